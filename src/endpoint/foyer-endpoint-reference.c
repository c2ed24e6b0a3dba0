/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-reference.h"

#include <string.h>

/**
 * foyer_endpoint_id_is_valid:
 * @id: (nullable): a text
 *
 * Source: FHIR R4, datatypes, id.
 *
 * Returns: whether @id can be the id of a resource
 */
gboolean
foyer_endpoint_id_is_valid (const char *id)
{
  gsize n = 0;

  if (id == NULL)
    return FALSE;
  while (g_ascii_isalnum (id[n]) || id[n] == '-' || id[n] == '.')
    n++;

  return n >= 1 && n <= 64 && id[n] == '\0';
}

/**
 * foyer_endpoint_reference_target:
 * @reference: (nullable): a FHIR reference
 *
 * Returns: (transfer full) (nullable): `Type/id` if @reference is relative to this endpoint,
 *   without the version that it may have; `NULL` if it points elsewhere or nowhere
 */
char *
foyer_endpoint_reference_target (const char *reference)
{
  const char      *slash = reference != NULL ? strchr (reference, '/') : NULL;
  const char      *end;
  g_autofree char *id = NULL;

  if (slash == NULL || slash == reference || !g_ascii_isupper (*reference))
    return NULL;
  for (const char *at = reference; at < slash; at++)
    if (!g_ascii_isalpha (*at))
      return NULL;

  end = strstr (slash + 1, "/_history/");
  id = end != NULL ? g_strndup (slash + 1, (gsize) (end - slash - 1))
                   : g_strdup (slash + 1);
  if (!foyer_endpoint_id_is_valid (id) ||
      (end != NULL && !foyer_endpoint_id_is_valid (end + strlen ("/_history/"))))
    return NULL;

  return g_strndup (reference, (gsize) (slash - reference) + 1 + strlen (id));
}

typedef struct
{
  FoyerEndpointReferenceFunc func;
  gpointer                   data;
  GString                   *path; /* (unowned) */
} Walk;

static gboolean
walk (Walk *self, const json_t *json, GError **error)
{
  gsize       length = self->path->len;
  const char *key;
  json_t     *item;
  gsize       i;

  if (json_is_array (json))
    json_array_foreach (json, i, item)
      {
        g_string_append_printf (self->path, "[%" G_GSIZE_FORMAT "]", i);
        if (!walk (self, item, error))
          return FALSE;
        g_string_truncate (self->path, length);
      }
  else if (json_is_object (json))
    json_object_foreach ((json_t *) json, key, item)
    {
      g_string_append_printf (self->path, ".%s", key);
      if (strcmp (key, "reference") == 0 && json_is_string (item))
        {
          if (!self->func (self->path->str, json_string_value (item), self->data, error))
            return FALSE;
        }
      else if (!walk (self, item, error))
        return FALSE;
      g_string_truncate (self->path, length);
    }

  return TRUE;
}

/**
 * foyer_endpoint_references_foreach:
 * @resource: a resource
 * @func: (scope call): called with each reference
 * @data: (nullable): data for @func
 * @error: return location for an error
 *
 * Goes through all references of a resource, those of contained resources and of extensions
 * included.
 *
 * Returns: `FALSE` if @func stopped with @error set
 */
gboolean
foyer_endpoint_references_foreach (const json_t              *resource,
                                   FoyerEndpointReferenceFunc func,
                                   gpointer                   data,
                                   GError                   **error)
{
  const char *type = json_string_value (json_object_get (resource, "resourceType"));
  g_autoptr (GString) path = g_string_new (type);
  Walk self = { func, data, path };

  return walk (&self, resource, error);
}
