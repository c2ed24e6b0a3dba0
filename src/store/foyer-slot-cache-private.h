/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-availability.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* For src/store only: what slot search has read of a connection, kept for the next one. */

/**
 * FoyerCachedBlock:
 * @id: of the booking
 * @service_id: what it is for
 * @start_at: of the visit with its buffers, seconds since 1970-01-01 UTC
 * @end_at: first instant after it
 * @held_until: deadline of a hold, 0 if it is none
 *
 * A booking that occupies a clinician's time.
 */
typedef struct
{
  gint64 id;
  gint64 service_id;
  gint64 start_at;
  gint64 end_at;
  gint64 held_until;
} FoyerCachedBlock;

typedef struct _FoyerSlotCache FoyerSlotCache;

/* Called for each block. */
typedef void (*FoyerCachedBlockFunc) (const FoyerCachedBlock *block, gpointer data);

gboolean foyer_slot_cache_open (FoyerDb *db, FoyerSlotCache **out_cache, GError **error);
gboolean foyer_slot_cache_read (FoyerSlotCache      *self,
                                gint64               clinician_id,
                                gint64               from_at,
                                gint64               to_at,
                                FoyerCachedBlockFunc func,
                                gpointer             data,
                                GError             **error);
FoyerAvailability *
foyer_slot_cache_get_availability (FoyerSlotCache *self, gint64 from_at, GError **error);

G_END_DECLS
