/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-clinician.h"
#include "model/foyer-patient.h"
#include "model/foyer-snapshot.h"
#include "model/foyer-working-hours.h"

#define N_RANDOM 300

/* Somebody in Ojai, changed at @updated_at. */
static FoyerSnapshot *
new_patient (const char *city, const char *phone, gint64 updated_at)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();

  foyer_record_set_id (FOYER_RECORD (patient), 7);
  foyer_set_text (&patient->family, "Garcia");
  foyer_set_text (&patient->city, city);
  patient->updated_at = updated_at;
  patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
  patient->names = g_ptr_array_new_with_free_func (g_object_unref);
  patient->contacts = g_ptr_array_new_with_free_func (g_object_unref);
  if (phone != NULL)
    {
      FoyerPatientPhone *part = foyer_patient_phone_new ();

      foyer_set_text (&part->number, phone);
      g_ptr_array_add (patient->phones, part);
    }

  return foyer_snapshot_new (patient);
}

static const char *
get_city (FoyerSnapshot *snapshot)
{
  return FOYER_PATIENT (snapshot->record)->city;
}

static void
assert_names (GPtrArray *names, const char *only)
{
  g_assert_cmpuint (names->len, ==, only != NULL ? 1 : 0);
  if (only != NULL)
    g_assert_cmpstr (names->pdata[0], ==, only);
}

static void
test_untouched_takes_theirs (void)
{
  g_autoptr (FoyerSnapshot) base = new_patient ("Ojai", NULL, 1);
  g_autoptr (FoyerSnapshot) theirs = new_patient ("Ventura", NULL, 2);
  g_autoptr (FoyerSnapshotMerge) merge = foyer_snapshot_merge (base, base, base, theirs);

  g_assert_cmpstr (get_city (merge->merged), ==, "Ventura");
  g_assert_cmpint (FOYER_PATIENT (merge->merged->record)->updated_at, ==, 2);
  assert_names (merge->theirs, "city");
  assert_names (merge->both, NULL);
}

static void
test_typed_stays (void)
{
  g_autoptr (FoyerSnapshot) base = new_patient ("Ojai", NULL, 1);
  g_autoptr (FoyerSnapshot) mine = new_patient ("Oxnard", NULL, 1);
  g_autoptr (FoyerSnapshot) theirs = new_patient ("Ojai", "805 555 0142", 2);
  g_autoptr (FoyerSnapshotMerge) merge = foyer_snapshot_merge (base, base, mine, theirs);

  g_assert_cmpstr (get_city (merge->merged), ==, "Oxnard");
  g_assert_cmpuint (FOYER_PATIENT (merge->merged->record)->phones->len, ==, 1);
  assert_names (merge->theirs, "patient_phone");
  assert_names (merge->both, NULL);
}

static void
test_both_changed_is_a_choice (void)
{
  g_autoptr (FoyerSnapshot) base = new_patient ("Ojai", NULL, 1);
  g_autoptr (FoyerSnapshot) mine = new_patient ("Oxnard", NULL, 1);
  g_autoptr (FoyerSnapshot) theirs = new_patient ("Ventura", NULL, 2);
  g_autoptr (FoyerSnapshotMerge) merge = foyer_snapshot_merge (base, base, mine, theirs);
  g_autoptr (FoyerSnapshot) later = new_patient ("Carpinteria", NULL, 3);
  g_autoptr (FoyerSnapshotMerge) again = NULL;

  g_assert_cmpstr (get_city (merge->merged), ==, "Oxnard");
  assert_names (merge->theirs, NULL);
  assert_names (merge->both, "city");

  /* It counts as typed against what comes next, until theirs is chosen. */
  again = foyer_snapshot_merge (theirs, merge->shown, merge->merged, later);
  assert_names (again->both, "city");
  foyer_snapshot_take_field (merge->merged, theirs, "city");
  g_clear_pointer (&again, foyer_snapshot_merge_free);
  again = foyer_snapshot_merge (theirs, merge->shown, merge->merged, later);
  assert_names (again->both, NULL);
  g_assert_cmpstr (get_city (again->merged), ==, "Carpinteria");
}

static void
test_same_value_is_no_choice (void)
{
  g_autoptr (FoyerSnapshot) base = new_patient ("Ojai", NULL, 1);
  g_autoptr (FoyerSnapshot) mine = new_patient ("Oxnard", "805 555 0142", 1);
  g_autoptr (FoyerSnapshot) theirs = new_patient ("Oxnard", "805 555 0142", 2);
  GPtrArray *phones = foyer_snapshot_get_list (theirs, "patient_phone");
  g_autoptr (FoyerSnapshotMerge) merge = NULL;

  foyer_record_set_id (phones->pdata[0], 12);
  merge = foyer_snapshot_merge (base, base, mine, theirs);
  assert_names (merge->theirs, NULL);
  assert_names (merge->both, NULL);
  /* The number is the one that is stored, not a second one. */
  phones = foyer_snapshot_get_list (merge->merged, "patient_phone");
  g_assert_cmpint (foyer_record_get_id (phones->pdata[0]), ==, 12);
}

static void
test_proposal_gives_way (void)
{
  g_autoptr (FoyerSnapshot) base = new_patient (NULL, NULL, 1);
  g_autoptr (FoyerSnapshot) shown = new_patient ("as the form proposes", NULL, 1);
  g_autoptr (FoyerSnapshot) theirs = new_patient ("Ventura", NULL, 2);
  g_autoptr (FoyerSnapshotMerge) kept = foyer_snapshot_merge (base, shown, shown, base);
  g_autoptr (FoyerSnapshotMerge) merge =
      foyer_snapshot_merge (base, shown, shown, theirs);

  g_assert_cmpstr (get_city (kept->merged), ==, "as the form proposes");
  g_assert_cmpstr (get_city (merge->merged), ==, "Ventura");
  assert_names (merge->both, NULL);
}

static FoyerSnapshot *
new_clinician (int start_minute, gboolean read_hours)
{
  g_autoptr (FoyerClinician) clinician = foyer_clinician_new ();
  FoyerSnapshot     *snapshot = foyer_snapshot_new (clinician);
  FoyerWorkingHours *hours;

  if (!read_hours)
    return snapshot;
  hours = foyer_working_hours_new ();
  hours->start_minute = start_minute;
  snapshot->hours = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (snapshot->hours, hours);

  return snapshot;
}

static void
test_list_that_was_not_read (void)
{
  g_autoptr (FoyerSnapshot) base = new_clinician (480, TRUE);
  g_autoptr (FoyerSnapshot) unread = new_clinician (0, FALSE);
  g_autoptr (FoyerSnapshot) theirs = new_clinician (540, TRUE);
  g_autoptr (FoyerSnapshotMerge) merge =
      foyer_snapshot_merge (base, base, unread, theirs);

  g_assert_true (foyer_snapshot_equal (base, unread));
  g_assert_false (foyer_snapshot_equal (base, theirs));
  g_assert_true (foyer_snapshot_equal (merge->merged, theirs));
}

static const char *
pick_city (void)
{
  static const char *const cities[] = { NULL, "Ojai", "Oxnard", "Ventura" };

  return cities[g_test_rand_int_range (0, G_N_ELEMENTS (cities))];
}

/* Whatever was typed and whatever came: nothing that only one has changed is lost, and what
 * both have changed is asked about. */
static void
test_nothing_is_lost (void)
{
  for (int i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (FoyerSnapshot) base = new_patient (pick_city (), NULL, 1);
      g_autoptr (FoyerSnapshot) mine = new_patient (pick_city (), NULL, 1);
      g_autoptr (FoyerSnapshot) theirs = new_patient (pick_city (), NULL, 2);
      g_autoptr (FoyerSnapshotMerge) merge =
          foyer_snapshot_merge (base, base, mine, theirs);
      const char *was = get_city (base);
      gboolean    typed = g_strcmp0 (was, get_city (mine)) != 0;
      gboolean    changed = g_strcmp0 (was, get_city (theirs)) != 0;
      gboolean    differ = g_strcmp0 (get_city (mine), get_city (theirs)) != 0;

      g_assert_cmpuint (merge->both->len, ==, typed && changed && differ ? 1 : 0);
      g_assert_cmpuint (merge->theirs->len, ==, changed && !typed ? 1 : 0);
      g_assert_cmpstr (get_city (merge->merged), ==,
                       changed && !typed ? get_city (theirs) : get_city (mine));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snapshot/untouched-takes-theirs", test_untouched_takes_theirs);
  g_test_add_func ("/snapshot/typed-stays", test_typed_stays);
  g_test_add_func ("/snapshot/both-changed-is-a-choice", test_both_changed_is_a_choice);
  g_test_add_func ("/snapshot/same-value-is-no-choice", test_same_value_is_no_choice);
  g_test_add_func ("/snapshot/proposal-gives-way", test_proposal_gives_way);
  g_test_add_func ("/snapshot/list-that-was-not-read", test_list_that_was_not_read);
  g_test_add_func ("/snapshot/nothing-is-lost", test_nothing_is_lost);

  return g_test_run ();
}
