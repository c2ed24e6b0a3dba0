/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-reader.h"

G_BEGIN_DECLS

/* For src/fhir only: what clinicians here and elsewhere are called. */

/* valueCode of a Practitioner: what somebody is in this clinic. */
#define FOYER_FHIR_ROLE_CLINICIAN "clinician"
#define FOYER_FHIR_ROLE_STAFF "staff"

/**
 * FoyerFhirPerson:
 *
 * The name of a Practitioner with what stands before and after it.
 */
typedef struct
{
  char *prefix;      /* (owned) (nullable) */
  char *family;      /* (owned) (nullable) */
  char *given;       /* (owned) (nullable) */
  char *credentials; /* (owned) (nullable) */
} FoyerFhirPerson;

void foyer_fhir_person_read (FoyerFhirReader *reader,
                             const json_t    *json,
                             FoyerFhirPerson *out);
void foyer_fhir_person_write (json_t *json, const FoyerFhirPerson *person);
void foyer_fhir_person_clear (FoyerFhirPerson *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerFhirPerson, foyer_fhir_person_clear)

json_t *foyer_fhir_person_name (json_t *json);

const char *foyer_fhir_role (const json_t *json);
gboolean    foyer_fhir_is_clinician (const json_t *json);
void        foyer_fhir_set_role (json_t *json, const char *role);

G_END_DECLS
