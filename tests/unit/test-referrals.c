/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

#define N_STATES (FOYER_REFERRAL_STATE_ENTERED_IN_ERROR + 1)

static FoyerReferralRow *
get (Desk *desk, gint64 id)
{
  g_autoptr (GError) error = NULL;
  FoyerReferralRow *row = foyer_referrals_get (desk->db, id, &error);

  g_assert_no_error (error);

  return row;
}

/* A step with all that any step can need. */
static FoyerReferralStep
full_step (Desk *desk, FoyerReferralState to)
{
  return (FoyerReferralStep){ .to = to,
                              .reason = "Because",
                              .comment = "Words",
                              .decline_reason = FOYER_DECLINE_REASON_OUT_OF_SCOPE,
                              .urgency = FOYER_URGENCY_URGENT,
                              .service_id = desk->new_visit_id,
                              .missing_items = "Photograph" };
}

static void
force_state (Desk *desk, gint64 id, int state)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE referral SET state = '%s', decline_reason = 'other', "
                       "decision_comment = 'x' WHERE id = %d",
                       foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE, state), (int) id);

  profile_exec (&desk->profile, sql);
}

static void
test_registers_with_a_number (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerReferral) referral = foyer_referral_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (FoyerReferralRow) row = NULL;

  referral->patient_id = desk->new_patient_id;
  referral->state = FOYER_REFERRAL_STATE_RECEIVED;
  foyer_referrals_save (desk->db, desk->clerk, referral, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (referral->number, ==, "R-1001");

  row = get (desk, foyer_record_get_id (FOYER_RECORD (referral)));
  g_assert_cmpstr (row->referral->received_on, ==, "2026-11-23");
  g_assert_cmpstr (row->patient_family, ==, "Garcia");
  g_assert_cmpint (row->visits_used, ==, 0);
  events = foyer_referrals_list_events (
      desk->db, foyer_record_get_id (FOYER_RECORD (referral)), &error);
  g_assert_cmpuint (events->len, ==, 1);
  g_assert_cmpstr (((FoyerReferralEvent *) events->pdata[0])->to_state, ==, "received");
}

static void
test_refuses_what_cannot_be (Desk *desk, gconstpointer data)
{
  static const struct
  {
    const char *field;
    const char *text;
    gint64      number;
  } cases[] = {
    { "letter-date", "2026-02-30", 0 }, { "received-on", "yesterday", 0 },
    { "valid-from", "2026-13-01", 0 },  { "valid-to", "23.11.2026", 0 },
    { "target-date", "2026-11", 0 },    { "patient-id", NULL, 999 },
    { "referrer-id", NULL, 999 },       { "service-id", NULL, 999 },
    { "clinician-id", NULL, 999 },      { "previous-referral-id", NULL, 999 },
    { "visits-authorised", NULL, -1 },  { "visits-authorised", NULL, 1000 },
    { "visit-minutes", NULL, 4 },
  };
  g_autoptr (FoyerReferral) referral = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_clear_object (&referral);
      referral = foyer_referral_new ();
      referral->patient_id = desk->new_patient_id;
      if (cases[i].text != NULL)
        g_object_set (referral, cases[i].field, cases[i].text, NULL);
      else
        g_object_set (referral, cases[i].field, cases[i].number, NULL);
      g_assert_false (foyer_referrals_save (desk->db, desk->clerk, referral, &error));
      desk_assert_field (&error, cases[i].field);
    }

  g_clear_object (&referral);
  referral = foyer_referral_new ();
  referral->patient_id = desk->new_patient_id;
  foyer_set_text (&referral->valid_from, "2026-11-24");
  foyer_set_text (&referral->valid_to, "2026-11-23");
  g_assert_false (foyer_referrals_save (desk->db, desk->clerk, referral, &error));
  desk_assert_field (&error, "valid-to");
  foyer_set_text (&referral->valid_to, NULL);
  referral->state = FOYER_REFERRAL_STATE_ACCEPTED;
  g_assert_false (foyer_referrals_save (desk->db, desk->clerk, referral, &error));
  desk_assert_field (&error, "state");
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM referral"), ==, 0);
}

static void
test_edit_leaves_the_decision (Desk *desk, gconstpointer data)
{
  gint64 id = desk_accept_referral (desk, desk->new_patient_id);
  g_autoptr (FoyerReferralRow) row = get (desk, id);
  g_autoptr (GError) error = NULL;

  foyer_set_text (&row->referral->reason, "Acne");
  foyer_set_text (&row->referral->number, "R-1");
  row->referral->state = FOYER_REFERRAL_STATE_DECLINED;
  row->referral->decided_by = 0;
  foyer_referrals_save (desk->db, desk->clerk, row->referral, &error);
  g_assert_no_error (error);

  g_clear_object (&row);
  row = get (desk, id);
  g_assert_cmpstr (row->referral->reason, ==, "Acne");
  g_assert_cmpstr (row->referral->number, ==, "R-1001");
  g_assert_cmpint (row->referral->state, ==, FOYER_REFERRAL_STATE_ACCEPTED);
  g_assert_cmpint (row->referral->decided_by, ==,
                   foyer_record_get_id (FOYER_RECORD (desk->doctor)));
}

static void
test_patient_of_a_booked_referral_stays (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->new_visit_id, 9, 0);
  g_autoptr (FoyerReferralRow) row = NULL;
  g_autoptr (GError) error = NULL;

  request.referral_id = desk_accept_referral (desk, desk->new_patient_id);
  desk_book (desk, &request);
  row = get (desk, request.referral_id);
  row->referral->patient_id = desk->known_patient_id;
  g_assert_false (foyer_referrals_save (desk->db, desk->clerk, row->referral, &error));
  desk_assert_field (&error, "patient-id");
}

/* Through the store, each pair of states: exactly the steps of the table that are a
 * person's to take, each with one event; the others change nothing. */
static void
test_every_step (Desk *desk, gconstpointer data)
{
  gint64           id = desk_add_referral (desk, desk->new_patient_id);
  g_autofree char *count_events = g_strdup_printf (
      "SELECT count (*) FROM referral_event WHERE referral_id = %d", (int) id);

  profile_exec (&desk->profile, "UPDATE referral SET valid_to = '2026-11-01'");
  for (int from = 0; from < N_STATES; from++)
    for (int to = 0; to < N_STATES; to++)
      {
        const FoyerReferralTransition *step =
            foyer_referral_state_get_transition (from, to);
        FoyerReferralStep wish = full_step (desk, to);
        gboolean          allowed =
            step != NULL && (step->needs & FOYER_REFERRAL_NEEDS_BOOKING) == 0;
        g_autoptr (GError) error = NULL;
        gint64 n_events;

        force_state (desk, id, from);
        n_events = desk_query (desk, count_events);
        if (foyer_referrals_step (desk->db, desk->manager, id, &wish, &error) != allowed)
          g_error ("%d to %d: %s", from, to, error != NULL ? error->message : "taken");
        if (!allowed)
          desk_assert_rule (&error, "referral-step");
        g_assert_cmpint (desk_get_referral_state (desk, id), ==, allowed ? to : from);
        g_assert_cmpint (desk_query (desk, count_events), ==, n_events + allowed);
      }
}

static void
test_steps_need_their_words (Desk *desk, gconstpointer data)
{
  static const struct
  {
    FoyerReferralState from;
    FoyerReferralState to;
    const char        *field;
  } cases[] = {
    { FOYER_REFERRAL_STATE_TRIAGE, FOYER_REFERRAL_STATE_DECLINED, "decline-reason" },
    { FOYER_REFERRAL_STATE_TRIAGE, FOYER_REFERRAL_STATE_ACCEPTED, "service-id" },
    { FOYER_REFERRAL_STATE_TRIAGE, FOYER_REFERRAL_STATE_INCOMPLETE, "missing-items" },
    { FOYER_REFERRAL_STATE_TRIAGE, FOYER_REFERRAL_STATE_WITHDRAWN, "reason" },
    { FOYER_REFERRAL_STATE_ACCEPTED, FOYER_REFERRAL_STATE_TRIAGE, "reason" },
    { FOYER_REFERRAL_STATE_ATTENDED, FOYER_REFERRAL_STATE_CLOSED, "reason" },
    { FOYER_REFERRAL_STATE_CONTACTING, FOYER_REFERRAL_STATE_UNREACHABLE, "reason" },
    { FOYER_REFERRAL_STATE_RECEIVED, FOYER_REFERRAL_STATE_ENTERED_IN_ERROR, "reason" },
  };
  gint64            id = desk_add_referral (desk, desk->new_patient_id);
  FoyerReferralStep step = { .to = FOYER_REFERRAL_STATE_DECLINED,
                             .decline_reason = FOYER_DECLINE_REASON_NO_CAPACITY };
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_referrals_step (desk->db, desk->doctor, id, &step, &error));
  desk_assert_field (&error, "decision-comment");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      step = (FoyerReferralStep){ .to = cases[i].to, .reason = "" };
      force_state (desk, id, (int) cases[i].from);
      g_assert_false (foyer_referrals_step (desk->db, desk->manager, id, &step, &error));
      desk_assert_field (&error, cases[i].field);
      g_assert_cmpint (desk_get_referral_state (desk, id), ==, cases[i].from);
    }
}

static void
test_accepting_makes_a_plan (Desk *desk, gconstpointer data)
{
  static const struct
  {
    FoyerUrgency urgency;
    const char  *target_date;
    const char  *expected;
  } cases[] = {
    { FOYER_URGENCY_ROUTINE, NULL, "2027-02-18" },
    { FOYER_URGENCY_URGENT, NULL, "2026-12-04" },
    { FOYER_URGENCY_STAT, NULL, "2026-11-23" },
    { FOYER_URGENCY_STAT, "2026-11-30", "2026-11-30" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64            id = desk_add_referral (desk, desk->new_patient_id);
      FoyerReferralStep step = full_step (desk, FOYER_REFERRAL_STATE_ACCEPTED);
      g_autoptr (FoyerReferralRow) row = NULL;
      g_autoptr (GError) error = NULL;

      step.urgency = cases[i].urgency;
      step.target_date = cases[i].target_date;
      step.clinician_id = desk->clinician_id;
      foyer_referrals_step (desk->db, desk->doctor, id, &step, &error);
      g_assert_no_error (error);
      row = get (desk, id);
      g_assert_cmpstr (row->referral->target_date, ==, cases[i].expected);
      g_assert_cmpint (row->referral->assigned_urgency, ==, cases[i].urgency);
      g_assert_cmpint (row->referral->requested_urgency, ==, FOYER_URGENCY_ROUTINE);
      g_assert_cmpint (row->referral->decided_at, ==, desk->profile.now);
      g_assert_cmpint (row->referral->decline_reason, ==, FOYER_DECLINE_REASON_NONE);
      g_assert_cmpstr (row->service_name, ==, "New Patient Visit");
      g_assert_cmpstr (row->clinician_name, ==, "Dr. Adeyemi");
    }
}

static void
test_each_step_tells_who_when_and_why (Desk *desk, gconstpointer data)
{
  gint64            id = desk_add_referral (desk, desk->new_patient_id);
  FoyerReferralStep step = full_step (desk, FOYER_REFERRAL_STATE_DECLINED);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  FoyerReferralEvent *event;

  desk->profile.now += 60;
  foyer_referrals_step (desk->db, desk->doctor, id, &step, &error);
  g_assert_no_error (error);
  events = foyer_referrals_list_events (desk->db, id, &error);
  event = g_ptr_array_index (events, 1);
  g_assert_cmpstr (event->from_state, ==, "received");
  g_assert_cmpstr (event->to_state, ==, "declined");
  g_assert_cmpstr (event->reason, ==, "Because");
  g_assert_cmpstr (event->comment, ==, "Words");
  g_assert_cmpint (event->at, ==, desk->profile.now);
  g_assert_cmpint (event->staff_id, ==,
                   foyer_record_get_id (FOYER_RECORD (desk->doctor)));
}

static void
test_live_visit_keeps_its_referral (Desk *desk, gconstpointer data)
{
  static const FoyerReferralState refused[] = {
    FOYER_REFERRAL_STATE_ACCEPTED,
    FOYER_REFERRAL_STATE_CONTACTING,
    FOYER_REFERRAL_STATE_CLOSED,
  };
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->new_visit_id, 9, 0);
  g_autoptr (GError) error = NULL;
  FoyerReferralStep step;

  request.referral_id = desk_accept_referral (desk, desk->new_patient_id);
  desk_book (desk, &request);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      step = full_step (desk, refused[i]);
      g_assert_false (foyer_referrals_step (desk->db, desk->manager, request.referral_id,
                                            &step, &error));
      desk_assert_rule (&error, "referral-has-bookings");
    }
  /* Who takes the letter back is not stopped: the visit goes on a worklist. */
  step = full_step (desk, FOYER_REFERRAL_STATE_WITHDRAWN);
  g_assert_true (
      foyer_referrals_step (desk->db, desk->manager, request.referral_id, &step, &error));
}

static void
test_expiry_is_only_proposed (Desk *desk, gconstpointer data)
{
  gint64            past_id = desk_accept_referral (desk, desk->new_patient_id);
  gint64            today_id = desk_accept_referral (desk, desk->known_patient_id);
  FoyerReferralStep step = { .to = FOYER_REFERRAL_STATE_EXPIRED };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf (
      "UPDATE referral SET valid_to = iif (id = %d, '2026-11-22', '2026-11-23')",
      (int) past_id);

  g_assert_false (foyer_referrals_step (desk->db, desk->clerk, past_id, &step, &error));
  desk_assert_rule (&error, "referral-valid");
  profile_exec (&desk->profile, sql);
  rows = foyer_referrals_list_expiry_proposals (desk->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpint (foyer_record_get_id (
                       FOYER_RECORD (((FoyerReferralRow *) rows->pdata[0])->referral)),
                   ==, past_id);
  g_assert_cmpint (desk_get_referral_state (desk, past_id), ==,
                   FOYER_REFERRAL_STATE_ACCEPTED);

  g_assert_false (foyer_referrals_step (desk->db, desk->clerk, today_id, &step, &error));
  desk_assert_rule (&error, "referral-valid");
  foyer_referrals_step (desk->db, desk->clerk, past_id, &step, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_get_referral_state (desk, past_id), ==,
                   FOYER_REFERRAL_STATE_EXPIRED);
}

static void
test_worklist_begins_with_the_urgent (Desk *desk, gconstpointer data)
{
  static const char *const order[] = { "flag", "stat", "urgent old", "urgent new",
                                       "routine" };
  static const struct
  {
    const char  *reason;
    const char  *received_on;
    FoyerUrgency urgency;
    gboolean     red_flag;
  } referrals[] = {
    { "routine", "2026-01-01", FOYER_URGENCY_ROUTINE, FALSE },
    { "urgent new", "2026-11-02", FOYER_URGENCY_URGENT, FALSE },
    { "flag", "2026-11-20", FOYER_URGENCY_ROUTINE, TRUE },
    { "urgent old", "2026-11-01", FOYER_URGENCY_URGENT, FALSE },
    { "stat", "2026-11-20", FOYER_URGENCY_STAT, FALSE },
  };
  gint64 counts[N_STATES];
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (referrals); i++)
    {
      g_autoptr (FoyerReferral) referral = foyer_referral_new ();

      referral->patient_id = desk->new_patient_id;
      referral->state = FOYER_REFERRAL_STATE_RECEIVED;
      referral->requested_urgency = referrals[i].urgency;
      referral->red_flag = referrals[i].red_flag;
      foyer_set_text (&referral->reason, referrals[i].reason);
      foyer_set_text (&referral->received_on, referrals[i].received_on);
      foyer_referrals_save (desk->db, desk->clerk, referral, &error);
      g_assert_no_error (error);
    }
  desk_accept_referral (desk, desk->new_patient_id);

  rows = foyer_referrals_list_by_state (desk->db, FOYER_REFERRAL_STATE_RECEIVED, 0, 0,
                                        &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpstr (((FoyerReferralRow *) rows->pdata[i])->referral->reason, ==,
                     order[i]);
  page = foyer_referrals_list_by_state (desk->db, FOYER_REFERRAL_STATE_RECEIVED, 1, 2,
                                        &error);
  g_assert_cmpuint (page->len, ==, 2);
  g_assert_cmpstr (((FoyerReferralRow *) page->pdata[0])->referral->reason, ==, "stat");

  g_assert_true (foyer_referrals_count_by_state (desk->db, counts, &error));
  for (int i = 0; i < N_STATES; i++)
    g_assert_cmpint (counts[i], ==,
                     i == FOYER_REFERRAL_STATE_RECEIVED
                         ? (int) G_N_ELEMENTS (order)
                         : i == FOYER_REFERRAL_STATE_ACCEPTED);
}

static void
test_missing_referral_is_not_found (Desk *desk, gconstpointer data)
{
  FoyerReferralStep step = full_step (desk, FOYER_REFERRAL_STATE_ACCEPTED);
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_referrals_get (desk->db, 999, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (foyer_referrals_step (desk->db, desk->clerk, 999, &step, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

#define ADD(name, function)                                                              \
  g_test_add ("/referrals/" name, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("registers-with-a-number", test_registers_with_a_number);
  ADD ("refuses-what-cannot-be", test_refuses_what_cannot_be);
  ADD ("edit-leaves-the-decision", test_edit_leaves_the_decision);
  ADD ("patient-of-a-booked-referral-stays", test_patient_of_a_booked_referral_stays);
  ADD ("every-step", test_every_step);
  ADD ("steps-need-their-words", test_steps_need_their_words);
  ADD ("accepting-makes-a-plan", test_accepting_makes_a_plan);
  ADD ("each-step-tells-who-when-and-why", test_each_step_tells_who_when_and_why);
  ADD ("live-visit-keeps-its-referral", test_live_visit_keeps_its_referral);
  ADD ("expiry-is-only-proposed", test_expiry_is_only_proposed);
  ADD ("worklist-begins-with-the-urgent", test_worklist_begins_with_the_urgent);
  ADD ("missing-referral-is-not-found", test_missing_referral_is_not_found);

  return g_test_run ();
}
