/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint.h"

G_BEGIN_DECLS

#define FOYER_ENDPOINT_MAX_BODY_BYTES (16 * 1024 * 1024)
/* A letter has its bytes in it. */
#define FOYER_ENDPOINT_MAX_LETTER_BYTES (48 * 1024 * 1024)

void foyer_endpoint_add_fhir (FoyerEndpoint *endpoint);

G_END_DECLS
