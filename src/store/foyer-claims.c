/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-claims.h"

#include "store/foyer-claims-private.h"
#include "store/foyer-db-private.h"

void
foyer_claim_clear (FoyerClaim *self)
{
  g_clear_pointer (&self->other_uid, g_free);
}

/**
 * foyer_claims_get:
 * @db: a connection
 * @booking_id: a booking
 * @out: (out caller-allocates): what the guards say of it
 * @out_found: (out): whether they say anything
 * @error: return location for an error
 *
 * Returns: `TRUE` on success, also if there is no claim
 */
gboolean
foyer_claims_get (
    FoyerDb *db, gint64 booking_id, FoyerClaim *out, gboolean *out_found, GError **error)
{
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (db,
                        "SELECT clinician_id, start_at, end_at, refused, other_uid "
                        "FROM claim WHERE booking_id = ?1",
                        error);
  FoyerSqlStep step;

  *out = (FoyerClaim){ .booking_id = booking_id };
  *out_found = FALSE;
  if (statement == NULL || !foyer_statement_bind (statement, error, "i", booking_id))
    return FALSE;

  step = foyer_statement_step (statement, error);
  if (step == FOYER_SQL_ROW)
    {
      out->clinician_id = foyer_statement_integer (statement, 0);
      out->start_at = foyer_statement_integer (statement, 1);
      out->end_at = foyer_statement_integer (statement, 2);
      out->refused = foyer_statement_integer (statement, 3) != 0;
      out->other_uid = g_strdup (foyer_statement_text (statement, 4));
      *out_found = TRUE;
    }

  return step != FOYER_SQL_ERROR;
}

/* Whether a visit is confirmed shows on the screen as any change of it. */
static gboolean
show_booking (FoyerAct *act, gint64 booking_id, GError **error)
{
  return foyer_act_show (act, "booking", booking_id, error);
}

/**
 * foyer_claims_put:
 * @act: the action under way
 * @claim: what the guards say of a booking, in place of what they said before
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_RULE` if there is no such booking.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_claims_put (FoyerAct *act, const FoyerClaim *claim, GError **error)
{
  return foyer_db_run (act->db, error,
                       "INSERT INTO claim (booking_id, clinician_id, start_at, end_at, "
                       "refused, other_uid) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
                       "ON CONFLICT (booking_id) DO UPDATE SET clinician_id = ?2, "
                       "start_at = ?3, end_at = ?4, refused = ?5, other_uid = ?6",
                       "iiiiis", claim->booking_id, claim->clinician_id, claim->start_at,
                       claim->end_at, (gint64) (claim->refused != 0), claim->other_uid) &&
         show_booking (act, claim->booking_id, error);
}

/**
 * foyer_claims_remove:
 * @act: the action under way
 * @booking_id: a booking whose time the guards no longer keep
 * @error: return location for an error
 *
 * Returns: `TRUE` on success, also if there was no claim
 */
gboolean
foyer_claims_remove (FoyerAct *act, gint64 booking_id, GError **error)
{
  gint64 n;

  if (!foyer_db_query_integer (act->db, &n, error,
                               "DELETE FROM claim WHERE booking_id = ?1 RETURNING 1", "i",
                               booking_id))
    return FALSE;

  return n == 0 || show_booking (act, booking_id, error);
}

/**
 * foyer_claims_list_wanting:
 * @db: a connection
 * @from: seconds since 1970-01-01 UTC
 * @error: return location for an error
 *
 * Lists the live bookings that end after @from and whose time is not claimed as it stands:
 * not at all, for another time or clinician, or in vain.
 *
 * Returns: (transfer full) (element-type gint64): their ids, or `NULL` on error
 */
GArray *
foyer_claims_list_wanting (FoyerDb *db, gint64 from, GError **error)
{
  return foyer_db_list_integers (
      db, error, "SELECT booking.id " FOYER_SQL_UNCONFIRMED " ORDER BY booking.id", "i",
      from);
}

/**
 * foyer_claims_list_held:
 * @db: a connection
 * @from: seconds since 1970-01-01 UTC
 * @error: return location for an error
 *
 * Lists the bookings with a claim that was not refused and that ends after @from.
 *
 * Returns: (transfer full) (element-type gint64): their ids, or `NULL` on error
 */
GArray *
foyer_claims_list_held (FoyerDb *db, gint64 from, GError **error)
{
  return foyer_db_list_integers (
      db, error, "SELECT booking_id FROM claim WHERE NOT refused AND end_at > ?1", "i",
      from);
}
