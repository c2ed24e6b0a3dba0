/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-invariants.h"
#include "fhir-part.h"
#include "fhir-random.h"

#include "fhir/foyer-fhir-intake.h"
#include "fhir/foyer-fhir-merge.h"
#include "fhir/foyer-fhir-parts.h"
#include "model/foyer-booking.h"

#include <string.h>

#define PART (&foyer_fhir_part_booking)
#define UID "0b9a3a0e-6a3e-4f5c-9d0c-1f6d5e1c8a01"
#define PATIENT "11111111-1111-4111-8111-111111111111"
#define CLINICIAN "22222222-2222-4222-8222-222222222222"
#define ROOM "33333333-3333-4333-8333-333333333333"
#define SERVICE "44444444-4444-4444-8444-444444444444"
#define REFERRAL "55555555-5555-4555-8555-555555555555"
#define STAFF "66666666-6666-4666-8666-666666666666"
#define START_AT G_GINT64_CONSTANT (1772991000) /* 2026-03-08T17:30:00Z */

#define PATIENT_ACTOR "{\"reference\": \"Patient/patient-" PATIENT "\"}"
#define CLINICIAN_ACTOR "{\"reference\": \"Practitioner/clinician-" CLINICIAN "\"}"
#define FOREIGN(rest)                                                                    \
  "{\"resourceType\": \"Appointment\", \"id\": \"77\", \"participant\": [{\"actor\": "   \
  "{\"reference\": \"Practitioner/referrer-" STAFF "\"}, \"status\": \"accepted\"}, "    \
  "{\"actor\": " PATIENT_ACTOR ", \"status\": \"tentative\"}, {\"actor\": "              \
  "{\"reference\": \"PractitionerRole/clinician-" CLINICIAN                              \
  "\"}, \"status\": \"accepted\"}], " rest "}"
#define AT_NINE                                                                          \
  "\"start\": \"2026-03-08T09:00:00.250-08:00\", \"end\": \"2026-03-08T18:30:00+01:00\""

static FoyerAggregate *
new_booking (FoyerBookingState state)
{
  FoyerAggregate *aggregate = foyer_aggregate_new ("booking", UID);
  FoyerBooking   *booking = FOYER_BOOKING (aggregate->record);

  booking->state = state;
  booking->start_at = START_AT;
  booking->end_at = START_AT + 1800;
  booking->block_start_at = START_AT - 300;
  booking->block_end_at = START_AT + 2400;
  foyer_set_text (&booking->visit_date, "2026-03-08");
  if (state == FOYER_BOOKING_STATE_HELD)
    booking->held_until = START_AT - 86400;
  if (state == FOYER_BOOKING_STATE_CANCELLED)
    booking->cancel_reason = FOYER_CANCEL_REASON_PATIENT_TRANSPORT;
  foyer_record_set_link (booking, "patient-id", PATIENT);
  foyer_record_set_link (booking, "clinician-id", CLINICIAN);
  foyer_record_set_link (booking, "service-id", SERVICE);

  return aggregate;
}

static FoyerAggregate *
decode (const json_t *json, GError **error)
{
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("booking", UID);

  g_assert_true (foyer_fhir_parts_match (json) == PART);

  return fhir_part_decode (PART, json, aggregate, error) ? g_steal_pointer (&aggregate)
                                                         : NULL;
}

static FoyerAggregate *
decode_text (const char *text)
{
  g_autoptr (json_t) json = fhir_part_parse (text);
  g_autoptr (GError) error = NULL;
  FoyerAggregate *aggregate = decode (json, &error);

  g_assert_no_error (error);

  return aggregate;
}

static const char *
participation (const json_t *json, const char *type)
{
  json_t *participant;
  size_t  i;

  json_array_foreach (json_object_get (json, "participant"), i, participant)
    if (g_str_has_prefix (
            foyer_fhir_peek (json_object_get (participant, "actor"), "reference"), type))
      return foyer_fhir_peek (participant, "status");

  return NULL;
}

static void
test_every_state_comes_back (void)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (FOYER_TYPE_BOOKING_STATE);
  g_autoptr (GEnumClass) reasons = g_type_class_ref (FOYER_TYPE_CANCEL_REASON);

  for (guint s = 0; s < states->n_values; s++)
    for (guint r = 0; r < reasons->n_values; r++)
      for (guint timed = 0; timed < 2; timed++)
        {
          g_autoptr (FoyerAggregate) aggregate = new_booking ((FoyerBookingState) s);
          g_autoptr (FoyerAggregate) back = NULL;
          g_autoptr (json_t) json = NULL;
          FoyerBooking *booking = FOYER_BOOKING (aggregate->record);

          if (s == FOYER_BOOKING_STATE_CANCELLED && r == FOYER_CANCEL_REASON_NONE)
            continue;
          booking->cancel_reason = (FoyerCancelReason) r;
          foyer_set_text (&booking->cancel_comment, "called at nine");
          if (!timed)
            {
              booking->start_at = booking->end_at = 0;
              booking->block_start_at = booking->block_end_at = 0;
              foyer_set_text (&booking->visit_date, NULL);
            }
          json = fhir_part_render (PART, aggregate, NULL);
          back = decode (json, NULL);
          g_assert_cmpstr (fhir_find_difference (aggregate, back), ==, NULL);
        }
}

static void
test_not_confirmed_at_the_endpoint (void)
{
  static const struct
  {
    FoyerBookingState state;
    const char       *status;
  } cases[] = {
    { FOYER_BOOKING_STATE_HELD, "pending" },
    { FOYER_BOOKING_STATE_BOOKED, "pending" },
    { FOYER_BOOKING_STATE_CONFIRMED, "pending" },
    { FOYER_BOOKING_STATE_ARRIVED, "arrived" },
    { FOYER_BOOKING_STATE_COMPLETED, "fulfilled" },
    { FOYER_BOOKING_STATE_CANCELLED, "cancelled" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerAggregate) aggregate = new_booking (cases[i].state);
      g_autoptr (FoyerAggregate) back = NULL;
      g_autoptr (FoyerAggregate) after = NULL;
      g_autoptr (json_t) json = NULL;
      g_autoptr (json_t) claimed = NULL;

      foyer_record_set_link (aggregate->record, "unconfirmed", "1");
      json = fhir_part_render (PART, aggregate, NULL);
      back = decode (json, NULL);
      g_assert_cmpstr (foyer_fhir_peek (json, "status"), ==, cases[i].status);
      g_assert_cmpint (FOYER_BOOKING (back->record)->state, ==, cases[i].state);
      g_assert_cmpstr (foyer_record_get_link (back->record, "unconfirmed"), ==, "1");

      foyer_record_set_link (back->record, "unconfirmed", NULL);
      claimed = fhir_part_render (PART, back, json);
      after = decode (claimed, NULL);
      g_assert_null (foyer_record_get_link (after->record, "unconfirmed"));
      g_assert_cmpint (FOYER_BOOKING (after->record)->state, ==, cases[i].state);
      if (cases[i].state == FOYER_BOOKING_STATE_CONFIRMED)
        g_assert_cmpstr (foyer_fhir_peek (claimed, "status"), ==, "booked");
    }
}

/* What somebody else makes of a booking that we wrote as in the room. */
static void
test_status_of_others_counts (void)
{
  static const struct
  {
    const char       *status;
    FoyerBookingState state;
  } cases[] = {
    { "pending", FOYER_BOOKING_STATE_HELD },
    { "booked", FOYER_BOOKING_STATE_CONFIRMED },
    { "arrived", FOYER_BOOKING_STATE_ARRIVED },
    { "checked-in", FOYER_BOOKING_STATE_IN_ROOM },
    { "fulfilled", FOYER_BOOKING_STATE_COMPLETED },
    { "noshow", FOYER_BOOKING_STATE_NO_SHOW },
    { "cancelled", FOYER_BOOKING_STATE_CANCELLED },
    { "entered-in-error", FOYER_BOOKING_STATE_ENTERED_IN_ERROR },
    { "waitlist", FOYER_BOOKING_STATE_WAITLISTED },
    { "proposed", FOYER_BOOKING_STATE_REQUESTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerAggregate) aggregate = new_booking (FOYER_BOOKING_STATE_IN_ROOM);
      g_autoptr (json_t) json = fhir_part_render (PART, aggregate, NULL);
      g_autoptr (FoyerAggregate) back = NULL;
      FoyerBooking *booking;

      foyer_fhir_set_text (json, "status", cases[i].status);
      back = decode (json, NULL);
      booking = FOYER_BOOKING (back->record);
      g_assert_cmpint (booking->state, ==, cases[i].state);
      g_assert_cmpint (booking->cancel_reason, ==,
                       cases[i].state == FOYER_BOOKING_STATE_CANCELLED
                           ? FOYER_CANCEL_REASON_CLINIC
                           : FOYER_CANCEL_REASON_NONE);
      g_assert_cmpint (booking->held_until != 0, ==,
                       cases[i].state == FOYER_BOOKING_STATE_HELD);
    }
}

static void
test_patient_confirms_elsewhere (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_booking (FOYER_BOOKING_STATE_BOOKED);
  g_autoptr (json_t) json = fhir_part_render (PART, aggregate, NULL);
  g_autoptr (FoyerAggregate) confirmed = NULL;
  g_autoptr (FoyerAggregate) declined = NULL;
  json_t *patient = json_array_get (json_object_get (json, "participant"), 0);

  g_assert_cmpstr (participation (json, "Patient"), ==, "needs-action");
  foyer_fhir_set_text (patient, "status", "accepted");
  confirmed = decode (json, NULL);
  foyer_fhir_set_text (patient, "status", "declined");
  declined = decode (json, NULL);

  g_assert_cmpint (FOYER_BOOKING (confirmed->record)->state, ==,
                   FOYER_BOOKING_STATE_CONFIRMED);
  g_assert_cmpint (FOYER_BOOKING (declined->record)->state, ==,
                   FOYER_BOOKING_STATE_BOOKED);
}

static void
test_cancellation_of_others (void)
{
  static const struct
  {
    const char       *code;
    FoyerCancelReason reason;
  } cases[] = {
    { "pat-cpp", FOYER_CANCEL_REASON_PATIENT },
    { "pat-fb", FOYER_CANCEL_REASON_PATIENT_FEELING_BETTER },
    { "prov-mcp", FOYER_CANCEL_REASON_CLINIC },
    { "maint", FOYER_CANCEL_REASON_CLINIC },
    { "other", FOYER_CANCEL_REASON_CLINIC },
    { "oth-weath", FOYER_CANCEL_REASON_PATIENT_WEATHER },
    { "what-is-this", FOYER_CANCEL_REASON_CLINIC },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerAggregate) aggregate = new_booking (FOYER_BOOKING_STATE_CANCELLED);
      g_autoptr (FoyerAggregate) back = NULL;
      g_autoptr (FoyerAggregate) again = NULL;
      g_autoptr (json_t) json = fhir_part_render (PART, aggregate, NULL);
      g_autoptr (json_t) edited = NULL;
      json_t *coding = json_array_get (
          json_object_get (json_object_get (json, "cancelationReason"), "coding"), 0);

      foyer_fhir_set_text (coding, "code", cases[i].code);
      foyer_fhir_set_text (json_object_get (json, "cancelationReason"), "text", "Ill");
      back = decode (json, NULL);
      g_assert_cmpint (FOYER_BOOKING (back->record)->cancel_reason, ==, cases[i].reason);
      g_assert_cmpstr (FOYER_BOOKING (back->record)->cancel_comment, ==, "Ill");

      /* An edit of something else leaves the finer code. */
      foyer_set_text (&FOYER_BOOKING (back->record)->note, "x");
      edited = fhir_part_render (PART, back, json);
      g_assert_cmpstr (
          foyer_fhir_code (json_object_get (edited, "cancelationReason"), NULL), ==,
          cases[i].code);
    }
}

static void
test_another_systems_appointment (void)
{
  g_autoptr (FoyerAggregate) aggregate = decode_text (FOREIGN (
      "\"status\": \"booked\", \"created\": \"2026-01-02\", \"comment\": \"  fasting \", "
      "\"reasonCode\": [{\"coding\": [{\"display\": \"Acne\"}]}], " AT_NINE));
  FoyerBooking *booking = FOYER_BOOKING (aggregate->record);

  g_assert_cmpint (booking->state, ==, FOYER_BOOKING_STATE_BOOKED);
  g_assert_cmpint (booking->start_at, ==, START_AT - 1800);
  g_assert_cmpint (booking->end_at, ==, START_AT);
  g_assert_cmpint (booking->block_start_at, ==, booking->start_at);
  g_assert_cmpint (booking->block_end_at, ==, booking->end_at);
  g_assert_cmpstr (booking->visit_date, ==, "2026-03-08");
  g_assert_cmpstr (booking->note, ==, "fasting");
  g_assert_cmpstr (booking->reason, ==, "Acne");
  g_assert_cmpint (booking->created_at, ==, 1767312000);
  g_assert_cmpstr (foyer_record_get_link (booking, "patient-id"), ==, PATIENT);
  g_assert_cmpstr (foyer_record_get_link (booking, "clinician-id"), ==, CLINICIAN);
  g_assert_null (foyer_record_get_link (booking, "service-id"));
  g_assert_null (foyer_record_get_link (booking, "room-id"));
  g_assert_null (foyer_record_get_link (booking, "referral-id"));
  g_assert_null (booking->number);
}

/* The block and the date belong to a time; whoever moves only that does not move them. */
static void
test_moved_elsewhere (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_booking (FOYER_BOOKING_STATE_BOOKED);
  g_autoptr (json_t) json = fhir_part_render (PART, aggregate, NULL);
  g_autoptr (FoyerAggregate) back = NULL;
  FoyerBooking *booking;

  foyer_fhir_set_text (json, "start", "2026-03-09T23:30:00-07:00");
  foyer_fhir_set_text (json, "end", "2026-03-10T06:50:00Z");
  back = decode (json, NULL);
  booking = FOYER_BOOKING (back->record);

  g_assert_cmpint (booking->end_at - booking->start_at, ==, 1200);
  g_assert_cmpint (booking->block_start_at, ==, booking->start_at);
  g_assert_cmpint (booking->block_end_at, ==, booking->end_at);
  g_assert_cmpstr (booking->visit_date, ==, "2026-03-09");
}

static void
test_date_is_never_missing (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_booking (FOYER_BOOKING_STATE_BOOKED);
  g_autoptr (json_t) json = fhir_part_render (PART, aggregate, NULL);
  g_autoptr (FoyerAggregate) back = NULL;

  foyer_fhir_remove_extension (json, FOYER_FHIR_EXTENSION ("visit-date"));
  back = decode (json, NULL);
  g_assert_cmpstr (FOYER_BOOKING (back->record)->visit_date, ==, "2026-03-08");
  g_assert_cmpint (FOYER_BOOKING (back->record)->block_start_at, ==, START_AT - 300);
}

static void
test_block_is_kept_around_its_time (void)
{
  static const struct
  {
    gint64   start; /* seconds by which somebody moves it */
    gint64   end;
    gboolean is_kept;
  } cases[] = {
    { 0, 0, TRUE },           { -300, 0, TRUE },
    { -301, 0, FALSE },       { 0, 600, TRUE },
    { 0, 601, FALSE },        { 7200 - 300, 0, TRUE },
    { 7200 - 299, 0, FALSE }, { 0, 600 - 7200, TRUE },
    { 0, 599 - 7200, FALSE }, { -86400, -86400, FALSE },
    { 86400, 86400, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerAggregate) aggregate = new_booking (FOYER_BOOKING_STATE_BOOKED);
      FoyerBooking *booking = FOYER_BOOKING (aggregate->record);
      g_autoptr (json_t) json = NULL;
      g_autoptr (FoyerAggregate) back = NULL;

      booking->end_at = START_AT + 4 * 3600;
      booking->block_end_at = booking->end_at + 600;
      json = fhir_part_render (PART, aggregate, NULL);
      foyer_fhir_set_instant (json, "start", booking->start_at + cases[i].start);
      foyer_fhir_set_instant (json, "end", booking->end_at + cases[i].end);
      back = decode (json, NULL);
      g_assert_cmpint (
          FOYER_BOOKING (back->record)->block_start_at == booking->block_start_at &&
              FOYER_BOOKING (back->record)->block_end_at == booking->block_end_at,
          ==, cases[i].is_kept);
      g_assert_cmpint (FOYER_BOOKING (back->record)->block_start_at, <=,
                       FOYER_BOOKING (back->record)->start_at);
    }
}

static void
test_others_stay (void)
{
  g_autoptr (json_t) json = fhir_part_parse (FOREIGN (
      "\"status\": \"booked\", \"slot\": [{\"reference\": \"Slot/1\"}], \"basedOn\": "
      "[{\"reference\": \"ServiceRequest/theirs\", \"display\": \"lab\"}], "
      "\"serviceType\": [{\"text\": \"Consult\"}], \"priority\": 5, "
      "\"extension\": [{\"url\": \"urn:x\", \"valueDecimal\": 1.50}], " AT_NINE));
  g_autoptr (json_t) first = json_deep_copy (json);
  g_autoptr (FoyerAggregate) aggregate = NULL;
  FoyerBooking *booking;

  json_object_set_new (json, "identifier",
                       json_pack ("[{s:s, s:s}]", "system", "urn:theirs", "value", "a"));
  json_object_set (first, "identifier", json_object_get (json, "identifier"));
  for (guint i = 0; i < 20; i++)
    {
      json_t *next;

      g_clear_pointer (&aggregate, foyer_aggregate_free);
      aggregate = decode (json, NULL);
      booking = FOYER_BOOKING (aggregate->record);
      foyer_set_text (&booking->note, i % 2 == 0 ? "a note" : NULL);
      booking->state =
          i % 2 == 0 ? FOYER_BOOKING_STATE_ARRIVED : FOYER_BOOKING_STATE_BOOKED;
      booking->arrived_at = i % 2 == 0 ? START_AT : 0;
      booking->room_id = 0;
      foyer_record_set_link (booking, "room-id", i % 2 == 0 ? ROOM : NULL);
      foyer_record_set_link (booking, "referral-id", i % 2 == 0 ? REFERRAL : NULL);
      next = fhir_part_render (PART, aggregate, json);
      json_decref (json);
      json = next;
    }
  /* What was edited is as it was, save how the patient takes part and our extensions. */
  g_assert_cmpstr (participation (json, "Patient"), ==, "needs-action");
  foyer_fhir_set_text (json_array_get (json_object_get (json, "participant"), 1),
                       "status", "tentative");
  foyer_fhir_remove_extension (json, FOYER_FHIR_EXTENSION ("state"));
  g_assert_true (json_equal (json, first));
}

static void
test_clinician_changes_in_place (void)
{
  g_autoptr (json_t) json =
      fhir_part_parse (FOREIGN ("\"status\": \"booked\", " AT_NINE));
  g_autoptr (FoyerAggregate) aggregate = NULL;
  g_autoptr (json_t) next = NULL;
  json_t *list;

  json_object_set_new (json, "identifier",
                       json_pack ("[{s:s, s:s}]", "system", "urn:theirs", "value", "a"));
  aggregate = decode (json, NULL);
  foyer_record_set_link (aggregate->record, "clinician-id", STAFF);
  foyer_record_set_link (aggregate->record, "patient-id", ROOM);
  next = fhir_part_render (PART, aggregate, json);
  list = json_object_get (next, "participant");

  g_assert_cmpuint (json_array_size (list), ==, 3);
  g_assert_cmpstr (participation (next, "Practitioner/referrer-" STAFF), ==, "accepted");
  g_assert_cmpstr (participation (next, "Practitioner/clinician-" STAFF), ==, "accepted");
  g_assert_cmpstr (participation (next, "Patient/patient-" ROOM), ==, "needs-action");
}

static void
test_unknown_clinician_is_waited_for (void)
{
  g_autoptr (json_t) json = fhir_part_parse (
      "{\"resourceType\": \"Appointment\", \"status\": \"booked\", \"participant\": "
      "[{\"actor\": " PATIENT_ACTOR ", \"status\": \"accepted\"}, {\"actor\": "
      "{\"reference\": \"Practitioner/9\"}, \"status\": \"accepted\"}], " AT_NINE "}");
  FoyerFhirLinks links = fhir_random_links ();
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("booking", UID);

  g_assert_true (foyer_fhir_part_decode (PART, json, &links, aggregate, NULL));
  g_assert_cmpuint (links.unresolved->len, ==, 1);
  g_assert_cmpstr (links.unresolved->pdata[0], ==, "Practitioner/9");
  g_ptr_array_unref (links.unresolved);
}

static char *
no_reference (const char *kind, const char *uid, gpointer data)
{
  return g_str_equal (kind, "clinician") ? NULL : g_strdup_printf ("Patient/%s", uid);
}

static char *
placeholder (const char *kind, const char *uid, gpointer data)
{
  return g_strconcat ("urn:uuid:", uid, NULL);
}

static char *
placeholder_uid (const char *kind, const char *reference, gboolean *other, gpointer data)
{
  *other = FALSE;
  return g_strdup (reference + strlen ("urn:uuid:"));
}

static void
test_what_the_endpoint_lacks_is_missing (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_booking (FOYER_BOOKING_STATE_BOOKED);
  FoyerFhirLinks links = { .to_reference = no_reference };
  g_autoptr (json_t) json = foyer_fhir_part_render (PART, aggregate, &links, NULL);

  g_assert_true (links.missing);
  g_assert_nonnull (json);
}

/* A merge that is not sent has references without a type. */
static void
test_placeholders_come_back (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_booking (FOYER_BOOKING_STATE_BOOKED);
  FoyerFhirLinks links = { .to_reference = placeholder, .to_uid = placeholder_uid };
  g_autoptr (json_t) json = NULL;
  g_autoptr (FoyerAggregate) back = foyer_aggregate_new ("booking", UID);

  foyer_record_set_link (aggregate->record, "room-id", ROOM);
  foyer_record_set_link (aggregate->record, "referral-id", REFERRAL);
  json = foyer_fhir_part_render (PART, aggregate, &links, NULL);
  g_assert_true (foyer_fhir_part_decode (PART, json, &links, back, NULL));
  g_assert_cmpstr (fhir_find_difference (aggregate, back), ==, NULL);
}

/* A clinician who is not at the endpoint yet, in a merge that is not sent. */
static char *
new_clinician (const char *kind, const char *uid, gpointer data)
{
  return g_str_equal (uid, STAFF) ? placeholder (kind, uid, NULL)
                                  : fhir_random_links ().to_reference (kind, uid, NULL);
}

static char *
new_clinician_uid (const char *kind,
                   const char *reference,
                   gboolean   *other,
                   gpointer    data)
{
  return g_str_has_prefix (reference, "urn:uuid:")
             ? placeholder_uid (kind, reference, other, NULL)
             : fhir_random_links ().to_uid (kind, reference, other, NULL);
}

static void
test_placeholder_is_the_same_participant (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_booking (FOYER_BOOKING_STATE_BOOKED);
  FoyerFhirLinks links = { .to_reference = new_clinician, .to_uid = new_clinician_uid };
  g_autoptr (json_t) base = fhir_part_render (PART, aggregate, NULL);
  g_autoptr (json_t) mine = NULL;
  g_autoptr (json_t) theirs = NULL;
  g_autoptr (json_t) merged = NULL;
  g_autoptr (GPtrArray) clashes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fhir_clash_free);

  FOYER_BOOKING (aggregate->record)->start_at -= 60;
  theirs = fhir_part_render (PART, aggregate, base);
  FOYER_BOOKING (aggregate->record)->start_at += 60;
  foyer_record_set_link (aggregate->record, "clinician-id", STAFF);
  mine = foyer_fhir_part_render (PART, aggregate, &links, base);
  merged = foyer_fhir_merge (PART, base, mine, theirs, clashes);

  g_assert_cmpuint (clashes->len, ==, 1);
  g_assert_cmpstr (((FoyerFhirClash *) clashes->pdata[0])->unit, ==, "time");
  g_assert_true (foyer_fhir_equal (merged, theirs));
}

static void
test_service_code_is_for_others (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_booking (FOYER_BOOKING_STATE_BOOKED);
  g_autoptr (json_t) first = NULL;
  g_autoptr (json_t) same = NULL;
  g_autoptr (json_t) changed = NULL;
  g_autoptr (FoyerAggregate) back = NULL;

  foyer_record_set_link (aggregate->record, "service-code", "new-patient");
  foyer_record_set_link (aggregate->record, "service-name", "New Patient");
  first = fhir_part_render (PART, aggregate, NULL);
  g_assert_cmpstr (
      foyer_fhir_code (json_array_get (json_object_get (first, "serviceType"), 0),
                       FOYER_FHIR_SYSTEM_SERVICE),
      ==, "new-patient");

  back = decode (first, NULL);
  g_assert_cmpstr (foyer_record_get_link (back->record, "service-id"), ==, SERVICE);
  foyer_set_text (&FOYER_BOOKING (back->record)->note, "x");
  same = fhir_part_render (PART, back, first);
  g_assert_true (json_equal (json_object_get (same, "serviceType"),
                             json_object_get (first, "serviceType")));

  foyer_record_set_link (back->record, "service-id", STAFF);
  changed = fhir_part_render (PART, back, first);
  g_assert_null (json_object_get (changed, "serviceType"));
}

/* What the form sent becomes a booking under the same key. */
static void
test_request_becomes_booking (void)
{
  g_autoptr (json_t) request = fhir_part_parse (
      "{\"resourceType\": \"Appointment\", \"contained\": [{\"resourceType\": "
      "\"Patient\", \"id\": \"p\", \"name\": [{\"family\": \"Ruiz\"}]}], \"identifier\": "
      "[{\"use\": \"secondary\", \"system\": \"" FOYER_FHIR_SYSTEM_RECORD
      "\", \"value\": \"" UID "\"}], \"extension\": [{\"url\": "
      "\"" FOYER_FHIR_INTAKE_CHANNEL "\", \"valueCode\": \"web-form\"}], \"status\": "
      "\"proposed\", \"comment\": \"A mole\", \"requestedPeriod\": [{\"start\": "
      "\"2026-03-01\"}], \"participant\": [{\"actor\": {\"reference\": \"#p\"}, "
      "\"status\": \"accepted\"}]}");

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (FoyerAggregate) aggregate = new_booking (FOYER_BOOKING_STATE_BOOKED);
      g_autoptr (FoyerAggregate) back = NULL;
      g_autoptr (json_t) json = NULL;

      foyer_set_text (&FOYER_BOOKING (aggregate->record)->note,
                      i == 1 ? "Left arm" : NULL);
      json = fhir_part_render (PART, aggregate, request);
      back = decode (json, NULL);

      g_assert_cmpuint (json_array_size (json_object_get (json, "participant")), ==, 2);
      g_assert_cmpstr (participation (json, "Patient/"), ==, "needs-action");
      g_assert_cmpstr (
          foyer_fhir_peek (
              json_object_get (foyer_fhir_extension (json, FOYER_FHIR_INTAKE_PATIENT),
                               "valueReference"),
              "reference"),
          ==, "#p");
      g_assert_true (json_equal (json_object_get (json, "contained"),
                                 json_object_get (request, "contained")));
      g_assert_true (json_equal (json_object_get (json, "requestedPeriod"),
                                 json_object_get (request, "requestedPeriod")));
      g_assert_nonnull (foyer_fhir_extension (json, FOYER_FHIR_INTAKE_CHANNEL));
      g_assert_cmpstr (FOYER_BOOKING (back->record)->note, ==,
                       i == 1 ? "Left arm" : "A mole");
      if (i == 1)
        g_assert_cmpstr (
            foyer_fhir_peek (
                foyer_fhir_extension (json, FOYER_FHIR_EXTENSION ("intake-message")),
                "valueString"),
            ==, "A mole");
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *path;
  } cases[] = {
    { FOREIGN (AT_NINE), "Appointment.status" },
    { FOREIGN ("\"status\": \"maybe\", " AT_NINE), "Appointment.status" },
    { FOREIGN ("\"status\": 3, " AT_NINE), "Appointment.status" },
    { FOREIGN ("\"status\": \"booked\""), "Appointment.start" },
    { FOREIGN ("\"status\": \"booked\", \"start\": \"2026-03-08T09:00:00Z\""),
      "Appointment.end" },
    { FOREIGN ("\"status\": \"waitlist\", \"end\": \"2026-03-08T09:00:00Z\""),
      "Appointment.start" },
    { FOREIGN ("\"status\": \"booked\", \"start\": \"2026-03-08T09:00:00Z\", \"end\": "
               "\"2026-03-08T09:00:00Z\""),
      "Appointment.end" },
    { FOREIGN ("\"status\": \"booked\", \"start\": \"2026-03-08T10:00:00Z\", \"end\": "
               "\"2026-03-08T10:30:00+01:00\""),
      "Appointment.end" },
    { FOREIGN ("\"status\": \"booked\", \"start\": \"2026-03-08T23:59:60Z\", \"end\": "
               "\"2026-03-09T10:30:00Z\""),
      "Appointment.start" },
    { FOREIGN ("\"status\": \"booked\", \"start\": \"2026-03-08\", \"end\": "
               "\"2026-03-09T10:30:00Z\""),
      "Appointment.start" },
    { FOREIGN ("\"status\": \"booked\", \"start\": \"2026-03-08T10:30:00\", \"end\": "
               "\"2026-03-09T10:30:00Z\""),
      "Appointment.start" },
    { FOREIGN ("\"status\": \"booked\", \"comment\": {}, " AT_NINE),
      "Appointment.comment" },
    { FOREIGN ("\"status\": \"booked\", \"created\": \"today\", " AT_NINE),
      "Appointment.created" },
    { FOREIGN ("\"status\": \"booked\", \"reasonCode\": {}, " AT_NINE),
      "Appointment.reasonCode" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (json_t) json = fhir_part_parse (cases[i].text);
      g_autoptr (GError) error = NULL;
      g_autofree char *path = NULL;

      g_assert_null (decode (json, &error));
      path = foyer_fhir_error_dup_path (error);
      g_assert_cmpstr (path, ==, cases[i].path);
    }
}

/* Two desks that act on one booking at once clash in what they did, as a whole. */
static void
test_status_clashes_once (void)
{
  g_autoptr (FoyerAggregate) base = new_booking (FOYER_BOOKING_STATE_BOOKED);
  g_autoptr (FoyerAggregate) mine = new_booking (FOYER_BOOKING_STATE_CANCELLED);
  g_autoptr (FoyerAggregate) theirs = new_booking (FOYER_BOOKING_STATE_CONFIRMED);
  g_autoptr (json_t) b = fhir_part_render (PART, base, NULL);
  g_autoptr (json_t) m = fhir_part_render (PART, mine, b);
  g_autoptr (json_t) t = NULL;
  g_autoptr (json_t) merged = NULL;
  g_autoptr (GPtrArray) clashes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fhir_clash_free);

  FOYER_BOOKING (theirs->record)->start_at += 300;
  FOYER_BOOKING (theirs->record)->confirmed_at = START_AT - 900;
  t = fhir_part_render (PART, theirs, b);
  merged = foyer_fhir_merge (PART, b, m, t, clashes);

  g_assert_cmpuint (clashes->len, ==, 1);
  g_assert_cmpstr (((FoyerFhirClash *) clashes->pdata[0])->unit, ==, "status");
  g_assert_true (((FoyerFhirClash *) clashes->pdata[0])->status);
  g_assert_true (foyer_fhir_equal (merged, t));
  {
    g_autoptr (json_t) taken = foyer_fhir_overlay (
        PART, merged, "status", ((FoyerFhirClash *) clashes->pdata[0])->mine);
    g_autoptr (FoyerAggregate) back = decode (taken, NULL);

    fhir_assert_valid (taken);
    g_assert_cmpint (FOYER_BOOKING (back->record)->state, ==,
                     FOYER_BOOKING_STATE_CANCELLED);
    g_assert_cmpint (FOYER_BOOKING (back->record)->start_at, ==, START_AT + 300);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add_func ("/fhir-booking-part/" name, function)
  ADD ("every-state-comes-back", test_every_state_comes_back);
  ADD ("not-confirmed-at-the-endpoint", test_not_confirmed_at_the_endpoint);
  ADD ("status-of-others-counts", test_status_of_others_counts);
  ADD ("patient-confirms-elsewhere", test_patient_confirms_elsewhere);
  ADD ("cancellation-of-others", test_cancellation_of_others);
  ADD ("another-systems-appointment", test_another_systems_appointment);
  ADD ("moved-elsewhere", test_moved_elsewhere);
  ADD ("date-is-never-missing", test_date_is_never_missing);
  ADD ("block-is-kept-around-its-time", test_block_is_kept_around_its_time);
  ADD ("others-stay", test_others_stay);
  ADD ("clinician-changes-in-place", test_clinician_changes_in_place);
  ADD ("unknown-clinician-is-waited-for", test_unknown_clinician_is_waited_for);
  ADD ("what-the-endpoint-lacks-is-missing", test_what_the_endpoint_lacks_is_missing);
  ADD ("placeholders-come-back", test_placeholders_come_back);
  ADD ("placeholder-is-the-same-participant", test_placeholder_is_the_same_participant);
  ADD ("service-code-is-for-others", test_service_code_is_for_others);
  ADD ("request-becomes-booking", test_request_becomes_booking);
  ADD ("refused", test_refused);
  ADD ("status-clashes-once", test_status_clashes_once);

  return g_test_run ();
}
