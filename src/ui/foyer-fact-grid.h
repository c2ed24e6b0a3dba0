/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_FACT_GRID (foyer_fact_grid_get_type ())
G_DECLARE_FINAL_TYPE (FoyerFactGrid, foyer_fact_grid, FOYER, FACT_GRID, GtkBox)

GtkWidget *foyer_fact_grid_new (const char *title);
void       foyer_fact_grid_set_compact (FoyerFactGrid *self, gboolean compact);
void       foyer_fact_grid_clear (FoyerFactGrid *self);
void       foyer_fact_grid_add (FoyerFactGrid *self, const char *name, const char *value);

G_END_DECLS
