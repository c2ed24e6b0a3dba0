/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_ENTRY_ROW (foyer_entry_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (
    FoyerEntryRow, foyer_entry_row, FOYER, ENTRY_ROW, AdwPreferencesRow)

/**
 * FoyerEntryRowClass:
 * @typed: the person has changed the text
 * @left: the person has left the row or pressed Enter
 */
struct _FoyerEntryRowClass
{
  AdwPreferencesRowClass parent_class;

  void (*typed) (FoyerEntryRow *self);
  void (*left) (FoyerEntryRow *self);
};

GtkWidget  *foyer_entry_row_new (const char *title);
const char *foyer_entry_row_get_text (FoyerEntryRow *self);
void        foyer_entry_row_set_text (FoyerEntryRow *self, const char *text);
const char *foyer_entry_row_get_error (FoyerEntryRow *self);
void        foyer_entry_row_set_error (FoyerEntryRow *self, const char *error);
void        foyer_entry_row_set_hint (FoyerEntryRow *self, const char *hint);
void        foyer_entry_row_add_suffix (FoyerEntryRow *self, GtkWidget *suffix);
GtkEntry   *foyer_entry_row_get_delegate (FoyerEntryRow *self);

G_END_DECLS
