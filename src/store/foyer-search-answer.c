/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-search-answer.h"

#include "store/foyer-search-index-private.h"

#include <string.h>

/* The end of a phone counts as all of it from so many digits on. */
#define PHONE_END_DIGITS 4
#define PHONE_START_DIGITS 3
#define PHONE_LOCAL_DIGITS 7

/* So many phones are looked at before it is asked whether there are enough; even, because two
 * are compared at a time. */
#define CHUNK_PHONES 32768

/* Somebody with a phone in each of two chunks is counted twice. */
#define SLACK 64
#define INSIDE_DIGITS 4
#define NATIONAL_DIGITS 10

/* The years in which a day of birth without its year is looked up. */
#define FIRST_YEAR 1880
#define LAST_YEAR 2080

/* More places than this are not collected but asked for one by one. */
#define MAX_COLLECTED 2048

static void
add_list (FoyerSearchAnswer *self, FoyerWordMatch match, const guint32 *values, guint32 n)
{
  const FoyerPostingList list = { values, n };

  if (n > 0)
    g_array_append_val (self->lists[match], list);
}

typedef struct
{
  FoyerSearchAnswer *answer;
  FoyerWordMatch     match;
} Target;

static void
postings_found (FoyerPostings *postings, gpointer data)
{
  Target *target = data;

  add_list (target->answer, target->match, foyer_postings_get (postings), postings->n);
}

static void
near_found (FoyerPostings *postings, gpointer data)
{
  add_list (data, FOYER_WORD_MATCH_NEAR, foyer_postings_get (postings), postings->n);
}

static void
far_found (FoyerPostings *postings, gpointer data)
{
  add_list (data, FOYER_WORD_MATCH_FAR, foyer_postings_get (postings), postings->n);
}

static GArray *
new_owned (FoyerSearchAnswer *self)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_ptr_array_add (self->owned, values);

  return values;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const guint32 one = *(const guint32 *) a, other = *(const guint32 *) b;

  return (one > other) - (one < other);
}

/* Adds postings that are not in the index. */
static void
add_owned (FoyerSearchAnswer *self, FoyerWordMatch match, const GArray *values)
{
  add_list (self, match, &g_array_index (values, guint32, 0), values->len);
}

static void
add_range (FoyerSearchAnswer *self,
           FoyerWordMatch     match,
           FoyerSearchColumn *column,
           guint32            low,
           guint32            high)
{
  FoyerPlaceRange range = { column->values, low, high, 0 };
  GArray         *collected = new_owned (self);

  range.n = foyer_search_column_find (column, low, high, MAX_COLLECTED, collected);
  if (range.n > MAX_COLLECTED)
    {
      g_array_append_val (self->ranges[match], range);
      return;
    }

  g_array_sort (collected, compare_places);
  add_owned (self, match, collected);
}

static void
find_word (FoyerSearchAnswer *self, FoyerWordMatch match)
{
  const FoyerSearchTerm *term = self->term;
  Target                 target = { self, match };

  if (match == FOYER_WORD_MATCH_PREFIX && term->word[1] == '\0' &&
      g_ascii_islower (*term->word) && term->field == FOYER_SEARCH_FIELD_ANY)
    {
      self->first_letter = self->index->first_letters[*term->word - 'a'];
      return;
    }
  if (match >= FOYER_WORD_MATCH_NEAR)
    {
      foyer_dictionary_find_near (self->index->dictionary, term->word, near_found,
                                  far_found, self);
      return;
    }

  foyer_dictionary_find (self->index->dictionary, term->word, match, postings_found,
                         &target);

  /* The other spelling is the same name, but its beginning is only like it. */
  if (term->other != NULL && match == FOYER_WORD_MATCH_EXACT)
    foyer_dictionary_find (self->index->dictionary, term->other, match, postings_found,
                           &target);
  else if (term->other != NULL && match == FOYER_WORD_MATCH_INSIDE)
    foyer_dictionary_find (self->index->dictionary, term->other, FOYER_WORD_MATCH_PREFIX,
                           postings_found, &target);
}

static gboolean
is_full (const FoyerTypedDate *date)
{
  return date->year != 0 && date->day != 0;
}

/* A day without its year is looked up in each of them. */
static void
find_birthday (FoyerSearchAnswer *self, FoyerWordMatch match, const FoyerTypedDate *date)
{
  GArray *collected = new_owned (self);

  for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
    {
      const guint32 birth = foyer_pack_birth (year, date->month, date->day);

      foyer_search_column_find (&self->index->births, birth, birth, G_MAXUINT, collected);
    }
  g_array_sort (collected, compare_places);
  add_owned (self, match, collected);
}

static void
find_dates (FoyerSearchAnswer *self, FoyerWordMatch match)
{
  for (guint i = 0; i < self->term->n_dates; i++)
    {
      const FoyerTypedDate *date = &self->term->dates[i];

      if (is_full (date) != (match == FOYER_WORD_MATCH_EXACT))
        continue;
      if (date->year != 0)
        add_range (self, match, &self->index->births,
                   foyer_pack_birth (date->year, date->month, date->day),
                   foyer_pack_birth (date->year, date->month != 0 ? date->month : 12,
                                     date->day != 0 ? date->day : 31));
      else if (date->month != 0 && date->day != 0)
        find_birthday (self, match, date);
    }
}

static void
find_number (FoyerSearchAnswer *self, FoyerWordMatch match)
{
  const guint n = self->n_digits;

  if (n == 0 || n > FOYER_NUMBER_DIGITS)
    return;

  if (match == FOYER_WORD_MATCH_EXACT)
    add_range (self, match, &self->index->numbers, (guint32) self->digits,
               (guint32) self->digits);
  else if (n > 1 || self->field == FOYER_SEARCH_FIELD_NUMBER)
    for (guint shift = 4; shift <= 4 * (FOYER_NUMBER_DIGITS - n); shift += 4)
      add_range (self, match, &self->index->numbers, (guint32) (self->digits << shift),
                 (guint32) ((self->digits + 1) << shift) - 1);
}

static guint64
digits_mask (guint n)
{
  return n >= 16 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << 4 * n) - 1;
}

static guint64
phone_at (FoyerSearchIndex *index, guint32 phone)
{
  return g_array_index (index->phones, guint64, phone);
}

/* Whose phone ends so: the order of last four digits gives the few that can. */
static void
find_phone_ends (FoyerSearchAnswer *self)
{
  const guint32 end = self->digits & 0xffff;
  const guint64 mask = digits_mask (self->n_digits);
  g_autoptr (GArray) doubled_phones = NULL;
  GArray *places;

  if (self->n_digits < PHONE_END_DIGITS)
    return;

  places = new_owned (self);
  doubled_phones = g_array_new (FALSE, FALSE, sizeof (guint32));
  foyer_search_column_find (&self->index->phone_ends, end, end, G_MAXUINT,
                            doubled_phones);
  for (guint i = 0; i < doubled_phones->len; i++)
    {
      const guint32 phone = g_array_index (doubled_phones, guint32, i) / 2;
      const guint32 doubled =
          2 * g_array_index (self->index->phone_places, guint32, phone);

      if ((phone_at (self->index, phone) & mask) == self->digits)
        g_array_append_val (places, doubled);
    }
  add_owned (self, FOYER_WORD_MATCH_EXACT, places);
}

/* Numbers are dictated from their start, from the area code on or from the last groups on. */
static gboolean
starts_group (guint64 phone, guint64 digits, guint n)
{
  const guint starts[] = { foyer_digits_count (phone), 10, 7, 4 };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (starts[i] <= starts[0] && starts[i] >= n &&
        (phone >> 4 * (starts[i] - n) & digits_mask (n)) == digits)
      return TRUE;

  return FALSE;
}

static gboolean
contains (guint64 packed, guint64 digits, guint n)
{
  for (; packed >= digits; packed >>= 4)
    if ((packed & digits_mask (n)) == digits)
      return TRUE;

  return FALSE;
}

static gboolean
counts (FoyerSearchAnswer *self, guint32 place)
{
  return foyer_bits_has (&g_array_index (self->index->live, guint64, 0), place) &&
         place != self->last_start;
}

static void
scanned_phone (guint phone, gpointer data)
{
  FoyerSearchAnswer *self = data;
  const guint32      at = self->first_phone + phone;
  const guint64      packed = phone_at (self->index, at);
  const guint32      place = g_array_index (self->index->phone_places, guint32, at);
  const guint32      doubled = 2 * place;

  if (starts_group (packed, self->digits, self->n_digits))
    {
      g_array_append_val (self->phone_starts, doubled);
      self->n_starts += counts (self, place) ? 1 : 0;
      self->last_start = place;
    }
  else if (self->n_digits >= INSIDE_DIGITS &&
           contains (packed, self->digits, self->n_digits))
    g_array_append_val (self->phone_parts, doubled);
}

/* The most recent phones first, until there are enough that begin so: then nobody will ask for
 * those that only contain the digits. */
static void
scan_phones (FoyerSearchAnswer *self)
{
  const guint64 *phones = &g_array_index (self->index->phones, guint64, 0);
  guint          left = self->index->phones->len;

  while (left > 0 && self->n_starts < self->enough)
    {
      const guint n = left % CHUNK_PHONES != 0 ? left % CHUNK_PHONES : CHUNK_PHONES;

      left -= n;
      self->first_phone = left;
      self->last_start = G_MAXUINT32;
      self->phone_starts = new_owned (self);
      self->phone_parts = new_owned (self);
      foyer_digits_scan (phones + left, n, self->digits, self->n_digits, scanned_phone,
                         self);
      g_ptr_array_add (self->scanned_starts, self->phone_starts);
      g_ptr_array_add (self->scanned_parts, self->phone_parts);
    }
}

static void
scanned_numbers (guint pair, gpointer data)
{
  FoyerSearchAnswer *self = data;
  const GArray      *numbers = self->index->numbers.values;

  for (guint32 place = 2 * pair; place < MIN (2 * pair + 2, numbers->len); place++)
    if (contains (g_array_index (numbers, guint32, place), self->digits, self->n_digits))
      {
        const guint32 doubled = 2 * place;

        g_array_append_val (self->number_parts, doubled);
      }
}

/* Looks through phones and numbers once, and keeps apart where the digits stand. */
static void
scan (FoyerSearchAnswer *self)
{
  const GArray *numbers = self->index->numbers.values;

  if (self->scanned_starts != NULL)
    return;

  self->scanned_starts = g_ptr_array_new ();
  self->scanned_parts = g_ptr_array_new ();
  if (self->field != FOYER_SEARCH_FIELD_NUMBER && self->n_digits >= PHONE_START_DIGITS)
    scan_phones (self);
  if (self->n_digits < INSIDE_DIGITS || self->n_digits > FOYER_NUMBER_DIGITS ||
      self->n_starts >= self->enough)
    return;

  self->number_parts = new_owned (self);
  g_ptr_array_add (self->scanned_parts, self->number_parts);
  foyer_digits_scan (&g_array_index (numbers, guint64, 0), numbers->len / 2, self->digits,
                     self->n_digits, scanned_numbers, self);
  if (numbers->len % 2 != 0)
    scanned_numbers (numbers->len / 2, self);
}

static void
add_scanned (FoyerSearchAnswer *self, FoyerWordMatch match, const GPtrArray *lists)
{
  for (guint i = 0; i < lists->len; i++)
    add_owned (self, match, g_ptr_array_index (lists, i));
}

static void
find_digits (FoyerSearchAnswer *self, FoyerWordMatch match)
{
  switch (match)
    {
    case FOYER_WORD_MATCH_EXACT:
      find_number (self, match);
      if (self->field == FOYER_SEARCH_FIELD_ANY)
        find_phone_ends (self);
      break;

    case FOYER_WORD_MATCH_PREFIX:
      find_number (self, match);
      scan (self);
      add_scanned (self, match, self->scanned_starts);
      break;

    case FOYER_WORD_MATCH_INSIDE:
      scan (self);
      add_scanned (self, match, self->scanned_parts);
      break;

    case FOYER_WORD_MATCH_NEAR:
    case FOYER_WORD_MATCH_FAR:
    default:
      break;
    }
}

/* A whole date, or most of a number, that somebody has: no need to look for what is only
 * like it. */
static gboolean
is_settled (FoyerSearchAnswer *self)
{
  gboolean whole = self->n_digits >= PHONE_LOCAL_DIGITS;

  for (guint i = 0; i < self->term->n_dates; i++)
    whole |= is_full (&self->term->dates[i]);

  return whole && self->lists[FOYER_WORD_MATCH_EXACT] != NULL &&
         self->lists[FOYER_WORD_MATCH_EXACT]->len > 0;
}

static void
prepare (FoyerSearchAnswer *self, FoyerWordMatch match)
{
  self->lists[match] = g_array_new (FALSE, FALSE, sizeof (FoyerPostingList));
  self->ranges[match] = g_array_new (FALSE, FALSE, sizeof (FoyerPlaceRange));
}

/* Finds what answers the term exactly so well, once. */
void
foyer_search_answer_find (FoyerSearchAnswer *self, FoyerWordMatch match)
{
  if (self->lists[match] != NULL)
    return;

  prepare (self, match);
  /* Words with one slip and with two are found together. */
  if (match == FOYER_WORD_MATCH_NEAR)
    prepare (self, FOYER_WORD_MATCH_FAR);
  else if (match == FOYER_WORD_MATCH_FAR)
    prepare (self, FOYER_WORD_MATCH_NEAR);
  if (match > FOYER_WORD_MATCH_EXACT && is_settled (self))
    return;

  if (self->n_digits > 0)
    find_digits (self, match);
  if (self->term->n_dates > 0 && match <= FOYER_WORD_MATCH_PREFIX)
    find_dates (self, match);
  if (self->term->word != NULL &&
      (self->term->digits == NULL || match <= FOYER_WORD_MATCH_PREFIX))
    find_word (self, match);
}

static const char *
national_digits (const char *digits)
{
  const gsize n = strlen (digits);

  if (n > NATIONAL_DIGITS)
    return digits + n - NATIONAL_DIGITS;
  /* A trunk prefix is not stored with the country code. */
  return n >= NATIONAL_DIGITS - 2 ? digits + strspn (digits, "0") : digits;
}

/**
 * foyer_search_answer_init:
 * @self: an answer
 * @index: the index that is asked; not changed while @self is used
 * @term: the term; must outlive @self
 * @enough: how many people are enough for this term; `G_MAXUINT` if other terms will leave some
 *   of them out
 *
 * Makes ready to answer a term.
 */
void
foyer_search_answer_init (FoyerSearchAnswer     *self,
                          FoyerSearchIndex      *index,
                          const FoyerSearchTerm *term,
                          guint                  enough)
{
  *self = (FoyerSearchAnswer){ .index = index, .term = term, .field = term->field };
  self->enough = enough < G_MAXUINT - SLACK ? enough + SLACK : G_MAXUINT;
  self->owned = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  if (term->digits != NULL)
    self->digits =
        foyer_digits_pack (national_digits (term->digits), 16, &self->n_digits);
}

void
foyer_search_answer_clear (FoyerSearchAnswer *self)
{
  for (guint i = 0; i < FOYER_N_WORD_MATCHES; i++)
    {
      g_clear_pointer (&self->lists[i], g_array_unref);
      g_clear_pointer (&self->ranges[i], g_array_unref);
    }
  g_clear_pointer (&self->scanned_starts, g_ptr_array_unref);
  g_clear_pointer (&self->scanned_parts, g_ptr_array_unref);
  g_ptr_array_unref (self->owned);
}
