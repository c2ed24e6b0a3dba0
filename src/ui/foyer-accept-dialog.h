/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "store/foyer-referrals.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_ACCEPT_DIALOG (foyer_accept_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerAcceptDialog, foyer_accept_dialog, FOYER, ACCEPT_DIALOG, AdwWindow)

GtkWidget *foyer_accept_dialog_new (FoyerSession *session, FoyerReferralRow *row);

G_END_DECLS
