/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_PREFERENCES_WINDOW (foyer_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPreferencesWindow,
                      foyer_preferences_window,
                      FOYER,
                      PREFERENCES_WINDOW,
                      AdwWindow)

GtkWindow *foyer_preferences_window_new (FoyerSession *session, const char *page);

G_END_DECLS
