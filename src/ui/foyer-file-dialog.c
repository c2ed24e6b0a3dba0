/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-file-dialog.h"

#include <glib/gi18n-lib.h>

/* The shape is that of GtkFileDialog, which is newer than the GTK we build for; this file is
 * the only one to change when that is raised. */

static void cancelled_cb (GCancellable *cancellable, GTask *task);

/* The dialog holds the task until one of the two callbacks ends both. */
static void
finish (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    g_signal_handlers_disconnect_by_func (cancellable, cancelled_cb, task);
  g_signal_handlers_disconnect_by_data (g_task_get_task_data (task), task);
  g_object_unref (task);
}

static void
cancelled_cb (GCancellable *cancellable, GTask *task)
{
  gtk_native_dialog_hide (g_task_get_task_data (task));
  g_task_return_error_if_cancelled (task);
  finish (task);
}

static void
response_cb (GtkNativeDialog *dialog, int response, GTask *task)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);

  if (response != GTK_RESPONSE_ACCEPT)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             "Dismissed by the user");
  else if (gtk_file_chooser_get_select_multiple (chooser))
    g_task_return_pointer (task, gtk_file_chooser_get_files (chooser), g_object_unref);
  else
    g_task_return_pointer (task, gtk_file_chooser_get_file (chooser), g_object_unref);

  finish (task);
}

static void
ask (GtkFileChooserAction action,
     gboolean             multiple,
     GtkWindow           *parent,
     const char          *title,
     const char          *suggested_name,
     GtkFileFilter       *filter,
     GTask               *task)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, parent, action,
      action == GTK_FILE_CHOOSER_ACTION_SAVE ? _ ("_Save") : _ ("_Open"), _ ("_Cancel"));
  GCancellable *cancellable = g_task_get_cancellable (task);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), multiple);
  if (suggested_name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), suggested_name);
  if (filter != NULL)
    gtk_file_chooser_set_filter (GTK_FILE_CHOOSER (dialog), filter);

  g_task_set_task_data (task, dialog, g_object_unref);
  if (cancellable != NULL)
    g_signal_connect (cancellable, "cancelled", G_CALLBACK (cancelled_cb), task);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * foyer_file_dialog_open_async:
 * @parent: the window to be modal to
 * @title: title of the dialog
 * @filter: (nullable): which files to offer
 * @cancellable: (nullable): closes the dialog
 * @callback: (scope async): called when the person has answered
 * @user_data: data for @callback
 *
 * Asks for an existing file.
 */
void
foyer_file_dialog_open_async (GtkWindow          *parent,
                              const char         *title,
                              GtkFileFilter      *filter,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, foyer_file_dialog_open_async);
  ask (GTK_FILE_CHOOSER_ACTION_OPEN, FALSE, parent, title, NULL, filter, task);
}

/**
 * foyer_file_dialog_open_finish:
 * @result: the result handed to the callback
 * @error: return location for an error; `G_IO_ERROR_CANCELLED` if the person dismissed it
 *
 * Returns: (transfer full): the file, or `NULL` on error
 */
GFile *
foyer_file_dialog_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * foyer_file_dialog_open_multiple_async:
 * @parent: the window to be modal to
 * @title: title of the dialog
 * @filter: (nullable): which files to offer
 * @cancellable: (nullable): closes the dialog
 * @callback: (scope async): called when the person has answered
 * @user_data: data for @callback
 *
 * Asks for one or more existing files.
 */
void
foyer_file_dialog_open_multiple_async (GtkWindow          *parent,
                                       const char         *title,
                                       GtkFileFilter      *filter,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, foyer_file_dialog_open_multiple_async);
  ask (GTK_FILE_CHOOSER_ACTION_OPEN, TRUE, parent, title, NULL, filter, task);
}

/**
 * foyer_file_dialog_open_multiple_finish:
 * @result: the result handed to the callback
 * @error: return location for an error; `G_IO_ERROR_CANCELLED` if the person dismissed it
 *
 * Returns: (transfer full): the files, a list of GFile, or `NULL` on error
 */
GListModel *
foyer_file_dialog_open_multiple_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * foyer_file_dialog_save_async:
 * @parent: the window to be modal to
 * @title: title of the dialog
 * @suggested_name: (nullable): name that the person may change
 * @cancellable: (nullable): closes the dialog
 * @callback: (scope async): called when the person has answered
 * @user_data: data for @callback
 *
 * Asks where to write a file.
 */
void
foyer_file_dialog_save_async (GtkWindow          *parent,
                              const char         *title,
                              const char         *suggested_name,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, foyer_file_dialog_save_async);
  ask (GTK_FILE_CHOOSER_ACTION_SAVE, FALSE, parent, title, suggested_name, NULL, task);
}

/**
 * foyer_file_dialog_save_finish:
 * @result: the result handed to the callback
 * @error: return location for an error; `G_IO_ERROR_CANCELLED` if the person dismissed it
 *
 * Returns: (transfer full): the file to write, or `NULL` on error
 */
GFile *
foyer_file_dialog_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
