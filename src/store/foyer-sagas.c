/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-sagas.h"

#include "store/foyer-db-private.h"

#define COLUMNS "id, kind, step, data, attempts, next_try_at"

/**
 * foyer_saga_new:
 * @id: what it is about: `booking.<uid>`
 * @kind: which steps it has: `booking`
 *
 * Returns: (transfer full): a saga before its first step
 */
FoyerSaga *
foyer_saga_new (const char *id, const char *kind)
{
  FoyerSaga *self = g_new0 (FoyerSaga, 1);

  self->id = g_strdup (id);
  self->kind = g_strdup (kind);

  return self;
}

void
foyer_saga_free (FoyerSaga *self)
{
  g_free (self->id);
  g_free (self->kind);
  g_free (self->data);
  g_free (self);
}

static FoyerSaga *
read_saga (FoyerStatement *statement)
{
  FoyerSaga *self = foyer_saga_new (foyer_statement_text (statement, 0),
                                    foyer_statement_text (statement, 1));

  self->step = foyer_statement_integer (statement, 2);
  self->data = g_strdup (foyer_statement_text (statement, 3));
  self->attempts = foyer_statement_integer (statement, 4);
  self->next_try_at = foyer_statement_integer (statement, 5);

  return self;
}

/**
 * foyer_sagas_get:
 * @db: a connection
 * @id: what it is about
 * @out: (out) (transfer full) (nullable): the saga; `NULL` if there is none
 * @error: return location for an error
 *
 * Returns: `TRUE` on success, also if there is none
 */
gboolean
foyer_sagas_get (FoyerDb *db, const char *id, FoyerSaga **out, GError **error)
{
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (db, "SELECT " COLUMNS " FROM saga WHERE id = ?1", error);
  FoyerSqlStep step;

  *out = NULL;
  if (statement == NULL || !foyer_statement_bind (statement, error, "s", id))
    return FALSE;

  step = foyer_statement_step (statement, error);
  if (step == FOYER_SQL_ROW)
    *out = read_saga (statement);

  return step != FOYER_SQL_ERROR;
}

/**
 * foyer_sagas_list:
 * @db: a connection
 * @now: seconds since 1970-01-01 UTC
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerSaga): those whose time has come, oldest first;
 *   `NULL` on error
 */
GPtrArray *
foyer_sagas_list (FoyerDb *db, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) sagas =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_saga_free);
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (
      db, "SELECT " COLUMNS " FROM saga WHERE next_try_at <= ?1 ORDER BY seq", error);
  FoyerSqlStep step;

  if (statement == NULL || !foyer_statement_bind (statement, error, "i", now))
    return NULL;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    g_ptr_array_add (sagas, read_saga (statement));

  return step == FOYER_SQL_DONE ? g_steal_pointer (&sagas) : NULL;
}

/**
 * foyer_sagas_put:
 * @act: the action that also stores what its last step did
 * @saga: the saga at its next step
 * @error: return location for an error
 *
 * Keeps @saga in place of the one about the same.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sagas_put (FoyerAct *act, FoyerSaga *saga, GError **error)
{
  return foyer_db_run (act->db, error,
                       "INSERT INTO saga (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
                       "ON CONFLICT (id) DO UPDATE SET kind = ?2, step = ?3, data = ?4, "
                       "attempts = ?5, next_try_at = ?6",
                       "ssisii", saga->id, saga->kind, saga->step, saga->data,
                       saga->attempts, saga->next_try_at);
}

/**
 * foyer_sagas_remove:
 * @act: the action under way
 * @id: what it is about
 * @error: return location for an error
 *
 * Ends a saga.
 *
 * Returns: `TRUE` on success, also if there is none
 */
gboolean
foyer_sagas_remove (FoyerAct *act, const char *id, GError **error)
{
  return foyer_db_run (act->db, error, "DELETE FROM saga WHERE id = ?1", "s", id);
}
