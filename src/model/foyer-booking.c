/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-booking.h"

G_DEFINE_ENUM_TYPE (FoyerChannel,
                    foyer_channel,
                    G_DEFINE_ENUM_VALUE (FOYER_CHANNEL_PHONE, "phone"),
                    G_DEFINE_ENUM_VALUE (FOYER_CHANNEL_DESK, "desk"),
                    G_DEFINE_ENUM_VALUE (FOYER_CHANNEL_WEB, "web"),
                    G_DEFINE_ENUM_VALUE (FOYER_CHANNEL_REFERRER, "referrer"))

G_DEFINE_ENUM_TYPE (
    FoyerCancelReason,
    foyer_cancel_reason,
    G_DEFINE_ENUM_VALUE (FOYER_CANCEL_REASON_NONE, "none"),
    G_DEFINE_ENUM_VALUE (FOYER_CANCEL_REASON_PATIENT, "patient"),
    G_DEFINE_ENUM_VALUE (FOYER_CANCEL_REASON_PATIENT_FEELING_BETTER,
                         "patient-feeling-better"),
    G_DEFINE_ENUM_VALUE (FOYER_CANCEL_REASON_PATIENT_MOVED, "patient-moved"),
    G_DEFINE_ENUM_VALUE (FOYER_CANCEL_REASON_PATIENT_TRANSPORT, "patient-transport"),
    G_DEFINE_ENUM_VALUE (FOYER_CANCEL_REASON_PATIENT_WEATHER, "patient-weather"),
    G_DEFINE_ENUM_VALUE (FOYER_CANCEL_REASON_CLINIC, "clinic"),
    G_DEFINE_ENUM_VALUE (FOYER_CANCEL_REASON_CLINICIAN_ABSENT, "clinician-absent"),
    G_DEFINE_ENUM_VALUE (FOYER_CANCEL_REASON_NO_INTERPRETER, "no-interpreter"),
    G_DEFINE_ENUM_VALUE (FOYER_CANCEL_REASON_ROOM_UNAVAILABLE, "room-unavailable"),
    G_DEFINE_ENUM_VALUE (FOYER_CANCEL_REASON_FINANCE, "finance"),
    G_DEFINE_ENUM_VALUE (FOYER_CANCEL_REASON_HOLD_EXPIRED, "hold-expired"),
    G_DEFINE_ENUM_VALUE (FOYER_CANCEL_REASON_ERROR, "error"))

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerBooking, "number", number),
  FOYER_FIELD_INTEGER (FoyerBooking, "patient-id", patient_id),
  FOYER_FIELD_INTEGER (FoyerBooking, "service-id", service_id),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "clinician-id", clinician_id),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "room-id", room_id),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "referral-id", referral_id),
  FOYER_FIELD_ENUM (FoyerBooking, "state", state, foyer_booking_state_get_type),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "start-at", start_at),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "end-at", end_at),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "block-start-at", block_start_at),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "block-end-at", block_end_at),
  FOYER_FIELD_TEXT (FoyerBooking, "visit-date", visit_date),
  FOYER_FIELD_TEXT (FoyerBooking, "reason", reason),
  FOYER_FIELD_TEXT (FoyerBooking, "note", note),
  FOYER_FIELD_FLAG (FoyerBooking, "interpreter-arranged", interpreter_arranged),
  FOYER_FIELD_ENUM (FoyerBooking, "channel", channel, foyer_channel_get_type),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "held-until", held_until),
  FOYER_FIELD_INTEGER (FoyerBooking, "deposit-minor", deposit_minor),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "booked-at", booked_at),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "confirmed-at", confirmed_at),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "arrived-at", arrived_at),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "checked-in-at", checked_in_at),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "in-room-at", in_room_at),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "completed-at", completed_at),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "ended-at", ended_at),
  FOYER_FIELD_ENUM (
      FoyerBooking, "cancel-reason", cancel_reason, foyer_cancel_reason_get_type),
  FOYER_FIELD_TEXT (FoyerBooking, "cancel-comment", cancel_comment),
  FOYER_FIELD_INTEGER (FoyerBooking, "times-moved", times_moved),
  FOYER_FIELD_OPTIONAL (FoyerBooking, "created-by", created_by),
  FOYER_FIELD_INTEGER (FoyerBooking, "created-at", created_at),
  FOYER_FIELD_INTEGER (FoyerBooking, "updated-at", updated_at),
};

FOYER_DEFINE_RECORD (FoyerBooking, foyer_booking, "booking", fields)
