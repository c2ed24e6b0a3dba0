/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_TILL_OPEN_DIALOG (foyer_till_open_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerTillOpenDialog, foyer_till_open_dialog, FOYER, TILL_OPEN_DIALOG, AdwWindow)

GtkWidget *foyer_till_open_dialog_new (FoyerSession *session);

G_END_DECLS
