/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-gift-card.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

#define FOYER_TYPE_GIFT_CARD_ROW (foyer_gift_card_row_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerGiftCardRow, foyer_gift_card_row, FOYER, GIFT_CARD_ROW, GObject)

/**
 * FoyerGiftCardRow:
 *
 * A gift card in the list, with what is left on it.
 */
struct _FoyerGiftCardRow
{
  GObject parent_instance;

  FoyerGiftCard *card;       /* (owned) */
  gint64         left_minor; /* minor units of its currency */
  gboolean       at_risk;    /* some was taken that the endpoint has not confirmed */
};

GPtrArray *foyer_gift_card_rows_read (FoyerDb *db, gboolean all, GError **error);

G_END_DECLS
