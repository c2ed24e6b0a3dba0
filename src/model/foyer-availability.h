/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-gate.h"
#include "model/foyer-service.h"
#include "model/foyer-time.h"

G_BEGIN_DECLS

/**
 * FoyerInterval:
 * @start_at: first instant, seconds since 1970-01-01 UTC
 * @end_at: first instant after it
 *
 * A half-open stretch of time.
 */
typedef struct
{
  gint64 start_at;
  gint64 end_at;
} FoyerInterval;

/**
 * FoyerOpening:
 * @start_at: first instant, seconds since 1970-01-01 UTC
 * @end_at: first instant after it
 * @categories: bit `1 << category` for each [enum@ServiceCategory] that is admitted
 * @room_id: where, 0: in any room
 *
 * A stretch in which a clinician sees patients.
 */
typedef struct
{
  gint64 start_at;
  gint64 end_at;
  guint  categories;
  gint64 room_id;
} FoyerOpening;

#define FOYER_EVERY_CATEGORY ((1u << (FOYER_SERVICE_CATEGORY_URGENT + 1)) - 1)

/**
 * FoyerStretchKind:
 * @FOYER_STRETCH_KIND_WORK: patients are seen
 * @FOYER_STRETCH_KIND_BREAK: lunch and the like
 * @FOYER_STRETCH_KIND_ABSENCE: the clinician is away
 * @FOYER_STRETCH_KIND_CLOSURE: nobody of the clinic sees patients
 * @FOYER_STRETCH_KIND_HOLIDAY: the clinic is closed all day
 *
 * What a stretch of a day is, in the order in which a schedule paints them.
 */
typedef enum
{
  FOYER_STRETCH_KIND_WORK,
  FOYER_STRETCH_KIND_BREAK,
  FOYER_STRETCH_KIND_ABSENCE,
  FOYER_STRETCH_KIND_CLOSURE,
  FOYER_STRETCH_KIND_HOLIDAY,
} FoyerStretchKind;

/**
 * FoyerStretch:
 * @start_at: first instant, seconds since 1970-01-01 UTC
 * @end_at: first instant after it
 * @kind: what it is
 * @categories: of work, as in [struct@Opening]; otherwise 0
 * @room_id: of work, as in [struct@Opening]; otherwise 0
 * @label: (nullable): reason of an absence or closure, name of a holiday
 *
 * A stretch of a clinician's day as the schedule shows it.
 */
typedef struct
{
  gint64           start_at;
  gint64           end_at;
  FoyerStretchKind kind;
  guint            categories;
  gint64           room_id;
  char            *label;
} FoyerStretch;

typedef struct _FoyerAvailability FoyerAvailability;

FoyerAvailability *foyer_availability_new (FoyerZone *zone,
                                           GPtrArray *hours,
                                           GPtrArray *absences,
                                           GPtrArray *holidays);
void               foyer_availability_free (FoyerAvailability *self);

FoyerZone *foyer_availability_get_zone (FoyerAvailability *self);
gint64
foyer_availability_get_urgent_end (gint64 now, gint64 release_hours, gboolean is_urgent);
gboolean foyer_availability_is_holiday (FoyerAvailability *self, int day);
gboolean
foyer_availability_is_absent (FoyerAvailability *self, gint64 clinician_id, gint64 at);

void foyer_availability_list_hours (FoyerAvailability  *self,
                                    gint64              clinician_id,
                                    int                 day,
                                    const FoyerDayPart *parts,
                                    guint               n_parts,
                                    GArray             *out_openings);
void foyer_availability_list_openings (FoyerAvailability   *self,
                                       gint64               clinician_id,
                                       int                  day,
                                       GArray              *hours,
                                       FoyerServiceCategory category,
                                       gint64               urgent_open_until,
                                       gboolean             by_room,
                                       GArray              *out_openings);
GArray *
foyer_availability_list_stretches (FoyerAvailability *self, gint64 clinician_id, int day);
FoyerGateReason foyer_availability_check (FoyerAvailability   *self,
                                          gint64               clinician_id,
                                          FoyerServiceCategory category,
                                          gint64               urgent_open_until,
                                          gint64               start_at,
                                          gint64               end_at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerAvailability, foyer_availability_free)

G_END_DECLS
