/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-gift-card.h"
#include "print/foyer-slip.h"

G_BEGIN_DECLS

FoyerSlip *foyer_gift_voucher_new (FoyerClinic   *clinic,
                                   FoyerGiftCard *card,
                                   gint64         amount_minor,
                                   const char    *code,
                                   const char    *language);

G_END_DECLS
