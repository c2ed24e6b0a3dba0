/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-booking-state.h"
#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerChannel:
 * @FOYER_CHANNEL_PHONE:
 * @FOYER_CHANNEL_DESK: in person
 * @FOYER_CHANNEL_WEB:
 * @FOYER_CHANNEL_REFERRER:
 *
 * How an appointment was asked for.
 */
typedef enum
{
  FOYER_CHANNEL_PHONE,
  FOYER_CHANNEL_DESK,
  FOYER_CHANNEL_WEB,
  FOYER_CHANNEL_REFERRER,
} FoyerChannel;

#define FOYER_TYPE_CHANNEL (foyer_channel_get_type ())
GType foyer_channel_get_type (void);

/**
 * FoyerCancelReason:
 * @FOYER_CANCEL_REASON_NONE: not cancelled
 * @FOYER_CANCEL_REASON_PATIENT: pat
 * @FOYER_CANCEL_REASON_PATIENT_FEELING_BETTER: pat-fb
 * @FOYER_CANCEL_REASON_PATIENT_MOVED: pat-mv
 * @FOYER_CANCEL_REASON_PATIENT_TRANSPORT: pat-lt
 * @FOYER_CANCEL_REASON_PATIENT_WEATHER: oth-weath
 * @FOYER_CANCEL_REASON_CLINIC: prov
 * @FOYER_CANCEL_REASON_CLINICIAN_ABSENT: prov-pers
 * @FOYER_CANCEL_REASON_NO_INTERPRETER: oth-int
 * @FOYER_CANCEL_REASON_ROOM_UNAVAILABLE: oth-room
 * @FOYER_CANCEL_REASON_FINANCE: oth-fin
 * @FOYER_CANCEL_REASON_HOLD_EXPIRED: the deadline of the hold passed
 * @FOYER_CANCEL_REASON_ERROR: oth-err
 *
 * Why a booking ended; HL7 appointment-cancellation-reason beside it.
 */
typedef enum
{
  FOYER_CANCEL_REASON_NONE,
  FOYER_CANCEL_REASON_PATIENT,
  FOYER_CANCEL_REASON_PATIENT_FEELING_BETTER,
  FOYER_CANCEL_REASON_PATIENT_MOVED,
  FOYER_CANCEL_REASON_PATIENT_TRANSPORT,
  FOYER_CANCEL_REASON_PATIENT_WEATHER,
  FOYER_CANCEL_REASON_CLINIC,
  FOYER_CANCEL_REASON_CLINICIAN_ABSENT,
  FOYER_CANCEL_REASON_NO_INTERPRETER,
  FOYER_CANCEL_REASON_ROOM_UNAVAILABLE,
  FOYER_CANCEL_REASON_FINANCE,
  FOYER_CANCEL_REASON_HOLD_EXPIRED,
  FOYER_CANCEL_REASON_ERROR,
} FoyerCancelReason;

#define FOYER_TYPE_CANCEL_REASON (foyer_cancel_reason_get_type ())
GType foyer_cancel_reason_get_type (void);

#define FOYER_TYPE_BOOKING (foyer_booking_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBooking, foyer_booking, FOYER, BOOKING, FoyerRecord)

/**
 * FoyerBooking:
 *
 * An appointment.
 *
 * Instants are seconds since 1970-01-01 UTC, intervals half-open.  @block_start_at to
 * @block_end_at is the visit with its buffers; that is what must not overlap.  Both are 0
 * while a request has no time.
 */
struct _FoyerBooking
{
  FoyerRecord parent_instance;

  char             *number; /* (owned) (nullable) as staff read it, `B-20417` */
  gint64            patient_id;
  gint64            service_id;
  gint64            clinician_id; /* 0 while a request names none */
  gint64            room_id;
  gint64            referral_id; /* what it rests on, 0 if none */
  FoyerBookingState state;
  gint64            start_at;
  gint64            end_at;
  gint64            block_start_at;
  gint64            block_end_at;
  char *visit_date; /* (owned) (nullable) civil date of the start in the clinic's zone */
  char *reason;     /* (owned) (nullable) reason for the visit */
  char *note;       /* (owned) (nullable) for staff */
  gboolean     interpreter_arranged;
  FoyerChannel channel;    /* how it was asked for */
  gint64       held_until; /* deadline of a hold */
  gint64 deposit_minor;    /* payment required before it counts as booked, minor units */
  gint64 booked_at;
  gint64 confirmed_at;
  gint64 arrived_at;
  gint64 checked_in_at;
  gint64 in_room_at;
  gint64 completed_at;
  gint64 ended_at; /* cancelled, no-show or left */
  FoyerCancelReason cancel_reason;
  char             *cancel_comment; /* (owned) (nullable) */
  gint64            times_moved;
  gint64            created_by; /* staff */
  gint64            created_at;
  gint64            updated_at;
};

FoyerBooking *foyer_booking_new (void);

G_END_DECLS
