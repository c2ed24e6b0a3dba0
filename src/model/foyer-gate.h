/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-clinic.h"
#include "model/foyer-patient.h"
#include "model/foyer-permission.h"
#include "model/foyer-referral.h"
#include "model/foyer-service.h"

G_BEGIN_DECLS

/**
 * FoyerGateRule:
 * @FOYER_GATE_RULE_PATIENT_ACTIVE: the patient is one who can be booked
 * @FOYER_GATE_RULE_SERVICE_ACTIVE: the service is still offered
 * @FOYER_GATE_RULE_REFERRAL: who needs an accepted referral has one for the day of the visit
 * @FOYER_GATE_RULE_DEPOSIT: what is asked for at booking is paid or waived
 * @FOYER_GATE_RULE_PATIENT_OVERLAP: the patient is nowhere else at that time
 * @FOYER_GATE_RULE_CLINICIAN_OVERLAP: the clinician is free, up to the overlap limit
 * @FOYER_GATE_RULE_ROOM_OVERLAP: a room is there if one is needed, and free
 * @FOYER_GATE_RULE_AVAILABILITY: inside working hours that admit the service
 * @FOYER_GATE_RULE_PAST_TIME: the time is not over; a warning if it has begun
 * @FOYER_GATE_RULE_GUARDIAN: a minor has a guardian on file
 * @FOYER_GATE_RULE_INTERPRETER: an interpreter is arranged for who needs one
 * @FOYER_GATE_RULE_NO_SHOWS: not more no-shows than the clinic tolerates
 * @FOYER_GATE_RULE_NAMED_CLINICIAN: the clinician is the one that the referral names
 * @FOYER_GATE_RULE_TARGET_DATE: not later than the referral's target date
 *
 * What is checked before a time is promised, in the order of the checklist.
 */
typedef enum
{
  FOYER_GATE_RULE_PATIENT_ACTIVE,
  FOYER_GATE_RULE_SERVICE_ACTIVE,
  FOYER_GATE_RULE_REFERRAL,
  FOYER_GATE_RULE_DEPOSIT,
  FOYER_GATE_RULE_PATIENT_OVERLAP,
  FOYER_GATE_RULE_CLINICIAN_OVERLAP,
  FOYER_GATE_RULE_ROOM_OVERLAP,
  FOYER_GATE_RULE_AVAILABILITY,
  FOYER_GATE_RULE_PAST_TIME,
  FOYER_GATE_RULE_GUARDIAN,
  FOYER_GATE_RULE_INTERPRETER,
  FOYER_GATE_RULE_NO_SHOWS,
  FOYER_GATE_RULE_NAMED_CLINICIAN,
  FOYER_GATE_RULE_TARGET_DATE,
} FoyerGateRule;

#define FOYER_TYPE_GATE_RULE (foyer_gate_rule_get_type ())
GType foyer_gate_rule_get_type (void);

/**
 * FoyerGateResult:
 * @FOYER_GATE_RESULT_OK: kept
 * @FOYER_GATE_RESULT_WARN: broken, and the desk should know
 * @FOYER_GATE_RESULT_HOLD: broken; the time may be held but not booked
 * @FOYER_GATE_RESULT_BLOCK: broken; neither held nor booked
 *
 * What a rule says, from good to bad.
 */
typedef enum
{
  FOYER_GATE_RESULT_OK,
  FOYER_GATE_RESULT_WARN,
  FOYER_GATE_RESULT_HOLD,
  FOYER_GATE_RESULT_BLOCK,
} FoyerGateResult;

#define FOYER_TYPE_GATE_RESULT (foyer_gate_result_get_type ())
GType foyer_gate_result_get_type (void);

/**
 * FoyerGateReason:
 * @FOYER_GATE_REASON_NONE: the rule is kept
 * @FOYER_GATE_REASON_NO_PATIENT: nobody was chosen
 * @FOYER_GATE_REASON_INACTIVE: no longer a patient here
 * @FOYER_GATE_REASON_DECEASED:
 * @FOYER_GATE_REASON_NOT_OFFERED: the service is no longer offered, or none was chosen
 * @FOYER_GATE_REASON_NO_REFERRAL: none chosen; see the cure for whether there is one
 * @FOYER_GATE_REASON_NOT_ACCEPTED: `record_id` is a referral that awaits its decision
 * @FOYER_GATE_REASON_REFERRAL_ENDED: declined, withdrawn, closed, expired…
 * @FOYER_GATE_REASON_OTHER_PATIENT: the referral is for somebody else
 * @FOYER_GATE_REASON_NOT_YET_VALID: the visit is before `date`
 * @FOYER_GATE_REASON_EXPIRED: the visit is after `date`
 * @FOYER_GATE_REASON_NO_VISITS_LEFT: `number` of `limit` visits are used or booked
 * @FOYER_GATE_REASON_DEPOSIT_DUE: `number` of `limit` minor units are paid or waived
 * @FOYER_GATE_REASON_TAKEN: `number` bookings from `start_at` to `end_at`, `limit` allowed
 * @FOYER_GATE_REASON_NO_ROOM: the service needs a room and none was chosen
 * @FOYER_GATE_REASON_NO_TIME: no time was chosen
 * @FOYER_GATE_REASON_NO_CLINICIAN: nobody was chosen, or nobody who still works here
 * @FOYER_GATE_REASON_OUTSIDE_HOURS:
 * @FOYER_GATE_REASON_BREAK:
 * @FOYER_GATE_REASON_ABSENT: the clinician is away
 * @FOYER_GATE_REASON_CLOSED: holiday, or the whole clinic is away
 * @FOYER_GATE_REASON_KEPT: the time is kept for another kind of visit
 * @FOYER_GATE_REASON_DAILY_LIMIT: `limit` visits of this kind are there that day
 * @FOYER_GATE_REASON_TOO_SOON: less than `limit` minutes from now
 * @FOYER_GATE_REASON_TOO_FAR: more than `limit` days from today
 * @FOYER_GATE_REASON_PAST: the time has passed, or has begun at `start_at`
 * @FOYER_GATE_REASON_NO_GUARDIAN: `number` is the age in years on the day of the visit
 * @FOYER_GATE_REASON_NO_INTERPRETER:
 * @FOYER_GATE_REASON_NO_SHOWS: `number` in 24 months, `limit` tolerated
 * @FOYER_GATE_REASON_OTHER_CLINICIAN: `record_id` is the clinician that the referral names
 * @FOYER_GATE_REASON_AFTER_TARGET: the visit is after `date`
 *
 * In which way a rule is broken; it chooses the sentence.
 */
typedef enum
{
  FOYER_GATE_REASON_NONE,
  FOYER_GATE_REASON_NO_PATIENT,
  FOYER_GATE_REASON_INACTIVE,
  FOYER_GATE_REASON_DECEASED,
  FOYER_GATE_REASON_NOT_OFFERED,
  FOYER_GATE_REASON_NO_REFERRAL,
  FOYER_GATE_REASON_NOT_ACCEPTED,
  FOYER_GATE_REASON_REFERRAL_ENDED,
  FOYER_GATE_REASON_OTHER_PATIENT,
  FOYER_GATE_REASON_NOT_YET_VALID,
  FOYER_GATE_REASON_EXPIRED,
  FOYER_GATE_REASON_NO_VISITS_LEFT,
  FOYER_GATE_REASON_DEPOSIT_DUE,
  FOYER_GATE_REASON_TAKEN,
  FOYER_GATE_REASON_NO_ROOM,
  FOYER_GATE_REASON_NO_TIME,
  FOYER_GATE_REASON_NO_CLINICIAN,
  FOYER_GATE_REASON_OUTSIDE_HOURS,
  FOYER_GATE_REASON_BREAK,
  FOYER_GATE_REASON_ABSENT,
  FOYER_GATE_REASON_CLOSED,
  FOYER_GATE_REASON_KEPT,
  FOYER_GATE_REASON_DAILY_LIMIT,
  FOYER_GATE_REASON_TOO_SOON,
  FOYER_GATE_REASON_TOO_FAR,
  FOYER_GATE_REASON_PAST,
  FOYER_GATE_REASON_NO_GUARDIAN,
  FOYER_GATE_REASON_NO_INTERPRETER,
  FOYER_GATE_REASON_NO_SHOWS,
  FOYER_GATE_REASON_OTHER_CLINICIAN,
  FOYER_GATE_REASON_AFTER_TARGET,
} FoyerGateReason;

#define FOYER_TYPE_GATE_REASON (foyer_gate_reason_get_type ())
GType foyer_gate_reason_get_type (void);

/**
 * FoyerGateCure:
 * @FOYER_GATE_CURE_NONE: nothing to do, or nothing that helps
 * @FOYER_GATE_CURE_CHOOSE_PATIENT:
 * @FOYER_GATE_CURE_REVIEW_PATIENT: open the record and correct it
 * @FOYER_GATE_CURE_CHOOSE_SERVICE:
 * @FOYER_GATE_CURE_REGISTER_REFERRAL: log the letter that has come, or ask for one
 * @FOYER_GATE_CURE_ACCEPT_REFERRAL: decide the referral `record_id`
 * @FOYER_GATE_CURE_CHOOSE_REFERRAL: rest the booking on the referral `record_id`
 * @FOYER_GATE_CURE_TAKE_DEPOSIT:
 * @FOYER_GATE_CURE_WAIVE_DEPOSIT:
 * @FOYER_GATE_CURE_CHOOSE_OTHER_DATE:
 * @FOYER_GATE_CURE_CHOOSE_OTHER_TIME:
 * @FOYER_GATE_CURE_CHOOSE_CLINICIAN:
 * @FOYER_GATE_CURE_CHOOSE_ROOM:
 * @FOYER_GATE_CURE_ADD_GUARDIAN:
 * @FOYER_GATE_CURE_ARRANGE_INTERPRETER:
 * @FOYER_GATE_CURE_OVERRIDE: a permitted person sets the rule aside and says why
 *
 * What mends a broken rule.
 */
typedef enum
{
  FOYER_GATE_CURE_NONE,
  FOYER_GATE_CURE_CHOOSE_PATIENT,
  FOYER_GATE_CURE_REVIEW_PATIENT,
  FOYER_GATE_CURE_CHOOSE_SERVICE,
  FOYER_GATE_CURE_REGISTER_REFERRAL,
  FOYER_GATE_CURE_ACCEPT_REFERRAL,
  FOYER_GATE_CURE_CHOOSE_REFERRAL,
  FOYER_GATE_CURE_TAKE_DEPOSIT,
  FOYER_GATE_CURE_WAIVE_DEPOSIT,
  FOYER_GATE_CURE_CHOOSE_OTHER_DATE,
  FOYER_GATE_CURE_CHOOSE_OTHER_TIME,
  FOYER_GATE_CURE_CHOOSE_CLINICIAN,
  FOYER_GATE_CURE_CHOOSE_ROOM,
  FOYER_GATE_CURE_ADD_GUARDIAN,
  FOYER_GATE_CURE_ARRANGE_INTERPRETER,
  FOYER_GATE_CURE_OVERRIDE,
} FoyerGateCure;

#define FOYER_TYPE_GATE_CURE (foyer_gate_cure_get_type ())
GType foyer_gate_cure_get_type (void);

/**
 * FoyerGateOverlap:
 * @n_bookings: most bookings that run at once inside the time asked for, 0: it is free
 * @booking_id: one of them
 * @start_at: when that one begins, seconds since 1970-01-01 UTC
 * @end_at: when it ends
 *
 * What already occupies a time, buffers included.
 */
typedef struct
{
  gint64 n_bookings;
  gint64 booking_id;
  gint64 start_at;
  gint64 end_at;
} FoyerGateOverlap;

/**
 * FoyerGateFacts:
 *
 * All that the gate looks at.  Records are (unowned) and may be `NULL` while nothing is
 * chosen; everything zeroed is a valid, refused, question.
 */
typedef struct
{
  gint64    now;   /* seconds since 1970-01-01 UTC */
  FoyerRole role;  /* of the person who asks */
  guint overrides; /* bit `1 << rule` for each rule that the person wants to set aside */

  FoyerClinic   *clinic;
  FoyerPatient  *patient; /* with contacts, if the guardian rule is to be answered */
  FoyerService  *service;
  FoyerReferral *referral; /* that the booking is to rest on */

  gint64      clinician_id;
  gint64      room_id;
  gint64      start_at;   /* of the visit, without buffers */
  gint64      end_at;     /* of the visit, without buffers */
  const char *visit_date; /* (unowned) civil date of the start in the clinic's zone */

  gboolean patient_is_new;     /* foyer_patient_is_new_on() */
  gint64   visits_taken;       /* on the referral, used or booked, without this booking */
  gint64   usable_referral_id; /* another of this patient that would do, 0: none */
  gint64   pending_referral_id; /* one of this patient that awaits a decision, 0: none */

  gint64 deposit_minor; /* asked for at booking; 0: none */
  gint64 settled_minor; /* paid or waived for this booking, or about to be with it */

  FoyerGateOverlap patient_overlap;
  FoyerGateOverlap clinician_overlap;
  FoyerGateOverlap room_overlap;
  gint64 overlap_limit; /* how many visits the clinician may have at once; 0 is 1 */

  FoyerGateReason availability;       /* NONE if the time is inside working hours */
  gint64          availability_limit; /* the figure that belongs to it */
  gboolean        interpreter_arranged;
  gint64          n_no_shows; /* in the 24 months before the visit */
} FoyerGateFacts;

/**
 * FoyerGateItem:
 * @rule: what was checked
 * @result: what came out; a rule that was set aside keeps its result
 * @reason: in which way it is broken
 * @cure: what mends it
 * @other_cure: what else does
 * @overridable: whether somebody permitted can set the rule aside
 * @permitted: whether the person who asks is so permitted
 * @overridden: whether it is set aside for this booking
 * @number: see [enum@GateReason]
 * @limit: see [enum@GateReason]
 * @record_id: see [enum@GateReason] and [enum@GateCure]; otherwise the booking in the way
 * @start_at: of the booking in the way
 * @end_at: of the booking in the way
 * @date: civil date YYYY-MM-DD, or empty; see [enum@GateReason]
 *
 * One line of the checklist.
 */
typedef struct
{
  FoyerGateRule   rule;
  FoyerGateResult result;
  FoyerGateReason reason;
  FoyerGateCure   cure;
  FoyerGateCure   other_cure;
  gboolean        overridable;
  gboolean        permitted;
  gboolean        overridden;
  gint64          number;
  gint64          limit;
  gint64          record_id;
  gint64          start_at;
  gint64          end_at;
  char            date[11];
} FoyerGateItem;

#define FOYER_TYPE_GATE_ITEM (foyer_gate_item_get_type ())
GType          foyer_gate_item_get_type (void);
FoyerGateItem *foyer_gate_item_copy (const FoyerGateItem *item);
void           foyer_gate_item_free (FoyerGateItem *item);

GPtrArray      *foyer_gate_evaluate (const FoyerGateFacts *facts);
FoyerGateResult foyer_gate_get_verdict (GPtrArray *items);
gboolean        foyer_gate_rule_is_overridable (FoyerGateRule rule);

G_END_DECLS
