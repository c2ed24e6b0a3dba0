/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-replicas.h"

#include "store/foyer-db-private.h"

G_DEFINE_ENUM_TYPE (FoyerReplicaState,
                    foyer_replica_state,
                    G_DEFINE_ENUM_VALUE (FOYER_REPLICA_STATE_OK, "ok"),
                    G_DEFINE_ENUM_VALUE (FOYER_REPLICA_STATE_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (FOYER_REPLICA_STATE_GONE, "gone"))

#define KNOWN                                                                            \
  "kind, record_id, type, key, remote_id, base_version, base_updated, sent_edits, "      \
  "state, attempts, next_try_at, problem"
#define COLUMNS KNOWN ", base, sent"

/* Where the columns are that are not in KNOWN. */
#define BASE_COLUMN 12
#define SENT_COLUMN 13

/**
 * foyer_replica_new:
 * @kind: kind of the record
 * @record_id: its row
 * @type: FHIR type of the part of it
 * @key: value of the identifier that is its key at the endpoint
 *
 * Returns: (transfer full): a replica of which the endpoint knows nothing yet
 */
FoyerReplica *
foyer_replica_new (const char *kind, gint64 record_id, const char *type, const char *key)
{
  FoyerReplica *self = g_new0 (FoyerReplica, 1);

  self->kind = g_strdup (kind);
  self->record_id = record_id;
  self->type = g_strdup (type);
  self->key = g_strdup (key);

  return self;
}

void
foyer_replica_free (FoyerReplica *self)
{
  g_free (self->kind);
  g_free (self->type);
  g_free (self->key);
  g_free (self->remote_id);
  g_free (self->base);
  g_free (self->base_version);
  g_free (self->base_updated);
  g_clear_pointer (&self->sent, g_bytes_unref);
  g_free (self->problem);
  g_free (self);
}

static FoyerReplica *
read_known (FoyerStatement *statement)
{
  FoyerReplica *self = foyer_replica_new (
      foyer_statement_text (statement, 0), foyer_statement_integer (statement, 1),
      foyer_statement_text (statement, 2), foyer_statement_text (statement, 3));
  int state = FOYER_REPLICA_STATE_OK;

  self->remote_id = g_strdup (foyer_statement_text (statement, 4));
  self->base_version = g_strdup (foyer_statement_text (statement, 5));
  self->base_updated = g_strdup (foyer_statement_text (statement, 6));
  self->sent_edits = foyer_statement_integer (statement, 7);
  foyer_enum_from_nick (FOYER_TYPE_REPLICA_STATE, foyer_statement_text (statement, 8),
                        &state);
  self->state = (FoyerReplicaState) state;
  self->attempts = foyer_statement_integer (statement, 9);
  self->next_try_at = foyer_statement_integer (statement, 10);
  self->problem = g_strdup (foyer_statement_text (statement, 11));

  return self;
}

/* The first row of a statement whose parameters are bound. */
static gboolean
read_one (FoyerStatement *statement, FoyerReplica **out, GError **error)
{
  *out = NULL;

  switch (foyer_statement_step (statement, error))
    {
    case FOYER_SQL_ROW:
      *out = read_known (statement);
      (*out)->base = g_strdup (foyer_statement_text (statement, BASE_COLUMN));
      if (!foyer_statement_is_null (statement, SENT_COLUMN))
        (*out)->sent = foyer_statement_bytes (statement, SENT_COLUMN);
      return TRUE;

    case FOYER_SQL_DONE:
      return TRUE;

    case FOYER_SQL_ERROR:
    default:
      return FALSE;
    }
}

/**
 * foyer_replicas_get:
 * @db: a connection
 * @kind: kind of a record
 * @record_id: its row
 * @type: FHIR type of the part of it
 * @out: (out) (transfer full) (nullable): the replica; `NULL` if there is none
 * @error: return location for an error
 *
 * Returns: `TRUE` on success, also if there is none
 */
gboolean
foyer_replicas_get (FoyerDb       *db,
                    const char    *kind,
                    gint64         record_id,
                    const char    *type,
                    FoyerReplica **out,
                    GError       **error)
{
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (db,
                        "SELECT " COLUMNS " FROM replica WHERE kind = ?1 "
                        "AND record_id = ?2 AND type = ?3",
                        error);

  *out = NULL;

  return statement != NULL &&
         foyer_statement_bind (statement, error, "sis", kind, record_id, type) &&
         read_one (statement, out, error);
}

static gboolean
find_by (FoyerDb       *db,
         const char    *sql,
         const char    *type,
         const char    *value,
         FoyerReplica **out,
         GError       **error)
{
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (db, sql, error);

  *out = NULL;

  return statement != NULL &&
         foyer_statement_bind (statement, error, "ss", type, value) &&
         read_one (statement, out, error);
}

/**
 * foyer_replicas_find_remote:
 * @db: a connection
 * @type: FHIR type
 * @remote_id: id that the endpoint gave
 * @out: (out) (transfer full) (nullable): the replica; `NULL` if there is none
 * @error: return location for an error
 *
 * Returns: `TRUE` on success, also if there is none
 */
gboolean
foyer_replicas_find_remote (FoyerDb       *db,
                            const char    *type,
                            const char    *remote_id,
                            FoyerReplica **out,
                            GError       **error)
{
  return find_by (db,
                  "SELECT " COLUMNS " FROM replica WHERE type = ?1 AND remote_id = ?2",
                  type, remote_id, out, error);
}

/**
 * foyer_replicas_find_key:
 * @db: a connection
 * @type: FHIR type
 * @key: value of the identifier that is its key at the endpoint
 * @out: (out) (transfer full) (nullable): the replica; `NULL` if there is none
 * @error: return location for an error
 *
 * Returns: `TRUE` on success, also if there is none
 */
gboolean
foyer_replicas_find_key (
    FoyerDb *db, const char *type, const char *key, FoyerReplica **out, GError **error)
{
  return find_by (db, "SELECT " COLUMNS " FROM replica WHERE type = ?1 AND key = ?2",
                  type, key, out, error);
}

/**
 * foyer_replicas_list_versions:
 * @db: a connection
 * @type: FHIR type
 * @error: return location for an error
 *
 * Lists what is at the endpoint, for the comparison of everything with everything.
 *
 * Returns: (transfer full) (element-type FoyerReplica): those with a remote id, in its order,
 *   without their base and without what was sent; `NULL` on error
 */
GPtrArray *
foyer_replicas_list_versions (FoyerDb *db, const char *type, GError **error)
{
  g_autoptr (GPtrArray) replicas =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_replica_free);
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerSqlStep step;

  statement = foyer_db_prepare (db,
                                "SELECT " KNOWN " FROM replica WHERE type = ?1 "
                                "AND remote_id IS NOT NULL ORDER BY remote_id",
                                error);
  if (statement == NULL || !foyer_statement_bind (statement, error, "s", type))
    return NULL;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    g_ptr_array_add (replicas, read_known (statement));

  return step == FOYER_SQL_DONE ? g_steal_pointer (&replicas) : NULL;
}

/**
 * foyer_replicas_put:
 * @act: the action under way
 * @replica: what is known of a record at the endpoint
 * @error: return location for an error
 *
 * Keeps @replica in place of what was known of its record before.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` if another record has its key or its remote id.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_replicas_put (FoyerAct *act, FoyerReplica *replica, GError **error)
{
  return foyer_db_run (
      act->db, error,
      "INSERT INTO replica (" COLUMNS ") "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) "
      "ON CONFLICT (kind, record_id, type) DO UPDATE SET key = ?4, remote_id = ?5, "
      "base_version = ?6, base_updated = ?7, sent_edits = ?8, state = ?9, "
      "attempts = ?10, next_try_at = ?11, problem = ?12, base = ?13, sent = ?14",
      "sisssssisiissb", replica->kind, replica->record_id, replica->type, replica->key,
      replica->remote_id, replica->base_version, replica->base_updated,
      replica->sent_edits,
      foyer_enum_to_nick (FOYER_TYPE_REPLICA_STATE, (int) replica->state),
      replica->attempts, replica->next_try_at, replica->problem, replica->base,
      replica->sent);
}

/**
 * foyer_replicas_forget_sent:
 * @act: the action under way
 * @error: return location for an error
 *
 * Forgets the bytes of requests whose fate is not known; their records still have edits.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_replicas_forget_sent (FoyerAct *act, GError **error)
{
  return foyer_db_run (act->db, error,
                       "UPDATE replica SET sent = NULL WHERE sent IS NOT NULL", "");
}

/**
 * foyer_replicas_mark_referring:
 * @act: the action under way
 * @replica: a record that loses the id by which the endpoint knew it
 * @error: return location for an error
 *
 * Notes that the endpoint has to be told of all records that it has with a reference to that
 * id.  Looks at everything, so it is for what happens seldom.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_replicas_mark_referring (FoyerAct *act, FoyerReplica *replica, GError **error)
{
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerSqlStep step;

  if (replica->remote_id == NULL)
    return TRUE;
  statement = foyer_db_prepare (
      act->db,
      "SELECT DISTINCT kind, record_id FROM replica "
      "WHERE record_id <> 0 AND instr (base, ?1 || '/' || ?2 || '\"') > 0",
      error);
  if (statement == NULL ||
      !foyer_statement_bind (statement, error, "ss", replica->type, replica->remote_id))
    return FALSE;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    if (!foyer_act_mark (act, foyer_statement_text (statement, 0),
                         foyer_statement_integer (statement, 1), error))
      return FALSE;

  return step == FOYER_SQL_DONE;
}

/**
 * foyer_replicas_remove:
 * @act: the action under way
 * @replica: a replica
 * @error: return location for an error
 *
 * Forgets what is known of a record at the endpoint.
 *
 * Returns: `TRUE` on success, also if nothing was known
 */
gboolean
foyer_replicas_remove (FoyerAct *act, FoyerReplica *replica, GError **error)
{
  return foyer_db_run (
      act->db, error,
      "DELETE FROM replica WHERE kind = ?1 AND record_id = ?2 AND type = ?3", "sis",
      replica->kind, replica->record_id, replica->type);
}

/**
 * foyer_replicas_change_kind:
 * @act: the action under way
 * @replica: a replica that is kept; is changed as well
 * @kind: what kind its record is now
 * @record_id: its row
 * @error: return location for an error
 *
 * Lets a replica go over to another record: a request that has become a booking is the same
 * resource at the endpoint.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` if that record has a replica already;
 * `FOYER_STORE_ERROR_NOT_FOUND` if @replica is not kept.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_replicas_change_kind (FoyerAct     *act,
                            FoyerReplica *replica,
                            const char   *kind,
                            gint64        record_id,
                            GError      **error)
{
  gint64 n;

  if (!foyer_db_query_integer (act->db, &n, error,
                               "UPDATE replica SET kind = ?4, record_id = ?5 "
                               "WHERE kind = ?1 AND record_id = ?2 AND type = ?3 "
                               "RETURNING 1",
                               "sissi", replica->kind, replica->record_id, replica->type,
                               kind, record_id))
    return FALSE;
  if (n == 0)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "There is no such replica");
      return FALSE;
    }

  g_free (replica->kind);
  replica->kind = g_strdup (kind);
  replica->record_id = record_id;

  return TRUE;
}
