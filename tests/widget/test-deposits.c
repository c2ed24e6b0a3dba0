/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-payments.h"
#include "tests/widget/desk.h"
#include "ui/foyer-cancel-dialog.h"
#include "ui/foyer-deposit-dialog.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-money-banner.h"
#include "ui/foyer-open-money-window.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-ui.h"

static gint64
query (Desk *self, const char *sql)
{
  return profile_query (&self->profile, sql);
}

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static char *
sell_card (Desk *self, gint64 amount_minor, gint64 *out_id)
{
  const FoyerGiftPayment payment = { amount_minor, FOYER_TENDER_CASH, NULL };
  g_autoptr (GError) error = NULL;
  char *code = NULL;
  g_autoptr (FoyerGiftCard) card = foyer_gift_cards_sell (
      self->profile.db, self->profile.manager, &payment, 1, NULL, &code, &error);

  g_assert_no_error (error);
  if (out_id != NULL)
    *out_id = id_of (card);

  return code;
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
choose (gpointer dialog, const char *label)
{
  GtkToggleButton *button = desk_find_button (dialog, label);

  g_assert_nonnull (button);
  gtk_toggle_button_set_active (button, TRUE);
}

static void
step (gpointer dialog)
{
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
}

static const char *
get_text (gpointer dialog, const char *title)
{
  return foyer_entry_row_get_text (desk_find_row (dialog, title));
}

/* $125 as $40 on a gift card and $85 by card, each with Enter. */
static void
test_split (Desk *self, gconstpointer data)
{
  gint64           id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  g_autofree char *code = sell_card (self, 4000, NULL);
  GtkWidget       *dialog = open_dialog (self, id, foyer_deposit_dialog_new);

  choose (dialog, "Gift Card");
  desk_type (dialog, "Code of the gift card", code);
  desk_wait_says (dialog, "has $40.00 on it");
  g_assert_cmpstr (get_text (dialog, "Amount"), ==, "$40.00");
  g_assert_true (desk_says (dialog, "Still due: $85.00"));
  step (dialog);

  /* The rest is asked for by card. */
  desk_wait_row (dialog, "Reference of the card terminal");
  g_assert_true (desk_says (dialog, "Gift card …"));
  g_assert_cmpstr (get_text (dialog, "Amount"), ==, "$85.00");
  g_assert_true (desk_says (dialog, "With this nothing is left to pay."));
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE state = 'held'"), ==,
                   1);
  desk_type (dialog, "Reference of the card terminal", "T-4711");
  g_assert_true (desk_says (dialog, "Nothing is left to pay."));
  step (dialog);
  desk_wait (desk_is_gone, dialog);

  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE state = 'booked'"),
                   ==, 1);
  g_assert_cmpint (
      query (self, "SELECT sum(amount_minor) FROM ledger_entry WHERE booking_id > 0 "
                   "AND tender = 'gift-card'"),
      ==, 4000);
  g_assert_cmpint (query (self, "SELECT sum(amount_minor) FROM ledger_entry "
                                "WHERE terminal_reference = 'T-4711'"),
                   ==, 8500);
  g_assert_cmpint (
      query (self, "SELECT count(*) FROM payment_attempt WHERE state = 'taken'"), ==, 1);
  g_assert_cmpint (
      query (self, "SELECT count(*) FROM payment_attempt WHERE state = 'open'"), ==, 0);
}

static void
test_refused_gift_cards (Desk *self, gconstpointer data)
{
  gint64           id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  gint64           card_id;
  g_autofree char *code = sell_card (self, 4000, &card_id);
  GtkWidget       *dialog = open_dialog (self, id, foyer_deposit_dialog_new);
  g_autoptr (GError) error = NULL;

  foyer_gift_cards_void (self->profile.db, self->profile.manager, card_id, "Stolen",
                         &error);
  g_assert_no_error (error);
  choose (dialog, "Gift Card");
  desk_type (dialog, "Code of the gift card", code);
  desk_wait_says (dialog, "cannot be spent");
  step (dialog);
  desk_settle ();
  g_assert_cmpint (query (self, "SELECT count(*) FROM payment_attempt"), ==,
                   query (self, "SELECT count(*) FROM payment_attempt "
                                "WHERE NOT EXISTS (SELECT 1 FROM payment WHERE "
                                "tender = 'gift-card')"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The change is told; what goes into the ledger is what was due. */
static void
test_cash_has_change (Desk *self, gconstpointer data)
{
  gint64     id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  GtkWidget *dialog = open_dialog (self, id, foyer_deposit_dialog_new);

  choose (dialog, "Cash");
  desk_type (dialog, "Cash received (if more or less than is due)", "140");
  g_assert_true (desk_says (dialog, "Change: $15.00"));
  step (dialog);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT amount_minor FROM ledger_entry "
                                "WHERE kind = 'payment'"),
                   ==, 12500);
}

/* A part of it is taken now; the time stays held, and the rest stays due. */
static void
test_part_is_taken (Desk *self, gconstpointer data)
{
  gint64     id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  GtkWidget *dialog = open_dialog (self, id, foyer_deposit_dialog_new);

  choose (dialog, "Cash");
  desk_type (dialog, "Cash received (if more or less than is due)", "40");
  g_assert_true (desk_says (dialog, "Still due: $85.00"));
  step (dialog);
  desk_settle ();
  choose (dialog, "Not Now");
  g_assert_true (desk_says (dialog, "Still due: $85.00"));
  step (dialog);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE state = 'held'"), ==,
                   1);
  g_assert_cmpint (query (self, "SELECT amount_minor FROM ledger_entry "
                                "WHERE kind = 'payment'"),
                   ==, 4000);
}

/* An amount that is not clear is not taken. */
static void
test_unclear_amount (Desk *self, gconstpointer data)
{
  gint64     id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  GtkWidget *dialog = open_dialog (self, id, foyer_deposit_dialog_new);

  choose (dialog, "Card");
  desk_type (dialog, "Amount", "12,5,0");
  desk_type (dialog, "Reference of the card terminal", "T-1");
  step (dialog);
  desk_settle ();
  g_assert_true (desk_says (dialog, "This is no amount of money."));
  desk_type (dialog, "Amount", "130");
  step (dialog);
  desk_settle ();
  g_assert_true (desk_says (dialog, "more than is due"));
  g_assert_cmpint (query (self, "SELECT count(*) FROM ledger_entry "
                                "WHERE kind = 'payment'"),
                   ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Before the terminal is asked, what it is asked for is written down; whoever goes away before
 * any money came leaves nothing behind. */
static gboolean
is_written (gpointer data)
{
  return query (data, "SELECT count(*) FROM payment_attempt WHERE state = 'open'") == 1;
}

static gboolean
is_dropped (gpointer data)
{
  return query (data, "SELECT count(*) FROM payment_attempt WHERE state = 'dropped'") ==
         1;
}

static void
test_attempt_comes_first (Desk *self, gconstpointer data)
{
  gint64     id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  GtkWidget *dialog = open_dialog (self, id, foyer_deposit_dialog_new);

  g_assert_nonnull (desk_find_row (dialog, "Reference of the card terminal"));
  desk_wait (is_written, self);
  g_assert_cmpint (query (self, "SELECT amount_minor FROM payment WHERE tender = 'card' "
                                "AND received_at IS NULL"),
                   ==, 12500);
  gtk_window_destroy (GTK_WINDOW (dialog));
  desk_wait (is_dropped, self);
}

/* After a crash the dialog goes on where it was: the cash is there, the card is asked for. */
static void
test_goes_on_after_a_crash (Desk *self, gconstpointer data)
{
  gint64 id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_CASH, 4000, 0, NULL));
  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_CARD, 8500, 0, NULL));
  attempt =
      foyer_payments_begin (self->profile.db, self->profile.manager, id, list, &error);
  g_assert_no_error (error);
  foyer_payments_note (self->profile.db, self->profile.manager,
                       id_of (attempt->payments->pdata[0]), NULL, &error);
  g_assert_no_error (error);

  dialog = open_dialog (self, id, foyer_deposit_dialog_new);
  desk_wait_says (dialog, "$40.00");
  g_assert_cmpstr (get_text (dialog, "Amount"), ==, "$85.00");
  desk_type (dialog, "Reference of the card terminal", "T-9");
  step (dialog);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT count(*) FROM ledger_entry "
                                "WHERE kind = 'payment'"),
                   ==, 2);
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE state = 'booked'"),
                   ==, 1);
}

/* A cosmetic visit whose $125 came as $40 on a gift card and $85 by card. */
static gint64
add_paid (Desk *self, gint64 hours_ahead)
{
  gint64           id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  gint64           card_id;
  g_autofree char *code = sell_card (self, 4000, &card_id);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  g_autoptr (FoyerBookingRow) row = NULL;
  g_autoptr (GError) error = NULL;
  gboolean booked = FALSE;

  g_ptr_array_add (list,
                   foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, 4000, card_id, NULL));
  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_CARD, 8500, 0, "T-1"));
  attempt =
      foyer_payments_begin (self->profile.db, self->profile.manager, id, list, &error);
  g_assert_no_error (error);
  foyer_payments_finish (self->profile.db, self->profile.manager, id_of (attempt),
                         &booked, &error);
  g_assert_no_error (error);
  g_assert_true (booked);
  row = foyer_bookings_get (self->profile.db, id, &error);
  self->profile.now = row->booking->start_at - hours_ahead * FOYER_HOUR_SECONDS;

  return id;
}

static void
test_cancelled_in_time (Desk *self, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (self, add_paid (self, 30), foyer_cancel_dialog_new);

  foyer_choice_row_set_value (desk_find_row (dialog, "Reason"),
                              FOYER_CANCEL_REASON_PATIENT);
  desk_wait_says (dialog, "In time: ");
  g_assert_true (desk_says (dialog, "$40.00 back on gift card …"));
  g_assert_true (desk_says (dialog, "$85.00 back to the card"));

  /* The terminal has to have given it back. */
  step (dialog);
  desk_settle ();
  g_assert_true (desk_says (dialog, "type the reference"));
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE state = 'booked'"),
                   ==, 1);
  desk_type (dialog, "Reference of the terminal for the refund", "R-1");
  step (dialog);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking "
                                "WHERE state = 'cancelled'"),
                   ==, 1);
  g_assert_cmpint (query (self, "SELECT amount_minor FROM ledger_entry "
                                "WHERE kind = 'gift-restore'"),
                   ==, 4000);
  g_assert_cmpint (query (self, "SELECT amount_minor FROM ledger_entry "
                                "WHERE kind = 'refund' AND terminal_reference = 'R-1'"),
                   ==, 8500);
}

static void
test_cancelled_late (Desk *self, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (self, add_paid (self, 10), foyer_cancel_dialog_new);

  foyer_choice_row_set_value (desk_find_row (dialog, "Reason"),
                              FOYER_CANCEL_REASON_PATIENT);
  desk_wait_says (dialog, "Late: less than");
  g_assert_true (desk_says (dialog, "The clinic keeps $85.00 (Card)"));

  /* Whose doing it is decides: the clinic never keeps what it cancels itself. */
  foyer_choice_row_set_value (desk_find_row (dialog, "Reason"),
                              FOYER_CANCEL_REASON_CLINIC);
  g_assert_true (desk_says (dialog, "It is not the patient who cancels"));
  g_assert_true (desk_says (dialog, "$85.00 back to the card"));
  foyer_choice_row_set_value (desk_find_row (dialog, "The deposit"),
                              FOYER_DEPOSIT_OUTCOME_FORFEIT);
  g_assert_cmpint (foyer_choice_row_get_value (desk_find_row (dialog, "The deposit")), !=,
                   FOYER_DEPOSIT_OUTCOME_FORFEIT);

  foyer_choice_row_set_value (desk_find_row (dialog, "Reason"),
                              FOYER_CANCEL_REASON_PATIENT);
  step (dialog);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT sum(amount_minor) FROM ledger_entry "
                                "WHERE kind = 'forfeit'"),
                   ==, 12500);
}

/* Who may decides otherwise, with a reason. */
static void
test_decided_otherwise (Desk *self, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (self, add_paid (self, 10), foyer_cancel_dialog_new);

  foyer_choice_row_set_value (desk_find_row (dialog, "Reason"),
                              FOYER_CANCEL_REASON_PATIENT);
  desk_wait_says (dialog, "Late: less than");
  foyer_choice_row_set_value (desk_find_row (dialog, "The deposit"),
                              FOYER_DEPOSIT_OUTCOME_CREDIT);
  g_assert_true (desk_says (dialog, "$85.00 (Card) become credit"));
  step (dialog);
  desk_settle ();
  g_assert_true (desk_says (dialog, "Say why"));
  desk_type (dialog, "Why it is not done as the rule says", "Mother in hospital");
  step (dialog);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT amount_minor FROM ledger_entry "
                                "WHERE kind = 'transfer' "
                                "AND reason = 'Mother in hospital'"),
                   ==, 8500);
}

/* The desk confirms what the rule says and nothing else. */
static void
test_clerk_only_confirms (Desk *self, gconstpointer data)
{
  gint64          id = add_paid (self, 10);
  GtkWidget      *dialog;
  FoyerChoiceRow *row;

  foyer_session_get_actor (self->session)->role = FOYER_ROLE_DESK;
  dialog = open_dialog (self, id, foyer_cancel_dialog_new);
  foyer_choice_row_set_value (desk_find_row (dialog, "Reason"),
                              FOYER_CANCEL_REASON_PATIENT);
  desk_wait_says (dialog, "Late: less than");
  row = desk_find_row (dialog, "The deposit");
  g_assert_nonnull (foyer_choice_row_find_label (row, FOYER_DEPOSIT_OUTCOME_FORFEIT));
  g_assert_nonnull (foyer_choice_row_find_label (row, FOYER_DEPOSIT_OUTCOME_CARRY));
  g_assert_null (foyer_choice_row_find_label (row, FOYER_DEPOSIT_OUTCOME_REFUND));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_no_show_proposes_the_forfeit (Desk *self, gconstpointer data)
{
  gint64     id = add_paid (self, -1);
  GtkWidget *dialog = open_dialog (self, id, foyer_cancel_dialog_new_no_show);

  desk_wait_says (dialog, "The patient did not come.");
  g_assert_true (desk_says (dialog, "The clinic keeps $40.00"));
  step (dialog);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE state = 'no-show'"),
                   ==, 1);
  g_assert_cmpint (query (self, "SELECT sum(amount_minor) FROM ledger_entry "
                                "WHERE kind = 'forfeit'"),
                   ==, 12500);
}

/* What is left for later is decided then, as things stood when the visit was cancelled. */
static void
test_decided_later (Desk *self, gconstpointer data)
{
  gint64     id = add_paid (self, 30);
  GtkWidget *dialog = open_dialog (self, id, foyer_cancel_dialog_new);

  foyer_choice_row_set_value (desk_find_row (dialog, "Reason"),
                              FOYER_CANCEL_REASON_PATIENT);
  desk_wait_row (dialog, "The deposit");
  foyer_choice_row_set_value (desk_find_row (dialog, "The deposit"),
                              FOYER_DEPOSIT_OUTCOME_CARRY);
  step (dialog);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT count(*) FROM ledger_entry "
                                "WHERE kind IN ('refund', 'forfeit')"),
                   ==, 0);

  self->profile.now += 40 * FOYER_HOUR_SECONDS;
  dialog = open_dialog (self, id, foyer_cancel_dialog_new_settle);
  desk_wait_says (dialog, "In time: ");
  desk_type (dialog, "Reference of the terminal for the refund", "R-2");
  step (dialog);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT amount_minor FROM ledger_entry "
                                "WHERE terminal_reference = 'R-2'"),
                   ==, 8500);
}

/* After a crash the desk is told what was taken and what was not, and finishes it. */
static gint64
begin_split (Desk *self, FoyerPaymentAttempt **out_attempt)
{
  gint64           id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  gint64           card_id;
  g_autofree char *code = sell_card (self, 4000, &card_id);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (list,
                   foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, 4000, card_id, NULL));
  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_CASH, 2500, 0, NULL));
  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_CARD, 6000, 0, NULL));
  *out_attempt =
      foyer_payments_begin (self->profile.db, self->profile.manager, id, list, &error);
  g_assert_no_error (error);
  foyer_payments_note (self->profile.db, self->profile.manager,
                       id_of ((*out_attempt)->payments->pdata[1]), NULL, &error);
  g_assert_no_error (error);

  return id;
}

static gboolean
is_taken (gpointer data)
{
  return query (data, "SELECT count(*) FROM payment_attempt WHERE state = 'taken'") == 1;
}

static void
test_restart_finishes (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  GtkWidget *window;

  begin_split (self, &attempt);
  window = desk_present (foyer_open_money_window_new (self->session));
  desk_wait_says (window, "Garcia, Maria");
  g_assert_true (desk_says (window, "Taken: noted"));
  g_assert_true (desk_says (window, "Not taken: nothing of it was touched."));
  g_assert_true (desk_says (window, "Not noted as taken."));
  desk_type (window, "Card · $60.00: reference of the terminal", "4111 1111 1111 1111");
  desk_click (window, "Finish");
  g_assert_true (desk_says (window, "looks like a card number"));
  desk_type (window, "Card · $60.00: reference of the terminal", "T-5");
  desk_click (window, "Finish");
  desk_wait (is_taken, self);
  desk_wait_says (window, "Everything Is Settled");
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE state = 'booked'"),
                   ==, 1);
  g_assert_cmpint (query (self, "SELECT sum(amount_minor) FROM ledger_entry "
                                "WHERE kind = 'payment' OR kind = 'gift-redeem'"),
                   ==, 12500);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The terminal took nothing: only what came is taken, and the rest stays due. */
static void
test_restart_without_the_card (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  GtkWidget *window;

  begin_split (self, &attempt);
  window = desk_present (foyer_open_money_window_new (self->session));
  desk_wait_says (window, "Garcia, Maria");
  desk_click (window, "Finish");
  desk_wait (is_taken, self);
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE state = 'held'"), ==,
                   1);
  g_assert_cmpint (
      query (self, "SELECT count(*) FROM ledger_entry WHERE tender = 'card'"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_restart_drops (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  GtkWidget *window;

  begin_split (self, &attempt);
  window = desk_present (foyer_open_money_window_new (self->session));
  desk_wait_says (window, "Garcia, Maria");
  desk_click (window, "Drop");
  desk_settle ();
  g_assert_true (desk_says (window, "Say why"));
  g_assert_false (is_dropped (self));
  desk_type (window, "Why it is dropped", "Cash given back");
  desk_click (window, "Drop");
  desk_wait (is_dropped, self);
  desk_wait_says (window, "Everything Is Settled");
  g_assert_cmpint (query (self, "SELECT count(*) FROM ledger_entry "
                                "WHERE kind IN ('payment', 'gift-redeem')"),
                   ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A visit that another desk has cancelled: the banner tells, and the deposit is settled. */
static void
test_undecided_deposit_is_told (Desk *self, gconstpointer data)
{
  gint64 id = add_paid (self, 30);
  g_autoptr (GError) error = NULL;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *banner = g_object_new (FOYER_TYPE_MONEY_BANNER, NULL);

  foyer_bookings_cancel (self->profile.db, self->profile.manager, id,
                         FOYER_CANCEL_REASON_CLINIC, NULL, &error);
  g_assert_no_error (error);
  gtk_window_set_child (GTK_WINDOW (window), banner);
  foyer_money_banner_set_session (FOYER_MONEY_BANNER (banner), self->session);
  desk_present (window);
  desk_wait_says (window, "1 deposit waits for a decision.");
  gtk_window_destroy (GTK_WINDOW (window));

  window = desk_present (foyer_open_money_window_new (self->session));
  desk_wait_says (window, "$125.00");
  g_assert_nonnull (desk_find_button (window, "Settle…"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

#define ADD(path, func)                                                                  \
  g_test_add ("/deposits/" path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("split", test_split);
  ADD ("refused-gift-cards", test_refused_gift_cards);
  ADD ("cash-has-change", test_cash_has_change);
  ADD ("part-is-taken", test_part_is_taken);
  ADD ("unclear-amount", test_unclear_amount);
  ADD ("attempt-comes-first", test_attempt_comes_first);
  ADD ("goes-on-after-a-crash", test_goes_on_after_a_crash);
  ADD ("restart-finishes", test_restart_finishes);
  ADD ("restart-without-the-card", test_restart_without_the_card);
  ADD ("restart-drops", test_restart_drops);
  ADD ("undecided-is-told", test_undecided_deposit_is_told);
  ADD ("cancelled-in-time", test_cancelled_in_time);
  ADD ("cancelled-late", test_cancelled_late);
  ADD ("decided-otherwise", test_decided_otherwise);
  ADD ("clerk-only-confirms", test_clerk_only_confirms);
  ADD ("no-show-proposes-the-forfeit", test_no_show_proposes_the_forfeit);
  ADD ("decided-later", test_decided_later);

  return g_test_run ();
}
