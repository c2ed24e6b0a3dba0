/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-clinic.h"
#include "present/foyer-sync-monitor.h"
#include "store/foyer-store.h"

G_BEGIN_DECLS

#define FOYER_TYPE_SESSION (foyer_session_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSession, foyer_session, FOYER, SESSION, GObject)

FoyerSession *foyer_session_new (FoyerStore *store);

void foyer_session_load_async (FoyerSession       *self,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
gboolean
foyer_session_load_finish (FoyerSession *self, GAsyncResult *result, GError **error);

FoyerStore       *foyer_session_get_store (FoyerSession *self);
FoyerSyncMonitor *foyer_session_get_sync (FoyerSession *self);
FoyerClinic      *foyer_session_get_clinic (FoyerSession *self);
FoyerZone        *foyer_session_get_zone (FoyerSession *self);
FoyerUser        *foyer_session_get_actor (FoyerSession *self);
const char       *foyer_session_get_currency (FoyerSession *self);
gint64            foyer_session_now (FoyerSession *self);
int               foyer_session_today (FoyerSession *self);

G_END_DECLS
