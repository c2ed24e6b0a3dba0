/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-fold.h"

#include <string.h>

/* No name is longer; what follows in a pasted page is not searched for. */
#define MAX_TEXT_BYTES 512
#define MAX_LETTERS FOYER_FOLD_SIZE

/* What may be written as one word: a name with a particle, or a short double name. */
#define PARTICLE_BYTES 3
#define DOUBLE_BYTES 10

typedef struct
{
  char     text[FOYER_FOLD_SIZE];
  gsize    length;
  gboolean full; /* a letter did not fit: nothing more is taken */
} Buffer;

/* A word in two spellings that people use for the same name: marks dropped (Müller: muller,
 * Bjørn: bjorn) and marks written out (mueller, bjoern). */
typedef struct
{
  Buffer dropped;
  Buffer written;
} Word;

typedef struct
{
  FoyerFoldFlags flags;
  FoyerFoldFunc  func;
  gpointer       data;
  Word           part;    /* since the last apostrophe or hyphen */
  Word           word;    /* since the last space */
  Word           whole;   /* since the start */
  guint          n_parts; /* of the word, finished ones */
  guint          n_words; /* of the text, finished ones */
  gboolean       has_particle;
} Fold;

typedef struct
{
  gunichar   letter;
  const char dropped[3];
  const char written[3];
} Letter;

/* Letters that Unicode does not take apart, in order of code point. */
static const Letter letters[] = {
  { 0x00df, "ss", "ss" }, /* ß */
  { 0x00e6, "ae", "ae" }, /* æ */
  { 0x00f0, "d", "d" },   /* ð */
  { 0x00f8, "o", "oe" },  /* ø */
  { 0x00fe, "th", "th" }, /* þ */
  { 0x0111, "d", "d" },   /* đ */
  { 0x0127, "h", "h" },   /* ħ */
  { 0x0131, "i", "i" },   /* ı */
  { 0x0138, "k", "k" },   /* ĸ */
  { 0x0142, "l", "l" },   /* ł */
  { 0x014b, "n", "n" },   /* ŋ */
  { 0x0153, "oe", "oe" }, /* œ */
  { 0x0167, "t", "t" },   /* ŧ */
  { 0x0253, "b", "b" },   /* ɓ */
  { 0x0257, "d", "d" },   /* ɗ */
  { 0x0259, "a", "e" },   /* ə */
  { 0x0199, "k", "k" },   /* ƙ */
};

static gboolean
is_joiner (gunichar c)
{
  switch (c)
    {
    case '\'':
    case '`':
    case '-':
    case 0x00b4: /* acute accent */
    case 0x00b7: /* middle dot */
    case 0x02b9: /* modifier prime */
    case 0x02bb: /* ʻokina */
    case 0x02bc: /* modifier apostrophe */
    case 0x2010: /* hyphen */
    case 0x2011: /* non-breaking hyphen */
    case 0x2012: /* figure dash */
    case 0x2013: /* en dash */
    case 0x2018: /* left quote */
    case 0x2019: /* apostrophe */
    case 0x2032: /* prime */
    case 0x2212: /* minus */
    case 0x30fb: /* katakana middle dot */
    case 0xff07: /* fullwidth apostrophe */
      return TRUE;
    default:
      return FALSE;
    }
}

/* Marks that people leave out.  Vowel signs of Indic and Thai writing are marks to Unicode
 * too, but a name without them is another name, so they stay. */
static gboolean
is_dropped_mark (gunichar c)
{
  return (c >= 0x0300 && c <= 0x036f) || (c >= 0x0591 && c <= 0x05c7) ||
         (c >= 0x0610 && c <= 0x061a) || c == 0x0640 || (c >= 0x064b && c <= 0x065f) ||
         c == 0x0670 || (c >= 0x06d6 && c <= 0x06ed) || (c >= 0x1ab0 && c <= 0x1aff) ||
         (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) ||
         (c >= 0xfe20 && c <= 0xfe2f);
}

static void
put_bytes (Buffer *buffer, const char *bytes, gsize n_bytes)
{
  if (buffer->full || buffer->length + n_bytes >= FOYER_FOLD_SIZE)
    {
      buffer->full = TRUE;
      return;
    }
  memcpy (buffer->text + buffer->length, bytes, n_bytes);
  buffer->length += n_bytes;
  buffer->text[buffer->length] = '\0';
}

static void
put_letter (
    Fold *fold, const char *dropped, gsize n_dropped, const char *written, gsize n)
{
  put_bytes (&fold->part.dropped, dropped, n_dropped);
  put_bytes (&fold->part.written, written, n);
}

static void
clear_word (Word *word)
{
  word->dropped.length = word->written.length = 0;
  word->dropped.full = word->written.full = FALSE;
  word->dropped.text[0] = word->written.text[0] = '\0';
}

static void
append_word (Word *word, const Word *more)
{
  put_bytes (&word->dropped, more->dropped.text, more->dropped.length);
  put_bytes (&word->written, more->written.text, more->written.length);
}

/* Writes ae, oe, ue and aa inside a word as the one vowel that they stand for when marks
 * are dropped.  Not at its end, where Doe and Mae are names of their own.  Returns whether
 * there was any. */
static gboolean
drop_written_marks (const char *word, char *out)
{
  const char *from = word;
  char       *to = out;

  while (*from != '\0')
    {
      const char letter = *from++;

      *to++ = letter;
      if (((*from == 'e' && (letter == 'a' || letter == 'o' || letter == 'u')) ||
           (*from == 'a' && letter == 'a')) &&
          from[1] != '\0')
        from++;
    }
  *to = '\0';

  return to - out != from - word;
}

static void
emit (Fold *fold, const Word *word)
{
  char        plain[FOYER_FOLD_SIZE];
  const char *other = NULL;

  if (word->dropped.length == 0)
    return;

  if (strcmp (word->dropped.text, word->written.text) != 0)
    other = word->written.text;
  else if (drop_written_marks (word->dropped.text, plain))
    other = plain;

  fold->func (word->dropped.text, other, fold->data);
}

static void
end_part (Fold *fold)
{
  if (fold->part.dropped.length == 0)
    return;

  append_word (&fold->word, &fold->part);
  if ((fold->flags & FOYER_FOLD_PARTS) != 0 && fold->n_parts > 0 &&
      fold->part.dropped.length > 1)
    emit (fold, &fold->part);
  fold->n_parts++;
  clear_word (&fold->part);
}

/* The first part is known to be one only when a second begins. */
static void
begin_next_part (Fold *fold)
{
  const gboolean first = fold->n_parts == 0;
  Word           part = fold->part;

  end_part (fold);
  if ((fold->flags & FOYER_FOLD_PARTS) != 0 && first && part.dropped.length > 1)
    emit (fold, &part);
}

static void
end_word (Fold *fold)
{
  end_part (fold);
  if (fold->word.dropped.length == 0)
    return;

  append_word (&fold->whole, &fold->word);
  fold->has_particle |= fold->word.dropped.length <= PARTICLE_BYTES;
  emit (fold, &fold->word);
  fold->n_words++;
  fold->n_parts = 0;
  clear_word (&fold->word);
}

static void
put_unichar (Fold *fold, gunichar c)
{
  char utf8[6];
  int  n;

  c = g_unichar_tolower (c);
  if (g_unichar_isdigit (c))
    c = '0' + g_unichar_digit_value (c);
  else if (c == 0x0629) /* teh marbuta is written as heh, alef maksura as yeh */
    c = 0x0647;
  else if (c == 0x0649 || c == 0x06cc)
    c = 0x064a;
  else if (c == 0x06a9) /* Persian kaf */
    c = 0x0643;

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == c)
      {
        put_letter (fold, letters[i].dropped, strlen (letters[i].dropped),
                    letters[i].written, strlen (letters[i].written));
        return;
      }

  n = g_unichar_to_utf8 (c, utf8);
  put_letter (fold, utf8, n, utf8, n);
}

static void
put_mark (Fold *fold, gunichar mark)
{
  const Buffer *written = &fold->part.written;
  const char    vowel = written->length > 0 ? written->text[written->length - 1] : '\0';

  if (mark == 0x0308 && (vowel == 'a' || vowel == 'o' || vowel == 'u'))
    put_bytes (&fold->part.written, "e", 1);
  else if (mark == 0x030a && vowel == 'a')
    put_bytes (&fold->part.written, "a", 1);
}

static void
fold_ascii (Fold *fold, const char *text, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    {
      const char c = g_ascii_tolower (text[i]);

      if (g_ascii_isalnum (c))
        put_letter (fold, &c, 1, &c, 1);
      else if (is_joiner ((guchar) c))
        begin_next_part (fold);
      else
        end_word (fold);
    }
}

static void
fold_unicode (Fold *fold, const char *text, gsize n_bytes)
{
  g_autofree char *apart = g_utf8_normalize (text, n_bytes, G_NORMALIZE_ALL);

  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (is_joiner (c))
        begin_next_part (fold);
      else if (is_dropped_mark (c))
        put_mark (fold, c);
      else if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        put_unichar (fold, c);
      else if (g_unichar_type (c) != G_UNICODE_FORMAT)
        end_word (fold);
    }
}

/* As much of the text as is folded: no cut letter, and nothing that is not UTF-8. */
static gsize
usable_length (const char *text, gboolean *out_ascii)
{
  const gsize n = strnlen (text, MAX_TEXT_BYTES);
  const char *end;
  gsize       i = 0;

  while (i < n && (guchar) text[i] < 0x80)
    i++;
  *out_ascii = i == n;
  if (*out_ascii)
    return n;

  g_utf8_validate (text, n, &end);
  return end - text;
}

/**
 * foyer_fold_each:
 * @text: (nullable): text as typed
 * @flags: which words are wanted
 * @func: (scope call): called for each word
 * @data: passed to @func
 *
 * Takes @text apart into words that are equal when people mean the same.
 *
 * Case, accents, ligatures, width and apostrophes and hyphens inside names do not matter:
 * `O’Brien` is `obrien`, `STRAẞE` is `strasse`, `Łukasz` is `lukasz`, and a dotless i is an i.
 * A name that is written both with and without its marks comes with both spellings, so that
 * `Müller`, `Mueller` and `muller` meet: each has a spelling in common with the others.
 * Han, kana, hangul, Arabic and other writing is kept.  Bidirectional and other
 * invisible controls are dropped.  Of a long text only the first 512 bytes count, of a long
 * word the first 47, of text that is not UTF-8 what precedes the first bad byte.
 */
void
foyer_fold_each (const char    *text,
                 FoyerFoldFlags flags,
                 FoyerFoldFunc  func,
                 gpointer       data)
{
  Fold     fold = { .flags = flags, .func = func, .data = data };
  gboolean ascii;
  gsize    n_bytes;

  g_return_if_fail (func != NULL);

  if (text == NULL)
    return;

  n_bytes = usable_length (text, &ascii);
  if (ascii)
    fold_ascii (&fold, text, n_bytes);
  else
    fold_unicode (&fold, text, n_bytes);
  end_word (&fold);

  if ((flags & FOYER_FOLD_WHOLE) != 0 && fold.n_words > 1 &&
      (fold.has_particle || fold.whole.dropped.length <= DOUBLE_BYTES))
    emit (&fold, &fold.whole);
}

static void
append_text (const char *word, const char *other, gpointer data)
{
  GString *text = data;

  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, word);
}

/**
 * foyer_fold_text:
 * @text: (nullable): text as typed
 *
 * Returns: (transfer full): the folded words of @text, separated by single spaces
 */
char *
foyer_fold_text (const char *text)
{
  GString *folded = g_string_new (NULL);

  foyer_fold_each (text, FOYER_FOLD_PLAIN, append_text, folded);

  return g_string_free (folded, FALSE);
}

static void
append_key (const char *word, const char *other, gpointer data)
{
  char plain[FOYER_FOLD_SIZE];

  drop_written_marks (word, plain);
  g_string_append (data, plain);
}

/**
 * foyer_fold_key:
 * @text: (nullable): text as typed
 *
 * Gives the one key that all spellings of a name share: `Müller`, `Mueller` and `MULLER`
 * are `muller`, `O Brien` and `O’Brien` are `obrien`.
 *
 * Returns: (transfer full): the key, empty for a text without letters and digits
 */
char *
foyer_fold_key (const char *text)
{
  GString *key = g_string_new (NULL);

  foyer_fold_each (text, FOYER_FOLD_PLAIN, append_key, key);

  return g_string_free (key, FALSE);
}

static guint
decode (const char *text, gunichar *out)
{
  guint n = 0;

  for (const char *p = text; *p != '\0' && n < MAX_LETTERS; p = g_utf8_next_char (p))
    out[n++] = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);

  return n;
}

/**
 * foyer_fold_distance:
 * @a: a folded word, valid UTF-8
 * @b: another
 * @max: the largest distance of interest, at most 8
 *
 * Counts the typing mistakes between two words: letters put in, left out, exchanged for
 * another, or swapped with their neighbour (each part of a word is changed once at most:
 * the optimal string alignment distance).  Only the first 48 letters count.
 *
 * Returns: the number, or @max + 1 if there are more than @max
 */
guint
foyer_fold_distance (const char *a, const char *b, guint max)
{
  gunichar la[MAX_LETTERS], lb[MAX_LETTERS];
  guint    rows[3][MAX_LETTERS + 1];
  guint   *before = rows[0], *last = rows[1], *row = rows[2];
  guint    na, nb;

  g_return_val_if_fail (max <= 8, max + 1);

  na = decode (a, la);
  nb = decode (b, lb);
  if ((na > nb ? na - nb : nb - na) > max)
    return max + 1;

  /* Cells further than max from the diagonal cannot be part of an answer.  All begin too
   * large; as the band moves right, what it has not reached stays so. */
  for (guint j = 0; j <= nb; j++)
    {
      last[j] = j;
      before[j] = row[j] = max + 1;
    }

  for (guint i = 1; i <= na; i++)
    {
      const guint from = i > max ? i - max : 1;
      const guint to = MIN (nb, i + max);
      guint       least = max + 1;
      guint      *spare;

      row[from - 1] = from == 1 ? i : max + 1;
      for (guint j = from; j <= to; j++)
        {
          guint cost = last[j - 1] + (la[i - 1] != lb[j - 1]);

          cost = MIN (cost, row[j - 1] + 1);
          cost = MIN (cost, last[j] + 1);
          if (i > 1 && j > 1 && la[i - 1] == lb[j - 2] && la[i - 2] == lb[j - 1])
            cost = MIN (cost, before[j - 2] + 1);
          row[j] = cost;
          least = MIN (least, cost);
        }
      if (least > max && from > 1)
        return max + 1;

      spare = before;
      before = last;
      last = row;
      row = spare;
    }

  return MIN (last[nb], max + 1);
}
