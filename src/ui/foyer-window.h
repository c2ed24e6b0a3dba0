/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_WINDOW (foyer_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerWindow, foyer_window, FOYER, WINDOW, AdwApplicationWindow)

FoyerWindow  *foyer_window_new (GtkApplication *application);
FoyerSession *foyer_window_get_session (FoyerWindow *self);
void          foyer_window_set_session (FoyerWindow *self, FoyerSession *session);
void
foyer_window_show_problem (FoyerWindow *self, const GError *error, const char *profile);

G_END_DECLS
