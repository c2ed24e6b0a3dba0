/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-name.h"

static void
foyer_fhir_name_free (FoyerFhirName *self)
{
  g_free (self->use);
  g_free (self->text);
  g_free (self->family);
  g_free (self->given);
  g_free (self->prefix);
  g_free (self->suffix);
  g_free (self);
}

/**
 * foyer_fhir_names_read:
 * @reader: collects the first error
 * @resource: a Patient or a Practitioner
 *
 * Reads the names that say something.
 *
 * A name that is only text is not taken apart, since nobody can tell where a family name
 * begins in every language: all of it is the family name, where search finds each part.
 *
 * Returns: (transfer full) (element-type FoyerFhirName): the names in their order; they
 *   point into @resource
 */
GPtrArray *
foyer_fhir_names_read (FoyerFhirReader *reader, const json_t *resource)
{
  GPtrArray *names =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fhir_name_free);
  json_t *list = foyer_fhir_read_list (reader, resource, "name", "name");
  json_t *json;
  size_t  i;

  json_array_foreach (list, i, json)
    {
      FoyerFhirName *name;

      if (json_is_null (json))
        continue;
      if (!json_is_object (json))
        {
          foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_TYPE, "name", "not an object");
          break;
        }

      name = g_new0 (FoyerFhirName, 1);
      name->json = json;
      name->use = foyer_fhir_read_text (reader, json, "use", "name.use", 32);
      name->text =
          foyer_fhir_read_text (reader, json, "text", "name.text", FOYER_FHIR_MAX_LINE);
      name->family = foyer_fhir_read_text (reader, json, "family", "name.family",
                                           FOYER_FHIR_MAX_NAME);
      name->given = foyer_fhir_read_joined (reader, json, "given", "name.given", " ",
                                            FOYER_FHIR_MAX_NAME);
      name->prefix = foyer_fhir_read_joined (reader, json, "prefix", "name.prefix", " ",
                                             FOYER_FHIR_MAX_NAME);
      name->suffix = foyer_fhir_read_joined (reader, json, "suffix", "name.suffix", " ",
                                             FOYER_FHIR_MAX_NAME);
      if (name->family == NULL && name->given == NULL && name->text != NULL)
        {
          name->family = g_strdup (name->text);
          if (g_utf8_strlen (name->family, -1) > FOYER_FHIR_MAX_NAME)
            foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_TOO_LONG, "name.text",
                                    "too long");
        }

      if (name->family != NULL || name->given != NULL)
        g_ptr_array_add (names, name);
      else
        foyer_fhir_name_free (name);
    }

  return names;
}

/**
 * foyer_fhir_names_pick_legal:
 * @names: (element-type FoyerFhirName): the names of one person
 *
 * Returns: (transfer none) (nullable): the official one; without it the usual one, one
 *   whose use is not given, or the first, in this order
 */
FoyerFhirName *
foyer_fhir_names_pick_legal (GPtrArray *names)
{
  static const char *const uses[] = { "official", "usual", NULL };

  for (guint u = 0; u < G_N_ELEMENTS (uses); u++)
    for (guint i = 0; i < names->len; i++)
      {
        FoyerFhirName *name = names->pdata[i];

        if (g_strcmp0 (name->use, uses[u]) == 0)
          return name;
      }

  return names->len > 0 ? names->pdata[0] : NULL;
}

static void
write_words (json_t *name, const char *key, const char *text)
{
  g_auto (FoyerFhirReader) reader = { "HumanName" };
  g_autofree char *was =
      foyer_fhir_read_joined (&reader, name, key, key, " ", FOYER_FHIR_MAX_NAME);
  g_autofree char *beside = g_strconcat ("_", key, NULL);

  if (g_strcmp0 (was, text) == 0)
    return;
  foyer_fhir_set_list (name, key, text != NULL ? json_pack ("[s]", text) : json_array ());
  json_object_del (name, beside);
}

/**
 * foyer_fhir_name_write:
 * @name: a HumanName
 * @family: (nullable): family name
 * @given: (nullable): given names; one item, since a space can be part of a given name
 * @prefix: (nullable): prefixes
 * @suffix: (nullable): suffixes
 *
 * Writes the parts of a name that differ; its text goes, since it may say something else.
 */
void
foyer_fhir_name_write (json_t     *name,
                       const char *family,
                       const char *given,
                       const char *prefix,
                       const char *suffix)
{
  json_object_del (name, "text");
  foyer_fhir_set_text (name, "family", family);
  write_words (name, "given", given);
  write_words (name, "prefix", prefix);
  write_words (name, "suffix", suffix);
}
