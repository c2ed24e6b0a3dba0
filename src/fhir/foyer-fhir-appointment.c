/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-appointment.h"

#include "fhir/foyer-fhir-booking-state.h"
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-intake.h"
#include "fhir/foyer-fhir-parts.h"
#include "model/foyer-time.h"

#define DAY_SECONDS G_GINT64_CONSTANT (86400)

/**
 * foyer_fhir_appointment_is_request:
 * @json: an Appointment
 *
 * Tells the two kinds of Appointment apart.
 *
 * A request asks for a time and has none: it is proposed, or a desk has answered it, or it was
 * asked for through a channel of ours and somebody else has closed it.  One that a desk has made a booking of says so by the state of
 * the booking.
 *
 * Returns: whether it is a request, and not a booking
 */
gboolean
foyer_fhir_appointment_is_request (const json_t *json)
{
  if (foyer_fhir_extension (json, FOYER_FHIR_BOOKING_STATE) != NULL ||
      json_object_get (json, "start") != NULL)
    return FALSE;

  return g_strcmp0 (foyer_fhir_peek (json, "status"), "proposed") == 0 ||
         foyer_fhir_extension (json, FOYER_FHIR_INTAKE_CHANNEL) != NULL ||
         foyer_fhir_extension (json, FOYER_FHIR_REQUEST_STATE) != NULL;
}

/**
 * foyer_fhir_appointment_read_created:
 * @reader: collects the first error
 * @json: an Appointment
 *
 * Returns: when it was made; the beginning of the day in UTC where only that is said, 0 if
 *   nothing is
 */
gint64
foyer_fhir_appointment_read_created (FoyerFhirReader *reader, const json_t *json)
{
  g_autofree char *date = NULL;
  gint64           at;
  int              day;

  date = foyer_fhir_read_text (reader, json, "created", "created", 64);
  if (foyer_fhir_date_parse (date, &day, NULL))
    return day * DAY_SECONDS;

  foyer_fhir_read_instant (reader, json, "created", "created", &at);
  return at;
}

/* In an export a record's id is its uid. */
static char *
reference_by_uid (const char *kind, const char *uid, gpointer data)
{
  static const char *const types[][2] = {
    { "patient", "Patient" },
    { "clinician", "Practitioner" },
    { "referral", "ServiceRequest" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i][0], kind))
      return g_strdup_printf ("%s/%s", types[i][1], uid);

  return NULL;
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
  FoyerFhirLinks by_uid = { .to_reference = reference_by_uid };
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("booking", NULL);
  json_t *json;

  g_object_unref (aggregate->record);
  aggregate->record = foyer_record_copy (FOYER_RECORD (booking));
  foyer_record_set_link (aggregate->record, "patient-id", links->patient);
  foyer_record_set_link (aggregate->record, "clinician-id", links->clinician);
  foyer_record_set_link (aggregate->record, "referral-id", links->referral);
  foyer_record_set_link (aggregate->record, "service-code", links->service_code);
  foyer_record_set_link (aggregate->record, "service-name", links->service_name);

  json = foyer_fhir_part_render (&foyer_fhir_part_booking, aggregate, &by_uid, NULL);
  foyer_fhir_set_text (json, "id", foyer_record_get_uid (aggregate->record));

  return json;
}
