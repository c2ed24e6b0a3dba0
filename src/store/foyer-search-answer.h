/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-search-dictionary.h"
#include "store/foyer-search-terms.h"

G_BEGIN_DECLS

/* For the search index only: who answers one term of a query. */

/* Ascending postings, of which the last ones are still to come. */
typedef struct
{
  const guint32 *values; /* (unowned) */
  guint32        n;
} FoyerPostingList;

/* Places whose value in a column is from low to high: what many people share. */
typedef struct
{
  const GArray *values; /* (unowned) of guint32, by place */
  guint32       low, high;
  guint         n; /* how many places */
} FoyerPlaceRange;

/* A term with the postings that answer it, found only as far as they are needed. */
typedef struct
{
  FoyerSearchIndex      *index; /* (unowned) */
  const FoyerSearchTerm *term;  /* (unowned) */
  FoyerSearchField       field;
  GArray *lists[FOYER_N_WORD_MATCHES];  /* (owned) (nullable) of FoyerPostingList */
  GArray *ranges[FOYER_N_WORD_MATCHES]; /* (owned) (nullable) of FoyerPlaceRange */
  const GArray
            *first_letter;   /* (unowned) (nullable) of guint64: a bit for each place that
                                 answers as a beginning, instead of lists */
  GPtrArray *owned;          /* (owned) of GArray: postings that are not in the index */
  GPtrArray *scanned_starts; /* (owned) (nullable) of GArray: phones that begin so */
  GPtrArray *scanned_parts;  /* (owned) (nullable) of GArray: phones, numbers with it */
  GArray    *phone_starts;   /* (unowned) (nullable): what is being filled */
  GArray    *phone_parts;    /* (unowned) (nullable) */
  GArray    *number_parts;   /* (unowned) (nullable) */
  guint32    first_phone;    /* of the chunk under way */
  guint32    last_start;     /* place found last, so that nobody is counted twice */
  guint      n_starts;       /* people found */
  guint      enough;
  guint64    digits; /* packed, of the term */
  guint      n_digits;
} FoyerSearchAnswer;

void foyer_search_answer_init (FoyerSearchAnswer     *self,
                               FoyerSearchIndex      *index,
                               const FoyerSearchTerm *term,
                               guint                  enough);
void foyer_search_answer_clear (FoyerSearchAnswer *self);
void foyer_search_answer_find (FoyerSearchAnswer *self, FoyerWordMatch match);

G_END_DECLS
