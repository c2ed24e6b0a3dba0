/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-format.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

/* U+2013, a dash between two figures, and U+202F, a space that does not break. */
#define NARROW_SPACE "\342\200\257"

/**
 * foyer_format_person:
 * @family: (nullable): family name
 * @given: (nullable): given names
 *
 * Returns: (transfer full): the name as sorted lists show it, “Garcia, Maria”
 */
char *
foyer_format_person (const char *family, const char *given)
{
  if (family == NULL || given == NULL)
    return g_strdup (family != NULL ? family : given != NULL ? given : "");

  /* Translators: a person in a list: family name, given names */
  return g_strdup_printf (C_ ("person in a list", "%1$s, %2$s"), family, given);
}

/**
 * foyer_format_person_full:
 * @prefix: (nullable): Dr.
 * @given: (nullable): given names
 * @family: (nullable): family name
 * @credentials: (nullable): MD
 *
 * Returns: (transfer full): the name as one addresses or quotes it, “Dr. Ada Lind, MD”
 */
char *
foyer_format_person_full (const char *prefix,
                          const char *given,
                          const char *family,
                          const char *credentials)
{
  const char *parts[] = { prefix, given, family };
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      {
        if (name->len > 0)
          g_string_append_c (name, ' ');
        g_string_append (name, parts[i]);
      }
  if (credentials != NULL)
    g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", credentials);

  return g_string_free (g_steal_pointer (&name), FALSE);
}

/**
 * foyer_format_initials:
 * @family: (nullable): family name
 * @given: (nullable): given names
 *
 * Returns: (transfer full): “M. G.”, for lists that strangers see
 */
char *
foyer_format_initials (const char *family, const char *given)
{
  const char *parts[] = { given, family };
  g_autoptr (GString) initials = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      {
        if (initials->len > 0)
          g_string_append_c (initials, ' ');
        g_string_append_unichar (initials,
                                 g_unichar_toupper (g_utf8_get_char (parts[i])));
        g_string_append_c (initials, '.');
      }

  return g_string_free (g_steal_pointer (&initials), FALSE);
}

static char *
format_civil (int day, const char *format)
{
  g_autoptr (GDateTime) date = NULL;
  int year;
  int month;
  int day_of_month;

  foyer_day_to_ymd (day, &year, &month, &day_of_month);
  date = g_date_time_new_utc (year, month, day_of_month, 0, 0, 0);

  return date != NULL ? g_date_time_format (date, format) : g_strdup ("");
}

/**
 * foyer_format_day:
 * @day: civil day, days since 1970-01-01
 *
 * Returns: (transfer full): the date with the month as a short word and the year, in the
 *   order of the locale: “Mar 12, 1984”, “12 mar 1984”
 */
char *
foyer_format_day (int day)
{
  switch (foyer_locale_date_order ())
    {
    case FOYER_DATE_ORDER_DMY:
      return format_civil (day, "%-d %b %Y");

    case FOYER_DATE_ORDER_YMD:
      return format_civil (day, "%x");

    case FOYER_DATE_ORDER_MDY:
    default:
      return format_civil (day, "%b %-d, %Y");
    }
}

/**
 * foyer_format_day_short:
 * @day: civil day, days since 1970-01-01
 *
 * Returns: (transfer full): weekday, day and month without the year, “Mon, Nov 23”
 */
char *
foyer_format_day_short (int day)
{
  return format_civil (day, foyer_locale_date_order () == FOYER_DATE_ORDER_MDY
                                ? "%a, %b %-d"
                                : "%a %-d %b");
}

/**
 * foyer_format_day_long:
 * @day: civil day, days since 1970-01-01
 *
 * Returns: (transfer full): “Monday, November 23, 2026”
 */
char *
foyer_format_day_long (int day)
{
  if (foyer_locale_date_order () == FOYER_DATE_ORDER_MDY)
    return format_civil (day, "%A, %B %-d, %Y");

  /* Translators: a date where the day stands before the month: %A is the weekday, %-d the
   * day, %B the name of the month, %Y the year; for example “%A, %-d de %B de %Y”. */
  return format_civil (day, C_ ("long date", "%A %-d %B %Y"));
}

/**
 * foyer_format_month:
 * @day: a civil day of the month
 *
 * Returns: (transfer full): “November 2026”
 */
char *
foyer_format_month (int day)
{
  return format_civil (day, "%OB %Y");
}

/**
 * foyer_format_weekday:
 * @weekday: 1 for Monday to 7 for Sunday
 *
 * Returns: (transfer full): the name of the day as a title: “Monday”, “Lunes”
 */
char *
foyer_format_weekday (int weekday)
{
  /* 1970-01-05 was a Monday.  Many languages write days small within a sentence. */
  g_autofree char *name = format_civil (3 + weekday, "%A");
  g_autoptr (GString) title = g_string_new (NULL);

  if (*name != '\0')
    {
      g_string_append_unichar (title, g_unichar_totitle (g_utf8_get_char (name)));
      g_string_append (title, g_utf8_next_char (name));
    }

  return g_string_free (g_steal_pointer (&title), FALSE);
}

char *
foyer_format_weekday_short (int weekday)
{
  return format_civil (3 + weekday, "%a");
}

/**
 * foyer_format_date:
 * @fhir_date: (nullable): YYYY, YYYY-MM or YYYY-MM-DD
 *
 * Returns: (transfer full): the date as far as it is known, as the locale writes it; @fhir_date
 *   itself if it is none, and an empty text for `NULL`
 */
char *
foyer_format_date (const char *fhir_date)
{
  int first_day;
  int last_day;

  if (fhir_date == NULL)
    return g_strdup ("");
  if (!foyer_fhir_date_parse (fhir_date, &first_day, &last_day))
    return g_strdup (fhir_date);

  switch (strlen (fhir_date))
    {
    case 4:
      return g_strdup (fhir_date);

    case 7:
      return foyer_format_month (first_day);

    default:
      return foyer_format_day (first_day);
    }
}

/**
 * foyer_format_age:
 * @birth_date: (nullable): FHIR date
 * @day: on which civil day
 *
 * Returns: (transfer full): the age in completed years, or in months below two years; empty
 *   if it is not known
 */
char *
foyer_format_age (const char *birth_date, int day)
{
  int years = foyer_age_years (birth_date, day);
  int first_day;
  int last_day;
  int months = 0;

  if (years < 0)
    return g_strdup ("");
  if (years >= 2 || !foyer_fhir_date_parse (birth_date, &first_day, &last_day) ||
      first_day != last_day)
    return g_strdup_printf ("%d", years);

  while (foyer_day_add_months (first_day, months + 1) <= day)
    months++;

  /* Translators: the age of a small child */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d month", "%d months", months),
                          months);
}

static gboolean
clock_has_am_pm (void)
{
  const char *format = nl_langinfo (T_FMT);

  return strstr (format, "%r") != NULL || strstr (format, "%I") != NULL ||
         strstr (format, "%p") != NULL;
}

/**
 * foyer_format_minute:
 * @minute: minutes since midnight, 0 to 1440
 *
 * Returns: (transfer full): the time of day as the locale writes it, “9:30 AM”, “9:30”
 */
char *
foyer_format_minute (int minute)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_utc (1970, 1, 1, minute / 60 % 24, minute % 60, 0);

  return g_date_time_format (time, clock_has_am_pm () ? "%-I:%M %p" : "%H:%M");
}

/**
 * foyer_format_time:
 * @zone: the zone of the clinic
 * @at: seconds since 1970-01-01 UTC
 *
 * Returns: (transfer full): the time of day in @zone; the second of two equal times of an
 *   autumn night is marked
 */
char *
foyer_format_time (FoyerZone *zone, gint64 at)
{
  int              day;
  int              minute;
  gboolean         repeated;
  g_autofree char *text = NULL;

  foyer_zone_to_wall (zone, at, &day, &minute, &repeated);
  text = foyer_format_minute (minute);
  if (!repeated)
    return g_steal_pointer (&text);

  /* Translators: a time of day that the clock shows a second time, after it was set back */
  return g_strdup_printf (C_ ("repeated time", "%s (second time)"), text);
}

char *
foyer_format_time_range (FoyerZone *zone, gint64 start_at, gint64 end_at)
{
  g_autofree char *start = foyer_format_time (zone, start_at);
  g_autofree char *end = foyer_format_time (zone, end_at);

  /* Translators: from one time of day to another */
  return g_strdup_printf (C_ ("time range", "%1$s–%2$s"), start, end);
}

/**
 * foyer_format_when:
 * @zone: the zone of the clinic
 * @at: seconds since 1970-01-01 UTC
 *
 * Returns: (transfer full): date and time, “Nov 23, 2026, 9:30 AM”
 */
char *
foyer_format_when (FoyerZone *zone, gint64 at)
{
  g_autofree char *date = foyer_format_day (foyer_zone_get_day (zone, at));
  g_autofree char *time = foyer_format_time (zone, at);

  /* Translators: a date and a time of day */
  return g_strdup_printf (C_ ("date and time", "%1$s, %2$s"), date, time);
}

/**
 * foyer_format_duration:
 * @minutes: how long, 0 or more
 *
 * Returns: (transfer full): “45 min”, “1 h 30 min”, “3 days”
 */
char *
foyer_format_duration (gint64 minutes)
{
  int hours = (int) (minutes / 60);
  int rest = (int) (minutes % 60);

  if (minutes >= 2 * FOYER_DAY_MINUTES)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days",
                                         (gulong) (minutes / FOYER_DAY_MINUTES)),
                            (int) (minutes / FOYER_DAY_MINUTES));
  if (hours == 0)
    /* Translators: a duration in minutes, abbreviated */
    return g_strdup_printf (C_ ("duration", "%d min"), rest);
  if (rest == 0)
    /* Translators: a duration in hours, abbreviated */
    return g_strdup_printf (C_ ("duration", "%d h"), hours);

  /* Translators: a duration in hours and minutes, abbreviated */
  return g_strdup_printf (C_ ("duration", "%1$d h %2$d min"), hours, rest);
}

/**
 * foyer_format_countdown:
 * @seconds: how long is left; nothing below 0
 *
 * Returns: (transfer full): “14:59”, “1:05:00”
 */
char *
foyer_format_countdown (gint64 seconds)
{
  int left = (int) CLAMP (seconds, 0, 100 * FOYER_HOUR_SECONDS - 1);

  if (left >= FOYER_HOUR_SECONDS)
    return g_strdup_printf ("%d:%02d:%02d", left / 3600, left / 60 % 60, left % 60);

  return g_strdup_printf ("%d:%02d", left / 60, left % 60);
}

char *
foyer_format_size (gint64 bytes)
{
  return g_format_size ((guint64) MAX (bytes, 0));
}

/**
 * foyer_format_money:
 * @minor: an amount in minor units
 * @currency: ISO 4217 code
 *
 * Returns: (transfer full): the amount with its currency as the locale writes it: “$1,250.00”,
 *   “1.250,00 €”; a currency without a sign of its own stands with its code
 */
char *
foyer_format_money (gint64 minor, const char *currency)
{
  const FoyerMoneyStyle style = foyer_locale_money (currency);
  g_autofree char      *figures = foyer_money_write (ABS (minor), currency, &style);
  const char           *minus = minor < 0 ? "−" : "";

  if (style.sign == NULL)
    return g_strdup_printf ("%s%s" NARROW_SPACE "%s", minus, currency, figures);
  if (localeconv ()->p_cs_precedes != 0)
    return g_strdup_printf ("%s%s%s", minus, style.sign, figures);
  return g_strdup_printf ("%s%s" NARROW_SPACE "%s", minus, figures, style.sign);
}

/**
 * foyer_format_visits:
 * @used: visits that took place
 * @booked: visits that are booked
 * @authorised: how many the referral allows; 0: no limit stated
 *
 * Returns: (transfer full): “2+1 of 4”, or “2+1” without a limit
 */
char *
foyer_format_visits (gint64 used, gint64 booked, gint64 authorised)
{
  if (authorised == 0)
    /* Translators: visits of a referral: used + booked, no limit stated */
    return g_strdup_printf (C_ ("visits", "%1$d+%2$d"), (int) used, (int) booked);

  /* Translators: visits of a referral: used + booked of how many were authorised */
  return g_strdup_printf (C_ ("visits", "%1$d+%2$d of %3$d"), (int) used, (int) booked,
                          (int) authorised);
}

/**
 * foyer_format_language:
 * @tag: (nullable): BCP 47 tag
 *
 * Returns: (transfer full): the name of the language in the language of the user, where it is
 *   one of the usual ones; @tag itself otherwise; empty for `NULL`
 */
char *
foyer_format_language (const char *tag)
{
  static const struct
  {
    const char *code;
    const char *name;
  } languages[] = {
    { "ar", NC_ ("language", "Arabic") },
    { "de", NC_ ("language", "German") },
    { "el", NC_ ("language", "Greek") },
    { "en", NC_ ("language", "English") },
    { "es", NC_ ("language", "Spanish") },
    { "fa", NC_ ("language", "Persian") },
    { "fr", NC_ ("language", "French") },
    { "he", NC_ ("language", "Hebrew") },
    { "hi", NC_ ("language", "Hindi") },
    { "ht", NC_ ("language", "Haitian Creole") },
    { "hy", NC_ ("language", "Armenian") },
    { "it", NC_ ("language", "Italian") },
    { "ja", NC_ ("language", "Japanese") },
    { "km", NC_ ("language", "Khmer") },
    { "ko", NC_ ("language", "Korean") },
    { "pl", NC_ ("language", "Polish") },
    { "pt", NC_ ("language", "Portuguese") },
    { "ru", NC_ ("language", "Russian") },
    { "sw", NC_ ("language", "Swahili") },
    { "tl", NC_ ("language", "Tagalog") },
    { "uk", NC_ ("language", "Ukrainian") },
    { "ur", NC_ ("language", "Urdu") },
    { "vi", NC_ ("language", "Vietnamese") },
    { "zh", NC_ ("language", "Chinese") },
    { "sgn", NC_ ("language", "Sign language") },
    { "ase", NC_ ("language", "American Sign Language") },
  };
  gsize length;

  if (tag == NULL)
    return g_strdup ("");

  length = strcspn (tag, "-_");
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strlen (languages[i].code) == length &&
        g_ascii_strncasecmp (languages[i].code, tag, length) == 0)
      return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "language", languages[i].name));

  return g_strdup (tag);
}

/**
 * foyer_format_column:
 * @text: (nullable): what stands in a column; `NULL` for nothing
 * @width: how wide the column is, in cells of a terminal
 *
 * Fills @text up with spaces.  Letters of East Asia take two cells, marks that join the letter
 * before them none; what is wider than the column stays whole.
 *
 * Source: Unicode Standard Annex #11.
 *
 * Returns: (transfer full): @text and the spaces
 */
char *
foyer_format_column (const char *text, int width)
{
  GString *column = g_string_new (text);

  for (const char *p = column->str; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width -= g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  for (; width > 0; width--)
    g_string_append_c (column, ' ');

  return g_string_free (column, FALSE);
}
