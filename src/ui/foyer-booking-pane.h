/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-schedule.h"
#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_BOOKING_PANE (foyer_booking_pane_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBookingPane, foyer_booking_pane, FOYER, BOOKING_PANE, AdwBin)

void foyer_booking_pane_show (FoyerBookingPane *self,
                              FoyerSession     *session,
                              FoyerBookingRow  *row);
void foyer_booking_pane_set_now (FoyerBookingPane *self, gint64 now);
void foyer_booking_pane_focus_action (FoyerBookingPane *self);

G_END_DECLS
