/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-booking.h"
#include "model/foyer-document.h"
#include "model/foyer-gift-card.h"
#include "model/foyer-ledger-entry.h"
#include "model/foyer-till.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* Writing many records that are known to be right: sample data, first pulls.  The rules of
 * the database hold as always; the audit trail gets one row an action. */

gboolean foyer_bulk_is_empty (FoyerDb *db, gboolean *out_empty, GError **error);
gboolean foyer_bulk_prepare (FoyerDb *db, GError **error);
gboolean foyer_bulk_add (FoyerAct *act, gpointer record, GError **error);
gboolean foyer_bulk_update (FoyerAct *act, gpointer record, GError **error);
gboolean foyer_bulk_add_entry (FoyerAct *act, FoyerLedgerEntry *entry, GError **error);
gboolean foyer_bulk_add_till (FoyerAct *act, FoyerTill *till, GError **error);
gboolean foyer_bulk_add_gift_card (FoyerAct      *act,
                                   FoyerGiftCard *card,
                                   const char    *code,
                                   GError       **error);
gboolean foyer_bulk_add_booking (FoyerAct     *act,
                                 FoyerBooking *booking,
                                 GPtrArray    *payments,
                                 GError      **error);
gboolean foyer_bulk_add_document (FoyerAct      *act,
                                  FoyerDocument *document,
                                  GBytes        *content,
                                  GError       **error);
char    *foyer_bulk_next_number (FoyerAct   *act,
                                 const char *series,
                                 const char *prefix,
                                 GError    **error);

G_END_DECLS
