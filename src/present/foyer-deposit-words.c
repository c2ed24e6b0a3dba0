/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-deposit-words.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *word;
  const char *icon_name;
  const char *css_class; /* (nullable) */
} states[] = {
  [FOYER_DEPOSIT_STATE_NONE] = { NC_ ("deposit", "No deposit"), "emblem-ok-symbolic",
                                 NULL },
  [FOYER_DEPOSIT_STATE_DUE] = { NC_ ("deposit", "Due"), "dialog-warning-symbolic",
                                "warning" },
  [FOYER_DEPOSIT_STATE_PART_PAID] = { NC_ ("deposit", "Part paid"),
                                      "dialog-warning-symbolic", "warning" },
  [FOYER_DEPOSIT_STATE_PAID] = { NC_ ("deposit", "Paid"), "emblem-ok-symbolic",
                                 "success" },
  [FOYER_DEPOSIT_STATE_WAIVED] = { NC_ ("deposit", "Waived"), "emblem-ok-symbolic",
                                   NULL },
  [FOYER_DEPOSIT_STATE_APPLIED] = { NC_ ("deposit", "Applied"), "emblem-ok-symbolic",
                                    "success" },
  [FOYER_DEPOSIT_STATE_REFUNDED] = { NC_ ("deposit", "Refunded"), "edit-undo-symbolic",
                                     NULL },
  [FOYER_DEPOSIT_STATE_FORFEITED] = { NC_ ("deposit", "Forfeited"),
                                      "changes-prevent-symbolic", NULL },
  [FOYER_DEPOSIT_STATE_TRANSFERRED] = { NC_ ("deposit", "Turned into credit"),
                                        "go-next-symbolic", NULL },
};

/**
 * foyer_deposit_words_state:
 * @state: what has become of a deposit
 *
 * Returns: (transfer none): the word for it
 */
const char *
foyer_deposit_words_state (FoyerDepositState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (states), "");

  return g_dpgettext2 (GETTEXT_PACKAGE, "deposit", states[state].word);
}

/**
 * foyer_deposit_words_icon:
 * @state: what has become of a deposit
 *
 * Returns: (transfer none): name of a symbolic icon, which always stands beside the word
 */
const char *
foyer_deposit_words_icon (FoyerDepositState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (states), NULL);

  return states[state].icon_name;
}

/**
 * foyer_deposit_words_class:
 * @state: what has become of a deposit
 *
 * Returns: (transfer none) (nullable): a class that colours it
 */
const char *
foyer_deposit_words_class (FoyerDepositState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (states), NULL);

  return states[state].css_class;
}

/**
 * foyer_deposit_words_outcome:
 * @outcome: what can become of a deposit
 *
 * Returns: (transfer none): what a person chooses
 */
const char *
foyer_deposit_words_outcome (FoyerDepositOutcome outcome)
{
  switch (outcome)
    {
    case FOYER_DEPOSIT_OUTCOME_REFUND:
      return C_ ("deposit", "Give it back");

    case FOYER_DEPOSIT_OUTCOME_CREDIT:
      return C_ ("deposit", "Keep it as the patient’s credit");

    case FOYER_DEPOSIT_OUTCOME_FORFEIT:
      return C_ ("deposit", "The clinic keeps it");

    case FOYER_DEPOSIT_OUTCOME_CARRY:
    default:
      return C_ ("deposit", "Decide later");
    }
}

/* What the program writes as a reason, in words; NULL where a person has written it. */
static const char *
find_reason (const char *reason)
{
  static const char *const reasons[][2] = {
    { "patient-cancels", NC_ ("why money moved", "The patient cancelled") },
    { "clinic-cancels", NC_ ("why money moved", "It was not the patient who cancelled") },
    { "no-show", NC_ ("why money moved", "The patient did not come") },
    { "not-asked-for", NC_ ("why money moved", "Not asked for any more") },
    { "visit-restored", NC_ ("why money moved", "The visit takes place after all") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reason, reasons[i][0]) == 0)
      return reasons[i][1];

  return NULL;
}

/**
 * foyer_deposit_words_reason:
 * @reason: (nullable): why an entry of the ledger was written
 *
 * Returns: (transfer none) (nullable): that in words, where the program gave the reason
 */
const char *
foyer_deposit_words_reason (const char *reason)
{
  const char *words = find_reason (reason);

  return words != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, "why money moved", words)
                       : reason;
}

/**
 * foyer_deposit_words_reason_in:
 * @tongue: a language
 * @reason: (nullable): why an entry of the ledger was written
 *
 * Returns: (transfer none) (nullable): as foyer_deposit_words_reason(), in that language
 */
const char *
foyer_deposit_words_reason_in (FoyerTongue *tongue, const char *reason)
{
  const char *words = find_reason (reason);

  return words != NULL ? foyer_tongue_say (tongue, "why money moved", words) : reason;
}

/**
 * foyer_deposit_words_summary:
 * @deposit: how a deposit stands
 * @currency: ISO 4217 code in which the clinic counts
 *
 * Returns: (transfer full) (nullable): that in a line, `NULL` if there is none
 */
char *
foyer_deposit_words_summary (const FoyerDeposit *deposit, const char *currency)
{
  g_autofree char *asked = foyer_format_money (deposit->asked_minor, currency);
  g_autofree char *due = foyer_format_money (deposit->due_minor, currency);
  g_autofree char *held = foyer_format_money (deposit->held_minor, currency);
  g_autofree char *paid = foyer_format_money (deposit->paid_minor, currency);
  g_autofree char *overdrawn = foyer_format_money (deposit->overdrawn_minor, currency);

  if (deposit->overdrawn_minor > 0)
    /* Translators: %s was paid back or kept twice, at two desks that were apart */
    return g_strdup_printf (C_ ("deposit", "Deposit settled twice: %s too much"),
                            overdrawn);
  if (deposit->undecided)
    /* Translators: money for a visit that will not take place */
    return g_strdup_printf (C_ ("deposit", "Deposit %s held: to be decided"), held);

  switch (deposit->state)
    {
    case FOYER_DEPOSIT_STATE_DUE:
      return g_strdup_printf (C_ ("deposit", "Deposit %s due"), due);

    case FOYER_DEPOSIT_STATE_PART_PAID:
      /* Translators: %1$s was paid of %2$s, and %3$s is missing */
      return g_strdup_printf (C_ ("deposit", "Deposit part paid: %1$s of %2$s, %3$s due"),
                              held, asked, due);

    case FOYER_DEPOSIT_STATE_PAID:
      return g_strdup_printf (C_ ("deposit", "Deposit %s paid"), held);

    case FOYER_DEPOSIT_STATE_APPLIED:
      return g_strdup_printf (C_ ("deposit", "Deposit %s applied to the visit"), held);

    case FOYER_DEPOSIT_STATE_WAIVED:
      return g_strdup (C_ ("deposit", "Deposit waived"));

    case FOYER_DEPOSIT_STATE_REFUNDED:
      return g_strdup_printf (C_ ("deposit", "Deposit %s refunded"), paid);

    case FOYER_DEPOSIT_STATE_FORFEITED:
      return g_strdup_printf (C_ ("deposit", "Deposit of %s forfeited"), paid);

    case FOYER_DEPOSIT_STATE_TRANSFERRED:
      return g_strdup_printf (C_ ("deposit", "Deposit of %s turned into credit"), paid);

    case FOYER_DEPOSIT_STATE_NONE:
    default:
      return NULL;
    }
}

/**
 * foyer_deposit_words_tender:
 * @tender: how something was paid
 * @last_four: (nullable): last signs of the gift card
 *
 * Returns: (transfer full): the word for it, with the gift card
 */
char *
foyer_deposit_words_tender (FoyerTender tender, const char *last_four)
{
  if (tender == FOYER_TENDER_GIFT_CARD && last_four != NULL)
    /* Translators: %s are the last four signs of the code of a gift card. */
    return g_strdup_printf (C_ ("tender", "Gift card …%s"), last_four);

  return g_strdup (foyer_words_tender (tender));
}

/**
 * foyer_deposit_words_line:
 * @line: an entry that a proposal would write
 * @currency: ISO 4217 code
 * @last_four: (nullable): last signs of its gift card
 *
 * Returns: (transfer full): what it does
 */
char *
foyer_deposit_words_line (const FoyerDepositLine *line,
                          const char             *currency,
                          const char             *last_four)
{
  g_autofree char *amount = foyer_format_money (line->amount_minor, currency);

  if (line->kind == FOYER_LEDGER_KIND_FORFEIT)
    {
      g_autofree char *tender = foyer_deposit_words_tender (line->tender, last_four);

      /* Translators: %1$s is an amount, %2$s how it was paid. */
      return g_strdup_printf (_ ("The clinic keeps %1$s (%2$s)."), amount, tender);
    }
  if (line->kind == FOYER_LEDGER_KIND_TRANSFER)
    {
      g_autofree char *tender = foyer_deposit_words_tender (line->tender, last_four);

      /* Translators: %1$s is an amount, %2$s how it was paid. */
      return g_strdup_printf (_ ("%1$s (%2$s) become credit of the patient."), amount,
                              tender);
    }

  switch (line->tender)
    {
    case FOYER_TENDER_GIFT_CARD:
      if (last_four != NULL)
        /* Translators: an amount, and the last four signs of the code of a gift card. */
        return g_strdup_printf (_ ("%1$s back on gift card …%2$s."), amount, last_four);
      return g_strdup_printf (_ ("%s back on the gift card."), amount);

    case FOYER_TENDER_CARD:
      return g_strdup_printf (_ ("%s back to the card, at the terminal."), amount);

    case FOYER_TENDER_CASH:
      return g_strdup_printf (_ ("%s back in cash."), amount);

    case FOYER_TENDER_CREDIT:
    case FOYER_TENDER_NONE:
    default:
      return g_strdup_printf (_ ("%s back to the credit of the patient."), amount);
    }
}

static const char *
get_consequence (FoyerDepositOutcome outcome)
{
  switch (outcome)
    {
    case FOYER_DEPOSIT_OUTCOME_REFUND:
      return _ ("The rule of the clinic: the deposit is given back.");

    case FOYER_DEPOSIT_OUTCOME_CREDIT:
      return _ ("The rule of the clinic: the deposit becomes credit of the patient.");

    case FOYER_DEPOSIT_OUTCOME_FORFEIT:
      return _ ("The rule of the clinic: the clinic keeps the deposit.");

    case FOYER_DEPOSIT_OUTCOME_CARRY:
    default:
      return _ ("The rule of the clinic: the deposit stays with the visit.");
    }
}

/**
 * foyer_deposit_words_rule:
 * @proposal: what the rule of the clinic says
 * @event: what happens to the visit
 * @cutoff_hours: later than this before the visit is late; 0: nothing is
 *
 * Returns: (transfer full): why it says so, and what it says
 */
char *
foyer_deposit_words_rule (const FoyerDepositProposal *proposal,
                          FoyerDepositEvent           event,
                          gint64                      cutoff_hours)
{
  const char      *consequence = get_consequence (proposal->outcome);
  g_autofree char *cutoff = foyer_format_duration (cutoff_hours * 60);
  g_autofree char *why = NULL;

  if (event == FOYER_DEPOSIT_EVENT_CLINIC_CANCELS)
    return g_strdup (_ ("It is not the patient who cancels: the deposit is given back, "
                        "whatever the time."));
  if (event == FOYER_DEPOSIT_EVENT_NO_SHOW)
    why = g_strdup (_ ("The patient did not come."));
  else if (cutoff_hours <= 0)
    return g_strdup (consequence);
  else if (proposal->is_late)
    /* Translators: %s is a length of time, 48 h. */
    why = g_strdup_printf (_ ("Late: less than %s before the visit."), cutoff);
  else
    /* Translators: %s is a length of time, 48 h. */
    why = g_strdup_printf (_ ("In time: %s or more before the visit."), cutoff);

  return g_strdup_printf ("%s %s", why, consequence);
}
