/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-error.h"

#include <jansson.h>

G_BEGIN_DECLS

#define FOYER_JSON_MAX_DEPTH 64
#define FOYER_JSON_MAX_BYTES (48 * 1024 * 1024)
#define FOYER_JSON_MAX_REST_BYTES (16 * 1024 * 1024)
#define FOYER_JSON_MAX_ENTRIES 10000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

json_t *foyer_json_parse (const char *text, gsize length, GError **error);
char   *foyer_json_peek_text (const char *text, gsize length, const char *const *path);
char   *foyer_json_dump (const json_t *json);

G_END_DECLS
