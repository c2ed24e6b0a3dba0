/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-clinic.h"
#include "model/foyer-time.h"
#include "store/foyer-referrals-private.h"
#include "store/foyer-table.h"

#include <string.h>

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

/* Writes a step of @referral, which has its new state already. */
static gboolean
insert_event (FoyerAct      *act,
              FoyerReferral *referral,
              const char    *from_state,
              const char    *reason,
              const char    *comment,
              GError       **error)
{
  g_autoptr (FoyerReferralEvent) event = foyer_referral_event_new ();

  event->referral_id = foyer_record_get_id (FOYER_RECORD (referral));
  event->at = act->now;
  event->staff_id = foyer_act_get_staff_id (act);
  foyer_set_text (&event->from_state, from_state);
  foyer_set_text (&event->to_state,
                  foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE, (int) referral->state));
  foyer_set_text (&event->reason, reason);
  foyer_set_text (&event->comment, comment);

  return foyer_act_insert (act, event, error);
}

static gboolean
check_date (const char *date, const char *field, GError **error)
{
  int day;

  return date == NULL || foyer_day_parse (date, &day) ||
         foyer_store_refuse_field (error, field, "impossible-date");
}

static gboolean
check_exists (
    FoyerAct *act, const char *sql, gint64 id, const char *field, GError **error)
{
  gint64 found;

  if (id == 0)
    return TRUE;
  if (!foyer_db_query_integer (act->db, &found, error, sql, "i", id))
    return FALSE;

  return found != 0 || foyer_store_refuse_field (error, field, "unknown");
}

static gboolean
check_fields (FoyerAct *act, FoyerReferral *referral, GError **error)
{
  gint64 previous_patient_id;

  if (referral->patient_id == 0)
    return foyer_store_refuse_field (error, "patient-id", "missing");
  if (!check_date (referral->letter_date, "letter-date", error) ||
      !check_date (referral->received_on, "received-on", error) ||
      !check_date (referral->target_date, "target-date", error) ||
      !check_date (referral->valid_from, "valid-from", error) ||
      !check_date (referral->valid_to, "valid-to", error))
    return FALSE;
  if (referral->valid_from != NULL && referral->valid_to != NULL &&
      strcmp (referral->valid_to, referral->valid_from) < 0)
    return foyer_store_refuse_field (error, "valid-to", "before-start");
  if (referral->visits_authorised < 0 || referral->visits_authorised > 999)
    return foyer_store_refuse_field (error, "visits-authorised", "out-of-range");
  if (referral->visit_minutes != 0 &&
      (referral->visit_minutes < 5 || referral->visit_minutes > 720))
    return foyer_store_refuse_field (error, "visit-minutes", "out-of-range");

  if (!check_exists (act, "SELECT id FROM patient WHERE id = ?1", referral->patient_id,
                     "patient-id", error) ||
      !check_exists (act, "SELECT id FROM referrer WHERE id = ?1", referral->referrer_id,
                     "referrer-id", error) ||
      !check_exists (act, "SELECT id FROM service WHERE id = ?1", referral->service_id,
                     "service-id", error) ||
      !check_exists (act, "SELECT id FROM clinician WHERE id = ?1",
                     referral->clinician_id, "clinician-id", error))
    return FALSE;

  if (referral->previous_referral_id == 0)
    return TRUE;
  if (!foyer_db_query_integer (act->db, &previous_patient_id, error,
                               "SELECT patient_id FROM referral WHERE id = ?1", "i",
                               referral->previous_referral_id))
    return FALSE;

  return previous_patient_id == referral->patient_id ||
         foyer_store_refuse_field (error, "previous-referral-id", "unknown");
}

static gboolean
insert_referral (FoyerAct *act, FoyerReferral *referral, GError **error)
{
  g_autofree char *number = NULL;
  int              day;

  if (!foyer_referral_state_is_initial (referral->state))
    return foyer_store_refuse_field (error, "state", "not-initial");
  if (referral->state == FOYER_REFERRAL_STATE_RECEIVED && referral->received_on == NULL)
    {
      g_autofree char *today = NULL;

      if (!foyer_db_today (act->db, &day, error))
        return FALSE;
      today = foyer_day_format (day);
      foyer_set_text (&referral->received_on, today);
    }

  number = foyer_act_next_number (act, "referral", "R-", error);
  if (number == NULL)
    return FALSE;
  foyer_set_text (&referral->number, number);
  referral->created_at = act->now;
  referral->updated_at = act->now;

  return foyer_act_insert (act, referral, error) &&
         insert_event (act, referral, NULL, act->reason, NULL, error);
}

/* What only a step changes is kept as it is stored. */
static gboolean
update_referral (FoyerAct *act, FoyerReferral *referral, GError **error)
{
  gint64 id = foyer_record_get_id (FOYER_RECORD (referral));
  g_autoptr (FoyerReferral) stored =
      foyer_table_get (act->db, FOYER_TYPE_REFERRAL, id, error);
  gint64 n_bookings;

  if (stored == NULL)
    return FALSE;
  if (stored->patient_id != referral->patient_id)
    {
      if (!foyer_db_query_integer (act->db, &n_bookings, error,
                                   "SELECT count (*) FROM booking WHERE referral_id = ?1",
                                   "i", id))
        return FALSE;
      if (n_bookings > 0)
        return foyer_store_refuse_field (error, "patient-id", "has-bookings");
    }

  foyer_set_text (&referral->number, stored->number);
  foyer_set_text (&referral->decision_comment, stored->decision_comment);
  referral->state = stored->state;
  referral->decline_reason = stored->decline_reason;
  referral->decided_by = stored->decided_by;
  referral->decided_at = stored->decided_at;
  referral->created_at = stored->created_at;
  referral->updated_at = act->now;

  return foyer_act_update (act, referral, error);
}

/* As foyer_referrals_save(), inside an action of the caller. */
gboolean
foyer_referrals_save_in (FoyerAct *act, FoyerReferral *referral, GError **error)
{
  if (!check_fields (act, referral, error))
    return FALSE;
  if (foyer_record_get_id (FOYER_RECORD (referral)) == 0)
    return insert_referral (act, referral, error);
  return update_referral (act, referral, error);
}

static gboolean
save (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_referrals_save_in (act, data, error);
}

/**
 * foyer_referrals_save:
 * @db: a connection that can write
 * @actor: who acts
 * @referral: a new referral (id 0), expected or received; or a changed one
 * @error: return location for an error
 *
 * Registers a referral, which gets its number, or saves what is written in one.  State and
 * decision change only by foyer_referrals_step().
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` with the field; `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_referrals_save (FoyerDb       *db,
                      FoyerUser     *actor,
                      FoyerReferral *referral,
                      GError       **error)
{
  return foyer_db_act (db, actor, FOYER_ACTION_REFERRAL_REGISTER, NULL, save, referral,
                       error);
}

/* The day by which the clinic's rule wants an accepted referral to be seen. */
static gboolean
set_default_target (FoyerAct *act, FoyerReferral *referral, GError **error)
{
  g_autoptr (FoyerClinic) clinic = foyer_table_get (act->db, FOYER_TYPE_CLINIC, 1, error);
  g_autofree char *target = NULL;
  gint64           n_days;
  int              today;
  int              received;

  if (clinic == NULL || !foyer_db_today (act->db, &today, error))
    return FALSE;
  if (!foyer_day_parse (referral->received_on, &received))
    received = today;

  switch (referral->assigned_urgency)
    {
    case FOYER_URGENCY_STAT:
      n_days = 0;
      break;

    case FOYER_URGENCY_URGENT:
    case FOYER_URGENCY_ASAP:
      n_days = clinic->target_days_urgent;
      break;

    case FOYER_URGENCY_ROUTINE:
    default:
      n_days = clinic->target_days_routine;
      break;
    }
  target = foyer_day_format (MAX (received + (int) n_days, today));
  foyer_set_text (&referral->target_date, target);

  return TRUE;
}

static gboolean
plan (FoyerAct                *act,
      FoyerReferral           *referral,
      const FoyerReferralStep *step,
      GError                 **error)
{
  if (step->service_id == 0)
    return foyer_store_refuse_field (error, "service-id", "missing");
  if (!check_exists (act, "SELECT id FROM service WHERE id = ?1", step->service_id,
                     "service-id", error) ||
      !check_exists (act, "SELECT id FROM clinician WHERE id = ?1", step->clinician_id,
                     "clinician-id", error) ||
      !check_date (step->target_date, "target-date", error))
    return FALSE;

  referral->service_id = step->service_id;
  referral->clinician_id = step->clinician_id;
  referral->assigned_urgency = step->urgency;
  if (step->target_date == NULL)
    return set_default_target (act, referral, error);

  foyer_set_text (&referral->target_date, step->target_date);
  return TRUE;
}

/* A live visit keeps its referral from being given back or closed, and only a validity that
 * has passed expires. */
static gboolean
check_bookings (FoyerAct          *act,
                FoyerReferral     *referral,
                FoyerReferralState to,
                GError           **error)
{
  g_autofree char *today = NULL;
  gint64           n_live;
  int              day;

  if (!foyer_db_query_integer (act->db, &n_live, error,
                               "SELECT count (*) FROM booking WHERE referral_id = ?1 "
                               "AND live AND state <> 'completed'",
                               "i", foyer_record_get_id (FOYER_RECORD (referral))) ||
      !foyer_db_today (act->db, &day, error))
    return FALSE;
  today = foyer_day_format (day);

  if (to == FOYER_REFERRAL_STATE_EXPIRED &&
      (referral->valid_to == NULL || strcmp (referral->valid_to, today) >= 0))
    return foyer_store_refuse_rule (error, "referral-valid");
  if (n_live > 0 &&
      (to == FOYER_REFERRAL_STATE_EXPIRED || to == FOYER_REFERRAL_STATE_CLOSED ||
       to == FOYER_REFERRAL_STATE_ACCEPTED || to == FOYER_REFERRAL_STATE_CONTACTING))
    return foyer_store_refuse_rule (error, "referral-has-bookings");

  return TRUE;
}

static gboolean
meet_needs (FoyerAct                      *act,
            FoyerReferral                 *referral,
            const FoyerReferralTransition *transition,
            const FoyerReferralStep       *step,
            GError                       **error)
{
  if ((transition->needs & FOYER_REFERRAL_NEEDS_REASON) != 0 && is_empty (step->reason))
    return foyer_store_refuse_field (error, "reason", "missing");
  if ((transition->needs & FOYER_REFERRAL_NEEDS_MISSING_ITEMS) != 0)
    {
      if (is_empty (step->missing_items))
        return foyer_store_refuse_field (error, "missing-items", "missing");
      foyer_set_text (&referral->missing_items, step->missing_items);
    }
  if ((transition->needs & FOYER_REFERRAL_NEEDS_PLAN) != 0 &&
      !plan (act, referral, step, error))
    return FALSE;
  if ((transition->needs & FOYER_REFERRAL_NEEDS_DECLINE_REASON) != 0)
    {
      if (step->decline_reason == FOYER_DECLINE_REASON_NONE)
        return foyer_store_refuse_field (error, "decline-reason", "missing");
      if (is_empty (step->comment))
        return foyer_store_refuse_field (error, "decision-comment", "missing");
      referral->decline_reason = step->decline_reason;
    }
  else
    referral->decline_reason = FOYER_DECLINE_REASON_NONE;

  if ((transition->needs &
       (FOYER_REFERRAL_NEEDS_PLAN | FOYER_REFERRAL_NEEDS_DECLINE_REASON)) != 0)
    {
      foyer_set_text (&referral->decision_comment, step->comment);
      referral->decided_by = foyer_act_get_staff_id (act);
      referral->decided_at = act->now;
    }

  return TRUE;
}

typedef struct
{
  gint64                   id;
  const FoyerReferralStep *step; /* (unowned) */
} Stepping;

static gboolean
take_step (FoyerAct *act, gpointer data, GError **error)
{
  const Stepping          *stepping = data;
  const FoyerReferralStep *step = stepping->step;
  g_autoptr (FoyerReferral) referral =
      foyer_table_get (act->db, FOYER_TYPE_REFERRAL, stepping->id, error);
  const FoyerReferralTransition *transition;
  FoyerReferralState             from;

  if (referral == NULL)
    return FALSE;
  from = referral->state;
  transition = foyer_referral_state_get_transition (from, step->to);
  if (transition == NULL || (transition->needs & FOYER_REFERRAL_NEEDS_BOOKING) != 0)
    return foyer_store_refuse_rule (error, "referral-step");
  if (!foyer_act_require (act, transition->action, error) ||
      !meet_needs (act, referral, transition, step, error) ||
      !check_bookings (act, referral, step->to, error))
    return FALSE;

  referral->state = step->to;
  referral->updated_at = act->now;
  if (step->to == FOYER_REFERRAL_STATE_RECEIVED && referral->received_on == NULL)
    {
      g_autofree char *today = NULL;
      int              day;

      if (!foyer_db_today (act->db, &day, error))
        return FALSE;
      today = foyer_day_format (day);
      foyer_set_text (&referral->received_on, today);
    }

  return foyer_act_update (act, referral, error) &&
         insert_event (act, referral,
                       foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE, (int) from),
                       step->reason, step->comment, error);
}

/**
 * foyer_referrals_step:
 * @db: a connection that can write
 * @actor: who acts
 * @id: a referral
 * @step: where it is to go, with what that needs
 * @error: return location for an error
 *
 * Takes one step of the table in foyer-referral-state.c and notes who, when and why.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` with the field that the step needs;
 * `FOYER_STORE_ERROR_RULE` `referral-step` if there is no such step or only a booking makes
 * it, `referral-has-bookings` if a visit still rests on it, `referral-valid` if it cannot
 * expire yet.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_referrals_step (FoyerDb                 *db,
                      FoyerUser               *actor,
                      gint64                   id,
                      const FoyerReferralStep *step,
                      GError                 **error)
{
  Stepping stepping = { id, step };
  g_autoptr (FoyerReferral) referral =
      foyer_table_get (db, FOYER_TYPE_REFERRAL, id, error);
  const FoyerReferralTransition *transition;

  if (referral == NULL)
    return FALSE;
  transition = foyer_referral_state_get_transition (referral->state, step->to);

  return foyer_db_act (
      db, actor, transition != NULL ? transition->action : FOYER_ACTION_REFERRAL_DECIDE,
      step->reason, take_step, &stepping, error);
}

/* Where the referral stood before it was booked for the last time. */
static gboolean
get_state_before_booked (FoyerAct           *act,
                         gint64              referral_id,
                         FoyerReferralState *out_state,
                         GError            **error)
{
  gint64 was_contacting;

  if (!foyer_db_query_integer (act->db, &was_contacting, error,
                               "SELECT from_state = 'contacting' FROM referral_event "
                               "WHERE referral_id = ?1 AND to_state = 'booked' "
                               "ORDER BY id DESC LIMIT 1",
                               "i", referral_id))
    return FALSE;
  *out_state = was_contacting != 0 ? FOYER_REFERRAL_STATE_CONTACTING
                                   : FOYER_REFERRAL_STATE_ACCEPTED;

  return TRUE;
}

/* Derives the state of a referral from its bookings. */
static gboolean
derive_state (FoyerAct           *act,
              gint64              referral_id,
              FoyerReferralState  from,
              FoyerBookingState   state,
              FoyerReferralState *out_to,
              GError            **error)
{
  gint64 n_upcoming;
  gint64 n_completed;

  *out_to = from;
  if (!foyer_db_query_integer (act->db, &n_upcoming, error,
                               "SELECT count (*) FROM booking WHERE referral_id = ?1 "
                               "AND state IN ('booked', 'confirmed', 'arrived', "
                               "'checked-in', 'in-room')",
                               "i", referral_id) ||
      !foyer_db_query_integer (act->db, &n_completed, error,
                               "SELECT count (*) FROM booking WHERE referral_id = ?1 "
                               "AND state = 'completed'",
                               "i", referral_id))
    return FALSE;

  if (n_upcoming > 0)
    *out_to = FOYER_REFERRAL_STATE_BOOKED;
  else if (state == FOYER_BOOKING_STATE_NO_SHOW || state == FOYER_BOOKING_STATE_LEFT)
    return TRUE;
  else if (n_completed > 0)
    *out_to = FOYER_REFERRAL_STATE_ATTENDED;
  else if (from == FOYER_REFERRAL_STATE_BOOKED || from == FOYER_REFERRAL_STATE_ATTENDED)
    {
      if (!get_state_before_booked (act, referral_id, out_to, error))
        return FALSE;
      if (!foyer_referral_state_can (from, *out_to))
        *out_to = FOYER_REFERRAL_STATE_ACCEPTED;
    }

  return TRUE;
}

/**
 * foyer_referrals_follow_in:
 * @act: the action under way
 * @referral_id: what the booking rests on; 0: nothing
 * @state: the new state of the booking
 * @error: return location for an error
 *
 * Lets a referral follow its bookings: booked while a visit is to come, attended after the
 * last, and back where it came from, with its dates, when the visit was cancelled.  After a
 * no-show a person decides.  A referral that was ended stays ended.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_referrals_follow_in (FoyerAct         *act,
                           gint64            referral_id,
                           FoyerBookingState state,
                           GError          **error)
{
  g_autoptr (FoyerReferral) referral = NULL;
  FoyerReferralState from;
  FoyerReferralState to;

  if (referral_id == 0)
    return TRUE;
  referral = foyer_table_get (act->db, FOYER_TYPE_REFERRAL, referral_id, error);
  if (referral == NULL)
    return FALSE;
  from = referral->state;
  if (!foyer_referral_state_counts_as_accepted (from))
    return TRUE;
  if (!derive_state (act, referral_id, from, state, &to, error))
    return FALSE;
  if (to == from)
    return TRUE;

  referral->state = to;
  referral->updated_at = act->now;

  return foyer_act_update (act, referral, error) &&
         insert_event (act, referral,
                       foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE, (int) from),
                       act->reason, NULL, error);
}
