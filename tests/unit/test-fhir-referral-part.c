/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-invariants.h"
#include "fhir-part.h"
#include "fhir-random.h"

#include "fhir/foyer-fhir-merge.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-referral-event.h"
#include "model/foyer-referral.h"

#include <string.h>

#define ORDER (&foyer_fhir_part_referral)
#define TASK (&foyer_fhir_part_referral_task)
#define UID "33333333-3333-4333-8333-333333333333"
#define OTHER "44444444-4444-4444-8444-444444444444"
#define EXT "https://foyerclinic.org/fhir/StructureDefinition/"
#define PATIENT "{'reference': 'Patient/patient-" OTHER "'}"

static gboolean
read_into (const FoyerFhirPart *part,
           const json_t        *json,
           FoyerAggregate      *into,
           GPtrArray          **out_unresolved,
           GError             **error)
{
  FoyerFhirLinks links = fhir_random_links ();
  gboolean       done = foyer_fhir_part_decode (part, json, &links, into, error);

  if (out_unresolved != NULL)
    *out_unresolved = g_steal_pointer (&links.unresolved);
  g_clear_pointer (&links.unresolved, g_ptr_array_unref);

  return done;
}

static void
decode (const FoyerFhirPart *part, const json_t *json, FoyerAggregate *into)
{
  g_autoptr (GError) error = NULL;

  read_into (part, json, into, NULL, &error);
  g_assert_no_error (error);
}

static FoyerAggregate *
decode_new (const FoyerFhirPart *part, const char *text)
{
  g_autoptr (json_t) json = fhir_part_parse (text);
  FoyerAggregate *aggregate = foyer_aggregate_new ("referral", UID);

  decode (part, json, aggregate);
  return aggregate;
}

static json_t *
render (const FoyerFhirPart *part, FoyerAggregate *aggregate, const json_t *base)
{
  FoyerFhirLinks links = fhir_random_links ();

  return foyer_fhir_part_render (part, aggregate, &links, base);
}

static FoyerAggregate *
new_referral (void)
{
  FoyerAggregate   *aggregate = foyer_aggregate_new ("referral", UID);
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (aggregate->record);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const FoyerField *field = &klass->fields[i];

      if (foyer_kind_of_field (field) != NULL)
        foyer_record_set_link (aggregate->record, field->name, OTHER);
      else if (field->type == G_TYPE_STRING)
        foyer_field_set_text (field, aggregate->record, "2026-11-02");
      else if (field->type != G_TYPE_INT64)
        foyer_field_set_integer (field, aggregate->record, 1);
      else
        foyer_field_set_integer (field, aggregate->record,
                                 g_str_has_suffix (field->name, "-at") ? 1800000000 : 3);
    }

  return aggregate;
}

/* Where each field travels.  Whose referral it is stands in both; the state is the Task's, and
 * what it means for those who made the order is in the order too. */
static const struct
{
  const char *field;
  gboolean    in_order;
  gboolean    in_task;
} places[] = {
  { "number", TRUE, FALSE },
  { "patient-id", TRUE, TRUE },
  { "state", TRUE, TRUE },
  { "source", TRUE, FALSE },
  { "letter-date", TRUE, FALSE },
  { "received-on", FALSE, TRUE },
  { "referrer-id", TRUE, FALSE },
  { "previous-referral-id", TRUE, FALSE },
  { "reason", TRUE, FALSE },
  { "body-site", TRUE, FALSE },
  { "problem-since", TRUE, FALSE },
  { "prior-treatment", TRUE, FALSE },
  { "immunosuppressed", TRUE, FALSE },
  { "anticoagulated", TRUE, FALSE },
  { "implanted-device", TRUE, FALSE },
  { "photos-attached", TRUE, FALSE },
  { "pathology-attached", TRUE, FALSE },
  { "red-flag", TRUE, FALSE },
  { "requested-urgency", TRUE, FALSE },
  { "assigned-urgency", FALSE, TRUE },
  { "target-date", TRUE, FALSE },
  { "service-id", FALSE, TRUE },
  { "visit-minutes", FALSE, TRUE },
  { "clinician-id", TRUE, FALSE },
  { "interpreter", TRUE, FALSE },
  { "transport", TRUE, FALSE },
  { "authorisation-number", TRUE, FALSE },
  { "valid-from", FALSE, TRUE },
  { "valid-to", FALSE, TRUE },
  { "visits-authorised", FALSE, TRUE },
  { "restrictions", FALSE, TRUE },
  { "missing-items", FALSE, TRUE },
  { "decline-reason", FALSE, TRUE },
  { "decision-comment", FALSE, TRUE },
  { "decided-by", FALSE, TRUE },
  { "decided-at", FALSE, TRUE },
  { "desk-instructions", FALSE, TRUE },
  { "patient-instructions", FALSE, TRUE },
  { "created-at", TRUE, FALSE },
  { "updated-at", FALSE, TRUE },
};

static void
change_field (FoyerAggregate *aggregate, const FoyerField *field)
{
  if (foyer_kind_of_field (field) != NULL)
    foyer_record_set_link (aggregate->record, field->name, UID);
  else if (field->type == G_TYPE_STRING)
    foyer_field_set_text (field, aggregate->record,
                          g_str_equal (field->name, "valid-from") ? "2026-11-01"
                                                                  : "2026-11-03");
  else if (g_str_equal (field->name, "state"))
    foyer_field_set_integer (field, aggregate->record, FOYER_REFERRAL_STATE_CLOSED);
  else if (field->type == G_TYPE_INT64)
    foyer_field_set_integer (field, aggregate->record, 1900000000);
  else
    foyer_field_set_integer (field, aggregate->record, 0);
}

static void
test_every_field_travels_once (void)
{
  g_autoptr (FoyerAggregate) full = new_referral ();
  g_autoptr (json_t) order = render (ORDER, full, NULL);
  g_autoptr (json_t) task = render (TASK, full, NULL);
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (full->record);

  g_assert_cmpuint (klass->n_fields, ==, G_N_ELEMENTS (places));
  fhir_assert_valid (order);
  fhir_assert_valid (task);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      g_autoptr (FoyerAggregate) changed = foyer_aggregate_copy (full);
      g_autoptr (FoyerAggregate) read = foyer_aggregate_new ("referral", UID);
      g_autoptr (json_t) order_after = NULL;
      g_autoptr (json_t) task_after = NULL;
      g_autofree char *difference = NULL;

      g_assert_cmpstr (klass->fields[i].name, ==, places[i].field);
      change_field (changed, &klass->fields[i]);
      order_after = render (ORDER, changed, order);
      task_after = render (TASK, changed, task);

      g_test_message ("%s", places[i].field);
      g_assert_true (foyer_fhir_equal (order, order_after) != places[i].in_order);
      g_assert_true (foyer_fhir_equal (task, task_after) != places[i].in_task);
      fhir_assert_valid (order_after);
      fhir_assert_valid (task_after);

      decode (ORDER, order_after, read);
      decode (TASK, task_after, read);
      difference = fhir_find_difference (changed, read);
      g_assert_cmpstr (difference, ==, NULL);
    }
}

static void
test_states_have_their_codes (void)
{
  static const struct
  {
    const char *order;
    const char *task;
    const char *code;
    const char *bser;
  } codes[] = {
    { "draft", "draft", "expected", NULL },
    { "active", "received", "received", "2.0" },
    { "on-hold", "on-hold", "awaiting-information", NULL },
    { "active", "received", "awaiting-triage", NULL },
    { "active", "accepted", "accepted", "3.0" },
    { "active", "accepted", "contacting-patient", NULL },
    { "active", "in-progress", "scheduled", "5.1.1" },
    { "active", "in-progress", "report-outstanding", "5.1.4" },
    { "completed", "completed", "closed", "7.0" },
    { "revoked", "rejected", "declined", "4.0" },
    { "revoked", "cancelled", "withdrawn", "6.0" },
    { "revoked", "cancelled", "unreachable", NULL },
    { "revoked", "cancelled", "expired", NULL },
    { "entered-in-error", "entered-in-error", NULL, NULL },
  };

  for (guint s = 0; s < G_N_ELEMENTS (codes); s++)
    {
      g_autoptr (FoyerAggregate) aggregate = new_referral ();
      g_autoptr (FoyerAggregate) read = foyer_aggregate_new ("referral", UID);
      g_autoptr (json_t) order = NULL;
      g_autoptr (json_t) task = NULL;
      const json_t *business;

      FOYER_REFERRAL (aggregate->record)->state = (FoyerReferralState) s;
      order = render (ORDER, aggregate, NULL);
      task = render (TASK, aggregate, NULL);
      business = json_object_get (task, "businessStatus");

      g_assert_cmpstr (foyer_fhir_peek (order, "status"), ==, codes[s].order);
      g_assert_cmpstr (foyer_fhir_peek (task, "status"), ==, codes[s].task);
      g_assert_cmpstr (
          foyer_fhir_code (business,
                           "https://foyerclinic.org/fhir/CodeSystem/referral-state"),
          ==, codes[s].code);
      g_assert_cmpstr (
          foyer_fhir_code (business,
                           "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS"),
          ==, codes[s].bser);

      decode (TASK, task, read);
      g_assert_cmpint ((int) FOYER_REFERRAL (read->record)->state, ==, (int) s);
    }
}

/* Orders of other systems */

#define FOREIGN                                                                          \
  "{'resourceType': 'ServiceRequest', 'id': 's1', 'meta': {'versionId': '1',"            \
  " 'lastUpdated': '2026-11-20T09:30:00-08:00'}, 'contained': [{'resourceType':"         \
  " 'Organization', 'id': 'o', 'name': 'Elm'}], 'extension': [{'url': 'urn:x', "         \
  "'valueCode': 'kept'}],"                                                               \
  " 'identifier': [{'system': 'urn:ehr', 'value': 'ORD-9', 'type': {'coding': [{"        \
  " 'system': 'http://terminology.hl7.org/CodeSystem/v2-0203', 'code': 'PLAC'}]}}],"     \
  " 'status': 'active', 'intent': 'original-order', 'category': [{'coding': [{"          \
  " 'system': 'http://snomed.info/sct', 'code': '3457005'}]}], 'priority': 'urgent',"    \
  " 'code': {'text': 'Dermatology consult'}, 'subject': " PATIENT ","                    \
  " 'occurrencePeriod': {'start': '2026-11-01', 'end': '2026-12-24'},"                   \
  " 'authoredOn': '2026-11', 'requester': {'reference': 'Practitioner/referrer-" OTHER   \
  "', 'display': 'Dr. Osei'}, 'performer': [{'reference': '#o'}, {'reference':"          \
  " 'Organization/clinic-1'}], 'performerType': {'text': 'Dermatologist'},"              \
  " 'reasonCode': [{'coding': [{'system': 'http://hl7.org/fhir/sid/icd-10-cm',"          \
  " 'code': 'L40.0', 'display': 'Psoriasis vulgaris'}]}, {'text': 'Itching'},"           \
  " {'coding': [{'code': 'Z99', 'system': 'urn:z'}]}], 'bodySite': [{'text': 'Elbow'}]," \
  " 'insurance': [{'reference': 'Coverage/1'}], 'note': [{'text': 'Please call'}],"      \
  " 'replaces': [{'reference': 'ServiceRequest/unknown'}]}"

static void
test_foreign_order_is_received (void)
{
  g_autoptr (json_t) json = fhir_part_parse (FOREIGN);
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("referral", UID);
  g_autoptr (GPtrArray) unresolved = NULL;
  g_autoptr (json_t) again = NULL;
  FoyerReferral *referral = FOYER_REFERRAL (aggregate->record);

  g_assert_true (foyer_fhir_parts_match (json) == ORDER);
  g_assert_true (read_into (ORDER, json, aggregate, &unresolved, NULL));

  g_assert_cmpint (referral->state, ==, FOYER_REFERRAL_STATE_RECEIVED);
  g_assert_cmpint (referral->source, ==, FOYER_REFERRAL_SOURCE_E_REFERRAL);
  g_assert_cmpstr (referral->received_on, ==, "2026-11-20");
  g_assert_null (referral->letter_date);
  g_assert_null (referral->number);
  g_assert_cmpstr (referral->target_date, ==, "2026-12-24");
  g_assert_cmpint (referral->requested_urgency, ==, FOYER_URGENCY_URGENT);
  g_assert_cmpstr (referral->reason, ==, "Psoriasis vulgaris\nItching");
  g_assert_cmpstr (referral->body_site, ==, "Elbow");
  g_assert_cmpstr (foyer_record_get_link (referral, "patient-id"), ==, OTHER);
  g_assert_cmpstr (foyer_record_get_link (referral, "referrer-id"), ==, OTHER);
  g_assert_null (foyer_record_get_link (referral, "clinician-id"));
  g_assert_cmpuint (unresolved->len, ==, 1);
  g_assert_cmpstr (unresolved->pdata[0], ==, "ServiceRequest/unknown");

  again = render (ORDER, aggregate, json);
  fhir_part_assert_equal (json, again);
}

/* The order is the referrer's: what the clinic does about it never changes its status. */
static void
test_status_of_foreign_order_is_left (void)
{
  g_autoptr (json_t) json = fhir_part_parse (FOREIGN);
  g_autoptr (FoyerAggregate) aggregate = decode_new (ORDER, FOREIGN);

  for (int s = 0; s <= (int) FOYER_REFERRAL_STATE_ENTERED_IN_ERROR; s++)
    {
      g_autoptr (json_t) after = NULL;

      FOYER_REFERRAL (aggregate->record)->state = (FoyerReferralState) s;
      after = render (ORDER, aggregate, json);
      fhir_part_assert_equal (json, after);
      decode (ORDER, after, aggregate);
      g_assert_cmpint (FOYER_REFERRAL (aggregate->record)->state, ==,
                       s == (int) FOYER_REFERRAL_STATE_EXPECTED
                           ? (int) FOYER_REFERRAL_STATE_RECEIVED
                           : s);
    }
}

static void
assert_state_after (const char        *status,
                    FoyerReferralState before,
                    FoyerReferralState after)
{
  g_autoptr (json_t) json = fhir_part_parse (FOREIGN);
  g_autoptr (FoyerAggregate) aggregate = decode_new (ORDER, FOREIGN);

  FOYER_REFERRAL (aggregate->record)->state = before;
  foyer_fhir_set_text (json, "status", status);
  decode (ORDER, json, aggregate);
  g_assert_cmpint (FOYER_REFERRAL (aggregate->record)->state, ==, after);
}

static void
test_order_taken_back_is_withdrawn (void)
{
#define STATE(name) FOYER_REFERRAL_STATE_##name
  assert_state_after ("revoked", STATE (TRIAGE), STATE (WITHDRAWN));
  assert_state_after ("revoked", STATE (EXPECTED), STATE (WITHDRAWN));
  assert_state_after ("revoked", STATE (DECLINED), STATE (DECLINED));
  assert_state_after ("revoked", STATE (CLOSED), STATE (CLOSED));
  assert_state_after ("entered-in-error", STATE (BOOKED), STATE (ENTERED_IN_ERROR));
  assert_state_after ("completed", STATE (BOOKED), STATE (BOOKED));
  assert_state_after ("completed", STATE (EXPECTED), STATE (CLOSED));
  assert_state_after ("on-hold", STATE (EXPECTED), STATE (RECEIVED));
  assert_state_after ("on-hold", STATE (TRIAGE), STATE (TRIAGE));
  assert_state_after ("draft", STATE (EXPECTED), STATE (EXPECTED));
  assert_state_after ("unknown", STATE (EXPECTED), STATE (RECEIVED));
  assert_state_after (NULL, STATE (TRIAGE), STATE (TRIAGE));
}

/* Ours stands for the state until the Task is there, and never contradicts it. */
static void
test_own_order_follows_the_task (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_referral ();
  g_autoptr (FoyerAggregate) early = foyer_aggregate_new ("referral", UID);
  g_autoptr (json_t) order = NULL;
  g_autoptr (json_t) task = NULL;

  FOYER_REFERRAL (aggregate->record)->state = FOYER_REFERRAL_STATE_TRIAGE;
  order = render (ORDER, aggregate, NULL);
  task = render (TASK, aggregate, NULL);

  decode (ORDER, order, early);
  g_assert_cmpint (FOYER_REFERRAL (early->record)->state, ==,
                   FOYER_REFERRAL_STATE_RECEIVED);
  decode (TASK, task, early);
  g_assert_cmpint (FOYER_REFERRAL (early->record)->state, ==,
                   FOYER_REFERRAL_STATE_TRIAGE);
  decode (ORDER, order, early);
  g_assert_cmpint (FOYER_REFERRAL (early->record)->state, ==,
                   FOYER_REFERRAL_STATE_TRIAGE);
}

static void
assert_matches (const char *text, const FoyerFhirPart *part)
{
  g_autoptr (json_t) json = fhir_part_parse (text);

  g_test_message ("%s", text);
  g_assert_true (foyer_fhir_parts_match (json) == part);
}

static void
test_only_referrals_are_taken (void)
{
#define REQUEST "{'resourceType': 'ServiceRequest', "
  assert_matches (REQUEST "'code': {'text': 'Complete blood count'}}", NULL);
  assert_matches (REQUEST "'category': [{'coding': [{'system': 'http://snomed.info/sct',"
                          " 'code': '108252007', 'display': 'Laboratory procedure'}]}]}",
                  NULL);
  assert_matches (REQUEST "'category': [{'text': 'Imaging'}, {'text': 'REFERRAL'}]}",
                  ORDER);
  assert_matches (
      REQUEST "'code': {'coding': [{'display': 'Referral to dermatologist'}]}}", ORDER);
  assert_matches (REQUEST "'intent': 'proposal', 'code': {'text': 'Referral'}}", NULL);
  assert_matches (REQUEST "'identifier': [{'system':"
                          " 'https://foyerclinic.org/fhir/sid/record', 'value': '" UID
                          "'}]}",
                  ORDER);
  assert_matches ("{'resourceType': 'Task', 'code': {'coding': [{'code': 'fulfill'}]}}",
                  NULL);
  assert_matches ("{'resourceType': 'Task', 'identifier': [{'system':"
                  " 'https://foyerclinic.org/fhir/sid/record', 'value': '" UID "'}]}",
                  NULL);
  assert_matches ("{'resourceType': 'Task', 'identifier': [{'system':"
                  " 'https://foyerclinic.org/fhir/sid/record', 'value': 'task." UID
                  "'}]}",
                  TASK);
}

static void
edit (FoyerAggregate *aggregate, guint step)
{
  FoyerReferral *referral = FOYER_REFERRAL (aggregate->record);
  char           text[32];
  char           day[32];

  g_snprintf (text, sizeof text, "Edit %u", step);
  g_snprintf (day, sizeof day, "2027-01-%02u", step + 1);
  switch (step % 6)
    {
    case 0:
      foyer_set_text (&referral->reason, text);
      break;
    case 1:
      foyer_set_text (&referral->target_date, step > 10 ? NULL : day);
      break;
    case 2:
      foyer_set_text (&referral->body_site, step > 10 ? NULL : text);
      foyer_set_text (&referral->letter_date, day);
      break;
    case 3:
      foyer_set_text (&referral->prior_treatment, text);
      foyer_record_set_link (referral, "clinician-id", step > 10 ? NULL : OTHER);
      break;
    case 4:
      referral->requested_urgency = step > 10 ? FOYER_URGENCY_STAT : FOYER_URGENCY_ASAP;
      foyer_record_set_link (referral, "previous-referral-id", OTHER);
      break;
    default:
      foyer_set_text (&referral->number, day);
      referral->red_flag = !referral->red_flag;
    }
}

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
test_unknown_survives_twenty_edits (void)
{
  static const char *const kept[] = {
    "'contained':[{'id':'o','name':'Elm','resourceType':'Organization'}]",
    "{'url':'urn:x','valueCode':'kept'}",
    "'code':'PLAC'",
    "'intent':'original-order'",
    "'code':{'text':'Dermatology consult'}",
    "{'reference':'#o'},{'reference':'Organization/clinic-1'}",
    "'performerType':{'text':'Dermatologist'}",
    "'display':'Psoriasis vulgaris'",
    "{'coding':[{'code':'Z99','system':'urn:z'}]}",
    "'insurance':[{'reference':'Coverage/1'}]",
    "'note':[{'text':'Please call'}]",
    "'display':'Dr. Osei'",
    "'start':'2026-11-01'",
    NULL,
  };
  g_autoptr (json_t) json = fhir_part_parse (FOREIGN);
  g_autoptr (FoyerAggregate) aggregate = decode_new (ORDER, FOREIGN);

  for (guint step = 0; step < 20; step++)
    {
      g_autoptr (FoyerAggregate) read = NULL;
      g_autofree char *difference = NULL;
      json_t          *after;

      edit (aggregate, step);
      after = render (ORDER, aggregate, json);
      g_test_message ("step %u", step);
      assert_holds (after, kept);
      fhir_assert_valid (after);
      read = foyer_aggregate_copy (aggregate);
      decode (ORDER, after, read);
      difference = fhir_find_difference (aggregate, read);
      g_assert_cmpstr (difference, ==, NULL);
      json_decref (json);
      json = after;
    }
}

/* Tasks that others changed */

#define TASK_HEAD                                                                        \
  "{'resourceType': 'Task', 'identifier': [{'system':"                                   \
  " 'https://foyerclinic.org/fhir/sid/record', 'value': 'task." UID "'}],"               \
  " 'intent': 'order', "

static void
assert_task_state (const char *rest, FoyerReferralState state)
{
  g_autofree char *text = g_strconcat (TASK_HEAD, rest, NULL);
  g_autoptr (FoyerAggregate) aggregate = decode_new (TASK, text);
  g_autoptr (json_t) json = fhir_part_parse (text);
  g_autoptr (json_t) again = render (TASK, aggregate, json);

  g_assert_cmpint (FOYER_REFERRAL (aggregate->record)->state, ==, state);
  fhir_part_assert_equal (json, again);
}

static void
test_task_of_others_is_understood (void)
{
#define BSER(code)                                                                       \
  "'businessStatus': {'coding': [{'system':"                                             \
  " 'http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS', 'code': '" code       \
  "'}]}}"
#define OURS(code)                                                                       \
  "'businessStatus': {'text': 'x', 'coding': [{'system':"                                \
  " 'https://foyerclinic.org/fhir/CodeSystem/referral-state', 'code': '" code "'}]}}"

  assert_task_state ("'status': 'requested'}", STATE (RECEIVED));
  assert_task_state ("'status': 'ready'}", STATE (TRIAGE));
  assert_task_state ("'status': 'failed'}", STATE (UNREACHABLE));
  assert_task_state ("'status': 'in-progress'}", STATE (BOOKED));
  assert_task_state ("'status': 'in-progress', " BSER ("5.1.4"), STATE (ATTENDED));
  assert_task_state ("'status': 'in-progress', " BSER ("9.9"), STATE (BOOKED));
  assert_task_state ("'status': 'accepted', " OURS ("contacting-patient"),
                     STATE (CONTACTING));
  assert_task_state ("'status': 'completed', " OURS ("contacting-patient"),
                     STATE (CLOSED));
}

static void
test_decline_of_others_has_a_reason (void)
{
  g_autoptr (FoyerAggregate) bare = decode_new (TASK, TASK_HEAD "'status': 'rejected'}");
  g_autoptr (FoyerAggregate) said =
      decode_new (TASK, TASK_HEAD "'status': 'rejected', 'statusReason': {'text':"
                                  " 'No capacity'}, 'note': [{'text': 'other'}]}");
  g_autoptr (FoyerAggregate) noted = decode_new (
      TASK, TASK_HEAD "'status': 'rejected', 'note': [{'text': 'a'}, {'text': 'b'}]}");

  g_assert_cmpint (FOYER_REFERRAL (bare->record)->decline_reason, ==,
                   FOYER_DECLINE_REASON_OTHER);
  g_assert_cmpstr (FOYER_REFERRAL (bare->record)->decision_comment, ==, "–");
  g_assert_cmpstr (FOYER_REFERRAL (said->record)->decision_comment, ==, "No capacity");
  g_assert_cmpstr (FOYER_REFERRAL (noted->record)->decision_comment, ==, "b");
}

static void
test_inputs_of_others_stay (void)
{
  g_autoptr (json_t) json = fhir_part_parse (
      TASK_HEAD "'status': 'on-hold', 'input': [{'type': {'text': 'urn'}, 'valueBoolean':"
                " true}], 'restriction': {'recipient': [{'reference': 'Group/1'}]},"
                " 'output': [{'type': {'text': 'o'}, 'valueString': 's'}]}");
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("referral", UID);
  g_autoptr (json_t) with = NULL;
  g_autoptr (json_t) without = NULL;
  FoyerReferral *referral = FOYER_REFERRAL (aggregate->record);

  decode (TASK, json, aggregate);
  g_assert_null (referral->missing_items);
  foyer_set_text (&referral->missing_items, "Photos\nPathology report");
  foyer_set_text (&referral->valid_to, "2027-01-31");
  referral->visits_authorised = 4;
  with = render (TASK, aggregate, json);
  g_assert_cmpuint (json_array_size (json_object_get (with, "input")), ==, 3);
  fhir_assert_valid (with);

  foyer_set_text (&referral->missing_items, NULL);
  foyer_set_text (&referral->valid_to, NULL);
  referral->visits_authorised = 0;
  without = render (TASK, aggregate, with);
  g_assert_true (foyer_fhir_equal (without, json));
}

/* FHIR cannot compare a day with a time on it (inv-1). */
static void
test_last_change_is_not_before_the_beginning (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_referral ();
  g_autoptr (json_t) same = NULL;
  g_autoptr (json_t) later = NULL;
  FoyerReferral *referral = FOYER_REFERRAL (aggregate->record);

  referral->updated_at = 1795910400; /* 2026-11-29 */
  foyer_set_text (&referral->received_on, "2026-11-29");
  same = render (TASK, aggregate, NULL);
  g_assert_cmpstr (foyer_fhir_peek (same, "lastModified"), ==, "2026-11-29");
  foyer_set_text (&referral->received_on, "2026-11-30");
  later = render (TASK, aggregate, same);
  g_assert_cmpstr (foyer_fhir_peek (later, "lastModified"), ==, "2026-11-30");
}

/* Two desks */

static void
add_event (FoyerAggregate *aggregate, const char *uid, const char *to_state)
{
  FoyerReferralEvent *event = foyer_aggregate_add (aggregate, "referral_event", uid);

  event->at = 1800000000;
  foyer_set_text (&event->to_state, to_state);
}

static void
test_steps_of_two_desks_are_all_kept (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_referral ();
  g_autoptr (FoyerAggregate) other = NULL;
  g_autoptr (FoyerAggregate) read = foyer_aggregate_new ("referral", UID);
  g_autoptr (json_t) base = NULL;
  g_autoptr (json_t) mine = NULL;
  g_autoptr (json_t) theirs = NULL;
  g_autoptr (json_t) merged = NULL;
  g_autoptr (GPtrArray) clashes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fhir_clash_free);

  add_event (aggregate, "00000000-0000-4000-8000-000000000001", "received");
  base = render (TASK, aggregate, NULL);
  other = foyer_aggregate_copy (aggregate);
  add_event (aggregate, "00000000-0000-4000-8000-000000000002", "triage");
  add_event (other, "00000000-0000-4000-8000-000000000003", "triage");
  mine = render (TASK, aggregate, base);
  theirs = render (TASK, other, base);

  merged = foyer_fhir_merge (TASK, base, mine, theirs, clashes);
  decode (TASK, merged, read);
  g_assert_cmpuint (clashes->len, ==, 0);
  g_assert_cmpuint (read->children->len, ==, 3);
}

static void
test_decisions_of_two_desks_are_for_a_person (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_referral ();
  g_autoptr (FoyerAggregate) other = NULL;
  g_autoptr (json_t) base = render (TASK, aggregate, NULL);
  g_autoptr (json_t) mine = NULL;
  g_autoptr (json_t) theirs = NULL;
  g_autoptr (json_t) merged = NULL;
  g_autoptr (json_t) taken = NULL;
  g_autoptr (GPtrArray) clashes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fhir_clash_free);
  FoyerFhirClash *clash;

  other = foyer_aggregate_copy (aggregate);
  FOYER_REFERRAL (aggregate->record)->state = FOYER_REFERRAL_STATE_ACCEPTED;
  foyer_set_text (&FOYER_REFERRAL (aggregate->record)->decision_comment, "See soon");
  FOYER_REFERRAL (aggregate->record)->updated_at = 1800000010;
  FOYER_REFERRAL (aggregate->record)->decline_reason = FOYER_DECLINE_REASON_NONE;
  FOYER_REFERRAL (other->record)->state = FOYER_REFERRAL_STATE_DECLINED;
  FOYER_REFERRAL (other->record)->decline_reason = FOYER_DECLINE_REASON_DUPLICATE;
  FOYER_REFERRAL (other->record)->updated_at = 1800000020;
  mine = render (TASK, aggregate, base);
  theirs = render (TASK, other, base);
  merged = foyer_fhir_merge (TASK, base, mine, theirs, clashes);

  g_assert_cmpuint (clashes->len, ==, 1);
  clash = clashes->pdata[0];
  g_assert_cmpstr (clash->unit, ==, "status");
  g_assert_true (clash->status);
  g_assert_cmpstr (foyer_fhir_peek (merged, "status"), ==, "rejected");

  taken = foyer_fhir_overlay (TASK, merged, clash->unit, clash->mine);
  decode (TASK, taken, other);
  g_assert_cmpint (FOYER_REFERRAL (other->record)->state, ==,
                   FOYER_REFERRAL_STATE_ACCEPTED);
  g_assert_cmpstr (FOYER_REFERRAL (other->record)->decision_comment, ==, "See soon");
  g_assert_cmpint (FOYER_REFERRAL (other->record)->decline_reason, ==,
                   FOYER_DECLINE_REASON_NONE);
  g_assert_cmpint (FOYER_REFERRAL (other->record)->updated_at, ==, 1800000020);
}

static void
assert_refused (const FoyerFhirPart *part,
                const char          *text,
                FoyerFhirError       code,
                const char          *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = fhir_part_parse (text);
  g_autoptr (FoyerAggregate) into = foyer_aggregate_new ("referral", UID);
  g_autofree char *found = NULL;

  g_test_message ("%s", text);
  g_assert_false (read_into (part, json, into, NULL, &error));
  g_assert_error (error, FOYER_FHIR_ERROR, (int) code);
  found = foyer_fhir_error_dup_path (error);
  g_assert_cmpstr (found, ==, path);
}

static void
test_refuses_with_path (void)
{
#define OF_PATIENT "{'resourceType': 'ServiceRequest', 'subject': " PATIENT ", "

  assert_refused (ORDER, "{'resourceType': 'ServiceRequest'}", FOYER_FHIR_ERROR_MISSING,
                  "ServiceRequest.subject");
  assert_refused (ORDER, REQUEST "'subject': {'reference': '#p'}}",
                  FOYER_FHIR_ERROR_MISSING, "ServiceRequest.subject");
  assert_refused (ORDER, REQUEST "'subject': {'reference': 'Patient/room-" OTHER "'}}",
                  FOYER_FHIR_ERROR_MISSING, "ServiceRequest.subject");
  assert_refused (ORDER, OF_PATIENT "'status': 'maybe'}", FOYER_FHIR_ERROR_VALUE,
                  "ServiceRequest.status");
  assert_refused (ORDER, OF_PATIENT "'priority': 'soon'}", FOYER_FHIR_ERROR_VALUE,
                  "ServiceRequest.priority");
  assert_refused (ORDER, OF_PATIENT "'authoredOn': '2026-13-01'}", FOYER_FHIR_ERROR_DATE,
                  "ServiceRequest.authoredOn");
  assert_refused (ORDER, OF_PATIENT "'occurrencePeriod': {'end': 'soon'}}",
                  FOYER_FHIR_ERROR_DATE, "ServiceRequest.occurrencePeriod.end");
  assert_refused (ORDER, OF_PATIENT "'reasonCode': {'text': 'x'}}", FOYER_FHIR_ERROR_TYPE,
                  "ServiceRequest.reasonCode");
  assert_refused (TASK, TASK_HEAD "'for': {}}", FOYER_FHIR_ERROR_MISSING, "Task.status");
  assert_refused (TASK, TASK_HEAD "'status': 'paused'}", FOYER_FHIR_ERROR_VALUE,
                  "Task.status");
  assert_refused (TASK, TASK_HEAD "'status': 'draft', 'restriction': {'repetitions': 0}}",
                  FOYER_FHIR_ERROR_NUMBER, "Task.restriction.repetitions");
  assert_refused (TASK,
                  TASK_HEAD "'status': 'draft', 'restriction': {'period': {'start':"
                            " '2026-11-02', 'end': '2026-11-01'}}}",
                  FOYER_FHIR_ERROR_VALUE, "Task.restriction.period");
  assert_refused (TASK,
                  TASK_HEAD "'status': 'draft', 'extension': [{'url': '" EXT
                            "referral-decided-at', 'valueInstant': '2026'}]}",
                  FOYER_FHIR_ERROR_DATE, "Task.extension");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir-referral-part/every-field-travels-once",
                   test_every_field_travels_once);
  g_test_add_func ("/fhir-referral-part/states-have-their-codes",
                   test_states_have_their_codes);
  g_test_add_func ("/fhir-referral-part/foreign-order-is-received",
                   test_foreign_order_is_received);
  g_test_add_func ("/fhir-referral-part/status-of-foreign-order-is-left",
                   test_status_of_foreign_order_is_left);
  g_test_add_func ("/fhir-referral-part/order-taken-back-is-withdrawn",
                   test_order_taken_back_is_withdrawn);
  g_test_add_func ("/fhir-referral-part/own-order-follows-the-task",
                   test_own_order_follows_the_task);
  g_test_add_func ("/fhir-referral-part/only-referrals-are-taken",
                   test_only_referrals_are_taken);
  g_test_add_func ("/fhir-referral-part/unknown-survives-twenty-edits",
                   test_unknown_survives_twenty_edits);
  g_test_add_func ("/fhir-referral-part/task-of-others-is-understood",
                   test_task_of_others_is_understood);
  g_test_add_func ("/fhir-referral-part/decline-of-others-has-a-reason",
                   test_decline_of_others_has_a_reason);
  g_test_add_func ("/fhir-referral-part/inputs-of-others-stay",
                   test_inputs_of_others_stay);
  g_test_add_func ("/fhir-referral-part/last-change-is-not-before-the-beginning",
                   test_last_change_is_not_before_the_beginning);
  g_test_add_func ("/fhir-referral-part/steps-of-two-desks-are-all-kept",
                   test_steps_of_two_desks_are_all_kept);
  g_test_add_func ("/fhir-referral-part/decisions-of-two-desks-are-for-a-person",
                   test_decisions_of_two_desks_are_for_a_person);
  g_test_add_func ("/fhir-referral-part/refuses-with-path", test_refuses_with_path);

  return g_test_run ();
}
