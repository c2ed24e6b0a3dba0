/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-resource.h"

#include "model/foyer-npi.h"

#include <string.h>

FoyerFhirResource *
foyer_fhir_resource_new (gpointer record)
{
  FoyerFhirResource *self = g_new0 (FoyerFhirResource, 1);

  self->record = record;
  self->identifiers = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

void
foyer_fhir_resource_free (FoyerFhirResource *self)
{
  g_clear_object (&self->record);
  g_clear_pointer (&self->identifiers, g_ptr_array_unref);
  g_free (self->id);
  g_free (self->reference);
  g_free (self);
}

/**
 * foyer_fhir_resource_add_identifier:
 * @self: a resource
 * @system: URI of who gave the name
 * @value: the name
 *
 * Adds an identifier, unless it is there.
 */
void
foyer_fhir_resource_add_identifier (FoyerFhirResource *self,
                                    const char        *system,
                                    const char        *value)
{
  FoyerIdentifier *identifier;

  for (guint i = 0; i < self->identifiers->len; i++)
    {
      identifier = self->identifiers->pdata[i];
      if (g_str_equal (identifier->system, system) &&
          g_str_equal (identifier->value, value))
        return;
    }

  identifier = foyer_identifier_new ();
  foyer_set_text (&identifier->owner_kind, FOYER_RECORD_GET_CLASS (self->record)->kind);
  foyer_set_text (&identifier->system, system);
  foyer_set_text (&identifier->value, value);
  g_ptr_array_add (self->identifiers, identifier);
}

/* Numbers that a family or an insurer's group shares: no evidence of who somebody is. */
static gboolean
names_one_person (const char *type)
{
  static const char *const shared[] = { "MB", "SN", "AN", "VN", "NIIP", NULL };

  return type == NULL || !g_strv_contains (shared, type);
}

/**
 * foyer_fhir_resource_decode:
 * @self: the resource to fill
 * @reader: collects the first error
 * @json: the resource
 * @npi: (inout) (optional): member for the NPI; `NULL` for a kind that has none
 *
 * Reads what all resources share: id, identifiers and whether it is active.
 *
 * An NPI whose check digit is wrong, as test data has them, is kept as an identifier and
 * not as the NPI.  Identifiers without a system, and those that several people share (member
 * and subscriber numbers, accounts, visits), name nobody and are left out.
 */
void
foyer_fhir_resource_decode (FoyerFhirResource *self,
                            FoyerFhirReader   *reader,
                            const json_t      *json,
                            char             **npi)
{
  json_t *list = foyer_fhir_read_list (reader, json, "identifier", "identifier");
  json_t *identifier;
  size_t  i;

  self->id = foyer_fhir_read_text (reader, json, "id", "id", 64);
  self->states_active = json_is_boolean (json_object_get (json, "active"));

  json_array_foreach (list, i, identifier)
    {
      g_autofree char *system = foyer_fhir_read_text (
          reader, identifier, "system", "identifier.system", FOYER_FHIR_MAX_LINE);
      g_autofree char *value = foyer_fhir_read_text (
          reader, identifier, "value", "identifier.value", FOYER_FHIR_MAX_LINE);

      if (system == NULL || value == NULL)
        continue;
      if (g_str_equal (system, FOYER_FHIR_SYSTEM_RECORD))
        {
          if (!g_uuid_string_is_valid (value))
            foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "identifier.value",
                                    "not a UUID");
          else
            foyer_record_set_uid (self->record, value);
        }
      else if (g_str_equal (system, FOYER_FHIR_SYSTEM_NPI) && npi != NULL &&
               *npi == NULL && foyer_npi_is_valid (value))
        foyer_set_text (npi, value);
      else if (!g_str_equal (system, FOYER_FHIR_SYSTEM_MRN) &&
               names_one_person (foyer_fhir_code (json_object_get (identifier, "type"),
                                                  FOYER_FHIR_SYSTEM_IDENTIFIER_TYPE)))
        foyer_fhir_resource_add_identifier (self, system, value);
    }
}

/**
 * foyer_fhir_resource_decode_as:
 * @type: the type that @json must have
 * @json: a resource
 * @decode: reads its elements, and tells the reader what is wrong
 * @error: return location for an error
 *
 * Errors: [error@FhirError], with the path of the element.
 *
 * Returns: (transfer full): what @decode read, or `NULL` on error
 */
FoyerFhirResource *
foyer_fhir_resource_decode_as (const char         *type,
                               const json_t       *json,
                               FoyerFhirDecodeFunc decode,
                               GError            **error)
{
  g_auto (FoyerFhirReader) reader = { type };
  g_autoptr (FoyerFhirResource) resource = NULL;

  if (foyer_fhir_read_type (&reader, json))
    resource = decode (&reader, json);
  if (reader.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reader.error));
      return NULL;
    }

  return g_steal_pointer (&resource);
}

/**
 * foyer_fhir_resource_encode:
 * @self: the resource
 * @json: where to write
 * @npi: (nullable): the NPI
 *
 * Writes what all resources share onto @json.
 */
void
foyer_fhir_resource_encode (FoyerFhirResource *self, json_t *json, const char *npi)
{
  if (self->id != NULL)
    foyer_fhir_set_text (json, "id", self->id);
  if (foyer_record_get_uid (self->record) != NULL)
    foyer_fhir_set_identifier (json, FOYER_FHIR_SYSTEM_RECORD,
                               foyer_record_get_uid (self->record), "secondary", NULL);
  if (npi != NULL)
    foyer_fhir_set_identifier (json, FOYER_FHIR_SYSTEM_NPI, npi, NULL, "NPI");

  for (guint i = 0; i < self->identifiers->len; i++)
    {
      FoyerIdentifier *ours = self->identifiers->pdata[i];
      json_t          *list = json_object_get (json, "identifier");
      json_t          *identifier;
      gboolean         found = FALSE;
      size_t           j;

      json_array_foreach (list, j, identifier)
        found |= g_strcmp0 (foyer_fhir_peek (identifier, "system"), ours->system) == 0 &&
                 g_strcmp0 (foyer_fhir_peek (identifier, "value"), ours->value) == 0;
      if (found)
        continue;
      if (!json_is_array (list))
        {
          list = json_array ();
          json_object_set_new (json, "identifier", list);
        }
      json_array_append_new (
          list, json_pack ("{s:s, s:s}", "system", ours->system, "value", ours->value));
    }
}

/**
 * foyer_fhir_resource_begin:
 * @type: type of the resource
 * @base: (nullable): the resource as it is elsewhere
 *
 * Returns: (transfer full): a deep copy of @base, or an empty resource
 */
json_t *
foyer_fhir_resource_begin (const char *type, const json_t *base)
{
  json_t *json = json_is_object (base) ? json_deep_copy (base) : json_object ();

  foyer_fhir_set_text (json, "resourceType", type);

  return json;
}

/**
 * foyer_fhir_set_identifier:
 * @json: a resource
 * @system: a system of which the resource has one identifier
 * @value: (nullable): its value, or `NULL` to remove it
 * @use: (nullable): its use if it is added
 * @type: (nullable): its code in v2-0203 if it is added
 */
void
foyer_fhir_set_identifier (json_t     *json,
                           const char *system,
                           const char *value,
                           const char *use,
                           const char *type)
{
  json_t *list = json_object_get (json, "identifier");
  json_t *identifier;
  size_t  i;

  json_array_foreach (list, i, identifier)
    if (g_strcmp0 (foyer_fhir_peek (identifier, "system"), system) == 0)
      {
        if (value != NULL)
          foyer_fhir_set_text (identifier, "value", value);
        else
          json_array_remove (list, i);
        return;
      }
  if (value == NULL)
    return;

  if (!json_is_array (list))
    {
      list = json_array ();
      json_object_set_new (json, "identifier", list);
    }
  identifier = json_object ();
  foyer_fhir_set_text (identifier, "use", use);
  if (type != NULL)
    json_object_set_new (
        identifier, "type",
        foyer_fhir_concept (FOYER_FHIR_SYSTEM_IDENTIFIER_TYPE, type, NULL));
  foyer_fhir_set_text (identifier, "system", system);
  foyer_fhir_set_text (identifier, "value", value);
  json_array_append_new (list, identifier);
}
