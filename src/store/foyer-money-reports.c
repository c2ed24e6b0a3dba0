/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-money-reports.h"

#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

/* Mean length of a year of the Gregorian calendar. */
#define YEAR_SECONDS "31556952"

#define MAX_COLUMNS 4

/**
 * foyer_reports_list_ledger:
 * @db: a connection
 * @from: seconds since 1970-01-01 UTC
 * @to: first second that is too late
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerLedgerEntry): all entries of that time, the
 *   oldest first, or `NULL` on error
 */
GPtrArray *
foyer_reports_list_ledger (FoyerDb *db, gint64 from, gint64 to, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_LEDGER_ENTRY, error,
                           "WHERE at >= ?1 AND at < ?2 ORDER BY at, id", "ii", from, to);
}

/**
 * foyer_reports_list_forfeited:
 * @db: a connection
 * @from: seconds since 1970-01-01 UTC
 * @to: first second that is too late
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerLedgerEntry): what the clinic has kept in that
 *   time and has not given back since, the oldest first, or `NULL` on error
 */
GPtrArray *
foyer_reports_list_forfeited (FoyerDb *db, gint64 from, gint64 to, GError **error)
{
  return foyer_table_list (
      db, FOYER_TYPE_LEDGER_ENTRY, error,
      "WHERE kind = 'forfeit' AND at >= ?1 AND at < ?2 AND NOT EXISTS "
      "(SELECT 1 FROM ledger_entry AS back WHERE back.reverses_id = ledger_entry.id) "
      "ORDER BY at, id",
      "ii", from, to);
}

/* Rows of whole numbers, as a struct of nothing else has them. */
static GArray *
read_numbers (FoyerDb *db, const char *sql, int n_columns, GError **error)
{
  g_autoptr (GArray) rows =
      g_array_new (FALSE, FALSE, (guint) n_columns * sizeof (gint64));
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (db, sql, error);
  FoyerSqlStep step;

  if (statement == NULL ||
      !foyer_statement_bind (statement, error, "i", foyer_db_now (db)))
    return NULL;
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      gint64 values[MAX_COLUMNS];

      for (int i = 0; i < n_columns; i++)
        values[i] = foyer_statement_integer (statement, i);
      g_array_append_vals (rows, values, 1);
    }

  return step == FOYER_SQL_DONE ? g_steal_pointer (&rows) : NULL;
}

/**
 * foyer_reports_list_deposits_held:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerDepositHolding): the bookings for which money is
 *   held, the oldest payment first, or `NULL` on error
 */
GArray *
foyer_reports_list_deposits_held (FoyerDb *db, GError **error)
{
  G_STATIC_ASSERT (sizeof (FoyerDepositHolding) == 3 * sizeof (gint64));

  return read_numbers (db,
                       "SELECT booking_id, sum (booking_minor), "
                       "min (iif (booking_minor > 0, at, NULL)) AS since "
                       "FROM ledger_effect WHERE booking_id IS NOT NULL AND at <= ?1 "
                       "GROUP BY booking_id HAVING sum (booking_minor) <> 0 "
                       "ORDER BY since, booking_id",
                       3, error);
}

/**
 * foyer_reports_list_gift_balances:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerGiftBalance): all gift cards that were paid for,
 *   the oldest first, or `NULL` on error
 */
GArray *
foyer_reports_list_gift_balances (FoyerDb *db, GError **error)
{
  G_STATIC_ASSERT (sizeof (FoyerGiftBalance) == 4 * sizeof (gint64));

  return read_numbers (db,
                       "SELECT card.id, coalesce (sum (issued), 0), "
                       "coalesce (sum (issued - card_minor), 0), "
                       "coalesce (sum (card_minor), 0) FROM gift_card AS card LEFT JOIN "
                       "(SELECT gift_card_uid, card_minor, "
                       "        iif (kind = 'gift-issue', card_minor, 0) AS issued "
                       " FROM ledger_effect) ON gift_card_uid = card.uid "
                       "WHERE paid_at IS NOT NULL AND made_at <= ?1 "
                       "GROUP BY card.id ORDER BY made_at, card.id",
                       4, error);
}

/**
 * foyer_reports_list_gift_ages:
 * @db: a connection
 * @error: return location for an error
 *
 * Sums what the clinic owes on gift cards by how long ago they were paid for.
 *
 * Returns: (transfer full) (element-type FoyerGiftAge): the youngest first, or `NULL` on error
 */
GArray *
foyer_reports_list_gift_ages (FoyerDb *db, GError **error)
{
  G_STATIC_ASSERT (sizeof (FoyerGiftAge) == 3 * sizeof (gint64));

  return read_numbers (
      db,
      "SELECT max (?1 - paid_at, 0) / " YEAR_SECONDS " AS years, count (*), "
      "sum (left_minor) FROM (SELECT paid_at, sum (card_minor) AS left_minor "
      "FROM gift_card AS card JOIN ledger_effect ON gift_card_uid = card.uid "
      "WHERE paid_at IS NOT NULL GROUP BY card.id) "
      "WHERE left_minor <> 0 GROUP BY years ORDER BY years",
      3, error);
}
