/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "ui/foyer-payment-file.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoyerDepositChoice:
 * @FOYER_DEPOSIT_LATER: nothing more is paid now
 * @FOYER_DEPOSIT_CARD:
 * @FOYER_DEPOSIT_CASH:
 * @FOYER_DEPOSIT_GIFT_CARD:
 * @FOYER_DEPOSIT_CREDIT: what the patient has at the clinic
 * @FOYER_DEPOSIT_WAIVE: the clinic does without
 *
 * What is done about what is still due of a deposit.
 */
typedef enum
{
  FOYER_DEPOSIT_LATER,
  FOYER_DEPOSIT_CARD,
  FOYER_DEPOSIT_CASH,
  FOYER_DEPOSIT_GIFT_CARD,
  FOYER_DEPOSIT_CREDIT,
  FOYER_DEPOSIT_WAIVE,
} FoyerDepositChoice;

#define FOYER_TYPE_DEPOSIT_FORM (foyer_deposit_form_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDepositForm, foyer_deposit_form, FOYER, DEPOSIT_FORM, GtkBox)

GtkWidget *foyer_deposit_form_new (void);
void       foyer_deposit_form_set_session (FoyerDepositForm *self, FoyerSession *session);
void       foyer_deposit_form_set_due (FoyerDepositForm *self,
                                       gint64            due_minor,
                                       gint64            asked_minor,
                                       const char       *currency,
                                       gboolean          may_waive);
void       foyer_deposit_form_set_credit (FoyerDepositForm *self, gint64 credit_minor);
void       foyer_deposit_form_restore (FoyerDepositForm *self, FoyerPaymentFile *file);
void       foyer_deposit_form_choose (FoyerDepositForm *self, FoyerDepositChoice choice);
FoyerDepositChoice foyer_deposit_form_get_choice (FoyerDepositForm *self);
gint64             foyer_deposit_form_get_left (FoyerDepositForm *self);
GPtrArray *foyer_deposit_form_dup_payments (FoyerDepositForm *self, gboolean complete);
char      *foyer_deposit_form_dup_waiver (FoyerDepositForm *self);
gboolean   foyer_deposit_form_check (FoyerDepositForm *self, gboolean complain);
gboolean   foyer_deposit_form_focus_card (FoyerDepositForm *self);
gboolean   foyer_deposit_form_step (FoyerDepositForm *self);

G_END_DECLS
