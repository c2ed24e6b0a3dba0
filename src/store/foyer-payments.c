/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-payments-private.h"

#include "model/foyer-money.h"
#include "store/foyer-bookings-private.h"
#include "store/foyer-gift-cards-private.h"
#include "store/foyer-ledger-private.h"
#include "store/foyer-table.h"
#include "store/foyer-tills-private.h"

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static const char *
uid_of (gpointer record)
{
  return foyer_record_get_uid (FOYER_RECORD (record));
}

/**
 * foyer_payments_dup_receipt:
 * @db: a connection
 * @operation: uid of a payment
 * @out_receipt: (out) (transfer full) (nullable): number of its receipt, which is that of all
 *   that was taken with it; `NULL` if it is not in the ledger
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_payments_dup_receipt (FoyerDb    *db,
                            const char *operation,
                            char      **out_receipt,
                            GError    **error)
{
  g_autoptr (GPtrArray) entries = foyer_table_list (db, FOYER_TYPE_LEDGER_ENTRY, error,
                                                    "WHERE uid = ?1", "s", operation);

  *out_receipt = NULL;
  if (entries == NULL)
    return FALSE;
  if (entries->len > 0)
    *out_receipt = g_strdup (FOYER_LEDGER_ENTRY (entries->pdata[0])->receipt);

  return TRUE;
}

/* The entry that @payment becomes. */
static FoyerLedgerEntry *
new_entry (FoyerDb *db, FoyerBooking *booking, FoyerPayment *payment, GError **error)
{
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();
  g_autoptr (FoyerGiftCard) card = NULL;

  foyer_record_set_uid (FOYER_RECORD (entry), uid_of (payment));
  entry->kind = FOYER_LEDGER_KIND_PAYMENT;
  entry->patient_id = booking->patient_id;
  entry->booking_id = id_of (booking);
  entry->amount_minor = payment->amount_minor;
  entry->tender = payment->tender;
  if (payment->tender == FOYER_TENDER_CARD)
    foyer_set_text (&entry->terminal_reference, payment->terminal_reference);
  if (payment->tender == FOYER_TENDER_GIFT_CARD)
    {
      card = foyer_gift_cards_get (db, payment->gift_card_id, error);
      if (card == NULL)
        return NULL;
      entry->kind = FOYER_LEDGER_KIND_GIFT_REDEEM;
      foyer_set_text (&entry->gift_card_uid, uid_of (card));
    }

  return g_steal_pointer (&entry);
}

/* Whether @entry is what @payment became. */
static gboolean
is_of_payment (FoyerDb *db, FoyerLedgerEntry *entry, FoyerPayment *payment)
{
  g_autoptr (FoyerGiftCard) card =
      payment->gift_card_id != 0 ? foyer_gift_cards_get (db, payment->gift_card_id, NULL)
                                 : NULL;

  return entry->tender == payment->tender &&
         entry->amount_minor == payment->amount_minor && entry->booking_id != 0 &&
         g_strcmp0 (entry->gift_card_uid, card != NULL ? uid_of (card) : NULL) == 0;
}

/* The booking whose ledger has @payment already; 0 if none has. */
static gboolean
find_booking (FoyerDb *db, FoyerPayment *payment, gint64 *out_id, GError **error)
{
  g_autoptr (GPtrArray) entries =
      foyer_table_list (db, FOYER_TYPE_LEDGER_ENTRY, error, "WHERE uid = ?1", "s",
                        uid_of (payment) != NULL ? uid_of (payment) : "");

  *out_id = 0;
  if (entries == NULL || entries->len == 0)
    return entries != NULL;
  if (!is_of_payment (db, entries->pdata[0], payment))
    return foyer_store_refuse_rule (error, "operation");
  *out_id = FOYER_LEDGER_ENTRY (entries->pdata[0])->booking_id;

  return TRUE;
}

/**
 * foyer_payments_find_done:
 * @db: a connection
 * @payments: (element-type FoyerPayment): payments
 * @out_booking_id: (out): the booking for which all of them were taken before; 0: none was
 * @error: return location for an error
 *
 * Tells whether somebody asks again for what was done.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `operation` if some were taken and others not, or if one of
 * them was another payment.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_payments_find_done (FoyerDb   *db,
                          GPtrArray *payments,
                          gint64    *out_booking_id,
                          GError   **error)
{
  *out_booking_id = 0;
  for (guint i = 0; i < payments->len; i++)
    {
      gint64 id;

      if (!find_booking (db, payments->pdata[i], &id, error))
        return FALSE;
      if (i > 0 && id != *out_booking_id)
        return foyer_store_refuse_rule (error, "operation");
      *out_booking_id = id;
    }

  return TRUE;
}

/* What the payments of one tender, or with one gift card, come to. */
static gint64
sum_alike (GPtrArray *payments, FoyerTender tender, gint64 gift_card_id)
{
  gint64 sum_minor = 0;

  for (guint i = 0; i < payments->len; i++)
    {
      const FoyerPayment *payment = payments->pdata[i];

      if (payment->tender == tender && payment->gift_card_id == gift_card_id)
        sum_minor += payment->amount_minor;
    }

  return sum_minor;
}

static gboolean
check_gift_card (FoyerAct     *act,
                 GPtrArray    *payments,
                 FoyerPayment *payment,
                 GError      **error)
{
  g_autoptr (FoyerGiftCard) card = NULL;
  gint64 left_minor;

  if (payment->gift_card_id == 0)
    return foyer_store_refuse_field (error, "gift-card-id", "missing");
  card = foyer_gift_cards_get_spendable (act, payment->gift_card_id, error);

  return card != NULL &&
         foyer_gift_cards_sum (act->db, uid_of (card), &left_minor, error) &&
         (sum_alike (payments, FOYER_TENDER_GIFT_CARD, payment->gift_card_id) <=
              left_minor ||
          foyer_store_refuse_rule (error, "gift-balance"));
}

static gboolean
check_credit (FoyerAct *act, FoyerBooking *booking, GPtrArray *payments, GError **error)
{
  gint64 credit_minor;

  return foyer_ledger_sum_credit (act->db, booking->patient_id, &credit_minor, error) &&
         (sum_alike (payments, FOYER_TENDER_CREDIT, 0) <= credit_minor ||
          foyer_store_refuse_rule (error, "credit"));
}

static gboolean
check_one (FoyerAct     *act,
           FoyerBooking *booking,
           GPtrArray    *payments,
           FoyerPayment *payment,
           GError      **error)
{
  if (uid_of (payment) == NULL)
    return foyer_store_refuse_field (error, "operation", "missing");
  if (payment->tender != FOYER_TENDER_GIFT_CARD && payment->gift_card_id != 0)
    return foyer_store_refuse_field (error, "gift-card-id", "not-wanted");
  if (foyer_money_looks_like_card (payment->terminal_reference))
    return foyer_store_refuse_field (error, "terminal-reference", "card-number");

  switch (payment->tender)
    {
    case FOYER_TENDER_CASH:
    case FOYER_TENDER_CARD:
      return TRUE;

    case FOYER_TENDER_GIFT_CARD:
      return check_gift_card (act, payments, payment, error);

    case FOYER_TENDER_CREDIT:
      return check_credit (act, booking, payments, error);

    case FOYER_TENDER_NONE:
    default:
      return foyer_store_refuse_field (error, "tender", "missing");
    }
}

/* Whether all of it could be taken now, but for what the terminal has to say. */
gboolean
foyer_payments_check_in (FoyerAct     *act,
                         FoyerBooking *booking,
                         GPtrArray    *payments,
                         GError      **error)
{
  gint64 sum_minor;
  gint64 paid_minor;
  gint64 waived_minor;

  if (payments->len == 0)
    return foyer_store_refuse_field (error, "tender", "missing");
  if (!foyer_payments_sum (payments, &sum_minor))
    return foyer_store_refuse_field (error, "amount-minor", "out-of-range");
  for (guint i = 0; i < payments->len; i++)
    if (!check_one (act, booking, payments, payments->pdata[i], error))
      return FALSE;
  if (!foyer_ledger_sum_deposit (act->db, id_of (booking), &paid_minor, &waived_minor,
                                 error))
    return FALSE;
  if (sum_minor > booking->deposit_minor - paid_minor - waived_minor)
    return foyer_store_refuse_field (error, "amount-minor", "more-than-due");

  return foyer_tills_check_taking (act, error);
}

static gboolean
take_one (FoyerAct *act, FoyerBooking *booking, FoyerPayment *payment, GError **error)
{
  g_autoptr (FoyerLedgerEntry) entry = new_entry (act->db, booking, payment, error);

  return entry != NULL && foyer_ledger_write_in (act, entry, error);
}

/**
 * foyer_payments_take_in:
 * @act: the action under way
 * @booking: a stored booking
 * @payments: (element-type FoyerPayment): what is paid towards its deposit, none of it taken
 *   before
 * @error: return location for an error
 *
 * Takes all of @payments, with one receipt; if one cannot be taken the whole action must be
 * given up.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_payments_take_in (FoyerAct     *act,
                        FoyerBooking *booking,
                        GPtrArray    *payments,
                        GError      **error)
{
  if (!foyer_act_require (act, FOYER_ACTION_MONEY_TAKE, error) ||
      !foyer_payments_check_in (act, booking, payments, error))
    return FALSE;
  for (guint i = 0; i < payments->len; i++)
    if (!take_one (act, booking, payments->pdata[i], error))
      return FALSE;

  return TRUE;
}

/* A booking that still takes a deposit. */
FoyerBooking *
foyer_payments_get_payable_in (FoyerAct *act, gint64 booking_id, GError **error)
{
  g_autoptr (FoyerBooking) booking =
      foyer_table_get (act->db, FOYER_TYPE_BOOKING, booking_id, error);

  if (booking == NULL)
    return NULL;
  if (!foyer_booking_state_is_live (booking->state) &&
      booking->state != FOYER_BOOKING_STATE_REQUESTED &&
      booking->state != FOYER_BOOKING_STATE_WAITLISTED)
    {
      foyer_store_refuse_rule (error, "booking-step");
      return NULL;
    }

  return g_steal_pointer (&booking);
}

typedef struct
{
  gint64     booking_id;
  GPtrArray *payments; /* (unowned) */
} Taking;

static gboolean
take (FoyerAct *act, gpointer data, GError **error)
{
  const Taking *taking = data;
  g_autoptr (FoyerBooking) booking = NULL;
  gint64 done_id;

  if (!foyer_payments_find_done (act->db, taking->payments, &done_id, error))
    return FALSE;
  if (done_id != 0)
    return done_id == taking->booking_id || foyer_store_refuse_rule (error, "operation");
  booking = foyer_payments_get_payable_in (act, taking->booking_id, error);

  return booking != NULL &&
         foyer_payments_refuse_open_in (act, taking->booking_id, error) &&
         foyer_payments_take_in (act, booking, taking->payments, error);
}

/**
 * foyer_payments_take:
 * @db: a connection that can write
 * @actor: who takes the money
 * @booking_id: a booking that is not over
 * @payments: (element-type FoyerPayment): what is paid how, towards its deposit
 * @error: return location for an error
 *
 * Takes several payments for a booking in one action with one receipt, or none of them.  The
 * booking stays what it is: a held time is booked by foyer_bookings_make().
 *
 * Asked again with the same payments it succeeds and changes nothing.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` of `amount-minor` if one is not positive, or
 * `more-than-due` if they come to more than that, of `tender`, `gift-card-id`,
 * `terminal-reference`; `FOYER_STORE_ERROR_RULE` `gift-inactive`, `gift-expired`,
 * `gift-balance`, `gift-taken` if another desk took it meanwhile, `credit`, `till-needed`,
 * `till-closed`, `operation`, `payment-open` if an attempt for the booking is open, and
 * `booking-step` if the booking is over.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_payments_take (
    FoyerDb *db, FoyerUser *actor, gint64 booking_id, GPtrArray *payments, GError **error)
{
  Taking taking = { booking_id, payments };

  return foyer_db_act (db, actor, FOYER_ACTION_MONEY_TAKE, NULL, take, &taking, error);
}
