/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FOYER_MONEY_MAX: largest amount that is read or summed, in minor units. */
#define FOYER_MONEY_MAX G_GINT64_CONSTANT (1000000000000000)

#define FOYER_MONEY_ERROR (foyer_money_error_quark ())
GQuark foyer_money_error_quark (void);

/**
 * FoyerMoneyError:
 * @FOYER_MONEY_ERROR_UNCLEAR: not an amount, or one that can be read in two ways
 * @FOYER_MONEY_ERROR_DIGITS: more decimals than the currency has
 * @FOYER_MONEY_ERROR_RANGE: more than `FOYER_MONEY_MAX`
 * @FOYER_MONEY_ERROR_CURRENCY: an amount of another currency
 *
 * Why an amount was refused.
 */
typedef enum
{
  FOYER_MONEY_ERROR_UNCLEAR,
  FOYER_MONEY_ERROR_DIGITS,
  FOYER_MONEY_ERROR_RANGE,
  FOYER_MONEY_ERROR_CURRENCY,
} FoyerMoneyError;

gboolean foyer_money_is_currency (const char *currency);
guint    foyer_money_get_digits (const char *currency);
gboolean foyer_money_parse (const char *text,
                            const char *currency,
                            gint64     *out_minor,
                            GError    **error);
char    *foyer_money_to_plain (gint64 minor, const char *currency);
gboolean foyer_money_add (gint64 *total_minor, gint64 minor);
gboolean foyer_money_looks_like_card (const char *text);

G_END_DECLS
