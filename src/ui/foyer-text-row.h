/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_TEXT_ROW (foyer_text_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTextRow, foyer_text_row, FOYER, TEXT_ROW, AdwPreferencesRow)

GtkWidget *foyer_text_row_new (const char *title);
char      *foyer_text_row_dup_text (FoyerTextRow *self);
void       foyer_text_row_set_text (FoyerTextRow *self, const char *text);
void       foyer_text_row_set_error (FoyerTextRow *self, const char *error);

void foyer_text_row_set_editable (FoyerTextRow *self, gboolean editable);

G_END_DECLS
