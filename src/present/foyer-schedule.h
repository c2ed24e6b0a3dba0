/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-availability.h"
#include "model/foyer-clinician.h"
#include "store/foyer-bookings.h"

G_BEGIN_DECLS

/**
 * FoyerScheduleKind:
 * @FOYER_SCHEDULE_KIND_BOOKING: a patient is expected, or was
 * @FOYER_SCHEDULE_KIND_FREE: somebody can be booked
 * @FOYER_SCHEDULE_KIND_BREAK: lunch and the like
 * @FOYER_SCHEDULE_KIND_ABSENCE: the clinician is away
 * @FOYER_SCHEDULE_KIND_CLOSURE: nobody of the clinic sees patients
 * @FOYER_SCHEDULE_KIND_HOLIDAY: the clinic is closed all day
 *
 * What an item of a schedule is.
 */
typedef enum
{
  FOYER_SCHEDULE_KIND_BOOKING,
  FOYER_SCHEDULE_KIND_FREE,
  FOYER_SCHEDULE_KIND_BREAK,
  FOYER_SCHEDULE_KIND_ABSENCE,
  FOYER_SCHEDULE_KIND_CLOSURE,
  FOYER_SCHEDULE_KIND_HOLIDAY,
} FoyerScheduleKind;

/**
 * FoyerScheduleItem:
 * @kind: what it is
 * @start_at: first instant, seconds since 1970-01-01 UTC
 * @end_at: first instant after it
 * @categories: of free time, bit `1 << category` for each kind of visit that it admits
 * @label: (nullable): reason of an absence or closure, name of a holiday
 * @row: (nullable): the booking
 * @lane: place among the bookings that run at once, from 0
 * @n_lanes: how many of these places there are
 *
 * A stretch of a column: a booking, time that is free, or time that is not.
 */
typedef struct
{
  FoyerScheduleKind kind;
  gint64            start_at;
  gint64            end_at;
  guint             categories;
  char             *label;
  FoyerBookingRow  *row;
  guint             lane;
  guint             n_lanes;
} FoyerScheduleItem;

/**
 * FoyerScheduleColumn:
 * @clinician: whose time
 * @day: civil day, days since 1970-01-01
 * @items: (element-type FoyerScheduleItem): by start; those that are not bookings before
 *   those that are
 * @work: (element-type FoyerInterval): when patients are seen, by start
 * @n_bookings: how many bookings occupy time
 *
 * The day of a clinician.
 */
typedef struct
{
  FoyerClinician *clinician;
  int             day;
  GPtrArray      *items;
  GArray         *work;
  guint           n_bookings;
} FoyerScheduleColumn;

#define FOYER_TYPE_SCHEDULE (foyer_schedule_get_type ())

/**
 * FoyerSchedule:
 * @zone: of the clinic
 * @first_day: first civil day, days since 1970-01-01
 * @n_days: how many
 * @clinician_id: whose days, 0: of all clinicians
 * @columns: (element-type FoyerScheduleColumn): by day, then by place of the clinician
 *
 * Days of clinicians as a schedule shows them.  Immutable once it has been read.
 */
typedef struct
{
  FoyerZone *zone;
  int        first_day;
  guint      n_days;
  gint64     clinician_id;
  GPtrArray *columns;
} FoyerSchedule;

GType          foyer_schedule_get_type (void);
FoyerSchedule *foyer_schedule_new (FoyerZone *zone,
                                   int        first_day,
                                   guint      n_days,
                                   gint64     clinician_id,
                                   GPtrArray *columns);
FoyerSchedule *foyer_schedule_read (
    FoyerDb *db, int first_day, guint n_days, gint64 clinician_id, GError **error);
gboolean foyer_schedule_read_details (FoyerSchedule *self, FoyerDb *db, GError **error);
FoyerSchedule *foyer_schedule_ref (FoyerSchedule *self);
void           foyer_schedule_unref (FoyerSchedule *self);

FoyerBookingRow *foyer_schedule_find_booking (FoyerSchedule *self, gint64 booking_id);
gint64           foyer_schedule_next_hold (FoyerSchedule *self);
void             foyer_schedule_get_span (FoyerSchedule *self,
                                          int            default_start,
                                          int            default_end,
                                          int           *out_start_minute,
                                          int           *out_end_minute);

FoyerScheduleColumn *foyer_schedule_column_new (FoyerClinician    *clinician,
                                                FoyerAvailability *availability,
                                                int                day,
                                                GPtrArray         *bookings);
void                 foyer_schedule_column_free (FoyerScheduleColumn *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSchedule, foyer_schedule_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerScheduleColumn, foyer_schedule_column_free)

G_END_DECLS
