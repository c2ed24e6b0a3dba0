/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-endpoint-settings.h"
#include "model/foyer-probe-finding.h"
#include "model/foyer-sync-status.h"

G_BEGIN_DECLS

#define FOYER_TYPE_SYNC_MONITOR (foyer_sync_monitor_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSyncMonitor, foyer_sync_monitor, FOYER, SYNC_MONITOR, GObject)

FoyerSyncMonitor *foyer_sync_monitor_new (void);

/* What views read: also properties that notify. */
gboolean         foyer_sync_monitor_get_busy (FoyerSyncMonitor *self);
gboolean         foyer_sync_monitor_get_first_pull (FoyerSyncMonitor *self);
guint            foyer_sync_monitor_get_n_done (FoyerSyncMonitor *self);
guint            foyer_sync_monitor_get_n_total (FoyerSyncMonitor *self);
FoyerSyncStatus *foyer_sync_monitor_get_status (FoyerSyncMonitor *self);
gboolean         foyer_sync_monitor_get_testing (FoyerSyncMonitor *self);
GPtrArray       *foyer_sync_monitor_get_findings (FoyerSyncMonitor *self);
const char      *foyer_sync_monitor_get_problem (FoyerSyncMonitor *self);
FoyerSecretPlace foyer_sync_monitor_get_secret_place (FoyerSyncMonitor *self);

/* What views ask for; who syncs hears it as a signal. */
void foyer_sync_monitor_sync (FoyerSyncMonitor *self, gboolean thorough);
void foyer_sync_monitor_cancel (FoyerSyncMonitor *self);
void foyer_sync_monitor_test (FoyerSyncMonitor      *self,
                              FoyerEndpointSettings *settings,
                              const char            *secret);
void foyer_sync_monitor_save (FoyerSyncMonitor      *self,
                              FoyerEndpointSettings *settings,
                              const char            *secret);

/* What who syncs tells. */
void foyer_sync_monitor_set_progress (FoyerSyncMonitor *self,
                                      gboolean          busy,
                                      gboolean          first_pull,
                                      guint             n_done,
                                      guint             n_total);
void foyer_sync_monitor_set_status (FoyerSyncMonitor *self, FoyerSyncStatus *status);
void foyer_sync_monitor_set_secret_place (FoyerSyncMonitor *self, FoyerSecretPlace place);
void foyer_sync_monitor_set_testing (FoyerSyncMonitor *self);
void foyer_sync_monitor_set_findings (FoyerSyncMonitor *self,
                                      GPtrArray        *findings,
                                      const char       *problem);
void foyer_sync_monitor_set_saved (FoyerSyncMonitor *self,
                                   FoyerSecretPlace  place,
                                   const char       *problem);

G_END_DECLS
