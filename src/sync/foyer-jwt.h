/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-endpoint-settings.h"
#include "sync/foyer-sync-error.h"

#include <jansson.h>

G_BEGIN_DECLS

char *foyer_jwt_make_key (FoyerKeyAlgorithm algorithm,
                          char            **out_jwk,
                          char            **out_key_id,
                          GError          **error);
char *foyer_jwt_export_key (const char *pem, char **out_key_id, GError **error);
char *foyer_jwt_sign (const char       *pem,
                      FoyerKeyAlgorithm algorithm,
                      const char       *key_id,
                      json_t           *claims,
                      GError          **error);

G_END_DECLS
