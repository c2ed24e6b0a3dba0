/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-search-order.h"

G_BEGIN_DECLS

/* For the search index only: one number for each place, found by range or by digits. */

/**
 * FoyerSearchColumn:
 * @values: (owned) (element-type guint32): a number for each place
 * @order: twice the place, sorted by value, then by place; it follows @values when something
 *   is looked up
 *
 * A column and its order.
 */
typedef struct
{
  GArray          *values;
  FoyerSearchOrder order;
} FoyerSearchColumn;

typedef void (*FoyerDigitsFunc) (guint place, gpointer data);

void  foyer_search_column_init (FoyerSearchColumn *self);
void  foyer_search_column_clear (FoyerSearchColumn *self);
void  foyer_search_column_settle (FoyerSearchColumn *self);
guint foyer_search_column_find (
    FoyerSearchColumn *self, guint32 low, guint32 high, guint max, GArray *places);

guint64 foyer_digits_pack (const char *digits, guint max, guint *out_n);
guint   foyer_digits_count (guint64 packed);
void    foyer_digits_scan (const guint64  *packed,
                           guint           n_packed,
                           guint64         wanted,
                           guint           n_digits,
                           FoyerDigitsFunc func,
                           gpointer        data);

G_END_DECLS
