/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-patient.h"

#include <string.h>

static json_t *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  json_t          *json = foyer_json_parse (quoted, strlen (quoted), &error);

  g_assert_no_error (error);
  return json;
}

static FoyerFhirResource *
decode (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = parse (text);
  FoyerFhirResource *resource = foyer_fhir_patient_decode (json, &error);

  g_assert_no_error (error);
  return resource;
}

static void
assert_refused (const char *text, FoyerFhirError code, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = parse (text);
  g_autofree char *found = NULL;

  g_test_message ("%.80s", text);
  g_assert_null (foyer_fhir_patient_decode (json, &error));
  g_assert_error (error, FOYER_FHIR_ERROR, (int) code);
  found = foyer_fhir_error_dup_path (error);
  g_assert_cmpstr (found, ==, path);
}

#define FULL                                                                             \
  "{'resourceType': 'Patient', 'id': 'p1', 'active': false,"                             \
  " 'meta': {'tag': [{'code': 'x'}]},"                                                   \
  " 'extension': [{'url': 'urn:race', 'valueString': 'kept'},"                           \
  "  {'url': 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired',"     \
  "   'valueBoolean': true},"                                                            \
  "  {'url': 'http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName',"       \
  "   'valueString': 'Aiko Jacobs'}],"                                                   \
  " 'identifier': [{'system': 'urn:a', 'value': '1'}, {'value': 'no system'},"           \
  "  {'type': {'coding': [{'system': 'http://terminology.hl7.org/CodeSystem/v2-0203',"   \
  "   'code': 'MB'}]}, 'system': 'urn:insurer', 'value': 'family policy'},"              \
  "  {'system': 'https://foyerclinic.org/fhir/sid/mrn', 'value': '100042'},"             \
  "  {'system': 'https://foyerclinic.org/fhir/sid/record',"                              \
  "   'value': '0b8b4a52-6a5a-4d6e-9f7e-3f3f3f3f3f3f'}],"                                \
  " 'name': [{'use': 'maiden', 'family': 'Wolff', 'given': ['Addie']},"                  \
  "  {'use': 'usual', 'given': ['Addy']},"                                               \
  "  {'use': 'official', 'family': 'van der Berg', 'given': ['Adelheid', 'Maria'],"      \
  "   'prefix': ['Dr.'], 'suffix': ['Jr.'], 'period': {'start': '1999'}}],"              \
  " 'telecom': [{'system': 'fax', 'value': '9'},"                                        \
  "  {'system': 'phone', 'value': '555-978-4581', 'use': 'home'},"                       \
  "  {'system': 'phone', 'value': '+1 555 0100', 'use': 'mobile', 'rank': 1},"           \
  "  {'system': 'phone', 'value': '555-0000', 'use': 'old'},"                            \
  "  {'system': 'email', 'value': 'a@example.org'}],"                                    \
  " 'gender': 'female', 'birthDate': '1956-08',"                                         \
  " 'deceasedDateTime': '2007-03-25T19:08:38+00:00',"                                    \
  " 'address': [{'use': 'old', 'city': 'Before'},"                                       \
  "  {'line': ['313 Lockman Row', 'Suite 4'], 'city': 'Peabody',"                        \
  "   'state': 'Massachusetts', 'postalCode': '01940', 'country': 'US',"                 \
  "   'extension': [{'url': 'urn:geo'}]}],"                                              \
  " 'contact': [{'relationship': [{'coding': [{'code': 'MTH'}], 'text': 'Mother'}],"     \
  "  'name': {'family': 'Wolff', 'given': ['Eva']},"                                     \
  "  'telecom': [{'system': 'phone', 'value': '555-1'}], 'gender': 'female'},"           \
  "  {'organization': {'display': 'Ward'}}],"                                            \
  " 'communication': [{'language': {'coding': [{'code': 'en-US'}]}},"                    \
  "  {'language': {'coding': [{'code': 'es'}]}, 'preferred': true},"                     \
  "  {'language': {'text': 'Klingon'}}],"                                                \
  " 'generalPractitioner': [{'reference': 'Organization/o1'},"                           \
  "  {'reference': 'Practitioner/d1'}],"                                                 \
  " 'maritalStatus': {'text': 'M'}}"

static void
test_reads_every_element (void)
{
  g_autoptr (FoyerFhirResource) resource = decode (FULL);
  FoyerPatient        *patient = FOYER_PATIENT (resource->record);
  FoyerPatientName    *maiden;
  FoyerPatientPhone   *phone;
  FoyerPatientContact *mother;
  FoyerIdentifier     *identifier;

  g_assert_cmpstr (resource->id, ==, "p1");
  g_assert_cmpstr (resource->reference, ==, "Practitioner/d1");
  g_assert_true (resource->states_active);
  g_assert_cmpstr (foyer_record_get_uid (resource->record), ==,
                   "0b8b4a52-6a5a-4d6e-9f7e-3f3f3f3f3f3f");
  g_assert_cmpuint (resource->identifiers->len, ==, 1);
  identifier = resource->identifiers->pdata[0];
  g_assert_cmpstr (identifier->owner_kind, ==, "patient");
  g_assert_cmpstr (identifier->system, ==, "urn:a");

  g_assert_cmpstr (patient->number, ==, "100042");
  g_assert_cmpstr (patient->family, ==, "van der Berg");
  g_assert_cmpstr (patient->given, ==, "Adelheid Maria");
  g_assert_cmpstr (patient->prefix, ==, "Dr.");
  g_assert_cmpstr (patient->suffix, ==, "Jr.");
  g_assert_cmpstr (patient->preferred_name, ==, "Addy");
  g_assert_cmpstr (patient->birth_date, ==, "1956-08");
  g_assert_cmpint (patient->gender, ==, FOYER_GENDER_FEMALE);
  g_assert_cmpstr (patient->email, ==, "a@example.org");
  g_assert_cmpstr (patient->address_line, ==, "313 Lockman Row\nSuite 4");
  g_assert_cmpstr (patient->region, ==, "Massachusetts");
  g_assert_cmpstr (patient->language, ==, "es");
  g_assert_cmpstr (patient->other_languages, ==, "en-US");
  g_assert_true (patient->interpreter_needed);
  g_assert_false (patient->active);
  g_assert_true (patient->deceased);
  g_assert_cmpstr (patient->deceased_on, ==, "2007-03-25");

  g_assert_cmpuint (patient->names->len, ==, 1);
  maiden = patient->names->pdata[0];
  g_assert_cmpint (maiden->kind, ==, FOYER_NAME_KIND_MAIDEN);
  g_assert_cmpstr (maiden->family, ==, "Wolff");

  g_assert_cmpuint (patient->phones->len, ==, 2);
  phone = patient->phones->pdata[0];
  g_assert_cmpstr (phone->number, ==, "+1 555 0100");
  g_assert_cmpint (phone->kind, ==, FOYER_PHONE_KIND_MOBILE);
  phone = patient->phones->pdata[1];
  g_assert_cmpint (phone->kind, ==, FOYER_PHONE_KIND_HOME);
  g_assert_cmpint (phone->position, ==, 1);

  g_assert_cmpuint (patient->contacts->len, ==, 1);
  mother = patient->contacts->pdata[0];
  g_assert_cmpint (mother->kind, ==, FOYER_CONTACT_KIND_GUARDIAN);
  g_assert_cmpstr (mother->name, ==, "Eva Wolff");
  g_assert_cmpstr (mother->relationship, ==, "Mother");
  g_assert_cmpstr (mother->phone, ==, "555-1");
}

static void
test_reads_with_almost_nothing (void)
{
  g_autoptr (FoyerFhirResource) resource =
      decode ("{'resourceType': 'Patient', 'name': [null, {'use': 'official'},"
              " {'text': ' Ngũgĩ wa Thiong’o '}], 'telecom': [{'system': 'phone'}],"
              " 'address': [{'text': '1 Main St, Salem'}], 'birthDate': '1938',"
              " 'deceasedBoolean': true, 'communication': [{}], 'identifier': [{}],"
              " 'gender': null}");
  FoyerPatient *patient = FOYER_PATIENT (resource->record);

  g_assert_cmpstr (patient->family, ==, "Ngũgĩ wa Thiong’o");
  g_assert_null (patient->given);
  g_assert_cmpstr (patient->birth_date, ==, "1938");
  g_assert_cmpstr (patient->address_line, ==, "1 Main St, Salem");
  g_assert_cmpint (patient->gender, ==, FOYER_GENDER_UNKNOWN);
  g_assert_true (patient->deceased);
  g_assert_null (patient->deceased_on);
  g_assert_true (patient->active);
  g_assert_false (resource->states_active);
  g_assert_cmpuint (patient->phones->len, ==, 0);
  g_assert_null (foyer_record_get_uid (resource->record));
}

static void
test_text_is_kept_literally (void)
{
  g_autoptr (FoyerFhirResource) resource =
      decode ("{'resourceType': 'Patient', 'name': [{'family': '<b>Smith & \\u202eJones',"
              " 'given': ['=1+1', '../../etc/passwd']}]}");
  FoyerPatient *patient = FOYER_PATIENT (resource->record);

  g_assert_cmpstr (patient->family, ==, "<b>Smith & \342\200\256Jones");
  g_assert_cmpstr (patient->given, ==, "=1+1 ../../etc/passwd");
}

static void
test_refuses_with_path (void)
{
  g_autofree char *long_name = g_strnfill (1024 * 1024, 'x');
  g_autofree char *huge = g_strdup_printf (
      "{'resourceType': 'Patient', 'name': [{'family': '%s'}]}", long_name);
#define NAMED "{'resourceType': 'Patient', 'name': [{'family': 'A'}], "

  assert_refused ("{'resourceType': 'Observation'}", FOYER_FHIR_ERROR_RESOURCE,
                  "Patient.resourceType");
  assert_refused ("[]", FOYER_FHIR_ERROR_RESOURCE, "Patient.resourceType");
  assert_refused ("{'resourceType': 'Patient'}", FOYER_FHIR_ERROR_MISSING,
                  "Patient.name");
  assert_refused ("{'resourceType': 'Patient', 'name': {'family': 'A'}}",
                  FOYER_FHIR_ERROR_TYPE, "Patient.name");
  assert_refused ("{'resourceType': 'Patient', 'name': ['A']}", FOYER_FHIR_ERROR_TYPE,
                  "Patient.name");
  assert_refused ("{'resourceType': 'Patient', 'name': [{'family': 1}]}",
                  FOYER_FHIR_ERROR_TYPE, "Patient.name.family");
  assert_refused ("{'resourceType': 'Patient', 'name': [{'given': [['A']]}]}",
                  FOYER_FHIR_ERROR_TYPE, "Patient.name.given");
  assert_refused (huge, FOYER_FHIR_ERROR_TOO_LONG, "Patient.name.family");
  assert_refused ("{'resourceType': 'Patient', 'name': [{'family': 'A\\u0007'}]}",
                  FOYER_FHIR_ERROR_ENCODING, "Patient.name.family");
  assert_refused (NAMED "'birthDate': '2023-02-30'}", FOYER_FHIR_ERROR_DATE,
                  "Patient.birthDate");
  assert_refused (NAMED "'birthDate': '03/25/1980'}", FOYER_FHIR_ERROR_DATE,
                  "Patient.birthDate");
  assert_refused (NAMED "'birthDate': 1980}", FOYER_FHIR_ERROR_TYPE, "Patient.birthDate");
  assert_refused (NAMED "'deceasedDateTime': 'yesterday'}", FOYER_FHIR_ERROR_DATE,
                  "Patient.deceasedDateTime");
  assert_refused (NAMED "'gender': 'm'}", FOYER_FHIR_ERROR_VALUE, "Patient.gender");
  assert_refused (NAMED "'active': 'yes'}", FOYER_FHIR_ERROR_TYPE, "Patient.active");
  assert_refused (NAMED
                  "'identifier': [{'system': 'https://foyerclinic.org/fhir/sid/record',"
                  " 'value': '7'}]}",
                  FOYER_FHIR_ERROR_VALUE, "Patient.identifier.value");
}

static void
assert_json_equal (json_t *a, json_t *b)
{
  g_autofree char *one = json_dumps (a, JSON_SORT_KEYS | JSON_INDENT (1));
  g_autofree char *two = json_dumps (b, JSON_SORT_KEYS | JSON_INDENT (1));

  g_assert_cmpstr (one, ==, two);
}

static void
test_unchanged_leaves_base_as_it_is (void)
{
  g_autoptr (FoyerFhirResource) resource = decode (FULL);
  g_autoptr (json_t) base = parse (FULL);
  g_autoptr (json_t) json = foyer_fhir_patient_encode (resource, base);

  assert_json_equal (json, base);
}

static void
test_changes_one_thing_and_keeps_the_rest (void)
{
  g_autoptr (FoyerFhirResource) resource = decode (FULL);
  g_autoptr (json_t) base = parse (FULL);
  g_autoptr (json_t) json = NULL;
  FoyerPatient        *patient = FOYER_PATIENT (resource->record);
  FoyerPatientPhone   *phone = patient->phones->pdata[1];
  FoyerPatientContact *mother = patient->contacts->pdata[0];

  foyer_set_text (&patient->family, "Berg");
  foyer_set_text (&patient->city, "Salem");
  foyer_set_text (&patient->language, "en-US");
  foyer_set_text (&patient->other_languages, "es");
  foyer_set_text (&patient->alert, "Hard of hearing");
  foyer_set_text (&mother->phone, "555-2");
  phone->kind = FOYER_PHONE_KIND_WORK;
  json = foyer_fhir_patient_encode (resource, base);

  g_assert_cmpstr (json_string_value (json_object_get (
                       json_array_get (json_object_get (json, "name"), 2), "family")),
                   ==, "Berg");
  g_assert_nonnull (
      json_object_get (json_array_get (json_object_get (json, "name"), 2), "period"));
  g_assert_nonnull (json_object_get (
      json_array_get (json_object_get (json, "address"), 1), "extension"));
  g_assert_nonnull (
      json_object_get (json_array_get (json_object_get (json, "contact"), 0), "gender"));
  g_assert_cmpuint (json_array_size (json_object_get (json, "contact")), ==, 2);
  g_assert_cmpuint (json_array_size (json_object_get (json, "telecom")), ==, 5);
  g_assert_cmpuint (json_array_size (json_object_get (json, "communication")), ==, 3);
  g_assert_nonnull (foyer_fhir_extension (json, "urn:race"));
  g_assert_nonnull (json_object_get (json, "maritalStatus"));

  {
    g_autoptr (FoyerFhirResource) again = foyer_fhir_patient_decode (json, NULL);
    FoyerPatient *read = FOYER_PATIENT (again->record);

    for (guint i = 0; i < FOYER_RECORD_GET_CLASS (read)->n_fields; i++)
      g_assert_true (
          foyer_record_field_equal (FOYER_RECORD (read), FOYER_RECORD (patient),
                                    &FOYER_RECORD_GET_CLASS (read)->fields[i]));
    g_assert_cmpint (((FoyerPatientPhone *) read->phones->pdata[1])->kind, ==,
                     FOYER_PHONE_KIND_WORK);
    g_assert_cmpstr (((FoyerPatientContact *) read->contacts->pdata[0])->phone, ==,
                     "555-2");
  }
}

static void
test_new_resource_reads_back (void)
{
  g_autoptr (FoyerFhirResource) resource = decode (FULL);
  g_autoptr (json_t) json = foyer_fhir_patient_encode (resource, NULL);
  g_autoptr (FoyerFhirResource) again = NULL;
  g_autoptr (json_t) twice = NULL;

  again = foyer_fhir_patient_decode (json, NULL);
  g_assert_nonnull (again);
  twice = foyer_fhir_patient_encode (again, NULL);
  assert_json_equal (json, twice);
  g_assert_null (foyer_fhir_extension (json, "urn:race"));
}

static void
test_lists_that_were_not_loaded_stay (void)
{
  g_autoptr (FoyerFhirResource) resource = decode (FULL);
  g_autoptr (json_t) base = parse (FULL);
  g_autoptr (json_t) json = NULL;
  FoyerPatient *patient = FOYER_PATIENT (resource->record);

  g_clear_pointer (&patient->phones, g_ptr_array_unref);
  g_clear_pointer (&patient->names, g_ptr_array_unref);
  g_clear_pointer (&patient->contacts, g_ptr_array_unref);
  json = foyer_fhir_patient_encode (resource, base);

  assert_json_equal (json, base);
}

static void
test_removed_things_go (void)
{
  g_autoptr (FoyerFhirResource) resource = decode (FULL);
  g_autoptr (json_t) base = parse (FULL);
  g_autoptr (json_t) json = NULL;
  FoyerPatient *patient = FOYER_PATIENT (resource->record);

  foyer_set_text (&patient->email, NULL);
  foyer_set_text (&patient->preferred_name, NULL);
  foyer_set_text (&patient->birth_date, NULL);
  patient->deceased = FALSE;
  foyer_set_text (&patient->deceased_on, NULL);
  g_ptr_array_set_size (patient->phones, 0);
  g_ptr_array_set_size (patient->names, 0);
  g_ptr_array_set_size (patient->contacts, 0);
  json = foyer_fhir_patient_encode (resource, base);

  g_assert_cmpuint (json_array_size (json_object_get (json, "name")), ==, 1);
  g_assert_cmpuint (json_array_size (json_object_get (json, "telecom")), ==, 2);
  g_assert_cmpuint (json_array_size (json_object_get (json, "contact")), ==, 1);
  g_assert_null (json_object_get (json, "birthDate"));
  g_assert_null (json_object_get (json, "deceasedDateTime"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir-patient/reads-every-element", test_reads_every_element);
  g_test_add_func ("/fhir-patient/reads-with-almost-nothing",
                   test_reads_with_almost_nothing);
  g_test_add_func ("/fhir-patient/text-is-kept-literally", test_text_is_kept_literally);
  g_test_add_func ("/fhir-patient/refuses-with-path", test_refuses_with_path);
  g_test_add_func ("/fhir-patient/unchanged-leaves-base-as-it-is",
                   test_unchanged_leaves_base_as_it_is);
  g_test_add_func ("/fhir-patient/changes-one-thing-and-keeps-the-rest",
                   test_changes_one_thing_and_keeps_the_rest);
  g_test_add_func ("/fhir-patient/new-resource-reads-back", test_new_resource_reads_back);
  g_test_add_func ("/fhir-patient/lists-that-were-not-loaded-stay",
                   test_lists_that_were_not_loaded_stay);
  g_test_add_func ("/fhir-patient/removed-things-go", test_removed_things_go);

  return g_test_run ();
}
