/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-slot-finder.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

FoyerAvailability *foyer_slots_load_availability (FoyerDb *db,
                                                  gint64   clinician_id,
                                                  gint64   from_at,
                                                  GError **error);

FoyerSlotQuery *foyer_slots_new_query (FoyerDb *db,
                                       gint64   service_id,
                                       gint64   referral_id,
                                       gint64   patient_id,
                                       GError **error);
GPtrArray      *foyer_slots_find (FoyerDb              *db,
                                  const FoyerSlotQuery *query,
                                  FoyerSlotTally       *out_tally,
                                  GError              **error);

G_END_DECLS
