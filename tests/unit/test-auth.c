/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-auth.h"

#include "fhir/foyer-json.h"
#include "sync/foyer-http.h"
#include "sync/foyer-jwt.h"
#include "token.h"
#include "web-server.h"

#include <string.h>

#define JSON "application/json"
#define NOW 1000000

/* The endpoint with its server of tokens, on one port. */
typedef struct
{
  GMutex      lock;
  WebServer  *server;         /* (owned) */
  gint64      now;            /* of the desk */
  const char *jwk;            /* (nullable): public half of the key of the desk */
  const char *methods;        /* what the discovery lists */
  gboolean    only_post;      /* takes a secret only in the form */
  gboolean    refuses_all;    /* every request is answered with 401 */
  const char *moved_to;       /* (nullable): tokens are redirected there */
  gboolean    is_down;        /* tokens are answered with 500 */
  int         n_tokens;       /* given */
  int         n_valid_from;   /* tokens before this one are not accepted any more */
  int         n_unauthorized; /* answers with 401 */
  GHashTable *jtis;           /* (owned): seen */
  char       *scope;          /* (owned) (nullable): asked for last */
} Clinic;

static gint64
clinic_clock (gpointer data)
{
  return ((Clinic *) data)->now;
}

static gboolean
check_assertion (Clinic *clinic, WebRequest *request)
{
  g_autofree char *assertion = web_request_dup_field (request, "client_assertion");
  g_autofree char *type = web_request_dup_field (request, "client_assertion_type");
  g_autofree char *address =
      g_strconcat (web_server_get_address (clinic->server), "/token", NULL);
  g_autoptr (json_t) claims = NULL;
  const char *jti;

  g_assert_cmpstr (type, ==, "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  claims = token_verify (assertion, clinic->jwk);
  g_assert_nonnull (claims);
  g_assert_cmpstr (json_string_value (json_object_get (claims, "iss")), ==, "desk 1&2");
  g_assert_cmpstr (json_string_value (json_object_get (claims, "sub")), ==, "desk 1&2");
  g_assert_cmpstr (json_string_value (json_object_get (claims, "aud")), ==, address);
  g_assert_cmpint (json_integer_value (json_object_get (claims, "exp")), >, clinic->now);
  g_assert_cmpint (json_integer_value (json_object_get (claims, "exp")), <=,
                   clinic->now + 300);
  jti = json_string_value (json_object_get (claims, "jti"));
  g_assert_nonnull (jti);

  return g_hash_table_add (clinic->jtis, g_strdup (jti));
}

static gboolean
check_secret (Clinic *clinic, WebRequest *request)
{
  g_autofree char *header = web_request_dup_header (request, "Authorization");
  g_autofree char *id = web_request_dup_field (request, "client_id");
  g_autofree char *secret = web_request_dup_field (request, "client_secret");

  if (clinic->only_post)
    return g_strcmp0 (id, "desk 1&2") == 0 && g_strcmp0 (secret, "s:cret %") == 0;

  /* base64 of desk%201%262:s%3Acret%20%25 */
  return g_strcmp0 (header, "Basic ZGVzayUyMDElMjYyOnMlM0FjcmV0JTIwJTI1") == 0 &&
         secret == NULL;
}

static gboolean
give_token (Clinic *clinic, WebRequest *request)
{
  g_autofree char *grant = web_request_dup_field (request, "grant_type");
  g_autofree char *body = NULL;

  g_assert_cmpstr (grant, ==, "client_credentials");
  if (clinic->moved_to != NULL)
    {
      g_autofree char *location = g_strdup_printf ("Location: %s\r\n", clinic->moved_to);

      return web_request_answer (request, 307, location, JSON, "{}");
    }
  if (clinic->is_down)
    return web_request_answer (request, 500, "", "text/html", "<html>");

  if (!(clinic->jwk != NULL ? check_assertion (clinic, request)
                            : check_secret (clinic, request)))
    return web_request_answer (request, 401, "", JSON, "{\"error\":\"invalid_client\"}");

  g_free (clinic->scope);
  clinic->scope = web_request_dup_field (request, "scope");
  body = g_strdup_printf ("{\"access_token\":\"token-%d\",\"token_type\":\"Bearer\","
                          "\"expires_in\":1000}",
                          ++clinic->n_tokens);

  return web_request_answer (request, 200, "", JSON, body);
}

static gboolean
discover (Clinic *clinic, WebRequest *request)
{
  g_autofree char *body = g_strdup_printf (
      "{\"token_endpoint\":\"%s/token\",\"token_endpoint_auth_methods_supported\":[%s]}",
      web_server_get_address (clinic->server),
      clinic->methods != NULL ? clinic->methods : "");

  return web_request_answer (request, 200, "", JSON, body);
}

static gboolean
answer_resource (Clinic *clinic, WebRequest *request)
{
  g_autofree char *header = web_request_dup_header (request, "Authorization");
  int              number = header != NULL && g_str_has_prefix (header, "Bearer token-")
                                ? atoi (header + strlen ("Bearer token-"))
                                : 0;

  if (clinic->refuses_all || number == 0 || number < clinic->n_valid_from)
    {
      clinic->n_unauthorized++;
      return web_request_answer (request, 401, "", JSON, "{}");
    }

  return web_request_answer (request, 200, "", JSON, "{\"resourceType\":\"Patient\"}");
}

static gboolean
serve_clinic (WebRequest *request)
{
  Clinic *clinic = request->data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&clinic->lock);

  if (web_request_is (request, "POST /token "))
    return give_token (clinic, request);
  if (web_request_is (request, "GET /.well-known/smart-configuration "))
    return discover (clinic, request);

  return answer_resource (clinic, request);
}

static Clinic *
open_clinic (void)
{
  Clinic *clinic = g_new0 (Clinic, 1);

  g_mutex_init (&clinic->lock);
  clinic->now = NOW;
  clinic->jtis = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  clinic->server = web_server_new (serve_clinic, clinic, NULL);

  return clinic;
}

static void
close_clinic (Clinic *clinic)
{
  web_server_free (clinic->server);
  g_hash_table_unref (clinic->jtis);
  g_free (clinic->scope);
  g_mutex_clear (&clinic->lock);
  g_free (clinic);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Clinic, close_clinic)

static FoyerEndpointSettings *
make_settings (Clinic *clinic, FoyerEndpointAuth auth)
{
  FoyerEndpointSettings *settings = foyer_endpoint_settings_new ();

  foyer_set_text (&settings->address, web_server_get_address (clinic->server));
  foyer_set_text (&settings->client_id, "desk 1&2");
  settings->auth = auth;

  return settings;
}

static FoyerAuth *
make_auth (Clinic *clinic, FoyerEndpointAuth auth, const char *secret)
{
  g_autoptr (FoyerEndpointSettings) settings = make_settings (clinic, auth);

  return foyer_auth_new (settings, secret, clinic_clock, clinic);
}

static void
assert_header (FoyerAuth *auth, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *header = NULL;

  foyer_auth_get_header (auth, NULL, &header, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (header, ==, expected);
}

static void
assert_refused (FoyerAuth *auth, FoyerSyncError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *header = NULL;

  g_assert_false (foyer_auth_get_header (auth, NULL, &header, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, (int) code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
  g_assert_null (header);
}

/* Without tokens. */

static void
test_plain (void)
{
  g_autoptr (FoyerEndpointSettings) settings = foyer_endpoint_settings_new ();
  g_autoptr (FoyerAuth) none = NULL;
  g_autoptr (FoyerAuth) basic = NULL;
  g_autoptr (FoyerAuth) bearer = NULL;

  foyer_set_text (&settings->address, "https://clinic.example");
  none = foyer_auth_new (settings, NULL, clinic_clock, NULL);
  assert_header (none, NULL);

  settings->auth = FOYER_ENDPOINT_AUTH_BASIC;
  foyer_set_text (&settings->user, "Aladdin");
  basic = foyer_auth_new (settings, "open sesame", clinic_clock, NULL);
  assert_header (basic, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");

  settings->auth = FOYER_ENDPOINT_AUTH_BEARER;
  bearer = foyer_auth_new (settings, "a.b-c_d~e+f/g==", clinic_clock, NULL);
  assert_header (bearer, "Bearer a.b-c_d~e+f/g==");
  g_assert_false (foyer_auth_renew (bearer, "Bearer a.b-c_d~e+f/g=="));
}

static void
test_incomplete_settings (void)
{
  static const struct
  {
    FoyerEndpointAuth auth;
    const char       *user;
    const char       *secret;
    FoyerSyncError    code;
  } cases[] = {
    { FOYER_ENDPOINT_AUTH_BASIC, "desk", NULL, FOYER_SYNC_ERROR_SECRET },
    { FOYER_ENDPOINT_AUTH_BASIC, NULL, "x", FOYER_SYNC_ERROR_NOT_SET_UP },
    { FOYER_ENDPOINT_AUTH_BASIC, "de:sk", "x", FOYER_SYNC_ERROR_SECRET },
    { FOYER_ENDPOINT_AUTH_BEARER, NULL, NULL, FOYER_SYNC_ERROR_SECRET },
    { FOYER_ENDPOINT_AUTH_BEARER, NULL, "a\r\nX-Evil: b", FOYER_SYNC_ERROR_SECRET },
    { FOYER_ENDPOINT_AUTH_OAUTH2, NULL, NULL, FOYER_SYNC_ERROR_SECRET },
    { FOYER_ENDPOINT_AUTH_OAUTH2, NULL, "x", FOYER_SYNC_ERROR_NOT_SET_UP },
    { FOYER_ENDPOINT_AUTH_SMART, NULL, "x", FOYER_SYNC_ERROR_NOT_SET_UP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerEndpointSettings) settings = foyer_endpoint_settings_new ();
      g_autoptr (FoyerAuth) auth = NULL;

      foyer_set_text (&settings->address, "https://clinic.example");
      foyer_set_text (&settings->user, cases[i].user);
      settings->auth = cases[i].auth;
      auth = foyer_auth_new (settings, cases[i].secret, clinic_clock, NULL);
      assert_refused (auth, cases[i].code, NULL);
    }
}

/* With tokens. */

static void
test_token_is_kept_and_renewed (void)
{
  g_autoptr (Clinic) clinic = open_clinic ();
  g_autoptr (FoyerAuth) auth = make_auth (clinic, FOYER_ENDPOINT_AUTH_OAUTH2, "s:cret %");

  assert_header (auth, "Bearer token-1");
  assert_header (auth, "Bearer token-1");
  clinic->now = NOW + 799;
  assert_header (auth, "Bearer token-1");
  clinic->now = NOW + 800;
  assert_header (auth, "Bearer token-2");
  g_assert_cmpint (clinic->n_tokens, ==, 2);
  g_assert_null (clinic->scope);

  /* A token that was replaced already is not dropped because an old one was refused. */
  g_assert_true (foyer_auth_renew (auth, "Bearer token-1"));
  assert_header (auth, "Bearer token-2");
  g_assert_true (foyer_auth_renew (auth, "Bearer token-2"));
  assert_header (auth, "Bearer token-3");
}

static void
test_server_of_tokens_is_away (void)
{
  g_autoptr (Clinic) clinic = open_clinic ();
  g_autoptr (FoyerAuth) auth = make_auth (clinic, FOYER_ENDPOINT_AUTH_OAUTH2, "s:cret %");

  assert_header (auth, "Bearer token-1");
  clinic->is_down = TRUE;
  clinic->now = NOW + 900;
  assert_header (auth, "Bearer token-1");
  clinic->now = NOW + 1000;
  assert_refused (auth, FOYER_SYNC_ERROR_SERVER, NULL);
  clinic->is_down = FALSE;
  assert_header (auth, "Bearer token-2");
}

static void
test_secret_in_the_form (void)
{
  g_autoptr (Clinic) clinic = open_clinic ();
  g_autoptr (FoyerAuth) auth = make_auth (clinic, FOYER_ENDPOINT_AUTH_OAUTH2, "s:cret %");
  int n_requests;

  clinic->only_post = TRUE;
  clinic->methods = "\"client_secret_basic\",\"client_secret_post\"";
  assert_header (auth, "Bearer token-1");
  n_requests = web_server_count_requests (clinic->server);
  g_assert_cmpint (n_requests, ==, 3);

  /* The way that worked is taken at once the next time. */
  clinic->now = NOW + 800;
  assert_header (auth, "Bearer token-2");
  g_assert_cmpint (web_server_count_requests (clinic->server), ==, n_requests + 1);
}

static void
test_secret_never_in_the_form_unless_listed (void)
{
  g_autoptr (Clinic) clinic = open_clinic ();
  g_autoptr (FoyerAuth) auth = make_auth (clinic, FOYER_ENDPOINT_AUTH_OAUTH2, "s:cret %");

  clinic->only_post = TRUE;
  clinic->methods = "\"client_secret_basic\"";
  assert_refused (auth, FOYER_SYNC_ERROR_SIGN_IN, "invalid_client");
}

static void
test_secret_follows_no_redirect (void)
{
  g_autoptr (Clinic) clinic = open_clinic ();
  g_autoptr (Clinic) other = open_clinic ();
  g_autofree char *address =
      g_strconcat (web_server_get_address (other->server), "/token", NULL);
  g_autoptr (FoyerAuth) auth = make_auth (clinic, FOYER_ENDPOINT_AUTH_OAUTH2, "s:cret %");

  clinic->moved_to = address;
  assert_refused (auth, FOYER_SYNC_ERROR_REDIRECT, address);
  g_assert_cmpint (web_server_count_connections (other->server), ==, 0);
}

static void
test_wrong_secret (void)
{
  g_autoptr (Clinic) clinic = open_clinic ();
  g_autoptr (FoyerAuth) auth = make_auth (clinic, FOYER_ENDPOINT_AUTH_OAUTH2, "wrong");

  clinic->methods = "\"client_secret_post\"";
  assert_refused (auth, FOYER_SYNC_ERROR_SIGN_IN, "invalid_client");
}

static void
test_smart (gconstpointer data)
{
  FoyerKeyAlgorithm algorithm = (FoyerKeyAlgorithm) GPOINTER_TO_INT (data);
  g_autoptr (Clinic) clinic = open_clinic ();
  g_autoptr (FoyerEndpointSettings) settings =
      make_settings (clinic, FOYER_ENDPOINT_AUTH_SMART);
  g_autoptr (FoyerAuth) auth = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *jwk = NULL;
  g_autofree char *pem = NULL;

  pem = foyer_jwt_make_key (algorithm, &jwk, &settings->key_id, &error);
  g_assert_no_error (error);
  clinic->jwk = jwk;
  settings->key_algorithm = algorithm;
  auth = foyer_auth_new (settings, pem, clinic_clock, clinic);
  assert_header (auth, "Bearer token-1");
  g_assert_cmpstr (clinic->scope, ==, "system/*.cruds");
  clinic->now = NOW + 800;
  assert_header (auth, "Bearer token-2");
  g_assert_cmpuint (g_hash_table_size (clinic->jtis), ==, 2);
}

static void
test_no_discovery (void)
{
  g_autoptr (Clinic) clinic = open_clinic ();
  g_autoptr (FoyerEndpointSettings) settings =
      make_settings (clinic, FOYER_ENDPOINT_AUTH_OAUTH2);
  g_autoptr (FoyerAuth) lost = NULL;
  g_autoptr (FoyerAuth) told = NULL;
  g_autofree char *base = g_strconcat (settings->address, "/fhir", NULL);

  foyer_set_text (&settings->address, base);
  lost = foyer_auth_new (settings, "s:cret %", clinic_clock, clinic);
  assert_refused (lost, FOYER_SYNC_ERROR_SIGN_IN, NULL);

  settings->token_address =
      g_strconcat (web_server_get_address (clinic->server), "/token", NULL);
  told = foyer_auth_new (settings, "s:cret %", clinic_clock, clinic);
  assert_header (told, "Bearer token-1");
}

static void
assert_token_address (const char *address, FoyerSyncError code)
{
  g_autoptr (FoyerEndpointSettings) settings = foyer_endpoint_settings_new ();
  g_autoptr (FoyerAuth) auth = NULL;
  Clinic clinic = { .now = NOW };

  foyer_set_text (&settings->address, "https://clinic.example");
  foyer_set_text (&settings->client_id, "desk");
  foyer_set_text (&settings->token_address, address);
  settings->auth = FOYER_ENDPOINT_AUTH_OAUTH2;
  auth = foyer_auth_new (settings, "secret", clinic_clock, &clinic);
  assert_refused (auth, code, NULL);
}

static void
test_token_address_is_judged (void)
{
  assert_token_address ("http://tokens.example/token", FOYER_SYNC_ERROR_INSECURE);
  assert_token_address ("javascript:alert(1)", FOYER_SYNC_ERROR_NOT_FHIR);
}

static void
test_other_host_is_shown (void)
{
  g_autoptr (FoyerEndpointSettings) settings = foyer_endpoint_settings_new ();
  g_autoptr (FoyerAuth) own = NULL;
  g_autoptr (FoyerAuth) other = NULL;
  g_autofree char *host = NULL;

  foyer_set_text (&settings->address, "https://clinic.example/fhir");
  foyer_set_text (&settings->token_address, "https://CLINIC.example/token");
  settings->auth = FOYER_ENDPOINT_AUTH_SMART;
  own = foyer_auth_new (settings, "secret", clinic_clock, NULL);
  g_assert_null (foyer_auth_find_token_host (own));

  foyer_set_text (&settings->token_address, "https://login.example/token");
  other = foyer_auth_new (settings, "secret", clinic_clock, NULL);
  host = foyer_auth_find_token_host (other);
  g_assert_cmpstr (host, ==, "login.example");
}

/* Together with the requests. */

static FoyerTransport *
open_transport (Clinic *clinic, FoyerAuth *auth)
{
  g_autoptr (FoyerEndpointSettings) settings =
      make_settings (clinic, FOYER_ENDPOINT_AUTH_OAUTH2);
  g_autoptr (GError) error = NULL;
  FoyerHttp *http = foyer_http_new (settings, auth, &error);

  g_assert_no_error (error);
  foyer_http_set_deadline (http, 10000);

  return FOYER_TRANSPORT (http);
}

static gpointer
send_four (gpointer data)
{
  FoyerTransport *transport = data;
  FoyerCall      *calls[4];
  int             n_good = 0;

  for (int i = 0; i < 4; i++)
    calls[i] = foyer_call_new ("GET", "Patient/%d", i);
  foyer_transport_send (transport, calls, 4, NULL);
  for (int i = 0; i < 4; i++)
    {
      n_good += foyer_call_check (calls[i], NULL);
      foyer_call_free (calls[i]);
    }

  return GINT_TO_POINTER (n_good);
}

static void
test_one_asks_for_all (void)
{
  g_autoptr (Clinic) clinic = open_clinic ();
  g_autoptr (FoyerAuth) auth = make_auth (clinic, FOYER_ENDPOINT_AUTH_OAUTH2, "s:cret %");
  FoyerTransport *transports[3];
  GThread        *threads[3];

  for (int round = 1; round <= 2; round++)
    {
      for (int i = 0; i < 3; i++)
        {
          transports[i] = open_transport (clinic, auth);
          threads[i] = g_thread_new ("desk", send_four, transports[i]);
        }
      for (int i = 0; i < 3; i++)
        {
          g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (threads[i])), ==, 4);
          g_object_unref (transports[i]);
        }
      g_assert_cmpint (clinic->n_tokens, ==, round);

      /* All of them meet a 401 now, and one token is asked for. */
      clinic->n_valid_from = 2;
    }
}

static void
test_unauthorized_once (void)
{
  g_autoptr (Clinic) clinic = open_clinic ();
  g_autoptr (FoyerAuth) auth = make_auth (clinic, FOYER_ENDPOINT_AUTH_OAUTH2, "s:cret %");
  g_autoptr (FoyerTransport) transport = open_transport (clinic, auth);
  g_autoptr (FoyerCall) call = foyer_call_new ("GET", "Patient/1");

  clinic->n_valid_from = 2;
  foyer_transport_send (transport, &call, 1, NULL);
  g_assert_no_error (call->error);
  g_assert_cmpuint (call->status, ==, 200);
  g_assert_cmpint (clinic->n_unauthorized, ==, 1);

  /* Not for ever: the second 401 is the end of it. */
  clinic->refuses_all = TRUE;
  clinic->n_unauthorized = 0;
  foyer_transport_send (transport, &call, 1, NULL);
  g_assert_error (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SIGN_IN);
  g_assert_cmpuint (call->status, ==, 0);
  g_assert_cmpint (clinic->n_unauthorized, ==, 2);
  g_assert_cmpint (clinic->n_tokens, ==, 3);
}

static void
test_fixed_token_is_not_tried_again (void)
{
  g_autoptr (Clinic) clinic = open_clinic ();
  g_autoptr (FoyerAuth) auth = make_auth (clinic, FOYER_ENDPOINT_AUTH_BEARER, "stale");
  g_autoptr (FoyerTransport) transport = open_transport (clinic, auth);
  g_autoptr (FoyerCall) call = foyer_call_new ("GET", "Patient/1");

  foyer_transport_send (transport, &call, 1, NULL);
  g_assert_error (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SIGN_IN);
  g_assert_cmpint (clinic->n_unauthorized, ==, 1);
}

static void
test_no_token_no_request (void)
{
  g_autoptr (Clinic) clinic = open_clinic ();
  g_autoptr (FoyerAuth) auth = make_auth (clinic, FOYER_ENDPOINT_AUTH_OAUTH2, "wrong");
  g_autoptr (FoyerTransport) transport = open_transport (clinic, auth);
  g_autoptr (FoyerCall) call = foyer_call_new ("GET", "Patient/1");

  foyer_transport_send (transport, &call, 1, NULL);
  g_assert_error (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SIGN_IN);
  g_assert_cmpint (web_server_count_requests (clinic->server), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/auth/plain", test_plain);
  g_test_add_func ("/auth/incomplete-settings", test_incomplete_settings);
  g_test_add_func ("/auth/token-is-kept-and-renewed", test_token_is_kept_and_renewed);
  g_test_add_func ("/auth/server-of-tokens-is-away", test_server_of_tokens_is_away);
  g_test_add_func ("/auth/secret-in-the-form", test_secret_in_the_form);
  g_test_add_func ("/auth/secret-never-in-the-form-unless-listed",
                   test_secret_never_in_the_form_unless_listed);
  g_test_add_func ("/auth/secret-follows-no-redirect", test_secret_follows_no_redirect);
  g_test_add_func ("/auth/wrong-secret", test_wrong_secret);
  g_test_add_data_func ("/auth/smart/ES384", GINT_TO_POINTER (FOYER_KEY_ALGORITHM_ES384),
                        test_smart);
  g_test_add_data_func ("/auth/smart/RS384", GINT_TO_POINTER (FOYER_KEY_ALGORITHM_RS384),
                        test_smart);
  g_test_add_func ("/auth/no-discovery", test_no_discovery);
  g_test_add_func ("/auth/token-address-is-judged", test_token_address_is_judged);
  g_test_add_func ("/auth/other-host-is-shown", test_other_host_is_shown);
  g_test_add_func ("/auth/one-asks-for-all", test_one_asks_for_all);
  g_test_add_func ("/auth/unauthorized-once", test_unauthorized_once);
  g_test_add_func ("/auth/fixed-token-is-not-tried-again",
                   test_fixed_token_is_not_tried_again);
  g_test_add_func ("/auth/no-token-no-request", test_no_token_no_request);

  return g_test_run ();
}
