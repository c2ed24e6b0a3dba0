/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_SWITCH_ROW (foyer_switch_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSwitchRow, foyer_switch_row, FOYER, SWITCH_ROW, AdwActionRow)

#define FOYER_TYPE_SPIN_ROW (foyer_spin_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSpinRow, foyer_spin_row, FOYER, SPIN_ROW, AdwActionRow)

#define FOYER_TYPE_CHOICE_ROW (foyer_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerChoiceRow, foyer_choice_row, FOYER, CHOICE_ROW, AdwComboRow)

GtkWidget *foyer_switch_row_new (const char *title);
gboolean   foyer_switch_row_get_active (FoyerSwitchRow *self);
void       foyer_switch_row_set_active (FoyerSwitchRow *self, gboolean active);

GtkWidget *foyer_spin_row_new (const char *title, double lower, double upper);
gint64     foyer_spin_row_get_value (FoyerSpinRow *self);
void       foyer_spin_row_set_value (FoyerSpinRow *self, gint64 value);

GtkWidget  *foyer_choice_row_new (const char *title);
void        foyer_choice_row_add (FoyerChoiceRow *self, gint64 value, const char *label);
const char *foyer_choice_row_find_label (FoyerChoiceRow *self, gint64 value);
void        foyer_choice_row_begin (FoyerChoiceRow *self);
void        foyer_choice_row_end (FoyerChoiceRow *self);
gint64      foyer_choice_row_get_value (FoyerChoiceRow *self);
void        foyer_choice_row_set_value (FoyerChoiceRow *self, gint64 value);

G_END_DECLS
