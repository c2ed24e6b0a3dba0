/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-ledger-entry.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* For src/store only: what is taken goes into the till of this desk. */

gboolean foyer_tills_check_taking (FoyerAct *act, GError **error);
gboolean foyer_tills_enter (FoyerAct *act, FoyerLedgerEntry *entry, GError **error);
gboolean foyer_tills_enter_past (FoyerAct         *act,
                                 FoyerLedgerEntry *entry,
                                 gboolean          is_next,
                                 GError          **error);

G_END_DECLS
