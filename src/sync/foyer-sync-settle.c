/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-sync-guard.h"

#include <string.h>

static json_t *
parse_sent (FoyerReplica *replica)
{
  gsize         length;
  gconstpointer bytes = g_bytes_get_data (replica->sent, &length);

  return json_loadb (bytes, length, 0, NULL);
}

/* Whether what we sent is among the earlier versions of the resource: then it landed, and
 * somebody who had seen it wrote over it.  A server without history cannot tell. */
static gboolean
is_in_history (FoyerSync    *self,
               FoyerReplica *replica,
               const char   *id,
               json_t       *sent,
               gboolean     *out_found,
               GError      **error)
{
  g_autoptr (FoyerCall) call =
      foyer_call_new ("GET", "%s/%s/_history?_count=50", replica->type, id);
  const json_t *entry;
  size_t        i;

  *out_found = FALSE;
  if (!foyer_sync_send (self, &call, 1, error))
    return FALSE;

  switch (foyer_sync_judge (self, call, error))
    {
    case FOYER_OUTCOME_STOP:
      return FALSE;

    case FOYER_OUTCOME_LATER:
      /* The versions of a large letter may be more than one answer holds: then there is
       * nothing to be found out, and a person compares. */
      if (g_error_matches (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TOO_LARGE))
        return TRUE;
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SERVER,
                   "The endpoint failed with status %u", call->status);
      return FALSE;

    case FOYER_OUTCOME_DONE:
      json_array_foreach (json_object_get (call->json, "entry"), i, entry)
        *out_found |= foyer_fhir_equal (json_object_get (entry, "resource"), sent);
      return TRUE;

    case FOYER_OUTCOME_VERSION:
    case FOYER_OUTCOME_SEVERAL:
    case FOYER_OUTCOME_GONE:
    case FOYER_OUTCOME_REFUSED:
    default:
      return TRUE;
    }
}

/**
 * foyer_sync_has_known:
 * @self: a sync
 * @replica: a record with a known version
 * @out_has: (out): whether the endpoint still has that version
 * @error: return location for an error
 *
 * A server without history does not have it.
 *
 * Returns: `TRUE` if the endpoint has answered
 */
gboolean
foyer_sync_has_known (FoyerSync    *self,
                      FoyerReplica *replica,
                      gboolean     *out_has,
                      GError      **error)
{
  g_autoptr (json_t) known = NULL;
  g_autoptr (GError) problem = NULL;

  if (!foyer_sync_get (self, &known, &problem, "%s/%s/_history/%s", replica->type,
                       replica->remote_id, replica->base_version) &&
      !g_error_matches (problem, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  *out_has =
      known != NULL && foyer_sync_is_known (replica, foyer_resource_version (known),
                                            foyer_resource_updated (known));
  return TRUE;
}

/* Whether the endpoint has lost the version that was seen last: what it has did not come about
 * from that one then. */
static gboolean
is_lost (FoyerSync    *self,
         FoyerReplica *replica,
         json_t       *resource,
         gboolean     *out_lost,
         GError      **error)
{
  const char *updated = foyer_resource_updated (resource);
  gboolean    has_known = TRUE;

  if (replica->base_version != NULL &&
      !foyer_sync_is_known (replica, foyer_resource_version (resource), updated) &&
      (self->rollback ||
       foyer_resource_micros (updated) < foyer_resource_micros (replica->base_updated)) &&
      !foyer_sync_has_known (self, replica, &has_known, error))
    return FALSE;

  *out_lost = !has_known;
  return TRUE;
}

/**
 * foyer_sync_settle:
 * @self: a sync
 * @replica: a replica with something sent whose fate is not known
 * @resource: what the endpoint has now
 * @error: return location for an error
 *
 * Finds out whether what was sent has landed, and goes on from there.
 *
 * It landed if the endpoint has what was sent, or had it in between; else a write that was
 * seen and overwritten would look like a conflict.  A create that finds the key taken did not
 * land if another desk made the record, after the endpoint had been set back.  And if the
 * endpoint has lost the version that ours went out from, ours must not give way to what it
 * has now.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_settle (FoyerSync    *self,
                   FoyerReplica *replica,
                   json_t       *resource,
                   GError      **error)
{
  FoyerReplica *fresh = NULL;
  g_autoptr (json_t) sent = parse_sent (replica);
  gboolean landed = TRUE;
  gboolean lost = FALSE;

  if (!foyer_fhir_equal (resource, sent) &&
      (!is_in_history (self, replica, foyer_resource_id (resource), sent, &landed,
                       error) ||
       (!landed && !is_lost (self, replica, resource, &lost, error))))
    return FALSE;
  if (lost)
    return foyer_sync_act (self, foyer_sync_let_go, replica, error) &&
           foyer_sync_apply (self, resource, error);
  if (!foyer_replicas_get (self->db, replica->kind, replica->record_id, replica->type,
                           &fresh, error))
    return FALSE;

  return fresh == NULL || foyer_sync_apply_sent (self, fresh, resource, landed, error);
}

typedef struct
{
  FoyerSync    *self;
  FoyerReplica *replica;
} Loss;

static gboolean
note_loss (FoyerAct *act, gpointer data, GError **error)
{
  Loss         *loss = data;
  FoyerReplica *replica = loss->replica;

  /* A server that was set back never had it: it is made there again. */
  if (loss->self->rollback)
    return foyer_sync_lose_id (act, replica, error);

  g_clear_pointer (&replica->sent, g_bytes_unref);
  replica->state = FOYER_REPLICA_STATE_GONE;
  return foyer_replicas_put (act, replica, error) &&
         foyer_sync_add_conflict (act, loss->self, FOYER_CONFLICT_KIND_GONE, replica,
                                  NULL, error);
}

/**
 * foyer_sync_look_for_loss:
 * @self: a sync with an endpoint that was set back to an earlier state
 * @replica: a record of which it has another version than the known one
 * @resource: what it has
 * @error: return location for an error
 *
 * Sees whether the known version was lost when the endpoint was set back.  Then what it has
 * now did not come about from it, and ours must not give way to it.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_look_for_loss (FoyerSync    *self,
                          FoyerReplica *replica,
                          json_t       *resource,
                          GError      **error)
{
  gboolean lost;

  return is_lost (self, replica, resource, &lost, error) &&
         (!lost || foyer_sync_act (self, foyer_sync_let_go, replica, error));
}

/* All resources with a key of ours; the one with the smallest id is what all desks use. */
static gboolean
find_by_key (FoyerSync  *self,
             const char *type,
             const char *key,
             json_t    **out_found,
             json_t    **out_winner,
             GError    **error)
{
  json_t *resource;
  size_t  i;

  *out_winner = NULL;
  *out_found = foyer_sync_find (self, type, key, error);
  if (*out_found == NULL)
    return FALSE;

  json_array_foreach (*out_found, i, resource)
    if (*out_winner == NULL ||
        strcmp (foyer_resource_id (resource), foyer_resource_id (*out_winner)) < 0)
      *out_winner = resource;

  return TRUE;
}

/**
 * foyer_sync_gone:
 * @self: a sync
 * @replica: a replica
 * @error: return location for an error
 *
 * Deals with a resource that the endpoint does not have any more.  If some desk has made it
 * there again, that one is used from now on.  Else, because nobody deletes here, a person
 * decides; what this desk has stays meanwhile.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_gone (FoyerSync *self, FoyerReplica *replica, GError **error)
{
  Loss loss = { self, replica };
  g_autoptr (json_t) found = NULL;
  json_t *again;

  if (replica->state == FOYER_REPLICA_STATE_GONE)
    return TRUE;
  if (!find_by_key (self, replica->type, replica->key, &found, &again, error))
    return FALSE;
  if (again == NULL || g_strcmp0 (foyer_resource_id (again), replica->remote_id) == 0)
    return foyer_sync_act (self, note_loss, &loss, error);

  return foyer_sync_act (self, foyer_sync_lose_id, replica, error) &&
         foyer_sync_apply (self, again, error);
}

/* Takes our key from a resource that has it beside another one, and says whose it is. */
static void
disown (json_t *resource, const char *type, const char *winner)
{
  json_t *identifier;
  size_t  i;

  json_array_foreach (json_object_get (resource, "identifier"), i, identifier)
    if (g_strcmp0 (foyer_fhir_peek (identifier, "system"), FOYER_FHIR_SYSTEM_RECORD) == 0)
      {
        g_autofree char *value = g_strdup_printf ("%s.%s", type, winner);

        foyer_fhir_set_text (identifier, "system", FOYER_FHIR_SYSTEM_DOUBLE);
        foyer_fhir_set_text (identifier, "value", value);
        foyer_fhir_set_text (identifier, "use", "old");
      }

  if (g_str_equal (type, "Patient"))
    {
      json_object_set_new (resource, "active", json_false ());
      json_object_set_new (resource, "link",
                           json_pack ("[{s:{s:o}, s:s}]", "other", "reference",
                                      json_sprintf ("Patient/%s", winner), "type",
                                      "replaced-by"));
    }
  else if (json_is_boolean (json_object_get (resource, "active")))
    json_object_set_new (resource, "active", json_false ());
  else if (json_is_string (json_object_get (resource, "status")) &&
           !g_str_equal (type, "Location"))
    foyer_fhir_set_text (
        resource, "status",
        g_str_equal (type, "PaymentReconciliation") ? "cancelled" : "entered-in-error");
}

/* Of several resources with one key all desks keep the one with the smallest id, and whoever
 * comes first marks the others.  Somebody else may have done it in between: then a version
 * does not match, and the next sync looks again. */
static gboolean
repair (FoyerSync *self, const char *type, const char *key, GError **error)
{
  g_autoptr (json_t) found = NULL;
  g_autoptr (FoyerReplica) known = NULL;
  json_t     *resource;
  json_t     *keep;
  const char *winner;
  size_t      i;

  if (!find_by_key (self, type, key, &found, &keep, error) ||
      !foyer_replicas_find_key (self->db, type, key, &known, error))
    return FALSE;
  if (keep == NULL)
    return TRUE;
  winner = foyer_resource_id (keep);

  /* What this desk knew may have gone when the endpoint was set back. */
  if (known != NULL && known->remote_id != NULL && strcmp (known->remote_id, winner) < 0)
    {
      g_autoptr (json_t) present = NULL;

      if (!foyer_sync_get (self, &present, error, "%s/%s", type, known->remote_id))
        return FALSE;
      return present != NULL || foyer_sync_gone (self, known, error);
    }

  json_array_foreach (found, i, resource)
    {
      const char *id = foyer_resource_id (resource);
      g_autoptr (FoyerCall) call = NULL;
      g_autoptr (json_t) changed = NULL;

      if (g_str_equal (id, winner))
        continue;
      if (!g_str_equal (type, "Schedule"))
        changed = json_deep_copy (resource);
      else if (!foyer_sync_merge_guard (self, key, winner, id, &changed, error))
        return FALSE;
      if (changed == NULL)
        continue;
      call = foyer_call_new ("PUT", "%s/%s", type, id);
      call->if_match = g_strdup (foyer_resource_version (changed));
      disown (changed, type, winner);
      call->body = foyer_resource_body (changed);
      if (!foyer_sync_send (self, &call, 1, error) ||
          foyer_sync_judge (self, call, error) == FOYER_OUTCOME_STOP)
        return FALSE;
    }

  return foyer_sync_apply (self, keep, error);
}

/**
 * foyer_sync_repair_doubles:
 * @self: a sync
 * @error: return location for an error
 *
 * Makes one of what the endpoint has twice, as servers do whose conditional create can race
 * with itself.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_repair_doubles (FoyerSync *self, GError **error)
{
  g_autoptr (GList) doubles =
      g_list_sort (g_hash_table_get_keys (self->doubles), (GCompareFunc) strcmp);

  for (GList *item = doubles; item != NULL; item = item->next)
    {
      g_auto (GStrv) parts = g_strsplit (item->data, " ", 2);

      if (!repair (self, parts[0], parts[1], error))
        return FALSE;
    }
  g_hash_table_remove_all (self->doubles);

  return TRUE;
}
