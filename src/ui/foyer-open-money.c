/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-open-money.h"

#include "store/foyer-deposits.h"
#include "store/foyer-payments.h"

static void
open_money_free (gpointer data)
{
  FoyerOpenMoney *self = data;

  g_clear_object (&self->row);
  g_clear_pointer (&self->money, foyer_payment_file_free);
  g_free (self);
}

static gboolean
is_listed (GPtrArray *items, gint64 booking_id)
{
  for (guint i = 0; i < items->len; i++)
    {
      const FoyerOpenMoney *item = items->pdata[i];

      if (foyer_record_get_id (FOYER_RECORD (item->row->booking)) == booking_id)
        return TRUE;
    }

  return FALSE;
}

static gboolean
add (GPtrArray *items, FoyerDb *db, gint64 booking_id, GError **error)
{
  FoyerOpenMoney *item;

  if (is_listed (items, booking_id))
    return TRUE;
  item = g_new0 (FoyerOpenMoney, 1);
  g_ptr_array_add (items, item);
  item->row = foyer_bookings_get (db, booking_id, error);
  if (item->row != NULL)
    item->money =
        foyer_payment_file_read (db, item->row->booking->patient_id, booking_id, error);

  return item->money != NULL;
}

/**
 * foyer_open_money_read:
 * @db: a connection
 * @error: return location for an error
 *
 * Reads what was begun to be taken and not finished, then the deposits of visits that are over
 * about which nobody has decided, or two desks that were apart.
 *
 * Returns: (transfer full) (element-type FoyerOpenMoney): each booking once, or `NULL` on error
 */
GPtrArray *
foyer_open_money_read (FoyerDb *db, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (open_money_free);
  g_autoptr (GPtrArray) attempts = foyer_payments_list_open (db, error);
  g_autoptr (GArray) ids =
      attempts != NULL ? foyer_deposits_list_undecided (db, error) : NULL;

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < attempts->len; i++)
    if (!add (items, db, FOYER_PAYMENT_ATTEMPT (attempts->pdata[i])->booking_id, error))
      return NULL;
  for (guint i = 0; i < ids->len; i++)
    if (!add (items, db, g_array_index (ids, gint64, i), error))
      return NULL;

  return g_steal_pointer (&items);
}

/**
 * foyer_open_money_sign:
 * @items: (element-type FoyerOpenMoney): what was read
 *
 * Returns: (transfer full): a text that is another one if there is something else to show
 */
char *
foyer_open_money_sign (GPtrArray *items)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const FoyerOpenMoney *item = items->pdata[i];
      FoyerPaymentAttempt  *attempt = item->money->attempt;

      g_string_append_printf (
          text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ":",
          foyer_record_get_id (FOYER_RECORD (item->row->booking)),
          item->money->deposit->held_minor, item->money->deposit->overdrawn_minor);
      for (guint j = 0; attempt != NULL && j < attempt->payments->len; j++)
        {
          FoyerPayment *payment = attempt->payments->pdata[j];

          g_string_append_printf (text, " %s %" G_GINT64_FORMAT,
                                  foyer_record_get_uid (FOYER_RECORD (payment)),
                                  payment->received_at);
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}
