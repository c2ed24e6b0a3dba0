/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerSyncState:
 * @FOYER_SYNC_STATE_OFF: there is no endpoint
 * @FOYER_SYNC_STATE_IDLE: the last sync went through
 * @FOYER_SYNC_STATE_OFFLINE: the endpoint cannot be reached
 * @FOYER_SYNC_STATE_PAUSED: the endpoint does not let this desk in, or it must not go on; a
 *   person has to do something
 * @FOYER_SYNC_STATE_FAILING: the endpoint fails; tried again by itself
 *
 * How sync stands.
 */
typedef enum
{
  FOYER_SYNC_STATE_OFF,
  FOYER_SYNC_STATE_IDLE,
  FOYER_SYNC_STATE_OFFLINE,
  FOYER_SYNC_STATE_PAUSED,
  FOYER_SYNC_STATE_FAILING,
} FoyerSyncState;

#define FOYER_TYPE_SYNC_STATE (foyer_sync_state_get_type ())
GType foyer_sync_state_get_type (void);

#define FOYER_TYPE_SYNC_STATUS (foyer_sync_status_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSyncStatus, foyer_sync_status, FOYER, SYNC_STATUS, FoyerRecord)

/**
 * FoyerSyncStatus:
 *
 * How sync stands, for people: kept with the profile, so that it is known at the next start
 * and to every program.  The counts are of the moment at which it was read.
 */
struct _FoyerSyncStatus
{
  FoyerRecord parent_instance;

  FoyerSyncState state;
  char  *problem;   /* (owned) (nullable) nick of the FoyerSyncProblem of the last sync */
  char  *detail;    /* (owned) (nullable) what it names: a new address, a flaw */
  gint64 synced_at; /* when the last sync went through, 0: never */
  gint64 first_pull_done; /* 1 once everything has come once */
  gint64 n_waiting;       /* records that the endpoint has not been told of */
  gint64 waiting_since;   /* when the first of them was changed, 0: none */
  gint64 n_decisions;     /* open conflicts */
  gint64 n_unconfirmed;   /* coming bookings whose time is not claimed */
};

FoyerSyncStatus *foyer_sync_status_new (void);

G_END_DECLS
