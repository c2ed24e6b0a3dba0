/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint-message.h"
#include "endpoint/foyer-endpoint-store.h"

G_BEGIN_DECLS

/**
 * FoyerEndpointAccess:
 * @FOYER_ENDPOINT_OPEN: for everybody, within the limit of requests an address
 * @FOYER_ENDPOINT_DESK: only with the token of a desk
 *
 * Who may use a route.
 */
typedef enum
{
  FOYER_ENDPOINT_OPEN,
  FOYER_ENDPOINT_DESK,
} FoyerEndpointAccess;

/**
 * FoyerEndpoint:
 *
 * The server without its sockets: a store and the routes that lead to it.
 */
typedef struct _FoyerEndpoint FoyerEndpoint;

/**
 * FoyerEndpointHandler:
 * @store: what it may read and write
 * @request: what was asked
 * @data: (nullable): as given with the route
 *
 * Answers a request.  A POST or PUT may be handled a second time if the disk refused the
 * first: nothing of the first has then been written.
 *
 * Returns: (transfer full): the answer
 */
typedef FoyerEndpointResponse *(*FoyerEndpointHandler) (FoyerEndpointStore   *store,
                                                        FoyerEndpointRequest *request,
                                                        gpointer              data);

FoyerEndpoint *foyer_endpoint_new (FoyerEndpointStore *store);
void           foyer_endpoint_free (FoyerEndpoint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEndpoint, foyer_endpoint_free)

void foyer_endpoint_add_route (FoyerEndpoint       *self,
                               const char          *path,
                               FoyerEndpointAccess  access,
                               gsize                max_body_bytes,
                               FoyerEndpointHandler handler,
                               gpointer             data,
                               GDestroyNotify       free_data);

void foyer_endpoint_set_limits (FoyerEndpoint *self, guint desk, guint address);

FoyerEndpointStore *foyer_endpoint_get_store (FoyerEndpoint *self);
gsize               foyer_endpoint_max_body (FoyerEndpoint      *self,
                                             const char         *path,
                                             SoupMessageHeaders *headers);

FoyerEndpointResponse *foyer_endpoint_handle (FoyerEndpoint        *self,
                                              FoyerEndpointRequest *request);
void                   foyer_endpoint_flush (FoyerEndpoint *self);

G_END_DECLS
