/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_CONFIRM_DIALOG (foyer_confirm_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerConfirmDialog, foyer_confirm_dialog, FOYER, CONFIRM_DIALOG, AdwWindow)

void     foyer_confirm_dialog_ask_async (GtkWidget          *parent,
                                         const char         *title,
                                         const char         *body,
                                         const char         *confirm_label,
                                         gboolean            destructive,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
gboolean foyer_confirm_dialog_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
