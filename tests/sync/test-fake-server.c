/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/fake-link.h"

#include <string.h>

#define START G_GINT64_CONSTANT (1795453200)
#define SYSTEM "https://clinic.example/record"

/* A server of one dialect with a link to it. */
typedef struct
{
  FakeServer *server;
  FakeLink   *link;
} Peer;

static void
peer_set_up (Peer *peer, gconstpointer name)
{
  peer->server = fake_server_new (fake_dialect_find (name), 1, START);
  peer->link = fake_link_new (peer->server, "desk", 2);
}

static void
peer_tear_down (Peer *peer, gconstpointer name)
{
  g_clear_object (&peer->link);
  g_clear_pointer (&peer->server, fake_server_free);
}

static void
send (Peer *peer, FoyerCall *call)
{
  foyer_transport_send (FOYER_TRANSPORT (peer->link), &call, 1, NULL);
}

static FoyerCall *
get (Peer *peer, const char *target)
{
  FoyerCall *call = foyer_call_new ("GET", "%s", target);

  send (peer, call);

  return call;
}

static json_t *
make_patient (const char *key, const char *family)
{
  return json_pack ("{s:s, s:[{s:s, s:s}], s:[{s:s}]}", "resourceType", "Patient",
                    "identifier", "system", SYSTEM, "value", key, "name", "family",
                    family);
}

static void
set_body (FoyerCall *call, json_t *json)
{
  char *text = json_dumps (json, JSON_COMPACT);

  g_clear_pointer (&call->body, g_bytes_unref);
  call->body = g_bytes_new_with_free_func (text, strlen (text), free, text);
}

static FoyerCall *
make_create (const char *key, const char *family)
{
  g_autoptr (json_t) patient = make_patient (key, family);
  FoyerCall *call = foyer_call_new ("POST", "Patient");

  call->if_none_exist =
      g_strdup_printf ("identifier=https%%3A%%2F%%2Fclinic.example%%2Frecord%%7C%s", key);
  set_body (call, patient);

  return call;
}

static FoyerCall *
create (Peer *peer, const char *key, const char *family)
{
  FoyerCall *call = make_create (key, family);

  send (peer, call);

  return call;
}

static const char *
get_id (const FoyerCall *call)
{
  return json_string_value (json_object_get (call->json, "id"));
}

static const char *
get_version (const FoyerCall *call)
{
  return json_string_value (
      json_object_get (json_object_get (call->json, "meta"), "versionId"));
}

/* A PUT that makes @old's family @family, on condition of @version. */
static FoyerCall *
make_update (const FoyerCall *old, const char *family, const char *version)
{
  g_autoptr (json_t) body = json_deep_copy (old->json);
  FoyerCall *call = foyer_call_new ("PUT", "Patient/%s", get_id (old));

  json_object_set_new (json_array_get (json_object_get (body, "name"), 0), "family",
                       json_string (family));
  call->if_match = g_strdup (version);
  set_body (call, body);

  return call;
}

static FoyerCall *
update (Peer *peer, const FoyerCall *old, const char *family, const char *version)
{
  FoyerCall *call = make_update (old, family, version);

  send (peer, call);

  return call;
}

static size_t
count_entries (const FoyerCall *call)
{
  return json_array_size (json_object_get (call->json, "entry"));
}

static const char *
find_next (const FoyerCall *call)
{
  json_t *link;
  size_t  i;

  json_array_foreach (json_object_get (call->json, "link"), i, link)
    {
      if (g_strcmp0 (json_string_value (json_object_get (link, "relation")), "next") == 0)
        return json_string_value (json_object_get (link, "url"));
    }

  return NULL;
}

static void
test_creates_and_reads (Peer *peer, gconstpointer name)
{
  g_autoptr (FoyerCall) made = create (peer, "k1", "Garcia");
  g_autofree char *target = g_strdup_printf ("Patient/%s", get_id (made));
  g_autofree char *version =
      g_strdup_printf ("%s/_history/%s", target, get_version (made));
  g_autoptr (FoyerCall) read = get (peer, target);
  g_autoptr (FoyerCall) vread = get (peer, version);
  g_autoptr (FoyerCall) missing = get (peer, "Patient/none");
  g_autoptr (FoyerCall) metadata = get (peer, "metadata");

  g_assert_cmpuint (made->status, ==, 201);
  g_assert_cmpuint (read->status, ==, 200);
  g_assert_true (json_equal (read->json, made->json));
  g_assert_true (json_equal (vread->json, made->json));
  g_assert_cmpuint (missing->status, ==, 404);
  g_assert_cmpuint (metadata->status, ==, 200);
  g_assert_cmpint (read->server_time, ==, peer->server->now_ms / 1000);
  if (peer->server->dialect.sends_etag)
    g_assert_cmpstr (read->version, ==, get_version (read));
  else
    g_assert_null (read->version);
}

static void
test_creates_once (Peer *peer, gconstpointer name)
{
  g_autoptr (FoyerCall) first = create (peer, "k1", "Garcia");
  g_autoptr (FoyerCall) second = NULL;
  g_autoptr (FoyerCall) foreign = make_create ("k2", "Smith");
  g_autoptr (json_t) other = make_patient ("k3", "Smith");

  fake_server_advance (peer->server, 30000);
  second = create (peer, "k1", "Smith");
  g_assert_cmpuint (second->status, ==, 200);
  g_assert_cmpstr (get_id (second), ==, get_id (first));
  g_assert_cmpstr (get_version (second), ==, get_version (first));

  set_body (foreign, other);
  send (peer, foreign);
  g_assert_cmpuint (foreign->status, ==, 409);

  fake_server_store (peer->server, "other", make_patient ("k1", "Garcia"), 0);
  fake_server_advance (peer->server, 30000);
  send (peer, second);
  g_assert_cmpuint (second->status, ==, 412);
  g_assert_cmpuint (peer->server->n_unconditional, ==, 0);
}

static void
test_updates_on_condition (Peer *peer, gconstpointer name)
{
  g_autoptr (FoyerCall) made = create (peer, "k1", "Garcia");
  g_autoptr (FoyerCall) good = update (peer, made, "Smith", get_version (made));
  g_autoptr (FoyerCall) stale = update (peer, made, "Jones", get_version (made));
  g_autoptr (FoyerCall) same = update (peer, good, "Smith", get_version (good));
  g_autoptr (FoyerCall) blind = update (peer, same, "Brown", NULL);
  g_autofree char *target = g_strdup_printf ("Patient/%s/_history", get_id (made));
  g_autoptr (FoyerCall) history = NULL;

  fake_server_advance (peer->server, 60000);
  history = get (peer, target);
  g_assert_cmpuint (good->status, ==, 200);
  g_assert_cmpuint (stale->status, ==, peer->server->dialect.mismatch_status);
  g_assert_cmpuint (same->status, ==, 200);
  g_assert_cmpint (g_str_equal (get_version (same), get_version (good)), ==,
                   peer->server->dialect.suppresses_no_op);
  g_assert_cmpuint (blind->status, ==, 200);
  g_assert_cmpuint (peer->server->n_unconditional, ==, 1);
  g_assert_cmpuint (count_entries (history), ==,
                    peer->server->dialect.suppresses_no_op ? 3 : 4);
}

/* All that a search finds by following links. */
static guint
count_by_links (Peer *peer, const char *target)
{
  g_autofree char *next = g_strdup (target);
  guint            n = 0;
  guint            n_pages = 0;

  while (next != NULL)
    {
      g_autoptr (FoyerCall) page = get (peer, next);

      g_assert_cmpuint (page->status, ==, 200);
      g_assert_cmpuint (count_entries (page), <=, peer->server->dialect.max_count);
      n += (guint) count_entries (page);
      g_free (next);
      next = g_strdup (find_next (page));
      g_assert_cmpuint (++n_pages, <, 200);
    }

  return n;
}

static void
fill (Peer *peer, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("key-%u", i);
      json_t          *patient = make_patient (key, "Garcia");

      fake_server_store (peer->server, "other", patient, 0);
      fake_server_advance (peer->server, 1000);
    }
  fake_server_advance (peer->server, 60000);
}

static void
test_searches (Peer *peer, gconstpointer name)
{
  g_autoptr (FoyerCall) by_key = NULL;
  g_autoptr (FoyerCall) elements = NULL;
  g_autoptr (FoyerCall) raw = NULL;
  g_autoptr (FoyerCall) unknown = NULL;
  json_t *resource;

  fill (peer, 120);
  g_assert_cmpuint (count_by_links (peer, "Patient?_sort=_lastUpdated&_count=20"), ==,
                    120);
  g_assert_cmpuint (count_by_links (peer, "Patient?_sort=_id&_count=1000"), ==, 120);
  g_assert_cmpuint (count_by_links (peer, "Patient?_lastUpdated=ge2026-11-23T17:00:50Z"
                                          "&_sort=_lastUpdated"),
                    ==, 70);
  g_assert_cmpuint (count_by_links (peer,
                                    "Patient?_lastUpdated=gt2026-11-23T17:00:50.000Z"
                                    "&_lastUpdated=lt2026-11-23T17:01:00.000Z"),
                    ==, 9);

  by_key = get (peer, "Patient?identifier=https://clinic.example/record%7Ckey-7");
  if (!peer->server->dialect.short_pages)
    g_assert_cmpuint (count_entries (by_key), ==, 1);
  elements = get (peer, "Patient?_elements=id,meta&_sort=_id");
  resource = json_object_get (
      json_array_get (json_object_get (elements->json, "entry"), 0), "resource");
  g_assert_null (json_object_get (resource, "name"));
  raw = get (peer, "Patient?identifier=x|key-7");
  g_assert_cmpuint (raw->status, ==, 400);
  unknown = get (peer, "Patient?colour=red");
  g_assert_cmpuint (unknown->status, ==, 400);
}

/* Ten rows of the first page are edited before the second is asked for. */
static void
test_offset_pages_drift (void)
{
  static const struct
  {
    const char *dialect;
    guint       n_seen;
  } cases[] = { { "plain", 50 }, { "medplum-like", 60 }, { "hapi-like", 60 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Peer peer;
      g_autoptr (FoyerCall) page = NULL;
      g_autoptr (GHashTable) seen =
          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      json_t *entry;
      size_t  j;

      peer_set_up (&peer, cases[i].dialect);
      fill (&peer, 60);
      page = get (&peer, "Patient?_sort=_lastUpdated&_count=20");
      json_array_foreach (json_object_get (page->json, "entry"), j, entry)
        {
          json_t *resource = json_object_get (entry, "resource");

          g_hash_table_add (
              seen, g_strdup (json_string_value (json_object_get (resource, "id"))));
          if (j < 10)
            fake_server_store (peer.server, "other", json_deep_copy (resource), 0);
        }
      for (;;)
        {
          g_autofree char *next = g_strdup (find_next (page));

          if (next == NULL)
            break;
          g_clear_pointer (&page, foyer_call_free);
          page = get (&peer, next);
          json_array_foreach (json_object_get (page->json, "entry"), j, entry)
            {
              g_hash_table_add (seen, g_strdup (json_string_value (json_object_get (
                                          json_object_get (entry, "resource"), "id"))));
            }
        }
      g_assert_cmpuint (g_hash_table_size (seen), ==, cases[i].n_seen);
      peer_tear_down (&peer, NULL);
    }
}

static void
test_shares_stamps (Peer *peer, gconstpointer name)
{
  g_autoptr (FoyerCall) page = NULL;

  fake_server_share_stamp (peer->server, 30);
  fill (peer, 40);
  g_assert_cmpuint (count_by_links (peer, "Patient?_lastUpdated=2026-11-23T17:00:00.000Z"
                                          "&_count=50"),
                    ==, 30);
  page = get (peer, "Patient?_sort=_lastUpdated&_count=20");
  g_assert_cmpuint (page->status, ==, 500);
}

/* Later in the order of stamps is not later to be seen. */
static void
test_commits_late (Peer *peer, gconstpointer name)
{
  const char *slow =
      fake_server_store (peer->server, "other", make_patient ("a", "Slow"), 30000);
  g_autofree char *target = g_strdup_printf ("Patient/%s", slow);
  g_autoptr (FoyerCall) page = NULL;
  g_autoptr (FoyerCall) read = NULL;
  g_autoptr (FoyerCall) create_again = NULL;
  json_t *first;

  fake_server_advance (peer->server, 1000);
  fake_server_store (peer->server, "other", make_patient ("b", "Quick"), 0);
  page = get (peer, "Patient?_sort=_lastUpdated");
  read = get (peer, target);
  create_again = create (peer, "a", "Slow");
  g_assert_cmpuint (count_entries (page), ==, 1);
  g_assert_cmpuint (read->status, ==, 404);
  g_assert_cmpuint (create_again->status, ==, 409);

  fake_server_advance (peer->server, 30000);
  send (peer, page);
  send (peer, read);
  g_assert_cmpuint (count_entries (page), ==, 2);
  g_assert_cmpuint (read->status, ==, 200);
  first = json_array_get (json_object_get (page->json, "entry"), 0);
  g_assert_cmpstr (
      json_string_value (json_object_get (json_object_get (first, "resource"), "id")), ==,
      slow);
}

/* An update that is not to be seen yet stops others, who still see the version they have. */
static void
test_unseen_update_is_transient (Peer *peer, gconstpointer name)
{
  g_autoptr (FoyerCall) made = NULL;
  g_autoptr (FoyerCall) put = NULL;
  g_autoptr (FoyerCall) read = NULL;
  g_autofree char *target = NULL;

  peer->server->dialect.late_ms = 0;
  made = create (peer, "k1", "Garcia");
  fake_server_store (peer->server, "other", json_deep_copy (made->json), 20000);
  put = update (peer, made, "Smith", get_version (made));
  target = g_strdup_printf ("Patient/%s", get_id (made));
  read = get (peer, target);
  g_assert_cmpuint (put->status, ==, peer->server->dialect.mismatch_status);
  g_assert_cmpstr (get_version (read), ==, get_version (made));
}

static void
test_index_lags (Peer *peer, gconstpointer name)
{
  g_autoptr (FoyerCall) made = NULL;
  g_autoptr (FoyerCall) read = NULL;
  g_autofree char *target = NULL;

  peer->server->dialect.short_pages = FALSE;
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *key = g_strdup_printf ("key-%u", i);

      g_clear_pointer (&made, foyer_call_free);
      made = create (peer, key, "Garcia");
      target = (g_free (target), g_strdup_printf ("Patient/%s", get_id (made)));
      g_clear_pointer (&read, foyer_call_free);
      read = get (peer, target);
      g_assert_cmpuint (read->status, ==, 200);
    }
  g_assert_cmpuint (count_by_links (peer, "Patient?_count=100&_sort=_id"), <, 30);
  fake_server_advance (peer->server, 30000);
  g_assert_cmpuint (count_by_links (peer, "Patient?_count=100&_sort=_id"), ==, 30);
}

static void
test_caches_searches (Peer *peer, gconstpointer name)
{
  g_autoptr (FoyerCall) page = NULL;

  peer->link->allows_cached = TRUE;
  page = get (peer, "Patient?_sort=_lastUpdated");
  fill (peer, 1);
  fake_server_advance (peer->server, -(peer->server->now_ms % 60000));
  peer->server->now_ms = START * 1000 + 10000;
  send (peer, page);
  g_assert_cmpuint (count_entries (page), ==, 0);
  peer->link->allows_cached = FALSE;
  send (peer, page);
  g_assert_cmpuint (count_entries (page), ==, 1);
}

static void
test_deletes (Peer *peer, gconstpointer name)
{
  g_autoptr (FoyerCall) made = create (peer, "k1", "Garcia");
  g_autofree char *target = g_strdup_printf ("Patient/%s", get_id (made));
  g_autoptr (FoyerCall) read = NULL;
  g_autoptr (FoyerCall) put = NULL;

  fake_server_delete (peer->server, "Patient", get_id (made));
  fake_server_advance (peer->server, 60000);
  read = get (peer, target);
  put = update (peer, made, "Smith", get_version (made));
  g_assert_cmpuint (read->status, ==, 410);
  g_assert_cmpuint (put->status, ==, peer->server->dialect.resurrects ? 200 : 410);
}

static const char *
refuse_smith (json_t *resource, gpointer data)
{
  json_t *name = json_array_get (json_object_get (resource, "name"), 0);

  return g_strcmp0 (json_string_value (json_object_get (name, "family")), "Smith") == 0
             ? "Patient.name[0].family"
             : NULL;
}

static void
test_refuses (Peer *peer, gconstpointer name)
{
  g_autoptr (FoyerCall) refused = NULL;
  g_autoptr (FoyerCall) dangling = make_create ("k2", "Garcia");
  g_autoptr (json_t) body = make_patient ("k2", "Garcia");
  json_t *issue;

  fake_server_set_rule (peer->server, refuse_smith, NULL);
  refused = create (peer, "k1", "Smith");
  g_assert_cmpuint (refused->status, ==, 422);
  issue = json_array_get (json_object_get (refused->json, "issue"), 0);
  g_assert_cmpstr (
      json_string_value (json_array_get (json_object_get (issue, "expression"), 0)), ==,
      "Patient.name[0].family");

  json_object_set_new (body, "managingOrganization",
                       json_pack ("{s:s}", "reference", "Organization/none"));
  set_body (dangling, body);
  send (peer, dangling);
  g_assert_cmpuint (dangling->status, ==,
                    peer->server->dialect.enforces_references ? 400 : 201);
}

static void
test_rewrites (Peer *peer, gconstpointer name)
{
  g_autoptr (FoyerCall) call = foyer_call_new ("POST", "DocumentReference");
  g_autoptr (json_t) body =
      json_pack ("{s:s, s:f, s:[{s:{s:s}}]}", "resourceType", "DocumentReference", "x",
                 100.0, "content", "attachment", "title", "Letter");
  json_t *attachment;

  set_body (call, body);
  send (peer, call);
  g_assert_true (json_is_integer (json_object_get (call->json, "x")));
  attachment = json_object_get (
      json_array_get (json_object_get (call->json, "content"), 0), "attachment");
  g_assert_cmpstr (json_string_value (json_object_get (attachment, "title")), ==,
                   "Letter");
  g_assert_nonnull (json_object_get (attachment, "url"));
}

static void
test_rolls_back (Peer *peer, gconstpointer name)
{
  g_autoptr (FoyerCall) kept = create (peer, "k1", "Garcia");
  g_autoptr (FoyerCall) changed = NULL;
  g_autoptr (FoyerCall) lost = NULL;
  g_autoptr (FoyerCall) read = NULL;
  g_autoptr (FoyerCall) again = NULL;
  g_autofree char *target = NULL;

  fake_server_keep (peer->server);
  changed = update (peer, kept, "Smith", get_version (kept));
  lost = create (peer, "k2", "Jones");
  fake_server_roll_back (peer->server);

  target = g_strdup_printf ("Patient/%s", get_id (lost));
  read = get (peer, target);
  g_assert_cmpuint (read->status, ==, 404);
  g_assert_true (
      json_equal (fake_server_get (peer->server, "Patient", get_id (kept)), kept->json));
  g_assert_cmpuint (peer->server->writes->len, ==, 3);
  g_assert_true (
      ((FakeWrite *) g_ptr_array_index (peer->server->writes, 1))->is_rolled_back);
  again = create (peer, "k3", "Brown");
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_cmpint (g_str_equal (get_id (again), get_id (lost)), ==,
                   !peer->server->dialect.uuid_ids);
}

static void
test_faults (Peer *peer, gconstpointer name)
{
  static const struct
  {
    FakeFault fault;
    gint      error; /* -1: none */
    guint     status;
    gboolean  carried_out;
  } cases[] = {
    { FAKE_FAULT_DROP_BEFORE, FOYER_SYNC_ERROR_OFFLINE, 0, FALSE },
    { FAKE_FAULT_DROP_AFTER, FOYER_SYNC_ERROR_TIMEOUT, 0, TRUE },
    { FAKE_FAULT_TRUNCATED, FOYER_SYNC_ERROR_TRUNCATED, 0, TRUE },
    { FAKE_FAULT_SERVER_BEFORE, -1, 503, FALSE },
    { FAKE_FAULT_SERVER_AFTER, -1, 500, TRUE },
    { FAKE_FAULT_DUPLICATE, -1, 201, TRUE },
    { FAKE_FAULT_DELAYED, FOYER_SYNC_ERROR_TIMEOUT, 0, FALSE },
    { FAKE_FAULT_BUSY, -1, 429, FALSE },
    { FAKE_FAULT_SIGN_IN, -1, 401, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = g_strdup_printf ("key-%u", i);
      guint            n_before = peer->server->writes->len;
      g_autoptr (FoyerCall) call = NULL;

      fake_link_force (peer->link, cases[i].fault, 0);
      call = create (peer, key, "Garcia");
      g_assert_cmpuint (call->status, ==, cases[i].status);
      if (cases[i].error >= 0)
        g_assert_error (call->error, FOYER_SYNC_ERROR, cases[i].error);
      else
        g_assert_no_error (call->error);
      g_assert_cmpuint (peer->server->writes->len - n_before, ==, cases[i].carried_out);
      if (cases[i].fault == FAKE_FAULT_BUSY)
        {
          g_assert_cmpint (call->retry_after_seconds, ==,
                           fake_server_get_wait_seconds (peer->server));
          send (peer, call);
          g_assert_cmpuint (call->status, ==, 429);
          fake_link_clear_odds (peer->link);
        }

      /* Later nothing is doubled, and what was under way has arrived. */
      fake_server_advance (peer->server, 600000);
      g_assert_cmpuint (peer->server->writes->len - n_before, ==,
                        cases[i].carried_out || cases[i].fault == FAKE_FAULT_DELAYED);
    }
  g_assert_cmpuint (peer->server->deliveries->len, ==, 0);
}

static void
test_goes_offline (Peer *peer, gconstpointer name)
{
  g_autoptr (FoyerCall) call = NULL;

  peer->link->is_offline = TRUE;
  call = create (peer, "k1", "Garcia");
  g_assert_error (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OFFLINE);
  g_assert_cmpuint (peer->server->writes->len, ==, 0);
}

/* Where the hook lets its desk die. */
typedef struct
{
  FakePoint point;
  guint     n_calls;
} Death;

static gboolean
die_at (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  Death *death = data;

  death->n_calls++;

  return point != death->point;
}

static void
test_dies (Peer *peer, gconstpointer name)
{
  Death death = { .point = FAKE_POINT_BEFORE };
  g_autoptr (FoyerCall) before = NULL;
  g_autoptr (FoyerCall) after = NULL;

  fake_link_set_hook (peer->link, die_at, &death);
  before = create (peer, "k1", "Garcia");
  g_assert_nonnull (before->error);
  g_assert_cmpuint (peer->server->writes->len, ==, 0);
  send (peer, before);
  g_assert_cmpuint (death.n_calls, ==, 1);

  peer->link->is_dead = FALSE;
  death.point = FAKE_POINT_CARRIED;
  after = create (peer, "k1", "Garcia");
  g_assert_nonnull (after->error);
  g_assert_cmpuint (peer->server->writes->len, ==, 1);
}

/* Others come in between what a racy conditional create looks at and what it writes. */
typedef struct
{
  Peer *peer;
  guint n_made;
} Rival;

static gboolean
create_the_same (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  Rival *rival = data;

  if (point == FAKE_POINT_UNDER_WAY)
    {
      g_autoptr (FoyerCall) other = make_create ("k1", "Garcia");

      fake_server_carry_out (rival->peer->server, "rival", other, NULL, FALSE);
      rival->n_made++;
    }

  return TRUE;
}

static void
test_races (Peer *peer, gconstpointer name)
{
  Rival rival = { .peer = peer };
  guint n_rounds = 0;

  fake_link_set_hook (peer->link, create_the_same, &rival);
  while (rival.n_made == 0 && n_rounds++ < 20)
    {
      g_autoptr (FoyerCall) call = create (peer, "k1", "Garcia");

      if (call->status == 201 && rival.n_made == 0)
        fake_server_delete (peer->server, "Patient", get_id (call));
    }
  g_assert_cmpuint (rival.n_made, >, 0);
  fake_server_advance (peer->server, 60000);
  g_assert_cmpuint (count_by_links (peer, "Patient?identifier=https://clinic.example/"
                                          "record%7Ck1"),
                    ==, 2);
}

static void
add_for_all (const char *name, void (*func) (Peer *, gconstpointer))
{
  for (guint i = 0; i < n_fake_dialects; i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/fake-server/%s/%s", fake_dialects[i].name, name);

      g_test_add (path, Peer, fake_dialects[i].name, peer_set_up, func, peer_tear_down);
    }
}

static void
add_for (const char *dialect, const char *name, void (*func) (Peer *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/fake-server/%s", name);

  g_test_add (path, Peer, dialect, peer_set_up, func, peer_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_for_all ("creates-and-reads", test_creates_and_reads);
  add_for_all ("creates-once", test_creates_once);
  add_for_all ("updates-on-condition", test_updates_on_condition);
  add_for_all ("searches", test_searches);
  add_for_all ("deletes", test_deletes);
  add_for_all ("refuses", test_refuses);
  add_for_all ("rolls-back", test_rolls_back);
  g_test_add_func ("/fake-server/offset-pages-drift", test_offset_pages_drift);
  add_for ("medplum-like", "shares-stamps", test_shares_stamps);
  add_for ("plain", "commits-late", test_commits_late);
  add_for ("hapi-like", "unseen-update-is-transient", test_unseen_update_is_transient);
  add_for ("healthlake-like", "index-lags", test_index_lags);
  add_for ("hapi-like", "caches-searches", test_caches_searches);
  add_for ("medplum-like", "rewrites", test_rewrites);
  add_for ("google-like", "races", test_races);
  add_for ("plain", "faults", test_faults);
  add_for ("plain", "goes-offline", test_goes_offline);
  add_for ("plain", "dies", test_dies);

  return g_test_run ();
}
