/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

/* Verifies @token, made by somebody else, with a JWK Set, by GnuTLS alone; its claims. */
json_t *token_verify (const char *token, const char *jwk_set);
