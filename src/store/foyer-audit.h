/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-audit-entry.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

GPtrArray          *
foyer_audit_list_for (FoyerDb *db, const char *kind, gint64 id, GError **error);
gboolean foyer_audit_verify (FoyerDb *db, gint64 *out_broken_id, GError **error);

G_END_DECLS
