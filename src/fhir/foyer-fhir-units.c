/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-units.h"

#include "fhir/foyer-fhir-canon.h"

#include <string.h>

/* What belongs to the resource as such, and is never merged. */
static gboolean
is_frame (const char *key)
{
  static const char *const frame[] = { "id", "meta", "resourceType", "text", NULL };

  return g_strv_contains (frame, key);
}

/* `_birthDate` has what goes with `birthDate`. */
static const char *
get_element (const char *key)
{
  return *key == '_' ? key + 1 : key;
}

static const char *
get_value_text (const json_t *extension)
{
  static const char *const keys[] = { "valueId", "valueString", "valueUuid",
                                      "valueCode" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (foyer_fhir_peek (extension, keys[i]) != NULL)
      return foyer_fhir_peek (extension, keys[i]);

  return NULL;
}

/* The uid of the part of a record that an item is, in an extension of an extension. */
static const char *
find_uid (const json_t *item)
{
  const char *uid = get_value_text (foyer_fhir_extension (item, "uid"));
  json_t     *list = json_object_get (item, "extension");
  json_t     *extension;
  size_t      i;

  json_array_foreach (list, i, extension)
    if (uid == NULL)
      uid = get_value_text (foyer_fhir_extension (extension, "uid"));

  return uid;
}

/* `Practitioner` of `https://server/fhir/Practitioner/17`, or a name inside the resource. */
static char *
dup_type (const json_t *reference)
{
  const char *text = foyer_fhir_peek (reference, "reference");
  const char *type = foyer_fhir_peek (reference, "type");
  g_auto (GStrv) words = NULL;
  guint n;

  if (text == NULL || *text == '#')
    return g_strdup (text != NULL ? text : type);
  words = g_strsplit (text, "/", -1);
  n = g_strv_length (words);

  /* What the endpoint does not have yet, `urn:uuid:…`, has only the type beside it. */
  return g_strdup (n >= 2 ? words[n - 2] : type != NULL ? type : text);
}

static char *
join_words (const char *one, const char *two)
{
  return g_strdup_printf ("%s%s%s", one != NULL ? one : "",
                          one != NULL && two != NULL ? " " : "", two != NULL ? two : "");
}

static char *
dup_contact_key (const json_t *item)
{
  const json_t    *concept = json_array_get (json_object_get (item, "relationship"), 0);
  const json_t    *name = json_object_get (item, "name");
  const char      *relationship = foyer_fhir_code (concept, NULL);
  g_autofree char *words = foyer_fhir_dup_canonical_member ("name", name);

  return join_words (
      relationship != NULL ? relationship : foyer_fhir_peek (concept, "text"), words);
}

/* What tells an item of a list from the others; items with the same key go together. */
static char *
dup_item_key (const char *key, const json_t *item)
{
  const char *uid = find_uid (item);

  if (uid != NULL)
    return join_words (foyer_fhir_peek (item, "url"), uid);
  if (g_str_equal (key, "identifier"))
    return g_strdup (foyer_fhir_peek (item, "system"));
  if (g_str_equal (key, "telecom"))
    return join_words (foyer_fhir_peek (item, "system"), foyer_fhir_peek (item, "use"));
  if (g_str_equal (key, "address") || g_str_equal (key, "name"))
    return g_strdup (foyer_fhir_peek (item, "use"));
  if (g_str_equal (key, "extension") || g_str_equal (key, "modifierExtension"))
    return g_strdup (foyer_fhir_peek (item, "url"));
  if (g_str_equal (key, "participant"))
    return dup_type (json_object_get (item, "actor"));
  if (g_str_equal (key, "communication"))
    {
      const json_t *language = json_object_get (item, "language");

      return g_strdup (foyer_fhir_code (language != NULL ? language : item, NULL));
    }
  if (g_str_equal (key, "contact"))
    return dup_contact_key (item);
  if (g_str_equal (key, "contained"))
    return g_strdup (foyer_fhir_peek (item, "id"));

  /* A set whose items have no name but what they say. */
  return foyer_fhir_dup_canonical_member (NULL, item);
}

static char *
dup_group (const FoyerFhirPart *part, char *unit)
{
  for (const FoyerFhirGroup *at = part != NULL ? part->groups : NULL;
       at != NULL && at->unit != NULL; at++)
    if (g_str_equal (at->unit, unit) && at->group != NULL)
      {
        g_free (unit);
        return g_strdup (at->group);
      }

  return unit;
}

/* The name of the unit or group that an element belongs to. */
static char *
dup_name (const FoyerFhirPart *part, const char *key)
{
  return dup_group (part, g_strdup (get_element (key)));
}

static char *
dup_item_name (const FoyerFhirPart *part, const char *key, const json_t *item)
{
  g_autofree char *item_key = dup_item_key (key, item);

  return dup_group (part,
                    g_strdup_printf ("%s[%s]", key, item_key != NULL ? item_key : ""));
}

static gboolean
is_list_of_units (const char *key, const json_t *value)
{
  return json_is_array (value) && foyer_fhir_is_set (key);
}

static void
unit_free (gpointer data)
{
  FoyerFhirUnit *unit = data;

  g_free (unit->name);
  g_free (unit->canonical);
  json_decref (unit->elements);
  g_free (unit);
}

/* Takes @name. */
static json_t *
ensure_unit (FoyerFhirUnits *self, char *name)
{
  FoyerFhirUnit *unit = g_hash_table_lookup (self->index, name);

  if (unit != NULL)
    {
      g_free (name);
      return unit->elements;
    }

  unit = g_new0 (FoyerFhirUnit, 1);
  unit->name = name;
  unit->elements = json_object ();
  g_ptr_array_add (self->list, unit);
  g_hash_table_insert (self->index, unit->name, unit);

  return unit->elements;
}

/**
 * foyer_fhir_units_new:
 * @part: (nullable): whose groups count; without one each unit is on its own
 * @json: (nullable): a resource
 *
 * Returns: (transfer full): the resource taken apart; it shares the values of @json
 */
FoyerFhirUnits *
foyer_fhir_units_new (const FoyerFhirPart *part, const json_t *json)
{
  FoyerFhirUnits *self = g_new0 (FoyerFhirUnits, 1);
  const char     *key;
  json_t         *value;
  json_t         *item;
  size_t          i;

  self->list = g_ptr_array_new_with_free_func (unit_free);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);

  json_object_foreach ((json_t *) json, key, value) if (is_frame (key)) continue;
  else if (is_list_of_units (key, value)) json_array_foreach (value, i, item)
  {
    json_t *elements = ensure_unit (self, dup_item_name (part, key, item));
    json_t *list = json_object_get (elements, key);

    if (list == NULL)
      {
        list = json_array ();
        json_object_set_new (elements, key, list);
      }
    json_array_append (list, item);
  }
  else json_object_set (ensure_unit (self, dup_name (part, key)), key, value);

  return self;
}

void
foyer_fhir_units_free (FoyerFhirUnits *self)
{
  g_hash_table_unref (self->index);
  g_ptr_array_unref (self->list);
  g_free (self);
}

/**
 * foyer_fhir_units_get:
 *
 * Returns: (transfer none) (nullable): the elements of a unit, `NULL` if there are none
 */
const json_t *
foyer_fhir_units_get (FoyerFhirUnits *self, const char *name)
{
  FoyerFhirUnit *unit = g_hash_table_lookup (self->index, name);

  return unit != NULL ? unit->elements : NULL;
}

/**
 * foyer_fhir_units_say:
 *
 * Returns: (transfer none): what a unit says, for comparison; empty if it is not there
 */
const char *
foyer_fhir_units_say (FoyerFhirUnits *self, const char *name)
{
  FoyerFhirUnit *unit = g_hash_table_lookup (self->index, name);

  if (unit == NULL)
    return "";
  if (unit->canonical == NULL)
    unit->canonical = foyer_fhir_dup_canonical_member (NULL, unit->elements);

  return unit->canonical;
}

/* The items of @value that do not belong to @name, with those of @items in the places of the
 * ones that do; what is left of @items comes after them. */
static json_t *
replace_items (const FoyerFhirPart *part,
               const char          *key,
               const json_t        *value,
               const char          *name,
               const json_t        *items)
{
  json_t *list = json_array ();
  size_t  n_placed = 0;
  json_t *item;
  size_t  i;

  json_array_foreach (value, i, item)
    {
      g_autofree char *item_name = dup_item_name (part, key, item);

      if (!g_str_equal (item_name, name))
        json_array_append (list, item);
      else if (n_placed < json_array_size (items))
        json_array_append (list, json_array_get (items, n_placed++));
    }
  while (n_placed < json_array_size (items))
    json_array_append (list, json_array_get (items, n_placed++));

  return list;
}

/**
 * foyer_fhir_units_replace:
 * @part: (nullable): whose groups count
 * @json: a resource
 * @name: name of a unit or group
 * @elements: (nullable): what it should be, `NULL` for nothing
 *
 * Replaces all that belongs to a unit, and nothing else.
 */
void
foyer_fhir_units_replace (const FoyerFhirPart *part,
                          json_t              *json,
                          const char          *name,
                          const json_t        *elements)
{
  const char *key;
  json_t     *value;
  void       *next;

  json_object_foreach_safe (json, next, key, value) if (is_frame (key)) continue;
  else if (is_list_of_units (key, value))
  {
    json_t *items = json_object_get (elements, key);

    foyer_fhir_set_list (json, key, replace_items (part, key, value, name, items));
  }
  else
  {
    g_autofree char *own = dup_name (part, key);

    if (g_str_equal (own, name) && json_object_get (elements, key) == NULL)
      json_object_del (json, key);
  }

  /* What is in place already is set again with the same value. */
  json_object_foreach ((json_t *) elements, key,
                       value) if (!is_list_of_units (key, value) ||
                                  !json_is_array (json_object_get (json, key)))
      json_object_set (json, key, value);
}

/**
 * foyer_fhir_drop_narrative:
 * @json: a resource that was changed
 *
 * Removes the narrative, unless somebody wrote more into it than the rest says: what a
 * program made of the rest is no longer what the rest says.
 */
void
foyer_fhir_drop_narrative (json_t *json)
{
  const json_t *text = json_object_get (json, "text");

  if (json_is_object (text) &&
      g_strcmp0 (foyer_fhir_peek (text, "status"), "additional") != 0)
    json_object_del (json, "text");
}
