/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-patients.h"

#include "model/foyer-patient-standing.h"
#include "store/foyer-db-private.h"
#include "store/foyer-patient-row-private.h"
#include "store/foyer-search-index.h"

/* More changes than this are not followed one by one. */
#define MAX_FOLLOWED 20000

/* As many are followed between two keys while a first pull goes on. */
#define MAX_STEP 200

/* The index of a connection, and how far it has followed the feed of changes. */
typedef struct
{
  FoyerSearchIndex *index; /* (owned) */
  gint64            seq;   /* the last change that is in the index */
} PatientIndex;

#define PATIENT_COLUMNS "id, number, family, given, preferred_name, birth_date"

static void
patient_index_free (gpointer data)
{
  PatientIndex *self = data;

  foyer_search_index_free (self->index);
  g_free (self);
}

#define PHONE_DIGITS 16

/* A phone or an earlier name of a patient, in order of patient, to be met with the patients. */
typedef struct
{
  gint64 patient_id;
  char   digits[PHONE_DIGITS + 1];
} Phone;

typedef struct
{
  gint64 patient_id;
  char  *family; /* (owned) (nullable) */
  char  *given;  /* (owned) (nullable) */
} Name;

static void
clear_name (gpointer data)
{
  Name *name = data;

  g_free (name->family);
  g_free (name->given);
}

static GArray *
list_phones (FoyerDb *db, GError **error)
{
  g_autoptr (GArray) phones = g_array_new (FALSE, FALSE, sizeof (Phone));
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerSqlStep step;

  statement = foyer_db_prepare (
      db, "SELECT patient_id, digits FROM patient_phone ORDER BY patient_id, position",
      error);
  if (statement == NULL)
    return NULL;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      Phone phone = { .patient_id = foyer_statement_integer (statement, 0) };

      g_strlcpy (phone.digits, foyer_statement_text (statement, 1), sizeof phone.digits);
      g_array_append_val (phones, phone);
    }

  return step == FOYER_SQL_DONE ? g_steal_pointer (&phones) : NULL;
}

static GArray *
list_names (FoyerDb *db, GError **error)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (Name));
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerSqlStep step;

  g_array_set_clear_func (names, clear_name);
  statement = foyer_db_prepare (
      db, "SELECT patient_id, family, given FROM patient_name ORDER BY patient_id",
      error);
  if (statement == NULL)
    return NULL;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      const Name name = { foyer_statement_integer (statement, 0),
                          g_strdup (foyer_statement_text (statement, 1)),
                          g_strdup (foyer_statement_text (statement, 2)) };

      g_array_append_val (names, name);
    }

  return step == FOYER_SQL_DONE ? g_steal_pointer (&names) : NULL;
}

static gint64
patient_at (const GArray *array, guint i)
{
  return *(const gint64 *) (gconstpointer) (array->data + i * g_array_get_element_size (
                                                                  (GArray *) array));
}

/* The first of a patient's phones or names. */
static guint
first_of (const GArray *array, gint64 patient_id)
{
  guint low = 0, high = array->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (patient_at (array, middle) < patient_id)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
index_row (FoyerSearchIndex *index, FoyerStatement *row)
{
  foyer_search_index_begin (index, foyer_statement_integer (row, 0));
  foyer_search_index_set_number (index, foyer_statement_text (row, 1));
  foyer_search_index_add_name (index, FOYER_NAME_PART_FAMILY,
                               foyer_statement_text (row, 2));
  foyer_search_index_add_name (index, FOYER_NAME_PART_GIVEN,
                               foyer_statement_text (row, 3));
  foyer_search_index_add_name (index, FOYER_NAME_PART_GIVEN,
                               foyer_statement_text (row, 4));
  foyer_search_index_set_birth_date (index, foyer_statement_text (row, 5));
}

static void
index_children (FoyerSearchIndex *index,
                gint64            patient_id,
                const GArray     *phones,
                const GArray     *names)
{
  for (guint i = first_of (names, patient_id);
       i < names->len && patient_at (names, i) == patient_id; i++)
    {
      foyer_search_index_add_name (index, FOYER_NAME_PART_FAMILY,
                                   g_array_index (names, Name, i).family);
      foyer_search_index_add_name (index, FOYER_NAME_PART_GIVEN,
                                   g_array_index (names, Name, i).given);
    }
  for (guint i = first_of (phones, patient_id);
       i < phones->len && patient_at (phones, i) == patient_id; i++)
    foyer_search_index_add_phone (index, g_array_index (phones, Phone, i).digits);
}

static gboolean
index_rows (FoyerDb          *db,
            FoyerSearchIndex *index,
            FoyerStatement   *rows,
            const GArray     *phones,
            const GArray     *names,
            GError          **error)
{
  FoyerSqlStep step;

  while ((step = foyer_statement_step (rows, error)) == FOYER_SQL_ROW)
    {
      index_row (index, rows);
      index_children (index, foyer_statement_integer (rows, 0), phones, names);
    }

  return step == FOYER_SQL_DONE;
}

static gboolean
build (FoyerDb *db, FoyerSearchIndex *index, GError **error)
{
  g_autoptr (GArray) phones = NULL;
  g_autoptr (GArray) names = NULL;
  g_autoptr (FoyerStatement) rows = NULL;

  phones = list_phones (db, error);
  if (phones == NULL)
    return FALSE;
  names = list_names (db, error);
  if (names == NULL)
    return FALSE;
  rows = foyer_db_prepare (
      db, "SELECT " PATIENT_COLUMNS " FROM patient ORDER BY updated_at, id", error);
  if (rows == NULL || !index_rows (db, index, rows, phones, names, error))
    return FALSE;

  foyer_search_index_settle (index);
  return TRUE;
}

static gboolean
index_one (FoyerDb *db, FoyerSearchIndex *index, gint64 id, GError **error)
{
  g_autoptr (FoyerStatement) row = NULL;
  g_autoptr (FoyerStatement) children = NULL;
  FoyerSqlStep step;

  row = foyer_db_prepare (db, "SELECT " PATIENT_COLUMNS " FROM patient WHERE id = ?1",
                          error);
  if (row == NULL || !foyer_statement_bind (row, error, "i", id))
    return FALSE;
  step = foyer_statement_step (row, error);
  if (step == FOYER_SQL_DONE)
    foyer_search_index_remove (index, id);
  if (step != FOYER_SQL_ROW)
    return step == FOYER_SQL_DONE;
  index_row (index, row);

  children = foyer_db_prepare (
      db,
      "SELECT digits, NULL, NULL FROM patient_phone WHERE patient_id = ?1 "
      "UNION ALL SELECT NULL, family, given FROM patient_name WHERE patient_id = ?1",
      error);
  if (children == NULL || !foyer_statement_bind (children, error, "i", id))
    return FALSE;
  while ((step = foyer_statement_step (children, error)) == FOYER_SQL_ROW)
    {
      foyer_search_index_add_phone (index, foyer_statement_text (children, 0));
      foyer_search_index_add_name (index, FOYER_NAME_PART_FAMILY,
                                   foyer_statement_text (children, 1));
      foyer_search_index_add_name (index, FOYER_NAME_PART_GIVEN,
                                   foyer_statement_text (children, 2));
    }

  return step == FOYER_SQL_DONE;
}

/* Everything comes at once then, and a search must not wait for all of it. */
static gboolean
is_first_pull (FoyerDb *db, gboolean *out_is, GError **error)
{
  gint64 n;

  if (!foyer_db_query_integer (
          db, &n, error, "SELECT EXISTS (SELECT 1 FROM cursor WHERE NOT initial_done)",
          ""))
    return FALSE;
  *out_is = n != 0;

  return TRUE;
}

/* Brings the index up to the next few changes. */
static gboolean
follow_some (FoyerDb *db, PatientIndex *self, gint64 newest, GError **error)
{
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (db,
                        "SELECT record_id, seq FROM change WHERE seq > ?1 AND seq <= ?2 "
                        "AND kind = 'patient' AND record_id <> 0 ORDER BY seq LIMIT ?3",
                        error);
  FoyerSqlStep step;
  gint64       last = newest;
  guint        n = 0;

  if (statement == NULL || !foyer_statement_bind (statement, error, "iii", self->seq,
                                                  newest, (gint64) MAX_STEP))
    return FALSE;
  for (; (step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW; n++)
    {
      if (!index_one (db, self->index, foyer_statement_integer (statement, 0), error))
        return FALSE;
      last = foyer_statement_integer (statement, 1);
    }
  if (step == FOYER_SQL_ERROR)
    return FALSE;
  self->seq = n < MAX_STEP ? newest : last;

  return TRUE;
}

/* Brings the index up to the last change.  Sets @out_anew if it has to be built instead: after
 * bulk work, or when the feed has been cut meanwhile. */
static gboolean
follow (
    FoyerDb *db, PatientIndex *self, gint64 newest, gboolean *out_anew, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (FoyerStatement) statement = NULL;
  gint64       oldest;
  gboolean     first_pull;
  FoyerSqlStep step;

  if (!foyer_db_query_integer (db, &oldest, error, "SELECT min (seq) FROM change", "") ||
      !is_first_pull (db, &first_pull, error))
    return FALSE;
  *out_anew = oldest > self->seq + 1 || newest < self->seq;
  if (*out_anew)
    return TRUE;
  if (first_pull)
    return follow_some (db, self, newest, error);

  statement = foyer_db_prepare (
      db,
      "SELECT record_id FROM change WHERE seq > ?1 AND seq <= ?2 AND kind = 'patient' "
      "GROUP BY record_id ORDER BY max (seq)",
      error);
  if (statement == NULL ||
      !foyer_statement_bind (statement, error, "ii", self->seq, newest))
    return FALSE;
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      const gint64 id = foyer_statement_integer (statement, 0);

      *out_anew |= id == 0;
      g_array_append_val (ids, id);
    }
  if (step == FOYER_SQL_ERROR)
    return FALSE;

  *out_anew |= ids->len > MAX_FOLLOWED;
  for (guint i = 0; i < ids->len && !*out_anew; i++)
    if (!index_one (db, self->index, g_array_index (ids, gint64, i), error))
      return FALSE;
  if (!*out_anew)
    self->seq = newest;

  return TRUE;
}

static FoyerSearchIndex *
get_index (FoyerDb *db, GError **error)
{
  PatientIndex *self = db->index;
  gboolean      anew = self == NULL;
  gint64        newest;

  if (!foyer_db_query_integer (db, &newest, error,
                               "SELECT coalesce (max (seq), 0) FROM change", ""))
    return NULL;

  if (self != NULL && self->seq != newest && !follow (db, self, newest, &anew, error))
    return NULL;
  if (anew)
    {
      g_autoptr (FoyerSearchIndex) index = foyer_search_index_new ();

      if (!build (db, index, error))
        return NULL;
      if (db->index != NULL)
        g_clear_pointer (&db->index, db->free_index);
      self = g_new (PatientIndex, 1);
      self->index = g_steal_pointer (&index);
      self->seq = newest;
      db->index = self;
      db->free_index = patient_index_free;
    }

  return self->index;
}

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
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerSqlStep step;

  if (!is_record_number (number))
    return g_steal_pointer (&ids);

  statement = foyer_db_prepare (
      db,
      "SELECT patient_id, min (number) AS first FROM ("
      "SELECT patient_id, number FROM referral WHERE number = ?1 "
      "OR (number > ?1 AND number < ?2 AND substr (number, length (?1) + 1, 1) >= 'A') "
      "UNION ALL SELECT patient_id, number FROM booking WHERE number = ?1 "
      "OR (number > ?1 AND number < ?2 AND substr (number, length (?1) + 1, 1) >= 'A')) "
      "GROUP BY patient_id ORDER BY first LIMIT 20",
      error);
  if (statement == NULL ||
      !foyer_statement_bind (statement, error, "ss", number, past_letters))
    return NULL;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      gint64 id = foyer_statement_integer (statement, 0);

      g_array_append_val (ids, id);
    }

  return step == FOYER_SQL_DONE ? g_steal_pointer (&ids) : NULL;
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
 * foyer_patients_prepare_search:
 * @db: a connection
 * @error: return location for an error
 *
 * Builds the search index of @db if there is none yet, and brings it up to date otherwise, so
 * that the first search does not have to.  To be queued without a cancellable once the first
 * view is there.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_patients_prepare_search (FoyerDb *db, GError **error)
{
  return get_index (db, error) != NULL;
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

  index = get_index (db, error);
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
