/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-reader.h"
#include "model/foyer-patient.h"

G_BEGIN_DECLS

/* For src/fhir only: the people and languages around a patient. */

void foyer_fhir_contacts_read (FoyerFhirReader *reader,
                               const json_t    *json,
                               FoyerPatient    *patient);
void foyer_fhir_contacts_write (json_t *json, FoyerPatient *patient);
void foyer_fhir_languages_read (FoyerFhirReader *reader,
                                const json_t    *json,
                                FoyerPatient    *patient);
void foyer_fhir_languages_write (json_t *json, FoyerPatient *patient);

G_END_DECLS
