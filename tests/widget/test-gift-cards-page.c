/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-payments.h"
#include "tests/widget/desk.h"
#include "ui/foyer-confirm-dialog.h"
#include "ui/foyer-gift-cards-page.h"
#include "ui/foyer-gift-end-dialog.h"
#include "ui/foyer-gift-job.h"
#include "ui/foyer-gift-sale-dialog.h"
#include "ui/foyer-ui.h"
#include "ui/foyer-voucher-window.h"

#include <string.h>

static gint64
query (Desk *self, const char *sql)
{
  return profile_query (&self->profile, sql);
}

static FoyerGiftCard *
sell (Desk *self, gint64 minor, char **out_code)
{
  g_autoptr (GError) error = NULL;
  const FoyerGiftPayment payment = { minor, FOYER_TENDER_CASH, NULL };
  FoyerGiftCard *card = foyer_gift_cards_sell (self->profile.db, self->profile.manager,
                                               &payment, 1, NULL, out_code, &error);

  g_assert_no_error (error);

  return card;
}

static void
enter_code (GtkWidget *window, const char *typed)
{
  GtkWidget *entry = desk_find (window, GTK_TYPE_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), typed);
  g_signal_emit_by_name (entry, "activate");
}

/* Closes a voucher whose code nobody needs. */
static void
let_go (GtkWidget *voucher)
{
  gtk_widget_activate_action (voucher, "voucher.copy", NULL);
  gtk_window_close (GTK_WINDOW (voucher));
  desk_wait (desk_is_gone, voucher);
}

static void
test_empty_says_what_to_do (Desk *self, gconstpointer data)
{
  GtkWidget *window = desk_present_page (foyer_gift_cards_page_new (self->session));

  desk_wait_says (window, "No Gift Cards in Use");
  g_assert_true (desk_says (window, "Ctrl+Shift+G"));
  g_assert_true (desk_says (window, "No Gift Card Chosen"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Sold in two tenders, the code shown once, and found again by it. */
static void
test_sell_shows_the_code_once (Desk *self, gconstpointer data)
{
  GtkWidget       *page = foyer_gift_cards_page_new (self->session);
  GtkWidget       *window = desk_present_page (page);
  GtkWidget       *dialog, *voucher, *question;
  g_autofree char *code = NULL;
  g_autofree char *typed = NULL;

  desk_click (window, "Sell a Gift Card…");
  dialog = desk_wait_window (FOYER_TYPE_GIFT_SALE_DIALOG);
  desk_type (dialog, "Amount", "125");
  gtk_toggle_button_set_active (desk_find_button (dialog, "Both"), TRUE);
  desk_type (dialog, "Of it in cash", "40");
  desk_wait_says (dialog, "By card: $85.00");
  desk_type (dialog, "Reference of the card terminal", "T-4711");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);

  voucher = desk_wait_window (FOYER_TYPE_VOUCHER_WINDOW);
  g_assert_true (desk_says (voucher, "$125.00"));
  g_assert_true (desk_says (voucher, "A-000001"));
  g_assert_cmpint (query (self, "SELECT count (*) FROM ledger_entry"), ==, 2);
  g_assert_cmpint (query (self, "SELECT sum (card_minor) FROM ledger_effect"), ==, 12500);
  code = g_strdup (gtk_label_get_text (GTK_LABEL (
      gtk_widget_get_template_child (voucher, FOYER_TYPE_VOUCHER_WINDOW, "code_label"))));
  g_assert_cmpuint (strlen (code), ==, 24);

  /* Not closed unasked, since nobody can read the code again. */
  gtk_window_close (GTK_WINDOW (voucher));
  question = desk_wait_window (FOYER_TYPE_CONFIRM_DIALOG);
  desk_click (question, "Close");
  desk_wait (desk_is_gone, voucher);

  /* Found by what somebody types of it. */
  typed = g_strdelimit (g_ascii_strdown (code, -1), "-", ' ');
  enter_code (window, typed);
  desk_wait_says (window, "Put on a gift card · Cash");
  g_assert_true (desk_says (window, "+$85.00"));
  g_assert_true (desk_says (window, "Never expires"));
  g_assert_false (desk_says (window, code));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_sale_refuses_what_is_unclear (Desk *self, gconstpointer data)
{
  GtkWidget *dialog = desk_present (foyer_gift_sale_dialog_new (self->session, NULL));

  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  g_assert_true (desk_says (dialog, "Type how much is to be on the card."));
  desk_type (dialog, "Amount", "1.2.3");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  g_assert_true (desk_says (dialog, "This is no amount of money."));
  desk_type (dialog, "Amount", "50");
  gtk_toggle_button_set_active (desk_find_button (dialog, "Card"), TRUE);
  desk_type (dialog, "Reference of the card terminal", "4111 1111 1111 1111");
  g_assert_true (desk_says (dialog, "This looks like a card number."));
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_type (dialog, "Reference of the card terminal", "");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  g_assert_true (
      desk_says (dialog, "Type the reference that the card terminal printed."));
  gtk_toggle_button_set_active (desk_find_button (dialog, "Both"), TRUE);
  desk_type (dialog, "Of it in cash", "50");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  g_assert_true (desk_says (dialog, "less than the whole"));
  g_assert_cmpint (query (self, "SELECT count (*) FROM gift_card"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_typo_is_told_in_words (Desk *self, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (self, 4000, &code);
  GtkWidget       *window = desk_present_page (foyer_gift_cards_page_new (self->session));
  g_autofree char *wrong = g_strdup (code);

  desk_wait_says (window, "$40.00");
  wrong[0] = wrong[0] == 'A' ? 'C' : 'A';
  enter_code (window, wrong);
  desk_wait_says (window, "This code has a slip in it");
  enter_code (window, "ABC");
  desk_wait_says (window, "20 letters and digits");
  enter_code (window, "!");
  desk_wait_says (window, "no such sign");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_reload_puts_more_on_it (Desk *self, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (self, 4000, &code);
  GtkWidget *window = desk_present_page (foyer_gift_cards_page_new (self->session));
  GtkWidget *dialog, *done;

  desk_click (window, "Reload…");
  dialog = desk_wait_window (FOYER_TYPE_GIFT_SALE_DIALOG);
  desk_type (dialog, "Amount", "60");
  gtk_toggle_button_set_active (desk_find_button (dialog, "Both"), TRUE);
  desk_type (dialog, "Of it in cash", "20");
  desk_type (dialog, "Reference of the card terminal", "T-7");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  done = desk_wait_window (FOYER_TYPE_VOUCHER_WINDOW);
  g_assert_true (desk_says (done, "$100.00"));
  g_assert_null (desk_find_button (done, "_Print the Voucher…"));
  gtk_window_close (GTK_WINDOW (done));
  desk_wait (desk_is_gone, done);
  desk_wait_says (window, "+$20.00");
  desk_wait_says (window, "+$40.00");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
end (GtkWidget *window, const char *button, const char *reason)
{
  GtkWidget *dialog;

  desk_click (window, button);
  dialog = desk_wait_window (FOYER_TYPE_GIFT_END_DIALOG);
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  g_assert_true (desk_says (dialog, "Say why, so that it can be understood later."));
  desk_type (dialog, "Reason", reason);
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
}

static void
test_void_needs_a_reason (Desk *self, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (self, 4000, &code);
  GtkWidget *window = desk_present_page (foyer_gift_cards_page_new (self->session));
  GtkWidget *done;

  end (window, "Make Void…", "Stolen from the drawer");
  done = desk_wait_window (FOYER_TYPE_VOUCHER_WINDOW);
  gtk_window_close (GTK_WINDOW (done));
  desk_wait (desk_is_gone, done);
  enter_code (window, code);
  desk_wait_says (window, "Void");
  desk_wait_says (window, "Stolen from the drawer");
  g_assert_null (desk_find_button (window, "Reload…"));
  g_assert_cmpint (query (self, "SELECT sum (card_minor) FROM ledger_effect"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_lost_card_is_replaced (Desk *self, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (self, 4000, &code);
  GtkWidget *window = desk_present_page (foyer_gift_cards_page_new (self->session));
  GtkWidget *voucher;

  end (window, "Lost: Replace…", "Left in a taxi");
  voucher = desk_wait_window (FOYER_TYPE_VOUCHER_WINDOW);
  g_assert_true (desk_says (voucher, "$40.00"));
  g_assert_false (desk_says (voucher, code));
  let_go (voucher);
  enter_code (window, code);
  desk_click (window, "Show the Card That Replaced It");
  desk_wait_says (window, "+$40.00");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A card of which something was spent is not paid back; what was typed stays. */
static void
test_refund_of_a_spent_card_is_refused (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (self, 4000, &code);
  g_autoptr (GPtrArray) payments = foyer_payments_new (foyer_payment_new_for (
      FOYER_TENDER_GIFT_CARD, 1500, foyer_record_get_id (FOYER_RECORD (card)), NULL));
  GtkWidget *window, *dialog;

  foyer_payments_take (self->profile.db, self->profile.manager,
                       desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE),
                       payments, &error);
  g_assert_no_error (error);
  window = desk_present_page (foyer_gift_cards_page_new (self->session));
  desk_wait_says (window, "$25.00");
  desk_wait_says (window, "Garcia, Maria");
  end (window, "Refund the Purchase…", "Changed their mind");
  dialog = desk_find_window (FOYER_TYPE_GIFT_END_DIALOG);
  desk_wait_says (dialog, "Some of the gift card was spent");
  gtk_window_close (GTK_WINDOW (dialog));
  desk_wait (desk_is_gone, dialog);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Who may not is told so, before anything is tried. */
static void
test_roles_are_obeyed (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (self, 4000, &code);
  g_autoptr (FoyerUser) doctor = foyer_user_new ();
  GtkWidget *window;

  foyer_set_text (&doctor->name, "Dr. Lind");
  doctor->role = FOYER_ROLE_CLINICIAN;
  foyer_catalogue_save (self->profile.db, self->profile.manager, doctor, &error);
  g_assert_no_error (error);
  foyer_store_set_actor (self->store, doctor);
  window = desk_present_page (foyer_gift_cards_page_new (self->session));
  desk_wait_says (window, "Your role is not allowed to void, replace or take back");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "Reload…")));
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "Make Void…")));
  g_assert_false (
      gtk_widget_is_sensitive (desk_find_button (window, "Sell a Gift Card…")));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
replaced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FoyerGiftAnswer **answer = data;
  g_autoptr (GError) error = NULL;

  *answer = foyer_store_finish (FOYER_STORE (source), result, &error);
  g_assert_no_error (error);
}

static gpointer
write_something (FoyerDb *db, gpointer data, GError **error)
{
  return g_strdup ("written");
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_free (foyer_store_finish (FOYER_STORE (source), result, NULL));
  *(gboolean *) data = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
has_come (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static gboolean
is_asked (gpointer data)
{
  return query (data, "SELECT count (*) FROM card_claim WHERE state = 'wanted' "
                      "AND entry_uid IS NULL") > 0;
}

/* While the endpoint is asked for all of a lost card, the desk goes on with other things. */
static void
test_asking_holds_up_nothing (Desk *self, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (self, 5000, &code);
  FoyerGiftJob    *job = foyer_gift_job_new (FOYER_GIFT_DEED_REPLACE,
                                             foyer_record_get_id (FOYER_RECORD (card)));
  FoyerGiftAnswer *answer = NULL;
  gboolean         written = FALSE;

  profile_exec (&self->profile,
                "INSERT INTO endpoint (id, uid, address, auth, key_algorithm) "
                "VALUES (1, 'here', 'http://127.0.0.1:1/fhir', 'none', 'ES384')");
  profile_exec (&self->profile, "INSERT OR REPLACE INTO sync_status "
                                "(id, state, first_pull_done) VALUES (1, 'idle', 1)");
  foyer_set_text (&job->reason, "Lost on a train");
  foyer_gift_job_run_async (job, self->session, replaced_cb, &answer);
  desk_wait (is_asked, self);

  foyer_store_write_async (self->store, write_something, NULL, NULL, g_free, NULL,
                           written_cb, &written);
  desk_wait (is_set, &written);
  g_assert_null (answer);

  profile_exec (&self->profile, "UPDATE card_claim SET state = 'granted'");
  desk_wait (has_come, &answer);
  g_assert_nonnull (answer->code);
  g_assert_cmpint (answer->left_minor, ==, 5000);
  foyer_gift_answer_free (answer);
}

#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

  ADD ("/gift-cards-page/empty", test_empty_says_what_to_do);
  ADD ("/gift-cards-page/sell", test_sell_shows_the_code_once);
  ADD ("/gift-cards-page/unclear", test_sale_refuses_what_is_unclear);
  ADD ("/gift-cards-page/typo", test_typo_is_told_in_words);
  ADD ("/gift-cards-page/reload", test_reload_puts_more_on_it);
  ADD ("/gift-cards-page/void", test_void_needs_a_reason);
  ADD ("/gift-cards-page/replace", test_lost_card_is_replaced);
  ADD ("/gift-cards-page/refund", test_refund_of_a_spent_card_is_refused);
  ADD ("/gift-cards-page/asking", test_asking_holds_up_nothing);
  ADD ("/gift-cards-page/roles", test_roles_are_obeyed);

  return g_test_run ();
}
