/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-money-report.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-tills.h"
#include "tests/widget/desk.h"
#include "ui/foyer-money-report-dialog.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-till-count-dialog.h"
#include "ui/foyer-till-open-dialog.h"
#include "ui/foyer-till-page.h"
#include "ui/foyer-ui.h"

static gint64
query (Desk *self, const char *sql)
{
  return profile_query (&self->profile, sql);
}

static void
open_till (Desk *self, gint64 float_minor)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTill) till =
      foyer_tills_open (self->profile.db, self->profile.manager, float_minor, &error);

  g_assert_no_error (error);
}

static void
sell (Desk *self, gint64 minor)
{
  g_autoptr (GError) error = NULL;
  g_autofree char       *code = NULL;
  const FoyerGiftPayment payment = { minor, FOYER_TENDER_CASH, NULL };
  g_autoptr (FoyerGiftCard) card = foyer_gift_cards_sell (
      self->profile.db, self->profile.manager, &payment, 1, NULL, &code, &error);

  g_assert_no_error (error);
}

static void
count (GtkWidget *dialog, const char *piece, gint64 pieces)
{
  foyer_spin_row_set_value (desk_find_row (dialog, piece), pieces);
}

/* What a person does in a day: open, take, count, explain, close. */
static void
test_day_at_the_till (Desk *self, gconstpointer data)
{
  GtkWidget *window = desk_present_page (foyer_till_page_new (self->session));
  GtkWidget *dialog;

  desk_wait_says (window, "No Till Yet");
  desk_click (window, "Open the Till…");
  dialog = desk_wait_window (FOYER_TYPE_TILL_OPEN_DIALOG);
  desk_type (dialog, "Cash in the drawer (float)", "100");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_wait (desk_is_gone, dialog);
  desk_wait_says (window, "Nothing was taken yet.");
  g_assert_true (desk_says (window, "Till A"));

  sell (self, 4000);
  desk_wait_says (window, "+$40.00");
  desk_wait_says (window, "A-000001");
  desk_wait_says (window, "$140.00");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "Open the Till…")));

  desk_click (window, "Count and Close…");
  dialog = desk_wait_window (FOYER_TYPE_TILL_COUNT_DIALOG);
  count (dialog, "$100.00", 1);
  count (dialog, "$20.00", 1);
  count (dialog, "$5.00", 3);
  g_assert_true (desk_says (dialog, "Counted: $135.00"));
  g_assert_false (desk_says (dialog, "140"));
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_wait_says (dialog, "$5.00 are missing: there should be $140.00.");
  g_assert_cmpint (query (self, "SELECT count (*) FROM till_count"), ==, 0);
  desk_type (dialog, "Reason of the difference", "Change given twice");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_wait (desk_is_gone, dialog);
  desk_wait_says (window, "Closed with a difference");
  desk_wait_says (window, "−$5.00");
  desk_wait_says (window, "Change given twice");
  g_assert_null (desk_find_button (window, "Count and Close…"));
  g_assert_cmpint (query (self, "SELECT counted_minor FROM till WHERE state = 'closed'"),
                   ==, 13500);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_second_count_by_another_person (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerUser) other = foyer_user_new ();
  GtkWidget *window, *dialog;

  profile_exec (&self->profile, "UPDATE clinic SET till_second_count = 1");
  foyer_set_text (&other->name, "Clerk");
  other->role = FOYER_ROLE_DESK;
  foyer_catalogue_save (self->profile.db, self->profile.manager, other, &error);
  g_assert_no_error (error);
  open_till (self, 2000);
  window = desk_present_page (foyer_till_page_new (self->session));
  desk_click (window, "Count and Close…");
  dialog = desk_wait_window (FOYER_TYPE_TILL_COUNT_DIALOG);
  count (dialog, "$20.00", 1);
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_wait (desk_is_gone, dialog);
  desk_wait_says (window, "Waits for the second count");

  foyer_store_set_actor (self->store, other);
  desk_settle ();
  desk_click (window, "Second Count…");
  dialog = desk_wait_window (FOYER_TYPE_TILL_COUNT_DIALOG);
  g_assert_true (desk_says (dialog, "This is the second count"));
  count (dialog, "$10.00", 1);
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_wait_says (dialog, "count");
  desk_settle ();
  g_assert_cmpint (query (self, "SELECT count (*) FROM till WHERE state = 'closed'"), ==,
                   0);
  count (dialog, "$10.00", 2);
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_wait (desk_is_gone, dialog);
  desk_wait_says (window, "Closed");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_float_has_to_be_an_amount (Desk *self, gconstpointer data)
{
  GtkWidget *dialog = desk_present (foyer_till_open_dialog_new (self->session));

  desk_type (dialog, "Cash in the drawer (float)", "about 50");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  g_assert_true (desk_says (dialog, "This is no amount of money."));
  g_assert_cmpint (query (self, "SELECT count (*) FROM till"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Yen have no coins below one, and dinars have three decimals. */
static void
test_pieces_follow_the_currency (Desk *self, gconstpointer data)
{
  static const struct
  {
    const char *currency;
    gint64      minor;
    gint64      pieces;
  } cases[] = { { "JPY", 10000, 1 }, { "KWD", 20000, 1 }, { "XYZ", 50000, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerTill) till = foyer_till_new ();
      GtkWidget *dialog;
      gpointer   row;

      foyer_set_text (&till->currency, cases[i].currency);
      dialog = desk_present (foyer_till_count_dialog_new (self->session, till));
      row = desk_find (dialog, FOYER_TYPE_SPIN_ROW);
      foyer_spin_row_set_value (row, cases[i].pieces);
      g_assert_true (desk_says (dialog, i == 1   ? "20.000"
                                        : i == 0 ? "10,000"
                                                 : "500.00"));
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
}

static void
test_roles_are_obeyed (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerUser) doctor = foyer_user_new ();
  GtkWidget *window;

  foyer_set_text (&doctor->name, "Dr. Lind");
  doctor->role = FOYER_ROLE_CLINICIAN;
  foyer_catalogue_save (self->profile.db, self->profile.manager, doctor, &error);
  g_assert_no_error (error);
  open_till (self, 2000);
  foyer_store_set_actor (self->store, doctor);
  window = desk_present_page (foyer_till_page_new (self->session));
  desk_wait_says (window, "Your role is not allowed to count and close the till.");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "Open the Till…")));
  g_assert_false (
      gtk_widget_is_sensitive (desk_find_button (window, "Count and Close…")));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_report_needs_a_date (Desk *self, gconstpointer data)
{
  GtkWidget *dialog = desk_present (foyer_money_report_dialog_new (self->session));

  desk_type (dialog, "Date in it", "");
  gtk_widget_activate_action (dialog, "dialog.print", NULL);
  g_assert_true (desk_says (dialog, "This cannot be empty."));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The report of the till is everybody's; the others take data of patients out of the program. */
static void
test_reports_obey_roles (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerUser) clerk = foyer_user_new ();
  GtkWidget *dialog = desk_present (foyer_money_report_dialog_new (self->session));

  for (FoyerMoneyReport kind = 0; kind <= FOYER_MONEY_REPORT_KEPT; kind++)
    {
      foyer_choice_row_set_value (desk_find_row (dialog, "Report"), kind);
      g_assert_true (gtk_widget_is_sensitive (desk_find_button (dialog, "_Print…")));
    }
  g_assert_true (desk_says (dialog, "What the clinic kept in that time"));
  gtk_window_destroy (GTK_WINDOW (dialog));

  foyer_set_text (&clerk->name, "Clerk");
  clerk->role = FOYER_ROLE_DESK;
  foyer_catalogue_save (self->profile.db, self->profile.manager, clerk, &error);
  g_assert_no_error (error);
  foyer_store_set_actor (self->store, clerk);
  dialog = desk_present (foyer_money_report_dialog_new (self->session));
  g_assert_true (gtk_widget_is_sensitive (desk_find_button (dialog, "_Print…")));
  foyer_choice_row_set_value (desk_find_row (dialog, "Report"),
                              FOYER_MONEY_REPORT_LEDGER);
  g_assert_true (
      desk_says (dialog, "Your role is not allowed to export the clinic’s data."));
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (dialog, "_Print…")));
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (dialog, "_Save as PDF…")));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

  ADD ("/till-page/day", test_day_at_the_till);
  ADD ("/till-page/second-count", test_second_count_by_another_person);
  ADD ("/till-page/float", test_float_has_to_be_an_amount);
  ADD ("/till-page/pieces", test_pieces_follow_the_currency);
  ADD ("/till-page/roles", test_roles_are_obeyed);
  ADD ("/till-page/report", test_report_needs_a_date);
  ADD ("/till-page/report-roles", test_reports_obey_roles);

  return g_test_run ();
}
