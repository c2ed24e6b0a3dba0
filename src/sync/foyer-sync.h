/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-part.h"
#include "model/foyer-sync-status.h"
#include "store/foyer-db.h"
#include "sync/foyer-transport.h"

G_BEGIN_DECLS

/**
 * FoyerSync:
 *
 * Makes the database of a profile and its endpoint agree.  Blocking: it belongs to the
 * thread of its database.
 */
typedef struct _FoyerSync FoyerSync;

/**
 * FoyerSyncFlags:
 * @FOYER_SYNC_NONE: what has changed since the last time
 * @FOYER_SYNC_RECONCILE: compare everything, as it is done once a day anyway
 *
 * How thorough a sync is.
 */
typedef enum
{
  FOYER_SYNC_NONE = 0,
  FOYER_SYNC_RECONCILE = 1 << 0,
} FoyerSyncFlags;

/**
 * FoyerSyncReport:
 * @pushed: resources that the endpoint took
 * @pulled: resources that came with something new
 * @conflicts: decisions that were added for a person
 * @refused: records that the endpoint refused
 * @retry_after_seconds: how long the endpoint asks to be left alone, 0: it does not
 *
 * What one sync did.
 */
typedef struct
{
  guint  pushed;
  guint  pulled;
  guint  conflicts;
  guint  refused;
  gint64 retry_after_seconds;
} FoyerSyncReport;

/**
 * FoyerSyncStep:
 * @name: where the sync is: `send`, `sent`, `commit`, `committed`
 * @type: (nullable): FHIR type that it is about
 * @n_done: resources of this sync so far
 * @n_total: how many there will be, 0: not known
 * @first_pull: whether everything comes for the first time
 */
typedef struct
{
  const char *name;
  const char *type;
  guint       n_done;
  guint       n_total;
  gboolean    first_pull;
} FoyerSyncStep;

/**
 * FoyerSyncStepFunc:
 * @step: where the sync is
 * @data: data of the caller
 *
 * Called before and after each request and each transaction.
 *
 * Returns: `FALSE` to end the sync here; nothing more is sent or written
 */
typedef gboolean (*FoyerSyncStepFunc) (const FoyerSyncStep *step, gpointer data);

FoyerSync *foyer_sync_new (FoyerDb *db, FoyerTransport *transport);
void       foyer_sync_free (FoyerSync *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSync, foyer_sync_free)

void foyer_sync_set_step_func (FoyerSync *self, FoyerSyncStepFunc func, gpointer data);
gboolean foyer_sync_run (FoyerSync       *self,
                         FoyerSyncFlags   flags,
                         GCancellable    *cancellable,
                         FoyerSyncReport *out_report,
                         GError         **error);

/* Name of the data of a transport that says to which address it leads. */
#define FOYER_SYNC_ADDRESS "foyer-address"

int foyer_sync_lock (FoyerDb *db, guint wait_ms, GError **error);
gboolean
foyer_sync_check_address (FoyerDb *db, FoyerTransport *transport, GError **error);
gboolean foyer_sync_note_problem (FoyerDb *db, const GError *problem, GError **error);
json_t  *foyer_sync_render (FoyerDb             *db,
                            const FoyerFhirPart *part,
                            gint64               record_id,
                            GError             **error);

G_END_DECLS
