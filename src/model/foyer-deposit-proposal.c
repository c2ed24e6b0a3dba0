/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-deposit-proposal.h"

#include "model/foyer-time.h"

/**
 * foyer_deposit_event_for_reason:
 * @reason: why a booking was cancelled
 *
 * Returns: whose doing it was; what is nobody's, a mistake or a hold that ran out, is the
 *   clinic's
 */
FoyerDepositEvent
foyer_deposit_event_for_reason (FoyerCancelReason reason)
{
  switch (reason)
    {
    case FOYER_CANCEL_REASON_PATIENT:
    case FOYER_CANCEL_REASON_PATIENT_FEELING_BETTER:
    case FOYER_CANCEL_REASON_PATIENT_MOVED:
    case FOYER_CANCEL_REASON_PATIENT_TRANSPORT:
    case FOYER_CANCEL_REASON_PATIENT_WEATHER:
    case FOYER_CANCEL_REASON_FINANCE:
      return FOYER_DEPOSIT_EVENT_PATIENT_CANCELS;

    case FOYER_CANCEL_REASON_NONE:
    case FOYER_CANCEL_REASON_CLINIC:
    case FOYER_CANCEL_REASON_CLINICIAN_ABSENT:
    case FOYER_CANCEL_REASON_NO_INTERPRETER:
    case FOYER_CANCEL_REASON_ROOM_UNAVAILABLE:
    case FOYER_CANCEL_REASON_HOLD_EXPIRED:
    case FOYER_CANCEL_REASON_ERROR:
    default:
      return FOYER_DEPOSIT_EVENT_CLINIC_CANCELS;
    }
}

/**
 * foyer_deposit_event_for_booking:
 * @booking: a booking that is over without a visit
 *
 * Returns: whose doing it was; a patient who came and left unseen was let down by the clinic
 */
FoyerDepositEvent
foyer_deposit_event_for_booking (FoyerBooking *booking)
{
  if (booking->state == FOYER_BOOKING_STATE_NO_SHOW)
    return FOYER_DEPOSIT_EVENT_NO_SHOW;
  if (booking->state == FOYER_BOOKING_STATE_CANCELLED)
    return foyer_deposit_event_for_reason (booking->cancel_reason);

  return FOYER_DEPOSIT_EVENT_CLINIC_CANCELS;
}

/* What was on a gift card never becomes money, and credit stays credit. */
static FoyerLedgerKind
kind_for (FoyerDepositOutcome outcome, FoyerTender tender)
{
  if (outcome == FOYER_DEPOSIT_OUTCOME_FORFEIT)
    return FOYER_LEDGER_KIND_FORFEIT;
  if (tender == FOYER_TENDER_GIFT_CARD)
    return FOYER_LEDGER_KIND_GIFT_RESTORE;
  if (tender == FOYER_TENDER_CREDIT || outcome == FOYER_DEPOSIT_OUTCOME_REFUND)
    return FOYER_LEDGER_KIND_REFUND;

  return FOYER_LEDGER_KIND_TRANSFER;
}

/**
 * foyer_deposit_propose_outcome:
 * @deposit: a deposit; must outlive the proposal
 * @outcome: what should become of it
 *
 * Works out the entries by which all that is held goes that way, gift cards first: each part
 * leaves in the tender in which it came.
 *
 * Returns: (transfer full): the proposal
 */
FoyerDepositProposal *
foyer_deposit_propose_outcome (const FoyerDeposit *deposit, FoyerDepositOutcome outcome)
{
  FoyerDepositProposal *self = g_new0 (FoyerDepositProposal, 1);

  self->outcome = outcome;
  self->lines = g_array_new (FALSE, FALSE, sizeof (FoyerDepositLine));
  for (guint i = 0; outcome != FOYER_DEPOSIT_OUTCOME_CARRY && i < deposit->parts->len;
       i++)
    {
      const FoyerDepositPart *part = &g_array_index (deposit->parts, FoyerDepositPart, i);
      const FoyerDepositLine  line = {
         .kind = kind_for (outcome, part->tender),
         .tender = part->tender,
         .gift_card_uid = part->gift_card_uid,
         .amount_minor = part->held_minor,
      };

      if (part->held_minor <= 0)
        continue;
      g_array_append_val (self->lines, line);
      self->total_minor += part->held_minor;
    }

  return self;
}

/**
 * foyer_deposit_propose:
 * @deposit: a deposit; must outlive the proposal
 * @clinic: the clinic, whose rule it is
 * @event: what happens to the booking
 * @start_at: when the visit would begin, seconds since 1970-01-01 UTC
 * @now: when it happens
 *
 * Works out what the rule of the clinic says about @deposit.
 *
 * A visit that is moved takes its deposit along, and where the clinic cancels all is paid back
 * whatever the rule says.  Exactly at the cutoff is in time.
 *
 * Returns: (transfer full): the proposal
 */
FoyerDepositProposal *
foyer_deposit_propose (const FoyerDeposit *deposit,
                       FoyerClinic        *clinic,
                       FoyerDepositEvent   event,
                       gint64              start_at,
                       gint64              now)
{
  const gboolean is_late =
      clinic->cancel_cutoff_hours > 0 &&
      start_at - now < clinic->cancel_cutoff_hours * FOYER_HOUR_SECONDS;
  FoyerDepositOutcome   outcome = FOYER_DEPOSIT_OUTCOME_REFUND;
  FoyerDepositProposal *self;

  if (event == FOYER_DEPOSIT_EVENT_MOVE)
    outcome = FOYER_DEPOSIT_OUTCOME_CARRY;
  else if (event == FOYER_DEPOSIT_EVENT_NO_SHOW)
    outcome = clinic->deposit_no_show;
  else if (event == FOYER_DEPOSIT_EVENT_PATIENT_CANCELS)
    outcome = is_late ? clinic->deposit_late : clinic->deposit_in_time;
  self = foyer_deposit_propose_outcome (deposit, outcome);
  self->is_late = is_late;

  return self;
}

void
foyer_deposit_proposal_free (FoyerDepositProposal *self)
{
  g_array_unref (self->lines);
  g_free (self);
}
