/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerBookingEventKind:
 * @FOYER_BOOKING_EVENT_KIND_TRANSITION: the state changed
 * @FOYER_BOOKING_EVENT_KIND_MOVE: the time, the clinician or the room changed
 * @FOYER_BOOKING_EVENT_KIND_UNDO: the step before was taken back
 *
 * What happened.
 */
typedef enum
{
  FOYER_BOOKING_EVENT_KIND_TRANSITION,
  FOYER_BOOKING_EVENT_KIND_MOVE,
  FOYER_BOOKING_EVENT_KIND_UNDO,
} FoyerBookingEventKind;

#define FOYER_TYPE_BOOKING_EVENT_KIND (foyer_booking_event_kind_get_type ())
GType foyer_booking_event_kind_get_type (void);

#define FOYER_TYPE_BOOKING_EVENT (foyer_booking_event_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerBookingEvent, foyer_booking_event, FOYER, BOOKING_EVENT, FoyerRecord)

/**
 * FoyerBookingEvent:
 *
 * One step in the life of a booking; never changed or deleted.
 */
struct _FoyerBookingEvent
{
  FoyerRecord parent_instance;

  gint64                booking_id;
  gint64                at; /* seconds since 1970-01-01 UTC */
  gint64                staff_id;
  FoyerBookingEventKind kind;
  char                 *from_state; /* (owned) (nullable) nick; NULL for the first */
  char                 *to_state;   /* (owned) (nullable) nick */
  gint64                from_start_at;
  gint64                to_start_at;
  char                 *reason; /* (owned) (nullable) */
  gboolean              undone; /* whether a later undo took it back */
};

FoyerBookingEvent *foyer_booking_event_new (void);

G_END_DECLS
