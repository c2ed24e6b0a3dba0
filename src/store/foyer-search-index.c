/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-search-index-private.h"

#include "model/foyer-fold.h"

#include <string.h>

/* Places of people who changed are given up, and taken back once half of all are. */
#define MIN_DEAD 4096

#define ID(self, place) g_array_index ((self)->ids, gint64, place)
#define LIVE(self) (&g_array_index ((self)->live, guint64, 0))

FoyerSearchIndex *
foyer_search_index_new (void)
{
  FoyerSearchIndex *self = g_new0 (FoyerSearchIndex, 1);

  self->dictionary = foyer_dictionary_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->live = g_array_new (FALSE, TRUE, sizeof (guint64));
  foyer_search_column_init (&self->births);
  foyer_search_column_init (&self->numbers);
  self->phones = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->phone_places = g_array_new (FALSE, FALSE, sizeof (guint32));
  foyer_search_column_init (&self->phone_ends);
  for (guint i = 0; i < FOYER_N_FIRST_LETTERS; i++)
    self->first_letters[i] = g_array_new (FALSE, TRUE, sizeof (guint64));
  self->table_size = 1024;
  self->table = g_new0 (guint32, self->table_size);

  return self;
}

void
foyer_search_index_free (FoyerSearchIndex *self)
{
  foyer_dictionary_free (self->dictionary);
  g_array_unref (self->ids);
  g_array_unref (self->live);
  foyer_search_column_clear (&self->births);
  foyer_search_column_clear (&self->numbers);
  g_array_unref (self->phones);
  g_array_unref (self->phone_places);
  foyer_search_column_clear (&self->phone_ends);
  for (guint i = 0; i < FOYER_N_FIRST_LETTERS; i++)
    g_array_unref (self->first_letters[i]);
  g_free (self->table);
  g_free (self);
}

static gboolean
is_live (FoyerSearchIndex *self, guint32 place)
{
  return foyer_bits_has (LIVE (self), place);
}

static guint32 *
find_slot (FoyerSearchIndex *self, gint64 id)
{
  const guint64 hash = (guint64) id * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint         i = (guint) (hash >> 32) & (self->table_size - 1);

  while (self->table[i] != 0 && ID (self, self->table[i] - 1) != id)
    i = (i + 1) & (self->table_size - 1);

  return &self->table[i];
}

static void
fill_table (FoyerSearchIndex *self, guint size)
{
  g_free (self->table);
  self->table_size = size;
  self->table = g_new0 (guint32, size);

  for (guint32 place = 0; place < self->ids->len; place++)
    if (is_live (self, place))
      *find_slot (self, ID (self, place)) = place + 1;
}

typedef struct
{
  const guint32 *places; /* (unowned): new place + 1 of each old one, 0 if it is gone */
} Move;

static void
move_postings (FoyerPostings *postings, gpointer data)
{
  const Move *move = data;
  guint32    *values = (guint32 *) foyer_postings_get (postings);
  guint32     n = 0;

  for (guint32 i = 0; i < postings->n; i++)
    {
      const guint32 place = move->places[values[i] / 2];

      if (place != 0)
        values[n++] = 2 * (place - 1) + values[i] % 2;
    }
  postings->n = n;
}

static void
move_column (FoyerSearchColumn *column, const guint32 *places)
{
  guint32 *values = &g_array_index (column->values, guint32, 0);
  guint    n = 0;

  for (guint i = 0; i < column->values->len; i++)
    if (places[i] != 0)
      values[n++] = values[i];
  g_array_set_size (column->values, n);
  foyer_search_order_set (&column->order, NULL, 0);
}

static void
move_phones (FoyerSearchIndex *self, const guint32 *places)
{
  guint64 *phones = &g_array_index (self->phones, guint64, 0);
  guint32 *owners = &g_array_index (self->phone_places, guint32, 0);
  guint    n = 0;

  for (guint i = 0; i < self->phones->len; i++)
    if (places[owners[i]] != 0)
      {
        g_array_index (self->phone_ends.values, guint32, n) =
            g_array_index (self->phone_ends.values, guint32, i);
        phones[n] = phones[i];
        owners[n++] = places[owners[i]] - 1;
      }
  g_array_set_size (self->phones, n);
  g_array_set_size (self->phone_places, n);
  g_array_set_size (self->phone_ends.values, n);
  foyer_search_order_set (&self->phone_ends.order, NULL, 0);
}

static void
move_bits (GArray *array, const guint32 *places, guint n_places)
{
  guint64 *bits = &g_array_index (array, guint64, 0);

  /* A place only moves down, so what is read has not been written yet. */
  for (guint32 place = 0; place < MIN (n_places, 64 * array->len); place++)
    {
      const gboolean is_set = foyer_bits_has (bits, place);

      bits[place / 64] &= ~(G_GUINT64_CONSTANT (1) << place % 64);
      if (is_set && places[place] != 0)
        foyer_bits_set (bits, places[place] - 1);
    }
}

/* Takes back the places of those who changed or went. */
static void
compact (FoyerSearchIndex *self)
{
  g_autofree guint32 *places = g_new0 (guint32, self->ids->len);
  Move                move = { places };
  guint32             n = 0;

  for (guint32 place = 0; place < self->ids->len; place++)
    if (is_live (self, place))
      {
        ID (self, n) = ID (self, place);
        places[place] = ++n;
      }

  foyer_dictionary_each (self->dictionary, move_postings, &move);
  move_column (&self->births, places);
  move_column (&self->numbers, places);
  move_phones (self, places);
  for (guint i = 0; i < FOYER_N_FIRST_LETTERS; i++)
    move_bits (self->first_letters[i], places, self->ids->len);

  g_array_set_size (self->ids, n);
  memset (self->live->data, 0, self->live->len * sizeof (guint64));
  for (guint32 place = 0; place < n; place++)
    foyer_bits_set (LIVE (self), place);
  self->n_dead = 0;
  fill_table (self, self->table_size);
}

/**
 * foyer_search_index_remove:
 * @self: an index
 * @id: id of a person
 *
 * Forgets a person, if there is one with that id.
 */
void
foyer_search_index_remove (FoyerSearchIndex *self, gint64 id)
{
  const guint32 *slot = find_slot (self, id);
  guint32        place;

  if (*slot == 0)
    return;

  place = *slot - 1;
  if (!is_live (self, place))
    return;

  LIVE (self)[place / 64] &= ~(G_GUINT64_CONSTANT (1) << place % 64);
  self->n_dead++;
}

/**
 * foyer_search_index_begin:
 * @self: an index
 * @id: id of a person
 *
 * Begins to describe a person, anew if there is one with that id.  What is added or set until
 * the next call belongs to that person, who is now the most recent one and comes first among
 * equals.
 */
void
foyer_search_index_begin (FoyerSearchIndex *self, gint64 id)
{
  const guint32 none = 0;
  guint32       place;

  foyer_search_index_remove (self, id);
  if (self->n_dead > MIN_DEAD && self->n_dead > self->ids->len / 2)
    compact (self);

  place = self->ids->len;
  g_array_append_val (self->ids, id);
  g_array_append_val (self->births.values, none);
  g_array_append_val (self->numbers.values, none);
  if (self->live->len <= place / 64)
    g_array_set_size (self->live, place / 64 + 1);
  foyer_bits_set (LIVE (self), place);

  *find_slot (self, id) = place + 1;
  if (self->ids->len > self->table_size / 4 * 3)
    fill_table (self, 2 * self->table_size);
}

static guint32
current_place (FoyerSearchIndex *self)
{
  g_assert (self->ids->len > 0);

  return self->ids->len - 1;
}

typedef struct
{
  FoyerSearchIndex *self;
  FoyerNamePart     part;
} Name;

static void
add_first_letter (FoyerSearchIndex *self, const char *word)
{
  GArray *bits;

  if (!g_ascii_islower (*word))
    return;

  bits = self->first_letters[*word - 'a'];
  if (bits->len < self->live->len)
    g_array_set_size (bits, self->live->len);
  foyer_bits_set (&g_array_index (bits, guint64, 0), current_place (self));
}

static void
add_word (const char *word, const char *other, gpointer data)
{
  Name         *name = data;
  const guint32 posting =
      2 * current_place (name->self) + (name->part == FOYER_NAME_PART_GIVEN ? 1 : 0);

  foyer_postings_add (foyer_dictionary_ensure (name->self->dictionary, word, other),
                      posting);
  add_first_letter (name->self, word);
}

/**
 * foyer_search_index_add_name:
 * @self: an index
 * @part: which part of a name it is
 * @name: (nullable): the name
 *
 * Adds a name of the person begun last.
 */
void
foyer_search_index_add_name (FoyerSearchIndex *self, FoyerNamePart part, const char *name)
{
  Name adding = { self, part };

  foyer_fold_each (name, FOYER_FOLD_PARTS | FOYER_FOLD_WHOLE, add_word, &adding);
}

static gboolean
read_figures (const char **text, guint n, int *out_value)
{
  *out_value = 0;
  for (; n > 0; n--, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *out_value = *out_value * 10 + **text - '0';
    }

  return TRUE;
}

/**
 * foyer_search_index_set_birth_date:
 * @self: an index
 * @birth_date: (nullable): a FHIR date; anything else is as if there were none
 *
 * Sets the date of birth of the person begun last.
 */
void
foyer_search_index_set_birth_date (FoyerSearchIndex *self, const char *birth_date)
{
  int year = 0, month = 0, day = 0;

  if (birth_date == NULL || !read_figures (&birth_date, 4, &year))
    return;
  if (*birth_date == '-')
    {
      birth_date++;
      if (!read_figures (&birth_date, 2, &month) || month > 12)
        return;
      if (*birth_date == '-')
        {
          birth_date++;
          if (!read_figures (&birth_date, 2, &day) || day > 31)
            return;
        }
    }

  g_array_index (self->births.values, guint32, current_place (self)) =
      foyer_pack_birth (year, month, day);
}

/* The letters of the desk that gave a number stand behind it: `100042B`. */
static gboolean
is_desk (const char *rest)
{
  return strlen (rest) <= 3 && rest[strspn (rest, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0';
}

/**
 * foyer_search_index_set_number:
 * @self: an index
 * @number: (nullable): the number by which staff know the person, usually digits, perhaps with
 *   the letters of a desk
 *
 * Sets the number of the person begun last.  It is found with and without the letters.
 */
void
foyer_search_index_set_number (FoyerSearchIndex *self, const char *number)
{
  gsize n_digits;
  guint n;

  if (number == NULL)
    return;

  n_digits = strspn (number, "0123456789");
  if (n_digits > 0 && n_digits <= FOYER_NUMBER_DIGITS && is_desk (number + n_digits))
    {
      g_autofree char *digits = g_strndup (number, n_digits);

      g_array_index (self->numbers.values, guint32, current_place (self)) =
          (guint32) foyer_digits_pack (digits, FOYER_NUMBER_DIGITS, &n);
      if (number[n_digits] == '\0')
        return;
    }
  foyer_search_index_add_name (self, FOYER_NAME_PART_FAMILY, number);
}

/**
 * foyer_search_index_add_phone:
 * @self: an index
 * @digits: (nullable): digits of a phone; of more than 16 the last count
 *
 * Adds a phone of the person begun last.
 */
void
foyer_search_index_add_phone (FoyerSearchIndex *self, const char *digits)
{
  const guint32 place = current_place (self);
  guint64       packed;
  guint32       end;
  guint         n;

  if (digits == NULL || *digits == '\0' || digits[strspn (digits, "0123456789")] != '\0')
    return;

  packed = foyer_digits_pack (digits, 16, &n);
  end = packed & 0xffff;
  g_array_append_val (self->phones, packed);
  g_array_append_val (self->phone_places, place);
  g_array_append_val (self->phone_ends.values, end);
}

/**
 * foyer_search_index_settle:
 * @self: an index
 *
 * Sorts what has been added, so that the next query does not have to.  For the end of adding
 * many people.
 */
void
foyer_search_index_settle (FoyerSearchIndex *self)
{
  foyer_dictionary_settle (self->dictionary);
  foyer_search_column_settle (&self->births);
  foyer_search_column_settle (&self->numbers);
  foyer_search_column_settle (&self->phone_ends);
}

guint
foyer_search_index_get_size (FoyerSearchIndex *self)
{
  return self->ids->len - self->n_dead;
}

/**
 * foyer_search_index_list_recent:
 * @self: an index
 * @limit: how many at most
 *
 * Returns: (transfer full) (element-type gint64): ids of the people who came or changed
 *   last, the last one first
 */
GArray *
foyer_search_index_list_recent (FoyerSearchIndex *self, guint limit)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint32 place = self->ids->len; place-- > 0 && ids->len < limit;)
    if (is_live (self, place))
      g_array_append_val (ids, ID (self, place));

  return ids;
}
