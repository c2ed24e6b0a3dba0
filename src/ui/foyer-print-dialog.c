/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-print-dialog.h"

#include "model/foyer-clinician.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "print/foyer-day-sheet-reader.h"
#include "store/foyer-catalogue.h"
#include "ui/foyer-action.h"
#include "ui/foyer-day-printer.h"
#include "ui/foyer-file-dialog.h"
#include "ui/foyer-settings.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerPrintDialog:
 *
 * Asks whose day is to be printed and for whose eyes, then sends it to the printer or to a
 * PDF.
 */
struct _FoyerPrintDialog
{
  AdwWindow parent_instance;

  FoyerSession *session; /* (owned) */
  int           day;
  gint64        clinician_id;
  GFile        *file; /* (owned) (nullable) the PDF to write */

  /* Template children */
  GtkButton      *close_button;
  GtkButton      *print_button;
  GtkButton      *save_button;
  GtkLabel       *day_label;
  FoyerChoiceRow *clinician_row;
  FoyerChoiceRow *paper_row;
  FoyerSwitchRow *pages_row;
  FoyerSwitchRow *privacy_row;
  GtkLabel       *problem_label;
};

G_DEFINE_FINAL_TYPE (FoyerPrintDialog, foyer_print_dialog, ADW_TYPE_WINDOW)

/* What the reading thread works on: the texts are its own. */
typedef struct
{
  FoyerDaySheetQuery query;
  char              *printed_by; /* (owned) (nullable) */
  char              *path;       /* (owned) (nullable) PDF to write */
  FoyerPaper         paper;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->printed_by);
  g_free (job->path);
  g_free (job);
}

static gpointer
read_sheet (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (FoyerDaySheet) sheet = foyer_day_sheet_read (db, &job->query, error);

  if (sheet == NULL || (job->path != NULL &&
                        !foyer_day_sheet_write_pdf (sheet, job->path, job->paper, error)))
    return NULL;

  return g_steal_pointer (&sheet);
}

static void
show_problem (FoyerPrintDialog *self, const GError *error)
{
  g_autofree char *sentence = foyer_words_error (error);

  if (self->problem_label == NULL)
    return;
  gtk_label_set_label (self->problem_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.print", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", TRUE);
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (foyer_day_printer_run_finish (result, &error))
    foyer_action_toast (window, _ ("The day schedule has gone to the printer."));
  else if (error != NULL)
    {
      /* Translators: why the desktop could not print */
      sentence =
          g_strdup_printf (_ ("The day schedule was not printed: %s"), error->message);
      foyer_action_toast (window, sentence);
    }
}

static void
sheet_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPrintDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  GtkWindow       *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  FoyerDaySheet   *sheet = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (sheet == NULL)
    {
      show_problem (self, error);
      return;
    }

  if (self->file != NULL)
    {
      name = g_file_get_basename (self->file);
      /* Translators: name of a file */
      text = g_strdup_printf (_ ("The day schedule is in “%s”."), name);
      foyer_action_toast (GTK_WIDGET (self), text);
      foyer_day_sheet_free (sheet);
    }
  else
    foyer_day_printer_run_async (
        sheet, (FoyerPaper) foyer_choice_row_get_value (self->paper_row), NULL, parent,
        printed_cb, parent != NULL ? g_object_ref (parent) : NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
start (FoyerPrintDialog *self)
{
  FoyerUser *actor = foyer_session_get_actor (self->session);
  GSettings *settings = foyer_settings_get ();
  Job       *job = g_new0 (Job, 1);

  job->printed_by = actor != NULL ? g_strdup (actor->name) : NULL;
  job->paper = (FoyerPaper) foyer_choice_row_get_value (self->paper_row);
  job->path = self->file != NULL ? g_file_get_path (self->file) : NULL;
  job->query.day = self->day;
  job->query.clinician_id = foyer_choice_row_get_value (self->clinician_row);
  job->query.printed_by = job->printed_by;
  job->query.privacy = foyer_switch_row_get_active (self->privacy_row);
  job->query.page_per_clinician = foyer_switch_row_get_active (self->pages_row);
  if (settings != NULL)
    g_settings_set_boolean (settings, "print-privacy", job->query.privacy);

  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.print", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", FALSE);
  foyer_store_read_async (foyer_session_get_store (self->session), read_sheet, job,
                          job_free, (GDestroyNotify) foyer_day_sheet_free, NULL,
                          sheet_read_cb, g_object_ref (self));
}

static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerPrintDialog *self = FOYER_PRINT_DIALOG (widget);

  g_clear_object (&self->file);
  start (self);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPrintDialog) self = data;
  GFile *file = foyer_file_dialog_save_finish (result, NULL);

  if (file == NULL || self->problem_label == NULL)
    {
      g_clear_object (&file);
      return;
    }
  g_set_object (&self->file, file);
  g_object_unref (file);
  start (self);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerPrintDialog *self = FOYER_PRINT_DIALOG (widget);
  g_autofree char  *date = foyer_day_format (self->day);
  /* Translators: name of a file; %s is a date, 2026-11-23 */
  g_autofree char *name = g_strdup_printf (_ ("day-schedule-%s.pdf"), date);

  foyer_file_dialog_save_async (GTK_WINDOW (self), _ ("Save Day Schedule"), name, NULL,
                                file_chosen_cb, g_object_ref (self));
}

static gpointer
list_clinicians (FoyerDb *db, gpointer data, GError **error)
{
  return foyer_catalogue_list (db, FOYER_TYPE_CLINICIAN, TRUE, error);
}

static void
clinicians_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPrintDialog) self = data;
  g_autoptr (GPtrArray) clinicians =
      foyer_store_finish (FOYER_STORE (source), result, NULL);

  if (clinicians == NULL || self->clinician_row == NULL)
    return;
  for (guint i = 0; i < clinicians->len; i++)
    {
      FoyerClinician  *clinician = g_ptr_array_index (clinicians, i);
      g_autofree char *name = foyer_format_person_full (
          clinician->prefix, clinician->given, clinician->family, NULL);

      foyer_choice_row_add (self->clinician_row,
                            foyer_record_get_id (FOYER_RECORD (clinician)), name);
    }
  foyer_choice_row_set_value (self->clinician_row, self->clinician_id);
}

static void
foyer_print_dialog_dispose (GObject *object)
{
  FoyerPrintDialog *self = FOYER_PRINT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_PRINT_DIALOG);
  g_clear_object (&self->file);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_print_dialog_parent_class)->dispose (object);
}

static void
foyer_print_dialog_class_init (FoyerPrintDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_print_dialog_dispose;

  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/print-dialog.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerPrintDialog, child)
  BIND (close_button);
  BIND (print_button);
  BIND (save_button);
  BIND (day_label);
  BIND (clinician_row);
  BIND (paper_row);
  BIND (pages_row);
  BIND (privacy_row);
  BIND (problem_label);
#undef BIND
  gtk_widget_class_install_action (widget_class, "dialog.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_cb);
}

static void
foyer_print_dialog_init (FoyerPrintDialog *self)
{
  GSettings *settings = foyer_settings_get ();

  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_button_set_accessible_label (self->close_button);
  foyer_button_set_accessible_label (self->print_button);
  foyer_button_set_accessible_label (self->save_button);
  foyer_choice_row_add (self->clinician_row, 0, C_ ("whose schedule", "All Clinicians"));
  foyer_choice_row_add (self->paper_row, FOYER_PAPER_LETTER, C_ ("paper", "US Letter"));
  foyer_choice_row_add (self->paper_row, FOYER_PAPER_A4, C_ ("paper", "A4"));
  if (settings != NULL)
    foyer_switch_row_set_active (self->privacy_row,
                                 g_settings_get_boolean (settings, "print-privacy"));
}

/**
 * foyer_print_dialog_new:
 * @session: the session
 * @day: which day, days since 1970-01-01
 * @clinician_id: whose day is proposed; 0: that of all
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_print_dialog_new (FoyerSession *session, int day, gint64 clinician_id)
{
  FoyerPrintDialog *self = g_object_new (FOYER_TYPE_PRINT_DIALOG, NULL);
  FoyerClinic      *clinic = foyer_session_get_clinic (session);
  g_autofree char  *date = foyer_format_day_long (day);

  self->session = g_object_ref (session);
  self->day = day;
  self->clinician_id = clinician_id;
  gtk_label_set_label (self->day_label, date);
  if (clinic != NULL)
    foyer_choice_row_set_value (self->paper_row, clinic->paper);
  foyer_store_read_async (foyer_session_get_store (session), list_clinicians, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, NULL, clinicians_listed_cb,
                          g_object_ref (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->print_button));

  return GTK_WIDGET (self);
}
