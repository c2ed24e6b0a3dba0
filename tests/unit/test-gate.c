/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-gate.h"

typedef struct
{
  FoyerGateFacts facts;
  FoyerClinic   *clinic;
  FoyerPatient  *patient;
  FoyerService  *service;
  FoyerReferral *referral;
  GPtrArray     *items;
} Fixture;

#define NOW G_GINT64_CONSTANT (1795449600)

/* A new patient with an accepted referral asks for a free time: nothing is wrong. */
static void
set_up (Fixture *f, gconstpointer data)
{
  f->clinic = foyer_clinic_new ();
  f->clinic->no_show_limit = 3;
  f->patient = foyer_patient_new ();
  foyer_record_set_id (FOYER_RECORD (f->patient), 7);
  foyer_set_text (&f->patient->birth_date, "1984-03-12");
  f->service = foyer_service_new ();
  f->referral = foyer_referral_new ();
  foyer_record_set_id (FOYER_RECORD (f->referral), 42);
  f->referral->patient_id = 7;
  f->referral->state = FOYER_REFERRAL_STATE_ACCEPTED;

  f->facts = (FoyerGateFacts){
    .now = NOW,
    .role = FOYER_ROLE_DESK,
    .clinic = f->clinic,
    .patient = f->patient,
    .service = f->service,
    .referral = f->referral,
    .clinician_id = 3,
    .start_at = NOW + 86400,
    .end_at = NOW + 86400 + 1800,
    .visit_date = "2026-11-24",
    .patient_is_new = TRUE,
  };
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->items, g_ptr_array_unref);
  g_object_unref (f->clinic);
  g_object_unref (f->patient);
  g_object_unref (f->service);
  g_object_unref (f->referral);
}

/* Asks again; checks that no other rule than @rule complains, and returns that item. */
static const FoyerGateItem *
ask (Fixture *f, FoyerGateRule rule)
{
  g_clear_pointer (&f->items, g_ptr_array_unref);
  f->items = foyer_gate_evaluate (&f->facts);
  g_assert_cmpuint (f->items->len, ==, FOYER_GATE_RULE_TARGET_DATE + 1);
  for (guint i = 0; i < f->items->len; i++)
    {
      const FoyerGateItem *item = f->items->pdata[i];

      g_assert_cmpuint (item->rule, ==, i);
      g_assert_cmpint (item->result == FOYER_GATE_RESULT_OK, ==,
                       item->reason == FOYER_GATE_REASON_NONE);
      if (item->rule != rule)
        g_assert_cmpint (item->result, ==, FOYER_GATE_RESULT_OK);
    }

  return f->items->pdata[rule];
}

static void
expect (Fixture        *f,
        FoyerGateRule   rule,
        FoyerGateResult result,
        FoyerGateReason reason,
        FoyerGateCure   cure)
{
  const FoyerGateItem *item = ask (f, rule);

  g_assert_cmpint (item->result, ==, result);
  g_assert_cmpint (item->reason, ==, reason);
  g_assert_cmpint (item->cure, ==, cure);
  g_assert_cmpint (foyer_gate_get_verdict (f->items), ==, result);
}

#define OK FOYER_GATE_RESULT_OK, FOYER_GATE_REASON_NONE, FOYER_GATE_CURE_NONE

static void
test_all_well (Fixture *f, gconstpointer data)
{
  expect (f, FOYER_GATE_RULE_PATIENT_ACTIVE, OK);
}

static void
test_nothing_chosen_is_refused (void)
{
  FoyerGateFacts facts = { 0 };
  g_autoptr (GPtrArray) items = foyer_gate_evaluate (&facts);

  g_assert_cmpint (foyer_gate_get_verdict (items), ==, FOYER_GATE_RESULT_BLOCK);
  for (guint i = 0; i < items->len; i++)
    g_assert_false (((FoyerGateItem *) items->pdata[i])->overridable);
}

static void
test_patient (Fixture *f, gconstpointer data)
{
  f->patient->active = FALSE;
  expect (f, FOYER_GATE_RULE_PATIENT_ACTIVE, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_INACTIVE, FOYER_GATE_CURE_REVIEW_PATIENT);
  f->patient->active = TRUE;
  f->patient->deceased = TRUE;
  expect (f, FOYER_GATE_RULE_PATIENT_ACTIVE, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_DECEASED, FOYER_GATE_CURE_REVIEW_PATIENT);
}

static void
test_service (Fixture *f, gconstpointer data)
{
  f->service->active = FALSE;
  expect (f, FOYER_GATE_RULE_SERVICE_ACTIVE, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_NOT_OFFERED, FOYER_GATE_CURE_CHOOSE_SERVICE);
}

static void
test_new_patient_needs_referral (Fixture *f, gconstpointer data)
{
  f->facts.referral = NULL;
  expect (f, FOYER_GATE_RULE_REFERRAL, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_NO_REFERRAL, FOYER_GATE_CURE_REGISTER_REFERRAL);
  f->facts.pending_referral_id = 50;
  expect (f, FOYER_GATE_RULE_REFERRAL, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_NO_REFERRAL, FOYER_GATE_CURE_ACCEPT_REFERRAL);
  g_assert_cmpint (ask (f, FOYER_GATE_RULE_REFERRAL)->record_id, ==, 50);
  f->facts.usable_referral_id = 51;
  expect (f, FOYER_GATE_RULE_REFERRAL, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_NO_REFERRAL, FOYER_GATE_CURE_CHOOSE_REFERRAL);
  g_assert_cmpint (ask (f, FOYER_GATE_RULE_REFERRAL)->record_id, ==, 51);
}

static void
test_who_needs_a_referral (Fixture *f, gconstpointer data)
{
  f->facts.referral = NULL;
  f->facts.patient_is_new = FALSE;
  expect (f, FOYER_GATE_RULE_REFERRAL, OK);
  f->service->referral_rule = FOYER_REFERRAL_RULE_ALWAYS;
  expect (f, FOYER_GATE_RULE_REFERRAL, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_NO_REFERRAL, FOYER_GATE_CURE_REGISTER_REFERRAL);
  f->facts.patient_is_new = TRUE;
  f->service->referral_rule = FOYER_REFERRAL_RULE_NEVER;
  expect (f, FOYER_GATE_RULE_REFERRAL, OK);
}

static void
test_referral_state_decides (Fixture *f, gconstpointer data)
{
  for (int state = 0; state <= FOYER_REFERRAL_STATE_ENTERED_IN_ERROR; state++)
    {
      f->referral->state = state;
      if (foyer_referral_state_counts_as_accepted (state))
        expect (f, FOYER_GATE_RULE_REFERRAL, OK);
      else if (foyer_referral_state_is_undecided (state))
        expect (f, FOYER_GATE_RULE_REFERRAL, FOYER_GATE_RESULT_BLOCK,
                FOYER_GATE_REASON_NOT_ACCEPTED, FOYER_GATE_CURE_ACCEPT_REFERRAL);
      else
        expect (f, FOYER_GATE_RULE_REFERRAL, FOYER_GATE_RESULT_BLOCK,
                FOYER_GATE_REASON_REFERRAL_ENDED, FOYER_GATE_CURE_REGISTER_REFERRAL);
    }
}

static void
test_referral_is_valid_on_the_day_of_the_visit (Fixture *f, gconstpointer data)
{
  foyer_set_text (&f->referral->valid_from, "2026-11-24");
  foyer_set_text (&f->referral->valid_to, "2026-11-24");
  expect (f, FOYER_GATE_RULE_REFERRAL, OK);

  f->facts.visit_date = "2026-11-25";
  expect (f, FOYER_GATE_RULE_REFERRAL, FOYER_GATE_RESULT_BLOCK, FOYER_GATE_REASON_EXPIRED,
          FOYER_GATE_CURE_REGISTER_REFERRAL);
  g_assert_cmpstr (ask (f, FOYER_GATE_RULE_REFERRAL)->date, ==, "2026-11-24");
  g_assert_cmpint (ask (f, FOYER_GATE_RULE_REFERRAL)->other_cure, ==,
                   FOYER_GATE_CURE_CHOOSE_OTHER_DATE);

  f->facts.visit_date = "2026-11-23";
  expect (f, FOYER_GATE_RULE_REFERRAL, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_NOT_YET_VALID, FOYER_GATE_CURE_CHOOSE_OTHER_DATE);
}

static void
test_referral_has_visits_left (Fixture *f, gconstpointer data)
{
  f->referral->visits_authorised = 2;
  f->facts.visits_taken = 1;
  expect (f, FOYER_GATE_RULE_REFERRAL, OK);
  f->facts.visits_taken = 2;
  expect (f, FOYER_GATE_RULE_REFERRAL, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_NO_VISITS_LEFT, FOYER_GATE_CURE_REGISTER_REFERRAL);
  g_assert_cmpint (ask (f, FOYER_GATE_RULE_REFERRAL)->limit, ==, 2);
  f->referral->visits_authorised = 0;
  expect (f, FOYER_GATE_RULE_REFERRAL, OK);
}

static void
test_referral_of_somebody_else (Fixture *f, gconstpointer data)
{
  f->referral->patient_id = 8;
  f->facts.patient_is_new = FALSE;
  expect (f, FOYER_GATE_RULE_REFERRAL, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_OTHER_PATIENT, FOYER_GATE_CURE_REGISTER_REFERRAL);
}

static void
test_known_patient_is_only_warned (Fixture *f, gconstpointer data)
{
  f->facts.patient_is_new = FALSE;
  f->referral->state = FOYER_REFERRAL_STATE_DECLINED;
  expect (f, FOYER_GATE_RULE_REFERRAL, FOYER_GATE_RESULT_WARN,
          FOYER_GATE_REASON_REFERRAL_ENDED, FOYER_GATE_CURE_REGISTER_REFERRAL);
}

static void
test_deposit_holds (Fixture *f, gconstpointer data)
{
  const FoyerGateItem *item;

  f->facts.deposit_minor = 12500;
  f->facts.settled_minor = 12499;
  expect (f, FOYER_GATE_RULE_DEPOSIT, FOYER_GATE_RESULT_HOLD,
          FOYER_GATE_REASON_DEPOSIT_DUE, FOYER_GATE_CURE_TAKE_DEPOSIT);
  item = ask (f, FOYER_GATE_RULE_DEPOSIT);
  g_assert_cmpint (item->number, ==, 12499);
  g_assert_cmpint (item->limit, ==, 12500);
  g_assert_cmpint (item->other_cure, ==, FOYER_GATE_CURE_NONE);

  f->facts.role = FOYER_ROLE_MANAGER;
  item = ask (f, FOYER_GATE_RULE_DEPOSIT);
  g_assert_cmpint (item->other_cure, ==, FOYER_GATE_CURE_WAIVE_DEPOSIT);
  f->facts.overrides = ~0u;
  g_assert_false (ask (f, FOYER_GATE_RULE_DEPOSIT)->overridden);

  f->facts.settled_minor = 12500;
  expect (f, FOYER_GATE_RULE_DEPOSIT, OK);
}

static void
test_overlaps_block (Fixture *f, gconstpointer data)
{
  static const FoyerGateOverlap taken = {
    .n_bookings = 1, .booking_id = 9, .start_at = NOW + 86000, .end_at = NOW + 87000
  };
  const FoyerGateItem *item;

  f->facts.patient_overlap = taken;
  expect (f, FOYER_GATE_RULE_PATIENT_OVERLAP, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_TAKEN, FOYER_GATE_CURE_CHOOSE_OTHER_TIME);
  item = ask (f, FOYER_GATE_RULE_PATIENT_OVERLAP);
  g_assert_cmpint (item->record_id, ==, 9);
  g_assert_cmpint (item->start_at, ==, taken.start_at);
  g_assert_cmpint (item->end_at, ==, taken.end_at);
  f->facts.patient_overlap = (FoyerGateOverlap){ 0 };

  f->facts.room_id = 4;
  f->facts.room_overlap = taken;
  expect (f, FOYER_GATE_RULE_ROOM_OVERLAP, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_TAKEN, FOYER_GATE_CURE_CHOOSE_OTHER_TIME);
  f->facts.room_id = 0;
  expect (f, FOYER_GATE_RULE_ROOM_OVERLAP, OK);

  f->facts.clinician_overlap = taken;
  expect (f, FOYER_GATE_RULE_CLINICIAN_OVERLAP, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_TAKEN, FOYER_GATE_CURE_CHOOSE_OTHER_TIME);
  f->facts.overlap_limit = 2;
  expect (f, FOYER_GATE_RULE_CLINICIAN_OVERLAP, OK);
  f->facts.clinician_overlap.n_bookings = 2;
  expect (f, FOYER_GATE_RULE_CLINICIAN_OVERLAP, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_TAKEN, FOYER_GATE_CURE_CHOOSE_OTHER_TIME);
}

static void
test_missing_choices (Fixture *f, gconstpointer data)
{
  f->service->needs_room = TRUE;
  expect (f, FOYER_GATE_RULE_ROOM_OVERLAP, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_NO_ROOM, FOYER_GATE_CURE_CHOOSE_ROOM);
  f->service->needs_room = FALSE;
  f->facts.clinician_id = 0;
  expect (f, FOYER_GATE_RULE_CLINICIAN_OVERLAP, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_NO_CLINICIAN, FOYER_GATE_CURE_CHOOSE_CLINICIAN);
  f->facts.clinician_id = 3;
  f->facts.start_at = 0;
  expect (f, FOYER_GATE_RULE_AVAILABILITY, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_NO_TIME, FOYER_GATE_CURE_CHOOSE_OTHER_TIME);
}

static void
test_availability_and_past (Fixture *f, gconstpointer data)
{
  f->facts.availability = FOYER_GATE_REASON_BREAK;
  expect (f, FOYER_GATE_RULE_AVAILABILITY, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_BREAK, FOYER_GATE_CURE_CHOOSE_OTHER_TIME);
  f->facts.availability = FOYER_GATE_REASON_CLOSED;
  expect (f, FOYER_GATE_RULE_AVAILABILITY, FOYER_GATE_RESULT_BLOCK,
          FOYER_GATE_REASON_CLOSED, FOYER_GATE_CURE_CHOOSE_OTHER_DATE);
  f->facts.availability = FOYER_GATE_REASON_NONE;
  f->facts.start_at = NOW;
  f->facts.end_at = NOW + 900;
  expect (f, FOYER_GATE_RULE_PAST_TIME, OK);
  f->facts.start_at = NOW - 899;
  f->facts.end_at = NOW + 1;
  expect (f, FOYER_GATE_RULE_PAST_TIME, FOYER_GATE_RESULT_WARN, FOYER_GATE_REASON_PAST,
          FOYER_GATE_CURE_CHOOSE_OTHER_TIME);
  f->facts.start_at = NOW - 900;
  f->facts.end_at = NOW;
  expect (f, FOYER_GATE_RULE_PAST_TIME, FOYER_GATE_RESULT_BLOCK, FOYER_GATE_REASON_PAST,
          FOYER_GATE_CURE_CHOOSE_OTHER_TIME);
}

static void
test_warnings (Fixture *f, gconstpointer data)
{
  f->patient->interpreter_needed = TRUE;
  expect (f, FOYER_GATE_RULE_INTERPRETER, FOYER_GATE_RESULT_WARN,
          FOYER_GATE_REASON_NO_INTERPRETER, FOYER_GATE_CURE_ARRANGE_INTERPRETER);
  f->facts.interpreter_arranged = TRUE;
  expect (f, FOYER_GATE_RULE_INTERPRETER, OK);

  foyer_set_text (&f->patient->birth_date, "2014-11-25");
  expect (f, FOYER_GATE_RULE_GUARDIAN, FOYER_GATE_RESULT_WARN,
          FOYER_GATE_REASON_NO_GUARDIAN, FOYER_GATE_CURE_ADD_GUARDIAN);
  g_assert_cmpint (ask (f, FOYER_GATE_RULE_GUARDIAN)->number, ==, 11);
  foyer_set_text (&f->patient->birth_date, NULL);

  f->facts.n_no_shows = 2;
  expect (f, FOYER_GATE_RULE_NO_SHOWS, OK);
  f->facts.n_no_shows = 3;
  expect (f, FOYER_GATE_RULE_NO_SHOWS, FOYER_GATE_RESULT_WARN, FOYER_GATE_REASON_NO_SHOWS,
          FOYER_GATE_CURE_NONE);
  f->clinic->no_show_limit = 0;
  expect (f, FOYER_GATE_RULE_NO_SHOWS, OK);

  f->referral->clinician_id = 5;
  expect (f, FOYER_GATE_RULE_NAMED_CLINICIAN, FOYER_GATE_RESULT_WARN,
          FOYER_GATE_REASON_OTHER_CLINICIAN, FOYER_GATE_CURE_CHOOSE_CLINICIAN);
  f->referral->clinician_id = 3;
  foyer_set_text (&f->referral->target_date, "2026-11-23");
  expect (f, FOYER_GATE_RULE_TARGET_DATE, FOYER_GATE_RESULT_WARN,
          FOYER_GATE_REASON_AFTER_TARGET, FOYER_GATE_CURE_CHOOSE_OTHER_DATE);
}

static void
test_override_takes_permission_and_wish (Fixture *f, gconstpointer data)
{
  const FoyerGateItem *item;

  f->facts.availability = FOYER_GATE_REASON_OUTSIDE_HOURS;
  f->facts.overrides = 1u << FOYER_GATE_RULE_AVAILABILITY;
  item = ask (f, FOYER_GATE_RULE_AVAILABILITY);
  g_assert_true (item->overridable);
  g_assert_false (item->permitted);
  g_assert_false (item->overridden);
  g_assert_cmpint (foyer_gate_get_verdict (f->items), ==, FOYER_GATE_RESULT_BLOCK);

  f->facts.role = FOYER_ROLE_MANAGER;
  item = ask (f, FOYER_GATE_RULE_AVAILABILITY);
  g_assert_true (item->overridden);
  g_assert_cmpint (item->other_cure, ==, FOYER_GATE_CURE_OVERRIDE);
  g_assert_cmpint (item->result, ==, FOYER_GATE_RESULT_BLOCK);
  g_assert_cmpint (foyer_gate_get_verdict (f->items), ==, FOYER_GATE_RESULT_OK);

  f->facts.overrides = 0;
  g_assert_false (ask (f, FOYER_GATE_RULE_AVAILABILITY)->overridden);
  g_assert_cmpint (foyer_gate_get_verdict (f->items), ==, FOYER_GATE_RESULT_BLOCK);
}

static void
test_some_rules_stand (Fixture *f, gconstpointer data)
{
  f->facts.role = FOYER_ROLE_MANAGER;
  f->facts.overrides = ~0u;
  f->facts.referral = NULL;
  g_assert_false (ask (f, FOYER_GATE_RULE_REFERRAL)->overridden);
  f->facts.referral = f->referral;
  f->facts.room_id = 4;
  f->facts.room_overlap.n_bookings = 1;
  g_assert_false (ask (f, FOYER_GATE_RULE_ROOM_OVERLAP)->overridden);
  g_assert_cmpint (foyer_gate_get_verdict (f->items), ==, FOYER_GATE_RESULT_BLOCK);
}

#define ADD(name, function)                                                              \
  g_test_add ("/gate/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("all-well", test_all_well);
  g_test_add_func ("/gate/nothing-chosen-is-refused", test_nothing_chosen_is_refused);
  ADD ("patient", test_patient);
  ADD ("service", test_service);
  ADD ("new-patient-needs-referral", test_new_patient_needs_referral);
  ADD ("who-needs-a-referral", test_who_needs_a_referral);
  ADD ("referral-state-decides", test_referral_state_decides);
  ADD ("referral-is-valid-on-the-day-of-the-visit",
       test_referral_is_valid_on_the_day_of_the_visit);
  ADD ("referral-has-visits-left", test_referral_has_visits_left);
  ADD ("referral-of-somebody-else", test_referral_of_somebody_else);
  ADD ("known-patient-is-only-warned", test_known_patient_is_only_warned);
  ADD ("deposit-holds", test_deposit_holds);
  ADD ("overlaps-block", test_overlaps_block);
  ADD ("missing-choices", test_missing_choices);
  ADD ("availability-and-past", test_availability_and_past);
  ADD ("warnings", test_warnings);
  ADD ("override-takes-permission-and-wish", test_override_takes_permission_and_wish);
  ADD ("some-rules-stand", test_some_rules_stand);

  return g_test_run ();
}
