/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-ledger-entry.h"
#include "store/foyer-card-claims.h"

G_BEGIN_DECLS

/* For src/store only. */

gboolean
foyer_card_claims_show_card (FoyerAct *act, const char *card_uid, GError **error);
gboolean foyer_card_claims_show (FoyerAct *act, const char *op, GError **error);

gboolean foyer_card_claims_use (FoyerAct *act, FoyerLedgerEntry *entry, GError **error);

G_END_DECLS
