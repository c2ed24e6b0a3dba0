/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-referrer.h"

G_BEGIN_DECLS

FoyerFhirResource *foyer_fhir_practitioner_decode (const json_t *json, GError **error);
json_t *foyer_fhir_practitioner_encode (FoyerFhirResource *resource, const json_t *base);

G_END_DECLS
