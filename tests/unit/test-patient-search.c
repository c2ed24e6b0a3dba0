/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-patients.h"
#include "tests/unit/profile.h"

static FoyerPatient *
add (Profile    *profile,
     const char *given,
     const char *family,
     const char *birth_date,
     const char *number)
{
  FoyerPatient *patient = foyer_patient_new ();
  g_autoptr (GError) error = NULL;

  foyer_set_text (&patient->given, given);
  foyer_set_text (&patient->family, family);
  foyer_set_text (&patient->birth_date, birth_date);
  patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
  patient->names = g_ptr_array_new_with_free_func (g_object_unref);
  if (number != NULL)
    {
      FoyerPatientPhone *phone = foyer_patient_phone_new ();

      foyer_set_text (&phone->number, number);
      g_ptr_array_add (patient->phones, phone);
    }
  foyer_patients_save (profile->db, profile->manager, patient, &error);
  g_assert_no_error (error);

  return patient;
}

static gint64
id_of (FoyerPatient *patient)
{
  return foyer_record_get_id (FOYER_RECORD (patient));
}

static GPtrArray *
search (FoyerDb *db, const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = foyer_patients_search (db, text, FOYER_DATE_ORDER_MDY, 50, &error);

  g_assert_no_error (error);

  return rows;
}

static void
assert_found (FoyerDb *db, const char *text, const char *numbers)
{
  g_autoptr (GPtrArray) rows = search (db, text);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            FOYER_PATIENT_ROW (g_ptr_array_index (rows, i))->number);
  g_test_message ("query: %s", text);
  g_assert_cmpstr (found->str, ==, numbers);
}

static void
test_finds_and_follows (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) a =
      add (profile, "José", "García", "1987-03-04", "(555) 010-4477");
  g_autoptr (FoyerPatient) b = NULL;
  FoyerPatientName *name = foyer_patient_name_new ();
  g_autoptr (GError) error = NULL;

  assert_found (profile->db, "garcia", "100001");
  assert_found (profile->db, "4477", "100001");
  assert_found (profile->db, "3/4/1987", "100001");
  assert_found (profile->db, "100001", "100001");
  assert_found (profile->db, "garzia", "100001");
  assert_found (profile->db, "lee", "");

  b = add (profile, "Ann", "Lee", NULL, "555 010 0001");
  assert_found (profile->db, "lee", "100002");
  assert_found (profile->db, "  ", "100002 100001");

  profile->now += 60;
  foyer_set_text (&a->family, "Park");
  foyer_set_text (&name->family, "García");
  g_ptr_array_add (a->names, name);
  foyer_patients_save (profile->db, profile->manager, a, &error);
  g_assert_no_error (error);
  assert_found (profile->db, "park", "100001");
  assert_found (profile->db, "garcia", "100001");
  assert_found (profile->db, "", "100001 100002");
}

/* The connection for reading is another one than that which writes. */
static void
test_follows_another_connection (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) a = add (profile, "Ann", "Lee", NULL, NULL);
  g_autoptr (FoyerPatient) b = NULL;
  g_autoptr (FoyerDb) reader = NULL;
  g_autoptr (GError) error = NULL;

  reader = foyer_db_open (profile->folder, FOYER_DB_READ, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_patients_prepare_search (reader, &error));
  g_assert_no_error (error);
  assert_found (reader, "lee", "100001");

  b = add (profile, "Bo", "Lee", NULL, NULL);
  assert_found (reader, "lee", "100002 100001");
  foyer_set_text (&a->family, "Park");
  foyer_patients_save (profile->db, profile->manager, a, &error);
  g_assert_no_error (error);
  assert_found (reader, "lee", "100002");
}

typedef struct
{
  guint n;
} Bulk;

static gboolean
add_many (FoyerAct *act, gpointer data, GError **error)
{
  const Bulk *bulk = data;

  foyer_act_set_bulk (act, "{}");
  for (guint i = 0; i < bulk->n; i++)
    {
      g_autoptr (FoyerPatient) patient = foyer_patient_new ();

      foyer_set_text (&patient->family, "Bulk");
      if (!foyer_patients_save_in (act, patient, error))
        return FALSE;
    }

  return TRUE;
}

/* As a page of a first pull does. */
static gboolean
pull_many (FoyerAct *act, gpointer data, GError **error)
{
  foyer_act_set_remote (act, TRUE);

  return add_many (act, data, error);
}

static void
add_at_once (Profile *profile, FoyerActFunc func, guint n)
{
  Bulk bulk = { n };
  g_autoptr (GError) error = NULL;

  foyer_db_act (profile->db, NULL, FOYER_ACTION_IMPORT, NULL, func, &bulk, &error);
  g_assert_no_error (error);
}

static guint
count (FoyerDb *db, const char *text)
{
  g_autoptr (GPtrArray) rows = search (db, text);

  return rows->len;
}

/* While a first pull stores patients a search does not follow all of them, but whoever was
 * saved here is found at once. */
static void
test_first_pull (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) a = add (profile, "Ann", "Lee", NULL, NULL);
  g_autoptr (FoyerPatient) b = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  profile_exec (profile, "DELETE FROM unsent; INSERT INTO cursor "
                         "(type, initial_done, reconciled_at) VALUES ('Patient', 0, 0)");
  assert_found (profile->db, "lee", "100001");

  add_at_once (profile, pull_many, 45);
  n = count (profile->db, "bulk");
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, 20);
  b = add (profile, "Bo", "Lee", NULL, NULL);
  assert_found (profile->db, "lee", "100047 100001");
  foyer_set_text (&a->family, "Park");
  foyer_patients_save (profile->db, profile->manager, a, &error);
  g_assert_no_error (error);
  assert_found (profile->db, "park", "100001");
  assert_found (profile->db, "lee", "100047");
  g_assert_cmpuint (count (profile->db, "bulk"), <, 45);

  while (foyer_patients_follow_some (profile->db))
    ;
  g_assert_cmpuint (count (profile->db, "bulk"), ==, 45);
  assert_found (profile->db, "park", "100001");
  assert_found (profile->db, "lee", "100047");
  g_assert_false (foyer_patients_follow_some (profile->db));
}

/* What a first pull has left over is not followed by the first search after it either. */
static void
test_first_pull_ended (Profile *profile, gconstpointer data)
{
  profile_exec (profile, "INSERT INTO cursor (type, initial_done, reconciled_at) "
                         "VALUES ('Patient', 0, 0)");
  g_assert_cmpuint (count (profile->db, "bulk"), ==, 0);
  add_at_once (profile, pull_many, 45);
  profile_exec (profile, "UPDATE cursor SET initial_done = 1");

  g_assert_cmpuint (count (profile->db, "bulk"), <, 20);
  while (foyer_patients_follow_some (profile->db))
    ;
  g_assert_cmpuint (count (profile->db, "bulk"), ==, 45);

  /* From then on a search finds everything again. */
  add_at_once (profile, pull_many, 45);
  g_assert_cmpuint (count (profile->db, "bulk"), >, 45);
}

/* A step builds nothing, neither an index that nobody asked for nor one that has to be built
 * anew. */
static void
test_step_is_short (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) a = add (profile, "Ann", "Lee", NULL, NULL);

  g_assert_false (foyer_patients_follow_some (profile->db));
  assert_found (profile->db, "bulk", "");
  add_at_once (profile, add_many, 20);
  g_assert_false (foyer_patients_follow_some (profile->db));
  g_assert_cmpuint (count (profile->db, "bulk"), ==, 20);
}

static void
test_follows_bulk_work (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) a = add (profile, "Ann", "Lee", NULL, NULL);
  g_autoptr (GError) error = NULL;
  Bulk bulk = { 3 };

  assert_found (profile->db, "lee", "100001");
  foyer_db_act (profile->db, profile->manager, FOYER_ACTION_IMPORT, NULL, add_many, &bulk,
                &error);
  g_assert_no_error (error);
  assert_found (profile->db, "bulk", "100004 100003 100002");
}

/* Another process may have cut the feed of changes meanwhile. */
static void
test_follows_a_cut_feed (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) a = add (profile, "Ann", "Lee", NULL, NULL);
  g_autoptr (FoyerPatient) b = NULL;
  g_autoptr (FoyerPatient) c = NULL;

  assert_found (profile->db, "lee", "100001");
  b = add (profile, "Bo", "Lee", NULL, NULL);
  profile_exec (profile, "DELETE FROM change");
  c = add (profile, "Cy", "Lee", NULL, NULL);
  assert_found (profile->db, "lee", "100003 100002 100001");
}

static void
test_row_tells_people_apart (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) a = add (profile, "Ann", "Lee", "1987-03-04", "555 010 0001");
  g_autoptr (FoyerPatient) b = add (profile, "ANN", "Leé", NULL, NULL);
  g_autoptr (FoyerPatient) c = add (profile, "Ann", "Leeds", NULL, NULL);
  g_autoptr (GPtrArray) rows = search (profile->db, "100001");
  g_autoptr (GPtrArray) other = search (profile->db, "100003");
  g_autoptr (GPtrArray) alone = NULL;
  g_autoptr (GError) error = NULL;
  FoyerPatientRow *row = g_ptr_array_index (rows, 0);

  g_assert_cmpstr (row->family, ==, "Lee");
  g_assert_cmpstr (row->given, ==, "Ann");
  g_assert_cmpstr (row->birth_date, ==, "1987-03-04");
  g_assert_cmpstr (row->phone, ==, "555 010 0001");
  g_assert_true (row->same_name);
  g_assert_true (row->active);
  g_assert_false (row->deceased);
  g_assert_false (FOYER_PATIENT_ROW (g_ptr_array_index (other, 0))->same_name);

  b->active = FALSE;
  foyer_patients_save (profile->db, profile->manager, b, &error);
  g_assert_no_error (error);
  alone = search (profile->db, "100001");
  g_assert_false (FOYER_PATIENT_ROW (g_ptr_array_index (alone, 0))->same_name);
}

static void
test_new_is_derived (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) a = add (profile, "Ann", "Lee", NULL, NULL);
  g_autoptr (GPtrArray) rows = search (profile->db, "lee");
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (FOYER_PATIENT_ROW (g_ptr_array_index (rows, 0))->is_new);
  foyer_set_text (&a->seen_before_on, "2025-01-02");
  foyer_patients_save (profile->db, profile->manager, a, &error);
  g_assert_no_error (error);
  later = search (profile->db, "lee");
  g_assert_false (FOYER_PATIENT_ROW (g_ptr_array_index (later, 0))->is_new);
}

static void
test_limit (Profile *profile, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) recent = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (FoyerPatient) patient = add (profile, "Ann", "Lee", NULL, NULL);
    }
  rows = foyer_patients_search (profile->db, "ann", FOYER_DATE_ORDER_DMY, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 3);
  recent = foyer_patients_list_recent (profile->db, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (recent->len, ==, 2);
}

static void
test_no_table_no_answer (Profile *profile, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  profile_exec (profile, "DROP INDEX patient_email; ALTER TABLE patient_name "
                         "RENAME TO gone");
  g_assert_null (
      foyer_patients_search (profile->db, "lee", FOYER_DATE_ORDER_MDY, 50, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED);
}

static GPtrArray *
duplicates (Profile *profile, FoyerPatient *candidate)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *matches = foyer_patients_list_duplicates (profile->db, candidate, &error);

  g_assert_no_error (error);

  return matches;
}

static FoyerPatient *
new_candidate (const char *given, const char *family, const char *birth_date)
{
  FoyerPatient *patient = foyer_patient_new ();

  foyer_set_text (&patient->given, given);
  foyer_set_text (&patient->family, family);
  foyer_set_text (&patient->birth_date, birth_date);
  patient->phones = g_ptr_array_new_with_free_func (g_object_unref);

  return patient;
}

static void
assert_duplicates (Profile *profile, FoyerPatient *candidate, guint n, FoyerLikeness best)
{
  g_autoptr (GPtrArray) matches = duplicates (profile, candidate);

  g_assert_cmpuint (matches->len, ==, n);
  if (n > 0)
    g_assert_cmpint (FOYER_PATIENT_MATCH (g_ptr_array_index (matches, 0))->likeness, ==,
                     best);
}

static void
test_duplicates_by_birth_date (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) twin = add (profile, "Lina", "Novák", "1987-03-04", NULL);
  g_autoptr (FoyerPatient) same = add (profile, "Robert", "Novak", "1987-03-04", NULL);
  g_autoptr (FoyerPatient) candidate = new_candidate ("Bob", "Novák", "1987-03-04");
  g_autoptr (GPtrArray) matches = NULL;
  FoyerPatientMatch *match;

  matches = duplicates (profile, candidate);
  g_assert_cmpuint (matches->len, ==, 1);
  match = g_ptr_array_index (matches, 0);
  g_assert_cmpint (match->row->id, ==, id_of (same));
  g_assert_cmpint (match->likeness, ==, FOYER_LIKENESS_DUPLICATE);
  g_assert_cmphex (match->agreement, ==,
                   FOYER_AGREEMENT_FAMILY | FOYER_AGREEMENT_GIVEN |
                       FOYER_AGREEMENT_BIRTH_DATE);
}

static void
test_duplicates_by_phone (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) stored =
      add (profile, "Ann", "Lee", "1987-03-04", "(555) 010-4477");
  g_autoptr (FoyerPatient) candidate = new_candidate ("Anna", "Lee", NULL);
  FoyerPatientPhone *phone = foyer_patient_phone_new ();

  assert_duplicates (profile, candidate, 0, 0);
  foyer_set_text (&phone->number, "+1 555 010 4477");
  g_ptr_array_add (candidate->phones, phone);
  assert_duplicates (profile, candidate, 1, FOYER_LIKENESS_DUPLICATE);
}

static void
test_duplicates_by_email_and_place (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) stored = new_candidate ("Ann", "Lee", "1987-03-04");
  g_autoptr (FoyerPatient) by_email = new_candidate ("Ann", "Lee", NULL);
  g_autoptr (FoyerPatient) by_place = new_candidate ("Ann", "Lee", NULL);
  g_autoptr (FoyerPatient) spouse = new_candidate ("Tim", "Osei", NULL);
  g_autoptr (FoyerPatient) slip = new_candidate ("Ann", "Lee", "1987-04-03");
  g_autoptr (GError) error = NULL;

  foyer_set_text (&stored->email, "home@example.org");
  foyer_set_text (&stored->postal_code, "97201");
  foyer_patients_save (profile->db, profile->manager, stored, &error);
  g_assert_no_error (error);

  foyer_set_text (&by_email->email, "HOME@example.org");
  assert_duplicates (profile, by_email, 1, FOYER_LIKENESS_DUPLICATE);
  foyer_set_text (&by_place->postal_code, "97201");
  assert_duplicates (profile, by_place, 1, FOYER_LIKENESS_DUPLICATE);
  foyer_set_text (&spouse->email, "home@example.org");
  foyer_set_text (&spouse->postal_code, "97201");
  assert_duplicates (profile, spouse, 0, 0);
  assert_duplicates (profile, slip, 1, FOYER_LIKENESS_SIMILAR);
}

static void
test_duplicates_leave_out_known_others (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) a = add (profile, "Ann", "Lee", "1987-03-04", NULL);
  g_autoptr (FoyerPatient) b = add (profile, "Ann", "Lee", "1987-03-04", NULL);
  g_autoptr (GError) error = NULL;

  assert_duplicates (profile, a, 1, FOYER_LIKENESS_DUPLICATE);
  assert_duplicates (profile, b, 1, FOYER_LIKENESS_DUPLICATE);
  foyer_patients_mark_not_same (profile->db, profile->manager, id_of (a), id_of (b),
                                &error);
  g_assert_no_error (error);
  assert_duplicates (profile, a, 0, 0);
  assert_duplicates (profile, b, 0, 0);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/patient-search/" path, Profile, NULL, profile_set_up, func,              \
              profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("finds-and-follows", test_finds_and_follows);
  ADD ("follows-another-connection", test_follows_another_connection);
  ADD ("follows-bulk-work", test_follows_bulk_work);
  ADD ("follows-a-cut-feed", test_follows_a_cut_feed);
  ADD ("row-tells-people-apart", test_row_tells_people_apart);
  ADD ("new-is-derived", test_new_is_derived);
  ADD ("limit", test_limit);
  ADD ("no-table-no-answer", test_no_table_no_answer);
  ADD ("duplicates-by-birth-date", test_duplicates_by_birth_date);
  ADD ("duplicates-by-phone", test_duplicates_by_phone);
  ADD ("duplicates-by-email-and-place", test_duplicates_by_email_and_place);
  ADD ("duplicates-leave-out-known-others", test_duplicates_leave_out_known_others);
  ADD ("first-pull", test_first_pull);
  ADD ("first-pull-ended", test_first_pull_ended);
  ADD ("step-is-short", test_step_is_short);

  return g_test_run ();
}
