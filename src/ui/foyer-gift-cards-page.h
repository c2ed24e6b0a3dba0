/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_GIFT_CARDS_PAGE (foyer_gift_cards_page_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerGiftCardsPage, foyer_gift_cards_page, FOYER, GIFT_CARDS_PAGE, AdwBin)

GtkWidget *foyer_gift_cards_page_new (FoyerSession *session);
void       foyer_gift_cards_page_sell (FoyerGiftCardsPage *self);

G_END_DECLS
