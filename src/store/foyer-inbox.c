/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-inbox.h"

#include "store/foyer-db-private.h"

/**
 * foyer_inbox_put:
 * @act: the action under way
 * @type: FHIR type of a resource
 * @remote_id: its id at the endpoint
 * @version: (nullable): its version there
 * @json: the resource
 * @waits_for: (nullable): what it refers to and is not here, `Patient/17`; `NULL` if it cannot
 *   be understood
 * @error: return location for an error
 *
 * Keeps a resource that cannot be taken in yet.  The newest version replaces the one before
 * and keeps its place.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_inbox_put (FoyerAct   *act,
                 const char *type,
                 const char *remote_id,
                 const char *version,
                 const char *json,
                 const char *waits_for,
                 GError    **error)
{
  return foyer_db_run (act->db, error,
                       "INSERT INTO inbox (type, remote_id, version, json, waits_for) "
                       "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (type, remote_id) "
                       "DO UPDATE SET version = ?3, json = ?4, waits_for = ?5",
                       "sssss", type, remote_id, version, json, waits_for);
}

/**
 * foyer_inbox_remove:
 * @act: the action under way
 * @type: FHIR type of a resource
 * @remote_id: its id at the endpoint
 * @error: return location for an error
 *
 * Forgets a resource that was taken in at last.
 *
 * Returns: `TRUE` on success, also if it did not wait
 */
gboolean
foyer_inbox_remove (FoyerAct   *act,
                    const char *type,
                    const char *remote_id,
                    GError    **error)
{
  return foyer_db_run (act->db, error,
                       "DELETE FROM inbox WHERE type = ?1 AND remote_id = ?2", "ss", type,
                       remote_id);
}

/**
 * foyer_inbox_clear:
 * @act: the action under way
 * @error: return location for an error
 *
 * Forgets all resources that wait for something.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_inbox_clear (FoyerAct *act, GError **error)
{
  return foyer_db_run (act->db, error, "DELETE FROM inbox", "");
}

static void
inbox_item_free (gpointer data)
{
  FoyerInboxItem *item = data;

  g_free (item->json);
  g_free (item->waits_for);
  g_free (item);
}

/**
 * foyer_inbox_list:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerInboxItem): the resources that wait, oldest
 *   first; `NULL` on error
 */
GPtrArray *
foyer_inbox_list (FoyerDb *db, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (inbox_item_free);
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (db, "SELECT json, waits_for FROM inbox ORDER BY id", error);
  FoyerSqlStep step;

  if (statement == NULL)
    return NULL;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      FoyerInboxItem *item = g_new0 (FoyerInboxItem, 1);

      item->json = g_strdup (foyer_statement_text (statement, 0));
      item->waits_for = g_strdup (foyer_statement_text (statement, 1));
      g_ptr_array_add (items, item);
    }

  return step == FOYER_SQL_DONE ? g_steal_pointer (&items) : NULL;
}
