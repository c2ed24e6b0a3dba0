/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation-private.h"

#include "fhir/foyer-fhir-guard.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-booking.h"
#include "model/foyer-identifier.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-card-claims.h"
#include "store/foyer-dump.h"
#include "store/foyer-endpoints.h"
#include "store/foyer-replicas.h"
#include "tests/unit/profile.h"

#include <sqlite3.h>
#include <string.h>

/* A record with its parts as text, the same at every desk: without the uids of the parts and
 * without when each desk had it last. */

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
describe (GString *text, gpointer record)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);

  g_string_append (text, klass->kind);
  for (guint i = 0; i < klass->n_fields; i++)
    {
      const FoyerField *field = &klass->fields[i];
      g_autofree char  *value = NULL;

      if ((field->flags & FOYER_FIELD_DERIVED) != 0 ||
          g_str_equal (field->name, "updated-at"))
        continue;
      if (foyer_kind_of_field (field) != NULL)
        value = g_strdup (foyer_record_get_link (record, field->name));
      else
        value = foyer_record_dup_field (record, field);
      if (value != NULL)
        g_string_append_printf (text, "\n  %s = %s", field->name, value);
    }
}

static char *
describe_aggregate (FoyerAggregate *aggregate)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < aggregate->children->len; i++)
    {
      g_autoptr (GString) part = g_string_new (NULL);

      describe (part, g_ptr_array_index (aggregate->children, i));
      g_ptr_array_add (parts, g_string_free (g_steal_pointer (&part), FALSE));
    }
  for (guint i = 0; i < aggregate->identifiers->len; i++)
    {
      FoyerIdentifier *identifier = g_ptr_array_index (aggregate->identifiers, i);

      g_ptr_array_add (parts, g_strdup_printf ("identifier %s %s", identifier->system,
                                               identifier->value));
    }
  g_ptr_array_sort (parts, compare_text);

  describe (text, aggregate->record);
  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (text, "\n%s", (char *) g_ptr_array_index (parts, i));
  if (aggregate->content != NULL)
    {
      g_autofree char *sum =
          g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, aggregate->content);

      g_string_append_printf (text, "\ncontent %s", sum);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* All that one desk has, of the kinds that travel. */
typedef struct
{
  GHashTable *texts;  /* (owned) of `kind uid` to text */
  GHashTable *remote; /* (owned) of `Type key` to id at the server */
  GHashTable
          *held_back; /* (owned) set of `kind uid` that the server refuses, or that refer
                          * to such */
  GString *conflicts; /* (owned) all that conflict rows say */
  GHashTable *in_conflict; /* (owned) set of `kind uid` with a conflict row */
  GHashTable *beside; /* (owned) set of uids of visits that another one collides with */
  GPtrArray  *theirs; /* (owned) (element-type utf8) the other sides of field conflicts */
} View;

static void
view_clear (View *self)
{
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->remote);
  g_hash_table_unref (self->held_back);
  g_hash_table_unref (self->in_conflict);
  g_hash_table_unref (self->beside);
  g_ptr_array_unref (self->theirs);
  g_string_free (self->conflicts, TRUE);
}

/* Whether the server has refused to have the record at all, or a gift card to be moved by it. */
static gboolean
is_refused (SimulationDesk *desk, const char *kind, gint64 id)
{
  gboolean                    at_risk = FALSE;
  guint                       n;
  const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FoyerReplica) replica = NULL;

      if (!g_str_equal (parts[i]->kind, kind))
        continue;
      foyer_replicas_get (desk->db, kind, id, parts[i]->type, &replica, NULL);
      if (replica != NULL && replica->state != FOYER_REPLICA_STATE_OK)
        return TRUE;
    }

  return g_str_equal (kind, "ledger_entry") &&
         foyer_card_claims_is_at_risk (desk->db, id, &at_risk, NULL) && at_risk;
}

static void
note_remote (View *view, SimulationDesk *desk, const char *kind, gint64 id)
{
  guint                       n;
  const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FoyerReplica) replica = NULL;

      if (!g_str_equal (parts[i]->kind, kind))
        continue;
      foyer_replicas_get (desk->db, kind, id, parts[i]->type, &replica, NULL);
      if (replica != NULL && replica->remote_id != NULL)
        g_hash_table_insert (view->remote,
                             g_strdup_printf ("%s %s", replica->type, replica->key),
                             g_strdup (replica->remote_id));
    }
}

static gboolean
refers_to_held_back (View *view, gpointer record)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const char      *kind = foyer_kind_of_field (&klass->fields[i]);
      const char      *uid = NULL;
      g_autofree char *name = NULL;

      if (kind != NULL)
        uid = foyer_record_get_link (record, klass->fields[i].name);
      if (uid == NULL)
        continue;
      name = g_strdup_printf ("%s %s", kind, uid);
      if (g_hash_table_contains (view->held_back, name) ||
          foyer_fhir_parts_find (kind, NULL) == NULL)
        return TRUE;
    }

  return FALSE;
}

static void
read_kind (View *view, SimulationDesk *desk, const FoyerKind *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      foyer_dump_list (desk->db, kind->get_type (), 0, 100000, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      FoyerRecord *record = g_ptr_array_index (records, i);
      gint64       id = foyer_record_get_id (record);
      g_autoptr (FoyerAggregate) aggregate =
          foyer_aggregates_load (desk->db, kind->name, id, &error);
      g_autofree char *name = NULL;

      g_assert_no_error (error);
      name = g_strdup_printf ("%s %s", kind->name, foyer_record_get_uid (record));
      if (is_refused (desk, kind->name, id) ||
          refers_to_held_back (view, aggregate->record))
        g_hash_table_add (view->held_back, g_strdup (name));
      note_remote (view, desk, kind->name, id);
      g_hash_table_insert (view->texts, g_steal_pointer (&name),
                           describe_aggregate (aggregate));
    }
}

/* The other side of a field conflict counts unless it came of a decision: who decides for what
 * the desk had before is asked again if the desk has written something else since. */
static const char conflict_query[] =
    "SELECT record_kind, record_id, coalesce(mine,'') || ' ' || coalesce(theirs,'') || ' "
    "' "
    "|| coalesce(differences,'') || ' ' || coalesce(detail,''), "
    "iif(kind = 'field' AND NOT EXISTS(SELECT 1 FROM conflict AS d WHERE "
    "d.record_kind = c.record_kind AND d.record_id = c.record_id AND d.unit = c.unit AND "
    "d.resolution = 'ours' AND d.id < c.id), theirs, NULL), "
    "iif(kind = 'double-booking' AND resolution = 'none', other_uid, NULL) "
    "FROM conflict AS c";

static void
read_conflicts (View *view, SimulationDesk *desk)
{
  g_autofree char *path = g_build_filename (desk->folder, "foyer.db", NULL);
  sqlite3         *sql = NULL;
  sqlite3_stmt    *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &sql, SQLITE_OPEN_READONLY, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (sql, conflict_query, -1, &statement, NULL), ==,
                   SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const char      *kind = (const char *) sqlite3_column_text (statement, 0);
      g_autofree char *uid = NULL;

      g_string_append_printf (view->conflicts, "%s\n",
                              (const char *) sqlite3_column_text (statement, 2));
      if (sqlite3_column_type (statement, 3) != SQLITE_NULL)
        g_ptr_array_add (view->theirs,
                         g_strdup ((const char *) sqlite3_column_text (statement, 3)));
      if (sqlite3_column_type (statement, 4) != SQLITE_NULL)
        g_hash_table_add (view->beside,
                          g_strdup ((const char *) sqlite3_column_text (statement, 4)));
      if (kind == NULL)
        continue;
      uid = foyer_aggregates_dup_uid (desk->db, kind, sqlite3_column_int64 (statement, 1),
                                      NULL);
      g_hash_table_add (view->in_conflict, g_strdup_printf ("%s %s", kind, uid));
    }
  sqlite3_finalize (statement);
  sqlite3_close (sql);
}

static void
view_read (View *self, SimulationDesk *desk)
{
  guint            n;
  const FoyerKind *kinds = foyer_kinds_list (&n);

  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->remote = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->held_back = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->in_conflict = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->beside = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->conflicts = g_string_new (NULL);
  self->theirs = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    if (kinds[i].parent == NULL && foyer_fhir_parts_find (kinds[i].name, NULL) != NULL)
      read_kind (self, desk, &kinds[i]);
  read_conflicts (self, desk);
}

/* The first lines that differ. */
static char *
find_difference (const char *a, const char *b)
{
  g_auto (GStrv) first = g_strsplit (a, "\n", -1);
  g_auto (GStrv) second = g_strsplit (b, "\n", -1);
  guint i = 0;

  while (first[i] != NULL && second[i] != NULL && g_str_equal (first[i], second[i]))
    i++;

  return g_strdup_printf ("“%s” and “%s”", first[i] != NULL ? first[i] : "nothing",
                          second[i] != NULL ? second[i] : "nothing");
}

/* A desk that begins late does not fetch requests that were dealt with before. */
static gboolean
is_left_out (Simulation *self, const char *text)
{
  return (self->plan.events & SIMULATION_LATE_JOIN) != 0 &&
         g_str_has_prefix (text, "request\n") &&
         strstr (text, "\n  state = open") == NULL;
}

/* I1: all desks have the same records. */
static void
check_desks_equal (Simulation *self, View *views)
{
  for (guint i = 1; i < self->plan.n_desks; i++)
    for (guint j = 0; j < 2; j++)
      {
        View          *one = &views[j == 0 ? 0 : i];
        View          *other = &views[j == 0 ? i : 0];
        GHashTableIter iter;
        gpointer       name;
        gpointer       text;

        g_hash_table_iter_init (&iter, one->texts);
        while (g_hash_table_iter_next (&iter, &name, &text))
          {
            const char *other_text = g_hash_table_lookup (other->texts, name);

            if (g_hash_table_contains (one->held_back, name) ||
                g_hash_table_contains (other->held_back, name))
              continue;
            if (other_text == NULL && !is_left_out (self, text))
              simulation_fail (self, "I1", "%s has no %s",
                               self->desks[j == 0 ? i : 0].name, (char *) name);
            else if (other_text != NULL && j == 0 && !g_str_equal (text, other_text))
              {
                g_autofree char *difference = find_difference (text, other_text);

                simulation_fail (self, "I1", "%s differs at desk 1 and desk %u: %s",
                                 (char *) name, i + 1, difference);
              }
          }
      }
}

/* Whether a desk has marked the resource as the double of another one. */
static gboolean
is_double (json_t *json)
{
  json_t *identifier;
  size_t  i;

  json_array_foreach (json_object_get (json, "identifier"), i, identifier)
    if (g_strcmp0 (json_string_value (json_object_get (identifier, "system")),
                   FOYER_FHIR_SYSTEM_DOUBLE) == 0)
      return TRUE;

  return FALSE;
}

/* What is left of a duplicate that was repaired. */
static gboolean
is_retired (json_t *json)
{
  const char *status = json_string_value (json_object_get (json, "status"));

  return g_strcmp0 (status, "entered-in-error") == 0 ||
         (g_strcmp0 (status, "cancelled") == 0 && is_double (json)) ||
         json_is_false (json_object_get (json, "active")) ||
         g_strcmp0 (status, "inactive") == 0 || g_strcmp0 (status, "suspended") == 0;
}

/* Calls @func for each resource that is a part of a record of ours, as it is now. */
typedef void (*ResourceFunc) (Simulation          *self,
                              const FoyerFhirPart *part,
                              FakeResource        *resource,
                              json_t              *json,
                              const char          *uid,
                              gpointer             data);

static void
for_each_resource (Simulation *self, ResourceFunc func, gpointer data)
{
  GHashTableIter iter;
  gpointer       resource;

  g_hash_table_iter_init (&iter, self->server->resources);
  while (g_hash_table_iter_next (&iter, NULL, &resource))
    {
      FakeVersion         *last = fake_resource_get_last (resource);
      const FoyerFhirPart *part = NULL;
      g_autofree char     *uid = NULL;

      if (last != NULL && last->json != NULL)
        part = foyer_fhir_parts_match (last->json);
      if (part == NULL)
        continue;
      uid = foyer_fhir_part_dup_uid (part, last->json);
      func (self, part, resource, last->json, uid, data);
    }
}

/* I1, I2: each resource is what the first desk has, and there is one a key. */
static void
check_resource (Simulation          *self,
                const FoyerFhirPart *part,
                FakeResource        *resource,
                json_t              *json,
                const char          *uid,
                gpointer             data)
{
  View            *view = data;
  SimulationDesk  *desk = &self->desks[0];
  g_autofree char *key = NULL;
  g_autofree char *name = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *ours = NULL;
  g_autoptr (json_t) rendered = NULL;
  g_autoptr (GError) error = NULL;
  const char *remote_id;
  gint64      id;

  if (uid == NULL)
    return;
  key = foyer_fhir_part_dup_key (part, uid);
  name = g_strdup_printf ("%s %s", resource->type, key);
  remote_id = g_hash_table_lookup (view->remote, name);
  if (remote_id == NULL && is_double (json) && is_retired (json))
    return;
  if (remote_id == NULL)
    {
      simulation_fail (self, "I1", "%s/%s is not at %s", resource->type, resource->id,
                       desk->name);
      return;
    }
  if (!g_str_equal (remote_id, resource->id))
    {
      if (!is_retired (json))
        simulation_fail (self, "I2", "%s/%s and %s/%s have one key", resource->type,
                         resource->id, resource->type, remote_id);
      return;
    }

  g_clear_pointer (&name, g_free);
  name = g_strdup_printf ("%s %s", part->kind, uid);
  if (g_hash_table_contains (view->held_back, name))
    return;
  foyer_aggregates_find (desk->db, part->kind, uid, &id, &error);
  g_assert_no_error (error);
  rendered = foyer_sync_render (desk->db, part, id, &error);
  if (rendered == NULL)
    {
      simulation_fail (self, "I1", "%s/%s cannot be rendered: %s", resource->type,
                       resource->id, error != NULL ? error->message : "");
      return;
    }
  ours = simulation_canonical (rendered);
  theirs = simulation_canonical (json);
  if (!g_str_equal (ours, theirs))
    {
      g_autofree char *difference = simulation_find_divergence (theirs, ours);

      simulation_fail (self, "I1", "%s/%s differs at the server and at %s: %s",
                       resource->type, resource->id, desk->name, difference);
    }
}

/* I2: the desks agree which of several resources is the one. */
static void
check_remotes_equal (Simulation *self, View *views)
{
  for (guint i = 1; i < self->plan.n_desks; i++)
    {
      GHashTableIter iter;
      gpointer       name;
      gpointer       id;

      g_hash_table_iter_init (&iter, views[0].remote);
      while (g_hash_table_iter_next (&iter, &name, &id))
        {
          const char *other = g_hash_table_lookup (views[i].remote, name);

          if (other != NULL && !g_str_equal (id, other))
            simulation_fail (self, "I2", "%s is %s for desk 1 and %s for desk %u",
                             (char *) name, (char *) id, other, i + 1);
        }
    }
}

/* I3: what was made is there. */
static void
check_created (Simulation *self, View *views)
{
  for (guint i = 0; i < self->writes->len; i++)
    {
      SimulationWrite *write = g_ptr_array_index (self->writes, i);
      g_autofree char *name = g_strdup_printf ("%s %s", write->kind, write->uid);
      SimulationDesk  *desk = &self->desks[write->desk];
      g_autoptr (GError) error = NULL;
      gint64                      id;
      guint                       n;
      const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n);

      if (write->before != NULL || write->after == NULL || write->is_lost ||
          foyer_fhir_parts_find (write->kind, NULL) == NULL ||
          write->desk == SIMULATION_MOST_DESKS ||
          g_hash_table_contains (views[write->desk].held_back, name))
        continue;
      if (!g_hash_table_contains (views[write->desk].texts, name))
        {
          simulation_fail (self, "I3", "%s, made by %s, is gone", name, desk->name);
          continue;
        }
      foyer_aggregates_find (desk->db, write->kind, write->uid, &id, &error);
      for (guint j = 0; j < n; j++)
        {
          g_autoptr (FoyerReplica) replica = NULL;

          if (!g_str_equal (parts[j]->kind, write->kind))
            continue;
          foyer_replicas_get (desk->db, write->kind, id, parts[j]->type, &replica,
                              &error);
          if (replica == NULL || replica->remote_id == NULL)
            simulation_fail (self, "I3", "%s, made by %s, is not at the server", name,
                             desk->name);
          break;
        }
    }
}

/* I4: what somebody wrote stands, or was overwritten by somebody who had seen it, or waits in
 * a conflict. */
static gboolean
is_accounted_for (Simulation *self, View *views, const SimulationWrite *write)
{
  g_autofree char *name = g_strdup_printf ("%s %s", write->kind, write->uid);
  g_autofree char *line = g_strdup_printf ("  %s = %s", write->field, write->after);

  for (guint i = 0; i < self->plan.n_desks; i++)
    {
      const char *text = g_hash_table_lookup (views[i].texts, name);

      if (text != NULL && strstr (text, write->is_token ? write->after : line) != NULL)
        return TRUE;
      if (write->is_token ? strstr (views[i].conflicts->str, write->after) != NULL
                          : g_hash_table_contains (views[i].in_conflict, name))
        return TRUE;
    }
  for (guint i = 0; i < self->writes->len; i++)
    {
      const SimulationWrite *later = g_ptr_array_index (self->writes, i);

      if (later->before == NULL)
        continue;
      if (write->is_token ? strstr (later->before, write->after) != NULL
                          : g_str_equal (later->uid, write->uid) &&
                                g_str_equal (later->field, write->field) &&
                                g_str_equal (later->before, write->after))
        return TRUE;
    }

  return FALSE;
}

static const char *
name_writer (Simulation *self, const SimulationWrite *write)
{
  return write->desk < SIMULATION_MOST_DESKS ? self->desks[write->desk].name : "other";
}

static void
check_nothing_lost (Simulation *self, View *views)
{
  for (guint i = 0; i < self->writes->len; i++)
    {
      SimulationWrite *write = g_ptr_array_index (self->writes, i);

      if (write->after == NULL || write->is_lost ||
          foyer_fhir_parts_find (write->kind, NULL) == NULL)
        continue;
      if (!is_accounted_for (self, views, write))
        simulation_fail (self, "I4",
                         "in step %u %s wrote “%s” (before: “%s”) to %s of %s %s; it is "
                         "lost",
                         write->step, name_writer (self, write), write->after,
                         write->before != NULL ? write->before : "nothing", write->field,
                         write->kind, write->uid);
    }
}

/* The server has lost something, by a backup that was put back or because it was removed: what
 * other programs wrote there is lost unless a desk has it.  Who brings it again is none of
 * ours. */
void
simulation_forget_unseen (Simulation *self)
{
  View views[SIMULATION_MOST_DESKS];

  for (guint i = 0; i < self->plan.n_desks; i++)
    view_read (&views[i], &self->desks[i]);
  for (guint i = 0; i < self->writes->len; i++)
    {
      SimulationWrite *write = g_ptr_array_index (self->writes, i);
      gboolean         is_there = FALSE;
      GHashTableIter   iter;
      gpointer         resource;

      if (write->desk != SIMULATION_MOST_DESKS)
        continue;
      g_hash_table_iter_init (&iter, self->server->resources);
      while (!is_there && g_hash_table_iter_next (&iter, NULL, &resource))
        {
          FakeVersion *last = fake_resource_get_last (resource);
          const char  *text = last != NULL ? simulation_canonical_of (self, last) : NULL;

          is_there = text != NULL && strstr (text, write->after) != NULL;
        }
      write->is_lost = !is_there && !is_accounted_for (self, views, write);
    }
  for (guint i = 0; i < self->plan.n_desks; i++)
    view_clear (&views[i]);
}

/* Who wrote a token; SIMULATION_MOST_DESKS + 1: nobody. */
static guint
find_writer (Simulation *self, const char *token)
{
  for (guint i = 0; i < self->writes->len; i++)
    {
      const SimulationWrite *write = g_ptr_array_index (self->writes, i);

      if (write->is_token && write->after != NULL && strstr (write->after, token) != NULL)
        return write->is_shared ? SIMULATION_MOST_DESKS + 1 : write->desk;
    }

  return SIMULATION_MOST_DESKS + 1;
}

/* I4: what a desk wrote itself is not the other side of a conflict there: that its answer was
 * lost is no reason to ask a person. */
static void
check_no_own_conflicts (Simulation *self, View *views)
{
  if ((self->plan.events & (SIMULATION_OLD_COPIES | SIMULATION_ROLLBACK)) != 0)
    return;
  for (guint i = 0; i < self->plan.n_desks; i++)
    for (guint j = 0; j < views[i].theirs->len; j++)
      {
        const char *theirs = g_ptr_array_index (views[i].theirs, j);
        const char *token = theirs;

        while ((token = strstr (token, "w0")) != NULL)
          {
            g_autofree char *one = g_strndup (token, strlen ("w00000"));

            if (strlen (one) == strlen ("w00000") && find_writer (self, one) == i)
              simulation_fail (self, "I4", "%s is asked about its own %s: %s",
                               self->desks[i].name, one, theirs);
            token += strlen ("w0");
          }
      }
}

/* A record that another program has removed stays at each desk that had it, and a person is
 * asked there; or the record is at the server again. */
static void
check_deletion (Simulation         *self,
                View               *view,
                SimulationDesk     *desk,
                SimulationDeletion *deletion)
{
  g_autofree char *name = g_strdup_printf ("%s %s", deletion->part->kind, deletion->uid);
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (GError) error = NULL;
  const char *text;
  gint64      id;

  foyer_aggregates_find (desk->db, deletion->part->kind, deletion->uid, &id, &error);
  g_assert_no_error (error);
  /* Requests that were dealt with are nobody's business any more: none is missed. */
  text = g_hash_table_lookup (view->texts, name);
  if (id == 0 || (g_str_equal (deletion->part->kind, "request") &&
                  strstr (text, "\n  state = open") == NULL))
    return;
  foyer_replicas_get (desk->db, deletion->part->kind, id, deletion->part->type, &replica,
                      &error);
  g_assert_no_error (error);
  if (replica == NULL || g_strcmp0 (replica->remote_id, deletion->id) != 0)
    return;
  if (replica->state != FOYER_REPLICA_STATE_GONE)
    simulation_fail (self, "gone", "%s still counts on %s/%s", desk->name, replica->type,
                     replica->remote_id);
  else if (!g_hash_table_contains (view->in_conflict, name))
    simulation_fail (self, "gone", "%s asks nobody about %s", desk->name, name);
}

static void
check_deletions (Simulation *self, View *views)
{
  for (guint i = 0; i < self->deletions->len; i++)
    {
      SimulationDeletion *deletion = g_ptr_array_index (self->deletions, i);

      if (fake_server_get (self->server, deletion->part->type, deletion->id) != NULL)
        continue;
      for (guint j = 0; j < self->plan.n_desks; j++)
        check_deletion (self, &views[j], &self->desks[j], deletion);
    }
}

/* I5: a clinician's time is promised once, and the guards say what the bookings say. */

typedef struct
{
  FoyerBooking *booking; /* (owned) */
  char         *clinician;
  gboolean      is_claimed;
} Visit;

static void
visit_free (Visit *self)
{
  g_object_unref (self->booking);
  g_free (self->clinician);
  g_free (self);
}

static GPtrArray *
list_visits (SimulationDesk *desk)
{
  GPtrArray *visits = g_ptr_array_new_with_free_func ((GDestroyNotify) visit_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bookings =
      foyer_dump_list (desk->db, FOYER_TYPE_BOOKING, 0, 100000, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < bookings->len; i++)
    {
      FoyerBooking *booking = g_ptr_array_index (bookings, i);
      Visit        *visit;

      if (!foyer_booking_state_is_live (booking->state))
        continue;
      visit = g_new0 (Visit, 1);
      visit->booking = g_object_ref (booking);
      visit->clinician =
          foyer_aggregates_dup_uid (desk->db, "clinician", booking->clinician_id, &error);
      g_ptr_array_add (visits, visit);
    }

  return visits;
}

static Visit *
find_visit (GPtrArray *visits, const char *uid)
{
  for (guint i = 0; i < visits->len; i++)
    {
      Visit *visit = g_ptr_array_index (visits, i);

      if (g_str_equal (foyer_record_get_uid (FOYER_RECORD (visit->booking)), uid))
        return visit;
    }

  return NULL;
}

/* Whether the record is at one desk only, because the server refuses something. */
static gboolean
is_held_back (Simulation *self, View *views, const char *name)
{
  for (guint i = 0; i < self->plan.n_desks; i++)
    if (g_hash_table_contains (views[i].held_back, name))
      return TRUE;

  return FALSE;
}

static void
check_guard (
    Simulation *self, View *views, GPtrArray *visits, json_t *json, gboolean is_swept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerGuard) guard = foyer_fhir_guard_decode (json, &error);

  if (guard == NULL)
    {
      simulation_fail (self, "I5", "a guard cannot be read: %s", error->message);
      return;
    }
  for (guint i = 0; i < guard->spans->len; i++)
    {
      const FoyerGuardSpan *span = g_ptr_array_index (guard->spans, i);
      Visit                *visit = find_visit (visits, span->booking);
      g_autofree char      *name = g_strdup_printf ("booking %s", span->booking);

      if (is_held_back (self, views, name))
        continue;
      if (visit == NULL || g_strcmp0 (visit->clinician, guard->clinician) != 0 ||
          visit->booking->block_start_at != span->start_at ||
          visit->booking->block_end_at != span->end_at)
        {
          if (is_swept)
            simulation_fail (self, "I5",
                             "the guard of %s keeps a time for booking %s, which "
                             "does not need it",
                             guard->date, span->booking);
        }
      else
        visit->is_claimed = TRUE;
      for (guint j = 0; j < i; j++)
        {
          const FoyerGuardSpan *other = g_ptr_array_index (guard->spans, j);

          if (other->start_at < span->end_at && span->start_at < other->end_at &&
              !other->overlap && !span->overlap)
            simulation_fail (self, "I5", "bookings %s and %s have one time",
                             span->booking, other->booking);
        }
    }
}

/* Of two visits at one time people are told with the name of one; which of them has the claim
 * is sure when everything has been compared. */
static void
check_guards (Simulation *self, View *views, gboolean is_swept)
{
  g_autoptr (GPtrArray) visits = list_visits (&self->desks[0]);
  GPtrArray *schedules = fake_server_list (self->server, "Schedule");

  for (guint i = 0; schedules != NULL && i < schedules->len; i++)
    {
      FakeVersion *last = fake_resource_get_last (g_ptr_array_index (schedules, i));

      if (last != NULL && last->json != NULL && !is_retired (last->json))
        check_guard (self, views, visits, last->json, is_swept);
    }
  for (guint i = 0; i < visits->len; i++)
    {
      Visit           *visit = g_ptr_array_index (visits, i);
      const char      *uid = foyer_record_get_uid (FOYER_RECORD (visit->booking));
      g_autofree char *name = g_strdup_printf ("booking %s", uid);
      gboolean         is_open = is_held_back (self, views, name);

      for (guint j = 0; j < self->plan.n_desks; j++)
        is_open = is_open || g_hash_table_contains (views[j].in_conflict, name) ||
                  (!is_swept && g_hash_table_contains (views[j].beside, uid));
      if (!visit->is_claimed && !is_open)
        simulation_fail (self, "I5", "booking %s is not claimed, and nobody is told",
                         uid);
    }
}

/* What refers to something that was removed, and made again, gets its new id. */
static char *
name_made_again (Simulation *self, const char *text)
{
  g_autoptr (GString) named = g_string_new (text);

  for (guint i = 0; i < self->deletions->len; i++)
    {
      SimulationDeletion *deletion = g_ptr_array_index (self->deletions, i);
      GPtrArray          *list = fake_server_list (self->server, deletion->part->type);

      for (guint j = 0; j < list->len; j++)
        {
          FakeResource    *resource = g_ptr_array_index (list, j);
          FakeVersion     *last = fake_resource_get_last (resource);
          g_autofree char *id = NULL;
          g_autofree char *uid = NULL;

          if (last != NULL && last->json != NULL)
            uid = foyer_fhir_part_dup_uid (deletion->part, last->json);
          if (g_strcmp0 (uid, deletion->uid) != 0 &&
              !g_str_equal (resource->id, deletion->id))
            continue;
          id = g_strdup_printf ("%s/%s\"", resource->type, resource->id);
          g_string_replace (named, id, deletion->uid, 0);
        }
    }

  return g_string_free (g_steal_pointer (&named), FALSE);
}

static gboolean
is_same_entry (Simulation *self, FakeVersion *a, FakeVersion *b)
{
  const char      *one = simulation_canonical_of (self, a);
  const char      *other = simulation_canonical_of (self, b);
  g_autofree char *one_named = NULL;
  g_autofree char *other_named = NULL;

  if (g_str_equal (one, other))
    return TRUE;
  one_named = name_made_again (self, one);
  other_named = name_made_again (self, other);

  return g_str_equal (one_named, other_named);
}

/* I6: money is never edited. */
static void
check_immutable (Simulation *self)
{
  for (guint i = 0; i < self->server->writes->len; i++)
    {
      FakeWrite           *write = g_ptr_array_index (self->server->writes, i);
      const FoyerFhirPart *part = NULL;

      if (write->version->json != NULL && write->replaced != NULL &&
          write->replaced->json != NULL)
        part = foyer_fhir_parts_match (write->version->json);
      if (part == NULL || !part->immutable || is_retired (write->version->json) ||
          is_same_entry (self, write->version, write->replaced))
        continue;
      simulation_fail (self, "I6", "%s/%s was changed by %s", write->resource->type,
                       write->resource->id, write->writer);
    }
}

/* I8: what other programs wrote is as they wrote it. */
static void
check_marks (Simulation *self)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      SimulationMark *mark = g_ptr_array_index (self->marks, i);
      json_t         *json = fake_server_get (self->server, mark->type, mark->id);
      json_t         *one;
      size_t          j;
      gboolean        is_there = FALSE;

      /* A rollback takes along what nobody else has. */
      if (json == NULL || self->server->kept != NULL)
        continue;
      json_array_foreach (json_object_get (json, "extension"), j, one)
        {
          is_there = is_there ||
                     (g_strcmp0 (json_string_value (json_object_get (one, "url")),
                                 mark->url) == 0 &&
                      g_strcmp0 (json_string_value (json_object_get (one, "valueString")),
                                 mark->value) == 0);
        }
      if (!is_there)
        simulation_fail (self, "I8", "%s/%s has lost %s", mark->type, mark->id,
                         mark->url);
    }
}

/* Everything that has to hold once all is quiet.  What is left over on guards is given back only
 * when everything has been compared. */
void
simulation_check_all (Simulation *self, gboolean is_swept)
{
  View views[SIMULATION_MOST_DESKS];

  for (guint i = 0; i < self->plan.n_desks; i++)
    view_read (&views[i], &self->desks[i]);
  if (self->server->n_unconditional > 0 && !self->plan.is_mutant)
    simulation_fail (self, "I2", "%d writes came without a condition",
                     (int) self->server->n_unconditional);
  check_desks_equal (self, views);
  check_remotes_equal (self, views);
  for_each_resource (self, check_resource, &views[0]);
  check_created (self, views);
  check_nothing_lost (self, views);
  check_no_own_conflicts (self, views);
  check_deletions (self, views);
  check_guards (self, views, is_swept);
  check_immutable (self);
  simulation_check_cards (self);
  simulation_check_money (self);
  check_marks (self);
  for (guint i = 0; i < self->plan.n_desks; i++)
    view_clear (&views[i]);
}
