/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-deposit-form-private.h"

#include "model/foyer-money.h"

#include <glib/gi18n-lib.h>

/* What is being typed into the payment form, and whether it is complete. */

static const FoyerTender tenders[] = {
  [FOYER_DEPOSIT_LATER] = FOYER_TENDER_NONE,
  [FOYER_DEPOSIT_CARD] = FOYER_TENDER_CARD,
  [FOYER_DEPOSIT_CASH] = FOYER_TENDER_CASH,
  [FOYER_DEPOSIT_GIFT_CARD] = FOYER_TENDER_GIFT_CARD,
  [FOYER_DEPOSIT_CREDIT] = FOYER_TENDER_CREDIT,
  [FOYER_DEPOSIT_WAIVE] = FOYER_TENDER_NONE,
};

FoyerTender
foyer_deposit_form_get_tender (FoyerDepositForm *self)
{
  return tenders[foyer_deposit_form_get_choice (self)];
}

static char *
dup_typed (FoyerEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (foyer_entry_row_get_text (row)));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* What is due beside the parts that were added. */
gint64
foyer_deposit_form_get_rest (FoyerDepositForm *self)
{
  gint64 sum_minor;

  return foyer_payments_sum (self->parts, &sum_minor)
             ? MAX (self->due_minor - sum_minor, 0)
             : 0;
}

gint64
foyer_deposit_form_get_card_id (FoyerDepositForm *self)
{
  FoyerGiftCard *card = foyer_gift_code_row_get_card (self->code_row);

  return card != NULL && foyer_deposit_form_get_tender (self) == FOYER_TENDER_GIFT_CARD
             ? foyer_record_get_id (FOYER_RECORD (card))
             : 0;
}

/* What of a gift card or of the credit no part has taken yet. */
gint64
foyer_deposit_form_get_available (FoyerDepositForm *self)
{
  FoyerTender tender = foyer_deposit_form_get_tender (self);
  gint64      card_id = foyer_deposit_form_get_card_id (self);
  gint64      left_minor = tender == FOYER_TENDER_GIFT_CARD
                               ? foyer_gift_code_row_get_left (self->code_row)
                               : self->credit_minor;

  if (tender != FOYER_TENDER_GIFT_CARD && tender != FOYER_TENDER_CREDIT)
    return G_MAXINT64;
  for (guint i = 0; i < self->parts->len; i++)
    {
      FoyerPayment *part = self->parts->pdata[i];

      if (part->tender == tender &&
          (tender == FOYER_TENDER_CREDIT || part->gift_card_id == card_id))
        left_minor -= part->amount_minor;
    }

  return MAX (left_minor, 0);
}

static gint64
foyer_deposit_form_get_amount (FoyerDepositForm *self)
{
  gint64 received = foyer_money_row_get_minor (self->received_row);

  if (foyer_deposit_form_get_tender (self) != FOYER_TENDER_CASH)
    return foyer_money_row_get_minor (self->amount_row);

  return received > 0 ? MIN (received, foyer_deposit_form_get_rest (self))
                      : foyer_deposit_form_get_rest (self);
}

/* What is being typed, with the same operation as long as it is the same payment. */
FoyerPayment *
foyer_deposit_form_peek_draft (FoyerDepositForm *self)
{
  FoyerTender      tender = foyer_deposit_form_get_tender (self);
  gint64           amount = foyer_deposit_form_get_amount (self);
  gint64           card_id = foyer_deposit_form_get_card_id (self);
  g_autofree char *reference =
      tender == FOYER_TENDER_CARD ? dup_typed (self->reference_row) : NULL;

  if (tender == FOYER_TENDER_NONE || amount <= 0)
    return NULL;
  if (self->draft == NULL || self->draft->tender != tender ||
      self->draft->amount_minor != amount || self->draft->gift_card_id != card_id)
    {
      g_clear_object (&self->draft);
      self->draft = foyer_payment_new_for (tender, amount, card_id, NULL);
    }
  foyer_set_text (&self->draft->terminal_reference, reference);

  return self->draft;
}

/**
 * foyer_deposit_form_get_left:
 * @self: a form
 *
 * Returns: what is due beside all that is paid or waived here, minor units
 */
gint64
foyer_deposit_form_get_left (FoyerDepositForm *self)
{
  FoyerPayment *draft = foyer_deposit_form_peek_draft (self);

  if (foyer_deposit_form_get_choice (self) == FOYER_DEPOSIT_WAIVE)
    return 0;

  return MAX (
      foyer_deposit_form_get_rest (self) - (draft != NULL ? draft->amount_minor : 0), 0);
}

/**
 * foyer_deposit_form_dup_payments:
 * @self: a form
 * @complete: whether what is being typed counts only once it is complete, and is received then
 *
 * Returns: (transfer full) (element-type FoyerPayment): what is paid, possibly nothing
 */
GPtrArray *
foyer_deposit_form_dup_payments (FoyerDepositForm *self, gboolean complete)
{
  GPtrArray    *payments = g_ptr_array_new_with_free_func (g_object_unref);
  FoyerPayment *draft = foyer_deposit_form_peek_draft (self);

  for (guint i = 0; i < self->parts->len; i++)
    g_ptr_array_add (payments, foyer_record_copy (self->parts->pdata[i]));
  if (draft != NULL && (!complete || foyer_deposit_form_check (self, FALSE)) &&
      (draft->tender != FOYER_TENDER_GIFT_CARD || draft->gift_card_id != 0))
    {
      FoyerPayment *last = foyer_record_copy (FOYER_RECORD (draft));

      if (complete &&
          (last->tender == FOYER_TENDER_CARD || last->tender == FOYER_TENDER_CASH))
        last->received_at = 1;
      /* What is not complete may be anything, even the number of a card. */
      if (!complete)
        foyer_set_text (&last->terminal_reference, NULL);
      g_ptr_array_add (payments, last);
    }

  return payments;
}

/**
 * foyer_deposit_form_dup_waiver:
 * @self: a form
 *
 * Returns: (transfer full) (nullable): why the rest is waived; `NULL` if it is not, or if
 *   nothing was typed
 */
char *
foyer_deposit_form_dup_waiver (FoyerDepositForm *self)
{
  return foyer_deposit_form_get_choice (self) == FOYER_DEPOSIT_WAIVE
             ? dup_typed (self->reason_row)
             : NULL;
}

static const char *
find_amount_problem (FoyerDepositForm *self)
{
  gint64 amount = foyer_deposit_form_get_amount (self);

  if (amount <= 0)
    return _ ("Type an amount.");
  if (amount > foyer_deposit_form_get_available (self))
    return foyer_deposit_form_get_tender (self) == FOYER_TENDER_GIFT_CARD
               ? _ ("Less than that is left on the gift card.")
               : _ ("The patient has less credit than that.");
  if (amount > foyer_deposit_form_get_rest (self))
    return _ ("This is more than is due.");

  return NULL;
}

static const char *
find_reference_problem (FoyerDepositForm *self)
{
  g_autofree char *text = dup_typed (self->reference_row);

  if (text == NULL)
    return _ ("Type the reference that the card terminal printed.");

  return foyer_money_looks_like_card (text)
             ? _ ("This looks like a card number.  Foyer keeps none: type the reference "
                  "that the terminal printed.")
             : NULL;
}

/* Where something is missing, and what; the first such row. */
static const char *
find_problem (FoyerDepositForm *self, FoyerEntryRow **out_row)
{
  g_autofree char *waiver = foyer_deposit_form_dup_waiver (self);
  const char      *problem = NULL;

  switch (foyer_deposit_form_get_choice (self))
    {
    case FOYER_DEPOSIT_CARD:
      *out_row = FOYER_ENTRY_ROW (self->amount_row);
      problem = find_amount_problem (self);
      if (problem != NULL)
        return problem;
      *out_row = self->reference_row;
      return find_reference_problem (self);

    case FOYER_DEPOSIT_CASH:
      *out_row = FOYER_ENTRY_ROW (self->received_row);
      return NULL;

    case FOYER_DEPOSIT_GIFT_CARD:
      *out_row = FOYER_ENTRY_ROW (self->code_row);
      if (foyer_deposit_form_get_card_id (self) == 0)
        return _ ("Type or scan the code of the gift card.");
      *out_row = FOYER_ENTRY_ROW (self->amount_row);
      return find_amount_problem (self);

    case FOYER_DEPOSIT_CREDIT:
      *out_row = FOYER_ENTRY_ROW (self->amount_row);
      return find_amount_problem (self);

    case FOYER_DEPOSIT_WAIVE:
      *out_row = self->reason_row;
      return waiver == NULL ? _ ("Say why, so that it can be understood later.") : NULL;

    case FOYER_DEPOSIT_LATER:
    default:
      return NULL;
    }
}

/**
 * foyer_deposit_form_check:
 * @self: a form
 * @complain: whether to say beside the field what is missing
 *
 * Returns: whether what was chosen is complete
 */
gboolean
foyer_deposit_form_check (FoyerDepositForm *self, gboolean complain)
{
  FoyerEntryRow *row = NULL;
  const char    *problem = find_problem (self, &row);
  FoyerMoneyRow *money = FOYER_IS_MONEY_ROW (row) ? FOYER_MONEY_ROW (row) : NULL;

  if (problem == NULL && (money == NULL || foyer_money_row_is_clear (money)))
    return TRUE;
  if (complain)
    {
      if (money == NULL || foyer_money_row_validate (money))
        foyer_entry_row_set_error (row, problem);
      gtk_widget_grab_focus (GTK_WIDGET (row));
    }

  return FALSE;
}
