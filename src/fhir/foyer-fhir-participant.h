/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-part.h"

G_BEGIN_DECLS

/* For src/fhir only: who and what takes part in an Appointment, and what it rests on. */

const char *foyer_fhir_participant_read (const json_t   *json,
                                         FoyerFhirLinks *links,
                                         gpointer        record,
                                         const char     *field);
void        foyer_fhir_participant_write (json_t         *json,
                                          FoyerFhirLinks *links,
                                          gpointer        record,
                                          const char     *field,
                                          const char     *status);
void        foyer_fhir_based_on_read (const json_t   *json,
                                      FoyerFhirLinks *links,
                                      gpointer        record,
                                      const char     *field);
void        foyer_fhir_based_on_write (json_t         *json,
                                       FoyerFhirLinks *links,
                                       gpointer        record,
                                       const char     *field);

G_END_DECLS
