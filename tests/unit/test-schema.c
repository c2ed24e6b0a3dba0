/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

#include "store/foyer-sql.h"

/* The rules of the database itself, met with SQL as a program that knows no gate writes it. */

static void
expect (Desk *desk, const char *sql, const char *rule)
{
  g_autoptr (GError) error = NULL;

  if (rule == NULL)
    {
      foyer_db_exec (desk->db, sql, &error);
      g_assert_no_error (error);
      return;
    }
  if (foyer_db_exec (desk->db, sql, &error))
    g_error ("not refused: %s", sql);
  desk_assert_rule (&error, rule);
}

/* A request at @start minutes after eight, of a patient with a clinician and a room. */
static gint64
insert (Desk *desk, gint64 patient_id, gint64 clinician_id, const char *room, int start)
{
  static int       n_bookings;
  gint64           start_at = desk_time (8, start);
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO booking (uid, number, patient_id, service_id, clinician_id, room_id, "
      "state, start_at, end_at, block_start_at, block_end_at, visit_date, "
      "interpreter_arranged, channel, deposit_minor, cancel_reason, times_moved, "
      "created_at, updated_at) VALUES ('u%d', 'n%d', %d, %d, %d, %s, 'requested', "
      "%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT
      ", %" G_GINT64_FORMAT ", '" DESK_DATE "', 0, 'phone', 0, 'none', 0, 0, 0)",
      n_bookings, n_bookings, (int) patient_id, (int) desk->follow_up_id,
      (int) clinician_id, room, start_at, start_at + 1200, start_at - 300,
      start_at + 1500);

  n_bookings++;
  expect (desk, sql, NULL);

  return desk_query (desk, "SELECT max (id) FROM booking");
}

static void
update (Desk *desk, gint64 id, const char *settings, const char *rule)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE booking SET %s WHERE id = %d", settings, (int) id);

  expect (desk, sql, rule);
}

static void
override_rule (Desk *desk, gint64 id, const char *rule, const char *refused_by)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO booking_override (uid, booking_id, rule, staff_id, at, reason) "
      "VALUES ('%s%d', %d, '%s', 1, 0, 'x')",
      rule, (int) id, (int) id, rule);
  g_autoptr (GError) error = NULL;

  if (refused_by == NULL)
    expect (desk, sql, NULL);
  else
    {
      g_assert_false (foyer_db_exec (desk->db, sql, &error));
      g_assert_true (g_str_has_prefix (foyer_store_error_get_rule (error), refused_by));
    }
}

static void
test_bookings_begin_as_requests (Desk *desk, gconstpointer data)
{
  insert (desk, desk->known_patient_id, desk->clinician_id, "NULL", 0);
  expect (desk,
          "INSERT INTO booking SELECT id + 1, 'x', 'x', patient_id, service_id, "
          "clinician_id, room_id, referral_id, 'booked', start_at, end_at, "
          "block_start_at, block_end_at, visit_date, reason, note, interpreter_arranged, "
          "channel, held_until, deposit_minor, booked_at, confirmed_at, arrived_at, "
          "checked_in_at, in_room_at, completed_at, ended_at, cancel_reason, "
          "cancel_comment, times_moved, created_by, created_at, updated_at FROM booking",
          "begins-requested");
}

static void
test_blocks_touch_but_do_not_overlap (Desk *desk, gconstpointer data)
{
  gint64 other_id = desk_add_patient (desk, "Ito", "2026-01-15");
  gint64 first = insert (desk, desk->known_patient_id, desk->clinician_id, "NULL", 60);

  update (desk, first, "state = 'booked'", NULL);
  /* A block is thirty minutes long. */
  for (int start = 30; start <= 90; start++)
    {
      gint64   id = insert (desk, other_id, desk->clinician_id, "NULL", start);
      gboolean overlaps = start > 30 && start < 90;

      update (desk, id, "state = 'booked'", overlaps ? "clinician-overlap" : NULL);
      if (!overlaps)
        update (desk, id, "state = 'cancelled', cancel_reason = 'clinic'", NULL);
    }
}

static void
test_only_live_bookings_are_in_the_way (Desk *desk, gconstpointer data)
{
  static const char *const ended[] = {
    "state = 'no-show'",
    "state = 'left'",
    "state = 'entered-in-error'",
    "state = 'cancelled', cancel_reason = 'clinic'",
  };
  static const char *const live[] = {
    "state = 'held', held_until = 1",
    "state = 'booked'",
    "state = 'confirmed'",
    "state = 'arrived'",
    "state = 'in-room'",
    "state = 'completed'",
  };
  gint64 other_id = desk_add_patient (desk, "Ito", "2026-01-15");
  gint64 first = insert (desk, desk->known_patient_id, desk->clinician_id, "NULL", 0);
  gint64 second = insert (desk, other_id, desk->clinician_id, "NULL", 10);

  for (guint i = 0; i < G_N_ELEMENTS (live); i++)
    {
      update (desk, first, live[i], NULL);
      update (desk, second, "state = 'booked'", "clinician-overlap");
    }
  for (guint i = 0; i < G_N_ELEMENTS (ended); i++)
    {
      update (desk, first, ended[i], NULL);
      update (desk, second, "state = 'booked'", NULL);
      update (desk, first, "state = 'booked'", "clinician-overlap");
      update (desk, second, "state = 'requested'", NULL);
    }
}

static void
test_moves_are_looked_at (Desk *desk, gconstpointer data)
{
  gint64 other_id = desk_add_patient (desk, "Ito", "2026-01-15");
  gint64 first = insert (desk, desk->known_patient_id, desk->clinician_id, "1", 0);
  gint64 second = insert (desk, other_id, desk->other_clinician_id, "2", 10);

  update (desk, first, "state = 'booked'", NULL);
  update (desk, second, "state = 'booked'", NULL);
  update (desk, second, "room_id = 1", "room-overlap");
  update (desk, second, "clinician_id = (SELECT min (id) FROM clinician)",
          "clinician-overlap");
  update (desk, second, "patient_id = (SELECT patient_id FROM booking LIMIT 1)",
          "patient-overlap");
  update (desk, second,
          "start_at = start_at + 3600, end_at = end_at + 3600, "
          "block_start_at = block_start_at + 3600, block_end_at = block_end_at + 3600, "
          "clinician_id = (SELECT min (id) FROM clinician), room_id = 1",
          NULL);
  update (desk, second,
          "start_at = start_at - 3600, end_at = end_at - 3600, "
          "block_start_at = block_start_at - 3600, block_end_at = block_end_at - 3600",
          "clinician-overlap");
}

static void
test_limit_counts_visits_at_once (Desk *desk, gconstpointer data)
{
  gint64 ids[4];

  expect (desk, "UPDATE clinician SET overlap_limit = 2", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = insert (desk, desk_add_patient (desk, "Ito", "2026-01-15"),
                     desk->clinician_id, "NULL", i < 2 ? (int) i * 30 : 15);

  /* Two that follow one another leave room for one across both, and no second. */
  update (desk, ids[0], "state = 'booked'", NULL);
  update (desk, ids[1], "state = 'booked'", NULL);
  update (desk, ids[2], "state = 'booked'", NULL);
  update (desk, ids[3], "state = 'booked'", "clinician-overlap");
}

static void
test_override_is_for_one_booking_and_rule (Desk *desk, gconstpointer data)
{
  g_autofree char *sql = NULL;
  gint64           other_id = desk_add_patient (desk, "Ito", "2026-01-15");
  gint64 first = insert (desk, desk->known_patient_id, desk->clinician_id, "1", 0);
  gint64 second = insert (desk, other_id, desk->clinician_id, "1", 10);

  update (desk, first, "state = 'booked'", NULL);
  override_rule (desk, first, "clinician-overlap", NULL);
  update (desk, second, "state = 'booked'", "clinician-overlap");
  override_rule (desk, second, "patient-overlap", NULL);
  update (desk, second, "state = 'booked'", "clinician-overlap");
  override_rule (desk, second, "clinician-overlap", NULL);
  update (desk, second, "state = 'booked'", "room-overlap");
  override_rule (desk, second, "room-overlap", NULL);
  update (desk, second, "state = 'booked'", NULL);
  update (desk, first, "state = 'arrived'", NULL);

  /* It holds until the visit is moved. */
  update (desk, second, "state = 'requested'", NULL);
  sql =
      g_strdup_printf ("INSERT INTO booking_event (uid, booking_id, at, kind, to_state, "
                       "undone) VALUES ('m', %d, 1, 'move', 'booked', 0)",
                       (int) second);
  expect (desk, sql, NULL);
  update (desk, second, "state = 'booked'", "clinician-overlap");

  override_rule (desk, second, "referral", "constraint");
  override_rule (desk, second, "deposit", "constraint");
}

static void
test_referral_rule (Desk *desk, gconstpointer data)
{
  gint64 id = insert (desk, desk->new_patient_id, desk->clinician_id, "NULL", 0);
  gint64 referral_id;
  g_autofree char *rest = NULL;

  update (desk, id, "state = 'booked'", "referral");
  update (desk, id, "state = 'completed'", "referral");
  update (desk, id, "state = 'held', held_until = 1", NULL);
  update (desk, id, "state = 'booked'", "referral");

  referral_id = desk_accept_referral (desk, desk->new_patient_id);
  rest = g_strdup_printf ("referral_id = %d, state = 'booked'", (int) referral_id);
  expect (desk, "UPDATE referral SET state = 'triage'", NULL);
  update (desk, id, rest, "referral");
  expect (desk, "UPDATE referral SET state = 'accepted', valid_to = '2026-11-23'", NULL);
  update (desk, id, rest, "referral");
  expect (desk, "UPDATE referral SET valid_from = '2026-11-25', valid_to = '2026-11-25'",
          NULL);
  update (desk, id, rest, "referral");
  expect (desk, "UPDATE referral SET valid_from = '2026-11-24', valid_to = '2026-11-24'",
          NULL);
  update (desk, id, rest, NULL);
  update (desk, id, "visit_date = '2026-11-25'", "referral");
  update (desk, id, "referral_id = NULL", "referral");
}

static void
test_referral_rule_knows_patients (Desk *desk, gconstpointer data)
{
  gint64 id = insert (desk, desk->new_patient_id, desk->clinician_id, "NULL", 0);
  static const struct
  {
    const char *seen_before_on;
    const char *rule;
  } cases[] = {
    { "NULL", "referral" },
    { "'2026-11-24'", NULL },
    { "'2023-11-24'", NULL },
    { "'2023-11-23'", "referral" },
    { "'2026-11-25'", "referral" },
    { "'2026'", NULL },
    { "'2023'", NULL },
    { "'2022'", "referral" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE patient SET seen_before_on = %s",
                                              cases[i].seen_before_on);

      expect (desk, sql, NULL);
      update (desk, id, "state = 'requested'", NULL);
      update (desk, id, "state = 'booked'", cases[i].rule);
    }
  expect (desk, "UPDATE clinic SET new_after_years = 0", NULL);
  update (desk, id, "state = 'booked'", NULL);
  update (desk, id, "state = 'requested'", NULL);
  expect (desk, "UPDATE patient SET seen_before_on = NULL", NULL);
  expect (desk, "UPDATE service SET referral_rule = 'never'", NULL);
  update (desk, id, "state = 'booked'", NULL);
  update (desk, id, "state = 'requested'", NULL);
  expect (desk, "UPDATE service SET referral_rule = 'always'", NULL);
  expect (desk, "UPDATE patient SET seen_before_on = '2026-01-01'", NULL);
  update (desk, id, "state = 'booked'", "referral");
}

static void
test_deposit_rule (Desk *desk, gconstpointer data)
{
  gint64 id = insert (desk, desk->known_patient_id, desk->clinician_id, "NULL", 0);
  g_autofree char *pay = g_strdup_printf (
      "INSERT INTO ledger_entry (uid, at, staff_id, kind, patient_id, booking_id, "
      "amount_minor, currency, tender) VALUES ('p' || abs (random ()), 0, 1, 'payment', "
      "%d, %d, 6250, 'USD', 'cash')",
      (int) desk->known_patient_id, (int) id);
  g_autofree char *refund = g_strdup_printf (
      "INSERT INTO ledger_entry (uid, at, staff_id, kind, patient_id, booking_id, "
      "amount_minor, currency, tender, reason) VALUES ('r' || abs (random ()), 0, 1, "
      "'refund', %d, %d, 1, 'USD', 'cash', 'x')",
      (int) desk->known_patient_id, (int) id);

  update (desk, id, "deposit_minor = 12500", NULL);
  update (desk, id, "state = 'booked'", "deposit");
  update (desk, id, "state = 'completed'", "deposit");
  update (desk, id, "state = 'held', held_until = 1", NULL);
  expect (desk, pay, NULL);
  update (desk, id, "state = 'booked'", "deposit");
  expect (desk, pay, NULL);
  update (desk, id, "state = 'booked'", NULL);

  expect (desk, refund, "deposit");
  update (desk, id, "deposit_minor = 12501", "deposit");
  update (desk, id, "state = 'cancelled', cancel_reason = 'clinic'", NULL);
  expect (desk, refund, NULL);
  update (desk, id, "state = 'booked'", "deposit");
}

static void
test_reversal_is_of_one_whole_entry (Desk *desk, gconstpointer data)
{
  static const char *const refused[] = {
    "'correction', 100, 'USD', NULL", "'correction', 99, 'USD', 1",
    "'correction', 100, 'EUR', 1",    "'refund', 100, 'USD', 1",
    "'correction', 100, 'USD', 99",
  };
  static const char columns[] =
      "INSERT INTO ledger_entry (uid, at, staff_id, patient_id, tender, reason, kind, "
      "amount_minor, currency, reverses_id) VALUES ('x' || abs (random ()), 0, 1, 1, "
      "'cash', 'x', ";
  g_autofree char *payment = g_strconcat (columns, "'payment', 100, 'USD', NULL)", NULL);
  g_autofree char *first = g_strconcat (columns, "'correction', 100, 'USD', 1)", NULL);
  g_autofree char *chain = g_strconcat (columns, "'correction', 100, 'USD', 2)", NULL);

  expect (desk, payment, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *sql = g_strconcat (columns, refused[i], ")", NULL);

      expect (desk, sql, "reversed");
    }
  expect (desk, first, NULL);
  expect (desk, chain, "reversed");
}

static void
test_history_only_grows (Desk *desk, gconstpointer data)
{
  static const char *const edits[] = {
    "UPDATE booking_event SET reason = 'x'",
    "UPDATE booking_event SET undone = 0 WHERE undone",
    "DELETE FROM booking_event",
    "UPDATE booking_override SET reason = 'x'",
    "DELETE FROM booking_override",
    "UPDATE referral_event SET comment = 'x'",
    "DELETE FROM referral_event",
    "UPDATE ledger_entry SET amount_minor = 1",
    "DELETE FROM ledger_entry",
    "DELETE FROM booking",
    "DELETE FROM referral",
    "DELETE FROM patient",
  };
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->cosmetic_id, 12, 0);
  g_autoptr (GPtrArray) cash = desk_cash (12500);
  g_autoptr (GError) error = NULL;
  gint64 id;

  request.referral_id = desk_accept_referral (desk, desk->new_patient_id);
  request.payments = cash;
  request.overrides = 1u << FOYER_GATE_RULE_AVAILABILITY;
  request.override_reason = "x";
  foyer_bookings_make (desk->db, desk->manager, &request, &id, NULL, &error);
  g_assert_no_error (error);
  foyer_bookings_step (desk->db, desk->manager, id, FOYER_BOOKING_STATE_CONFIRMED, NULL,
                       &error);
  g_assert_no_error (error);
  foyer_bookings_undo (desk->db, desk->manager, id, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    expect (desk, edits[i], "append-only");
}

#define ADD(name, function)                                                              \
  g_test_add ("/schema/" name, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("bookings-begin-as-requests", test_bookings_begin_as_requests);
  ADD ("blocks-touch-but-do-not-overlap", test_blocks_touch_but_do_not_overlap);
  ADD ("only-live-bookings-are-in-the-way", test_only_live_bookings_are_in_the_way);
  ADD ("moves-are-looked-at", test_moves_are_looked_at);
  ADD ("limit-counts-visits-at-once", test_limit_counts_visits_at_once);
  ADD ("override-is-for-one-booking-and-rule", test_override_is_for_one_booking_and_rule);
  ADD ("referral-rule", test_referral_rule);
  ADD ("referral-rule-knows-patients", test_referral_rule_knows_patients);
  ADD ("deposit-rule", test_deposit_rule);
  ADD ("reversal-is-of-one-whole-entry", test_reversal_is_of_one_whole_entry);
  ADD ("history-only-grows", test_history_only_grows);

  return g_test_run ();
}
