/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-cash.h"

/* Notes and coins in minor units, the largest first, up to the 0 at the end.  Left out is what
 * a till never sees. */
#define MAX_PIECES 16

static const struct
{
  char   currency[4];
  gint64 pieces[MAX_PIECES];
} cash[] = {
  { "AUD", { 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5 } },
  { "BRL", { 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5 } },
  { "CAD", { 10000, 5000, 2000, 1000, 500, 200, 100, 25, 10, 5 } },
  { "CHF", { 100000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5 } },
  { "EUR", { 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1 } },
  { "GBP", { 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1 } },
  { "JPY", { 10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1 } },
  { "KWD", { 20000, 10000, 5000, 1000, 500, 250, 100, 50, 20, 10, 5 } },
  { "MXN", { 100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50 } },
  { "USD", { 10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1 } },
};

/* For a currency that is not known: 1, 2 and 5 of each power of ten of its minor unit. */
static const gint64 usual[MAX_PIECES] = { 50000, 20000, 10000, 5000, 2000, 1000, 500, 200,
                                          100,   50,    20,    10,   5,    2,    1 };

/**
 * foyer_cash_get_pieces:
 * @currency: ISO 4217 code
 * @out_n_pieces: (out): how many there are
 *
 * Tells which notes and coins there are, so that a drawer can be counted.
 *
 * Returns: (transfer none) (array length=out_n_pieces): their values in minor units, the
 *   largest first; what is usual elsewhere if @currency is not known
 */
const gint64 *
foyer_cash_get_pieces (const char *currency, guint *out_n_pieces)
{
  const gint64 *pieces = usual;

  for (guint i = 0; i < G_N_ELEMENTS (cash); i++)
    if (g_strcmp0 (cash[i].currency, currency) == 0)
      pieces = cash[i].pieces;
  for (*out_n_pieces = 0; *out_n_pieces < MAX_PIECES && pieces[*out_n_pieces] != 0;)
    ++*out_n_pieces;

  return pieces;
}
