/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-ledger-entry.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoyerDepositChoice:
 * @FOYER_DEPOSIT_LATER: nothing is paid now
 * @FOYER_DEPOSIT_CASH:
 * @FOYER_DEPOSIT_CARD:
 * @FOYER_DEPOSIT_WAIVE: the clinic does without
 *
 * What is done about a deposit.
 */
typedef enum
{
  FOYER_DEPOSIT_LATER,
  FOYER_DEPOSIT_CASH,
  FOYER_DEPOSIT_CARD,
  FOYER_DEPOSIT_WAIVE,
} FoyerDepositChoice;

#define FOYER_TYPE_DEPOSIT_FORM (foyer_deposit_form_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDepositForm, foyer_deposit_form, FOYER, DEPOSIT_FORM, GtkBox)

GtkWidget *foyer_deposit_form_new (void);
void       foyer_deposit_form_set_due (FoyerDepositForm *self,
                                       gint64            due_minor,
                                       gint64            asked_minor,
                                       const char       *currency,
                                       gboolean          may_waive);
void       foyer_deposit_form_choose (FoyerDepositForm *self, FoyerDepositChoice choice);
FoyerDepositChoice foyer_deposit_form_get_choice (FoyerDepositForm *self);
char              *foyer_deposit_form_dup_text (FoyerDepositForm *self);
gboolean           foyer_deposit_form_check (FoyerDepositForm *self, gboolean complain);

G_END_DECLS
