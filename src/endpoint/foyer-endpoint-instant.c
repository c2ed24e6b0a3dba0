/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-instant.h"

#include "model/foyer-time.h"

#include <string.h>

#define DAY_MS (G_GINT64_CONSTANT (86400) * 1000)

/* The years that a FHIR date and an answer can have. */
#define FIRST_MS (foyer_day_from_ymd (1, 1, 1) * DAY_MS)
#define LAST_MS (foyer_day_from_ymd (9999, 12, 31) * DAY_MS + DAY_MS - 1)

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
  int    year, month, day;
  gint64 rest;
  gint64 days;

  at_ms = CLAMP (at_ms, FIRST_MS, LAST_MS);
  days = at_ms / DAY_MS - (at_ms % DAY_MS < 0);
  rest = at_ms - days * DAY_MS;
  foyer_day_to_ymd ((int) days, &year, &month, &day);
  g_snprintf (out, FOYER_ENDPOINT_INSTANT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
              year, month, day, (int) (rest / 3600000), (int) (rest / 60000 % 60),
              (int) (rest / 1000 % 60), (int) (rest % 1000));
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
