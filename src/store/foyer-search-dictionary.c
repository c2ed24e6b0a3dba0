/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-search-dictionary.h"

#include "model/foyer-fold.h"
#include "store/foyer-search-order.h"

#include <string.h>

/* To sort a word with all others takes a part of what it takes to put it in its place. */
#define SORT_RATIO 8

/* From so many letters on, one slip or two are forgiven. */
#define NEAR_LETTERS 4
#define FAR_LETTERS 8

/* Shorter parts of words are in everything.  Where one letter is a word it is enough. */
#define INSIDE_LETTERS 3

/**
 * FoyerDictionary:
 *
 * Folded words with their postings.
 *
 * A word can have a second spelling.  Each spelling is a key, and both lead to the same
 * postings.  What is compared for every key lies in an array of its own, so that looking
 * through all of them reads little memory.  Keys are found by hash when they are added, by
 * their order for beginnings, and by letter masks for parts and slips.
 */
struct _FoyerDictionary
{
  GByteArray *texts;   /* (owned) all keys, each with its NUL */
  GArray     *places;  /* (owned) of guint32: where a key begins in texts */
  GArray     *masks;   /* (owned) of guint32: which letters a key has */
  GArray     *pairs;   /* (owned) of guint64: which pairs of bytes, hashed */
  GByteArray *lengths; /* (owned) letters of a key */
  GArray     *words;   /* (owned) of guint32: index of a key's postings */

  FoyerSearchOrder sorted; /* keys by text; it follows when something is looked up */

  GArray  *postings; /* (owned) of FoyerPostings */
  GArray  *firsts;   /* (owned) of guint32: first key of each word */
  guint32 *table;    /* (owned) hash of both spellings to word + 1 */
  guint    table_size;
};

#define KEY(self, i) ((const char *) (self)->texts->data + PLACE (self, i))
#define PLACE(self, i) g_array_index ((self)->places, guint32, i)
#define WORD(self, i) g_array_index ((self)->words, guint32, i)
#define POSTINGS(self, word) (&g_array_index ((self)->postings, FoyerPostings, word))

const guint32 *
foyer_postings_get (const FoyerPostings *self)
{
  return self->size > FOYER_POSTINGS_FEW ? self->many : self->few;
}

static guint32 *
room_for_one (FoyerPostings *self)
{
  guint32 *values;

  if (self->size > FOYER_POSTINGS_FEW)
    {
      if (self->n == self->size)
        {
          self->size += self->size / 2;
          self->many = g_renew (guint32, self->many, self->size);
        }
      return self->many;
    }
  if (self->n < FOYER_POSTINGS_FEW)
    return self->few;

  self->size = 2 * FOYER_POSTINGS_FEW;
  values = g_new (guint32, self->size);
  memcpy (values, self->few, sizeof self->few);
  self->many = values;

  return values;
}

/**
 * foyer_postings_add:
 * @self: postings
 * @value: a value larger than all there are; also the last one once more, or one less than it,
 *   of a person whose given name is also the family name
 *
 * Adds a value, once.
 */
void
foyer_postings_add (FoyerPostings *self, guint32 value)
{
  const guint32 *old = foyer_postings_get (self);
  guint32       *values;

  if (self->n > 0 &&
      (old[self->n - 1] == value || (self->n > 1 && old[self->n - 2] == value)))
    return;

  values = room_for_one (self);
  if (self->n > 0 && values[self->n - 1] > value)
    {
      values[self->n] = values[self->n - 1];
      values[self->n - 1] = value;
    }
  else
    values[self->n] = value;
  self->n++;
}

FoyerDictionary *
foyer_dictionary_new (void)
{
  FoyerDictionary *self = g_new0 (FoyerDictionary, 1);

  self->texts = g_byte_array_new ();
  self->places = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->masks = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->pairs = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->lengths = g_byte_array_new ();
  self->words = g_array_new (FALSE, FALSE, sizeof (guint32));
  foyer_search_order_init (&self->sorted);
  self->postings = g_array_new (FALSE, TRUE, sizeof (FoyerPostings));
  self->firsts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->table_size = 1024;
  self->table = g_new0 (guint32, self->table_size);

  return self;
}

void
foyer_dictionary_free (FoyerDictionary *self)
{
  for (guint i = 0; i < self->postings->len; i++)
    if (POSTINGS (self, i)->size > FOYER_POSTINGS_FEW)
      g_free (POSTINGS (self, i)->many);

  g_byte_array_unref (self->texts);
  g_array_unref (self->places);
  g_array_unref (self->masks);
  g_array_unref (self->pairs);
  g_byte_array_unref (self->lengths);
  g_array_unref (self->words);
  foyer_search_order_clear (&self->sorted);
  g_array_unref (self->postings);
  g_array_unref (self->firsts);
  g_free (self->table);
  g_free (self);
}

static guint32
hash_text (guint32 hash, const char *text)
{
  for (; *text != '\0'; text++)
    hash = (hash ^ (guchar) *text) * 16777619u;

  return (hash ^ 0xff) * 16777619u;
}

static guint32
hash_word (const char *word, const char *other)
{
  const guint32 hash = hash_text (2166136261u, word);

  return other != NULL ? hash_text (hash, other) : hash;
}

/* A word with two spellings has its second key right after its first. */
static const char *
second_spelling (FoyerDictionary *self, guint32 word)
{
  const guint32 next = g_array_index (self->firsts, guint32, word) + 1;

  return next < self->words->len && WORD (self, next) == word ? KEY (self, next) : NULL;
}

static guint32 *
find_slot (FoyerDictionary *self, const char *word, const char *other)
{
  guint i = hash_word (word, other) & (self->table_size - 1);

  for (; self->table[i] != 0; i = (i + 1) & (self->table_size - 1))
    {
      const guint32 known = self->table[i] - 1;

      if (strcmp (KEY (self, g_array_index (self->firsts, guint32, known)), word) == 0 &&
          g_strcmp0 (second_spelling (self, known), other) == 0)
        break;
    }

  return &self->table[i];
}

static void
grow_table (FoyerDictionary *self)
{
  g_free (self->table);
  self->table_size *= 2;
  self->table = g_new0 (guint32, self->table_size);

  for (guint32 word = 0; word < self->firsts->len; word++)
    {
      const char *text = KEY (self, g_array_index (self->firsts, guint32, word));
      guint       i = hash_word (text, second_spelling (self, word));

      for (i &= self->table_size - 1; self->table[i] != 0;)
        i = (i + 1) & (self->table_size - 1);
      self->table[i] = word + 1;
    }
}

static guint64
pair_mask (const char *text)
{
  guint64 mask = 0;

  for (const guchar *p = (const guchar *) text; p[0] != '\0' && p[1] != '\0'; p++)
    mask |= G_GUINT64_CONSTANT (1) << ((p[0] * 37u + p[1] * 101u) >> 2 & 63);

  return mask;
}

/* Bits 0 to 25 are the letters; the other writing of the world shares the rest. */
static guint32
letter_mask (const char *text, guint *out_n_letters)
{
  guint32 mask = 0;
  guint   n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), n++)
    {
      const gunichar c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);

      mask |= 1u << (g_ascii_islower ((char) MIN (c, 127)) ? c - 'a' : 26 + c % 6);
    }

  *out_n_letters = n;
  return mask;
}

static void
add_key (FoyerDictionary *self, const char *text, guint32 word)
{
  const guint32 place = self->texts->len;
  const guint64 pairs = pair_mask (text);
  guint         n_letters;
  const guint32 mask = letter_mask (text, &n_letters);
  const guint8  length = (guint8) n_letters;

  g_byte_array_append (self->texts, (const guint8 *) text, strlen (text) + 1);
  g_array_append_val (self->places, place);
  g_array_append_val (self->masks, mask);
  g_array_append_val (self->pairs, pairs);
  g_byte_array_append (self->lengths, &length, 1);
  g_array_append_val (self->words, word);
}

/**
 * foyer_dictionary_ensure:
 * @self: a dictionary
 * @word: a folded word
 * @other: (nullable): its other spelling
 *
 * Gives the postings of a word, which is added if it is new.
 *
 * Returns: (transfer none): the postings, valid until the next call
 */
FoyerPostings *
foyer_dictionary_ensure (FoyerDictionary *self, const char *word, const char *other)
{
  guint32 *slot = find_slot (self, word, other);

  if (*slot == 0)
    {
      const guint32 first = self->words->len;
      const guint32 index = self->firsts->len;

      *slot = index + 1;
      g_array_append_val (self->firsts, first);
      add_key (self, word, index);
      if (other != NULL)
        add_key (self, other, index);
      g_array_set_size (self->postings, index + 1);
      if (self->firsts->len > self->table_size / 2)
        grow_table (self);

      return POSTINGS (self, index);
    }

  return POSTINGS (self, *slot - 1);
}

/**
 * foyer_dictionary_each:
 * @self: a dictionary
 * @func: (scope call): called with the postings of each word
 * @data: passed to @func
 *
 * Goes through all words, also those that nobody has any more.
 */
void
foyer_dictionary_each (FoyerDictionary *self, FoyerDictionaryFunc func, gpointer data)
{
  for (guint i = 0; i < self->postings->len; i++)
    func (POSTINGS (self, i), data);
}

static int
compare_keys (gconstpointer a, gconstpointer b, gpointer data)
{
  FoyerDictionary *self = data;

  return strcmp (KEY (self, *(const guint32 *) a), KEY (self, *(const guint32 *) b));
}

static void
sort_keys (FoyerDictionary *self)
{
  const guint         n = self->words->len;
  g_autofree guint32 *keys = g_new (guint32, n);

  for (guint key = 0; key < n; key++)
    keys[key] = key;
  g_qsort_with_data (keys, (int) n, sizeof *keys, compare_keys, self);
  foyer_search_order_set (&self->sorted, keys, n);
}

typedef struct
{
  const FoyerDictionary *dictionary;
  const char            *text;
} Wanted;

static gboolean
is_before (guint32 key, gconstpointer data)
{
  const Wanted *wanted = data;

  return strcmp (KEY (wanted->dictionary, key), wanted->text) < 0;
}

/**
 * foyer_dictionary_settle:
 * @self: a dictionary
 *
 * Puts new words in order.
 */
void
foyer_dictionary_settle (FoyerDictionary *self)
{
  const guint n = self->words->len;

  if (n - self->sorted.n > n / SORT_RATIO)
    sort_keys (self);
  while (self->sorted.n < n)
    {
      const Wanted wanted = { self, KEY (self, self->sorted.n) };

      foyer_search_order_insert (
          &self->sorted, foyer_search_order_find (&self->sorted, is_before, &wanted),
          self->sorted.n);
    }
}

static void
find_exact_and_longer (FoyerDictionary    *self,
                       const char         *word,
                       gboolean            exact,
                       FoyerDictionaryFunc func,
                       gpointer            data)
{
  const gsize         n = strlen (word);
  const Wanted        wanted = { self, word };
  FoyerSearchPosition position;
  guint32             key;

  foyer_dictionary_settle (self);

  position = foyer_search_order_find (&self->sorted, is_before, &wanted);
  while (foyer_search_order_next (&self->sorted, &position, &key))
    {
      const char *text = KEY (self, key);

      if (strncmp (text, word, n) != 0 || (exact && text[n] != '\0'))
        break;
      if (exact == (text[n] == '\0'))
        func (POSTINGS (self, WORD (self, key)), data);
    }
}

static void
find_inside (FoyerDictionary    *self,
             const char         *word,
             FoyerDictionaryFunc func,
             gpointer            data)
{
  const guint64  wanted = pair_mask (word);
  const guint64 *pairs = &g_array_index (self->pairs, guint64, 0);
  const gboolean ascii = (guchar) *word < 0x80;

  if (ascii && strlen (word) < INSIDE_LETTERS)
    return;

  for (guint key = 0; key < self->words->len; key++)
    if ((pairs[key] & wanted) == wanted)
      {
        const char *found = strstr (KEY (self, key), word);

        if (found != NULL && found != KEY (self, key))
          func (POSTINGS (self, WORD (self, key)), data);
      }
}

static inline gboolean
has_at_most (guint64 bits, guint n)
{
  for (guint i = 0; i < n; i++)
    bits &= bits - 1;

  return bits == 0;
}

/**
 * foyer_dictionary_find_near:
 * @self: a dictionary
 * @word: a folded word
 * @near: (scope call): called with the postings of each word that is one slip away
 * @far: (scope call): called with those of each word that is two slips away
 * @data: passed to @near and @far
 *
 * Finds words that somebody may have meant: with one slip where the longer one has four
 * letters, and with two where it has eight.
 */
void
foyer_dictionary_find_near (FoyerDictionary    *self,
                            const char         *word,
                            FoyerDictionaryFunc near,
                            FoyerDictionaryFunc far,
                            gpointer            data)
{
  const guint32 *masks = &g_array_index (self->masks, guint32, 0);
  const guint64 *pairs = &g_array_index (self->pairs, guint64, 0);
  const guint8  *lengths = self->lengths->data;
  guint          n_letters;
  const guint32  mask = letter_mask (word, &n_letters);
  const guint64  wanted = pair_mask (word);
  const guint    slips = n_letters + 2 >= FAR_LETTERS ? 2 : 1;
  const guint    shortest = n_letters - slips;

  if (n_letters + 1 < NEAR_LETTERS)
    return;

  /* A slip changes two letters of the set, one goes and one comes, and breaks three pairs when
   * it swaps two letters. */
  for (guint key = 0; key < self->words->len; key++)
    if (lengths[key] - shortest <= 2 * slips &&
        has_at_most (masks[key] ^ mask, 2 * slips) &&
        has_at_most (wanted & ~pairs[key], 3 * slips))
      {
        const guint longer = MAX (lengths[key], n_letters);
        const guint allowed =
            longer >= FAR_LETTERS ? 2 : (longer >= NEAR_LETTERS ? 1 : 0);
        const guint distance = foyer_fold_distance (word, KEY (self, key), allowed);

        if (distance == 1 && allowed >= 1)
          near (POSTINGS (self, WORD (self, key)), data);
        else if (distance == 2 && allowed == 2)
          far (POSTINGS (self, WORD (self, key)), data);
      }
}

/**
 * foyer_dictionary_find:
 * @self: a dictionary
 * @word: a folded word, not empty
 * @match: how it is to match; for slips there is foyer_dictionary_find_near()
 * @func: (scope call): called with the postings of each word that matches so and not better
 * @data: passed to @func
 *
 * Finds words.  One with two spellings that both match may come twice.
 *
 * Parts of words are found from three letters on, and from one on outside ASCII.
 */
void
foyer_dictionary_find (FoyerDictionary    *self,
                       const char         *word,
                       FoyerWordMatch      match,
                       FoyerDictionaryFunc func,
                       gpointer            data)
{
  switch (match)
    {
    case FOYER_WORD_MATCH_EXACT:
    case FOYER_WORD_MATCH_PREFIX:
      find_exact_and_longer (self, word, match == FOYER_WORD_MATCH_EXACT, func, data);
      break;

    case FOYER_WORD_MATCH_INSIDE:
      find_inside (self, word, func, data);
      break;

    case FOYER_WORD_MATCH_NEAR:
    case FOYER_WORD_MATCH_FAR:
    default:
      g_assert_not_reached ();
    }
}
