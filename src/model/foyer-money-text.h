/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-money.h"

G_BEGIN_DECLS

/**
 * FoyerMoneyStyle:
 * @decimal: what stands before the decimals, `.`
 * @group: (nullable): what stands between groups of three figures, `,`; `NULL` or empty: nothing
 * @sign: (nullable): sign of the currency, `$`
 *
 * How a locale writes amounts of one currency.  The strings belong to the caller.
 */
typedef struct
{
  const char *decimal;
  const char *group;
  const char *sign;
} FoyerMoneyStyle;

gboolean foyer_money_read (const char            *text,
                           const char            *currency,
                           const FoyerMoneyStyle *style,
                           gint64                *out_minor,
                           GError               **error);
char *
foyer_money_write (gint64 minor, const char *currency, const FoyerMoneyStyle *style);

G_END_DECLS
