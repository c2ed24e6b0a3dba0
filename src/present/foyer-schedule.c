/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-schedule.h"

#include "model/foyer-absence.h"
#include "model/foyer-holiday.h"
#include "model/foyer-working-hours.h"
#include "store/foyer-catalogue.h"

#include <string.h>

/* Shorter stretches between two visits are nothing that anyone would book. */
#define SHORTEST_GAP_SECONDS (5 * FOYER_MINUTE_SECONDS)

G_DEFINE_BOXED_TYPE (FoyerSchedule,
                     foyer_schedule,
                     foyer_schedule_ref,
                     foyer_schedule_unref)

static void
item_free (gpointer data)
{
  FoyerScheduleItem *item = data;

  g_clear_object (&item->row);
  g_free (item->label);
  g_free (item);
}

static FoyerScheduleItem *
add_item (FoyerScheduleColumn *self,
          FoyerScheduleKind    kind,
          gint64               start_at,
          gint64               end_at)
{
  FoyerScheduleItem *item = g_new0 (FoyerScheduleItem, 1);

  item->kind = kind;
  item->start_at = start_at;
  item->end_at = end_at;
  item->n_lanes = 1;
  g_ptr_array_add (self->items, item);

  return item;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const FoyerScheduleItem *left = *(const FoyerScheduleItem *const *) a;
  const FoyerScheduleItem *right = *(const FoyerScheduleItem *const *) b;
  const int                order =
      (left->start_at > right->start_at) - (left->start_at < right->start_at);

  if (order != 0)
    return order;
  if ((left->row == NULL) != (right->row == NULL))
    return left->row == NULL ? -1 : 1;

  return (left->end_at > right->end_at) - (left->end_at < right->end_at);
}

static int
compare_blocks (gconstpointer a, gconstpointer b)
{
  const FoyerInterval *left = a;
  const FoyerInterval *right = b;

  return (left->start_at > right->start_at) - (left->start_at < right->start_at);
}

/* What of a stretch of work no block covers. */
static void
add_gaps (FoyerScheduleColumn *self, const FoyerStretch *work, GArray *blocks)
{
  gint64 at = work->start_at;

  for (guint i = 0; i <= blocks->len; i++)
    {
      const FoyerInterval *block =
          i < blocks->len ? &g_array_index (blocks, FoyerInterval, i) : NULL;
      const gint64 until =
          block != NULL ? MIN (block->start_at, work->end_at) : work->end_at;

      if (until - at >= SHORTEST_GAP_SECONDS)
        add_item (self, FOYER_SCHEDULE_KIND_FREE, at, until)->categories =
            work->categories;
      if (block != NULL)
        at = MAX (at, block->end_at);
    }
}

/* Bookings that run at once stand side by side: each takes the first lane that is free, and
 * all of a run of overlapping ones share the width. */
static void
assign_lanes (GPtrArray *items)
{
  g_autoptr (GArray) lane_ends = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) run = g_ptr_array_new ();
  gint64 run_end = G_MININT64;

  for (guint i = 0; i <= items->len; i++)
    {
      FoyerScheduleItem *item = i < items->len ? g_ptr_array_index (items, i) : NULL;
      guint              lane = 0;

      if (item != NULL && item->row == NULL)
        continue;
      if (item == NULL || item->start_at >= run_end)
        {
          for (guint j = 0; j < run->len; j++)
            ((FoyerScheduleItem *) g_ptr_array_index (run, j))->n_lanes = lane_ends->len;
          g_ptr_array_set_size (run, 0);
          g_array_set_size (lane_ends, 0);
          run_end = G_MININT64;
        }
      if (item == NULL)
        break;

      while (lane < lane_ends->len &&
             g_array_index (lane_ends, gint64, lane) > item->start_at)
        lane++;
      if (lane == lane_ends->len)
        g_array_append_val (lane_ends, item->end_at);
      else
        g_array_index (lane_ends, gint64, lane) = item->end_at;
      item->lane = lane;
      run_end = MAX (run_end, item->end_at);
      g_ptr_array_add (run, item);
    }
}

/* Whether a schedule has a place for it: what was called off has none. */
static gboolean
is_shown (FoyerBooking *booking)
{
  return booking->start_at > 0 && booking->state >= FOYER_BOOKING_STATE_HELD &&
         booking->state <= FOYER_BOOKING_STATE_LEFT;
}

/**
 * foyer_schedule_column_new:
 * @clinician: whose time
 * @availability: when patients are seen
 * @day: civil day, days since 1970-01-01
 * @bookings: (element-type FoyerBookingRow): those of @clinician on @day
 *
 * Lays a day out: bookings beside each other where they overlap, and the free time between
 * them, which leaves out the buffers around visits and stretches below five minutes.
 *
 * Returns: (transfer full): the column
 */
FoyerScheduleColumn *
foyer_schedule_column_new (FoyerClinician    *clinician,
                           FoyerAvailability *availability,
                           int                day,
                           GPtrArray         *bookings)
{
  static const FoyerScheduleKind kinds[] = {
    [FOYER_STRETCH_KIND_WORK] = FOYER_SCHEDULE_KIND_FREE,
    [FOYER_STRETCH_KIND_BREAK] = FOYER_SCHEDULE_KIND_BREAK,
    [FOYER_STRETCH_KIND_ABSENCE] = FOYER_SCHEDULE_KIND_ABSENCE,
    [FOYER_STRETCH_KIND_CLOSURE] = FOYER_SCHEDULE_KIND_CLOSURE,
    [FOYER_STRETCH_KIND_HOLIDAY] = FOYER_SCHEDULE_KIND_HOLIDAY,
  };
  FoyerScheduleColumn *self = g_new0 (FoyerScheduleColumn, 1);
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (FoyerInterval));
  g_autoptr (GArray) stretches = foyer_availability_list_stretches (
      availability, foyer_record_get_id (FOYER_RECORD (clinician)), day);

  self->clinician = g_object_ref (clinician);
  self->day = day;
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->work = g_array_new (FALSE, FALSE, sizeof (FoyerInterval));

  for (guint i = 0; i < bookings->len; i++)
    {
      FoyerBookingRow *row = g_ptr_array_index (bookings, i);
      FoyerBooking    *booking = row->booking;

      if (!is_shown (booking))
        continue;
      add_item (self, FOYER_SCHEDULE_KIND_BOOKING, booking->start_at, booking->end_at)
          ->row = g_object_ref (row);
      if (foyer_booking_state_is_live (booking->state))
        {
          const FoyerInterval block = { booking->block_start_at, booking->block_end_at };

          g_array_append_val (blocks, block);
          self->n_bookings++;
        }
    }
  g_array_sort (blocks, compare_blocks);

  for (guint i = 0; i < stretches->len; i++)
    {
      const FoyerStretch *stretch = &g_array_index (stretches, FoyerStretch, i);

      if (stretch->kind == FOYER_STRETCH_KIND_WORK)
        {
          const FoyerInterval work = { stretch->start_at, stretch->end_at };

          g_array_append_val (self->work, work);
          add_gaps (self, stretch, blocks);
        }
      else
        add_item (self, kinds[stretch->kind], stretch->start_at, stretch->end_at)->label =
            g_strdup (stretch->label);
    }

  g_ptr_array_sort (self->items, compare_items);
  assign_lanes (self->items);

  return self;
}

void
foyer_schedule_column_free (FoyerScheduleColumn *self)
{
  g_clear_object (&self->clinician);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->work, g_array_unref);
  g_free (self);
}

static FoyerAvailability *
read_availability (FoyerDb *db, FoyerZone *zone, GError **error)
{
  g_autoptr (GPtrArray) hours = NULL;
  g_autoptr (GPtrArray) absences = NULL;
  g_autoptr (GPtrArray) holidays = NULL;

  hours = foyer_catalogue_list (db, FOYER_TYPE_WORKING_HOURS, TRUE, error);
  if (hours == NULL)
    return NULL;
  absences = foyer_catalogue_list (db, FOYER_TYPE_ABSENCE, TRUE, error);
  if (absences == NULL)
    return NULL;
  holidays = foyer_catalogue_list (db, FOYER_TYPE_HOLIDAY, TRUE, error);
  if (holidays == NULL)
    return NULL;

  return foyer_availability_new (zone, hours, absences, holidays);
}

static guint
place_hash (gconstpointer key)
{
  const gint64 *place = key;

  return g_int64_hash (&place[0]) * 31 + g_int64_hash (&place[1]);
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, 2 * sizeof (gint64)) == 0;
}

/* The bookings by day and clinician. */
static GHashTable *
sort_out (GPtrArray *rows)
{
  GHashTable *places = g_hash_table_new_full (place_hash, place_equal, g_free,
                                              (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      FoyerBookingRow *row = g_ptr_array_index (rows, i);
      gint64           place[2] = { 0, row->booking->clinician_id };
      GPtrArray       *there;
      int              day;

      if (!foyer_day_parse (row->booking->visit_date, &day))
        continue;
      place[0] = day;
      there = g_hash_table_lookup (places, place);
      if (there == NULL)
        {
          there = g_ptr_array_new ();
          g_hash_table_insert (places, g_memdup2 (place, sizeof place), there);
        }
      g_ptr_array_add (there, row);
    }

  return places;
}

/* Clinicians who have left keep their column as long as somebody is booked with them. */
static gboolean
add_former_clinicians (FoyerDb   *db,
                       GPtrArray *clinicians,
                       GPtrArray *rows,
                       GError   **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      FoyerBookingRow *row = g_ptr_array_index (rows, i);
      const gint64     id = row->booking->clinician_id;
      gboolean         known = id == 0 || !is_shown (row->booking);

      for (guint j = 0; j < clinicians->len && !known; j++)
        known = foyer_record_get_id (g_ptr_array_index (clinicians, j)) == id;
      if (!known)
        {
          FoyerClinician *former =
              foyer_catalogue_get (db, FOYER_TYPE_CLINICIAN, id, error);

          if (former == NULL)
            return FALSE;
          g_ptr_array_add (clinicians, former);
        }
    }

  return TRUE;
}

static GPtrArray *
read_clinicians (FoyerDb *db, gint64 clinician_id, GPtrArray *rows, GError **error)
{
  g_autoptr (GPtrArray) clinicians = NULL;

  if (clinician_id != 0)
    {
      FoyerClinician *clinician =
          foyer_catalogue_get (db, FOYER_TYPE_CLINICIAN, clinician_id, error);

      if (clinician == NULL)
        return NULL;
      clinicians = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (clinicians, clinician);
      return g_steal_pointer (&clinicians);
    }

  clinicians = foyer_catalogue_list (db, FOYER_TYPE_CLINICIAN, TRUE, error);
  if (clinicians == NULL || !add_former_clinicians (db, clinicians, rows, error))
    return NULL;

  return g_steal_pointer (&clinicians);
}

/**
 * foyer_schedule_new:
 * @zone: of the clinic
 * @first_day: first civil day, days since 1970-01-01
 * @n_days: how many
 * @clinician_id: whose days, 0: of all clinicians
 * @columns: (transfer full) (element-type FoyerScheduleColumn): by day, then by clinician
 *
 * Returns: (transfer full): a schedule of columns that are known already
 */
FoyerSchedule *
foyer_schedule_new (
    FoyerZone *zone, int first_day, guint n_days, gint64 clinician_id, GPtrArray *columns)
{
  FoyerSchedule *self = g_atomic_rc_box_new0 (FoyerSchedule);

  self->zone = foyer_zone_ref (zone);
  self->first_day = first_day;
  self->n_days = n_days;
  self->clinician_id = clinician_id;
  self->columns = columns;

  return self;
}

/**
 * foyer_schedule_read:
 * @db: a connection
 * @first_day: first civil day, days since 1970-01-01
 * @n_days: how many, at least 1
 * @clinician_id: whose days; 0: of all clinicians
 * @error: return location for an error
 *
 * Reads days as a schedule shows them: its bookings come without their details.
 *
 * Returns: (transfer full): the schedule, or `NULL` on error
 */
FoyerSchedule *
foyer_schedule_read (
    FoyerDb *db, int first_day, guint n_days, gint64 clinician_id, GError **error)
{
  g_autofree char *first_date = foyer_day_format (first_day);
  g_autofree char *last_date = foyer_day_format (first_day + (int) n_days - 1);
  g_autoptr (FoyerZone) zone = NULL;
  g_autoptr (FoyerAvailability) availability = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) clinicians = NULL;
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (GHashTable) places = NULL;
  g_autoptr (GPtrArray) columns = NULL;

  if (foyer_db_get_zone (db, error) == NULL)
    return NULL;
  zone = foyer_zone_ref (foyer_db_get_zone (db, NULL));
  availability = read_availability (db, zone, error);
  if (availability == NULL)
    return NULL;
  rows = foyer_bookings_list_range (db, first_date, last_date, clinician_id, TRUE, error);
  if (rows == NULL)
    return NULL;
  clinicians = read_clinicians (db, clinician_id, rows, error);
  if (clinicians == NULL)
    return NULL;

  columns = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_schedule_column_free);
  places = sort_out (rows);
  for (int day = first_day; day < first_day + (int) n_days; day++)
    for (guint i = 0; i < clinicians->len; i++)
      {
        FoyerClinician *clinician = g_ptr_array_index (clinicians, i);
        const gint64 place[2] = { day, foyer_record_get_id (FOYER_RECORD (clinician)) };
        GPtrArray   *there = g_hash_table_lookup (places, place);

        g_ptr_array_add (columns,
                         foyer_schedule_column_new (clinician, availability, day,
                                                    there != NULL ? there : nobody));
      }

  return foyer_schedule_new (zone, first_day, n_days, clinician_id,
                             g_steal_pointer (&columns));
}

/**
 * foyer_schedule_read_details:
 * @self: a schedule that nobody else has yet
 * @db: the connection that it was read from
 * @error: return location for an error
 *
 * Reads the details of all its bookings, as paper and the day of one clinician show them.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_schedule_read_details (FoyerSchedule *self, FoyerDb *db, GError **error)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      FoyerScheduleColumn *column = g_ptr_array_index (self->columns, i);

      for (guint j = 0; j < column->items->len; j++)
        {
          FoyerScheduleItem *item = g_ptr_array_index (column->items, j);

          if (item->row != NULL && !foyer_bookings_read_details (db, item->row, error))
            return FALSE;
        }
    }

  return TRUE;
}

FoyerSchedule *
foyer_schedule_ref (FoyerSchedule *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_schedule (gpointer data)
{
  FoyerSchedule *self = data;

  foyer_zone_unref (self->zone);
  g_ptr_array_unref (self->columns);
}

void
foyer_schedule_unref (FoyerSchedule *self)
{
  g_atomic_rc_box_release_full (self, clear_schedule);
}

/**
 * foyer_schedule_find_booking:
 * @self: a schedule
 * @booking_id: id of a booking
 *
 * Returns: (transfer none) (nullable): the booking, if the schedule has it
 */
FoyerBookingRow *
foyer_schedule_find_booking (FoyerSchedule *self, gint64 booking_id)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      FoyerScheduleColumn *column = g_ptr_array_index (self->columns, i);

      for (guint j = 0; j < column->items->len; j++)
        {
          FoyerScheduleItem *item = g_ptr_array_index (column->items, j);

          if (item->row != NULL &&
              foyer_record_get_id (FOYER_RECORD (item->row->booking)) == booking_id)
            return item->row;
        }
    }

  return NULL;
}

/**
 * foyer_schedule_next_hold:
 * @self: a schedule
 *
 * Returns: the earliest deadline of a held time, seconds since 1970-01-01 UTC; 0 if no time
 *   is held
 */
gint64
foyer_schedule_next_hold (FoyerSchedule *self)
{
  gint64 next = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      FoyerScheduleColumn *column = g_ptr_array_index (self->columns, i);

      for (guint j = 0; j < column->items->len; j++)
        {
          FoyerScheduleItem *item = g_ptr_array_index (column->items, j);

          if (item->row != NULL &&
              item->row->booking->state == FOYER_BOOKING_STATE_HELD &&
              item->row->booking->held_until > 0 &&
              (next == 0 || item->row->booking->held_until < next))
            next = item->row->booking->held_until;
        }
    }

  return next;
}

/**
 * foyer_schedule_get_span:
 * @self: a schedule
 * @default_start: minutes since midnight to begin with if nothing happens
 * @default_end: minutes since midnight to end with if nothing happens
 * @out_start_minute: (out): minutes since midnight, a full hour
 * @out_end_minute: (out): minutes since midnight, a full hour
 *
 * Finds which hours of its days a schedule has to show: those in which anyone works or is
 * booked.
 */
void
foyer_schedule_get_span (FoyerSchedule *self,
                         int            default_start,
                         int            default_end,
                         int           *out_start_minute,
                         int           *out_end_minute)
{
  int start = FOYER_DAY_MINUTES;
  int end = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      FoyerScheduleColumn *column = g_ptr_array_index (self->columns, i);

      for (guint j = 0; j < column->items->len; j++)
        {
          FoyerScheduleItem *item = g_ptr_array_index (column->items, j);
          int                day, minute;

          if (item->kind > FOYER_SCHEDULE_KIND_BREAK)
            continue;
          foyer_zone_to_wall (self->zone, item->start_at, &day, &minute, NULL);
          start = MIN (start, day < column->day ? 0 : minute);
          foyer_zone_to_wall (self->zone, item->end_at, &day, &minute, NULL);
          end = MAX (end, day > column->day ? FOYER_DAY_MINUTES : minute);
        }
    }

  if (end <= start)
    {
      start = default_start;
      end = default_end;
    }
  *out_start_minute = start / 60 * 60;
  *out_end_minute = MIN ((end + 59) / 60 * 60, FOYER_DAY_MINUTES);
}
