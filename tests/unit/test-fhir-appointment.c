/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-appointment.h"

static const char *
text_of (const json_t *json, const char *key)
{
  return json_string_value (json_object_get (json, key));
}

static json_t *
encode (FoyerBookingState state, FoyerCancelReason reason, gint64 start_at)
{
  const FoyerFhirBookingLinks links = { "p", "c", "r", "new-patient", "New Patient" };
  g_autoptr (FoyerBooking) booking = foyer_booking_new ();

  booking->state = state;
  booking->cancel_reason = reason;
  booking->start_at = start_at;
  booking->end_at = start_at != 0 ? start_at + 1800 : 0;

  return foyer_fhir_appointment_encode (booking, &links);
}

static void
test_every_state_has_a_status (void)
{
  static const struct
  {
    const char *status;
    const char *patient;
  } expected[] = {
    [FOYER_BOOKING_STATE_REQUESTED] = { "proposed", "accepted" },
    [FOYER_BOOKING_STATE_WAITLISTED] = { "waitlist", "accepted" },
    [FOYER_BOOKING_STATE_HELD] = { "pending", "needs-action" },
    [FOYER_BOOKING_STATE_BOOKED] = { "booked", "needs-action" },
    [FOYER_BOOKING_STATE_CONFIRMED] = { "booked", "accepted" },
    [FOYER_BOOKING_STATE_ARRIVED] = { "arrived", "accepted" },
    [FOYER_BOOKING_STATE_CHECKED_IN] = { "checked-in", "accepted" },
    [FOYER_BOOKING_STATE_IN_ROOM] = { "checked-in", "accepted" },
    [FOYER_BOOKING_STATE_COMPLETED] = { "fulfilled", "accepted" },
    [FOYER_BOOKING_STATE_NO_SHOW] = { "noshow", "needs-action" },
    [FOYER_BOOKING_STATE_LEFT] = { "cancelled", "accepted" },
    [FOYER_BOOKING_STATE_CANCELLED] = { "cancelled", "declined" },
    [FOYER_BOOKING_STATE_ENTERED_IN_ERROR] = { "entered-in-error", "declined" },
  };

  for (guint state = 0; state < G_N_ELEMENTS (expected); state++)
    {
      g_autoptr (json_t) json =
          encode ((FoyerBookingState) state, FOYER_CANCEL_REASON_NONE, 1772991000);

      g_assert_cmpstr (text_of (json, "status"), ==, expected[state].status);
      g_assert_cmpstr (
          text_of (json_array_get (json_object_get (json, "participant"), 0), "status"),
          ==, expected[state].patient);
      g_assert_cmpstr (text_of (json, "start"), ==, "2026-03-08T17:30:00Z");
      g_assert_cmpstr (text_of (json, "end"), ==, "2026-03-08T18:00:00Z");
    }
}

static void
test_reason_only_for_what_did_not_take_place (void)
{
  g_autoptr (json_t) booked =
      encode (FOYER_BOOKING_STATE_BOOKED, FOYER_CANCEL_REASON_PATIENT, 1772991000);
  g_autoptr (json_t) cancelled =
      encode (FOYER_BOOKING_STATE_CANCELLED, FOYER_CANCEL_REASON_PATIENT_TRANSPORT, 0);
  g_autoptr (json_t) left =
      encode (FOYER_BOOKING_STATE_LEFT, FOYER_CANCEL_REASON_NONE, 1772991000);
  json_t *coding = json_array_get (
      json_object_get (json_object_get (cancelled, "cancelationReason"), "coding"), 0);

  g_assert_null (json_object_get (booked, "cancelationReason"));
  g_assert_cmpstr (text_of (coding, "code"), ==, "pat-lt");
  g_assert_null (json_object_get (cancelled, "start"));
  g_assert_null (json_object_get (cancelled, "end"));
  g_assert_nonnull (json_object_get (left, "cancelationReason"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir-appointment/every-state-has-a-status",
                   test_every_state_has_a_status);
  g_test_add_func ("/fhir-appointment/reason-only-for-what-did-not-take-place",
                   test_reason_only_for_what_did_not_take_place);

  return g_test_run ();
}
