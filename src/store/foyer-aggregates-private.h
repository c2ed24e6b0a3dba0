/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-aggregates.h"

G_BEGIN_DECLS

gboolean   foyer_aggregates_has_identifiers (const char *kind);
gboolean   foyer_aggregates_has_part (const char *kind, const FoyerKind *part);
GPtrArray *foyer_aggregates_list_parts (
    FoyerDb *db, const char *kind, gint64 id, const FoyerKind *part, GError **error);
GPtrArray        *foyer_aggregates_list_identifiers (FoyerDb    *db,
                                                     const char *kind,
                                                     gint64      id,
                                                     GError    **error);
const FoyerField *foyer_aggregates_find_field (gpointer record, const char *name);

G_END_DECLS
