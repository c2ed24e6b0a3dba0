/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-validate.h"

#include "endpoint/foyer-endpoint-params.h"

/**
 * foyer_endpoint_validate:
 * @draft: a resource
 * @error: return location for an error
 *
 * Errors: `FOYER_ENDPOINT_ERROR_INVALID`.
 *
 * Returns: `TRUE` if @draft may be stored
 */
gboolean
foyer_endpoint_validate (FoyerEndpointDraft *draft, GError **error)
{
  if (foyer_endpoint_find_type (draft->type) == NULL)
    {
      g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_INVALID,
                           "resourceType: This endpoint does not keep such resources.");
      return FALSE;
    }

  return TRUE;
}
