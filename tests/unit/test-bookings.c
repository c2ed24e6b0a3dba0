/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-catalogue.h"
#include "store/foyer-ledger.h"
#include "tests/unit/desk.h"

static const FoyerGateItem *
find_item (GPtrArray *items, FoyerGateRule rule)
{
  g_assert (items != NULL);

  return g_ptr_array_index (items, rule);
}

static void
expect_refusal (Desk                      *desk,
                FoyerUser                 *actor,
                const FoyerBookingRequest *request,
                FoyerGateRule              rule,
                FoyerGateReason            reason)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_bookings = desk_query (desk, "SELECT count (*) FROM booking");
  gint64 n_events = desk_query (desk, "SELECT count (*) FROM booking_event");
  gint64 id = -1;

  g_assert_false (foyer_bookings_make (desk->db, actor, request, &id, &items, &error));
  g_assert_cmpint (find_item (items, rule)->reason, ==, reason);
  desk_assert_rule (&error, foyer_enum_to_nick (FOYER_TYPE_GATE_RULE, (int) rule));
  g_assert_cmpint (id, ==, 0);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM booking"), ==, n_bookings);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM booking_event"), ==,
                   n_events);
}

static void
test_books_a_known_patient (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingRow) row = NULL;
  g_autoptr (GPtrArray) events = NULL;
  gint64 id;

  request.channel = FOYER_CHANNEL_DESK;
  request.reason = "Rash";
  id = desk_book (desk, &request);

  row = foyer_bookings_get (desk->db, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (row->booking->state, ==, FOYER_BOOKING_STATE_BOOKED);
  g_assert_cmpint (row->booking->start_at, ==, desk_time (9, 0));
  g_assert_cmpint (row->booking->end_at, ==, desk_time (9, 15));
  g_assert_cmpint (row->booking->booked_at, ==, desk->profile.now);
  g_assert_cmpint (row->booking->created_by, ==,
                   foyer_record_get_id (FOYER_RECORD (desk->clerk)));
  g_assert_cmpstr (row->booking->visit_date, ==, DESK_DATE);
  g_assert_cmpstr (row->booking->number, ==, "B-20001");
  g_assert_cmpstr (row->booking->reason, ==, "Rash");
  g_assert_cmpstr (row->patient_family, ==, "Okonkwo");
  g_assert_cmpstr (row->clinician_name, ==, "Dr. Adeyemi");
  g_assert_cmpstr (row->service_code, ==, "follow-up");
  g_assert_false (row->patient_is_new);

  events = foyer_bookings_list_events (desk->db, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 1);
  g_assert_cmpstr (((FoyerBookingEvent *) events->pdata[0])->to_state, ==, "booked");
  g_assert_null (((FoyerBookingEvent *) events->pdata[0])->from_state);
}

static void
test_new_patient_needs_referral (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->new_visit_id, 9, 0);
  FoyerReferralStep step = { .to = FOYER_REFERRAL_STATE_ACCEPTED,
                             .service_id = desk->new_visit_id };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  gint64 referral_id;
  gint64 id;

  expect_refusal (desk, desk->manager, &request, FOYER_GATE_RULE_REFERRAL,
                  FOYER_GATE_REASON_NO_REFERRAL);

  referral_id = desk_add_referral (desk, desk->new_patient_id);
  items = foyer_bookings_check (desk->db, desk->clerk, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (find_item (items, FOYER_GATE_RULE_REFERRAL)->cure, ==,
                   FOYER_GATE_CURE_ACCEPT_REFERRAL);
  g_assert_cmpint (find_item (items, FOYER_GATE_RULE_REFERRAL)->record_id, ==,
                   referral_id);
  request.referral_id = referral_id;
  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_REFERRAL,
                  FOYER_GATE_REASON_NOT_ACCEPTED);

  foyer_referrals_step (desk->db, desk->doctor, referral_id, &step, &error);
  g_assert_no_error (error);
  request.referral_id = 0;
  g_clear_pointer (&items, g_ptr_array_unref);
  items = foyer_bookings_check (desk->db, desk->clerk, &request, &error);
  g_assert_cmpint (find_item (items, FOYER_GATE_RULE_REFERRAL)->cure, ==,
                   FOYER_GATE_CURE_CHOOSE_REFERRAL);
  g_assert_cmpint (find_item (items, FOYER_GATE_RULE_REFERRAL)->record_id, ==,
                   referral_id);

  request.referral_id = referral_id;
  id = desk_book (desk, &request);
  g_assert_cmpint (desk_get_state (desk, id), ==, FOYER_BOOKING_STATE_BOOKED);
  g_assert_cmpint (desk_get_referral_state (desk, referral_id), ==,
                   FOYER_REFERRAL_STATE_BOOKED);
}

static void
test_referral_must_be_valid_on_the_day (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->new_visit_id, 9, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerReferralRow) row = NULL;

  request.referral_id = desk_accept_referral (desk, desk->new_patient_id);
  row = foyer_referrals_get (desk->db, request.referral_id, &error);
  g_assert_no_error (error);
  foyer_set_text (&row->referral->valid_to, "2026-11-23");
  foyer_referrals_save (desk->db, desk->clerk, row->referral, &error);
  g_assert_no_error (error);
  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_REFERRAL,
                  FOYER_GATE_REASON_EXPIRED);

  foyer_set_text (&row->referral->valid_to, DESK_DATE);
  foyer_referrals_save (desk->db, desk->clerk, row->referral, &error);
  g_assert_no_error (error);
  desk_book (desk, &request);
}

static void
test_visits_are_derived_and_limited (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->new_visit_id, 9, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerReferralRow) row = NULL;
  gint64 id;

  request.referral_id = desk_accept_referral (desk, desk->new_patient_id);
  row = foyer_referrals_get (desk->db, request.referral_id, &error);
  row->referral->visits_authorised = 1;
  foyer_referrals_save (desk->db, desk->clerk, row->referral, &error);
  g_assert_no_error (error);
  id = desk_book (desk, &request);
  g_clear_object (&row);
  row = foyer_referrals_get (desk->db, request.referral_id, &error);
  g_assert_cmpint (row->visits_used, ==, 0);
  g_assert_cmpint (row->visits_booked, ==, 1);

  request.start_at = desk_time (10, 0);
  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_REFERRAL,
                  FOYER_GATE_REASON_NO_VISITS_LEFT);

  desk->profile.now = desk_time (8, 50);
  desk_step (desk, id, FOYER_BOOKING_STATE_ARRIVED);
  g_clear_object (&row);
  row = foyer_referrals_get (desk->db, request.referral_id, &error);
  g_assert_cmpint (row->visits_used, ==, 1);
  g_assert_cmpint (row->visits_booked, ==, 0);
}

static void
test_cosmetic_visit_needs_its_deposit (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, 9, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  gint64 paid_minor;
  gint64 waived_minor;
  g_autoptr (GPtrArray) payments = NULL;
  FoyerPayment *payment;
  gint64        held_id;
  gint64        id;

  expect_refusal (desk, desk->manager, &request, FOYER_GATE_RULE_DEPOSIT,
                  FOYER_GATE_REASON_DEPOSIT_DUE);
  g_assert_true (foyer_bookings_hold (desk->db, desk->clerk, &request, FALSE, &held_id,
                                      &items, &error));
  g_assert_no_error (error);
  g_assert_cmpint (foyer_gate_get_verdict (items), ==, FOYER_GATE_RESULT_HOLD);
  g_assert_cmpint (desk_get_state (desk, held_id), ==, FOYER_BOOKING_STATE_HELD);

  payment = foyer_payment_new_for (FOYER_TENDER_CARD, 12500, 0, NULL);
  payments = foyer_payments_new (payment);
  request = (FoyerBookingRequest){ .booking_id = held_id, .payments = payments };
  g_assert_false (
      foyer_bookings_make (desk->db, desk->clerk, &request, NULL, NULL, &error));
  desk_assert_field (&error, "terminal-reference");
  foyer_set_text (&payment->terminal_reference, "4111 1111 1111 1111");
  g_assert_false (
      foyer_bookings_make (desk->db, desk->clerk, &request, NULL, NULL, &error));
  desk_assert_field (&error, "terminal-reference");
  foyer_set_text (&payment->terminal_reference, "T1-000123");
  payment->amount_minor = 12499;
  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_DEPOSIT,
                  FOYER_GATE_REASON_DEPOSIT_DUE);
  payment->amount_minor = 12501;
  g_assert_false (
      foyer_bookings_make (desk->db, desk->clerk, &request, NULL, NULL, &error));
  desk_assert_field (&error, "amount-minor");
  g_assert_cmpint (
      desk_query (desk, "SELECT count (*) FROM ledger_entry WHERE kind <> 'charge'"), ==,
      0);

  payment->amount_minor = 12500;
  id = desk_book (desk, &request);
  g_assert_cmpint (id, ==, held_id);
  g_assert_cmpint (desk_get_state (desk, id), ==, FOYER_BOOKING_STATE_BOOKED);
  g_assert_true (
      foyer_ledger_sum_deposit (desk->db, id, &paid_minor, &waived_minor, &error));
  g_assert_cmpint (paid_minor, ==, 12500);
  g_assert_cmpint (waived_minor, ==, 0);
  g_assert_cmpint (desk_query (desk, "SELECT held_until IS NULL FROM booking"), ==, 1);
}

static void
test_only_a_manager_waives_with_a_reason (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, 9, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingRow) row = NULL;
  gint64 id = 0;

  request.waive_reason = "Complaint settled";
  g_assert_false (
      foyer_bookings_make (desk->db, desk->clerk, &request, &id, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM booking"), ==, 0);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM audit WHERE "
                                     "outcome = 'denied' AND action = 'money-waive'"),
                   ==, 1);

  foyer_bookings_make (desk->db, desk->manager, &request, &id, NULL, &error);
  g_assert_no_error (error);
  row = foyer_bookings_get (desk->db, id, &error);
  g_assert_cmpint (row->waived_minor, ==, 12500);
  g_assert_cmpint (row->paid_minor, ==, 0);
}

static void
test_overlaps_are_refused (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  gint64 other_patient_id = desk_add_patient (desk, "Ito", "2026-01-15");

  desk_book (desk, &request);
  request.clinician_id = desk->other_clinician_id;
  expect_refusal (desk, desk->manager, &request, FOYER_GATE_RULE_PATIENT_OVERLAP,
                  FOYER_GATE_REASON_TAKEN);
  request.clinician_id = desk->clinician_id;
  request.patient_id = other_patient_id;
  request.start_at = desk_time (9, 14);
  expect_refusal (desk, desk->manager, &request, FOYER_GATE_RULE_CLINICIAN_OVERLAP,
                  FOYER_GATE_REASON_TAKEN);
  request.start_at = desk_time (8, 46);
  expect_refusal (desk, desk->manager, &request, FOYER_GATE_RULE_CLINICIAN_OVERLAP,
                  FOYER_GATE_REASON_TAKEN);

  /* Touching is no overlap. */
  request.start_at = desk_time (9, 15);
  desk_book (desk, &request);
  request.start_at = desk_time (8, 45);
  desk_book (desk, &request);
}

static void
test_buffers_are_kept_free (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->procedure_id, 9, 0);
  gint64 other_patient_id = desk_add_patient (desk, "Ito", "2026-01-15");

  /* 9:00 to 9:45 and fifteen minutes after it. */
  desk_book (desk, &request);
  request = desk_request (desk, other_patient_id, desk->follow_up_id, 9, 45);
  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_CLINICIAN_OVERLAP,
                  FOYER_GATE_REASON_TAKEN);
  request.start_at = desk_time (10, 0);
  desk_book (desk, &request);
}

static void
test_rooms_are_chosen_and_never_shared (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->procedure_id, 9, 0);
  g_autoptr (FoyerBookingRow) first = NULL;
  g_autoptr (FoyerBookingRow) second = NULL;
  gint64 second_patient_id = desk_add_patient (desk, "Ito", "2026-01-15");
  gint64 first_id = desk_book (desk, &request);

  request.patient_id = second_patient_id;
  request.clinician_id = desk->other_clinician_id;
  second = foyer_bookings_get (desk->db, desk_book (desk, &request), NULL);
  first = foyer_bookings_get (desk->db, first_id, NULL);
  g_assert_cmpint (first->booking->room_id, !=, 0);
  g_assert_cmpint (second->booking->room_id, !=, 0);
  g_assert_cmpint (first->booking->room_id, !=, second->booking->room_id);

  /* Nobody may set that aside. */
  request = desk_request (desk, desk_add_patient (desk, "Smith", "2026-01-15"),
                          desk->procedure_id, 9, 30);
  request.clinician_id = desk->clinician_id;
  request.room_id = first->booking->room_id;
  request.overrides = ~0u;
  request.override_reason = "Please";
  expect_refusal (desk, desk->manager, &request, FOYER_GATE_RULE_ROOM_OVERLAP,
                  FOYER_GATE_REASON_TAKEN);
}

static void
test_working_hours_count (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 12, 15);
  g_autoptr (FoyerHoliday) holiday = foyer_holiday_new ();
  g_autoptr (GError) error = NULL;

  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_AVAILABILITY,
                  FOYER_GATE_REASON_BREAK);
  request.start_at = desk_time (7, 50);
  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_AVAILABILITY,
                  FOYER_GATE_REASON_OUTSIDE_HOURS);
  request.start_at = desk_time (9, 0) + 400 * G_GINT64_CONSTANT (86400);
  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_AVAILABILITY,
                  FOYER_GATE_REASON_TOO_FAR);
  request.start_at = desk->profile.now - 3600;
  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_PAST_TIME,
                  FOYER_GATE_REASON_PAST);

  foyer_set_text (&holiday->date, DESK_DATE);
  foyer_catalogue_save (desk->db, desk->manager, holiday, &error);
  g_assert_no_error (error);
  request.start_at = desk_time (9, 0);
  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_AVAILABILITY,
                  FOYER_GATE_REASON_CLOSED);
}

static void
test_override_is_a_row_with_a_name (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 12, 15);
  g_autoptr (GPtrArray) overrides = NULL;
  g_autoptr (GError) error = NULL;
  FoyerBookingOverride *override;
  gint64                id = 0;

  request.overrides = 1u << FOYER_GATE_RULE_AVAILABILITY;
  request.override_reason = "Emergency";
  g_assert_false (
      foyer_bookings_make (desk->db, desk->clerk, &request, NULL, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM booking"), ==, 0);

  request.override_reason = "";
  g_assert_false (
      foyer_bookings_make (desk->db, desk->manager, &request, NULL, NULL, &error));
  desk_assert_field (&error, "override-reason");

  request.override_reason = "Emergency";
  foyer_bookings_make (desk->db, desk->manager, &request, &id, NULL, &error);
  g_assert_no_error (error);
  overrides = foyer_bookings_list_overrides (desk->db, id, &error);
  g_assert_cmpuint (overrides->len, ==, 1);
  override = g_ptr_array_index (overrides, 0);
  g_assert_cmpstr (override->rule, ==, "availability");
  g_assert_cmpstr (override->reason, ==, "Emergency");
  g_assert_cmpint (override->staff_id, ==,
                   foyer_record_get_id (FOYER_RECORD (desk->manager)));
}

static void
test_overridden_overlap_lets_both_go_on (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;
  gint64 first_id = desk_book (desk, &request);
  gint64 second_id = 0;

  request.patient_id = desk_add_patient (desk, "Ito", "2026-01-15");
  request.overrides = 1u << FOYER_GATE_RULE_CLINICIAN_OVERLAP;
  request.override_reason = "Twins of one family";
  foyer_bookings_make (desk->db, desk->manager, &request, &second_id, NULL, &error);
  g_assert_no_error (error);

  desk->profile.now = desk_time (8, 55);
  desk_step (desk, first_id, FOYER_BOOKING_STATE_ARRIVED);
  desk_step (desk, second_id, FOYER_BOOKING_STATE_ARRIVED);
}

static void
test_expired_hold_gives_way (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (FoyerBookingRow) row = NULL;
  gint64 other_patient_id = desk_add_patient (desk, "Ito", "2026-01-15");
  gint64 held_id = 0;
  gint64 n_released = -1;

  foyer_bookings_hold (desk->db, desk->clerk, &request, FALSE, &held_id, NULL, &error);
  g_assert_no_error (error);
  request.patient_id = other_patient_id;
  desk->profile.now += 15 * 60 - 1;
  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_CLINICIAN_OVERLAP,
                  FOYER_GATE_REASON_TAKEN);

  desk->profile.now += 1;
  rows = foyer_bookings_list_day (desk->db, DESK_DATE, 0, FALSE, &error);
  g_assert_cmpuint (rows->len, ==, 0);
  items = foyer_bookings_check (desk->db, desk->clerk, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (foyer_gate_get_verdict (items), ==, FOYER_GATE_RESULT_OK);
  desk_book (desk, &request);
  row = foyer_bookings_get (desk->db, held_id, &error);
  g_assert_cmpint (row->booking->state, ==, FOYER_BOOKING_STATE_CANCELLED);
  g_assert_cmpint (row->booking->cancel_reason, ==, FOYER_CANCEL_REASON_HOLD_EXPIRED);

  request = (FoyerBookingRequest){ .booking_id = held_id };
  g_assert_false (
      foyer_bookings_make (desk->db, desk->clerk, &request, NULL, NULL, &error));
  desk_assert_rule (&error, "booking-step");
  g_assert_true (foyer_bookings_release_holds (desk->db, &n_released, &error));
  g_assert_cmpint (n_released, ==, 0);
}

static void
test_program_releases_holds (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;
  gint64 held_id = 0;
  gint64 n_released = -1;

  foyer_bookings_hold (desk->db, desk->clerk, &request, FALSE, &held_id, NULL, &error);
  g_assert_true (foyer_bookings_release_holds (desk->db, &n_released, &error));
  g_assert_cmpint (n_released, ==, 0);
  desk->profile.now += 15 * 60;
  g_assert_true (foyer_bookings_release_holds (desk->db, &n_released, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n_released, ==, 1);
  g_assert_cmpint (desk_get_state (desk, held_id), ==, FOYER_BOOKING_STATE_CANCELLED);
}

static void
test_long_hold_takes_permission (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingRow) row = NULL;
  gint64 id = 0;

  g_assert_false (
      foyer_bookings_hold (desk->db, desk->clerk, &request, TRUE, &id, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM booking"), ==, 0);

  foyer_bookings_hold (desk->db, desk->manager, &request, TRUE, &id, NULL, &error);
  g_assert_no_error (error);
  row = foyer_bookings_get (desk->db, id, &error);
  g_assert_cmpint (row->booking->held_until, ==, desk_time (0, 0));
}

static void
test_patient_is_known_after_a_visit (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->new_visit_id, 9, 0);
  g_autoptr (FoyerBookingRow) row = NULL;
  gint64 id;

  request.referral_id = desk_accept_referral (desk, desk->new_patient_id);
  id = desk_book (desk, &request);
  row = foyer_bookings_get (desk->db, id, NULL);
  g_assert_true (row->patient_is_new);
  desk->profile.now = desk_time (9, 40);
  desk_step (desk, id, FOYER_BOOKING_STATE_COMPLETED);

  request = desk_request (desk, desk->new_patient_id, desk->follow_up_id, 14, 0);
  g_clear_object (&row);
  row = foyer_bookings_get (desk->db, desk_book (desk, &request), NULL);
  g_assert_false (row->patient_is_new);
}

static void
test_day_in_order_with_same_names (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 10, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GHashTable) counts = NULL;
  gint64 namesake_id = desk_add_patient (desk, "OKONKWO", "2026-01-15");
  gint64 ids[4];

  ids[1] = desk_book (desk, &request);
  request.start_at = desk_time (9, 0);
  request.patient_id = namesake_id;
  ids[0] = desk_book (desk, &request);
  request.patient_id = desk_add_patient (desk, "Ito", "2026-01-15");
  request.clinician_id = desk->other_clinician_id;
  request.start_at = desk_time (8, 0);
  ids[2] = desk_book (desk, &request);
  request.start_at = desk_time (8, 30);
  ids[3] = desk_book (desk, &request);
  foyer_bookings_cancel (desk->db, desk->clerk, ids[3], FOYER_CANCEL_REASON_CLINIC, NULL,
                         &error);

  rows = foyer_bookings_list_day (desk->db, DESK_DATE, 0, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < rows->len; i++)
    {
      FoyerBookingRow *row = g_ptr_array_index (rows, i);

      g_assert_cmpint (foyer_record_get_id (FOYER_RECORD (row->booking)), ==, ids[i]);
      g_assert_cmpint (row->same_name, ==, i < 2);
    }
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = foyer_bookings_list_day (desk->db, DESK_DATE, desk->other_clinician_id, TRUE,
                                  &error);
  g_assert_cmpuint (rows->len, ==, 2);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = foyer_bookings_list_for_patient (desk->db, namesake_id, &error);
  g_assert_cmpuint (rows->len, ==, 1);

  counts = foyer_bookings_count_days (desk->db, "2026-11-01", "2026-11-30", 0, &error);
  g_assert_cmpuint (g_hash_table_size (counts), ==, 1);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (counts, DESK_DATE)), ==, 3);
}

static void
test_missing_records_are_refused (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request = desk_request (desk, 999, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;

  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_PATIENT_ACTIVE,
                  FOYER_GATE_REASON_NO_PATIENT);
  request = desk_request (desk, desk->known_patient_id, 999, 9, 0);
  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_SERVICE_ACTIVE,
                  FOYER_GATE_REASON_NOT_OFFERED);
  request = desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  request.clinician_id = 999;
  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_CLINICIAN_OVERLAP,
                  FOYER_GATE_REASON_NO_CLINICIAN);
  request.clinician_id = desk->clinician_id;
  request.start_at = 0;
  expect_refusal (desk, desk->clerk, &request, FOYER_GATE_RULE_AVAILABILITY,
                  FOYER_GATE_REASON_NO_TIME);
  request = (FoyerBookingRequest){ .booking_id = 999 };
  g_assert_false (
      foyer_bookings_make (desk->db, desk->clerk, &request, NULL, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (foyer_bookings_get (desk->db, 999, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

#define ADD(name, function)                                                              \
  g_test_add ("/bookings/" name, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("books-a-known-patient", test_books_a_known_patient);
  ADD ("new-patient-needs-referral", test_new_patient_needs_referral);
  ADD ("referral-must-be-valid-on-the-day", test_referral_must_be_valid_on_the_day);
  ADD ("visits-are-derived-and-limited", test_visits_are_derived_and_limited);
  ADD ("cosmetic-visit-needs-its-deposit", test_cosmetic_visit_needs_its_deposit);
  ADD ("only-a-manager-waives-with-a-reason", test_only_a_manager_waives_with_a_reason);
  ADD ("overlaps-are-refused", test_overlaps_are_refused);
  ADD ("buffers-are-kept-free", test_buffers_are_kept_free);
  ADD ("rooms-are-chosen-and-never-shared", test_rooms_are_chosen_and_never_shared);
  ADD ("working-hours-count", test_working_hours_count);
  ADD ("override-is-a-row-with-a-name", test_override_is_a_row_with_a_name);
  ADD ("overridden-overlap-lets-both-go-on", test_overridden_overlap_lets_both_go_on);
  ADD ("expired-hold-gives-way", test_expired_hold_gives_way);
  ADD ("program-releases-holds", test_program_releases_holds);
  ADD ("long-hold-takes-permission", test_long_hold_takes_permission);
  ADD ("patient-is-known-after-a-visit", test_patient_is_known_after_a_visit);
  ADD ("day-in-order-with-same-names", test_day_in_order_with_same_names);
  ADD ("missing-records-are-refused", test_missing_records_are_refused);

  return g_test_run ();
}
