/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_HOURS_EDITOR (foyer_hours_editor_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerHoursEditor, foyer_hours_editor, FOYER, HOURS_EDITOR, AdwPreferencesGroup)

GtkWidget *foyer_hours_editor_new (void);
void       foyer_hours_editor_show (FoyerHoursEditor *self, GPtrArray *hours);
GPtrArray *foyer_hours_editor_read (FoyerHoursEditor *self, gboolean check);

G_END_DECLS
