/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo/foyer-demo-private.h"

#include "model/foyer-deposit-proposal.h"
#include "model/foyer-gift-code.h"
#include "model/foyer-ledger-entry.h"
#include "store/foyer-bulk.h"
#include "store/foyer-tills.h"

/* Of the visits that were given up so lately some still wait for a decision. */
#define UNDECIDED_HOURS 120
#define MAX_UNDECIDED 3

#define FRIDAY 5

#define FLOAT_MINOR 20000
#define MISSING_MINOR 100

/* What the first gift card pays of a visit. */
#define GIFT_PART_MINOR 4000

/* A gift card that was sold. */
typedef struct
{
  int         days_ago; /* 0: on the day of the till */
  int         minute;
  gint64      amount_minor;
  FoyerTender tender;
} Sale;

static gint64
get_id (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static const char *
get_uid (gpointer record)
{
  return foyer_record_get_uid (FOYER_RECORD (record));
}

/* A movement of money at @at; it goes through the till if that was open then. */
static FoyerLedgerEntry *
new_entry (Demo *demo, FoyerLedgerKind kind, gint64 amount_minor, gint64 at)
{
  FoyerLedgerEntry *entry = foyer_ledger_entry_new ();

  entry->kind = kind;
  entry->at = at;
  entry->staff_id = get_id (demo->actor);
  entry->amount_minor = amount_minor;
  foyer_set_text (&entry->currency, demo->clinic->currency);
  if (demo->till != NULL && at >= demo->till->opened_at && at < demo->till->closed_at)
    foyer_set_text (&entry->till_uid, get_uid (demo->till));

  return entry;
}

static void
set_tender (Demo *demo, FoyerLedgerEntry *entry, FoyerTender tender)
{
  g_autofree char *reference = NULL;

  entry->tender = tender;
  if (tender != FOYER_TENDER_CARD || entry->kind == FOYER_LEDGER_KIND_FORFEIT ||
      entry->kind == FOYER_LEDGER_KIND_TRANSFER)
    return;

  reference = g_strdup_printf ("T%06d", g_rand_int_range (demo->money_rand, 1, 1000000));
  foyer_set_text (&entry->terminal_reference, reference);
}

/* The first visit that was booked since the gift card was sold is paid with it in part. */
static void
spend_gift_card (Demo *demo, FoyerBooking *booking, GPtrArray *payments)
{
  FoyerLedgerEntry *paid = payments->pdata[0];
  g_autoptr (FoyerLedgerEntry) entry = NULL;

  if (demo->gift_card == NULL || booking->booked_at < demo->gift_card->paid_at ||
      booking->state != FOYER_BOOKING_STATE_COMPLETED ||
      booking->deposit_minor <= GIFT_PART_MINOR)
    return;

  entry = new_entry (demo, FOYER_LEDGER_KIND_GIFT_REDEEM, GIFT_PART_MINOR,
                     booking->booked_at);
  foyer_demo_give_money_uid (demo, entry);
  entry->tender = FOYER_TENDER_GIFT_CARD;
  foyer_set_text (&entry->gift_card_uid, get_uid (demo->gift_card));
  paid->amount_minor -= GIFT_PART_MINOR;
  g_ptr_array_insert (payments, 0, g_steal_pointer (&entry));
  g_clear_object (&demo->gift_card);
}

/* The money of a visit that did not take place goes the way that the rule of the clinic says;
 * about a few of the newest nobody has decided yet. */
static void
settle_deposit (Demo *demo, FoyerBooking *booking, GPtrArray *payments)
{
  static const char *const reasons[] = {
    [FOYER_DEPOSIT_EVENT_PATIENT_CANCELS] = "patient-cancels",
    [FOYER_DEPOSIT_EVENT_CLINIC_CANCELS] = "clinic-cancels",
    [FOYER_DEPOSIT_EVENT_NO_SHOW] = "no-show",
  };
  g_autoptr (FoyerDeposit) deposit = NULL;
  g_autoptr (FoyerDepositProposal) proposal = NULL;
  FoyerDepositEvent event;

  if (!foyer_deposit_is_over (booking->state))
    return;
  if (ABS (booking->start_at - demo->now) < UNDECIDED_HOURS * FOYER_HOUR_SECONDS &&
      demo->n_undecided < MAX_UNDECIDED)
    {
      demo->n_undecided++;
      return;
    }

  event = foyer_deposit_event_for_booking (booking);
  deposit = foyer_deposit_new (booking, payments);
  proposal = foyer_deposit_propose (deposit, demo->clinic, event, booking->start_at,
                                    booking->ended_at);
  for (guint i = 0; i < proposal->lines->len; i++)
    {
      const FoyerDepositLine *line =
          &g_array_index (proposal->lines, FoyerDepositLine, i);
      FoyerLedgerEntry *entry =
          new_entry (demo, line->kind, line->amount_minor, booking->ended_at);

      foyer_demo_give_money_uid (demo, entry);
      set_tender (demo, entry, line->tender);
      foyer_set_text (&entry->reason, reasons[event]);
      g_ptr_array_add (payments, entry);
    }
}

/**
 * foyer_demo_pay_deposit:
 *
 * Returns: (transfer full) (nullable) (element-type FoyerLedgerEntry): what was paid when
 *   @booking was booked, and what became of it
 */
GPtrArray *
foyer_demo_pay_deposit (Demo *demo, FoyerBooking *booking)
{
  g_autoptr (GPtrArray) payments = NULL;
  FoyerLedgerEntry *entry;

  if (booking->deposit_minor == 0 || booking->state == FOYER_BOOKING_STATE_HELD)
    return NULL;

  entry = new_entry (demo, FOYER_LEDGER_KIND_PAYMENT, booking->deposit_minor,
                     booking->booked_at);
  payments = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (payments, entry);
  foyer_demo_give_uid (demo, entry);
  entry->tender = foyer_demo_chance (demo, 0.2) ? FOYER_TENDER_CASH : FOYER_TENDER_CARD;
  if (entry->tender == FOYER_TENDER_CARD)
    {
      g_autofree char *reference =
          g_strdup_printf ("T%06d", foyer_demo_int (demo, 1, 999999));

      foyer_set_text (&entry->terminal_reference, reference);
    }
  spend_gift_card (demo, booking, payments);
  settle_deposit (demo, booking, payments);

  return g_steal_pointer (&payments);
}

/**
 * foyer_demo_add_charge:
 *
 * Charges the deposit that @booking asked for from when its time was held, and takes the charge
 * back if there is no visit.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_demo_add_charge (Demo *demo, FoyerAct *act, FoyerBooking *booking, GError **error)
{
  g_autoptr (FoyerLedgerEntry) charge = NULL;
  g_autoptr (FoyerLedgerEntry) back = NULL;

  if (booking->deposit_minor == 0)
    return TRUE;

  charge = new_entry (demo, FOYER_LEDGER_KIND_CHARGE, booking->deposit_minor,
                      booking->created_at);
  foyer_demo_give_money_uid (demo, charge);
  charge->booking_id = get_id (booking);
  charge->patient_id = booking->patient_id;
  if (!foyer_bulk_add_entry (act, charge, error))
    return FALSE;
  if (!foyer_deposit_is_over (booking->state))
    return TRUE;

  back = new_entry (demo, FOYER_LEDGER_KIND_CORRECTION, booking->deposit_minor,
                    booking->ended_at);
  foyer_demo_give_money_uid (demo, back);
  back->booking_id = charge->booking_id;
  back->patient_id = charge->patient_id;
  back->reverses_id = get_id (charge);
  foyer_set_text (&back->reason, "not-asked-for");

  return foyer_bulk_add_entry (act, back, error);
}

static FoyerGiftCard *
add_gift_card (Demo *demo, FoyerAct *act, gint64 at, GError **error)
{
  g_autoptr (FoyerGiftCard) card = foyer_gift_card_new ();
  g_autofree char *code = NULL;
  guint8           values[FOYER_GIFT_CODE_N_RANDOM];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = (guint8) g_rand_int_range (demo->money_rand, 0, FOYER_GIFT_CODE_BASE);
  code = foyer_gift_code_make (values);
  foyer_set_text (&card->currency, demo->clinic->currency);
  card->made_at = at;
  foyer_demo_give_money_uid (demo, card);

  return foyer_bulk_add_gift_card (act, card, code, error) ? g_steal_pointer (&card)
                                                           : NULL;
}

static gboolean
add_gift_entry (Demo          *demo,
                FoyerAct      *act,
                FoyerGiftCard *card,
                const Sale    *sale,
                gint64         at,
                GError       **error)
{
  g_autoptr (FoyerLedgerEntry) entry =
      new_entry (demo, FOYER_LEDGER_KIND_GIFT_ISSUE, sale->amount_minor, at);

  foyer_demo_give_money_uid (demo, entry);
  set_tender (demo, entry, sale->tender);
  foyer_set_text (&entry->gift_card_uid, get_uid (card));
  card->state = FOYER_GIFT_CARD_STATE_ACTIVE;
  card->paid_at = at;

  return foyer_bulk_add_entry (act, entry, error) && foyer_bulk_update (act, card, error);
}

static FoyerGiftCard *
sell_gift_card (Demo *demo, FoyerAct *act, const Sale *sale, GError **error)
{
  const int    day = sale->days_ago > 0
                         ? demo->today - sale->days_ago
                         : foyer_zone_get_day (demo->zone, demo->till->opened_at);
  const gint64 at = foyer_demo_instant (demo, day, sale->minute);
  g_autoptr (FoyerGiftCard) card = add_gift_card (demo, act, at, error);

  return card != NULL && add_gift_entry (demo, act, card, sale, at, error)
             ? g_steal_pointer (&card)
             : NULL;
}

/* A lost card: what was on it goes to a new one. */
static gboolean
replace_gift_card (
    Demo *demo, FoyerAct *act, FoyerGiftCard *card, const Sale *sale, GError **error)
{
  const gint64 at = foyer_demo_instant (demo, demo->today - sale->days_ago, sale->minute);
  g_autoptr (FoyerGiftCard) other = add_gift_card (demo, act, at, error);
  g_autoptr (FoyerLedgerEntry) out =
      new_entry (demo, FOYER_LEDGER_KIND_TRANSFER, sale->amount_minor, at);
  g_autoptr (FoyerLedgerEntry) in =
      new_entry (demo, FOYER_LEDGER_KIND_GIFT_ISSUE, sale->amount_minor, at);

  if (other == NULL)
    return FALSE;
  foyer_demo_give_money_uid (demo, out);
  foyer_demo_give_money_uid (demo, in);
  foyer_set_text (&out->gift_card_uid, get_uid (card));
  foyer_set_text (&in->gift_card_uid, get_uid (other));
  foyer_set_text (&out->reason, "Lost");
  foyer_set_text (&in->reason, "Lost");
  other->state = FOYER_GIFT_CARD_STATE_ACTIVE;
  other->paid_at = at;
  card->state = FOYER_GIFT_CARD_STATE_REPLACED;
  foyer_set_text (&card->replaced_by, get_uid (other));

  return foyer_bulk_add_entry (act, out, error) &&
         foyer_bulk_add_entry (act, in, error) && foyer_bulk_update (act, other, error) &&
         foyer_bulk_update (act, card, error);
}

static gboolean
open_till (FoyerAct *act, gpointer data, GError **error)
{
  static const Sale spent = { 21, 11 * 60 + 20, 10000, FOYER_TENDER_CARD };
  static const Sale lost = { 40, 15 * 60 + 5, 7500, FOYER_TENDER_CARD };
  static const Sale replaced = { 9, 10 * 60 + 40, 7500, FOYER_TENDER_NONE };
  static const Sale fresh = { 6, 14 * 60 + 10, 20000, FOYER_TENDER_CARD };
  static const Sale at_till = { 0, 11 * 60 + 5, 5000, FOYER_TENDER_CASH };
  Demo             *demo = data;
  int               day = demo->today - 1;
  g_autoptr (FoyerTill) till = foyer_till_new ();
  g_autoptr (FoyerGiftCard) lost_card = NULL;
  g_autoptr (FoyerGiftCard) fresh_card = NULL;
  g_autoptr (FoyerGiftCard) till_card = NULL;

  foyer_act_set_bulk (act, "{\"sample\":\"money\"}");
  while (foyer_day_weekday (day) > FRIDAY)
    day--;
  foyer_demo_give_money_uid (demo, till);
  till->opened_at = foyer_demo_instant (demo, day, 7 * 60 + 45);
  till->opened_by = get_id (demo->actor);
  till->float_minor = FLOAT_MINOR;
  till->expected_minor = FLOAT_MINOR;
  foyer_set_text (&till->currency, demo->clinic->currency);
  if (!foyer_bulk_add_till (act, till, error))
    return FALSE;
  /* Until then it takes what is made now; it is closed when that is known. */
  till->closed_at = foyer_demo_instant (demo, day, 17 * 60 + 40);
  demo->till = g_steal_pointer (&till);

  lost_card = sell_gift_card (demo, act, &lost, error);
  if (lost_card == NULL || !replace_gift_card (demo, act, lost_card, &replaced, error))
    return FALSE;
  demo->gift_card = sell_gift_card (demo, act, &spent, error);
  if (demo->gift_card == NULL)
    return FALSE;
  fresh_card = sell_gift_card (demo, act, &fresh, error);
  if (fresh_card == NULL)
    return FALSE;
  till_card = sell_gift_card (demo, act, &at_till, error);

  return till_card != NULL;
}

/**
 * foyer_demo_open_till:
 *
 * Opens the till of the working day before today, and sells gift cards, before the visits are
 * made whose money goes through it.  A clinic without visits takes none.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_demo_open_till (Demo *demo, GError **error)
{
  return demo->size->n_bookings == 0 ||
         foyer_demo_batch (demo, NULL, open_till, demo, error);
}

static gboolean
add_counts (Demo *demo, FoyerAct *act, GError **error)
{
  static const int pieces[] = { 10000, 5000, 2000, 1000, 500, 100, 25, 10, 5, 1 };
  FoyerTill       *till = demo->till;
  gint64           left_minor = till->counted_minor;

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (FoyerTillCount) count = foyer_till_count_new ();

      count->till_id = get_id (till);
      count->at = till->counted_at;
      count->staff_id = till->counted_by;
      count->denomination_minor = pieces[i];
      count->pieces = left_minor / pieces[i];
      left_minor %= pieces[i];
      foyer_demo_give_money_uid (demo, count);
      if (count->pieces > 0 && !foyer_bulk_add (act, count, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
close_till (FoyerAct *act, gpointer data, GError **error)
{
  Demo      *demo = data;
  FoyerTill *till = demo->till;

  foyer_act_set_bulk (act, "{\"sample\":\"till\"}");
  if (!foyer_tills_sum_cash (demo->db, till, &till->expected_minor, error))
    return FALSE;
  till->state = FOYER_TILL_STATE_CLOSED;
  till->counted_minor = MAX (till->expected_minor - MISSING_MINOR, 0);
  till->counted_at = till->closed_at;
  till->counted_by = till->opened_by;
  till->closed_by = till->opened_by;
  foyer_set_text (&till->reason, "Too much change was given for a gift card");

  return add_counts (demo, act, error) && foyer_bulk_update (act, till, error);
}

/**
 * foyer_demo_close_till:
 *
 * Counts and closes the till, in which a little is missing.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_demo_close_till (Demo *demo, GError **error)
{
  return demo->till == NULL || foyer_demo_batch (demo, NULL, close_till, demo, error);
}
