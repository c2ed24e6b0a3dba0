/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-patient.h"

G_BEGIN_DECLS

FoyerFhirResource *foyer_fhir_patient_decode (const json_t *json, GError **error);
json_t *foyer_fhir_patient_encode (FoyerFhirResource *resource, const json_t *base);

FoyerFhirResource *foyer_fhir_patient_read (FoyerFhirReader *reader, const json_t *json);
void               foyer_fhir_patient_write (FoyerFhirResource *resource, json_t *json);

G_END_DECLS
