/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_REFERRALS_PAGE (foyer_referrals_page_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerReferralsPage, foyer_referrals_page, FOYER, REFERRALS_PAGE, AdwBin)

GtkWidget *foyer_referrals_page_new (FoyerSession *session);
void       foyer_referrals_page_open (FoyerReferralsPage *self, gint64 id);

G_END_DECLS
