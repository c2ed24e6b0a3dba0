/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-schedule.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FOYER_TYPE_DAY_GRID (foyer_day_grid_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDayGrid, foyer_day_grid, FOYER, DAY_GRID, GtkWidget)

GtkWidget *foyer_day_grid_new (void);

void   foyer_day_grid_set_schedule (FoyerDayGrid  *self,
                                    FoyerSchedule *schedule,
                                    const char    *currency,
                                    gint64         now);
void   foyer_day_grid_set_now (FoyerDayGrid *self, gint64 now);
gint64 foyer_day_grid_get_selected (FoyerDayGrid *self);
void   foyer_day_grid_select (FoyerDayGrid *self, gint64 booking_id);
guint  foyer_day_grid_get_n_columns (FoyerDayGrid *self);
void   foyer_day_grid_focus_column (FoyerDayGrid *self, guint column);

G_END_DECLS
