/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For the search index only: numbers in an order that somebody else knows. */

/**
 * FoyerSearchOrder:
 *
 * Numbers that stand for something, in the order of what they stand for.
 *
 * They lie in blocks, so that one more costs the same however many there are: nobody who types
 * waits for all of them to be sorted again.
 */
typedef struct
{
  GPtrArray *blocks; /* (owned): none of them empty */
  guint      n;      /* how many numbers */
} FoyerSearchOrder;

/**
 * FoyerSearchPosition:
 *
 * Between two numbers of an order; valid until it changes.
 */
typedef struct
{
  guint block;
  guint at;
} FoyerSearchPosition;

/**
 * FoyerSearchBeforeFunc:
 * @number: a number of the order
 * @data: what is looked for
 *
 * Returns: whether @number comes before it
 */
typedef gboolean (*FoyerSearchBeforeFunc) (guint32 number, gconstpointer data);

void foyer_search_order_init (FoyerSearchOrder *self);
void foyer_search_order_clear (FoyerSearchOrder *self);
void foyer_search_order_set (FoyerSearchOrder *self, const guint32 *numbers, guint n);
FoyerSearchPosition foyer_search_order_find (const FoyerSearchOrder *self,
                                             FoyerSearchBeforeFunc   is_before,
                                             gconstpointer           data);
void                foyer_search_order_insert (FoyerSearchOrder   *self,
                                               FoyerSearchPosition position,
                                               guint32             number);
gboolean            foyer_search_order_next (const FoyerSearchOrder *self,
                                             FoyerSearchPosition    *position,
                                             guint32                *out_number);
guint               foyer_search_order_count (const FoyerSearchOrder *self,
                                              FoyerSearchPosition     from,
                                              FoyerSearchPosition     to);

G_END_DECLS
