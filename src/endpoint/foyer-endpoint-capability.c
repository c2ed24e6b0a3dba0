/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-capability.h"

#include "endpoint/foyer-endpoint-params.h"
#include "fhir/foyer-json.h"

#include <string.h>

static void
add_param (json_t *params, const char *name, const char *type)
{
  json_array_append_new (params, json_pack ("{s:s, s:s}", "name", name, "type", type));
}

static json_t *
describe_type (const FoyerEndpointType *type)
{
  static const char *const kinds[] = {
    [FOYER_ENDPOINT_PARAM_REFERENCE] = "reference",
    [FOYER_ENDPOINT_PARAM_STATUS] = "token",
    [FOYER_ENDPOINT_PARAM_DATE] = "date",
  };
  json_t *params = json_array ();

  add_param (params, "_id", "token");
  add_param (params, "_lastUpdated", "date");
  if (type->has_identifier)
    add_param (params, "identifier", "token");
  for (const FoyerEndpointParam *param = type->params;
       param != NULL && param->name != NULL; param++)
    add_param (params, param->name, kinds[param->kind]);

  return json_pack ("{s:s, s:[{s:s}, {s:s}, {s:s}, {s:s}, {s:s}, {s:s}], s:s, s:b, s:b, "
                    "s:b, s:s, s:b, s:s, s:[s, s, s], s:o}",
                    "type", type->name, "interaction", "code", "read", "code", "vread",
                    "code", "update", "code", "create", "code", "search-type", "code",
                    "history-instance", "versioning", "versioned", "readHistory", 1,
                    "updateCreate", 0, "conditionalCreate", type->has_identifier,
                    "conditionalRead", "not-supported", "conditionalUpdate", 0,
                    "conditionalDelete", "not-supported", "referencePolicy", "literal",
                    "enforced", "local", "searchParam", params);
}

/**
 * foyer_endpoint_capability:
 * @base: scheme and authority of the endpoint
 *
 * Returns: (transfer full): the CapabilityStatement
 */
GBytes *
foyer_endpoint_capability (const char *base)
{
  g_autofree char         *url = g_strconcat (base, "/fhir", NULL);
  json_t                  *resources = json_array ();
  guint                    n_types;
  const FoyerEndpointType *types = foyer_endpoint_types (&n_types);
  g_autoptr (json_t) statement = NULL;
  char *text;

  for (guint i = 0; i < n_types; i++)
    json_array_append_new (resources, describe_type (&types[i]));

  statement = json_pack (
      "{s:s, s:s, s:s, s:s, s:{s:s, s:s}, s:{s:s, s:s}, s:s, s:[s], "
      "s:[{s:s, s:{s:b, s:s}, s:o}]}",
      "resourceType", "CapabilityStatement", "status", "active", "date", "2026-11-23",
      "kind", "instance", "software", "name", "foyer-endpoint", "version", FOYER_VERSION,
      "implementation", "description", "The endpoint of one clinic", "url", url,
      "fhirVersion", "4.0.1", "format", "application/fhir+json", "rest", "mode", "server",
      "security", "cors", 0, "description",
      "Each desk sends a bearer token of its own; see foyer-endpoint token.", "resource",
      resources);
  text = json_dumps (statement, JSON_COMPACT);

  return g_bytes_new_with_free_func (text, strlen (text), free, text);
}
