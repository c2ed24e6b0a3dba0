/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-form-appointment.h"
#include "endpoint/foyer-form-service.h"
#include "fhir/foyer-fhir-intake.h"
#include "fhir/foyer-fhir-part.h"
#include "model/foyer-clinic.h"
#include "model/foyer-practice.h"
#include "model/foyer-service.h"

#include <glib/gstdio.h>
#include <string.h>

/* 2026-11-23 17:00:00 UTC */
#define NOW G_GINT64_CONSTANT (1795453200)

#define PERSON                                                                           \
  "given=Ana&family=P%C3%A9rez&birth-month=3&birth-day=27&birth-year=1985"               \
  "&phone=805-555-0123&referrer=Dr.+Osei&referral-sent=yes&category=cosmetic"

/* An endpoint with nothing but the form, whose catalogues are in a folder of its own. */
typedef struct
{
  char               *locale_dir;
  FoyerEndpointStore *store; /* (unowned) */
  FoyerEndpoint      *endpoint;
  gint64              now;
  const char         *address;
} Fixture;

static void
put_word (GByteArray *file, guint32 word)
{
  g_byte_array_append (file, (const guint8 *) &word, sizeof word);
}

/* A compiled catalogue (.mo) with a header and one message. */
static void
write_catalogue (const char *locale_dir,
                 const char *language,
                 const char *message,
                 const char *translation)
{
  g_autofree char *header = g_strdup_printf (
      "Language: %s\nContent-Type: text/plain; charset=UTF-8\n", language);
  const char *const texts[] = { "", message, header, translation };
  g_autofree char  *folder = g_build_filename (locale_dir, language, "LC_MESSAGES", NULL);
  g_autofree char  *path = g_build_filename (folder, GETTEXT_PACKAGE ".mo", NULL);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  guint32 offset = 28 + 32;

  put_word (file, 0x950412de);
  put_word (file, 0);
  put_word (file, 2);
  put_word (file, 28);
  put_word (file, 28 + 16);
  put_word (file, 0);
  put_word (file, 28 + 32);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      put_word (file, (guint32) strlen (texts[i]));
      put_word (file, offset);
      offset += (guint32) strlen (texts[i]) + 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_byte_array_append (file, (const guint8 *) texts[i], strlen (texts[i]) + 1);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, (const char *) file->data, file->len, NULL));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_auto (FoyerFormOptions) options;

  self->locale_dir = g_dir_make_tmp ("foyer-form-XXXXXX", NULL);
  write_catalogue (self->locale_dir, "es", "Request an appointment", "Pedir una cita");
  write_catalogue (self->locale_dir, "ar", "Request an appointment", "طلب موعد");
  self->store = foyer_endpoint_store_open (":memory:", NULL);
  g_assert_nonnull (self->store);
  self->endpoint = foyer_endpoint_new (self->store);
  foyer_form_options_init (&options);
  options.clinic_name = g_strdup ("Ocean <View> Dermatology");
  options.clinic_phone = g_strdup ("(805) 555-0100");
  foyer_form_service_add (self->endpoint, self->locale_dir, &options);
  self->now = NOW;
  self->address = "192.0.2.1";
}

static void
remove_language (const char *locale_dir, const char *language)
{
  g_autofree char *top = g_build_filename (locale_dir, language, NULL);
  g_autofree char *folder = g_build_filename (top, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (folder, GETTEXT_PACKAGE ".mo", NULL);

  g_remove (path);
  g_remove (folder);
  g_remove (top);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  foyer_endpoint_free (self->endpoint);
  remove_language (self->locale_dir, "es");
  remove_language (self->locale_dir, "ar");
  g_assert_cmpint (g_remove (self->locale_dir), ==, 0);
  g_free (self->locale_dir);
}

static FoyerEndpointRequest *
new_request (Fixture *self, const char *method, const char *target)
{
  FoyerEndpointRequest *request = foyer_endpoint_request_new (method, target);

  request->now_us = self->now * G_USEC_PER_SEC;
  g_free (request->address);
  request->address = g_strdup (self->address);

  return request;
}

static FoyerEndpointResponse *
get (Fixture *self, const char *target)
{
  g_autoptr (FoyerEndpointRequest) request = new_request (self, "GET", target);

  return foyer_endpoint_handle (self->endpoint, request);
}

static char *
dup_body (FoyerEndpointResponse *response)
{
  gsize       length = 0;
  const char *data =
      response->body != NULL ? g_bytes_get_data (response->body, &length) : "";

  return g_strndup (data, length);
}

/* The token of the page, and time for somebody to fill it in. */
static char *
dup_token (Fixture *self, const char *body)
{
  const char *start = strstr (body, "name=\"token\" value=\"");
  const char *end;

  g_assert_nonnull (start);
  start += strlen ("name=\"token\" value=\"");
  end = strchr (start, '"');
  self->now += 60;

  return g_strndup (start, (gsize) (end - start));
}

static char *
begin (Fixture *self)
{
  g_autoptr (FoyerEndpointResponse) page = get (self, "/request");
  g_autofree char *body = dup_body (page);

  g_assert_cmpuint (page->status, ==, 200);

  return dup_token (self, body);
}

static FoyerEndpointResponse *
post_with (Fixture    *self,
           const char *token,
           const char *fields,
           const char *header,
           const char *value)
{
  g_autoptr (FoyerEndpointRequest) request = new_request (self, "POST", "/request");
  char *body = g_strdup_printf ("token=%s&%s", token, fields);

  g_bytes_unref (request->body);
  request->body = g_bytes_new_take (body, strlen (body));
  if (header != NULL)
    soup_message_headers_replace (request->headers, header, value);

  return foyer_endpoint_handle (self->endpoint, request);
}

static FoyerEndpointResponse *
post (Fixture *self, const char *token, const char *fields)
{
  return post_with (self, token, fields, NULL, NULL);
}

static guint
count_stored (Fixture *self)
{
  g_autoptr (GPtrArray) list =
      foyer_endpoint_newest (self->store, "Appointment", 1000, NULL);

  return list != NULL ? list->len : G_MAXUINT;
}

static void
assert_has (FoyerEndpointResponse *response, const char *words)
{
  g_autofree char *body = dup_body (response);

  if (strstr (body, words) == NULL)
    g_error ("no “%s” in: %s", words, body);
}

static void
assert_has_not (FoyerEndpointResponse *response, const char *words)
{
  g_autofree char *body = dup_body (response);

  g_assert_null (strstr (body, words));
}

static const char *
extension (const json_t *json, const char *url, const char *key)
{
  return json_string_value (json_object_get (foyer_fhir_extension (json, url), key));
}

static void
test_becomes_appointment (Fixture *self, gconstpointer data)
{
  g_autofree char *token = begin (self);
  g_autoptr (FoyerEndpointResponse) response =
      post (self, token,
            PERSON "&email=ana%40example.com&lang=es&seen-before=no&days=mon&days=wed"
                   "&times=afternoon&earliest=2026-12-01&message=A+%3Cb%3E+mole");
  g_autoptr (GPtrArray) list = NULL;
  const json_t *json, *person, *participant;

  g_assert_cmpuint (response->status, ==, 303);
  g_assert_cmpstr (soup_message_headers_get_one (response->headers, "Location"), ==,
                   "/request/thanks?lang=es");
  list = foyer_endpoint_newest (self->store, "Appointment", 10, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  json = list->pdata[0];

  /* app-1: every participant has an actor or a type; app-2, app-3: no start and no end, of
   * which only a proposed one has neither; app-4: no reason for a cancellation. */
  g_assert_cmpstr (foyer_fhir_peek (json, "status"), ==, "proposed");
  g_assert_null (json_object_get (json, "start"));
  g_assert_null (json_object_get (json, "end"));
  g_assert_null (json_object_get (json, "cancelationReason"));
  g_assert_cmpuint (json_array_size (json_object_get (json, "participant")), ==, 1);
  participant = json_array_get (json_object_get (json, "participant"), 0);
  g_assert_cmpstr (foyer_fhir_peek (participant, "status"), ==, "accepted");
  g_assert_cmpstr (foyer_fhir_peek (json_object_get (participant, "actor"), "reference"),
                   ==, "#p");

  person = json_array_get (json_object_get (json, "contained"), 0);
  g_assert_cmpstr (foyer_fhir_peek (person, "resourceType"), ==, "Patient");
  g_assert_cmpstr (foyer_fhir_peek (person, "id"), ==, "p");
  g_assert_cmpstr (foyer_fhir_peek (person, "birthDate"), ==, "1985-03-27");
  g_assert_cmpuint (json_array_size (json_object_get (person, "telecom")), ==, 2);
  g_assert_cmpstr (
      foyer_fhir_peek (json_array_get (json_object_get (person, "name"), 0), "family"),
      ==, "Pérez");

  g_assert_cmpstr (foyer_fhir_peek (json, "comment"), ==, "A <b> mole");
  g_assert_cmpstr (foyer_fhir_peek (json, "created"), ==, "2026-11-23T17:01:00Z");
  g_assert_cmpstr (
      foyer_fhir_code (json_array_get (json_object_get (json, "serviceCategory"), 0),
                       FOYER_FHIR_SYSTEM_REQUEST_CATEGORY),
      ==, "cosmetic");
  g_assert_cmpstr (
      foyer_fhir_peek (json_array_get (json_object_get (json, "requestedPeriod"), 0),
                       "start"),
      ==, "2026-12-01");
  g_assert_cmpstr (extension (json, FOYER_FHIR_INTAKE_CHANNEL, "valueCode"), ==,
                   "web-form");
  g_assert_cmpstr (extension (json, FOYER_FHIR_INTAKE_PREFERRED_DAYS, "valueString"), ==,
                   "mon wed");
  g_assert_cmpstr (extension (json, FOYER_FHIR_INTAKE_PREFERRED_TIMES, "valueString"), ==,
                   "afternoon");
  g_assert_cmpstr (extension (json, FOYER_FHIR_INTAKE_REFERRER_TEXT, "valueString"), ==,
                   "Dr. Osei");
  g_assert_cmpstr (extension (json, FOYER_FHIR_INTAKE_REFERRAL_SENT, "valueCode"), ==,
                   "yes");
  g_assert_true (json_is_false (json_object_get (
      foyer_fhir_extension (json, FOYER_FHIR_INTAKE_SEEN_BEFORE), "valueBoolean")));
}

static void
test_nothing_more_is_stored (Fixture *self, gconstpointer data)
{
  g_autofree char *token = begin (self);
  g_autoptr (FoyerEndpointResponse) response = post_with (
      self, token, PERSON "&secret=whisper", "User-Agent", "Browser/1.0 (somewhere)");
  g_autoptr (GPtrArray) list =
      foyer_endpoint_newest (self->store, "Appointment", 10, NULL);
  g_autofree char *text = NULL;

  g_assert_cmpuint (response->status, ==, 303);
  text = json_dumps (list->pdata[0], 0);
  g_assert_null (strstr (text, "192.0.2.1"));
  g_assert_null (strstr (text, "Browser"));
  g_assert_null (strstr (text, "whisper"));
  g_assert_null (strstr (text, "preferred-"));
  g_assert_null (strstr (text, "seen-before"));
}

static void
test_refusal_keeps_words (Fixture *self, gconstpointer data)
{
  g_autofree char *token = begin (self);
  g_autoptr (FoyerEndpointResponse) response = post (
      self, token,
      "given=%22%3E%3Cscript%3E&family=O%27Hara+%26+co&referral-sent=unknown&days=fri"
      "&message=%3C%2Ftextarea%3E&email=nobody");

  g_assert_cmpuint (response->status, ==, 422);
  g_assert_cmpuint (count_stored (self), ==, 0);
  assert_has (response, "value=\"&quot;&gt;&lt;script&gt;\"");
  assert_has (response, "value=\"O&apos;Hara &amp; co\"");
  assert_has (response, "&lt;/textarea&gt;</textarea>");
  assert_has (response, "value=\"unknown\" checked");
  assert_has (response, "value=\"fri\" checked");
  assert_has (response, "<a href=\"#category\">");
  assert_has (response, "aria-describedby=\"email-wrong\"");
  assert_has (response, "aria-describedby=\"category-hint category-wrong\"");
  assert_has_not (response, "<script");
}

static void
test_card_is_not_shown (Fixture *self, gconstpointer data)
{
  g_autofree char *token = begin (self);
  g_autoptr (FoyerEndpointResponse) response =
      post (self, token, PERSON "&message=4111111111111111");

  g_assert_cmpuint (response->status, ==, 422);
  g_assert_cmpuint (count_stored (self), ==, 0);
  assert_has_not (response, "4111111111111111");
  assert_has (response, "Never send a card number");
}

static void
test_twice_is_once (Fixture *self, gconstpointer data)
{
  g_autofree char *token = begin (self);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (FoyerEndpointResponse) response = post (self, token, PERSON);

      g_assert_cmpuint (response->status, ==, 303);
      g_assert_cmpuint (count_stored (self), ==, 1);
    }
}

static void
test_changed_after_sending (Fixture *self, gconstpointer data)
{
  g_autofree char *token = begin (self);
  g_autoptr (FoyerEndpointResponse) first = post (self, token, PERSON);
  g_autoptr (FoyerEndpointResponse) second = post (self, token, PERSON "&message=More");

  g_assert_cmpuint (first->status, ==, 303);
  g_assert_cmpuint (second->status, ==, 409);
  assert_has (second, "Your request was sent before");
  assert_has (second, "(805) 555-0100");
  g_assert_cmpuint (count_stored (self), ==, 1);
}

static void
test_too_fast (Fixture *self, gconstpointer data)
{
  g_autofree char *token = begin (self);
  g_autoptr (FoyerEndpointResponse) response = NULL;

  self->now -= 60;
  response = post (self, token, PERSON);
  g_assert_cmpuint (response->status, ==, 422);
  assert_has (response, "faster than anybody types");
  assert_has (response, "value=\"Ana\"");
  g_assert_cmpuint (count_stored (self), ==, 0);
}

/* A page that was open for too long can be sent at the second time, and still only once. */
static void
test_too_late (Fixture *self, gconstpointer data)
{
  g_autofree char *token = begin (self);
  g_autofree char *body = NULL;
  g_autofree char *new_token = NULL;
  g_autoptr (FoyerEndpointResponse) first = post (self, token, PERSON);
  g_autoptr (FoyerEndpointResponse) late = NULL;
  g_autoptr (FoyerEndpointResponse) again = NULL;

  self->now += 5 * 3600;
  late = post (self, token, PERSON);
  g_assert_cmpuint (late->status, ==, 422);
  body = dup_body (late);
  new_token = dup_token (self, body);
  g_assert_cmpstr (new_token, !=, token);
  again = post (self, new_token, PERSON);
  g_assert_cmpuint (again->status, ==, 303);
  g_assert_cmpuint (count_stored (self), ==, 1);
}

static void
test_foreign (Fixture *self, gconstpointer data)
{
  static const char *const bad[][2] = { { "Sec-Fetch-Site", "cross-site" },
                                        { "Sec-Fetch-Site", "same-site" },
                                        { "Origin", "https://evil.example" } };
  static const char *const good[][2] = { { "Sec-Fetch-Site", "same-origin" },
                                         { "Origin", "null" } };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *token = begin (self);
      g_autoptr (FoyerEndpointResponse) response =
          post_with (self, token, PERSON, bad[i][0], bad[i][1]);

      g_assert_cmpuint (response->status, ==, 403);
      g_assert_cmpuint (count_stored (self), ==, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *token = begin (self);
      g_autoptr (FoyerEndpointResponse) response =
          post_with (self, token, PERSON, good[i][0], good[i][1]);

      g_assert_cmpuint (response->status, ==, 303);
    }
}

/* Without a token of ours nothing is stored, but nothing typed is lost either. */
static void
test_forged_token (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerEndpointResponse) response = post (self, "AAAA", PERSON);
  g_autoptr (FoyerEndpointResponse) again = NULL;
  g_autofree char *body = NULL;
  g_autofree char *token = NULL;

  g_assert_cmpuint (response->status, ==, 403);
  assert_has (response, "value=\"Ana\"");
  g_assert_cmpuint (count_stored (self), ==, 0);

  body = dup_body (response);
  token = dup_token (self, body);
  again = post (self, token, PERSON);
  g_assert_cmpuint (again->status, ==, 303);
}

static void
test_trap (Fixture *self, gconstpointer data)
{
  g_autofree char *token = begin (self);
  g_autoptr (FoyerEndpointResponse) response =
      post (self, token, PERSON "&website=https%3A%2F%2Fspam.example");

  g_assert_cmpuint (response->status, ==, 422);
  g_assert_cmpuint (count_stored (self), ==, 0);
  assert_has (response, "Leave this field empty");
  assert_has_not (response, "aria-hidden=\"true\"");
  assert_has_not (response, "spam.example");
}

static void
test_flood (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *token = begin (self);
      g_autoptr (FoyerEndpointResponse) response = post (self, token, PERSON);

      g_assert_cmpuint (response->status, ==, i < 5 ? 303 : 429);
      if (response->status == 429)
        {
          g_assert_nonnull (
              soup_message_headers_get_one (response->headers, "Retry-After"));
          assert_has (response, "Too many requests");
          assert_has (response, "(805) 555-0100");
        }
    }
  g_assert_cmpuint (count_stored (self), ==, 5);

  self->address = "192.0.2.2";
  {
    g_autofree char *token = begin (self);
    g_autoptr (FoyerEndpointResponse) response = post (self, token, PERSON);

    g_assert_cmpuint (response->status, ==, 303);
  }
}

static void
test_garbled (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerEndpointResponse) response = post (self, "x", "given=%ff");

  g_assert_cmpuint (response->status, ==, 400);
  assert_has (response, "cannot be read");
}

static void
test_headers (Fixture *self, gconstpointer data)
{
  static const char *const targets[] = { "/request", "/request/thanks" };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (FoyerEndpointResponse) response = get (self, targets[i]);
      SoupMessageHeaders *headers = response->headers;
      const char         *policy =
          soup_message_headers_get_one (headers, "Content-Security-Policy");
      g_autofree char *body = dup_body (response);
      g_autofree char *css = NULL;
      g_autofree char *hash = NULL;
      const char      *start = strstr (body, "<style>") + strlen ("<style>");
      guint8           digest[32];
      gsize            length = sizeof digest;
      g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

      css = g_strndup (start, (gsize) (strstr (start, "</style>") - start));
      g_checksum_update (sum, (const guchar *) css, -1);
      g_checksum_get_digest (sum, digest, &length);
      hash = g_base64_encode (digest, length);
      g_assert_nonnull (strstr (policy, hash));
      g_assert_true (g_str_has_prefix (policy, "default-src 'none'; "));
      g_assert_nonnull (strstr (policy, "frame-ancestors 'none'"));
      g_assert_null (strstr (policy, "unsafe"));
      g_assert_cmpstr (soup_message_headers_get_one (headers, "Cache-Control"), ==,
                       "no-store");
      g_assert_cmpstr (soup_message_headers_get_one (headers, "Referrer-Policy"), ==,
                       "no-referrer");
      g_assert_cmpstr (soup_message_headers_get_one (headers, "X-Content-Type-Options"),
                       ==, "nosniff");
      g_assert_null (soup_message_headers_get_one (headers, "Set-Cookie"));
      assert_has (response, "Ocean &lt;View&gt; Dermatology");
      assert_has (response, "href=\"tel:8055550100\"");
      assert_has (response, "$125");
    }
}

static void
test_methods_and_paths (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerEndpointResponse) root = get (self, "/");
  g_autoptr (FoyerEndpointResponse) elsewhere = get (self, "/request/nothing");
  g_autoptr (FoyerEndpointRequest) put = new_request (self, "PUT", "/request");
  g_autoptr (FoyerEndpointRequest) post_root = new_request (self, "POST", "/");
  g_autoptr (FoyerEndpointResponse) refused = foyer_endpoint_handle (self->endpoint, put);
  g_autoptr (FoyerEndpointResponse) refused_root =
      foyer_endpoint_handle (self->endpoint, post_root);

  g_assert_cmpuint (root->status, ==, 303);
  g_assert_cmpstr (soup_message_headers_get_one (root->headers, "Location"), ==,
                   "/request");
  g_assert_cmpuint (elsewhere->status, ==, 303);
  g_assert_cmpuint (refused->status, ==, 405);
  g_assert_cmpuint (refused_root->status, ==, 405);
}

/* The language of each answer is its own, however they are mixed. */
static void
test_languages (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *target;
    const char *accept;
    const char *tag;
    const char *direction;
    const char *heading;
  } cases[] = {
    { "/request", NULL, "en", "ltr", "<h1>Request an appointment</h1>" },
    { "/request?lang=es", NULL, "es", "ltr", "<h1>Pedir una cita</h1>" },
    { "/request?lang=ar", "es", "ar", "rtl", "<h1>طلب موعد</h1>" },
    { "/request", "de, es-MX;q=0.9, en;q=0.8", "es", "ltr", "<h1>Pedir una cita</h1>" },
    { "/request", "de;q=0.9,en;q=0.8,es;q=0.1", "en", "ltr", "<h1>Request" },
    { "/request?lang=xx", "fr", "en", "ltr", "<h1>Request" },
    { "/request?lang=%3Cb%3E", "*;q=x", "en", "ltr", "<h1>Request" },
  };

  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autoptr (FoyerEndpointRequest) request =
            new_request (self, "GET", cases[i].target);
        g_autoptr (FoyerEndpointResponse) response = NULL;
        g_autofree char *root = g_strdup_printf ("<html lang=\"%s\" dir=\"%s\">",
                                                 cases[i].tag, cases[i].direction);

        if (cases[i].accept != NULL)
          soup_message_headers_replace (request->headers, "Accept-Language",
                                        cases[i].accept);
        response = foyer_endpoint_handle (self->endpoint, request);
        assert_has (response, root);
        assert_has (response, cases[i].heading);
        assert_has (response, "?lang=es\" lang=\"es\"");
      }
}

static void
test_refusal_keeps_language (Fixture *self, gconstpointer data)
{
  g_autofree char *token = begin (self);
  g_autoptr (FoyerEndpointResponse) response =
      post_with (self, token, "lang=es&given=Ana", "Accept-Language", "en");

  assert_has (response, "<html lang=\"es\"");
}

static char *
no_reference (const char *kind, const char *uid, gpointer data)
{
  return NULL;
}

/* Stores a record as a desk sends it. */
static void
push (Fixture *self, FoyerAggregate *aggregate, const char *kind)
{
  FoyerFhirLinks   links = { .to_reference = no_reference };
  g_autofree char *uid = g_uuid_string_random ();
  g_autoptr (json_t) json = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  foyer_record_set_uid (aggregate->record, uid);
  json = foyer_fhir_part_render (foyer_fhir_parts_find (kind, NULL), aggregate, &links,
                                 NULL);
  id = foyer_endpoint_create (self->store, json, &error);
  g_assert_no_error (error);
}

static void
push_service (Fixture             *self,
              const char          *code,
              FoyerServiceCategory category,
              gint64               deposit_minor)
{
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("service", NULL);
  FoyerService *service = FOYER_SERVICE (aggregate->record);

  foyer_set_text (&service->code, code);
  foyer_set_text (&service->name, code);
  service->category = category;
  service->duration_minutes = 30;
  service->deposit_minor = deposit_minor;
  service->active = TRUE;
  push (self, aggregate, "service");
}

/* The clinic is as the desk has sent it last, among the practices that refer to it. */
static void
test_clinic_of_desk (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerAggregate) practice = foyer_aggregate_new ("practice", NULL);
  g_autoptr (FoyerAggregate) clinic = foyer_aggregate_new ("clinic", NULL);
  g_autoptr (FoyerEndpointResponse) before = get (self, "/request");
  g_autoptr (FoyerEndpointResponse) after = NULL;

  assert_has (before, "Ocean &lt;View&gt; Dermatology");
  foyer_set_text (&FOYER_CLINIC (clinic->record)->name, "Harbor Skin Clinic");
  foyer_set_text (&FOYER_CLINIC (clinic->record)->phone, "+1 805 555 0177");
  foyer_set_text (&FOYER_CLINIC (clinic->record)->currency, "USD");
  push (self, clinic, "clinic");
  foyer_set_text (&FOYER_PRACTICE (practice->record)->name, "Family Practice");
  push (self, practice, "practice");
  push_service (self, "medical", FOYER_SERVICE_CATEGORY_NEW, 2000);
  push_service (self, "laser", FOYER_SERVICE_CATEGORY_COSMETIC, 30000);
  push_service (self, "cosmetic", FOYER_SERVICE_CATEGORY_COSMETIC, 9950);
  push_service (self, "free", FOYER_SERVICE_CATEGORY_COSMETIC, 0);

  self->now += 60;
  after = get (self, "/request");
  assert_has (after, "Harbor Skin Clinic");
  assert_has (after, "href=\"tel:+18055550177\"");
  assert_has (after, "a payment of $99.50 at");
  assert_has_not (after, "Ocean");
}

static void
test_same_request (void)
{
  g_autoptr (FoyerRequest) request = foyer_request_new ();
  g_autoptr (json_t) one = NULL;
  g_autoptr (json_t) later = NULL;
  g_autoptr (json_t) other = NULL;

  foyer_record_set_uid (FOYER_RECORD (request), "0d9f6f6c-2a52-4a3e-9d50-1f2a3b4c5d6e");
  foyer_set_text (&request->family, "Pérez");
  request->received_at = NOW;
  one = foyer_form_appointment_encode (request);
  request->received_at = NOW + 1;
  later = foyer_form_appointment_encode (request);
  request->seen_before = FOYER_ANSWER_YES;
  other = foyer_form_appointment_encode (request);

  g_assert_true (foyer_form_appointment_is_same (one, later));
  g_assert_false (foyer_form_appointment_is_same (one, other));
  g_assert_false (foyer_form_appointment_is_same (other, one));
}

#define ADD(path, test)                                                                  \
  g_test_add ("/form-service/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("becomes-appointment", test_becomes_appointment);
  ADD ("nothing-more-is-stored", test_nothing_more_is_stored);
  ADD ("refusal-keeps-words", test_refusal_keeps_words);
  ADD ("refusal-keeps-language", test_refusal_keeps_language);
  ADD ("card-is-not-shown", test_card_is_not_shown);
  ADD ("twice-is-once", test_twice_is_once);
  ADD ("changed-after-sending", test_changed_after_sending);
  ADD ("too-fast", test_too_fast);
  ADD ("too-late", test_too_late);
  ADD ("foreign", test_foreign);
  ADD ("forged-token", test_forged_token);
  ADD ("trap", test_trap);
  ADD ("flood", test_flood);
  ADD ("garbled", test_garbled);
  ADD ("headers", test_headers);
  ADD ("methods-and-paths", test_methods_and_paths);
  ADD ("languages", test_languages);
  ADD ("clinic-of-desk", test_clinic_of_desk);
  g_test_add_func ("/form-service/same-request", test_same_request);

  return g_test_run ();
}
