/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-audit.h"
#include "store/foyer-patients.h"
#include "tests/unit/profile.h"

#include <string.h>

static FoyerPatientPhone *
new_phone (const char *number)
{
  FoyerPatientPhone *phone = foyer_patient_phone_new ();

  foyer_set_text (&phone->number, number);

  return phone;
}

static FoyerPatient *
new_patient (const char *given, const char *family, const char *birth_date)
{
  FoyerPatient *patient = foyer_patient_new ();

  foyer_set_text (&patient->given, given);
  foyer_set_text (&patient->family, family);
  foyer_set_text (&patient->birth_date, birth_date);
  patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
  patient->names = g_ptr_array_new_with_free_func (g_object_unref);
  patient->contacts = g_ptr_array_new_with_free_func (g_object_unref);

  return patient;
}

static void
save (Profile *profile, FoyerPatient *patient)
{
  g_autoptr (GError) error = NULL;

  foyer_patients_save (profile->db, profile->manager, patient, &error);
  g_assert_no_error (error);
}

static FoyerPatient *
load (Profile *profile, FoyerPatient *patient)
{
  g_autoptr (GError) error = NULL;
  FoyerPatient *loaded = foyer_patients_get (
      profile->db, foyer_record_get_id (FOYER_RECORD (patient)), &error);

  g_assert_no_error (error);

  return loaded;
}

static void
assert_refused (Profile      *profile,
                FoyerPatient *patient,
                const char   *field,
                const char   *problem)
{
  g_autoptr (GError) error = NULL;
  const gint64 n_audits = profile_query (profile, "SELECT count (*) FROM audit");

  g_assert_false (foyer_patients_save (profile->db, profile->manager, patient, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID);
  g_assert_cmpstr (foyer_store_error_get_field (error), ==, field);
  g_assert_cmpstr (foyer_store_error_get_problem (error), ==, problem);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM audit"), ==, n_audits);
}

static void
test_round_trip (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) patient = new_patient ("José", "O’Brien-Muñoz", "1987-03-04");
  g_autoptr (FoyerPatient) back = NULL;
  FoyerPatientName    *name = foyer_patient_name_new ();
  FoyerPatientContact *contact = foyer_patient_contact_new ();
  FoyerPatientPhone   *phone;
  FoyerRecordClass    *klass = FOYER_RECORD_GET_CLASS (patient);

  foyer_set_text (&patient->email, "jose@example.org");
  foyer_set_text (&patient->language, "es-MX");
  g_ptr_array_add (patient->phones, new_phone ("+1 (555) 010-4477"));
  g_ptr_array_add (patient->phones, new_phone ("555 010 4478 x9"));
  name->kind = FOYER_NAME_KIND_PREVIOUS;
  foyer_set_text (&name->family, "Brien");
  g_ptr_array_add (patient->names, name);
  foyer_set_text (&contact->name, "Rosa Muñoz");
  g_ptr_array_add (patient->contacts, contact);

  save (profile, patient);
  back = load (profile, patient);

  for (guint i = 0; i < klass->n_fields; i++)
    g_assert_true (foyer_record_field_equal (FOYER_RECORD (patient), FOYER_RECORD (back),
                                             &klass->fields[i]));
  g_assert_cmpstr (back->number, ==, "100001");
  g_assert_cmpint (back->created_at, ==, profile->now);
  g_assert_cmpuint (back->phones->len, ==, 2);
  phone = g_ptr_array_index (back->phones, 0);
  g_assert_cmpstr (phone->number, ==, "+1 (555) 010-4477");
  g_assert_cmpstr (phone->digits, ==, "15550104477");
  phone = g_ptr_array_index (back->phones, 1);
  g_assert_cmpstr (phone->digits, ==, "5550104478");
  g_assert_cmpuint (back->names->len, ==, 1);
  g_assert_cmpuint (back->contacts->len, ==, 1);
}

static void
test_name_and_one_fact_is_enough (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) one_name = foyer_patient_new ();
  g_autoptr (FoyerPatient) back = NULL;

  foyer_set_text (&one_name->given, "山");
  foyer_set_text (&one_name->birth_date, "1987");
  save (profile, one_name);
  back = load (profile, one_name);
  g_assert_cmpstr (back->given, ==, "山");
}

static void
test_children_are_replaced (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) patient = new_patient ("Ann", "Lee", "1987-03-04");
  g_autoptr (FoyerPatient) edited = NULL;
  g_autoptr (FoyerPatient) back = NULL;
  FoyerPatientPhone *phone;

  g_ptr_array_add (patient->phones, new_phone ("555 010 0001"));
  g_ptr_array_add (patient->phones, new_phone ("555 010 0002"));
  save (profile, patient);

  profile->now += 60;
  edited = load (profile, patient);
  g_ptr_array_remove_index (edited->phones, 0);
  g_ptr_array_add (edited->phones, new_phone ("555 010 0003"));
  save (profile, edited);

  back = load (profile, patient);
  g_assert_cmpuint (back->phones->len, ==, 2);
  phone = g_ptr_array_index (back->phones, 0);
  g_assert_cmpstr (phone->number, ==, "555 010 0002");
  g_assert_cmpint (phone->position, ==, 0);
  g_assert_cmpint (back->updated_at, ==, profile->now);
  g_assert_cmpint (back->created_at, ==, profile->now - 60);
}

static void
test_missing_lists_are_left_alone (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) patient = new_patient ("Ann", "Lee", "1987-03-04");
  g_autoptr (FoyerPatient) back = NULL;

  g_ptr_array_add (patient->phones, new_phone ("555 010 0001"));
  save (profile, patient);
  g_clear_pointer (&patient->phones, g_ptr_array_unref);
  foyer_set_text (&patient->city, "Portland");
  save (profile, patient);

  back = load (profile, patient);
  g_assert_cmpuint (back->phones->len, ==, 1);
}

static void
test_unchanged_leaves_no_trace (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) patient = new_patient ("Ann", "Lee", "1987-03-04");
  g_autoptr (FoyerPatient) again = NULL;
  gint64 n_audits, n_changes;

  g_ptr_array_add (patient->phones, new_phone ("555 010 0001"));
  save (profile, patient);
  n_audits = profile_query (profile, "SELECT count (*) FROM audit");
  n_changes = profile_query (profile, "SELECT max (seq) FROM change");

  profile->now += 60;
  again = load (profile, patient);
  save (profile, again);

  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM audit"), ==, n_audits);
  g_assert_cmpint (profile_query (profile, "SELECT max (seq) FROM change"), ==,
                   n_changes);
}

/* The search index follows the feed of patients, so a new phone has to show there. */
static void
test_child_change_is_a_patient_change (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) patient = new_patient ("Ann", "Lee", "1987-03-04");
  gint64 seq;

  save (profile, patient);
  seq = profile_query (profile, "SELECT max (seq) FROM change WHERE kind = 'patient'");
  g_ptr_array_add (patient->phones, new_phone ("555 010 0001"));
  save (profile, patient);

  g_assert_cmpint (
      profile_query (profile, "SELECT max (seq) FROM change WHERE kind = 'patient'"), >,
      seq);
}

static void
test_audit_has_no_derived_field (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) patient = new_patient ("Ann", "Lee", "1987-03-04");
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  FoyerAuditEntry *entry;

  save (profile, patient);
  profile->now += 60;
  foyer_set_text (&patient->family, "Park");
  save (profile, patient);

  entries = foyer_audit_list_for (profile->db, "patient",
                                  foyer_record_get_id (FOYER_RECORD (patient)), &error);
  g_assert_no_error (error);
  entry = g_ptr_array_index (entries, 0);
  g_assert_nonnull (strstr (entry->changes, "\"family\":[\"Lee\",\"Park\"]"));
  g_assert_null (strstr (entry->changes, "name-key"));
}

static void
test_numbers_are_never_reused (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) imported = new_patient ("Ann", "Lee", "1987-03-04");
  g_autoptr (FoyerPatient) first = new_patient ("Bo", "Ek", "1987-03-04");
  g_autoptr (FoyerPatient) taken = new_patient ("Cy", "Fox", "1987-03-04");

  foyer_set_text (&imported->number, "100001");
  save (profile, imported);
  save (profile, first);
  g_assert_cmpstr (first->number, ==, "100002");

  foyer_set_text (&taken->number, "100002");
  assert_refused (profile, taken, "number", "taken");
  foyer_set_text (&imported->number, "100002");
  assert_refused (profile, imported, "number", "taken");
}

static void
test_states_not_deletion (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) patient = new_patient ("Ann", "Lee", "1987-03-04");
  g_autoptr (FoyerPatient) back = NULL;

  save (profile, patient);
  patient->active = FALSE;
  patient->deceased = TRUE;
  foyer_set_text (&patient->deceased_on, "2026-11");
  save (profile, patient);
  back = load (profile, patient);
  g_assert_false (back->active);
  g_assert_true (back->deceased);
  g_assert_cmpstr (back->deceased_on, ==, "2026-11");
}

static void
test_refuses_no_name (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) blank = new_patient (" ", "—’-", "1987-03-04");
  g_autoptr (FoyerPatient) none = new_patient (NULL, NULL, "1987-03-04");

  assert_refused (profile, blank, "family", "missing");
  assert_refused (profile, none, "family", "missing");
}

static void
test_refuses_impossible_dates (Profile *profile, gconstpointer data)
{
  static const char *const impossible[] = { "1987-02-29", "1987-13-01", "04/03/1987",
                                            "87",         "0000-01-01", "1987-1-1" };

  for (guint i = 0; i < G_N_ELEMENTS (impossible); i++)
    {
      g_autoptr (FoyerPatient) patient = new_patient ("Ann", "Lee", impossible[i]);

      assert_refused (profile, patient, "birth-date", "impossible-date");
    }
}

static void
test_refuses_dates_out_of_order (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) unborn = new_patient ("Ann", "Lee", "2026-11-25");
  g_autoptr (FoyerPatient) today = new_patient ("Ann", "Lee", "2026-11-23");
  g_autoptr (FoyerPatient) ancient = new_patient ("Ann", "Lee", "1850-01-01");
  g_autoptr (FoyerPatient) patient = new_patient ("Ann", "Lee", "1987-03-04");

  assert_refused (profile, unborn, "birth-date", "in-future");
  assert_refused (profile, ancient, "birth-date", "too-long-ago");
  save (profile, today);

  foyer_set_text (&patient->deceased_on, "2020-01-01");
  assert_refused (profile, patient, "deceased-on", "not-deceased");
  patient->deceased = TRUE;
  foyer_set_text (&patient->deceased_on, "1987-03-03");
  assert_refused (profile, patient, "deceased-on", "before-birth");
  foyer_set_text (&patient->deceased_on, "2027");
  assert_refused (profile, patient, "deceased-on", "in-future");
  foyer_set_text (&patient->deceased_on, "2020-02-30");
  assert_refused (profile, patient, "deceased-on", "impossible-date");
  foyer_set_text (&patient->deceased_on, NULL);
  foyer_set_text (&patient->seen_before_on, "2026-12-24");
  assert_refused (profile, patient, "seen-before-on", "in-future");
}

static void
test_refuses_contact_slips (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) patient = new_patient ("Ann", "Lee", NULL);
  FoyerPatientPhone *phone = new_phone ("call her mother");

  foyer_set_text (&patient->email, "ann at example");
  assert_refused (profile, patient, "email", "impossible");
  foyer_set_text (&patient->email, "ann@example.org");
  foyer_set_text (&patient->language, "Spanish!");
  assert_refused (profile, patient, "language", "unknown");
  foyer_set_text (&patient->language, "es");
  g_ptr_array_add (patient->phones, phone);
  assert_refused (profile, patient, "phones", "not-a-number");
  foyer_set_text (&phone->number, "555 010 0001");
  g_ptr_array_add (patient->contacts, foyer_patient_contact_new ());
  assert_refused (profile, patient, "contacts", "missing");
  g_ptr_array_set_size (patient->contacts, 0);
  g_ptr_array_add (patient->names, foyer_patient_name_new ());
  assert_refused (profile, patient, "names", "missing");
}

static void
test_refuses_what_is_no_text (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) patient = new_patient ("Ann", "Lee", NULL);
  g_autofree char *huge = g_strnfill (1000000, 'x');

  foyer_set_text (&patient->city, "Port\377land");
  assert_refused (profile, patient, "city", "not-text");
  foyer_set_text (&patient->city, huge);
  assert_refused (profile, patient, "city", "too-long");
}

static void
test_unknown_patient (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) patient = new_patient ("Ann", "Lee", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_patients_get (profile->db, 77, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  foyer_record_set_id (FOYER_RECORD (patient), 77);
  g_assert_false (foyer_patients_save (profile->db, profile->manager, patient, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

typedef struct
{
  gint64      id;
  const char *system;
  const char *value;
} IdentifierRequest;

static gboolean
add_identifier (FoyerAct *act, gpointer data, GError **error)
{
  const IdentifierRequest *request = data;

  return foyer_patients_add_identifier_in (act, request->id, request->system,
                                           request->value, error);
}

static gboolean
try_identifier (
    Profile *profile, gint64 id, const char *system, const char *value, GError **error)
{
  IdentifierRequest request = { id, system, value };

  return foyer_db_act (profile->db, profile->manager, FOYER_ACTION_PATIENT_EDIT, NULL,
                       add_identifier, &request, error);
}

static void
test_identifiers (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) a = new_patient ("Ann", "Lee", NULL);
  g_autoptr (FoyerPatient) b = new_patient ("Bo", "Ek", NULL);
  g_autoptr (GPtrArray) identifiers = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id, found;

  save (profile, a);
  save (profile, b);
  id = foyer_record_get_id (FOYER_RECORD (a));
  try_identifier (profile, id, "urn:mrn", "42", &error);
  g_assert_no_error (error);
  try_identifier (profile, id, "urn:mrn", "42", &error);
  g_assert_no_error (error);

  foyer_patients_find_by_identifier (profile->db, "urn:mrn", "42", &found, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found, ==, id);
  foyer_patients_find_by_identifier (profile->db, "urn:other", "42", &found, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found, ==, 0);
  identifiers = foyer_patients_list_identifiers (profile->db, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (identifiers->len, ==, 1);

  g_assert_false (try_identifier (profile, foyer_record_get_id (FOYER_RECORD (b)),
                                  "urn:mrn", "42", &error));
  g_assert_cmpstr (foyer_store_error_get_problem (error), ==, "taken");
  g_clear_error (&error);
  g_assert_false (try_identifier (profile, id, "urn:mrn", "", &error));
  g_assert_cmpstr (foyer_store_error_get_field (error), ==, "value");
}

static void
test_not_the_same_person (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPatient) a = new_patient ("Ann", "Lee", NULL);
  g_autoptr (FoyerPatient) b = new_patient ("Ann", "Lee", NULL);
  g_autoptr (GError) error = NULL;
  gint64 id_a, id_b;

  save (profile, a);
  save (profile, b);
  id_a = foyer_record_get_id (FOYER_RECORD (a));
  id_b = foyer_record_get_id (FOYER_RECORD (b));

  foyer_patients_mark_not_same (profile->db, profile->manager, id_b, id_a, &error);
  g_assert_no_error (error);
  foyer_patients_mark_not_same (profile->db, profile->manager, id_a, id_b, &error);
  g_assert_no_error (error);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM not_same_person"), ==,
                   1);

  g_assert_false (
      foyer_patients_mark_not_same (profile->db, profile->manager, id_a, id_a, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (
      foyer_patients_mark_not_same (profile->db, profile->manager, id_a, 77, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/patients/" path, Profile, NULL, profile_set_up, func, profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("round-trip", test_round_trip);
  ADD ("name-and-one-fact-is-enough", test_name_and_one_fact_is_enough);
  ADD ("children-are-replaced", test_children_are_replaced);
  ADD ("missing-lists-are-left-alone", test_missing_lists_are_left_alone);
  ADD ("unchanged-leaves-no-trace", test_unchanged_leaves_no_trace);
  ADD ("child-change-is-a-patient-change", test_child_change_is_a_patient_change);
  ADD ("audit-has-no-derived-field", test_audit_has_no_derived_field);
  ADD ("numbers-are-never-reused", test_numbers_are_never_reused);
  ADD ("states-not-deletion", test_states_not_deletion);
  ADD ("refuses-no-name", test_refuses_no_name);
  ADD ("refuses-impossible-dates", test_refuses_impossible_dates);
  ADD ("refuses-dates-out-of-order", test_refuses_dates_out_of_order);
  ADD ("refuses-contact-slips", test_refuses_contact_slips);
  ADD ("refuses-what-is-no-text", test_refuses_what_is_no_text);
  ADD ("unknown-patient", test_unknown_patient);
  ADD ("identifiers", test_identifiers);
  ADD ("not-the-same-person", test_not_the_same_person);

  return g_test_run ();
}
