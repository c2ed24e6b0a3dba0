/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-payments.h"

#include "model/foyer-clinic.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-ledger.h"
#include "store/foyer-sql.h"
#include "store/foyer-tills.h"
#include "tests/unit/desk.h"

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static gint64
sell (Desk *desk, gint64 amount_minor)
{
  const FoyerGiftPayment payment = { amount_minor, FOYER_TENDER_CASH, NULL };
  g_autofree char       *code = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerGiftCard) card =
      foyer_gift_cards_sell (desk->db, desk->clerk, &payment, 1, NULL, &code, &error);

  g_assert_no_error (error);

  return id_of (card);
}

static gint64
count_left (Desk *desk, gint64 card_id)
{
  g_autoptr (FoyerGiftCard) card = foyer_gift_cards_get (desk->db, card_id, NULL);
  gint64 left_minor = -1;

  foyer_gift_cards_sum (desk->db, foyer_record_get_uid (FOYER_RECORD (card)), &left_minor,
                        NULL);

  return left_minor;
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
add (GPtrArray  *list,
     FoyerTender tender,
     gint64      amount_minor,
     gint64      card_id,
     const char *reference)
{
  g_ptr_array_add (list,
                   foyer_payment_new_for (tender, amount_minor, card_id, reference));
}

/* $40 of a gift card and the rest by card. */
static GPtrArray *
new_split (Desk *desk, gint64 card_id, const char *reference)
{
  GPtrArray *list = new_list ();

  add (list, FOYER_TENDER_GIFT_CARD, 4000, card_id, NULL);
  add (list, FOYER_TENDER_CARD, 8500, 0, reference);

  return list;
}

static gint64
count_money (Desk *desk, gint64 booking_id)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count (*) FROM ledger_entry WHERE kind <> 'charge' AND booking_id = %d",
      (int) booking_id);

  return desk_query (desk, sql);
}

static gint64
sum_paid (Desk *desk, gint64 booking_id)
{
  gint64 paid_minor = -1;
  gint64 waived_minor;

  g_assert_true (
      foyer_ledger_sum_deposit (desk->db, booking_id, &paid_minor, &waived_minor, NULL));

  return paid_minor;
}

static void
test_split_books (Desk *desk, gconstpointer data)
{
  gint64 card_id = sell (desk, 4000);
  gint64 held_id = desk_hold (desk);
  g_autoptr (GPtrArray) list = new_split (desk, card_id, "T-4711");
  FoyerBookingRequest request = { .booking_id = held_id, .payments = list };
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (desk_book (desk, &request), ==, held_id);
  g_assert_cmpint (desk_get_state (desk, held_id), ==, FOYER_BOOKING_STATE_BOOKED);
  g_assert_cmpint (count_left (desk, card_id), ==, 0);
  g_assert_cmpint (sum_paid (desk, held_id), ==, 12500);

  /* One receipt for both. */
  g_assert_true (foyer_payments_dup_receipt (
      desk->db, foyer_record_get_uid (list->pdata[0]), &first, &error));
  g_assert_true (foyer_payments_dup_receipt (
      desk->db, foyer_record_get_uid (list->pdata[1]), &second, &error));
  g_assert_nonnull (first);
  g_assert_cmpstr (first, ==, second);
  entries = foyer_tills_list_receipt (desk->db, first, &error);
  g_assert_cmpuint (entries->len, ==, 2);

  /* Asked again it is done. */
  g_assert_cmpint (desk_book (desk, &request), ==, held_id);
  g_assert_cmpint (count_money (desk, held_id), ==, 2);
}

static void
test_new_booking_is_paid_once (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, 9, 0);
  g_autoptr (GPtrArray) list = new_split (desk, sell (desk, 4000), "T-1");
  gint64 id;

  request.payments = list;
  id = desk_book (desk, &request);
  g_assert_cmpint (desk_book (desk, &request), ==, id);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM booking"), ==, 1);
  g_assert_cmpint (count_money (desk, id), ==, 2);
}

static void
refuse_field (Desk *desk, gint64 held_id, GPtrArray *list, const char *field)
{
  g_autoptr (GPtrArray) payments = list;
  g_autoptr (GError) error = NULL;
  gint64 n_receipts = desk_query (desk, "SELECT count (*) FROM receipt");

  g_assert_false (foyer_payments_take (desk->db, desk->clerk, held_id, payments, &error));
  desk_assert_field (&error, field);
  g_assert_cmpint (count_money (desk, held_id), ==, 0);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM receipt"), ==, n_receipts);
}

static void
refuse_rule (Desk *desk, gint64 held_id, GPtrArray *list, const char *rule)
{
  g_autoptr (GPtrArray) payments = list;
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_payments_take (desk->db, desk->clerk, held_id, payments, &error));
  desk_assert_rule (&error, rule);
  g_assert_cmpint (count_money (desk, held_id), ==, 0);
}

static GPtrArray *
new_pair (FoyerTender tender, gint64 amount_minor, gint64 card_id, const char *reference)
{
  GPtrArray *list = new_list ();

  add (list, FOYER_TENDER_CASH, 100, 0, NULL);
  add (list, tender, amount_minor, card_id, reference);

  return list;
}

static void
test_all_or_nothing (Desk *desk, gconstpointer data)
{
  gint64 card_id = sell (desk, 4000);
  gint64 held_id = desk_hold (desk);
  g_autoptr (GError) error = NULL;

  refuse_field (desk, held_id, new_list (), "tender");
  refuse_field (desk, held_id, new_pair (FOYER_TENDER_NONE, 1, 0, NULL), "tender");
  refuse_field (desk, held_id, new_pair (FOYER_TENDER_CASH, -1, 0, NULL), "amount-minor");
  refuse_field (desk, held_id, new_pair (FOYER_TENDER_CASH, 0, 0, NULL), "amount-minor");
  refuse_field (desk, held_id, new_pair (FOYER_TENDER_CASH, G_MAXINT64, 0, NULL),
                "amount-minor");
  refuse_field (desk, held_id, new_pair (FOYER_TENDER_CASH, 12401, 0, NULL),
                "amount-minor");
  refuse_field (desk, held_id, new_pair (FOYER_TENDER_CARD, 100, 0, NULL),
                "terminal-reference");
  refuse_field (desk, held_id,
                new_pair (FOYER_TENDER_CARD, 100, 0, "4111 1111 1111 1111"),
                "terminal-reference");
  refuse_field (desk, held_id, new_pair (FOYER_TENDER_CASH, 1, card_id, NULL),
                "gift-card-id");
  refuse_field (desk, held_id, new_pair (FOYER_TENDER_GIFT_CARD, 1, 0, NULL),
                "gift-card-id");
  refuse_rule (desk, held_id, new_pair (FOYER_TENDER_GIFT_CARD, 4001, card_id, NULL),
               "gift-balance");
  refuse_rule (desk, held_id, new_pair (FOYER_TENDER_CREDIT, 1, 0, NULL), "credit");

  foyer_gift_cards_void (desk->db, desk->manager, card_id, "Stolen", &error);
  g_assert_no_error (error);
  refuse_rule (desk, held_id, new_pair (FOYER_TENDER_GIFT_CARD, 1, card_id, NULL),
               "gift-inactive");
}

/* Both parts with one card count together. */
static void
test_one_card_twice (Desk *desk, gconstpointer data)
{
  gint64     card_id = sell (desk, 4000);
  gint64     held_id = desk_hold (desk);
  GPtrArray *list = new_list ();
  g_autoptr (GError) error = NULL;

  add (list, FOYER_TENDER_GIFT_CARD, 2000, card_id, NULL);
  add (list, FOYER_TENDER_GIFT_CARD, 2001, card_id, NULL);
  g_assert_null (foyer_payments_begin (desk->db, desk->clerk, held_id, list, &error));
  desk_assert_rule (&error, "gift-balance");
  refuse_rule (desk, held_id, list, "gift-balance");
}

static gboolean
take_and_fail (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_ledger_add_in (act, data, error) &&
         foyer_store_refuse_rule (error, "on-purpose");
}

static gboolean
try_and_take (FoyerAct *act, gpointer data, GError **error)
{
  FoyerLedgerEntry **entries = data;
  g_autoptr (GError) refused = NULL;

  g_assert_false (foyer_act_try (act, take_and_fail, entries[0], &refused));

  return foyer_ledger_add_in (act, entries[1], error);
}

/* The number of what was taken back in the same action is given anew. */
static void
test_receipts_have_no_gap (Desk *desk, gconstpointer data)
{
  FoyerLedgerEntry *entries[] = { foyer_ledger_entry_new (), foyer_ledger_entry_new () };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      entries[i]->kind = FOYER_LEDGER_KIND_PAYMENT;
      entries[i]->tender = FOYER_TENDER_CASH;
      entries[i]->patient_id = desk->known_patient_id;
      entries[i]->amount_minor = 100;
    }
  foyer_db_act (desk->db, desk->clerk, FOYER_ACTION_MONEY_TAKE, NULL, try_and_take,
                entries, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM receipt"), ==, 1);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM ledger_entry "
                                     "WHERE receipt = 'A-000001'"),
                   ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_object_unref (entries[i]);
}

static void
test_needs_the_till (Desk *desk, gconstpointer data)
{
  gint64 held_id = desk_hold (desk);
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (desk->db, NULL);
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (GPtrArray) list = new_pair (FOYER_TENDER_CASH, 12400, 0, NULL);
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  clinic->till_required = TRUE;
  foyer_catalogue_save (desk->db, desk->manager, clinic, &error);
  g_assert_no_error (error);
  g_assert_false (foyer_payments_take (desk->db, desk->clerk, held_id, list, &error));
  desk_assert_rule (&error, "till-needed");

  till = foyer_tills_open (desk->db, desk->clerk, 10000, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_payments_take (desk->db, desk->clerk, held_id, list, &error));
  g_assert_cmpint (sum_paid (desk, held_id), ==, 12500);
  lines = foyer_tills_report (desk->db, foyer_record_get_uid (FOYER_RECORD (till)), NULL);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpint (g_array_index (lines, FoyerTillLine, 0).in_minor, ==, 12500);
}

static void
test_roles (Desk *desk, gconstpointer data)
{
  gint64 held_id = desk_hold (desk);
  g_autoptr (GPtrArray) list = new_pair (FOYER_TENDER_CASH, 100, 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_payments_take (desk->db, desk->doctor, held_id, list, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_null (foyer_payments_begin (desk->db, desk->doctor, held_id, list, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
}

static FoyerPaymentAttempt *
begin (Desk *desk, gint64 held_id, GPtrArray *list)
{
  g_autoptr (GError) error = NULL;
  FoyerPaymentAttempt *attempt =
      foyer_payments_begin (desk->db, desk->clerk, held_id, list, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (attempt->payments->len, ==, list->len);

  return attempt;
}

static void
note (Desk *desk, FoyerPaymentAttempt *attempt, guint i, const char *reference)
{
  g_autoptr (GError) error = NULL;

  foyer_payments_note (desk->db, desk->clerk, id_of (attempt->payments->pdata[i]),
                       reference, &error);
  g_assert_no_error (error);
}

/* What is written before the terminal is asked is there after a start of the program. */
static void
test_attempt_is_told (Desk *desk, gconstpointer data)
{
  gint64 card_id = sell (desk, 4000);
  gint64 held_id = desk_hold (desk);
  g_autoptr (GPtrArray) list = new_split (desk, card_id, NULL);
  g_autoptr (FoyerPaymentAttempt) attempt = begin (desk, held_id, list);
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) other = NULL;
  FoyerBookingRequest        request = { .booking_id = held_id };
  const FoyerPaymentAttempt *seen;

  g_assert_cmpint (count_money (desk, held_id), ==, 0);
  g_assert_cmpint (count_left (desk, card_id), ==, 4000);
  g_assert_null (foyer_payments_begin (desk->db, desk->clerk, held_id, list, &error));
  desk_assert_rule (&error, "payment-open");
  note (desk, attempt, 1, "T-4711");

  /* Nobody takes the same once more beside it. */
  other = new_pair (FOYER_TENDER_CASH, 12400, 0, NULL);
  g_assert_false (foyer_payments_take (desk->db, desk->clerk, held_id, other, &error));
  desk_assert_rule (&error, "payment-open");
  request.payments = other;
  g_assert_false (
      foyer_bookings_make (desk->db, desk->clerk, &request, NULL, NULL, &error));
  desk_assert_rule (&error, "payment-open");

  db = foyer_db_open (desk->profile.folder, FOYER_DB_READ, &error);
  open = foyer_payments_list_open (db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 1);
  seen = open->pdata[0];
  g_assert_cmpint (seen->booking_id, ==, held_id);
  g_assert_cmpint (FOYER_PAYMENT (seen->payments->pdata[0])->received_at, ==, 0);
  g_assert_cmpint (FOYER_PAYMENT (seen->payments->pdata[1])->received_at, ==,
                   desk->profile.now);
  g_assert_cmpstr (FOYER_PAYMENT (seen->payments->pdata[1])->terminal_reference, ==,
                   "T-4711");
}

static void
test_attempt_is_finished (Desk *desk, gconstpointer data)
{
  gint64 card_id = sell (desk, 4000);
  gint64 held_id = desk_hold (desk);
  g_autoptr (GPtrArray) list = new_split (desk, card_id, NULL);
  g_autoptr (FoyerPaymentAttempt) attempt = begin (desk, held_id, list);
  g_autoptr (FoyerPaymentAttempt) after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean booked = FALSE;

  g_assert_false (
      foyer_payments_finish (desk->db, desk->clerk, id_of (attempt), &booked, &error));
  desk_assert_field (&error, "terminal-reference");
  note (desk, attempt, 1, "T-4711");
  g_assert_false (foyer_payments_note (
      desk->db, desk->clerk, id_of (attempt->payments->pdata[1]), "T-2", &error));
  desk_assert_rule (&error, "payment-received");

  g_assert_true (
      foyer_payments_finish (desk->db, desk->clerk, id_of (attempt), &booked, &error));
  g_assert_no_error (error);
  g_assert_true (booked);
  g_assert_cmpint (desk_get_state (desk, held_id), ==, FOYER_BOOKING_STATE_BOOKED);
  g_assert_cmpint (count_money (desk, held_id), ==, 2);
  after = foyer_payments_get (desk->db, id_of (attempt), &error);
  g_assert_cmpint (after->state, ==, FOYER_PAYMENT_STATE_TAKEN);

  /* Once. */
  g_assert_true (
      foyer_payments_finish (desk->db, desk->clerk, id_of (attempt), NULL, &error));
  g_assert_cmpint (count_money (desk, held_id), ==, 2);
  g_assert_false (
      foyer_payments_drop (desk->db, desk->clerk, id_of (attempt), "x", &error));
  desk_assert_rule (&error, "payment-closed");
}

/* The hold ran out while the terminal was asked: the money is kept, and nothing is promised. */
static void
test_finished_too_late (Desk *desk, gconstpointer data)
{
  gint64 held_id = desk_hold (desk);
  g_autoptr (GPtrArray) list = new_pair (FOYER_TENDER_CASH, 12400, 0, NULL);
  g_autoptr (FoyerPaymentAttempt) attempt = begin (desk, held_id, list);
  g_autoptr (GError) error = NULL;
  gboolean booked = TRUE;

  desk->profile.now += 3600;
  g_assert_true (
      foyer_payments_finish (desk->db, desk->clerk, id_of (attempt), &booked, &error));
  g_assert_no_error (error);
  g_assert_false (booked);
  g_assert_cmpint (desk_get_state (desk, held_id), ==, FOYER_BOOKING_STATE_CANCELLED);
  g_assert_cmpint (sum_paid (desk, held_id), ==, 12500);
  g_assert_cmpint (desk_query (desk, "SELECT max (number) - count (*) FROM receipt"), ==,
                   0);
}

/* Part of the deposit is taken, and the time is still only held. */
static void
test_part_does_not_book (Desk *desk, gconstpointer data)
{
  gint64 held_id = desk_hold (desk);
  g_autoptr (GPtrArray) list = new_pair (FOYER_TENDER_CARD, 400, 0, "T-1");
  g_autoptr (FoyerPaymentAttempt) attempt = begin (desk, held_id, list);
  g_autoptr (GError) error = NULL;
  gboolean booked = TRUE;

  g_assert_true (
      foyer_payments_finish (desk->db, desk->clerk, id_of (attempt), &booked, &error));
  g_assert_false (booked);
  g_assert_cmpint (desk_get_state (desk, held_id), ==, FOYER_BOOKING_STATE_HELD);
  g_assert_cmpint (sum_paid (desk, held_id), ==, 500);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM receipt"), ==, 1);
  g_assert_cmpint (desk_query (desk, "SELECT count (DISTINCT receipt) FROM ledger_entry"),
                   ==, 1);
}

static void
test_attempt_is_dropped (Desk *desk, gconstpointer data)
{
  gint64 card_id = sell (desk, 4000);
  gint64 held_id = desk_hold (desk);
  g_autoptr (GPtrArray) list = new_split (desk, card_id, NULL);
  g_autoptr (FoyerPaymentAttempt) attempt = begin (desk, held_id, list);
  g_autoptr (FoyerPaymentAttempt) again = NULL;
  g_autoptr (GError) error = NULL;

  note (desk, attempt, 1, "T-4711");
  g_assert_false (
      foyer_payments_drop (desk->db, desk->clerk, id_of (attempt), NULL, &error));
  desk_assert_field (&error, "reason");
  g_assert_true (foyer_payments_drop (desk->db, desk->clerk, id_of (attempt),
                                      "Taken back at the terminal", &error));
  g_assert_cmpint (count_money (desk, held_id), ==, 0);
  g_assert_false (
      foyer_payments_finish (desk->db, desk->clerk, id_of (attempt), NULL, &error));
  desk_assert_rule (&error, "payment-closed");
}

/* The gift card is spent meanwhile; what the terminal took is taken without it. */
static void
test_a_part_is_removed (Desk *desk, gconstpointer data)
{
  gint64 card_id = sell (desk, 4000);
  gint64 held_id = desk_hold (desk);
  g_autoptr (GPtrArray) list = new_split (desk, card_id, NULL);
  g_autoptr (FoyerPaymentAttempt) attempt = begin (desk, held_id, list);
  g_autoptr (GError) error = NULL;
  gboolean booked = TRUE;

  note (desk, attempt, 1, "T-4711");
  foyer_gift_cards_void (desk->db, desk->manager, card_id, "Stolen", &error);
  g_assert_no_error (error);
  g_assert_false (
      foyer_payments_finish (desk->db, desk->clerk, id_of (attempt), &booked, &error));
  desk_assert_rule (&error, "gift-inactive");
  g_assert_false (foyer_payments_remove (desk->db, desk->clerk,
                                         id_of (attempt->payments->pdata[1]), &error));
  desk_assert_rule (&error, "payment-received");
  g_assert_true (foyer_payments_remove (desk->db, desk->clerk,
                                        id_of (attempt->payments->pdata[0]), &error));
  g_assert_true (
      foyer_payments_finish (desk->db, desk->clerk, id_of (attempt), &booked, &error));
  g_assert_no_error (error);
  g_assert_false (booked);
  g_assert_cmpint (sum_paid (desk, held_id), ==, 8500);
}

/* The patient has more in cash after all; more than is due is not written down. */
static void
test_a_part_is_added (Desk *desk, gconstpointer data)
{
  gint64 held_id = desk_hold (desk);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  g_autoptr (FoyerPaymentAttempt) again = NULL;
  g_autoptr (FoyerPayment) cash =
      foyer_payment_new_for (FOYER_TENDER_CASH, 8500, 0, NULL);
  g_autoptr (FoyerPayment) more = foyer_payment_new_for (FOYER_TENDER_CASH, 1, 0, NULL);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_CARD, 4000, 0, NULL));
  attempt = begin (desk, held_id, list);
  g_assert_true (
      foyer_payments_add (desk->db, desk->clerk, id_of (attempt), cash, &error));
  g_assert_no_error (error);
  g_assert_false (
      foyer_payments_add (desk->db, desk->clerk, id_of (attempt), more, &error));
  desk_assert_field (&error, "amount-minor");

  again = foyer_payments_get (desk->db, id_of (attempt), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->payments->len, ==, 2);
  foyer_payments_drop (desk->db, desk->clerk, id_of (attempt), NULL, &error);
  g_assert_no_error (error);
  g_assert_false (
      foyer_payments_add (desk->db, desk->clerk, id_of (attempt), more, &error));
  desk_assert_rule (&error, "payment-closed");
}

/* Between the attempt and the ledger there is nothing that only SQL could do. */
static void
test_database_keeps_attempts (Desk *desk, gconstpointer data)
{
  gint64 held_id = desk_hold (desk);
  g_autoptr (GPtrArray) list = new_pair (FOYER_TENDER_CASH, 400, 0, NULL);
  g_autoptr (FoyerPaymentAttempt) attempt = begin (desk, held_id, list);
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_db_exec (
      desk->db, "UPDATE payment_attempt SET state = 'taken', closed_at = 1", &error));
  desk_assert_rule (&error, "payment-taken");
  g_assert_false (foyer_db_exec (desk->db, "DELETE FROM payment_attempt", &error));
  desk_assert_rule (&error, "append-only");
  g_assert_false (
      foyer_db_exec (desk->db, "UPDATE payment SET amount_minor = 1", &error));
  desk_assert_rule (&error, "payment-received");
  foyer_payments_finish (desk->db, desk->clerk, id_of (attempt), NULL, &error);
  g_assert_no_error (error);
  g_assert_false (
      foyer_db_exec (desk->db, "UPDATE payment_attempt SET state = 'dropped'", &error));
  desk_assert_rule (&error, "payment-closed");
  g_assert_false (foyer_db_exec (desk->db, "DELETE FROM payment", &error));
  desk_assert_rule (&error, "payment-received");
}

#define ADD(path, func)                                                                  \
  g_test_add ("/payments/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("split-books", test_split_books);
  ADD ("new-booking", test_new_booking_is_paid_once);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("one-card-twice", test_one_card_twice);
  ADD ("receipts-have-no-gap", test_receipts_have_no_gap);
  ADD ("needs-the-till", test_needs_the_till);
  ADD ("roles", test_roles);
  ADD ("attempt-is-told", test_attempt_is_told);
  ADD ("attempt-is-finished", test_attempt_is_finished);
  ADD ("finished-too-late", test_finished_too_late);
  ADD ("part-does-not-book", test_part_does_not_book);
  ADD ("attempt-is-dropped", test_attempt_is_dropped);
  ADD ("part-is-removed", test_a_part_is_removed);
  ADD ("part-is-added", test_a_part_is_added);
  ADD ("database-keeps-attempts", test_database_keeps_attempts);

  return g_test_run ();
}
