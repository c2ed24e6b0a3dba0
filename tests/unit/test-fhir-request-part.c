/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-invariants.h"
#include "fhir-part.h"
#include "fhir-random.h"

#include "endpoint/foyer-form-appointment.h"
#include "fhir/foyer-fhir-intake.h"
#include "fhir/foyer-fhir-merge.h"
#include "fhir/foyer-fhir-parts.h"
#include "model/foyer-booking.h"
#include "model/foyer-request.h"

#define PART (&foyer_fhir_part_request)
#define UID "0b9a3a0e-6a3e-4f5c-9d0c-1f6d5e1c8a01"
#define PATIENT "11111111-1111-4111-8111-111111111111"
#define OTHER "22222222-2222-4222-8222-222222222222"
#define RECEIVED_AT G_GINT64_CONSTANT (1772991000) /* 2026-03-08T17:30:00Z */

/* Everything that the form asks for. */
static FoyerAggregate *
new_request (void)
{
  FoyerAggregate *aggregate = foyer_aggregate_new ("request", UID);
  FoyerRequest   *request = FOYER_REQUEST (aggregate->record);

  request->channel = FOYER_CHANNEL_WEB;
  request->received_at = request->created_at = RECEIVED_AT;
  foyer_set_text (&request->family, "de la Cruz");
  foyer_set_text (&request->given, "Ana María");
  foyer_set_text (&request->birth_date, "1981-02-28");
  foyer_set_text (&request->phone, "(541) 555-0102");
  foyer_set_text (&request->email, "ana@example.org");
  foyer_set_text (&request->language, "es");
  request->category = FOYER_REQUEST_CATEGORY_COSMETIC;
  foyer_set_text (&request->earliest_date, "2026-03-20");
  foyer_set_text (&request->preferred_days, "mon thu");
  foyer_set_text (&request->preferred_times, "morning");
  foyer_set_text (&request->referrer_text, "Dr. Ortiz, Eugene");
  request->referral_sent = FOYER_ANSWER_YES;
  request->seen_before = FOYER_ANSWER_NO;
  foyer_set_text (&request->message, "A mole that itches.\nSince May.");

  return aggregate;
}

static FoyerAggregate *
decode (const json_t *json, GError **error)
{
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("request", UID);

  g_assert_true (foyer_fhir_parts_match (json) == PART);

  return fhir_part_decode (PART, json, aggregate, error) ? g_steal_pointer (&aggregate)
                                                         : NULL;
}

static const char *
actor (const json_t *json)
{
  return foyer_fhir_peek (
      json_object_get (json_array_get (json_object_get (json, "participant"), 0),
                       "actor"),
      "reference");
}

static void
test_form_is_read_in_full (void)
{
  for (guint answer = 0; answer < 3; answer++)
    {
      g_autoptr (FoyerAggregate) sent = new_request ();
      FoyerRequest *request = FOYER_REQUEST (sent->record);
      g_autoptr (json_t) json = NULL;
      g_autoptr (FoyerAggregate) read = NULL;
      g_autoptr (json_t) again = NULL;

      request->referral_sent = request->seen_before = (FoyerAnswer) answer;
      if (answer == 0)
        {
          foyer_set_text (&request->earliest_date, NULL);
          foyer_set_text (&request->preferred_days, NULL);
          foyer_set_text (&request->email, NULL);
        }
      json = foyer_form_appointment_encode (request);
      fhir_assert_valid (json);
      read = decode (json, NULL);
      g_assert_cmpstr (fhir_find_difference (sent, read), ==, NULL);

      again = fhir_part_render (PART, read, json);
      g_assert_true (json_equal (again, json));
    }
}

/* What we write anew is what the form would have written, and where it stands. */
static void
test_desk_writes_as_the_form (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_request ();
  g_autoptr (json_t) form =
      foyer_form_appointment_encode (FOYER_REQUEST (aggregate->record));
  g_autoptr (json_t) desk = fhir_part_render (PART, aggregate, NULL);

  foyer_fhir_remove_extension (desk, FOYER_FHIR_EXTENSION ("request-state"));
  foyer_fhir_remove_extension (desk, FOYER_FHIR_EXTENSION ("created-at"));
  g_assert_true (foyer_fhir_equal (desk, form));
}

static void
test_every_state_comes_back (void)
{
  static const char *const statuses[] = {
    [FOYER_REQUEST_STATE_OPEN] = "proposed",
    [FOYER_REQUEST_STATE_AWAITING_REFERRAL] = "proposed",
    [FOYER_REQUEST_STATE_BOOKED] = "proposed",
    [FOYER_REQUEST_STATE_DECLINED] = "cancelled",
    [FOYER_REQUEST_STATE_ENTERED_IN_ERROR] = "cancelled",
  };
  g_autoptr (FoyerAggregate) form = new_request ();
  g_autoptr (json_t) base = foyer_form_appointment_encode (FOYER_REQUEST (form->record));

  for (guint state = 0; state < G_N_ELEMENTS (statuses); state++)
    for (guint based = 0; based < 2; based++)
      {
        g_autoptr (FoyerAggregate) aggregate = new_request ();
        FoyerRequest *request = FOYER_REQUEST (aggregate->record);
        g_autoptr (json_t) json = NULL;
        g_autoptr (FoyerAggregate) back = NULL;

        request->state = (FoyerRequestState) state;
        foyer_set_text (&request->reason, "We do not treat this.");
        request->handled_at = RECEIVED_AT + 3600;
        foyer_record_set_link (request, "handled-by", OTHER);
        foyer_record_set_link (request, "patient-id", PATIENT);
        json = fhir_part_render (PART, aggregate, based ? base : NULL);
        back = decode (json, NULL);
        g_assert_cmpstr (foyer_fhir_peek (json, "status"), ==, statuses[state]);
        g_assert_cmpstr (fhir_find_difference (aggregate, back), ==, NULL);
      }
}

static void
test_closed_elsewhere (void)
{
  static const struct
  {
    const char       *status;
    FoyerRequestState state;
    const char       *reason;
  } cases[] = {
    { "cancelled", FOYER_REQUEST_STATE_DECLINED, "Found another doctor" },
    { "entered-in-error", FOYER_REQUEST_STATE_ENTERED_IN_ERROR, NULL },
    { "waitlist", FOYER_REQUEST_STATE_OPEN, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerAggregate) aggregate = new_request ();
      g_autoptr (json_t) json = fhir_part_render (PART, aggregate, NULL);
      g_autoptr (FoyerAggregate) back = NULL;

      foyer_fhir_set_text (json, "status", cases[i].status);
      json_object_set_new (json, "cancelationReason",
                           json_pack ("{s:s}", "text", "Found another doctor"));
      back = decode (json, NULL);
      g_assert_cmpint (FOYER_REQUEST (back->record)->state, ==, cases[i].state);
      g_assert_cmpstr (FOYER_REQUEST (back->record)->reason, ==, cases[i].reason);
    }
}

static void
test_person_is_settled_and_unsettled (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_request ();
  g_autoptr (json_t) form =
      foyer_form_appointment_encode (FOYER_REQUEST (aggregate->record));
  g_autoptr (json_t) settled = NULL;
  g_autoptr (json_t) other = NULL;
  g_autoptr (json_t) back = NULL;

  foyer_record_set_link (aggregate->record, "patient-id", PATIENT);
  settled = fhir_part_render (PART, aggregate, form);
  g_assert_cmpstr (actor (settled), ==, "Patient/patient-" PATIENT);
  g_assert_true (json_equal (json_object_get (settled, "contained"),
                             json_object_get (form, "contained")));

  foyer_record_set_link (aggregate->record, "patient-id", OTHER);
  other = fhir_part_render (PART, aggregate, settled);
  g_assert_cmpstr (actor (other), ==, "Patient/patient-" OTHER);
  g_assert_cmpuint (json_array_size (json_object_get (other, "participant")), ==, 1);

  foyer_record_set_link (aggregate->record, "patient-id", NULL);
  back = fhir_part_render (PART, aggregate, other);
  g_assert_cmpstr (actor (back), ==, "#p");
  g_assert_true (json_equal (back, form));
}

static void
test_two_desks_name_two_patients (void)
{
  g_autoptr (FoyerAggregate) one = new_request ();
  g_autoptr (FoyerAggregate) two = new_request ();
  g_autoptr (json_t) form = foyer_form_appointment_encode (FOYER_REQUEST (one->record));
  g_autoptr (json_t) mine = NULL;
  g_autoptr (json_t) theirs = NULL;
  g_autoptr (json_t) merged = NULL;
  g_autoptr (GPtrArray) clashes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fhir_clash_free);

  foyer_record_set_link (one->record, "patient-id", PATIENT);
  foyer_record_set_link (two->record, "patient-id", OTHER);
  mine = fhir_part_render (PART, one, form);
  theirs = fhir_part_render (PART, two, form);
  merged = foyer_fhir_merge (PART, form, mine, theirs, clashes);

  fhir_assert_valid (merged);
  g_assert_cmpuint (clashes->len, ==, 1);
  g_assert_cmpstr (((FoyerFhirClash *) clashes->pdata[0])->unit, ==, "patient");
  g_assert_cmpstr (actor (merged), ==, "Patient/patient-" OTHER);
}

/* Another system proposes a patient of its own. */
static void
test_another_systems_proposal (void)
{
  g_autoptr (json_t) json = fhir_part_parse (
      "{\"resourceType\": \"Appointment\", \"id\": \"8\", \"identifier\": [{\"system\": "
      "\"urn:theirs\", \"value\": \"8\"}], \"status\": \"proposed\", \"participant\": "
      "[{\"actor\": {\"reference\": \"Practitioner/referrer-" OTHER
      "\"}, \"status\": \"accepted\"}, {\"actor\": {\"reference\": "
      "\"Patient/patient-" PATIENT
      "\", \"display\": \"Ana\"}, \"status\": \"tentative\"}], \"requestedPeriod\": "
      "[{\"start\": \"2026-05-01T00:00:00-07:00\", \"end\": \"2026-05-31\"}]}");
  g_autoptr (FoyerAggregate) aggregate = decode (json, NULL);
  FoyerRequest *request = FOYER_REQUEST (aggregate->record);
  g_autoptr (json_t) again = fhir_part_render (PART, aggregate, json);
  g_autoptr (json_t) declined = NULL;
  g_autoptr (FoyerAggregate) back = NULL;

  g_assert_true (json_equal (again, json));
  g_assert_cmpint (request->channel, ==, FOYER_CHANNEL_WEB);
  g_assert_cmpint (request->state, ==, FOYER_REQUEST_STATE_OPEN);
  g_assert_cmpstr (foyer_record_get_link (request, "patient-id"), ==, PATIENT);
  g_assert_cmpstr (request->earliest_date, ==, "2026-05-01");
  g_assert_null (request->family);

  request->state = FOYER_REQUEST_STATE_DECLINED;
  declined = fhir_part_render (PART, aggregate, json);
  back = decode (declined, NULL);
  g_assert_cmpint (FOYER_REQUEST (back->record)->state, ==, FOYER_REQUEST_STATE_DECLINED);
  g_assert_null (json_object_get (declined, "contained"));
  g_assert_true (json_equal (json_object_get (declined, "participant"),
                             json_object_get (json, "participant")));
  g_assert_true (json_equal (json_object_get (declined, "requestedPeriod"),
                             json_object_get (json, "requestedPeriod")));
}

static void
test_unknown_stays_after_twenty_edits (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_request ();
  g_autoptr (json_t) form =
      foyer_form_appointment_encode (FOYER_REQUEST (aggregate->record));
  g_autoptr (json_t) json = NULL;

  json_object_set_new (form, "priority", json_integer (3));
  json_array_append_new (json_object_get (form, "extension"),
                         json_pack ("{s:s, s:f}", "url", "urn:x", "valueDecimal", 0.10));
  json_array_append_new (
      json_object_get (json_array_get (json_object_get (form, "contained"), 0),
                       "telecom"),
      json_pack ("{s:s, s:s, s:s}", "system", "phone", "value", "2", "use", "work"));
  json_array_append_new (
      json_object_get (form, "serviceCategory"),
      json_pack ("{s:[{s:s, s:s}]}", "coding", "system", "urn:x", "code", "y"));
  json = json_deep_copy (form);
  for (guint i = 0; i < 20; i++)
    {
      FoyerRequest *request = FOYER_REQUEST (aggregate->record);
      json_t       *next;

      foyer_set_text (&request->phone, i % 2 == 0 ? "1" : "(541) 555-0102");
      foyer_set_text (&request->message,
                      i % 2 == 0 ? NULL : "A mole that itches.\nSince May.");
      request->category =
          i % 2 == 0 ? FOYER_REQUEST_CATEGORY_MEDICAL : FOYER_REQUEST_CATEGORY_COSMETIC;
      foyer_record_set_link (request, "referral-id", i % 2 == 0 ? OTHER : NULL);
      next = fhir_part_render (PART, aggregate, json);
      json_decref (json);
      json = next;
    }
  g_assert_true (json_equal (json, form));
}

/* The same resource is a booking as soon as a desk made one of it, for every desk. */
static void
test_booking_of_a_request (void)
{
  g_autoptr (FoyerAggregate) request = new_request ();
  g_autoptr (json_t) form =
      foyer_form_appointment_encode (FOYER_REQUEST (request->record));
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("booking", UID);
  FoyerBooking  *booking = FOYER_BOOKING (aggregate->record);
  FoyerFhirLinks links = fhir_random_links ();
  g_autoptr (json_t) json = NULL;

  booking->state = FOYER_BOOKING_STATE_BOOKED;
  booking->start_at = booking->block_start_at = RECEIVED_AT + 86400;
  booking->end_at = booking->block_end_at = RECEIVED_AT + 86400 + 900;
  foyer_set_text (&booking->visit_date, "2026-03-09");
  foyer_record_set_link (booking, "patient-id", PATIENT);
  foyer_record_set_link (booking, "clinician-id", OTHER);
  json = foyer_fhir_part_render (&foyer_fhir_part_booking, aggregate, &links, form);

  fhir_assert_valid (json);
  g_assert_true (foyer_fhir_parts_match (json) == &foyer_fhir_part_booking);
  g_assert_true (json_equal (json_object_get (json, "contained"),
                             json_object_get (form, "contained")));
  g_assert_true (json_equal (json_object_get (json, "identifier"),
                             json_object_get (form, "identifier")));
  g_assert_nonnull (foyer_fhir_extension (json, FOYER_FHIR_INTAKE_REFERRER_TEXT));
  g_assert_cmpstr (actor (json), ==, "Patient/patient-" PATIENT);
}

static void
test_refused (void)
{
#define PROPOSED(rest)                                                                   \
  "{\"resourceType\": \"Appointment\", \"status\": \"proposed\", " rest "}"
#define PERSON(rest)                                                                     \
  PROPOSED ("\"contained\": [{\"resourceType\": \"Patient\", \"id\": \"p\", " rest "}]")
  static const struct
  {
    const char *text;
    const char *path;
  } cases[] = {
    { PERSON ("\"birthDate\": \"1981-02-30\""), "Appointment.contained.birthDate" },
    { PERSON ("\"name\": [{\"family\": 3}]"), "Appointment.contained.name.family" },
    { PERSON ("\"telecom\": {}"), "Appointment.contained.telecom" },
    { PROPOSED ("\"comment\": []"), "Appointment.comment" },
    { PROPOSED ("\"created\": \"2026-03-08T23:59:60Z\""), "Appointment.created" },
    { PROPOSED ("\"requestedPeriod\": [{\"start\": \"2026-13-01\"}]"),
      "Appointment.requestedPeriod.start" },
    { PROPOSED ("\"requestedPeriod\": [{\"start\": \"2026\"}]"),
      "Appointment.requestedPeriod.start" },
    { PROPOSED ("\"requestedPeriod\": \"soon\""), "Appointment.requestedPeriod" },
    { "{\"resourceType\": \"Appointment\", \"status\": \"booked\", \"extension\": "
      "[{\"url\": \"" FOYER_FHIR_INTAKE_CHANNEL "\", \"valueCode\": \"web-form\"}]}",
      "Appointment.status" },
    { PROPOSED ("\"extension\": [{\"url\": \"" FOYER_FHIR_INTAKE_SEEN_BEFORE
                "\", \"valueBoolean\": \"yes\"}]"),
      "Appointment.extension" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (json_t) json = fhir_part_parse (cases[i].text);
      g_autoptr (GError) error = NULL;
      g_autofree char *path = NULL;

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

#define ADD(name, function) g_test_add_func ("/fhir-request-part/" name, function)
  ADD ("form-is-read-in-full", test_form_is_read_in_full);
  ADD ("desk-writes-as-the-form", test_desk_writes_as_the_form);
  ADD ("every-state-comes-back", test_every_state_comes_back);
  ADD ("closed-elsewhere", test_closed_elsewhere);
  ADD ("person-is-settled-and-unsettled", test_person_is_settled_and_unsettled);
  ADD ("two-desks-name-two-patients", test_two_desks_name_two_patients);
  ADD ("another-systems-proposal", test_another_systems_proposal);
  ADD ("unknown-stays-after-twenty-edits", test_unknown_stays_after_twenty_edits);
  ADD ("booking-of-a-request", test_booking_of_a_request);
  ADD ("refused", test_refused);

  return g_test_run ();
}
