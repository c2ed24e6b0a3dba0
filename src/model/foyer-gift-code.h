/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FOYER_GIFT_CODE_BASE: how many signs codes are written with; a prime. */
#define FOYER_GIFT_CODE_BASE 29

/** FOYER_GIFT_CODE_N_RANDOM: random signs of a code, 92 bits. */
#define FOYER_GIFT_CODE_N_RANDOM 19

/** FOYER_GIFT_CODE_LENGTH: all signs of a code, the last of which is the check. */
#define FOYER_GIFT_CODE_LENGTH 20

#define FOYER_GIFT_CODE_ERROR (foyer_gift_code_error_quark ())
GQuark foyer_gift_code_error_quark (void);

/**
 * FoyerGiftCodeError:
 * @FOYER_GIFT_CODE_ERROR_CHARACTER: something that no code has
 * @FOYER_GIFT_CODE_ERROR_LENGTH: too short or too long
 * @FOYER_GIFT_CODE_ERROR_CHECK: mistyped
 *
 * Why a code was refused.
 */
typedef enum
{
  FOYER_GIFT_CODE_ERROR_CHARACTER,
  FOYER_GIFT_CODE_ERROR_LENGTH,
  FOYER_GIFT_CODE_ERROR_CHECK,
} FoyerGiftCodeError;

char *foyer_gift_code_make (const guint8 *values);
char *foyer_gift_code_read (const char *typed, GError **error);
char *foyer_gift_code_format (const char *code);

G_END_DECLS
