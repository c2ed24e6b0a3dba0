/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-booking-state.h"
#include "store/foyer-db-private.h"
#include "store/foyer-referrals.h"

G_BEGIN_DECLS

/* Bookings whose visit counts as used, and those that will use one. */
#define FOYER_SQL_VISIT_USED "('arrived', 'checked-in', 'in-room', 'completed')"
#define FOYER_SQL_VISIT_BOOKED "('held', 'booked', 'confirmed')"

gboolean foyer_referrals_save_in (FoyerAct *act, FoyerReferral *referral, GError **error);
gboolean foyer_referrals_follow_in (FoyerAct         *act,
                                    gint64            referral_id,
                                    FoyerBookingState state,
                                    GError          **error);

G_END_DECLS
