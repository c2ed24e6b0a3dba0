/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-sync [--patients N] [--bookings N] [--more N] [--edits N] [--rounds N]: pushes a sample
 * clinic of that size to a foyer-endpoint on loopback, adds more patients there, and measures,
 * the median of some rounds each:
 *
 * - the first pull of another desk, beside download, parsing and plain inserts of the same
 *   pages alone;
 * - a sync when nothing has changed;
 * - the push of edits, beside as many bare PUTs.
 *
 * Prints one JSON object.  What ends in _cpu_us is the processor's time for one resource, which
 * says about the same on a busy machine: of the thread that stores, and of all that the desk
 * does.  That of the endpoint is in neither. */

#include "demo/foyer-demo.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-patient.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-cursors.h"
#include "tests/bench/peer.h"
#include "tests/unit/profile.h"

#include <sqlite3.h>
#include <string.h>
#include <time.h>

#define MAX_ROUNDS 20
#define AT_ONCE 4

typedef struct
{
  double values[MAX_ROUNDS];
  guint  n;
} Rounds;

static double
seconds_since (gint64 since_us)
{
  return (double) (g_get_monotonic_time () - since_us) / G_USEC_PER_SEC;
}

static double
read_cpu_us (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return (double) now.tv_sec * 1e6 + (double) now.tv_nsec / 1e3;
}

/* The processor's time of one way to do it. */
typedef struct
{
  Rounds own; /* of the thread that stores */
  Rounds all;
  double own_since_us;
  double all_since_us;
} Cpu;

static void
cpu_begin (Cpu *self)
{
  self->own_since_us = read_cpu_us (CLOCK_THREAD_CPUTIME_ID);
  self->all_since_us = read_cpu_us (CLOCK_PROCESS_CPUTIME_ID);
}

static void
add (Rounds *rounds, double value)
{
  rounds->values[rounds->n++] = value;
}

static void
cpu_end (Cpu *self, guint n)
{
  add (&self->own, (read_cpu_us (CLOCK_THREAD_CPUTIME_ID) - self->own_since_us) / n);
  add (&self->all, (read_cpu_us (CLOCK_PROCESS_CPUTIME_ID) - self->all_since_us) / n);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a;
  const double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (Rounds *rounds)
{
  qsort (rounds->values, rounds->n, sizeof (double), compare);

  return rounds->values[rounds->n / 2];
}

static void
exec (sqlite3 *sql, const char *text)
{
  g_assert_cmpint (sqlite3_exec (sql, text, NULL, NULL, NULL), ==, SQLITE_OK);
}

static void
bind (sqlite3_stmt *stmt, int index, const char *text)
{
  sqlite3_bind_text (stmt, index, text, -1, SQLITE_STATIC);
}

/* One plain row. */
static void
insert (sqlite3_stmt *stmt, const json_t *resource)
{
  const json_t    *meta = json_object_get (resource, "meta");
  g_autofree char *text = foyer_json_dump (resource);

  bind (stmt, 1, foyer_fhir_peek (resource, "resourceType"));
  bind (stmt, 2, foyer_fhir_peek (resource, "id"));
  bind (stmt, 3, foyer_fhir_peek (meta, "versionId"));
  bind (stmt, 4, foyer_fhir_peek (meta, "lastUpdated"));
  bind (stmt, 5, text);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
  sqlite3_reset (stmt);
}

/* The same pages by the same way with nothing but a row of each resource.  Returns how many
 * resources there were. */
static guint
pull_bare (PeerMeter *meter, GPtrArray *pages)
{
  g_autofree char *folder = g_dir_make_tmp ("foyer-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "plain.db", NULL);
  sqlite3         *sql = NULL;
  sqlite3_stmt    *stmt = NULL;
  guint            n = 0;

  g_assert_cmpint (sqlite3_open (path, &sql), ==, SQLITE_OK);
  exec (sql, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
             "CREATE TABLE resource (id INTEGER PRIMARY KEY, type TEXT NOT NULL, "
             "remote_id TEXT NOT NULL, version TEXT, updated TEXT, json TEXT NOT NULL) "
             "STRICT");
  g_assert_cmpint (sqlite3_prepare_v2 (sql,
                                       "INSERT INTO resource (type, remote_id, version, "
                                       "updated, json) VALUES (?1, ?2, ?3, ?4, ?5)",
                                       -1, &stmt, NULL),
                   ==, SQLITE_OK);

  for (guint i = 0; i < pages->len; i++)
    {
      const PeerCall *page = pages->pdata[i];
      g_autoptr (FoyerCall) call = foyer_call_new ("GET", "%s", page->target);
      const json_t *entry;
      size_t        j;

      foyer_transport_send (meter->inner, &call, 1, NULL);
      g_assert_no_error (call->error);
      exec (sql, "BEGIN IMMEDIATE");
      json_array_foreach (json_object_get (call->json, "entry"), j, entry)
        {
          insert (stmt, json_object_get (entry, "resource"));
          n++;
        }
      exec (sql, "COMMIT");
    }

  sqlite3_finalize (stmt);
  sqlite3_close (sql);
  profile_remove_folder (folder);

  return n;
}

static gboolean
put_cursor (FoyerAct *act, gpointer data, GError **error)
{
  const char *const types[] = { "Appointment", "Patient", "ServiceRequest" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (!foyer_cursors_put (act, types[i], data, error))
      return FALSE;

  return TRUE;
}

/* As if the last change were minutes ago: what a server may still bring into sight is asked
 * for again each time, which is all of it when all of it has just been made. */
static void
pass_time (FoyerDb *db)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  FoyerCursor cursor = { .initial_done = TRUE };
  g_autoptr (GError) error = NULL;

  cursor.at = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.000Z");
  cursor.reconciled_at = foyer_db_now (db);
  foyer_db_act (db, NULL, FOYER_ACTION_SYNC, NULL, put_cursor, &cursor, &error);
  g_assert_no_error (error);
  foyer_cursor_clear (&cursor);
}

static void
measure_idle (FoyerDb *db, PeerMeter *meter, const char *name, guint n_rounds)
{
  Rounds          times = { 0 };
  FoyerSyncReport report;

  for (guint i = 0; i < n_rounds; i++)
    {
      gint64 since_us = g_get_monotonic_time ();

      peer_meter_reset (meter);
      peer_sync (db, meter, &report);
      add (&times, seconds_since (since_us) * 1000);
      g_assert_cmpuint (report.pulled + report.pushed, ==, 0);
    }
  g_print ("  \"%s\": {\"ms\": %.1f, \"requests\": %u},\n", name, median (&times),
           meter->n_requests);
}

typedef struct
{
  FoyerDb *db;
  guint    n;
  guint    round;
} Edit;

static gboolean
edit_patients (FoyerAct *act, gpointer data, GError **error)
{
  Edit *edit = data;

  for (guint i = 1; i <= edit->n; i++)
    {
      g_autoptr (FoyerAggregate) aggregate =
          foyer_aggregates_load (edit->db, "patient", i, error);
      g_autofree char *note = g_strdup_printf ("Edited %u", edit->round);

      if (aggregate == NULL)
        return FALSE;
      foyer_set_text (&FOYER_PATIENT (aggregate->record)->note, note);
      if (!foyer_aggregates_store (act, aggregate, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* Other content for the version that is there now. */
static FoyerCall *
make_put (const PeerCall *sent)
{
  gsize         size;
  gconstpointer bytes = g_bytes_get_data (sent->body, &size);
  json_t       *json = json_loadb (bytes, size, 0, NULL);
  FoyerCall    *call = foyer_call_new ("PUT", "%s", sent->target);
  char         *text;

  foyer_fhir_set_text (json, "birthDate", "1971-02-03");
  text = foyer_json_dump (json);
  json_decref (json);
  call->body = g_bytes_new_take (text, strlen (text));
  call->if_match = g_strdup (sent->version);

  return call;
}

/* Returns: seconds that the PUTs took alone */
static double
put_bare (PeerMeter *meter, GPtrArray *sent)
{
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_call_free);
  gint64 since_us;
  double spent_s;

  for (guint i = 0; i < sent->len; i++)
    if (g_str_has_prefix (((PeerCall *) sent->pdata[i])->target, "Patient/"))
      g_ptr_array_add (calls, make_put (sent->pdata[i]));

  since_us = g_get_monotonic_time ();
  for (guint i = 0; i < calls->len; i += AT_ONCE)
    foyer_transport_send (meter->inner, (FoyerCall **) &calls->pdata[i],
                          MIN (AT_ONCE, calls->len - i), NULL);
  spent_s = seconds_since (since_us);
  for (guint i = 0; i < calls->len; i++)
    g_assert_cmpuint (((FoyerCall *) calls->pdata[i])->status, ==, 200);

  return spent_s;
}

static void
measure_push (FoyerDb *db, PeerMeter *meter, guint n_edits, guint n_rounds)
{
  Rounds engine = { 0 }, bare = { 0 }, ratio = { 0 };

  for (guint i = 0; i < n_rounds; i++)
    {
      Edit            edit = { db, n_edits, i };
      FoyerSyncReport report;
      g_autoptr (GError) error = NULL;
      gint64 since_us;
      double engine_s, bare_s;

      foyer_db_act (db, NULL, FOYER_ACTION_SYNC, NULL, edit_patients, &edit, &error);
      g_assert_no_error (error);
      peer_meter_reset (meter);
      since_us = g_get_monotonic_time ();
      peer_sync (db, meter, &report);
      engine_s = (double) (meter->first_page_us - since_us) / G_USEC_PER_SEC;
      g_assert_cmpuint (report.pushed, ==, n_edits);
      bare_s = put_bare (meter, meter->puts);
      add (&engine, n_edits / engine_s);
      add (&bare, n_edits / bare_s);
      add (&ratio, bare_s / engine_s);
      peer_sync (db, meter, NULL);
    }
  g_print ("  \"push_edits\": {\"n\": %u, \"per_s\": %.0f, \"bare_per_s\": %.0f, "
           "\"of_bare\": %.2f}\n",
           n_edits, median (&engine), median (&bare), median (&ratio));
}

static void
measure_pull (Peer *peer, guint n_rounds, guint n_edits)
{
  Rounds engine = { 0 }, bare = { 0 }, ratio = { 0 }, waiting = { 0 };
  Cpu    engine_cpu = { 0 }, bare_cpu = { 0 };
  guint  n = 0;

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("foyer-bench-XXXXXX", NULL);
      FoyerDb         *db = peer_open_profile (peer, folder);
      g_autoptr (PeerMeter) meter = peer_connect (peer);
      FoyerSyncReport report;
      gint64          since_us = g_get_monotonic_time ();
      double          engine_s, bare_s;

      cpu_begin (&engine_cpu);
      peer_sync (db, meter, &report);
      engine_s = seconds_since (since_us);
      cpu_end (&engine_cpu, report.pulled);
      add (&waiting, (double) meter->waited_us / G_USEC_PER_SEC / engine_s);
      since_us = g_get_monotonic_time ();
      cpu_begin (&bare_cpu);
      n = pull_bare (meter, meter->pages);
      bare_s = seconds_since (since_us);
      cpu_end (&bare_cpu, n);
      add (&engine, n / engine_s);
      add (&bare, n / bare_s);
      add (&ratio, bare_s / engine_s);
      if (i == n_rounds - 1)
        {
          g_print ("  \"first_pull\": {\"resources\": %u, \"new\": %u, \"per_s\": %.0f, "
                   "\"bare_per_s\": %.0f, \"of_bare\": %.2f, \"share_waiting\": %.2f, "
                   "\"own_cpu_us\": %.1f, \"all_cpu_us\": %.1f, "
                   "\"bare_own_cpu_us\": %.1f, \"bare_all_cpu_us\": %.1f},\n",
                   n, report.pulled, median (&engine), median (&bare), median (&ratio),
                   median (&waiting), median (&engine_cpu.own), median (&engine_cpu.all),
                   median (&bare_cpu.own), median (&bare_cpu.all));
          measure_idle (db, meter, "idle_after_load", n_rounds);
          pass_time (db);
          measure_idle (db, meter, "idle", n_rounds);
          measure_push (db, meter, n_edits, n_rounds);
        }
      foyer_db_close (db);
      profile_remove_folder (folder);
    }
}

/* A sample clinic at a desk of its own goes to the peer. */
static void
push_clinic (Peer *peer, const FoyerDemoSize *size)
{
  g_autofree char *folder = g_dir_make_tmp ("foyer-bench-XXXXXX", NULL);
  FoyerDb         *db = peer_open_profile (peer, folder);
  g_autoptr (PeerMeter) meter = peer_connect (peer);
  g_autoptr (GError) error = NULL;
  FoyerSyncReport report;
  gint64          since_us;

  foyer_demo_fill (db, size, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  since_us = g_get_monotonic_time ();
  peer_sync (db, meter, &report);
  g_print ("  \"first_push\": {\"resources\": %u, \"per_s\": %.0f},\n", report.pushed,
           report.pushed / seconds_since (since_us));
  foyer_db_close (db);
  profile_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  int patients = 300, bookings = 1000, more = 10000, edits = 1000, rounds = 3;

  const GOptionEntry entries[] = {
    { "patients", 0, 0, G_OPTION_ARG_INT, &patients, "Of the sample clinic (300)", "N" },
    { "bookings", 0, 0, G_OPTION_ARG_INT, &bookings, "Of it (1000)", "N" },
    { "more", 0, 0, G_OPTION_ARG_INT, &more, "More patients (10000)", "N" },
    { "edits", 0, 0, G_OPTION_ARG_INT, &edits, "Patients edited (1000)", "N" },
    { "rounds", 0, 0, G_OPTION_ARG_INT, &rounds, "Rounds of each (3)", "N" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  FoyerDemoSize size = { .seed = 1 };
  Peer          peer = { 0 };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  size.n_patients = (guint) patients;
  size.n_bookings = (guint) bookings;

  peer_start (&peer);
  g_print ("{\n");
  push_clinic (&peer, &size);
  peer_fill (&peer, (guint) more);
  measure_pull (&peer, (guint) CLAMP (rounds, 1, MAX_ROUNDS),
                (guint) MIN (edits, patients + more));
  g_print ("}\n");
  peer_stop (&peer);

  return 0;
}
