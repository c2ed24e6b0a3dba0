/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-bulk.h"

#include "store/foyer-db-private.h"
#include "store/foyer-gift-cards-private.h"
#include "store/foyer-tills-private.h"

/**
 * foyer_bulk_is_empty:
 * @db: a connection
 * @out_empty: (out): whether there are no patients yet
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bulk_is_empty (FoyerDb *db, gboolean *out_empty, GError **error)
{
  gint64 has_patients;

  if (!foyer_db_query_integer (db, &has_patients, error,
                               "SELECT EXISTS (SELECT 1 FROM patient)", ""))
    return FALSE;

  *out_empty = !has_patients;
  return TRUE;
}

/**
 * foyer_bulk_prepare:
 * @db: a connection that can write
 * @error: return location for an error
 *
 * Gives @db 512 MiB to keep pages in, for random writes to large indexes, until it is closed.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bulk_prepare (FoyerDb *db, GError **error)
{
  return foyer_db_exec (db, "PRAGMA cache_size = -524288", error);
}

/**
 * foyer_bulk_add:
 * @act: a bulk action; see foyer_act_set_bulk()
 * @record: a new record; gets its id and uid
 * @error: return location for an error
 *
 * Inserts @record as it is.  For a booking use foyer_bulk_add_booking().
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bulk_add (FoyerAct *act, gpointer record, GError **error)
{
  g_return_val_if_fail (act->bulk_summary != NULL, FALSE);

  return foyer_act_insert (act, record, error);
}

/**
 * foyer_bulk_update:
 * @act: a bulk action
 * @record: a changed record
 * @error: return location for an error
 *
 * Writes @record over the stored row of its id.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bulk_update (FoyerAct *act, gpointer record, GError **error)
{
  g_return_val_if_fail (act->bulk_summary != NULL, FALSE);

  return foyer_act_update (act, record, error);
}

static gboolean
add_entry (FoyerAct *act, FoyerLedgerEntry *entry, gboolean is_next, GError **error)
{
  const char *desk = foyer_act_read_desk (act, error);

  if (desk == NULL)
    return FALSE;
  foyer_set_text (&entry->desk, desk);
  if (entry->till_uid != NULL && !foyer_tills_enter_past (act, entry, is_next, error))
    return FALSE;

  return foyer_bulk_add (act, entry, error);
}

/**
 * foyer_bulk_add_entry:
 * @act: a bulk action
 * @entry: a movement of money, with the till that it went through, if it went through one
 * @error: return location for an error
 *
 * Inserts @entry as one of this desk; in a till it gets a receipt.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bulk_add_entry (FoyerAct *act, FoyerLedgerEntry *entry, GError **error)
{
  return add_entry (act, entry, TRUE, error);
}

/**
 * foyer_bulk_add_till:
 * @act: a bulk action
 * @till: a new till that is open; it becomes that of this desk
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bulk_add_till (FoyerAct *act, FoyerTill *till, GError **error)
{
  const char *desk = foyer_act_read_desk (act, error);

  if (desk == NULL)
    return FALSE;
  foyer_set_text (&till->drawer, desk);

  return foyer_bulk_add (act, till, error);
}

/**
 * foyer_bulk_add_gift_card:
 * @act: a bulk action
 * @card: a new gift card, which is inactive until there is something on it
 * @code: its code, from foyer_gift_code_make()
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bulk_add_gift_card (FoyerAct      *act,
                          FoyerGiftCard *card,
                          const char    *code,
                          GError       **error)
{
  return foyer_gift_cards_set_code (act->db, card, code, error) &&
         foyer_bulk_add (act, card, error);
}

/**
 * foyer_bulk_add_booking:
 * @act: a bulk action
 * @booking: a new booking in any state
 * @payments: (nullable) (element-type FoyerLedgerEntry): what was paid for it; each gets its
 *   booking and patient, and what is of one time one receipt
 * @error: return location for an error
 *
 * Inserts @booking and @payments, and lets the rules of the database look at its state.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bulk_add_booking (FoyerAct     *act,
                        FoyerBooking *booking,
                        GPtrArray    *payments,
                        GError      **error)
{
  FoyerBookingState state = booking->state;
  gboolean          ok;

  booking->state = FOYER_BOOKING_STATE_REQUESTED;
  ok = foyer_bulk_add (act, booking, error);
  booking->state = state;
  if (!ok)
    return FALSE;

  for (guint i = 0; payments != NULL && i < payments->len; i++)
    {
      FoyerLedgerEntry *entry = g_ptr_array_index (payments, i);
      const gboolean    is_next =
          i == 0 || FOYER_LEDGER_ENTRY (payments->pdata[i - 1])->at != entry->at;

      entry->booking_id = foyer_record_get_id (FOYER_RECORD (booking));
      entry->patient_id = booking->patient_id;
      if (!add_entry (act, entry, is_next, error))
        return FALSE;
    }

  if (state == FOYER_BOOKING_STATE_REQUESTED)
    return TRUE;

  return foyer_db_run (act->db, error, "UPDATE booking SET state = ?1 WHERE id = ?2",
                       "si", foyer_enum_to_nick (FOYER_TYPE_BOOKING_STATE, (int) state),
                       foyer_record_get_id (FOYER_RECORD (booking)));
}

/**
 * foyer_bulk_add_document:
 * @act: a bulk action
 * @document: a new document; gets its size and digest
 * @content: the bytes
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bulk_add_document (FoyerAct      *act,
                         FoyerDocument *document,
                         GBytes        *content,
                         GError       **error)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);

  document->size_bytes = (gint64) g_bytes_get_size (content);
  foyer_set_text (&document->sha256, digest);

  return foyer_bulk_add (act, document, error) &&
         foyer_db_run (act->db, error,
                       "INSERT INTO document_content (document_id, content) "
                       "VALUES (?1, ?2)",
                       "ib", foyer_record_get_id (FOYER_RECORD (document)), content);
}

/**
 * foyer_bulk_next_number:
 * @act: a bulk action
 * @series: `patient`, `referral` or `booking`
 * @prefix: what stands before the figure
 * @error: return location for an error
 *
 * Returns: (transfer full): the next number of a series that people read, or `NULL` on error
 */
char *
foyer_bulk_next_number (FoyerAct   *act,
                        const char *series,
                        const char *prefix,
                        GError    **error)
{
  return foyer_act_next_number (act, series, prefix, error);
}
