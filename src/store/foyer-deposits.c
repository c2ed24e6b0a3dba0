/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-deposits.h"

#include "store/foyer-bookings-private.h"
#include "store/foyer-deposits-private.h"
#include "store/foyer-gift-cards-private.h"
#include "store/foyer-ledger-private.h"
#include "store/foyer-table.h"

/* What entries say whose reason nobody had to give. */
static const char *const event_reasons[] = {
  [FOYER_DEPOSIT_EVENT_PATIENT_CANCELS] = "patient-cancels",
  [FOYER_DEPOSIT_EVENT_CLINIC_CANCELS] = "clinic-cancels",
  [FOYER_DEPOSIT_EVENT_NO_SHOW] = "no-show",
  [FOYER_DEPOSIT_EVENT_MOVE] = "move",
};

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static gint64
get_asked (FoyerBooking *booking)
{
  return foyer_deposit_is_over (booking->state) ||
                 booking->state == FOYER_BOOKING_STATE_REQUESTED ||
                 booking->state == FOYER_BOOKING_STATE_WAITLISTED
             ? 0
             : booking->deposit_minor;
}

static gboolean
write_charge (FoyerAct *act, FoyerBooking *booking, gint64 amount_minor, GError **error)
{
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();

  entry->kind = FOYER_LEDGER_KIND_CHARGE;
  entry->patient_id = booking->patient_id;
  entry->booking_id = id_of (booking);
  entry->amount_minor = amount_minor;
  entry->staff_id = booking->created_by;
  /* Nobody has charged what the program brings back by itself. */
  if (act->actor == NULL && entry->staff_id == 0)
    return TRUE;

  return foyer_ledger_write_in (act, entry, error);
}

/**
 * foyer_deposits_charge_in:
 * @act: the action under way
 * @booking: a stored booking, as it is now
 * @error: return location for an error
 *
 * Charges the deposit that @booking asks for from when its time is held, and takes the charge
 * back when it is asked for no longer.  A visit that is moved keeps its charge, unless another
 * deposit is asked for.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_deposits_charge_in (FoyerAct *act, FoyerBooking *booking, GError **error)
{
  const gint64 asked_minor = get_asked (booking);
  g_autoptr (GPtrArray) charges = NULL;

  charges = foyer_table_list (
      act->db, FOYER_TYPE_LEDGER_ENTRY, error,
      "WHERE booking_id = ?1 AND kind = 'charge' AND NOT EXISTS "
      "(SELECT 1 FROM ledger_entry AS back WHERE back.reverses_id = ledger_entry.id) "
      "ORDER BY id",
      "i", id_of (booking));
  if (charges == NULL)
    return FALSE;
  if (charges->len == 1 && asked_minor > 0 &&
      FOYER_LEDGER_ENTRY (charges->pdata[0])->amount_minor == asked_minor)
    return TRUE;

  for (guint i = 0; i < charges->len; i++)
    if (!foyer_ledger_reverse_in (act, charges->pdata[i], "not-asked-for", error))
      return FALSE;

  return asked_minor == 0 || write_charge (act, booking, asked_minor, error);
}

static FoyerDeposit *
read_deposit (FoyerDb *db, FoyerBooking *booking, GError **error)
{
  g_autoptr (GPtrArray) entries =
      foyer_ledger_list_for_booking (db, id_of (booking), error);

  return entries != NULL ? foyer_deposit_new (booking, entries) : NULL;
}

/**
 * foyer_deposits_take_back_in:
 * @act: the action under way
 * @booking: a booking that was over and is to take place after all, not stored yet
 * @staff_id: who had ended it
 * @error: return location for an error
 *
 * Holds for @booking again what was kept of its deposit, or turned into credit, since it was
 * over; what somebody else than @staff_id has decided needs `FOYER_ACTION_BOOKING_UNDO_LATER`.
 * What has gone back to the patient or onto a gift card does not return by itself.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `deposit-returned` if too little is held without that,
 * `credit` if the credit was spent; `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_deposits_take_back_in (FoyerAct     *act,
                             FoyerBooking *booking,
                             gint64        staff_id,
                             GError      **error)
{
  gboolean gone = FALSE;
  g_autoptr (FoyerDeposit) deposit = NULL;
  g_autoptr (GPtrArray) entries =
      foyer_table_list (act->db, FOYER_TYPE_LEDGER_ENTRY, error,
                        "WHERE booking_id = ?1 AND kind IN ('forfeit', 'transfer', "
                        "'refund', 'gift-restore') "
                        "AND NOT EXISTS (SELECT 1 FROM ledger_entry AS back "
                        "WHERE back.reverses_id = ledger_entry.id) ORDER BY id",
                        "i", id_of (booking));

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      FoyerLedgerEntry *entry = entries->pdata[i];

      if (entry->kind == FOYER_LEDGER_KIND_REFUND ||
          entry->kind == FOYER_LEDGER_KIND_GIFT_RESTORE)
        gone = TRUE;
      else if ((entry->staff_id != staff_id &&
                !foyer_act_require (act, FOYER_ACTION_BOOKING_UNDO_LATER, error)) ||
               !foyer_ledger_reverse_in (act, entry, "visit-restored", error))
        return FALSE;
    }
  if (!gone)
    return TRUE;

  deposit = read_deposit (act->db, booking, error);
  return deposit != NULL &&
         (deposit->due_minor == 0 || foyer_store_refuse_rule (error, "deposit-returned"));
}

/**
 * foyer_deposits_get:
 * @db: a connection
 * @booking_id: a booking
 * @error: return location for an error
 *
 * Returns: (transfer full): how its deposit stands, or `NULL` on error
 */
FoyerDeposit *
foyer_deposits_get (FoyerDb *db, gint64 booking_id, GError **error)
{
  g_autoptr (FoyerBooking) booking =
      foyer_table_get (db, FOYER_TYPE_BOOKING, booking_id, error);

  return booking != NULL ? read_deposit (db, booking, error) : NULL;
}

/* What the rule says; of what has ended, as it was when it ended. */
static FoyerDepositProposal *
propose (FoyerDb          *db,
         FoyerBooking     *booking,
         FoyerDeposit     *deposit,
         FoyerDepositEvent event,
         GError          **error)
{
  g_autoptr (FoyerClinic) clinic = foyer_table_get (db, FOYER_TYPE_CLINIC, 1, error);
  const gint64 at = foyer_deposit_is_over (booking->state) && booking->ended_at != 0
                        ? booking->ended_at
                        : foyer_db_now (db);

  return clinic != NULL
             ? foyer_deposit_propose (deposit, clinic, event, booking->start_at, at)
             : NULL;
}

/**
 * foyer_deposits_propose:
 * @db: a connection
 * @booking_id: a booking, which may have ended already
 * @event: what happens to it; of one that has ended, what happened is looked at instead
 * @out_deposit: (out) (transfer full): how its deposit stands
 * @out_proposal: (out) (transfer full): what the rule of the clinic says, which points into
 *   @out_deposit
 * @error: return location for an error
 *
 * Works out what should become of a deposit.  Nothing is changed.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_deposits_propose (FoyerDb               *db,
                        gint64                 booking_id,
                        FoyerDepositEvent      event,
                        FoyerDeposit         **out_deposit,
                        FoyerDepositProposal **out_proposal,
                        GError               **error)
{
  g_autoptr (FoyerBooking) booking =
      foyer_table_get (db, FOYER_TYPE_BOOKING, booking_id, error);
  g_autoptr (FoyerDeposit) deposit = NULL;
  g_autoptr (FoyerDepositProposal) proposal = NULL;

  if (booking == NULL)
    return FALSE;
  deposit = read_deposit (db, booking, error);
  if (deposit == NULL)
    return FALSE;
  if (foyer_deposit_is_over (booking->state))
    event = foyer_deposit_event_for_booking (booking);
  proposal = propose (db, booking, deposit, event, error);
  if (proposal == NULL)
    return FALSE;

  *out_deposit = g_steal_pointer (&deposit);
  *out_proposal = g_steal_pointer (&proposal);
  return TRUE;
}

/**
 * foyer_deposits_count_undecided:
 * @db: a connection
 * @out_n: (out): how many foyer_deposits_list_undecided() has
 * @error: return location for an error
 *
 * Counts what waits for a decision; what it costs does not grow with the history.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_deposits_count_undecided (FoyerDb *db, gint64 *out_n, GError **error)
{
  return foyer_db_query_integer (db, out_n, error,
                                 "SELECT count (*) FROM booking_undecided", "");
}

/**
 * foyer_deposits_list_undecided:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): ids of the bookings that are over and for
 *   which money is still held or went back more than once, the oldest visit first, or `NULL` on
 *   error
 */
GArray *
foyer_deposits_list_undecided (FoyerDb *db, GError **error)
{
  return foyer_db_list_integers (
      db, error,
      "SELECT booking_id FROM booking_undecided CROSS JOIN booking "
      "ON booking.id = booking_id ORDER BY start_at, booking_id",
      "");
}

typedef struct
{
  gint64                      booking_id;
  const FoyerBookingEnding   *ending; /* (nullable) */
  const FoyerDepositDecision *decision;
  const char                 *reason; /* of the entries */
} Settling;

/* Whoever decides as the rule says confirms it; for anything else it takes more. */
static gboolean
check_decision (FoyerAct                   *act,
                const FoyerDepositDecision *decision,
                const FoyerDeposit         *deposit,
                const FoyerDepositProposal *proposal,
                FoyerDepositEvent           event,
                GError                    **error)
{
  if (decision->amount_minor < 0 || decision->amount_minor > deposit->held_minor)
    return foyer_store_refuse_field (error, "amount-minor", "out-of-range");
  if (event == FOYER_DEPOSIT_EVENT_CLINIC_CANCELS &&
      decision->outcome == FOYER_DEPOSIT_OUTCOME_FORFEIT)
    return foyer_store_refuse_rule (error, "deposit-clinic");
  if (decision->outcome == proposal->outcome &&
      (decision->amount_minor == 0 || decision->amount_minor == deposit->held_minor))
    return foyer_act_require (act, FOYER_ACTION_DEPOSIT_SETTLE, error);

  return foyer_act_require (act, FOYER_ACTION_MONEY_RETURN, error) &&
         foyer_gift_cards_check_reason (decision->reason, error);
}

static gboolean
write_line (FoyerAct               *act,
            const Settling         *settling,
            const FoyerDepositLine *line,
            FoyerLedgerKind         kind,
            gint64                  amount_minor,
            const char             *uid,
            GError                **error)
{
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();

  foyer_record_set_uid (FOYER_RECORD (entry), uid);
  entry->kind = kind;
  entry->booking_id = settling->booking_id;
  entry->amount_minor = amount_minor;
  entry->tender = line->tender;
  foyer_set_text (&entry->gift_card_uid, line->gift_card_uid);
  foyer_set_text (&entry->reason, settling->reason);
  if (line->tender == FOYER_TENDER_CARD && kind == FOYER_LEDGER_KIND_REFUND)
    foyer_set_text (&entry->terminal_reference, settling->decision->terminal_reference);

  return foyer_ledger_write_in (act, entry, error);
}

/* Back onto the card; where that can never be spent again, to the credit of the patient if a
 * person has decided so. */
static gboolean
restore_line (FoyerAct               *act,
              const Settling         *settling,
              const FoyerDepositLine *line,
              gint64                  amount_minor,
              const char             *uid,
              GError                **error)
{
  g_autoptr (FoyerGiftCard) card = foyer_table_find (
      act->db, FOYER_TYPE_GIFT_CARD, error, "WHERE uid = ?1", "s", line->gift_card_uid);
  FoyerGiftReturn back = { uid, 0, settling->booking_id, amount_minor };

  if (card == NULL)
    return FALSE;
  if (card->state == FOYER_GIFT_CARD_STATE_VOID &&
      settling->decision->outcome == FOYER_DEPOSIT_OUTCOME_CREDIT)
    return write_line (act, settling, line, FOYER_LEDGER_KIND_TRANSFER, amount_minor, uid,
                       error);
  back.card_id = id_of (card);

  return foyer_gift_cards_restore_in (act, &back, settling->reason, error);
}

static gboolean
write_lines (FoyerAct                   *act,
             const Settling             *settling,
             const FoyerDepositProposal *lines,
             GError                    **error)
{
  gint64 left_minor = settling->decision->amount_minor != 0
                          ? settling->decision->amount_minor
                          : lines->total_minor;

  for (guint i = 0; i < lines->lines->len && left_minor > 0; i++)
    {
      const FoyerDepositLine *line = &g_array_index (lines->lines, FoyerDepositLine, i);
      const gint64            amount_minor = MIN (line->amount_minor, left_minor);
      g_autofree char        *uid =
          i == 0 ? g_strdup (settling->decision->operation) : g_uuid_string_random ();

      if (!(line->kind == FOYER_LEDGER_KIND_GIFT_RESTORE
                ? restore_line (act, settling, line, amount_minor, uid, error)
                : write_line (act, settling, line, line->kind, amount_minor, uid, error)))
        return FALSE;
      left_minor -= amount_minor;
    }

  return TRUE;
}

/* Whether the decision was carried out before. */
static gboolean
find_done (FoyerAct *act, const Settling *settling, gboolean *out_done, GError **error)
{
  gint64 booking_id;

  if (settling->decision->operation == NULL || *settling->decision->operation == '\0')
    return foyer_store_refuse_field (error, "operation", "missing");
  if (!foyer_db_query_integer (act->db, &booking_id, error,
                               "SELECT booking_id FROM ledger_entry WHERE uid = ?1", "s",
                               settling->decision->operation))
    return FALSE;

  *out_done = booking_id != 0;
  return booking_id == 0 || booking_id == settling->booking_id ||
         foyer_store_refuse_rule (error, "operation");
}

static gboolean
settle_in (FoyerAct *act, Settling *settling, GError **error)
{
  g_autoptr (FoyerBooking) booking =
      foyer_table_get (act->db, FOYER_TYPE_BOOKING, settling->booking_id, error);
  g_autoptr (FoyerDeposit) deposit = NULL;
  g_autoptr (FoyerDepositProposal) proposal = NULL;
  g_autoptr (FoyerDepositProposal) lines = NULL;
  FoyerDepositEvent event;

  if (booking == NULL)
    return FALSE;
  if (!foyer_deposit_is_over (booking->state))
    return foyer_store_refuse_rule (error, "deposit-promised");
  deposit = read_deposit (act->db, booking, error);
  if (deposit == NULL)
    return FALSE;
  event = foyer_deposit_event_for_booking (booking);
  proposal = propose (act->db, booking, deposit, event, error);
  if (proposal == NULL ||
      !check_decision (act, settling->decision, deposit, proposal, event, error))
    return FALSE;

  settling->reason = settling->decision->reason != NULL ? settling->decision->reason
                                                        : event_reasons[event];
  lines = foyer_deposit_propose_outcome (deposit, settling->decision->outcome);

  return write_lines (act, settling, lines, error);
}

static gboolean
settle (FoyerAct *act, gpointer data, GError **error)
{
  Settling *settling = data;
  gboolean  done = FALSE;

  return find_done (act, settling, &done, error) &&
         (done || settle_in (act, settling, error));
}

/**
 * foyer_deposits_settle:
 * @db: a connection that can write
 * @actor: who has decided
 * @booking_id: a booking that is over without a visit
 * @decision: what becomes of what is held for it
 * @error: return location for an error
 *
 * Carries out what a person has decided about a deposit: each part of it goes the way it
 * came, what was on gift cards back onto them.  Who confirms what the rule of the clinic says
 * needs `FOYER_ACTION_DEPOSIT_SETTLE`; anything else takes `FOYER_ACTION_MONEY_RETURN` and a
 * reason.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `deposit-promised` if the visit may still take place,
 * `deposit-clinic` if a deposit should be forfeited that the clinic has cancelled,
 * `gift-inactive`, `till-needed`, `till-closed`, `operation`; `FOYER_STORE_ERROR_INVALID` of
 * `reason`, `terminal-reference`, `amount-minor`, `operation`; `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_deposits_settle (FoyerDb                    *db,
                       FoyerUser                  *actor,
                       gint64                      booking_id,
                       const FoyerDepositDecision *decision,
                       GError                    **error)
{
  Settling settling = { booking_id, NULL, decision, NULL };

  return foyer_db_act (db, actor, FOYER_ACTION_DEPOSIT_SETTLE, decision->reason, settle,
                       &settling, error);
}

static gboolean
end (FoyerAct *act, gpointer data, GError **error)
{
  Settling                 *settling = data;
  const FoyerBookingEnding *ending = settling->ending;
  gboolean                  done = FALSE;

  if (ending->to != FOYER_BOOKING_STATE_CANCELLED &&
      ending->to != FOYER_BOOKING_STATE_NO_SHOW)
    return foyer_store_refuse_rule (error, "booking-step");
  if (settling->decision == NULL)
    return foyer_bookings_step_in (act, ending->booking_id, ending->to,
                                   ending->cancel_reason, ending->comment, error);
  if (!find_done (act, settling, &done, error))
    return FALSE;

  return done ||
         (foyer_bookings_step_in (act, ending->booking_id, ending->to,
                                  ending->cancel_reason, ending->comment, error) &&
          settle_in (act, settling, error));
}

/**
 * foyer_deposits_end:
 * @db: a connection that can write
 * @actor: who acts
 * @ending: how a booking ends
 * @decision: (nullable): what becomes of its deposit; `NULL`: that is decided later
 * @error: return location for an error
 *
 * Cancels a booking or notes that nobody came, and settles its deposit, in one action.
 *
 * Errors: as foyer_bookings_cancel(), foyer_bookings_step() and foyer_deposits_settle().
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_deposits_end (FoyerDb                    *db,
                    FoyerUser                  *actor,
                    const FoyerBookingEnding   *ending,
                    const FoyerDepositDecision *decision,
                    GError                    **error)
{
  const FoyerAction action = ending->to == FOYER_BOOKING_STATE_NO_SHOW
                                 ? FOYER_ACTION_BOOKING_PROGRESS
                                 : FOYER_ACTION_BOOKING_CANCEL;
  const char       *reason =
      decision != NULL && decision->reason != NULL ? decision->reason : ending->comment;
  Settling settling = { ending->booking_id, ending, decision, NULL };

  return foyer_db_act (db, actor, action, reason, end, &settling, error);
}

typedef struct
{
  gint64      booking_id;
  const char *reason;
} Waiving;

static gboolean
waive (FoyerAct *act, gpointer data, GError **error)
{
  const Waiving *waiving = data;
  g_autoptr (FoyerDeposit) deposit =
      foyer_deposits_get (act->db, waiving->booking_id, error);
  g_autoptr (FoyerLedgerEntry) entry = NULL;

  if (deposit == NULL || !foyer_gift_cards_check_reason (waiving->reason, error))
    return FALSE;
  if (deposit->due_minor == 0)
    return foyer_store_refuse_rule (error, "nothing-due");
  entry = foyer_ledger_entry_new ();
  entry->kind = FOYER_LEDGER_KIND_WAIVER;
  entry->booking_id = waiving->booking_id;
  entry->amount_minor = deposit->due_minor;
  foyer_set_text (&entry->reason, waiving->reason);

  return foyer_ledger_add_in (act, entry, error);
}

/**
 * foyer_deposits_waive:
 * @db: a connection that can write
 * @actor: who decides
 * @booking_id: a booking
 * @reason: why
 * @error: return location for an error
 *
 * Sets aside what is still due of a deposit.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `nothing-due`; `FOYER_STORE_ERROR_INVALID` of `reason`;
 * `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_deposits_waive (
    FoyerDb *db, FoyerUser *actor, gint64 booking_id, const char *reason, GError **error)
{
  Waiving waiving = { booking_id, reason };

  return foyer_db_act (db, actor, FOYER_ACTION_MONEY_WAIVE, reason, waive, &waiving,
                       error);
}
