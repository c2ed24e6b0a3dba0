/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-booking.h"
#include "model/foyer-ledger-entry.h"

G_BEGIN_DECLS

/**
 * FoyerDepositState:
 * @FOYER_DEPOSIT_STATE_NONE: nothing is asked for and nothing was paid
 * @FOYER_DEPOSIT_STATE_DUE: nothing is held of what is asked for
 * @FOYER_DEPOSIT_STATE_PART_PAID: less is held than is asked for
 * @FOYER_DEPOSIT_STATE_PAID: all that is asked for is held or set aside
 * @FOYER_DEPOSIT_STATE_WAIVED: all that is asked for was set aside
 * @FOYER_DEPOSIT_STATE_APPLIED: held for a visit that took place
 * @FOYER_DEPOSIT_STATE_REFUNDED: paid back
 * @FOYER_DEPOSIT_STATE_FORFEITED: kept by the clinic, all of it or what was not paid back
 * @FOYER_DEPOSIT_STATE_TRANSFERRED: moved to the credit of the patient, all of it or what was
 *   not paid back
 *
 * What has become of the deposit of a booking.
 */
typedef enum
{
  FOYER_DEPOSIT_STATE_NONE,
  FOYER_DEPOSIT_STATE_DUE,
  FOYER_DEPOSIT_STATE_PART_PAID,
  FOYER_DEPOSIT_STATE_PAID,
  FOYER_DEPOSIT_STATE_WAIVED,
  FOYER_DEPOSIT_STATE_APPLIED,
  FOYER_DEPOSIT_STATE_REFUNDED,
  FOYER_DEPOSIT_STATE_FORFEITED,
  FOYER_DEPOSIT_STATE_TRANSFERRED,
} FoyerDepositState;

#define FOYER_TYPE_DEPOSIT_STATE (foyer_deposit_state_get_type ())
GType foyer_deposit_state_get_type (void);

/**
 * FoyerDepositPart:
 * @tender: how it was paid
 * @gift_card_uid: (nullable): the gift card that it was paid with; belongs to the deposit
 * @paid_minor: what was paid so
 * @held_minor: what of it is still held for the booking
 *
 * What of a deposit came in one way, and must go back the same way.
 */
typedef struct
{
  FoyerTender tender;
  const char *gift_card_uid;
  gint64      paid_minor;
  gint64      held_minor;
} FoyerDepositPart;

/**
 * FoyerDeposit:
 * @state: what has become of it
 * @asked_minor: what is asked for
 * @due_minor: what has still to be paid or waived
 * @paid_minor: all that was paid
 * @held_minor: what of it is still held for the booking
 * @waived_minor: what the clinic has set aside
 * @undecided: whether money is held for a visit that will not take place
 * @overdrawn_minor: what went back, or was kept or moved, beyond what had come in that way: two
 *   desks that were apart have both decided
 * @parts: (element-type FoyerDepositPart): gift cards first
 *
 * How the deposit of a booking stands.  Amounts are in minor units.
 */
typedef struct
{
  FoyerDepositState state;
  gint64            asked_minor;
  gint64            due_minor;
  gint64            paid_minor;
  gint64            held_minor;
  gint64            waived_minor;
  gboolean          undecided;
  gint64            overdrawn_minor;
  GArray           *parts;   /* (owned) */
  GPtrArray        *entries; /* (owned): what @parts point into */
} FoyerDeposit;

gboolean      foyer_deposit_is_over (FoyerBookingState state);
FoyerDeposit *foyer_deposit_new (FoyerBooking *booking, GPtrArray *entries);
void          foyer_deposit_free (FoyerDeposit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDeposit, foyer_deposit_free)

G_END_DECLS
