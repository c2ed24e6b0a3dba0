/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-sync-private.h"

/* What a replica holds of the endpoint: under which id a record is there, and what of it was
 * seen last. */

/**
 * foyer_sync_let_go:
 * @act: the action under way
 * @data: a [struct@Replica]: a record that is not at the endpoint any more as it was seen
 *   there last
 * @error: return location for an error
 *
 * Forgets where the record is at the endpoint.  It is found again there by its key, and made
 * anew if it is not; what both sides have then is compared.  When it was seen last stays
 * known, to tell an older state from a newer one.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_let_go (FoyerAct *act, gpointer data, GError **error)
{
  FoyerReplica *replica = data;

  foyer_set_text (&replica->remote_id, NULL);
  foyer_set_text (&replica->base, NULL);
  foyer_set_text (&replica->base_version, NULL);
  g_clear_pointer (&replica->sent, g_bytes_unref);
  replica->state = FOYER_REPLICA_STATE_OK;
  replica->attempts = 0;
  replica->next_try_at = 0;

  return foyer_replicas_put (act, replica, error) &&
         foyer_unsent_mark (act, replica->kind, replica->record_id, error);
}

/**
 * foyer_sync_lose_id:
 * @act: the action under way
 * @replica: a record that is at the endpoint under another id now, or not at all
 * @error: return location for an error
 *
 * As [func@sync_let_go], and the endpoint is told anew of what refers to the record by its id.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_lose_id (FoyerAct *act, gpointer replica, GError **error)
{
  return foyer_replicas_mark_referring (act, replica, error) &&
         foyer_sync_let_go (act, replica, error);
}

/**
 * foyer_sync_hold:
 * @act: the action under way
 * @self: a sync
 * @replica: a record, without its row while it was looked for in vain; is not stored by this
 * @resource: what the endpoint has of it
 * @error: return location for an error
 *
 * Takes what the endpoint has for what was seen last.  A record that had the id before has
 * lost it: an endpoint that was set back gives ids out again.  What refers to the record by
 * another id that it had is told anew, and what is on a gift card says which claims count.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_hold (FoyerAct     *act,
                 FoyerSync    *self,
                 FoyerReplica *replica,
                 json_t       *resource,
                 GError      **error)
{
  const char *id = foyer_resource_id (resource);
  g_autoptr (FoyerReplica) other = NULL;

  if (replica->record_id != 0 && g_strcmp0 (replica->remote_id, id) != 0)
    {
      if (!foyer_replicas_find_remote (foyer_act_get_db (act), replica->type, id, &other,
                                       error))
        return FALSE;
      if (other != NULL && g_strcmp0 (other->key, replica->key) != 0 &&
          !foyer_sync_let_go (act, other, error))
        return FALSE;
      if (!foyer_replicas_mark_referring (act, replica, error))
        return FALSE;
    }

  foyer_set_text (&replica->remote_id, id);
  foyer_set_text (&replica->base_version, foyer_resource_version (resource));
  foyer_set_text (&replica->base_updated, foyer_resource_updated (resource));
  g_free (replica->base);
  replica->base = foyer_sync_take_text (self, resource);
  replica->state = FOYER_REPLICA_STATE_OK;

  return !g_str_equal (replica->kind, "gift_card") ||
         foyer_sync_note_card (act, replica->key, resource, error);
}

/* Action of the sync: forgets when a replica was stamped at the endpoint, whose clock was set
 * back. */
gboolean
foyer_sync_distrust_stamp (FoyerAct *act, gpointer data, GError **error)
{
  FoyerReplica *replica = data;

  foyer_set_text (&replica->base_updated, NULL);

  return foyer_replicas_put (act, replica, error);
}

/* When a record was edited last follows from its resource where that does not say it. */
void
foyer_sync_date (FoyerRecord *record, const json_t *resource)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    if (g_str_equal (klass->fields[i].name, "updated-at") &&
        foyer_field_get_integer (&klass->fields[i], record) == 0)
      foyer_field_set_integer (&klass->fields[i], record,
                               foyer_resource_micros (foyer_resource_updated (resource)) /
                                   G_USEC_PER_SEC);
}
