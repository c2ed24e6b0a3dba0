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

static void
add_identifiers (json_t *json, GPtrArray *identifiers)
{
  for (guint i = 0; i < identifiers->len; i++)
    {
      FoyerIdentifier *ours = identifiers->pdata[i];
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
    foyer_fhir_set_npi (json, npi);
  add_identifiers (json, self->identifiers);
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

/* The place of the first NPI whose check digit is right; the size if there is none. */
static size_t
find_npi (const json_t *json)
{
  const json_t *list = json_object_get (json, "identifier");
  size_t        i;

  for (i = 0; i < json_array_size (list); i++)
    {
      const json_t *identifier = json_array_get (list, i);

      if (g_strcmp0 (foyer_fhir_peek (identifier, "system"), FOYER_FHIR_SYSTEM_NPI) ==
              0 &&
          foyer_npi_is_valid (foyer_fhir_peek (identifier, "value")))
        break;
    }

  return i;
}

/**
 * foyer_fhir_npi:
 * @json: a resource
 *
 * Returns: (transfer none) (nullable): its NPI; `NULL` if it has no valid one
 */
const char *
foyer_fhir_npi (const json_t *json)
{
  return foyer_fhir_peek (
      json_array_get (json_object_get (json, "identifier"), find_npi (json)), "value");
}

/**
 * foyer_fhir_set_npi:
 * @json: a resource
 * @npi: (nullable): ten digits, or `NULL` for none
 *
 * Writes the NPI in place of the valid one that is there; one whose check digit is wrong is
 * left alone.
 */
void
foyer_fhir_set_npi (json_t *json, const char *npi)
{
  json_t      *list = json_object_get (json, "identifier");
  const size_t i = find_npi (json);
  json_t      *identifier = json_array_get (list, i);

  if (identifier != NULL)
    {
      if (npi != NULL)
        foyer_fhir_set_text (identifier, "value", npi);
      else
        json_array_remove (list, i);
      if (json_array_size (list) == 0)
        json_object_del (json, "identifier");
      return;
    }
  if (npi == NULL)
    return;

  if (!json_is_array (list))
    {
      list = json_array ();
      json_object_set_new (json, "identifier", list);
    }
  identifier = json_object ();
  json_object_set_new (
      identifier, "type",
      foyer_fhir_concept (FOYER_FHIR_SYSTEM_IDENTIFIER_TYPE, "NPI", NULL));
  foyer_fhir_set_text (identifier, "system", FOYER_FHIR_SYSTEM_NPI);
  foyer_fhir_set_text (identifier, "value", npi);
  json_array_append_new (list, identifier);
}

static gboolean
equal_identifiers (gconstpointer a, gconstpointer b)
{
  const FoyerIdentifier *one = a;
  const FoyerIdentifier *two = b;

  return g_strcmp0 (one->system, two->system) == 0 &&
         g_strcmp0 (one->value, two->value) == 0;
}

/* References and times are not in the resources that files have, and what follows from other
 * fields follows from them there too. */
static void
copy_fields (FoyerRecord *from, FoyerRecord *to)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (from);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const FoyerField *field = &klass->fields[i];

      if (field->type == G_TYPE_INT64 || (field->flags & FOYER_FIELD_DERIVED) != 0)
        continue;
      if (field->type == G_TYPE_STRING)
        foyer_field_set_text (field, to, foyer_field_get_text (field, from));
      else
        foyer_field_set_integer (field, to, foyer_field_get_integer (field, from));
    }
}

/**
 * foyer_fhir_resource_give:
 * @self: what a resource says
 * @into: a record of the same kind
 *
 * Takes over texts, flags, choices and identifiers; identifiers that @into has already stay
 * the same objects.
 */
void
foyer_fhir_resource_give (FoyerFhirResource *self, FoyerAggregate *into)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&into->identifiers);

  copy_fields (self->record, into->record);
  into->identifiers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->identifiers->len; i++)
    {
      FoyerIdentifier *identifier = self->identifiers->pdata[i];
      guint            o;

      if (g_ptr_array_find_with_equal_func (old, identifier, equal_identifiers, &o))
        identifier = old->pdata[o];
      g_ptr_array_add (into->identifiers, g_object_ref (identifier));
    }
}

/**
 * foyer_fhir_resource_of:
 * @aggregate: a record
 *
 * Returns: (transfer full): what a resource should say of it; without its uid, which only a
 *   new resource gets
 */
FoyerFhirResource *
foyer_fhir_resource_of (FoyerAggregate *aggregate)
{
  FoyerFhirResource *self =
      foyer_fhir_resource_new (foyer_record_copy (aggregate->record));

  foyer_record_set_uid (self->record, NULL);
  for (guint i = 0; i < aggregate->identifiers->len; i++)
    g_ptr_array_add (self->identifiers, g_object_ref (aggregate->identifiers->pdata[i]));

  return self;
}

/**
 * foyer_fhir_resource_remove_identifiers:
 * @self: what a resource should say
 * @json: the resource
 *
 * Takes out the names that @json has as foyer_fhir_resource_decode() reads them, and @self
 * has not.
 */
void
foyer_fhir_resource_remove_identifiers (FoyerFhirResource *self, json_t *json)
{
  g_auto (FoyerFhirReader) reader = { "resource" };
  g_autoptr (FoyerFhirResource) was =
      foyer_fhir_resource_new (g_object_new (G_OBJECT_TYPE (self->record), NULL));
  const gboolean has_npi =
      g_object_class_find_property (G_OBJECT_GET_CLASS (self->record), "npi") != NULL;
  g_autofree char *npi = NULL;
  json_t          *list = json_object_get (json, "identifier");

  foyer_fhir_resource_decode (was, &reader, json, has_npi ? &npi : NULL);
  for (guint w = 0; w < was->identifiers->len; w++)
    {
      FoyerIdentifier *gone = was->identifiers->pdata[w];

      if (g_ptr_array_find_with_equal_func (self->identifiers, gone, equal_identifiers,
                                            NULL))
        continue;
      for (size_t i = json_array_size (list); i > 0; i--)
        {
          const json_t *item = json_array_get (list, i - 1);

          if (g_strcmp0 (foyer_fhir_peek (item, "system"), gone->system) == 0 &&
              g_strcmp0 (foyer_fhir_peek (item, "value"), gone->value) == 0)
            json_array_remove (list, i - 1);
        }
    }
  if (json_is_array (list) && json_array_size (list) == 0)
    json_object_del (json, "identifier");
}
