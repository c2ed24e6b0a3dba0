/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define FOYER_MINUTE_SECONDS 60
#define FOYER_HOUR_SECONDS 3600
#define FOYER_DAY_MINUTES 1440

#define FOYER_TIME_ERROR (foyer_time_error_quark ())
GQuark foyer_time_error_quark (void);

/**
 * FoyerTimeError:
 * @FOYER_TIME_ERROR_ZONE: the time zone is not known
 *
 * What can go wrong with time.
 */
typedef enum
{
  FOYER_TIME_ERROR_ZONE,
} FoyerTimeError;

int      foyer_day_from_ymd (int year, int month, int day_of_month);
void     foyer_day_to_ymd (int day, int *out_year, int *out_month, int *out_day_of_month);
gboolean foyer_day_parse (const char *text, int *out_day);
char    *foyer_day_format (int day);
int      foyer_day_weekday (int day);
int      foyer_day_week_start (int day, int first_weekday);
int      foyer_day_month_start (int day);
int      foyer_day_add_months (int day, int months);

gboolean foyer_fhir_date_parse (const char *text, int *out_first_day, int *out_last_day);
int      foyer_age_years (const char *birth_date, int day);

gboolean foyer_minute_parse (const char *text, int *out_minute);

#define FOYER_TYPE_ZONE (foyer_zone_get_type ())
typedef struct _FoyerZone FoyerZone;
GType                     foyer_zone_get_type (void);

/**
 * FoyerDayPart:
 * @start_at: first instant, seconds since 1970-01-01 UTC
 * @end_at: first instant after it
 * @start_minute: what the clock shows at @start_at, minutes since midnight of the day
 *
 * A stretch of a civil day in which no clock is moved.
 */
typedef struct
{
  gint64 start_at;
  gint64 end_at;
  int    start_minute;
} FoyerDayPart;

#define FOYER_MAX_DAY_PARTS 3

FoyerZone  *foyer_zone_new (const char *iana, GError **error);
FoyerZone  *foyer_zone_ref (FoyerZone *self);
void        foyer_zone_unref (FoyerZone *self);
const char *foyer_zone_get_name (FoyerZone *self);
int         foyer_zone_get_offset (FoyerZone *self, gint64 at);
gint64      foyer_zone_next_change (FoyerZone *self, gint64 at);

guint foyer_zone_to_instants (FoyerZone *self, int day, int minute, gint64 out[2]);
void  foyer_zone_to_wall (
     FoyerZone *self, gint64 at, int *out_day, int *out_minute, gboolean *out_repeated);
int    foyer_zone_get_day (FoyerZone *self, gint64 at);
gint64 foyer_zone_day_start (FoyerZone *self, int day);
guint
foyer_zone_split_day (FoyerZone *self, int day, FoyerDayPart out[FOYER_MAX_DAY_PARTS]);

char    *foyer_instant_format (FoyerZone *zone, gint64 at);
gboolean foyer_instant_parse (const char *text, gint64 *out_at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerZone, foyer_zone_unref)

G_END_DECLS
