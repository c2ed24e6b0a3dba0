/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-card-claims-private.h"

#include "model/foyer-conflict.h"
#include "model/foyer-gift-card.h"
#include "model/foyer-ledger-entry.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-db-private.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-table.h"
#include "store/foyer-tills-private.h"
#include "store/foyer-unsent.h"

#include <string.h>

/* What was asked for and not used is given back after so long. */
#define UNUSED_SECONDS 600

/* What was granted and not told since is looked at again: others may have taken it for left
 * over. */
#define UNTOLD_SECONDS 300

#define BACK ".back"

/* Asked for before ?1, or by a clock that was wrong after ?2, and not by a payment that is
 * still being taken. */
#define UNUSED                                                                           \
  "entry_uid IS NULL AND (at < ?1 OR at > ?2) AND op NOT IN ("                           \
  "SELECT payment.uid FROM payment JOIN payment_attempt AS attempt "                     \
  "ON attempt.id = payment.attempt_id WHERE attempt.state = 'open') "

static const char *const states[] = {
  [FOYER_CARD_CLAIM_WANTED] = "wanted",
  [FOYER_CARD_CLAIM_GRANTED] = "granted",
  [FOYER_CARD_CLAIM_REFUSED] = "refused",
  [FOYER_CARD_CLAIM_DROPPED] = "dropped",
};

void
foyer_card_claim_free (FoyerCardClaim *self)
{
  g_free (self->op);
  g_free (self->reversed_op);
  g_free (self->entry_uid);
  g_free (self);
}

/* A card is replaced by two entries, one on each card: what comes onto the new one waits until
 * it has left the old one.  What a visit was paid with goes back by a restore, or by taking the
 * payment back. */
#define COLUMNS                                                                          \
  "claim.op, claim.entry_uid, entry.id, claim.amount_minor, claim.state, "               \
  "claim.left_minor, coalesce (entry.kind IN ('gift-issue', 'gift-restore') "            \
  "OR meant.kind = 'gift-redeem', 0), "                                                  \
  "coalesce (entry.kind = 'gift-issue' AND entry.tender = 'none' AND EXISTS ("           \
  "SELECT 1 FROM ledger_entry AS out JOIN card_claim AS old ON old.op = out.uid "        \
  "WHERE out.kind = 'transfer' AND out.booking_id IS NULL AND out.at = entry.at "        \
  "AND out.amount_minor = entry.amount_minor "                                           \
  "AND out.gift_card_uid <> entry.gift_card_uid AND old.state <> 'granted'), 0) "        \
  "FROM card_claim AS claim LEFT JOIN ledger_entry AS entry "                            \
  "ON entry.uid = claim.entry_uid "                                                      \
  "LEFT JOIN ledger_entry AS meant ON meant.id = entry.reverses_id "

static FoyerCardClaim *
read_claim (FoyerStatement *statement)
{
  FoyerCardClaim *self = g_new0 (FoyerCardClaim, 1);
  const char     *state = foyer_statement_text (statement, 4);

  self->op = g_strdup (foyer_statement_text (statement, 0));
  if (g_str_has_suffix (self->op, BACK))
    self->reversed_op = g_strndup (self->op, strlen (self->op) - strlen (BACK));
  self->entry_uid = g_strdup (foyer_statement_text (statement, 1));
  self->entry_id = foyer_statement_integer (statement, 2);
  self->amount_minor = foyer_statement_integer (statement, 3);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i], state))
      self->state = (FoyerCardClaimState) i;
  self->left_minor = foyer_statement_integer (statement, 5);
  self->fills = foyer_statement_integer (statement, 6) != 0;
  self->waits = foyer_statement_integer (statement, 7) != 0;

  return self;
}

gboolean
foyer_card_claims_show_card (FoyerAct *act, const char *card_uid, GError **error)
{
  gint64 id;

  return foyer_db_query_integer (act->db, &id, error,
                                 "SELECT id FROM gift_card WHERE uid = ?1", "s",
                                 card_uid) &&
         (id == 0 || foyer_act_show (act, "gift_card", id, error));
}

/* Whoever looks at the card or at the entry sees how far its claim is. */
gboolean
foyer_card_claims_show (FoyerAct *act, const char *op, GError **error)
{
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (act->db,
                        "SELECT claim.card_uid, entry.id FROM card_claim AS claim "
                        "LEFT JOIN ledger_entry AS entry ON entry.uid = claim.entry_uid "
                        "WHERE claim.op = ?1",
                        error);
  g_autofree char *card_uid = NULL;
  gint64           entry_id = 0;
  FoyerSqlStep     step;

  if (statement == NULL || !foyer_statement_bind (statement, error, "s", op))
    return FALSE;
  step = foyer_statement_step (statement, error);
  if (step == FOYER_SQL_ROW)
    {
      card_uid = g_strdup (foyer_statement_text (statement, 0));
      entry_id = foyer_statement_integer (statement, 1);
    }
  if (step == FOYER_SQL_ERROR)
    return FALSE;

  return card_uid == NULL ||
         (foyer_card_claims_show_card (act, card_uid, error) &&
          (entry_id == 0 || foyer_act_show (act, "ledger_entry", entry_id, error)));
}

/**
 * foyer_card_claims_get:
 * @db: a connection
 * @operation: name of a claim
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND` if it was never asked for, or was given back.
 *
 * Returns: (transfer full): the claim, or `NULL` on error
 */
FoyerCardClaim *
foyer_card_claims_get (FoyerDb *db, const char *operation, GError **error)
{
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (db, "SELECT " COLUMNS "WHERE claim.op = ?1", error);

  if (statement == NULL || !foyer_statement_bind (statement, error, "s", operation))
    return NULL;
  switch (foyer_statement_step (statement, error))
    {
    case FOYER_SQL_ROW:
      return read_claim (statement);

    case FOYER_SQL_DONE:
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "No such claim");
      return NULL;

    case FOYER_SQL_ERROR:
    default:
      return NULL;
    }
}

/**
 * foyer_card_claims_sum_at_risk:
 * @db: a connection
 * @card_uid: uid of a gift card
 * @out_minor: (out): what was taken from it here and has not been granted, minor units
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_card_claims_sum_at_risk (FoyerDb    *db,
                               const char *card_uid,
                               gint64     *out_minor,
                               GError    **error)
{
  return foyer_db_query_integer (db, out_minor, error,
                                 "SELECT max (-sum (amount_minor), 0) FROM card_claim "
                                 "WHERE card_uid = ?1 AND state <> 'granted' "
                                 "AND entry_uid IS NOT NULL",
                                 "s", card_uid);
}

/**
 * foyer_card_claims_map_at_risk:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type utf8 gint64): what was taken from gift cards here and
 *   has not been granted, minor units, by the uid of the card and by that of the ledger entry,
 *   or `NULL` on error
 */
GHashTable *
foyer_card_claims_map_at_risk (FoyerDb *db, GError **error)
{
  g_autoptr (GHashTable) map =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (
      db,
      "SELECT card_uid, -sum (amount_minor) AS taken FROM card_claim "
      "WHERE state <> 'granted' AND entry_uid IS NOT NULL "
      "GROUP BY card_uid HAVING taken > 0 UNION ALL "
      "SELECT entry_uid, -amount_minor FROM card_claim "
      "WHERE state <> 'granted' AND entry_uid IS NOT NULL AND amount_minor < 0",
      error);
  FoyerSqlStep step;

  if (statement == NULL)
    return NULL;
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      const gint64 taken = foyer_statement_integer (statement, 1);

      g_hash_table_insert (map, g_strdup (foyer_statement_text (statement, 0)),
                           g_memdup2 (&taken, sizeof taken));
    }

  return step == FOYER_SQL_DONE ? g_steal_pointer (&map) : NULL;
}

/**
 * foyer_card_claims_is_at_risk:
 * @db: a connection
 * @entry_id: a ledger entry
 * @out_at_risk: (out): whether what it does to a gift card has not been granted
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_card_claims_is_at_risk (FoyerDb  *db,
                              gint64    entry_id,
                              gboolean *out_at_risk,
                              GError  **error)
{
  gint64 n;

  if (!foyer_db_query_integer (db, &n, error,
                               "SELECT count (*) FROM card_move AS move "
                               "JOIN card_claim AS claim ON claim.op = move.op "
                               "WHERE move.entry_id = ?1 AND claim.state <> 'granted'",
                               "i", entry_id))
    return FALSE;

  *out_at_risk = n > 0;
  return TRUE;
}

/* An entry that ends a card takes what was granted for it; it gets the name of the claim. */
gboolean
foyer_card_claims_use (FoyerAct *act, FoyerLedgerEntry *entry, GError **error)
{
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerSqlStep step;

  if (entry->gift_card_uid == NULL || entry->booking_id != 0 ||
      foyer_record_get_uid (FOYER_RECORD (entry)) != NULL ||
      entry->kind == FOYER_LEDGER_KIND_GIFT_ISSUE)
    return TRUE;
  statement = foyer_db_prepare (act->db,
                                "SELECT op FROM card_claim WHERE card_uid = ?1 "
                                "AND amount_minor = ?2 AND state = 'granted' "
                                "AND entry_uid IS NULL ORDER BY at, op LIMIT 1",
                                error);
  if (statement == NULL ||
      !foyer_statement_bind (statement, error, "si", entry->gift_card_uid,
                             -entry->amount_minor))
    return FALSE;
  step = foyer_statement_step (statement, error);
  if (step == FOYER_SQL_ROW)
    foyer_record_set_uid (FOYER_RECORD (entry), foyer_statement_text (statement, 0));

  return step != FOYER_SQL_ERROR;
}

/**
 * foyer_card_claims_prepare:
 * @act: the action under way
 * @now: seconds since 1970-01-01 UTC
 * @error: return location for an error
 *
 * Wants a claim for each entry that the endpoint has not been told of, and gives back what was
 * asked for and not used, here or at a desk that is a copy of this one.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_card_claims_prepare (FoyerAct *act, gint64 now, GError **error)
{
  return foyer_db_run (act->db, error,
                       "UPDATE card_claim SET entry_uid = op, "
                       "state = iif (state = 'dropped', 'wanted', state) "
                       "WHERE entry_uid IS NULL AND op IN (SELECT uid FROM ledger_entry)",
                       "") &&
         foyer_db_run (
             act->db, error,
             "INSERT OR IGNORE INTO card_claim (op, card_uid, amount_minor, state, "
             "entry_uid, at) SELECT move.op, move.card_uid, move.amount_minor, 'wanted', "
             "move.entry_uid, ?1 FROM unsent "
             "JOIN card_move AS move ON move.entry_id = unsent.record_id "
             "WHERE unsent.kind = 'ledger_entry'",
             "i", now) &&
         foyer_db_run (act->db, error,
                       "UPDATE card_claim SET state = 'dropped' WHERE " UNUSED
                       "AND state IN ('wanted', 'granted')",
                       "ii", now - UNUSED_SECONDS, now + UNUSED_SECONDS) &&
         foyer_db_run (act->db, error,
                       "DELETE FROM card_claim WHERE " UNUSED "AND state = 'refused'",
                       "ii", now - UNUSED_SECONDS, now + UNUSED_SECONDS) &&
         foyer_db_run (act->db, error,
                       "UPDATE card_claim SET state = 'wanted' WHERE state = 'granted' "
                       "AND at < ?1 AND entry_uid IN (SELECT entry.uid FROM unsent "
                       "JOIN ledger_entry AS entry ON entry.id = unsent.record_id "
                       "WHERE unsent.kind = 'ledger_entry')",
                       "i", now - UNTOLD_SECONDS);
}

/**
 * foyer_card_claims_list_cards:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type utf8): uids of the cards that the endpoint has to be
 *   asked about, or `NULL` on error
 */
GPtrArray *
foyer_card_claims_list_cards (FoyerDb *db, GError **error)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (db,
                        "SELECT DISTINCT card_uid FROM card_claim "
                        "WHERE state IN ('wanted', 'dropped') ORDER BY card_uid",
                        error);
  FoyerSqlStep step;

  if (statement == NULL)
    return NULL;
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    g_ptr_array_add (cards, g_strdup (foyer_statement_text (statement, 0)));

  return step == FOYER_SQL_DONE ? g_steal_pointer (&cards) : NULL;
}

static GPtrArray *
list_claims (FoyerDb *db, const char *sql, const char *card_uid, GError **error)
{
  g_autoptr (GPtrArray) claims =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_card_claim_free);
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (db, sql, error);
  FoyerSqlStep step;

  if (statement == NULL || !foyer_statement_bind (statement, error, "s", card_uid))
    return NULL;
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    g_ptr_array_add (claims, read_claim (statement));

  return step == FOYER_SQL_DONE ? g_steal_pointer (&claims) : NULL;
}

/**
 * foyer_card_claims_list:
 * @db: a connection
 * @card_uid: uid of a gift card
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerCardClaim): its claims that are not granted, in
 *   the order of their entries, or `NULL` on error
 */
GPtrArray *
foyer_card_claims_list (FoyerDb *db, const char *card_uid, GError **error)
{
  return list_claims (db,
                      "SELECT " COLUMNS "WHERE claim.card_uid = ?1 "
                      "AND claim.state <> 'granted' "
                      "ORDER BY entry.id IS NULL, entry.id, claim.at, claim.op",
                      card_uid, error);
}

/* What was to be decided about the entry is over. */
static gboolean
settle_conflicts (FoyerAct *act, const char *op, GError **error)
{
  g_autoptr (GPtrArray) open = NULL;
  gint64 entry_id;

  if (!foyer_db_query_integer (
          act->db, &entry_id, error,
          "SELECT entry.id FROM card_claim AS claim "
          "JOIN ledger_entry AS entry ON entry.uid = claim.entry_uid "
          "WHERE claim.op = ?1",
          "s", op))
    return FALSE;
  if (entry_id == 0)
    return TRUE;
  open = foyer_conflicts_list_for (act->db, "ledger_entry", entry_id, error);
  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    {
      FoyerConflict *conflict = open->pdata[i];

      if (conflict->kind == FOYER_CONFLICT_KIND_CARD_SPENT &&
          conflict->resolution == FOYER_RESOLUTION_NONE &&
          !foyer_conflicts_settle (act, conflict, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * foyer_card_claims_grant:
 * @act: the action under way
 * @op: name of the claim at the endpoint
 * @error: return location for an error
 *
 * Notes that the endpoint has counted a claim in.  One that was dropped meanwhile is taken
 * back next.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_card_claims_grant (FoyerAct *act, const char *op, GError **error)
{
  return foyer_db_run (act->db, error,
                       "UPDATE card_claim SET state = 'granted', left_minor = NULL, "
                       "at = ?2 WHERE op = ?1 AND state IN ('wanted', 'refused')",
                       "si", op, act->now) &&
         settle_conflicts (act, op, error) && foyer_card_claims_show (act, op, error);
}

/**
 * foyer_card_claims_refuse:
 * @act: the action under way
 * @op: name of the claim at the endpoint
 * @left_minor: what was left on the card there, minor units
 * @error: return location for an error
 *
 * Notes that so much was not on the card.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_card_claims_refuse (FoyerAct   *act,
                          const char *op,
                          gint64      left_minor,
                          GError    **error)
{
  return foyer_db_run (act->db, error,
                       "UPDATE card_claim SET state = 'refused', left_minor = ?2 "
                       "WHERE op = ?1 AND state = 'wanted'",
                       "si", op, left_minor) &&
         foyer_card_claims_show (act, op, error);
}

/**
 * foyer_card_claims_forget:
 * @act: the action under way
 * @op: name of the claim at the endpoint
 * @error: return location for an error
 *
 * Forgets a claim that was dropped and has been given back.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_card_claims_forget (FoyerAct *act, const char *op, GError **error)
{
  return foyer_card_claims_show (act, op, error) &&
         foyer_db_run (act->db, error,
                       "DELETE FROM card_claim WHERE op = ?1 AND state = 'dropped'", "s",
                       op);
}

/**
 * foyer_card_claims_want:
 * @act: the action under way
 * @op: name of the claim at the endpoint
 * @error: return location for an error
 *
 * Lets the endpoint be asked anew, which has lost the claim.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_card_claims_want (FoyerAct *act, const char *op, GError **error)
{
  return foyer_db_run (act->db, error,
                       "UPDATE card_claim SET state = 'wanted' "
                       "WHERE op = ?1 AND state IN ('granted', 'refused')",
                       "s", op) &&
         foyer_card_claims_show (act, op, error);
}

/* All that this desk knows to move the card. */
static GPtrArray *
list_moves (FoyerDb *db, const char *card_uid, GError **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (db,
                        "SELECT op FROM card_move WHERE card_uid = ?1 AND op NOT IN "
                        "(SELECT op FROM card_claim WHERE card_uid = ?1)",
                        error);
  FoyerSqlStep step;

  if (statement == NULL || !foyer_statement_bind (statement, error, "s", card_uid))
    return NULL;
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    g_ptr_array_add (ops, g_strdup (foyer_statement_text (statement, 0)));

  return step == FOYER_SQL_DONE ? g_steal_pointer (&ops) : NULL;
}

/* What the endpoint should have counted in and has not, as after it was set back, is wanted
 * anew, whichever desk had made the entry: it counts once. */
static gboolean
want_missing (FoyerAct *act, const char *card_uid, GHashTable *ops, GError **error)
{
  g_autoptr (GPtrArray) moves = list_moves (act->db, card_uid, error);

  if (moves == NULL)
    return FALSE;
  for (guint i = 0; i < moves->len; i++)
    if (!g_hash_table_contains (ops, moves->pdata[i]) &&
        !foyer_db_run (act->db, error,
                       "INSERT OR IGNORE INTO card_claim (op, card_uid, amount_minor, "
                       "state, entry_uid, at) SELECT op, card_uid, amount_minor, "
                       "'wanted', entry_uid, ?2 FROM card_move WHERE op = ?1 LIMIT 1",
                       "si", moves->pdata[i], act->now))
      return FALSE;

  return TRUE;
}

static gboolean
meet_one (FoyerAct       *act,
          FoyerCardClaim *claim,
          GHashTable     *ops,
          gint64          remaining_minor,
          GError        **error)
{
  gboolean is_there = g_hash_table_contains (ops, claim->op);

  switch (claim->state)
    {
    case FOYER_CARD_CLAIM_WANTED:
      return !is_there || foyer_card_claims_grant (act, claim->op, error);

    case FOYER_CARD_CLAIM_GRANTED:
      return is_there || foyer_card_claims_want (act, claim->op, error);

    case FOYER_CARD_CLAIM_REFUSED:
      if (is_there)
        return foyer_card_claims_grant (act, claim->op, error);
      return claim->entry_uid == NULL || remaining_minor + claim->amount_minor < 0 ||
             foyer_card_claims_want (act, claim->op, error);

    case FOYER_CARD_CLAIM_DROPPED:
    default:
      return TRUE;
    }
}

/**
 * foyer_card_claims_meet:
 * @act: the action under way
 * @card_uid: uid of a gift card
 * @ops: (element-type utf8): names of the claims that the endpoint has counted in
 * @remaining_minor: what is on the card there
 * @error: return location for an error
 *
 * Brings the claims on a card in line with what came from the endpoint.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_card_claims_meet (FoyerAct   *act,
                        const char *card_uid,
                        GHashTable *ops,
                        gint64      remaining_minor,
                        GError    **error)
{
  g_autoptr (GPtrArray) claims = list_claims (
      act->db, "SELECT " COLUMNS "WHERE claim.card_uid = ?1", card_uid, error);

  if (claims == NULL)
    return FALSE;
  for (guint i = 0; i < claims->len; i++)
    if (!meet_one (act, claims->pdata[i], ops, remaining_minor, error))
      return FALSE;

  return want_missing (act, card_uid, ops, error);
}

/**
 * foyer_card_claims_retry:
 * @act: the action under way
 * @entry_id: a ledger entry whose claim was refused
 * @error: return location for an error
 *
 * Lets the endpoint be asked once more, as a person wants.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_card_claims_retry (FoyerAct *act, gint64 entry_id, GError **error)
{
  return foyer_db_run (act->db, error,
                       "UPDATE card_claim SET state = 'wanted' WHERE state = 'refused' "
                       "AND op IN (SELECT op FROM card_move WHERE entry_id = ?1)",
                       "i", entry_id);
}

/* Nothing of it went through a drawer, so a till that was counted meanwhile is no obstacle. */
static gboolean
enter_till (FoyerAct *act, FoyerLedgerEntry *correction, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (foyer_tills_enter (act, correction, &problem))
    return TRUE;
  if (!g_error_matches (problem, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  foyer_set_text (&correction->till_uid, NULL);
  foyer_set_text (&correction->receipt, NULL);

  return TRUE;
}

/* What is written to take @entry back.  What cannot go back onto its card is held for its visit
 * again: a payment that was corrected is made anew. */
static FoyerLedgerEntry *
new_opposite (FoyerAct *act, FoyerLedgerEntry *entry, gint64 staff_id, GError **error)
{
  const char       *desk = foyer_act_read_desk (act, error);
  FoyerLedgerEntry *opposite;

  if (desk == NULL)
    return NULL;

  opposite = foyer_record_copy (FOYER_RECORD (entry));
  foyer_record_set_id (FOYER_RECORD (opposite), 0);
  foyer_record_set_uid (FOYER_RECORD (opposite), NULL);
  if (entry->kind == FOYER_LEDGER_KIND_CORRECTION)
    {
      opposite->kind = FOYER_LEDGER_KIND_GIFT_REDEEM;
      opposite->reverses_id = 0;
    }
  else
    {
      opposite->kind = FOYER_LEDGER_KIND_CORRECTION;
      opposite->reverses_id = foyer_record_get_id (FOYER_RECORD (entry));
    }
  opposite->at = act->now;
  opposite->staff_id = staff_id;
  foyer_set_text (&opposite->desk, desk);
  foyer_set_text (&opposite->reason,
                  entry->kind == FOYER_LEDGER_KIND_GIFT_ISSUE ||
                          entry->kind == FOYER_LEDGER_KIND_GIFT_RESTORE ||
                          entry->kind == FOYER_LEDGER_KIND_CORRECTION
                      ? "The gift card was ended elsewhere"
                      : "The gift card was spent elsewhere");

  return opposite;
}

static gboolean
take_one_back (FoyerAct *act, FoyerLedgerEntry *entry, gint64 staff_id, GError **error)
{
  const gint64 id = foyer_record_get_id (FOYER_RECORD (entry));
  g_autoptr (FoyerLedgerEntry) opposite = NULL;
  gint64 n_reversals;
  gint64 n_payments;

  if (!foyer_db_query_integer (
          act->db, &n_reversals, error,
          "SELECT count (*) FROM ledger_entry WHERE reverses_id = ?1", "i", id) ||
      !foyer_db_query_integer (
          act->db, &n_payments, error,
          "SELECT count (*) FROM ledger_entry WHERE id = ?1 AND kind = 'gift-redeem'",
          "i", entry->reverses_id))
    return FALSE;
  if (n_reversals > 0 || (entry->kind == FOYER_LEDGER_KIND_CORRECTION && n_payments == 0))
    return TRUE;
  opposite = new_opposite (act, entry, staff_id, error);

  /* The card counts a correction in together with what is paid again. */
  return opposite != NULL && enter_till (act, opposite, error) &&
         foyer_act_insert (act, opposite, error) &&
         foyer_unsent_mark (act, "ledger_entry",
                            foyer_record_get_id (FOYER_RECORD (opposite)), error) &&
         (n_payments == 0 || foyer_card_claims_retry (act, id, error));
}

/* What went from a card that was replaced is on the new one: what the old one did not have goes
 * from there too. */
static gboolean
take_from_heir (FoyerAct *act, FoyerLedgerEntry *entry, gint64 staff_id, GError **error)
{
  g_autoptr (FoyerLedgerEntry) issue = NULL;
  gint64 id;

  if (entry->kind != FOYER_LEDGER_KIND_TRANSFER || entry->booking_id != 0)
    return TRUE;
  if (!foyer_db_query_integer (
          act->db, &id, error,
          "SELECT entry.id FROM ledger_entry AS out JOIN ledger_entry AS entry "
          "ON entry.at = out.at AND entry.amount_minor = out.amount_minor "
          "AND entry.desk IS out.desk AND entry.gift_card_uid <> out.gift_card_uid "
          "WHERE out.id = ?1 AND entry.kind = 'gift-issue' AND entry.tender = 'none' "
          "AND NOT EXISTS (SELECT 1 FROM ledger_entry "
          "WHERE reverses_id IN (out.id, entry.id)) "
          "ORDER BY abs (entry.id - out.id) LIMIT 1",
          "i", foyer_record_get_id (FOYER_RECORD (entry))))
    return FALSE;
  if (id == 0)
    return TRUE;
  issue = foyer_table_get (act->db, FOYER_TYPE_LEDGER_ENTRY, id, error);

  return issue != NULL && take_one_back (act, issue, staff_id, error);
}

/**
 * foyer_card_claims_take_back:
 * @act: the action under way; see foyer_act_set_remote()
 * @entry_id: an entry that a card did not have the money for, or was no longer in use for
 * @staff_id: who decided
 * @error: return location for an error
 *
 * Takes an entry back although a visit that is promised loses its deposit by it.  A payment
 * that was taken back itself is made again, and what was handed on to another card leaves it.
 *
 * Returns: `TRUE` on success, also if it was taken back before
 */
gboolean
foyer_card_claims_take_back (FoyerAct *act,
                             gint64    entry_id,
                             gint64    staff_id,
                             GError  **error)
{
  g_autoptr (FoyerLedgerEntry) entry =
      foyer_table_get (act->db, FOYER_TYPE_LEDGER_ENTRY, entry_id, error);

  return entry != NULL && take_from_heir (act, entry, staff_id, error) &&
         take_one_back (act, entry, staff_id, error);
}
