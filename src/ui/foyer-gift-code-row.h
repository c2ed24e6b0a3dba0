/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-gift-card.h"
#include "present/foyer-session.h"
#include "ui/foyer-entry-row.h"

G_BEGIN_DECLS

#define FOYER_TYPE_GIFT_CODE_ROW (foyer_gift_code_row_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerGiftCodeRow, foyer_gift_code_row, FOYER, GIFT_CODE_ROW, FoyerEntryRow)

void foyer_gift_code_row_set_session (FoyerGiftCodeRow *self, FoyerSession *session);
FoyerGiftCard *foyer_gift_code_row_get_card (FoyerGiftCodeRow *self);
gint64         foyer_gift_code_row_get_left (FoyerGiftCodeRow *self);
gboolean       foyer_gift_code_row_is_looking (FoyerGiftCodeRow *self);
void           foyer_gift_code_row_clear (FoyerGiftCodeRow *self);

G_END_DECLS
