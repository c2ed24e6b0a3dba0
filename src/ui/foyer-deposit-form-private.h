/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-deposit-form.h"
#include "ui/foyer-gift-code-row.h"
#include "ui/foyer-money-row.h"

G_BEGIN_DECLS

/* For the files of the payment form only. */

struct _FoyerDepositForm
{
  GtkBox parent_instance;

  FoyerSession *session;  /* (owned) (nullable) */
  char         *currency; /* (owned) ISO 4217 */
  gint64        due_minor;
  gint64        asked_minor;
  gint64        credit_minor;
  GPtrArray    *parts;      /* (owned) of FoyerPayment */
  GPtrArray    *part_rows;  /* (owned) (unowned elements) beside them */
  FoyerPayment *draft;      /* (owned) (nullable) what is being typed */
  gboolean      add_wanted; /* Enter came before the gift card was found */
  gboolean      showing;    /* the program changes the form, not a person */

  /* Template children */
  GtkListBox       *list;
  GtkLabel         *due_label;
  GtkLabel         *part_label;
  GtkWidget        *choices;
  GtkToggleButton  *none_button;
  GtkToggleButton  *card_button;
  GtkToggleButton  *cash_button;
  GtkToggleButton  *gift_button;
  GtkToggleButton  *credit_button;
  GtkToggleButton  *waive_button;
  FoyerGiftCodeRow *code_row;
  FoyerMoneyRow    *amount_row;
  FoyerEntryRow    *reference_row;
  FoyerMoneyRow    *received_row;
  FoyerEntryRow    *reason_row;
  GtkWidget        *left_row;
  GtkImage         *left_image;
  GtkLabel         *left_label;
  GtkWidget        *add_button;
};

/* foyer-deposit-draft.c */
FoyerTender   foyer_deposit_form_get_tender (FoyerDepositForm *self);
gint64        foyer_deposit_form_get_rest (FoyerDepositForm *self);
gint64        foyer_deposit_form_get_card_id (FoyerDepositForm *self);
gint64        foyer_deposit_form_get_available (FoyerDepositForm *self);
FoyerPayment *foyer_deposit_form_peek_draft (FoyerDepositForm *self);

G_END_DECLS
