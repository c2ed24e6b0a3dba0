/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-deposits.h"

#include "model/foyer-clinic.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-ledger.h"
#include "store/foyer-payments.h"
#include "tests/unit/desk.h"

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static FoyerGiftCard *
sell (Desk *desk)
{
  const FoyerGiftPayment payment = { 4000, FOYER_TENDER_CASH, NULL };
  g_autofree char       *code = NULL;
  g_autoptr (GError) error = NULL;
  FoyerGiftCard *card =
      foyer_gift_cards_sell (desk->db, desk->clerk, &payment, 1, NULL, &code, &error);

  g_assert_no_error (error);

  return card;
}

static gint64
count_left (Desk *desk, FoyerGiftCard *card)
{
  gint64 left_minor = -1;

  foyer_gift_cards_sum (desk->db, foyer_record_get_uid (FOYER_RECORD (card)), &left_minor,
                        NULL);

  return left_minor;
}

static gint64
get_credit (Desk *desk)
{
  gint64 credit_minor = -1;

  g_assert_true (
      foyer_ledger_sum_credit (desk->db, desk->known_patient_id, &credit_minor, NULL));

  return credit_minor;
}

/* $125 as $40 of a gift card and $85 by card. */
static gint64
book (Desk *desk, FoyerGiftCard *card)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, 9, 0);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (
      list, foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, 4000, id_of (card), NULL));
  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_CARD, 8500, 0, "T-1"));
  request.payments = list;

  return desk_book (desk, &request);
}

static void
set_cutoff (Desk *desk, gint64 hours)
{
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (desk->db, NULL);
  g_autoptr (GError) error = NULL;

  clinic->cancel_cutoff_hours = hours;
  foyer_catalogue_save (desk->db, desk->manager, clinic, &error);
  g_assert_no_error (error);
}

static void
cancel (Desk *desk, gint64 id, FoyerCancelReason reason)
{
  g_autoptr (GError) error = NULL;

  foyer_bookings_cancel (desk->db, desk->clerk, id, reason, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
settle (Desk               *desk,
        FoyerUser          *actor,
        gint64              id,
        FoyerDepositOutcome outcome,
        gint64              amount_minor,
        const char         *reason,
        GError            **error)
{
  g_autofree char           *operation = g_uuid_string_random ();
  const FoyerDepositDecision decision = { operation, outcome, amount_minor, reason,
                                          "T-9" };

  return foyer_deposits_settle (desk->db, actor, id, &decision, error);
}

static void
assert_deposit (Desk *desk, gint64 id, FoyerDepositState state, gint64 held_minor)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDeposit) deposit = foyer_deposits_get (desk->db, id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (deposit->state, ==, state);
  g_assert_cmpint (deposit->held_minor, ==, held_minor);
}

static void
assert_proposal (Desk *desk, gint64 id, FoyerDepositOutcome outcome, gboolean is_late)
{
  g_autoptr (FoyerDeposit) deposit = NULL;
  g_autoptr (FoyerDepositProposal) proposal = NULL;
  g_autoptr (GError) error = NULL;

  foyer_deposits_propose (desk->db, id, FOYER_DEPOSIT_EVENT_PATIENT_CANCELS, &deposit,
                          &proposal, &error);
  g_assert_no_error (error);
  g_assert_cmpint (proposal->outcome, ==, outcome);
  g_assert_cmpint (proposal->is_late, ==, is_late);
}

static gint64
count_charges (Desk *desk, gint64 *out_minor)
{
  *out_minor =
      desk_query (desk, "SELECT coalesce (sum (iif (kind = 'charge', 1, -1) * "
                        "amount_minor), 0) FROM ledger_entry AS e WHERE kind = 'charge' "
                        "OR (SELECT kind FROM ledger_entry WHERE id = e.reverses_id) = "
                        "'charge'");

  return desk_query (desk, "SELECT count (*) FROM ledger_entry WHERE kind = 'charge'");
}

static void
test_charge_follows (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) cash = desk_cash (12500);
  FoyerBookingRequest request;
  g_autoptr (GError) error = NULL;
  gint64 minor;
  gint64 n;
  gint64 id = desk_hold (desk);

  g_assert_cmpint (count_charges (desk, &minor), ==, 1);
  g_assert_cmpint (minor, ==, 12500);
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_DUE, 0);

  /* Booked, moved: the same charge. */
  request = (FoyerBookingRequest){ .booking_id = id, .payments = cash };
  desk_book (desk, &request);
  request = (FoyerBookingRequest){ .booking_id = id, .start_at = desk_time (11, 0) };
  g_assert_true (foyer_bookings_move (desk->db, desk->clerk, &request, NULL, &error));
  g_assert_cmpint (count_charges (desk, &minor), ==, 1);
  g_assert_cmpint (minor, ==, 12500);
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_PAID, 12500);

  /* Another kind of visit asks for nothing. */
  request = (FoyerBookingRequest){ .booking_id = id, .service_id = desk->follow_up_id };
  g_assert_true (foyer_bookings_move (desk->db, desk->clerk, &request, NULL, &error));
  count_charges (desk, &minor);
  g_assert_cmpint (minor, ==, 0);
  request = (FoyerBookingRequest){ .booking_id = id, .service_id = desk->cosmetic_id };
  g_assert_true (foyer_bookings_move (desk->db, desk->clerk, &request, NULL, &error));
  count_charges (desk, &minor);
  g_assert_cmpint (minor, ==, 12500);

  cancel (desk, id, FOYER_CANCEL_REASON_PATIENT);
  n = count_charges (desk, &minor);
  g_assert_cmpint (minor, ==, 0);
  g_assert_true (foyer_bookings_undo (desk->db, desk->clerk, id, &error));
  g_assert_cmpint (count_charges (desk, &minor), ==, n + 1);
  g_assert_cmpint (minor, ==, 12500);
}

/* A hold that runs out asks for nothing any more, in the name of whoever charged it. */
static void
test_hold_ends_its_charge (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 minor;
  gint64 n_released;

  desk_hold (desk);
  desk->profile.now += 3600;
  g_assert_true (foyer_bookings_release_holds (desk->db, &n_released, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n_released, ==, 1);
  count_charges (desk, &minor);
  g_assert_cmpint (minor, ==, 0);
  g_assert_cmpint (
      desk_query (desk, "SELECT count (DISTINCT staff_id) FROM ledger_entry"), ==, 1);
}

/* 30 hours before with a cutoff of 48: the rule says that it is forfeited, and the desk may
 * confirm that; a manager decides otherwise with a reason. */
static void
test_late_is_forfeited (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk);
  g_autoptr (GArray) undecided = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = book (desk, card);
  gint64 n;

  set_cutoff (desk, 48);
  desk->profile.now = desk_time (9, 0) - 30 * 3600;
  assert_proposal (desk, id, FOYER_DEPOSIT_OUTCOME_FORFEIT, TRUE);
  g_assert_false (
      settle (desk, desk->clerk, id, FOYER_DEPOSIT_OUTCOME_FORFEIT, 0, NULL, &error));
  desk_assert_rule (&error, "deposit-promised");
  cancel (desk, id, FOYER_CANCEL_REASON_PATIENT);

  /* However late somebody looks at it. */
  desk->profile.now = desk_time (9, 0) + 3600;
  assert_proposal (desk, id, FOYER_DEPOSIT_OUTCOME_FORFEIT, TRUE);
  undecided = foyer_deposits_list_undecided (desk->db, &error);
  g_assert_cmpuint (undecided->len, ==, 1);
  g_assert_cmpint (g_array_index (undecided, gint64, 0), ==, id);
  g_assert_true (foyer_deposits_count_undecided (desk->db, &n, &error));
  g_assert_cmpint (n, ==, 1);

  g_assert_false (settle (desk, desk->clerk, id, FOYER_DEPOSIT_OUTCOME_REFUND, 0,
                          "Kindness", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (
      settle (desk, desk->manager, id, FOYER_DEPOSIT_OUTCOME_REFUND, 0, NULL, &error));
  desk_assert_field (&error, "reason");
  g_assert_true (
      settle (desk, desk->clerk, id, FOYER_DEPOSIT_OUTCOME_FORFEIT, 0, NULL, &error));
  g_assert_no_error (error);
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_FORFEITED, 0);
  g_assert_cmpint (count_left (desk, card), ==, 0);
  g_assert_cmpint (get_credit (desk), ==, 0);
}

static void
test_in_time_is_refunded (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk);
  g_autoptr (GError) error = NULL;
  gint64 id = book (desk, card);
  gint64 n_refunds;

  set_cutoff (desk, 48);
  desk->profile.now = desk_time (9, 0) - 48 * 3600;
  cancel (desk, id, FOYER_CANCEL_REASON_PATIENT);

  /* Whoever looks at it later does not make it late. */
  desk->profile.now += 3600;
  assert_proposal (desk, id, FOYER_DEPOSIT_OUTCOME_REFUND, FALSE);
  g_assert_true (
      settle (desk, desk->clerk, id, FOYER_DEPOSIT_OUTCOME_REFUND, 0, NULL, &error));
  g_assert_no_error (error);
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_REFUNDED, 0);
  g_assert_cmpint (count_left (desk, card), ==, 4000);
  n_refunds =
      desk_query (desk, "SELECT count (*) FROM ledger_entry WHERE kind = 'refund' "
                        "AND tender = 'card' AND amount_minor = 8500 AND "
                        "terminal_reference = 'T-9' AND receipt IS NOT NULL");
  g_assert_cmpint (n_refunds, ==, 1);

  /* Nothing is left to settle. */
  g_assert_true (
      settle (desk, desk->clerk, id, FOYER_DEPOSIT_OUTCOME_REFUND, 0, NULL, &error));
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_REFUNDED, 0);
}

static void
test_clinic_never_forfeits (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk);
  g_autoptr (GError) error = NULL;
  gint64 id = book (desk, card);

  set_cutoff (desk, 48);
  desk->profile.now = desk_time (8, 0);
  cancel (desk, id, FOYER_CANCEL_REASON_CLINICIAN_ABSENT);
  assert_proposal (desk, id, FOYER_DEPOSIT_OUTCOME_REFUND, TRUE);
  g_assert_false (
      settle (desk, desk->manager, id, FOYER_DEPOSIT_OUTCOME_FORFEIT, 0, "x", &error));
  desk_assert_rule (&error, "deposit-clinic");
  g_assert_true (
      settle (desk, desk->clerk, id, FOYER_DEPOSIT_OUTCOME_REFUND, 0, NULL, &error));
  g_assert_cmpint (count_left (desk, card), ==, 4000);
}

/* What was kept is held again for a visit that takes place after all; what somebody else has
 * decided takes whoever may undo that, and what has gone back does not return. */
static void
test_undo_holds_it_again (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk);
  g_autoptr (GError) error = NULL;
  gint64                     id = book (desk, card);
  const FoyerBookingEnding   missed = { id, FOYER_BOOKING_STATE_NO_SHOW, 0, NULL };
  const FoyerDepositDecision kept = { "b1", FOYER_DEPOSIT_OUTCOME_FORFEIT, 0, NULL,
                                      NULL };
  gint64                     minor;

  desk->profile.now = desk_time (9, 0) + 1800;
  g_assert_true (foyer_deposits_end (desk->db, desk->clerk, &missed, &kept, &error));
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_FORFEITED, 0);
  g_assert_true (foyer_bookings_undo (desk->db, desk->clerk, id, &error));
  g_assert_no_error (error);
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_PAID, 12500);
  g_assert_cmpint (count_left (desk, card), ==, 0);
  count_charges (desk, &minor);
  g_assert_cmpint (minor, ==, 12500);

  cancel (desk, id, FOYER_CANCEL_REASON_PATIENT);
  g_assert_true (settle (desk, desk->manager, id, FOYER_DEPOSIT_OUTCOME_CREDIT, 0,
                         "Kindness", &error));
  g_assert_cmpint (get_credit (desk), ==, 8500);
  g_assert_cmpint (count_left (desk, card), ==, 4000);
  g_assert_false (foyer_bookings_undo (desk->db, desk->clerk, id, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);

  /* The card has its part back and may have been spent. */
  g_assert_false (foyer_bookings_undo (desk->db, desk->manager, id, &error));
  desk_assert_rule (&error, "deposit-returned");
  g_assert_cmpint (get_credit (desk), ==, 8500);
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_TRANSFERRED, 0);
}

/* Credit pays for a later visit, once. */
static void
test_credit_is_used (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk);
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, 11, 0);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  gint64 id = book (desk, card);
  gint64 later_id;

  cancel (desk, id, FOYER_CANCEL_REASON_PATIENT);
  g_assert_true (settle (desk, desk->manager, id, FOYER_DEPOSIT_OUTCOME_CREDIT, 0,
                         "Wants a peel", &error));
  g_assert_no_error (error);
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_TRANSFERRED, 0);
  g_assert_cmpint (get_credit (desk), ==, 8500);
  g_assert_cmpint (count_left (desk, card), ==, 4000);

  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_CREDIT, 8500, 0, NULL));
  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_CASH, 4000, 0, NULL));
  request.payments = list;
  later_id = desk_book (desk, &request);
  g_assert_cmpint (get_credit (desk), ==, 0);
  assert_deposit (desk, later_id, FOYER_DEPOSIT_STATE_PAID, 12500);

  /* And goes back to where it came from. */
  cancel (desk, later_id, FOYER_CANCEL_REASON_CLINIC);
  g_assert_true (settle (desk, desk->clerk, later_id, FOYER_DEPOSIT_OUTCOME_REFUND, 0,
                         NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_credit (desk), ==, 8500);
}

static void
test_part_is_kept (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk);
  g_autoptr (GError) error = NULL;
  gint64 id = book (desk, card);

  cancel (desk, id, FOYER_CANCEL_REASON_PATIENT);
  g_assert_false (
      settle (desk, desk->manager, id, FOYER_DEPOSIT_OUTCOME_REFUND, 12501, "x", &error));
  desk_assert_field (&error, "amount-minor");
  g_assert_true (settle (desk, desk->manager, id, FOYER_DEPOSIT_OUTCOME_REFUND, 5000,
                         "Half", &error));
  g_assert_no_error (error);
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_PART_PAID, 7500);
  g_assert_cmpint (count_left (desk, card), ==, 4000);
  g_assert_true (settle (desk, desk->manager, id, FOYER_DEPOSIT_OUTCOME_FORFEIT, 0,
                         "The rest", &error));
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_FORFEITED, 0);
}

static void
test_cancels_and_settles_at_once (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk);
  gint64                     id = book (desk, card);
  const FoyerBookingEnding   ending = { id, FOYER_BOOKING_STATE_CANCELLED,
                                        FOYER_CANCEL_REASON_CLINIC, "Closed" };
  g_autofree char           *operation = g_uuid_string_random ();
  const FoyerDepositDecision bad = { operation, FOYER_DEPOSIT_OUTCOME_FORFEIT, 0, "x",
                                     NULL };
  const FoyerDepositDecision good = { operation, FOYER_DEPOSIT_OUTCOME_REFUND, 0, NULL,
                                      "T-9" };
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_deposits_end (desk->db, desk->manager, &ending, &bad, &error));
  desk_assert_rule (&error, "deposit-clinic");
  g_assert_cmpint (desk_get_state (desk, id), ==, FOYER_BOOKING_STATE_BOOKED);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (foyer_deposits_end (desk->db, desk->clerk, &ending, &good, &error));
      g_assert_no_error (error);
      g_assert_cmpint (desk_get_state (desk, id), ==, FOYER_BOOKING_STATE_CANCELLED);
      assert_deposit (desk, id, FOYER_DEPOSIT_STATE_REFUNDED, 0);
      g_assert_cmpint (count_left (desk, card), ==, 4000);
    }
}

static void
test_no_show (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk);
  gint64                     id = book (desk, card);
  const FoyerBookingEnding   ending = { id, FOYER_BOOKING_STATE_NO_SHOW,
                                        FOYER_CANCEL_REASON_NONE, NULL };
  g_autofree char           *operation = g_uuid_string_random ();
  const FoyerDepositDecision decision = { operation, FOYER_DEPOSIT_OUTCOME_FORFEIT, 0,
                                          NULL, NULL };
  g_autoptr (GError) error = NULL;

  desk->profile.now = desk_time (10, 0);
  g_assert_true (foyer_deposits_end (desk->db, desk->clerk, &ending, &decision, &error));
  g_assert_no_error (error);
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_FORFEITED, 0);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM ledger_entry WHERE kind = "
                                     "'forfeit' AND reason = 'no-show'"),
                   ==, 2);
}

/* A card that was made void meanwhile takes nothing back; credit does. */
static void
test_void_card_becomes_credit (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk);
  g_autoptr (GError) error = NULL;
  gint64 id = book (desk, card);

  foyer_gift_cards_void (desk->db, desk->manager, id_of (card), "Stolen", &error);
  g_assert_no_error (error);
  cancel (desk, id, FOYER_CANCEL_REASON_CLINIC);
  g_assert_false (
      settle (desk, desk->clerk, id, FOYER_DEPOSIT_OUTCOME_REFUND, 0, NULL, &error));
  desk_assert_rule (&error, "gift-inactive");
  g_assert_true (settle (desk, desk->manager, id, FOYER_DEPOSIT_OUTCOME_CREDIT, 4000,
                         "The card is void", &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_credit (desk), ==, 4000);
  g_assert_cmpint (count_left (desk, card), ==, 0);
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_PART_PAID, 8500);
}

static void
test_waives_what_is_due (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, 9, 0);
  g_autoptr (GPtrArray) cash = desk_cash (2500);
  g_autoptr (GError) error = NULL;
  gint64 id;

  request.payments = cash;
  g_assert_true (
      foyer_bookings_hold (desk->db, desk->clerk, &request, FALSE, &id, NULL, &error));
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_PART_PAID, 2500);
  g_assert_false (foyer_deposits_waive (desk->db, desk->clerk, id, "x", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (foyer_deposits_waive (desk->db, desk->manager, id, "", &error));
  desk_assert_field (&error, "reason");
  g_assert_true (foyer_deposits_waive (desk->db, desk->manager, id, "Staff", &error));
  assert_deposit (desk, id, FOYER_DEPOSIT_STATE_PAID, 2500);
  g_assert_false (foyer_deposits_waive (desk->db, desk->manager, id, "x", &error));
  desk_assert_rule (&error, "nothing-due");
}

#define ADD(path, func)                                                                  \
  g_test_add ("/deposits/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("charge-follows", test_charge_follows);
  ADD ("hold-ends-its-charge", test_hold_ends_its_charge);
  ADD ("late-is-forfeited", test_late_is_forfeited);
  ADD ("in-time-is-refunded", test_in_time_is_refunded);
  ADD ("clinic-never-forfeits", test_clinic_never_forfeits);
  ADD ("credit-is-used", test_credit_is_used);
  ADD ("part-is-kept", test_part_is_kept);
  ADD ("at-once", test_cancels_and_settles_at_once);
  ADD ("no-show", test_no_show);
  ADD ("undo-holds-it-again", test_undo_holds_it_again);
  ADD ("void-card", test_void_card_becomes_credit);
  ADD ("waives", test_waives_what_is_due);

  return g_test_run ();
}
