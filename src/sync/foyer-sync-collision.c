/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-booking-state.h"
#include "model/foyer-time.h"
#include "store/foyer-arrivals.h"
#include "sync/foyer-sync-guard.h"

#include <string.h>

/* Guards keep desks apart; here is what finds visits at the same time all the same: made
 * offline, by other systems, or on a server whose guards do not hold. */

typedef struct
{
  FoyerSync    *self;
  FoyerBooking *booking; /* the one to be decided about */
  const char   *other;   /* uid */
} Collision;

static gboolean
add_collision (FoyerAct *act, gpointer data, GError **error)
{
  Collision *collision = data;
  g_autoptr (FoyerConflict) conflict = foyer_conflict_new ();

  conflict->kind = FOYER_CONFLICT_KIND_DOUBLE_BOOKING;
  foyer_set_text (&conflict->record_kind, "booking");
  conflict->record_id = foyer_record_get_id (FOYER_RECORD (collision->booking));
  foyer_set_text (&conflict->resource, "Appointment");
  foyer_set_text (&conflict->other_uid, collision->other);
  conflict->created_at = collision->self->now;
  collision->self->report.conflicts++;

  return foyer_conflicts_add (act, conflict, error);
}

static gboolean
is_refused (FoyerSync *self, FoyerBooking *booking)
{
  g_auto (FoyerClaim) claim = { 0 };
  gboolean found;

  return foyer_claims_get (self->db, foyer_record_get_id (FOYER_RECORD (booking)), &claim,
                           &found, NULL) &&
         found && claim.refused;
}

/* All desks name the same one of two: the one without a claim, else the one that sorts
 * later. */
static gboolean
report_pair (FoyerSync *self, FoyerBooking *a, FoyerBooking *b, GError **error)
{
  const char *uid_a = foyer_record_get_uid (FOYER_RECORD (a));
  const char *uid_b = foyer_record_get_uid (FOYER_RECORD (b));
  gboolean    refused_a = is_refused (self, a);
  gboolean    refused_b = is_refused (self, b);
  gboolean    first = refused_a != refused_b ? refused_a : strcmp (uid_a, uid_b) > 0;
  Collision   collision = { self, first ? a : b, first ? uid_b : uid_a };

  return foyer_sync_act (self, add_collision, &collision, error);
}

static gboolean
look_for_collisions (FoyerSync *self, gint64 booking_id, GError **error)
{
  g_autoptr (FoyerAggregate) aggregate =
      foyer_aggregates_load (self->db, "booking", booking_id, error);
  g_autoptr (GPtrArray) others = NULL;
  FoyerBooking *booking;

  if (aggregate == NULL)
    return FALSE;
  booking = FOYER_BOOKING (aggregate->record);
  if (!foyer_booking_state_is_live (booking->state) || booking->block_end_at <= self->now)
    return TRUE;

  others = foyer_aggregates_list_collisions (self->db, booking_id, error);
  if (others == NULL)
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    if (!report_pair (self, booking, others->pdata[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
settle (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_conflicts_settle (act, data, error);
}

static gboolean
clear (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_arrivals_clear (act, error);
}

/* Whether two visits no longer are in each other's way. */
static gboolean
is_over (FoyerSync *self, FoyerConflict *conflict, gboolean *out_over, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (FoyerAggregate) aggregate =
      foyer_aggregates_load (self->db, "booking", conflict->record_id, &problem);
  g_autoptr (GPtrArray) others = NULL;
  FoyerBooking *booking;

  *out_over = g_error_matches (problem, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  if (*out_over)
    return TRUE;
  if (aggregate == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  booking = FOYER_BOOKING (aggregate->record);
  *out_over = !foyer_booking_state_is_live (booking->state);
  if (*out_over || is_refused (self, booking))
    return TRUE;

  others = foyer_aggregates_list_collisions (self->db, conflict->record_id, error);
  if (others == NULL)
    return FALSE;
  *out_over = TRUE;
  for (guint i = 0; i < others->len; i++)
    if (g_strcmp0 (foyer_record_get_uid (others->pdata[i]), conflict->other_uid) == 0)
      *out_over = FALSE;

  return TRUE;
}

/**
 * foyer_sync_find_collisions:
 * @self: a sync
 * @error: return location for an error
 *
 * Puts visits that came to be at the same time before a person, and takes back what has
 * settled itself.  Both visits stay; nothing is cancelled or moved.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_find_collisions (FoyerSync *self, GError **error)
{
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GArray) arrived = foyer_arrivals_list (self->db, error);

  if (arrived == NULL)
    return FALSE;
  for (guint i = 0; i < arrived->len; i++)
    if (!look_for_collisions (self, g_array_index (arrived, gint64, i), error))
      return FALSE;
  if (arrived->len > 0 && !foyer_sync_act (self, clear, NULL, error))
    return FALSE;

  open = foyer_conflicts_list_open (self->db, error);
  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    {
      FoyerConflict *conflict = open->pdata[i];
      gboolean       over;

      if (conflict->kind != FOYER_CONFLICT_KIND_DOUBLE_BOOKING)
        continue;
      if (!is_over (self, conflict, &over, error) ||
          (over && !foyer_sync_act (self, settle, conflict, error)))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  FoyerSync  *self;
  GHashTable *left_over; /* (owned) claimed times that no booking has, as dup_span() */
} Sweep;

/* Names a claimed time, to compare what is believed with what is. */
static char *
dup_span (const char *booking, const char *clinician, gint64 start_at, gint64 end_at)
{
  return g_strdup_printf ("%s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, booking,
                          clinician, start_at, end_at);
}

/* Whether the desk that claimed the time may still be about to tell of it. */
static gboolean
is_new (FoyerSync *self, const FoyerGuardSpan *span)
{
  return span->claimed_at >= self->now - FOYER_SYNC_LEFT_OVER_SECONDS;
}

static gboolean
change_sweep (FoyerGuard *guard, gpointer data)
{
  Sweep   *sweep = data;
  gboolean changed = FALSE;

  for (guint i = guard->spans->len; i > 0; i--)
    {
      FoyerGuardSpan  *span = guard->spans->pdata[i - 1];
      g_autofree char *uid = g_strdup (span->booking);
      g_autofree char *name =
          dup_span (uid, guard->clinician, span->start_at, span->end_at);

      if (!is_new (sweep->self, span) && g_hash_table_contains (sweep->left_over, name))
        changed |= foyer_guard_remove (guard, uid);
    }

  return changed;
}

/* Whether a booking has, or may come to have, the time of a span. */
static gboolean
is_rightful (FoyerSync            *self,
             const FoyerGuard     *guard,
             const FoyerGuardSpan *span,
             gboolean             *out,
             GError              **error)
{
  g_autoptr (FoyerAggregate) aggregate = NULL;
  g_autoptr (json_t) found = NULL;
  FoyerBooking *booking;
  gint64        id;

  if (!foyer_aggregates_find (self->db, "booking", span->booking, &id, error))
    return FALSE;
  if (id == 0)
    {
      found = foyer_sync_find (self, "Appointment", span->booking, error);
      if (found == NULL)
        return FALSE;
      *out = json_array_size (found) > 0;
      return TRUE;
    }

  aggregate = foyer_aggregates_load (self->db, "booking", id, error);
  if (aggregate == NULL)
    return FALSE;
  booking = FOYER_BOOKING (aggregate->record);
  *out = foyer_unsent_get (self->db, "booking", id) > 0 ||
         (foyer_booking_state_is_live (booking->state) &&
          booking->block_start_at == span->start_at &&
          booking->block_end_at == span->end_at &&
          g_strcmp0 (foyer_record_get_link (booking, "clinician-id"), guard->clinician) ==
              0);
  return TRUE;
}

static gboolean
forget_claim (FoyerAct *act, gpointer data, GError **error)
{
  gint64 id = *(gint64 *) data;

  return foyer_claims_remove (act, id, error) &&
         foyer_unsent_mark (act, "booking", id, error);
}

/* A claim that the search for guards did not show. */
typedef struct
{
  FoyerSync        *self;
  const FoyerClaim *claim;
  const char       *booking; /* uid */
  gboolean          lost;
} Doubt;

static gboolean
change_nothing (FoyerGuard *guard, gpointer data)
{
  Doubt                *doubt = data;
  const FoyerGuardSpan *span = foyer_guard_find (guard, doubt->booking);

  doubt->lost = span == NULL || ((span->start_at != doubt->claim->start_at ||
                                  span->end_at != doubt->claim->end_at) &&
                                 !is_new (doubt->self, span));
  return FALSE;
}

/* Takes in what the endpoint has of a booking now. */
static gboolean
read_booking (FoyerSync *self, gint64 booking_id, GError **error)
{
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (json_t) resource = NULL;

  if (!foyer_replicas_get (self->db, "booking", booking_id, "Appointment", &replica,
                           error))
    return FALSE;
  if (replica == NULL || replica->remote_id == NULL)
    return TRUE;

  return foyer_sync_get (self, &resource, error, "Appointment/%s", replica->remote_id) &&
         (resource == NULL || foyer_sync_apply (self, resource, error));
}

/* An index may not show a guard, or a booking, that was changed just now: both are read before
 * a claim counts as lost. */
static gboolean
look_at_claim (FoyerSync  *self,
               gint64      booking_id,
               const char *booking,
               gboolean   *out_lost,
               GError    **error)
{
  g_auto (FoyerClaim) before = { 0 };
  g_auto (FoyerClaim) claim = { 0 };
  Doubt            doubt = { self, &claim, booking, FALSE };
  g_autofree char *key = NULL;
  gboolean         found, done;

  *out_lost = FALSE;
  if (!foyer_claims_get (self->db, booking_id, &before, &found, error) ||
      !read_booking (self, booking_id, error) ||
      !foyer_claims_get (self->db, booking_id, &claim, &found, error))
    return FALSE;
  if (!found || claim.refused || claim.start_at != before.start_at ||
      claim.end_at != before.end_at || claim.clinician_id != before.clinician_id)
    return TRUE;

  key = foyer_sync_dup_claim_guard (self, &claim, error);
  if (key == NULL ||
      !foyer_sync_change_guard (self, key, change_nothing, &doubt, &done, error))
    return FALSE;

  *out_lost = doubt.lost;
  return TRUE;
}

/* Forgets claims on what is to come that are not among @held; they are made again.  A booking
 * that somebody has claimed a time for just now is theirs to settle. */
static gboolean
forget_claims (FoyerSync *self, GHashTable *held, GError **error)
{
  g_autoptr (GArray) ids = foyer_claims_list_held (self->db, self->now, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_auto (FoyerClaim) claim = { 0 };
      g_autofree char *booking = NULL;
      g_autofree char *clinician = NULL;
      g_autofree char *span = NULL;
      gboolean         found, lost;

      booking = foyer_aggregates_dup_uid (self->db, "booking", id, error);
      if (booking == NULL || !foyer_claims_get (self->db, id, &claim, &found, error))
        return FALSE;
      clinician =
          foyer_aggregates_dup_uid (self->db, "clinician", claim.clinician_id, error);
      if (clinician == NULL)
        return FALSE;
      span = dup_span (booking, clinician, claim.start_at, claim.end_at);
      if (g_hash_table_contains (held, span) || g_hash_table_contains (held, booking))
        continue;
      if (!look_at_claim (self, id, booking, &lost, error) ||
          (lost && !foyer_sync_act (self, forget_claim, &id, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
sweep_guard (FoyerSync    *self,
             const json_t *schedule,
             const char   *today,
             GHashTable   *held,
             GHashTable   *keys,
             GError      **error)
{
  g_autoptr (FoyerGuard) guard = foyer_fhir_guard_decode (schedule, NULL);
  g_autoptr (GHashTable) left_over =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *key = NULL;
  Sweep            sweep = { self, left_over };
  gboolean         done;

  if (guard == NULL || strcmp (guard->date, today) < 0)
    return TRUE;
  key = foyer_guard_dup_key (guard->clinician, guard->date);
  /* Desks that know one guard each never look for another. */
  if (!g_hash_table_add (keys, g_strdup (key)))
    g_hash_table_add (self->doubles, g_strdup_printf ("Schedule %s", key));

  for (guint i = 0; i < guard->spans->len; i++)
    {
      FoyerGuardSpan *span = guard->spans->pdata[i];
      gboolean        rightful;

      g_hash_table_add (
          held, dup_span (span->booking, guard->clinician, span->start_at, span->end_at));
      if (is_new (self, span))
        g_hash_table_add (held, g_strdup (span->booking));
      if (!is_rightful (self, guard, span, &rightful, error))
        return FALSE;
      if (!rightful)
        g_hash_table_add (left_over, dup_span (span->booking, guard->clinician,
                                               span->start_at, span->end_at));
    }
  if (g_hash_table_size (left_over) == 0)
    return TRUE;

  return foyer_sync_change_guard (self, key, change_sweep, &sweep, &done, error);
}

/**
 * foyer_sync_sweep_guards:
 * @self: a sync
 * @error: return location for an error
 *
 * Gives back times on guards that no booking has: what a desk left over that never came
 * back.  And what this desk believes to be claimed and is not, is claimed anew.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_sweep_guards (FoyerSync *self, GError **error)
{
  g_autofree char *target = g_strdup ("Schedule?_sort=_id&_count=200");
  g_autoptr (GHashTable) held =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) keys =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *today = NULL;
  gboolean         has_clinic;
  int              day;

  if (!foyer_db_has_clinic (self->db, &has_clinic, error))
    return FALSE;
  if (!has_clinic)
    return TRUE;
  if (!foyer_db_today (self->db, &day, error))
    return FALSE;
  today = foyer_day_format (day);

  while (target != NULL)
    {
      g_autoptr (json_t) bundle = NULL;
      const json_t *entry;
      size_t        i;

      if (!foyer_sync_get (self, &bundle, error, "%s", target))
        return FALSE;
      json_array_foreach (json_object_get (bundle, "entry"), i, entry)
        if (!sweep_guard (self, json_object_get (entry, "resource"), today, held, keys,
                          error))
          return FALSE;
      if (!foyer_sync_turn_page (bundle, "Schedule", &target, error))
        return FALSE;
    }

  return forget_claims (self, held, error);
}
