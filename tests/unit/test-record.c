/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-patient.h"
#include "model/foyer-service.h"

static void
test_empty_text_is_none (void)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();

  g_object_set (patient, "family", "O’Brien & Söhne <b>", "city", "", NULL);

  g_assert_cmpstr (patient->family, ==, "O’Brien & Söhne <b>");
  g_assert_null (patient->city);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  ++*(int *) data;
}

static void
test_notifies_only_changes (void)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();
  int n = 0;

  g_signal_connect (patient, "notify::family", G_CALLBACK (count_cb), &n);
  g_object_set (patient, "family", "Ito", NULL);
  g_object_set (patient, "family", "Ito", NULL);

  g_assert_cmpint (n, ==, 1);
}

static void
test_enum_travels_as_nick (void)
{
  int value = -1;

  g_assert_cmpstr (
      foyer_enum_to_nick (FOYER_TYPE_REFERRAL_RULE, FOYER_REFERRAL_RULE_NEW_PATIENTS), ==,
      "new-patients");
  g_assert_true (foyer_enum_from_nick (FOYER_TYPE_REFERRAL_RULE, "never", &value));
  g_assert_cmpint (value, ==, FOYER_REFERRAL_RULE_NEVER);
  g_assert_false (foyer_enum_from_nick (FOYER_TYPE_REFERRAL_RULE, "sometimes", &value));
}

static void
test_copy_is_equal_and_apart (void)
{
  g_autoptr (FoyerService) service = foyer_service_new ();
  g_autoptr (FoyerService) copy = NULL;
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (service);

  foyer_record_set_id (FOYER_RECORD (service), 7);
  foyer_record_set_uid (FOYER_RECORD (service), "u");
  g_object_set (service, "name", "Skin check", "duration-minutes", (gint64) 30,
                "category", FOYER_SERVICE_CATEGORY_COSMETIC, NULL);
  copy = foyer_record_copy (FOYER_RECORD (service));

  g_assert_cmpint (foyer_record_get_id (FOYER_RECORD (copy)), ==, 7);
  g_assert_cmpstr (foyer_record_get_uid (FOYER_RECORD (copy)), ==, "u");
  for (guint i = 0; i < klass->n_fields; i++)
    g_assert_true (foyer_record_field_equal (FOYER_RECORD (service), FOYER_RECORD (copy),
                                             &klass->fields[i]));

  foyer_set_text (&copy->name, "Other");
  g_assert_cmpstr (service->name, ==, "Skin check");
}

static void
test_new_patient_is_active (void)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();

  g_assert_true (patient->active);
  g_assert_finalize_object (g_steal_pointer (&patient));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/empty-text-is-none", test_empty_text_is_none);
  g_test_add_func ("/record/notifies-only-changes", test_notifies_only_changes);
  g_test_add_func ("/record/enum-travels-as-nick", test_enum_travels_as_nick);
  g_test_add_func ("/record/copy-is-equal-and-apart", test_copy_is_equal_and_apart);
  g_test_add_func ("/record/new-patient-is-active", test_new_patient_is_active);

  return g_test_run ();
}
