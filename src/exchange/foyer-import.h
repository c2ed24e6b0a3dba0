/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/foyer-exchange-error.h"
#include "model/foyer-csv-mapping.h"
#include "model/foyer-import-report.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerImportProgress:
 * @done: bytes that are done with
 * @total: bytes that there are to do
 * @report: what came of them so far
 * @data: data of the caller
 *
 * Is told how far an import is, on the thread that it runs on.
 */
typedef void (*FoyerImportProgress) (guint64                  done,
                                     guint64                  total,
                                     const FoyerImportReport *report,
                                     gpointer                 data);

/**
 * FoyerImportJob:
 * @paths: (array zero-terminated=1): the files, in any order
 * @mapping: (nullable): how the tables among them are read; `NULL`: as each is guessed
 * @date_order: how dates in tables are written if their values do not tell
 * @cancellable: (nullable): stops the import between two batches
 * @progress: (nullable): is told how far it is
 * @data: data for @progress
 *
 * What to import.
 */
typedef struct
{
  const char *const     *paths;
  const FoyerCsvMapping *mapping;
  FoyerDateOrder         date_order;
  GCancellable          *cancellable;
  FoyerImportProgress    progress;
  gpointer               data;
} FoyerImportJob;

gboolean foyer_import_is_table (const char *path, gboolean *out_is_table, GError **error);
gboolean foyer_import_run (FoyerDb              *db,
                           FoyerUser            *actor,
                           const FoyerImportJob *job,
                           FoyerImportReport    *report,
                           GError              **error);

G_END_DECLS
