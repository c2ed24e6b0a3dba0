/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_MONEY_CELL (foyer_money_cell_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMoneyCell, foyer_money_cell, FOYER, MONEY_CELL, GtkBox)

/**
 * FoyerMoneyCellText:
 * @title: what it is
 * @state: how it stands, in a word
 * @state_class: (nullable): CSS class of that
 * @risk: (nullable): what has to be looked at, in a word
 * @amount: how much
 * @first: a fact
 * @second: another
 *
 * What a cell says.
 */
typedef struct
{
  const char *title;
  const char *state;
  const char *state_class;
  const char *risk;
  const char *amount;
  const char *first;
  const char *second;
} FoyerMoneyCellText;

GtkWidget *foyer_money_cell_new (void);
void       foyer_money_cell_show (FoyerMoneyCell *self, const FoyerMoneyCellText *text);

G_END_DECLS
