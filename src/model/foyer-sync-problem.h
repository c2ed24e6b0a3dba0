/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerSyncProblem:
 * @FOYER_SYNC_PROBLEM_OFFLINE: no connection: no network, no such host, refused, broken off
 * @FOYER_SYNC_PROBLEM_TIMEOUT: the whole exchange took too long
 * @FOYER_SYNC_PROBLEM_CERTIFICATE: the certificate of the endpoint is not good
 * @FOYER_SYNC_PROBLEM_TLS: no common version or cipher of TLS
 * @FOYER_SYNC_PROBLEM_INSECURE: plain http, and not on this computer
 * @FOYER_SYNC_PROBLEM_REDIRECT: the endpoint points to another address; the message names it
 * @FOYER_SYNC_PROBLEM_NOT_FHIR: the address answers, but not as a FHIR server
 * @FOYER_SYNC_PROBLEM_TRUNCATED: the answer ended before its end
 * @FOYER_SYNC_PROBLEM_TOO_LARGE: the answer is larger than anything that is asked for
 * @FOYER_SYNC_PROBLEM_SIGN_IN: the endpoint does not accept the way of signing in
 * @FOYER_SYNC_PROBLEM_FORBIDDEN: signed in, but not allowed
 * @FOYER_SYNC_PROBLEM_BUSY: the endpoint asks to wait (429, 503)
 * @FOYER_SYNC_PROBLEM_SERVER: the endpoint failed (5xx, 408, 425)
 * @FOYER_SYNC_PROBLEM_REFUSED: the endpoint refuses what was sent (400, 413, 422)
 * @FOYER_SYNC_PROBLEM_UNSAFE: the endpoint ignores If-Match, so nothing can be kept safe there
 * @FOYER_SYNC_PROBLEM_OTHER_CLINIC: the endpoint holds another clinic's records
 * @FOYER_SYNC_PROBLEM_LOCKED: another process syncs this profile
 * @FOYER_SYNC_PROBLEM_NOT_SET_UP: the profile has no endpoint
 * @FOYER_SYNC_PROBLEM_SECRET: the secret to sign in with is not there or cannot be read
 * @FOYER_SYNC_PROBLEM_RESOURCE: a resource of the endpoint cannot be understood
 *
 * Why a sync, or one exchange of it, did not go through.
 *
 * It is a value of the model, so that the store can keep it and `present` can say it.
 */
typedef enum
{
  FOYER_SYNC_PROBLEM_OFFLINE,
  FOYER_SYNC_PROBLEM_TIMEOUT,
  FOYER_SYNC_PROBLEM_CERTIFICATE,
  FOYER_SYNC_PROBLEM_TLS,
  FOYER_SYNC_PROBLEM_INSECURE,
  FOYER_SYNC_PROBLEM_REDIRECT,
  FOYER_SYNC_PROBLEM_NOT_FHIR,
  FOYER_SYNC_PROBLEM_TRUNCATED,
  FOYER_SYNC_PROBLEM_TOO_LARGE,
  FOYER_SYNC_PROBLEM_SIGN_IN,
  FOYER_SYNC_PROBLEM_FORBIDDEN,
  FOYER_SYNC_PROBLEM_BUSY,
  FOYER_SYNC_PROBLEM_SERVER,
  FOYER_SYNC_PROBLEM_REFUSED,
  FOYER_SYNC_PROBLEM_UNSAFE,
  FOYER_SYNC_PROBLEM_OTHER_CLINIC,
  FOYER_SYNC_PROBLEM_LOCKED,
  FOYER_SYNC_PROBLEM_NOT_SET_UP,
  FOYER_SYNC_PROBLEM_SECRET,
  FOYER_SYNC_PROBLEM_RESOURCE,
} FoyerSyncProblem;

#define FOYER_TYPE_SYNC_PROBLEM (foyer_sync_problem_get_type ())
GType foyer_sync_problem_get_type (void);

G_END_DECLS
