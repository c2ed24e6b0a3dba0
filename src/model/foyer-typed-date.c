/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-typed-date.h"

#include <string.h>

#define MAX_GROUPS 3
#define MIN_YEAR 1850
#define MAX_YEAR 2199

typedef struct
{
  int   number;
  guint n_digits;
} Group;

typedef struct
{
  Group    groups[MAX_GROUPS];
  guint    n_groups;
  gboolean open; /* no separator after the last group: more of it may be typed */
} Groups;

typedef struct
{
  FoyerTypedDate *dates;
  guint           n_dates;
} Readings;

static gboolean
is_separator (gunichar c)
{
  return c == '-' || c == '.' || c == '/' || c == ' ' || c == 0x2010 || c == 0x2011 ||
         c == 0x2013 || c == 0x00a0 || c == 0x202f;
}

static gboolean
is_direction_mark (gunichar c)
{
  return c == 0x200e || c == 0x200f || c == 0x061c;
}

static gboolean
read_groups (const char *text, Groups *out_groups)
{
  *out_groups = (Groups){ 0 };

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char_validated (p, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        return FALSE;
      if (g_unichar_isdigit (c))
        {
          Group *group;

          if (!out_groups->open && ++out_groups->n_groups > MAX_GROUPS)
            return FALSE;
          out_groups->open = TRUE;
          group = &out_groups->groups[out_groups->n_groups - 1];
          if (++group->n_digits > 8)
            return FALSE;
          group->number = group->number * 10 + g_unichar_digit_value (c);
        }
      else if (is_separator (c))
        out_groups->open = FALSE;
      else if (!is_direction_mark (c))
        return FALSE;
    }

  return out_groups->n_groups > 0;
}

/* Keeps a reading if there is such a date; what was not typed is 0. */
static gboolean
add (Readings *readings, int year, int month, int day)
{
  if (year != 0 && (year < MIN_YEAR || year > MAX_YEAR))
    return FALSE;
  if (month < 0 || month > 12 || day < 0 || day > 31)
    return FALSE;
  if (day != 0 && month != 0 && !g_date_valid_dmy (day, month, year != 0 ? year : 2000))
    return FALSE;

  for (guint i = 0; i < readings->n_dates; i++)
    if (readings->dates[i].year == year && readings->dates[i].month == month &&
        readings->dates[i].day == day)
      return TRUE;
  if (readings->n_dates == FOYER_TYPED_DATE_MAX)
    return FALSE;
  readings->dates[readings->n_dates++] = (FoyerTypedDate){ year, month, day };

  return TRUE;
}

static gboolean
add_full (Readings *readings, int year, guint n_year_digits, int month, int day)
{
  gboolean any = FALSE;

  if (month == 0 || day == 0 || (n_year_digits == 4 && year == 0))
    return FALSE;
  if (n_year_digits == 4)
    return add (readings, year, month, day);
  if (n_year_digits == 2)
    {
      any |= add (readings, 1900 + year, month, day);
      any |= add (readings, 2000 + year, month, day);
      /* 03/04/19 may go on to be 1987. */
      if (year != 19 && year != 20)
        return any;
    }

  return add (readings, 0, month, day) || any;
}

/* Day and month in the order of the locale; the other order only if that cannot be. */
static gboolean
add_pair (Readings      *readings,
          int            year,
          guint          n_year_digits,
          int            first,
          int            second,
          FoyerDateOrder order)
{
  if (order == FOYER_DATE_ORDER_DMY)
    return add_full (readings, year, n_year_digits, second, first) ||
           add_full (readings, year, n_year_digits, first, second);
  return add_full (readings, year, n_year_digits, first, second) ||
         add_full (readings, year, n_year_digits, second, first);
}

static void
read_one (Readings *readings, const Groups *groups, FoyerDateOrder order)
{
  const Group *group = &groups->groups[0];
  const int    n = group->number;

  if (group->n_digits == 8)
    {
      add_full (readings, n / 10000, 4, n / 100 % 100, n % 100);
      add_pair (readings, n % 10000, 4, n / 1000000, n / 10000 % 100, order);
    }
  else if (group->n_digits == 6 && order == FOYER_DATE_ORDER_YMD)
    add_full (readings, n / 10000, 2, n / 100 % 100, n % 100);
  else if (group->n_digits == 6)
    add_pair (readings, n % 100, 2, n / 10000, n / 100 % 100, order);
  else if (group->n_digits == 4 && n != 0)
    add (readings, n, 0, 0);
  else if (group->n_digits <= 2 && n != 0 && !groups->open)
    add (readings, 0, order == FOYER_DATE_ORDER_DMY ? 0 : n,
         order == FOYER_DATE_ORDER_DMY ? n : 0);
}

static void
read_two (Readings *readings, const Groups *groups, FoyerDateOrder order)
{
  const Group *first = &groups->groups[0], *second = &groups->groups[1];

  if (first->n_digits == 4 && second->n_digits <= 2)
    {
      if (second->n_digits == 1 && groups->open)
        add (readings, first->number, 0, 0);
      else if (second->number != 0)
        add (readings, first->number, second->number, 0);
    }
  else if (first->n_digits <= 2 && second->n_digits == 4)
    {
      if (first->number != 0)
        add (readings, second->number, first->number, 0);
    }
  else if (first->n_digits <= 2 && second->n_digits <= 2)
    add_pair (readings, 0, 0, first->number, second->number, order);
}

static void
read_three (Readings *readings, const Groups *groups, FoyerDateOrder order)
{
  const Group *first = &groups->groups[0], *second = &groups->groups[1];
  const Group *third = &groups->groups[2];

  if (second->n_digits > 2)
    return;

  if (first->n_digits == 4 && third->n_digits <= 2)
    {
      /* 1987-03-1 goes on; 1987-3-1 is how somebody writes it. */
      if (third->n_digits == 1 && groups->open && second->n_digits == 2)
        add (readings, first->number, second->number, 0);
      else
        add_full (readings, first->number, 4, second->number, third->number);
    }
  else if (first->n_digits <= 2 && third->n_digits == 2 && order == FOYER_DATE_ORDER_YMD)
    add_full (readings, first->number, 2, second->number, third->number);
  else if (first->n_digits <= 2 && third->n_digits <= 4)
    add_pair (readings, third->number, third->n_digits, first->number, second->number,
              order);
}

/**
 * foyer_typed_date_parse:
 * @text: text as typed, perhaps not to its end
 * @order: how the locale writes dates
 * @readings: (out caller-allocates) (array fixed-size=6): what it can mean
 *
 * Reads a date in figures: `1987-03-04`, `4.3.1987`, `03/04/87`, `19870304`, `3/1987`,
 * `1987`, and what has been typed of one so far (`03/04/`).  Figures of any script count.
 *
 * The order of the locale decides between day and month, unless only the other order gives
 * a date (`25/03/1987`).  A year first is read as ISO 8601 everywhere.  Two figures for a
 * year can be of either century, and eight figures can begin with the year or end with it.
 *
 * Returns: the number of readings, 0 if @text is no date; the years are 1850 to 2199
 */
guint
foyer_typed_date_parse (const char    *text,
                        FoyerDateOrder order,
                        FoyerTypedDate readings[FOYER_TYPED_DATE_MAX])
{
  Readings found = { readings, 0 };
  Groups   groups;

  g_return_val_if_fail (text != NULL, 0);

  if (!read_groups (text, &groups))
    return 0;

  if (groups.n_groups == 1)
    read_one (&found, &groups, order);
  else if (groups.n_groups == 2)
    read_two (&found, &groups, order);
  else
    read_three (&found, &groups, order);

  return found.n_dates;
}

/**
 * foyer_typed_date_to_fhir:
 * @text: (nullable): a date as typed into a form
 * @order: how the locale writes dates
 * @this_year: the current year, after which no year of two figures falls
 *
 * Reads a date of birth as somebody types it.  A year alone, or month and year, is kept as
 * what it is.
 *
 * Returns: (transfer full) (nullable): the date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or
 *   `NULL` if @text is none
 */
char *
foyer_typed_date_to_fhir (const char *text, FoyerDateOrder order, int this_year)
{
  FoyerTypedDate        readings[FOYER_TYPED_DATE_MAX];
  const FoyerTypedDate *best = NULL;
  guint                 n;

  n = text != NULL ? foyer_typed_date_parse (text, order, readings) : 0;
  for (guint i = 0; i < n; i++)
    if (readings[i].year != 0 &&
        (best == NULL || (n > 1 && best->day != 0 && best->year < readings[i].year &&
                          readings[i].year <= this_year)))
      best = &readings[i];

  if (best == NULL || (best->month == 0 && best->day != 0))
    return NULL;
  if (best->month == 0)
    return g_strdup_printf ("%04d", best->year);
  if (best->day == 0)
    return g_strdup_printf ("%04d-%02d", best->year, best->month);
  return g_strdup_printf ("%04d-%02d-%02d", best->year, best->month, best->day);
}
