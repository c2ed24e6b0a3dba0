/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-dump.h"

#include "model/foyer-identifier.h"
#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

/**
 * foyer_dump_begin:
 * @db: a connection with no transaction under way
 * @error: return location for an error
 *
 * Keeps what @db reads as it is now until foyer_dump_end(), so that pages belong together
 * whatever others write meanwhile.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_dump_begin (FoyerDb *db, GError **error)
{
  return foyer_db_exec (db, "BEGIN", error);
}

/**
 * foyer_dump_end:
 * @db: a connection on which foyer_dump_begin() was called
 *
 * Lets what @db reads follow the others again.
 */
void
foyer_dump_end (FoyerDb *db)
{
  foyer_db_exec (db, "COMMIT", NULL);
}

static const char *
kind_of (GType type)
{
  FoyerRecordClass *klass = g_type_class_peek (type);

  return (klass != NULL ? klass : (FoyerRecordClass *) g_type_class_ref (type))->kind;
}

/**
 * foyer_dump_count:
 * @db: a connection
 * @type: a type of record
 * @out_count: (out): how many there are
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_dump_count (FoyerDb *db, GType type, gint64 *out_count, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", kind_of (type));

  return foyer_db_query_integer (db, out_count, error, sql, "");
}

/**
 * foyer_dump_list:
 * @db: a connection
 * @type: a type of record
 * @after_id: id of the last record of the page before, 0 at first
 * @limit: most records
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerRecord): the next page in order of id, empty
 *   at the end, or `NULL` on error
 */
GPtrArray *
foyer_dump_list (FoyerDb *db, GType type, gint64 after_id, guint limit, GError **error)
{
  return foyer_table_list (db, type, error, "WHERE id > ?1 ORDER BY id LIMIT ?2", "ii",
                           after_id, (gint64) limit);
}

/**
 * foyer_dump_list_of_patients:
 * @db: a connection
 * @type: a type of record with a patient
 * @first_id: first patient
 * @last_id: last patient
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerRecord): the records of these patients, by
 *   patient and age, or `NULL` on error
 */
GPtrArray *
foyer_dump_list_of_patients (
    FoyerDb *db, GType type, gint64 first_id, gint64 last_id, GError **error)
{
  return foyer_table_list (db, type, error,
                           "WHERE patient_id BETWEEN ?1 AND ?2 ORDER BY patient_id, id",
                           "ii", first_id, last_id);
}

/**
 * foyer_dump_list_identifiers:
 * @db: a connection
 * @kind: kind of record
 * @first_id: first record
 * @last_id: last record
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerIdentifier): the identifiers of these records,
 *   by record and age, or `NULL` on error
 */
GPtrArray *
foyer_dump_list_identifiers (
    FoyerDb *db, const char *kind, gint64 first_id, gint64 last_id, GError **error)
{
  return foyer_table_list (
      db, FOYER_TYPE_IDENTIFIER, error,
      "WHERE owner_kind = ?1 AND owner_id BETWEEN ?2 AND ?3 ORDER BY owner_id, id", "sii",
      kind, first_id, last_id);
}

/**
 * foyer_dump_find:
 * @db: a connection
 * @type: a type of record
 * @field: (not nullable): `uid`, `number` or `npi`: a field that names one record
 * @value: its value
 * @out_id: (out): the record, 0 if there is none
 * @error: return location for an error
 *
 * Returns: `TRUE` on success, also if there is none
 */
gboolean
foyer_dump_find (FoyerDb    *db,
                 GType       type,
                 const char *field,
                 const char *value,
                 gint64     *out_id,
                 GError    **error)
{
  static const char *const fields[] = { "uid", "number", "npi", NULL };
  g_autofree char         *sql = NULL;

  g_return_val_if_fail (g_strv_contains (fields, field), FALSE);

  sql = g_strdup_printf ("SELECT coalesce(min(id), 0) FROM %s WHERE %s = ?1",
                         kind_of (type), field);

  return foyer_db_query_integer (db, out_id, error, sql, "s", value);
}

/**
 * foyer_dump_get_text:
 * @db: a connection
 * @type: a type of record
 * @id: id of a record, 0 for none
 * @field: name of a field of text, or `uid`; constant text
 * @out_text: (out) (transfer full) (nullable): what it says, `NULL` for no record
 * @error: return location for an error
 *
 * Reads one field of one record, for what has to name it.
 *
 * Returns: `TRUE` on success, also if there is none
 */
gboolean
foyer_dump_get_text (FoyerDb    *db,
                     GType       type,
                     gint64      id,
                     const char *field,
                     char      **out_text,
                     GError    **error)
{
  g_autoptr (FoyerStatement) statement = NULL;
  g_autofree char *column = g_strdelimit (g_strdup (field), "-", '_');
  g_autofree char *sql = NULL;
  FoyerSqlStep     step;

  *out_text = NULL;
  if (id == 0)
    return TRUE;

  sql = g_strdup_printf ("SELECT %s FROM %s WHERE id = ?1", column, kind_of (type));
  statement = foyer_db_prepare (db, sql, error);
  if (statement == NULL || !foyer_statement_bind (statement, error, "i", id))
    return FALSE;
  step = foyer_statement_step (statement, error);
  if (step == FOYER_SQL_ROW)
    *out_text = g_strdup (foyer_statement_text (statement, 0));

  return step != FOYER_SQL_ERROR;
}

typedef struct
{
  const char *what;
} Note;

static gboolean
note (FoyerAct *act, gpointer data, GError **error)
{
  foyer_act_set_bulk (act, ((Note *) data)->what);

  return TRUE;
}

/**
 * foyer_dump_note:
 * @db: a connection that can write, with no transaction under way
 * @actor: (nullable): who takes the data away
 * @what: what they take, as JSON
 * @error: return location for an error
 *
 * Checks that @actor may export, and leaves a row in the audit trail that they did.
 *
 * Errors: `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_dump_note (FoyerDb *db, FoyerUser *actor, const char *what, GError **error)
{
  Note data = { what };

  return foyer_db_act (db, actor, FOYER_ACTION_EXPORT, NULL, note, &data, error);
}
