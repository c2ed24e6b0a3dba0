/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

G_BEGIN_DECLS

#define FOYER_TYPE_SYNC_BRIDGE (foyer_sync_bridge_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSyncBridge, foyer_sync_bridge, FOYER, SYNC_BRIDGE, GObject)

FoyerSyncBridge *foyer_sync_bridge_new (FoyerSession *session);

G_END_DECLS
