/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-bookings-private.h"
#include "store/foyer-requests-private.h"
#include "store/foyer-table.h"

/* A time that is held for a request has the uid of the request but for the last group, so
 * that every desk it comes to knows what it is for; uids that were not made so agree that far
 * once in 2^74. */
#define SHARED_LENGTH 24

#define SAME_MATTER                                                                      \
  "hold.uid > substr (request.uid, 1, 24) AND hold.uid < substr (request.uid, 1, 24) "   \
  "|| 'g' AND hold.uid <> request.uid AND hold.patient_id = request.patient_id AND "     \
  "hold.state = 'held' AND request.state IN ('open', 'awaiting-referral') AND NOT "      \
  "EXISTS (SELECT 1 FROM ledger_effect WHERE booking_id = hold.id AND money_minor <> 0)"

/* Runs @func, which takes a time for a request and gets a FoyerRequestTime as its data. */
gboolean
foyer_requests_take_time (FoyerDb                   *db,
                          FoyerUser                 *actor,
                          FoyerActFunc               func,
                          gint64                     id,
                          const FoyerBookingRequest *booking,
                          gint64                    *out_booking_id,
                          GPtrArray                **out_items,
                          GError                   **error)
{
  FoyerRequestTime self = { .id = id, .booking = booking };
  gboolean         ok = foyer_db_act (db, actor, FOYER_ACTION_BOOKING_MAKE,
                                      booking->override_reason, func, &self, error);

  if (out_booking_id != NULL)
    *out_booking_id = ok ? self.booking_id : 0;
  if (out_items != NULL)
    *out_items = g_steal_pointer (&self.items);
  g_clear_pointer (&self.items, g_ptr_array_unref);

  return ok;
}

static gboolean
hold (FoyerAct *act, gpointer data, GError **error)
{
  FoyerRequestTime   *self = data;
  FoyerBookingRequest booking = *self->booking;
  g_autofree char    *random = g_uuid_string_random ();
  g_autofree char    *uid = NULL;
  g_autoptr (FoyerRequest) request = NULL;

  if (!foyer_act_require (act, FOYER_ACTION_REQUEST_HANDLE, error))
    return FALSE;
  request = foyer_requests_get_pending_in (act, self->id, error);
  if (request == NULL)
    return FALSE;
  if (booking.patient_id == 0)
    booking.patient_id = request->patient_id;
  if (request->patient_id == 0 || booking.patient_id != request->patient_id)
    return foyer_store_refuse_field (error, "patient-id", "unknown");
  booking.channel = request->channel;
  uid = g_strdup_printf ("%.*s%s", SHARED_LENGTH,
                         foyer_record_get_uid (FOYER_RECORD (request)),
                         random + SHARED_LENGTH);

  return foyer_bookings_hold_in (act, &booking, uid, &self->booking_id, &self->items,
                                 error);
}

/**
 * foyer_requests_hold:
 * @db: a connection that can write
 * @actor: who acts
 * @id: a request that is attached to a patient
 * @booking: the time, as for foyer_bookings_hold()
 * @out_booking_id: (out) (optional): the booking that is held
 * @out_items: (out) (optional) (transfer full) (nullable): what the gate said
 * @error: return location for an error
 *
 * Keeps a time for a request, which stays open: foyer_requests_find_hold() finds it, on every
 * desk, until it is booked or runs out, and foyer_requests_book() takes it over.
 *
 * Errors: as foyer_bookings_hold(); `FOYER_STORE_ERROR_RULE` `request-step` if the request has
 * been answered; `FOYER_STORE_ERROR_INVALID` `patient-id` if it is attached to nobody, or the
 * time is for somebody else.
 *
 * Returns: `TRUE` once the time is kept
 */
gboolean
foyer_requests_hold (FoyerDb                   *db,
                     FoyerUser                 *actor,
                     gint64                     id,
                     const FoyerBookingRequest *booking,
                     gint64                    *out_booking_id,
                     GPtrArray                **out_items,
                     GError                   **error)
{
  return foyer_requests_take_time (db, actor, hold, id, booking, out_booking_id,
                                   out_items, error);
}

/**
 * foyer_requests_find_hold:
 * @db: a connection
 * @id: a request
 * @out_booking_id: (out): the booking that is held for it; 0: none is, or money was taken for
 *   it, with which it has become a matter of its own
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_requests_find_hold (FoyerDb *db, gint64 id, gint64 *out_booking_id, GError **error)
{
  *out_booking_id = 0;

  return foyer_db_query_integer (db, out_booking_id, error,
                                 "SELECT coalesce (max (hold.id), 0) FROM request JOIN "
                                 "booking AS hold ON " SAME_MATTER
                                 " WHERE request.id = ?1 AND hold.held_until > ?2",
                                 "ii", id, foyer_db_now (db));
}

/**
 * foyer_requests_find_held:
 * @db: a connection
 * @booking_id: a booking
 * @out_id: (out): the request that it is held for, 0: none
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_requests_find_held (FoyerDb *db, gint64 booking_id, gint64 *out_id, GError **error)
{
  *out_id = 0;

  return foyer_db_query_integer (
      db, out_id, error,
      "SELECT coalesce (max (request.id), 0) FROM booking AS hold JOIN request ON "
      "request.uid > substr (hold.uid, 1, 24) AND request.uid < substr (hold.uid, 1, 24) "
      "|| 'g' AND " SAME_MATTER " WHERE hold.id = ?1",
      "i", booking_id);
}

/* Gives a hold back, of which the caller has made sure that nothing was paid for it. */
gboolean
foyer_requests_give_back_in (FoyerAct *act, FoyerBooking *held, GError **error)
{
  g_autoptr (FoyerBooking) before = foyer_record_copy (FOYER_RECORD (held));

  foyer_booking_set_state (held, FOYER_BOOKING_STATE_CANCELLED, act->now);
  held->cancel_reason = FOYER_CANCEL_REASON_HOLD_EXPIRED;

  return foyer_bookings_store_step_in (act, held, before, NULL, error);
}

/* Gives back what is held for a request that nothing more comes of. */
gboolean
foyer_requests_give_hold_back_in (FoyerAct *act, FoyerRequest *request, GError **error)
{
  g_autoptr (FoyerBooking) held = NULL;
  gint64 booking_id;

  if (!foyer_requests_find_hold (act->db, foyer_record_get_id (FOYER_RECORD (request)),
                                 &booking_id, error))
    return FALSE;
  if (booking_id == 0)
    return TRUE;
  held = foyer_table_get (act->db, FOYER_TYPE_BOOKING, booking_id, error);

  return held != NULL && foyer_requests_give_back_in (act, held, error);
}
