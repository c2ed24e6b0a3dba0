/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-sql-private.h"

#include <string.h>

/* How many statements are kept: searches make a text for each combination of parameters. */
#define STATEMENTS_KEPT 256

/* SQLite's messages name tables and columns, never values. */
void
foyer_endpoint_sql_error (sqlite3 *sql, GError **error)
{
  int code = sqlite3_extended_errcode (sql);

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_BUSY,
                           "Another program is writing to the database; try again.");
      break;

    default:
      g_set_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_FAILED,
                   "The database failed (%d, %s); nothing was changed.", code,
                   sqlite3_errstr (code));
      break;
    }
}

FoyerEndpointStatement *
foyer_endpoint_prepare (FoyerEndpointStore *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL && !sqlite3_stmt_busy (statement))
    return statement;
  g_assert (statement == NULL);

  if (g_hash_table_size (self->statements) >= STATEMENTS_KEPT)
    {
      GHashTableIter iter;
      gpointer       kept;

      g_hash_table_iter_init (&iter, self->statements);
      while (g_hash_table_iter_next (&iter, NULL, &kept))
        if (!sqlite3_stmt_busy (kept))
          g_hash_table_iter_remove (&iter);
    }

  if (sqlite3_prepare_v3 (self->sql, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                          NULL) != SQLITE_OK)
    {
      foyer_endpoint_sql_error (self->sql, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);

  return statement;
}

void
foyer_endpoint_statement_release (FoyerEndpointStatement *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

void
foyer_endpoint_bind (FoyerEndpointStatement *statement, const char *format, ...)
{
  va_list args;

  g_assert (sqlite3_bind_parameter_count (statement) == (int) strlen (format));

  va_start (args, format);
  for (int i = 1; format[i - 1] != '\0'; i++)
    switch (format[i - 1])
      {
      case 's':
        sqlite3_bind_text (statement, i, va_arg (args, const char *), -1, SQLITE_STATIC);
        break;

      case 'i':
        sqlite3_bind_int64 (statement, i, va_arg (args, gint64));
        break;

      case 'b':
        {
          GBytes *bytes = va_arg (args, GBytes *);

          if (bytes != NULL)
            {
              gsize         size;
              gconstpointer data = g_bytes_get_data (bytes, &size);

              sqlite3_bind_blob64 (statement, i, size > 0 ? data : "", size,
                                   SQLITE_STATIC);
            }
          break;
        }

      default:
        g_assert_not_reached ();
      }
  va_end (args);
}

int
foyer_endpoint_step (FoyerEndpointStatement *statement, GError **error)
{
  int result = sqlite3_step (statement);

  if (result == SQLITE_ROW || result == SQLITE_DONE)
    return result;

  foyer_endpoint_sql_error (sqlite3_db_handle (statement), error);
  return -1;
}

gboolean
foyer_endpoint_run (FoyerEndpointStatement *statement, GError **error)
{
  return foyer_endpoint_step (statement, error) >= 0;
}

gboolean
foyer_endpoint_exec (FoyerEndpointStore *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->sql, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  foyer_endpoint_sql_error (self->sql, error);
  return FALSE;
}

gboolean
foyer_endpoint_query_integer (FoyerEndpointStore *self,
                              const char         *sql,
                              gint64             *out_value,
                              GError            **error)
{
  g_autoptr (FoyerEndpointStatement) statement =
      foyer_endpoint_prepare (self, sql, error);

  if (statement == NULL || foyer_endpoint_step (statement, error) < 0)
    return FALSE;

  *out_value = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

static gboolean
run_text (FoyerEndpointStore *self, const char *sql, GError **error)
{
  g_autoptr (FoyerEndpointStatement) statement =
      foyer_endpoint_prepare (self, sql, error);

  return statement != NULL && foyer_endpoint_run (statement, error);
}

/* Runs @func in a transaction of its own, or in a step of its own of the group that is
 * open; what it wrote is taken back if it fails. */
gboolean
foyer_endpoint_write (FoyerEndpointStore    *self,
                      FoyerEndpointWriteFunc func,
                      gpointer               data,
                      GError               **error)
{
  const char *begin = self->grouped ? "SAVEPOINT step" : "BEGIN IMMEDIATE";
  const char *end = self->grouped ? "RELEASE step" : "COMMIT";

  if (self->refusal != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (self->refusal);
      return FALSE;
    }

  /* A full disk may have ended the group: what came now would be written alone. */
  if (self->grouped && sqlite3_get_autocommit (self->sql))
    {
      g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_FAILED,
                           "The database took everything back; nothing was changed.");
      return FALSE;
    }

  if (!run_text (self, begin, error))
    return FALSE;
  if (func (self, data, error) && run_text (self, end, error))
    return TRUE;

  /* A full disk has rolled everything back already. */
  if (self->grouped)
    {
      if (!sqlite3_get_autocommit (self->sql))
        foyer_endpoint_exec (self, "ROLLBACK TO step; RELEASE step", NULL);
    }
  else if (!sqlite3_get_autocommit (self->sql))
    foyer_endpoint_exec (self, "ROLLBACK", NULL);

  return FALSE;
}

/**
 * foyer_endpoint_store_begin_group:
 * @self: a store
 *
 * Lets the writes that follow share one transaction, and so one wait for the disk.
 *
 * Each write still happens as a whole or not at all.  None of them may be acknowledged
 * before foyer_endpoint_store_end_group().
 */
void
foyer_endpoint_store_begin_group (FoyerEndpointStore *self)
{
  g_return_if_fail (!self->grouped && self->refusal == NULL);

  self->grouped = run_text (self, "BEGIN IMMEDIATE", &self->refusal);
}

/**
 * foyer_endpoint_store_end_group:
 * @self: a store with an open group
 *
 * Puts the writes of the group on the disk.
 *
 * If that fails, none of them has happened, and every write fails with the reason until
 * foyer_endpoint_store_forgive(): so the requests can be handled again to be refused.
 *
 * Returns: whether the writes are on the disk; nothing is lost if the group had not begun
 */
gboolean
foyer_endpoint_store_end_group (FoyerEndpointStore *self)
{
  if (!self->grouped)
    return TRUE;

  self->grouped = FALSE;
  if (!sqlite3_get_autocommit (self->sql) && run_text (self, "COMMIT", &self->refusal))
    return TRUE;

  if (!sqlite3_get_autocommit (self->sql))
    foyer_endpoint_exec (self, "ROLLBACK", NULL);
  if (self->refusal == NULL)
    g_set_error_literal (&self->refusal, FOYER_ENDPOINT_ERROR,
                         FOYER_ENDPOINT_ERROR_FAILED,
                         "The database took everything back; nothing was changed.");

  return FALSE;
}

/**
 * foyer_endpoint_store_forgive:
 * @self: a store
 *
 * Lets writes be tried again after a group that failed.
 */
void
foyer_endpoint_store_forgive (FoyerEndpointStore *self)
{
  g_clear_error (&self->refusal);
}
