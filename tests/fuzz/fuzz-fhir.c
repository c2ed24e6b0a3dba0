/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "fhir/foyer-fhir-organization.h"
#include "fhir/foyer-fhir-patient.h"
#include "fhir/foyer-fhir-practitioner.h"

/* Whatever is read as a record is written as a resource that reads as the same record, alone
 * and on top of what it came from. */

typedef FoyerFhirResource *(*Decode) (const json_t *json, GError **error);
typedef json_t *(*Encode) (FoyerFhirResource *resource, const json_t *base);

static const struct
{
  const char *type;
  Decode      decode;
  Encode      encode;
} kinds[] = {
  { "Patient", foyer_fhir_patient_decode, foyer_fhir_patient_encode },
  { "Practitioner", foyer_fhir_practitioner_decode, foyer_fhir_practitioner_encode },
  { "Organization", foyer_fhir_organization_decode, foyer_fhir_organization_encode },
};

static void
assert_same (FoyerFhirResource *a, FoyerFhirResource *b)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (a->record);

  g_assert (b != NULL);
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->reference, ==, b->reference);
  g_assert_cmpstr (foyer_record_get_uid (a->record), ==,
                   foyer_record_get_uid (b->record));
  g_assert_cmpuint (a->identifiers->len, ==, b->identifiers->len);
  for (guint i = 0; i < klass->n_fields; i++)
    if (!foyer_record_field_equal (a->record, b->record, &klass->fields[i]))
      g_error ("%s", klass->fields[i].name);
  if (FOYER_IS_PATIENT (a->record))
    {
      FoyerPatient *one = FOYER_PATIENT (a->record);
      FoyerPatient *two = FOYER_PATIENT (b->record);

      g_assert_cmpuint (one->phones->len, ==, two->phones->len);
      g_assert_cmpuint (one->names->len, ==, two->names->len);
      g_assert_cmpuint (one->contacts->len, ==, two->contacts->len);
    }
}

static void
try_kind (const json_t *json, Decode decode, Encode encode)
{
  g_autoptr (FoyerFhirResource) resource = decode (json, NULL);
  g_autoptr (FoyerFhirResource) from_new = NULL;
  g_autoptr (FoyerFhirResource) from_base = NULL;
  g_autoptr (json_t) fresh = NULL;
  g_autoptr (json_t) onto = NULL;

  if (resource == NULL)
    return;

  fresh = encode (resource, NULL);
  onto = encode (resource, json);
  from_new = decode (fresh, NULL);
  from_base = decode (onto, NULL);
  assert_same (resource, from_new);
  assert_same (resource, from_base);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const path[] = { "resourceType", NULL };
  g_autofree char         *type = foyer_json_peek_text ((const char *) data, size, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = foyer_json_parse ((const char *) data, size, &error);

  g_assert ((json == NULL) == (error != NULL));
  if (json == NULL)
    return 0;

  if (type != NULL && json_is_object (json))
    g_assert_nonnull (json_object_get (json, "resourceType"));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (foyer_fhir_peek (json, "resourceType"), kinds[i].type) == 0)
      try_kind (json, kinds[i].decode, kinds[i].encode);

  return 0;
}
