/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo/foyer-demo-private.h"

#include "model/foyer-absence.h"
#include "model/foyer-availability.h"
#include "model/foyer-booking-event.h"
#include "model/foyer-booking-state.h"
#include "model/foyer-clinician.h"
#include "model/foyer-holiday.h"
#include "model/foyer-referral-event.h"
#include "model/foyer-room.h"
#include "model/foyer-service.h"
#include "model/foyer-working-hours.h"
#include "store/foyer-bulk.h"
#include "store/foyer-catalogue.h"

#define FIRST_MINUTE (7 * 60 + 30)
#define LAST_MINUTE (17 * 60)
#define DAYS_BUSY 14

/* How many visits fill a clinician's day. */
#define VISITS_A_DAY 19.0

/* Steps are kept for visits so close to today; what is older came over without them. */
#define DAYS_WITH_STEPS 60

/* One clinician's day under way. */
typedef struct
{
  Demo              *demo;
  FoyerAct          *act;
  FoyerAvailability *availability; /* (unowned) */
  FoyerClinician    *clinician;    /* (unowned) */
  int                day;
  double             fullness; /* 0 to 1 */
  GArray            *room_use; /* (unowned) of RoomUse, of all clinicians that day */
  guint             *n_holds;  /* (unowned) holds made today */
} Day;

typedef struct
{
  gint64 room_id;
  gint64 start_at;
  gint64 end_at;
} RoomUse;

static FoyerService *
pick_service (Demo *demo)
{
  static const struct
  {
    FoyerServiceCategory category;
    int                  weight;
  } mix[] = {
    { FOYER_SERVICE_CATEGORY_FOLLOW_UP, 55 }, { FOYER_SERVICE_CATEGORY_NEW, 20 },
    { FOYER_SERVICE_CATEGORY_PROCEDURE, 15 }, { FOYER_SERVICE_CATEGORY_COSMETIC, 8 },
    { FOYER_SERVICE_CATEGORY_URGENT, 2 },
  };
  int   draw = foyer_demo_int (demo, 1, 100);
  guint i = 0;
  int   start;

  while (draw > mix[i].weight)
    draw -= mix[i++].weight;

  start = foyer_demo_int (demo, 0, (int) demo->services->len - 1);
  for (guint j = 0; j < demo->services->len; j++)
    {
      FoyerService *service =
          g_ptr_array_index (demo->services, ((guint) start + j) % demo->services->len);

      if (service->category == mix[i].category)
        return service;
    }

  return g_ptr_array_index (demo->services, (guint) start);
}

/* The next who comes for the first time, -1 if nobody is due. */
static int
pick_newcomer (Demo *demo, int day)
{
  while (demo->n_came < demo->newcomers->len)
    {
      DemoNewcomer *next = &g_array_index (demo->newcomers, DemoNewcomer, demo->n_came);

      if (next->from_day > day)
        return -1;
      demo->n_came++;
      if (demo->patients[next->patient] != 0)
        return next->patient;
    }

  return -1;
}

/* A patient who is known here on @day and has no other visit then, -1 if none was found. */
static int
pick_known (Demo *demo, int day)
{
  int valid_days = demo->clinic->new_after_years > 0
                       ? (int) demo->clinic->new_after_years * 365 - 10
                       : G_MAXINT / 2;

  for (int tries = 0; tries < 40; tries++)
    {
      int i = foyer_demo_int (demo, 0, (int) demo->size->n_patients - 1);

      if (demo->patients[i] != 0 && demo->busy_day[i] != day &&
          demo->last_visit[i] != G_MININT32 && day - demo->last_visit[i] < valid_days)
        return i;
    }

  return -1;
}

static gint64
find_room (Day *day, gint64 start_at, gint64 end_at)
{
  Demo *demo = day->demo;

  for (guint i = 0; i < demo->rooms->len; i++)
    {
      gint64   room_id = foyer_record_get_id (g_ptr_array_index (demo->rooms, i));
      gboolean free = TRUE;

      for (guint j = 0; j < day->room_use->len && free; j++)
        {
          RoomUse *use = &g_array_index (day->room_use, RoomUse, j);

          free = use->room_id != room_id || use->start_at >= end_at ||
                 use->end_at <= start_at;
        }
      if (free)
        return room_id;
    }

  return 0;
}

static FoyerBookingState
pick_state (Day *day, FoyerBooking *booking)
{
  Demo  *demo = day->demo;
  double draw = g_rand_double (demo->rand);

  if (booking->end_at + 10 * FOYER_MINUTE_SECONDS <= demo->now)
    return draw < 0.90   ? FOYER_BOOKING_STATE_COMPLETED
           : draw < 0.94 ? FOYER_BOOKING_STATE_NO_SHOW
           : draw < 0.95 ? FOYER_BOOKING_STATE_LEFT
                         : FOYER_BOOKING_STATE_CANCELLED;
  if (booking->start_at <= demo->now)
    return draw < 0.8 ? FOYER_BOOKING_STATE_IN_ROOM : FOYER_BOOKING_STATE_CHECKED_IN;
  if (booking->start_at < demo->now + 40 * FOYER_MINUTE_SECONDS)
    return draw < 0.4   ? FOYER_BOOKING_STATE_ARRIVED
           : draw < 0.6 ? FOYER_BOOKING_STATE_CHECKED_IN
                        : FOYER_BOOKING_STATE_CONFIRMED;
  if (booking->deposit_minor > 0 && day->day <= demo->today + 1 && *day->n_holds < 2)
    {
      (*day->n_holds)++;
      return FOYER_BOOKING_STATE_HELD;
    }

  return draw < 0.4    ? FOYER_BOOKING_STATE_CONFIRMED
         : draw < 0.96 ? FOYER_BOOKING_STATE_BOOKED
                       : FOYER_BOOKING_STATE_CANCELLED;
}

/* The times that belong to the state, in an order in which they can have happened. */
static void
set_times (Demo *demo, FoyerBooking *booking)
{
  gint64 booked_at =
      booking->start_at - foyer_demo_int (demo, 2, 60) * 24 * FOYER_HOUR_SECONDS;

  booking->created_at = MIN (booked_at, demo->now - FOYER_HOUR_SECONDS);
  booking->updated_at = booking->created_at;
  if (booking->state == FOYER_BOOKING_STATE_HELD)
    {
      booking->created_at = demo->now - 3 * FOYER_MINUTE_SECONDS;
      booking->held_until = demo->now + demo->clinic->hold_minutes * FOYER_MINUTE_SECONDS;
      return;
    }

  booking->booked_at = booking->created_at;
  if (booking->state == FOYER_BOOKING_STATE_CONFIRMED)
    booking->confirmed_at =
        MAX (booking->created_at, demo->now - 24 * FOYER_HOUR_SECONDS);
  if (foyer_booking_state_is_present (booking->state) ||
      booking->state == FOYER_BOOKING_STATE_COMPLETED ||
      booking->state == FOYER_BOOKING_STATE_LEFT)
    booking->arrived_at =
        MIN (booking->start_at - foyer_demo_int (demo, 1, 18) * FOYER_MINUTE_SECONDS,
             demo->now - 4 * FOYER_MINUTE_SECONDS);
  if (booking->state == FOYER_BOOKING_STATE_CHECKED_IN ||
      booking->state == FOYER_BOOKING_STATE_IN_ROOM ||
      booking->state == FOYER_BOOKING_STATE_COMPLETED)
    booking->checked_in_at = booking->arrived_at + 2 * FOYER_MINUTE_SECONDS;
  if (booking->state == FOYER_BOOKING_STATE_IN_ROOM ||
      booking->state == FOYER_BOOKING_STATE_COMPLETED)
    booking->in_room_at = MAX (booking->start_at, booking->checked_in_at);
  if (booking->state == FOYER_BOOKING_STATE_COMPLETED)
    booking->completed_at = booking->end_at;
  if (booking->state == FOYER_BOOKING_STATE_NO_SHOW ||
      booking->state == FOYER_BOOKING_STATE_LEFT)
    booking->ended_at = booking->end_at;
  if (booking->state == FOYER_BOOKING_STATE_CANCELLED)
    {
      booking->ended_at =
          MIN (booking->start_at - foyer_demo_int (demo, 5, 90) * FOYER_HOUR_SECONDS,
               demo->now - FOYER_HOUR_SECONDS);
      booking->ended_at = MAX (booking->ended_at, booking->created_at);
      booking->cancel_reason = foyer_demo_chance (demo, 0.85)
                                   ? FOYER_CANCEL_REASON_PATIENT
                                   : FOYER_CANCEL_REASON_CLINIC;
    }
}

static gboolean
add_step (Day              *day,
          FoyerBooking     *booking,
          FoyerBookingState from,
          FoyerBookingState to,
          gint64            at,
          GError          **error)
{
  g_autoptr (FoyerBookingEvent) event = foyer_booking_event_new ();

  event->booking_id = foyer_record_get_id (FOYER_RECORD (booking));
  event->at = at;
  event->staff_id = foyer_record_get_id (FOYER_RECORD (day->demo->actor));
  event->kind = FOYER_BOOKING_EVENT_KIND_TRANSITION;
  foyer_set_text (&event->from_state,
                  foyer_enum_to_nick (FOYER_TYPE_BOOKING_STATE, (int) from));
  foyer_set_text (&event->to_state,
                  foyer_enum_to_nick (FOYER_TYPE_BOOKING_STATE, (int) to));
  event->to_start_at = booking->start_at;

  return foyer_demo_add (day->demo, day->act, event, error);
}

static gboolean
add_steps (Day *day, FoyerBooking *booking, GError **error)
{
  FoyerBookingState state = FOYER_BOOKING_STATE_REQUESTED;
  const struct
  {
    FoyerBookingState to;
    gint64            at;
  } steps[] = {
    { FOYER_BOOKING_STATE_HELD,
      booking->state == FOYER_BOOKING_STATE_HELD ? booking->created_at : 0 },
    { FOYER_BOOKING_STATE_BOOKED, booking->booked_at },
    { FOYER_BOOKING_STATE_CONFIRMED, booking->confirmed_at },
    { FOYER_BOOKING_STATE_ARRIVED, booking->arrived_at },
    { FOYER_BOOKING_STATE_CHECKED_IN, booking->checked_in_at },
    { FOYER_BOOKING_STATE_IN_ROOM, booking->in_room_at },
    { FOYER_BOOKING_STATE_COMPLETED, booking->completed_at },
    { booking->state, booking->ended_at },
  };

  if (ABS (day->day - day->demo->today) > DAYS_WITH_STEPS)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].at != 0)
      {
        if (!add_step (day, booking, state, steps[i].to, steps[i].at, error))
          return FALSE;
        state = steps[i].to;
      }

  return TRUE;
}

/* What becomes of the referral of a first visit. */
static FoyerReferralState
referral_state_for (Day *day, FoyerBooking *booking)
{
  if (booking->state == FOYER_BOOKING_STATE_COMPLETED)
    return FOYER_REFERRAL_STATE_ATTENDED;
  if (booking->state == FOYER_BOOKING_STATE_CANCELLED ||
      booking->state == FOYER_BOOKING_STATE_NO_SHOW ||
      booking->state == FOYER_BOOKING_STATE_LEFT)
    return day->day < day->demo->today - 45 ? FOYER_REFERRAL_STATE_WITHDRAWN
                                            : FOYER_REFERRAL_STATE_ACCEPTED;

  return FOYER_REFERRAL_STATE_BOOKED;
}

static gboolean
add_booking (
    Day *day, FoyerService *service, int patient, FoyerBooking *booking, GError **error)
{
  Demo *demo = day->demo;
  g_autoptr (FoyerReferral) referral = NULL;
  g_autoptr (GPtrArray) payments = NULL;
  g_autofree char *number = NULL;

  booking->state = pick_state (day, booking);
  set_times (demo, booking);

  if (demo->last_visit[patient] == G_MININT32)
    {
      int received_day = MIN (day->day, demo->today) - foyer_demo_int (demo, 4, 40);

      referral = foyer_demo_add_referral (demo, day->act, booking->patient_id,
                                          referral_state_for (day, booking), received_day,
                                          error);
      if (referral == NULL)
        return FALSE;
      booking->referral_id = foyer_record_get_id (FOYER_RECORD (referral));
      foyer_set_text (&booking->reason, referral->reason);
    }

  number = foyer_bulk_next_number (day->act, "booking", "B-", error);
  if (number == NULL)
    return FALSE;
  foyer_set_text (&booking->number, number);
  foyer_demo_give_uid (demo, booking);
  payments = foyer_demo_pay_deposit (demo, booking);
  if (!foyer_bulk_add_booking (day->act, booking, payments, error) ||
      !foyer_demo_add_charge (demo, day->act, booking, error) ||
      !add_steps (day, booking, error))
    return FALSE;

  demo->n_bookings++;
  demo->n_done++;
  demo->busy_day[patient] = day->day;
  if (booking->state == FOYER_BOOKING_STATE_COMPLETED)
    demo->last_visit[patient] = day->day;

  /* Old letters were answered long ago. */
  if (referral != NULL && referral->state == FOYER_REFERRAL_STATE_ATTENDED &&
      day->day < demo->today - 30)
    {
      g_autoptr (FoyerReferralEvent) event = foyer_referral_event_new ();

      event->referral_id = booking->referral_id;
      event->at = booking->completed_at + 2 * 24 * FOYER_HOUR_SECONDS;
      event->staff_id = foyer_record_get_id (FOYER_RECORD (demo->actor));
      foyer_set_text (&event->from_state, "attended");
      foyer_set_text (&event->to_state, "closed");
      foyer_set_text (&event->reason, "Report sent");
      referral->state = FOYER_REFERRAL_STATE_CLOSED;
      return foyer_bulk_update (day->act, referral, error) &&
             foyer_demo_add (demo, day->act, event, error);
    }

  return TRUE;
}

/* Tries one visit at @minute; @out_minutes is how long the clinician is busy with it, 0 if
 * nothing was booked. */
static gboolean
fill_time (Day *day, int minute, int *out_minutes, GError **error)
{
  Demo         *demo = day->demo;
  FoyerService *service = pick_service (demo);
  gint64        clinician_id = foyer_record_get_id (FOYER_RECORD (day->clinician));
  gint64        start_at = foyer_demo_instant (demo, day->day, minute);
  gint64        end_at = start_at + service->duration_minutes * FOYER_MINUTE_SECONDS;
  gint64        block_start_at =
      start_at - service->buffer_before_minutes * FOYER_MINUTE_SECONDS;
  gint64   block_end_at = end_at + service->buffer_after_minutes * FOYER_MINUTE_SECONDS;
  gboolean needs_referral = service->category == FOYER_SERVICE_CATEGORY_NEW;
  g_autoptr (FoyerBooking) booking = NULL;
  g_autofree char *date = NULL;
  RoomUse          use = { 0, block_start_at, block_end_at };
  int              patient;

  *out_minutes = 0;
  if (minute % service->grid_minutes != 0 ||
      foyer_availability_check (day->availability, clinician_id, service->category,
                                G_MAXINT64, block_start_at,
                                block_end_at) != FOYER_GATE_REASON_NONE)
    return TRUE;

  *out_minutes = (int) (service->duration_minutes + service->buffer_after_minutes);
  if (!foyer_demo_chance (demo, day->fullness))
    return TRUE;

  patient = needs_referral ? pick_newcomer (demo, day->day) : pick_known (demo, day->day);
  if (patient < 0)
    return TRUE;
  if (service->needs_room)
    {
      use.room_id = find_room (day, block_start_at, block_end_at);
      if (use.room_id == 0)
        return TRUE;
      g_array_append_val (day->room_use, use);
    }

  date = foyer_day_format (day->day);
  booking = foyer_booking_new ();
  booking->patient_id = demo->patients[patient];
  booking->service_id = foyer_record_get_id (FOYER_RECORD (service));
  booking->clinician_id = clinician_id;
  booking->room_id = use.room_id;
  booking->start_at = start_at;
  booking->end_at = end_at;
  booking->block_start_at = block_start_at;
  booking->block_end_at = block_end_at;
  foyer_set_text (&booking->visit_date, date);
  booking->channel =
      foyer_demo_chance (demo, 0.7) ? FOYER_CHANNEL_PHONE : FOYER_CHANNEL_WEB;
  booking->deposit_minor = service->deposit_minor;
  booking->created_by = foyer_record_get_id (FOYER_RECORD (demo->actor));

  return add_booking (day, service, patient, booking, error);
}

static double
fullness_of (Demo *demo, int day, double past)
{
  int ahead = day - demo->today;

  if (ahead < -DAYS_BUSY)
    return past;
  if (ahead <= DAYS_BUSY)
    return MAX (past, 0.82);

  return MAX (0.12, 0.82 * (1.0 - (double) (ahead - DAYS_BUSY) / FOYER_DEMO_DAYS_AHEAD));
}

typedef struct
{
  Demo              *demo;
  FoyerAvailability *availability; /* (unowned) */
  int                day;          /* next to fill */
  int                end;          /* after the last one */
  double             past;
  guint              n_holds;
} Calendar;

static gboolean
fill_days (FoyerAct *act, gpointer data, GError **error)
{
  Calendar *calendar = data;
  Demo     *demo = calendar->demo;
  guint     start = demo->n_bookings;
  g_autoptr (GArray) room_use = g_array_new (FALSE, FALSE, sizeof (RoomUse));

  foyer_act_set_bulk (act, "{\"sample\":\"bookings\"}");

  for (; calendar->day < calendar->end && demo->n_bookings - start < FOYER_DEMO_BATCH;
       calendar->day++)
    {
      g_array_set_size (room_use, 0);
      for (guint i = 0; i < demo->clinicians->len; i++)
        {
          Day day = { demo,
                      act,
                      calendar->availability,
                      g_ptr_array_index (demo->clinicians, i),
                      calendar->day,
                      fullness_of (demo, calendar->day, calendar->past),
                      room_use,
                      &calendar->n_holds };
          int minute = FIRST_MINUTE;

          while (minute < LAST_MINUTE)
            {
              int minutes;

              if (!fill_time (&day, minute, &minutes, error))
                return FALSE;
              minute += MAX (minutes + (5 - minutes % 5) % 5, 5);
            }
        }
    }

  return TRUE;
}

/**
 * foyer_demo_add_visits:
 *
 * Makes the visits, from the first day of the history to some weeks ahead.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_demo_add_visits (Demo *demo, GError **error)
{
  g_autoptr (GPtrArray) hours = NULL;
  g_autoptr (GPtrArray) absences = NULL;
  g_autoptr (GPtrArray) holidays = NULL;
  g_autoptr (FoyerAvailability) availability = NULL;
  Calendar calendar = { .demo = demo };
  double   n_days;

  if (demo->size->n_bookings == 0)
    return TRUE;

  hours = foyer_catalogue_list (demo->db, FOYER_TYPE_WORKING_HOURS, FALSE, error);
  if (hours == NULL)
    return FALSE;
  absences = foyer_catalogue_list (demo->db, FOYER_TYPE_ABSENCE, FALSE, error);
  if (absences == NULL)
    return FALSE;
  holidays = foyer_catalogue_list (demo->db, FOYER_TYPE_HOLIDAY, FALSE, error);
  if (holidays == NULL)
    return FALSE;
  availability = foyer_availability_new (demo->zone, hours, absences, holidays);

  n_days = (demo->today - demo->first_day) * 5.0 / 7.0 * demo->clinicians->len;
  calendar.past = MIN (demo->size->n_bookings / (n_days * VISITS_A_DAY), 0.97);
  calendar.availability = availability;
  calendar.day = demo->first_day;
  calendar.end = demo->today + FOYER_DEMO_DAYS_AHEAD + 1;

  while (calendar.day < calendar.end)
    if (!foyer_demo_batch (demo, NULL, fill_days, &calendar, error))
      return FALSE;

  return TRUE;
}
