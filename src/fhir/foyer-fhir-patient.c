/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-patient.h"

#include "fhir/foyer-fhir-address.h"
#include "fhir/foyer-fhir-date.h"
#include "fhir/foyer-fhir-name.h"
#include "fhir/foyer-fhir-relations.h"
#include "fhir/foyer-fhir-telecom.h"
#include "model/foyer-time.h"

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

/* What the patient is called: a name of use usual beside the legal one. */
static FoyerFhirName *
pick_preferred (GPtrArray *names, const FoyerFhirName *legal)
{
  for (guint i = 0; i < names->len; i++)
    {
      FoyerFhirName *name = names->pdata[i];

      if (name != legal && g_strcmp0 (name->use, "usual") == 0)
        return name;
    }

  return NULL;
}

static const char *
preferred_text (const FoyerFhirName *name)
{
  return name->text != NULL    ? name->text
         : name->given != NULL ? name->given
                               : name->family;
}

static FoyerNameKind
name_kind (const FoyerFhirName *name)
{
  if (g_strcmp0 (name->use, "maiden") == 0)
    return FOYER_NAME_KIND_MAIDEN;
  if (g_strcmp0 (name->use, "old") == 0)
    return FOYER_NAME_KIND_PREVIOUS;
  return FOYER_NAME_KIND_ALIAS;
}

static void
read_names (FoyerFhirReader *reader, const json_t *json, FoyerPatient *patient)
{
  g_autoptr (GPtrArray) names = foyer_fhir_names_read (reader, json);
  FoyerFhirName *legal = foyer_fhir_names_pick_legal (names);
  FoyerFhirName *preferred = pick_preferred (names, legal);

  patient->names = g_ptr_array_new_with_free_func (g_object_unref);
  if (legal == NULL)
    {
      foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "name", "none");
      return;
    }

  foyer_set_text (&patient->family, legal->family);
  foyer_set_text (&patient->given, legal->given);
  foyer_set_text (&patient->prefix, legal->prefix);
  foyer_set_text (&patient->suffix, legal->suffix);
  if (preferred != NULL)
    foyer_set_text (&patient->preferred_name, preferred_text (preferred));

  for (guint i = 0; i < names->len; i++)
    {
      FoyerFhirName    *name = names->pdata[i];
      FoyerPatientName *other;

      if (name == legal || name == preferred)
        continue;
      other = foyer_patient_name_new ();
      other->kind = name_kind (name);
      foyer_set_text (&other->family, name->family);
      foyer_set_text (&other->given, name->given);
      g_ptr_array_add (patient->names, other);
    }
}

static FoyerPhoneKind
phone_kind (const FoyerFhirTelecom *telecom)
{
  if (g_strcmp0 (telecom->use, "mobile") == 0 || g_str_equal (telecom->system, "sms"))
    return FOYER_PHONE_KIND_MOBILE;
  if (g_strcmp0 (telecom->use, "home") == 0)
    return FOYER_PHONE_KIND_HOME;
  if (g_strcmp0 (telecom->use, "work") == 0)
    return FOYER_PHONE_KIND_WORK;
  return FOYER_PHONE_KIND_OTHER;
}

static gboolean
is_phone (const FoyerFhirTelecom *telecom)
{
  return g_str_equal (telecom->system, "phone") || g_str_equal (telecom->system, "sms");
}

static FoyerPatientPhone *
find_phone (GPtrArray *phones, const char *number)
{
  for (guint i = 0; i < phones->len; i++)
    {
      FoyerPatientPhone *phone = phones->pdata[i];

      if (g_strcmp0 (phone->number, number) == 0)
        return phone;
    }

  return NULL;
}

static void
read_telecoms (FoyerFhirReader *reader, const json_t *json, FoyerPatient *patient)
{
  g_autoptr (GPtrArray) telecoms = foyer_fhir_telecoms_read (reader, json, "telecom");

  foyer_set_text (&patient->email, foyer_fhir_telecoms_first (telecoms, "email"));
  patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < telecoms->len; i++)
    {
      FoyerFhirTelecom  *telecom = telecoms->pdata[i];
      FoyerPatientPhone *phone;

      if (!is_phone (telecom) || find_phone (patient->phones, telecom->value) != NULL)
        continue;
      phone = foyer_patient_phone_new ();
      phone->kind = phone_kind (telecom);
      phone->position = patient->phones->len;
      foyer_set_text (&phone->number, telecom->value);
      g_ptr_array_add (patient->phones, phone);
    }
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
                              "valueString", "extension", FOYER_FHIR_MAX_NOTE);
}

static FoyerFhirResource *
decode (FoyerFhirReader *reader, const json_t *json)
{
  FoyerPatient      *patient = foyer_patient_new ();
  FoyerFhirResource *resource = foyer_fhir_resource_new (patient);

  foyer_fhir_resource_decode (resource, reader, json, NULL);
  read_names (reader, json, patient);
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
  return foyer_fhir_resource_decode_as ("Patient", json, decode, error);
}

static gboolean
same_name (const FoyerFhirName *name, FoyerPatientName *other)
{
  return name_kind (name) == other->kind &&
         g_strcmp0 (name->family, other->family) == 0 &&
         g_strcmp0 (name->given, other->given) == 0;
}

static gboolean
equal_names (FoyerPatient *a, FoyerPatient *b)
{
  if (g_strcmp0 (a->family, b->family) != 0 || g_strcmp0 (a->given, b->given) != 0 ||
      g_strcmp0 (a->prefix, b->prefix) != 0 || g_strcmp0 (a->suffix, b->suffix) != 0 ||
      g_strcmp0 (a->preferred_name, b->preferred_name) != 0)
    return FALSE;
  if (a->names == NULL)
    return TRUE;
  if (a->names->len != b->names->len)
    return FALSE;
  for (guint i = 0; i < a->names->len; i++)
    {
      FoyerPatientName *one = a->names->pdata[i];
      FoyerPatientName *two = b->names->pdata[i];

      if (one->kind != two->kind || g_strcmp0 (one->family, two->family) != 0 ||
          g_strcmp0 (one->given, two->given) != 0)
        return FALSE;
    }

  return TRUE;
}

static void
write_names (json_t *json, FoyerPatient *patient)
{
  static const char *const uses[] = {
    [FOYER_NAME_KIND_MAIDEN] = "maiden",
    [FOYER_NAME_KIND_PREVIOUS] = "old",
    [FOYER_NAME_KIND_ALIAS] = "nickname",
  };
  g_auto (FoyerFhirReader) reader = { "Patient" };
  g_autoptr (GPtrArray) names = foyer_fhir_names_read (&reader, json);
  FoyerFhirName *legal = foyer_fhir_names_pick_legal (names);
  FoyerFhirName *preferred = pick_preferred (names, legal);
  json_t        *result = json_array ();
  json_t        *item;

  item =
      legal != NULL ? json_incref (legal->json) : json_pack ("{s:s}", "use", "official");
  if (legal == NULL || g_strcmp0 (legal->family, patient->family) != 0 ||
      g_strcmp0 (legal->given, patient->given) != 0 ||
      g_strcmp0 (legal->prefix, patient->prefix) != 0 ||
      g_strcmp0 (legal->suffix, patient->suffix) != 0)
    foyer_fhir_name_write (item, patient->family, patient->given, patient->prefix,
                           patient->suffix);
  /* A usual name after it would otherwise be taken for the legal one. */
  if (patient->preferred_name != NULL)
    foyer_fhir_set_text (item, "use", "official");
  json_array_append_new (result, item);

  if (patient->preferred_name != NULL)
    {
      item = preferred != NULL ? json_incref (preferred->json)
                               : json_pack ("{s:s}", "use", "usual");
      if (preferred == NULL ||
          g_strcmp0 (preferred_text (preferred), patient->preferred_name) != 0)
        foyer_fhir_set_text (item, "text", patient->preferred_name);
      json_array_append_new (result, item);
    }

  for (guint i = 0; i < names->len; i++)
    {
      FoyerFhirName *name = names->pdata[i];
      gboolean       keep = patient->names == NULL;

      for (guint j = 0; !keep && j < patient->names->len; j++)
        keep = same_name (name, patient->names->pdata[j]);
      if (name != legal && name != preferred && keep)
        json_array_append (result, name->json);
    }
  for (guint j = 0; patient->names != NULL && j < patient->names->len; j++)
    {
      FoyerPatientName *other = patient->names->pdata[j];
      gboolean          found = FALSE;

      for (guint i = 0; i < names->len; i++)
        found |= names->pdata[i] != legal && names->pdata[i] != preferred &&
                 same_name (names->pdata[i], other);
      if (found)
        continue;
      item = json_pack ("{s:s}", "use", uses[other->kind]);
      foyer_fhir_name_write (item, other->family, other->given, NULL, NULL);
      json_array_append_new (result, item);
    }

  foyer_fhir_set_list (json, "name", result);
}

static void
write_phones (json_t *json, FoyerPatient *patient)
{
  static const char *const uses[] = {
    [FOYER_PHONE_KIND_MOBILE] = "mobile",
    [FOYER_PHONE_KIND_HOME] = "home",
    [FOYER_PHONE_KIND_WORK] = "work",
    [FOYER_PHONE_KIND_OTHER] = NULL,
  };
  g_auto (FoyerFhirReader) reader = { "Patient" };
  g_autoptr (GPtrArray) telecoms = foyer_fhir_telecoms_read (&reader, json, "telecom");
  json_t *list = json_object_get (json, "telecom");
  json_t *result = json_array ();
  json_t *item;
  size_t  i;

  for (guint p = 0; p < patient->phones->len; p++)
    {
      FoyerPatientPhone *phone = patient->phones->pdata[p];
      FoyerFhirTelecom  *was = NULL;

      for (guint t = 0; was == NULL && t < telecoms->len; t++)
        if (is_phone (telecoms->pdata[t]) &&
            g_strcmp0 (((FoyerFhirTelecom *) telecoms->pdata[t])->value, phone->number) ==
                0)
          was = telecoms->pdata[t];

      item = was != NULL
                 ? json_incref (was->json)
                 : json_pack ("{s:s, s:s*}", "system", "phone", "value", phone->number);
      if (was == NULL || phone_kind (was) != phone->kind)
        foyer_fhir_set_text (item, "use", uses[phone->kind]);
      json_object_set_new (item, "rank", json_integer (p + 1));
      json_array_append_new (result, item);
    }

  json_array_foreach (list, i, item)
    {
      gboolean is_ours = FALSE;

      for (guint t = 0; t < telecoms->len; t++)
        is_ours |= is_phone (telecoms->pdata[t]) &&
                   ((FoyerFhirTelecom *) telecoms->pdata[t])->json == item;
      if (!is_ours)
        json_array_append (result, item);
    }

  foyer_fhir_set_list (json, "telecom", result);
}

static gboolean
equal_phones (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      FoyerPatientPhone *one = a->pdata[i];
      FoyerPatientPhone *two = b->pdata[i];

      if (one->kind != two->kind || g_strcmp0 (one->number, two->number) != 0)
        return FALSE;
    }

  return TRUE;
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
  if (patient->gender != was->gender)
    foyer_fhir_set_text (json, "gender",
                         foyer_enum_to_nick (FOYER_TYPE_GENDER, patient->gender));
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
  if (patient->interpreter_needed)
    json_object_set_new (foyer_fhir_set_extension (json, INTERPRETER), "valueBoolean",
                         json_true ());
  else
    foyer_fhir_remove_extension (json, INTERPRETER);

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
 * foyer_fhir_patient_encode:
 * @resource: a patient; lists that are `NULL` are left as they are in @base
 * @base: (nullable): the Patient as it is elsewhere
 *
 * Writes a patient onto @base, or as a new Patient.
 *
 * Only what differs is written, so everything that this program does not know of survives.
 * Consent to text messages, e-mail, voicemail and photographs stays local.
 *
 * Returns: (transfer full): the Patient
 */
json_t *
foyer_fhir_patient_encode (FoyerFhirResource *resource, const json_t *base)
{
  FoyerPatient *patient = FOYER_PATIENT (resource->record);
  json_t       *json = foyer_fhir_resource_begin ("Patient", base);
  g_auto (FoyerFhirReader) reader = { "Patient" };
  g_autoptr (FoyerFhirResource) was_resource = decode (&reader, json);
  FoyerPatient *was = FOYER_PATIENT (was_resource->record);

  foyer_fhir_resource_encode (resource, json, NULL);
  if (base == NULL || patient->active != was->active)
    json_object_set_new (json, "active", json_boolean (patient->active));
  if (!equal_names (patient, was))
    write_names (json, patient);
  if (patient->phones != NULL && !equal_phones (patient->phones, was->phones))
    write_phones (json, patient);
  write_details (json, patient, was);
  foyer_fhir_contacts_write (json, patient);
  if (g_strcmp0 (patient->language, was->language) != 0 ||
      g_strcmp0 (patient->other_languages, was->other_languages) != 0)
    foyer_fhir_languages_write (json, patient);
  if (g_strcmp0 (resource->reference, was_resource->reference) != 0)
    foyer_fhir_set_list (json, "generalPractitioner",
                         resource->reference != NULL
                             ? json_pack ("[{s:s}]", "reference", resource->reference)
                             : json_array ());

  return json;
}
