/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-tills.h"

#include "store/foyer-gift-cards.h"
#include "store/foyer-ledger.h"
#include "store/foyer-sql.h"
#include "tests/unit/desk.h"

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static FoyerTill *
open_till (Desk *desk, gint64 float_minor)
{
  g_autoptr (GError) error = NULL;
  FoyerTill *till = foyer_tills_open (desk->db, desk->clerk, float_minor, &error);

  g_assert_no_error (error);

  return till;
}

static FoyerLedgerEntry *
take (Desk *desk, FoyerTender tender, gint64 amount_minor)
{
  FoyerLedgerEntry *entry = foyer_ledger_entry_new ();
  g_autoptr (GError) error = NULL;

  entry->kind = FOYER_LEDGER_KIND_PAYMENT;
  entry->patient_id = desk->known_patient_id;
  entry->amount_minor = amount_minor;
  entry->tender = tender;
  foyer_set_text (&entry->terminal_reference, "T-1");
  foyer_ledger_add (desk->db, desk->clerk, entry, &error);
  g_assert_no_error (error);

  return entry;
}

static gboolean
give_back (Desk *desk, FoyerTender tender, gint64 amount_minor, GError **error)
{
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();

  entry->kind = FOYER_LEDGER_KIND_REFUND;
  entry->patient_id = desk->known_patient_id;
  entry->amount_minor = amount_minor;
  entry->tender = tender;
  foyer_set_text (&entry->terminal_reference, "T-1");
  foyer_set_text (&entry->reason, "Because");

  return foyer_ledger_add (desk->db, desk->manager, entry, error);
}

static gboolean
count (Desk       *desk,
       FoyerUser  *actor,
       FoyerTill  *till,
       gint64      minor,
       const char *reason,
       GError    **error)
{
  const FoyerTillPieces pieces[] = { { 100, minor / 100 }, { 1, minor % 100 } };

  return foyer_tills_count (desk->db, actor, id_of (till), pieces, 2, reason, error);
}

static FoyerTill *
get (Desk *desk, FoyerTill *till)
{
  g_autoptr (GPtrArray) tills = foyer_tills_list (desk->db, 0, G_MAXINT64, NULL);

  for (guint i = 0; i < tills->len; i++)
    if (id_of (tills->pdata[i]) == id_of (till))
      return g_object_ref (tills->pdata[i]);

  return NULL;
}

static void
test_takes_what_is_paid (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerTill) till = open_till (desk, 5000);
  g_autoptr (FoyerTill) open = NULL;
  g_autoptr (FoyerLedgerEntry) cash = take (desk, FOYER_TENDER_CASH, 2500);
  g_autoptr (FoyerLedgerEntry) card = take (desk, FOYER_TENDER_CARD, 1000);
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  gint64 cash_minor;

  g_assert_cmpstr (cash->till_uid, ==, foyer_record_get_uid (FOYER_RECORD (till)));
  g_assert_true (give_back (desk, FOYER_TENDER_CASH, 500, &error));
  g_assert_true (foyer_tills_get_open (desk->db, &open, &error));
  g_assert_cmpint (id_of (open), ==, id_of (till));
  g_assert_true (foyer_tills_sum_cash (desk->db, till, &cash_minor, &error));
  g_assert_cmpint (cash_minor, ==, 7000);

  lines = foyer_tills_report (desk->db, cash->till_uid, &error);
  g_assert_cmpuint (lines->len, ==, 3);
  for (guint i = 0; i < lines->len; i++)
    {
      FoyerTillLine *line = &g_array_index (lines, FoyerTillLine, i);

      if (line->staff_id == id_of (desk->manager))
        g_assert_cmpint (line->out_minor, ==, 500);
      else
        g_assert_cmpint (line->in_minor, ==,
                         line->tender == FOYER_TENDER_CASH ? 2500 : 1000);
    }
}

static void
test_one_is_open_at_a_time (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (FoyerTill) next = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_tills_open (desk->db, desk->clerk, -1, &error));
  desk_assert_field (&error, "float-minor");
  g_assert_null (foyer_tills_open (desk->db, desk->doctor, 0, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);
  till = open_till (desk, 0);
  g_assert_null (foyer_tills_open (desk->db, desk->clerk, 0, &error));
  desk_assert_rule (&error, "till-open");
  g_assert_true (count (desk, desk->clerk, till, 0, NULL, &error));
  next = open_till (desk, 0);
  g_assert_cmpint (id_of (next), !=, id_of (till));
}

static void
test_difference_needs_a_reason (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerTill) till = open_till (desk, 5000);
  g_autoptr (FoyerLedgerEntry) cash = take (desk, FOYER_TENDER_CASH, 2500);
  g_autoptr (FoyerTill) closed = NULL;
  g_autoptr (GPtrArray) counts = NULL;
  g_autoptr (GError) error = NULL;
  const FoyerTillPieces bad[] = { { 100, -1 }, { 0, 1 }, { G_MAXINT64, 2 } };
  const char *const fields[] = { "pieces", "denomination-minor", "denomination-minor" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (foyer_tills_count (desk->db, desk->clerk, id_of (till), &bad[i], 1,
                                         NULL, &error));
      desk_assert_field (&error, fields[i]);
    }
  g_assert_false (count (desk, desk->clerk, till, 7499, NULL, &error));
  desk_assert_field (&error, "reason");
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM till_count"), ==, 0);
  g_assert_true (count (desk, desk->clerk, till, 7499, "A cent fell down", &error));
  closed = get (desk, till);
  g_assert_cmpint (closed->state, ==, FOYER_TILL_STATE_CLOSED);
  g_assert_cmpint (closed->expected_minor, ==, 7500);
  g_assert_cmpint (closed->counted_minor, ==, 7499);
  g_assert_cmpint (closed->closed_by, ==, id_of (desk->clerk));
  counts = foyer_tills_list_counts (desk->db, id_of (till), &error);
  g_assert_cmpuint (counts->len, ==, 2);
  g_assert_cmpint (FOYER_TILL_COUNT (counts->pdata[0])->pieces, ==, 74);
}

static void
test_second_count_is_by_another_person (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerTill) till = open_till (desk, 5000);
  g_autoptr (FoyerTill) counted = NULL;
  g_autoptr (FoyerTill) closed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      foyer_db_exec (desk->db, "UPDATE clinic SET till_second_count = 1", NULL));
  g_assert_true (count (desk, desk->clerk, till, 5000, NULL, &error));
  counted = get (desk, till);
  g_assert_cmpint (counted->state, ==, FOYER_TILL_STATE_COUNTED);
  g_assert_false (give_back (desk, FOYER_TENDER_CASH, 1, &error));
  desk_assert_rule (&error, "till-closed");
  g_assert_true (count (desk, desk->clerk, till, 5001, "Again", &error));
  g_assert_false (count (desk, desk->manager, till, 5000, NULL, &error));
  desk_assert_rule (&error, "till-counts-differ");
  g_assert_true (count (desk, desk->manager, till, 5001, NULL, &error));
  closed = get (desk, till);
  g_assert_cmpint (closed->state, ==, FOYER_TILL_STATE_CLOSED);
  g_assert_cmpint (closed->counted_by, ==, id_of (desk->clerk));
  g_assert_cmpint (closed->closed_by, ==, id_of (desk->manager));
}

static void
refuse (Desk *desk, const char *sql, const char *rule)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_db_exec (desk->db, sql, &error));
  desk_assert_rule (&error, rule);
}

static void
test_closing_locks (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerTill) till = open_till (desk, 0);
  g_autoptr (FoyerLedgerEntry) cash = take (desk, FOYER_TENDER_CASH, 100);
  g_autoptr (GError) error = NULL;

  desk->profile.now += 60;
  g_assert_true (count (desk, desk->clerk, till, 100, NULL, &error));
  g_assert_false (count (desk, desk->clerk, till, 100, NULL, &error));
  desk_assert_rule (&error, "till-closed");
  refuse (desk, "UPDATE till SET float_minor = 1", "till-closed");
  refuse (desk, "UPDATE till SET state = 'open'", "till-closed");
  refuse (desk, "DELETE FROM till", "append-only");
  refuse (desk, "DELETE FROM till_count", "append-only");
  refuse (desk, "UPDATE till_count SET pieces = 7", "append-only");
  refuse (desk,
          "INSERT INTO ledger_entry (uid, at, staff_id, desk, kind, patient_id, "
          "amount_minor, currency, tender, till_uid) SELECT 'late', at + 3600, staff_id, "
          "desk, kind, patient_id, 1, currency, tender, till_uid FROM ledger_entry",
          "till-closed");
  refuse (desk,
          "INSERT INTO ledger_entry (uid, at, staff_id, desk, kind, patient_id, "
          "amount_minor, currency, tender) SELECT 'late', at, staff_id, desk, kind, "
          "patient_id, 1, currency, tender FROM ledger_entry",
          "till-closed");
}

static void
test_money_needs_a_till_if_wanted (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (FoyerLedgerEntry) without = take (desk, FOYER_TENDER_CASH, 100);
  g_autoptr (FoyerLedgerEntry) within = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (without->till_uid);
  g_assert_true (foyer_db_exec (desk->db, "UPDATE clinic SET till_required = 1", NULL));
  g_assert_false (give_back (desk, FOYER_TENDER_CASH, 1, &error));
  desk_assert_rule (&error, "till-needed");
  till = open_till (desk, 0);
  within = take (desk, FOYER_TENDER_CASH, 100);
  g_assert_nonnull (within->till_uid);
}

static void
test_receipts_have_no_gaps (Desk *desk, gconstpointer data)
{
  const FoyerGiftPayment payments[] = { { 100, FOYER_TENDER_CASH, NULL },
                                        { 200, FOYER_TENDER_CARD, "T-1" } };
  g_autofree char       *code = NULL;
  g_autoptr (FoyerLedgerEntry) one = take (desk, FOYER_TENDER_CASH, 100);
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (FoyerLedgerEntry) last = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (one->receipt, ==, "A-000001");
  /* What fails leaves no gap. */
  g_assert_false (give_back (desk, FOYER_TENDER_CASH, 101, &error));
  desk_assert_rule (&error, "refund");
  card = foyer_gift_cards_sell (desk->db, desk->clerk, payments, 2, NULL, &code, &error);
  g_assert_no_error (error);
  entries = foyer_tills_list_receipt (desk->db, "A-000002", &error);
  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_true (give_back (desk, FOYER_TENDER_CASH, 100, &error));
  last = take (desk, FOYER_TENDER_CASH, 100);
  g_assert_cmpstr (last->receipt, ==, "A-000004");

  refuse (desk, "DELETE FROM receipt", "append-only");
  refuse (desk, "UPDATE receipt SET at = 1", "append-only");
  refuse (desk, "INSERT INTO receipt (drawer, number, at) VALUES ('A', 6, 0)",
          "receipt-gap");
}

/* Whatever is done: the tills hold what the ledger says, and receipts count on. */
static void
test_tills_are_the_ledger (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerTill) till = NULL;

  for (guint i = 0; i < 300; i++)
    {
      gint64      amount = g_test_rand_int_range (1, 10000);
      FoyerTender tender = g_test_rand_bit () ? FOYER_TENDER_CASH : FOYER_TENDER_CARD;
      gint64      n_entries = desk_query (desk, "SELECT count (*) FROM ledger_entry");
      gint64      cash_minor;

      desk->profile.now++;
      switch (g_test_rand_int_range (0, 8))
        {
        case 0:
          if (till == NULL)
            till = open_till (desk, amount);
          break;

        case 1:
          if (till == NULL)
            break;
          foyer_tills_sum_cash (desk->db, till, &cash_minor, NULL);
          g_assert_true (count (desk, desk->clerk, till, MAX (cash_minor, 0), "x", NULL));
          g_clear_object (&till);
          break;

        case 2:
          give_back (desk, tender, amount, NULL);
          break;

        case 3:
          foyer_ledger_reverse (desk->db, desk->manager,
                                g_test_rand_int_range (1, (int) n_entries + 2), "x",
                                NULL);
          break;

        case 4:
          {
            FoyerGiftPayment payment = { amount, tender, "T-1" };
            g_autofree char *code = NULL;
            g_autoptr (FoyerGiftCard) card = foyer_gift_cards_sell (
                desk->db, desk->clerk, &payment, 1, NULL, &code, NULL);

            if (g_test_rand_bit ())
              foyer_gift_cards_refund (desk->db, desk->manager, id_of (card), "x", NULL);
          }
          break;

        default:
          g_object_unref (take (desk, tender, amount));
        }
    }

  g_assert_cmpint (desk_query (desk, "SELECT sum (money_minor) FROM ledger_effect"), ==,
                   desk_query (desk, "SELECT coalesce ((SELECT sum (money_minor) FROM "
                                     "till JOIN ledger_effect ON till_uid = till.uid), "
                                     "0) + coalesce ((SELECT sum (money_minor) FROM "
                                     "ledger_effect WHERE till_uid IS NULL), 0)"));
  g_assert_cmpint (
      desk_query (desk, "SELECT count (*) FROM till WHERE state = 'closed' "
                        "AND expected_minor <> float_minor + coalesce ((SELECT "
                        "sum (money_minor) FROM ledger_effect WHERE till_uid = till.uid "
                        "AND tender = 'cash'), 0)"),
      ==, 0);
  g_assert_cmpint (desk_query (desk, "SELECT max (number) - count (*) FROM receipt"), ==,
                   0);
  g_assert_cmpint (desk_query (desk, "SELECT count (DISTINCT receipt) FROM ledger_entry"),
                   ==, desk_query (desk, "SELECT count (*) FROM receipt"));
}

#define ADD(name, function)                                                              \
  g_test_add ("/tills/" name, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("takes-what-is-paid", test_takes_what_is_paid);
  ADD ("one-is-open-at-a-time", test_one_is_open_at_a_time);
  ADD ("difference-needs-a-reason", test_difference_needs_a_reason);
  ADD ("second-count-is-by-another-person", test_second_count_is_by_another_person);
  ADD ("closing-locks", test_closing_locks);
  ADD ("money-needs-a-till-if-wanted", test_money_needs_a_till_if_wanted);
  ADD ("receipts-have-no-gaps", test_receipts_have_no_gaps);
  ADD ("tills-are-the-ledger", test_tills_are_the_ledger);

  return g_test_run ();
}
