/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-detail.h"

G_BEGIN_DECLS

#define FOYER_TYPE_GIFT_CARD_DETAIL (foyer_gift_card_detail_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerGiftCardDetail, foyer_gift_card_detail, FOYER, GIFT_CARD_DETAIL, FoyerDetail)

void foyer_gift_card_detail_set_session (FoyerGiftCardDetail *self,
                                         FoyerSession        *session);

G_END_DECLS
