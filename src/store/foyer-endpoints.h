/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-endpoint-settings.h"
#include "model/foyer-sync-status.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* The endpoint of the profile, and how sync with it stands. */

/* *out: NULL if there is none. */
gboolean
foyer_endpoints_get (FoyerDb *db, FoyerEndpointSettings **out_settings, GError **error);
gboolean foyer_endpoints_check (FoyerEndpointSettings *settings, GError **error);
/* Another address than before forgets all that is known of the endpoint, and nothing else. */
gboolean foyer_endpoints_set (FoyerDb               *db,
                              FoyerUser             *actor,
                              FoyerEndpointSettings *settings,
                              GError               **error);
gboolean foyer_endpoints_remove (FoyerDb *db, FoyerUser *actor, GError **error);

FoyerSyncStatus *foyer_endpoints_get_status (FoyerDb *db, GError **error);
gboolean
foyer_endpoints_put_status (FoyerAct *act, FoyerSyncStatus *status, GError **error);

/* Small facts of sync by name: `probe`, `beacon-id`, `beacon-count`, `desk-number`. */
char    *foyer_endpoints_dup_fact (FoyerDb *db, const char *name, GError **error);
gboolean foyer_endpoints_put_fact (FoyerAct   *act,
                                   const char *name,
                                   const char *value,
                                   GError    **error);

/* How one record stands: waiting since when, refused and why, not confirmed. */
typedef struct
{
  gboolean has_endpoint;
  gboolean synced;        /* the endpoint has it as it is */
  gint64   waiting_since; /* 0: does not wait */
  gboolean refused;
  gboolean gone;
  gboolean unconfirmed; /* a coming booking whose time is not claimed */
  gint64   n_conflicts;
  char    *problem; /* (owned) (nullable) what the endpoint said */
} FoyerRecordSync;

void foyer_record_sync_clear (FoyerRecordSync *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerRecordSync, foyer_record_sync_clear)
gboolean foyer_endpoints_get_record (
    FoyerDb *db, const char *kind, gint64 id, FoyerRecordSync *out, GError **error);

G_END_DECLS
