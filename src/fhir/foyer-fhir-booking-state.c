/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-booking-state.h"

#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-resource.h"

#include <string.h>

#define CODE_LEFT "left"
#define LINK_UNCONFIRMED "unconfirmed"

/* A status that several states have is read as the first of them. */
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

/* A code that is not here counts as its beginning: pat-dec as pat.  What the patient had no
 * part in must never count against the patient, so the rest is the clinic's. */
static const struct
{
  FoyerCancelReason reason;
  const char       *code;
} cancel_codes[] = {
  { FOYER_CANCEL_REASON_PATIENT, "pat" },
  { FOYER_CANCEL_REASON_PATIENT_FEELING_BETTER, "pat-fb" },
  { FOYER_CANCEL_REASON_PATIENT_MOVED, "pat-mv" },
  { FOYER_CANCEL_REASON_PATIENT_TRANSPORT, "pat-lt" },
  { FOYER_CANCEL_REASON_PATIENT_WEATHER, "oth-weath" },
  { FOYER_CANCEL_REASON_CLINIC, "prov" },
  { FOYER_CANCEL_REASON_CLINICIAN_ABSENT, "prov-pers" },
  { FOYER_CANCEL_REASON_NO_INTERPRETER, "oth-int" },
  { FOYER_CANCEL_REASON_ROOM_UNAVAILABLE, "oth-room" },
  { FOYER_CANCEL_REASON_FINANCE, "oth-fin" },
  { FOYER_CANCEL_REASON_HOLD_EXPIRED, "other" },
  { FOYER_CANCEL_REASON_ERROR, "oth-err" },
};

static const char *
code_for (FoyerCancelReason reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (cancel_codes); i++)
    if (cancel_codes[i].reason == reason)
      return cancel_codes[i].code;

  return NULL;
}

static FoyerCancelReason
reason_for (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (cancel_codes); i++)
    if (g_str_equal (cancel_codes[i].code, code) &&
        cancel_codes[i].reason != FOYER_CANCEL_REASON_HOLD_EXPIRED)
      return cancel_codes[i].reason;

  return g_str_has_prefix (code, "pat-") ? FOYER_CANCEL_REASON_PATIENT
                                         : FOYER_CANCEL_REASON_CLINIC;
}

/* Only these can be without a time (app-3). */
static gboolean
may_have_no_time (const char *status)
{
  return g_str_equal (status, "proposed") || g_str_equal (status, "waitlist") ||
         g_str_equal (status, "cancelled");
}

/* Only these can have a reason (app-4). */
static gboolean
may_have_reason (const char *status)
{
  return g_str_equal (status, "cancelled") || g_str_equal (status, "noshow");
}

static const char *
status_for (FoyerBookingState state, gboolean is_unconfirmed, gboolean has_time)
{
  const char *status = statuses[state].appointment;

  if (is_unconfirmed && g_str_equal (status, "booked"))
    status = "pending";

  return has_time || may_have_no_time (status) ? status : "cancelled";
}

/**
 * foyer_fhir_booking_participation:
 * @state: a state
 *
 * Returns: (transfer none): the status of the patient's participation, which tells whether
 *   the patient has confirmed
 */
const char *
foyer_fhir_booking_participation (FoyerBookingState state)
{
  return statuses[state].patient;
}

/* Whether the patient has confirmed is what the patient's participation says; a system that
 * does not keep it says nothing. */
static FoyerBookingState
settle_confirmed (FoyerBookingState state, const char *participation)
{
  if (participation == NULL ||
      (state != FOYER_BOOKING_STATE_BOOKED && state != FOYER_BOOKING_STATE_CONFIRMED))
    return state;

  return g_str_equal (participation, "accepted") ? FOYER_BOOKING_STATE_CONFIRMED
                                                 : FOYER_BOOKING_STATE_BOOKED;
}

/* The state that the extension says, if it is written with the status that there is.  If it
 * is not, somebody who does not know the extension has changed the status. */
static gboolean
read_exact (const json_t      *json,
            const char        *status,
            gboolean           is_unconfirmed,
            FoyerBookingState *out_state)
{
  const char *nick = foyer_fhir_peek (
      foyer_fhir_extension (json, FOYER_FHIR_BOOKING_STATE), "valueCode");
  int exact;

  if (!foyer_enum_from_nick (FOYER_TYPE_BOOKING_STATE, nick, &exact))
    return FALSE;

  *out_state = (FoyerBookingState) exact;
  return g_str_equal (
      status_for (*out_state, is_unconfirmed, json_object_get (json, "start") != NULL),
      status);
}

static FoyerBookingState
read_status (FoyerFhirReader *reader, const json_t *json, const char *status)
{
  const char *code = foyer_fhir_code (json_object_get (json, "cancelationReason"),
                                      FOYER_FHIR_SYSTEM_BOOKING);

  if (g_str_equal (status, "cancelled"))
    return g_strcmp0 (code, CODE_LEFT) == 0 ? FOYER_BOOKING_STATE_LEFT
                                            : FOYER_BOOKING_STATE_CANCELLED;
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (statuses[i].appointment, status))
      {
        if (json_object_get (json, "start") == NULL && !may_have_no_time (status))
          foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "start", "none");
        return (FoyerBookingState) i;
      }

  foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "status", "not known");
  return FOYER_BOOKING_STATE_REQUESTED;
}

static FoyerCancelReason
read_reason (const json_t *json, FoyerBookingState state, gboolean is_exact)
{
  const json_t *concept = json_object_get (json, "cancelationReason");
  const char   *code = foyer_fhir_code (concept, FOYER_FHIR_SYSTEM_CANCEL_REASON);
  const char   *nick = foyer_fhir_peek (
        foyer_fhir_extension (json, FOYER_FHIR_EXTENSION ("cancel-reason")), "valueCode");
  int reason;

  if (is_exact && foyer_enum_from_nick (FOYER_TYPE_CANCEL_REASON, nick, &reason) &&
      (code == NULL || g_strcmp0 (code, code_for ((FoyerCancelReason) reason)) == 0))
    return (FoyerCancelReason) reason;
  if (code != NULL)
    return reason_for (code);

  return state == FOYER_BOOKING_STATE_CANCELLED ? FOYER_CANCEL_REASON_CLINIC
                                                : FOYER_CANCEL_REASON_NONE;
}

/**
 * foyer_fhir_booking_state_read:
 * @reader: collects the first error
 * @json: an Appointment
 * @participation: (nullable): status of the patient's participation
 * @booking: where it goes
 *
 * Reads where a booking stands and why it ended.
 *
 * The extension `state` tells apart what one status means two of.  If the status is another
 * than that state is written with, somebody who does not know the extension has changed it,
 * and then the status counts.
 *
 * The link `unconfirmed` of @booking becomes `1` if the desk that wrote it could not claim its
 * time yet, and is removed if not.
 */
void
foyer_fhir_booking_state_read (FoyerFhirReader *reader,
                               const json_t    *json,
                               const char      *participation,
                               FoyerBooking    *booking)
{
  g_autofree char *status = foyer_fhir_read_text (reader, json, "status", "status", 32);
  const gboolean   is_unconfirmed =
      foyer_fhir_read_flag (reader, foyer_fhir_extension (json, FOYER_FHIR_UNCONFIRMED),
                            "valueBoolean", "extension", FALSE);
  g_autofree char  *comment = NULL;
  FoyerBookingState state;
  gboolean          is_exact;

  if (status == NULL)
    {
      foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "status", "none");
      return;
    }

  foyer_record_set_link (booking, LINK_UNCONFIRMED, is_unconfirmed ? "1" : NULL);
  is_exact = read_exact (json, status, is_unconfirmed, &state);
  if (!is_exact)
    state = read_status (reader, json, status);
  booking->state = settle_confirmed (state, participation);
  booking->cancel_reason = read_reason (json, state, is_exact);
  comment =
      may_have_reason (status)
          ? foyer_fhir_read_text (reader, json_object_get (json, "cancelationReason"),
                                  "text", "cancelationReason.text", FOYER_FHIR_MAX_NOTE)
          : foyer_fhir_read_text (
                reader,
                foyer_fhir_extension (json, FOYER_FHIR_EXTENSION ("cancel-comment")),
                "valueString", "extension", FOYER_FHIR_MAX_NOTE);
  foyer_set_text (&booking->cancel_comment, comment);
}

/* Puts a code of ours into the concept; codes of other systems stay. */
static void
set_coding (json_t *concept, const char *system, const char *code, const char *display)
{
  static const char *const ours[] = { FOYER_FHIR_SYSTEM_CANCEL_REASON,
                                      FOYER_FHIR_SYSTEM_BOOKING, NULL };
  json_t                  *list = json_array ();
  json_t                  *coding;
  size_t                   i;

  if (code != NULL)
    json_array_append_new (list, json_pack ("{s:s, s:s, s:s*}", "system", system, "code",
                                            code, "display", display));
  json_array_foreach (json_object_get (concept, "coding"), i, coding)
    {
      const char *other = foyer_fhir_peek (coding, "system");

      if (other == NULL || !g_strv_contains (ours, other))
        json_array_append (list, coding);
    }
  foyer_fhir_set_list (concept, "coding", list);
}

static void
write_reason (FoyerBooking *booking, const char *status, json_t *json)
{
  json_t *concept = json_object_get (json, "cancelationReason");

  foyer_fhir_remove_extension (json, FOYER_FHIR_EXTENSION ("cancel-comment"));
  if (!may_have_reason (status))
    {
      json_object_del (json, "cancelationReason");
      if (booking->cancel_comment != NULL)
        json_object_set_new (
            foyer_fhir_set_extension (json, FOYER_FHIR_EXTENSION ("cancel-comment")),
            "valueString", json_string (booking->cancel_comment));
      return;
    }

  if (!json_is_object (concept))
    {
      concept = json_object ();
      json_object_set_new (json, "cancelationReason", concept);
    }
  /* R4 has no code for somebody who came and left. */
  if (booking->state == FOYER_BOOKING_STATE_LEFT)
    set_coding (concept, FOYER_FHIR_SYSTEM_BOOKING, CODE_LEFT, "Left without being seen");
  else
    set_coding (concept, FOYER_FHIR_SYSTEM_CANCEL_REASON,
                code_for (booking->cancel_reason), NULL);
  foyer_fhir_set_text (concept, "text", booking->cancel_comment);
  if (json_object_size (concept) == 0)
    json_object_del (json, "cancelationReason");
}

static void
set_code (json_t *json, const char *url, const char *code)
{
  json_object_set_new (foyer_fhir_set_extension (json, url), "valueCode",
                       json_string (code));
}

/**
 * foyer_fhir_booking_state_write:
 * @booking: a booking; its link `unconfirmed` is `1` if its time could not be claimed yet
 * @json: an Appointment whose time is written
 *
 * Writes where a booking stands and why it ended, so that app-3 and app-4 hold: a time is
 * missing only from a request, a wait or a cancellation, and a reason is given only for what
 * did not take place.
 */
void
foyer_fhir_booking_state_write (FoyerBooking *booking, json_t *json)
{
  const gboolean is_unconfirmed =
      foyer_record_get_link (booking, LINK_UNCONFIRMED) != NULL;
  const char *status = status_for (booking->state, is_unconfirmed,
                                   json_object_get (json, "start") != NULL);

  foyer_fhir_set_text (json, "status", status);
  set_code (json, FOYER_FHIR_BOOKING_STATE,
            foyer_enum_to_nick (FOYER_TYPE_BOOKING_STATE, (int) booking->state));
  set_code (json, FOYER_FHIR_EXTENSION ("cancel-reason"),
            foyer_enum_to_nick (FOYER_TYPE_CANCEL_REASON, (int) booking->cancel_reason));
  if (is_unconfirmed)
    json_object_set_new (foyer_fhir_set_extension (json, FOYER_FHIR_UNCONFIRMED),
                         "valueBoolean", json_true ());
  else
    foyer_fhir_remove_extension (json, FOYER_FHIR_UNCONFIRMED);
  write_reason (booking, status, json);
}
