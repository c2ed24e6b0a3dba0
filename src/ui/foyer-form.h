/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FOYER_TYPE_FORM (foyer_form_get_type ())
G_DECLARE_FINAL_TYPE (FoyerForm, foyer_form, FOYER, FORM, GObject)

FoyerForm *foyer_form_new (GtkWidget *root, FoyerSession *session);
void       foyer_form_show (FoyerForm *self, gpointer record);
void       foyer_form_update (FoyerForm *self, gpointer record);
GtkWidget *foyer_form_find_row (FoyerForm *self, const char *field);
gboolean   foyer_form_read (FoyerForm *self, gpointer record);
void       foyer_form_peek (FoyerForm *self, gpointer record);
void       foyer_form_focus (FoyerForm *self, const char *field);
gboolean   foyer_form_is_changed (FoyerForm *self, gpointer record);
gboolean   foyer_form_show_problem (FoyerForm *self, const char *field, const char *text);
gboolean   foyer_form_show_error (FoyerForm *self, const GError *error);
void       foyer_form_clear_errors (FoyerForm *self);

G_END_DECLS
