/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-card-balance.h"
#include "model/foyer-clinic.h"
#include "model/foyer-gift-card.h"
#include "model/foyer-patient.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-bookings.h"
#include "store/foyer-card-claims.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-deposits.h"
#include "store/foyer-dump.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-ledger.h"
#include "store/foyer-payments.h"
#include "store/foyer-tills.h"
#include "tests/sync/scene.h"
#include "tests/unit/desk.h"

#include <string.h>

/* Gift cards at two desks: what is on one is spent once, and whoever cannot have it is told. */

#define FORTY 4000

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static void
assert_rule (GError *error, const char *rule)
{
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE);
  g_assert_cmpstr (foyer_store_error_get_rule (error), ==, rule);
}

static gint64
find_known_patient (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) patients =
      foyer_dump_list (desk->db, FOYER_TYPE_PATIENT, 0, 10, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < patients->len; i++)
    if (FOYER_PATIENT (patients->pdata[i])->seen_before_on != NULL)
      return id_of (patients->pdata[i]);
  g_assert_not_reached ();
}

/* A visit that is to be paid for. */
static gint64
hold_for (SimulationDesk *desk, const char *code, int minutes)
{
  FoyerBookingRequest request = { .start_at = desk_time (13, minutes),
                                  .clinician_id = 1 };
  g_autoptr (FoyerService) service = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  service = foyer_catalogue_find_service (desk->db, code, &error);
  g_assert_no_error (error);
  request.patient_id = find_known_patient (desk);
  request.service_id = id_of (service);
  request.reason = (char *) "Rash";
  foyer_bookings_hold (desk->db, desk->manager, &request, TRUE, &id, NULL, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
hold (SimulationDesk *desk, int minutes)
{
  return hold_for (desk, "cosmetic", minutes);
}

static char *
sell (SimulationDesk *desk, gint64 amount_minor, char **out_uid)
{
  const FoyerGiftPayment payment = { amount_minor, FOYER_TENDER_CASH, NULL };
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autoptr (GError) error = NULL;
  char *code;

  card = foyer_gift_cards_sell (desk->db, desk->clerk, &payment, 1, NULL, &code, &error);
  g_assert_no_error (error);
  *out_uid = g_strdup (foyer_record_get_uid (FOYER_RECORD (card)));

  return code;
}

static gint64
find (SimulationDesk *desk, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerGiftCard) card = foyer_gift_cards_find (desk->db, code, &error);

  g_assert_no_error (error);
  return id_of (card);
}

static char *
ask (SimulationDesk *desk, const char *code, gint64 amount_minor)
{
  char *operation = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;
  FoyerCardClaimState state;

  foyer_card_claims_ask (desk->db, desk->clerk, operation, find (desk, code),
                         amount_minor, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, FOYER_CARD_CLAIM_WANTED);

  return operation;
}

static FoyerCardClaimState
get_state (SimulationDesk *desk, const char *operation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCardClaim) claim = foyer_card_claims_get (desk->db, operation, &error);

  g_assert_no_error (error);
  return claim->state;
}

static gboolean
redeem (SimulationDesk *desk,
        const char     *code,
        gint64          booking_id,
        const char     *operation,
        gint64          amount_minor,
        GError        **error)
{
  FoyerPayment *payment = foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, amount_minor,
                                                 find (desk, code), NULL);
  g_autoptr (GPtrArray) payments = foyer_payments_new (payment);

  if (operation != NULL)
    foyer_record_set_uid (FOYER_RECORD (payment), operation);

  return foyer_payments_take (desk->db, desk->clerk, booking_id, payments, error);
}

static gint64
sum (SimulationDesk *desk, const char *uid)
{
  g_autoptr (GError) error = NULL;
  gint64 minor;

  foyer_gift_cards_sum (desk->db, uid, &minor, &error);
  g_assert_no_error (error);

  return minor;
}

/* What the endpoint says. */
static gint64
get_remaining (Scene *self, const char *uid)
{
  GPtrArray *accounts = fake_server_list (self->server, "Account");

  for (guint i = 0; i < accounts->len; i++)
    {
      FakeVersion *last = fake_resource_get_last (accounts->pdata[i]);
      g_auto (FoyerFhirCardBalance) balance = { 0 };
      g_autoptr (GError) error = NULL;

      if (last == NULL ||
          !fake_resource_has_identifier (last->json, FOYER_FHIR_SYSTEM_RECORD, uid))
        continue;
      foyer_fhir_card_read (last->json, &balance, &error);
      g_assert_no_error (error);
      return balance.remaining_minor;
    }

  g_assert_not_reached ();
}

static void
allow_offline (Scene *self, gint64 minor)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (self->first->db, &error);

  g_assert_no_error (error);
  clinic->gift_offline_minor = minor;
  foyer_catalogue_save (self->first->db, self->first->manager, clinic, &error);
  g_assert_no_error (error);
}

/* The other desk does all that it has to do between what the server looks at and what it
 * writes. */
static gboolean
let_other_be_first (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  Scene *self = data;

  if (point == FAKE_POINT_BEFORE && g_str_equal (call->method, "PUT") &&
      g_str_has_prefix (call->target, "Account/") && self->n_hooked++ == 0)
    simulation_sync (self->second, FOYER_SYNC_NONE);

  return TRUE;
}

static void
test_last_forty_are_spent_once (Scene *self, gconstpointer dialect)
{
  g_autofree char *uid = NULL;
  g_autofree char *code = sell (self->first, FORTY, &uid);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (FoyerCardClaim) refused = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first_visit;
  gint64 second_visit;

  exchange (self);
  first_visit = hold (self->first, 0);
  second_visit = hold (self->second, 30);
  first = ask (self->first, code, FORTY);
  second = ask (self->second, code, FORTY);
  fake_link_set_hook (self->first->link, let_other_be_first, self);
  run_sync (self, self->first);
  fake_link_set_hook (self->first->link, NULL, NULL);
  g_assert_cmpuint (self->n_hooked, >, 0);

  g_assert_cmpint (get_state (self->second, second), ==, FOYER_CARD_CLAIM_GRANTED);
  refused = foyer_card_claims_get (self->first->db, first, &error);
  g_assert_no_error (error);
  g_assert_cmpint (refused->state, ==, FOYER_CARD_CLAIM_REFUSED);
  g_assert_cmpint (refused->left_minor, ==, 0);
  g_assert_false (redeem (self->first, code, first_visit, first, FORTY, &error));
  assert_rule (error, "gift-taken");
  g_clear_error (&error);
  g_assert_true (redeem (self->second, code, second_visit, second, FORTY, &error));
  g_assert_no_error (error);

  exchange (self);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  g_assert_cmpint (sum (self->first, uid), ==, 0);
  g_assert_cmpint (sum (self->second, uid), ==, 0);
  g_assert_cmpint (count_decisions (self->first), ==, 0);
  g_assert_cmpint (count_decisions (self->second), ==, 0);
}

static gint64
count_entries (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  foyer_dump_count (desk->db, FOYER_TYPE_LEDGER_ENTRY, &n, &error);
  g_assert_no_error (error);

  return n;
}

/* Forty by gift card and the rest in cash, which is in the hand of the desk. */
static gint64
begin (SimulationDesk *desk, const char *code, int minutes)
{
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (payments, foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, FORTY,
                                                    find (desk, code), NULL));
  g_ptr_array_add (payments, foyer_payment_new_for (FOYER_TENDER_CASH, 8500, 0, NULL));
  attempt = foyer_payments_begin (desk->db, desk->clerk,
                                  hold_for (desk, "cosmetic", minutes), payments, &error);
  g_assert_no_error (error);
  foyer_payments_note (desk->db, desk->clerk, id_of (attempt->payments->pdata[1]), NULL,
                       &error);
  g_assert_no_error (error);

  return id_of (attempt);
}

/* Of two payments with one card one is made whole, and of the other one nothing. */
static void
test_no_payment_is_half_taken (Scene *self, gconstpointer dialect)
{
  g_autofree char *uid = NULL;
  g_autofree char *code = sell (self->first, FORTY, &uid);
  g_autoptr (GError) error = NULL;
  gint64 first;
  gint64 second;
  gint64 n;

  exchange (self);
  first = begin (self->first, code, 0);
  second = begin (self->second, code, 30);
  n = count_entries (self->first);
  g_assert_false (
      foyer_payments_finish (self->first->db, self->first->clerk, first, NULL, &error));
  assert_rule (error, "gift-offline");
  g_clear_error (&error);
  g_assert_cmpint (count_entries (self->first), ==, n);

  run_sync (self, self->second);
  run_sync (self, self->first);
  g_assert_true (foyer_card_claims_wait (self->first->db, &error));
  g_assert_true (foyer_payments_finish (self->second->db, self->second->clerk, second,
                                        NULL, &error));
  g_assert_no_error (error);
  n = count_entries (self->first);
  g_assert_false (
      foyer_payments_finish (self->first->db, self->first->clerk, first, NULL, &error));
  assert_rule (error, "gift-taken");
  g_assert_cmpint (count_entries (self->first), ==, n);
  exchange (self);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  g_assert_cmpint (sum (self->first, uid), ==, 0);
  g_assert_cmpint (count_decisions (self->first), ==, 0);
}

/* Gives the deposit of a visit that is over back, gift card first. */
static void
give_back (SimulationDesk *desk, gint64 visit_id)
{
  g_autofree char           *operation = g_uuid_string_random ();
  const FoyerDepositDecision decision = { operation, FOYER_DEPOSIT_OUTCOME_REFUND, 0,
                                          "cancelled", NULL };
  g_autoptr (GError) error = NULL;

  foyer_deposits_settle (desk->db, desk->manager, visit_id, &decision, &error);
  g_assert_no_error (error);
}

static guint
count_undecided (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = foyer_deposits_list_undecided (desk->db, &error);

  g_assert_no_error (error);

  return ids->len;
}

/* Two desks that are apart give back one deposit: each is told, until one has taken it back. */
static void
test_given_back_twice_is_told (Scene *self, gconstpointer dialect)
{
  g_autoptr (GPtrArray) payments = desk_cash (12500);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *visit = NULL;
  const gint64     first = hold (self->first, 0);
  gint64           second;

  foyer_payments_take (self->first->db, self->first->clerk, first, payments, &error);
  g_assert_no_error (error);
  foyer_bookings_cancel (self->first->db, self->first->clerk, first,
                         FOYER_CANCEL_REASON_CLINIC, NULL, &error);
  g_assert_no_error (error);
  exchange (self);
  visit = foyer_aggregates_dup_uid (self->first->db, "booking", first, &error);
  foyer_aggregates_find (self->second->db, "booking", visit, &second, &error);
  g_assert_cmpuint (count_undecided (self->first), ==, 1);
  g_assert_cmpuint (count_undecided (self->second), ==, 1);

  give_back (self->first, first);
  give_back (self->second, second);
  g_assert_cmpuint (count_undecided (self->first), ==, 0);
  g_assert_cmpuint (count_undecided (self->second), ==, 0);
  exchange (self);
  g_assert_cmpuint (count_undecided (self->first), ==, 1);
  g_assert_cmpuint (count_undecided (self->second), ==, 1);

  entries = foyer_ledger_list_for_booking (self->second->db, second, &error);
  for (guint i = 0; i < entries->len; i++)
    {
      FoyerLedgerEntry *entry = entries->pdata[i];

      if (entry->kind != FOYER_LEDGER_KIND_REFUND)
        continue;
      foyer_ledger_reverse (self->second->db, self->second->manager, id_of (entry),
                            "The other desk had done it", &error);
      g_assert_no_error (error);
      break;
    }
  exchange (self);
  g_assert_cmpuint (count_undecided (self->first), ==, 0);
  g_assert_cmpuint (count_undecided (self->second), ==, 0);
}

/* A payment that comes to nothing leaves the card as it was. */
static void
test_dropped_payment_is_given_back (Scene *self, gconstpointer dialect)
{
  g_autofree char *uid = NULL;
  g_autofree char *code = sell (self->first, FORTY, &uid);
  g_autoptr (FoyerPaymentAttempt) attempt = NULL;
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  exchange (self);
  g_ptr_array_add (payments, foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, FORTY,
                                                    find (self->first, code), NULL));
  attempt =
      foyer_payments_begin (self->first->db, self->first->clerk,
                            hold_for (self->first, "cosmetic", 0), payments, &error);
  g_assert_no_error (error);
  run_sync (self, self->first);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  foyer_payments_drop (self->first->db, self->first->clerk, id_of (attempt), NULL,
                       &error);
  g_assert_no_error (error);
  run_sync (self, self->first);
  g_assert_cmpint (get_remaining (self, uid), ==, FORTY);
  exchange (self);
  g_assert_cmpint (sum (self->second, uid), ==, FORTY);
}

/* Without asking, nothing is taken beyond what the clinic allows. */
static void
test_nothing_unasked_by_default (Scene *self, gconstpointer dialect)
{
  g_autofree char *uid = NULL;
  g_autofree char *code = sell (self->first, FORTY, &uid);
  g_autoptr (GError) error = NULL;
  gint64 visit;

  exchange (self);
  visit = hold (self->first, 0);
  g_assert_false (redeem (self->first, code, visit, NULL, 1, &error));
  assert_rule (error, "gift-offline");
  g_clear_error (&error);
  allow_offline (self, 2500);
  g_assert_true (redeem (self->first, code, visit, NULL, 2000, &error));
  g_assert_false (redeem (self->first, code, visit, NULL, 501, &error));
  assert_rule (error, "gift-offline");
  g_clear_error (&error);
  g_assert_true (redeem (self->first, code, visit, NULL, 500, &error));
  exchange (self);
  g_assert_cmpint (get_remaining (self, uid), ==, FORTY - 2500);
  g_assert_cmpint (sum (self->second, uid), ==, FORTY - 2500);
  g_assert_cmpint (count_decisions (self->first), ==, 0);
}

/* Both desks take the last forty while they are apart. */
static void
take_at_both (Scene *self, const char *code)
{
  g_autoptr (GError) error = NULL;
  SimulationDesk *desks[] = { self->first, self->second };

  allow_offline (self, 10000);
  exchange (self);
  for (guint i = 0; i < 2; i++)
    {
      desks[i]->link->is_offline = TRUE;
      g_assert_true (
          redeem (desks[i], code, hold (desks[i], (int) i * 30), NULL, FORTY, &error));
      g_assert_no_error (error);
    }
  for (guint i = 0; i < 2; i++)
    desks[i]->link->is_offline = FALSE;
  exchange (self);
}

static void
test_second_one_is_for_a_person (Scene *self, gconstpointer dialect)
{
  g_autofree char *uid = NULL;
  g_autofree char *code = sell (self->first, FORTY, &uid);
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;
  FoyerConflict *conflict;
  gint64         at_risk;

  take_at_both (self, code);
  g_assert_cmpint (count_decisions (self->first), ==, 0);
  g_assert_cmpint (count_decisions (self->second), ==, 1);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  g_assert_cmpint (sum (self->first, uid), ==, 0);
  g_assert_cmpint (sum (self->second, uid), ==, -FORTY);
  foyer_card_claims_sum_at_risk (self->second->db, uid, &at_risk, &error);
  g_assert_cmpint (at_risk, ==, FORTY);

  open = foyer_conflicts_list_open (self->second->db, &error);
  conflict = open->pdata[0];
  g_assert_cmpint (conflict->kind, ==, FOYER_CONFLICT_KIND_CARD_SPENT);
  g_assert_cmpstr (conflict->record_kind, ==, "ledger_entry");
  foyer_conflicts_decide (self->second->db, self->second->manager, id_of (conflict),
                          FOYER_RESOLUTION_THEIRS, &error);
  g_assert_no_error (error);
  exchange (self);
  g_assert_cmpint (count_decisions (self->second), ==, 0);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  g_assert_cmpint (sum (self->first, uid), ==, 0);
  g_assert_cmpint (sum (self->second, uid), ==, 0);
}

/* Of what a card may not have had, nothing is given back or kept, and no sale is taken back. */
static void
test_nothing_is_built_on_a_risk (Scene *self, gconstpointer dialect)
{
  const FoyerDepositOutcome outcomes[] = { FOYER_DEPOSIT_OUTCOME_REFUND,
                                           FOYER_DEPOSIT_OUTCOME_FORFEIT };
  g_autofree char          *uid = NULL;
  g_autofree char          *code = sell (self->first, FORTY, &uid);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  SimulationDesk *desk = self->second;
  gint64          visit_id;

  exchange (self);
  allow_offline (self, 10000);
  exchange (self);
  visit_id = hold (desk, 0);
  g_assert_true (redeem (desk, code, visit_id, NULL, FORTY, &error));
  g_assert_no_error (error);
  foyer_bookings_cancel (desk->db, desk->clerk, visit_id, FOYER_CANCEL_REASON_PATIENT,
                         NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      g_autofree char           *operation = g_uuid_string_random ();
      const FoyerDepositDecision decision = { operation, outcomes[i], 0, "because",
                                              NULL };

      g_assert_false (
          foyer_deposits_settle (desk->db, desk->manager, visit_id, &decision, &error));
      assert_rule (error, "gift-offline");
      g_clear_error (&error);
    }
  entries = foyer_gift_cards_list_entries (self->first->db, uid, &error);
  g_assert_false (foyer_ledger_reverse (self->first->db, self->first->manager,
                                        id_of (entries->pdata[0]), "because", &error));
  assert_rule (error, "gift-offline");
  g_clear_error (&error);

  exchange (self);
  give_back (desk, visit_id);
  exchange (self);
  g_assert_cmpint (get_remaining (self, uid), ==, FORTY);
  g_assert_cmpint (sum (self->first, uid), ==, FORTY);
}

/* A reload at the other desk settles it without a person. */
static void
test_reload_settles_it (Scene *self, gconstpointer dialect)
{
  const FoyerGiftPayment payment = { FORTY, FOYER_TENDER_CASH, NULL };
  g_autofree char       *uid = NULL;
  g_autofree char       *code = sell (self->first, FORTY, &uid);
  g_autofree char       *operation = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;

  take_at_both (self, code);
  g_assert_cmpint (count_decisions (self->second), ==, 1);
  foyer_gift_cards_reload (self->first->db, self->first->clerk, find (self->first, code),
                           &payment, 1, operation, &error);
  g_assert_no_error (error);
  exchange (self);
  g_assert_cmpint (count_decisions (self->second), ==, 0);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  g_assert_cmpint (sum (self->second, uid), ==, 0);
}

/* The answer to the claim is lost, or the desk dies when the endpoint has counted it in. */
static void
test_lost_answer_counts_once (Scene *self, gconstpointer dialect)
{
  static const FakeFault faults[] = { FAKE_FAULT_DROP_AFTER, FAKE_FAULT_SERVER_AFTER,
                                      FAKE_FAULT_DROP_BEFORE, FAKE_FAULT_DELAYED };
  g_autofree char       *uid = NULL;
  g_autofree char       *code = sell (self->first, 10 * FORTY, &uid);
  g_autoptr (GError) error = NULL;
  gint64 visit = hold (self->first, 0);

  allow_offline (self, 10000);
  exchange (self);
  self->simulation.is_quiet = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    for (guint after = 0; after < 6; after++)
      {
        g_assert_true (redeem (self->first, code, visit, NULL, 100, &error));
        g_assert_no_error (error);
        fake_link_force (self->first->link, faults[i], after);
        simulation_sync (self->first, FOYER_SYNC_NONE);
      }
  self->first->link->forced = FAKE_FAULT_NONE;
  self->simulation.is_quiet = TRUE;
  exchange (self);
  g_assert_cmpint (get_remaining (self, uid), ==, 10 * FORTY - 24 * 100);
  g_assert_cmpint (sum (self->second, uid), ==, 10 * FORTY - 24 * 100);
  g_assert_cmpint (count_decisions (self->first), ==, 0);
}

/* The payment did not come about: what was claimed for it is given back. */
static void
test_unused_claim_is_given_back (Scene *self, gconstpointer dialect)
{
  g_autofree char *uid = NULL;
  g_autofree char *code = sell (self->first, FORTY, &uid);
  g_autofree char *forgotten = NULL;
  g_autofree char *dropped = NULL;
  g_autoptr (GError) error = NULL;

  exchange (self);
  forgotten = ask (self->first, code, 1500);
  dropped = ask (self->first, code, 2500);
  run_sync (self, self->first);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  foyer_card_claims_drop (self->first->db, self->first->clerk, dropped, &error);
  g_assert_no_error (error);
  run_sync (self, self->first);
  g_assert_cmpint (get_remaining (self, uid), ==, 2500);
  g_assert_null (foyer_card_claims_get (self->first->db, dropped, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  exchange (self);
  g_assert_cmpint (get_remaining (self, uid), ==, FORTY);
}

/* The whole card goes to a new one, and the claim on the old one comes first. */
static void
test_replaced_card_has_it_once (Scene *self, gconstpointer dialect)
{
  g_autofree char *uid = NULL;
  g_autofree char *code = sell (self->first, FORTY, &uid);
  g_autofree char *new_code = NULL;
  g_autofree char *new_uid = NULL;
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autoptr (GPtrArray) operations = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  exchange (self);
  id = find (self->second, code);
  g_assert_null (foyer_gift_cards_replace (self->second->db, self->second->manager, id,
                                           "Lost", &new_code, &error));
  assert_rule (error, "gift-offline");
  g_clear_error (&error);

  operations = foyer_card_claims_ask_rest (self->second->db, self->second->manager, id,
                                           FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (operations->len, ==, 1);
  run_sync (self, self->second);
  again = foyer_card_claims_ask_rest (self->second->db, self->second->manager, id, FALSE,
                                      &error);
  g_assert_cmpstr (again->pdata[0], ==, operations->pdata[0]);
  g_assert_true (foyer_card_claims_check_rest (self->second->db, self->second->manager,
                                               again, &error));
  g_assert_cmpint (get_state (self->second, operations->pdata[0]), ==,
                   FOYER_CARD_CLAIM_GRANTED);
  card = foyer_gift_cards_replace (self->second->db, self->second->manager, id, "Lost",
                                   &new_code, &error);
  g_assert_no_error (error);
  new_uid = g_strdup (foyer_record_get_uid (FOYER_RECORD (card)));
  exchange (self);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  g_assert_cmpint (get_remaining (self, new_uid), ==, FORTY);
  g_assert_cmpint (sum (self->first, new_uid), ==, FORTY);
  g_assert_cmpint (find (self->first, new_code), !=, find (self->first, code));
}

static void
take_back_all_open (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = foyer_conflicts_list_open (desk->db, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (open->len, >, 0);
  for (guint i = 0; i < open->len; i++)
    {
      foyer_conflicts_decide (desk->db, desk->manager, id_of (open->pdata[i]),
                              FOYER_RESOLUTION_THEIRS, &error);
      g_assert_no_error (error);
    }
}

/* A card that was replaced at risk had been spent meanwhile: once that is taken back, nothing
 * is on the new one, and nothing was paid with it. */
static void
replace_what_was_spent (Scene *self, gboolean spends)
{
  g_autofree char *uid = NULL;
  g_autofree char *code = sell (self->first, FORTY, &uid);
  g_autofree char *operation = NULL;
  g_autofree char *new_code = NULL;
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autoptr (GError) error = NULL;
  const char *new_uid;
  gint64      visit;

  allow_offline (self, FORTY);
  exchange (self);
  visit = hold (self->first, 0);
  operation = ask (self->first, code, FORTY);
  run_sync (self, self->first);
  g_assert_true (redeem (self->first, code, visit, operation, FORTY, &error));
  card = foyer_gift_cards_replace (self->second->db, self->second->manager,
                                   find (self->second, code), "Lost", &new_code, &error);
  g_assert_no_error (error);
  new_uid = foyer_record_get_uid (FOYER_RECORD (card));
  if (spends)
    {
      visit = hold (self->second, 30);
      redeem (self->second, new_code, visit, NULL, FORTY, &error);
      g_assert_no_error (error);
    }
  exchange (self);
  g_assert_cmpint (sum (self->first, uid), ==, 0);
  take_back_all_open (self->second);
  exchange (self);
  if (count_decisions (self->second) > 0)
    take_back_all_open (self->second);
  exchange (self);
  g_assert_cmpint (count_decisions (self->second), ==, 0);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  g_assert_cmpint (get_remaining (self, new_uid), ==, 0);
  g_assert_cmpint (sum (self->first, uid), ==, 0);
  g_assert_cmpint (sum (self->second, uid), ==, 0);
  g_assert_cmpint (sum (self->first, new_uid), ==, 0);
  g_assert_cmpint (sum (self->second, new_uid), ==, 0);
  if (spends)
    {
      g_autoptr (FoyerDeposit) deposit =
          foyer_deposits_get (self->second->db, visit, &error);

      g_assert_cmpint (deposit->held_minor, ==, 0);
    }
}

static void
test_replaced_card_was_spent (Scene *self, gconstpointer dialect)
{
  replace_what_was_spent (self, FALSE);
}

static void
test_replacement_was_spent_too (Scene *self, gconstpointer dialect)
{
  replace_what_was_spent (self, TRUE);
}

/* What was paid for it twice is asked for twice, and the sale goes back. */
static void
test_refund_takes_what_was_granted (Scene *self, gconstpointer dialect)
{
  const FoyerGiftPayment payment = { 1000, FOYER_TENDER_CASH, NULL };
  g_autofree char       *uid = NULL;
  g_autofree char       *code = sell (self->first, FORTY, &uid);
  g_autofree char       *operation = g_uuid_string_random ();
  g_autoptr (GPtrArray) operations = NULL;
  g_autoptr (GError) error = NULL;

  foyer_gift_cards_reload (self->first->db, self->first->clerk, find (self->first, code),
                           &payment, 1, operation, &error);
  g_assert_no_error (error);
  exchange (self);
  operations = foyer_card_claims_ask_rest (self->first->db, self->first->manager,
                                           find (self->first, code), TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (operations->len, ==, 2);
  run_sync (self, self->first);
  foyer_gift_cards_refund (self->first->db, self->first->manager,
                           find (self->first, code), "Changed their mind", &error);
  g_assert_no_error (error);
  exchange (self);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  g_assert_cmpint (sum (self->second, uid), ==, 0);
}

/* Nothing is put on a card that another desk has made void. */
static void
test_void_card_is_not_filled (Scene *self, gconstpointer dialect)
{
  const FoyerGiftPayment payment = { 1000, FOYER_TENDER_CASH, NULL };
  g_autofree char       *uid = NULL;
  g_autofree char       *code = sell (self->first, FORTY, &uid);
  g_autofree char       *operation = g_uuid_string_random ();
  g_autoptr (GPtrArray) operations = NULL;
  g_autoptr (GError) error = NULL;

  exchange (self);
  operations = foyer_card_claims_ask_rest (self->first->db, self->first->manager,
                                           find (self->first, code), FALSE, &error);
  run_sync (self, self->first);
  foyer_gift_cards_void (self->first->db, self->first->manager, find (self->first, code),
                         "Stolen", &error);
  g_assert_no_error (error);
  foyer_gift_cards_reload (self->second->db, self->second->clerk,
                           find (self->second, code), &payment, 1, operation, &error);
  g_assert_no_error (error);
  run_sync (self, self->first);
  exchange (self);
  g_assert_cmpint (count_decisions (self->second), ==, 1);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  g_assert_cmpint (sum (self->first, uid), ==, 0);
}

/* Gives what was paid for a visit back, all of it. */
static gboolean
settle (SimulationDesk *desk, gint64 visit, FoyerDepositOutcome outcome, GError **error)
{
  g_autofree char           *operation = g_uuid_string_random ();
  const FoyerDepositDecision decision = { .operation = operation,
                                          .outcome = outcome,
                                          .reason = "Cancelled" };

  return foyer_deposits_settle (desk->db, desk->manager, visit, &decision, error);
}

static void
take_all_back (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = foyer_conflicts_list_open (desk->db, &error);
  FoyerConflict *conflict;

  g_assert_cmpuint (open->len, ==, 1);
  conflict = open->pdata[0];
  g_assert_cmpint (conflict->kind, ==, FOYER_CONFLICT_KIND_CARD_SPENT);
  g_assert_cmpstr (conflict->unit, ==, FOYER_CONFLICT_UNIT_CARD_ENDED);
  foyer_conflicts_decide (desk->db, desk->manager, id_of (conflict),
                          FOYER_RESOLUTION_THEIRS, &error);
  g_assert_no_error (error);
}

/* Takes what was paid with the card back as made in error. */
static void
correct (SimulationDesk *desk, const char *uid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = foyer_gift_cards_list_entries (desk->db, uid, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    if (FOYER_LEDGER_ENTRY (entries->pdata[i])->kind == FOYER_LEDGER_KIND_GIFT_REDEEM)
      {
        foyer_ledger_reverse (desk->db, desk->manager, id_of (entries->pdata[i]),
                              "The wrong card", &error);
        g_assert_no_error (error);
      }
}

/* What was paid with a card of $50 comes back, or is taken back, after another desk has replaced
 * the card or made it void: a person decides, and no cent of it is lost. */
static void
end_before_return (Scene *self, gboolean replaces, gboolean corrects)
{
  g_autofree char *uid = NULL;
  g_autofree char *code = sell (self->first, FORTY + 1000, &uid);
  g_autofree char *operation = NULL;
  g_autofree char *new_code = NULL;
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autoptr (GPtrArray) operations = NULL;
  g_autoptr (FoyerDeposit) deposit = NULL;
  g_autoptr (GError) error = NULL;
  const char *end_uid;
  gint64      visit;
  gint64      id;

  exchange (self);
  visit = hold (self->second, 0);
  operation = ask (self->second, code, FORTY);
  run_sync (self, self->second);
  g_assert_true (redeem (self->second, code, visit, operation, FORTY, &error));
  exchange (self);

  id = find (self->first, code);
  operations = foyer_card_claims_ask_rest (self->first->db, self->first->manager, id,
                                           FALSE, &error);
  run_sync (self, self->first);
  if (replaces)
    card = foyer_gift_cards_replace (self->first->db, self->first->manager, id, "Lost",
                                     &new_code, &error);
  else
    foyer_gift_cards_void (self->first->db, self->first->manager, id, "Stolen", &error);
  g_assert_no_error (error);
  foyer_bookings_cancel (self->second->db, self->second->clerk, visit,
                         FOYER_CANCEL_REASON_CLINIC, NULL, &error);
  if (corrects)
    correct (self->second, uid);
  else
    g_assert_true (settle (self->second, visit, FOYER_DEPOSIT_OUTCOME_REFUND, &error));
  run_sync (self, self->first);
  exchange (self);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  exchange (self);
  take_all_back (self->second);
  exchange (self);
  g_assert_cmpint (count_decisions (self->second), ==, 0);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  g_assert_cmpint (sum (self->first, uid), ==, 0);
  g_assert_cmpint (sum (self->second, uid), ==, 0);

  deposit = foyer_deposits_get (self->second->db, visit, &error);
  g_assert_cmpint (deposit->held_minor, ==, FORTY);
  if (!replaces)
    {
      g_assert_false (settle (self->second, visit, FOYER_DEPOSIT_OUTCOME_REFUND, &error));
      assert_rule (error, "gift-inactive");
      g_clear_error (&error);
      g_assert_true (settle (self->second, visit, FOYER_DEPOSIT_OUTCOME_CREDIT, &error));
      return;
    }
  g_assert_true (settle (self->second, visit, FOYER_DEPOSIT_OUTCOME_REFUND, &error));
  exchange (self);
  end_uid = foyer_record_get_uid (FOYER_RECORD (card));
  g_assert_cmpint (count_decisions (self->second), ==, 0);
  g_assert_cmpint (get_remaining (self, uid), ==, 0);
  g_assert_cmpint (get_remaining (self, end_uid), ==, FORTY + 1000);
  g_assert_cmpint (sum (self->first, end_uid), ==, FORTY + 1000);
}

static void
test_void_card_gets_nothing_back (Scene *self, gconstpointer dialect)
{
  end_before_return (self, FALSE, FALSE);
}

static void
test_replaced_card_gets_nothing_back (Scene *self, gconstpointer dialect)
{
  end_before_return (self, TRUE, FALSE);
}

static void
test_void_card_gets_no_correction (Scene *self, gconstpointer dialect)
{
  end_before_return (self, FALSE, TRUE);
}

static void
test_replaced_card_gets_no_correction (Scene *self, gconstpointer dialect)
{
  end_before_return (self, TRUE, TRUE);
}

/* An endpoint that was put back to an old backup has forgotten a claim: it is made anew. */
static void
test_counts_again_what_was_lost (Scene *self, gconstpointer dialect)
{
  g_autofree char *uid = NULL;
  g_autofree char *code = sell (self->first, FORTY, &uid);
  g_autofree char *operation = NULL;
  g_autoptr (GError) error = NULL;
  gint64 visit;

  exchange (self);
  visit = hold (self->first, 0);
  exchange (self);
  fake_server_keep (self->server);
  operation = ask (self->first, code, 1500);
  run_sync (self, self->first);
  g_assert_true (redeem (self->first, code, visit, operation, 1500, &error));
  run_sync (self, self->first);
  g_assert_cmpint (get_remaining (self, uid), ==, FORTY - 1500);
  fake_server_roll_back (self->server);
  g_assert_cmpint (get_remaining (self, uid), ==, FORTY);
  exchange (self);
  g_assert_cmpint (get_remaining (self, uid), ==, FORTY - 1500);
  g_assert_cmpint (sum (self->second, uid), ==, FORTY - 1500);
}

/* A manager at another desk sees the till with its count, and what went through it. */
static void
test_till_is_seen_everywhere (Scene *self, gconstpointer dialect)
{
  const FoyerTillPieces pieces[] = { { 10000, 1 }, { 2000, 2 } };
  g_autofree char      *uid = NULL;
  g_autofree char      *code = NULL;
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (GPtrArray) tills = NULL;
  g_autoptr (GPtrArray) counts = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  FoyerTill *seen;
  gint64     cash;

  exchange (self);
  till = foyer_tills_open (self->first->db, self->first->clerk, 10000, &error);
  g_assert_no_error (error);
  exchange (self);
  code = sell (self->first, FORTY, &uid);
  foyer_tills_count (self->first->db, self->first->clerk, id_of (till), pieces, 2, NULL,
                     &error);
  g_assert_no_error (error);
  exchange (self);
  tills = foyer_tills_list (self->second->db, 0, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tills->len, ==, 1);
  seen = tills->pdata[0];
  g_assert_cmpint (seen->state, ==, FOYER_TILL_STATE_CLOSED);
  g_assert_cmpint (seen->counted_minor, ==, 14000);
  counts = foyer_tills_list_counts (self->second->db, id_of (seen), &error);
  g_assert_cmpuint (counts->len, ==, 2);
  foyer_tills_sum_cash (self->second->db, seen, &cash, &error);
  g_assert_cmpint (cash, ==, 14000);
  entries = foyer_tills_list_receipt (self->second->db, "A-000001", &error);
  g_assert_cmpuint (entries->len, ==, 1);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  scene_add ("last-forty-are-spent-once", test_last_forty_are_spent_once);
  scene_add ("no-payment-is-half-taken", test_no_payment_is_half_taken);
  scene_add ("given-back-twice-is-told", test_given_back_twice_is_told);
  scene_add ("dropped-payment-is-given-back", test_dropped_payment_is_given_back);
  scene_add ("nothing-unasked-by-default", test_nothing_unasked_by_default);
  scene_add ("second-one-is-for-a-person", test_second_one_is_for_a_person);
  scene_add ("nothing-is-built-on-a-risk", test_nothing_is_built_on_a_risk);
  scene_add ("reload-settles-it", test_reload_settles_it);
  scene_add ("lost-answer-counts-once", test_lost_answer_counts_once);
  scene_add ("unused-claim-is-given-back", test_unused_claim_is_given_back);
  scene_add ("replaced-card-has-it-once", test_replaced_card_has_it_once);
  scene_add ("replaced-card-was-spent", test_replaced_card_was_spent);
  scene_add ("replacement-was-spent-too", test_replacement_was_spent_too);
  scene_add ("refund-takes-what-was-granted", test_refund_takes_what_was_granted);
  scene_add ("void-card-is-not-filled", test_void_card_is_not_filled);
  scene_add ("void-card-gets-nothing-back", test_void_card_gets_nothing_back);
  scene_add ("replaced-card-gets-nothing-back", test_replaced_card_gets_nothing_back);
  scene_add ("void-card-gets-no-correction", test_void_card_gets_no_correction);
  scene_add ("replaced-card-gets-no-correction", test_replaced_card_gets_no_correction);
  scene_add ("counts-again-what-was-lost", test_counts_again_what_was_lost);
  scene_add ("till-is-seen-everywhere", test_till_is_seen_everywhere);
  status = g_test_run ();
  simulation_remove_template ();

  return status;
}
