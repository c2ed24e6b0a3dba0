/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint.h"

#include <string.h>

typedef struct
{
  char                *path; /* (owned) */
  FoyerEndpointAccess  access;
  gsize                max_body_bytes;
  FoyerEndpointHandler handler;
  gpointer             data; /* (owned) (nullable) */
  GDestroyNotify       free_data;
} Route;

struct _FoyerEndpoint
{
  FoyerEndpointStore *store;  /* (owned) */
  GPtrArray          *routes; /* (owned) of Route */
};

static void
route_free (Route *self)
{
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self->path);
  g_free (self);
}

/* The longest route that is @path or a folder around it. */
static Route *
find_route (FoyerEndpoint *self, const char *path)
{
  Route *best = NULL;

  for (guint i = 0; i < self->routes->len; i++)
    {
      Route *route = self->routes->pdata[i];
      gsize  length = strlen (route->path);

      if (strncmp (path, route->path, length) == 0 &&
          (path[length] == '\0' || path[length] == '/') &&
          (best == NULL || length > strlen (best->path)))
        best = route;
    }

  return best;
}

/**
 * foyer_endpoint_new:
 * @store: (transfer full): where everything is kept
 *
 * Makes an endpoint without any route.
 *
 * Returns: (transfer full): an endpoint
 */
FoyerEndpoint *
foyer_endpoint_new (FoyerEndpointStore *store)
{
  FoyerEndpoint *self = g_new0 (FoyerEndpoint, 1);

  self->store = store;
  self->routes = g_ptr_array_new_with_free_func ((GDestroyNotify) route_free);

  return self;
}

void
foyer_endpoint_free (FoyerEndpoint *self)
{
  g_ptr_array_unref (self->routes);
  foyer_endpoint_store_close (self->store);
  g_free (self);
}

FoyerEndpointStore *
foyer_endpoint_get_store (FoyerEndpoint *self)
{
  return self->store;
}

/**
 * foyer_endpoint_add_route:
 * @self: an endpoint
 * @path: the path, decoded and without a slash at its end; what lies below belongs to it
 *   unless there is a longer route
 * @access: who may use it
 * @max_body_bytes: larger bodies are refused before they are read
 * @handler: answers the requests
 * @data: (nullable): data for @handler
 * @free_data: (nullable): frees @data
 *
 * Lets @handler answer the requests for a path.
 */
void
foyer_endpoint_add_route (FoyerEndpoint       *self,
                          const char          *path,
                          FoyerEndpointAccess  access,
                          gsize                max_body_bytes,
                          FoyerEndpointHandler handler,
                          gpointer             data,
                          GDestroyNotify       free_data)
{
  Route *route = g_new0 (Route, 1);

  route->path = g_strdup (path);
  route->access = access;
  route->max_body_bytes = max_body_bytes;
  route->handler = handler;
  route->data = data;
  route->free_data = free_data;
  g_ptr_array_add (self->routes, route);
}

/**
 * foyer_endpoint_max_body:
 * @self: an endpoint
 * @path: a decoded path
 *
 * Returns: how many bytes a request for @path may carry
 */
gsize
foyer_endpoint_max_body (FoyerEndpoint *self, const char *path)
{
  Route *route = find_route (self, path);

  return route != NULL ? route->max_body_bytes : 0;
}

/**
 * foyer_endpoint_handle:
 * @self: an endpoint
 * @request: a request
 *
 * Answers @request.
 *
 * Returns: (transfer full): the answer
 */
FoyerEndpointResponse *
foyer_endpoint_handle (FoyerEndpoint *self, FoyerEndpointRequest *request)
{
  Route *route = find_route (self, request->path);

  if (route == NULL)
    return foyer_endpoint_response_outcome (404, "not-found", NULL,
                                            "There is nothing at this address.");
  if (request->route == NULL)
    request->route = g_strdup (route->path);
  if (g_bytes_get_size (request->body) > route->max_body_bytes)
    return foyer_endpoint_response_outcome (
        413, "too-long", NULL, "The request is larger than %" G_GSIZE_FORMAT " bytes.",
        route->max_body_bytes);

  return route->handler (self->store, request, route->data);
}
