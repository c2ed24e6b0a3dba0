/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "store/foyer-gift-cards.h"

G_BEGIN_DECLS

/**
 * FoyerGiftDeed:
 * @FOYER_GIFT_DEED_SELL: make a new one
 * @FOYER_GIFT_DEED_RELOAD: put more on it
 * @FOYER_GIFT_DEED_VOID: keep what is left on it
 * @FOYER_GIFT_DEED_REPLACE: it was lost
 * @FOYER_GIFT_DEED_REFUND: take its sale back
 *
 * What is done with a gift card.
 */
typedef enum
{
  FOYER_GIFT_DEED_SELL,
  FOYER_GIFT_DEED_RELOAD,
  FOYER_GIFT_DEED_VOID,
  FOYER_GIFT_DEED_REPLACE,
  FOYER_GIFT_DEED_REFUND,
} FoyerGiftDeed;

/**
 * FoyerGiftJob:
 * @deed: what is done
 * @id: the card, but for a new one
 * @cash_minor: what is paid in cash
 * @card_minor: what is paid by card
 * @reference: (owned) (nullable): of the card terminal
 * @expires_on: (owned) (nullable): last day of a new card
 * @operation: (owned) (nullable): names the act, so that it is done once
 * @reason: (owned) (nullable): why
 * @claims: (owned) (nullable): names of what was asked of the endpoint for it
 * @actor: (owned) (nullable): who does it
 *
 * What is done with a gift card, on its way to the thread that writes.
 */
typedef struct
{
  FoyerGiftDeed deed;
  gint64        id;
  gint64        cash_minor;
  gint64        card_minor;
  char         *reference;
  char         *expires_on;
  char         *operation;
  char         *reason;
  GPtrArray    *claims;
  FoyerUser    *actor;
} FoyerGiftJob;

/**
 * FoyerGiftAnswer:
 * @card: (owned): the card as it is now, or the new one
 * @left_minor: what is on it
 * @code: (owned) (nullable): of a new one, which can be had this once
 * @receipt: (owned) (nullable): number of the receipt, if money was taken or paid back
 *
 * What came of it.
 */
typedef struct
{
  FoyerGiftCard *card;
  gint64         left_minor;
  char          *code;
  char          *receipt;
} FoyerGiftAnswer;

FoyerGiftJob *foyer_gift_job_new (FoyerGiftDeed deed, gint64 id);
void          foyer_gift_job_free (FoyerGiftJob *job);
void          foyer_gift_job_run_async (FoyerGiftJob       *job,
                                        FoyerSession       *session,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
void          foyer_gift_answer_free (FoyerGiftAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerGiftAnswer, foyer_gift_answer_free)

G_END_DECLS
