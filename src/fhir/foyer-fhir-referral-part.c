/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-date.h"
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-referral.h"

#include <string.h>

#define PREFIX FOYER_FHIR_EXTENSION ("referral-")
#define SNOMED "http://snomed.info/sct"
#define PATIENT_REFERRAL "3457005"

/* Characters that a text of a referral has at most. */
#define MAX_TEXT 8000

/* What the letter says and FHIR has no element for. */
static const char *const extra_fields[] = {
  "source",          "problem-since",
  "prior-treatment", "immunosuppressed",
  "anticoagulated",  "implanted-device",
  "photos-attached", "pathology-attached",
  "red-flag",        "interpreter",
  "transport",       "authorisation-number",
  "created-at",      NULL,
};

static gboolean
says_referral (const char *words)
{
  g_autofree char *folded = words != NULL ? g_utf8_casefold (words, -1) : NULL;

  return folded != NULL && strstr (folded, "referral") != NULL;
}

/* Orders of laboratories and of imaging are ServiceRequests too. */
static gboolean
is_referral (const json_t *concept)
{
  static const char *const codes[] = { PATIENT_REFERRAL, "103696004", "306206005", NULL };
  json_t                  *list = json_object_get (concept, "coding");
  json_t                  *coding;
  size_t                   i;

  json_array_foreach (list, i, coding)
    {
      const char *code = foyer_fhir_peek (coding, "code");

      if ((g_strcmp0 (foyer_fhir_peek (coding, "system"), SNOMED) == 0 && code != NULL &&
           g_strv_contains (codes, code)) ||
          says_referral (foyer_fhir_peek (coding, "display")))
        return TRUE;
    }

  return says_referral (foyer_fhir_peek (concept, "text"));
}

static gboolean
matches (const json_t *json)
{
  static const char *const ideas[] = { "option", "plan", "proposal", NULL };
  const char              *intent = foyer_fhir_peek (json, "intent");
  json_t                  *list = json_object_get (json, "category");
  json_t                  *category;
  size_t                   i;

  if (foyer_fhir_part_is_ours (&foyer_fhir_part_referral, json))
    return TRUE;
  if (intent != NULL && g_strv_contains (ideas, intent))
    return FALSE;
  json_array_foreach (list, i, category)
    if (is_referral (category))
      return TRUE;

  return is_referral (json_object_get (json, "code"));
}

/* What the order is for those who made it: what the clinic does about it is in the Task. */
static const char *
status_of (FoyerReferralState state)
{
  switch (state)
    {
    case FOYER_REFERRAL_STATE_EXPECTED:
      return "draft";

    case FOYER_REFERRAL_STATE_INCOMPLETE:
      return "on-hold";

    case FOYER_REFERRAL_STATE_CLOSED:
      return "completed";

    case FOYER_REFERRAL_STATE_DECLINED:
    case FOYER_REFERRAL_STATE_WITHDRAWN:
    case FOYER_REFERRAL_STATE_UNREACHABLE:
    case FOYER_REFERRAL_STATE_EXPIRED:
      return "revoked";

    case FOYER_REFERRAL_STATE_ENTERED_IN_ERROR:
      return "entered-in-error";

    case FOYER_REFERRAL_STATE_RECEIVED:
    case FOYER_REFERRAL_STATE_TRIAGE:
    case FOYER_REFERRAL_STATE_ACCEPTED:
    case FOYER_REFERRAL_STATE_CONTACTING:
    case FOYER_REFERRAL_STATE_BOOKED:
    case FOYER_REFERRAL_STATE_ATTENDED:
    default:
      return "active";
    }
}

static gboolean
is_over (FoyerReferralState state)
{
  const char *status = status_of (state);

  return g_str_equal (status, "completed") || g_str_equal (status, "revoked") ||
         g_str_equal (status, "entered-in-error");
}

/* The state is in the Task: of our own order the status follows from it and counts only until
 * the Task is there, for a referral that is new to this desk.  Of another system's order its
 * beginning and that it was taken back count: we do not write its status. */
static void
read_status (FoyerFhirReader *reader, const json_t *json, FoyerReferral *referral)
{
  static const struct
  {
    const char        *status;
    FoyerReferralState state;
  } states[] = {
    { "draft", FOYER_REFERRAL_STATE_EXPECTED },
    { "active", FOYER_REFERRAL_STATE_RECEIVED },
    { "unknown", FOYER_REFERRAL_STATE_RECEIVED },
    { "on-hold", FOYER_REFERRAL_STATE_INCOMPLETE },
    { "revoked", FOYER_REFERRAL_STATE_WITHDRAWN },
    { "completed", FOYER_REFERRAL_STATE_CLOSED },
    { "entered-in-error", FOYER_REFERRAL_STATE_ENTERED_IN_ERROR },
  };
  g_autofree char *status = foyer_fhir_read_text (reader, json, "status", "status", 32);
  gboolean         is_new = referral->state == FOYER_REFERRAL_STATE_EXPECTED;
  guint            i;

  if (status == NULL)
    foyer_set_text (&status, "unknown");
  for (i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].status, status))
      break;
  if (i == G_N_ELEMENTS (states))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "status", "not a known code");
  else if (g_str_equal (status_of (referral->state), status) ||
           (g_str_equal (status, "unknown") && !is_new))
    return;
  else if (foyer_fhir_part_is_ours (&foyer_fhir_part_referral, json))
    {
      if (foyer_record_get_id (FOYER_RECORD (referral)) == 0)
        referral->state = states[i].state;
    }
  else if (is_new && states[i].state == FOYER_REFERRAL_STATE_INCOMPLETE)
    referral->state = FOYER_REFERRAL_STATE_RECEIVED;
  else if (is_new || (is_over (states[i].state) && !is_over (referral->state) &&
                      states[i].state != FOYER_REFERRAL_STATE_CLOSED))
    referral->state = states[i].state;
}

/* What is said in words, or in the words of a code. */
static const char *
peek_words (const json_t *concept)
{
  const char *text = foyer_fhir_peek (concept, "text");
  json_t     *list = json_object_get (concept, "coding");
  json_t     *coding;
  size_t      i;

  json_array_foreach (list, i, coding)
    if (text == NULL)
      text = foyer_fhir_peek (coding, "display");

  return text;
}

/* The words of a list of concepts, one a line. */
static char *
read_words (FoyerFhirReader *reader, const json_t *json, const char *key)
{
  json_t *list = foyer_fhir_read_list (reader, json, key, key);
  g_autoptr (json_t) words = json_pack ("{s:[]}", "words");
  json_t *concept;
  size_t  i;

  json_array_foreach (list, i, concept)
    if (peek_words (concept) != NULL)
      json_array_append_new (json_object_get (words, "words"),
                             json_string (peek_words (concept)));

  return foyer_fhir_read_joined (reader, words, "words", key, "\n", MAX_TEXT);
}

/* Changed words become those of the first concept, which keeps its codes. */
static void
write_words (json_t *json, const char *key, const char *text)
{
  g_auto (FoyerFhirReader) reader = { "ServiceRequest" };
  g_autofree char *was = read_words (&reader, json, key);
  json_t          *list = json_object_get (json, key);
  json_t          *result;
  json_t          *concept;
  gboolean         written = FALSE;
  size_t           i;

  if (g_strcmp0 (was, text) == 0)
    return;

  result = json_array ();
  json_array_foreach (list, i, concept)
    if (peek_words (concept) == NULL)
      json_array_append (result, concept);
    else if (!written && text != NULL)
      {
        foyer_fhir_set_text (concept, "text", text);
        json_array_append (result, concept);
        written = TRUE;
      }
  if (!written && text != NULL)
    json_array_append_new (result, json_pack ("{s:s}", "text", text));
  foyer_fhir_set_list (json, key, result);
}

static void
read_urgency (FoyerFhirReader *reader, const json_t *json, FoyerReferral *referral)
{
  g_autofree char *priority =
      foyer_fhir_read_text (reader, json, "priority", "priority", 32);
  int value = FOYER_URGENCY_ROUTINE;

  if (priority != NULL && !foyer_enum_from_nick (FOYER_TYPE_URGENCY, priority, &value))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "priority",
                            "not a known code");
  referral->requested_urgency = (FoyerUrgency) value;
}

/* The last day of the period in which the patient should be seen, or the day. */
static char *
read_target (FoyerFhirReader *reader, const json_t *json)
{
  json_t *period =
      foyer_fhir_read_object (reader, json, "occurrencePeriod", "occurrencePeriod");
  char *day = foyer_fhir_read_day (reader, period, "end", "occurrencePeriod.end");

  return day != NULL ? day
                     : foyer_fhir_read_day (reader, json, "occurrenceDateTime",
                                            "occurrenceDateTime");
}

static void
write_target (json_t *json, const char *day)
{
  g_auto (FoyerFhirReader) reader = { "ServiceRequest" };
  g_autofree char *was = read_target (&reader, json);
  json_t          *period = json_object_get (json, "occurrencePeriod");
  const char      *start = foyer_fhir_peek (period, "start");

  if (g_strcmp0 (was, day) == 0)
    return;

  json_object_del (json, "occurrenceDateTime");
  if (!json_is_object (period) && day != NULL)
    {
      json_object_del (json, "occurrenceTiming");
      period = json_object ();
      json_object_set_new (json, "occurrencePeriod", period);
    }
  if (period == NULL)
    return;
  foyer_fhir_set_day (period, "end", day);
  if (start != NULL && day != NULL && strcmp (start, day) > 0)
    json_object_del (period, "start");
  if (json_object_size (period) == 0)
    json_object_del (json, "occurrencePeriod");
}

/* A referral is of a patient who is, or will be, known here. */
static void
read_subject (FoyerFhirReader *reader,
              const json_t    *json,
              FoyerFhirLinks  *links,
              FoyerReferral   *referral)
{
  json_t *subject = foyer_fhir_read_object (reader, json, "subject", "subject");
  guint   n = links->unresolved != NULL ? links->unresolved->len : 0;
  guint   i;

  foyer_fhir_links_read (links, subject, referral, "patient-id");
  if (foyer_record_get_link (referral, "patient-id") != NULL)
    return;
  if (links->unresolved == NULL ||
      (links->unresolved->len == n &&
       !g_ptr_array_find_with_equal_func (
           links->unresolved, foyer_fhir_peek (subject, "reference"), g_str_equal, &i)))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "subject",
                            "not a patient that can be found");
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerReferral *referral = FOYER_REFERRAL (into->record);
  json_t *identifiers = foyer_fhir_read_list (reader, json, "identifier", "identifier");
  json_t *identifier;
  size_t  i;

  foyer_set_text (&referral->number, NULL);
  json_array_foreach (identifiers, i, identifier)
    if (g_strcmp0 (foyer_fhir_peek (identifier, "system"), FOYER_FHIR_SYSTEM_REFERRAL) ==
        0)
      foyer_set_text (&referral->number, foyer_fhir_peek (identifier, "value"));

  /* It came when it came to the endpoint, if nobody has said anything else of it. */
  if (!foyer_fhir_part_is_ours (&foyer_fhir_part_referral, json) &&
      referral->state == FOYER_REFERRAL_STATE_EXPECTED && referral->received_on == NULL)
    referral->received_on = foyer_fhir_read_day (reader, json_object_get (json, "meta"),
                                                 "lastUpdated", "meta.lastUpdated");
  read_status (reader, json, referral);
  read_subject (reader, json, links, referral);
  read_urgency (reader, json, referral);

  g_free (referral->letter_date);
  referral->letter_date = foyer_fhir_read_day (reader, json, "authoredOn", "authoredOn");
  g_free (referral->target_date);
  referral->target_date = read_target (reader, json);
  g_free (referral->reason);
  referral->reason = read_words (reader, json, "reasonCode");
  g_free (referral->body_site);
  referral->body_site = read_words (reader, json, "bodySite");

  foyer_fhir_links_read (links,
                         foyer_fhir_read_object (reader, json, "requester", "requester"),
                         referral, "referrer-id");
  foyer_fhir_links_read_first (links, json, "performer", referral, "clinician-id");
  foyer_fhir_links_read_first (links, json, "replaces", referral, "previous-referral-id");
  foyer_fhir_fields_read (reader, json, PREFIX, referral, extra_fields, links);
  if (!foyer_fhir_part_is_ours (&foyer_fhir_part_referral, json) &&
      foyer_fhir_extension (json, PREFIX "source") == NULL)
    referral->source = FOYER_REFERRAL_SOURCE_E_REFERRAL;
}

static void
set_if_missing (json_t *json, const char *key, json_t *value)
{
  if (json_object_get (json, key) == NULL)
    json_object_set (json, key, value);
  json_decref (value);
}

static json_t *
new_concept (void)
{
  return json_pack ("{s:[{s:s, s:s, s:s}]}", "coding", "system", SNOMED, "code",
                    PATIENT_REFERRAL, "display", "Patient referral");
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerReferral *referral = FOYER_REFERRAL (aggregate->record);

  foyer_fhir_set_identifier (json, FOYER_FHIR_SYSTEM_REFERRAL, referral->number, NULL,
                             "FILL");
  if (foyer_fhir_part_is_ours (&foyer_fhir_part_referral, json) ||
      json_object_get (json, "status") == NULL)
    {
      foyer_fhir_set_text (json, "status", status_of (referral->state));
      set_if_missing (json, "category", json_pack ("[o]", new_concept ()));
      set_if_missing (json, "code", new_concept ());
    }
  set_if_missing (json, "intent", json_string ("order"));
  foyer_fhir_set_text (
      json, "priority",
      foyer_enum_to_nick (FOYER_TYPE_URGENCY, (int) referral->requested_urgency));
  if (foyer_record_get_link (referral, "patient-id") != NULL)
    foyer_fhir_links_write (links, json, "subject", referral, "patient-id");
  foyer_fhir_set_day (json, "authoredOn", referral->letter_date);
  write_target (json, referral->target_date);
  write_words (json, "reasonCode", referral->reason);
  write_words (json, "bodySite", referral->body_site);
  foyer_fhir_links_write (links, json, "requester", referral, "referrer-id");
  foyer_fhir_links_write_first (links, json, "performer", referral, "clinician-id");
  foyer_fhir_links_write_first (links, json, "replaces", referral,
                                "previous-referral-id");
  foyer_fhir_fields_write (json, PREFIX, referral, extra_fields, links);
}

static const FoyerFhirGroup groups[] = {
  { "status", FOYER_FHIR_GROUP_DERIVED },
  { "occurrenceDateTime", "occurrence" },
  { "occurrencePeriod", "occurrence" },
  { "occurrenceTiming", "occurrence" },
  { "extension[" PREFIX "created-at]", FOYER_FHIR_GROUP_FIRST },
  { "identifier[" FOYER_FHIR_SYSTEM_REFERRAL "]", FOYER_FHIR_GROUP_FIRST },
  { NULL, NULL },
};

/**
 * foyer_fhir_part_referral:
 *
 * The order that a referral is, as a ServiceRequest: what the letter says.  How the clinic
 * handles it is in `foyer_fhir_part_referral_task`.
 *
 * An order that another system made, and that says to be a referral, is a referral that
 * was received; if it is taken back there, it is withdrawn here.
 */
const FoyerFhirPart foyer_fhir_part_referral = {
  .kind = "referral",
  .type = "ServiceRequest",
  .matches = matches,
  .decode = decode,
  .encode = encode,
  .groups = groups,
};
