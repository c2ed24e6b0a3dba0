/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-person.h"

#include "fhir/foyer-fhir-name.h"
#include "fhir/foyer-fhir-resource.h"

#define ROLE FOYER_FHIR_EXTENSION ("role")

/* MD after the name, or else the first qualification that is written in words. */
static char *
read_credentials (FoyerFhirReader *reader, const json_t *json, const FoyerFhirName *name)
{
  json_t *list = foyer_fhir_read_list (reader, json, "qualification", "qualification");
  json_t *item;
  size_t  i;

  if (name->suffix != NULL)
    return g_strdup (name->suffix);

  json_array_foreach (list, i, item)
    {
      json_t *code = foyer_fhir_read_object (reader, item, "code", "qualification.code");
      char *text = foyer_fhir_read_text (reader, code, "text", "qualification.code.text",
                                         FOYER_FHIR_MAX_NAME);

      if (text != NULL)
        return text;
    }

  return NULL;
}

/**
 * foyer_fhir_person_read:
 * @reader: collects the first error
 * @json: a Practitioner
 * @out: (out caller-allocates): what they are called; clear it afterwards
 *
 * A practitioner is listed by family name; the only name that there is serves as one.
 */
void
foyer_fhir_person_read (FoyerFhirReader *reader, const json_t *json, FoyerFhirPerson *out)
{
  g_autoptr (GPtrArray) names = foyer_fhir_names_read (reader, json);
  FoyerFhirName *name = foyer_fhir_names_pick_legal (names);

  *out = (FoyerFhirPerson){ NULL };
  if (name == NULL)
    {
      foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "name", "none");
      return;
    }

  out->family = g_strdup (name->family != NULL ? name->family : name->given);
  out->given = name->family != NULL ? g_strdup (name->given) : NULL;
  out->prefix = g_strdup (name->prefix);
  out->credentials = read_credentials (reader, json, name);
}

/**
 * foyer_fhir_person_name:
 * @json: a Practitioner
 *
 * Returns: (transfer none): the name that is read, added if there was none
 */
json_t *
foyer_fhir_person_name (json_t *json)
{
  g_auto (FoyerFhirReader) reader = { "Practitioner" };
  g_autoptr (GPtrArray) names = foyer_fhir_names_read (&reader, json);
  FoyerFhirName *name = foyer_fhir_names_pick_legal (names);
  json_t        *list = json_object_get (json, "name");
  json_t        *item;

  if (name != NULL)
    return name->json;

  if (!json_is_array (list))
    {
      list = json_array ();
      json_object_set_new (json, "name", list);
    }
  item = json_object ();
  json_array_append_new (list, item);

  return item;
}

/**
 * foyer_fhir_person_write:
 * @json: a Practitioner
 * @person: what they are called
 *
 * Writes the name, unless @json says the same.
 */
void
foyer_fhir_person_write (json_t *json, const FoyerFhirPerson *person)
{
  g_auto (FoyerFhirReader) reader = { "Practitioner" };
  g_auto (FoyerFhirPerson) was = { NULL };

  foyer_fhir_person_read (&reader, json, &was);
  if (g_strcmp0 (person->family, was.family) != 0 ||
      g_strcmp0 (person->given, was.given) != 0 ||
      g_strcmp0 (person->prefix, was.prefix) != 0 ||
      g_strcmp0 (person->credentials, was.credentials) != 0)
    foyer_fhir_name_write (foyer_fhir_person_name (json), person->family, person->given,
                           person->prefix, person->credentials);
}

void
foyer_fhir_person_clear (FoyerFhirPerson *self)
{
  g_clear_pointer (&self->prefix, g_free);
  g_clear_pointer (&self->family, g_free);
  g_clear_pointer (&self->given, g_free);
  g_clear_pointer (&self->credentials, g_free);
}

/**
 * foyer_fhir_role:
 *
 * Returns: (transfer none) (nullable): what a Practitioner or PractitionerRole of ours is in
 *   this clinic; `NULL` for people elsewhere
 */
const char *
foyer_fhir_role (const json_t *json)
{
  return foyer_fhir_peek (foyer_fhir_extension (json, ROLE), "valueCode");
}

/**
 * foyer_fhir_is_clinician:
 *
 * Returns: whether a Practitioner or PractitionerRole is of a clinician of this clinic
 */
gboolean
foyer_fhir_is_clinician (const json_t *json)
{
  return g_strcmp0 (foyer_fhir_role (json), FOYER_FHIR_ROLE_CLINICIAN) == 0;
}

void
foyer_fhir_set_role (json_t *json, const char *role)
{
  foyer_fhir_set_text (foyer_fhir_set_extension (json, ROLE), "valueCode", role);
}
