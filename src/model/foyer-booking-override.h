/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

#define FOYER_TYPE_BOOKING_OVERRIDE (foyer_booking_override_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerBookingOverride, foyer_booking_override, FOYER, BOOKING_OVERRIDE, FoyerRecord)

/**
 * FoyerBookingOverride:
 *
 * A rule of the gate that somebody permitted set aside for one booking.
 */
struct _FoyerBookingOverride
{
  FoyerRecord parent_instance;

  gint64 booking_id;
  char  *rule; /* (owned) (nullable) nick of [enum@GateRule] */
  gint64 staff_id;
  gint64 at;     /* seconds since 1970-01-01 UTC */
  char  *reason; /* (owned) (nullable) */
};

FoyerBookingOverride *foyer_booking_override_new (void);

G_END_DECLS
