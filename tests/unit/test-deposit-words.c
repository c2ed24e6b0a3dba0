/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-deposit-words.h"

/* A deposit of $125 of which so much is held. */
static FoyerDeposit
make (FoyerDepositState state, gint64 held_minor)
{
  return (FoyerDeposit){
    .state = state,
    .asked_minor = 12500,
    .due_minor = 12500 - held_minor,
    .paid_minor = 12500,
    .held_minor = held_minor,
  };
}

static void
test_every_state_has_a_word_and_an_icon (void)
{
  for (int state = FOYER_DEPOSIT_STATE_NONE; state <= FOYER_DEPOSIT_STATE_TRANSFERRED;
       state++)
    {
      const FoyerDeposit deposit = make ((FoyerDepositState) state, 4000);
      g_autofree char   *line = foyer_deposit_words_summary (&deposit, "USD");

      g_assert_cmpstr (foyer_deposit_words_state ((FoyerDepositState) state), !=, "");
      g_assert_nonnull (foyer_deposit_words_icon ((FoyerDepositState) state));
      g_assert_true ((line != NULL) == (state != FOYER_DEPOSIT_STATE_NONE));
    }
}

static void
test_part_and_undecided (void)
{
  FoyerDeposit     deposit = make (FOYER_DEPOSIT_STATE_PART_PAID, 4000);
  g_autofree char *part = foyer_deposit_words_summary (&deposit, "USD");
  g_autofree char *undecided = NULL;

  g_assert_cmpstr (part, ==, "Deposit part paid: $40.00 of $125.00, $85.00 due");
  deposit.undecided = TRUE;
  undecided = foyer_deposit_words_summary (&deposit, "USD");
  g_assert_cmpstr (undecided, ==, "Deposit $40.00 held: to be decided");
}

static void
test_settled_twice (void)
{
  FoyerDeposit     deposit = make (FOYER_DEPOSIT_STATE_REFUNDED, -12500);
  g_autofree char *line = NULL;

  deposit.overdrawn_minor = 12500;
  line = foyer_deposit_words_summary (&deposit, "USD");
  g_assert_cmpstr (line, ==, "Deposit settled twice: $125.00 too much");
}

static void
assert_line (FoyerLedgerKind kind,
             FoyerTender     tender,
             const char     *last_four,
             const char     *expected)
{
  const FoyerDepositLine line = { kind, tender, NULL, 8500 };
  g_autofree char       *words = foyer_deposit_words_line (&line, "USD", last_four);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_lines_by_tender (void)
{
  assert_line (FOYER_LEDGER_KIND_GIFT_RESTORE, FOYER_TENDER_GIFT_CARD, "K7QP",
               "$85.00 back on gift card …K7QP.");
  assert_line (FOYER_LEDGER_KIND_REFUND, FOYER_TENDER_CARD, NULL,
               "$85.00 back to the card, at the terminal.");
  assert_line (FOYER_LEDGER_KIND_REFUND, FOYER_TENDER_CASH, NULL, "$85.00 back in cash.");
  assert_line (FOYER_LEDGER_KIND_FORFEIT, FOYER_TENDER_CARD, NULL,
               "The clinic keeps $85.00 (Card).");
  assert_line (FOYER_LEDGER_KIND_TRANSFER, FOYER_TENDER_CASH, NULL,
               "$85.00 (Cash) become credit of the patient.");
}

static void
assert_rule (FoyerDepositEvent   event,
             FoyerDepositOutcome outcome,
             gboolean            is_late,
             const char         *expected)
{
  const FoyerDepositProposal proposal = { .outcome = outcome, .is_late = is_late };
  g_autofree char           *words = foyer_deposit_words_rule (&proposal, event, 24);

  g_assert_true (g_str_has_prefix (words, expected));
}

static void
test_rule_says_why (void)
{
  assert_rule (
      FOYER_DEPOSIT_EVENT_PATIENT_CANCELS, FOYER_DEPOSIT_OUTCOME_FORFEIT, TRUE,
      "Late: less than 24 h before the visit. The rule of the clinic: the clinic "
      "keeps");
  assert_rule (FOYER_DEPOSIT_EVENT_PATIENT_CANCELS, FOYER_DEPOSIT_OUTCOME_REFUND, FALSE,
               "In time: 24 h or more before the visit.");
  assert_rule (FOYER_DEPOSIT_EVENT_CLINIC_CANCELS, FOYER_DEPOSIT_OUTCOME_REFUND, TRUE,
               "It is not the patient who cancels");
  assert_rule (FOYER_DEPOSIT_EVENT_NO_SHOW, FOYER_DEPOSIT_OUTCOME_FORFEIT, TRUE,
               "The patient did not come.");
}

static void
test_reasons (void)
{
  g_assert_cmpstr (foyer_deposit_words_reason ("no-show"), ==,
                   "The patient did not come");
  g_assert_cmpstr (foyer_deposit_words_reason ("Mother in hospital"), ==,
                   "Mother in hospital");
  g_assert_null (foyer_deposit_words_reason (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/deposit-words/states", test_every_state_has_a_word_and_an_icon);
  g_test_add_func ("/deposit-words/part-and-undecided", test_part_and_undecided);
  g_test_add_func ("/deposit-words/settled-twice", test_settled_twice);
  g_test_add_func ("/deposit-words/lines-by-tender", test_lines_by_tender);
  g_test_add_func ("/deposit-words/rule-says-why", test_rule_says_why);
  g_test_add_func ("/deposit-words/reasons", test_reasons);

  return g_test_run ();
}
