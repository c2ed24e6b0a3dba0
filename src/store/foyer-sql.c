/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-sql.h"

#include "store/foyer-db-private.h"

#include <string.h>

/**
 * FoyerStatement:
 *
 * A prepared statement, lent by a connection that keeps it for the next use.
 */
struct _FoyerStatement
{
  sqlite3_stmt *stmt; /* (owned) */
  gboolean      kept; /* whether the connection keeps it */
  gboolean      lent; /* whether somebody uses it now */
};

static FoyerStoreError
code_for_result (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_CONSTRAINT:
      return FOYER_STORE_ERROR_RULE;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FOYER_STORE_ERROR_BUSY;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return FOYER_STORE_ERROR_CORRUPT;

    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return FOYER_STORE_ERROR_READ_ONLY;

    case SQLITE_FULL:
      return FOYER_STORE_ERROR_FULL;

    case SQLITE_IOERR:
      return FOYER_STORE_ERROR_IO;

    case SQLITE_INTERRUPT:
      return FOYER_STORE_ERROR_CANCELLED;

    default:
      return FOYER_STORE_ERROR_FAILED;
    }
}

/**
 * foyer_sql_set_error:
 * @sql: the connection that failed
 * @error: return location for an error
 *
 * Turns SQLite's last failure into an error of the store.
 *
 * SQLite's messages name tables, columns and our own rules, never values.
 */
void
foyer_sql_set_error (sqlite3 *sql, GError **error)
{
  int         result = sqlite3_extended_errcode (sql);
  const char *message = sqlite3_errmsg (sql);

  if (g_str_has_prefix (message, "rule:"))
    foyer_store_refuse_rule (error, message + strlen ("rule:"));
  else if ((result & 0xff) == SQLITE_CONSTRAINT)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE, "rule:constraint:%s",
                 message);
  else
    g_set_error_literal (error, FOYER_STORE_ERROR, (int) code_for_result (result),
                         message);
}

static void
statement_free (gpointer data)
{
  FoyerStatement *self = data;

  sqlite3_finalize (self->stmt);
  g_free (self);
}

/**
 * foyer_db_exec:
 * @db: a connection
 * @sql: statements without parameters; never made from what people typed
 * @error: return location for an error
 *
 * Runs all of @sql.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_db_exec (FoyerDb *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db->sql, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  foyer_sql_set_error (db->sql, error);
  return FALSE;
}

/* Eight bytes at a time: statements are long, and looked for all the time. */
static guint
hash_sql (gconstpointer sql)
{
  const char *at = sql;
  gsize       left = strlen (at);
  guint64     hash = left;
  guint64     word;

  for (; left >= sizeof word; at += sizeof word, left -= sizeof word)
    {
      memcpy (&word, at, sizeof word);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
    }
  word = 0;
  memcpy (&word, at, left);
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint) (hash >> 32);
}

/**
 * foyer_db_prepare:
 * @db: a connection
 * @sql: one statement with `?1`, `?2`… for values
 * @error: return location for an error
 *
 * Lends the prepared form of @sql, which the connection keeps for the next time.
 *
 * Returns: (transfer full): the statement, given back with foyer_statement_release(), or
 *   `NULL` on error
 */
FoyerStatement *
foyer_db_prepare (FoyerDb *db, const char *sql, GError **error)
{
  FoyerStatement *self;
  FoyerStatement *fresh;
  sqlite3_stmt   *stmt = NULL;

  if (db->statements == NULL)
    db->statements =
        g_hash_table_new_full (hash_sql, g_str_equal, g_free, statement_free);

  self = g_hash_table_lookup (db->statements, sql);
  if (self != NULL && !self->lent)
    {
      self->lent = TRUE;
      return self;
    }

  if (sqlite3_prepare_v3 (db->sql, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) !=
      SQLITE_OK)
    {
      foyer_sql_set_error (db->sql, error);
      return NULL;
    }

  /* A statement that is already under way further up the stack is prepared once more. */
  fresh = g_new0 (FoyerStatement, 1);
  fresh->stmt = stmt;
  fresh->lent = TRUE;
  fresh->kept = self == NULL;
  if (fresh->kept)
    g_hash_table_insert (db->statements, g_strdup (sql), fresh);

  return fresh;
}

/**
 * foyer_statement_release:
 * @self: (transfer full): a statement
 *
 * Gives @self back, ready for its next use.
 */
void
foyer_statement_release (FoyerStatement *self)
{
  if (!self->kept)
    {
      statement_free (self);
      return;
    }

  foyer_statement_reset (self);
  self->lent = FALSE;
}

/**
 * foyer_statement_reset:
 * @self: a statement
 *
 * Makes @self ready to be bound and run again; what was bound is forgotten.
 */
void
foyer_statement_reset (FoyerStatement *self)
{
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
}

/* @keep says whether the values outlive the run, SQLITE_STATIC, or have to be copied. */
static gboolean
bind_all (FoyerStatement         *self,
          sqlite3_destructor_type keep,
          GError                **error,
          const char             *format,
          va_list                 args)
{
  int result = SQLITE_OK;

  g_assert (sqlite3_bind_parameter_count (self->stmt) == (int) strlen (format));

  for (int i = 0; format[i] != '\0' && result == SQLITE_OK; i++)
    switch (format[i])
      {
      case 's':
        result =
            sqlite3_bind_text (self->stmt, i + 1, va_arg (args, const char *), -1, keep);
        break;

      case 'i':
        result = sqlite3_bind_int64 (self->stmt, i + 1, va_arg (args, gint64));
        break;

      case 'o':
        {
          gint64 value = va_arg (args, gint64);

          result = value != 0 ? sqlite3_bind_int64 (self->stmt, i + 1, value)
                              : sqlite3_bind_null (self->stmt, i + 1);
          break;
        }

      case 'b':
        {
          GBytes       *bytes = va_arg (args, GBytes *);
          gsize         size;
          gconstpointer data;

          if (bytes == NULL)
            {
              result = sqlite3_bind_null (self->stmt, i + 1);
              break;
            }
          data = g_bytes_get_data (bytes, &size);
          result =
              sqlite3_bind_blob64 (self->stmt, i + 1, size > 0 ? data : "", size, keep);
          break;
        }

      default:
        g_assert_not_reached ();
      }

  if (result != SQLITE_OK)
    foyer_sql_set_error (sqlite3_db_handle (self->stmt), error);

  return result == SQLITE_OK;
}

/**
 * foyer_statement_bind:
 * @self: a statement
 * @error: return location for an error
 * @format: one letter per parameter in order: `s` nullable text, `i` gint64, `o` gint64
 *   whose 0 is stored as NULL, `b` nullable GBytes
 * @...: the values, of exactly those types; cast literals to gint64
 *
 * Binds every parameter of @self.  Values are copied.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_statement_bind (FoyerStatement *self, GError **error, const char *format, ...)
{
  va_list  args;
  gboolean ok;

  va_start (args, format);
  ok = bind_all (self, SQLITE_TRANSIENT, error, format, args);
  va_end (args);

  return ok;
}

/**
 * foyer_statement_bind_integer:
 * @self: a statement that is not running
 * @index: number of the parameter, from 1
 * @value: its value
 *
 * Binds one parameter.
 */
void
foyer_statement_bind_integer (FoyerStatement *self, int index, gint64 value)
{
  sqlite3_bind_int64 (self->stmt, index, value);
}

/**
 * foyer_statement_bind_text:
 * @self: a statement that is not running
 * @index: number of the parameter, from 1
 * @text: (nullable): its value, copied; `NULL` binds NULL
 *
 * Binds one parameter.
 */
void
foyer_statement_bind_text (FoyerStatement *self, int index, const char *text)
{
  sqlite3_bind_text (self->stmt, index, text, -1, SQLITE_TRANSIENT);
}

/**
 * foyer_statement_bind_null:
 * @self: a statement that is not running
 * @index: number of the parameter, from 1
 *
 * Binds NULL to one parameter.
 */
void
foyer_statement_bind_null (FoyerStatement *self, int index)
{
  sqlite3_bind_null (self->stmt, index);
}

/**
 * foyer_statement_step:
 * @self: a statement whose parameters are bound
 * @error: return location for an error, set only for `FOYER_SQL_ERROR`
 *
 * Runs @self to its next row.
 *
 * Returns: whether there is a row, no further row, or an error
 */
FoyerSqlStep
foyer_statement_step (FoyerStatement *self, GError **error)
{
  switch (sqlite3_step (self->stmt))
    {
    case SQLITE_ROW:
      return FOYER_SQL_ROW;

    case SQLITE_DONE:
      return FOYER_SQL_DONE;

    default:
      foyer_sql_set_error (sqlite3_db_handle (self->stmt), error);
      return FOYER_SQL_ERROR;
    }
}

/**
 * foyer_statement_run:
 * @self: a statement whose parameters are bound
 * @error: return location for an error
 *
 * Runs @self to its end, whatever rows it has, and makes it ready for new parameters.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_statement_run (FoyerStatement *self, GError **error)
{
  FoyerSqlStep step;

  do
    step = foyer_statement_step (self, error);
  while (step == FOYER_SQL_ROW);

  foyer_statement_reset (self);

  return step == FOYER_SQL_DONE;
}

/**
 * foyer_statement_integer:
 * @self: a statement on a row
 * @column: number of the column, from 0
 *
 * Returns: the value of the column, 0 for NULL
 */
gint64
foyer_statement_integer (FoyerStatement *self, int column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

/**
 * foyer_statement_text:
 * @self: a statement on a row
 * @column: number of the column, from 0
 *
 * Returns: (transfer none) (nullable): the text, valid until the next step
 */
const char *
foyer_statement_text (FoyerStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->stmt, column);
}

/**
 * foyer_statement_bytes:
 * @self: a statement on a row
 * @column: number of the column, from 0
 *
 * Returns: (transfer full): a copy of the bytes, empty for NULL
 */
GBytes *
foyer_statement_bytes (FoyerStatement *self, int column)
{
  gconstpointer data = sqlite3_column_blob (self->stmt, column);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->stmt, column));
}

gboolean
foyer_statement_is_null (FoyerStatement *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

/**
 * foyer_db_run:
 * @db: a connection
 * @error: return location for an error
 * @sql: one statement
 * @format: as for foyer_statement_bind()
 * @...: the values
 *
 * Prepares, binds and runs @sql.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_db_run (FoyerDb *db, GError **error, const char *sql, const char *format, ...)
{
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (db, sql, error);
  va_list  args;
  gboolean ok;

  if (statement == NULL)
    return FALSE;

  va_start (args, format);
  ok = bind_all (statement, SQLITE_STATIC, error, format, args);
  va_end (args);

  return ok && foyer_statement_run (statement, error);
}

/**
 * foyer_db_query_integer:
 * @db: a connection
 * @out_value: (out): the first column of the first row; 0 if it is NULL or there is no row
 * @error: return location for an error
 * @sql: one statement
 * @format: as for foyer_statement_bind()
 * @...: the values
 *
 * Asks for one number.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_db_query_integer (FoyerDb    *db,
                        gint64     *out_value,
                        GError    **error,
                        const char *sql,
                        const char *format,
                        ...)
{
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (db, sql, error);
  va_list  args;
  gboolean ok;

  *out_value = 0;
  if (statement == NULL)
    return FALSE;

  va_start (args, format);
  ok = bind_all (statement, SQLITE_STATIC, error, format, args);
  va_end (args);
  if (!ok)
    return FALSE;

  switch (foyer_statement_step (statement, error))
    {
    case FOYER_SQL_ROW:
      *out_value = foyer_statement_integer (statement, 0);
      return TRUE;

    case FOYER_SQL_DONE:
      return TRUE;

    case FOYER_SQL_ERROR:
    default:
      return FALSE;
    }
}

/**
 * foyer_db_list_integers:
 * @db: a connection
 * @error: return location for an error
 * @sql: one statement
 * @format: as for foyer_statement_bind()
 * @...: the values
 *
 * Asks for a column of numbers.
 *
 * Returns: (transfer full) (element-type gint64): the first column of all rows, in their order,
 *   or `NULL` on error
 */
GArray *
foyer_db_list_integers (
    FoyerDb *db, GError **error, const char *sql, const char *format, ...)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (db, sql, error);
  FoyerSqlStep step;
  va_list      args;
  gboolean     ok;

  if (statement == NULL)
    return NULL;

  va_start (args, format);
  ok = bind_all (statement, SQLITE_STATIC, error, format, args);
  va_end (args);
  if (!ok)
    return NULL;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      const gint64 value = foyer_statement_integer (statement, 0);

      g_array_append_val (values, value);
    }

  return step == FOYER_SQL_DONE ? g_steal_pointer (&values) : NULL;
}
