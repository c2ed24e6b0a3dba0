/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

#include "store/foyer-replicas.h"
#include "store/foyer-requests.h"

/* By the web form, of the new patient of the desk as they write themselves. */
static FoyerRequest *
make (void)
{
  FoyerRequest *request = foyer_request_new ();

  request->channel = FOYER_CHANNEL_WEB;
  foyer_set_text (&request->family, "GARCIA");
  foyer_set_text (&request->given, "maria");
  foyer_set_text (&request->birth_date, "1984-03-12");
  foyer_set_text (&request->phone, "805 555 0199");
  foyer_set_text (&request->email, "garcia@example.org");
  foyer_set_text (&request->preferred_days, "mon thu");
  foyer_set_text (&request->preferred_times, "morning");
  foyer_set_text (&request->earliest_date, "2026-12-01");
  foyer_set_text (&request->message, "It itches.");

  return request;
}

static gint64
add (Desk *desk)
{
  g_autoptr (FoyerRequest) request = make ();
  g_autoptr (GError) error = NULL;

  foyer_requests_add (desk->db, desk->clerk, request, &error);
  g_assert_no_error (error);

  return foyer_record_get_id (FOYER_RECORD (request));
}

static void
attach (Desk *desk, gint64 id, gint64 patient_id)
{
  g_autoptr (GError) error = NULL;

  foyer_requests_attach (desk->db, desk->clerk, id, patient_id, &error);
  g_assert_no_error (error);
}

static FoyerRequestRow *
get (Desk *desk, gint64 id)
{
  g_autoptr (GError) error = NULL;
  FoyerRequestRow *row = foyer_requests_get_row (desk->db, id, &error);

  g_assert_no_error (error);

  return row;
}

static gint64
count_open (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  foyer_requests_count_open (desk->db, &n, &error);
  g_assert_no_error (error);

  return n;
}

static void
refuse (Desk *desk, const char *field, const char *value, const char *refused)
{
  g_autoptr (FoyerRequest) request = make ();
  g_autoptr (GError) error = NULL;

  g_object_set (request, field, value, NULL);
  g_assert_false (foyer_requests_add (desk->db, desk->clerk, request, &error));
  desk_assert_field (&error, refused);
}

static void
test_by_phone (Desk *desk, gconstpointer data)
{
  gint64 id = add (desk);
  g_autoptr (FoyerRequestRow) row = get (desk, id);
  g_autoptr (FoyerRequest) nameless = make ();
  g_autoptr (GError) error = NULL;

  g_assert_true (row->is_open);
  g_assert_cmpint (row->request->received_at, ==, desk->profile.now);
  g_assert_cmpstr (row->request->message, ==, "It itches.");
  g_assert_cmpint (foyer_unsent_get (desk->db, "request", id), ==, 1);

  refuse (desk, "phone", "x", "phone");
  refuse (desk, "email", "nobody", "email");
  refuse (desk, "birth-date", "2027-01-01", "birth-date");
  refuse (desk, "birth-date", "1990-02-31", "birth-date");
  refuse (desk, "earliest-date", "soon", "earliest-date");
  refuse (desk, "preferred-days", "mon someday", "preferred-days");
  refuse (desk, "preferred-times", "night", "preferred-times");
  refuse (desk, "message", "\xff", "message");
  foyer_set_text (&nameless->family, NULL);
  foyer_set_text (&nameless->given, NULL);
  g_assert_false (foyer_requests_add (desk->db, desk->clerk, nameless, &error));
  desk_assert_field (&error, "family");
  foyer_set_text (&nameless->family, "Ito");
  foyer_set_text (&nameless->phone, NULL);
  foyer_set_text (&nameless->email, NULL);
  g_assert_false (foyer_requests_add (desk->db, desk->clerk, nameless, &error));
  desk_assert_field (&error, "phone");
  g_assert_false (foyer_requests_add (desk->db, desk->doctor, nameless, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_assert_false (profile_try (&desk->profile, "DELETE FROM request"));
  g_assert_cmpint (count_open (desk), ==, 1);
}

static void
test_update_keeps_the_answer (Desk *desk, gconstpointer data)
{
  gint64 id = add (desk);
  g_autoptr (FoyerRequest) request = NULL;
  g_autoptr (FoyerRequest) stored = NULL;
  g_autoptr (GError) error = NULL;

  attach (desk, id, desk->new_patient_id);
  request = foyer_requests_get (desk->db, id, &error);
  request->state = FOYER_REQUEST_STATE_BOOKED;
  request->patient_id = desk->known_patient_id;
  foyer_set_text (&request->given, "Mary");
  foyer_set_text (&request->message, "It hurts.");
  g_assert_true (foyer_requests_update (desk->db, desk->clerk, request, &error));
  stored = foyer_requests_get (desk->db, id, &error);
  g_assert_cmpstr (stored->given, ==, "Mary");
  /* What a patient has written in sentences stays theirs. */
  g_assert_cmpstr (stored->message, ==, "It itches.");
  g_assert_cmpint (stored->state, ==, FOYER_REQUEST_STATE_OPEN);
  g_assert_cmpint (stored->patient_id, ==, desk->new_patient_id);

  foyer_set_text (&request->phone, "x");
  g_assert_false (foyer_requests_update (desk->db, desk->clerk, request, &error));
  desk_assert_field (&error, "phone");
}

static void
test_update_of_a_call (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerRequest) request = make ();
  g_autoptr (FoyerRequest) stored = NULL;
  g_autoptr (GError) error = NULL;

  request->channel = FOYER_CHANNEL_PHONE;
  foyer_requests_add (desk->db, desk->clerk, request, &error);
  g_assert_no_error (error);
  foyer_set_text (&request->message, "It hurts.");
  g_assert_true (foyer_requests_update (desk->db, desk->clerk, request, &error));
  stored =
      foyer_requests_get (desk->db, foyer_record_get_id (FOYER_RECORD (request)), &error);
  g_assert_cmpstr (stored->message, ==, "It hurts.");
}

static void
set_patient_contact (Desk *desk, gint64 id, const char *email)
{
  g_autoptr (FoyerPatient) patient = foyer_patients_get (desk->db, id, NULL);
  g_autoptr (GError) error = NULL;

  foyer_set_text (&patient->email, email);
  foyer_patients_save (desk->db, desk->clerk, patient, &error);
  g_assert_no_error (error);
}

static void
test_candidates_say_why (Desk *desk, gconstpointer data)
{
  gint64 id = add (desk);
  g_autoptr (FoyerRequestRow) row = NULL;
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GError) error = NULL;
  FoyerPatientMatch *best;

  set_patient_contact (desk, desk->new_patient_id, "Garcia@example.org");
  candidates = foyer_requests_list_candidates (desk->db, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (candidates->len, ==, 1);
  best = candidates->pdata[0];
  g_assert_cmpint (best->row->id, ==, desk->new_patient_id);
  g_assert_cmpint (best->agreement, ==,
                   FOYER_AGREEMENT_FAMILY | FOYER_AGREEMENT_GIVEN |
                       FOYER_AGREEMENT_BIRTH_DATE | FOYER_AGREEMENT_EMAIL);
  row = get (desk, id);
  g_assert_cmpint (row->n_candidates, ==, 1);
  g_clear_object (&row);
  attach (desk, id, desk->new_patient_id);
  row = get (desk, id);
  g_assert_cmpint (row->n_candidates, ==, 0);
  g_assert_cmpstr (row->patient_family, ==, "Garcia");
}

static void
test_an_email_alone_never_matches (Desk *desk, gconstpointer data)
{
  gint64 child_id = desk_add_patient (desk, "Lindgren", NULL);
  g_autoptr (FoyerRequest) request = make ();
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GError) error = NULL;

  set_patient_contact (desk, child_id, "family@example.org");
  foyer_set_text (&request->family, "Osei");
  foyer_set_text (&request->given, "Kwame");
  foyer_set_text (&request->birth_date, "1971-07-07");
  foyer_set_text (&request->email, "family@example.org");
  g_assert_true (foyer_requests_add (desk->db, desk->clerk, request, &error));
  candidates = foyer_requests_list_candidates (
      desk->db, foyer_record_get_id (FOYER_RECORD (request)), &error);
  g_assert_no_error (error);
  g_assert_cmpint (candidates->len, ==, 0);
}

static void
test_attach_and_detach (Desk *desk, gconstpointer data)
{
  gint64 id = add (desk);
  g_autoptr (FoyerRequestRow) row = NULL;
  g_autoptr (GError) error = NULL;
  gint64 referral_id;

  g_assert_false (foyer_requests_attach (desk->db, desk->clerk, id, 999, &error));
  desk_assert_field (&error, "patient-id");
  attach (desk, id, desk->new_patient_id);
  g_assert_true (foyer_requests_ask_referral (desk->db, desk->clerk, id, 0, NULL,
                                              &referral_id, &error));

  /* It was somebody else: nothing is expected for them. */
  attach (desk, id, desk->known_patient_id);
  row = get (desk, id);
  g_assert_cmpint (row->request->referral_id, ==, 0);
  g_assert_cmpint (row->request->state, ==, FOYER_REQUEST_STATE_OPEN);
  g_assert_cmpstr (row->patient_family, ==, "Okonkwo");
  attach (desk, id, 0);
  g_assert_cmpint (desk_query (desk, "SELECT count (patient_id) FROM request"), ==, 0);
}

static void
test_register_attaches (Desk *desk, gconstpointer data)
{
  gint64 id = add (desk);
  g_autoptr (FoyerRequest) request = foyer_requests_get (desk->db, id, NULL);
  g_autoptr (FoyerPatient) patient = foyer_requests_new_patient (request);
  g_autoptr (FoyerRequestRow) row = NULL;
  g_autoptr (GError) error = NULL;

  foyer_set_text (&patient->language, "not a tag");
  g_assert_false (foyer_requests_register (desk->db, desk->clerk, id, patient, &error));
  desk_assert_field (&error, "language");
  foyer_set_text (&patient->language, "es");
  g_assert_true (foyer_requests_register (desk->db, desk->clerk, id, patient, &error));
  row = get (desk, id);
  g_assert_cmpint (row->request->patient_id, ==,
                   foyer_record_get_id (FOYER_RECORD (patient)));
  g_assert_cmpint (patient->phones->len, ==, 1);
  g_assert_false (foyer_requests_register (desk->db, desk->clerk, id, patient, &error));
  desk_assert_rule (&error, "request-step");
}

static gboolean
put_replica (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_replicas_put (act, data, error);
}

static void
test_booking_takes_its_place (Desk *desk, gconstpointer data)
{
  gint64              id = add (desk);
  FoyerBookingRequest booking =
      desk_request (desk, desk->new_patient_id, desk->new_visit_id, 9, 0);
  g_autoptr (FoyerReplica) replica =
      foyer_replica_new ("request", id, "Appointment", "key");
  g_autoptr (FoyerReplica) moved = NULL;
  g_autoptr (FoyerRequest) request = NULL;
  g_autoptr (FoyerBookingRow) row = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  gint64 booking_id;

  foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, put_replica, replica, &error);
  g_assert_no_error (error);

  /* The gate is asked as always. */
  g_assert_false (foyer_requests_book (desk->db, desk->clerk, id, &booking, &booking_id,
                                       &items, &error));
  desk_assert_rule (&error, "referral");
  g_assert_nonnull (items);
  g_clear_pointer (&items, g_ptr_array_unref);
  g_assert_cmpint (booking_id, ==, 0);
  g_assert_cmpint (count_open (desk), ==, 1);

  booking.referral_id = desk_accept_referral (desk, desk->new_patient_id);
  g_assert_false (
      foyer_requests_book (desk->db, desk->doctor, id, &booking, NULL, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_true (foyer_requests_book (desk->db, desk->clerk, id, &booking, &booking_id,
                                      NULL, &error));
  g_assert_no_error (error);

  request = foyer_requests_get (desk->db, id, NULL);
  row = foyer_bookings_get (desk->db, booking_id, NULL);
  g_assert_cmpint (request->state, ==, FOYER_REQUEST_STATE_BOOKED);
  g_assert_cmpint (request->patient_id, ==, desk->new_patient_id);
  g_assert_cmpint (request->handled_by, ==,
                   foyer_record_get_id (FOYER_RECORD (desk->clerk)));
  g_assert_cmpstr (foyer_record_get_uid (FOYER_RECORD (row->booking)), ==,
                   foyer_record_get_uid (FOYER_RECORD (request)));
  g_assert_cmpint (row->booking->state, ==, FOYER_BOOKING_STATE_BOOKED);
  g_assert_cmpint (row->booking->channel, ==, FOYER_CHANNEL_WEB);
  g_assert_true (foyer_replicas_find_key (desk->db, "Appointment", "key", &moved, NULL));
  g_assert_cmpstr (moved->kind, ==, "booking");
  g_assert_cmpint (moved->record_id, ==, booking_id);
  g_assert_cmpint (foyer_unsent_get (desk->db, "request", id), ==, 0);
  g_assert_cmpint (foyer_unsent_get (desk->db, "booking", booking_id), >, 0);
  g_assert_cmpint (count_open (desk), ==, 0);

  g_assert_false (
      foyer_requests_book (desk->db, desk->clerk, id, &booking, NULL, NULL, &error));
  desk_assert_rule (&error, "request-step");
  g_assert_false (foyer_requests_reopen (desk->db, desk->clerk, id, &error));
  desk_assert_rule (&error, "request-step");
}

static void
test_booking_takes_over_a_hold (Desk *desk, gconstpointer data)
{
  gint64              id = add (desk);
  FoyerBookingRequest booking =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, 9, 0);
  g_autoptr (GPtrArray) payments = desk_cash (12500);
  FoyerBookingRequest later = { .payments = payments };
  g_autoptr (GError) error = NULL;
  gint64 booking_id;

  attach (desk, id, desk->known_patient_id);
  g_assert_true (foyer_bookings_hold (desk->db, desk->clerk, &booking, FALSE,
                                      &later.booking_id, NULL, &error));
  g_assert_true (
      foyer_requests_book (desk->db, desk->clerk, id, &later, &booking_id, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (booking_id, !=, later.booking_id);
  g_assert_cmpint (desk_get_state (desk, later.booking_id), ==,
                   FOYER_BOOKING_STATE_CANCELLED);
  g_assert_cmpint (desk_get_state (desk, booking_id), ==, FOYER_BOOKING_STATE_BOOKED);
  g_assert_cmpint (desk_query (desk, "SELECT start_at FROM booking ORDER BY id DESC"), ==,
                   desk_time (9, 0));

  id = add (desk);
  g_assert_false (
      foyer_requests_book (desk->db, desk->clerk, id, &later, NULL, NULL, &error));
  desk_assert_rule (&error, "booking-step");
}

/* A hold for the request @id at nine. */
static gint64
hold_for (Desk *desk, gint64 id)
{
  FoyerBookingRequest booking =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, 9, 0);
  g_autoptr (GError) error = NULL;
  gint64 booking_id;

  g_assert_true (foyer_requests_hold (desk->db, desk->clerk, id, &booking, &booking_id,
                                      NULL, &error));
  g_assert_no_error (error);

  return booking_id;
}

static gint64
find_hold (Desk *desk, gint64 id)
{
  g_autoptr (GError) error = NULL;
  gint64 booking_id;

  g_assert_true (foyer_requests_find_hold (desk->db, id, &booking_id, &error));
  g_assert_no_error (error);

  return booking_id;
}

static gint64
find_held (Desk *desk, gint64 booking_id)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_true (foyer_requests_find_held (desk->db, booking_id, &id, &error));
  g_assert_no_error (error);

  return id;
}

static void
test_hold_is_found_from_both_sides (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest booking =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, 9, 0);
  g_autoptr (GPtrArray) payments = desk_cash (12500);
  FoyerBookingRequest cash = { .payments = payments };
  gint64              id = add (desk);
  gint64              other_id = add (desk);
  g_autoptr (GError) error = NULL;
  gint64 hold_id, booking_id;

  /* Held for nobody yet. */
  g_assert_false (
      foyer_requests_hold (desk->db, desk->clerk, id, &booking, NULL, NULL, &error));
  desk_assert_field (&error, "patient-id");
  attach (desk, id, desk->known_patient_id);
  attach (desk, other_id, desk->known_patient_id);
  hold_id = hold_for (desk, id);
  g_assert_cmpint (desk_get_state (desk, hold_id), ==, FOYER_BOOKING_STATE_HELD);
  g_assert_cmpint (find_hold (desk, id), ==, hold_id);
  g_assert_cmpint (find_hold (desk, other_id), ==, 0);
  g_assert_cmpint (find_held (desk, hold_id), ==, id);
  g_assert_cmpint (count_open (desk), ==, 2);

  cash.booking_id = hold_id;
  g_assert_true (
      foyer_requests_book (desk->db, desk->clerk, id, &cash, &booking_id, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (find_hold (desk, id), ==, 0);
  g_assert_cmpint (find_held (desk, hold_id), ==, 0);
  g_assert_cmpint (find_held (desk, booking_id), ==, 0);
  g_assert_false (
      foyer_requests_hold (desk->db, desk->clerk, id, &booking, NULL, NULL, &error));
  desk_assert_rule (&error, "request-step");
}

static void
test_hold_runs_out (Desk *desk, gconstpointer data)
{
  gint64 id = add (desk);
  gint64 hold_id;

  attach (desk, id, desk->known_patient_id);
  hold_id = hold_for (desk, id);
  desk->profile.now += 24 * FOYER_HOUR_SECONDS;
  g_assert_cmpint (find_hold (desk, id), ==, 0);
  g_assert_cmpint (find_held (desk, hold_id), ==, id);
}

/* Nobody waits for a time that is held for what will not be booked. */
static void
test_hold_is_given_back (Desk *desk, gconstpointer data)
{
  gint64 declined_id = add (desk);
  gint64 moved_id = add (desk);
  g_autoptr (FoyerCommunication) told = foyer_communication_new ();
  g_autoptr (GError) error = NULL;
  gint64 hold_id;

  attach (desk, declined_id, desk->known_patient_id);
  hold_id = hold_for (desk, declined_id);
  g_assert_true (foyer_requests_decline (desk->db, desk->clerk, declined_id,
                                         "No capacity", told, &error));
  g_assert_cmpint (desk_get_state (desk, hold_id), ==, FOYER_BOOKING_STATE_CANCELLED);

  attach (desk, moved_id, desk->known_patient_id);
  hold_id = hold_for (desk, moved_id);
  attach (desk, moved_id, desk->known_patient_id);
  g_assert_cmpint (desk_get_state (desk, hold_id), ==, FOYER_BOOKING_STATE_HELD);
  attach (desk, moved_id, desk->new_patient_id);
  g_assert_cmpint (desk_get_state (desk, hold_id), ==, FOYER_BOOKING_STATE_CANCELLED);
}

static void
test_booking_of_somebody_else_is_refused (Desk *desk, gconstpointer data)
{
  gint64              id = add (desk);
  FoyerBookingRequest booking =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (GError) error = NULL;

  attach (desk, id, desk->new_patient_id);
  g_assert_false (
      foyer_requests_book (desk->db, desk->clerk, id, &booking, NULL, NULL, &error));
  desk_assert_field (&error, "patient-id");
}

static void
test_waits_until_the_referral_comes (Desk *desk, gconstpointer data)
{
  gint64            id = add (desk);
  FoyerReferralStep received = { .to = FOYER_REFERRAL_STATE_RECEIVED };
  g_autoptr (FoyerCommunication) told = foyer_communication_new ();
  g_autoptr (FoyerRequestRow) waiting = NULL;
  g_autoptr (FoyerRequestRow) arrived = NULL;
  g_autoptr (GPtrArray) of_patient = NULL;
  g_autoptr (GPtrArray) of_request = NULL;
  g_autoptr (GError) error = NULL;
  gint64 referral_id;

  g_assert_false (
      foyer_requests_ask_referral (desk->db, desk->clerk, id, 0, told, NULL, &error));
  desk_assert_field (&error, "patient-id");
  attach (desk, id, desk->new_patient_id);
  g_assert_false (
      foyer_requests_ask_referral (desk->db, desk->clerk, id, 999, told, NULL, &error));
  desk_assert_field (&error, "referrer-id");
  told->outcome = FOYER_CONTACT_OUTCOME_VOICEMAIL;
  g_assert_true (foyer_requests_ask_referral (desk->db, desk->clerk, id, 0, told,
                                              &referral_id, &error));
  g_assert_no_error (error);
  g_assert_cmpint (desk_get_referral_state (desk, referral_id), ==,
                   FOYER_REFERRAL_STATE_EXPECTED);
  waiting = get (desk, id);
  g_assert_cmpint (waiting->request->state, ==, FOYER_REQUEST_STATE_AWAITING_REFERRAL);
  g_assert_false (waiting->is_open);
  g_assert_cmpint (waiting->referral_id, ==, referral_id);
  g_assert_cmpint (count_open (desk), ==, 0);
  of_patient =
      foyer_communications_list_for_patient (desk->db, desk->new_patient_id, &error);
  of_request = foyer_communications_list_for_request (desk->db, id, &error);
  g_assert_cmpint (of_patient->len, ==, 1);
  g_assert_cmpint (of_request->len, ==, 1);
  g_assert_cmpint (FOYER_COMMUNICATION (of_request->pdata[0])->referral_id, ==,
                   referral_id);

  g_assert_false (
      foyer_requests_ask_referral (desk->db, desk->clerk, id, 0, NULL, NULL, &error));
  desk_assert_rule (&error, "request-step");
  g_assert_true (
      foyer_referrals_step (desk->db, desk->clerk, referral_id, &received, &error));
  arrived = get (desk, id);
  g_assert_true (arrived->is_open);
  g_assert_cmpint (arrived->referral_state, ==, FOYER_REFERRAL_STATE_RECEIVED);
  g_assert_cmpint (count_open (desk), ==, 1);
}

/* What was said before it was known who asks is the patient’s once it is known. */
static void
test_calls_follow_the_request_to_the_patient (Desk *desk, gconstpointer data)
{
  gint64 id = add (desk);
  g_autoptr (FoyerCommunication) call = foyer_communication_new ();
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) of_other = NULL;
  g_autoptr (GError) error = NULL;

  call->request_id = id;
  call->outcome = FOYER_CONTACT_OUTCOME_NO_ANSWER;
  g_assert_true (foyer_communications_add (desk->db, desk->clerk, call, &error));
  before = foyer_communications_list_for_patient (desk->db, desk->new_patient_id, &error);
  g_assert_cmpuint (before->len, ==, 0);
  attach (desk, id, desk->new_patient_id);
  after = foyer_communications_list_for_patient (desk->db, desk->new_patient_id, &error);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpint (FOYER_COMMUNICATION (after->pdata[0])->staff_id, ==,
                   foyer_record_get_id (FOYER_RECORD (desk->clerk)));
  of_other =
      foyer_communications_list_for_patient (desk->db, desk->known_patient_id, &error);
  g_assert_cmpuint (of_other->len, ==, 0);
}

static void
test_declined_with_a_reason (Desk *desk, gconstpointer data)
{
  gint64 id = add (desk);
  gint64 other_id = add (desk);
  g_autoptr (FoyerCommunication) told = foyer_communication_new ();
  g_autoptr (FoyerRequestRow) row = NULL;
  g_autoptr (FoyerRequestRow) reopened = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_requests_decline (desk->db, desk->clerk, id, "", told, &error));
  desk_assert_field (&error, "reason");
  g_assert_true (
      foyer_requests_decline (desk->db, desk->clerk, id, "No capacity", told, &error));
  g_assert_true (
      foyer_requests_dismiss (desk->db, desk->clerk, other_id, "Advertising", &error));
  g_assert_false (
      foyer_requests_decline (desk->db, desk->clerk, other_id, "x", NULL, &error));
  desk_assert_rule (&error, "request-step");
  row = get (desk, id);
  g_assert_cmpint (row->request->state, ==, FOYER_REQUEST_STATE_DECLINED);
  g_assert_cmpstr (row->request->reason, ==, "No capacity");
  g_assert_cmpint (told->request_id, ==, id);
  pending = foyer_requests_list (desk->db, FALSE, &error);
  all = foyer_requests_list (desk->db, TRUE, &error);
  g_assert_cmpint (pending->len, ==, 0);
  g_assert_cmpint (all->len, ==, 2);

  g_assert_true (foyer_requests_reopen (desk->db, desk->clerk, id, &error));
  reopened = get (desk, id);
  g_assert_true (reopened->is_open);
  g_assert_null (reopened->request->reason);
  g_assert_cmpint (reopened->request->handled_at, ==, 0);
  g_assert_false (foyer_requests_reopen (desk->db, desk->clerk, id, &error));
  desk_assert_rule (&error, "request-step");
}

static void
test_list_begins_with_what_is_to_do (Desk *desk, gconstpointer data)
{
  gint64           ids[5];
  static const int expected[] = { 2, 3, 1, 4, 0 };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 5; i++)
    {
      ids[i] = add (desk);
      desk->profile.now += 60;
    }
  attach (desk, ids[1], desk->new_patient_id);
  foyer_requests_ask_referral (desk->db, desk->clerk, ids[1], 0, NULL, NULL, &error);
  foyer_requests_decline (desk->db, desk->clerk, ids[0], "x", NULL, &error);
  foyer_requests_decline (desk->db, desk->clerk, ids[4], "x", NULL, &error);
  g_assert_no_error (error);
  all = foyer_requests_list (desk->db, TRUE, &error);
  for (int i = 0; i < 5; i++)
    g_assert_cmpint (
        foyer_record_get_id (FOYER_RECORD (FOYER_REQUEST_ROW (all->pdata[i])->request)),
        ==, ids[expected[i]]);
}

static void
test_referral_on_file_shows (Desk *desk, gconstpointer data)
{
  gint64 id = add (desk);
  gint64 received_id = desk_add_referral (desk, desk->new_patient_id);
  gint64 accepted_id = desk_accept_referral (desk, desk->new_patient_id);
  g_autoptr (FoyerRequestRow) before = get (desk, id);
  g_autoptr (FoyerRequestRow) row = NULL;

  g_assert_cmpint (before->referral_id, ==, 0);
  attach (desk, id, desk->new_patient_id);
  row = get (desk, id);
  g_assert_cmpint (row->referral_id, ==, accepted_id);
  g_assert_cmpint (row->referral_id, !=, received_id);
  g_assert_cmpint (row->referral_state, ==, FOYER_REFERRAL_STATE_ACCEPTED);
}

static void
test_calls_are_noted_for_good (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerCommunication) call = foyer_communication_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_communications_add (desk->db, desk->clerk, call, &error));
  desk_assert_field (&error, "patient-id");
  call->patient_id = desk->new_patient_id;
  call->at = desk->profile.now + 1;
  g_assert_false (foyer_communications_add (desk->db, desk->clerk, call, &error));
  desk_assert_field (&error, "at");
  call->at = 0;
  g_assert_true (foyer_communications_add (desk->db, desk->clerk, call, &error));
  g_assert_cmpint (call->staff_id, ==, foyer_record_get_id (FOYER_RECORD (desk->clerk)));
  g_assert_false (profile_try (&desk->profile, "UPDATE communication SET text = 'x'"));
  g_assert_false (profile_try (&desk->profile, "DELETE FROM communication"));
}

#define ADD(path, func)                                                                  \
  g_test_add ("/requests/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("by-phone", test_by_phone);
  ADD ("update", test_update_keeps_the_answer);
  ADD ("update-of-a-call", test_update_of_a_call);
  ADD ("candidates", test_candidates_say_why);
  ADD ("email-alone", test_an_email_alone_never_matches);
  ADD ("attach", test_attach_and_detach);
  ADD ("register", test_register_attaches);
  ADD ("book", test_booking_takes_its_place);
  ADD ("book-hold", test_booking_takes_over_a_hold);
  ADD ("book-other", test_booking_of_somebody_else_is_refused);
  ADD ("referral", test_waits_until_the_referral_comes);
  ADD ("hold-is-found", test_hold_is_found_from_both_sides);
  ADD ("hold-runs-out", test_hold_runs_out);
  ADD ("hold-is-given-back", test_hold_is_given_back);
  ADD ("calls-follow-the-request", test_calls_follow_the_request_to_the_patient);
  ADD ("decline", test_declined_with_a_reason);
  ADD ("list", test_list_begins_with_what_is_to_do);
  ADD ("referral-on-file", test_referral_on_file_shows);
  ADD ("calls", test_calls_are_noted_for_good);

  return g_test_run ();
}
