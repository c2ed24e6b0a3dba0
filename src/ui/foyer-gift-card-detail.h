/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_GIFT_CARD_DETAIL (foyer_gift_card_detail_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerGiftCardDetail, foyer_gift_card_detail, FOYER, GIFT_CARD_DETAIL, AdwBin)

void foyer_gift_card_detail_set_session (FoyerGiftCardDetail *self,
                                         FoyerSession        *session);
void foyer_gift_card_detail_show (FoyerGiftCardDetail *self, gint64 id);
void foyer_gift_card_detail_focus_next (FoyerGiftCardDetail *self);

G_END_DECLS
