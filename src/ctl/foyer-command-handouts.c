/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/foyer-command.h"

#include "model/foyer-article-ease.h"
#include "present/foyer-format.h"
#include "present/foyer-handout-words.h"
#include "print/foyer-handout-paper.h"
#include "store/foyer-articles.h"
#include "store/foyer-catalogue.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static json_t *
article_to_json (FoyerDb *db, FoyerArticle *article)
{
  g_autoptr (FoyerArticleText) text = foyer_article_text_parse_body (article->body);

  return json_pack (
      "{s:s, s:s, s:I, s:s, s:o, s:b, s:I, s:I, s:s, s:o, s:b}", "id", article->slug,
      "language", article->language, "version", (json_int_t) article->version, "title",
      article->title, "topics", foyer_json_text (article->topics), "shipped",
      article->shipped, "words", (json_int_t) text->n_words, "minutes",
      (json_int_t) foyer_article_text_get_minutes (text), "ease",
      foyer_enum_to_nick (FOYER_TYPE_ARTICLE_EASE, (int) foyer_article_text_get_ease (
                                                       text, article->language, NULL)),
      "reviewed",
      article->reviewed_at != 0 ? foyer_json_instant (db, article->reviewed_at)
                                : json_null (),
      "withdrawn", article->withdrawn);
}

static void
print_article (FoyerArticle *article)
{
  g_autoptr (FoyerArticleText) text = foyer_article_text_parse_body (article->body);
  g_autofree char *slug = foyer_format_column (article->slug, 24);
  g_autofree char *language = foyer_format_column (article->language, 6);
  g_autofree char *title = foyer_format_column (article->title, 44);
  g_autofree char *minutes =
      foyer_handout_words_minutes (foyer_article_text_get_minutes (text));
  const char *mark = article->withdrawn          ? C_ ("article", "No longer offered")
                     : article->reviewed_at != 0 ? C_ ("article", "Reviewed")
                                                 : C_ ("article", "Not reviewed");

  g_print ("%s %s %3" G_GINT64_FORMAT "  %s  %s  %s\n", slug, language, article->version,
           title, minutes, mark);
}

static FoyerExit
list_articles (FoyerInvocation *call)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GError) error = NULL;
  json_t   *list;
  FoyerExit exit_code;

  db = foyer_invocation_begin_read (call, entries, _ ("list"), 2, &exit_code);
  if (db == NULL)
    return exit_code;
  articles = foyer_articles_list (db, &error);
  if (articles == NULL)
    return foyer_invocation_fail (call, error);

  if (!call->json)
    {
      for (guint i = 0; i < articles->len; i++)
        print_article (articles->pdata[i]);
      return FOYER_EXIT_DONE;
    }
  list = json_array ();
  for (guint i = 0; i < articles->len; i++)
    json_array_append_new (list, article_to_json (db, articles->pdata[i]));
  foyer_invocation_print_json (list);

  return FOYER_EXIT_DONE;
}

static FoyerExit
print_handout (FoyerInvocation *call)
{
  g_autofree char   *language = NULL;
  g_autofree char   *size = NULL;
  gint64             version = 0;
  gboolean           large = FALSE;
  const GOptionEntry entries[] = {
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, N_ ("In which language"),
      N_ ("LANGUAGE") },
    { "version", 0, 0, G_OPTION_ARG_INT64, &version, N_ ("Which version of it"),
      N_ ("N") },
    { "paper", 0, 0, G_OPTION_ARG_STRING, &size, N_ ("letter or a4"), N_ ("PAPER") },
    { "large", 0, 0, G_OPTION_ARG_NONE, &large, N_ ("In large print"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autoptr (FoyerArticle) article = NULL;
  g_autoptr (FoyerHandoutPaper) handout = NULL;
  g_autoptr (GError) error = NULL;
  FoyerExit exit_code;
  int       paper = -1;

  if (!foyer_invocation_parse (call, entries, _ ("print ID FILE.pdf")))
    return FOYER_EXIT_USAGE;
  if (call->argc != 4)
    return foyer_invocation_usage (call,
                                   _ ("Which article and the file to write are needed."));
  if (language == NULL || !foyer_article_is_language (language))
    return foyer_invocation_usage (call, _ ("A language is needed, such as es."));
  if (version < 0)
    return foyer_invocation_usage (call, _ ("Versions are counted from 1."));
  if (size != NULL && !foyer_enum_from_nick (FOYER_TYPE_PAPER, size, &paper))
    return foyer_invocation_usage (call, _ ("Paper is letter or a4."));
  db = foyer_invocation_open (call, FOYER_DB_READ, &exit_code);
  if (db == NULL)
    return exit_code;
  clinic = foyer_catalogue_get_clinic (db, &error);
  if (clinic != NULL)
    article = foyer_articles_find (db, call->argv[2], language, version, &error);
  if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    return foyer_invocation_usage (
        call, _ ("There is no such article in that language; “handouts list” tells what "
                 "there is."));
  if (article != NULL)
    handout = foyer_handout_paper_read (db, article, large, &error);
  if (handout == NULL || !foyer_handout_paper_write_pdf (
                             handout, call->argv[3],
                             size != NULL ? (FoyerPaper) paper : clinic->paper, &error))
    return foyer_invocation_fail (call, error);
  if (call->json)
    foyer_invocation_print_json (
        json_pack ("{s:s, s:s, s:s, s:I, s:b}", "file", call->argv[3], "id",
                   article->slug, "language", article->language, "version",
                   (json_int_t) article->version, "reviewed", article->reviewed_at != 0));

  return FOYER_EXIT_DONE;
}

/**
 * foyer_command_handouts:
 * @call: `handouts list | print ID --language LANGUAGE [--version N] [--paper letter|a4]
 *   [--large] FILE.pdf`
 *
 * Lists the articles for patients, or writes one as PDF.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_handouts (FoyerInvocation *call)
{
  if (call->argc > 1 && strcmp (call->argv[1], "list") == 0)
    return list_articles (call);
  if (call->argc > 1 && strcmp (call->argv[1], "print") == 0)
    return print_handout (call);

  return foyer_invocation_usage (
      call, _ ("What to do with the handouts is needed: list or print."));
}
