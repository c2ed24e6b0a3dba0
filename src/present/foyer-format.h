/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-money-text.h"
#include "model/foyer-time.h"
#include "store/foyer-patients.h"

G_BEGIN_DECLS

/* How people read values: names, dates, times, money, as the locale writes them.  Every
 * result is (transfer full). */

char *foyer_format_person (const char *family, const char *given);
char *foyer_format_person_full (const char *prefix,
                                const char *given,
                                const char *family,
                                const char *credentials);
char *foyer_format_initials (const char *family, const char *given);

char *foyer_format_date (const char *fhir_date);
char *foyer_format_day (int day);
char *foyer_format_day_short (int day);
char *foyer_format_day_long (int day);
char *foyer_format_month (int day);
char *foyer_format_weekday (int weekday);
char *foyer_format_weekday_short (int weekday);
char *foyer_format_age (const char *birth_date, int day);

char *foyer_format_minute (int minute);
char *foyer_format_time (FoyerZone *zone, gint64 at);
char *foyer_format_time_range (FoyerZone *zone, gint64 start_at, gint64 end_at);
char *foyer_format_when (FoyerZone *zone, gint64 at);
char *foyer_format_duration (gint64 minutes);
char *foyer_format_countdown (gint64 seconds);
char *foyer_format_size (gint64 bytes);

char *foyer_format_money (gint64 minor, const char *currency);
char *foyer_format_visits (gint64 used, gint64 booked, gint64 authorised);
char *foyer_format_language (const char *tag);
char *foyer_format_column (const char *text, int width);

/* What people type; in foyer-locale.c. */

gboolean foyer_parse_date (const char *text, int latest_year, char **out_date);
gboolean foyer_parse_minute (const char *text, int *out_minute);
gboolean foyer_parse_money (const char *text, const char *currency, gint64 *out_minor);

FoyerDateOrder  foyer_locale_date_order (void);
int             foyer_locale_first_weekday (void);
FoyerMoneyStyle foyer_locale_money (const char *currency);

G_END_DECLS
