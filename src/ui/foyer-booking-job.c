/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-booking-job.h"

#include "store/foyer-card-claims.h"
#include "store/foyer-payments.h"
#include "store/foyer-requests.h"
#include "ui/foyer-card-asking.h"
#include "ui/foyer-payment-job.h"

typedef struct
{
  FoyerBookingDeed    deed;
  FoyerBookingRequest request;    /* its texts are owned */
  gint64              answers_id; /* what a patient has sent, 0: nothing */
  FoyerSnapshot      *base;       /* (owned) (nullable) what it rests on */
  FoyerUser          *actor;      /* (owned) */
} Job;

static void
job_free (Job *job)
{
  g_free ((char *) job->request.reason);
  g_free ((char *) job->request.note);
  g_free ((char *) job->request.waive_reason);
  g_free ((char *) job->request.override_reason);
  g_clear_pointer (&job->request.payments, g_ptr_array_unref);
  g_clear_object (&job->base);
  g_object_unref (job->actor);
  g_free (job);
}

void
foyer_booking_answer_free (FoyerBookingAnswer *answer)
{
  g_clear_error (&answer->error);
  g_clear_pointer (&answer->items, g_ptr_array_unref);
  g_clear_object (&answer->row);
  g_clear_object (&answer->in_the_way);
  g_free (answer->receipt);
  g_free (answer);
}

/* After a race: which booking has the time now. */
static void
find_in_the_way (FoyerDb *db, FoyerBookingAnswer *answer)
{
  for (guint i = 0; answer->items != NULL && i < answer->items->len; i++)
    {
      const FoyerGateItem *item = answer->items->pdata[i];

      if (item->reason == FOYER_GATE_REASON_TAKEN && !item->overridden &&
          item->record_id != 0)
        {
          answer->in_the_way = foyer_bookings_get (db, item->record_id, NULL);
          return;
        }
    }
}

/* Once a time is held, what was received for it stands written down before all else. */
static gboolean
write_payments (FoyerDb *db, Job *job, FoyerBookingAnswer *answer)
{
  FoyerBookingRequest *request = &job->request;

  if (request->payments == NULL ||
      (request->payments->len == 0 && request->attempt_id == 0) ||
      (request->booking_id == 0 && request->attempt_id == 0))
    return TRUE;
  answer->attempt_id = foyer_payment_job_write_down (db, job->actor, request->booking_id,
                                                     request->attempt_id,
                                                     request->payments, &answer->error);
  if (answer->attempt_id < 0)
    {
      answer->attempt_id = request->attempt_id;
      return FALSE;
    }
  request->attempt_id = answer->attempt_id;
  g_clear_pointer (&request->payments, g_ptr_array_unref);

  return TRUE;
}

/* What a patient has asked for becomes the booking itself. */
static gboolean
make (FoyerDb *db, Job *job, gint64 *out_id, FoyerBookingAnswer *answer)
{
  gint64   id;
  gboolean done =
      job->answers_id != 0
          ? foyer_requests_book (db, job->actor, job->answers_id, &job->request, &id,
                                 &answer->items, &answer->error)
          : foyer_bookings_make (db, job->actor, &job->request, &id, &answer->items,
                                 &answer->error);

  if (done)
    *out_id = id;

  return done;
}

/* Writes down what is paid with gift cards, and so asks the endpoint for it. */
static gpointer
ask (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (FoyerBookingAnswer) answer = g_new0 (FoyerBookingAnswer, 1);
  g_autoptr (GPtrArray) payments = g_ptr_array_ref (job->request.payments);

  /* They are looked at again when the booking is made. */
  if (write_payments (db, job, answer) && job->request.payments == NULL)
    job->request.payments = g_steal_pointer (&payments);

  return NULL;
}

static gpointer
run (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (FoyerBookingAnswer) answer = g_new0 (FoyerBookingAnswer, 1);
  gint64           id = job->request.booking_id;
  gboolean         done = FALSE;
  g_autofree char *operation = foyer_payment_job_dup_operation (job->request.payments);

  foyer_edits_expect (db, job->base);
  switch (job->deed)
    {
    case FOYER_BOOKING_DEED_CHECK:
      answer->items = foyer_bookings_check (db, job->actor, &job->request, error);
      return answer->items != NULL ? g_steal_pointer (&answer) : NULL;

    case FOYER_BOOKING_DEED_MAKE:
      done = write_payments (db, job, answer) && make (db, job, &id, answer);
      break;

    case FOYER_BOOKING_DEED_HOLD:
      done = job->answers_id != 0 && job->request.booking_id == 0
                 ? foyer_requests_hold (db, job->actor, job->answers_id, &job->request,
                                        &id, &answer->items, &answer->error)
                 : foyer_bookings_hold (db, job->actor, &job->request, FALSE, &id,
                                        &answer->items, &answer->error);
      break;

    case FOYER_BOOKING_DEED_MOVE:
      done = foyer_bookings_move (db, job->actor, &job->request, &answer->items,
                                  &answer->error);
      break;

    default:
      g_assert_not_reached ();
    }

  if (done && operation != NULL)
    foyer_payments_dup_receipt (db, operation, &answer->receipt, NULL);
  if (done)
    answer->row = foyer_bookings_get (db, id, NULL);
  else
    find_in_the_way (db, answer);

  return g_steal_pointer (&answer);
}

/**
 * foyer_booking_job_run_async:
 * @session: the session, whose person acts
 * @deed: what is to be done
 * @request: what is asked for; copied, but for its payments, which nobody else uses
 * @answers_id: the request of a patient that becomes the booking, 0: none
 * @base: (nullable): the booking that is gone on with, as whoever acts knows it
 * @cancellable: (nullable): drops a question that is no longer asked
 * @callback: (scope async): called when done; foyer_store_finish() gives the
 *   [struct@BookingAnswer], which has the error of a deed that was refused
 * @user_data: data for @callback
 *
 * Asks the gate, or does what it lets through.
 */
void
foyer_booking_job_run_async (FoyerSession              *session,
                             FoyerBookingDeed           deed,
                             const FoyerBookingRequest *request,
                             gint64                     answers_id,
                             FoyerSnapshot             *base,
                             GCancellable              *cancellable,
                             GAsyncReadyCallback        callback,
                             gpointer                   user_data)
{
  FoyerStore *store = foyer_session_get_store (session);
  Job        *job = g_new0 (Job, 1);

  job->deed = deed;
  job->request = *request;
  job->answers_id = answers_id;
  job->base = base != NULL ? g_object_ref (base) : NULL;
  job->request.reason = g_strdup (request->reason);
  job->request.note = g_strdup (request->note);
  job->request.waive_reason = g_strdup (request->waive_reason);
  job->request.override_reason = g_strdup (request->override_reason);
  if (request->payments != NULL)
    job->request.payments = g_ptr_array_ref (request->payments);
  job->actor = foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (session)));

  if (deed == FOYER_BOOKING_DEED_CHECK)
    foyer_store_read_async (store, run, job, (GDestroyNotify) job_free,
                            (GDestroyNotify) foyer_booking_answer_free, cancellable,
                            callback, user_data);
  else if (deed == FOYER_BOOKING_DEED_MAKE && request->payments != NULL &&
           request->payments->len > 0)
    foyer_card_asking_run_async (store, ask, run, job, (GDestroyNotify) job_free,
                                 (GDestroyNotify) foyer_booking_answer_free, callback,
                                 user_data);
  else
    foyer_store_write_async (store, run, job, (GDestroyNotify) job_free,
                             (GDestroyNotify) foyer_booking_answer_free, cancellable,
                             callback, user_data);
}
