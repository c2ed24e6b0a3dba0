/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-request.h"
#include "sync/foyer-sync-private.h"

#include <string.h>

/* Rows a page of ids and versions. */
#define PAGE_ROWS 1000

/* A type is compared once in so many seconds. */
#define RECONCILE_SECONDS 86400

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Reads all ids and versions of a type into @versions, a table of (owned) id to (owned)
 * resource. */
static gboolean
read_versions (FoyerSync  *self,
               const char *type,
               const char *window,
               GHashTable *versions,
               GError    **error)
{
  g_autofree char *target = g_strdup_printf ("%s?_elements=id,meta&_sort=_id&_count=%d%s",
                                             type, PAGE_ROWS, window);

  while (target != NULL)
    {
      g_autoptr (json_t) bundle = NULL;
      const json_t *entry;
      size_t        i;

      if (!foyer_sync_get (self, &bundle, error, "%s", target))
        return FALSE;
      json_array_foreach (json_object_get (bundle, "entry"), i, entry)
        {
          json_t *resource = json_object_get (entry, "resource");

          if (foyer_resource_id (resource) != NULL)
            g_hash_table_insert (versions, g_strdup (foyer_resource_id (resource)),
                                 json_incref (resource));
        }
      if (!foyer_sync_turn_page (bundle, type, &target, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
note_reconciled (FoyerAct *act, gpointer data, GError **error)
{
  FoyerSync *self = data;
  g_auto (FoyerCursor) cursor = { 0 };

  if (!foyer_cursors_get (self->db, self->step.type, &cursor, error))
    return FALSE;
  cursor.reconciled_at = self->now;

  return foyer_cursors_put (act, self->step.type, &cursor, error);
}

/* Whether a search with a window of time, `&date=ge2024-01-31`, or the one for what has no time
 * would show the record. */
static gboolean
is_in_window (FoyerSync *self, FoyerReplica *replica, const char *window)
{
  g_autoptr (FoyerAggregate) aggregate =
      foyer_aggregates_load (self->db, replica->kind, replica->record_id, NULL);
  FoyerBooking *booking;

  if (aggregate == NULL)
    return FALSE;
  if (FOYER_IS_REQUEST (aggregate->record))
    return self->rollback ||
           FOYER_REQUEST (aggregate->record)->state == FOYER_REQUEST_STATE_OPEN;
  if (!FOYER_IS_BOOKING (aggregate->record))
    return FALSE;

  booking = FOYER_BOOKING (aggregate->record);
  return booking->state == FOYER_BOOKING_STATE_REQUESTED ||
         booking->state == FOYER_BOOKING_STATE_WAITLISTED ||
         g_strcmp0 (booking->visit_date, window + strlen ("&date=ge")) > 0;
}

static gboolean
reconcile_type (FoyerSync *self, const char *type, GError **error)
{
  g_autoptr (GHashTable) versions = NULL;
  g_autoptr (GPtrArray) known = NULL;
  g_autoptr (GHashTable) ours = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();
  g_autofree char *window = foyer_sync_dup_window (self, type, error);
  FoyerReading     reading = { .type = type, .missing = missing };
  GHashTableIter   iter;
  gpointer         id, version;

  if (window == NULL)
    return FALSE;
  known = foyer_replicas_list_versions (self->db, type, error);
  if (known == NULL)
    return FALSE;
  versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                    (GDestroyNotify) json_decref);
  if (!read_versions (self, type, window, versions, error) ||
      (*window != '\0' &&
       !read_versions (self, type, FOYER_SYNC_WITHOUT_TIME, versions, error)))
    return FALSE;
  self->step.type = type;

  for (guint i = 0; i < known->len; i++)
    {
      FoyerReplica *replica = known->pdata[i];

      if (replica->remote_id == NULL)
        continue;
      g_hash_table_insert (ours, replica->remote_id, replica);
      if (!g_hash_table_contains (versions, replica->remote_id) &&
          replica->state != FOYER_REPLICA_STATE_GONE &&
          (*window == '\0' || is_in_window (self, replica, window)))
        g_ptr_array_add (wanted, replica->remote_id);
    }
  g_hash_table_iter_init (&iter, versions);
  while (g_hash_table_iter_next (&iter, &id, &version))
    {
      FoyerReplica *replica = g_hash_table_lookup (ours, id);

      if (replica == NULL || replica->state == FOYER_REPLICA_STATE_GONE ||
          !foyer_sync_is_known (replica, foyer_resource_version (version),
                                foyer_resource_updated (version)))
        g_ptr_array_add (wanted, id);
    }
  g_ptr_array_sort (wanted, compare_ids);

  reading.listed = versions;
  if (!foyer_sync_read (self, &reading, wanted, error))
    return FALSE;

  for (guint i = 0; i < missing->len; i++)
    {
      g_autoptr (FoyerReplica) replica = NULL;

      if (!foyer_replicas_find_remote (self->db, type, missing->pdata[i], &replica,
                                       error) ||
          (replica != NULL && !foyer_sync_gone (self, replica, error)))
        return FALSE;
    }

  return foyer_sync_act (self, note_reconciled, self, error);
}

/* A type that has never come needs no comparison: its first pull brings everything. */
static gboolean
is_due (FoyerSync *self, const char *type, gboolean *out_due, GError **error)
{
  g_auto (FoyerCursor) cursor = { 0 };

  if (!foyer_cursors_get (self->db, type, &cursor, error))
    return FALSE;
  *out_due =
      cursor.initial_done && (self->now - cursor.reconciled_at >= RECONCILE_SECONDS ||
                              self->now < cursor.reconciled_at);

  return TRUE;
}

/**
 * foyer_sync_reconcile:
 * @self: a sync
 * @everything: whether types are compared that are not due yet
 * @error: return location for an error
 *
 * Compares the versions of what was not compared for a day, and reads what differs: it finds
 * what no cursor can, records that were removed, and a server that was set back.  One that
 * was broken off goes on with the types that it had not come to.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_reconcile (FoyerSync *self, gboolean everything, GError **error)
{
  guint                       n;
  const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_compared = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *type = parts[i]->type;
      gboolean    due = everything;

      if (!g_hash_table_add (seen, (gpointer) type))
        continue;
      if (!due && !is_due (self, type, &due, error))
        return FALSE;
      if (!due)
        continue;
      if (!reconcile_type (self, type, error))
        return FALSE;
      n_compared++;
    }
  if (n_compared == 0)
    return TRUE;

  return foyer_sync_apply_inbox (self, error) &&
         foyer_sync_repair_doubles (self, error) && foyer_sync_sweep_guards (self, error);
}
