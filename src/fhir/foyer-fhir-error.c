/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-error.h"

#include <string.h>

G_DEFINE_QUARK (foyer_fhir_error, foyer_fhir_error)

/**
 * foyer_fhir_error_dup_path:
 * @error: an error of this domain
 *
 * Returns: (transfer full) (nullable): the element that @error is about,
 *   `Patient.birthDate`, or `NULL` if it is about the whole document
 */
char *
foyer_fhir_error_dup_path (const GError *error)
{
  const char *colon = strstr (error->message, ": ");

  g_return_val_if_fail (error->domain == FOYER_FHIR_ERROR, NULL);

  return colon != NULL ? g_strndup (error->message, (gsize) (colon - error->message))
                       : NULL;
}
