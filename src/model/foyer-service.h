/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerServiceCategory:
 * @FOYER_SERVICE_CATEGORY_NEW: first visit of a patient
 * @FOYER_SERVICE_CATEGORY_FOLLOW_UP: visit of a patient known here
 * @FOYER_SERVICE_CATEGORY_PROCEDURE: surgery, biopsy, phototherapy
 * @FOYER_SERVICE_CATEGORY_COSMETIC: cosmetic consultation or treatment
 * @FOYER_SERVICE_CATEGORY_URGENT: kept for urgent referrals
 *
 * What kind of time a visit takes; also the kind of time that working hours may be kept for.
 */
typedef enum
{
  FOYER_SERVICE_CATEGORY_NEW,
  FOYER_SERVICE_CATEGORY_FOLLOW_UP,
  FOYER_SERVICE_CATEGORY_PROCEDURE,
  FOYER_SERVICE_CATEGORY_COSMETIC,
  FOYER_SERVICE_CATEGORY_URGENT,
} FoyerServiceCategory;

#define FOYER_TYPE_SERVICE_CATEGORY (foyer_service_category_get_type ())
GType foyer_service_category_get_type (void);

/**
 * FoyerReferralRule:
 * @FOYER_REFERRAL_RULE_NEW_PATIENTS: patients who are new here
 * @FOYER_REFERRAL_RULE_ALWAYS: everybody
 * @FOYER_REFERRAL_RULE_NEVER: nobody
 *
 * Who needs a referral that this clinic has accepted.
 */
typedef enum
{
  FOYER_REFERRAL_RULE_NEW_PATIENTS,
  FOYER_REFERRAL_RULE_ALWAYS,
  FOYER_REFERRAL_RULE_NEVER,
} FoyerReferralRule;

#define FOYER_TYPE_REFERRAL_RULE (foyer_referral_rule_get_type ())
GType foyer_referral_rule_get_type (void);

#define FOYER_TYPE_SERVICE (foyer_service_get_type ())
G_DECLARE_FINAL_TYPE (FoyerService, foyer_service, FOYER, SERVICE, FoyerRecord)

/**
 * FoyerService:
 *
 * A kind of visit.
 */
struct _FoyerService
{
  FoyerRecord parent_instance;

  char *code; /* (owned) (nullable) short name that scripts use, `new-patient` */
  char *name; /* (owned) (nullable) as the desk and the patient call it */
  FoyerServiceCategory category;              /* what kind of time it takes */
  gint64               duration_minutes;      /* length of the visit, 5 to 720 */
  gint64               buffer_before_minutes; /* kept free before it, 0 to 120 */
  gint64               buffer_after_minutes;  /* kept free after it, 0 to 120 */
  gint64
        grid_minutes; /* visits begin on multiples of this from the hour: 5, 10, 15, 20, 30 or 60 */
  char *colour; /* (owned) (nullable) `#rrggbb` of its blocks on the day schedule */
  FoyerReferralRule referral_rule; /* who needs a referral for it */
  gint64            price_minor;   /* usual price in minor units */
  gint64   deposit_minor; /* payment asked for at booking in minor units; 0: none */
  gboolean needs_room;    /* whether a room must be free too */
  gint64   daily_limit; /* most visits of this kind per clinician and day; 0: no limit */
  char *instructions; /* (owned) (nullable) what the patient should know before coming */
  gboolean active;    /* whether it can be booked */
};

FoyerService *foyer_service_new (void);

G_END_DECLS
