/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For the search index only: folded words, and for each the people who have it. */

/**
 * FoyerPostings:
 * @n: how many
 * @size: room for how many; up to `FOYER_POSTINGS_FEW` lie in the struct itself
 *
 * Whose word it is, ascending.  What a number means is up to the index.
 */
#define FOYER_POSTINGS_FEW 2
typedef struct
{
  guint32 n;
  guint32 size;
  union
  {
    guint32  few[FOYER_POSTINGS_FEW];
    guint32 *many; /* (owned) */
  };
} FoyerPostings;

/**
 * FoyerWordMatch:
 * @FOYER_WORD_MATCH_EXACT: the word itself
 * @FOYER_WORD_MATCH_PREFIX: it begins so
 * @FOYER_WORD_MATCH_INSIDE: it contains it
 * @FOYER_WORD_MATCH_NEAR: one slip away
 * @FOYER_WORD_MATCH_FAR: two slips away
 *
 * How well a word matches, best first.
 */
typedef enum
{
  FOYER_WORD_MATCH_EXACT,
  FOYER_WORD_MATCH_PREFIX,
  FOYER_WORD_MATCH_INSIDE,
  FOYER_WORD_MATCH_NEAR,
  FOYER_WORD_MATCH_FAR,
} FoyerWordMatch;

#define FOYER_N_WORD_MATCHES (FOYER_WORD_MATCH_FAR + 1)

typedef void (*FoyerDictionaryFunc) (FoyerPostings *postings, gpointer data);

typedef struct _FoyerDictionary FoyerDictionary;

FoyerDictionary *foyer_dictionary_new (void);
void             foyer_dictionary_free (FoyerDictionary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDictionary, foyer_dictionary_free)

FoyerPostings      *
foyer_dictionary_ensure (FoyerDictionary *self, const char *word, const char *other);
void foyer_dictionary_settle (FoyerDictionary *self);
void
foyer_dictionary_each (FoyerDictionary *self, FoyerDictionaryFunc func, gpointer data);
void foyer_dictionary_find (FoyerDictionary    *self,
                            const char         *word,
                            FoyerWordMatch      match,
                            FoyerDictionaryFunc func,
                            gpointer            data);

void foyer_dictionary_find_near (FoyerDictionary    *self,
                                 const char         *word,
                                 FoyerDictionaryFunc near,
                                 FoyerDictionaryFunc far,
                                 gpointer            data);

const guint32 *foyer_postings_get (const FoyerPostings *self);
void           foyer_postings_add (FoyerPostings *self, guint32 value);

G_END_DECLS
