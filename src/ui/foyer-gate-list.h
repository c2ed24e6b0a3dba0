/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-gate.h"
#include "model/foyer-time.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_GATE_LIST (foyer_gate_list_get_type ())
G_DECLARE_FINAL_TYPE (FoyerGateList, foyer_gate_list, FOYER, GATE_LIST, GtkBox)

GtkWidget *foyer_gate_list_new (void);
void       foyer_gate_list_set_items (FoyerGateList *self,
                                      GPtrArray     *items,
                                      FoyerZone     *zone,
                                      const char    *currency);
gboolean   foyer_gate_list_focus_cure (FoyerGateList *self);

G_END_DECLS
