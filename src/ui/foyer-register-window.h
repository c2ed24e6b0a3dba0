/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_REGISTER_WINDOW (foyer_register_window_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerRegisterWindow, foyer_register_window, FOYER, REGISTER_WINDOW, AdwWindow)

GtkWidget *foyer_register_window_new (FoyerSession *session, gint64 patient_id);
void       foyer_register_window_add_file (FoyerRegisterWindow *self, GFile *file);

G_END_DECLS
