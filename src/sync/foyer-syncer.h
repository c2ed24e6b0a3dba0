/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/foyer-connection.h"
#include "sync/foyer-sync.h"

G_BEGIN_DECLS

#define FOYER_TYPE_SYNCER (foyer_syncer_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSyncer, foyer_syncer, FOYER, SYNCER, GObject)

FoyerSyncer *foyer_syncer_new (const char *profile);

void foyer_syncer_start (FoyerSyncer *self);
void foyer_syncer_stop (FoyerSyncer *self);
void foyer_syncer_wake (FoyerSyncer *self);
void foyer_syncer_sync (FoyerSyncer *self, FoyerSyncFlags flags);
void foyer_syncer_cancel (FoyerSyncer *self);
void foyer_syncer_set_online (FoyerSyncer *self, gboolean online);

void foyer_syncer_test_async (FoyerSyncer           *self,
                              FoyerEndpointSettings *settings,
                              const char            *secret,
                              GAsyncReadyCallback    callback,
                              gpointer               user_data);
FoyerProbe      *
foyer_syncer_test_finish (FoyerSyncer *self, GAsyncResult *result, GError **error);
void foyer_syncer_save_async (FoyerSyncer           *self,
                              FoyerUser             *actor,
                              FoyerEndpointSettings *settings,
                              const char            *secret,
                              GAsyncReadyCallback    callback,
                              gpointer               user_data);
gboolean foyer_syncer_save_finish (FoyerSyncer      *self,
                                   GAsyncResult     *result,
                                   FoyerSecretPlace *out_place,
                                   GError          **error);

G_END_DECLS
