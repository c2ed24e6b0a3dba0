/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-appointment.h"
#include "fhir/foyer-fhir-booking-state.h"
#include "fhir/foyer-fhir-date.h"
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-intake.h"
#include "fhir/foyer-fhir-participant.h"
#include "fhir/foyer-fhir-parts.h"
#include "model/foyer-time.h"

#define BLOCK FOYER_FHIR_EXTENSION ("block")
#define VISIT_DATE FOYER_FHIR_EXTENSION ("visit-date")
#define SERVICE FOYER_FHIR_EXTENSION ("service")
#define TIMES FOYER_FHIR_EXTENSION ("times")
#define EVENT FOYER_FHIR_EXTENSION ("event")
#define OVERRIDE FOYER_FHIR_EXTENSION ("override")
#define INTAKE_MESSAGE FOYER_FHIR_EXTENSION ("intake-message")

/* No service keeps more free before or after it: see [class@Service]. */
#define MAX_BUFFER_SECONDS (120 * FOYER_MINUTE_SECONDS)

static const char *const fields[] = {
  "interpreter-arranged", "channel",    "held-until", "deposit-minor",
  "times-moved",          "created-by", NULL,
};
static const char *const times[] = {
  "booked-at",  "confirmed-at", "arrived-at", "checked-in-at",
  "in-room-at", "completed-at", "ended-at",   NULL,
};
static const char *const event_fields[] = {
  "at",     "staff-id",      "kind",        "from-state", "to-state",
  "undone", "from-start-at", "to-start-at", "reason",     NULL,
};
static const char *const override_fields[] = { "rule", "staff-id", "at", "reason", NULL };

/* Where the comment is what the patient wrote, and not yet a note of the clinic. */
static gboolean
has_message (const json_t *json)
{
  return foyer_fhir_extension (json, FOYER_FHIR_INTAKE_CHANNEL) != NULL &&
         foyer_fhir_extension (json, FOYER_FHIR_BOOKING_STATE) == NULL;
}

static gboolean
matches (const json_t *json)
{
  return !foyer_fhir_appointment_is_request (json);
}

static char *
read_number (FoyerFhirReader *reader, const json_t *json)
{
  json_t *list = foyer_fhir_read_list (reader, json, "identifier", "identifier");
  json_t *identifier;
  size_t  i;

  json_array_foreach (list, i, identifier)
    if (g_strcmp0 (foyer_fhir_peek (identifier, "system"), FOYER_FHIR_SYSTEM_BOOKING) ==
        0)
      return foyer_fhir_read_text (reader, identifier, "value", "identifier.value",
                                   FOYER_FHIR_MAX_NAME);

  return NULL;
}

static void
read_time (FoyerFhirReader *reader, const json_t *json, FoyerBooking *booking)
{
  const json_t *period = foyer_fhir_read_object (
      reader, foyer_fhir_extension (json, BLOCK), "valuePeriod", "extension");
  g_autofree char *date = foyer_fhir_read_text (
      reader, foyer_fhir_extension (json, VISIT_DATE), "valueDate", "extension", 32);
  gint64 start_at;
  gint64 end_at;

  foyer_fhir_read_instant (reader, json, "start", "start", &booking->start_at);
  foyer_fhir_read_instant (reader, json, "end", "end", &booking->end_at);
  foyer_fhir_read_instant (reader, period, "start", "extension", &start_at);
  foyer_fhir_read_instant (reader, period, "end", "extension", &end_at);

  if ((booking->start_at == 0) != (booking->end_at == 0))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING,
                            booking->end_at == 0 ? "end" : "start", "none");
  else if (booking->end_at < booking->start_at ||
           (booking->end_at == booking->start_at && booking->start_at != 0))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "end", "not after the start");
  if (date != NULL && !foyer_day_parse (date, NULL))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_DATE, "extension", "not a date");

  /* A system that moves an appointment does not know of the block.  It then belongs to
   * another time, and so does the date. */
  if (booking->start_at != 0 &&
      (start_at > booking->start_at || end_at < booking->end_at ||
       booking->start_at - start_at > MAX_BUFFER_SECONDS ||
       end_at - booking->end_at > MAX_BUFFER_SECONDS))
    {
      start_at = booking->start_at;
      end_at = booking->end_at;
      g_clear_pointer (&date, g_free);
    }
  if (booking->start_at != 0 && date == NULL)
    date = foyer_fhir_date_of_date_time (foyer_fhir_peek (json, "start"));
  booking->block_start_at = start_at;
  booking->block_end_at = end_at;
  foyer_set_text (&booking->visit_date, date);
}

static void
write_time (FoyerBooking *booking, json_t *json)
{
  const gboolean has_time = booking->start_at != 0 && booking->end_at > booking->start_at;
  const gint64   minutes = (booking->end_at - booking->start_at) / FOYER_MINUTE_SECONDS;

  foyer_fhir_set_instant (json, "start", has_time ? booking->start_at : 0);
  foyer_fhir_set_instant (json, "end", has_time ? booking->end_at : 0);
  if (has_time && minutes > 0)
    json_object_set_new (json, "minutesDuration", json_integer (minutes));
  else
    json_object_del (json, "minutesDuration");

  if (has_time && booking->block_start_at != 0)
    {
      json_t *block = foyer_fhir_set_extension (json, BLOCK);
      json_t *period = json_object_get (block, "valuePeriod");

      if (!json_is_object (period))
        {
          period = json_object ();
          json_object_set_new (block, "valuePeriod", period);
        }
      foyer_fhir_set_instant (period, "start", booking->block_start_at);
      foyer_fhir_set_instant (period, "end", booking->block_end_at);
    }
  else
    foyer_fhir_remove_extension (json, BLOCK);

  if (booking->visit_date != NULL)
    foyer_fhir_set_text (foyer_fhir_set_extension (json, VISIT_DATE), "valueDate",
                         booking->visit_date);
  else
    foyer_fhir_remove_extension (json, VISIT_DATE);
}

static void
write_times (FoyerBooking *booking, FoyerFhirLinks *links, json_t *json)
{
  json_t *extension = foyer_fhir_set_extension (json, TIMES);

  foyer_fhir_fields_write (extension, "", booking, times, links);
  if (json_object_get (extension, "extension") == NULL)
    foyer_fhir_remove_extension (json, TIMES);
}

/* The concept of @list that has a code of ours. */
static json_t *
find_service_type (const json_t *list, size_t *out_index)
{
  for (*out_index = 0; *out_index < json_array_size (list); ++*out_index)
    if (foyer_fhir_code (json_array_get (list, *out_index), FOYER_FHIR_SYSTEM_SERVICE) !=
        NULL)
      return json_array_get (list, *out_index);

  return NULL;
}

/* The code is for others to read.  It is known only where somebody has looked it up, as the
 * links service-code and service-name; one of another service goes. */
static void
write_service (FoyerBooking *booking, FoyerFhirLinks *links, json_t *json)
{
  const char *code = foyer_record_get_link (booking, "service-code");
  g_autoptr (json_t) reference =
      foyer_fhir_links_reference (links, booking, "service-id");
  const char *is = foyer_fhir_peek (reference, "reference");
  const char *was = foyer_fhir_peek (
      json_object_get (foyer_fhir_extension (json, SERVICE), "valueReference"),
      "reference");
  json_t *list = json_object_get (json, "serviceType");
  size_t  i;
  json_t *type = find_service_type (list, &i);

  if (type != NULL && (code != NULL || g_strcmp0 (is, was) != 0))
    json_array_remove (list, i);
  if (code != NULL)
    {
      if (!json_is_array (list))
        {
          list = json_array ();
          json_object_set_new (json, "serviceType", list);
        }
      json_array_append_new (
          list, foyer_fhir_concept (FOYER_FHIR_SYSTEM_SERVICE, code,
                                    foyer_record_get_link (booking, "service-name")));
    }
  if (json_is_array (list) && json_array_size (list) == 0)
    json_object_del (json, "serviceType");

  if (is != NULL && g_strcmp0 (is, was) != 0)
    json_object_set (foyer_fhir_set_extension (json, SERVICE), "valueReference",
                     reference);
  else if (is == NULL && foyer_record_get_link (booking, "service-id") == NULL)
    foyer_fhir_remove_extension (json, SERVICE);
}

/* Why somebody comes, in words; codes of other systems are read by what they display. */
static char *
read_visit_reason (FoyerFhirReader *reader, const json_t *json)
{
  const json_t *concept =
      json_array_get (foyer_fhir_read_list (reader, json, "reasonCode", "reasonCode"), 0);
  char *text = foyer_fhir_read_text (reader, concept, "text", "reasonCode.text",
                                     FOYER_FHIR_MAX_NOTE);

  return text != NULL
             ? text
             : foyer_fhir_read_text (
                   reader, json_array_get (json_object_get (concept, "coding"), 0),
                   "display", "reasonCode.coding.display", FOYER_FHIR_MAX_NOTE);
}

static void
write_visit_reason (const char *reason, json_t *json)
{
  json_t *list = json_object_get (json, "reasonCode");
  json_t *concept = json_array_get (list, 0);

  if (reason != NULL)
    {
      /* Codes that stand for other words would now be wrong. */
      if (!json_is_array (list))
        {
          list = json_array ();
          json_object_set_new (json, "reasonCode", list);
        }
      if (concept == NULL)
        json_array_append_new (list, json_pack ("{s:s}", "text", reason));
      else if (g_strcmp0 (foyer_fhir_peek (concept, "text"), reason) != 0)
        json_array_set_new (list, 0, json_pack ("{s:s}", "text", reason));
    }
  else if (concept != NULL)
    {
      json_array_remove (list, 0);
      if (json_array_size (list) == 0)
        json_object_del (json, "reasonCode");
    }
}

static void
write_note (const char *note, json_t *json)
{
  const char *comment = foyer_fhir_peek (json, "comment");

  if (has_message (json) && comment != NULL)
    {
      if (note == NULL)
        return;
      json_object_set_new (foyer_fhir_set_extension (json, INTAKE_MESSAGE), "valueString",
                           json_string (comment));
    }
  foyer_fhir_set_text (json, "comment", note);
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerBooking    *booking = FOYER_BOOKING (into->record);
  g_autofree char *number = read_number (reader, json);
  g_autofree char *reason = read_visit_reason (reader, json);
  g_autofree char *note = has_message (json)
                              ? NULL
                              : foyer_fhir_read_text (reader, json, "comment", "comment",
                                                      FOYER_FHIR_MAX_NOTE);
  const char      *participation;

  foyer_set_text (&booking->number, number);
  foyer_set_text (&booking->reason, reason);
  foyer_set_text (&booking->note, note);
  participation = foyer_fhir_participant_read (json, links, booking, "patient-id");
  foyer_fhir_participant_read (json, links, booking, "clinician-id");
  foyer_fhir_participant_read (json, links, booking, "room-id");
  foyer_fhir_based_on_read (json, links, booking, "referral-id");
  foyer_fhir_links_read (
      links, json_object_get (foyer_fhir_extension (json, SERVICE), "valueReference"),
      booking, "service-id");
  foyer_fhir_booking_state_read (reader, json, participation, booking);
  read_time (reader, json, booking);
  booking->created_at = foyer_fhir_appointment_read_created (reader, json);

  foyer_fhir_fields_read (reader, json, FOYER_FHIR_EXTENSION (""), booking, fields,
                          links);
  foyer_fhir_fields_read (reader, foyer_fhir_extension (json, TIMES), "", booking, times,
                          links);
  foyer_fhir_children_read (reader, json, EVENT, into, "booking_event", event_fields,
                            links);
  foyer_fhir_children_read (reader, json, OVERRIDE, into, "booking_override",
                            override_fields, links);

  /* A hold of another system has no deadline; it ends at the latest when the visit begins. */
  if (booking->state == FOYER_BOOKING_STATE_HELD && booking->held_until == 0)
    booking->held_until = booking->start_at;
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerBooking *booking = FOYER_BOOKING (aggregate->record);

  foyer_fhir_set_identifier (json, FOYER_FHIR_SYSTEM_BOOKING, booking->number, "usual",
                             NULL);
  write_note (booking->note, json);
  write_time (booking, json);
  foyer_fhir_booking_state_write (booking, json);
  write_visit_reason (booking->reason, json);
  foyer_fhir_set_instant (json, "created", booking->created_at);
  foyer_fhir_participant_write (json, links, booking, "patient-id",
                                foyer_fhir_booking_participation (booking->state));
  foyer_fhir_participant_write (
      json, links, booking, "clinician-id",
      booking->state == FOYER_BOOKING_STATE_REQUESTED ? "needs-action" : "accepted");
  foyer_fhir_participant_write (json, links, booking, "room-id", "accepted");
  foyer_fhir_based_on_write (json, links, booking, "referral-id");
  write_service (booking, links, json);

  foyer_fhir_fields_write (json, FOYER_FHIR_EXTENSION (""), booking, fields, links);
  write_times (booking, links, json);
  foyer_fhir_children_write (json, EVENT, aggregate, "booking_event", event_fields,
                             links);
  foyer_fhir_children_write (json, OVERRIDE, aggregate, "booking_override",
                             override_fields, links);
}

#define GROUP_EXTENSION(name, group)                                                     \
  {                                                                                      \
    "extension[" FOYER_FHIR_EXTENSION (name) "]", group                                  \
  }

/* Whether the patient comes is said by the state and by the patient's participation. */
static const FoyerFhirGroup groups[] = {
  { "start", "time" },
  { "end", "time" },
  { "minutesDuration", "time" },
  { "slot", "time" },
  { "participant[Practitioner]", "time" },
  { "participant[PractitionerRole]", "time" },
  GROUP_EXTENSION ("block", "time"),
  GROUP_EXTENSION ("visit-date", "time"),
  GROUP_EXTENSION ("times-moved", "time"),
  { "status", "status" },
  { "cancelationReason", "status" },
  { "participant[Patient]", "status" },
  GROUP_EXTENSION ("state", "status"),
  GROUP_EXTENSION ("times", "status"),
  GROUP_EXTENSION ("unconfirmed", "status"),
  GROUP_EXTENSION ("cancel-reason", "status"),
  GROUP_EXTENSION ("cancel-comment", "status"),
  GROUP_EXTENSION ("held-until", "status"),
  { NULL, NULL },
};

const FoyerFhirPart foyer_fhir_part_booking = {
  .kind = "booking",
  .type = "Appointment",
  .prefix = "",
  .matches = matches,
  .decode = decode,
  .encode = encode,
  .groups = groups,
};
