/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint.h"

#include "endpoint/foyer-endpoint-limits.h"
#include "endpoint/foyer-endpoint-tokens.h"

#include <string.h>

/* Requests a second of one desk, and of an address that shows no token of one; how many
 * seconds of them may come at once. */
#define DESK_PER_SECOND 500
#define ADDRESS_PER_SECOND 10

/* What a request without a token may carry at most. */
#define MAX_STRANGER_BYTES (16 * 1024 * 1024)
#define BURST_SECONDS 5

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
  FoyerEndpointStore  *store;     /* (owned) */
  GPtrArray           *routes;    /* (owned) of Route */
  FoyerEndpointLimits *desks;     /* (owned) */
  FoyerEndpointLimits *addresses; /* (owned) */
  GHashTable          *seen;      /* (owned) when each desk asked, until it is stored */
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
  self->desks =
      foyer_endpoint_limits_new (DESK_PER_SECOND, DESK_PER_SECOND * BURST_SECONDS);
  self->addresses =
      foyer_endpoint_limits_new (ADDRESS_PER_SECOND, ADDRESS_PER_SECOND * BURST_SECONDS);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
foyer_endpoint_free (FoyerEndpoint *self)
{
  foyer_endpoint_flush (self);
  g_hash_table_unref (self->seen);
  foyer_endpoint_limits_free (self->desks);
  foyer_endpoint_limits_free (self->addresses);
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

/* The token in a request, or NULL. */
static const char *
find_token (SoupMessageHeaders *headers)
{
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");

  if (authorization == NULL ||
      g_ascii_strncasecmp (authorization, "Bearer ", strlen ("Bearer ")) != 0)
    return NULL;

  return authorization + strlen ("Bearer ");
}

/**
 * foyer_endpoint_max_body:
 * @self: an endpoint
 * @path: a decoded path
 * @headers: headers of the request
 *
 * Strangers are not read as far as desks are.
 *
 * Returns: how many bytes a request for @path may carry
 */
gsize
foyer_endpoint_max_body (FoyerEndpoint      *self,
                         const char         *path,
                         SoupMessageHeaders *headers)
{
  Route           *route = find_route (self, path);
  const char      *token = find_token (headers);
  g_autofree char *desk = NULL;

  if (route == NULL)
    return 0;
  if (route->access != FOYER_ENDPOINT_DESK || route->max_body_bytes <= MAX_STRANGER_BYTES)
    return route->max_body_bytes;

  desk = token != NULL ? foyer_endpoint_tokens_check (self->store, token, NULL) : NULL;
  return desk != NULL ? route->max_body_bytes : MAX_STRANGER_BYTES;
}

/**
 * foyer_endpoint_set_limits:
 * @self: an endpoint
 * @desk: requests a second with one token; 0 for no limit
 * @address: requests a second without a token from one address; 0 for no limit
 *
 * Sets how often the endpoint may be asked; five seconds' worth may come at once.
 */
void
foyer_endpoint_set_limits (FoyerEndpoint *self, guint desk, guint address)
{
  foyer_endpoint_limits_free (self->desks);
  foyer_endpoint_limits_free (self->addresses);
  self->desks = foyer_endpoint_limits_new (desk, MIN (desk, G_MAXINT) * BURST_SECONDS);
  self->addresses =
      foyer_endpoint_limits_new (address, MIN (address, G_MAXINT) * BURST_SECONDS);
}

static FoyerEndpointResponse *
refuse_often (guint wait_seconds)
{
  FoyerEndpointResponse *response = foyer_endpoint_response_outcome (
      429, "throttled", NULL, "These are too many requests; go on in %u seconds.",
      wait_seconds);
  g_autofree char *wait = g_strdup_printf ("%u", wait_seconds);

  soup_message_headers_replace (response->headers, "Retry-After", wait);

  return response;
}

static FoyerEndpointResponse *
refuse_stranger (const char *challenge, const char *sentence)
{
  FoyerEndpointResponse *response =
      foyer_endpoint_response_outcome (401, "login", NULL, "%s", sentence);

  soup_message_headers_replace (response->headers, "WWW-Authenticate", challenge);

  return response;
}

static FoyerEndpointResponse *
limit_address (FoyerEndpoint *self, FoyerEndpointRequest *request)
{
  g_autofree char *who = foyer_endpoint_limits_address_key (request->address);
  const guint wait = foyer_endpoint_limits_take (self->addresses, who, request->now_us);

  return wait > 0 ? refuse_often (wait) : NULL;
}

/* NULL if the request comes from a desk, whose name it then has; else its answer. */
static FoyerEndpointResponse *
admit_desk (FoyerEndpoint *self, FoyerEndpointRequest *request)
{
  const char            *token = find_token (request->headers);
  FoyerEndpointResponse *refusal;
  g_autoptr (GError) error = NULL;
  guint wait;

  g_clear_pointer (&request->token, g_free);
  if (token != NULL)
    request->token = foyer_endpoint_tokens_check (self->store, token, &error);
  if (request->token == NULL)
    {
      if (error != NULL && error->code != FOYER_ENDPOINT_ERROR_NOT_FOUND)
        return foyer_endpoint_response_error (error);

      refusal = limit_address (self, request);
      if (refusal != NULL)
        return refusal;
      return error != NULL
                 ? refuse_stranger (
                       "Bearer realm=\"foyer-endpoint\", error=\"invalid_token\"",
                       error->message)
                 : refuse_stranger ("Bearer realm=\"foyer-endpoint\"",
                                    "The token of a desk is needed here.");
    }

  wait = foyer_endpoint_limits_take (self->desks, request->token, request->now_us);
  if (wait > 0)
    return refuse_often (wait);
  g_hash_table_replace (self->seen, g_strdup (request->token),
                        g_memdup2 (&request->now_us, sizeof request->now_us));

  return NULL;
}

/**
 * foyer_endpoint_handle:
 * @self: an endpoint
 * @request: a request
 *
 * Answers @request, whatever is in it.
 *
 * Returns: (transfer full): the answer
 */
FoyerEndpointResponse *
foyer_endpoint_handle (FoyerEndpoint *self, FoyerEndpointRequest *request)
{
  Route                 *route = find_route (self, request->path);
  FoyerEndpointResponse *refusal = route != NULL && route->access == FOYER_ENDPOINT_DESK
                                       ? admit_desk (self, request)
                                       : limit_address (self, request);

  g_free (request->route);
  request->route = route != NULL ? g_strdup (route->path) : NULL;
  if (refusal != NULL)
    return refusal;
  if (route == NULL)
    return foyer_endpoint_response_outcome (404, "not-found", NULL,
                                            "There is nothing at this address.");
  if (g_bytes_get_size (request->body) > route->max_body_bytes)
    return foyer_endpoint_response_too_large (route->max_body_bytes);

  return route->handler (self->store, request, route->data);
}

/**
 * foyer_endpoint_flush:
 * @self: an endpoint
 *
 * Stores when each desk was seen last.  That may wait, so it is not part of each request.
 */
void
foyer_endpoint_flush (FoyerEndpoint *self)
{
  GHashTableIter iter;
  gpointer       name, at_us;

  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, &name, &at_us))
    if (foyer_endpoint_tokens_touch (self->store, name,
                                     *(gint64 *) at_us / G_USEC_PER_SEC, NULL))
      g_hash_table_iter_remove (&iter);
}
