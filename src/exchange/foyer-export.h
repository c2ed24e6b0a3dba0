/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerExportProgress:
 * @done: records that are written
 * @total: records that there are
 * @data: data of the caller
 *
 * Is told how far an export is, on the thread that it runs on.
 */
typedef void (*FoyerExportProgress) (guint64 done, guint64 total, gpointer data);

/**
 * FoyerExportJob:
 * @folder: where to; made if there is none
 * @cancellable: (nullable): stops the export, which then leaves nothing
 * @progress: (nullable): is told how far it is
 * @data: data for @progress
 *
 * Where to export.
 */
typedef struct
{
  const char         *folder;
  GCancellable       *cancellable;
  FoyerExportProgress progress;
  gpointer            data;
} FoyerExportJob;

gboolean foyer_export_csv (FoyerDb              *db,
                           FoyerUser            *actor,
                           const FoyerExportJob *job,
                           GError              **error);
gboolean foyer_export_money (FoyerDb              *db,
                             FoyerUser            *actor,
                             const FoyerExportJob *job,
                             GError              **error);
gboolean foyer_export_fhir (FoyerDb              *db,
                            FoyerUser            *actor,
                            const FoyerExportJob *job,
                            GError              **error);

G_END_DECLS
