/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-bookings-private.h"

#include "model/foyer-absence.h"
#include "model/foyer-availability.h"
#include "model/foyer-clinician.h"
#include "model/foyer-holiday.h"
#include "model/foyer-patient-standing.h"
#include "model/foyer-payment.h"
#include "model/foyer-room.h"
#include "model/foyer-working-hours.h"
#include "store/foyer-ledger.h"
#include "store/foyer-payments.h"
#include "store/foyer-referrals-private.h"
#include "store/foyer-table.h"

/* Bookings that occupy their time at ?2; a hold past its deadline does not. */
#define OCCUPIES "live AND (state <> 'held' OR held_until > ?2) AND id <> ?1"

/* Reads a record, or leaves @out_record NULL if there is none of that id. */
static gboolean
find (FoyerDb *db, GType type, gint64 id, gpointer out_record, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gpointer *record = out_record;

  if (id == 0)
    return TRUE;
  *record = foyer_table_get (db, type, id, &failure);
  if (*record != NULL ||
      g_error_matches (failure, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The wish as a booking: what the request leaves open is as it was, or as usual. */
static void
merge_request (FoyerBooking *booking, const FoyerBookingRequest *request)
{
  if (request->patient_id != 0)
    booking->patient_id = request->patient_id;
  if (request->service_id != 0)
    booking->service_id = request->service_id;
  if (request->referral_id != 0)
    booking->referral_id = request->referral_id;
  if (request->clinician_id != 0)
    booking->clinician_id = request->clinician_id;
  if (request->room_id != 0)
    booking->room_id = request->room_id;
  if (request->start_at != 0)
    booking->start_at = request->start_at;
  if (request->booking_id == 0)
    booking->channel = request->channel;
  if (request->reason != NULL)
    foyer_set_text (&booking->reason, request->reason);
  if (request->note != NULL)
    foyer_set_text (&booking->note, request->note);
  booking->interpreter_arranged |= request->interpreter_arranged;
}

static gboolean
read_records (FoyerBookingCase          *self,
              FoyerDb                   *db,
              const FoyerBookingRequest *request,
              GError                   **error)
{
  self->clinic = foyer_table_get (db, FOYER_TYPE_CLINIC, 1, error);
  if (self->clinic == NULL)
    return FALSE;
  if (request->booking_id != 0)
    {
      self->before = foyer_table_get (db, FOYER_TYPE_BOOKING, request->booking_id, error);
      if (self->before == NULL)
        return FALSE;
      self->booking = foyer_record_copy (FOYER_RECORD (self->before));
    }
  else
    self->booking = foyer_booking_new ();
  merge_request (self->booking, request);

  if (!find (db, FOYER_TYPE_PATIENT, self->booking->patient_id, &self->patient, error) ||
      !find (db, FOYER_TYPE_SERVICE, self->booking->service_id, &self->service, error) ||
      !find (db, FOYER_TYPE_REFERRAL, self->booking->referral_id, &self->referral, error))
    return FALSE;
  if (self->referral == NULL)
    self->booking->referral_id = 0;
  if (self->patient != NULL)
    {
      self->patient->contacts =
          foyer_table_list (db, FOYER_TYPE_PATIENT_CONTACT, error,
                            "WHERE patient_id = ?1", "i", self->booking->patient_id);
      if (self->patient->contacts == NULL)
        return FALSE;
    }

  return TRUE;
}

static gint64
get_duration_minutes (FoyerBookingCase *self, const FoyerBookingRequest *request)
{
  if (request->duration_minutes != 0)
    return request->duration_minutes;
  if (self->before != NULL && self->before->end_at != 0 &&
      self->before->service_id == self->booking->service_id)
    return (self->before->end_at - self->before->start_at) / FOYER_MINUTE_SECONDS;
  if (self->referral != NULL && self->referral->visit_minutes != 0)
    return self->referral->visit_minutes;

  return self->service->duration_minutes;
}

static gboolean
set_times (FoyerBookingCase          *self,
           FoyerDb                   *db,
           const FoyerBookingRequest *request,
           GError                   **error)
{
  FoyerBooking    *booking = self->booking;
  FoyerZone       *zone = foyer_db_get_zone (db, error);
  g_autofree char *date = NULL;
  gint64           minutes;

  if (zone == NULL)
    return FALSE;
  if (booking->start_at == 0 || self->service == NULL)
    return TRUE;
  minutes = get_duration_minutes (self, request);
  if (minutes < 5 || minutes > 720)
    return foyer_store_refuse_field (error, "duration-minutes", "out-of-range");

  booking->end_at = booking->start_at + minutes * FOYER_MINUTE_SECONDS;
  booking->block_start_at =
      booking->start_at - self->service->buffer_before_minutes * FOYER_MINUTE_SECONDS;
  booking->block_end_at =
      booking->end_at + self->service->buffer_after_minutes * FOYER_MINUTE_SECONDS;
  date = foyer_day_format (foyer_zone_get_day (zone, booking->start_at));
  foyer_set_text (&booking->visit_date, date);

  return TRUE;
}

/* Reads what lies in the way, in order of time, and how much of it runs at once. */
static gboolean
read_overlap (FoyerStatement *statement, FoyerGateOverlap *overlap, GError **error)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gint64));
  FoyerSqlStep step;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      gint64 start_at = foyer_statement_integer (statement, 1);
      gint64 end_at = foyer_statement_integer (statement, 2);
      gint64 n_bookings = 1;

      for (guint i = 0; i < ends->len; i++)
        if (g_array_index (ends, gint64, i) > start_at)
          n_bookings++;
      g_array_append_val (ends, end_at);
      if (overlap->n_bookings == 0)
        {
          overlap->booking_id = foyer_statement_integer (statement, 0);
          overlap->start_at = start_at;
          overlap->end_at = end_at;
        }
      overlap->n_bookings = MAX (overlap->n_bookings, n_bookings);
    }

  return step == FOYER_SQL_DONE;
}

static gboolean
find_overlap (FoyerDb          *db,
              const char       *sql,
              FoyerBooking     *booking,
              gint64            now,
              gint64            owner_id,
              gboolean          with_buffers,
              FoyerGateOverlap *overlap,
              GError          **error)
{
  g_autoptr (FoyerStatement) statement = NULL;

  if (owner_id == 0 || booking->start_at == 0)
    return TRUE;
  statement = foyer_db_prepare (db, sql, error);

  return statement != NULL &&
         foyer_statement_bind (
             statement, error, "iiiii", foyer_record_get_id (FOYER_RECORD (booking)), now,
             owner_id, with_buffers ? booking->block_start_at : booking->start_at,
             with_buffers ? booking->block_end_at : booking->end_at) &&
         read_overlap (statement, overlap, error);
}

static gboolean
find_room_overlap (FoyerDb          *db,
                   FoyerBooking     *booking,
                   gint64            now,
                   gint64            room_id,
                   FoyerGateOverlap *overlap,
                   GError          **error)
{
  return find_overlap (db,
                       "SELECT id, block_start_at, block_end_at FROM booking "
                       "WHERE " OCCUPIES " AND room_id IS NOT NULL AND room_id = ?3 "
                       "AND block_start_at > ?4 - 86400 AND block_start_at < ?5 "
                       "AND block_end_at > ?4 ORDER BY block_start_at",
                       booking, now, room_id, TRUE, overlap, error);
}

/* Takes a free room where the service needs one and nobody named one: the one of the
 * clinician's hours if possible.  If none is free the first stays, so that the gate can say
 * what is in the way. */
static gboolean
choose_room (
    FoyerBookingCase *self, FoyerDb *db, gboolean by_hand, gint64 now, GError **error)
{
  FoyerBooking *booking = self->booking;
  g_autoptr (GPtrArray) rooms = NULL;
  gint64 first_id = 0;

  if (by_hand)
    {
      gint64 is_active;

      if (!foyer_db_query_integer (db, &is_active, error,
                                   "SELECT active FROM room WHERE id = ?1", "i",
                                   booking->room_id))
        return FALSE;
      if (is_active == 0)
        foyer_store_refuse_field (error, "room-id", "unknown");
      return is_active != 0;
    }
  if (booking->start_at == 0 || self->service == NULL || !self->service->needs_room)
    return TRUE;

  rooms = foyer_table_list (db, FOYER_TYPE_ROOM, error,
                            "WHERE active ORDER BY id <> ?1, id NOT IN "
                            "(SELECT room_id FROM working_hours WHERE clinician_id = ?2 "
                            " AND room_id IS NOT NULL), name, id",
                            "ii", booking->room_id, booking->clinician_id);
  if (rooms == NULL)
    return FALSE;

  for (guint i = 0; i < rooms->len; i++)
    {
      FoyerGateOverlap overlap = { 0 };
      gint64           id = foyer_record_get_id (g_ptr_array_index (rooms, i));

      if (!find_room_overlap (db, booking, now, id, &overlap, error))
        return FALSE;
      if (overlap.n_bookings == 0)
        {
          booking->room_id = id;
          return TRUE;
        }
      if (first_id == 0)
        first_id = id;
    }
  booking->room_id = first_id;

  return TRUE;
}

static gboolean
find_overlaps (FoyerBookingCase *self, FoyerDb *db, gint64 now, GError **error)
{
  FoyerBooking   *booking = self->booking;
  FoyerGateFacts *facts = &self->facts;

  return find_overlap (db,
                       "SELECT id, block_start_at, block_end_at FROM booking "
                       "WHERE " OCCUPIES " AND clinician_id = ?3 "
                       "AND block_start_at > ?4 - 86400 AND block_start_at < ?5 "
                       "AND block_end_at > ?4 ORDER BY block_start_at",
                       booking, now, booking->clinician_id, TRUE,
                       &facts->clinician_overlap, error) &&
         find_overlap (db,
                       "SELECT id, start_at, end_at FROM booking "
                       "WHERE " OCCUPIES " AND patient_id = ?3 "
                       "AND start_at > ?4 - 86400 AND start_at < ?5 "
                       "AND end_at > ?4 ORDER BY start_at",
                       booking, now, booking->patient_id, FALSE, &facts->patient_overlap,
                       error) &&
         find_room_overlap (db, booking, now, booking->room_id, &facts->room_overlap,
                            error);
}

/* Asks the working hours, of which only what touches the day is read. */
static gboolean
check_hours (FoyerBookingCase *self, FoyerDb *db, gint64 now, GError **error)
{
  FoyerBooking *booking = self->booking;
  FoyerZone    *zone = foyer_db_get_zone (db, error);
  g_autoptr (FoyerAvailability) availability = NULL;
  g_autoptr (GPtrArray) hours = NULL;
  g_autoptr (GPtrArray) absences = NULL;
  g_autoptr (GPtrArray) holidays = NULL;
  gboolean is_urgent =
      self->referral != NULL && self->referral->assigned_urgency >= FOYER_URGENCY_URGENT;

  if (zone == NULL)
    return FALSE;
  hours = foyer_table_list (db, FOYER_TYPE_WORKING_HOURS, error,
                            "WHERE clinician_id = ?1", "i", booking->clinician_id);
  if (hours == NULL)
    return FALSE;
  absences =
      foyer_table_list (db, FOYER_TYPE_ABSENCE, error,
                        "WHERE (clinician_id IS NULL OR clinician_id = ?1) AND end_at > "
                        "?2 AND start_at < ?3",
                        "iii", booking->clinician_id, booking->start_at, booking->end_at);
  if (absences == NULL)
    return FALSE;
  holidays = foyer_table_list (db, FOYER_TYPE_HOLIDAY, error, "WHERE date = ?1", "s",
                               booking->visit_date);
  if (holidays == NULL)
    return FALSE;

  availability = foyer_availability_new (zone, hours, absences, holidays);
  self->facts.availability = foyer_availability_check (
      availability, booking->clinician_id, self->service->category,
      foyer_availability_get_urgent_end (now, self->clinic->urgent_release_hours,
                                         is_urgent),
      booking->start_at, booking->end_at);

  return TRUE;
}

static gboolean
check_limits (FoyerBookingCase *self, FoyerDb *db, gint64 now, GError **error)
{
  FoyerBooking   *booking = self->booking;
  FoyerGateFacts *facts = &self->facts;
  gint64          n_that_day;
  int             today;
  int             day;

  if (!foyer_db_today (db, &today, error) ||
      !foyer_db_query_integer (db, &n_that_day, error,
                               "SELECT count (*) FROM booking WHERE visit_date = ?3 "
                               "AND clinician_id = ?4 AND service_id = ?5 "
                               "AND " OCCUPIES,
                               "iisii", foyer_record_get_id (FOYER_RECORD (booking)), now,
                               booking->visit_date, booking->clinician_id,
                               booking->service_id))
    return FALSE;
  foyer_day_parse (booking->visit_date, &day);

  if (self->clinic->horizon_days > 0 && day > today + self->clinic->horizon_days)
    {
      facts->availability = FOYER_GATE_REASON_TOO_FAR;
      facts->availability_limit = self->clinic->horizon_days;
    }
  else if (self->service->daily_limit > 0 && n_that_day >= self->service->daily_limit)
    {
      facts->availability = FOYER_GATE_REASON_DAILY_LIMIT;
      facts->availability_limit = self->service->daily_limit;
    }
  else if (booking->start_at >= now &&
           booking->start_at < now + self->clinic->lead_minutes * FOYER_MINUTE_SECONDS)
    {
      facts->availability = FOYER_GATE_REASON_TOO_SOON;
      facts->availability_limit = self->clinic->lead_minutes;
    }

  return TRUE;
}

static gboolean
stays_in_place (FoyerBookingCase *self)
{
  return self->before != NULL && foyer_booking_state_is_live (self->before->state) &&
         self->before->start_at == self->booking->start_at &&
         self->before->end_at == self->booking->end_at &&
         self->before->clinician_id == self->booking->clinician_id &&
         self->before->service_id == self->booking->service_id;
}

/* A time that is already this booking's own is not judged by the hours again. */
static gboolean
check_availability (FoyerBookingCase *self, FoyerDb *db, gint64 now, GError **error)
{
  g_autoptr (FoyerClinician) clinician = NULL;

  if (!find (db, FOYER_TYPE_CLINICIAN, self->booking->clinician_id, &clinician, error))
    return FALSE;
  if (clinician == NULL || !clinician->active)
    return TRUE;
  self->facts.clinician_id = self->booking->clinician_id;
  self->facts.overlap_limit = clinician->overlap_limit;
  if (self->booking->start_at == 0 || self->service == NULL || stays_in_place (self))
    return TRUE;
  if (!check_hours (self, db, now, error))
    return FALSE;

  return self->facts.availability != FOYER_GATE_REASON_NONE ||
         check_limits (self, db, now, error);
}

static gboolean
find_referrals (FoyerBookingCase *self, FoyerDb *db, GError **error)
{
  FoyerBooking   *booking = self->booking;
  FoyerGateFacts *facts = &self->facts;
  gint64          id = foyer_record_get_id (FOYER_RECORD (booking));

  return foyer_db_query_integer (db, &facts->visits_taken, error,
                                 "SELECT count (*) FROM booking WHERE referral_id = ?1 "
                                 "AND live AND id <> ?2",
                                 "ii", booking->referral_id, id) &&
         foyer_db_query_integer (
             db, &facts->usable_referral_id, error,
             "SELECT id FROM referral WHERE patient_id = ?1 AND id <> ?2 "
             "AND state IN ('accepted', 'contacting', 'booked', 'attended') "
             "AND (valid_from IS NULL OR ?3 IS NULL OR valid_from <= ?3) "
             "AND (valid_to IS NULL OR ?3 IS NULL OR valid_to >= ?3) "
             "AND (visits_authorised IS NULL OR visits_authorised > "
             "     (SELECT count (*) FROM booking WHERE referral_id = referral.id "
             "      AND live AND booking.id <> ?4)) "
             "ORDER BY service_id IS NOT ?5, state = 'attended', received_on DESC "
             "LIMIT 1",
             "iisii", booking->patient_id, booking->referral_id, booking->visit_date, id,
             booking->service_id) &&
         foyer_db_query_integer (
             db, &facts->pending_referral_id, error,
             "SELECT id FROM referral WHERE patient_id = ?1 AND id <> ?2 "
             "AND state IN ('received', 'incomplete', 'triage') "
             "ORDER BY received_on DESC LIMIT 1",
             "ii", booking->patient_id, booking->referral_id);
}

static gboolean
find_history (FoyerBookingCase *self, FoyerDb *db, gint64 now, GError **error)
{
  FoyerBooking *booking = self->booking;
  gint64        start_at = booking->start_at != 0 ? booking->start_at : now;
  g_autoptr (FoyerStatement) statement = NULL;
  g_autofree char *date = g_strdup (booking->visit_date);
  FoyerSqlStep     step;
  int              today;

  if (date == NULL)
    {
      if (!foyer_db_today (db, &today, error))
        return FALSE;
      date = foyer_day_format (today);
    }

  statement = foyer_db_prepare (
      db,
      "SELECT max (iif (state = 'no-show', NULL, visit_date)), "
      "sum (state = 'no-show' AND start_at >= ?3 - " FOYER_SQL_NO_SHOW_SECONDS ") "
      "FROM booking WHERE patient_id = ?1 AND id <> ?2 AND start_at < ?3 "
      "AND state IN ('arrived', 'checked-in', 'in-room', 'completed', 'no-show')",
      error);
  if (statement == NULL ||
      !foyer_statement_bind (statement, error, "iii", booking->patient_id,
                             foyer_record_get_id (FOYER_RECORD (booking)), start_at))
    return FALSE;
  step = foyer_statement_step (statement, error);
  if (step == FOYER_SQL_ERROR)
    return FALSE;

  self->facts.n_no_shows = foyer_statement_integer (statement, 1);
  self->facts.patient_is_new =
      self->patient != NULL &&
      foyer_patient_is_new_on (self->patient->seen_before_on,
                               foyer_statement_text (statement, 0),
                               self->clinic->new_after_years, date);

  return TRUE;
}

/* What the request pays: of an attempt, or a list. */
static gboolean
read_payments (FoyerBookingCase          *self,
               FoyerDb                   *db,
               const FoyerBookingRequest *request,
               GError                   **error)
{
  if (request->attempt_id != 0)
    {
      self->attempt = foyer_payments_get (db, request->attempt_id, error);
      if (self->attempt == NULL)
        return FALSE;
      /* The hold of a request goes over into a booking of its own. */
      if (request->booking_id != 0 && self->attempt->booking_id != request->booking_id)
        return foyer_store_refuse_field (error, "attempt-id", "unknown");
      self->payments = g_ptr_array_ref (self->attempt->payments);
      return TRUE;
    }
  self->payments = request->payments != NULL ? g_ptr_array_ref (request->payments)
                                             : foyer_payments_new (NULL);

  return TRUE;
}

/* The deposit that was asked for stays what it was, unless the kind of visit changes. */
static gboolean
find_deposit (FoyerBookingCase          *self,
              FoyerDb                   *db,
              const FoyerBookingRequest *request,
              GError                   **error)
{
  FoyerGateFacts *facts = &self->facts;
  FoyerBooking   *booking = self->booking;
  gint64          paid_minor = 0;
  gint64          waived_minor = 0;
  gint64          pay_minor;

  if (self->service != NULL &&
      (self->before == NULL || self->before->service_id != booking->service_id ||
       !foyer_booking_state_is_live (self->before->state)))
    booking->deposit_minor = self->service->deposit_minor;
  if (self->before != NULL &&
      !foyer_ledger_sum_deposit (db, request->booking_id, &paid_minor, &waived_minor,
                                 error))
    return FALSE;

  self->paid_minor = paid_minor + waived_minor;
  if (!read_payments (self, db, request, error))
    return FALSE;
  if (!foyer_payments_sum (self->payments, &pay_minor))
    return foyer_store_refuse_field (error, "amount-minor", "out-of-range");
  facts->deposit_minor = booking->deposit_minor;
  facts->settled_minor = self->paid_minor + pay_minor;
  if (request->waive_reason != NULL && *request->waive_reason != '\0')
    facts->settled_minor = MAX (facts->settled_minor, facts->deposit_minor);

  return TRUE;
}

/**
 * foyer_booking_case_new:
 * @db: a connection
 * @actor: (nullable): who asks; `NULL` for the program itself, which may all
 * @request: what is asked for
 * @now: seconds since 1970-01-01 UTC
 * @error: return location for an error
 *
 * Gathers all that the gate looks at.  What does not exist is missing among the facts and
 * refused by the gate, not an error.
 *
 * Returns: (transfer full): the case, or `NULL` on error
 */
FoyerBookingCase *
foyer_booking_case_new (FoyerDb                   *db,
                        FoyerUser                 *actor,
                        const FoyerBookingRequest *request,
                        gint64                     now,
                        GError                   **error)
{
  g_autoptr (FoyerBookingCase) self = g_new0 (FoyerBookingCase, 1);
  FoyerGateFacts *facts = &self->facts;

  if (!read_records (self, db, request, error) || !set_times (self, db, request, error) ||
      !choose_room (self, db, request->room_id != 0, now, error) ||
      !find_overlaps (self, db, now, error) ||
      !check_availability (self, db, now, error) || !find_referrals (self, db, error) ||
      !find_history (self, db, now, error) || !find_deposit (self, db, request, error))
    return NULL;

  facts->now = stays_in_place (self) ? MIN (now, self->booking->start_at) : now;
  facts->role = actor != NULL ? actor->role : FOYER_ROLE_MANAGER;
  facts->overrides = request->overrides;
  facts->clinic = self->clinic;
  facts->patient = self->patient;
  facts->service = self->service;
  facts->referral = self->referral;
  facts->room_id = self->booking->room_id;
  facts->start_at = self->booking->start_at;
  facts->end_at = self->booking->end_at;
  facts->visit_date = self->booking->visit_date;
  facts->interpreter_arranged = self->booking->interpreter_arranged;

  return g_steal_pointer (&self);
}

void
foyer_booking_case_free (FoyerBookingCase *self)
{
  g_clear_object (&self->clinic);
  g_clear_object (&self->patient);
  g_clear_object (&self->service);
  g_clear_object (&self->referral);
  g_clear_object (&self->before);
  g_clear_object (&self->booking);
  g_clear_object (&self->attempt);
  g_clear_pointer (&self->payments, g_ptr_array_unref);
  g_free (self);
}

/**
 * foyer_bookings_check:
 * @db: a connection
 * @actor: who asks
 * @request: what is asked for
 * @error: return location for an error
 *
 * Asks the gate without changing anything, as the booking window does after every choice.
 *
 * Returns: (transfer full) (element-type FoyerGateItem): the checklist, or `NULL` on error
 */
GPtrArray *
foyer_bookings_check (FoyerDb                   *db,
                      FoyerUser                 *actor,
                      const FoyerBookingRequest *request,
                      GError                   **error)
{
  g_autoptr (FoyerBookingCase) self =
      foyer_booking_case_new (db, actor, request, foyer_db_now (db), error);

  return self != NULL ? foyer_gate_evaluate (&self->facts) : NULL;
}
