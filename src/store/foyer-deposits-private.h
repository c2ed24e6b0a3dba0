/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-booking.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* For src/store only: what a booking asks for is charged, and no longer if it does not. */

gboolean foyer_deposits_charge_in (FoyerAct *act, FoyerBooking *booking, GError **error);

G_END_DECLS
