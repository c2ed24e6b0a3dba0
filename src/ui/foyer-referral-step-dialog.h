/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "store/foyer-referrals.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_REFERRAL_STEP_DIALOG (foyer_referral_step_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReferralStepDialog,
                      foyer_referral_step_dialog,
                      FOYER,
                      REFERRAL_STEP_DIALOG,
                      AdwWindow)

GtkWidget *foyer_referral_step_dialog_new (FoyerSession      *session,
                                           FoyerReferralRow  *row,
                                           FoyerReferralState to);

const char *foyer_referral_step_label (FoyerReferralState from, FoyerReferralState to);

G_END_DECLS
