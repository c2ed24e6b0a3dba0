/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-reader.h"

G_BEGIN_DECLS

/* For src/fhir only: what gift cards and tills have in common as an Account. */

gboolean foyer_fhir_account_is (const json_t *json, const char *type);
void     foyer_fhir_account_set_type (json_t *json, const char *type);
gboolean foyer_fhir_account_is_active (const json_t *json);
void     foyer_fhir_account_set_active (json_t *json, gboolean active);
json_t  *foyer_fhir_account_period (json_t *json, gboolean wanted);

G_END_DECLS
