/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-slot-calendar.h"

/* The arrays ascend, and those of intervals that are taken or full are apart from each
 * other, once the lane is prepared. */
struct _FoyerSlotLane
{
  FoyerSlotLaneKind kind;
  gint64            id;
  gint64            limit;     /* how often it can be taken at once, at least 1 */
  GArray           *intervals; /* (owned) (element-type FoyerInterval) as added */
  GArray           *starts;    /* (owned) (element-type gint64) of all of them */
  GArray  *same_starts; /* (owned) (element-type gint64) of those for the same service */
  GArray  *taken;       /* (owned) (element-type FoyerInterval) when it is taken at all */
  GArray  *full; /* (owned) (element-type FoyerInterval) when it is taken to the limit */
  gboolean is_prepared;
};

struct _FoyerSlotCalendar
{
  FoyerAvailability *availability; /* (unowned) */
  GPtrArray         *clinicians;   /* (owned) (element-type FoyerSlotLane) */
  GPtrArray         *rooms;        /* (owned) (element-type FoyerSlotLane) */
  FoyerSlotLane     *patient;      /* (owned) */
};

static FoyerSlotLane *
new_lane (FoyerSlotLaneKind kind, gint64 id, gint64 limit)
{
  FoyerSlotLane *lane = g_new0 (FoyerSlotLane, 1);

  lane->kind = kind;
  lane->id = id;
  lane->limit = MAX (limit, 1);
  lane->intervals = g_array_new (FALSE, FALSE, sizeof (FoyerInterval));
  lane->starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  lane->same_starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  lane->taken = g_array_new (FALSE, FALSE, sizeof (FoyerInterval));
  lane->full = g_array_new (FALSE, FALSE, sizeof (FoyerInterval));

  return lane;
}

static void
free_lane (gpointer data)
{
  FoyerSlotLane *lane = data;

  g_array_unref (lane->intervals);
  g_array_unref (lane->starts);
  g_array_unref (lane->same_starts);
  g_array_unref (lane->taken);
  g_array_unref (lane->full);
  g_free (lane);
}

static int
compare_instants (gconstpointer a, gconstpointer b)
{
  const gint64 left = *(const gint64 *) a;
  const gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static int
compare_intervals (gconstpointer a, gconstpointer b)
{
  const FoyerInterval *left = a;
  const FoyerInterval *right = b;

  return compare_instants (&left->start_at, &right->start_at);
}

/* Joins what overlaps or touches. */
static void
join_intervals (GArray *intervals, GArray *out_joined)
{
  g_array_set_size (out_joined, 0);

  for (guint i = 0; i < intervals->len; i++)
    {
      const FoyerInterval interval = g_array_index (intervals, FoyerInterval, i);
      FoyerInterval      *last =
          out_joined->len > 0
                   ? &g_array_index (out_joined, FoyerInterval, out_joined->len - 1)
                   : NULL;

      if (last != NULL && interval.start_at <= last->end_at)
        last->end_at = MAX (last->end_at, interval.end_at);
      else
        g_array_append_val (out_joined, interval);
    }
}

/* Finds where @limit of @intervals, which ascend, run at once. */
static void
find_full (GArray *intervals, gint64 limit, GArray *out_full)
{
  g_autoptr (GArray) ends =
      g_array_sized_new (FALSE, FALSE, sizeof (gint64), intervals->len);
  gint64 depth = 0;
  guint  n_ended = 0;

  g_array_set_size (out_full, 0);
  for (guint i = 0; i < intervals->len; i++)
    g_array_append_val (ends, g_array_index (intervals, FoyerInterval, i).end_at);
  g_array_sort (ends, compare_instants);

  for (guint i = 0; i <= intervals->len; i++)
    {
      const gint64 at = i < intervals->len
                            ? g_array_index (intervals, FoyerInterval, i).start_at
                            : G_MAXINT64;

      /* What ends when another begins makes room for it. */
      for (; n_ended < ends->len && g_array_index (ends, gint64, n_ended) <= at;
           n_ended++)
        if (depth-- == limit)
          g_array_index (out_full, FoyerInterval, out_full->len - 1).end_at =
              g_array_index (ends, gint64, n_ended);

      if (i < intervals->len && ++depth == limit)
        g_array_append_val (out_full, g_array_index (intervals, FoyerInterval, i));
    }
}

/* Sorts what mostly is sorted already. */
static void
sort_if_needed (GArray *array, GCompareFunc compare)
{
  const guint size = g_array_get_element_size (array);

  for (guint i = 1; i < array->len; i++)
    if (compare (array->data + (gsize) (i - 1) * size, array->data + (gsize) i * size) >
        0)
      {
        g_array_sort (array, compare);
        break;
      }
}

static void
prepare_lane (FoyerSlotLane *lane)
{
  if (lane->is_prepared)
    return;

  sort_if_needed (lane->intervals, compare_intervals);
  sort_if_needed (lane->starts, compare_instants);
  sort_if_needed (lane->same_starts, compare_instants);
  join_intervals (lane->intervals, lane->taken);
  if (lane->limit > 1)
    find_full (lane->intervals, lane->limit, lane->full);
  lane->is_prepared = TRUE;
}

/* How many of @instants, which ascend, are before @at. */
static guint
count_before (GArray *instants, gint64 at)
{
  guint low = 0, high = instants->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (g_array_index (instants, gint64, middle) < at)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* The first of @intervals that ends after @at, `NULL` if none does. */
static const FoyerInterval *
find_interval (GArray *intervals, gint64 at)
{
  const FoyerInterval *found = (const FoyerInterval *) (gpointer) intervals->data;
  guint                n = intervals->len;

  if (n == 0)
    return NULL;

  while (n > 0)
    {
      const guint half = n / 2;

      if (found[half].end_at <= at)
        {
          found += half + 1;
          n -= half + 1;
        }
      else
        n = half;
    }

  return found < (const FoyerInterval *) (gpointer) intervals->data + intervals->len
             ? found
             : NULL;
}

/**
 * foyer_slot_lane_add:
 * @lane: what is taken
 * @start_at: first instant, seconds since 1970-01-01 UTC
 * @end_at: first instant after it; not after @start_at: nothing is taken
 * @same_service: whether it is a visit for the service that is looked for
 *
 * Takes @lane for a time: clinicians and rooms for a visit and its buffers, the patient for
 * the visit alone.
 */
void
foyer_slot_lane_add (FoyerSlotLane *lane,
                     gint64         start_at,
                     gint64         end_at,
                     gboolean       same_service)
{
  const FoyerInterval interval = { start_at, end_at };

  if (end_at <= start_at)
    return;

  g_array_append_val (lane->intervals, interval);
  g_array_append_val (lane->starts, start_at);
  if (same_service)
    g_array_append_val (lane->same_starts, start_at);
  lane->is_prepared = FALSE;
}

/**
 * foyer_slot_lane_is_full:
 * @lane: what could be taken
 * @start_at: first instant, seconds since 1970-01-01 UTC
 * @end_at: first instant after it
 *
 * Returns: whether @lane is taken to its limit at any time from @start_at to @end_at
 */
gboolean
foyer_slot_lane_is_full (FoyerSlotLane *lane, gint64 start_at, gint64 end_at)
{
  const FoyerInterval *full;

  prepare_lane (lane);
  full = find_interval (lane->limit > 1 ? lane->full : lane->taken, start_at);

  return full != NULL && full->start_at < end_at;
}

/**
 * foyer_slot_lane_is_taken:
 * @lane: what could be taken
 * @at: seconds since 1970-01-01 UTC
 *
 * Returns: whether @lane is taken at all at @at
 */
gboolean
foyer_slot_lane_is_taken (FoyerSlotLane *lane, gint64 at)
{
  const FoyerInterval *taken;

  prepare_lane (lane);
  taken = find_interval (lane->taken, at);

  return taken != NULL && taken->start_at <= at;
}

/**
 * foyer_slot_lane_count:
 * @lane: what is taken
 * @start_at: first instant, seconds since 1970-01-01 UTC
 * @end_at: first instant after it
 * @same_service: whether to count only visits for the service that is looked for
 *
 * Returns: how often @lane is taken from an instant between @start_at and @end_at
 */
guint
foyer_slot_lane_count (FoyerSlotLane *lane,
                       gint64         start_at,
                       gint64         end_at,
                       gboolean       same_service)
{
  GArray *starts = same_service ? lane->same_starts : lane->starts;

  prepare_lane (lane);

  return count_before (starts, end_at) - count_before (starts, start_at);
}

/**
 * foyer_slot_lane_clear:
 * @lane: what is taken
 *
 * Frees @lane for all time.
 */
void
foyer_slot_lane_clear (FoyerSlotLane *lane)
{
  g_array_set_size (lane->intervals, 0);
  g_array_set_size (lane->starts, 0);
  g_array_set_size (lane->same_starts, 0);
  lane->is_prepared = FALSE;
}

FoyerSlotLaneKind
foyer_slot_lane_get_kind (FoyerSlotLane *lane)
{
  return lane->kind;
}

gint64
foyer_slot_lane_get_id (FoyerSlotLane *lane)
{
  return lane->id;
}

/**
 * foyer_slot_lane_get_taken:
 * @lane: what is taken
 * @out_n: (out): return location for their number
 *
 * Returns: (transfer none) (array length=out_n): when @lane is taken at all, ascending and
 *   apart from each other
 */
const FoyerInterval *
foyer_slot_lane_get_taken (FoyerSlotLane *lane, guint *out_n)
{
  prepare_lane (lane);
  *out_n = lane->taken->len;

  return (const FoyerInterval *) (gpointer) lane->taken->data;
}

/**
 * foyer_slot_calendar_new:
 * @availability: when clinicians see patients; it must outlive the calendar
 *
 * Returns: (transfer full): a calendar without clinicians and rooms
 */
FoyerSlotCalendar *
foyer_slot_calendar_new (FoyerAvailability *availability)
{
  FoyerSlotCalendar *self = g_new0 (FoyerSlotCalendar, 1);

  self->availability = availability;
  self->clinicians = g_ptr_array_new_with_free_func (free_lane);
  self->rooms = g_ptr_array_new_with_free_func (free_lane);
  self->patient = new_lane (FOYER_SLOT_LANE_KIND_PATIENT, 0, 1);

  return self;
}

void
foyer_slot_calendar_free (FoyerSlotCalendar *self)
{
  g_ptr_array_unref (self->clinicians);
  g_ptr_array_unref (self->rooms);
  free_lane (self->patient);
  g_free (self);
}

/**
 * foyer_slot_calendar_add_clinician:
 * @self: a calendar
 * @clinician_id: who
 * @overlap_limit: how many visits they may have at once
 *
 * Adds a clinician; of those that are equal in all else the one added first is offered.
 *
 * Returns: (transfer none): their time
 */
FoyerSlotLane *
foyer_slot_calendar_add_clinician (FoyerSlotCalendar *self,
                                   gint64             clinician_id,
                                   gint64             overlap_limit)
{
  FoyerSlotLane *lane =
      new_lane (FOYER_SLOT_LANE_KIND_CLINICIAN, clinician_id, overlap_limit);

  g_ptr_array_add (self->clinicians, lane);
  return lane;
}

/**
 * foyer_slot_calendar_add_room:
 * @self: a calendar
 * @room_id: which
 *
 * Adds a room; of those that are free the one added first is offered.
 *
 * Returns: (transfer none): its time
 */
FoyerSlotLane *
foyer_slot_calendar_add_room (FoyerSlotCalendar *self, gint64 room_id)
{
  FoyerSlotLane *lane = new_lane (FOYER_SLOT_LANE_KIND_ROOM, room_id, 1);

  g_ptr_array_add (self->rooms, lane);
  return lane;
}

FoyerSlotLane *
foyer_slot_calendar_get_patient (FoyerSlotCalendar *self)
{
  return self->patient;
}

GPtrArray *
foyer_slot_calendar_get_clinicians (FoyerSlotCalendar *self)
{
  return self->clinicians;
}

GPtrArray *
foyer_slot_calendar_get_rooms (FoyerSlotCalendar *self)
{
  return self->rooms;
}

FoyerAvailability *
foyer_slot_calendar_get_availability (FoyerSlotCalendar *self)
{
  return self->availability;
}
