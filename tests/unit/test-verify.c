/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

#include "store/foyer-sql.h"
#include "store/foyer-tills.h"
#include "store/foyer-verify.h"

static gint64
count_wrong (Desk *desk, const char *check)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) findings = foyer_verify_run (desk->db, &error);
  gint64   n = 0;
  gboolean found = check == NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      FoyerVerifyFinding *finding = &g_array_index (findings, FoyerVerifyFinding, i);

      if (check != NULL && !g_str_equal (finding->check, check))
        continue;
      found = TRUE;
      n += finding->n_wrong;
    }
  g_assert_true (found);

  return n;
}

/* Each is written behind the back of the store, and found. */
static void
test_each_flaw_is_found (Desk *desk, gconstpointer data)
{
  static const struct
  {
    const char *check;
    const char *make;
    const char *mend;
  } flaws[] = {
    { "replica-record",
      "INSERT INTO replica VALUES (1, 'patient', 999, 'Patient', 'k', NULL, NULL, NULL, "
      "NULL, NULL, 0, 'ok', 0, 0, NULL)",
      "DELETE FROM replica" },
    { "replica-record",
      "INSERT INTO replica VALUES (1, 'hat', 1, 'Patient', 'k', NULL, NULL, NULL, NULL, "
      "NULL, 0, 'ok', 0, 0, NULL)",
      "DELETE FROM replica" },
    { "unsent-record", "INSERT INTO unsent VALUES ('booking', 999, 1, 1)",
      "DELETE FROM unsent WHERE kind = 'booking'" },
    { "saga-kind", "INSERT INTO saga VALUES (1, 'x', 'dance', 0, NULL, 0, 0)",
      "DELETE FROM saga" },
    { "claim-time", "INSERT INTO claim VALUES (1, 1, 5, 5, 0, NULL)",
      "DELETE FROM claim" },
    { "rules-on", "INSERT INTO applying VALUES (1)", "DELETE FROM applying" },
    { "request-booking",
      "INSERT INTO request (uid, channel, state, received_at, category, referral_sent, "
      "seen_before, created_at, updated_at) VALUES ('r', 'web', 'booked', 0, 'medical', "
      "'no', 'no', 0, 0)",
      "UPDATE request SET state = 'open'" },
    { "booking-history",
      "UPDATE booking SET state = 'cancelled', cancel_reason = 'clinic'",
      "UPDATE booking SET state = 'booked'" },
  };
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);

  desk_book (desk, &request);
  g_assert_cmpint (count_wrong (desk, NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (flaws); i++)
    {
      g_test_message ("%s", flaws[i].make);
      profile_exec (&desk->profile, flaws[i].make);
      g_assert_cmpint (count_wrong (desk, flaws[i].check), ==, 1);
      profile_exec (&desk->profile, flaws[i].mend);
      g_assert_cmpint (count_wrong (desk, NULL), ==, 0);
    }
}

/* Of what is only ever added to, each flaw is taken back with its transaction. */
static void
test_each_flaw_of_money_is_found (Desk *desk, gconstpointer data)
{
#define ENTRY                                                                            \
  "INSERT INTO ledger_entry (uid, at, staff_id, desk, kind, patient_id, booking_id, "    \
  "amount_minor, currency, tender, gift_card_uid, till_uid, reason) SELECT 'e', at, "    \
  "staff_id, desk, "
#define OF " FROM ledger_entry WHERE kind = 'payment'"
  static const struct
  {
    const char *check;
    const char *make;
  } flaws[] = {
    { "till-ledger", "UPDATE till SET state = 'closed', counted_at = 1, closed_at = 1, "
                     "expected_minor = 5, counted_minor = 5" },
    { "till-entry", ENTRY "'payment', patient_id, NULL, 1, currency, 'cash', NULL, "
                          "'nowhere', NULL" OF },
    { "receipt-gap", "DROP TRIGGER receipt_gap; INSERT INTO receipt VALUES ('A', 9, 0)" },
    { "gift-card-balance", ENTRY "'gift-redeem', patient_id, booking_id, 1, currency, "
                                 "'gift-card', 'card', till_uid, NULL" OF },
    { "gift-card-balance", "UPDATE gift_card SET state = 'active';" ENTRY
                           "'gift-issue', NULL, NULL, 1, currency, 'cash', 'card', "
                           "till_uid, NULL" OF ";UPDATE gift_card SET state = 'void'" },
    { "deposit-held", ENTRY "'refund', patient_id, booking_id, 12501, currency, 'cash', "
                            "NULL, till_uid, 'x'" OF },
    { "deposit-charge", ENTRY "'charge', patient_id, booking_id, 1, currency, 'none', "
                              "NULL, NULL, NULL" OF },
    { "credit", ENTRY "'refund', patient_id, NULL, 1, currency, 'cash', NULL, till_uid, "
                      "'x'" OF },
    { "payment-attempt",
      "DROP TRIGGER payment_attempt_closed;"
      "INSERT INTO payment_attempt VALUES (1, 'a', 0, 1, 1, 'open', NULL, NULL, NULL);"
      "INSERT INTO payment VALUES (1, 'p', 1, 'cash', 1, NULL, NULL, NULL);"
      "UPDATE payment_attempt SET state = 'taken', closed_at = 1" },
  };
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, 9, 0);
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (GPtrArray) cash = desk_cash (12500);
  g_autoptr (GError) error = NULL;

  till = foyer_tills_open (desk->db, desk->clerk, 0, &error);
  g_assert_no_error (error);
  request.payments = cash;
  desk_book (desk, &request);
  profile_exec (&desk->profile, "INSERT INTO gift_card VALUES (1, 'card', 'h', '4', "
                                "'inactive', 'USD', NULL, 0, NULL, NULL)");
  g_assert_cmpint (count_wrong (desk, NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (flaws); i++)
    {
      g_test_message ("%s", flaws[i].make);
      foyer_db_exec (desk->db, "BEGIN; INSERT INTO applying VALUES (1)", &error);
      foyer_db_exec (desk->db, flaws[i].make, &error);
      g_assert_no_error (error);
      g_assert_cmpint (count_wrong (desk, flaws[i].check), ==, 1);
      foyer_db_exec (desk->db, "ROLLBACK", &error);
      g_assert_cmpint (count_wrong (desk, NULL), ==, 0);
    }
#undef ENTRY
#undef OF
}

static void
test_collision_is_right_while_it_is_shown (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);

  request.room_id = desk->room_id;
  desk_book (desk, &request);
  request.start_at = desk_time (10, 0);
  desk_book (desk, &request);
  profile_exec (
      &desk->profile,
      "BEGIN; INSERT INTO applying VALUES (1);"
      "UPDATE booking SET (start_at, end_at, block_start_at, block_end_at) = "
      "(SELECT start_at, end_at, block_start_at, block_end_at FROM booking WHERE id = 1);"
      "DELETE FROM applying; COMMIT");
  g_assert_cmpint (count_wrong (desk, "clinician-overlap"), ==, 1);
  g_assert_cmpint (count_wrong (desk, "room-overlap"), ==, 1);
  g_assert_cmpint (count_wrong (desk, "patient-overlap"), ==, 1);

  profile_exec (&desk->profile,
                "INSERT INTO conflict (uid, kind, record_kind, record_id, created_at, "
                "resolution, applied) VALUES ('c', 'double-booking', 'booking', 2, 0, "
                "'none', 0)");
  g_assert_cmpint (count_wrong (desk, NULL), ==, 0);
  profile_exec (&desk->profile, "UPDATE conflict SET record_id = 1, "
                                "other_uid = (SELECT uid FROM booking WHERE id = 2)");
  g_assert_cmpint (count_wrong (desk, NULL), ==, 0);

  /* And once both are kept. */
  profile_exec (
      &desk->profile,
      "DELETE FROM conflict;"
      "INSERT INTO booking_override (uid, booking_id, rule, staff_id, at, reason) "
      "SELECT value, 2, value, 1, 0, 'x' FROM json_each "
      "('[\"clinician-overlap\", \"room-overlap\", \"patient-overlap\"]')");
  g_assert_cmpint (count_wrong (desk, NULL), ==, 0);
}

static void
test_history_of_several_desks (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);

  desk_book (desk, &request);
  profile_exec (&desk->profile,
                "INSERT INTO booking_event (uid, booking_id, at, kind, to_state, undone) "
                "VALUES ('e', 1, 5, 'transition', 'confirmed', 0)");
  g_assert_cmpint (count_wrong (desk, "booking-history"), ==, 1);
  profile_exec (&desk->profile,
                "INSERT INTO replica VALUES (1, 'booking', 1, 'Appointment', "
                "'k', '1', NULL, NULL, NULL, NULL, 0, 'ok', 0, 0, NULL)");
  g_assert_cmpint (count_wrong (desk, NULL), ==, 0);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/verify/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("flaws", test_each_flaw_is_found);
  ADD ("flaws-of-money", test_each_flaw_of_money_is_found);
  ADD ("collision", test_collision_is_right_while_it_is_shown);
  ADD ("history", test_history_of_several_desks);

  return g_test_run ();
}
