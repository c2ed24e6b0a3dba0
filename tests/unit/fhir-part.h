/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-part.h"

/* What tests of the parts of records do, with the references of fhir_random_links(). */

/* JSON with ' for " where that reads better. */
json_t  *fhir_part_parse (const char *text);
json_t  *fhir_part_render (const FoyerFhirPart *part,
                           FoyerAggregate      *aggregate,
                           const json_t        *base);
gboolean fhir_part_decode (const FoyerFhirPart *part,
                           const json_t        *json,
                           FoyerAggregate      *into,
                           GError             **error);
void     fhir_part_assert_equal (const json_t *a, const json_t *b);
