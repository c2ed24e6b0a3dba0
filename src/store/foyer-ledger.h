/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-ledger-entry.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

GPtrArray *foyer_ledger_list_for_patient (FoyerDb *db, gint64 patient_id, GError **error);
GPtrArray *foyer_ledger_list_for_booking (FoyerDb *db, gint64 booking_id, GError **error);
gboolean   foyer_ledger_sum_deposit (FoyerDb *db,
                                     gint64   booking_id,
                                     gint64  *out_paid_minor,
                                     gint64  *out_waived_minor,
                                     GError **error);
gboolean   foyer_ledger_sum_credit (FoyerDb *db,
                                    gint64   patient_id,
                                    gint64  *out_minor,
                                    GError **error);

gboolean
foyer_ledger_add (FoyerDb *db, FoyerUser *actor, FoyerLedgerEntry *entry, GError **error);
gboolean foyer_ledger_add_in (FoyerAct *act, FoyerLedgerEntry *entry, GError **error);
gboolean foyer_ledger_reverse (
    FoyerDb *db, FoyerUser *actor, gint64 entry_id, const char *reason, GError **error);

G_END_DECLS
