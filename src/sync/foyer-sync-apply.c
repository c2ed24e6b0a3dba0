/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/foyer-background.h"
#include "model/foyer-request.h"
#include "store/foyer-arrivals.h"
#include "sync/foyer-sync-private.h"

#include <string.h>

/* A page of more resources than these takes long enough for others to be let pass. */
#define FEW 16

/* One resource on its way into the database. */
typedef struct
{
  FoyerSync           *self;
  json_t              *resource; /* as the endpoint has it */
  const FoyerFhirPart *part;
  FoyerReplica        *replica; /* (owned) */
  json_t              *base;    /* (owned) (nullable): what both sides went out from */
  gboolean answer;  /* whether it answers what was sent, which is then settled */
  gboolean plain;   /* whether it is taken in only if nothing has to be asked first */
  gboolean is_read; /* whether the record says what the resource says already */
  FoyerAggregate *aggregate; /* (owned) the record as it becomes */
  FoyerAggregate *before;  /* (owned) (nullable) the record as it was, if it has edits */
  GPtrArray      *clashes; /* (owned) (nullable) */
} Arrival;

static void
arrival_clear (Arrival *arrival)
{
  g_clear_pointer (&arrival->replica, foyer_replica_free);
  g_clear_pointer (&arrival->base, json_decref);
  g_clear_pointer (&arrival->aggregate, foyer_aggregate_free);
  g_clear_pointer (&arrival->before, foyer_aggregate_free);
  g_clear_pointer (&arrival->clashes, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arrival, arrival_clear)

static gboolean
is_first_part (const FoyerFhirPart *part)
{
  return part->prefix == NULL || *part->prefix == '\0';
}

/* The loser of a pair of doubles is nobody's record any more. */
static gboolean
is_double (const json_t *resource)
{
  return foyer_resource_identifier (resource, FOYER_FHIR_SYSTEM_DOUBLE) != NULL;
}

static gboolean
is_ours (const json_t *resource)
{
  return foyer_resource_identifier (resource, FOYER_FHIR_SYSTEM_RECORD) != NULL;
}

/* A part for what the replica is: a resource never goes back from a booking to a request. */
static const FoyerFhirPart *
part_for (FoyerReplica *replica, const FoyerFhirPart *matched)
{
  const FoyerFhirPart *part = NULL;

  if (replica != NULL && !g_str_equal (matched->kind, "booking"))
    part = foyer_fhir_parts_find (replica->kind, matched->type);

  return part != NULL ? part : matched;
}

/* Finds what is known of the resource.  @out_new is FALSE if there is nothing to do. */
static gboolean
find_replica (Arrival *arrival, gboolean *out_new, GError **error)
{
  FoyerDb         *db = arrival->self->db;
  const char      *id = foyer_resource_id (arrival->resource);
  const char      *version = foyer_resource_version (arrival->resource);
  const char      *type = foyer_fhir_peek (arrival->resource, "resourceType");
  g_autofree char *uid = NULL;
  g_autofree char *key = NULL;

  *out_new = FALSE;
  arrival->part = foyer_fhir_parts_match (arrival->resource);
  if (arrival->part == NULL || id == NULL || is_double (arrival->resource))
    return TRUE;
  if (arrival->replica == NULL &&
      !foyer_replicas_find_remote (db, type, id, &arrival->replica, error))
    return FALSE;

  if (arrival->replica == NULL)
    {
      uid = foyer_fhir_part_dup_uid (arrival->part, arrival->resource);
      if (uid == NULL)
        return TRUE;
      key = foyer_fhir_part_dup_key (arrival->part, uid);
      if (!foyer_replicas_find_key (db, type, key, &arrival->replica, error))
        return FALSE;
      if (arrival->replica == NULL)
        arrival->replica = foyer_replica_new (arrival->part->kind, 0, type, key);
      else if (arrival->replica->remote_id != NULL &&
               arrival->replica->state != FOYER_REPLICA_STATE_GONE)
        {
          /* Two resources with one key: all desks hold on to the one with the smaller id. */
          g_hash_table_add (arrival->self->doubles, g_strdup_printf ("%s %s", type, key));
          if (strcmp (id, arrival->replica->remote_id) > 0)
            return TRUE;
          g_clear_pointer (&arrival->replica->base_updated, g_free);
        }
    }
  arrival->part = part_for (arrival->replica, arrival->part);

  /* What had gone and is there again counts as new. */
  *out_new = arrival->answer || arrival->replica->remote_id == NULL ||
             arrival->replica->state == FOYER_REPLICA_STATE_GONE ||
             g_strcmp0 (arrival->replica->remote_id, id) != 0 ||
             !foyer_sync_is_known (arrival->replica, version,
                                   foyer_resource_updated (arrival->resource));
  return TRUE;
}

/* The record behind the resource, or a new one; *aggregate stays NULL if it has to wait for
 * the resource that it is a part of. */
static gboolean
load_record (Arrival *arrival, GError **error)
{
  FoyerDb         *db = arrival->self->db;
  g_autofree char *uid = NULL;
  gint64           id = arrival->replica->record_id;

  if (id != 0 && g_str_equal (arrival->replica->kind, arrival->part->kind))
    {
      arrival->aggregate = foyer_sync_load (db, arrival->part->kind, id, error);
      return arrival->aggregate != NULL;
    }

  uid = foyer_fhir_part_dup_uid (arrival->part, arrival->resource);
  if (uid == NULL || !foyer_aggregates_find (db, arrival->part->kind, uid, &id, error))
    return error == NULL || *error == NULL;
  if (id != 0)
    {
      arrival->aggregate = foyer_sync_load (db, arrival->part->kind, id, error);
      return arrival->aggregate != NULL;
    }
  if (!is_first_part (arrival->part))
    return TRUE;
  arrival->aggregate =
      foyer_sync_take_record (arrival->self, arrival->resource, arrival->part->kind);
  arrival->is_read = arrival->aggregate != NULL;
  if (!arrival->is_read)
    arrival->aggregate = foyer_aggregate_new (arrival->part->kind, uid);

  return TRUE;
}

/* Brings what was written here together with what came. */
static json_t *
merge (Arrival *arrival)
{
  g_auto (FoyerSyncLinks) links = { 0 };
  g_autoptr (json_t) mine = NULL;
  gint64 id = foyer_record_get_id (arrival->aggregate->record);

  if (id == 0 || foyer_unsent_get (arrival->self->db, arrival->part->kind, id) == 0)
    return json_incref (arrival->resource);

  foyer_sync_links_init (&links, arrival->self->db, &arrival->self->clinic);
  links.placeholders = TRUE;
  /* Without a base, what is only said differently is no difference. */
  mine =
      foyer_fhir_part_render (arrival->part, arrival->aggregate, &links.links,
                              arrival->base != NULL ? arrival->base : arrival->resource);
  arrival->before = foyer_aggregate_copy (arrival->aggregate);
  arrival->clashes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fhir_clash_free);

  return foyer_fhir_merge (arrival->part, arrival->base, mine, arrival->resource,
                           arrival->clashes);
}

/* A request that some desk has turned into a booking: ours is answered then. */
static gboolean
answer_request (FoyerAct *act, Arrival *arrival, GError **error)
{
  g_autoptr (FoyerAggregate) request = NULL;

  request = foyer_aggregates_load (arrival->self->db, "request",
                                   arrival->replica->record_id, error);
  if (request == NULL)
    return FALSE;

  FOYER_REQUEST (request->record)->state = FOYER_REQUEST_STATE_BOOKED;
  return foyer_aggregates_store (act, request, NULL, error);
}

/* What is behind a reference is not what it was. */
static void
forget_found (FoyerSync *self)
{
  if (self->found != NULL)
    g_hash_table_remove_all (self->found);
}

/* Stores the record and what is now known of the endpoint. */
static gboolean
keep (FoyerAct *act, Arrival *arrival, GError **error)
{
  FoyerReplica *replica = arrival->replica;
  gboolean      converted =
      replica->record_id != 0 && !g_str_equal (replica->kind, arrival->part->kind);
  gint64 id;

  foyer_sync_date (arrival->aggregate->record, arrival->resource);
  if ((converted && !answer_request (act, arrival, error)) ||
      !foyer_aggregates_store (act, arrival->aggregate, &id, error))
    return FALSE;
  if (g_str_equal (arrival->part->kind, "clinic"))
    arrival->self->clinic.known = FALSE;
  if (converted || g_str_equal (arrival->part->kind, "clinic"))
    forget_found (arrival->self);

  if (converted &&
      !foyer_replicas_change_kind (act, replica, arrival->part->kind, id, error))
    return FALSE;
  if (arrival->answer)
    g_clear_pointer (&replica->sent, g_bytes_unref);
  /* What this desk did while it was not there is in no resource yet. */
  if ((replica->state == FOYER_REPLICA_STATE_GONE &&
       (!foyer_sync_settle_conflicts (act, FOYER_CONFLICT_KIND_GONE, replica, error) ||
        !foyer_unsent_mark (act, replica->kind, id, error))) ||
      !foyer_sync_hold (act, arrival->self, replica, arrival->resource, error))
    return FALSE;
  replica->record_id = id;
  replica->attempts = 0;
  replica->next_try_at = 0;
  foyer_set_text (&replica->problem, NULL);
  if (!foyer_replicas_put (act, replica, error) ||
      !foyer_inbox_remove (act, replica->type, replica->remote_id, error) ||
      !foyer_sync_settle_unreadable (act, arrival->self, replica, error))
    return FALSE;

  return !g_str_equal (replica->kind, "booking") ||
         foyer_sync_note_claim (act, arrival->self, id, arrival->part, arrival->aggregate,
                                arrival->before != NULL ? arrival->resource : NULL,
                                error);
}

/* The endpoint was set back to a state before what we know: what it has is where it stands
 * now, and ours is sent again. */
static gboolean
send_again (FoyerAct *act, Arrival *arrival, GError **error)
{
  FoyerReplica *replica = arrival->replica;

  return foyer_sync_hold (act, arrival->self, replica, arrival->resource, error) &&
         foyer_replicas_put (act, replica, error) &&
         foyer_unsent_mark (act, replica->kind, replica->record_id, error);
}

static gboolean
was_set_back (Arrival *arrival)
{
  gint64 known = foyer_resource_micros (arrival->replica->base_updated);

  return !arrival->answer && arrival->replica->record_id != 0 && known != 0 &&
         foyer_resource_micros (foyer_resource_updated (arrival->resource)) < known;
}

/* Whether the id that we know for a record is another one's: a server that was set back gives
 * ids out again. */
static gboolean
is_somebody_else (Arrival *arrival)
{
  const FoyerFhirPart *part = foyer_fhir_parts_match (arrival->resource);
  g_autofree char     *uid = NULL;
  g_autofree char     *key = NULL;

  if (arrival->replica == NULL || arrival->replica->record_id == 0 || part == NULL ||
      !is_ours (arrival->resource) ||
      g_strcmp0 (arrival->replica->remote_id, foyer_resource_id (arrival->resource)) != 0)
    return FALSE;
  uid = foyer_fhir_part_dup_uid (part, arrival->resource);
  key = uid != NULL ? foyer_fhir_part_dup_key (part, uid) : NULL;

  return key != NULL && g_strcmp0 (key, arrival->replica->key) != 0;
}

/* Whether the resource takes the place of another one that is there with the same key. */
static gboolean
is_double_of_known (Arrival *arrival)
{
  return arrival->replica->record_id != 0 && arrival->replica->remote_id != NULL &&
         arrival->replica->state != FOYER_REPLICA_STATE_GONE &&
         g_strcmp0 (arrival->replica->remote_id, foyer_resource_id (arrival->resource)) !=
             0;
}

/* Whether look_behind() has something to ask of the endpoint. */
static gboolean
has_to_ask (Arrival *arrival, gboolean is_new)
{
  return is_somebody_else (arrival) ||
         (is_new && (is_double_of_known (arrival) || arrival->replica->sent != NULL ||
                     was_set_back (arrival) ||
                     (arrival->self->rollback && arrival->replica->record_id != 0)));
}

static gboolean
wait_for (FoyerAct *act, Arrival *arrival, const char *reference, GError **error)
{
  g_autofree char *text = foyer_json_dump (arrival->resource);

  return foyer_inbox_put (
      act, arrival->replica->type, foyer_resource_id (arrival->resource),
      foyer_resource_version (arrival->resource), text, reference, error);
}

/* What refers to a double refers to the record that it is a double of: `Type.id`. */
static gboolean
note_double (FoyerAct *act, const json_t *resource, GError **error)
{
  const char *type = foyer_fhir_peek (resource, "resourceType");
  const char *id = foyer_resource_id (resource);
  const char *winner = foyer_resource_identifier (resource, FOYER_FHIR_SYSTEM_DOUBLE);
  g_autofree char *name = NULL;
  g_autofree char *known = NULL;

  if (type == NULL || id == NULL || !g_str_has_prefix (winner, type) ||
      winner[strlen (type)] != '.')
    return TRUE;

  winner += strlen (type) + 1;
  name = g_strdup_printf (FOYER_SYNC_ALIAS, type, id);
  known = foyer_endpoints_dup_fact (foyer_act_get_db (act), name, NULL);

  return g_strcmp0 (winner, known) == 0 ||
         foyer_endpoints_put_fact (act, name, winner, error);
}

static gboolean
take_in (FoyerAct *act, gpointer data, GError **error)
{
  Arrival *arrival = data;
  g_auto (FoyerSyncLinks) links = { 0 };
  g_autoptr (json_t) merged = NULL;
  gboolean is_new;

  if (is_double (arrival->resource))
    {
      forget_found (arrival->self);
      return note_double (act, arrival->resource, error);
    }

  foyer_sync_links_init (&links, arrival->self->db, &arrival->self->clinic);
  links.dead = arrival->self->dead;
  links.found = arrival->self->found;
  if (!find_replica (arrival, &is_new, error))
    return FALSE;
  if (arrival->plain && has_to_ask (arrival, is_new))
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE,
                           "rule:sync:ask-first");
      return FALSE;
    }
  if (!is_new)
    return TRUE;
  /* Of two doubles each may have what the other one has not. */
  if (is_double_of_known (arrival) && !foyer_sync_let_go (act, arrival->replica, error))
    return FALSE;
  if (was_set_back (arrival))
    return send_again (act, arrival, error);

  if (!load_record (arrival, error))
    return FALSE;
  if (arrival->aggregate == NULL)
    return is_ours (arrival->resource) ? wait_for (act, arrival, NULL, error) : TRUE;

  if (arrival->base == NULL && arrival->replica->base != NULL)
    arrival->base = json_loads (arrival->replica->base, 0, NULL);
  merged = merge (arrival);
  if (!arrival->is_read && !foyer_fhir_part_decode (arrival->part, merged, &links.links,
                                                    arrival->aggregate, error))
    return FALSE;
  if (links.links.unresolved != NULL && links.links.unresolved->len > 0)
    return wait_for (act, arrival, links.links.unresolved->pdata[0], error);

  if (!keep (act, arrival, error))
    return FALSE;
  if (arrival->clashes != NULL && arrival->clashes->len > 0 &&
      !foyer_sync_add_clashes (act, arrival->self, arrival->replica, arrival->part,
                               arrival->before, arrival->aggregate, arrival->clashes,
                               error))
    return FALSE;

  if (!arrival->answer)
    arrival->self->report.pulled++;

  return !g_str_equal (arrival->replica->kind, "booking") ||
         foyer_arrivals_add (act, arrival->replica->record_id, error);
}

/* Takes in one resource; what cannot be understood is set aside for a person, so that it does
 * not stop the others. */
static gboolean
take_in_or_set_aside (FoyerAct *act, Arrival *arrival, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (foyer_act_try (act, take_in, arrival, &problem))
    return TRUE;
  if (!foyer_sync_is_about_record (problem))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  return foyer_sync_add_unreadable (
      act, arrival->self, arrival->replica, arrival->resource,
      g_error_matches (problem, FOYER_FHIR_ERROR, FOYER_FHIR_ERROR_TOO_LARGE)
          ? FOYER_CONFLICT_DETAIL_TOO_LARGE
          : problem->message,
      error);
}

typedef struct
{
  FoyerSync         *self;
  json_t           **resources;
  guint              n_resources;
  const char        *type;
  const FoyerCursor *cursor; /* (nullable) */
} Page;

/* A first pull is one entry of the audit trail a page. */
static void
begin_page (FoyerAct *act, const Page *page)
{
  foyer_act_set_remote (act, TRUE);
  if (page->cursor != NULL && !page->cursor->initial_done)
    foyer_act_set_bulk (act, "{\"sync\":[null,\"first\"]}");
}

static gboolean
end_page (FoyerAct *act, const Page *page, GError **error)
{
  return (page->cursor == NULL ||
          foyer_cursors_put (act, page->type, page->cursor, error)) &&
         foyer_sync_put_newest (act, page->self, error);
}

static gboolean
take_in_page (FoyerAct *act, gpointer data, GError **error)
{
  Page *page = data;

  begin_page (act, page);
  for (guint i = 0; i < page->n_resources; i++)
    {
      g_auto (Arrival) arrival = { .self = page->self, .resource = page->resources[i] };

      if (page->n_resources > FEW)
        foyer_background_let_pass ();
      if (!take_in_or_set_aside (act, &arrival, error))
        return FALSE;
    }

  return end_page (act, page, error);
}

static gboolean
take_in_plain_page (FoyerAct *act, gpointer data, GError **error)
{
  Page *page = data;

  begin_page (act, page);
  for (guint i = 0; i < page->n_resources; i++)
    {
      g_auto (Arrival)
          arrival = { .self = page->self, .resource = page->resources[i], .plain = TRUE };

      if (page->n_resources > FEW)
        foyer_background_let_pass ();
      if (!take_in (act, &arrival, error))
        return FALSE;
    }

  return end_page (act, page, error) && foyer_sync_step (page->self, "commit", error);
}

/* Takes in a page about which nothing has to be asked and of which nothing fails, as almost
 * all are: each resource is looked up once, and none needs a savepoint.  What is known of the
 * endpoint is looked at in the very transaction that changes it, so nobody can come in between.
 * Of any other page nothing remains, @out_done is FALSE, and it takes the long way. */
static gboolean
try_plain_page (FoyerSync *self, Page *page, gboolean *out_done, GError **error)
{
  const FoyerSyncReport before = self->report;
  g_autoptr (GError) problem = NULL;

  self->clinic.known = FALSE;
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  *out_done = foyer_db_act (self->db, NULL, FOYER_ACTION_SYNC, NULL, take_in_plain_page,
                            page, &problem);
  g_clear_pointer (&self->found, g_hash_table_unref);
  if (*out_done)
    return foyer_sync_step (self, "committed", error);

  self->report = before;
  if (foyer_sync_is_about_record (problem))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* What has to be asked of the endpoint before a page can be taken in: what became of a
 * request of ours about the same resource, and the present state of what an index shows
 * older than it is.  Resources that are settled by this become NULL. */
static gboolean
look_behind (FoyerSync *self, json_t **resource, GError **error)
{
  g_auto (Arrival) arrival = { .self = self, .resource = *resource };
  g_autoptr (json_t) present = NULL;
  gboolean is_new;
  gboolean has_known;

  if (is_double (*resource))
    return TRUE;
  if (!find_replica (&arrival, &is_new, error))
    return FALSE;
  if (is_somebody_else (&arrival))
    {
      if (!foyer_sync_act (self, foyer_sync_let_go, arrival.replica, error))
        return FALSE;
      g_clear_pointer (&arrival.replica, foyer_replica_free);
      if (!find_replica (&arrival, &is_new, error))
        return FALSE;
    }
  if (!is_new || arrival.replica == NULL)
    {
      *resource = NULL;
      return TRUE;
    }
  if (is_double_of_known (&arrival))
    {
      /* It is no double if some desk has made it again because the other one had gone. */
      if (!foyer_sync_get (self, &present, error, "%s/%s", arrival.replica->type,
                           arrival.replica->remote_id) ||
          (present == NULL &&
           !foyer_sync_act (self, foyer_sync_lose_id, arrival.replica, error)))
        return FALSE;
      g_clear_pointer (&present, json_decref);
    }
  if (arrival.replica->sent != NULL)
    {
      /* An index may show an older version than a read. */
      *resource = NULL;
      return foyer_sync_get (self, &present, error, "%s/%s", arrival.replica->type,
                             foyer_resource_id (arrival.resource)) &&
             (present == NULL ||
              foyer_sync_settle (self, arrival.replica, present, error));
    }
  if (!was_set_back (&arrival))
    return !self->rollback || arrival.replica->record_id == 0 ||
           foyer_sync_look_for_loss (self, arrival.replica, *resource, error);

  if (!foyer_sync_get (self, &present, error, "%s/%s", arrival.replica->type,
                       foyer_resource_id (arrival.resource)))
    return FALSE;
  arrival.resource = *resource = g_steal_pointer (&present);
  if (*resource == NULL || !was_set_back (&arrival) ||
      arrival.replica->base_version == NULL ||
      g_strcmp0 (arrival.replica->base_version, foyer_resource_version (*resource)) == 0)
    return TRUE;

  /* If the endpoint still has the version that we know, its clock was set back and not its
   * records: what is there came about from what we know. */
  if (!foyer_sync_has_known (self, arrival.replica, &has_known, error))
    return FALSE;

  return !has_known ||
         foyer_sync_act (self, foyer_sync_distrust_stamp, arrival.replica, error);
}

/**
 * foyer_sync_apply_page:
 * @self: a sync
 * @resources: (array length=n_resources): what came, in order
 * @n_resources: how many
 * @type: type of the search
 * @cursor: (nullable): how far the search is with them; stored in the same transaction
 * @error: return location for an error
 *
 * Takes a page of a search in.
 *
 * Returns: `TRUE` once page and cursor are safe
 */
gboolean
foyer_sync_apply_page (FoyerSync         *self,
                       json_t           **resources,
                       guint              n_resources,
                       const char        *type,
                       const FoyerCursor *cursor,
                       GError           **error)
{
  g_autoptr (GPtrArray) news =
      g_ptr_array_new_with_free_func ((GDestroyNotify) json_decref);
  Page     page = { self, resources, n_resources, type, cursor };
  gboolean done = FALSE;

  /* After an endpoint was set back much has to be asked. */
  if (!self->rollback && !try_plain_page (self, &page, &done, error))
    return FALSE;
  if (done)
    return TRUE;

  for (guint i = 0; i < n_resources; i++)
    {
      json_t *resource = resources[i];

      if (!look_behind (self, &resource, error))
        return FALSE;
      if (resource != NULL)
        g_ptr_array_add (news,
                         resource == resources[i] ? json_incref (resource) : resource);
    }
  page.resources = (json_t **) news->pdata;
  page.n_resources = news->len;

  return foyer_sync_act (self, take_in_page, &page, error);
}

/* Takes in one resource that was read by its id. */
gboolean
foyer_sync_apply (FoyerSync *self, json_t *resource, GError **error)
{
  foyer_sync_note_newest (self, resource);

  return foyer_sync_apply_page (self, &resource, 1, NULL, NULL, error);
}

static gboolean
take_in_answer (FoyerAct *act, gpointer data, GError **error)
{
  Arrival *arrival = data;

  foyer_act_set_remote (act, TRUE);
  if (!take_in_or_set_aside (act, arrival, error))
    return FALSE;

  return foyer_sync_settle_conflicts (act, FOYER_CONFLICT_KIND_REFUSED, arrival->replica,
                                      error);
}

/**
 * foyer_sync_apply_sent:
 * @self: a sync
 * @replica: (transfer full): a replica with something sent
 * @resource: what the endpoint has now
 * @landed: whether it has taken what was sent, then or before
 * @error: return location for an error
 *
 * Settles what was sent: if it landed, it is what both sides now go out from; if not, it is
 * still an edit of ours.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_apply_sent (FoyerSync    *self,
                       FoyerReplica *replica,
                       json_t       *resource,
                       gboolean      landed,
                       GError      **error)
{
  g_auto (Arrival) arrival = { .self = self, .resource = resource, .answer = TRUE };

  if (landed && replica->sent != NULL)
    {
      gsize         length;
      gconstpointer bytes = g_bytes_get_data (replica->sent, &length);

      arrival.base = json_loadb (bytes, length, 0, NULL);
    }
  arrival.replica = replica;

  return foyer_sync_act (self, take_in_answer, &arrival, error);
}

/* Fetches what a resource waits for, once in a run.  What is nowhere to be found, what this
 * desk may not see and what is no record of ours counts as not there. */
static gboolean
fetch (FoyerSync *self, const char *reference, GError **error)
{
  g_autoptr (FoyerCall) call = NULL;

  if (g_hash_table_contains (self->dead, reference) ||
      !g_hash_table_add (self->fetched, g_strdup (reference)))
    return TRUE;
  if (strchr (reference, ':') != NULL)
    {
      g_hash_table_add (self->dead, g_strdup (reference));
      return TRUE;
    }

  call = foyer_call_new ("GET", "%s", reference);
  if (!foyer_sync_send (self, &call, 1, error))
    return FALSE;
  if (call->status != 403)
    switch (foyer_sync_judge (self, call, error))
      {
      case FOYER_OUTCOME_DONE:
        if (foyer_fhir_parts_match (call->json) == NULL)
          break;
        return foyer_sync_apply (self, call->json, error);

      case FOYER_OUTCOME_STOP:
        return FALSE;

      case FOYER_OUTCOME_LATER:
        return TRUE;

      case FOYER_OUTCOME_GONE:
      case FOYER_OUTCOME_REFUSED:
      case FOYER_OUTCOME_VERSION:
      case FOYER_OUTCOME_SEVERAL:
      default:
        break;
      }

  g_hash_table_add (self->dead, g_strdup (reference));
  return TRUE;
}

/**
 * foyer_sync_apply_inbox:
 * @self: a sync
 * @error: return location for an error
 *
 * Tries again what waits for something that it refers to, and fetches that if it has not
 * come by itself.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_apply_inbox (FoyerSync *self, GError **error)
{
  /* What is fetched may wait for something itself: a contact of a practice of a group. */
  for (guint round = 0; round < 4; round++)
    {
      g_autoptr (GPtrArray) waiting = foyer_inbox_list (self->db, error);
      guint n_known = self->report.pulled + g_hash_table_size (self->fetched);

      if (waiting == NULL)
        return FALSE;
      if (waiting->len == 0)
        break;

      for (guint i = 0; i < waiting->len; i++)
        {
          FoyerInboxItem *item = waiting->pdata[i];
          g_autoptr (json_t) resource = json_loads (item->json, 0, NULL);
          Page page = { self, &resource, 1, NULL, NULL };

          if (resource == NULL)
            continue;
          if (item->waits_for != NULL && !fetch (self, item->waits_for, error))
            return FALSE;
          if (!foyer_sync_act (self, take_in_page, &page, error))
            return FALSE;
        }
      if (self->report.pulled + g_hash_table_size (self->fetched) == n_known)
        break;
    }

  return TRUE;
}
