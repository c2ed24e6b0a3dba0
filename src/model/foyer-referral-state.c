/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-referral-state.h"

G_DEFINE_ENUM_TYPE (FoyerReferralState,
                    foyer_referral_state,
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_EXPECTED, "expected"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_RECEIVED, "received"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_INCOMPLETE, "incomplete"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_TRIAGE, "triage"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_ACCEPTED, "accepted"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_CONTACTING, "contacting"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_BOOKED, "booked"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_ATTENDED, "attended"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_CLOSED, "closed"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_DECLINED, "declined"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_WITHDRAWN, "withdrawn"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_UNREACHABLE, "unreachable"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_EXPIRED, "expired"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_ENTERED_IN_ERROR,
                                         "entered-in-error"))

#define STEP(from, to, action, needs)                                                    \
  {                                                                                      \
    FOYER_REFERRAL_STATE_##from, FOYER_REFERRAL_STATE_##to, FOYER_ACTION_##action,       \
        FOYER_REFERRAL_NEEDS_##needs                                                     \
  }

/* Every step there is, in order of the state before; all others are refused. */
static const FoyerReferralTransition transitions[] = {
  STEP (EXPECTED, RECEIVED, REFERRAL_REGISTER, NOTHING),
  STEP (EXPECTED, WITHDRAWN, REFERRAL_CLOSE, REASON),
  STEP (EXPECTED, ENTERED_IN_ERROR, REFERRAL_CLOSE, REASON),
  STEP (RECEIVED, INCOMPLETE, REFERRAL_REGISTER, MISSING_ITEMS),
  STEP (RECEIVED, TRIAGE, REFERRAL_REGISTER, NOTHING),
  STEP (RECEIVED, ACCEPTED, REFERRAL_DECIDE, PLAN),
  STEP (RECEIVED, DECLINED, REFERRAL_DECIDE, DECLINE_REASON),
  STEP (RECEIVED, WITHDRAWN, REFERRAL_CLOSE, REASON),
  STEP (RECEIVED, EXPIRED, REFERRAL_CLOSE, NOTHING),
  STEP (RECEIVED, ENTERED_IN_ERROR, REFERRAL_CLOSE, REASON),
  STEP (INCOMPLETE, RECEIVED, REFERRAL_REGISTER, NOTHING),
  STEP (INCOMPLETE, TRIAGE, REFERRAL_REGISTER, NOTHING),
  STEP (INCOMPLETE, ACCEPTED, REFERRAL_DECIDE, PLAN),
  STEP (INCOMPLETE, DECLINED, REFERRAL_DECIDE, DECLINE_REASON),
  STEP (INCOMPLETE, WITHDRAWN, REFERRAL_CLOSE, REASON),
  STEP (INCOMPLETE, EXPIRED, REFERRAL_CLOSE, NOTHING),
  STEP (INCOMPLETE, ENTERED_IN_ERROR, REFERRAL_CLOSE, REASON),
  STEP (TRIAGE, INCOMPLETE, REFERRAL_DECIDE, MISSING_ITEMS),
  STEP (TRIAGE, ACCEPTED, REFERRAL_DECIDE, PLAN),
  STEP (TRIAGE, DECLINED, REFERRAL_DECIDE, DECLINE_REASON),
  STEP (TRIAGE, WITHDRAWN, REFERRAL_CLOSE, REASON),
  STEP (TRIAGE, EXPIRED, REFERRAL_CLOSE, NOTHING),
  STEP (TRIAGE, ENTERED_IN_ERROR, REFERRAL_CLOSE, REASON),
  STEP (ACCEPTED, TRIAGE, REFERRAL_DECIDE, REASON),
  STEP (ACCEPTED, CONTACTING, REFERRAL_REGISTER, NOTHING),
  STEP (ACCEPTED, BOOKED, BOOKING_MAKE, BOOKING),
  STEP (ACCEPTED, ATTENDED, BOOKING_MAKE, BOOKING),
  STEP (ACCEPTED, WITHDRAWN, REFERRAL_CLOSE, REASON),
  STEP (ACCEPTED, UNREACHABLE, REFERRAL_CLOSE, REASON),
  STEP (ACCEPTED, EXPIRED, REFERRAL_CLOSE, NOTHING),
  STEP (ACCEPTED, ENTERED_IN_ERROR, REFERRAL_CLOSE, REASON),
  STEP (CONTACTING, TRIAGE, REFERRAL_DECIDE, REASON),
  STEP (CONTACTING, ACCEPTED, REFERRAL_REGISTER, REASON),
  STEP (CONTACTING, BOOKED, BOOKING_MAKE, BOOKING),
  STEP (CONTACTING, ATTENDED, BOOKING_MAKE, BOOKING),
  STEP (CONTACTING, WITHDRAWN, REFERRAL_CLOSE, REASON),
  STEP (CONTACTING, UNREACHABLE, REFERRAL_CLOSE, REASON),
  STEP (CONTACTING, EXPIRED, REFERRAL_CLOSE, NOTHING),
  STEP (CONTACTING, ENTERED_IN_ERROR, REFERRAL_CLOSE, REASON),
  STEP (BOOKED, ACCEPTED, REFERRAL_REGISTER, REASON),
  STEP (BOOKED, CONTACTING, REFERRAL_REGISTER, REASON),
  STEP (BOOKED, ATTENDED, BOOKING_PROGRESS, BOOKING),
  STEP (BOOKED, CLOSED, REFERRAL_CLOSE, REASON),
  STEP (BOOKED, WITHDRAWN, REFERRAL_CLOSE, REASON),
  STEP (BOOKED, ENTERED_IN_ERROR, REFERRAL_CLOSE, REASON),
  STEP (ATTENDED, ACCEPTED, REFERRAL_DECIDE, REASON),
  STEP (ATTENDED, BOOKED, BOOKING_MAKE, BOOKING),
  STEP (ATTENDED, CLOSED, REFERRAL_CLOSE, REASON),
  STEP (ATTENDED, ENTERED_IN_ERROR, REFERRAL_CLOSE, REASON),
  STEP (CLOSED, ATTENDED, REFERRAL_CLOSE, REASON),
  STEP (CLOSED, ENTERED_IN_ERROR, REFERRAL_CLOSE, REASON),
  STEP (DECLINED, TRIAGE, REFERRAL_DECIDE, REASON),
  STEP (DECLINED, ENTERED_IN_ERROR, REFERRAL_CLOSE, REASON),
  STEP (WITHDRAWN, TRIAGE, REFERRAL_DECIDE, REASON),
  STEP (WITHDRAWN, ENTERED_IN_ERROR, REFERRAL_CLOSE, REASON),
  STEP (UNREACHABLE, CONTACTING, REFERRAL_REGISTER, REASON),
  STEP (UNREACHABLE, ENTERED_IN_ERROR, REFERRAL_CLOSE, REASON),
  STEP (EXPIRED, TRIAGE, REFERRAL_DECIDE, REASON),
  STEP (EXPIRED, ENTERED_IN_ERROR, REFERRAL_CLOSE, REASON),
};

/**
 * foyer_referral_state_get_next:
 * @from: a state
 * @out_n_next: (out): how many
 *
 * Returns: (transfer none) (array length=out_n_next): the steps that lead out of @from
 */
const FoyerReferralTransition *
foyer_referral_state_get_next (FoyerReferralState from, guint *out_n_next)
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
 * foyer_referral_state_get_transition:
 * @from: state before
 * @to: state after
 *
 * Returns: (transfer none) (nullable): the step, `NULL` if there is none
 */
const FoyerReferralTransition *
foyer_referral_state_get_transition (FoyerReferralState from, FoyerReferralState to)
{
  guint                          n_next;
  const FoyerReferralTransition *next = foyer_referral_state_get_next (from, &n_next);

  for (guint i = 0; i < n_next; i++)
    if (next[i].to == to)
      return &next[i];

  return NULL;
}

gboolean
foyer_referral_state_can (FoyerReferralState from, FoyerReferralState to)
{
  return foyer_referral_state_get_transition (from, to) != NULL;
}

/**
 * foyer_referral_state_is_initial:
 * @state: a state
 *
 * Returns: whether a referral may be registered in @state
 */
gboolean
foyer_referral_state_is_initial (FoyerReferralState state)
{
  return state == FOYER_REFERRAL_STATE_EXPECTED || state == FOYER_REFERRAL_STATE_RECEIVED;
}

/**
 * foyer_referral_state_is_open:
 * @state: a state
 *
 * Returns: whether the clinic still has something to do for a referral in @state
 */
gboolean
foyer_referral_state_is_open (FoyerReferralState state)
{
  return state <= FOYER_REFERRAL_STATE_ATTENDED;
}

/**
 * foyer_referral_state_is_undecided:
 * @state: a state
 *
 * Returns: whether nobody has accepted or refused a referral in @state yet
 */
gboolean
foyer_referral_state_is_undecided (FoyerReferralState state)
{
  return state <= FOYER_REFERRAL_STATE_TRIAGE;
}

/**
 * foyer_referral_state_counts_as_accepted:
 * @state: a state
 *
 * A referral whose first visit has taken place may authorise further ones.
 *
 * Returns: whether a booking may rest on a referral in @state
 */
gboolean
foyer_referral_state_counts_as_accepted (FoyerReferralState state)
{
  return state == FOYER_REFERRAL_STATE_ACCEPTED ||
         state == FOYER_REFERRAL_STATE_CONTACTING ||
         state == FOYER_REFERRAL_STATE_BOOKED || state == FOYER_REFERRAL_STATE_ATTENDED;
}
