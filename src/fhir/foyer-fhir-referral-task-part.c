/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-date.h"
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-referral-event.h"
#include "model/foyer-referral.h"
#include "model/foyer-time.h"

#include <string.h>

#define PREFIX FOYER_FHIR_EXTENSION ("referral-")
#define LAST_EDIT FOYER_FHIR_EXTENSION ("last-edit")
#define EVENT FOYER_FHIR_EXTENSION ("event")
#define KEY_PREFIX "task."
#define TASK_CODE "http://hl7.org/fhir/CodeSystem/task-code"
#define BSER "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS"
#define STATE "https://foyerclinic.org/fhir/CodeSystem/referral-state"
#define DECLINE_REASON "https://foyerclinic.org/fhir/CodeSystem/decline-reason"
#define INPUT "https://foyerclinic.org/fhir/CodeSystem/referral-input"
#define MISSING_ITEM "missing-item"
#define MAX_TEXT 8000
#define DAY_SECONDS (24 * FOYER_HOUR_SECONDS)

static const char *const extra_fields[] = {
  "service-id",        "visit-minutes",    "restrictions",
  "desk-instructions", "decided-by",       "patient-instructions",
  "decided-at",        "decision-comment", NULL,
};

static const char *const event_fields[] = {
  "at", "staff-id", "from-state", "to-state", "reason", "comment", NULL,
};

/* By state: FHIR, our code, and that of BSeR STU 2, in which referrers may read it. */
static const struct
{
  const char *status;
  const char *code; /* (nullable) */
  const char *bser; /* (nullable) */
} projections[] = {
  [FOYER_REFERRAL_STATE_EXPECTED] = { "draft", "expected", NULL },
  [FOYER_REFERRAL_STATE_RECEIVED] = { "received", "received", "2.0" },
  [FOYER_REFERRAL_STATE_INCOMPLETE] = { "on-hold", "awaiting-information", NULL },
  [FOYER_REFERRAL_STATE_TRIAGE] = { "received", "awaiting-triage", NULL },
  [FOYER_REFERRAL_STATE_ACCEPTED] = { "accepted", "accepted", "3.0" },
  [FOYER_REFERRAL_STATE_CONTACTING] = { "accepted", "contacting-patient", NULL },
  [FOYER_REFERRAL_STATE_BOOKED] = { "in-progress", "scheduled", "5.1.1" },
  [FOYER_REFERRAL_STATE_ATTENDED] = { "in-progress", "report-outstanding", "5.1.4" },
  [FOYER_REFERRAL_STATE_CLOSED] = { "completed", "closed", "7.0" },
  [FOYER_REFERRAL_STATE_DECLINED] = { "rejected", "declined", "4.0" },
  [FOYER_REFERRAL_STATE_WITHDRAWN] = { "cancelled", "withdrawn", "6.0" },
  [FOYER_REFERRAL_STATE_UNREACHABLE] = { "cancelled", "unreachable", NULL },
  [FOYER_REFERRAL_STATE_EXPIRED] = { "cancelled", "expired", NULL },
  [FOYER_REFERRAL_STATE_ENTERED_IN_ERROR] = { "entered-in-error", NULL, NULL },
};

/* What a status says that no business status explains. */
static const struct
{
  const char        *status;
  FoyerReferralState state;
} plain_states[] = {
  { "draft", FOYER_REFERRAL_STATE_EXPECTED },
  { "requested", FOYER_REFERRAL_STATE_RECEIVED },
  { "received", FOYER_REFERRAL_STATE_RECEIVED },
  { "ready", FOYER_REFERRAL_STATE_TRIAGE },
  { "on-hold", FOYER_REFERRAL_STATE_INCOMPLETE },
  { "accepted", FOYER_REFERRAL_STATE_ACCEPTED },
  { "in-progress", FOYER_REFERRAL_STATE_BOOKED },
  { "completed", FOYER_REFERRAL_STATE_CLOSED },
  { "rejected", FOYER_REFERRAL_STATE_DECLINED },
  { "cancelled", FOYER_REFERRAL_STATE_WITHDRAWN },
  { "failed", FOYER_REFERRAL_STATE_UNREACHABLE },
  { "entered-in-error", FOYER_REFERRAL_STATE_ENTERED_IN_ERROR },
};

/* Other systems have tasks of their own; ours are those with our key. */
static gboolean
matches (const json_t *json)
{
  return foyer_fhir_part_is_ours (&foyer_fhir_part_referral_task, json);
}

/* The state that @status and the business status agree on; the status alone if they do not.
 * FALSE if nobody knows @status. */
static gboolean
find_state (const char *status, const json_t *business, FoyerReferralState *out_state)
{
  const char *code = foyer_fhir_code (business, STATE);
  const char *bser = foyer_fhir_code (business, BSER);

  for (guint s = 0; s < G_N_ELEMENTS (projections); s++)
    if (g_strcmp0 (projections[s].status, status) == 0 &&
        (code != NULL ? g_strcmp0 (projections[s].code, code) == 0
                      : bser != NULL && g_strcmp0 (projections[s].bser, bser) == 0))
      {
        *out_state = (FoyerReferralState) s;
        return TRUE;
      }
  for (guint s = 0; s < G_N_ELEMENTS (plain_states); s++)
    if (g_strcmp0 (plain_states[s].status, status) == 0)
      {
        *out_state = plain_states[s].state;
        return TRUE;
      }

  return FALSE;
}

static void
read_state (FoyerFhirReader *reader, const json_t *json, FoyerReferral *referral)
{
  g_autofree char *status = foyer_fhir_read_text (reader, json, "status", "status", 32);

  if (status == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "status", "none");
  else if (!find_state (status, json_object_get (json, "businessStatus"),
                        &referral->state))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "status", "not a known code");
}

static int
find_reason (const json_t *json)
{
  const char *code =
      foyer_fhir_code (json_object_get (json, "statusReason"), DECLINE_REASON);
  int reason = FOYER_DECLINE_REASON_NONE;

  foyer_enum_from_nick (FOYER_TYPE_DECLINE_REASON, code, &reason);

  return reason;
}

/* Who declines says why; another system may say it elsewhere, or not at all. */
static void
read_reason (FoyerFhirReader *reader, const json_t *json, FoyerReferral *referral)
{
  json_t *why = foyer_fhir_read_object (reader, json, "statusReason", "statusReason");
  json_t *notes = foyer_fhir_read_list (reader, json, "note", "note");
  char   *words = NULL;

  referral->decline_reason = (FoyerDeclineReason) find_reason (json);
  if (referral->state != FOYER_REFERRAL_STATE_DECLINED)
    return;

  if (referral->decline_reason == FOYER_DECLINE_REASON_NONE)
    referral->decline_reason = FOYER_DECLINE_REASON_OTHER;
  if (referral->decision_comment != NULL)
    return;
  words = foyer_fhir_read_text (reader, why, "text", "statusReason.text", MAX_TEXT);
  if (words == NULL)
    words =
        foyer_fhir_read_text (reader, json_array_get (notes, json_array_size (notes) - 1),
                              "text", "note.text", MAX_TEXT);
  referral->decision_comment = words != NULL ? words : g_strdup ("–");
}

static void
write_state (json_t *json, FoyerReferral *referral)
{
  FoyerReferralState was;
  json_t            *codings;

  if (find_state (foyer_fhir_peek (json, "status"),
                  json_object_get (json, "businessStatus"), &was) &&
      was == referral->state)
    return;

  foyer_fhir_set_text (json, "status", projections[referral->state].status);
  json_object_del (json, "businessStatus");
  if (projections[referral->state].code == NULL)
    return;
  codings = json_pack ("[{s:s, s:s}]", "system", STATE, "code",
                       projections[referral->state].code);
  if (projections[referral->state].bser != NULL)
    json_array_append_new (codings, json_pack ("{s:s, s:s}", "system", BSER, "code",
                                               projections[referral->state].bser));
  json_object_set_new (json, "businessStatus", json_pack ("{s:o}", "coding", codings));
}

static void
write_reason (json_t *json, FoyerReferral *referral)
{
  if (find_reason (json) == (int) referral->decline_reason)
    return;
  if (referral->decline_reason == FOYER_DECLINE_REASON_NONE)
    json_object_del (json, "statusReason");
  else
    json_object_set_new (
        json, "statusReason",
        foyer_fhir_concept (DECLINE_REASON,
                            foyer_enum_to_nick (FOYER_TYPE_DECLINE_REASON,
                                                (int) referral->decline_reason),
                            NULL));
}

static gboolean
is_missing_item (const json_t *input)
{
  return g_strcmp0 (foyer_fhir_code (json_object_get (input, "type"), INPUT),
                    MISSING_ITEM) == 0;
}

static char *
read_missing_items (FoyerFhirReader *reader, const json_t *json)
{
  json_t *list = foyer_fhir_read_list (reader, json, "input", "input");
  g_autoptr (json_t) items = json_pack ("{s:[]}", "items");
  json_t *input;
  size_t  i;

  json_array_foreach (list, i, input)
    if (is_missing_item (input))
      json_array_append (json_object_get (items, "items"),
                         json_object_get (input, "valueString"));

  return foyer_fhir_read_joined (reader, items, "items", "input.valueString", "\n",
                                 MAX_TEXT);
}

static void
write_missing_items (json_t *json, const char *text)
{
  g_auto (FoyerFhirReader) reader = { "Task" };
  g_autofree char *was = read_missing_items (&reader, json);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  json_t *old = json_object_get (json, "input");
  json_t *result;
  json_t *input;
  size_t  i;

  if (g_strcmp0 (was, text) == 0)
    return;

  result = json_array ();
  json_array_foreach (old, i, input)
    if (!is_missing_item (input))
      json_array_append (result, input);
  for (guint l = 0; lines[l] != NULL; l++)
    if (*g_strstrip (lines[l]) != '\0')
      json_array_append_new (result,
                             json_pack ("{s:o, s:s}", "type",
                                        foyer_fhir_concept (INPUT, MISSING_ITEM, NULL),
                                        "valueString", lines[l]));
  foyer_fhir_set_list (json, "input", result);
}

static gint64
read_visits (FoyerFhirReader *reader, const json_t *restriction)
{
  const json_t *visits = json_object_get (restriction, "repetitions");

  if (visits == NULL || json_is_null (visits))
    return 0;
  if (!json_is_integer (visits) || json_integer_value (visits) < 1 ||
      json_integer_value (visits) > G_MAXINT32)
    {
      foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_NUMBER, "restriction.repetitions",
                              "not a positive number");
      return 0;
    }

  return json_integer_value (visits);
}

static void
read_restriction (FoyerFhirReader *reader, const json_t *json, FoyerReferral *referral)
{
  json_t *restriction =
      foyer_fhir_read_object (reader, json, "restriction", "restriction");
  json_t *period =
      foyer_fhir_read_object (reader, restriction, "period", "restriction.period");

  g_free (referral->valid_from);
  referral->valid_from =
      foyer_fhir_read_day (reader, period, "start", "restriction.period.start");
  g_free (referral->valid_to);
  referral->valid_to =
      foyer_fhir_read_day (reader, period, "end", "restriction.period.end");
  referral->visits_authorised = read_visits (reader, restriction);
  if (referral->valid_from != NULL && referral->valid_to != NULL &&
      strcmp (referral->valid_from, referral->valid_to) > 0)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "restriction.period",
                            "ends before it begins");
}

static json_t *
ensure_object (json_t *json, const char *key)
{
  json_t *object = json_object_get (json, key);

  if (!json_is_object (object))
    {
      object = json_object ();
      json_object_set_new (json, key, object);
    }

  return object;
}

static void
write_restriction (json_t *json, const FoyerReferral *referral)
{
  json_t *restriction = ensure_object (json, "restriction");
  json_t *period = ensure_object (restriction, "period");

  foyer_fhir_set_day (period, "start", referral->valid_from);
  foyer_fhir_set_day (period, "end", referral->valid_to);
  if (json_object_size (period) == 0)
    json_object_del (restriction, "period");
  if (referral->visits_authorised > 0)
    json_object_set_new (restriction, "repetitions",
                         json_integer (referral->visits_authorised));
  else
    json_object_del (restriction, "repetitions");
  if (json_object_size (restriction) == 0)
    json_object_del (json, "restriction");
}

/* Days, because FHIR cannot tell which of a day and a time on it is earlier; and not before
 * the day on which the referral was received, wherever that is (inv-1). */
static void
write_modified (json_t *json, FoyerReferral *referral)
{
  g_autofree char *day = NULL;

  if (referral->updated_at == 0)
    return;
  day = foyer_day_format ((int) (referral->updated_at / DAY_SECONDS));
  if (referral->received_on != NULL && strcmp (referral->received_on, day) > 0)
    foyer_set_text (&day, referral->received_on);
  foyer_fhir_set_text (json, "lastModified", day);
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
  referral->assigned_urgency = (FoyerUrgency) value;
}

/* The order says whose it is; a task for somebody else is of an order that has changed too. */
static void
read_patient (const json_t *json, FoyerFhirLinks *links, FoyerReferral *referral)
{
  g_autoptr (FoyerReferral) task = foyer_referral_new ();
  const char *uid;

  foyer_fhir_links_read (links, json_object_get (json, "for"), task, "patient-id");
  uid = foyer_record_get_link (task, "patient-id");
  if (uid != NULL)
    foyer_record_set_link (referral, "patient-id", uid);
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerReferral *referral = FOYER_REFERRAL (into->record);

  foyer_fhir_fields_read (reader, json, PREFIX, referral, extra_fields, links);
  read_patient (json, links, referral);
  read_state (reader, json, referral);
  read_reason (reader, json, referral);
  read_urgency (reader, json, referral);
  read_restriction (reader, json, referral);
  g_free (referral->received_on);
  referral->received_on = foyer_fhir_read_day (reader, json, "authoredOn", "authoredOn");
  g_free (referral->missing_items);
  referral->missing_items = read_missing_items (reader, json);
  foyer_fhir_read_instant (reader, foyer_fhir_extension (json, LAST_EDIT), "valueInstant",
                           "extension", &referral->updated_at);
  foyer_fhir_children_read (reader, json, EVENT, into, "referral_event", event_fields,
                            links);
}

static void
write_order (json_t *json, FoyerRecord *referral, FoyerFhirLinks *links)
{
  json_t *orders = json_object_get (json, "basedOn");

  foyer_fhir_links_write_record (links, json, "focus", referral);
  if (json_array_size (orders) == 0)
    {
      g_autoptr (json_t) order = json_object ();

      foyer_fhir_links_write_record (links, order, "order", referral);
      if (json_object_size (order) > 0)
        json_object_set_new (json, "basedOn",
                             json_pack ("[O]", json_object_get (order, "order")));
    }
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerReferral *referral = FOYER_REFERRAL (aggregate->record);

  foyer_fhir_set_text (json, "intent", "order");
  if (json_object_get (json, "code") == NULL)
    json_object_set_new (json, "code", foyer_fhir_concept (TASK_CODE, "fulfill", NULL));
  write_order (json, aggregate->record, links);
  foyer_fhir_links_write (links, json, "for", referral, "patient-id");
  write_state (json, referral);
  write_reason (json, referral);
  foyer_fhir_set_text (
      json, "priority",
      foyer_enum_to_nick (FOYER_TYPE_URGENCY, (int) referral->assigned_urgency));
  foyer_fhir_set_day (json, "authoredOn", referral->received_on);
  write_modified (json, referral);
  write_restriction (json, referral);
  write_missing_items (json, referral->missing_items);
  foyer_fhir_fields_write (json, PREFIX, referral, extra_fields, links);
  if (referral->updated_at != 0)
    foyer_fhir_set_instant (foyer_fhir_set_extension (json, LAST_EDIT), "valueInstant",
                            referral->updated_at);
  else
    foyer_fhir_remove_extension (json, LAST_EDIT);
  foyer_fhir_children_write (json, EVENT, aggregate, "referral_event", event_fields,
                             links);
}

/* A decision is one with its reasons and with who made it. */
static const FoyerFhirGroup groups[] = {
  { "businessStatus", "status" },
  { "status", "status" },
  { "statusReason", "status" },
  { "extension[" PREFIX "decision-comment]", "status" },
  { "extension[" PREFIX "decided-at]", "status" },
  { "extension[" PREFIX "decided-by]", "status" },
  { "lastModified", FOYER_FHIR_GROUP_NEWEST },
  { "extension[" LAST_EDIT "]", FOYER_FHIR_GROUP_NEWEST },
  { NULL, NULL },
};

/**
 * foyer_fhir_part_referral_task:
 *
 * How the clinic handles a referral, as a Task on the order: its state, what was decided and
 * why, what it allows, what is missing, and every step that it took.
 */
const FoyerFhirPart foyer_fhir_part_referral_task = {
  .kind = "referral",
  .type = "Task",
  .prefix = KEY_PREFIX,
  .matches = matches,
  .decode = decode,
  .encode = encode,
  .groups = groups,
};
