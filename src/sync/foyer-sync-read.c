/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-sync-private.h"

/* Resources that are read by their ids.  What is too large to come beside others, or takes too
 * long for that, as a letter may, is read alone. */

/* So many resources of a type that cannot be read are a server that fails. */
#define MAX_FAILED 8

typedef struct
{
  FoyerSync    *self;
  const char   *type;
  const json_t *listed; /* (nullable) id and version */
} Giant;

static gboolean
set_aside (FoyerAct *act, gpointer data, GError **error)
{
  Giant *giant = data;
  g_autoptr (FoyerReplica) replica = NULL;

  if (!foyer_replicas_find_remote (foyer_act_get_db (act), giant->type,
                                   foyer_resource_id (giant->listed), &replica, error))
    return FALSE;
  if (replica == NULL)
    replica = foyer_replica_new (foyer_fhir_parts_find (NULL, giant->type)->kind, 0,
                                 giant->type, NULL);

  return foyer_sync_add_unreadable (act, giant->self, replica, giant->listed,
                                    FOYER_CONFLICT_DETAIL_TOO_LARGE, error);
}

/* Whether there is more to be had by reading it alone. */
static gboolean
may_be_large (const FoyerCall *call)
{
  return !call->is_large &&
         (g_error_matches (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TOO_LARGE) ||
          g_error_matches (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TIMEOUT));
}

/* Deals with the answer to a read of @id.  FALSE if the sync cannot go on. */
static gboolean
take (FoyerSync *self, FoyerReading *reading, FoyerCall *call, char *id, GError **error)
{
  Giant giant = { self, reading->type, NULL };

  switch (foyer_sync_judge (self, call, error))
    {
    case FOYER_OUTCOME_DONE:
      return foyer_sync_apply_page (self, &call->json, 1, reading->name, reading->cursor,
                                    error);

    case FOYER_OUTCOME_GONE:
      if (reading->missing != NULL)
        g_ptr_array_add (reading->missing, id);
      return TRUE;

    case FOYER_OUTCOME_STOP:
      return FALSE;

    /* One that cannot be read does not keep the others from it. */
    case FOYER_OUTCOME_LATER:
    case FOYER_OUTCOME_REFUSED:
    case FOYER_OUTCOME_VERSION:
    case FOYER_OUTCOME_SEVERAL:
    default:
      giant.listed = g_hash_table_lookup (reading->listed, id);
      if (giant.listed != NULL &&
          g_error_matches (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TOO_LARGE))
        return foyer_sync_act (self, set_aside, &giant, error);
      /* After an endpoint was set back it may have another version of the number that we know,
       * which must not be written over unseen. */
      if (++reading->n_failed < MAX_FAILED && !self->rollback)
        return TRUE;
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SERVER,
                   "The endpoint failed with status %u", call->status);
      return FALSE;
    }
}

static gboolean
read_alone (FoyerSync *self, FoyerReading *reading, char *id, GError **error)
{
  g_autoptr (FoyerCall) call = foyer_call_new ("GET", "%s/%s", reading->type, id);

  call->is_large = TRUE;

  return foyer_sync_send (self, &call, 1, error) && take (self, reading, call, id, error);
}

/* Reads @n of @ids at the same time; those that have to be read alone are put into @large. */
static gboolean
read_group (FoyerSync    *self,
            FoyerReading *reading,
            char        **ids,
            guint         n,
            GPtrArray    *large,
            GError      **error)
{
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_call_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (calls, foyer_call_new ("GET", "%s/%s", reading->type, ids[i]));
  if (!foyer_sync_send (self, (FoyerCall **) calls->pdata, n, error))
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (may_be_large (calls->pdata[i]))
      g_ptr_array_add (large, ids[i]);
    else if (!take (self, reading, calls->pdata[i], ids[i], error))
      return FALSE;

  return TRUE;
}

/**
 * foyer_sync_read:
 * @self: a sync
 * @reading: what is known of the resources, and what becomes of reading them
 * @ids: (element-type utf8): their ids
 * @error: return location for an error
 *
 * Reads resources by their ids, some at the same time, and takes them in.  One that is larger
 * than anything that Foyer takes is put before people.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_read (FoyerSync *self, FoyerReading *reading, GPtrArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i += FOYER_SYNC_WIDTH)
    {
      g_autoptr (GPtrArray) large = g_ptr_array_new ();

      if (!read_group (self, reading, (char **) &ids->pdata[i],
                       MIN (FOYER_SYNC_WIDTH, ids->len - i), large, error))
        return FALSE;
      for (guint j = 0; j < large->len; j++)
        if (!read_alone (self, reading, large->pdata[j], error))
          return FALSE;
    }

  return TRUE;
}
