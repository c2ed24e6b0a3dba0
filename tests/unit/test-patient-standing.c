/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-patient-standing.h"

static FoyerPatient *
new_patient (const char *birth_date)
{
  FoyerPatient *patient = foyer_patient_new ();

  foyer_set_text (&patient->birth_date, birth_date);

  return patient;
}

static void
test_minor_until_the_birthday (void)
{
  g_autoptr (FoyerPatient) patient = new_patient ("2008-11-23");
  g_autoptr (FoyerPatient) by_year = new_patient ("2008");
  g_autoptr (FoyerPatient) unknown = new_patient (NULL);

  g_assert_true (foyer_patient_may_be_minor_on (patient, "2026-11-22"));
  g_assert_false (foyer_patient_may_be_minor_on (patient, "2026-11-23"));
  g_assert_true (foyer_patient_may_be_minor_on (by_year, "2026-11-23"));
  g_assert_false (foyer_patient_may_be_minor_on (by_year, "2027-01-01"));
  g_assert_false (foyer_patient_may_be_minor_on (unknown, "2026-11-23"));
  g_assert_false (foyer_patient_may_be_minor_on (patient, NULL));
  g_assert_cmpint (foyer_patient_get_age_on (patient, "2026-11-22"), ==, 17);
  g_assert_cmpint (foyer_patient_get_age_on (unknown, "2026-11-22"), ==, -1);
}

static void
test_guardian_is_not_any_contact (void)
{
  g_autoptr (FoyerPatient) patient = new_patient ("2020-01-01");
  FoyerPatientContact *contact = foyer_patient_contact_new ();

  g_assert_false (foyer_patient_has_guardian (patient));
  patient->contacts = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (patient->contacts, contact);
  contact->kind = FOYER_CONTACT_KIND_EMERGENCY;
  g_assert_false (foyer_patient_has_guardian (patient));
  contact->kind = FOYER_CONTACT_KIND_GUARDIAN;
  g_assert_true (foyer_patient_has_guardian (patient));
}

static void
test_never_seen_is_new (void)
{
  g_assert_true (foyer_patient_is_new_on (NULL, NULL, 0, "2026-11-23"));
  g_assert_true (foyer_patient_is_new_on (NULL, NULL, 3, "2026-11-23"));
}

static void
test_seen_here_is_known (void)
{
  g_assert_false (foyer_patient_is_new_on (NULL, "1999-01-01", 0, "2026-11-23"));
  g_assert_false (foyer_patient_is_new_on ("2019-02-01", NULL, 0, "2026-11-23"));
  g_assert_false (foyer_patient_is_new_on ("2019-02-01", "2026-01-01", 3, "2026-11-23"));
}

static void
test_lapses_after_years (void)
{
  g_assert_false (foyer_patient_is_new_on (NULL, "2023-11-23", 3, "2026-11-23"));
  g_assert_true (foyer_patient_is_new_on (NULL, "2023-11-22", 3, "2026-11-23"));
  g_assert_false (foyer_patient_is_new_on ("2023-11-23", "2020-01-01", 3, "2026-11-23"));
  g_assert_true (foyer_patient_is_new_on ("2023-11-23", "2020-01-01", 3, "2026-11-24"));
  g_assert_false (foyer_patient_is_new_on ("2026", NULL, 3, "2026-05-01"));
}

static void
test_later_visit_does_not_count (void)
{
  g_assert_true (foyer_patient_is_new_on (NULL, "2026-11-24", 3, "2026-11-23"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/patient-standing/minor-until-the-birthday",
                   test_minor_until_the_birthday);
  g_test_add_func ("/patient-standing/guardian-is-not-any-contact",
                   test_guardian_is_not_any_contact);
  g_test_add_func ("/patient-standing/never-seen-is-new", test_never_seen_is_new);
  g_test_add_func ("/patient-standing/seen-here-is-known", test_seen_here_is_known);
  g_test_add_func ("/patient-standing/lapses-after-years", test_lapses_after_years);
  g_test_add_func ("/patient-standing/later-visit-does-not-count",
                   test_later_visit_does_not_count);

  return g_test_run ();
}
