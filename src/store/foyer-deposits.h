/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-deposit-proposal.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerDepositDecision:
 * @operation: names this act, made once for it with g_uuid_string_random(): asking again with
 *   the same name changes nothing
 * @outcome: what becomes of what is held
 * @amount_minor: of how much of it, gift cards first; 0: of all
 * @reason: (nullable): why; needed if it is not what the rule of the clinic says
 * @terminal_reference: (nullable): what the terminal gave for what goes back to a card
 *
 * What a person has decided about a deposit.
 */
typedef struct
{
  const char         *operation;
  FoyerDepositOutcome outcome;
  gint64              amount_minor;
  const char         *reason;
  const char         *terminal_reference;
} FoyerDepositDecision;

/**
 * FoyerBookingEnding:
 * @booking_id: a booking
 * @to: `FOYER_BOOKING_STATE_CANCELLED` or `FOYER_BOOKING_STATE_NO_SHOW`
 * @cancel_reason: why it is cancelled, if it is
 * @comment: (nullable): in words
 *
 * How a booking ends without a visit.
 */
typedef struct
{
  gint64            booking_id;
  FoyerBookingState to;
  FoyerCancelReason cancel_reason;
  const char       *comment;
} FoyerBookingEnding;

FoyerDeposit *foyer_deposits_get (FoyerDb *db, gint64 booking_id, GError **error);
gboolean      foyer_deposits_propose (FoyerDb               *db,
                                      gint64                 booking_id,
                                      FoyerDepositEvent      event,
                                      FoyerDeposit         **out_deposit,
                                      FoyerDepositProposal **out_proposal,
                                      GError               **error);
gboolean      foyer_deposits_count_undecided (FoyerDb *db, gint64 *out_n, GError **error);
GArray       *foyer_deposits_list_undecided (FoyerDb *db, GError **error);

gboolean foyer_deposits_settle (FoyerDb                    *db,
                                FoyerUser                  *actor,
                                gint64                      booking_id,
                                const FoyerDepositDecision *decision,
                                GError                    **error);
gboolean foyer_deposits_end (FoyerDb                    *db,
                             FoyerUser                  *actor,
                             const FoyerBookingEnding   *ending,
                             const FoyerDepositDecision *decision,
                             GError                    **error);
gboolean foyer_deposits_waive (
    FoyerDb *db, FoyerUser *actor, gint64 booking_id, const char *reason, GError **error);

G_END_DECLS
