/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_HANDOUT_WINDOW (foyer_handout_window_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerHandoutWindow, foyer_handout_window, FOYER, HANDOUT_WINDOW, AdwWindow)

GtkWidget *
foyer_handout_window_new (FoyerSession *session, gint64 patient_id, gint64 booking_id);

G_END_DECLS
