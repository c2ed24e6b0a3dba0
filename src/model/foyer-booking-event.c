/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-booking-event.h"

G_DEFINE_ENUM_TYPE (FoyerBookingEventKind,
                    foyer_booking_event_kind,
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_EVENT_KIND_TRANSITION,
                                         "transition"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_EVENT_KIND_MOVE, "move"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_EVENT_KIND_UNDO, "undo"))

static const FoyerField fields[] = {
  FOYER_FIELD_INTEGER (FoyerBookingEvent, "booking-id", booking_id),
  FOYER_FIELD_INTEGER (FoyerBookingEvent, "at", at),
  FOYER_FIELD_OPTIONAL (FoyerBookingEvent, "staff-id", staff_id),
  FOYER_FIELD_ENUM (FoyerBookingEvent, "kind", kind, foyer_booking_event_kind_get_type),
  FOYER_FIELD_TEXT (FoyerBookingEvent, "from-state", from_state),
  FOYER_FIELD_TEXT (FoyerBookingEvent, "to-state", to_state),
  FOYER_FIELD_OPTIONAL (FoyerBookingEvent, "from-start-at", from_start_at),
  FOYER_FIELD_OPTIONAL (FoyerBookingEvent, "to-start-at", to_start_at),
  FOYER_FIELD_TEXT (FoyerBookingEvent, "reason", reason),
  FOYER_FIELD_FLAG (FoyerBookingEvent, "undone", undone),
};

FOYER_DEFINE_RECORD (FoyerBookingEvent, foyer_booking_event, "booking_event", fields)
