/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-confirm-dialog.h"

#include "ui/foyer-widgets.h"

/**
 * FoyerConfirmDialog:
 *
 * Asks one question that is answered by going on or by leaving it.
 */
struct _FoyerConfirmDialog
{
  AdwWindow parent_instance;

  GTask *task; /* (owned) (nullable): until it is answered */

  /* Template children */
  GtkLabel  *title_label;
  GtkLabel  *body_label;
  GtkButton *cancel_button;
  GtkButton *confirm_button;
};

G_DEFINE_FINAL_TYPE (FoyerConfirmDialog, foyer_confirm_dialog, ADW_TYPE_WINDOW)

static void
confirmed_cb (FoyerConfirmDialog *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  gtk_window_destroy (GTK_WINDOW (self));
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

static void
foyer_confirm_dialog_dispose (GObject *object)
{
  FoyerConfirmDialog *self = FOYER_CONFIRM_DIALOG (object);
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed");
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_CONFIRM_DIALOG);

  G_OBJECT_CLASS (foyer_confirm_dialog_parent_class)->dispose (object);
}

static void
foyer_confirm_dialog_class_init (FoyerConfirmDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_confirm_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/confirm-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerConfirmDialog, title_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerConfirmDialog, body_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerConfirmDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerConfirmDialog, confirm_button);
  gtk_widget_class_bind_template_callback (widget_class, confirmed_cb);
}

static void
foyer_confirm_dialog_init (FoyerConfirmDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_button_set_accessible_label (self->cancel_button);
}

/**
 * foyer_confirm_dialog_ask_async:
 * @parent: a widget of the window that asks
 * @title: the question, which names what will be done
 * @body: (nullable): what follows from it
 * @confirm_label: what the button that goes on says, with a mnemonic
 * @destructive: whether something is lost by it; then Enter does not confirm
 * @callback: (scope async): called when it is answered
 * @user_data: data for @callback
 *
 * Asks before something that cannot simply be undone.  No text is read as markup.
 */
void
foyer_confirm_dialog_ask_async (GtkWidget          *parent,
                                const char         *title,
                                const char         *body,
                                const char         *confirm_label,
                                gboolean            destructive,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  GtkWidget          *window = gtk_widget_get_ancestor (parent, GTK_TYPE_WINDOW);
  FoyerConfirmDialog *self = g_object_new (FOYER_TYPE_CONFIRM_DIALOG, "transient-for",
                                           window, "title", title, NULL);

  self->task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (self->task, foyer_confirm_dialog_ask_async);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->body_label, body != NULL ? body : "");
  gtk_widget_set_visible (GTK_WIDGET (self->body_label), body != NULL);
  gtk_button_set_label (self->confirm_button, confirm_label);
  foyer_button_set_accessible_label (self->confirm_button);
  gtk_widget_add_css_class (GTK_WIDGET (self->confirm_button),
                            destructive ? "destructive-action" : "suggested-action");
  if (destructive)
    gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->cancel_button));
  gtk_widget_grab_focus (
      GTK_WIDGET (destructive ? self->cancel_button : self->confirm_button));
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * foyer_confirm_dialog_ask_finish:
 * @result: the result handed to the callback
 * @error: return location for an error
 *
 * Errors: `G_IO_ERROR_CANCELLED` if the person left it.
 *
 * Returns: `TRUE` if the person wants to go on
 */
gboolean
foyer_confirm_dialog_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
