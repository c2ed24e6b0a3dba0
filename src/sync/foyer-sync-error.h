/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerSyncError:
 * @FOYER_SYNC_ERROR_OFFLINE: no connection: no network, no such host, refused, broken off
 * @FOYER_SYNC_ERROR_TIMEOUT: the whole exchange took too long
 * @FOYER_SYNC_ERROR_CERTIFICATE: the certificate of the endpoint is not good
 * @FOYER_SYNC_ERROR_TLS: no common version or cipher of TLS
 * @FOYER_SYNC_ERROR_INSECURE: plain http, and not on this computer
 * @FOYER_SYNC_ERROR_REDIRECT: the endpoint points to another address; the message names it
 * @FOYER_SYNC_ERROR_NOT_FHIR: the address answers, but not as a FHIR server
 * @FOYER_SYNC_ERROR_TRUNCATED: the answer ended before its end
 * @FOYER_SYNC_ERROR_TOO_LARGE: the answer is larger than anything that is asked for
 * @FOYER_SYNC_ERROR_SIGN_IN: the endpoint does not accept the way of signing in
 * @FOYER_SYNC_ERROR_FORBIDDEN: signed in, but not allowed
 * @FOYER_SYNC_ERROR_BUSY: the endpoint asks to wait (429, 503)
 * @FOYER_SYNC_ERROR_SERVER: the endpoint failed (5xx, 408, 425)
 * @FOYER_SYNC_ERROR_REFUSED: the endpoint refuses what was sent (400, 413, 422)
 * @FOYER_SYNC_ERROR_UNSAFE: the endpoint ignores If-Match, so nothing can be kept safe there
 * @FOYER_SYNC_ERROR_OTHER_CLINIC: the endpoint holds another clinic's records
 * @FOYER_SYNC_ERROR_LOCKED: another process syncs this profile
 * @FOYER_SYNC_ERROR_NOT_SET_UP: the profile has no endpoint
 * @FOYER_SYNC_ERROR_SECRET: the secret to sign in with is not there or cannot be read
 * @FOYER_SYNC_ERROR_RESOURCE: a resource of the endpoint cannot be understood
 *
 * Why a sync, or one exchange of it, did not go through.
 */
typedef enum
{
  FOYER_SYNC_ERROR_OFFLINE,
  FOYER_SYNC_ERROR_TIMEOUT,
  FOYER_SYNC_ERROR_CERTIFICATE,
  FOYER_SYNC_ERROR_TLS,
  FOYER_SYNC_ERROR_INSECURE,
  FOYER_SYNC_ERROR_REDIRECT,
  FOYER_SYNC_ERROR_NOT_FHIR,
  FOYER_SYNC_ERROR_TRUNCATED,
  FOYER_SYNC_ERROR_TOO_LARGE,
  FOYER_SYNC_ERROR_SIGN_IN,
  FOYER_SYNC_ERROR_FORBIDDEN,
  FOYER_SYNC_ERROR_BUSY,
  FOYER_SYNC_ERROR_SERVER,
  FOYER_SYNC_ERROR_REFUSED,
  FOYER_SYNC_ERROR_UNSAFE,
  FOYER_SYNC_ERROR_OTHER_CLINIC,
  FOYER_SYNC_ERROR_LOCKED,
  FOYER_SYNC_ERROR_NOT_SET_UP,
  FOYER_SYNC_ERROR_SECRET,
  FOYER_SYNC_ERROR_RESOURCE,
} FoyerSyncError;

#define FOYER_SYNC_ERROR (foyer_sync_error_quark ())
GQuark foyer_sync_error_quark (void);

G_END_DECLS
