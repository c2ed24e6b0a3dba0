/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-gift-cards.h"

G_BEGIN_DECLS

/* For src/store only: what selling a gift card, spending it and taking it out of use have in
 * common. */

FoyerLedgerEntry *foyer_gift_cards_new_entry (FoyerGiftCard  *card,
                                              FoyerLedgerKind kind,
                                              gint64          amount_minor);
gboolean          foyer_gift_cards_check_reason (const char *reason, GError **error);
gboolean          foyer_gift_cards_set_code (FoyerDb       *db,
                                             FoyerGiftCard *card,
                                             const char    *code,
                                             GError       **error);
gboolean          foyer_gift_cards_insert (FoyerAct      *act,
                                           const char    *expires_on,
                                           FoyerGiftCard *card,
                                           char         **out_code,
                                           GError       **error);
FoyerGiftCard *foyer_gift_cards_get_spendable (FoyerAct *act, gint64 id, GError **error);
gboolean       foyer_gift_cards_restore_in (FoyerAct              *act,
                                            const FoyerGiftReturn *back,
                                            const char            *reason,
                                            GError               **error);
gboolean foyer_gift_cards_activate (FoyerAct *act, FoyerGiftCard *card, GError **error);
gboolean foyer_gift_cards_hand_on (FoyerAct      *act,
                                   FoyerGiftCard *card,
                                   FoyerGiftCard *current,
                                   gint64         amount_minor,
                                   const char    *reason,
                                   GError       **error);

G_END_DECLS
