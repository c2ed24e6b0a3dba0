/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-appointment.h"
#include "fhir/foyer-fhir-booking-state.h"
#include "fhir/foyer-fhir-date.h"
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-intake.h"
#include "fhir/foyer-fhir-name.h"
#include "fhir/foyer-fhir-participant.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-telecom.h"
#include "model/foyer-request.h"
#include "model/foyer-time.h"

#define DAY_SECONDS G_GINT64_CONSTANT (86400)
#define CREATED_AT FOYER_FHIR_EXTENSION ("created-at")
#define REASON FOYER_FHIR_EXTENSION ("request-reason")
#define LANGUAGE_SYSTEM "urn:ietf:bcp:47"

static const char *const fields[] = {
  "preferred-days", "preferred-times", "referrer-text", "referral-sent",
  "handled-by",     "handled-at",      "created-at",    NULL,
};

static const char *const channels[] = {
  [FOYER_CHANNEL_PHONE] = FOYER_FHIR_INTAKE_CHANNEL_PHONE,
  [FOYER_CHANNEL_DESK] = "desk",
  [FOYER_CHANNEL_WEB] = FOYER_FHIR_INTAKE_CHANNEL_WEB_FORM,
  [FOYER_CHANNEL_REFERRER] = "referrer",
};

static const char *const categories[] = {
  [FOYER_REQUEST_CATEGORY_MEDICAL] = FOYER_FHIR_REQUEST_CATEGORY_MEDICAL,
  [FOYER_REQUEST_CATEGORY_COSMETIC] = FOYER_FHIR_REQUEST_CATEGORY_COSMETIC,
};

static int
find_word (const char *const *words, guint n_words, const char *word, int fallback)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return (int) i;

  return fallback;
}

static const char *
peek_code (const json_t *json, const char *url)
{
  return foyer_fhir_peek (foyer_fhir_extension (json, url), "valueCode");
}

static void
set_code (json_t *json, const char *url, const char *code)
{
  json_object_set_new (foyer_fhir_set_extension (json, url), "valueCode",
                       json_string (code));
}

/* ---- the person -------------------------------------------------------------------- */

/* The id of the contained Patient: what the extension refers to, or a participant. */
static const char *
peek_person_id (const json_t *json)
{
  const char *reference = foyer_fhir_peek (
      json_object_get (foyer_fhir_extension (json, FOYER_FHIR_INTAKE_PATIENT),
                       "valueReference"),
      "reference");
  json_t *participant;
  size_t  i;

  json_array_foreach (json_object_get (json, "participant"), i, participant)
    if (reference == NULL || *reference != '#')
      reference = foyer_fhir_peek (json_object_get (participant, "actor"), "reference");

  return reference != NULL && *reference == '#' ? reference + 1
                                                : FOYER_FHIR_INTAKE_PATIENT_ID;
}

static json_t *
find_person (const json_t *json)
{
  const char *id = peek_person_id (json);
  json_t     *contained;
  size_t      i;

  json_array_foreach (json_object_get (json, "contained"), i, contained)
    if (g_strcmp0 (foyer_fhir_peek (contained, "resourceType"), "Patient") == 0 &&
        g_strcmp0 (foyer_fhir_peek (contained, "id"), id) == 0)
      return contained;

  return NULL;
}

static json_t *
find_language (const json_t *person)
{
  json_t *list = json_object_get (person, "communication");
  json_t *found = json_array_get (list, 0);
  json_t *communication;
  size_t  i;

  json_array_foreach (list, i, communication)
    if (json_is_true (json_object_get (communication, "preferred")))
      found = communication;

  return found;
}

static void
read_person (FoyerFhirReader *outer, const json_t *json, FoyerRequest *request)
{
  g_auto (FoyerFhirReader) reader = { "Appointment.contained" };
  const json_t *person = find_person (json);
  g_autoptr (GPtrArray) names = foyer_fhir_names_read (&reader, person);
  g_autoptr (GPtrArray) telecoms = foyer_fhir_telecoms_read (&reader, person, "telecom");
  FoyerFhirName   *name = foyer_fhir_names_pick_legal (names);
  g_autofree char *birth_date =
      foyer_fhir_read_text (&reader, person, "birthDate", "birthDate", 32);

  if (birth_date != NULL && !foyer_fhir_date_parse (birth_date, NULL, NULL))
    foyer_fhir_reader_fail (&reader, FOYER_FHIR_ERROR_DATE, "birthDate", "not a date");
  foyer_set_text (&request->family, name != NULL ? name->family : NULL);
  foyer_set_text (&request->given, name != NULL ? name->given : NULL);
  foyer_set_text (&request->birth_date, birth_date);
  foyer_set_text (&request->phone, foyer_fhir_telecoms_first (telecoms, "phone"));
  foyer_set_text (&request->email, foyer_fhir_telecoms_first (telecoms, "email"));
  foyer_set_text (
      &request->language,
      foyer_fhir_code (json_object_get (find_language (person), "language"), NULL));

  if (outer->error == NULL)
    outer->error = g_steal_pointer (&reader.error);
}

static gboolean
says_person (FoyerRequest *request)
{
  return request->family != NULL || request->given != NULL ||
         request->birth_date != NULL || request->phone != NULL ||
         request->email != NULL || request->language != NULL;
}

static void
write_name (FoyerRequest *request, json_t *person)
{
  g_auto (FoyerFhirReader) reader = { "Patient" };
  g_autoptr (GPtrArray) names = foyer_fhir_names_read (&reader, person);
  FoyerFhirName *name = foyer_fhir_names_pick_legal (names);
  json_t        *json = name != NULL ? name->json : NULL;

  if (json != NULL && g_strcmp0 (name->family, request->family) == 0 &&
      g_strcmp0 (name->given, request->given) == 0)
    return;
  if (json == NULL)
    {
      if (request->family == NULL && request->given == NULL)
        return;
      json = json_object ();
      json_object_set_new (person, "name", json_pack ("[o]", json));
    }
  json_object_del (json, "text");
  foyer_fhir_set_text (json, "family", request->family);
  foyer_fhir_set_words (json, "given", request->given);
}

static void
write_language (FoyerRequest *request, json_t *person)
{
  json_t *communication = find_language (person);
  json_t *language = json_object_get (communication, "language");

  if (g_strcmp0 (foyer_fhir_code (language, NULL), request->language) == 0)
    return;
  if (request->language == NULL)
    json_object_del (person, "communication");
  else if (communication != NULL)
    json_object_set_new (communication, "language",
                         foyer_fhir_concept (LANGUAGE_SYSTEM, request->language, NULL));
  else
    json_object_set_new (
        person, "communication",
        json_pack ("[{s:o, s:b}]", "language",
                   foyer_fhir_concept (LANGUAGE_SYSTEM, request->language, NULL),
                   "preferred", 1));
}

/* A person who is not contained is somebody's Patient. */
static void
write_person (FoyerRequest *request, json_t *json)
{
  json_t *person = find_person (json);

  if (person == NULL)
    {
      json_t *list = json_object_get (json, "contained");

      if (!says_person (request))
        return;
      person = json_pack ("{s:s, s:s}", "resourceType", "Patient", "id",
                          FOYER_FHIR_INTAKE_PATIENT_ID);
      if (!json_is_array (list))
        {
          list = json_array ();
          json_object_set_new (json, "contained", list);
        }
      json_array_append_new (list, person);
      json_object_set_new (
          foyer_fhir_set_extension (json, FOYER_FHIR_INTAKE_PATIENT), "valueReference",
          json_pack ("{s:s}", "reference", "#" FOYER_FHIR_INTAKE_PATIENT_ID));
    }
  write_name (request, person);
  foyer_fhir_telecom_write (person, "phone", request->phone);
  foyer_fhir_telecom_write (person, "email", request->email);
  foyer_fhir_set_text (person, "birthDate", request->birth_date);
  write_language (request, person);
}

/* Until somebody has said who it is, the participant is the contained person. */
static void
write_participant (FoyerRequest *request, FoyerFhirLinks *links, json_t *json)
{
  foyer_fhir_participant_write (json, links, request, "patient-id", "accepted");
  if (json_object_get (json, "participant") == NULL)
    {
      g_autofree char *reference = g_strconcat ("#", peek_person_id (json), NULL);

      json_object_set_new (json, "participant",
                           json_pack ("[{s:{s:s}, s:s}]", "actor", "reference", reference,
                                      "status", "accepted"));
    }
}

/* ---- where it stands --------------------------------------------------------------- */

/* Nothing but these can be without a time (app-3). */
static const char *
status_for (FoyerRequestState state)
{
  return state == FOYER_REQUEST_STATE_DECLINED ||
                 state == FOYER_REQUEST_STATE_ENTERED_IN_ERROR
             ? "cancelled"
             : "proposed";
}

static void
read_state (FoyerFhirReader *reader, const json_t *json, FoyerRequest *request)
{
  g_autofree char *status = foyer_fhir_read_text (reader, json, "status", "status", 32);
  const json_t    *reason = foyer_fhir_extension (json, REASON);
  const char      *key = "valueString";
  g_autofree char *text = NULL;
  int              state;

  if (foyer_enum_from_nick (FOYER_TYPE_REQUEST_STATE,
                            peek_code (json, FOYER_FHIR_REQUEST_STATE), &state) &&
      g_strcmp0 (status_for ((FoyerRequestState) state), status) == 0)
    request->state = (FoyerRequestState) state;
  else if (g_strcmp0 (status, "proposed") == 0 || g_strcmp0 (status, "waitlist") == 0)
    request->state = FOYER_REQUEST_STATE_OPEN;
  else if (g_strcmp0 (status, "entered-in-error") == 0)
    request->state = FOYER_REQUEST_STATE_ENTERED_IN_ERROR;
  else if (g_strcmp0 (status, "cancelled") == 0)
    {
      /* Somebody else has said no. */
      request->state = FOYER_REQUEST_STATE_DECLINED;
      reason = json_object_get (json, "cancelationReason");
      key = "text";
    }
  else
    foyer_fhir_reader_fail (
        reader, status == NULL ? FOYER_FHIR_ERROR_MISSING : FOYER_FHIR_ERROR_VALUE,
        "status", "not that of a request");

  text = foyer_fhir_read_text (reader, reason, key, "extension", FOYER_FHIR_MAX_NOTE);
  foyer_set_text (&request->reason, text);
}

static void
write_state (FoyerRequest *request, json_t *json)
{
  const char *status = status_for (request->state);

  foyer_fhir_set_text (json, "status", status);
  set_code (json, FOYER_FHIR_REQUEST_STATE,
            foyer_enum_to_nick (FOYER_TYPE_REQUEST_STATE, (int) request->state));
  if (g_str_equal (status, "proposed"))
    json_object_del (json, "cancelationReason");
  else
    json_object_set_new (
        json, "cancelationReason",
        foyer_fhir_concept (
            FOYER_FHIR_SYSTEM_CANCEL_REASON,
            request->state == FOYER_REQUEST_STATE_DECLINED ? "other" : "oth-err", NULL));

  if (request->reason != NULL)
    json_object_set_new (foyer_fhir_set_extension (json, REASON), "valueString",
                         json_string (request->reason));
  else
    foyer_fhir_remove_extension (json, REASON);
}

/* ---- what is asked for ------------------------------------------------------------- */

static json_t *
find_category (const json_t *json, size_t *out_index)
{
  const json_t *list = json_object_get (json, "serviceCategory");

  for (*out_index = 0; *out_index < json_array_size (list); ++*out_index)
    if (foyer_fhir_code (json_array_get (list, *out_index),
                         FOYER_FHIR_SYSTEM_REQUEST_CATEGORY) != NULL)
      return json_array_get (list, *out_index);

  return NULL;
}

static void
write_category (FoyerRequest *request, json_t *json)
{
  const char *code = categories[request->category];
  json_t *concept = foyer_fhir_concept (FOYER_FHIR_SYSTEM_REQUEST_CATEGORY, code, code);
  json_t *list = json_object_get (json, "serviceCategory");
  size_t  i;

  if (find_category (json, &i) != NULL)
    {
      json_array_set_new (list, i, concept);
      return;
    }
  if (!json_is_array (list))
    {
      list = json_array ();
      json_object_set_new (json, "serviceCategory", list);
    }
  json_array_append_new (list, concept);
}

static char *
dup_day_received (FoyerRequest *request)
{
  return foyer_day_format ((int) (request->received_at / DAY_SECONDS));
}

/* From the day on which it was made on means any time. */
static void
read_earliest (FoyerFhirReader *reader, const json_t *json, FoyerRequest *request)
{
  const json_t *list =
      foyer_fhir_read_list (reader, json, "requestedPeriod", "requestedPeriod");
  g_autofree char *text = foyer_fhir_read_text (reader, json_array_get (list, 0), "start",
                                                "requestedPeriod.start", 64);
  g_autofree char *date = foyer_fhir_date_of_date_time (text);
  g_autofree char *received = dup_day_received (request);

  if (text != NULL && (date == NULL || !foyer_day_parse (date, NULL)))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_DATE, "requestedPeriod.start",
                            "not a day");
  foyer_set_text (&request->earliest_date, g_strcmp0 (date, received) != 0 ? date : NULL);
}

static void
write_earliest (FoyerRequest *request, json_t *json)
{
  g_autofree char *received = dup_day_received (request);
  const char *start = request->earliest_date != NULL ? request->earliest_date : received;
  json_t     *list = json_object_get (json, "requestedPeriod");
  json_t     *period = json_array_get (list, 0);
  const char *end = foyer_fhir_peek (period, "end");
  g_autofree char *was = foyer_fhir_date_of_date_time (foyer_fhir_peek (period, "start"));

  if (g_strcmp0 (was, start) == 0)
    return;
  if (!json_is_object (period))
    {
      period = json_object ();
      json_object_set_new (json, "requestedPeriod", json_pack ("[o]", period));
    }
  foyer_fhir_set_text (period, "start", start);
  /* per-1 */
  if (end != NULL && g_strcmp0 (end, start) < 0)
    json_object_del (period, "end");
}

static void
read_seen_before (FoyerFhirReader *reader, const json_t *json, FoyerRequest *request)
{
  const json_t *extension = foyer_fhir_extension (json, FOYER_FHIR_INTAKE_SEEN_BEFORE);

  request->seen_before = FOYER_ANSWER_UNKNOWN;
  if (extension != NULL)
    request->seen_before =
        foyer_fhir_read_flag (reader, extension, "valueBoolean", "extension", FALSE)
            ? FOYER_ANSWER_YES
            : FOYER_ANSWER_NO;
}

static void
write_seen_before (FoyerRequest *request, json_t *json)
{
  if (request->seen_before == FOYER_ANSWER_UNKNOWN)
    foyer_fhir_remove_extension (json, FOYER_FHIR_INTAKE_SEEN_BEFORE);
  else
    json_object_set_new (foyer_fhir_set_extension (json, FOYER_FHIR_INTAKE_SEEN_BEFORE),
                         "valueBoolean",
                         json_boolean (request->seen_before == FOYER_ANSWER_YES));
}

/* ---- the part ---------------------------------------------------------------------- */

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerRequest    *request = FOYER_REQUEST (into->record);
  g_autofree char *message =
      foyer_fhir_read_text (reader, json, "comment", "comment", FOYER_FHIR_MAX_NOTE);
  const json_t *category;
  size_t        i;

  /* What has no channel came from another system, which is not the phone. */
  request->channel = (FoyerChannel) find_word (
      channels, G_N_ELEMENTS (channels), peek_code (json, FOYER_FHIR_INTAKE_CHANNEL),
      FOYER_CHANNEL_WEB);
  request->received_at = foyer_fhir_appointment_read_created (reader, json);
  category = find_category (json, &i);
  request->category = (FoyerRequestCategory) find_word (
      categories, G_N_ELEMENTS (categories),
      foyer_fhir_code (category, FOYER_FHIR_SYSTEM_REQUEST_CATEGORY),
      FOYER_REQUEST_CATEGORY_MEDICAL);
  foyer_set_text (&request->message, message);
  read_person (reader, json, request);
  read_state (reader, json, request);
  read_earliest (reader, json, request);
  read_seen_before (reader, json, request);
  foyer_fhir_participant_read (json, links, request, "patient-id");
  foyer_fhir_based_on_read (json, links, request, "referral-id");
  foyer_fhir_fields_read (reader, json, FOYER_FHIR_EXTENSION (""), request, fields,
                          links);
  if (foyer_fhir_extension (json, CREATED_AT) == NULL)
    request->created_at = request->received_at;
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerRequest *request = FOYER_REQUEST (aggregate->record);

  write_person (request, json);
  set_code (json, FOYER_FHIR_INTAKE_CHANNEL, channels[request->channel]);
  foyer_fhir_fields_write (json, FOYER_FHIR_EXTENSION (""), request, fields, links);
  write_seen_before (request, json);
  write_state (request, json);
  write_category (request, json);
  foyer_fhir_set_instant (json, "created", request->received_at);
  foyer_fhir_set_text (json, "comment", request->message);
  foyer_fhir_based_on_write (json, links, request, "referral-id");
  write_participant (request, links, json);
  write_earliest (request, json);
}

/* Who it is from is said by the participant, whatever kind of one. */
static const FoyerFhirGroup groups[] = {
  { "status", "status" },
  { "cancelationReason", "status" },
  { "extension[" FOYER_FHIR_REQUEST_STATE "]", "status" },
  { "extension[" REASON "]", "status" },
  { "extension[" FOYER_FHIR_EXTENSION ("handled-by") "]", "status" },
  { "extension[" FOYER_FHIR_EXTENSION ("handled-at") "]", "status" },
  { "participant[#" FOYER_FHIR_INTAKE_PATIENT_ID "]", "patient" },
  { "participant[Patient]", "patient" },
  { NULL, NULL },
};

const FoyerFhirPart foyer_fhir_part_request = {
  .kind = "request",
  .type = "Appointment",
  .prefix = "",
  .matches = foyer_fhir_appointment_is_request,
  .decode = decode,
  .encode = encode,
  .groups = groups,
};
