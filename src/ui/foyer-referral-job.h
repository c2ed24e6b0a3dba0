/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "store/foyer-edits.h"
#include "store/foyer-referrals.h"

G_BEGIN_DECLS

/**
 * FoyerReferralJob:
 * @id: the referral
 * @to: the state to reach
 * @reason: (owned) (nullable): see [struct@ReferralStep], as the others
 * @comment: (owned) (nullable):
 * @decline_reason:
 * @urgency:
 * @target_date: (owned) (nullable):
 * @service_id:
 * @clinician_id:
 * @missing_items: (owned) (nullable):
 * @instruct: whether the instructions are to be written, too
 * @desk_instructions: (owned) (nullable):
 * @patient_instructions: (owned) (nullable):
 * @base: (owned) (nullable): what the step rests on; `NULL` if that does not matter
 *
 * A step in the life of a referral on its way to the thread that writes.
 */
typedef struct
{
  gint64             id;
  FoyerReferralState to;
  char              *reason;
  char              *comment;
  FoyerDeclineReason decline_reason;
  FoyerUrgency       urgency;
  char              *target_date;
  gint64             service_id;
  gint64             clinician_id;
  char              *missing_items;
  gboolean           instruct;
  char              *desk_instructions;
  char              *patient_instructions;
  FoyerSnapshot     *base;

  /*< private >*/
  FoyerUser *actor; /* (owned) */
} FoyerReferralJob;

FoyerReferralJob *foyer_referral_job_new (gint64 id, FoyerReferralState to);
void              foyer_referral_job_free (FoyerReferralJob *job);
void              foyer_referral_job_run_async (FoyerReferralJob   *job,
                                                FoyerSession       *session,
                                                GAsyncReadyCallback callback,
                                                gpointer            user_data);

G_END_DECLS
