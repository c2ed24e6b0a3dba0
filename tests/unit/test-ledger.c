/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-ledger.h"

#include "model/foyer-clinic.h"
#include "store/foyer-catalogue.h"
#include "tests/unit/desk.h"

static FoyerLedgerEntry *
new_entry (Desk *desk, FoyerLedgerKind kind, gint64 amount_minor)
{
  FoyerLedgerEntry *entry = foyer_ledger_entry_new ();

  entry->kind = kind;
  entry->patient_id = desk->known_patient_id;
  entry->amount_minor = amount_minor;
  if (kind == FOYER_LEDGER_KIND_PAYMENT || kind == FOYER_LEDGER_KIND_REFUND)
    entry->tender = FOYER_TENDER_CASH;
  if (kind != FOYER_LEDGER_KIND_PAYMENT)
    foyer_set_text (&entry->reason, "Because");

  return entry;
}

static gint64
add (Desk *desk, FoyerLedgerKind kind, gint64 amount_minor, gint64 booking_id)
{
  g_autoptr (FoyerLedgerEntry) entry = new_entry (desk, kind, amount_minor);
  g_autoptr (GError) error = NULL;

  entry->booking_id = booking_id;
  foyer_ledger_add (desk->db, desk->manager, entry, &error);
  g_assert_no_error (error);

  return foyer_record_get_id (FOYER_RECORD (entry));
}

static void
test_payment_is_kept (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerLedgerEntry) entry = new_entry (desk, FOYER_LEDGER_KIND_PAYMENT, 5000);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  FoyerLedgerEntry *back;

  entry->tender = FOYER_TENDER_CARD;
  foyer_set_text (&entry->terminal_reference, "T1-42");
  foyer_ledger_add (desk->db, desk->clerk, entry, &error);
  g_assert_no_error (error);

  entries = foyer_ledger_list_for_patient (desk->db, desk->known_patient_id, &error);
  g_assert_cmpuint (entries->len, ==, 1);
  back = g_ptr_array_index (entries, 0);
  g_assert_cmpint (back->amount_minor, ==, 5000);
  g_assert_cmpstr (back->currency, ==, "USD");
  g_assert_cmpstr (back->terminal_reference, ==, "T1-42");
  g_assert_cmpint (back->at, ==, desk->profile.now);
  g_assert_cmpint (back->staff_id, ==, foyer_record_get_id (FOYER_RECORD (desk->clerk)));
}

static void
refuse (Desk *desk, FoyerLedgerEntry *entry, const char *field)
{
  g_autoptr (FoyerLedgerEntry) refused = entry;
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_ledger_add (desk->db, desk->manager, refused, &error));
  desk_assert_field (&error, field);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM ledger_entry "
                                     "WHERE kind <> 'charge'"),
                   ==, 0);
}

static void
test_refuses_what_cannot_be (Desk *desk, gconstpointer data)
{
  FoyerLedgerEntry *entry;

  refuse (desk, new_entry (desk, FOYER_LEDGER_KIND_PAYMENT, 0), "amount-minor");
  refuse (desk, new_entry (desk, FOYER_LEDGER_KIND_PAYMENT, -1), "amount-minor");
  refuse (desk, new_entry (desk, FOYER_LEDGER_KIND_PAYMENT, G_MAXINT64), "amount-minor");
  refuse (desk, new_entry (desk, FOYER_LEDGER_KIND_CORRECTION, 1), "kind");

  entry = new_entry (desk, FOYER_LEDGER_KIND_PAYMENT, 1);
  entry->tender = FOYER_TENDER_NONE;
  refuse (desk, entry, "tender");
  entry = new_entry (desk, FOYER_LEDGER_KIND_WAIVER, 1);
  entry->tender = FOYER_TENDER_CASH;
  refuse (desk, entry, "tender");
  entry = new_entry (desk, FOYER_LEDGER_KIND_PAYMENT, 1);
  entry->tender = FOYER_TENDER_CARD;
  refuse (desk, entry, "terminal-reference");
  entry = new_entry (desk, FOYER_LEDGER_KIND_PAYMENT, 1);
  entry->tender = FOYER_TENDER_CARD;
  foyer_set_text (&entry->terminal_reference, "5555 5555 5555 4444");
  refuse (desk, entry, "terminal-reference");
  entry = new_entry (desk, FOYER_LEDGER_KIND_WAIVER, 1);
  foyer_set_text (&entry->reason, "card 4111111111111111");
  refuse (desk, entry, "reason");
  entry = new_entry (desk, FOYER_LEDGER_KIND_WAIVER, 1);
  foyer_set_text (&entry->reason, "");
  refuse (desk, entry, "reason");
  entry = new_entry (desk, FOYER_LEDGER_KIND_PAYMENT, 1);
  foyer_set_text (&entry->currency, "EUR");
  refuse (desk, entry, "currency");
  entry = new_entry (desk, FOYER_LEDGER_KIND_PAYMENT, 1);
  entry->patient_id = 999;
  refuse (desk, entry, "patient-id");
  entry = new_entry (desk, FOYER_LEDGER_KIND_PAYMENT, 1);
  entry->booking_id = 999;
  refuse (desk, entry, "booking-id");
}

static void
test_money_of_another_patient_is_refused (Desk *desk, gconstpointer data)
{
  FoyerLedgerEntry *entry = new_entry (desk, FOYER_LEDGER_KIND_PAYMENT, 1);

  entry->booking_id = desk_hold (desk);
  entry->patient_id = desk->new_patient_id;
  refuse (desk, entry, "booking-id");
}

static void
test_sums_follow_refunds_and_reversals (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 booking_id = desk_hold (desk);
  gint64 payment_id;
  gint64 waiver_id;

  desk_assert_deposit (desk, booking_id, 0, 0);
  payment_id = add (desk, FOYER_LEDGER_KIND_PAYMENT, 10000, booking_id);
  waiver_id = add (desk, FOYER_LEDGER_KIND_WAIVER, 2500, booking_id);
  desk_assert_deposit (desk, booking_id, 10000, 2500);
  add (desk, FOYER_LEDGER_KIND_PAYMENT, 500, booking_id);
  add (desk, FOYER_LEDGER_KIND_REFUND, 500, booking_id);
  desk_assert_deposit (desk, booking_id, 10000, 2500);

  g_assert_false (foyer_ledger_reverse (desk->db, desk->manager, waiver_id, "", &error));
  desk_assert_field (&error, "reason");
  foyer_ledger_reverse (desk->db, desk->manager, waiver_id, "Wrong booking", &error);
  g_assert_no_error (error);
  desk_assert_deposit (desk, booking_id, 10000, 0);
  foyer_ledger_reverse (desk->db, desk->manager, payment_id, "Typed twice", &error);
  g_assert_no_error (error);
  desk_assert_deposit (desk, booking_id, 0, 0);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM ledger_entry"), ==, 7);
}

static void
test_reverses_once (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  gint64 booking_id = desk_hold (desk);
  gint64 id = add (desk, FOYER_LEDGER_KIND_PAYMENT, 100, booking_id);

  foyer_ledger_reverse (desk->db, desk->manager, id, "x", &error);
  g_assert_no_error (error);
  g_assert_false (foyer_ledger_reverse (desk->db, desk->manager, id, "x", &error));
  desk_assert_rule (&error, "reversed");
  entries = foyer_ledger_list_for_booking (desk->db, booking_id, &error);
  g_assert_cmpuint (entries->len, ==, 3);
  g_assert_false (foyer_ledger_reverse (
      desk->db, desk->manager, foyer_record_get_id (g_ptr_array_index (entries, 2)), "x",
      &error));
  desk_assert_rule (&error, "reversed");
  g_assert_false (foyer_ledger_reverse (desk->db, desk->manager, 999, "x", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

static void
test_gives_back_no_more_than_it_got (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerLedgerEntry) refund = NULL;
  g_autoptr (GError) error = NULL;
  gint64 booking_id = desk_hold (desk);
  gint64 payment_id = add (desk, FOYER_LEDGER_KIND_PAYMENT, 100, booking_id);

  refund = new_entry (desk, FOYER_LEDGER_KIND_REFUND, 101);
  refund->booking_id = booking_id;
  g_assert_false (foyer_ledger_add (desk->db, desk->manager, refund, &error));
  desk_assert_rule (&error, "refund");
  add (desk, FOYER_LEDGER_KIND_REFUND, 100, booking_id);
  g_assert_false (
      foyer_ledger_reverse (desk->db, desk->manager, payment_id, "x", &error));
  desk_assert_rule (&error, "refund");
}

static void
test_promised_visit_keeps_its_deposit (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) cash = desk_cash (12500);
  FoyerBookingRequest request = { .payments = cash };
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  gint64 entry_id;

  request.booking_id = desk_hold (desk);
  desk_book (desk, &request);
  entries = foyer_ledger_list_for_booking (desk->db, request.booking_id, &error);
  g_assert_cmpuint (entries->len, ==, 2);
  entry_id = foyer_record_get_id (g_ptr_array_index (entries, 1));
  g_assert_false (foyer_ledger_reverse (desk->db, desk->manager, entry_id, "x", &error));
  desk_assert_rule (&error, "deposit");

  foyer_bookings_cancel (desk->db, desk->clerk, request.booking_id,
                         FOYER_CANCEL_REASON_CLINIC, NULL, &error);
  add (desk, FOYER_LEDGER_KIND_REFUND, 12500, request.booking_id);
  g_assert_false (
      foyer_bookings_undo (desk->db, desk->clerk, request.booking_id, &error));
  desk_assert_rule (&error, "deposit-returned");
}

/* From the first entry on, even one that was taken back. */
static void
test_currency_stays (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (desk->db, NULL);
  g_autoptr (GError) error = NULL;

  foyer_set_text (&clinic->currency, "EUR");
  g_assert_true (foyer_catalogue_save (desk->db, desk->manager, clinic, &error));
  add (desk, FOYER_LEDGER_KIND_PAYMENT, 5000, 0);

  foyer_set_text (&clinic->currency, "USD");
  g_assert_false (foyer_catalogue_save (desk->db, desk->manager, clinic, &error));
  desk_assert_rule (&error, "currency");
  g_assert_cmpint (
      desk_query (desk, "SELECT count (*) FROM clinic WHERE currency = 'EUR'"), ==, 1);
  foyer_set_text (&clinic->currency, "EUR");
  foyer_set_text (&clinic->name, "Another Name");
  g_assert_true (foyer_catalogue_save (desk->db, desk->manager, clinic, &error));
}

/* Moves what was paid for one visit to the credit, and pays for another one with it. */
static void
test_credit_is_used_once (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerLedgerEntry) transfer = NULL;
  g_autoptr (FoyerLedgerEntry) payment = NULL;
  g_autoptr (FoyerLedgerEntry) again = NULL;
  g_autoptr (FoyerLedgerEntry) refund = NULL;
  g_autoptr (GError) error = NULL;
  gint64 booking_id = desk_hold (desk);
  gint64 credit_minor;

  add (desk, FOYER_LEDGER_KIND_PAYMENT, 5000, booking_id);
  transfer = new_entry (desk, FOYER_LEDGER_KIND_TRANSFER, 5000);
  transfer->tender = FOYER_TENDER_CASH;
  transfer->booking_id = booking_id;
  foyer_ledger_add (desk->db, desk->manager, transfer, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (transfer->desk, ==, "A");
  desk_assert_deposit (desk, booking_id, 0, 0);
  g_assert_true (
      foyer_ledger_sum_credit (desk->db, transfer->patient_id, &credit_minor, &error));
  g_assert_cmpint (credit_minor, ==, 5000);

  payment = new_entry (desk, FOYER_LEDGER_KIND_PAYMENT, 4000);
  payment->tender = FOYER_TENDER_CREDIT;
  payment->booking_id = booking_id;
  foyer_ledger_add (desk->db, desk->clerk, payment, &error);
  g_assert_no_error (error);
  desk_assert_deposit (desk, booking_id, 4000, 0);

  again = new_entry (desk, FOYER_LEDGER_KIND_PAYMENT, 1001);
  again->tender = FOYER_TENDER_CREDIT;
  again->booking_id = booking_id;
  g_assert_false (foyer_ledger_add (desk->db, desk->clerk, again, &error));
  desk_assert_rule (&error, "credit");
  refund = new_entry (desk, FOYER_LEDGER_KIND_REFUND, 1001);
  g_assert_false (foyer_ledger_add (desk->db, desk->manager, refund, &error));
  desk_assert_rule (&error, "refund");
  refund->amount_minor = 1000;
  foyer_ledger_add (desk->db, desk->manager, refund, &error);
  g_assert_no_error (error);
  g_assert_false (foyer_ledger_reverse (desk->db, desk->manager,
                                        foyer_record_get_id (FOYER_RECORD (transfer)),
                                        "x", &error));
  g_assert_nonnull (foyer_store_error_get_rule (error));
}

static void
test_goes_back_the_way_it_came (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerLedgerEntry) refund = new_entry (desk, FOYER_LEDGER_KIND_REFUND, 100);
  g_autoptr (GError) error = NULL;

  refund->booking_id = desk_hold (desk);
  add (desk, FOYER_LEDGER_KIND_PAYMENT, 100, refund->booking_id);
  refund->tender = FOYER_TENDER_CARD;
  foyer_set_text (&refund->terminal_reference, "T1");
  g_assert_false (foyer_ledger_add (desk->db, desk->manager, refund, &error));
  desk_assert_rule (&error, "refund");
  refund->tender = FOYER_TENDER_CASH;
  g_assert_true (foyer_ledger_add (desk->db, desk->manager, refund, &error));
}

#define ADD(name, function)                                                              \
  g_test_add ("/ledger/" name, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("payment-is-kept", test_payment_is_kept);
  ADD ("refuses-what-cannot-be", test_refuses_what_cannot_be);
  ADD ("currency-stays", test_currency_stays);
  ADD ("money-of-another-patient-is-refused", test_money_of_another_patient_is_refused);
  ADD ("sums-follow-refunds-and-reversals", test_sums_follow_refunds_and_reversals);
  ADD ("reverses-once", test_reverses_once);
  ADD ("gives-back-no-more-than-it-got", test_gives_back_no_more_than_it_got);
  ADD ("promised-visit-keeps-its-deposit", test_promised_visit_keeps_its_deposit);

  ADD ("credit-is-used-once", test_credit_is_used_once);
  ADD ("goes-back-the-way-it-came", test_goes_back_the_way_it_came);

  return g_test_run ();
}
