/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-schedule.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FOYER_TYPE_DAY_BLOCK (foyer_day_block_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDayBlock, foyer_day_block, FOYER, DAY_BLOCK, GtkWidget)

GtkWidget *foyer_day_block_new (void);

void                 foyer_day_block_set_item (FoyerDayBlock       *self,
                                               FoyerSchedule       *schedule,
                                               FoyerScheduleColumn *column,
                                               FoyerScheduleItem   *item,
                                               const char          *currency,
                                               gint64               now);
FoyerScheduleItem   *foyer_day_block_get_item (FoyerDayBlock *self);
FoyerScheduleColumn *foyer_day_block_get_column (FoyerDayBlock *self);
void                 foyer_day_block_update_name (FoyerDayBlock *self);
void                 foyer_day_block_set_now (FoyerDayBlock *self, gint64 now);
void foyer_day_block_set_selected (FoyerDayBlock *self, gboolean selected);

G_END_DECLS
