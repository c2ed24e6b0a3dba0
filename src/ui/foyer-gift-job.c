/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-gift-job.h"

#include "store/foyer-card-claims.h"
#include "ui/foyer-card-asking.h"

FoyerGiftJob *
foyer_gift_job_new (FoyerGiftDeed deed, gint64 id)
{
  FoyerGiftJob *job = g_new0 (FoyerGiftJob, 1);

  job->deed = deed;
  job->id = id;

  return job;
}

void
foyer_gift_job_free (FoyerGiftJob *job)
{
  g_free (job->reference);
  g_free (job->expires_on);
  g_free (job->operation);
  g_free (job->reason);
  g_clear_pointer (&job->claims, g_ptr_array_unref);
  g_clear_object (&job->actor);
  g_free (job);
}

void
foyer_gift_answer_free (FoyerGiftAnswer *answer)
{
  g_clear_object (&answer->card);
  g_free (answer->code);
  g_free (answer->receipt);
  g_free (answer);
}

/* What is paid, in cash and by card; returns how many that are. */
static guint
read_payments (FoyerGiftJob *job, FoyerGiftPayment payments[2])
{
  guint n = 0;

  if (job->cash_minor > 0)
    payments[n++] = (FoyerGiftPayment){ job->cash_minor, FOYER_TENDER_CASH };
  if (job->card_minor > 0)
    payments[n++] =
        (FoyerGiftPayment){ job->card_minor, FOYER_TENDER_CARD, job->reference };

  return n;
}

static FoyerGiftCard *
sell (FoyerDb *db, FoyerGiftJob *job, char **out_code, GError **error)
{
  FoyerGiftPayment payments[2];
  const guint      n_payments = read_payments (job, payments);

  return foyer_gift_cards_sell (db, job->actor, payments, n_payments, job->expires_on,
                                out_code, error);
}

static gboolean
change (FoyerDb *db, FoyerGiftJob *job, GError **error)
{
  FoyerGiftPayment payments[2];
  const guint      n_payments = read_payments (job, payments);

  switch (job->deed)
    {
    case FOYER_GIFT_DEED_RELOAD:
      return foyer_gift_cards_reload (db, job->actor, job->id, payments, n_payments,
                                      job->operation, error);
    case FOYER_GIFT_DEED_VOID:
      return foyer_gift_cards_void (db, job->actor, job->id, job->reason, error);
    case FOYER_GIFT_DEED_REFUND:
      return foyer_gift_cards_refund (db, job->actor, job->id, job->reason, error);
    case FOYER_GIFT_DEED_SELL:
    case FOYER_GIFT_DEED_REPLACE:
    default:
      g_assert_not_reached ();
    }
}

static FoyerGiftCard *
act (FoyerDb *db, FoyerGiftJob *job, char **out_code, GError **error)
{
  if (job->deed == FOYER_GIFT_DEED_SELL)
    return sell (db, job, out_code, error);
  if (job->deed == FOYER_GIFT_DEED_REPLACE)
    return foyer_gift_cards_replace (db, job->actor, job->id, job->reason, out_code,
                                     error);

  return change (db, job, error) ? foyer_gift_cards_get (db, job->id, error) : NULL;
}

/* A card is ended once the endpoint has taken all from it, so that no other desk can. */
static gpointer
ask (FoyerDb *db, gpointer data, GError **error)
{
  FoyerGiftJob *job = data;

  job->claims = foyer_card_claims_ask_rest (db, job->actor, job->id,
                                            job->deed == FOYER_GIFT_DEED_REFUND, error);

  return NULL;
}

/* What is read after the act is for the eye: the act has been done, whatever comes of it. */
static gpointer
run (FoyerDb *db, gpointer data, GError **error)
{
  FoyerGiftJob *job = data;
  g_autoptr (FoyerGiftAnswer) answer = g_new0 (FoyerGiftAnswer, 1);
  g_autoptr (GPtrArray) entries = NULL;
  const char *uid;

  if (job->claims != NULL &&
      !foyer_card_claims_check_rest (db, job->actor, job->claims, error))
    return NULL;
  answer->card = act (db, job, &answer->code, error);
  if (answer->card == NULL)
    return NULL;
  uid = foyer_record_get_uid (FOYER_RECORD (answer->card));
  foyer_gift_cards_sum (db, uid, &answer->left_minor, NULL);
  entries = foyer_gift_cards_list_entries (db, uid, NULL);
  if (entries != NULL && entries->len > 0)
    answer->receipt =
        g_strdup (FOYER_LEDGER_ENTRY (entries->pdata[entries->len - 1])->receipt);

  return g_steal_pointer (&answer);
}

/**
 * foyer_gift_job_run_async:
 * @job: (transfer full): what is done
 * @session: the session, whose person acts
 * @callback: (scope async): called when done; foyer_store_finish() gives a FoyerGiftAnswer
 * @user_data: data for @callback
 *
 * Does what @job says.
 */
void
foyer_gift_job_run_async (FoyerGiftJob       *job,
                          FoyerSession       *session,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  FoyerStore *store = foyer_session_get_store (session);

  job->actor = foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (session)));
  if (job->deed == FOYER_GIFT_DEED_SELL || job->deed == FOYER_GIFT_DEED_RELOAD)
    foyer_store_write_async (store, run, job, (GDestroyNotify) foyer_gift_job_free,
                             (GDestroyNotify) foyer_gift_answer_free, NULL, callback,
                             user_data);
  else
    foyer_card_asking_run_async (
        store, ask, run, job, (GDestroyNotify) foyer_gift_job_free,
        (GDestroyNotify) foyer_gift_answer_free, callback, user_data);
}
