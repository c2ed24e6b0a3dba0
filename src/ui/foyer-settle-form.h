/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-deposit-proposal.h"
#include "present/foyer-session.h"
#include "ui/foyer-payment-file.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_SETTLE_FORM (foyer_settle_form_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSettleForm, foyer_settle_form, FOYER, SETTLE_FORM, GtkBox)

void     foyer_settle_form_set_money (FoyerSettleForm  *self,
                                      FoyerSession     *session,
                                      FoyerPaymentFile *money);
void     foyer_settle_form_show (FoyerSettleForm  *self,
                                 FoyerDepositEvent event,
                                 gint64            start_at,
                                 gint64            at);
gboolean foyer_settle_form_check (FoyerSettleForm *self);
gboolean foyer_settle_form_read (FoyerSettleForm     *self,
                                 FoyerDepositOutcome *out_outcome,
                                 char               **out_reason,
                                 char               **out_reference);

G_END_DECLS
