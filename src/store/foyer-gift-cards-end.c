/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-gift-cards-private.h"

#include "store/foyer-db-private.h"
#include "store/foyer-ledger-private.h"

/* How a gift card leaves its use. */

typedef struct
{
  gint64         id;
  const char    *reason;
  FoyerGiftCard *card; /* (unowned) (nullable): the new one */
  char          *code; /* (owned) (nullable): of it */
} Ending;

/* The card of @ending, which is active, and what is left on it. */
static FoyerGiftCard *
begin_ending (FoyerAct *act, const Ending *ending, gint64 *out_left_minor, GError **error)
{
  g_autoptr (FoyerGiftCard) card = foyer_gift_cards_get (act->db, ending->id, error);

  if (card == NULL || !foyer_gift_cards_check_reason (ending->reason, error) ||
      !foyer_gift_cards_sum (act->db, foyer_record_get_uid (FOYER_RECORD (card)),
                             out_left_minor, error))
    return NULL;
  if (card->state != FOYER_GIFT_CARD_STATE_ACTIVE)
    {
      foyer_store_refuse_rule (error, "gift-inactive");
      return NULL;
    }

  return g_steal_pointer (&card);
}

static gboolean
take_off (FoyerAct       *act,
          FoyerGiftCard  *card,
          FoyerLedgerKind kind,
          gint64          amount_minor,
          const char     *reason,
          GError        **error)
{
  g_autoptr (FoyerLedgerEntry) entry = NULL;

  if (amount_minor == 0)
    return TRUE;
  entry = foyer_gift_cards_new_entry (card, kind, amount_minor);
  foyer_set_text (&entry->reason, reason);

  return foyer_ledger_write_in (act, entry, error);
}

/* An ending after which there is no card. */
static gboolean
end_card (FoyerDb     *db,
          FoyerUser   *actor,
          gint64       id,
          const char  *reason,
          FoyerActFunc func,
          GError     **error)
{
  Ending ending = { .id = id, .reason = reason };

  return foyer_db_act (db, actor, FOYER_ACTION_GIFT_CHANGE, reason, func, &ending, error);
}

static gboolean
make_void (FoyerAct *act, gpointer data, GError **error)
{
  const Ending *ending = data;
  gint64        left_minor;
  g_autoptr (FoyerGiftCard) card = begin_ending (act, ending, &left_minor, error);

  if (card == NULL ||
      !take_off (act, card, FOYER_LEDGER_KIND_FORFEIT, left_minor, ending->reason, error))
    return FALSE;
  card->state = FOYER_GIFT_CARD_STATE_VOID;

  return foyer_act_update (act, card, error);
}

/**
 * foyer_gift_cards_void:
 * @db: a connection that can write
 * @actor: who decides
 * @id: an active gift card
 * @reason: why
 * @error: return location for an error
 *
 * Makes a gift card unspendable for good; what was left on it is kept by the clinic.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `gift-inactive` if it cannot be spent anyway.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_gift_cards_void (
    FoyerDb *db, FoyerUser *actor, gint64 id, const char *reason, GError **error)
{
  return end_card (db, actor, id, reason, make_void, error);
}

static gboolean
replace (FoyerAct *act, gpointer data, GError **error)
{
  Ending *ending = data;
  gint64  left_minor;
  g_autoptr (FoyerGiftCard) card = begin_ending (act, ending, &left_minor, error);

  if (card == NULL)
    return FALSE;
  if (left_minor == 0)
    return foyer_store_refuse_rule (error, "gift-balance");
  if (!foyer_gift_cards_insert (act, card->expires_on, ending->card, &ending->code,
                                error) ||
      !foyer_gift_cards_hand_on (act, card, ending->card, left_minor, ending->reason,
                                 error) ||
      !foyer_gift_cards_activate (act, ending->card, error))
    return FALSE;
  card->state = FOYER_GIFT_CARD_STATE_REPLACED;
  foyer_set_text (&card->replaced_by, foyer_record_get_uid (FOYER_RECORD (ending->card)));

  return foyer_act_update (act, card, error);
}

/**
 * foyer_gift_cards_replace:
 * @db: a connection that can write
 * @actor: who decides
 * @id: a gift card that was lost
 * @reason: why
 * @out_code: (out) (transfer full): code of the new card, in groups
 * @error: return location for an error
 *
 * Makes a new gift card with what is left on a lost one, which can then no longer be spent.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `gift-inactive`, and `gift-balance` if nothing is left.
 *
 * Returns: (transfer full): the new card, or `NULL` on error
 */
FoyerGiftCard *
foyer_gift_cards_replace (FoyerDb    *db,
                          FoyerUser  *actor,
                          gint64      id,
                          const char *reason,
                          char      **out_code,
                          GError    **error)
{
  g_autoptr (FoyerGiftCard) card = foyer_gift_card_new ();
  Ending ending = { id, reason, card, NULL };

  if (!foyer_db_act (db, actor, FOYER_ACTION_GIFT_CHANGE, reason, replace, &ending,
                     error))
    {
      g_free (ending.code);
      return NULL;
    }

  *out_code = ending.code;
  return g_steal_pointer (&card);
}

/* Each payment for the card goes back the way it came. */
static gboolean
pay_back (FoyerAct *act, FoyerGiftCard *card, const char *reason, GError **error)
{
  g_autoptr (GPtrArray) entries = foyer_gift_cards_list_entries (
      act->db, foyer_record_get_uid (FOYER_RECORD (card)), error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      FoyerLedgerEntry *paid = entries->pdata[i];
      g_autoptr (FoyerLedgerEntry) refund = NULL;
      gint64 n_reversals;

      if (paid->kind != FOYER_LEDGER_KIND_GIFT_ISSUE)
        continue;
      if (!foyer_db_query_integer (
              act->db, &n_reversals, error,
              "SELECT count (*) FROM ledger_entry WHERE reverses_id = ?1", "i",
              foyer_record_get_id (FOYER_RECORD (paid))))
        return FALSE;
      if (n_reversals > 0)
        continue;
      /* What came from another card was not paid here. */
      if (paid->tender == FOYER_TENDER_NONE)
        return foyer_store_refuse_rule (error, "gift-replaced");
      refund =
          foyer_gift_cards_new_entry (card, FOYER_LEDGER_KIND_REFUND, paid->amount_minor);
      refund->tender = paid->tender;
      foyer_set_text (&refund->terminal_reference, paid->terminal_reference);
      foyer_set_text (&refund->reason, reason);
      if (!foyer_ledger_write_in (act, refund, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
refund (FoyerAct *act, gpointer data, GError **error)
{
  const Ending *ending = data;
  gint64        left_minor;
  gint64        issued_minor;
  g_autoptr (FoyerGiftCard) card = begin_ending (act, ending, &left_minor, error);

  if (card == NULL || !foyer_act_require (act, FOYER_ACTION_MONEY_RETURN, error) ||
      !foyer_db_query_integer (act->db, &issued_minor, error,
                               "SELECT sum (card_minor) FROM ledger_effect "
                               "WHERE gift_card_uid = ?1 AND kind = 'gift-issue'",
                               "s", foyer_record_get_uid (FOYER_RECORD (card))))
    return FALSE;
  if (left_minor != issued_minor)
    return foyer_store_refuse_rule (error, "gift-spent");
  if (!pay_back (act, card, ending->reason, error))
    return FALSE;
  card->state = FOYER_GIFT_CARD_STATE_VOID;

  return foyer_act_update (act, card, error);
}

/**
 * foyer_gift_cards_refund:
 * @db: a connection that can write
 * @actor: who decides
 * @id: an active gift card on which all is left that was put on it
 * @reason: why
 * @error: return location for an error
 *
 * Takes the sale of a gift card back: all that was paid for it is paid back in the same tender,
 * and the card can never be spent again.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `gift-spent` if some of it was spent, `gift-inactive`, and
 * `gift-replaced` if it replaced a lost card.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_gift_cards_refund (
    FoyerDb *db, FoyerUser *actor, gint64 id, const char *reason, GError **error)
{
  return end_card (db, actor, id, reason, refund, error);
}
