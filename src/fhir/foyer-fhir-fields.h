/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-part.h"

G_BEGIN_DECLS

/* For src/fhir only: what FHIR has no element for, as extensions, by the tables of fields. */

void foyer_fhir_fields_read (FoyerFhirReader   *reader,
                             const json_t      *object,
                             const char        *prefix,
                             gpointer           record,
                             const char *const *names,
                             FoyerFhirLinks    *links);
void foyer_fhir_fields_write (json_t            *object,
                              const char        *prefix,
                              gpointer           record,
                              const char *const *names,
                              FoyerFhirLinks    *links);

void foyer_fhir_children_read (FoyerFhirReader   *reader,
                               const json_t      *object,
                               const char        *url,
                               FoyerAggregate    *aggregate,
                               const char        *kind,
                               const char *const *names,
                               FoyerFhirLinks    *links);
void foyer_fhir_children_write (json_t            *object,
                                const char        *url,
                                FoyerAggregate    *aggregate,
                                const char        *kind,
                                const char *const *names,
                                FoyerFhirLinks    *links);

json_t *foyer_fhir_money (gint64 minor, const char *currency);
gint64
foyer_fhir_read_money (FoyerFhirReader *reader, const json_t *money, const char *element);
json_t  *foyer_fhir_instant (gint64 at);
gboolean foyer_fhir_read_instant (FoyerFhirReader *reader,
                                  const json_t    *object,
                                  const char      *key,
                                  const char      *element,
                                  gint64          *out_at);

G_END_DECLS
