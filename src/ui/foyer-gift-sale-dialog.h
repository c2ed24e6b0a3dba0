/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-gift-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_GIFT_SALE_DIALOG (foyer_gift_sale_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerGiftSaleDialog, foyer_gift_sale_dialog, FOYER, GIFT_SALE_DIALOG, AdwWindow)

GtkWidget *foyer_gift_sale_dialog_new (FoyerSession *session, FoyerGiftCard *card);

G_END_DECLS
