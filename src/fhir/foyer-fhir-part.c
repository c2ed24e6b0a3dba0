/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-part.h"

#include "fhir/foyer-fhir-resource.h"
#include "fhir/foyer-fhir-units.h"

#include <string.h>

/* Of the uids that are made from the names of other systems' resources. */
static const guint8 name_space[16] = { 0x3a, 0x1c, 0x1b, 0x5e, 0x7d, 0x0f, 0x4e, 0x29,
                                       0x9b, 0x51, 0xd4, 0x7f, 0x60, 0xc2, 0x88, 0x1d };

/* RFC 4122, section 4.3. */
static char *
make_uid (const char *type, const char *id)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", type, id);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 d[20];
  gsize  length = sizeof d;

  g_checksum_update (sum, name_space, sizeof name_space);
  g_checksum_update (sum, (const guchar *) name, (gssize) strlen (name));
  g_checksum_get_digest (sum, d, &length);
  d[6] = (guint8) ((d[6] & 0x0f) | 0x50);
  d[8] = (guint8) ((d[8] & 0x3f) | 0x80);

  return g_strdup_printf (
      "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", d[0], d[1],
      d[2], d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10], d[11], d[12], d[13], d[14],
      d[15]);
}

/* The uid in our own identifier, NULL if there is none. */
static char *
find_uid (const FoyerFhirPart *self, const json_t *json)
{
  json_t *list = json_object_get (json, "identifier");
  json_t *identifier;
  size_t  i;

  json_array_foreach (list, i, identifier)
    {
      const char *value = foyer_fhir_peek (identifier, "value");

      if (value == NULL || g_strcmp0 (foyer_fhir_peek (identifier, "system"),
                                      FOYER_FHIR_SYSTEM_RECORD) != 0)
        continue;
      if (self->prefix != NULL)
        {
          if (!g_str_has_prefix (value, self->prefix))
            continue;
          value += strlen (self->prefix);
        }
      if (g_uuid_string_is_valid (value))
        return g_ascii_strdown (value, -1);
    }

  return NULL;
}

/**
 * foyer_fhir_part_is_ours:
 * @self: a part
 * @json: a resource
 *
 * Returns: whether a desk made @json for this part: it has the key of one
 */
gboolean
foyer_fhir_part_is_ours (const FoyerFhirPart *self, const json_t *json)
{
  g_autofree char *uid = find_uid (self, json);

  return uid != NULL;
}

/**
 * foyer_fhir_part_dup_key:
 * @self: a part
 * @uid: uid of a record
 *
 * Returns: (transfer full): the value of the identifier that a resource of ours is found by
 */
char *
foyer_fhir_part_dup_key (const FoyerFhirPart *self, const char *uid)
{
  return g_strconcat (self->prefix != NULL ? self->prefix : "", uid, NULL);
}

/**
 * foyer_fhir_part_dup_uid:
 * @self: a part
 * @json: a resource that it matches
 *
 * A resource that another system made has no identifier of ours.  Its uid follows from its
 * type and id, so that every desk gives it the same.
 *
 * Returns: (transfer full) (nullable): uid of the record that @json is (a part of); `NULL` if
 *   it is neither ours nor has an id
 */
char *
foyer_fhir_part_dup_uid (const FoyerFhirPart *self, const json_t *json)
{
  char       *uid = find_uid (self, json);
  const char *id = foyer_fhir_peek (json, "id");

  if (uid == NULL && id != NULL)
    uid = make_uid (self->type, id);

  return uid;
}

/**
 * foyer_fhir_part_decode:
 * @self: a part
 * @json: a resource that it matches
 * @links: how references become uids
 * @into: the record; it gets what @json says and keeps what other parts say
 * @error: return location for an error
 *
 * Errors: [error@FhirError], with the path of the element; @into is then half read.
 *
 * Returns: whether @json could be read
 */
gboolean
foyer_fhir_part_decode (const FoyerFhirPart *self,
                        const json_t        *json,
                        FoyerFhirLinks      *links,
                        FoyerAggregate      *into,
                        GError             **error)
{
  g_auto (FoyerFhirReader) reader = { self->type };

  if (foyer_fhir_read_type (&reader, json))
    self->decode (&reader, json, links, into);
  if (reader.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reader.error));
      return FALSE;
    }

  return TRUE;
}

static json_t *
render_new (const FoyerFhirPart *self, FoyerAggregate *aggregate, FoyerFhirLinks *links)
{
  const char      *uid = foyer_record_get_uid (aggregate->record);
  g_autofree char *key = uid != NULL ? foyer_fhir_part_dup_key (self, uid) : NULL;
  json_t          *json = json_object ();

  foyer_fhir_set_text (json, "resourceType", self->type);
  foyer_fhir_set_identifier (json, FOYER_FHIR_SYSTEM_RECORD, key, "secondary", NULL);
  self->encode (aggregate, links, json);

  return json;
}

static json_t *
encode_onto (const FoyerFhirPart *self,
             FoyerAggregate      *aggregate,
             FoyerFhirLinks      *links,
             const json_t        *base)
{
  json_t *json = json_deep_copy (base);

  self->encode (aggregate, links, json);

  return json;
}

/* What @base says, written onto @base; NULL if it cannot be read. */
static json_t *
encode_again (const FoyerFhirPart  *self,
              FoyerAggregate       *aggregate,
              const FoyerFhirLinks *links,
              const json_t         *base)
{
  FoyerFhirLinks quiet = *links;
  g_autoptr (FoyerAggregate) was = foyer_aggregate_copy (aggregate);
  json_t *json = NULL;

  quiet.unresolved = NULL;
  if (foyer_fhir_part_decode (self, base, &quiet, was, NULL))
    json = encode_onto (self, was, &quiet, base);
  g_clear_pointer (&quiet.unresolved, g_ptr_array_unref);

  return json;
}

/* Copies onto @json, a copy of what both were written onto, the units in which @mine
 * differs from @was. */
static void
take_changes (json_t *json, const json_t *mine, const json_t *was)
{
  g_autoptr (FoyerFhirUnits) m = foyer_fhir_units_new (NULL, mine);
  g_autoptr (FoyerFhirUnits) w = foyer_fhir_units_new (NULL, was);
  g_autoptr (FoyerFhirUnits) b = foyer_fhir_units_new (NULL, json);
  g_autoptr (json_t) changed = json_object ();
  FoyerFhirUnits *sides[] = { m, w };

  for (guint s = 0; s < G_N_ELEMENTS (sides); s++)
    for (guint i = 0; i < sides[s]->list->len; i++)
      {
        const FoyerFhirUnit *unit = sides[s]->list->pdata[i];

        if ((s > 0 && foyer_fhir_units_get (m, unit->name) != NULL) ||
            g_str_equal (foyer_fhir_units_say (m, unit->name),
                         foyer_fhir_units_say (w, unit->name)))
          continue;
        json_object_update (changed, unit->elements);
        foyer_fhir_units_replace (NULL, json, unit->name,
                                  foyer_fhir_units_get (m, unit->name));
      }

  /* Writing may put an item under another key.  If it was written, its old form goes. */
  for (guint i = 0; i < b->list->len; i++)
    {
      const FoyerFhirUnit *unit = b->list->pdata[i];
      void                *element = json_object_iter (unit->elements);

      if (foyer_fhir_units_get (m, unit->name) == NULL &&
          foyer_fhir_units_get (w, unit->name) == NULL &&
          json_object_get (changed, json_object_iter_key (element)) != NULL)
        foyer_fhir_units_replace (NULL, json, unit->name, NULL);
    }

  if (json_object_size (changed) > 0)
    foyer_fhir_drop_narrative (json);
}

/**
 * foyer_fhir_part_render:
 * @self: a part
 * @aggregate: the record
 * @links: how uids become references; its member missing is set if one was wanted that the
 *   endpoint has not got
 * @base: (nullable): the resource as the endpoint has it
 *
 * Writes a record as a resource, onto @base.
 *
 * Where the record says what @base says, the JSON of @base stays as it is.  So writing a
 * record that nobody changed gives @base, whatever it holds, and a change touches nothing
 * beside it.  Our identifier is only written into a resource that is new: another system's
 * has its own.
 *
 * Returns: (transfer full): the resource
 */
json_t *
foyer_fhir_part_render (const FoyerFhirPart *self,
                        FoyerAggregate      *aggregate,
                        FoyerFhirLinks      *links,
                        const json_t        *base)
{
  g_autoptr (json_t) mine = NULL;
  g_autoptr (json_t) was = NULL;
  json_t *json;

  if (base == NULL)
    return render_new (self, aggregate, links);

  mine = encode_onto (self, aggregate, links, base);
  was = encode_again (self, aggregate, links, base);
  if (was == NULL)
    return g_steal_pointer (&mine);

  json = json_deep_copy (base);
  if (!json_equal (mine, was))
    {
      g_autoptr (json_t) now = NULL;

      take_changes (json, mine, was);
      /* What stayed of the base may be read otherwise beside what was changed: a reason to
       * cancel that counted for nothing before. */
      now = encode_again (self, aggregate, links, json);
      if (now != NULL)
        take_changes (json, mine, now);
    }

  return json;
}
