/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-ledger-private.h"

#include "model/foyer-clinic.h"
#include "model/foyer-money.h"
#include "store/foyer-card-claims-private.h"
#include "store/foyer-db-private.h"
#include "store/foyer-table.h"
#include "store/foyer-tills-private.h"

GPtrArray *
foyer_ledger_list_for_patient (FoyerDb *db, gint64 patient_id, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_LEDGER_ENTRY, error,
                           "WHERE patient_id = ?1 ORDER BY at DESC, id DESC", "i",
                           patient_id);
}

GPtrArray *
foyer_ledger_list_for_booking (FoyerDb *db, gint64 booking_id, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_LEDGER_ENTRY, error,
                           "WHERE booking_id = ?1 ORDER BY id", "i", booking_id);
}

/**
 * foyer_ledger_sum_deposit:
 * @db: a connection
 * @booking_id: a booking
 * @out_paid_minor: (out): payments less what left the booking, in minor units
 * @out_waived_minor: (out): what the clinic has set aside, in minor units
 * @error: return location for an error
 *
 * Sums what counts towards the deposit of a booking.  Entries that were reversed do not.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_ledger_sum_deposit (FoyerDb *db,
                          gint64   booking_id,
                          gint64  *out_paid_minor,
                          gint64  *out_waived_minor,
                          GError **error)
{
  return foyer_db_query_integer (db, out_paid_minor, error,
                                 "SELECT sum (booking_minor) FROM ledger_effect "
                                 "WHERE booking_id = ?1",
                                 "i", booking_id) &&
         foyer_db_query_integer (db, out_waived_minor, error,
                                 "SELECT sum (waived_minor) FROM ledger_effect "
                                 "WHERE booking_id = ?1",
                                 "i", booking_id);
}

/**
 * foyer_ledger_sum_credit:
 * @db: a connection
 * @patient_id: a patient
 * @out_minor: (out): minor units
 * @error: return location for an error
 *
 * Sums what the clinic holds for a patient and for no booking: payments on account and
 * deposits that were moved there, less what was used or paid back.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_ledger_sum_credit (FoyerDb *db,
                         gint64   patient_id,
                         gint64  *out_minor,
                         GError **error)
{
  return foyer_db_query_integer (
      db, out_minor, error,
      "SELECT sum (credit_minor) FROM ledger_effect WHERE patient_id = ?1", "i",
      patient_id);
}

static FoyerAction
action_for (FoyerLedgerKind kind)
{
  switch (kind)
    {
    case FOYER_LEDGER_KIND_CHARGE:
    case FOYER_LEDGER_KIND_PAYMENT:
      return FOYER_ACTION_MONEY_TAKE;

    case FOYER_LEDGER_KIND_WAIVER:
      return FOYER_ACTION_MONEY_WAIVE;

    case FOYER_LEDGER_KIND_REFUND:
    case FOYER_LEDGER_KIND_FORFEIT:
    case FOYER_LEDGER_KIND_TRANSFER:
    case FOYER_LEDGER_KIND_CORRECTION:
    case FOYER_LEDGER_KIND_GIFT_ISSUE:
    case FOYER_LEDGER_KIND_GIFT_REDEEM:
    case FOYER_LEDGER_KIND_GIFT_RESTORE:
    default:
      return FOYER_ACTION_MONEY_RETURN;
    }
}

/* Money comes in or goes out, or what is held goes another way. */
static gboolean
moves_money (FoyerLedgerKind kind)
{
  return kind == FOYER_LEDGER_KIND_PAYMENT || kind == FOYER_LEDGER_KIND_REFUND ||
         kind == FOYER_LEDGER_KIND_FORFEIT || kind == FOYER_LEDGER_KIND_TRANSFER;
}

static gboolean
check_tender (FoyerLedgerEntry *entry, GError **error)
{
  gboolean at_till =
      entry->kind == FOYER_LEDGER_KIND_PAYMENT || entry->kind == FOYER_LEDGER_KIND_REFUND;

  if (moves_money (entry->kind) != (entry->tender != FOYER_TENDER_NONE))
    return foyer_store_refuse_field (
        error, "tender", moves_money (entry->kind) ? "missing" : "not-wanted");
  if (entry->tender == FOYER_TENDER_CARD && at_till && entry->terminal_reference == NULL)
    return foyer_store_refuse_field (error, "terminal-reference", "missing");
  if ((entry->tender == FOYER_TENDER_GIFT_CARD) != (entry->gift_card_uid != NULL))
    return foyer_store_refuse_field (error, "gift-card-uid", "missing");
  if (entry->tender == FOYER_TENDER_GIFT_CARD && at_till)
    return foyer_store_refuse_field (error, "tender", "not-by-hand");
  if (entry->booking_id == 0 &&
      (entry->tender == FOYER_TENDER_CREDIT || entry->tender == FOYER_TENDER_GIFT_CARD ||
       entry->kind == FOYER_LEDGER_KIND_TRANSFER))
    return foyer_store_refuse_field (error, "booking-id", "missing");

  return TRUE;
}

static gboolean
check_amount (FoyerLedgerEntry *entry, GError **error)
{
  return (entry->amount_minor > 0 && entry->amount_minor <= FOYER_MONEY_MAX) ||
         foyer_store_refuse_field (error, "amount-minor", "out-of-range");
}

/* Checks what can be seen without the database, but for the amount. */
static gboolean
check_form (FoyerLedgerEntry *entry, GError **error)
{
  if (entry->kind == FOYER_LEDGER_KIND_CORRECTION || entry->reverses_id != 0 ||
      entry->kind >= FOYER_LEDGER_KIND_GIFT_ISSUE)
    return foyer_store_refuse_field (error, "kind", "not-by-hand");
  if (!check_tender (entry, error))
    return FALSE;
  if (foyer_money_looks_like_card (entry->terminal_reference))
    return foyer_store_refuse_field (error, "terminal-reference", "card-number");
  if (foyer_money_looks_like_card (entry->reason))
    return foyer_store_refuse_field (error, "reason", "card-number");
  if (entry->kind != FOYER_LEDGER_KIND_CHARGE &&
      entry->kind != FOYER_LEDGER_KIND_PAYMENT && entry->reason == NULL)
    return foyer_store_refuse_field (error, "reason", "missing");

  return TRUE;
}

/* Fills in the patient of the booking and the clinic's currency, and refuses others. */
static gboolean
check_owner (FoyerAct *act, FoyerLedgerEntry *entry, GError **error)
{
  g_autoptr (FoyerClinic) clinic = foyer_table_get (act->db, FOYER_TYPE_CLINIC, 1, error);
  gint64 patient_id;

  if (clinic == NULL)
    return FALSE;
  if (entry->currency == NULL)
    foyer_set_text (&entry->currency, clinic->currency);
  if (g_strcmp0 (entry->currency, clinic->currency) != 0)
    return foyer_store_refuse_field (error, "currency", "unknown");

  if (entry->booking_id != 0)
    {
      if (!foyer_db_query_integer (act->db, &patient_id, error,
                                   "SELECT patient_id FROM booking WHERE id = ?1", "i",
                                   entry->booking_id))
        return FALSE;
      if (entry->patient_id == 0)
        entry->patient_id = patient_id;
      if (patient_id == 0 || patient_id != entry->patient_id)
        return foyer_store_refuse_field (error, "booking-id", "unknown");
    }
  /* A gift card is sold to whoever comes. */
  if (entry->patient_id == 0 && entry->gift_card_uid != NULL)
    return TRUE;
  if (!foyer_db_query_integer (act->db, &patient_id, error,
                               "SELECT id FROM patient WHERE id = ?1", "i",
                               entry->patient_id))
    return FALSE;

  return patient_id != 0 || foyer_store_refuse_field (error, "patient-id", "unknown");
}

static gboolean
insert (FoyerAct *act, FoyerLedgerEntry *entry, GError **error)
{
  const char *desk = foyer_act_read_desk (act, error);

  if (desk == NULL)
    return FALSE;
  foyer_set_text (&entry->desk, desk);
  entry->at = act->now;
  if (foyer_act_get_actor (act) != NULL)
    entry->staff_id = foyer_act_get_staff_id (act);
  if (entry->staff_id == 0)
    return foyer_store_refuse_field (error, "staff-id", "missing");

  return foyer_tills_enter (act, entry, error) && foyer_act_insert (act, entry, error);
}

/* Writes an entry that the caller has put together and allowed.  What the program does by
 * itself is in the name of whom @entry names. */
gboolean
foyer_ledger_write_in (FoyerAct *act, FoyerLedgerEntry *entry, GError **error)
{
  if (!check_amount (entry, error))
    return FALSE;
  if (entry->tender == FOYER_TENDER_CARD && entry->terminal_reference == NULL &&
      entry->kind != FOYER_LEDGER_KIND_FORFEIT &&
      entry->kind != FOYER_LEDGER_KIND_TRANSFER)
    return foyer_store_refuse_field (error, "terminal-reference", "missing");
  if (foyer_money_looks_like_card (entry->terminal_reference))
    return foyer_store_refuse_field (error, "terminal-reference", "card-number");

  return check_owner (act, entry, error) && foyer_card_claims_use (act, entry, error) &&
         insert (act, entry, error);
}

/**
 * foyer_ledger_add_in:
 * @act: the action under way
 * @entry: a movement of money; gets its time, its staff, and where they are missing the
 *   clinic's currency and the patient of its booking
 * @error: return location for an error
 *
 * As foyer_ledger_add(), inside an action of the caller.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_ledger_add_in (FoyerAct *act, FoyerLedgerEntry *entry, GError **error)
{
  if (!foyer_act_require (act, action_for (entry->kind), error))
    return FALSE;
  if (entry->tender == FOYER_TENDER_CASH)
    foyer_set_text (&entry->terminal_reference, NULL);

  return check_amount (entry, error) && check_form (entry, error) &&
         check_owner (act, entry, error) && insert (act, entry, error);
}

static gboolean
add (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_ledger_add_in (act, data, error);
}

/**
 * foyer_ledger_add:
 * @db: a connection that can write
 * @actor: who acts
 * @entry: a movement of money
 * @error: return location for an error
 *
 * Writes @entry into the ledger, from where it is never taken away again.
 *
 * A card payment carries the reference of the terminal, and what looks like a card number
 * is refused anywhere.  Whatever the clinic gives up or gives back needs a reason.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` with the field; `FOYER_STORE_ERROR_DENIED`;
 * `FOYER_STORE_ERROR_RULE` `refund` if more would be paid back than was paid, and `deposit`
 * if a booked visit would lose its deposit.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_ledger_add (FoyerDb *db, FoyerUser *actor, FoyerLedgerEntry *entry, GError **error)
{
  return foyer_db_act (db, actor, action_for (entry->kind), entry->reason, add, entry,
                       error);
}

typedef struct
{
  gint64      entry_id;
  const char *reason; /* (unowned) */
} Reversal;

/* Takes @entry back with a second one, for whatever reason the caller has allowed. */
gboolean
foyer_ledger_reverse_in (FoyerAct         *act,
                         FoyerLedgerEntry *entry,
                         const char       *reason,
                         GError          **error)
{
  const gint64 id = foyer_record_get_id (FOYER_RECORD (entry));
  g_autoptr (FoyerLedgerEntry) correction = foyer_record_copy (FOYER_RECORD (entry));
  gint64 n_reversals;

  if (!foyer_db_query_integer (
          act->db, &n_reversals, error,
          "SELECT count (*) FROM ledger_entry WHERE reverses_id = ?1", "i", id))
    return FALSE;
  if (n_reversals > 0 || entry->kind == FOYER_LEDGER_KIND_CORRECTION)
    return foyer_store_refuse_rule (error, "reversed");

  foyer_record_set_id (FOYER_RECORD (correction), 0);
  foyer_record_set_uid (FOYER_RECORD (correction), NULL);
  correction->kind = FOYER_LEDGER_KIND_CORRECTION;
  correction->reverses_id = id;
  foyer_set_text (&correction->reason, reason);

  return insert (act, correction, error);
}

static gboolean
reverse (FoyerAct *act, gpointer data, GError **error)
{
  const Reversal *reversal = data;
  g_autoptr (FoyerLedgerEntry) entry =
      foyer_table_get (act->db, FOYER_TYPE_LEDGER_ENTRY, reversal->entry_id, error);

  if (entry == NULL)
    return FALSE;
  if (reversal->reason == NULL || *reversal->reason == '\0')
    return foyer_store_refuse_field (error, "reason", "missing");
  if (foyer_money_looks_like_card (reversal->reason))
    return foyer_store_refuse_field (error, "reason", "card-number");

  return foyer_ledger_reverse_in (act, entry, reversal->reason, error);
}

/**
 * foyer_ledger_reverse:
 * @db: a connection that can write
 * @actor: who acts
 * @entry_id: the entry that was made in error
 * @reason: why
 * @error: return location for an error
 *
 * Takes an entry back with a second one; both stay in the ledger.
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`; `FOYER_STORE_ERROR_RULE` `reversed` if it was
 * taken back before, and `deposit` if a booked visit would lose its deposit.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_ledger_reverse (
    FoyerDb *db, FoyerUser *actor, gint64 entry_id, const char *reason, GError **error)
{
  Reversal reversal = { entry_id, reason };

  return foyer_db_act (db, actor, FOYER_ACTION_MONEY_CORRECT, reason, reverse, &reversal,
                       error);
}
