/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-http.h"

#include "authority.h"
#include "present/foyer-endpoint-words.h"
#include "web-server.h"

#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define PATIENT "{\"resourceType\":\"Patient\",\"id\":\"1\"}"
#define FHIR "application/fhir+json; charset=utf-8"
/* For what has to time out, and for all else, however busy the machine is. */
#define SHORT_MS 400
#define LONG_MS 60000
#define MIB (1024 * 1024)

static gint64
clock_1970 (gpointer data)
{
  return 0;
}

static FoyerTransport *
open_transport (const char *address, const char *ca_file, guint deadline_ms)
{
  g_autoptr (FoyerEndpointSettings) settings = foyer_endpoint_settings_new ();
  g_autoptr (FoyerAuth) auth = NULL;
  GError    *error = NULL;
  FoyerHttp *http;

  foyer_set_text (&settings->address, address);
  foyer_set_text (&settings->ca_file, ca_file);
  auth = foyer_auth_new (settings, NULL, clock_1970, NULL);
  http = foyer_http_new (settings, auth, &error);
  g_assert_no_error (error);
  foyer_http_set_deadline (http, deadline_ms);

  return FOYER_TRANSPORT (http);
}

static FoyerCall *
ask_within (const char *address, const char *ca_file, guint deadline_ms)
{
  g_autoptr (FoyerTransport) transport = open_transport (address, ca_file, deadline_ms);
  FoyerCall *call = foyer_call_new ("GET", "Patient/%d", 1);

  foyer_transport_send (transport, &call, 1, NULL);

  return call;
}

static FoyerCall *
ask (const char *address, const char *ca_file)
{
  return ask_within (address, ca_file, LONG_MS);
}

/* What the person at the desk reads. */
static char *
say (const FoyerCall *call)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_call_check (call, &error));
  g_assert_cmpuint (error->domain, ==, FOYER_SYNC_ERROR);

  return foyer_words_sync_problem ((FoyerSyncProblem) error->code, error->message);
}

/* The fault table. */

typedef struct
{
  const char *name;
  WebHandler  handler; /* (nullable): writes @text */
  const char *text;    /* (nullable) */
  guint       status;  /* 0: no answer, and @code says why */
  int         code;
  const char *says; /* words of the sentence */
} Fault;

static gboolean
write_text (WebRequest *request)
{
  const Fault *fault = request->data;

  web_request_write (request, "%s", fault->text);

  return FALSE;
}

static gboolean
drop_before (WebRequest *request)
{
  return FALSE;
}

static gboolean
drip (WebRequest *request)
{
  web_request_write (request, "HTTP/1.1 200 OK\r\nContent-Type: " FHIR "\r\n"
                              "Content-Length: 1000\r\n\r\n{");
  while (web_request_write (request, " "))
    g_usleep (20000);

  return FALSE;
}

static gboolean
drip_headers (WebRequest *request)
{
  web_request_write (request, "HTTP/1.1 200 OK\r\nX: ");
  while (web_request_write (request, "x"))
    g_usleep (20000);

  return FALSE;
}

static gboolean
endless_headers (WebRequest *request)
{
  g_autofree char *line = g_strnfill (64 * 1024, 'x');

  web_request_write (request, "HTTP/1.1 200 OK\r\nContent-Type: " FHIR "\r\n");
  while (web_request_write (request, "X: %s\r\n", line))
    ;

  return FALSE;
}

/* Answers with so many MiB of blanks, of which so many hundredths arrive. */
static gboolean
answer_packed (WebRequest *request, int n_mib, gsize percent)
{
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (memory, gzip);
  g_autofree char *blanks = g_strnfill (MIB, ' ');
  gsize            size;

  for (int i = 0; i < n_mib; i++)
    g_output_stream_write_all (packed, blanks, MIB, NULL, NULL, NULL);
  g_output_stream_close (packed, NULL, NULL);
  size = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory));
  web_request_write (request, "HTTP/1.1 200 OK\r\nContent-Type: " FHIR "\r\n"
                              "Content-Encoding: gzip\r\n\r\n");
  g_output_stream_write_all (
      request->output, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
      size * percent / 100, NULL, NULL, NULL);

  return FALSE;
}

static gboolean
gzip_bomb (WebRequest *request)
{
  return answer_packed (request, 64, 100);
}

static gboolean
gzip_cut (WebRequest *request)
{
  return answer_packed (request, 1, 50);
}

/* 100 MiB without saying so before. */
static gboolean
large_page (WebRequest *request)
{
  g_autofree char *blanks = g_strnfill (MIB, ' ');

  web_request_write (request, "HTTP/1.1 200 OK\r\nContent-Type: " FHIR "\r\n\r\n");
  for (int i = 0; i < 100 && web_request_write (request, "%s", blanks); i++)
    ;

  return FALSE;
}

static gboolean
deep_nesting (WebRequest *request)
{
  g_autofree char *brackets = g_strnfill (100000, '[');

  web_request_answer (request, 200, "", FHIR, brackets);

  return FALSE;
}

static gboolean
many_entries (WebRequest *request)
{
  g_autoptr (GString) body = g_string_new ("{\"resourceType\":\"Bundle\",\"entry\":[0");

  for (int i = 0; i < 10000; i++)
    g_string_append (body, ",0");
  g_string_append (body, "]}");
  web_request_answer (request, 200, "", FHIR, body->str);

  return FALSE;
}

#define HEAD(status) "HTTP/1.1 " status "\r\nContent-Type: " FHIR "\r\n"
#define WHOLE(status, body) HEAD (status) "Connection: close\r\n\r\n" body
#define OUTCOME "{\"resourceType\":\"OperationOutcome\",\"issue\":[]}"

static const Fault faults[] = {
  { "dropped-before-answer", drop_before, NULL, 0, FOYER_SYNC_ERROR_OFFLINE,
    "cannot be reached" },
  { "dropped-in-status-line", NULL, "HTTP/1.1 20", 0, FOYER_SYNC_ERROR_NOT_FHIR,
    "as a FHIR server" },
  { "dropped-after-headers", NULL, HEAD ("200 OK") "Content-Length: 37\r\n\r\n", 0,
    FOYER_SYNC_ERROR_TRUNCATED, "broke off" },
  { "dropped-inside-headers", NULL, "HTTP/1.1 200 OK\r\nContent-Type: appl", 0, -1,
    NULL },
  { "short-of-its-length", NULL, HEAD ("200 OK") "Content-Length: 100\r\n\r\n" PATIENT, 0,
    FOYER_SYNC_ERROR_TRUNCATED, "broke off" },
  { "cut-between-chunks", NULL,
    HEAD ("200 OK") "Transfer-Encoding: "
                    "chunked\r\n\r\n1a\r\n{\"resourceType\":\"Patient\",\r\n",
    0, FOYER_SYNC_ERROR_TRUNCATED, "broke off" },
  { "cut-inside-a-chunk", NULL,
    HEAD ("200 OK") "Transfer-Encoding: chunked\r\n\r\n40\r\n{\"resourceType\":\"Pat", 0,
    FOYER_SYNC_ERROR_TRUNCATED, "broke off" },
  { "cut-inside-a-word", NULL,
    WHOLE ("200 OK", "{\"resourceType\":\"Patient\",\"active\":tr"), 0,
    FOYER_SYNC_ERROR_TRUNCATED, "broke off" },
  { "no-content", NULL, HEAD ("200 OK") "Content-Length: 0\r\n\r\n", 0,
    FOYER_SYNC_ERROR_TRUNCATED, "broke off" },
  { "dripping-body", drip, NULL, 0, FOYER_SYNC_ERROR_TIMEOUT, "too long" },
  { "dripping-headers", drip_headers, NULL, 0, FOYER_SYNC_ERROR_TIMEOUT, "too long" },
  { "endless-headers", endless_headers, NULL, 0, -1, NULL },
  { "gzip-bomb", gzip_bomb, NULL, 0, FOYER_SYNC_ERROR_TOO_LARGE,
    "more than Foyer takes" },
  { "gzip-cut", gzip_cut, NULL, 0, FOYER_SYNC_ERROR_TRUNCATED, "broke off" },
  { "100-MiB", large_page, NULL, 0, FOYER_SYNC_ERROR_TOO_LARGE, "more than Foyer takes" },
  { "100-MiB-said-before", NULL, HEAD ("200 OK") "Content-Length: 104857600\r\n\r\n{", 0,
    FOYER_SYNC_ERROR_TOO_LARGE, "more than Foyer takes" },
  { "many-entries", many_entries, NULL, 0, FOYER_SYNC_ERROR_TOO_LARGE,
    "more than Foyer takes" },
  { "html", NULL,
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Welcome</html>", 0,
    FOYER_SYNC_ERROR_NOT_FHIR, "as a FHIR server" },
  { "resource-as-text", NULL,
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" PATIENT, 0,
    FOYER_SYNC_ERROR_NOT_FHIR, "as a FHIR server" },
  { "no-type", NULL, "HTTP/1.1 200 OK\r\n\r\n" PATIENT, 0, FOYER_SYNC_ERROR_NOT_FHIR,
    "as a FHIR server" },
  { "html-as-json", NULL, WHOLE ("200 OK", "<html>Welcome</html>"), 0,
    FOYER_SYNC_ERROR_NOT_FHIR, "as a FHIR server" },
  { "json-that-is-no-resource", NULL, WHOLE ("200 OK", "{\"status\":\"ok\"}"), 0,
    FOYER_SYNC_ERROR_NOT_FHIR, "as a FHIR server" },
  { "no-http", NULL, "220 mail.example ESMTP\r\n\r\n", 0, -1, NULL },
  { "key-given-twice", NULL,
    WHOLE ("200 OK", "{\"resourceType\":\"Patient\",\"id\":\"1\",\"id\":\"2\"}"), 0,
    FOYER_SYNC_ERROR_RESOURCE, "cannot be understood" },
  { "deep-nesting", deep_nesting, NULL, 0, FOYER_SYNC_ERROR_RESOURCE,
    "cannot be understood" },
  { "two-documents", NULL, WHOLE ("200 OK", PATIENT PATIENT), 0,
    FOYER_SYNC_ERROR_NOT_FHIR, "as a FHIR server" },
  { "redirect-nowhere", NULL, "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", 0,
    FOYER_SYNC_ERROR_REDIRECT, "without naming it" },
  { "401", NULL, WHOLE ("401 Unauthorized", OUTCOME), 0, FOYER_SYNC_ERROR_SIGN_IN,
    "does not let Foyer sign in" },
  { "403", NULL, WHOLE ("403 Forbidden", OUTCOME), 403, FOYER_SYNC_ERROR_FORBIDDEN,
    "ask whoever runs the endpoint for the rights" },
  { "404", NULL, WHOLE ("404 Not Found", OUTCOME), 404, FOYER_SYNC_ERROR_REFUSED,
    "Needs a Decision" },
  { "404-html", NULL,
    "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: "
    "6\r\n\r\n<html>",
    404, FOYER_SYNC_ERROR_NOT_FHIR, "as a FHIR server" },
  { "409", NULL, WHOLE ("409 Conflict", OUTCOME), 409, FOYER_SYNC_ERROR_REFUSED,
    "Needs a Decision" },
  { "410", NULL, WHOLE ("410 Gone", OUTCOME), 410, FOYER_SYNC_ERROR_REFUSED,
    "Needs a Decision" },
  { "412", NULL, WHOLE ("412 Precondition Failed", OUTCOME), 412,
    FOYER_SYNC_ERROR_REFUSED, "Needs a Decision" },
  { "422", NULL, WHOLE ("422 Unprocessable", OUTCOME), 422, FOYER_SYNC_ERROR_REFUSED,
    "Needs a Decision" },
  { "422-half-an-outcome", NULL,
    WHOLE ("422 Unprocessable", "{\"resourceType\":\"OperationOut"), 422,
    FOYER_SYNC_ERROR_REFUSED, "Needs a Decision" },
  { "422-short-of-its-length", NULL,
    HEAD ("422 Unprocessable") "Content-Length: 1000\r\n\r\n" OUTCOME, 422,
    FOYER_SYNC_ERROR_REFUSED, "Needs a Decision" },
  { "429", NULL, WHOLE ("429 Slow Down", OUTCOME), 429, FOYER_SYNC_ERROR_BUSY,
    "asks Foyer to wait" },
  { "500", NULL, WHOLE ("500 Broken", OUTCOME), 500, FOYER_SYNC_ERROR_SERVER,
    "a fault of its own" },
  { "503", NULL, WHOLE ("503 Busy", OUTCOME), 503, FOYER_SYNC_ERROR_BUSY,
    "asks Foyer to wait" },
};

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (WebServer) server = web_server_new (
      fault->handler != NULL ? fault->handler : write_text, (gpointer) fault, NULL);
  g_autoptr (FoyerCall) call = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  gint64           began = g_get_monotonic_time ();

  call = ask_within (web_server_get_address (server), NULL,
                     fault->code == FOYER_SYNC_ERROR_TIMEOUT ? SHORT_MS : LONG_MS);

  g_assert_cmpint (g_get_monotonic_time () - began, <, LONG_MS * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (call->status, ==, fault->status);
  g_assert_true ((call->error == NULL) == (fault->status != 0));
  g_assert_false (foyer_call_check (call, &error));
  g_test_message ("%s", error->message);
  if (fault->code >= 0)
    {
      g_assert_error (error, FOYER_SYNC_ERROR, fault->code);
      sentence = say (call);
      g_assert_nonnull (strstr (sentence, fault->says));
    }
}

/* A letter whose bytes make so many MiB. */
static gboolean
answer_letter (WebRequest *request)
{
  const int        n_mib = *(int *) request->data;
  g_autofree char *bytes = g_strnfill (MIB, 'A');

  web_request_write (request,
                     HEAD ("200 OK") "Content-Length: %d\r\n\r\n"
                                     "{\"resourceType\":\"DocumentReference\",\"x\":\"",
                     n_mib * MIB + 43);
  for (int i = 0; i < n_mib && web_request_write (request, "%s", bytes); i++)
    ;
  web_request_write (request, "\"}");

  return FALSE;
}

static void
test_large_letters (void)
{
  static const struct
  {
    int      n_mib;
    gboolean is_large;
    gboolean comes;
  } cases[] = { { 15, FALSE, TRUE },
                { 17, FALSE, FALSE },
                { 17, TRUE, TRUE },
                { 47, TRUE, TRUE },
                { 48, TRUE, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int n_mib = cases[i].n_mib;
      g_autoptr (WebServer) server = web_server_new (answer_letter, &n_mib, NULL);
      g_autoptr (FoyerTransport) transport =
          open_transport (web_server_get_address (server), NULL, LONG_MS);
      g_autoptr (FoyerCall) call = foyer_call_new ("GET", "DocumentReference/1");

      call->is_large = cases[i].is_large;
      foyer_transport_send (transport, &call, 1, NULL);
      if (cases[i].comes)
        {
          g_assert_no_error (call->error);
          g_assert_cmpuint (json_string_length (json_object_get (call->json, "x")), ==,
                            (gsize) n_mib * MIB);
        }
      else
        g_assert_error (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TOO_LARGE);
    }
}

/* Certificates and versions of TLS. */

static gboolean
answer_patient (WebRequest *request)
{
  return web_request_answer (request, 200, "ETag: W/\"7\"\r\n", FHIR, PATIENT);
}

/* Asks a server with such a certificate; @authority NULL: one that signed itself. */
static FoyerCall *
ask_securely (TestAuthority *authority,
              const char    *host,
              gint64         from_days,
              gint64         to_days,
              const char    *ca_file,
              int           *out_n_requests)
{
  g_autofree char *pem = test_authority_sign (authority, host, from_days, to_days);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate =
      g_tls_certificate_new_from_pem (pem, -1, &error);
  g_autoptr (WebServer) server = NULL;
  FoyerCall *call;

  g_assert_no_error (error);
  server = web_server_new (answer_patient, NULL, certificate);
  call = ask (web_server_get_address (server), ca_file);
  *out_n_requests = web_server_count_requests (server);

  return call;
}

static void
test_own_authority (void)
{
  g_autoptr (TestAuthority) authority = test_authority_new ();
  g_autoptr (FoyerCall) call = NULL;
  int n_requests;

  call = ask_securely (authority, "127.0.0.1", -1, 30,
                       test_authority_get_file (authority), &n_requests);
  g_assert_no_error (call->error);
  g_assert_cmpuint (call->status, ==, 200);
  g_assert_cmpstr (call->version, ==, "7");
  g_assert_cmpint (n_requests, ==, 1);
}

typedef struct
{
  const char *name;
  const char *host;
  gint64      from_days;
  gint64      to_days;
  gboolean    is_signed;
  gboolean    knows_authority;
  const char *flaw;
  const char *says;
} Certificate;

static const Certificate certificates[] = {
  { "expired", "127.0.0.1", -30, -1, TRUE, TRUE, "expired", "has expired" },
  { "not-yet-valid", "127.0.0.1", 2, 30, TRUE, TRUE, "not-yet-valid", "date and time" },
  { "wrong-host", "desk.example", -1, 30, TRUE, TRUE, "wrong-host", "another address" },
  { "self-signed", "127.0.0.1", -1, 30, FALSE, TRUE, "unknown-authority",
    "Nobody whom this computer trusts" },
  { "unknown-authority", "127.0.0.1", -1, 30, TRUE, FALSE, "unknown-authority",
    "Nobody whom this computer trusts" },
};

static void
test_bad_certificate (gconstpointer data)
{
  const Certificate *bad = data;
  g_autoptr (TestAuthority) authority = test_authority_new ();
  g_autoptr (FoyerCall) call = NULL;
  g_autofree char *sentence = NULL;
  int              n_requests;

  call = ask_securely (
      bad->is_signed ? authority : NULL, bad->host, bad->from_days, bad->to_days,
      bad->knows_authority ? test_authority_get_file (authority) : NULL, &n_requests);
  g_assert_error (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_CERTIFICATE);
  g_assert_cmpstr (call->error->message, ==, bad->flaw);
  sentence = say (call);
  g_assert_nonnull (strstr (sentence, bad->says));
  g_assert_nonnull (strstr (sentence, "nothing was sent"));
  g_assert_cmpint (n_requests, ==, 0);
}

typedef struct
{
  const char                      *priority;
  gnutls_certificate_credentials_t credentials;
  gboolean                         got_bytes;
} OldServer;

/* Speaks the versions of TLS that @priority names, and answers nothing. */
static void
serve_old_tls (int fd, gpointer data)
{
  OldServer       *old = data;
  gnutls_session_t session;
  char             byte;
  int              result;

  fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) & ~O_NONBLOCK);
  g_assert_cmpint (gnutls_init (&session, GNUTLS_SERVER), ==, 0);
  g_assert_cmpint (gnutls_priority_set_direct (session, old->priority, NULL), ==, 0);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, old->credentials);
  gnutls_transport_set_int (session, fd);
  do
    result = gnutls_handshake (session);
  while (result < 0 && !gnutls_error_is_fatal (result));
  if (result == 0 && gnutls_record_recv (session, &byte, 1) == 1)
    old->got_bytes = TRUE;
  gnutls_deinit (session);
}

static void
test_old_tls (gconstpointer data)
{
  g_autoptr (TestAuthority) authority = test_authority_new ();
  g_autofree char *pem = test_authority_sign (authority, "127.0.0.1", -1, 30);
  gnutls_datum_t   text = { (guint8 *) pem, (unsigned int) strlen (pem) };
  OldServer        old = { .priority = data };
  g_autoptr (FoyerCall) call = NULL;
  gboolean is_new = strstr (data, "TLS1.2") != NULL;

  g_assert_cmpint (gnutls_certificate_allocate_credentials (&old.credentials), ==, 0);
  g_assert_cmpint (gnutls_certificate_set_x509_key_mem (old.credentials, &text, &text,
                                                        GNUTLS_X509_FMT_PEM),
                   ==, 0);
  {
    g_autoptr (WebServer) server = web_server_new_raw (serve_old_tls, &old);

    call = ask (web_server_get_address (server), test_authority_get_file (authority));
  }
  gnutls_certificate_free_credentials (old.credentials);

  g_assert_true (old.got_bytes == is_new);
  if (is_new)
    g_assert_error (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE);
  else
    {
      g_autofree char *sentence = say (call);

      g_assert_error (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TLS);
      g_assert_nonnull (strstr (sentence, "TLS 1.2"));
    }
}

static void
test_plain_server_behind_https (void)
{
  g_autoptr (WebServer) server = web_server_new (answer_patient, NULL, NULL);
  g_autofree char *address =
      g_strconcat ("https", web_server_get_address (server) + strlen ("http"), NULL);
  g_autoptr (FoyerTransport) transport = open_transport (address, NULL, SHORT_MS);
  g_autoptr (FoyerCall) call = foyer_call_new ("GET", "metadata");

  foyer_transport_send (transport, &call, 1, NULL);
  g_assert_nonnull (call->error);
  g_assert_true (call->error->code == FOYER_SYNC_ERROR_TLS ||
                 call->error->code == FOYER_SYNC_ERROR_TIMEOUT);
}

/* Addresses. */

static void
assert_address (const char *address, const char *ca_file, int code)
{
  g_autoptr (FoyerEndpointSettings) settings = foyer_endpoint_settings_new ();
  g_autoptr (FoyerAuth) auth = foyer_auth_new (settings, NULL, clock_1970, NULL);
  g_autoptr (FoyerHttp) http = NULL;
  g_autoptr (GError) error = NULL;

  foyer_set_text (&settings->address, address);
  foyer_set_text (&settings->ca_file, ca_file);
  http = foyer_http_new (settings, auth, &error);
  if (code >= 0)
    g_assert_error (error, FOYER_SYNC_ERROR, code);
  else
    g_assert_no_error (error);
}

static void
test_addresses (void)
{
  assert_address ("https://clinic.example/fhir", NULL, -1);
  assert_address (" https://clinic.example/fhir// ", NULL, -1);
  assert_address ("http://localhost:8080/fhir", NULL, -1);
  assert_address ("http://127.1.2.3/fhir", NULL, -1);
  assert_address ("http://[::1]:8080", NULL, -1);
  assert_address ("", NULL, FOYER_SYNC_ERROR_NOT_SET_UP);
  assert_address ("http://clinic.example/fhir", NULL, FOYER_SYNC_ERROR_INSECURE);
  assert_address ("http://localhost.clinic.example", NULL, FOYER_SYNC_ERROR_INSECURE);
  assert_address ("http://10.0.0.1", NULL, FOYER_SYNC_ERROR_INSECURE);
  assert_address ("clinic.example/fhir", NULL, FOYER_SYNC_ERROR_NOT_FHIR);
  assert_address ("ftp://clinic.example", NULL, FOYER_SYNC_ERROR_NOT_FHIR);
  assert_address ("https://", NULL, FOYER_SYNC_ERROR_NOT_FHIR);
  assert_address ("https://me:secret@clinic.example", NULL, FOYER_SYNC_ERROR_NOT_FHIR);
  assert_address ("https://clinic.example/fhir?a=b", NULL, FOYER_SYNC_ERROR_NOT_FHIR);
  assert_address ("https://clinic.example", "/nowhere.pem", FOYER_SYNC_ERROR_CERTIFICATE);
  assert_address ("https://clinic.example", "here.pem", FOYER_SYNC_ERROR_CERTIFICATE);
}

static void
test_nobody_listens (void)
{
  g_autofree char *address = NULL;
  g_autoptr (FoyerCall) call = NULL;
  g_autofree char *sentence = NULL;

  {
    g_autoptr (WebServer) server = web_server_new (answer_patient, NULL, NULL);

    address = g_strdup (web_server_get_address (server));
  }
  call = ask (address, NULL);
  g_assert_error (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE);
  sentence = say (call);
  g_assert_nonnull (strstr (sentence, "Everything is saved here"));
}

static void
test_no_such_host (void)
{
  g_autoptr (FoyerCall) call = ask ("https://nowhere.invalid/fhir", NULL);

  g_assert_nonnull (call->error);
  g_assert_true (call->error->code == FOYER_SYNC_ERROR_OFFLINE ||
                 call->error->code == FOYER_SYNC_ERROR_TIMEOUT);
}

/* Redirects and links: nothing goes to another host. */

static gboolean
redirect (WebRequest *request)
{
  g_autofree char *headers =
      g_strdup_printf ("Location: %s\r\n", (const char *) request->data);

  return web_request_answer (request, 307, headers, FHIR, "{}");
}

static void
assert_redirect (const char *location, const char *shown)
{
  g_autoptr (WebServer) server = web_server_new (redirect, (gpointer) location, NULL);
  g_autoptr (FoyerCall) call = ask (web_server_get_address (server), NULL);
  g_autofree char *sentence = say (call);

  g_assert_error (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REDIRECT);
  g_assert_cmpstr (call->error->message, ==, shown);
  g_assert_nonnull (strstr (sentence, shown));
}

static void
test_redirect_to_another_host (void)
{
  g_autoptr (WebServer) other = web_server_new (answer_patient, NULL, NULL);
  g_autofree char *base = g_strconcat (web_server_get_address (other), "/fhir", NULL);
  g_autofree char *location = g_strconcat (base, "/Patient/1", NULL);

  assert_redirect (location, base);
  g_assert_cmpint (web_server_count_connections (other), ==, 0);
}

static void
test_redirect_is_shown_without_what_was_asked (void)
{
  g_autofree char *path = g_strnfill (500, 'x');
  g_autofree char *long_location = g_strconcat ("https://login.example/", path, NULL);

  assert_redirect ("https://me:secret@login.example/in?name=Smith#1",
                   "https://login.example/in");
  assert_redirect (long_location, "login.example");
  assert_redirect ("https://new.example/fhir/Patient/1?a=b", "https://new.example/fhir");
}

static void
test_links (void)
{
  g_autoptr (WebServer) other = web_server_new (answer_patient, NULL, NULL);
  g_autoptr (WebServer) server = web_server_new (answer_patient, NULL, NULL);
  g_autofree char *base = g_strconcat (web_server_get_address (server), "/fhir", NULL);
  g_autoptr (FoyerTransport) transport = open_transport (base, NULL, LONG_MS);
  FoyerCall *calls[] = {
    foyer_call_new ("GET", "%s/Patient?page=2", base),
    foyer_call_new ("GET", "%s?page=2", base),
    foyer_call_new ("GET", "%s/Patient?page=2", web_server_get_address (other)),
    foyer_call_new ("GET", "//127.0.0.1/Patient"),
    foyer_call_new ("GET", "Patient/../../admin"),
  };
  int codes[] = { -1, -1, FOYER_SYNC_ERROR_REDIRECT, FOYER_SYNC_ERROR_REDIRECT,
                  FOYER_SYNC_ERROR_RESOURCE };

  foyer_transport_send (transport, calls, G_N_ELEMENTS (calls), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      if (codes[i] >= 0)
        g_assert_error (calls[i]->error, FOYER_SYNC_ERROR, codes[i]);
      else
        g_assert_no_error (calls[i]->error);
      foyer_call_free (calls[i]);
    }
  g_assert_cmpint (web_server_count_connections (other), ==, 0);
}

/* What is sent and what is read. */

static gboolean
show_request (WebRequest *request)
{
  GString *shown = request->data;

  g_string_append_printf (shown, "%s%s\n", request->head, request->body);

  return web_request_answer (request, 201,
                             "ETag: \"a.b-c\"\r\nSet-Cookie: track=me\r\n"
                             "Date: Thu, 01 Jan 1970 00:01:40 GMT\r\n",
                             "application/json", PATIENT);
}

static void
test_request (void)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (WebServer) server = web_server_new (show_request, shown, NULL);
  g_autofree char *base = g_strconcat (web_server_get_address (server), "/fhir/", NULL);
  g_autoptr (FoyerTransport) transport = open_transport (base, NULL, LONG_MS);
  g_autoptr (FoyerCall) search = foyer_call_new ("GET", "Patient?identifier=a%%7Cb");
  g_autoptr (FoyerCall) create = foyer_call_new ("POST", "Patient");
  g_autoptr (FoyerCall) update = foyer_call_new ("PUT", "Patient/1");

  create->if_none_exist = g_strdup ("identifier=a%7Cb");
  create->body = g_bytes_new_static (PATIENT, strlen (PATIENT));
  update->if_match = g_strdup ("v1\"\r\nX-Evil: 1");
  update->body = g_bytes_new_static (PATIENT, strlen (PATIENT));
  foyer_transport_send (transport, &search, 1, NULL);
  g_assert_no_error (search->error);
  g_assert_nonnull (
      strstr (shown->str, "GET /fhir/Patient?identifier=a%7Cb HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (shown->str, "Accept: application/fhir+json\r\n"));
  g_assert_nonnull (strstr (shown->str, "Cache-Control: no-cache\r\n"));
  g_assert_nonnull (strstr (shown->str, "User-Agent: Foyer/" FOYER_VERSION "\r\n"));
  g_assert_null (strstr (shown->str, "Authorization"));

  foyer_transport_send (transport, &create, 1, NULL);
  foyer_transport_send (transport, &update, 1, NULL);
  g_assert_no_error (create->error);
  g_assert_no_error (update->error);
  g_assert_nonnull (strstr (shown->str, "POST /fhir/Patient HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (shown->str, "If-None-Exist: identifier=a%7Cb\r\n"));
  g_assert_nonnull (strstr (shown->str, "Content-Type: application/fhir+json\r\n"));
  g_assert_nonnull (strstr (shown->str, "Prefer: return=representation\r\n"));
  g_assert_nonnull (strstr (shown->str, "\r\n\r\n" PATIENT));
  g_assert_nonnull (strstr (shown->str, "If-Match: W/\"v1"));
  g_assert_null (strstr (shown->str, "\nX-Evil"));
  g_assert_null (strstr (shown->str, "Cookie: "));

  g_assert_cmpuint (create->status, ==, 201);
  g_assert_cmpstr (create->version, ==, "a.b-c");
  g_assert_cmpint (create->server_time, ==, 100);
  g_assert_cmpint (create->retry_after_seconds, ==, -1);
  g_assert_cmpstr (json_string_value (json_object_get (create->json, "id")), ==, "1");
}

/* Answers writes with nothing but the address, and reads with the resource. */
static gboolean
answer_minimal (WebRequest *request)
{
  GString *shown = request->data;

  g_string_append_printf (shown, "%s\n", request->head);

  return g_str_has_prefix (request->head, "GET ")
             ? web_request_answer (request, 200, "ETag: W/\"7\"\r\n", FHIR, PATIENT)
             : web_request_answer (request, 201,
                                   "Location: https://elsewhere.example/fhir/Patient/1/"
                                   "_history/7\r\n",
                                   FHIR, "");
}

static void
test_minimal_answer (void)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (WebServer) server = web_server_new (answer_minimal, shown, NULL);
  g_autoptr (FoyerTransport) transport =
      open_transport (web_server_get_address (server), NULL, LONG_MS);
  g_autoptr (FoyerCall) create = foyer_call_new ("POST", "Patient");

  create->body = g_bytes_new_static (PATIENT, strlen (PATIENT));
  foyer_transport_send (transport, &create, 1, NULL);
  g_assert_no_error (create->error);
  g_assert_cmpuint (create->status, ==, 201);
  g_assert_nonnull (strstr (shown->str, "GET /Patient/1 HTTP/1.1\r\n"));
  g_assert_cmpstr (json_string_value (json_object_get (create->json, "id")), ==, "1");
}

/* How long to wait, in every dialect. */

#define DATE "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"

static const struct
{
  const char *headers;
  gint64      seconds;
} waits[] = {
  { "", -1 },
  { "Retry-After: 120\r\n", 120 },
  { "Retry-After: 0\r\n", 0 },
  { "Retry-After: 99999999\r\n", 86400 },
  { "Retry-After: soon\r\n", -1 },
  { "Retry-After: -5\r\n", -1 },
  { DATE "Retry-After: Sun, 06 Nov 1994 08:50:07 GMT\r\n", 30 },
  { DATE "Retry-After: Sun, 06 Nov 1994 08:00:00 GMT\r\n", 0 },
  { "Retry-After: Sun, 06 Nov 1994 08:50:07 GMT\r\n", -1 },
  { "x-ms-retry-after-ms: 1500\r\n", 2 },
  { "RateLimit: \"fhirInteractions\";r=0;t=28\r\n", 28 },
  { "RateLimit: \"fhirInteractions\";r=7;t=28\r\n", -1 },
  { "RateLimit: limit=100, remaining=0, reset=17\r\n", 17 },
  { "RateLimit-Reset: 9\r\n", 9 },
  { "RateLimit-Remaining: 3\r\nRateLimit-Reset: 9\r\n", -1 },
  { DATE "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 784111797\r\n", 86400 },
  { "Retry-After: 4\r\nRateLimit: \"x\";r=0;t=28\r\n", 4 },
};

static gboolean
ask_to_wait (WebRequest *request)
{
  return web_request_answer (request, 429, request->data, FHIR, OUTCOME);
}

static void
test_waits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_autoptr (WebServer) server =
          web_server_new (ask_to_wait, (gpointer) waits[i].headers, NULL);
      g_autoptr (FoyerCall) call = ask (web_server_get_address (server), NULL);

      g_test_message ("%s", waits[i].headers);
      g_assert_cmpuint (call->status, ==, 429);
      g_assert_cmpint (call->retry_after_seconds, ==, waits[i].seconds);
    }
}

/* Several at once, and giving up. */

typedef struct
{
  GMutex lock;
  GCond  changed;
  int    n_inside;
  int    n_most;
} Room;

/* Answers when four are waiting, or after a while. */
static gboolean
answer_together (WebRequest *request)
{
  Room  *room = request->data;
  gint64 end = g_get_monotonic_time () + LONG_MS / 3 * G_TIME_SPAN_MILLISECOND;

  g_mutex_lock (&room->lock);
  room->n_inside++;
  room->n_most = MAX (room->n_most, room->n_inside);
  g_cond_broadcast (&room->changed);
  while (room->n_most < 4 && g_cond_wait_until (&room->changed, &room->lock, end))
    ;
  g_mutex_unlock (&room->lock);
  g_usleep (10000);
  g_mutex_lock (&room->lock);
  room->n_inside--;
  g_mutex_unlock (&room->lock);

  return answer_patient (request);
}

static void
test_four_at_once (void)
{
  Room room = { 0 };
  g_autoptr (WebServer) server = web_server_new (answer_together, &room, NULL);
  g_autoptr (FoyerTransport) transport =
      open_transport (web_server_get_address (server), NULL, LONG_MS);
  FoyerCall *calls[20];

  for (int i = 0; i < 20; i++)
    calls[i] = foyer_call_new ("GET", "Patient/%d", i);
  foyer_transport_send (transport, calls, 20, NULL);
  for (int i = 0; i < 20; i++)
    {
      g_assert_no_error (calls[i]->error);
      g_assert_cmpuint (calls[i]->status, ==, 200);
      foyer_call_free (calls[i]);
    }
  g_assert_cmpint (room.n_most, ==, 4);
  g_assert_cmpint (web_server_count_connections (server), ==, 4);
}

/* A server that closes idle connections costs no request. */
static gboolean
answer_and_close (WebRequest *request)
{
  answer_patient (request);

  return FALSE;
}

static void
test_connection_closed_between_requests (void)
{
  g_autoptr (WebServer) server = web_server_new (answer_and_close, NULL, NULL);
  g_autoptr (FoyerTransport) transport =
      open_transport (web_server_get_address (server), NULL, LONG_MS);

  for (int i = 0; i < 5; i++)
    {
      g_autoptr (FoyerCall) call = foyer_call_new ("POST", "Patient");

      call->body = g_bytes_new_static (PATIENT, strlen (PATIENT));
      foyer_transport_send (transport, &call, 1, NULL);
      g_assert_no_error (call->error);
      web_server_wait_closed (server);
    }
  g_assert_cmpint (web_server_count_requests (server), ==, 5);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (60000);
  g_cancellable_cancel (data);

  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (WebServer) server = web_server_new (drip, NULL, NULL);
  g_autoptr (FoyerTransport) transport =
      open_transport (web_server_get_address (server), NULL, LONG_MS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread   *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  gint64     began = g_get_monotonic_time ();
  FoyerCall *calls[6];

  for (int i = 0; i < 6; i++)
    calls[i] = foyer_call_new ("GET", "Patient/%d", i);
  foyer_transport_send (transport, calls, 6, cancellable);
  g_assert_cmpint (g_get_monotonic_time () - began, <,
                   LONG_MS / 2 * G_TIME_SPAN_MILLISECOND);
  for (int i = 0; i < 6; i++)
    {
      g_assert_error (calls[i]->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (calls[i]->status, ==, 0);
    }
  g_thread_join (thread);

  /* The way is not blocked afterwards. */
  foyer_http_set_deadline (FOYER_HTTP (transport), SHORT_MS);
  foyer_transport_send (transport, calls, 1, NULL);
  g_assert_error (calls[0]->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TIMEOUT);
  for (int i = 0; i < 6; i++)
    foyer_call_free (calls[i]);
}

/* What is asked ahead comes beside what is asked meanwhile. */
static void
test_ahead (void)
{
  g_autoptr (WebServer) server = web_server_new (answer_patient, NULL, NULL);
  g_autoptr (FoyerTransport) transport =
      open_transport (web_server_get_address (server), NULL, LONG_MS);

  g_assert_true (foyer_transport_can_begin (transport));
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (FoyerCall) ahead = foyer_call_new ("GET", "Patient?page=%d", i);
      g_autoptr (FoyerCall) call = foyer_call_new ("GET", "Patient/%d", i);

      ahead->spent = json_object ();
      foyer_transport_begin (transport, ahead, NULL);
      foyer_transport_send (transport, &call, 1, NULL);
      g_assert_cmpuint (call->status, ==, 200);
      foyer_transport_finish (transport, ahead, TRUE);
      g_assert_null (ahead->spent);
      g_assert_no_error (ahead->error);
      g_assert_cmpuint (ahead->status, ==, 200);
      g_assert_nonnull (ahead->json);
    }
}

/* What is not wanted any more, and what the person gives up, is not waited for. */
static void
test_ahead_is_given_up (void)
{
  g_autoptr (WebServer) server = web_server_new (drip, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FoyerCall) call = foyer_call_new ("GET", "Patient/1");
  g_autoptr (FoyerTransport) transport =
      open_transport (web_server_get_address (server), NULL, LONG_MS);
  gint64 began = g_get_monotonic_time ();

  foyer_transport_begin (transport, call, cancellable);
  foyer_transport_finish (transport, call, FALSE);
  g_assert_error (call->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_cancellable_is_cancelled (cancellable));

  foyer_transport_begin (transport, call, cancellable);
  g_cancellable_cancel (cancellable);
  foyer_transport_finish (transport, call, TRUE);
  g_assert_error (call->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  foyer_transport_begin (transport, call, NULL);
  g_clear_object (&transport);
  g_assert_cmpint (g_get_monotonic_time () - began, <,
                   LONG_MS / 2 * G_TIME_SPAN_MILLISECOND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/http/fault/", faults[i].name, NULL);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  for (guint i = 0; i < G_N_ELEMENTS (certificates); i++)
    {
      g_autofree char *path =
          g_strconcat ("/http/certificate/", certificates[i].name, NULL);

      g_test_add_data_func (path, &certificates[i], test_bad_certificate);
    }
  g_test_add_func ("/http/certificate/own-authority", test_own_authority);
  g_test_add_data_func ("/http/tls/1.0", "NORMAL:-VERS-ALL:+VERS-TLS1.0:%COMPAT",
                        test_old_tls);
  g_test_add_data_func ("/http/tls/1.1", "NORMAL:-VERS-ALL:+VERS-TLS1.1:%COMPAT",
                        test_old_tls);
  g_test_add_data_func ("/http/tls/1.2", "NORMAL:-VERS-ALL:+VERS-TLS1.2", test_old_tls);
  g_test_add_func ("/http/tls/plain-server", test_plain_server_behind_https);
  g_test_add_func ("/http/addresses", test_addresses);
  g_test_add_func ("/http/nobody-listens", test_nobody_listens);
  g_test_add_func ("/http/no-such-host", test_no_such_host);
  g_test_add_func ("/http/large-letters", test_large_letters);
  g_test_add_func ("/http/redirect-to-another-host", test_redirect_to_another_host);
  g_test_add_func ("/http/redirect-is-shown-without-what-was-asked",
                   test_redirect_is_shown_without_what_was_asked);
  g_test_add_func ("/http/links", test_links);
  g_test_add_func ("/http/request", test_request);
  g_test_add_func ("/http/minimal-answer", test_minimal_answer);
  g_test_add_func ("/http/waits", test_waits);
  g_test_add_func ("/http/four-at-once", test_four_at_once);
  g_test_add_func ("/http/connection-closed-between-requests",
                   test_connection_closed_between_requests);
  g_test_add_func ("/http/cancel", test_cancel);
  g_test_add_func ("/http/ahead", test_ahead);
  g_test_add_func ("/http/ahead-is-given-up", test_ahead_is_given_up);

  return g_test_run ();
}
