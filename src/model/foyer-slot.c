/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-slot.h"

G_DEFINE_ENUM_TYPE (FoyerSlotReason,
                    foyer_slot_reason,
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_REASON_FREE, "free"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_REASON_EARLIEST, "earliest"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_REASON_NAMED_CLINICIAN,
                                         "named-clinician"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_REASON_FILLS_GAP, "fills-gap"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_REASON_ON_TARGET, "on-target"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_REASON_AFTER_TARGET, "after-target"))

G_DEFINE_FINAL_TYPE (FoyerSlot, foyer_slot, G_TYPE_OBJECT)

static void
foyer_slot_class_init (FoyerSlotClass *klass)
{
}

static void
foyer_slot_init (FoyerSlot *self)
{
}

FoyerSlot *
foyer_slot_new (void)
{
  return g_object_new (FOYER_TYPE_SLOT, NULL);
}
