/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-availability.h"

#include "model/foyer-absence.h"
#include "model/foyer-holiday.h"
#include "model/foyer-working-hours.h"

/* A weekly stretch, ready to be laid over a day. */
typedef struct
{
  FoyerHoursKind kind;
  int            start_minute;
  int            end_minute;
  guint          categories; /* of work; every one unless the time is kept for one */
  gint64         room_id;
  int            first_day; /* days since 1970-01-01; G_MININT: always */
  int            last_day;  /* G_MAXINT: always */
} Row;

/* What a moment of the week is. */
typedef struct
{
  gboolean is_break;
  guint    categories; /* 0: nobody is seen */
  gint64   room_id;
} Moment;

typedef struct
{
  GArray *rows[8]; /* (owned) (nullable) (element-type Row) by ISO weekday */
  GArray
      *absences; /* (owned) (element-type FoyerInterval) with those of the whole clinic;
                       ascending, apart from each other */
} Clinician;

/* An absence as the schedule shows it. */
typedef struct
{
  gint64        clinician_id; /* 0: the whole clinic */
  FoyerInterval interval;
  char         *label; /* (owned) (nullable) */
} Absence;

/**
 * FoyerAvailability:
 *
 * When each clinician can see patients: weekly hours less breaks, absences and holidays.
 *
 * Hours are wall time: a day from nine to five stays so on days of 23 and 25 hours.  A
 * moment that several stretches of work cover is kept for the categories that any of them
 * names, so that an hour for urgent patients is simply entered over the day it lies in; a
 * break always wins.  Immutable: any thread may use it.
 */
struct _FoyerAvailability
{
  FoyerZone  *zone;       /* (owned) */
  GHashTable *clinicians; /* (owned) gint64 to Clinician */
  GArray     *absences;   /* (owned) (element-type Absence) ascending by start */
  GHashTable *holidays;   /* (owned) day to name, an empty name if there is none */
};

static int
compare_intervals (gconstpointer a, gconstpointer b)
{
  const FoyerInterval *left = a;
  const FoyerInterval *right = b;

  return (left->start_at > right->start_at) - (left->start_at < right->start_at);
}

static int
compare_absences (gconstpointer a, gconstpointer b)
{
  const Absence *left = a;
  const Absence *right = b;

  return compare_intervals (&left->interval, &right->interval);
}

static void
clear_absence (gpointer data)
{
  g_free (((Absence *) data)->label);
}

static void
clear_stretch (gpointer data)
{
  g_free (((FoyerStretch *) data)->label);
}

static void
free_clinician (gpointer data)
{
  Clinician *clinician = data;

  for (guint i = 0; i < G_N_ELEMENTS (clinician->rows); i++)
    g_clear_pointer (&clinician->rows[i], g_array_unref);
  g_array_unref (clinician->absences);
  g_free (clinician);
}

static Clinician *
ensure_clinician (FoyerAvailability *self, gint64 clinician_id)
{
  Clinician *clinician = g_hash_table_lookup (self->clinicians, &clinician_id);

  if (clinician == NULL)
    {
      clinician = g_new0 (Clinician, 1);
      clinician->absences = g_array_new (FALSE, FALSE, sizeof (FoyerInterval));
      g_hash_table_insert (self->clinicians,
                           g_memdup2 (&clinician_id, sizeof clinician_id), clinician);
    }

  return clinician;
}

static void
add_hours (FoyerAvailability *self, FoyerWorkingHours *hours)
{
  Clinician *clinician = ensure_clinician (self, hours->clinician_id);
  int        category;
  Row        row = {
           .kind = hours->kind,
           .start_minute = (int) hours->start_minute,
           .end_minute = (int) hours->end_minute,
           .categories = FOYER_EVERY_CATEGORY,
           .room_id = hours->room_id,
           .first_day = G_MININT,
           .last_day = G_MAXINT,
  };

  if (hours->weekday < 1 || hours->weekday > 7)
    return;
  if (hours->only_category != NULL &&
      foyer_enum_from_nick (FOYER_TYPE_SERVICE_CATEGORY, hours->only_category, &category))
    row.categories = 1u << category;
  foyer_day_parse (hours->valid_from, &row.first_day);
  foyer_day_parse (hours->valid_to, &row.last_day);

  if (clinician->rows[hours->weekday] == NULL)
    clinician->rows[hours->weekday] = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_append_val (clinician->rows[hours->weekday], row);
}

/* Copies to each clinician the absences that they share with the clinic, joined. */
static void
distribute_absences (FoyerAvailability *self)
{
  GHashTableIter iter;
  gpointer       key, value;

  g_hash_table_iter_init (&iter, self->clinicians);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const gint64 clinician_id = *(const gint64 *) key;
      GArray      *joined = ((Clinician *) value)->absences;

      for (guint i = 0; i < self->absences->len; i++)
        {
          const Absence *absence = &g_array_index (self->absences, Absence, i);
          FoyerInterval *last;

          if (absence->clinician_id != 0 && absence->clinician_id != clinician_id)
            continue;

          last = joined->len > 0 ? &g_array_index (joined, FoyerInterval, joined->len - 1)
                                 : NULL;
          if (last != NULL && absence->interval.start_at <= last->end_at)
            last->end_at = MAX (last->end_at, absence->interval.end_at);
          else
            g_array_append_val (joined, absence->interval);
        }
    }
}

/**
 * foyer_availability_new:
 * @zone: the clinic's zone
 * @hours: (element-type FoyerWorkingHours): the weekly hours of all clinicians
 * @absences: (element-type FoyerAbsence): absences of clinicians and of the clinic
 * @holidays: (element-type FoyerHoliday): when the clinic is closed
 *
 * Takes over what the records say; it does not keep them.
 *
 * Returns: (transfer full): when each clinician can see patients
 */
FoyerAvailability *
foyer_availability_new (FoyerZone *zone,
                        GPtrArray *hours,
                        GPtrArray *absences,
                        GPtrArray *holidays)
{
  FoyerAvailability *self = g_new0 (FoyerAvailability, 1);

  self->zone = foyer_zone_ref (zone);
  self->clinicians =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_clinician);
  self->absences = g_array_new (FALSE, FALSE, sizeof (Absence));
  g_array_set_clear_func (self->absences, clear_absence);
  self->holidays = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < hours->len; i++)
    add_hours (self, g_ptr_array_index (hours, i));

  for (guint i = 0; i < absences->len; i++)
    {
      const FoyerAbsence *record = g_ptr_array_index (absences, i);
      const Absence       absence = {
              .clinician_id = record->clinician_id,
              .interval = { record->start_at, record->end_at },
              .label = g_strdup (record->reason),
      };

      g_array_append_val (self->absences, absence);
    }
  g_array_sort (self->absences, compare_absences);
  distribute_absences (self);

  for (guint i = 0; i < holidays->len; i++)
    {
      const FoyerHoliday *holiday = g_ptr_array_index (holidays, i);
      int                 day;

      if (foyer_day_parse (holiday->date, &day))
        g_hash_table_insert (self->holidays, GINT_TO_POINTER (day),
                             g_strdup (holiday->name != NULL ? holiday->name : ""));
    }

  return self;
}

void
foyer_availability_free (FoyerAvailability *self)
{
  foyer_zone_unref (self->zone);
  g_hash_table_unref (self->clinicians);
  g_array_unref (self->absences);
  g_hash_table_unref (self->holidays);
  g_free (self);
}

FoyerZone *
foyer_availability_get_zone (FoyerAvailability *self)
{
  return self->zone;
}

/**
 * foyer_availability_get_urgent_end:
 * @now: seconds since 1970-01-01 UTC
 * @release_hours: how long before it passes time kept for urgent visits opens
 * @is_urgent: whether the visit is urgent by its referral, whatever its service
 *
 * Returns: the instant before which time kept for urgent visits is open to the visit
 */
gint64
foyer_availability_get_urgent_end (gint64 now, gint64 release_hours, gboolean is_urgent)
{
  return is_urgent ? G_MAXINT64 : now + release_hours * FOYER_HOUR_SECONDS;
}

gboolean
foyer_availability_is_holiday (FoyerAvailability *self, int day)
{
  return g_hash_table_contains (self->holidays, GINT_TO_POINTER (day));
}

/* The absences of @clinician_id from the first that ends after @at. */
static const FoyerInterval *
find_absences (FoyerAvailability *self, gint64 clinician_id, gint64 at, guint *out_n)
{
  const Clinician     *clinician = g_hash_table_lookup (self->clinicians, &clinician_id);
  const FoyerInterval *absences;
  guint                low = 0, high;

  *out_n = 0;
  if (clinician == NULL || clinician->absences->len == 0)
    return NULL;

  absences = (const FoyerInterval *) (gpointer) clinician->absences->data;
  high = clinician->absences->len;
  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (absences[middle].end_at <= at)
        low = middle + 1;
      else
        high = middle;
    }

  *out_n = clinician->absences->len - low;
  return absences + low;
}

/**
 * foyer_availability_is_absent:
 * @self: the availability of the clinic
 * @clinician_id: whose
 * @at: seconds since 1970-01-01 UTC
 *
 * Returns: whether the clinician, or the whole clinic, is away at @at
 */
gboolean
foyer_availability_is_absent (FoyerAvailability *self, gint64 clinician_id, gint64 at)
{
  guint                n;
  const FoyerInterval *absence = find_absences (self, clinician_id, at, &n);

  return n > 0 && absence->start_at <= at;
}

static const GArray *
get_rows (FoyerAvailability *self, gint64 clinician_id, int day)
{
  const Clinician *clinician = g_hash_table_lookup (self->clinicians, &clinician_id);

  return clinician != NULL ? clinician->rows[foyer_day_weekday (day)] : NULL;
}

/* What @minute of @day is by @rows, and until which minute that holds at least. */
static Moment
look_at_minute (const GArray *rows, int day, int minute, int *out_end_minute)
{
  Moment moment = { 0 };
  guint  kept_categories = 0;
  gint64 kept_room_id = 0;

  *out_end_minute = FOYER_DAY_MINUTES;

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (day < row->first_day || day > row->last_day || minute >= row->end_minute)
        continue;
      if (minute < row->start_minute)
        {
          *out_end_minute = MIN (*out_end_minute, row->start_minute);
          continue;
        }

      *out_end_minute = MIN (*out_end_minute, row->end_minute);
      if (row->kind == FOYER_HOURS_KIND_BREAK)
        moment.is_break = TRUE;
      else if (row->categories != FOYER_EVERY_CATEGORY)
        {
          kept_categories |= row->categories;
          if (kept_room_id == 0)
            kept_room_id = row->room_id;
        }
      else
        {
          moment.categories = FOYER_EVERY_CATEGORY;
          if (moment.room_id == 0)
            moment.room_id = row->room_id;
        }
    }

  if (moment.is_break)
    return (Moment){ .is_break = TRUE };
  if (kept_categories != 0)
    return (Moment){ .categories = kept_categories,
                     .room_id = kept_room_id != 0 ? kept_room_id : moment.room_id };
  return moment;
}

static void
add_opening (GArray *openings, FoyerOpening opening, gboolean by_room)
{
  FoyerOpening *last = openings->len > 0
                           ? &g_array_index (openings, FoyerOpening, openings->len - 1)
                           : NULL;

  if (last != NULL && last->end_at == opening.start_at &&
      last->categories == opening.categories &&
      (!by_room || last->room_id == opening.room_id))
    last->end_at = opening.end_at;
  else
    g_array_append_val (openings, opening);
}

/* Lays the weekly hours over the parts of a day; breaks are openings without categories if
 * they are @wanted, work the others if not. */
static void
lay_hours (const GArray       *rows,
           int                 day,
           const FoyerDayPart *parts,
           guint               n_parts,
           gboolean            breaks_wanted,
           GArray             *out_openings)
{
  for (guint i = 0; i < n_parts; i++)
    {
      const FoyerDayPart *part = &parts[i];
      const gint64        length = (part->end_at - part->start_at) / FOYER_MINUTE_SECONDS;
      const int last_minute = (int) MIN (part->start_minute + length, FOYER_DAY_MINUTES);
      int       minute = MAX (part->start_minute, 0);

      while (minute < last_minute)
        {
          int          end_minute;
          const Moment moment = look_at_minute (rows, day, minute, &end_minute);

          end_minute = MIN (end_minute, last_minute);
          if (breaks_wanted ? moment.is_break : moment.categories != 0)
            add_opening (
                out_openings,
                (FoyerOpening){
                    .start_at = part->start_at + (gint64) (minute - part->start_minute) *
                                                     FOYER_MINUTE_SECONDS,
                    .end_at =
                        part->start_at +
                        (gint64) (end_minute - part->start_minute) * FOYER_MINUTE_SECONDS,
                    .categories = moment.categories,
                    .room_id = moment.room_id,
                },
                TRUE);
          minute = end_minute;
        }
    }
}

/**
 * foyer_availability_list_hours:
 * @self: the availability of the clinic
 * @clinician_id: whose
 * @day: a civil day, days since 1970-01-01
 * @parts: (array length=n_parts): @day as [method@Zone.split_day] cuts it
 * @n_parts: number of parts
 * @out_openings: (element-type FoyerOpening): array to fill; what it held is dropped
 *
 * Lists when a clinician works by the weekly hours: less breaks, but whether or not they
 * are away or the clinic is closed.  In order, and apart from each other.
 */
void
foyer_availability_list_hours (FoyerAvailability  *self,
                               gint64              clinician_id,
                               int                 day,
                               const FoyerDayPart *parts,
                               guint               n_parts,
                               GArray             *out_openings)
{
  const GArray *rows = get_rows (self, clinician_id, day);

  g_array_set_size (out_openings, 0);
  if (rows != NULL)
    lay_hours (rows, day, parts, n_parts, FALSE, out_openings);
}

/* The end of what of @opening is open to @category: all, what lies before
 * @urgent_open_until, or nothing. */
static gint64
get_admitted_end (const FoyerOpening  *opening,
                  FoyerServiceCategory category,
                  gint64               urgent_open_until)
{
  if ((opening->categories & (1u << category)) != 0)
    return opening->end_at;
  if ((opening->categories & (1u << FOYER_SERVICE_CATEGORY_URGENT)) != 0)
    return CLAMP (urgent_open_until, opening->start_at, opening->end_at);
  return opening->start_at;
}

/**
 * foyer_availability_list_openings:
 * @self: the availability of the clinic
 * @clinician_id: whose
 * @day: a civil day, days since 1970-01-01
 * @hours: (nullable) (element-type FoyerOpening): what [method@Availability.list_hours]
 *   says of that day, if the caller has it
 * @category: the kind of visit
 * @urgent_open_until: time kept for urgent patients is open to everybody before this
 *   instant, seconds since 1970-01-01 UTC
 * @by_room: whether work in two rooms counts as two stretches
 * @out_openings: (element-type FoyerOpening): array to fill; what it held is dropped
 *
 * Lists when visits of a category can be booked: working hours that admit it, less breaks,
 * absences and holidays.  A visit has to lie within one of the stretches.  In order, and
 * apart from each other.
 */
void
foyer_availability_list_openings (FoyerAvailability   *self,
                                  gint64               clinician_id,
                                  int                  day,
                                  GArray              *hours,
                                  FoyerServiceCategory category,
                                  gint64               urgent_open_until,
                                  gboolean             by_room,
                                  GArray              *out_openings)
{
  g_autoptr (GArray) own_hours = NULL;
  const FoyerInterval *absence;
  guint                n_absences;

  g_array_set_size (out_openings, 0);
  if (foyer_availability_is_holiday (self, day))
    return;

  if (hours == NULL)
    {
      FoyerDayPart parts[FOYER_MAX_DAY_PARTS];
      const guint  n_parts = foyer_zone_split_day (self->zone, day, parts);

      hours = own_hours = g_array_new (FALSE, FALSE, sizeof (FoyerOpening));
      foyer_availability_list_hours (self, clinician_id, day, parts, n_parts, hours);
    }
  if (hours->len == 0)
    return;

  absence = find_absences (self, clinician_id,
                           g_array_index (hours, FoyerOpening, 0).start_at, &n_absences);

  for (guint i = 0; i < hours->len; i++)
    {
      FoyerOpening opening = g_array_index (hours, FoyerOpening, i);
      const gint64 end_at = get_admitted_end (&opening, category, urgent_open_until);

      /* What is left of it is not told apart by what else it would admit. */
      opening.categories = 1u << category;

      while (opening.start_at < end_at)
        {
          while (n_absences > 0 && absence->end_at <= opening.start_at)
            absence++, n_absences--;

          opening.end_at = n_absences > 0
                               ? CLAMP (absence->start_at, opening.start_at, end_at)
                               : end_at;
          if (opening.end_at > opening.start_at)
            add_opening (out_openings, opening, by_room);

          if (opening.end_at == end_at)
            break;
          opening.start_at = absence->end_at;
        }
    }
}

static void
add_stretches (GArray *stretches, GArray *openings, FoyerStretchKind kind)
{
  for (guint i = 0; i < openings->len; i++)
    {
      const FoyerOpening *opening = &g_array_index (openings, FoyerOpening, i);
      const FoyerStretch  stretch = {
         .start_at = opening->start_at,
         .end_at = opening->end_at,
         .kind = kind,
         .categories = opening->categories,
         .room_id = opening->room_id,
      };

      g_array_append_val (stretches, stretch);
    }
}

/* Adds the absences of @clinician_id, 0 for the clinic, cut to a day. */
static void
add_absences (FoyerAvailability *self,
              GArray            *stretches,
              gint64             clinician_id,
              gint64             start_at,
              gint64             end_at,
              FoyerStretchKind   kind)
{
  for (guint i = 0; i < self->absences->len; i++)
    {
      const Absence *absence = &g_array_index (self->absences, Absence, i);
      FoyerStretch   stretch = { .kind = kind };

      if (absence->interval.start_at >= end_at)
        break;
      if (absence->interval.end_at <= start_at || absence->clinician_id != clinician_id)
        continue;

      stretch.start_at = MAX (absence->interval.start_at, start_at);
      stretch.end_at = MIN (absence->interval.end_at, end_at);
      stretch.label = g_strdup (absence->label);
      g_array_append_val (stretches, stretch);
    }
}

/**
 * foyer_availability_list_stretches:
 * @self: the availability of the clinic
 * @clinician_id: whose
 * @day: a civil day, days since 1970-01-01
 *
 * Lists all that a schedule shows of a clinician's day beside the bookings: work less
 * breaks, the breaks, absences, closures and holidays cut to the day.  By kind, then by time, so that
 * what comes later is painted over what comes before.
 *
 * Returns: (transfer full) (element-type FoyerStretch): the stretches, possibly none
 */
GArray *
foyer_availability_list_stretches (FoyerAvailability *self, gint64 clinician_id, int day)
{
  GArray       *stretches = g_array_new (FALSE, FALSE, sizeof (FoyerStretch));
  FoyerDayPart  parts[FOYER_MAX_DAY_PARTS];
  const guint   n_parts = foyer_zone_split_day (self->zone, day, parts);
  const GArray *rows = get_rows (self, clinician_id, day);
  const char   *holiday = g_hash_table_lookup (self->holidays, GINT_TO_POINTER (day));
  gint64        start_at, end_at;

  g_array_set_clear_func (stretches, clear_stretch);
  if (n_parts == 0)
    return stretches;

  start_at = parts[0].start_at;
  end_at = parts[n_parts - 1].end_at;

  if (rows != NULL)
    {
      g_autoptr (GArray) openings = g_array_new (FALSE, FALSE, sizeof (FoyerOpening));

      lay_hours (rows, day, parts, n_parts, FALSE, openings);
      add_stretches (stretches, openings, FOYER_STRETCH_KIND_WORK);
      g_array_set_size (openings, 0);
      lay_hours (rows, day, parts, n_parts, TRUE, openings);
      add_stretches (stretches, openings, FOYER_STRETCH_KIND_BREAK);
    }

  add_absences (self, stretches, clinician_id, start_at, end_at,
                FOYER_STRETCH_KIND_ABSENCE);
  add_absences (self, stretches, 0, start_at, end_at, FOYER_STRETCH_KIND_CLOSURE);

  if (holiday != NULL)
    {
      const FoyerStretch stretch = {
        .start_at = start_at,
        .end_at = end_at,
        .kind = FOYER_STRETCH_KIND_HOLIDAY,
        .label = *holiday != '\0' ? g_strdup (holiday) : NULL,
      };

      g_array_append_val (stretches, stretch);
    }

  return stretches;
}

/**
 * foyer_availability_check:
 * @self: the availability of the clinic
 * @clinician_id: whose
 * @category: the kind of visit
 * @urgent_open_until: see [method@Availability.list_openings]
 * @start_at: when the visit begins, seconds since 1970-01-01 UTC
 * @end_at: when it ends, without its buffers
 *
 * Tells whether a visit lies inside working hours that admit it, on one civil day.
 *
 * Returns: `FOYER_GATE_REASON_NONE` if it does; otherwise `CLOSED`, `ABSENT`, `BREAK`,
 *   `OUTSIDE_HOURS` or `KEPT`, whichever of them holds first in this order
 */
FoyerGateReason
foyer_availability_check (FoyerAvailability   *self,
                          gint64               clinician_id,
                          FoyerServiceCategory category,
                          gint64               urgent_open_until,
                          gint64               start_at,
                          gint64               end_at)
{
  const int day = foyer_zone_get_day (self->zone, start_at);
  g_autoptr (GArray) openings = g_array_new (FALSE, FALSE, sizeof (FoyerOpening));
  g_autoptr (GArray) stretches = NULL;
  gint64 worked_until = start_at;

  foyer_availability_list_openings (self, clinician_id, day, NULL, category,
                                    urgent_open_until, FALSE, openings);
  for (guint i = 0; i < openings->len; i++)
    {
      const FoyerOpening *opening = &g_array_index (openings, FoyerOpening, i);

      if (opening->start_at <= start_at && end_at <= opening->end_at)
        return FOYER_GATE_REASON_NONE;
    }

  stretches = foyer_availability_list_stretches (self, clinician_id, day);
  for (guint i = stretches->len; i-- > 0;)
    {
      const FoyerStretch *stretch = &g_array_index (stretches, FoyerStretch, i);

      if (stretch->start_at >= end_at || stretch->end_at <= start_at)
        continue;
      if (stretch->kind >= FOYER_STRETCH_KIND_CLOSURE)
        return FOYER_GATE_REASON_CLOSED;
      if (stretch->kind == FOYER_STRETCH_KIND_ABSENCE)
        return FOYER_GATE_REASON_ABSENT;
      if (stretch->kind == FOYER_STRETCH_KIND_BREAK)
        return FOYER_GATE_REASON_BREAK;
    }

  /* What is left is work, in order of time: without a hole it is only kept for others. */
  for (guint i = 0; i < stretches->len; i++)
    {
      const FoyerStretch *stretch = &g_array_index (stretches, FoyerStretch, i);

      if (stretch->kind == FOYER_STRETCH_KIND_WORK && stretch->start_at <= worked_until)
        worked_until = MAX (worked_until, stretch->end_at);
    }

  return worked_until >= end_at ? FOYER_GATE_REASON_KEPT
                                : FOYER_GATE_REASON_OUTSIDE_HOURS;
}
