/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "store/foyer-bookings.h"
#include "store/foyer-edits.h"

G_BEGIN_DECLS

/**
 * FoyerBookingDeed:
 * @FOYER_BOOKING_DEED_CHECK: ask the gate, change nothing
 * @FOYER_BOOKING_DEED_MAKE: book, or turn a hold into a booking
 * @FOYER_BOOKING_DEED_HOLD: keep the time while something is missing
 * @FOYER_BOOKING_DEED_MOVE: give a booking another time
 *
 * What is to be done with a request.
 */
typedef enum
{
  FOYER_BOOKING_DEED_CHECK,
  FOYER_BOOKING_DEED_MAKE,
  FOYER_BOOKING_DEED_HOLD,
  FOYER_BOOKING_DEED_MOVE,
} FoyerBookingDeed;

/**
 * FoyerBookingAnswer:
 * @error: (owned) (nullable): why it was not done
 * @items: (owned) (nullable) (element-type FoyerGateItem): what the gate said
 * @row: (owned) (nullable): the booking that was made, held or moved
 * @in_the_way: (owned) (nullable): the booking that has the time instead
 * @attempt_id: what was written down of its payment, 0: nothing
 * @receipt: (owned) (nullable): number of the receipt of its payment
 *
 * What became of a request.
 */
typedef struct
{
  GError          *error;
  GPtrArray       *items;
  FoyerBookingRow *row;
  FoyerBookingRow *in_the_way;
  gint64           attempt_id;
  char            *receipt;
} FoyerBookingAnswer;

void foyer_booking_answer_free (FoyerBookingAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBookingAnswer, foyer_booking_answer_free)

void foyer_booking_job_run_async (FoyerSession              *session,
                                  FoyerBookingDeed           deed,
                                  const FoyerBookingRequest *request,
                                  gint64                     answers_id,
                                  FoyerSnapshot             *base,
                                  GCancellable              *cancellable,
                                  GAsyncReadyCallback        callback,
                                  gpointer                   user_data);

G_END_DECLS
