/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-referrer.h"

G_BEGIN_DECLS

FoyerFhirResource *foyer_fhir_practitioner_decode (const json_t *json, GError **error);
json_t *foyer_fhir_practitioner_encode (FoyerFhirResource *resource, const json_t *base);

/* For src/fhir only. */
FoyerFhirResource *foyer_fhir_practitioner_read (FoyerFhirReader *reader,
                                                 const json_t    *json);
void foyer_fhir_practitioner_write (FoyerFhirResource *resource, json_t *json);

G_END_DECLS
