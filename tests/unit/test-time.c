/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-time.h"

#define N_RANDOM 20000

static const char *const zones[] = { "America/Los_Angeles", "Europe/London",
                                     "Australia/Lord_Howe", "Asia/Kolkata",
                                     "America/Sao_Paulo",   "UTC" };

static FoyerZone *
new_zone (const char *name)
{
  g_autoptr (GError) error = NULL;
  FoyerZone *zone = foyer_zone_new (name, &error);

  g_assert_no_error (error);
  return zone;
}

static int
parse_day (const char *text)
{
  int day;

  g_assert_true (foyer_day_parse (text, &day));
  return day;
}

static gint64
parse_instant (const char *text)
{
  gint64 at;

  g_assert_true (foyer_instant_parse (text, &at));
  return at;
}

static void
assert_instant (FoyerZone *zone, gint64 at, const char *expected)
{
  g_autofree char *text = foyer_instant_format (zone, at);

  g_assert_cmpstr (text, ==, expected);
}

static gint64
random_instant (int first_year, int last_year)
{
  const int first = foyer_day_from_ymd (first_year, 1, 1);
  const int last = foyer_day_from_ymd (last_year, 1, 1);

  return (gint64) g_test_rand_int_range (first, last) * 86400 +
         g_test_rand_int_range (0, 86400);
}

static void
test_day_matches_gdate (void)
{
  for (int day = foyer_day_from_ymd (1583, 1, 1); day < foyer_day_from_ymd (2600, 1, 1);
       day++)
    {
      int           year, month, day_of_month;
      GDate         date;
      const guint32 julian = (guint32) (day + 719163);

      g_date_clear (&date, 1);
      g_date_set_julian (&date, julian);
      foyer_day_to_ymd (day, &year, &month, &day_of_month);
      g_assert_cmpint (year, ==, g_date_get_year (&date));
      g_assert_cmpint (month, ==, g_date_get_month (&date));
      g_assert_cmpint (day_of_month, ==, g_date_get_day (&date));
      g_assert_cmpint (foyer_day_weekday (day), ==, g_date_get_weekday (&date));
      g_assert_cmpint (foyer_day_from_ymd (year, month, day_of_month), ==, day);
    }
}

static void
test_day_parse_takes_real_dates (void)
{
  g_autofree char *text = foyer_day_format (parse_day ("2024-02-29"));

  g_assert_cmpstr (text, ==, "2024-02-29");
  g_assert_cmpint (parse_day ("1970-01-01"), ==, 0);
  g_assert_cmpint (parse_day ("1969-12-31"), ==, -1);
  g_assert_cmpint (parse_day ("0001-01-01"), ==, -719162);
  g_assert_cmpint (parse_day ("2000-02-29"), ==, 11016);
}

static void
test_day_parse_refuses (void)
{
  static const char *const bad[] = {
    "",
    "2025",
    "2025-3-01",
    "2025-02-29",
    "2025-13-01",
    "2025-00-10",
    "2025-04-31",
    "2025-01-00",
    "0000-01-01",
    "2025/01/01",
    " 2025-01-01",
    "1900-02-29",
    "2025-01-01 ",
    "2025-01-011",
    "-025-01-01",
    "٢٠٢٥-01-01",
  };
  int day = 4711;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (foyer_day_parse (bad[i], &day));
  g_assert_false (foyer_day_parse (NULL, &day));
  g_assert_cmpint (day, ==, 4711);
}

static void
test_day_week_start (void)
{
  const int wednesday = parse_day ("2025-03-12");

  g_assert_cmpint (foyer_day_week_start (wednesday, 1), ==, parse_day ("2025-03-10"));
  g_assert_cmpint (foyer_day_week_start (wednesday, 7), ==, parse_day ("2025-03-09"));
  g_assert_cmpint (foyer_day_week_start (wednesday, 3), ==, wednesday);
  g_assert_cmpint (foyer_day_week_start (parse_day ("1969-12-31"), 1), ==,
                   parse_day ("1969-12-29"));
}

static void
test_day_add_months_stays_in_the_month (void)
{
  g_assert_cmpint (foyer_day_add_months (parse_day ("2025-01-31"), 1), ==,
                   parse_day ("2025-02-28"));
  g_assert_cmpint (foyer_day_add_months (parse_day ("2023-12-31"), 2), ==,
                   parse_day ("2024-02-29"));
  g_assert_cmpint (foyer_day_add_months (parse_day ("2025-03-15"), -15), ==,
                   parse_day ("2023-12-15"));
  g_assert_cmpint (foyer_day_add_months (parse_day ("2025-03-15"), 0), ==,
                   parse_day ("2025-03-15"));
  g_assert_cmpint (foyer_day_month_start (parse_day ("2024-02-29")), ==,
                   parse_day ("2024-02-01"));
}

static void
test_fhir_date_may_be_partial (void)
{
  int first, last;

  g_assert_true (foyer_fhir_date_parse ("2024", &first, &last));
  g_assert_cmpint (first, ==, parse_day ("2024-01-01"));
  g_assert_cmpint (last, ==, parse_day ("2024-12-31"));
  g_assert_true (foyer_fhir_date_parse ("2024-02", &first, &last));
  g_assert_cmpint (first, ==, parse_day ("2024-02-01"));
  g_assert_cmpint (last, ==, parse_day ("2024-02-29"));
  g_assert_true (foyer_fhir_date_parse ("2024-02-03", &first, &last));
  g_assert_cmpint (first, ==, parse_day ("2024-02-03"));
  g_assert_cmpint (last, ==, first);
}

static void
test_fhir_date_refuses (void)
{
  static const char *const bad[] = {
    "",      "24",         "2024-",    "2024-13", "2024-00", "2024-2",          "0000",
    "20245", "2024-02-30", "2024-02-", "2024 ",   "-2024",   "2024-02-03T00:00"
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (foyer_fhir_date_parse (bad[i], NULL, NULL));
  g_assert_false (foyer_fhir_date_parse (NULL, NULL, NULL));
}

static void
test_age_is_completed_years (void)
{
  g_assert_cmpint (foyer_age_years ("1980-06-15", parse_day ("2025-06-14")), ==, 44);
  g_assert_cmpint (foyer_age_years ("1980-06-15", parse_day ("2025-06-15")), ==, 45);
  g_assert_cmpint (foyer_age_years ("2004-02-29", parse_day ("2025-02-28")), ==, 20);
  g_assert_cmpint (foyer_age_years ("2004-02-29", parse_day ("2025-03-01")), ==, 21);
  g_assert_cmpint (foyer_age_years ("2025-06-15", parse_day ("2025-06-15")), ==, 0);
}

static void
test_age_of_partial_date_is_certain (void)
{
  g_assert_cmpint (foyer_age_years ("1980", parse_day ("2025-06-14")), ==, 44);
  g_assert_cmpint (foyer_age_years ("1980", parse_day ("2025-12-31")), ==, 45);
  g_assert_cmpint (foyer_age_years ("1980-06", parse_day ("2025-06-29")), ==, 44);
  g_assert_cmpint (foyer_age_years ("2025", parse_day ("2025-06-14")), ==, 0);
}

static void
test_age_unknown (void)
{
  g_assert_cmpint (foyer_age_years (NULL, 0), ==, -1);
  g_assert_cmpint (foyer_age_years ("soon", 0), ==, -1);
  g_assert_cmpint (foyer_age_years ("2025-06-15", parse_day ("2025-06-14")), ==, -1);
}

static void
test_minute_parse (void)
{
  int minute;

  g_assert_true (foyer_minute_parse ("09:30", &minute));
  g_assert_cmpint (minute, ==, 570);
  g_assert_true (foyer_minute_parse ("24:00", &minute));
  g_assert_cmpint (minute, ==, 1440);
  g_assert_false (foyer_minute_parse ("24:01", NULL));
  g_assert_false (foyer_minute_parse ("9:30", NULL));
  g_assert_false (foyer_minute_parse ("09:60", NULL));
  g_assert_false (foyer_minute_parse ("09:30pm", NULL));
  g_assert_false (foyer_minute_parse (NULL, NULL));
}

static void
test_zone_refuses_unknown_names (void)
{
  /* GLib takes some of them for rules, complains about others, or falls back to UTC. */
  static const char *const bad[] = {
    "",       "Mars/Olympus", "America", "America/", "/etc/passwd", "../zoneinfo/UTC",
    "+05:00", "EST5EDT4",     "XYZ4",    "zone.tab", "right/UTC",   "Europe/London ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (foyer_zone_new (bad[i], &error));
      g_assert_error (error, FOYER_TIME_ERROR, FOYER_TIME_ERROR_ZONE);
    }
}

static void
test_zone_keeps_its_name (void)
{
  g_autoptr (FoyerZone) zone = new_zone ("Asia/Kolkata");
  g_autoptr (FoyerZone) other = foyer_zone_ref (zone);

  g_assert_cmpstr (foyer_zone_get_name (other), ==, "Asia/Kolkata");
}

/* GDateTime asks GTimeZone in its own way: an independent answer. */
static void
test_zone_agrees_with_glib (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (FoyerZone) zone = new_zone (zones[i]);
      g_autoptr (GTimeZone) glib_zone = g_time_zone_new_identifier (zones[i]);

      for (int n = 0; n < N_RANDOM; n++)
        {
          const gint64 at = random_instant (1900, 2199);
          g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at);
          g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, glib_zone);
          int day, minute;

          foyer_zone_to_wall (zone, at, &day, &minute, NULL);
          g_assert_cmpint (foyer_zone_get_offset (zone, at), ==,
                           g_date_time_get_utc_offset (local) / G_TIME_SPAN_SECOND);
          g_assert_cmpint (day, ==,
                           foyer_day_from_ymd (g_date_time_get_year (local),
                                               g_date_time_get_month (local),
                                               g_date_time_get_day_of_month (local)));
          g_assert_cmpint (foyer_zone_get_day (zone, at), ==, day);
          g_assert_cmpint (minute, ==,
                           g_date_time_get_hour (local) * 60 +
                               g_date_time_get_minute (local));
        }
    }
}

static void
check_round_trip (FoyerZone *zone, gint64 at)
{
  int      day, minute;
  gboolean repeated;
  gint64   back[2];
  guint    n;

  foyer_zone_to_wall (zone, at, &day, &minute, &repeated);
  n = foyer_zone_to_instants (zone, day, minute, back);
  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <=, 2);
  if (n == 2)
    g_assert_cmpint (back[0], <, back[1]);
  else
    g_assert_false (repeated);
  g_assert_cmpint (back[repeated ? 1 : 0], ==, at);
  g_assert_cmpint (foyer_zone_day_start (zone, day), <=, at);
  g_assert_cmpint (foyer_zone_day_start (zone, day + 1), >, at);
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (FoyerZone) zone = new_zone (zones[i]);
      gint64 change = parse_instant ("1973-01-01T00:00Z");

      for (int n = 0; n < N_RANDOM; n++)
        check_round_trip (zone, random_instant (1973, 2101) / 60 * 60);

      /* Random instants rarely meet a change: so each minute around each of them. */
      while ((change = foyer_zone_next_change (zone, change)) <
             parse_instant ("2101-01-01T00:00Z"))
        for (int minute = -150; minute < 150; minute++)
          check_round_trip (zone, change + minute * 60);
    }
}

static void
test_spring_time_does_not_exist (void)
{
  g_autoptr (FoyerZone) zone = new_zone ("America/Los_Angeles");
  const int day = parse_day ("2025-03-09");
  gint64    at[2];

  g_assert_cmpuint (foyer_zone_to_instants (zone, day, 119, at), ==, 1);
  assert_instant (zone, at[0], "2025-03-09T01:59:00-08:00");
  g_assert_cmpuint (foyer_zone_to_instants (zone, day, 120, at), ==, 0);
  g_assert_cmpuint (foyer_zone_to_instants (zone, day, 179, at), ==, 0);
  g_assert_cmpuint (foyer_zone_to_instants (zone, day, 180, at), ==, 1);
  assert_instant (zone, at[0], "2025-03-09T03:00:00-07:00");
}

static void
test_autumn_time_exists_twice (void)
{
  g_autoptr (FoyerZone) zone = new_zone ("Europe/London");
  const int day = parse_day ("2025-10-26");
  gint64    at[2];
  gboolean  repeated;

  g_assert_cmpuint (foyer_zone_to_instants (zone, day, 90, at), ==, 2);
  assert_instant (zone, at[0], "2025-10-26T01:30:00+01:00");
  assert_instant (zone, at[1], "2025-10-26T01:30:00+00:00");
  foyer_zone_to_wall (zone, at[0], NULL, NULL, &repeated);
  g_assert_false (repeated);
  foyer_zone_to_wall (zone, at[1], NULL, NULL, &repeated);
  g_assert_true (repeated);
  g_assert_cmpuint (foyer_zone_to_instants (zone, day, 120, at), ==, 1);
}

static void
test_half_hour_shift (void)
{
  g_autoptr (FoyerZone) zone = new_zone ("Australia/Lord_Howe");
  gint64 at[2];

  /* From 02:00 to 02:30 in October, from 02:00 to 01:30 in April. */
  g_assert_cmpuint (foyer_zone_to_instants (zone, parse_day ("2025-10-05"), 120, at), ==,
                    0);
  g_assert_cmpuint (foyer_zone_to_instants (zone, parse_day ("2025-10-05"), 150, at), ==,
                    1);
  g_assert_cmpuint (foyer_zone_to_instants (zone, parse_day ("2025-04-06"), 89, at), ==,
                    1);
  g_assert_cmpuint (foyer_zone_to_instants (zone, parse_day ("2025-04-06"), 90, at), ==,
                    2);
  g_assert_cmpint (at[1] - at[0], ==, 1800);
  g_assert_cmpuint (foyer_zone_to_instants (zone, parse_day ("2025-04-06"), 120, at), ==,
                    1);
}

static void
check_day_hours (const char *name, const char *date, double hours)
{
  g_autoptr (FoyerZone) zone = new_zone (name);
  const int day = parse_day (date);

  g_assert_cmpint (foyer_zone_day_start (zone, day + 1) -
                       foyer_zone_day_start (zone, day),
                   ==, (gint64) (hours * 3600));
}

static void
test_days_of_other_lengths (void)
{
  check_day_hours ("America/Los_Angeles", "2025-03-09", 23);
  check_day_hours ("America/Los_Angeles", "2025-11-02", 25);
  check_day_hours ("America/Los_Angeles", "2025-11-03", 24);
  check_day_hours ("America/Los_Angeles", "2087-03-09", 23);
  check_day_hours ("Europe/London", "2025-03-30", 23);
  check_day_hours ("Europe/London", "2025-10-26", 25);
  check_day_hours ("Australia/Lord_Howe", "2025-10-05", 23.5);
  check_day_hours ("Australia/Lord_Howe", "2025-04-06", 24.5);
  check_day_hours ("Asia/Kolkata", "2025-03-30", 24);
  check_day_hours ("America/Sao_Paulo", "2018-11-04", 23);
  check_day_hours ("America/Sao_Paulo", "2018-02-17", 25);
  check_day_hours ("Pacific/Apia", "2011-12-30", 0);
}

static void
test_midnight_may_not_exist (void)
{
  g_autoptr (FoyerZone) sao_paulo = new_zone ("America/Sao_Paulo");
  g_autoptr (FoyerZone) cairo = new_zone ("Africa/Cairo");
  gint64 at[2];

  g_assert_cmpuint (foyer_zone_to_instants (sao_paulo, parse_day ("2018-11-04"), 0, at),
                    ==, 0);
  assert_instant (sao_paulo, foyer_zone_day_start (sao_paulo, parse_day ("2018-11-04")),
                  "2018-11-04T01:00:00-02:00");
  assert_instant (cairo, foyer_zone_day_start (cairo, parse_day ("2025-04-25")),
                  "2025-04-25T01:00:00+03:00");
}

static void
test_minute_1440_is_the_next_midnight (void)
{
  g_autoptr (FoyerZone) zone = new_zone ("America/Los_Angeles");
  gint64 at[2];

  g_assert_cmpuint (foyer_zone_to_instants (zone, parse_day ("2025-07-31"), 1440, at), ==,
                    1);
  g_assert_cmpint (at[0], ==, foyer_zone_day_start (zone, parse_day ("2025-08-01")));
}

/* Each minute of a day is in one part, and on its clock. */
static void
test_split_day_follows_the_clock (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (FoyerZone) zone = new_zone (zones[i]);

      for (int day = parse_day ("2018-01-01"); day < parse_day ("2020-01-01"); day++)
        {
          FoyerDayPart parts[FOYER_MAX_DAY_PARTS];
          const guint  n = foyer_zone_split_day (zone, day, parts);
          gint64       at = foyer_zone_day_start (zone, day);

          for (guint part = 0; part < n; part++)
            {
              g_assert_cmpint (parts[part].start_at, ==, at);
              for (; at < parts[part].end_at; at += 60)
                {
                  int wall_day, minute;

                  foyer_zone_to_wall (zone, at, &wall_day, &minute, NULL);
                  g_assert_cmpint (wall_day, ==, day);
                  g_assert_cmpint (minute, ==,
                                   parts[part].start_minute +
                                       (at - parts[part].start_at) / 60);
                }
            }
          g_assert_cmpint (at, ==, foyer_zone_day_start (zone, day + 1));
        }
    }
}

static void
test_instant_parse (void)
{
  g_assert_cmpint (parse_instant ("1970-01-01T00:00:00Z"), ==, 0);
  g_assert_cmpint (parse_instant ("2025-03-10T09:00:00-07:00"), ==, 1741622400);
  g_assert_cmpint (parse_instant ("2025-03-10T16:00Z"), ==, 1741622400);
  g_assert_cmpint (parse_instant ("2025-03-10T21:30:00.999+05:30"), ==, 1741622400);
  g_assert_cmpint (parse_instant ("2016-12-31T23:59:60Z"), ==,
                   parse_instant ("2017-01-01T00:00:00Z"));
  g_assert_cmpint (parse_instant ("1969-12-31T23:59:59-00:00"), ==, -1);
}

static void
test_instant_parse_refuses (void)
{
  static const char *const bad[] = {
    "",
    "2025-03-10",
    "2025-03-10T09:00:00",
    "2025-03-10 09:00:00Z",
    "2025-03-10T24:00:00Z",
    "2025-03-10T09:60:00Z",
    "2025-03-10T09:00:61Z",
    "2025-02-30T09:00:00Z",
    "2025-03-10T09:00:00.Z",
    "2025-03-10T09:00:00+15:00",
    "2025-03-10T09:00:00+05:60",
    "2025-03-10T09:00:00+0500",
    "2025-03-10T09:00:00ZZ",
    "2025-03-10T9:00:00Z",
    "99999-01-01T00:00:00Z",
  };
  gint64 at = 4711;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (foyer_instant_parse (bad[i], &at));
  g_assert_false (foyer_instant_parse (NULL, &at));
  g_assert_cmpint (at, ==, 4711);
}

static void
test_instant_format_parses_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (FoyerZone) zone = new_zone (zones[i]);

      for (int n = 0; n < N_RANDOM / 10; n++)
        {
          const gint64     at = random_instant (1, 9999);
          g_autofree char *local = foyer_instant_format (zone, at);
          g_autofree char *utc = foyer_instant_format (NULL, at);

          g_assert_cmpint (parse_instant (local), ==, at);
          g_assert_cmpint (parse_instant (utc), ==, at);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time/day-matches-gdate", test_day_matches_gdate);
  g_test_add_func ("/time/day-parse-takes-real-dates", test_day_parse_takes_real_dates);
  g_test_add_func ("/time/day-parse-refuses", test_day_parse_refuses);
  g_test_add_func ("/time/day-week-start", test_day_week_start);
  g_test_add_func ("/time/day-add-months-stays-in-the-month",
                   test_day_add_months_stays_in_the_month);
  g_test_add_func ("/time/fhir-date-may-be-partial", test_fhir_date_may_be_partial);
  g_test_add_func ("/time/fhir-date-refuses", test_fhir_date_refuses);
  g_test_add_func ("/time/age-is-completed-years", test_age_is_completed_years);
  g_test_add_func ("/time/age-of-partial-date-is-certain",
                   test_age_of_partial_date_is_certain);
  g_test_add_func ("/time/age-unknown", test_age_unknown);
  g_test_add_func ("/time/minute-parse", test_minute_parse);
  g_test_add_func ("/time/zone-refuses-unknown-names", test_zone_refuses_unknown_names);
  g_test_add_func ("/time/zone-keeps-its-name", test_zone_keeps_its_name);
  g_test_add_func ("/time/zone-agrees-with-glib", test_zone_agrees_with_glib);
  g_test_add_func ("/time/round-trip", test_round_trip);
  g_test_add_func ("/time/spring-time-does-not-exist", test_spring_time_does_not_exist);
  g_test_add_func ("/time/autumn-time-exists-twice", test_autumn_time_exists_twice);
  g_test_add_func ("/time/half-hour-shift", test_half_hour_shift);
  g_test_add_func ("/time/days-of-other-lengths", test_days_of_other_lengths);
  g_test_add_func ("/time/midnight-may-not-exist", test_midnight_may_not_exist);
  g_test_add_func ("/time/minute-1440-is-the-next-midnight",
                   test_minute_1440_is_the_next_midnight);
  g_test_add_func ("/time/split-day-follows-the-clock", test_split_day_follows_the_clock);
  g_test_add_func ("/time/instant-parse", test_instant_parse);
  g_test_add_func ("/time/instant-parse-refuses", test_instant_parse_refuses);
  g_test_add_func ("/time/instant-format-parses-back", test_instant_format_parses_back);

  return g_test_run ();
}
