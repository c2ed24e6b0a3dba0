/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-booking-override.h"
#include "model/foyer-booking-state.h"
#include "model/foyer-clinician.h"
#include "model/foyer-time.h"
#include "store/foyer-arrivals.h"
#include "sync/foyer-saga-runner.h"
#include "sync/foyer-sync-guard.h"

#include <string.h>

/* A booking counts as confirmed once its time is claimed on the guard of its clinician's day.
 * Making, moving and cancelling are all the same saga, which looks at what the booking is now:
 * claim the time that it wants, tell the endpoint of it, give back what it does not want any
 * more.  A crash in between leaves at most too much claimed, and the saga goes on from there. */

enum
{
  STEP_CLAIM,
  STEP_PUSH,
  STEP_RELEASE,
  N_STEPS,
};

/* The time that a booking wants, by the guard on which it is. */
typedef struct
{
  gint64   booking_id;
  char    *uid;   /* (owned) of the booking */
  char    *guard; /* (owned) (nullable) key; NULL: it wants none */
  gint64   clinician_id;
  gint64   start_at;
  gint64   end_at;
  guint    limit;   /* visits that the clinician sees at once */
  gboolean overlap; /* whether somebody allowed it beside others */
} Want;

static void
want_clear (Want *want)
{
  g_free (want->uid);
  g_free (want->guard);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Want, want_clear)

static gboolean
has_override (FoyerAggregate *booking)
{
  for (guint i = 0; i < booking->children->len; i++)
    if (FOYER_IS_BOOKING_OVERRIDE (booking->children->pdata[i]) &&
        g_strcmp0 (FOYER_BOOKING_OVERRIDE (booking->children->pdata[i])->rule,
                   "clinician-overlap") == 0)
      return TRUE;

  return FALSE;
}

/* Key of the guard of a time: its day is that on which the blocked time begins, which may be
 * the one before the visit. */
static char *
dup_guard (FoyerSync *self, const char *clinician, gint64 start_at, GError **error)
{
  FoyerZone       *zone = foyer_db_get_zone (self->db, error);
  g_autofree char *day = NULL;

  if (zone == NULL)
    return NULL;
  day = foyer_day_format (foyer_zone_get_day (zone, start_at));

  return foyer_guard_dup_key (clinician, day);
}

static gboolean
get_want (FoyerSync *self, FoyerAggregate *aggregate, Want *out, GError **error)
{
  FoyerBooking *booking = FOYER_BOOKING (aggregate->record);
  g_autoptr (FoyerAggregate) clinician = NULL;

  out->booking_id = foyer_record_get_id (aggregate->record);
  out->uid = g_strdup (foyer_record_get_uid (aggregate->record));
  if (!foyer_booking_state_is_live (booking->state) || booking->clinician_id == 0 ||
      booking->block_end_at <= self->now - FOYER_SYNC_GUARD_SECONDS)
    return TRUE;

  clinician = foyer_aggregates_load (self->db, "clinician", booking->clinician_id, error);
  if (clinician == NULL)
    return FALSE;
  out->guard = dup_guard (self, foyer_record_get_link (booking, "clinician-id"),
                          booking->block_start_at, error);
  if (out->guard == NULL)
    return FALSE;
  out->clinician_id = booking->clinician_id;
  out->start_at = booking->block_start_at;
  out->end_at = booking->block_end_at;
  out->limit = (guint) FOYER_CLINICIAN (clinician->record)->overlap_limit;
  out->overlap = has_override (aggregate);

  return TRUE;
}

static gboolean
read_want (FoyerSync *self, gint64 booking_id, Want *out, GError **error)
{
  g_autoptr (FoyerAggregate) aggregate =
      foyer_aggregates_load (self->db, "booking", booking_id, error);

  return aggregate != NULL && get_want (self, aggregate, out, error);
}

static gboolean
is_claimed (const Want *want, const FoyerClaim *claim)
{
  return want->guard != NULL && claim->clinician_id == want->clinician_id &&
         claim->start_at == want->start_at && claim->end_at == want->end_at;
}

/* The data of the saga: {"guards":[key, …]}, where a time of the booking may be claimed, and
 * "start" and "end" of what was claimed last, and "at": when. */
static json_t *
read_data (FoyerSaga *saga)
{
  json_t *data = saga->data != NULL ? json_loads (saga->data, 0, NULL) : NULL;

  return data != NULL ? data : json_pack ("{s:[]}", "guards");
}

static void
add_guard (FoyerSaga *saga, const char *key)
{
  g_autoptr (json_t) data = read_data (saga);
  json_t *guards = json_object_get (data, "guards");
  json_t *guard;
  size_t  i;

  json_array_foreach (guards, i, guard)
    if (g_strcmp0 (json_string_value (guard), key) == 0)
      return;
  json_array_append_new (guards, json_string (key));
  g_free (saga->data);
  saga->data = foyer_json_dump (data);
}

static void
set_claimed (FoyerSaga *saga, const Want *want, gint64 now)
{
  g_autoptr (json_t) data = read_data (saga);

  json_object_set_new (data, "start", json_integer (want->start_at));
  json_object_set_new (data, "end", json_integer (want->end_at));
  json_object_set_new (data, "at", json_integer (now));
  g_free (saga->data);
  saga->data = foyer_json_dump (data);
}

/* Whether the only claim of the saga is the very time that the booking wants, and so new that
 * nobody has taken it for one that was left over. */
static gboolean
holds_nothing_else (FoyerSaga *saga, const Want *want, gint64 now)
{
  g_autoptr (json_t) data = read_data (saga);
  const json_t *guards = json_object_get (data, "guards");

  return want->guard != NULL && json_array_size (guards) == 1 &&
         g_strcmp0 (json_string_value (json_array_get (guards, 0)), want->guard) == 0 &&
         json_integer_value (json_object_get (data, "start")) == want->start_at &&
         json_integer_value (json_object_get (data, "end")) == want->end_at &&
         json_integer_value (json_object_get (data, "at")) >
             now - FOYER_SYNC_LEFT_OVER_SECONDS / 2;
}

static char *
dup_saga_id (const char *uid)
{
  return g_strconcat ("booking.", uid, NULL);
}

static gboolean
find_booking (FoyerSync *self, FoyerSaga *saga, gint64 *out_id, GError **error)
{
  return foyer_aggregates_find (self->db, "booking", saga->id + strlen ("booking."),
                                out_id, error);
}

/* Key of the guard on which a claim stands. */
char *
foyer_sync_dup_claim_guard (FoyerSync *self, const FoyerClaim *claim, GError **error)
{
  g_autofree char *clinician =
      foyer_aggregates_dup_uid (self->db, "clinician", claim->clinician_id, error);

  return clinician != NULL ? dup_guard (self, clinician, claim->start_at, error) : NULL;
}

/* One booking in the step that claims. */
typedef struct
{
  FoyerSaga *saga; /* (unowned) */
  Want       want;
  FoyerClaim before; /* what was claimed */
  gboolean   had_claim;
  char      *taken_by; /* (owned) (nullable) uid of who has the time */
} Claimant;

static void
claimant_free (Claimant *claimant)
{
  want_clear (&claimant->want);
  foyer_claim_clear (&claimant->before);
  g_free (claimant->taken_by);
  g_free (claimant);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Claimant, claimant_free)

/* Bookings that want a time on the same day of the same clinician. */
typedef struct
{
  FoyerSync  *self;
  const char *key; /* (nullable): NULL for those that want none */
  GPtrArray  *claimants;
} Group;

static gboolean
change_claims (FoyerGuard *guard, gpointer data)
{
  Group   *group = data;
  gboolean changed = FALSE;

  for (guint i = 0; i < group->claimants->len; i++)
    {
      Claimant             *claimant = group->claimants->pdata[i];
      Want                 *want = &claimant->want;
      FoyerGuardSpan       *span = foyer_guard_find (guard, want->uid);
      const FoyerGuardSpan *blocker;

      g_clear_pointer (&claimant->taken_by, g_free);
      if (span != NULL && span->start_at == want->start_at &&
          span->end_at == want->end_at)
        continue;
      blocker = want->overlap ? NULL
                              : foyer_guard_blocker (guard, want->uid, want->start_at,
                                                     want->end_at, want->limit);
      if (blocker != NULL)
        {
          claimant->taken_by = g_strdup (blocker->booking);
          continue;
        }
      foyer_guard_set (guard, want->uid, want->start_at, want->end_at, group->self->now,
                       want->overlap);
      changed = TRUE;
    }

  return changed;
}

static const FoyerSagaKind booking_sagas;

/* Before anything is claimed it is noted where: so it is given back whatever happens. */
static gboolean
note_guards (FoyerAct *act, gpointer data, GError **error)
{
  Group *group = data;

  for (guint i = 0; i < group->claimants->len; i++)
    {
      Claimant        *claimant = group->claimants->pdata[i];
      g_autofree char *before = NULL;

      if (claimant->had_claim && !claimant->before.refused)
        {
          before = foyer_sync_dup_claim_guard (group->self, &claimant->before, error);
          if (before == NULL)
            return FALSE;
          add_guard (claimant->saga, before);
        }
      if (group->key != NULL)
        add_guard (claimant->saga, group->key);
      if (!foyer_sagas_put (act, claimant->saga, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
note_taken (FoyerAct *act, FoyerSync *self, Claimant *claimant, GError **error)
{
  g_autoptr (FoyerConflict) conflict = foyer_conflict_new ();

  conflict->kind = FOYER_CONFLICT_KIND_DOUBLE_BOOKING;
  foyer_set_text (&conflict->record_kind, "booking");
  conflict->record_id = claimant->want.booking_id;
  foyer_set_text (&conflict->resource, "Appointment");
  foyer_set_text (&conflict->other_uid, claimant->taken_by);
  conflict->created_at = self->now;
  self->report.conflicts++;

  return foyer_conflicts_add (act, conflict, error);
}

static gboolean
note_claims (FoyerAct *act, gpointer data, GError **error)
{
  Group *group = data;

  for (guint i = 0; i < group->claimants->len; i++)
    {
      Claimant *claimant = group->claimants->pdata[i];
      Want     *want = &claimant->want;
      gboolean  refused = claimant->taken_by != NULL;
      gboolean  same = claimant->had_claim && is_claimed (want, &claimant->before) &&
                      claimant->before.refused == refused;
      FoyerClaim claim = { want->booking_id, want->clinician_id,
                           want->start_at,   want->end_at,
                           refused,          claimant->taken_by };

      if (group->key == NULL)
        {
          if (!foyer_claims_remove (act, want->booking_id, error))
            return FALSE;
        }
      else if (!same)
        {
          if (!foyer_claims_put (act, &claim, error) ||
              (refused && !note_taken (act, group->self, claimant, error)) ||
              !foyer_unsent_mark (act, "booking", want->booking_id, error))
            return FALSE;
        }
      if (!refused && !same && group->key != NULL)
        set_claimed (claimant->saga, want, group->self->now);
      claimant->saga->step = STEP_PUSH;
      claimant->saga->attempts = 0;
      if (!foyer_sagas_put (act, claimant->saga, error))
        return FALSE;
      if (!foyer_arrivals_add (act, want->booking_id, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
note_later (FoyerAct *act, gpointer data, GError **error)
{
  Group *group = data;

  for (guint i = 0; i < group->claimants->len; i++)
    {
      Claimant *claimant = group->claimants->pdata[i];

      claimant->saga->attempts++;
      claimant->saga->next_try_at =
          group->self->now + (1 << MIN (claimant->saga->attempts, 8));
      if (!foyer_sagas_put (act, claimant->saga, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
claim_group (FoyerSync *self, const char *key, GPtrArray *claimants, GError **error)
{
  Group    group = { self, *key != '\0' ? key : NULL, claimants };
  gboolean needed = FALSE;
  gboolean done = TRUE;

  for (guint i = 0; i < claimants->len; i++)
    {
      Claimant *claimant = claimants->pdata[i];

      needed |= !claimant->had_claim || claimant->before.refused ||
                !is_claimed (&claimant->want, &claimant->before);
    }
  if (needed && !foyer_sync_act (self, note_guards, &group, error))
    return FALSE;
  if (needed && group.key != NULL &&
      !foyer_sync_change_guard (self, key, change_claims, &group, &done, error))
    return FALSE;

  return foyer_sync_act (self, done ? note_claims : note_later, &group, error);
}

static gboolean
claim (FoyerSync *self, GPtrArray *sagas, GError **error)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GList) keys = NULL;

  for (guint i = 0; i < sagas->len; i++)
    {
      g_autoptr (Claimant) claimant = g_new0 (Claimant, 1);
      GPtrArray  *group;
      const char *key;
      gint64      id;

      claimant->saga = sagas->pdata[i];
      if (!find_booking (self, claimant->saga, &id, error) ||
          !read_want (self, id, &claimant->want, error) ||
          !foyer_claims_get (self->db, id, &claimant->before, &claimant->had_claim,
                             error))
        return FALSE;
      key = claimant->want.guard != NULL ? claimant->want.guard : "";
      group = g_hash_table_lookup (groups, key);
      if (group == NULL)
        {
          group = g_ptr_array_new_with_free_func ((GDestroyNotify) claimant_free);
          g_hash_table_insert (groups, g_strdup (key), group);
        }
      g_ptr_array_add (group, g_steal_pointer (&claimant));
    }

  keys = g_list_sort (g_hash_table_get_keys (groups), (GCompareFunc) strcmp);
  for (GList *item = keys; item != NULL; item = item->next)
    if (!claim_group (self, item->data, g_hash_table_lookup (groups, item->data), error))
      return FALSE;

  return TRUE;
}

static gboolean
keep_saga (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_saga_keep (act, &booking_sagas, data, error);
}

/* Tells the endpoint of the bookings whose time has been settled. */
static gboolean
push (FoyerSync *self, GPtrArray *sagas, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sagas->len; i++)
    {
      FoyerUnsent record = { "booking", 0, 0, 0 };

      if (!find_booking (self, sagas->pdata[i], &record.record_id, error))
        return FALSE;
      record.edits = foyer_unsent_get (self->db, "booking", record.record_id);
      if (record.edits > 0)
        g_ptr_array_add (records, g_memdup2 (&record, sizeof record));
    }
  if (!foyer_sync_push_records (self, records, error))
    return FALSE;

  for (guint i = 0; i < sagas->len; i++)
    {
      FoyerSaga *saga = sagas->pdata[i];
      gint64     id;

      if (!find_booking (self, saga, &id, error))
        return FALSE;
      if (foyer_unsent_get (self->db, "booking", id) > 0)
        continue;
      saga->step = STEP_RELEASE;
      if (!foyer_sync_act (self, keep_saga, saga, error))
        return FALSE;
    }

  return TRUE;
}

/* What is given back on one guard. */
typedef struct
{
  const char *uid;
  const Want *want;
  gboolean    wanted; /* whether the booking's time is on this guard */
  gboolean    lost;   /* whether it should be there and is not */
} Release;

static gboolean
change_release (FoyerGuard *guard, gpointer data)
{
  Release        *release = data;
  FoyerGuardSpan *span = foyer_guard_find (guard, release->uid);

  if (!release->wanted)
    return span != NULL && foyer_guard_remove (guard, release->uid);

  release->lost = span == NULL || span->start_at != release->want->start_at ||
                  span->end_at != release->want->end_at;
  return FALSE;
}

/* Gives back what one booking does not want any more, and sees that it has what it wants: an
 * edit of another desk may have come between. */
static gboolean
release_one (FoyerSync *self, FoyerSaga *saga, gboolean *out_done, GError **error)
{
  g_auto (Want) want = { 0 };
  g_auto (FoyerClaim) claim_now = { 0 };
  g_autoptr (json_t) data = read_data (saga);
  const json_t *guard;
  gboolean      found;
  gint64        id;
  size_t        i;

  *out_done = TRUE;
  if (!find_booking (self, saga, &id, error) || !read_want (self, id, &want, error) ||
      !foyer_claims_get (self->db, id, &claim_now, &found, error))
    return FALSE;
  if (holds_nothing_else (saga, &want, self->now))
    return TRUE;

  json_array_foreach (json_object_get (data, "guards"), i, guard)
    {
      const char *key = json_string_value (guard);
      Release     release = { want.uid, &want, FALSE, FALSE };
      gboolean    done;

      release.wanted = g_strcmp0 (key, want.guard) == 0 && !(found && claim_now.refused);
      if (!foyer_sync_change_guard (self, key, change_release, &release, &done, error))
        return FALSE;
      *out_done = *out_done && done;
      if (release.lost)
        saga->step = STEP_CLAIM;
    }

  return TRUE;
}

typedef struct
{
  FoyerSaga *saga;
  gint64     booking_id;
} Lost;

/* The claim is not there although we believed it: it is made again. */
static gboolean
forget_claim (FoyerAct *act, gpointer data, GError **error)
{
  Lost *lost = data;

  return foyer_claims_remove (act, lost->booking_id, error) &&
         foyer_saga_keep (act, &booking_sagas, lost->saga, error);
}

static gboolean
release (FoyerSync *self, GPtrArray *sagas, GError **error)
{
  for (guint i = 0; i < sagas->len; i++)
    {
      FoyerSaga *saga = sagas->pdata[i];
      Lost       lost = { saga, 0 };
      gboolean   done;

      if (!release_one (self, saga, &done, error))
        return FALSE;
      if (saga->step == STEP_CLAIM)
        {
          if (!find_booking (self, saga, &lost.booking_id, error) ||
              !foyer_sync_act (self, forget_claim, &lost, error))
            return FALSE;
          continue;
        }
      if (!done)
        continue;
      saga->step = N_STEPS;
      if (!foyer_sync_act (self, keep_saga, saga, error))
        return FALSE;
    }

  return TRUE;
}

static const FoyerSagaStepFunc steps[N_STEPS] = { claim, push, release };
static const FoyerSagaKind     booking_sagas = { "booking", steps, N_STEPS };

/* Begins the saga of a booking, or lets it look at the booking anew. */
static gboolean
begin (FoyerSync *self, const char *uid, GError **error)
{
  g_autofree char *id = dup_saga_id (uid);
  g_autoptr (FoyerSaga) saga = NULL;

  if (!foyer_sagas_get (self->db, id, &saga, error))
    return FALSE;
  if (saga == NULL)
    saga = foyer_saga_new (id, "booking");
  else if (saga->step == STEP_CLAIM)
    return TRUE;
  saga->step = STEP_CLAIM;

  return foyer_sync_act (self, keep_saga, saga, error);
}

/* Whether what the booking wants is what was settled on the guards. */
static gboolean
is_settled (const Want *want, const FoyerClaim *claim, gboolean found)
{
  return want->guard != NULL ? found && is_claimed (want, claim)
                             : !found || claim->refused;
}

/* Whether a booking may be told as it is now.  One that was moved or cancelled since its guard
 * was looked at waits: the endpoint would show a time that nobody has claimed. */
gboolean
foyer_sync_is_settled (FoyerSync      *self,
                       FoyerAggregate *booking,
                       gboolean       *out_settled,
                       GError        **error)
{
  g_auto (Want) want = { 0 };
  g_auto (FoyerClaim) claim = { 0 };
  gboolean found;

  if (!get_want (self, booking, &want, error) ||
      !foyer_claims_get (self->db, want.booking_id, &claim, &found, error))
    return FALSE;

  *out_settled = is_settled (&want, &claim, found);
  return TRUE;
}

/* Whether a booking has to go by way of a guard. */
static gboolean
needs_guard (FoyerSync *self,
             gint64     booking_id,
             Want      *out_want,
             gboolean  *out_needs,
             GError   **error)
{
  g_auto (FoyerClaim) now = { 0 };
  g_autoptr (FoyerSaga) saga = NULL;
  g_autofree char *id = NULL;
  gboolean         found;

  if (!read_want (self, booking_id, out_want, error) ||
      !foyer_claims_get (self->db, booking_id, &now, &found, error))
    return FALSE;
  id = dup_saga_id (out_want->uid);
  if (!foyer_sagas_get (self->db, id, &saga, error))
    return FALSE;

  *out_needs = saga != NULL || !is_settled (out_want, &now, found) ||
               (out_want->guard != NULL && now.refused);
  return TRUE;
}

/* Bookings with edits: sagas for those that need a guard, and the others as they are. */
static gboolean
sort_bookings (FoyerSync *self, GPtrArray *plain, GError **error)
{
  gint64 after = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) records =
          foyer_unsent_list (self->db, "booking", after, 256, error);

      if (records == NULL)
        return FALSE;
      if (records->len == 0)
        return TRUE;

      for (guint i = 0; i < records->len; i++)
        {
          FoyerUnsent *record = records->pdata[i];
          g_auto (Want) want = { 0 };
          gboolean needs;

          after = record->record_id;
          if (!needs_guard (self, record->record_id, &want, &needs, error))
            return FALSE;
          if (!needs)
            g_ptr_array_add (plain, g_memdup2 (record, sizeof *record));
          else if (!begin (self, want.uid, error))
            return FALSE;
        }
    }
}

/* Times that were refused and may have become free. */
static gboolean
try_refused (FoyerSync *self, GError **error)
{
  g_autoptr (GArray) ids = foyer_sync_list_refused (self, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *uid = foyer_aggregates_dup_uid (
          self->db, "booking", g_array_index (ids, gint64, i), error);

      if (uid == NULL || !begin (self, uid, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * foyer_sync_push_bookings:
 * @self: a sync
 * @error: return location for an error
 *
 * Tells the endpoint of bookings, after their time has been claimed.  A booking whose time is
 * taken is kept and sent as not confirmed, and a person decides.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_push_bookings (FoyerSync *self, GError **error)
{
  g_autoptr (GPtrArray) plain = g_ptr_array_new_with_free_func (g_free);

  return sort_bookings (self, plain, error) && try_refused (self, error) &&
         foyer_sync_push_records (self, plain, error) &&
         foyer_sagas_run (self, &booking_sagas, error);
}
