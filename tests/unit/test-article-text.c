/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-article-ease.h"
#include "model/foyer-article-text.h"

#include <math.h>
#include <string.h>

/* A block as `h1 text`, `p text`, `* text`, `1. text`, `+ text` for what goes on; strong runs in
 * [ ], emphasis in < >. */
static char *
describe (FoyerArticleText *article)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < article->blocks->len; i++)
    {
      const FoyerArticleBlock *block = article->blocks->pdata[i];
      guint                    at = 0;

      g_string_append (all, i > 0 ? "|" : "");
      if (block->kind == FOYER_ARTICLE_HEADING)
        g_string_append_printf (all, "h%d ", block->level);
      else if (block->kind == FOYER_ARTICLE_PARAGRAPH)
        g_string_append (all, "p ");
      else
        {
          for (int d = 1; d < block->level; d++)
            g_string_append_c (all, '>');
          if (block->number > 0)
            g_string_append_printf (all, "%d. ", block->number);
          else
            g_string_append (all, block->number == 0 ? "* " : "+ ");
        }
      for (guint r = 0; r < block->runs->len; r++)
        {
          const FoyerArticleRun *run = &g_array_index (block->runs, FoyerArticleRun, r);

          g_string_append_len (all, block->text + at, run->start - at);
          g_string_append_printf (all, "%s%s", run->strong ? "[" : "",
                                  run->emphasis ? "<" : "");
          g_string_append_len (all, block->text + run->start, run->end - run->start);
          g_string_append_printf (all, "%s%s", run->emphasis ? ">" : "",
                                  run->strong ? "]" : "");
          at = run->end;
        }
      g_string_append (all, block->text + at);
    }

  return g_string_free (all, FALSE);
}

static void
assert_blocks (const char *body, const char *expected)
{
  g_autoptr (FoyerArticleText) article = foyer_article_text_parse_body (body);
  g_autofree char *blocks = describe (article);

  g_assert_cmpstr (blocks, ==, expected);
}

static void
assert_warning (FoyerArticleText *article, guint line, FoyerArticleProblem problem)
{
  for (guint i = 0; i < article->warnings->len; i++)
    {
      const FoyerArticleWarning *warning =
          &g_array_index (article->warnings, FoyerArticleWarning, i);

      if (warning->line == line && warning->problem == problem)
        return;
    }
  g_error ("There is no warning %d of line %u", (int) problem, line);
}

static void
test_blocks (void)
{
  assert_blocks ("# One\n\nTwo\nthree.\n\n## Four\n\n#### Five",
                 "h1 One|p Two three.|h2 Four|h3 Five");
  assert_blocks ("- a\n- b\n  - c\n\n    more\n\n3. d\n4. e",
                 "* a|* b|>* c|>+ more|3. d|4. e");
  assert_blocks ("One  \ntwo\\\nthree", "p One\ntwo\nthree");
  assert_blocks ("-\n- x", "* |* x");
  assert_blocks ("0. a\n1. b", "* a|1. b");
}

static void
test_runs (void)
{
  assert_blocks ("a **b *c* d** *e*", "p a [b ][<c>][ d] <e>");
  assert_blocks ("2 * 3 * 4 and snake_case_name", "p 2 * 3 * 4 and snake_case_name");
  assert_blocks ("**never ends", "p **never ends");
  assert_blocks ("### *Once*", "h3 <Once>");
}

static void
test_nothing_is_lost (void)
{
  assert_blocks ("a <b>c</b>", "p a <b>c</b>");
  assert_blocks ("<div>\nx\n</div>", "p <div>\nx\n</div>");
  assert_blocks ("![a cat](cat.png)", "p a cat (cat.png)");
  assert_blocks ("see [the AAD](https://aad.org) or <https://nhs.uk>",
                 "p see the AAD (https://aad.org) or https://nhs.uk");
  assert_blocks ("    indented\n    twice", "p indented\ntwice");
  assert_blocks ("> said *so*", "p said <so>");
  assert_blocks ("a\n\n---\n\nb", "p a|p b");
  assert_blocks ("Smith & Jones &amp; <3", "p Smith & Jones & <3");
}

static void
test_warnings_name_their_lines (void)
{
  g_autoptr (FoyerArticleText) article = foyer_article_text_parse (
      "title: X\nwhatever: y\n\nCall {phone} or {fone}.\n\n#### Deep\n\n---\n\n> q\n\n"
      "    code\n\n<p>\n\na [b](c) ![d](e)\n",
      -1);

  assert_warning (article, 2, FOYER_ARTICLE_PROBLEM_HEADER);
  assert_warning (article, 4, FOYER_ARTICLE_PROBLEM_PLACEHOLDER);
  assert_warning (article, 6, FOYER_ARTICLE_PROBLEM_HEADING);
  assert_warning (article, 8, FOYER_ARTICLE_PROBLEM_RULE);
  assert_warning (article, 10, FOYER_ARTICLE_PROBLEM_QUOTE);
  assert_warning (article, 12, FOYER_ARTICLE_PROBLEM_CODE);
  assert_warning (article, 14, FOYER_ARTICLE_PROBLEM_HTML);
  assert_warning (article, 16, FOYER_ARTICLE_PROBLEM_LINK);
  assert_warning (article, 16, FOYER_ARTICLE_PROBLEM_IMAGE);
  g_assert_cmpuint (article->warnings->len, ==, 9);
}

static void
test_warns_of_what_is_missing (void)
{
  g_autoptr (FoyerArticleText) empty = foyer_article_text_parse_body (NULL);
  g_autoptr (FoyerArticleText) mute = foyer_article_text_parse_body ("Call us.");
  g_autoptr (FoyerArticleText) good = foyer_article_text_parse_body ("Call {phone}.");

  assert_warning (empty, 0, FOYER_ARTICLE_PROBLEM_EMPTY);
  assert_warning (mute, 0, FOYER_ARTICLE_PROBLEM_NO_PHONE);
  g_assert_cmpuint (good->warnings->len, ==, 0);
}

static void
test_reads_the_head (void)
{
  g_autoptr (FoyerArticleText) article = foyer_article_text_parse (
      "\357\273\277id: acne\r\nTitle:  Acne: the facts \r\nlanguage: es-MX\r\n"
      "topics: acne, granos\r\nversion: 3\r\nreviewed-by: Dr. A\r\n"
      "reviewed-at: 2026-01-02\r\nsource: One\r\nsource: Two\r\n\r\nBody: one\r\n",
      -1);

  g_assert_cmpstr (article->slug, ==, "acne");
  g_assert_cmpstr (article->title, ==, "Acne: the facts");
  g_assert_cmpstr (article->language, ==, "es-MX");
  g_assert_cmpstr (article->topics, ==, "acne, granos");
  g_assert_cmpint (article->version, ==, 3);
  g_assert_cmpstr (article->reviewed_by, ==, "Dr. A");
  g_assert_cmpstr (article->reviewed_at, ==, "2026-01-02");
  g_assert_cmpstr (article->sources, ==, "One\nTwo");
  g_assert_cmpstr (article->body, ==, "Body: one\n");
}

static void
test_text_without_head_is_body (void)
{
  g_autoptr (FoyerArticleText) plain =
      foyer_article_text_parse ("Note: this\n\nand that", -1);
  g_autoptr (FoyerArticleText) cut =
      foyer_article_text_parse ("title: A\nNot a head\n", -1);

  g_assert_cmpstr (plain->body, ==, "Note: this\n\nand that");
  g_assert_null (plain->title);
  g_assert_cmpstr (cut->title, ==, "A");
  g_assert_cmpstr (cut->body, ==, "Not a head\n");
}

static void
test_takes_what_is_no_text (void)
{
  const char bytes[] = "a\377b\0c\033[1m \342\200\256evil";
  g_autoptr (FoyerArticleText) article =
      foyer_article_text_parse (bytes, sizeof bytes - 1);
  g_autofree char *huge = g_strnfill (FOYER_ARTICLE_MAX_BYTES * 2, 'x');
  g_autoptr (FoyerArticleText) cut = foyer_article_text_parse (huge, -1);

  assert_warning (article, 0, FOYER_ARTICLE_PROBLEM_NOT_TEXT);
  g_assert_cmpstr (article->body, ==, "a�b�c [1m evil");
  assert_warning (cut, 0, FOYER_ARTICLE_PROBLEM_TOO_LONG);
  g_assert_cmpuint (strlen (cut->body), ==, FOYER_ARTICLE_MAX_BYTES);
}

static char *
fill_cb (const char *name, gpointer data)
{
  if (strcmp (name, "phone") == 0)
    return g_strdup ("*5* {clinic}");

  return strcmp (name, "clinic") == 0 ? g_strdup ("") : NULL;
}

static void
test_fills_placeholders (void)
{
  g_autoptr (FoyerArticleText) article = foyer_article_text_parse_body (
      "**a {phone} b** {clinic}c {other} *{phone}* {*phone*} {pho*ne} x* {");
  g_autofree char *blocks = NULL;

  foyer_article_text_fill (article, fill_cb, NULL);
  blocks = describe (article);
  g_assert_cmpstr (
      blocks, ==,
      "p [a *5* {clinic} b] c {other} <*5* {clinic}> *5* {clinic}<> *5* {clinic}< x> {");
}

static void
test_reading_time (void)
{
  g_autoptr (FoyerArticleText) nothing = foyer_article_text_parse_body ("");
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (FoyerArticleText) long_one = NULL;

  for (guint i = 0; i < 900; i++)
    g_string_append (words, i % 9 == 0 ? "\n\nword — " : "word ");
  long_one = foyer_article_text_parse_body (words->str);
  g_assert_cmpuint (foyer_article_text_get_minutes (nothing), ==, 1);
  g_assert_cmpuint (long_one->n_words, ==, 900);
  g_assert_cmpuint (foyer_article_text_get_minutes (long_one), ==, 5);
}

static double
score (const char *text, const char *language, FoyerArticleEase expected)
{
  g_autoptr (FoyerArticleText) article = foyer_article_text_parse_body (text);
  double value;

  g_assert_cmpint (foyer_article_text_get_ease (article, language, &value), ==, expected);

  return value;
}

static void
test_ease (void)
{
  const char *easy =
      "The cat sat on the mat. It saw a dog run past the old red gate. The dog "
      "did not see the cat, and so the cat sat still. Then it went to sleep.";
  const char *hard =
      "Dermatological considerations notwithstanding, immunosuppressive "
      "pharmacotherapy necessitates multidisciplinary longitudinal surveillance "
      "incorporating haematological, hepatic and nephrological laboratory "
      "parameters, individualised according to comorbidities, concomitant "
      "medications, and pharmacogenetic characteristics of all affected individuals and "
      "their relatives.";
  const char *spanish = "La piel es seca y pica. Lave la cara con agua tibia y seque la "
                        "piel sin frotar. Use una "
                        "crema sin olor dos veces al día. Si la piel le duele o se pone "
                        "roja, llame a la clínica.";

  /* 34 words of one syllable in 4 sentences. */
  g_assert_cmpfloat (fabs (score (easy, "en-US", FOYER_ARTICLE_EASE_EASY) -
                           (206.835 - 84.6 - 1.015 * 34 / 4)),
                     <, 0.01);
  g_assert_cmpfloat (score (hard, "en", FOYER_ARTICLE_EASE_HARD), <, 0);
  score (spanish, "es", FOYER_ARTICLE_EASE_EASY);
  score (spanish, "de", FOYER_ARTICLE_EASE_UNKNOWN);
  score ("Too short.", "en", FOYER_ARTICLE_EASE_UNKNOWN);
}

/* Whatever is typed: runs stay in order and on letters, all letters and figures of the text
 * are in what is read, and what is written is read as the same. */
static void
assert_holds (const char *bytes, gsize length)
{
  g_autoptr (FoyerArticleText) article =
      foyer_article_text_parse (bytes, (gssize) length);
  g_autofree char *file = foyer_article_text_format (article);
  g_autoptr (FoyerArticleText) again = foyer_article_text_parse (file, -1);
  g_autofree char *before = describe (article);
  g_autofree char *after = describe (again);

  g_assert_cmpstr (article->body, ==, again->body);
  g_assert_cmpstr (article->slug, ==, again->slug);
  g_assert_cmpstr (article->title, ==, again->title);
  g_assert_cmpstr (article->sources, ==, again->sources);
  g_assert_cmpint (article->version, ==, again->version);
  g_assert_cmpstr (before, ==, after);

  for (guint i = 0; i < article->blocks->len; i++)
    {
      const FoyerArticleBlock *block = article->blocks->pdata[i];
      guint                    at = 0;

      g_assert_true (g_utf8_validate (block->text, -1, NULL));
      for (guint r = 0; r < block->runs->len; r++)
        {
          const FoyerArticleRun *run = &g_array_index (block->runs, FoyerArticleRun, r);

          g_assert_cmpuint (run->start, >=, at);
          g_assert_cmpuint (run->end, >, run->start);
          g_assert_cmpuint (run->end, <=, strlen (block->text));
          g_assert_true (
              g_utf8_validate (block->text + run->start, run->end - run->start, NULL));
          at = run->end;
        }
    }
  foyer_article_text_fill (article, fill_cb, NULL);
  for (guint i = 0; i < article->blocks->len; i++)
    {
      const FoyerArticleBlock *block = article->blocks->pdata[i];

      for (guint r = 0; r < block->runs->len; r++)
        {
          const FoyerArticleRun *run = &g_array_index (block->runs, FoyerArticleRun, r);

          g_assert_cmpuint (run->end, <=, strlen (block->text));
          g_assert_cmpuint (run->start, <=, run->end);
        }
    }
}

static void
test_random (void)
{
  static const char *const pieces[] = {
    "# ",   "## ",   "- ",    "1. ",   "\n",    "\n\n",     "    ",         "**",
    "*",    "_",     "`",     "```\n", "<b>",   "</b>",     "> ",           "[a](b",
    ")",    "![",    "word",  "ñ",     "مرحبا", "title: x", "source: ",     "{phone}",
    "{",    "}",     "&amp;", "\\",    "---",   "\r\n",     "\t",           "\377",
    "日本", "===\n", "<!-- ", "a. b",  "-->",   ":",        "version: 2\n",
  };
  const guint n_runs = g_test_thorough () ? 20000 : 4000;

  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      const int n = g_test_rand_int_range (0, 60);

      for (int p = 0; p < n; p++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      assert_holds (text->str, text->len);
    }
}

/* What could take a parser very long does not. */
static void
test_nested (void)
{
  static const char *const pieces[] = { "> ",      "- ",   "**a ",   "[",
                                        "{phone}", "*a_ ", "1. a\n", "<b>" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      while (text->len < 20000)
        g_string_append (text, pieces[i]);
      assert_holds (text->str, text->len);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/article-text/blocks", test_blocks);
  g_test_add_func ("/article-text/runs", test_runs);
  g_test_add_func ("/article-text/nothing-is-lost", test_nothing_is_lost);
  g_test_add_func ("/article-text/warnings-name-their-lines",
                   test_warnings_name_their_lines);
  g_test_add_func ("/article-text/warns-of-what-is-missing",
                   test_warns_of_what_is_missing);
  g_test_add_func ("/article-text/reads-the-head", test_reads_the_head);
  g_test_add_func ("/article-text/text-without-head-is-body",
                   test_text_without_head_is_body);
  g_test_add_func ("/article-text/takes-what-is-no-text", test_takes_what_is_no_text);
  g_test_add_func ("/article-text/fills-placeholders", test_fills_placeholders);
  g_test_add_func ("/article-text/reading-time", test_reading_time);
  g_test_add_func ("/article-text/ease", test_ease);
  g_test_add_func ("/article-text/random", test_random);
  g_test_add_func ("/article-text/nested", test_nested);

  return g_test_run ();
}
