/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-gift-words.h"

#include "present/foyer-format.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_gift_words_title:
 * @card: a gift card
 *
 * Returns: (transfer full): what it is known by: the end of its code
 */
char *
foyer_gift_words_title (FoyerGiftCard *card)
{
  /* Translators: the last four signs of the code of a gift card. */
  return g_strdup_printf (C_ ("gift card", "… %s"), card->last_four);
}

/**
 * foyer_gift_words_state:
 * @card: a gift card
 * @left_minor: what is left on it, minor units
 * @today: days since 1970-01-01
 *
 * Returns: (transfer none): whether it can be spent
 */
const char *
foyer_gift_words_state (FoyerGiftCard *card, gint64 left_minor, int today)
{
  switch (card->state)
    {
    case FOYER_GIFT_CARD_STATE_INACTIVE:
      return C_ ("gift card", "Not paid");
    case FOYER_GIFT_CARD_STATE_VOID:
      return C_ ("gift card", "Void");
    case FOYER_GIFT_CARD_STATE_REPLACED:
      return C_ ("gift card", "Replaced");
    case FOYER_GIFT_CARD_STATE_ACTIVE:
    default:
      if (left_minor <= 0)
        return C_ ("gift card", "Spent");
      return foyer_gift_card_is_expired (card, today) ? C_ ("gift card", "Expired")
                                                      : C_ ("gift card", "Active");
    }
}

/**
 * foyer_gift_words_state_class:
 * @card: a gift card
 * @left_minor: what is left on it, minor units
 * @today: days since 1970-01-01
 *
 * Returns: (transfer none) (nullable): the CSS class of its badge
 */
const char *
foyer_gift_words_state_class (FoyerGiftCard *card, gint64 left_minor, int today)
{
  if (card->state != FOYER_GIFT_CARD_STATE_ACTIVE)
    return card->state == FOYER_GIFT_CARD_STATE_INACTIVE ? "warning" : "error";
  if (left_minor <= 0)
    return NULL;

  return foyer_gift_card_is_expired (card, today) ? "warning" : "success";
}

/**
 * foyer_gift_words_age:
 * @age: how long ago a gift card was paid for
 *
 * Returns: (transfer none): the words for it
 */
const char *
foyer_gift_words_age (FoyerGiftAge age)
{
  switch (age)
    {
    case FOYER_GIFT_AGE_90_DAYS:
      return C_ ("age of gift cards", "0 to 90 days ago");
    case FOYER_GIFT_AGE_1_YEAR:
      return C_ ("age of gift cards", "91 days to 1 year ago");
    case FOYER_GIFT_AGE_2_YEARS:
      return C_ ("age of gift cards", "1 to 2 years ago");
    case FOYER_GIFT_AGE_5_YEARS:
      return C_ ("age of gift cards", "2 to 5 years ago");
    case FOYER_GIFT_AGE_OLDER:
    default:
      return C_ ("age of gift cards", "More than 5 years ago");
    }
}

/**
 * foyer_gift_words_expiry:
 * @card: a gift card
 *
 * Returns: (transfer full): until when it can be spent
 */
char *
foyer_gift_words_expiry (FoyerGiftCard *card)
{
  g_autofree char *date = NULL;

  if (card->expires_on == NULL)
    return g_strdup (C_ ("gift card", "Never expires"));
  date = foyer_format_date (card->expires_on);

  /* Translators: %s is a date. */
  return g_strdup_printf (C_ ("gift card", "Until %s"), date);
}
