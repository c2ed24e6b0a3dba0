/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-part.h"
#include "fhir/foyer-fhir-merge.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-patient.h"

#include <string.h>

#define CLINICIAN "11111111-1111-4111-8111-111111111111"
#define REFERRER "22222222-2222-4222-8222-222222222222"
#define PATIENT "33333333-3333-4333-8333-333333333333"

static char *
to_reference (const char *kind, const char *uid, gpointer data)
{
  return g_strdup_printf ("Practitioner/%s", uid);
}

static char *
to_uid (const char *kind, const char *reference, gboolean *out_other, gpointer data)
{
  const char *uid = g_str_equal (kind, "clinician") ? CLINICIAN : REFERRER;

  return g_str_has_prefix (reference, "Practitioner/") &&
                 g_str_equal (reference + strlen ("Practitioner/"), uid)
             ? g_strdup (uid)
             : NULL;
}

static FoyerFhirLinks *
get_links (void)
{
  static FoyerFhirLinks links;

  g_clear_pointer (&links.unresolved, g_ptr_array_unref);
  links = (FoyerFhirLinks){ .to_reference = to_reference, .to_uid = to_uid };

  return &links;
}

static FoyerAggregate *
decode_json (const json_t *json)
{
  g_autoptr (GError) error = NULL;
  FoyerAggregate *aggregate = foyer_aggregate_new ("patient", PATIENT);

  foyer_fhir_part_decode (&foyer_fhir_part_patient, json, get_links (), aggregate,
                          &error);
  g_assert_no_error (error);

  return aggregate;
}

static json_t *
render (FoyerAggregate *aggregate, const json_t *base)
{
  return foyer_fhir_part_render (&foyer_fhir_part_patient, aggregate, get_links (), base);
}

/* Same fields, links and parts; parts are compared in their order and without their uids. */
static void
assert_same (FoyerAggregate *a, FoyerAggregate *b)
{
  g_assert_cmpuint (a->children->len, ==, b->children->len);
  g_assert_cmpuint (a->identifiers->len, ==, b->identifiers->len);

  for (guint c = 0; c <= a->children->len; c++)
    {
      FoyerRecord *one = c > 0 ? a->children->pdata[c - 1] : a->record;
      FoyerRecord *two = c > 0 ? b->children->pdata[c - 1] : b->record;

      for (guint i = 0; i < FOYER_RECORD_GET_CLASS (one)->n_fields; i++)
        {
          const FoyerField *field = &FOYER_RECORD_GET_CLASS (one)->fields[i];

          g_assert_cmpstr (foyer_record_get_link (one, field->name), ==,
                           foyer_record_get_link (two, field->name));
          if (!foyer_record_field_equal (one, two, field))
            g_error ("%s differs", field->name);
        }
    }
}

static FoyerAggregate *
new_patient (void)
{
  FoyerAggregate      *aggregate = foyer_aggregate_new ("patient", PATIENT);
  FoyerPatient        *patient = FOYER_PATIENT (aggregate->record);
  FoyerPatientPhone   *phone;
  FoyerPatientName    *name;
  FoyerPatientContact *contact;
  FoyerIdentifier     *identifier;

  foyer_set_text (&patient->number, "100042");
  foyer_set_text (&patient->family, "van der Berg");
  foyer_set_text (&patient->given, "Adelheid Maria");
  foyer_set_text (&patient->prefix, "Dr.");
  foyer_set_text (&patient->suffix, "Jr.");
  foyer_set_text (&patient->preferred_name, "Addy");
  foyer_set_text (&patient->birth_date, "1956-08-03");
  patient->gender = FOYER_GENDER_FEMALE;
  foyer_set_text (&patient->email, "a@example.org");
  foyer_set_text (&patient->address_line, "313 Lockman Row\nSuite 4");
  foyer_set_text (&patient->city, "Peabody");
  foyer_set_text (&patient->region, "Massachusetts");
  foyer_set_text (&patient->postal_code, "01940");
  foyer_set_text (&patient->country, "US");
  foyer_set_text (&patient->language, "es");
  foyer_set_text (&patient->other_languages, "en-US nl");
  patient->interpreter_needed = TRUE;
  foyer_record_set_link (patient, "clinician-id", CLINICIAN);
  foyer_record_set_link (patient, "pcp-id", REFERRER);
  foyer_set_text (&patient->insurance, "Blue Cross 7");
  foyer_set_text (&patient->alert, "Hard of hearing");
  foyer_set_text (&patient->note, "Two\nlines");
  patient->consent_text = TRUE;
  patient->consent_email = TRUE;
  patient->consent_photo = TRUE;
  foyer_set_text (&patient->seen_before_on, "2019-04-01");
  patient->active = FALSE;
  patient->deceased = TRUE;
  foyer_set_text (&patient->deceased_on, "2026-10");
  patient->created_at = 1700000000;
  patient->updated_at = 1800000000;

  phone = foyer_aggregate_add (aggregate, "patient_phone", NULL);
  phone->kind = FOYER_PHONE_KIND_MOBILE;
  foyer_set_text (&phone->number, "+1 555 0100");
  foyer_set_text (&phone->digits, "15550100");
  phone->may_text = TRUE;
  phone = foyer_aggregate_add (aggregate, "patient_phone", NULL);
  phone->kind = FOYER_PHONE_KIND_OTHER;
  phone->position = 1;
  foyer_set_text (&phone->number, "555-0101");
  foyer_set_text (&phone->digits, "5550101");
  phone->may_leave_voicemail = TRUE;

  for (int kind = FOYER_NAME_KIND_MAIDEN; kind <= (int) FOYER_NAME_KIND_ALIAS; kind++)
    {
      name = foyer_aggregate_add (aggregate, "patient_name", NULL);
      name->kind = (FoyerNameKind) kind;
      foyer_set_text (&name->family,
                      kind == (int) FOYER_NAME_KIND_ALIAS ? NULL : "Wolff");
      foyer_set_text (&name->given, "Heidi");
    }
  for (int kind = FOYER_CONTACT_KIND_GUARDIAN; kind <= (int) FOYER_CONTACT_KIND_EMERGENCY;
       kind++)
    {
      contact = foyer_aggregate_add (aggregate, "patient_contact", NULL);
      contact->kind = (FoyerContactKind) kind;
      foyer_set_text (&contact->name, "Eva Wolff");
      foyer_set_text (&contact->relationship,
                      kind == (int) FOYER_CONTACT_KIND_PROXY ? NULL : "Mother");
      foyer_set_text (&contact->phone, "555-0102");
      foyer_set_text (&contact->authority, "Power of attorney, scanned");
    }
  identifier = foyer_identifier_new ();
  foyer_set_text (&identifier->owner_kind, "patient");
  foyer_set_text (&identifier->system, "urn:other-clinic");
  foyer_set_text (&identifier->value, "17");
  g_ptr_array_add (aggregate->identifiers, identifier);

  return aggregate;
}

static void
test_everything_travels (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_patient ();
  g_autoptr (json_t) json = render (aggregate, NULL);
  g_autoptr (FoyerAggregate) read = decode_json (json);
  g_autoptr (json_t) again = render (read, json);
  g_autofree char *key = foyer_fhir_part_dup_uid (foyer_fhir_parts_match (json), json);

  assert_same (aggregate, read);
  fhir_part_assert_equal (json, again);
  g_assert_cmpstr (key, ==, PATIENT);
}

/* Each field on its own, so that none hides behind another. */
static void
test_every_field_is_read_and_written (void)
{
  g_autoptr (FoyerAggregate) full = new_patient ();
  g_autoptr (json_t) json = render (full, NULL);
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (full->record);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const FoyerField *field = &klass->fields[i];
      g_autoptr (FoyerAggregate) changed = foyer_aggregate_copy (full);
      g_autoptr (FoyerAggregate) read = NULL;
      g_autoptr (json_t) after = NULL;

      if ((field->flags & FOYER_FIELD_DERIVED) != 0)
        continue;
      if (foyer_kind_of_field (field) != NULL)
        foyer_record_set_link (changed->record, field->name, NULL);
      else if (g_str_equal (field->name, "deceased-on") ||
               g_str_has_suffix (field->name, "-date"))
        foyer_field_set_text (field, changed->record, "2026-11-02");
      else if (g_str_equal (field->name, "language"))
        foyer_field_set_text (field, changed->record, "fr");
      else if (g_str_equal (field->name, "other-languages"))
        foyer_field_set_text (field, changed->record, NULL);
      else if (g_str_equal (field->name, "deceased"))
        {
          FOYER_PATIENT (changed->record)->deceased = FALSE;
          foyer_set_text (&FOYER_PATIENT (changed->record)->deceased_on, NULL);
        }
      else if (field->type == G_TYPE_STRING)
        foyer_field_set_text (field, changed->record, "Other");
      else if (field->type == G_TYPE_INT64)
        foyer_field_set_integer (field, changed->record, 1900000000);
      else
        foyer_field_set_integer (field, changed->record,
                                 !foyer_field_get_integer (field, changed->record));

      g_test_message ("%s", field->name);
      after = render (changed, json);
      g_assert_false (foyer_fhir_equal (json, after));
      read = decode_json (after);
      assert_same (changed, read);
    }
}

/* A Patient that has all that other systems write. */
#define FOREIGN                                                                          \
  "{'resourceType': 'Patient', 'id': 'f-1', 'meta': {'versionId': '3', 'tag': [{'code':" \
  " 'x'}]}, 'implicitRules': 'urn:rules',"                                               \
  " 'contained': [{'resourceType': 'Practitioner', 'id': 'gp'}],"                        \
  " 'extension': [{'url': 'urn:race', 'extension': [{'url': 'text', 'valueString':"      \
  "  'kept'}]}], 'modifierExtension': [{'url': 'urn:odd', 'valueBoolean': false}],"      \
  " 'identifier': [{'system': 'urn:a', 'value': '1', 'period': {'start': '2001'}},"      \
  "  {'value': 'without a system'}, {'system': 'urn:a', 'value': '2'},"                  \
  "  {'system': 'urn:only-a-system'}],"                                                  \
  " 'name': [{'use': 'old', 'family': 'Before', '_family': {'extension': [{'url':"       \
  "  'urn:own', 'valueString': 'B'}]}}, {'text': 'Okonkwo, Ngozi'},"                     \
  "  {'use': 'anonymous', 'period': {'end': '2000'}}],"                                  \
  " 'telecom': [{'system': 'url', 'value': 'https://example.org/%s'},"                   \
  "  {'system': 'phone', 'value': '555-0199', 'use': 'old'},"                            \
  "  {'system': 'phone', 'value': '(555) 010-0', 'use': 'temp', 'rank': 2,"              \
  "   'period': {'start': '2020'}}, {'system': 'sms', 'value': '555-0123', 'rank': 1},"  \
  "  {'value': 'no system'}, {'system': 'pager'},"                                       \
  "  {'system': 'email', 'value': 'n@example.org'},"                                     \
  "  {'system': 'email', 'value': 'second@example.org'}],"                               \
  " 'birthDate': '1980-07', '_birthDate': {'extension': [{'url': 'urn:t',"               \
  "  'valueDateTime': '1980-07-01T10:00:00Z'}]},"                                        \
  " 'deceasedBoolean': false, 'multipleBirthInteger': 2,"                                \
  " 'address': [{'use': 'work', 'city': 'Salem', 'text': '1 Main St, Salem',"            \
  "  'period': {'start': '2010'}}, {'use': 'old', 'city': 'Lynn'}],"                     \
  " 'contact': [{'organization': {'display': 'Ward'}}, {'relationship': [{'coding':"     \
  "  [{'code': 'N'}]}, {'coding': [{'code': 'FTH'}], 'text': 'Father'}],"                \
  "  'name': {'family': 'Okonkwo', 'given': ['Obi']}, 'gender': 'male',"                 \
  "  'telecom': [{'system': 'phone', 'value': '555-7'}]}],"                              \
  " 'communication': [{'language': {'coding': [{'code': 'ig'}], 'text': 'Igbo'}}],"      \
  " 'generalPractitioner': [{'reference': '#gp'}, {'reference': 'Organization/9'},"      \
  "  {'reference': 'Practitioner/unknown', 'display': 'Dr. Who'}],"                      \
  " 'link': [{'other': {'reference': 'Patient/2'}, 'type': 'seealso'}],"                 \
  " 'weight': 70.50}"

static json_t *
parse_foreign (void)
{
  g_autofree char *path = g_strnfill (4000, 'x');
  g_autofree char *text = g_strdup_printf (FOREIGN, path);

  return fhir_part_parse (text);
}

static void
test_foreign_is_taken_as_it_is (void)
{
  g_autoptr (json_t) json = parse_foreign ();
  g_autoptr (FoyerAggregate) read = decode_json (json);
  g_autoptr (json_t) again = render (read, json);
  FoyerPatient      *patient = FOYER_PATIENT (read->record);
  FoyerPatientPhone *phone = read->children->pdata[0];

  fhir_part_assert_equal (json, again);

  g_assert_null (patient->number);
  g_assert_cmpstr (patient->family, ==, "Okonkwo, Ngozi");
  g_assert_null (patient->given);
  g_assert_cmpstr (patient->birth_date, ==, "1980-07");
  g_assert_cmpstr (patient->email, ==, "n@example.org");
  g_assert_cmpstr (patient->city, ==, "Salem");
  g_assert_null (patient->address_line);
  g_assert_cmpstr (patient->language, ==, "ig");
  g_assert_false (patient->deceased);
  g_assert_true (patient->active);
  g_assert_null (foyer_record_get_link (patient, "pcp-id"));
  g_assert_cmpint (patient->created_at, ==, 0);

  /* sms, phone, old name, father */
  g_assert_cmpuint (read->children->len, ==, 4);
  g_assert_cmpstr (phone->number, ==, "555-0123");
  g_assert_cmpstr (phone->digits, ==, "5550123");
  g_assert_cmpint (phone->kind, ==, FOYER_PHONE_KIND_MOBILE);
  g_assert_cmpint (((FoyerPatientContact *) read->children->pdata[3])->kind, ==,
                   FOYER_CONTACT_KIND_GUARDIAN);
  g_assert_cmpuint (read->identifiers->len, ==, 2);
}

static void
test_unknown_references_are_named (void)
{
  g_autoptr (json_t) json = parse_foreign ();
  g_autoptr (FoyerAggregate) into = foyer_aggregate_new ("patient", PATIENT);
  FoyerFhirLinks *links = get_links ();

  g_assert_true (
      foyer_fhir_part_decode (&foyer_fhir_part_patient, json, links, into, NULL));
  g_assert_cmpuint (links->unresolved->len, ==, 1);
  g_assert_cmpstr (links->unresolved->pdata[0], ==, "Practitioner/unknown");
}

/* What is in @text whatever was edited. */
static void
assert_holds (const json_t *json, const char *const *texts)
{
  g_autofree char *dump = json_dumps (json, JSON_COMPACT | JSON_SORT_KEYS);

  for (; *texts != NULL; texts++)
    {
      g_autofree char *quoted = g_strdelimit (g_strdup (*texts), "'", '"');

      if (strstr (dump, quoted) == NULL)
        g_error ("%s is not in %s", quoted, dump);
    }
}

static void
edit (FoyerAggregate *aggregate, guint step)
{
  FoyerPatient *patient = FOYER_PATIENT (aggregate->record);
  char          text[32];

  g_snprintf (text, sizeof text, "Edit %u", step);
  switch (step % 10)
    {
    case 0:
      foyer_set_text (&patient->family, text);
      break;
    case 1:
      foyer_set_text (&patient->city, text);
      break;
    case 2:
      foyer_set_text (&patient->email, text);
      break;
    case 3:
      foyer_set_text (&patient->preferred_name, step > 10 ? NULL : text);
      break;
    case 4:
      for (guint i = 0; i < aggregate->children->len; i++)
        if (FOYER_IS_PATIENT_PHONE (aggregate->children->pdata[i]))
          {
            FoyerPatientPhone *phone = aggregate->children->pdata[i];

            g_snprintf (text, sizeof text, "555-%u%u", step, i);
            foyer_set_text (&phone->number, text);
            phone->may_text = !phone->may_text;
          }
      break;
    case 5:
      foyer_set_text (&patient->birth_date, step > 10 ? "1980-07" : "1981");
      break;
    case 6:
      foyer_set_text (&patient->alert, text);
      break;
    case 7:
      patient->gender = step > 10 ? FOYER_GENDER_OTHER : FOYER_GENDER_FEMALE;
      break;
    case 8:
      foyer_record_set_link (patient, "pcp-id", step > 10 ? NULL : REFERRER);
      break;
    default:
      for (guint i = 0; i < aggregate->children->len; i++)
        if (FOYER_IS_PATIENT_CONTACT (aggregate->children->pdata[i]))
          foyer_set_text (&((FoyerPatientContact *) aggregate->children->pdata[i])->phone,
                          text);
    }
}

static void
test_unknown_survives_twenty_edits (void)
{
  static const char *const kept[] = {
    "'contained':[{'id':'gp','resourceType':'Practitioner'}]",
    "{'extension':[{'url':'text','valueString':'kept'}],'url':'urn:race'}",
    "'modifierExtension':[{'url':'urn:odd','valueBoolean':false}]",
    "{'period':{'start':'2001'},'system':'urn:a','value':'1'}",
    "{'value':'without a system'}",
    "'_family':{'extension':[{'url':'urn:own','valueString':'B'}]},'family':'Before'",
    "{'period':{'end':'2000'},'use':'anonymous'}",
    "{'system':'phone','use':'old','value':'555-0199'}",
    "{'value':'no system'}",
    "{'system':'pager'}",
    "'second@example.org'",
    "'_birthDate':",
    "'multipleBirthInteger':2",
    "'period':{'start':'2010'}",
    "{'city':'Lynn','use':'old'}",
    "{'organization':{'display':'Ward'}}",
    "'gender':'male'",
    "{'reference':'#gp'},{'reference':'Organization/9'}",
    "'link':[{'other':{'reference':'Patient/2'},'type':'seealso'}]",
    "'weight':70.5",
    "'period':{'start':'2020'}",
    NULL,
  };
  g_autoptr (json_t) json = parse_foreign ();

  for (guint step = 0; step < 20; step++)
    {
      g_autoptr (FoyerAggregate) aggregate = decode_json (json);
      g_autoptr (FoyerAggregate) read = NULL;
      json_t *after;

      edit (aggregate, step);
      after = render (aggregate, json);
      g_test_message ("step %u", step);
      assert_holds (after, kept);
      read = decode_json (after);
      g_assert_cmpuint (read->children->len, ==, aggregate->children->len);
      for (guint i = 0; i < aggregate->children->len; i++)
        if (FOYER_IS_PATIENT_PHONE (aggregate->children->pdata[i]))
          g_assert_cmpstr (((FoyerPatientPhone *) aggregate->children->pdata[i])->number,
                           ==, ((FoyerPatientPhone *) read->children->pdata[i])->number);
      json_decref (json);
      json = after;
    }
}

static FoyerPatientPhone *
add_phone (FoyerAggregate *aggregate, const char *number, FoyerPhoneKind kind, gint64 at)
{
  FoyerPatientPhone *phone = foyer_aggregate_add (aggregate, "patient_phone", NULL);

  foyer_set_text (&phone->number, number);
  phone->kind = kind;
  phone->position = at;

  return phone;
}

#define TWO_PHONES                                                                       \
  "{'resourceType': 'Patient', 'name': [{'family': 'A'}], 'telecom': ["                  \
  "{'system': 'phone', 'value': '1', 'use': 'home', 'period': {'start': '2001'}},"       \
  "{'system': 'phone', 'value': '2', 'use': 'mobile'}]}"

static void
test_order_of_phones_is_kept (void)
{
  g_autoptr (json_t) base = fhir_part_parse (TWO_PHONES);
  g_autoptr (FoyerAggregate) aggregate = decode_json (base);
  g_autoptr (FoyerAggregate) read = NULL;
  g_autoptr (json_t) json = NULL;

  ((FoyerPatientPhone *) aggregate->children->pdata[0])->position = 7;
  add_phone (aggregate, "2", FOYER_PHONE_KIND_MOBILE, 8);
  add_phone (aggregate, "3", FOYER_PHONE_KIND_WORK, 9);
  json = render (aggregate, base);
  read = decode_json (json);

  g_assert_cmpuint (read->children->len, ==, 3);
  g_assert_cmpstr (((FoyerPatientPhone *) read->children->pdata[0])->number, ==, "2");
  g_assert_cmpstr (((FoyerPatientPhone *) read->children->pdata[1])->number, ==, "1");
  g_assert_cmpstr (((FoyerPatientPhone *) read->children->pdata[2])->number, ==, "3");
}

static void
test_changed_number_keeps_what_is_with_it (void)
{
  g_autoptr (json_t) base = fhir_part_parse (TWO_PHONES);
  g_autoptr (FoyerAggregate) aggregate = decode_json (base);
  g_autoptr (json_t) json = NULL;
  g_autoptr (json_t) expected = fhir_part_parse (
      "[{'system': 'phone', 'value': '9', 'use': 'home', 'period': {'start': '2001'}},"
      "{'system': 'phone', 'value': '2', 'use': 'mobile'}]");

  foyer_set_text (&((FoyerPatientPhone *) aggregate->children->pdata[0])->number, "9");
  json = render (aggregate, base);

  fhir_part_assert_equal (json_object_get (json, "telecom"), expected);
}

static void
test_parts_keep_their_uids (void)
{
  g_autoptr (json_t) base = fhir_part_parse (TWO_PHONES);
  g_autoptr (FoyerAggregate) aggregate = decode_json (base);

  foyer_record_set_uid (aggregate->children->pdata[0], CLINICIAN);
  foyer_record_set_uid (aggregate->children->pdata[1], REFERRER);
  json_object_set_new (json_array_get (json_object_get (base, "telecom"), 0), "value",
                       json_string ("5"));
  json_object_set_new (json_array_get (json_object_get (base, "telecom"), 1), "rank",
                       json_integer (1));
  g_assert_true (foyer_fhir_part_decode (&foyer_fhir_part_patient, base, get_links (),
                                         aggregate, NULL));

  g_assert_cmpstr (foyer_record_get_uid (aggregate->children->pdata[0]), ==, REFERRER);
  g_assert_cmpstr (foyer_record_get_uid (aggregate->children->pdata[1]), ==, CLINICIAN);
}

static void
assert_renders (const char *base_text,
                void (*change) (FoyerPatient *patient),
                const char *expected_text)
{
  g_autoptr (json_t) base = fhir_part_parse (base_text);
  g_autoptr (json_t) expected = fhir_part_parse (expected_text);
  g_autoptr (FoyerAggregate) aggregate = decode_json (base);
  g_autoptr (FoyerAggregate) read = NULL;
  g_autoptr (json_t) json = NULL;

  change (FOYER_PATIENT (aggregate->record));
  json = render (aggregate, base);
  if (!foyer_fhir_equal (json, expected))
    fhir_part_assert_equal (json, expected);
  read = decode_json (json);
  assert_same (aggregate, read);
}

static void
clear_preferred (FoyerPatient *patient)
{
  foyer_set_text (&patient->preferred_name, NULL);
}

static void
set_preferred (FoyerPatient *patient)
{
  foyer_set_text (&patient->preferred_name, "Bo");
}

static void
clear_address (FoyerPatient *patient)
{
  foyer_set_text (&patient->city, NULL);
}

static void
set_prefix (FoyerPatient *patient)
{
  foyer_set_text (&patient->prefix, "Prof.");
}

static void
repeat_language (FoyerPatient *patient)
{
  foyer_set_text (&patient->other_languages, "en");
}

static void
test_one_change_is_read_as_that_change (void)
{
  assert_renders ("{'resourceType': 'Patient', 'name': [{'family': 'A'}]}", set_preferred,
                  "{'resourceType': 'Patient', 'name': [{'family': 'A', 'use':"
                  " 'official'}, {'use': 'usual', 'text': 'Bo'}]}");
  assert_renders ("{'resourceType': 'Patient', 'name': [{'use': 'official', 'family':"
                  " 'A'}, {'use': 'usual', 'given': ['B']}]}",
                  clear_preferred,
                  "{'resourceType': 'Patient', 'name': [{'use': 'official', 'family':"
                  " 'A'}]}");
  assert_renders (
      "{'resourceType': 'Patient', 'name': [{'use': 'usual', 'family':"
      " 'A'}, {'use': 'usual', 'given': ['B'], 'period': {'start': '2001'}}]}",
      set_preferred,
      "{'resourceType': 'Patient', 'name': [{'use': 'usual', 'family':"
      " 'A'}, {'use': 'usual', 'text': 'Bo', 'period': {'start': '2001'}}]}");
  assert_renders ("{'resourceType': 'Patient', 'name': [{'family': 'A', 'given': ['B',"
                  " 'C'], '_given': [null, {'id': 'c'}]}]}",
                  set_prefix,
                  "{'resourceType': 'Patient', 'name': [{'family': 'A', 'given': ['B',"
                  " 'C'], '_given': [null, {'id': 'c'}], 'prefix': ['Prof.']}]}");
  assert_renders ("{'resourceType': 'Patient', 'name': [{'family': 'A'}], 'address':"
                  " [{'city': 'X'}, {'use': 'work', 'city': 'Y'}]}",
                  clear_address,
                  "{'resourceType': 'Patient', 'name': [{'family': 'A'}], 'address':"
                  " [{'use': 'home'}, {'use': 'work', 'city': 'Y'}]}");
  assert_renders ("{'resourceType': 'Patient', 'name': [{'family': 'A'}], 'address':"
                  " [{'city': 'X'}, {'use': 'old', 'city': 'Y'}]}",
                  clear_address,
                  "{'resourceType': 'Patient', 'name': [{'family': 'A'}], 'address':"
                  " [{'use': 'old', 'city': 'Y'}]}");
}

static void
test_language_given_twice_is_written_once (void)
{
  g_autoptr (json_t) base = fhir_part_parse (
      "{'resourceType': 'Patient', 'name': [{'family': 'A'}], 'communication':"
      " [{'language': {'coding': [{'code': 'en'}]}, 'preferred': true}]}");
  g_autoptr (FoyerAggregate) aggregate = decode_json (base);
  g_autoptr (json_t) json = NULL;

  repeat_language (FOYER_PATIENT (aggregate->record));
  json = render (aggregate, base);
  fhir_part_assert_equal (json, base);
}

static void
test_removed_identifier_goes (void)
{
  g_autoptr (json_t) json = parse_foreign ();
  g_autoptr (FoyerAggregate) aggregate = decode_json (json);
  g_autoptr (FoyerAggregate) read = NULL;
  g_autoptr (json_t) after = NULL;

  g_ptr_array_remove_index (aggregate->identifiers, 0);
  after = render (aggregate, json);
  read = decode_json (after);

  g_assert_cmpuint (read->identifiers->len, ==, 1);
  g_assert_cmpuint (json_array_size (json_object_get (after, "identifier")), ==, 3);
}

static void
assert_merges (const char *mine_text, const char *theirs_text, const char *expected_text)
{
  g_autoptr (json_t) base = fhir_part_parse ("{'resourceType': 'Patient'}");
  g_autoptr (json_t) mine = fhir_part_parse (mine_text);
  g_autoptr (json_t) theirs = fhir_part_parse (theirs_text);
  g_autoptr (json_t) expected = fhir_part_parse (expected_text);
  g_autoptr (GPtrArray) clashes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fhir_clash_free);
  g_autoptr (json_t) merged =
      foyer_fhir_merge (&foyer_fhir_part_patient, base, mine, theirs, clashes);

  g_assert_cmpuint (clashes->len, ==, 0);
  fhir_part_assert_equal (merged, expected);
}

static void
test_times_and_numbers_never_clash (void)
{
#define EDITED(at)                                                                       \
  "{'resourceType': 'Patient', 'extension': [{'url':"                                    \
  " 'https://foyerclinic.org/fhir/StructureDefinition/last-edit', 'valueInstant':"       \
  " '" at "'}]}"
#define NUMBERED(n)                                                                      \
  "{'resourceType': 'Patient', 'identifier': [{'system':"                                \
  " 'https://foyerclinic.org/fhir/sid/mrn', 'value': '" n "'}]}"

  assert_merges (EDITED ("2026-11-23T10:00:01Z"), EDITED ("2026-11-23T12:00:00+02:00"),
                 EDITED ("2026-11-23T10:00:01Z"));
  assert_merges (EDITED ("2026-11-23T10:00:00Z"), EDITED ("2026-11-23T10:00:01Z"),
                 EDITED ("2026-11-23T10:00:01Z"));
  assert_merges (NUMBERED ("100042"), NUMBERED ("100043"), NUMBERED ("100043"));
  assert_merges (NUMBERED ("100042"), "{'resourceType': 'Patient'}", NUMBERED ("100042"));
}

static void
assert_refused (const char *text, FoyerFhirError code, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = fhir_part_parse (text);
  g_autoptr (FoyerAggregate) into = foyer_aggregate_new ("patient", PATIENT);
  g_autofree char *found = NULL;

  g_assert_false (foyer_fhir_part_decode (&foyer_fhir_part_patient, json, get_links (),
                                          into, &error));
  g_assert_error (error, FOYER_FHIR_ERROR, (int) code);
  found = foyer_fhir_error_dup_path (error);
  g_assert_cmpstr (found, ==, path);
}

static void
test_refuses_with_path (void)
{
#define NAMED "{'resourceType': 'Patient', 'name': [{'family': 'A'}], "

  assert_refused ("{'resourceType': 'Patient'}", FOYER_FHIR_ERROR_MISSING,
                  "Patient.name");
  assert_refused (NAMED "'birthDate': '1980-13'}", FOYER_FHIR_ERROR_DATE,
                  "Patient.birthDate");
  assert_refused (NAMED "'telecom': [{'system': 'phone', 'value': 7}]}",
                  FOYER_FHIR_ERROR_TYPE, "Patient.telecom");
  assert_refused (NAMED "'extension': [{'url':"
                        " 'https://foyerclinic.org/fhir/StructureDefinition/last-edit',"
                        " 'valueInstant': 'now'}]}",
                  FOYER_FHIR_ERROR_DATE, "Patient.extension");
  assert_refused (NAMED "'extension': [{'url': "
                        "'https://foyerclinic.org/fhir/StructureDefinition/"
                        "patient-consent-photo', 'valueBoolean': 'yes'}]}",
                  FOYER_FHIR_ERROR_TYPE, "Patient.extension");
}

/* The real input: people made by Synthea, which nobody here wrote. */

/* A narrative made from the rest goes with every change, and does not count. */
static guint
count_differing (const json_t *a, const json_t *b)
{
  guint       n = 0;
  const char *key;
  json_t     *value;

  json_object_foreach ((json_t *) a, key,
                       value) if (!g_str_equal (key, "text") &&
                                  !json_equal (value, json_object_get (b, key))) n++;

  return n;
}

static void
test_synthea (void)
{
  const char      *folder = g_getenv ("FOYER_SYNTHEA");
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  if (folder == NULL)
    {
      g_test_skip (
          "no Synthea data: set FOYER_SYNTHEA to the folder of its NDJSON files");
      return;
    }

  path = g_build_filename (folder, "Patient.ndjson", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (json_t) json = NULL;
      g_autoptr (json_t) same = NULL;
      g_autoptr (json_t) edited = NULL;
      g_autoptr (FoyerAggregate) aggregate = NULL;

      if (*lines[i] == '\0')
        continue;
      json = foyer_json_parse (lines[i], strlen (lines[i]), NULL);
      aggregate = decode_json (json);
      same = render (aggregate, json);
      g_assert_true (json_equal (json, same));

      for (guint c = 0; c < aggregate->children->len; c++)
        if (FOYER_IS_PATIENT_PHONE (aggregate->children->pdata[c]))
          {
            FoyerPatientPhone *phone = aggregate->children->pdata[c];
            g_autoptr (json_t) telecom = NULL;

            foyer_set_text (&phone->number, "555-0000");
            edited = render (aggregate, json);
            g_assert_cmpuint (count_differing (json, edited), ==, 1);
            telecom = json_deep_copy (json_object_get (json, "telecom"));
            json_object_set_new (json_array_get (telecom, phone->position), "value",
                                 json_string ("555-0000"));
            fhir_part_assert_equal (json_object_get (edited, "telecom"), telecom);
            break;
          }
      n++;
    }
  g_assert_cmpuint (n, ==, 615);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir-patient-part/everything-travels", test_everything_travels);
  g_test_add_func ("/fhir-patient-part/every-field-is-read-and-written",
                   test_every_field_is_read_and_written);
  g_test_add_func ("/fhir-patient-part/foreign-is-taken-as-it-is",
                   test_foreign_is_taken_as_it_is);
  g_test_add_func ("/fhir-patient-part/unknown-references-are-named",
                   test_unknown_references_are_named);
  g_test_add_func ("/fhir-patient-part/unknown-survives-twenty-edits",
                   test_unknown_survives_twenty_edits);
  g_test_add_func ("/fhir-patient-part/order-of-phones-is-kept",
                   test_order_of_phones_is_kept);
  g_test_add_func ("/fhir-patient-part/changed-number-keeps-what-is-with-it",
                   test_changed_number_keeps_what_is_with_it);
  g_test_add_func ("/fhir-patient-part/parts-keep-their-uids",
                   test_parts_keep_their_uids);
  g_test_add_func ("/fhir-patient-part/one-change-is-read-as-that-change",
                   test_one_change_is_read_as_that_change);
  g_test_add_func ("/fhir-patient-part/language-given-twice-is-written-once",
                   test_language_given_twice_is_written_once);
  g_test_add_func ("/fhir-patient-part/removed-identifier-goes",
                   test_removed_identifier_goes);
  g_test_add_func ("/fhir-patient-part/times-and-numbers-never-clash",
                   test_times_and_numbers_never_clash);
  g_test_add_func ("/fhir-patient-part/refuses-with-path", test_refuses_with_path);
  g_test_add_func ("/fhir-patient-part/synthea", test_synthea);

  return g_test_run ();
}
