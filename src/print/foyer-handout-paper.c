/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-handout-paper.h"

#include "model/foyer-user.h"
#include "present/foyer-handout-words.h"
#include "print/foyer-handout-private.h"
#include "store/foyer-catalogue.h"

#include <glib/gi18n-lib.h>

#define SAY(text) foyer_tongue_say (self->tongue, "handout", text)

/* The first letter of the article says which way it runs, also in a language that Foyer does not
 * speak. */
static gboolean
runs_from_right (FoyerArticle *article, FoyerTongue *tongue)
{
  const char *body = article->body != NULL ? article->body : "";

  for (const char *p = body; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalpha (c))
        switch ((int) g_unichar_get_script (c))
          {
          case G_UNICODE_SCRIPT_ARABIC:
          case G_UNICODE_SCRIPT_HEBREW:
          case G_UNICODE_SCRIPT_NKO:
          case G_UNICODE_SCRIPT_SYRIAC:
          case G_UNICODE_SCRIPT_THAANA:
            return TRUE;

          default:
            return FALSE;
          }
    }

  return foyer_tongue_is_right_to_left (tongue);
}

static char *
dup_about (FoyerHandoutPaper *self, FoyerArticle *article)
{
  const guint minutes = foyer_article_text_get_minutes (self->text);

  if (minutes == 1)
    return g_strdup_printf (
        /* Translators: the number of a version. */
        SAY (NC_ ("handout", "One minute to read · Version %u")),
        (guint) article->version);

  return g_strdup_printf (
      /* Translators: minutes, two or more, and the number of a version. */
      SAY (NC_ ("handout", "About %1$u minutes to read · Version %2$u")), minutes,
      (guint) article->version);
}

/**
 * foyer_handout_paper_new:
 * @clinic: whose paper it is
 * @services: (element-type FoyerService): its services, for its rule about deposits
 * @article: what it says
 * @reviewer: (nullable): name of the clinician who has reviewed it; `NULL` if none has
 * @large_print: whether it is for people who see badly: 18 points
 *
 * Returns: (transfer full): the paper
 */
FoyerHandoutPaper *
foyer_handout_paper_new (FoyerClinic  *clinic,
                         GPtrArray    *services,
                         FoyerArticle *article,
                         const char   *reviewer,
                         gboolean      large_print)
{
  FoyerHandoutPaper *self = g_new0 (FoyerHandoutPaper, 1);
  /* The digits of a phone number read from left to right in every language. */
  g_autofree char *phone =
      clinic->phone != NULL ? g_strconcat ("\u200e", clinic->phone, NULL) : NULL;

  self->tongue = foyer_tongue_new (article->language);
  self->right_to_left = runs_from_right (article, self->tongue);
  self->large_print = large_print;
  self->text = foyer_article_text_parse_body (article->body);
  foyer_handout_words_fill (self->text, clinic, services, self->tongue);
  self->clinic = g_strdup (clinic->name);
  self->contact = phone != NULL && clinic->address != NULL
                      ? g_strjoin ("\n", phone, clinic->address, NULL)
                      : g_strdup (phone != NULL ? phone : clinic->address);
  self->title = g_strdup (article->title != NULL ? article->title : "");
  self->about = dup_about (self, article);
  self->sources = g_strdup (article->sources);
  if (article->reviewed_at == 0)
    self->mark =
        g_strdup (SAY (NC_ ("handout", "To be reviewed by a clinician before use")));
  else
    /* Translators: name of a clinician. */
    self->reviewed = g_strdup_printf (SAY (NC_ ("handout", "Reviewed by %s")),
                                      reviewer != NULL ? reviewer : "—");
  /* The number stands first, where nothing cuts it off. */
  self->footer = g_strjoin (" · ", phone != NULL ? phone : "—",
                            clinic->name != NULL ? clinic->name : "", self->title, NULL);

  return self;
}

/**
 * foyer_handout_paper_read:
 * @db: a connection
 * @article: an article
 * @large_print: as for foyer_handout_paper_new()
 * @error: return location for an error
 *
 * Returns: (transfer full): the paper with the clinic as it is now, or `NULL` on error
 */
FoyerHandoutPaper *
foyer_handout_paper_read (FoyerDb      *db,
                          FoyerArticle *article,
                          gboolean      large_print,
                          GError      **error)
{
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (db, error);
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (FoyerUser) reviewer = NULL;

  if (clinic == NULL)
    return NULL;
  services = foyer_catalogue_list (db, FOYER_TYPE_SERVICE, TRUE, error);
  if (services == NULL)
    return NULL;
  if (article->reviewed_by != 0)
    {
      reviewer = foyer_catalogue_get (db, FOYER_TYPE_USER, article->reviewed_by, error);
      if (reviewer == NULL)
        return NULL;
    }

  return foyer_handout_paper_new (clinic, services, article,
                                  reviewer != NULL ? reviewer->name : NULL, large_print);
}

void
foyer_handout_paper_free (FoyerHandoutPaper *self)
{
  foyer_article_text_free (self->text);
  foyer_tongue_unref (self->tongue);
  g_free (self->clinic);
  g_free (self->contact);
  g_free (self->title);
  g_free (self->about);
  g_free (self->mark);
  g_free (self->reviewed);
  g_free (self->sources);
  g_free (self->footer);
  g_free (self);
}

const char *
foyer_handout_paper_get_title (FoyerHandoutPaper *self)
{
  return self->title;
}

/**
 * foyer_handout_paper_write_pdf:
 * @self: a paper
 * @path: the file
 * @paper: what it will be printed on
 * @error: return location for an error
 *
 * Errors: as foyer_print_write_pdf().
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_handout_paper_write_pdf (FoyerHandoutPaper *self,
                               const char        *path,
                               FoyerPaper         paper,
                               GError           **error)
{
  return foyer_print_write_pdf (&foyer_handout_print_kind, self, self->title, path, paper,
                                error);
}
