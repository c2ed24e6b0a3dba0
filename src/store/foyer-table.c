/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-table.h"

#include "store/foyer-db-private.h"

#include <stdarg.h>

/* The SQL of one kind of record, made once from its table of fields. */
typedef struct
{
  char *columns; /* (owned) id, uid, then the fields, each with the name of the table */
  char *select;  /* (owned) SELECT … FROM kind, without a tail */
  char *insert;  /* (owned) */
  char *update;  /* (owned) */
  char *delete;  /* (owned) */
} Sql;

static FoyerRecordClass *
class_of (GType type)
{
  FoyerRecordClass *klass = g_type_class_peek (type);

  return klass != NULL ? klass : g_type_class_ref (type);
}

static void
append_field (GString *string, const char *before, const char *field_name)
{
  g_autofree char *column = g_strdelimit (g_strdup (field_name), "-", '_');

  g_string_append (string, before);
  g_string_append (string, column);
}

static Sql *
make_sql (FoyerRecordClass *klass)
{
  Sql *sql = g_new0 (Sql, 1);
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) names = g_string_new ("uid");
  g_autoptr (GString) places = g_string_new ("?1");
  g_autoptr (GString) settings = g_string_new ("uid = ?1");

  g_string_append_printf (columns, "%s.id, %s.uid", klass->kind, klass->kind);
  for (guint i = 0; i < klass->n_fields; i++)
    {
      g_string_append_printf (columns, ", %s.", klass->kind);
      append_field (columns, "", klass->fields[i].name);
      append_field (names, ", ", klass->fields[i].name);
      g_string_append_printf (places, ", ?%u", i + 2);
      append_field (settings, ", ", klass->fields[i].name);
      g_string_append_printf (settings, " = ?%u", i + 2);
    }

  sql->columns = g_strdup (columns->str);
  sql->select = g_strdup_printf ("SELECT %s FROM %s", columns->str, klass->kind);
  sql->insert = g_strdup_printf ("INSERT INTO %s (%s, id) VALUES (%s, ?%u)", klass->kind,
                                 names->str, places->str, klass->n_fields + 2);
  sql->update = g_strdup_printf ("UPDATE %s SET %s WHERE id = ?%u", klass->kind,
                                 settings->str, klass->n_fields + 2);
  sql->delete = g_strdup_printf ("DELETE FROM %s WHERE id = ?1", klass->kind);

  return sql;
}

static const Sql *
sql_for (GType type)
{
  static GMutex      mutex;
  static GHashTable *made; /* (owned) of GType to Sql, kept for good */
  Sql               *sql;

  g_mutex_lock (&mutex);
  if (made == NULL)
    made = g_hash_table_new (g_direct_hash, g_direct_equal);
  sql = g_hash_table_lookup (made, GSIZE_TO_POINTER (type));
  if (sql == NULL)
    {
      sql = make_sql (class_of (type));
      g_hash_table_insert (made, GSIZE_TO_POINTER (type), sql);
    }
  g_mutex_unlock (&mutex);

  return sql;
}

/**
 * foyer_table_columns:
 * @type: a type of record
 *
 * Returns: (transfer none): the columns that foyer_table_read_row() reads, in its order,
 *   each with the name of its table, for a SELECT of one's own
 */
const char *
foyer_table_columns (GType type)
{
  return sql_for (type)->columns;
}

/**
 * foyer_table_read_row:
 * @type: a type of record
 * @statement: a statement on a row
 * @first_column: where the columns of foyer_table_columns() begin
 *
 * Returns: (transfer full): the record
 */
gpointer
foyer_table_read_row (GType type, FoyerStatement *statement, int first_column)
{
  FoyerRecord      *record = g_object_new (type, NULL);
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);
  int               column = first_column;

  foyer_record_set_id (record, foyer_statement_integer (statement, column++));
  foyer_record_set_uid (record, foyer_statement_text (statement, column++));
  for (guint i = 0; i < klass->n_fields; i++, column++)
    {
      const FoyerField *field = &klass->fields[i];

      if (field->type == G_TYPE_STRING || field->type == G_TYPE_ENUM)
        foyer_field_set_text (field, record, foyer_statement_text (statement, column));
      else
        foyer_field_set_integer (field, record,
                                 foyer_statement_integer (statement, column));
    }

  return record;
}

static void
bind_args (FoyerStatement *statement, const char *format, va_list args)
{
  for (int i = 0; format[i] != '\0'; i++)
    if (format[i] == 's')
      foyer_statement_bind_text (statement, i + 1, va_arg (args, const char *));
    else
      {
        g_assert (format[i] == 'i');
        foyer_statement_bind_integer (statement, i + 1, va_arg (args, gint64));
      }
}

static GPtrArray *
list_args (FoyerDb    *db,
           GType       type,
           GError    **error,
           const char *tail,
           const char *format,
           va_list     args)
{
  g_autofree char *text = g_strdup_printf ("%s %s", sql_for (type)->select, tail);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (db, text, error);
  FoyerSqlStep step;

  if (statement == NULL)
    return NULL;

  bind_args (statement, format, args);
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    g_ptr_array_add (records, foyer_table_read_row (type, statement, 0));

  return step == FOYER_SQL_DONE ? g_steal_pointer (&records) : NULL;
}

/**
 * foyer_table_list:
 * @db: a connection
 * @type: a type of record
 * @error: return location for an error
 * @tail: what follows `SELECT … FROM kind`: joins, WHERE, ORDER BY; constant text
 * @format: one letter per parameter of @tail: `s` or `i`
 * @...: the values
 *
 * Returns: (transfer full) (element-type FoyerRecord): the records, possibly none, or `NULL`
 *   on error
 */
GPtrArray *
foyer_table_list (
    FoyerDb *db, GType type, GError **error, const char *tail, const char *format, ...)
{
  GPtrArray *records;
  va_list    args;

  va_start (args, format);
  records = list_args (db, type, error, tail, format, args);
  va_end (args);

  return records;
}

/**
 * foyer_table_find:
 *
 * As foyer_table_list(), for the first record.
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND` if there is none.
 *
 * Returns: (transfer full): the record, or `NULL` on error
 */
gpointer
foyer_table_find (
    FoyerDb *db, GType type, GError **error, const char *tail, const char *format, ...)
{
  g_autoptr (GPtrArray) records = NULL;
  va_list args;

  va_start (args, format);
  records = list_args (db, type, error, tail, format, args);
  va_end (args);

  if (records == NULL)
    return NULL;
  if (records->len == 0)
    {
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                   "There is no such %s", class_of (type)->kind);
      return NULL;
    }

  return g_object_ref (g_ptr_array_index (records, 0));
}

gpointer
foyer_table_get (FoyerDb *db, GType type, gint64 id, GError **error)
{
  return foyer_table_find (db, type, error, "WHERE id = ?1", "i", id);
}

static gboolean
run_with_fields (FoyerDb *db, const char *sql, FoyerRecord *record, GError **error)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (db, sql, error);
  int index = 1;

  if (statement == NULL)
    return FALSE;

  foyer_statement_bind_text (statement, index++, foyer_record_get_uid (record));
  for (guint i = 0; i < klass->n_fields; i++, index++)
    {
      const FoyerField *field = &klass->fields[i];

      if (field->type == G_TYPE_STRING || field->type == G_TYPE_ENUM)
        foyer_statement_bind_text (statement, index,
                                   foyer_field_get_text (field, record));
      else if (foyer_field_get_integer (field, record) == 0 &&
               (field->flags & FOYER_FIELD_ZERO_IS_NULL) != 0)
        foyer_statement_bind_null (statement, index);
      else
        foyer_statement_bind_integer (statement, index,
                                      foyer_field_get_integer (field, record));
    }
  if (foyer_record_get_id (record) != 0)
    foyer_statement_bind_integer (statement, index, foyer_record_get_id (record));
  else
    foyer_statement_bind_null (statement, index);

  return foyer_statement_run (statement, error);
}

/**
 * foyer_table_insert:
 * @db: a connection
 * @record: the record; gets a uid and an id if it has none
 * @error: return location for an error
 *
 * Inserts the row of @record, without audit: for foyer_act_insert() and bulk work.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_table_insert (FoyerDb *db, FoyerRecord *record, GError **error)
{
  if (foyer_record_get_uid (record) == NULL)
    {
      g_autofree char *uid = g_uuid_string_random ();

      foyer_record_set_uid (record, uid);
    }

  if (!run_with_fields (db, sql_for (G_OBJECT_TYPE (record))->insert, record, error))
    return FALSE;

  if (foyer_record_get_id (record) == 0)
    foyer_record_set_id (record, sqlite3_last_insert_rowid (db->sql));
  return TRUE;
}

/**
 * foyer_table_update:
 * @db: a connection, within an action
 * @record: a record that is stored, with its id
 * @error: return location for an error
 *
 * Writes every field of @record over its row.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` if the database refuses a value.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_table_update (FoyerDb *db, FoyerRecord *record, GError **error)
{
  return run_with_fields (db, sql_for (G_OBJECT_TYPE (record))->update, record, error);
}

/**
 * foyer_table_delete:
 * @db: a connection, within an action
 * @record: a record that is stored, with its id
 * @error: return location for an error
 *
 * Removes the row of @record, where the database allows it.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_table_delete (FoyerDb *db, FoyerRecord *record, GError **error)
{
  return foyer_db_run (db, error, sql_for (G_OBJECT_TYPE (record))->delete, "i",
                       foyer_record_get_id (record));
}
