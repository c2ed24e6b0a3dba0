/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-patients.h"

#include "model/foyer-patient-standing.h"
#include "store/foyer-db-private.h"
#include "store/foyer-patient-index-private.h"
#include "store/foyer-patient-row-private.h"

/* `B-20417`, and what follows the figures: the letters of a desk, `-2` of the second one. */
static gboolean
is_record_number (const char *number)
{
  const char *rest;

  if (!g_ascii_isalpha (*number) || number[1] != '-' || !g_ascii_isdigit (number[2]))
    return FALSE;
  rest = number + 2 + strspn (number + 2, "0123456789");
  while (g_ascii_isalpha (*rest))
    rest++;
  if (*rest == '-')
    rest++;

  return rest[strspn (rest, "0123456789")] == '\0';
}

/* A referral or a booking is asked for by its own number, and its patient answers: first the
 * very one, then those of the same figures that other desks gave. */
static GArray *
find_by_record_number (FoyerDb *db, const char *text, GError **error)
{
  g_autofree char *number = g_strstrip (g_ascii_strup (text, -1));
  g_autofree char *past_letters = g_strconcat (number, "[", NULL);

  if (!is_record_number (number))
    return g_array_new (FALSE, FALSE, sizeof (gint64));

  /* The number itself sorts first. */
  return foyer_db_list_integers (
      db, error,
      "SELECT patient_id FROM ("
      "SELECT patient_id, number FROM referral WHERE number = ?1 "
      "OR (number > ?1 AND number < ?2 AND substr (number, length (?1) + 1, 1) >= 'A') "
      "UNION ALL SELECT patient_id, number FROM booking WHERE number = ?1 "
      "OR (number > ?1 AND number < ?2 AND substr (number, length (?1) + 1, 1) >= 'A')) "
      "GROUP BY patient_id ORDER BY min (number) LIMIT 20",
      "ss", number, past_letters);
}

static gboolean
has_id (GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

static gboolean
add_row (FoyerPatientRowReader *reader, GPtrArray *rows, gint64 id, GError **error)
{
  g_autoptr (FoyerPatientRow) row = NULL;

  if (!foyer_patient_row_read (reader, id, &row, error))
    return FALSE;
  if (row != NULL)
    g_ptr_array_add (rows, g_steal_pointer (&row));

  return TRUE;
}

/**
 * foyer_patients_search:
 * @db: a connection; the one for reading keeps the search index in memory
 * @text: what was typed, perhaps not to its end
 * @date_order: how the locale writes dates
 * @limit: how many at most
 * @error: return location for an error
 *
 * Finds patients while somebody types: parts of names in any order, date of birth, digits of
 * a phone, number; also by the number of a referral or booking.  Exact matches come first, then
 * beginnings, parts, and what is one or two slips away; among equals, who was registered or
 * changed last.  An empty text finds the most recent ones.
 *
 * The first search of a connection builds the index, in about two seconds for a million
 * patients; later ones follow what has changed since.
 *
 * Returns: (transfer full) (element-type FoyerPatientRow): the patients, possibly none, or
 *   `NULL` on error
 */
GPtrArray *
foyer_patients_search (
    FoyerDb *db, const char *text, FoyerDateOrder date_order, guint limit, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerPatientRowReader) reader = NULL;
  g_autoptr (GArray) hits = NULL;
  g_autoptr (GArray) by_record = NULL;
  FoyerSearchIndex *index;

  g_return_val_if_fail (text != NULL, NULL);

  if (text[strspn (text, " \t\r\n")] == '\0')
    return foyer_patients_list_recent (db, limit, error);

  index = foyer_patient_index_get (db, error);
  reader = index != NULL ? foyer_patient_row_reader_new (db, error) : NULL;
  if (reader == NULL)
    return NULL;
  by_record = find_by_record_number (db, text, error);
  if (by_record == NULL)
    return NULL;
  for (guint i = 0; i < by_record->len && rows->len < limit; i++)
    if (!add_row (reader, rows, g_array_index (by_record, gint64, i), error))
      return NULL;

  hits = foyer_search_index_query (index, text, date_order, limit);
  for (guint i = 0; i < hits->len && rows->len < limit; i++)
    {
      gint64 id = g_array_index (hits, FoyerSearchHit, i).id;

      if (!has_id (by_record, id) && !add_row (reader, rows, id, error))
        return NULL;
    }

  return g_steal_pointer (&rows);
}

/**
 * foyer_patients_list_recent:
 * @db: a connection
 * @limit: how many at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerPatientRow): the patients who were registered
 *   or changed last, the last one first, or `NULL` on error
 */
GPtrArray *
foyer_patients_list_recent (FoyerDb *db, guint limit, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerPatientRowReader) reader = foyer_patient_row_reader_new (db, error);
  g_autoptr (FoyerStatement) ids = NULL;
  FoyerSqlStep step;

  if (reader == NULL)
    return NULL;

  ids = foyer_db_prepare (
      db, "SELECT id FROM patient ORDER BY updated_at DESC, id DESC LIMIT ?1", error);
  if (ids == NULL || !foyer_statement_bind (ids, error, "i", (gint64) limit))
    return NULL;
  while ((step = foyer_statement_step (ids, error)) == FOYER_SQL_ROW)
    if (!add_row (reader, rows, foyer_statement_integer (ids, 0), error))
      return NULL;

  return step == FOYER_SQL_DONE ? g_steal_pointer (&rows) : NULL;
}
