/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-date.h"

#include "model/foyer-time.h"

#include <string.h>

/* Reads @n digits at *@at and steps over them; -1 if they are not all there. */
static int
read_digits (const char **at, guint n)
{
  int value = 0;

  for (guint i = 0; i < n; i++, ++*at)
    {
      if (!g_ascii_isdigit (**at))
        return -1;
      value = value * 10 + (**at - '0');
    }

  return value;
}

/* Reads hh:mm[:ss[.fraction]] and the zone; returns the byte after it, or NULL. */
static const char *
skip_time (const char *at)
{
  int hour = read_digits (&at, 2);
  int minute;

  if (hour < 0 || hour > 23 || *at++ != ':')
    return NULL;
  minute = read_digits (&at, 2);
  if (minute < 0 || minute > 59)
    return NULL;
  if (*at == ':')
    {
      int second;

      at++;
      second = read_digits (&at, 2);
      if (second < 0 || second > 60)
        return NULL;
      if (*at == '.')
        {
          at++;
          if (!g_ascii_isdigit (*at))
            return NULL;
          while (g_ascii_isdigit (*at))
            at++;
        }
    }

  if (*at == 'Z')
    return at + 1;
  if (*at != '+' && *at != '-')
    return NULL;
  at++;
  hour = read_digits (&at, 2);
  if (hour < 0 || hour > 14 || *at++ != ':')
    return NULL;
  minute = read_digits (&at, 2);

  return minute >= 0 && minute <= 59 ? at : NULL;
}

/**
 * foyer_fhir_date_of_date_time:
 * @text: (nullable): a FHIR dateTime or instant
 *
 * Takes the date of @text as it is written, in the zone that it is written in: a death
 * recorded at 23:30 -08:00 was on that day, whatever the date in Greenwich.
 *
 * Seconds may be missing, as some exporters leave them out.
 *
 * Source: FHIR R4, datatypes, dateTime.
 *
 * Returns: (transfer full) (nullable): the date, partial if @text is, or `NULL` if @text
 *   is neither
 */
char *
foyer_fhir_date_of_date_time (const char *text)
{
  g_autofree char *date = NULL;
  const char      *time;

  if (text == NULL)
    return NULL;

  time = strchr (text, 'T');
  if (time != NULL)
    {
      const char *end = skip_time (time + 1);

      if (time - text != strlen ("YYYY-MM-DD") || end == NULL || *end != '\0')
        return NULL;
      date = g_strndup (text, (gsize) (time - text));
    }
  else
    date = g_strdup (text);

  return foyer_fhir_date_parse (date, NULL, NULL) ? g_steal_pointer (&date) : NULL;
}

/* The day of a date or a dateTime; NULL if it is a month or a year. */
static char *
day_of (const char *text)
{
  g_autofree char *date = foyer_fhir_date_of_date_time (text);

  return date != NULL && foyer_day_parse (date, NULL) ? g_steal_pointer (&date) : NULL;
}

/**
 * foyer_fhir_read_day:
 * @self: a reader
 * @object: the object that has the element
 * @key: name of a date, a dateTime or an instant
 * @element: its path below the resource, for errors
 *
 * Reads a civil date.  One that is only a month or a year is no day, and none is made up.
 *
 * Returns: (transfer full) (nullable): the day as it is written, YYYY-MM-DD; `NULL` if there
 *   is none or it is refused
 */
char *
foyer_fhir_read_day (FoyerFhirReader *self,
                     const json_t    *object,
                     const char      *key,
                     const char      *element)
{
  g_autofree char *text = foyer_fhir_read_text (self, object, key, element, 64);
  g_autofree char *date = foyer_fhir_date_of_date_time (text);

  if (text != NULL && date == NULL)
    foyer_fhir_reader_fail (self, FOYER_FHIR_ERROR_DATE, element,
                            "not a date of the calendar");

  return day_of (date);
}

/**
 * foyer_fhir_set_day:
 * @object: an object
 * @key: name of a date or a dateTime
 * @day: (nullable): the day, or `NULL` for none
 *
 * Writes a day, unless the element says it already: a time of day, or a month where no day
 * is known, stays.
 */
void
foyer_fhir_set_day (json_t *object, const char *key, const char *day)
{
  g_autofree char *was = day_of (foyer_fhir_peek (object, key));

  if (g_strcmp0 (was, day) != 0)
    foyer_fhir_set_text (object, key, day);
}
