/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-request-job.h"

FoyerRequestJob *
foyer_request_job_new (FoyerRequestDeed deed, gint64 id)
{
  FoyerRequestJob *job = g_new0 (FoyerRequestJob, 1);

  job->deed = deed;
  job->id = id;

  return job;
}

void
foyer_request_job_free (FoyerRequestJob *job)
{
  g_free (job->reason);
  g_clear_object (&job->told);
  g_clear_object (&job->request);
  g_clear_object (&job->base);
  g_clear_object (&job->actor);
  g_free (job);
}

static gboolean
act (FoyerDb *db, FoyerRequestJob *job, GError **error)
{
  switch (job->deed)
    {
    case FOYER_REQUEST_DEED_ADD:
      if (!foyer_requests_add (db, job->actor, job->request, error))
        return FALSE;
      job->id = foyer_record_get_id (FOYER_RECORD (job->request));
      return TRUE;

    case FOYER_REQUEST_DEED_CORRECT:
      foyer_edits_expect (db, job->base);
      return foyer_requests_update (db, job->actor, job->request, error);

    case FOYER_REQUEST_DEED_ATTACH:
      return foyer_requests_attach (db, job->actor, job->id, job->patient_id, error);

    case FOYER_REQUEST_DEED_ASK:
      return foyer_requests_ask_referral (db, job->actor, job->id, job->referrer_id,
                                          job->told, NULL, error);

    case FOYER_REQUEST_DEED_DECLINE:
      return foyer_requests_decline (db, job->actor, job->id, job->reason, job->told,
                                     error);

    case FOYER_REQUEST_DEED_DISMISS:
      return foyer_requests_dismiss (db, job->actor, job->id, job->reason, error);

    case FOYER_REQUEST_DEED_REOPEN:
      return foyer_requests_reopen (db, job->actor, job->id, error);

    default:
      g_assert_not_reached ();
    }
}

static gpointer
run (FoyerDb *db, gpointer data, GError **error)
{
  FoyerRequestJob *job = data;

  return act (db, job, error) ? foyer_requests_get_row (db, job->id, error) : NULL;
}

/**
 * foyer_request_job_run_async:
 * @job: (transfer full): an answer
 * @session: the session, whose person acts
 * @callback: (scope async): called when done; foyer_store_finish() gives the
 *   [class@RequestRow] as it is now
 * @user_data: data for @callback
 *
 * Does what @job says.
 */
void
foyer_request_job_run_async (FoyerRequestJob    *job,
                             FoyerSession       *session,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  job->actor = foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (session)));
  foyer_store_write_async (foyer_session_get_store (session), run, job,
                           (GDestroyNotify) foyer_request_job_free, g_object_unref, NULL,
                           callback, user_data);
}
