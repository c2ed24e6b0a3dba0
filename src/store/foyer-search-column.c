/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-search-column.h"

#include <string.h>

/* To sort a value with all others takes a small part of what it takes to put it in its place. */
#define SORT_RATIO 32

#define RADIX_BITS 11
#define RADIX (1u << RADIX_BITS)

#define VALUE(self, place) g_array_index ((self)->values, guint32, place)

void
foyer_search_column_init (FoyerSearchColumn *self)
{
  self->values = g_array_new (FALSE, FALSE, sizeof (guint32));
  foyer_search_order_init (&self->order);
}

void
foyer_search_column_clear (FoyerSearchColumn *self)
{
  g_clear_pointer (&self->values, g_array_unref);
  foyer_search_order_clear (&self->order);
}

typedef struct
{
  FoyerSearchColumn *column;
  guint32            value;
} Wanted;

static gboolean
is_lower (guint32 doubled, gconstpointer data)
{
  const Wanted *wanted = data;

  return VALUE (wanted->column, doubled / 2) < wanted->value;
}

static gboolean
is_not_higher (guint32 doubled, gconstpointer data)
{
  const Wanted *wanted = data;

  return VALUE (wanted->column, doubled / 2) <= wanted->value;
}

static void
insert (FoyerSearchColumn *self, guint32 place)
{
  const Wanted wanted = { self, VALUE (self, place) };

  foyer_search_order_insert (
      &self->order, foyer_search_order_find (&self->order, is_not_higher, &wanted),
      2 * place);
}

/* Least significant digit first, so that equal values stay in the order of their places. */
static void
sort_all (FoyerSearchColumn *self)
{
  const guint         n = self->values->len;
  g_autofree guint32 *order = g_new (guint32, n);
  g_autofree guint32 *spare = g_new (guint32, n);
  guint32            *from = order, *to = spare;

  for (guint i = 0; i < n; i++)
    from[i] = 2 * i;

  for (guint shift = 0; shift < 32; shift += RADIX_BITS)
    {
      guint    starts[RADIX + 1] = { 0 };
      guint32 *swap = from;

      for (guint i = 0; i < n; i++)
        starts[(VALUE (self, i) >> shift & (RADIX - 1)) + 1]++;
      for (guint digit = 1; digit <= RADIX; digit++)
        starts[digit] += starts[digit - 1];
      for (guint i = 0; i < n; i++)
        to[starts[VALUE (self, from[i] / 2) >> shift & (RADIX - 1)]++] = from[i];
      from = to;
      to = swap;
    }

  foyer_search_order_set (&self->order, from, n);
}

/**
 * foyer_search_column_settle:
 * @self: a column
 *
 * Brings the order up to date with the values.
 */
void
foyer_search_column_settle (FoyerSearchColumn *self)
{
  if (self->values->len - self->order.n > self->values->len / SORT_RATIO)
    sort_all (self);
  while (self->order.n < self->values->len)
    insert (self, self->order.n);
}

/**
 * foyer_search_column_find:
 * @self: a column
 * @low: the lowest value wanted
 * @high: the highest value wanted
 * @max: how many places are of use
 * @places: (element-type guint32): if there are not more, twice the places are added here, by
 *   value and ascending within one
 *
 * Returns: how many places have such a value
 */
guint
foyer_search_column_find (
    FoyerSearchColumn *self, guint32 low, guint32 high, guint max, GArray *places)
{
  const Wanted        first = { self, low }, last = { self, high };
  FoyerSearchPosition from, to;
  guint32             doubled;
  guint               n;

  if (low > high)
    return 0;

  foyer_search_column_settle (self);
  from = foyer_search_order_find (&self->order, is_lower, &first);
  to = foyer_search_order_find (&self->order, is_not_higher, &last);
  n = foyer_search_order_count (&self->order, from, to);
  for (guint i = 0; i < n && n <= max; i++)
    if (foyer_search_order_next (&self->order, &from, &doubled))
      g_array_append_val (places, doubled);

  return n;
}

/**
 * foyer_digits_pack:
 * @digits: decimal digits
 * @max: how many to keep, at most 16
 * @out_n: (out): how many there are
 *
 * Packs the last digits of a number into four bits each, the last one lowest.  A digit is
 * stored as itself plus one, so that 0 means that there is none.
 *
 * Returns: the packed digits
 */
guint64
foyer_digits_pack (const char *digits, guint max, guint *out_n)
{
  const gsize length = strlen (digits);
  guint64     packed = 0;

  if (length > max)
    digits += length - max;
  for (const char *p = digits; *p != '\0'; p++)
    packed = packed << 4 | (guint64) (*p - '0' + 1);

  *out_n = (guint) MIN (length, max);
  return packed;
}

/**
 * foyer_digits_count:
 * @packed: packed digits
 *
 * Returns: how many digits they are
 */
guint
foyer_digits_count (guint64 packed)
{
  guint n = 0;

  for (; packed != 0; packed >>= 4)
    n++;

  return n;
}

typedef guint64 TwoWords __attribute__ ((vector_size (16)));
typedef guint16 EightParts __attribute__ ((vector_size (16)));

static inline void
scan (const guint64  *packed,
      guint           n_packed,
      guint16         part,
      guint16         mask,
      FoyerDigitsFunc func,
      gpointer        data)
{
  const EightParts masks = (EightParts){ 0 } + mask;
  const EightParts parts = (EightParts){ 0 } + part;
  guint            i;

  for (i = 0; i + 1 < n_packed; i += 2)
    {
      TwoWords words, hits;

      memcpy (&words, packed + i, sizeof words);
      hits = (TwoWords) (((EightParts) words & masks) == parts);
      hits |= (TwoWords) (((EightParts) (words >> 4) & masks) == parts);
      hits |= (TwoWords) (((EightParts) (words >> 8) & masks) == parts);
      hits |= (TwoWords) (((EightParts) (words >> 12) & masks) == parts);
      if ((hits[0] | hits[1]) != 0)
        {
          if (hits[0] != 0)
            func (i, data);
          if (hits[1] != 0)
            func (i + 1, data);
        }
    }
  if (i < n_packed)
    func (i, data);
}

/**
 * foyer_digits_scan:
 * @packed: (array length=n_packed): packed digits
 * @n_packed: how many
 * @wanted: packed digits to look for
 * @n_digits: how many of them
 * @func: (scope call): called with the index of each word that may contain them
 * @data: passed to @func
 *
 * Finds digits anywhere in numbers.  Compares four digits, of which a longer run has the last,
 * at every offset of two words at a time; who gets a word has to look again.
 */
void
foyer_digits_scan (const guint64  *packed,
                   guint           n_packed,
                   guint64         wanted,
                   guint           n_digits,
                   FoyerDigitsFunc func,
                   gpointer        data)
{
  const guint16 mask = n_digits >= 4 ? 0xffff : (guint16) ((1u << 4 * n_digits) - 1);

  /* Known to be all ones, the mask costs nothing. */
  if (n_digits >= 4)
    scan (packed, n_packed, (guint16) wanted, 0xffff, func, data);
  else
    scan (packed, n_packed, (guint16) (wanted & mask), mask, func, data);
}
