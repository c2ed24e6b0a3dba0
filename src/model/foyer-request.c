/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-request.h"

G_DEFINE_ENUM_TYPE (FoyerRequestState,
                    foyer_request_state,
                    G_DEFINE_ENUM_VALUE (FOYER_REQUEST_STATE_OPEN, "open"),
                    G_DEFINE_ENUM_VALUE (FOYER_REQUEST_STATE_AWAITING_REFERRAL,
                                         "awaiting-referral"),
                    G_DEFINE_ENUM_VALUE (FOYER_REQUEST_STATE_BOOKED, "booked"),
                    G_DEFINE_ENUM_VALUE (FOYER_REQUEST_STATE_DECLINED, "declined"),
                    G_DEFINE_ENUM_VALUE (FOYER_REQUEST_STATE_ENTERED_IN_ERROR,
                                         "entered-in-error"))

G_DEFINE_ENUM_TYPE (FoyerRequestCategory,
                    foyer_request_category,
                    G_DEFINE_ENUM_VALUE (FOYER_REQUEST_CATEGORY_MEDICAL, "medical"),
                    G_DEFINE_ENUM_VALUE (FOYER_REQUEST_CATEGORY_COSMETIC, "cosmetic"))

G_DEFINE_ENUM_TYPE (FoyerAnswer,
                    foyer_answer,
                    G_DEFINE_ENUM_VALUE (FOYER_ANSWER_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (FOYER_ANSWER_YES, "yes"),
                    G_DEFINE_ENUM_VALUE (FOYER_ANSWER_NO, "no"))

static const FoyerField fields[] = {
  FOYER_FIELD_ENUM (FoyerRequest, "channel", channel, foyer_channel_get_type),
  FOYER_FIELD_ENUM (FoyerRequest, "state", state, foyer_request_state_get_type),
  FOYER_FIELD_INTEGER (FoyerRequest, "received-at", received_at),
  FOYER_FIELD_TEXT (FoyerRequest, "family", family),
  FOYER_FIELD_TEXT (FoyerRequest, "given", given),
  FOYER_FIELD_TEXT (FoyerRequest, "birth-date", birth_date),
  FOYER_FIELD_TEXT (FoyerRequest, "phone", phone),
  FOYER_FIELD_TEXT (FoyerRequest, "email", email),
  FOYER_FIELD_TEXT (FoyerRequest, "language", language),
  FOYER_FIELD_ENUM (FoyerRequest, "category", category, foyer_request_category_get_type),
  FOYER_FIELD_TEXT (FoyerRequest, "earliest-date", earliest_date),
  FOYER_FIELD_TEXT (FoyerRequest, "preferred-days", preferred_days),
  FOYER_FIELD_TEXT (FoyerRequest, "preferred-times", preferred_times),
  FOYER_FIELD_TEXT (FoyerRequest, "referrer-text", referrer_text),
  FOYER_FIELD_ENUM (FoyerRequest, "referral-sent", referral_sent, foyer_answer_get_type),
  FOYER_FIELD_ENUM (FoyerRequest, "seen-before", seen_before, foyer_answer_get_type),
  FOYER_FIELD_TEXT (FoyerRequest, "message", message),
  FOYER_FIELD_OPTIONAL (FoyerRequest, "patient-id", patient_id),
  FOYER_FIELD_OPTIONAL (FoyerRequest, "referral-id", referral_id),
  FOYER_FIELD_TEXT (FoyerRequest, "reason", reason),
  FOYER_FIELD_OPTIONAL (FoyerRequest, "handled-by", handled_by),
  FOYER_FIELD_OPTIONAL (FoyerRequest, "handled-at", handled_at),
  FOYER_FIELD_INTEGER (FoyerRequest, "created-at", created_at),
  FOYER_FIELD_INTEGER (FoyerRequest, "updated-at", updated_at),
};

FOYER_DEFINE_RECORD (FoyerRequest, foyer_request, "request", fields)
