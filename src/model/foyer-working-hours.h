/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerHoursKind:
 * @FOYER_HOURS_KIND_WORK: patients are seen
 * @FOYER_HOURS_KIND_BREAK: lunch and the like: nothing is booked
 *
 * What a stretch of working hours is.
 */
typedef enum
{
  FOYER_HOURS_KIND_WORK,
  FOYER_HOURS_KIND_BREAK,
} FoyerHoursKind;

#define FOYER_TYPE_HOURS_KIND (foyer_hours_kind_get_type ())
GType foyer_hours_kind_get_type (void);

#define FOYER_TYPE_WORKING_HOURS (foyer_working_hours_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerWorkingHours, foyer_working_hours, FOYER, WORKING_HOURS, FoyerRecord)

/**
 * FoyerWorkingHours:
 *
 * A weekly stretch of a clinician's time, in the wall time of the clinic.
 *
 * @start_minute and @end_minute are minutes since local midnight, half-open; a day that is
 * 23 or 25 hours long keeps its opening hours on the clock.
 */
struct _FoyerWorkingHours
{
  FoyerRecord parent_instance;

  gint64         clinician_id; /* whose */
  gint64         weekday;      /* ISO 8601: 1 Monday to 7 Sunday */
  gint64         start_minute; /* 0 to 1439 */
  gint64         end_minute;   /* 1 to 1440, after the start */
  FoyerHoursKind kind;         /* work, or a break inside it */
  char    *
      only_category; /* (owned) (nullable) nick of the only [enum@ServiceCategory] admitted; NULL: every kind */
  gint64 room_id;       /* where, 0 if any */
  char  *valid_from;    /* (owned) (nullable) first civil date, NULL: always */
  char  *valid_to;      /* (owned) (nullable) last civil date, NULL: always */
};

FoyerWorkingHours *foyer_working_hours_new (void);

G_END_DECLS
