/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-reader.h"
#include "model/foyer-patient-phone.h"

G_BEGIN_DECLS

/* For src/fhir only: the phones of a patient, with what may be done with them. */

GPtrArray *foyer_fhir_phones_read (FoyerFhirReader *reader, const json_t *json);
void       foyer_fhir_phones_write (json_t *json, GPtrArray *phones);

G_END_DECLS
