/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-requests-private.h"

#include "model/foyer-phone.h"
#include "model/foyer-time.h"
#include "store/foyer-bookings-private.h"
#include "store/foyer-patients-private.h"
#include "store/foyer-referrals-private.h"
#include "store/foyer-replicas.h"
#include "store/foyer-table.h"
#include "store/foyer-unsent.h"

#define KIND "request"

/* FHIR type of a request, which is also that of the booking that it becomes. */
#define RESOURCE "Appointment"

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

/* Whether all words of @text are among @words, NULL-terminated. */
static gboolean
are_words_of (const char *text, const char *const *words)
{
  g_auto (GStrv) given = NULL;

  if (text == NULL)
    return TRUE;
  given = g_strsplit (text, " ", -1);
  for (guint i = 0; given[i] != NULL; i++)
    if (!g_strv_contains (words, given[i]))
      return FALSE;

  return TRUE;
}

static gboolean
check_request (FoyerRequest *request, gint64 now, GError **error)
{
  static const char *const days[] = { "mon", "tue", "wed", "thu",
                                      "fri", "sat", "sun", NULL };
  static const char *const times[] = { "morning", "afternoon", NULL };
  FoyerRecordClass        *klass = FOYER_RECORD_GET_CLASS (request);
  g_autoptr (FoyerPatient) patient = NULL;
  int day;

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].type == G_TYPE_STRING &&
        !foyer_patients_check_text (&klass->fields[i], request, error))
      return FALSE;
  if (request->phone != NULL && !foyer_phone_is_valid (request->phone))
    return foyer_store_refuse_field (error, "phone", "not-a-number");
  if (request->phone == NULL && request->email == NULL && request->patient_id == 0)
    return foyer_store_refuse_field (error, "phone", "missing");
  if (request->earliest_date != NULL && !foyer_day_parse (request->earliest_date, &day))
    return foyer_store_refuse_field (error, "earliest-date", "impossible-date");
  if (!are_words_of (request->preferred_days, days))
    return foyer_store_refuse_field (error, "preferred-days", "unknown");
  if (!are_words_of (request->preferred_times, times))
    return foyer_store_refuse_field (error, "preferred-times", "unknown");

  patient = foyer_requests_new_patient (request);

  return foyer_patients_check (patient, now, error);
}

static gboolean
add (FoyerAct *act, gpointer data, GError **error)
{
  FoyerRequest *request = data;

  if (!check_request (request, act->now, error))
    return FALSE;

  foyer_record_set_id (FOYER_RECORD (request), 0);
  request->state = FOYER_REQUEST_STATE_OPEN;
  if (request->received_at == 0)
    request->received_at = act->now;
  request->created_at = act->now;
  request->updated_at = act->now;

  return foyer_act_insert (act, request, error);
}

/**
 * foyer_requests_add:
 * @db: a connection that can write
 * @actor: who took it down
 * @request: a new request by phone or in person; gets its id and its times
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_INVALID`: `family` `missing` if there is no name, `phone` `missing`
 * if there is no way to reach them, or `not-a-number`, `email` `impossible`, `birth-date` as
 * foyer_patients_save(), `earliest-date` `impossible-date`, `preferred-days`, `preferred-times`
 * `unknown`; `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_requests_add (FoyerDb *db, FoyerUser *actor, FoyerRequest *request, GError **error)
{
  g_return_val_if_fail (FOYER_IS_REQUEST (request), FALSE);

  return foyer_db_act (db, actor, FOYER_ACTION_REQUEST_HANDLE, NULL, add, request, error);
}

/* Reads a request that nobody has ended. */
FoyerRequest *
foyer_requests_get_pending_in (FoyerAct *act, gint64 id, GError **error)
{
  g_autoptr (FoyerRequest) request = foyer_requests_get (act->db, id, error);

  if (request == NULL)
    return NULL;
  if (request->state != FOYER_REQUEST_STATE_OPEN &&
      request->state != FOYER_REQUEST_STATE_AWAITING_REFERRAL)
    {
      foyer_store_refuse_rule (error, "request-step");
      return NULL;
    }

  return g_steal_pointer (&request);
}

static gboolean
write_request (FoyerAct *act, FoyerRequest *request, GError **error)
{
  request->updated_at = act->now;

  return foyer_act_update (act, request, error);
}

static gboolean
answer (FoyerAct *act, FoyerRequest *request, FoyerRequestState state, GError **error)
{
  request->state = state;
  request->handled_by = foyer_act_get_staff_id (act);
  request->handled_at = act->now;

  return write_request (act, request, error);
}

/* What only a step changes is kept as it is stored. */
static gboolean
update (FoyerAct *act, gpointer data, GError **error)
{
  FoyerRequest *request = data;
  g_autoptr (FoyerRequest) stored = NULL;

  stored = foyer_requests_get_pending_in (
      act, foyer_record_get_id (FOYER_RECORD (request)), error);
  if (stored == NULL)
    return FALSE;
  request->channel = stored->channel;
  if (stored->channel == FOYER_CHANNEL_WEB)
    {
      foyer_set_text (&request->message, stored->message);
      foyer_set_text (&request->referrer_text, stored->referrer_text);
    }
  request->state = stored->state;
  request->received_at = stored->received_at;
  request->patient_id = stored->patient_id;
  request->referral_id = stored->referral_id;
  foyer_set_text (&request->reason, stored->reason);
  request->handled_by = stored->handled_by;
  request->handled_at = stored->handled_at;
  request->created_at = stored->created_at;

  return check_request (request, act->now, error) && write_request (act, request, error);
}

/**
 * foyer_requests_update:
 * @db: a connection that can write
 * @actor: who acts
 * @request: a stored request with what was asked for corrected
 * @error: return location for an error
 *
 * Saves what the patient asked for; how it is answered changes only by the functions below.  The
 * sentences that a patient has written in the web form stay theirs.
 *
 * Errors: as foyer_requests_add(); `FOYER_STORE_ERROR_RULE` `request-step` if it has been
 * answered; `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_requests_update (FoyerDb      *db,
                       FoyerUser    *actor,
                       FoyerRequest *request,
                       GError      **error)
{
  g_return_val_if_fail (FOYER_IS_REQUEST (request), FALSE);

  return foyer_db_act (db, actor, FOYER_ACTION_REQUEST_HANDLE, NULL, update, request,
                       error);
}

/* A step with what it needs; each uses some of it. */
typedef struct
{
  gint64              id;
  gint64              patient_id;
  FoyerPatient       *patient;     /* (unowned) (nullable) */
  gint64              referrer_id; /* 0: not known */
  gint64              referral_id; /* that was made */
  const char         *reason;      /* (unowned) (nullable) */
  FoyerRequestState   to;
  FoyerCommunication *told; /* (unowned) (nullable) */
} Step;

/* A referral is that of a patient: with another patient there is none yet. */
static void
set_patient (FoyerRequest *request, gint64 patient_id)
{
  if (request->patient_id == patient_id)
    return;
  request->patient_id = patient_id;
  request->referral_id = 0;
  request->state = FOYER_REQUEST_STATE_OPEN;
}

static gboolean
attach (FoyerAct *act, gpointer data, GError **error)
{
  const Step *step = data;
  g_autoptr (FoyerRequest) request = foyer_requests_get_pending_in (act, step->id, error);
  gint64 found = 0;

  if (request == NULL)
    return FALSE;
  if (step->patient_id != 0 &&
      !foyer_db_query_integer (act->db, &found, error,
                               "SELECT id FROM patient WHERE id = ?1", "i",
                               step->patient_id))
    return FALSE;
  if (found != step->patient_id)
    return foyer_store_refuse_field (error, "patient-id", "unknown");
  if (request->patient_id != step->patient_id &&
      !foyer_requests_give_hold_back_in (act, request, error))
    return FALSE;
  set_patient (request, step->patient_id);

  return write_request (act, request, error);
}

/**
 * foyer_requests_attach:
 * @db: a connection that can write
 * @actor: who has settled it
 * @id: a request
 * @patient_id: whom it is from; 0: that is open again
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` `patient-id` `unknown`; `FOYER_STORE_ERROR_RULE`
 * `request-step` if it has been answered; `FOYER_STORE_ERROR_NOT_FOUND`,
 * `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_requests_attach (
    FoyerDb *db, FoyerUser *actor, gint64 id, gint64 patient_id, GError **error)
{
  Step step = { .id = id, .patient_id = patient_id };

  return foyer_db_act (db, actor, FOYER_ACTION_REQUEST_HANDLE, NULL, attach, &step,
                       error);
}

static gboolean
register_patient (FoyerAct *act, gpointer data, GError **error)
{
  const Step *step = data;
  g_autoptr (FoyerRequest) request = foyer_requests_get_pending_in (act, step->id, error);

  if (request == NULL)
    return FALSE;
  if (request->patient_id != 0)
    return foyer_store_refuse_rule (error, "request-step");
  foyer_record_set_id (FOYER_RECORD (step->patient), 0);
  if (!foyer_patients_save_in (act, step->patient, error))
    return FALSE;
  set_patient (request, foyer_record_get_id (FOYER_RECORD (step->patient)));

  return write_request (act, request, error);
}

/**
 * foyer_requests_register:
 * @db: a connection that can write
 * @actor: who acts
 * @id: a request that is attached to nobody
 * @patient: a new patient, as foyer_requests_new_patient() begins it; ask
 *   foyer_patients_list_duplicates() first, as before every registration
 * @error: return location for an error
 *
 * Registers who has asked and attaches the request to them, in one action.
 *
 * Errors: as foyer_patients_save(); `FOYER_STORE_ERROR_RULE` `request-step` if it has been
 * answered or attached.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_requests_register (
    FoyerDb *db, FoyerUser *actor, gint64 id, FoyerPatient *patient, GError **error)
{
  Step step = { .id = id, .patient = patient };

  g_return_val_if_fail (FOYER_IS_PATIENT (patient), FALSE);

  return foyer_db_act (db, actor, FOYER_ACTION_REQUEST_HANDLE, NULL, register_patient,
                       &step, error);
}

/* A time that was held for the request in the meantime is given back, so that the booking that
 * takes it can have the request's uid. */
static gboolean
take_over_hold (FoyerAct *act, FoyerBookingRequest *booking, GError **error)
{
  g_autoptr (FoyerBooking) hold = NULL;
  gint64 n_entries;

  hold = foyer_table_get (act->db, FOYER_TYPE_BOOKING, booking->booking_id, error);
  if (hold == NULL ||
      !foyer_db_query_integer (act->db, &n_entries, error,
                               "SELECT count (*) FROM ledger_effect "
                               "WHERE booking_id = ?1 AND money_minor <> 0",
                               "i", booking->booking_id))
    return FALSE;
  if (hold->state != FOYER_BOOKING_STATE_HELD || n_entries > 0)
    return foyer_store_refuse_rule (error, "booking-step");

  if (booking->patient_id == 0)
    booking->patient_id = hold->patient_id;
  if (booking->service_id == 0)
    booking->service_id = hold->service_id;
  if (booking->referral_id == 0)
    booking->referral_id = hold->referral_id;
  if (booking->clinician_id == 0)
    booking->clinician_id = hold->clinician_id;
  if (booking->room_id == 0)
    booking->room_id = hold->room_id;
  if (booking->start_at == 0)
    booking->start_at = hold->start_at;
  if (booking->duration_minutes == 0)
    booking->duration_minutes = (hold->end_at - hold->start_at) / FOYER_MINUTE_SECONDS;
  booking->booking_id = 0;

  return foyer_requests_give_back_in (act, hold, error);
}

/* The request is the same resource at the endpoint as the booking, which is sent from now on. */
static gboolean
hand_over (FoyerAct *act, const FoyerRequestTime *self, GError **error)
{
  g_autoptr (FoyerReplica) replica = NULL;

  if (!foyer_replicas_get (act->db, KIND, self->id, RESOURCE, &replica, error) ||
      (replica != NULL &&
       !foyer_replicas_change_kind (act, replica, "booking", self->booking_id, error)))
    return FALSE;

  return foyer_unsent_clear (act, KIND, self->id, G_MAXINT64, error);
}

static gboolean
book (FoyerAct *act, gpointer data, GError **error)
{
  FoyerRequestTime   *self = data;
  FoyerBookingRequest booking = *self->booking;
  g_autoptr (FoyerRequest) request = NULL;

  if (!foyer_act_require (act, FOYER_ACTION_REQUEST_HANDLE, error))
    return FALSE;
  request = foyer_requests_get_pending_in (act, self->id, error);
  if (request == NULL ||
      (booking.booking_id != 0 && !take_over_hold (act, &booking, error)))
    return FALSE;
  if (booking.patient_id == 0)
    booking.patient_id = request->patient_id;
  if (request->patient_id != 0 && booking.patient_id != request->patient_id)
    return foyer_store_refuse_field (error, "patient-id", "unknown");
  booking.channel = request->channel;

  if (!foyer_bookings_make_in (act, &booking,
                               foyer_record_get_uid (FOYER_RECORD (request)),
                               &self->booking_id, &self->items, error))
    return FALSE;
  request->patient_id = booking.patient_id;
  if (booking.referral_id != 0)
    request->referral_id = booking.referral_id;

  return answer (act, request, FOYER_REQUEST_STATE_BOOKED, error) &&
         hand_over (act, self, error);
}

/**
 * foyer_requests_book:
 * @db: a connection that can write
 * @actor: who acts
 * @id: a request
 * @booking: the time, as for foyer_bookings_make(); of the patient of the request, if it is
 *   attached to one.  A hold of it is given back in the same action.
 * @out_booking_id: (out) (optional): the booking
 * @out_items: (out) (optional) (transfer full) (nullable): what the gate said
 * @error: return location for an error
 *
 * Turns a request into a booking of the same uid: to the endpoint, and so to every desk, it
 * stays one thing.  Gate, overlap and deposit are those of every booking.
 *
 * Errors: as foyer_bookings_make(); `FOYER_STORE_ERROR_RULE` `request-step` if it has been
 * answered, `booking-step` if money was taken for the hold; `FOYER_STORE_ERROR_INVALID`
 * `patient-id` if it is somebody else's.
 *
 * Returns: `TRUE` once the time is promised
 */
gboolean
foyer_requests_book (FoyerDb                   *db,
                     FoyerUser                 *actor,
                     gint64                     id,
                     const FoyerBookingRequest *booking,
                     gint64                    *out_booking_id,
                     GPtrArray                **out_items,
                     GError                   **error)
{
  return foyer_requests_take_time (db, actor, book, id, booking, out_booking_id,
                                   out_items, error);
}

/* Notes what the patient was told about @request. */
static gboolean
note_told (FoyerAct *act, FoyerRequest *request, FoyerCommunication *told, GError **error)
{
  if (told == NULL)
    return TRUE;
  told->request_id = foyer_record_get_id (FOYER_RECORD (request));
  told->patient_id = request->patient_id;
  told->referral_id = request->referral_id;

  return foyer_communications_add_in (act, told, error);
}

static gboolean
ask_referral (FoyerAct *act, gpointer data, GError **error)
{
  Step *step = data;
  g_autoptr (FoyerRequest) request = NULL;
  g_autoptr (FoyerReferral) referral = foyer_referral_new ();

  if (!foyer_act_require (act, FOYER_ACTION_REFERRAL_REGISTER, error))
    return FALSE;
  request = foyer_requests_get_pending_in (act, step->id, error);
  if (request == NULL)
    return FALSE;
  if (request->patient_id == 0)
    return foyer_store_refuse_field (error, "patient-id", "missing");
  if (request->referral_id != 0)
    return foyer_store_refuse_rule (error, "request-step");

  referral->patient_id = request->patient_id;
  referral->referrer_id = step->referrer_id;
  referral->state = FOYER_REFERRAL_STATE_EXPECTED;
  referral->source = FOYER_REFERRAL_SOURCE_PHONE;
  foyer_set_text (&referral->reason, request->message);
  if (!foyer_referrals_save_in (act, referral, error))
    return FALSE;
  request->referral_id = step->referral_id =
      foyer_record_get_id (FOYER_RECORD (referral));

  return answer (act, request, FOYER_REQUEST_STATE_AWAITING_REFERRAL, error) &&
         note_told (act, request, step->told, error);
}

/**
 * foyer_requests_ask_referral:
 * @db: a connection that can write
 * @actor: who acts
 * @id: a request that is attached to a patient and rests on no referral
 * @referrer_id: who is to send it; 0: not known
 * @told: (nullable): how the patient was told; gets what it is about
 * @out_referral_id: (out) (optional): the expected referral
 * @error: return location for an error
 *
 * Notes that a referral is expected and lets the request wait for it, in one action.  Once the
 * referral is received the request is to be answered again.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID`: `patient-id` `missing`, `referrer-id` `unknown`;
 * `FOYER_STORE_ERROR_RULE` `request-step` if it has been answered or rests on a referral;
 * `FOYER_STORE_ERROR_NOT_FOUND`, `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_requests_ask_referral (FoyerDb            *db,
                             FoyerUser          *actor,
                             gint64              id,
                             gint64              referrer_id,
                             FoyerCommunication *told,
                             gint64             *out_referral_id,
                             GError            **error)
{
  Step step = { .id = id, .referrer_id = referrer_id, .told = told };

  if (!foyer_db_act (db, actor, FOYER_ACTION_REQUEST_HANDLE, NULL, ask_referral, &step,
                     error))
    return FALSE;
  if (out_referral_id != NULL)
    *out_referral_id = step.referral_id;

  return TRUE;
}

static gboolean
end (FoyerAct *act, gpointer data, GError **error)
{
  const Step *step = data;
  g_autoptr (FoyerRequest) request = foyer_requests_get_pending_in (act, step->id, error);

  if (request == NULL)
    return FALSE;
  foyer_set_text (&request->reason, step->reason);

  return foyer_requests_give_hold_back_in (act, request, error) &&
         answer (act, request, step->to, error) &&
         note_told (act, request, step->told, error);
}

static gboolean
end_with_reason (FoyerDb *db, FoyerUser *actor, Step *step, GError **error)
{
  if (is_empty (step->reason))
    return foyer_store_refuse_field (error, "reason", "missing");

  return foyer_db_act (db, actor, FOYER_ACTION_REQUEST_HANDLE, step->reason, end, step,
                       error);
}

/**
 * foyer_requests_decline:
 * @db: a connection that can write
 * @actor: who acts
 * @id: a request
 * @reason: why, in words
 * @told: (nullable): how the patient was told; gets what it is about
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` `reason` `missing`; `FOYER_STORE_ERROR_RULE`
 * `request-step` if it has been answered; `FOYER_STORE_ERROR_NOT_FOUND`,
 * `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_requests_decline (FoyerDb            *db,
                        FoyerUser          *actor,
                        gint64              id,
                        const char         *reason,
                        FoyerCommunication *told,
                        GError            **error)
{
  Step step = {
    .id = id, .reason = reason, .told = told, .to = FOYER_REQUEST_STATE_DECLINED
  };

  return end_with_reason (db, actor, &step, error);
}

/**
 * foyer_requests_dismiss:
 * @db: a connection that can write
 * @actor: who acts
 * @id: a request that is a mistake, or not by a patient
 * @reason: why, in words
 * @error: return location for an error
 *
 * Errors: as foyer_requests_decline().
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_requests_dismiss (
    FoyerDb *db, FoyerUser *actor, gint64 id, const char *reason, GError **error)
{
  Step step = { .id = id, .reason = reason, .to = FOYER_REQUEST_STATE_ENTERED_IN_ERROR };

  return end_with_reason (db, actor, &step, error);
}

static gboolean
reopen (FoyerAct *act, gpointer data, GError **error)
{
  const Step *step = data;
  g_autoptr (FoyerRequest) request = foyer_requests_get (act->db, step->id, error);

  if (request == NULL)
    return FALSE;
  if (request->state == FOYER_REQUEST_STATE_OPEN ||
      request->state == FOYER_REQUEST_STATE_BOOKED)
    return foyer_store_refuse_rule (error, "request-step");

  request->state = FOYER_REQUEST_STATE_OPEN;
  foyer_set_text (&request->reason, NULL);
  request->handled_by = 0;
  request->handled_at = 0;

  return write_request (act, request, error);
}

/**
 * foyer_requests_reopen:
 * @db: a connection that can write
 * @actor: who acts
 * @id: a request that was declined or dismissed, or that waits
 * @error: return location for an error
 *
 * Has a request answered again.  One that was booked is the booking now: cancel or move that.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `request-step` if it is open or booked;
 * `FOYER_STORE_ERROR_NOT_FOUND`, `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_requests_reopen (FoyerDb *db, FoyerUser *actor, gint64 id, GError **error)
{
  Step step = { .id = id };

  return foyer_db_act (db, actor, FOYER_ACTION_REQUEST_HANDLE, NULL, reopen, &step,
                       error);
}
