/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerEndpointServer:
 *
 * An endpoint on a socket.
 */
typedef struct _FoyerEndpointServer FoyerEndpointServer;

FoyerEndpointServer *foyer_endpoint_server_new (FoyerEndpoint *endpoint);
void                 foyer_endpoint_server_free (FoyerEndpointServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEndpointServer, foyer_endpoint_server_free)

void  foyer_endpoint_server_set_behind_proxy (FoyerEndpointServer *self,
                                              gboolean             behind_proxy);
char *foyer_endpoint_server_listen (FoyerEndpointServer *self,
                                    const char          *address,
                                    GTlsCertificate     *certificate,
                                    GError             **error);

G_END_DECLS
