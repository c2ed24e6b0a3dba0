/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-clinician.h"
#include "model/foyer-referral.h"
#include "model/foyer-room.h"
#include "model/foyer-working-hours.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-slots.h"
#include "store/foyer-sql.h"
#include "tests/unit/profile.h"

/* The profile's clock stands at Monday 09:00; the tests ask for Tuesday. */
#define TUESDAY "2026-11-24"

typedef struct
{
  Profile       profile;
  FoyerService *service;       /* (owned) half an hour on the half hour */
  gint64        clinicians[2]; /* both work from 9 to 11 every day */
  gint64        n_bookings;
  gint64        tuesday_at; /* its midnight */
} Fixture;

static void
save (Fixture *fixture, gpointer record)
{
  g_autoptr (GError) error = NULL;

  foyer_catalogue_save (fixture->profile.db, fixture->profile.manager, record, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int day;

  profile_set_up (&fixture->profile, NULL);
  g_assert_true (foyer_day_parse (TUESDAY, &day));
  fixture->tuesday_at =
      foyer_zone_day_start (foyer_db_get_zone (fixture->profile.db, &error), day);

  fixture->service = foyer_service_new ();
  foyer_set_text (&fixture->service->code, "test");
  foyer_set_text (&fixture->service->name, "Test");
  fixture->service->category = FOYER_SERVICE_CATEGORY_FOLLOW_UP;
  fixture->service->referral_rule = FOYER_REFERRAL_RULE_NEVER;
  fixture->service->duration_minutes = 30;
  fixture->service->grid_minutes = 30;
  save (fixture, fixture->service);

  for (guint i = 0; i < G_N_ELEMENTS (fixture->clinicians); i++)
    {
      g_autoptr (FoyerClinician) clinician = foyer_clinician_new ();
      g_autoptr (GPtrArray) hours = g_ptr_array_new_with_free_func (g_object_unref);

      foyer_set_text (&clinician->family, i == 0 ? "Abe" : "Bea");
      clinician->overlap_limit = 1;
      clinician->position = i;
      save (fixture, clinician);
      fixture->clinicians[i] = foyer_record_get_id (FOYER_RECORD (clinician));

      for (int weekday = 1; weekday <= 7; weekday++)
        {
          FoyerWorkingHours *row = foyer_working_hours_new ();

          row->clinician_id = fixture->clinicians[i];
          row->weekday = weekday;
          row->start_minute = 9 * 60;
          row->end_minute = 11 * 60;
          g_ptr_array_add (hours, row);
        }
      foyer_catalogue_save_hours (fixture->profile.db, fixture->profile.manager,
                                  fixture->clinicians[i], hours, &error);
      g_assert_no_error (error);
    }

  profile_exec (&fixture->profile,
                "INSERT INTO patient (id, uid, number, family, name_key, gender, "
                "interpreter_needed, consent_text, consent_email, consent_photo, active, "
                "deceased, created_at, updated_at) VALUES "
                "(1, 'p1', 'P-1', 'One', 'one', 'female', 0, 0, 0, 0, 1, 0, 1, 1), "
                "(2, 'p2', 'P-2', 'Two', 'two', 'female', 0, 0, 0, 0, 1, 0, 1, 1)");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->service);
  profile_tear_down (&fixture->profile, NULL);
}

/* Changes a booking as an action does, with a row in the change feed. */
static void
change_booking (Fixture *fixture, gint64 id, const char *set)
{
  g_autofree char *update = g_strdup_printf (
      "BEGIN; UPDATE booking SET %s WHERE id = %d; "
      "INSERT INTO change (kind, record_id) VALUES ('booking', %d); COMMIT",
      set, (int) id, (int) id);

  profile_exec (&fixture->profile, update);
}

/* Stores a visit of half an hour on Tuesday; returns its id. */
static gint64
add_visit (Fixture    *fixture,
           guint       clinician,
           int         minute,
           gint64      patient_id,
           const char *state,
           gint64      held_until)
{
  const gint64     id = ++fixture->n_bookings;
  const gint64     at = fixture->tuesday_at + minute * 60;
  g_autofree char *insert = g_strdup_printf (
      "INSERT INTO booking (id, uid, number, patient_id, service_id, clinician_id, "
      "state, "
      "start_at, end_at, block_start_at, block_end_at, visit_date, channel, held_until, "
      "deposit_minor, interpreter_arranged, cancel_reason, times_moved, created_at, "
      "updated_at) VALUES (%d, "
      "'b%d', 'B-%d', %d, %d, %d, 'requested', %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT
      ", %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", '" TUESDAY
      "', 'phone', nullif (%" G_GINT64_FORMAT ", 0), 0, 0, 'patient', 0, 1, 1)",
      (int) id, (int) id, (int) id, (int) patient_id,
      (int) foyer_record_get_id (FOYER_RECORD (fixture->service)),
      (int) fixture->clinicians[clinician], at, at + 1800, at, at + 1800, held_until);
  g_autofree char *set = g_strdup_printf ("state = '%s'", state);

  profile_exec (&fixture->profile, insert);
  change_booking (fixture, id, set);

  return id;
}

static FoyerSlotQuery *
new_query (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  FoyerSlotQuery *query = foyer_slots_new_query (
      fixture->profile.db, foyer_record_get_id (FOYER_RECORD (fixture->service)), 0, 0,
      &error);

  g_assert_no_error (error);
  query->earliest_at = fixture->tuesday_at;
  query->latest_at = fixture->tuesday_at + 86400;
  query->order = FOYER_SLOT_ORDER_EARLIEST;
  foyer_slot_query_add_clinician (query, fixture->clinicians[0]);
  return query;
}

/* The free times of Tuesday as "09:00/1", with the number of the clinician. */
static void
assert_slots (Fixture *fixture, const FoyerSlotQuery *query, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) slots =
      foyer_slots_find (fixture->profile.db, query, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < slots->len; i++)
    {
      const FoyerSlot *slot = g_ptr_array_index (slots, i);
      const int        minute = (int) (slot->start_at - fixture->tuesday_at) / 60;

      g_string_append_printf (text, "%s%02d:%02d/%d", i > 0 ? " " : "", minute / 60,
                              minute % 60,
                              slot->clinician_id == fixture->clinicians[0] ? 1 : 2);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_bookings_take_their_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSlotQuery) query = new_query (fixture);

  assert_slots (fixture, query, "09:00/1 09:30/1 10:00/1 10:30/1");
  add_visit (fixture, 0, 9 * 60 + 30, 1, "booked", 0);
  assert_slots (fixture, query, "09:00/1 10:00/1 10:30/1");
}

static void
test_what_is_over_frees_its_time (Fixture *fixture, gconstpointer data)
{
  static const char *const states[] = { "cancelled", "no-show", "left",
                                        "entered-in-error" };
  g_autoptr (FoyerSlotQuery) query = new_query (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    add_visit (fixture, 0, 9 * 60, 1, states[i], 0);

  assert_slots (fixture, query, "09:00/1 09:30/1 10:00/1 10:30/1");
}

static void
test_holds_block_until_their_deadline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSlotQuery) query = new_query (fixture);

  add_visit (fixture, 0, 9 * 60, 1, "held", fixture->profile.now + 1);
  add_visit (fixture, 0, 10 * 60, 2, "held", fixture->profile.now);
  /* Booked since: its deadline no longer matters. */
  add_visit (fixture, 0, 10 * 60 + 30, 2, "booked", fixture->profile.now - 60);

  assert_slots (fixture, query, "09:30/1 10:00/1");
}

static void
test_a_visit_to_be_moved_is_not_in_its_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSlotQuery) query = new_query (fixture);

  query->patient_id = 1;
  query->booking_id = add_visit (fixture, 0, 9 * 60, 1, "booked", 0);

  assert_slots (fixture, query, "09:00/1 09:30/1 10:00/1 10:30/1");
}

static void
test_a_patient_is_in_one_place (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSlotQuery) query = new_query (fixture);

  add_visit (fixture, 1, 10 * 60, 1, "booked", 0);
  assert_slots (fixture, query, "09:00/1 09:30/1 10:00/1 10:30/1");
  query->patient_id = 1;
  assert_slots (fixture, query, "09:00/1 09:30/1 10:30/1");
}

static void
test_daily_limit_counts_the_service (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSlotQuery) query = new_query (fixture);

  query->service->daily_limit = 1;
  assert_slots (fixture, query, "09:00/1 09:30/1 10:00/1 10:30/1");
  add_visit (fixture, 0, 9 * 60, 1, "booked", 0);
  assert_slots (fixture, query, "");
}

static void
test_rooms_are_taken_by_whoever_is_in_them (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSlotQuery) query = new_query (fixture);
  g_autoptr (FoyerRoom) room = foyer_room_new ();
  g_autofree char *set = NULL;
  g_autoptr (GPtrArray) slots = NULL;
  g_autoptr (GError) error = NULL;

  query->service->needs_room = TRUE;
  assert_slots (fixture, query, "");

  foyer_set_text (&room->name, "Room 1");
  save (fixture, room);
  set = g_strdup_printf ("room_id = %d", (int) foyer_record_get_id (FOYER_RECORD (room)));
  change_booking (fixture, add_visit (fixture, 1, 9 * 60, 1, "booked", 0), set);
  assert_slots (fixture, query, "09:30/1 10:00/1 10:30/1");

  slots = foyer_slots_find (fixture->profile.db, query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((FoyerSlot *) g_ptr_array_index (slots, 0))->room_id, ==,
                   foyer_record_get_id (FOYER_RECORD (room)));
}

static void
test_anybody_is_anybody_still_here (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSlotQuery) query = new_query (fixture);

  g_array_set_size (query->clinician_ids, 0);
  add_visit (fixture, 0, 9 * 60, 1, "booked", 0);
  add_visit (fixture, 1, 10 * 60, 1, "booked", 0);
  add_visit (fixture, 1, 10 * 60 + 30, 2, "booked", 0);
  assert_slots (fixture, query, "09:00/2 09:30/1 10:00/1 10:30/1");

  profile_exec (&fixture->profile,
                "UPDATE clinician SET active = 0 WHERE family = 'Bea'");
  assert_slots (fixture, query, "09:30/1 10:00/1 10:30/1");
}

static void
test_searches_follow_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSlotQuery) query = new_query (fixture);
  g_autoptr (GPtrArray) hours = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autofree char *move = NULL;
  gint64           id;

  assert_slots (fixture, query, "09:00/1 09:30/1 10:00/1 10:30/1");
  id = add_visit (fixture, 0, 9 * 60, 1, "booked", 0);
  assert_slots (fixture, query, "09:30/1 10:00/1 10:30/1");

  move = g_strdup_printf ("clinician_id = %d", (int) fixture->clinicians[1]);
  change_booking (fixture, id, move);
  assert_slots (fixture, query, "09:00/1 09:30/1 10:00/1 10:30/1");
  change_booking (fixture, id,
                  "clinician_id = (SELECT id FROM clinician WHERE family = 'Abe'), "
                  "start_at = start_at + 3600, end_at = end_at + 3600, "
                  "block_start_at = block_start_at + 3600, "
                  "block_end_at = block_end_at + 3600");
  assert_slots (fixture, query, "09:00/1 09:30/1 10:30/1");
  change_booking (fixture, id, "state = 'cancelled'");
  assert_slots (fixture, query, "09:00/1 09:30/1 10:00/1 10:30/1");

  foyer_catalogue_save_hours (fixture->profile.db, fixture->profile.manager,
                              fixture->clinicians[0], hours, &error);
  g_assert_no_error (error);
  assert_slots (fixture, query, "");
}

static void
test_searches_follow_bulk_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSlotQuery) query = new_query (fixture);

  add_visit (fixture, 0, 9 * 60, 1, "booked", 0);
  assert_slots (fixture, query, "09:30/1 10:00/1 10:30/1");
  profile_exec (&fixture->profile,
                "UPDATE booking SET state = 'cancelled'; "
                "INSERT INTO change (kind, record_id) VALUES ('booking', 0)");
  assert_slots (fixture, query, "09:00/1 09:30/1 10:00/1 10:30/1");

  /* What the feed has forgotten may have been anything. */
  add_visit (fixture, 0, 9 * 60, 1, "booked", 0);
  profile_exec (&fixture->profile,
                "INSERT INTO change (kind, record_id) VALUES ('patient', 1); "
                "DELETE FROM change WHERE seq < (SELECT max (seq) FROM change)");
  assert_slots (fixture, query, "09:30/1 10:00/1 10:30/1");
}

static gboolean
search_and_fail (FoyerAct *act, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (FoyerSlotQuery) query = new_query (fixture);

  g_assert_true (foyer_db_exec (foyer_act_get_db (act),
                                "UPDATE booking SET state = 'cancelled'", error));
  assert_slots (fixture, query, "09:00/1 09:30/1 10:00/1 10:30/1");
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED, "Undone");
  return FALSE;
}

static void
test_nothing_is_kept_of_what_is_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSlotQuery) query = new_query (fixture);
  g_autoptr (GError) error = NULL;

  add_visit (fixture, 0, 9 * 60, 1, "booked", 0);
  g_assert_false (foyer_db_act (fixture->profile.db, fixture->profile.manager,
                                FOYER_ACTION_BOOKING_MAKE, NULL, search_and_fail, fixture,
                                &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED);

  assert_slots (fixture, query, "09:30/1 10:00/1 10:30/1");
}

static void
test_empty_answer_is_explained (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSlotQuery) query = new_query (fixture);
  g_autoptr (GPtrArray) slots = NULL;
  g_autoptr (GError) error = NULL;
  FoyerSlotTally tally;

  profile_exec (&fixture->profile,
                "INSERT INTO holiday (uid, date, name) VALUES ('h', '" TUESDAY
                "', 'Fest')");
  slots = foyer_slots_find (fixture->profile.db, query, &tally, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (slots->len, ==, 0);
  g_assert_cmpint (tally.rule, ==, FOYER_SLOT_RULE_HOLIDAY);
  g_assert_cmpuint (tally.n_removed[FOYER_SLOT_RULE_HOLIDAY], ==, 4);
}

static void
test_query_follows_clinic_and_referral (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autoptr (FoyerSlotQuery) query = NULL;
  g_autoptr (GError) error = NULL;

  profile_exec (
      &fixture->profile,
      "INSERT INTO referral (id, uid, number, patient_id, state, source, received_on, "
      "immunosuppressed, anticoagulated, implanted_device, photos_attached, "
      "pathology_attached, red_flag, requested_urgency, assigned_urgency, target_date, "
      "visit_minutes, clinician_id, interpreter, transport, valid_from, valid_to, "
      "visits_authorised, decline_reason, created_at, updated_at) SELECT 1, 'r', 'R-1', "
      "1, "
      "'accepted', 'fax', '2026-11-01', 0, 0, 0, 0, 0, 0, 'routine', 'stat', "
      "'2026-12-01', 45, id, 0, 0, '2026-11-02', '2027-11-01', NULL, 'none', 1, 1 "
      "FROM clinician WHERE family = 'Bea'");
  clinic = foyer_catalogue_get_clinic (fixture->profile.db, &error);
  g_assert_no_error (error);
  query = foyer_slots_new_query (fixture->profile.db,
                                 foyer_record_get_id (FOYER_RECORD (fixture->service)), 1,
                                 1, &error);
  g_assert_no_error (error);

  g_assert_cmpint (query->now, ==, fixture->profile.now);
  g_assert_cmpint (query->patient_id, ==, 1);
  g_assert_cmpint (query->lead_minutes, ==, clinic->lead_minutes);
  g_assert_cmpint (query->horizon_days, ==, clinic->horizon_days);
  g_assert_cmpint (query->duration_minutes, ==, 45);
  g_assert_cmpint (query->named_clinician_id, ==, fixture->clinicians[1]);
  g_assert_true (query->urgent);
  g_assert_cmpstr (query->target_date, ==, "2026-12-01");
  g_assert_cmpstr (query->valid_from, ==, "2026-11-02");
  g_assert_cmpstr (query->valid_to, ==, "2027-11-01");
}

static void
test_query_needs_service_and_referral (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_slots_new_query (fixture->profile.db, 4711, 0, 0, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (foyer_slots_new_query (
      fixture->profile.db, foyer_record_get_id (FOYER_RECORD (fixture->service)), 4711, 0,
      &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/slots/bookings-take-their-time", test_bookings_take_their_time);
  ADD ("/slots/what-is-over-frees-its-time", test_what_is_over_frees_its_time);
  ADD ("/slots/holds-block-until-their-deadline", test_holds_block_until_their_deadline);
  ADD ("/slots/a-visit-to-be-moved-is-not-in-its-way",
       test_a_visit_to_be_moved_is_not_in_its_way);
  ADD ("/slots/a-patient-is-in-one-place", test_a_patient_is_in_one_place);
  ADD ("/slots/daily-limit-counts-the-service", test_daily_limit_counts_the_service);
  ADD ("/slots/rooms-are-taken-by-whoever-is-in-them",
       test_rooms_are_taken_by_whoever_is_in_them);
  ADD ("/slots/anybody-is-anybody-still-here", test_anybody_is_anybody_still_here);
  ADD ("/slots/searches-follow-changes", test_searches_follow_changes);
  ADD ("/slots/searches-follow-bulk-changes", test_searches_follow_bulk_changes);
  ADD ("/slots/nothing-is-kept-of-what-is-undone",
       test_nothing_is_kept_of_what_is_undone);
  ADD ("/slots/empty-answer-is-explained", test_empty_answer_is_explained);
  ADD ("/slots/query-follows-clinic-and-referral",
       test_query_follows_clinic_and_referral);
  ADD ("/slots/query-needs-service-and-referral", test_query_needs_service_and_referral);
#undef ADD

  return g_test_run ();
}
