/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-organization.h"

#include "fhir/foyer-fhir-address.h"
#include "fhir/foyer-fhir-telecom.h"

/**
 * foyer_fhir_organization_read:
 *
 * Reads an Organization as a practice, as foyer_fhir_organization_decode() does.
 */
FoyerFhirResource *
foyer_fhir_organization_read (FoyerFhirReader *reader, const json_t *json)
{
  FoyerPractice     *practice = foyer_practice_new ();
  FoyerFhirResource *resource = foyer_fhir_resource_new (practice);
  g_autoptr (GPtrArray) telecoms = foyer_fhir_telecoms_read (reader, json, "telecom");
  g_auto (FoyerFhirAddress) address = { NULL };

  foyer_fhir_resource_decode (resource, reader, json, &practice->npi);
  practice->name =
      foyer_fhir_read_text (reader, json, "name", "name", FOYER_FHIR_MAX_NAME);
  if (practice->name == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "name", "none");
  foyer_set_text (&practice->phone, foyer_fhir_telecoms_first (telecoms, "phone"));
  foyer_set_text (&practice->fax, foyer_fhir_telecoms_first (telecoms, "fax"));
  foyer_fhir_address_read (reader, json, &address);
  practice->address = foyer_fhir_address_format (&address);
  practice->active = foyer_fhir_read_flag (reader, json, "active", "active", TRUE);

  return resource;
}

/**
 * foyer_fhir_organization_decode:
 * @json: an Organization
 * @error: return location for an error
 *
 * Reads an Organization as a practice; only its name has to be there.
 *
 * Errors: [error@FhirError], with the path of the element.
 *
 * Returns: (transfer full): the practice, or `NULL` on error
 */
FoyerFhirResource *
foyer_fhir_organization_decode (const json_t *json, GError **error)
{
  return foyer_fhir_resource_decode_as ("Organization", json,
                                        foyer_fhir_organization_read, error);
}

/**
 * foyer_fhir_organization_write:
 * @resource: a practice
 * @json: an Organization
 *
 * Writes a practice onto @json.  An address that differs is written as lines, since a
 * practice has it as on its letterhead.
 */
void
foyer_fhir_organization_write (FoyerFhirResource *resource, json_t *json)
{
  FoyerPractice *practice = FOYER_PRACTICE (resource->record);
  g_auto (FoyerFhirReader) reader = { "Organization" };
  g_autoptr (FoyerFhirResource) was_resource =
      foyer_fhir_organization_read (&reader, json);
  FoyerPractice         *was = FOYER_PRACTICE (was_resource->record);
  const FoyerFhirAddress address = { NULL, practice->address };

  foyer_fhir_resource_encode (resource, json, practice->npi);
  if (practice->active != was->active)
    json_object_set_new (json, "active", json_boolean (practice->active));
  foyer_fhir_set_text (json, "name", practice->name);
  if (g_strcmp0 (practice->phone, was->phone) != 0)
    foyer_fhir_telecom_write (json, "phone", practice->phone);
  if (g_strcmp0 (practice->fax, was->fax) != 0)
    foyer_fhir_telecom_write (json, "fax", practice->fax);
  if (g_strcmp0 (practice->address, was->address) != 0)
    foyer_fhir_address_write (json, &address);
}

/**
 * foyer_fhir_organization_encode:
 * @resource: a practice
 * @base: (nullable): the Organization as it is elsewhere
 *
 * Writes a practice onto @base, or as a new Organization.
 *
 * Returns: (transfer full): the Organization
 */
json_t *
foyer_fhir_organization_encode (FoyerFhirResource *resource, const json_t *base)
{
  json_t *json = foyer_fhir_resource_begin ("Organization", base);

  if (base == NULL)
    json_object_set_new (json, "active",
                         json_boolean (FOYER_PRACTICE (resource->record)->active));
  foyer_fhir_organization_write (resource, json);

  return json;
}
