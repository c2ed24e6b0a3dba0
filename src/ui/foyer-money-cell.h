/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "ui/foyer-gift-card-row.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_GIFT_CARD_CELL (foyer_gift_card_cell_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerGiftCardCell, foyer_gift_card_cell, FOYER, GIFT_CARD_CELL, GtkBox)

GtkWidget *foyer_gift_card_cell_new (void);
void       foyer_gift_card_cell_set_row (FoyerGiftCardCell *self,
                                         FoyerGiftCardRow  *row,
                                         FoyerSession      *session);

G_END_DECLS
