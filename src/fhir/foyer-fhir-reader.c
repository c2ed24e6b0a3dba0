/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-reader.h"

#include "model/foyer-time.h"

#include <string.h>

void
foyer_fhir_reader_clear (FoyerFhirReader *self)
{
  g_clear_error (&self->error);
}

/**
 * foyer_fhir_reader_fail:
 * @self: a reader
 * @code: what kind of error
 * @element: path of the element below the resource, `name.family`
 * @what: what is wrong with it, without the value
 *
 * Keeps an error, unless there is one already.
 */
void
foyer_fhir_reader_fail (FoyerFhirReader *self,
                        FoyerFhirError   code,
                        const char      *element,
                        const char      *what)
{
  if (self->error == NULL)
    g_set_error (&self->error, FOYER_FHIR_ERROR, code, "%s.%s: %s", self->resource,
                 element, what);
}

/* NULL if the element is absent, null, or of another type, which is an error. */
static json_t *
read_element (FoyerFhirReader *self,
              const json_t    *object,
              const char      *key,
              const char      *element,
              json_type        type)
{
  json_t *value = json_object_get (object, key);

  if (value == NULL || json_is_null (value))
    return NULL;
  if (json_typeof (value) != type)
    {
      foyer_fhir_reader_fail (self, FOYER_FHIR_ERROR_TYPE, element, "not of the type");
      return NULL;
    }

  return value;
}

static char *
check_text (FoyerFhirReader *self, const json_t *value, const char *element, gsize max)
{
  const char      *text = json_string_value (value);
  g_autofree char *stripped = NULL;

  /* Four bytes are the longest character, so this spares counting in a huge text. */
  if (json_string_length (value) > max * 4 || (gsize) g_utf8_strlen (text, -1) > max)
    {
      foyer_fhir_reader_fail (self, FOYER_FHIR_ERROR_TOO_LONG, element, "too long");
      return NULL;
    }
  for (const char *at = text; *at != '\0'; at++)
    if ((guchar) *at == 0x7f || ((guchar) *at < 0x20 && strchr ("\t\n\r", *at) == NULL))
      {
        foyer_fhir_reader_fail (self, FOYER_FHIR_ERROR_ENCODING, element,
                                "has a control character");
        return NULL;
      }

  stripped = g_strstrip (g_strdup (text));

  return *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
}

/**
 * foyer_fhir_read_text:
 * @self: a reader
 * @object: the object that has the element
 * @key: name of the element
 * @element: its path below the resource, for errors
 * @max: most characters that are taken
 *
 * Reads a text without the white space around it.
 *
 * Returns: (transfer full) (nullable): the text, `NULL` if there is none or it is refused
 */
char *
foyer_fhir_read_text (FoyerFhirReader *self,
                      const json_t    *object,
                      const char      *key,
                      const char      *element,
                      gsize            max)
{
  json_t *value = read_element (self, object, key, element, JSON_STRING);

  return value != NULL ? check_text (self, value, element, max) : NULL;
}

/**
 * foyer_fhir_read_joined:
 * @self: a reader
 * @object: the object that has the element
 * @key: name of an element that is a list of texts
 * @element: its path below the resource, for errors
 * @separator: what goes between them
 * @max: most characters of each
 *
 * Returns: (transfer full) (nullable): the texts in their order, `NULL` if there is none
 */
char *
foyer_fhir_read_joined (FoyerFhirReader *self,
                        const json_t    *object,
                        const char      *key,
                        const char      *element,
                        const char      *separator,
                        gsize            max)
{
  json_t *list = foyer_fhir_read_list (self, object, key, element);
  g_autoptr (GString) joined = g_string_new (NULL);
  json_t *item;
  size_t  i;

  json_array_foreach (list, i, item)
    {
      g_autofree char *text = NULL;

      if (json_is_null (item))
        continue;
      if (!json_is_string (item))
        {
          foyer_fhir_reader_fail (self, FOYER_FHIR_ERROR_TYPE, element, "not texts");
          return NULL;
        }
      text = check_text (self, item, element, max);
      if (text != NULL)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? separator : "", text);
      if (joined->len > max * 4)
        {
          foyer_fhir_reader_fail (self, FOYER_FHIR_ERROR_TOO_LONG, element, "too long");
          return NULL;
        }
    }

  return joined->len > 0 ? g_string_free (g_steal_pointer (&joined), FALSE) : NULL;
}

/**
 * foyer_fhir_read_list:
 *
 * Returns: (transfer none) (nullable): the list, `NULL` if there is none; both can be
 *   walked with json_array_foreach()
 */
json_t *
foyer_fhir_read_list (FoyerFhirReader *self,
                      const json_t    *object,
                      const char      *key,
                      const char      *element)
{
  return read_element (self, object, key, element, JSON_ARRAY);
}

/**
 * foyer_fhir_read_object:
 *
 * Returns: (transfer none) (nullable): the object, `NULL` if there is none; reading its
 *   elements from `NULL` finds none
 */
json_t *
foyer_fhir_read_object (FoyerFhirReader *self,
                        const json_t    *object,
                        const char      *key,
                        const char      *element)
{
  return read_element (self, object, key, element, JSON_OBJECT);
}

/**
 * foyer_fhir_read_flag:
 *
 * Returns: the boolean, or @fallback if there is none
 */
gboolean
foyer_fhir_read_flag (FoyerFhirReader *self,
                      const json_t    *object,
                      const char      *key,
                      const char      *element,
                      gboolean         fallback)
{
  json_t *value = json_object_get (object, key);

  if (value == NULL || json_is_null (value))
    return fallback;
  if (!json_is_boolean (value))
    {
      foyer_fhir_reader_fail (self, FOYER_FHIR_ERROR_TYPE, element, "not a boolean");
      return fallback;
    }

  return json_is_true (value);
}

/**
 * foyer_fhir_read_type:
 * @self: a reader
 * @resource: what should be a resource of the reader's type
 *
 * Returns: whether it is; otherwise the reader has an error
 */
gboolean
foyer_fhir_read_type (FoyerFhirReader *self, const json_t *resource)
{
  if (g_strcmp0 (foyer_fhir_peek (resource, "resourceType"), self->resource) == 0)
    return TRUE;

  foyer_fhir_reader_fail (self, FOYER_FHIR_ERROR_RESOURCE, "resourceType",
                          "not a resource of this type");
  return FALSE;
}

/**
 * foyer_fhir_peek:
 * @object: (nullable): an object
 * @key: name of an element
 *
 * Returns: (transfer none) (nullable): the text of the element, `NULL` if it is none
 */
const char *
foyer_fhir_peek (const json_t *object, const char *key)
{
  return json_string_value (json_object_get (object, key));
}

/**
 * foyer_fhir_code:
 * @concept: (nullable): a CodeableConcept
 * @system: (nullable): the code system, or `NULL` for any
 *
 * Returns: (transfer none) (nullable): its first code of @system
 */
const char *
foyer_fhir_code (const json_t *concept, const char *system)
{
  json_t *list = json_object_get (concept, "coding");
  json_t *coding;
  size_t  i;

  json_array_foreach (list, i, coding)
    if (system == NULL || g_strcmp0 (foyer_fhir_peek (coding, "system"), system) == 0)
      {
        const char *code = foyer_fhir_peek (coding, "code");

        if (code != NULL)
          return code;
      }

  return NULL;
}

/**
 * foyer_fhir_set_text:
 * @object: an object
 * @key: name of an element
 * @text: (nullable): its new value, or `NULL` to remove it
 */
void
foyer_fhir_set_text (json_t *object, const char *key, const char *text)
{
  if (text != NULL)
    json_object_set_new (object, key, json_string (text));
  else
    json_object_del (object, key);
}

/**
 * foyer_fhir_set_instant:
 * @object: an object
 * @key: name of an element
 * @at: its new value, or 0 to remove it
 *
 * An element that says the same in another zone stays as it is.
 */
void
foyer_fhir_set_instant (json_t *object, const char *key, gint64 at)
{
  g_autofree char *text = NULL;
  gint64           old;

  if (at != 0 && foyer_instant_parse (foyer_fhir_peek (object, key), &old) && old == at)
    return;
  if (at != 0)
    text = foyer_instant_format (NULL, at);
  foyer_fhir_set_text (object, key, text);
}

/**
 * foyer_fhir_set_words:
 * @object: an object
 * @key: name of an element that is a list of texts
 * @text: (nullable): lines that become its items, or `NULL` to remove it
 */
void
foyer_fhir_set_words (json_t *object, const char *key, const char *text)
{
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  json_t *list = json_array ();

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      json_array_append_new (list, json_string (lines[i]));
  foyer_fhir_set_list (object, key, list);
}

/**
 * foyer_fhir_set_list:
 * @object: an object
 * @key: name of an element
 * @list: (transfer full): its new value; an empty list removes it, since FHIR has none
 */
void
foyer_fhir_set_list (json_t *object, const char *key, json_t *list)
{
  if (json_array_size (list) > 0)
    json_object_set (object, key, list);
  else
    json_object_del (object, key);
  json_decref (list);
}

/**
 * foyer_fhir_concept:
 * @system: the code system
 * @code: (nullable): the code
 * @text: (nullable): the words
 *
 * Returns: (transfer full): a CodeableConcept
 */
json_t *
foyer_fhir_concept (const char *system, const char *code, const char *text)
{
  json_t *concept = json_object ();

  if (code != NULL)
    json_object_set_new (concept, "coding",
                         json_pack ("[{s:s, s:s}]", "system", system, "code", code));
  foyer_fhir_set_text (concept, "text", text);

  return concept;
}

static gboolean
find_extension (const json_t *object, const char *url, size_t *out_index)
{
  json_t *list = json_object_get (object, "extension");
  json_t *extension;
  size_t  i;

  json_array_foreach (list, i, extension)
    if (g_strcmp0 (foyer_fhir_peek (extension, "url"), url) == 0)
      {
        *out_index = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * foyer_fhir_extension:
 *
 * Returns: (transfer none) (nullable): the extension of @object with @url
 */
json_t *
foyer_fhir_extension (const json_t *object, const char *url)
{
  size_t i;

  return find_extension (object, url, &i)
             ? json_array_get (json_object_get (object, "extension"), i)
             : NULL;
}

/**
 * foyer_fhir_set_extension:
 *
 * Returns: (transfer none): the extension of @object with @url, added if there was none
 */
json_t *
foyer_fhir_set_extension (json_t *object, const char *url)
{
  json_t *extension = foyer_fhir_extension (object, url);
  json_t *list = json_object_get (object, "extension");

  if (extension != NULL)
    return extension;

  if (!json_is_array (list))
    {
      list = json_array ();
      json_object_set_new (object, "extension", list);
    }
  extension = json_pack ("{s:s}", "url", url);
  json_array_append_new (list, extension);

  return extension;
}

/**
 * foyer_fhir_remove_extension:
 * @object: an element
 * @url: which extension
 *
 * Removes every extension with @url, and the list if nothing is left of it.
 */
void
foyer_fhir_remove_extension (json_t *object, const char *url)
{
  json_t *list = json_object_get (object, "extension");
  size_t  i;

  if (!find_extension (object, url, &i))
    return;
  do
    json_array_remove (list, i);
  while (find_extension (object, url, &i));
  if (json_array_size (list) == 0)
    json_object_del (object, "extension");
}
