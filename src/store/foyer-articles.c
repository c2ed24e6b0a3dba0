/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-articles.h"

#include "model/foyer-article-text.h"
#include "model/foyer-fold.h"
#include "store/foyer-articles-private.h"
#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

#include <string.h>

#define MAX_SLUG_BYTES 60
#define MAX_TITLE_BYTES 200
#define MAX_TOPICS_BYTES 1000
#define MAX_SOURCES_BYTES 8000
#define FALLBACK "en"

/* What is read first stands first: the clinic’s own before what came with Foyer, then the newest
 * version.  Two desks may have written one version while they were apart. */
static int
compare_versions (gconstpointer a, gconstpointer b)
{
  FoyerArticle *one = *(FoyerArticle *const *) a;
  FoyerArticle *other = *(FoyerArticle *const *) b;

  if (one->shipped != other->shipped)
    return one->shipped ? 1 : -1;
  if (one->version != other->version)
    return one->version > other->version ? -1 : 1;
  if (one->written_at != other->written_at)
    return one->written_at > other->written_at ? -1 : 1;

  return -g_strcmp0 (foyer_record_get_uid (FOYER_RECORD (one)),
                     foyer_record_get_uid (FOYER_RECORD (other)));
}

static int
compare_articles (gconstpointer a, gconstpointer b)
{
  FoyerArticle *one = *(FoyerArticle *const *) a;
  FoyerArticle *other = *(FoyerArticle *const *) b;
  int           order = g_strcmp0 (one->slug, other->slug);

  if (order == 0)
    order = g_strcmp0 (one->language, other->language);

  return order != 0 ? order : compare_versions (a, b);
}

/* All versions of all articles, or of one, in order of slug and language and the current one of
 * each first. */
static GPtrArray *
read_all (FoyerDb *db, const char *slug, GError **error)
{
  const GPtrArray *shipped = foyer_articles_shipped ();
  g_autoptr (GHashTable) stored = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) all = NULL;

  all = slug != NULL ? foyer_table_list (db, FOYER_TYPE_ARTICLE, error, "WHERE slug = ?1",
                                         "s", slug)
                     : foyer_table_list (db, FOYER_TYPE_ARTICLE, error, "", "");
  if (all == NULL)
    return NULL;

  for (guint i = 0; i < all->len; i++)
    g_hash_table_add (stored, (gpointer) foyer_record_get_uid (all->pdata[i]));
  for (guint i = 0; i < shipped->len; i++)
    {
      FoyerArticle *article = shipped->pdata[i];

      if ((slug == NULL || g_str_equal (slug, article->slug)) &&
          !g_hash_table_contains (stored, foyer_record_get_uid (FOYER_RECORD (article))))
        g_ptr_array_add (all, foyer_record_copy (FOYER_RECORD (article)));
    }
  g_ptr_array_sort (all, compare_articles);

  return g_steal_pointer (&all);
}

/* Whether the article at @i is the current version in its language. */
static gboolean
is_current (GPtrArray *all, guint i)
{
  const FoyerArticle *article = all->pdata[i];
  const FoyerArticle *before = i > 0 ? all->pdata[i - 1] : NULL;

  return before == NULL || !g_str_equal (before->slug, article->slug) ||
         !g_str_equal (before->language, article->language);
}

static int
compare_titles (gconstpointer a, gconstpointer b)
{
  FoyerArticle    *one = *(FoyerArticle *const *) a;
  FoyerArticle    *other = *(FoyerArticle *const *) b;
  g_autofree char *key = foyer_fold_text (one->title);
  g_autofree char *other_key = foyer_fold_text (other->title);
  int              order = strcmp (key, other_key);

  return order != 0 ? order : compare_articles (a, b);
}

/**
 * foyer_articles_list:
 * @db: a connection
 * @error: return location for an error
 *
 * Lists the current version of each article in each language: the clinic’s own, or else what came
 * with Foyer, which has no id before it is first needed.
 *
 * Returns: (transfer full) (element-type FoyerArticle): the articles by their titles, or `NULL` on
 *   error
 */
GPtrArray *
foyer_articles_list (FoyerDb *db, GError **error)
{
  g_autoptr (GPtrArray) all = read_all (db, NULL, error);
  g_autoptr (GPtrArray) current = g_ptr_array_new_with_free_func (g_object_unref);

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    if (is_current (all, i))
      g_ptr_array_add (current, g_object_ref (all->pdata[i]));
  g_ptr_array_sort (current, compare_titles);

  return g_steal_pointer (&current);
}

/**
 * foyer_articles_list_versions:
 * @db: a connection
 * @slug: an article
 * @language: in which language
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerArticle): its versions, the current one first, or
 *   `NULL` on error
 */
GPtrArray *
foyer_articles_list_versions (FoyerDb    *db,
                              const char *slug,
                              const char *language,
                              GError    **error)
{
  g_autoptr (GPtrArray) all = read_all (db, slug, error);

  for (guint i = all != NULL ? all->len : 0; i > 0; i--)
    if (!g_str_equal (((FoyerArticle *) all->pdata[i - 1])->language, language))
      g_ptr_array_remove_index (all, i - 1);

  return g_steal_pointer (&all);
}

FoyerArticle *
foyer_articles_get (FoyerDb *db, gint64 id, GError **error)
{
  return foyer_table_get (db, FOYER_TYPE_ARTICLE, id, error);
}

static FoyerArticle *
set_missing (GError **error)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                       "There is no such article");
  return NULL;
}

/* How well an article serves who reads @language: 3 in it, 2 if they read its kind, 1 if it is in
 * what most read, else 0. */
static int
rate_language (const FoyerArticle *article, const char *language)
{
  if (g_strcmp0 (article->language, language) == 0)
    return 3;
  if (foyer_article_same_language (article->language, language))
    return 2;

  return foyer_article_same_language (article->language, FALLBACK) ? 1 : 0;
}

/**
 * foyer_articles_find:
 * @db: a connection
 * @slug: an article
 * @language: in which language; `es` also finds `es-MX`, if it is not there itself
 * @version: which version; 0: the current one
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full): the article, or `NULL` on error
 */
FoyerArticle *
foyer_articles_find (
    FoyerDb *db, const char *slug, const char *language, gint64 version, GError **error)
{
  g_autoptr (GPtrArray) all = read_all (db, slug, error);
  FoyerArticle *found = NULL;
  int           best = 1;

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      FoyerArticle *article = all->pdata[i];

      if ((version != 0 ? article->version == version : is_current (all, i)) &&
          rate_language (article, language) > best)
        {
          best = rate_language (article, language);
          found = article;
        }
    }

  return found != NULL ? g_object_ref (found) : set_missing (error);
}

/* The version to give of what stands in @all from @from to @to, which is one article: in the best
 * language that there is, the newest that was reviewed; one that was not if @any. */
static FoyerArticle *
choose (GPtrArray *all, guint from, guint to, const char *language, gboolean any)
{
  FoyerArticle *found = NULL;
  int           best = -1;
  gboolean      withdrawn = FALSE;

  for (guint i = from; i < to; i++)
    {
      FoyerArticle *article = all->pdata[i];
      const int     rate =
          rate_language (article, language) + (article->reviewed_at != 0 ? 10 : 0);

      /* What is no longer offered is not offered in an older version either. */
      if (is_current (all, i))
        withdrawn = article->withdrawn;
      if (withdrawn || article->withdrawn || rate <= best ||
          (article->reviewed_at == 0 && !(any && is_current (all, i))))
        continue;
      best = rate;
      found = article;
    }

  return found;
}

/**
 * foyer_articles_choose:
 * @db: a connection
 * @slug: an article
 * @language: (nullable): what the patient reads
 * @error: return location for an error
 *
 * Chooses the version to give: the newest that a clinician has reviewed, in the patient’s language
 * if there is one, else in English, else in any.  Whoever gives it says so if it is in another.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `article-not-reviewed`; `FOYER_STORE_ERROR_NOT_FOUND` if there
 * is none or it is no longer offered.
 *
 * Returns: (transfer full): the article, or `NULL` on error
 */
FoyerArticle *
foyer_articles_choose (FoyerDb    *db,
                       const char *slug,
                       const char *language,
                       GError    **error)
{
  g_autoptr (GPtrArray) all = read_all (db, slug, error);
  FoyerArticle *found;

  if (all == NULL)
    return NULL;
  found = choose (all, 0, all->len, language, FALSE);
  if (found != NULL)
    return g_object_ref (found);
  if (choose (all, 0, all->len, language, TRUE) == NULL)
    return set_missing (error);

  foyer_store_refuse_rule (error, "article-not-reviewed");
  return NULL;
}

/* Where what is one article with that at @from ends. */
static guint
find_end (GPtrArray *all, guint from)
{
  const char *slug = ((FoyerArticle *) all->pdata[from])->slug;

  while (from < all->len && g_str_equal (((FoyerArticle *) all->pdata[from])->slug, slug))
    from++;

  return from;
}

/**
 * foyer_articles_list_for:
 * @db: a connection
 * @language: (nullable): what a patient reads
 * @error: return location for an error
 *
 * Lists what can be given to a patient.
 *
 * Returns: (transfer full) (element-type FoyerArticle): of each article that is offered the version
 *   that foyer_articles_choose() gives, or the current one if none was reviewed yet, by their
 *   titles; or `NULL` on error
 */
GPtrArray *
foyer_articles_list_for (FoyerDb *db, const char *language, GError **error)
{
  g_autoptr (GPtrArray) all = read_all (db, NULL, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  if (all == NULL)
    return NULL;
  for (guint from = 0, to; from < all->len; from = to)
    {
      FoyerArticle *article;

      to = find_end (all, from);
      article = choose (all, from, to, language, TRUE);
      if (article != NULL)
        g_ptr_array_add (found, g_object_ref (article));
    }
  g_ptr_array_sort (found, compare_titles);

  return g_steal_pointer (&found);
}

/* An article that fits a visit. */
typedef struct
{
  FoyerArticle *article; /* (unowned) */
  guint         score;
} Fit;

static int
compare_fits (gconstpointer a, gconstpointer b)
{
  const Fit *one = a, *other = b;

  if (one->score != other->score)
    return one->score > other->score ? -1 : 1;

  return compare_titles (&one->article, &other->article);
}

/* Why the patient comes, and to what kind of visit. */
static gboolean
read_occasion (FoyerDb              *db,
               gint64                patient_id,
               gint64                booking_id,
               FoyerServiceCategory *out_category,
               char                **out_reason,
               GError              **error)
{
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (
      db,
      "SELECT service.category, "
      "coalesce (booking.reason, '') || ' ' || coalesce (service.name, '') || ' ' "
      "|| coalesce (referral.reason, '') "
      "FROM patient "
      "LEFT JOIN booking ON booking.patient_id = patient.id AND booking.id = "
      "  CASE WHEN ?2 <> 0 THEN ?2 ELSE "
      "    (SELECT id FROM booking WHERE patient_id = ?1 AND live "
      "     ORDER BY abs (start_at - ?3), id LIMIT 1) END "
      "LEFT JOIN service ON service.id = booking.service_id "
      "LEFT JOIN referral ON referral.id = coalesce (booking.referral_id, "
      "    (SELECT max (id) FROM referral WHERE patient_id = ?1)) "
      "WHERE patient.id = ?1",
      error);
  int category = FOYER_SERVICE_CATEGORY_FOLLOW_UP;

  if (statement == NULL || !foyer_statement_bind (statement, error, "iii", patient_id,
                                                  booking_id, foyer_db_now (db)))
    return FALSE;
  switch (foyer_statement_step (statement, error))
    {
    case FOYER_SQL_ROW:
      break;

    case FOYER_SQL_DONE:
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "There is no such patient");
      return FALSE;

    case FOYER_SQL_ERROR:
    default:
      return FALSE;
    }
  if (!foyer_statement_is_null (statement, 0))
    foyer_enum_from_nick (FOYER_TYPE_SERVICE_CATEGORY,
                          foyer_statement_text (statement, 0), &category);
  *out_category = (FoyerServiceCategory) category;
  *out_reason = g_strdup (foyer_statement_text (statement, 1));

  return TRUE;
}

/**
 * foyer_articles_suggest:
 * @db: a connection
 * @patient_id: a patient
 * @booking_id: a visit; 0: the one nearest to now
 * @language: (nullable): what the patient reads
 * @error: return location for an error
 *
 * Finds what fits the service and the reason of a visit, by the topics of each article in all its
 * languages.
 *
 * Returns: (transfer full) (element-type FoyerArticle): of each the version to give, or the
 *   current one if none was reviewed yet; what fits best first; or `NULL` on error
 */
GPtrArray *
foyer_articles_suggest (FoyerDb    *db,
                        gint64      patient_id,
                        gint64      booking_id,
                        const char *language,
                        GError    **error)
{
  g_autoptr (GPtrArray) all = read_all (db, NULL, error);
  g_autoptr (GArray) fits = g_array_new (FALSE, FALSE, sizeof (Fit));
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char     *reason = NULL;
  FoyerServiceCategory category;

  if (all == NULL ||
      !read_occasion (db, patient_id, booking_id, &category, &reason, error))
    return NULL;

  for (guint from = 0, to; from < all->len; from = to)
    {
      Fit fit = { NULL, 0 };

      to = find_end (all, from);
      for (guint i = from; i < to; i++)
        if (is_current (all, i))
          fit.score = MAX (fit.score,
                           foyer_article_match (((FoyerArticle *) all->pdata[i])->topics,
                                                category, reason));
      fit.article = choose (all, from, to, language, TRUE);
      if (fit.score > 0 && fit.article != NULL)
        g_array_append_val (fits, fit);
    }
  g_array_sort (fits, compare_fits);
  for (guint i = 0; i < fits->len; i++)
    g_ptr_array_add (found, g_object_ref (g_array_index (fits, Fit, i).article));

  return g_steal_pointer (&found);
}

static gboolean
check_text (const char *field, char **text, gsize max, gboolean is_needed, GError **error)
{
  if (*text != NULL && !g_utf8_validate (*text, -1, NULL))
    return foyer_store_refuse_field (error, field, "not-text");
  if (*text != NULL)
    {
      g_autofree char *stripped = g_strstrip (g_strdup (*text));

      foyer_set_text (text, stripped);
    }
  if (*text == NULL && is_needed)
    return foyer_store_refuse_field (error, field, "missing");
  if (*text != NULL && strlen (*text) > max)
    return foyer_store_refuse_field (error, field, "too-long");

  return TRUE;
}

static gboolean
check_body (FoyerArticle *article, GError **error)
{
  g_autoptr (FoyerArticleText) text = NULL;

  if (article->body != NULL && strlen (article->body) > FOYER_ARTICLE_MAX_BYTES)
    return foyer_store_refuse_field (error, "body", "too-long");
  text = foyer_article_text_parse_body (article->body);
  if (text->n_words == 0)
    return foyer_store_refuse_field (error, "body", "missing");
  foyer_set_text (&article->body, text->body);

  return TRUE;
}

/* A new article is known by its title, as far as that has plain letters, and by a number where
 * another has the same. */
static gboolean
name_article (FoyerDb *db, FoyerArticle *article, GError **error)
{
  g_autofree char *folded = foyer_fold_text (article->title);
  g_autoptr (GString) slug = g_string_new (NULL);

  for (const char *p = folded; *p != '\0' && slug->len < MAX_SLUG_BYTES; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (slug, *p);
    else if (*p == ' ' && slug->len > 0)
      g_string_append_c (slug, '-');
  if (slug->len == 0)
    g_string_append (slug, "article");

  for (guint n = 1;; n++)
    {
      g_autofree char *name =
          n == 1 ? g_strdup (slug->str) : g_strdup_printf ("%s-%u", slug->str, n);
      g_autoptr (GPtrArray) same = read_all (db, name, error);

      if (same == NULL)
        return FALSE;
      if (same->len > 0)
        continue;
      foyer_set_text (&article->slug, name);
      return TRUE;
    }
}

static gboolean
says_the_same (FoyerArticle *article, FoyerArticle *other)
{
  return g_strcmp0 (article->title, other->title) == 0 &&
         g_strcmp0 (article->topics, other->topics) == 0 &&
         g_strcmp0 (article->sources, other->sources) == 0 &&
         g_strcmp0 (article->body, other->body) == 0;
}

/* Nothing of @article has changed if it fails. */
static gboolean
insert_version (FoyerAct *act, FoyerArticle *article, gint64 version, GError **error)
{
  g_autoptr (FoyerArticle) made = foyer_article_new ();

  foyer_set_text (&made->slug, article->slug);
  foyer_set_text (&made->language, article->language);
  foyer_set_text (&made->title, article->title);
  foyer_set_text (&made->topics, article->topics);
  foyer_set_text (&made->sources, article->sources);
  foyer_set_text (&made->body, article->body);
  made->version = version;
  made->written_at = act->now;
  made->staff_id = foyer_act_get_staff_id (act);
  if (!foyer_act_insert (act, made, error))
    return FALSE;

  foyer_record_set_id (FOYER_RECORD (article), foyer_record_get_id (FOYER_RECORD (made)));
  foyer_record_set_uid (FOYER_RECORD (article),
                        foyer_record_get_uid (FOYER_RECORD (made)));
  article->version = made->version;
  article->shipped = FALSE;
  article->written_at = made->written_at;
  article->staff_id = made->staff_id;
  article->reviewed_by = article->reviewed_at = 0;
  article->withdrawn = FALSE;

  return TRUE;
}

static gboolean
save (FoyerAct *act, gpointer data, GError **error)
{
  FoyerArticle *article = data;
  g_autoptr (GPtrArray) versions = NULL;
  FoyerArticle *current;
  gint64        newest = 0;

  if (!check_text ("title", &article->title, MAX_TITLE_BYTES, TRUE, error) ||
      !check_text ("topics", &article->topics, MAX_TOPICS_BYTES, FALSE, error) ||
      !check_text ("sources", &article->sources, MAX_SOURCES_BYTES, FALSE, error) ||
      !check_body (article, error))
    return FALSE;
  if (!foyer_article_is_language (article->language))
    return foyer_store_refuse_field (error, "language", "not-a-language");
  if (article->slug == NULL && !name_article (act->db, article, error))
    return FALSE;

  versions =
      foyer_articles_list_versions (act->db, article->slug, article->language, error);
  if (versions == NULL)
    return FALSE;
  current = versions->len > 0 ? versions->pdata[0] : NULL;
  if (current != NULL && g_strcmp0 (foyer_record_get_uid (FOYER_RECORD (article)),
                                    foyer_record_get_uid (FOYER_RECORD (current))) != 0)
    return foyer_store_refuse_rule (error, "article-newer");
  if (current != NULL && says_the_same (article, current))
    return TRUE;

  for (guint i = 0; i < versions->len; i++)
    newest = MAX (newest, ((FoyerArticle *) versions->pdata[i])->version);

  return insert_version (act, article, newest + 1, error);
}

/**
 * foyer_articles_save:
 * @db: a connection that can write
 * @actor: who writes it
 * @article: a new article, or one that was read here and changed; becomes the new version
 * @error: return location for an error
 *
 * Keeps what was written as a new version, which has to be reviewed; the old ones stay.  Nothing
 * is kept where nothing was changed.  A new one without a slug is given one.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` of `title`, `body` (`missing`, `too-long`), `topics`,
 * `sources` or `language` `not-a-language`; `FOYER_STORE_ERROR_RULE` `article-newer` if somebody
 * has written a version since it was read; `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_articles_save (FoyerDb *db, FoyerUser *actor, FoyerArticle *article, GError **error)
{
  g_return_val_if_fail (FOYER_IS_ARTICLE (article), FALSE);

  return foyer_db_act (db, actor, FOYER_ACTION_ARTICLE_EDIT, NULL, save, article, error);
}

static gboolean
review (FoyerAct *act, gpointer data, GError **error)
{
  FoyerArticle *article = data;

  if (!foyer_articles_adopt (act, article, error))
    return FALSE;
  if (article->reviewed_at != 0)
    return TRUE;
  article->reviewed_by = foyer_act_get_staff_id (act);
  article->reviewed_at = act->now;

  return foyer_act_update (act, article, error);
}

/**
 * foyer_articles_review:
 * @db: a connection that can write
 * @actor: the clinician who has read it
 * @article: an article as it was read here; gets its id and its mark
 * @error: return location for an error
 *
 * Marks one version as reviewed, for good.
 *
 * Errors: `FOYER_STORE_ERROR_DENIED`, `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_articles_review (FoyerDb      *db,
                       FoyerUser    *actor,
                       FoyerArticle *article,
                       GError      **error)
{
  g_return_val_if_fail (FOYER_IS_ARTICLE (article), FALSE);

  return foyer_db_act (db, actor, FOYER_ACTION_ARTICLE_REVIEW, NULL, review, article,
                       error);
}

static gboolean
set_withdrawn (FoyerAct *act, gpointer data, GError **error)
{
  FoyerArticle  *article = data;
  const gboolean withdrawn = article->withdrawn;

  if (!foyer_articles_adopt (act, article, error))
    return FALSE;
  article->withdrawn = withdrawn;

  return foyer_act_update (act, article, error);
}

/**
 * foyer_articles_set_withdrawn:
 * @db: a connection that can write
 * @actor: who does it
 * @article: the current version of an article as it was read here
 * @withdrawn: whether it is no longer offered
 * @reason: (nullable): why, for the audit trail
 * @error: return location for an error
 *
 * Takes an article out of what is offered, or back into it.  What was given of it stays.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_articles_set_withdrawn (FoyerDb      *db,
                              FoyerUser    *actor,
                              FoyerArticle *article,
                              gboolean      withdrawn,
                              const char   *reason,
                              GError      **error)
{
  const gboolean before = article->withdrawn;

  g_return_val_if_fail (FOYER_IS_ARTICLE (article), FALSE);

  article->withdrawn = withdrawn;
  if (foyer_db_act (db, actor, FOYER_ACTION_ARTICLE_EDIT, reason, set_withdrawn, article,
                    error))
    return TRUE;

  article->withdrawn = before;
  return FALSE;
}
