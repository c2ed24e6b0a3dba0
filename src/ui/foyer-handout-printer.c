/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-handout-printer.h"

#include "present/foyer-words.h"
#include "print/foyer-day-sheet.h"
#include "print/foyer-handout-paper.h"
#include "store/foyer-handouts.h"
#include "ui/foyer-action.h"
#include "ui/foyer-file-dialog.h"
#include "ui/foyer-printer.h"

#include <glib/gi18n-lib.h>

/* An article on its way to paper or into a file. */
typedef struct
{
  GtkWidget         *widget;  /* (owned) where somebody asked for it */
  FoyerSession      *session; /* (owned) */
  FoyerUser         *actor;   /* (owned) */
  FoyerArticle      *article; /* (owned) of this job alone */
  FoyerHandoutGiving giving;
  gboolean           large_print;
  FoyerPaper         paper;
  GFile             *file; /* (owned) (nullable): to the printer */
} Job;

static void
job_free (Job *job)
{
  g_clear_object (&job->file);
  g_clear_object (&job->article);
  g_clear_object (&job->actor);
  g_clear_object (&job->widget);
  g_clear_object (&job->session);
  g_free (job);
}

static Job *
job_new (gpointer      widget,
         FoyerSession *session,
         FoyerArticle *article,
         gboolean      large_print)
{
  Job         *job = g_new0 (Job, 1);
  FoyerClinic *clinic = foyer_session_get_clinic (session);

  job->widget = g_object_ref (widget);
  job->session = g_object_ref (session);
  job->actor = g_object_ref (foyer_session_get_actor (session));
  job->article = foyer_record_copy (FOYER_RECORD (article));
  job->large_print = large_print;
  job->paper = clinic != NULL ? clinic->paper : FOYER_PAPER_LETTER;

  return job;
}

static void
toast_error (Job *job, const GError *error)
{
  g_autofree char *sentence = error->domain == FOYER_PRINT_ERROR
                                  ? foyer_print_error_to_words (error)
                                  : foyer_words_error (error);

  foyer_action_toast (job->widget, sentence);
}

static gpointer
note (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (FoyerHandout) handout = NULL;
  gboolean done;

  if (job->giving.handout_id != 0)
    done = foyer_handouts_end (db, job->actor, job->giving.handout_id,
                               FOYER_HANDOUT_STATE_GIVEN, NULL, error);
  else
    {
      handout = foyer_handout_new ();
      handout->patient_id = job->giving.patient_id;
      handout->booking_id = job->giving.booking_id;
      handout->state = FOYER_HANDOUT_STATE_GIVEN;
      handout->large_print = job->large_print;
      done = foyer_handouts_add (db, job->actor, handout, job->article, error);
    }

  return done ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (foyer_store_finish (FOYER_STORE (source), result, &error) != NULL)
    foyer_action_toast (job->widget,
                        _ ("It has gone to the printer and is noted as given."));
  else
    toast_error (job, error);
  job_free (job);
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  const gboolean printed = foyer_printer_run_finish (result, &error);

  if (printed && (job->giving.patient_id != 0 || job->giving.handout_id != 0))
    {
      foyer_store_write_async (foyer_session_get_store (job->session), note, job, NULL,
                               NULL, NULL, noted_cb, job);
      return;
    }
  if (printed)
    foyer_action_toast (job->widget, _ ("It has gone to the printer."));
  else if (error != NULL)
    {
      g_autofree char *sentence =
          /* Translators: why the desktop could not print */
          g_strdup_printf (_ ("It was not printed: %s"), error->message);

      foyer_action_toast (job->widget, sentence);
    }
  job_free (job);
}

static gpointer
read_paper (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (FoyerHandoutPaper) paper =
      foyer_handout_paper_read (db, job->article, job->large_print, error);
  g_autofree char *path = job->file != NULL ? g_file_get_path (job->file) : NULL;

  if (paper == NULL ||
      (path != NULL && !foyer_handout_paper_write_pdf (paper, path, job->paper, error)))
    return NULL;

  return g_steal_pointer (&paper);
}

static void
paper_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  FoyerHandoutPaper *paper = foyer_store_finish (FOYER_STORE (source), result, &error);
  GtkRoot           *root = gtk_widget_get_root (job->widget);
  g_autofree char   *name = NULL;
  g_autofree char   *text = NULL;

  if (paper == NULL)
    {
      toast_error (job, error);
      job_free (job);
    }
  else if (job->file != NULL)
    {
      name = g_file_get_basename (job->file);
      /* Translators: name of a file */
      text = g_strdup_printf (_ ("It is in “%s”."), name);
      foyer_action_toast (job->widget, text);
      foyer_handout_paper_free (paper);
      job_free (job);
    }
  else
    foyer_printer_run_async (
        &foyer_handout_print_kind, paper, job->article->title, job->paper, NULL,
        GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, printed_cb, job);
}

static void
start (Job *job)
{
  foyer_store_read_async (foyer_session_get_store (job->session), read_paper, job, NULL,
                          (GDestroyNotify) foyer_handout_paper_free, NULL, paper_read_cb,
                          job);
}

/**
 * foyer_handout_printer_print:
 * @widget: (type Gtk.Widget): where somebody asked for it
 * @session: the session
 * @article: exactly the version to print
 * @large_print: whether in large print
 * @giving: (nullable): what to note once it has gone to the printer
 *
 * Prints an article with the desktop's own dialog, notes that it was given if it was, and says what
 * came of it.
 */
void
foyer_handout_printer_print (gpointer                  widget,
                             FoyerSession             *session,
                             FoyerArticle             *article,
                             gboolean                  large_print,
                             const FoyerHandoutGiving *giving)
{
  Job *job = job_new (widget, session, article, large_print);

  if (giving != NULL)
    job->giving = *giving;
  start (job);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;

  job->file = foyer_file_dialog_save_finish (result, NULL);
  if (job->file != NULL)
    start (job);
  else
    job_free (job);
}

/**
 * foyer_handout_printer_save:
 * @widget: (type Gtk.Widget): where somebody asked for it
 * @session: the session
 * @article: exactly the version to write
 * @large_print: whether in large print
 *
 * Asks where to, writes an article as PDF, and says what came of it.
 */
void
foyer_handout_printer_save (gpointer      widget,
                            FoyerSession *session,
                            FoyerArticle *article,
                            gboolean      large_print)
{
  GtkRoot         *root = gtk_widget_get_root (widget);
  g_autofree char *name = g_strdup_printf ("%s-%s.pdf", article->slug, article->language);

  foyer_file_dialog_save_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                _ ("Save as PDF"), name, NULL, file_chosen_cb,
                                job_new (widget, session, article, large_print));
}
