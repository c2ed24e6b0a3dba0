/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-gift-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_VOUCHER_WINDOW (foyer_voucher_window_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerVoucherWindow, foyer_voucher_window, FOYER, VOUCHER_WINDOW, AdwWindow)

void foyer_voucher_window_present (gpointer         dialog,
                                   FoyerSession    *session,
                                   FoyerGiftDeed    deed,
                                   FoyerGiftAnswer *answer);

G_END_DECLS
