/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-schedule.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_DAY_SUMMARY (foyer_day_summary_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDaySummary, foyer_day_summary, FOYER, DAY_SUMMARY, AdwBin)

void foyer_day_summary_show (FoyerDaySummary *self, FoyerSchedule *schedule, gint64 now);

G_END_DECLS
