/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "store/foyer-bookings.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_DEPOSIT_DIALOG (foyer_deposit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerDepositDialog, foyer_deposit_dialog, FOYER, DEPOSIT_DIALOG, AdwWindow)

GtkWidget *foyer_deposit_dialog_new (FoyerSession *session, FoyerBookingRow *row);

G_END_DECLS
