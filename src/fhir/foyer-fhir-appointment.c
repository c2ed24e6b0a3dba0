/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-appointment.h"

#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-time.h"

#define CANCEL_REASON                                                                    \
  "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"

static const struct
{
  const char *appointment;
  const char *patient; /* whether the patient comes, as a participation */
} statuses[] = {
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

static const char *const cancel_codes[] = {
  [FOYER_CANCEL_REASON_NONE] = NULL,
  [FOYER_CANCEL_REASON_PATIENT] = "pat",
  [FOYER_CANCEL_REASON_PATIENT_FEELING_BETTER] = "pat-fb",
  [FOYER_CANCEL_REASON_PATIENT_MOVED] = "pat-mv",
  [FOYER_CANCEL_REASON_PATIENT_TRANSPORT] = "pat-lt",
  [FOYER_CANCEL_REASON_PATIENT_WEATHER] = "oth-weath",
  [FOYER_CANCEL_REASON_CLINIC] = "prov",
  [FOYER_CANCEL_REASON_CLINICIAN_ABSENT] = "prov-pers",
  [FOYER_CANCEL_REASON_NO_INTERPRETER] = "oth-int",
  [FOYER_CANCEL_REASON_ROOM_UNAVAILABLE] = "oth-room",
  [FOYER_CANCEL_REASON_FINANCE] = "oth-fin",
  [FOYER_CANCEL_REASON_HOLD_EXPIRED] = "other",
  [FOYER_CANCEL_REASON_ERROR] = "oth-err",
};

static void
add_participant (json_t *list, const char *type, const char *uid, const char *status)
{
  g_autofree char *reference = NULL;

  if (uid == NULL)
    return;
  reference = g_strdup_printf ("%s/%s", type, uid);
  json_array_append_new (list,
                         json_pack ("{s:{s:s}, s:s, s:s}", "actor", "reference",
                                    reference, "required", "required", "status", status));
}

static void
set_instant (json_t *json, const char *key, gint64 at)
{
  g_autofree char *text = foyer_instant_format (NULL, at);

  foyer_fhir_set_text (json, key, text);
}

/* Appointment.cancelationReason is for these two states only (app-4).  R4 has no code for
 * somebody who came and left. */
static void
set_cancel_reason (json_t *json, FoyerBooking *booking)
{
  const char *status = statuses[booking->state].appointment;
  const char *code = cancel_codes[booking->cancel_reason];

  if (!g_str_equal (status, "cancelled") && !g_str_equal (status, "noshow"))
    return;
  if (booking->state == FOYER_BOOKING_STATE_LEFT)
    json_object_set_new (json, "cancelationReason",
                         foyer_fhir_concept (FOYER_FHIR_SYSTEM_BOOKING, "left",
                                             "Left without being seen"));
  else if (code != NULL)
    json_object_set_new (json, "cancelationReason",
                         foyer_fhir_concept (CANCEL_REASON, code, NULL));
}

/**
 * foyer_fhir_appointment_encode:
 * @booking: a stored booking
 * @links: what it refers to
 *
 * Writes a booking as an Appointment that meets app-1 to app-4: every participant is
 * somebody, start and end come together, they are missing only from a request, a wait or a
 * cancellation, and a reason is given only for what did not take place.
 *
 * Whether the patient has confirmed is the status of the patient's participation.
 *
 * Returns: (transfer full): the Appointment
 */
json_t *
foyer_fhir_appointment_encode (FoyerBooking *booking, const FoyerFhirBookingLinks *links)
{
  const char *uid = foyer_record_get_uid (FOYER_RECORD (booking));
  json_t     *json = foyer_fhir_resource_begin ("Appointment", NULL);
  json_t     *participants = json_array ();

  foyer_fhir_set_text (json, "id", uid);
  foyer_fhir_set_identifier (json, FOYER_FHIR_SYSTEM_RECORD, uid, "secondary", NULL);
  foyer_fhir_set_identifier (json, FOYER_FHIR_SYSTEM_BOOKING, booking->number, "usual",
                             NULL);
  foyer_fhir_set_text (json, "status", statuses[booking->state].appointment);
  set_cancel_reason (json, booking);
  if (links->service_code != NULL)
    json_object_set_new (
        json, "serviceType",
        json_pack ("[o]", foyer_fhir_concept (FOYER_FHIR_SYSTEM_SERVICE,
                                              links->service_code, links->service_name)));
  if (booking->reason != NULL)
    json_object_set_new (json, "reasonCode",
                         json_pack ("[{s:s}]", "text", booking->reason));
  if (booking->start_at != 0 && booking->end_at > booking->start_at)
    {
      set_instant (json, "start", booking->start_at);
      set_instant (json, "end", booking->end_at);
      json_object_set_new (json, "minutesDuration",
                           json_integer ((booking->end_at - booking->start_at) / 60));
    }
  set_instant (json, "created", booking->created_at);
  foyer_fhir_set_text (json, "comment", booking->note);
  if (links->referral != NULL)
    {
      g_autofree char *reference = g_strconcat ("ServiceRequest/", links->referral, NULL);

      json_object_set_new (json, "basedOn",
                           json_pack ("[{s:s}]", "reference", reference));
    }
  add_participant (participants, "Patient", links->patient,
                   statuses[booking->state].patient);
  add_participant (participants, "Practitioner", links->clinician,
                   booking->state == FOYER_BOOKING_STATE_REQUESTED ? "needs-action"
                                                                   : "accepted");
  foyer_fhir_set_list (json, "participant", participants);

  return json;
}
