/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-payments-private.h"

#include "model/foyer-money.h"
#include "store/foyer-bookings-private.h"
#include "store/foyer-gift-cards-private.h"
#include "store/foyer-table.h"

/* What is about to be taken, from when it is written down until it is closed. */

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static gboolean
read_payments (FoyerDb *db, FoyerPaymentAttempt *attempt, GError **error)
{
  g_clear_pointer (&attempt->payments, g_ptr_array_unref);
  attempt->payments =
      foyer_table_list (db, FOYER_TYPE_PAYMENT, error,
                        "WHERE attempt_id = ?1 ORDER BY id", "i", id_of (attempt));

  return attempt->payments != NULL;
}

/**
 * foyer_payments_list_open:
 * @db: a connection
 * @error: return location for an error
 *
 * Lists what this desk began to take and neither finished nor dropped: after a start of the
 * program, what a person has to look at.
 *
 * Nothing of an open attempt is in the ledger.  A payment whose `received_at` is set was
 * noted as received, so that money is at the desk or was paid at the terminal; of any other
 * payment in cash or by card only a person can say it; gift cards and credit were not touched.
 *
 * Returns: (transfer full) (element-type FoyerPaymentAttempt): the oldest first, with their
 *   payments, or `NULL` on error
 */
GPtrArray *
foyer_payments_list_open (FoyerDb *db, GError **error)
{
  g_autoptr (GPtrArray) attempts = foyer_table_list (
      db, FOYER_TYPE_PAYMENT_ATTEMPT, error, "WHERE state = 'open' ORDER BY at, id", "");

  for (guint i = 0; attempts != NULL && i < attempts->len; i++)
    if (!read_payments (db, attempts->pdata[i], error))
      return NULL;

  return g_steal_pointer (&attempts);
}

/**
 * foyer_payments_get:
 * @db: a connection
 * @attempt_id: an attempt, in whatever state
 * @error: return location for an error
 *
 * Returns: (transfer full): the attempt with its payments, or `NULL` on error
 */
FoyerPaymentAttempt *
foyer_payments_get (FoyerDb *db, gint64 attempt_id, GError **error)
{
  g_autoptr (FoyerPaymentAttempt) attempt =
      foyer_table_get (db, FOYER_TYPE_PAYMENT_ATTEMPT, attempt_id, error);

  return attempt != NULL && read_payments (db, attempt, error)
             ? g_steal_pointer (&attempt)
             : NULL;
}

/**
 * foyer_payments_get_open:
 * @db: a connection
 * @booking_id: a booking
 * @out_attempt: (out) (transfer full) (nullable): its open attempt; `NULL` if it has none
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_payments_get_open (FoyerDb              *db,
                         gint64                booking_id,
                         FoyerPaymentAttempt **out_attempt,
                         GError              **error)
{
  gint64 id;

  *out_attempt = NULL;
  if (!foyer_db_query_integer (db, &id, error,
                               "SELECT id FROM payment_attempt "
                               "WHERE booking_id = ?1 AND state = 'open'",
                               "i", booking_id))
    return FALSE;
  if (id == 0)
    return TRUE;
  *out_attempt = foyer_payments_get (db, id, error);

  return *out_attempt != NULL;
}

/* Closes an attempt all of whose payments are in the ledger by now. */
gboolean
foyer_payments_close_in (FoyerAct *act, FoyerPaymentAttempt *attempt, GError **error)
{
  attempt->state = FOYER_PAYMENT_STATE_TAKEN;
  attempt->closed_at = act->now;
  attempt->closed_by = foyer_act_get_staff_id (act);

  return foyer_act_update (act, attempt, error);
}

static gboolean
insert_payment (FoyerAct *act, gint64 attempt_id, FoyerPayment *payment, GError **error)
{
  g_autoptr (FoyerPayment) copy = foyer_record_copy (FOYER_RECORD (payment));

  copy->attempt_id = attempt_id;
  copy->received_at = 0;

  return foyer_act_insert (act, copy, error);
}

typedef struct
{
  gint64               booking_id;
  GPtrArray           *payments; /* (unowned) */
  FoyerPaymentAttempt *attempt;  /* (unowned) */
} Beginning;

/* What was begun for a booking comes first, so that the same money is not taken twice. */
gboolean
foyer_payments_refuse_open_in (FoyerAct *act, gint64 booking_id, GError **error)
{
  g_autoptr (FoyerPaymentAttempt) open = NULL;

  return foyer_payments_get_open (act->db, booking_id, &open, error) &&
         (open == NULL || foyer_store_refuse_rule (error, "payment-open"));
}

static gboolean
begin (FoyerAct *act, gpointer data, GError **error)
{
  const Beginning *beginning = data;
  g_autoptr (FoyerBooking) booking =
      foyer_payments_get_payable_in (act, beginning->booking_id, error);

  if (booking == NULL ||
      !foyer_payments_refuse_open_in (act, beginning->booking_id, error) ||
      !foyer_payments_check_in (act, booking, beginning->payments, error))
    return FALSE;
  beginning->attempt->at = act->now;
  beginning->attempt->staff_id = foyer_act_get_staff_id (act);
  beginning->attempt->booking_id = beginning->booking_id;
  if (!foyer_act_insert (act, beginning->attempt, error))
    return FALSE;
  for (guint i = 0; i < beginning->payments->len; i++)
    if (!insert_payment (act, id_of (beginning->attempt), beginning->payments->pdata[i],
                         error))
      return FALSE;

  return read_payments (act->db, beginning->attempt, error);
}

/**
 * foyer_payments_begin:
 * @db: a connection that can write
 * @actor: who is about to take the money
 * @booking_id: a stored booking whose deposit is to be paid; hold its time first
 * @payments: (element-type FoyerPayment): what is to be paid how
 * @error: return location for an error
 *
 * Writes down what is about to be taken, before the patient or the terminal is asked for it.
 * Nothing is taken yet; all that can be known now is checked.
 *
 * Errors: as foyer_payments_take(), and `FOYER_STORE_ERROR_RULE` `payment-open` if the booking
 * has an attempt that was not closed.
 *
 * Returns: (transfer full): the attempt, whose payments have ids now; `NULL` on error
 */
FoyerPaymentAttempt *
foyer_payments_begin (
    FoyerDb *db, FoyerUser *actor, gint64 booking_id, GPtrArray *payments, GError **error)
{
  g_autoptr (FoyerPaymentAttempt) attempt = foyer_payment_attempt_new ();
  Beginning beginning = { booking_id, payments, attempt };

  return foyer_db_act (db, actor, FOYER_ACTION_MONEY_TAKE, NULL, begin, &beginning, error)
             ? g_steal_pointer (&attempt)
             : NULL;
}

typedef struct
{
  gint64        attempt_id;
  FoyerPayment *payment; /* (unowned) */
} Adding;

static gboolean
add (FoyerAct *act, gpointer data, GError **error)
{
  const Adding *adding = data;
  g_autoptr (FoyerPaymentAttempt) attempt =
      foyer_payments_get (act->db, adding->attempt_id, error);
  g_autoptr (FoyerBooking) booking = NULL;

  if (attempt == NULL)
    return FALSE;
  if (attempt->state != FOYER_PAYMENT_STATE_OPEN)
    return foyer_store_refuse_rule (error, "payment-closed");
  booking = foyer_payments_get_payable_in (act, attempt->booking_id, error);
  if (booking == NULL)
    return FALSE;
  g_ptr_array_add (attempt->payments, g_object_ref (adding->payment));

  return foyer_payments_check_in (act, booking, attempt->payments, error) &&
         insert_payment (act, adding->attempt_id, adding->payment, error);
}

/**
 * foyer_payments_add:
 * @db: a connection that can write
 * @actor: who is about to take the money
 * @attempt_id: an open attempt
 * @payment: what is to be paid beside the others
 * @error: return location for an error
 *
 * Writes down one more payment before anybody asks for the money.
 *
 * Errors: as foyer_payments_take(), and `FOYER_STORE_ERROR_RULE` `payment-closed`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_payments_add (FoyerDb      *db,
                    FoyerUser    *actor,
                    gint64        attempt_id,
                    FoyerPayment *payment,
                    GError      **error)
{
  Adding adding = { attempt_id, payment };

  return foyer_db_act (db, actor, FOYER_ACTION_MONEY_TAKE, NULL, add, &adding, error);
}

typedef struct
{
  gint64      payment_id;
  const char *reference; /* (unowned) (nullable) */
} Noting;

/* A payment of an attempt that is open. */
static FoyerPayment *
get_open_payment (FoyerAct *act, gint64 id, GError **error)
{
  g_autoptr (FoyerPayment) payment =
      foyer_table_get (act->db, FOYER_TYPE_PAYMENT, id, error);
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;

  if (payment == NULL)
    return NULL;
  attempt =
      foyer_table_get (act->db, FOYER_TYPE_PAYMENT_ATTEMPT, payment->attempt_id, error);
  if (attempt == NULL)
    return NULL;
  if (attempt->state != FOYER_PAYMENT_STATE_OPEN)
    {
      foyer_store_refuse_rule (error, "payment-closed");
      return NULL;
    }

  return g_steal_pointer (&payment);
}

static gboolean
note (FoyerAct *act, gpointer data, GError **error)
{
  const Noting *noting = data;
  g_autoptr (FoyerPayment) payment = get_open_payment (act, noting->payment_id, error);

  if (payment == NULL)
    return FALSE;
  if (payment->tender != FOYER_TENDER_CASH && payment->tender != FOYER_TENDER_CARD)
    return foyer_store_refuse_field (error, "tender", "not-wanted");
  if (payment->tender == FOYER_TENDER_CARD)
    {
      if (noting->reference != NULL)
        foyer_set_text (&payment->terminal_reference, noting->reference);
      if (payment->terminal_reference == NULL)
        return foyer_store_refuse_field (error, "terminal-reference", "missing");
      if (foyer_money_looks_like_card (payment->terminal_reference))
        return foyer_store_refuse_field (error, "terminal-reference", "card-number");
    }
  payment->received_at = act->now;

  return foyer_act_update (act, payment, error);
}

/**
 * foyer_payments_note:
 * @db: a connection that can write
 * @actor: who has the money
 * @payment_id: a payment in cash or by card of an open attempt
 * @terminal_reference: (nullable): what the terminal gave as its reference, for a card
 * @error: return location for an error
 *
 * Notes that the money is there: the cash in hand, the card charged by the terminal.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` of `terminal-reference`; `FOYER_STORE_ERROR_RULE`
 * `payment-received` if it was noted before, `payment-closed`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_payments_note (FoyerDb    *db,
                     FoyerUser  *actor,
                     gint64      payment_id,
                     const char *terminal_reference,
                     GError    **error)
{
  Noting noting = { payment_id, terminal_reference };

  return foyer_db_act (db, actor, FOYER_ACTION_MONEY_TAKE, NULL, note, &noting, error);
}

static gboolean
remove_one (FoyerAct *act, gpointer data, GError **error)
{
  const gint64 *payment_id = data;
  g_autoptr (FoyerPayment) payment = get_open_payment (act, *payment_id, error);

  return payment != NULL && foyer_act_delete (act, payment, error);
}

/**
 * foyer_payments_remove:
 * @db: a connection that can write
 * @actor: who acts
 * @payment_id: a payment of an open attempt that was not received
 * @error: return location for an error
 *
 * Takes a payment out of an attempt, so that the others can be finished: a card that the
 * terminal refused, or a gift card that another desk has spent meanwhile.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `payment-received`, `payment-closed`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_payments_remove (FoyerDb *db, FoyerUser *actor, gint64 payment_id, GError **error)
{
  return foyer_db_act (db, actor, FOYER_ACTION_MONEY_TAKE, NULL, remove_one, &payment_id,
                       error);
}

typedef struct
{
  gint64   attempt_id;
  gboolean booked;
} Finishing;

/* Goes on with a booking that waits for its deposit. */
static gboolean
book (FoyerAct *act, gpointer data, GError **error)
{
  Finishing          *finishing = data;
  FoyerBookingRequest request = { .attempt_id = finishing->attempt_id };
  g_autoptr (FoyerPaymentAttempt) attempt =
      foyer_payments_get (act->db, finishing->attempt_id, error);
  g_autoptr (GPtrArray) items = NULL;
  gint64 id;

  if (attempt == NULL)
    return FALSE;
  request.booking_id = attempt->booking_id;

  return foyer_act_require (act, FOYER_ACTION_BOOKING_MAKE, error) &&
         foyer_bookings_make_in (act, &request, NULL, &id, &items, error);
}

/* Takes the money for a booking that stays what it is. */
static gboolean
take_attempt (FoyerAct *act, FoyerPaymentAttempt *attempt, GError **error)
{
  g_autoptr (FoyerBooking) booking =
      foyer_table_get (act->db, FOYER_TYPE_BOOKING, attempt->booking_id, error);

  return booking != NULL &&
         foyer_payments_take_in (act, booking, attempt->payments, error) &&
         foyer_payments_close_in (act, attempt, error);
}

static gboolean
find_waiting (FoyerAct *act, gint64 booking_id, gboolean *out_is_waiting, GError **error)
{
  gint64 n;

  if (!foyer_db_query_integer (act->db, &n, error,
                               "SELECT count (*) FROM booking WHERE id = ?1 "
                               "AND state IN ('requested', 'waitlisted', 'held')",
                               "i", booking_id))
    return FALSE;

  *out_is_waiting = n > 0;
  return TRUE;
}

static gboolean
finish (FoyerAct *act, gpointer data, GError **error)
{
  Finishing *finishing = data;
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  g_autoptr (GError) refused = NULL;
  gint64   n_released;
  gboolean is_waiting;

  if (!foyer_bookings_release_in (act, &n_released, error))
    return FALSE;
  attempt = foyer_payments_get (act->db, finishing->attempt_id, error);
  if (attempt == NULL)
    return FALSE;
  if (attempt->state == FOYER_PAYMENT_STATE_TAKEN)
    return TRUE;
  if (attempt->state == FOYER_PAYMENT_STATE_DROPPED)
    return foyer_store_refuse_rule (error, "payment-closed");
  if (!find_waiting (act, attempt->booking_id, &is_waiting, error))
    return FALSE;
  if (is_waiting && foyer_act_try (act, book, finishing, &refused))
    return finishing->booked = TRUE;
  if (refused != NULL &&
      !g_error_matches (refused, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE) &&
      !g_error_matches (refused, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&refused));
      return FALSE;
    }

  return take_attempt (act, attempt, error);
}

/**
 * foyer_payments_finish:
 * @db: a connection that can write
 * @actor: who acts
 * @attempt_id: an attempt; one that was finished before is not taken again
 * @out_booked: (out) (optional): whether the booking was made with it
 * @error: return location for an error
 *
 * Takes all payments of an attempt in one action, or none.  A booking that waits for them is
 * made if the gate lets it through; otherwise the money is held for it as it is, and a person
 * decides what becomes of it.
 *
 * Errors: as foyer_payments_take(), and `payment-closed` if it was dropped.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_payments_finish (FoyerDb   *db,
                       FoyerUser *actor,
                       gint64     attempt_id,
                       gboolean  *out_booked,
                       GError   **error)
{
  Finishing finishing = { attempt_id, FALSE };
  gboolean  done =
      foyer_db_act (db, actor, FOYER_ACTION_MONEY_TAKE, NULL, finish, &finishing, error);

  if (out_booked != NULL)
    *out_booked = done && finishing.booked;

  return done;
}

typedef struct
{
  gint64      attempt_id;
  const char *reason;
} Dropping;

static gboolean
drop (FoyerAct *act, gpointer data, GError **error)
{
  const Dropping *dropping = data;
  g_autoptr (FoyerPaymentAttempt) attempt =
      foyer_payments_get (act->db, dropping->attempt_id, error);

  if (attempt == NULL)
    return FALSE;
  if (attempt->state == FOYER_PAYMENT_STATE_DROPPED)
    return TRUE;
  if (attempt->state == FOYER_PAYMENT_STATE_TAKEN)
    return foyer_store_refuse_rule (error, "payment-closed");
  for (guint i = 0; i < attempt->payments->len; i++)
    if (FOYER_PAYMENT (attempt->payments->pdata[i])->received_at != 0 &&
        !foyer_gift_cards_check_reason (dropping->reason, error))
      return FALSE;
  attempt->state = FOYER_PAYMENT_STATE_DROPPED;
  attempt->closed_at = act->now;
  attempt->closed_by = foyer_act_get_staff_id (act);
  foyer_set_text (&attempt->reason, dropping->reason);

  return foyer_act_update (act, attempt, error);
}

/**
 * foyer_payments_drop:
 * @db: a connection that can write
 * @actor: who acts
 * @attempt_id: an open attempt
 * @reason: (nullable): why; needed once money was received, which is given back by hand
 * @error: return location for an error
 *
 * Gives an attempt up: nothing of it comes into the ledger.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `payment-closed` if it was taken;
 * `FOYER_STORE_ERROR_INVALID` of `reason`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_payments_drop (
    FoyerDb *db, FoyerUser *actor, gint64 attempt_id, const char *reason, GError **error)
{
  Dropping dropping = { attempt_id, reason };

  return foyer_db_act (db, actor, FOYER_ACTION_MONEY_TAKE, reason, drop, &dropping,
                       error);
}
