/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-practitioner.h"

#include "fhir/foyer-fhir-name.h"
#include "fhir/foyer-fhir-telecom.h"

/* What R4 says of these only in PractitionerRole, which servers often do not have. */
#define PRACTICE FOYER_FHIR_EXTENSION ("referrer-practice")
#define SPECIALTY FOYER_FHIR_EXTENSION ("referrer-specialty")
#define PRIMARY_CARE FOYER_FHIR_EXTENSION ("referrer-primary-care")

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

static void
read_name (FoyerFhirReader *reader, const json_t *json, FoyerReferrer *referrer)
{
  g_autoptr (GPtrArray) names = foyer_fhir_names_read (reader, json);
  FoyerFhirName *name = foyer_fhir_names_pick_legal (names);

  if (name == NULL)
    {
      foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "name", "none");
      return;
    }

  /* A referrer is listed by family name; the only name that there is serves as one. */
  foyer_set_text (&referrer->family, name->family != NULL ? name->family : name->given);
  foyer_set_text (&referrer->given, name->family != NULL ? name->given : NULL);
  foyer_set_text (&referrer->prefix, name->prefix);
  referrer->credentials = read_credentials (reader, json, name);
}

static FoyerFhirResource *
decode (FoyerFhirReader *reader, const json_t *json)
{
  FoyerReferrer     *referrer = foyer_referrer_new ();
  FoyerFhirResource *resource = foyer_fhir_resource_new (referrer);
  g_autoptr (GPtrArray) telecoms = foyer_fhir_telecoms_read (reader, json, "telecom");
  json_t *practice = foyer_fhir_extension (json, PRACTICE);

  foyer_fhir_resource_decode (resource, reader, json, &referrer->npi);
  read_name (reader, json, referrer);
  foyer_set_text (&referrer->phone, foyer_fhir_telecoms_first (telecoms, "phone"));
  foyer_set_text (&referrer->fax, foyer_fhir_telecoms_first (telecoms, "fax"));
  foyer_set_text (&referrer->email, foyer_fhir_telecoms_first (telecoms, "email"));
  referrer->active = foyer_fhir_read_flag (reader, json, "active", "active", TRUE);
  referrer->specialty =
      foyer_fhir_read_text (reader, foyer_fhir_extension (json, SPECIALTY), "valueString",
                            "extension", FOYER_FHIR_MAX_NAME);
  referrer->is_pcp =
      foyer_fhir_read_flag (reader, foyer_fhir_extension (json, PRIMARY_CARE),
                            "valueBoolean", "extension", FALSE);
  resource->reference = foyer_fhir_read_text (
      reader, foyer_fhir_read_object (reader, practice, "valueReference", "extension"),
      "reference", "extension", FOYER_FHIR_MAX_LINE);

  return resource;
}

/**
 * foyer_fhir_practitioner_decode:
 * @json: a Practitioner
 * @error: return location for an error
 *
 * Reads a Practitioner as a referrer; only a name has to be there.
 *
 * Errors: [error@FhirError], with the path of the element.
 *
 * Returns: (transfer full): the referrer, whose reference is the practice, or `NULL` on
 *   error
 */
FoyerFhirResource *
foyer_fhir_practitioner_decode (const json_t *json, GError **error)
{
  return foyer_fhir_resource_decode_as ("Practitioner", json, decode, error);
}

static void
write_name (json_t *json, FoyerReferrer *referrer)
{
  g_auto (FoyerFhirReader) reader = { "Practitioner" };
  g_autoptr (GPtrArray) names = foyer_fhir_names_read (&reader, json);
  FoyerFhirName *name = foyer_fhir_names_pick_legal (names);
  json_t        *list = json_object_get (json, "name");
  json_t        *item;

  if (name != NULL)
    item = name->json;
  else
    {
      if (!json_is_array (list))
        {
          list = json_array ();
          json_object_set_new (json, "name", list);
        }
      item = json_object ();
      json_array_append_new (list, item);
    }
  foyer_fhir_name_write (item, referrer->family, referrer->given, referrer->prefix,
                         referrer->credentials);
}

/**
 * foyer_fhir_practitioner_encode:
 * @resource: a referrer; its reference is that of the practice
 * @base: (nullable): the Practitioner as it is elsewhere
 *
 * Writes a referrer onto @base, or as a new Practitioner.
 *
 * Returns: (transfer full): the Practitioner
 */
json_t *
foyer_fhir_practitioner_encode (FoyerFhirResource *resource, const json_t *base)
{
  FoyerReferrer *referrer = FOYER_REFERRER (resource->record);
  json_t        *json = foyer_fhir_resource_begin ("Practitioner", base);
  g_auto (FoyerFhirReader) reader = { "Practitioner" };
  g_autoptr (FoyerFhirResource) was_resource = decode (&reader, json);
  FoyerReferrer *was = FOYER_REFERRER (was_resource->record);

  foyer_fhir_resource_encode (resource, json, referrer->npi);
  if (base == NULL || referrer->active != was->active)
    json_object_set_new (json, "active", json_boolean (referrer->active));
  if (g_strcmp0 (referrer->family, was->family) != 0 ||
      g_strcmp0 (referrer->given, was->given) != 0 ||
      g_strcmp0 (referrer->prefix, was->prefix) != 0 ||
      g_strcmp0 (referrer->credentials, was->credentials) != 0)
    write_name (json, referrer);
  if (g_strcmp0 (referrer->phone, was->phone) != 0)
    foyer_fhir_telecom_write (json, "phone", referrer->phone);
  if (g_strcmp0 (referrer->fax, was->fax) != 0)
    foyer_fhir_telecom_write (json, "fax", referrer->fax);
  if (g_strcmp0 (referrer->email, was->email) != 0)
    foyer_fhir_telecom_write (json, "email", referrer->email);

  if (referrer->specialty != NULL)
    foyer_fhir_set_text (foyer_fhir_set_extension (json, SPECIALTY), "valueString",
                         referrer->specialty);
  else
    foyer_fhir_remove_extension (json, SPECIALTY);
  if (referrer->is_pcp)
    json_object_set_new (foyer_fhir_set_extension (json, PRIMARY_CARE), "valueBoolean",
                         json_true ());
  else
    foyer_fhir_remove_extension (json, PRIMARY_CARE);
  if (resource->reference != NULL)
    json_object_set_new (foyer_fhir_set_extension (json, PRACTICE), "valueReference",
                         json_pack ("{s:s}", "reference", resource->reference));
  else
    foyer_fhir_remove_extension (json, PRACTICE);

  return json;
}
