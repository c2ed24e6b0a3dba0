/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-server.h"

#include <stdarg.h>
#include <string.h>

struct _WebServer
{
  GSocket         *socket;      /* (owned) */
  GThread         *thread;      /* (owned): accepts */
  GCancellable    *cancellable; /* (owned): ends everything */
  GTlsCertificate *certificate; /* (owned) (nullable) */
  WebHandler       handler;
  WebRawHandler    raw;
  gpointer         data;
  char            *address; /* (owned) */
  int              n_connections;
  int              n_requests;
  GMutex           lock;
  GCond            all_closed;
  int              n_open; /* under the lock */
};

typedef struct
{
  WebServer *server; /* (unowned) */
  GSocket   *socket; /* (owned) */
} Connection;

/* Reads one request; FALSE when the client has gone. */
static gboolean
read_request (WebServer *self, GInputStream *input, WebRequest *request)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *length = NULL;
  gsize            n_body = 0;
  char             byte;

  while (!g_str_has_suffix (text->str, "\r\n\r\n"))
    {
      if (g_input_stream_read (input, &byte, 1, self->cancellable, NULL) != 1)
        return FALSE;
      g_string_append_c (text, byte);
    }

  request->head = g_string_free (g_steal_pointer (&text), FALSE);
  length = web_request_dup_header (request, "Content-Length");
  if (length != NULL)
    n_body = (gsize) g_ascii_strtoull (length, NULL, 10);
  request->body = g_malloc0 (n_body + 1);

  return g_input_stream_read_all (input, request->body, n_body, &n_body,
                                  self->cancellable, NULL);
}

static void
serve (WebServer *self, GIOStream *stream)
{
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      WebRequest request = { .data = self->data,
                             .output = g_io_stream_get_output_stream (stream) };

      goes_on = read_request (self, g_io_stream_get_input_stream (stream), &request);
      if (goes_on)
        {
          request.number = g_atomic_int_add (&self->n_requests, 1) + 1;
          goes_on = self->handler (&request);
        }
      g_free (request.head);
      g_free (request.body);
    }
}

static gpointer
run_connection (gpointer data)
{
  Connection *connection = data;
  WebServer  *self = connection->server;
  g_autoptr (GSocket) socket = connection->socket;

  g_free (connection);
  if (self->raw != NULL)
    self->raw (g_socket_get_fd (socket), self->data);
  else
    {
      g_autoptr (GIOStream) plain =
          G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
      g_autoptr (GIOStream) tls =
          self->certificate != NULL
              ? g_tls_server_connection_new (plain, self->certificate, NULL)
              : NULL;

      serve (self, tls != NULL ? tls : plain);
      g_io_stream_close (plain, NULL, NULL);
    }
  g_socket_close (socket, NULL);

  g_mutex_lock (&self->lock);
  self->n_open--;
  g_cond_signal (&self->all_closed);
  g_mutex_unlock (&self->lock);

  return NULL;
}

static gpointer
run_accept (gpointer data)
{
  WebServer *self = data;
  GSocket   *socket;

  while ((socket = g_socket_accept (self->socket, self->cancellable, NULL)) != NULL)
    {
      Connection *connection = g_new0 (Connection, 1);

      connection->server = self;
      connection->socket = socket;
      g_atomic_int_inc (&self->n_connections);
      g_mutex_lock (&self->lock);
      self->n_open++;
      g_mutex_unlock (&self->lock);
      g_thread_unref (g_thread_new ("connection", run_connection, connection));
    }

  return NULL;
}

static WebServer *
start (WebServer *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) got = NULL;
  GError *error = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->all_closed);
  self->cancellable = g_cancellable_new ();
  self->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                               G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_bind (self->socket, wanted, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (self->socket, &error);
  g_assert_no_error (error);
  got = g_socket_get_local_address (self->socket, &error);
  g_assert_no_error (error);
  self->address =
      g_strdup_printf ("%s://127.0.0.1:%u",
                       self->certificate != NULL || self->raw != NULL ? "https" : "http",
                       g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  self->thread = g_thread_new ("server", run_accept, self);

  return self;
}

WebServer *
web_server_new (WebHandler handler, gpointer data, GTlsCertificate *certificate)
{
  WebServer *self = g_new0 (WebServer, 1);

  self->handler = handler;
  self->data = data;
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;

  return start (self);
}

WebServer *
web_server_new_raw (WebRawHandler handler, gpointer data)
{
  WebServer *self = g_new0 (WebServer, 1);

  self->raw = handler;
  self->data = data;

  return start (self);
}

/* Waits until the server has no open connection. */
void
web_server_wait_closed (WebServer *self)
{
  g_mutex_lock (&self->lock);
  while (self->n_open > 0)
    g_cond_wait (&self->all_closed, &self->lock);
  g_mutex_unlock (&self->lock);
}

void
web_server_free (WebServer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  web_server_wait_closed (self);
  g_object_unref (self->cancellable);
  g_object_unref (self->socket);
  g_clear_object (&self->certificate);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->all_closed);
  g_free (self->address);
  g_free (self);
}

const char *
web_server_get_address (WebServer *self)
{
  return self->address;
}

int
web_server_count_connections (WebServer *self)
{
  return g_atomic_int_get (&self->n_connections);
}

int
web_server_count_requests (WebServer *self)
{
  return g_atomic_int_get (&self->n_requests);
}

/* Writes bytes as they are; FALSE when the client has gone. */
gboolean
web_request_write (WebRequest *request, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return g_output_stream_write_all (request->output, text, strlen (text), NULL, NULL,
                                    NULL) &&
         g_output_stream_flush (request->output, NULL, NULL);
}

/* Answers properly; @headers end in CR LF each. */
gboolean
web_request_answer (WebRequest *request,
                    int         status,
                    const char *headers,
                    const char *type,
                    const char *body)
{
  return web_request_write (request,
                            "HTTP/1.1 %d Word\r\nContent-Type: %s\r\n"
                            "Content-Length: %zu\r\n%s\r\n%s",
                            status, type, strlen (body), headers, body);
}

/* Whether the request line begins with @line. */
gboolean
web_request_is (WebRequest *request, const char *line)
{
  return g_str_has_prefix (request->head, line);
}

char *
web_request_dup_header (WebRequest *request, const char *name)
{
  g_autofree char *pattern = g_strdup_printf ("^%s: *(.*?)\\r?$", name);
  g_autoptr (GRegex) regex =
      g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (regex, request->head, 0, &match);

  return g_match_info_fetch (match, 1);
}

/* A field of a form in the body, decoded. */
char *
web_request_dup_field (WebRequest *request, const char *name)
{
  g_autoptr (GHashTable) fields =
      g_uri_parse_params (request->body, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);

  return fields != NULL ? g_strdup (g_hash_table_lookup (fields, name)) : NULL;
}
