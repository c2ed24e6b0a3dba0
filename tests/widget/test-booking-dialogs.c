/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/widget/desk.h"
#include "ui/foyer-cancel-dialog.h"
#include "ui/foyer-deposit-dialog.h"
#include "ui/foyer-deposit-form.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-ui.h"

static gint64
query (Desk *self, const char *sql)
{
  return profile_query (&self->profile, sql);
}

static GtkWidget *
open_dialog (Desk  *self,
             gint64 id,
             GtkWidget *(*new_dialog) (FoyerSession *session, FoyerBookingRow *row))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingRow) row = foyer_bookings_get (self->profile.db, id, &error);

  g_assert_no_error (error);

  return desk_present (new_dialog (self->session, row));
}

static void
test_cancel_asks_for_a_reason (Desk *self, gconstpointer data)
{
  gint64     id = desk_add_booking (self, self->known_id, self->follow_up_id, FALSE);
  GtkWidget *dialog = open_dialog (self, id, foyer_cancel_dialog_new);

  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_settle ();
  g_assert_true (desk_says (dialog, "Choose a reason."));
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE state = 'booked'"),
                   ==, 1);

  foyer_choice_row_set_value (desk_find_row (dialog, "Reason"),
                              FOYER_CANCEL_REASON_PATIENT_WEATHER);
  g_assert_false (desk_says (dialog, "Choose a reason."));
  desk_type (dialog, "Comment (optional)", "Snow & <ice>");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self,
                          "SELECT count(*) FROM booking WHERE state = 'cancelled' AND "
                          "cancel_comment = 'Snow & <ice>'"),
                   ==, 1);
}

static void
test_cancel_can_be_left (Desk *self, gconstpointer data)
{
  gint64     id = desk_add_booking (self, self->known_id, self->follow_up_id, FALSE);
  GtkWidget *dialog = open_dialog (self, id, foyer_cancel_dialog_new);

  desk_click (dialog, "Keep Booking");
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE state = 'booked'"),
                   ==, 1);
}

static void
test_deposit_makes_a_hold_a_booking (Desk *self, gconstpointer data)
{
  gint64     id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  GtkWidget *dialog = open_dialog (self, id, foyer_deposit_dialog_new);

  g_assert_true (desk_says (dialog, "$125.00"));
  g_assert_true (desk_says (dialog, "held for another"));

  /* By card, but without the reference. */
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_settle ();
  g_assert_true (desk_says (dialog, "Type the reference"));
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE state = 'held'"), ==,
                   1);

  desk_type (dialog, "Reference of the card terminal", "T-1");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE state = 'booked'"),
                   ==, 1);
  g_assert_cmpint (query (self, "SELECT amount_minor FROM ledger_entry "
                                "WHERE kind = 'payment'"),
                   ==, 12500);
}

static void
test_deposit_is_waived_with_a_reason (Desk *self, gconstpointer data)
{
  gint64     id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  GtkWidget *dialog = open_dialog (self, id, foyer_deposit_dialog_new);

  gtk_toggle_button_set_active (desk_find_button (dialog, "Waive"), TRUE);
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_settle ();
  g_assert_true (desk_says (dialog, "Say why"));

  desk_type (dialog, "Why the deposit is waived", "Clinic moved the first visit");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (
      query (self, "SELECT count(*) FROM ledger_entry WHERE kind = 'waiver'"), ==, 1);
}

static void
test_only_who_may_can_waive (Desk *self, gconstpointer data)
{
  g_autoptr (GtkWidget) form = g_object_ref_sink (foyer_deposit_form_new ());

  foyer_deposit_form_set_due (FOYER_DEPOSIT_FORM (form), 5000, 12500, "USD", FALSE);
  g_assert_null (desk_find_button (form, "Waive"));
  g_assert_nonnull (desk_find_button (form, "Cash"));
  g_assert_true (desk_says (form, "What is left of $125.00"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("/booking-dialogs/cancel-asks-for-a-reason", test_cancel_asks_for_a_reason);
  ADD ("/booking-dialogs/cancel-can-be-left", test_cancel_can_be_left);
  ADD ("/booking-dialogs/deposit-makes-a-hold-a-booking",
       test_deposit_makes_a_hold_a_booking);
  ADD ("/booking-dialogs/deposit-is-waived-with-a-reason",
       test_deposit_is_waived_with_a_reason);
  ADD ("/booking-dialogs/only-who-may-can-waive", test_only_who_may_can_waive);

  return g_test_run ();
}
