/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_SYNC_INDICATOR (foyer_sync_indicator_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerSyncIndicator, foyer_sync_indicator, FOYER, SYNC_INDICATOR, AdwBin)

void foyer_sync_indicator_set_session (FoyerSyncIndicator *self, FoyerSession *session);
int  foyer_sync_indicator_get_room (FoyerSyncIndicator *self);
gboolean foyer_sync_indicator_get_narrow (FoyerSyncIndicator *self);
void     foyer_sync_indicator_set_narrow (FoyerSyncIndicator *self, gboolean narrow);

G_END_DECLS
