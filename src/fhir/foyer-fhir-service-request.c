/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-service-request.h"

#include "fhir/foyer-fhir-resource.h"

#define SNOMED "http://snomed.info/sct"

static const char *
status_for (FoyerReferralState state)
{
  switch (state)
    {
    case FOYER_REFERRAL_STATE_EXPECTED:
      return "draft";

    case FOYER_REFERRAL_STATE_INCOMPLETE:
      return "on-hold";

    case FOYER_REFERRAL_STATE_CLOSED:
      return "completed";

    case FOYER_REFERRAL_STATE_DECLINED:
    case FOYER_REFERRAL_STATE_WITHDRAWN:
    case FOYER_REFERRAL_STATE_UNREACHABLE:
    case FOYER_REFERRAL_STATE_EXPIRED:
      return "revoked";

    case FOYER_REFERRAL_STATE_ENTERED_IN_ERROR:
      return "entered-in-error";

    case FOYER_REFERRAL_STATE_RECEIVED:
    case FOYER_REFERRAL_STATE_TRIAGE:
    case FOYER_REFERRAL_STATE_ACCEPTED:
    case FOYER_REFERRAL_STATE_CONTACTING:
    case FOYER_REFERRAL_STATE_BOOKED:
    case FOYER_REFERRAL_STATE_ATTENDED:
    default:
      return "active";
    }
}

static void
set_reference (json_t *json, const char *key, const char *type, const char *uid)
{
  g_autofree char *reference = NULL;

  if (uid == NULL)
    return;
  reference = g_strdup_printf ("%s/%s", type, uid);
  json_object_set_new (json, key, json_pack ("{s:s}", "reference", reference));
}

/* Words, as a list of one CodeableConcept. */
static void
set_words (json_t *json, const char *key, const char *text)
{
  if (text != NULL)
    json_object_set_new (json, key, json_pack ("[{s:s}]", "text", text));
}

/**
 * foyer_fhir_service_request_encode:
 * @referral: a stored referral
 * @links: what it refers to
 *
 * Writes a referral as the order that it is: what the clinic makes of it is not in it.
 *
 * Returns: (transfer full): the ServiceRequest
 */
json_t *
foyer_fhir_service_request_encode (FoyerReferral                *referral,
                                   const FoyerFhirReferralLinks *links)
{
  const char *uid = foyer_record_get_uid (FOYER_RECORD (referral));
  json_t     *json = foyer_fhir_resource_begin ("ServiceRequest", NULL);

  foyer_fhir_set_text (json, "id", uid);
  foyer_fhir_set_identifier (json, FOYER_FHIR_SYSTEM_RECORD, uid, "secondary", NULL);
  foyer_fhir_set_identifier (json, FOYER_FHIR_SYSTEM_REFERRAL, referral->number, NULL,
                             "FILL");
  foyer_fhir_set_text (json, "status", status_for (referral->state));
  foyer_fhir_set_text (json, "intent", "order");
  json_object_set_new (
      json, "category",
      json_pack ("[o]", foyer_fhir_concept (SNOMED, "3457005", "Patient referral")));
  foyer_fhir_set_text (
      json, "priority",
      foyer_enum_to_nick (FOYER_TYPE_URGENCY, (int) referral->requested_urgency));
  set_reference (json, "subject", "Patient", links->patient);
  if (referral->valid_from != NULL || referral->valid_to != NULL)
    json_object_set_new (json, "occurrencePeriod",
                         json_pack ("{s:s*, s:s*}", "start", referral->valid_from, "end",
                                    referral->valid_to));
  foyer_fhir_set_text (json, "authoredOn",
                       referral->letter_date != NULL ? referral->letter_date
                                                     : referral->received_on);
  set_reference (json, "requester", "Practitioner", links->referrer);
  set_words (json, "reasonCode", referral->reason);
  set_words (json, "bodySite", referral->body_site);

  return json;
}
