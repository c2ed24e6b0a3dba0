/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-booking.h"
#include "store/foyer-payments.h"

G_BEGIN_DECLS

/* For src/store only: payments inside an action of the caller. */

gboolean foyer_payments_find_done (FoyerDb   *db,
                                   GPtrArray *payments,
                                   gint64    *out_booking_id,
                                   GError   **error);
FoyerBooking          *
foyer_payments_get_payable_in (FoyerAct *act, gint64 booking_id, GError **error);
gboolean foyer_payments_check_in (FoyerAct     *act,
                                  FoyerBooking *booking,
                                  GPtrArray    *payments,
                                  GError      **error);
gboolean foyer_payments_take_in (FoyerAct     *act,
                                 FoyerBooking *booking,
                                 GPtrArray    *payments,
                                 GError      **error);
gboolean foyer_payments_refuse_open_in (FoyerAct *act, gint64 booking_id, GError **error);
gboolean
foyer_payments_close_in (FoyerAct *act, FoyerPaymentAttempt *attempt, GError **error);

G_END_DECLS
