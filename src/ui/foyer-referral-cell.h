/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-referrals.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_REFERRAL_CELL (foyer_referral_cell_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerReferralCell, foyer_referral_cell, FOYER, REFERRAL_CELL, GtkBox)

GtkWidget *foyer_referral_cell_new (void);
void
foyer_referral_cell_set_row (FoyerReferralCell *self, FoyerReferralRow *row, int today);

G_END_DECLS
