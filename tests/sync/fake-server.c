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

/* Storing. */

/* A stamp is shared by the writes of one transaction, which is over some time. */
#define MAX_TRANSACTION_MS 30000

static gint64
make_stamp (FakeServer *self)
{
  if (self->n_shared_stamps > 0 &&
      self->now_ms - self->shared_stamp_ms <= MAX_TRANSACTION_MS)
    {
      self->n_shared_stamps--;
      return self->shared_stamp_ms;
    }

  return self->now_ms - self->now_ms % self->dialect.stamp_quantum_ms;
}

char *
fake_server_make_id (FakeServer *self, gboolean uuid, guint number)
{
  if (!uuid)
    return g_strdup_printf ("%u", number);

  return g_strdup_printf ("%08x-%04x-4%03x-a%03x-%04x%08x", g_rand_int (self->rand),
                          g_rand_int (self->rand) & 0xffff,
                          g_rand_int (self->rand) & 0xfff,
                          g_rand_int (self->rand) & 0xfff,
                          g_rand_int (self->rand) & 0xffff, g_rand_int (self->rand));
}

gint64
fake_server_draw_delay (FakeServer *self, gint64 most_ms)
{
  if (most_ms == 0 || g_rand_int_range (self->rand, 0, 3) != 0)
    return 0;

  return g_rand_int_range (self->rand, 0, (gint32) most_ms + 1);
}

FakeResource *
fake_server_add_resource (FakeServer *self, const char *type, const char *id)
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

FakeResource *
fake_server_find (FakeServer *self, const char *type, const char *id)
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
json_t *
fake_server_adopt (FakeServer *self, json_t *body)
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

gboolean
fake_version_has_content (FakeVersion *version, json_t *adopted)
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
FakeVersion *
fake_server_add_version (FakeServer   *self,
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
  version->id = fake_server_make_id (self, self->dialect.uuid_versions,
                                     resource->versions->len + 1);
  version->stamp_ms = make_stamp (self);
  if (last != NULL)
    version->stamp_ms = MAX (version->stamp_ms, last->stamp_ms);
  version->visible_at_ms = self->now_ms + late_ms;
  version->searchable_at_ms =
      version->visible_at_ms + fake_server_draw_delay (self, self->dialect.index_lag_ms);
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
    id = made = fake_server_make_id (self, self->dialect.uuid_ids, self->next_id++);
  found = fake_server_find (self, type, id);
  if (found == NULL)
    found = fake_server_add_resource (self, type, id);
  fake_server_add_version (self, found, writer, fake_server_adopt (self, body), TRUE,
                           visible_after_ms);

  return found->id;
}

void
fake_server_delete (FakeServer *self, const char *type, const char *id)
{
  FakeResource *resource = fake_server_find (self, type, id);

  g_return_if_fail (resource != NULL);
  fake_server_add_version (self, resource, "other", NULL, TRUE, 0);
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
  FakeResource *resource = fake_server_find (self, type, id);
  FakeVersion  *last = resource != NULL ? fake_resource_get_last (resource) : NULL;

  return last != NULL ? last->json : NULL;
}

/* The resources of a type, also deleted ones; NULL: there never was one. */
GPtrArray *
fake_server_list (FakeServer *self, const char *type)
{
  return g_hash_table_lookup (self->types, type);
}
