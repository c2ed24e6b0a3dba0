/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-clinic.h"
#include "model/foyer-deposit.h"

G_BEGIN_DECLS

/**
 * FoyerDepositEvent:
 * @FOYER_DEPOSIT_EVENT_PATIENT_CANCELS: the patient does not want the visit
 * @FOYER_DEPOSIT_EVENT_CLINIC_CANCELS: the clinic cannot keep it
 * @FOYER_DEPOSIT_EVENT_NO_SHOW: the patient did not come
 * @FOYER_DEPOSIT_EVENT_MOVE: the visit gets another time
 *
 * What happens to a booking with a deposit.
 */
typedef enum
{
  FOYER_DEPOSIT_EVENT_PATIENT_CANCELS,
  FOYER_DEPOSIT_EVENT_CLINIC_CANCELS,
  FOYER_DEPOSIT_EVENT_NO_SHOW,
  FOYER_DEPOSIT_EVENT_MOVE,
} FoyerDepositEvent;

/**
 * FoyerDepositLine:
 * @kind: the kind of entry to write
 * @tender: its tender
 * @gift_card_uid: (nullable): its gift card; belongs to the deposit
 * @amount_minor: its amount
 *
 * One entry that a proposal would write.
 */
typedef struct
{
  FoyerLedgerKind kind;
  FoyerTender     tender;
  const char     *gift_card_uid;
  gint64          amount_minor;
} FoyerDepositLine;

/**
 * FoyerDepositProposal:
 * @outcome: what the rule of the clinic says
 * @is_late: whether it is later than the cutoff
 * @total_minor: the sum of @lines
 * @lines: (element-type FoyerDepositLine): what to write; none if the deposit stays where it is
 *
 * What should become of a deposit.  A person confirms it or decides otherwise.
 */
typedef struct
{
  FoyerDepositOutcome outcome;
  gboolean            is_late;
  gint64              total_minor;
  GArray             *lines; /* (owned) */
} FoyerDepositProposal;

FoyerDepositEvent     foyer_deposit_event_for_reason (FoyerCancelReason reason);
FoyerDepositEvent     foyer_deposit_event_for_booking (FoyerBooking *booking);
FoyerDepositProposal *foyer_deposit_propose (const FoyerDeposit *deposit,
                                             FoyerClinic        *clinic,
                                             FoyerDepositEvent   event,
                                             gint64              start_at,
                                             gint64              now);
FoyerDepositProposal *foyer_deposit_propose_outcome (const FoyerDeposit *deposit,
                                                     FoyerDepositOutcome outcome);
void                  foyer_deposit_proposal_free (FoyerDepositProposal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDepositProposal, foyer_deposit_proposal_free)

G_END_DECLS
