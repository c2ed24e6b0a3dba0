/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-part.h"

#include "fhir/foyer-fhir-resource.h"

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
