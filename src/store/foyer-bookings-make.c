/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-bookings-private.h"
#include "store/foyer-deposits-private.h"
#include "store/foyer-ledger.h"
#include "store/foyer-payments-private.h"
#include "store/foyer-referrals-private.h"
#include "store/foyer-table.h"

typedef struct
{
  const FoyerBookingRequest *request; /* (unowned) */
  FoyerBookingState          to;      /* held or booked; of a move: not looked at */
  gboolean                   until_end_of_day;
  const char                *uid; /* (unowned) (nullable): of a new one, if it has one */
  gint64                     id;
  GPtrArray *items; /* (owned) (nullable): what the gate said inside the transaction */
} Making;

static const char *
get_rule_nick (const FoyerGateItem *item)
{
  return foyer_enum_to_nick (FOYER_TYPE_GATE_RULE, (int) item->rule);
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Somebody who asks for more than they may is denied, whatever else the gate says. */
static gboolean
require_all (FoyerAct *act, const FoyerBookingRequest *request, GError **error)
{
  if ((request->attempt_id != 0 ||
       (request->payments != NULL && request->payments->len > 0)) &&
      !foyer_act_require (act, FOYER_ACTION_MONEY_TAKE, error))
    return FALSE;
  if (is_given (request->waive_reason) &&
      !foyer_act_require (act, FOYER_ACTION_MONEY_WAIVE, error))
    return FALSE;

  return request->overrides == 0 ||
         foyer_act_require (act, FOYER_ACTION_BOOKING_OVERRIDE, error);
}

/* Lets pass what is not worse than @worst; the first rule that is names the error. */
static gboolean
pass_gate (FoyerBookingCase          *self,
           const FoyerBookingRequest *request,
           FoyerGateResult            worst,
           GPtrArray                **out_items,
           GError                   **error)
{
  GPtrArray *items = foyer_gate_evaluate (&self->facts);

  g_clear_pointer (out_items, g_ptr_array_unref);
  *out_items = items;
  for (guint i = 0; i < items->len; i++)
    {
      const FoyerGateItem *item = g_ptr_array_index (items, i);

      if (item->overridden && !is_given (request->override_reason))
        return foyer_store_refuse_field (error, "override-reason", "missing");
      if (item->result > worst && !item->overridden)
        return foyer_store_refuse_rule (error, get_rule_nick (item));
    }

  return TRUE;
}

static gboolean
write_overrides (FoyerAct                  *act,
                 FoyerBooking              *booking,
                 GPtrArray                 *items,
                 const FoyerBookingRequest *request,
                 GError                   **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      const FoyerGateItem *item = g_ptr_array_index (items, i);
      g_autoptr (FoyerBookingOverride) override = NULL;

      if (!item->overridden)
        continue;
      override = foyer_booking_override_new ();
      override->booking_id = foyer_record_get_id (FOYER_RECORD (booking));
      foyer_set_text (&override->rule, get_rule_nick (item));
      override->staff_id = foyer_act_get_staff_id (act);
      override->at = act->now;
      foyer_set_text (&override->reason, request->override_reason);
      if (!foyer_act_insert (act, override, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_waiver (FoyerAct                  *act,
              FoyerBooking              *booking,
              const FoyerBookingRequest *request,
              gint64                     amount_minor,
              GError                   **error)
{
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();

  entry->kind = FOYER_LEDGER_KIND_WAIVER;
  entry->patient_id = booking->patient_id;
  entry->booking_id = foyer_record_get_id (FOYER_RECORD (booking));
  entry->amount_minor = amount_minor;
  foyer_set_text (&entry->reason, request->waive_reason);

  return foyer_ledger_add_in (act, entry, error);
}

/* Takes the deposit that comes with the request, and waives what is still due if asked. */
static gboolean
write_money (FoyerAct                  *act,
             FoyerBookingCase          *self,
             const FoyerBookingRequest *request,
             GError                   **error)
{
  gint64 due_minor = self->booking->deposit_minor - self->paid_minor;
  gint64 pay_minor;

  if (self->payments->len > 0)
    {
      if ((self->attempt == NULL &&
           !foyer_payments_refuse_open_in (
               act, foyer_record_get_id (FOYER_RECORD (self->booking)), error)) ||
          !foyer_payments_take_in (act, self->booking, self->payments, error) ||
          !foyer_payments_sum (self->payments, &pay_minor))
        return FALSE;
      due_minor -= pay_minor;
    }
  if (self->attempt != NULL)
    {
      self->attempt->booking_id = foyer_record_get_id (FOYER_RECORD (self->booking));
      if (!foyer_payments_close_in (act, self->attempt, error))
        return FALSE;
    }

  return !is_given (request->waive_reason) || due_minor <= 0 ||
         write_waiver (act, self->booking, request, due_minor, error);
}

/* Whether somebody asks again for what was done, and to which booking. */
static gboolean
find_done (FoyerAct                  *act,
           const FoyerBookingRequest *request,
           gint64                    *out_id,
           GError                   **error)
{
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;

  *out_id = 0;
  if (request->attempt_id == 0)
    return request->payments == NULL ||
           foyer_payments_find_done (act->db, request->payments, out_id, error);
  attempt = foyer_payments_get (act->db, request->attempt_id, error);
  if (attempt == NULL)
    return FALSE;
  if (attempt->state == FOYER_PAYMENT_STATE_TAKEN)
    *out_id = attempt->booking_id;

  return TRUE;
}

static gboolean
set_deadline (FoyerAct *act, Making *making, FoyerBookingCase *self, GError **error)
{
  FoyerZone *zone;

  if (!making->until_end_of_day)
    {
      self->booking->held_until =
          act->now + self->clinic->hold_minutes * FOYER_MINUTE_SECONDS;
      return TRUE;
    }
  if (!foyer_act_require (act, FOYER_ACTION_BOOKING_HOLD_LONG, error))
    return FALSE;
  zone = foyer_db_get_zone (act->db, error);
  if (zone == NULL)
    return FALSE;
  self->booking->held_until =
      foyer_zone_day_start (zone, foyer_zone_get_day (zone, act->now) + 1);

  return TRUE;
}

/* A new booking is stored as requested first, so that its overrides and its money are there
 * when the rules of the database look at it. */
static gboolean
begin (FoyerAct *act, FoyerBooking *booking, const char *uid, GError **error)
{
  g_autofree char *number = foyer_act_next_number (act, "booking", "B-", error);

  if (number == NULL)
    return FALSE;
  foyer_set_text (&booking->number, number);
  foyer_record_set_uid (FOYER_RECORD (booking), uid);
  booking->state = FOYER_BOOKING_STATE_REQUESTED;
  booking->created_by = foyer_act_get_staff_id (act);
  booking->created_at = act->now;
  booking->updated_at = act->now;

  return foyer_act_insert (act, booking, error);
}

static gboolean
finish (FoyerAct *act, Making *making, FoyerBookingCase *self, GError **error)
{
  FoyerBooking *booking = self->booking;
  gint64        old_referral_id = self->before != NULL ? self->before->referral_id : 0;

  if (!write_overrides (act, booking, making->items, making->request, error) ||
      !write_money (act, self, making->request, error))
    return FALSE;

  foyer_booking_set_state (booking, making->to, act->now);
  if (making->to == FOYER_BOOKING_STATE_HELD && !set_deadline (act, making, self, error))
    return FALSE;
  if (!foyer_act_update (act, booking, error) ||
      !foyer_bookings_insert_event_in (act, booking, FOYER_BOOKING_EVENT_KIND_TRANSITION,
                                       self->before, NULL, error) ||
      !foyer_deposits_charge_in (act, booking, error))
    return FALSE;

  return (old_referral_id == booking->referral_id ||
          foyer_referrals_follow_in (act, old_referral_id, FOYER_BOOKING_STATE_CANCELLED,
                                     error)) &&
         foyer_referrals_follow_in (act, booking->referral_id, making->to, error);
}

static gboolean
make (FoyerAct *act, gpointer data, GError **error)
{
  Making                    *making = data;
  const FoyerBookingRequest *request = making->request;
  g_autoptr (FoyerBookingCase) self = NULL;
  gint64 n_released;

  if (!require_all (act, request, error) || !find_done (act, request, &making->id, error))
    return FALSE;
  if (making->id != 0)
    return TRUE;
  if (!foyer_bookings_release_in (act, &n_released, error))
    return FALSE;
  self = foyer_booking_case_new (act->db, act->actor, request, act->now, error);
  if (self == NULL)
    return FALSE;
  if (self->before != NULL &&
      !foyer_booking_state_can (self->before->state, making->to) &&
      !(self->before->state == FOYER_BOOKING_STATE_HELD &&
        making->to == FOYER_BOOKING_STATE_HELD))
    return foyer_store_refuse_rule (error, "booking-step");
  if (!pass_gate (self, request,
                  making->to == FOYER_BOOKING_STATE_HELD ? FOYER_GATE_RESULT_HOLD
                                                         : FOYER_GATE_RESULT_WARN,
                  &making->items, error))
    return FALSE;

  if (self->before == NULL && !begin (act, self->booking, making->uid, error))
    return FALSE;
  making->id = foyer_record_get_id (FOYER_RECORD (self->booking));

  return finish (act, making, self, error);
}

/**
 * foyer_bookings_make_in:
 * @act: the action under way, of a person who may book
 * @request: what is asked for; no hold is gone on with
 * @uid: (nullable): uid of the booking, which nothing else of its kind has
 * @out_id: (out): the booking
 * @out_items: (out) (transfer full) (nullable): what the gate said
 * @error: return location for an error
 *
 * As foyer_bookings_make(), inside an action of the caller.
 *
 * Returns: `TRUE` once the time is promised
 */
gboolean
foyer_bookings_make_in (FoyerAct                  *act,
                        const FoyerBookingRequest *request,
                        const char                *uid,
                        gint64                    *out_id,
                        GPtrArray                **out_items,
                        GError                   **error)
{
  Making   making = { .request = request, .to = FOYER_BOOKING_STATE_BOOKED, .uid = uid };
  gboolean ok = make (act, &making, error);

  *out_id = making.id;
  *out_items = making.items;

  return ok;
}

/* As foyer_bookings_make_in(), but the time is only held. */
gboolean
foyer_bookings_hold_in (FoyerAct                  *act,
                        const FoyerBookingRequest *request,
                        const char                *uid,
                        gint64                    *out_id,
                        GPtrArray                **out_items,
                        GError                   **error)
{
  Making   making = { .request = request, .to = FOYER_BOOKING_STATE_HELD, .uid = uid };
  gboolean ok = make (act, &making, error);

  *out_id = making.id;
  *out_items = making.items;

  return ok;
}

/* Carries out @func and hands out what the caller wants of it. */
static gboolean
act_on (FoyerDb     *db,
        FoyerUser   *actor,
        FoyerActFunc func,
        Making      *making,
        gint64      *out_id,
        GPtrArray  **out_items,
        GError     **error)
{
  gboolean ok = foyer_db_act (db, actor, FOYER_ACTION_BOOKING_MAKE,
                              making->request->override_reason, func, making, error);

  if (out_id != NULL)
    *out_id = ok ? making->id : 0;
  if (out_items != NULL)
    *out_items = g_steal_pointer (&making->items);
  g_clear_pointer (&making->items, g_ptr_array_unref);

  return ok;
}

/**
 * foyer_bookings_make:
 * @db: a connection that can write
 * @actor: who acts
 * @request: what is asked for
 * @out_id: (out) (optional): the booking
 * @out_items: (out) (optional) (transfer full) (nullable): what the gate said; `NULL` if it
 *   did not come to that
 * @error: return location for an error
 *
 * Books a time, or goes on with a held or requested booking, in one transaction: holds
 * whose deadline has passed are released, the gate is asked again, the deposit is taken,
 * and the referral follows.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` with the nick of the [enum@GateRule] that refused, which
 * is also what the loser of a race for one time gets; `booking-step` if the booking has
 * gone on already; `FOYER_STORE_ERROR_DENIED`; `FOYER_STORE_ERROR_INVALID` with the field.
 *
 * Returns: `TRUE` once the time is promised
 */
gboolean
foyer_bookings_make (FoyerDb                   *db,
                     FoyerUser                 *actor,
                     const FoyerBookingRequest *request,
                     gint64                    *out_id,
                     GPtrArray                **out_items,
                     GError                   **error)
{
  Making making = { .request = request, .to = FOYER_BOOKING_STATE_BOOKED };

  return act_on (db, actor, make, &making, out_id, out_items, error);
}

/**
 * foyer_bookings_hold:
 * @db: a connection that can write
 * @actor: who acts
 * @request: what is asked for
 * @until_end_of_day: hold until midnight, which takes `FOYER_ACTION_BOOKING_HOLD_LONG`,
 *   instead of for the minutes of the clinic
 * @out_id: (out) (optional): the booking
 * @out_items: (out) (optional) (transfer full) (nullable): what the gate said
 * @error: return location for an error
 *
 * Keeps a time for a while, as foyer_bookings_make() but without asking for the deposit.
 * Holding a held booking again begins a new while.
 *
 * Returns: `TRUE` once the time is kept
 */
gboolean
foyer_bookings_hold (FoyerDb                   *db,
                     FoyerUser                 *actor,
                     const FoyerBookingRequest *request,
                     gboolean                   until_end_of_day,
                     gint64                    *out_id,
                     GPtrArray                **out_items,
                     GError                   **error)
{
  Making making = { .request = request,
                    .to = FOYER_BOOKING_STATE_HELD,
                    .until_end_of_day = until_end_of_day };

  return act_on (db, actor, make, &making, out_id, out_items, error);
}

static gboolean
move (FoyerAct *act, gpointer data, GError **error)
{
  Making                    *making = data;
  const FoyerBookingRequest *request = making->request;
  g_autoptr (FoyerBookingCase) self = NULL;
  FoyerBooking *booking;
  gint64        n_released;

  if (!require_all (act, request, error) || !find_done (act, request, &making->id, error))
    return FALSE;
  if (making->id != 0)
    return TRUE;
  if (!foyer_bookings_release_in (act, &n_released, error))
    return FALSE;
  self = foyer_booking_case_new (act->db, act->actor, request, act->now, error);
  if (self == NULL)
    return FALSE;
  if (self->before == NULL)
    return foyer_store_refuse_field (error, "booking-id", "missing");
  booking = self->booking;
  if (booking->patient_id != self->before->patient_id)
    return foyer_store_refuse_field (error, "patient-id", "not-movable");
  if (!foyer_booking_state_is_movable (self->before->state))
    return foyer_store_refuse_rule (error, "booking-step");
  if (!pass_gate (self, request,
                  self->before->state == FOYER_BOOKING_STATE_HELD
                      ? FOYER_GATE_RESULT_HOLD
                      : FOYER_GATE_RESULT_WARN,
                  &making->items, error) ||
      !write_overrides (act, booking, making->items, request, error) ||
      !write_money (act, self, request, error))
    return FALSE;

  /* What the patient has confirmed was the old time. */
  if (booking->state == FOYER_BOOKING_STATE_CONFIRMED &&
      booking->start_at != self->before->start_at)
    {
      booking->state = FOYER_BOOKING_STATE_BOOKED;
      booking->confirmed_at = 0;
    }
  if (booking->start_at != self->before->start_at ||
      booking->clinician_id != self->before->clinician_id)
    booking->times_moved++;
  booking->updated_at = act->now;
  making->id = request->booking_id;

  /* The move comes first: what was set aside for the old time no longer counts. */
  return foyer_bookings_insert_event_in (act, booking, FOYER_BOOKING_EVENT_KIND_MOVE,
                                         self->before, NULL, error) &&
         foyer_act_update (act, booking, error) &&
         foyer_deposits_charge_in (act, booking, error) &&
         (self->before->referral_id == booking->referral_id ||
          foyer_referrals_follow_in (act, self->before->referral_id,
                                     FOYER_BOOKING_STATE_CANCELLED, error)) &&
         foyer_referrals_follow_in (act, booking->referral_id, booking->state, error);
}

/**
 * foyer_bookings_move:
 * @db: a connection that can write
 * @actor: who acts
 * @request: the booking and what is to change: time, length, clinician, room, service,
 *   referral; what it leaves open stays
 * @out_items: (out) (optional) (transfer full) (nullable): what the gate said
 * @error: return location for an error
 *
 * Moves a held, booked or confirmed visit in one transaction: it has its old time until the
 * new one is safe, and keeps its number, its deposit and its referral.
 *
 * Errors: as foyer_bookings_make().
 *
 * Returns: `TRUE` once the new time is promised
 */
gboolean
foyer_bookings_move (FoyerDb                   *db,
                     FoyerUser                 *actor,
                     const FoyerBookingRequest *request,
                     GPtrArray                **out_items,
                     GError                   **error)
{
  Making making = { .request = request };

  return act_on (db, actor, move, &making, NULL, out_items, error);
}

typedef struct
{
  gint64 id;
  gint64 referral_id;
} Linking;

static gboolean
set_referral (FoyerAct *act, gpointer data, GError **error)
{
  const Linking *linking = data;
  g_autoptr (FoyerBooking) booking = NULL;
  g_autoptr (FoyerReferral) referral = NULL;
  gint64 old_id;

  booking = foyer_table_get (act->db, FOYER_TYPE_BOOKING, linking->id, error);
  if (booking == NULL)
    return FALSE;
  if (linking->referral_id != 0)
    {
      referral =
          foyer_table_get (act->db, FOYER_TYPE_REFERRAL, linking->referral_id, error);
      if (referral == NULL)
        return FALSE;
      if (referral->patient_id != booking->patient_id ||
          !foyer_referral_state_counts_as_accepted (referral->state))
        return foyer_store_refuse_rule (error, "referral");
    }

  old_id = booking->referral_id;
  booking->referral_id = linking->referral_id;
  booking->updated_at = act->now;

  return foyer_act_update (act, booking, error) &&
         foyer_referrals_follow_in (act, old_id, FOYER_BOOKING_STATE_CANCELLED, error) &&
         foyer_referrals_follow_in (act, linking->referral_id, booking->state, error);
}

/**
 * foyer_bookings_set_referral:
 * @db: a connection that can write
 * @actor: who acts
 * @id: a booking, also one that is over: a letter may come late
 * @referral_id: an accepted referral of its patient; 0: none
 * @error: return location for an error
 *
 * Rests a booking on another referral; the visits used of both follow by themselves.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `referral` if the booking cannot rest on it.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bookings_set_referral (
    FoyerDb *db, FoyerUser *actor, gint64 id, gint64 referral_id, GError **error)
{
  Linking linking = { id, referral_id };

  return foyer_db_act (db, actor, FOYER_ACTION_BOOKING_MAKE, NULL, set_referral, &linking,
                       error);
}
