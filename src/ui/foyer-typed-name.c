/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-typed-name.h"

#include <string.h>

/* “maria garcia” was typed for a search; a record has capitals.  A word with a capital of its
 * own is left alone. */
static char *
capitalise (const char *text)
{
  GString *capitalised = g_string_new (NULL);
  gboolean begins = TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (capitalised, begins ? g_unichar_totitle (c) : c);
      begins = c == ' ' || c == '-';
    }

  return g_string_free (capitalised, FALSE);
}

static gboolean
has_capital (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isupper (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

static char *
tidy (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped == '\0')
    return NULL;

  return has_capital (stripped) ? g_steal_pointer (&stripped) : capitalise (stripped);
}

/**
 * foyer_typed_name_split:
 * @typed: (nullable): what somebody typed to find a person
 * @out_family: (out) (transfer full) (nullable): the family name
 * @out_given: (out) (transfer full) (nullable): the given names
 *
 * Guesses a name from the text of a search that found nobody: “Lind, Ada” or “Ada Lind”.  A
 * text with figures is no name.
 */
void
foyer_typed_name_split (const char *typed, char **out_family, char **out_given)
{
  g_autofree char *text = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  char            *comma = strchr (text, ',');
  char            *space = strrchr (text, ' ');

  *out_family = NULL;
  *out_given = NULL;
  if (strpbrk (text, "0123456789@#*") != NULL)
    return;

  if (comma != NULL)
    {
      *comma = '\0';
      *out_family = tidy (text);
      *out_given = tidy (comma + 1);
    }
  else if (space != NULL)
    {
      *space = '\0';
      *out_given = tidy (text);
      *out_family = tidy (space + 1);
    }
  else
    *out_family = tidy (text);
}
