/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-audit-entry.h"
#include "store/foyer-sql.h"

G_BEGIN_DECLS

gboolean foyer_audit_append (FoyerDb *db, FoyerAuditEntry *entry, GError **error);

G_END_DECLS
