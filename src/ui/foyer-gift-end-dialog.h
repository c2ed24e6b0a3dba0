/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-gift-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_GIFT_END_DIALOG (foyer_gift_end_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerGiftEndDialog, foyer_gift_end_dialog, FOYER, GIFT_END_DIALOG, AdwWindow)

GtkWidget *foyer_gift_end_dialog_new (FoyerSession  *session,
                                      FoyerGiftCard *card,
                                      gint64         left_minor,
                                      FoyerGiftDeed  deed);

G_END_DECLS
