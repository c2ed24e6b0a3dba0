/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-permission.h"

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

/**
 * FoyerBookingNeeds:
 * @FOYER_BOOKING_NEEDS_NOTHING: the step speaks for itself
 * @FOYER_BOOKING_NEEDS_GATE: the booking gate, asked again
 * @FOYER_BOOKING_NEEDS_CANCEL_REASON: a coded reason
 * @FOYER_BOOKING_NEEDS_REASON: why, in words
 *
 * What has to come with a step.
 */
typedef enum
{
  FOYER_BOOKING_NEEDS_NOTHING = 0,
  FOYER_BOOKING_NEEDS_GATE = 1 << 0,
  FOYER_BOOKING_NEEDS_CANCEL_REASON = 1 << 1,
  FOYER_BOOKING_NEEDS_REASON = 1 << 2,
} FoyerBookingNeeds;

/**
 * FoyerBookingTransition:
 * @from: state before
 * @to: state after
 * @action: what one has to be allowed
 * @needs: what has to come with it
 *
 * A step that a booking may take.
 */
typedef struct
{
  FoyerBookingState from;
  FoyerBookingState to;
  FoyerAction       action;
  FoyerBookingNeeds needs;
} FoyerBookingTransition;

const FoyerBookingTransition *foyer_booking_state_get_transition (FoyerBookingState from,
                                                                  FoyerBookingState to);
gboolean foyer_booking_state_can (FoyerBookingState from, FoyerBookingState to);
const FoyerBookingTransition *foyer_booking_state_get_next (FoyerBookingState from,
                                                            guint            *out_n_next);
gboolean                      foyer_booking_state_is_initial (FoyerBookingState state);
gboolean                      foyer_booking_state_is_live (FoyerBookingState state);
gboolean                      foyer_booking_state_is_promised (FoyerBookingState state);
gboolean                      foyer_booking_state_is_present (FoyerBookingState state);
gboolean                      foyer_booking_state_uses_visit (FoyerBookingState state);
gboolean                      foyer_booking_state_is_movable (FoyerBookingState state);
gboolean foyer_booking_state_is_undoable (FoyerBookingState from, FoyerBookingState to);

G_END_DECLS
