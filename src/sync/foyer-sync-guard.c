/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-sync-guard.h"
#include "model/foyer-clinician.h"

#include <string.h>

/* How often a guard is read again because somebody else was faster. */
#define MAX_ROUNDS 6

/* Length of a uid, as it stands in the key of a guard. */
#define UID_LENGTH 36

/* The new guard of a day, which may come with what is to be claimed. */
static FoyerGuard *
new_guard (const char *key)
{
  const char      *uid = key + strlen ("guard.");
  g_autofree char *clinician = g_strndup (uid, UID_LENGTH);

  return foyer_guard_new (clinician, uid + UID_LENGTH + 1);
}

/* NULL as long as the endpoint does not have the clinician, as after a backup was put back. */
static json_t *
encode (FoyerSync *self, FoyerGuard *guard, const json_t *base)
{
  g_auto (FoyerSyncLinks) links = { 0 };
  g_autofree char *actor = NULL;

  foyer_sync_links_init (&links, self->db, &self->clinic);
  actor = links.links.to_reference ("clinician", guard->clinician, &links);

  return actor != NULL ? foyer_fhir_guard_encode (guard, actor, base) : NULL;
}

/* Reads the guard, or finds it by its key, or learns that there is none.  Of several all
 * desks use the one with the smallest id. */
static gboolean
read_guard (FoyerSync *self, const char *key, json_t **out, GError **error)
{
  g_autofree char *id = foyer_endpoints_dup_fact (self->db, key, NULL);
  g_autoptr (json_t) all = NULL;
  json_t *resource;
  json_t *found = NULL;
  size_t  i;

  *out = NULL;
  if (id != NULL)
    {
      if (!foyer_sync_get (self, out, error, "Schedule/%s", id))
        return FALSE;
      /* An endpoint that was set back gives ids out again, and of several guards of a day the
       * others are disowned. */
      if (*out != NULL &&
          g_strcmp0 (foyer_resource_identifier (*out, FOYER_FHIR_SYSTEM_RECORD), key) ==
              0)
        return TRUE;
      g_clear_pointer (out, json_decref);
    }

  all = foyer_sync_find (self, "Schedule", key, error);
  if (all == NULL)
    return FALSE;
  json_array_foreach (all, i, resource)
    {
      if (found != NULL)
        g_hash_table_add (self->doubles, g_strdup_printf ("Schedule %s", key));
      if (found == NULL ||
          strcmp (foyer_resource_id (resource), foyer_resource_id (found)) < 0)
        found = resource;
    }
  if (found == NULL)
    return TRUE;

  /* An index may show an older version than a read. */
  if (!foyer_sync_get (self, out, error, "Schedule/%s", foyer_resource_id (found)))
    return FALSE;

  return *out == NULL || foyer_sync_set_fact (self, key, foyer_resource_id (*out), error);
}

/* Writes the guard if nobody has changed it since it was read. */
static FoyerOutcome
write_guard (
    FoyerSync *self, const char *key, const json_t *base, json_t *guard, GError **error)
{
  g_autoptr (FoyerCall) call = NULL;
  FoyerOutcome outcome;

  if (base == NULL)
    {
      call = foyer_call_new ("POST", "Schedule");
      call->if_none_exist =
          g_strdup_printf ("identifier=%s%%7C%s", FOYER_FHIR_SYSTEM_RECORD, key);
    }
  else
    {
      call = foyer_call_new ("PUT", "Schedule/%s", foyer_resource_id (base));
      call->if_match = g_strdup (foyer_resource_version (base));
    }
  call->body = foyer_resource_body (guard);
  if (!foyer_sync_raise_beacon (self, error) || !foyer_sync_send (self, &call, 1, error))
    return FOYER_OUTCOME_STOP;

  outcome = foyer_sync_judge (self, call, error);
  if (outcome == FOYER_OUTCOME_DONE && base == NULL)
    {
      if (!foyer_sync_set_fact (self, key, foyer_resource_id (call->json), error))
        return FOYER_OUTCOME_STOP;
      /* Whether it was created or had been there already, what counts is what it holds. */
      return foyer_fhir_equal (call->json, guard) ? FOYER_OUTCOME_DONE
                                                  : FOYER_OUTCOME_VERSION;
    }

  return outcome;
}

/**
 * foyer_sync_change_guard:
 * @self: a sync
 * @key: key of the guard
 * @change: changes the guard, and says whether there is something to write
 * @data: data of @change
 * @out_done: (out): whether the guard is as @change left it
 * @error: return location for an error
 *
 * Reads a guard, changes it and writes it under the condition that nobody else has, again
 * and again while somebody else is faster.  That the check and the write are about the same
 * version of the same resource is what keeps two desks from claiming one time.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_change_guard (FoyerSync           *self,
                         const char          *key,
                         FoyerGuardChangeFunc change,
                         gpointer             data,
                         gboolean            *out_done,
                         GError             **error)
{
  *out_done = FALSE;

  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      g_autoptr (json_t) base = NULL;
      g_autoptr (json_t) changed = NULL;
      g_autoptr (FoyerGuard) guard = NULL;

      if (!read_guard (self, key, &base, error))
        return FALSE;
      guard = base != NULL ? foyer_fhir_guard_decode (base, NULL) : new_guard (key);
      /* One that cannot be read keeps the visits of its day from being confirmed, and nothing
       * else. */
      if (guard == NULL)
        return TRUE;
      if (!change (guard, data))
        {
          *out_done = TRUE;
          return TRUE;
        }

      changed = encode (self, guard, base);
      if (changed == NULL)
        return TRUE;
      switch (write_guard (self, key, base, changed, error))
        {
        case FOYER_OUTCOME_DONE:
          *out_done = TRUE;
          return TRUE;

        case FOYER_OUTCOME_STOP:
          return FALSE;

        case FOYER_OUTCOME_VERSION:
        case FOYER_OUTCOME_GONE:
          break;

        case FOYER_OUTCOME_SEVERAL:
          if (!foyer_sync_set_fact (self, key, NULL, error))
            return FALSE;
          break;

        case FOYER_OUTCOME_LATER:
        case FOYER_OUTCOME_REFUSED:
        default:
          return TRUE;
        }
    }

  return TRUE;
}

/* Brings what another guard of the same day holds onto the one that all desks use. */
typedef struct
{
  FoyerGuard *other;
  guint       limit; /* visits that the clinician sees at once */
} Merge;

static gboolean
change_merge (FoyerGuard *guard, gpointer data)
{
  Merge   *merge = data;
  gboolean changed = FALSE;

  for (guint i = 0; i < merge->other->spans->len; i++)
    {
      const FoyerGuardSpan *span = merge->other->spans->pdata[i];

      if (foyer_guard_find (guard, span->booking) != NULL ||
          (!span->overlap && foyer_guard_blocker (guard, span->booking, span->start_at,
                                                  span->end_at, merge->limit) != NULL))
        continue;
      foyer_guard_set (guard, span->booking, span->start_at, span->end_at,
                       span->claimed_at, span->overlap);
      changed = TRUE;
    }

  return changed;
}

/**
 * foyer_sync_merge_guard:
 * @self: a sync
 * @key: key of the guard
 * @winner: id of the guard with that key that all desks use
 * @loser: id of another one
 * @out_loser: (out) (nullable): the other one, which may be disowned now; `NULL` if it has to
 *   stay for a while
 * @error: return location for an error
 *
 * Takes over what desks have claimed on a second guard of a day.  A time that both guards
 * gave away stays with who has it on the first one: there are two visits at one time then,
 * which people are told of.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_merge_guard (FoyerSync  *self,
                        const char *key,
                        const char *winner,
                        const char *loser,
                        json_t    **out_loser,
                        GError    **error)
{
  g_autoptr (json_t) present = NULL;
  g_autoptr (FoyerGuard) other = NULL;
  g_autoptr (FoyerAggregate) clinician = NULL;
  Merge    merge = { 0 };
  gint64   id;
  gboolean done;

  *out_loser = NULL;
  if (!foyer_sync_get (self, &present, error, "Schedule/%s", loser))
    return FALSE;
  other = present != NULL ? foyer_fhir_guard_decode (present, NULL) : NULL;
  if (other == NULL ||
      g_strcmp0 (foyer_resource_identifier (present, FOYER_FHIR_SYSTEM_RECORD), key) != 0)
    return TRUE;
  if (!foyer_aggregates_find (self->db, "clinician", other->clinician, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  clinician = foyer_aggregates_load (self->db, "clinician", id, error);
  if (clinician == NULL || !foyer_sync_set_fact (self, key, winner, error))
    return FALSE;

  merge.other = other;
  merge.limit = (guint) FOYER_CLINICIAN (clinician->record)->overlap_limit;
  if (!foyer_sync_change_guard (self, key, change_merge, &merge, &done, error))
    return FALSE;
  if (done)
    *out_loser = g_steal_pointer (&present);

  return TRUE;
}
