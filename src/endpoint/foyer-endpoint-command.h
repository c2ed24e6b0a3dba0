/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint-store.h"

G_BEGIN_DECLS

/**
 * FoyerEndpointExit:
 * @FOYER_ENDPOINT_EXIT_DONE: done
 * @FOYER_ENDPOINT_EXIT_REFUSED: nothing was changed, for a reason that was printed
 * @FOYER_ENDPOINT_EXIT_USAGE: wrong usage
 * @FOYER_ENDPOINT_EXIT_FAILURE: the machine failed
 *
 * Exit statuses, the same as those of foyerctl.
 */
typedef enum
{
  FOYER_ENDPOINT_EXIT_DONE = 0,
  FOYER_ENDPOINT_EXIT_REFUSED = 1,
  FOYER_ENDPOINT_EXIT_USAGE = 2,
  FOYER_ENDPOINT_EXIT_FAILURE = 3,
} FoyerEndpointExit;

FoyerEndpointExit foyer_endpoint_fail (const GError *error);
FoyerEndpointExit
foyer_endpoint_command (FoyerEndpointStore *store, int argc, char **argv);

G_END_DECLS
