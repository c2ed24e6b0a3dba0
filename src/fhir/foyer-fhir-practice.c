/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-clinic.h"
#include "fhir/foyer-fhir-organization.h"
#include "fhir/foyer-fhir-parts.h"

static gboolean
matches (const json_t *json)
{
  return !foyer_fhir_is_clinic (json);
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  g_autoptr (FoyerFhirResource) resource = foyer_fhir_organization_read (reader, json);

  foyer_fhir_resource_give (resource, into);
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  g_autoptr (FoyerFhirResource) resource = foyer_fhir_resource_of (aggregate);
  FoyerPractice *practice = FOYER_PRACTICE (aggregate->record);

  foyer_fhir_resource_remove_identifiers (resource, json);
  foyer_fhir_set_npi (json, practice->npi);
  json_object_set_new (json, "active", json_boolean (practice->active));
  foyer_fhir_organization_write (resource, json);
}

/**
 * foyer_fhir_part_practice:
 *
 * A practice that refers patients as an Organization: every one that is not the clinic.
 */
const FoyerFhirPart foyer_fhir_part_practice = {
  .kind = "practice",
  .type = "Organization",
  .matches = matches,
  .decode = decode,
  .encode = encode,
};
