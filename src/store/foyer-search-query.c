/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-search-answer.h"
#include "store/foyer-search-index-private.h"

#include <string.h>

/* Places are looked at in blocks of this many, the most recent block first, so that a query
 * with many answers is done after the first one. */
#define BLOCK_PLACES 32768
#define BLOCK_WORDS (BLOCK_PLACES / 64)

#define MAX_LIMIT 1000

/* Terms that so few people answer are followed person by person. */
#define MAX_CANDIDATES 16384

/* A list so much longer than there are candidates is searched and not read. */
#define SEARCH_RATIO 16

typedef struct
{
  FoyerSearchIndex *index; /* (unowned) */
  FoyerSearchAnswer answers[FOYER_SEARCH_MAX_TERMS];
  guint             n_answers;
  GArray           *hits;       /* (owned) of FoyerSearchHit */
  GArray           *found;      /* (owned) of guint32: places of the hits */
  guint64          *candidates; /* (owned) (nullable): a bit for each place */
  guint64          *confirmed;  /* (owned) (nullable) */
  guint             limit;
} Query;

/* How well each term has to match in one pass. */
typedef struct
{
  FoyerWordMatch best[FOYER_SEARCH_MAX_TERMS];
  FoyerWordMatch worst[FOYER_SEARCH_MAX_TERMS];
} Pass;

/* Who answers one term in one pass; lists shrink from their recent end. */
typedef struct
{
  GArray          *lists;  /* (owned) of FoyerPostingList: what is still to come */
  GArray          *ranges; /* (owned) of FoyerPlaceRange */
  const GArray    *bits;   /* (unowned) (nullable) of guint64, a bit for each place */
  guint64          n;      /* people in all of them, at most */
  FoyerSearchField field;
} Source;

static void
source_init (Source            *self,
             FoyerSearchAnswer *answer,
             FoyerWordMatch     best,
             FoyerWordMatch     worst)
{
  self->lists = g_array_new (FALSE, FALSE, sizeof (FoyerPostingList));
  self->ranges = g_array_new (FALSE, FALSE, sizeof (FoyerPlaceRange));
  self->field = answer->field;
  self->bits = NULL;
  self->n = 0;

  for (guint match = best; match <= worst; match++)
    {
      foyer_search_answer_find (answer, match);
      g_array_append_vals (self->lists, answer->lists[match]->data,
                           answer->lists[match]->len);
      g_array_append_vals (self->ranges, answer->ranges[match]->data,
                           answer->ranges[match]->len);
    }
  if (best <= FOYER_WORD_MATCH_PREFIX && worst >= FOYER_WORD_MATCH_PREFIX)
    self->bits = answer->first_letter;
  if (self->bits != NULL)
    self->n += 64 * self->bits->len;
  for (guint i = 0; i < self->lists->len; i++)
    self->n += g_array_index (self->lists, FoyerPostingList, i).n;
  for (guint i = 0; i < self->ranges->len; i++)
    self->n += g_array_index (self->ranges, FoyerPlaceRange, i).n;
}

static void
source_clear (Source *self)
{
  g_array_unref (self->lists);
  g_array_unref (self->ranges);
}

static inline gboolean
is_wanted (const Source *self, guint32 posting)
{
  switch (self->field)
    {
    case FOYER_SEARCH_FIELD_FAMILY:
      return posting % 2 == 0;

    case FOYER_SEARCH_FIELD_GIVEN:
      return posting % 2 != 0;

    case FOYER_SEARCH_FIELD_ANY:
    case FOYER_SEARCH_FIELD_BIRTH_DATE:
    case FOYER_SEARCH_FIELD_NUMBER:
    default:
      return TRUE;
    }
}

/* The number of postings before those of @place. */
static guint32
count_before (const FoyerPostingList *list, guint32 place)
{
  guint32 low = 0, high = list->n;

  while (low < high)
    {
      const guint32 middle = low + (high - low) / 2;

      if (list->values[middle] / 2 < place)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gboolean
source_has_more (const Source *self)
{
  return self->lists->len > 0 || self->ranges->len > 0 || self->bits != NULL;
}

/* Sets the bits of a block; returns whether there is any. */
static gboolean
source_fill (Source *self, guint32 start, guint32 end, guint64 bits[BLOCK_WORDS])
{
  gboolean any = FALSE;

  memset (bits, 0, BLOCK_WORDS * sizeof *bits);
  if (self->bits != NULL)
    for (guint32 word = start / 64; word < MIN ((end + 63) / 64, self->bits->len); word++)
      {
        bits[word - start / 64] = g_array_index (self->bits, guint64, word);
        any |= bits[word - start / 64] != 0;
      }
  for (guint i = 0; i < self->lists->len;)
    {
      FoyerPostingList *list = &g_array_index (self->lists, FoyerPostingList, i);

      if (list->values[list->n - 1] / 2 >= end)
        list->n = count_before (list, end);
      for (; list->n > 0 && list->values[list->n - 1] / 2 >= start; list->n--)
        if (is_wanted (self, list->values[list->n - 1]))
          {
            foyer_bits_set (bits, list->values[list->n - 1] / 2 - start);
            any = TRUE;
          }
      if (list->n == 0)
        g_array_remove_index_fast (self->lists, i);
      else
        i++;
    }

  for (guint i = 0; i < self->ranges->len; i++)
    {
      const FoyerPlaceRange *range = &g_array_index (self->ranges, FoyerPlaceRange, i);
      const guint32         *values = &g_array_index (range->values, guint32, 0);

      for (guint32 place = start; place < end; place++)
        if (values[place] - range->low <= range->high - range->low)
          {
            foyer_bits_set (bits, place - start);
            any = TRUE;
          }
    }

  return any;
}

static gboolean
is_found (Query *query, guint32 place)
{
  for (guint i = 0; i < query->found->len; i++)
    if (g_array_index (query->found, guint32, i) == place)
      return TRUE;

  return FALSE;
}

static gboolean
is_full (const Query *query)
{
  return query->hits->len >= query->limit;
}

/* Takes who is in the bits, the most recent one first; @start is a multiple of 64. */
static void
take_hits (
    Query *query, guint32 start, const guint64 *bits, guint n_words, FoyerSearchTier tier)
{
  const guint64 *live = &g_array_index (query->index->live, guint64, 0);

  for (guint word = n_words; word-- > 0 && !is_full (query);)
    {
      guint64 left = bits[word];

      if (left != 0)
        left &= live[start / 64 + word];
      while (left != 0 && !is_full (query))
        {
          const guint   bit = 63 - (guint) __builtin_clzll (left);
          const guint32 place = start + word * 64 + bit;

          left &= ~(G_GUINT64_CONSTANT (1) << bit);
          if (!is_found (query, place))
            {
              const FoyerSearchHit hit = {
                g_array_index (query->index->ids, gint64, place), tier
              };

              g_array_append_val (query->hits, hit);
              g_array_append_val (query->found, place);
            }
        }
    }
}

/* Block by block from the recent end, until there are enough. */
static void
run_by_blocks (Query *query, Source *sources, guint n, FoyerSearchTier tier)
{
  const guint32 n_places = query->index->ids->len;
  guint64       bits[BLOCK_WORDS], more[BLOCK_WORDS];

  for (guint32 block = (n_places + BLOCK_PLACES - 1) / BLOCK_PLACES;
       block-- > 0 && !is_full (query);)
    {
      const guint32 start = block * BLOCK_PLACES;
      const guint32 end = MIN (start + BLOCK_PLACES, n_places);
      gboolean      any = source_fill (&sources[0], start, end, bits);

      for (guint i = 1; i < n && any; i++)
        {
          any = source_fill (&sources[i], start, end, more);
          for (guint word = 0; word < BLOCK_WORDS; word++)
            bits[word] &= more[word];
        }
      if (any)
        take_hits (query, start, bits, (end - start + 63) / 64, tier);
      if (!source_has_more (&sources[0]))
        break;
    }
}

/* Keeps those candidates of whom @source says so too. */
static void
confirm (const Source  *source,
         const GArray  *places,
         const guint64 *candidates,
         guint64       *confirmed)
{
  for (guint i = 0; i < source->lists->len; i++)
    {
      const FoyerPostingList *list = &g_array_index (source->lists, FoyerPostingList, i);

      if (list->n / SEARCH_RATIO <= places->len)
        {
          for (guint32 j = 0; j < list->n; j++)
            if (foyer_bits_has (candidates, list->values[j] / 2) &&
                is_wanted (source, list->values[j]))
              foyer_bits_set (confirmed, list->values[j] / 2);
          continue;
        }
      for (guint j = 0; j < places->len; j++)
        {
          const guint32 place = g_array_index (places, guint32, j);

          for (guint32 at = count_before (list, place);
               at < list->n && list->values[at] / 2 == place; at++)
            if (is_wanted (source, list->values[at]))
              foyer_bits_set (confirmed, place);
        }
    }

  for (guint i = 0; source->bits != NULL && i < places->len; i++)
    {
      const guint32 place = g_array_index (places, guint32, i);

      if (place / 64 < source->bits->len &&
          foyer_bits_has (&g_array_index (source->bits, guint64, 0), place))
        foyer_bits_set (confirmed, place);
    }

  for (guint i = 0; i < source->ranges->len; i++)
    {
      const FoyerPlaceRange *range = &g_array_index (source->ranges, FoyerPlaceRange, i);

      for (guint j = 0; j < places->len; j++)
        {
          const guint32 place = g_array_index (places, guint32, j);

          if (g_array_index (range->values, guint32, place) - range->low <=
              range->high - range->low)
            foyer_bits_set (confirmed, place);
        }
    }
}

static void
list_candidates (Source *source, guint64 *candidates, GArray *places)
{
  for (guint i = 0; i < source->lists->len; i++)
    {
      const FoyerPostingList *list = &g_array_index (source->lists, FoyerPostingList, i);

      for (guint32 j = 0; j < list->n; j++)
        {
          const guint32 place = list->values[j] / 2;

          if (is_wanted (source, list->values[j]) && !foyer_bits_has (candidates, place))
            {
              foyer_bits_set (candidates, place);
              g_array_append_val (places, place);
            }
        }
    }
}

/* Person by person: those who answer the rarest term are asked for the others. */
static void
run_by_candidates (Query *query, Source *sources, guint n, FoyerSearchTier tier)
{
  const guint n_words = query->index->live->len;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (query->candidates == NULL)
    {
      query->candidates = g_new (guint64, n_words);
      query->confirmed = g_new (guint64, n_words);
    }

  memset (query->candidates, 0, n_words * sizeof (guint64));
  list_candidates (&sources[0], query->candidates, places);
  for (guint i = 1; i < n; i++)
    {
      guint64 *swap = query->candidates;

      memset (query->confirmed, 0, n_words * sizeof (guint64));
      confirm (&sources[i], places, query->candidates, query->confirmed);
      query->candidates = query->confirmed;
      query->confirmed = swap;
    }
  take_hits (query, 0, query->candidates, n_words, tier);
}

static int
compare_sources (gconstpointer a, gconstpointer b)
{
  const Source *one = a, *other = b;

  return (one->n > other->n) - (one->n < other->n);
}

/* Takes people of whom every term is true, as well as the pass asks for, until there are
 * enough. */
static void
run_pass (Query *query, const Pass *pass, FoyerSearchTier tier)
{
  Source   sources[FOYER_SEARCH_MAX_TERMS];
  gboolean possible = !is_full (query);
  guint    n = 0;

  for (; n < query->n_answers && possible; n++)
    {
      source_init (&sources[n], &query->answers[n], pass->best[n], pass->worst[n]);
      possible = sources[n].n > 0;
    }

  if (possible)
    {
      qsort (sources, n, sizeof *sources, compare_sources);
      if (n > 1 && sources[0].n <= MAX_CANDIDATES && sources[0].ranges->len == 0 &&
          sources[0].bits == NULL)
        run_by_candidates (query, sources, n, tier);
      else
        run_by_blocks (query, sources, n, tier);
    }

  for (guint i = 0; i < n; i++)
    source_clear (&sources[i]);
}

static gboolean
has_any (FoyerSearchAnswer *answer, FoyerWordMatch match)
{
  foyer_search_answer_find (answer, match);

  return answer->lists[match]->len > 0 || answer->ranges[match]->len > 0 ||
         (match == FOYER_WORD_MATCH_PREFIX && answer->first_letter != NULL);
}

/* All terms at least so well; whoever matches better has been taken before, so that one of the
 * terms has to match just so. */
static void
run_uniform (Query *query, FoyerWordMatch worst, FoyerSearchTier tier)
{
  Pass     pass = { 0 };
  gboolean any = FALSE;

  for (guint i = 0; i < query->n_answers && !is_full (query); i++)
    {
      pass.best[i] = query->n_answers == 1 ? worst : FOYER_WORD_MATCH_EXACT;
      pass.worst[i] = worst;
      any |= has_any (&query->answers[i], worst);
    }
  if (any)
    run_pass (query, &pass, tier);
}

/* One term with slips while the others are as they should be. */
static void
run_one_off (Query *query, FoyerWordMatch off, FoyerWordMatch others)
{
  for (guint i = 0; i < query->n_answers && !is_full (query); i++)
    {
      Pass pass = { 0 };

      if (!has_any (&query->answers[i], off))
        continue;
      for (guint j = 0; j < query->n_answers; j++)
        {
          pass.best[j] = i == j ? off : FOYER_WORD_MATCH_EXACT;
          pass.worst[j] = i == j ? off : others;
        }
      run_pass (query, &pass, FOYER_SEARCH_TIER_NEAR);
    }
}

/* Who types `o brien` may mean obrien. */
static void
run_joined (Query *query, GArray *terms)
{
  g_autofree char *word = foyer_search_terms_dup_joined (terms);
  FoyerSearchTerm  term = { .word = word };
  Query            joined = { .index = query->index, .n_answers = 1 };

  if (word == NULL)
    return;

  joined.hits = query->hits;
  joined.found = query->found;
  joined.limit = query->limit;
  foyer_search_answer_init (&joined.answers[0], query->index, &term, query->limit);
  run_uniform (&joined, FOYER_WORD_MATCH_EXACT, FOYER_SEARCH_TIER_EXACT);
  foyer_search_answer_clear (&joined.answers[0]);
}

static void
run_passes (Query *query, GArray *terms)
{
  const guint last = query->n_answers - 1;
  Pass        typing = { 0 };

  run_uniform (query, FOYER_WORD_MATCH_EXACT, FOYER_SEARCH_TIER_EXACT);
  run_joined (query, terms);

  /* The last word is still being typed. */
  typing.worst[last] = FOYER_WORD_MATCH_PREFIX;
  if (last > 0 && has_any (&query->answers[last], FOYER_WORD_MATCH_PREFIX))
    run_pass (query, &typing, FOYER_SEARCH_TIER_PREFIX);
  run_uniform (query, FOYER_WORD_MATCH_PREFIX, FOYER_SEARCH_TIER_PREFIX);
  run_uniform (query, FOYER_WORD_MATCH_INSIDE, FOYER_SEARCH_TIER_INSIDE);

  if (last > 0)
    {
      run_one_off (query, FOYER_WORD_MATCH_NEAR, FOYER_WORD_MATCH_EXACT);
      run_one_off (query, FOYER_WORD_MATCH_FAR, FOYER_WORD_MATCH_EXACT);
      run_one_off (query, FOYER_WORD_MATCH_NEAR, FOYER_WORD_MATCH_PREFIX);
    }
  run_uniform (query, FOYER_WORD_MATCH_NEAR, FOYER_SEARCH_TIER_NEAR);
  run_uniform (query, FOYER_WORD_MATCH_FAR, FOYER_SEARCH_TIER_NEAR);
}

static void
run_query (Query *query, const char *text, FoyerDateOrder order, gboolean loosely)
{
  g_autoptr (GArray) terms = foyer_search_terms_parse (text, order, loosely);

  query->n_answers = terms->len;
  for (guint i = 0; i < terms->len; i++)
    foyer_search_answer_init (&query->answers[i], query->index,
                              &g_array_index (terms, FoyerSearchTerm, i),
                              terms->len == 1 ? query->limit : G_MAXUINT);
  if (terms->len > 0)
    run_passes (query, terms);
  for (guint i = 0; i < terms->len; i++)
    foyer_search_answer_clear (&query->answers[i]);
}

/**
 * foyer_search_index_query:
 * @self: an index
 * @text: what was typed, perhaps not to its end
 * @order: how the locale writes dates
 * @limit: how many at most, up to 1000
 *
 * Finds people: parts of names in any order, the date of birth in the order of the locale or
 * as ISO 8601, digits of a phone, a number.  Case, accents and one or two slips in longer words do
 * not matter.  See foyer_search_terms_parse() for `,` `*` `#` and capitals.
 *
 * Who matches better comes first; among equals, who came or changed last.
 *
 * Returns: (transfer full) (element-type FoyerSearchHit): those found, possibly none
 */
GArray *
foyer_search_index_query (FoyerSearchIndex *self,
                          const char       *text,
                          FoyerDateOrder    order,
                          guint             limit)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  Query query = { .index = self, .found = found, .limit = MIN (limit, MAX_LIMIT) };

  query.hits = g_array_new (FALSE, FALSE, sizeof (FoyerSearchHit));
  run_query (&query, text, order, FALSE);
  /* Somebody may have put the comma or the space elsewhere. */
  if (query.hits->len == 0)
    run_query (&query, text, order, TRUE);

  g_free (query.candidates);
  g_free (query.confirmed);

  return query.hits;
}
