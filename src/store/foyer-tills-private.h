/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-ledger-entry.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* For src/store only: puts an entry into the till of this desk, and gives it its receipt. */

gboolean foyer_tills_enter (FoyerAct *act, FoyerLedgerEntry *entry, GError **error);

G_END_DECLS
