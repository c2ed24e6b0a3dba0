/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FOYER_TYPE_ROW_LIST (foyer_row_list_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRowList, foyer_row_list, FOYER, ROW_LIST, GObject)

/* Which record a row is about. */
typedef gint64 (*FoyerRowGetId) (gpointer row);

FoyerRowList *foyer_row_list_new (GtkSingleSelection *selection, FoyerRowGetId get_id);
void          foyer_row_list_want (FoyerRowList *self, gint64 id);
void          foyer_row_list_keep (FoyerRowList *self);
void          foyer_row_list_fill (FoyerRowList *self, GPtrArray *rows);
gint64        foyer_row_list_get_chosen (FoyerRowList *self);
gboolean      foyer_row_list_is_empty (FoyerRowList *self);

G_END_DECLS
