/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_MONEY_BANNER (foyer_money_banner_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMoneyBanner, foyer_money_banner, FOYER, MONEY_BANNER, AdwBin)

void foyer_money_banner_set_session (FoyerMoneyBanner *self, FoyerSession *session);

G_END_DECLS
