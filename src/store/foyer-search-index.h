/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-typed-date.h"

G_BEGIN_DECLS

/**
 * FoyerSearchIndex:
 *
 * People by parts of their names, dates of birth, phones and numbers, in memory.
 */
typedef struct _FoyerSearchIndex FoyerSearchIndex;

/**
 * FoyerNamePart:
 * @FOYER_NAME_PART_FAMILY: family names
 * @FOYER_NAME_PART_GIVEN: given names, and what people are called
 *
 * Which part of a name a text is.
 */
typedef enum
{
  FOYER_NAME_PART_FAMILY,
  FOYER_NAME_PART_GIVEN,
} FoyerNamePart;

/**
 * FoyerSearchTier:
 * @FOYER_SEARCH_TIER_EXACT: each word of the query is one of the person
 * @FOYER_SEARCH_TIER_PREFIX: each is the beginning of one
 * @FOYER_SEARCH_TIER_INSIDE: each is part of one
 * @FOYER_SEARCH_TIER_NEAR: with one or two slips
 *
 * How well a person matches, best first.
 */
typedef enum
{
  FOYER_SEARCH_TIER_EXACT,
  FOYER_SEARCH_TIER_PREFIX,
  FOYER_SEARCH_TIER_INSIDE,
  FOYER_SEARCH_TIER_NEAR,
} FoyerSearchTier;

typedef struct
{
  gint64          id;
  FoyerSearchTier tier;
} FoyerSearchHit;

FoyerSearchIndex *foyer_search_index_new (void);
void              foyer_search_index_free (FoyerSearchIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSearchIndex, foyer_search_index_free)

void foyer_search_index_begin (FoyerSearchIndex *self, gint64 id);
void foyer_search_index_add_name (FoyerSearchIndex *self,
                                  FoyerNamePart     part,
                                  const char       *name);
void foyer_search_index_set_birth_date (FoyerSearchIndex *self, const char *birth_date);
void foyer_search_index_set_number (FoyerSearchIndex *self, const char *number);
void foyer_search_index_add_phone (FoyerSearchIndex *self, const char *digits);
void foyer_search_index_remove (FoyerSearchIndex *self, gint64 id);

void foyer_search_index_settle (FoyerSearchIndex *self);

guint   foyer_search_index_get_size (FoyerSearchIndex *self);
GArray *foyer_search_index_list_recent (FoyerSearchIndex *self, guint limit);
GArray *foyer_search_index_query (FoyerSearchIndex *self,
                                  const char       *text,
                                  FoyerDateOrder    order,
                                  guint             limit);

G_END_DECLS
