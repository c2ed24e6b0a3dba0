/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-slot-calendar.h"
#include "model/foyer-slot-query.h"
#include "model/foyer-slot-tally.h"
#include "model/foyer-slot.h"

G_BEGIN_DECLS

/* Without a horizon no further than this is looked. */
#define FOYER_SLOT_MAX_DAYS 400

/**
 * FoyerSlotLoadFunc:
 * @lane: a lane of the calendar, empty
 * @from_at: first instant, seconds since 1970-01-01 UTC
 * @to_at: first instant after it
 * @data: data of the caller
 * @error: return location for an error
 *
 * Adds to @lane all that takes it between two instants.
 *
 * Returns: `FALSE` iff it set @error
 */
typedef gboolean (*FoyerSlotLoadFunc) (
    FoyerSlotLane *lane, gint64 from_at, gint64 to_at, gpointer data, GError **error);

GPtrArray *foyer_slot_finder_run (const FoyerSlotQuery *query,
                                  FoyerSlotCalendar    *calendar,
                                  FoyerSlotLoadFunc     load,
                                  gpointer              data,
                                  FoyerSlotTally       *out_tally,
                                  GError              **error);

G_END_DECLS
