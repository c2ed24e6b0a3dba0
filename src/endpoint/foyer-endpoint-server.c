/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-server.h"

#include "endpoint/foyer-endpoint-log.h"

#include <stdio.h>
#include <string.h>

/* How many writes share one wait for the disk at most. */
#define MAX_GROUP 64

/* How long a request, or the silence between two on one connection, may last. */
#define DEADLINE_SECONDS 75

/* What is larger has longer, at this rate. */
#define LARGE_BYTES (16 * 1024 * 1024)
#define BYTES_PER_SECOND (128 * 1024)

#define MAX_CONNECTIONS 512
#define FLUSH_SECONDS 60

struct _FoyerEndpointServer
{
  FoyerEndpoint *endpoint; /* (unowned) */
  SoupServer    *server;   /* (owned) */
  GQueue         writes;   /* of Exchange, in the order in which they came */
  guint          group_source;
  guint          flush_source;
  guint         *n_connections; /* (owned) shared with them */
  gboolean       tls;
  gboolean       behind_proxy;
};

/* A request that waits for its group. */
typedef struct
{
  SoupServerMessage     *message;  /* (owned) */
  FoyerEndpointRequest  *request;  /* (owned) */
  FoyerEndpointResponse *response; /* (owned) (nullable) */
  gint64                 began_us;
} Exchange;

static void
exchange_free (Exchange *self)
{
  g_object_unref (self->message);
  foyer_endpoint_request_free (self->request);
  g_clear_pointer (&self->response, foyer_endpoint_response_free);
  g_free (self);
}

/* A host as a client may name it; it comes back in addresses. */
static gboolean
host_is_plain (const char *host)
{
  gsize n = host != NULL
                ? strspn (host, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789.-:[]")
                : 0;

  return n > 0 && n < 256 && host[n] == '\0';
}

/* The address that the proxy saw: the last of the list, the others are hearsay. */
static char *
forwarded_address (SoupMessageHeaders *headers)
{
  const char *list = soup_message_headers_get_list (headers, "X-Forwarded-For");
  const char *comma = list != NULL ? strrchr (list, ',') : NULL;
  char       *address = g_strdup (comma != NULL ? comma + 1 : list);

  return address != NULL ? g_strstrip (address) : NULL;
}

static FoyerEndpointRequest *
request_new (FoyerEndpointServer *self, SoupServerMessage *message)
{
  GUri               *uri = soup_server_message_get_uri (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody    *body = soup_server_message_get_request_body (message);
  const char         *host = soup_message_headers_get_one (headers, "Host");
  const char         *scheme = self->tls ? "https" : "http";
  const char         *query = g_uri_get_query (uri);
  g_autofree char    *target =
      g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : NULL, query, NULL);
  g_autofree char      *address = NULL;
  FoyerEndpointRequest *request =
      foyer_endpoint_request_new (soup_server_message_get_method (message), target);

  if (self->behind_proxy)
    {
      const char *sent = soup_message_headers_get_one (headers, "X-Forwarded-Proto");

      address = forwarded_address (headers);
      if (g_strcmp0 (sent, "https") == 0)
        scheme = "https";
    }
  if (address == NULL)
    address = g_strdup (soup_server_message_get_remote_host (message));

  g_clear_pointer (&request->headers, soup_message_headers_unref);
  request->headers = soup_message_headers_ref (headers);
  if (body->length > 0)
    {
      g_bytes_unref (request->body);
      request->body = soup_message_body_flatten (body);
    }
  g_free (request->address);
  request->address = address != NULL ? g_steal_pointer (&address) : g_strdup ("");
  g_free (request->base);
  request->base =
      g_strconcat (scheme, "://", host_is_plain (host) ? host : "localhost", NULL);
  request->now_us =
      foyer_endpoint_store_now_us (foyer_endpoint_get_store (self->endpoint));

  return request;
}

static gboolean
deadline_cb (gpointer data)
{
  SoupServerMessage *message = data;
  GSocket           *socket = soup_server_message_get_socket (message);

  g_object_set_data (G_OBJECT (message), "foyer-deadline", NULL);
  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);

  return G_SOURCE_REMOVE;
}

static void
clear_deadline (gpointer data)
{
  g_source_remove (GPOINTER_TO_UINT (data));
}

static void
set_deadline (SoupServerMessage *message, guint seconds)
{
  g_object_set_data_full (
      G_OBJECT (message), "foyer-deadline",
      GUINT_TO_POINTER (g_timeout_add_seconds (seconds, deadline_cb, message)),
      clear_deadline);
}

/* A large letter may take longer to come or to go. */
static void
allow_time (SoupServerMessage *message, goffset n_bytes)
{
  if (n_bytes > LARGE_BYTES)
    set_deadline (message, DEADLINE_SECONDS + (guint) (n_bytes / BYTES_PER_SECOND));
}

static void
copy_header (const char *name, const char *value, gpointer data)
{
  soup_message_headers_append (data, name, value);
}

static void
send_response (SoupServerMessage     *message,
               FoyerEndpointRequest  *request,
               FoyerEndpointResponse *response,
               gint64                 began_us)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char    *line =
      foyer_endpoint_log_line (request, response, g_get_monotonic_time () - began_us);

  fputs (line, stderr);

  soup_server_message_set_status (message, response->status, NULL);
  soup_message_headers_foreach (response->headers, copy_header, headers);
  if (response->body == NULL)
    soup_message_headers_set_content_length (headers, 0);
  else if (soup_server_message_get_method (message) == SOUP_METHOD_HEAD)
    soup_message_headers_set_content_length (headers,
                                             (goffset) g_bytes_get_size (response->body));
  else
    {
      allow_time (message, (goffset) g_bytes_get_size (response->body));
      soup_message_body_append_bytes (soup_server_message_get_response_body (message),
                                      response->body);
    }
}

static gboolean
group_cb (gpointer data)
{
  FoyerEndpointServer *self = data;
  FoyerEndpointStore  *store = foyer_endpoint_get_store (self->endpoint);
  g_autoptr (GPtrArray) group =
      g_ptr_array_new_with_free_func ((GDestroyNotify) exchange_free);
  gboolean kept;

  while (group->len < MAX_GROUP && !g_queue_is_empty (&self->writes))
    g_ptr_array_add (group, g_queue_pop_head (&self->writes));

  foyer_endpoint_store_begin_group (store);
  for (guint i = 0; i < group->len; i++)
    {
      Exchange *exchange = group->pdata[i];

      exchange->response = foyer_endpoint_handle (self->endpoint, exchange->request);
    }
  kept = foyer_endpoint_store_end_group (store);

  for (guint i = 0; i < group->len; i++)
    {
      Exchange *exchange = group->pdata[i];

      if (!kept)
        {
          foyer_endpoint_response_free (exchange->response);
          exchange->response = foyer_endpoint_handle (self->endpoint, exchange->request);
        }
      send_response (exchange->message, exchange->request, exchange->response,
                     exchange->began_us);
      soup_server_message_unpause (exchange->message);
    }
  foyer_endpoint_store_forgive (store);

  if (!g_queue_is_empty (&self->writes))
    return G_SOURCE_CONTINUE;

  self->group_source = 0;
  return G_SOURCE_REMOVE;
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  FoyerEndpointServer  *self = data;
  FoyerEndpointRequest *request = request_new (self, message);
  const char           *method = soup_server_message_get_method (message);
  const gint64          began_us = g_get_monotonic_time ();

  if (method == SOUP_METHOD_GET || method == SOUP_METHOD_HEAD)
    {
      g_autoptr (FoyerEndpointResponse) response =
          foyer_endpoint_handle (self->endpoint, request);

      send_response (message, request, response, began_us);
      foyer_endpoint_request_free (request);
    }
  else
    {
      Exchange *exchange = g_new0 (Exchange, 1);

      exchange->message = g_object_ref (message);
      exchange->request = request;
      exchange->began_us = began_us;
      soup_server_message_pause (message);
      g_queue_push_tail (&self->writes, exchange);
      /* What is ready to be read now joins the group before it runs. */
      if (self->group_source == 0)
        self->group_source = g_idle_add_full (G_PRIORITY_DEFAULT, group_cb, self, NULL);
    }
}

/* Answers without reading on: the body is thrown away as it comes. */
static void
refuse_body (FoyerEndpointServer *self, SoupServerMessage *message, gsize max_bytes)
{
  g_autoptr (FoyerEndpointRequest) request = NULL;
  g_autoptr (FoyerEndpointResponse) response =
      foyer_endpoint_response_too_large (max_bytes);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  soup_message_body_truncate (body);
  soup_message_body_set_accumulate (body, FALSE);
  request = request_new (self, message);
  soup_message_headers_replace (response->headers, "Connection", "close");
  send_response (message, request, response, g_get_monotonic_time ());
}

static void
chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  FoyerEndpointServer *self = data;
  SoupMessageBody     *body = soup_server_message_get_request_body (message);
  const gsize          max_bytes =
      GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (message), "foyer-max-body"));

  if (soup_server_message_get_status (message) == 0 && body->length > (goffset) max_bytes)
    refuse_body (self, message, max_bytes);
}

/* Called when the headers are there and the body is not. */
static void
headers_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  FoyerEndpointServer *self = data;
  SoupMessageHeaders  *headers = soup_server_message_get_request_headers (message);
  g_autoptr (FoyerEndpointRequest) request = foyer_endpoint_request_new ("", path);
  const gsize max_bytes =
      foyer_endpoint_max_body (self->endpoint, request->path, headers);
  const goffset length =
      soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
          ? soup_message_headers_get_content_length (headers)
          : 0;

  /* Parts of a resource are of no use, and libsoup would cut them. */
  soup_message_headers_remove (headers, "Range");
  if (length > (goffset) max_bytes)
    refuse_body (self, message, max_bytes);
  else
    {
      allow_time (message, length);
      g_object_set_data (G_OBJECT (message), "foyer-max-body",
                         GSIZE_TO_POINTER (max_bytes));
      g_signal_connect (message, "got-chunk", G_CALLBACK (chunk_cb), self);
    }
}

static void
leave (gpointer data)
{
  guint *n_connections = data;

  (*n_connections)--;
  g_rc_box_release (n_connections);
}

/* A message lives from when its connection waits for it until it is answered. */
static void
started_cb (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  FoyerEndpointServer *self = data;
  GObject             *object = G_OBJECT (message);

  (*self->n_connections)++;
  g_object_set_data_full (object, "foyer-connection",
                          g_rc_box_acquire (self->n_connections), leave);
  if (*self->n_connections > MAX_CONNECTIONS)
    deadline_cb (message);
  else
    set_deadline (message, DEADLINE_SECONDS);
}

static gboolean
flush_cb (gpointer data)
{
  FoyerEndpointServer *self = data;

  foyer_endpoint_flush (self->endpoint);

  return G_SOURCE_CONTINUE;
}

/**
 * foyer_endpoint_server_new:
 * @endpoint: (transfer none): answers the requests; must outlive the server
 *
 * Makes a server that does not listen yet.
 *
 * Returns: (transfer full): a server
 */
FoyerEndpointServer *
foyer_endpoint_server_new (FoyerEndpoint *endpoint)
{
  FoyerEndpointServer *self = g_new0 (FoyerEndpointServer, 1);

  self->endpoint = endpoint;
  self->n_connections = g_rc_box_new0 (guint);
  self->server = g_object_new (SOUP_TYPE_SERVER, "raw-paths", TRUE, NULL);
  soup_server_add_early_handler (self->server, NULL, headers_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (started_cb), self);
  self->flush_source = g_timeout_add_seconds (FLUSH_SECONDS, flush_cb, self);

  return self;
}

void
foyer_endpoint_server_free (FoyerEndpointServer *self)
{
  g_clear_handle_id (&self->group_source, g_source_remove);
  g_clear_handle_id (&self->flush_source, g_source_remove);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_queue_clear_full (&self->writes, (GDestroyNotify) exchange_free);
  g_rc_box_release (self->n_connections);
  g_free (self);
}

/**
 * foyer_endpoint_server_set_behind_proxy:
 * @self: a server
 * @behind_proxy: whether all requests come through a proxy of the clinic
 *
 * Sets whether to believe `X-Forwarded-For` and `X-Forwarded-Proto`.
 */
void
foyer_endpoint_server_set_behind_proxy (FoyerEndpointServer *self, gboolean behind_proxy)
{
  self->behind_proxy = behind_proxy;
}

static void
refuse_listen (GError **error, const char *sentence)
{
  g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_USAGE, sentence);
}

/**
 * foyer_endpoint_server_listen:
 * @self: a server
 * @address: numeric address and port, `127.0.0.1:8080`, `[::1]:0`; port 0 takes a free one
 * @certificate: (nullable): certificate with its key; `NULL` for plain HTTP
 * @error: return location for an error
 *
 * Begins to answer requests on the thread-default main context.
 *
 * Errors: `FOYER_ENDPOINT_ERROR_USAGE` for what is no address, or for plain HTTP that other
 * machines could reach; those of GIO if the address cannot be had.
 *
 * Returns: (transfer full): the address of the FHIR base, `http://127.0.0.1:8080/fhir`, or
 *   `NULL` on error
 */
char *
foyer_endpoint_server_listen (FoyerEndpointServer *self,
                              const char          *address,
                              GTlsCertificate     *certificate,
                              GError             **error)
{
  const char      *colon = strrchr (address, ':');
  gboolean         bracketed = *address == '[' && colon > address && colon[-1] == ']';
  g_autofree char *host = NULL;
  g_autoptr (GInetAddress) inet = NULL;
  g_autoptr (GSocketAddress) socket_address = NULL;
  g_autoptr (GUri) uri = NULL;
  GSList *uris;
  guint64 port;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    {
      refuse_listen (error, "An address to listen at is a number and a port, like "
                            "127.0.0.1:8080.");
      return NULL;
    }

  host = bracketed ? g_strndup (address + 1, (gsize) (colon - address) - 2)
                   : g_strndup (address, (gsize) (colon - address));
  inet = g_inet_address_new_from_string (host);
  if (inet == NULL)
    {
      refuse_listen (error, "An address to listen at is a number and a port, like "
                            "127.0.0.1:8080.");
      return NULL;
    }
  if (certificate == NULL && !g_inet_address_get_is_loopback (inet))
    {
      refuse_listen (error,
                     "Without a certificate only this computer may connect: listen "
                     "at 127.0.0.1, or give a certificate and its key.");
      return NULL;
    }

  self->tls = certificate != NULL;
  if (certificate != NULL)
    soup_server_set_tls_certificate (self->server, certificate);
  socket_address = g_inet_socket_address_new (inet, (guint16) port);
  if (!soup_server_listen (self->server, socket_address,
                           certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0, error))
    return NULL;

  uris = soup_server_get_uris (self->server);
  uri = g_uri_ref (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return g_strdup_printf (strchr (host, ':') != NULL ? "%s://[%s]:%d/fhir"
                                                     : "%s://%s:%d/fhir",
                          self->tls ? "https" : "http", host, g_uri_get_port (uri));
}
