/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-person.h"
#include "fhir/foyer-fhir-practitioner.h"

/* Everybody who is not of this clinic. */
static gboolean
matches (const json_t *json)
{
  return foyer_fhir_role (json) == NULL;
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  g_autoptr (FoyerFhirResource) resource = foyer_fhir_practitioner_read (reader, json);

  foyer_fhir_resource_give (resource, into);
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  g_autoptr (FoyerFhirResource) resource = foyer_fhir_resource_of (aggregate);
  FoyerReferrer *referrer = FOYER_REFERRER (aggregate->record);

  foyer_fhir_resource_remove_identifiers (resource, json);
  foyer_fhir_set_npi (json, referrer->npi);
  json_object_set_new (json, "active", json_boolean (referrer->active));
  foyer_fhir_practitioner_write (resource, json);
}

/**
 * foyer_fhir_part_referrer:
 *
 * A clinician elsewhere as a Practitioner; where is in their PractitionerRole.
 */
const FoyerFhirPart foyer_fhir_part_referrer = {
  .kind = "referrer",
  .type = "Practitioner",
  .matches = matches,
  .decode = decode,
  .encode = encode,
};

/* Only one that a desk made: the roles of somebody whom another system knows are several, and
 * none of them says to whom a letter goes. */
static gboolean
matches_role (const json_t *json)
{
  return foyer_fhir_role (json) == NULL &&
         foyer_fhir_part_is_ours (&foyer_fhir_part_referrer_role, json);
}

static void
decode_role (FoyerFhirReader *reader,
             const json_t    *json,
             FoyerFhirLinks  *links,
             FoyerAggregate  *into)
{
  foyer_fhir_links_read (
      links, foyer_fhir_read_object (reader, json, "organization", "organization"),
      into->record, "practice-id");
}

static void
encode_role (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  json_object_set_new (
      json, "active",
      json_boolean (foyer_record_get_link (aggregate->record, "practice-id") != NULL));
  foyer_fhir_links_write_record (links, json, "practitioner", aggregate->record);
  foyer_fhir_links_write (links, json, "organization", aggregate->record, "practice-id");
}

static gboolean
is_role_wanted (FoyerAggregate *aggregate)
{
  return foyer_record_get_link (aggregate->record, "practice-id") != NULL;
}

/**
 * foyer_fhir_part_referrer_role:
 *
 * Where a clinician elsewhere works, as a PractitionerRole; there is none for those of whom
 * nobody knows.
 */
const FoyerFhirPart foyer_fhir_part_referrer_role = {
  .kind = "referrer",
  .type = "PractitionerRole",
  .prefix = "role.",
  .matches = matches_role,
  .decode = decode_role,
  .encode = encode_role,
  .is_wanted = is_role_wanted,
};
