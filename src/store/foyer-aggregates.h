/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-aggregate.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* Whole records, as other desks see them: read with uids in place of rows, and stored as they
 * are, because their rules were checked where they were made. */

FoyerAggregate          *
foyer_aggregates_load (FoyerDb *db, const char *kind, gint64 id, GError **error);
gboolean foyer_aggregates_store (FoyerAct       *act,
                                 FoyerAggregate *aggregate,
                                 gint64         *out_id,
                                 GError        **error);
gboolean foyer_aggregates_find (
    FoyerDb *db, const char *kind, const char *uid, gint64 *out_id, GError **error);
char *foyer_aggregates_dup_uid (FoyerDb *db, const char *kind, gint64 id, GError **error);

/* What sync found out about visits at the same time. */
GPtrArray *
foyer_aggregates_list_collisions (FoyerDb *db, gint64 booking_id, GError **error);

G_END_DECLS
