/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-request-patient-window.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-patient-editor.h"
#include "ui/foyer-patient-finder.h"
#include "ui/foyer-request-job.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerRequestPatientWindow:
 *
 * Settles whom a request is from: somebody who is registered from it, or somebody on file who
 * is looked for by hand.
 */
struct _FoyerRequestPatientWindow
{
  AdwWindow parent_instance;

  FoyerSession       *session; /* (owned) */
  FoyerRequest       *request; /* (owned) */
  FoyerPatientEditor *editor;  /* (unowned) (nullable) to register */
  FoyerPatientFinder *finder;  /* (unowned) (nullable) to look for */

  /* Template children */
  GtkBox    *box;
  GtkButton *cancel_button;
  GtkLabel  *problem_label;
};

G_DEFINE_FINAL_TYPE (FoyerRequestPatientWindow,
                     foyer_request_patient_window,
                     ADW_TYPE_WINDOW)

static void
finish (FoyerRequestPatientWindow *self, const char *family, const char *given)
{
  g_autofree char *name = foyer_format_person (family, given);
  g_autofree char *text = NULL;

  /* Translators: %s is the name of a patient. */
  text = g_strdup_printf (_ ("The request is from %s"), name);
  foyer_action_toast (GTK_WIDGET (self), text);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
attached_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRequestPatientWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerRequestRow) row =
      foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->box == NULL)
    return;
  if (row != NULL)
    finish (self, row->patient_family, row->patient_given);
  else
    {
      g_autofree char *text = foyer_words_error (error);

      gtk_label_set_label (self->problem_label, text);
      gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
    }
}

static void
attach_cb (FoyerRequestPatientWindow *self, gint64 patient_id)
{
  FoyerRequestJob *job = foyer_request_job_new (
      FOYER_REQUEST_DEED_ATTACH, foyer_record_get_id (FOYER_RECORD (self->request)));

  job->patient_id = patient_id;
  foyer_request_job_run_async (job, self->session, attached_cb, g_object_ref (self));
}

static void
saved_cb (FoyerRequestPatientWindow *self, gint64 patient_id)
{
  finish (self, self->request->family, self->request->given);
}

static void
cancelled_cb (FoyerRequestPatientWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

/* What was typed is not lost by Escape: the editor asks first. */
static gboolean
close_requested_cb (FoyerRequestPatientWindow *self)
{
  if (self->editor == NULL || !foyer_patient_editor_is_changed (self->editor))
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.cancel", NULL);

  return TRUE;
}

static void
foyer_request_patient_window_dispose (GObject *object)
{
  FoyerRequestPatientWindow *self = FOYER_REQUEST_PATIENT_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_REQUEST_PATIENT_WINDOW);
  self->editor = NULL;
  self->finder = NULL;
  g_clear_object (&self->session);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (foyer_request_patient_window_parent_class)->dispose (object);
}

static void
foyer_request_patient_window_class_init (FoyerRequestPatientWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_request_patient_window_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/request-patient-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestPatientWindow, box);
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestPatientWindow,
                                        cancel_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestPatientWindow,
                                        problem_label);
  gtk_widget_class_bind_template_callback (widget_class, close_requested_cb);
}

static void
foyer_request_patient_window_init (FoyerRequestPatientWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static FoyerRequestPatientWindow *
new_window (FoyerSession *session, FoyerRequest *request, const char *title)
{
  FoyerRequestPatientWindow *self =
      g_object_new (FOYER_TYPE_REQUEST_PATIENT_WINDOW, "title", title, NULL);

  self->session = g_object_ref (session);
  self->request = g_object_ref (request);

  return self;
}

/**
 * foyer_request_patient_window_new:
 * @session: the session
 * @request: a request that is attached to nobody
 *
 * Returns: (transfer floating): a window that registers who has asked, to be made transient
 *   and presented
 */
GtkWidget *
foyer_request_patient_window_new (FoyerSession *session, FoyerRequest *request)
{
  FoyerRequestPatientWindow *self =
      new_window (session, request, _ ("Register as New Patient"));

  self->editor = FOYER_PATIENT_EDITOR (foyer_patient_editor_new (session));
  gtk_widget_set_vexpand (GTK_WIDGET (self->editor), TRUE);
  g_signal_connect_object (self->editor, "saved", G_CALLBACK (saved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "cancelled", G_CALLBACK (cancelled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "open-other", G_CALLBACK (attach_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (self->editor));
  /* The editor has a button of its own. */
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self), 760, 680);
  foyer_patient_editor_register_request (self->editor, request);

  return GTK_WIDGET (self);
}

/**
 * foyer_request_patient_window_new_finder:
 * @session: the session
 * @request: a request
 *
 * Returns: (transfer floating): a window that looks for who has asked among all patients, to
 *   be made transient and presented
 */
GtkWidget *
foyer_request_patient_window_new_finder (FoyerSession *session, FoyerRequest *request)
{
  FoyerRequestPatientWindow *self = new_window (session, request, _ ("Find the Patient"));

  self->finder = FOYER_PATIENT_FINDER (foyer_patient_finder_new (session));
  gtk_widget_set_vexpand (GTK_WIDGET (self->finder), TRUE);
  gtk_widget_set_margin_start (GTK_WIDGET (self->finder), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->finder), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self->finder), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->finder), 12);
  g_signal_connect_object (self->finder, "picked", G_CALLBACK (attach_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "picked-alternative", G_CALLBACK (attach_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (self->finder));
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 560);
  if (request->family != NULL)
    foyer_patient_finder_set_text (self->finder, request->family);
  foyer_patient_finder_find (self->finder);

  return GTK_WIDGET (self);
}
