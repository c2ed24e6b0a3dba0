/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-slot-finder.h"

/* The first window holds about so many days of clinicians, a later one at most so many:
 * large enough that a window costs little beside what is in it, and small enough that little
 * is loaded that nobody looks at. */
#define FIRST_CLINICIAN_DAYS 28
#define MAX_CLINICIAN_DAYS 200

/* A time that can be offered. */
typedef struct
{
  gint64 start_at;
  gint64 room_id;
  guint  clinician; /* index of the lane */
  int    day;
  int    days_late; /* after the target date, 0: in time */
  int    n_gaps;    /* that it would leave beside it, 0 to 2 */
  guint  load;      /* visits that the clinician has that day */
  guint  is_named : 1;
  guint  is_repeated : 1;
} Offer;

typedef struct
{
  const FoyerSlotQuery *query;
  FoyerSlotCalendar    *calendar; /* (unowned) */
  FoyerAvailability    *availability;
  FoyerZone            *zone;
  GPtrArray            *clinicians; /* (unowned) lanes */
  gboolean             *is_wanted;  /* (owned) for each of them */
  GPtrArray            *rooms;      /* (unowned) lanes */
  int                  *room_days;  /* (owned) which day of each of them is loaded */
  guint                 n_wanted;
  FoyerSlotLoadFunc     load; /* (nullable) */
  gpointer              load_data;
  GError               *error; /* (owned) (nullable) of loading */
  FoyerSlotTally        tally;

  gint64 duration; /* of the visit, in seconds */
  gint64 before;   /* buffers, in seconds */
  gint64 after;
  int    grid_minutes;

  gint64 first_at; /* what is asked for: starts from here … */
  gint64 last_at;  /* … to before here … */
  int    first_day;
  int    last_day; /* … on these days */
  gint64 open_at;  /* the lead time ends */
  int    horizon_day;
  int    valid_from_day;
  int    valid_to_day;
  int    target_day; /* G_MININT: none */
  gint64 urgent_open_until;
  int    to_minute;

  /* The day that is looked at. */
  int           day;
  FoyerDayPart  parts[FOYER_MAX_DAY_PARTS];
  guint         n_parts;
  FoyerSlotRule day_rule; /* that removes the whole day */
  gboolean      is_wanted_weekday;
  GArray       *hours;       /* (owned) (element-type FoyerOpening) of one clinician */
  GArray       *openings;    /* (owned) (element-type FoyerOpening) of one clinician */
  gboolean      is_at_limit; /* of one clinician */
  GArray       *day_offers;  /* (owned) (element-type Offer) */
  GArray       *by_minute; /* (owned) (element-type guint) index of its offer + 1 for each
                              minute of the day */

  GArray *offers; /* (owned) (element-type Offer) */
} Finder;

#define RETURN_IF_DIFFERENT(left, right)                                                 \
  if ((left) != (right))                                                                 \
  return (left) < (right) ? -1 : 1

static int
compare_earliest (gconstpointer a, gconstpointer b)
{
  const Offer *left = a;
  const Offer *right = b;

  RETURN_IF_DIFFERENT (left->start_at, right->start_at);
  RETURN_IF_DIFFERENT (right->is_named, left->is_named);
  RETURN_IF_DIFFERENT (left->load, right->load);
  RETURN_IF_DIFFERENT (left->clinician, right->clinician);
  return 0;
}

static int
compare_on_target (gconstpointer a, gconstpointer b)
{
  const Offer *left = a;
  const Offer *right = b;

  RETURN_IF_DIFFERENT (left->days_late, right->days_late);
  RETURN_IF_DIFFERENT (left->n_gaps, right->n_gaps);
  RETURN_IF_DIFFERENT (right->is_named, left->is_named);
  return compare_earliest (a, b);
}

/* Without a target date a time is the worse the later its day. */
static int
compare_by_day (gconstpointer a, gconstpointer b)
{
  const Offer *left = a;
  const Offer *right = b;

  RETURN_IF_DIFFERENT (left->day, right->day);
  return compare_on_target (a, b);
}

static GCompareFunc
get_compare (Finder *self)
{
  if (self->query->order == FOYER_SLOT_ORDER_EARLIEST)
    return compare_earliest;
  return self->target_day != G_MININT ? compare_on_target : compare_by_day;
}

/* Whether no later day can bring anything better than @day and those before it did. */
static gboolean
is_settled (Finder *self, int day)
{
  return self->offers->len >= self->query->limit &&
         (self->query->order == FOYER_SLOT_ORDER_EARLIEST || day >= self->target_day);
}

static void
keep_best_offers (Finder *self)
{
  g_array_sort (self->offers, get_compare (self));
  if (self->offers->len > self->query->limit)
    g_array_set_size (self->offers, self->query->limit);
}

static const FoyerOpening *
find_opening (GArray *openings, gint64 at)
{
  for (guint i = 0; i < openings->len; i++)
    {
      const FoyerOpening *opening = &g_array_index (openings, FoyerOpening, i);

      if (at < opening->end_at)
        return at >= opening->start_at ? opening : NULL;
    }

  return NULL;
}

static gboolean
load_lane (Finder *self, FoyerSlotLane *lane, int first_day, int last_day)
{
  foyer_slot_lane_clear (lane);

  return self->load (lane, foyer_zone_day_start (self->zone, first_day) - self->before,
                     foyer_zone_day_start (self->zone, last_day + 1) + self->after,
                     self->load_data, &self->error);
}

/* Rooms are asked for only by times that are free in all else, so that a day of a room is
 * loaded when it is needed. */
static gboolean
is_room_free (Finder *self, guint room, gint64 start_at, gint64 end_at)
{
  FoyerSlotLane *lane = g_ptr_array_index (self->rooms, room);

  if (self->load != NULL && self->room_days[room] != self->day && self->error == NULL)
    {
      self->room_days[room] = self->day;
      load_lane (self, lane, self->day, self->day);
    }

  return self->error == NULL && !foyer_slot_lane_is_full (lane, start_at, end_at);
}

/* A room that is free, the one that the hours name or the first; 0 if none is. */
static gint64
find_room (Finder *self, const FoyerOpening *opening, gint64 start_at, gint64 end_at)
{
  for (guint i = 0; i < self->rooms->len; i++)
    {
      const gint64 room_id = foyer_slot_lane_get_id (g_ptr_array_index (self->rooms, i));

      if ((opening->room_id == 0 || opening->room_id == room_id) &&
          is_room_free (self, i, start_at, end_at))
        return room_id;
    }

  return 0;
}

/* What removes a time, with the cheap questions first; fills in the room if nothing does. */
static FoyerSlotRule
judge (Finder              *self,
       FoyerSlotLane       *lane,
       gint64               start_at,
       int                  minute,
       const FoyerOpening **out_opening,
       gint64              *out_room_id)
{
  const gint64        end_at = start_at + self->duration;
  const gint64        block_start_at = start_at - self->before;
  const gint64        block_end_at = end_at + self->after;
  const FoyerOpening *opening;

  if (!self->is_wanted_weekday)
    return FOYER_SLOT_RULE_WEEKDAY;
  if (minute < self->query->from_minute || minute >= self->to_minute)
    return FOYER_SLOT_RULE_TIME_OF_DAY;
  if (start_at < self->open_at)
    return FOYER_SLOT_RULE_LEAD_TIME;
  if (self->day_rule != FOYER_SLOT_RULE_NONE)
    return self->day_rule;

  *out_opening = opening = find_opening (self->openings, start_at);
  if (opening == NULL)
    return foyer_availability_is_absent (self->availability,
                                         foyer_slot_lane_get_id (lane), start_at)
               ? FOYER_SLOT_RULE_ABSENCE
               : FOYER_SLOT_RULE_CATEGORY;
  if (end_at > opening->end_at)
    return FOYER_SLOT_RULE_LENGTH;
  if (self->is_at_limit)
    return FOYER_SLOT_RULE_DAILY_LIMIT;
  if (foyer_slot_lane_is_full (lane, block_start_at, block_end_at))
    return FOYER_SLOT_RULE_CLINICIAN;
  if (foyer_slot_lane_is_full (foyer_slot_calendar_get_patient (self->calendar), start_at,
                               end_at))
    return FOYER_SLOT_RULE_PATIENT;
  if (self->query->service->needs_room &&
      (*out_room_id = find_room (self, opening, block_start_at, block_end_at)) == 0)
    return FOYER_SLOT_RULE_ROOM;

  return FOYER_SLOT_RULE_NONE;
}

/* Keeps an offer of the day, or only the better of two at one time. */
static void
add_offer (Finder *self, const Offer *offer)
{
  const guint minute = (guint) ((offer->start_at - self->parts[0].start_at) / 60);
  guint      *index = &g_array_index (self->by_minute, guint, minute);

  if (self->query->every_clinician || *index == 0)
    {
      g_array_append_vals (self->day_offers, offer, 1);
      *index = self->day_offers->len;
    }
  else
    {
      Offer *other = &g_array_index (self->day_offers, Offer, *index - 1);

      if (get_compare (self) (offer, other) < 0)
        *other = *offer;
    }
}

/* Looks at one time with one clinician. */
static void
try_time (Finder *self, guint clinician, gint64 start_at, const FoyerDayPart *part)
{
  FoyerSlotLane      *lane = g_ptr_array_index (self->clinicians, clinician);
  const FoyerOpening *opening = NULL;
  const int           minute =
      part->start_minute + (int) ((start_at - part->start_at) / FOYER_MINUTE_SECONDS);
  const gint64  block_start_at = start_at - self->before;
  const gint64  block_end_at = start_at + self->duration + self->after;
  gint64        room_id = 0;
  FoyerSlotRule rule;
  Offer         offer = { 0 };
  gboolean      is_repeated;

  if (start_at < self->first_at || start_at >= self->last_at)
    return;

  rule = judge (self, lane, start_at, minute, &opening, &room_id);
  if (rule != FOYER_SLOT_RULE_NONE)
    {
      self->tally.n_removed[rule]++;
      return;
    }

  foyer_zone_to_wall (self->zone, start_at, NULL, NULL, &is_repeated);
  offer.start_at = start_at;
  offer.room_id = room_id;
  offer.clinician = clinician;
  offer.day = self->day;
  offer.days_late =
      self->target_day != G_MININT ? MAX (0, self->day - self->target_day) : 0;
  offer.n_gaps =
      (block_start_at > opening->start_at &&
       !foyer_slot_lane_is_taken (lane, block_start_at - 1)) +
      (block_end_at < opening->end_at && !foyer_slot_lane_is_taken (lane, block_end_at));
  offer.load = foyer_slot_lane_count (lane, self->parts[0].start_at,
                                      self->parts[self->n_parts - 1].end_at, FALSE);
  offer.is_named = foyer_slot_lane_get_id (lane) == self->query->named_clinician_id;
  offer.is_repeated = is_repeated;
  add_offer (self, &offer);
}

static gint64
find_first_on_grid (Finder *self, const FoyerDayPart *part, gint64 at)
{
  const gint64 grid = (gint64) self->grid_minutes * FOYER_MINUTE_SECONDS;
  const gint64 local =
      at - part->start_at + (gint64) part->start_minute * FOYER_MINUTE_SECONDS;

  return at + (grid - local % grid) % grid;
}

/* Looks at the times right after stretches of visits that end off the grid. */
static void
try_packed_times (Finder *self, guint clinician)
{
  guint                n;
  const FoyerInterval *taken =
      foyer_slot_lane_get_taken (g_ptr_array_index (self->clinicians, clinician), &n);

  for (guint i = 0; i < n; i++)
    {
      const gint64 at = taken[i].end_at + self->before;

      if (taken[i].start_at >= self->parts[self->n_parts - 1].end_at)
        break;

      for (guint j = 0; j < self->n_parts; j++)
        if (at >= self->parts[j].start_at && at < self->parts[j].end_at &&
            find_opening (self->hours, at) != NULL &&
            find_first_on_grid (self, &self->parts[j], at) != at)
          try_time (self, clinician, at, &self->parts[j]);
    }
}

static void
scan_clinician (Finder *self, guint clinician)
{
  const FoyerService *service = self->query->service;
  FoyerSlotLane      *lane = g_ptr_array_index (self->clinicians, clinician);
  const gint64        clinician_id = foyer_slot_lane_get_id (lane);

  foyer_availability_list_hours (self->availability, clinician_id, self->day, self->parts,
                                 self->n_parts, self->hours);
  if (self->hours->len == 0)
    return;

  foyer_availability_list_openings (
      self->availability, clinician_id, self->day, self->hours, service->category,
      self->urgent_open_until, service->needs_room, self->openings);
  self->is_at_limit =
      service->daily_limit > 0 &&
      foyer_slot_lane_count (lane, self->parts[0].start_at - self->before,
                             self->parts[self->n_parts - 1].end_at - self->before,
                             TRUE) >= service->daily_limit;

  for (guint i = 0; i < self->hours->len; i++)
    for (guint j = 0; j < self->n_parts; j++)
      {
        const FoyerOpening *opening = &g_array_index (self->hours, FoyerOpening, i);
        const FoyerDayPart *part = &self->parts[j];
        const gint64        end_at = MIN (opening->end_at, part->end_at);
        gint64              at = MAX (opening->start_at, part->start_at);

        for (at = find_first_on_grid (self, part, at); at < end_at;
             at += (gint64) self->grid_minutes * FOYER_MINUTE_SECONDS)
          try_time (self, clinician, at, part);
      }

  if (self->query->pack)
    try_packed_times (self, clinician);
}

static FoyerSlotRule
find_day_rule (Finder *self)
{
  if (self->day > self->horizon_day)
    return FOYER_SLOT_RULE_HORIZON;
  if (self->day < self->valid_from_day || self->day > self->valid_to_day)
    return FOYER_SLOT_RULE_REFERRAL;
  if (foyer_availability_is_holiday (self->availability, self->day))
    return FOYER_SLOT_RULE_HOLIDAY;
  return FOYER_SLOT_RULE_NONE;
}

static void
scan_day (Finder *self, int day)
{
  const guint weekdays = self->query->weekdays;

  self->day = day;
  self->n_parts = foyer_zone_split_day (self->zone, day, self->parts);
  if (self->n_parts == 0)
    return;

  self->day_rule = find_day_rule (self);
  self->is_wanted_weekday = weekdays == 0 || weekdays >> foyer_day_weekday (day) & 1;
  g_array_set_size (self->by_minute, 0);
  g_array_set_size (
      self->by_minute,
      (guint) ((self->parts[self->n_parts - 1].end_at - self->parts[0].start_at) / 60) +
          1);

  for (guint i = 0; i < self->clinicians->len; i++)
    if (self->is_wanted[i])
      scan_clinician (self, i);

  g_array_append_vals (self->offers, self->day_offers->data, self->day_offers->len);
  g_array_set_size (self->day_offers, 0);
  if (self->offers->len > 4 * self->query->limit + 64)
    keep_best_offers (self);
}

static gboolean
load_window (Finder *self, int first_day, int last_day)
{
  for (guint i = 0; i < self->clinicians->len; i++)
    if (self->is_wanted[i] &&
        !load_lane (self, g_ptr_array_index (self->clinicians, i), first_day, last_day))
      return FALSE;

  return load_lane (self, foyer_slot_calendar_get_patient (self->calendar), first_day,
                    last_day);
}

/* Looks at the days that can bring something, a window after the other, until nothing
 * better can come. */
static gboolean
scan_open_days (Finder *self, int first_day, int last_day)
{
  const int n_wanted = (int) MAX (self->n_wanted, 1);
  const int max_days = MAX (1, MAX_CLINICIAN_DAYS / n_wanted);
  int       n_days = MAX (1, FIRST_CLINICIAN_DAYS / n_wanted);
  int       loaded_day = self->load != NULL ? first_day - 1 : last_day;

  for (int day = first_day; day <= last_day; day++)
    {
      if (day > loaded_day)
        {
          loaded_day = MIN (last_day, day + n_days - 1);
          n_days = MIN (2 * n_days, max_days);
          if (!load_window (self, day, loaded_day))
            return FALSE;
        }

      scan_day (self, day);
      if (self->error != NULL)
        return FALSE;
      if (is_settled (self, day))
        break;
    }

  return TRUE;
}

static FoyerSlotReason
find_reason (const Offer *offer, gboolean is_earliest, gboolean has_target)
{
  if (offer->days_late > 0)
    return FOYER_SLOT_REASON_AFTER_TARGET;
  if (is_earliest)
    return FOYER_SLOT_REASON_EARLIEST;
  if (offer->is_named)
    return FOYER_SLOT_REASON_NAMED_CLINICIAN;
  if (offer->n_gaps == 0)
    return FOYER_SLOT_REASON_FILLS_GAP;
  return has_target ? FOYER_SLOT_REASON_ON_TARGET : FOYER_SLOT_REASON_FREE;
}

static GPtrArray *
make_slots (Finder *self)
{
  GPtrArray *slots = g_ptr_array_new_full (self->offers->len, g_object_unref);
  guint      earliest = 0;

  for (guint i = 1; i < self->offers->len; i++)
    if (g_array_index (self->offers, Offer, i).start_at <
        g_array_index (self->offers, Offer, earliest).start_at)
      earliest = i;

  for (guint i = 0; i < self->offers->len; i++)
    {
      const Offer *offer = &g_array_index (self->offers, Offer, i);
      FoyerSlot   *slot = foyer_slot_new ();

      slot->clinician_id =
          foyer_slot_lane_get_id (g_ptr_array_index (self->clinicians, offer->clinician));
      slot->room_id = offer->room_id;
      slot->start_at = offer->start_at;
      slot->end_at = offer->start_at + self->duration;
      slot->repeated = offer->is_repeated;
      slot->reason = find_reason (offer, i == earliest, self->target_day != G_MININT);
      slot->number = offer->days_late;
      g_ptr_array_add (slots, slot);
    }

  return slots;
}

static void
set_up (Finder *self, const FoyerSlotQuery *query, FoyerSlotCalendar *calendar)
{
  const FoyerService *service = query->service;
  int                 today;

  self->query = query;
  self->calendar = calendar;
  self->availability = foyer_slot_calendar_get_availability (calendar);
  self->zone = foyer_availability_get_zone (self->availability);
  self->clinicians = foyer_slot_calendar_get_clinicians (calendar);
  self->rooms = foyer_slot_calendar_get_rooms (calendar);
  self->room_days = g_new (int, self->rooms->len);
  for (guint i = 0; i < self->rooms->len; i++)
    self->room_days[i] = G_MININT;

  self->duration =
      FOYER_MINUTE_SECONDS *
      (query->duration_minutes > 0 ? query->duration_minutes : service->duration_minutes);
  self->before = FOYER_MINUTE_SECONDS * service->buffer_before_minutes;
  self->after = FOYER_MINUTE_SECONDS * service->buffer_after_minutes;
  self->grid_minutes = (int) MAX (service->grid_minutes, 1);
  self->to_minute = query->to_minute > 0 ? query->to_minute : FOYER_DAY_MINUTES;
  self->urgent_open_until = foyer_availability_get_urgent_end (
      query->now, query->urgent_release_hours, query->urgent);

  today = foyer_zone_get_day (self->zone, query->now);
  self->first_at = MAX (query->earliest_at, query->now);
  self->open_at =
      MAX (self->first_at, query->now + query->lead_minutes * FOYER_MINUTE_SECONDS);
  self->first_day = foyer_zone_get_day (self->zone, self->first_at);
  self->horizon_day =
      query->horizon_days > 0 ? today + (int) query->horizon_days : G_MAXINT;
  self->last_at = query->latest_at > 0 ? query->latest_at : G_MAXINT64;
  self->last_day = query->latest_at > 0
                       ? foyer_zone_get_day (self->zone, query->latest_at - 1)
                       : self->horizon_day;
  self->last_day = MIN (self->last_day, self->first_day + FOYER_SLOT_MAX_DAYS);

  self->valid_from_day = self->target_day = G_MININT;
  self->valid_to_day = G_MAXINT;
  foyer_day_parse (query->valid_from, &self->valid_from_day);
  foyer_day_parse (query->valid_to, &self->valid_to_day);
  foyer_day_parse (query->target_date, &self->target_day);

  self->is_wanted = g_new0 (gboolean, self->clinicians->len);
  for (guint i = 0; i < self->clinicians->len; i++)
    {
      const gint64 id = foyer_slot_lane_get_id (g_ptr_array_index (self->clinicians, i));

      self->is_wanted[i] = query->clinician_ids->len == 0;
      for (guint j = 0; j < query->clinician_ids->len; j++)
        self->is_wanted[i] |= g_array_index (query->clinician_ids, gint64, j) == id;
      self->n_wanted += (guint) self->is_wanted[i];
    }

  self->hours = g_array_new (FALSE, FALSE, sizeof (FoyerOpening));
  self->openings = g_array_new (FALSE, FALSE, sizeof (FoyerOpening));
  self->day_offers = g_array_new (FALSE, FALSE, sizeof (Offer));
  self->by_minute = g_array_new (FALSE, TRUE, sizeof (guint));
  self->offers = g_array_new (FALSE, FALSE, sizeof (Offer));
}

static void
tear_down (Finder *self)
{
  g_clear_error (&self->error);
  g_free (self->is_wanted);
  g_free (self->room_days);
  g_array_unref (self->hours);
  g_array_unref (self->openings);
  g_array_unref (self->day_offers);
  g_array_unref (self->by_minute);
  g_array_unref (self->offers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Finder, tear_down)

/**
 * foyer_slot_finder_run:
 * @query: what is looked for; not changed
 * @calendar: who and what can be taken, in the order in which they are offered
 * @load: (nullable) (scope call): fills a lane of @calendar for a window; `NULL` if the lanes
 *   hold all there is
 * @data: data for @load
 * @out_tally: (out caller-allocates) (optional): return location for what removed times
 * @error: return location for an error
 *
 * Finds free times, best first.
 *
 * A visit begins on the grid of its service in the clinic's wall time, so that a time that
 * does not exist that day is never offered, and one that exists twice is offered once for
 * each.  It lies within one stretch of hours that admits it, on one day.  Its buffers have
 * to be free of other visits, too; they may reach into a break or beyond the hours.
 * Intervals are half-open: what touches does not overlap.
 *
 * Windows begin with about a month for one clinician and grow, and no further one is loaded
 * once nothing better can come: with the order `EARLIEST`, or without a target date, a search
 * costs as much as there is to look at up to the last slot, and not what lies after it.
 *
 * Errors: those of @load.
 *
 * Returns: (transfer full) (element-type FoyerSlot): at most as many slots as @query asks
 *   for, possibly none, or `NULL` on error
 */
GPtrArray *
foyer_slot_finder_run (const FoyerSlotQuery *query,
                       FoyerSlotCalendar    *calendar,
                       FoyerSlotLoadFunc     load,
                       gpointer              data,
                       FoyerSlotTally       *out_tally,
                       GError              **error)
{
  g_auto (Finder) self = { 0 };
  int first_open_day, last_open_day;

  self.load = load;
  self.load_data = data;
  set_up (&self, query, calendar);
  first_open_day =
      MAX (foyer_zone_get_day (self.zone, self.open_at), self.valid_from_day);
  last_open_day = MIN (MIN (self.last_day, self.horizon_day), self.valid_to_day);

  if (!scan_open_days (&self, first_open_day, last_open_day))
    {
      g_propagate_error (error, g_steal_pointer (&self.error));
      return NULL;
    }

  /* The other days bring nothing but the reason for it. */
  if (self.offers->len == 0)
    for (int day = self.first_day; day <= self.last_day; day++)
      if (day < first_open_day || day > last_open_day)
        scan_day (&self, day);

  keep_best_offers (&self);
  if (self.offers->len == 0)
    foyer_slot_tally_conclude (&self.tally);
  if (out_tally != NULL)
    *out_tally = self.tally;

  return make_slots (&self);
}
