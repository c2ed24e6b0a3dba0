/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerSlotReason:
 * @FOYER_SLOT_REASON_FREE: nothing speaks for it but that it is free
 * @FOYER_SLOT_REASON_EARLIEST: the earliest of the times offered
 * @FOYER_SLOT_REASON_NAMED_CLINICIAN: with the clinician whom the referral names
 * @FOYER_SLOT_REASON_FILLS_GAP: leaves no gap before or after it
 * @FOYER_SLOT_REASON_ON_TARGET: within the target date of the referral
 * @FOYER_SLOT_REASON_AFTER_TARGET: so many days after the target date
 *
 * Why a slot is offered where it is.
 */
typedef enum
{
  FOYER_SLOT_REASON_FREE,
  FOYER_SLOT_REASON_EARLIEST,
  FOYER_SLOT_REASON_NAMED_CLINICIAN,
  FOYER_SLOT_REASON_FILLS_GAP,
  FOYER_SLOT_REASON_ON_TARGET,
  FOYER_SLOT_REASON_AFTER_TARGET,
} FoyerSlotReason;

#define FOYER_TYPE_SLOT_REASON (foyer_slot_reason_get_type ())
GType foyer_slot_reason_get_type (void);

#define FOYER_TYPE_SLOT (foyer_slot_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSlot, foyer_slot, FOYER, SLOT, GObject)

/**
 * FoyerSlot:
 *
 * A free time: an offer, which is a promise only once it is booked.
 */
struct _FoyerSlot
{
  GObject parent_instance;

  gint64          clinician_id;
  gint64          room_id;  /* 0 if the service needs none */
  gint64          start_at; /* of the visit, seconds since 1970-01-01 UTC */
  gint64          end_at;
  gboolean        repeated; /* the clocks show this time for the second time that day */
  FoyerSlotReason reason;
  int             number; /* days after the target date, with that reason */
};

FoyerSlot *foyer_slot_new (void);

G_END_DECLS
