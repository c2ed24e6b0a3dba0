/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "store/foyer-bookings.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_CANCEL_DIALOG (foyer_cancel_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerCancelDialog, foyer_cancel_dialog, FOYER, CANCEL_DIALOG, AdwWindow)

GtkWidget *foyer_cancel_dialog_new (FoyerSession *session, FoyerBookingRow *row);
GtkWidget *foyer_cancel_dialog_new_no_show (FoyerSession *session, FoyerBookingRow *row);
GtkWidget *foyer_cancel_dialog_new_settle (FoyerSession *session, FoyerBookingRow *row);

G_END_DECLS
