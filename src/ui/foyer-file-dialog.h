/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void   foyer_file_dialog_open_async (GtkWindow          *parent,
                                     const char         *title,
                                     GtkFileFilter      *filter,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
GFile *foyer_file_dialog_open_finish (GAsyncResult *result, GError **error);

void        foyer_file_dialog_open_multiple_async (GtkWindow          *parent,
                                                   const char         *title,
                                                   GtkFileFilter      *filter,
                                                   GCancellable       *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer            user_data);
GListModel *foyer_file_dialog_open_multiple_finish (GAsyncResult *result, GError **error);

void   foyer_file_dialog_save_async (GtkWindow          *parent,
                                     const char         *title,
                                     const char         *suggested_name,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
GFile *foyer_file_dialog_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
