/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-http.h"

#include "base/foyer-background.h"
#include "fhir/foyer-json.h"
#include "sync/foyer-retry-after.h"
#include "sync/foyer-web.h"

#include <string.h>

/**
 * FoyerHttp:
 *
 * The way to the endpoint over HTTP: [iface@Transport] on the hardened `FoyerWeb`.
 *
 * Beside the errors of that, an answer that is no FHIR is an error and not an answer: with
 * a status of 2xx the content has to be JSON by its type, parse to its end within the limits
 * of `fhir/foyer-json.h` and be a resource; only that to a write may be empty.  A 401 has the token renewed once; a second one
 * is `FOYER_SYNC_ERROR_SIGN_IN`.  Use it on one thread at a time.
 */
struct _FoyerHttp
{
  GObject parent_instance;

  FoyerWeb  *web;  /* (owned) */
  FoyerAuth *auth; /* (owned) */

  /* What is asked ahead: the members belong to @ahead while it runs. */
  GThread      *ahead;        /* (owned) (nullable) */
  FoyerWeb     *ahead_web;    /* (owned) */
  FoyerCall    *ahead_call;   /* (unowned) (nullable) */
  GCancellable *ahead_cancel; /* (owned) (nullable) */
  GCancellable *ahead_outer;  /* (owned) (nullable): the caller's */
  gulong        ahead_outer_id;
};

static void foyer_http_transport_init (FoyerTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerHttp,
                               foyer_http,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_TRANSPORT,
                                                      foyer_http_transport_init))

/* Header of a version that came from outside: what could end the header is left out. */
static void
append_if_match (SoupMessageHeaders *headers, const char *version)
{
  g_autofree char *safe = g_strdelimit (g_strdup (version), "\"\r\n", '_');
  g_autofree char *etag = g_strdup_printf ("W/\"%s\"", safe);

  soup_message_headers_append (headers, "If-Match", etag);
}

static SoupMessage *
make_message (FoyerHttp       *self,
              const FoyerCall *call,
              const char      *authorization,
              GError         **error)
{
  SoupMessage *message = foyer_web_message (self->web, call->method, call->target, error);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;

  headers = soup_message_get_request_headers (message);
  soup_message_headers_append (headers, "Accept", "application/fhir+json");
  if (authorization != NULL)
    soup_message_headers_append (headers, "Authorization", authorization);
  if (call->if_match != NULL)
    append_if_match (headers, call->if_match);
  if (call->if_none_exist != NULL)
    {
      /* It may be sent twice, so it may go over a connection that is open already. */
      soup_message_headers_append (headers, "If-None-Exist", call->if_none_exist);
      soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
    }
  if (call->body != NULL)
    {
      soup_message_headers_append (headers, "Prefer", "return=representation");
      soup_message_set_request_body_from_bytes (message, "application/fhir+json",
                                                call->body);
    }
  else
    soup_message_headers_append (headers, "Cache-Control", "no-cache");

  return message;
}

/* The opaque part of `W/"x"` or `"x"`. */
static char *
read_version (const char *etag)
{
  const char *begin;
  gsize       n;

  if (etag == NULL)
    return NULL;

  begin = g_str_has_prefix (etag, "W/") ? etag + 2 : etag;
  n = strlen (begin);
  if (n < 3 || begin[0] != '"' || begin[n - 1] != '"')
    return NULL;

  return g_strndup (begin + 1, n - 2);
}

static FoyerSyncError
code_for_json (const GError *error, const char *text, gsize length)
{
  switch ((FoyerFhirError) error->code)
    {
    case FOYER_FHIR_ERROR_TOO_LARGE:
    case FOYER_FHIR_ERROR_TOO_MANY:
      return FOYER_SYNC_ERROR_TOO_LARGE;

    case FOYER_FHIR_ERROR_TRUNCATED:
      return FOYER_SYNC_ERROR_TRUNCATED;

    case FOYER_FHIR_ERROR_SYNTAX:
      /* A document that breaks off inside `true` or a number is no syntax. */
      while (length > 0 && g_ascii_isspace (text[length - 1]))
        length--;
      return length > 0 && text[0] == '{' && text[length - 1] != '}'
                 ? FOYER_SYNC_ERROR_TRUNCATED
                 : FOYER_SYNC_ERROR_NOT_FHIR;

    case FOYER_FHIR_ERROR_TOO_DEEP:
    case FOYER_FHIR_ERROR_TOO_LONG:
    case FOYER_FHIR_ERROR_DUPLICATE_KEY:
    case FOYER_FHIR_ERROR_ENCODING:
    case FOYER_FHIR_ERROR_NUMBER:
    case FOYER_FHIR_ERROR_TYPE:
    case FOYER_FHIR_ERROR_VALUE:
    case FOYER_FHIR_ERROR_DATE:
    case FOYER_FHIR_ERROR_MISSING:
    case FOYER_FHIR_ERROR_RESOURCE:
    default:
      return FOYER_SYNC_ERROR_RESOURCE;
    }
}

/* The resource of an answer. */
static json_t *
read_resource (const FoyerWebCall *answer, GError **error)
{
  const char *type = soup_message_headers_get_content_type (
      soup_message_get_response_headers (answer->message), NULL);
  gsize       length = g_bytes_get_size (answer->body);
  const char *text = g_bytes_get_data (answer->body, NULL);
  g_autoptr (GError) problem = NULL;
  g_autoptr (json_t) json = NULL;

  if (length == 0)
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TRUNCATED,
                           "answer has no content");
      return NULL;
    }

  if (type == NULL || (g_ascii_strcasecmp (type, "application/fhir+json") != 0 &&
                       g_ascii_strcasecmp (type, "application/json") != 0))
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_NOT_FHIR,
                           "content is not of the type of FHIR");
      return NULL;
    }

  json = foyer_json_parse (text, length, &problem);
  if (json == NULL)
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR,
                           (int) code_for_json (problem, text, length), problem->message);
      return NULL;
    }

  if (json_string_value (json_object_get (json, "resourceType")) == NULL)
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_NOT_FHIR,
                           "content is no FHIR resource");
      return NULL;
    }

  return g_steal_pointer (&json);
}

/* A refusal is an answer even if its explanation broke off or is a web page. */
static void
take_answer (FoyerHttp *self, FoyerCall *call, FoyerWebCall *answer)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (answer->message);
  guint               status = soup_message_get_status (answer->message);

  if (answer->error != NULL &&
      (status < 400 || g_error_matches (answer->error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      call->error = g_steal_pointer (&answer->error);
      return;
    }

  call->retry_after_seconds = foyer_retry_after_read (headers);
  call->server_time = foyer_retry_after_read_date (headers);
  if (status >= 400)
    {
      call->status = status;
      call->json = answer->body != NULL ? read_resource (answer, NULL) : NULL;
      return;
    }

  /* A redirect is not followed: people decide whether to trust another address. */
  if (status >= 300)
    {
      g_autofree char *address = foyer_web_dup_redirect (self->web, answer->message);

      g_set_error_literal (&call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REDIRECT,
                           address);
      return;
    }

  /* Whoever writes is not owed the resource. */
  if (call->body == NULL || g_bytes_get_size (answer->body) > 0)
    {
      call->json = read_resource (answer, &call->error);
      if (call->json == NULL)
        return;
    }

  call->status = status;
  call->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  call->version = read_version (soup_message_headers_get_one (headers, "ETag"));
  if (call->version == NULL && call->json != NULL)
    call->version = g_strdup (json_string_value (
        json_object_get (json_object_get (call->json, "meta"), "versionId")));
}

static void
fail_call (FoyerCall *call, const GError *error)
{
  foyer_call_clear_answer (call);
  call->error = g_error_copy (error);
}

/* Sends @calls by @web with one and the same authorization. */
static void
send_as (FoyerHttp    *self,
         FoyerWeb     *web,
         GPtrArray    *calls,
         const char   *authorization,
         GCancellable *cancellable)
{
  g_autofree FoyerWebCall *answers = g_new0 (FoyerWebCall, calls->len);
  g_autofree FoyerCall   **asked = g_new0 (FoyerCall *, calls->len);
  guint                    n = 0;

  for (guint i = 0; i < calls->len; i++)
    {
      FoyerCall *call = calls->pdata[i];

      answers[n].message = make_message (self, call, authorization, &call->error);
      answers[n].is_large = call->is_large;
      if (answers[n].message != NULL)
        asked[n++] = call;
    }

  foyer_web_send (web, answers, n, cancellable);

  for (guint i = 0; i < n; i++)
    {
      take_answer (self, asked[i], &answers[i]);
      foyer_web_call_clear (&answers[i]);
    }
}

static void
send_by (FoyerHttp    *self,
         FoyerWeb     *web,
         FoyerCall   **calls,
         guint         n_calls,
         GCancellable *cancellable)
{
  g_autoptr (GPtrArray) pending = g_ptr_array_new ();

  for (guint i = 0; i < n_calls; i++)
    g_ptr_array_add (pending, calls[i]);

  for (int attempt = 0; pending->len > 0; attempt++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *authorization = NULL;

      if (!foyer_auth_get_header (self->auth, cancellable, &authorization, &error))
        {
          for (guint i = 0; i < pending->len; i++)
            fail_call (pending->pdata[i], error);
          return;
        }

      send_as (self, web, pending, authorization, cancellable);

      for (guint i = pending->len; i-- > 0;)
        if (((FoyerCall *) pending->pdata[i])->status != SOUP_STATUS_UNAUTHORIZED)
          g_ptr_array_remove_index (pending, i);

      if (pending->len == 0)
        return;

      if (attempt == 0 && foyer_auth_renew (self->auth, authorization))
        {
          for (guint i = 0; i < pending->len; i++)
            foyer_call_clear_answer (pending->pdata[i]);
          continue;
        }

      g_set_error_literal (&error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SIGN_IN,
                           "endpoint does not accept the credentials");
      for (guint i = 0; i < pending->len; i++)
        fail_call (pending->pdata[i], error);
      return;
    }
}

static void
foyer_http_send (FoyerTransport *transport,
                 FoyerCall     **calls,
                 guint           n_calls,
                 GCancellable   *cancellable)
{
  FoyerHttp *self = FOYER_HTTP (transport);

  send_by (self, self->web, calls, n_calls, cancellable);
}

static gpointer
run_ahead (gpointer data)
{
  FoyerHttp *self = data;

  foyer_background_begin ();
  g_clear_pointer (&self->ahead_call->spent, json_decref);
  send_by (self, self->ahead_web, &self->ahead_call, 1, self->ahead_cancel);
  foyer_call_digest (self->ahead_call);

  return NULL;
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer data)
{
  g_cancellable_cancel (data);
}

/* On connections of its own, and a thread that also parses the answer.  It stands back as the
 * calling thread does. */
static void
foyer_http_begin (FoyerTransport *transport, FoyerCall *call, GCancellable *cancellable)
{
  FoyerHttp *self = FOYER_HTTP (transport);

  g_return_if_fail (self->ahead == NULL);

  self->ahead_call = call;
  self->ahead_cancel = g_cancellable_new ();
  if (cancellable != NULL)
    {
      self->ahead_outer = g_object_ref (cancellable);
      self->ahead_outer_id =
          g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                 g_object_ref (self->ahead_cancel), g_object_unref);
    }
  self->ahead = g_thread_new ("foyer-ahead", run_ahead, self);
}

static void
foyer_http_finish (FoyerTransport *transport, FoyerCall *call, gboolean wanted)
{
  FoyerHttp *self = FOYER_HTTP (transport);

  g_return_if_fail (self->ahead != NULL && self->ahead_call == call);

  if (!wanted)
    g_cancellable_cancel (self->ahead_cancel);
  g_thread_join (g_steal_pointer (&self->ahead));
  self->ahead_call = NULL;
  if (self->ahead_outer != NULL)
    g_cancellable_disconnect (self->ahead_outer, self->ahead_outer_id);
  g_clear_object (&self->ahead_outer);
  g_clear_object (&self->ahead_cancel);
}

static void
foyer_http_finalize (GObject *object)
{
  FoyerHttp *self = FOYER_HTTP (object);

  if (self->ahead != NULL)
    foyer_http_finish (FOYER_TRANSPORT (self), self->ahead_call, FALSE);
  g_clear_pointer (&self->ahead_web, foyer_web_free);
  g_clear_pointer (&self->web, foyer_web_free);
  g_clear_object (&self->auth);

  G_OBJECT_CLASS (foyer_http_parent_class)->finalize (object);
}

static void
foyer_http_transport_init (FoyerTransportInterface *iface)
{
  iface->send = foyer_http_send;
  iface->begin = foyer_http_begin;
  iface->finish = foyer_http_finish;
}

static void
foyer_http_class_init (FoyerHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_http_finalize;
}

static void
foyer_http_init (FoyerHttp *self)
{
}

/**
 * foyer_http_new:
 * @settings: where the endpoint is, and which authority to trust
 * @auth: who signs in there
 * @error: return location for an error
 *
 * Errors: `FOYER_SYNC_ERROR_NOT_SET_UP` without an address; those of foyer_web_new().
 *
 * Returns: (transfer full): a way to the endpoint, or `NULL` on error
 */
FoyerHttp *
foyer_http_new (FoyerEndpointSettings *settings, FoyerAuth *auth, GError **error)
{
  g_autoptr (FoyerWeb) web = NULL;
  g_autoptr (FoyerWeb) ahead_web = NULL;
  FoyerHttp *self;

  if (settings->address == NULL)
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_NOT_SET_UP,
                           "profile has no endpoint");
      return NULL;
    }

  web = foyer_web_new (settings->address, settings->ca_file, error);
  if (web == NULL)
    return NULL;
  ahead_web = foyer_web_new (settings->address, settings->ca_file, error);
  if (ahead_web == NULL)
    return NULL;

  self = g_object_new (FOYER_TYPE_HTTP, NULL);
  self->web = g_steal_pointer (&web);
  self->ahead_web = g_steal_pointer (&ahead_web);
  self->auth = g_object_ref (auth);

  return self;
}

/**
 * foyer_http_set_deadline:
 * @self: a way to the endpoint
 * @deadline_ms: how long one exchange may take as a whole
 *
 * Without this it is 30 seconds.
 */
void
foyer_http_set_deadline (FoyerHttp *self, guint deadline_ms)
{
  foyer_web_set_deadline (self->web, deadline_ms);
  foyer_web_set_deadline (self->ahead_web, deadline_ms);
  foyer_auth_set_deadline (self->auth, deadline_ms);
}
