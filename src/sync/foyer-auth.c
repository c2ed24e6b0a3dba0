/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-auth.h"

#include "fhir/foyer-json.h"
#include "sync/foyer-jwt.h"
#include "sync/foyer-web.h"

#include <string.h>

#define HTTP_TOO_MANY_REQUESTS 429
#define ASSERTION_SECONDS 240
#define ASSERTION_TYPE "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
#define DEFAULT_SCOPE "system/*.cruds"
/* RFC 6749 leaves it open how long a token lives whose answer does not say. */
#define DEFAULT_EXPIRES_SECONDS 300
#define MAX_EXPIRES_SECONDS (24 * 60 * 60)
/* How long a token that still lives is used before asking once more where asking failed. */
#define ASK_AGAIN_SECONDS 30

/**
 * FoyerAuth:
 *
 * Who signs in to the endpoint: gives the `Authorization` header of its requests.
 *
 * Tokens are asked for when one is needed, kept in memory, and asked for anew after 80 % of
 * their life.  Several threads may share one: one asks, and the others wait for its answer.
 */
struct _FoyerAuth
{
  GObject parent_instance;

  FoyerEndpointSettings *settings;   /* (owned): a copy of our own */
  char                  *secret;     /* (owned) (nullable) */
  FoyerClock             clock;      /* seconds since 1970-01-01 UTC */
  gpointer               clock_data; /* (unowned) */
  guint                  deadline_ms;

  GMutex   lock;          /* for what follows */
  char    *token_address; /* (owned) (nullable): where to ask, once known */
  gboolean lists_post;    /* whether the server says that it takes a secret in the form */
  gboolean use_post;      /* whether it took one only there */
  char    *header;        /* (owned) (nullable): the token as a header */
  gint64   renew_at;      /* when to ask anew */
  gint64   expires_at;    /* when it is of no use any more */
};

G_DEFINE_FINAL_TYPE (FoyerAuth, foyer_auth, G_TYPE_OBJECT)

static gboolean
refuse (GError **error, FoyerSyncError code, const char *message)
{
  g_set_error_literal (error, FOYER_SYNC_ERROR, (int) code, message);

  return FALSE;
}

static gboolean
uses_tokens (FoyerAuth *self)
{
  return self->settings->auth == FOYER_ENDPOINT_AUTH_OAUTH2 ||
         self->settings->auth == FOYER_ENDPOINT_AUTH_SMART;
}

/* The object of an answer; NULL without an error if it is none. */
static json_t *
read_object (const FoyerWebCall *call)
{
  g_autoptr (json_t) json = NULL;

  if (call->body == NULL)
    return NULL;

  json = foyer_json_parse (g_bytes_get_data (call->body, NULL),
                           g_bytes_get_size (call->body), NULL);

  return json_is_object (json) ? g_steal_pointer (&json) : NULL;
}

static gboolean
list_has (json_t *list, const char *text)
{
  json_t *item;
  size_t  i;

  json_array_foreach (list, i, item)
    if (g_strcmp0 (json_string_value (item), text) == 0)
      return TRUE;

  return FALSE;
}

/* A secret, or what proves it, follows nobody. */
static gboolean
refuse_redirect (FoyerWeb *web, const FoyerWebCall *call, GError **error)
{
  guint            status = soup_message_get_status (call->message);
  g_autofree char *address = NULL;

  if (status < 300 || status >= 400)
    return TRUE;

  address = foyer_web_dup_redirect (web, call->message);
  return refuse (error, FOYER_SYNC_ERROR_REDIRECT, address);
}

/* Asks the endpoint where its tokens are given (SMART App Launch, `.well-known`). */
static gboolean
discover (FoyerAuth *self, GCancellable *cancellable, GError **error)
{
  g_auto (FoyerWebCall) call = { NULL };
  g_autoptr (FoyerWeb) web = NULL;
  g_autoptr (json_t) json = NULL;
  const char *address;

  web = foyer_web_new (self->settings->address, self->settings->ca_file, error);
  if (web == NULL)
    return FALSE;
  foyer_web_set_deadline (web, self->deadline_ms);
  call.message = foyer_web_message (web, "GET", ".well-known/smart-configuration", error);
  if (call.message == NULL)
    return FALSE;
  soup_message_headers_append (soup_message_get_request_headers (call.message), "Accept",
                               "application/json");
  foyer_web_send (web, &call, 1, cancellable);
  if (call.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&call.error));
      return FALSE;
    }

  if (!refuse_redirect (web, &call, error))
    return FALSE;
  if (soup_message_get_status (call.message) >= 500)
    return refuse (error, FOYER_SYNC_ERROR_SERVER, "sign-in configuration failed");

  json = soup_message_get_status (call.message) == SOUP_STATUS_OK ? read_object (&call)
                                                                  : NULL;
  address = json_string_value (json_object_get (json, "token_endpoint"));
  if (address == NULL)
    return refuse (error, FOYER_SYNC_ERROR_SIGN_IN,
                   "endpoint does not say where it gives tokens");

  self->token_address = g_strdup (address);
  self->lists_post =
      list_has (json_object_get (json, "token_endpoint_auth_methods_supported"),
                "client_secret_post");

  return TRUE;
}

/* What the client claims to be (SMART Backend Services; RFC 7523). */
static char *
make_assertion (FoyerAuth *self, GError **error)
{
  g_autofree char *unique = g_uuid_string_random ();
  g_autoptr (json_t) claims = json_pack (
      "{s:s, s:s, s:s, s:I, s:s}", "iss", self->settings->client_id, "sub",
      self->settings->client_id, "aud", self->token_address, "exp",
      (json_int_t) (self->clock (self->clock_data) + ASSERTION_SECONDS), "jti", unique);

  return foyer_jwt_sign (self->secret, self->settings->key_algorithm,
                         self->settings->key_id, claims, error);
}

/* RFC 6749, 2.3.1: both parts are form-encoded before they are put together. */
static char *
make_basic (const char *user, const char *secret)
{
  g_autofree char *pair = g_strconcat (user, ":", secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guint8 *) pair, strlen (pair));

  return g_strconcat ("Basic ", encoded, NULL);
}

static char *
encode_form (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

static void
append_field (GString *form, const char *name, const char *value)
{
  g_autofree char *encoded = encode_form (value);

  g_string_append_printf (form, "%s%s=%s", form->len > 0 ? "&" : "", name, encoded);
}

static char *
make_form (FoyerAuth *self, GError **error)
{
  g_autoptr (GString) form = g_string_new (NULL);
  const char *scope = self->settings->scope;

  append_field (form, "grant_type", "client_credentials");
  if (self->settings->auth == FOYER_ENDPOINT_AUTH_SMART)
    {
      g_autofree char *assertion = make_assertion (self, error);

      if (assertion == NULL)
        return NULL;
      append_field (form, "client_assertion_type", ASSERTION_TYPE);
      append_field (form, "client_assertion", assertion);
      append_field (form, "scope", scope != NULL ? scope : DEFAULT_SCOPE);
    }
  else
    {
      if (scope != NULL)
        append_field (form, "scope", scope);
      if (self->use_post)
        {
          append_field (form, "client_id", self->settings->client_id);
          append_field (form, "client_secret", self->secret);
        }
    }

  return g_string_free (g_steal_pointer (&form), FALSE);
}

static gboolean
post_form (FoyerAuth    *self,
           FoyerWeb     *web,
           FoyerWebCall *call,
           GCancellable *cancellable,
           GError      **error)
{
  g_autofree char *form = make_form (self, error);
  g_autoptr (GBytes) body = NULL;
  SoupMessageHeaders *headers;

  if (form == NULL)
    return FALSE;

  call->message = foyer_web_message (web, "POST", "", error);
  if (call->message == NULL)
    return FALSE;

  headers = soup_message_get_request_headers (call->message);
  soup_message_headers_append (headers, "Accept", "application/json");
  if (self->settings->auth == FOYER_ENDPOINT_AUTH_OAUTH2 && !self->use_post)
    {
      g_autofree char *user = encode_form (self->settings->client_id);
      g_autofree char *secret = encode_form (self->secret);
      g_autofree char *basic = make_basic (user, secret);

      soup_message_headers_append (headers, "Authorization", basic);
    }
  body = g_bytes_new (form, strlen (form));
  soup_message_set_request_body_from_bytes (call->message,
                                            "application/x-www-form-urlencoded", body);
  foyer_web_send (web, call, 1, cancellable);
  if (call->error == NULL)
    return refuse_redirect (web, call, error);

  g_propagate_error (error, g_steal_pointer (&call->error));
  return FALSE;
}

/* The error codes of RFC 6749, 5.2 are words of a list; others are not repeated. */
static gboolean
refuse_token (guint status, json_t *json, GError **error)
{
  static const char *const codes[] = { "invalid_request",
                                       "invalid_client",
                                       "invalid_grant",
                                       "unauthorized_client",
                                       "unsupported_grant_type",
                                       "invalid_scope",
                                       NULL };
  const char              *code = json_string_value (json_object_get (json, "error"));

  if (status == HTTP_TOO_MANY_REQUESTS || status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    return refuse (error, FOYER_SYNC_ERROR_BUSY, "sign-in asks to wait");
  if (status >= 500)
    return refuse (error, FOYER_SYNC_ERROR_SERVER, "sign-in failed at the server");

  return refuse (error, FOYER_SYNC_ERROR_SIGN_IN,
                 code != NULL && g_strv_contains (codes, code) ? code
                                                               : "no token was given");
}

/* A token goes into a header, so it has to be what RFC 6750 calls one. */
static gboolean
is_token (const char *text)
{
  return text != NULL && *text != '\0' &&
         strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                       "-._~+/=") == strlen (text);
}

static gboolean
take_token (FoyerAuth *self, json_t *json, gint64 asked_at, GError **error)
{
  const char *token = json_string_value (json_object_get (json, "access_token"));
  const char *type = json_string_value (json_object_get (json, "token_type"));
  json_t     *life = json_object_get (json, "expires_in");
  gint64      seconds = json_is_number (life)
                            ? (gint64) CLAMP (json_number_value (life), 0, MAX_EXPIRES_SECONDS)
                            : DEFAULT_EXPIRES_SECONDS;

  if (!is_token (token) || (type != NULL && g_ascii_strcasecmp (type, "bearer") != 0))
    return refuse (error, FOYER_SYNC_ERROR_SIGN_IN, "no token was given");

  g_free (self->header);
  self->header = g_strconcat ("Bearer ", token, NULL);
  self->renew_at = asked_at + seconds * 4 / 5;
  self->expires_at = asked_at + seconds;

  return TRUE;
}

static gboolean
ask_token (FoyerAuth *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerWeb) web = NULL;
  gint64 asked_at = self->clock (self->clock_data);

  if (self->token_address == NULL && !discover (self, cancellable, error))
    return FALSE;

  web = foyer_web_new (self->token_address, self->settings->ca_file, error);
  if (web == NULL)
    return FALSE;
  foyer_web_set_deadline (web, self->deadline_ms);

  for (;;)
    {
      g_auto (FoyerWebCall) call = { NULL };
      g_autoptr (json_t) json = NULL;
      guint status;

      if (!post_form (self, web, &call, cancellable, error))
        return FALSE;

      status = soup_message_get_status (call.message);
      json = read_object (&call);
      if (status == SOUP_STATUS_OK && json != NULL)
        return take_token (self, json, asked_at, error);

      if (self->settings->auth == FOYER_ENDPOINT_AUTH_OAUTH2 && !self->use_post &&
          self->lists_post &&
          g_strcmp0 (json_string_value (json_object_get (json, "error")),
                     "invalid_client") == 0)
        self->use_post = TRUE;
      else
        {
          self->use_post = FALSE;
          return refuse_token (status, json, error);
        }
    }
}

/* A server of tokens that is away for a while stops nobody whose token still lives. */
static gboolean
ensure_token (FoyerAuth *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gint64 now = self->clock (self->clock_data);

  if ((self->header != NULL && now < self->renew_at) ||
      ask_token (self, cancellable, &problem))
    return TRUE;

  if (self->header != NULL && now < self->expires_at &&
      !g_error_matches (problem, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SIGN_IN) &&
      !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->renew_at = now + ASK_AGAIN_SECONDS;
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
check_settings (FoyerAuth *self, GError **error)
{
  FoyerEndpointAuth auth = self->settings->auth;

  if (auth == FOYER_ENDPOINT_AUTH_NONE)
    return TRUE;
  if (self->secret == NULL)
    return refuse (error, FOYER_SYNC_ERROR_SECRET, "there is no secret to sign in with");
  if ((auth == FOYER_ENDPOINT_AUTH_BASIC && self->settings->user == NULL) ||
      (uses_tokens (self) && self->settings->client_id == NULL))
    return refuse (error, FOYER_SYNC_ERROR_NOT_SET_UP, "nobody is named who signs in");
  if (auth == FOYER_ENDPOINT_AUTH_BASIC && strchr (self->settings->user, ':') != NULL)
    return refuse (error, FOYER_SYNC_ERROR_SECRET, "a user name cannot have a colon");
  if (auth == FOYER_ENDPOINT_AUTH_BEARER && !is_token (self->secret))
    return refuse (error, FOYER_SYNC_ERROR_SECRET, "this is no token");

  return TRUE;
}

static void
foyer_auth_finalize (GObject *object)
{
  FoyerAuth *self = FOYER_AUTH (object);

  g_clear_object (&self->settings);
  if (self->secret != NULL)
    explicit_bzero (self->secret, strlen (self->secret));
  g_free (self->secret);
  g_free (self->token_address);
  g_free (self->header);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (foyer_auth_parent_class)->finalize (object);
}

static void
foyer_auth_class_init (FoyerAuthClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_auth_finalize;
}

static void
foyer_auth_init (FoyerAuth *self)
{
  g_mutex_init (&self->lock);
  self->deadline_ms = FOYER_WEB_DEADLINE_MS;
}

/**
 * foyer_auth_new:
 * @settings: how to sign in; copied
 * @secret: (nullable): password, token, client secret, or private key as PEM
 * @clock: what time it is
 * @clock_data: data of the clock
 *
 * Returns: (transfer full): who signs in; nothing is asked yet
 */
FoyerAuth *
foyer_auth_new (FoyerEndpointSettings *settings,
                const char            *secret,
                FoyerClock             clock,
                gpointer               clock_data)
{
  FoyerAuth *self = g_object_new (FOYER_TYPE_AUTH, NULL);

  self->settings = foyer_record_copy (FOYER_RECORD (settings));
  self->secret = g_strdup (secret);
  self->token_address = g_strdup (settings->token_address);
  self->lists_post = self->token_address != NULL;
  self->clock = clock;
  self->clock_data = clock_data;

  return self;
}

/**
 * foyer_auth_set_deadline:
 * @self: who signs in
 * @deadline_ms: how long each exchange of signing in may take
 *
 * Without this it is 30 seconds.
 */
void
foyer_auth_set_deadline (FoyerAuth *self, guint deadline_ms)
{
  self->deadline_ms = deadline_ms;
}

/**
 * foyer_auth_get_header:
 * @self: who signs in
 * @cancellable: (nullable): to give up asking for a token
 * @out_header: (out) (transfer full) (nullable): value of `Authorization`; `NULL` if nobody
 *   signs in
 * @error: return location for an error
 *
 * Gives what a request carries, and asks for a token first if there is none or most of its
 * life is over.  Blocks.
 *
 * Errors: `FOYER_SYNC_ERROR_SECRET` without a secret that can be used,
 * `FOYER_SYNC_ERROR_NOT_SET_UP` without a user or client, `FOYER_SYNC_ERROR_SIGN_IN` if no
 * token is given, with the OAuth code as the message; what keeps the server of the tokens
 * from answering.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_auth_get_header (FoyerAuth    *self,
                       GCancellable *cancellable,
                       char        **out_header,
                       GError      **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  *out_header = NULL;
  if (!check_settings (self, error))
    return FALSE;

  switch (self->settings->auth)
    {
    case FOYER_ENDPOINT_AUTH_NONE:
      return TRUE;

    case FOYER_ENDPOINT_AUTH_BASIC:
      *out_header = make_basic (self->settings->user, self->secret);
      return TRUE;

    case FOYER_ENDPOINT_AUTH_BEARER:
      *out_header = g_strconcat ("Bearer ", self->secret, NULL);
      return TRUE;

    case FOYER_ENDPOINT_AUTH_OAUTH2:
    case FOYER_ENDPOINT_AUTH_SMART:
    default:
      if (!ensure_token (self, cancellable, error))
        return FALSE;
      *out_header = g_strdup (self->header);
      return TRUE;
    }
}

/**
 * foyer_auth_renew:
 * @self: who signs in
 * @refused: (nullable): the header that the endpoint answered with a 401
 *
 * Drops the token that was refused, unless another thread has a newer one by now.
 *
 * Returns: whether it is worth to try once more; a password or a fixed token is not
 */
gboolean
foyer_auth_renew (FoyerAuth *self, const char *refused)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (!uses_tokens (self))
    return FALSE;

  if (g_strcmp0 (self->header, refused) == 0)
    g_clear_pointer (&self->header, g_free);

  return TRUE;
}

/**
 * foyer_auth_find_token_host:
 * @self: who signs in
 *
 * The secret, or what proves it, goes to the host that gives the tokens.  Where that is not
 * the host of the endpoint, people have to see which one it is.
 *
 * Returns: (transfer full) (nullable): the host, once known, if it is another
 */
char *
foyer_auth_find_token_host (FoyerAuth *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GUri) base = NULL;
  g_autoptr (GUri) token = NULL;

  if (!uses_tokens (self) || self->token_address == NULL)
    return NULL;

  base = foyer_web_parse_address (self->settings->address, NULL);
  token = foyer_web_parse_address (self->token_address, NULL);
  if (base == NULL || token == NULL ||
      g_ascii_strcasecmp (g_uri_get_host (base), g_uri_get_host (token)) == 0)
    return NULL;

  return g_strdup (g_uri_get_host (token));
}
