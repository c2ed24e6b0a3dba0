/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-absence.h"
#include "model/foyer-availability.h"
#include "model/foyer-holiday.h"
#include "model/foyer-working-hours.h"

/* A Monday on which no clock is moved. */
#define MONDAY "2025-06-02"
#define NINE (9 * 60)
#define NOON (12 * 60)
#define FIVE (17 * 60)

typedef struct
{
  FoyerZone *zone;     /* (owned) */
  GPtrArray *hours;    /* (owned) */
  GPtrArray *absences; /* (owned) */
  GPtrArray *holidays; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->zone = foyer_zone_new ("America/Los_Angeles", &error);
  g_assert_no_error (error);
  fixture->hours = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->absences = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->holidays = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  foyer_zone_unref (fixture->zone);
  g_ptr_array_unref (fixture->hours);
  g_ptr_array_unref (fixture->absences);
  g_ptr_array_unref (fixture->holidays);
}

static FoyerWorkingHours *
add_hours (Fixture *fixture, int weekday, int start_minute, int end_minute)
{
  FoyerWorkingHours *hours = foyer_working_hours_new ();

  hours->clinician_id = 1;
  hours->weekday = weekday;
  hours->start_minute = start_minute;
  hours->end_minute = end_minute;
  g_ptr_array_add (fixture->hours, hours);
  return hours;
}

static gint64
instant (Fixture *fixture, const char *date, int minute)
{
  gint64 at[2];
  int    day;

  g_assert_true (foyer_day_parse (date, &day));
  g_assert_cmpuint (foyer_zone_to_instants (fixture->zone, day, minute, at), >=, 1);
  return at[0];
}

static void
add_absence (Fixture *fixture, gint64 clinician_id, int start_minute, int end_minute)
{
  FoyerAbsence *absence = foyer_absence_new ();

  absence->clinician_id = clinician_id;
  absence->start_at = instant (fixture, MONDAY, start_minute);
  absence->end_at = instant (fixture, MONDAY, end_minute);
  foyer_set_text (&absence->reason, "Congress");
  g_ptr_array_add (fixture->absences, absence);
}

static void
add_holiday (Fixture *fixture, const char *date)
{
  FoyerHoliday *holiday = foyer_holiday_new ();

  foyer_set_text (&holiday->date, date);
  foyer_set_text (&holiday->name, "Founders’ Day");
  g_ptr_array_add (fixture->holidays, holiday);
}

static FoyerAvailability *
new_availability (Fixture *fixture)
{
  return foyer_availability_new (fixture->zone, fixture->hours, fixture->absences,
                                 fixture->holidays);
}

static char *
write_interval (Fixture *fixture, gint64 start_at, gint64 end_at)
{
  int start_minute, end_minute;

  foyer_zone_to_wall (fixture->zone, start_at, NULL, &start_minute, NULL);
  foyer_zone_to_wall (fixture->zone, end_at - 1, NULL, &end_minute, NULL);
  end_minute++;
  return g_strdup_printf ("%02d:%02d-%02d:%02d", start_minute / 60, start_minute % 60,
                          end_minute / 60, end_minute % 60);
}

/* Expects the openings of a day as wall times, "09:00-12:00 13:00-17:00". */
static void
assert_openings (Fixture             *fixture,
                 const char          *date,
                 FoyerServiceCategory category,
                 gint64               urgent_open_until,
                 gboolean             by_room,
                 const char          *expected)
{
  g_autoptr (FoyerAvailability) availability = new_availability (fixture);
  g_autoptr (GArray) openings = g_array_new (FALSE, FALSE, sizeof (FoyerOpening));
  g_autoptr (GString) text = g_string_new (NULL);
  int day;

  g_assert_true (foyer_day_parse (date, &day));
  foyer_availability_list_openings (availability, 1, day, NULL, category,
                                    urgent_open_until, by_room, openings);
  for (guint i = 0; i < openings->len; i++)
    {
      const FoyerOpening *opening = &g_array_index (openings, FoyerOpening, i);
      g_autofree char    *part =
          write_interval (fixture, opening->start_at, opening->end_at);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", part);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_general_openings (Fixture *fixture, const char *date, const char *expected)
{
  assert_openings (fixture, date, FOYER_SERVICE_CATEGORY_FOLLOW_UP, 0, FALSE, expected);
}

static void
test_breaks_are_taken_out (Fixture *fixture, gconstpointer data)
{
  add_hours (fixture, 1, NINE, FIVE);
  add_hours (fixture, 1, NOON, NOON + 45)->kind = FOYER_HOURS_KIND_BREAK;

  assert_general_openings (fixture, MONDAY, "09:00-12:00 12:45-17:00");
  assert_general_openings (fixture, "2025-06-03", "");
}

static void
test_hours_that_touch_are_one (Fixture *fixture, gconstpointer data)
{
  add_hours (fixture, 1, NOON, FIVE);
  add_hours (fixture, 1, NINE, NOON + 30);

  assert_general_openings (fixture, MONDAY, "09:00-17:00");
}

static void
test_rooms_part_hours (Fixture *fixture, gconstpointer data)
{
  add_hours (fixture, 1, NINE, NOON)->room_id = 1;
  add_hours (fixture, 1, NOON, FIVE)->room_id = 2;

  assert_openings (fixture, MONDAY, FOYER_SERVICE_CATEGORY_NEW, 0, TRUE,
                   "09:00-12:00 12:00-17:00");
  assert_openings (fixture, MONDAY, FOYER_SERVICE_CATEGORY_NEW, 0, FALSE, "09:00-17:00");
}

static void
test_hours_have_a_validity (Fixture *fixture, gconstpointer data)
{
  FoyerWorkingHours *hours = add_hours (fixture, 1, NINE, FIVE);

  foyer_set_text (&hours->valid_from, MONDAY);
  foyer_set_text (&hours->valid_to, "2025-06-09");

  assert_general_openings (fixture, "2025-05-26", "");
  assert_general_openings (fixture, MONDAY, "09:00-17:00");
  assert_general_openings (fixture, "2025-06-09", "09:00-17:00");
  assert_general_openings (fixture, "2025-06-16", "");
}

static void
test_kept_time_admits_only_its_category (Fixture *fixture, gconstpointer data)
{
  add_hours (fixture, 1, NINE, FIVE);
  foyer_set_text (&add_hours (fixture, 1, NINE, NOON)->only_category, "cosmetic");

  assert_openings (fixture, MONDAY, FOYER_SERVICE_CATEGORY_COSMETIC, 0, FALSE,
                   "09:00-17:00");
  assert_openings (fixture, MONDAY, FOYER_SERVICE_CATEGORY_NEW, 0, FALSE, "12:00-17:00");
  /* Time for cosmetic visits never opens by itself. */
  assert_openings (fixture, MONDAY, FOYER_SERVICE_CATEGORY_NEW, G_MAXINT64, FALSE,
                   "12:00-17:00");
}

static void
test_urgent_time_opens (Fixture *fixture, gconstpointer data)
{
  add_hours (fixture, 1, NINE, FIVE);
  foyer_set_text (&add_hours (fixture, 1, NINE, NOON)->only_category, "urgent");

  assert_openings (fixture, MONDAY, FOYER_SERVICE_CATEGORY_URGENT, 0, FALSE,
                   "09:00-17:00");
  assert_openings (fixture, MONDAY, FOYER_SERVICE_CATEGORY_NEW,
                   instant (fixture, MONDAY, 8 * 60), FALSE, "12:00-17:00");
  assert_openings (fixture, MONDAY, FOYER_SERVICE_CATEGORY_NEW,
                   instant (fixture, MONDAY, 10 * 60), FALSE, "09:00-10:00 12:00-17:00");
  assert_openings (fixture, MONDAY, FOYER_SERVICE_CATEGORY_NEW,
                   instant (fixture, MONDAY, 13 * 60), FALSE, "09:00-17:00");
}

static void
test_absences_are_taken_out (Fixture *fixture, gconstpointer data)
{
  add_hours (fixture, 1, NINE, FIVE);
  add_absence (fixture, 1, 8 * 60, 10 * 60);
  add_absence (fixture, 1, 9 * 60, 9 * 60 + 30);
  add_absence (fixture, 0, 15 * 60, 16 * 60);
  add_absence (fixture, 2, NOON, FIVE);

  assert_general_openings (fixture, MONDAY, "10:00-15:00 16:00-17:00");
}

static void
test_holidays_close (Fixture *fixture, gconstpointer data)
{
  add_hours (fixture, 1, NINE, FIVE);
  add_holiday (fixture, MONDAY);
  add_holiday (fixture, "2025-02-30");

  assert_general_openings (fixture, MONDAY, "");
  assert_general_openings (fixture, "2025-06-09", "09:00-17:00");
}

static void
test_days_of_23_and_25_hours_keep_their_hours (Fixture *fixture, gconstpointer data)
{
  add_hours (fixture, 7, NINE, FIVE);

  assert_general_openings (fixture, "2025-03-09", "09:00-17:00");
  assert_general_openings (fixture, "2025-11-02", "09:00-17:00");
}

static void
test_hours_over_the_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerAvailability) availability = NULL;
  g_autoptr (GArray) openings = g_array_new (FALSE, FALSE, sizeof (FoyerOpening));
  int day;

  add_hours (fixture, 7, 0, 4 * 60);
  availability = new_availability (fixture);

  g_assert_true (foyer_day_parse ("2025-11-02", &day));
  foyer_availability_list_openings (availability, 1, day, NULL,
                                    FOYER_SERVICE_CATEGORY_NEW, 0, FALSE, openings);
  g_assert_cmpuint (openings->len, ==, 1);
  g_assert_cmpint (g_array_index (openings, FoyerOpening, 0).end_at -
                       g_array_index (openings, FoyerOpening, 0).start_at,
                   ==, 5 * 3600);

  g_assert_true (foyer_day_parse ("2025-03-09", &day));
  foyer_availability_list_openings (availability, 1, day, NULL,
                                    FOYER_SERVICE_CATEGORY_NEW, 0, FALSE, openings);
  g_assert_cmpuint (openings->len, ==, 1);
  g_assert_cmpint (g_array_index (openings, FoyerOpening, 0).end_at -
                       g_array_index (openings, FoyerOpening, 0).start_at,
                   ==, 3 * 3600);
}

static void
test_stretches_say_what_they_are (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    FoyerStretchKind kind;
    const char      *interval;
    const char      *label;
  } expected[] = {
    { FOYER_STRETCH_KIND_WORK, "09:00-12:00", NULL },
    { FOYER_STRETCH_KIND_WORK, "13:00-17:00", NULL },
    { FOYER_STRETCH_KIND_BREAK, "12:00-13:00", NULL },
    { FOYER_STRETCH_KIND_ABSENCE, "16:00-17:00", "Congress" },
    { FOYER_STRETCH_KIND_CLOSURE, "14:00-15:00", "Congress" },
    { FOYER_STRETCH_KIND_HOLIDAY, "00:00-24:00", "Founders’ Day" },
  };
  g_autoptr (FoyerAvailability) availability = NULL;
  g_autoptr (GArray) stretches = NULL;
  int day;

  add_hours (fixture, 1, NINE, FIVE);
  add_hours (fixture, 1, NOON, NOON + 60)->kind = FOYER_HOURS_KIND_BREAK;
  add_absence (fixture, 1, 16 * 60, FIVE);
  add_absence (fixture, 0, 14 * 60, 15 * 60);
  add_holiday (fixture, MONDAY);
  availability = new_availability (fixture);
  g_assert_true (foyer_day_parse (MONDAY, &day));
  stretches = foyer_availability_list_stretches (availability, 1, day);

  g_assert_cmpuint (stretches->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < stretches->len; i++)
    {
      const FoyerStretch *stretch = &g_array_index (stretches, FoyerStretch, i);
      g_autofree char    *interval =
          write_interval (fixture, stretch->start_at, stretch->end_at);

      g_assert_cmpint (stretch->kind, ==, expected[i].kind);
      g_assert_cmpstr (interval, ==, expected[i].interval);
      g_assert_cmpstr (stretch->label, ==, expected[i].label);
    }
}

static void
assert_check (Fixture        *fixture,
              int             start_minute,
              int             end_minute,
              FoyerGateReason expected)
{
  g_autoptr (FoyerAvailability) availability = new_availability (fixture);

  g_assert_cmpint (foyer_availability_check (availability, 1,
                                             FOYER_SERVICE_CATEGORY_FOLLOW_UP, 0,
                                             instant (fixture, MONDAY, start_minute),
                                             instant (fixture, MONDAY, end_minute)),
                   ==, expected);
}

static void
test_check_names_the_reason (Fixture *fixture, gconstpointer data)
{
  add_hours (fixture, 1, NINE, FIVE);
  add_hours (fixture, 1, NOON, NOON + 60)->kind = FOYER_HOURS_KIND_BREAK;
  foyer_set_text (&add_hours (fixture, 1, NINE, NINE + 60)->only_category, "urgent");
  add_absence (fixture, 1, 15 * 60, 16 * 60);

  assert_check (fixture, 10 * 60, NOON, FOYER_GATE_REASON_NONE);
  assert_check (fixture, 13 * 60, 14 * 60, FOYER_GATE_REASON_NONE);
  assert_check (fixture, NINE - 15, NINE + 15, FOYER_GATE_REASON_OUTSIDE_HOURS);
  assert_check (fixture, FIVE - 15, FIVE + 15, FOYER_GATE_REASON_OUTSIDE_HOURS);
  assert_check (fixture, NINE + 30, NINE + 90, FOYER_GATE_REASON_KEPT);
  assert_check (fixture, NOON - 15, NOON + 15, FOYER_GATE_REASON_BREAK);
  assert_check (fixture, 14 * 60 + 30, 15 * 60 + 15, FOYER_GATE_REASON_ABSENT);

  add_absence (fixture, 0, 15 * 60, 16 * 60);
  assert_check (fixture, 14 * 60 + 30, 15 * 60 + 15, FOYER_GATE_REASON_CLOSED);
  add_holiday (fixture, MONDAY);
  assert_check (fixture, 10 * 60, NOON, FOYER_GATE_REASON_CLOSED);
}

static void
test_check_refuses_midnight (Fixture *fixture, gconstpointer data)
{
  add_hours (fixture, 1, FIVE, 1440);
  add_hours (fixture, 2, 0, NINE);

  assert_check (fixture, 1440 - 30, 1440, FOYER_GATE_REASON_NONE);
  assert_check (fixture, 1440 - 30, 1440 + 30, FOYER_GATE_REASON_OUTSIDE_HOURS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/availability/breaks-are-taken-out", test_breaks_are_taken_out);
  ADD ("/availability/hours-that-touch-are-one", test_hours_that_touch_are_one);
  ADD ("/availability/rooms-part-hours", test_rooms_part_hours);
  ADD ("/availability/hours-have-a-validity", test_hours_have_a_validity);
  ADD ("/availability/kept-time-admits-only-its-category",
       test_kept_time_admits_only_its_category);
  ADD ("/availability/urgent-time-opens", test_urgent_time_opens);
  ADD ("/availability/absences-are-taken-out", test_absences_are_taken_out);
  ADD ("/availability/holidays-close", test_holidays_close);
  ADD ("/availability/days-of-23-and-25-hours-keep-their-hours",
       test_days_of_23_and_25_hours_keep_their_hours);
  ADD ("/availability/hours-over-the-change", test_hours_over_the_change);
  ADD ("/availability/stretches-say-what-they-are", test_stretches_say_what_they_are);
  ADD ("/availability/check-names-the-reason", test_check_names_the_reason);
  ADD ("/availability/check-refuses-midnight", test_check_refuses_midnight);
#undef ADD

  return g_test_run ();
}
