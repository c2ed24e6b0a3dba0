/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-arrivals.h"

#include "store/foyer-db-private.h"

/* Bookings that sync has changed and not yet compared with the others.  They stand in the
 * database, because a sync may end at any time between the two. */

/**
 * foyer_arrivals_add:
 * @act: an act
 * @booking_id: a booking that came, changed, or did not get its time
 * @error: return location for an error
 *
 * Has a booking looked at, in the transaction that changes it.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_arrivals_add (FoyerAct *act, gint64 booking_id, GError **error)
{
  return foyer_db_run (act->db, error,
                       "INSERT INTO booking_arrived VALUES (?1) ON CONFLICT DO NOTHING",
                       "i", booking_id);
}

/**
 * foyer_arrivals_list:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): bookings to be looked at, or `NULL` on error
 */
GArray *
foyer_arrivals_list (FoyerDb *db, GError **error)
{
  return foyer_db_list_integers (
      db, error, "SELECT booking_id FROM booking_arrived ORDER BY booking_id", "");
}

/**
 * foyer_arrivals_clear:
 * @act: an act
 * @error: return location for an error
 *
 * Says that all of them were looked at.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_arrivals_clear (FoyerAct *act, GError **error)
{
  return foyer_db_run (act->db, error, "DELETE FROM booking_arrived", "");
}
