/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-printer.h"

/* A document on its way to the printer. */
typedef struct
{
  const FoyerPrintKind *kind;     /* (unowned) static */
  gpointer              document; /* (owned) */
  gpointer              pages; /* (owned) (nullable) before the paper has been chosen */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->pages, job->kind->free_pages);
  job->kind->free_document (job->document);
  g_free (job);
}

/* The paper is known only now: the person may have chosen another one. */
static void
printing_began_cb (GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
  g_clear_pointer (&job->pages, job->kind->free_pages);
  job->pages = job->kind->lay_out (job->document, gtk_print_context_get_width (context),
                                   gtk_print_context_get_height (context));
  gtk_print_operation_set_n_pages (operation, (int) job->kind->get_n_pages (job->pages));
}

static void
page_wanted_cb (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                int                page,
                Job               *job)
{
  job->kind->draw (job->pages, gtk_print_context_get_cairo_context (context),
                   (guint) page);
}

static void
printing_ended_cb (GtkPrintOperation      *operation,
                   GtkPrintOperationResult result,
                   GTask                  *task)
{
  GError *error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      g_task_return_error (task, error);
    }
  else
    g_task_return_boolean (task, result == GTK_PRINT_OPERATION_RESULT_APPLY);
  g_object_unref (task);
}

static GtkPageSetup *
make_page_setup (FoyerPaper paper)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *size = gtk_paper_size_new (
      paper == FOYER_PAPER_A4 ? GTK_PAPER_NAME_A4 : GTK_PAPER_NAME_LETTER);

  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  gtk_paper_size_free (size);
  return setup;
}

/**
 * foyer_printer_run_async:
 * @kind: the kind of @document
 * @document: (transfer full): what is printed
 * @title: what the print job is called
 * @paper: the paper that is proposed
 * @export_path: (nullable): a PDF to write without asking; `NULL`: ask for the printer
 * @parent: (nullable): the window over which to ask
 * @callback: called when @document has gone to the printer, or when the person gave up
 * @user_data: data for @callback
 *
 * Prints @document with the desktop's own dialog.
 */
void
foyer_printer_run_async (const FoyerPrintKind *kind,
                         gpointer              document,
                         const char           *title,
                         FoyerPaper            paper,
                         const char           *export_path,
                         GtkWindow            *parent,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = make_page_setup (paper);
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Job   *job = g_new0 (Job, 1);

  job->kind = kind;
  job->document = document;
  g_task_set_source_tag (task, foyer_printer_run_async);
  g_task_set_task_data (task, job, job_free);

  /* The pages have margins of their own. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_allow_async (operation, TRUE);
  if (export_path != NULL)
    gtk_print_operation_set_export_filename (operation, export_path);
  g_signal_connect (operation, "begin-print", G_CALLBACK (printing_began_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (page_wanted_cb), job);
  g_signal_connect (operation, "done", G_CALLBACK (printing_ended_cb), task);

  /* Whatever comes of it, also an error, comes with the signal “done”. */
  gtk_print_operation_run (operation,
                           export_path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT
                                               : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           parent, NULL);
}

/**
 * foyer_printer_run_finish:
 * @result: the result handed to the callback
 * @error: return location for an error
 *
 * Returns: `TRUE` if the document has gone to the printer; `FALSE` without @error if the
 *   person gave up
 */
gboolean
foyer_printer_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
