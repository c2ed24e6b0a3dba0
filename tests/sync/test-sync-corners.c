/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-guard.h"
#include "model/foyer-clinic.h"
#include "model/foyer-endpoint-settings.h"
#include "model/foyer-service.h"
#include "model/foyer-time.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-claims.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-endpoints.h"
#include "store/foyer-patients.h"
#include "store/foyer-replicas.h"
#include "store/foyer-unsent.h"
#include "sync/foyer-connection.h"
#include "tests/sync/scene.h"
#include "tests/unit/desk.h"

#include <string.h>
#include <unistd.h>

/* What is rare, and would stay wrong for long. */

/* Fails the comparison of one type. */
static gboolean
fail_comparison (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  if (point == FAKE_POINT_CARRIED && g_str_has_prefix (call->target, data))
    {
      foyer_call_clear_answer (call);
      call->status = 500;
    }

  return TRUE;
}

/* Counts the comparisons of two types; that of visits takes two searches. */
static gboolean
count_comparisons (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  guint *n = data;

  if (point == FAKE_POINT_CARRIED)
    {
      n[0] += g_str_has_prefix (call->target, "Patient?_elements");
      n[1] += g_str_has_prefix (call->target, "Appointment?_elements");
    }

  return TRUE;
}

static void
fail_sync (SimulationDesk *desk, FoyerSyncError code)
{
  g_autoptr (FoyerSync) sync =
      foyer_sync_new (desk->sync_db, FOYER_TRANSPORT (desk->link));
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_sync_run (sync, FOYER_SYNC_NONE, NULL, NULL, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, (int) code);
}

/* A comparison that was broken off goes on where it was, and is over then. */
static void
test_compares_what_was_left (Scene *self, gconstpointer dialect)
{
  guint n[2] = { 0 };

  run_sync (self, self->first);
  fake_server_advance (self->server, G_GINT64_CONSTANT (90000000));
  fake_link_set_hook (self->first->link, fail_comparison,
                      (gpointer) "Appointment?_elements");
  fail_sync (self->first, FOYER_SYNC_ERROR_SERVER);
  fake_link_set_hook (self->first->link, count_comparisons, n);
  run_sync (self, self->first);
  g_assert_cmpuint (n[0], ==, 0);
  g_assert_cmpuint (n[1], ==, 2);
  run_sync (self, self->first);
  g_assert_cmpuint (n[1], ==, 2);
}

static char *
dup_uid (SimulationDesk *desk, const char *kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  char *uid = foyer_aggregates_dup_uid (desk->db, kind, id, &error);

  g_assert_no_error (error);

  return uid;
}

static gboolean
add_waiting (FoyerAct *act, gpointer data, GError **error)
{
  SimulationDesk *desk = data;
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("booking", NULL);
  g_autofree char *patient = dup_uid (desk, "patient", 1);
  g_autofree char *service = dup_uid (desk, "service", 1);
  FoyerBooking    *booking = FOYER_BOOKING (aggregate->record);
  gint64           id;

  foyer_record_set_uid (aggregate->record, "6f0f5b64-5c4e-4c0f-8d6e-0d2f0d9f7a11");
  foyer_record_set_link (booking, "patient-id", patient);
  foyer_record_set_link (booking, "service-id", service);
  foyer_set_text (&booking->number, "B-WAITS");
  booking->state = FOYER_BOOKING_STATE_WAITLISTED;

  return foyer_aggregates_store (act, aggregate, &id, error) &&
         foyer_unsent_mark (act, "booking", id, error);
}

/* Who waits for a time has none, and is missed all the same once the endpoint has not got them
 * any more. */
static void
test_misses_who_waits (Scene *self, gconstpointer dialect)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *appointments;

  foyer_db_act (self->first->sync_db, NULL, FOYER_ACTION_SYNC, NULL, add_waiting,
                self->first, &error);
  g_assert_no_error (error);
  run_sync (self, self->first);
  appointments = fake_server_list (self->server, "Appointment");
  g_assert_cmpuint (appointments->len, ==, 1);
  fake_server_advance (self->server, 600000);
  run_sync (self, self->first);
  g_assert_cmpint (count_decisions (self->first), ==, 0);

  fake_server_delete (self->server, "Appointment",
                      ((FakeResource *) appointments->pdata[0])->id);
  fake_server_advance (self->server, 600000);
  simulation_sync (self->first, FOYER_SYNC_RECONCILE);
  g_assert_cmpint (count_decisions (self->first), ==, 1);
}

static gint64
find (SimulationDesk *desk, const char *kind, const char *uid)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  foyer_aggregates_find (desk->db, kind, uid, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);

  return id;
}

/* The second desk gets to know its clinic. */
static void
join (Scene *self)
{
  fake_server_advance (self->server, 600000);
  run_sync (self, self->second);
  fake_server_advance (self->server, 600000);
  run_sync (self, self->second);
  g_assert_true (simulation_desk_look_around (self->second));
}

/* A follow-up of the known patient in the first room, where the first desk knows all of them
 * by these rows.  The uid of the visit. */
static char *
book (Scene *self, SimulationDesk *desk, int hour, int minute)
{
  g_autofree char *patient = dup_uid (self->first, "patient", 2);
  g_autofree char *clinician = dup_uid (self->first, "clinician", 1);
  g_autofree char *room = dup_uid (self->first, "room", 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerService) service =
      foyer_catalogue_find_service (desk->db, "follow-up", &error);
  FoyerBookingRequest request = { .patient_id = find (desk, "patient", patient),
                                  .clinician_id = find (desk, "clinician", clinician),
                                  .room_id = find (desk, "room", room),
                                  .start_at = desk_time (hour, minute) };
  gint64              id;

  g_assert_no_error (error);
  request.service_id = foyer_record_get_id (FOYER_RECORD (service));
  foyer_bookings_make (desk->db, desk->clerk, &request, &id, NULL, &error);
  g_assert_no_error (error);

  return dup_uid (desk, "booking", id);
}

/* Two visits that are kept at one time stay kept, whatever they share. */
static void
test_keeps_both (Scene *self, gconstpointer dialect)
{
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  join (self);
  one = book (self, self->first, 10, 0);
  other = book (self, self->second, 10, 0);
  run_sync (self, self->first);
  fake_server_advance (self->server, 600000);
  run_sync (self, self->second);
  open = foyer_conflicts_list_open (self->second->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 1);
  foyer_conflicts_decide (self->second->db, self->second->manager,
                          foyer_record_get_id (open->pdata[0]), FOYER_RESOLUTION_OURS,
                          &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 3; i++)
    {
      fake_server_advance (self->server, 600000);
      run_sync (self, self->second);
      fake_server_advance (self->server, 600000);
      run_sync (self, self->first);
    }
  g_assert_cmpint (count_decisions (self->first), ==, 0);
  g_assert_cmpint (count_decisions (self->second), ==, 0);
  others = foyer_aggregates_list_collisions (self->first->db,
                                             find (self->first, "booking", one), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (others->len, ==, 0);

  /* Both keep their room. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (FoyerBookingRow) kept = foyer_bookings_get (
          self->first->db, find (self->first, "booking", i == 0 ? one : other), &error);

      g_assert_no_error (error);
      g_assert_cmpint (kept->booking->room_id, ==, 1);
    }

  /* The rules of booking let it leave its time and come back. */
  id = find (self->second, "booking", other);
  foyer_bookings_cancel (self->second->db, self->second->clerk, id,
                         FOYER_CANCEL_REASON_PATIENT, NULL, &error);
  g_assert_no_error (error);
  foyer_bookings_undo (self->second->db, self->second->manager, id, &error);
  g_assert_no_error (error);
}

/* On how many guards a visit has a time; how many are in use if @uid is NULL. */
static guint
count_spans (Scene *self, const char *uid)
{
  GPtrArray *schedules = fake_server_list (self->server, "Schedule");
  guint      n = 0;

  for (guint i = 0; i < schedules->len; i++)
    {
      g_autoptr (FoyerGuard) guard = foyer_fhir_guard_decode (
          fake_resource_get_last (schedules->pdata[i])->json, NULL);

      n += guard != NULL && (uid == NULL || foyer_guard_find (guard, uid) != NULL);
    }

  return n;
}

/* Splits the guard that two visits have a time on in two, as a server makes them whose
 * conditional create can race with itself. */
static void
split_guard (Scene *self, const char *stays, const char *goes)
{
  GPtrArray    *schedules = fake_server_list (self->server, "Schedule");
  FakeResource *resource;

  g_assert_cmpuint (schedules->len, ==, 1);
  resource = schedules->pdata[0];
  for (guint i = 0; i < 2; i++)
    {
      json_t *schedule = json_deep_copy (fake_resource_get_last (resource)->json);
      json_t *extensions = json_object_get (schedule, "extension");
      size_t  j = json_array_size (extensions);

      while (j-- > 0)
        {
          g_autofree char *text = json_dumps (json_array_get (extensions, j), 0);

          if (strstr (text, i == 0 ? stays : goes) != NULL)
            json_array_remove (extensions, j);
        }
      if (i == 0)
        json_object_del (schedule, "id");
      fake_server_store (self->server, "other", schedule, 0);
    }
}

/* The known patient at five past midnight of a day, for whom the room is blocked from before
 * midnight on. */
static gint64
book_at_midnight (Scene *self, const char *date)
{
  g_autoptr (GError) error = NULL;
  SimulationDesk *desk = self->first;
  g_autoptr (FoyerService) service =
      foyer_catalogue_find_service (desk->db, "follow-up", &error);
  FoyerZone          *zone = foyer_db_get_zone (desk->db, &error);
  FoyerBookingRequest request = { .patient_id = 2,
                                  .clinician_id = 1,
                                  .overrides = 1u << FOYER_GATE_RULE_AVAILABILITY,
                                  .override_reason = "Night clinic" };
  gint64              id;
  int                 day;

  g_assert_no_error (error);
  service->buffer_before_minutes = 10;
  foyer_catalogue_save (desk->db, desk->manager, service, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_day_parse (date, &day));
  request.service_id = foyer_record_get_id (FOYER_RECORD (service));
  request.start_at = foyer_zone_day_start (zone, day) + 300;
  foyer_bookings_make (desk->db, desk->manager, &request, &id, NULL, &error);
  g_assert_no_error (error);

  return id;
}

static void
move (SimulationDesk *desk, gint64 id, int hour)
{
  FoyerBookingRequest request = { .booking_id = id,
                                  .clinician_id = 1,
                                  .overrides = 1u << FOYER_GATE_RULE_AVAILABILITY,
                                  .override_reason = "Night clinic",
                                  .start_at = desk_time (hour, 0) };
  g_autoptr (GError) error = NULL;

  foyer_bookings_move (desk->db, desk->manager, &request, NULL, &error);
  g_assert_no_error (error);
}

/* A time is given back where it was claimed: before and after midnight, and where a day has
 * another length than the others. */
static void
test_gives_back_at_midnight (Scene *self, gconstpointer dialect)
{
  static const char *const dates[] = { "2026-11-25", "2027-03-14", "2027-03-15" };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      gint64           id = book_at_midnight (self, dates[i]);
      g_autofree char *uid = dup_uid (self->first, "booking", id);

      run_sync (self, self->first);
      g_assert_cmpuint (count_spans (self, uid), ==, 1);
      move (self->first, id, 9 + (int) i);
      run_sync (self, self->first);
      g_assert_cmpuint (count_spans (self, uid), ==, 1);
    }
}

/* Where the days of the clinic become others, at the latest the comparison of everything gives
 * back what was claimed on another day than it would be now. */
static void
test_gives_back_after_zone (Scene *self, gconstpointer dialect)
{
  g_autoptr (GError) error = NULL;
  gint64           id = book_at_midnight (self, "2026-12-02");
  g_autofree char *uid = dup_uid (self->first, "booking", id);
  g_autoptr (FoyerClinic) clinic = NULL;

  run_sync (self, self->first);
  clinic = foyer_catalogue_get_clinic (self->first->db, &error);
  g_assert_no_error (error);
  foyer_set_text (&clinic->zone, "Asia/Tokyo");
  foyer_catalogue_save (self->first->db, self->first->manager, clinic, &error);
  g_assert_no_error (error);
  run_sync (self, self->first);
  move (self->first, id, 10);
  run_sync (self, self->first);
  fake_server_advance (self->server, 700000);
  simulation_sync (self->first, FOYER_SYNC_RECONCILE);
  g_assert_cmpuint (count_spans (self, uid), ==, 1);
}

static gboolean
count_guards (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  guint *n = data;

  *n += point == FAKE_POINT_CARRIED && g_str_has_prefix (call->target, "Schedule");

  return TRUE;
}

static gboolean
is_refused (SimulationDesk *desk, const char *uid)
{
  g_auto (FoyerClaim) claim = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean found;

  foyer_claims_get (desk->db, find (desk, "booking", uid), &claim, &found, &error);
  g_assert_no_error (error);
  g_assert_true (found);

  return claim.refused;
}

/* A time that was refused costs nothing while nothing changes, and is tried again when it has
 * become free, or else after a while. */
static void
test_tries_refused_times (Scene *self, gconstpointer dialect)
{
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  join (self);
  one = book (self, self->first, 10, 0);
  other = book (self, self->second, 10, 0);
  run_sync (self, self->first);
  fake_server_advance (self->server, 130000);
  for (guint i = 0; i < 3; i++)
    run_sync (self, self->second);
  g_assert_true (is_refused (self->second, other));

  fake_link_set_hook (self->second->link, count_guards, &n);
  run_sync (self, self->second);
  g_assert_cmpuint (n, ==, 0);
  fake_server_advance (self->server, 301000);
  run_sync (self, self->second);
  g_assert_cmpuint (n, >, 0);
  g_assert_true (is_refused (self->second, other));

  foyer_bookings_cancel (self->first->db, self->first->clerk,
                         find (self->first, "booking", one), FOYER_CANCEL_REASON_PATIENT,
                         NULL, &error);
  g_assert_no_error (error);
  run_sync (self, self->first);
  fake_server_advance (self->server, 60000);
  for (guint i = 0; i < 2; i++)
    run_sync (self, self->second);
  g_assert_false (is_refused (self->second, other));
}

/* A patient who cannot be understood: born on a day that there is not. */
static char *
store_unreadable (Scene *self, const char *id, const char *birth_date)
{
  GPtrArray *patients = fake_server_list (self->server, "Patient");
  json_t    *patient =
      json_deep_copy (fake_resource_get_last (g_ptr_array_index (patients, 0))->json);
  json_t *identifier;
  size_t  i;

  json_array_foreach (json_object_get (patient, "identifier"), i, identifier)
    json_object_set_new (identifier, "value",
                         json_string ("8a0e0a3b-27c4-4b0b-90fb-4ad7b6c64a12"));
  if (id != NULL)
    json_object_set_new (patient, "id", json_string (id));
  else
    json_object_del (patient, "id");
  json_object_set_new (patient, "birthDate", json_string (birth_date));
  id = fake_server_store (self->server, "other", patient, 0);

  return g_strdup (id);
}

static guint
count_found (SimulationDesk *desk)
{
  g_autoptr (FoyerSync) sync =
      foyer_sync_new (desk->sync_db, FOYER_TRANSPORT (desk->link));
  g_autoptr (GError) error = NULL;
  FoyerSyncReport report;

  foyer_sync_run (sync, FOYER_SYNC_NONE, NULL, &report, &error);
  g_assert_no_error (error);

  return report.conflicts;
}

/* What cannot be understood is told once, and once more when it has changed; once it can be
 * understood there is nothing left to tell. */
static void
test_tells_unreadable_once (Scene *self, gconstpointer dialect)
{
  g_autofree char *id = store_unreadable (self, NULL, "1931-02-31");
  g_autofree char *again = NULL;
  g_autofree char *mended = NULL;
  gint64           n = count_patients (self->first);
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  fake_server_advance (self->server, 60000);
  g_assert_cmpuint (count_found (self->first), ==, 1);
  g_assert_cmpuint (count_found (self->first), ==, 0);
  open = foyer_conflicts_list_open (self->first->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 1);
  foyer_conflicts_decide (self->first->db, self->first->manager,
                          foyer_record_get_id (open->pdata[0]), FOYER_RESOLUTION_THEIRS,
                          &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_found (self->first), ==, 0);
  g_assert_cmpint (count_decisions (self->first), ==, 0);

  again = store_unreadable (self, id, "1931-02-30");
  fake_server_advance (self->server, 60000);
  g_assert_cmpuint (count_found (self->first), ==, 1);
  g_assert_cmpint (count_decisions (self->first), ==, 1);

  mended = store_unreadable (self, id, "1931-02-28");
  fake_server_advance (self->server, 60000);
  g_assert_cmpuint (count_found (self->first), ==, 0);
  g_assert_cmpint (count_decisions (self->first), ==, 0);
  g_assert_cmpint (count_patients (self->first), ==, n + 1);
}

/* Answers writes without what was written. */
static gboolean
answer_minimal (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  guint *n = data;

  if (point != FAKE_POINT_CARRIED || g_str_equal (call->method, "GET") ||
      (call->status != 200 && call->status != 201))
    return TRUE;
  if (g_str_equal (call->method, "POST"))
    call->location =
        g_strdup_printf (FAKE_BASE "%s/%s/_history/1", call->target,
                         json_string_value (json_object_get (call->json, "id")));
  if ((*n)++ % 3 == 0 && g_str_equal (call->method, "PUT"))
    call->status = 204;
  g_clear_pointer (&call->json, json_decref);

  return TRUE;
}

/* A server that answers writes without a body is told of everything all the same. */
static void
test_reads_what_it_wrote (Scene *self, gconstpointer dialect)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSyncStatus) status = NULL;
  g_autofree char *uid = book (self, self->first, 10, 0);
  guint            n = 0;

  save_patient (self->first, "Minimal");
  fake_link_set_hook (self->first->link, answer_minimal, &n);
  run_sync (self, self->first);
  g_assert_cmpuint (n, >, 3);
  status = foyer_endpoints_get_status (self->first->db, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status->n_waiting, ==, 0);
  g_assert_cmpint (status->n_unconfirmed, ==, 0);
  g_assert_cmpint (count_decisions (self->first), ==, 0);
  g_assert_false (is_refused (self->first, uid));
}

static const char *
refuse_some (json_t *resource, gpointer data)
{
  const json_t *name = json_array_get (json_object_get (resource, "name"), 0);

  return g_strcmp0 (json_string_value (json_object_get (name, "family")), data) == 0
             ? "Patient.name"
             : NULL;
}

static gint64
count_waiting (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSyncStatus) status = foyer_endpoints_get_status (desk->db, &error);

  g_assert_no_error (error);

  return status->n_waiting;
}

static void
give_way (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = foyer_conflicts_list_open (desk->db, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 1);
  foyer_conflicts_decide (desk->db, desk->manager, foyer_record_get_id (open->pdata[0]),
                          FOYER_RESOLUTION_THEIRS, &error);
  g_assert_no_error (error);
}

static void
rename_patient (SimulationDesk *desk, gint64 id, const char *family)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPatient) patient = foyer_patients_get (desk->db, id, &error);

  g_assert_no_error (error);
  foyer_set_text (&patient->family, family);
  foyer_patients_save (desk->db, desk->manager, patient, &error);
  g_assert_no_error (error);
}

/* A record that is to stay on this desk only waits for nothing; mended, it is sent. */
static void
test_keeps_here_what_is_refused (Scene *self, gconstpointer dialect)
{
  gint64 id = count_patients (self->first) + 1;

  fake_server_set_rule (self->server, refuse_some, (gpointer) "Refused");
  save_patient (self->first, "Refused");
  rename_patient (self->first, id, "Refused");
  run_sync (self, self->first);
  g_assert_cmpint (count_waiting (self->first), ==, 1);
  give_way (self->first);
  run_sync (self, self->first);
  g_assert_cmpint (count_waiting (self->first), ==, 0);
  g_assert_cmpint (count_decisions (self->first), ==, 0);

  rename_patient (self->first, id, "Mended");
  run_sync (self, self->first);
  g_assert_cmpint (count_waiting (self->first), ==, 0);
  g_assert_cmpuint (fake_server_list (self->server, "Patient")->len, ==, id);
}

/* What has ended here because it is gone there waits for nothing either. */
static void
test_keeps_here_what_is_gone (Scene *self, gconstpointer dialect)
{
  GPtrArray    *patients = fake_server_list (self->server, "Patient");
  FakeResource *gone = g_ptr_array_index (patients, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerReplica) replica = NULL;

  foyer_replicas_find_remote (self->first->db, "Patient", gone->id, &replica, &error);
  g_assert_no_error (error);
  fake_server_delete (self->server, "Patient", gone->id);
  fake_server_advance (self->server, 600000);
  simulation_sync (self->first, FOYER_SYNC_RECONCILE);
  rename_patient (self->first, replica->record_id, "Edited");
  run_sync (self, self->first);
  g_assert_cmpint (count_waiting (self->first), ==, 1);
  give_way (self->first);
  run_sync (self, self->first);
  g_assert_cmpint (count_waiting (self->first), ==, 0);
  rename_patient (self->first, replica->record_id, "Again");
  run_sync (self, self->first);
  g_assert_cmpint (count_waiting (self->first), ==, 0);
}

typedef struct
{
  SimulationDesk *desk;
  guint           n_refused;
} Setup;

/* While a sync is under way nobody may set up another endpoint. */
static gboolean
try_to_set (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  Setup *setup = data;
  g_autoptr (GError) error = NULL;

  if (setup->n_refused == 0 && point == FAKE_POINT_CARRIED)
    {
      g_assert_cmpint (foyer_sync_lock (setup->desk->db, 50, &error), ==, -1);
      g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_LOCKED);
      setup->n_refused++;
    }

  return TRUE;
}

/* What is meant for one endpoint never goes to another one. */
static void
test_stays_with_its_endpoint (Scene *self, gconstpointer dialect)
{
  g_autoptr (FoyerEndpointSettings) settings = foyer_endpoint_settings_new ();
  g_autoptr (GError) error = NULL;
  Setup            setup = { self->first, 0 };
  FoyerSecretPlace place;
  guint64          n_requests;
  int              lock;

  fake_link_set_hook (self->first->link, try_to_set, &setup);
  run_sync (self, self->first);
  g_assert_cmpuint (setup.n_refused, ==, 1);
  fake_link_set_hook (self->first->link, NULL, NULL);

  /* Set up anew between the look at the settings and the sync. */
  g_object_set_data (G_OBJECT (self->first->link), FOYER_SYNC_ADDRESS,
                     (gpointer) FAKE_BASE);
  run_sync (self, self->first);
  foyer_set_text (&settings->address, "https://other.example/fhir");
  g_assert_true (foyer_connection_save (self->first->db, self->first->manager, settings,
                                        NULL, FALSE, &place, &error));
  g_assert_no_error (error);
  n_requests = self->server->n_requests;
  fail_sync (self->first, FOYER_SYNC_ERROR_LOCKED);
  g_assert_cmpuint (self->server->n_requests, ==, n_requests);

  lock = foyer_sync_lock (self->first->db, 0, &error);
  g_assert_no_error (error);
  close (lock);
}

/* A desk that was broken off in the middle of a pull has seen what came by then, and notices
 * when the server is set back before that. */
static void
test_remembers_half_a_pull (Scene *self, gconstpointer dialect)
{
  guint n;

  join (self);
  n = fake_server_list (self->server, "Patient")->len;
  fake_server_keep (self->server);
  save_patient (self->first, "Lost");
  run_sync (self, self->first);
  fake_server_advance (self->server, 60000);
  fake_link_set_hook (self->second->link, fail_comparison, (gpointer) "Communication?");
  fail_sync (self->second, FOYER_SYNC_ERROR_SERVER);
  fake_link_set_hook (self->second->link, NULL, NULL);
  g_assert_cmpint (count_patients (self->second), ==, n + 1);

  fake_server_roll_back (self->server);
  g_assert_cmpuint (fake_server_list (self->server, "Patient")->len, ==, n);
  run_sync (self, self->second);
  g_assert_cmpuint (fake_server_list (self->server, "Patient")->len, ==, n + 1);
}

/* Of two guards of one day one stays in use, and holds what was claimed on either. */
static void
test_merges_guards (Scene *self, gconstpointer dialect)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  join (self);
  first = book (self, self->first, 13, 0);
  second = book (self, self->first, 15, 0);
  run_sync (self, self->first);
  split_guard (self, first, second);
  g_assert_cmpuint (count_spans (self, NULL), ==, 2);
  fake_server_advance (self->server, 700000);
  simulation_sync (self->second, FOYER_SYNC_RECONCILE);
  g_assert_cmpuint (count_spans (self, NULL), ==, 1);
  g_assert_cmpuint (count_spans (self, first), ==, 1);
  g_assert_cmpuint (count_spans (self, second), ==, 1);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  scene_add ("compares-what-was-left", test_compares_what_was_left);
  scene_add ("misses-who-waits", test_misses_who_waits);
  scene_add ("keeps-both", test_keeps_both);
  scene_add ("gives-back-at-midnight", test_gives_back_at_midnight);
  scene_add ("gives-back-after-zone", test_gives_back_after_zone);
  scene_add ("tries-refused-times", test_tries_refused_times);
  scene_add ("tells-unreadable-once", test_tells_unreadable_once);
  scene_add ("reads-what-it-wrote", test_reads_what_it_wrote);
  scene_add ("keeps-here-what-is-refused", test_keeps_here_what_is_refused);
  scene_add ("keeps-here-what-is-gone", test_keeps_here_what_is_gone);
  scene_add ("stays-with-its-endpoint", test_stays_with_its_endpoint);
  scene_add ("merges-guards", test_merges_guards);
  scene_add ("remembers-half-a-pull", test_remembers_half_a_pull);
  status = g_test_run ();
  simulation_remove_template ();

  return status;
}
