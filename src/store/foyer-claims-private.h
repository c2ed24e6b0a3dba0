/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-claims.h"

G_BEGIN_DECLS

/* From the live bookings those that reach past ?1 and whose time no
 * claim confirms. */
#define FOYER_SQL_UNCONFIRMED                                                            \
  "FROM clinician CROSS JOIN booking ON booking.clinician_id = clinician.id "            \
  "AND booking.live AND booking.block_start_at > ?1 - 86400 "                            \
  "AND booking.block_end_at > ?1 "                                                       \
  "LEFT JOIN claim ON claim.booking_id = booking.id AND NOT claim.refused "              \
  "AND claim.clinician_id = booking.clinician_id "                                       \
  "AND claim.start_at = booking.block_start_at AND claim.end_at = booking.block_end_at " \
  "WHERE claim.booking_id IS NULL"

G_END_DECLS
