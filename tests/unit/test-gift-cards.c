/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-gift-cards.h"
#include "store/foyer-payments.h"

#include "store/foyer-ledger.h"
#include "store/foyer-sql.h"
#include "tests/unit/desk.h"

#include <string.h>

static const FoyerGiftPayment cash_100 = { 10000, FOYER_TENDER_CASH, NULL };

static FoyerGiftCard *
sell (Desk *desk, char **out_code)
{
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  FoyerGiftCard *card =
      foyer_gift_cards_sell (desk->db, desk->clerk, &cash_100, 1, NULL, &code, &error);

  g_assert_no_error (error);
  if (out_code != NULL)
    *out_code = g_steal_pointer (&code);

  return card;
}

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static void
assert_left (Desk *desk, FoyerGiftCard *card, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 left_minor = -1;

  g_assert_true (foyer_gift_cards_sum (
      desk->db, foyer_record_get_uid (FOYER_RECORD (card)), &left_minor, &error));
  g_assert_cmpint (left_minor, ==, expected);
}

static void
refuse_refund (Desk *desk, FoyerGiftCard *card, const char *rule)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      foyer_gift_cards_refund (desk->db, desk->manager, id_of (card), "x", &error));
  desk_assert_rule (&error, rule);
}

static void
assert_card_state (Desk *desk, FoyerGiftCard *card, FoyerGiftCardState state)
{
  g_autoptr (FoyerGiftCard) stored = foyer_gift_cards_get (desk->db, id_of (card), NULL);

  g_assert_cmpint (stored->state, ==, state);
}

static gboolean
redeem (Desk          *desk,
        FoyerGiftCard *card,
        gint64         booking_id,
        gint64         amount_minor,
        const char    *operation,
        GError       **error)
{
  FoyerPayment *payment =
      foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, amount_minor, id_of (card), NULL);
  g_autoptr (GPtrArray) payments = foyer_payments_new (payment);

  if (operation != NULL)
    foyer_record_set_uid (FOYER_RECORD (payment), operation);

  return foyer_payments_take (desk->db, desk->clerk, booking_id, payments, error);
}

static gboolean
restore (Desk          *desk,
         FoyerGiftCard *card,
         gint64         booking_id,
         gint64         amount_minor,
         GError       **error)
{
  g_autofree char *operation = g_uuid_string_random ();
  FoyerGiftReturn  back = { operation, id_of (card), booking_id, amount_minor };

  return foyer_gift_cards_restore (desk->db, desk->manager, &back, "Cancelled", error);
}

static void
test_is_sold_and_found (Desk *desk, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *small = NULL;
  g_autoptr (FoyerGiftCard) card = sell (desk, &code);
  g_autoptr (FoyerGiftCard) found = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (GError) error = NULL;

  small = g_ascii_strdown (code, -1);
  found = foyer_gift_cards_find (desk->db, small, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id_of (found), ==, id_of (card));
  g_assert_cmpint (found->state, ==, FOYER_GIFT_CARD_STATE_ACTIVE);
  g_assert_cmpint (found->paid_at, ==, desk->profile.now);
  g_assert_null (found->expires_on);
  g_assert_true (g_str_has_suffix (code, found->last_four));
  assert_left (desk, card, 10000);
  cards = foyer_gift_cards_list (desk->db, &error);
  g_assert_cmpuint (cards->len, ==, 1);

  /* The code itself is nowhere. */
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM gift_card "
                                     "WHERE length (code_hash) = 64"),
                   ==, 1);
  g_assert_cmpint (
      desk_query (desk, "SELECT count (*) FROM audit WHERE changes LIKE '%last-four%'"),
      ==, 1);
}

static void
test_refuses_other_codes (Desk *desk, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (desk, &code);
  g_autoptr (GError) error = NULL;

  code[0] = code[0] == 'A' ? 'B' : 'A';
  g_assert_null (foyer_gift_cards_find (desk->db, code, &error));
  g_assert_cmpstr (foyer_store_error_get_problem (error), ==, "check");
  desk_assert_field (&error, "code");
  g_assert_null (foyer_gift_cards_find (desk->db, "22222222222222222222", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

static void
refuse_sale (Desk                   *desk,
             const FoyerGiftPayment *payment,
             const char             *expires_on,
             const char             *field)
{
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_gift_cards_sell (desk->db, desk->clerk, payment,
                                        payment != NULL ? 1 : 0, expires_on, &code,
                                        &error));
  desk_assert_field (&error, field);
  g_assert_null (code);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM gift_card"), ==, 0);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM ledger_entry"), ==, 0);
}

/* Without its payment there is no card. */
static void
test_is_active_by_its_payment_only (Desk *desk, gconstpointer data)
{
  const FoyerGiftPayment nothing = { 0, FOYER_TENDER_CASH, NULL };
  const FoyerGiftPayment no_reference = { 1, FOYER_TENDER_CARD, NULL };
  const FoyerGiftPayment by_gift_card = { 1, FOYER_TENDER_GIFT_CARD, NULL };
  g_autoptr (GError) error = NULL;

  refuse_sale (desk, NULL, NULL, "tender");
  refuse_sale (desk, &nothing, NULL, "amount-minor");
  refuse_sale (desk, &no_reference, NULL, "terminal-reference");
  refuse_sale (desk, &by_gift_card, NULL, "tender");
  refuse_sale (desk, &cash_100, "2031-11-22", "expires-on");

  g_assert_false (foyer_db_exec (
      desk->db,
      "INSERT INTO gift_card (uid, code_hash, last_four, state, currency, made_at) "
      "VALUES ('x', 'x', 'x', 'active', 'USD', 0)",
      &error));
  desk_assert_rule (&error, "gift-unpaid");
}

static void
test_sells_for_two_tenders (Desk *desk, gconstpointer data)
{
  const FoyerGiftPayment payments[] = { { 4000, FOYER_TENDER_CASH, NULL },
                                        { 6000, FOYER_TENDER_CARD, "T-1" } };
  g_autofree char       *code = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerGiftCard) card = foyer_gift_cards_sell (desk->db, desk->clerk, payments,
                                                          2, "2031-11-23", &code, &error);

  g_assert_no_error (error);
  assert_left (desk, card, 10000);
  foyer_gift_cards_refund (desk->db, desk->manager, id_of (card), "Unwanted", &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_query (desk, "SELECT amount_minor FROM ledger_entry "
                                     "WHERE kind = 'refund' AND tender = 'card'"),
                   ==, 6000);
  g_assert_cmpint (desk_query (desk, "SELECT sum (money_minor) FROM ledger_effect"), ==,
                   0);
}

static void
test_pays_in_parts (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk, NULL);
  g_autoptr (GError) error = NULL;
  gint64 booking_id = desk_hold (desk);

  g_assert_true (redeem (desk, card, booking_id, 4000, NULL, &error));
  assert_left (desk, card, 6000);
  desk_assert_deposit (desk, booking_id, 4000, 0);
  g_assert_false (redeem (desk, card, booking_id, 6001, NULL, &error));
  desk_assert_rule (&error, "gift-balance");
  g_assert_true (redeem (desk, card, booking_id, 6000, NULL, &error));
  assert_left (desk, card, 0);
  desk_assert_deposit (desk, booking_id, 10000, 0);
  g_assert_false (redeem (desk, card, booking_id, 0, NULL, &error));
  desk_assert_field (&error, "amount-minor");
  g_assert_false (redeem (desk, card, 0, 1, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

/* Never more than is due, and for no visit that is over. */
static void
test_pays_what_is_due (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk, NULL);
  g_autoptr (GPtrArray) cash = desk_cash (8500);
  g_autoptr (GError) error = NULL;
  gint64 booking_id = desk_hold (desk);

  foyer_bookings_cancel (desk->db, desk->clerk, booking_id, FOYER_CANCEL_REASON_CLINIC,
                         NULL, &error);
  g_assert_no_error (error);
  g_assert_false (redeem (desk, card, booking_id, 1, NULL, &error));
  desk_assert_rule (&error, "booking-step");

  booking_id = desk_hold (desk);
  g_assert_true (foyer_payments_take (desk->db, desk->clerk, booking_id, cash, &error));
  g_assert_false (redeem (desk, card, booking_id, 4001, NULL, &error));
  desk_assert_field (&error, "amount-minor");
  g_assert_true (redeem (desk, card, booking_id, 4000, NULL, &error));
  g_assert_false (redeem (desk, card, booking_id, 1, NULL, &error));
  desk_assert_field (&error, "amount-minor");
  assert_left (desk, card, 6000);
}

/* The card pays what is due, and with it the time is booked. */
static void
test_books_a_visit (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk, NULL);
  g_autoptr (GPtrArray) cash = desk_cash (8500);
  FoyerBookingRequest request = { .payments = cash };
  g_autoptr (GError) error = NULL;

  request.booking_id = desk_hold (desk);
  g_assert_true (redeem (desk, card, request.booking_id, 4000, NULL, &error));
  desk_book (desk, &request);
  g_assert_cmpint (desk_get_state (desk, request.booking_id), ==,
                   FOYER_BOOKING_STATE_BOOKED);
  g_assert_cmpint (desk_query (desk, "SELECT amount_minor FROM ledger_entry "
                                     "WHERE kind = 'payment'"),
                   ==, 8500);
  g_assert_false (restore (desk, card, request.booking_id, 4000, &error));
  desk_assert_rule (&error, "deposit");
}

static void
test_is_redeemed_once (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk, NULL);
  g_autoptr (FoyerGiftCard) other = sell (desk, NULL);
  g_autoptr (GError) error = NULL;
  gint64 booking_id = desk_hold (desk);

  for (int i = 0; i < 3; i++)
    g_assert_true (redeem (desk, card, booking_id, 10000, "operation-1", &error));
  assert_left (desk, card, 0);
  desk_assert_deposit (desk, booking_id, 10000, 0);
  g_assert_false (redeem (desk, card, booking_id, 9999, "operation-1", &error));
  desk_assert_rule (&error, "operation");
  g_assert_false (redeem (desk, other, booking_id, 10000, "operation-1", &error));
  desk_assert_rule (&error, "operation");
  g_assert_false (redeem (desk, card, booking_id, 1, "", &error));
  desk_assert_field (&error, "operation");
}

static void
test_refund_restores (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk, NULL);
  g_autoptr (GError) error = NULL;
  gint64 booking_id = desk_hold (desk);

  g_assert_true (redeem (desk, card, booking_id, 4000, NULL, &error));
  g_assert_false (restore (desk, card, booking_id, 4001, &error));
  desk_assert_rule (&error, "refund");
  g_assert_true (restore (desk, card, booking_id, 4000, &error));
  assert_left (desk, card, 10000);
  desk_assert_deposit (desk, booking_id, 0, 0);
  g_assert_false (restore (desk, card, booking_id, 1, &error));
  desk_assert_rule (&error, "refund");
}

static void
test_is_filled_again (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk, NULL);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++)
    g_assert_true (foyer_gift_cards_reload (desk->db, desk->clerk, id_of (card),
                                            &cash_100, 1, "reload-1", &error));
  assert_left (desk, card, 20000);
}

/* Part in cash, part by card: both or none, and once. */
static void
test_is_filled_by_two_tenders (Desk *desk, gconstpointer data)
{
  FoyerGiftPayment payments[] = { { 1500, FOYER_TENDER_CASH, NULL },
                                  { 2500, FOYER_TENDER_CARD, NULL } };
  g_autoptr (FoyerGiftCard) card = sell (desk, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_gift_cards_reload (desk->db, desk->clerk, id_of (card), payments,
                                           2, "reload-2", &error));
  desk_assert_field (&error, "terminal-reference");
  assert_left (desk, card, 10000);
  g_assert_false (foyer_gift_cards_reload (desk->db, desk->clerk, id_of (card), payments,
                                           0, "reload-2", &error));
  desk_assert_field (&error, "tender");
  payments[1].terminal_reference = "T-7";
  for (int i = 0; i < 2; i++)
    g_assert_true (foyer_gift_cards_reload (desk->db, desk->clerk, id_of (card), payments,
                                            2, "reload-2", &error));
  assert_left (desk, card, 14000);
  g_assert_cmpint (desk_query (desk, "SELECT count (DISTINCT receipt) FROM ledger_entry "
                                     "WHERE amount_minor IN (1500, 2500)"),
                   ==, 1);
}

static void
test_expires (Desk *desk, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerGiftCard) card = foyer_gift_cards_sell (
      desk->db, desk->clerk, &cash_100, 1, "2031-11-23", &code, &error);
  gint64 booking_id = desk_hold (desk);

  g_assert_no_error (error);
  desk->profile.now += 86400;
  g_assert_false (foyer_gift_cards_reload (desk->db, desk->clerk, id_of (card), &cash_100,
                                           1, "reload-1", &error));
  desk_assert_rule (&error, "gift-expires-soon");
  desk->profile.now += G_GINT64_CONSTANT (86400) * 366 * 5;
  g_assert_false (redeem (desk, card, booking_id, 1, NULL, &error));
  desk_assert_rule (&error, "gift-expired");
}

static void
test_void_is_for_good (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk, NULL);
  g_autoptr (GError) error = NULL;
  gint64 booking_id = desk_hold (desk);

  g_assert_false (
      foyer_gift_cards_void (desk->db, desk->manager, id_of (card), "", &error));
  desk_assert_field (&error, "reason");
  foyer_gift_cards_void (desk->db, desk->manager, id_of (card), "Stolen", &error);
  g_assert_no_error (error);
  assert_left (desk, card, 0);
  assert_card_state (desk, card, FOYER_GIFT_CARD_STATE_VOID);
  g_assert_false (redeem (desk, card, booking_id, 1, NULL, &error));
  desk_assert_rule (&error, "gift-inactive");
  g_assert_false (foyer_gift_cards_reload (desk->db, desk->clerk, id_of (card), &cash_100,
                                           1, "reload-1", &error));
  desk_assert_rule (&error, "gift-inactive");
  g_assert_false (
      foyer_db_exec (desk->db, "UPDATE gift_card SET state = 'active'", &error));
  desk_assert_rule (&error, "gift-state");
}

static void
test_lost_card_is_replaced (Desk *desk, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (desk, NULL);
  g_autoptr (FoyerGiftCard) other = NULL;
  g_autoptr (FoyerGiftCard) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 booking_id = desk_hold (desk);

  g_assert_true (redeem (desk, card, booking_id, 4000, NULL, &error));
  other = foyer_gift_cards_replace (desk->db, desk->manager, id_of (card), "Lost", &code,
                                    &error);
  g_assert_no_error (error);
  assert_card_state (desk, card, FOYER_GIFT_CARD_STATE_REPLACED);
  assert_left (desk, card, 0);
  assert_left (desk, other, 6000);
  found = foyer_gift_cards_find (desk->db, code, &error);
  g_assert_cmpint (id_of (found), ==, id_of (other));
  g_assert_false (redeem (desk, card, booking_id, 1, NULL, &error));
  desk_assert_rule (&error, "gift-inactive");

  /* What one gave the other belongs together. */
  g_assert_false (foyer_ledger_reverse (
      desk->db, desk->manager, desk_query (desk, "SELECT max (id) FROM ledger_entry"),
      "x", &error));
  desk_assert_rule (&error, "reversed");

  /* What was spent with the lost one comes back on the new one. */
  g_assert_true (restore (desk, card, booking_id, 4000, &error));
  assert_left (desk, card, 0);
  assert_left (desk, other, 10000);
  desk_assert_deposit (desk, booking_id, 0, 0);
  refuse_refund (desk, other, "gift-replaced");
}

/* Retail systems let a card be spent whose sale was paid back, and the other way round. */
static void
test_refunded_sale_cannot_be_spent (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk, NULL);
  g_autoptr (GError) error = NULL;
  gint64 booking_id = desk_hold (desk);

  g_assert_true (redeem (desk, card, booking_id, 1, NULL, &error));
  refuse_refund (desk, card, "gift-spent");
  g_assert_true (restore (desk, card, booking_id, 1, &error));
  foyer_gift_cards_refund (desk->db, desk->manager, id_of (card), "Unwanted", &error);
  g_assert_no_error (error);
  assert_left (desk, card, 0);
  g_assert_false (redeem (desk, card, booking_id, 1, NULL, &error));
  desk_assert_rule (&error, "gift-inactive");
  refuse_refund (desk, card, "gift-inactive");
}

/* Nor is the sale taken back as an entry when something of it was spent. */
static void
test_reversal_leaves_no_debt (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk, NULL);
  g_autoptr (GError) error = NULL;
  gint64 booking_id = desk_hold (desk);
  gint64 sale_id =
      desk_query (desk, "SELECT id FROM ledger_entry WHERE kind = 'gift-issue'");

  g_assert_true (redeem (desk, card, booking_id, 1, NULL, &error));
  g_assert_false (foyer_ledger_reverse (desk->db, desk->manager, sale_id, "x", &error));
  desk_assert_rule (&error, "gift-balance");
}

static void
test_roles (Desk *desk, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (desk, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (
      foyer_gift_cards_sell (desk->db, desk->doctor, &cash_100, 1, NULL, &code, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (
      foyer_gift_cards_void (desk->db, desk->clerk, id_of (card), "x", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_null (
      foyer_gift_cards_replace (desk->db, desk->clerk, id_of (card), "x", &code, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (
      foyer_gift_cards_refund (desk->db, desk->clerk, id_of (card), "x", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_assert_cmpint (
      desk_query (desk, "SELECT count (*) FROM audit WHERE outcome = 'denied'"), ==, 4);
}

/* Whatever is asked for in whatever order: no card below zero, stored less used is what is
 * left, and cards that are out of use hold nothing. */
static void
test_random_operations (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 booking_id = desk_hold (desk);

  for (guint i = 0; i < 300; i++)
    {
      FoyerGiftCard   *card = NULL;
      g_autofree char *code = NULL;
      g_autofree char *operation = g_uuid_string_random ();
      gint64           amount = g_test_rand_int_range (1, 12000);
      FoyerGiftPayment payment = { amount, FOYER_TENDER_CASH, NULL };
      gpointer         made = NULL;

      if (cards->len > 0)
        card = cards->pdata[g_test_rand_int_range (0, (int) cards->len)];
      switch (card == NULL ? 0 : g_test_rand_int_range (0, 12))
        {
        case 0:
          made = sell (desk, &code);
          break;

        case 1:
          foyer_gift_cards_reload (desk->db, desk->clerk, id_of (card), &payment, 1,
                                   operation, NULL);
          break;

        case 2:
          foyer_gift_cards_void (desk->db, desk->manager, id_of (card), "x", NULL);
          break;

        case 3:
          made = foyer_gift_cards_replace (desk->db, desk->manager, id_of (card), "x",
                                           &code, NULL);
          break;

        case 4:
          foyer_gift_cards_refund (desk->db, desk->manager, id_of (card), "x", NULL);
          break;

        case 5:
          foyer_ledger_reverse (
              desk->db, desk->manager,
              g_test_rand_int_range (1,
                                     2 + (int) desk_query (desk, "SELECT count (*) FROM "
                                                                 "ledger_entry")),
              "x", NULL);
          break;

        case 6:
        case 7:
        case 8:
          restore (desk, card, booking_id, amount, NULL);
          break;

        default:
          redeem (desk, card, booking_id, amount, NULL, NULL);
        }
      if (made != NULL)
        g_ptr_array_add (cards, made);
    }
  g_test_message ("%d entries of %u cards",
                  (int) desk_query (desk, "SELECT count (*) FROM ledger_entry"),
                  cards->len);

  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM (SELECT gift_card_uid FROM "
                                     "ledger_effect GROUP BY gift_card_uid "
                                     "HAVING sum (card_minor) < 0)"),
                   ==, 0);
  g_assert_cmpint (desk_query (desk,
                               "SELECT count (*) FROM gift_card WHERE state <> 'active' "
                               "AND (SELECT sum (card_minor) FROM ledger_effect "
                               "WHERE gift_card_uid = gift_card.uid) <> 0"),
                   ==, 0);
  /* All that came in over the cards is on them, held for the visit, or kept. */
  g_assert_cmpint (
      desk_query (desk, "SELECT sum (iif (tender = 'cash', money_minor, 0)) "
                        "- sum (card_minor) - sum (booking_minor) FROM ledger_effect"),
      ==,
      desk_query (desk, "SELECT coalesce (sum (amount_minor), 0) FROM ledger_entry AS e "
                        "WHERE kind = 'forfeit' AND NOT EXISTS (SELECT 1 FROM "
                        "ledger_entry WHERE reverses_id = e.id)"));
}

#define ADD(name, function)                                                              \
  g_test_add ("/gift-cards/" name, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("is-sold-and-found", test_is_sold_and_found);
  ADD ("refuses-other-codes", test_refuses_other_codes);
  ADD ("is-active-by-its-payment-only", test_is_active_by_its_payment_only);
  ADD ("sells-for-two-tenders", test_sells_for_two_tenders);
  ADD ("pays-in-parts", test_pays_in_parts);
  ADD ("pays-what-is-due", test_pays_what_is_due);
  ADD ("books-a-visit", test_books_a_visit);
  ADD ("is-redeemed-once", test_is_redeemed_once);
  ADD ("refund-restores", test_refund_restores);
  ADD ("is-filled-again", test_is_filled_again);
  ADD ("is-filled-by-two-tenders", test_is_filled_by_two_tenders);
  ADD ("expires", test_expires);
  ADD ("void-is-for-good", test_void_is_for_good);
  ADD ("lost-card-is-replaced", test_lost_card_is_replaced);
  ADD ("refunded-sale-cannot-be-spent", test_refunded_sale_cannot_be_spent);
  ADD ("reversal-leaves-no-debt", test_reversal_leaves_no_debt);
  ADD ("roles", test_roles);
  ADD ("random-operations", test_random_operations);

  return g_test_run ();
}
