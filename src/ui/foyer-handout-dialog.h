/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_HANDOUT_DIALOG (foyer_handout_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerHandoutDialog, foyer_handout_dialog, FOYER, HANDOUT_DIALOG, AdwWindow)

GtkWidget *foyer_handout_dialog_new (FoyerSession *session, gint64 id);

G_END_DECLS
