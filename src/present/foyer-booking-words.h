/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-bookings.h"

G_BEGIN_DECLS

/* What schedules, details and paper say about a booking, in the same words.  Texts that
 * say nothing are NULL; every result is (transfer full). */

gint64 foyer_booking_words_since (FoyerBooking *booking);
char  *foyer_booking_words_status (FoyerBooking *booking, gint64 now);
char  *foyer_booking_words_patient (FoyerBookingRow *row);
char  *foyer_booking_words_birth (FoyerBookingRow *row);
char  *foyer_booking_words_language (FoyerBookingRow *row);
char  *foyer_booking_words_referral (FoyerBookingRow *row);
char  *foyer_booking_words_referral_use (FoyerBookingRow *row);
char  *foyer_booking_words_referral_problem (FoyerBookingRow *row);
char  *foyer_booking_words_deposit (FoyerBookingRow *row,
                                    const char      *currency,
                                    gboolean        *out_due);
char  *foyer_booking_words_guardian (FoyerBookingRow *row);
char  *foyer_booking_words_no_shows (FoyerBookingRow *row);
char  *foyer_booking_words_overrides (FoyerBookingRow *row);
char  *foyer_booking_words_spoken (FoyerBookingRow *row,
                                   FoyerZone       *zone,
                                   const char      *currency,
                                   gint64           now);

const char *foyer_booking_words_unconfirmed (FoyerBookingRow *row);

gboolean foyer_booking_words_next_step (FoyerBookingState  state,
                                        FoyerBookingState *out_next);

G_END_DECLS
