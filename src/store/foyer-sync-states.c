/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-endpoints.h"

#include "model/foyer-kind.h"
#include "store/foyer-claims-private.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-db-private.h"
#include "store/foyer-unsent.h"

static gboolean
has_endpoint (FoyerDb *db, gboolean *out_has, GError **error)
{
  gint64 n;

  if (!foyer_db_query_integer (db, &n, error, "SELECT count (*) FROM endpoint", ""))
    return FALSE;
  *out_has = n > 0;

  return TRUE;
}

static gboolean
read_kept (FoyerDb *db, FoyerSyncStatus *status, GError **error)
{
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (
      db, "SELECT state, problem, detail, synced_at, first_pull_done FROM sync_status",
      error);
  FoyerSqlStep step;
  int          state;

  if (statement == NULL)
    return FALSE;
  step = foyer_statement_step (statement, error);
  if (step != FOYER_SQL_ROW)
    return step == FOYER_SQL_DONE;

  if (foyer_enum_from_nick (FOYER_TYPE_SYNC_STATE, foyer_statement_text (statement, 0),
                            &state))
    status->state = (FoyerSyncState) state;
  foyer_set_text (&status->problem, foyer_statement_text (statement, 1));
  foyer_set_text (&status->detail, foyer_statement_text (statement, 2));
  status->synced_at = foyer_statement_integer (statement, 3);
  status->first_pull_done = foyer_statement_integer (statement, 4);

  return TRUE;
}

/* A mark of a whole kind counts for all its records. */
static gboolean
count_waiting (FoyerDb *db, FoyerSyncStatus *status, GError **error)
{
  const FoyerKind *kinds;
  guint            n;

  if (!foyer_db_query_integer (
          db, &status->n_waiting, error,
          "SELECT (SELECT count (*) FROM unsent WHERE record_id <> 0) "
          "+ (SELECT count (*) FROM card_claim "
          "WHERE state = 'wanted' AND entry_uid IS NULL)",
          ""))
    return FALSE;

  kinds = foyer_kinds_list (&n);
  for (guint i = 0; i < n; i++)
    if (kinds[i].parent == NULL)
      {
        gint64           edits = foyer_unsent_get (db, kinds[i].name, 0);
        gint64           n_records;
        g_autofree char *sql = NULL;

        if (edits == 0)
          continue;
        sql = g_strdup_printf ("SELECT (SELECT count (*) FROM %s) - (SELECT count (*) "
                               "FROM unsent WHERE kind = ?1 AND record_id <> 0)",
                               kinds[i].name);
        if (!foyer_db_query_integer (db, &n_records, error, sql, "s", kinds[i].name))
          return FALSE;
        status->n_waiting += n_records;
      }

  return status->n_waiting == 0 ||
         foyer_db_query_integer (db, &status->waiting_since, error,
                                 "SELECT min (since) FROM unsent", "");
}

/**
 * foyer_endpoints_get_status:
 * @db: a connection
 * @error: return location for an error
 *
 * Tells how sync stands.  Its counts are those of this moment.
 *
 * Returns: (transfer full): the status, or `NULL` on error
 */
FoyerSyncStatus *
foyer_endpoints_get_status (FoyerDb *db, GError **error)
{
  g_autoptr (FoyerSyncStatus) status = foyer_sync_status_new ();
  gboolean has;

  if (!has_endpoint (db, &has, error))
    return NULL;
  if (!has)
    return g_steal_pointer (&status);

  status->state = FOYER_SYNC_STATE_IDLE;
  if (!read_kept (db, status, error) || !count_waiting (db, status, error) ||
      !foyer_conflicts_count_open (db, &status->n_decisions, error) ||
      !foyer_db_query_integer (db, &status->n_unconfirmed, error,
                               "SELECT count (*) " FOYER_SQL_UNCONFIRMED, "i",
                               foyer_db_now (db)))
    return NULL;

  return g_steal_pointer (&status);
}

/**
 * foyer_endpoints_put_status:
 * @act: the action under way
 * @status: how sync stands; its counts are not kept
 * @error: return location for an error
 *
 * Keeps how sync stands.  Whoever follows the changes hears of it if it differs.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_endpoints_put_status (FoyerAct *act, FoyerSyncStatus *status, GError **error)
{
  gint64 differs;

  if (!foyer_db_query_integer (
          act->db, &differs, error,
          "INSERT INTO sync_status (id, state, problem, detail, synced_at, "
          "first_pull_done) VALUES (1, ?1, ?2, ?3, ?4, ?5) "
          "ON CONFLICT (id) DO UPDATE SET state = ?1, problem = ?2, detail = ?3, "
          "synced_at = ?4, first_pull_done = ?5 "
          "WHERE state IS NOT ?1 OR problem IS NOT ?2 OR detail IS NOT ?3 "
          "OR synced_at IS NOT ?4 OR first_pull_done IS NOT ?5 RETURNING 1",
          "sssoi", foyer_enum_to_nick (FOYER_TYPE_SYNC_STATE, (int) status->state),
          status->problem, status->detail, status->synced_at,
          (gint64) (status->first_pull_done != 0)))
    return FALSE;

  return !differs || foyer_act_show (act, "sync_status", 1, error);
}

void
foyer_record_sync_clear (FoyerRecordSync *self)
{
  g_clear_pointer (&self->problem, g_free);
}

static gboolean
read_replicas (
    FoyerDb *db, const char *kind, gint64 id, FoyerRecordSync *out, GError **error)
{
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (db,
                        "SELECT state, problem, remote_id IS NOT NULL AND sent IS NULL "
                        "FROM replica WHERE kind = ?1 AND record_id = ?2",
                        error);
  FoyerSqlStep step;
  gboolean     all_there = TRUE;
  guint        n = 0;

  if (statement == NULL || !foyer_statement_bind (statement, error, "si", kind, id))
    return FALSE;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      const char *state = foyer_statement_text (statement, 0);

      n++;
      out->refused |= g_str_equal (state, "refused");
      out->gone |= g_str_equal (state, "gone");
      all_there &= g_str_equal (state, "ok") && foyer_statement_integer (statement, 2);
      if (out->problem == NULL)
        out->problem = g_strdup (foyer_statement_text (statement, 1));
    }
  out->synced = n > 0 && all_there;

  return step == FOYER_SQL_DONE;
}

/**
 * foyer_endpoints_get_record:
 * @db: a connection
 * @kind: a kind that stands on its own
 * @id: its row
 * @out: (out caller-allocates): how the record stands with the endpoint
 * @error: return location for an error
 *
 * Tells whether the endpoint has a record as it is here, and if not, why.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_endpoints_get_record (
    FoyerDb *db, const char *kind, gint64 id, FoyerRecordSync *out, GError **error)
{
  gint64 is_unconfirmed = 0;

  *out = (FoyerRecordSync){ 0 };
  if (!has_endpoint (db, &out->has_endpoint, error))
    return FALSE;
  if (!out->has_endpoint)
    return TRUE;

  if (!foyer_db_query_integer (db, &out->waiting_since, error,
                               "SELECT min (since) FROM unsent WHERE kind = ?1 "
                               "AND record_id IN (0, ?2)",
                               "si", kind, id) ||
      !read_replicas (db, kind, id, out, error) ||
      !foyer_db_query_integer (db, &out->n_conflicts, error,
                               "SELECT count (*) FROM conflict WHERE record_kind = ?1 "
                               "AND record_id = ?2 AND resolution = 'none'",
                               "si", kind, id))
    return FALSE;
  if (out->waiting_since != 0)
    out->synced = FALSE;

  if (g_str_equal (kind, "booking") &&
      !foyer_db_query_integer (
          db, &is_unconfirmed, error,
          "SELECT count (*) FROM booking WHERE id = ?2 AND live AND block_end_at > ?1 "
          "AND NOT EXISTS (SELECT 1 FROM claim WHERE booking_id = booking.id "
          "AND NOT refused AND claim.clinician_id = booking.clinician_id "
          "AND claim.start_at = block_start_at AND claim.end_at = block_end_at)",
          "ii", foyer_db_now (db), id))
    return FALSE;
  out->unconfirmed = is_unconfirmed != 0;

  return TRUE;
}
