/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-form-service.h"

#include "endpoint/foyer-endpoint-draft.h"
#include "endpoint/foyer-endpoint-validate.h"
#include "endpoint/foyer-form-appointment.h"
#include "endpoint/foyer-form-clinic.h"
#include "endpoint/foyer-form-guard.h"
#include "endpoint/foyer-form-page.h"
#include "fhir/foyer-fhir-intake.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define THANKS_PATH FOYER_FORM_PATH "/thanks"
#define SECOND_US G_USEC_PER_SEC
#define HOUR_SECONDS "3600"
#define MAX_PER_HOUR 100000

typedef struct
{
  FoyerFormLanguages *languages; /* (owned) */
  FoyerFormGuard     *guard;     /* (owned) */
  FoyerFormClinic    *clinic;    /* (owned) */
  char               *policy;    /* (owned) Content-Security-Policy */
} Service;

/* One request while it is answered. */
typedef struct
{
  Service              *service; /* (unowned) */
  FoyerEndpointStore   *store;   /* (unowned) */
  FoyerEndpointRequest *request; /* (unowned) */
  gint64                now;     /* seconds */
  FoyerFormPage         page;
} Visit;

static void
service_free (Service *self)
{
  foyer_form_languages_free (self->languages);
  foyer_form_guard_free (self->guard);
  foyer_form_clinic_free (self->clinic);
  g_free (self->policy);
  g_free (self);
}

static void
begin_visit (Visit *self, const char *wanted_language)
{
  const char *accept =
      soup_message_headers_get_list (self->request->headers, "Accept-Language");
  const FoyerFormClinic *clinic = self->service->clinic;

  foyer_form_clinic_refresh (self->service->clinic, self->store, self->now);
  self->page = (FoyerFormPage){
    .languages = self->service->languages,
    .tag = foyer_form_languages_pick (self->service->languages, wanted_language, accept),
    .path = FOYER_FORM_PATH,
    .clinic_name = clinic->name,
    .clinic_phone = clinic->phone,
    .deposit = clinic->deposit,
  };
  foyer_form_languages_use (self->service->languages, self->page.tag);
}

/* Takes @html; the page is for nobody else to keep, to frame or to learn of. */
static FoyerEndpointResponse *
answer (Visit *self, guint status, char *html)
{
  g_autoptr (GBytes) body = html != NULL ? g_bytes_new_take (html, strlen (html)) : NULL;
  FoyerEndpointResponse *response = foyer_endpoint_response_new (
      status, html != NULL ? "text/html; charset=utf-8" : NULL, body);
  const char *const headers[][2] = {
    { "Content-Security-Policy", self->service->policy },
    { "Cache-Control", "no-store" },
    { "Content-Language", self->page.tag },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Referrer-Policy", "no-referrer" },
    { "Vary", "Accept-Language" },
    { "X-Content-Type-Options", "nosniff" },
    { "X-Frame-Options", "DENY" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    soup_message_headers_replace (response->headers, headers[i][0], headers[i][1]);

  return response;
}

static FoyerEndpointResponse *
lead_to (Visit *self, const char *path)
{
  FoyerEndpointResponse *response = answer (self, 303, NULL);

  soup_message_headers_replace (response->headers, "Location", path);

  return response;
}

static FoyerEndpointResponse *
refuse (Visit *self, guint status, FoyerFormNotice notice)
{
  FoyerEndpointResponse *response =
      answer (self, status, foyer_form_page_refuse (&self->page, notice));

  if (notice == FOYER_FORM_NOTICE_FLOOD)
    soup_message_headers_replace (response->headers, "Retry-After", HOUR_SECONDS);

  return response;
}

/* Shows the form, with a token for @uid, or for a request that is still to be made. */
static FoyerEndpointResponse *
ask (Visit *self, guint status, FoyerForm *form, const char *uid, FoyerFormNotice notice)
{
  g_free (form->typed[FOYER_FORM_TOKEN]);
  form->typed[FOYER_FORM_TOKEN] =
      foyer_form_guard_issue (self->service->guard, uid, self->now);

  return answer (self, status,
                 foyer_form_page_ask (&self->page, form, notice, self->now));
}

/* Whether a browser says that the form was on somebody else's page.  Our own pages send no
 * referrer, so that Origin is `null` for them. */
static gboolean
is_foreign (FoyerEndpointRequest *request)
{
  const char *site = soup_message_headers_get_one (request->headers, "Sec-Fetch-Site");
  const char *origin = soup_message_headers_get_one (request->headers, "Origin");

  if (site != NULL)
    return !g_str_equal (site, "same-origin") && !g_str_equal (site, "none");

  return origin != NULL && !g_str_equal (origin, "null") &&
         g_strcmp0 (strstr (origin, "://"), strstr (request->base, "://")) != 0;
}

/* Whether what is stored under the uid is what this form asks for: it is as it was sent, in
 * its first version, whatever a desk has made of it since. */
static gboolean
is_same_request (Visit *self, const char *id, const json_t *json)
{
  g_autoptr (FoyerEndpointVersion) first =
      foyer_endpoint_store_read (self->store, "Appointment", id, 1, NULL);
  g_autoptr (json_t) stored = NULL;
  gsize       length;
  const char *text;

  if (first == NULL || first->body == NULL)
    return FALSE;
  text = g_bytes_get_data (first->body, &length);
  stored = foyer_json_parse (text, length, NULL);

  return stored != NULL && foyer_form_appointment_is_same (stored, json);
}

static FoyerEndpointResponse *
store_request (Visit *self, FoyerRequest *request, const char *address)
{
  const char *uid = foyer_record_get_uid (FOYER_RECORD (request));
  g_autoptr (json_t) json = foyer_form_appointment_encode (request);
  g_autoptr (FoyerEndpointDraft) draft = foyer_endpoint_draft_new_for_json (json, NULL);
  g_autoptr (FoyerEndpointVersion) version = NULL;
  g_autofree char *thanks = NULL;
  gboolean         is_new = FALSE;

  if (draft != NULL && foyer_endpoint_validate (draft, NULL))
    version = foyer_endpoint_store_create (self->store, draft, FOYER_FHIR_SYSTEM_RECORD,
                                           uid, &is_new, NULL);
  if (version == NULL)
    return refuse (self, 503, FOYER_FORM_NOTICE_FAILED);
  if (!is_new && !is_same_request (self, version->id, json))
    return refuse (self, 409, FOYER_FORM_NOTICE_SENT);
  if (is_new)
    foyer_form_guard_stored (self->service->guard, address, self->now);

  thanks = g_strdup_printf ("%s?lang=%s", THANKS_PATH, self->page.tag);

  return lead_to (self, thanks);
}

static FoyerEndpointResponse *
take_form (Visit *self)
{
  gsize       length;
  const char *data = g_bytes_get_data (self->request->body, &length);
  const char *address = self->request->address;
  g_autoptr (FoyerForm) form = foyer_form_parse (data, length);
  g_autoptr (FoyerRequest) request = NULL;
  g_autofree char *uid = NULL;
  FoyerFormTicket  ticket;

  begin_visit (self, form != NULL ? form->typed[FOYER_FORM_LANGUAGE] : NULL);
  if (!foyer_form_guard_admit (self->service->guard, address, self->now))
    return refuse (self, 429, FOYER_FORM_NOTICE_FLOOD);
  if (form == NULL)
    return refuse (self, 400, FOYER_FORM_NOTICE_GARBLED);

  g_free (form->typed[FOYER_FORM_LANGUAGE]);
  form->typed[FOYER_FORM_LANGUAGE] = g_strdup (self->page.tag);
  ticket = foyer_form_guard_check (self->service->guard, form->typed[FOYER_FORM_TOKEN],
                                   self->now, &uid);
  request = foyer_form_check (form, self->now);
  if (ticket == FOYER_FORM_TICKET_FORGED || is_foreign (self->request))
    return ask (self, 403, form, uid, FOYER_FORM_NOTICE_FOREIGN);
  if (request == NULL)
    return ask (self, 422, form, uid, FOYER_FORM_NOTICE_NONE);
  if (ticket == FOYER_FORM_TICKET_EARLY)
    return ask (self, 422, form, uid, FOYER_FORM_NOTICE_EARLY);
  if (ticket == FOYER_FORM_TICKET_LATE)
    return ask (self, 422, form, uid, FOYER_FORM_NOTICE_LATE);
  if (!foyer_form_guard_may_store (self->service->guard, address, self->now))
    return refuse (self, 429, FOYER_FORM_NOTICE_FLOOD);

  foyer_record_set_uid (FOYER_RECORD (request), uid);

  return store_request (self, request, address);
}

static char *
dup_wanted_language (FoyerEndpointRequest *request)
{
  g_autoptr (GHashTable) query =
      request->query != NULL ? soup_form_decode (request->query) : NULL;

  return query != NULL ? g_strdup (g_hash_table_lookup (query, "lang")) : NULL;
}

static FoyerEndpointResponse *
handle (FoyerEndpointStore *store, FoyerEndpointRequest *request, gpointer data)
{
  Visit            visit = { data, store, request, request->now_us / SECOND_US };
  g_autofree char *wanted = NULL;
  const gboolean   reads =
      g_str_equal (request->method, "GET") || g_str_equal (request->method, "HEAD");

  if (g_str_equal (request->path, FOYER_FORM_PATH) &&
      g_str_equal (request->method, "POST"))
    return take_form (&visit);

  if (!reads)
    {
      FoyerEndpointResponse *response = foyer_endpoint_response_outcome (
          405, "not-supported", NULL, "This address takes no %s.", request->method);

      soup_message_headers_replace (response->headers, "Allow", "GET, HEAD, POST");
      return response;
    }

  wanted = dup_wanted_language (request);
  begin_visit (&visit, wanted);
  if (g_str_equal (request->path, THANKS_PATH))
    return answer (&visit, 200, foyer_form_page_thank (&visit.page));
  if (g_str_equal (request->path, FOYER_FORM_PATH))
    {
      g_autoptr (FoyerForm) form = foyer_form_new ();

      return ask (&visit, 200, form, NULL, FOYER_FORM_NOTICE_NONE);
    }

  return lead_to (&visit, FOYER_FORM_PATH);
}

/**
 * foyer_form_options_init:
 * @self: options
 *
 * Fills in what holds unless something else is said: five requests an hour.
 */
void
foyer_form_options_init (FoyerFormOptions *self)
{
  *self = (FoyerFormOptions){ .per_hour = 5 };
}

void
foyer_form_options_clear (FoyerFormOptions *self)
{
  g_clear_pointer (&self->clinic_name, g_free);
  g_clear_pointer (&self->clinic_phone, g_free);
  g_clear_pointer (&self->deposit, g_free);
}

/**
 * foyer_form_options_add:
 * @self: options; must outlive @context
 * @context: what reads the command line
 *
 * Adds the options of the form to those of the program.
 */
void
foyer_form_options_add (FoyerFormOptions *self, GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "clinic-name", 0, 0, G_OPTION_ARG_STRING, &self->clinic_name,
      N_ ("Name of the clinic on the form, until a desk has sent it"), N_ ("NAME") },
    { "clinic-phone", 0, 0, G_OPTION_ARG_STRING, &self->clinic_phone,
      N_ ("Phone of the clinic on the form, until a desk has sent it"), N_ ("PHONE") },
    { "deposit", 0, 0, G_OPTION_ARG_STRING, &self->deposit,
      N_ ("What a cosmetic consultation takes at booking, until a desk has sent it"),
      N_ ("AMOUNT") },
    { "requests-per-hour", 0, 0, G_OPTION_ARG_INT, &self->per_hour,
      N_ ("How many requests one address may send; 0 for no form"), N_ ("NUMBER") },
    G_OPTION_ENTRY_NULL
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

/**
 * foyer_form_service_add:
 * @endpoint: an endpoint
 * @locale_dir: where the catalogues are
 * @options: what the form is told
 *
 * Lets @endpoint serve the clinic's appointment request form at `/request`, and lead there from
 * `/`.
 *
 * The form is for everybody, makes proposed Appointments, and reads nothing of the clinic but
 * its name, phone and deposit.
 */
void
foyer_form_service_add (FoyerEndpoint          *endpoint,
                        const char             *locale_dir,
                        const FoyerFormOptions *options)
{
  static const char *const paths[] = { FOYER_FORM_PATH, "/" };
  Service                 *service;
  guint8                   key[FOYER_FORM_KEY_BYTES];

  if (options->per_hour <= 0)
    return;

  randombytes_buf (key, sizeof key);
  service = g_new0 (Service, 1);
  service->languages = foyer_form_languages_new (locale_dir);
  service->guard = foyer_form_guard_new (key, MIN (options->per_hour, MAX_PER_HOUR));
  service->clinic =
      foyer_form_clinic_new (options->clinic_name, options->clinic_phone,
                             options->deposit != NULL ? options->deposit : "$125");
  service->policy = foyer_form_page_dup_policy ();
  sodium_memzero (key, sizeof key);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    foyer_endpoint_add_route (endpoint, paths[i], FOYER_ENDPOINT_OPEN,
                              FOYER_FORM_MAX_BYTES, handle, service,
                              i == 0 ? (GDestroyNotify) service_free : NULL);
}
