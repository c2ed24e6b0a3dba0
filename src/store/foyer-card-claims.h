/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerCardClaimState:
 * @FOYER_CARD_CLAIM_WANTED: the endpoint has not been asked yet
 * @FOYER_CARD_CLAIM_GRANTED: what is on the card has been changed there
 * @FOYER_CARD_CLAIM_REFUSED: so much was not on it
 * @FOYER_CARD_CLAIM_DROPPED: it is not needed any more, and is taken back there
 *
 * How far a claim on a gift card is.
 */
typedef enum
{
  FOYER_CARD_CLAIM_WANTED,
  FOYER_CARD_CLAIM_GRANTED,
  FOYER_CARD_CLAIM_REFUSED,
  FOYER_CARD_CLAIM_DROPPED,
} FoyerCardClaimState;

/**
 * FoyerCardClaim:
 * @op: name of the claim at the endpoint
 * @reversed_op: (nullable): of a correction, the name of the claim that it takes back
 * @entry_uid: (nullable): the ledger entry that it is for; `NULL` while it was only asked for
 * @entry_id: its row, 0 if there is none
 * @amount_minor: what is put on the card; below zero what is taken from it
 * @state: how far it is
 * @left_minor: what was on the card when it was refused
 * @fills: whether it puts money on the card that has to be on another one if this one has ended:
 *   a sale, a reload, or what goes back to it
 * @waits: whether it may only come after a claim on another card
 *
 * A change of what is on a gift card at the endpoint.
 */
typedef struct
{
  char               *op;          /* (owned) */
  char               *reversed_op; /* (owned) (nullable) */
  char               *entry_uid;   /* (owned) (nullable) */
  gint64              entry_id;
  gint64              amount_minor;
  FoyerCardClaimState state;
  gint64              left_minor;
  gboolean            fills;
  gboolean            waits;
} FoyerCardClaim;

void foyer_card_claim_free (FoyerCardClaim *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCardClaim, foyer_card_claim_free)

/* At the desk. */

/* How often it is looked whether an answer has come, and how many times. */
#define FOYER_CARD_CLAIMS_WAIT_MS 50
#define FOYER_CARD_CLAIMS_WAIT_STEPS 100

gboolean   foyer_card_claims_ask (FoyerDb             *db,
                                  FoyerUser           *actor,
                                  const char          *operation,
                                  gint64               card_id,
                                  gint64               amount_minor,
                                  FoyerCardClaimState *out_state,
                                  GError             **error);
GPtrArray *foyer_card_claims_ask_rest (
    FoyerDb *db, FoyerUser *actor, gint64 card_id, gboolean refund, GError **error);
FoyerCardClaim          *
foyer_card_claims_get (FoyerDb *db, const char *operation, GError **error);
gboolean foyer_card_claims_drop (FoyerDb    *db,
                                 FoyerUser  *actor,
                                 const char *operation,
                                 GError    **error);
gboolean
foyer_card_claims_are_awaited (FoyerDb *db, gboolean *out_awaited, GError **error);
gboolean    foyer_card_claims_wait (FoyerDb *db, GError **error);
gboolean    foyer_card_claims_check_rest (FoyerDb   *db,
                                          FoyerUser *actor,
                                          GPtrArray *operations,
                                          GError   **error);
gboolean    foyer_card_claims_sum_at_risk (FoyerDb    *db,
                                           const char *card_uid,
                                           gint64     *out_minor,
                                           GError    **error);
GHashTable *foyer_card_claims_map_at_risk (FoyerDb *db, GError **error);
gboolean    foyer_card_claims_is_at_risk (FoyerDb  *db,
                                          gint64    entry_id,
                                          gboolean *out_at_risk,
                                          GError  **error);

/* For sync. */

gboolean   foyer_card_claims_prepare (FoyerAct *act, gint64 now, GError **error);
GPtrArray *foyer_card_claims_list_cards (FoyerDb *db, GError **error);
GPtrArray *foyer_card_claims_list (FoyerDb *db, const char *card_uid, GError **error);
gboolean   foyer_card_claims_grant (FoyerAct *act, const char *op, GError **error);
gboolean   foyer_card_claims_refuse (FoyerAct   *act,
                                     const char *op,
                                     gint64      left_minor,
                                     GError    **error);
gboolean   foyer_card_claims_forget (FoyerAct *act, const char *op, GError **error);
gboolean   foyer_card_claims_want (FoyerAct *act, const char *op, GError **error);
gboolean   foyer_card_claims_meet (FoyerAct   *act,
                                   const char *card_uid,
                                   GHashTable *ops,
                                   gint64      remaining_minor,
                                   GError    **error);
gboolean   foyer_card_claims_retry (FoyerAct *act, gint64 entry_id, GError **error);
gboolean   foyer_card_claims_take_back (FoyerAct *act,
                                        gint64    entry_id,
                                        gint64    staff_id,
                                        GError  **error);

G_END_DECLS
