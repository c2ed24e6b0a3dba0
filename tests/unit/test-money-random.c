/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-clinic.h"
#include "model/foyer-money.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-deposits.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-ledger.h"
#include "store/foyer-payments.h"
#include "store/foyer-sql.h"
#include "store/foyer-tills.h"
#include "store/foyer-verify.h"
#include "tests/unit/desk.h"

#define N_STEPS 600

/* Every act about money by chance, after each of which the ledger is whole.  Acts may be
 * refused; what they may not do is succeed by half, or set an error that is none of theirs. */

typedef struct
{
  Desk   *desk;
  gint64  last_id;  /* of the ledger, when it was last looked at */
  char   *checksum; /* (owned) (nullable) of all entries up to it */
  guint   n_done;
  GError *error; /* (owned) (nullable) of the last act */
} Play;

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static gint64
pick (Play *play, const char *table, const char *where)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT coalesce ((SELECT id FROM %s %s ORDER BY (id * %d) %% 1009 LIMIT 1), 0)",
      table, where, g_test_rand_int_range (1, 1009));

  return desk_query (play->desk, sql);
}

static gint64
pick_amount (void)
{
  static const gint64 amounts[] = { 1, 99, 1250, 4000, 8500, 12499, 12500, 20000 };

  return amounts[g_test_rand_int_range (0, G_N_ELEMENTS (amounts))];
}

static FoyerUser *
pick_actor (Play *play)
{
  return g_test_rand_int_range (0, 4) == 0 ? play->desk->clerk : play->desk->manager;
}

static void
sell (Play *play)
{
  const FoyerGiftPayment payments[] = { { pick_amount (), FOYER_TENDER_CASH, NULL },
                                        { pick_amount (), FOYER_TENDER_CARD, "T-1" } };
  g_autofree char       *code = NULL;
  g_autoptr (FoyerGiftCard) card =
      foyer_gift_cards_sell (play->desk->db, pick_actor (play), payments,
                             1 + g_test_rand_bit (), NULL, &code, &play->error);
}

static void
reload (Play *play)
{
  const FoyerGiftPayment payment = { pick_amount (), FOYER_TENDER_CASH, NULL };
  g_autofree char       *operation = g_uuid_string_random ();

  foyer_gift_cards_reload (play->desk->db, pick_actor (play),
                           pick (play, "gift_card", ""), &payment, 1, operation,
                           &play->error);
}

static void
end_card (Play *play)
{
  FoyerDb         *db = play->desk->db;
  FoyerUser       *actor = pick_actor (play);
  gint64           id = pick (play, "gift_card", "");
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = NULL;

  switch (g_test_rand_int_range (0, 3))
    {
    case 0:
      foyer_gift_cards_void (db, actor, id, "x", &play->error);
      break;
    case 1:
      card = foyer_gift_cards_replace (db, actor, id, "x", &code, &play->error);
      break;
    default:
      foyer_gift_cards_refund (db, actor, id, "x", &play->error);
      break;
    }
}

/* One to three payments, which often come to the deposit. */
static GPtrArray *
new_payments (Play *play)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  gint64     left_minor = 12500;
  int        n = g_test_rand_int_range (1, 4);

  for (int i = 0; i < n; i++)
    {
      const FoyerTender tender = (FoyerTender) g_test_rand_int_range (
          FOYER_TENDER_NONE, FOYER_TENDER_CREDIT + 1);
      const gint64 amount_minor = i == n - 1 && g_test_rand_int_range (0, 4) > 0
                                      ? left_minor
                                      : MIN (pick_amount (), MAX (left_minor, 1));

      left_minor -= amount_minor;
      g_ptr_array_add (list, foyer_payment_new_for (
                                 tender == FOYER_TENDER_NONE ? FOYER_TENDER_CASH : tender,
                                 amount_minor,
                                 tender == FOYER_TENDER_GIFT_CARD
                                     ? pick (play, "gift_card", "WHERE state = 'active'")
                                     : 0,
                                 tender == FOYER_TENDER_CARD ? "T-2" : NULL));
    }

  return list;
}

static FoyerBookingRequest
new_request (Play *play)
{
  Desk               *desk = play->desk;
  FoyerBookingRequest request = desk_request (
      desk, desk->known_patient_id,
      g_test_rand_int_range (0, 5) == 0 ? desk->follow_up_id : desk->cosmetic_id,
      g_test_rand_int_range (8, 16), 0);

  request.start_at += g_test_rand_int_range (0, 21) * 86400;
  if (g_test_rand_bit ())
    request.clinician_id = desk->other_clinician_id;

  return request;
}

static void
hold (Play *play)
{
  FoyerBookingRequest request = new_request (play);
  g_autoptr (GPtrArray) list = new_payments (play);

  if (g_test_rand_bit ())
    request.payments = list;
  foyer_bookings_hold (play->desk->db, pick_actor (play), &request, g_test_rand_bit (),
                       NULL, NULL, &play->error);
}

/* Asked twice with the same payments it is done once. */
static void
book (Play *play)
{
  FoyerBookingRequest request = new_request (play);
  g_autoptr (GPtrArray) list = new_payments (play);
  FoyerUser *actor = pick_actor (play);
  gint64     n;

  if (g_test_rand_bit ())
    request = (FoyerBookingRequest){ .booking_id =
                                         pick (play, "booking", "WHERE state = 'held'") };
  request.payments = list;
  if (!foyer_bookings_make (play->desk->db, actor, &request, NULL, NULL, &play->error))
    return;
  n = desk_query (play->desk, "SELECT count (*) FROM ledger_entry");
  g_assert_true (
      foyer_bookings_make (play->desk->db, actor, &request, NULL, NULL, &play->error));
  g_assert_cmpint (desk_query (play->desk, "SELECT count (*) FROM ledger_entry"), ==, n);
}

static void
pay_later (Play *play)
{
  g_autoptr (GPtrArray) list = new_payments (play);

  foyer_payments_take (play->desk->db, pick_actor (play), pick (play, "booking", ""),
                       list, &play->error);
}

static void
begin (Play *play)
{
  g_autoptr (GPtrArray) list = new_payments (play);
  g_autoptr (FoyerPaymentAttempt) attempt =
      foyer_payments_begin (play->desk->db, pick_actor (play),
                            pick (play, "booking", "WHERE live"), list, &play->error);
}

static void
go_on (Play *play)
{
  FoyerDb   *db = play->desk->db;
  FoyerUser *actor = pick_actor (play);
  gint64     attempt_id = pick (play, "payment_attempt", "WHERE state = 'open'");
  gint64     payment_id = pick (play, "payment", "");

  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
      foyer_payments_note (db, actor, payment_id, "T-3", &play->error);
      break;
    case 1:
      foyer_payments_remove (db, actor, payment_id, &play->error);
      break;
    case 2:
      foyer_payments_drop (db, actor, attempt_id, "x", &play->error);
      break;
    default:
      foyer_payments_finish (db, actor, attempt_id, NULL, &play->error);
      break;
    }
}

static void
end_booking (Play *play)
{
  static const FoyerCancelReason reasons[] = { FOYER_CANCEL_REASON_PATIENT,
                                               FOYER_CANCEL_REASON_CLINIC };
  g_autofree char               *operation = g_uuid_string_random ();
  const FoyerBookingEnding       ending = { pick (play, "booking", "WHERE live"),
                                      g_test_rand_int_range (0, 3) == 0
                                                ? FOYER_BOOKING_STATE_NO_SHOW
                                                : FOYER_BOOKING_STATE_CANCELLED,
                                            reasons[g_test_rand_bit ()], NULL };
  const FoyerDepositDecision     decision = {
        operation, (FoyerDepositOutcome) g_test_rand_int_range (0, 4), 0, "x", "T-4"
  };

  foyer_deposits_end (play->desk->db, pick_actor (play), &ending,
                      g_test_rand_bit () ? &decision : NULL, &play->error);
}

static void
settle (Play *play)
{
  g_autofree char           *operation = g_uuid_string_random ();
  const FoyerDepositDecision decision = {
    operation, (FoyerDepositOutcome) g_test_rand_int_range (0, 4),
    g_test_rand_bit () ? 0 : pick_amount (), g_test_rand_bit () ? "x" : NULL, "T-5"
  };

  foyer_deposits_settle (
      play->desk->db, pick_actor (play),
      pick (play, "booking", "WHERE state IN ('cancelled', 'no-show', 'left')"),
      &decision, &play->error);
}

static void
move (Play *play)
{
  FoyerBookingRequest request = new_request (play);

  request.booking_id = pick (play, "booking", "WHERE live");
  foyer_bookings_move (play->desk->db, pick_actor (play), &request, NULL, &play->error);
}

static void
step (Play *play)
{
  FoyerDb *db = play->desk->db;
  gint64   id = pick (play, "booking", "");

  if (g_test_rand_bit ())
    foyer_bookings_undo (db, play->desk->manager, id, &play->error);
  else
    foyer_bookings_step (db, play->desk->manager, id, FOYER_BOOKING_STATE_COMPLETED, NULL,
                         &play->error);
}

static void
waive (Play *play)
{
  foyer_deposits_waive (play->desk->db, pick_actor (play), pick (play, "booking", ""),
                        "x", &play->error);
}

/* On account, and back. */
static void
use_account (Play *play)
{
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();

  entry->kind = g_test_rand_bit () ? FOYER_LEDGER_KIND_PAYMENT : FOYER_LEDGER_KIND_REFUND;
  entry->tender = FOYER_TENDER_CASH;
  entry->patient_id = play->desk->known_patient_id;
  entry->amount_minor = pick_amount ();
  foyer_set_text (&entry->reason, "x");
  foyer_ledger_add (play->desk->db, pick_actor (play), entry, &play->error);
}

static void
reverse (Play *play)
{
  foyer_ledger_reverse (play->desk->db, pick_actor (play),
                        pick (play, "ledger_entry", ""), "x", &play->error);
}

static void
use_till (Play *play)
{
  FoyerDb *db = play->desk->db;
  g_autoptr (FoyerTill) till = NULL;
  FoyerTillPieces pieces = { 1, g_test_rand_int_range (0, 30000) };

  if (!foyer_tills_get_open (db, &till, &play->error))
    return;
  if (till == NULL)
    till = foyer_tills_open (db, pick_actor (play), pick_amount (), &play->error);
  else if (g_test_rand_int_range (0, 4) == 0)
    foyer_tills_count (db, pick_actor (play), id_of (till), &pieces, 1, "x",
                       &play->error);
}

static void
check_whole (Play *play)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) findings = foyer_verify_run (play->desk->db, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const FoyerVerifyFinding *finding =
          &g_array_index (findings, FoyerVerifyFinding, i);

      if (finding->n_wrong != 0)
        g_error ("%s: %d of %d, such as %d", finding->check, (int) finding->n_wrong,
                 (int) finding->n_checked, (int) finding->example_id);
    }
}

/* A state says one thing, and what came in is held or has gone one way. */
static void
check_deposits (Play *play)
{
  gint64 last = desk_query (play->desk, "SELECT coalesce (max (id), 0) FROM booking");
  gint64 n_undecided = 0;
  gint64 n_listed;
  g_autoptr (GError) problem = NULL;

  for (gint64 id = 1; id <= last; id++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerDeposit) deposit = foyer_deposits_get (play->desk->db, id, &error);
      gint64 sum_held = 0;

      g_assert_no_error (error);
      for (guint i = 0; i < deposit->parts->len; i++)
        {
          const FoyerDepositPart *part =
              &g_array_index (deposit->parts, FoyerDepositPart, i);

          g_assert_cmpint (part->held_minor, >=, 0);
          g_assert_cmpint (part->held_minor, <=, part->paid_minor);
          sum_held += part->held_minor;
        }
      g_assert_cmpint (sum_held, ==, deposit->held_minor);
      if (deposit->state == FOYER_DEPOSIT_STATE_REFUNDED ||
          deposit->state == FOYER_DEPOSIT_STATE_FORFEITED ||
          deposit->state == FOYER_DEPOSIT_STATE_TRANSFERRED)
        g_assert_cmpint (deposit->held_minor, ==, 0);
      if (deposit->state == FOYER_DEPOSIT_STATE_PAID && !deposit->undecided)
        g_assert_cmpint (deposit->due_minor, ==, 0);
      if (deposit->state == FOYER_DEPOSIT_STATE_DUE)
        g_assert_cmpint (deposit->due_minor, >, 0);
      n_undecided += deposit->undecided;
    }
  foyer_deposits_count_undecided (play->desk->db, &n_listed, &problem);
  g_assert_no_error (problem);
  g_assert_cmpint (n_listed, ==, n_undecided);
}

static char *
dup_checksum (Play *play, gint64 last_id)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (
      play->desk->db,
      "SELECT json_array (id, uid, at, staff_id, desk, kind, patient_id, booking_id, "
      "amount_minor, currency, tender, terminal_reference, gift_card_uid, till_uid, "
      "receipt, reverses_id, reason) FROM ledger_entry WHERE id <= ?1 ORDER BY id",
      &error);

  g_assert_true (foyer_statement_bind (statement, &error, "i", last_id));
  while (foyer_statement_step (statement, &error) == FOYER_SQL_ROW)
    g_checksum_update (checksum, (const guchar *) foyer_statement_text (statement, 0),
                       -1);
  g_assert_no_error (error);

  return g_strdup (g_checksum_get_string (checksum));
}

/* No entry has changed since the last look. */
static void
check_history (Play *play)
{
  g_autofree char *now = dup_checksum (play, play->last_id);

  if (play->checksum != NULL)
    g_assert_cmpstr (now, ==, play->checksum);
  play->last_id =
      desk_query (play->desk, "SELECT coalesce (max (id), 0) FROM ledger_entry");
  g_free (play->checksum);
  play->checksum = dup_checksum (play, play->last_id);
}

static void
take_step (Play *play)
{
  static void (*const acts[]) (Play * play) = {
    sell, sell,      reload, end_card,    hold,    hold,        book,   book,
    book, pay_later, begin,  go_on,       go_on,   end_booking, settle, settle,
    move, step,      waive,  use_account, reverse, use_till
  };

  play->desk->profile.now += g_test_rand_int_range (0, 1200);
  acts[g_test_rand_int_range (0, G_N_ELEMENTS (acts))](play);
  if (play->error == NULL)
    {
      play->n_done++;
      return;
    }
  if (play->error->domain != FOYER_STORE_ERROR ||
      (play->error->code != FOYER_STORE_ERROR_RULE &&
       play->error->code != FOYER_STORE_ERROR_INVALID &&
       play->error->code != FOYER_STORE_ERROR_DENIED &&
       play->error->code != FOYER_STORE_ERROR_NOT_FOUND))
    g_error ("%s", play->error->message);
  g_clear_error (&play->error);
}

static void
set_currency (Desk *desk, const char *currency)
{
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (desk->db, NULL);
  g_autoptr (GError) error = NULL;

  foyer_set_text (&clinic->currency, currency);
  clinic->cancel_cutoff_hours = 48;
  foyer_catalogue_save (desk->db, desk->manager, clinic, &error);
  g_assert_no_error (error);
}

static void
test_all_acts (Desk *desk, gconstpointer currency)
{
  Play play = { .desk = desk };

  set_currency (desk, currency);
  for (guint i = 0; i < N_STEPS; i++)
    {
      take_step (&play);
      if (i % 10 == 9)
        {
          check_whole (&play);
          check_deposits (&play);
          check_history (&play);
        }
    }
  g_test_message ("%u of %d acts were done, %d entries", play.n_done, N_STEPS,
                  (int) play.last_id);
  g_assert_cmpuint (play.n_done, >, N_STEPS / 5);
  g_assert_cmpint (
      desk_query (desk, "SELECT count (DISTINCT currency) FROM ledger_entry"), ==, 1);
  g_free (play.checksum);
}

int
main (int argc, char **argv)
{
  static const char *const currencies[] = { "USD", "JPY", "KWD" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      g_autofree char *path = g_strdup_printf ("/money-random/%s", currencies[i]);

      g_test_add (path, Desk, currencies[i], desk_set_up, test_all_acts, desk_tear_down);
    }

  return g_test_run ();
}
