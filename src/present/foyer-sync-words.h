/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-time.h"
#include "present/foyer-sync-monitor.h"
#include "store/foyer-endpoints.h"

G_BEGIN_DECLS

/* How sync stands, in words.  Results are (transfer full); NULL if there is no endpoint. */

char *foyer_sync_words_label (FoyerSyncMonitor *monitor);
char *foyer_sync_words_sentence (FoyerSyncMonitor *monitor, FoyerZone *zone, gint64 now);
char *foyer_sync_words_details (FoyerSyncMonitor *monitor, FoyerZone *zone, gint64 now);
char *foyer_sync_words_problem (FoyerSyncStatus *status);
char *foyer_sync_words_progress (FoyerSyncMonitor *monitor);
const char *foyer_sync_words_icon (FoyerSyncMonitor *monitor);
char       *foyer_sync_words_decisions (gint64 n);
char       *foyer_sync_words_since (FoyerZone *zone, gint64 at, gint64 now);

/* How one record stands. */
char *
foyer_sync_words_record (const FoyerRecordSync *record, FoyerZone *zone, gint64 now);
const char *foyer_sync_words_record_icon (const FoyerRecordSync *record);
char       *foyer_sync_words_record_decisions (const FoyerRecordSync *record);

G_END_DECLS
