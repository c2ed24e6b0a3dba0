/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-money-reports.h"

#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

#define MAX_COLUMNS 5

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
read_numbers (FoyerDb *db, const char *sql, int n_columns, gint64 until, GError **error)
{
  g_autoptr (GArray) rows =
      g_array_new (FALSE, FALSE, (guint) n_columns * sizeof (gint64));
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (db, sql, error);
  FoyerSqlStep step;

  if (statement == NULL || !foyer_statement_bind (statement, error, "i", until))
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
 * @until: first second that is too late; `G_MAXINT64`: what is held now
 * @error: return location for an error
 *
 * A deposit is held until the visit for which it was paid is over: then it is income.
 *
 * Returns: (transfer full) (element-type FoyerDepositHolding): the bookings for which money
 *   was held by then, the oldest payment first, or `NULL` on error
 */
GArray *
foyer_reports_list_deposits_held (FoyerDb *db, gint64 until, GError **error)
{
  G_STATIC_ASSERT (sizeof (FoyerDepositHolding) == 3 * sizeof (gint64));

  return read_numbers (
      db,
      "SELECT booking_id, sum (booking_minor), "
      "min (iif (booking_minor > 0, at, NULL)) AS since "
      "FROM ledger_effect JOIN booking ON booking.id = booking_id WHERE at < ?1 "
      "AND NOT (state = 'completed' AND coalesce (completed_at, 0) < ?1) "
      "GROUP BY booking_id HAVING sum (booking_minor) <> 0 ORDER BY since, booking_id",
      3, until, error);
}

/**
 * foyer_reports_list_gift_balances:
 * @db: a connection
 * @until: first second that is too late; `G_MAXINT64`: what is left now
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerGiftBalance): all gift cards that were paid for
 *   by then, with what was left on them, the oldest first, or `NULL` on error
 */
GArray *
foyer_reports_list_gift_balances (FoyerDb *db, gint64 until, GError **error)
{
  G_STATIC_ASSERT (sizeof (FoyerGiftBalance) == 5 * sizeof (gint64));

  return read_numbers (db,
                       "SELECT card.id, paid_at, coalesce (sum (issued), 0), "
                       "coalesce (sum (issued - card_minor), 0), "
                       "coalesce (sum (card_minor), 0) FROM gift_card AS card LEFT JOIN "
                       "(SELECT gift_card_uid, card_minor, "
                       "        iif (kind = 'gift-issue', card_minor, 0) AS issued "
                       " FROM ledger_effect WHERE at < ?1) ON gift_card_uid = card.uid "
                       "WHERE paid_at < ?1 GROUP BY card.id ORDER BY paid_at, card.id",
                       5, until, error);
}

/**
 * foyer_reports_list_gift_ages:
 * @db: a connection
 * @until: first second that is too late; `G_MAXINT64`: what is owed now
 * @error: return location for an error
 *
 * Sums what the clinic owed on gift cards by how long ago they were paid for.
 *
 * Returns: (transfer full) (element-type FoyerGiftLiability): all ages, the youngest first,
 *   or `NULL` on error
 */
GArray *
foyer_reports_list_gift_ages (FoyerDb *db, gint64 until, GError **error)
{
  g_autoptr (GArray) balances = foyer_reports_list_gift_balances (db, until, error);
  FoyerZone *zone = foyer_db_get_zone (db, error);
  GArray    *ages;
  int        day;

  if (balances == NULL || zone == NULL)
    return NULL;
  day = foyer_zone_get_day (zone, MIN (until - 1, foyer_db_now (db)));
  ages = g_array_new (FALSE, TRUE, sizeof (FoyerGiftLiability));
  g_array_set_size (ages, FOYER_GIFT_N_AGES);
  for (FoyerGiftAge age = 0; age < FOYER_GIFT_N_AGES; age++)
    g_array_index (ages, FoyerGiftLiability, age).age = age;
  for (guint i = 0; i < balances->len; i++)
    {
      const FoyerGiftBalance *balance = &g_array_index (balances, FoyerGiftBalance, i);
      const FoyerGiftAge      age =
          foyer_gift_age_of (foyer_zone_get_day (zone, balance->paid_at), day);
      FoyerGiftLiability *liability = &g_array_index (ages, FoyerGiftLiability, age);

      liability->n_cards += balance->left_minor != 0;
      liability->left_minor += balance->left_minor;
    }

  return ages;
}
