/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-card-balance.h"
#include "model/foyer-ledger-entry.h"
#include "store/foyer-card-claims.h"
#include "sync/foyer-sync-private.h"

/* What is on a gift card changes at the endpoint first: a desk counts its entry in on the
 * version of the Account that it has looked at, and only then tells of the entry.  A claim is
 * noted before it is made, and bears the name of its entry, so that whoever asks again after a
 * lost answer finds it counted in. */

/* How often a card is read again because another desk was faster. */
#define MAX_ROUNDS 8

/* One card in one round. */
typedef struct
{
  FoyerSync           *self;
  GPtrArray           *claims;  /* (owned) (element-type FoyerCardClaim) */
  json_t              *account; /* (unowned) as it is to be */
  FoyerFhirCardBalance balance; /* what is on it then */
  gboolean             changed; /* whether it is to be written */
  gboolean             ended;   /* whether the card was taken out of use */
} Round;

static void
round_clear (Round *round)
{
  g_clear_pointer (&round->claims, g_ptr_array_unref);
  foyer_fhir_card_balance_clear (&round->balance);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Round, round_clear)

static gboolean
is_counted (Round *round, const char *op)
{
  return g_hash_table_contains (round->balance.ops, op);
}

static gboolean
add (Round *round, FoyerCardClaim *claim)
{
  if (is_counted (round, claim->op))
    return TRUE;
  if (!foyer_fhir_card_add (round->account, &round->balance, claim->op,
                            claim->amount_minor))
    return FALSE;

  round->changed = TRUE;
  return TRUE;
}

static FoyerCardClaim *
find_claim (Round *round, const char *op)
{
  for (guint i = 0; i < round->claims->len; i++)
    {
      FoyerCardClaim *claim = round->claims->pdata[i];

      if (g_str_equal (claim->op, op))
        return claim;
    }

  return NULL;
}

/* An entry and the one that takes it back are counted in together, so neither can fail. */
static void
add_pair (Round *round, FoyerCardClaim *reversal)
{
  FoyerCardClaim *reversed = find_claim (round, reversal->reversed_op);

  if (reversed == NULL)
    return;
  add (round, reversal->amount_minor > 0 ? reversal : reversed);
  add (round, reversal->amount_minor > 0 ? reversed : reversal);
}

/* Whether all of it leaves the card again at once, for the card that has replaced it. */
static gboolean
goes_on (Round *round, FoyerCardClaim *claim)
{
  for (guint i = 0; i < round->claims->len; i++)
    {
      const FoyerCardClaim *other = round->claims->pdata[i];

      if (other->state == FOYER_CARD_CLAIM_WANTED && !other->waits &&
          other->amount_minor == -claim->amount_minor)
        return TRUE;
    }

  return FALSE;
}

/* Whether a claim can be counted in at all by now. */
static gboolean
may_add (Round *round, FoyerCardClaim *claim)
{
  return claim->state == FOYER_CARD_CLAIM_WANTED && !claim->waits &&
         (claim->reversed_op == NULL || is_counted (round, claim->reversed_op)) &&
         !(claim->fills && round->ended && !goes_on (round, claim));
}

/* What comes onto the card before what goes from it. */
static void
apply_claims (Round *round)
{
  for (guint i = 0; i < round->claims->len; i++)
    {
      FoyerCardClaim *claim = round->claims->pdata[i];

      if (claim->state == FOYER_CARD_CLAIM_DROPPED && is_counted (round, claim->op))
        round->changed |=
            foyer_fhir_card_remove (round->account, &round->balance, claim->op);
      else if (claim->state == FOYER_CARD_CLAIM_WANTED && claim->reversed_op != NULL &&
               !is_counted (round, claim->reversed_op))
        add_pair (round, claim);
    }
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < round->claims->len; i++)
      {
        FoyerCardClaim *claim = round->claims->pdata[i];

        if ((claim->amount_minor > 0) == (pass == 0) && may_add (round, claim))
          add (round, claim);
      }
}

/* A person has to know that what this desk did with the card could not be done. */
static gboolean
note_spent (FoyerAct *act, Round *round, FoyerCardClaim *claim, GError **error)
{
  g_autoptr (FoyerConflict) conflict = foyer_conflict_new ();

  if (claim->entry_id == 0)
    return TRUE;
  conflict->kind = FOYER_CONFLICT_KIND_CARD_SPENT;
  foyer_set_text (&conflict->record_kind, "ledger_entry");
  conflict->record_id = claim->entry_id;
  foyer_set_text (&conflict->resource, "Account");
  if (claim->amount_minor > 0)
    foyer_set_text (&conflict->unit, FOYER_CONFLICT_UNIT_CARD_ENDED);
  conflict->created_at = round->self->now;
  round->self->report.conflicts++;

  return foyer_conflicts_add (act, conflict, error);
}

static gboolean
keep_claim (FoyerAct *act, Round *round, FoyerCardClaim *claim, GError **error)
{
  gboolean counted = is_counted (round, claim->op);

  if (claim->state == FOYER_CARD_CLAIM_DROPPED)
    return counted || foyer_card_claims_forget (act, claim->op, error);
  if (counted)
    return foyer_card_claims_grant (act, claim->op, error);
  if (claim->state != FOYER_CARD_CLAIM_WANTED || claim->waits ||
      (claim->reversed_op != NULL && !is_counted (round, claim->reversed_op)))
    return TRUE;

  return foyer_card_claims_refuse (act, claim->op, round->balance.remaining_minor,
                                   error) &&
         note_spent (act, round, claim, error);
}

static gboolean
keep_round (FoyerAct *act, gpointer data, GError **error)
{
  Round *round = data;

  for (guint i = 0; i < round->claims->len; i++)
    if (!keep_claim (act, round, round->claims->pdata[i], error))
      return FALSE;

  return TRUE;
}

/* Whether the card was made void or replaced, so that nothing is put on it any more. */
static gboolean
has_ended (const json_t *account)
{
  const char *state = foyer_fhir_peek (
      foyer_fhir_extension (account, FOYER_FHIR_EXTENSION ("gift-card-state")),
      "valueCode");

  return g_strcmp0 (state, "void") == 0 || g_strcmp0 (state, "replaced") == 0;
}

/* What this desk put on a card that has ended counts if it took all of it off again, as where
 * the card was sold and replaced before anybody was told of it. */
static gboolean
comes_to_nothing (Round *round)
{
  gint64 left_minor = round->balance.remaining_minor;

  for (guint i = 0; i < round->claims->len; i++)
    {
      FoyerCardClaim *claim = round->claims->pdata[i];

      if (claim->state == FOYER_CARD_CLAIM_WANTED && !claim->waits)
        left_minor += claim->amount_minor;
    }

  return left_minor == 0;
}

/* Writes the Account if nobody has changed it since it was read. */
static FoyerOutcome
write_account (FoyerSync *self, Round *round, const json_t *base, GError **error)
{
  g_autoptr (FoyerCall) call =
      foyer_call_new ("PUT", "Account/%s", foyer_resource_id (base));
  FoyerOutcome outcome;

  call->if_match = g_strdup (foyer_resource_version (base));
  call->body = foyer_resource_body (round->account);
  if (!foyer_sync_raise_beacon (self, error) || !foyer_sync_send (self, &call, 1, error))
    return FOYER_OUTCOME_STOP;
  outcome = foyer_sync_judge (self, call, error);
  if (outcome == FOYER_OUTCOME_DONE && !foyer_sync_apply (self, call->json, error))
    return FOYER_OUTCOME_STOP;

  return outcome;
}

/* One look at the card.  @out_again: somebody else was faster. */
static gboolean
claim_once (FoyerSync  *self,
            const char *card,
            const char *id,
            gboolean   *out_again,
            GError    **error)
{
  g_auto (Round) round = { .self = self };
  g_autoptr (json_t) base = NULL;
  g_autoptr (json_t) account = NULL;

  *out_again = FALSE;
  if (!foyer_sync_get (self, &base, error, "Account/%s", id))
    return FALSE;
  /* An endpoint that was set back gives ids out again.  A balance that cannot be read keeps
   * the entries of its card waiting, and nothing else. */
  if (base == NULL ||
      g_strcmp0 (foyer_resource_identifier (base, FOYER_FHIR_SYSTEM_RECORD), card) != 0 ||
      !foyer_fhir_card_read (base, &round.balance, NULL))
    return TRUE;

  round.claims = foyer_card_claims_list (self->db, card, error);
  if (round.claims == NULL)
    return FALSE;
  account = json_deep_copy (base);
  round.account = account;
  round.ended = has_ended (base) && !comes_to_nothing (&round);
  apply_claims (&round);
  if (round.changed)
    switch (write_account (self, &round, base, error))
      {
      case FOYER_OUTCOME_DONE:
        break;

      case FOYER_OUTCOME_STOP:
        return FALSE;

      case FOYER_OUTCOME_VERSION:
        *out_again = TRUE;
        return TRUE;

      case FOYER_OUTCOME_GONE:
      case FOYER_OUTCOME_SEVERAL:
      case FOYER_OUTCOME_LATER:
      case FOYER_OUTCOME_REFUSED:
      default:
        return TRUE;
      }

  return foyer_sync_act (self, keep_round, &round, error);
}

static gboolean
claim_card (FoyerSync *self, const char *card, GError **error)
{
  g_autoptr (FoyerReplica) replica = NULL;
  gboolean again = TRUE;
  gint64   id;

  if (!foyer_aggregates_find (self->db, "gift_card", card, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  if (!foyer_replicas_get (self->db, "gift_card", id, "Account", &replica, error))
    return FALSE;
  if (replica == NULL || replica->remote_id == NULL ||
      replica->state == FOYER_REPLICA_STATE_GONE)
    return TRUE;

  for (guint round = 0; round < MAX_ROUNDS && again; round++)
    if (!claim_once (self, card, replica->remote_id, &again, error))
      return FALSE;

  return TRUE;
}

static gboolean
prepare (FoyerAct *act, gpointer data, GError **error)
{
  FoyerSync *self = data;

  return foyer_card_claims_prepare (act, self->now, error);
}

/**
 * foyer_sync_claim_cards:
 * @self: a sync
 * @error: return location for an error
 *
 * Has the endpoint count in what this desk has put on gift cards, taken from them, or asked
 * for.  What is no longer on a card is refused, and a person decides about the entry.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_claim_cards (FoyerSync *self, GError **error)
{
  if (!foyer_sync_act (self, prepare, self, error))
    return FALSE;

  /* What replaces a card waits for the one that is replaced. */
  for (guint sweep = 0; sweep < 2; sweep++)
    {
      g_autoptr (GPtrArray) cards = foyer_card_claims_list_cards (self->db, error);

      if (cards == NULL)
        return FALSE;
      for (guint i = 0; i < cards->len; i++)
        if (!claim_card (self, cards->pdata[i], error))
          return FALSE;
    }

  return TRUE;
}

/**
 * foyer_sync_is_claimed:
 * @self: a sync
 * @entry: a ledger entry
 * @out_claimed: (out): whether it may be told
 * @error: return location for an error
 *
 * An entry that moves a gift card is told once the card has counted it in: nobody ever sees
 * more taken from a card than was on it.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_is_claimed (FoyerSync      *self,
                       FoyerAggregate *entry,
                       gboolean       *out_claimed,
                       GError        **error)
{
  gboolean at_risk = FALSE;

  if (FOYER_LEDGER_ENTRY (entry->record)->gift_card_uid != NULL &&
      !foyer_card_claims_is_at_risk (self->db, foyer_record_get_id (entry->record),
                                     &at_risk, error))
    return FALSE;

  *out_claimed = !at_risk;
  return TRUE;
}

/* What came of a gift card says which claims on it count.  A balance that cannot be read says
 * nothing. */
gboolean
foyer_sync_note_card (FoyerAct *act, const char *card, json_t *resource, GError **error)
{
  g_auto (FoyerFhirCardBalance) balance = { 0 };

  return !foyer_fhir_card_read (resource, &balance, NULL) ||
         foyer_card_claims_meet (act, card, balance.ops, balance.remaining_minor, error);
}
