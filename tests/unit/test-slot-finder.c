/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-absence.h"
#include "model/foyer-holiday.h"
#include "model/foyer-slot-finder.h"
#include "model/foyer-working-hours.h"
#include "slot-oracle.h"

#include <string.h>

#define N_RANDOM 10000
#define N_WINDOWS 300

static const struct
{
  const char *zone;
  const char *spring; /* days on which the clocks are moved */
  const char *autumn;
} zones[] = {
  { "America/Los_Angeles", "2025-03-09", "2025-11-02" },
  { "Europe/London", "2025-03-30", "2025-10-26" },
  { "Australia/Lord_Howe", "2025-10-05", "2025-04-06" },
  { "Asia/Kolkata", "2025-03-09", "2025-11-02" },
  { "America/Sao_Paulo", "2018-11-04", "2018-02-17" },
};

static FoyerZone *loaded_zones[G_N_ELEMENTS (zones)];

static int
pick (int low, int high)
{
  return g_test_rand_int_range (low, high + 1);
}

#define PICK(array) (array)[pick (0, G_N_ELEMENTS (array) - 1)]

static gboolean
one_in (int n)
{
  return pick (1, n) == 1;
}

static FoyerZone *
get_zone (guint i)
{
  if (loaded_zones[i] == NULL)
    {
      g_autoptr (GError) error = NULL;

      loaded_zones[i] = foyer_zone_new (zones[i].zone, &error);
      g_assert_no_error (error);
    }

  return loaded_zones[i];
}

static World *
world_new (guint zone)
{
  World *world = g_new0 (World, 1);
  g_autoptr (FoyerService) service = foyer_service_new ();

  world->zone = foyer_zone_ref (get_zone (zone));
  world->hours = g_ptr_array_new_with_free_func (g_object_unref);
  world->absences = g_ptr_array_new_with_free_func (g_object_unref);
  world->holidays = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < ORACLE_MAX_CLINICIANS; i++)
    {
      world->visits[i] = g_array_new (FALSE, FALSE, sizeof (FoyerInterval));
      world->same_service[i] = g_array_new (FALSE, FALSE, sizeof (gboolean));
      world->overlap_limits[i] = 1;
    }
  for (guint i = 0; i < ORACLE_MAX_ROOMS; i++)
    world->rooms[i] = g_array_new (FALSE, FALSE, sizeof (FoyerInterval));
  world->patient = g_array_new (FALSE, FALSE, sizeof (FoyerInterval));
  world->n_clinicians = 1;

  service->duration_minutes = 30;
  service->grid_minutes = 30;
  service->category = FOYER_SERVICE_CATEGORY_FOLLOW_UP;
  world->query = foyer_slot_query_new (service, 0);

  return world;
}

static void
world_free (World *world)
{
  foyer_zone_unref (world->zone);
  g_ptr_array_unref (world->hours);
  g_ptr_array_unref (world->absences);
  g_ptr_array_unref (world->holidays);
  for (guint i = 0; i < ORACLE_MAX_CLINICIANS; i++)
    {
      g_array_unref (world->visits[i]);
      g_array_unref (world->same_service[i]);
    }
  for (guint i = 0; i < ORACLE_MAX_ROOMS; i++)
    g_array_unref (world->rooms[i]);
  g_array_unref (world->patient);
  foyer_slot_query_free (world->query);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static FoyerWorkingHours *
add_hours (
    World *world, gint64 clinician_id, int weekday, int start_minute, int end_minute)
{
  FoyerWorkingHours *hours = foyer_working_hours_new ();

  hours->clinician_id = clinician_id;
  hours->weekday = weekday;
  hours->start_minute = start_minute;
  hours->end_minute = end_minute;
  g_ptr_array_add (world->hours, hours);
  return hours;
}

static void
add_every_day (World *world, gint64 clinician_id, int start_minute, int end_minute)
{
  for (int weekday = 1; weekday <= 7; weekday++)
    add_hours (world, clinician_id, weekday, start_minute, end_minute);
}

static void
add_interval (GArray *intervals, gint64 start_at, gint64 end_at)
{
  const FoyerInterval interval = { start_at, end_at };

  g_array_append_val (intervals, interval);
}

static void
add_visit (World *world, guint clinician, gint64 start_at, gint64 end_at, gboolean same)
{
  add_interval (world->visits[clinician], start_at, end_at);
  g_array_append_val (world->same_service[clinician], same);
}

static FoyerAvailability *
new_availability (World *world)
{
  return foyer_availability_new (world->zone, world->hours, world->absences,
                                 world->holidays);
}

static gboolean
load_lane (
    FoyerSlotLane *lane, gint64 from_at, gint64 to_at, gpointer data, GError **error)
{
  World       *world = data;
  const gint64 id = foyer_slot_lane_get_id (lane);
  GArray      *intervals = world->patient;
  GArray      *same = NULL;

  if (foyer_slot_lane_get_kind (lane) == FOYER_SLOT_LANE_KIND_CLINICIAN)
    {
      intervals = world->visits[id - 1];
      same = world->same_service[id - 1];
    }
  else if (foyer_slot_lane_get_kind (lane) == FOYER_SLOT_LANE_KIND_ROOM)
    intervals = world->rooms[id - 1];

  for (guint i = 0; i < intervals->len; i++)
    {
      const FoyerInterval *interval = &g_array_index (intervals, FoyerInterval, i);

      if (interval->start_at < to_at && interval->end_at > from_at)
        foyer_slot_lane_add (lane, interval->start_at, interval->end_at,
                             same != NULL && g_array_index (same, gboolean, i));
    }

  return TRUE;
}

static GPtrArray *
find (World *world, gboolean by_windows, FoyerSlotTally *out_tally)
{
  g_autoptr (FoyerAvailability) availability = new_availability (world);
  g_autoptr (FoyerSlotCalendar) calendar = foyer_slot_calendar_new (availability);
  g_autoptr (GPtrArray) lanes = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GPtrArray *slots;

  for (guint i = 0; i < world->n_clinicians; i++)
    g_ptr_array_add (lanes, foyer_slot_calendar_add_clinician (calendar, i + 1,
                                                               world->overlap_limits[i]));
  for (guint i = 0; i < world->n_rooms; i++)
    g_ptr_array_add (lanes, foyer_slot_calendar_add_room (calendar, i + 1));
  g_ptr_array_add (lanes, foyer_slot_calendar_get_patient (calendar));
  for (guint i = 0; i < lanes->len && !by_windows; i++)
    load_lane (lanes->pdata[i], G_MININT64, G_MAXINT64, world, NULL);

  slots = foyer_slot_finder_run (world->query, calendar, by_windows ? load_lane : NULL,
                                 world, out_tally, &error);
  g_assert_no_error (error);
  g_assert_nonnull (slots);
  return slots;
}

static char *
write_slots (World *world, GPtrArray *slots)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < slots->len; i++)
    {
      const FoyerSlot *slot = g_ptr_array_index (slots, i);
      g_autofree char *start = foyer_instant_format (world->zone, slot->start_at);

      g_string_append_printf (
          text, "%s +%d clinician %d room %d%s %s %d\n", start,
          (int) (slot->end_at - slot->start_at) / 60, (int) slot->clinician_id,
          (int) slot->room_id, slot->repeated ? " again" : "",
          foyer_enum_to_nick (FOYER_TYPE_SLOT_REASON, slot->reason), slot->number);
    }

  return g_string_free (text, FALSE);
}

/* The times of the slots of one day, "09:00 09:30". */
static void
assert_times (World *world, const char *expected)
{
  g_autoptr (GPtrArray) slots = find (world, FALSE, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < slots->len; i++)
    {
      const FoyerSlot *slot = g_ptr_array_index (slots, i);
      int              minute;
      gboolean         repeated;

      foyer_zone_to_wall (world->zone, slot->start_at, NULL, &minute, &repeated);
      g_assert_cmpint (slot->repeated, ==, repeated);
      g_string_append_printf (text, "%s%02d:%02d%s", i > 0 ? " " : "", minute / 60,
                              minute % 60, repeated ? "*" : "");
    }

  g_assert_cmpstr (text->str, ==, expected);
}

static gint64
instant (World *world, const char *date, int minute)
{
  gint64 at[2];
  int    day;

  g_assert_true (foyer_day_parse (date, &day));
  g_assert_cmpuint (foyer_zone_to_instants (world->zone, day, minute, at), >=, 1);
  return at[0];
}

/* Asks for the whole of one day, in order of time. */
static void
ask_for_day (World *world, const char *date)
{
  int day;

  g_assert_true (foyer_day_parse (date, &day));
  world->query->now = foyer_zone_day_start (world->zone, day - 7);
  world->query->earliest_at = foyer_zone_day_start (world->zone, day);
  world->query->latest_at = foyer_zone_day_start (world->zone, day + 1);
  world->query->order = FOYER_SLOT_ORDER_EARLIEST;
  world->query->limit = 100;
}

/* --- random worlds ------------------------------------------------------------------- */

static void
set_random_day (char **member, int first_day, int n_days)
{
  g_free (*member);
  *member = foyer_day_format (first_day + pick (-1, n_days));
}

static void
add_random_hours (World *world, int first_day, int n_days)
{
  static const int         steps[] = { 60, 60, 30, 15, 5, 1 };
  static const char *const categories[] = { "new",      "follow-up", "procedure",
                                            "cosmetic", "urgent",    "urgent" };

  for (guint c = 0; c < world->n_clinicians; c++)
    for (int day = first_day; day < first_day + MIN (n_days, 7); day++)
      for (int n = pick (1, 4); n > 0; n--)
        {
          const int step = PICK (steps);
          const int start =
              one_in (3) ? pick (0, 4 * 60 / step) * step : pick (0, 1439 / step) * step;
          FoyerWorkingHours *hours =
              add_hours (world, c + 1, foyer_day_weekday (day), start,
                         MIN (1440, start + pick (1, 600 / step) * step));

          if (one_in (4))
            {
              hours->kind = FOYER_HOURS_KIND_BREAK;
              hours->end_minute = MIN (hours->end_minute, start + 60);
            }
          else if (one_in (4))
            foyer_set_text (&hours->only_category, PICK (categories));
          if (one_in (4))
            hours->room_id = pick (1, ORACLE_MAX_ROOMS);
          if (one_in (8))
            set_random_day (&hours->valid_from, first_day, n_days);
          if (one_in (8))
            set_random_day (&hours->valid_to, first_day, n_days);
        }
}

static void
add_random_intervals (GArray *intervals, gint64 begin_at, int n_minutes, int n)
{
  static const int steps[] = { 15, 15, 5, 1 };

  for (; n > 0; n--)
    {
      const int    step = PICK (steps);
      const gint64 start_at = begin_at + 60 * step * pick (-60 / step, n_minutes / step);

      add_interval (intervals, start_at, start_at + 60 * step * pick (1, 90 / step));
    }
}

static void
add_random_calendar (World *world, int first_day, int n_days)
{
  const gint64 begin_at = foyer_zone_day_start (world->zone, first_day);
  const int    n_minutes =
      (int) (foyer_zone_day_start (world->zone, first_day + n_days) - begin_at) / 60;

  for (guint c = 0; c < world->n_clinicians; c++)
    {
      world->overlap_limits[c] = one_in (3) ? pick (2, 3) : 1;
      add_random_intervals (world->visits[c], begin_at, n_minutes, pick (0, 15 * n_days));
      for (guint i = 0; i < world->visits[c]->len; i++)
        {
          const gboolean same = one_in (4);

          g_array_append_val (world->same_service[c], same);
        }
    }
  for (guint r = 0; r < world->n_rooms; r++)
    add_random_intervals (world->rooms[r], begin_at, n_minutes, pick (0, 10 * n_days));
  add_random_intervals (world->patient, begin_at, n_minutes, pick (0, 2));

  for (int n = one_in (3) ? pick (1, 3) : 0; n > 0; n--)
    {
      FoyerAbsence *absence = foyer_absence_new ();

      absence->clinician_id = pick (0, (int) world->n_clinicians);
      absence->start_at = begin_at + 60 * pick (-300, n_minutes);
      absence->end_at = absence->start_at + 60 * pick (1, 600);
      g_ptr_array_add (world->absences, absence);
    }
  if (one_in (8))
    {
      FoyerHoliday *holiday = foyer_holiday_new ();

      set_random_day (&holiday->date, first_day, n_days);
      g_ptr_array_add (world->holidays, holiday);
    }
}

static void
set_random_service (FoyerService *service)
{
  static const int durations[] = { 5, 10, 15, 20, 30, 45, 60, 90, 7, 240 };
  static const int buffers[] = { 0, 0, 0, 5, 10, 15, 3 };
  static const int grids[] = { 5, 10, 15, 15, 20, 30, 60 };

  service->duration_minutes = PICK (durations);
  service->buffer_before_minutes = PICK (buffers);
  service->buffer_after_minutes = PICK (buffers);
  service->grid_minutes = PICK (grids);
  service->category = (FoyerServiceCategory) pick (0, FOYER_SERVICE_CATEGORY_URGENT);
  service->needs_room = one_in (3);
  service->daily_limit = one_in (4) ? pick (1, 4) : 0;
}

static void
set_random_query (World *world, int first_day, int n_days)
{
  FoyerSlotQuery *query = world->query;
  const gint64    begin_at = foyer_zone_day_start (world->zone, first_day);

  query->now = begin_at + 60 * pick (-3000, 500);
  query->earliest_at = one_in (2) ? 0 : begin_at + 60 * pick (-600, 600);
  query->latest_at = begin_at + 60 * pick (600, 1500 * n_days);
  if (one_in (8))
    query->weekdays = (guint) pick (0, 127) << 1;
  if (one_in (4))
    query->from_minute = pick (0, 700);
  if (one_in (4))
    query->to_minute = pick (500, 1440);
  if (one_in (4))
    query->lead_minutes = pick (0, 1500);
  if (one_in (8))
    query->horizon_days = pick (1, n_days + 2);
  query->urgent_release_hours = one_in (2) ? pick (0, 72) : 0;
  query->urgent = one_in (8);
  if (one_in (8))
    set_random_day (&query->valid_from, first_day, n_days);
  if (one_in (8))
    set_random_day (&query->valid_to, first_day, n_days);
  if (one_in (2))
    set_random_day (&query->target_date, first_day, n_days);
  if (one_in (3))
    query->named_clinician_id = pick (1, (int) world->n_clinicians);
  if (one_in (4))
    foyer_slot_query_add_clinician (query, pick (1, (int) world->n_clinicians));
  query->order = one_in (2) ? FOYER_SLOT_ORDER_BEST : FOYER_SLOT_ORDER_EARLIEST;
  query->pack = one_in (3);
  query->every_clinician = one_in (3);
  query->limit = one_in (2) ? (guint) pick (1, 5) : (guint) pick (1, 60);
}

static World *
random_world (int max_days)
{
  const guint zone = (guint) pick (0, G_N_ELEMENTS (zones) - 1);
  const int   n_days = pick (1, max_days);
  World      *world = world_new (zone);
  int         first_day;

  /* Half of the worlds lie around a change of the clocks, the others anywhere. */
  if (one_in (2))
    {
      g_assert_true (foyer_day_parse (
          one_in (2) ? zones[zone].spring : zones[zone].autumn, &first_day));
      first_day -= pick (0, n_days - 1);
    }
  else
    first_day = pick (foyer_day_from_ymd (2020, 1, 1), foyer_day_from_ymd (2060, 1, 1));

  world->n_clinicians = (guint) pick (1, ORACLE_MAX_CLINICIANS);
  world->n_rooms = (guint) pick (0, ORACLE_MAX_ROOMS);
  set_random_service (world->query->service);
  add_random_hours (world, first_day, n_days);
  add_random_calendar (world, first_day, n_days);
  set_random_query (world, first_day, n_days);

  return world;
}

static void
test_agrees_with_oracle (void)
{
  guint n_slots = 0, n_empty = 0;

  for (int n = 0; n < N_RANDOM; n++)
    {
      g_autoptr (World) world = random_world (3);
      const gboolean by_windows = one_in (2);
      guint          n_removed[FOYER_N_SLOT_RULES];
      FoyerSlotTally tally;
      g_autoptr (GPtrArray) slots = find (world, by_windows, &tally);
      g_autoptr (GPtrArray) expected = oracle_find (world, n_removed);
      g_autofree char *text = write_slots (world, slots);
      g_autofree char *expected_text = write_slots (world, expected);

      if (strcmp (text, expected_text) != 0)
        g_test_message ("world %d in %s", n, foyer_zone_get_name (world->zone));
      g_assert_cmpstr (text, ==, expected_text);

      n_slots += slots->len;
      n_empty += slots->len == 0;
      if (slots->len > 0)
        g_assert_cmpint (tally.rule, ==, FOYER_SLOT_RULE_NONE);
      /* By windows nothing is known of the visits of days that are out of question. */
      else if (!by_windows || !world->query->pack)
        for (guint rule = 0; rule < FOYER_N_SLOT_RULES; rule++)
          g_assert_cmpuint (tally.n_removed[rule], ==, n_removed[rule]);
    }

  /* Empty answers alone would prove little. */
  g_test_message ("%u slots, %u of %d answers empty", n_slots, n_empty, N_RANDOM);
  g_assert_cmpuint (n_empty, <, N_RANDOM * 3 / 5);
  g_assert_cmpuint (n_empty, >, N_RANDOM / 100);
}

static void
test_windows_change_nothing (void)
{
  for (int n = 0; n < N_WINDOWS; n++)
    {
      g_autoptr (World) world = random_world (120);
      g_autoptr (GPtrArray) by_windows = find (world, TRUE, NULL);
      g_autoptr (GPtrArray) at_once = find (world, FALSE, NULL);
      g_autofree char *text = write_slots (world, by_windows);
      g_autofree char *expected = write_slots (world, at_once);

      g_assert_cmpstr (text, ==, expected);
    }
}

/* --- named cases --------------------------------------------------------------------- */

static void
test_touching_is_not_overlap (void)
{
  g_autoptr (World) world = world_new (0);

  add_every_day (world, 1, 540, 660);
  ask_for_day (world, "2025-06-02");
  add_visit (world, 0, instant (world, "2025-06-02", 570),
             instant (world, "2025-06-02", 600), FALSE);

  assert_times (world, "09:00 10:00 10:30");
}

static void
test_buffers_are_free_but_may_leave_the_hours (void)
{
  g_autoptr (World) world = world_new (0);

  world->query->service->buffer_before_minutes = 10;
  world->query->service->buffer_after_minutes = 10;
  add_every_day (world, 1, 540, 660);
  ask_for_day (world, "2025-06-02");
  add_visit (world, 0, instant (world, "2025-06-02", 575),
             instant (world, "2025-06-02", 580), FALSE);

  assert_times (world, "10:00 10:30");
}

static void
test_never_over_a_break_or_midnight (void)
{
  g_autoptr (World) world = world_new (0);

  world->query->service->duration_minutes = 60;
  add_every_day (world, 1, 0, 60);
  add_every_day (world, 1, 21 * 60, 24 * 60);
  for (int weekday = 1; weekday <= 7; weekday++)
    add_hours (world, 1, weekday, 22 * 60 + 30, 22 * 60 + 31)->kind =
        FOYER_HOURS_KIND_BREAK;
  ask_for_day (world, "2025-06-02");

  assert_times (world, "00:00 21:00 21:30 23:00");
}

static void
test_spring_offers_no_missing_time (void)
{
  g_autoptr (World) world = world_new (0);

  add_every_day (world, 1, 60, 240);
  ask_for_day (world, "2025-03-09");

  assert_times (world, "01:00 01:30 03:00 03:30");
}

static void
test_autumn_offers_each_real_hour (void)
{
  g_autoptr (World) world = world_new (0);

  add_every_day (world, 1, 60, 150);
  ask_for_day (world, "2025-11-02");

  assert_times (world, "01:00 01:30 01:00* 01:30* 02:00");
}

static void
test_grid_follows_the_clock_of_lord_howe (void)
{
  g_autoptr (World) world = world_new (2);

  world->query->service->grid_minutes = 60;
  add_every_day (world, 1, 0, 300);
  ask_for_day (world, "2025-10-05");

  assert_times (world, "00:00 01:00 03:00 04:00");
}

static void
test_nine_to_five_all_year (void)
{
  static const char *const dates[] = { "2025-03-08", "2025-03-09", "2025-03-10",
                                       "2025-11-01", "2025-11-02", "2025-11-03" };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr (World) world = world_new (0);

      world->query->service->duration_minutes = 480;
      add_every_day (world, 1, 540, 1020);
      ask_for_day (world, dates[i]);
      assert_times (world, "09:00");
    }
}

static void
test_pack_follows_an_odd_visit (void)
{
  g_autoptr (World) world = world_new (0);

  add_every_day (world, 1, 540, 660);
  ask_for_day (world, "2025-06-02");
  add_visit (world, 0, instant (world, "2025-06-02", 540),
             instant (world, "2025-06-02", 547), FALSE);

  assert_times (world, "09:30 10:00 10:30");
  world->query->pack = TRUE;
  assert_times (world, "09:07 09:30 10:00 10:30");
}

static void
test_overlap_limit_counts_what_runs_at_once (void)
{
  g_autoptr (World) world = world_new (0);

  world->query->service->duration_minutes = 60;
  world->query->service->grid_minutes = 60;
  world->overlap_limits[0] = 2;
  add_every_day (world, 1, 540, 660);
  ask_for_day (world, "2025-06-02");
  /* Two in the first hour, but one after the other; two at once in the second. */
  add_visit (world, 0, instant (world, "2025-06-02", 540),
             instant (world, "2025-06-02", 570), FALSE);
  add_visit (world, 0, instant (world, "2025-06-02", 570),
             instant (world, "2025-06-02", 600), FALSE);
  add_visit (world, 0, instant (world, "2025-06-02", 600),
             instant (world, "2025-06-02", 660), FALSE);
  add_visit (world, 0, instant (world, "2025-06-02", 630),
             instant (world, "2025-06-02", 640), FALSE);

  assert_times (world, "09:00");
}

static void
test_best_avoids_fragments (void)
{
  g_autoptr (World) world = world_new (0);

  add_every_day (world, 1, 540, 720);
  ask_for_day (world, "2025-06-02");
  world->query->order = FOYER_SLOT_ORDER_BEST;
  add_visit (world, 0, instant (world, "2025-06-02", 570),
             instant (world, "2025-06-02", 600), FALSE);

  /* The gap, then what abuts, then what splits the rest. */
  assert_times (world, "09:00 10:00 11:30 10:30 11:00");
}

static void
test_target_date_comes_first (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (GPtrArray) slots = NULL;
  const FoyerSlot *last;
  int              day;

  /* Within the target one visit stands in the middle; after it the days are empty. */
  add_every_day (world, 1, 540, 630);
  ask_for_day (world, "2025-06-02");
  g_assert_true (foyer_day_parse ("2025-06-02", &day));
  world->query->latest_at = foyer_zone_day_start (world->zone, day + 4);
  world->query->order = FOYER_SLOT_ORDER_BEST;
  world->query->target_date = g_strdup ("2025-06-02");
  world->query->limit = 9;
  slots = find (world, FALSE, NULL);

  g_assert_cmpuint (slots->len, ==, 9);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (((FoyerSlot *) g_ptr_array_index (slots, i))->start_at, <,
                     foyer_zone_day_start (world->zone, day + 1));
  last = g_ptr_array_index (slots, 8);
  g_assert_cmpint (last->reason, ==, FOYER_SLOT_REASON_AFTER_TARGET);
  g_assert_cmpint (last->number, ==, 2);
}

static void
test_anybody_is_who_has_least_to_do (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (GPtrArray) slots = NULL;

  world->n_clinicians = 3;
  for (gint64 id = 1; id <= 3; id++)
    add_every_day (world, id, 540, 600);
  ask_for_day (world, "2025-06-02");
  add_visit (world, 0, instant (world, "2025-06-02", 540),
             instant (world, "2025-06-02", 570), FALSE);
  slots = find (world, FALSE, NULL);

  g_assert_cmpuint (slots->len, ==, 2);
  g_assert_cmpint (((FoyerSlot *) g_ptr_array_index (slots, 0))->clinician_id, ==, 2);
  g_assert_cmpint (((FoyerSlot *) g_ptr_array_index (slots, 1))->clinician_id, ==, 2);

  world->query->named_clinician_id = 1;
  g_clear_pointer (&slots, g_ptr_array_unref);
  slots = find (world, FALSE, NULL);
  g_assert_cmpint (((FoyerSlot *) g_ptr_array_index (slots, 1))->clinician_id, ==, 1);
  g_assert_cmpint (((FoyerSlot *) g_ptr_array_index (slots, 1))->reason, ==,
                   FOYER_SLOT_REASON_NAMED_CLINICIAN);
}

static void
assert_rule (World *world, FoyerSlotRule expected)
{
  FoyerSlotTally tally;
  g_autoptr (GPtrArray) slots = find (world, FALSE, &tally);

  g_assert_cmpuint (slots->len, ==, 0);
  g_assert_cmpstr (foyer_enum_to_nick (FOYER_TYPE_SLOT_RULE, tally.rule), ==,
                   foyer_enum_to_nick (FOYER_TYPE_SLOT_RULE, expected));
}

static World *
one_day_world (void)
{
  World *world = world_new (0);

  add_every_day (world, 1, 540, 1020);
  ask_for_day (world, "2025-06-02");
  return world;
}

static void
test_empty_answer_names_the_rule (void)
{
  g_autoptr (World) nobody = world_new (0);
  g_autoptr (World) taken = one_day_world ();
  g_autoptr (World) elsewhere = one_day_world ();
  g_autoptr (World) too_soon = one_day_world ();
  g_autoptr (World) too_far = one_day_world ();
  g_autoptr (World) expired = one_day_world ();
  g_autoptr (World) wrong_day = one_day_world ();
  g_autoptr (World) too_long = one_day_world ();
  g_autoptr (World) enough = one_day_world ();
  g_autoptr (World) no_room = one_day_world ();
  const gint64 open_at = instant (taken, "2025-06-02", 540);
  const gint64 close_at = instant (taken, "2025-06-02", 1020);

  ask_for_day (nobody, "2025-06-02");
  assert_rule (nobody, FOYER_SLOT_RULE_HOURS);

  add_visit (taken, 0, open_at, close_at, FALSE);
  assert_rule (taken, FOYER_SLOT_RULE_CLINICIAN);

  add_interval (elsewhere->patient, open_at, close_at);
  assert_rule (elsewhere, FOYER_SLOT_RULE_PATIENT);

  too_soon->query->lead_minutes = 10 * 1440;
  assert_rule (too_soon, FOYER_SLOT_RULE_LEAD_TIME);

  too_far->query->horizon_days = 3;
  assert_rule (too_far, FOYER_SLOT_RULE_HORIZON);

  expired->query->valid_to = g_strdup ("2025-06-01");
  assert_rule (expired, FOYER_SLOT_RULE_REFERRAL);

  wrong_day->query->weekdays = 1 << 2;
  assert_rule (wrong_day, FOYER_SLOT_RULE_WEEKDAY);

  too_long->query->duration_minutes = 9 * 60;
  assert_rule (too_long, FOYER_SLOT_RULE_LENGTH);

  enough->query->service->daily_limit = 1;
  add_visit (enough, 0, open_at, open_at + 60, TRUE);
  assert_rule (enough, FOYER_SLOT_RULE_DAILY_LIMIT);

  no_room->query->service->needs_room = TRUE;
  assert_rule (no_room, FOYER_SLOT_RULE_ROOM);
}

static gboolean
load_nothing (
    FoyerSlotLane *lane, gint64 from_at, gint64 to_at, gpointer data, GError **error)
{
  (*(guint *) data)++;
  return TRUE;
}

static gboolean
load_badly (
    FoyerSlotLane *lane, gint64 from_at, gint64 to_at, gpointer data, GError **error)
{
  if (foyer_slot_lane_get_kind (lane) != *(FoyerSlotLaneKind *) data)
    return TRUE;
  g_set_error_literal (error, FOYER_TIME_ERROR, FOYER_TIME_ERROR_ZONE, "Broken");
  return FALSE;
}

static void
test_stops_when_nothing_better_can_come (void)
{
  g_autoptr (World) world = one_day_world ();
  g_autoptr (FoyerAvailability) availability = new_availability (world);
  g_autoptr (FoyerSlotCalendar) calendar = foyer_slot_calendar_new (availability);
  g_autoptr (GPtrArray) slots = NULL;
  g_autoptr (GError) error = NULL;
  guint n_loads = 0;

  foyer_slot_calendar_add_clinician (calendar, 1, 1);
  world->query->latest_at = 0;
  world->query->horizon_days = 365;
  world->query->limit = 20;
  slots = foyer_slot_finder_run (world->query, calendar, load_nothing, &n_loads, NULL,
                                 &error);

  g_assert_no_error (error);
  g_assert_cmpuint (slots->len, ==, 20);
  /* One window of the clinician and of the patient. */
  g_assert_cmpuint (n_loads, ==, 2);
}

static void
test_passes_on_the_error_of_loading (void)
{
  for (FoyerSlotLaneKind kind = FOYER_SLOT_LANE_KIND_CLINICIAN;
       kind <= FOYER_SLOT_LANE_KIND_PATIENT; kind++)
    {
      g_autoptr (World) world = one_day_world ();
      g_autoptr (FoyerAvailability) availability = new_availability (world);
      g_autoptr (FoyerSlotCalendar) calendar = foyer_slot_calendar_new (availability);
      g_autoptr (GError) error = NULL;

      world->query->service->needs_room = TRUE;
      foyer_slot_calendar_add_clinician (calendar, 1, 1);
      foyer_slot_calendar_add_room (calendar, 1);
      g_assert_null (foyer_slot_finder_run (world->query, calendar, load_badly, &kind,
                                            NULL, &error));
      g_assert_error (error, FOYER_TIME_ERROR, FOYER_TIME_ERROR_ZONE);
    }
}

static void
test_query_is_copied_whole (void)
{
  g_autoptr (World) world = one_day_world ();
  g_autoptr (FoyerSlotQuery) copy = NULL;

  world->query->valid_to = g_strdup ("2025-06-01");
  foyer_slot_query_add_clinician (world->query, 7);
  copy = foyer_slot_query_copy (world->query);

  g_assert_true (copy->service != world->query->service);
  g_assert_cmpint (copy->service->duration_minutes, ==, 30);
  g_assert_cmpstr (copy->valid_to, ==, "2025-06-01");
  g_assert_cmpint (g_array_index (copy->clinician_ids, gint64, 0), ==, 7);
  g_assert_true (copy->clinician_ids != world->query->clinician_ids);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/slot-finder/agrees-with-oracle", test_agrees_with_oracle);
  g_test_add_func ("/slot-finder/windows-change-nothing", test_windows_change_nothing);
  g_test_add_func ("/slot-finder/touching-is-not-overlap", test_touching_is_not_overlap);
  g_test_add_func ("/slot-finder/buffers-are-free-but-may-leave-the-hours",
                   test_buffers_are_free_but_may_leave_the_hours);
  g_test_add_func ("/slot-finder/never-over-a-break-or-midnight",
                   test_never_over_a_break_or_midnight);
  g_test_add_func ("/slot-finder/spring-offers-no-missing-time",
                   test_spring_offers_no_missing_time);
  g_test_add_func ("/slot-finder/autumn-offers-each-real-hour",
                   test_autumn_offers_each_real_hour);
  g_test_add_func ("/slot-finder/grid-follows-the-clock-of-lord-howe",
                   test_grid_follows_the_clock_of_lord_howe);
  g_test_add_func ("/slot-finder/nine-to-five-all-year", test_nine_to_five_all_year);
  g_test_add_func ("/slot-finder/pack-follows-an-odd-visit",
                   test_pack_follows_an_odd_visit);
  g_test_add_func ("/slot-finder/overlap-limit-counts-what-runs-at-once",
                   test_overlap_limit_counts_what_runs_at_once);
  g_test_add_func ("/slot-finder/best-avoids-fragments", test_best_avoids_fragments);
  g_test_add_func ("/slot-finder/target-date-comes-first", test_target_date_comes_first);
  g_test_add_func ("/slot-finder/anybody-is-who-has-least-to-do",
                   test_anybody_is_who_has_least_to_do);
  g_test_add_func ("/slot-finder/empty-answer-names-the-rule",
                   test_empty_answer_names_the_rule);
  g_test_add_func ("/slot-finder/stops-when-nothing-better-can-come",
                   test_stops_when_nothing_better_can_come);
  g_test_add_func ("/slot-finder/passes-on-the-error-of-loading",
                   test_passes_on_the_error_of_loading);
  g_test_add_func ("/slot-finder/query-is-copied-whole", test_query_is_copied_whole);

  status = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (loaded_zones); i++)
    g_clear_pointer (&loaded_zones[i], foyer_zone_unref);
  return status;
}
