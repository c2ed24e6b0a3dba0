/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

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
      "INSERT INTO replica VALUES ('patient', 999, 'Patient', 'k', NULL, NULL, NULL, "
      "NULL, NULL, 0, 'ok', 0, 0, NULL)",
      "DELETE FROM replica" },
    { "replica-record",
      "INSERT INTO replica VALUES ('hat', 1, 'Patient', 'k', NULL, NULL, NULL, NULL, "
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
                "INSERT INTO replica VALUES ('booking', 1, 'Appointment', "
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
  ADD ("collision", test_collision_is_right_while_it_is_shown);
  ADD ("history", test_history_of_several_desks);

  return g_test_run ();
}
