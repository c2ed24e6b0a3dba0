/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-booking-state.h"

G_DEFINE_ENUM_TYPE (FoyerBookingState,
                    foyer_booking_state,
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_REQUESTED, "requested"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_WAITLISTED, "waitlisted"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_HELD, "held"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_BOOKED, "booked"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_CONFIRMED, "confirmed"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_ARRIVED, "arrived"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_CHECKED_IN, "checked-in"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_IN_ROOM, "in-room"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_COMPLETED, "completed"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_NO_SHOW, "no-show"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_LEFT, "left"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_CANCELLED, "cancelled"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_ENTERED_IN_ERROR,
                                         "entered-in-error"))

#define STEP(from, to, action, needs)                                                    \
  {                                                                                      \
    FOYER_BOOKING_STATE_##from, FOYER_BOOKING_STATE_##to, FOYER_ACTION_##action,         \
        FOYER_BOOKING_NEEDS_##needs                                                      \
  }

/* Every step there is, in order of the state before; all others are refused. */
static const FoyerBookingTransition transitions[] = {
  STEP (REQUESTED, WAITLISTED, BOOKING_MAKE, NOTHING),
  STEP (REQUESTED, HELD, BOOKING_MAKE, GATE),
  STEP (REQUESTED, BOOKED, BOOKING_MAKE, GATE),
  STEP (REQUESTED, CANCELLED, BOOKING_CANCEL, CANCEL_REASON),
  STEP (REQUESTED, ENTERED_IN_ERROR, BOOKING_CANCEL, REASON),
  STEP (WAITLISTED, REQUESTED, BOOKING_MAKE, NOTHING),
  STEP (WAITLISTED, HELD, BOOKING_MAKE, GATE),
  STEP (WAITLISTED, BOOKED, BOOKING_MAKE, GATE),
  STEP (WAITLISTED, CANCELLED, BOOKING_CANCEL, CANCEL_REASON),
  STEP (WAITLISTED, ENTERED_IN_ERROR, BOOKING_CANCEL, REASON),
  STEP (HELD, BOOKED, BOOKING_MAKE, GATE),
  STEP (HELD, CANCELLED, BOOKING_CANCEL, CANCEL_REASON),
  STEP (HELD, ENTERED_IN_ERROR, BOOKING_CANCEL, REASON),
  STEP (BOOKED, CONFIRMED, BOOKING_PROGRESS, NOTHING),
  STEP (BOOKED, ARRIVED, BOOKING_PROGRESS, NOTHING),
  STEP (BOOKED, COMPLETED, BOOKING_PROGRESS, NOTHING),
  STEP (BOOKED, NO_SHOW, BOOKING_PROGRESS, NOTHING),
  STEP (BOOKED, CANCELLED, BOOKING_CANCEL, CANCEL_REASON),
  STEP (BOOKED, ENTERED_IN_ERROR, BOOKING_CANCEL, REASON),
  STEP (CONFIRMED, BOOKED, BOOKING_PROGRESS, NOTHING),
  STEP (CONFIRMED, ARRIVED, BOOKING_PROGRESS, NOTHING),
  STEP (CONFIRMED, COMPLETED, BOOKING_PROGRESS, NOTHING),
  STEP (CONFIRMED, NO_SHOW, BOOKING_PROGRESS, NOTHING),
  STEP (CONFIRMED, CANCELLED, BOOKING_CANCEL, CANCEL_REASON),
  STEP (CONFIRMED, ENTERED_IN_ERROR, BOOKING_CANCEL, REASON),
  STEP (ARRIVED, CHECKED_IN, BOOKING_PROGRESS, NOTHING),
  STEP (ARRIVED, IN_ROOM, BOOKING_PROGRESS, NOTHING),
  STEP (ARRIVED, COMPLETED, BOOKING_PROGRESS, NOTHING),
  STEP (ARRIVED, LEFT, BOOKING_PROGRESS, NOTHING),
  STEP (ARRIVED, CANCELLED, BOOKING_CANCEL, CANCEL_REASON),
  STEP (ARRIVED, ENTERED_IN_ERROR, BOOKING_CANCEL, REASON),
  STEP (CHECKED_IN, IN_ROOM, BOOKING_PROGRESS, NOTHING),
  STEP (CHECKED_IN, COMPLETED, BOOKING_PROGRESS, NOTHING),
  STEP (CHECKED_IN, LEFT, BOOKING_PROGRESS, NOTHING),
  STEP (CHECKED_IN, CANCELLED, BOOKING_CANCEL, CANCEL_REASON),
  STEP (CHECKED_IN, ENTERED_IN_ERROR, BOOKING_CANCEL, REASON),
  STEP (IN_ROOM, COMPLETED, BOOKING_PROGRESS, NOTHING),
  STEP (IN_ROOM, LEFT, BOOKING_PROGRESS, NOTHING),
  STEP (IN_ROOM, ENTERED_IN_ERROR, BOOKING_CANCEL, REASON),
  STEP (COMPLETED, ENTERED_IN_ERROR, BOOKING_UNDO_LATER, REASON),
  STEP (NO_SHOW, ARRIVED, BOOKING_PROGRESS, GATE),
  STEP (NO_SHOW, ENTERED_IN_ERROR, BOOKING_UNDO_LATER, REASON),
  STEP (LEFT, ENTERED_IN_ERROR, BOOKING_UNDO_LATER, REASON),
  STEP (CANCELLED, ENTERED_IN_ERROR, BOOKING_UNDO_LATER, REASON),
};

/**
 * foyer_booking_state_get_next:
 * @from: a state
 * @out_n_next: (out): how many
 *
 * Returns: (transfer none) (array length=out_n_next): the steps that lead out of @from
 */
const FoyerBookingTransition *
foyer_booking_state_get_next (FoyerBookingState from, guint *out_n_next)
{
  guint first = 0;
  guint end;

  while (first < G_N_ELEMENTS (transitions) && transitions[first].from != from)
    first++;
  for (end = first; end < G_N_ELEMENTS (transitions) && transitions[end].from == from;)
    end++;
  *out_n_next = end - first;

  return end > first ? &transitions[first] : NULL;
}

/**
 * foyer_booking_state_get_transition:
 * @from: state before
 * @to: state after
 *
 * Returns: (transfer none) (nullable): the step, `NULL` if there is none
 */
const FoyerBookingTransition *
foyer_booking_state_get_transition (FoyerBookingState from, FoyerBookingState to)
{
  guint                         n_next;
  const FoyerBookingTransition *next = foyer_booking_state_get_next (from, &n_next);

  for (guint i = 0; i < n_next; i++)
    if (next[i].to == to)
      return &next[i];

  return NULL;
}

gboolean
foyer_booking_state_can (FoyerBookingState from, FoyerBookingState to)
{
  return foyer_booking_state_get_transition (from, to) != NULL;
}

/**
 * foyer_booking_state_is_initial:
 * @state: a state
 *
 * Returns: whether a booking may be made in @state
 */
gboolean
foyer_booking_state_is_initial (FoyerBookingState state)
{
  return state <= FOYER_BOOKING_STATE_BOOKED;
}

/**
 * foyer_booking_state_is_live:
 * @state: a state
 *
 * Returns: whether a booking in @state occupies its time
 */
gboolean
foyer_booking_state_is_live (FoyerBookingState state)
{
  return state >= FOYER_BOOKING_STATE_HELD && state <= FOYER_BOOKING_STATE_COMPLETED;
}

/**
 * foyer_booking_state_is_promised:
 * @state: a state
 *
 * Returns: whether a visit in @state is still to come, held times not counted
 */
gboolean
foyer_booking_state_is_promised (FoyerBookingState state)
{
  return state == FOYER_BOOKING_STATE_BOOKED || state == FOYER_BOOKING_STATE_CONFIRMED;
}

/**
 * foyer_booking_state_is_present:
 * @state: a state
 *
 * Returns: whether the patient is in the building
 */
gboolean
foyer_booking_state_is_present (FoyerBookingState state)
{
  return state == FOYER_BOOKING_STATE_ARRIVED ||
         state == FOYER_BOOKING_STATE_CHECKED_IN || state == FOYER_BOOKING_STATE_IN_ROOM;
}

/**
 * foyer_booking_state_uses_visit:
 * @state: a state
 *
 * Returns: whether a booking in @state has used one of the visits that a referral authorises
 */
gboolean
foyer_booking_state_uses_visit (FoyerBookingState state)
{
  return foyer_booking_state_is_present (state) || state == FOYER_BOOKING_STATE_COMPLETED;
}

/**
 * foyer_booking_state_is_movable:
 * @state: a state
 *
 * Returns: whether a booking in @state may get another time, clinician or room
 */
gboolean
foyer_booking_state_is_movable (FoyerBookingState state)
{
  return state == FOYER_BOOKING_STATE_HELD || foyer_booking_state_is_promised (state);
}

/**
 * foyer_booking_state_is_undoable:
 * @from: state before a step
 * @to: state after it
 *
 * Tells whether the step can be taken back.  What was never a time to begin with, and what
 * was declared a mistake, is not brought back.
 *
 * Returns: whether a booking may return from @to to @from
 */
gboolean
foyer_booking_state_is_undoable (FoyerBookingState from, FoyerBookingState to)
{
  return foyer_booking_state_can (from, to) && from >= FOYER_BOOKING_STATE_BOOKED &&
         to != FOYER_BOOKING_STATE_ENTERED_IN_ERROR;
}
