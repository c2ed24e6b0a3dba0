/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-part.h"

G_BEGIN_DECLS

/**
 * FoyerFhirClash:
 * @unit: what both sides changed: `time`, `telecom[phone mobile]`
 * @status: whether it is a state or a time, which nobody but a person may settle
 * @base: JSON object of the elements from which both went out; @mine; @theirs: likewise
 *
 * One thing that two desks changed differently.
 */
typedef struct
{
  char    *unit; /* (owned) */
  gboolean status;
  json_t  *base;   /* (owned) */
  json_t  *mine;   /* (owned) */
  json_t  *theirs; /* (owned) */
} FoyerFhirClash;

void foyer_fhir_clash_free (FoyerFhirClash *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFhirClash, foyer_fhir_clash_free)

gboolean foyer_fhir_equal (const json_t *a, const json_t *b);
json_t  *foyer_fhir_merge (const FoyerFhirPart *part,
                           const json_t        *base,
                           const json_t        *mine,
                           const json_t        *theirs,
                           GPtrArray           *out_clashes);
json_t  *foyer_fhir_overlay (const FoyerFhirPart *part,
                             const json_t        *json,
                             const char          *unit,
                             const json_t        *elements);

G_END_DECLS
