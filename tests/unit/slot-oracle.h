/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-slot-finder.h"

G_BEGIN_DECLS

#define ORACLE_MAX_CLINICIANS 3
#define ORACLE_MAX_ROOMS 3

/* All that a search depends on, as plain lists; instants are whole minutes. */
typedef struct
{
  FoyerZone      *zone;     /* (owned) */
  GPtrArray      *hours;    /* (owned) (element-type FoyerWorkingHours) */
  GPtrArray      *absences; /* (owned) (element-type FoyerAbsence) */
  GPtrArray      *holidays; /* (owned) (element-type FoyerHoliday) */
  FoyerSlotQuery *query;    /* (owned) */

  guint n_clinicians; /* with the ids 1, 2, … */
  int   overlap_limits[ORACLE_MAX_CLINICIANS];
  guint n_rooms; /* with the ids 1, 2, … */

  /* (owned) (element-type FoyerInterval) */
  GArray *visits[ORACLE_MAX_CLINICIANS];
  GArray *same_service[ORACLE_MAX_CLINICIANS]; /* (element-type gboolean) of the visits */
  GArray *rooms[ORACLE_MAX_ROOMS];
  GArray *patient;
} World;

GPtrArray *oracle_find (World *world, guint out_n_removed[FOYER_N_SLOT_RULES]);

G_END_DECLS
