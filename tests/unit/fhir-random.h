/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-part.h"

/* Records and resources by chance, for tests that hold for all of them.  What the fields may
 * be is in the tables of fhir-random.c; a new field needs a line there only if it may not be
 * everything of its type. */

/* References that any record has: `Practitioner/clinician-UID`. */
FoyerFhirLinks fhir_random_links (void);

char           *fhir_random_uid (void);
FoyerAggregate *fhir_random_aggregate (const char *kind);

/* Changes what the part may change: fields, links, children. */
void fhir_random_edit (FoyerAggregate *aggregate);

/* Adds elements and extensions that we know nothing of, each with the text “foreign N”. */
guint fhir_random_add_foreign (json_t *json);
guint fhir_count_foreign (const json_t *json);

/* Changes a resource in ways that FHIR allows, and some that it does not. */
void fhir_random_damage (json_t *json);

/* NULL if both say the same, otherwise what differs first. */
char *fhir_find_difference (FoyerAggregate *a, FoyerAggregate *b);
