/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-search-terms.h"

#include "model/foyer-fold.h"
#include "model/foyer-phone.h"

#include <string.h>

#define MAX_BYTES 256

typedef struct
{
  GArray          *terms; /* (unowned) of FoyerSearchTerm */
  FoyerSearchField field;
} Adding;

static void
clear_term (gpointer data)
{
  FoyerSearchTerm *term = data;

  g_free (term->word);
  g_free (term->other);
  g_free (term->digits);
}

static void
add_word (const char *word, const char *other, gpointer data)
{
  Adding         *adding = data;
  FoyerSearchTerm term = { .field = adding->field };

  if (adding->terms->len == FOYER_SEARCH_MAX_TERMS)
    return;

  term.word = g_strdup (word);
  term.other = g_strdup (other);
  g_array_append_val (adding->terms, term);
}

/* A date, a phone or a number, whichever the field allows. */
static void
add_figures (GArray          *terms,
             const char      *text,
             FoyerSearchField field,
             FoyerDateOrder   order)
{
  FoyerSearchTerm term = { .field = field };

  if (terms->len == FOYER_SEARCH_MAX_TERMS)
    return;

  if (field != FOYER_SEARCH_FIELD_NUMBER)
    term.n_dates = foyer_typed_date_parse (text, order, term.dates);
  if (field != FOYER_SEARCH_FIELD_BIRTH_DATE)
    {
      g_autofree char *word = foyer_fold_text (text);

      term.digits = foyer_phone_dup_digits (text);
      if (*word != '\0' && strchr (word, ' ') == NULL)
        term.word = g_steal_pointer (&word);
    }
  g_array_append_val (terms, term);
}

static gboolean
is_figures (const char *word)
{
  gboolean any = FALSE;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        any = TRUE;
      else if (strchr ("+-./()", (int) MIN (c, 127)) == NULL && c != 0x2010 &&
               c != 0x2011 && c != 0x2013)
        return FALSE;
    }

  return any;
}

static gboolean
is_capitals (const char *word)
{
  guint n = 0;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalpha (c) && !g_unichar_isupper (c))
        return FALSE;
      n += g_unichar_isupper (c) ? 1 : 0;
    }

  return n > 1;
}

static gboolean
is_separated_date (const char *word, FoyerDateOrder order)
{
  FoyerTypedDate readings[FOYER_TYPED_DATE_MAX];

  return strpbrk (word, "-./") != NULL &&
         foyer_typed_date_parse (word, order, readings) > 0 && readings[0].year != 0;
}

/* Figures in a row: one date with spaces, one phone with spaces, or each for itself. */
static void
add_run (
    GArray *terms, char **words, guint n_words, FoyerDateOrder order, gboolean loosely)
{
  FoyerTypedDate   readings[FOYER_TYPED_DATE_MAX];
  g_autofree char *text = NULL;
  char            *after = words[n_words];
  gboolean         has_date = FALSE;

  words[n_words] = NULL;
  text = g_strjoinv (" ", words);
  words[n_words] = after;
  for (guint i = 0; i < n_words; i++)
    has_date |= is_separated_date (words[i], order);

  if (n_words == 1 || foyer_typed_date_parse (text, order, readings) > 0 ||
      (!has_date && !loosely))
    add_figures (terms, text, FOYER_SEARCH_FIELD_ANY, order);
  else
    for (guint i = 0; i < n_words; i++)
      add_figures (terms, words[i], FOYER_SEARCH_FIELD_ANY, order);
}

/* What precedes a comma is a family name, what follows it is a given one. */
static char **
split_words (const char *text, guint *out_n_before_comma)
{
  const char      *comma = strchr (text, ',');
  g_autofree char *spaced = g_strdup (text);
  g_auto (GStrv) all = NULL;
  GPtrArray  *words = g_ptr_array_new ();
  const char *at = text;

  *out_n_before_comma = 0;
  for (char *p = spaced; *p != '\0'; p++)
    if (*p == ',')
      *p = ' ';
  all = g_strsplit_set (spaced, " \t\r\n", -1);
  for (guint i = 0; all[i] != NULL; at += strlen (all[i]) + 1, i++)
    if (*all[i] != '\0')
      {
        if (comma != NULL && at < comma)
          *out_n_before_comma = words->len + 1;
        g_ptr_array_add (words, g_strdup (all[i]));
      }
  g_ptr_array_add (words, NULL);

  return (char **) g_ptr_array_free (words, FALSE);
}

static FoyerSearchField
field_of (const char *word,
          gboolean    has_comma,
          gboolean    before_comma,
          gboolean    use_capitals)
{
  if (has_comma)
    return before_comma ? FOYER_SEARCH_FIELD_FAMILY : FOYER_SEARCH_FIELD_GIVEN;
  if (use_capitals && is_capitals (word))
    return FOYER_SEARCH_FIELD_FAMILY;

  return FOYER_SEARCH_FIELD_ANY;
}

static gboolean
mixes_capitals (char **words)
{
  gboolean any = FALSE, all = TRUE;

  for (guint i = 0; words[i] != NULL; i++)
    if (!is_figures (words[i]))
      {
        any |= is_capitals (words[i]);
        all &= is_capitals (words[i]);
      }

  return any && !all;
}

static char *
dup_usable (const char *text)
{
  g_autofree char *valid = NULL;
  gsize            n = strnlen (text, MAX_BYTES);

  while (n > 0 && n == MAX_BYTES && (text[n] & 0xc0) == 0x80)
    n--;
  valid = g_utf8_make_valid (text, (gssize) n);

  return g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
}

/**
 * foyer_search_terms_parse:
 * @text: what was typed
 * @order: how the locale writes dates
 * @loosely: forgive commas and capitals, and take figures with spaces between one by one
 *
 * Takes a query apart: words of names; dates; digits, which may be a phone or a number.
 * `lopez, maria` and `,maria` tell family from given name, so do capitals (`LOPEZ maria`);
 * `*3/4/87` is a date and `#1042` a number, whatever else they could be.
 *
 * At most 256 bytes and six terms count.
 *
 * Returns: (transfer full) (element-type FoyerSearchTerm): the terms
 */
GArray *
foyer_search_terms_parse (const char *text, FoyerDateOrder order, gboolean loosely)
{
  GArray          *terms = g_array_new (FALSE, FALSE, sizeof (FoyerSearchTerm));
  g_autofree char *usable = dup_usable (text);
  const gboolean   has_comma = strchr (usable, ',') != NULL;
  guint            n_before_comma;
  g_auto (GStrv) words = split_words (usable, &n_before_comma);
  const gboolean use_capitals = mixes_capitals (words);

  g_array_set_clear_func (terms, clear_term);

  for (guint i = 0; words[i] != NULL;)
    {
      Adding adding = { terms, FOYER_SEARCH_FIELD_ANY };
      guint  n = 0;

      if ((*words[i] == '*' || *words[i] == '#') && words[i][1] != '\0')
        {
          add_figures (terms, words[i] + 1,
                       *words[i] == '*' ? FOYER_SEARCH_FIELD_BIRTH_DATE
                                        : FOYER_SEARCH_FIELD_NUMBER,
                       order);
          i++;
          continue;
        }

      while (words[i + n] != NULL && is_figures (words[i + n]))
        n++;
      if (n > 0)
        add_run (terms, words + i, n, order, loosely);
      else
        {
          if (!loosely)
            adding.field =
                field_of (words[i], has_comma, i < n_before_comma, use_capitals);
          foyer_fold_each (words[i], FOYER_FOLD_PLAIN, add_word, &adding);
          n = 1;
        }
      i += n;
    }

  return terms;
}

/**
 * foyer_search_terms_dup_joined:
 * @terms: the terms of a query
 *
 * Returns: (transfer full) (nullable): all words as one, `obrien` for `o brien`, or `NULL` if
 *   it is not two or more words and nothing else
 */
char *
foyer_search_terms_dup_joined (GArray *terms)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  if (terms->len < 2)
    return NULL;

  for (guint i = 0; i < terms->len; i++)
    {
      const FoyerSearchTerm *term = &g_array_index (terms, FoyerSearchTerm, i);

      if (term->word == NULL || term->digits != NULL)
        return NULL;
      g_string_append (joined, term->word);
    }
  if (joined->len >= FOYER_FOLD_SIZE)
    return NULL;

  return g_string_free (g_steal_pointer (&joined), FALSE);
}
