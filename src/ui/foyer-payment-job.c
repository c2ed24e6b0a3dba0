/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-payment-job.h"

#include "store/foyer-deposits.h"
#include "store/foyer-payments.h"
#include "ui/foyer-card-asking.h"

static FoyerPayment *
find_payment (GPtrArray *payments, FoyerPayment *payment)
{
  for (guint i = 0; i < payments->len; i++)
    if (g_strcmp0 (foyer_record_get_uid (payments->pdata[i]),
                   foyer_record_get_uid (FOYER_RECORD (payment))) == 0)
      return payments->pdata[i];

  return NULL;
}

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

/* The open attempt to go on with. */
static gboolean
find_attempt (FoyerDb              *db,
              gint64                booking_id,
              gint64                attempt_id,
              FoyerPaymentAttempt **out_attempt,
              GError              **error)
{
  if (attempt_id == 0)
    return foyer_payments_get_open (db, booking_id, out_attempt, error);

  *out_attempt = foyer_payments_get (db, attempt_id, error);
  if (*out_attempt == NULL)
    return FALSE;
  if ((*out_attempt)->state != FOYER_PAYMENT_STATE_OPEN)
    g_clear_object (out_attempt);

  return TRUE;
}

/* What was not received and is no longer wanted goes, what is new comes. */
static gboolean
change (FoyerDb             *db,
        FoyerUser           *actor,
        FoyerPaymentAttempt *attempt,
        GPtrArray           *payments,
        GError             **error)
{
  for (guint i = 0; i < attempt->payments->len; i++)
    {
      FoyerPayment *payment = attempt->payments->pdata[i];

      if (payment->received_at == 0 && find_payment (payments, payment) == NULL &&
          !foyer_payments_remove (db, actor, id_of (payment), error))
        return FALSE;
    }
  for (guint i = 0; i < payments->len; i++)
    if (find_payment (attempt->payments, payments->pdata[i]) == NULL &&
        !foyer_payments_add (db, actor, id_of (attempt), payments->pdata[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
note (FoyerDb             *db,
      FoyerUser           *actor,
      FoyerPaymentAttempt *attempt,
      GPtrArray           *payments,
      GError             **error)
{
  for (guint i = 0; i < attempt->payments->len; i++)
    {
      FoyerPayment *stored = attempt->payments->pdata[i];
      FoyerPayment *wanted = find_payment (payments, stored);

      if (wanted != NULL && wanted->received_at != 0 && stored->received_at == 0 &&
          (stored->tender == FOYER_TENDER_CASH || stored->tender == FOYER_TENDER_CARD) &&
          !foyer_payments_note (db, actor, id_of (stored), wanted->terminal_reference,
                                error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_received (FoyerPaymentAttempt *attempt)
{
  for (guint i = 0; i < attempt->payments->len; i++)
    if (FOYER_PAYMENT (attempt->payments->pdata[i])->received_at != 0)
      return TRUE;

  return FALSE;
}

/**
 * foyer_payment_job_write_down:
 * @db: a connection that can write
 * @actor: who takes the money
 * @booking_id: a booking
 * @attempt_id: the attempt to go on with, 0: the open one of the booking, or a new one
 * @payments: (element-type FoyerPayment): what is being taken; none gives the attempt up unless
 *   some of it was received
 * @error: return location for an error
 *
 * Writes down what is being taken before anybody is asked for it, and what has come: after a
 * crash that is what the desk is told.
 *
 * Returns: the attempt, 0 if there is none, -1 on error
 */
gint64
foyer_payment_job_write_down (FoyerDb   *db,
                              FoyerUser *actor,
                              gint64     booking_id,
                              gint64     attempt_id,
                              GPtrArray *payments,
                              GError   **error)
{
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  gint64 id;

  if (!find_attempt (db, booking_id, attempt_id, &attempt, error))
    return -1;
  if (payments->len == 0)
    {
      if (attempt == NULL)
        return 0;
      if (is_received (attempt))
        return id_of (attempt);
      return foyer_payments_drop (db, actor, id_of (attempt), NULL, error) ? 0 : -1;
    }
  if (attempt == NULL)
    attempt = foyer_payments_begin (db, actor, booking_id, payments, error);
  else
    {
      id = id_of (attempt);
      if (!change (db, actor, attempt, payments, error))
        return -1;
      g_object_unref (attempt);
      attempt = foyer_payments_get (db, id, error);
    }

  return attempt != NULL && note (db, actor, attempt, payments, error) ? id_of (attempt)
                                                                       : -1;
}

typedef struct
{
  FoyerUser *actor; /* (owned) */
  gint64     booking_id;
  gint64     attempt_id;
  GPtrArray *payments; /* (owned) */
  char      *waiver;   /* (owned) (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->actor);
  g_ptr_array_unref (job->payments);
  g_free (job->waiver);
  g_free (job);
}

static gpointer
run (FoyerDb *db, gpointer data, GError **error)
{
  Job   *job = data;
  gint64 id = foyer_payment_job_write_down (db, job->actor, job->booking_id,
                                            job->attempt_id, job->payments, error);

  return id >= 0 ? g_memdup2 (&id, sizeof id) : NULL;
}

/**
 * foyer_payment_job_write_down_async:
 * @session: the session, whose person takes the money
 * @booking_id: a booking
 * @attempt_id: the attempt to go on with, 0: the open one of the booking, or a new one
 * @payments: (element-type FoyerPayment) (transfer full): what is being taken
 * @callback: (scope async): called when done; foyer_store_finish() gives the id of the attempt,
 *   a `gint64` to be freed
 * @user_data: data for @callback
 *
 * Does foyer_payment_job_write_down() beside what a person does.
 */
void
foyer_payment_job_write_down_async (FoyerSession       *session,
                                    gint64              booking_id,
                                    gint64              attempt_id,
                                    GPtrArray          *payments,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  Job *job = g_new0 (Job, 1);

  job->actor = foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (session)));
  job->booking_id = booking_id;
  job->attempt_id = attempt_id;
  job->payments = payments;
  foyer_store_write_async (foyer_session_get_store (session), run, job, job_free, g_free,
                           NULL, callback, user_data);
}

static void
given_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_free (foyer_store_finish (FOYER_STORE (source), result, NULL));
}

/**
 * foyer_payment_job_give_up:
 * @session: the session
 * @booking_id: a booking
 * @attempt_id: an attempt, 0: the open one of the booking
 *
 * Drops what was written down when the person leaves before any money came; what was received
 * stays for a person to decide.
 */
void
foyer_payment_job_give_up (FoyerSession *session, gint64 booking_id, gint64 attempt_id)
{
  foyer_payment_job_write_down_async (session, booking_id, attempt_id,
                                      g_ptr_array_new_with_free_func (g_object_unref),
                                      given_up_cb, NULL);
}

/**
 * foyer_payment_job_dup_operation:
 * @payments: (nullable) (element-type FoyerPayment): payments
 *
 * Returns: (transfer full) (nullable): the operation of the first one, whose receipt is that of
 *   all that is taken with it
 */
char *
foyer_payment_job_dup_operation (GPtrArray *payments)
{
  return payments != NULL && payments->len > 0
             ? g_strdup (foyer_record_get_uid (payments->pdata[0]))
             : NULL;
}

static gpointer
take (FoyerDb *db, gpointer data, GError **error)
{
  g_autofree char *receipt = NULL;
  g_autofree char *operation = NULL;
  Job             *job = data;
  gint64           id = foyer_payment_job_write_down (db, job->actor, job->booking_id, 0,
                                                      job->payments, error);

  if (id < 0 || (id > 0 && !foyer_payments_finish (db, job->actor, id, NULL, error)) ||
      (job->waiver != NULL &&
       !foyer_deposits_waive (db, job->actor, job->booking_id, job->waiver, error)))
    return NULL;
  operation = foyer_payment_job_dup_operation (job->payments);
  if (operation != NULL)
    foyer_payments_dup_receipt (db, operation, &receipt, NULL);

  return receipt != NULL ? g_steal_pointer (&receipt) : g_strdup ("");
}

/**
 * foyer_payment_job_take_async:
 * @session: the session, whose person takes the money
 * @booking_id: a booking
 * @payments: (element-type FoyerPayment) (transfer full): what came; possibly nothing
 * @waiver: (nullable): why the rest is waived
 * @callback: (scope async): called when done; foyer_store_finish() gives the number of the
 *   receipt, a text to be freed, empty if there is none
 * @user_data: data for @callback
 *
 * Takes money for a booking as it is.
 */
void
foyer_payment_job_take_async (FoyerSession       *session,
                              gint64              booking_id,
                              GPtrArray          *payments,
                              const char         *waiver,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  Job *job = g_new0 (Job, 1);

  job->actor = foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (session)));
  job->booking_id = booking_id;
  job->payments = payments;
  job->waiver = g_strdup (waiver);
  foyer_card_asking_run_async (foyer_session_get_store (session), run, take, job,
                               job_free, g_free, callback, user_data);
}
