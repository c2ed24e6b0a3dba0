/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

static void
test_move_keeps_all_but_the_time (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->cosmetic_id, 9, 0);
  g_autoptr (GPtrArray) cash = desk_cash (12500);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingRow) row = NULL;
  g_autoptr (GPtrArray) events = NULL;
  FoyerBookingEvent *event;
  gint64             id;

  request.referral_id = desk_accept_referral (desk, desk->new_patient_id);
  request.payments = cash;
  id = desk_book (desk, &request);
  desk_step (desk, id, FOYER_BOOKING_STATE_CONFIRMED);

  request = (FoyerBookingRequest){ .booking_id = id,
                                   .clinician_id = desk->other_clinician_id,
                                   .start_at = desk_time (9, 15) };
  foyer_bookings_move (desk->db, desk->clerk, &request, NULL, &error);
  g_assert_no_error (error);
  row = foyer_bookings_get (desk->db, id, &error);
  g_assert_cmpint (row->booking->state, ==, FOYER_BOOKING_STATE_BOOKED);
  g_assert_cmpint (row->booking->start_at, ==, desk_time (9, 15));
  g_assert_cmpint (row->booking->end_at, ==, desk_time (9, 45));
  g_assert_cmpint (row->booking->clinician_id, ==, desk->other_clinician_id);
  g_assert_cmpstr (row->booking->number, ==, "B-20001");
  g_assert_cmpint (row->booking->times_moved, ==, 1);
  g_assert_cmpint (row->paid_minor, ==, 12500);
  g_assert_cmpint (row->referral_state, ==, FOYER_REFERRAL_STATE_BOOKED);

  events = foyer_bookings_list_events (desk->db, id, &error);
  event = g_ptr_array_index (events, events->len - 1);
  g_assert_cmpint (event->kind, ==, FOYER_BOOKING_EVENT_KIND_MOVE);
  g_assert_cmpint (event->from_start_at, ==, desk_time (9, 0));
  g_assert_cmpint (event->to_start_at, ==, desk_time (9, 15));
}

static void
test_refused_move_leaves_the_old_time (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (FoyerBookingRow) row = NULL;
  gint64 id = desk_book (desk, &request);

  request.patient_id = desk_add_patient (desk, "Ito", "2026-01-15");
  request.start_at = desk_time (10, 0);
  desk_book (desk, &request);

  request = (FoyerBookingRequest){ .booking_id = id, .start_at = desk_time (10, 0) };
  g_assert_false (foyer_bookings_move (desk->db, desk->clerk, &request, &items, &error));
  desk_assert_rule (&error, "clinician-overlap");
  g_assert_cmpint (
      ((FoyerGateItem *) items->pdata[FOYER_GATE_RULE_CLINICIAN_OVERLAP])->start_at, ==,
      desk_time (10, 0));
  row = foyer_bookings_get (desk->db, id, &error);
  g_assert_cmpint (row->booking->start_at, ==, desk_time (9, 0));
  g_assert_cmpint (row->booking->times_moved, ==, 0);

  /* A move may overlap the visit's own old time. */
  request.start_at = desk_time (9, 5);
  g_assert_true (foyer_bookings_move (desk->db, desk->clerk, &request, NULL, &error));

  request.patient_id = desk->new_patient_id;
  g_assert_false (foyer_bookings_move (desk->db, desk->clerk, &request, NULL, &error));
  desk_assert_field (&error, "patient-id");
  desk->profile.now = desk_time (9, 0);
  desk_step (desk, id, FOYER_BOOKING_STATE_ARRIVED);
  request = (FoyerBookingRequest){ .booking_id = id, .start_at = desk_time (11, 0) };
  g_assert_false (foyer_bookings_move (desk->db, desk->clerk, &request, NULL, &error));
  desk_assert_rule (&error, "booking-step");
}

static void
test_steps_keep_their_times (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingRow) row = NULL;
  gint64 id = desk_book (desk, &request);

  g_assert_false (foyer_bookings_step (desk->db, desk->clerk, id,
                                       FOYER_BOOKING_STATE_ARRIVED, NULL, &error));
  desk_assert_rule (&error, "not-yet");
  g_assert_false (foyer_bookings_step (desk->db, desk->clerk, id,
                                       FOYER_BOOKING_STATE_IN_ROOM, NULL, &error));
  desk_assert_rule (&error, "booking-step");

  desk->profile.now = desk_time (8, 51);
  g_assert_false (foyer_bookings_step (desk->db, desk->clerk, id,
                                       FOYER_BOOKING_STATE_NO_SHOW, NULL, &error));
  desk_assert_rule (&error, "not-yet");
  desk_step (desk, id, FOYER_BOOKING_STATE_ARRIVED);
  desk->profile.now = desk_time (8, 55);
  desk_step (desk, id, FOYER_BOOKING_STATE_CHECKED_IN);
  desk->profile.now = desk_time (9, 2);
  desk_step (desk, id, FOYER_BOOKING_STATE_IN_ROOM);
  desk->profile.now = desk_time (9, 14);
  desk_step (desk, id, FOYER_BOOKING_STATE_COMPLETED);

  row = foyer_bookings_get (desk->db, id, &error);
  g_assert_cmpint (row->booking->arrived_at, ==, desk_time (8, 51));
  g_assert_cmpint (row->booking->checked_in_at, ==, desk_time (8, 55));
  g_assert_cmpint (row->booking->in_room_at, ==, desk_time (9, 2));
  g_assert_cmpint (row->booking->completed_at, ==, desk_time (9, 14));
}

static void
test_every_step_not_in_the_table_is_refused (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  gint64 id = desk_book (desk, &request);

  desk->profile.now = desk_time (9, 30);
  desk_step (desk, id, FOYER_BOOKING_STATE_COMPLETED);
  for (int to = 0; to < FOYER_BOOKING_STATE_ENTERED_IN_ERROR; to++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (foyer_bookings_step (desk->db, desk->manager, id, to, "x", &error));
      desk_assert_rule (&error, "booking-step");
    }
  g_assert_cmpint (desk_get_state (desk, id), ==, FOYER_BOOKING_STATE_COMPLETED);
}

static void
test_cancel_frees_time_and_referral (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->new_visit_id, 9, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerReferralRow) row = NULL;
  gint64 id;

  request.referral_id = desk_accept_referral (desk, desk->new_patient_id);
  id = desk_book (desk, &request);
  g_assert_false (foyer_bookings_cancel (desk->db, desk->clerk, id,
                                         FOYER_CANCEL_REASON_NONE, NULL, &error));
  desk_assert_field (&error, "cancel-reason");
  g_assert_false (foyer_bookings_step (desk->db, desk->clerk, id,
                                       FOYER_BOOKING_STATE_CANCELLED, NULL, &error));
  desk_assert_field (&error, "cancel-reason");

  foyer_bookings_cancel (desk->db, desk->clerk, id, FOYER_CANCEL_REASON_PATIENT, "Ill",
                         &error);
  g_assert_no_error (error);
  row = foyer_referrals_get (desk->db, request.referral_id, &error);
  g_assert_cmpint (row->referral->state, ==, FOYER_REFERRAL_STATE_ACCEPTED);
  g_assert_cmpstr (row->referral->received_on, ==, "2026-11-20");
  g_assert_cmpint (row->visits_booked, ==, 0);
  desk_book (desk, &request);
}

static void
test_referral_goes_back_to_contacting (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->new_visit_id, 9, 0);
  FoyerReferralStep step = { .to = FOYER_REFERRAL_STATE_CONTACTING };
  g_autoptr (GError) error = NULL;
  gint64 id;

  request.referral_id = desk_accept_referral (desk, desk->new_patient_id);
  foyer_referrals_step (desk->db, desk->clerk, request.referral_id, &step, &error);
  g_assert_no_error (error);
  id = desk_book (desk, &request);
  foyer_bookings_cancel (desk->db, desk->clerk, id, FOYER_CANCEL_REASON_CLINIC, NULL,
                         &error);
  g_assert_cmpint (desk_get_referral_state (desk, request.referral_id), ==,
                   FOYER_REFERRAL_STATE_CONTACTING);
}

static void
test_referral_follows_the_visit (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->new_visit_id, 9, 0);
  g_autoptr (GError) error = NULL;
  gint64 referral_id;
  gint64 first_id;
  gint64 second_id;

  request.referral_id = referral_id = desk_accept_referral (desk, desk->new_patient_id);
  first_id = desk_book (desk, &request);
  request.start_at = desk_time (11, 0);
  second_id = desk_book (desk, &request);

  desk->profile.now = desk_time (9, 40);
  desk_step (desk, first_id, FOYER_BOOKING_STATE_COMPLETED);
  g_assert_cmpint (desk_get_referral_state (desk, referral_id), ==,
                   FOYER_REFERRAL_STATE_BOOKED);
  desk->profile.now = desk_time (11, 40);
  desk_step (desk, second_id, FOYER_BOOKING_STATE_COMPLETED);
  g_assert_cmpint (desk_get_referral_state (desk, referral_id), ==,
                   FOYER_REFERRAL_STATE_ATTENDED);
  foyer_bookings_undo (desk->db, desk->clerk, second_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_get_referral_state (desk, referral_id), ==,
                   FOYER_REFERRAL_STATE_BOOKED);
  desk_step (desk, second_id, FOYER_BOOKING_STATE_NO_SHOW);
  g_assert_cmpint (desk_get_referral_state (desk, referral_id), ==,
                   FOYER_REFERRAL_STATE_BOOKED);
}

static void
test_late_letter_takes_over_a_visit (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerReferralRow) row = NULL;
  gint64 id = desk_book (desk, &request);
  gint64 referral_id = desk_accept_referral (desk, desk->known_patient_id);
  gint64 foreign_id = desk_accept_referral (desk, desk->new_patient_id);

  desk->profile.now = desk_time (9, 40);
  desk_step (desk, id, FOYER_BOOKING_STATE_COMPLETED);
  g_assert_false (
      foyer_bookings_set_referral (desk->db, desk->clerk, id, foreign_id, &error));
  desk_assert_rule (&error, "referral");

  foyer_bookings_set_referral (desk->db, desk->clerk, id, referral_id, &error);
  g_assert_no_error (error);
  row = foyer_referrals_get (desk->db, referral_id, &error);
  g_assert_cmpint (row->visits_used, ==, 1);
  g_assert_cmpint (row->referral->state, ==, FOYER_REFERRAL_STATE_ATTENDED);

  foyer_bookings_set_referral (desk->db, desk->clerk, id, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_get_referral_state (desk, referral_id), ==,
                   FOYER_REFERRAL_STATE_ACCEPTED);
}

static void
test_needed_referral_cannot_be_unlinked (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->new_visit_id, 9, 0);
  g_autoptr (GError) error = NULL;
  gint64 id;

  request.referral_id = desk_accept_referral (desk, desk->new_patient_id);
  id = desk_book (desk, &request);
  g_assert_false (foyer_bookings_set_referral (desk->db, desk->manager, id, 0, &error));
  desk_assert_rule (&error, "referral");
}

static void
test_undo_walks_back (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (FoyerBookingRow) row = NULL;
  gint64 id = desk_book (desk, &request);

  desk->profile.now = desk_time (8, 51);
  desk_step (desk, id, FOYER_BOOKING_STATE_ARRIVED);
  desk_step (desk, id, FOYER_BOOKING_STATE_CHECKED_IN);
  foyer_bookings_undo (desk->db, desk->clerk, id, &error);
  g_assert_no_error (error);
  foyer_bookings_undo (desk->db, desk->clerk, id, &error);
  g_assert_no_error (error);
  row = foyer_bookings_get (desk->db, id, &error);
  g_assert_cmpint (row->booking->state, ==, FOYER_BOOKING_STATE_BOOKED);
  g_assert_cmpint (row->booking->arrived_at, ==, 0);
  g_assert_cmpint (row->booking->checked_in_at, ==, 0);

  g_assert_false (foyer_bookings_undo (desk->db, desk->clerk, id, &error));
  desk_assert_rule (&error, "nothing-to-undo");
  events = foyer_bookings_list_events (desk->db, id, &error);
  g_assert_cmpuint (events->len, ==, 5);
}

static void
test_undo_of_cancel_asks_for_the_time (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingRow) row = NULL;
  gint64 id = desk_book (desk, &request);
  gint64 other_id;

  foyer_bookings_cancel (desk->db, desk->clerk, id, FOYER_CANCEL_REASON_PATIENT, "Ill",
                         &error);
  foyer_bookings_undo (desk->db, desk->clerk, id, &error);
  g_assert_no_error (error);
  row = foyer_bookings_get (desk->db, id, &error);
  g_assert_cmpint (row->booking->state, ==, FOYER_BOOKING_STATE_BOOKED);
  g_assert_cmpint (row->booking->ended_at, ==, 0);
  g_assert_null (row->booking->cancel_comment);

  foyer_bookings_cancel (desk->db, desk->clerk, id, FOYER_CANCEL_REASON_PATIENT, NULL,
                         &error);
  request.patient_id = desk_add_patient (desk, "Ito", "2026-01-15");
  other_id = desk_book (desk, &request);
  g_assert_false (foyer_bookings_undo (desk->db, desk->clerk, id, &error));
  desk_assert_rule (&error, "clinician-overlap");
  g_assert_cmpint (desk_get_state (desk, id), ==, FOYER_BOOKING_STATE_CANCELLED);
  g_assert_cmpint (desk_get_state (desk, other_id), ==, FOYER_BOOKING_STATE_BOOKED);
}

static void
test_undo_later_takes_permission (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;
  gint64 id = desk_book (desk, &request);

  desk->profile.now = desk_time (9, 20);
  desk_step (desk, id, FOYER_BOOKING_STATE_COMPLETED);
  g_assert_false (foyer_bookings_undo (desk->db, desk->doctor, id, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);
  desk->profile.now = desk_time (24, 0);
  g_assert_false (foyer_bookings_undo (desk->db, desk->clerk, id, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_cmpint (desk_get_state (desk, id), ==, FOYER_BOOKING_STATE_COMPLETED);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM audit WHERE outcome = "
                                     "'denied' AND action = 'booking-undo-later'"),
                   ==, 2);
  foyer_bookings_undo (desk->db, desk->manager, id, &error);
  g_assert_no_error (error);
}

static void
test_no_show_who_comes_late (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;
  gint64 id = desk_book (desk, &request);

  desk->profile.now = desk_time (9, 10);
  desk_step (desk, id, FOYER_BOOKING_STATE_NO_SHOW);
  request.patient_id = desk_add_patient (desk, "Ito", "2026-01-15");
  desk_book (desk, &request);
  g_assert_false (foyer_bookings_step (desk->db, desk->clerk, id,
                                       FOYER_BOOKING_STATE_ARRIVED, NULL, &error));
  desk_assert_rule (&error, "clinician-overlap");
}

#define ADD(name, function)                                                              \
  g_test_add ("/bookings-step/" name, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("move-keeps-all-but-the-time", test_move_keeps_all_but_the_time);
  ADD ("refused-move-leaves-the-old-time", test_refused_move_leaves_the_old_time);
  ADD ("steps-keep-their-times", test_steps_keep_their_times);
  ADD ("every-step-not-in-the-table-is-refused",
       test_every_step_not_in_the_table_is_refused);
  ADD ("cancel-frees-time-and-referral", test_cancel_frees_time_and_referral);
  ADD ("referral-goes-back-to-contacting", test_referral_goes_back_to_contacting);
  ADD ("referral-follows-the-visit", test_referral_follows_the_visit);
  ADD ("late-letter-takes-over-a-visit", test_late_letter_takes_over_a_visit);
  ADD ("needed-referral-cannot-be-unlinked", test_needed_referral_cannot_be_unlinked);
  ADD ("undo-walks-back", test_undo_walks_back);
  ADD ("undo-of-cancel-asks-for-the-time", test_undo_of_cancel_asks_for_the_time);
  ADD ("undo-later-takes-permission", test_undo_later_takes_permission);
  ADD ("no-show-who-comes-late", test_no_show_who_comes_late);

  return g_test_run ();
}
