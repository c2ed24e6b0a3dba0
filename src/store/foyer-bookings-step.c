/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-deposit.h"
#include "store/foyer-bookings-private.h"
#include "store/foyer-deposits-private.h"
#include "store/foyer-referrals-private.h"
#include "store/foyer-table.h"

static const char *
nick_of (FoyerBookingState state)
{
  return foyer_enum_to_nick (FOYER_TYPE_BOOKING_STATE, (int) state);
}

/* Where a booking keeps the time of a state. */
static gint64 *
get_time_of (FoyerBooking *booking, FoyerBookingState state)
{
  switch (state)
    {
    case FOYER_BOOKING_STATE_BOOKED:
      return &booking->booked_at;
    case FOYER_BOOKING_STATE_CONFIRMED:
      return &booking->confirmed_at;
    case FOYER_BOOKING_STATE_ARRIVED:
      return &booking->arrived_at;
    case FOYER_BOOKING_STATE_CHECKED_IN:
      return &booking->checked_in_at;
    case FOYER_BOOKING_STATE_IN_ROOM:
      return &booking->in_room_at;
    case FOYER_BOOKING_STATE_COMPLETED:
      return &booking->completed_at;
    case FOYER_BOOKING_STATE_NO_SHOW:
    case FOYER_BOOKING_STATE_LEFT:
    case FOYER_BOOKING_STATE_CANCELLED:
    case FOYER_BOOKING_STATE_ENTERED_IN_ERROR:
      return &booking->ended_at;
    case FOYER_BOOKING_STATE_REQUESTED:
    case FOYER_BOOKING_STATE_WAITLISTED:
    case FOYER_BOOKING_STATE_HELD:
    default:
      return NULL;
    }
}

/**
 * foyer_booking_set_state:
 * @booking: a booking
 * @to: its new state
 * @now: seconds since 1970-01-01 UTC
 *
 * Sets the state and the time that belongs to it.  What has ended and comes back is not
 * ended; what the patient no longer confirms is not confirmed.
 */
void
foyer_booking_set_state (FoyerBooking *booking, FoyerBookingState to, gint64 now)
{
  gint64 *at = get_time_of (booking, to);

  booking->state = to;
  booking->updated_at = now;
  if (to != FOYER_BOOKING_STATE_HELD)
    booking->held_until = 0;
  if (to != FOYER_BOOKING_STATE_CANCELLED && to != FOYER_BOOKING_STATE_ENTERED_IN_ERROR)
    {
      booking->cancel_reason = FOYER_CANCEL_REASON_NONE;
      foyer_set_text (&booking->cancel_comment, NULL);
    }
  if (foyer_booking_state_is_live (to))
    booking->ended_at = 0;
  if (to == FOYER_BOOKING_STATE_BOOKED)
    booking->confirmed_at = 0;
  if (at != NULL && (to != FOYER_BOOKING_STATE_BOOKED || booking->booked_at == 0))
    *at = now;
}

/**
 * foyer_bookings_insert_event_in:
 * @act: the action under way
 * @booking: the booking as it is now
 * @kind: what happened
 * @before: (nullable): the booking as it was; `NULL` if it is new
 * @reason: (nullable): why
 * @error: return location for an error
 *
 * Notes a step in the life of a booking.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bookings_insert_event_in (FoyerAct             *act,
                                FoyerBooking         *booking,
                                FoyerBookingEventKind kind,
                                FoyerBooking         *before,
                                const char           *reason,
                                GError              **error)
{
  g_autoptr (FoyerBookingEvent) event = foyer_booking_event_new ();

  event->booking_id = foyer_record_get_id (FOYER_RECORD (booking));
  event->at = act->now;
  /* Nobody ends a hold: its deadline does, whoever notices first. */
  if (booking->cancel_reason != FOYER_CANCEL_REASON_HOLD_EXPIRED)
    event->staff_id = foyer_act_get_staff_id (act);
  event->kind = kind;
  event->to_start_at = booking->start_at;
  foyer_set_text (&event->to_state, nick_of (booking->state));
  if (before != NULL)
    {
      event->from_start_at = before->start_at;
      foyer_set_text (&event->from_state, nick_of (before->state));
    }
  foyer_set_text (&event->reason, reason);

  return foyer_act_insert (act, event, error);
}

/* Stores @booking after a step from @before, notes it, and lets charge and referral follow. */
static gboolean
store_step (FoyerAct             *act,
            FoyerBooking         *booking,
            FoyerBooking         *before,
            FoyerBookingEventKind kind,
            const char           *reason,
            GError              **error)
{
  return foyer_act_update (act, booking, error) &&
         foyer_bookings_insert_event_in (act, booking, kind, before, reason, error) &&
         foyer_deposits_charge_in (act, booking, error) &&
         foyer_referrals_follow_in (act, booking->referral_id, booking->state, error);
}

/* As one step, for an action of the caller. */
gboolean
foyer_bookings_store_step_in (FoyerAct     *act,
                              FoyerBooking *booking,
                              FoyerBooking *before,
                              const char   *reason,
                              GError      **error)
{
  return store_step (act, booking, before, FOYER_BOOKING_EVENT_KIND_TRANSITION, reason,
                     error);
}

/* Who has arrived is here today, and who has not come can be missed only then. */
static gboolean
check_day (FoyerAct *act, FoyerBooking *booking, FoyerBookingState to, GError **error)
{
  int today;
  int day;

  if (!foyer_booking_state_uses_visit (to) && to != FOYER_BOOKING_STATE_NO_SHOW)
    return TRUE;
  if (!foyer_db_today (act->db, &today, error))
    return FALSE;
  if (foyer_day_parse (booking->visit_date, &day) && day > today)
    return foyer_store_refuse_rule (error, "not-yet");
  if (to == FOYER_BOOKING_STATE_NO_SHOW && act->now < booking->start_at)
    return foyer_store_refuse_rule (error, "not-yet");

  return TRUE;
}

typedef struct
{
  gint64            id;
  FoyerBookingState to;
  FoyerCancelReason cancel_reason;
  const char       *reason; /* (unowned) (nullable) */
} Stepping;

static gboolean
take_step (FoyerAct *act, gpointer data, GError **error)
{
  const Stepping *stepping = data;
  g_autoptr (FoyerBooking) before = NULL;
  g_autoptr (FoyerBooking) booking = NULL;
  const FoyerBookingTransition *transition;
  gint64                        n_released;

  if (!foyer_bookings_release_in (act, &n_released, error))
    return FALSE;
  before = foyer_table_get (act->db, FOYER_TYPE_BOOKING, stepping->id, error);
  if (before == NULL)
    return FALSE;
  transition = foyer_booking_state_get_transition (before->state, stepping->to);
  if (transition == NULL || (transition->needs == FOYER_BOOKING_NEEDS_GATE &&
                             stepping->to != FOYER_BOOKING_STATE_ARRIVED))
    return foyer_store_refuse_rule (error, "booking-step");
  if (!foyer_act_require (act, transition->action, error) ||
      !check_day (act, before, stepping->to, error))
    return FALSE;
  if (transition->needs == FOYER_BOOKING_NEEDS_CANCEL_REASON &&
      stepping->cancel_reason == FOYER_CANCEL_REASON_NONE)
    return foyer_store_refuse_field (error, "cancel-reason", "missing");
  if (transition->needs == FOYER_BOOKING_NEEDS_REASON &&
      (stepping->reason == NULL || *stepping->reason == '\0'))
    return foyer_store_refuse_field (error, "reason", "missing");

  booking = foyer_record_copy (FOYER_RECORD (before));
  foyer_booking_set_state (booking, stepping->to, act->now);
  if (stepping->to == FOYER_BOOKING_STATE_CANCELLED)
    {
      booking->cancel_reason = stepping->cancel_reason;
      foyer_set_text (&booking->cancel_comment, stepping->reason);
    }

  return store_step (act, booking, before, FOYER_BOOKING_EVENT_KIND_TRANSITION,
                     stepping->reason, error);
}

/**
 * foyer_bookings_step_in:
 * @act: the action under way
 * @id: a booking
 * @to: its new state
 * @cancel_reason: why it is cancelled, if it is
 * @reason: (nullable): in words
 * @error: return location for an error
 *
 * As foyer_bookings_step() or foyer_bookings_cancel(), inside an action of the caller.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bookings_step_in (FoyerAct         *act,
                        gint64            id,
                        FoyerBookingState to,
                        FoyerCancelReason cancel_reason,
                        const char       *reason,
                        GError          **error)
{
  Stepping stepping = {
    .id = id, .to = to, .cancel_reason = cancel_reason, .reason = reason
  };

  return take_step (act, &stepping, error);
}

static gboolean
step (FoyerDb *db, FoyerUser *actor, Stepping *stepping, GError **error)
{
  g_autoptr (FoyerBooking) booking =
      foyer_table_get (db, FOYER_TYPE_BOOKING, stepping->id, error);
  const FoyerBookingTransition *transition;

  if (booking == NULL)
    return FALSE;
  transition = foyer_booking_state_get_transition (booking->state, stepping->to);

  return foyer_db_act (
      db, actor, transition != NULL ? transition->action : FOYER_ACTION_BOOKING_PROGRESS,
      stepping->reason, take_step, stepping, error);
}

/**
 * foyer_bookings_step:
 * @db: a connection that can write
 * @actor: who acts
 * @id: a booking
 * @to: its new state
 * @reason: (nullable): why; needed for `FOYER_BOOKING_STATE_ENTERED_IN_ERROR`
 * @error: return location for an error
 *
 * Takes one step of the table in foyer-booking-state.c that asks for no gate and is no
 * cancellation, and notes when it was taken.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `booking-step` if there is no such step, `not-yet` if the
 * day of the visit has not come, and a rule of overlap if a missed visit comes back whose
 * time is taken; `FOYER_STORE_ERROR_INVALID` if the reason is missing.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bookings_step (FoyerDb          *db,
                     FoyerUser        *actor,
                     gint64            id,
                     FoyerBookingState to,
                     const char       *reason,
                     GError          **error)
{
  Stepping stepping = { .id = id, .to = to, .reason = reason };

  return step (db, actor, &stepping, error);
}

/**
 * foyer_bookings_cancel:
 * @db: a connection that can write
 * @actor: who acts
 * @id: a booking
 * @reason: why
 * @comment: (nullable): in words
 * @error: return location for an error
 *
 * Cancels a booking: its time becomes free, and its referral goes back with its dates to
 * where it was before it was booked.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` if @reason is `FOYER_CANCEL_REASON_NONE`;
 * `FOYER_STORE_ERROR_RULE` `booking-step`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bookings_cancel (FoyerDb          *db,
                       FoyerUser        *actor,
                       gint64            id,
                       FoyerCancelReason reason,
                       const char       *comment,
                       GError          **error)
{
  Stepping stepping = { .id = id,
                        .to = FOYER_BOOKING_STATE_CANCELLED,
                        .cancel_reason = reason,
                        .reason = comment };

  return step (db, actor, &stepping, error);
}

/* The last transition that has not been taken back; a move since then stands in its way. */
static FoyerBookingEvent *
find_last_step (FoyerDb *db, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) events = NULL;
  FoyerBookingEvent *event = NULL;

  events = foyer_table_list (db, FOYER_TYPE_BOOKING_EVENT, error,
                             "WHERE booking_id = ?1 AND kind <> 'undo' AND NOT undone "
                             "ORDER BY at DESC, id DESC LIMIT 1",
                             "i", id);
  if (events == NULL)
    return NULL;
  if (events->len > 0)
    event = g_ptr_array_index (events, 0);
  if (event == NULL || event->kind != FOYER_BOOKING_EVENT_KIND_TRANSITION ||
      event->from_state == NULL)
    {
      foyer_store_refuse_rule (error, "nothing-to-undo");
      return NULL;
    }

  return g_object_ref (event);
}

static gboolean
needs_later_permission (FoyerDb           *db,
                        FoyerUser         *actor,
                        FoyerBookingEvent *event,
                        gboolean          *out_needs,
                        GError           **error)
{
  FoyerZone *zone = foyer_db_get_zone (db, error);

  if (zone == NULL)
    return FALSE;
  *out_needs =
      foyer_zone_get_day (zone, event->at) !=
          foyer_zone_get_day (zone, foyer_db_now (db)) ||
      (actor != NULL && event->staff_id != foyer_record_get_id (FOYER_RECORD (actor)));

  return TRUE;
}

static gboolean
undo (FoyerAct *act, gpointer data, GError **error)
{
  const gint64 id = *(const gint64 *) data;
  g_autoptr (FoyerBookingEvent) event = NULL;
  g_autoptr (FoyerBooking) before = NULL;
  g_autoptr (FoyerBooking) booking = NULL;
  int      from = 0;
  gint64   n_released;
  gint64  *at;
  gboolean later;

  if (!foyer_bookings_release_in (act, &n_released, error))
    return FALSE;
  event = find_last_step (act->db, id, error);
  if (event == NULL ||
      !needs_later_permission (act->db, act->actor, event, &later, error) ||
      (later && !foyer_act_require (act, FOYER_ACTION_BOOKING_UNDO_LATER, error)))
    return FALSE;
  before = foyer_table_get (act->db, FOYER_TYPE_BOOKING, id, error);
  if (before == NULL)
    return FALSE;
  if (!foyer_enum_from_nick (FOYER_TYPE_BOOKING_STATE, event->from_state, &from) ||
      g_strcmp0 (event->to_state, nick_of (before->state)) != 0 ||
      !foyer_booking_state_is_undoable ((FoyerBookingState) from, before->state))
    return foyer_store_refuse_rule (error, "nothing-to-undo");

  booking = foyer_record_copy (FOYER_RECORD (before));
  at = get_time_of (booking, before->state);
  if (at != NULL && before->state != FOYER_BOOKING_STATE_BOOKED)
    *at = 0;
  booking->state = (FoyerBookingState) from;
  booking->cancel_reason = FOYER_CANCEL_REASON_NONE;
  foyer_set_text (&booking->cancel_comment, NULL);
  booking->updated_at = act->now;

  event->undone = TRUE;
  return foyer_act_update (act, event, error) &&
         (!foyer_deposit_is_over (before->state) ||
          foyer_deposits_take_back_in (act, booking, event->staff_id, error)) &&
         store_step (act, booking, before, FOYER_BOOKING_EVENT_KIND_UNDO, NULL, error);
}

/**
 * foyer_bookings_undo:
 * @db: a connection that can write
 * @actor: who acts
 * @id: a booking
 * @error: return location for an error
 *
 * Takes back the last step of a booking; who took it on the same day may, anybody else
 * needs `FOYER_ACTION_BOOKING_UNDO_LATER`.  The step and its undoing both stay on record, and
 * what was kept of a deposit since is held for the visit again.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `nothing-to-undo` if the last step cannot be taken back,
 * `deposit-returned` if what was paid has gone back to the patient, and a rule of overlap, referral or deposit if the visit would come back to a time that is
 * taken or without what it rested on.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bookings_undo (FoyerDb *db, FoyerUser *actor, gint64 id, GError **error)
{
  g_autoptr (FoyerBookingEvent) event = find_last_step (db, id, error);
  gboolean later;

  if (event == NULL || !needs_later_permission (db, actor, event, &later, error))
    return FALSE;

  return foyer_db_act (
      db, actor, later ? FOYER_ACTION_BOOKING_UNDO_LATER : FOYER_ACTION_BOOKING_UNDO,
      NULL, undo, &id, error);
}

/**
 * foyer_bookings_release_in:
 * @act: the action under way
 * @out_n: (out): how many
 * @error: return location for an error
 *
 * As foyer_bookings_release_holds(), inside an action of the caller.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bookings_release_in (FoyerAct *act, gint64 *out_n, GError **error)
{
  g_autoptr (GPtrArray) holds = NULL;

  holds = foyer_table_list (act->db, FOYER_TYPE_BOOKING, error,
                            "WHERE state = 'held' AND held_until <= ?1 ORDER BY id", "i",
                            act->now);
  if (holds == NULL)
    return FALSE;
  *out_n = holds->len;

  for (guint i = 0; i < holds->len; i++)
    {
      FoyerBooking *booking = g_ptr_array_index (holds, i);
      g_autoptr (FoyerBooking) before = foyer_record_copy (FOYER_RECORD (booking));

      /* It ended at its deadline, which is the same whichever desk notices. */
      foyer_booking_set_state (booking, FOYER_BOOKING_STATE_CANCELLED,
                               before->held_until);
      booking->cancel_reason = FOYER_CANCEL_REASON_HOLD_EXPIRED;
      if (!store_step (act, booking, before, FOYER_BOOKING_EVENT_KIND_TRANSITION,
                       "hold-expired", error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
release (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_bookings_release_in (act, data, error);
}

/**
 * foyer_bookings_release_holds:
 * @db: a connection that can write
 * @out_n: (out): how many
 * @error: return location for an error
 *
 * Cancels the holds whose deadline has passed, in the name of the program.  Whoever books
 * does the same first, so that nobody has to wait for this.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bookings_release_holds (FoyerDb *db, gint64 *out_n, GError **error)
{
  if (!foyer_db_query_integer (db, out_n, error,
                               "SELECT count (*) FROM booking "
                               "WHERE state = 'held' AND held_until <= ?1",
                               "i", foyer_db_now (db)))
    return FALSE;

  return *out_n == 0 || foyer_db_act (db, NULL, FOYER_ACTION_BOOKING_CANCEL, NULL,
                                      release, out_n, error);
}
