/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation-private.h"

#include "model/foyer-payment.h"
#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-deposits.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-ledger.h"
#include "store/foyer-payments.h"
#include "tests/unit/desk.h"

/* What people do with deposits, and with the ledger: paid in several tenders, given back, kept,
 * set aside, taken back.  Gift cards and tills have a file of their own. */

/* How often a record of some state is looked for. */
#define MOST_TRIES 12

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static int
draw (SimulationDesk *desk, int n)
{
  return g_rand_int_range (desk->simulation->rand, 0, n);
}

/* Some of it is done by people who may do less. */
static FoyerUser *
draw_actor (SimulationDesk *desk)
{
  return draw (desk, 4) == 0 ? desk->clerk : desk->manager;
}

static gint64
draw_amount (SimulationDesk *desk)
{
  static const gint64 amounts[] = { 1, 99, 1250, 4000, 8500, 12499, 12500, 20000 };

  return amounts[draw (desk, G_N_ELEMENTS (amounts))];
}

/* A clerk may be refused what only others may do. */
static gboolean
was_done (SimulationDesk *desk, const char *what, GError **error)
{
  if (g_error_matches (*error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED))
    {
      g_clear_error (error);
      return FALSE;
    }

  return simulation_was_done (desk, what, error);
}

typedef gboolean (*BookingFunc) (FoyerBookingState state);

static gboolean
is_held (FoyerBookingState state)
{
  return state == FOYER_BOOKING_STATE_HELD;
}

static gboolean
is_any (FoyerBookingState state)
{
  return TRUE;
}

static FoyerBooking *
pick_booking (SimulationDesk *desk, BookingFunc fits)
{
  for (guint i = 0; i < MOST_TRIES; i++)
    {
      g_autoptr (FoyerBooking) booking = simulation_pick (desk, FOYER_TYPE_BOOKING);

      if (booking != NULL && booking->deposit_minor > 0 && fits (booking->state))
        return g_steal_pointer (&booking);
    }

  return NULL;
}

/* One to three payments, which often come to the deposit. */
static GPtrArray *
draw_payments (SimulationDesk *desk)
{
  GPtrArray *list = foyer_payments_new (NULL);
  gint64     left_minor = 12500;
  const int  n = 1 + draw (desk, 3);

  for (int i = 0; i < n; i++)
    {
      g_autoptr (FoyerGiftCard) card = simulation_pick (desk, FOYER_TYPE_GIFT_CARD);
      FoyerTender  tender = (FoyerTender) (FOYER_TENDER_CASH + draw (desk, 4));
      const gint64 amount_minor = i == n - 1 && draw (desk, 4) > 0
                                      ? MAX (left_minor, 1)
                                      : MIN (draw_amount (desk), MAX (left_minor, 1));

      if (tender == FOYER_TENDER_GIFT_CARD && card == NULL)
        tender = FOYER_TENDER_CASH;
      left_minor -= amount_minor;
      g_ptr_array_add (list, foyer_payment_new_for (
                                 tender, amount_minor,
                                 tender == FOYER_TENDER_GIFT_CARD ? id_of (card) : 0,
                                 tender == FOYER_TENDER_CARD ? "T-2" : NULL));
    }

  return list;
}

static gboolean
draw_visit (SimulationDesk *desk, FoyerBookingRequest *out)
{
  g_autoptr (FoyerPatient) patient = simulation_pick (desk, FOYER_TYPE_PATIENT);
  g_autoptr (FoyerClinician) clinician = simulation_pick (desk, FOYER_TYPE_CLINICIAN);
  g_autoptr (FoyerService) service =
      foyer_catalogue_find_service (desk->db, "cosmetic", NULL);

  if (patient == NULL || clinician == NULL || service == NULL)
    return FALSE;

  *out = (FoyerBookingRequest){ .patient_id = id_of (patient),
                                .clinician_id = id_of (clinician),
                                .service_id = id_of (service),
                                .start_at = desk_time (8, 0) + draw (desk, 4) * 86400 +
                                            draw (desk, 16) * 1800 };
  return TRUE;
}

static void
hold (SimulationDesk *desk)
{
  FoyerBookingRequest request;
  g_autoptr (GPtrArray) payments = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  if (!draw_visit (desk, &request))
    return;
  payments = draw_payments (desk);
  if (draw (desk, 2) == 0)
    request.payments = payments;
  foyer_bookings_hold (desk->db, draw_actor (desk), &request, TRUE, &id, NULL, &error);
  if (was_done (desk, "hold", &error))
    simulation_note_booking (desk, "holds", id, NULL);
}

/* Asked twice with the same payments it is done once. */
static void
book (SimulationDesk *desk)
{
  g_autoptr (FoyerBooking) held = pick_booking (desk, is_held);
  FoyerBookingRequest request = { 0 };
  g_autoptr (GPtrArray) payments = draw_payments (desk);
  g_autoptr (GError) error = NULL;
  FoyerUser *actor = draw_actor (desk);
  gint64     id = 0;
  gint64     n_entries;
  gint64     n_after;

  if (held != NULL)
    request.booking_id = id_of (held);
  else if (!draw_visit (desk, &request))
    return;
  request.payments = payments;
  foyer_bookings_make (desk->db, actor, &request, &id, NULL, &error);
  if (!was_done (desk, "book with deposit", &error))
    return;
  simulation_note_booking (desk, "makes", id, held);
  n_entries = simulation_count_entries (desk);
  foyer_bookings_make (desk->db, actor, &request, NULL, NULL, &error);
  was_done (desk, "book again", &error);
  n_after = simulation_count_entries (desk);
  if (n_after != n_entries)
    simulation_fail (desk->simulation, "twice",
                     "%s: asked twice to book, it was paid for twice", desk->name);
}

static void
pay_later (SimulationDesk *desk)
{
  g_autoptr (FoyerBooking) booking = pick_booking (desk, foyer_booking_state_is_live);
  g_autoptr (GPtrArray) payments = draw_payments (desk);
  g_autoptr (GError) error = NULL;

  if (booking == NULL)
    return;
  foyer_payments_take (desk->db, draw_actor (desk), id_of (booking), payments, &error);
  if (was_done (desk, "pay later", &error))
    simulation_note_booking (desk, "takes payments for", id_of (booking), booking);
}

static void
begin (SimulationDesk *desk)
{
  g_autoptr (FoyerBooking) booking = pick_booking (desk, foyer_booking_state_is_live);
  g_autoptr (GPtrArray) payments = draw_payments (desk);
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  g_autoptr (GError) error = NULL;

  if (booking == NULL)
    return;
  attempt = foyer_payments_begin (desk->db, draw_actor (desk), id_of (booking), payments,
                                  &error);
  if (was_done (desk, "begin payments", &error))
    simulation_note_booking (desk, "begins to take payments for", id_of (booking),
                             booking);
}

/* What was begun is noted, removed, dropped or, mostly, taken. */
static void
go_on (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = foyer_payments_list_open (desk->db, &error);
  g_autoptr (FoyerBooking) booking = NULL;
  FoyerPaymentAttempt *attempt;
  FoyerPayment        *payment;
  FoyerUser           *actor = draw_actor (desk);

  g_assert_no_error (error);
  if (open->len == 0)
    return;
  attempt = open->pdata[draw (desk, (int) open->len)];
  if (attempt->payments->len == 0)
    return;
  payment = attempt->payments->pdata[draw (desk, (int) attempt->payments->len)];
  booking = simulation_read_booking (desk, attempt->booking_id);
  switch (draw (desk, 6))
    {
    case 0:
      foyer_payments_note (desk->db, actor, id_of (payment), "T-3", &error);
      break;
    case 1:
      foyer_payments_remove (desk->db, actor, id_of (payment), &error);
      break;
    case 2:
      foyer_payments_drop (desk->db, actor, id_of (attempt), "because", &error);
      break;
    default:
      foyer_payments_finish (desk->db, actor, id_of (attempt), NULL, &error);
      break;
    }
  if (was_done (desk, "go on with payments", &error))
    simulation_note_booking (desk, "goes on with payments for", id_of (booking), booking);
}

static FoyerDepositDecision
draw_decision (SimulationDesk *desk, const char *operation)
{
  return (FoyerDepositDecision){
    operation, (FoyerDepositOutcome) draw (desk, FOYER_DEPOSIT_OUTCOME_CREDIT + 1),
    draw (desk, 3) == 0 ? draw_amount (desk) : 0, draw (desk, 4) == 0 ? NULL : "because",
    "T-4"
  };
}

static void
end_booking (SimulationDesk *desk)
{
  g_autoptr (FoyerBooking) booking = pick_booking (desk, foyer_booking_state_is_live);
  g_autofree char           *operation = simulation_make_uid (desk->simulation);
  const FoyerDepositDecision decision = draw_decision (desk, operation);
  FoyerBookingEnding         ending = {
            0, draw (desk, 3) == 0 ? FOYER_BOOKING_STATE_NO_SHOW : FOYER_BOOKING_STATE_CANCELLED,
    draw (desk, 2) == 0 ? FOYER_CANCEL_REASON_PATIENT : FOYER_CANCEL_REASON_CLINIC, NULL
  };
  g_autoptr (GError) error = NULL;

  if (booking == NULL)
    return;
  ending.booking_id = id_of (booking);
  foyer_deposits_end (desk->db, draw_actor (desk), &ending,
                      draw (desk, 2) == 0 ? &decision : NULL, &error);
  if (was_done (desk, "end booking", &error))
    simulation_note_booking (desk, "ends", id_of (booking), booking);
}

/* Asked twice for one decision it is done once. */
static void
settle (SimulationDesk *desk)
{
  g_autoptr (FoyerBooking) booking = pick_booking (desk, foyer_deposit_is_over);
  g_autofree char           *operation = simulation_make_uid (desk->simulation);
  const FoyerDepositDecision decision = draw_decision (desk, operation);
  g_autoptr (GError) error = NULL;
  FoyerUser *actor = draw_actor (desk);
  gint64     n_entries;

  if (booking == NULL)
    return;
  foyer_deposits_settle (desk->db, actor, id_of (booking), &decision, &error);
  if (!was_done (desk, "settle", &error))
    return;
  simulation_note_booking (desk, "settles the deposit of", id_of (booking), booking);
  n_entries = simulation_count_entries (desk);
  foyer_deposits_settle (desk->db, actor, id_of (booking), &decision, &error);
  was_done (desk, "settle again", &error);
  if (simulation_count_entries (desk) != n_entries)
    simulation_fail (desk->simulation, "twice",
                     "%s: asked twice to settle, it is done twice", desk->name);
}

static void
waive (SimulationDesk *desk)
{
  g_autoptr (FoyerBooking) booking = pick_booking (desk, is_any);
  g_autoptr (GError) error = NULL;

  if (booking == NULL)
    return;
  foyer_deposits_waive (desk->db, draw_actor (desk), id_of (booking), "because", &error);
  if (was_done (desk, "waive", &error))
    simulation_note_booking (desk, "waives the deposit of", id_of (booking), booking);
}

/* Money on account, and back. */
static void
use_account (SimulationDesk *desk)
{
  g_autoptr (FoyerPatient) patient = simulation_pick (desk, FOYER_TYPE_PATIENT);
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();
  g_autoptr (GError) error = NULL;

  if (patient == NULL)
    return;
  entry->kind = draw (desk, 3) > 0 ? FOYER_LEDGER_KIND_PAYMENT : FOYER_LEDGER_KIND_REFUND;
  entry->tender = FOYER_TENDER_CASH;
  entry->patient_id = id_of (patient);
  entry->amount_minor = draw_amount (desk);
  foyer_set_text (&entry->reason, "because");
  foyer_ledger_add (desk->db, draw_actor (desk), entry, &error);
  if (was_done (desk, "use account", &error))
    simulation_note (desk->simulation, "%s: entry %s on account", desk->name,
                     foyer_record_get_uid (FOYER_RECORD (entry)));
}

static void
reverse (SimulationDesk *desk)
{
  g_autoptr (FoyerLedgerEntry) entry = simulation_pick (desk, FOYER_TYPE_LEDGER_ENTRY);
  g_autoptr (GError) error = NULL;

  if (entry == NULL)
    return;
  foyer_ledger_reverse (desk->db, draw_actor (desk), id_of (entry), "because", &error);
  if (was_done (desk, "reverse", &error))
    simulation_note (desk->simulation, "%s: reverses entry %s", desk->name,
                     foyer_record_get_uid (FOYER_RECORD (entry)));
}

/* Paid for in two tenders. */
static void
sell_split (SimulationDesk *desk)
{
  const FoyerGiftPayment payments[] = { { draw_amount (desk), FOYER_TENDER_CASH, NULL },
                                        { draw_amount (desk), FOYER_TENDER_CARD,
                                          "T-1" } };
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;

  card = foyer_gift_cards_sell (desk->db, draw_actor (desk), payments,
                                G_N_ELEMENTS (payments), NULL, &code, &error);
  if (was_done (desk, "sell card", &error))
    simulation_note (desk->simulation, "%s: sells card %s", desk->name,
                     foyer_record_get_uid (FOYER_RECORD (card)));
}

/* One thing that somebody does about money. */
void
simulation_handle_money (SimulationDesk *desk)
{
  static void (*const acts[]) (SimulationDesk * desk) = {
    hold,
    hold,
    book,
    book,
    book,
    pay_later,
    begin,
    go_on,
    go_on,
    end_booking,
    end_booking,
    settle,
    settle,
    settle,
    waive,
    use_account,
    reverse,
    sell_split,
    simulation_handle_card,
    simulation_handle_card,
    simulation_handle_card,
    simulation_handle_card,
    simulation_handle_card,
    simulation_handle_card,
  };

  acts[draw (desk, G_N_ELEMENTS (acts))](desk);
}
