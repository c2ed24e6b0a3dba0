/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-person.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-clinician.h"
#include "model/foyer-npi.h"

#define PREFIX FOYER_FHIR_EXTENSION ("clinician-")

static const char *const extra_fields[] = { "colour", "overlap-limit", "position", NULL };

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerClinician *clinician = FOYER_CLINICIAN (into->record);
  g_auto (FoyerFhirPerson) person = { NULL };

  foyer_fhir_person_read (reader, json, &person);
  foyer_set_text (&clinician->prefix, person.prefix);
  foyer_set_text (&clinician->family, person.family);
  foyer_set_text (&clinician->given, person.given);
  foyer_set_text (&clinician->credentials, person.credentials);
  foyer_set_text (&clinician->npi, foyer_fhir_npi (json));
  clinician->active = foyer_fhir_read_flag (reader, json, "active", "active", TRUE);
  foyer_fhir_fields_read (reader, json, PREFIX, clinician, extra_fields, links);
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerClinician       *clinician = FOYER_CLINICIAN (aggregate->record);
  const FoyerFhirPerson person = { clinician->prefix, clinician->family, clinician->given,
                                   clinician->credentials };

  foyer_fhir_set_role (json, FOYER_FHIR_ROLE_CLINICIAN);
  foyer_fhir_set_npi (json, clinician->npi);
  json_object_set_new (json, "active", json_boolean (clinician->active));
  foyer_fhir_person_write (json, &person);
  foyer_fhir_fields_write (json, PREFIX, clinician, extra_fields, links);
}

/**
 * foyer_fhir_part_clinician:
 *
 * A clinician whose time is booked, as a Practitioner; when is in their PractitionerRole.
 */
const FoyerFhirPart foyer_fhir_part_clinician = {
  .kind = "clinician",
  .type = "Practitioner",
  .matches = foyer_fhir_is_clinician,
  .decode = decode,
  .encode = encode,
};
