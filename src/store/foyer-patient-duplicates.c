/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-patients.h"

#include "model/foyer-fold.h"
#include "model/foyer-phone.h"
#include "store/foyer-db-private.h"
#include "store/foyer-patient-row-private.h"

#include <string.h>

/* Nobody reads more warnings than this; a birth date that stands for "unknown" would
 * otherwise have everybody compared. */
#define MAX_BLOCK 500
#define MAX_MATCHES 20

#define FULL_DATE_LENGTH 10

G_DEFINE_FINAL_TYPE (FoyerPatientMatch, foyer_patient_match, G_TYPE_OBJECT)

static void
foyer_patient_match_finalize (GObject *object)
{
  g_clear_object (&FOYER_PATIENT_MATCH (object)->row);

  G_OBJECT_CLASS (foyer_patient_match_parent_class)->finalize (object);
}

static void
foyer_patient_match_class_init (FoyerPatientMatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_patient_match_finalize;
}

static void
foyer_patient_match_init (FoyerPatientMatch *self)
{
}

/* Who may be compared at all: a set of ids. */
typedef struct
{
  FoyerDb      *db;        /* (unowned) */
  FoyerPatient *candidate; /* (unowned) */
  GHashTable   *ids;       /* (owned) of gint64 */
} Search;

static gboolean
collect (Search *search, GError **error, FoyerStatement *statement)
{
  FoyerSqlStep step;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      gint64 *id = g_new (gint64, 1);

      *id = foyer_statement_integer (statement, 0);
      g_hash_table_add (search->ids, id);
    }

  return step == FOYER_SQL_DONE;
}

static gboolean
collect_by_text (Search *search, const char *sql, const char *value, GError **error)
{
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (search->db, sql, error);

  return statement != NULL &&
         foyer_statement_bind (statement, error, "si", value, (gint64) MAX_BLOCK) &&
         collect (search, error, statement);
}

static gboolean
collect_by_birth_date (Search *search, GError **error)
{
  const char *date = search->candidate->birth_date;

  return date == NULL || strlen (date) != FULL_DATE_LENGTH ||
         collect_by_text (search, "SELECT id FROM patient WHERE birth_date = ?1 LIMIT ?2",
                          date, error);
}

/* The same number with and without the country code or trunk prefix. */
static gboolean
collect_by_phone (Search *search, const char *number, GError **error)
{
  static const char sql[] =
      "SELECT patient_id FROM patient_phone WHERE digits = ?1 LIMIT ?2";
  g_autofree char *digits = foyer_phone_dup_digits (number);
  const gsize      n = strlen (digits);
  g_autofree char *with_one = g_strconcat ("1", digits, NULL);
  g_autofree char *with_zero = g_strconcat ("0", digits, NULL);

  if (n < 7)
    return TRUE;
  if (!collect_by_text (search, sql, digits, error) ||
      !collect_by_text (search, sql, with_one, error) ||
      !collect_by_text (search, sql, with_zero, error))
    return FALSE;

  for (guint prefix = 1; prefix <= 3 && n - prefix >= 7; prefix++)
    {
      g_autofree char *national = g_strconcat ("0", digits + prefix, NULL);

      if (!collect_by_text (search, sql, digits + prefix, error) ||
          !collect_by_text (search, sql, national, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
collect_by_email (Search *search, GError **error)
{
  return search->candidate->email == NULL ||
         collect_by_text (search,
                          "SELECT id FROM patient WHERE email = ?1 COLLATE NOCASE "
                          "AND email IS NOT NULL LIMIT ?2",
                          search->candidate->email, error);
}

/* Of those with just this name, who lives where the candidate does or was born on a day that
 * a slip makes of the other. */
static gboolean
collect_by_name (Search *search, GError **error)
{
  g_autofree char *family = foyer_fold_key (search->candidate->family);
  g_autofree char *given = foyer_fold_key (search->candidate->given);
  g_autofree char *key = g_strconcat (family, ",", given, NULL);
  const char      *date = search->candidate->birth_date;
  g_autoptr (FoyerStatement) statement = NULL;

  if (*family == '\0' || *given == '\0')
    return TRUE;

  /* Dates that differ in day and month only, in the year only, or in one figure of it. */
  statement = foyer_db_prepare (
      search->db,
      "SELECT id FROM patient WHERE name_key = ?1 AND "
      "(postal_code = ?2 OR substr (birth_date, 1, 4) = substr (?3, 1, 4) OR "
      "substr (birth_date, 6) = substr (?3, 6)) LIMIT ?4",
      error);

  return statement != NULL &&
         foyer_statement_bind (statement, error, "sssi", key,
                               search->candidate->postal_code, date,
                               (gint64) MAX_BLOCK) &&
         collect (search, error, statement);
}

static gboolean
remove_known_others (Search *search, GError **error)
{
  const gint64 id = foyer_record_get_id (FOYER_RECORD (search->candidate));
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerSqlStep step;

  if (id == 0)
    return TRUE;

  g_hash_table_remove (search->ids, &id);
  statement = foyer_db_prepare (
      search->db,
      "SELECT patient_b FROM not_same_person WHERE patient_a = ?1 "
      "UNION ALL SELECT patient_a FROM not_same_person WHERE patient_b = ?1",
      error);
  if (statement == NULL || !foyer_statement_bind (statement, error, "i", id))
    return FALSE;
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      const gint64 other = foyer_statement_integer (statement, 0);

      g_hash_table_remove (search->ids, &other);
    }

  return step == FOYER_SQL_DONE;
}

static guint
count_agreements (FoyerAgreement agreement)
{
  guint bits = (guint) agreement & (FOYER_AGREEMENT_GIVEN_DIFFERS - 1), n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;

  return n;
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const FoyerPatientMatch *one = *(FoyerPatientMatch *const *) a;
  const FoyerPatientMatch *other = *(FoyerPatientMatch *const *) b;

  if (one->likeness != other->likeness)
    return one->likeness > other->likeness ? -1 : 1;
  if (one->agreement != other->agreement)
    return (int) count_agreements (other->agreement) -
           (int) count_agreements (one->agreement);
  return (one->row->id > other->row->id) - (one->row->id < other->row->id);
}

static gboolean
compare_with (Search                *search,
              FoyerPatientRowReader *reader,
              gint64                 id,
              GPtrArray             *matches,
              GError               **error)
{
  g_autoptr (FoyerPatient) other = foyer_patients_get (search->db, id, error);
  g_autoptr (FoyerPatientMatch) match = NULL;

  if (other == NULL)
    return FALSE;

  match = g_object_new (FOYER_TYPE_PATIENT_MATCH, NULL);
  match->likeness = foyer_duplicate_compare (search->candidate, other, &match->agreement);
  if (match->likeness == FOYER_LIKENESS_NONE)
    return TRUE;
  if (!foyer_patient_row_read (reader, id, &match->row, error))
    return FALSE;
  if (match->row != NULL)
    g_ptr_array_add (matches, g_steal_pointer (&match));

  return TRUE;
}

/**
 * foyer_patients_list_duplicates:
 * @db: a connection
 * @candidate: a patient about to be saved, new or changed, with phones and names
 * @error: return location for an error
 *
 * Finds who @candidate may be, by foyer_duplicate_compare().  Three identifiers agree only if one
 * of date of birth, phone, e-mail, or name with postal code does, so only those who share one
 * are compared.  Pairs marked with foyer_patients_mark_not_same() are left out; people no longer
 * active are not, since they may come back.
 *
 * Returns: (transfer full) (element-type FoyerPatientMatch): at most 20, most alike first, or
 *   `NULL` on error
 */
GPtrArray *
foyer_patients_list_duplicates (FoyerDb *db, FoyerPatient *candidate, GError **error)
{
  g_autoptr (GHashTable) ids =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) matches = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerPatientRowReader) reader = NULL;
  Search         search = { db, candidate, ids };
  GHashTableIter iter;
  gpointer       id;

  g_return_val_if_fail (FOYER_IS_PATIENT (candidate), NULL);

  if (!collect_by_birth_date (&search, error) || !collect_by_email (&search, error) ||
      !collect_by_name (&search, error))
    return NULL;
  for (guint i = 0; candidate->phones != NULL && i < candidate->phones->len; i++)
    if (!collect_by_phone (
            &search,
            FOYER_PATIENT_PHONE (g_ptr_array_index (candidate->phones, i))->number,
            error))
      return NULL;
  if (!remove_known_others (&search, error))
    return NULL;

  reader = foyer_patient_row_reader_new (db, error);
  if (reader == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!compare_with (&search, reader, *(gint64 *) id, matches, error))
      return NULL;

  g_ptr_array_sort (matches, compare_matches);
  if (matches->len > MAX_MATCHES)
    g_ptr_array_set_size (matches, MAX_MATCHES);

  return g_steal_pointer (&matches);
}
