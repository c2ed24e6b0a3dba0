/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-json.h"

G_BEGIN_DECLS

/* For src/fhir only. */

gboolean foyer_fhir_is_clinic (const json_t *json);

G_END_DECLS
