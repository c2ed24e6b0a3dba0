/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-form.h"

#include <string.h>

#define MIN_DIGITS 13
#define MAX_DIGITS 19

typedef struct
{
  gsize    offset; /* of the digit in the text */
  gsize    end;    /* of the first byte after it */
  int      value;
  gboolean group_start; /* no digit right before it */
  gboolean group_end;   /* no digit right after it */
} Digit;

static gboolean
passes_luhn (const Digit *digits, guint n)
{
  int sum = 0;

  for (guint i = 0; i < n; i++)
    {
      const int value = digits[n - 1 - i].value;
      const int doubled = value * 2;

      sum += i % 2 == 0 ? value : doubled / 10 + doubled % 10;
    }

  return sum % 10 == 0;
}

/* Between the groups of a number people write one of these, or two. */
static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || c == '-' || c == '.' || c == '/' || c == '_' ||
         g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION;
}

/* The digits from @offset that can belong to one number, and where they end. */
static gsize
read_run (const char *text, gsize offset, GArray *run)
{
  guint n_between = 0;
  gsize at = offset;

  g_array_set_size (run, 0);
  while (text[at] != '\0' && n_between <= 2)
    {
      const gunichar c = g_utf8_get_char (text + at);
      const gsize    next = g_utf8_next_char (text + at) - text;

      if (g_unichar_isdigit (c))
        {
          const Digit digit = { at, next, g_unichar_digit_value (c),
                                run->len == 0 || n_between > 0, TRUE };

          if (run->len > 0 && n_between == 0)
            g_array_index (run, Digit, run->len - 1).group_end = FALSE;
          g_array_append_val (run, digit);
          n_between = 0;
        }
      else if (is_separator (c))
        n_between++;
      else
        return next;
      at = next;
    }

  return at;
}

/* The number of a card in @run: whole groups, of the length and with the first digit and
 * the check digit of one. */
static gboolean
find_card (GArray *run, gsize *out_start, gsize *out_end)
{
  const Digit *digits = (const Digit *) (gpointer) run->data;

  for (guint first = 0; first + MIN_DIGITS <= run->len; first++)
    if (digits[first].group_start && digits[first].value >= 2 && digits[first].value <= 6)
      for (guint n = MIN (MAX_DIGITS, run->len - first); n >= MIN_DIGITS; n--)
        if (digits[first + n - 1].group_end && passes_luhn (digits + first, n))
          {
            *out_start = digits[first].offset;
            *out_end = digits[first + n - 1].end;
            return TRUE;
          }

  return FALSE;
}

/**
 * foyer_form_cut_cards:
 * @text: (inout): words that somebody typed, valid UTF-8
 *
 * Takes out of @text what looks like the number of a payment card: 13 to 19 digits, in groups
 * or not, that begin with 2 to 6 and whose check digit is right.  An ellipsis stands for it.
 *
 * Source: ISO/IEC 7812-1, for the lengths and, in annex B, the check digit.
 *
 * Returns: whether there was one
 */
gboolean
foyer_form_cut_cards (char **text)
{
  g_autoptr (GArray) run = g_array_new (FALSE, FALSE, sizeof (Digit));
  g_autoptr (GString) rest = g_string_new (*text);
  gboolean found = FALSE;

  for (gsize at = 0; at < rest->len;)
    {
      const gsize next = read_run (rest->str, at, run);
      gsize       start, end;

      if (find_card (run, &start, &end))
        {
          g_string_erase (rest, start, end - start);
          g_string_insert (rest, start, "…");
          at = start + strlen ("…");
          found = TRUE;
        }
      else
        at = MAX (next, at + 1);
    }

  if (found)
    {
      g_free (*text);
      *text = g_string_free (g_steal_pointer (&rest), FALSE);
    }

  return found;
}
