/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-probe.h"

#include "fhir/foyer-fhir-resource.h"
#include "fhir/foyer-json.h"

#include <string.h>

/* For so long a search may not show what was changed. */
#define CHANGE_SECONDS 5

#define SYSTEM_BASIC "https://foyerclinic.org/fhir/sid/basic"
#define PROBE_URL FOYER_FHIR_EXTENSION ("probe")
#define GOOD_SKEW_SECONDS 60
#define MAX_WAIT_SECONDS 5
#define N_TRIES 3

/* The resources that sync writes. */
static const char *const types[] = {
  "Organization",      "Location",    "HealthcareService", "Practitioner",
  "PractitionerRole",  "Patient",     "ServiceRequest",    "Task",
  "DocumentReference", "Appointment", "Schedule",          "PaymentReconciliation",
  "Communication",     "Basic",
};

/* A resource that the probe made. */
typedef struct
{
  char   *id;      /* (owned) */
  json_t *json;    /* (owned): as the endpoint has it, as far as we know */
  char   *version; /* (owned) */
} Trial;

typedef struct
{
  FoyerProbe     *probe;     /* (owned) */
  FoyerTransport *transport; /* (unowned) */
  FoyerClock      clock;
  FoyerProbeWait  wait;
  gpointer        data;
  GCancellable   *cancellable; /* (unowned) (nullable) */
  char           *key;         /* (owned): identifier of the resource */
  GPtrArray      *trials;      /* (owned): the one that is tried with, then the others */
  gboolean        has_statement;
  gboolean        has_transactions;
} Run;

static void
trial_free (Trial *trial)
{
  g_free (trial->id);
  g_free (trial->version);
  json_decref (trial->json);
  g_free (trial);
}

static void
add (Run              *run,
     FoyerProbeCode    code,
     gboolean          is_good,
     FoyerProbeVerdict otherwise,
     const char       *detail)
{
  foyer_probe_add (run->probe, code, is_good ? FOYER_PROBE_VERDICT_GOOD : otherwise,
                   detail);
}

/* Wakes up as soon as @cancellable is cancelled. */
static void
wait_in_real_time (guint ms, GCancellable *cancellable, gpointer data)
{
  GPollFD fd;

  if (cancellable != NULL && g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_poll (&fd, 1, (int) ms);
      g_cancellable_release_fd (cancellable);
    }
  else
    g_usleep (ms * 1000ul);
}

/* Sends @call, and again where the endpoint asks to wait.  What is no answer ends the probe;
 * every status is one but those that say that nobody can answer now. */
static gboolean
send (Run *run, FoyerCall *call, GError **error)
{
  for (int i = 0; i < N_TRIES; i++)
    {
      foyer_transport_send (run->transport, &call, 1, run->cancellable);
      if (call->error != NULL)
        break;
      if (call->status != 429 && call->status != 503)
        return TRUE;
      run->wait ((guint) CLAMP (call->retry_after_seconds, 1, MAX_WAIT_SECONDS) * 1000,
                 run->cancellable, run->data);
    }

  foyer_call_check (call, error);
  return FALSE;
}

static gboolean
is_good (const FoyerCall *call)
{
  return call->status >= 200 && call->status < 300;
}

static const char *
peek_text (const json_t *json, const char *name)
{
  return json_string_value (json_object_get (json, name));
}

static gboolean
is_type (const FoyerCall *call, const char *type)
{
  return is_good (call) && g_strcmp0 (peek_text (call->json, "resourceType"), type) == 0;
}

static const char *
peek_version (const FoyerCall *call)
{
  const char *version = peek_text (json_object_get (call->json, "meta"), "versionId");

  return call->version != NULL ? call->version : version;
}

/* What the probe writes and reads back, to see whose write won. */
static json_t *
make_mark (const char *mark)
{
  return json_pack ("[{s:s, s:s}]", "url", PROBE_URL, "valueString", mark);
}

static gboolean
has_mark (const json_t *json, const char *mark)
{
  json_t *extension;
  size_t  i;

  json_array_foreach (json_object_get (json, "extension"), i, extension)
    if (g_strcmp0 (peek_text (extension, "url"), PROBE_URL) == 0)
      return g_strcmp0 (peek_text (extension, "valueString"), mark) == 0;

  return FALSE;
}

static void
set_body (FoyerCall *call, const json_t *json)
{
  char *text = json_dumps (json, JSON_COMPACT);

  call->body = g_bytes_new_take (text, strlen (text));
}

/* Whether the endpoint has a resource of ours under this id.  Its id goes into addresses. */
static Trial *
take_trial (Run *run, const FoyerCall *call)
{
  const char *id = peek_text (call->json, "id");
  const char *version = peek_version (call);
  Trial      *trial;

  if (id == NULL || *id == '\0' || strlen (id) > 64 || version == NULL ||
      strspn (id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-.") != strlen (id))
    return NULL;

  for (guint i = 0; i < run->trials->len; i++)
    {
      trial = run->trials->pdata[i];
      if (g_str_equal (trial->id, id))
        return trial;
    }

  trial = g_new0 (Trial, 1);
  trial->id = g_strdup (id);
  trial->version = g_strdup (version);
  trial->json = json_incref (call->json);
  g_ptr_array_add (run->trials, trial);

  return trial;
}

static FoyerCall *
new_create (const char *key)
{
  FoyerCall *call = foyer_call_new ("POST", "Basic");
  g_autoptr (json_t) json = json_pack (
      "{s:s, s:[{s:s, s:s, s:s}], s:{s:[{s:s, s:s}], s:s}, s:o}", "resourceType", "Basic",
      "identifier", "use", "secondary", "system", FOYER_FHIR_SYSTEM_RECORD, "value", key,
      "code", "coding", "system", SYSTEM_BASIC, "code", "probe", "text",
      "Connection test of Foyer", "extension", make_mark ("created"));

  set_body (call, json);
  call->if_none_exist =
      g_strdup_printf ("identifier=%s%%7C%s", FOYER_FHIR_SYSTEM_RECORD, key);

  return call;
}

static FoyerCall *
new_update (const Trial *trial, const char *mark, const char *version)
{
  FoyerCall *call = foyer_call_new ("PUT", "Basic/%s", trial->id);
  g_autoptr (json_t) json = json_copy (trial->json);

  if (mark != NULL)
    json_object_set_new (json, "extension", make_mark (mark));
  set_body (call, json);
  call->if_match = g_strdup (version);

  return call;
}

static void
keep_trial (Trial *trial, const FoyerCall *call)
{
  if (peek_version (call) == NULL)
    return;

  g_free (trial->version);
  trial->version = g_strdup (peek_version (call));
  json_decref (trial->json);
  trial->json = json_incref (call->json);
}

/* Whether the list under @member of an object has an object whose @name is @value. */
static gboolean
lists (const json_t *object, const char *member, const char *name, const char *value)
{
  json_t *item;
  size_t  i;

  json_array_foreach (json_object_get (object, member), i, item)
    if (g_strcmp0 (peek_text (item, name), value) == 0)
      return TRUE;

  return FALSE;
}

static void
look_at_types (Run *run, const json_t *rest)
{
  g_autoptr (GString) missing = g_string_new (NULL);

  if (json_array_size (json_object_get (rest, "resource")) == 0)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (!lists (rest, "resource", "type", types[i]))
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "", types[i]);

  add (run, FOYER_PROBE_CODE_TYPES, missing->len == 0, FOYER_PROBE_VERDICT_WARNING,
       missing->len > 0 ? missing->str : NULL);
}

static void
look_at_statement (Run *run, const json_t *statement)
{
  const json_t    *software = json_object_get (statement, "software");
  const char      *name = peek_text (software, "name");
  const char      *number = peek_text (software, "version");
  const char      *fhir = peek_text (statement, "fhirVersion");
  const json_t    *rest = json_array_get (json_object_get (statement, "rest"), 0);
  g_autofree char *server = name != NULL && number != NULL
                                ? g_strdup_printf ("%s %s", name, number)
                                : g_strdup (name);

  add (run, FOYER_PROBE_CODE_SERVER, server != NULL, FOYER_PROBE_VERDICT_WARNING, server);
  add (run, FOYER_PROBE_CODE_FHIR_VERSION,
       fhir != NULL && g_str_has_prefix (fhir, "4.0."),
       fhir == NULL || g_str_has_prefix (fhir, "4.") ? FOYER_PROBE_VERDICT_WARNING
                                                     : FOYER_PROBE_VERDICT_BAD,
       fhir);
  look_at_types (run, rest);
  run->has_transactions = lists (rest, "interaction", "code", "transaction");
}

/* What the endpoint says of itself; one that does not say it may work all the same. */
static gboolean
read_metadata (Run *run, GError **error)
{
  g_autoptr (FoyerCall) call = foyer_call_new ("GET", "metadata");
  gint64 asked_at = run->clock (run->data);
  g_autoptr (GError) problem = NULL;

  if (!send (run, call, error))
    return FALSE;

  if (call->server_time > 0)
    {
      gint64           skew = call->server_time - (asked_at + run->clock (run->data)) / 2;
      g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT, skew);

      add (run, FOYER_PROBE_CODE_CLOCK, ABS (skew) <= GOOD_SKEW_SECONDS,
           FOYER_PROBE_VERDICT_WARNING, detail);
    }

  if (!foyer_call_check (call, &problem) &&
      g_error_matches (problem, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_NOT_FHIR))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  run->has_statement = is_type (call, "CapabilityStatement");
  look_at_statement (run, run->has_statement ? call->json : NULL);
  return TRUE;
}

static gboolean
fail (const char *message, GError **error)
{
  g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_NOT_FHIR, message);

  return FALSE;
}

static gboolean
create_twice (Run *run, GError **error)
{
  g_autoptr (FoyerCall) first = new_create (run->key);
  g_autoptr (FoyerCall) second = new_create (run->key);
  Trial *trial;
  Trial *again;

  if (!send (run, first, error))
    return FALSE;
  if (!run->has_statement && first->status >= 404)
    return fail ("endpoint has no statement and takes no resource", error);
  if (!foyer_call_check (first, error))
    return FALSE;

  trial = take_trial (run, first);
  if (trial == NULL)
    return fail ("endpoint does not say what it has created", error);

  if (!send (run, second, error))
    return FALSE;
  again = is_good (second) ? take_trial (run, second) : NULL;
  add (run, FOYER_PROBE_CODE_CREATE_ONCE, again == trial, FOYER_PROBE_VERDICT_WARNING,
       NULL);

  return TRUE;
}

static gboolean
has_entry (const json_t *bundle, const char *id)
{
  json_t *entry;
  size_t  i;

  json_array_foreach (json_object_get (bundle, "entry"), i, entry)
    if (g_strcmp0 (peek_text (json_object_get (entry, "resource"), "id"), id) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
search (Run *run, const Trial *trial, GError **error)
{
  static const guint after_seconds[] = { 0, 1, 2, 5 };
  gboolean           is_found = FALSE;
  guint              waited = 0;
  g_autofree char   *detail = NULL;

  for (guint i = 0; !is_found && i < G_N_ELEMENTS (after_seconds); i++)
    {
      g_autoptr (FoyerCall) call = foyer_call_new ("GET", "Basic?identifier=%s%%7C%s",
                                                   FOYER_FHIR_SYSTEM_RECORD, run->key);

      if (after_seconds[i] > waited)
        run->wait ((after_seconds[i] - waited) * 1000, run->cancellable, run->data);
      waited = after_seconds[i];
      if (!send (run, call, error))
        return FALSE;
      if (!is_type (call, "Bundle"))
        {
          add (run, FOYER_PROBE_CODE_SEARCH, FALSE, FOYER_PROBE_VERDICT_BAD, NULL);
          return TRUE;
        }
      is_found = has_entry (call->json, trial->id);
    }

  add (run, FOYER_PROBE_CODE_SEARCH, TRUE, FOYER_PROBE_VERDICT_BAD, NULL);
  detail = is_found ? g_strdup_printf ("%u", waited) : NULL;
  add (run, FOYER_PROBE_CODE_SEARCH_DELAY, is_found && waited == 0,
       FOYER_PROBE_VERDICT_WARNING, detail);

  return TRUE;
}

static gboolean
read_trial (Run *run, Trial *trial, GError **error)
{
  g_autoptr (FoyerCall) call = foyer_call_new ("GET", "Basic/%s", trial->id);

  if (!send (run, call, error) || !foyer_call_check (call, error))
    return FALSE;
  keep_trial (trial, call);

  return TRUE;
}

/* The heart of it: a write that rests on a version that is no longer there. */
static gboolean
write_stale (Run *run, Trial *trial, GError **error)
{
  g_autofree char *old_version = g_strdup (trial->version);
  g_autoptr (FoyerCall) good = new_update (trial, "first", old_version);
  g_autoptr (FoyerCall) stale = new_update (trial, "second", old_version);
  g_autofree char *detail = NULL;
  gboolean         is_refused;

  if (!send (run, good, error) || !foyer_call_check (good, error))
    return FALSE;
  keep_trial (trial, good);
  if (!send (run, stale, error) ||
      (stale->status >= 500 && !foyer_call_check (stale, error)) ||
      !read_trial (run, trial, error))
    return FALSE;

  is_refused = stale->status == 409 || stale->status == 412;
  detail = g_strdup_printf ("%u", stale->status);
  add (run, FOYER_PROBE_CODE_VERSION_CHECK,
       is_refused && has_mark (trial->json, "first") &&
           g_strcmp0 (trial->version, old_version) != 0,
       FOYER_PROBE_VERDICT_BAD, detail);

  return TRUE;
}

static gboolean
write_unchanged (Run *run, Trial *trial, GError **error)
{
  g_autoptr (FoyerCall) call = new_update (trial, NULL, trial->version);
  g_autofree char *version = g_strdup (trial->version);

  if (!send (run, call, error))
    return FALSE;
  if (is_good (call))
    {
      keep_trial (trial, call);
      add (run, FOYER_PROBE_CODE_UNCHANGED, g_strcmp0 (trial->version, version) == 0,
           FOYER_PROBE_VERDICT_WARNING, NULL);
    }

  return TRUE;
}

/* Asks what has changed since the resource was, and what will have changed in the year 2999:
 * who leaves out a parameter that it does not know answers both the same.  A server may show
 * a change some time after it was made, so it is asked again. */
static gboolean
ask_for_changes (Run *run, const Trial *trial, GError **error)
{
  const char *updated = peek_text (json_object_get (trial->json, "meta"), "lastUpdated");
  g_autofree char *since =
      g_uri_escape_string (updated != NULL ? updated : "", ":", FALSE);
  g_autoptr (FoyerCall) never = foyer_call_new (
      "GET", "Basic?_lastUpdated=ge2999-01-01T00:00:00Z&_sort=_lastUpdated&_count=50");
  const FoyerProbeFinding *delay =
      foyer_probe_find (run->probe, FOYER_PROBE_CODE_SEARCH_DELAY);
  gboolean is_late = delay != NULL && delay->verdict != FOYER_PROBE_VERDICT_GOOD;
  gboolean is_shown = FALSE;

  for (guint attempt = 0; !is_shown && attempt <= CHANGE_SECONDS; attempt++)
    {
      g_autoptr (FoyerCall) now = foyer_call_new (
          "GET", "Basic?_lastUpdated=ge%s&_sort=_lastUpdated&_count=50", since);

      if (attempt > 0)
        run->wait (1000, run->cancellable, run->data);
      if (!send (run, now, error))
        return FALSE;
      if (!is_type (now, "Bundle"))
        break;
      is_shown = is_late || has_entry (now->json, trial->id);
    }
  if (!send (run, never, error))
    return FALSE;

  add (run, FOYER_PROBE_CODE_CHANGES,
       updated != NULL && is_shown && is_type (never, "Bundle") &&
           !has_entry (never->json, trial->id),
       FOYER_PROBE_VERDICT_BAD, NULL);

  return TRUE;
}

static gboolean
read_history (Run *run, const Trial *trial, GError **error)
{
  g_autoptr (FoyerCall) call =
      foyer_call_new ("GET", "Basic/%s/_history?_count=5", trial->id);

  if (!send (run, call, error))
    return FALSE;
  add (run, FOYER_PROBE_CODE_HISTORY, is_type (call, "Bundle"),
       FOYER_PROBE_VERDICT_WARNING, NULL);

  return TRUE;
}

static json_t *
make_entry (const Trial *trial, const char *mark, const char *version)
{
  g_autofree char *url = g_strdup_printf ("Basic/%s", trial->id);
  g_autofree char *etag = g_strdup_printf ("W/\"%s\"", version);
  json_t          *json = json_copy (trial->json);

  json_object_set_new (json, "extension", make_mark (mark));

  return json_pack ("{s:o, s:{s:s, s:s, s:s}}", "resource", json, "request", "method",
                    "PUT", "url", url, "ifMatch", etag);
}

/* One change that is good beside one that is not: is the good one carried out? */
static gboolean
try_transaction (Run *run, Trial *trial, GError **error)
{
  g_autofree char *key = g_strconcat (run->key, ".2", NULL);
  g_autoptr (FoyerCall) create = new_create (key);
  g_autoptr (FoyerCall) update = NULL;
  g_autoptr (FoyerCall) both = foyer_call_new ("POST", "%s", "");
  g_autoptr (json_t) bundle = NULL;
  g_autofree char *stale = NULL;
  Trial           *other;

  if (!send (run, create, error))
    return FALSE;
  other = is_good (create) ? take_trial (run, create) : NULL;
  if (other == NULL || other == trial)
    return TRUE;

  stale = g_strdup (other->version);
  update = new_update (other, "first", stale);
  if (!send (run, update, error))
    return FALSE;
  keep_trial (other, update);
  bundle =
      json_pack ("{s:s, s:s, s:[o, o]}", "resourceType", "Bundle", "type", "transaction",
                 "entry", make_entry (trial, "together", trial->version),
                 make_entry (other, "together", stale));
  set_body (both, bundle);
  if (!send (run, both, error) || !read_trial (run, trial, error) ||
      !read_trial (run, other, error))
    return FALSE;

  add (run, FOYER_PROBE_CODE_TRANSACTION,
       !is_good (both) && has_mark (trial->json, "first") &&
           has_mark (other->json, "first"),
       FOYER_PROBE_VERDICT_WARNING, NULL);

  return TRUE;
}

/* Nothing is deleted at an endpoint: what the probe has made says that it is of no use. */
static void
leave (Run *run)
{
  for (guint i = 0; i < run->trials->len; i++)
    {
      Trial *trial = run->trials->pdata[i];
      g_autoptr (FoyerCall) call = new_update (trial, "entered-in-error", trial->version);

      if (!send (run, call, NULL))
        return;
    }
}

static gboolean
try_everything (Run *run, GError **error)
{
  Trial *trial;

  if (!read_metadata (run, error) || !create_twice (run, error))
    return FALSE;

  trial = run->trials->pdata[0];
  if (!search (run, trial, error) || !write_stale (run, trial, error) ||
      !write_unchanged (run, trial, error) || !ask_for_changes (run, trial, error) ||
      !read_history (run, trial, error))
    return FALSE;

  if (run->has_transactions)
    return try_transaction (run, trial, error);

  add (run, FOYER_PROBE_CODE_TRANSACTION, FALSE, FOYER_PROBE_VERDICT_WARNING, NULL);
  return TRUE;
}

/**
 * foyer_probe_run:
 * @transport: a way to the endpoint
 * @clock: what time it is here
 * @wait: (nullable): how to wait; `NULL` waits in real time
 * @data: data of both
 * @cancellable: (nullable): to give up
 * @error: return location for an error
 *
 * Finds out what the endpoint can and cannot do, by doing it: creates a resource of the type
 * Basic twice with one identifier, writes it with an old version, searches for it, and so
 * on; marks it as entered in error in the end.  Takes up to five seconds where new records
 * are not found at once.
 *
 * What the endpoint does wrong is a finding and no error; see foyer_probe_check().
 *
 * Errors: [error@SyncError] if it does not come to that.
 *
 * Returns: (transfer full): the findings, or `NULL` on error
 */
FoyerProbe *
foyer_probe_run (FoyerTransport *transport,
                 FoyerClock      clock,
                 FoyerProbeWait  wait,
                 gpointer        data,
                 GCancellable   *cancellable,
                 GError        **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (FoyerProbe) probe = foyer_probe_new ();
  Run      run = { .probe = probe,
                   .transport = transport,
                   .clock = clock,
                   .wait = wait != NULL ? wait : wait_in_real_time,
                   .data = data,
                   .cancellable = cancellable };
  gboolean is_done;

  run.key = g_strconcat ("probe.", uuid, NULL);
  run.trials = g_ptr_array_new_with_free_func ((GDestroyNotify) trial_free);
  is_done = try_everything (&run, error);
  leave (&run);
  g_ptr_array_unref (run.trials);
  g_free (run.key);

  return is_done ? g_steal_pointer (&probe) : NULL;
}
