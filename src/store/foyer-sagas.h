/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerSaga:
 * @id: what it is about; there is one at a time: `booking.<uid>`
 * @kind: which steps it has: `booking`
 * @step: the step that comes next
 * @data: (nullable): JSON of its own
 * @attempts: failed attempts at the step
 * @next_try_at: not before, seconds since 1970-01-01 UTC
 *
 * Work of several requests that is finished whatever happens in between.
 */
typedef struct
{
  char  *id;   /* (owned) */
  char  *kind; /* (owned) */
  gint64 step;
  char  *data; /* (owned) (nullable) */
  gint64 attempts;
  gint64 next_try_at;
} FoyerSaga;

FoyerSaga *foyer_saga_new (const char *id, const char *kind);
void       foyer_saga_free (FoyerSaga *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSaga, foyer_saga_free)
gboolean   foyer_sagas_get (FoyerDb *db, const char *id, FoyerSaga **out, GError **error);
GPtrArray *foyer_sagas_list (FoyerDb *db, gint64 now, GError **error);
gboolean   foyer_sagas_put (FoyerAct *act, FoyerSaga *saga, GError **error);
gboolean   foyer_sagas_remove (FoyerAct *act, const char *id, GError **error);

G_END_DECLS
