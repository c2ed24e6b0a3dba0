/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-catalogue.h"
#include "store/foyer-edits.h"
#include "store/foyer-patients.h"
#include "tests/unit/profile.h"

static gint64
add_patient (Profile *profile)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();
  g_autoptr (GError) error = NULL;

  foyer_set_text (&patient->family, "Garcia");
  foyer_patients_save (profile->db, profile->manager, patient, &error);
  g_assert_no_error (error);

  return foyer_record_get_id (FOYER_RECORD (patient));
}

static FoyerSnapshot *
read_patient (Profile *profile, gint64 id)
{
  g_autoptr (GError) error = NULL;
  FoyerSnapshot *snapshot =
      foyer_edits_read (profile->db, FOYER_TYPE_PATIENT, id, &error);

  g_assert_no_error (error);

  return snapshot;
}

static gboolean
save_city (Profile       *profile,
           FoyerSnapshot *from,
           FoyerSnapshot *expected,
           const char    *city,
           GError       **error)
{
  g_autoptr (FoyerSnapshot) next = foyer_snapshot_copy (from);

  foyer_set_text (&FOYER_PATIENT (next->record)->city, city);
  foyer_edits_expect (profile->db, expected);

  return foyer_patients_save (profile->db, profile->manager, FOYER_PATIENT (next->record),
                              error);
}

static void
test_same_is_saved (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerSnapshot) base = read_patient (profile, add_patient (profile));
  g_autoptr (GError) error = NULL;

  g_assert_true (save_city (profile, base, base, "Ojai", &error));
  g_assert_no_error (error);
}

static void
test_changed_is_refused (Profile *profile, gconstpointer data)
{
  gint64 id = add_patient (profile);
  g_autoptr (FoyerSnapshot) base = read_patient (profile, id);
  g_autoptr (FoyerSnapshot) now = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (save_city (profile, base, NULL, "Ventura", &error));
  g_assert_no_error (error);
  g_assert_false (save_city (profile, base, base, "Ojai", &error));
  g_assert_cmpstr (foyer_store_error_get_rule (error), ==, FOYER_RULE_CHANGED "patient");
  g_clear_error (&error);
  now = read_patient (profile, id);
  g_assert_cmpstr (FOYER_PATIENT (now->record)->city, ==, "Ventura");

  /* It was about that save alone, and the next one may be based on what is there now. */
  g_assert_true (save_city (profile, now, now, "Ojai", &error));
  g_assert_no_error (error);
}

static void
test_changed_part_is_refused (Profile *profile, gconstpointer data)
{
  gint64 id = add_patient (profile);
  g_autoptr (FoyerSnapshot) base = read_patient (profile, id);
  g_autoptr (FoyerSnapshot) theirs = read_patient (profile, id);
  g_autoptr (GError) error = NULL;
  FoyerPatientPhone *phone = foyer_patient_phone_new ();

  foyer_set_text (&phone->number, "(805) 555-0142");
  g_ptr_array_add (FOYER_PATIENT (theirs->record)->phones, phone);
  foyer_patients_save (profile->db, profile->manager, FOYER_PATIENT (theirs->record),
                       &error);
  g_assert_no_error (error);
  g_assert_false (save_city (profile, base, base, "Ojai", &error));
  g_assert_cmpstr (foyer_store_error_get_rule (error), ==, FOYER_RULE_CHANGED "patient");
}

static void
test_removed_is_refused (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerHoliday) holiday = foyer_holiday_new ();
  g_autoptr (FoyerSnapshot) base = NULL;
  g_autoptr (GError) error = NULL;

  foyer_set_text (&holiday->date, "2026-12-25");
  foyer_catalogue_save (profile->db, profile->manager, holiday, &error);
  g_assert_no_error (error);
  base = foyer_edits_read (profile->db, FOYER_TYPE_HOLIDAY,
                           foyer_record_get_id (FOYER_RECORD (holiday)), &error);
  g_assert_no_error (error);
  foyer_catalogue_remove (profile->db, profile->manager, holiday, &error);
  g_assert_no_error (error);

  foyer_edits_expect (profile->db, base);
  g_assert_false (
      foyer_catalogue_save (profile->db, profile->manager, base->record, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

static void
test_author_is_who_changed_it (Profile *profile, gconstpointer data)
{
  gint64 id = add_patient (profile);
  g_autoptr (FoyerSnapshot) base = read_patient (profile, id);
  g_autoptr (FoyerSnapshot) theirs = read_patient (profile, id);
  g_autoptr (FoyerSnapshot) now = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *author = NULL;

  g_assert_true (foyer_edits_find_author (profile->db, base, base, &author, &error));
  g_assert_cmpstr (author, ==, profile->manager->name);
  g_clear_pointer (&author, g_free);

  /* What comes by sync is the work of the program, and nobody's here. */
  foyer_set_text (&FOYER_PATIENT (theirs->record)->city, "Ojai");
  foyer_patients_save (profile->db, NULL, FOYER_PATIENT (theirs->record), &error);
  g_assert_no_error (error);
  now = read_patient (profile, id);
  g_assert_true (foyer_edits_find_author (profile->db, base, now, &author, &error));
  g_assert_null (author);
}

static void
test_clinician_and_hours_are_one (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerClinician) clinician = foyer_clinician_new ();
  g_autoptr (GPtrArray) hours = foyer_catalogue_new_default_hours (0);
  g_autoptr (FoyerSnapshot) stored = NULL;
  g_autoptr (GError) error = NULL;

  foyer_set_text (&clinician->family, "Lind");
  clinician->overlap_limit = 1;
  foyer_catalogue_save_clinician (profile->db, profile->manager, clinician, hours,
                                  &error);
  g_assert_no_error (error);
  stored = foyer_edits_read (profile->db, FOYER_TYPE_CLINICIAN,
                             foyer_record_get_id (FOYER_RECORD (clinician)), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stored->hours->len, ==, hours->len);

  /* Hours that cannot be take the new name back too. */
  foyer_set_text (&clinician->family, "Quill");
  FOYER_WORKING_HOURS (hours->pdata[0])->end_minute = 0;
  g_assert_false (foyer_catalogue_save_clinician (profile->db, profile->manager,
                                                  clinician, hours, &error));
  g_assert_cmpstr (foyer_store_error_get_field (error), ==, "end-minute");
  g_assert_cmpint (
      profile_query (profile, "SELECT count (*) FROM clinician WHERE family = 'Quill'"),
      ==, 0);
}

#define ADD(path, func)                                                                  \
  g_test_add (path, Profile, NULL, profile_set_up, func, profile_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/edits/same-is-saved", test_same_is_saved);
  ADD ("/edits/changed-is-refused", test_changed_is_refused);
  ADD ("/edits/changed-part-is-refused", test_changed_part_is_refused);
  ADD ("/edits/removed-is-refused", test_removed_is_refused);
  ADD ("/edits/author-is-who-changed-it", test_author_is_who_changed_it);
  ADD ("/edits/clinician-and-hours-are-one", test_clinician_and_hours_are_one);

  return g_test_run ();
}
