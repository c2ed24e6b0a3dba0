/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Small things that GTK 4.8 leaves to its users. */

void       foyer_button_set_accessible_label (GtkButton *button);
void       foyer_widget_set_accessible_label (gpointer widget, const char *label);
char      *foyer_strip_mnemonic (const char *label);
char      *foyer_isolate_figures (const char *figures);
GtkWidget *foyer_badge_new (const char *text, const char *css_class);
GtkWidget *foyer_text_label_new (const char *text, const char *css_class);
GtkWidget *foyer_action_row_new (const char *title, const char *subtitle);
double     foyer_widget_get_text_scale (gpointer widget);
void       foyer_widget_empty (gpointer container);
void       foyer_window_present_over (gpointer widget, gpointer window);
void       foyer_bin_dispose_template (gpointer bin, GType type);
void       foyer_list_let_tab_leave (gpointer list);
GtkWidget *foyer_icon_button_new (const char *icon_name, const char *tooltip);
void       foyer_show_toast (gpointer widget, const char *text);

G_END_DECLS
