/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation-private.h"

#include "fhir/foyer-fhir-card-balance.h"
#include "model/foyer-gift-card.h"
#include "model/foyer-ledger-entry.h"
#include "model/foyer-till.h"
#include "store/foyer-deposits.h"
#include "store/foyer-dump.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-replicas.h"
#include "store/foyer-tills.h"
#include "store/foyer-verify.h"

#include <sqlite3.h>
#include <string.h>

/* What has to hold of the money at every desk after every step, and of all desks once they have
 * come to rest.  Balances are worked out here from the entries alone. */

#define N_TENDERS (FOYER_TENDER_CREDIT + 1)

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

/* ---- entries never change ---------------------------------------------------------- */

/* An entry without what each desk numbers for itself. */
static const char entry_query[] =
    "SELECT entry.uid, json_array (entry.at, staff.uid, entry.desk, entry.kind, "
    "patient.uid, booking.uid, entry.amount_minor, entry.currency, entry.tender, "
    "entry.terminal_reference, entry.gift_card_uid, entry.till_uid, entry.receipt, "
    "meant.uid, entry.reason) FROM ledger_entry AS entry "
    "JOIN staff ON staff.id = entry.staff_id "
    "LEFT JOIN patient ON patient.id = entry.patient_id "
    "LEFT JOIN booking ON booking.id = entry.booking_id "
    "LEFT JOIN ledger_entry AS meant ON meant.id = entry.reverses_id";

/* All entries that a desk has; of uid to text. */
static GHashTable *
read_entries (SimulationDesk *desk)
{
  g_autofree char *path = g_build_filename (desk->folder, "foyer.db", NULL);
  GHashTable   *entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sqlite3      *sql = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &sql, SQLITE_OPEN_READONLY, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (sql, entry_query, -1, &statement, NULL), ==,
                   SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_hash_table_insert (entries,
                         g_strdup ((const char *) sqlite3_column_text (statement, 0)),
                         g_strdup ((const char *) sqlite3_column_text (statement, 1)));
  sqlite3_finalize (statement);
  sqlite3_close (sql);

  return entries;
}

gint64
simulation_count_entries (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  foyer_dump_count (desk->db, FOYER_TYPE_LEDGER_ENTRY, &n, &error);
  g_assert_no_error (error);

  return n;
}

/* No entry that was ever seen has changed, wherever it is by now, and none is gone from a desk
 * that had it. */
void
simulation_watch_ledger (SimulationDesk *desk)
{
  Simulation *self = desk->simulation;
  g_autoptr (GHashTable) entries = NULL;
  GHashTableIter iter;
  gpointer       uid;
  gpointer       text;

  if ((self->plan.events & SIMULATION_MONEY) == 0 || desk->is_dying ||
      !simulation_desk_look_around (desk))
    return;
  entries = read_entries (desk);
  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, &uid, &text))
    {
      const char *first = g_hash_table_lookup (self->entries, uid);

      if (first == NULL)
        g_hash_table_insert (self->entries, g_strdup (uid), g_strdup (text));
      else if (!g_str_equal (first, text))
        simulation_fail (self, "M1", "entry %s was %s and is %s at %s", (char *) uid,
                         first, (char *) text, desk->name);
    }
  if (desk->entries != NULL)
    {
      g_hash_table_iter_init (&iter, desk->entries);
      while (g_hash_table_iter_next (&iter, &uid, NULL))
        if (!g_hash_table_contains (entries, uid))
          simulation_fail (self, "M1", "entry %s is gone from %s", (char *) uid,
                           desk->name);
      g_hash_table_unref (desk->entries);
    }
  desk->entries = g_steal_pointer (&entries);
}

/* What any desk has written, all have in the end. */
static void
check_all_there (SimulationDesk *desk)
{
  GHashTableIter iter;
  gpointer       uid;
  gpointer       text;

  g_hash_table_iter_init (&iter, desk->simulation->entries);
  while (g_hash_table_iter_next (&iter, &uid, &text))
    if (!g_hash_table_contains (desk->entries, uid))
      simulation_fail (desk->simulation, "M1", "%s has no entry %s: %s", desk->name,
                       (char *) uid, (char *) text);
}

/* ---- balances ---------------------------------------------------------------------- */

typedef struct
{
  SimulationDesk *desk;
  GPtrArray      *list;     /* (owned) (element-type FoyerLedgerEntry) */
  GHashTable     *by_id;    /* (owned) of id to entry in @list */
  GHashTable     *reversed; /* (owned) set of ids that a correction takes back */
} Ledger;

static void
ledger_clear (Ledger *self)
{
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->reversed);
  g_ptr_array_unref (self->list);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ledger, ledger_clear)

static void
ledger_read (Ledger *self, SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;

  self->desk = desk;
  self->list = foyer_dump_list (desk->db, FOYER_TYPE_LEDGER_ENTRY, 0, 100000, &error);
  g_assert_no_error (error);
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->reversed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < self->list->len; i++)
    {
      FoyerLedgerEntry *entry = self->list->pdata[i];
      gint64           *id = g_new (gint64, 1);

      *id = id_of (entry);
      g_object_set_data_full (G_OBJECT (entry), "id", id, g_free);
      g_hash_table_insert (self->by_id, id, entry);
      if (entry->kind == FOYER_LEDGER_KIND_CORRECTION)
        g_hash_table_add (self->reversed,
                          g_memdup2 (&entry->reverses_id, sizeof entry->reverses_id));
    }
}

/* Whether the entry counts for what it says, as it does unless it was taken back. */
static gboolean
counts (Ledger *self, FoyerLedgerEntry *entry)
{
  gint64 id = id_of (entry);

  return entry->kind != FOYER_LEDGER_KIND_CORRECTION &&
         !g_hash_table_contains (self->reversed, &id);
}

/* What came in, below zero what went out; a correction moves back what it takes back. */
static gint64
get_money (Ledger *self, FoyerLedgerEntry *entry)
{
  const gboolean    is_back = entry->kind == FOYER_LEDGER_KIND_CORRECTION;
  FoyerLedgerEntry *meant =
      is_back ? g_hash_table_lookup (self->by_id, &entry->reverses_id) : entry;

  g_assert (meant != NULL);
  if (entry->tender == FOYER_TENDER_NONE)
    return 0;
  switch (meant->kind)
    {
    case FOYER_LEDGER_KIND_PAYMENT:
    case FOYER_LEDGER_KIND_GIFT_ISSUE:
    case FOYER_LEDGER_KIND_GIFT_REDEEM:
      return is_back ? -entry->amount_minor : entry->amount_minor;

    case FOYER_LEDGER_KIND_REFUND:
    case FOYER_LEDGER_KIND_GIFT_RESTORE:
      return is_back ? entry->amount_minor : -entry->amount_minor;

    case FOYER_LEDGER_KIND_CHARGE:
    case FOYER_LEDGER_KIND_WAIVER:
    case FOYER_LEDGER_KIND_FORFEIT:
    case FOYER_LEDGER_KIND_TRANSFER:
    case FOYER_LEDGER_KIND_CORRECTION:
    default:
      return 0;
    }
}

static void
add_report (GArray *lines, gint64 *sums)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const FoyerTillLine *line = &g_array_index (lines, FoyerTillLine, i);

      sums[line->tender] += line->in_minor - line->out_minor;
    }
}

/* Of all tills, and of what went through none. */
static void
sum_tills (Ledger *self, gint64 *sums)
{
  SimulationDesk *desk = self->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) loose =
      foyer_tills_report_between (desk->db, 0, G_MAXINT64, TRUE, &error);
  g_autoptr (GPtrArray) tills =
      foyer_dump_list (desk->db, FOYER_TYPE_TILL, 0, 10000, &error);

  g_assert_no_error (error);
  add_report (loose, sums);
  for (guint i = 0; i < tills->len; i++)
    {
      FoyerTill *till = tills->pdata[i];
      g_autoptr (GArray) lines = foyer_tills_report (desk->db, uid_of (till), &error);
      gint64 cash;
      gint64 sum = till->float_minor;

      g_assert_no_error (error);
      add_report (lines, sums);
      foyer_tills_sum_cash (desk->db, till, &cash, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < self->list->len; j++)
        {
          FoyerLedgerEntry *entry = self->list->pdata[j];

          if (g_strcmp0 (entry->till_uid, uid_of (till)) == 0 &&
              entry->tender == FOYER_TENDER_CASH)
            sum += get_money (self, entry);
        }
      if (cash != sum || (till->counted_at != 0 && till->expected_minor != sum))
        simulation_fail (desk->simulation, "M2",
                         "%s: till %s has %d, %d when it was counted, and its entries "
                         "say %d",
                         desk->name, uid_of (till), (int) cash,
                         (int) till->expected_minor, (int) sum);
    }
}

/* M2: the sum of the entries is the sum of the tills, tender by tender. */
static void
check_tills (Ledger *self)
{
  gint64 of_tills[N_TENDERS] = { 0 };
  gint64 of_entries[N_TENDERS] = { 0 };

  sum_tills (self, of_tills);
  for (guint i = 0; i < self->list->len; i++)
    {
      FoyerLedgerEntry *entry = self->list->pdata[i];

      of_entries[entry->tender] += get_money (self, entry);
    }
  for (guint i = 0; i < N_TENDERS; i++)
    if (of_tills[i] != of_entries[i])
      simulation_fail (self->desk->simulation, "M2",
                       "%s: the tills have %d by tender %u, and the entries say %d",
                       self->desk->name, (int) of_tills[i], i, (int) of_entries[i]);
}

/* M2: the receipts of each drawer are numbered without gaps. */
static void
check_receipts (Ledger *self)
{
  g_autoptr (GHashTable) receipts = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer       receipt;

  for (guint i = 0; i < self->list->len; i++)
    {
      FoyerLedgerEntry *entry = self->list->pdata[i];

      if (entry->receipt != NULL)
        g_hash_table_add (receipts, entry->receipt);
    }
  g_hash_table_iter_init (&iter, receipts);
  while (g_hash_table_iter_next (&iter, &receipt, NULL))
    {
      const char      *dash = strchr (receipt, '-');
      const gint64     number = g_ascii_strtoll (dash + 1, NULL, 10);
      g_autofree char *before =
          g_strdup_printf ("%.*s-%06" G_GINT64_FORMAT, (int) (dash - (char *) receipt),
                           (char *) receipt, number - 1);

      if (number > 1 && !g_hash_table_contains (receipts, before))
        simulation_fail (self->desk->simulation, "M2", "%s has no receipt %s",
                         self->desk->name, before);
    }
}

/* What a card had put on it, and what was taken from it. */
static void
sum_card (Ledger *self, const char *uid, gint64 *out_stored, gint64 *out_used)
{
  *out_stored = 0;
  *out_used = 0;
  for (guint i = 0; i < self->list->len; i++)
    {
      FoyerLedgerEntry *entry = self->list->pdata[i];

      if (g_strcmp0 (entry->gift_card_uid, uid) != 0 || !counts (self, entry))
        continue;
      if (entry->kind == FOYER_LEDGER_KIND_GIFT_ISSUE ||
          entry->kind == FOYER_LEDGER_KIND_GIFT_RESTORE)
        *out_stored += entry->amount_minor;
      else if (entry->kind == FOYER_LEDGER_KIND_GIFT_REDEEM || entry->booking_id == 0)
        *out_used += entry->amount_minor;
    }
}

/* What the endpoint says is left on the card; -1 if it does not know the card. */
static gint64
read_remote (SimulationDesk *desk, FoyerGiftCard *card)
{
  g_autoptr (FoyerReplica) replica = NULL;
  g_auto (FoyerFhirCardBalance) balance = { 0 };
  g_autoptr (GError) error = NULL;
  json_t *json;

  foyer_replicas_get (desk->db, "gift_card", id_of (card), "Account", &replica, &error);
  g_assert_no_error (error);
  if (replica == NULL || replica->remote_id == NULL)
    return -1;
  json = fake_server_get (desk->simulation->server, "Account", replica->remote_id);

  return json != NULL && foyer_fhir_card_read (json, &balance, NULL)
             ? balance.remaining_minor
             : -1;
}

/* What payments that are still being taken, at any desk, keep of a card at the endpoint. */
static gint64
sum_kept (Simulation *self, const char *uid)
{
  g_autofree char *text = g_strdup_printf (
      "SELECT coalesce (-sum (claim.amount_minor), 0) FROM card_claim AS claim "
      "JOIN payment ON payment.uid = claim.op "
      "JOIN payment_attempt AS attempt ON attempt.id = payment.attempt_id "
      "WHERE claim.card_uid = '%s' AND claim.state = 'granted' "
      "AND claim.entry_uid IS NULL AND attempt.state = 'open'",
      uid);
  gint64 sum = 0;

  for (guint i = 0; i < self->plan.n_desks; i++)
    {
      g_autofree char *path = g_build_filename (self->desks[i].folder, "foyer.db", NULL);
      sqlite3         *sql = NULL;
      sqlite3_stmt    *statement = NULL;

      g_assert_cmpint (sqlite3_open_v2 (path, &sql, SQLITE_OPEN_READONLY, NULL), ==,
                       SQLITE_OK);
      g_assert_cmpint (sqlite3_prepare_v2 (sql, text, -1, &statement, NULL), ==,
                       SQLITE_OK);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      sum += sqlite3_column_int64 (statement, 0);
      sqlite3_finalize (statement);
      sqlite3_close (sql);
    }

  return sum;
}

/* A desk that does not know yet that a card has ended may put money on it, which stays there. */
static gboolean
moved_by_two_desks (Ledger *self, const char *uid)
{
  const char *first = NULL;

  for (guint i = 0; i < self->list->len; i++)
    {
      FoyerLedgerEntry *entry = self->list->pdata[i];

      if (g_strcmp0 (entry->gift_card_uid, uid) != 0)
        continue;
      if (first != NULL && g_strcmp0 (entry->desk, first) != 0)
        return TRUE;
      first = entry->desk;
    }

  return FALSE;
}

/* M3: no card is below zero, and what was put on it less what was used is what is left: by the
 * entries, at the desk and at the endpoint. */
static void
check_cards (Ledger *self)
{
  SimulationDesk *desk = self->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards =
      foyer_dump_list (desk->db, FOYER_TYPE_GIFT_CARD, 0, 10000, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < cards->len; i++)
    {
      FoyerGiftCard *card = cards->pdata[i];
      gint64         stored;
      gint64         used;
      gint64         left;
      gint64         remote = read_remote (desk, card);
      gint64         kept = sum_kept (desk->simulation, uid_of (card));

      sum_card (self, uid_of (card), &stored, &used);
      foyer_gift_cards_sum (desk->db, uid_of (card), &left, &error);
      g_assert_no_error (error);
      if (left < 0 || stored - used != left || remote != left - kept)
        simulation_fail (desk->simulation, "M3",
                         "%s: of the %d on card %s %d were used, and %d are left; %d at "
                         "the endpoint, which keeps %d",
                         desk->name, (int) stored, uid_of (card), (int) used, (int) left,
                         (int) remote, (int) kept);
      if (card->state != FOYER_GIFT_CARD_STATE_ACTIVE && left != 0 &&
          !moved_by_two_desks (self, uid_of (card)))
        simulation_fail (desk->simulation, "M3", "%s: card %s has ended with %d on it",
                         desk->name, uid_of (card), (int) left);
    }
}

/* ---- deposits ---------------------------------------------------------------------- */

/* What came in for a booking, and each way it went. */
typedef struct
{
  gint64 paid;
  gint64 refunded;
  gint64 forfeited;
  gint64 transferred;
} Flow;

static void
sum_booking (Ledger *self, gint64 booking_id, Flow *out)
{
  *out = (Flow){ 0 };
  for (guint i = 0; i < self->list->len; i++)
    {
      FoyerLedgerEntry *entry = self->list->pdata[i];

      if (entry->booking_id != booking_id || !counts (self, entry))
        continue;
      if (entry->kind == FOYER_LEDGER_KIND_PAYMENT ||
          entry->kind == FOYER_LEDGER_KIND_GIFT_REDEEM)
        out->paid += entry->amount_minor;
      else if (entry->kind == FOYER_LEDGER_KIND_REFUND ||
               entry->kind == FOYER_LEDGER_KIND_GIFT_RESTORE)
        out->refunded += entry->amount_minor;
      else if (entry->kind == FOYER_LEDGER_KIND_FORFEIT)
        out->forfeited += entry->amount_minor;
      else if (entry->kind == FOYER_LEDGER_KIND_TRANSFER)
        out->transferred += entry->amount_minor;
    }
}

/* Each state, and when a deposit is in it: never more than one is true. */
static FoyerDepositState
tell_state (FoyerBooking *booking, const FoyerDeposit *deposit, const Flow *flow)
{
  const gint64   held = flow->paid - flow->refunded - flow->forfeited - flow->transferred;
  const gboolean over = foyer_deposit_is_over (booking->state);
  const gint64   asked = booking->deposit_minor;
  const gint64   waived = deposit->waived_minor;

  if (held > 0 && booking->state == FOYER_BOOKING_STATE_COMPLETED)
    return FOYER_DEPOSIT_STATE_APPLIED;
  if (held > 0)
    return held + waived >= asked ? FOYER_DEPOSIT_STATE_PAID
                                  : FOYER_DEPOSIT_STATE_PART_PAID;
  if (!over && asked > 0)
    return waived >= asked ? FOYER_DEPOSIT_STATE_WAIVED : FOYER_DEPOSIT_STATE_DUE;
  if (flow->forfeited > 0)
    return FOYER_DEPOSIT_STATE_FORFEITED;
  if (flow->transferred > 0)
    return FOYER_DEPOSIT_STATE_TRANSFERRED;
  if (flow->refunded > 0)
    return FOYER_DEPOSIT_STATE_REFUNDED;

  return waived > 0 ? FOYER_DEPOSIT_STATE_WAIVED : FOYER_DEPOSIT_STATE_NONE;
}

static gboolean
is_listed (GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

/* Whether two desks have written about the booking, as they may while they are apart. */
static gboolean
has_two_desks (Ledger *self, gint64 booking_id)
{
  const char *first = NULL;

  for (guint i = 0; i < self->list->len; i++)
    {
      FoyerLedgerEntry *entry = self->list->pdata[i];

      if (entry->booking_id != booking_id)
        continue;
      if (first != NULL && g_strcmp0 (entry->desk, first) != 0)
        return TRUE;
      first = entry->desk;
    }

  return FALSE;
}

/* M4: what came in for a booking is held or has gone one way, a cent never two; where two desks
 * that were apart have both decided, a person is told. */
static void
check_deposit (Ledger *self, FoyerBooking *booking, GArray *asked)
{
  Simulation *simulation = self->desk->simulation;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDeposit) deposit =
      foyer_deposits_get (self->desk->db, id_of (booking), &error);
  Flow   flow;
  gint64 sum_held = 0;
  gint64 overdrawn = 0;

  g_assert_no_error (error);
  sum_booking (self, id_of (booking), &flow);
  for (guint i = 0; i < deposit->parts->len; i++)
    {
      const FoyerDepositPart *part = &g_array_index (deposit->parts, FoyerDepositPart, i);

      sum_held += part->held_minor;
      overdrawn += MAX (-part->held_minor, 0);
    }
  if (overdrawn != deposit->overdrawn_minor ||
      (overdrawn > 0 && foyer_deposit_is_over (booking->state) &&
       !is_listed (asked, id_of (booking))))
    simulation_fail (simulation, "M4",
                     "%s: of booking %s %d more went back than came, and nobody is told",
                     self->desk->name, uid_of (booking), (int) overdrawn);
  if (overdrawn > 0 && !has_two_desks (self, id_of (booking)))
    simulation_fail (simulation, "M4",
                     "%s: one desk has given back %d more for booking %s than came",
                     self->desk->name, (int) overdrawn, uid_of (booking));
  if (deposit->held_minor != sum_held || deposit->paid_minor != flow.paid ||
      deposit->held_minor !=
          flow.paid - flow.refunded - flow.forfeited - flow.transferred)
    simulation_fail (
        simulation, "M4",
        "%s: for booking %s %d were paid and %d are held, and the entries say "
        "%d, %d back, %d kept, %d moved",
        self->desk->name, uid_of (booking), (int) deposit->paid_minor,
        (int) deposit->held_minor, (int) flow.paid, (int) flow.refunded,
        (int) flow.forfeited, (int) flow.transferred);
  if (deposit->state != tell_state (booking, deposit, &flow))
    simulation_fail (simulation, "M4", "%s: the deposit of booking %s is %s",
                     self->desk->name, uid_of (booking),
                     foyer_enum_to_nick (FOYER_TYPE_DEPOSIT_STATE, (int) deposit->state));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* As text, to be the same at all desks. */
static void
tell_deposits (Ledger *self, GString *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bookings =
      foyer_dump_list (self->desk->db, FOYER_TYPE_BOOKING, 0, 10000, &error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) asked = foyer_deposits_list_undecided (self->desk->db, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < bookings->len; i++)
    {
      FoyerBooking *booking = bookings->pdata[i];
      g_autoptr (FoyerDeposit) deposit =
          foyer_deposits_get (self->desk->db, id_of (booking), &error);

      g_assert_no_error (error);
      check_deposit (self, booking, asked);
      g_ptr_array_add (
          lines, g_strdup_printf (
                     "%s %s %d of %d held, %d waived", uid_of (booking),
                     foyer_enum_to_nick (FOYER_TYPE_DEPOSIT_STATE, (int) deposit->state),
                     (int) deposit->held_minor, (int) deposit->paid_minor,
                     (int) deposit->waived_minor));
    }
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", (char *) lines->pdata[i]);
}

/* ---- all of it --------------------------------------------------------------------- */

/* The file of a desk is whole after each act, whatever the others do. */
void
simulation_verify_money (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) findings = NULL;

  if ((desk->simulation->plan.events & SIMULATION_MONEY) == 0 || desk->is_dying)
    return;
  findings = foyer_verify_run (desk->db, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const FoyerVerifyFinding *finding =
          &g_array_index (findings, FoyerVerifyFinding, i);

      if (finding->n_wrong != 0)
        simulation_fail (desk->simulation, "verify", "%s: %s: %d of %d, such as %d",
                         desk->name, finding->check, (int) finding->n_wrong,
                         (int) finding->n_checked, (int) finding->example_id);
    }
}

/* Once all desks have come to rest. */
void
simulation_check_money (Simulation *self)
{
  g_autoptr (GString) first = NULL;

  if ((self->plan.events & SIMULATION_MONEY) == 0)
    return;
  for (guint i = 0; i < self->plan.n_desks && self->result->failure == NULL; i++)
    {
      SimulationDesk *desk = &self->desks[i];
      g_auto (Ledger) ledger = { 0 };
      g_autoptr (GString) deposits = g_string_new (NULL);

      simulation_watch_ledger (desk);
      simulation_verify_money (desk);
      check_all_there (desk);
      ledger_read (&ledger, desk);
      check_tills (&ledger);
      check_receipts (&ledger);
      check_cards (&ledger);
      tell_deposits (&ledger, deposits);
      if (first == NULL)
        first = g_steal_pointer (&deposits);
      else if (!g_string_equal (first, deposits))
        simulation_fail (self, "M4", "the deposits differ at %s and at %s:\n%s\n%s",
                         self->desks[0].name, desk->name, first->str, deposits->str);
    }
  self->result->n_entries = g_hash_table_size (self->entries);
}
