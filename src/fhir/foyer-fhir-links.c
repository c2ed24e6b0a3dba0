/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-part.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"

#include <string.h>

static const char *
get_kind (gpointer record, const char *field)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    if (g_str_equal (klass->fields[i].name, field))
      return foyer_kind_of_field (&klass->fields[i]);

  g_return_val_if_reached (NULL);
}

static json_t *
find_reference (FoyerFhirLinks *self, const char *kind, const char *uid)
{
  g_autofree char *reference = NULL;

  if (uid == NULL)
    return NULL;

  if (self->to_reference != NULL)
    reference = self->to_reference (kind, uid, self->data);
  if (reference == NULL)
    {
      self->missing = TRUE;
      return NULL;
    }

  return json_pack ("{s:s}", "reference", reference);
}

/* Whether a reference is to a record already, whatever it looks like. */
static gboolean
is_to (FoyerFhirLinks *self,
       const json_t   *was,
       const json_t   *reference,
       const char     *kind,
       const char     *uid)
{
  const char      *text = foyer_fhir_peek (was, "reference");
  g_autofree char *other = NULL;
  gboolean         is_other = FALSE;

  if (text == NULL || *text == '#')
    return FALSE;
  if (g_strcmp0 (text, foyer_fhir_peek (reference, "reference")) == 0)
    return TRUE;
  if (self->to_uid != NULL)
    other = self->to_uid (kind, text, &is_other, self->data);

  return g_strcmp0 (other, uid) == 0;
}

/* A reference that is to the same record already stays with all that it says. */
static void
write_reference (FoyerFhirLinks *self,
                 json_t         *object,
                 const char     *key,
                 const char     *kind,
                 const char     *uid)
{
  json_t *reference = find_reference (self, kind, uid);

  if (reference == NULL)
    json_object_del (object, key);
  else if (is_to (self, json_object_get (object, key), reference, kind, uid))
    json_decref (reference);
  else
    json_object_set_new (object, key, reference);
}

/**
 * foyer_fhir_links_reference:
 * @self: how to find references
 * @record: (type FoyerRecord): a record of an aggregate
 * @field: a field of it that refers to another record
 *
 * Returns: (transfer full) (nullable): a Reference to what the field refers to; `NULL` if
 *   it refers to nothing, or to what the endpoint has not got yet, which sets
 *   @self's member missing
 */
json_t *
foyer_fhir_links_reference (FoyerFhirLinks *self, gpointer record, const char *field)
{
  return find_reference (self, get_kind (record, field),
                         foyer_record_get_link (record, field));
}

/**
 * foyer_fhir_links_write:
 * @self: how to find references
 * @object: where to write
 * @key: name of an element that is a Reference
 * @record: (type FoyerRecord): a record of an aggregate
 * @field: a field of it that refers to another record
 *
 * Writes a Reference; one that says the same already stays with all that it says, and one
 * to nothing goes.
 */
void
foyer_fhir_links_write (FoyerFhirLinks *self,
                        json_t         *object,
                        const char     *key,
                        gpointer        record,
                        const char     *field)
{
  write_reference (self, object, key, get_kind (record, field),
                   foyer_record_get_link (record, field));
}

/**
 * foyer_fhir_links_write_keyed:
 * @self: how to find references
 * @object: where to write
 * @key: name of an element that is a Reference
 * @record: (type FoyerRecord): a record of an aggregate
 * @field: a field of it that refers to another record
 *
 * As [func@fhir_links_write], with the identifier of what is referred to: who has the record
 * knows it by that even when its resource was removed, or was made anew with another id.
 */
void
foyer_fhir_links_write_keyed (FoyerFhirLinks *self,
                              json_t         *object,
                              const char     *key,
                              gpointer        record,
                              const char     *field)
{
  const FoyerFhirPart *part = foyer_fhir_parts_find (get_kind (record, field), NULL);
  const char          *uid = foyer_record_get_link (record, field);
  json_t              *reference;
  g_autofree char     *value = NULL;

  foyer_fhir_links_write (self, object, key, record, field);
  reference = json_object_get (object, key);
  if (reference == NULL || part == NULL)
    return;
  value = foyer_fhir_part_dup_key (part, uid);
  json_object_set_new (
      reference, "identifier",
      json_pack ("{s:s, s:s}", "system", FOYER_FHIR_SYSTEM_RECORD, "value", value));
}

/* The record that a Reference names by its identifier. */
static char *
find_by_key (FoyerFhirLinks *self, const json_t *reference, const char *kind)
{
  const json_t *identifier = json_object_get (reference, "identifier");
  const char   *value = foyer_fhir_peek (identifier, "value");

  return self->by_key != NULL && value != NULL &&
                 g_strcmp0 (foyer_fhir_peek (identifier, "system"),
                            FOYER_FHIR_SYSTEM_RECORD) == 0
             ? self->by_key (kind, value, self->data)
             : NULL;
}

/**
 * foyer_fhir_links_write_record:
 * @self: how to find references
 * @object: where to write
 * @key: name of an element that is a Reference
 * @record: a record that stands on its own
 *
 * Writes a Reference to the resource that @record exists by, from another part of it.
 */
void
foyer_fhir_links_write_record (FoyerFhirLinks *self,
                               json_t         *object,
                               const char     *key,
                               FoyerRecord    *record)
{
  write_reference (self, object, key, FOYER_RECORD_GET_CLASS (record)->kind,
                   foyer_record_get_uid (record));
}

/**
 * foyer_fhir_links_write_clinic:
 * @self: how to find references
 * @object: where to write
 * @key: name of an element that is a Reference
 *
 * Writes a Reference to the clinic, unless @object has one or the clinic is not known.
 */
void
foyer_fhir_links_write_clinic (FoyerFhirLinks *self, json_t *object, const char *key)
{
  if (self->clinic != NULL && json_object_get (object, key) == NULL)
    json_object_set_new (object, key, json_pack ("{s:s}", "reference", self->clinic));
}

/**
 * foyer_fhir_links_read:
 * @self: how to find records
 * @reference: (nullable): a Reference
 * @record: (type FoyerRecord): a record of an aggregate
 * @field: a field of it that refers to another record
 *
 * Reads what a field refers to.  It becomes nothing if @reference is to a resource of another
 * kind, to a contained one, or to one that is not known; the last is kept in @self's member
 * unresolved.
 */
void
foyer_fhir_links_read (FoyerFhirLinks *self,
                       const json_t   *reference,
                       gpointer        record,
                       const char     *field)
{
  const char      *text = foyer_fhir_peek (reference, "reference");
  const char      *history = text != NULL ? strstr (text, "/_history/") : NULL;
  g_autofree char *plain = NULL;
  g_autofree char *uid = NULL;
  gboolean         is_other = FALSE;

  if (text != NULL && *text != '\0' && *text != '#')
    {
      plain =
          history != NULL ? g_strndup (text, (gsize) (history - text)) : g_strdup (text);
      if (self->to_uid != NULL)
        uid = self->to_uid (get_kind (record, field), plain, &is_other, self->data);
      if (uid == NULL)
        uid = find_by_key (self, reference, get_kind (record, field));
    }
  foyer_record_set_link (record, field, uid);
  if (plain == NULL || uid != NULL || is_other)
    return;

  if (self->unresolved == NULL)
    self->unresolved = g_ptr_array_new_with_free_func (g_free);
  if (!g_ptr_array_find_with_equal_func (self->unresolved, plain, g_str_equal, NULL))
    g_ptr_array_add (self->unresolved, g_steal_pointer (&plain));
}

/* The place of the first reference that may be to a person or to another request; the size
 * if there is none. */
static size_t
find_first (const json_t *list)
{
  size_t i;

  for (i = 0; i < json_array_size (list); i++)
    {
      const char *text = foyer_fhir_peek (json_array_get (list, i), "reference");

      if (text != NULL && *text != '#' && !g_str_has_prefix (text, "Organization/") &&
          strstr (text, "/Organization/") == NULL)
        break;
    }

  return i;
}

/**
 * foyer_fhir_links_read_first:
 * @self: how to find records
 * @object: (nullable): what has the list
 * @key: name of an element that is a list of References
 * @record: (type FoyerRecord): a record of an aggregate
 * @field: a field of it that refers to another record
 *
 * As [func@fhir_links_read], of the first in a list that is neither contained nor to an
 * organisation.
 */
void
foyer_fhir_links_read_first (FoyerFhirLinks *self,
                             const json_t   *object,
                             const char     *key,
                             gpointer        record,
                             const char     *field)
{
  const json_t *list = json_object_get (object, key);

  foyer_fhir_links_read (self, json_array_get (list, find_first (list)), record, field);
}

/**
 * foyer_fhir_links_write_first:
 * @self: how to find references
 * @object: where to write
 * @key: name of an element that is a list of References
 * @record: (type FoyerRecord): a record of an aggregate
 * @field: a field of it that refers to another record
 *
 * Writes the Reference that [func@fhir_links_read_first] reads; others in the list stay.
 */
void
foyer_fhir_links_write_first (FoyerFhirLinks *self,
                              json_t         *object,
                              const char     *key,
                              gpointer        record,
                              const char     *field)
{
  json_t *list = json_object_get (object, key);
  json_t *reference = foyer_fhir_links_reference (self, record, field);
  size_t  at = find_first (list);

  if (reference == NULL)
    {
      if (at < json_array_size (list))
        json_array_remove (list, at);
      if (json_is_array (list) && json_array_size (list) == 0)
        json_object_del (object, key);
    }
  else if (!json_is_array (list))
    json_object_set_new (object, key, json_pack ("[o]", reference));
  else if (at == json_array_size (list))
    json_array_append_new (list, reference);
  else if (is_to (self, json_array_get (list, at), reference, get_kind (record, field),
                  foyer_record_get_link (record, field)))
    json_decref (reference);
  else
    json_array_set_new (list, at, reference);
}
