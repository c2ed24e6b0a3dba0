/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-booking-state.h"
#include "sync/foyer-sync-private.h"

/* Fact: when the times that were refused were tried last, and how long that is enough. */
#define REFUSED_TRIED "refused-tried-at"
#define REFUSED_SECONDS 300

/* Whether the visit that has a refused time still stands there, as far as this desk knows. */
static gboolean
is_in_the_way (FoyerSync *self, const FoyerClaim *claim, gboolean *out, GError **error)
{
  g_autoptr (FoyerAggregate) aggregate = NULL;
  FoyerBooking *other;
  gint64        id = 0;

  *out = TRUE;
  if (claim->other_uid == NULL)
    return TRUE;
  if (!foyer_aggregates_find (self->db, "booking", claim->other_uid, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  aggregate = foyer_aggregates_load (self->db, "booking", id, error);
  if (aggregate == NULL)
    return FALSE;

  other = FOYER_BOOKING (aggregate->record);
  *out = foyer_booking_state_is_live (other->state) &&
         other->clinician_id == claim->clinician_id &&
         other->block_start_at < claim->end_at && other->block_end_at > claim->start_at;
  return TRUE;
}

/**
 * foyer_sync_list_refused:
 * @self: a sync
 * @error: return location for an error
 *
 * Lists the bookings whose time was refused and may have become free: the visit that has it
 * has left it, or this desk has not heard of that and asks now and then.
 *
 * Returns: (transfer full) (element-type gint64): their ids, or `NULL` on error
 */
GArray *
foyer_sync_list_refused (FoyerSync *self, GError **error)
{
  g_autoptr (GArray) waiting = foyer_claims_list_wanting (self->db, self->now, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;
  gint64           tried_at;
  gboolean         all;

  if (waiting == NULL)
    return NULL;
  if (waiting->len == 0)
    return g_steal_pointer (&ids);
  before = foyer_endpoints_dup_fact (self->db, REFUSED_TRIED, NULL);
  tried_at = before != NULL ? g_ascii_strtoll (before, NULL, 10) : 0;
  all = self->now - tried_at >= REFUSED_SECONDS || tried_at > self->now;

  for (guint i = 0; i < waiting->len; i++)
    {
      gint64 id = g_array_index (waiting, gint64, i);
      g_auto (FoyerClaim) claim = { 0 };
      gboolean found;
      gboolean blocked = FALSE;

      if (!foyer_claims_get (self->db, id, &claim, &found, error))
        return NULL;
      if (!found || !claim.refused)
        continue;
      if (!all && !is_in_the_way (self, &claim, &blocked, error))
        return NULL;
      if (!blocked)
        g_array_append_val (ids, id);
    }
  if (!all || ids->len == 0)
    return g_steal_pointer (&ids);

  now = g_strdup_printf ("%" G_GINT64_FORMAT, self->now);
  return foyer_sync_set_fact (self, REFUSED_TRIED, now, error) ? g_steal_pointer (&ids)
                                                               : NULL;
}
