/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"
#include "model/foyer-referral-state.h"

G_BEGIN_DECLS

/**
 * FoyerReferralSource:
 * @FOYER_REFERRAL_SOURCE_FAX:
 * @FOYER_REFERRAL_SOURCE_E_REFERRAL:
 * @FOYER_REFERRAL_SOURCE_LETTER:
 * @FOYER_REFERRAL_SOURCE_PHONE:
 * @FOYER_REFERRAL_SOURCE_WALK_IN:
 *
 * How a referral reached the clinic.
 */
typedef enum
{
  FOYER_REFERRAL_SOURCE_FAX,
  FOYER_REFERRAL_SOURCE_E_REFERRAL,
  FOYER_REFERRAL_SOURCE_LETTER,
  FOYER_REFERRAL_SOURCE_PHONE,
  FOYER_REFERRAL_SOURCE_WALK_IN,
} FoyerReferralSource;

#define FOYER_TYPE_REFERRAL_SOURCE (foyer_referral_source_get_type ())
GType foyer_referral_source_get_type (void);

/**
 * FoyerUrgency:
 * @FOYER_URGENCY_ROUTINE:
 * @FOYER_URGENCY_ASAP: sooner than routine
 * @FOYER_URGENCY_URGENT:
 * @FOYER_URGENCY_STAT: today
 *
 * How soon a patient should be seen; FHIR request-priority names.
 */
typedef enum
{
  FOYER_URGENCY_ROUTINE,
  FOYER_URGENCY_ASAP,
  FOYER_URGENCY_URGENT,
  FOYER_URGENCY_STAT,
} FoyerUrgency;

#define FOYER_TYPE_URGENCY (foyer_urgency_get_type ())
GType foyer_urgency_get_type (void);

/**
 * FoyerDeclineReason:
 * @FOYER_DECLINE_REASON_NONE: not declined
 * @FOYER_DECLINE_REASON_OUT_OF_SCOPE: not what this clinic treats
 * @FOYER_DECLINE_REASON_NOT_INDICATED: no visit needed; advice given
 * @FOYER_DECLINE_REASON_NO_CAPACITY: cannot be seen in useful time
 * @FOYER_DECLINE_REASON_INSURANCE: insurer not accepted
 * @FOYER_DECLINE_REASON_DUPLICATE: the same problem is already referred
 * @FOYER_DECLINE_REASON_OTHER: see the comment
 *
 * Why a referral was declined.
 */
typedef enum
{
  FOYER_DECLINE_REASON_NONE,
  FOYER_DECLINE_REASON_OUT_OF_SCOPE,
  FOYER_DECLINE_REASON_NOT_INDICATED,
  FOYER_DECLINE_REASON_NO_CAPACITY,
  FOYER_DECLINE_REASON_INSURANCE,
  FOYER_DECLINE_REASON_DUPLICATE,
  FOYER_DECLINE_REASON_OTHER,
} FoyerDeclineReason;

#define FOYER_TYPE_DECLINE_REASON (foyer_decline_reason_get_type ())
GType foyer_decline_reason_get_type (void);

#define FOYER_TYPE_REFERRAL (foyer_referral_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReferral, foyer_referral, FOYER, REFERRAL, FoyerRecord)

/**
 * FoyerReferral:
 *
 * A letter in which another clinician asks this clinic to see a patient.
 *
 * Dates are civil dates YYYY-MM-DD.  How many visits were used is derived from bookings
 * and never kept here.
 */
struct _FoyerReferral
{
  FoyerRecord parent_instance;

  char               *number; /* (owned) (nullable) as staff read it, `R-1042` */
  gint64              patient_id;
  FoyerReferralState  state;
  FoyerReferralSource source;      /* how it came */
  char               *letter_date; /* (owned) (nullable) date on the letter */
  char               *received_on; /* (owned) (nullable) day it reached the clinic */
  gint64              referrer_id; /* who referred, 0 if not known yet */
  gint64              previous_referral_id; /* the one that this continues */
  char               *reason;          /* (owned) (nullable) in the referrer's words */
  char               *body_site;       /* (owned) (nullable) */
  char               *problem_since;   /* (owned) (nullable) in words */
  char               *prior_treatment; /* (owned) (nullable) */
  gboolean            immunosuppressed;
  gboolean            anticoagulated;
  gboolean            implanted_device;
  gboolean            photos_attached;
  gboolean            pathology_attached;
  gboolean            red_flag;          /* needs reading today */
  FoyerUrgency        requested_urgency; /* what the referrer asks */
  FoyerUrgency        assigned_urgency;  /* what the clinic decided */
  char               *target_date;       /* (owned) (nullable) to be seen by */
  gint64              service_id;        /* visit to book */
  gint64              visit_minutes;     /* length if not the service's */
  gint64              clinician_id;      /* named clinician, 0: any */
  gboolean            interpreter;
  gboolean            transport;
  char               *authorisation_number; /* (owned) (nullable) of the insurer */
  char  *valid_from; /* (owned) (nullable) first day of a visit; NULL: no limit stated */
  char  *valid_to;   /* (owned) (nullable) last day of a visit; NULL: no limit stated */
  gint64 visits_authorised; /* 0: no limit stated */
  char  *restrictions;      /* (owned) (nullable) */
  char *missing_items; /* (owned) (nullable) what was asked of the referrer, one a line */
  FoyerDeclineReason decline_reason;
  char              *decision_comment;  /* (owned) (nullable) mandatory when declined */
  gint64             decided_by;        /* staff */
  gint64             decided_at;        /* seconds since 1970-01-01 UTC */
  char              *desk_instructions; /* (owned) (nullable) */
  char              *patient_instructions; /* (owned) (nullable) */
  gint64             created_at;           /* seconds since 1970-01-01 UTC */
  gint64             updated_at;           /* seconds since 1970-01-01 UTC */
};

FoyerReferral *foyer_referral_new (void);

G_END_DECLS
