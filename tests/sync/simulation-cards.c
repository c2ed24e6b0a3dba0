/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation-private.h"

#include "fhir/foyer-fhir-card-balance.h"
#include "model/foyer-booking.h"
#include "model/foyer-gift-card.h"
#include "model/foyer-money.h"
#include "model/foyer-till.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-card-claims.h"
#include "store/foyer-dump.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-ledger.h"
#include "store/foyer-payments.h"
#include "store/foyer-replicas.h"
#include "store/foyer-tills.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

/* What people do with gift cards and tills, and that no cent of it is lost or doubled. */

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

static int
draw (SimulationDesk *desk, int n)
{
  return g_rand_int_range (desk->simulation->rand, 0, n);
}

/* All that a query gives, one row a line. */
static GPtrArray *
query (SimulationDesk *desk, const char *text)
{
  g_autofree char *path = g_build_filename (desk->folder, "foyer.db", NULL);
  GPtrArray       *rows = g_ptr_array_new_with_free_func (g_free);
  sqlite3         *sql = NULL;
  sqlite3_stmt    *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &sql, SQLITE_OPEN_READONLY, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (sql, text, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (rows, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  sqlite3_finalize (statement);
  sqlite3_close (sql);

  return rows;
}

static void
sell (SimulationDesk *desk)
{
  const FoyerGiftPayment payment = { 1000 * (1 + draw (desk, 10)), FOYER_TENDER_CASH,
                                     NULL };
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;

  card = foyer_gift_cards_sell (desk->db, desk->clerk, &payment, 1, NULL, &code, &error);
  if (simulation_was_done (desk, "sell card", &error))
    simulation_note (desk->simulation, "%s: sells card %s with %d", desk->name,
                     uid_of (card), (int) payment.amount_minor);
}

static void
reload (SimulationDesk *desk, FoyerGiftCard *card)
{
  const FoyerGiftPayment payment = { 500, FOYER_TENDER_CASH, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = simulation_make_uid (desk->simulation);

  foyer_gift_cards_reload (desk->db, desk->clerk, id_of (card), &payment, 1, operation,
                           &error);
  if (simulation_was_done (desk, "reload card", &error))
    simulation_note (desk->simulation, "%s: reloads card %s (%s)", desk->name,
                     uid_of (card), operation);
}

static gint64
get_sum (SimulationDesk *desk, FoyerGiftCard *card)
{
  g_autoptr (GError) error = NULL;
  gint64 minor;

  foyer_gift_cards_sum (desk->db, uid_of (card), &minor, &error);
  g_assert_no_error (error);

  return minor;
}

static void
ask (SimulationDesk *desk, FoyerGiftCard *card)
{
  g_autoptr (GError) error = NULL;
  FoyerCardClaimState state;

  g_free (desk->operation);
  desk->operation = simulation_make_uid (desk->simulation);
  desk->asked_card = id_of (card);
  desk->asked_minor = draw (desk, 2) == 0 ? get_sum (desk, card) : 300;
  foyer_card_claims_ask (desk->db, desk->clerk, desk->operation, desk->asked_card,
                         desk->asked_minor, &state, &error);
  if (simulation_was_done (desk, "ask for card", &error))
    simulation_note (desk->simulation, "%s: asks for %d of card %s (%s)", desk->name,
                     (int) desk->asked_minor, uid_of (card), desk->operation);
}

/* A visit for which something is due; 0 if there is none. */
static gint64
find_due (SimulationDesk *desk)
{
  g_autoptr (GPtrArray) ids = query (
      desk, "SELECT id FROM booking WHERE state IN ('requested', 'waitlisted', 'held', "
            "'booked', "
            "'confirmed') AND deposit_minor > (SELECT coalesce (sum (booking_minor "
            "+ waived_minor), 0) FROM ledger_effect WHERE booking_id = booking.id) "
            "ORDER BY id");

  return ids->len > 0
             ? g_ascii_strtoll (ids->pdata[draw (desk, (int) ids->len)], NULL, 10)
             : simulation_hold (desk);
}

static void
redeem (SimulationDesk *desk, FoyerGiftCard *card)
{
  g_autofree char *operation = g_steal_pointer (&desk->operation);
  FoyerPayment    *payment =
      operation != NULL
             ? foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, desk->asked_minor,
                                      desk->asked_card, NULL)
             : foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, 100 * (1 + draw (desk, 40)),
                                      id_of (card), NULL);
  g_autoptr (GPtrArray) payments = foyer_payments_new (payment);
  g_autoptr (GError) error = NULL;
  const gint64 visit_id = find_due (desk);

  if (visit_id == 0)
    return;
  if (operation == NULL)
    operation = simulation_make_uid (desk->simulation);
  foyer_record_set_uid (FOYER_RECORD (payment), operation);
  foyer_payments_take (desk->db, desk->clerk, visit_id, payments, &error);
  if (simulation_was_done (desk, "redeem", &error))
    simulation_note (desk->simulation, "%s: redeems %d of card %d (%s)", desk->name,
                     (int) payment->amount_minor, (int) payment->gift_card_id, operation);
}

static void
restore (SimulationDesk *desk, FoyerLedgerEntry *entry)
{
  g_autofree char *operation = simulation_make_uid (desk->simulation);
  FoyerGiftReturn  back = { operation, 0, entry->booking_id, entry->amount_minor };
  g_autoptr (GError) error = NULL;

  foyer_aggregates_find (desk->db, "gift_card", entry->gift_card_uid, &back.card_id,
                         &error);
  g_assert_no_error (error);
  foyer_gift_cards_restore (desk->db, desk->manager, &back, "cancelled", &error);
  if (simulation_was_done (desk, "restore", &error))
    simulation_note (desk->simulation, "%s: restores %d (%s)", desk->name,
                     (int) entry->amount_minor, operation);
}

/* Asks first, and ends the card the next time. */
static void
end (SimulationDesk *desk, FoyerGiftCard *card)
{
  const int how = draw (desk, 3);
  g_autoptr (GPtrArray) operations = NULL;
  g_autoptr (FoyerGiftCard) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;

  if (desk->asked_end != id_of (card))
    {
      desk->asked_end = id_of (card);
      operations = foyer_card_claims_ask_rest (desk->db, desk->manager, id_of (card),
                                               how == 2, &error);
      simulation_was_done (desk, "ask for the rest", &error);
      return;
    }
  desk->asked_end = 0;
  if (how == 0)
    foyer_gift_cards_void (desk->db, desk->manager, id_of (card), "because", &error);
  else if (how == 1)
    other = foyer_gift_cards_replace (desk->db, desk->manager, id_of (card), "lost",
                                      &code, &error);
  else
    foyer_gift_cards_refund (desk->db, desk->manager, id_of (card), "because", &error);
  if (simulation_was_done (desk, "end card", &error))
    simulation_note (desk->simulation, "%s: ends card %s (%d)", desk->name, uid_of (card),
                     how);
}

/* Opens the till, or counts and closes it. */
static void
handle_till (SimulationDesk *desk)
{
  FoyerTillPieces pieces = { 100, 0 };
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (GError) error = NULL;
  gint64 cash;

  foyer_tills_get_open (desk->db, &till, &error);
  g_assert_no_error (error);
  if (till == NULL)
    {
      till = foyer_tills_open (desk->db, desk->clerk, 10000, &error);
      if (simulation_was_done (desk, "open till", &error))
        simulation_note (desk->simulation, "%s: opens till %s", desk->name,
                         uid_of (till));
      return;
    }
  foyer_tills_sum_cash (desk->db, till, &cash, &error);
  g_assert_no_error (error);
  pieces.pieces = MAX (cash, 0) / 100;
  foyer_tills_count (desk->db, desk->clerk, id_of (till), &pieces, 1, "counted", &error);
  if (simulation_was_done (desk, "count till", &error))
    simulation_note (desk->simulation, "%s: counts till %s", desk->name, uid_of (till));
}

/* One thing that somebody does with a gift card or the till. */
void
simulation_handle_card (SimulationDesk *desk)
{
  g_autoptr (FoyerGiftCard) card = simulation_pick (desk, FOYER_TYPE_GIFT_CARD);
  g_autoptr (FoyerLedgerEntry) entry = simulation_pick (desk, FOYER_TYPE_LEDGER_ENTRY);
  const int what = draw (desk, 12);

  if (what == 0)
    handle_till (desk);
  else if (card == NULL || what == 1)
    sell (desk);
  else if (what == 2)
    reload (desk, card);
  else if (what == 3)
    end (desk, card);
  else if (what == 4 && entry != NULL && entry->kind == FOYER_LEDGER_KIND_GIFT_REDEEM)
    restore (desk, entry);
  else if (what < 8 && desk->operation == NULL)
    ask (desk, card);
  else
    redeem (desk, card);
}

/* ---- checks ------------------------------------------------------------------------ */

static gboolean
is_card (FakeVersion *version)
{
  const FoyerFhirPart *part =
      version != NULL ? foyer_fhir_parts_match (version->json) : NULL;

  return part != NULL && g_str_equal (part->kind, "gift_card");
}

/* At no time more was taken from a card than was put on it. */
static void
check_versions (Simulation *self)
{
  for (guint i = 0; i < self->server->writes->len; i++)
    {
      FakeWrite *write = g_ptr_array_index (self->server->writes, i);
      g_auto (FoyerFhirCardBalance) balance = { 0 };
      g_autoptr (GError) error = NULL;

      if (is_card (write->version) &&
          !foyer_fhir_card_read (write->version->json, &balance, &error))
        simulation_fail (self, "I6", "Account/%s: %s", write->resource->id,
                         error->message);
    }
}

static void
add_moves (json_t *json, gint64 *out_stored, gint64 *out_remaining)
{
  json_t *extension;
  size_t  i;

  json_array_foreach (json_object_get (json, "extension"), i, extension)
    {
      const json_t *money;
      gint64        minor;

      if (g_strcmp0 (foyer_fhir_peek (extension, "url"), FOYER_FHIR_CARD_MOVE) != 0)
        continue;
      money = json_object_get (foyer_fhir_extension (extension, "amount"), "valueMoney");
      minor = llround (
          json_number_value (json_object_get (money, "value")) *
          pow (10, foyer_money_get_digits (foyer_fhir_peek (money, "currency"))));
      *out_stored += MAX (minor, 0);
      *out_remaining += minor;
    }
}

/* What is on a card is what its movements say, and each entry that a desk takes for certain is
 * one of them. */
static void
check_card (Simulation *self, SimulationDesk *desk, FakeVersion *last, const char *uid)
{
  g_auto (FoyerFhirCardBalance) balance = { 0 };
  g_autofree char *moves_sql = g_strdup_printf (
      "SELECT DISTINCT move.op FROM card_move AS move LEFT JOIN card_claim AS claim "
      "ON claim.op = move.op WHERE move.card_uid = '%s' "
      "AND coalesce (claim.state, 'granted') = 'granted'",
      uid);
  g_autoptr (GPtrArray) ops = query (desk, moves_sql);
  gint64 stored = 0;
  gint64 remaining = 0;

  if (!foyer_fhir_card_read (last->json, &balance, NULL))
    return;
  add_moves (last->json, &stored, &remaining);
  if (stored != balance.stored_minor || remaining != balance.remaining_minor)
    simulation_fail (self, "I6", "card %s has %d of %d and its movements say %d of %d",
                     uid, (int) balance.remaining_minor, (int) balance.stored_minor,
                     (int) remaining, (int) stored);
  for (guint i = 0; i < ops->len; i++)
    if (!g_hash_table_contains (balance.ops, ops->pdata[i]))
      simulation_fail (self, "I6", "%s takes %s for certain, and card %s does not",
                       desk->name, (char *) ops->pdata[i], uid);
}

/* I6: gift cards. */
void
simulation_check_cards (Simulation *self)
{
  check_versions (self);
  for (guint i = 0; i < self->plan.n_desks; i++)
    {
      SimulationDesk *desk = &self->desks[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) cards =
          foyer_dump_list (desk->db, FOYER_TYPE_GIFT_CARD, 0, 10000, &error);

      g_assert_no_error (error);
      for (guint j = 0; j < cards->len; j++)
        {
          g_autoptr (FoyerReplica) replica = NULL;
          FakeResource *resource;
          FakeVersion  *last;

          foyer_replicas_get (desk->db, "gift_card", id_of (cards->pdata[j]), "Account",
                              &replica, &error);
          g_assert_no_error (error);
          if (replica == NULL || replica->remote_id == NULL)
            continue;
          resource = fake_server_find (self->server, "Account", replica->remote_id);
          last = resource != NULL ? fake_resource_get_last (resource) : NULL;
          if (is_card (last))
            check_card (self, desk, last, uid_of (cards->pdata[j]));
        }
    }
}
