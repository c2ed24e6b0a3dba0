/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-patient.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-dump.h"
#include "store/foyer-endpoints.h"
#include "store/foyer-ledger.h"
#include "store/foyer-referrals.h"
#include "store/foyer-replicas.h"
#include "tests/sync/scene.h"
#include "tests/unit/desk.h"

#include <string.h>

static char *
dup_fact (SimulationDesk *desk, const char *name)
{
  return foyer_endpoints_dup_fact (desk->db, name, NULL);
}

/* A profile that was copied to another machine: both go on, as two desks. */
static void
test_copy_becomes_a_desk (Scene *self, gconstpointer dialect)
{
  SimulationDesk  *desk = self->first;
  g_autofree char *number = dup_fact (desk, "desk-number");
  g_autofree char *again = NULL;
  g_autofree char *other = NULL;
  gint64           n = count_patients (desk);

  simulation_desk_keep (desk);
  save_patient (desk, "Original");
  run_sync (self, desk);
  again = dup_fact (desk, "desk-number");
  g_assert_cmpstr (again, ==, number);

  simulation_desk_put_back (desk);
  save_patient (desk, "Copy");
  fake_server_advance (self->server, 60000);
  run_sync (self, desk);
  other = dup_fact (desk, "desk-number");
  g_assert_nonnull (other);
  g_assert_cmpstr (other, !=, number);
  g_assert_cmpint (count_patients (desk), ==, n + 2);
  g_assert_cmpint (count_decisions (desk), ==, 0);
}

/* An answer that is lost while the count is raised is no other copy, nor is what was sent then
 * and took its time. */
static gboolean
lose_first_raise (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  guint *n = data;

  if (point == FAKE_POINT_CARRIED && g_str_equal (call->method, "PUT") &&
      g_str_has_prefix (call->target, "Basic/") && (*n)++ == 0)
    {
      foyer_call_clear_answer (call);
      call->status = 500;
    }

  return TRUE;
}

static void
test_knows_its_own_beacon (Scene *self, gconstpointer dialect)
{
  SimulationDesk  *desk = self->first;
  g_autofree char *number = dup_fact (desk, "desk-number");
  g_autofree char *after = NULL;
  guint            n_raises = 0;

  save_patient (desk, "First");
  fake_link_set_hook (desk->link, lose_first_raise, &n_raises);
  run_sync (self, desk);
  g_assert_cmpuint (n_raises, ==, 1);
  save_patient (desk, "Second");
  run_sync (self, desk);
  after = dup_fact (desk, "desk-number");
  g_assert_cmpstr (after, ==, number);
}

/* The desk dies when the endpoint has an edit, and before the answer comes. */
static gboolean
die_after_edit (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  if (point != FAKE_POINT_CARRIED || !g_str_equal (call->method, "PUT") ||
      !g_str_has_prefix (call->target, "Patient/"))
    return TRUE;
  simulation_desk_die (data);

  return FALSE;
}

/* Nobody is asked about what this desk wrote itself, though it never heard that it landed and
 * was edited since. */
static void
test_knows_what_was_sent (Scene *self, gconstpointer dialect)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = foyer_aggregates_dup_uid (self->first->db, "patient", 1, &error);

  g_assert_no_error (error);
  exchange (self);
  edit_patient (self->first, uid, "Alpha", NULL);
  fake_link_set_hook (self->first->link, die_after_edit, self->first);
  run_sync (self, self->first);
  g_assert_cmpuint (self->result.n_deaths, ==, 1);
  edit_patient (self->first, uid, "Beta", NULL);
  exchange (self);
  g_assert_cmpint (count_decisions (self->first), ==, 0);
  g_assert_cmpint (count_decisions (self->second), ==, 0);
}

/* The endpoint makes a patient, and no answer comes. */
static gboolean
lose_first_answer (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  Scene *self = data;

  if (point == FAKE_POINT_CARRIED && g_str_equal (call->method, "POST") &&
      g_str_equal (call->target, "Patient") && self->n_hooked++ == 0)
    {
      g_clear_pointer (&call->json, json_decref);
      call->status = 500;
    }

  return TRUE;
}

/* What was made without an answer is not made a second time. */
static void
test_makes_what_was_sent_once (Scene *self, gconstpointer dialect)
{
  guint n_before;

  exchange (self);
  n_before = fake_server_list (self->server, "Patient")->len;
  save_patient (self->first, "Once");
  fake_link_set_hook (self->first->link, lose_first_answer, self);
  run_sync (self, self->first);
  g_assert_cmpuint (self->n_hooked, ==, 1);
  exchange (self);
  g_assert_cmpuint (fake_server_list (self->server, "Patient")->len, ==, n_before + 1);
}

/* A payment that was taken back at once is told of in one go, before and after. */
static void
test_tells_what_was_taken_back (Scene *self, gconstpointer dialect)
{
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();
  g_autoptr (GError) error = NULL;

  exchange (self);
  entry->kind = FOYER_LEDGER_KIND_PAYMENT;
  entry->tender = FOYER_TENDER_CASH;
  entry->amount_minor = 500;
  entry->patient_id = 1;
  foyer_ledger_add (self->first->db, self->first->manager, entry, &error);
  g_assert_no_error (error);
  foyer_ledger_reverse (self->first->db, self->first->manager,
                        foyer_record_get_id (FOYER_RECORD (entry)), "Wrong person",
                        &error);
  g_assert_no_error (error);
  run_sync (self, self->first);
  g_assert_cmpuint (fake_server_list (self->server, "PaymentReconciliation")->len, ==, 2);
}

/* A person who has not decided yet does not lose the first of two things to decide about. */
static void
test_keeps_each_clash (Scene *self, gconstpointer dialect)
{
  static const char *const names[][2] = { { "Alpha", "Beta" }, { "Gamma", "Delta" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autofree char *uid = foyer_aggregates_dup_uid (self->first->db, "patient", 1, &error);

  g_assert_no_error (error);
  exchange (self);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      edit_patient (self->first, uid, names[i][0], NULL);
      edit_patient (self->second, uid, names[i][1], NULL);
      exchange (self);
    }

  open = foyer_conflicts_list_open (self->second->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < open->len; i++)
    g_assert_nonnull (strstr (FOYER_CONFLICT (open->pdata[i])->mine, names[i][1]));
}

static FoyerReferral *
get_referral (SimulationDesk *desk, const char *uid)
{
  g_autoptr (FoyerReferralRow) row = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  foyer_aggregates_find (desk->db, "referral", uid, &id, &error);
  g_assert_no_error (error);
  row = foyer_referrals_get (desk->db, id, &error);
  g_assert_no_error (error);

  return g_object_ref (row->referral);
}

static char *
add_referral (SimulationDesk *desk)
{
  g_autoptr (FoyerReferral) referral = foyer_referral_new ();
  g_autoptr (GError) error = NULL;

  referral->patient_id = 1;
  referral->state = FOYER_REFERRAL_STATE_RECEIVED;
  foyer_set_text (&referral->received_on, "2026-11-20");
  foyer_set_text (&referral->reason, "Mole");
  foyer_referrals_save (desk->db, desk->clerk, referral, &error);
  g_assert_no_error (error);

  return g_strdup (foyer_record_get_uid (FOYER_RECORD (referral)));
}

/* The state is in two resources of a referral, and what it is for in one of them. */
static void
test_triage_and_reason_meet (Scene *self, gconstpointer dialect)
{
  FoyerReferralStep step = { .to = FOYER_REFERRAL_STATE_TRIAGE };
  g_autofree char  *uid = add_referral (self->first);
  g_autoptr (FoyerReferral) triaged = NULL;
  g_autoptr (FoyerReferral) edited = NULL;
  g_autoptr (GError) error = NULL;

  exchange (self);
  triaged = get_referral (self->first, uid);
  foyer_referrals_step (self->first->db, self->first->doctor,
                        foyer_record_get_id (FOYER_RECORD (triaged)), &step, &error);
  g_assert_no_error (error);
  edited = get_referral (self->second, uid);
  foyer_set_text (&edited->reason, "Mole that bleeds");
  foyer_referrals_save (self->second->db, self->second->clerk, edited, &error);
  g_assert_no_error (error);
  exchange (self);

  for (guint i = 0; i < 2; i++)
    {
      SimulationDesk *desk = &self->simulation.desks[i];
      g_autoptr (FoyerReferral) referral = get_referral (desk, uid);

      g_assert_cmpint (referral->state, ==, FOYER_REFERRAL_STATE_TRIAGE);
      g_assert_cmpstr (referral->reason, ==, "Mole that bleeds");
      g_assert_cmpint (count_decisions (desk), ==, 0);
    }
}

static gint64
find_known_patient (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) patients =
      foyer_dump_list (desk->db, FOYER_TYPE_PATIENT, 0, 10, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < patients->len; i++)
    if (FOYER_PATIENT (patients->pdata[i])->seen_before_on != NULL)
      return foyer_record_get_id (patients->pdata[i]);
  g_assert_not_reached ();
}

/* Books the first clinician; returns the row. */
static gint64
book_with (SimulationDesk *desk, gint64 clinician_id, gint64 start_at)
{
  FoyerBookingRequest request = { .start_at = start_at };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerService) service =
      foyer_catalogue_find_service (desk->db, "follow-up", &error);
  gint64 id;

  g_assert_no_error (error);
  request.patient_id = find_known_patient (desk);
  request.clinician_id = clinician_id;
  request.service_id = foyer_record_get_id (FOYER_RECORD (service));
  request.reason = (char *) "Rash";
  foyer_bookings_make (desk->db, desk->clerk, &request, &id, NULL, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
book (SimulationDesk *desk, gint64 start_at)
{
  return book_with (desk, 1, start_at);
}

static void
move (SimulationDesk *desk, gint64 booking_id, gint64 start_at)
{
  FoyerBookingRequest request = { .booking_id = booking_id, .start_at = start_at };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingRow) row = foyer_bookings_get (desk->db, booking_id, &error);

  g_assert_no_error (error);
  request.clinician_id = row->booking->clinician_id;
  foyer_bookings_move (desk->db, desk->clerk, &request, NULL, &error);
  g_assert_no_error (error);
}

/* The visit is moved to the next day when its time has just been claimed. */
static gboolean
move_while_claiming (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  Scene *self = data;

  if (point == FAKE_POINT_CARRIED && !g_str_equal (call->method, "GET") &&
      g_str_has_prefix (call->target, "Schedule") && self->n_hooked++ == 0)
    move (self->first, self->booking_id, desk_time (13 + 24, 0));

  return TRUE;
}

static void
test_tells_what_is_claimed (Scene *self, gconstpointer dialect)
{
  exchange (self);
  self->booking_id = book (self->first, desk_time (13, 0));
  fake_link_set_hook (self->first->link, move_while_claiming, self);
  run_sync (self, self->first);
  g_assert_cmpuint (self->n_hooked, >, 0);
  exchange (self);
  g_assert_cmpint (count_decisions (self->first), ==, 0);
  g_assert_cmpint (count_decisions (self->second), ==, 0);
}

/* A patient is booked at two desks for the same time.  Wherever the sync dies that brings one
 * visit to the desk of the other, somebody there is told in the end. */
static void
test_tells_of_one_patient_twice (Scene *self, gconstpointer dialect)
{
  guint n_deaths;

  exchange (self);
  book_with (self->second, 2, desk_time (13, 0));
  run_sync (self, self->second);
  run_sync (self, self->second);
  simulation_desk_keep (self->second);
  book (self->first, desk_time (13, 0));
  fake_server_advance (self->server, 60000);
  run_sync (self, self->first);
  fake_server_advance (self->server, 60000);
  g_assert_cmpint (count_decisions (self->first), ==, 1);
  do
    {
      n_deaths = self->result.n_deaths;
      simulation_desk_put_back (self->second);
      self->second->dies_in = n_deaths + 1;
      run_sync (self, self->second);
      run_sync (self, self->second);
      g_assert_cmpint (count_decisions (self->second), ==, 1);
    }
  while (self->result.n_deaths > n_deaths);
  g_assert_cmpuint (n_deaths, >, 5);
}

/* The first desk compares everything just when the second one has claimed a new time for a
 * visit, and has not told of it. */
static gboolean
compare_while_moving (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  Scene *self = data;

  if (point == FAKE_POINT_BEFORE && g_str_equal (call->method, "PUT") &&
      g_str_has_prefix (call->target, "Appointment/") && self->n_hooked++ == 0)
    simulation_sync (self->first, FOYER_SYNC_RECONCILE);

  return TRUE;
}

static void
test_leaves_fresh_claims (Scene *self, gconstpointer dialect)
{
  g_autofree char *uid = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = book (self->first, desk_time (13, 0));

  exchange (self);
  fake_server_advance (self->server, 3600000);
  uid = foyer_aggregates_dup_uid (self->first->db, "booking", id, &error);
  g_assert_no_error (error);
  foyer_aggregates_find (self->second->db, "booking", uid, &id, &error);
  g_assert_no_error (error);
  move (self->second, id, desk_time (15, 0));
  fake_link_set_hook (self->second->link, compare_while_moving, self);
  run_sync (self, self->second);
  g_assert_cmpuint (self->n_hooked, >, 0);
  exchange (self);
  g_assert_cmpint (count_decisions (self->first), ==, 0);
  g_assert_cmpint (count_decisions (self->second), ==, 0);
}

/* The desk does not hear that its beacon was raised, and dies when all is written. */
static gboolean
die_after_push (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  Scene *self = data;

  lose_first_raise (link, point, call, &self->n_hooked);
  if (point != FAKE_POINT_BEFORE || strstr (call->target, "?_lastUpdated=") == NULL)
    return TRUE;
  simulation_desk_die (self->first);

  return FALSE;
}

/* A backup that is put back takes nothing along for good, even if the desk was not told that
 * the endpoint knew of what it was about to write. */
static void
test_brings_again_what_was_lost (Scene *self, gconstpointer dialect)
{
  gint64 n = count_patients (self->first);

  exchange (self);
  fake_server_keep (self->server);
  save_patient (self->first, "Lost");
  fake_link_set_hook (self->first->link, die_after_push, self);
  run_sync (self, self->first);
  g_assert_cmpuint (self->n_hooked, ==, 1);
  g_assert_cmpuint (self->result.n_deaths, ==, 1);
  fake_server_roll_back (self->server);
  exchange (self);
  g_assert_cmpint (count_patients (self->second), ==, n + 1);
}

/* Another program removes a patient.  One desk makes the patient there again: the other one
 * has nothing to decide any more, and what refers to the patient has the new id. */
static void
test_makes_again_what_was_removed (Scene *self, gconstpointer dialect)
{
  gint64 id = find_known_patient (self->first);
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  book (self->first, desk_time (13, 0));
  exchange (self);
  foyer_replicas_get (self->first->db, "patient", id, "Patient", &replica, &error);
  g_assert_no_error (error);
  fake_server_delete (self->server, "Patient", replica->remote_id);
  for (guint i = 0; i < 2; i++)
    {
      fake_server_advance (self->server, 600000);
      simulation_sync (&self->simulation.desks[i], FOYER_SYNC_RECONCILE);
      g_assert_cmpint (count_decisions (&self->simulation.desks[i]), ==, 1);
    }

  open = foyer_conflicts_list_open (self->first->db, &error);
  g_assert_no_error (error);
  foyer_conflicts_decide (self->first->db, self->first->manager,
                          foyer_record_get_id (open->pdata[0]), FOYER_RESOLUTION_OURS,
                          &error);
  g_assert_no_error (error);
  exchange (self);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (count_decisions (&self->simulation.desks[i]), ==, 0);
}

static void
decide (SimulationDesk *desk, FoyerResolution resolution)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = foyer_conflicts_list_open (desk->db, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 1);
  foyer_conflicts_decide (desk->db, desk->manager, foyer_record_get_id (open->pdata[0]),
                          resolution, &error);
  g_assert_no_error (error);
}

/* Another program removes a visit that both desks know; returns its row at the first one. */
static gint64
lose_visit (Scene *self)
{
  gint64 id = book (self->first, desk_time (13, 0));
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (GError) error = NULL;

  exchange (self);
  foyer_replicas_get (self->first->db, "booking", id, "Appointment", &replica, &error);
  g_assert_no_error (error);
  fake_server_delete (self->server, "Appointment", replica->remote_id);
  fake_server_advance (self->server, 600000);

  return id;
}

/* What one desk did to a visit before it gave it up is part of it when the other one has it
 * made again. */
static void
test_tells_what_was_done_before (Scene *self, gconstpointer dialect)
{
  gint64 id = lose_visit (self);
  g_autoptr (GError) error = NULL;

  foyer_bookings_cancel (self->first->db, self->first->clerk, id,
                         FOYER_CANCEL_REASON_PATIENT, "No time", &error);
  g_assert_no_error (error);
  simulation_sync (self->first, FOYER_SYNC_RECONCILE);
  decide (self->first, FOYER_RESOLUTION_THEIRS);
  run_sync (self, self->first);
  simulation_sync (self->second, FOYER_SYNC_RECONCILE);
  decide (self->second, FOYER_RESOLUTION_OURS);
  run_sync (self, self->second);
  exchange (self);
}

/* A payment for a visit stays one for it at every desk, though the visit has another id at the
 * endpoint by now. */
static void
test_knows_what_was_paid_for (Scene *self, gconstpointer dialect)
{
  gint64 id = lose_visit (self);
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();
  g_autoptr (GError) error = NULL;

  entry->kind = FOYER_LEDGER_KIND_PAYMENT;
  entry->tender = FOYER_TENDER_CASH;
  entry->amount_minor = 500;
  entry->booking_id = id;
  entry->patient_id = find_known_patient (self->first);
  foyer_ledger_add (self->first->db, self->first->manager, entry, &error);
  g_assert_no_error (error);
  run_sync (self, self->first);
  run_sync (self, self->second);
  simulation_sync (self->second, FOYER_SYNC_RECONCILE);
  decide (self->second, FOYER_RESOLUTION_OURS);
  exchange (self);
}

/* One desk makes a patient there again who was removed.  The other one has not heard of it when
 * it tells of a visit, which gets the new id as soon as it has. */
static void
test_finds_again_what_was_made (Scene *self, gconstpointer dialect)
{
  gint64 id = find_known_patient (self->first);
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  if (self->server->dialect.enforces_references)
    {
      g_test_skip ("This server takes no reference to what was removed.");
      return;
    }
  exchange (self);
  foyer_replicas_get (self->first->db, "patient", id, "Patient", &replica, &error);
  g_assert_no_error (error);
  fake_server_delete (self->server, "Patient", replica->remote_id);
  fake_server_advance (self->server, 600000);
  simulation_sync (self->first, FOYER_SYNC_RECONCILE);
  open = foyer_conflicts_list_open (self->first->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 1);
  foyer_conflicts_decide (self->first->db, self->first->manager,
                          foyer_record_get_id (open->pdata[0]), FOYER_RESOLUTION_OURS,
                          &error);
  g_assert_no_error (error);
  run_sync (self, self->first);

  book (self->second, desk_time (13, 0));
  exchange (self);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (count_decisions (&self->simulation.desks[i]), ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  scene_add ("copy-becomes-a-desk", test_copy_becomes_a_desk);
  scene_add ("knows-its-own-beacon", test_knows_its_own_beacon);
  scene_add ("knows-what-was-sent", test_knows_what_was_sent);
  scene_add ("makes-what-was-sent-once", test_makes_what_was_sent_once);
  scene_add ("tells-what-was-taken-back", test_tells_what_was_taken_back);
  scene_add ("keeps-each-clash", test_keeps_each_clash);
  scene_add ("triage-and-reason-meet", test_triage_and_reason_meet);
  scene_add ("tells-of-one-patient-twice", test_tells_of_one_patient_twice);
  scene_add ("tells-what-is-claimed", test_tells_what_is_claimed);
  scene_add ("leaves-fresh-claims", test_leaves_fresh_claims);
  scene_add ("brings-again-what-was-lost", test_brings_again_what_was_lost);
  scene_add ("tells-what-was-done-before", test_tells_what_was_done_before);
  scene_add ("knows-what-was-paid-for", test_knows_what_was_paid_for);
  scene_add ("makes-again-what-was-removed", test_makes_again_what_was_removed);
  scene_add ("finds-again-what-was-made", test_finds_again_what_was_made);
  status = g_test_run ();
  simulation_remove_template ();

  return status;
}
