/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/fake-server.h"

#include "model/foyer-time.h"

#include <string.h>

/* A request that is on its way. */
typedef struct
{
  gint64     due_ms;
  char      *writer; /* (owned) */
  FoyerCall *call;   /* (owned) */
} Delivery;

static FakeVersion *
fake_version_ref (FakeVersion *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

static void
fake_version_unref (FakeVersion *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->json, json_decref);
  g_free (self->id);
  g_free (self);
}

static void
fake_resource_free (FakeResource *self)
{
  g_ptr_array_unref (self->versions);
  g_free (self->type);
  g_free (self->id);
  g_free (self);
}

static void
fake_write_free (FakeWrite *self)
{
  fake_version_unref (self->version);
  g_clear_pointer (&self->replaced, fake_version_unref);
  g_free (self->writer);
  g_free (self);
}

static void
delivery_free (Delivery *self)
{
  foyer_call_free (self->call);
  g_free (self->writer);
  g_free (self);
}

FakeServer *
fake_server_new (const FakeDialect *dialect, guint32 seed, gint64 start_seconds)
{
  FakeServer *self = g_new0 (FakeServer, 1);

  self->dialect = *dialect;
  self->rand = g_rand_new_with_seed (seed);
  self->now_ms = start_seconds * 1000;
  self->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_ptr_array_unref);
  self->resources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) fake_resource_free);
  self->identifiers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_ptr_array_unref);
  self->snapshots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) g_ptr_array_unref);
  self->deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) delivery_free);
  self->writes = g_ptr_array_new_with_free_func ((GDestroyNotify) fake_write_free);
  self->forgotten = g_ptr_array_new_with_free_func ((GDestroyNotify) fake_resource_free);
  self->next_id = 1000;

  return self;
}

void
fake_server_free (FakeServer *self)
{
  g_ptr_array_unref (self->writes);
  g_ptr_array_unref (self->deliveries);
  g_hash_table_unref (self->snapshots);
  g_hash_table_unref (self->identifiers);
  g_hash_table_unref (self->types);
  g_hash_table_unref (self->resources);
  g_ptr_array_unref (self->forgotten);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_rand_free (self->rand);
  g_free (self);
}

/* Milliseconds since 1970-01-01 UTC as a FHIR instant. */
char *
fake_stamp_format (gint64 ms)
{
  gint64 seconds = ms / 1000;
  int    year, month, day;

  foyer_day_to_ymd ((int) (seconds / 86400), &year, &month, &day);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", year, month, day,
                          (int) (seconds / 3600 % 24), (int) (seconds / 60 % 60),
                          (int) (seconds % 60), (int) (ms % 1000));
}

char *
fake_identifier_key (const char *type, const char *system, const char *value)
{
  return g_strconcat (type, "\n", system, "\n", value, NULL);
}

gboolean
fake_resource_has_identifier (json_t *json, const char *system, const char *value)
{
  json_t *one;
  size_t  i;

  json_array_foreach (json_object_get (json, "identifier"), i, one)
    {
      if (g_strcmp0 (json_string_value (json_object_get (one, "system")), system) == 0 &&
          g_strcmp0 (json_string_value (json_object_get (one, "value")), value) == 0)
        return TRUE;
    }

  return FALSE;
}

FakeVersion *
fake_resource_get_last (FakeResource *self)
{
  return self->versions->len > 0
             ? g_ptr_array_index (self->versions, self->versions->len - 1)
             : NULL;
}

/* What a read at @at_ms finds, or what the index has then; NULL: nothing yet. */
FakeVersion *
fake_resource_get_version (FakeResource *self, gint64 at_ms, gboolean index)
{
  for (guint i = self->versions->len; i-- > 0;)
    {
      FakeVersion *version = g_ptr_array_index (self->versions, i);

      if ((index ? version->searchable_at_ms : version->visible_at_ms) <= at_ms)
        return version;
    }

  return NULL;
}

void
fake_call_refuse (FoyerCall  *call,
                  guint       status,
                  const char *code,
                  const char *expression,
                  const char *diagnostics)
{
  json_t *issue = json_pack ("{s:s, s:s, s:s}", "severity", "error", "code", code,
                             "diagnostics", diagnostics);

  if (expression != NULL)
    json_object_set_new (issue, "expression", json_pack ("[s]", expression));
  call->status = status;
  g_clear_pointer (&call->json, json_decref);
  call->json =
      json_pack ("{s:s, s:[o]}", "resourceType", "OperationOutcome", "issue", issue);
}

/* Storing. */

static gint64
make_stamp (FakeServer *self)
{
  if (self->n_shared_stamps > 0)
    {
      self->n_shared_stamps--;
      return self->shared_stamp_ms;
    }

  return self->now_ms - self->now_ms % self->dialect.stamp_quantum_ms;
}

static char *
make_id (FakeServer *self, gboolean uuid, guint number)
{
  if (!uuid)
    return g_strdup_printf ("%u", number);

  return g_strdup_printf ("%08x-%04x-4%03x-a%03x-%04x%08x", g_rand_int (self->rand),
                          g_rand_int (self->rand) & 0xffff,
                          g_rand_int (self->rand) & 0xfff,
                          g_rand_int (self->rand) & 0xfff,
                          g_rand_int (self->rand) & 0xffff, g_rand_int (self->rand));
}

static gint64
draw_delay (FakeServer *self, gint64 most_ms)
{
  if (most_ms == 0 || g_rand_int_range (self->rand, 0, 3) != 0)
    return 0;

  return g_rand_int_range (self->rand, 0, (gint32) most_ms + 1);
}

static FakeResource *
add_resource (FakeServer *self, const char *type, const char *id)
{
  FakeResource *resource = g_new0 (FakeResource, 1);
  GPtrArray    *of_type = g_hash_table_lookup (self->types, type);

  resource->type = g_strdup (type);
  resource->id = g_strdup (id);
  resource->versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fake_version_unref);
  if (of_type == NULL)
    {
      of_type = g_ptr_array_new ();
      g_hash_table_insert (self->types, g_strdup (type), of_type);
    }
  g_ptr_array_add (of_type, resource);
  g_hash_table_insert (self->resources, g_strconcat (type, "/", id, NULL), resource);

  return resource;
}

static FakeResource *
find_resource (FakeServer *self, const char *type, const char *id)
{
  g_autofree char *path = g_strconcat (type, "/", id, NULL);

  return g_hash_table_lookup (self->resources, path);
}

static void
index_identifiers (FakeServer *self, FakeResource *resource, json_t *json)
{
  json_t *one;
  size_t  i;

  json_array_foreach (json_object_get (json, "identifier"), i, one)
    {
      const char      *system = json_string_value (json_object_get (one, "system"));
      const char      *value = json_string_value (json_object_get (one, "value"));
      g_autofree char *key = NULL;
      GPtrArray       *found;

      if (system == NULL || value == NULL)
        continue;
      key = fake_identifier_key (resource->type, system, value);
      found = g_hash_table_lookup (self->identifiers, key);
      if (found == NULL)
        {
          found = g_ptr_array_new ();
          g_hash_table_insert (self->identifiers, g_steal_pointer (&key), found);
        }
      if (!g_ptr_array_find (found, resource, NULL))
        g_ptr_array_add (found, resource);
    }
}

/* 100.00 becomes 100: numbers are kept as what they are worth. */
static void
rewrite_numbers (json_t *json)
{
  json_t     *child;
  const char *key;
  size_t      i;
  void       *next;

  if (json_is_array (json))
    {
      json_array_foreach (json, i, child)
        {
          rewrite_numbers (child);
        }
      return;
    }

  json_object_foreach_safe (json, next, key, child)
  {
    double value = json_real_value (child);

    if (json_is_real (child) && value == (double) (json_int_t) value)
      json_object_set_new (json, key, json_integer ((json_int_t) value));
    else
      rewrite_numbers (child);
  }
}

/* What the server makes of a body, without id and meta. */
static json_t *
adopt_body (FakeServer *self, json_t *body)
{
  json_t *json = json_deep_copy (body);
  json_t *meta = json_object_get (json, "meta");
  json_t *attachment;
  json_t *content;
  size_t  i;

  json_object_del (json, "id");
  json_object_del (meta, "versionId");
  json_object_del (meta, "lastUpdated");
  json_object_del (meta, "author");
  if (meta != NULL && json_object_size (meta) == 0)
    json_object_del (json, "meta");
  if (self->dialect.rewrites)
    {
      rewrite_numbers (json);
      json_array_foreach (json_object_get (json, "content"), i, content)
        {
          attachment = json_object_get (content, "attachment");
          json_object_del (attachment, "url");
        }
    }
  if (self->dialect.narrates && json_object_get (json, "text") == NULL)
    json_object_set_new (
        json, "text",
        json_pack ("{s:s, s:s}", "status", "generated", "div",
                   "<div xmlns=\"http://www.w3.org/1999/xhtml\">generated</div>"));

  return json;
}

static gboolean
is_same_content (FakeVersion *version, json_t *adopted)
{
  g_autoptr (json_t) old = json_copy (version->json);
  g_autoptr (json_t) meta = json_deep_copy (json_object_get (old, "meta"));

  json_object_del (old, "id");
  json_object_del (meta, "versionId");
  json_object_del (meta, "lastUpdated");
  json_object_del (meta, "author");
  if (json_object_size (meta) == 0)
    json_object_del (old, "meta");
  else
    json_object_set (old, "meta", meta);

  return json_equal (old, adopted);
}

/* Takes over @adopted, which is NULL for a deletion. */
static FakeVersion *
add_version (FakeServer   *self,
             FakeResource *resource,
             const char   *writer,
             json_t       *adopted,
             gboolean      has_condition,
             gint64        late_ms)
{
  FakeVersion     *last = fake_resource_get_last (resource);
  FakeVersion     *version = g_new0 (FakeVersion, 1);
  FakeWrite       *write = g_new0 (FakeWrite, 1);
  g_autofree char *stamp = NULL;

  g_atomic_ref_count_init (&version->references);
  version->json = adopted;
  version->id = make_id (self, self->dialect.uuid_versions, resource->versions->len + 1);
  version->stamp_ms = make_stamp (self);
  if (last != NULL)
    version->stamp_ms = MAX (version->stamp_ms, last->stamp_ms);
  version->visible_at_ms = self->now_ms + late_ms;
  version->searchable_at_ms =
      version->visible_at_ms + draw_delay (self, self->dialect.index_lag_ms);
  if (last != NULL)
    {
      version->visible_at_ms = MAX (version->visible_at_ms, last->visible_at_ms);
      version->searchable_at_ms = MAX (version->searchable_at_ms, last->searchable_at_ms);
    }
  if (adopted != NULL)
    {
      json_t *meta = json_object_get (adopted, "meta");

      stamp = fake_stamp_format (version->stamp_ms);
      if (meta == NULL)
        {
          meta = json_object ();
          json_object_set_new (adopted, "meta", meta);
        }
      json_object_set_new (meta, "versionId", json_string (version->id));
      json_object_set_new (meta, "lastUpdated", json_string (stamp));
      if (self->dialect.rewrites)
        json_object_set_new (meta, "author", json_pack ("{s:s}", "display", writer));
      json_object_set_new (adopted, "id", json_string (resource->id));
      index_identifiers (self, resource, adopted);
    }
  g_ptr_array_add (resource->versions, version);

  write->resource = resource;
  write->version = fake_version_ref (version);
  write->replaced = last != NULL ? fake_version_ref (last) : NULL;
  write->writer = g_strdup (writer);
  write->has_condition = has_condition;
  g_ptr_array_add (self->writes, write);

  return version;
}

/* Answering. */

/* A copy as it goes out, with what the dialect does to it. */
json_t *
fake_server_present (FakeServer *self, json_t *json)
{
  json_t     *copy;
  json_t     *child;
  const char *key;
  size_t      i;

  if (!self->dialect.shuffles && !self->dialect.rewrites)
    return json_deep_copy (json);

  if (json_is_array (json))
    {
      copy = json_array ();
      json_array_foreach (json, i, child)
        {
          json_array_append_new (copy, fake_server_present (self, child));
        }
      return copy;
    }
  if (!json_is_object (json))
    return json_deep_copy (json);

  copy = json_object ();
  if (self->dialect.shuffles && json_object_size (json) > 1)
    {
      const char *first = NULL;
      size_t      skip =
          (size_t) g_rand_int_range (self->rand, 0, (gint32) json_object_size (json));

      /* Whatever comes first after a turn of the ring. */
      i = 0;
      json_object_foreach (json, key, child)
      {
        if (i++ == skip)
          first = key;
        if (first != NULL)
          json_object_set_new (copy, key, fake_server_present (self, child));
      }
      json_object_foreach (json, key, child)
      {
        if (key == first)
          break;
        json_object_set_new (copy, key, fake_server_present (self, child));
      }
    }
  else
    json_object_foreach (json, key, child)
    {
      json_object_set_new (copy, key, fake_server_present (self, child));
    }

  child = self->dialect.rewrites ? json_object_get (copy, "attachment") : NULL;
  if (child != NULL)
    {
      g_autofree char *url =
          g_strdup_printf ("https://storage.example/%u?Expires=%" G_GINT64_FORMAT,
                           (guint) json_object_size (child), self->now_ms / 1000 + 3600);

      json_object_set_new (child, "url", json_string (url));
    }

  return copy;
}

static void
answer_version (FakeServer *self, FoyerCall *call, guint status, FakeVersion *version)
{
  call->status = status;
  call->json = fake_server_present (self, version->json);
  if (self->dialect.sends_etag)
    call->version = g_strdup (version->id);
}

static void
answer_metadata (FakeServer *self, FoyerCall *call)
{
  static const char *const types[] = {
    "Appointment",           "Basic",        "Communication",    "DocumentReference",
    "HealthcareService",     "Location",     "Organization",     "Patient",
    "PaymentReconciliation", "Practitioner", "PractitionerRole", "Schedule",
    "ServiceRequest",        "Task",         "Account",
  };
  json_t *list = json_array ();

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    json_array_append_new (
        list, json_pack ("{s:s, s:s, s:b, s:b, s:b}", "type", types[i], "versioning",
                         "versioned-update", "readHistory", TRUE, "conditionalCreate",
                         TRUE, "updateCreate", self->dialect.updates_as_create));
  call->status = 200;
  call->json = json_pack (
      "{s:s, s:s, s:s, s:s, s:{s:s, s:s}, s:[s], s:[{s:s, s:o}]}", "resourceType",
      "CapabilityStatement", "status", "active", "kind", "instance", "fhirVersion",
      "4.0.1", "software", "name", self->dialect.name, "version", "1", "format",
      "application/fhir+json", "rest", "mode", "server", "resource", list);
}

static void
answer_read (FakeServer *self, FoyerCall *call, const char *type, const char *id)
{
  FakeResource *resource = find_resource (self, type, id);
  FakeVersion  *version =
      resource != NULL ? fake_resource_get_version (resource, self->now_ms, FALSE) : NULL;

  if (version == NULL)
    fake_call_refuse (call, 404, "not-found", NULL, "there is no such resource");
  else if (version->json == NULL)
    fake_call_refuse (call, 410, "deleted", NULL, "the resource was deleted");
  else
    answer_version (self, call, 200, version);
}

static void
answer_history (
    FakeServer *self, FoyerCall *call, const char *type, const char *id, const char *vid)
{
  FakeResource *resource = find_resource (self, type, id);
  json_t       *entries;

  if (resource == NULL)
    {
      fake_call_refuse (call, 404, "not-found", NULL, "there is no such resource");
      return;
    }

  entries = json_array ();
  for (guint i = resource->versions->len; i-- > 0;)
    {
      FakeVersion *version = g_ptr_array_index (resource->versions, i);

      if (version->visible_at_ms > self->now_ms)
        continue;
      if (vid != NULL && g_str_equal (vid, version->id))
        {
          if (version->json != NULL)
            answer_version (self, call, 200, version);
          else
            fake_call_refuse (call, 410, "deleted", NULL, "the version is a deletion");
          break;
        }
      if (vid == NULL && version->json != NULL)
        json_array_append_new (
            entries,
            json_pack ("{s:o}", "resource", fake_server_present (self, version->json)));
    }
  if (vid == NULL)
    {
      call->status = 200;
      call->json = json_pack ("{s:s, s:s, s:o}", "resourceType", "Bundle", "type",
                              "history", "entry", entries);
      return;
    }
  json_decref (entries);
  if (call->status == 0)
    fake_call_refuse (call, 404, "not-found", NULL, "there is no such version");
}

/* Writing. */

/* The first reference that leads nowhere, or NULL. */
static const char *
find_dangling (FakeServer *self, json_t *json)
{
  const char *text = json_string_value (json_object_get (json, "reference"));
  const char *found = NULL;
  const char *key;
  json_t     *child;
  size_t      i;

  if (text != NULL && text[0] != '#' && strchr (text, ':') == NULL)
    {
      FakeResource *target = g_hash_table_lookup (self->resources, text);
      FakeVersion  *last = target != NULL ? fake_resource_get_last (target) : NULL;

      return last == NULL || last->json == NULL ? text : NULL;
    }

  if (json_is_array (json))
    {
      json_array_foreach (json, i, child)
        {
          if (found == NULL)
            found = find_dangling (self, child);
        }
    }
  else
    json_object_foreach (json, key, child)
    {
      if (found == NULL)
        found = find_dangling (self, child);
    }

  return found;
}

static json_t *
parse_body (FakeServer *self, FoyerCall *call, const char *type)
{
  json_t     *body = NULL;
  const char *wrong;

  if (call->body != NULL)
    body = json_loadb (g_bytes_get_data (call->body, NULL), g_bytes_get_size (call->body),
                       JSON_REJECT_DUPLICATES, NULL);
  if (body == NULL)
    {
      fake_call_refuse (call, 400, "structure", NULL, "the body is no JSON");
      return NULL;
    }

  if (g_strcmp0 (json_string_value (json_object_get (body, "resourceType")), type) != 0)
    fake_call_refuse (call, 400, "invariant", "resourceType", "type and address differ");
  else if (self->rule != NULL && (wrong = self->rule (body, self->rule_data)) != NULL)
    fake_call_refuse (call, 422, "processing", wrong, "the clinic's rules refuse this");
  else if (self->dialect.enforces_references &&
           (wrong = find_dangling (self, body)) != NULL)
    fake_call_refuse (call, 400, "processing", NULL, wrong);
  else
    return body;
  json_decref (body);

  return NULL;
}

static gboolean
read_condition (const FoyerCall *call, char **out_system, char **out_value)
{
  g_autofree char *token = NULL;
  char            *separator;

  if (!g_str_has_prefix (call->if_none_exist, "identifier=") ||
      strpbrk (call->if_none_exist, "|& ") != NULL)
    return FALSE;
  token = g_uri_unescape_string (call->if_none_exist + strlen ("identifier="), NULL);
  separator = token != NULL ? strchr (token, '|') : NULL;
  if (separator == NULL || strpbrk (separator + 1, "|,$\\ ") != NULL)
    return FALSE;
  *separator = '\0';
  *out_system = g_strdup (token);
  *out_value = g_strdup (separator + 1);

  return TRUE;
}

/* What If-None-Exist finds now.  A racy server looks into its index for it.  @out_pending
 * says whether one is under way that is not to be seen yet. */
static GPtrArray *
match_identifier (FakeServer *self,
                  const char *type,
                  const char *system,
                  const char *value,
                  gboolean   *out_pending)
{
  g_autofree char *key = fake_identifier_key (type, system, value);
  GPtrArray       *known = g_hash_table_lookup (self->identifiers, key);
  GPtrArray       *matches = g_ptr_array_new ();

  *out_pending = FALSE;
  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      FakeResource *resource = g_ptr_array_index (known, i);
      FakeVersion  *version =
          fake_resource_get_version (resource, self->now_ms, self->dialect.racy_create);
      FakeVersion *last = fake_resource_get_last (resource);

      if (version != NULL && version->json != NULL &&
          fake_resource_has_identifier (version->json, system, value))
        g_ptr_array_add (matches, resource);
      else if (last != NULL && last->visible_at_ms > self->now_ms && last->json != NULL &&
               fake_resource_has_identifier (last->json, system, value))
        *out_pending = TRUE;
    }

  return matches;
}

/* What a conditional create finds now: for a server that looks long before it writes. */
GPtrArray *
fake_server_match (FakeServer *self, const FoyerCall *call)
{
  g_autofree char *system = NULL;
  g_autofree char *value = NULL;
  gboolean         pending;

  if (call->if_none_exist == NULL || !read_condition (call, &system, &value))
    return g_ptr_array_new ();

  return match_identifier (self, call->target, system, value, &pending);
}

static gint64
answer_create (FakeServer *self,
               const char *writer,
               FoyerCall  *call,
               const char *type,
               GPtrArray  *seen)
{
  g_autoptr (json_t) body = parse_body (self, call, type);
  g_autoptr (GPtrArray) matches = NULL;
  g_autofree char *system = NULL;
  g_autofree char *value = NULL;
  g_autofree char *id = NULL;
  FakeVersion     *version;
  gboolean         pending = FALSE;

  if (body == NULL)
    return 0;
  if (call->if_none_exist != NULL)
    {
      if (!read_condition (call, &system, &value))
        {
          fake_call_refuse (call, 400, "not-supported", NULL,
                            "If-None-Exist is not identifier=system%7Cvalue");
          return 0;
        }
      if (!fake_resource_has_identifier (body, system, value))
        {
          fake_call_refuse (call, 409, "conflict", NULL,
                            "the resource does not match its own If-None-Exist");
          return 0;
        }
      matches = match_identifier (self, type, system, value, &pending);
      if (seen != NULL)
        {
          g_clear_pointer (&matches, g_ptr_array_unref);
          matches = g_ptr_array_ref (seen);
        }
      if (matches->len > 1)
        {
          fake_call_refuse (call, 412, "multiple-matches", NULL,
                            "several resources match");
          return 0;
        }
      if (matches->len == 1)
        {
          FakeResource *resource = g_ptr_array_index (matches, 0);

          version = fake_resource_get_version (resource, self->now_ms, FALSE);
          if (version->json != NULL)
            {
              answer_version (self, call, 200, version);
              return 0;
            }
        }
      if (pending && !self->dialect.racy_create)
        {
          fake_call_refuse (call, 409, "conflict", NULL, "another create is under way");
          return 0;
        }
    }

  id = make_id (self, self->dialect.uuid_ids, self->next_id++);
  version =
      add_version (self, add_resource (self, type, id), writer, adopt_body (self, body),
                   call->if_none_exist != NULL, draw_delay (self, self->dialect.late_ms));
  answer_version (self, call, 201, version);

  return version->visible_at_ms;
}

static gint64
answer_update (FakeServer *self,
               const char *writer,
               FoyerCall  *call,
               const char *type,
               const char *id)
{
  g_autoptr (json_t) body = parse_body (self, call, type);
  g_autoptr (json_t) adopted = NULL;
  FakeResource *resource = find_resource (self, type, id);
  FakeVersion  *last = resource != NULL ? fake_resource_get_last (resource) : NULL;
  guint         status = 200;

  if (body == NULL)
    return 0;
  if (g_strcmp0 (json_string_value (json_object_get (body, "id")), id) != 0)
    {
      fake_call_refuse (call, 400, "invariant", "id", "id and address differ");
      return 0;
    }
  if (last == NULL && !self->dialect.updates_as_create)
    {
      fake_call_refuse (call, 404, "not-found", NULL, "there is no such resource");
      return 0;
    }
  if (last != NULL && last->json == NULL && !self->dialect.resurrects)
    {
      fake_call_refuse (call, 410, "deleted", NULL, "the resource was deleted");
      return 0;
    }
  if (call->if_match != NULL && (last == NULL || last->json != NULL) &&
      (last == NULL || !g_str_equal (last->id, call->if_match)))
    {
      fake_call_refuse (call, self->dialect.mismatch_status, "conflict", NULL,
                        "the version has changed");
      return 0;
    }

  adopted = adopt_body (self, body);
  if (last == NULL)
    {
      resource = add_resource (self, type, id);
      status = 201;
    }
  else if (self->dialect.suppresses_no_op && last->json != NULL &&
           is_same_content (last, adopted))
    {
      answer_version (self, call, 200, last);
      return 0;
    }
  last = add_version (self, resource, writer, g_steal_pointer (&adopted),
                      call->if_match != NULL, draw_delay (self, self->dialect.late_ms));
  answer_version (self, call, status, last);

  return last->visible_at_ms;
}

/* Carries out a request.  @matches: what a racy conditional create has seen before, or NULL.
 * Returns when what was written is to be seen, so that the answer does not come earlier; 0 if
 * nothing was written. */
gint64
fake_server_carry_out (FakeServer *self,
                       const char *writer,
                       FoyerCall  *call,
                       GPtrArray  *matches,
                       gboolean    from_cache)
{
  const char      *target = call->target;
  const char      *query;
  g_autofree char *path = NULL;
  g_auto (GStrv) parts = NULL;
  guint  n_parts;
  gint64 visible_at_ms = 0;

  self->n_requests++;
  call->server_time = self->now_ms / 1000;
  if (!g_str_equal (call->method, "GET"))
    {
      self->n_writes++;
      if (call->if_match == NULL && call->if_none_exist == NULL)
        self->n_unconditional++;
    }
  if (g_str_has_prefix (target, FAKE_BASE))
    target += strlen (FAKE_BASE);
  /* What Tomcat refuses, and what is no part of an address. */
  if (strpbrk (target, "| \"<>\\^`{}") != NULL || target[0] == '/')
    {
      fake_call_refuse (call, 400, "invalid", NULL, "the address is not encoded");
      return 0;
    }

  query = strchr (target, '?');
  path = query != NULL ? g_strndup (target, (gsize) (query - target)) : g_strdup (target);
  query = query != NULL ? query + 1 : "";
  parts = g_strsplit (path, "/", -1);
  n_parts = g_strv_length (parts);

  if (g_str_equal (call->method, "GET") && g_str_equal (path, "metadata"))
    answer_metadata (self, call);
  else if (n_parts == 0 || (!g_ascii_isupper (parts[0][0]) && parts[0][0] != '\0'))
    fake_call_refuse (call, 404, "not-supported", NULL, "there is nothing here");
  else if (g_str_equal (call->method, "GET") && n_parts == 1)
    fake_server_search (self, call, parts[0], query, from_cache);
  else if (g_str_equal (call->method, "GET") && n_parts == 2)
    answer_read (self, call, parts[0], parts[1]);
  else if (g_str_equal (call->method, "GET") && n_parts <= 4 &&
           g_str_equal (parts[2], "_history"))
    answer_history (self, call, parts[0], parts[1], parts[3]);
  else if (g_str_equal (call->method, "POST") && n_parts == 1 && parts[0][0] != '\0')
    visible_at_ms = answer_create (self, writer, call, parts[0], matches);
  else if (g_str_equal (call->method, "PUT") && n_parts == 2)
    visible_at_ms = answer_update (self, writer, call, parts[0], parts[1]);
  else
    fake_call_refuse (call, 404, "not-supported", NULL, "there is nothing here");

  return visible_at_ms;
}

/* Time, and requests that take theirs. */

static int
compare_deliveries (gconstpointer a, gconstpointer b)
{
  gint64 first = (*(Delivery *const *) a)->due_ms;
  gint64 second = (*(Delivery *const *) b)->due_ms;

  return (first > second) - (first < second);
}

/* Lets time pass, in which requests that were under way arrive. */
void
fake_server_advance (FakeServer *self, gint64 ms)
{
  gint64 end_ms = self->now_ms + ms;

  while (self->deliveries->len > 0)
    {
      Delivery *next = g_ptr_array_index (self->deliveries, 0);

      if (next->due_ms > end_ms)
        break;
      g_ptr_array_steal_index (self->deliveries, 0);
      self->now_ms = MAX (self->now_ms, next->due_ms);
      fake_server_carry_out (self, next->writer, next->call, NULL, FALSE);
      delivery_free (next);
    }
  self->now_ms = MAX (self->now_ms, end_ms);
}

/* Carries the same request out again, or only then, once @after_ms have passed. */
void
fake_server_deliver_later (FakeServer      *self,
                           const char      *writer,
                           const FoyerCall *call,
                           gint64           after_ms)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->due_ms = self->now_ms + after_ms;
  delivery->writer = g_strdup (writer);
  delivery->call = foyer_call_new (call->method, "%s", call->target);
  delivery->call->if_match = g_strdup (call->if_match);
  delivery->call->if_none_exist = g_strdup (call->if_none_exist);
  delivery->call->body = call->body != NULL ? g_bytes_ref (call->body) : NULL;
  g_ptr_array_add (self->deliveries, delivery);
  g_ptr_array_sort (self->deliveries, compare_deliveries);
}

/* The next @n_writes are of one transaction: they have one stamp. */
void
fake_server_share_stamp (FakeServer *self, guint n_writes)
{
  self->n_shared_stamps = 0;
  self->shared_stamp_ms = make_stamp (self);
  self->n_shared_stamps = n_writes;
}

void
fake_server_set_rule (FakeServer *self, FakeRule rule, gpointer data)
{
  self->rule = rule;
  self->rule_data = data;
}

/* What a client gets to know of how long to wait, -1: nothing. */
gint64
fake_server_get_wait_seconds (FakeServer *self)
{
  switch (self->dialect.wait)
    {
    case FAKE_WAIT_RETRY_AFTER:
      return 7;

    case FAKE_WAIT_RATE_LIMIT:
      return 28;

    case FAKE_WAIT_MILLISECONDS:
      return 3;

    case FAKE_WAIT_NOT_SAID:
      return -1;

    default:
      g_return_val_if_reached (-1);
    }
}

/* What others do. */

/* Takes over @resource; one with an id replaces what has it.  Returns the id. */
const char *
fake_server_store (FakeServer *self,
                   const char *writer,
                   json_t     *resource,
                   gint64      visible_after_ms)
{
  g_autoptr (json_t) body = resource;
  const char      *type = json_string_value (json_object_get (resource, "resourceType"));
  const char      *id = json_string_value (json_object_get (resource, "id"));
  g_autofree char *made = NULL;
  FakeResource    *found;

  if (id == NULL)
    id = made = make_id (self, self->dialect.uuid_ids, self->next_id++);
  found = find_resource (self, type, id);
  if (found == NULL)
    found = add_resource (self, type, id);
  add_version (self, found, writer, adopt_body (self, body), TRUE, visible_after_ms);

  return found->id;
}

void
fake_server_delete (FakeServer *self, const char *type, const char *id)
{
  FakeResource *resource = find_resource (self, type, id);

  g_return_if_fail (resource != NULL);
  add_version (self, resource, "other", NULL, TRUE, 0);
}

/* Keeps the server as it is now for fake_server_roll_back(). */
void
fake_server_keep (FakeServer *self)
{
  GHashTableIter iter;
  gpointer       resource;

  g_clear_pointer (&self->kept, g_hash_table_unref);
  self->kept = g_hash_table_new (NULL, NULL);
  self->kept_next_id = self->next_id;
  g_hash_table_iter_init (&iter, self->resources);
  while (g_hash_table_iter_next (&iter, NULL, &resource))
    g_hash_table_insert (self->kept, resource,
                         GUINT_TO_POINTER (((FakeResource *) resource)->versions->len));
}

static void
forget_in (gpointer key, gpointer list, gpointer resource)
{
  g_ptr_array_remove (list, resource);
}

/* Restores the server from its backup: all that came after is gone, and where ids are
 * numbers they are handed out again. */
void
fake_server_roll_back (FakeServer *self)
{
  GHashTableIter iter;
  gpointer       path;
  gpointer       data;

  g_return_if_fail (self->kept != NULL);
  g_hash_table_iter_init (&iter, self->resources);
  while (g_hash_table_iter_next (&iter, &path, &data))
    {
      FakeResource *resource = data;
      guint n_kept = GPOINTER_TO_UINT (g_hash_table_lookup (self->kept, resource));

      if (n_kept < resource->versions->len)
        g_ptr_array_remove_range (resource->versions, n_kept,
                                  resource->versions->len - n_kept);
      if (n_kept > 0)
        continue;
      g_hash_table_iter_steal (&iter);
      g_free (path);
      g_ptr_array_remove (g_hash_table_lookup (self->types, resource->type), resource);
      g_hash_table_foreach (self->identifiers, forget_in, resource);
      g_ptr_array_add (self->forgotten, resource);
    }
  g_hash_table_remove_all (self->snapshots);
  self->next_id = self->kept_next_id;

  for (guint i = 0; i < self->writes->len; i++)
    {
      FakeWrite *write = g_ptr_array_index (self->writes, i);

      if (!g_ptr_array_find (write->resource->versions, write->version, NULL))
        write->is_rolled_back = TRUE;
    }
}

/* The last version, whoever sees it already; NULL: none, or deleted.  Of the server. */
json_t *
fake_server_get (FakeServer *self, const char *type, const char *id)
{
  FakeResource *resource = find_resource (self, type, id);
  FakeVersion  *last = resource != NULL ? fake_resource_get_last (resource) : NULL;

  return last != NULL ? last->json : NULL;
}

/* The resources of a type, also deleted ones; NULL: there never was one. */
GPtrArray *
fake_server_list (FakeServer *self, const char *type)
{
  return g_hash_table_lookup (self->types, type);
}
