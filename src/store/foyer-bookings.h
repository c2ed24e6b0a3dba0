/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-booking-event.h"
#include "model/foyer-booking-override.h"
#include "model/foyer-booking.h"
#include "model/foyer-gate.h"
#include "model/foyer-payment.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerBookingRow:
 *
 * A booking as schedules, lists and paper show it: with the names of whom it concerns and
 * with what is derived.
 */
#define FOYER_TYPE_BOOKING_ROW (foyer_booking_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBookingRow, foyer_booking_row, FOYER, BOOKING_ROW, GObject)

struct _FoyerBookingRow
{
  GObject parent_instance;

  FoyerBooking *booking; /* (owned) */

  char    *patient_number;     /* (owned) */
  char    *patient_family;     /* (owned) (nullable) */
  char    *patient_given;      /* (owned) (nullable) */
  char    *patient_preferred;  /* (owned) (nullable) */
  char    *patient_birth_date; /* (owned) (nullable) */
  char    *patient_language;   /* (owned) (nullable) BCP 47 */
  char    *patient_alert;      /* (owned) (nullable) */
  char    *patient_name_key;   /* (owned) folded, to find who has the same name */
  gboolean interpreter_needed;
  gboolean patient_is_new; /* on the day of the visit */
  gboolean same_name;      /* another patient of the same day has the same name */
  gboolean has_guardian;   /* looked for only if the patient is no adult */

  char             *service_name;   /* (owned) */
  char             *service_code;   /* (owned) */
  char             *service_colour; /* (owned) (nullable) */
  char             *clinician_name; /* (owned) (nullable) prefix given family */
  char             *room_name;      /* (owned) (nullable) */
  FoyerReferralRule referral_rule;

  char              *referral_number; /* (owned) (nullable) */
  FoyerReferralState referral_state;
  FoyerUrgency       referral_urgency;
  char              *referral_valid_to;          /* (owned) (nullable) */
  gint64             referral_visits_used;       /* a detail unless there is a limit */
  gint64             referral_visits_booked;     /* a detail unless there is a limit */
  gint64             referral_visits_authorised; /* 0: no limit stated */

  gint64 paid_minor;   /* towards the deposit */
  gint64 waived_minor; /* of the deposit */

  gboolean unconfirmed; /* it comes, and its time is not claimed at the endpoint */

  /* Details: NULL or 0 in a list of days until foyer_bookings_read_details(). */
  char  *patient_phone; /* (owned) (nullable) first choice */
  gint64 n_no_shows;    /* in the 24 months before the visit */
  char  *referrer_name; /* (owned) (nullable) */
  char  *overrides; /* (owned) (nullable) rules set aside, nicks separated by commas */
};

/* Bookings of a civil day, by clinician position and time; of one clinician if not 0.
 * @all adds those that no longer occupy their time.  Without details. */
GPtrArray *foyer_bookings_list_day (
    FoyerDb *db, const char *date, gint64 clinician_id, gboolean all, GError **error);
GPtrArray *foyer_bookings_list_range (FoyerDb    *db,
                                      const char *first_date,
                                      const char *last_date,
                                      gint64      clinician_id,
                                      gboolean    all,
                                      GError    **error);
gboolean foyer_bookings_read_details (FoyerDb *db, FoyerBookingRow *row, GError **error);
GPtrArray *
foyer_bookings_list_for_patient (FoyerDb *db, gint64 patient_id, GError **error);
FoyerBookingRow *foyer_bookings_get (FoyerDb *db, gint64 id, GError **error);
GPtrArray       *foyer_bookings_list_events (FoyerDb *db, gint64 id, GError **error);
GPtrArray       *foyer_bookings_list_overrides (FoyerDb *db, gint64 id, GError **error);
/* How many live bookings each day of a month has: GHashTable of date text to count. */
GHashTable *foyer_bookings_count_days (FoyerDb    *db,
                                       const char *first_date,
                                       const char *last_date,
                                       gint64      clinician_id,
                                       GError    **error);

/**
 * FoyerBookingRequest:
 *
 * What a person asks the gate for: a time for a patient, and what comes with it.
 */
typedef struct
{
  gint64 booking_id; /* a held or requested booking to go on with, or to move; 0: new */
  gint64 patient_id;
  gint64 service_id;
  gint64 referral_id; /* 0: none */
  gint64 clinician_id;
  gint64 room_id; /* 0: any free one if the service needs one */
  gint64 start_at;
  gint64 duration_minutes; /* 0: the service's, or the referral's */
  FoyerChannel channel;
  const char  *reason; /* (nullable) of the visit */
  const char  *note;   /* (nullable) */
  gboolean     interpreter_arranged;

  GPtrArray *payments; /* (nullable) of FoyerPayment: what is paid of the deposit */
  gint64 attempt_id;   /* instead: an open attempt with @booking_id, which is finished */
  const char *waive_reason; /* (nullable) waives what is still due */

  guint       overrides;       /* bit 1 << rule for each rule to set aside */
  const char *override_reason; /* (nullable) why */
} FoyerBookingRequest;

/* The gate's answer without changing anything: (element-type FoyerGateItem). */
GPtrArray *foyer_bookings_check (FoyerDb                   *db,
                                 FoyerUser                 *actor,
                                 const FoyerBookingRequest *request,
                                 GError                   **error);

/* Each is one action; the gate and the overlap are checked again inside its transaction.
 * On FOYER_STORE_ERROR_RULE, @out_items has the checklist that refused. */
gboolean foyer_bookings_make (FoyerDb                   *db,
                              FoyerUser                 *actor,
                              const FoyerBookingRequest *request,
                              gint64                    *out_id,
                              GPtrArray                **out_items,
                              GError                   **error);
gboolean foyer_bookings_hold (FoyerDb                   *db,
                              FoyerUser                 *actor,
                              const FoyerBookingRequest *request,
                              gboolean                   until_end_of_day,
                              gint64                    *out_id,
                              GPtrArray                **out_items,
                              GError                   **error);
gboolean foyer_bookings_move (FoyerDb                   *db,
                              FoyerUser                 *actor,
                              const FoyerBookingRequest *request,
                              GPtrArray                **out_items,
                              GError                   **error);

gboolean foyer_bookings_step (FoyerDb          *db,
                              FoyerUser        *actor,
                              gint64            id,
                              FoyerBookingState to,
                              const char       *reason,
                              GError          **error);
gboolean foyer_bookings_cancel (FoyerDb          *db,
                                FoyerUser        *actor,
                                gint64            id,
                                FoyerCancelReason reason,
                                const char       *comment,
                                GError          **error);
gboolean foyer_bookings_undo (FoyerDb *db, FoyerUser *actor, gint64 id, GError **error);
gboolean foyer_bookings_set_referral (
    FoyerDb *db, FoyerUser *actor, gint64 id, gint64 referral_id, GError **error);
/* Cancels holds whose deadline has passed; returns how many through @out_n. */
gboolean foyer_bookings_release_holds (FoyerDb *db, gint64 *out_n, GError **error);

G_END_DECLS
