/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-store-error.h"

#include <string.h>

G_DEFINE_QUARK (foyer_store_error, foyer_store_error)

#define FIELD_PREFIX "field:"
#define RULE_PREFIX "rule:"

/**
 * foyer_store_refuse_field:
 * @error: return location for an error
 * @field: property name of the field, `birth-date`; static
 * @problem: short name of what is wrong with it, `impossible-date`
 *
 * Sets `FOYER_STORE_ERROR_INVALID`.  The message names the field and the problem and never
 * the value, which is patient data.
 *
 * Returns: `FALSE`, for the caller to return
 */
gboolean
foyer_store_refuse_field (GError **error, const char *field, const char *problem)
{
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID, FIELD_PREFIX "%s:%s",
               field, problem);
  return FALSE;
}

/**
 * foyer_store_refuse_rule:
 * @error: return location for an error
 * @rule: name of the rule, `clinician-overlap`
 *
 * Sets `FOYER_STORE_ERROR_RULE`.
 *
 * Returns: `FALSE`, for the caller to return
 */
gboolean
foyer_store_refuse_rule (GError **error, const char *rule)
{
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE, RULE_PREFIX "%s", rule);
  return FALSE;
}

/**
 * foyer_store_error_get_field:
 * @error: an error
 *
 * Returns: (transfer none) (nullable): an interned name of the field that was refused, or
 *   `NULL` if @error is not about one
 */
const char *
foyer_store_error_get_field (const GError *error)
{
  g_autofree char *field = NULL;
  const char      *start;

  if (!g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID) ||
      !g_str_has_prefix (error->message, FIELD_PREFIX))
    return NULL;

  start = error->message + strlen (FIELD_PREFIX);
  field = g_strndup (start, strcspn (start, ":"));

  return g_intern_string (field);
}

/**
 * foyer_store_error_get_problem:
 * @error: an error
 *
 * Returns: (transfer none) (nullable): what is wrong with the field, or `NULL` if @error is
 *   not about one
 */
const char *
foyer_store_error_get_problem (const GError *error)
{
  const char *colon;

  if (foyer_store_error_get_field (error) == NULL)
    return NULL;

  colon = strchr (error->message + strlen (FIELD_PREFIX), ':');

  return colon != NULL ? colon + 1 : NULL;
}

/**
 * foyer_store_error_get_rule:
 * @error: an error
 *
 * Returns: (transfer none) (nullable): the rule that refused, or `NULL` if @error is not
 *   about one
 */
const char *
foyer_store_error_get_rule (const GError *error)
{
  if (!g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE) ||
      !g_str_has_prefix (error->message, RULE_PREFIX))
    return NULL;

  return error->message + strlen (RULE_PREFIX);
}
