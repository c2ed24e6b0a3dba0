/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-form-appointment.h"

#include "fhir/foyer-fhir-intake.h"
#include "fhir/foyer-fhir-name.h"
#include "fhir/foyer-fhir-telecom.h"
#include "model/foyer-time.h"

static const char *const answers[] = {
  [FOYER_ANSWER_UNKNOWN] = FOYER_FHIR_REFERRAL_SENT_UNKNOWN,
  [FOYER_ANSWER_YES] = FOYER_FHIR_REFERRAL_SENT_YES,
  [FOYER_ANSWER_NO] = FOYER_FHIR_REFERRAL_SENT_NO,
};

static const char *const categories[] = {
  [FOYER_REQUEST_CATEGORY_MEDICAL] = FOYER_FHIR_REQUEST_CATEGORY_MEDICAL,
  [FOYER_REQUEST_CATEGORY_COSMETIC] = FOYER_FHIR_REQUEST_CATEGORY_COSMETIC,
};

static void
add_value (json_t *json, const char *url, const char *key, json_t *value)
{
  json_object_set_new (foyer_fhir_set_extension (json, url), key, value);
}

static void
add_words (json_t *json, const char *url, const char *text)
{
  if (text != NULL)
    add_value (json, url, "valueString", json_string (text));
}

static json_t *
encode_person (FoyerRequest *request)
{
  json_t *patient = foyer_fhir_resource_begin ("Patient", NULL);
  json_t *name = json_object ();

  foyer_fhir_set_text (patient, "id", FOYER_FHIR_INTAKE_PATIENT_ID);
  foyer_fhir_name_write (name, request->family, request->given, NULL, NULL);
  json_object_set_new (patient, "name", json_pack ("[o]", name));
  foyer_fhir_telecom_write (patient, "phone", request->phone);
  foyer_fhir_telecom_write (patient, "email", request->email);
  foyer_fhir_set_text (patient, "birthDate", request->birth_date);
  if (request->language != NULL)
    json_object_set_new (
        patient, "communication",
        json_pack ("[{s:o, s:b}]", "language",
                   foyer_fhir_concept ("urn:ietf:bcp:47", request->language, NULL),
                   "preferred", 1));

  return patient;
}

static void
add_preferences (json_t *json, FoyerRequest *request)
{
  g_autofree char *earliest = NULL;

  if (request->earliest_date == NULL)
    earliest =
        foyer_day_format ((int) (request->received_at / (24 * FOYER_HOUR_SECONDS)));
  json_object_set_new (json, "requestedPeriod",
                       json_pack ("[{s:s}]", "start",
                                  earliest != NULL ? earliest : request->earliest_date));
  add_words (json, FOYER_FHIR_INTAKE_PREFERRED_DAYS, request->preferred_days);
  add_words (json, FOYER_FHIR_INTAKE_PREFERRED_TIMES, request->preferred_times);
}

/**
 * foyer_form_appointment_encode:
 * @request: a request with a uid
 *
 * Writes what somebody asked for as a proposed Appointment that meets app-1 to app-4 and
 * contains the person: it becomes a patient only when the desk says who that is.
 *
 * Without an earliest date it asks for any time from the day on which it was made.
 *
 * Returns: (transfer full): the Appointment
 */
json_t *
foyer_form_appointment_encode (FoyerRequest *request)
{
  const char      *uid = foyer_record_get_uid (FOYER_RECORD (request));
  const char      *person = "#" FOYER_FHIR_INTAKE_PATIENT_ID;
  json_t          *json = foyer_fhir_resource_begin ("Appointment", NULL);
  g_autofree char *created = foyer_instant_format (NULL, request->received_at);

  json_object_set_new (json, "contained", json_pack ("[o]", encode_person (request)));
  add_value (json, FOYER_FHIR_INTAKE_CHANNEL, "valueCode",
             json_string (FOYER_FHIR_INTAKE_CHANNEL_WEB_FORM));
  add_value (json, FOYER_FHIR_INTAKE_PATIENT, "valueReference",
             json_pack ("{s:s}", "reference", person));
  add_words (json, FOYER_FHIR_INTAKE_REFERRER_TEXT, request->referrer_text);
  add_value (json, FOYER_FHIR_INTAKE_REFERRAL_SENT, "valueCode",
             json_string (answers[request->referral_sent]));
  if (request->seen_before != FOYER_ANSWER_UNKNOWN)
    add_value (json, FOYER_FHIR_INTAKE_SEEN_BEFORE, "valueBoolean",
               json_boolean (request->seen_before == FOYER_ANSWER_YES));
  foyer_fhir_set_identifier (json, FOYER_FHIR_SYSTEM_RECORD, uid, "secondary", NULL);
  foyer_fhir_set_text (json, "status", "proposed");
  json_object_set_new (
      json, "serviceCategory",
      json_pack ("[o]", foyer_fhir_concept (FOYER_FHIR_SYSTEM_REQUEST_CATEGORY,
                                            categories[request->category],
                                            categories[request->category])));
  foyer_fhir_set_text (json, "created", created);
  foyer_fhir_set_text (json, "comment", request->message);
  json_object_set_new (
      json, "participant",
      json_pack ("[{s:{s:s}, s:s}]", "actor", "reference", person, "status", "accepted"));
  add_preferences (json, request);

  return json;
}

/**
 * foyer_form_appointment_is_same:
 * @one: a request
 * @other: a request with the same uid
 *
 * Returns: whether both ask for the same, whenever that was
 */
gboolean
foyer_form_appointment_is_same (const json_t *one, const json_t *other)
{
  static const char *const elements[] = { "contained", "serviceCategory", "comment",
                                          "requestedPeriod" };
  static const char *const urls[] = {
    FOYER_FHIR_INTAKE_PREFERRED_DAYS, FOYER_FHIR_INTAKE_PREFERRED_TIMES,
    FOYER_FHIR_INTAKE_REFERRER_TEXT,  FOYER_FHIR_INTAKE_REFERRAL_SENT,
    FOYER_FHIR_INTAKE_SEEN_BEFORE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      const json_t *a = json_object_get (one, elements[i]);
      const json_t *b = json_object_get (other, elements[i]);

      if (a != b && !json_equal (a, b))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      const json_t *a = foyer_fhir_extension (one, urls[i]);
      const json_t *b = foyer_fhir_extension (other, urls[i]);

      if (a != b && !json_equal (a, b))
        return FALSE;
    }

  return TRUE;
}
