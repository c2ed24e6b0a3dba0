/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-db-private.h"

#include "store/foyer-schema.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#define DATABASE_NAME "foyer.db"
#define BUSY_TIMEOUT_MS 10000

/* How many rows of the change feed are kept for other processes that follow it. */
#define CHANGES_KEPT 20000

static gint64
system_clock (gpointer data)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
configure (FoyerDb *self, GError **error)
{
  sqlite3_busy_timeout (self->sql, BUSY_TIMEOUT_MS);
  sqlite3_extended_result_codes (self->sql, 1);
  sqlite3_db_config (self->sql, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->sql, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->sql, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->sql, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);

  if (!foyer_db_exec (self,
                      "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                      "PRAGMA cache_size = -16384",
                      error))
    return FALSE;
  if (self->read_only)
    return TRUE;

  return foyer_db_exec (self,
                        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                        "PRAGMA wal_autocheckpoint = 4000",
                        error);
}

/* Nobody asks SQLite how much memory it has, and counting it takes a lock at each allocation.
 * It can be told before its first use only. */
static gpointer
set_up_library (gpointer data)
{
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);

  return NULL;
}

/* The database and what SQLite puts beside it are for their owner only. */
static int
open_private (const char *path, FoyerDbMode mode, sqlite3 **out_sql)
{
  static GOnce set_up = G_ONCE_INIT;
  int          flags = SQLITE_OPEN_NOMUTEX;
  mode_t       old;
  int          result;

  g_once (&set_up, set_up_library, NULL);
  switch (mode)
    {
    case FOYER_DB_CREATE:
      flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
      break;

    case FOYER_DB_WRITE:
      flags |= SQLITE_OPEN_READWRITE;
      break;

    case FOYER_DB_READ:
    default:
      flags |= SQLITE_OPEN_READONLY;
      break;
    }

  old = umask (0077);
  result = sqlite3_open_v2 (path, out_sql, flags, NULL);
  if (result == SQLITE_OK && mode == FOYER_DB_CREATE)
    g_chmod (path, 0600);
  umask (old);

  return result;
}

/**
 * foyer_db_open:
 * @profile: folder of the profile, or `:memory:` for a database that is not kept
 * @mode: how to open it
 * @error: return location for an error
 *
 * Opens the database of a profile.
 *
 * The folder is made 0700 and the file 0600.  An older schema is brought up to date, after
 * a backup, except in mode `FOYER_DB_READ`.
 *
 * Errors: `FOYER_STORE_ERROR_CORRUPT`, `FOYER_STORE_ERROR_SCHEMA_TOO_NEW`,
 * `FOYER_STORE_ERROR_READ_ONLY`, `FOYER_STORE_ERROR_NOT_FOUND` if there is none and @mode
 * does not create one.
 *
 * Returns: (transfer full): a connection, or `NULL` on error
 */
FoyerDb *
foyer_db_open (const char *profile, FoyerDbMode mode, GError **error)
{
  g_autoptr (FoyerDb) self = g_new0 (FoyerDb, 1);
  g_autofree char *path = NULL;
  gboolean         in_memory = g_strcmp0 (profile, ":memory:") == 0;
  gboolean         current = FALSE;

  self->profile = g_strdup (profile);
  self->read_only = mode == FOYER_DB_READ;
  self->clock = system_clock;

  if (in_memory)
    path = g_strdup (profile);
  else
    path = g_build_filename (profile, DATABASE_NAME, NULL);

  if (mode == FOYER_DB_CREATE && !in_memory && g_mkdir_with_parents (profile, 0700) != 0)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY,
                           "The folder of the profile could not be made");
      return NULL;
    }
  if (mode != FOYER_DB_CREATE && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "There is no database in this profile");
      return NULL;
    }

  if (open_private (path, mode, &self->sql) != SQLITE_OK)
    {
      foyer_sql_set_error (self->sql, error);
      return NULL;
    }

  /* The version is looked at before anything is written, so that a database of a newer
   * program is left as it is. */
  sqlite3_busy_timeout (self->sql, BUSY_TIMEOUT_MS);
  if (!foyer_schema_check (self, &current, error) || !configure (self, error))
    return NULL;

  if (mode == FOYER_DB_READ && !current)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED,
                           "The database has to be brought up to date first");
      return NULL;
    }
  if (!current && !foyer_schema_migrate (self, error))
    return NULL;

  if (!foyer_db_query_integer (self, &self->change_seq, error,
                               "SELECT coalesce (max (seq), 0) FROM change", "") ||
      !foyer_db_query_integer (self, &self->data_version, error, "PRAGMA data_version",
                               ""))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * foyer_db_close:
 * @self: (transfer full): a connection
 *
 * Closes @self.  A connection that can write empties the write-ahead log first, so that the
 * next start is quick.
 */
void
foyer_db_close (FoyerDb *self)
{
  if (self->free_index != NULL)
    g_clear_pointer (&self->index, self->free_index);
  if (self->free_slot_cache != NULL)
    g_clear_pointer (&self->slot_cache, self->free_slot_cache);
  if (self->sql != NULL && !self->read_only)
    foyer_db_checkpoint (self, NULL);

  g_clear_pointer (&self->expected, g_ptr_array_unref);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->sql, sqlite3_close_v2);
  g_clear_pointer (&self->zone, foyer_zone_unref);
  g_free (self->profile);
  g_free (self);
}

/**
 * foyer_db_set_clock:
 * @self: a connection
 * @clock: tells the time from now on
 * @data: (nullable): data for @clock; must outlive @self
 *
 * Replaces the clock of the system, for tests and for making sample data.
 */
void
foyer_db_set_clock (FoyerDb *self, FoyerClock clock, gpointer data)
{
  self->clock = clock;
  self->clock_data = data;
}

/**
 * foyer_db_now:
 * @self: a connection
 *
 * Returns: seconds since 1970-01-01 UTC
 */
gint64
foyer_db_now (FoyerDb *self)
{
  return self->clock (self->clock_data);
}

const char *
foyer_db_get_profile (FoyerDb *self)
{
  return self->profile;
}

/**
 * foyer_db_interrupt:
 * @self: a connection
 *
 * Ends the query under way with `FOYER_STORE_ERROR_CANCELLED`.  May be called from any
 * thread.
 */
void
foyer_db_interrupt (FoyerDb *self)
{
  sqlite3_interrupt (self->sql);
}

/**
 * foyer_db_has_clinic:
 * @self: a connection
 * @out_has: (out): whether the clinic has been set up
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_db_has_clinic (FoyerDb *self, gboolean *out_has, GError **error)
{
  gint64 n;

  if (!foyer_db_query_integer (self, &n, error, "SELECT count (*) FROM clinic", ""))
    return FALSE;

  *out_has = n > 0;
  return TRUE;
}

/**
 * foyer_db_get_zone:
 * @self: a connection
 * @error: return location for an error
 *
 * Returns: (transfer none): the time zone of the clinic, valid until the next call; `NULL`
 *   on error, also if no clinic has been set up
 */
FoyerZone *
foyer_db_get_zone (FoyerDb *self, GError **error)
{
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (self, "SELECT zone FROM clinic", error);

  if (statement == NULL)
    return NULL;

  switch (foyer_statement_step (statement, error))
    {
    case FOYER_SQL_ROW:
      break;

    case FOYER_SQL_DONE:
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "No clinic has been set up in this profile");
      return NULL;

    case FOYER_SQL_ERROR:
    default:
      return NULL;
    }

  if (self->zone == NULL || g_strcmp0 (foyer_zone_get_name (self->zone),
                                       foyer_statement_text (statement, 0)) != 0)
    {
      g_clear_pointer (&self->zone, foyer_zone_unref);
      self->zone = foyer_zone_new (foyer_statement_text (statement, 0), error);
    }

  return self->zone;
}

/**
 * foyer_db_today:
 * @self: a connection
 * @out_day: (out): the civil day in the clinic's zone, days since 1970-01-01
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_db_today (FoyerDb *self, int *out_day, GError **error)
{
  FoyerZone *zone = foyer_db_get_zone (self, error);
  int        minute;

  if (zone == NULL)
    return FALSE;

  foyer_zone_to_wall (zone, foyer_db_now (self), out_day, &minute, NULL);
  return TRUE;
}

/**
 * foyer_db_checkpoint:
 * @self: a connection that can write
 * @error: return location for an error
 *
 * Moves the write-ahead log into the database and empties it, and forgets the oldest rows of
 * the change feed.  For the end of bulk work and of the program.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_db_checkpoint (FoyerDb *self, GError **error)
{
  return foyer_db_run (
             self, error,
             "DELETE FROM change WHERE seq <= (SELECT max (seq) FROM change) - ?1", "i",
             (gint64) CHANGES_KEPT) &&
         foyer_db_exec (self, "PRAGMA optimize; PRAGMA wal_checkpoint (TRUNCATE)", error);
}

/**
 * foyer_db_poll_changes:
 * @self: a connection
 * @error: return location for an error
 *
 * Tells what kinds of record any connection, of this or another process, has changed since
 * the last call.  Costs one comparison when nothing has.
 *
 * Returns: (transfer full): the kinds, possibly none, or `NULL` on error
 */
GStrv
foyer_db_poll_changes (FoyerDb *self, GError **error)
{
  g_autoptr (GStrvBuilder) kinds = g_strv_builder_new ();
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerSqlStep step;
  gint64       version;
  gint64       newest;

  if (!foyer_db_query_integer (self, &version, error, "PRAGMA data_version", ""))
    return NULL;
  if (version == self->data_version && self->read_only)
    return g_strv_builder_end (kinds);

  if (!foyer_db_query_integer (self, &newest, error,
                               "SELECT coalesce (max (seq), 0) FROM change", ""))
    return NULL;
  statement = foyer_db_prepare (
      self, "SELECT DISTINCT kind FROM change WHERE seq > ?1 AND seq <= ?2", error);
  if (statement == NULL ||
      !foyer_statement_bind (statement, error, "ii", self->change_seq, newest))
    return NULL;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    g_strv_builder_add (kinds, foyer_statement_text (statement, 0));
  if (step == FOYER_SQL_ERROR)
    return NULL;

  self->data_version = version;
  self->change_seq = newest;

  return g_strv_builder_end (kinds);
}
