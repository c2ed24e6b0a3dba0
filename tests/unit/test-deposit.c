/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-deposit-proposal.h"
#include "model/foyer-time.h"

#define BOOKING 7
#define START G_GINT64_CONSTANT (1800000000)

static FoyerBooking *
new_booking (gint64 deposit_minor, FoyerBookingState state)
{
  FoyerBooking *booking = foyer_booking_new ();

  foyer_record_set_id (FOYER_RECORD (booking), BOOKING);
  booking->deposit_minor = deposit_minor;
  booking->state = state;

  return booking;
}

static FoyerLedgerEntry *
add (GPtrArray      *entries,
     FoyerLedgerKind kind,
     FoyerTender     tender,
     const char     *gift_card_uid,
     gint64          amount_minor)
{
  FoyerLedgerEntry *entry = foyer_ledger_entry_new ();

  foyer_record_set_id (FOYER_RECORD (entry), (gint64) entries->len + 1);
  entry->booking_id = BOOKING;
  entry->kind = kind;
  entry->tender = tender;
  entry->amount_minor = amount_minor;
  foyer_set_text (&entry->gift_card_uid, gift_card_uid);
  g_ptr_array_add (entries, entry);

  return entry;
}

static void
take_back (GPtrArray *entries, FoyerLedgerEntry *entry)
{
  FoyerLedgerEntry *correction =
      add (entries, FOYER_LEDGER_KIND_CORRECTION, entry->tender, entry->gift_card_uid,
           entry->amount_minor);

  correction->reverses_id = foyer_record_get_id (FOYER_RECORD (entry));
}

static FoyerClinic *
new_clinic (void)
{
  FoyerClinic *clinic = foyer_clinic_new ();

  clinic->cancel_cutoff_hours = 48;
  clinic->deposit_in_time = FOYER_DEPOSIT_OUTCOME_REFUND;
  clinic->deposit_late = FOYER_DEPOSIT_OUTCOME_FORFEIT;
  clinic->deposit_no_show = FOYER_DEPOSIT_OUTCOME_FORFEIT;

  return clinic;
}

static void
assert_state (FoyerBooking *booking, GPtrArray *entries, FoyerDepositState state)
{
  g_autoptr (FoyerDeposit) deposit = foyer_deposit_new (booking, entries);

  g_assert_cmpstr (foyer_enum_to_nick (FOYER_TYPE_DEPOSIT_STATE, (int) deposit->state),
                   ==, foyer_enum_to_nick (FOYER_TYPE_DEPOSIT_STATE, (int) state));
}

static void
test_goes_through_its_states (void)
{
  g_autoptr (FoyerBooking) booking = new_booking (12500, FOYER_BOOKING_STATE_HELD);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  FoyerLedgerEntry *payment;

  assert_state (booking, entries, FOYER_DEPOSIT_STATE_DUE);
  add (entries, FOYER_LEDGER_KIND_CHARGE, FOYER_TENDER_NONE, NULL, 12500);
  assert_state (booking, entries, FOYER_DEPOSIT_STATE_DUE);
  add (entries, FOYER_LEDGER_KIND_GIFT_REDEEM, FOYER_TENDER_GIFT_CARD, "g", 4000);
  assert_state (booking, entries, FOYER_DEPOSIT_STATE_PART_PAID);
  payment = add (entries, FOYER_LEDGER_KIND_PAYMENT, FOYER_TENDER_CARD, NULL, 8500);
  assert_state (booking, entries, FOYER_DEPOSIT_STATE_PAID);
  take_back (entries, payment);
  assert_state (booking, entries, FOYER_DEPOSIT_STATE_PART_PAID);
  add (entries, FOYER_LEDGER_KIND_WAIVER, FOYER_TENDER_NONE, NULL, 8500);
  assert_state (booking, entries, FOYER_DEPOSIT_STATE_PAID);
  booking->state = FOYER_BOOKING_STATE_COMPLETED;
  assert_state (booking, entries, FOYER_DEPOSIT_STATE_APPLIED);
  booking->state = FOYER_BOOKING_STATE_CANCELLED;
  assert_state (booking, entries, FOYER_DEPOSIT_STATE_PAID);
  add (entries, FOYER_LEDGER_KIND_GIFT_RESTORE, FOYER_TENDER_GIFT_CARD, "g", 4000);
  assert_state (booking, entries, FOYER_DEPOSIT_STATE_REFUNDED);
}

static void
test_ends (void)
{
  static const struct
  {
    FoyerLedgerKind   kind;
    FoyerDepositState state;
  } cases[] = {
    { FOYER_LEDGER_KIND_REFUND, FOYER_DEPOSIT_STATE_REFUNDED },
    { FOYER_LEDGER_KIND_FORFEIT, FOYER_DEPOSIT_STATE_FORFEITED },
    { FOYER_LEDGER_KIND_TRANSFER, FOYER_DEPOSIT_STATE_TRANSFERRED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerBooking) booking =
          new_booking (12500, FOYER_BOOKING_STATE_CANCELLED);
      g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

      assert_state (booking, entries, FOYER_DEPOSIT_STATE_NONE);
      add (entries, FOYER_LEDGER_KIND_PAYMENT, FOYER_TENDER_CASH, NULL, 12500);
      add (entries, cases[i].kind, FOYER_TENDER_CASH, NULL, 12500);
      assert_state (booking, entries, cases[i].state);
      /* A visit that comes back has to be paid again. */
      booking->state = FOYER_BOOKING_STATE_HELD;
      assert_state (booking, entries, FOYER_DEPOSIT_STATE_DUE);
    }
}

/* One desk has paid back what another one has kept while they were apart. */
static void
test_settled_twice_shows (void)
{
  g_autoptr (FoyerBooking) booking = new_booking (12500, FOYER_BOOKING_STATE_CANCELLED);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerDeposit) once = NULL;
  g_autoptr (FoyerDeposit) twice = NULL;
  g_autoptr (FoyerDeposit) mended = NULL;
  FoyerLedgerEntry *refund;

  add (entries, FOYER_LEDGER_KIND_GIFT_REDEEM, FOYER_TENDER_GIFT_CARD, "g", 4000);
  add (entries, FOYER_LEDGER_KIND_PAYMENT, FOYER_TENDER_CASH, NULL, 8500);
  add (entries, FOYER_LEDGER_KIND_FORFEIT, FOYER_TENDER_CASH, NULL, 8500);
  once = foyer_deposit_new (booking, entries);
  g_assert_cmpint (once->overdrawn_minor, ==, 0);
  refund = add (entries, FOYER_LEDGER_KIND_REFUND, FOYER_TENDER_CASH, NULL, 8500);
  twice = foyer_deposit_new (booking, entries);
  g_assert_cmpint (twice->overdrawn_minor, ==, 8500);
  take_back (entries, refund);
  mended = foyer_deposit_new (booking, entries);
  g_assert_cmpint (mended->overdrawn_minor, ==, 0);
  g_assert_cmpint (mended->held_minor, ==, 4000);
}

static void
test_waived_is_not_paid (void)
{
  g_autoptr (FoyerBooking) booking = new_booking (12500, FOYER_BOOKING_STATE_BOOKED);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerDeposit) deposit = NULL;

  add (entries, FOYER_LEDGER_KIND_WAIVER, FOYER_TENDER_NONE, NULL, 12500);
  assert_state (booking, entries, FOYER_DEPOSIT_STATE_WAIVED);
  deposit = foyer_deposit_new (booking, entries);
  g_assert_cmpint (deposit->held_minor, ==, 0);
  g_assert_cmpint (deposit->due_minor, ==, 0);
  g_assert_cmpint (deposit->waived_minor, ==, 12500);
}

static void
test_other_bookings_do_not_count (void)
{
  g_autoptr (FoyerBooking) booking = new_booking (12500, FOYER_BOOKING_STATE_HELD);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  add (entries, FOYER_LEDGER_KIND_PAYMENT, FOYER_TENDER_CASH, NULL, 12500)->booking_id =
      BOOKING + 1;
  assert_state (booking, entries, FOYER_DEPOSIT_STATE_DUE);
}

/* What left before entries named their tender is taken from money, not from gift cards. */
static void
test_unnamed_tender_spares_gift_cards (void)
{
  g_autoptr (FoyerBooking) booking = new_booking (12500, FOYER_BOOKING_STATE_CANCELLED);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerDeposit) deposit = NULL;

  add (entries, FOYER_LEDGER_KIND_GIFT_REDEEM, FOYER_TENDER_GIFT_CARD, "g", 4000);
  add (entries, FOYER_LEDGER_KIND_PAYMENT, FOYER_TENDER_CASH, NULL, 8500);
  add (entries, FOYER_LEDGER_KIND_FORFEIT, FOYER_TENDER_NONE, NULL, 9000);
  deposit = foyer_deposit_new (booking, entries);
  g_assert_cmpuint (deposit->parts->len, ==, 2);
  g_assert_cmpint (g_array_index (deposit->parts, FoyerDepositPart, 0).held_minor, ==,
                   3500);
  g_assert_cmpint (g_array_index (deposit->parts, FoyerDepositPart, 1).held_minor, ==, 0);
}

static void
assert_line (FoyerDepositProposal *proposal,
             guint                 i,
             FoyerLedgerKind       kind,
             FoyerTender           tender,
             gint64                amount_minor)
{
  const FoyerDepositLine *line = &g_array_index (proposal->lines, FoyerDepositLine, i);

  g_assert_cmpint (line->kind, ==, kind);
  g_assert_cmpint (line->tender, ==, tender);
  g_assert_cmpint (line->amount_minor, ==, amount_minor);
}

static void
test_rule_of_the_clinic (void)
{
  static const struct
  {
    FoyerDepositEvent   event;
    gint64              hours_before;
    FoyerDepositOutcome outcome;
    gboolean            is_late;
  } cases[] = {
    { FOYER_DEPOSIT_EVENT_PATIENT_CANCELS, 49, FOYER_DEPOSIT_OUTCOME_REFUND, FALSE },
    { FOYER_DEPOSIT_EVENT_PATIENT_CANCELS, 48, FOYER_DEPOSIT_OUTCOME_REFUND, FALSE },
    { FOYER_DEPOSIT_EVENT_PATIENT_CANCELS, 47, FOYER_DEPOSIT_OUTCOME_FORFEIT, TRUE },
    { FOYER_DEPOSIT_EVENT_PATIENT_CANCELS, -1, FOYER_DEPOSIT_OUTCOME_FORFEIT, TRUE },
    { FOYER_DEPOSIT_EVENT_CLINIC_CANCELS, 30, FOYER_DEPOSIT_OUTCOME_REFUND, TRUE },
    { FOYER_DEPOSIT_EVENT_MOVE, 1, FOYER_DEPOSIT_OUTCOME_CARRY, TRUE },
    { FOYER_DEPOSIT_EVENT_NO_SHOW, -1, FOYER_DEPOSIT_OUTCOME_FORFEIT, TRUE },
  };
  g_autoptr (FoyerBooking) booking = new_booking (12500, FOYER_BOOKING_STATE_BOOKED);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerClinic) clinic = new_clinic ();
  g_autoptr (FoyerDeposit) deposit = NULL;

  add (entries, FOYER_LEDGER_KIND_PAYMENT, FOYER_TENDER_CARD, NULL, 8500);
  add (entries, FOYER_LEDGER_KIND_GIFT_REDEEM, FOYER_TENDER_GIFT_CARD, "g", 4000);
  deposit = foyer_deposit_new (booking, entries);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerDepositProposal) proposal =
          foyer_deposit_propose (deposit, clinic, cases[i].event, START,
                                 START - cases[i].hours_before * FOYER_HOUR_SECONDS);

      g_assert_cmpint (proposal->outcome, ==, cases[i].outcome);
      g_assert_cmpint (proposal->is_late, ==, cases[i].is_late);
      switch (proposal->outcome)
        {
        case FOYER_DEPOSIT_OUTCOME_REFUND:
          assert_line (proposal, 0, FOYER_LEDGER_KIND_GIFT_RESTORE,
                       FOYER_TENDER_GIFT_CARD, 4000);
          assert_line (proposal, 1, FOYER_LEDGER_KIND_REFUND, FOYER_TENDER_CARD, 8500);
          break;

        case FOYER_DEPOSIT_OUTCOME_FORFEIT:
          assert_line (proposal, 0, FOYER_LEDGER_KIND_FORFEIT, FOYER_TENDER_GIFT_CARD,
                       4000);
          assert_line (proposal, 1, FOYER_LEDGER_KIND_FORFEIT, FOYER_TENDER_CARD, 8500);
          break;

        case FOYER_DEPOSIT_OUTCOME_CREDIT:
        case FOYER_DEPOSIT_OUTCOME_CARRY:
        default:
          g_assert_cmpuint (proposal->lines->len, ==, 0);
        }
    }

  /* Without a cutoff nothing is late. */
  clinic->cancel_cutoff_hours = 0;
  {
    g_autoptr (FoyerDepositProposal) proposal = foyer_deposit_propose (
        deposit, clinic, FOYER_DEPOSIT_EVENT_PATIENT_CANCELS, START, START);

    g_assert_false (proposal->is_late);
    g_assert_cmpint (proposal->outcome, ==, FOYER_DEPOSIT_OUTCOME_REFUND);
  }
}

/* Whatever the rule, the clinic does not keep what it could not earn. */
static void
test_clinic_never_forfeits (void)
{
  g_autoptr (FoyerBooking) booking = new_booking (12500, FOYER_BOOKING_STATE_BOOKED);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerClinic) clinic = new_clinic ();
  g_autoptr (FoyerDeposit) deposit = NULL;

  add (entries, FOYER_LEDGER_KIND_PAYMENT, FOYER_TENDER_CASH, NULL, 12500);
  deposit = foyer_deposit_new (booking, entries);
  clinic->deposit_in_time = FOYER_DEPOSIT_OUTCOME_FORFEIT;
  for (int reason = 0; reason <= (int) FOYER_CANCEL_REASON_ERROR; reason++)
    {
      FoyerDepositEvent event =
          foyer_deposit_event_for_reason ((FoyerCancelReason) reason);
      g_autoptr (FoyerDepositProposal) proposal =
          foyer_deposit_propose (deposit, clinic, event, START, START);

      g_assert_true ((event == FOYER_DEPOSIT_EVENT_CLINIC_CANCELS) ==
                     (proposal->outcome == FOYER_DEPOSIT_OUTCOME_REFUND));
    }
}

static const struct
{
  FoyerTender tender;
  const char *gift_card_uid;
} ways[] = {
  { FOYER_TENDER_CASH, NULL },       { FOYER_TENDER_CARD, NULL },
  { FOYER_TENDER_GIFT_CARD, "g-1" }, { FOYER_TENDER_GIFT_CARD, "g-2" },
  { FOYER_TENDER_CREDIT, NULL },
};

/* A step that the ledger would let through; returns what it did to each way. */
static void
add_random (GPtrArray *entries, gint64 *held)
{
  static const FoyerLedgerKind leaving[] = { FOYER_LEDGER_KIND_REFUND,
                                             FOYER_LEDGER_KIND_FORFEIT,
                                             FOYER_LEDGER_KIND_TRANSFER };
  guint           way = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (ways));
  gboolean        is_gift = ways[way].tender == FOYER_TENDER_GIFT_CARD;
  FoyerLedgerKind kind = leaving[g_test_rand_int_range (0, G_N_ELEMENTS (leaving))];
  gint64          amount;

  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
      add (entries, FOYER_LEDGER_KIND_WAIVER, FOYER_TENDER_NONE, NULL,
           g_test_rand_int_range (1, 200));
      return;

    case 1:
      add (entries, FOYER_LEDGER_KIND_CHARGE, FOYER_TENDER_NONE, NULL,
           g_test_rand_int_range (1, 200));
      return;

    case 2:
      if (held[way] == 0)
        return;
      if (is_gift && kind == FOYER_LEDGER_KIND_REFUND)
        kind = FOYER_LEDGER_KIND_GIFT_RESTORE;
      amount =
          g_test_rand_bit () ? held[way] : g_test_rand_int_range (1, (int) held[way] + 1);
      held[way] -= amount;
      add (entries, kind, ways[way].tender, ways[way].gift_card_uid, amount);
      return;

    case 3:
      amount = g_test_rand_int_range (1, 100);
      take_back (entries, add (entries, FOYER_LEDGER_KIND_PAYMENT, FOYER_TENDER_CASH,
                               NULL, amount));
      return;

    default:
      amount = g_test_rand_int_range (1, 100);
      held[way] += amount;
      add (entries, is_gift ? FOYER_LEDGER_KIND_GIFT_REDEEM : FOYER_LEDGER_KIND_PAYMENT,
           ways[way].tender, ways[way].gift_card_uid, amount);
    }
}

static void
shuffle (GPtrArray *entries)
{
  for (guint i = entries->len; i > 1; i--)
    {
      guint    j = (guint) g_test_rand_int_range (0, (int) i);
      gpointer swapped = entries->pdata[i - 1];

      entries->pdata[i - 1] = entries->pdata[j];
      entries->pdata[j] = swapped;
    }
}

static gint64
sum_standing (GPtrArray *entries, FoyerLedgerKind kind)
{
  gint64 sum = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      FoyerLedgerEntry *entry = entries->pdata[i];
      gboolean          stands = entry->kind == kind;

      for (guint j = 0; j < entries->len; j++)
        stands = stands && FOYER_LEDGER_ENTRY (entries->pdata[j])->reverses_id !=
                               foyer_record_get_id (FOYER_RECORD (entry));
      sum += stands ? entry->amount_minor : 0;
    }

  return sum;
}

/* Says of each state on its own whether it holds: exactly one must. */
static guint
list_states (FoyerBooking *booking, GPtrArray *entries, gint64 held)
{
  gint64 waived = sum_standing (entries, FOYER_LEDGER_KIND_WAIVER);
  gint64 forfeited = sum_standing (entries, FOYER_LEDGER_KIND_FORFEIT);
  gint64 moved = sum_standing (entries, FOYER_LEDGER_KIND_TRANSFER);
  gint64 refunded = sum_standing (entries, FOYER_LEDGER_KIND_REFUND) +
                    sum_standing (entries, FOYER_LEDGER_KIND_GIFT_RESTORE);
  gint64   asked = booking->deposit_minor;
  gboolean is_over = booking->state >= FOYER_BOOKING_STATE_NO_SHOW || asked == 0;
  gboolean is_done = booking->state == FOYER_BOOKING_STATE_COMPLETED;
  guint    states = 0;

#define STATE(name, holds)                                                               \
  if (holds)                                                                             \
  states |= 1u << FOYER_DEPOSIT_STATE_##name
  STATE (APPLIED, held > 0 && is_done);
  STATE (PAID, held > 0 && !is_done && held + waived >= asked);
  STATE (PART_PAID, held > 0 && !is_done && held + waived < asked);
  STATE (DUE, held == 0 && !is_over && waived < asked);
  STATE (FORFEITED, held == 0 && is_over && forfeited > 0);
  STATE (TRANSFERRED, held == 0 && is_over && forfeited == 0 && moved > 0);
  STATE (REFUNDED, held == 0 && is_over && forfeited + moved == 0 && refunded > 0);
  STATE (WAIVED,
         held == 0 && ((!is_over && waived >= asked) ||
                       (is_over && forfeited + moved + refunded == 0 && waived > 0)));
  STATE (NONE, held == 0 && is_over && forfeited + moved + refunded + waived == 0);
#undef STATE

  return states;
}

static void
test_is_never_in_two_states (void)
{
  for (guint run = 0; run < 3000; run++)
    {
      g_autoptr (FoyerBooking) booking = new_booking (
          g_test_rand_int_range (0, 3) * 60,
          (FoyerBookingState) g_test_rand_int_range (
              FOYER_BOOKING_STATE_HELD, FOYER_BOOKING_STATE_ENTERED_IN_ERROR + 1));
      g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
      gint64 held[G_N_ELEMENTS (ways)] = { 0 };

      for (int n = g_test_rand_int_range (0, 12); n > 0; n--)
        {
          g_autoptr (FoyerDeposit) deposit = NULL;
          gint64 sum = 0;
          gint64 of_parts = 0;

          add_random (entries, held);
          shuffle (entries);
          deposit = foyer_deposit_new (booking, entries);
          for (guint i = 0; i < G_N_ELEMENTS (held); i++)
            sum += held[i];
          for (guint i = 0; i < deposit->parts->len; i++)
            of_parts += g_array_index (deposit->parts, FoyerDepositPart, i).held_minor;
          g_assert_cmpint (deposit->held_minor, ==, sum);
          g_assert_cmpint (of_parts, ==, sum);
          g_assert_cmpuint (1u << deposit->state, ==,
                            list_states (booking, entries, sum));
        }
    }
}

/* What is proposed, once written, leaves nothing undecided and nothing lost. */
static void
test_proposal_settles_all (void)
{
  for (guint run = 0; run < 2000; run++)
    {
      g_autoptr (FoyerBooking) booking = new_booking (100, FOYER_BOOKING_STATE_CANCELLED);
      g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (FoyerDeposit) before = NULL;
      g_autoptr (FoyerDeposit) after = NULL;
      g_autoptr (FoyerDepositProposal) proposal = NULL;
      FoyerDepositOutcome outcome =
          (FoyerDepositOutcome) g_test_rand_int_range (0, FOYER_DEPOSIT_OUTCOME_CARRY);
      gint64 held[G_N_ELEMENTS (ways)] = { 0 };

      for (int n = g_test_rand_int_range (1, 12); n > 0; n--)
        add_random (entries, held);
      before = foyer_deposit_new (booking, entries);
      g_assert_true (before->undecided == (before->held_minor > 0));
      proposal = foyer_deposit_propose_outcome (before, outcome);
      g_assert_cmpint (proposal->total_minor, ==, before->held_minor);
      for (guint i = 0; i < proposal->lines->len; i++)
        {
          const FoyerDepositLine *line =
              &g_array_index (proposal->lines, FoyerDepositLine, i);

          g_assert_true (line->tender != FOYER_TENDER_GIFT_CARD ||
                         line->kind == FOYER_LEDGER_KIND_FORFEIT ||
                         line->kind == FOYER_LEDGER_KIND_GIFT_RESTORE);
          g_assert_true (i == 0 || line->tender != FOYER_TENDER_GIFT_CARD ||
                         line[-1].tender == FOYER_TENDER_GIFT_CARD);
          add (entries, line->kind, line->tender, line->gift_card_uid,
               line->amount_minor);
        }
      after = foyer_deposit_new (booking, entries);
      g_assert_cmpint (after->held_minor, ==, 0);
      g_assert_false (after->undecided);
      g_assert_true (outcome != FOYER_DEPOSIT_OUTCOME_FORFEIT ||
                     proposal->lines->len == 0 ||
                     after->state == FOYER_DEPOSIT_STATE_FORFEITED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/deposit/goes-through-its-states", test_goes_through_its_states);
  g_test_add_func ("/deposit/ends", test_ends);
  g_test_add_func ("/deposit/settled-twice-shows", test_settled_twice_shows);
  g_test_add_func ("/deposit/waived-is-not-paid", test_waived_is_not_paid);
  g_test_add_func ("/deposit/other-bookings-do-not-count",
                   test_other_bookings_do_not_count);
  g_test_add_func ("/deposit/unnamed-tender-spares-gift-cards",
                   test_unnamed_tender_spares_gift_cards);
  g_test_add_func ("/deposit/rule-of-the-clinic", test_rule_of_the_clinic);
  g_test_add_func ("/deposit/clinic-never-forfeits", test_clinic_never_forfeits);
  g_test_add_func ("/deposit/is-never-in-two-states", test_is_never_in_two_states);
  g_test_add_func ("/deposit/proposal-settles-all", test_proposal_settles_all);

  return g_test_run ();
}
