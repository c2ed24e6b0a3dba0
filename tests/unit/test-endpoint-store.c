/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-instant.h"
#include "endpoint/foyer-endpoint-limits.h"
#include "endpoint/foyer-endpoint-sql-private.h"
#include "endpoint/foyer-endpoint-tokens.h"
#include "fhir/foyer-json.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  char               *folder; /* (owned) */
  FoyerEndpointStore *store;  /* (owned) */
  gint64              now_us;
} Fixture;

static gint64
test_clock (gpointer data)
{
  return ((Fixture *) data)->now_us;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("foyer-XXXXXX", &error);
  g_assert_no_error (error);
  self->store = foyer_endpoint_store_open (self->folder, &error);
  g_assert_no_error (error);
  self->now_us = G_GINT64_CONSTANT (1795453200123456);
  foyer_endpoint_store_set_clock (self->store, test_clock, self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "endpoint.db", "endpoint.db-wal",
                                       "endpoint.db-shm" };

  g_clear_pointer (&self->store, foyer_endpoint_store_close);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

static FoyerEndpointDraft *
draft_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  FoyerEndpointDraft *draft = foyer_endpoint_draft_new (text, strlen (text), &error);

  g_assert_no_error (error);

  return draft;
}

static FoyerEndpointVersion *
create (Fixture *self, const char *text)
{
  g_autoptr (FoyerEndpointDraft) draft = draft_of (text);
  g_autoptr (GError) error = NULL;
  gboolean              created;
  FoyerEndpointVersion *made =
      foyer_endpoint_store_create (self->store, draft, NULL, NULL, &created, &error);

  g_assert_no_error (error);
  g_assert_true (created);

  return made;
}

static FoyerEndpointVersion *
update (
    Fixture *self, const char *id, gint64 if_version, const char *text, GError **error)
{
  g_autoptr (FoyerEndpointDraft) draft = draft_of (text);

  return foyer_endpoint_store_update (self->store, draft, id, if_version, error);
}

static char *
text_of (FoyerEndpointVersion *version)
{
  gsize       length;
  const char *text = g_bytes_get_data (version->body, &length);

  return g_strndup (text, length);
}

static void
test_keeps_the_text (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerEndpointVersion) made =
      create (self, "{ \"id\" : \"mine\", \"a\" : [ 1.00 , \"x } ] \\\" ,\" ] ,\n"
                    "\"meta\":{\"versionId\":\"9\",\"profile\":[\"p\"],"
                    "\"lastUpdated\":\"1999\"}, \"resourceType\" : \"Patient\" }");
  g_autofree char *text = text_of (made);
  g_autofree char *expected = g_strdup_printf (
      "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"meta\":{\"versionId\":\"1\","
      "\"lastUpdated\":\"2026-11-23T17:00:00.123Z\",\"profile\":[\"p\"]},"
      "\"a\":[1.00,\"x } ] \\\" ,\"]}",
      made->id);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (made->id, !=, "mine");
}

static void
test_stamps_only_grow (Fixture *self, gconstpointer data)
{
  gint64 last = 0;

  for (int i = 0; i < 50; i++)
    {
      g_autoptr (FoyerEndpointVersion) made = NULL;

      /* The clock stands still, and then it is set back. */
      if (i == 25)
        self->now_us -= G_TIME_SPAN_HOUR;
      made = create (self, "{\"resourceType\":\"Patient\"}");
      g_assert_cmpint (made->updated_ms, >, last);
      last = made->updated_ms;
    }
}

static void
test_same_body_is_no_version (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerEndpointVersion) made =
      create (self, "{\"resourceType\":\"Patient\",\"active\":true,\"gender\":\"male\"}");
  g_autoptr (FoyerEndpointVersion) same = NULL;
  g_autoptr (FoyerEndpointVersion) other = NULL;
  g_autoptr (GError) error = NULL;

  same = update (self, made->id, 1,
                 "{\"resourceType\":\"Patient\",\"gender\":\"male\",\"active\": true,"
                 "\"meta\":{\"versionId\":\"1\"}}",
                 &error);
  g_assert_no_error (error);
  g_assert_cmpint (same->version, ==, 1);
  g_assert_cmpint (same->updated_ms, ==, made->updated_ms);

  other = update (self, made->id, 1,
                  "{\"resourceType\":\"Patient\",\"gender\":\"male\",\"active\":true,"
                  "\"meta\":{\"tag\":[{\"code\":\"x\"}]}}",
                  &error);
  g_assert_no_error (error);
  g_assert_cmpint (other->version, ==, 2);
}

static void
test_update_refuses (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerEndpointVersion) made = create (self, "{\"resourceType\":\"Patient\"}");
  const char *changed = "{\"resourceType\":\"Patient\",\"active\":true}";
  g_autoptr (GError) error = NULL;

  g_assert_null (update (self, made->id, 2, changed, &error));
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_VERSION);
  g_clear_error (&error);
  g_assert_null (update (self, "nobody", 0, changed, &error));
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (foyer_endpoint_store_delete (self->store, "Patient", made->id, &error));
  g_assert_null (update (self, made->id, 0, changed, &error));
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_GONE);
  g_clear_error (&error);
  g_assert_false (foyer_endpoint_store_delete (self->store, "Patient", made->id, &error));
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_GONE);
}

static void
test_versions_stay (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerEndpointVersion) made =
      create (self, "{\"resourceType\":\"Patient\",\"active\":true}");
  g_autoptr (FoyerEndpointVersion) first = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  gint64 total;

  for (int i = 2; i <= 4; i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"resourceType\":\"Patient\",\"n\":%d}", i);
      g_autoptr (FoyerEndpointVersion) next =
          update (self, made->id, i - 1, text, &error);

      g_assert_no_error (error);
      g_assert_cmpint (next->version, ==, i);
    }

  first = foyer_endpoint_store_read (self->store, "Patient", made->id, 1, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first->body, made->body));
  g_assert_null (foyer_endpoint_store_read (self->store, "Patient", made->id, 5, &error));
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  versions = foyer_endpoint_store_history (self->store, "Patient", made->id, 4, 2, &total,
                                           &error);
  g_assert_no_error (error);
  g_assert_cmpint (total, ==, 4);
  g_assert_cmpuint (versions->len, ==, 2);
  g_assert_cmpint (((FoyerEndpointVersion *) versions->pdata[0])->version, ==, 3);
}

static FoyerEndpointVersion *
create_once (Fixture *self, const char *value, gboolean *out_created, GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"s:s\","
      "\"value\":\"%s\"}]}",
      value);
  g_autoptr (FoyerEndpointDraft) draft = draft_of (text);

  return foyer_endpoint_store_create (self->store, draft, "s:s", value, out_created,
                                      error);
}

static void
test_creates_once (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerEndpointVersion) one = NULL;
  g_autoptr (FoyerEndpointVersion) two = NULL;
  g_autoptr (FoyerEndpointVersion) twin = NULL;
  g_autoptr (GError) error = NULL;
  gboolean created;

  one = create_once (self, "a", &created, &error);
  g_assert_true (created);
  two = create_once (self, "a", &created, &error);
  g_assert_false (created);
  g_assert_cmpstr (one->id, ==, two->id);

  twin =
      create (self, "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"s:s\","
                    "\"value\":\"a\"}]}");
  g_assert_null (create_once (self, "a", &created, &error));
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_AMBIGUOUS);
  g_clear_error (&error);

  /* An identifier that was taken off, or whose resource is gone, does not count. */
  g_clear_pointer (&two, foyer_endpoint_version_free);
  two = update (self, one->id, 1, "{\"resourceType\":\"Patient\"}", &error);
  g_assert_no_error (error);
  foyer_endpoint_store_delete (self->store, "Patient", twin->id, &error);
  g_assert_no_error (error);
  g_clear_pointer (&two, foyer_endpoint_version_free);
  two = create_once (self, "a", &created, &error);
  g_assert_true (created);
}

static void
test_references_have_to_be_there (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerEndpointVersion) patient =
      create (self, "{\"resourceType\":\"Patient\"}");
  g_autofree char *text = g_strdup_printf (
      "{\"resourceType\":\"Basic\",\"subject\":{\"reference\":\"Patient/%s\"}}",
      patient->id);
  g_autoptr (FoyerEndpointVersion) made = create (self, text);
  g_autoptr (FoyerEndpointDraft) draft = draft_of (text);
  g_autoptr (GError) error = NULL;
  gboolean created;

  g_assert_true (
      foyer_endpoint_store_delete (self->store, "Patient", patient->id, &error));
  g_assert_null (
      foyer_endpoint_store_create (self->store, draft, NULL, NULL, &created, &error));
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "Basic.subject.reference: "));
}

static void
test_group_steps_fail_alone (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerEndpointVersion) one = NULL;
  g_autoptr (FoyerEndpointVersion) two = NULL;
  g_autoptr (FoyerEndpointVersion) found = NULL;
  g_autoptr (GError) error = NULL;

  foyer_endpoint_store_begin_group (self->store);
  one = create (self, "{\"resourceType\":\"Patient\"}");
  g_assert_null (
      update (self, one->id, 3, "{\"resourceType\":\"Patient\",\"n\":1}", &error));
  g_clear_error (&error);
  two = create (self, "{\"resourceType\":\"Patient\"}");
  g_assert_true (foyer_endpoint_store_end_group (self->store));

  found = foyer_endpoint_store_read (self->store, "Patient", two->id, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (two->updated_ms, ==, one->updated_ms + 1);
}

static void
test_busy_is_said (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerEndpointStore) other = foyer_endpoint_store_open (self->folder, NULL);
  g_autoptr (FoyerEndpointVersion) made = create (self, "{\"resourceType\":\"Patient\"}");
  g_autoptr (FoyerEndpointVersion) later = NULL;
  const char *changed = "{\"resourceType\":\"Patient\",\"active\":true}";
  g_autoptr (GError) error = NULL;

  foyer_endpoint_store_begin_group (other);
  g_assert_null (update (self, made->id, 1, changed, &error));
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_BUSY);
  g_clear_error (&error);

  /* A group that cannot begin refuses all of its writes at once. */
  foyer_endpoint_store_begin_group (self->store);
  g_assert_null (update (self, made->id, 1, changed, &error));
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (foyer_endpoint_store_end_group (self->store));
  foyer_endpoint_store_forgive (self->store);

  g_assert_true (foyer_endpoint_store_end_group (other));
  later = update (self, made->id, 1, changed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (later->version, ==, 2);
}

/* Writes until the disk is full: who was told so has left nothing behind, and who was not is
 * there. */
static void
test_full_disk (Fixture *self, gconstpointer data)
{
  g_autofree char *large = g_strnfill (20000, 'x');
  g_autofree char *text =
      g_strdup_printf ("{\"resourceType\":\"Patient\",\"x\":\"%s\"}", large);
  g_autoptr (FoyerEndpointDraft) draft = draft_of (text);
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (FoyerEndpointVersion) after = NULL;
  guint    n_told = 0;
  guint    n_failed = 0;
  gboolean created;

  g_assert_true (foyer_endpoint_exec (self->store, "PRAGMA max_page_count = 200", NULL));
  for (int group = 0; group < 12; group++)
    {
      guint n_made = 0;

      foyer_endpoint_store_begin_group (self->store);
      for (int i = 0; i < 5; i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (FoyerEndpointVersion) made = foyer_endpoint_store_create (
              self->store, draft, NULL, NULL, &created, &error);

          g_assert_true ((made == NULL) == (error != NULL));
          if (made != NULL)
            n_made++;
          else
            n_failed++;
        }
      if (foyer_endpoint_store_end_group (self->store))
        n_told += n_made;
      foyer_endpoint_store_forgive (self->store);
    }
  g_assert_cmpuint (n_failed, >, 0);

  g_assert_true (
      foyer_endpoint_exec (self->store, "PRAGMA max_page_count = 100000", NULL));
  kept = foyer_endpoint_newest (self->store, "Patient", 1000, NULL);
  g_assert_cmpuint (kept->len, ==, n_told);
  after = create (self, "{\"resourceType\":\"Patient\"}");
}

static void
test_own_resources_obey_the_rules (Fixture *self, gconstpointer data)
{
  g_autoptr (json_t) good = json_pack ("{s:s}", "resourceType", "Patient");
  g_autoptr (json_t) bad =
      json_pack ("{s:s, s:s}", "resourceType", "Patient", "birthDate", "yesterday");
  g_autoptr (GPtrArray) newest = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = foyer_endpoint_create (self->store, good, &error);

  g_assert_no_error (error);
  g_assert_null (foyer_endpoint_create (self->store, bad, &error));
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_INVALID);
  g_clear_error (&error);

  newest = foyer_endpoint_newest (self->store, "Patient", 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (newest->len, ==, 1);
  g_assert_cmpstr (json_string_value (json_object_get (newest->pdata[0], "id")), ==, id);
}

static void
test_newer_database_is_left_alone (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "endpoint.db", NULL);
  guint8           newer[4] = { 0, 0, 0, 99 };
  FILE            *file;

  /* The number of the schema stands at byte 60 of the file, once the log is empty. */
  g_clear_pointer (&self->store, foyer_endpoint_store_close);
  file = fopen (path, "r+b");
  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, 60, SEEK_SET), ==, 0);
  g_assert_cmpint (fwrite (newer, sizeof newer, 1, file), ==, 1);
  fclose (file);

  self->store = foyer_endpoint_store_open (self->folder, &error);
  g_assert_null (self->store);
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_FAILED);
}

static void
test_tokens (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *front = foyer_endpoint_tokens_add (self->store, "front", &error);
  g_autofree char *back = foyer_endpoint_tokens_add (self->store, "back", &error);
  g_autofree char *name = foyer_endpoint_tokens_check (self->store, back, &error);
  g_autoptr (GPtrArray) tokens = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (front, !=, back);
  g_assert_cmpstr (name, ==, "back");
  g_assert_null (foyer_endpoint_tokens_add (self->store, "front", &error));
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (foyer_endpoint_tokens_add (self->store, "a\nb", &error));
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_USAGE);
  g_clear_error (&error);

  g_assert_true (foyer_endpoint_tokens_touch (self->store, "front", 1795453200, &error));
  g_assert_true (foyer_endpoint_tokens_revoke (self->store, "front", &error));
  g_assert_null (foyer_endpoint_tokens_check (self->store, front, &error));
  g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  tokens = foyer_endpoint_tokens_list (self->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tokens->len, ==, 2);
  g_assert_cmpint (((FoyerEndpointToken *) tokens->pdata[0])->used_at, ==, 1795453200);
  g_assert_cmpint (((FoyerEndpointToken *) tokens->pdata[0])->revoked_at, >, 0);
  g_assert_cmpint (((FoyerEndpointToken *) tokens->pdata[1])->revoked_at, ==, 0);
}

static void
test_limits (void)
{
  g_autoptr (FoyerEndpointLimits) limits = foyer_endpoint_limits_new (2, 4);
  g_autoptr (FoyerEndpointLimits) none = foyer_endpoint_limits_new (0, 0);
  gint64 now_us = 1000 * G_USEC_PER_SEC;

  for (int i = 0; i < 4; i++)
    g_assert_cmpuint (foyer_endpoint_limits_take (limits, "a", now_us), ==, 0);
  g_assert_cmpuint (foyer_endpoint_limits_take (limits, "a", now_us), ==, 1);
  g_assert_cmpuint (foyer_endpoint_limits_take (limits, "b", now_us), ==, 0);
  g_assert_cmpuint (foyer_endpoint_limits_take (limits, "a", now_us + 500000), ==, 0);
  g_assert_cmpuint (foyer_endpoint_limits_take (limits, "a", now_us + 500000), ==, 1);

  /* A clock that is set back, and more senders than are remembered. */
  g_assert_cmpuint (foyer_endpoint_limits_take (limits, "a", now_us / 2), ==, 1);
  for (int i = 0; i < 10000; i++)
    {
      g_autofree char *who = g_strdup_printf ("%d", i);

      g_assert_cmpuint (foyer_endpoint_limits_take (limits, who, now_us), ==, 0);
      g_assert_cmpuint (foyer_endpoint_limits_take (none, who, now_us), ==, 0);
    }
}

static void
test_address_keys (void)
{
  g_autofree char *one = foyer_endpoint_limits_address_key ("2001:db8:1:2::1");
  g_autofree char *two = foyer_endpoint_limits_address_key ("2001:db8:1:2:ffff::9");
  g_autofree char *three = foyer_endpoint_limits_address_key ("2001:db8:1:3::1");
  g_autofree char *four = foyer_endpoint_limits_address_key ("203.0.113.9");

  g_assert_cmpstr (one, ==, two);
  g_assert_cmpstr (one, !=, three);
  g_assert_cmpstr (four, ==, "203.0.113.9");
}

static void
test_instants (void)
{
  static const struct
  {
    const char *text;
    gint64      length_ms;
  } good[] = {
    { "2026", G_GINT64_CONSTANT (365) * 86400000 },
    { "2026-11", G_GINT64_CONSTANT (30) * 86400000 },
    { "2026-11-23", 86400000 },
    { "2026-11-23T09:00Z", 60000 },
    { "2026-11-23T09:00:00Z", 1000 },
    { "2026-11-23T09:00:00.5-08:00", 100 },
    { "2026-11-23T09:00:00.123Z", 1 },
    { "2026-11-23T09:00:00.123456Z", 1 },
  };
  static const char *const bad[] = {
    "", "x", "2026-13", "2026-02-29", "2026-11-23T09:00:00", "2026-11-23T25:00:00Z"
  };
  char   text[FOYER_ENDPOINT_INSTANT_SIZE];
  char   date[FOYER_ENDPOINT_HTTP_DATE_SIZE];
  gint64 start_ms, end_ms;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (foyer_endpoint_instant_range (good[i].text, &start_ms, &end_ms));
      g_assert_cmpint (end_ms - start_ms, ==, good[i].length_ms);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (foyer_endpoint_instant_range (bad[i], &start_ms, &end_ms));
  g_assert_false (foyer_endpoint_instant_range (NULL, &start_ms, &end_ms));

  foyer_endpoint_instant_format (G_GINT64_CONSTANT (1795453200123), text);
  g_assert_cmpstr (text, ==, "2026-11-23T17:00:00.123Z");
  g_assert_true (foyer_endpoint_instant_range (text, &start_ms, &end_ms));
  g_assert_cmpint (start_ms, ==, G_GINT64_CONSTANT (1795453200123));
  foyer_endpoint_instant_format (-1, text);
  g_assert_cmpstr (text, ==, "1969-12-31T23:59:59.999Z");
  foyer_endpoint_http_date (G_GINT64_CONSTANT (1795453200123), date);
  g_assert_cmpstr (date, ==, "Mon, 23 Nov 2026 17:00:00 GMT");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/endpoint-store/text", test_keeps_the_text);
  ADD ("/endpoint-store/stamps", test_stamps_only_grow);
  ADD ("/endpoint-store/same-body", test_same_body_is_no_version);
  ADD ("/endpoint-store/update-refuses", test_update_refuses);
  ADD ("/endpoint-store/versions", test_versions_stay);
  ADD ("/endpoint-store/once", test_creates_once);
  ADD ("/endpoint-store/references", test_references_have_to_be_there);
  ADD ("/endpoint-store/group", test_group_steps_fail_alone);
  ADD ("/endpoint-store/busy", test_busy_is_said);
  ADD ("/endpoint-store/full-disk", test_full_disk);
  ADD ("/endpoint-store/own-resources", test_own_resources_obey_the_rules);
  ADD ("/endpoint-store/newer-database", test_newer_database_is_left_alone);
  ADD ("/endpoint-store/tokens", test_tokens);
  g_test_add_func ("/endpoint-limits/take", test_limits);
  g_test_add_func ("/endpoint-limits/address", test_address_keys);
  g_test_add_func ("/endpoint-instant/all", test_instants);

  return g_test_run ();
}
