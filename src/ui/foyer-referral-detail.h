/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-referrals.h"
#include "ui/foyer-detail.h"

G_BEGIN_DECLS

#define FOYER_TYPE_REFERRAL_DETAIL (foyer_referral_detail_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerReferralDetail, foyer_referral_detail, FOYER, REFERRAL_DETAIL, FoyerDetail)

GtkWidget *foyer_referral_detail_new (FoyerSession *session);
void foyer_referral_detail_set_session (FoyerReferralDetail *self, FoyerSession *session);
void foyer_referral_detail_show (FoyerReferralDetail *self, gint64 id);
FoyerReferralRow *foyer_referral_detail_get_row (FoyerReferralDetail *self);
gboolean          foyer_referral_detail_accept (FoyerReferralDetail *self);

G_END_DECLS
