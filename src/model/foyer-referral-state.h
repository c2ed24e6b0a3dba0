/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-permission.h"

G_BEGIN_DECLS

/**
 * FoyerReferralState:
 * @FOYER_REFERRAL_STATE_EXPECTED: somebody says that it is coming; no document yet
 * @FOYER_REFERRAL_STATE_RECEIVED: the document is logged
 * @FOYER_REFERRAL_STATE_INCOMPLETE: something was asked of the referrer and the clock is paused
 * @FOYER_REFERRAL_STATE_TRIAGE: complete; a clinician must read it
 * @FOYER_REFERRAL_STATE_ACCEPTED: accepted with urgency, service and target date; to be booked
 * @FOYER_REFERRAL_STATE_CONTACTING: at least one attempt to reach the patient, not booked
 * @FOYER_REFERRAL_STATE_BOOKED: at least one live booking rests on it
 * @FOYER_REFERRAL_STATE_ATTENDED: the visit took place; the report to the referrer is outstanding
 * @FOYER_REFERRAL_STATE_CLOSED: report sent, or none needed for a reason
 * @FOYER_REFERRAL_STATE_DECLINED: declined with a reason and a comment
 * @FOYER_REFERRAL_STATE_WITHDRAWN: taken back by the referrer or the patient
 * @FOYER_REFERRAL_STATE_UNREACHABLE: closed after the attempts that the clinic asks for
 * @FOYER_REFERRAL_STATE_EXPIRED: its validity passed without a live booking
 * @FOYER_REFERRAL_STATE_ENTERED_IN_ERROR: logged by mistake
 *
 * Where a referral stands; see the transition table in this file.
 */
typedef enum
{
  FOYER_REFERRAL_STATE_EXPECTED,
  FOYER_REFERRAL_STATE_RECEIVED,
  FOYER_REFERRAL_STATE_INCOMPLETE,
  FOYER_REFERRAL_STATE_TRIAGE,
  FOYER_REFERRAL_STATE_ACCEPTED,
  FOYER_REFERRAL_STATE_CONTACTING,
  FOYER_REFERRAL_STATE_BOOKED,
  FOYER_REFERRAL_STATE_ATTENDED,
  FOYER_REFERRAL_STATE_CLOSED,
  FOYER_REFERRAL_STATE_DECLINED,
  FOYER_REFERRAL_STATE_WITHDRAWN,
  FOYER_REFERRAL_STATE_UNREACHABLE,
  FOYER_REFERRAL_STATE_EXPIRED,
  FOYER_REFERRAL_STATE_ENTERED_IN_ERROR,
} FoyerReferralState;

#define FOYER_TYPE_REFERRAL_STATE (foyer_referral_state_get_type ())
GType foyer_referral_state_get_type (void);

/**
 * FoyerReferralNeeds:
 * @FOYER_REFERRAL_NEEDS_NOTHING: the step speaks for itself
 * @FOYER_REFERRAL_NEEDS_REASON: why, in words
 * @FOYER_REFERRAL_NEEDS_DECLINE_REASON: a coded reason, and a comment for the referrer
 * @FOYER_REFERRAL_NEEDS_MISSING_ITEMS: what was asked of the referrer
 * @FOYER_REFERRAL_NEEDS_PLAN: the visit to book and the date to be seen by
 * @FOYER_REFERRAL_NEEDS_BOOKING: a booking makes the step, a person never does
 *
 * What has to come with a step.
 */
typedef enum
{
  FOYER_REFERRAL_NEEDS_NOTHING = 0,
  FOYER_REFERRAL_NEEDS_REASON = 1 << 0,
  FOYER_REFERRAL_NEEDS_DECLINE_REASON = 1 << 1,
  FOYER_REFERRAL_NEEDS_MISSING_ITEMS = 1 << 2,
  FOYER_REFERRAL_NEEDS_PLAN = 1 << 3,
  FOYER_REFERRAL_NEEDS_BOOKING = 1 << 4,
} FoyerReferralNeeds;

/**
 * FoyerReferralTransition:
 * @from: state before
 * @to: state after
 * @action: what one has to be allowed
 * @needs: what has to come with it
 *
 * A step that a referral may take.
 */
typedef struct
{
  FoyerReferralState from;
  FoyerReferralState to;
  FoyerAction        action;
  FoyerReferralNeeds needs;
} FoyerReferralTransition;

const FoyerReferralTransition *
foyer_referral_state_get_transition (FoyerReferralState from, FoyerReferralState to);
gboolean foyer_referral_state_can (FoyerReferralState from, FoyerReferralState to);
const FoyerReferralTransition *foyer_referral_state_get_next (FoyerReferralState from,
                                                              guint *out_n_next);
gboolean                       foyer_referral_state_is_initial (FoyerReferralState state);
gboolean                       foyer_referral_state_is_open (FoyerReferralState state);
gboolean foyer_referral_state_is_undecided (FoyerReferralState state);
gboolean foyer_referral_state_counts_as_accepted (FoyerReferralState state);

G_END_DECLS
