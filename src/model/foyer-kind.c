/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-kind.h"

#include "model/foyer-absence.h"
#include "model/foyer-article.h"
#include "model/foyer-booking-event.h"
#include "model/foyer-booking-override.h"
#include "model/foyer-booking.h"
#include "model/foyer-clinic.h"
#include "model/foyer-clinician.h"
#include "model/foyer-communication.h"
#include "model/foyer-document.h"
#include "model/foyer-gift-card.h"
#include "model/foyer-handout.h"
#include "model/foyer-holiday.h"
#include "model/foyer-identifier.h"
#include "model/foyer-ledger-entry.h"
#include "model/foyer-patient.h"
#include "model/foyer-practice.h"
#include "model/foyer-referral-event.h"
#include "model/foyer-referral.h"
#include "model/foyer-referrer.h"
#include "model/foyer-request.h"
#include "model/foyer-room.h"
#include "model/foyer-service.h"
#include "model/foyer-till.h"
#include "model/foyer-user.h"
#include "model/foyer-working-hours.h"

/* What is referred to stands before what refers to it; parts follow their parent.  An absence
 * of nobody and a holiday belong to the clinic. */
static const FoyerKind kinds[] = {
  { "clinic", foyer_clinic_get_type, NULL, NULL, FALSE },
  { "holiday", foyer_holiday_get_type, "clinic", NULL, FALSE },
  { "practice", foyer_practice_get_type, NULL, NULL, FALSE },
  { "room", foyer_room_get_type, NULL, NULL, FALSE },
  { "service", foyer_service_get_type, NULL, NULL, FALSE },
  { "clinician", foyer_clinician_get_type, NULL, NULL, FALSE },
  { "working_hours", foyer_working_hours_get_type, "clinician", "clinician-id", FALSE },
  { "absence", foyer_absence_get_type, "clinician", "clinician-id", FALSE },
  { "staff", foyer_user_get_type, NULL, NULL, FALSE },
  { "referrer", foyer_referrer_get_type, NULL, NULL, FALSE },
  { "patient", foyer_patient_get_type, NULL, NULL, FALSE },
  { "patient_phone", foyer_patient_phone_get_type, "patient", "patient-id", FALSE },
  { "patient_name", foyer_patient_name_get_type, "patient", "patient-id", FALSE },
  { "patient_contact", foyer_patient_contact_get_type, "patient", "patient-id", FALSE },
  { "referral", foyer_referral_get_type, NULL, NULL, FALSE },
  { "referral_event", foyer_referral_event_get_type, "referral", "referral-id", TRUE },
  { "document", foyer_document_get_type, NULL, NULL, TRUE },
  { "request", foyer_request_get_type, NULL, NULL, FALSE },
  { "booking", foyer_booking_get_type, NULL, NULL, FALSE },
  { "booking_event", foyer_booking_event_get_type, "booking", "booking-id", TRUE },
  { "booking_override", foyer_booking_override_get_type, "booking", "booking-id", TRUE },
  { "gift_card", foyer_gift_card_get_type, NULL, NULL, FALSE },
  { "till", foyer_till_get_type, NULL, NULL, FALSE },
  { "till_count", foyer_till_count_get_type, "till", "till-id", TRUE },
  { "ledger_entry", foyer_ledger_entry_get_type, NULL, NULL, TRUE },
  { "communication", foyer_communication_get_type, NULL, NULL, TRUE },
  { "article", foyer_article_get_type, NULL, NULL, FALSE },
  { "handout", foyer_handout_get_type, NULL, NULL, FALSE },
};

/* An identifier's owner may be of three kinds: see its fields. */
static const struct
{
  const char *field;
  const char *kind;
} targets[] = {
  { "article-id", "article" },     { "booking-id", "booking" },
  { "clinician-id", "clinician" }, { "closed-by", "staff" },
  { "counted-by", "staff" },       { "created-by", "staff" },
  { "decided-by", "staff" },       { "ended-by", "staff" },
  { "handled-by", "staff" },       { "opened-by", "staff" },
  { "patient-id", "patient" },     { "pcp-id", "referrer" },
  { "practice-id", "practice" },   { "previous-referral-id", "referral" },
  { "referral-id", "referral" },   { "referrer-id", "referrer" },
  { "request-id", "request" },     { "reverses-id", "ledger_entry" },
  { "reviewed-by", "staff" },      { "room-id", "room" },
  { "service-id", "service" },     { "staff-id", "staff" },
  { "till-id", "till" },
};

/**
 * foyer_kinds_list:
 * @out_n: (out): how many
 *
 * Returns: (array length=out_n) (transfer none): all kinds that other desks see; one comes
 *   after those that it refers to
 */
const FoyerKind *
foyer_kinds_list (guint *out_n)
{
  *out_n = G_N_ELEMENTS (kinds);
  return kinds;
}

/**
 * foyer_kind_find:
 * @name: name of a kind
 *
 * Returns: (transfer none) (nullable): the kind
 */
const FoyerKind *
foyer_kind_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      return &kinds[i];

  return NULL;
}

/**
 * foyer_kind_of_field:
 * @field: a field of a record
 *
 * Returns: (nullable): the kind of record that the field refers to; `NULL` if it holds a
 *   plain value
 */
const char *
foyer_kind_of_field (const FoyerField *field)
{
  if (field->type != G_TYPE_INT64)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    if (g_str_equal (targets[i].field, field->name))
      return targets[i].kind;

  return NULL;
}
