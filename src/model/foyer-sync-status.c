/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-sync-status.h"

G_DEFINE_ENUM_TYPE (FoyerSyncState,
                    foyer_sync_state,
                    G_DEFINE_ENUM_VALUE (FOYER_SYNC_STATE_OFF, "off"),
                    G_DEFINE_ENUM_VALUE (FOYER_SYNC_STATE_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (FOYER_SYNC_STATE_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (FOYER_SYNC_STATE_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (FOYER_SYNC_STATE_FAILING, "failing"))

static const FoyerField fields[] = {
  FOYER_FIELD_ENUM (FoyerSyncStatus, "state", state, foyer_sync_state_get_type),
  FOYER_FIELD_TEXT (FoyerSyncStatus, "problem", problem),
  FOYER_FIELD_TEXT (FoyerSyncStatus, "detail", detail),
  FOYER_FIELD_OPTIONAL (FoyerSyncStatus, "synced-at", synced_at),
  FOYER_FIELD_INTEGER (FoyerSyncStatus, "first-pull-done", first_pull_done),
  FOYER_FIELD_INTEGER (FoyerSyncStatus, "n-waiting", n_waiting),
  FOYER_FIELD_OPTIONAL (FoyerSyncStatus, "waiting-since", waiting_since),
  FOYER_FIELD_INTEGER (FoyerSyncStatus, "n-decisions", n_decisions),
  FOYER_FIELD_INTEGER (FoyerSyncStatus, "n-unconfirmed", n_unconfirmed),
};

FOYER_DEFINE_RECORD (FoyerSyncStatus, foyer_sync_status, "sync_status", fields)
