/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/foyer-export-set.h"

G_BEGIN_DECLS

/* For src/exchange only: tables that more than one export writes. */

gboolean foyer_export_write_ledger (FoyerExportSet *set, FoyerDb *db, GError **error);
gboolean foyer_export_write_money (FoyerExportSet *set, FoyerDb *db, GError **error);

G_END_DECLS
