/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-slot-tally.h"
#include "model/foyer-slot.h"
#include "model/foyer-time.h"

G_BEGIN_DECLS

char       *foyer_slot_words_reason (const FoyerSlot *slot);
char       *foyer_slot_words_distance (const FoyerSlot *slot,
                                       FoyerZone       *zone,
                                       const char      *target_date);
char       *foyer_slot_words_time (const FoyerSlot *slot, FoyerZone *zone, int today);
const char *foyer_slot_words_rule (FoyerSlotRule rule);

G_END_DECLS
