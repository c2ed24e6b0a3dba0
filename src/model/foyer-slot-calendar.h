/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-availability.h"

G_BEGIN_DECLS

/**
 * FoyerSlotLane:
 *
 * Something that can be taken: a clinician, a room, the patient.
 */
typedef struct _FoyerSlotLane FoyerSlotLane;

/**
 * FoyerSlotLaneKind:
 * @FOYER_SLOT_LANE_KIND_CLINICIAN: taken for visits with their buffers
 * @FOYER_SLOT_LANE_KIND_ROOM: taken for visits with their buffers
 * @FOYER_SLOT_LANE_KIND_PATIENT: taken for visits alone
 *
 * What a lane stands for.
 */
typedef enum
{
  FOYER_SLOT_LANE_KIND_CLINICIAN,
  FOYER_SLOT_LANE_KIND_ROOM,
  FOYER_SLOT_LANE_KIND_PATIENT,
} FoyerSlotLaneKind;

void     foyer_slot_lane_add (FoyerSlotLane *lane,
                              gint64         start_at,
                              gint64         end_at,
                              gboolean       same_service);
gboolean foyer_slot_lane_is_full (FoyerSlotLane *lane, gint64 start_at, gint64 end_at);
gboolean foyer_slot_lane_is_taken (FoyerSlotLane *lane, gint64 at);
guint    foyer_slot_lane_count (FoyerSlotLane *lane,
                                gint64         start_at,
                                gint64         end_at,
                                gboolean       same_service);
FoyerSlotLaneKind    foyer_slot_lane_get_kind (FoyerSlotLane *lane);
gint64               foyer_slot_lane_get_id (FoyerSlotLane *lane);
void                 foyer_slot_lane_clear (FoyerSlotLane *lane);
const FoyerInterval *foyer_slot_lane_get_taken (FoyerSlotLane *lane, guint *out_n);

/**
 * FoyerSlotCalendar:
 *
 * What free times are cut from.
 */
typedef struct _FoyerSlotCalendar FoyerSlotCalendar;

FoyerSlotCalendar *foyer_slot_calendar_new (FoyerAvailability *availability);
void               foyer_slot_calendar_free (FoyerSlotCalendar *self);
FoyerSlotLane     *foyer_slot_calendar_add_clinician (FoyerSlotCalendar *self,
                                                      gint64             clinician_id,
                                                      gint64             overlap_limit);
FoyerSlotLane     *foyer_slot_calendar_add_room (FoyerSlotCalendar *self, gint64 room_id);
FoyerSlotLane     *foyer_slot_calendar_get_patient (FoyerSlotCalendar *self);
GPtrArray         *foyer_slot_calendar_get_clinicians (FoyerSlotCalendar *self);
GPtrArray         *foyer_slot_calendar_get_rooms (FoyerSlotCalendar *self);
FoyerAvailability *foyer_slot_calendar_get_availability (FoyerSlotCalendar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSlotCalendar, foyer_slot_calendar_free)

G_END_DECLS
