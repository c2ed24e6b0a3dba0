/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-article-ease.h"

#include <string.h>

/* Fewer words say nothing about a text. */
#define MIN_WORDS 30

G_DEFINE_ENUM_TYPE (FoyerArticleEase,
                    foyer_article_ease,
                    G_DEFINE_ENUM_VALUE (FOYER_ARTICLE_EASE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (FOYER_ARTICLE_EASE_EASY, "easy"),
                    G_DEFINE_ENUM_VALUE (FOYER_ARTICLE_EASE_PLAIN, "plain"),
                    G_DEFINE_ENUM_VALUE (FOYER_ARTICLE_EASE_HARD, "hard"))

typedef guint (*CountSyllables) (const gunichar *letters, guint n);

/* A measure: the score is @base less @syllables for each of a word and @words for each of a
 * sentence. */
typedef struct
{
  const char    *language;
  CountSyllables count;
  double         base;
  double         syllables;
  double         words;
  double         easy;
  double         plain;
} Measure;

typedef struct
{
  guint n_syllables;
  guint n_words;
  guint n_sentences;
} Tally;

static gboolean
is_one_of (gunichar letter, const char *letters)
{
  return letter != 0 && g_utf8_strchr (letters, -1, letter) != NULL;
}

/* As many as there are groups of vowels; an e at the end is silent, but for that of “table”,
 * and so is that of “-ed” and “-es” where it stands behind most consonants. */
static guint
count_english (const gunichar *letters, guint n)
{
  guint    count = 0;
  gboolean in_vowel = FALSE;

  for (guint i = 0; i < n; i++)
    {
      const gboolean is_vowel = is_one_of (letters[i], "aeiouyáéíóúü");

      if (is_vowel && !in_vowel)
        count++;
      in_vowel = is_vowel;
    }
  if (n > 2 && letters[n - 1] == 'e' && !is_one_of (letters[n - 2], "aeiouy") &&
      !(letters[n - 2] == 'l' && !is_one_of (letters[n - 3], "aeiouy")))
    count--;
  else if (n > 3 && letters[n - 2] == 'e' &&
           ((letters[n - 1] == 'd' && !is_one_of (letters[n - 3], "aeiouytd")) ||
            (letters[n - 1] == 's' && !is_one_of (letters[n - 3], "aeiouysxzcgh"))))
    count--;

  return MAX (count, 1);
}

/* Two strong vowels, or a weak one with an accent and another, are two syllables; the u of “que”
 * and “gue” is none. */
static guint
count_spanish (const gunichar *letters, guint n)
{
  guint    count = 0;
  gunichar before = 0; /* the vowel that stands before, if one does */

  for (guint i = 0; i < n; i++)
    {
      gunichar       letter = letters[i];
      const gunichar next = i + 1 < n ? letters[i + 1] : 0;

      if (letter == 'u' && i > 0 && is_one_of (next, "eéií") &&
          (letters[i - 1] == 'q' || letters[i - 1] == 'g'))
        continue;
      if (letter == 'y' && i + 1 == n && n > 1)
        letter = 'i';
      if (!is_one_of (letter, "aeiouáéíóúü"))
        {
          before = 0;
          continue;
        }
      if (before == 0 || is_one_of (letter, "íú") || is_one_of (before, "íú") ||
          (is_one_of (letter, "aeoáéó") && is_one_of (before, "aeoáéó")))
        count++;
      before = letter;
    }

  return MAX (count, 1);
}

/* English: R. Flesch, “A new readability yardstick”, J Appl Psychol 1948.  Spanish: F. Szigriszt
 * Pazos 1993, with the degrees of the INFLESZ scale (I. Barrio-Cantalejo and others, An Sist
 * Sanit Navar 2008). */
static const Measure measures[] = {
  { "en", count_english, 206.835, 84.6, 1.015, 70, 60 },
  { "es", count_spanish, 206.835, 62.3, 1.0, 65, 55 },
};

static const Measure *
find_measure (const char *language)
{
  const gsize n = language != NULL ? strcspn (language, "-_") : 0;

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (strlen (measures[i].language) == n &&
        g_ascii_strncasecmp (measures[i].language, language, n) == 0)
      return &measures[i];

  return NULL;
}

static void
end_word (Tally *tally, const Measure *measure, GArray *word)
{
  if (word->len == 0)
    return;
  tally->n_words++;
  tally->n_syllables +=
      measure->count ((const gunichar *) (gpointer) word->data, word->len);
  g_array_set_size (word, 0);
}

/* A sentence ends with its sign, and with its block. */
static void
count_block (Tally *tally, const Measure *measure, const char *text)
{
  g_autoptr (GArray) word = g_array_new (FALSE, FALSE, sizeof (gunichar));
  guint since = tally->n_words;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar       c = g_unichar_tolower (g_utf8_get_char (p));
      const gboolean is_apostrophe = c == '\'' || c == 0x2019;

      if (g_unichar_isalpha (c))
        g_array_append_val (word, c);
      else if (!is_apostrophe)
        {
          const gunichar after = g_utf8_get_char (g_utf8_next_char (p));

          end_word (tally, measure, word);
          if (is_one_of (c, ".!?…") && tally->n_words > since &&
              !g_unichar_isalnum (after))
            {
              tally->n_sentences++;
              since = tally->n_words;
            }
        }
    }
  end_word (tally, measure, word);
  if (tally->n_words > since)
    tally->n_sentences++;
}

/**
 * foyer_article_text_get_ease:
 * @self: an article
 * @language: (nullable): BCP 47 tag
 * @out_score: (out) (optional): the score, about 0 for the hardest and 100 for the easiest
 *
 * Measures how easily the paragraphs and lists of an article are read: by the length of words and
 * sentences, which is what can be counted.
 *
 * Returns: how easily
 */
FoyerArticleEase
foyer_article_text_get_ease (FoyerArticleText *self,
                             const char       *language,
                             double           *out_score)
{
  const Measure *measure = find_measure (language);
  Tally          tally = { 0 };
  double         score;

  if (out_score != NULL)
    *out_score = 0;
  if (measure == NULL)
    return FOYER_ARTICLE_EASE_UNKNOWN;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const FoyerArticleBlock *block = self->blocks->pdata[i];

      if (block->kind != FOYER_ARTICLE_HEADING)
        count_block (&tally, measure, block->text);
    }
  if (tally.n_words < MIN_WORDS)
    return FOYER_ARTICLE_EASE_UNKNOWN;

  score = measure->base - measure->syllables * tally.n_syllables / tally.n_words -
          measure->words * tally.n_words / tally.n_sentences;
  if (out_score != NULL)
    *out_score = score;

  return score >= measure->easy    ? FOYER_ARTICLE_EASE_EASY
         : score >= measure->plain ? FOYER_ARTICLE_EASE_PLAIN
                                   : FOYER_ARTICLE_EASE_HARD;
}
