/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-money.h"

#include <string.h>

G_DEFINE_QUARK (foyer_money_error, foyer_money_error)

/* ISO 4217 currencies whose minor unit is not a hundredth. */
static const char no_digits[][4] = { "BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                     "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
                                     "VND", "VUV", "XAF", "XOF", "XPF" };
static const char three_digits[][4] = {
  "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND",
};
static const char four_digits[][4] = { "CLF", "UYW" };

/* Enough for a terminal's note around a number of 19 digits. */
#define CARD_DIGITS_MIN 13
#define CARD_DIGITS_MAX 19

/**
 * foyer_money_is_currency:
 * @currency: (nullable): text
 *
 * Returns: whether @currency has the form of an ISO 4217 code
 */
gboolean
foyer_money_is_currency (const char *currency)
{
  return currency != NULL && strlen (currency) == 3 && g_ascii_isupper (currency[0]) &&
         g_ascii_isupper (currency[1]) && g_ascii_isupper (currency[2]);
}

/**
 * foyer_money_get_digits:
 * @currency: (nullable): ISO 4217 code
 *
 * Source: ISO 4217:2015, list one.
 *
 * Returns: how many decimals the minor unit of @currency has; 2 if it is not known
 */
guint
foyer_money_get_digits (const char *currency)
{
  for (guint i = 0; i < G_N_ELEMENTS (no_digits); i++)
    if (g_strcmp0 (currency, no_digits[i]) == 0)
      return 0;
  for (guint i = 0; i < G_N_ELEMENTS (three_digits); i++)
    if (g_strcmp0 (currency, three_digits[i]) == 0)
      return 3;
  for (guint i = 0; i < G_N_ELEMENTS (four_digits); i++)
    if (g_strcmp0 (currency, four_digits[i]) == 0)
      return 4;

  return 2;
}

static gint64
minor_per_major (guint n_digits)
{
  gint64 factor = 1;

  for (guint i = 0; i < n_digits; i++)
    factor *= 10;

  return factor;
}

static gboolean
refuse (GError **error, FoyerMoneyError code, const char *message)
{
  g_set_error_literal (error, FOYER_MONEY_ERROR, code, message);
  return FALSE;
}

/**
 * foyer_money_parse:
 * @text: an amount with digits and at most one decimal point, `125` or `125.5`
 * @currency: ISO 4217 code
 * @out_minor: (out): the amount in minor units
 * @error: return location for an error
 *
 * Reads an amount without a locale.  There are no signs, no thousands separators and no
 * currency; spaces around are allowed.
 *
 * Errors: of `FOYER_MONEY_ERROR`.
 *
 * Returns: whether @text is an amount of @currency
 */
gboolean
foyer_money_parse (const char *text,
                   const char *currency,
                   gint64     *out_minor,
                   GError    **error)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  const guint      n_digits = foyer_money_get_digits (currency);
  const char      *point = strchr (plain, '.');
  const gsize      n_decimals = point != NULL ? strlen (point + 1) : 0;
  gint64           minor = 0;

  if (*plain == '\0' || (point != NULL && (point == plain || n_decimals == 0)) ||
      strspn (plain, ".0123456789") != strlen (plain) ||
      (point != NULL && strchr (point + 1, '.') != NULL))
    return refuse (error, FOYER_MONEY_ERROR_UNCLEAR, "Not an amount");
  if (n_decimals > n_digits)
    return refuse (error, FOYER_MONEY_ERROR_DIGITS,
                   "More decimals than the currency has");

  for (const char *digit = plain; *digit != '\0'; digit++)
    if (*digit != '.')
      {
        minor = minor * 10 + (*digit - '0');
        if (minor > FOYER_MONEY_MAX)
          return refuse (error, FOYER_MONEY_ERROR_RANGE, "Amount too large");
      }
  minor *= minor_per_major (n_digits - (guint) n_decimals);
  if (minor > FOYER_MONEY_MAX)
    return refuse (error, FOYER_MONEY_ERROR_RANGE, "Amount too large");

  *out_minor = minor;
  return TRUE;
}

/**
 * foyer_money_to_plain:
 * @minor: an amount in minor units
 * @currency: ISO 4217 code
 *
 * Returns: (transfer full): the amount as foyer_money_parse() reads it, with all decimals
 *   of @currency and, below zero, a hyphen in front
 */
char *
foyer_money_to_plain (gint64 minor, const char *currency)
{
  const guint   n_digits = foyer_money_get_digits (currency);
  const guint64 factor = (guint64) minor_per_major (n_digits);
  const guint64 amount = minor < 0 ? -(guint64) minor : (guint64) minor;
  const char   *sign = minor < 0 ? "-" : "";

  if (n_digits == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, sign, amount);
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, sign,
                          amount / factor, (int) n_digits, amount % factor);
}

/**
 * foyer_money_add:
 * @total_minor: (inout): a sum in minor units
 * @minor: what to add, negative to take away
 *
 * Returns: whether the sum still lies within ±`FOYER_MONEY_MAX`; if not, it is unchanged
 */
gboolean
foyer_money_add (gint64 *total_minor, gint64 minor)
{
  gint64 sum;

  if (__builtin_add_overflow (*total_minor, minor, &sum) || sum > FOYER_MONEY_MAX ||
      sum < -FOYER_MONEY_MAX)
    return FALSE;

  *total_minor = sum;
  return TRUE;
}

/* The check digit of ISO/IEC 7812-1, annex B. */
static gboolean
passes_luhn (const char *digits, guint n_digits)
{
  guint sum = 0;

  for (guint i = 0; i < n_digits; i++)
    {
      guint digit = (guint) (digits[n_digits - 1 - i] - '0');

      if (i % 2 == 1)
        digit = digit > 4 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }

  return sum % 10 == 0;
}

/**
 * foyer_money_looks_like_card:
 * @text: (nullable): text as typed, such as the reference of a card terminal
 *
 * Tells whether @text holds what could be the number of a payment card: a run of 13 to 19
 * digits, also grouped by single spaces, hyphens or points, whose check digit is right.
 *
 * Source: ISO/IEC 7812-1; PCI DSS requirement 3: the number must not be stored.
 *
 * Returns: whether @text must not be kept
 */
gboolean
foyer_money_looks_like_card (const char *text)
{
  char  digits[CARD_DIGITS_MAX];
  guint n_digits;

  for (const char *start = text; start != NULL && *start != '\0'; start++)
    {
      if (start > text && g_ascii_isdigit (start[-1]))
        continue;
      n_digits = 0;
      for (const char *p = start; *p != '\0' && n_digits < CARD_DIGITS_MAX; p++)
        {
          if (g_ascii_isdigit (*p))
            digits[n_digits++] = *p;
          else if (n_digits == 0 || strchr (" -.", *p) == NULL || !g_ascii_isdigit (p[1]))
            break;
          if (n_digits >= CARD_DIGITS_MIN && g_ascii_isdigit (*p) &&
              !g_ascii_isdigit (p[1]) && passes_luhn (digits, n_digits))
            return TRUE;
        }
    }

  return FALSE;
}
