/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-gate.h"
#include "model/foyer-time.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_GATE_ROW (foyer_gate_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerGateRow, foyer_gate_row, FOYER, GATE_ROW, GtkListBoxRow)

GtkWidget           *foyer_gate_row_new (void);
void                 foyer_gate_row_set_item (FoyerGateRow        *self,
                                              const FoyerGateItem *item,
                                              FoyerZone           *zone,
                                              const char          *currency);
const FoyerGateItem *foyer_gate_row_get_item (FoyerGateRow *self);
gboolean             foyer_gate_row_focus_cure (FoyerGateRow *self);

G_END_DECLS
