/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-participant.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-communication.h"

#define SYSTEM_MEDIUM "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode"
#define SYSTEM_NOT_DONE                                                                  \
  "http://terminology.hl7.org/CodeSystem/communication-not-done-reason"
#define OUTCOME FOYER_FHIR_EXTENSION ("outcome")

/* A code is read as the first medium that has it. */
static const struct
{
  FoyerMedium medium;
  const char *code;
} media[] = {
  { FOYER_MEDIUM_PHONE, "PHONE" },     { FOYER_MEDIUM_TEXT, "SMSWRIT" },
  { FOYER_MEDIUM_EMAIL, "EMAILWRIT" }, { FOYER_MEDIUM_LETTER, "MAILWRIT" },
  { FOYER_MEDIUM_FAX, "FAXWRIT" },     { FOYER_MEDIUM_IN_PERSON, "PHYSICAL" },
  { FOYER_MEDIUM_IN_PERSON, "FACE" },
};

/* Why nobody was reached; NULL if something was said or left. */
static const char *const not_done[] = {
  [FOYER_CONTACT_OUTCOME_TOLD] = NULL,
  [FOYER_CONTACT_OUTCOME_VOICEMAIL] = NULL,
  [FOYER_CONTACT_OUTCOME_NO_ANSWER] = "recipient-unavailable",
  [FOYER_CONTACT_OUTCOME_WRONG_NUMBER] = "invalid-phone-number",
  [FOYER_CONTACT_OUTCOME_WILL_CALL_BACK] = NULL,
};

/* What another system says to a patient is not on our call list. */
static gboolean
matches (const json_t *json)
{
  return foyer_fhir_extension (json, OUTCOME) != NULL;
}

static FoyerMedium
read_medium (FoyerFhirReader *reader, const json_t *json)
{
  const char *code = foyer_fhir_code (
      json_array_get (foyer_fhir_read_list (reader, json, "medium", "medium"), 0),
      SYSTEM_MEDIUM);

  for (guint i = 0; i < G_N_ELEMENTS (media); i++)
    if (g_strcmp0 (media[i].code, code) == 0)
      return media[i].medium;

  return FOYER_MEDIUM_PHONE;
}

static void
write_medium (FoyerMedium medium, json_t *json)
{
  for (guint i = 0; i < G_N_ELEMENTS (media); i++)
    if (media[i].medium == medium)
      {
        json_object_set_new (
            json, "medium",
            json_pack ("[o]", foyer_fhir_concept (SYSTEM_MEDIUM, media[i].code, NULL)));
        return;
      }
}

/* The extension counts as long as the status agrees with it. */
static FoyerContactOutcome
read_outcome (FoyerFhirReader *reader, const json_t *json)
{
  const char *status = foyer_fhir_peek (json, "status");
  const char *reason =
      foyer_fhir_code (json_object_get (json, "statusReason"), SYSTEM_NOT_DONE);
  const char *nick = foyer_fhir_peek (foyer_fhir_extension (json, OUTCOME), "valueCode");
  const gboolean was_done = g_strcmp0 (status, "completed") == 0;
  int            outcome;

  if (!was_done && g_strcmp0 (status, "not-done") != 0)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "status",
                            "neither done nor not done");
  if (foyer_enum_from_nick (FOYER_TYPE_CONTACT_OUTCOME, nick, &outcome) &&
      (not_done[outcome] == NULL) == was_done)
    return (FoyerContactOutcome) outcome;
  if (was_done)
    return FOYER_CONTACT_OUTCOME_TOLD;

  return g_strcmp0 (reason, not_done[FOYER_CONTACT_OUTCOME_WRONG_NUMBER]) == 0
             ? FOYER_CONTACT_OUTCOME_WRONG_NUMBER
             : FOYER_CONTACT_OUTCOME_NO_ANSWER;
}

static void
write_outcome (FoyerContactOutcome outcome, json_t *json)
{
  const char *reason = not_done[outcome];

  foyer_fhir_set_text (json, "status", reason == NULL ? "completed" : "not-done");
  if (reason != NULL)
    json_object_set_new (json, "statusReason",
                         foyer_fhir_concept (SYSTEM_NOT_DONE, reason, NULL));
  else
    json_object_del (json, "statusReason");
  json_object_set_new (
      foyer_fhir_set_extension (json, OUTCOME), "valueCode",
      json_string (foyer_enum_to_nick (FOYER_TYPE_CONTACT_OUTCOME, (int) outcome)));
}

/* The first of what it is about that is of the field's kind: a request and a booking are both
 * an Appointment. */
static void
read_about (const json_t *json, FoyerFhirLinks *links, gpointer record, const char *field)
{
  json_t *reference;
  size_t  i;

  foyer_record_set_link (record, field, NULL);
  json_array_foreach (json_object_get (json, "about"), i, reference)
    if (foyer_record_get_link (record, field) == NULL)
      foyer_fhir_links_read (links, reference, record, field);
}

/* A request that has become a booking is that Appointment. */
static json_t *
dup_about (FoyerCommunication *communication, FoyerFhirLinks *links, const char *field)
{
  const char      *uid = foyer_record_get_link (communication, field);
  const gboolean   was_missing = links->missing;
  json_t          *reference = foyer_fhir_links_reference (links, communication, field);
  g_autofree char *text = NULL;

  if (reference != NULL || uid == NULL || !g_str_equal (field, "request-id"))
    return reference;
  text = links->to_reference ("booking", uid, links->data);
  if (text == NULL)
    return NULL;

  links->missing = was_missing;
  return json_pack ("{s:s}", "reference", text);
}

static void
write_about (FoyerCommunication *communication, FoyerFhirLinks *links, json_t *json)
{
  static const char *const linked[] = { "request-id", "booking-id" };

  for (guint f = 0; f < G_N_ELEMENTS (linked); f++)
    {
      g_autoptr (json_t) wanted = dup_about (communication, links, linked[f]);
      json_t  *list = json_object_get (json, "about");
      gboolean is_there = wanted == NULL;
      json_t  *reference;
      size_t   i;

      json_array_foreach (list, i, reference)
        is_there |= g_strcmp0 (foyer_fhir_peek (reference, "reference"),
                               foyer_fhir_peek (wanted, "reference")) == 0;
      if (is_there)
        continue;
      if (!json_is_array (list))
        {
          list = json_array ();
          json_object_set_new (json, "about", list);
        }
      json_array_append (list, wanted);
    }
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerCommunication *communication = FOYER_COMMUNICATION (into->record);
  g_autofree char    *text = foyer_fhir_read_text (
         reader,
         json_array_get (foyer_fhir_read_list (reader, json, "payload", "payload"), 0),
         "contentString", "payload.contentString", FOYER_FHIR_MAX_NOTE);

  if (!foyer_fhir_read_instant (reader, json, "sent", "sent", &communication->at))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "sent", "none");
  communication->medium = read_medium (reader, json);
  communication->outcome = read_outcome (reader, json);
  foyer_set_text (&communication->text, text);
  foyer_fhir_links_read (links, json_object_get (json, "sender"), communication,
                         "staff-id");
  foyer_fhir_links_read (links, json_object_get (json, "subject"), communication,
                         "patient-id");
  foyer_fhir_based_on_read (json, links, communication, "referral-id");
  read_about (json, links, communication, "request-id");
  read_about (json, links, communication, "booking-id");
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerCommunication *communication = FOYER_COMMUNICATION (aggregate->record);

  write_outcome (communication->outcome, json);
  write_medium (communication->medium, json);
  foyer_fhir_links_write (links, json, "subject", communication, "patient-id");
  foyer_fhir_based_on_write (json, links, communication, "referral-id");
  write_about (communication, links, json);
  foyer_fhir_set_instant (json, "sent", communication->at);
  foyer_fhir_links_write (links, json, "sender", communication, "staff-id");
  if (communication->text != NULL)
    json_object_set_new (json, "payload",
                         json_pack ("[{s:s}]", "contentString", communication->text));
  else
    json_object_del (json, "payload");
}

const FoyerFhirPart foyer_fhir_part_communication = {
  .kind = "communication",
  .type = "Communication",
  .prefix = "",
  .matches = matches,
  .decode = decode,
  .encode = encode,
  .immutable = TRUE,
};
