/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-store.h"

#include "endpoint/foyer-endpoint-sql-private.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#define DATABASE_NAME "endpoint.db"
#define SCHEMA_VERSION 1
#define BUSY_TIMEOUT_MS 500

/* Every stamp is later than all before it, in the order in which writes become visible: who
 * has read up to a stamp never misses what came before. */
static const char schema[] =
    "CREATE TABLE resource ("
    "  key INTEGER PRIMARY KEY,"
    "  type TEXT NOT NULL,"
    "  id TEXT NOT NULL,"
    "  version INTEGER NOT NULL CHECK (version > 0),"
    "  updated_ms INTEGER NOT NULL UNIQUE,"
    "  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),"
    "  status TEXT,"
    "  start_ms INTEGER,"
    "  end_ms INTEGER,"
    "  body BLOB NOT NULL,"
    "  UNIQUE (type, id)) STRICT;"
    "CREATE INDEX resource_updated ON resource (type, updated_ms) WHERE deleted = 0;"
    "CREATE INDEX resource_start ON resource (type, start_ms)"
    "  WHERE deleted = 0 AND start_ms IS NOT NULL;"
    "CREATE TABLE history ("
    "  resource INTEGER NOT NULL REFERENCES resource (key),"
    "  version INTEGER NOT NULL,"
    "  updated_ms INTEGER NOT NULL,"
    "  deleted INTEGER NOT NULL,"
    "  body BLOB NOT NULL,"
    "  PRIMARY KEY (resource, version)) STRICT;"
    "CREATE TABLE identifier ("
    "  type TEXT NOT NULL,"
    "  value TEXT NOT NULL,"
    "  system TEXT NOT NULL,"
    "  resource INTEGER NOT NULL REFERENCES resource (key),"
    "  PRIMARY KEY (type, value, system, resource)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX identifier_resource ON identifier (resource);"
    "CREATE TABLE link ("
    "  target TEXT NOT NULL,"
    "  type TEXT NOT NULL,"
    "  name TEXT NOT NULL,"
    "  resource INTEGER NOT NULL REFERENCES resource (key),"
    "  PRIMARY KEY (target, type, name, resource)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX link_resource ON link (resource);"
    "CREATE TABLE token ("
    "  key INTEGER PRIMARY KEY,"
    "  name TEXT NOT NULL,"
    "  hash BLOB NOT NULL UNIQUE,"
    "  created_at INTEGER NOT NULL,"
    "  used_at INTEGER,"
    "  revoked_at INTEGER) STRICT;"
    "CREATE UNIQUE INDEX token_name ON token (name) WHERE revoked_at IS NULL;";

static gint64
system_clock (gpointer data)
{
  return g_get_real_time ();
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static gboolean
make_schema (FoyerEndpointStore *self, gpointer data, GError **error)
{
  gint64 version;

  if (!foyer_endpoint_query_integer (self, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version == SCHEMA_VERSION)
    return TRUE;
  if (version != 0)
    {
      g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_FAILED,
                           "The database was made by a newer foyer-endpoint.");
      return FALSE;
    }

  return foyer_endpoint_exec (self, schema, error) &&
         foyer_endpoint_exec (self, "PRAGMA user_version = 1", error);
}

static gboolean
configure (FoyerEndpointStore *self, GError **error)
{
  gint64 version;

  sqlite3_busy_timeout (self->sql, BUSY_TIMEOUT_MS);
  sqlite3_extended_result_codes (self->sql, 1);
  sqlite3_db_config (self->sql, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->sql, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->sql, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->sql, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);

  if (!foyer_endpoint_exec (
          self,
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
          "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
          "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 2000",
          error) ||
      !foyer_endpoint_query_integer (self, "PRAGMA user_version", &version, error))
    return FALSE;

  return version == SCHEMA_VERSION ||
         foyer_endpoint_write (self, make_schema, NULL, error);
}

/**
 * foyer_endpoint_store_open:
 * @profile: folder of the endpoint, or `:memory:` for a database that is not kept
 * @error: return location for an error
 *
 * Opens the database of an endpoint, and makes it where there is none.
 *
 * The folder is made 0700, the file 0600.
 *
 * Errors: `FOYER_ENDPOINT_ERROR_FAILED`, `FOYER_ENDPOINT_ERROR_BUSY`.
 *
 * Returns: (transfer full): a store, or `NULL` on error
 */
FoyerEndpointStore *
foyer_endpoint_store_open (const char *profile, GError **error)
{
  g_autoptr (FoyerEndpointStore) self = g_new0 (FoyerEndpointStore, 1);
  gboolean         in_memory = g_strcmp0 (profile, ":memory:") == 0;
  g_autofree char *path =
      in_memory ? g_strdup (profile) : g_build_filename (profile, DATABASE_NAME, NULL);
  mode_t old;
  int    result;

  self->clock = system_clock;
  self->statements =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  if (!in_memory && g_mkdir_with_parents (profile, 0700) != 0)
    {
      g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_FAILED,
                           "The folder of the profile could not be made.");
      return NULL;
    }

  old = umask (0077);
  result = sqlite3_open_v2 (
      path, &self->sql, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
      NULL);
  if (result == SQLITE_OK && !in_memory)
    g_chmod (path, 0600);
  umask (old);
  if (result != SQLITE_OK)
    {
      foyer_endpoint_sql_error (self->sql, error);
      return NULL;
    }

  return configure (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * foyer_endpoint_store_close:
 * @self: (transfer full): a store
 *
 * Closes @self.
 */
void
foyer_endpoint_store_close (FoyerEndpointStore *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->sql, sqlite3_close_v2);
  g_clear_error (&self->refusal);
  g_free (self);
}

/**
 * foyer_endpoint_store_backup:
 * @self: a store
 * @path: a file that is not there yet
 * @error: return location for an error
 *
 * Copies the database as it is at this moment, also while the endpoint runs.  The copy is
 * for its owner only; named `endpoint.db` in a folder of its own it is a profile.
 *
 * Errors: `FOYER_ENDPOINT_ERROR_EXISTS`, `FOYER_ENDPOINT_ERROR_FAILED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_endpoint_store_backup (FoyerEndpointStore *self, const char *path, GError **error)
{
  g_autoptr (FoyerEndpointStatement) statement = NULL;
  mode_t   old;
  gboolean ok;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_EXISTS,
                           "There is a file of this name already.");
      return FALSE;
    }

  statement = foyer_endpoint_prepare (self, "VACUUM INTO ?1", error);
  if (statement == NULL)
    return FALSE;
  foyer_endpoint_bind (statement, "s", path);
  old = umask (0077);
  ok = foyer_endpoint_run (statement, error);
  umask (old);

  return ok;
}
