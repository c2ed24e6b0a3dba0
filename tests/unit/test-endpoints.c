/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

#include "model/foyer-endpoint-settings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-endpoints.h"
#include "store/foyer-patients.h"
#include "store/foyer-replicas.h"

static FoyerEndpointSettings *
make_settings (const char *address)
{
  FoyerEndpointSettings *settings = foyer_endpoint_settings_new ();

  foyer_set_text (&settings->address, address);

  return settings;
}

static void
set (Desk *desk, const char *address)
{
  g_autoptr (FoyerEndpointSettings) settings = make_settings (address);
  g_autoptr (GError) error = NULL;

  foyer_endpoints_set (desk->db, desk->manager, settings, &error);
  g_assert_no_error (error);
}

static void
act (Desk *desk, FoyerActFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, func, data, &error);
  g_assert_no_error (error);
}

static void
test_settings_are_kept (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerEndpointSettings) settings = make_settings ("https://a.example/fhir");
  g_autoptr (FoyerEndpointSettings) stored = NULL;
  g_autoptr (FoyerEndpointSettings) none = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_endpoints_get (desk->db, &none, &error));
  g_assert_null (none);
  g_assert_false (foyer_endpoints_remove (desk->db, desk->manager, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  settings->auth = FOYER_ENDPOINT_AUTH_SMART;
  settings->key_algorithm = FOYER_KEY_ALGORITHM_RS384;
  foyer_set_text (&settings->client_id, "desk");
  foyer_set_text (&settings->token_address, "https://a.example/token");
  g_assert_true (foyer_endpoints_set (desk->db, desk->manager, settings, &error));
  g_assert_true (foyer_endpoints_get (desk->db, &stored, &error));
  for (guint i = 0; i < FOYER_RECORD_GET_CLASS (stored)->n_fields; i++)
    g_assert_true (
        foyer_record_field_equal (FOYER_RECORD (stored), FOYER_RECORD (settings),
                                  &FOYER_RECORD_GET_CLASS (stored)->fields[i]));

  g_assert_true (foyer_endpoints_remove (desk->db, desk->manager, &error));
  g_assert_true (foyer_endpoints_get (desk->db, &none, &error));
  g_assert_null (none);
}

static void
refuse (Desk *desk, FoyerEndpointSettings *settings, const char *field)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_endpoints_set (desk->db, desk->manager, settings, &error));
  desk_assert_field (&error, field);
}

static void
test_bad_settings_are_refused (Desk *desk, gconstpointer data)
{
  static const char *const addresses[] = {
    NULL,
    "a.example/fhir",
    "ftp://a.example/fhir",
    "https:///fhir",
    "https://user:word@a.example/fhir",
    "https://a.example/fhir?x=1",
    "https://a.example/fhir#x",
    "http://a.example/fhir",
    "http://127.0.0.1.example/fhir",
    "http://localhost.example/fhir",
  };
  static const char *const good[] = {
    "http://localhost:8080/",
    "http://127.0.0.1:8080/fhir",
    "http://[::1]:8080/fhir",
    "https://10.0.0.1/fhir",
  };
  g_autoptr (FoyerEndpointSettings) settings = make_settings ("https://a.example");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (FoyerEndpointSettings) bad = make_settings (addresses[i]);

      refuse (desk, bad, "address");
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    set (desk, good[i]);

  settings->auth = FOYER_ENDPOINT_AUTH_BASIC;
  refuse (desk, settings, "user");
  settings->auth = FOYER_ENDPOINT_AUTH_OAUTH2;
  refuse (desk, settings, "client-id");
  foyer_set_text (&settings->client_id, "x");
  foyer_set_text (&settings->token_address, "http://a.example/token");
  refuse (desk, settings, "token-address");
}

static gboolean
know_something (FoyerAct *act, gpointer data, GError **error)
{
  Desk             *desk = data;
  const FoyerCursor cursor = { (char *) "2026-11-23T10:00:00Z", TRUE, 5 };
  g_autoptr (FoyerSaga) saga = foyer_saga_new ("booking.x", "booking");
  g_autoptr (FoyerReplica) replica =
      foyer_replica_new ("patient", desk->known_patient_id, "Patient", "key");

  replica->remote_id = g_strdup ("1");
  for (int kind = 0; kind <= FOYER_CONFLICT_KIND_UNREADABLE; kind++)
    {
      g_autoptr (FoyerConflict) conflict = foyer_conflict_new ();

      conflict->kind = (FoyerConflictKind) kind;
      foyer_set_text (&conflict->unit,
                      foyer_enum_to_nick (FOYER_TYPE_CONFLICT_KIND, kind));
      if (!foyer_conflicts_add (act, conflict, error))
        return FALSE;
    }

  return foyer_cursors_put (act, "Patient", &cursor, error) &&
         foyer_sagas_put (act, saga, error) && foyer_replicas_put (act, replica, error) &&
         foyer_inbox_put (act, "Patient", "2", NULL, "{}", NULL, error) &&
         foyer_unsent_clear (act, "patient", 0, 99, error) &&
         foyer_endpoints_put_fact (act, "probe", "{}", error);
}

static void
test_other_address_begins_anew (Desk *desk, gconstpointer data)
{
  g_autofree char *probe = NULL;
  g_autofree char *forgotten = NULL;
  gint64           n;

  set (desk, "https://a.example/fhir");
  act (desk, know_something, desk);
  set (desk, "https://a.example/fhir/");
  probe = foyer_endpoints_dup_fact (desk->db, "probe", NULL);
  g_assert_cmpstr (probe, ==, "{}");
  g_assert_cmpint (foyer_unsent_get (desk->db, "patient", 0), ==, 0);

  set (desk, "https://b.example/fhir");
  forgotten = foyer_endpoints_dup_fact (desk->db, "probe", NULL);
  g_assert_null (forgotten);
  g_assert_cmpint (desk_query (desk, "SELECT (SELECT count (*) FROM replica) "
                                     "+ (SELECT count (*) FROM cursor) "
                                     "+ (SELECT count (*) FROM saga) "
                                     "+ (SELECT count (*) FROM inbox)"),
                   ==, 0);
  g_assert_true (foyer_unsent_expand (desk->db, NULL));
  g_assert_cmpint (foyer_unsent_get (desk->db, "patient", desk->known_patient_id), ==, 1);
  g_assert_cmpint (foyer_unsent_get (desk->db, "clinic", 1), ==, 1);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM patient"), ==, 2);

  act (desk, know_something, desk);
  set (desk, "https://b.example/fhir2");
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM replica"), ==, 0);

  /* What holds our own words is still there to be decided. */
  foyer_conflicts_count_open (desk->db, &n, NULL);
  g_assert_cmpint (n, ==, 2);
}

static gboolean
put_status (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_endpoints_put_status (act, data, error);
}

static void
test_status_counts_now (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (FoyerSyncStatus) kept = foyer_sync_status_new ();
  g_autoptr (FoyerSyncStatus) off = foyer_endpoints_get_status (desk->db, NULL);
  g_autoptr (FoyerSyncStatus) fresh = NULL;
  g_autoptr (FoyerSyncStatus) status = NULL;
  gint64 begun = desk->profile.now;
  gint64 n_changes;

  g_assert_cmpint (off->state, ==, FOYER_SYNC_STATE_OFF);
  set (desk, "https://a.example/fhir");
  desk_book (desk, &request);
  desk->profile.now += 60;
  fresh = foyer_endpoints_get_status (desk->db, NULL);
  g_assert_cmpint (fresh->state, ==, FOYER_SYNC_STATE_IDLE);
  g_assert_cmpint (fresh->n_waiting, ==,
                   desk_query (desk, "SELECT (SELECT count (*) FROM clinic) "
                                     "+ (SELECT count (*) FROM room) "
                                     "+ (SELECT count (*) FROM service) "
                                     "+ (SELECT count (*) FROM clinician) "
                                     "+ (SELECT count (*) FROM staff) "
                                     "+ (SELECT count (*) FROM patient) + 1"));
  g_assert_cmpint (fresh->waiting_since, ==, begun);
  g_assert_cmpint (fresh->n_unconfirmed, ==, 1);
  g_assert_cmpint (fresh->n_decisions, ==, 0);

  kept->state = FOYER_SYNC_STATE_OFFLINE;
  foyer_set_text (&kept->problem, "offline");
  kept->synced_at = 77;
  kept->first_pull_done = 1;
  act (desk, put_status, kept);
  n_changes = desk_query (desk, "SELECT count (*) FROM change");
  act (desk, put_status, kept);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM change"), ==, n_changes);
  status = foyer_endpoints_get_status (desk->db, NULL);
  g_assert_cmpint (status->state, ==, FOYER_SYNC_STATE_OFFLINE);
  g_assert_cmpstr (status->problem, ==, "offline");
  g_assert_cmpint (status->synced_at, ==, 77);
  g_assert_cmpint (status->first_pull_done, ==, 1);
}

typedef struct
{
  Desk             *desk;
  FoyerReplicaState state;
} Sent;

static gboolean
send_patient (FoyerAct *act, gpointer data, GError **error)
{
  const Sent *sent = data;
  gint64      id = sent->desk->known_patient_id;
  g_autoptr (FoyerReplica) replica = foyer_replica_new ("patient", id, "Patient", "k");

  replica->remote_id = g_strdup ("1");
  replica->state = sent->state;
  replica->problem = g_strdup (sent->state != FOYER_REPLICA_STATE_OK ? "no" : NULL);

  return foyer_replicas_put (act, replica, error) &&
         foyer_unsent_clear (act, "patient", id, 99, error);
}

static void
assert_record (Desk *desk, gboolean synced, gboolean waits, gboolean refused)
{
  g_auto (FoyerRecordSync) sync = { 0 };
  g_autoptr (GError) error = NULL;

  foyer_endpoints_get_record (desk->db, "patient", desk->known_patient_id, &sync, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sync.synced, ==, synced);
  g_assert_cmpint (sync.waiting_since != 0, ==, waits);
  g_assert_cmpint (sync.refused, ==, refused);
  g_assert_cmpstr (sync.problem, ==, refused ? "no" : NULL);
}

static void
test_record_says_how_it_stands (Desk *desk, gconstpointer data)
{
  Sent sent = { desk, FOYER_REPLICA_STATE_OK };
  g_autoptr (FoyerPatient) patient = NULL;
  g_autoptr (GError) error = NULL;

  assert_record (desk, FALSE, FALSE, FALSE);
  set (desk, "https://a.example/fhir");
  assert_record (desk, FALSE, TRUE, FALSE);
  g_assert_true (foyer_unsent_expand (desk->db, NULL));
  act (desk, send_patient, &sent);
  assert_record (desk, TRUE, FALSE, FALSE);
  sent.state = FOYER_REPLICA_STATE_REFUSED;
  act (desk, send_patient, &sent);
  assert_record (desk, FALSE, FALSE, TRUE);

  patient = foyer_patients_get (desk->db, desk->known_patient_id, &error);
  foyer_set_text (&patient->given, "Ana");
  g_assert_true (foyer_patients_save (desk->db, desk->clerk, patient, &error));
  assert_record (desk, FALSE, TRUE, TRUE);
}

static gboolean
put_claim (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_claims_put (act, data, error);
}

/* The record and the row of a schedule say the same. */
static void
assert_unconfirmed (Desk *desk, gint64 id, gboolean unconfirmed)
{
  g_auto (FoyerRecordSync) sync = { 0 };
  g_autoptr (FoyerBookingRow) row = foyer_bookings_get (desk->db, id, NULL);

  g_assert_true (foyer_endpoints_get_record (desk->db, "booking", id, &sync, NULL));
  g_assert_cmpint (sync.unconfirmed, ==, unconfirmed);
  g_assert_cmpint (row->unconfirmed, ==, unconfirmed);
}

static void
test_coming_visit_is_confirmed_by_its_claim (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  gint64     id = desk_book (desk, &request);
  FoyerClaim claim = { .booking_id = id,
                       .clinician_id = desk->clinician_id,
                       .start_at = desk_time (9, 0),
                       .end_at = desk_time (9, 15) };

  assert_unconfirmed (desk, id, FALSE);
  set (desk, "https://a.example/fhir");
  assert_unconfirmed (desk, id, TRUE);
  act (desk, put_claim, &claim);
  assert_unconfirmed (desk, id, FALSE);
  claim.end_at++;
  act (desk, put_claim, &claim);
  assert_unconfirmed (desk, id, TRUE);
  desk->profile.now = desk_time (9, 15);
  assert_unconfirmed (desk, id, FALSE);
}

static gboolean
put_facts (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_endpoints_put_fact (act, "a", "1", error) &&
         foyer_endpoints_put_fact (act, "b", "2", error) &&
         foyer_endpoints_put_fact (act, "a", "3", error) &&
         foyer_endpoints_put_fact (act, "b", NULL, error);
}

static void
test_facts_are_kept (Desk *desk, gconstpointer data)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  act (desk, put_facts, NULL);
  a = foyer_endpoints_dup_fact (desk->db, "a", NULL);
  b = foyer_endpoints_dup_fact (desk->db, "b", NULL);
  g_assert_cmpstr (a, ==, "3");
  g_assert_null (b);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/endpoints/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("kept", test_settings_are_kept);
  ADD ("refused", test_bad_settings_are_refused);
  ADD ("other-address", test_other_address_begins_anew);
  ADD ("status", test_status_counts_now);
  ADD ("record", test_record_says_how_it_stands);
  ADD ("claim", test_coming_visit_is_confirmed_by_its_claim);
  ADD ("facts", test_facts_are_kept);

  return g_test_run ();
}
