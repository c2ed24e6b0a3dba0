/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-patients.h"
#include "store/foyer-payments.h"
#include "store/foyer-tills.h"
#include "tests/widget/desk.h"
#include "tests/widget/look.h"
#include "ui/foyer-booking-window.h"
#include "ui/foyer-cancel-dialog.h"
#include "ui/foyer-deposit-dialog.h"
#include "ui/foyer-gift-end-dialog.h"
#include "ui/foyer-gift-sale-dialog.h"
#include "ui/foyer-money-report-dialog.h"
#include "ui/foyer-open-money-window.h"
#include "ui/foyer-patient-view.h"
#include "ui/foyer-preferences-window.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-till-count-dialog.h"
#include "ui/foyer-till-open-dialog.h"
#include "ui/foyer-timeline.h"
#include "ui/foyer-ui.h"
#include "ui/foyer-voucher-window.h"
#include "ui/foyer-worklist.h"

#include <libintl.h>
#include <locale.h>

/* The screens with money on them, looked at in every way: with names as long as people have
 * them, with nothing, and with all there can be. */

static const char long_family[] = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh";
static const char long_given[] = "Maria Immaculata Theresia";
static const char long_reason[] =
    "The person who had bought it came back with the receipt and said that it was "
    "bought twice, once by each of two sisters";

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static FoyerGiftCard *
sell (Desk *self, gint64 minor)
{
  g_autoptr (GError) error = NULL;
  g_autofree char       *code = NULL;
  const FoyerGiftPayment payment = { minor, FOYER_TENDER_CASH, NULL };
  FoyerGiftCard *card = foyer_gift_cards_sell (self->profile.db, self->profile.manager,
                                               &payment, 1, NULL, &code, &error);

  g_assert_no_error (error);

  return card;
}

static FoyerTill *
open_till (Desk *self)
{
  g_autoptr (GError) error = NULL;
  FoyerTill *till =
      foyer_tills_open (self->profile.db, self->profile.manager, 10000, &error);

  g_assert_no_error (error);

  return till;
}

/* A cosmetic visit for which $15 came from a gift card that no endpoint has confirmed, and
 * the rest by card. */
static gint64
pay (Desk *self, FoyerGiftCard *card)
{
  gint64 id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (
      list, foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, 1500, id_of (card), NULL));
  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_CARD, 11000, 0, "T-4711"));
  attempt =
      foyer_payments_begin (self->profile.db, self->profile.manager, id, list, &error);
  g_assert_no_error (error);
  foyer_payments_finish (self->profile.db, self->profile.manager, id_of (attempt), NULL,
                         &error);
  g_assert_no_error (error);
  profile_exec (
      &self->profile,
      "INSERT INTO card_claim (op, card_uid, amount_minor, state, entry_uid, at) "
      "SELECT move.op, move.card_uid, move.amount_minor, 'wanted', "
      "move.entry_uid, 0 FROM card_move AS move "
      "JOIN ledger_entry AS entry ON entry.id = move.entry_id "
      "WHERE entry.kind = 'gift-redeem' ON CONFLICT DO NOTHING");

  return id;
}

static void
set_up (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerPatient) patient = NULL;
  g_autoptr (GError) error = NULL;

  desk_set_up (self, data);
  patient = foyer_patients_get (self->profile.db, self->known_id, &error);
  g_assert_no_error (error);
  foyer_set_text (&patient->family, long_family);
  foyer_set_text (&patient->given, long_given);
  foyer_patients_save (self->profile.db, self->profile.manager, patient, &error);
  g_assert_no_error (error);
}

/* A till with a day in it: cards sold, one of them void, and a visit paid. */
static FoyerTill *
work (Desk *self, FoyerGiftCard **out_card, gint64 *out_booking_id)
{
  FoyerTill *till = open_till (self);
  g_autoptr (FoyerGiftCard) large = sell (self, 125000);
  g_autoptr (FoyerGiftCard) lost = sell (self, 6000);
  g_autoptr (GError) error = NULL;

  *out_card = sell (self, 4000);
  *out_booking_id = pay (self, *out_card);
  foyer_gift_cards_void (self->profile.db, self->profile.manager, id_of (lost),
                         long_reason, &error);
  g_assert_no_error (error);

  return till;
}

static GtkWidget *
present (GtkWidget *child)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 700);

  return desk_present (window);
}

static FoyerBookingRow *
get_booking (Desk *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  FoyerBookingRow *row = foyer_bookings_get (self->profile.db, id, &error);

  g_assert_no_error (error);

  return row;
}

static void
test_empty (Desk *self, gconstpointer data)
{
  look_through (desk_open_page (self, "gift-cards"), "gift-cards-empty");
  look_through (desk_open_page (self, "till"), "till-empty");
  look_through (desk_open_page (self, "requests"), "requests-empty");
  look_through (desk_present (foyer_open_money_window_new (self->session)),
                "open-money-empty");
}

static void
test_gift_cards (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = NULL;
  gint64 booking_id;
  g_autoptr (FoyerTill) till = work (self, &card, &booking_id);
  GtkWidget *window = desk_open_page (self, "gift-cards");
  GtkWidget *dialog;

  desk_wait_says (window, "$25.00");
  look_through (window, "gift-cards");

  dialog = desk_present (foyer_gift_sale_dialog_new (self->session, NULL));
  gtk_toggle_button_set_active (desk_find_button (dialog, "Both"), TRUE);
  desk_type (dialog, "Amount", "1,250");
  desk_type (dialog, "Of it in cash", "40");
  desk_type (dialog, "Reference of the card terminal", "4111 1111 1111 1111");
  look_through (dialog, "gift-sale");
  dialog = desk_present (foyer_gift_sale_dialog_new (self->session, NULL));
  desk_type (dialog, "Amount", "125");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  look_through (desk_wait_window (FOYER_TYPE_VOUCHER_WINDOW), "voucher");
  look_through (desk_present (foyer_gift_sale_dialog_new (self->session, card)),
                "gift-reload");
  dialog = desk_present (
      foyer_gift_end_dialog_new (self->session, card, 2500, FOYER_GIFT_DEED_REFUND));
  desk_type (dialog, "Reason", long_reason);
  look_through (dialog, "gift-end");
}

static void
test_till (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = NULL;
  gint64 booking_id;
  g_autoptr (FoyerTill) till = work (self, &card, &booking_id);
  const FoyerTillPieces pieces[] = { { 10000, 14 }, { 500, 3 } };
  g_autoptr (GError) error = NULL;
  GtkWidget *window = desk_open_page (self, "till");
  GtkWidget *dialog;

  desk_wait_says (window, "$1,450.00");
  look_through (window, "till-open");
  dialog = desk_present (foyer_till_count_dialog_new (self->session, till));
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_wait_says (dialog, "are missing");
  look_through (dialog, "till-count");

  foyer_tills_count (self->profile.db, self->profile.manager, id_of (till), pieces,
                     G_N_ELEMENTS (pieces), long_reason, &error);
  g_assert_no_error (error);
  window = desk_open_page (self, "till");
  desk_wait_says (window, "Closed with a difference");
  look_through (window, "till-closed");
  look_through (desk_present (foyer_till_open_dialog_new (self->session)),
                "till-open-dialog");
  look_through (desk_present (foyer_money_report_dialog_new (self->session)),
                "till-report");
}

static void
test_second_count (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerTill) till = open_till (self);
  const FoyerTillPieces pieces[] = { { 10000, 1 } };
  g_autoptr (FoyerUser) other = foyer_user_new ();
  g_autoptr (FoyerTill) counted = NULL;
  g_autoptr (GError) error = NULL;

  profile_exec (&self->profile, "UPDATE clinic SET till_second_count = 1");
  foyer_tills_count (self->profile.db, self->profile.manager, id_of (till), pieces, 1,
                     NULL, &error);
  g_assert_no_error (error);
  foyer_set_text (&other->name, "Clerk");
  other->role = FOYER_ROLE_DESK;
  foyer_catalogue_save (self->profile.db, self->profile.manager, other, &error);
  g_assert_no_error (error);
  foyer_store_set_actor (self->store, other);
  desk_settle ();
  counted = foyer_catalogue_get (self->profile.db, FOYER_TYPE_TILL, id_of (till), &error);
  g_assert_no_error (error);
  look_through (desk_open_page (self, "till"), "till-counted");
  look_through (desk_present (foyer_till_count_dialog_new (self->session, counted)),
                "till-second-count");
}

static GtkWidget *
open_payments (Desk *self, GtkWidget **out_window)
{
  GtkWidget *view = foyer_patient_view_new (self->session);

  *out_window = present (view);
  foyer_patient_view_open (FOYER_PATIENT_VIEW (view), self->known_id);
  desk_settle ();
  adw_view_stack_set_visible_child_name (desk_find (view, ADW_TYPE_VIEW_STACK),
                                         "payments");
  desk_settle ();

  return desk_find (view, FOYER_TYPE_TIMELINE);
}

static void
test_payments (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = NULL;
  gint64 booking_id;
  g_autoptr (FoyerTill) till = work (self, &card, &booking_id);
  g_autoptr (FoyerBookingRow) paid = get_booking (self, booking_id);
  g_autoptr (FoyerBookingRow) held = get_booking (
      self, desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE));
  g_autoptr (GVariant) draft = NULL;
  GtkWidget      *dialog;
  GVariantBuilder builder;

  dialog = desk_present (foyer_deposit_dialog_new (self->session, held));
  gtk_toggle_button_set_active (desk_find_button (dialog, "Gift Card"), TRUE);
  desk_settle ();
  look_through (dialog, "deposit");
  dialog = desk_present (foyer_cancel_dialog_new (self->session, paid));
  foyer_choice_row_set_value (desk_find_row (dialog, "Reason"),
                              FOYER_CANCEL_REASON_CLINIC);
  desk_wait_says (dialog, "$125.00");
  look_through (dialog, "settle");

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sx}"));
  g_variant_builder_add (&builder, "{sx}", "patient", self->known_id);
  g_variant_builder_add (&builder, "{sx}", "service", self->cosmetic_id);
  draft = g_variant_ref_sink (g_variant_builder_end (&builder));
  dialog = desk_present (foyer_booking_window_new (self->session, draft));
  desk_wait_says (dialog, "Deposit");
  gtk_toggle_button_set_active (desk_find_button (dialog, "Card"), TRUE);
  desk_settle ();
  look_through_wide (dialog, "booking-payment");

  desk_wait_says (open_payments (self, &dialog), "$15.00");
  look_through_wide (dialog, "patient-payments");
}

static void
opened_cb (GSimpleAction *action, GVariant *parameter, gint64 *out_id)
{
  *out_id = g_variant_get_int64 (parameter);
}

/* What was charged and paid for a patient, how, with which receipt, and what may be lost. */
static void
test_payments_tab (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action =
      g_simple_action_new ("open-booking", G_VARIANT_TYPE_INT64);
  g_autoptr (GError) error = NULL;
  GtkWidget *window, *tab;
  gint64     booking_id, opened_id = 0;

  tab = open_payments (self, &window);
  g_assert_true (desk_says (tab, "No Payments"));
  gtk_window_destroy (GTK_WINDOW (window));

  till = work (self, &card, &booking_id);
  tab = open_payments (self, &window);
  g_assert_true (desk_says (tab, "Charge"));
  g_assert_true (desk_says (tab, "$125.00"));
  g_assert_true (desk_says (tab, "Card · T-4711 · Receipt A-"));
  g_assert_true (desk_says (tab, "$110.00"));
  g_assert_true (desk_says (tab, "Paid with a gift card"));
  g_assert_true (desk_says (tab, "At risk"));
  g_signal_connect (action, "activate", G_CALLBACK (opened_cb), &opened_id);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (actions));
  g_signal_emit_by_name (desk_find (tab, GTK_TYPE_LIST_VIEW), "activate", 0);
  g_assert_cmpint (opened_id, ==, booking_id);

  /* Once the endpoint has confirmed it nothing is at risk any more. */
  profile_exec (&self->profile, "UPDATE card_claim SET state = 'granted'");
  foyer_bookings_cancel (self->profile.db, self->profile.manager, booking_id,
                         FOYER_CANCEL_REASON_CLINIC, NULL, &error);
  g_assert_no_error (error);
  desk_wait_says (tab, "Deposit to decide about");
  g_assert_false (desk_says (tab, "At risk"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What was under way when the program ended. */
static void
test_open_money (Desk *self, gconstpointer data)
{
  gint64 id = desk_add_booking (self, self->known_id, self->cosmetic_id, TRUE);
  g_autoptr (FoyerGiftCard) card = sell (self, 4000);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *window;

  g_ptr_array_add (
      list, foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, 4000, id_of (card), NULL));
  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_CASH, 2500, 0, NULL));
  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_CARD, 6000, 0, NULL));
  attempt =
      foyer_payments_begin (self->profile.db, self->profile.manager, id, list, &error);
  g_assert_no_error (error);
  window = desk_present (foyer_open_money_window_new (self->session));
  desk_wait_says (window, "Not noted as taken.");
  look_through (window, "open-money");
}

static void
test_preferences (Desk *self, gconstpointer data)
{
  look_through_wide (
      desk_present (GTK_WIDGET (foyer_preferences_window_new (self->session, "clinic"))),
      "preferences");
}

/* The list and what is looked at take turns where there is room for one of them. */
static void
test_narrow (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = NULL;
  gint64 booking_id;
  g_autoptr (FoyerTill) till = work (self, &card, &booking_id);
  GtkWidget *window = desk_open_page (self, "gift-cards");
  GtkWidget *worklist = desk_find (window, FOYER_TYPE_WORKLIST);
  GtkWidget *list;

  desk_wait_says (window, "$25.00");
  foyer_worklist_set_narrow (FOYER_WORKLIST (worklist), TRUE);
  desk_settle ();
  list = desk_find (worklist, GTK_TYPE_LIST_VIEW);
  g_assert_true (desk_says (worklist, "$1,250.00"));
  g_assert_false (desk_says (worklist, "This Card"));

  g_signal_emit_by_name (list, "activate", 0);
  desk_wait_says (worklist, "This Card");
  g_assert_false (desk_says (worklist, "$1,250.00"));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)),
                                         desk_find (worklist, FOYER_TYPE_DETAIL)));
  gtk_widget_activate_action (worklist, "worklist.back", NULL);
  desk_wait_says (worklist, "$1,250.00");
  g_assert_false (desk_says (worklist, "This Card"));
  g_assert_true (
      gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), list));

  /* A code that is scanned shows its card. */
  foyer_worklist_open (FOYER_WORKLIST (worklist), id_of (card));
  desk_wait_says (worklist, "This Card");
  foyer_worklist_set_narrow (FOYER_WORKLIST (worklist), FALSE);
  desk_wait_says (worklist, "$1,250.00");
  g_assert_true (desk_says (worklist, "This Card"));
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(path, func)                                                                  \
  g_test_add ("/money-screens/" path, Desk, NULL, set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  if (g_getenv ("FOYER_LOCALE_DIR") != NULL)
    bindtextdomain (GETTEXT_PACKAGE, g_getenv ("FOYER_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();
  look_init ();

  ADD ("empty", test_empty);
  ADD ("gift-cards", test_gift_cards);
  ADD ("till", test_till);
  ADD ("second-count", test_second_count);
  ADD ("payments", test_payments);
  ADD ("open-money", test_open_money);
  ADD ("preferences", test_preferences);
  ADD ("payments-tab", test_payments_tab);
  ADD ("narrow", test_narrow);

  return g_test_run ();
}
