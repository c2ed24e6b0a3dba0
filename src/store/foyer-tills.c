/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-tills.h"

#include "model/foyer-clinic.h"
#include "model/foyer-money.h"
#include "store/foyer-db-private.h"
#include "store/foyer-numbers-private.h"
#include "store/foyer-table.h"
#include "store/foyer-tills-private.h"

/* More notes or coins of a kind than a drawer holds. */
#define MAX_PIECES 100000

/* What each person took and gave back in each tender. */
#define REPORT                                                                           \
  "SELECT staff_id, tender, sum (max (money_minor, 0)), sum (max (-money_minor, 0)), "   \
  "count (*) FROM ledger_effect "
#define REPORT_ORDER "GROUP BY staff_id, tender ORDER BY staff_id, tender"

/* Nothing is there without being an error. */
static FoyerTill *
find_open (FoyerDb *db, const char *drawer, GError **error)
{
  g_autoptr (GError) missing = NULL;
  FoyerTill *till =
      foyer_table_find (db, FOYER_TYPE_TILL, &missing,
                        "WHERE drawer = ?1 AND state <> 'closed'", "s", drawer);

  if (till == NULL &&
      !g_error_matches (missing, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&missing));

  return till;
}

/**
 * foyer_tills_get_open:
 * @db: a connection
 * @out_till: (out) (transfer full) (nullable): the till of this desk, open or counted once;
 *   `NULL` if it was closed
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_tills_get_open (FoyerDb *db, FoyerTill **out_till, GError **error)
{
  g_autofree char *drawer = foyer_numbers_dup_desk (db, error);
  g_autoptr (GError) failed = NULL;

  *out_till = NULL;
  if (drawer == NULL)
    return FALSE;
  *out_till = find_open (db, drawer, &failed);
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/**
 * foyer_tills_list:
 * @db: a connection
 * @from: seconds since 1970-01-01 UTC
 * @to: first second that is too late
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerTill): the tills that were opened in between, the
 *   oldest first, or `NULL` on error
 */
GPtrArray *
foyer_tills_list (FoyerDb *db, gint64 from, gint64 to, GError **error)
{
  return foyer_table_list (
      db, FOYER_TYPE_TILL, error,
      "WHERE opened_at >= ?1 AND opened_at < ?2 ORDER BY opened_at, id", "ii", from, to);
}

/**
 * foyer_tills_list_counts:
 * @db: a connection
 * @till_id: a till
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerTillCount): all counts, the oldest first and the
 *   largest piece first, or `NULL` on error
 */
GPtrArray *
foyer_tills_list_counts (FoyerDb *db, gint64 till_id, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_TILL_COUNT, error,
                           "WHERE till_id = ?1 ORDER BY at, staff_id, "
                           "denomination_minor DESC",
                           "i", till_id);
}

/**
 * foyer_tills_list_entries:
 * @db: a connection
 * @uid: uid of a till
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerLedgerEntry): what was taken and given back in
 *   the till, the oldest first, or `NULL` on error
 */
GPtrArray *
foyer_tills_list_entries (FoyerDb *db, const char *uid, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_LEDGER_ENTRY, error,
                           "WHERE till_uid = ?1 ORDER BY id", "s", uid);
}

/**
 * foyer_tills_list_receipt:
 * @db: a connection
 * @receipt: number of a receipt, `A-000042`
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerLedgerEntry): what stands on it, or `NULL` on
 *   error
 */
GPtrArray *
foyer_tills_list_receipt (FoyerDb *db, const char *receipt, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_LEDGER_ENTRY, error,
                           "WHERE receipt = ?1 ORDER BY id", "s", receipt);
}

/* The lines of a report; their sums are those of the ledger. */
static GArray *
read_lines (FoyerStatement *statement, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoyerTillLine));
  FoyerSqlStep step;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      FoyerTillLine line = {
        .staff_id = foyer_statement_integer (statement, 0),
        .in_minor = foyer_statement_integer (statement, 2),
        .out_minor = foyer_statement_integer (statement, 3),
        .n_entries = foyer_statement_integer (statement, 4),
      };
      int tender = FOYER_TENDER_NONE;

      foyer_enum_from_nick (FOYER_TYPE_TENDER, foyer_statement_text (statement, 1),
                            &tender);
      line.tender = (FoyerTender) tender;
      g_array_append_val (lines, line);
    }

  return step == FOYER_SQL_DONE ? g_steal_pointer (&lines) : NULL;
}

/**
 * foyer_tills_report:
 * @db: a connection
 * @uid: (nullable): uid of a till; `NULL` for what was in no till
 * @error: return location for an error
 *
 * Sums what each person took and gave back in each tender.
 *
 * Returns: (transfer full) (element-type FoyerTillLine): by person and tender, or `NULL` on
 *   error
 */
GArray *
foyer_tills_report (FoyerDb *db, const char *uid, GError **error)
{
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (
      db, REPORT "WHERE till_uid IS ?1 AND money_minor <> 0 " REPORT_ORDER, error);

  return statement != NULL && foyer_statement_bind (statement, error, "s", uid)
             ? read_lines (statement, error)
             : NULL;
}

/**
 * foyer_tills_report_between:
 * @db: a connection
 * @from: seconds since 1970-01-01 UTC
 * @to: first second that is too late
 * @in_no_till: only what was in no till
 * @error: return location for an error
 *
 * Sums what each person took and gave back in each tender in a time, at all desks.
 *
 * Returns: (transfer full) (element-type FoyerTillLine): by person and tender, or `NULL` on
 *   error
 */
GArray *
foyer_tills_report_between (
    FoyerDb *db, gint64 from, gint64 to, gboolean in_no_till, GError **error)
{
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (db,
                        REPORT "WHERE at >= ?1 AND at < ?2 AND money_minor <> 0 "
                               "AND (till_uid IS NULL OR NOT ?3) " REPORT_ORDER,
                        error);

  return statement != NULL && foyer_statement_bind (statement, error, "iii", from, to,
                                                    (gint64) in_no_till)
             ? read_lines (statement, error)
             : NULL;
}

/**
 * foyer_tills_sum_cash:
 * @db: a connection
 * @till: a till
 * @out_minor: (out): cash that should be in it, with its float, minor units
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_tills_sum_cash (FoyerDb *db, FoyerTill *till, gint64 *out_minor, GError **error)
{
  if (!foyer_db_query_integer (db, out_minor, error,
                               "SELECT sum (money_minor) FROM ledger_effect "
                               "WHERE till_uid = ?1 AND tender = 'cash'",
                               "s", foyer_record_get_uid (FOYER_RECORD (till))))
    return FALSE;

  *out_minor += till->float_minor;
  return TRUE;
}

typedef struct
{
  FoyerTill *till; /* (unowned) */
  gint64     float_minor;
} Opening;

static gboolean
open_till (FoyerAct *act, gpointer data, GError **error)
{
  const Opening *opening = data;
  FoyerTill     *till = opening->till;
  const char    *drawer = foyer_act_read_desk (act, error);
  g_autoptr (FoyerClinic) clinic = NULL;

  if (drawer == NULL)
    return FALSE;
  clinic = foyer_table_get (act->db, FOYER_TYPE_CLINIC, 1, error);
  if (clinic == NULL)
    return FALSE;
  if (opening->float_minor < 0 || opening->float_minor > FOYER_MONEY_MAX)
    return foyer_store_refuse_field (error, "float-minor", "out-of-range");
  till->float_minor = opening->float_minor;
  till->expected_minor = opening->float_minor;
  till->opened_at = act->now;
  till->opened_by = foyer_act_get_staff_id (act);
  foyer_set_text (&till->drawer, drawer);
  foyer_set_text (&till->currency, clinic->currency);

  return foyer_act_insert (act, till, error);
}

/**
 * foyer_tills_open:
 * @db: a connection that can write
 * @actor: who opens
 * @float_minor: cash that is in the drawer, minor units
 * @error: return location for an error
 *
 * Opens the till of this desk; from now on what is taken here goes into it.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `till-open` if it was not closed; `FOYER_STORE_ERROR_INVALID`
 * of `float-minor`; `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: (transfer full): the till, or `NULL` on error
 */
FoyerTill *
foyer_tills_open (FoyerDb *db, FoyerUser *actor, gint64 float_minor, GError **error)
{
  g_autoptr (FoyerTill) till = foyer_till_new ();
  Opening opening = { till, float_minor };

  if (!foyer_db_act (db, actor, FOYER_ACTION_TILL_OPEN, NULL, open_till, &opening, error))
    return NULL;

  return g_steal_pointer (&till);
}

typedef struct
{
  gint64                 till_id;
  const FoyerTillPieces *pieces;
  guint                  n_pieces;
  const char            *reason;
} Counting;

static gboolean
write_pieces (FoyerAct *act, const Counting *counting, gint64 *out_minor, GError **error)
{
  *out_minor = 0;
  for (guint i = 0; i < counting->n_pieces; i++)
    {
      const FoyerTillPieces *pieces = &counting->pieces[i];
      g_autoptr (FoyerTillCount) count = foyer_till_count_new ();
      gint64 sum;

      if (pieces->pieces < 0 || pieces->pieces > MAX_PIECES)
        return foyer_store_refuse_field (error, "pieces", "out-of-range");
      if (pieces->denomination_minor <= 0 ||
          __builtin_mul_overflow (pieces->denomination_minor, pieces->pieces, &sum) ||
          !foyer_money_add (out_minor, sum))
        return foyer_store_refuse_field (error, "denomination-minor", "out-of-range");
      count->till_id = counting->till_id;
      count->at = act->now;
      count->staff_id = foyer_act_get_staff_id (act);
      count->denomination_minor = pieces->denomination_minor;
      count->pieces = pieces->pieces;
      if (pieces->pieces > 0 && !foyer_act_insert (act, count, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
close_till (FoyerAct *act, FoyerTill *till, GError **error)
{
  till->state = FOYER_TILL_STATE_CLOSED;
  till->closed_at = act->now;
  till->closed_by = foyer_act_get_staff_id (act);

  return foyer_act_update (act, till, error);
}

static gboolean
count_second (FoyerAct *act, FoyerTill *till, gint64 counted_minor, GError **error)
{
  if (counted_minor != till->counted_minor)
    return foyer_store_refuse_rule (error, "till-counts-differ");

  return close_till (act, till, error);
}

static gboolean
count_first (FoyerAct       *act,
             FoyerTill      *till,
             const Counting *counting,
             gint64          counted_minor,
             GError        **error)
{
  g_autoptr (FoyerClinic) clinic = foyer_table_get (act->db, FOYER_TYPE_CLINIC, 1, error);

  if (clinic == NULL ||
      !foyer_tills_sum_cash (act->db, till, &till->expected_minor, error))
    return FALSE;
  if (counted_minor != till->expected_minor &&
      (counting->reason == NULL || *counting->reason == '\0'))
    return foyer_store_refuse_field (error, "reason", "missing");
  if (foyer_money_looks_like_card (counting->reason))
    return foyer_store_refuse_field (error, "reason", "card-number");
  till->state = FOYER_TILL_STATE_COUNTED;
  till->counted_minor = counted_minor;
  till->counted_at = act->now;
  till->counted_by = foyer_act_get_staff_id (act);
  foyer_set_text (&till->reason, counting->reason);

  return clinic->till_second_count ? foyer_act_update (act, till, error)
                                   : close_till (act, till, error);
}

static gboolean
count_till (FoyerAct *act, gpointer data, GError **error)
{
  const Counting *counting = data;
  g_autoptr (FoyerTill) till =
      foyer_table_get (act->db, FOYER_TYPE_TILL, counting->till_id, error);
  gint64 counted_minor;

  if (till == NULL)
    return FALSE;
  if (till->state == FOYER_TILL_STATE_CLOSED)
    return foyer_store_refuse_rule (error, "till-closed");
  if (!write_pieces (act, counting, &counted_minor, error))
    return FALSE;

  return till->state == FOYER_TILL_STATE_COUNTED &&
                 till->counted_by != foyer_act_get_staff_id (act)
             ? count_second (act, till, counted_minor, error)
             : count_first (act, till, counting, counted_minor, error);
}

/**
 * foyer_tills_count:
 * @db: a connection that can write
 * @actor: who has counted
 * @till_id: a till that is not closed
 * @pieces: (array length=n_pieces): the cash in the drawer
 * @n_pieces: how many kinds of pieces
 * @reason: (nullable): why it is not what it should be
 * @error: return location for an error
 *
 * Counts the cash and closes the till.  Where the clinic wants a second count the first one
 * only ends the taking of money, can be made anew by whoever made it, and the till is closed by
 * the count of another person that comes to the same sum.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `till-closed`, and `till-counts-differ` for the second
 * count; `FOYER_STORE_ERROR_INVALID` of `reason` if there is a difference without one, of
 * `pieces` and `denomination-minor`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_tills_count (FoyerDb               *db,
                   FoyerUser             *actor,
                   gint64                 till_id,
                   const FoyerTillPieces *pieces,
                   guint                  n_pieces,
                   const char            *reason,
                   GError               **error)
{
  Counting counting = { till_id, pieces, n_pieces, reason };

  return foyer_db_act (db, actor, FOYER_ACTION_TILL_CLOSE, reason, count_till, &counting,
                       error);
}

/* The kinds of entries by which money of a tender comes in or goes out. */
static gboolean
is_at_till (const FoyerLedgerEntry *entry)
{
  switch (entry->kind)
    {
    case FOYER_LEDGER_KIND_PAYMENT:
    case FOYER_LEDGER_KIND_REFUND:
    case FOYER_LEDGER_KIND_GIFT_REDEEM:
    case FOYER_LEDGER_KIND_GIFT_RESTORE:
    case FOYER_LEDGER_KIND_GIFT_ISSUE:
    case FOYER_LEDGER_KIND_CORRECTION:
      return entry->tender != FOYER_TENDER_NONE;

    case FOYER_LEDGER_KIND_CHARGE:
    case FOYER_LEDGER_KIND_WAIVER:
    case FOYER_LEDGER_KIND_FORFEIT:
    case FOYER_LEDGER_KIND_TRANSFER:
    default:
      return FALSE;
    }
}

/* One receipt for all that one action takes. */
static gboolean
give_receipt (FoyerAct *act, const char *drawer, gint64 at, GError **error)
{
  gint64 number;

  if (act->receipt != NULL)
    return TRUE;
  if (!foyer_db_query_integer (act->db, &number, error,
                               "INSERT INTO receipt (drawer, number, at) "
                               "SELECT ?1, coalesce (max (number), 0) + 1, ?2 "
                               "FROM receipt WHERE drawer = ?1 RETURNING number",
                               "si", drawer, at))
    return FALSE;
  act->receipt = g_strdup_printf ("%s-%06" G_GINT64_FORMAT, drawer, number);

  return TRUE;
}

/* The till that takes what comes in at @drawer; none where the clinic does not want one. */
static gboolean
find_taking (FoyerAct *act, const char *drawer, FoyerTill **out_till, GError **error)
{
  g_autoptr (FoyerClinic) clinic = foyer_table_get (act->db, FOYER_TYPE_CLINIC, 1, error);
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (GError) failed = NULL;

  if (clinic == NULL)
    return FALSE;
  till = find_open (act->db, drawer, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (till == NULL && clinic->till_required)
    return foyer_store_refuse_rule (error, "till-needed");
  if (till != NULL && till->state != FOYER_TILL_STATE_OPEN)
    return foyer_store_refuse_rule (error, "till-closed");

  *out_till = g_steal_pointer (&till);
  return TRUE;
}

/* Whether this desk can take money now. */
gboolean
foyer_tills_check_taking (FoyerAct *act, GError **error)
{
  const char *drawer = foyer_act_read_desk (act, error);
  g_autoptr (FoyerTill) till = NULL;

  return drawer != NULL && find_taking (act, drawer, &till, error);
}

/* Puts an entry into the till of this desk, and gives it its receipt. */
gboolean
foyer_tills_enter (FoyerAct *act, FoyerLedgerEntry *entry, GError **error)
{
  g_autoptr (FoyerTill) till = NULL;

  foyer_set_text (&entry->till_uid, NULL);
  foyer_set_text (&entry->receipt, NULL);
  if (!is_at_till (entry))
    return TRUE;
  if (!find_taking (act, entry->desk, &till, error))
    return FALSE;

  if (till != NULL)
    foyer_set_text (&entry->till_uid, foyer_record_get_uid (FOYER_RECORD (till)));
  if (!give_receipt (act, entry->desk, act->now, error))
    return FALSE;
  foyer_set_text (&entry->receipt, act->receipt);

  return TRUE;
}

/* Numbers an entry of earlier as what goes through a till; with @is_next it is not on the
 * receipt of the one before it. */
gboolean
foyer_tills_enter_past (FoyerAct         *act,
                        FoyerLedgerEntry *entry,
                        gboolean          is_next,
                        GError          **error)
{
  if (!is_at_till (entry))
    {
      foyer_set_text (&entry->till_uid, NULL);
      return TRUE;
    }

  if (is_next)
    g_clear_pointer (&act->receipt, g_free);
  if (!give_receipt (act, entry->desk, entry->at, error))
    return FALSE;
  foyer_set_text (&entry->receipt, act->receipt);

  return TRUE;
}
