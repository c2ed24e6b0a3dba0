/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-time.h"

#include <stdio.h>
#include <string.h>

/* All of time is in this file: civil dates as days since 1970-01-01 in the proleptic
 * Gregorian calendar, wall times as minutes since local midnight, instants as seconds since
 * 1970-01-01 UTC, and the way between them in a zone. */

#define DAY_SECONDS (24 * FOYER_HOUR_SECONDS)

/* No zone is further from UTC than this, and none changes twice within two of these. */
#define REACH_SECONDS DAY_SECONDS

/* The years whose changes a zone knows; outside them the nearest offset holds. */
#define FIRST_YEAR 1900
#define LAST_YEAR 2200

/**
 * FoyerZone:
 *
 * The rules of a time zone.
 *
 * Immutable: any thread may use it.  It knows every change of the clock from 1900 to 2200;
 * before and after, the first and the last offset hold.
 */
struct _FoyerZone
{
  char *name;      /* (owned) IANA name */
  guint n_periods; /* at least 1 */
  gint64 *
      starts; /* (owned) first instant of each period, ascending; the first is G_MININT64 */
  int *offsets; /* (owned) seconds east of UTC in each; neighbours differ */
};

G_DEFINE_QUARK (foyer_time_error, foyer_time_error)
G_DEFINE_BOXED_TYPE (FoyerZone, foyer_zone, foyer_zone_ref, foyer_zone_unref)

static gint64
floor_div (gint64 value, gint64 divisor)
{
  return value / divisor - (value % divisor < 0);
}

static gboolean
is_leap_year (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return days[month - 1] + (month == 2 && is_leap_year (year));
}

/* Reads exactly @n_digits digits at *@text and steps over them. */
static gboolean
read_digits (const char **text, int n_digits, int *out_value)
{
  int value = 0;

  for (int i = 0; i < n_digits; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      value = value * 10 + g_ascii_digit_value (**text);
    }

  *out_value = value;
  return TRUE;
}

static gboolean
read_char (const char **text, char expected)
{
  if (**text != expected)
    return FALSE;

  (*text)++;
  return TRUE;
}

/* Reads a real date, YYYY-MM-DD, and steps over it. */
static gboolean
read_day (const char **text, int *out_day)
{
  int year, month, day_of_month;

  if (!read_digits (text, 4, &year) || !read_char (text, '-') ||
      !read_digits (text, 2, &month) || !read_char (text, '-') ||
      !read_digits (text, 2, &day_of_month))
    return FALSE;
  if (year < 1 || month < 1 || month > 12 || day_of_month < 1 ||
      day_of_month > days_in_month (year, month))
    return FALSE;

  *out_day = foyer_day_from_ymd (year, month, day_of_month);
  return TRUE;
}

/* Reads a time of the day, hh:mm, and steps over it. */
static gboolean
read_minute (const char **text, int *out_minute)
{
  int hour, minute;

  if (!read_digits (text, 2, &hour) || !read_char (text, ':') ||
      !read_digits (text, 2, &minute) || hour > 23 || minute > 59)
    return FALSE;

  *out_minute = hour * 60 + minute;
  return TRUE;
}

/**
 * foyer_day_from_ymd:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day_of_month: 1 to the length of the month
 *
 * Source: H. Hinnant, “chrono-Compatible Low-Level Date Algorithms”.
 *
 * Returns: days since 1970-01-01
 */
int
foyer_day_from_ymd (int year, int month, int day_of_month)
{
  /* Years that begin in March end with the leap day. */
  const int y = month <= 2 ? year - 1 : year;
  const int era = (int) floor_div (y, 400);
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day_of_month - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
         day_of_year - 719468;
}

/**
 * foyer_day_to_ymd:
 * @day: days since 1970-01-01
 * @out_year: (out) (optional): return location for the year
 * @out_month: (out) (optional): return location for the month, 1 to 12
 * @out_day_of_month: (out) (optional): return location for the day, 1 to 31
 *
 * The inverse of [func@day_from_ymd].
 */
void
foyer_day_to_ymd (int day, int *out_year, int *out_month, int *out_day_of_month)
{
  const int z = day + 719468;
  const int era = (int) floor_div (z, 146097);
  const int day_of_era = z - era * 146097;
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int march_month = (5 * day_of_year + 2) / 153;
  const int month = march_month < 10 ? march_month + 3 : march_month - 9;

  if (out_year != NULL)
    *out_year = year_of_era + era * 400 + (month <= 2);
  if (out_month != NULL)
    *out_month = month;
  if (out_day_of_month != NULL)
    *out_day_of_month = day_of_year - (153 * march_month + 2) / 5 + 1;
}

/**
 * foyer_day_parse:
 * @text: (nullable): a civil date, `YYYY-MM-DD` and nothing else
 * @out_day: (out) (optional): return location for the days since 1970-01-01
 *
 * Returns: whether @text is a date that exists, from year 1 to 9999
 */
gboolean
foyer_day_parse (const char *text, int *out_day)
{
  int day;

  if (text == NULL || !read_day (&text, &day) || *text != '\0')
    return FALSE;

  if (out_day != NULL)
    *out_day = day;
  return TRUE;
}

/**
 * foyer_day_format:
 * @day: days since 1970-01-01
 *
 * Returns: (transfer full): the date as `YYYY-MM-DD`, which is how records store it
 */
char *
foyer_day_format (int day)
{
  int year, month, day_of_month;

  foyer_day_to_ymd (day, &year, &month, &day_of_month);

  return g_strdup_printf ("%04d-%02d-%02d", year, month, day_of_month);
}

/**
 * foyer_day_weekday:
 * @day: days since 1970-01-01
 *
 * Returns: the day of the week by ISO 8601, 1 for Monday to 7 for Sunday
 */
int
foyer_day_weekday (int day)
{
  /* 1970-01-01 was a Thursday. */
  return 1 + ((day + 3) % 7 + 7) % 7;
}

/**
 * foyer_day_week_start:
 * @day: days since 1970-01-01
 * @first_weekday: the weekday that weeks begin with, 1 for Monday to 7 for Sunday
 *
 * Returns: the first day of the week that @day lies in
 */
int
foyer_day_week_start (int day, int first_weekday)
{
  g_return_val_if_fail (first_weekday >= 1 && first_weekday <= 7, day);

  return day - (foyer_day_weekday (day) - first_weekday + 7) % 7;
}

/**
 * foyer_day_month_start:
 * @day: days since 1970-01-01
 *
 * Returns: the first day of the month that @day lies in
 */
int
foyer_day_month_start (int day)
{
  int year, month;

  foyer_day_to_ymd (day, &year, &month, NULL);

  return foyer_day_from_ymd (year, month, 1);
}

/**
 * foyer_day_add_months:
 * @day: days since 1970-01-01
 * @months: how many months later; may be negative
 *
 * Returns: the same day of the month so many months away, or the last of that month where
 *   it is shorter: one month after 31 January is 28 or 29 February
 */
int
foyer_day_add_months (int day, int months)
{
  int year, month, day_of_month;
  int month_index;

  foyer_day_to_ymd (day, &year, &month, &day_of_month);
  month_index = year * 12 + month - 1 + months;
  year = (int) floor_div (month_index, 12);
  month = month_index - year * 12 + 1;

  return foyer_day_from_ymd (year, month,
                             MIN (day_of_month, days_in_month (year, month)));
}

/**
 * foyer_fhir_date_parse:
 * @text: (nullable): a FHIR date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`
 * @out_first_day: (out) (optional): return location for the first day that it can mean
 * @out_last_day: (out) (optional): return location for the last day that it can mean
 *
 * Source: HL7 FHIR R4, datatypes, `date`.
 *
 * Returns: whether @text is such a date and can exist
 */
gboolean
foyer_fhir_date_parse (const char *text, int *out_first_day, int *out_last_day)
{
  int first_day, last_day, year, month;

  if (foyer_day_parse (text, &first_day))
    last_day = first_day;
  else
    {
      if (text == NULL || !read_digits (&text, 4, &year) || year < 1)
        return FALSE;

      if (*text == '\0')
        {
          first_day = foyer_day_from_ymd (year, 1, 1);
          last_day = foyer_day_from_ymd (year, 12, 31);
        }
      else if (read_char (&text, '-') && read_digits (&text, 2, &month) &&
               *text == '\0' && month >= 1 && month <= 12)
        {
          first_day = foyer_day_from_ymd (year, month, 1);
          last_day = first_day + days_in_month (year, month) - 1;
        }
      else
        return FALSE;
    }

  if (out_first_day != NULL)
    *out_first_day = first_day;
  if (out_last_day != NULL)
    *out_last_day = last_day;
  return TRUE;
}

/**
 * foyer_age_years:
 * @birth_date: (nullable): a FHIR date
 * @day: the day on which the age is asked, days since 1970-01-01
 *
 * Somebody of whom only the year or the month of birth is known has the age that they have
 * certainly reached.  A birthday on 29 February is on 1 March in other years.
 *
 * Returns: completed years of life, or -1 if @birth_date is unknown or after @day
 */
int
foyer_age_years (const char *birth_date, int day)
{
  int first_day, last_day;
  int birth_year, birth_month, birth_day_of_month;
  int year, month, day_of_month;

  if (!foyer_fhir_date_parse (birth_date, &first_day, &last_day) || first_day > day)
    return -1;

  foyer_day_to_ymd (MIN (last_day, day), &birth_year, &birth_month, &birth_day_of_month);
  foyer_day_to_ymd (day, &year, &month, &day_of_month);

  return year - birth_year -
         (month < birth_month ||
          (month == birth_month && day_of_month < birth_day_of_month));
}

/**
 * foyer_minute_parse:
 * @text: (nullable): a time of the day, `hh:mm`, or `24:00` for the end of the day
 * @out_minute: (out) (optional): return location for the minutes since midnight, 0 to 1440
 *
 * Returns: whether @text is such a time
 */
gboolean
foyer_minute_parse (const char *text, int *out_minute)
{
  int minute = FOYER_DAY_MINUTES;

  if (text == NULL ||
      (strcmp (text, "24:00") != 0 && (!read_minute (&text, &minute) || *text != '\0')))
    return FALSE;

  if (out_minute != NULL)
    *out_minute = minute;
  return TRUE;
}

/* GLib takes rules such as "EST5EDT4" for names, and complains aloud about a name that is a
 * folder; only a name that has a file of rules is a zone. */
static gboolean
has_zone_file (const char *iana)
{
  const char      *folder = g_getenv ("TZDIR");
  g_autofree char *path = NULL;
  char             magic[4];
  gboolean         is_zone;
  FILE            *file;

  if (strspn (iana, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-+/") != strlen (iana) ||
      !g_ascii_isalpha (iana[0]) || g_str_has_prefix (iana, "right/"))
    return FALSE;
  if (strcmp (iana, "UTC") == 0)
    return TRUE;

  path = g_build_filename (folder != NULL ? folder : "/usr/share/zoneinfo", iana, NULL);
  file = fopen (path, "re");
  if (file == NULL)
    return FALSE;

  is_zone = fread (magic, sizeof magic, 1, file) == 1 &&
            memcmp (magic, "TZif", sizeof magic) == 0;
  fclose (file);

  return is_zone;
}

static void
add_period (GArray *starts, GArray *offsets, gint64 start, int offset)
{
  /* Some changes are only of the name, or of what counts as summer. */
  if (offsets->len > 0 && g_array_index (offsets, int, offsets->len - 1) == offset)
    return;

  g_array_append_val (starts, start);
  g_array_append_val (offsets, offset);
}

/* Finds each change after @low up to @high.  GLib numbers the periods of a zone: where the
 * numbers of two instants are the same there is no change between them. */
static void
find_changes (GTimeZone *zone,
              gint64     low,
              int        low_interval,
              gint64     high,
              int        high_interval,
              GArray    *starts,
              GArray    *offsets)
{
  const gint64 middle = low + (high - low) / 2;
  int          middle_interval;

  if (low_interval == high_interval)
    return;

  if (high - low == 1)
    {
      add_period (starts, offsets, high, g_time_zone_get_offset (zone, high_interval));
      return;
    }

  middle_interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, middle);
  find_changes (zone, low, low_interval, middle, middle_interval, starts, offsets);
  find_changes (zone, middle, middle_interval, high, high_interval, starts, offsets);
}

/**
 * foyer_zone_new:
 * @iana: name of a zone of the IANA time zone database, `America/Los_Angeles`
 * @error: return location for an error
 *
 * Reads the rules of a zone.  It takes some milliseconds: keep it.
 *
 * Errors: `FOYER_TIME_ERROR_ZONE` if there is no such zone; it never falls back to UTC.
 *
 * Returns: (transfer full): the zone, or `NULL` on error
 */
FoyerZone *
foyer_zone_new (const char *iana, GError **error)
{
  const gint64 low = (gint64) foyer_day_from_ymd (FIRST_YEAR, 1, 1) * DAY_SECONDS;
  const gint64 high = (gint64) foyer_day_from_ymd (LAST_YEAR, 1, 1) * DAY_SECONDS;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (int));
  FoyerZone *self;
  int        low_interval, high_interval;

  g_return_val_if_fail (iana != NULL, NULL);

  if (has_zone_file (iana))
    zone = g_time_zone_new_identifier (iana);
  if (zone == NULL)
    {
      g_set_error (error, FOYER_TIME_ERROR, FOYER_TIME_ERROR_ZONE,
                   "“%s” is not a time zone that this computer knows", iana);
      return NULL;
    }

  low_interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, low);
  high_interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, high);
  add_period (starts, offsets, G_MININT64, g_time_zone_get_offset (zone, low_interval));
  find_changes (zone, low, low_interval, high, high_interval, starts, offsets);

  self = g_atomic_rc_box_new (FoyerZone);
  self->name = g_strdup (iana);
  self->n_periods = starts->len;
  self->starts = (gint64 *) (gpointer) g_array_free (g_steal_pointer (&starts), FALSE);
  self->offsets = (int *) (gpointer) g_array_free (g_steal_pointer (&offsets), FALSE);

  return self;
}

FoyerZone *
foyer_zone_ref (FoyerZone *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_zone (gpointer data)
{
  FoyerZone *self = data;

  g_free (self->name);
  g_free (self->starts);
  g_free (self->offsets);
}

void
foyer_zone_unref (FoyerZone *self)
{
  g_atomic_rc_box_release_full (self, clear_zone);
}

/**
 * foyer_zone_get_name:
 * @self: a zone
 *
 * Returns: (transfer none): the IANA name that it was made from
 */
const char *
foyer_zone_get_name (FoyerZone *self)
{
  return self->name;
}

/* The period that @at lies in. */
static guint
find_period (FoyerZone *self, gint64 at)
{
  guint low = 0;
  guint high = self->n_periods;

  while (high - low > 1)
    {
      const guint middle = low + (high - low) / 2;

      if (self->starts[middle] <= at)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static gint64
get_period_end (FoyerZone *self, guint period)
{
  return period + 1 < self->n_periods ? self->starts[period + 1] : G_MAXINT64;
}

/**
 * foyer_zone_get_offset:
 * @self: a zone
 * @at: seconds since 1970-01-01 UTC
 *
 * Returns: how far the clocks of @self are ahead of UTC at @at, in seconds
 */
int
foyer_zone_get_offset (FoyerZone *self, gint64 at)
{
  return self->offsets[find_period (self, at)];
}

/**
 * foyer_zone_next_change:
 * @self: a zone
 * @at: seconds since 1970-01-01 UTC
 *
 * Returns: the first instant after @at at which the clocks of @self are moved,
 *   `G_MAXINT64` if there is none
 */
gint64
foyer_zone_next_change (FoyerZone *self, gint64 at)
{
  return get_period_end (self, find_period (self, at));
}

/**
 * foyer_zone_to_instants:
 * @self: a zone
 * @day: a civil day, days since 1970-01-01
 * @minute: minutes since midnight on the clock; 1440 is midnight of the next day
 * @out: (out caller-allocates) (array fixed-size=2): return location for the instants, in
 *   ascending order
 *
 * Finds when the clocks of @self show a wall time.
 *
 * Returns: how often they do: 0 where the clocks are moved over it in spring, 2 where they
 *   are moved back over it in autumn, otherwise 1; only so many entries of @out are set
 */
guint
foyer_zone_to_instants (FoyerZone *self, int day, int minute, gint64 out[2])
{
  const gint64 local =
      (gint64) day * DAY_SECONDS + (gint64) minute * FOYER_MINUTE_SECONDS;
  guint n = 0;

  for (guint i = find_period (self, local - REACH_SECONDS);
       i < self->n_periods && self->starts[i] <= local + REACH_SECONDS && n < 2; i++)
    {
      const gint64 at = local - self->offsets[i];

      if (at >= self->starts[i] && at < get_period_end (self, i))
        out[n++] = at;
    }

  return n;
}

/**
 * foyer_zone_to_wall:
 * @self: a zone
 * @at: seconds since 1970-01-01 UTC
 * @out_day: (out) (optional): return location for the civil day, days since 1970-01-01
 * @out_minute: (out) (optional): return location for the minutes since midnight on the
 *   clock, 0 to 1439
 * @out_repeated: (out) (optional): return location for whether the clocks show this wall
 *   time for the second time
 *
 * Tells what the clocks of @self show at @at.
 */
void
foyer_zone_to_wall (
    FoyerZone *self, gint64 at, int *out_day, int *out_minute, gboolean *out_repeated)
{
  const guint  period = find_period (self, at);
  const gint64 local = at + self->offsets[period];
  const gint64 day = floor_div (local, DAY_SECONDS);

  if (out_day != NULL)
    *out_day = (int) day;
  if (out_minute != NULL)
    *out_minute = (int) ((local - day * DAY_SECONDS) / FOYER_MINUTE_SECONDS);
  if (out_repeated != NULL)
    *out_repeated =
        period > 0 && local < self->starts[period] + self->offsets[period - 1];
}

/**
 * foyer_zone_get_day:
 * @self: a zone
 * @at: seconds since 1970-01-01 UTC
 *
 * Returns: the civil day at @at, days since 1970-01-01
 */
int
foyer_zone_get_day (FoyerZone *self, gint64 at)
{
  return (int) floor_div (at + foyer_zone_get_offset (self, at), DAY_SECONDS);
}

/**
 * foyer_zone_day_start:
 * @self: a zone
 * @day: a civil day, days since 1970-01-01
 *
 * Finds where a day begins, which is also where the day before it ends.  That is midnight,
 * or where the clocks are moved over midnight the first wall time after it.
 *
 * Returns: the first instant of @day, seconds since 1970-01-01 UTC; of a day that the zone
 *   left out, the first instant after it
 */
gint64
foyer_zone_day_start (FoyerZone *self, int day)
{
  const gint64 local = (gint64) day * DAY_SECONDS;
  guint        period = find_period (self, local - REACH_SECONDS);

  /* The first instant at which the clocks have reached the day. */
  while (local - self->offsets[period] >= get_period_end (self, period))
    period++;

  return MAX (local - self->offsets[period], self->starts[period]);
}

/**
 * foyer_zone_split_day:
 * @self: a zone
 * @day: a civil day, days since 1970-01-01
 * @out: (out caller-allocates) (array fixed-size=3): return location for the parts, in
 *   order
 *
 * Cuts a day where its clocks are moved.  Within a part wall time and real time run alike,
 * so that a wall time is one subtraction away; the parts join, from the start of @day to
 * that of the next.
 *
 * Returns: the number of parts: 1 on most days, 0 for a day that the zone left out
 */
guint
foyer_zone_split_day (FoyerZone *self, int day, FoyerDayPart out[FOYER_MAX_DAY_PARTS])
{
  const gint64 end_at = foyer_zone_day_start (self, day + 1);
  gint64       at = foyer_zone_day_start (self, day);
  guint        period = find_period (self, at);
  guint        n = 0;

  for (; at < end_at && n < FOYER_MAX_DAY_PARTS; period++)
    {
      const gint64 local = at + self->offsets[period] - (gint64) day * DAY_SECONDS;

      out[n].start_at = at;
      out[n].start_minute = (int) floor_div (local, FOYER_MINUTE_SECONDS);
      at = out[n].end_at = MIN (get_period_end (self, period), end_at);
      n++;
    }

  return n;
}

/**
 * foyer_instant_format:
 * @zone: (nullable): the zone to write it in, `NULL` for UTC
 * @at: seconds since 1970-01-01 UTC, in the years 1 to 9999
 *
 * Returns: (transfer full): @at by ISO 8601 with seconds and offset,
 *   `2025-03-10T09:00:00-07:00`, or `2025-03-10T16:00:00Z` without a zone
 */
char *
foyer_instant_format (FoyerZone *zone, gint64 at)
{
  /* Offsets with seconds ended in 1972; ISO 8601 has none. */
  const int offset_minutes =
      zone != NULL ? foyer_zone_get_offset (zone, at) / FOYER_MINUTE_SECONDS : 0;
  const gint64     local = at + offset_minutes * FOYER_MINUTE_SECONDS;
  const gint64     day = floor_div (local, DAY_SECONDS);
  const int        second = (int) (local - day * DAY_SECONDS);
  g_autofree char *date = foyer_day_format ((int) day);
  g_autofree char *time =
      g_strdup_printf ("%sT%02d:%02d:%02d", date, second / FOYER_HOUR_SECONDS,
                       second / FOYER_MINUTE_SECONDS % 60, second % 60);

  if (zone == NULL)
    return g_strconcat (time, "Z", NULL);
  return g_strdup_printf ("%s%c%02d:%02d", time, offset_minutes < 0 ? '-' : '+',
                          ABS (offset_minutes) / 60, ABS (offset_minutes) % 60);
}

/**
 * foyer_instant_parse:
 * @text: (nullable): an instant by ISO 8601: date, `T`, time, and `Z` or an offset; seconds
 *   may be left out, a fraction of a second is cut off
 * @out_at: (out) (optional): return location for the seconds since 1970-01-01 UTC
 *
 * A leap second is the first second of the next minute.
 *
 * Source: HL7 FHIR R4, datatypes, `instant`; RFC 3339.
 *
 * Returns: whether @text is an instant; without an offset it is none
 */
gboolean
foyer_instant_parse (const char *text, gint64 *out_at)
{
  int day, minute, second = 0, offset_minute = 0;
  int sign = 1;

  if (text == NULL || !read_day (&text, &day) || !read_char (&text, 'T') ||
      !read_minute (&text, &minute))
    return FALSE;

  if (read_char (&text, ':'))
    {
      if (!read_digits (&text, 2, &second) || second > 60)
        return FALSE;
      if (read_char (&text, '.'))
        {
          if (!g_ascii_isdigit (*text))
            return FALSE;
          while (g_ascii_isdigit (*text))
            text++;
        }
    }

  if (!read_char (&text, 'Z'))
    {
      if (*text != '+' && *text != '-')
        return FALSE;
      sign = *text++ == '-' ? -1 : 1;
      if (!read_minute (&text, &offset_minute) || offset_minute > 14 * 60)
        return FALSE;
    }
  if (*text != '\0')
    return FALSE;

  if (out_at != NULL)
    *out_at = (gint64) day * DAY_SECONDS +
              (gint64) (minute - sign * offset_minute) * FOYER_MINUTE_SECONDS + second;
  return TRUE;
}
