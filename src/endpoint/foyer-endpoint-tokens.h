/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint-store.h"

G_BEGIN_DECLS

/**
 * FoyerEndpointToken:
 * @name: of the desk
 * @created_at: seconds since 1970-01-01 UTC
 * @used_at: when it was last seen, to the minute; 0: never
 * @revoked_at: since when it is not accepted; 0: it is
 *
 * What is known of a token.  The token itself is not.
 */
typedef struct
{
  char  *name; /* (owned) */
  gint64 created_at;
  gint64 used_at;
  gint64 revoked_at;
} FoyerEndpointToken;

void foyer_endpoint_token_free (FoyerEndpointToken *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEndpointToken, foyer_endpoint_token_free)

char *
foyer_endpoint_tokens_add (FoyerEndpointStore *store, const char *name, GError **error);
GPtrArray *foyer_endpoint_tokens_list (FoyerEndpointStore *store, GError **error);
gboolean   foyer_endpoint_tokens_revoke (FoyerEndpointStore *store,
                                         const char         *name,
                                         GError            **error);
char      *foyer_endpoint_tokens_check (FoyerEndpointStore *store,
                                        const char         *token,
                                        GError            **error);
gboolean   foyer_endpoint_tokens_touch (FoyerEndpointStore *store,
                                        const char         *name,
                                        gint64              used_at,
                                        GError            **error);

G_END_DECLS
