/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-draft.h"

#include "endpoint/foyer-endpoint-instant.h"
#include "fhir/foyer-json.h"

#include <string.h>

/* The byte after the string that begins at @at.  The text has been parsed: it has an end. */
static const char *
skip_string (const char *at)
{
  for (at++; *at != '"'; at++)
    if (*at == '\\')
      at++;

  return at + 1;
}

/* The text without the blanks between its tokens. */
static GString *
compact (const char *text, gsize length)
{
  GString    *out = g_string_sized_new (length);
  const char *end = text + length;

  while (text < end)
    {
      const char *begin = text;

      if (*text == '"')
        text = skip_string (text);
      else if (g_ascii_isspace (*text))
        {
          text++;
          continue;
        }
      else
        while (text < end && *text != '"' && !g_ascii_isspace (*text))
          text++;
      g_string_append_len (out, begin, text - begin);
    }

  return out;
}

/* The byte after the value that begins at @at, in a compact text. */
static const char *
skip_value (const char *at)
{
  guint depth = 0;

  for (;;)
    switch (*at)
      {
      case '"':
        at = skip_string (at);
        if (depth == 0)
          return at;
        break;

      case '{':
      case '[':
        depth++;
        at++;
        break;

      case '}':
      case ']':
        if (depth == 0)
          return at;
        at++;
        if (--depth == 0)
          return at;
        break;

      case ',':
        if (depth == 0)
          return at;
        at++;
        break;

      default:
        at++;
        break;
      }
}

static gboolean
is_key (const char *key, const char *end, const char *name)
{
  gsize length = strlen (name);

  return (gsize) (end - key) == length + 2 && memcmp (key + 1, name, length) == 0;
}

/* Takes the elements out of @text, a compact object, without id, type and meta. */
static gboolean
split (FoyerEndpointDraft *self, const char *text, GError **error)
{
  const char *at = text + 1;

  while (*at == '"')
    {
      const char *key = at;
      const char *colon = skip_string (at);
      const char *end = skip_value (colon + 1);

      if (memchr (key, '\\', (gsize) (colon - key)) != NULL)
        {
          g_set_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_INVALID,
                       "%s: The name of an element is written with an escape.",
                       self->type);
          return FALSE;
        }
      if (!is_key (key, colon, "resourceType") && !is_key (key, colon, "id") &&
          !is_key (key, colon, "meta"))
        {
          g_string_append_c (self->members, ',');
          g_string_append_len (self->members, key, end - key);
        }
      at = *end == ',' ? end + 1 : end;
    }

  return TRUE;
}

static gboolean
split_meta (FoyerEndpointDraft *self, GError **error)
{
  json_t *meta = json_object_get (self->json, "meta");
  g_autoptr (json_t) kept = NULL;
  char *text;

  if (meta == NULL)
    return TRUE;
  if (!json_is_object (meta))
    {
      g_set_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_INVALID,
                   "%s.meta: This has to be an object.", self->type);
      return FALSE;
    }

  kept = json_copy (meta);
  json_object_del (kept, "versionId");
  json_object_del (kept, "lastUpdated");
  if (json_object_size (kept) == 0)
    return TRUE;

  text = foyer_json_dump (kept);
  g_string_append_c (self->meta, ',');
  g_string_append_len (self->meta, text + 1, (gssize) strlen (text) - 2);
  g_free (text);

  return TRUE;
}

/**
 * foyer_endpoint_draft_new:
 * @text: (array length=length): a resource as JSON
 * @length: bytes in @text
 * @error: return location for an error
 *
 * Reads a resource that somebody sent.  Only that it is one is looked at here.
 *
 * Errors: those of foyer_json_parse() if @text is not usable JSON,
 * `FOYER_ENDPOINT_ERROR_INVALID` if it is no resource.
 *
 * Returns: (transfer full): a draft, or `NULL` on error
 */
FoyerEndpointDraft *
foyer_endpoint_draft_new (const char *text, gsize length, GError **error)
{
  g_autoptr (FoyerEndpointDraft) self = g_new0 (FoyerEndpointDraft, 1);
  g_autoptr (GString) whole = NULL;
  const char *type;
  json_t     *id;

  self->meta = g_string_new (NULL);
  self->json = foyer_json_parse (text, length, error);
  if (self->json == NULL)
    return NULL;

  type = json_string_value (json_object_get (self->json, "resourceType"));
  if (type == NULL)
    {
      g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_INVALID,
                           "resourceType: A resource says of what type it is.");
      return NULL;
    }
  id = json_object_get (self->json, "id");
  if (id != NULL && !json_is_string (id))
    {
      g_set_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_INVALID,
                   "%s.id: This has to be a text.", type);
      return NULL;
    }

  self->type = g_strdup (type);
  self->id = g_strdup (json_string_value (id));
  self->members = g_string_sized_new (length);
  whole = compact (text, length);
  if (!split (self, whole->str, error) || !split_meta (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * foyer_endpoint_draft_new_for_json:
 * @json: a resource
 * @error: return location for an error
 *
 * Returns: (transfer full): a draft, or `NULL` on error
 */
FoyerEndpointDraft *
foyer_endpoint_draft_new_for_json (const json_t *json, GError **error)
{
  g_autofree char *text = foyer_json_dump (json);

  return foyer_endpoint_draft_new (text, strlen (text), error);
}

void
foyer_endpoint_draft_free (FoyerEndpointDraft *self)
{
  g_free (self->type);
  g_free (self->id);
  json_decref (self->json);
  if (self->meta != NULL)
    g_string_free (self->meta, TRUE);
  if (self->members != NULL)
    g_string_free (self->members, TRUE);
  g_free (self);
}

/**
 * foyer_endpoint_draft_render:
 * @self: a draft
 * @id: the id that the endpoint gives it
 * @version: its version, from 1
 * @updated_ms: when it was written, milliseconds since 1970-01-01 UTC
 *
 * Returns: (transfer full): the resource as it is stored and sent
 */
char *
foyer_endpoint_draft_render (FoyerEndpointDraft *self,
                             const char         *id,
                             gint64              version,
                             gint64              updated_ms)
{
  g_autoptr (GString) out = g_string_sized_new (self->members->len + 160);
  char updated[FOYER_ENDPOINT_INSTANT_SIZE];

  foyer_endpoint_instant_format (updated_ms, updated);
  g_string_append_printf (out, "{\"resourceType\":\"%s\",\"id\":\"%s\",\"meta\":{",
                          self->type, id);
  g_string_append_printf (out, "\"versionId\":\"%" G_GINT64_FORMAT "\",", version);
  g_string_append_printf (out, "\"lastUpdated\":\"%s\"", updated);
  g_string_append_len (out, self->meta->str, (gssize) self->meta->len);
  g_string_append_c (out, '}');
  g_string_append_len (out, self->members->str, (gssize) self->members->len);
  g_string_append_c (out, '}');

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static json_t *
strip (const json_t *json)
{
  json_t *plain = json_copy ((json_t *) json);
  json_t *meta = json_object_get (json, "meta");

  json_object_del (plain, "id");
  if (json_is_object (meta))
    {
      g_autoptr (json_t) kept = json_copy (meta);

      json_object_del (kept, "versionId");
      json_object_del (kept, "lastUpdated");
      if (json_object_size (kept) > 0)
        json_object_set (plain, "meta", kept);
      else
        json_object_del (plain, "meta");
    }

  return plain;
}

/**
 * foyer_endpoint_draft_equal:
 * @self: a draft
 * @other: another
 *
 * Tells whether two drafts say the same but for id, version and time, whatever the order of
 * their elements.
 *
 * Returns: whether they do
 */
gboolean
foyer_endpoint_draft_equal (FoyerEndpointDraft *self, FoyerEndpointDraft *other)
{
  g_autoptr (json_t) one = NULL;
  g_autoptr (json_t) two = NULL;

  if (g_string_equal (self->members, other->members) &&
      g_string_equal (self->meta, other->meta))
    return TRUE;

  one = strip (self->json);
  two = strip (other->json);

  return json_equal (one, two);
}

/* The value of the element @name of an object, @out_end after it; NULL if it has none. */
static const char *
find_member (const char *object, const char *name, const char **out_end)
{
  const char *at = object + 1;

  while (*at == '"')
    {
      const char *colon = skip_string (at);
      const char *end = skip_value (colon + 1);

      if (is_key (at, colon, name))
        {
          *out_end = end;
          return colon + 1;
        }
      at = *end == ',' ? end + 1 : end;
    }

  return NULL;
}

#define SUBSETTED                                                                        \
  "{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ObservationValue\","           \
  "\"code\":\"SUBSETTED\"}"

/**
 * foyer_endpoint_append_subset:
 * @out: where to write
 * @resource: a resource as foyer_endpoint_draft_render() makes it
 * @elements: (array zero-terminated=1): elements that are wanted
 *
 * Writes @resource with type, id, meta and the wanted elements only, and with the tag that
 * tells so.
 *
 * Source: FHIR R4, search, _elements.
 */
void
foyer_endpoint_append_subset (GString           *out,
                              const char        *resource,
                              const char *const *elements)
{
  const char *meta_end;
  const char *meta = find_member (resource, "meta", &meta_end);
  const char *tags_end = NULL;
  const char *tags = find_member (meta, "tag", &tags_end);

  /* Type, id and meta stand first. */
  if (tags != NULL)
    {
      g_string_append_len (out, resource, tags_end - 1 - resource);
      g_string_append (out, tags_end - tags > 2 ? "," SUBSETTED : SUBSETTED);
      g_string_append_len (out, tags_end - 1, meta_end - (tags_end - 1));
    }
  else
    {
      g_string_append_len (out, resource, meta_end - 1 - resource);
      g_string_append (out, ",\"tag\":[" SUBSETTED "]}");
    }

  for (const char *at = meta_end; *at == ',';)
    {
      const char      *key = at + 1;
      const char      *colon = skip_string (key);
      const char      *end = skip_value (colon + 1);
      g_autofree char *name = g_strndup (key + 1, (gsize) (colon - key) - 2);

      if (g_strv_contains (elements, name))
        g_string_append_len (out, at, end - at);
      at = end;
    }
  g_string_append_c (out, '}');
}
