/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-search-order.h"

#include <string.h>

#define BLOCK_NUMBERS 1000

typedef struct
{
  guint32 n;
  guint32 numbers[BLOCK_NUMBERS];
} Block;

#define BLOCK(self, i) ((Block *) (self)->blocks->pdata[i])

void
foyer_search_order_init (FoyerSearchOrder *self)
{
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->n = 0;
}

void
foyer_search_order_clear (FoyerSearchOrder *self)
{
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
}

/**
 * foyer_search_order_set:
 * @self: an order
 * @numbers: (array length=n): numbers in their order
 * @n: how many
 *
 * Replaces all numbers.
 */
void
foyer_search_order_set (FoyerSearchOrder *self, const guint32 *numbers, guint n)
{
  g_ptr_array_set_size (self->blocks, 0);
  self->n = n;

  for (guint done = 0; done < n; done += BLOCK_NUMBERS)
    {
      Block *block = g_new (Block, 1);

      block->n = MIN (n - done, BLOCK_NUMBERS);
      memcpy (block->numbers, numbers + done, block->n * sizeof *numbers);
      g_ptr_array_add (self->blocks, block);
    }
}

/**
 * foyer_search_order_find:
 * @self: an order
 * @is_before: tells on which side a number lies
 * @data: data for @is_before
 *
 * Returns: the position after all numbers that come before
 */
FoyerSearchPosition
foyer_search_order_find (const FoyerSearchOrder *self,
                         FoyerSearchBeforeFunc   is_before,
                         gconstpointer           data)
{
  FoyerSearchPosition position = { 0, 0 };
  guint               low = 0, high = self->blocks->len;

  /* The last block that begins before it; what is wanted is there, or right behind it. */
  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (is_before (BLOCK (self, middle)->numbers[0], data))
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return position;

  position.block = low - 1;
  for (low = 1, high = BLOCK (self, position.block)->n; low < high;)
    {
      const guint middle = low + (high - low) / 2;

      if (is_before (BLOCK (self, position.block)->numbers[middle], data))
        low = middle + 1;
      else
        high = middle;
    }
  position.at = low;

  return position;
}

/* Moves the upper half of a block to one of its own. */
static void
split (FoyerSearchOrder *self, guint i)
{
  Block *lower = BLOCK (self, i);
  Block *upper = g_new (Block, 1);

  upper->n = lower->n / 2;
  lower->n -= upper->n;
  memcpy (upper->numbers, lower->numbers + lower->n, upper->n * sizeof *upper->numbers);
  g_ptr_array_insert (self->blocks, (int) i + 1, upper);
}

/**
 * foyer_search_order_insert:
 * @self: an order
 * @position: where, from foyer_search_order_find()
 * @number: a number
 *
 * Puts one more number in its place.
 */
void
foyer_search_order_insert (FoyerSearchOrder   *self,
                           FoyerSearchPosition position,
                           guint32             number)
{
  Block *block;

  if (self->blocks->len == 0)
    g_ptr_array_add (self->blocks, g_new0 (Block, 1));
  if (BLOCK (self, position.block)->n == BLOCK_NUMBERS)
    {
      split (self, position.block);
      if (position.at > BLOCK (self, position.block)->n)
        position.at -= BLOCK (self, position.block++)->n;
    }

  block = BLOCK (self, position.block);
  memmove (block->numbers + position.at + 1, block->numbers + position.at,
           (block->n - position.at) * sizeof *block->numbers);
  block->numbers[position.at] = number;
  block->n++;
  self->n++;
}

/**
 * foyer_search_order_next:
 * @self: an order
 * @position: (inout): moves behind the number
 * @out_number: (out): the number right behind @position
 *
 * Returns: whether there is one
 */
gboolean
foyer_search_order_next (const FoyerSearchOrder *self,
                         FoyerSearchPosition    *position,
                         guint32                *out_number)
{
  if (position->block < self->blocks->len &&
      position->at == BLOCK (self, position->block)->n)
    {
      position->block++;
      position->at = 0;
    }
  if (position->block >= self->blocks->len)
    return FALSE;

  *out_number = BLOCK (self, position->block)->numbers[position->at++];
  return TRUE;
}

/**
 * foyer_search_order_count:
 * @self: an order
 * @from: a position
 * @to: a position that is not before @from
 *
 * Returns: how many numbers lie between them
 */
guint
foyer_search_order_count (const FoyerSearchOrder *self,
                          FoyerSearchPosition     from,
                          FoyerSearchPosition     to)
{
  guint n = to.at - from.at;

  /* What is subtracted here is added again. */
  for (guint i = from.block; i < to.block; i++)
    n += BLOCK (self, i)->n;

  return n;
}
