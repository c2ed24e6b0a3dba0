/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-money-text.h"

#include <string.h>

/* Arabic signs, as Unicode has them. */
#define ARABIC_DECIMAL 0x066B
#define ARABIC_GROUP 0x066C

/* All spaces, and all apostrophes, are one sign. */
#define SPACE ' '
#define APOSTROPHE '\''

/* More figures than an amount can have. */
#define MAX_FIGURES 32

/* An amount taken apart: its figures, and what stands between them. */
typedef struct
{
  char     figures[MAX_FIGURES + 1];
  guint    n_figures;
  gunichar signs[MAX_FIGURES];
  guint    places[MAX_FIGURES]; /* how many figures stand before each sign */
  guint    n_signs;
} Parts;

static gboolean
refuse (GError **error, FoyerMoneyError code, const char *message)
{
  g_set_error_literal (error, FOYER_MONEY_ERROR, code, message);
  return FALSE;
}

static gboolean
refuse_unclear (GError **error)
{
  return refuse (error, FOYER_MONEY_ERROR_UNCLEAR, "Not one amount");
}

/* Marks of direction that are pasted along. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

static gunichar
fold_sign (gunichar c)
{
  if (g_unichar_isspace (c))
    return SPACE;
  return c == 0x2019 || c == 0x02BC ? APOSTROPHE : c;
}

static gunichar
first_sign (const char *text)
{
  return text != NULL && *text != '\0' ? fold_sign (g_utf8_get_char (text)) : 0;
}

static gboolean
is_figure (gunichar c)
{
  return g_unichar_isdigit (c) && g_unichar_digit_value (c) >= 0;
}

/* What stands before or behind the figures must be the currency, if anything. */
static gboolean
is_affix (const char *affix, const char *currency, const FoyerMoneyStyle *style)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autofree char *folded = NULL;
  g_autofree char *code = g_utf8_casefold (currency, -1);
  g_autofree char *sign = g_utf8_casefold (style->sign != NULL ? style->sign : "", -1);

  for (const char *p = affix; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (plain, g_utf8_get_char (p));
  folded = g_utf8_casefold (plain->str, -1);

  return *folded == '\0' || g_str_equal (folded, code) || g_str_equal (folded, sign);
}

static gboolean
names_currency (const char *affix)
{
  gunichar c = g_utf8_get_char (affix);

  return g_unichar_isalpha (c) || g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL;
}

/* Cuts the currency away on both sides. */
static char *
dup_core (const char            *text,
          const char            *currency,
          const FoyerMoneyStyle *style,
          GError               **error)
{
  g_autoptr (GString) visible = g_string_new (NULL);
  g_autofree char *before = NULL;
  g_autofree char *behind = NULL;
  const char      *first = NULL;
  const char      *end = NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_invisible (g_utf8_get_char (p)))
      g_string_append_unichar (visible, g_utf8_get_char (p));
  for (const char *p = visible->str; *p != '\0'; p = g_utf8_next_char (p))
    if (is_figure (g_utf8_get_char (p)))
      {
        first = first != NULL ? first : p;
        end = g_utf8_next_char (p);
      }
  if (first == NULL)
    {
      refuse_unclear (error);
      return NULL;
    }

  before = g_strndup (visible->str, (gsize) (first - visible->str));
  behind = g_strdup (end);
  if (!is_affix (before, currency, style) || !is_affix (behind, currency, style))
    {
      refuse (error,
              names_currency (g_strchug (before)) || names_currency (g_strchug (behind))
                  ? FOYER_MONEY_ERROR_CURRENCY
                  : FOYER_MONEY_ERROR_UNCLEAR,
              "Something else stands beside the amount");
      return NULL;
    }

  return g_strndup (first, (gsize) (end - first));
}

static gboolean
take_apart (const char *core, Parts *parts, GError **error)
{
  for (const char *p = core; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = fold_sign (g_utf8_get_char (p));

      if (parts->n_figures == MAX_FIGURES)
        return refuse (error, FOYER_MONEY_ERROR_RANGE, "Amount too large");
      if (is_figure (c))
        parts->figures[parts->n_figures++] = (char) ('0' + g_unichar_digit_value (c));
      else if (c == '.' || c == ',' || c == SPACE || c == APOSTROPHE ||
               c == ARABIC_DECIMAL || c == ARABIC_GROUP)
        {
          /* Two signs side by side mean nothing. */
          if (parts->n_signs > 0 && parts->places[parts->n_signs - 1] == parts->n_figures)
            return refuse_unclear (error);
          parts->signs[parts->n_signs] = c;
          parts->places[parts->n_signs++] = parts->n_figures;
        }
      else
        return refuse_unclear (error);
    }

  return TRUE;
}

/* Whether the first @n_signs signs are one sign that stands between groups of three. */
static gboolean
are_groups (const Parts *parts, guint n_signs, guint end)
{
  for (guint i = 0; i < n_signs; i++)
    {
      guint next = i + 1 < n_signs ? parts->places[i + 1] : end;

      if (parts->signs[i] != parts->signs[0] || parts->signs[i] == ARABIC_DECIMAL ||
          next - parts->places[i] != 3)
        return FALSE;
    }

  return n_signs == 0 || (parts->places[0] <= 3 && parts->figures[0] != '0');
}

/* Finds whether the last sign stands before decimals.  Returns FALSE if that is unclear. */
static gboolean
has_decimals (const Parts           *parts,
              guint                  n_digits,
              const FoyerMoneyStyle *style,
              gboolean              *out_has)
{
  const gunichar sign = parts->n_signs > 0 ? parts->signs[parts->n_signs - 1] : 0;
  const guint    n_behind =
      parts->n_signs > 0 ? parts->n_figures - parts->places[parts->n_signs - 1] : 0;
  const gboolean is_group = first_sign (style->group) == sign;
  const gboolean is_decimal = first_sign (style->decimal) == sign;

  *out_has = FALSE;
  if (parts->n_signs == 0 || sign == SPACE || sign == APOSTROPHE || sign == ARABIC_GROUP)
    return TRUE;
  if (sign == ARABIC_DECIMAL)
    return *out_has = TRUE;
  if (parts->n_signs > 1)
    {
      *out_has = parts->signs[parts->n_signs - 2] != sign;
      return TRUE;
    }

  /* A single point or comma.  Before three figures it could be either, unless the locale and
   * the currency say the same. */
  if (n_behind == 3 && are_groups (parts, 1, parts->n_figures))
    {
      *out_has = is_decimal && n_digits == 3;
      return is_group ? n_digits != 3 : *out_has;
    }
  *out_has = TRUE;
  return TRUE;
}

/**
 * foyer_money_read:
 * @text: (nullable): an amount as somebody types it: 125, $125.50, 1.250,00, 1 250,00
 * @currency: ISO 4217 code
 * @style: how the locale writes amounts
 * @out_minor: (out): the amount in minor units
 * @error: return location for an error
 *
 * Reads an amount as people type it, with the figures of any script.
 *
 * Where a point and a comma stand the last one is the decimal sign, and so is a single one
 * that cannot stand between groups.  `1.250` is a thousand where the locale groups by points;
 * where it does not, or where the currency has three decimals and the locale groups by points,
 * it is refused.  Beside the figures only @currency or its sign may stand.
 *
 * Errors: of `FOYER_MONEY_ERROR`.
 *
 * Returns: whether @text is one amount of @currency
 */
gboolean
foyer_money_read (const char            *text,
                  const char            *currency,
                  const FoyerMoneyStyle *style,
                  gint64                *out_minor,
                  GError               **error)
{
  const guint      n_digits = foyer_money_get_digits (currency);
  g_autofree char *core = NULL;
  g_autofree char *plain = NULL;
  Parts            parts = { 0 };
  gboolean         decimals;
  guint            n_groups;
  guint            end;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return refuse_unclear (error);
  core = dup_core (text, currency, style, error);
  if (core == NULL || !take_apart (core, &parts, error))
    return FALSE;

  if (!has_decimals (&parts, n_digits, style, &decimals))
    return refuse_unclear (error);
  n_groups = parts.n_signs - (decimals ? 1 : 0);
  end = decimals ? parts.places[n_groups] : parts.n_figures;
  if (!are_groups (&parts, n_groups, end))
    return refuse_unclear (error);

  plain = decimals
              ? g_strdup_printf ("%.*s.%s", (int) end, parts.figures, parts.figures + end)
              : g_strdup (parts.figures);

  return foyer_money_parse (plain, currency, out_minor, error);
}

/**
 * foyer_money_write:
 * @minor: an amount in minor units
 * @currency: ISO 4217 code
 * @style: how the locale writes amounts
 *
 * Writes the figures of an amount, without its currency, as foyer_money_read() reads them.
 *
 * Returns: (transfer full): the figures, with all decimals of @currency and, below zero, a
 *   minus sign in front
 */
char *
foyer_money_write (gint64 minor, const char *currency, const FoyerMoneyStyle *style)
{
  g_autofree char *plain = foyer_money_to_plain (minor, currency);
  const char      *figures = *plain == '-' ? plain + 1 : plain;
  const gsize      n_figures = strcspn (figures, ".");
  GString         *text = g_string_new (minor < 0 ? "−" : NULL);

  for (gsize i = 0; i < n_figures; i++)
    {
      if (i > 0 && (n_figures - i) % 3 == 0 && style->group != NULL)
        g_string_append (text, style->group);
      g_string_append_c (text, figures[i]);
    }
  if (figures[n_figures] == '.')
    g_string_append_printf (text, "%s%s", style->decimal, figures + n_figures + 1);

  return g_string_free (text, FALSE);
}
