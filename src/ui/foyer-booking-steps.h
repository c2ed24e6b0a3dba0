/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "store/foyer-bookings.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void foyer_booking_steps_take (GtkWidget        *widget,
                               FoyerSession     *session,
                               FoyerBookingRow  *row,
                               FoyerBookingState to);
void foyer_booking_steps_move (GtkWidget       *widget,
                               FoyerBookingRow *row,
                               gint64           clinician_id,
                               gint64           start_at);
void foyer_booking_steps_take_deposit (GtkWidget       *widget,
                                       FoyerSession    *session,
                                       FoyerBookingRow *row);
void
foyer_booking_steps_undo (GtkWidget *widget, FoyerSession *session, gint64 booking_id);

GMenuModel *foyer_booking_steps_new_menu (FoyerBookingRow *row);

G_END_DECLS
