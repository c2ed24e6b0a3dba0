/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-gift-code.h"

#include <string.h>

G_DEFINE_QUARK (foyer_gift_code_error, foyer_gift_code_error)

/* Without 0 O 1 I L, and without S and Z, which are read as 5 and 2. */
static const char alphabet[] = "23456789ABCDEFGHJKMNPQRTUVWXY";

G_STATIC_ASSERT (sizeof alphabet == FOYER_GIFT_CODE_BASE + 1);

#define GROUP 4

/* Place in the alphabet, -1 if it has none. */
static int
get_value (char c)
{
  const char *found;

  c = g_ascii_toupper (c);
  if (c == 'S')
    c = '5';
  else if (c == 'Z')
    c = '2';
  found = c != '\0' ? strchr (alphabet, c) : NULL;

  return found != NULL ? (int) (found - alphabet) : -1;
}

/* The sum of the values by their places; 0 for a whole code.  The base is a prime that is
 * larger than any place, so that one wrong sign or two that changed places always show. */
static guint
weigh (const char *code)
{
  guint sum = 0;

  for (guint i = 0; code[i] != '\0'; i++)
    sum += (i + 1) * (guint) get_value (code[i]);

  return sum % FOYER_GIFT_CODE_BASE;
}

/**
 * foyer_gift_code_make:
 * @values: (array fixed-size=19): random values below `FOYER_GIFT_CODE_BASE`, each as likely
 *   as any other
 *
 * Returns: (transfer full): the code that they make, without dashes
 */
char *
foyer_gift_code_make (const guint8 *values)
{
  char *code = g_malloc0 (FOYER_GIFT_CODE_LENGTH + 1);

  for (guint i = 0; i < FOYER_GIFT_CODE_N_RANDOM; i++)
    code[i] = alphabet[values[i] % FOYER_GIFT_CODE_BASE];
  for (guint i = 0; i < FOYER_GIFT_CODE_BASE; i++)
    {
      code[FOYER_GIFT_CODE_LENGTH - 1] = alphabet[i];
      if (weigh (code) == 0)
        break;
    }

  return code;
}

/**
 * foyer_gift_code_read:
 * @typed: (nullable): a code as somebody types it, in either case, with dashes and spaces
 *   anywhere
 * @error: return location for an error
 *
 * Reads a code.  Every single wrong sign, and every two that changed places, are noticed.
 *
 * Errors: of `FOYER_GIFT_CODE_ERROR`.
 *
 * Returns: (transfer full): the code as foyer_gift_code_make() gives it, or `NULL` on error
 */
char *
foyer_gift_code_read (const char *typed, GError **error)
{
  g_autoptr (GString) code = g_string_new (NULL);

  for (const char *p = typed; p != NULL && *p != '\0'; p++)
    {
      if (*p == '-' || g_ascii_isspace (*p))
        continue;
      if (get_value (*p) < 0)
        {
          g_set_error_literal (error, FOYER_GIFT_CODE_ERROR,
                               FOYER_GIFT_CODE_ERROR_CHARACTER,
                               "A sign that no code has");
          return NULL;
        }
      g_string_append_c (code, alphabet[get_value (*p)]);
    }
  if (code->len != FOYER_GIFT_CODE_LENGTH)
    {
      g_set_error_literal (error, FOYER_GIFT_CODE_ERROR, FOYER_GIFT_CODE_ERROR_LENGTH,
                           "Too short or too long");
      return NULL;
    }
  if (weigh (code->str) != 0)
    {
      g_set_error_literal (error, FOYER_GIFT_CODE_ERROR, FOYER_GIFT_CODE_ERROR_CHECK,
                           "The check does not agree");
      return NULL;
    }

  return g_string_free (g_steal_pointer (&code), FALSE);
}

/**
 * foyer_gift_code_format:
 * @code: a code
 *
 * Returns: (transfer full): @code in groups of four, as it is printed
 */
char *
foyer_gift_code_format (const char *code)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; code[i] != '\0'; i++)
    {
      if (i > 0 && i % GROUP == 0)
        g_string_append_c (text, '-');
      g_string_append_c (text, code[i]);
    }

  return g_string_free (text, FALSE);
}
