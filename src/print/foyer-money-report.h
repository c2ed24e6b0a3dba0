/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-user.h"
#include "print/foyer-slip.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerMoneyReport:
 * @FOYER_MONEY_REPORT_TILL: what was taken and paid back, by person and method
 * @FOYER_MONEY_REPORT_LEDGER: all entries of a time
 * @FOYER_MONEY_REPORT_GIFT_CARDS: what was owed on gift cards at the end of a time, by age
 * @FOYER_MONEY_REPORT_HELD: the deposits that were held at the end of a time
 * @FOYER_MONEY_REPORT_KEPT: what the clinic kept in a time
 *
 * A report on money that goes to paper.
 */
typedef enum
{
  FOYER_MONEY_REPORT_TILL,
  FOYER_MONEY_REPORT_LEDGER,
  FOYER_MONEY_REPORT_GIFT_CARDS,
  FOYER_MONEY_REPORT_HELD,
  FOYER_MONEY_REPORT_KEPT,
} FoyerMoneyReport;

#define FOYER_TYPE_MONEY_REPORT (foyer_money_report_get_type ())
GType foyer_money_report_get_type (void);

const char *foyer_money_report_get_title (FoyerMoneyReport kind);
gboolean    foyer_money_report_allows (FoyerMoneyReport kind, FoyerRole role);
gboolean    foyer_money_report_note (FoyerDb         *db,
                                     FoyerUser       *actor,
                                     FoyerMoneyReport kind,
                                     GError         **error);
FoyerSlip  *foyer_money_report_read (
     FoyerDb *db, FoyerMoneyReport kind, int first_day, int n_days, GError **error);

G_END_DECLS
