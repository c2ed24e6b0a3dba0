/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-search-column.h"
#include "store/foyer-search-dictionary.h"
#include "store/foyer-search-index.h"

G_BEGIN_DECLS

/* For the files of the search index only. */

#define FOYER_NUMBER_DIGITS 8

/* Who has a word with a certain first letter is asked with the first keystroke, and nearly
 * everybody answers: one bit a place is less than a list of thousands of words. */
#define FOYER_N_FIRST_LETTERS 26

/* A person's place is the order in which people came or changed: the last one is the most
 * recent.  A posting is twice the place, plus one for a given name. */
struct _FoyerSearchIndex
{
  FoyerDictionary *dictionary; /* (owned) */

  GArray           *ids;          /* (owned) of gint64, by place */
  GArray           *live;         /* (owned) of guint64: one bit a place */
  FoyerSearchColumn births;       /* by place: year, month, day; 0 for none */
  FoyerSearchColumn numbers;      /* by place: packed digits; 0 for none */
  GArray           *phones;       /* (owned) of guint64: packed digits */
  GArray           *phone_places; /* (owned) of guint32: whose they are, ascending */
  FoyerSearchColumn phone_ends;   /* by phone: its last four digits */
  guint             n_dead;       /* places that no longer count */

  /* (owned) of guint64, one bit a place: who has a word beginning with a to z */
  GArray *first_letters[FOYER_N_FIRST_LETTERS];

  guint32 *table; /* (owned) hash of id to place + 1 */
  guint    table_size;
};

static inline gboolean
foyer_bits_has (const guint64 *bits, guint32 i)
{
  return (bits[i / 64] >> i % 64 & 1) != 0;
}

static inline void
foyer_bits_set (guint64 *bits, guint32 i)
{
  bits[i / 64] |= G_GUINT64_CONSTANT (1) << i % 64;
}

static inline guint32
foyer_pack_birth (int year, int month, int day)
{
  return (guint32) year << 9 | (guint32) month << 5 | (guint32) day;
}

G_END_DECLS
