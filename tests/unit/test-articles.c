/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-articles.h"

#include "model/foyer-article-ease.h"
#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-handouts.h"
#include "store/foyer-patients.h"
#include "store/foyer-sql.h"
#include "tests/unit/desk.h"

#include <string.h>

static const char *const slugs[] = {
  "acne",
  "cosmetic-consultation",
  "eating-for-skin",
  "eczema",
  "first-visit",
  "gentle-routine",
  "gut-and-skin",
  "psoriasis",
  "stress-and-skin",
  "water-and-skin",
};

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static FoyerArticle *
find (Desk *desk, const char *slug, const char *language, gint64 version)
{
  g_autoptr (GError) error = NULL;
  FoyerArticle *article = foyer_articles_find (desk->db, slug, language, version, &error);

  g_assert_no_error (error);

  return article;
}

static FoyerArticle *
review (Desk *desk, const char *slug, const char *language)
{
  FoyerArticle *article = find (desk, slug, language, 0);
  g_autoptr (GError) error = NULL;

  foyer_articles_review (desk->db, desk->doctor, article, &error);
  g_assert_no_error (error);

  return article;
}

static FoyerArticle *
write_own (Desk *desk, const char *title, const char *language)
{
  FoyerArticle *article = foyer_article_new ();
  g_autoptr (GError) error = NULL;

  foyer_set_text (&article->title, title);
  foyer_set_text (&article->language, language);
  foyer_set_text (&article->body, "Drink *water* and call {phone}.");
  foyer_articles_save (desk->db, desk->doctor, article, &error);
  g_assert_no_error (error);

  return article;
}

static void
refuse (Desk *desk, const char *sql, const char *rule)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_db_exec (desk->db, sql, &error));
  desk_assert_rule (&error, rule);
}

/* What comes with Foyer, in both languages: read without a warning, easy enough, long enough and
 * short enough, with its sources, when to call, and topics that mean something. */
static void
test_shipped (Desk *desk, gconstpointer data)
{
  static const char *const languages[] = { "en", "es" };

  for (guint i = 0; i < G_N_ELEMENTS (slugs) * 2; i++)
    {
      const char *language = languages[i % 2];
      g_autoptr (FoyerArticle) article = find (desk, slugs[i / 2], language, 0);
      g_autoptr (FoyerArticleText) text = foyer_article_text_parse_body (article->body);
      g_auto (GStrv) topics = g_strsplit (article->topics, ",", -1);
      FoyerArticleEase ease;
      double           score;

      ease = foyer_article_text_get_ease (text, language, &score);
      g_test_message ("%s.%s: %u words, ease %.0f", slugs[i / 2], language, text->n_words,
                      score);
      g_assert_cmpstr (article->language, ==, language);
      g_assert_cmpint (article->version, ==, 1);
      g_assert_true (article->shipped);
      g_assert_cmpint (article->reviewed_at, ==, 0);
      g_assert_nonnull (article->title);
      g_assert_nonnull (strchr (article->sources, '\n'));
      g_assert_cmpuint (text->warnings->len, ==, 0);
      g_assert_cmpuint (text->n_words, >=, 500);
      g_assert_cmpuint (text->n_words, <=, 900);
      g_assert_cmpint (ease, !=, FOYER_ARTICLE_EASE_UNKNOWN);
      g_assert_cmpint (ease, !=, FOYER_ARTICLE_EASE_HARD);
      g_assert_nonnull (strstr (article->body, "{clinic}"));
      g_assert_nonnull (strstr (article->body, "911"));
      for (guint t = 0; topics[t] != NULL; t++)
        {
          const char *topic = g_strstrip (topics[t]);
          int         value;

          g_assert_cmpstr (topic, !=, "");
          if (g_str_has_prefix (topic, "visit:"))
            g_assert_true (
                foyer_enum_from_nick (FOYER_TYPE_SERVICE_CATEGORY, topic + 6, &value));
        }
    }
}

static void
test_lists_the_current_ones (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerArticle) own = write_own (desk, "Zinc", "en");
  g_autoptr (FoyerArticle) acne = find (desk, "acne", "en", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) versions = NULL;

  foyer_set_text (&acne->title, "Pimples");
  foyer_articles_save (desk->db, desk->manager, acne, &error);
  g_assert_no_error (error);
  list = foyer_articles_list (desk->db, &error);
  g_assert_no_error (error);
  versions = foyer_articles_list_versions (desk->db, "acne", "en", &error);
  g_assert_no_error (error);

  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (slugs) * 2 + 1);
  g_assert_cmpstr (((FoyerArticle *) list->pdata[list->len - 1])->title, ==, "Zinc");
  g_assert_cmpuint (versions->len, ==, 2);
  g_assert_cmpstr (((FoyerArticle *) versions->pdata[0])->title, ==, "Pimples");
  g_assert_cmpint (((FoyerArticle *) versions->pdata[0])->version, ==, 2);
  g_assert_cmpstr (((FoyerArticle *) versions->pdata[1])->title, ==, "Acne");
}

static void
test_a_change_is_a_new_version (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerArticle) article = write_own (desk, "Ärger mit Öl", "de");
  g_autoptr (FoyerArticle) same = write_own (desk, "Ärger mit Öl", "de");
  g_autoptr (FoyerArticle) nameless = write_own (desk, "湿疹", "ja");
  g_autoptr (FoyerArticle) old = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 first = id_of (article);

  g_assert_cmpstr (article->slug, ==, "arger-mit-ol");
  g_assert_cmpstr (same->slug, ==, "arger-mit-ol-2");
  g_assert_cmpstr (nameless->slug, ==, "article");
  foyer_articles_review (desk->db, desk->doctor, article, &error);
  g_assert_no_error (error);
  foyer_set_text (&article->body, "Other words.");
  foyer_articles_save (desk->db, desk->doctor, article, &error);
  g_assert_no_error (error);

  g_assert_cmpint (id_of (article), !=, first);
  g_assert_cmpint (article->version, ==, 2);
  g_assert_cmpint (article->reviewed_at, ==, 0);
  old = foyer_articles_get (desk->db, first, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (old->body, ==, "Drink *water* and call {phone}.");
  g_assert_cmpint (old->reviewed_by, ==, id_of (desk->doctor));

  /* Nothing was changed: nothing is kept. */
  foyer_articles_save (desk->db, desk->doctor, article, &error);
  g_assert_no_error (error);
  g_assert_cmpint (article->version, ==, 2);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM article"), ==, 4);
}

static void
test_refuses_to_write_over_a_newer_one (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerArticle) mine = find (desk, "eczema", "es", 0);
  g_autoptr (FoyerArticle) theirs = find (desk, "eczema", "es", 0);
  g_autoptr (GError) error = NULL;

  foyer_set_text (&theirs->title, "Eccema");
  foyer_articles_save (desk->db, desk->doctor, theirs, &error);
  g_assert_no_error (error);
  foyer_set_text (&mine->title, "Dermatitis");
  g_assert_false (foyer_articles_save (desk->db, desk->manager, mine, &error));
  desk_assert_rule (&error, "article-newer");
  g_assert_cmpint (mine->version, ==, 1);
}

static void
test_refuses_what_is_no_article (Desk *desk, gconstpointer data)
{
  static const struct
  {
    const char *title, *language, *body, *field;
  } cases[] = {
    { NULL, "en", "x", "title" },         { "  ", "en", "x", "title" },
    { "A", "english!", "x", "language" }, { "A", NULL, "x", "language" },
    { "A", "e", "x", "language" },        { "A", "en", NULL, "body" },
    { "A", "en", " \n# \n", "body" },     { "\377", "en", "x", "title" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerArticle) article = foyer_article_new ();
      g_autoptr (GError) error = NULL;

      foyer_set_text (&article->title, cases[i].title);
      foyer_set_text (&article->language, cases[i].language);
      foyer_set_text (&article->body, cases[i].body);
      g_assert_false (foyer_articles_save (desk->db, desk->doctor, article, &error));
      desk_assert_field (&error, cases[i].field);
    }
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM article"), ==, 0);
}

static void
test_what_it_says_stays (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerArticle) article = review (desk, "acne", "en");

  refuse (desk, "UPDATE article SET body = 'x'", "article-version");
  refuse (desk, "UPDATE article SET version = 7", "article-version");
  refuse (desk, "UPDATE article SET reviewed_at = 7", "article-version");
  refuse (desk, "DELETE FROM article", "append-only");
}

/* Who reviews it is who reviewed it first. */
static void
test_review (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerArticle) again = find (desk, "acne", "en", 0);
  g_autoptr (FoyerArticle) article = review (desk, "acne", "en");
  g_autoptr (GError) error = NULL;
  const gint64 at = article->reviewed_at;

  desk->profile.now += 60;
  foyer_articles_review (desk->db, desk->doctor, again, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id_of (again), ==, id_of (article));
  g_assert_cmpint (again->reviewed_at, ==, at);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM article"), ==, 1);
}

/* The same text is one record at every desk. */
static void
test_shipped_have_one_uid (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerArticle) here = review (desk, "acne", "en");
  g_autoptr (FoyerArticle) there = NULL;
  Desk other = { 0 };

  desk_set_up (&other, NULL);
  there = review (&other, "acne", "en");
  g_assert_cmpstr (foyer_record_get_uid (FOYER_RECORD (here)), ==,
                   foyer_record_get_uid (FOYER_RECORD (there)));
  g_assert_true (g_uuid_string_is_valid (foyer_record_get_uid (FOYER_RECORD (here))));
  desk_tear_down (&other, NULL);
}

static void
assert_chosen (Desk *desk, const char *wanted, const char *language, gint64 version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerArticle) article =
      foyer_articles_choose (desk->db, "acne", wanted, &error);

  if (language == NULL)
    {
      g_assert_null (article);
      desk_assert_rule (&error, "article-not-reviewed");
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (article->language, ==, language);
  g_assert_cmpint (article->version, ==, version);
}

static void
test_chooses_what_the_patient_reads (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerArticle) spanish = NULL;
  g_autoptr (FoyerArticle) english = NULL;
  g_autoptr (GError) error = NULL;

  assert_chosen (desk, "es", NULL, 0);
  spanish = review (desk, "acne", "es");
  assert_chosen (desk, "es-MX", "es", 1);
  assert_chosen (desk, "en", "es", 1);
  english = review (desk, "acne", "en");
  assert_chosen (desk, "en-GB", "en", 1);
  assert_chosen (desk, "zh", "en", 1);
  assert_chosen (desk, NULL, "en", 1);

  /* The new version is given once it was reviewed. */
  foyer_set_text (&english->title, "Pimples");
  foyer_articles_save (desk->db, desk->doctor, english, &error);
  g_assert_no_error (error);
  assert_chosen (desk, "en", "en", 1);
  foyer_articles_review (desk->db, desk->doctor, english, &error);
  g_assert_no_error (error);
  assert_chosen (desk, "en", "en", 2);

  /* What is no longer offered is not offered in an older version either. */
  foyer_articles_set_withdrawn (desk->db, desk->manager, english, TRUE, "Old", &error);
  g_assert_no_error (error);
  assert_chosen (desk, "en", "es", 1);
  foyer_articles_set_withdrawn (desk->db, desk->manager, english, FALSE, NULL, &error);
  g_assert_no_error (error);
  assert_chosen (desk, "en", "en", 2);
}

static void
assert_suggests (Desk       *desk,
                 gint64      patient_id,
                 gint64      booking_id,
                 const char *language,
                 const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list =
      foyer_articles_suggest (desk->db, patient_id, booking_id, language, &error);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (names, "%s%s.%s", i > 0 ? " " : "",
                            ((FoyerArticle *) list->pdata[i])->slug,
                            ((FoyerArticle *) list->pdata[i])->language);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_suggests_by_service_and_reason (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (FoyerArticle) withdrawn = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  request.reason = "Eczema, itching at night";
  id = desk_book (desk, &request);
  assert_suggests (desk, desk->known_patient_id, id, "en",
                   "eczema.en stress-and-skin.en gentle-routine.en");
  assert_suggests (desk, desk->known_patient_id, 0, "es-US",
                   "eczema.es stress-and-skin.es gentle-routine.es");
  withdrawn = find (desk, "stress-and-skin", "en", 0);
  foyer_articles_set_withdrawn (desk->db, desk->manager, withdrawn, TRUE, NULL, &error);
  g_assert_no_error (error);
  assert_suggests (desk, desk->known_patient_id, id, "en",
                   "eczema.en stress-and-skin.es gentle-routine.en");
  g_assert_null (foyer_articles_suggest (desk->db, 4711, 0, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

static void
test_lists_what_can_be_given (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerArticle) reviewed = review (desk, "acne", "en");
  g_autoptr (FoyerArticle) withdrawn = find (desk, "eczema", "es", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  guint n_english = 0;

  foyer_articles_set_withdrawn (desk->db, desk->manager, withdrawn, TRUE, NULL, &error);
  g_assert_no_error (error);
  list = foyer_articles_list_for (desk->db, "es-MX", &error);
  g_assert_no_error (error);

  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (slugs));
  for (guint i = 0; i < list->len; i++)
    {
      FoyerArticle *article = list->pdata[i];

      n_english += g_str_equal (article->language, "en");
      if (g_str_equal (article->slug, "acne"))
        g_assert_cmpint (article->reviewed_at, !=, 0);
    }
  /* One that was reviewed in English only, and one that is not offered in Spanish. */
  g_assert_cmpuint (n_english, ==, 2);
}

static void
test_topics (void)
{
  g_assert_cmpuint (
      foyer_article_match ("acne, itch", FOYER_SERVICE_CATEGORY_NEW, "ACNÉ; very itchy"),
      ==, 4);
  g_assert_cmpuint (
      foyer_article_match ("atopic dermatitis", FOYER_SERVICE_CATEGORY_NEW, "dermatitis"),
      ==, 0);
  g_assert_cmpuint (foyer_article_match ("visit:new, visit:urgent",
                                         FOYER_SERVICE_CATEGORY_URGENT, NULL),
                    ==, 1);
  g_assert_cmpuint (foyer_article_match (", ,sun", FOYER_SERVICE_CATEGORY_NEW, "sunday"),
                    ==, 0);
  g_assert_cmpuint (foyer_article_match (NULL, FOYER_SERVICE_CATEGORY_NEW, ""), ==, 0);
}

static FoyerHandout *
give (Desk *desk, FoyerArticle *article, FoyerHandoutState state)
{
  FoyerHandout *handout = foyer_handout_new ();
  g_autoptr (GError) error = NULL;

  handout->patient_id = desk->known_patient_id;
  handout->state = state;
  foyer_handouts_add (desk->db, desk->clerk, handout, article, &error);
  g_assert_no_error (error);

  return handout;
}

static void
test_giving (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerArticle) article = review (desk, "acne", "es");
  g_autoptr (FoyerHandout) given = give (desk, article, FOYER_HANDOUT_STATE_GIVEN);
  g_autoptr (FoyerHandout) queued = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) queue = NULL;
  g_autoptr (FoyerArticle) exact = NULL;
  g_autoptr (GError) error = NULL;

  desk->profile.now += 60;
  queued = give (desk, article, FOYER_HANDOUT_STATE_QUEUED);
  /* What is written later is not what was given. */
  foyer_set_text (&article->body, "Other words.");
  foyer_articles_save (desk->db, desk->doctor, article, &error);
  g_assert_no_error (error);

  list = foyer_handouts_list_for_patient (desk->db, desk->known_patient_id, &error);
  g_assert_no_error (error);
  queue = foyer_handouts_list_queued (desk->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpuint (queue->len, ==, 1);
  g_assert_cmpint (id_of (queue->pdata[0]), ==, id_of (queued));
  g_assert_cmpint (given->staff_id, ==, id_of (desk->clerk));
  g_assert_cmpint (given->ended_at, ==, given->at);
  exact = foyer_articles_get (desk->db, given->article_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (exact->version, ==, 1);
  g_assert_cmpstr (exact->language, ==, "es");
  g_assert_cmpstr (exact->body, !=, "Other words.");

  foyer_handouts_end (desk->db, desk->clerk, id_of (queued), FOYER_HANDOUT_STATE_GIVEN,
                      NULL, &error);
  g_assert_no_error (error);
  g_assert_false (foyer_handouts_end (desk->db, desk->clerk, id_of (queued),
                                      FOYER_HANDOUT_STATE_DROPPED, "No", &error));
  desk_assert_rule (&error, "handout-ended");
  refuse (desk, "UPDATE handout SET state = 'queued', ended_at = NULL", "handout-ended");
  refuse (desk, "DELETE FROM handout", "append-only");
  g_assert_cmpint (
      desk_query (desk, "SELECT count (*) FROM audit WHERE action = 'handout-give' "
                        "AND outcome = 'done' AND record_kind = 'handout'"),
      ==, 3);
}

static void
test_refuses_to_give (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (FoyerArticle) unread = find (desk, "acne", "en", 0);
  g_autoptr (FoyerArticle) article = review (desk, "acne", "es");
  g_autoptr (FoyerHandout) handout = foyer_handout_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_handouts_add (desk->db, desk->clerk, handout, article, &error));
  desk_assert_field (&error, "patient-id");
  handout->patient_id = desk->new_patient_id;
  g_assert_false (foyer_handouts_add (desk->db, desk->clerk, handout, unread, &error));
  desk_assert_rule (&error, "article-not-reviewed");
  handout->booking_id = desk_book (desk, &request);
  g_assert_false (foyer_handouts_add (desk->db, desk->clerk, handout, article, &error));
  desk_assert_field (&error, "booking-id");
  handout->booking_id = 4711;
  g_assert_false (foyer_handouts_add (desk->db, desk->clerk, handout, article, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM handout"), ==, 0);
  /* What was refused has left nothing of the article behind either. */
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM article"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                  \
  g_test_add ("/articles/" path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("shipped", test_shipped);
  ADD ("lists-the-current-ones", test_lists_the_current_ones);
  ADD ("a-change-is-a-new-version", test_a_change_is_a_new_version);
  ADD ("refuses-to-write-over-a-newer-one", test_refuses_to_write_over_a_newer_one);
  ADD ("refuses-what-is-no-article", test_refuses_what_is_no_article);
  ADD ("what-it-says-stays", test_what_it_says_stays);
  ADD ("review", test_review);
  ADD ("shipped-have-one-uid", test_shipped_have_one_uid);
  ADD ("chooses-what-the-patient-reads", test_chooses_what_the_patient_reads);
  ADD ("suggests-by-service-and-reason", test_suggests_by_service_and_reason);
  ADD ("lists-what-can-be-given", test_lists_what_can_be_given);
  ADD ("giving", test_giving);
  ADD ("refuses-to-give", test_refuses_to_give);
#undef ADD
  g_test_add_func ("/articles/topics", test_topics);

  return g_test_run ();
}
