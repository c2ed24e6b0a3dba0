/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-entry-row.h"

G_BEGIN_DECLS

#define FOYER_TYPE_MONEY_ROW (foyer_money_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMoneyRow, foyer_money_row, FOYER, MONEY_ROW, FoyerEntryRow)

GtkWidget *foyer_money_row_new (const char *title, const char *currency);
void       foyer_money_row_set_currency (FoyerMoneyRow *self, const char *currency);
gint64     foyer_money_row_get_minor (FoyerMoneyRow *self);
void       foyer_money_row_set_minor (FoyerMoneyRow *self, gint64 minor);
gboolean   foyer_money_row_is_clear (FoyerMoneyRow *self);
gboolean   foyer_money_row_validate (FoyerMoneyRow *self);

G_END_DECLS
