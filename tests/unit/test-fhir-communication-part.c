/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-invariants.h"
#include "fhir-part.h"
#include "fhir-random.h"

#include "fhir/foyer-fhir-parts.h"
#include "model/foyer-communication.h"

#define PART (&foyer_fhir_part_communication)
#define UID "0b9a3a0e-6a3e-4f5c-9d0c-1f6d5e1c8a01"
#define PATIENT "11111111-1111-4111-8111-111111111111"
#define BOOKING "22222222-2222-4222-8222-222222222222"
#define STAFF "33333333-3333-4333-8333-333333333333"
#define REFERRAL "44444444-4444-4444-8444-444444444444"
#define REQUEST "55555555-5555-4555-8555-555555555555"
#define AT G_GINT64_CONSTANT (1772991000) /* 2026-03-08T17:30:00Z */

static FoyerAggregate *
new_call (FoyerMedium medium, FoyerContactOutcome outcome)
{
  FoyerAggregate     *aggregate = foyer_aggregate_new ("communication", UID);
  FoyerCommunication *communication = FOYER_COMMUNICATION (aggregate->record);

  communication->at = AT;
  communication->medium = medium;
  communication->outcome = outcome;
  foyer_set_text (&communication->text, "Asked for the referral.\nWill send it.");
  foyer_record_set_link (communication, "staff-id", STAFF);
  foyer_record_set_link (communication, "patient-id", PATIENT);
  foyer_record_set_link (communication, "request-id", REQUEST);
  foyer_record_set_link (communication, "booking-id", BOOKING);
  foyer_record_set_link (communication, "referral-id", REFERRAL);

  return aggregate;
}

static FoyerAggregate *
decode (const json_t *json, GError **error)
{
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("communication", UID);

  return fhir_part_decode (PART, json, aggregate, error) ? g_steal_pointer (&aggregate)
                                                         : NULL;
}

static const char *
code_of (const json_t *json, const char *key)
{
  const json_t *concept = json_object_get (json, key);

  return foyer_fhir_code (json_is_array (concept) ? json_array_get (concept, 0) : concept,
                          NULL);
}

static void
test_every_outcome_comes_back (void)
{
  static const struct
  {
    const char *status;
    const char *reason;
  } expected[] = {
    [FOYER_CONTACT_OUTCOME_TOLD] = { "completed", NULL },
    [FOYER_CONTACT_OUTCOME_VOICEMAIL] = { "completed", NULL },
    [FOYER_CONTACT_OUTCOME_NO_ANSWER] = { "not-done", "recipient-unavailable" },
    [FOYER_CONTACT_OUTCOME_WRONG_NUMBER] = { "not-done", "invalid-phone-number" },
    [FOYER_CONTACT_OUTCOME_WILL_CALL_BACK] = { "completed", NULL },
  };
  static const char *const media[] = {
    [FOYER_MEDIUM_PHONE] = "PHONE",     [FOYER_MEDIUM_TEXT] = "SMSWRIT",
    [FOYER_MEDIUM_EMAIL] = "EMAILWRIT", [FOYER_MEDIUM_LETTER] = "MAILWRIT",
    [FOYER_MEDIUM_FAX] = "FAXWRIT",     [FOYER_MEDIUM_IN_PERSON] = "PHYSICAL",
  };

  for (guint o = 0; o < G_N_ELEMENTS (expected); o++)
    for (guint m = 0; m < G_N_ELEMENTS (media); m++)
      {
        g_autoptr (FoyerAggregate) aggregate =
            new_call ((FoyerMedium) m, (FoyerContactOutcome) o);
        g_autoptr (json_t) json = fhir_part_render (PART, aggregate, NULL);
        g_autoptr (FoyerAggregate) back = decode (json, NULL);

        g_assert_true (foyer_fhir_parts_match (json) == PART);
        g_assert_cmpstr (foyer_fhir_peek (json, "status"), ==, expected[o].status);
        g_assert_cmpstr (code_of (json, "statusReason"), ==, expected[o].reason);
        g_assert_cmpstr (code_of (json, "medium"), ==, media[m]);
        g_assert_cmpstr (fhir_find_difference (aggregate, back), ==, NULL);
      }
}

static void
test_status_of_others_counts (void)
{
  g_autoptr (FoyerAggregate) aggregate =
      new_call (FOYER_MEDIUM_PHONE, FOYER_CONTACT_OUTCOME_VOICEMAIL);
  g_autoptr (json_t) json = fhir_part_render (PART, aggregate, NULL);
  g_autoptr (FoyerAggregate) unanswered = NULL;
  g_autoptr (FoyerAggregate) wrong = NULL;

  foyer_fhir_set_text (json, "status", "not-done");
  unanswered = decode (json, NULL);
  json_object_set_new (
      json, "statusReason",
      foyer_fhir_concept (
          "http://terminology.hl7.org/CodeSystem/communication-not-done-reason",
          "invalid-phone-number", NULL));
  wrong = decode (json, NULL);

  g_assert_cmpint (FOYER_COMMUNICATION (unanswered->record)->outcome, ==,
                   FOYER_CONTACT_OUTCOME_NO_ANSWER);
  g_assert_cmpint (FOYER_COMMUNICATION (wrong->record)->outcome, ==,
                   FOYER_CONTACT_OUTCOME_WRONG_NUMBER);
}

static void
test_about_nothing_and_nobody (void)
{
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("communication", UID);
  g_autoptr (json_t) json = NULL;
  g_autoptr (FoyerAggregate) back = NULL;

  FOYER_COMMUNICATION (aggregate->record)->at = AT;
  json = fhir_part_render (PART, aggregate, NULL);
  back = decode (json, NULL);

  g_assert_null (json_object_get (json, "about"));
  g_assert_null (json_object_get (json, "basedOn"));
  g_assert_null (json_object_get (json, "subject"));
  g_assert_null (json_object_get (json, "payload"));
  g_assert_cmpstr (fhir_find_difference (aggregate, back), ==, NULL);
}

/* The request has become a booking with the same uid, so the endpoint has no request. */
static char *
reference_to_booking (const char *kind, const char *uid, gpointer data)
{
  return g_str_equal (kind, "request") ? NULL : g_strdup_printf ("Appointment/%s", uid);
}

static void
test_about_a_request_that_was_booked (void)
{
  g_autoptr (FoyerAggregate) aggregate =
      new_call (FOYER_MEDIUM_PHONE, FOYER_CONTACT_OUTCOME_TOLD);
  FoyerFhirLinks links = { .to_reference = reference_to_booking };
  g_autoptr (json_t) json = NULL;

  foyer_record_set_link (aggregate->record, "booking-id", NULL);
  json = foyer_fhir_part_render (PART, aggregate, &links, NULL);

  g_assert_false (links.missing);
  g_assert_cmpuint (json_array_size (json_object_get (json, "about")), ==, 1);
  g_assert_cmpstr (
      foyer_fhir_peek (json_array_get (json_object_get (json, "about"), 0), "reference"),
      ==, "Appointment/" REQUEST);
}

static void
test_unknown_stays (void)
{
  g_autoptr (FoyerAggregate) aggregate =
      new_call (FOYER_MEDIUM_PHONE, FOYER_CONTACT_OUTCOME_TOLD);
  g_autoptr (json_t) json = fhir_part_render (PART, aggregate, NULL);

  json_object_set_new (json, "note", json_pack ("[{s:s}]", "text", "theirs"));
  json_array_insert_new (json_object_get (json, "about"), 0,
                         json_pack ("{s:s}", "reference", "Encounter/9"));
  json_array_append_new (json_object_get (json, "payload"),
                         json_pack ("{s:s}", "contentString", "second"));
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (FoyerAggregate) back = decode (json, NULL);
      g_autoptr (json_t) next = fhir_part_render (PART, back, json);

      g_assert_true (json_equal (next, json));
    }
}

static void
test_others_are_not_ours (void)
{
  g_autoptr (json_t) reminder =
      json_pack ("{s:s, s:s, s:s}", "resourceType", "Communication", "id", "9", "status",
                 "completed");

  g_assert_null (foyer_fhir_parts_match (reminder));
  g_assert_true (PART->immutable);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *element;
    const char *value;
    const char *path;
  } cases[] = {
    { "status", "\"preparation\"", "Communication.status" },
    { "status", "null", "Communication.status" },
    { "sent", "null", "Communication.sent" },
    { "sent", "\"2026-03-08\"", "Communication.sent" },
    { "sent", "\"2026-03-08T23:59:60Z\"", "Communication.sent" },
    { "medium", "{}", "Communication.medium" },
    { "payload", "\"text\"", "Communication.payload" },
    { "payload", "[{\"contentString\": 3}]", "Communication.payload.contentString" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerAggregate) aggregate =
          new_call (FOYER_MEDIUM_PHONE, FOYER_CONTACT_OUTCOME_TOLD);
      g_autoptr (json_t) json = fhir_part_render (PART, aggregate, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *path = NULL;

      json_object_set_new (json, cases[i].element,
                           json_loads (cases[i].value, JSON_DECODE_ANY, NULL));
      g_assert_null (decode (json, &error));
      g_assert_nonnull (error);
      path = foyer_fhir_error_dup_path (error);
      g_assert_cmpstr (path, ==, cases[i].path);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add_func ("/fhir-communication-part/" name, function)
  ADD ("every-outcome-comes-back", test_every_outcome_comes_back);
  ADD ("status-of-others-counts", test_status_of_others_counts);
  ADD ("about-nothing-and-nobody", test_about_nothing_and_nobody);
  ADD ("about-a-request-that-was-booked", test_about_a_request_that_was_booked);
  ADD ("unknown-stays", test_unknown_stays);
  ADD ("others-are-not-ours", test_others_are_not_ours);
  ADD ("refused", test_refused);

  return g_test_run ();
}
