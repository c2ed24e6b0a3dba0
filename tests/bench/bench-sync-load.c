/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-sync-load [--patients N]: puts patients into a foyer-endpoint on loopback, and has
 * desks pull all of them for the first time.  Of the first it says how much memory that takes,
 * and how much of it stays; at the second, and at more until there are keys enough, somebody
 * types names into the search meanwhile.  After each name the pull stands still for as long as
 * it takes to type the same name once more: so as many keys, of the same words, are measured
 * without the pull, among just as many patients.  The endpoint stands back behind everything
 * else, because it has a machine of its own elsewhere.  Prints one JSON
 * object, times in milliseconds.  What ends in _cpu_ms is time of the processor, which says the
 * same on a busy machine. */

#include "base/foyer-background.h"
#include "store/foyer-patients.h"
#include "store/foyer-store.h"
#include "tests/bench/peer.h"
#include "tests/unit/profile.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Between two keys of somebody who types fast, from the one that opens the search to the first
 * letter, and to look at what was found. */
#define KEY_MS 80
#define FIRST_MS 200
#define LOOK_MS 1500

/* Of each kind. */
#define N_KEYS 600

#define N_ROWS 50

/* Keys to a name; they go on after its end. */
#define N_LETTERS 12

static const char *const names[] = { "okafor12",    "lindqvist",   "noor 4",
                                     "ramirez ada", "805 01",      "1971-02",
                                     "whitfeild",   "marchetti7",  "mateo",
                                     "70123",       "theodora 99", "castellano" };

/* A line of /proc/self/status in MiB. */
static double
read_status (const char *name)
{
  g_autofree char *text = NULL;
  const char      *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, name);

  return line != NULL ? g_ascii_strtod (line + strlen (name) + 1, NULL) / 1024 : 0;
}

static void
measure_memory (Peer *peer)
{
  g_autofree char *folder = g_dir_make_tmp ("foyer-bench-XXXXXX", NULL);
  FoyerDb         *db = peer_open_profile (peer, folder);
  g_autoptr (PeerMeter) meter = peer_connect (peer);
  FoyerSyncReport report;
  double          before;
  gint64          since_us;

  /* The highest mark begins again here. */
  g_file_set_contents ("/proc/self/clear_refs", "5", 1, NULL);
  malloc_trim (0);
  before = read_status ("VmRSS");
  since_us = g_get_monotonic_time ();
  peer_sync (db, meter, &report);
  g_print ("  \"first_pull\": {\"new\": %u, \"s\": %.1f, \"before_mib\": %.0f, "
           "\"peak_mib\": %.0f, ",
           report.pulled, (double) (g_get_monotonic_time () - since_us) / G_USEC_PER_SEC,
           before, read_status ("VmHWM"));
  peer_meter_reset (meter);
  malloc_trim (0);
  g_print ("\"open_mib\": %.0f, ", read_status ("VmRSS"));
  foyer_db_close (db);
  malloc_trim (0);
  g_print ("\"closed_mib\": %.0f},\n", read_status ("VmRSS"));
  profile_remove_folder (folder);
}

/* One key after the other. */
typedef struct
{
  GArray  *wall_ms;
  GArray  *cpu_ms;
  char    *text; /* (owned) what has been typed so far */
  double   took_ms;
  gint64   since_us;
  gboolean answered;
} Typist;

static gpointer
search (FoyerDb *db, gpointer data, GError **error)
{
  Typist         *self = data;
  struct timespec begin, end;
  GPtrArray      *rows;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &begin);
  rows = foyer_patients_search (db, self->text, FOYER_DATE_ORDER_MDY, N_ROWS, error);
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &end);
  self->took_ms = (double) (end.tv_sec - begin.tv_sec) * 1e3 +
                  (double) (end.tv_nsec - begin.tv_nsec) / 1e6;

  return rows;
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Typist *self = data;
  double  wall_ms = (double) (g_get_monotonic_time () - self->since_us) / 1000;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = foyer_store_finish (FOYER_STORE (source), result, &error);

  g_assert_no_error (error);
  g_array_append_val (self->wall_ms, wall_ms);
  g_array_append_val (self->cpu_ms, self->took_ms);
  self->answered = TRUE;
}

static gboolean
waited_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

/* While the store looks after what others have changed, as it does in the window. */
static void
wait_for (guint ms)
{
  gboolean done = FALSE;

  g_timeout_add (ms, waited_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
type_key (Typist *self, FoyerStore *store, guint key)
{
  const char *name = names[key / N_LETTERS % G_N_ELEMENTS (names)];

  g_free (self->text);
  self->text = g_strndup (name, 1 + key % N_LETTERS);
  self->answered = FALSE;
  self->since_us = g_get_monotonic_time ();
  /* As the window does. */
  foyer_background_hear_person ();
  foyer_store_read_async (store, search, self, NULL, (GDestroyNotify) g_ptr_array_unref,
                          NULL, searched_cb, self);
  while (!self->answered)
    g_main_context_iteration (NULL, TRUE);
  wait_for (KEY_MS);
}

/* Ctrl+F, which finds nobody yet. */
static void
open_search (void)
{
  foyer_background_hear_person ();
  wait_for (FIRST_MS);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a;
  const double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
quantile (GArray *values, guint percent)
{
  g_array_sort (values, compare);

  return g_array_index (values, double,
                        MIN (values->len * percent / 100, values->len - 1));
}

static void
typist_init (Typist *self)
{
  memset (self, 0, sizeof *self);
  self->wall_ms = g_array_new (FALSE, FALSE, sizeof (double));
  self->cpu_ms = g_array_new (FALSE, FALSE, sizeof (double));
}

static void
typist_print (Typist *self, const char *name)
{
  g_print ("  \"%s\": {\"n\": %u, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"max_ms\": %.2f, "
           "\"p50_cpu_ms\": %.2f, \"p99_cpu_ms\": %.2f, \"max_cpu_ms\": %.2f},\n",
           name, self->wall_ms->len, quantile (self->wall_ms, 50),
           quantile (self->wall_ms, 99), quantile (self->wall_ms, 100),
           quantile (self->cpu_ms, 50), quantile (self->cpu_ms, 99),
           quantile (self->cpu_ms, 100));
}

static void
typist_clear (Typist *self)
{
  g_array_unref (self->wall_ms);
  g_array_unref (self->cpu_ms);
  g_free (self->text);
}

typedef struct
{
  Peer       *peer;
  const char *folder;
  PeerMeter  *meter;
} Pull;

static gpointer
pull (gpointer data)
{
  Pull    *self = data;
  FoyerDb *db = peer_open_profile (self->peer, self->folder);

  /* As FoyerSyncer has it. */
  foyer_background_begin ();
  peer_sync (db, self->meter, NULL);
  foyer_db_close (db);
  peer_meter_end (self->meter);

  return NULL;
}

/* Types names while a desk pulls everything, and each once more while it does not. */
static void
type_at_desk (Peer *peer, Typist *during, Typist *idle)
{
  g_autofree char *folder = g_dir_make_tmp ("foyer-bench-XXXXXX", NULL);
  g_autoptr (PeerMeter) meter = peer_connect (peer);
  Pull     pulling = { peer, folder, meter };
  guint    key = idle->wall_ms->len;
  gboolean goes_on = TRUE;
  GThread *thread;
  g_autoptr (GError) error = NULL;
  FoyerStore *store;

  foyer_db_close (peer_open_profile (peer, folder));
  store = foyer_store_open (folder, &error);
  g_assert_no_error (error);

  thread = g_thread_new ("pull", pull, &pulling);
  while (goes_on)
    {
      open_search ();
      for (guint i = 0; i < N_LETTERS; i++)
        type_key (during, store, key + i);
      wait_for (LOOK_MS);
      goes_on = peer_meter_shut (meter);
      /* What this key has to follow is of the pull. */
      type_key (during, store, key);
      for (guint i = 0; i < N_LETTERS; i++)
        type_key (idle, store, key + i);
      key += N_LETTERS;
      peer_meter_open (meter);
    }
  g_thread_join (thread);

  g_object_unref (store);
  profile_remove_folder (folder);
}

static void
measure_typing (Peer *peer)
{
  Typist during, idle;

  typist_init (&during);
  typist_init (&idle);
  while (idle.wall_ms->len < N_KEYS)
    type_at_desk (peer, &during, &idle);

  typist_print (&during, "typing_during_pull");
  typist_print (&idle, "typing_idle");
  g_print ("  \"p99_during_over_idle\": %.2f,\n  \"p99_cpu_during_over_idle\": %.2f\n",
           quantile (during.wall_ms, 99) / quantile (idle.wall_ms, 99),
           quantile (during.cpu_ms, 99) / quantile (idle.cpu_ms, 99));
  typist_clear (&during);
  typist_clear (&idle);
}

int
main (int argc, char **argv)
{
  int patients = 20000;

  const GOptionEntry entries[] = { { "patients", 0, 0, G_OPTION_ARG_INT, &patients,
                                     "How many (20000)", "N" },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  Peer   peer = { 0 };
  gint64 since_us = g_get_monotonic_time ();

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }

  peer.stands_back = TRUE;
  peer_start (&peer);
  peer_fill (&peer, (guint) MAX (patients, 1));
  g_print ("{\n  \"filled_in_s\": %.1f,\n",
           (double) (g_get_monotonic_time () - since_us) / G_USEC_PER_SEC);
  measure_memory (&peer);
  measure_typing (&peer);
  g_print ("}\n");
  peer_stop (&peer);

  return 0;
}
