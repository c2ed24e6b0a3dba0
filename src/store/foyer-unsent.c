/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-unsent.h"

#include "model/foyer-kind.h"
#include "store/foyer-db-private.h"

static gboolean
expand (FoyerAct *act, gpointer data, GError **error)
{
  const FoyerKind *kinds;
  guint            n;

  kinds = foyer_kinds_list (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sql = NULL;
      gint64           edits;

      if (kinds[i].parent != NULL)
        continue;
      if (!foyer_db_query_integer (act->db, &edits, error,
                                   "SELECT edits FROM unsent WHERE kind = ?1 "
                                   "AND record_id = 0",
                                   "s", kinds[i].name))
        return FALSE;
      if (edits == 0)
        continue;

      sql = g_strdup_printf ("INSERT INTO unsent (kind, record_id, since) "
                             "SELECT mark.kind, record.id, mark.since "
                             "FROM unsent AS mark, %s AS record "
                             "WHERE mark.kind = ?1 AND mark.record_id = 0 "
                             "ON CONFLICT DO UPDATE SET edits = edits + 1",
                             kinds[i].name);
      if (!foyer_db_run (act->db, error, sql, "s", kinds[i].name))
        return FALSE;
    }

  return foyer_db_run (act->db, error, "DELETE FROM unsent WHERE record_id = 0", "");
}

/**
 * foyer_unsent_expand:
 * @db: a connection that can write
 * @error: return location for an error
 *
 * Puts a mark on every record of the kinds that were changed in bulk before there was an
 * endpoint.  Costs one look if there is none.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_unsent_expand (FoyerDb *db, GError **error)
{
  gint64 n;

  if (!foyer_db_query_integer (db, &n, error,
                               "SELECT count (*) FROM unsent WHERE record_id = 0", ""))
    return FALSE;

  return n == 0 || foyer_db_act (db, NULL, FOYER_ACTION_SYNC, NULL, expand, NULL, error);
}

/**
 * foyer_unsent_list:
 * @db: a connection
 * @kind: a kind of record
 * @after: id of the last one of the page before; 0 for the first
 * @limit: how many at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerUnsent): marks by row, or `NULL` on error
 */
GPtrArray *
foyer_unsent_list (
    FoyerDb *db, const char *kind, gint64 after, guint limit, GError **error)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (db,
                        "SELECT record_id, edits, since FROM unsent WHERE kind = ?1 "
                        "AND record_id > ?2 ORDER BY record_id LIMIT ?3",
                        error);
  FoyerSqlStep step;

  if (statement == NULL || !foyer_statement_bind (statement, error, "sii", kind,
                                                  MAX (after, 0), (gint64) limit))
    return NULL;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      FoyerUnsent *mark = g_new (FoyerUnsent, 1);

      mark->kind = g_intern_string (kind);
      mark->record_id = foyer_statement_integer (statement, 0);
      mark->edits = foyer_statement_integer (statement, 1);
      mark->since = foyer_statement_integer (statement, 2);
      g_ptr_array_add (marks, mark);
    }

  return step == FOYER_SQL_DONE ? g_steal_pointer (&marks) : NULL;
}

/**
 * foyer_unsent_get:
 * @db: a connection
 * @kind: a kind of record
 * @record_id: its row
 *
 * Returns: how many edits the endpoint has not been told of; 0 if it knows them all, −1 if it
 *   cannot be read
 */
gint64
foyer_unsent_get (FoyerDb *db, const char *kind, gint64 record_id)
{
  gint64 edits;

  if (!foyer_db_query_integer (
          db, &edits, NULL, "SELECT edits FROM unsent WHERE kind = ?1 AND record_id = ?2",
          "si", kind, record_id))
    return -1;

  return edits;
}

/**
 * foyer_unsent_clear:
 * @act: the action under way
 * @kind: a kind of record
 * @record_id: its row
 * @edits: how many edits the endpoint has been told of
 * @error: return location for an error
 *
 * Takes the mark of a record away, unless there were further edits since.
 *
 * Returns: `TRUE` on success, whether or not the mark went
 */
gboolean
foyer_unsent_clear (
    FoyerAct *act, const char *kind, gint64 record_id, gint64 edits, GError **error)
{
  return foyer_db_run (act->db, error,
                       "DELETE FROM unsent WHERE kind = ?1 AND record_id = ?2 "
                       "AND edits <= ?3",
                       "sii", kind, record_id, edits);
}

/**
 * foyer_unsent_mark:
 * @act: the action under way
 * @kind: a kind of record
 * @record_id: its row
 * @error: return location for an error
 *
 * Notes that the endpoint has to be told of a record, also while what is written comes from
 * it.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_unsent_mark (FoyerAct *act, const char *kind, gint64 record_id, GError **error)
{
  return foyer_act_mark (act, kind, record_id, error);
}
