/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-cursors.h"

#include "store/foyer-db-private.h"

void
foyer_cursor_clear (FoyerCursor *self)
{
  g_clear_pointer (&self->at, g_free);
}

/**
 * foyer_cursors_get:
 * @db: a connection
 * @type: FHIR type
 * @out: (out caller-allocates): how far its pull has come; from the beginning if it has not
 *   begun
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_cursors_get (FoyerDb *db, const char *type, FoyerCursor *out, GError **error)
{
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (
      db, "SELECT at, initial_done, reconciled_at FROM cursor WHERE type = ?1", error);

  *out = (FoyerCursor){ 0 };
  if (statement == NULL || !foyer_statement_bind (statement, error, "s", type))
    return FALSE;

  switch (foyer_statement_step (statement, error))
    {
    case FOYER_SQL_ROW:
      out->at = g_strdup (foyer_statement_text (statement, 0));
      out->initial_done = foyer_statement_integer (statement, 1) != 0;
      out->reconciled_at = foyer_statement_integer (statement, 2);
      return TRUE;

    case FOYER_SQL_DONE:
      return TRUE;

    case FOYER_SQL_ERROR:
    default:
      return FALSE;
    }
}

/**
 * foyer_cursors_put:
 * @act: the action that also stores what was read up to there
 * @type: FHIR type
 * @cursor: how far its pull has come
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_cursors_put (FoyerAct          *act,
                   const char        *type,
                   const FoyerCursor *cursor,
                   GError           **error)
{
  return foyer_db_run (act->db, error,
                       "INSERT INTO cursor (type, at, initial_done, reconciled_at) "
                       "VALUES (?1, ?2, ?3, ?4) "
                       "ON CONFLICT DO UPDATE SET at = ?2, initial_done = ?3, "
                       "reconciled_at = ?4",
                       "ssii", type, cursor->at, (gint64) (cursor->initial_done != 0),
                       cursor->reconciled_at);
}
