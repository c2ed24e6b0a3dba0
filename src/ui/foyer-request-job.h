/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "store/foyer-edits.h"
#include "store/foyer-requests.h"

G_BEGIN_DECLS

/**
 * FoyerRequestDeed:
 * @FOYER_REQUEST_DEED_ADD: take a request down
 * @FOYER_REQUEST_DEED_CORRECT: put right what is asked for
 * @FOYER_REQUEST_DEED_ATTACH: say whom it is from, or that this is open again
 * @FOYER_REQUEST_DEED_ASK: ask for the referral
 * @FOYER_REQUEST_DEED_DECLINE: decline it
 * @FOYER_REQUEST_DEED_DISMISS: it is none
 * @FOYER_REQUEST_DEED_REOPEN: take it up again
 *
 * What is done with a request.
 */
typedef enum
{
  FOYER_REQUEST_DEED_ADD,
  FOYER_REQUEST_DEED_CORRECT,
  FOYER_REQUEST_DEED_ATTACH,
  FOYER_REQUEST_DEED_ASK,
  FOYER_REQUEST_DEED_DECLINE,
  FOYER_REQUEST_DEED_DISMISS,
  FOYER_REQUEST_DEED_REOPEN,
} FoyerRequestDeed;

/**
 * FoyerRequestJob:
 * @deed: what is done
 * @id: the request
 * @patient_id: whom it is from, to attach it
 * @referrer_id: who is asked for the referral, 0: not known
 * @reason: (owned) (nullable): why it is declined or none
 * @told: (owned) (nullable): how the patient was told
 * @request: (owned) (nullable): what is taken down or put right
 * @base: (owned) (nullable): what that rests on
 * @actor: (owned) (nullable): who does it
 *
 * An answer to a request on its way to the thread that writes.
 */
typedef struct
{
  FoyerRequestDeed    deed;
  gint64              id;
  gint64              patient_id;
  gint64              referrer_id;
  char               *reason;
  FoyerCommunication *told;
  FoyerRequest       *request;
  FoyerSnapshot      *base;
  FoyerUser          *actor;
} FoyerRequestJob;

FoyerRequestJob *foyer_request_job_new (FoyerRequestDeed deed, gint64 id);
void             foyer_request_job_free (FoyerRequestJob *job);
void             foyer_request_job_run_async (FoyerRequestJob    *job,
                                              FoyerSession       *session,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRequestJob, foyer_request_job_free)

G_END_DECLS
