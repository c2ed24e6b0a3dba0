/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-slot-tally.h"
#include "model/foyer-slot.h"

G_BEGIN_DECLS

char       *foyer_slot_words_reason (const FoyerSlot *slot);
const char *foyer_slot_words_rule (FoyerSlotRule rule);

G_END_DECLS
