/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-booking.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* For src/store only: what a booking asks for is charged, and no longer if it does not; what
 * was kept of it is held again for a visit that takes place after all. */

gboolean foyer_deposits_charge_in (FoyerAct *act, FoyerBooking *booking, GError **error);
gboolean foyer_deposits_take_back_in (FoyerAct     *act,
                                      FoyerBooking *booking,
                                      gint64        staff_id,
                                      GError      **error);

G_END_DECLS
