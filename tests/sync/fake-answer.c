/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/fake-server.h"

#include <string.h>

/* Answering. */

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
  FakeResource *resource = fake_server_find (self, type, id);
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
  FakeResource *resource = fake_server_find (self, type, id);
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

  id = fake_server_make_id (self, self->dialect.uuid_ids, self->next_id++);
  version = fake_server_add_version (
      self, fake_server_add_resource (self, type, id), writer,
      fake_server_adopt (self, body), call->if_none_exist != NULL,
      fake_server_draw_delay (self, self->dialect.late_ms));
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
  FakeResource *resource = fake_server_find (self, type, id);
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

  adopted = fake_server_adopt (self, body);
  if (last == NULL)
    {
      resource = fake_server_add_resource (self, type, id);
      status = 201;
    }
  else if (self->dialect.suppresses_no_op && last->json != NULL &&
           fake_version_has_content (last, adopted))
    {
      answer_version (self, call, 200, last);
      return 0;
    }
  last = fake_server_add_version (self, resource, writer, g_steal_pointer (&adopted),
                                  call->if_match != NULL,
                                  fake_server_draw_delay (self, self->dialect.late_ms));
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
