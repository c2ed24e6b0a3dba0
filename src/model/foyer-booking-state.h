/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerBookingState:
 * @FOYER_BOOKING_STATE_REQUESTED: asked for by form or phone; may have no time yet
 * @FOYER_BOOKING_STATE_WAITLISTED: waiting for a time to become free
 * @FOYER_BOOKING_STATE_HELD: time kept while something is missing; ends by itself at its deadline
 * @FOYER_BOOKING_STATE_BOOKED: the clinic has promised the time
 * @FOYER_BOOKING_STATE_CONFIRMED: the patient has said that they will come
 * @FOYER_BOOKING_STATE_ARRIVED: the patient is in the building
 * @FOYER_BOOKING_STATE_CHECKED_IN: demographics, referral and payment were gone through
 * @FOYER_BOOKING_STATE_IN_ROOM: with the clinician
 * @FOYER_BOOKING_STATE_COMPLETED: the visit took place
 * @FOYER_BOOKING_STATE_NO_SHOW: the patient did not come; only a person says so
 * @FOYER_BOOKING_STATE_LEFT: the patient came and left without being seen
 * @FOYER_BOOKING_STATE_CANCELLED: cancelled, with a coded reason
 * @FOYER_BOOKING_STATE_ENTERED_IN_ERROR: made by mistake; never counts
 *
 * Where a booking stands; see the transition table in this file.
 */
typedef enum
{
  FOYER_BOOKING_STATE_REQUESTED,
  FOYER_BOOKING_STATE_WAITLISTED,
  FOYER_BOOKING_STATE_HELD,
  FOYER_BOOKING_STATE_BOOKED,
  FOYER_BOOKING_STATE_CONFIRMED,
  FOYER_BOOKING_STATE_ARRIVED,
  FOYER_BOOKING_STATE_CHECKED_IN,
  FOYER_BOOKING_STATE_IN_ROOM,
  FOYER_BOOKING_STATE_COMPLETED,
  FOYER_BOOKING_STATE_NO_SHOW,
  FOYER_BOOKING_STATE_LEFT,
  FOYER_BOOKING_STATE_CANCELLED,
  FOYER_BOOKING_STATE_ENTERED_IN_ERROR,
} FoyerBookingState;

#define FOYER_TYPE_BOOKING_STATE (foyer_booking_state_get_type ())
GType foyer_booking_state_get_type (void);

G_END_DECLS
