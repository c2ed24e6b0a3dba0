/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-reader.h"
#include "model/foyer-patient.h"

G_BEGIN_DECLS

/* For src/fhir only: what a patient is and was called. */

void foyer_fhir_patient_names_read (FoyerFhirReader *reader,
                                    const json_t    *json,
                                    FoyerPatient    *patient);
void foyer_fhir_patient_names_write (json_t *json, FoyerPatient *patient);

G_END_DECLS
