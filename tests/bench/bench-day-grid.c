/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a day takes from its data to the screen: 1,500 bookings of 50 clinicians, and as
 * many bookings each of 6. */
#include "ui/foyer-day-grid.h"
#include "ui/foyer-ui.h"

#include "model/foyer-working-hours.h"

#include <adwaita.h>

#define MONDAY 20780
#define MINUTE(minute) ((gint64) MONDAY * 86400 + (gint64) (minute) *FOYER_MINUTE_SECONDS)

#define N_VISITS 30
#define N_ROUNDS 40

static gint64 painted_at_us;

static void
painted_cb (void)
{
  painted_at_us = g_get_monotonic_time ();
}

static void
add_visit (GPtrArray *rows, int round, int clinician, int visit)
{
  static const char *const families[] = { "García", "Müller", "Nguyễn", "O’Brien" };
  FoyerBookingRow         *row = g_object_new (FOYER_TYPE_BOOKING_ROW, NULL);
  const gint64             start_at = MINUTE (8 * 60 + visit * 17);

  g_clear_object (&row->booking);
  row->booking = foyer_booking_new ();
  foyer_record_set_id (FOYER_RECORD (row->booking),
                       100000 * round + 100 * clinician + visit);
  row->booking->clinician_id = clinician;
  row->booking->state = (FoyerBookingState) (FOYER_BOOKING_STATE_BOOKED + visit % 6);
  row->booking->start_at = row->booking->block_start_at = start_at;
  row->booking->end_at = row->booking->block_end_at = start_at + 15 * 60;
  row->patient_family =
      g_strdup_printf ("%s-%d", families[visit % G_N_ELEMENTS (families)], clinician);
  foyer_set_text (&row->patient_given, "Maria");
  foyer_set_text (&row->patient_number, "100042");
  foyer_set_text (&row->service_name, "Follow-up");
  foyer_set_text (&row->service_colour, "#2ec27e");
  g_ptr_array_add (rows, row);
}

/* Each round has other bookings, as another day has. */
static FoyerSchedule *
make_schedule (int round, int n_clinicians)
{
  g_autoptr (FoyerZone) zone = foyer_zone_new ("UTC", NULL);
  g_autoptr (GPtrArray) hours = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (FoyerAvailability) availability = NULL;
  GPtrArray *columns =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_schedule_column_free);

  for (int i = 1; i <= n_clinicians; i++)
    {
      FoyerWorkingHours *row = foyer_working_hours_new ();

      row->clinician_id = i;
      row->weekday = foyer_day_weekday (MONDAY);
      row->start_minute = 8 * 60;
      row->end_minute = 17 * 60;
      g_ptr_array_add (hours, row);
    }
  availability = foyer_availability_new (zone, hours, none, none);
  for (int i = 1; i <= n_clinicians; i++)
    {
      g_autoptr (FoyerClinician) clinician = foyer_clinician_new ();
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

      foyer_record_set_id (FOYER_RECORD (clinician), i);
      foyer_set_text (&clinician->family, "Lindqvist");
      for (int visit = 0; visit < N_VISITS; visit++)
        add_visit (rows, round, i, visit);
      g_ptr_array_add (columns,
                       foyer_schedule_column_new (clinician, availability, MONDAY, rows));
    }

  return foyer_schedule_new (zone, MONDAY, 1, 0, columns);
}

static void
settle (void)
{
  for (int i = 0; i < 20; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const double left = *(const double *) a;
  const double right = *(const double *) b;

  return (left > right) - (left < right);
}

static void
measure (FoyerDayGrid *grid, int n_clinicians, gboolean last)
{
  double times_ms[N_ROUNDS];

  for (int round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (FoyerSchedule) schedule = make_schedule (round, n_clinicians);
      gint64 began_at_us;

      settle ();
      painted_at_us = 0;
      began_at_us = g_get_monotonic_time ();
      foyer_day_grid_set_schedule (grid, schedule, "USD", MINUTE (11 * 60));
      while (painted_at_us == 0)
        g_main_context_iteration (NULL, TRUE);
      times_ms[round] = (double) (painted_at_us - began_at_us) / 1000;
    }
  qsort (times_ms, N_ROUNDS, sizeof times_ms[0], compare_times);
  g_print ("  {\"clinicians\": %d, \"bookings\": %d, \"painted_ms_p50\": %.2f, "
           "\"painted_ms_p95\": %.2f}%s\n",
           n_clinicians, n_clinicians * N_VISITS, times_ms[N_ROUNDS / 2],
           times_ms[N_ROUNDS * 95 / 100], last ? "" : ",");
}

int
main (int argc, char *argv[])
{
  GtkWidget    *window;
  GtkWidget    *scroller;
  FoyerDayGrid *grid;

  adw_init ();
  foyer_ui_init ();
  window = gtk_window_new ();
  scroller = gtk_scrolled_window_new ();
  grid = FOYER_DAY_GRID (foyer_day_grid_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (grid));
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 680);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (grid)))
    g_main_context_iteration (NULL, TRUE);
  settle ();
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                    G_CALLBACK (painted_cb), NULL);

  g_print ("{\"day_grid\": [\n");
  measure (grid, 6, FALSE);
  measure (grid, 50, TRUE);
  g_print ("]}\n");
  gtk_window_destroy (GTK_WINDOW (window));

  return 0;
}
