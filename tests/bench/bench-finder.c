/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-finder [PATIENTS]: how long a keystroke in the patient finder takes until its answers
 * are painted, in a sample clinic of 10,000 patients unless told otherwise.  The time on the
 * clock has in it what the frame clock waits for; the processor time of the main thread is
 * the work of showing fifty rows.  Prints one JSON object. */

#include "demo/foyer-demo.h"
#include "store/foyer-patients.h"
#include "tests/unit/profile.h"
#include "ui/foyer-patient-finder.h"
#include "ui/foyer-ui.h"

#include <adwaita.h>
#include <stdlib.h>
#include <time.h>

#define N_NAMES 40
#define N_LETTERS 8

/* A finder on a display, and the keystroke under way. */
typedef struct
{
  FoyerSession *session;
  GtkWidget    *finder;
  gboolean      loaded;
  gboolean      answered;
  gboolean      painted;
} Bench;

static gint64
cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_quantiles (const char *name, GArray *times_ms, const char *end)
{
  g_array_sort (times_ms, compare_doubles);
  g_print ("  \"%s\": {\"n\": %u, \"p50\": %.2f, \"p99\": %.2f, \"max\": %.2f}%s\n", name,
           times_ms->len, g_array_index (times_ms, double, times_ms->len / 2),
           g_array_index (times_ms, double, times_ms->len * 99 / 100),
           g_array_index (times_ms, double, times_ms->len - 1), end);
}

static void
wait_for (gboolean *condition)
{
  while (!*condition)
    g_main_context_iteration (NULL, TRUE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;

  foyer_session_load_finish (FOYER_SESSION (source), result, &error);
  g_assert_no_error (error);
  bench->loaded = TRUE;
}

static gpointer
read_nothing (FoyerDb *db, gpointer data, GError **error)
{
  return g_strdup ("");
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_free (foyer_store_finish (FOYER_STORE (source), result, NULL));
  ((Bench *) data)->answered = TRUE;
}

static void
painted_cb (Bench *bench)
{
  bench->painted = bench->answered;
}

/* Types, and waits until the answer to it has been painted.  The reader works in turns, so
 * that what is asked for after the search is there after its answer. */
static void
type (Bench *bench, const char *text)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->finder);

  bench->answered = FALSE;
  bench->painted = FALSE;
  foyer_patient_finder_set_text (FOYER_PATIENT_FINDER (bench->finder), text);
  foyer_store_read_async (foyer_session_get_store (bench->session), read_nothing, NULL,
                          NULL, g_free, NULL, answered_cb, bench);
  wait_for (&bench->answered);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  wait_for (&bench->painted);
}

static void
measure (Bench *bench, Profile *profile, GArray *times_ms, GArray *cpu_ms)
{
  for (int i = 0; i < N_NAMES; i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "SELECT id FROM patient ORDER BY id LIMIT 1 OFFSET %d", i * 211 % 1000);
      const gint64 id = profile_query (profile, sql);
      g_autoptr (FoyerPatient) patient = foyer_patients_get (profile->db, id, NULL);
      g_autofree char *name = g_utf8_strdown (patient->family, -1);
      const int        n_letters = (int) MIN (g_utf8_strlen (name, -1), N_LETTERS);

      for (int j = 0; j <= n_letters; j++)
        {
          g_autofree char *typed = g_utf8_substring (name, 0, j);
          const gint64     since_us = g_get_monotonic_time ();
          const gint64     since_cpu_us = cpu_us ();
          double           ms;

          type (bench, typed);
          ms = (double) (g_get_monotonic_time () - since_us) / 1000.0;
          g_array_append_val (times_ms, ms);
          ms = (double) (cpu_us () - since_cpu_us) / 1000.0;
          g_array_append_val (cpu_ms, ms);
        }
    }
}

int
main (int argc, char *argv[])
{
  Profile       profile = { 0 };
  Bench         bench = { 0 };
  FoyerDemoSize size = { .n_patients = 10000, .n_bookings = 5000, .seed = 1 };
  g_autoptr (FoyerStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) times_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) cpu_ms = g_array_new (FALSE, FALSE, sizeof (double));
  GtkWidget *window;

  if (argc > 1)
    size.n_patients = (guint) atoi (argv[1]);
  adw_init ();
  foyer_ui_register_resources ();
  foyer_ui_init ();
  profile_set_up (&profile, NULL);
  profile.now = g_get_real_time () / G_USEC_PER_SEC;
  foyer_demo_fill (profile.db, &size, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  store = foyer_store_open (profile.folder, &error);
  g_assert_no_error (error);
  bench.session = foyer_session_new (store);
  foyer_session_load_async (bench.session, loaded_cb, &bench);
  wait_for (&bench.loaded);

  /* As large as it is in the window of the program. */
  bench.finder = foyer_patient_finder_new (bench.session);
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 420, 460);
  gtk_window_set_child (GTK_WINDOW (window), bench.finder);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (bench.finder), "after-paint",
                            G_CALLBACK (painted_cb), &bench);
  type (&bench, "a");
  type (&bench, "");

  measure (&bench, &profile, times_ms, cpu_ms);
  g_print ("{\n  \"benchmark\": \"finder\", \"patients\": %u,\n", size.n_patients);
  print_quantiles ("painted_ms", times_ms, ",");
  print_quantiles ("main_thread_cpu_ms", cpu_ms, "\n}");

  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_object (&bench.session);
  g_clear_object (&store);
  profile_tear_down (&profile, NULL);

  return 0;
}
