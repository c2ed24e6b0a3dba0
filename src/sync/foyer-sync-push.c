/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-sync-private.h"

#include <string.h>

/* Records that are read at once. */
#define BATCH 64

/* The longest wait before something is tried again, seconds. */
#define MAX_DELAY_SECONDS 300

/* What is under way at once is at most this and one resource more. */
#define LARGE_BYTES (8 * 1024 * 1024)

/* One resource on its way to the endpoint. */
typedef struct
{
  FoyerSync           *self;
  const FoyerUnsent   *record;
  const FoyerFhirPart *part;
  FoyerReplica        *replica; /* (owned) (nullable) */
  FoyerCall           *call;    /* (owned) (nullable): NULL if there is nothing to send */
  gboolean             clean;   /* whether the endpoint has all of it */
  gboolean             waits;   /* whether it refers to what the endpoint does not have */
} Parcel;

static void
parcel_clear (Parcel *parcel)
{
  g_clear_pointer (&parcel->replica, foyer_replica_free);
  g_clear_pointer (&parcel->call, foyer_call_free);
}

/* Seconds to wait after failed attempts: exponential, and different for every record, so that
 * desks do not come back at the same moment. */
static gint64
delay_after (FoyerReplica *replica)
{
  g_autofree char *mix =
      g_strdup_printf ("%s %" G_GINT64_FORMAT, replica->key, replica->attempts);
  gint64 longest = MIN (1 << MIN (replica->attempts, 9), MAX_DELAY_SECONDS);

  return 1 + g_str_hash (mix) % longest;
}

static gboolean
put_replica (FoyerAct *act, gpointer data, GError **error)
{
  Parcel *parcel = data;

  return foyer_replicas_put (act, parcel->replica, error);
}

static gboolean
note_refusal (FoyerAct *act, gpointer data, GError **error)
{
  Parcel *parcel = data;

  return foyer_replicas_put (act, parcel->replica, error) &&
         foyer_sync_add_conflict (act, parcel->self, FOYER_CONFLICT_KIND_REFUSED,
                                  parcel->replica, parcel->replica->problem, error);
}

/* Whether the record may be sent now.  One that was refused waits until it is edited. */
static gboolean
may_send (Parcel *parcel)
{
  FoyerReplica *replica = parcel->replica;

  switch (replica->state)
    {
    case FOYER_REPLICA_STATE_GONE:
      return FALSE;

    case FOYER_REPLICA_STATE_REFUSED:
      return parcel->record->edits > replica->sent_edits;

    case FOYER_REPLICA_STATE_OK:
    default:
      /* No wait is that long: the clock was set back. */
      return replica->next_try_at <= parcel->self->now ||
             replica->next_try_at > parcel->self->now + MAX_DELAY_SECONDS;
    }
}

/* A record that the endpoint has lost or does not take waits for a person.  Once they have
 * decided to keep it on this desk only, it waits for nothing. */
static gboolean
leave_queue (Parcel *parcel, GError **error)
{
  FoyerSync    *self = parcel->self;
  FoyerReplica *replica = parcel->replica;
  g_autoptr (GPtrArray) open = NULL;

  if (replica->state == FOYER_REPLICA_STATE_OK)
    return TRUE;
  open = foyer_conflicts_list_for (self->db, replica->kind, replica->record_id, error);
  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    if (g_strcmp0 (((FoyerConflict *) open->pdata[i])->resource, replica->type) == 0)
      return TRUE;

  /* Edits are counted anew after the mark has gone. */
  parcel->clean = TRUE;
  if (replica->sent_edits == 0)
    return TRUE;
  replica->sent_edits = 0;
  return foyer_sync_act (self, put_replica, parcel, error);
}

/* Renders what is to be sent and keeps the bytes: a retry sends the same ones. */
static gboolean
render (Parcel *parcel, GError **error)
{
  FoyerSync    *self = parcel->self;
  FoyerReplica *replica = parcel->replica;
  g_auto (FoyerSyncLinks) links = { 0 };
  g_autoptr (FoyerAggregate) aggregate = NULL;
  g_autoptr (json_t) base = NULL;
  g_autoptr (json_t) mine = NULL;
  gboolean settled = TRUE;

  aggregate = foyer_sync_load (self->db, replica->kind, replica->record_id, error);
  if (aggregate == NULL ||
      (g_str_equal (replica->kind, "booking") &&
       !foyer_sync_is_settled (self, aggregate, &settled, error)) ||
      (g_str_equal (replica->kind, "ledger_entry") &&
       !foyer_sync_is_claimed (self, aggregate, &settled, error)))
    return FALSE;
  if (!settled)
    return TRUE;

  foyer_sync_links_init (&links, self->db, &self->clinic);
  if (replica->base != NULL)
    base = json_loads (replica->base, 0, NULL);
  mine = foyer_fhir_part_render (parcel->part, aggregate, &links.links, base);

  /* What refers to something that the endpoint does not have yet waits for that. */
  parcel->waits = links.links.missing;
  if (parcel->waits)
    return TRUE;
  parcel->clean = base != NULL ? foyer_fhir_equal (mine, base)
                               : parcel->part->is_wanted != NULL &&
                                     !parcel->part->is_wanted (aggregate);
  if (parcel->clean)
    return TRUE;

  if (replica->remote_id != NULL)
    foyer_fhir_set_text (mine, "id", replica->remote_id);
  replica->sent = foyer_resource_body (mine);
  replica->sent_edits = parcel->record->edits;
  replica->state = FOYER_REPLICA_STATE_OK;

  return foyer_sync_act (self, put_replica, parcel, error);
}

/* Makes the request, if there is something to send. */
static gboolean
prepare (Parcel *parcel, GError **error)
{
  FoyerSync    *self = parcel->self;
  FoyerReplica *replica;

  if (!foyer_replicas_get (self->db, parcel->record->kind, parcel->record->record_id,
                           parcel->part->type, &parcel->replica, error))
    return FALSE;
  if (parcel->replica == NULL)
    {
      g_autofree char *uid = foyer_aggregates_dup_uid (self->db, parcel->record->kind,
                                                       parcel->record->record_id, error);
      g_autofree char *key = NULL;

      if (uid == NULL)
        return FALSE;
      key = foyer_fhir_part_dup_key (parcel->part, uid);
      parcel->replica = foyer_replica_new (
          parcel->record->kind, parcel->record->record_id, parcel->part->type, key);
    }
  replica = parcel->replica;
  if (!may_send (parcel))
    return leave_queue (parcel, error);
  if (replica->sent == NULL && !render (parcel, error))
    return FALSE;
  if (replica->sent == NULL)
    return TRUE;

  /* Nothing is written over unseen. */
  if (replica->remote_id == NULL || replica->base_version == NULL)
    {
      parcel->call = foyer_call_new ("POST", "%s", replica->type);
      parcel->call->if_none_exist =
          g_strdup_printf ("identifier=%s%%7C%s", FOYER_FHIR_SYSTEM_RECORD, replica->key);
    }
  else
    {
      parcel->call = foyer_call_new ("PUT", "%s/%s", replica->type, replica->remote_id);
      parcel->call->if_match = g_strdup (replica->base_version);
    }
  parcel->call->body = g_bytes_ref (replica->sent);

  return TRUE;
}

/* Another version is there than the one that we had seen: by somebody else, or by ourselves
 * when the answer was lost. */
static gboolean
look_again (Parcel *parcel, GError **error)
{
  FoyerSync    *self = parcel->self;
  FoyerReplica *replica = parcel->replica;
  g_autoptr (json_t) resource = NULL;

  if (!foyer_sync_get (self, &resource, error, "%s/%s", replica->type,
                       replica->remote_id))
    return FALSE;
  if (resource == NULL)
    return foyer_sync_gone (self, replica, error);
  if (g_strcmp0 (foyer_resource_version (resource), replica->base_version) != 0)
    return foyer_sync_settle (self, replica, resource, error);

  replica->attempts++;
  replica->next_try_at = self->now + delay_after (replica);
  return foyer_sync_act (self, put_replica, parcel, error);
}

static gboolean
handle_done (Parcel *parcel, GError **error)
{
  FoyerReplica *replica = parcel->replica;

  parcel->self->report.pushed++;
  parcel->self->step.n_done++;
  /* A retry sends what the record was then: edits made since still have to be told. */
  parcel->clean = replica->sent_edits >= parcel->record->edits;

  /* The key was there: by a request of ours whose answer was lost, or by another desk.  What
   * of ours is not there is told the next time. */
  if (g_str_equal (parcel->call->method, "POST") && parcel->call->status == 200)
    {
      parcel->clean = FALSE;
      return foyer_sync_settle (parcel->self, replica, parcel->call->json, error);
    }

  return foyer_sync_apply_sent (parcel->self, g_steal_pointer (&parcel->replica),
                                parcel->call->json, TRUE, error);
}

/* Does what an answer asks for.  FALSE if the sync cannot go on. */
static gboolean
handle (Parcel *parcel, GError **error)
{
  FoyerSync    *self = parcel->self;
  FoyerReplica *replica = parcel->replica;

  switch (foyer_sync_judge (self, parcel->call, error))
    {
    case FOYER_OUTCOME_DONE:
      return handle_done (parcel, error);

    case FOYER_OUTCOME_VERSION:
      return look_again (parcel, error);

    case FOYER_OUTCOME_SEVERAL:
      g_hash_table_add (self->doubles,
                        g_strdup_printf ("%s %s", replica->type, replica->key));
      return foyer_sync_repair_doubles (self, error);

    case FOYER_OUTCOME_GONE:
      return foyer_sync_gone (self, replica, error);

    case FOYER_OUTCOME_REFUSED:
      replica->state = FOYER_REPLICA_STATE_REFUSED;
      g_free (replica->problem);
      replica->problem = parcel->call->status == 413
                             ? g_strdup (FOYER_CONFLICT_DETAIL_TOO_LARGE)
                             : foyer_sync_dup_problem (parcel->call);
      g_clear_pointer (&replica->sent, g_bytes_unref);
      self->report.refused++;
      return foyer_sync_act (self, note_refusal, parcel, error);

    case FOYER_OUTCOME_LATER:
      replica->attempts++;
      replica->next_try_at = self->now + delay_after (replica);
      return foyer_sync_act (self, put_replica, parcel, error);

    case FOYER_OUTCOME_STOP:
    default:
      return FALSE;
    }
}

static gboolean
clear_mark (FoyerAct *act, gpointer data, GError **error)
{
  FoyerUnsent *record = data;

  return foyer_unsent_clear (act, record->kind, record->record_id, record->edits, error);
}

/* Makes requests for parcels from *@from on, as many as go at the same time; @out_end is the
 * first that does not. */
static gboolean
load (Parcel *parcels, guint from, guint n, guint *out_end, GError **error)
{
  gsize n_bytes = 0;

  for (*out_end = from; *out_end < n && n_bytes < LARGE_BYTES; (*out_end)++)
    {
      Parcel *parcel = &parcels[*out_end];
      gsize   size;

      if (!prepare (parcel, error))
        return FALSE;
      /* It may wait for one that goes now, as an entry does for the one that it takes back. */
      if (parcel->waits && n_bytes > 0)
        {
          g_clear_pointer (&parcel->replica, foyer_replica_free);
          return TRUE;
        }
      if (parcel->call == NULL)
        continue;
      size = g_bytes_get_size (parcel->call->body);
      parcel->call->is_large = size >= LARGE_BYTES;
      n_bytes += size;
    }

  return TRUE;
}

/* Sends one part of up to FOYER_SYNC_WIDTH records, at the same time unless they are large.
 * All answers are dealt with, even if one of them says that the sync cannot go on. */
static gboolean
push_part (FoyerSync *self, Parcel *parcels, guint n, GError **error)
{
  gboolean done = TRUE;

  for (guint from = 0, end; done && from < n; from = end)
    {
      FoyerCall *calls[FOYER_SYNC_WIDTH];
      guint      n_calls = 0;

      if (!load (parcels, from, n, &end, error))
        return FALSE;
      for (guint i = from; i < end; i++)
        if (parcels[i].call != NULL)
          calls[n_calls++] = parcels[i].call;
      if (n_calls == 0)
        continue;
      if (!foyer_sync_raise_beacon (self, error) ||
          !foyer_sync_send (self, calls, n_calls, error))
        return FALSE;

      for (guint i = from; i < end; i++)
        if (parcels[i].call != NULL)
          {
            done = handle (&parcels[i], done ? error : NULL) && done;
            g_clear_pointer (&parcels[i].call, foyer_call_free);
          }
    }

  return done;
}

/* Sends all parts of up to FOYER_SYNC_WIDTH records of one kind. */
static gboolean
push_group (FoyerSync *self, FoyerUnsent *const *records, guint n_records, GError **error)
{
  guint                       n_parts;
  const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n_parts);
  gboolean                    clean[FOYER_SYNC_WIDTH];

  for (guint i = 0; i < n_records; i++)
    clean[i] = TRUE;

  for (guint p = 0; p < n_parts; p++)
    {
      Parcel   parcels[FOYER_SYNC_WIDTH] = { 0 };
      gboolean done;

      if (!g_str_equal (parts[p]->kind, records[0]->kind))
        continue;
      for (guint i = 0; i < n_records; i++)
        {
          parcels[i].self = self;
          parcels[i].record = records[i];
          parcels[i].part = parts[p];
        }
      done = push_part (self, parcels, n_records, error);
      for (guint i = 0; i < n_records; i++)
        {
          clean[i] = clean[i] && parcels[i].clean;
          parcel_clear (&parcels[i]);
        }
      if (!done)
        return FALSE;
    }

  for (guint i = 0; i < n_records; i++)
    if (clean[i] && !foyer_sync_act (self, clear_mark, records[i], error))
      return FALSE;

  return TRUE;
}

/**
 * foyer_sync_push_records:
 * @self: a sync
 * @records: (element-type FoyerUnsent): records of one kind with edits
 * @error: return location for an error
 *
 * Tells the endpoint of records: a new one is created under the condition that nobody has
 * its key, a known one is replaced under the condition that it is as we had seen it.  The
 * mark goes when the endpoint has all parts and there were no edits in between.
 *
 * One record that is refused, or fails, does not stop the others.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_push_records (FoyerSync *self, GPtrArray *records, GError **error)
{
  for (guint i = 0; i < records->len; i += FOYER_SYNC_WIDTH)
    if (!push_group (self, (FoyerUnsent *const *) &records->pdata[i],
                     MIN (FOYER_SYNC_WIDTH, records->len - i), error))
      return FALSE;

  return TRUE;
}

static gboolean
push_kind (FoyerSync *self, const char *kind, GError **error)
{
  gint64 after = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) records =
          foyer_unsent_list (self->db, kind, after, BATCH, error);

      if (records == NULL)
        return FALSE;
      if (records->len == 0)
        return TRUE;
      after = ((FoyerUnsent *) records->pdata[records->len - 1])->record_id;
      if (!foyer_sync_push_records (self, records, error))
        return FALSE;
    }
}

/**
 * foyer_sync_push:
 * @self: a sync
 * @error: return location for an error
 *
 * Tells the endpoint of everything that it has not been told, what is referred to before
 * what refers to it.  Bookings go by way of their guards, and entries about gift cards by way
 * of those.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_push (FoyerSync *self, GError **error)
{
  guint            n;
  const FoyerKind *kinds = foyer_kinds_list (&n);

  if (!foyer_unsent_expand (self->db, error))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (kinds[i].parent != NULL)
        continue;
      if (g_str_equal (kinds[i].name, "ledger_entry") &&
          !foyer_sync_claim_cards (self, error))
        return FALSE;
      if (!(g_str_equal (kinds[i].name, "booking")
                ? foyer_sync_push_bookings (self, error)
                : push_kind (self, kinds[i].name, error)))
        return FALSE;
    }

  return TRUE;
}
