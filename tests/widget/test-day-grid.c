/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-day-block.h"
#include "ui/foyer-day-grid.h"
#include "ui/foyer-ui.h"

#include "model/foyer-working-hours.h"

#include <adwaita.h>

/* A Monday in a zone without surprises. */
#define MONDAY 20780
#define AT(hour, minute)                                                                 \
  ((gint64) MONDAY * 86400 + ((hour) *60 + (minute)) * FOYER_MINUTE_SECONDS)

typedef struct
{
  GtkWidget    *window;
  FoyerDayGrid *grid;
  gint64        booked_clinician;
  gint64        booked_at;
  int           edge;
} Fixture;

static void
add_hours (GPtrArray *hours, gint64 clinician_id)
{
  FoyerWorkingHours *row = foyer_working_hours_new ();

  row->clinician_id = clinician_id;
  row->weekday = foyer_day_weekday (MONDAY);
  row->start_minute = 9 * 60;
  row->end_minute = 12 * 60;
  g_ptr_array_add (hours, row);
}

static void
add_booking (GPtrArray *rows, gint64 id, gint64 clinician_id, gint64 start, gint64 end)
{
  FoyerBookingRow *row = g_object_new (FOYER_TYPE_BOOKING_ROW, NULL);

  g_clear_object (&row->booking);
  row->booking = foyer_booking_new ();
  foyer_record_set_id (FOYER_RECORD (row->booking), id);
  row->booking->clinician_id = clinician_id;
  row->booking->state = FOYER_BOOKING_STATE_BOOKED;
  row->booking->start_at = row->booking->block_start_at = start;
  row->booking->end_at = row->booking->block_end_at = end;
  foyer_set_text (&row->patient_family, "O’Brien & Söhne <b>");
  foyer_set_text (&row->patient_number, "100042");
  foyer_set_text (&row->service_name, "Follow-up");
  g_ptr_array_add (rows, row);
}

/* Each clinician works from nine to twelve and has visits at 9:00 and 9:30; the ids are a
 * hundred times the clinician, plus the number of the visit. */
static FoyerSchedule *
make_schedule (gint64 n_clinicians)
{
  g_autoptr (FoyerZone) zone = foyer_zone_new ("UTC", NULL);
  g_autoptr (GPtrArray) hours = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (FoyerAvailability) availability = NULL;
  GPtrArray *columns =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_schedule_column_free);

  for (gint64 id = 1; id <= n_clinicians; id++)
    add_hours (hours, id);
  availability = foyer_availability_new (zone, hours, none, none);
  for (gint64 id = 1; id <= n_clinicians; id++)
    {
      g_autoptr (FoyerClinician) clinician = foyer_clinician_new ();
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

      foyer_record_set_id (FOYER_RECORD (clinician), id);
      foyer_set_text (&clinician->family, "Lindqvist");
      add_booking (rows, 100 * id + 1, id, AT (9, 0), AT (9, 30));
      add_booking (rows, 100 * id + 2, id, AT (9, 30), AT (10, 0));
      g_ptr_array_add (columns,
                       foyer_schedule_column_new (clinician, availability, MONDAY, rows));
    }

  return foyer_schedule_new (zone, MONDAY, 1, 0, columns);
}

static gboolean
idle_cb (gpointer is_idle)
{
  *(gboolean *) is_idle = TRUE;

  return G_SOURCE_REMOVE;
}

/* Until all is laid out and painted, and then until there is nothing left to do, which is
 * when blocks get their names. */
static void
settle (void)
{
  gboolean is_idle = FALSE;

  for (guint i = 0; i < 20; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  g_idle_add_full (G_PRIORITY_LOW + 10, idle_cb, &is_idle, NULL);
  while (!is_idle)
    g_main_context_iteration (NULL, TRUE);
}

static void
show (Fixture *fixture, gint64 n_clinicians)
{
  g_autoptr (FoyerSchedule) schedule = make_schedule (n_clinicians);

  foyer_day_grid_set_schedule (fixture->grid, schedule, "USD", AT (8, 0));
  settle ();
}

static void
book_cb (FoyerDayGrid *grid, gint64 clinician_id, gint64 start_at, Fixture *fixture)
{
  fixture->booked_clinician = clinician_id;
  fixture->booked_at = start_at;
}

static void
edge_cb (FoyerDayGrid *grid, int step, Fixture *fixture)
{
  fixture->edge = step;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  memset (fixture, 0, sizeof *fixture);
  fixture->window = gtk_window_new ();
  fixture->grid = FOYER_DAY_GRID (foyer_day_grid_new ());
  g_signal_connect (fixture->grid, "book", G_CALLBACK (book_cb), fixture);
  g_signal_connect (fixture->grid, "edge", G_CALLBACK (edge_cb), fixture);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller),
                                 GTK_WIDGET (fixture->grid));
  gtk_window_set_child (GTK_WINDOW (fixture->window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (fixture->grid)))
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  settle ();
}

static GtkWidget *
find_block (Fixture *fixture, gint64 booking_id)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->grid));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      FoyerScheduleItem *item;

      if (!FOYER_IS_DAY_BLOCK (child) || !gtk_widget_get_child_visible (child))
        continue;
      item = foyer_day_block_get_item (FOYER_DAY_BLOCK (child));
      if (item->row != NULL &&
          foyer_record_get_id (FOYER_RECORD (item->row->booking)) == booking_id)
        return child;
    }

  return NULL;
}

static graphene_rect_t
get_bounds (Fixture *fixture, gint64 booking_id)
{
  graphene_rect_t bounds;
  GtkWidget      *block = find_block (fixture, booking_id);

  g_assert_nonnull (block);
  g_assert_true (gtk_widget_compute_bounds (block, GTK_WIDGET (fixture->grid), &bounds));

  return bounds;
}

static void
move (Fixture *fixture, GtkDirectionType direction)
{
  gtk_widget_child_focus (GTK_WIDGET (fixture->grid), direction);
  settle ();
}

static void
test_time_runs_down (Fixture *fixture, gconstpointer data)
{
  graphene_rect_t first, second;

  show (fixture, 3);
  first = get_bounds (fixture, 101);
  second = get_bounds (fixture, 102);

  g_assert_cmpfloat_with_epsilon (second.origin.y - first.origin.y, first.size.height + 1,
                                  1.5);
  g_assert_cmpfloat_with_epsilon (second.origin.x, first.origin.x, 0.5);
  g_assert_cmpfloat (get_bounds (fixture, 201).origin.x, >, first.origin.x);
}

static void
test_right_to_left (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_direction (GTK_WIDGET (fixture->grid), GTK_TEXT_DIR_RTL);
  show (fixture, 3);

  g_assert_cmpfloat (get_bounds (fixture, 201).origin.x, <,
                     get_bounds (fixture, 101).origin.x);
}

static void
test_arrow_keys (Fixture *fixture, gconstpointer data)
{
  show (fixture, 2);
  foyer_day_grid_select (fixture->grid, 101);
  settle ();
  g_assert_cmpint (foyer_day_grid_get_selected (fixture->grid), ==, 101);

  move (fixture, GTK_DIR_DOWN);
  g_assert_cmpint (foyer_day_grid_get_selected (fixture->grid), ==, 102);
  move (fixture, GTK_DIR_RIGHT);
  g_assert_cmpint (foyer_day_grid_get_selected (fixture->grid), ==, 202);
  move (fixture, GTK_DIR_UP);
  g_assert_cmpint (foyer_day_grid_get_selected (fixture->grid), ==, 201);
  g_assert_cmpint (fixture->edge, ==, 0);
  move (fixture, GTK_DIR_RIGHT);
  g_assert_cmpint (fixture->edge, ==, 1);
}

/* After the last visit there is free time, which is booked from its beginning. */
static void
test_book_free_time (Fixture *fixture, gconstpointer data)
{
  show (fixture, 2);
  foyer_day_grid_select (fixture->grid, 202);
  move (fixture, GTK_DIR_DOWN);
  g_assert_cmpint (foyer_day_grid_get_selected (fixture->grid), ==, 0);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->grid), "schedule.activate", NULL));

  g_assert_cmpint (fixture->booked_clinician, ==, 2);
  g_assert_cmpint (fixture->booked_at, ==, AT (10, 0));
}

/* Time that has passed is not offered. */
static void
test_past_time_is_not_free (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSchedule) schedule = make_schedule (1);

  foyer_day_grid_set_schedule (fixture->grid, schedule, "USD", AT (12, 0));
  settle ();
  foyer_day_grid_select (fixture->grid, 102);
  move (fixture, GTK_DIR_DOWN);

  g_assert_cmpint (foyer_day_grid_get_selected (fixture->grid), ==, 102);
}

static void
test_refresh_keeps_focus (Fixture *fixture, gconstpointer data)
{
  GtkWidget *block;

  show (fixture, 3);
  foyer_day_grid_select (fixture->grid, 202);
  block = find_block (fixture, 202);
  show (fixture, 3);

  g_assert_true (find_block (fixture, 202) == block);
  g_assert_true (gtk_widget_has_focus (block) ||
                 gtk_window_get_focus (GTK_WINDOW (fixture->window)) == block);
  g_assert_cmpint (foyer_day_grid_get_selected (fixture->grid), ==, 202);
}

/* However many clinicians there are, only those in sight have widgets. */
static void
test_fifty_clinicians (Fixture *fixture, gconstpointer data)
{
  guint n_blocks = 0;

  show (fixture, 50);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->grid));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    n_blocks += FOYER_IS_DAY_BLOCK (child);

  g_assert_cmpuint (foyer_day_grid_get_n_columns (fixture->grid), ==, 50);
  g_assert_cmpuint (n_blocks, <, 60);
  g_assert_null (find_block (fixture, 5001));
  foyer_day_grid_select (fixture->grid, 5001);
  settle ();
  g_assert_nonnull (find_block (fixture, 5001));
}

static void
test_accessible_names (Fixture *fixture, gconstpointer data)
{
  show (fixture, 1);

  gtk_test_accessible_assert_role (fixture->grid, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_property (
      find_block (fixture, 101), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "09:00–09:30, O’Brien & Söhne <b>, Follow-up, Booked");
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  show (fixture, 0);

  g_assert_cmpuint (foyer_day_grid_get_n_columns (fixture->grid), ==, 0);
  g_assert_false (
      gtk_widget_child_focus (GTK_WIDGET (fixture->grid), GTK_DIR_TAB_FORWARD));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

#define ADD(path, function)                                                              \
  g_test_add ("/day-grid/" path, Fixture, NULL, set_up, function, tear_down)

  ADD ("time-runs-down", test_time_runs_down);
  ADD ("right-to-left", test_right_to_left);
  ADD ("arrow-keys", test_arrow_keys);
  ADD ("book-free-time", test_book_free_time);
  ADD ("past-time-is-not-free", test_past_time_is_not_free);
  ADD ("refresh-keeps-focus", test_refresh_keeps_focus);
  ADD ("fifty-clinicians", test_fifty_clinicians);
  ADD ("accessible-names", test_accessible_names);
  ADD ("empty", test_empty);

  return g_test_run ();
}
