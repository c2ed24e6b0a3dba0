/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-gift-card.h"

G_BEGIN_DECLS

/* A gift card in words. */
char       *foyer_gift_words_title (FoyerGiftCard *card);
const char *foyer_gift_words_state (FoyerGiftCard *card, gint64 left_minor, int today);
const char *
foyer_gift_words_state_class (FoyerGiftCard *card, gint64 left_minor, int today);
const char *foyer_gift_words_age (FoyerGiftAge age);
char       *foyer_gift_words_expiry (FoyerGiftCard *card);

G_END_DECLS
