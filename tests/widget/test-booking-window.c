/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-booking-window.h"

#include "store/foyer-bookings.h"
#include "tests/widget/desk.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-patient-finder.h"
#include "ui/foyer-slot-list.h"
#include "ui/foyer-ui.h"

static GtkWidget *
open_window (Desk *self, const char *key, gint64 id, gint64 service_id)
{
  GVariantDict draft;
  g_autoptr (GVariant) value = NULL;

  g_variant_dict_init (&draft, NULL);
  if (key != NULL)
    g_variant_dict_insert (&draft, key, "x", id);
  if (service_id != 0)
    g_variant_dict_insert (&draft, "service", "x", service_id);
  value = g_variant_ref_sink (g_variant_dict_end (&draft));

  return desk_present (foyer_booking_window_new (self->session, value));
}

static gboolean
has_slot (gpointer window)
{
  FoyerSlotList *slots = desk_find (window, FOYER_TYPE_SLOT_LIST);

  return foyer_slot_list_get_slot (slots) != NULL && desk_says (window, "in order");
}

static gboolean
has_problem (gpointer window)
{
  return desk_says (window, "The time is taken");
}

static gboolean
is_held (gpointer window)
{
  return desk_says (window, "is held for another");
}

static gint64
count_bookings (Desk *self, const char *state)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM booking WHERE state = '%s'", state);

  return profile_query (&self->profile, sql);
}

/* Presses Enter on the chosen time. */
static void
press_enter_on_time (GtkWidget *window)
{
  FoyerSlotList *slots = desk_find (window, FOYER_TYPE_SLOT_LIST);
  GtkListBox    *list = desk_find (slots, GTK_TYPE_LIST_BOX);

  g_assert_true (gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_selected_row (list))));
}

static void
test_known_patient_in_two_enters (Desk *self, gconstpointer data)
{
  GtkWidget          *window = open_window (self, NULL, 0, 0);
  FoyerPatientFinder *finder = desk_find (window, FOYER_TYPE_PATIENT_FINDER);

  /* As Enter in the finder does. */
  g_signal_emit_by_name (finder, "picked", self->known_id);
  desk_wait (has_slot, window);
  g_assert_nonnull (gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (window)),
                                             FOYER_TYPE_SLOT_LIST));
  press_enter_on_time (window);
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (count_bookings (self, "booked"), ==, 1);
}

static void
test_new_patient_needs_referral (Desk *self, gconstpointer data)
{
  GtkWidget *window = open_window (self, "patient", self->new_id, 0);

  desk_wait (has_slot, window);
  g_assert_true (desk_says (window, "O’Brien & Söhne <b>"));
  g_assert_nonnull (desk_find_button (window, "Register Referral…"));
  press_enter_on_time (window);
  desk_settle ();
  g_assert_false (desk_is_gone (window));
  g_assert_cmpstr (desk_get_focus_label (window), ==, "Register Referral…");
  g_assert_cmpint (count_bookings (self, "booked"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_accept_offered (gpointer window)
{
  return desk_find_button (window, "Decide Referral…") != NULL;
}

static gboolean
is_bookable (gpointer window)
{
  return has_slot (window) && !is_accept_offered (window) &&
         desk_find_button (window, "Register Referral…") == NULL;
}

/* A letter that comes while the window is open is seen at once. */
static void
test_referral_comes_meanwhile (Desk *self, gconstpointer data)
{
  GtkWidget *window = open_window (self, "patient", self->new_id, 0);

  desk_wait (has_slot, window);
  desk_add_referral (self, self->new_id, FALSE);
  desk_wait (is_accept_offered, window);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_usable_referral_is_chosen (Desk *self, gconstpointer data)
{
  gint64     referral_id = desk_add_referral (self, self->new_id, TRUE);
  GtkWidget *window = open_window (self, "patient", self->new_id, 0);

  desk_wait (is_bookable, window);
  g_assert_true (desk_says (window, "0+0 of 3"));
  press_enter_on_time (window);
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (profile_query (&self->profile, "SELECT referral_id FROM booking"), ==,
                   referral_id);
}

static void
test_deposit_is_asked_for (Desk *self, gconstpointer data)
{
  GtkWidget *window = open_window (self, "patient", self->known_id, self->cosmetic_id);

  desk_wait (has_slot, window);
  press_enter_on_time (window);
  desk_settle ();
  g_assert_cmpint (count_bookings (self, "booked"), ==, 0);

  /* A card number is refused, and stays nowhere. */
  desk_click (window, "Take Payment");
  desk_type (window, "Reference of the card terminal", "4111 1111 1111 1111");
  g_assert_true (desk_says (window, "looks like a card number"));
  desk_settle ();
  gtk_widget_activate_action (window, "booking.book", NULL);
  desk_settle ();
  g_assert_cmpint (count_bookings (self, "booked"), ==, 0);

  desk_type (window, "Reference of the card terminal", "T-4711");
  gtk_widget_activate_action (window, "booking.book", NULL);
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (count_bookings (self, "booked"), ==, 1);
  g_assert_cmpint (
      profile_query (&self->profile,
                     "SELECT count(*) FROM ledger_entry WHERE tender = 'card' "
                     "AND terminal_reference = 'T-4711'"),
      ==, 1);
}

static void
test_hold_goes_on_in_the_window (Desk *self, gconstpointer data)
{
  GtkWidget *window = open_window (self, "patient", self->known_id, self->cosmetic_id);

  desk_wait (has_slot, window);
  gtk_widget_activate_action (window, "booking.hold", NULL);
  desk_wait (is_held, window);
  g_assert_cmpint (count_bookings (self, "held"), ==, 1);

  desk_wait (has_slot, window);
  gtk_toggle_button_set_active (desk_find_button (window, "Cash"), TRUE);
  gtk_widget_activate_action (window, "booking.book", NULL);
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (count_bookings (self, "held"), ==, 0);
  g_assert_cmpint (count_bookings (self, "booked"), ==, 1);
}

/* Somebody else was faster: the window says so and keeps everything but the time. */
static void
test_time_is_taken_meanwhile (Desk *self, gconstpointer data)
{
  GtkWidget *window = open_window (self, "patient", self->known_id, 0);
  GtkWidget *row;

  desk_wait (has_slot, window);
  row = desk_find_row (window, "Notes");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  desk_settle ();
  desk_type (window, "Reason for the visit", "Itching");
  desk_add_referral (self, self->new_id, TRUE);
  {
    FoyerSlot *slot = foyer_slot_list_get_slot (desk_find (window, FOYER_TYPE_SLOT_LIST));
    FoyerBookingRequest request = {
      .patient_id = self->new_id,
      .service_id = self->follow_up_id,
      .referral_id = 1,
      .clinician_id = slot->clinician_id,
      .start_at = slot->start_at,
    };
    g_autoptr (GPtrArray) items = NULL;
    g_autoptr (GError) error = NULL;
    gint64 id;

    foyer_bookings_make (self->profile.db, self->profile.manager, &request, &id, &items,
                         &error);
    g_assert_no_error (error);
  }
  press_enter_on_time (window);
  desk_wait (has_problem, window);
  g_assert_true (desk_says (window, "O’Brien & Söhne <b>, Nils"));
  g_assert_cmpint (count_bookings (self, "booked"), ==, 1);

  desk_wait (has_slot, window);
  desk_settle ();
  g_assert_cmpstr (
      foyer_entry_row_get_text (desk_find_row (window, "Reason for the visit")), ==,
      "Itching");
  press_enter_on_time (window);
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (count_bookings (self, "booked"), ==, 2);
}

static gboolean
has_run_out (gpointer window)
{
  return desk_says (window, "The time is no longer held.") && has_slot (window);
}

/* The time that was held can still be booked, if nobody has taken it. */
static void
test_hold_runs_out (Desk *self, gconstpointer data)
{
  GtkWidget *window;
  g_autoptr (GError) error = NULL;
  gint64 id;
  gint64 n;

  /* Before the doors open: the first free time is still to come when the hold ends. */
  self->profile.now += 23 * FOYER_HOUR_SECONDS;
  id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  window = open_window (self, "booking", id, 0);
  desk_wait (is_held, window);
  self->profile.now += FOYER_HOUR_SECONDS / 2;
  foyer_bookings_release_holds (self->profile.db, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 1);
  desk_wait (has_run_out, window);
  g_assert_true (desk_says (window, "The time you chose"));
  gtk_toggle_button_set_active (desk_find_button (window, "Cash"), TRUE);
  gtk_widget_activate_action (window, "booking.book", NULL);
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (count_bookings (self, "booked"), ==, 1);
}

static gboolean
can_override (gpointer window)
{
  return desk_find_button (window, "Override…") != NULL;
}

static gboolean
is_set_aside (gpointer window)
{
  return desk_says (window, "Set aside:");
}

/* A time chosen on the schedule that is taken: only with a reason, and that is kept. */
static void
test_override_needs_a_reason (Desk *self, gconstpointer data)
{
  GVariantDict draft;
  g_autoptr (GVariant) value = NULL;
  GtkWidget *window;
  gint64     start_at;

  desk_add_referral (self, self->new_id, TRUE);
  desk_add_booking (self, self->known_id, self->follow_up_id, FALSE);
  start_at = profile_query (&self->profile, "SELECT start_at FROM booking");
  g_variant_dict_init (&draft, NULL);
  g_variant_dict_insert (&draft, "patient", "x", self->new_id);
  g_variant_dict_insert (&draft, "clinician", "x", self->clinician_id);
  g_variant_dict_insert (&draft, "start", "x", start_at);
  g_variant_dict_insert (&draft, "service", "x", self->follow_up_id);
  value = g_variant_ref_sink (g_variant_dict_end (&draft));
  window = desk_present (foyer_booking_window_new (self->session, value));
  desk_wait (can_override, window);
  g_assert_true (desk_says (window, "The clinician is booked at"));

  desk_click (window, "Override…");
  desk_wait (is_set_aside, window);
  gtk_widget_activate_action (window, "booking.book", NULL);
  desk_settle ();
  g_assert_true (desk_says (window, "Say why"));
  g_assert_cmpint (count_bookings (self, "booked"), ==, 1);

  desk_type (window, "Why the rule is set aside", "Mother and child together");
  gtk_widget_activate_action (window, "booking.book", NULL);
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (count_bookings (self, "booked"), ==, 2);
  g_assert_cmpint (profile_query (&self->profile,
                                  "SELECT count(*) FROM booking_override "
                                  "WHERE reason = 'Mother and child together'"),
                   ==, 1);
}

static void
test_move_keeps_the_old_time (Desk *self, gconstpointer data)
{
  gint64      id = desk_add_booking (self, self->known_id, self->follow_up_id, FALSE);
  gint64      start_at = profile_query (&self->profile, "SELECT start_at FROM booking");
  GtkWidget  *window = open_window (self, "booking", id, 0);
  GtkListBox *list;

  desk_wait (has_slot, window);
  g_assert_true (desk_says (window, "is kept until the new one is saved"));
  g_assert_cmpint (profile_query (&self->profile, "SELECT start_at FROM booking"), ==,
                   start_at);
  list = desk_find (desk_find (window, FOYER_TYPE_SLOT_LIST), GTK_TYPE_LIST_BOX);
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 2));
  desk_settle ();
  desk_wait (has_slot, window);
  desk_click (window, "Move");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (profile_query (&self->profile, "SELECT start_at FROM booking"), !=,
                   start_at);
  g_assert_cmpint (profile_query (&self->profile, "SELECT count(*) FROM booking"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("/booking-window/known-patient-in-two-enters", test_known_patient_in_two_enters);
  ADD ("/booking-window/new-patient-needs-referral", test_new_patient_needs_referral);
  ADD ("/booking-window/referral-comes-meanwhile", test_referral_comes_meanwhile);
  ADD ("/booking-window/usable-referral-is-chosen", test_usable_referral_is_chosen);
  ADD ("/booking-window/deposit-is-asked-for", test_deposit_is_asked_for);
  ADD ("/booking-window/hold-goes-on", test_hold_goes_on_in_the_window);
  ADD ("/booking-window/hold-runs-out", test_hold_runs_out);
  ADD ("/booking-window/time-is-taken-meanwhile", test_time_is_taken_meanwhile);
  ADD ("/booking-window/override-needs-a-reason", test_override_needs_a_reason);
  ADD ("/booking-window/move-keeps-the-old-time", test_move_keeps_the_old_time);

  return g_test_run ();
}
