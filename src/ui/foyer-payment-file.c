/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-payment-file.h"

#include "store/foyer-deposits.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-ledger.h"
#include "store/foyer-payments.h"

static gboolean
add_card (FoyerPaymentFile *self, FoyerGiftCard *card)
{
  if (card == NULL)
    return FALSE;
  g_ptr_array_add (self->cards, card);

  return TRUE;
}

static gboolean
read_cards (FoyerPaymentFile *self, FoyerDb *db, GError **error)
{
  self->cards = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; self->deposit != NULL && i < self->deposit->parts->len; i++)
    {
      const char *uid =
          g_array_index (self->deposit->parts, FoyerDepositPart, i).gift_card_uid;

      if (uid != NULL && foyer_payment_file_find_card (self, uid) == NULL &&
          !add_card (self, foyer_gift_cards_get_by_uid (db, uid, error)))
        return FALSE;
    }
  for (guint i = 0; self->attempt != NULL && i < self->attempt->payments->len; i++)
    {
      gint64 id = FOYER_PAYMENT (self->attempt->payments->pdata[i])->gift_card_id;

      if (id != 0 && foyer_payment_file_find_card_by_id (self, id) == NULL &&
          !add_card (self, foyer_gift_cards_get (db, id, error)))
        return FALSE;
    }

  return TRUE;
}

/**
 * foyer_payment_file_read:
 * @db: a connection
 * @patient_id: a patient, 0: nobody yet
 * @booking_id: a booking, 0: none yet
 * @error: return location for an error
 *
 * Reads what whoever takes or gives back money has to know.
 *
 * Returns: (transfer full): the file, or `NULL` on error
 */
FoyerPaymentFile *
foyer_payment_file_read (FoyerDb *db,
                         gint64   patient_id,
                         gint64   booking_id,
                         GError **error)
{
  g_autoptr (FoyerPaymentFile) self = g_new0 (FoyerPaymentFile, 1);

  if (booking_id != 0 &&
      ((self->deposit = foyer_deposits_get (db, booking_id, error)) == NULL ||
       !foyer_payments_get_open (db, booking_id, &self->attempt, error)))
    return NULL;
  if (patient_id != 0 &&
      !foyer_ledger_sum_credit (db, patient_id, &self->credit_minor, error))
    return NULL;

  return read_cards (self, db, error) ? g_steal_pointer (&self) : NULL;
}

void
foyer_payment_file_free (FoyerPaymentFile *self)
{
  g_clear_pointer (&self->deposit, foyer_deposit_free);
  g_clear_object (&self->attempt);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_free (self);
}

/**
 * foyer_payment_file_find_card:
 * @self: a file
 * @uid: (nullable): a gift card
 *
 * Returns: (transfer none) (nullable): the last signs of its code
 */
const char *
foyer_payment_file_find_card (FoyerPaymentFile *self, const char *uid)
{
  for (guint i = 0; uid != NULL && i < self->cards->len; i++)
    if (g_strcmp0 (foyer_record_get_uid (self->cards->pdata[i]), uid) == 0)
      return FOYER_GIFT_CARD (self->cards->pdata[i])->last_four;

  return NULL;
}

/**
 * foyer_payment_file_find_card_by_id:
 * @self: a file
 * @id: a gift card, 0: none
 *
 * Returns: (transfer none) (nullable): the last signs of its code
 */
const char *
foyer_payment_file_find_card_by_id (FoyerPaymentFile *self, gint64 id)
{
  for (guint i = 0; i < self->cards->len; i++)
    if (foyer_record_get_id (self->cards->pdata[i]) == id)
      return FOYER_GIFT_CARD (self->cards->pdata[i])->last_four;

  return NULL;
}

/**
 * foyer_payment_file_find_receipt:
 * @self: a file
 *
 * Returns: (transfer none) (nullable): the number of the newest receipt
 */
const char *
foyer_payment_file_find_receipt (FoyerPaymentFile *self)
{
  for (guint i = self->deposit != NULL ? self->deposit->entries->len : 0; i > 0; i--)
    {
      FoyerLedgerEntry *entry = self->deposit->entries->pdata[i - 1];

      if (entry->receipt != NULL)
        return entry->receipt;
    }

  return NULL;
}
