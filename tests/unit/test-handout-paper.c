/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-handout-paper.h"

#include "present/foyer-handout-words.h"
#include "print/foyer-day-sheet.h"
#include "store/foyer-articles.h"
#include "store/foyer-catalogue.h"
#include "tests/unit/paper.h"

#include <glib/gstdio.h>
#include <string.h>

/* Handouts on both sizes of paper, in both languages and in large print.  They stay in the folder
 * “papers” beside this program, for whoever wants to look at them. */

static FoyerHandoutPaper *
read_paper (Desk *desk, FoyerArticle *article, gboolean large_print)
{
  g_autoptr (GError) error = NULL;
  FoyerHandoutPaper *paper =
      foyer_handout_paper_read (desk->db, article, large_print, &error);

  g_assert_no_error (error);

  return paper;
}

static guint
assert_inside (FoyerHandoutPaper *handout, FoyerPaper paper)
{
  return paper_assert_ink (&foyer_handout_print_kind, handout, paper, 52);
}

/* Writes it; its text, NULL without the tool. */
static char *
hang (FoyerHandoutPaper *handout, const char *name, FoyerPaper paper)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "papers", NULL);
  g_autofree char *path = g_strdup_printf ("%s/handout-%s.pdf", folder, name);
  g_autofree char *command = g_strdup_printf ("pdftotext -layout %s -", path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (foyer_handout_paper_write_pdf (handout, path, paper, &error));
  g_assert_no_error (error);

  return paper_run (command);
}

static void
set_up (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClinic) clinic = NULL;

  desk_set_up (desk, NULL);
  clinic = foyer_catalogue_get_clinic (desk->db, &error);
  foyer_set_text (&clinic->name, "Harbor & Sons *Dermatology*");
  foyer_set_text (&clinic->address, "100 Harbor Way, Suite 250\nVentura, CA 93001");
  foyer_set_text (&clinic->phone, "(805) 555-0100");
  clinic->cancel_cutoff_hours = 48;
  foyer_catalogue_save (desk->db, desk->manager, clinic, &error);
  g_assert_no_error (error);
}

static void
test_shipped (Desk *desk, gconstpointer data)
{
  static const FoyerPaper  papers[] = { FOYER_PAPER_LETTER, FOYER_PAPER_A4 };
  static const char *const sizes[] = { "letter", "a4" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = foyer_articles_list (desk->db, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len * 4; i++)
    {
      FoyerArticle  *article = list->pdata[i / 4];
      const gboolean large = i % 4 >= 2;
      g_autoptr (FoyerHandoutPaper) handout = read_paper (desk, article, large);
      g_autofree char *name =
          g_strdup_printf ("%s-%s-%s%s", article->slug, article->language, sizes[i % 2],
                           large ? "-large" : "");
      g_autofree char *text = NULL;
      guint            n_pages;

      n_pages = assert_inside (handout, papers[i % 2]);
      g_assert_cmpuint (n_pages, >=, 2);
      g_assert_cmpuint (n_pages, <=, large ? 9 : 4);
      text = hang (handout, name, papers[i % 2]);
      if (text == NULL)
        return;
      paper_assert_says (text, "Harbor & Sons *Dermatology*");
      paper_assert_says (text, "(805) 555-0100");
      g_assert_null (strchr (text, '{'));
      g_assert_null (strstr (text, "**"));
    }
}

static void
test_tells_the_rule_about_deposits (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (desk->db, &error);
  g_autoptr (GPtrArray) services =
      foyer_catalogue_list (desk->db, FOYER_TYPE_SERVICE, TRUE, &error);
  g_autoptr (FoyerTongue) tongue = foyer_tongue_new ("en");
  g_autofree char *rule = NULL;
  g_autofree char *without = NULL;

  g_assert_no_error (error);
  clinic->deposit_in_time = FOYER_DEPOSIT_OUTCOME_CREDIT;
  clinic->deposit_late = clinic->deposit_no_show = FOYER_DEPOSIT_OUTCOME_FORFEIT;
  rule = foyer_handout_words_deposit_rule (clinic, services, tongue);
  paper_assert_says (rule, "$125");
  paper_assert_says (
      rule,
      "If you cancel at least 48 hours before your visit: the payment becomes credit");
  paper_assert_says (rule, "If you do not come: the clinic keeps the payment.");
  paper_assert_says (rule, "If we have to cancel: you get the payment back.");
  for (guint i = 0; i < services->len; i++)
    ((FoyerService *) services->pdata[i])->deposit_minor = 0;
  without = foyer_handout_words_deposit_rule (clinic, services, tongue);
  paper_assert_says (without, "You do not have to pay anything");
}

static void
test_says_who_has_reviewed_it (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerArticle) article =
      foyer_articles_find (desk->db, "acne", "en", 0, &error);
  g_autoptr (FoyerHandoutPaper) before = read_paper (desk, article, FALSE);
  g_autoptr (FoyerHandoutPaper) after = NULL;
  g_autofree char *text = hang (before, "unreviewed", FOYER_PAPER_A4);
  g_autofree char *reviewed = NULL;

  if (text == NULL)
    return;
  paper_assert_says (text, "To be reviewed by a clinician before use");
  foyer_articles_review (desk->db, desk->doctor, article, &error);
  g_assert_no_error (error);
  after = read_paper (desk, article, FALSE);
  reviewed = hang (after, "reviewed", FOYER_PAPER_A4);
  g_assert_null (strstr (reviewed, "To be reviewed"));
  paper_assert_says (reviewed, "Reviewed by");
  paper_assert_says (reviewed, desk->doctor->name);
}

/* Long words, Arabic, lists in lists, a paragraph of more than a page and nothing at all. */
static void
test_the_clinics_own (Desk *desk, gconstpointer data)
{
  static const char *const arabic =
      "# حبّ الشباب\n\nحب الشباب من أكثر مشاكل الجلد شيوعًا. **ليس ذنبك**، ويمكن علاجه. "
      "اتصل بنا على "
      "{phone}.\n\n- اغسل وجهك بماء فاتر.\n- لا تضغط على البثور.\n\n1. صباحًا\n2. مساءً\n\n"
      "SPF 30 or higher is what labels say.\n\n";
  g_autoptr (GString) own = g_string_new (
      "Call {phone}.\n\n" PAPER_LONG_WORD PAPER_LONG_WORD PAPER_LONG_WORD PAPER_LONG_WORD
      "\n\n- a\n  - b\n"
      "    - c\n\n      more of *c*\n\n10. ten\n\n");
  g_autoptr (GString) other = g_string_new (NULL);
  const struct
  {
    const char *name;
    GString    *body;
    guint       min_pages;
  } cases[] = { { "long", own, 3 }, { "arabic", other, 3 } };

  for (guint i = 0; i < 600; i++)
    g_string_append (own, "Words and words. ");
  for (guint i = 0; i < 8; i++)
    g_string_append (other, arabic);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerArticle) article = foyer_article_new ();
      g_autoptr (FoyerHandoutPaper) normal = NULL;
      g_autoptr (FoyerHandoutPaper) large = NULL;
      g_autofree char *name = g_strconcat (cases[i].name, "-large", NULL);
      g_autofree char *text = NULL;
      g_autofree char *large_text = NULL;

      foyer_set_text (&article->title, PAPER_LONG_NAME);
      foyer_set_text (&article->language, "ar");
      foyer_set_text (&article->body, cases[i].body->str);
      article->version = 1;
      normal = read_paper (desk, article, FALSE);
      large = read_paper (desk, article, TRUE);
      g_assert_cmpuint (assert_inside (normal, FOYER_PAPER_LETTER), >=,
                        cases[i].min_pages);
      g_assert_cmpuint (assert_inside (large, FOYER_PAPER_A4), >, cases[i].min_pages);
      text = hang (normal, cases[i].name, FOYER_PAPER_LETTER);
      large_text = hang (large, name, FOYER_PAPER_A4);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                  \
  g_test_add ("/handout-paper/" path, Desk, NULL, set_up, func, desk_tear_down)
  ADD ("shipped", test_shipped);
  ADD ("tells-the-rule-about-deposits", test_tells_the_rule_about_deposits);
  ADD ("says-who-has-reviewed-it", test_says_who_has_reviewed_it);
  ADD ("the-clinics-own", test_the_clinics_own);
#undef ADD

  return g_test_run ();
}
