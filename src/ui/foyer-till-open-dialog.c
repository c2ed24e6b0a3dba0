/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-till-open-dialog.h"

#include "present/foyer-words.h"
#include "store/foyer-tills.h"
#include "ui/foyer-action.h"
#include "ui/foyer-money-row.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerTillOpenDialog:
 *
 * Opens the till of this desk with the cash that is in it.
 */
struct _FoyerTillOpenDialog
{
  AdwWindow parent_instance;

  FoyerSession *session; /* (owned) */

  /* Template children */
  GtkWidget     *step_button;
  FoyerMoneyRow *float_row;
  GtkLabel      *problem_label;
};

G_DEFINE_FINAL_TYPE (FoyerTillOpenDialog, foyer_till_open_dialog, ADW_TYPE_WINDOW)

/* An opening on its way to the thread that writes. */
typedef struct
{
  FoyerUser *actor; /* (owned) */
  gint64     float_minor;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->actor);
  g_free (job);
}

static gpointer
run (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;

  return foyer_tills_open (db, job->actor, job->float_minor, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTillOpenDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTill) till = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->problem_label == NULL)
    return;
  if (till == NULL)
    {
      g_autofree char *text = foyer_words_error (error);

      gtk_label_set_label (self->problem_label, text);
      gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
      gtk_widget_set_sensitive (self->step_button, TRUE);
      return;
    }
  foyer_action_toast (GTK_WIDGET (self), _ ("The till is open"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
step_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTillOpenDialog *self = FOYER_TILL_OPEN_DIALOG (widget);
  Job                 *job;

  if (!gtk_widget_get_sensitive (self->step_button))
    return;
  if (!foyer_money_row_validate (self->float_row))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->float_row));
      return;
    }
  job = g_new0 (Job, 1);
  job->actor = foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (self->session)));
  job->float_minor = foyer_money_row_get_minor (self->float_row);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), FALSE);
  gtk_widget_set_sensitive (self->step_button, FALSE);
  foyer_store_write_async (foyer_session_get_store (self->session), run, job, job_free,
                           g_object_unref, NULL, opened_cb, g_object_ref (self));
}

static void
foyer_till_open_dialog_dispose (GObject *object)
{
  FoyerTillOpenDialog *self = FOYER_TILL_OPEN_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_TILL_OPEN_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_till_open_dialog_parent_class)->dispose (object);
}

static void
foyer_till_open_dialog_class_init (FoyerTillOpenDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_till_open_dialog_dispose;

  g_type_ensure (FOYER_TYPE_MONEY_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/till-open-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTillOpenDialog, step_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerTillOpenDialog, float_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerTillOpenDialog, problem_label);
  gtk_widget_class_install_action (widget_class, "dialog.step", NULL, step_cb);
}

static void
foyer_till_open_dialog_init (FoyerTillOpenDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * foyer_till_open_dialog_new:
 * @session: the session
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_till_open_dialog_new (FoyerSession *session)
{
  FoyerTillOpenDialog *self = g_object_new (FOYER_TYPE_TILL_OPEN_DIALOG, NULL);

  self->session = g_object_ref (session);
  foyer_money_row_set_currency (self->float_row, foyer_session_get_currency (session));
  gtk_widget_grab_focus (GTK_WIDGET (self->float_row));

  return GTK_WIDGET (self);
}
