/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-slip-printer.h"

#include "present/foyer-words.h"
#include "print/foyer-day-sheet.h"
#include "print/foyer-receipt.h"
#include "ui/foyer-action.h"
#include "ui/foyer-file-dialog.h"
#include "ui/foyer-printer.h"

#include <glib/gi18n-lib.h>

/* A slip on its way to paper or into a file. */
typedef struct
{
  GtkWidget     *widget;  /* (owned) where somebody asked for it */
  FoyerSession  *session; /* (owned) */
  FoyerUser     *actor;   /* (owned) (nullable) */
  FoyerSlipNote  note;    /* (nullable) */
  FoyerSlipRead  read;
  gpointer       data;      /* (owned) */
  GDestroyNotify free_data; /* of @data */
  GFile         *file;      /* (owned) (nullable): to the printer */
  FoyerPaper     paper;
} Job;

static void
job_free (Job *job)
{
  if (job->free_data != NULL)
    job->free_data (job->data);
  g_clear_object (&job->file);
  g_clear_object (&job->actor);
  g_clear_object (&job->widget);
  g_clear_object (&job->session);
  g_free (job);
}

static Job *
job_new (gpointer       widget,
         FoyerSession  *session,
         FoyerSlipNote  note,
         FoyerSlipRead  read,
         gpointer       data,
         GDestroyNotify free_data)
{
  Job         *job = g_new0 (Job, 1);
  FoyerClinic *clinic = foyer_session_get_clinic (session);
  FoyerUser   *actor = foyer_session_get_actor (session);

  job->widget = g_object_ref (widget);
  job->session = g_object_ref (session);
  job->actor = actor != NULL ? g_object_ref (actor) : NULL;
  job->note = note;
  job->read = read;
  job->data = data;
  job->free_data = free_data;
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

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (foyer_printer_run_finish (result, &error))
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
read_slip (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (FoyerSlip) slip = job->read (db, job->data, error);
  g_autofree char *path = job->file != NULL ? g_file_get_path (job->file) : NULL;

  if (slip == NULL ||
      (path != NULL && !foyer_slip_write_pdf (slip, path, job->paper, error)))
    return NULL;

  return g_steal_pointer (&slip);
}

static void
slip_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  FoyerSlip       *slip = foyer_store_finish (FOYER_STORE (source), result, &error);
  GtkRoot         *root = gtk_widget_get_root (job->widget);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (slip == NULL)
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
      foyer_slip_free (slip);
      job_free (job);
    }
  else
    {
      text = g_strdup (foyer_slip_get_title (slip));
      foyer_printer_run_async (&foyer_slip_print_kind, slip, text, job->paper, NULL,
                               GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                               printed_cb, job);
    }
}

/* The job is freed by the callback, after the store has let go of it. */
static void
read_on (Job *job)
{
  foyer_store_read_async (foyer_session_get_store (job->session), read_slip, job, NULL,
                          (GDestroyNotify) foyer_slip_free, NULL, slip_read_cb, job);
}

static gpointer
note_slip (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;

  return job->note (db, job->actor, job->data, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
slip_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (foyer_store_finish (FOYER_STORE (source), result, &error) != NULL)
    {
      read_on (job);
      return;
    }
  toast_error (job, error);
  job_free (job);
}

static void
start (Job *job)
{
  if (job->note != NULL)
    foyer_store_write_async (foyer_session_get_store (job->session), note_slip, job, NULL,
                             NULL, NULL, slip_noted_cb, job);
  else
    read_on (job);
}

/**
 * foyer_slip_printer_print:
 * @widget: (type Gtk.Widget): where somebody asked for it
 * @session: the session
 * @note: (nullable): is called before @read
 * @read: reads the slip
 * @data: (transfer full): data for @read
 * @free_data: frees @data
 *
 * Prints a slip with the desktop's own dialog, and says what came of it.
 */
void
foyer_slip_printer_print (gpointer       widget,
                          FoyerSession  *session,
                          FoyerSlipNote  note,
                          FoyerSlipRead  read,
                          gpointer       data,
                          GDestroyNotify free_data)
{
  start (job_new (widget, session, note, read, data, free_data));
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
 * foyer_slip_printer_save:
 * @widget: (type Gtk.Widget): where somebody asked for it
 * @session: the session
 * @note: (nullable): is called before @read
 * @read: reads the slip
 * @data: (transfer full): data for @read
 * @free_data: frees @data
 * @name: name of the file that is proposed
 *
 * Asks where to, writes a slip as PDF, and says what came of it.
 */
void
foyer_slip_printer_save (gpointer       widget,
                         FoyerSession  *session,
                         FoyerSlipNote  note,
                         FoyerSlipRead  read,
                         gpointer       data,
                         GDestroyNotify free_data,
                         const char    *name)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  foyer_file_dialog_save_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                _ ("Save as PDF"), name, NULL, file_chosen_cb,
                                job_new (widget, session, note, read, data, free_data));
}

typedef struct
{
  char    *number; /* (owned) */
  gboolean is_copy;
} Receipt;

static void
receipt_free (gpointer data)
{
  Receipt *receipt = data;

  g_free (receipt->number);
  g_free (receipt);
}

static FoyerSlip *
read_receipt (FoyerDb *db, gpointer data, GError **error)
{
  Receipt *receipt = data;

  return foyer_receipt_read (db, receipt->number, receipt->is_copy, NULL, error);
}

/**
 * foyer_slip_printer_print_receipt:
 * @widget: (type Gtk.Widget): where somebody asked for it
 * @session: the session
 * @number: number of a receipt
 * @is_copy: whether it was printed before
 *
 * Prints a receipt in the language of the patient.
 */
void
foyer_slip_printer_print_receipt (gpointer      widget,
                                  FoyerSession *session,
                                  const char   *number,
                                  gboolean      is_copy)
{
  Receipt *receipt = g_new0 (Receipt, 1);

  receipt->number = g_strdup (number);
  receipt->is_copy = is_copy;
  foyer_slip_printer_print (widget, session, NULL, read_receipt, receipt, receipt_free);
}
