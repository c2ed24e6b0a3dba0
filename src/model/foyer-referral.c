/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-referral.h"

G_DEFINE_ENUM_TYPE (FoyerReferralSource,
                    foyer_referral_source,
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_SOURCE_FAX, "fax"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_SOURCE_E_REFERRAL, "e-referral"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_SOURCE_LETTER, "letter"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_SOURCE_PHONE, "phone"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_SOURCE_WALK_IN, "walk-in"))

G_DEFINE_ENUM_TYPE (FoyerUrgency,
                    foyer_urgency,
                    G_DEFINE_ENUM_VALUE (FOYER_URGENCY_ROUTINE, "routine"),
                    G_DEFINE_ENUM_VALUE (FOYER_URGENCY_ASAP, "asap"),
                    G_DEFINE_ENUM_VALUE (FOYER_URGENCY_URGENT, "urgent"),
                    G_DEFINE_ENUM_VALUE (FOYER_URGENCY_STAT, "stat"))

G_DEFINE_ENUM_TYPE (FoyerDeclineReason,
                    foyer_decline_reason,
                    G_DEFINE_ENUM_VALUE (FOYER_DECLINE_REASON_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (FOYER_DECLINE_REASON_OUT_OF_SCOPE,
                                         "out-of-scope"),
                    G_DEFINE_ENUM_VALUE (FOYER_DECLINE_REASON_NOT_INDICATED,
                                         "not-indicated"),
                    G_DEFINE_ENUM_VALUE (FOYER_DECLINE_REASON_NO_CAPACITY, "no-capacity"),
                    G_DEFINE_ENUM_VALUE (FOYER_DECLINE_REASON_INSURANCE, "insurance"),
                    G_DEFINE_ENUM_VALUE (FOYER_DECLINE_REASON_DUPLICATE, "duplicate"),
                    G_DEFINE_ENUM_VALUE (FOYER_DECLINE_REASON_OTHER, "other"))

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerReferral, "number", number),
  FOYER_FIELD_INTEGER (FoyerReferral, "patient-id", patient_id),
  FOYER_FIELD_ENUM (FoyerReferral, "state", state, foyer_referral_state_get_type),
  FOYER_FIELD_ENUM (FoyerReferral, "source", source, foyer_referral_source_get_type),
  FOYER_FIELD_TEXT (FoyerReferral, "letter-date", letter_date),
  FOYER_FIELD_TEXT (FoyerReferral, "received-on", received_on),
  FOYER_FIELD_OPTIONAL (FoyerReferral, "referrer-id", referrer_id),
  FOYER_FIELD_OPTIONAL (FoyerReferral, "previous-referral-id", previous_referral_id),
  FOYER_FIELD_TEXT (FoyerReferral, "reason", reason),
  FOYER_FIELD_TEXT (FoyerReferral, "body-site", body_site),
  FOYER_FIELD_TEXT (FoyerReferral, "problem-since", problem_since),
  FOYER_FIELD_TEXT (FoyerReferral, "prior-treatment", prior_treatment),
  FOYER_FIELD_FLAG (FoyerReferral, "immunosuppressed", immunosuppressed),
  FOYER_FIELD_FLAG (FoyerReferral, "anticoagulated", anticoagulated),
  FOYER_FIELD_FLAG (FoyerReferral, "implanted-device", implanted_device),
  FOYER_FIELD_FLAG (FoyerReferral, "photos-attached", photos_attached),
  FOYER_FIELD_FLAG (FoyerReferral, "pathology-attached", pathology_attached),
  FOYER_FIELD_FLAG (FoyerReferral, "red-flag", red_flag),
  FOYER_FIELD_ENUM (
      FoyerReferral, "requested-urgency", requested_urgency, foyer_urgency_get_type),
  FOYER_FIELD_ENUM (
      FoyerReferral, "assigned-urgency", assigned_urgency, foyer_urgency_get_type),
  FOYER_FIELD_TEXT (FoyerReferral, "target-date", target_date),
  FOYER_FIELD_OPTIONAL (FoyerReferral, "service-id", service_id),
  FOYER_FIELD_OPTIONAL (FoyerReferral, "visit-minutes", visit_minutes),
  FOYER_FIELD_OPTIONAL (FoyerReferral, "clinician-id", clinician_id),
  FOYER_FIELD_FLAG (FoyerReferral, "interpreter", interpreter),
  FOYER_FIELD_FLAG (FoyerReferral, "transport", transport),
  FOYER_FIELD_TEXT (FoyerReferral, "authorisation-number", authorisation_number),
  FOYER_FIELD_TEXT (FoyerReferral, "valid-from", valid_from),
  FOYER_FIELD_TEXT (FoyerReferral, "valid-to", valid_to),
  FOYER_FIELD_OPTIONAL (FoyerReferral, "visits-authorised", visits_authorised),
  FOYER_FIELD_TEXT (FoyerReferral, "restrictions", restrictions),
  FOYER_FIELD_TEXT (FoyerReferral, "missing-items", missing_items),
  FOYER_FIELD_ENUM (
      FoyerReferral, "decline-reason", decline_reason, foyer_decline_reason_get_type),
  FOYER_FIELD_TEXT (FoyerReferral, "decision-comment", decision_comment),
  FOYER_FIELD_OPTIONAL (FoyerReferral, "decided-by", decided_by),
  FOYER_FIELD_OPTIONAL (FoyerReferral, "decided-at", decided_at),
  FOYER_FIELD_TEXT (FoyerReferral, "desk-instructions", desk_instructions),
  FOYER_FIELD_TEXT (FoyerReferral, "patient-instructions", patient_instructions),
  FOYER_FIELD_INTEGER (FoyerReferral, "created-at", created_at),
  FOYER_FIELD_INTEGER (FoyerReferral, "updated-at", updated_at),
};

FOYER_DEFINE_RECORD (FoyerReferral, foyer_referral, "referral", fields)
