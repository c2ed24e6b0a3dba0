/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_BOOKING_WINDOW (foyer_booking_window_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerBookingWindow, foyer_booking_window, FOYER, BOOKING_WINDOW, AdwWindow)

GtkWidget *foyer_booking_window_new (FoyerSession *session, GVariant *draft);

G_END_DECLS
