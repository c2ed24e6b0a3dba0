/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean foyer_action_activate (GtkWidget *widget, const char *name, GVariant *argument);
void     foyer_action_toast (GtkWidget *widget, const char *text);
void
foyer_action_toast_receipt (GtkWidget *widget, const char *text, const char *receipt);
void foyer_action_toast_error (GtkWidget *widget, const GError *error);

G_END_DECLS
