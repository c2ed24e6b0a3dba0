/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerEndpointError:
 * @FOYER_ENDPOINT_ERROR_NOT_FOUND: there is no such resource, version or token
 * @FOYER_ENDPOINT_ERROR_GONE: there was one, and it has been deleted
 * @FOYER_ENDPOINT_ERROR_VERSION: the resource has another version than was asked for
 * @FOYER_ENDPOINT_ERROR_AMBIGUOUS: several resources have the identifier
 * @FOYER_ENDPOINT_ERROR_INVALID: the resource breaks a rule; each line of the message begins
 *   with an element, `Appointment.start: `
 * @FOYER_ENDPOINT_ERROR_EXISTS: the name is taken
 * @FOYER_ENDPOINT_ERROR_BUSY: somebody else writes just now; nothing was changed
 * @FOYER_ENDPOINT_ERROR_USAGE: what was asked for cannot be done this way
 * @FOYER_ENDPOINT_ERROR_FAILED: the database or the machine failed; nothing was changed
 *
 * Why the endpoint did not do what it was asked to.
 */
typedef enum
{
  FOYER_ENDPOINT_ERROR_NOT_FOUND,
  FOYER_ENDPOINT_ERROR_GONE,
  FOYER_ENDPOINT_ERROR_VERSION,
  FOYER_ENDPOINT_ERROR_AMBIGUOUS,
  FOYER_ENDPOINT_ERROR_INVALID,
  FOYER_ENDPOINT_ERROR_EXISTS,
  FOYER_ENDPOINT_ERROR_BUSY,
  FOYER_ENDPOINT_ERROR_USAGE,
  FOYER_ENDPOINT_ERROR_FAILED,
} FoyerEndpointError;

#define FOYER_ENDPOINT_ERROR (foyer_endpoint_error_quark ())
GQuark foyer_endpoint_error_quark (void);

G_END_DECLS
