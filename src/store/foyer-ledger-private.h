/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-ledger.h"

G_BEGIN_DECLS

/* For src/store only: entries that no form writes. */

gboolean foyer_ledger_write_in (FoyerAct *act, FoyerLedgerEntry *entry, GError **error);
gboolean foyer_ledger_reverse_in (FoyerAct         *act,
                                  FoyerLedgerEntry *entry,
                                  const char       *reason,
                                  GError          **error);

G_END_DECLS
