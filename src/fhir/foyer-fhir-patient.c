/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-patient.h"

#include "fhir/foyer-fhir-address.h"
#include "fhir/foyer-fhir-date.h"
#include "fhir/foyer-fhir-patient-name.h"
#include "fhir/foyer-fhir-phone.h"
#include "fhir/foyer-fhir-relations.h"
#include "fhir/foyer-fhir-telecom.h"
#include "model/foyer-time.h"

/* Bytes that a text of a patient has at most where it was typed. */
#define MAX_TEXT 8000
#define INTERPRETER "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"

/* What FHIR R4 has no element for and the desks of one clinic share. */
static const struct
{
  const char *url;
  gsize       offset;
} texts[] = {
  { FOYER_FHIR_EXTENSION ("patient-alert"), G_STRUCT_OFFSET (FoyerPatient, alert) },
  { FOYER_FHIR_EXTENSION ("patient-note"), G_STRUCT_OFFSET (FoyerPatient, note) },
  { FOYER_FHIR_EXTENSION ("patient-insurance"),
    G_STRUCT_OFFSET (FoyerPatient, insurance) },
  { FOYER_FHIR_EXTENSION ("patient-seen-before"),
    G_STRUCT_OFFSET (FoyerPatient, seen_before_on) },
};

static const struct
{
  const char *url;
  gsize       offset;
} consents[] = {
  { FOYER_FHIR_EXTENSION ("patient-consent-text"),
    G_STRUCT_OFFSET (FoyerPatient, consent_text) },
  { FOYER_FHIR_EXTENSION ("patient-consent-email"),
    G_STRUCT_OFFSET (FoyerPatient, consent_email) },
  { FOYER_FHIR_EXTENSION ("patient-consent-photo"),
    G_STRUCT_OFFSET (FoyerPatient, consent_photo) },
};

static void
read_telecoms (FoyerFhirReader *reader, const json_t *json, FoyerPatient *patient)
{
  g_autoptr (GPtrArray) telecoms = foyer_fhir_telecoms_read (reader, json, "telecom");

  foyer_set_text (&patient->email, foyer_fhir_telecoms_first (telecoms, "email"));
  patient->phones = foyer_fhir_phones_read (reader, json);
}

static void
read_deceased (FoyerFhirReader *reader, const json_t *json, FoyerFhirResource *resource)
{
  FoyerPatient    *patient = FOYER_PATIENT (resource->record);
  g_autofree char *at =
      foyer_fhir_read_text (reader, json, "deceasedDateTime", "deceasedDateTime", 64);

  resource->states_deceased =
      at != NULL || json_is_boolean (json_object_get (json, "deceasedBoolean"));
  patient->deceased =
      foyer_fhir_read_flag (reader, json, "deceasedBoolean", "deceasedBoolean", FALSE);
  if (at == NULL)
    return;

  patient->deceased = TRUE;
  patient->deceased_on = foyer_fhir_date_of_date_time (at);
  if (patient->deceased_on == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_DATE, "deceasedDateTime",
                            "not a date of the calendar");
}

static void
read_gender (FoyerFhirReader *reader, const json_t *json, FoyerPatient *patient)
{
  g_autofree char *gender = foyer_fhir_read_text (reader, json, "gender", "gender", 32);
  int              value;

  if (gender == NULL)
    return;
  if (foyer_enum_from_nick (FOYER_TYPE_GENDER, gender, &value))
    patient->gender = (FoyerGender) value;
  else
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "gender", "not a known code");
}

static void
read_address (FoyerFhirReader *reader, const json_t *json, FoyerPatient *patient)
{
  g_auto (FoyerFhirAddress) address = { NULL };

  foyer_fhir_address_read (reader, json, &address);
  patient->address_line = g_steal_pointer (&address.line);
  patient->city = g_steal_pointer (&address.city);
  patient->region = g_steal_pointer (&address.region);
  patient->postal_code = g_steal_pointer (&address.postal_code);
  patient->country = g_steal_pointer (&address.country);
}

/* The first general practitioner who is a person; one that is only named is left. */
static char *
read_general_practitioner (FoyerFhirReader *reader, const json_t *json)
{
  json_t *list =
      foyer_fhir_read_list (reader, json, "generalPractitioner", "generalPractitioner");
  json_t *item;
  size_t  i;

  json_array_foreach (list, i, item)
    {
      char *reference =
          foyer_fhir_read_text (reader, item, "reference",
                                "generalPractitioner.reference", FOYER_FHIR_MAX_LINE);

      if (reference != NULL && !g_str_has_prefix (reference, "Organization/"))
        return reference;
      g_free (reference);
    }

  return NULL;
}

static void
read_details (FoyerFhirReader *reader, const json_t *json, FoyerPatient *patient)
{
  json_t *identifiers = json_object_get (json, "identifier");
  json_t *identifier;
  size_t  i;

  patient->active = foyer_fhir_read_flag (reader, json, "active", "active", TRUE);
  patient->interpreter_needed =
      foyer_fhir_read_flag (reader, foyer_fhir_extension (json, INTERPRETER),
                            "valueBoolean", "extension", FALSE);
  patient->birth_date = foyer_fhir_read_text (reader, json, "birthDate", "birthDate", 32);
  if (patient->birth_date != NULL &&
      !foyer_fhir_date_parse (patient->birth_date, NULL, NULL))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_DATE, "birthDate",
                            "not a date of the calendar");

  json_array_foreach (identifiers, i, identifier)
    if (g_strcmp0 (foyer_fhir_peek (identifier, "system"), FOYER_FHIR_SYSTEM_MRN) == 0)
      foyer_set_text (&patient->number, foyer_fhir_peek (identifier, "value"));

  for (i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, patient, texts[i].offset) =
        foyer_fhir_read_text (reader, foyer_fhir_extension (json, texts[i].url),
                              "valueString", "extension", MAX_TEXT);
  for (i = 0; i < G_N_ELEMENTS (consents); i++)
    G_STRUCT_MEMBER (gboolean, patient, consents[i].offset) =
        foyer_fhir_read_flag (reader, foyer_fhir_extension (json, consents[i].url),
                              "valueBoolean", "extension", FALSE);
}

/**
 * foyer_fhir_patient_read:
 * @reader: collects the first error
 * @json: a Patient
 *
 * As [func@fhir_patient_decode], for a reader.
 *
 * Returns: (transfer full): the patient, as far as it could be read
 */
FoyerFhirResource *
foyer_fhir_patient_read (FoyerFhirReader *reader, const json_t *json)
{
  FoyerPatient      *patient = foyer_patient_new ();
  FoyerFhirResource *resource = foyer_fhir_resource_new (patient);

  foyer_fhir_resource_decode (resource, reader, json, NULL);
  foyer_fhir_patient_names_read (reader, json, patient);
  read_telecoms (reader, json, patient);
  read_gender (reader, json, patient);
  read_deceased (reader, json, resource);
  read_address (reader, json, patient);
  read_details (reader, json, patient);
  foyer_fhir_contacts_read (reader, json, patient);
  foyer_fhir_languages_read (reader, json, patient);
  resource->reference = read_general_practitioner (reader, json);

  return resource;
}

/**
 * foyer_fhir_patient_decode:
 * @json: a Patient
 * @error: return location for an error
 *
 * Reads a Patient as a record with its phones, names and contacts.
 *
 * Missing elements leave their fields empty; only a name has to be there.  The official
 * name is the legal one; a usual name beside it is what the patient is called, and all
 * others, maiden names among them, are names that the patient has had.  Dates may be
 * partial.  A date of death is the date as it is written, without its time.  What this
 * program does not keep, a mother's maiden name for one, is not read; it stays when the
 * record is written onto the same resource.
 *
 * Errors: [error@FhirError], with the path of the element.
 *
 * Returns: (transfer full): the patient, or `NULL` on error
 */
FoyerFhirResource *
foyer_fhir_patient_decode (const json_t *json, GError **error)
{
  return foyer_fhir_resource_decode_as ("Patient", json, foyer_fhir_patient_read, error);
}

static void
write_deceased (json_t *json, FoyerPatient *patient)
{
  json_object_del (json, "deceasedBoolean");
  json_object_del (json, "deceasedDateTime");
  if (patient->deceased && patient->deceased_on != NULL)
    foyer_fhir_set_text (json, "deceasedDateTime", patient->deceased_on);
  else if (patient->deceased)
    json_object_set_new (json, "deceasedBoolean", json_true ());
}

static void
write_flag (json_t *json, const char *url, gboolean flag)
{
  if (flag)
    json_object_set_new (foyer_fhir_set_extension (json, url), "valueBoolean",
                         json_true ());
  else
    foyer_fhir_remove_extension (json, url);
}

static void
write_details (json_t *json, FoyerPatient *patient, FoyerPatient *was)
{
  const FoyerFhirAddress address = {
    NULL,
    patient->address_line,
    patient->city,
    patient->region,
    patient->postal_code,
    patient->country,
  };

  foyer_fhir_set_identifier (json, FOYER_FHIR_SYSTEM_MRN, patient->number, "usual", "MR");
  if (g_strcmp0 (patient->email, was->email) != 0)
    foyer_fhir_telecom_write (json, "email", patient->email);
  foyer_fhir_set_text (json, "birthDate", patient->birth_date);
  if (patient->deceased != was->deceased ||
      g_strcmp0 (patient->deceased_on, was->deceased_on) != 0)
    write_deceased (json, patient);
  if (g_strcmp0 (patient->address_line, was->address_line) != 0 ||
      g_strcmp0 (patient->city, was->city) != 0 ||
      g_strcmp0 (patient->region, was->region) != 0 ||
      g_strcmp0 (patient->postal_code, was->postal_code) != 0 ||
      g_strcmp0 (patient->country, was->country) != 0)
    foyer_fhir_address_write (json, &address);
  if (patient->interpreter_needed != was->interpreter_needed)
    write_flag (json, INTERPRETER, patient->interpreter_needed);
  for (guint i = 0; i < G_N_ELEMENTS (consents); i++)
    write_flag (json, consents[i].url,
                G_STRUCT_MEMBER (gboolean, patient, consents[i].offset));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text = G_STRUCT_MEMBER (char *, patient, texts[i].offset);

      if (text != NULL)
        foyer_fhir_set_text (foyer_fhir_set_extension (json, texts[i].url), "valueString",
                             text);
      else
        foyer_fhir_remove_extension (json, texts[i].url);
    }
}

/**
 * foyer_fhir_patient_write:
 * @resource: a patient; lists that are `NULL` are left as they are in @json
 * @json: a Patient, or what is to become one
 *
 * Writes a patient onto @json.  Only what differs is written, so everything that this program
 * does not know of survives.  Of references it writes none.
 */
void
foyer_fhir_patient_write (FoyerFhirResource *resource, json_t *json)
{
  FoyerPatient *patient = FOYER_PATIENT (resource->record);
  gboolean      is_new = json_object_get (json, "name") == NULL;
  g_auto (FoyerFhirReader) reader = { "Patient" };
  g_autoptr (FoyerFhirResource) was_resource = foyer_fhir_patient_read (&reader, json);
  FoyerPatient *was = FOYER_PATIENT (was_resource->record);

  foyer_fhir_resource_encode (resource, json, NULL);
  if (is_new || patient->active != was->active)
    json_object_set_new (json, "active", json_boolean (patient->active));
  foyer_fhir_patient_names_write (json, patient);
  if (patient->phones != NULL)
    foyer_fhir_phones_write (json, patient->phones);
  if (is_new || patient->gender != was->gender)
    foyer_fhir_set_text (json, "gender",
                         foyer_enum_to_nick (FOYER_TYPE_GENDER, (int) patient->gender));
  write_details (json, patient, was);
  foyer_fhir_contacts_write (json, patient);
  if (g_strcmp0 (patient->language, was->language) != 0 ||
      g_strcmp0 (patient->other_languages, was->other_languages) != 0)
    foyer_fhir_languages_write (json, patient);
}

/**
 * foyer_fhir_patient_encode:
 * @resource: a patient; lists that are `NULL` are left as they are in @base
 * @base: (nullable): the Patient as it is elsewhere
 *
 * Writes a patient onto a copy of @base, or as a new Patient.
 *
 * Returns: (transfer full): the Patient
 */
json_t *
foyer_fhir_patient_encode (FoyerFhirResource *resource, const json_t *base)
{
  json_t *json = foyer_fhir_resource_begin ("Patient", base);
  g_auto (FoyerFhirReader) reader = { "Patient" };
  g_autofree char *was = read_general_practitioner (&reader, json);

  foyer_fhir_patient_write (resource, json);
  if (g_strcmp0 (resource->reference, was) != 0)
    foyer_fhir_set_list (json, "generalPractitioner",
                         resource->reference != NULL
                             ? json_pack ("[{s:s}]", "reference", resource->reference)
                             : json_array ());

  return json;
}
