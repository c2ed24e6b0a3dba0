/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-booking-override.h"

static const FoyerField fields[] = {
  FOYER_FIELD_INTEGER (FoyerBookingOverride, "booking-id", booking_id),
  FOYER_FIELD_TEXT (FoyerBookingOverride, "rule", rule),
  FOYER_FIELD_INTEGER (FoyerBookingOverride, "staff-id", staff_id),
  FOYER_FIELD_INTEGER (FoyerBookingOverride, "at", at),
  FOYER_FIELD_TEXT (FoyerBookingOverride, "reason", reason),
};

FOYER_DEFINE_RECORD (FoyerBookingOverride,
                     foyer_booking_override,
                     "booking_override",
                     fields)
