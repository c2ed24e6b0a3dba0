/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-deposit-proposal.h"
#include "present/foyer-tongue.h"

G_BEGIN_DECLS

/* What becomes of a deposit, in words.  Those that return `const char *` are static. */

const char *foyer_deposit_words_state (FoyerDepositState state);
const char *foyer_deposit_words_icon (FoyerDepositState state);
const char *foyer_deposit_words_class (FoyerDepositState state);
const char *foyer_deposit_words_outcome (FoyerDepositOutcome outcome);
const char *foyer_deposit_words_reason (const char *reason);
const char *foyer_deposit_words_reason_in (FoyerTongue *tongue, const char *reason);
char *foyer_deposit_words_summary (const FoyerDeposit *deposit, const char *currency);
char *foyer_deposit_words_tender (FoyerTender tender, const char *last_four);
char *foyer_deposit_words_line (const FoyerDepositLine *line,
                                const char             *currency,
                                const char             *last_four);
char *foyer_deposit_words_rule (const FoyerDepositProposal *proposal,
                                FoyerDepositEvent           event,
                                gint64                      cutoff_hours);

G_END_DECLS
