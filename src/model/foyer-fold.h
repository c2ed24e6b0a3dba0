/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FOYER_FOLD_SIZE:
 *
 * Bytes that a folded word takes at most, with its terminating NUL.
 */
#define FOYER_FOLD_SIZE 48

/**
 * FoyerFoldFunc:
 * @word: a folded word, at most `FOYER_FOLD_SIZE` - 1 bytes
 * @other: (nullable): how the same word is also spelt, `mueller` for `muller`
 * @data: what the caller passed
 *
 * Receives one word of a text.
 */
typedef void (*FoyerFoldFunc) (const char *word, const char *other, gpointer data);

/**
 * FoyerFoldFlags:
 * @FOYER_FOLD_PLAIN: words as they are read: `o’brien` is one, `obrien`
 * @FOYER_FOLD_PARTS: also the parts of a word that an apostrophe or a hyphen joins
 * @FOYER_FOLD_WHOLE: also all words of the text written as one, if people do so: one of them
 *   is as short as a particle, `o brien`, or all are short, `jean luc`
 *
 * Which words are wanted of a text.
 */
typedef enum
{
  FOYER_FOLD_PLAIN = 0,
  FOYER_FOLD_PARTS = 1 << 0,
  FOYER_FOLD_WHOLE = 1 << 1,
} FoyerFoldFlags;

void  foyer_fold_each (const char    *text,
                       FoyerFoldFlags flags,
                       FoyerFoldFunc  func,
                       gpointer       data);
char *foyer_fold_text (const char *text);
char *foyer_fold_key (const char *text);
guint foyer_fold_distance (const char *a, const char *b, guint max);

G_END_DECLS
