/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-phone.h"

#include <string.h>

#define MIN_DIGITS 3  /* a short code */
#define MAX_DIGITS 15 /* ITU-T E.164 */
#define MIN_NATIONAL 7

static gboolean
begins_extension (const char *text)
{
  return g_ascii_strncasecmp (text, "x", 1) == 0 || *text == '#' || *text == ';' ||
         g_ascii_strncasecmp (text, "ext", 3) == 0;
}

/**
 * foyer_phone_dup_digits:
 * @phone: (nullable): a number as typed
 *
 * Gives the digits of @phone by which it is searched and compared, in any script of
 * digits.  An extension (`x 12`, `ext. 12`, `#12`) is left out.
 *
 * Returns: (transfer full): digits only, possibly none
 */
char *
foyer_phone_dup_digits (const char *phone)
{
  GString *digits = g_string_new (NULL);

  for (const char *p = phone; p != NULL && *p != '\0';)
    {
      const gunichar c = g_utf8_get_char_validated (p, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        break;
      if (digits->len > 0 && begins_extension (p))
        break;
      if (g_unichar_isdigit (c))
        g_string_append_c (digits, '0' + g_unichar_digit_value (c));
      p = g_utf8_next_char (p);
    }

  return g_string_free (digits, FALSE);
}

/**
 * foyer_phone_is_valid:
 * @phone: (nullable): a number as typed
 *
 * Tells whether @phone can be dialled: 3 to 15 digits, with spaces, hyphens, dots, slashes,
 * parentheses, a leading plus sign and an extension as people write them.  It does not know
 * which numbers a country has given out.
 *
 * Source: ITU-T E.164, 6.1, for the 15 digits.
 *
 * Returns: whether it can be dialled
 */
gboolean
foyer_phone_is_valid (const char *phone)
{
  guint n_digits = 0;

  if (phone == NULL || !g_utf8_validate (phone, -1, NULL))
    return FALSE;

  for (const char *p = phone; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (n_digits > 0 && begins_extension (p))
        break;
      if (g_unichar_isdigit (c))
        n_digits++;
      else if (c == '+' ? n_digits > 0
                        : strchr (" -./()", (int) MIN (c, 127)) == NULL && c != 0x00a0 &&
                              c != 0x2010 && c != 0x2011)
        return FALSE;
    }

  return n_digits >= MIN_DIGITS && n_digits <= MAX_DIGITS;
}

static gboolean
ends_alike (const char *a, const char *b)
{
  const gsize na = strlen (a), nb = strlen (b);

  if (MIN (na, nb) < MIN_NATIONAL)
    return FALSE;

  return na >= nb ? strcmp (a + na - nb, b) == 0 : strcmp (b + nb - na, a) == 0;
}

/**
 * foyer_phone_equal:
 * @a: (nullable): digits of a number
 * @b: (nullable): digits of another
 *
 * Tells whether two numbers can be the same line.  One may have a country code or a trunk
 * prefix that the other lacks, so the shorter counts from its end, with at least seven
 * digits.
 *
 * Returns: whether they can be the same
 */
gboolean
foyer_phone_equal (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return FALSE;

  return ends_alike (a, b) || ends_alike (a + strspn (a, "0"), b + strspn (b, "0"));
}
