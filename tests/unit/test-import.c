/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-import.h"

#include "fhir/foyer-json.h"
#include "store/foyer-dump.h"
#include "store/foyer-patients.h"
#include "store/foyer-referrers.h"
#include "tests/unit/profile.h"

#include <string.h>

static char *
write_bytes (Profile *profile, const char *name, const char *bytes, gssize length)
{
  char *path = g_build_filename (profile->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);

  return path;
}

/* Quotes are written as ' here. */
static char *
write_json (Profile *profile, const char *name, const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');

  return write_bytes (profile, name, quoted, -1);
}

static FoyerImportReport *
import_paths (Profile *profile, const char *const *paths)
{
  const FoyerImportJob job = { .paths = paths, .date_order = FOYER_DATE_ORDER_MDY };
  FoyerImportReport   *report = foyer_import_report_new ();
  g_autoptr (GError) error = NULL;

  foyer_import_run (profile->db, profile->manager, &job, report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->read, ==,
                    report->added + report->updated + report->unchanged +
                        report->n_refused);

  return report;
}

static FoyerImportReport *
import_path (Profile *profile, const char *path)
{
  const char *const paths[] = { path, NULL };

  return import_paths (profile, paths);
}

static void
assert_counts (const FoyerImportReport *report,
               guint64                  added,
               guint64                  updated,
               guint64                  unchanged,
               guint64                  refused)
{
  g_assert_cmpuint (report->added, ==, added);
  g_assert_cmpuint (report->updated, ==, updated);
  g_assert_cmpuint (report->unchanged, ==, unchanged);
  g_assert_cmpuint (report->n_refused, ==, refused);
}

static void
assert_refused (const FoyerImportReport *report,
                guint                    index,
                guint64                  line,
                FoyerImportReason        reason,
                const char              *field)
{
  FoyerImportRefusal *refusal;

  g_assert_cmpuint (index, <, report->refused->len);
  refusal = report->refused->pdata[index];
  g_assert_cmpuint (refusal->line, ==, line);
  g_assert_cmpstr (foyer_enum_to_nick (FOYER_TYPE_IMPORT_REASON, (int) refusal->reason),
                   ==, foyer_enum_to_nick (FOYER_TYPE_IMPORT_REASON, (int) reason));
  g_assert_cmpstr (refusal->field, ==, field);
}

static FoyerPatient *
get_patient (Profile *profile, gint64 id)
{
  g_autoptr (GError) error = NULL;
  FoyerPatient *patient = foyer_patients_get (profile->db, id, &error);

  g_assert_no_error (error);
  return patient;
}

/* The real input: people made by Synthea, which nobody here wrote. */

static void
test_synthea (Profile *profile, gconstpointer data)
{
  const char      *folder = g_getenv ("FOYER_SYNTHEA");
  g_autofree char *patients = NULL;
  g_autofree char *practitioners = NULL;
  g_autofree char *organizations = NULL;
  g_autoptr (FoyerImportReport) first = NULL;
  g_autoptr (FoyerImportReport) again = NULL;
  gint64 began;

  if (folder == NULL)
    {
      g_test_skip (
          "no Synthea data: set FOYER_SYNTHEA to the folder of its NDJSON files");
      return;
    }

  patients = g_build_filename (folder, "Patient.ndjson", NULL);
  practitioners = g_build_filename (folder, "Practitioner.ndjson", NULL);
  organizations = g_build_filename (folder, "Organization.ndjson", NULL);
  {
    const char *const paths[] = { patients, practitioners, organizations, NULL };

    began = g_get_monotonic_time ();
    first = import_paths (profile, paths);
    g_test_message ("first import: %d ms",
                    (int) ((g_get_monotonic_time () - began) / 1000));
    began = g_get_monotonic_time ();
    again = import_paths (profile, paths);
    g_test_message ("second import: %d ms",
                    (int) ((g_get_monotonic_time () - began) / 1000));
  }

  for (guint i = 0; i < first->refused->len; i++)
    {
      FoyerImportRefusal *refusal = first->refused->pdata[i];

      g_test_message (
          "refused: file %u line %d %s %s", refusal->file, (int) refusal->line,
          foyer_enum_to_nick (FOYER_TYPE_IMPORT_REASON, (int) refusal->reason),
          refusal->field);
    }
  assert_counts (first, 615 + 102 + 102, 0, 0, 0);
  assert_counts (again, 0, 0, 615 + 102 + 102, 0);
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM patient"), ==, 615);
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM patient WHERE deceased"),
                   ==, 124);
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM patient_name"), ==, 172);
  g_assert_cmpint (profile_query (profile,
                                  "SELECT count(*) FROM identifier WHERE owner_kind = "
                                  "'patient'"),
                   ==, 2878);
  g_assert_cmpint (
      profile_query (profile, "SELECT count(*) FROM referrer WHERE npi IS NOT NULL"), ==,
      0);
}

/* FHIR */

#define PATIENT_A                                                                        \
  "{'resourceType': 'Patient', 'id': 'a', 'identifier': [{'system': 'urn:x', 'value': "  \
  "'1'}], 'name': [{'family': 'Ito', 'given': ['Ann']}], 'birthDate': '1980-02-03',"     \
  " 'telecom': [{'system': 'phone', 'value': '805-555-0101', 'use': 'home'}],"           \
  " 'generalPractitioner': [{'reference': 'Practitioner/d'}]}"
#define DOCTOR "{'resourceType': 'Practitioner', 'id': 'd', 'name': [{'family': 'Osei'}]}"

static void
test_bundle_in_any_order (Profile *profile, gconstpointer data)
{
  g_autofree char *path = write_json (
      profile, "bundle.json",
      "{\n 'entry': [\n"
      "  {'fullUrl': 'urn:uuid:1', 'resource': {'resourceType': 'Patient',\n"
      "    'name': [{'family': 'Ito'}], 'id': 'p', 'birthDate': '1980',\n"
      "    'generalPractitioner': [{'reference': 'urn:uuid:2'}]}},\n"
      "  {'resource': {'resourceType': 'Observation', 'note': '}{]['}},\n"
      "  {'resource': {'resourceType': 'Patient', 'birthDate': '1980-02-31',\n"
      "    'name': [{'family': 'Bad'}]}},\n"
      "  {'resource': {'note': 'no type'}},\n"
      "  {'fullUrl': 'urn:uuid:2', 'resource': " DOCTOR "},\n"
      "  {'resource': {'resourceType': 'Organization', 'id': 'o', 'name': 'Clinic',\n"
      "    'type': [{'coding': [{'system':\n"
      "    'http://terminology.hl7.org/CodeSystem/organization-type',\n"
      "    'code': 'pay'}]}]}}\n"
      " ],\n 'type': 'transaction', 'resourceType': 'Bundle'\n}\n");
  g_autoptr (FoyerImportReport) report = import_path (profile, path);

  assert_counts (report, 2, 0, 0, 2);
  g_assert_cmpuint (report->ignored, ==, 2);
  assert_refused (report, 0, 7, FOYER_IMPORT_REASON_DATE, "Patient.birthDate");
  assert_refused (report, 1, 9, FOYER_IMPORT_REASON_RESOURCE, "resourceType");
  g_assert_cmpint (profile_query (profile,
                                  "SELECT count(*) FROM patient p JOIN referrer r "
                                  "ON r.id = p.pcp_id WHERE r.family = 'Osei'"),
                   ==, 1);
}

static void
test_single_resource_over_many_lines (Profile *profile, gconstpointer data)
{
  g_autofree char *path = write_json (
      profile, "one.json",
      "\n{\n 'resourceType': 'Patient',\n 'name': [ {'family': 'Ito'} ]\n}\n");
  g_autoptr (FoyerImportReport) report = import_path (profile, path);

  assert_counts (report, 1, 0, 0, 0);
}

static void
test_same_file_twice_adds_nothing (Profile *profile, gconstpointer data)
{
  g_autofree char *path =
      write_json (profile, "a.ndjson", PATIENT_A "\r\n\r\n" DOCTOR "\n");
  g_autoptr (FoyerImportReport) first = import_path (profile, path);
  gint64 n_audit = profile_query (profile, "SELECT count(*) FROM audit");
  g_autoptr (FoyerImportReport) again = import_path (profile, path);

  assert_counts (first, 2, 0, 0, 0);
  assert_counts (again, 0, 0, 2, 0);
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM audit"), ==, n_audit);
}

static void
test_changes_are_brought_in_and_the_rest_kept (Profile *profile, gconstpointer data)
{
  g_autofree char *path = write_json (profile, "a.ndjson", PATIENT_A "\n");
  g_autoptr (FoyerImportReport) first = import_path (profile, path);
  g_autoptr (FoyerPatient) patient = get_patient (profile, 1);
  g_autoptr (FoyerPatientPhone) phone = foyer_patient_phone_new ();
  g_autoptr (FoyerPatient) after = NULL;
  g_autofree char *changed = NULL;
  g_autoptr (FoyerImportReport) second = NULL;

  foyer_set_text (&phone->number, "805-555-0199");
  g_ptr_array_add (patient->phones, g_object_ref (phone));
  foyer_set_text (&patient->alert, "Hard of hearing");
  patient->active = FALSE;
  g_assert_true (foyer_patients_save (profile->db, profile->manager, patient, NULL));

  changed = write_json (profile, "b.ndjson",
                        "{'resourceType': 'Patient', 'identifier': [{'system': 'urn:x', "
                        "'value': '1'}, {'system': 'urn:y', 'value': '2'}], 'name': "
                        "[{'family': 'Ito-Brown', 'given': ['Ann']}], 'birthDate': "
                        "'1980-02-03', 'telecom': [{'system': 'phone', 'value': "
                        "'(805) 555-0101', 'use': 'mobile'}]}\n");
  second = import_path (profile, changed);

  assert_counts (second, 0, 1, 0, 0);
  after = get_patient (profile, 1);
  g_assert_cmpstr (after->family, ==, "Ito-Brown");
  g_assert_cmpstr (after->alert, ==, "Hard of hearing");
  g_assert_false (after->active);
  g_assert_cmpuint (after->phones->len, ==, 2);
  g_assert_cmpint (((FoyerPatientPhone *) after->phones->pdata[0])->kind, ==,
                   FOYER_PHONE_KIND_MOBILE);
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM identifier"), ==, 2);
}

static void
test_identifier_of_somebody_else_stays_theirs (Profile *profile, gconstpointer data)
{
  g_autofree char *path = write_json (profile, "a.ndjson", PATIENT_A "\n");
  g_autofree char *other = write_json (
      profile, "b.ndjson",
      "{'resourceType': 'Patient', 'identifier': [{'system': 'urn:x', 'value': '1'}],"
      " 'name': [{'family': 'Nguyen', 'given': ['Bao']}], 'birthDate': '1999-09-09'}\n"
      "{'resourceType': 'Patient', 'identifier': [{'system': 'urn:x', 'value': '1'},"
      " {'system': 'urn:x', 'value': '2'}],"
      " 'name': [{'family': 'Nguyen', 'given': ['Bao']}], 'birthDate': '1999-09-09'}\n"
      "{'resourceType': 'Patient', 'identifier': [{'system': 'urn:x', 'value': '1'},"
      " {'system': 'urn:z', 'value': '3'}],"
      " 'name': [{'family': 'Ito', 'given': ['Ben']}], 'birthDate': '1980-02-03'}\n");
  g_autofree char *both = write_json (
      profile, "c.ndjson",
      "{'resourceType': 'Patient', 'identifier': [{'system': 'urn:x', 'value': '1'},"
      " {'system': 'urn:z', 'value': '3'}], 'name': [{'family': 'Ito'}],"
      " 'birthDate': '1980-02-03'}\n");
  g_autoptr (FoyerImportReport) first = import_path (profile, path);
  g_autoptr (FoyerImportReport) report = import_path (profile, other);
  g_autoptr (FoyerImportReport) again = import_path (profile, other);
  g_autoptr (FoyerImportReport) ambiguous = import_path (profile, both);
  g_autoptr (FoyerPatient) patient = get_patient (profile, 1);

  assert_counts (report, 2, 0, 0, 1);
  assert_refused (report, 0, 1, FOYER_IMPORT_REASON_ANOTHER_PERSON, "identifier");
  assert_counts (again, 0, 0, 2, 1);
  assert_refused (ambiguous, 0, 1, FOYER_IMPORT_REASON_AMBIGUOUS, "identifier");
  g_assert_cmpstr (patient->given, ==, "Ann");
}

static void
test_two_numbers_in_one_field (Profile *profile, gconstpointer data)
{
  g_autofree char *path = write_json (
      profile, "a.ndjson",
      "{'resourceType': 'Organization', 'id': '1', 'name': 'Vet Center', 'telecom':"
      " [{'system': 'phone', 'value': '413-737-5167 Or 413-737-5168'}]}\n"
      "{'resourceType': 'Patient', 'id': '1', 'name': [{'family': 'Ito'}], 'telecom':"
      " [{'system': 'phone', 'value': '805-555-0101; 805-555-0102', 'use': 'home'}]}\n"
      "{'resourceType': 'Patient', 'id': '2', 'name': [{'family': 'Ito'}], 'telecom':"
      " [{'system': 'phone', 'value': 'ask the mother'}]}\n");
  g_autoptr (FoyerImportReport) report = import_path (profile, path);
  g_autoptr (FoyerImportReport) again = import_path (profile, path);
  g_autoptr (FoyerPatient) patient = get_patient (profile, 1);

  assert_counts (report, 2, 0, 0, 1);
  assert_refused (report, 0, 3, FOYER_IMPORT_REASON_VALUE, "phones");
  assert_counts (again, 0, 0, 2, 1);
  g_assert_cmpuint (patient->phones->len, ==, 2);
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM practice "
                                           "WHERE phone = '413-737-5167'"),
                   ==, 1);
}

static void
test_server_id_names_only_who_fits (Profile *profile, gconstpointer data)
{
  g_autofree char *path = write_json (
      profile, "a.ndjson",
      "{'resourceType': 'Patient', 'id': '7', 'name': [{'family': 'Ito', 'given': "
      "['Ann']}], 'birthDate': '1980-02-03'}\n");
  g_autofree char *elsewhere = write_json (
      profile, "b.ndjson",
      "{'resourceType': 'Patient', 'id': '7', 'name': [{'family': 'Osei', 'given': "
      "['Kofi']}], 'birthDate': '1970-01-01'}\n");
  g_autoptr (FoyerImportReport) first = import_path (profile, path);
  g_autoptr (FoyerImportReport) again = import_path (profile, path);
  g_autoptr (FoyerImportReport) other = import_path (profile, elsewhere);

  assert_counts (again, 0, 0, 1, 0);
  assert_counts (other, 0, 0, 0, 1);
  assert_refused (other, 0, 1, FOYER_IMPORT_REASON_ANOTHER_PERSON, "identifier");
}

static void
test_twins_and_namesakes_stay_two (Profile *profile, gconstpointer data)
{
  g_autofree char *path = write_bytes (profile, "twins.csv",
                                       "Last name,First name,DOB,Phone\n"
                                       "Ito,Ann,02/13/1980,805-555-0101\n"
                                       "Ito,Ben,02/13/1980,805-555-0101\n"
                                       "Ito,Ann,02/13/1980,805-555-0199\n",
                                       -1);
  g_autoptr (FoyerImportReport) report = import_path (profile, path);
  g_autoptr (FoyerImportReport) again = import_path (profile, path);

  assert_counts (report, 3, 0, 0, 0);
  assert_counts (again, 0, 0, 3, 0);
}

/* Tables */

static void
test_table_with_number (Profile *profile, gconstpointer data)
{
  g_autofree char *path = write_bytes (
      profile, "a.csv",
      "\xef\xbb\xbfMRN;Nachname;Vorname;Geburtsdatum;Geschlecht;Handy;Strasse;PLZ;Ort\r\n"
      "77001;Müller;\"Jürgen \"\"Jo\"\"\";31.12.1970;m;0171 1234567;Weg "
      "1;80331;München\r\n"
      "77002;\"Groß; geb. Klein\";Ute;1.2.1981;w;;\"Haus\nWeg 2\";80331;München\r\n",
      -1);
  g_autofree char *changed = write_bytes (
      profile, "b.csv", "mrn,family,given,dob\n77001,Müller,Jürgen,1970-12-31\n", -1);
  g_autofree char *taken = write_bytes (
      profile, "c.csv", "mrn,family,given,dob\n77001,Osei,Kofi,1990-01-01\n", -1);
  g_autoptr (FoyerImportReport) first = import_path (profile, path);
  g_autoptr (FoyerImportReport) again = import_path (profile, path);
  g_autoptr (FoyerPatient) patient = get_patient (profile, 1);
  g_autoptr (FoyerPatient) second = get_patient (profile, 2);
  g_autoptr (FoyerImportReport) update = NULL;
  g_autoptr (FoyerImportReport) other = NULL;

  assert_counts (first, 2, 0, 0, 0);
  assert_counts (again, 0, 0, 2, 0);
  g_assert_cmpstr (patient->number, ==, "77001");
  g_assert_cmpstr (patient->given, ==, "Jürgen \"Jo\"");
  g_assert_cmpstr (patient->birth_date, ==, "1970-12-31");
  g_assert_cmpint (patient->gender, ==, FOYER_GENDER_MALE);
  g_assert_cmpstr (second->family, ==, "Groß; geb. Klein");
  g_assert_cmpstr (second->address_line, ==, "Haus\nWeg 2");
  g_assert_cmpstr (second->birth_date, ==, "1981-02-01");

  update = import_path (profile, changed);
  assert_counts (update, 0, 1, 0, 0);
  other = import_path (profile, taken);
  assert_counts (other, 0, 0, 0, 1);
  assert_refused (other, 0, 2, FOYER_IMPORT_REASON_ANOTHER_PERSON, "identifier");
}

static void
test_latin1_is_converted (Profile *profile, gconstpointer data)
{
  g_autofree char *path = write_bytes (profile, "latin1.csv",
                                       "Apellidos,Nombre,Fecha de nacimiento,Sexo\n"
                                       "N\xfa\xf1"
                                       "ez,Jos\xe9"
                                       ",25/03/1980,H\n"
                                       "P\xe9"
                                       "rez,\x93"
                                       "Ma\xed"
                                       "a\x94"
                                       ",26/03/1981,M\n"
                                       "Undefined\x81"
                                       ",Ana,26/03/1981,M\n",
                                       -1);
  g_autoptr (FoyerImportReport) report = import_path (profile, path);
  g_autoptr (FoyerPatient) first = get_patient (profile, 1);
  g_autoptr (FoyerPatient) second = get_patient (profile, 2);

  assert_counts (report, 2, 0, 0, 1);
  assert_refused (report, 0, 4, FOYER_IMPORT_REASON_ENCODING, NULL);
  g_assert_cmpstr (first->family, ==, "Núñez");
  g_assert_cmpint (first->gender, ==, FOYER_GENDER_MALE);
  g_assert_cmpstr (second->given, ==, "“Maía”");
  g_assert_cmpint (second->gender, ==, FOYER_GENDER_FEMALE);
}

static void
test_mapping_can_be_changed (Profile *profile, gconstpointer data)
{
  g_autofree char *path =
      write_bytes (profile, "a.csv", "a,b,c\nAnn,Ito,02/03/1980\n", -1);
  const char *const paths[] = { path, NULL };
  g_autoptr (FoyerCsvMapping) mapping = foyer_csv_mapping_new ();
  g_autoptr (FoyerImportReport) report = foyer_import_report_new ();
  g_autoptr (FoyerPatient) patient = NULL;
  g_autoptr (GError) error = NULL;
  FoyerImportJob job = { .paths = paths, .date_order = FOYER_DATE_ORDER_MDY };

  g_assert_false (foyer_import_run (profile->db, profile->manager, &job, report, &error));
  g_assert_error (error, FOYER_EXCHANGE_ERROR, FOYER_EXCHANGE_ERROR_MAPPING);
  g_clear_error (&error);
  g_assert_cmpuint (report->read, ==, 0);

  foyer_csv_mapping_add (mapping, "a")->field = FOYER_CSV_FIELD_GIVEN;
  foyer_csv_mapping_add (mapping, "b")->field = FOYER_CSV_FIELD_FAMILY;
  foyer_csv_mapping_add (mapping, "c")->field = FOYER_CSV_FIELD_BIRTH_DATE;
  mapping->date_order = FOYER_DATE_ORDER_DMY;
  job.mapping = mapping;
  foyer_import_run (profile->db, profile->manager, &job, report, &error);
  g_assert_no_error (error);
  patient = get_patient (profile, 1);
  g_assert_cmpstr (patient->family, ==, "Ito");
  g_assert_cmpstr (patient->birth_date, ==, "1980-03-02");
}

/* What nobody meant well: each refused with its line and a reason, and nothing changed. */

typedef struct
{
  const char       *name;
  const char       *bytes;
  gssize            length;
  guint64           line;
  FoyerImportReason reason;
  const char       *field;
} Hostile;

#define PERSON(rest)                                                                     \
  "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Ito\"}]," rest "}"

static const Hostile hostile[] = {
  { "date.ndjson", PERSON ("\"birthDate\":\"2023-02-29\""), -1, 1,
    FOYER_IMPORT_REASON_DATE, "Patient.birthDate" },
  { "future.ndjson", PERSON ("\"birthDate\":\"2999-01-01\""), -1, 1,
    FOYER_IMPORT_REASON_DATE, "birth-date" },
  { "truncated.ndjson", "\n{\"resourceType\":\"Patient\",\"name\":[{\"fam", -1, 2,
    FOYER_IMPORT_REASON_TRUNCATED, NULL },
  { "bundle.json",
    "{\"resourceType\":\"Bundle\",\n\"entry\":[\n{\"resource\":{\"resourceType\":"
    "\"Patient\",\"name\":[",
    -1, 3, FOYER_IMPORT_REASON_TRUNCATED, NULL },
  { "nul.ndjson", "{\"resourceType\":\"Patient\",\"x\":\"\0\"}", 33, 1,
    FOYER_IMPORT_REASON_SYNTAX, NULL },
  { "escaped-nul.ndjson", PERSON ("\"id\":\"\\u0000\""), -1, 1,
    FOYER_IMPORT_REASON_ENCODING, NULL },
  { "twice.ndjson", PERSON ("\"id\":\"1\",\"id\":\"2\""), -1, 1,
    FOYER_IMPORT_REASON_DUPLICATE_KEY, NULL },
  { "huge-number.ndjson", PERSON ("\"x\":99999999999999999999999"), -1, 1,
    FOYER_IMPORT_REASON_NUMBER, NULL },
  { "no-json.json", "hello", -1, 1, FOYER_IMPORT_REASON_SYNTAX, NULL },
  { "no-type.json", "{\"a\": 1}", -1, 1, FOYER_IMPORT_REASON_RESOURCE, "resourceType" },
  { "array.json", "[1, 2, 3]", -1, 1, FOYER_IMPORT_REASON_RESOURCE, "resourceType" },
  { "empty.json", "", 0, 1, FOYER_IMPORT_REASON_EMPTY, NULL },
  { "empty.csv", "", 0, 1, FOYER_IMPORT_REASON_EMPTY, NULL },
  { "blank.csv", "\n\n \n", -1, 1, FOYER_IMPORT_REASON_EMPTY, NULL },
  { "ragged.csv", "family,given,dob\nIto, Ann, 1980, extra\n", -1, 2,
    FOYER_IMPORT_REASON_CELLS, NULL },
  { "short.csv", "family,given,dob\n\nIto,Ann\n", -1, 3, FOYER_IMPORT_REASON_CELLS,
    NULL },
  { "quote.csv", "family,given\nIto,\"Ann\n", -1, 2, FOYER_IMPORT_REASON_QUOTE, NULL },
  { "nul.csv", "family,given\nIto,A\0n\n", 20, 2, FOYER_IMPORT_REASON_ENCODING, NULL },
  { "bell.csv", "family,given\nIto,A\an\n", -1, 2, FOYER_IMPORT_REASON_ENCODING, NULL },
  { "mixed.csv", "family,given,ñ\nIto,\xff,x\n", -1, 2, FOYER_IMPORT_REASON_ENCODING,
    NULL },
  { "date.csv", "family,dob\nIto,02/30/1980\n", -1, 2, FOYER_IMPORT_REASON_DATE,
    "birth-date" },
  { "gender.csv", "family,sex\nIto,blue\n", -1, 2, FOYER_IMPORT_REASON_VALUE, "gender" },
  { "nobody.csv", "family,dob\n-,1980-01-01\n", -1, 2, FOYER_IMPORT_REASON_MISSING,
    "family" },
};

static void
test_hostile (Profile *profile, gconstpointer data)
{
  const gint64 n_audit = profile_query (profile, "SELECT count(*) FROM audit");

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      const Hostile   *one = &hostile[i];
      g_autofree char *path = write_bytes (profile, one->name, one->bytes, one->length);
      g_autoptr (FoyerImportReport) report = NULL;

      g_test_message ("%s", one->name);
      report = import_path (profile, path);
      assert_counts (report, 0, 0, 0, 1);
      assert_refused (report, 0, one->line, one->reason, one->field);
    }
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM patient"), ==, 0);
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM audit"), ==, n_audit);
}

static void
test_bad_lines_stop_nothing (Profile *profile, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autoptr (FoyerImportReport) report = NULL;

  g_string_append (text, PERSON ("\"id\":\"1\"") "\n");
  g_string_append (text, "{\"resourceType\":\"Patient\",\"x\":");
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  g_string_append_c (text, '\n');
  g_string_append (text, PERSON ("\"id\":\"3\"") "\n");
  g_string_append (text, "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"");
  for (guint i = 0; i < 1024 * 1024; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\"}]}\n");
  g_string_append (text, "{\"resourceType\":\"Patient\",\"pad\":\"");
  for (guint i = 0; i < FOYER_JSON_MAX_BYTES; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\"}\n");
  g_string_append (text, PERSON ("\"id\":\"6\"") "\nnull\n");

  path = write_bytes (profile, "lines.ndjson", text->str, (gssize) text->len);
  report = import_path (profile, path);

  assert_counts (report, 3, 0, 0, 4);
  assert_refused (report, 0, 2, FOYER_IMPORT_REASON_TOO_DEEP, NULL);
  assert_refused (report, 1, 4, FOYER_IMPORT_REASON_TOO_LONG, "Patient.name.family");
  assert_refused (report, 2, 5, FOYER_IMPORT_REASON_TOO_LARGE, NULL);
  assert_refused (report, 3, 7, FOYER_IMPORT_REASON_SYNTAX, NULL);
}

static void
test_bad_rows_stop_nothing (Profile *profile, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("family,given,dob\nIto,Ann,1980-01-01\n");
  g_autofree char *path = NULL;
  g_autoptr (FoyerImportReport) report = NULL;

  g_string_append (text, "Open,\"quote,1980-01-01\n");
  for (guint i = 0; i < 150; i++)
    g_string_append_printf (text, "Person%c%c,Given,1980-01-01\n", 'a' + i / 26,
                            'a' + i % 26);
  g_string_append (text, "Huge,");
  for (guint i = 0; i < 2 * 1024 * 1024; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, ",1980-01-01\nLast,Ann,1980-01-01");

  path = write_bytes (profile, "rows.csv", text->str, (gssize) text->len);
  report = import_path (profile, path);

  assert_counts (report, 152, 0, 0, 2);
  assert_refused (report, 0, 3, FOYER_IMPORT_REASON_QUOTE, NULL);
  assert_refused (report, 1, 154, FOYER_IMPORT_REASON_TOO_LARGE, NULL);
}

static void
test_odd_texts_are_kept_literally (Profile *profile, gconstpointer data)
{
  g_autofree char *path = write_bytes (
      profile, "odd.csv",
      "family,given,address\n"
      "\"=HYPERLINK(\"\"http://x\"\")\",\xe2\x80\xae<b>&amp;,../../etc/passwd\n"
      "'=Escaped,'Ann,'+1\n",
      -1);
  g_autoptr (FoyerImportReport) report = import_path (profile, path);
  g_autoptr (FoyerPatient) first = get_patient (profile, 1);
  g_autoptr (FoyerPatient) second = get_patient (profile, 2);

  assert_counts (report, 2, 0, 0, 0);
  g_assert_cmpstr (first->family, ==, "=HYPERLINK(\"http://x\")");
  g_assert_cmpstr (first->given, ==, "\xe2\x80\xae<b>&amp;");
  g_assert_cmpstr (first->address_line, ==, "../../etc/passwd");
  g_assert_cmpstr (second->family, ==, "=Escaped");
  g_assert_cmpstr (second->given, ==, "'Ann");
  g_assert_cmpstr (second->address_line, ==, "+1");
}

static void
test_workbook_is_no_table (Profile *profile, gconstpointer data)
{
  static const char *const files[] = { "PK\3\4...", "\xff\xfe"
                                                    "f\0a\0" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char     *path = write_bytes (profile, "book.csv", files[i], 6);
      const char *const    paths[] = { path, NULL };
      const FoyerImportJob job = { .paths = paths };
      g_autoptr (FoyerImportReport) report = foyer_import_report_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (
          foyer_import_run (profile->db, profile->manager, &job, report, &error));
      g_assert_error (error, FOYER_EXCHANGE_ERROR, FOYER_EXCHANGE_ERROR_FORMAT);
    }
}

static void
test_missing_file_changes_nothing (Profile *profile, gconstpointer data)
{
  g_autofree char     *path = write_json (profile, "a.ndjson", PATIENT_A "\n");
  const char *const    paths[] = { path, "/nonexistent/b.ndjson", NULL };
  const FoyerImportJob job = { .paths = paths };
  g_autoptr (FoyerImportReport) report = foyer_import_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_import_run (profile->db, profile->manager, &job, report, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM patient"), ==, 0);
}

static void
test_needs_permission (Profile *profile, gconstpointer data)
{
  g_autofree char     *path = write_json (profile, "a.ndjson", PATIENT_A "\n");
  const char *const    paths[] = { path, NULL };
  const FoyerImportJob job = { .paths = paths };
  g_autoptr (FoyerUser) clinician = foyer_user_new ();
  g_autoptr (FoyerImportReport) report = foyer_import_report_new ();
  g_autoptr (GError) error = NULL;

  foyer_set_text (&clinician->name, "Clinician");
  clinician->role = FOYER_ROLE_CLINICIAN;
  g_assert_false (foyer_import_run (profile->db, clinician, &job, report, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM patient"), ==, 0);
  g_assert_cmpint (
      profile_query (profile, "SELECT count(*) FROM audit WHERE outcome = 'denied'"), ==,
      1);
}

static void
test_refused_record_leaves_nothing (Profile *profile, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (
      "{'resourceType': 'Patient', 'name': [{'family': 'Ito'}], 'telecom': [{'system': "
      "'phone', 'value': '805-555-0101'}], 'identifier': [{'system': 'urn:x', 'value': "
      "'");
  g_autofree char *path = NULL;
  g_autoptr (FoyerImportReport) report = NULL;

  for (guint i = 0; i < 400; i++)
    g_string_append (text, "\xf0\x9f\x98\x80");
  g_string_append (text, "'}]}\n" PATIENT_A "\n");
  path = write_json (profile, "a.ndjson", text->str);
  report = import_path (profile, path);

  assert_counts (report, 1, 0, 0, 1);
  assert_refused (report, 0, 1, FOYER_IMPORT_REASON_TOO_LONG, "identifier");
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM patient"), ==, 1);
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM patient_phone"), ==, 1);
}

/* A large import has one row of the audit trail a batch for what is new. */
static void
test_large_import_audits_every_change (Profile *profile, gconstpointer data)
{
  g_autofree char *padding = g_strnfill (6 * 1024 * 1024, 'x');
  g_autofree char *patients = g_strdup_printf (
      "{'resourceType': 'Patient', 'id': '2', 'name': [{'family': 'Osei'}]}\n"
      "%s\n"
      "{'resourceType': 'Observation', 'pad': '%s'}\n",
      PATIENT_A, padding);
  g_autofree char *path = write_json (profile, "large.ndjson", patients);
  g_autoptr (FoyerImportReport) first = import_path (profile, path);
  g_autoptr (FoyerImportReport) again = NULL;
  g_autoptr (FoyerImportReport) changed = NULL;
  g_autofree char  *other = NULL;
  static const char n_rows[] = "SELECT count(*) FROM audit WHERE action = 'import'";

  assert_counts (first, 2, 0, 0, 0);
  g_assert_cmpint (profile_query (profile, n_rows), ==, 1);

  memcpy (strstr (patients, "Ito"), "Ita", 3);
  memcpy (strstr (patients, "'id': '2'"), "'id': '3'", 9);
  other = write_json (profile, "large.ndjson", patients);
  changed = import_path (profile, other);
  assert_counts (changed, 1, 1, 0, 0);
  g_assert_cmpint (
      profile_query (profile,
                     "SELECT count(*) FROM audit WHERE action = 'import' AND "
                     "record_kind = 'patient' AND changes LIKE '%\"Ito\",\"Ita\"%'"),
      ==, 1);
  again = import_path (profile, other);
  assert_counts (again, 0, 0, 2, 0);
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM patient"), ==, 3);
  g_assert_cmpint (profile_query (profile, "SELECT max (number) FROM patient"), ==,
                   100003);
}

/* Stopping */

typedef struct
{
  GCancellable *cancellable;
  guint         n_calls;
  guint64       last;
} Stop;

static void
progressed_cb (guint64                  done,
               guint64                  total,
               const FoyerImportReport *report,
               gpointer                 data)
{
  Stop *stop = data;

  g_assert_cmpuint (done, >=, stop->last);
  g_assert_cmpuint (done, <=, total);
  stop->last = done;
  if (report->added > 0)
    {
      stop->n_calls++;
      g_cancellable_cancel (stop->cancellable);
    }
}

static void
test_cancel_keeps_what_was_saved (Profile *profile, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("mrn,family\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FoyerImportReport) report = foyer_import_report_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  Stop             stop = { .cancellable = cancellable };

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "X%u,Ito\n", i);
  path = write_bytes (profile, "many.csv", text->str, -1);
  {
    const char *const    paths[] = { path, NULL };
    const FoyerImportJob job = {
      .paths = paths, .cancellable = cancellable, .progress = progressed_cb, .data = &stop
    };

    foyer_import_run (profile->db, profile->manager, &job, report, &error);
  }
  g_assert_no_error (error);
  g_assert_true (report->cancelled);
  g_assert_cmpuint (stop.n_calls, ==, 1);
  g_assert_cmpuint (report->added, >, 0);
  g_assert_cmpuint (report->added, <, 5000);
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM patient"), ==,
                   (gint64) report->added);
}

#define ADD(path, func)                                                                  \
  g_test_add (path, Profile, NULL, profile_set_up, func, profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/import/synthea", test_synthea);
  ADD ("/import/bundle-in-any-order", test_bundle_in_any_order);
  ADD ("/import/single-resource-over-many-lines", test_single_resource_over_many_lines);
  ADD ("/import/same-file-twice-adds-nothing", test_same_file_twice_adds_nothing);
  ADD ("/import/changes-are-brought-in-and-the-rest-kept",
       test_changes_are_brought_in_and_the_rest_kept);
  ADD ("/import/identifier-of-somebody-else-stays-theirs",
       test_identifier_of_somebody_else_stays_theirs);
  ADD ("/import/two-numbers-in-one-field", test_two_numbers_in_one_field);
  ADD ("/import/server-id-names-only-who-fits", test_server_id_names_only_who_fits);
  ADD ("/import/twins-and-namesakes-stay-two", test_twins_and_namesakes_stay_two);
  ADD ("/import/table-with-number", test_table_with_number);
  ADD ("/import/latin1-is-converted", test_latin1_is_converted);
  ADD ("/import/mapping-can-be-changed", test_mapping_can_be_changed);
  ADD ("/import/hostile", test_hostile);
  ADD ("/import/bad-lines-stop-nothing", test_bad_lines_stop_nothing);
  ADD ("/import/bad-rows-stop-nothing", test_bad_rows_stop_nothing);
  ADD ("/import/odd-texts-are-kept-literally", test_odd_texts_are_kept_literally);
  ADD ("/import/workbook-is-no-table", test_workbook_is_no_table);
  ADD ("/import/missing-file-changes-nothing", test_missing_file_changes_nothing);
  ADD ("/import/needs-permission", test_needs_permission);
  ADD ("/import/refused-record-leaves-nothing", test_refused_record_leaves_nothing);
  ADD ("/import/large-import-audits-every-change", test_large_import_audits_every_change);
  ADD ("/import/cancel-keeps-what-was-saved", test_cancel_keeps_what_was_saved);

  return g_test_run ();
}
