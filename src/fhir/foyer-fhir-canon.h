/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-json.h"

G_BEGIN_DECLS

/* For src/fhir only: resources as text that is the same if they say the same. */

gboolean foyer_fhir_is_set (const char *key);
char    *foyer_fhir_dup_canonical (const json_t *json);
char    *foyer_fhir_dup_canonical_member (const char *key, const json_t *json);

G_END_DECLS
