/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/widget/desk.h"
#include "ui/foyer-booking-pane.h"
#include "ui/foyer-month-picker.h"
#include "ui/foyer-my-day-page.h"
#include "ui/foyer-print-dialog.h"
#include "ui/foyer-today-page.h"
#include "ui/foyer-ui.h"
#include "ui/foyer-window.h"

static int
get_day_of (Desk *self, gint64 booking_id)
{
  g_autoptr (FoyerBookingRow) row =
      foyer_bookings_get (self->profile.db, booking_id, NULL);
  int day = 0;

  g_assert_nonnull (row);
  g_assert_true (foyer_day_parse (row->booking->visit_date, &day));

  return day;
}

static GtkWidget *
present_page (GtkWidget *page)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);
  gtk_window_set_child (GTK_WINDOW (window), page);

  return desk_present (window);
}

/* A visit is chosen by id, and its details stand beside the schedule. */
static void
test_select_shows_details (Desk *self, gconstpointer data)
{
  gint64     id = desk_add_booking (self, self->known_id, self->follow_up_id, FALSE);
  GtkWidget *page = foyer_today_page_new (self->session);
  GtkWidget *window = present_page (page);

  foyer_today_page_select (FOYER_TODAY_PAGE (page), get_day_of (self, id), id);
  desk_wait_says (window, "Mark as Arrived");
  g_assert_nonnull (desk_find (window, FOYER_TYPE_BOOKING_PANE));

  gtk_window_destroy (GTK_WINDOW (window));
}

static int
measure_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* In the narrowest window the details stand below the schedule. */
static void
test_narrow_window (Desk *self, gconstpointer data)
{
  gint64     id = desk_add_booking (self, self->known_id, self->follow_up_id, FALSE);
  GtkWidget *page = foyer_today_page_new (self->session);
  GtkWidget *window = present_page (page);
  gpointer   pane;
  int        wide, tiny;

  foyer_today_page_select (FOYER_TODAY_PAGE (page), get_day_of (self, id), id);
  desk_wait_says (window, "Mark as Arrived");
  pane = desk_find (window, FOYER_TYPE_BOOKING_PANE);
  wide = measure_width (page);
  foyer_today_page_set_narrow (FOYER_TODAY_PAGE (page), TRUE, TRUE);
  tiny = measure_width (page);
  g_assert_cmpint (tiny, <, wide - 100);
  g_assert_cmpint (tiny, <, 290);
  g_assert_true (gtk_widget_get_mapped (pane));
  foyer_today_page_set_narrow (FOYER_TODAY_PAGE (page), FALSE, FALSE);
  g_assert_cmpint (measure_width (page), ==, wide);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* The step is taken in the database and the details follow. */
static void
test_arrive (Desk *self, gconstpointer data)
{
  gint64     id = desk_add_booking (self, self->known_id, self->follow_up_id, FALSE);
  GtkWidget *page = foyer_today_page_new (self->session);
  GtkWidget *window = present_page (page);

  foyer_today_page_select (FOYER_TODAY_PAGE (page), get_day_of (self, id), id);
  desk_wait_says (window, "Mark as Arrived");
  gtk_widget_activate_action (page, "booking.step", "s", "arrived");
  desk_wait_says (window, "Check In");
  g_assert_cmpint (profile_query (&self->profile,
                                  "SELECT count(*) FROM booking WHERE state = 'arrived'"),
                   ==, 1);

  /* A step that the state does not know changes nothing. */
  gtk_widget_activate_action (page, "booking.step", "s", "confirmed");
  desk_settle ();
  g_assert_cmpint (profile_query (&self->profile,
                                  "SELECT count(*) FROM booking WHERE state = 'arrived'"),
                   ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_day_without_work (Desk *self, gconstpointer data)
{
  GtkWidget *page;
  GtkWidget *window;

  profile_exec (&self->profile, "DELETE FROM working_hours");
  page = foyer_today_page_new (self->session);
  window = present_page (page);
  desk_wait_says (window, "Nobody Works on This Day");

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_week (Desk *self, gconstpointer data)
{
  GtkWidget *page = foyer_today_page_new (self->session);
  GtkWidget *window = present_page (page);

  foyer_today_page_set_clinician (FOYER_TODAY_PAGE (page), self->clinician_id);
  foyer_today_page_set_week (FOYER_TODAY_PAGE (page), TRUE);
  g_assert_true (foyer_today_page_get_week (FOYER_TODAY_PAGE (page)));
  foyer_today_page_set_clinician (FOYER_TODAY_PAGE (page), 0);
  g_assert_false (foyer_today_page_get_week (FOYER_TODAY_PAGE (page)));
  desk_settle ();

  gtk_window_destroy (GTK_WINDOW (window));
}

/* A manager is no clinician: whose day is asked for. */
static void
test_my_day_asks_whose (Desk *self, gconstpointer data)
{
  GtkWidget *page = foyer_my_day_page_new (self->session);
  GtkWidget *window = present_page (page);

  desk_wait_says (window, "Whose Day?");
  gtk_widget_activate_action (page, "my-day.show", "x", self->clinician_id);
  desk_settle ();
  desk_wait_says (window, "No Visits Today");
  g_assert_null (desk_find_button (window, "_Seen"));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
picked_cb (FoyerMonthPicker *picker, int day, int *out_day)
{
  *out_day = day;
}

static void
test_month_picker (Desk *self, gconstpointer data)
{
  gint64    id = desk_add_booking (self, self->known_id, self->follow_up_id, FALSE);
  const int day = get_day_of (self, id);
  FoyerMonthPicker *picker = g_object_new (FOYER_TYPE_MONTH_PICKER, NULL);
  GtkWidget        *window = present_page (GTK_WIDGET (picker));
  g_autofree char  *date = g_strdup_printf ("%d", 15);
  int               picked = 0;

  foyer_month_picker_set_session (picker, self->session);
  foyer_month_picker_show (picker, day, 0);
  g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), &picked);
  desk_wait_says (window, date);
  desk_settle ();

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_print_dialog (Desk *self, gconstpointer data)
{
  GtkWidget *dialog = desk_present (foyer_print_dialog_new (
      self->session, foyer_session_today (self->session), self->clinician_id));

  g_assert_nonnull (desk_find_row (dialog, "Whose Day"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The window can be there before the clinic, says what is wrong, and then shows it. */
static void
test_window (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error =
      g_error_new_literal (FOYER_STORE_ERROR, FOYER_STORE_ERROR_LOCKED,
                           "Another session has this profile open");
  FoyerWindow *window = foyer_window_new (NULL);

  desk_present (GTK_WIDGET (window));
  foyer_window_show_problem (window, error, "/home/desk/<clinic>");
  desk_wait_says (window, "The Clinic Is Open Elsewhere");
  foyer_window_set_session (window, self->session);
  desk_wait_says (window, "Find a Patient");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", "my-day");
  desk_wait_says (window, "Whose Day?");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toast", "s", "Söhne <b> & Co");
  desk_settle ();

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

#define ADD(path, function)                                                              \
  g_test_add ("/today/" path, Desk, NULL, desk_set_up, function, desk_tear_down)

  ADD ("select-shows-details", test_select_shows_details);
  ADD ("narrow-window", test_narrow_window);
  ADD ("arrive", test_arrive);
  ADD ("day-without-work", test_day_without_work);
  ADD ("week", test_week);
  ADD ("my-day-asks-whose", test_my_day_asks_whose);
  ADD ("month-picker", test_month_picker);
  ADD ("print-dialog", test_print_dialog);
  ADD ("window", test_window);

  return g_test_run ();
}
