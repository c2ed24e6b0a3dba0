/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-ledger-entry.h"
#include "print/foyer-report-private.h"

G_BEGIN_DECLS

/* What is put below the head of a report of the seconds from @from until @to. */
gboolean foyer_money_report_put_ledger (FoyerReport *report,
                                        gint64       from,
                                        gint64       to,
                                        GError     **error);
gboolean
foyer_money_report_put_gift_cards (FoyerReport *report, gint64 to, GError **error);
gboolean foyer_money_report_put_held (FoyerReport *report, gint64 to, GError **error);
gboolean
foyer_money_report_put_kept (FoyerReport *report, gint64 from, gint64 to, GError **error);

gboolean foyer_report_describe_entry (FoyerReport      *report,
                                      FoyerLedgerEntry *entry,
                                      char            **out_who,
                                      char            **out_what,
                                      GError          **error);

G_END_DECLS
