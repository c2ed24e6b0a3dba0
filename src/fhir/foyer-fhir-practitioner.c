/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-practitioner.h"

#include "fhir/foyer-fhir-person.h"
#include "fhir/foyer-fhir-telecom.h"

/* What R4 says of these only in PractitionerRole, which servers often do not have. */
#define PRACTICE FOYER_FHIR_EXTENSION ("referrer-practice")
#define SPECIALTY FOYER_FHIR_EXTENSION ("referrer-specialty")
#define PRIMARY_CARE FOYER_FHIR_EXTENSION ("referrer-primary-care")

/**
 * foyer_fhir_practitioner_read:
 *
 * Reads a Practitioner as a referrer, as foyer_fhir_practitioner_decode() does.
 */
FoyerFhirResource *
foyer_fhir_practitioner_read (FoyerFhirReader *reader, const json_t *json)
{
  FoyerReferrer     *referrer = foyer_referrer_new ();
  FoyerFhirResource *resource = foyer_fhir_resource_new (referrer);
  g_autoptr (GPtrArray) telecoms = foyer_fhir_telecoms_read (reader, json, "telecom");
  g_auto (FoyerFhirPerson) person = { NULL };
  json_t *practice = foyer_fhir_extension (json, PRACTICE);

  foyer_fhir_resource_decode (resource, reader, json, &referrer->npi);
  foyer_fhir_person_read (reader, json, &person);
  foyer_set_text (&referrer->family, person.family);
  foyer_set_text (&referrer->given, person.given);
  foyer_set_text (&referrer->prefix, person.prefix);
  foyer_set_text (&referrer->credentials, person.credentials);
  foyer_set_text (&referrer->phone, foyer_fhir_telecoms_first (telecoms, "phone"));
  foyer_set_text (&referrer->fax, foyer_fhir_telecoms_first (telecoms, "fax"));
  foyer_set_text (&referrer->email, foyer_fhir_telecoms_first (telecoms, "email"));
  referrer->active = foyer_fhir_read_flag (reader, json, "active", "active", TRUE);
  referrer->specialty =
      foyer_fhir_read_text (reader, foyer_fhir_extension (json, SPECIALTY), "valueString",
                            "extension", FOYER_FHIR_MAX_NAME);
  referrer->is_pcp =
      foyer_fhir_read_flag (reader, foyer_fhir_extension (json, PRIMARY_CARE),
                            "valueBoolean", "extension", FALSE);
  resource->reference = foyer_fhir_read_text (
      reader, foyer_fhir_read_object (reader, practice, "valueReference", "extension"),
      "reference", "extension", FOYER_FHIR_MAX_LINE);

  return resource;
}

/**
 * foyer_fhir_practitioner_decode:
 * @json: a Practitioner
 * @error: return location for an error
 *
 * Reads a Practitioner as a referrer; only a name has to be there.
 *
 * Errors: [error@FhirError], with the path of the element.
 *
 * Returns: (transfer full): the referrer, whose reference is the practice, or `NULL` on
 *   error
 */
FoyerFhirResource *
foyer_fhir_practitioner_decode (const json_t *json, GError **error)
{
  return foyer_fhir_resource_decode_as ("Practitioner", json,
                                        foyer_fhir_practitioner_read, error);
}

/**
 * foyer_fhir_practitioner_write:
 * @resource: a referrer
 * @json: a Practitioner
 *
 * Writes a referrer onto @json, but for their practice.
 */
void
foyer_fhir_practitioner_write (FoyerFhirResource *resource, json_t *json)
{
  FoyerReferrer *referrer = FOYER_REFERRER (resource->record);
  g_auto (FoyerFhirReader) reader = { "Practitioner" };
  g_autoptr (FoyerFhirResource) was_resource =
      foyer_fhir_practitioner_read (&reader, json);
  FoyerReferrer        *was = FOYER_REFERRER (was_resource->record);
  const FoyerFhirPerson person = { referrer->prefix, referrer->family, referrer->given,
                                   referrer->credentials };

  foyer_fhir_resource_encode (resource, json, referrer->npi);
  if (referrer->active != was->active)
    json_object_set_new (json, "active", json_boolean (referrer->active));
  foyer_fhir_person_write (json, &person);
  if (g_strcmp0 (referrer->phone, was->phone) != 0)
    foyer_fhir_telecom_write (json, "phone", referrer->phone);
  if (g_strcmp0 (referrer->fax, was->fax) != 0)
    foyer_fhir_telecom_write (json, "fax", referrer->fax);
  if (g_strcmp0 (referrer->email, was->email) != 0)
    foyer_fhir_telecom_write (json, "email", referrer->email);

  if (referrer->specialty != NULL)
    foyer_fhir_set_text (foyer_fhir_set_extension (json, SPECIALTY), "valueString",
                         referrer->specialty);
  else
    foyer_fhir_remove_extension (json, SPECIALTY);
  if (referrer->is_pcp)
    json_object_set_new (foyer_fhir_set_extension (json, PRIMARY_CARE), "valueBoolean",
                         json_true ());
  else
    foyer_fhir_remove_extension (json, PRIMARY_CARE);
}

/**
 * foyer_fhir_practitioner_encode:
 * @resource: a referrer; its reference is that of the practice
 * @base: (nullable): the Practitioner as it is elsewhere
 *
 * Writes a referrer onto @base, or as a new Practitioner.
 *
 * Returns: (transfer full): the Practitioner
 */
json_t *
foyer_fhir_practitioner_encode (FoyerFhirResource *resource, const json_t *base)
{
  json_t *json = foyer_fhir_resource_begin ("Practitioner", base);

  if (base == NULL)
    json_object_set_new (json, "active",
                         json_boolean (FOYER_REFERRER (resource->record)->active));
  foyer_fhir_practitioner_write (resource, json);
  if (resource->reference != NULL)
    json_object_set_new (foyer_fhir_set_extension (json, PRACTICE), "valueReference",
                         json_pack ("{s:s}", "reference", resource->reference));
  else
    foyer_fhir_remove_extension (json, PRACTICE);

  return json;
}
