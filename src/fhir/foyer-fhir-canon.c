/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-canon.h"

#include "fhir/foyer-fhir-merge.h"
#include "model/foyer-time.h"

#include <string.h>

static void append_value (GString *out, const json_t *json, const char *key, guint depth);

/**
 * foyer_fhir_is_set:
 * @key: name of an element
 *
 * Returns: whether the order of its items says nothing
 */
gboolean
foyer_fhir_is_set (const char *key)
{
  static const char *const sets[] = {
    "address",   "availableTime",     "communication", "contact", "contained",
    "extension", "identifier",        "name",          "note",    "notAvailable",
    "telecom",   "modifierExtension", "participant",   NULL,
  };

  return g_strv_contains (sets, key);
}

/* What a server adds to every resource: it differs between two reads of the same content. */
static gboolean
is_noise_of_meta (const char *key)
{
  static const char *const noise[] = { "author", "compartment", "lastUpdated", "project",
                                       "source", "versionId",   NULL };

  return g_strv_contains (noise, key);
}

static gboolean
is_noise (const json_t *object, const char *within, const char *key, guint depth)
{
  const json_t *value = json_object_get (object, key);

  if (depth == 0 && g_str_equal (key, "id"))
    return TRUE;
  if (g_strcmp0 (within, "meta") == 0 && depth == 1)
    return is_noise_of_meta (key);
  /* A narrative that follows from the rest. */
  if (g_str_equal (key, "text") && json_is_object (value) &&
      json_object_get (object, "resourceType") != NULL)
    return g_strcmp0 (json_string_value (json_object_get (value, "status")),
                      "additional") != 0;

  /* An attachment's address may be signed anew for every read. */
  return g_str_equal (key, "url") && json_is_string (json_object_get (object, "hash"));
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
append_object (GString *out, const json_t *json, const char *within, guint depth)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  const gsize start = out->len;
  const char *key;
  json_t     *value;

  json_object_foreach ((json_t *) json, key,
                       value) if (!is_noise (json, within, key, depth))
      g_ptr_array_add (keys, (gpointer) key);
  g_ptr_array_sort (keys, compare_keys);

  for (guint i = 0; i < keys->len; i++)
    {
      const gsize before = out->len;
      gsize       after;

      key = keys->pdata[i];
      g_string_append_printf (out, "%s:", key);
      after = out->len;
      append_value (out, json_object_get (json, key), key, depth + 1);
      if (out->len == after)
        g_string_truncate (out, before);
    }
  if (out->len > start)
    {
      g_string_insert_c (out, (gssize) start, '{');
      g_string_append_c (out, '}');
    }
}

static void
append_array (GString *out, const json_t *json, const char *key, guint depth)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (size_t i = 0; i < json_array_size (json); i++)
    {
      GString *item = g_string_new (NULL);

      append_value (item, json_array_get (json, i), NULL, depth + 1);
      /* An empty item keeps the place of the others, as in a list with ids beside it. */
      if (item->len == 0)
        g_string_append_c (item, '-');
      g_ptr_array_add (items, g_string_free (item, FALSE));
    }
  if (items->len == 0)
    return;
  if (key != NULL && foyer_fhir_is_set (key))
    g_ptr_array_sort (items, compare_keys);

  g_string_append_c (out, '[');
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (out, "%s,", (const char *) items->pdata[i]);
  g_string_append_c (out, ']');
}

/* An instant with the digits after its seconds, whatever zone a server gives it in. */
static gboolean
append_instant (GString *out, const char *text, gsize length)
{
  const char *fraction;
  gsize       n_digits;
  gint64      at;

  if (length < strlen ("2026-01-01T00:00:00Z") || length > 40 || text[10] != 'T' ||
      text[16] != ':' || !foyer_instant_parse (text, &at))
    return FALSE;

  g_string_append_printf (out, "@%" G_GINT64_FORMAT, at);
  fraction = text + strlen ("2026-01-01T00:00:00");
  if (*fraction == '.')
    {
      n_digits = strspn (fraction + 1, "0123456789");
      while (n_digits > 0 && fraction[n_digits] == '0')
        n_digits--;
      if (n_digits > 0)
        g_string_append_len (out, fraction, (gssize) n_digits + 1);
    }

  return TRUE;
}

/* Nothing is appended for what says nothing: null, an empty list, an empty object. */
static void
append_value (GString *out, const json_t *json, const char *key, guint depth)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (json_typeof (json))
    {
    case JSON_OBJECT:
      append_object (out, json, key, depth);
      break;

    case JSON_ARRAY:
      append_array (out, json, key, depth);
      break;

    case JSON_STRING:
      if (!append_instant (out, json_string_value (json), json_string_length (json)))
        g_string_append_printf (out, "%zu\"%s", json_string_length (json),
                                json_string_value (json));
      break;

    case JSON_INTEGER:
      g_string_append_printf (out, "%" JSON_INTEGER_FORMAT, json_integer_value (json));
      break;

    case JSON_REAL:
      g_string_append (
          out, g_ascii_formatd (number, sizeof number, "%.15g", json_real_value (json)));
      break;

    case JSON_TRUE:
    case JSON_FALSE:
      g_string_append_c (out, json_is_true (json) ? 't' : 'f');
      break;

    case JSON_NULL:
    default:
      break;
    }
}

/**
 * foyer_fhir_dup_canonical:
 * @json: (nullable): a resource
 *
 * Returns: (transfer full): a text that is the same for every JSON that says the same; it is
 *   empty for what says nothing
 */
char *
foyer_fhir_dup_canonical (const json_t *json)
{
  GString *out = g_string_new (NULL);

  if (json != NULL)
    append_value (out, json, NULL, 0);

  return g_string_free (out, FALSE);
}

/**
 * foyer_fhir_dup_canonical_member:
 * @key: (nullable): name of an element
 * @json: (nullable): its value
 *
 * Returns: (transfer full): as foyer_fhir_dup_canonical(), of one element of a resource
 */
char *
foyer_fhir_dup_canonical_member (const char *key, const json_t *json)
{
  GString *out = g_string_new (NULL);

  if (json != NULL)
    append_value (out, json, key, 1);

  return g_string_free (out, FALSE);
}

/**
 * foyer_fhir_equal:
 * @a: a resource; @b: another
 *
 * Compares what two resources say, and not how: numbers are decimals, instants are of any
 * zone, keys and the items of lists with a natural key have no order, what is empty is not
 * there.  What servers add
 * (`id`, versions, narratives, signed addresses of attachments) does not count.
 *
 * Returns: whether they say the same
 */
gboolean
foyer_fhir_equal (const json_t *a, const json_t *b)
{
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  if (json_equal (a, b))
    return TRUE;

  one = foyer_fhir_dup_canonical (a);
  two = foyer_fhir_dup_canonical (b);

  return g_str_equal (one, two);
}
