/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-account.h"

#define SYSTEM_TYPE "https://foyerclinic.org/fhir/sid/account-type"

/**
 * foyer_fhir_account_is:
 * @json: a resource
 * @type: code of a type of ours
 *
 * Returns: whether it is an Account of that type
 */
gboolean
foyer_fhir_account_is (const json_t *json, const char *type)
{
  return g_strcmp0 (foyer_fhir_code (json_object_get (json, "type"), SYSTEM_TYPE),
                    type) == 0;
}

void
foyer_fhir_account_set_type (json_t *json, const char *type)
{
  if (!foyer_fhir_account_is (json, type))
    json_object_set_new (json, "type", foyer_fhir_concept (SYSTEM_TYPE, type, NULL));
}

/* Whether it can be used by those who know nothing but FHIR. */
gboolean
foyer_fhir_account_is_active (const json_t *json)
{
  return g_strcmp0 (foyer_fhir_peek (json, "status"), "active") == 0;
}

/* Of all that is not active each kind stays what it is. */
void
foyer_fhir_account_set_active (json_t *json, gboolean active)
{
  if (foyer_fhir_peek (json, "status") == NULL ||
      foyer_fhir_account_is_active (json) != active)
    foyer_fhir_set_text (json, "status", active ? "active" : "inactive");
}

/**
 * foyer_fhir_account_period:
 * @json: an Account
 * @wanted: whether it gets a servicePeriod if it has none
 *
 * Returns: (transfer none) (nullable): its servicePeriod, to write to
 */
json_t *
foyer_fhir_account_period (json_t *json, gboolean wanted)
{
  json_t *period = json_object_get (json, "servicePeriod");

  if (!json_is_object (period) && wanted)
    {
      period = json_object ();
      json_object_set_new (json, "servicePeriod", period);
    }

  return json_is_object (period) ? period : NULL;
}
