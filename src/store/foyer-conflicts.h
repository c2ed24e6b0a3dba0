/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-conflict.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* What sync found and a person decides. */

GPtrArray     *foyer_conflicts_list_open (FoyerDb *db, GError **error);
GPtrArray     *foyer_conflicts_list_for (FoyerDb    *db,
                                         const char *record_kind,
                                         gint64      record_id,
                                         GError    **error);
FoyerConflict *foyer_conflicts_get (FoyerDb *db, gint64 id, GError **error);
gboolean       foyer_conflicts_count_open (FoyerDb *db, gint64 *out_n, GError **error);
gboolean       foyer_conflicts_decide (
          FoyerDb *db, FoyerUser *actor, gint64 id, FoyerResolution resolution, GError **error);

/* For sync.  Adding one that is open already for the same record, resource and unit renews it. */
gboolean foyer_conflicts_add (FoyerAct *act, FoyerConflict *conflict, GError **error);
gboolean foyer_conflicts_is_known (FoyerDb    *db,
                                   const char *resource,
                                   const char *theirs,
                                   gboolean   *out_known,
                                   GError    **error);
gboolean foyer_conflicts_settle (FoyerAct *act, FoyerConflict *conflict, GError **error);
gboolean foyer_conflicts_reopen (FoyerAct *act, FoyerConflict *conflict, GError **error);
GPtrArray *foyer_conflicts_list_decided (FoyerDb *db, GError **error);
gboolean
foyer_conflicts_set_applied (FoyerAct *act, FoyerConflict *conflict, GError **error);

G_END_DECLS
