/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-instant.h"

#include "model/foyer-time.h"

#include <string.h>

#define DAY_MS (G_GINT64_CONSTANT (86400) * 1000)

/* The years that a FHIR date and an answer can have. */
#define FIRST_MS (foyer_day_from_ymd (1, 1, 1) * DAY_MS)
#define LAST_MS (foyer_day_from_ymd (9999, 12, 31) * DAY_MS + DAY_MS - 1)

/* The parts of an instant, moved into the years that can be written. */
typedef struct
{
  int year, month, day, weekday;
  int hour, minute, second, ms;
} Parts;

static Parts
split (gint64 at_ms)
{
  gint64 at = CLAMP (at_ms, FIRST_MS, LAST_MS);
  int    days = (int) (at / DAY_MS - (at % DAY_MS < 0));
  int    rest = (int) (at - days * DAY_MS);
  Parts  parts;

  foyer_day_to_ymd (days, &parts.year, &parts.month, &parts.day);
  parts.weekday = foyer_day_weekday (days);
  parts.hour = rest / 3600000;
  parts.minute = rest / 60000 % 60;
  parts.second = rest / 1000 % 60;
  parts.ms = rest % 1000;

  return parts;
}

/**
 * foyer_endpoint_instant_format:
 * @at_ms: milliseconds since 1970-01-01 UTC
 * @out: (out caller-allocates): `FOYER_ENDPOINT_INSTANT_SIZE` bytes
 *
 * Writes an instant as FHIR does, in UTC with milliseconds.  What lies outside the years 1
 * to 9999 is moved to their edge.
 */
void
foyer_endpoint_instant_format (gint64 at_ms, char *out)
{
  Parts parts = split (at_ms);

  g_snprintf (out, FOYER_ENDPOINT_INSTANT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
              parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second,
              parts.ms);
}

/**
 * foyer_endpoint_http_date:
 * @at_ms: milliseconds since 1970-01-01 UTC
 * @out: (out caller-allocates): `FOYER_ENDPOINT_HTTP_DATE_SIZE` bytes
 *
 * Writes an instant as the headers of HTTP do.
 *
 * Source: RFC 9110, section 5.6.7.
 */
void
foyer_endpoint_http_date (gint64 at_ms, char *out)
{
  static const char weekdays[][4] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  Parts             parts = split (at_ms);

  g_snprintf (out, FOYER_ENDPOINT_HTTP_DATE_SIZE, "%s, %02d %s %04d %02d:%02d:%02d GMT",
              weekdays[parts.weekday - 1], parts.day, months[parts.month - 1], parts.year,
              parts.hour, parts.minute, parts.second);
}

/* The milliseconds of a fraction, and how long its last digit is. */
static int
read_fraction (const char *text, int *out_length_ms)
{
  const char *at = strchr (text, '.');
  int         value = 0;
  int         length_ms = 1000;

  for (at = at != NULL ? at + 1 : ""; g_ascii_isdigit (*at) && length_ms > 1; at++)
    {
      length_ms /= 10;
      value += (*at - '0') * length_ms;
    }
  *out_length_ms = length_ms;

  return value;
}

/**
 * foyer_endpoint_instant_range:
 * @text: (nullable): a FHIR date, dateTime or instant; dates are those of UTC
 * @out_start_ms: (out): its first millisecond since 1970-01-01 UTC
 * @out_end_ms: (out): the first after it
 *
 * Reads a point in time as the stretch that its precision leaves open: `2026-11` is the
 * month, `2026-11-23T09:00:00Z` the second.
 *
 * Source: FHIR R4, search, date.
 *
 * Returns: whether @text is one
 */
gboolean
foyer_endpoint_instant_range (const char *text, gint64 *out_start_ms, gint64 *out_end_ms)
{
  int    first_day, last_day;
  gint64 at;

  if (text == NULL)
    return FALSE;

  if (foyer_fhir_date_parse (text, &first_day, &last_day))
    {
      *out_start_ms = first_day * DAY_MS;
      *out_end_ms = (last_day + 1) * DAY_MS;
      return TRUE;
    }

  if (foyer_instant_parse (text, &at))
    {
      int length_ms;
      int ms = read_fraction (text, &length_ms);

      /* Hours and minutes without seconds are what some programs write. */
      if (strlen (text) > strlen ("2026-11-23T09:00") && text[16] != ':')
        length_ms = 60000;
      *out_start_ms = at * 1000 + ms;
      *out_end_ms = *out_start_ms + length_ms;
      return TRUE;
    }

  return FALSE;
}
