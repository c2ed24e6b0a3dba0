/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-gate.h"

#include "model/foyer-patient-standing.h"

#include <string.h>

G_DEFINE_ENUM_TYPE (
    FoyerGateRule,
    foyer_gate_rule,
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_PATIENT_ACTIVE, "patient-active"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_SERVICE_ACTIVE, "service-active"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_REFERRAL, "referral"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_DEPOSIT, "deposit"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_PATIENT_OVERLAP, "patient-overlap"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_CLINICIAN_OVERLAP, "clinician-overlap"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_ROOM_OVERLAP, "room-overlap"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_AVAILABILITY, "availability"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_PAST_TIME, "past-time"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_GUARDIAN, "guardian"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_INTERPRETER, "interpreter"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_NO_SHOWS, "no-shows"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_NAMED_CLINICIAN, "named-clinician"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_RULE_TARGET_DATE, "target-date"))

G_DEFINE_ENUM_TYPE (FoyerGateResult,
                    foyer_gate_result,
                    G_DEFINE_ENUM_VALUE (FOYER_GATE_RESULT_OK, "ok"),
                    G_DEFINE_ENUM_VALUE (FOYER_GATE_RESULT_WARN, "warn"),
                    G_DEFINE_ENUM_VALUE (FOYER_GATE_RESULT_HOLD, "hold"),
                    G_DEFINE_ENUM_VALUE (FOYER_GATE_RESULT_BLOCK, "block"))

G_DEFINE_ENUM_TYPE (
    FoyerGateReason,
    foyer_gate_reason,
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_NONE, "none"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_NO_PATIENT, "no-patient"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_INACTIVE, "inactive"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_DECEASED, "deceased"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_NOT_OFFERED, "not-offered"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_NO_REFERRAL, "no-referral"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_NOT_ACCEPTED, "not-accepted"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_REFERRAL_ENDED, "referral-ended"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_OTHER_PATIENT, "other-patient"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_NOT_YET_VALID, "not-yet-valid"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_EXPIRED, "expired"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_NO_VISITS_LEFT, "no-visits-left"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_DEPOSIT_DUE, "deposit-due"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_TAKEN, "taken"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_NO_ROOM, "no-room"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_NO_TIME, "no-time"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_NO_CLINICIAN, "no-clinician"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_OUTSIDE_HOURS, "outside-hours"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_BREAK, "break"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_ABSENT, "absent"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_CLOSED, "closed"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_KEPT, "kept"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_DAILY_LIMIT, "daily-limit"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_TOO_SOON, "too-soon"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_TOO_FAR, "too-far"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_PAST, "past"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_NO_GUARDIAN, "no-guardian"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_NO_INTERPRETER, "no-interpreter"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_NO_SHOWS, "no-shows"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_OTHER_CLINICIAN, "other-clinician"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_REASON_AFTER_TARGET, "after-target"))

G_DEFINE_ENUM_TYPE (
    FoyerGateCure,
    foyer_gate_cure,
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_NONE, "none"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_CHOOSE_PATIENT, "choose-patient"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_REVIEW_PATIENT, "review-patient"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_CHOOSE_SERVICE, "choose-service"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_REGISTER_REFERRAL, "register-referral"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_ACCEPT_REFERRAL, "accept-referral"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_CHOOSE_REFERRAL, "choose-referral"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_TAKE_DEPOSIT, "take-deposit"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_WAIVE_DEPOSIT, "waive-deposit"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_CHOOSE_OTHER_DATE, "choose-other-date"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_CHOOSE_OTHER_TIME, "choose-other-time"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_CHOOSE_CLINICIAN, "choose-clinician"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_CHOOSE_ROOM, "choose-room"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_ADD_GUARDIAN, "add-guardian"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_ARRANGE_INTERPRETER, "arrange-interpreter"),
    G_DEFINE_ENUM_VALUE (FOYER_GATE_CURE_OVERRIDE, "override"))

G_DEFINE_BOXED_TYPE (FoyerGateItem,
                     foyer_gate_item,
                     foyer_gate_item_copy,
                     foyer_gate_item_free)

FoyerGateItem *
foyer_gate_item_copy (const FoyerGateItem *item)
{
  return g_memdup2 (item, sizeof *item);
}

void
foyer_gate_item_free (FoyerGateItem *item)
{
  g_free (item);
}

static void
set_date (FoyerGateItem *item, const char *date)
{
  g_strlcpy (item->date, date != NULL ? date : "", sizeof item->date);
}

/* Breaks the rule of @item. */
static void
fail (FoyerGateItem  *item,
      FoyerGateResult result,
      FoyerGateReason reason,
      FoyerGateCure   cure)
{
  item->result = result;
  item->reason = reason;
  item->cure = cure;
}

static void
check_patient (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  FoyerPatient *patient = facts->patient;

  if (patient == NULL)
    fail (item, FOYER_GATE_RESULT_BLOCK, FOYER_GATE_REASON_NO_PATIENT,
          FOYER_GATE_CURE_CHOOSE_PATIENT);
  else if (patient->deceased)
    fail (item, FOYER_GATE_RESULT_BLOCK, FOYER_GATE_REASON_DECEASED,
          FOYER_GATE_CURE_REVIEW_PATIENT);
  else if (!patient->active)
    fail (item, FOYER_GATE_RESULT_BLOCK, FOYER_GATE_REASON_INACTIVE,
          FOYER_GATE_CURE_REVIEW_PATIENT);
}

static void
check_service (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  if (facts->service == NULL || !facts->service->active)
    fail (item, FOYER_GATE_RESULT_BLOCK, FOYER_GATE_REASON_NOT_OFFERED,
          FOYER_GATE_CURE_CHOOSE_SERVICE);
}

static gboolean
needs_referral (const FoyerGateFacts *facts)
{
  if (facts->service == NULL)
    return FALSE;
  switch (facts->service->referral_rule)
    {
    case FOYER_REFERRAL_RULE_ALWAYS:
      return TRUE;
    case FOYER_REFERRAL_RULE_NEVER:
      return FALSE;
    case FOYER_REFERRAL_RULE_NEW_PATIENTS:
    default:
      return facts->patient_is_new;
    }
}

/* Names what is wrong with the referral, and where that is a figure, which. */
static FoyerGateReason
judge_referral (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  FoyerReferral *referral = facts->referral;

  item->record_id = foyer_record_get_id (FOYER_RECORD (referral));
  if (facts->patient != NULL &&
      referral->patient_id != foyer_record_get_id (FOYER_RECORD (facts->patient)))
    return FOYER_GATE_REASON_OTHER_PATIENT;
  if (!foyer_referral_state_counts_as_accepted (referral->state))
    return foyer_referral_state_is_undecided (referral->state)
               ? FOYER_GATE_REASON_NOT_ACCEPTED
               : FOYER_GATE_REASON_REFERRAL_ENDED;
  if (facts->visit_date != NULL && referral->valid_from != NULL &&
      strcmp (facts->visit_date, referral->valid_from) < 0)
    {
      set_date (item, referral->valid_from);
      return FOYER_GATE_REASON_NOT_YET_VALID;
    }
  if (facts->visit_date != NULL && referral->valid_to != NULL &&
      strcmp (facts->visit_date, referral->valid_to) > 0)
    {
      set_date (item, referral->valid_to);
      return FOYER_GATE_REASON_EXPIRED;
    }
  if (referral->visits_authorised > 0 &&
      facts->visits_taken >= referral->visits_authorised)
    {
      item->number = facts->visits_taken;
      item->limit = referral->visits_authorised;
      return FOYER_GATE_REASON_NO_VISITS_LEFT;
    }

  return FOYER_GATE_REASON_NONE;
}

/* Who needs no referral but has chosen one that does not fit is warned only; a referral of
 * somebody else is never right. */
static void
check_referral (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  gboolean        needed = needs_referral (facts);
  FoyerGateReason reason;

  if (facts->referral != NULL)
    reason = judge_referral (item, facts);
  else
    reason = needed ? FOYER_GATE_REASON_NO_REFERRAL : FOYER_GATE_REASON_NONE;
  if (reason == FOYER_GATE_REASON_NONE)
    return;

  item->result = needed || reason == FOYER_GATE_REASON_OTHER_PATIENT
                     ? FOYER_GATE_RESULT_BLOCK
                     : FOYER_GATE_RESULT_WARN;
  item->reason = reason;
  if (reason == FOYER_GATE_REASON_NOT_YET_VALID || reason == FOYER_GATE_REASON_EXPIRED)
    item->other_cure = FOYER_GATE_CURE_CHOOSE_OTHER_DATE;

  if (facts->usable_referral_id != 0)
    {
      item->cure = FOYER_GATE_CURE_CHOOSE_REFERRAL;
      item->record_id = facts->usable_referral_id;
    }
  else if (reason == FOYER_GATE_REASON_NOT_ACCEPTED)
    item->cure = FOYER_GATE_CURE_ACCEPT_REFERRAL;
  else if (reason == FOYER_GATE_REASON_NOT_YET_VALID)
    {
      item->cure = FOYER_GATE_CURE_CHOOSE_OTHER_DATE;
      item->other_cure = FOYER_GATE_CURE_NONE;
    }
  else if (facts->pending_referral_id != 0)
    {
      item->cure = FOYER_GATE_CURE_ACCEPT_REFERRAL;
      item->record_id = facts->pending_referral_id;
    }
  else
    item->cure = FOYER_GATE_CURE_REGISTER_REFERRAL;
}

static void
check_deposit (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  if (facts->settled_minor >= facts->deposit_minor)
    return;
  fail (item, FOYER_GATE_RESULT_HOLD, FOYER_GATE_REASON_DEPOSIT_DUE,
        FOYER_GATE_CURE_TAKE_DEPOSIT);
  item->number = facts->settled_minor;
  item->limit = facts->deposit_minor;
  if (foyer_permission_allows (facts->role, FOYER_ACTION_MONEY_WAIVE))
    item->other_cure = FOYER_GATE_CURE_WAIVE_DEPOSIT;
}

static void
check_overlap (FoyerGateItem          *item,
               const FoyerGateOverlap *overlap,
               gint64                  limit,
               FoyerGateCure           other_cure)
{
  if (overlap->n_bookings < limit)
    return;
  fail (item, FOYER_GATE_RESULT_BLOCK, FOYER_GATE_REASON_TAKEN,
        FOYER_GATE_CURE_CHOOSE_OTHER_TIME);
  item->other_cure = other_cure;
  item->number = overlap->n_bookings;
  item->limit = limit;
  item->record_id = overlap->booking_id;
  item->start_at = overlap->start_at;
  item->end_at = overlap->end_at;
}

static void
check_clinician (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  if (facts->clinician_id == 0)
    fail (item, FOYER_GATE_RESULT_BLOCK, FOYER_GATE_REASON_NO_CLINICIAN,
          FOYER_GATE_CURE_CHOOSE_CLINICIAN);
  else
    check_overlap (item, &facts->clinician_overlap, MAX (facts->overlap_limit, 1),
                   FOYER_GATE_CURE_CHOOSE_CLINICIAN);
}

static void
check_room (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  if (facts->room_id != 0)
    check_overlap (item, &facts->room_overlap, 1, FOYER_GATE_CURE_CHOOSE_ROOM);
  else if (facts->service != NULL && facts->service->needs_room)
    fail (item, FOYER_GATE_RESULT_BLOCK, FOYER_GATE_REASON_NO_ROOM,
          FOYER_GATE_CURE_CHOOSE_ROOM);
}

static void
check_availability (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  if (facts->start_at == 0)
    fail (item, FOYER_GATE_RESULT_BLOCK, FOYER_GATE_REASON_NO_TIME,
          FOYER_GATE_CURE_CHOOSE_OTHER_TIME);
  else if (facts->availability != FOYER_GATE_REASON_NONE)
    {
      fail (item, FOYER_GATE_RESULT_BLOCK, facts->availability,
            FOYER_GATE_CURE_CHOOSE_OTHER_TIME);
      item->limit = facts->availability_limit;
      if (facts->availability == FOYER_GATE_REASON_NO_CLINICIAN)
        item->cure = FOYER_GATE_CURE_CHOOSE_CLINICIAN;
      else if (facts->availability == FOYER_GATE_REASON_CLOSED ||
               facts->availability == FOYER_GATE_REASON_DAILY_LIMIT ||
               facts->availability == FOYER_GATE_REASON_TOO_FAR)
        item->cure = FOYER_GATE_CURE_CHOOSE_OTHER_DATE;
    }
}

static void
check_past (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  if (facts->start_at == 0 || facts->start_at >= facts->now)
    return;
  fail (item,
        facts->end_at > facts->now ? FOYER_GATE_RESULT_WARN : FOYER_GATE_RESULT_BLOCK,
        FOYER_GATE_REASON_PAST, FOYER_GATE_CURE_CHOOSE_OTHER_TIME);
  item->start_at = facts->start_at;
}

static void
check_guardian (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  FoyerPatient *patient = facts->patient;

  if (patient == NULL || !foyer_patient_may_be_minor_on (patient, facts->visit_date) ||
      foyer_patient_has_guardian (patient))
    return;
  fail (item, FOYER_GATE_RESULT_WARN, FOYER_GATE_REASON_NO_GUARDIAN,
        FOYER_GATE_CURE_ADD_GUARDIAN);
  item->number = MAX (foyer_patient_get_age_on (patient, facts->visit_date), 0);
}

static void
check_interpreter (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  gboolean needed = (facts->patient != NULL && facts->patient->interpreter_needed) ||
                    (facts->referral != NULL && facts->referral->interpreter);

  if (needed && !facts->interpreter_arranged)
    fail (item, FOYER_GATE_RESULT_WARN, FOYER_GATE_REASON_NO_INTERPRETER,
          FOYER_GATE_CURE_ARRANGE_INTERPRETER);
}

static void
check_no_shows (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  gint64 limit = facts->clinic != NULL ? facts->clinic->no_show_limit : 0;

  if (limit <= 0 || facts->n_no_shows < limit)
    return;
  fail (item, FOYER_GATE_RESULT_WARN, FOYER_GATE_REASON_NO_SHOWS, FOYER_GATE_CURE_NONE);
  item->number = facts->n_no_shows;
  item->limit = limit;
}

static void
check_named_clinician (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  FoyerReferral *referral = facts->referral;

  if (referral == NULL || referral->clinician_id == 0 || facts->clinician_id == 0 ||
      referral->clinician_id == facts->clinician_id)
    return;
  fail (item, FOYER_GATE_RESULT_WARN, FOYER_GATE_REASON_OTHER_CLINICIAN,
        FOYER_GATE_CURE_CHOOSE_CLINICIAN);
  item->record_id = referral->clinician_id;
}

static void
check_target (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  FoyerReferral *referral = facts->referral;

  if (referral == NULL || referral->target_date == NULL || facts->visit_date == NULL ||
      strcmp (facts->visit_date, referral->target_date) <= 0)
    return;
  fail (item, FOYER_GATE_RESULT_WARN, FOYER_GATE_REASON_AFTER_TARGET,
        FOYER_GATE_CURE_CHOOSE_OTHER_DATE);
  set_date (item, referral->target_date);
}

static void
check_rule (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  switch (item->rule)
    {
    case FOYER_GATE_RULE_PATIENT_ACTIVE:
      check_patient (item, facts);
      break;
    case FOYER_GATE_RULE_SERVICE_ACTIVE:
      check_service (item, facts);
      break;
    case FOYER_GATE_RULE_REFERRAL:
      check_referral (item, facts);
      break;
    case FOYER_GATE_RULE_DEPOSIT:
      check_deposit (item, facts);
      break;
    case FOYER_GATE_RULE_PATIENT_OVERLAP:
      check_overlap (item, &facts->patient_overlap, 1, FOYER_GATE_CURE_NONE);
      break;
    case FOYER_GATE_RULE_CLINICIAN_OVERLAP:
      check_clinician (item, facts);
      break;
    case FOYER_GATE_RULE_ROOM_OVERLAP:
      check_room (item, facts);
      break;
    case FOYER_GATE_RULE_AVAILABILITY:
      check_availability (item, facts);
      break;
    case FOYER_GATE_RULE_PAST_TIME:
      check_past (item, facts);
      break;
    case FOYER_GATE_RULE_GUARDIAN:
      check_guardian (item, facts);
      break;
    case FOYER_GATE_RULE_INTERPRETER:
      check_interpreter (item, facts);
      break;
    case FOYER_GATE_RULE_NO_SHOWS:
      check_no_shows (item, facts);
      break;
    case FOYER_GATE_RULE_NAMED_CLINICIAN:
      check_named_clinician (item, facts);
      break;
    case FOYER_GATE_RULE_TARGET_DATE:
      check_target (item, facts);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * foyer_gate_rule_is_overridable:
 * @rule: a rule
 *
 * Tells whether somebody with `FOYER_ACTION_BOOKING_OVERRIDE` can set @rule aside with a
 * reason.  Who the patient is, the referral and the room are not negotiable; the deposit
 * is waived in the ledger instead.
 *
 * Returns: whether @rule can be set aside
 */
gboolean
foyer_gate_rule_is_overridable (FoyerGateRule rule)
{
  return rule == FOYER_GATE_RULE_PATIENT_OVERLAP ||
         rule == FOYER_GATE_RULE_CLINICIAN_OVERLAP ||
         rule == FOYER_GATE_RULE_AVAILABILITY || rule == FOYER_GATE_RULE_PAST_TIME;
}

/* A missing choice is not a rule that anybody could set aside. */
static void
apply_override (FoyerGateItem *item, const FoyerGateFacts *facts)
{
  item->overridable = item->result == FOYER_GATE_RESULT_BLOCK &&
                      item->reason != FOYER_GATE_REASON_NO_TIME &&
                      item->reason != FOYER_GATE_REASON_NO_CLINICIAN &&
                      foyer_gate_rule_is_overridable (item->rule);
  item->permitted = item->overridable &&
                    foyer_permission_allows (facts->role, FOYER_ACTION_BOOKING_OVERRIDE);
  item->overridden = item->permitted && (facts->overrides & (1u << item->rule)) != 0;
  if (item->permitted && item->other_cure == FOYER_GATE_CURE_NONE)
    item->other_cure = FOYER_GATE_CURE_OVERRIDE;
}

/**
 * foyer_gate_evaluate:
 * @facts: what is known; not changed
 *
 * Evaluates every rule that stands between a wish and a promised time.
 *
 * This is the only place that decides; the booking window shows its answer and the store
 * asks again inside the transaction.  Nothing here reads a clock or a database.
 *
 * Returns: (transfer full) (element-type FoyerGateItem): one item for each rule, in the
 *   order of [enum@GateRule], kept rules included
 */
GPtrArray *
foyer_gate_evaluate (const FoyerGateFacts *facts)
{
  GPtrArray *items;

  g_return_val_if_fail (facts != NULL, NULL);

  items = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_gate_item_free);
  for (int rule = 0; rule <= FOYER_GATE_RULE_TARGET_DATE; rule++)
    {
      FoyerGateItem *item = g_new0 (FoyerGateItem, 1);

      item->rule = (FoyerGateRule) rule;
      check_rule (item, facts);
      apply_override (item, facts);
      g_ptr_array_add (items, item);
    }

  return items;
}

/**
 * foyer_gate_get_verdict:
 * @items: (element-type FoyerGateItem): a checklist
 *
 * Returns: the worst result among the rules that were not set aside: with
 *   `FOYER_GATE_RESULT_WARN` or better the time may be booked, with
 *   `FOYER_GATE_RESULT_HOLD` it may be held
 */
FoyerGateResult
foyer_gate_get_verdict (GPtrArray *items)
{
  FoyerGateResult worst = FOYER_GATE_RESULT_OK;

  for (guint i = 0; i < items->len; i++)
    {
      const FoyerGateItem *item = items->pdata[i];

      if (!item->overridden)
        worst = MAX (worst, item->result);
    }

  return worst;
}
