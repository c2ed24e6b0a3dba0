/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/foyer-command.h"

#include "present/foyer-conflict-words.h"
#include "present/foyer-endpoint-words.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-endpoints.h"
#include "sync/foyer-connection.h"
#include "sync/foyer-sync.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* How often the endpoint is asked for news, seconds. */
#define INTERVAL_SECONDS 10

/* Says why sync, or the endpoint, did not do what was asked. */
static FoyerExit
fail (FoyerInvocation *call, const GError *error)
{
  g_autofree char *text = NULL;

  if (error->domain != FOYER_SYNC_ERROR)
    return foyer_invocation_fail (call, error);

  text = foyer_words_sync_problem ((FoyerSyncProblem) error->code, error->message);
  g_printerr ("foyerctl %s: %s\n", call->command->name, text);

  return error->code == FOYER_SYNC_ERROR_NOT_SET_UP ||
                 error->code == FOYER_SYNC_ERROR_OTHER_CLINIC ||
                 error->code == FOYER_SYNC_ERROR_UNSAFE
             ? FOYER_EXIT_REFUSED
             : FOYER_EXIT_FAILURE;
}

/* Opens a profile that may still be empty: a desk that joins a clinic takes all from there. */
static FoyerDb *
open_any (FoyerInvocation *call, FoyerExit *out_exit)
{
  g_autoptr (GError) error = NULL;
  FoyerDb *db = foyer_db_open (call->profile, FOYER_DB_CREATE, &error);

  if (db == NULL)
    *out_exit = foyer_invocation_fail (call, error);

  return db;
}

/* Who does it; nobody yet in a profile that is still empty. */
static gboolean
get_actor (FoyerDb *db, FoyerUser **out_actor, GError **error)
{
  gboolean has_clinic;

  *out_actor = NULL;
  if (!foyer_db_has_clinic (db, &has_clinic, error))
    return FALSE;
  if (has_clinic)
    *out_actor = foyer_catalogue_get_default_actor (db, error);

  return !has_clinic || *out_actor != NULL;
}

static const char *
state_nick (FoyerSyncStatus *status)
{
  return foyer_enum_to_nick (FOYER_TYPE_SYNC_STATE, (int) status->state);
}

/* One sync, and what came of it. */
static FoyerExit
sync_once (FoyerInvocation *call,
           FoyerDb         *db,
           FoyerSyncFlags   flags,
           GCancellable    *cancellable)
{
  g_autoptr (FoyerTransport) transport = NULL;
  g_autoptr (FoyerSync) sync = NULL;
  g_autoptr (FoyerSyncStatus) status = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GError) error = NULL;
  FoyerSyncReport report = { 0 };

  transport = foyer_connection_open (db, FALSE, &problem);
  if (transport != NULL && foyer_connection_prove (db, transport, cancellable, &problem))
    {
      sync = foyer_sync_new (db, transport);
      foyer_sync_run (sync, flags, cancellable, &report, &problem);
    }
  else if (problem->domain == FOYER_SYNC_ERROR &&
           problem->code != FOYER_SYNC_ERROR_NOT_SET_UP)
    foyer_sync_note_problem (db, problem, NULL);

  status = foyer_endpoints_get_status (db, &error);
  if (status == NULL)
    return foyer_invocation_fail (call, error);

  if (call->json)
    foyer_invocation_print_json (json_pack (
        "{s:i, s:i, s:i, s:i, s:I, s:I, s:s}", "pushed", (int) report.pushed, "pulled",
        (int) report.pulled, "conflicts", (int) report.conflicts, "refused",
        (int) report.refused, "not_confirmed", (json_int_t) status->n_unconfirmed,
        "waiting", (json_int_t) status->n_waiting, "state", state_nick (status)));
  else if (problem == NULL)
    {
      /* Translators: numbers of records, of decisions and of visits */
      g_print (_ ("Sent %1$u, received %2$u. To decide: %3$d. Not confirmed: %4$d."),
               report.pushed, report.pulled, (int) status->n_decisions,
               (int) status->n_unconfirmed);
      g_print ("\n");
    }

  return problem != NULL ? fail (call, problem) : FOYER_EXIT_DONE;
}

static gboolean
stop_cb (gpointer data)
{
  g_cancellable_cancel (G_CANCELLABLE (data));

  return G_SOURCE_REMOVE;
}

/* Waits between two syncs; signals are heard in the meantime. */
static void
pause_between (GCancellable *cancellable)
{
  gint64 until = g_get_monotonic_time () + INTERVAL_SECONDS * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < until && !g_cancellable_is_cancelled (cancellable))
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (50000);
    }
}

/**
 * foyer_command_sync:
 * @call: `sync [--once] [--thorough]`
 *
 * Makes the profile and its endpoint agree: once, or until it is interrupted.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_sync (FoyerInvocation *call)
{
  gboolean           once = FALSE;
  gboolean           thorough = FALSE;
  const GOptionEntry entries[] = {
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, N_ ("Sync once and end"), NULL },
    { "thorough", 0, 0, G_OPTION_ARG_NONE, &thorough,
      N_ ("Compare every record with the endpoint"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  FoyerExit exit_code;

  if (!foyer_invocation_parse (call, entries, NULL))
    return FOYER_EXIT_USAGE;
  if (call->argc > 1)
    return foyer_invocation_usage (call, NULL);
  db = open_any (call, &exit_code);
  if (db == NULL)
    return exit_code;

  g_unix_signal_add (SIGINT, stop_cb, cancellable);
  g_unix_signal_add (SIGTERM, stop_cb, cancellable);
  exit_code = sync_once (call, db, thorough ? FOYER_SYNC_RECONCILE : FOYER_SYNC_NONE,
                         cancellable);
  while (!once && exit_code != FOYER_EXIT_REFUSED &&
         !g_cancellable_is_cancelled (cancellable))
    {
      pause_between (cancellable);
      if (!g_cancellable_is_cancelled (cancellable))
        exit_code = sync_once (call, db, FOYER_SYNC_NONE, cancellable);
    }

  return once ? exit_code : FOYER_EXIT_DONE;
}

/* The secret is read from a file or from the standard input, never from the command line,
 * which every user of the computer can see. */
static gboolean
read_secret (const char *file, char **out_secret, GError **error)
{
  g_autofree char *text = NULL;

  *out_secret = NULL;
  if (file == NULL)
    return TRUE;
  if (g_str_equal (file, "-"))
    {
      g_autoptr (GString) input = g_string_new (NULL);
      char    buffer[4096];
      ssize_t n;

      while ((n = read (STDIN_FILENO, buffer, sizeof buffer)) > 0)
        g_string_append_len (input, buffer, n);
      text = g_string_free (g_steal_pointer (&input), FALSE);
    }
  else if (!g_file_get_contents (file, &text, NULL, error))
    return FALSE;

  *out_secret = g_strdup (g_strstrip (text));
  return TRUE;
}

static FoyerExit
endpoint_set (FoyerInvocation *call)
{
  g_autofree char   *auth = NULL;
  g_autofree char   *user = NULL;
  g_autofree char   *client = NULL;
  g_autofree char   *token_address = NULL;
  g_autofree char   *scope = NULL;
  g_autofree char   *key_id = NULL;
  g_autofree char   *algorithm = NULL;
  g_autofree char   *ca_file = NULL;
  g_autofree char   *secret_file = NULL;
  const GOptionEntry entries[] = {
    { "auth", 0, 0, G_OPTION_ARG_STRING, &auth, N_ ("How to sign in"),
      "none|basic|bearer|oauth2|smart" },
    { "user", 0, 0, G_OPTION_ARG_STRING, &user, N_ ("User name, for basic"),
      N_ ("NAME") },
    { "client", 0, 0, G_OPTION_ARG_STRING, &client, N_ ("Client, for oauth2 and smart"),
      N_ ("ID") },
    { "token-address", 0, 0, G_OPTION_ARG_STRING, &token_address,
      N_ ("Where tokens are given, if the endpoint does not say"), N_ ("URL") },
    { "scope", 0, 0, G_OPTION_ARG_STRING, &scope, N_ ("What to ask for"), N_ ("SCOPE") },
    { "key-id", 0, 0, G_OPTION_ARG_STRING, &key_id, N_ ("Key, for smart"), N_ ("ID") },
    { "algorithm", 0, 0, G_OPTION_ARG_STRING, &algorithm, N_ ("How the key signs"),
      "ES384|RS384" },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &ca_file,
      N_ ("Certificates of the clinic’s own authority"), N_ ("FILE") },
    { "secret-file", 0, 0, G_OPTION_ARG_FILENAME, &secret_file,
      N_ ("Password, token, client secret or private key; “-”: standard input"),
      N_ ("FILE") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerUser) actor = NULL;
  g_autoptr (FoyerEndpointSettings) settings = foyer_endpoint_settings_new ();
  g_autofree char *secret = NULL;
  g_autoptr (GError) error = NULL;
  FoyerSecretPlace place;
  FoyerExit        exit_code;
  int              value;

  if (!foyer_invocation_parse (call, entries, _ ("URL")))
    return FOYER_EXIT_USAGE;
  if (call->argc != 2)
    return foyer_invocation_usage (call, _ ("An address is needed."));

  foyer_set_text (&settings->address, call->argv[1]);
  if (auth != NULL)
    {
      if (!foyer_enum_from_nick (FOYER_TYPE_ENDPOINT_AUTH, auth, &value))
        return foyer_invocation_usage (call, _ ("That way to sign in is not known."));
      settings->auth = value;
    }
  if (algorithm != NULL)
    {
      if (!foyer_enum_from_nick (FOYER_TYPE_KEY_ALGORITHM, algorithm, &value))
        return foyer_invocation_usage (call, _ ("That way to sign is not known."));
      settings->key_algorithm = value;
    }
  foyer_set_text (&settings->user, user);
  foyer_set_text (&settings->client_id, client);
  foyer_set_text (&settings->token_address, token_address);
  foyer_set_text (&settings->scope, scope);
  foyer_set_text (&settings->key_id, key_id);
  foyer_set_text (&settings->ca_file, ca_file);
  if (!read_secret (secret_file, &secret, &error))
    return foyer_invocation_fail (call, error);

  db = open_any (call, &exit_code);
  if (db == NULL)
    return exit_code;
  if (!get_actor (db, &actor, &error) ||
      !foyer_connection_save (db, actor, settings, secret, FALSE, &place, &error))
    return fail (call, error);

  if (call->json)
    foyer_invocation_print_json (
        json_pack ("{s:s, s:s}", "address", settings->address, "secret",
                   foyer_enum_to_nick (FOYER_TYPE_SECRET_PLACE, (int) place)));
  else
    g_print ("%s\n", foyer_words_secret_place (place));

  return FOYER_EXIT_DONE;
}

/* Opens the profile and reads its endpoint; says so if there is none. */
static FoyerDb *
open_endpoint (FoyerInvocation        *call,
               FoyerEndpointSettings **out_settings,
               FoyerExit              *out_exit)
{
  static const GOptionEntry none[] = { G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GError) error = NULL;

  *out_settings = NULL;
  if (!foyer_invocation_parse (call, none, NULL))
    {
      *out_exit = FOYER_EXIT_USAGE;
      return NULL;
    }
  db = open_any (call, out_exit);
  if (db == NULL)
    return NULL;
  if (!foyer_endpoints_get (db, out_settings, &error))
    {
      *out_exit = foyer_invocation_fail (call, error);
      return NULL;
    }
  if (*out_settings == NULL)
    {
      g_set_error (&error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_NOT_SET_UP, "no endpoint");
      *out_exit = fail (call, error);
      return NULL;
    }

  return g_steal_pointer (&db);
}

static FoyerExit
endpoint_test (FoyerInvocation *call)
{
  g_autoptr (FoyerEndpointSettings) settings = NULL;
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerProbe) probe = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *findings;
  json_t    *list;
  FoyerExit  exit_code;

  db = open_endpoint (call, &settings, &exit_code);
  if (db == NULL)
    return exit_code;
  probe = foyer_connection_test (db, settings, NULL, FALSE, NULL, &error);
  if (probe == NULL)
    return fail (call, error);

  list = json_array ();
  findings = foyer_probe_get_findings (probe);
  for (guint i = 0; i < findings->len; i++)
    {
      FoyerProbeFinding *finding = findings->pdata[i];
      g_autofree char   *text = foyer_words_probe_finding (finding);

      json_array_append_new (
          list,
          json_pack (
              "{s:s, s:s, s:s}", "finding",
              foyer_enum_to_nick (FOYER_TYPE_PROBE_CODE, (int) finding->code), "verdict",
              foyer_enum_to_nick (FOYER_TYPE_PROBE_VERDICT, (int) finding->verdict),
              "text", text));
      if (!call->json)
        g_print ("%s: %s\n", foyer_words_probe_verdict (finding->verdict), text);
    }
  if (call->json)
    foyer_invocation_print_json (list);
  else
    json_decref (list);

  return foyer_probe_check (probe, &error) ? FOYER_EXIT_DONE : fail (call, error);
}

static FoyerExit
endpoint_show (FoyerInvocation *call)
{
  g_autoptr (FoyerEndpointSettings) settings = NULL;
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerSyncStatus) status = NULL;
  g_autoptr (GError) error = NULL;
  FoyerExit exit_code;

  db = open_endpoint (call, &settings, &exit_code);
  if (db == NULL)
    return exit_code;
  status = foyer_endpoints_get_status (db, &error);
  if (status == NULL)
    return foyer_invocation_fail (call, error);

  if (call->json)
    foyer_invocation_print_json (json_pack (
        "{s:s, s:s, s:s, s:I, s:I, s:o}", "address", settings->address, "auth",
        foyer_enum_to_nick (FOYER_TYPE_ENDPOINT_AUTH, (int) settings->auth), "state",
        state_nick (status), "waiting", (json_int_t) status->n_waiting, "decisions",
        (json_int_t) status->n_decisions, "synced",
        foyer_json_instant (db, status->synced_at)));
  else
    g_print ("%s\n%s\n", settings->address, foyer_words_endpoint_auth (settings->auth));

  return FOYER_EXIT_DONE;
}

static FoyerExit
endpoint_remove (FoyerInvocation *call)
{
  g_autoptr (FoyerEndpointSettings) settings = NULL;
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerUser) actor = NULL;
  g_autoptr (GError) error = NULL;
  FoyerSecretPlace place;
  FoyerExit        exit_code;

  db = open_endpoint (call, &settings, &exit_code);
  if (db == NULL)
    return exit_code;
  if (!get_actor (db, &actor, &error) ||
      !foyer_connection_save (db, actor, NULL, NULL, FALSE, &place, &error))
    return fail (call, error);

  return FOYER_EXIT_DONE;
}

/**
 * foyer_command_endpoint:
 * @call: `endpoint set URL …`, `endpoint test`, `endpoint show` or `endpoint remove`
 *
 * Sets, tests or shows the endpoint of a profile.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_endpoint (FoyerInvocation *call)
{
  static const struct
  {
    const char *name;
    FoyerExit (*run) (FoyerInvocation *call);
  } verbs[] = { { "set", endpoint_set },
                { "test", endpoint_test },
                { "show", endpoint_show },
                { "remove", endpoint_remove } };

  for (guint i = 0; call->argc > 1 && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (call->argv[1], verbs[i].name))
      {
        call->argc--;
        call->argv++;
        return verbs[i].run (call);
      }

  return foyer_invocation_usage (
      call, _ ("Say what to do with it: “set”, “test”, “show” or “remove”."));
}

static FoyerExit
list_conflicts (FoyerInvocation *call, FoyerDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = foyer_conflicts_list_open (db, &error);
  json_t *list;

  if (conflicts == NULL)
    return foyer_invocation_fail (call, error);

  list = json_array ();
  for (guint i = 0; i < conflicts->len; i++)
    {
      FoyerConflict *conflict = conflicts->pdata[i];
      const char    *kind =
          foyer_enum_to_nick (FOYER_TYPE_CONFLICT_KIND, (int) conflict->kind);
      gint64 id = foyer_record_get_id (FOYER_RECORD (conflict));

      json_array_append_new (
          list, json_pack ("{s:I, s:s, s:s?, s:I, s:s?, s:s?, s:s?, s:s?}", "id",
                           (json_int_t) id, "kind", kind, "record", conflict->record_kind,
                           "record_id", (json_int_t) conflict->record_id, "unit",
                           conflict->unit, "ours", conflict->mine, "theirs",
                           conflict->theirs, "detail", conflict->detail));
      if (!call->json)
        {
          g_autofree char *what =
              foyer_format_column (foyer_conflict_words_title (conflict), 24);
          g_autofree char *record = foyer_format_column (
              foyer_conflict_words_record (conflict->record_kind), 18);

          g_print ("%6" G_GINT64_FORMAT "  %s  %s %6" G_GINT64_FORMAT "  %s\n", id, what,
                   record, conflict->record_id,
                   conflict->unit != NULL     ? conflict->unit
                   : conflict->detail != NULL ? conflict->detail
                                              : "");
        }
    }
  if (call->json)
    foyer_invocation_print_json (list);
  else
    json_decref (list);

  return FOYER_EXIT_DONE;
}

/**
 * foyer_command_conflicts:
 * @call: `conflicts [resolve ID --keep ours|theirs]`
 *
 * Lists what a person has to decide after a sync, or decides.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_conflicts (FoyerInvocation *call)
{
  g_autofree char   *keep = NULL;
  const GOptionEntry entries[] = { { "keep", 0, 0, G_OPTION_ARG_STRING, &keep,
                                     N_ ("Which side stays"), "ours|theirs" },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerUser) actor = NULL;
  g_autoptr (GError) error = NULL;
  FoyerResolution resolution;
  FoyerExit       exit_code;

  if (!foyer_invocation_parse (call, entries, _ ("[resolve ID]")))
    return FOYER_EXIT_USAGE;
  if (call->argc > 1 && (call->argc != 3 || !g_str_equal (call->argv[1], "resolve")))
    return foyer_invocation_usage (call, NULL);

  db = foyer_invocation_open (call, FOYER_DB_WRITE, &exit_code);
  if (db == NULL)
    return exit_code;
  if (call->argc == 1)
    return list_conflicts (call, db);

  if (g_strcmp0 (keep, "ours") == 0)
    resolution = FOYER_RESOLUTION_OURS;
  else if (g_strcmp0 (keep, "theirs") == 0)
    resolution = FOYER_RESOLUTION_THEIRS;
  else
    return foyer_invocation_usage (call, _ ("Say which side stays: “ours” or “theirs”."));
  actor = foyer_catalogue_get_default_actor (db, &error);
  if (actor == NULL ||
      !foyer_conflicts_decide (db, actor, g_ascii_strtoll (call->argv[2], NULL, 10),
                               resolution, &error))
    return foyer_invocation_fail (call, error);

  return FOYER_EXIT_DONE;
}
