/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-till-words.h"

#include "present/foyer-format.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_till_words_title:
 * @till: a till
 *
 * Returns: (transfer full): which desk’s it is
 */
char *
foyer_till_words_title (FoyerTill *till)
{
  /* Translators: the letters of a desk. */
  return g_strdup_printf (C_ ("till", "Till %s"), till->drawer);
}

/**
 * foyer_till_words_state:
 * @till: a till
 *
 * Returns: (transfer none): how far it is
 */
const char *
foyer_till_words_state (FoyerTill *till)
{
  switch (till->state)
    {
    case FOYER_TILL_STATE_OPEN:
      return C_ ("till state", "Open");
    case FOYER_TILL_STATE_COUNTED:
      return C_ ("till", "Waits for the second count");
    case FOYER_TILL_STATE_CLOSED:
    default:
      return till->counted_minor == till->expected_minor
                 ? C_ ("till", "Closed")
                 : C_ ("till", "Closed with a difference");
    }
}

/**
 * foyer_till_words_state_class:
 * @till: a till
 *
 * Returns: (transfer none) (nullable): the CSS class of its badge
 */
const char *
foyer_till_words_state_class (FoyerTill *till)
{
  if (till->state == FOYER_TILL_STATE_OPEN)
    return "success";

  return till->state == FOYER_TILL_STATE_COUNTED ||
                 till->counted_minor != till->expected_minor
             ? "warning"
             : NULL;
}

/**
 * foyer_till_words_amount:
 * @minor: an amount, which may be less than nothing
 * @currency: ISO 4217 code
 *
 * Returns: (transfer full): the amount
 */
char *
foyer_till_words_amount (gint64 minor, const char *currency)
{
  g_autofree char *amount = foyer_format_money (ABS (minor), currency);

  return minor < 0 ? g_strconcat ("−", amount, NULL) : g_steal_pointer (&amount);
}

/**
 * foyer_till_words_get_effect:
 * @entry: a movement of money
 * @meant: what it takes back if it is a correction, else itself
 *
 * Returns: what came in by it, minor units; less than nothing if it was paid back
 */
gint64
foyer_till_words_get_effect (FoyerLedgerEntry *entry, FoyerLedgerEntry *meant)
{
  gint64 effect = 0;

  if (entry->tender == FOYER_TENDER_NONE)
    return 0;
  if (meant->kind == FOYER_LEDGER_KIND_PAYMENT ||
      meant->kind == FOYER_LEDGER_KIND_GIFT_ISSUE ||
      meant->kind == FOYER_LEDGER_KIND_GIFT_REDEEM)
    effect = entry->amount_minor;
  else if (meant->kind == FOYER_LEDGER_KIND_REFUND ||
           meant->kind == FOYER_LEDGER_KIND_GIFT_RESTORE)
    effect = -entry->amount_minor;

  return meant != entry ? -effect : effect;
}
