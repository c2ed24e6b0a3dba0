/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-verify-private.h"

#include "model/foyer-kind.h"
#include "store/foyer-audit.h"
#include "store/foyer-db-private.h"

/* A collision of b that sync has brought in is kept, and shown to a person who decides, at the
 * latest when the next sync ends well. */
#define IS_SHOWN                                                                         \
  "EXISTS (SELECT 1 FROM booking_arrived WHERE booking_id IN (b.id, b.before_id)) "      \
  "OR EXISTS (SELECT 1 FROM conflict AS c WHERE c.kind = 'double-booking'"               \
  "        AND ((c.record_kind = 'booking' AND c.record_id = b.id)"                      \
  "             OR c.other_uid = b.uid))"

/* Of what several desks work on, the last step need not be the one that stood in the end. */
#define IS_SHARED                                                                        \
  "EXISTS (SELECT 1 FROM replica WHERE replica.kind = owner.kind"                        \
  "        AND replica.record_id = owner.id)"

static const FoyerVerifyQuery checks[] = {
  /* Sorted by time, only neighbours whose blocks reach over the next start can overlap; the
   * running maximum of the ends finds those that reach further. */
  { "clinician-overlap",
    "SELECT count (*), total (wrong), max (id * wrong) FROM ("
    "  SELECT b.id AS id, reach > block_start_at AND overlap_limit = 1"
    "             AND NOT EXISTS (SELECT 1 FROM booking_override AS o"
    "                             WHERE o.rule = 'clinician-overlap'"
    "                               AND o.booking_id IN (b.id, b.before_id))"
    "             AND NOT (" IS_SHOWN ") AS wrong"
    "  FROM (SELECT booking.id, booking.uid, block_start_at, clinician_id,"
    "               max (block_end_at) OVER earlier AS reach,"
    "               lag (booking.id) OVER (PARTITION BY clinician_id"
    "                                      ORDER BY block_start_at, booking.id) AS "
    "before_id"
    "        FROM booking WHERE live"
    "        WINDOW earlier AS (PARTITION BY clinician_id ORDER BY block_start_at, "
    "booking.id"
    "                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS b"
    "  JOIN clinician ON clinician.id = b.clinician_id)" },
  { "room-overlap",
    "SELECT count (*), total (wrong), max (id * wrong) FROM ("
    "  SELECT id, reach > block_start_at"
    "             AND NOT EXISTS (SELECT 1 FROM booking_override AS o"
    "                             WHERE o.rule = 'room-overlap'"
    "                               AND o.booking_id IN (b.id, b.before_id))"
    "             AND NOT (" IS_SHOWN ") AS wrong"
    "  FROM (SELECT id, uid, block_start_at,"
    "             max (block_end_at) OVER (PARTITION BY room_id ORDER BY block_start_at, "
    "id"
    "               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach,"
    "             lag (id) OVER (PARTITION BY room_id ORDER BY block_start_at, id) AS "
    "before_id"
    "        FROM booking WHERE live AND room_id IS NOT NULL) AS b)" },
  { "patient-overlap",
    "SELECT count (*), total (wrong), max (id * wrong) FROM ("
    "  SELECT id, reach > start_at"
    "             AND NOT EXISTS (SELECT 1 FROM booking_override AS o"
    "                             WHERE o.rule = 'patient-overlap'"
    "                               AND o.booking_id IN (b.id, b.before_id))"
    "             AND NOT (" IS_SHOWN ") AS wrong"
    "  FROM (SELECT id, uid, start_at,"
    "               max (end_at) OVER (PARTITION BY patient_id ORDER BY start_at, id"
    "                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach,"
    "               lag (id) OVER (PARTITION BY patient_id ORDER BY start_at, id) AS "
    "before_id"
    "        FROM booking WHERE live) AS b)" },
  { "booking-length",
    "SELECT count (*), total (end_at <= start_at OR block_start_at > start_at"
    "                         OR block_end_at < end_at), 0 "
    "FROM booking WHERE start_at IS NOT NULL" },
  /* A visit that travels may come before what was paid for it. */
  { "deposit",
    "SELECT count (*), total (wrong), max (id * wrong) FROM ("
    "  SELECT id, deposit_minor > coalesce ("
    "    (SELECT sum (booking_minor + waived_minor) FROM ledger_effect"
    "     WHERE booking_id = booking.id), 0)"
    "    AND NOT EXISTS (SELECT 1 FROM booking_override AS o"
    "                    WHERE o.booking_id = booking.id AND o.rule = 'deposit')"
    "    AND NOT EXISTS (SELECT 1 FROM replica WHERE replica.kind = 'booking'"
    "                    AND record_id = booking.id) AS wrong"
    "  FROM booking WHERE deposit_minor > 0 AND state IN ('booked', 'confirmed'))" },
  { "ledger-reversal",
    "SELECT count (*), total (wrong), max (id * wrong) FROM ("
    "  SELECT entry.id, entry.amount_minor <> other.amount_minor"
    "                   OR entry.patient_id IS NOT other.patient_id AS wrong"
    "  FROM ledger_entry AS entry JOIN ledger_entry AS other ON other.id = "
    "entry.reverses_id)" },
  { "booking-history",
    "SELECT count (*), total (wrong), max (id * wrong) FROM ("
    "  SELECT owner.id, owner.state <> event.to_state AND (NOT " IS_SHARED
    "    OR NOT EXISTS (SELECT 1 FROM booking_event WHERE booking_id = owner.id"
    "                   AND to_state = owner.state)) AS wrong"
    "  FROM (SELECT id, state, 'booking' AS kind FROM booking) AS owner"
    "  JOIN booking_event AS event ON event.id ="
    "    (SELECT max (id) FROM booking_event WHERE booking_id = owner.id))" },
  { "referral-history",
    "SELECT count (*), total (wrong), max (id * wrong) FROM ("
    "  SELECT owner.id, owner.state <> event.to_state AND (NOT " IS_SHARED
    "    OR NOT EXISTS (SELECT 1 FROM referral_event WHERE referral_id = owner.id"
    "                   AND to_state = owner.state)) AS wrong"
    "  FROM (SELECT id, state, 'referral' AS kind FROM referral) AS owner"
    "  JOIN referral_event AS event ON event.id ="
    "    (SELECT max (id) FROM referral_event WHERE referral_id = owner.id))" },
  { "referral-patient",
    "SELECT count (*), total (booking.patient_id <> referral.patient_id),"
    "       max (booking.id * (booking.patient_id <> referral.patient_id)) "
    "FROM booking JOIN referral ON referral.id = booking.referral_id" },
  { "document-content",
    "SELECT count (*), total (size_bytes IS NOT length (content)),"
    "       max (document.id * (size_bytes IS NOT length (content))) "
    "FROM document LEFT JOIN document_content ON document_id = document.id" },
  { "identifier-owner",
    "SELECT count (*), total (wrong), max (id * wrong) FROM ("
    "  SELECT id, CASE owner_kind"
    "    WHEN 'patient' THEN NOT EXISTS (SELECT 1 FROM patient WHERE id = owner_id)"
    "    WHEN 'referrer' THEN NOT EXISTS (SELECT 1 FROM referrer WHERE id = owner_id)"
    "    ELSE NOT EXISTS (SELECT 1 FROM practice WHERE id = owner_id) END AS wrong"
    "  FROM identifier)" },
  { "request-booking",
    "SELECT count (*), total (wrong), max (id * wrong) FROM ("
    "  SELECT id, NOT EXISTS (SELECT 1 FROM booking WHERE booking.uid = request.uid)"
    "    AS wrong FROM request WHERE state = 'booked')" },
  { "claim-time",
    "SELECT count (*), total (end_at <= start_at), max (booking_id * (end_at <= "
    "start_at)) FROM claim" },
  { "saga-kind",
    "SELECT count (*), total (kind <> 'booking'), max (seq * (kind <> 'booking')) "
    "FROM saga" },
  /* Outside an act of sync the rules are on. */
  { "rules-on", "SELECT 1, count (*), 0 FROM applying" },
};

static gboolean
run_check (FoyerDb            *db,
           const char         *check,
           const char         *sql,
           FoyerVerifyFinding *out_finding,
           GError            **error)
{
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (db, sql, error);

  if (statement == NULL || foyer_statement_step (statement, error) != FOYER_SQL_ROW)
    return FALSE;

  out_finding->check = check;
  out_finding->n_checked = foyer_statement_integer (statement, 0);
  out_finding->n_wrong = foyer_statement_integer (statement, 1);
  out_finding->example_id = foyer_statement_integer (statement, 2);

  return TRUE;
}

/* integrity_check and foreign_key_check give a row for each thing that is wrong. */
static gboolean
run_pragma (FoyerDb            *db,
            const char         *check,
            const char         *sql,
            FoyerVerifyFinding *out_finding,
            GError            **error)
{
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (db, sql, error);
  FoyerSqlStep step;

  if (statement == NULL)
    return FALSE;

  out_finding->check = check;
  out_finding->n_checked = 1;
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    if (g_strcmp0 (foyer_statement_text (statement, 0), "ok") != 0)
      out_finding->n_wrong++;

  return step == FOYER_SQL_DONE;
}

/* What is known of a record at the endpoint, or is to be told it, is about one that is here. */
static gboolean
run_sync_records (FoyerDb            *db,
                  const char         *check,
                  const char         *table,
                  FoyerVerifyFinding *out_finding,
                  GError            **error)
{
  g_autofree char *total = g_strdup_printf (
      "SELECT count (*), count (*), 0 FROM %s WHERE record_id <> 0", table);
  const FoyerKind *kinds;
  guint            n;

  if (!run_check (db, check, total, out_finding, error))
    return FALSE;

  kinds = foyer_kinds_list (&n);
  for (guint i = 0; i < n; i++)
    if (kinds[i].parent == NULL)
      {
        g_autofree char *known =
            g_strdup_printf ("SELECT count (*) FROM %s AS note JOIN %s AS record "
                             "ON record.id = note.record_id WHERE note.kind = ?1",
                             table, kinds[i].name);
        gint64 n_known;

        if (!foyer_db_query_integer (db, &n_known, error, known, "s", kinds[i].name))
          return FALSE;
        out_finding->n_wrong -= n_known;
      }

  return TRUE;
}

static gboolean
run_audit (FoyerDb *db, FoyerVerifyFinding *out_finding, GError **error)
{
  out_finding->check = "audit-chain";
  if (!foyer_db_query_integer (db, &out_finding->n_checked, error,
                               "SELECT count (*) FROM audit", "") ||
      !foyer_audit_verify (db, &out_finding->example_id, error))
    return FALSE;

  out_finding->n_wrong = out_finding->example_id != 0;

  return TRUE;
}

/* What a visit date says must be what the clinic's clock said. */
static gboolean
run_visit_dates (FoyerDb *db, FoyerVerifyFinding *out_finding, GError **error)
{
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerZone   *zone = foyer_db_get_zone (db, error);
  FoyerSqlStep step;

  if (zone == NULL)
    return FALSE;
  statement = foyer_db_prepare (
      db, "SELECT id, start_at, visit_date FROM booking WHERE start_at IS NOT NULL",
      error);
  if (statement == NULL)
    return FALSE;

  out_finding->check = "visit-date";
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      int day;

      out_finding->n_checked++;
      if (foyer_day_parse (foyer_statement_text (statement, 2), &day) &&
          day == foyer_zone_get_day (zone, foyer_statement_integer (statement, 1)))
        continue;
      out_finding->n_wrong++;
      out_finding->example_id = foyer_statement_integer (statement, 0);
    }

  return step == FOYER_SQL_DONE;
}

/**
 * foyer_verify_run:
 * @db: a connection to a profile that has been set up
 * @error: return location for an error
 *
 * Checks a whole profile: the file itself, references, intervals, money, the audit chain, and
 * what is derived against what it is derived from.  Nothing is changed.
 *
 * Returns: (transfer full) (element-type FoyerVerifyFinding): one finding a check, or `NULL` if
 *   a check could not be made
 */
GArray *
foyer_verify_run (FoyerDb *db, GError **error)
{
  g_autoptr (GArray) findings =
      g_array_sized_new (FALSE, TRUE, sizeof (FoyerVerifyFinding), 16);
  FoyerVerifyFinding     *finding;
  guint                   n_money;
  const FoyerVerifyQuery *money = foyer_verify_list_money (&n_money);

#define ADD(call)                                                                        \
  g_array_set_size (findings, findings->len + 1);                                        \
  finding = &g_array_index (findings, FoyerVerifyFinding, findings->len - 1);            \
  if (!(call))                                                                           \
    return NULL;

  ADD (run_pragma (db, "integrity", "PRAGMA integrity_check", finding, error))
  ADD (run_pragma (db, "foreign-keys", "PRAGMA foreign_key_check", finding, error))
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      ADD (run_check (db, checks[i].check, checks[i].sql, finding, error))
    }
  for (guint i = 0; i < n_money; i++)
    {
      ADD (run_check (db, money[i].check, money[i].sql, finding, error))
    }
  ADD (run_sync_records (db, "replica-record", "replica", finding, error))
  ADD (run_sync_records (db, "unsent-record", "unsent", finding, error))
  ADD (run_audit (db, finding, error))
  ADD (run_visit_dates (db, finding, error))
#undef ADD

  return g_steal_pointer (&findings);
}
