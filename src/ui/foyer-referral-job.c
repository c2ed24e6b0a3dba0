/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-referral-job.h"

FoyerReferralJob *
foyer_referral_job_new (gint64 id, FoyerReferralState to)
{
  FoyerReferralJob *job = g_new0 (FoyerReferralJob, 1);

  job->id = id;
  job->to = to;

  return job;
}

void
foyer_referral_job_free (FoyerReferralJob *job)
{
  g_free (job->reason);
  g_free (job->comment);
  g_free (job->target_date);
  g_free (job->missing_items);
  g_clear_object (&job->base);
  g_free (job->desk_instructions);
  g_free (job->patient_instructions);
  g_clear_object (&job->actor);
  g_free (job);
}

static gboolean
write_instructions (FoyerDb *db, FoyerReferralJob *job, GError **error)
{
  g_autoptr (FoyerReferralRow) row = foyer_referrals_get (db, job->id, error);
  FoyerReferral *referral;

  if (row == NULL)
    return FALSE;
  referral = row->referral;
  if (g_strcmp0 (referral->desk_instructions, job->desk_instructions) == 0 &&
      g_strcmp0 (referral->patient_instructions, job->patient_instructions) == 0)
    return TRUE;
  foyer_set_text (&referral->desk_instructions, job->desk_instructions);
  foyer_set_text (&referral->patient_instructions, job->patient_instructions);

  return foyer_referrals_save (db, job->actor, referral, error);
}

/* The step comes first: if it is refused, nothing else is written. */
static gpointer
run (FoyerDb *db, gpointer data, GError **error)
{
  FoyerReferralJob *job = data;
  FoyerReferralStep step = {
    .to = job->to,
    .reason = job->reason,
    .comment = job->comment,
    .decline_reason = job->decline_reason,
    .urgency = job->urgency,
    .target_date = job->target_date,
    .service_id = job->service_id,
    .clinician_id = job->clinician_id,
    .missing_items = job->missing_items,
  };

  foyer_edits_expect (db, job->base);
  if (!foyer_referrals_step (db, job->actor, job->id, &step, error) ||
      (job->instruct && !write_instructions (db, job, error)))
    return NULL;

  return GINT_TO_POINTER (TRUE);
}

/**
 * foyer_referral_job_run_async:
 * @job: (transfer full): a step
 * @session: the session, whose person acts
 * @callback: (scope async): called when done; foyer_store_finish() gives the answer
 * @user_data: data for @callback
 *
 * Takes the step.
 */
void
foyer_referral_job_run_async (FoyerReferralJob   *job,
                              FoyerSession       *session,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  job->actor = foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (session)));
  foyer_store_write_async (foyer_session_get_store (session), run, job,
                           (GDestroyNotify) foyer_referral_job_free, NULL, NULL, callback,
                           user_data);
}
