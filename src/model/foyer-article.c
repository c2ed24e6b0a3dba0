/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-article.h"

#include "model/foyer-fold.h"

#include <string.h>

/* Topics that are kinds of visit: `visit:new`. */
#define VISIT "visit:"
#define MAX_LANGUAGE_BYTES 35
/* A word of a topic this long is also found at the start of another: itch, itching. */
#define MIN_STEM_BYTES 4

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerArticle, "slug", slug),
  FOYER_FIELD_TEXT (FoyerArticle, "language", language),
  FOYER_FIELD_INTEGER (FoyerArticle, "version", version),
  FOYER_FIELD_TEXT (FoyerArticle, "title", title),
  FOYER_FIELD_TEXT (FoyerArticle, "topics", topics),
  FOYER_FIELD_TEXT (FoyerArticle, "sources", sources),
  FOYER_FIELD_TEXT (FoyerArticle, "body", body),
  FOYER_FIELD_FLAG (FoyerArticle, "shipped", shipped),
  FOYER_FIELD_OPTIONAL (FoyerArticle, "written-at", written_at),
  FOYER_FIELD_OPTIONAL (FoyerArticle, "staff-id", staff_id),
  FOYER_FIELD_OPTIONAL (FoyerArticle, "reviewed-by", reviewed_by),
  FOYER_FIELD_OPTIONAL (FoyerArticle, "reviewed-at", reviewed_at),
  FOYER_FIELD_FLAG (FoyerArticle, "withdrawn", withdrawn),
};

FOYER_DEFINE_RECORD (FoyerArticle, foyer_article, "article", fields)

static gboolean
has_word (char **words, const char *word)
{
  const gsize length = strlen (word);

  for (guint i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], word) == 0 ||
        (length >= MIN_STEM_BYTES && strncmp (words[i], word, length) == 0))
      return TRUE;

  return FALSE;
}

static gboolean
has_topic (char **words, const char *topic)
{
  g_autofree char *folded = foyer_fold_text (topic);
  g_auto (GStrv) parts = g_strsplit (folded, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (!has_word (words, parts[i]))
      return FALSE;

  return parts[0] != NULL;
}

/**
 * foyer_article_match:
 * @topics: (nullable): topics of an article, separated by commas
 * @category: the kind of visit
 * @reason: (nullable): why the patient comes, in people’s words
 *
 * Tells how well an article fits a visit: two for each of its topics that the reason names, one
 * if it is for visits of the kind.
 *
 * Returns: how well, 0 if it does not
 */
guint
foyer_article_match (const char          *topics,
                     FoyerServiceCategory category,
                     const char          *reason)
{
  g_auto (GStrv) list = g_strsplit (topics != NULL ? topics : "", ",", -1);
  g_autofree char *folded = foyer_fold_text (reason);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  guint score = 0;

  for (guint i = 0; list[i] != NULL; i++)
    {
      const char *topic = g_strstrip (list[i]);

      if (g_str_has_prefix (topic, VISIT))
        score += g_strcmp0 (topic + strlen (VISIT),
                            foyer_enum_to_nick (FOYER_TYPE_SERVICE_CATEGORY,
                                                (int) category)) == 0;
      else if (has_topic (words, topic))
        score += 2;
    }

  return score;
}

/**
 * foyer_article_is_language:
 * @language: (nullable): a text
 *
 * Returns: whether it has the form of a BCP 47 tag
 */
gboolean
foyer_article_is_language (const char *language)
{
  gsize n = 0;

  if (language == NULL || strlen (language) > MAX_LANGUAGE_BYTES)
    return FALSE;
  for (const char *p = language; *p != '\0'; p++)
    {
      n = *p == '-' ? 0 : n + 1;
      if ((!g_ascii_isalnum (*p) && *p != '-') || n > 8 || (*p == '-' && p[1] == '-') ||
          (p == language && !g_ascii_isalpha (*p)))
        return FALSE;
    }

  return n > 0 && strcspn (language, "-") >= 2;
}

/**
 * foyer_article_same_language:
 * @language: (nullable): BCP 47 tag
 * @other: (nullable): another
 *
 * Returns: whether who reads one reads the other: `es` and `es-MX`
 */
gboolean
foyer_article_same_language (const char *language, const char *other)
{
  const gsize n = language != NULL ? strcspn (language, "-_") : 0;

  return n > 0 && other != NULL && strcspn (other, "-_") == n &&
         g_ascii_strncasecmp (language, other, n) == 0;
}
