/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-export.h"

#include "demo/foyer-demo.h"
#include "exchange/foyer-import.h"
#include "fhir/foyer-json.h"
#include "store/foyer-patients.h"
#include "tests/unit/profile.h"

#include <glib/gstdio.h>
#include <string.h>

static void
fill (Profile *profile)
{
  const FoyerDemoSize size = { .n_patients = 300, .n_bookings = 1500, .seed = 3 };
  g_autoptr (GError) error = NULL;

  foyer_demo_fill (profile->db, &size, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
add_patient (Profile *profile, const char *family, const char *given)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();
  g_autoptr (FoyerPatientPhone) phone = foyer_patient_phone_new ();
  g_autoptr (GError) error = NULL;

  foyer_set_text (&patient->family, family);
  foyer_set_text (&patient->given, given);
  foyer_set_text (&patient->address_line, "1 Main St\nSuite \"4\", rear");
  foyer_set_text (&phone->number, "+1 805 555 0100");
  patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (patient->phones, g_object_ref (phone));
  foyer_patients_save (profile->db, profile->manager, patient, &error);
  g_assert_no_error (error);
}

typedef gboolean (*Export) (FoyerDb              *db,
                            FoyerUser            *actor,
                            const FoyerExportJob *job,
                            GError              **error);

static char *
export_to (Profile *profile, Export export, const char *name)
{
  char                *folder = g_build_filename (profile->folder, name, NULL);
  const FoyerExportJob job = { .folder = folder };
  g_autoptr (GError) error = NULL;

  export(profile->db, profile->manager, &job, &error);
  g_assert_no_error (error);

  return folder;
}

static char *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char    *text;
  GStatBuf status;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  return text;
}

static void
import_from (Profile *profile, const char *folder, const char *const *names)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  g_autoptr (FoyerImportReport) report = foyer_import_report_new ();
  g_autoptr (GError) error = NULL;
  FoyerImportJob job = { 0 };

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (paths, g_build_filename (folder, names[i], NULL));
  job.paths = (const char *const *) paths->pdata;
  foyer_import_run (profile->db, profile->manager, &job, report, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->refused->len; i++)
    {
      FoyerImportRefusal *refusal = report->refused->pdata[i];

      g_test_message (
          "line %d: %s %s", (int) refusal->line,
          foyer_enum_to_nick (FOYER_TYPE_IMPORT_REASON, (int) refusal->reason),
          refusal->field);
    }
  g_assert_cmpuint (report->n_refused, ==, 0);
}

static void
test_round_trip_is_identical (Profile *profile, gconstpointer data)
{
  static const char *const names[] = { "Patient.ndjson", "Practitioner.ndjson",
                                       "Organization.ndjson", NULL };
  Profile                  other = { 0 };
  g_autofree char         *first = NULL;
  g_autofree char         *second = NULL;

  fill (profile);
  add_patient (profile, "=Formula", "Ann");
  profile_set_up (&other, NULL);
  first = export_to (profile, foyer_export_fhir, "fhir");
  import_from (&other, first, names);
  second = export_to (&other, foyer_export_fhir, "fhir");

  {
    g_autofree char *before = read_file (first, "Patient.ndjson");
    g_autofree char *after = read_file (second, "Patient.ndjson");
    g_auto (GStrv) lines = g_strsplit (before, "\n", -1);
    g_auto (GStrv) read = g_strsplit (after, "\n", -1);

    g_assert_cmpuint (g_strv_length (lines), ==, 302);
    for (guint i = 0; lines[i] != NULL; i++)
      g_assert_cmpstr (lines[i], ==, read[i]);
  }
  /* Those who work there did not become referrers. */
  g_assert_cmpint (profile_query (&other, "SELECT count(*) FROM referrer"), ==,
                   profile_query (profile, "SELECT count(*) FROM referrer"));
  profile_tear_down (&other, NULL);
}

static gboolean
is_one_of (const char *text, const char *const *list)
{
  return text != NULL && g_strv_contains (list, text);
}

static void
check_appointment (json_t *json)
{
  static const char *const timeless[] = { "proposed", "cancelled", "waitlist", NULL };
  static const char *const ended[] = { "cancelled", "noshow", NULL };
  const char              *status = json_string_value (json_object_get (json, "status"));
  json_t                  *participants = json_object_get (json, "participant");
  json_t                  *participant;
  size_t                   i;

  g_assert_cmpuint (json_array_size (participants), >, 0);
  json_array_foreach (participants, i, participant) /* app-1 */
    {
      g_assert_nonnull (json_object_get (participant, "actor"));
      g_assert_nonnull (json_object_get (participant, "status"));
    }
  g_assert_true ((json_object_get (json, "start") != NULL) ==
                 (json_object_get (json, "end") != NULL)); /* app-2 */
  g_assert_true (json_object_get (json, "start") != NULL ||
                 is_one_of (status, timeless)); /* app-3 */
  g_assert_true (json_object_get (json, "cancelationReason") == NULL ||
                 is_one_of (status, ended)); /* app-4 */
}

static void
test_appointments_meet_their_invariants (Profile *profile, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  fill (profile);
  folder = export_to (profile, foyer_export_fhir, "fhir");
  text = read_file (folder, "Appointment.ndjson");
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpint ((gint64) g_strv_length (lines) - 1, ==,
                   profile_query (profile, "SELECT count(*) FROM booking"));
  for (guint i = 0; *lines[i] != '\0'; i++)
    {
      g_autoptr (json_t) json = foyer_json_parse (lines[i], strlen (lines[i]), NULL);

      g_assert_nonnull (json);
      check_appointment (json);
      g_hash_table_add (seen,
                        g_strdup (json_string_value (json_object_get (json, "status"))));
    }
  g_assert_cmpuint (g_hash_table_size (seen), >, 4);
}

static void
test_referrals_name_patient_and_status (Profile *profile, gconstpointer data)
{
  static const char *const statuses[] = { "draft",   "active",    "on-hold",
                                          "revoked", "completed", "entered-in-error",
                                          NULL };
  g_autofree char         *folder = NULL;
  g_autofree char         *text = NULL;
  g_auto (GStrv) lines = NULL;

  fill (profile);
  folder = export_to (profile, foyer_export_fhir, "fhir");
  text = read_file (folder, "ServiceRequest.ndjson");
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 10);
  for (guint i = 0; *lines[i] != '\0'; i++)
    {
      g_autoptr (json_t) json = foyer_json_parse (lines[i], strlen (lines[i]), NULL);

      g_assert_true (
          is_one_of (json_string_value (json_object_get (json, "status")), statuses));
      g_assert_nonnull (json_object_get (json_object_get (json, "subject"), "reference"));
    }

  g_free (text);
  g_strfreev (lines);
  text = read_file (folder, "Task.ndjson");
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpint ((gint64) g_strv_length (lines) - 1, ==,
                   profile_query (profile, "SELECT count(*) FROM referral"));
  for (guint i = 0; *lines[i] != '\0'; i++)
    {
      g_autoptr (json_t) json = foyer_json_parse (lines[i], strlen (lines[i]), NULL);

      g_assert_nonnull (json_object_get (json_object_get (json, "focus"), "reference"));
      g_assert_nonnull (json_object_get (json_object_get (json, "for"), "reference"));
    }
}

static void
test_formulas_are_no_formulas (Profile *profile, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autofree char *text = NULL;

  add_patient (profile, "=HYPERLINK(1)", "@SUM");
  add_patient (profile, "Smith, \"Jr\"", "Ann");
  folder = export_to (profile, foyer_export_csv, "csv");
  text = read_file (folder, "patients.csv");

  g_assert_nonnull (strstr (text, "\"'=HYPERLINK(1)\",\"'@SUM\""));
  g_assert_nonnull (strstr (text, "\"'+1 805 555 0100\""));
  g_assert_nonnull (strstr (text, "\"Smith, \"\"Jr\"\"\""));
  g_assert_nonnull (strstr (text, "\"1 Main St\nSuite \"\"4\"\", rear\""));
}

static void
test_table_reads_back (Profile *profile, gconstpointer data)
{
  static const char *const names[] = { "patients.csv", NULL };
  Profile                  other = { 0 };
  g_autofree char         *folder = NULL;

  fill (profile);
  add_patient (profile, "=Formula", "@Ann");
  folder = export_to (profile, foyer_export_csv, "csv");
  profile_set_up (&other, NULL);
  import_from (&other, folder, names);

  g_assert_cmpint (profile_query (&other, "SELECT count(*) FROM patient"), ==, 301);
  g_assert_cmpint (
      profile_query (&other, "SELECT count(*) FROM patient WHERE family = '=Formula' "
                             "AND given = '@Ann' AND address_line LIKE '1 Main%rear'"),
      ==, 1);
  g_assert_cmpint (profile_query (&other, "SELECT count(*) FROM patient_phone"), ==,
                   profile_query (profile, "SELECT count(*) FROM patient_phone"));
  g_assert_cmpint (
      profile_query (&other, "SELECT count(*) FROM patient WHERE birth_date IS NOT NULL"),
      ==,
      profile_query (profile,
                     "SELECT count(*) FROM patient WHERE birth_date IS NOT NULL"));
  profile_tear_down (&other, NULL);
}

static void
test_tables_have_all_rows (Profile *profile, gconstpointer data)
{
  static const struct
  {
    const char *file;
    const char *sql;
  } tables[] = {
    { "referrals.csv", "SELECT count(*) FROM referral" },
    { "bookings.csv", "SELECT count(*) FROM booking" },
    { "ledger.csv", "SELECT count(*) FROM ledger_entry" },
  };
  g_autofree char *folder = NULL;

  fill (profile);
  folder = export_to (profile, foyer_export_csv, "csv");
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *text = read_file (folder, tables[i].file);
      g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

      g_assert_cmpint ((gint64) g_strv_length (lines) - 2, ==,
                       profile_query (profile, tables[i].sql));
    }
}

static void
test_needs_permission_and_is_audited (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerUser) desk = foyer_user_new ();
  g_autofree char     *folder = g_build_filename (profile->folder, "no", NULL);
  const FoyerExportJob job = { .folder = folder };
  g_autoptr (GError) error = NULL;
  g_autofree char *done = NULL;

  foyer_set_text (&desk->name, "Desk");
  desk->role = FOYER_ROLE_DESK;
  g_assert_false (foyer_export_csv (profile->db, desk, &job, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));

  done = export_to (profile, foyer_export_csv, "yes");
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM audit WHERE action = "
                                           "'export' AND outcome = 'done'"),
                   ==, 1);
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
cancel_cb (guint64 done, guint64 total, gpointer data)
{
  g_assert_cmpuint (done, <=, total);
  g_cancellable_cancel (data);
}

static void
test_cancel_leaves_nothing (Profile *profile, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (profile->folder, "stopped", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const FoyerExportJob job = { folder, cancellable, cancel_cb, cancellable };
  g_autoptr (GError) error = NULL;

  add_patient (profile, "Ito", "Ann");
  g_assert_false (foyer_export_fhir (profile->db, profile->manager, &job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_entries (folder), ==, 0);
}

static void
test_no_folder_no_export (Profile *profile, gconstpointer data)
{
  const FoyerExportJob job = { .folder = "/proc/self/nowhere" };
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_export_csv (profile->db, profile->manager, &job, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == G_IO_ERROR);
}

#define ADD(path, func)                                                                  \
  g_test_add (path, Profile, NULL, profile_set_up, func, profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/export/round-trip-is-identical", test_round_trip_is_identical);
  ADD ("/export/appointments-meet-their-invariants",
       test_appointments_meet_their_invariants);
  ADD ("/export/referrals-name-patient-and-status",
       test_referrals_name_patient_and_status);
  ADD ("/export/formulas-are-no-formulas", test_formulas_are_no_formulas);
  ADD ("/export/table-reads-back", test_table_reads_back);
  ADD ("/export/tables-have-all-rows", test_tables_have_all_rows);
  ADD ("/export/needs-permission-and-is-audited", test_needs_permission_and_is_audited);
  ADD ("/export/cancel-leaves-nothing", test_cancel_leaves_nothing);
  ADD ("/export/no-folder-no-export", test_no_folder_no_export);

  return g_test_run ();
}
