/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-organization.h"
#include "fhir/foyer-fhir-practitioner.h"

#include <string.h>

static json_t *
parse (const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  json_t          *json = foyer_json_parse (quoted, strlen (quoted), NULL);

  g_assert_nonnull (json);
  return json;
}

static void
assert_json_equal (json_t *a, json_t *b)
{
  g_autofree char *one = json_dumps (a, JSON_SORT_KEYS | JSON_INDENT (1));
  g_autofree char *two = json_dumps (b, JSON_SORT_KEYS | JSON_INDENT (1));

  g_assert_cmpstr (one, ==, two);
}

static void
test_invalid_npi_is_only_an_identifier (void)
{
  g_autoptr (json_t) bad =
      parse ("{'resourceType': 'Practitioner', 'name': [{'family': 'Hilpert'}],"
             " 'identifier': [{'system': 'http://hl7.org/fhir/sid/us-npi', 'value': "
             "'160'}]}");
  g_autoptr (json_t) good =
      parse ("{'resourceType': 'Practitioner', 'name': [{'family': 'Hilpert'}],"
             " 'identifier': [{'system': 'http://hl7.org/fhir/sid/us-npi', 'value': "
             "'1234567893'}]}");
  g_autoptr (FoyerFhirResource) one = foyer_fhir_practitioner_decode (bad, NULL);
  g_autoptr (FoyerFhirResource) two = foyer_fhir_practitioner_decode (good, NULL);

  g_assert_null (FOYER_REFERRER (one->record)->npi);
  g_assert_cmpuint (one->identifiers->len, ==, 1);
  g_assert_cmpstr (((FoyerIdentifier *) one->identifiers->pdata[0])->value, ==, "160");
  g_assert_cmpstr (FOYER_REFERRER (two->record)->npi, ==, "1234567893");
  g_assert_cmpuint (two->identifiers->len, ==, 0);
}

static void
test_practitioner_both_ways (void)
{
  g_autoptr (json_t) base =
      parse ("{'resourceType': 'Practitioner', 'active': true, 'gender': 'female',"
             " 'name': [{'family': 'Hilpert', 'given': ['Sharyl'], 'prefix': ['Dr.'],"
             "  'suffix': ['MD']}],"
             " 'telecom': [{'system': 'phone', 'value': '1'}, {'system': 'fax', 'value': "
             "'2'}]}");
  g_autoptr (FoyerFhirResource) resource = foyer_fhir_practitioner_decode (base, NULL);
  g_autoptr (json_t) same = NULL;
  g_autoptr (json_t) json = NULL;
  g_autoptr (FoyerFhirResource) again = NULL;
  FoyerReferrer *referrer = FOYER_REFERRER (resource->record);

  g_assert_cmpstr (referrer->credentials, ==, "MD");
  g_assert_cmpstr (referrer->fax, ==, "2");
  same = foyer_fhir_practitioner_encode (resource, base);
  assert_json_equal (same, base);

  foyer_set_text (&referrer->npi, "1234567893");
  foyer_set_text (&referrer->phone, "3");
  foyer_set_text (&referrer->specialty, "Family medicine");
  foyer_set_text (&resource->reference, "Organization/o");
  referrer->is_pcp = TRUE;
  json = foyer_fhir_practitioner_encode (resource, base);
  again = foyer_fhir_practitioner_decode (json, NULL);
  g_assert_cmpstr (FOYER_REFERRER (again->record)->npi, ==, "1234567893");
  g_assert_cmpstr (FOYER_REFERRER (again->record)->phone, ==, "3");
  g_assert_cmpstr (FOYER_REFERRER (again->record)->specialty, ==, "Family medicine");
  g_assert_true (FOYER_REFERRER (again->record)->is_pcp);
  g_assert_cmpstr (again->reference, ==, "Organization/o");
  g_assert_cmpstr (json_string_value (json_object_get (json, "gender")), ==, "female");
}

static void
test_organization_both_ways (void)
{
  g_autoptr (json_t) base = parse (
      "{'resourceType': 'Organization', 'name': 'North Shore', 'active': true,"
      " 'type': [{'text': 'kept'}], 'telecom': [{'system': 'phone', 'value': '1'}],"
      " 'address': [{'line': ['81 Highland Avenue'], 'city': 'Salem',"
      "  'state': 'MA', 'postalCode': '01970', 'country': 'US'}]}");
  g_autoptr (FoyerFhirResource) resource = foyer_fhir_organization_decode (base, NULL);
  g_autoptr (json_t) same = NULL;
  g_autoptr (json_t) fresh = NULL;
  g_autoptr (FoyerFhirResource) again = NULL;
  FoyerPractice *practice = FOYER_PRACTICE (resource->record);

  g_assert_cmpstr (practice->address, ==, "81 Highland Avenue\nSalem, MA 01970\nUS");
  same = foyer_fhir_organization_encode (resource, base);
  assert_json_equal (same, base);

  fresh = foyer_fhir_organization_encode (resource, NULL);
  again = foyer_fhir_organization_decode (fresh, NULL);
  g_assert_cmpstr (FOYER_PRACTICE (again->record)->address, ==, practice->address);
  g_assert_cmpstr (FOYER_PRACTICE (again->record)->name, ==, "North Shore");
}

static void
test_nameless_is_refused (void)
{
  g_autoptr (json_t) person = parse ("{'resourceType': 'Practitioner', 'name': [{}]}");
  g_autoptr (json_t) place = parse ("{'resourceType': 'Organization', 'name': ' '}");
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_fhir_practitioner_decode (person, &error));
  g_assert_error (error, FOYER_FHIR_ERROR, FOYER_FHIR_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_null (foyer_fhir_organization_decode (place, &error));
  g_assert_error (error, FOYER_FHIR_ERROR, FOYER_FHIR_ERROR_MISSING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir-practitioner/invalid-npi-is-only-an-identifier",
                   test_invalid_npi_is_only_an_identifier);
  g_test_add_func ("/fhir-practitioner/both-ways", test_practitioner_both_ways);
  g_test_add_func ("/fhir-organization/both-ways", test_organization_both_ways);
  g_test_add_func ("/fhir-practitioner/nameless-is-refused", test_nameless_is_refused);

  return g_test_run ();
}
