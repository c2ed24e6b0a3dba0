/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-verify-private.h"

/* Two desks that were apart may both have given back the same money: then a person sees it as
 * held below nothing, and it is no flaw of this file. */
#define ONE_DESK "count (DISTINCT desk) = 1"

/* A … Z, AA … ZZ, as desks are counted. */
#define DESK_NUMBER                                                                      \
  "max (1, coalesce ((SELECT CAST (value AS INTEGER) FROM sync_fact"                     \
  "                   WHERE name = 'desk-number'), 1))"
#define OWN_DRAWER                                                                       \
  "(SELECT iif (n <= 26, char (64 + n), char (64 + (n - 1) / 26) ||"                     \
  "             char (65 + (n - 1) % 26)) FROM (SELECT " DESK_NUMBER " AS n))"

/* What an entry moves of a tender, worked out without the view: a correction moves what it takes
 * back. */
#define MOVED                                                                            \
  "CASE WHEN entry.tender = 'none' THEN 0"                                               \
  "     WHEN meant.kind IN ('payment', 'gift-issue', 'gift-redeem') THEN 1"              \
  "     WHEN meant.kind IN ('refund', 'gift-restore') THEN -1 ELSE 0 END"                \
  " * iif (entry.kind = 'correction', -1, 1) * entry.amount_minor"
#define ENTRIES                                                                          \
  "ledger_entry AS entry JOIN ledger_entry AS meant"                                     \
  " ON meant.id = coalesce (entry.reverses_id, entry.id)"

static const FoyerVerifyQuery checks[] = {
  /* Of this desk: what went through the till of another one may still be on its way. */
  { "till-ledger",
    "SELECT count (*), total (wrong), max (till_id * wrong) FROM ("
    "  SELECT till.id AS till_id, counted_at IS NOT NULL AND expected_minor <> "
    "float_minor"
    "    + coalesce ((SELECT sum (" MOVED ") FROM " ENTRIES
    "                 WHERE entry.till_uid = till.uid AND entry.tender = 'cash'), 0) AS "
    "wrong"
    "  FROM till WHERE drawer = " OWN_DRAWER ")" },
  /* All tills and what was in none come to the ledger, tender by tender. */
  { "till-sum", "SELECT count (*), total (wrong), 0 FROM ("
                "  SELECT sum (" MOVED ") <> (SELECT sum (money_minor) FROM ledger_effect"
                "                             WHERE tender = entry.tender"
                "                               AND currency = entry.currency) AS wrong"
                "  FROM " ENTRIES " GROUP BY entry.tender, entry.currency)" },
  { "till-entry",
    "SELECT count (*), total (wrong), max (id * wrong) FROM ("
    "  SELECT entry.id, EXISTS (SELECT 1 FROM till WHERE drawer = entry.desk)"
    "    AND NOT EXISTS (SELECT 1 FROM till WHERE uid = entry.till_uid"
    "                    AND drawer = entry.desk AND opened_at <= entry.at"
    "                    AND (counted_at IS NULL OR counted_at >= entry.at)) AS wrong"
    "  FROM ledger_entry AS entry WHERE till_uid IS NOT NULL)" },
  /* Of this desk, for the same reason. */
  { "receipt-gap", "SELECT count (*), total (n <> last), 0 FROM ("
                   "  SELECT count (*) AS n, max (number) AS last FROM receipt WHERE "
                   "drawer = " OWN_DRAWER "  GROUP BY drawer)" },
  /* Of a card that travels the endpoint says what is left; its entries may still be on their
   * way. */
  { "gift-card-balance",
    "SELECT count (*), total (wrong), max (id * wrong) FROM ("
    "  SELECT id, coalesce (left_minor, 0) < 0"
    "    OR (state <> 'active' AND coalesce (left_minor, 0) <> 0) AS wrong"
    "  FROM (SELECT id, state, (SELECT sum (card_minor) FROM ledger_effect"
    "                           WHERE gift_card_uid = gift_card.uid) AS left_minor"
    "        FROM gift_card WHERE NOT EXISTS ("
    "          SELECT 1 FROM replica WHERE kind = 'gift_card' AND record_id = "
    "gift_card.id)))" },
  /* What was put on a card less what was taken from it is what is left. */
  { "gift-card-uses",
    "SELECT count (*), total (wrong), max (id * wrong) FROM ("
    "  SELECT card.id, coalesce (sum (CASE"
    "      WHEN entry.kind IN ('gift-issue', 'gift-restore') THEN entry.amount_minor"
    "      WHEN entry.kind = 'gift-redeem' OR (entry.booking_id IS NULL"
    "        AND entry.kind IN ('refund', 'forfeit', 'transfer'))"
    "        THEN -entry.amount_minor ELSE 0 END), 0)"
    "    <> coalesce ((SELECT sum (card_minor) FROM ledger_effect"
    "                  WHERE gift_card_uid = card.uid), 0) AS wrong"
    "  FROM gift_card AS card LEFT JOIN ledger_entry AS entry"
    "    ON entry.gift_card_uid = card.uid AND entry.kind <> 'correction'"
    "    AND NOT EXISTS (SELECT 1 FROM ledger_entry WHERE reverses_id = entry.id)"
    "  GROUP BY card.id)" },
  { "deposit-held",
    "SELECT count (*), total (wrong), max (booking_id * wrong) FROM ("
    "  SELECT booking_id, held < 0 AND n_desks = 1 AS wrong FROM ("
    "    SELECT ledger_effect.booking_id, sum (booking_minor) AS held,"
    "      count (DISTINCT desk) AS n_desks"
    "    FROM ledger_effect JOIN ledger_entry USING (id)"
    "    WHERE ledger_effect.booking_id IS NOT NULL"
    "    GROUP BY ledger_effect.booking_id,"
    "      iif (ledger_effect.tender = 'none', NULL, ledger_effect.tender),"
    "      ledger_effect.gift_card_uid))" },
  /* Asked for once, and not after it is over. */
  { "deposit-charge",
    "SELECT count (*), total (wrong), max (booking_id * wrong) FROM ("
    "  SELECT booking_id, " ONE_DESK " AND (count (*) > 1"
    "    OR max (state IN ('cancelled', 'no-show', 'left', 'entered-in-error'))) AS wrong"
    "  FROM ledger_entry AS entry JOIN booking ON booking.id = booking_id"
    "  WHERE kind = 'charge' AND NOT EXISTS (SELECT 1 FROM ledger_entry"
    "                                        WHERE reverses_id = entry.id)"
    "    AND NOT EXISTS (SELECT 1 FROM replica WHERE replica.kind = 'booking'"
    "                    AND record_id = booking.id)"
    "  GROUP BY booking_id)" },
  { "credit",
    "SELECT count (*), total (wrong), max (patient_id * wrong) FROM ("
    "  SELECT ledger_effect.patient_id,"
    "    sum (credit_minor) < 0 AND " ONE_DESK " AS wrong"
    "  FROM ledger_effect JOIN ledger_entry USING (id)"
    "  WHERE ledger_effect.patient_id IS NOT NULL GROUP BY ledger_effect.patient_id)" },
  { "payment-attempt",
    "SELECT count (*), total (wrong), max (attempt_id * wrong) FROM ("
    "  SELECT attempt_id, (state = 'taken') <> EXISTS ("
    "    SELECT 1 FROM ledger_entry WHERE ledger_entry.uid = payment.uid) AS wrong"
    "  FROM payment JOIN payment_attempt ON payment_attempt.id = attempt_id)" },
};

/* What is checked about money. */
const FoyerVerifyQuery *
foyer_verify_list_money (guint *out_n)
{
  *out_n = G_N_ELEMENTS (checks);
  return checks;
}
