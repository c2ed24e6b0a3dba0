/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-clinician.h"
#include "model/foyer-patient.h"
#include "model/foyer-working-hours.h"
#include "present/foyer-audit-words.h"
#include "present/foyer-edit-words.h"
#include "present/foyer-field-words.h"

#include <string.h>

static void
assert_changed (const char *author,
                const char *name,
                gboolean    is_refused,
                gboolean    is_choice,
                const char *expected)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *text = NULL;

  if (name != NULL)
    g_ptr_array_add (names, (gpointer) name);
  g_ptr_array_add (names, (gpointer) "City");
  if (name == NULL)
    g_ptr_array_set_size (names, 0);
  text = foyer_edit_words_changed (author, names, is_refused, is_choice);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_changed (void)
{
  assert_changed ("Ana & <b>", "Phone", FALSE, TRUE,
                  "Changed by Ana & <b> while you were editing: Phone, City. Where you "
                  "changed the same field, choose which of the two to keep.");
  assert_changed (NULL, "Phone", FALSE, FALSE,
                  "Changed at another desk while you were editing: Phone, City. The form "
                  "shows it; what you typed is still here.");
  assert_changed (NULL, NULL, TRUE, FALSE,
                  "Changed by somebody else while you were editing. The form shows it; "
                  "what you typed is still here. Nothing was saved yet; save again.");
}

static void
test_phones (void)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();
  g_autoptr (FoyerSnapshot) snapshot = foyer_snapshot_new (patient);
  g_autofree char   *none = NULL, *some = NULL;
  FoyerPatientPhone *phone = foyer_patient_phone_new ();

  none = foyer_edit_words_value (snapshot, "patient_phone", NULL);
  g_assert_cmpstr (none, ==, "empty");

  foyer_set_text (&phone->number, "(805) 555-0142");
  phone->may_text = TRUE;
  patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (patient->phones, phone);
  g_ptr_array_add (patient->phones, foyer_record_copy (FOYER_RECORD (phone)));
  some = foyer_edit_words_value (snapshot, "patient_phone", NULL);
  g_assert_true (g_str_has_prefix (some, "(805) 555-0142, "));
  g_assert_nonnull (strstr (some, "text messages · (805) 555-0142"));
}

static void
test_hours (void)
{
  g_autoptr (FoyerClinician) clinician = foyer_clinician_new ();
  g_autoptr (FoyerSnapshot) snapshot = foyer_snapshot_new (clinician);
  FoyerWorkingHours *hours = foyer_working_hours_new ();
  g_autofree char   *text = NULL;

  hours->weekday = 1;
  hours->start_minute = 12 * 60;
  hours->end_minute = 13 * 60;
  hours->kind = FOYER_HOURS_KIND_BREAK;
  snapshot->hours = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (snapshot->hours, hours);
  text = foyer_edit_words_value (snapshot, "working_hours", NULL);
  g_assert_true (g_str_has_prefix (text, "Mon "));
  g_assert_true (g_str_has_suffix (text, ", Break"));
}

static void
test_wishes (void)
{
  g_autofree char *days =
      foyer_field_words_value ("request", "preferred-days", "fri mon", NULL, NULL);
  g_autofree char *times = foyer_field_words_value ("request", "preferred-times",
                                                    "morning afternoon", NULL, NULL);
  g_autofree char *answer =
      foyer_field_words_value ("request", "referral-sent", "yes", NULL, NULL);

  g_assert_cmpstr (days, ==, "Mon, Fri");
  g_assert_cmpstr (times, ==, "Mornings, Afternoons");
  g_assert_cmpstr (answer, ==, "Yes");
  g_assert_false (foyer_field_words_is_known ("request", "handled-by"));
}

static GPtrArray *
list_corrections (const char *changes)
{
  g_autoptr (FoyerAuditEntry) entry = foyer_audit_entry_new ();

  foyer_set_text (&entry->record_kind, "request");
  foyer_set_text (&entry->changes, changes);

  return foyer_audit_words_corrections (entry);
}

static void
test_corrections (void)
{
  g_autoptr (GPtrArray) put_right = list_corrections (
      "{\"family\":[\"Garcai\",\"Garcia\"],\"updated-at\":[\"1\",\"2\"]}");
  g_autoptr (GPtrArray) answered = list_corrections (
      "{\"state\":[\"open\",\"declined\"],\"handled-by\":[null,\"1\"]}");
  g_autoptr (GPtrArray) begun =
      list_corrections ("{\"family\":[null,\"Garcai\"],\"created-at\":[null,\"1\"]}");

  g_assert_cmpuint (put_right->len, ==, 1);
  g_assert_cmpstr (put_right->pdata[0], ==, "Family name: Garcai → Garcia");
  g_assert_cmpuint (answered->len, ==, 0);
  g_assert_cmpuint (begun->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit-words/changed", test_changed);
  g_test_add_func ("/edit-words/phones", test_phones);
  g_test_add_func ("/edit-words/hours", test_hours);
  g_test_add_func ("/edit-words/wishes", test_wishes);
  g_test_add_func ("/edit-words/corrections", test_corrections);

  return g_test_run ();
}
