/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-payment.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* What is being taken. */

GPtrArray           *foyer_payments_list_open (FoyerDb *db, GError **error);
FoyerPaymentAttempt *foyer_payments_get (FoyerDb *db, gint64 attempt_id, GError **error);
gboolean             foyer_payments_get_open (FoyerDb              *db,
                                              gint64                booking_id,
                                              FoyerPaymentAttempt **out_attempt,
                                              GError              **error);
gboolean             foyer_payments_dup_receipt (FoyerDb    *db,
                                                 const char *operation,
                                                 char      **out_receipt,
                                                 GError    **error);

/* One after the other: begin, ask for the money, note what came, finish.  A booking that is to
 * be made with it is finished by foyer_bookings_make() with the attempt in its request. */

FoyerPaymentAttempt *foyer_payments_begin (FoyerDb   *db,
                                           FoyerUser *actor,
                                           gint64     booking_id,
                                           GPtrArray *payments,
                                           GError   **error);
gboolean             foyer_payments_add (FoyerDb      *db,
                                         FoyerUser    *actor,
                                         gint64        attempt_id,
                                         FoyerPayment *payment,
                                         GError      **error);
gboolean             foyer_payments_note (FoyerDb    *db,
                                          FoyerUser  *actor,
                                          gint64      payment_id,
                                          const char *terminal_reference,
                                          GError    **error);
gboolean
foyer_payments_remove (FoyerDb *db, FoyerUser *actor, gint64 payment_id, GError **error);
gboolean foyer_payments_finish (FoyerDb   *db,
                                FoyerUser *actor,
                                gint64     attempt_id,
                                gboolean  *out_booked,
                                GError   **error);
gboolean foyer_payments_drop (
    FoyerDb *db, FoyerUser *actor, gint64 attempt_id, const char *reason, GError **error);

/* All at once, for a booking that stays as it is. */

gboolean foyer_payments_take (FoyerDb   *db,
                              FoyerUser *actor,
                              gint64     booking_id,
                              GPtrArray *payments,
                              GError   **error);

G_END_DECLS
