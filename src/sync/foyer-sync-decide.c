/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-booking-override.h"
#include "model/foyer-patient.h"
#include "model/foyer-referral.h"
#include "store/foyer-card-claims.h"
#include "sync/foyer-sync-private.h"

#include <string.h>

static void
add_difference (json_t *object, const char *name, const char *mine, const char *theirs)
{
  if (g_strcmp0 (mine, theirs) != 0)
    json_object_set_new (object, name, json_pack ("[s?, s?]", mine, theirs));
}

/* What the parts of one kind say, as people read them; NULL for nothing. */
static char *
describe_children (FoyerAggregate *aggregate, const char *kind)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < aggregate->children->len; i++)
    {
      FoyerRecord      *child = aggregate->children->pdata[i];
      FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (child);
      g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

      if (!g_str_equal (klass->kind, kind))
        continue;
      for (guint j = 0; j < klass->n_fields; j++)
        if (klass->fields[j].type == G_TYPE_STRING &&
            (klass->fields[j].flags & FOYER_FIELD_DERIVED) == 0 &&
            !g_str_equal (klass->fields[j].name, "digits"))
          {
            char *word = foyer_record_dup_field (child, &klass->fields[j]);

            if (word != NULL)
              g_ptr_array_add (words, word);
          }
      g_ptr_array_add (words, NULL);
      g_ptr_array_add (texts, g_strjoinv (" ", (char **) words->pdata));
    }
  if (texts->len == 0)
    return NULL;
  g_ptr_array_add (texts, NULL);

  return g_strjoinv (", ", (char **) texts->pdata);
}

/* {"field":[mine, theirs]} for the fields, and the kinds of parts, in which two forms of a
 * record differ: plain values as they are stored, for people to compare. */
static char *
describe_differences (FoyerAggregate *mine, FoyerAggregate *theirs)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (mine->record);
  g_autoptr (json_t) object = json_object ();
  const FoyerKind *kinds;
  guint            n_kinds;

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const FoyerField *field = &klass->fields[i];
      g_autofree char  *a = NULL;
      g_autofree char  *b = NULL;

      if ((field->flags & FOYER_FIELD_DERIVED) != 0 ||
          g_str_equal (field->name, "updated-at"))
        continue;
      if (foyer_kind_of_field (field) != NULL)
        {
          a = g_strdup (foyer_record_get_link (mine->record, field->name));
          b = g_strdup (foyer_record_get_link (theirs->record, field->name));
        }
      else
        {
          a = foyer_record_dup_field (mine->record, field);
          b = foyer_record_dup_field (theirs->record, field);
        }
      add_difference (object, field->name, a, b);
    }

  kinds = foyer_kinds_list (&n_kinds);
  for (guint i = 0; i < n_kinds; i++)
    if (g_strcmp0 (kinds[i].parent, klass->kind) == 0)
      {
        g_autofree char *a = describe_children (mine, kinds[i].name);
        g_autofree char *b = describe_children (theirs, kinds[i].name);

        add_difference (object, kinds[i].name, a, b);
      }

  return foyer_json_dump (object);
}

/* How the record would be with our side of one clash; NULL if it cannot be. */
static FoyerAggregate *
put_ours (FoyerSync            *self,
          const FoyerFhirPart  *part,
          FoyerAggregate       *merged,
          const FoyerFhirClash *clash)
{
  g_auto (FoyerSyncLinks) links = { 0 };
  g_autoptr (FoyerAggregate) ours = foyer_aggregate_copy (merged);
  g_autoptr (json_t) now = NULL;
  g_autoptr (json_t) chosen = NULL;

  foyer_sync_links_init (&links, self->db, &self->clinic);
  links.placeholders = TRUE;
  links.lenient = TRUE;
  now = foyer_fhir_part_render (part, merged, &links.links, NULL);
  chosen = foyer_fhir_overlay (part, now, clash->unit, clash->mine);
  if (!foyer_fhir_part_decode (part, chosen, &links.links, ours, NULL))
    return NULL;

  return g_steal_pointer (&ours);
}

static FoyerConflict *
new_conflict (FoyerSync *self, FoyerConflictKind kind, FoyerReplica *replica)
{
  FoyerConflict *conflict = foyer_conflict_new ();

  conflict->kind = kind;
  foyer_set_text (&conflict->record_kind, replica->kind);
  conflict->record_id = replica->record_id;
  foyer_set_text (&conflict->resource, replica->type);
  conflict->created_at = self->now;
  self->report.conflicts++;

  return conflict;
}

/**
 * foyer_sync_add_clashes:
 * @act: the action under way
 * @self: a sync
 * @replica: the record
 * @part: the part of it
 * @mine: the record as this desk had it
 * @merged: the record as it is now
 * @clashes: (element-type FoyerFhirClash): what both sides changed
 * @error: return location for an error
 *
 * Keeps our side of what two desks changed, for a person.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_add_clashes (FoyerAct            *act,
                        FoyerSync           *self,
                        FoyerReplica        *replica,
                        const FoyerFhirPart *part,
                        FoyerAggregate      *mine,
                        FoyerAggregate      *merged,
                        GPtrArray           *clashes,
                        GError             **error)
{
  for (guint i = 0; i < clashes->len; i++)
    {
      FoyerFhirClash *clash = clashes->pdata[i];
      g_autoptr (FoyerConflict) conflict = new_conflict (
          self, clash->status ? FOYER_CONFLICT_KIND_STATUS : FOYER_CONFLICT_KIND_FIELD,
          replica);
      g_autoptr (FoyerAggregate) ours = put_ours (self, part, merged, clash);
      g_autofree char *differences =
          describe_differences (ours != NULL ? ours : mine, merged);

      foyer_set_text (&conflict->unit, clash->unit);
      conflict->base = foyer_json_dump (clash->base);
      conflict->mine = foyer_json_dump (clash->mine);
      conflict->theirs = foyer_json_dump (clash->theirs);
      foyer_set_text (&conflict->differences, differences);
      if (!foyer_conflicts_add (act, conflict, error))
        return FALSE;
    }

  return TRUE;
}

/* Adds a conflict about a whole record.  Theirs is the version that the endpoint had. */
gboolean
foyer_sync_add_conflict (FoyerAct         *act,
                         FoyerSync        *self,
                         FoyerConflictKind kind,
                         FoyerReplica     *replica,
                         const char       *detail,
                         GError          **error)
{
  g_autoptr (FoyerConflict) conflict = new_conflict (self, kind, replica);

  foyer_set_text (&conflict->detail, detail);
  if (replica->base_version != NULL)
    {
      g_autoptr (json_t) meta = json_pack ("{s:s}", "versionId", replica->base_version);

      conflict->theirs = foyer_json_dump (meta);
    }

  return foyer_conflicts_add (act, conflict, error);
}

/* What people are asked about because it cannot be understood. */
static GHashTable *
list_unreadable (FoyerSync *self, GError **error)
{
  g_autoptr (GHashTable) names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) open = foyer_conflicts_list_open (self->db, error);

  if (open == NULL)
    return NULL;
  for (guint i = 0; i < open->len; i++)
    {
      FoyerConflict *conflict = open->pdata[i];

      if (conflict->kind == FOYER_CONFLICT_KIND_UNREADABLE && conflict->resource != NULL)
        g_hash_table_add (names, g_strdup (conflict->resource));
    }

  return g_steal_pointer (&names);
}

/* Ends the question about a resource that could not be understood, and now has been. */
gboolean
foyer_sync_settle_unreadable (FoyerAct     *act,
                              FoyerSync    *self,
                              FoyerReplica *replica,
                              GError      **error)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", replica->type, replica->remote_id);
  g_autoptr (GPtrArray) open = NULL;

  if (self->unreadable == NULL)
    self->unreadable = list_unreadable (self, error);
  if (self->unreadable == NULL)
    return FALSE;
  if (!g_hash_table_contains (self->unreadable, name))
    return TRUE;

  open = foyer_conflicts_list_open (self->db, error);
  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    {
      FoyerConflict *conflict = open->pdata[i];

      if (conflict->kind == FOYER_CONFLICT_KIND_UNREADABLE &&
          g_strcmp0 (conflict->resource, name) == 0 &&
          !foyer_conflicts_settle (act, conflict, error))
        return FALSE;
    }

  return TRUE;
}

static char *
dup_version (const json_t *resource)
{
  const char *version = foyer_resource_version (resource);
  g_autoptr (json_t) meta =
      version != NULL
          ? json_pack ("{s:s}", "versionId", version)
          : json_pack ("{s:s*}", "lastUpdated", foyer_resource_updated (resource));

  return foyer_json_dump (meta);
}

/* Whether a version of a resource was put before people because it cannot be understood. */
gboolean
foyer_sync_is_set_aside (FoyerSync    *self,
                         const char   *type,
                         const json_t *resource,
                         gboolean     *out_known,
                         GError      **error)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", type, foyer_resource_id (resource));
  g_autofree char *theirs = dup_version (resource);

  return foyer_conflicts_is_known (self->db, name, theirs, out_known, error);
}

/* Puts a resource that cannot be understood before people, once for each version of it. */
gboolean
foyer_sync_add_unreadable (FoyerAct     *act,
                           FoyerSync    *self,
                           FoyerReplica *replica,
                           const json_t *resource,
                           const char   *detail,
                           GError      **error)
{
  g_autofree char *name =
      g_strdup_printf ("%s/%s", replica->type, foyer_resource_id (resource));
  g_autofree char *theirs = dup_version (resource);
  g_autoptr (FoyerConflict) conflict = NULL;
  gboolean known;

  if (!foyer_sync_is_set_aside (self, replica->type, resource, &known, error))
    return FALSE;
  if (known)
    return TRUE;

  if (self->unreadable != NULL)
    g_hash_table_add (self->unreadable, g_strdup (name));
  conflict = new_conflict (self, FOYER_CONFLICT_KIND_UNREADABLE, replica);
  foyer_set_text (&conflict->resource, name);
  foyer_set_text (&conflict->theirs, theirs);
  foyer_set_text (&conflict->detail, detail);

  return foyer_conflicts_add (act, conflict, error);
}

/* Ends the open conflicts of a kind about a record, because what they were about is over. */
gboolean
foyer_sync_settle_conflicts (FoyerAct         *act,
                             FoyerConflictKind kind,
                             FoyerReplica     *replica,
                             GError          **error)
{
  g_autoptr (GPtrArray) open = NULL;

  if (replica->record_id == 0)
    return TRUE;
  open = foyer_conflicts_list_for (foyer_act_get_db (act), replica->kind,
                                   replica->record_id, error);
  if (open == NULL)
    return FALSE;

  for (guint i = 0; i < open->len; i++)
    {
      FoyerConflict *conflict = open->pdata[i];

      if (conflict->kind == kind && conflict->resolution == FOYER_RESOLUTION_NONE &&
          g_strcmp0 (conflict->resource, replica->type) == 0 &&
          !foyer_conflicts_settle (act, conflict, error))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  FoyerSync     *self;
  FoyerConflict *conflict;
} Decision;

static const FoyerFhirPart *
find_part (FoyerConflict *conflict)
{
  if (conflict->record_kind == NULL || conflict->resource == NULL)
    return NULL;

  return foyer_fhir_parts_find (conflict->record_kind, conflict->resource);
}

/* Puts our side back, as an edit that has seen theirs.  If the record says something else by
 * now, nobody has seen that: it becomes a conflict of its own. */
static gboolean
put_back (FoyerAct *act, FoyerSync *self, FoyerConflict *conflict, GError **error)
{
  const FoyerFhirPart *part = find_part (conflict);
  g_auto (FoyerSyncLinks) links = { 0 };
  g_autoptr (FoyerAggregate) aggregate = NULL;
  g_autoptr (FoyerAggregate) ours = NULL;
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (json_t) base = NULL;
  g_autoptr (json_t) now = NULL;
  g_autoptr (json_t) mine = NULL;
  g_autoptr (json_t) theirs = NULL;
  g_autoptr (json_t) seen = NULL;
  g_autoptr (json_t) chosen = NULL;
  g_autoptr (json_t) merged = NULL;
  g_autoptr (GPtrArray) clashes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fhir_clash_free);

  if (part == NULL)
    return TRUE;
  aggregate =
      foyer_sync_load (self->db, conflict->record_kind, conflict->record_id, error);
  if (aggregate == NULL ||
      !foyer_replicas_get (self->db, conflict->record_kind, conflict->record_id,
                           conflict->resource, &replica, error))
    return FALSE;

  foyer_sync_links_init (&links, self->db, &self->clinic);
  links.placeholders = TRUE;
  links.lenient = TRUE;
  if (replica != NULL && replica->base != NULL)
    base = json_loads (replica->base, 0, NULL);
  now = foyer_fhir_part_render (part, aggregate, &links.links, base);
  mine = json_loads (conflict->mine, 0, NULL);
  theirs = json_loads (conflict->theirs, 0, NULL);
  chosen = foyer_fhir_overlay (part, now, conflict->unit, mine);
  seen = foyer_fhir_overlay (part, now, conflict->unit, theirs);
  merged = foyer_fhir_merge (part, seen, chosen, now, clashes);

  ours = foyer_aggregate_copy (aggregate);
  if (!foyer_fhir_part_decode (part, chosen, &links.links, ours, error) ||
      !foyer_fhir_part_decode (part, merged, &links.links, aggregate, error) ||
      !foyer_aggregates_store (act, aggregate, NULL, error) ||
      !foyer_unsent_mark (act, conflict->record_kind, conflict->record_id, error))
    return FALSE;

  return clashes->len == 0 || replica == NULL ||
         foyer_sync_add_clashes (act, self, replica, part, ours, aggregate, clashes,
                                 error);
}

/* Makes the record at the endpoint once more. */
static gboolean
make_again (FoyerAct *act, FoyerSync *self, FoyerConflict *conflict, GError **error)
{
  g_autoptr (FoyerReplica) replica = NULL;

  if (!foyer_replicas_get (self->db, conflict->record_kind, conflict->record_id,
                           conflict->resource, &replica, error))
    return FALSE;
  /* An endpoint that was set up since then is told of everything anyway. */
  if (replica == NULL)
    return TRUE;

  if (conflict->kind == FOYER_CONFLICT_KIND_GONE)
    return foyer_sync_lose_id (act, replica, error);

  replica->state = FOYER_REPLICA_STATE_OK;
  replica->attempts = 0;
  replica->next_try_at = 0;

  return foyer_replicas_put (act, replica, error) &&
         foyer_unsent_mark (act, conflict->record_kind, conflict->record_id, error);
}

/* What was removed elsewhere ends here too, as far as a record can end: nothing is deleted. */
static gboolean
end_record (FoyerAct *act, FoyerSync *self, FoyerConflict *conflict, GError **error)
{
  g_autoptr (FoyerAggregate) aggregate =
      foyer_aggregates_load (self->db, conflict->record_kind, conflict->record_id, error);

  if (aggregate == NULL)
    return FALSE;

  if (FOYER_IS_PATIENT (aggregate->record))
    FOYER_PATIENT (aggregate->record)->active = FALSE;
  else if (FOYER_IS_BOOKING (aggregate->record))
    FOYER_BOOKING (aggregate->record)->state = FOYER_BOOKING_STATE_ENTERED_IN_ERROR;
  else if (FOYER_IS_REFERRAL (aggregate->record))
    FOYER_REFERRAL (aggregate->record)->state = FOYER_REFERRAL_STATE_ENTERED_IN_ERROR;
  else
    return TRUE;

  return foyer_aggregates_store (act, aggregate, NULL, error);
}

/* Takes back our edits of what the endpoint refuses.  A record that it never had stays on
 * this desk alone. */
static gboolean
take_back (FoyerAct *act, FoyerSync *self, FoyerConflict *conflict, GError **error)
{
  const FoyerFhirPart *part = find_part (conflict);
  g_auto (FoyerSyncLinks) links = { 0 };
  g_autoptr (FoyerAggregate) aggregate = NULL;
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (json_t) base = NULL;

  if (!foyer_replicas_get (self->db, conflict->record_kind, conflict->record_id,
                           conflict->resource, &replica, error))
    return FALSE;
  if (replica == NULL || replica->base == NULL || part == NULL)
    return TRUE;

  base = json_loads (replica->base, 0, NULL);
  aggregate =
      foyer_aggregates_load (self->db, conflict->record_kind, conflict->record_id, error);
  if (aggregate == NULL)
    return FALSE;
  foyer_sync_links_init (&links, self->db, &self->clinic);
  links.lenient = TRUE;
  replica->state = FOYER_REPLICA_STATE_OK;

  return foyer_fhir_part_decode (part, base, &links.links, aggregate, error) &&
         foyer_aggregates_store (act, aggregate, NULL, error) &&
         foyer_replicas_put (act, replica, error);
}

static void
add_override (FoyerAggregate *booking, const char *rule, const char *staff, gint64 now)
{
  FoyerBookingOverride *override =
      foyer_aggregate_add (booking, "booking_override", NULL);

  foyer_set_text (&override->rule, rule);
  override->at = now;
  foyer_set_text (&override->reason, "Both kept after they collided in sync");
  foyer_record_set_link (override, "staff-id", staff);
}

/* Whether two visits have the same one of a field, and one at all. */
static gboolean
shares (FoyerBooking *booking, FoyerBooking *other, const char *field)
{
  const char *link = foyer_record_get_link (booking, field);

  return link != NULL && g_strcmp0 (link, foyer_record_get_link (other, field)) == 0;
}

/* Both visits stay at the same time, because somebody who may has said so: all rules that the
 * two break are set aside. */
static gboolean
keep_both (FoyerAct *act, FoyerSync *self, FoyerConflict *conflict, GError **error)
{
  g_autoptr (FoyerAggregate) aggregate =
      foyer_aggregates_load (self->db, "booking", conflict->record_id, error);
  g_autoptr (FoyerAggregate) beside = NULL;
  g_autofree char *staff = NULL;
  gint64           other_id = 0;

  if (aggregate == NULL)
    return FALSE;
  staff = foyer_aggregates_dup_uid (self->db, "staff", conflict->staff_id, error);
  if (staff == NULL || (conflict->other_uid != NULL &&
                        !foyer_aggregates_find (self->db, "booking", conflict->other_uid,
                                                &other_id, error)))
    return FALSE;
  add_override (aggregate, "clinician-overlap", staff, self->now);
  if (other_id != 0)
    {
      FoyerBooking *booking = FOYER_BOOKING (aggregate->record);
      FoyerBooking *other;

      beside = foyer_aggregates_load (self->db, "booking", other_id, error);
      if (beside == NULL)
        return FALSE;
      other = FOYER_BOOKING (beside->record);
      if (shares (booking, other, "patient-id"))
        add_override (aggregate, "patient-overlap", staff, self->now);
      if (shares (booking, other, "room-id") &&
          other->block_start_at < booking->block_end_at &&
          other->block_end_at > booking->block_start_at)
        add_override (aggregate, "room-overlap", staff, self->now);
    }

  return foyer_aggregates_store (act, aggregate, NULL, error) &&
         foyer_claims_remove (act, conflict->record_id, error) &&
         foyer_unsent_mark (act, "booking", conflict->record_id, error);
}

static gboolean
carry_out (FoyerAct *act, gpointer data, GError **error)
{
  Decision      *decision = data;
  FoyerSync     *self = decision->self;
  FoyerConflict *conflict = decision->conflict;
  gboolean       ours = conflict->resolution == FOYER_RESOLUTION_OURS;
  gboolean       done = TRUE;

  foyer_act_set_remote (act, TRUE);
  switch (conflict->kind)
    {
    case FOYER_CONFLICT_KIND_FIELD:
    case FOYER_CONFLICT_KIND_STATUS:
      done = !ours || put_back (act, self, conflict, error);
      break;

    case FOYER_CONFLICT_KIND_GONE:
      done = ours ? make_again (act, self, conflict, error)
                  : end_record (act, self, conflict, error);
      break;

    case FOYER_CONFLICT_KIND_REFUSED:
      done = ours ? make_again (act, self, conflict, error)
                  : take_back (act, self, conflict, error);
      break;

    case FOYER_CONFLICT_KIND_DOUBLE_BOOKING:
      done = !ours || keep_both (act, self, conflict, error);
      break;

    case FOYER_CONFLICT_KIND_CARD_SPENT:
      done = ours ? foyer_card_claims_retry (act, conflict->record_id, error)
                  : foyer_card_claims_take_back (act, conflict->record_id,
                                                 conflict->staff_id, error);
      break;

    case FOYER_CONFLICT_KIND_UNREADABLE:
    default:
      break;
    }
  foyer_act_set_remote (act, FALSE);

  return done && foyer_conflicts_set_applied (act, conflict, error);
}

/* A decision that cannot be carried out does not stop the others, nor the sync. */
static gboolean
carry_out_or_ask_again (FoyerAct *act, gpointer data, GError **error)
{
  Decision *decision = data;
  g_autoptr (GError) problem = NULL;

  if (foyer_act_try (act, carry_out, decision, &problem))
    return TRUE;

  if (!foyer_sync_is_about_record (problem))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  decision->self->report.conflicts++;
  return foyer_conflicts_reopen (act, decision->conflict, error);
}

/**
 * foyer_sync_carry_out_decisions:
 * @self: a sync
 * @error: return location for an error
 *
 * Does what people have decided since the last sync.  Needs no network.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_carry_out_decisions (FoyerSync *self, GError **error)
{
  g_autoptr (GPtrArray) decided = foyer_conflicts_list_decided (self->db, error);

  if (decided == NULL)
    return FALSE;

  for (guint i = 0; i < decided->len; i++)
    {
      Decision decision = { self, decided->pdata[i] };

      if (!foyer_sync_act (self, carry_out_or_ask_again, &decision, error))
        return FALSE;
    }

  return TRUE;
}
