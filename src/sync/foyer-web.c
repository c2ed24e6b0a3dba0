/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-web.h"

#include "model/foyer-endpoint-settings.h"

#include <string.h>

#define CHUNK_BYTES (64 * 1024)
#define MAX_SHOWN 100

/* How fast what is large has to come at least. */
#define BYTES_PER_MS 128

/* An exchange that was given up ends at once, but for a fault below us: a look-up of a name
 * may never return.  So long is waited for it. */
#define PATIENCE_MS 5000

struct _FoyerWeb
{
  char         *base;    /* (owned): the address without a slash at its end */
  GUri         *uri;     /* (owned): the same, parsed */
  GTlsDatabase *ca;      /* (owned) (nullable): the clinic's own authority */
  GMainContext *context; /* (owned): where the exchanges run */
  SoupSession  *session; /* (owned) (nullable): made by the thread that sends */
  GPtrArray    *lost;    /* (owned): exchanges that did not end when they were given up */
  guint         deadline_ms;
};

/* One exchange under way. */
typedef struct
{
  FoyerWeb     *web;    /* (unowned) */
  FoyerWebCall *call;   /* (unowned) (nullable): NULL once it is lost */
  GPtrArray    *others; /* (unowned): all exchanges under way, or lost; this one too */
  GCancellable *cancellable; /* (owned) */
  GSource      *deadline;    /* (owned): of the exchange; once given up, of its end */
  GInputStream *stream;      /* (owned) (nullable) */
  GByteArray   *bytes;       /* (owned) (nullable) */
  GError       *reason;      /* (owned) (nullable): why we gave it up ourselves */
} Exchange;

/* The flaw that says most about what to do, as a word that `present` knows. */
static const char *
name_flaw (GTlsCertificateFlags flags)
{
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return "revoked";
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return "wrong-host";
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return "expired";
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return "not-yet-valid";
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return "unknown-authority";
  if (flags & G_TLS_CERTIFICATE_INSECURE)
    return "weak";
  return "other";
}

static FoyerSyncError
code_for_tls (const GError *error)
{
  switch ((GTlsError) error->code)
    {
    case G_TLS_ERROR_BAD_CERTIFICATE:
      return FOYER_SYNC_ERROR_CERTIFICATE;
    case G_TLS_ERROR_EOF:
      return FOYER_SYNC_ERROR_OFFLINE;
    case G_TLS_ERROR_UNAVAILABLE:
    case G_TLS_ERROR_MISC:
    case G_TLS_ERROR_NOT_TLS:
    case G_TLS_ERROR_HANDSHAKE:
    case G_TLS_ERROR_CERTIFICATE_REQUIRED:
    case G_TLS_ERROR_INAPPROPRIATE_FALLBACK:
    case G_TLS_ERROR_BAD_CERTIFICATE_PASSWORD:
    default:
      return FOYER_SYNC_ERROR_TLS;
    }
}

/* What the error of a connection means.  After the headers whatever breaks the connection
 * has cut the answer short. */
static FoyerSyncError
code_for (const GError *error, gboolean has_headers)
{
  if (error->domain == SOUP_SESSION_ERROR)
    return FOYER_SYNC_ERROR_NOT_FHIR;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return FOYER_SYNC_ERROR_TIMEOUT;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return FOYER_SYNC_ERROR_NOT_FHIR;
  if (has_headers)
    return FOYER_SYNC_ERROR_TRUNCATED;
  if (error->domain == G_TLS_ERROR)
    return code_for_tls (error);
  return FOYER_SYNC_ERROR_OFFLINE;
}

static void
fail (Exchange *exchange, const GError *error)
{
  FoyerWebCall *call = exchange->call;

  if (exchange->reason != NULL)
    call->error = g_steal_pointer (&exchange->reason);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    call->error = g_error_copy (error);
  else
    call->error = g_error_new_literal (FOYER_SYNC_ERROR,
                                       (int) code_for (error, exchange->stream != NULL),
                                       error->message);
}

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_source_destroy (exchange->deadline);
  g_source_unref (exchange->deadline);
  g_clear_object (&exchange->stream);
  g_object_unref (exchange->cancellable);
  g_clear_error (&exchange->reason);
  g_clear_pointer (&exchange->bytes, g_byte_array_unref);
  g_free (exchange);
}

static void
end_exchange (Exchange *exchange)
{
  if (exchange->call != NULL)
    g_signal_handlers_disconnect_by_data (exchange->call->message, exchange);
  g_ptr_array_remove_fast (exchange->others, exchange);
  exchange_free (exchange);
}

static void
set_deadline (Exchange *exchange, guint ms, GSourceFunc func)
{
  if (exchange->deadline != NULL)
    {
      g_source_destroy (exchange->deadline);
      g_source_unref (exchange->deadline);
    }
  exchange->deadline = g_timeout_source_new (ms);
  g_source_set_callback (exchange->deadline, func, exchange, NULL);
  g_source_attach (exchange->deadline, exchange->web->context);
}

/* Nobody waits for it any longer.  It keeps a connection of its session, so that the next
 * request gets a new one. */
static gboolean
patience_ended_cb (gpointer data)
{
  Exchange *exchange = data;
  FoyerWeb *web = exchange->web;
  g_autoptr (GError) error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "exchange did not end");

  fail (exchange, error);
  g_signal_handlers_disconnect_by_data (exchange->call->message, exchange);
  exchange->call = NULL;
  g_ptr_array_remove_fast (exchange->others, exchange);
  exchange->others = web->lost;
  g_ptr_array_add (web->lost, exchange);
  g_clear_object (&web->session);

  return G_SOURCE_REMOVE;
}

static void
cancel (Exchange *exchange)
{
  if (g_cancellable_is_cancelled (exchange->cancellable))
    return;

  set_deadline (exchange, MIN (PATIENCE_MS, exchange->web->deadline_ms),
                patience_ended_cb);
  g_cancellable_cancel (exchange->cancellable);
}

static void
give_up (Exchange *exchange, FoyerSyncError code, const char *message)
{
  if (exchange->reason == NULL)
    exchange->reason = g_error_new_literal (FOYER_SYNC_ERROR, (int) code, message);
  cancel (exchange);
}

static goffset
get_max_bytes (Exchange *exchange)
{
  return exchange->call->is_large ? FOYER_WEB_MAX_LARGE_BYTES : FOYER_WEB_MAX_BYTES;
}

static void
give_up_size (Exchange *exchange)
{
  give_up (exchange, FOYER_SYNC_ERROR_TOO_LARGE,
           exchange->call->is_large ? "answer is larger than 48 MiB"
                                    : "answer is larger than 16 MiB");
}

static void
chunk_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (exchange->call == NULL)
    {
      end_exchange (exchange);
      return;
    }

  if (chunk != NULL && (goffset) (exchange->bytes->len + g_bytes_get_size (chunk)) >
                           get_max_bytes (exchange))
    {
      give_up_size (exchange);
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
    }

  if (error != NULL)
    fail (exchange, error);
  else if (g_bytes_get_size (chunk) == 0)
    exchange->call->body =
        g_byte_array_free_to_bytes (g_steal_pointer (&exchange->bytes));
  else
    {
      g_byte_array_append (exchange->bytes, g_bytes_get_data (chunk, NULL),
                           (guint) g_bytes_get_size (chunk));
      g_input_stream_read_bytes_async (exchange->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                       exchange->cancellable, chunk_read_cb, exchange);
      return;
    }

  end_exchange (exchange);
}

static void
headers_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = data;
  goffset   length;
  g_autoptr (GError) error = NULL;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->call == NULL)
    {
      end_exchange (exchange);
      return;
    }

  length = soup_message_headers_get_content_length (
      soup_message_get_response_headers (exchange->call->message));
  if (exchange->stream != NULL && length > get_max_bytes (exchange))
    give_up_size (exchange);
  else if (length > FOYER_WEB_MAX_BYTES)
    {
      /* Not twice the size while it grows. */
      g_byte_array_unref (exchange->bytes);
      exchange->bytes = g_byte_array_sized_new ((guint) length);
    }
  if (exchange->stream != NULL)
    {
      g_input_stream_read_bytes_async (exchange->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                       exchange->cancellable, chunk_read_cb, exchange);
      return;
    }

  fail (exchange, error);
  end_exchange (exchange);
}

static gboolean
deadline_passed_cb (gpointer data)
{
  give_up (data, FOYER_SYNC_ERROR_TIMEOUT, "exchange took too long");

  return G_SOURCE_REMOVE;
}

/* The system did not accept the certificate; the clinic's own authority may. */
static gboolean
certificate_doubted_cb (SoupMessage         *message,
                        GTlsCertificate     *certificate,
                        GTlsCertificateFlags flaws,
                        gpointer             data)
{
  Exchange        *exchange = data;
  g_autofree char *uri = g_uri_to_string (exchange->web->uri);
  g_autoptr (GSocketConnectable) identity = g_network_address_parse_uri (uri, 443, NULL);

  if (exchange->web->ca != NULL && identity != NULL)
    {
      flaws = g_tls_database_verify_chain (
          exchange->web->ca, certificate, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER,
          identity, NULL, G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);
      if (flaws == G_TLS_CERTIFICATE_NO_FLAGS)
        return TRUE;
    }

  if (exchange->reason == NULL)
    exchange->reason = g_error_new_literal (
        FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_CERTIFICATE, name_flaw (flaws));
  return FALSE;
}

/* GIO takes TLS 1.1 where the system does.  Nothing of the request is written yet. */
static void
network_event_cb (SoupMessage       *message,
                  GSocketClientEvent event,
                  GIOStream         *connection,
                  gpointer           data)
{
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKED && G_IS_TLS_CONNECTION (connection) &&
      g_tls_connection_get_protocol_version (G_TLS_CONNECTION (connection)) <
          G_TLS_PROTOCOL_VERSION_TLS_1_2)
    give_up (data, FOYER_SYNC_ERROR_TLS, "server knows no TLS from 1.2");
}

/* Of libsoup only what decodes bodies stays: no cookies, no passwords of its own. */
static void
open_session (FoyerWeb *self)
{
  self->session = soup_session_new_with_options (
      "user-agent", "Foyer/" FOYER_VERSION, "max-conns", FOYER_WEB_MAX_AT_ONCE,
      "max-conns-per-host", FOYER_WEB_MAX_AT_ONCE, "timeout", 0, "idle-timeout", 30,
      NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session,
                                       SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER);

  /* A proxy would carry what is plain out of this computer. */
  if (foyer_host_is_here (g_uri_get_host (self->uri)))
    soup_session_set_proxy_resolver (self->session, NULL);
}

static void
begin_exchange (FoyerWeb *self, FoyerWebCall *call, GPtrArray *running)
{
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->web = self;
  exchange->call = call;
  exchange->others = running;
  exchange->cancellable = g_cancellable_new ();
  exchange->bytes = g_byte_array_new ();
  set_deadline (exchange,
                self->deadline_ms +
                    (call->is_large ? FOYER_WEB_MAX_LARGE_BYTES / BYTES_PER_MS : 0),
                deadline_passed_cb);
  g_ptr_array_add (running, exchange);

  g_signal_connect (call->message, "accept-certificate",
                    G_CALLBACK (certificate_doubted_cb), exchange);
  g_signal_connect (call->message, "network-event", G_CALLBACK (network_event_cb),
                    exchange);
  if (self->session == NULL)
    open_session (self);
  soup_session_send_async (self->session, call->message, G_PRIORITY_DEFAULT,
                           exchange->cancellable, headers_read_cb, exchange);
}

/* The path of our address without a slash at its end. */
static const char *
get_base_path (FoyerWeb *self)
{
  const char *slash = strchr (strstr (self->base, "://") + strlen ("://"), '/');

  return slash != NULL ? slash : "";
}

/* Dots in a target do not lead out of the address. */
static gboolean
is_below (FoyerWeb *self, const char *path)
{
  const char *base = get_base_path (self);

  return g_str_has_prefix (path, base) &&
         (path[strlen (base)] == '/' || path[strlen (base)] == '\0');
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  GPtrArray *running = data;

  for (guint i = 0; i < running->len; i++)
    cancel (running->pdata[i]);

  return G_SOURCE_REMOVE;
}

/**
 * foyer_web_parse_address:
 * @address: a base URL
 * @error: return location for an error
 *
 * Reads and judges an address: `https`, or `http` on this computer; a host; no user,
 * query or fragment.  Slashes at the end do not count.
 *
 * Errors: `FOYER_SYNC_ERROR_NOT_FHIR` if it is no such address,
 * `FOYER_SYNC_ERROR_INSECURE` if what is sent there could be read on the way.
 *
 * Returns: (transfer full): the address, or `NULL` on error
 */
GUri *
foyer_web_parse_address (const char *address, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (address != NULL ? address : ""));
  g_autoptr (GUri) uri = NULL;

  for (gsize n = strlen (trimmed); n > 0 && trimmed[n - 1] == '/'; n--)
    trimmed[n - 1] = '\0';

  uri = g_uri_parse (trimmed, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (!g_str_equal (g_uri_get_scheme (uri), "https") &&
       !g_str_equal (g_uri_get_scheme (uri), "http")) ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL)
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_NOT_FHIR,
                           "address is no plain web address");
      return NULL;
    }

  if (g_str_equal (g_uri_get_scheme (uri), "http") &&
      !foyer_host_is_here (g_uri_get_host (uri)))
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_INSECURE,
                           "plain http, and not on this computer");
      return NULL;
    }

  return g_steal_pointer (&uri);
}

/**
 * foyer_web_new:
 * @address: base URL that targets are below
 * @ca_file: (nullable): PEM file with an authority to trust beside those of the system
 * @error: return location for an error
 *
 * Errors: those of foyer_web_parse_address(); `FOYER_SYNC_ERROR_CERTIFICATE` with the
 * message `authority-file` if @ca_file cannot be read.
 *
 * Returns: (transfer full): a way to the server, for one thread at a time to use, or
 *   `NULL` on error
 */
FoyerWeb *
foyer_web_new (const char *address, const char *ca_file, GError **error)
{
  g_autoptr (FoyerWeb) self = g_new0 (FoyerWeb, 1);

  self->deadline_ms = FOYER_WEB_DEADLINE_MS;
  self->context = g_main_context_new ();
  self->lost = g_ptr_array_new ();
  self->uri = foyer_web_parse_address (address, error);
  if (self->uri == NULL)
    return NULL;
  self->base = g_uri_to_string (self->uri);
  if (g_str_has_suffix (self->base, "/"))
    self->base[strlen (self->base) - 1] = '\0';

  if (ca_file != NULL)
    {
      self->ca =
          g_path_is_absolute (ca_file) ? g_tls_file_database_new (ca_file, NULL) : NULL;
      if (self->ca == NULL)
        {
          g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_CERTIFICATE,
                               "authority-file");
          return NULL;
        }
    }

  return g_steal_pointer (&self);
}

/**
 * foyer_web_free:
 * @self: a way to a server, on which nothing is under way
 *
 * Closes its connections.
 */
void
foyer_web_free (FoyerWeb *self)
{
  g_main_context_push_thread_default (self->context);
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  /* Whatever calls back from now on does so where nobody listens. */
  g_ptr_array_set_free_func (self->lost, exchange_free);
  g_ptr_array_unref (self->lost);
  g_main_context_unref (self->context);
  g_clear_object (&self->ca);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_free (self->base);
  g_free (self);
}

/**
 * foyer_web_set_deadline:
 * @self: a way to a server
 * @deadline_ms: how long one exchange may take, from the name look-up to the last byte
 *
 * Without this it is 30 seconds.
 */
void
foyer_web_set_deadline (FoyerWeb *self, guint deadline_ms)
{
  self->deadline_ms = deadline_ms;
}

/**
 * foyer_web_get_base:
 * @self: a way to a server
 *
 * Returns: (transfer none): its address, without a slash at its end
 */
const char *
foyer_web_get_base (FoyerWeb *self)
{
  return self->base;
}

/* An address to show: without what is asked there, which is nobody's business, and no
 * longer than a sentence bears. */
static char *
describe (GUri *uri)
{
  GUriHideFlags    hidden = G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT;
  g_autofree char *text = g_uri_to_string_partial (uri, hidden);

  return g_utf8_strlen (text, -1) <= MAX_SHOWN ? g_steal_pointer (&text)
                                               : g_strdup (g_uri_get_host (uri));
}

/**
 * foyer_web_dup_redirect:
 * @self: a way to a server
 * @message: a request that was answered with a redirect
 *
 * Finds the address that the server points to.  Where the same path was asked for below
 * another base, it is that base.
 *
 * Returns: (transfer full): the address, to show; empty if the server names none
 */
char *
foyer_web_dup_redirect (FoyerWeb *self, SoupMessage *message)
{
  const char *location = soup_message_headers_get_one (
      soup_message_get_response_headers (message), "Location");
  GUri       *asked = soup_message_get_uri (message);
  const char *target = g_uri_get_path (asked) + strlen (get_base_path (self));
  g_autoptr (GUri) uri =
      location != NULL ? g_uri_parse_relative (asked, location, SOUP_HTTP_URI_FLAGS, NULL)
                       : NULL;
  g_autofree char *text = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup ("");

  text = describe (uri);
  if (g_str_has_suffix (text, target))
    text[strlen (text) - strlen (target)] = '\0';

  return g_steal_pointer (&text);
}

/**
 * foyer_web_message:
 * @self: a way to a server
 * @method: `GET`, `POST` or `PUT`
 * @target: path and query below the address, encoded; empty for the address itself.  A
 *   whole address, as servers give in links, is taken if it is below ours
 * @error: return location for an error
 *
 * Errors: `FOYER_SYNC_ERROR_REDIRECT` if @target is the address of somebody else, which is
 * then the message; `FOYER_SYNC_ERROR_RESOURCE` if it is no address.
 *
 * Returns: (transfer full): a request to fill in, or `NULL` on error
 */
SoupMessage *
foyer_web_message (FoyerWeb *self, const char *method, const char *target, GError **error)
{
  g_autofree char *whole = NULL;
  g_autoptr (GUri) uri = NULL;
  gsize        n_base = strlen (self->base);
  SoupMessage *message;

  if (strncmp (target, self->base, n_base) == 0 &&
      (target[n_base] == '/' || target[n_base] == '?'))
    whole = g_strdup (target);
  else if (g_uri_peek_scheme (target) != NULL || g_str_has_prefix (target, "//"))
    {
      g_autoptr (GUri) other =
          g_uri_parse_relative (self->uri, target, SOUP_HTTP_URI_FLAGS, NULL);
      g_autofree char *shown = other != NULL && g_uri_get_host (other) != NULL
                                   ? describe (other)
                                   : g_strdup ("");

      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REDIRECT, shown);
      return NULL;
    }
  else
    whole = g_strconcat (self->base, *target == '?' || *target == '\0' ? "" : "/", target,
                         NULL);

  uri = g_uri_parse (whole, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || strchr (target, '#') != NULL ||
      !is_below (self, g_uri_get_path (uri)))
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_RESOURCE,
                           "target is no address");
      return NULL;
    }

  message = soup_message_new_from_uri (method, uri);
  soup_message_set_flags (message,
                          SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);

  return message;
}

/**
 * foyer_web_send:
 * @self: a way to a server
 * @calls: (array length=n_calls): the exchanges; their answers are written into them
 * @n_calls: how many
 * @cancellable: (nullable): to give up
 *
 * Makes the exchanges, four at a time, and waits for all of them.  Runs a main context of
 * its own.  A message can be sent once.  One that is given up, by @cancellable or for its
 * deadline, and does not end within five seconds is not waited for.
 *
 * Errors, in @calls: [error@SyncError]; the message of `FOYER_SYNC_ERROR_CERTIFICATE` is
 * the flaw: `expired`, `not-yet-valid`, `wrong-host`, `unknown-authority`, `revoked`,
 * `weak` or `other`.
 */
void
foyer_web_send (FoyerWeb     *self,
                FoyerWebCall *calls,
                guint         n_calls,
                GCancellable *cancellable)
{
  g_autoptr (GPtrArray) running = g_ptr_array_new ();
  GSource *cancelled = NULL;
  guint    n_begun = 0;

  g_main_context_push_thread_default (self->context);
  if (cancellable != NULL)
    {
      cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (cancelled, G_SOURCE_FUNC (cancelled_cb), running, NULL);
      g_source_attach (cancelled, self->context);
    }

  while (n_begun < n_calls || running->len > 0)
    if (n_begun < n_calls &&
        g_cancellable_set_error_if_cancelled (cancellable, &calls[n_begun].error))
      n_begun++;
    else if (n_begun < n_calls && running->len < FOYER_WEB_MAX_AT_ONCE)
      begin_exchange (self, &calls[n_begun++], running);
    else
      g_main_context_iteration (self->context, TRUE);

  if (cancelled != NULL)
    {
      g_source_destroy (cancelled);
      g_source_unref (cancelled);
    }
  g_main_context_pop_thread_default (self->context);
}

void
foyer_web_call_clear (FoyerWebCall *call)
{
  g_clear_object (&call->message);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_clear_error (&call->error);
}
