/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerGiftCardState:
 * @FOYER_GIFT_CARD_STATE_INACTIVE: made, and not paid for
 * @FOYER_GIFT_CARD_STATE_ACTIVE: can be spent
 * @FOYER_GIFT_CARD_STATE_VOID: never to be spent again
 * @FOYER_GIFT_CARD_STATE_REPLACED: lost; another card has what was on it
 *
 * Whether a gift card can be spent.
 */
typedef enum
{
  FOYER_GIFT_CARD_STATE_INACTIVE,
  FOYER_GIFT_CARD_STATE_ACTIVE,
  FOYER_GIFT_CARD_STATE_VOID,
  FOYER_GIFT_CARD_STATE_REPLACED,
} FoyerGiftCardState;

#define FOYER_TYPE_GIFT_CARD_STATE (foyer_gift_card_state_get_type ())
GType foyer_gift_card_state_get_type (void);

/**
 * FoyerGiftAge:
 * @FOYER_GIFT_AGE_90_DAYS: paid for 90 days ago or later
 * @FOYER_GIFT_AGE_1_YEAR: earlier, and up to a year ago
 * @FOYER_GIFT_AGE_2_YEARS: earlier, and up to two years ago
 * @FOYER_GIFT_AGE_5_YEARS: earlier, and up to five years ago
 * @FOYER_GIFT_AGE_OLDER: earlier
 *
 * How long ago a gift card was paid for, as its liability is told apart.
 */
typedef enum
{
  FOYER_GIFT_AGE_90_DAYS,
  FOYER_GIFT_AGE_1_YEAR,
  FOYER_GIFT_AGE_2_YEARS,
  FOYER_GIFT_AGE_5_YEARS,
  FOYER_GIFT_AGE_OLDER,
} FoyerGiftAge;

/** FOYER_GIFT_N_AGES: how many ages there are. */
#define FOYER_GIFT_N_AGES (FOYER_GIFT_AGE_OLDER + 1)

#define FOYER_TYPE_GIFT_AGE (foyer_gift_age_get_type ())
GType        foyer_gift_age_get_type (void);
FoyerGiftAge foyer_gift_age_of (int paid_day, int day);

/** FOYER_GIFT_CARD_MIN_YEARS: a gift card lasts at least so long: 12 CFR 1005.20 (e). */
#define FOYER_GIFT_CARD_MIN_YEARS 5

#define FOYER_TYPE_GIFT_CARD (foyer_gift_card_get_type ())
G_DECLARE_FINAL_TYPE (FoyerGiftCard, foyer_gift_card, FOYER, GIFT_CARD, FoyerRecord)

/**
 * FoyerGiftCard:
 *
 * A gift card: whoever has its code can spend it.
 *
 * The code is not kept, and neither is what is left on the card: that is the sum of its
 * entries in the ledger.
 */
struct _FoyerGiftCard
{
  FoyerRecord parent_instance;

  char *code_hash; /* (owned) (nullable) keyed hash of the code, hexadecimal */
  char *last_four; /* (owned) (nullable) last signs of the code */
  FoyerGiftCardState state;
  char              *currency;   /* (owned) (nullable) ISO 4217 */
  char              *expires_on; /* (owned) (nullable) last day; NULL: never expires */
  gint64             made_at;
  gint64             paid_at; /* 0 until it is paid for */
  char *replaced_by; /* (owned) (nullable) uid of the card that has what was on it */
};

FoyerGiftCard *foyer_gift_card_new (void);
gboolean       foyer_gift_card_may_expire_on (const char *date, int sold_day);
gboolean       foyer_gift_card_is_expired (FoyerGiftCard *self, int day);

G_END_DECLS
