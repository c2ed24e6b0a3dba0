/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation-private.h"

#include "store/foyer-dump.h"
#include "store/foyer-endpoints.h"
#include "store/foyer-replicas.h"

#include <string.h>

/* What has to hold at any time, and not only once all is quiet. */

#define LAG_SECONDS 120

/* Records that are looked at after each sync. */
#define N_SAMPLES 4

/* Canonical text: what two servers may write differently is written the same. */

static json_t *
reduce (const json_t *json, const char *key)
{
  json_t     *copy;
  json_t     *child;
  const char *name;
  size_t      i;

  if (json_is_real (json))
    {
      double value = json_real_value (json);

      return value == (double) (json_int_t) value ? json_integer ((json_int_t) value)
                                                  : json_real (value);
    }
  if (json_is_array (json))
    {
      copy = json_array ();
      json_array_foreach (json, i, child)
        {
          json_array_append_new (copy, reduce (child, NULL));
        }
      return copy;
    }
  if (!json_is_object (json))
    return json_deep_copy (json);

  copy = json_object ();
  json_object_foreach ((json_t *) json, name, child)
  {
    if (g_strcmp0 (key, "attachment") == 0 && g_str_equal (name, "url"))
      continue;
    json_object_set_new (copy, name, reduce (child, name));
  }

  return copy;
}

char *
simulation_canonical (const json_t *json)
{
  g_autoptr (json_t) copy = reduce (json, NULL);
  const char *status =
      json_string_value (json_object_get (json_object_get (copy, "text"), "status"));
  char *text;
  char *owned;

  json_object_del (copy, "meta");
  if (g_strcmp0 (status, "generated") == 0)
    json_object_del (copy, "text");
  text = json_dumps (copy, JSON_SORT_KEYS | JSON_COMPACT);
  owned = g_strdup (text);
  free (text);

  return owned;
}

const char *
simulation_canonical_of (Simulation *self, FakeVersion *version)
{
  char *text = g_hash_table_lookup (self->canonical, version);

  if (text == NULL && version->json != NULL)
    {
      text = simulation_canonical (version->json);
      g_hash_table_insert (self->canonical, version, text);
    }

  return text;
}

/* Where two long texts begin to differ. */
char *
simulation_find_divergence (const char *a, const char *b)
{
  gsize same = 0;
  gsize first;

  while (a[same] != '\0' && a[same] == b[same])
    same++;
  first = same > 40 ? same - 40 : 0;

  return g_strdup_printf ("“…%.120s…” and “…%.120s…”", a + first, b + first);
}

/* I9: the place from which the next pull reads is far enough behind. */
void
simulation_check_cursors (SimulationDesk *desk)
{
  Simulation    *self = desk->simulation;
  GHashTableIter iter;
  gpointer       type;
  gpointer       list;

  g_hash_table_iter_init (&iter, self->server->types);
  while (g_hash_table_iter_next (&iter, &type, &list))
    {
      GPtrArray *resources = list;
      g_auto (FoyerCursor) cursor = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (GDateTime) at = NULL;
      gint64 newest_ms = 0;

      for (guint i = 0; i < resources->len; i++)
        {
          FakeVersion *last = fake_resource_get_last (g_ptr_array_index (resources, i));

          newest_ms = MAX (newest_ms, last != NULL ? last->stamp_ms : 0);
        }
      foyer_cursors_get (desk->db, type, &cursor, &error);
      g_assert_no_error (error);
      if (cursor.at == NULL || self->server->kept != NULL || self->plan.is_mutant)
        continue;
      at = g_date_time_new_from_iso8601 (cursor.at, NULL);
      if (at == NULL)
        simulation_fail (self, "I9", "%s has the cursor %s of %s", desk->name, cursor.at,
                         (char *) type);
      else if (g_date_time_to_unix (at) > newest_ms / 1000 - LAG_SECONDS)
        simulation_fail (self, "I9", "the cursor of %s for %s is %s, too new", desk->name,
                         (char *) type, cursor.at);
    }
}

/* Whether some version of the resource, now or ever, was this. */
static gboolean
was_ever (Simulation *self, const char *type, const char *id, const char *text)
{
  for (guint i = self->server->writes->len; i-- > 0;)
    {
      FakeWrite *write = g_ptr_array_index (self->server->writes, i);

      if (g_str_equal (write->resource->id, id) &&
          g_str_equal (write->resource->type, type) && write->version->json != NULL &&
          g_str_equal (simulation_canonical_of (self, write->version), text))
        return TRUE;
    }

  return FALSE;
}

static void
check_record_online (SimulationDesk *desk, const FoyerFhirPart *part, gint64 id)
{
  g_auto (FoyerRecordSync) stands = { 0 };
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (json_t) rendered = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!foyer_endpoints_get_record (desk->db, part->kind, id, &stands, &error))
    {
      simulation_fail (desk->simulation, "online", "%s", error->message);
      return;
    }
  /* The order of a referral follows its task, and for a while it may not have yet. */
  if (!stands.synced || g_str_equal (part->type, "ServiceRequest"))
    return;
  foyer_replicas_get (desk->db, part->kind, id, part->type, &replica, &error);
  g_assert_no_error (error);
  if (replica == NULL || replica->remote_id == NULL)
    return;
  rendered = foyer_sync_render (desk->db, part, id, &error);
  g_assert_no_error (error);
  text = simulation_canonical (rendered);
  if (!was_ever (desk->simulation, part->type, replica->remote_id, text))
    {
      json_t *now =
          fake_server_get (desk->simulation->server, part->type, replica->remote_id);
      g_autofree char *theirs =
          now != NULL ? simulation_canonical (now) : g_strdup ("nothing");
      g_autofree char *difference = simulation_find_divergence (theirs, text);

      simulation_fail (desk->simulation, "online",
                       "%s shows %s %d as synced, but %s/%s never was that: %s",
                       desk->name, part->kind, (int) id, part->type, replica->remote_id,
                       difference);
    }
}

/* What a desk shows as synced is a version that the server has or had. */
void
simulation_check_online (SimulationDesk *desk)
{
  Simulation                 *self = desk->simulation;
  guint                       n;
  const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n);

  /* A server that is set back takes along what others refer to. */
  if ((self->plan.events & SIMULATION_ROLLBACK) != 0)
    return;
  for (guint i = 0; i < N_SAMPLES && self->result->failure == NULL; i++)
    {
      const FoyerFhirPart *part = parts[g_rand_int_range (self->rand, 0, (gint32) n)];
      const FoyerKind     *kind = foyer_kind_find (part->kind);
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (GError) error = NULL;
      gint64 count;

      foyer_dump_count (desk->db, kind->get_type (), &count, &error);
      g_assert_no_error (error);
      if (count == 0)
        continue;
      found =
          foyer_dump_list (desk->db, kind->get_type (),
                           g_rand_int_range (self->rand, 0, (gint32) count), 1, &error);
      g_assert_no_error (error);
      if (found->len > 0)
        check_record_online (desk, part,
                             foyer_record_get_id (g_ptr_array_index (found, 0)));
    }
}
