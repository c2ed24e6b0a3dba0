/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-gift-card.h"

#include "model/foyer-time.h"

G_DEFINE_ENUM_TYPE (FoyerGiftCardState,
                    foyer_gift_card_state,
                    G_DEFINE_ENUM_VALUE (FOYER_GIFT_CARD_STATE_INACTIVE, "inactive"),
                    G_DEFINE_ENUM_VALUE (FOYER_GIFT_CARD_STATE_ACTIVE, "active"),
                    G_DEFINE_ENUM_VALUE (FOYER_GIFT_CARD_STATE_VOID, "void"),
                    G_DEFINE_ENUM_VALUE (FOYER_GIFT_CARD_STATE_REPLACED, "replaced"))

G_DEFINE_ENUM_TYPE (FoyerGiftAge,
                    foyer_gift_age,
                    G_DEFINE_ENUM_VALUE (FOYER_GIFT_AGE_90_DAYS, "90-days"),
                    G_DEFINE_ENUM_VALUE (FOYER_GIFT_AGE_1_YEAR, "1-year"),
                    G_DEFINE_ENUM_VALUE (FOYER_GIFT_AGE_2_YEARS, "2-years"),
                    G_DEFINE_ENUM_VALUE (FOYER_GIFT_AGE_5_YEARS, "5-years"),
                    G_DEFINE_ENUM_VALUE (FOYER_GIFT_AGE_OLDER, "older"))

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerGiftCard, "code-hash", code_hash),
  FOYER_FIELD_TEXT (FoyerGiftCard, "last-four", last_four),
  FOYER_FIELD_ENUM (FoyerGiftCard, "state", state, foyer_gift_card_state_get_type),
  FOYER_FIELD_TEXT (FoyerGiftCard, "currency", currency),
  FOYER_FIELD_TEXT (FoyerGiftCard, "expires-on", expires_on),
  FOYER_FIELD_INTEGER (FoyerGiftCard, "made-at", made_at),
  FOYER_FIELD_OPTIONAL (FoyerGiftCard, "paid-at", paid_at),
  FOYER_FIELD_TEXT (FoyerGiftCard, "replaced-by", replaced_by),
};

FOYER_DEFINE_RECORD (FoyerGiftCard, foyer_gift_card, "gift_card", fields)

/**
 * foyer_gift_age_of:
 * @paid_day: when a card was paid for, days since 1970-01-01
 * @day: on which day it is looked at
 *
 * Returns: its age
 */
FoyerGiftAge
foyer_gift_age_of (int paid_day, int day)
{
  static const int months[] = {
    [FOYER_GIFT_AGE_1_YEAR] = 12,
    [FOYER_GIFT_AGE_2_YEARS] = 24,
    [FOYER_GIFT_AGE_5_YEARS] = 60,
  };

  if (day - paid_day <= 90)
    return FOYER_GIFT_AGE_90_DAYS;
  for (FoyerGiftAge age = FOYER_GIFT_AGE_1_YEAR; age < FOYER_GIFT_AGE_OLDER; age++)
    if (day <= foyer_day_add_months (paid_day, months[age]))
      return age;

  return FOYER_GIFT_AGE_OLDER;
}

/**
 * foyer_gift_card_may_expire_on:
 * @date: (nullable): the last day of a card, `NULL` for never
 * @sold_day: when it is sold or filled again, days since 1970-01-01
 *
 * Returns: whether @date is not sooner than a gift card may expire
 */
gboolean
foyer_gift_card_may_expire_on (const char *date, int sold_day)
{
  int day;

  return date == NULL ||
         (foyer_day_parse (date, &day) &&
          day >= foyer_day_add_months (sold_day, FOYER_GIFT_CARD_MIN_YEARS * 12));
}

/**
 * foyer_gift_card_is_expired:
 * @self: a gift card
 * @day: days since 1970-01-01
 *
 * Returns: whether the last day of @self is before @day
 */
gboolean
foyer_gift_card_is_expired (FoyerGiftCard *self, int day)
{
  int last_day;

  return self->expires_on != NULL && foyer_day_parse (self->expires_on, &last_day) &&
         last_day < day;
}
