/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-part.h"

G_BEGIN_DECLS

/* For src/fhir only: resources taken apart into what is changed on its own. */

/**
 * FoyerFhirUnit:
 * @name: name of a unit or a group: `gender`, `telecom[phone work]`, `time`
 * @elements: JSON object with its elements; of a list only those items that belong to it
 * @canonical: what it says
 */
typedef struct
{
  char   *name;      /* (owned) */
  json_t *elements;  /* (owned) */
  char   *canonical; /* (owned) */
} FoyerFhirUnit;

/**
 * FoyerFhirUnits:
 * @list: (element-type FoyerFhirUnit): in their order
 * @index: (element-type utf8 FoyerFhirUnit): by name
 */
typedef struct
{
  GPtrArray  *list;  /* (owned) */
  GHashTable *index; /* (owned) */
} FoyerFhirUnits;

FoyerFhirUnits *foyer_fhir_units_new (const FoyerFhirPart *part, const json_t *json);
void            foyer_fhir_units_free (FoyerFhirUnits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFhirUnits, foyer_fhir_units_free)

const json_t *foyer_fhir_units_get (FoyerFhirUnits *self, const char *name);
const char   *foyer_fhir_units_say (FoyerFhirUnits *self, const char *name);

void foyer_fhir_units_replace (const FoyerFhirPart *part,
                               json_t              *json,
                               const char          *name,
                               const json_t        *elements);
void foyer_fhir_drop_narrative (json_t *json);

G_END_DECLS
