/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-patient-index-private.h"

#include "store/foyer-db-private.h"
#include "store/foyer-patients.h"

/* More changes than this are not followed one by one. */
#define MAX_FOLLOWED 20000

/* So many are followed by a search while a first pull goes on, and by a step between two. */
#define SEARCH_CHANGES 8
#define STEP_CHANGES 32

/* The index of a connection, and how far it has followed the feed of changes. */
typedef struct
{
  FoyerSearchIndex *index;  /* (owned) */
  gint64            seq;    /* the last change that is in the index */
  gint64            own;    /* the last one up to which what was made here is */
  gboolean          behind; /* a first pull brought more than has been followed since */
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

/* Everything comes at once then, and a search must not wait for all of it; not when the pull
 * has just ended either. */
static gboolean
note_first_pull (FoyerDb *db, PatientIndex *self, gint64 newest, GError **error)
{
  gint64 n;

  if (!foyer_db_query_integer (
          db, &n, error, "SELECT EXISTS (SELECT 1 FROM cursor WHERE NOT initial_done)",
          ""))
    return FALSE;
  self->behind = n != 0 || (self->behind && self->seq < newest);

  return TRUE;
}

/* Brings the index up to the next few changes.  Sets @out_anew if it has to be built instead:
 * after bulk work, or when the feed has been cut meanwhile. */
static gboolean
follow_some (FoyerDb      *db,
             PatientIndex *self,
             gint64        newest,
             guint         max,
             gboolean     *out_anew,
             GError      **error)
{
  g_autoptr (FoyerStatement) statement = NULL;
  gint64       oldest, last = newest;
  FoyerSqlStep step;
  guint        n = 0;

  if (!foyer_db_query_integer (db, &oldest, error, "SELECT min (seq) FROM change", ""))
    return FALSE;
  *out_anew = oldest > self->seq + 1 || newest < self->seq;
  if (*out_anew)
    return TRUE;

  statement =
      foyer_db_prepare (db,
                        "SELECT record_id, seq FROM change WHERE seq > ?1 "
                        "AND seq <= ?2 AND kind = 'patient' ORDER BY seq LIMIT ?3",
                        error);
  if (statement == NULL ||
      !foyer_statement_bind (statement, error, "iii", self->seq, newest, (gint64) max))
    return FALSE;
  for (; (step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW; n++)
    {
      const gint64 id = foyer_statement_integer (statement, 0);

      *out_anew = id == 0;
      if (*out_anew)
        return TRUE;
      if (!index_one (db, self->index, id, error))
        return FALSE;
      last = foyer_statement_integer (statement, 1);
    }
  if (step == FOYER_SQL_ERROR)
    return FALSE;
  self->seq = n < max ? newest : last;

  return TRUE;
}

/* Who was saved here is found at once, however many are on their way. */
static gboolean
follow_own (FoyerDb *db, PatientIndex *self, gint64 newest, GError **error)
{
  g_autoptr (FoyerStatement) statement = NULL;
  gint64       any;
  FoyerSqlStep step;

  if (!foyer_db_query_integer (
          db, &any, error, "SELECT EXISTS (SELECT 1 FROM unsent WHERE kind = 'patient')",
          ""))
    return FALSE;
  if (!any)
    {
      self->own = newest;
      return TRUE;
    }

  statement = foyer_db_prepare (
      db,
      "SELECT record_id FROM change WHERE seq > ?1 AND seq <= ?2 AND kind = 'patient' "
      "AND EXISTS (SELECT 1 FROM unsent WHERE unsent.kind = 'patient' "
      "AND unsent.record_id = change.record_id) ORDER BY seq",
      error);
  if (statement == NULL ||
      !foyer_statement_bind (statement, error, "ii", MAX (self->own, self->seq), newest))
    return FALSE;
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    if (!index_one (db, self->index, foyer_statement_integer (statement, 0), error))
      return FALSE;
  if (step == FOYER_SQL_DONE)
    self->own = newest;

  return step == FOYER_SQL_DONE;
}

/* Brings the index up to the last change; if it is behind a first pull, up to what was made
 * here and a few more. */
static gboolean
follow (
    FoyerDb *db, PatientIndex *self, gint64 newest, gboolean *out_anew, GError **error)
{
  gint64 too_many;

  if (!note_first_pull (db, self, newest, error))
    return FALSE;
  if (self->behind)
    return follow_some (db, self, newest, SEARCH_CHANGES, out_anew, error) &&
           (*out_anew || follow_own (db, self, newest, error));

  if (!foyer_db_query_integer (db, &too_many, error,
                               "SELECT EXISTS (SELECT 1 FROM change WHERE seq > ?1 "
                               "AND seq <= ?2 AND kind = 'patient' LIMIT 1 OFFSET ?3)",
                               "iii", self->seq, newest, (gint64) MAX_FOLLOWED))
    return FALSE;
  *out_anew = too_many != 0;

  return *out_anew || follow_some (db, self, newest, MAX_FOLLOWED, out_anew, error);
}

static gboolean
read_newest (FoyerDb *db, gint64 *out_newest, GError **error)
{
  return foyer_db_query_integer (db, out_newest, error,
                                 "SELECT coalesce (max (seq), 0) FROM change", "");
}

/* The index of @db, for one search. */
FoyerSearchIndex *
foyer_patient_index_get (FoyerDb *db, GError **error)
{
  PatientIndex *self = db->index;
  gboolean      anew = self == NULL;
  gint64        newest;

  if (!read_newest (db, &newest, error))
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
      self = g_new0 (PatientIndex, 1);
      self->index = g_steal_pointer (&index);
      self->seq = newest;
      db->index = self;
      db->free_index = patient_index_free;
      if (!note_first_pull (db, self, newest, error))
        return NULL;
    }

  return self->index;
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
  return foyer_patient_index_get (db, error) != NULL;
}

/**
 * foyer_patients_follow_some:
 * @db: a connection
 *
 * Brings the search index of @db, if there is one, a little closer to what is stored, so that
 * the next search has less to do.  For when nobody waits for @db; takes well under a
 * millisecond.
 *
 * Returns: whether there is more to do
 */
gboolean
foyer_patients_follow_some (FoyerDb *db)
{
  PatientIndex *self = db->index;
  gboolean      anew;
  gint64        newest;

  /* To build it anew is left to the next search, as is an error. */
  if (self == NULL || !read_newest (db, &newest, NULL) || newest == self->seq ||
      !note_first_pull (db, self, newest, NULL) ||
      !follow_some (db, self, newest, STEP_CHANGES, &anew, NULL) || anew)
    return FALSE;
  foyer_search_index_settle (self->index);

  return self->seq < newest;
}
