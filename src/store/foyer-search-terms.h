/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-typed-date.h"
#include "store/foyer-search-index.h"

G_BEGIN_DECLS

/* For the search index only: what was typed, taken apart. */

/**
 * FOYER_SEARCH_MAX_TERMS:
 *
 * How many terms of a query count.
 */
#define FOYER_SEARCH_MAX_TERMS 6

/**
 * FoyerSearchField:
 * @FOYER_SEARCH_FIELD_ANY: anything about the person
 * @FOYER_SEARCH_FIELD_FAMILY: the family name
 * @FOYER_SEARCH_FIELD_GIVEN: the given name
 * @FOYER_SEARCH_FIELD_BIRTH_DATE: the date of birth
 * @FOYER_SEARCH_FIELD_NUMBER: the number
 *
 * What a term is about.
 */
typedef enum
{
  FOYER_SEARCH_FIELD_ANY,
  FOYER_SEARCH_FIELD_FAMILY,
  FOYER_SEARCH_FIELD_GIVEN,
  FOYER_SEARCH_FIELD_BIRTH_DATE,
  FOYER_SEARCH_FIELD_NUMBER,
} FoyerSearchField;

/**
 * FoyerSearchTerm:
 * @field: what it is about
 * @word: (owned) (nullable): a folded word
 * @other: (owned) (nullable): its other spelling
 * @digits: (owned) (nullable): the digits, if it can be a phone or a number
 * @dates: what it can mean as a date
 * @n_dates: how many readings
 *
 * One thing that has to be true of whoever is found.
 */
typedef struct
{
  FoyerSearchField field;
  char            *word;
  char            *other;
  char            *digits;
  FoyerTypedDate   dates[FOYER_TYPED_DATE_MAX];
  guint            n_dates;
} FoyerSearchTerm;

GArray       *
foyer_search_terms_parse (const char *text, FoyerDateOrder order, gboolean loosely);
char *foyer_search_terms_dup_joined (GArray *terms);

G_END_DECLS
