/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-communication.h"

G_DEFINE_ENUM_TYPE (FoyerMedium,
                    foyer_medium,
                    G_DEFINE_ENUM_VALUE (FOYER_MEDIUM_PHONE, "phone"),
                    G_DEFINE_ENUM_VALUE (FOYER_MEDIUM_TEXT, "text"),
                    G_DEFINE_ENUM_VALUE (FOYER_MEDIUM_EMAIL, "email"),
                    G_DEFINE_ENUM_VALUE (FOYER_MEDIUM_LETTER, "letter"),
                    G_DEFINE_ENUM_VALUE (FOYER_MEDIUM_FAX, "fax"),
                    G_DEFINE_ENUM_VALUE (FOYER_MEDIUM_IN_PERSON, "in-person"))

G_DEFINE_ENUM_TYPE (FoyerContactOutcome,
                    foyer_contact_outcome,
                    G_DEFINE_ENUM_VALUE (FOYER_CONTACT_OUTCOME_TOLD, "told"),
                    G_DEFINE_ENUM_VALUE (FOYER_CONTACT_OUTCOME_VOICEMAIL, "voicemail"),
                    G_DEFINE_ENUM_VALUE (FOYER_CONTACT_OUTCOME_NO_ANSWER, "no-answer"),
                    G_DEFINE_ENUM_VALUE (FOYER_CONTACT_OUTCOME_WRONG_NUMBER,
                                         "wrong-number"),
                    G_DEFINE_ENUM_VALUE (FOYER_CONTACT_OUTCOME_WILL_CALL_BACK,
                                         "will-call-back"))

static const FoyerField fields[] = {
  FOYER_FIELD_INTEGER (FoyerCommunication, "at", at),
  FOYER_FIELD_OPTIONAL (FoyerCommunication, "staff-id", staff_id),
  FOYER_FIELD_ENUM (FoyerCommunication, "medium", medium, foyer_medium_get_type),
  FOYER_FIELD_ENUM (
      FoyerCommunication, "outcome", outcome, foyer_contact_outcome_get_type),
  FOYER_FIELD_OPTIONAL (FoyerCommunication, "patient-id", patient_id),
  FOYER_FIELD_OPTIONAL (FoyerCommunication, "request-id", request_id),
  FOYER_FIELD_OPTIONAL (FoyerCommunication, "referral-id", referral_id),
  FOYER_FIELD_OPTIONAL (FoyerCommunication, "booking-id", booking_id),
  FOYER_FIELD_TEXT (FoyerCommunication, "text", text),
};

FOYER_DEFINE_RECORD (FoyerCommunication, foyer_communication, "communication", fields)
