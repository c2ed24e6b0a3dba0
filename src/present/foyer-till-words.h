/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-ledger-entry.h"
#include "model/foyer-till.h"

G_BEGIN_DECLS

/* A till in words. */
char       *foyer_till_words_title (FoyerTill *till);
const char *foyer_till_words_state (FoyerTill *till);
const char *foyer_till_words_state_class (FoyerTill *till);
char       *foyer_till_words_amount (gint64 minor, const char *currency);
gint64 foyer_till_words_get_effect (FoyerLedgerEntry *entry, FoyerLedgerEntry *meant);

G_END_DECLS
