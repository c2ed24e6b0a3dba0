/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-json.h"

/* Asserts what FHIR R4 demands of every resource that we write and a server may check:
 * dates, references, identifiers, codes and the constraints that are named in the messages.
 * Stops the test with the path and the resource if it does not hold. */
void fhir_assert_valid (const json_t *resource);

/* The same as a text: NULL if it holds, otherwise what is wrong. */
char *fhir_find_fault (const json_t *resource);
