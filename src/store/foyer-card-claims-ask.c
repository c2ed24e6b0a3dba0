/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-gift-card.h"
#include "store/foyer-card-claims-private.h"
#include "store/foyer-db-private.h"
#include "store/foyer-gift-cards.h"

/* What a desk asks of a gift card before it makes an entry. */

static gboolean
has_endpoint (FoyerDb *db, gint64 *out_has, GError **error)
{
  return foyer_db_query_integer (db, out_has, error, "SELECT count (*) FROM endpoint",
                                 "");
}

typedef struct
{
  const char          *operation;
  gint64               card_id;
  gint64               amount_minor;
  FoyerCardClaimState *out_state;
  gboolean             refund;
  GPtrArray           *operations; /* (owned) (nullable) */
} Asking;

static gboolean
add_claim (FoyerAct      *act,
           FoyerGiftCard *card,
           const char    *operation,
           gint64         amount_minor,
           GError       **error)
{
  const char *uid = foyer_record_get_uid (FOYER_RECORD (card));
  gint64      other;

  if (amount_minor <= 0)
    return foyer_store_refuse_field (error, "amount-minor", "out-of-range");
  if (!foyer_db_query_integer (act->db, &other, error,
                               "SELECT count (*) FROM card_claim WHERE op = ?1 "
                               "AND (card_uid <> ?2 OR amount_minor <> ?3)",
                               "ssi", operation, uid, -amount_minor))
    return FALSE;
  if (other != 0)
    return foyer_store_refuse_rule (error, "operation");

  return foyer_db_run (act->db, error,
                       "INSERT INTO card_claim (op, card_uid, amount_minor, state, at) "
                       "VALUES (?1, ?2, ?3, 'wanted', ?4) ON CONFLICT (op) DO UPDATE "
                       "SET state = 'wanted', at = ?4 WHERE state <> 'granted'",
                       "ssii", operation, uid, -amount_minor, act->now) &&
         foyer_card_claims_show_card (act, uid, error);
}

static gboolean
ask (FoyerAct *act, gpointer data, GError **error)
{
  Asking *asking = data;
  g_autoptr (FoyerGiftCard) card = foyer_gift_cards_get (act->db, asking->card_id, error);

  if (card == NULL)
    return FALSE;
  if (asking->operation == NULL || *asking->operation == '\0')
    return foyer_store_refuse_field (error, "operation", "missing");

  return add_claim (act, card, asking->operation, asking->amount_minor, error);
}

/**
 * foyer_card_claims_ask:
 * @db: a connection that can write
 * @actor: who takes the payment
 * @operation: name of the payment, which is the uid of its `FoyerPayment`
 * @card_id: a gift card
 * @amount_minor: what is to be taken from it
 * @out_state: (out): granted if there is no endpoint to be asked, wanted otherwise
 * @error: return location for an error
 *
 * Asks that the endpoint take so much from the card before the payment is made, so that no
 * other desk can take it.  The next sync does it; foyer_card_claims_get() tells the answer.
 * What is not used within ten minutes is given back.
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`, `FOYER_STORE_ERROR_INVALID`,
 * `FOYER_STORE_ERROR_RULE` `operation` if something else was asked under this name.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_card_claims_ask (FoyerDb             *db,
                       FoyerUser           *actor,
                       const char          *operation,
                       gint64               card_id,
                       gint64               amount_minor,
                       FoyerCardClaimState *out_state,
                       GError             **error)
{
  Asking asking = { .operation = operation,
                    .card_id = card_id,
                    .amount_minor = amount_minor };
  gint64 has;

  *out_state = FOYER_CARD_CLAIM_GRANTED;
  if (!has_endpoint (db, &has, error))
    return FALSE;
  if (!has)
    return TRUE;

  *out_state = FOYER_CARD_CLAIM_WANTED;
  return foyer_db_act (db, actor, FOYER_ACTION_MONEY_TAKE, NULL, ask, &asking, error);
}

static gboolean
has_operation (GPtrArray *operations, const char *op)
{
  for (guint i = 0; i < operations->len; i++)
    if (g_strcmp0 (operations->pdata[i], op) == 0)
      return TRUE;

  return FALSE;
}

/* What was asked for before and is not for a payment is used again. */
static gboolean
find_unused (
    FoyerAct *act, Asking *asking, const char *uid, gint64 amount, GError **error)
{
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (
      act->db,
      "SELECT op FROM card_claim WHERE card_uid = ?1 AND amount_minor = ?2 "
      "AND entry_uid IS NULL AND state IN ('wanted', 'granted') "
      "AND op NOT IN (SELECT uid FROM payment) ORDER BY at, op",
      error);
  FoyerSqlStep step;

  if (statement == NULL || !foyer_statement_bind (statement, error, "si", uid, -amount))
    return FALSE;
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      const char *op = foyer_statement_text (statement, 0);

      if (has_operation (asking->operations, op))
        continue;
      g_ptr_array_add (asking->operations, g_strdup (op));
      return TRUE;
    }

  return step == FOYER_SQL_DONE;
}

static gboolean
ask_one (
    FoyerAct *act, Asking *asking, FoyerGiftCard *card, gint64 amount, GError **error)
{
  guint n_before = asking->operations->len;

  if (!find_unused (act, asking, foyer_record_get_uid (FOYER_RECORD (card)), amount,
                    error))
    return FALSE;
  if (asking->operations->len == n_before)
    g_ptr_array_add (asking->operations, g_uuid_string_random ());

  return add_claim (act, card, asking->operations->pdata[n_before], amount, error);
}

static gboolean
ask_rest (FoyerAct *act, gpointer data, GError **error)
{
  Asking *asking = data;
  g_autoptr (FoyerGiftCard) card = foyer_gift_cards_get (act->db, asking->card_id, error);
  g_autoptr (GPtrArray) entries = NULL;
  const char *uid;
  gint64      left_minor;

  if (card == NULL)
    return FALSE;
  uid = foyer_record_get_uid (FOYER_RECORD (card));
  if (!asking->refund)
    return foyer_gift_cards_sum (act->db, uid, &left_minor, error) &&
           (left_minor <= 0 || ask_one (act, asking, card, left_minor, error));

  /* Each payment for the card is paid back by an entry of its own. */
  entries = foyer_gift_cards_list_entries (act->db, uid, error);
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      FoyerLedgerEntry *entry = entries->pdata[i];
      gint64            n_reversals;

      if (!foyer_db_query_integer (
              act->db, &n_reversals, error,
              "SELECT count (*) FROM ledger_entry WHERE reverses_id = ?1", "i",
              foyer_record_get_id (FOYER_RECORD (entry))))
        return FALSE;
      if (entry->kind == FOYER_LEDGER_KIND_GIFT_ISSUE && n_reversals == 0 &&
          !ask_one (act, asking, card, entry->amount_minor, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * foyer_card_claims_ask_rest:
 * @db: a connection that can write
 * @actor: who decides
 * @card_id: a gift card that is to be made void, replaced or paid back
 * @refund: whether what was paid for it is paid back
 * @error: return location for an error
 *
 * Asks that the endpoint take all from the card that its end will take.  Once all of it is
 * granted, foyer_gift_cards_void(), foyer_gift_cards_replace() or foyer_gift_cards_refund()
 * uses it.
 *
 * Returns: (transfer full) (element-type utf8): names of the claims, none if there is nothing
 *   to be asked; `NULL` on error
 */
GPtrArray *
foyer_card_claims_ask_rest (
    FoyerDb *db, FoyerUser *actor, gint64 card_id, gboolean refund, GError **error)
{
  g_autoptr (GPtrArray) operations = g_ptr_array_new_with_free_func (g_free);
  Asking asking = { .card_id = card_id, .refund = refund, .operations = operations };
  gint64 has;

  if (!has_endpoint (db, &has, error))
    return NULL;
  if (has &&
      !foyer_db_act (db, actor, FOYER_ACTION_GIFT_CHANGE, NULL, ask_rest, &asking, error))
    return NULL;

  return g_steal_pointer (&operations);
}

static gboolean
drop (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_db_run (act->db, error,
                       "UPDATE card_claim SET state = 'dropped' "
                       "WHERE op = ?1 AND entry_uid IS NULL",
                       "s", data) &&
         foyer_card_claims_show (act, data, error);
}

/**
 * foyer_card_claims_drop:
 * @db: a connection that can write
 * @actor: who had asked
 * @operation: name of a claim that is not needed
 * @error: return location for an error
 *
 * Gives a claim back.  One that an entry was made for stays.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_card_claims_drop (FoyerDb    *db,
                        FoyerUser  *actor,
                        const char *operation,
                        GError    **error)
{
  return foyer_db_act (db, actor, FOYER_ACTION_MONEY_TAKE, NULL, drop,
                       (gpointer) operation, error);
}

/**
 * foyer_card_claims_are_awaited:
 * @db: a connection
 * @out_awaited: (out): whether an answer to what was asked for, and is not used yet, can come
 *   soon; it cannot if the endpoint did not answer the last time
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_card_claims_are_awaited (FoyerDb *db, gboolean *out_awaited, GError **error)
{
  gint64   n = 0;
  gboolean done =
      foyer_db_query_integer (db, &n, error,
                              "SELECT count (*) FROM card_claim WHERE state = 'wanted' "
                              "AND entry_uid IS NULL AND EXISTS (SELECT 1 FROM endpoint) "
                              "AND NOT EXISTS (SELECT 1 FROM sync_status "
                              "WHERE state IN ('offline', 'paused', 'failing'))",
                              "");

  *out_awaited = n > 0;

  return done;
}

/**
 * foyer_card_claims_wait:
 * @db: a connection, on a thread that may wait and that nobody else needs
 * @error: return location for an error
 *
 * Waits a few seconds for the answers to what was asked for and not used yet; not at all if
 * none can come soon.
 *
 * Returns: `TRUE` on success, whether or not an answer came
 */
gboolean
foyer_card_claims_wait (FoyerDb *db, GError **error)
{
  gboolean awaited = TRUE;

  for (guint i = 0; i < FOYER_CARD_CLAIMS_WAIT_STEPS && awaited; i++)
    {
      if (i > 0)
        g_usleep (FOYER_CARD_CLAIMS_WAIT_MS * 1000);
      if (!foyer_card_claims_are_awaited (db, &awaited, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * foyer_card_claims_check_rest:
 * @db: a connection that can write
 * @actor: who decides
 * @operations: (element-type utf8): what foyer_card_claims_ask_rest() has asked for
 * @error: return location for an error
 *
 * Looks whether all of it was granted.  If not, what was granted is given back: without an
 * answer the card may only be ended as far as the clinic lets it be at risk.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `gift-taken` if so much is no longer on the card.
 *
 * Returns: `TRUE` unless it was refused
 */
gboolean
foyer_card_claims_check_rest (FoyerDb   *db,
                              FoyerUser *actor,
                              GPtrArray *operations,
                              GError   **error)
{
  gboolean granted = TRUE;
  gboolean refused = FALSE;

  for (guint i = 0; i < operations->len; i++)
    {
      g_autoptr (FoyerCardClaim) claim =
          foyer_card_claims_get (db, operations->pdata[i], error);

      if (claim == NULL)
        return FALSE;
      granted = granted && claim->state == FOYER_CARD_CLAIM_GRANTED;
      refused = refused || claim->state == FOYER_CARD_CLAIM_REFUSED;
    }
  for (guint i = 0; i < operations->len && !granted; i++)
    if (!foyer_card_claims_drop (db, actor, operations->pdata[i], error))
      return FALSE;

  return !refused || foyer_store_refuse_rule (error, "gift-taken");
}
