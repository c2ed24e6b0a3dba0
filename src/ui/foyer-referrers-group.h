/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_REFERRERS_GROUP (foyer_referrers_group_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReferrersGroup,
                      foyer_referrers_group,
                      FOYER,
                      REFERRERS_GROUP,
                      AdwPreferencesGroup)

void foyer_referrers_group_set_session (FoyerReferrersGroup *self, FoyerSession *session);

G_END_DECLS
