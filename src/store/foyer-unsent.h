/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerUnsent:
 * @kind: kind of a record
 * @record_id: its row
 * @edits: how many edits the endpoint has not been told of
 * @since: when the first of them was made, seconds since 1970-01-01 UTC
 */
typedef struct
{
  const char *kind; /* (unowned) interned */
  gint64      record_id;
  gint64      edits;
  gint64      since;
} FoyerUnsent;

/* Puts a mark on every record of kinds that were changed in bulk. */
gboolean foyer_unsent_expand (FoyerDb *db, GError **error);
/* (element-type FoyerUnsent): of a kind, by row, after @after, at most @limit. */
GPtrArray *foyer_unsent_list (
    FoyerDb *db, const char *kind, gint64 after, guint limit, GError **error);
gint64 foyer_unsent_get (FoyerDb *db, const char *kind, gint64 record_id);
/* Takes the mark away if there were no further edits after @edits. */
gboolean foyer_unsent_clear (
    FoyerAct *act, const char *kind, gint64 record_id, gint64 edits, GError **error);
gboolean
foyer_unsent_mark (FoyerAct *act, const char *kind, gint64 record_id, GError **error);

G_END_DECLS
