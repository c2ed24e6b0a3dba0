/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-part.h"
#include "model/foyer-patient.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-endpoints.h"
#include "store/foyer-patients.h"
#include "store/foyer-replicas.h"
#include "store/foyer-unsent.h"
#include "tests/sync/scene.h"

#include <sqlite3.h>
#include <string.h>

/* Patients that another program wrote: copies of one that a desk sent, with keys of their own.
 * All of them get their stamp from @first_ms on, one every @step_ms. */
static void
store_patients (Scene *self, guint n, gint64 step_ms)
{
  GPtrArray *patients = fake_server_list (self->server, "Patient");
  json_t    *model = NULL;

  for (guint i = 0; i < patients->len && model == NULL; i++)
    model = fake_resource_get_last (g_ptr_array_index (patients, i))->json;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *uid = g_uuid_string_random ();
      g_autofree char *number = g_strdup_printf ("X-%u", i);
      json_t          *patient = json_deep_copy (model);
      json_t          *identifier;
      size_t           j;

      json_object_del (patient, "id");
      json_array_foreach (json_object_get (patient, "identifier"), j, identifier)
        {
          const char *value = json_string_value (json_object_get (identifier, "value"));

          json_object_set_new (
              identifier, "value",
              json_string (g_uuid_string_is_valid (value) ? uid : number));
        }
      fake_server_store (self->server, "other", patient, 0);
      fake_server_advance (self->server, step_ms);
    }
  fake_server_advance (self->server, 60000);
}

/* More rows than a page has were written in one transaction, so time cannot tell them apart. */
static void
test_pulls_rows_of_one_instant (Scene *self, gconstpointer dialect)
{
  gint64 n = count_patients (self->first);

  fake_server_share_stamp (self->server, 650);
  store_patients (self, 650, 1);
  run_sync (self, self->second);
  g_assert_cmpint (count_patients (self->second), ==, n + 650);
  run_sync (self, self->first);
  g_assert_cmpint (count_patients (self->first), ==, n + 650);
}

/* Somebody edits rows of the pages that were read, so that all others move up. */
static gboolean
edit_some (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  Scene     *self = data;
  GPtrArray *patients = fake_server_list (self->server, "Patient");

  if (point != FAKE_POINT_CARRIED || !g_str_has_prefix (call->target, "Patient?") ||
      self->n_edited++ >= 20)
    return TRUE;
  for (guint i = 0; i < 10; i++)
    {
      FakeResource *resource = g_ptr_array_index (patients, i);

      fake_server_store (self->server, "other",
                         json_deep_copy (fake_resource_get_last (resource)->json), 0);
    }

  return TRUE;
}

static void
test_pulls_rows_that_move (Scene *self, gconstpointer dialect)
{
  gint64 n = count_patients (self->first);

  self->server->dialect.suppresses_no_op = FALSE;
  store_patients (self, 600, 1000);
  fake_link_set_hook (self->second->link, edit_some, self);
  run_sync (self, self->second);
  fake_link_set_hook (self->second->link, NULL, NULL);
  /* What is edited while the index has not caught up comes with the next one. */
  if (self->server->dialect.index_absent)
    {
      fake_server_advance (self->server, 60000);
      run_sync (self, self->second);
    }
  g_assert_cmpint (count_patients (self->second), ==, n + 600);
}

/* Wherever a pull dies, the next one brings the rest. */
static void
test_pulls_on_after_death (Scene *self, gconstpointer dialect)
{
  gint64 n = count_patients (self->first);
  guint  n_deaths;

  /* What is compared today already is not compared again. */
  for (guint i = 0; i < 2; i++)
    run_sync (self, self->second);
  simulation_desk_keep (self->second);
  store_patients (self, 5, 300000);
  do
    {
      n_deaths = self->result.n_deaths;
      simulation_desk_put_back (self->second);
      self->second->dies_in = n_deaths + 1;
      run_sync (self, self->second);
      run_sync (self, self->second);
      g_assert_cmpint (count_patients (self->second), ==, n + 5);
    }
  while (self->result.n_deaths > n_deaths);
  g_assert_cmpuint (n_deaths, >, 10);
}

/* What only one desk changed is no matter for a person. */
static void
test_clash_names_its_fields_only (Scene *self, gconstpointer dialect)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = foyer_aggregates_dup_uid (self->first->db, "patient", 1, &error);
  g_autoptr (GPtrArray) open = NULL;

  g_assert_no_error (error);
  fake_server_advance (self->server, 60000);
  run_sync (self, self->second);
  edit_patient (self->first, uid, "Alpha", "Only the first desk says this");
  edit_patient (self->second, uid, "Beta", NULL);
  run_sync (self, self->first);
  fake_server_advance (self->server, 60000);
  run_sync (self, self->second);

  open = foyer_conflicts_list_open (self->second->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpstr (FOYER_CONFLICT (open->pdata[0])->differences, ==,
                   "{\"family\":[\"Beta\",\"Alpha\"]}");
}

/* Stamps with microseconds, as Google gives them. */
static gboolean
stamp_finely (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  const json_t *entry;
  size_t        i;

  if (point != FAKE_POINT_CARRIED)
    return TRUE;
  json_array_foreach (json_object_get (call->json, "entry"), i, entry)
    {
      json_t *meta = json_object_get (json_object_get (entry, "resource"), "meta");
      g_autofree char *stamp =
          g_strdup (json_string_value (json_object_get (meta, "lastUpdated")));

      if (stamp == NULL || !g_str_has_suffix (stamp, "Z"))
        continue;
      stamp[strlen (stamp) - 1] = '\0';
      json_object_set_new (
          meta, "lastUpdated",
          json_sprintf ("%s%s456Z", stamp, strchr (stamp, '.') == NULL ? ".000" : ""));
    }

  return TRUE;
}

static void
test_pulls_fine_stamps (Scene *self, gconstpointer dialect)
{
  gint64 n = count_patients (self->first);

  fake_server_share_stamp (self->server, 900);
  store_patients (self, 900, 1);
  fake_link_set_hook (self->second->link, stamp_finely, self);
  run_sync (self, self->second);
  g_assert_cmpint (count_patients (self->second), ==, n + 900);
}

/* A page whose link leads back to it ends the sync, which else would never end. */
static gboolean
lead_back (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  const char *type = data;

  if (point == FAKE_POINT_CARRIED && strchr (call->target, '?') != NULL &&
      g_str_has_prefix (call->target, type))
    json_object_set_new (
        call->json, "link",
        json_pack ("[{s:s, s:s+}]", "relation", "next", "url", FAKE_BASE, call->target));

  return TRUE;
}

static void
test_ends_without_last_page (Scene *self, gconstpointer dialect)
{
  static const char *const types[] = { "Organization", "Patient", "Schedule", NULL };

  for (guint i = 0; types[i] != NULL; i++)
    {
      g_autoptr (FoyerSync) sync = NULL;
      g_autoptr (GError) error = NULL;

      fake_link_set_hook (self->first->link, lead_back, (gpointer) types[i]);
      sync = foyer_sync_new (self->first->sync_db, FOYER_TRANSPORT (self->first->link));
      g_assert_false (foyer_sync_run (sync, FOYER_SYNC_RECONCILE, NULL, NULL, &error));
      g_assert_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SERVER);
    }
}

static gboolean
add_decided (FoyerAct *act, gpointer data, GError **error)
{
  GPtrArray *conflicts = data;

  for (guint i = 0; i < conflicts->len; i++)
    if (!foyer_conflicts_add (act, conflicts->pdata[i], error))
      return FALSE;

  return TRUE;
}

/* Decisions about what is not there any more stop nobody. */
static void
test_survives_decisions (Scene *self, gconstpointer dialect)
{
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      FoyerConflict *conflict = foyer_conflict_new ();

      conflict->kind =
          i == 0 ? FOYER_CONFLICT_KIND_GONE : FOYER_CONFLICT_KIND_DOUBLE_BOOKING;
      foyer_set_text (&conflict->record_kind, i == 0 ? "patient" : "booking");
      foyer_set_text (&conflict->resource, i == 0 ? "Patient" : "Appointment");
      conflict->record_id = 987654;
      g_ptr_array_add (conflicts, conflict);
    }
  foyer_db_act (self->first->sync_db, NULL, FOYER_ACTION_SYNC, NULL, add_decided,
                conflicts, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    foyer_conflicts_decide (self->first->db, self->first->manager,
                            foyer_record_get_id (conflicts->pdata[i]),
                            FOYER_RESOLUTION_OURS, &error);
  g_assert_no_error (error);

  run_sync (self, self->first);
  open = foyer_conflicts_list_open (self->first->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 0);
}

/* A patient whom the endpoint has, and whom this desk knows by id only. */
static gboolean
forget_version (FoyerAct *act, gpointer data, GError **error)
{
  FoyerReplica *replica = data;

  foyer_set_text (&replica->base, NULL);
  foyer_set_text (&replica->base_version, NULL);
  foyer_set_text (&replica->base_updated, NULL);

  return foyer_replicas_put (act, replica, error) &&
         foyer_unsent_mark (act, replica->kind, replica->record_id, error);
}

static void
test_looks_before_it_writes (Scene *self, gconstpointer dialect)
{
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (GError) error = NULL;
  FakeResource *resource =
      g_ptr_array_index (fake_server_list (self->server, "Patient"), 0);
  g_autoptr (json_t) changed = json_deep_copy (fake_resource_get_last (resource)->json);
  json_t *after;

  json_object_set_new (changed, "birthDate", json_string ("1931-02-03"));
  fake_server_store (self->server, "other", json_incref (changed), 0);
  foyer_replicas_find_remote (self->first->sync_db, "Patient", resource->id, &replica,
                              &error);
  g_assert_no_error (error);
  g_assert_nonnull (replica);
  foyer_db_act (self->first->sync_db, NULL, FOYER_ACTION_SYNC, NULL, forget_version,
                replica, &error);
  g_assert_no_error (error);

  fake_server_advance (self->server, 60000);
  run_sync (self, self->first);
  g_assert_cmpuint (self->server->n_unconditional, ==, 0);
  after = fake_server_get (self->server, "Patient", resource->id);
  g_assert_cmpstr (json_string_value (json_object_get (after, "birthDate")), ==,
                   "1931-02-03");
}

/* What one resource refers to is not for this desk. */
static gboolean
forbid (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  guint *n = data;

  if (point == FAKE_POINT_CARRIED && g_str_equal (call->target, "Practitioner/secret"))
    {
      foyer_call_clear_answer (call);
      call->status = 403;
      (*n)++;
    }

  return TRUE;
}

static void
test_goes_on_without_what_is_forbidden (Scene *self, gconstpointer dialect)
{
  gint64        n = count_patients (self->first);
  guint         n_asked = 0;
  FakeResource *model = g_ptr_array_index (fake_server_list (self->server, "Patient"), 0);
  json_t       *patient = json_deep_copy (fake_resource_get_last (model)->json);

  json_object_del (patient, "id");
  json_object_del (patient, "identifier");
  json_object_set_new (patient, "generalPractitioner",
                       json_pack ("[{s:s}]", "reference", "Practitioner/secret"));
  fake_server_store (self->server, "other", patient, 0);
  fake_server_advance (self->server, 60000);
  fake_link_set_hook (self->first->link, forbid, &n_asked);
  run_sync (self, self->first);
  g_assert_cmpint (count_patients (self->first), ==, n + 1);
  g_assert_cmpuint (n_asked, ==, 1);
}

/* The clock of the server was ahead, and is put right: what others write then looks older than
 * what it came about from. */
static void
test_keeps_edits_after_clock_change (Scene *self, gconstpointer dialect)
{
  FakeResource *resource =
      g_ptr_array_index (fake_server_list (self->server, "Patient"), 0);
  json_t          *changed = json_deep_copy (fake_resource_get_last (resource)->json);
  json_t          *after;
  g_autofree char *stamp = NULL;
  FakeVersion     *version;

  json_object_set_new (changed, "birthDate", json_string ("1931-02-03"));
  fake_server_store (self->server, "other", changed, 0);
  version = fake_resource_get_last (resource);
  version->stamp_ms -= 7200000;
  stamp = fake_stamp_format (version->stamp_ms);
  json_object_set_new (json_object_get (version->json, "meta"), "lastUpdated",
                       json_string (stamp));
  fake_server_advance (self->server, 60000);
  simulation_sync (self->first, FOYER_SYNC_RECONCILE);
  g_assert_cmpstr (self->result.failure, ==, NULL);
  after = fake_server_get (self->server, "Patient", resource->id);
  g_assert_cmpstr (json_string_value (json_object_get (after, "birthDate")), ==,
                   "1931-02-03");
}

/* A resource that was away for a while, and is there again as it was. */
static gboolean
hide (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  const char *id = data;

  if (point == FAKE_POINT_CARRIED && strstr (call->target, id) != NULL)
    {
      foyer_call_clear_answer (call);
      call->status = 404;
    }
  else if (point == FAKE_POINT_CARRIED)
    {
      json_t       *entries = json_object_get (call->json, "entry");
      const json_t *entry;
      size_t        i;

      json_array_foreach (entries, i, entry)
        if (g_strcmp0 (json_string_value (
                           json_object_get (json_object_get (entry, "resource"), "id")),
                       id) == 0)
          {
            json_array_remove (entries, i);
            break;
          }
    }

  return TRUE;
}

static void
test_settles_what_came_again (Scene *self, gconstpointer dialect)
{
  FakeResource *resource =
      g_ptr_array_index (fake_server_list (self->server, "Patient"), 0);

  fake_server_advance (self->server, 600000);
  fake_link_set_hook (self->first->link, hide, resource->id);
  simulation_sync (self->first, FOYER_SYNC_RECONCILE);
  g_assert_cmpint (count_decisions (self->first), ==, 1);
  fake_link_set_hook (self->first->link, NULL, NULL);
  simulation_sync (self->first, FOYER_SYNC_RECONCILE);
  g_assert_cmpint (count_decisions (self->first), ==, 0);
}

/* A desk asks every few seconds: how far it came is written when it came further only. */
static void
test_writes_nothing_of_nothing (Scene *self, gconstpointer dialect)
{
  static const char refuse[] =
      "CREATE TRIGGER cursor_stays BEFORE INSERT ON cursor "
      "BEGIN SELECT RAISE (ABORT, 'the cursor was written'); END";
  g_autofree char *path = g_build_filename (self->second->folder, "foyer.db", NULL);
  sqlite3         *sql = NULL;
  g_autoptr (FoyerSyncStatus) status = NULL;

  save_patient (self->first, "Okafor");
  exchange (self);
  fake_server_advance (self->server, 600000);
  for (guint i = 0; i < 2; i++)
    run_sync (self, self->second);

  g_assert_cmpint (sqlite3_open (path, &sql), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (sql, refuse, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (sql);
  fake_server_advance (self->server, 600000);
  run_sync (self, self->second);

  status = foyer_endpoints_get_status (self->second->db, NULL);
  g_assert_cmpint (status->synced_at, ==, foyer_db_now (self->second->db));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  scene_add ("pulls-rows-of-one-instant", test_pulls_rows_of_one_instant);
  scene_add ("pulls-rows-that-move", test_pulls_rows_that_move);
  scene_add ("pulls-on-after-death", test_pulls_on_after_death);
  scene_add ("clash-names-its-fields-only", test_clash_names_its_fields_only);
  scene_add ("pulls-fine-stamps", test_pulls_fine_stamps);
  scene_add ("ends-without-last-page", test_ends_without_last_page);
  scene_add ("survives-decisions", test_survives_decisions);
  scene_add ("looks-before-it-writes", test_looks_before_it_writes);
  scene_add ("goes-on-without-what-is-forbidden", test_goes_on_without_what_is_forbidden);
  scene_add ("keeps-edits-after-clock-change", test_keeps_edits_after_clock_change);
  scene_add ("settles-what-came-again", test_settles_what_came_again);
  scene_add ("writes-nothing-of-nothing", test_writes_nothing_of_nothing);
  status = g_test_run ();
  simulation_remove_template ();

  return status;
}
