/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-reader.h"

G_BEGIN_DECLS

char *foyer_fhir_date_of_date_time (const char *text);

char *foyer_fhir_read_day (FoyerFhirReader *self,
                           const json_t    *object,
                           const char      *key,
                           const char      *element);
void  foyer_fhir_set_day (json_t *object, const char *key, const char *day);

G_END_DECLS
