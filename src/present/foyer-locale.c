/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-format.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

#define NO_BREAK_SPACE "\302\240"

/**
 * foyer_locale_date_order:
 *
 * Returns: in which order the locale writes dates in figures
 */
FoyerDateOrder
foyer_locale_date_order (void)
{
  for (const char *p = nl_langinfo (D_FMT); *p != '\0'; p++)
    {
      if (*p != '%')
        continue;

      p++;
      while (*p == '-' || *p == 'E' || *p == 'O' || *p == '_')
        p++;
      switch (*p)
        {
        case 'd':
        case 'e':
          return FOYER_DATE_ORDER_DMY;

        case 'm':
        case 'b':
        case 'B':
        case 'D':
          return FOYER_DATE_ORDER_MDY;

        case 'Y':
        case 'y':
        case 'C':
        case 'F':
          return FOYER_DATE_ORDER_YMD;

        case '\0':
          return FOYER_DATE_ORDER_MDY;

        default:
          break;
        }
    }

  return FOYER_DATE_ORDER_MDY;
}

/**
 * foyer_locale_first_weekday:
 *
 * Returns: the day on which weeks begin in calendars of the locale, ISO 8601: 1 Monday to
 *   7 Sunday
 */
int
foyer_locale_first_weekday (void)
{
#ifdef _NL_TIME_FIRST_WEEKDAY
  /* glibc gives a number instead of a pointer for these two items: the first weekday counts
   * from the day that week_1stday names, which is a Sunday or a Monday. */
  union
  {
    char *text;
    guint number;
  } origin = { .text = nl_langinfo (_NL_TIME_WEEK_1STDAY) };
  int first = nl_langinfo (_NL_TIME_FIRST_WEEKDAY)[0];
  int origin_weekday = origin.number == 19971201 ? 1 : 7;

  return (origin_weekday - 1 + first - 1) % 7 + 1;
#else
  return 1;
#endif
}

/**
 * foyer_parse_date:
 * @text: (nullable): a date as somebody types it
 * @latest_year: a year of two figures is not after this one
 * @out_date: (out) (transfer full): FHIR date: YYYY, YYYY-MM or YYYY-MM-DD
 *
 * Reads a date in the order of the locale, in ISO 8601, or with the month as a word.
 *
 * Returns: whether @text is a date that exists
 */
gboolean
foyer_parse_date (const char *text, int latest_year, char **out_date)
{
  *out_date = text != NULL ? foyer_typed_date_to_fhir (text, foyer_locale_date_order (),
                                                       latest_year)
                           : NULL;

  return *out_date != NULL;
}

/**
 * foyer_parse_minute:
 * @text: (nullable): a time of day as somebody types it: 9, 9:30, 0930, 2 pm, 14.15
 * @out_minute: (out): minutes since midnight, 0 to 1440; 24:00 is the end of the day
 *
 * Returns: whether @text is a time of day
 */
gboolean
foyer_parse_minute (const char *text, int *out_minute)
{
  g_autofree char *lower = NULL;
  const char      *p;
  int              figures[2] = { 0, 0 };
  int              n_figures[2] = { 0, 0 };
  int              part = 0;
  gboolean         am = FALSE;
  gboolean         pm = FALSE;

  if (text == NULL)
    return FALSE;

  lower = g_utf8_strdown (text, -1);
  for (p = g_strstrip (lower); g_ascii_isdigit (*p) || *p == ':' || *p == '.'; p++)
    if (g_ascii_isdigit (*p))
      {
        if (n_figures[part] == 4)
          return FALSE;
        figures[part] = figures[part] * 10 + g_ascii_digit_value (*p);
        n_figures[part]++;
      }
    else if (++part > 1)
      return FALSE;

  while (*p == ' ')
    p++;
  am = g_str_has_prefix (p, "a");
  pm = g_str_has_prefix (p, "p");
  if (*p != '\0' && !am && !pm)
    return FALSE;

  if (part == 0 && n_figures[0] > 2)
    {
      figures[1] = figures[0] % 100;
      figures[0] /= 100;
    }
  else if (n_figures[0] == 0 || n_figures[0] > 2 || (part == 1 && n_figures[1] != 2))
    return FALSE;

  if ((am || pm) && (figures[0] < 1 || figures[0] > 12))
    return FALSE;
  if (am && figures[0] == 12)
    figures[0] = 0;
  if (pm && figures[0] < 12)
    figures[0] += 12;
  if (figures[1] > 59 || figures[0] > 24 || (figures[0] == 24 && figures[1] > 0))
    return FALSE;

  *out_minute = figures[0] * 60 + figures[1];
  return TRUE;
}

static const char *
get_sign (const char *currency)
{
  static const struct
  {
    const char *currency;
    const char *sign;
  } signs[] = {
    { "USD", "$" }, { "EUR", "€" }, { "GBP", "£" }, { "JPY", "¥" }, { "INR", "₹" },
  };
  const struct lconv *local = localeconv ();

  if (g_ascii_strncasecmp (local->int_curr_symbol, currency, 3) == 0 &&
      *local->currency_symbol != '\0')
    return local->currency_symbol;
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_strcmp0 (signs[i].currency, currency) == 0)
      return signs[i].sign;

  return NULL;
}

/**
 * foyer_locale_money:
 * @currency: ISO 4217 code
 *
 * An amount is never broken at the end of a line, also where the locale parts thousands by a
 * space, as es_MX.
 *
 * Returns: how the locale writes amounts of @currency; its strings are those of the locale and
 *   hold until that is changed
 */
FoyerMoneyStyle
foyer_locale_money (const char *currency)
{
  const struct lconv *local = localeconv ();
  const char         *group = local->mon_thousands_sep;
  const gboolean      known = *local->mon_decimal_point != '\0';

  return (FoyerMoneyStyle){
    .decimal = known ? local->mon_decimal_point : local->decimal_point,
    .group = !known                     ? ","
             : g_str_equal (group, " ") ? NO_BREAK_SPACE
                                        : group,
    .sign = get_sign (currency),
  };
}

/**
 * foyer_parse_money:
 * @text: (nullable): an amount as somebody types it: 125, $125.50, 1.250,00
 * @currency: ISO 4217 code
 * @out_minor: (out): minor units
 *
 * Reads an amount as the locale writes it: see foyer_money_read().
 *
 * Returns: whether @text is one amount
 */
gboolean
foyer_parse_money (const char *text, const char *currency, gint64 *out_minor)
{
  const FoyerMoneyStyle style = foyer_locale_money (currency);

  return foyer_money_read (text, currency, &style, out_minor, NULL);
}
