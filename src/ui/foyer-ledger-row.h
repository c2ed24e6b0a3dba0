/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-ledger-entry.h"
#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoyerLedgerFacts:
 * @entry: a movement of money
 * @effect_minor: what it did to the balance that is looked at
 * @about: (nullable): whom or what it concerns
 * @staff_name: (nullable): who made it
 * @at_risk: whether it took from a gift card what the endpoint has not confirmed
 *
 * What a row says of a movement of money.
 */
typedef struct
{
  FoyerLedgerEntry *entry;
  gint64            effect_minor;
  const char       *about;
  const char       *staff_name;
  gboolean          at_risk;
} FoyerLedgerFacts;

GtkWidget  *foyer_ledger_row_new (FoyerSession *session, const FoyerLedgerFacts *facts);
GtkWidget  *foyer_ledger_row_new_risk (void);
const char *foyer_ledger_row_name_staff (GPtrArray *staff, gint64 id);
FoyerLedgerEntry *foyer_ledger_row_find_meant (GPtrArray        *entries,
                                               FoyerLedgerEntry *entry);

G_END_DECLS
