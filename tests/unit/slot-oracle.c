/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slot-oracle.h"

#include "model/foyer-absence.h"
#include "model/foyer-holiday.h"
#include "model/foyer-working-hours.h"

#include <string.h>

/* The slot finder again, as slow and as plain as can be: it looks at each minute of each
 * clinician on its own, and knows neither intervals nor windows nor an early end. */

/* More than any buffer. */
#define MARGIN_MINUTES 60

typedef struct
{
  int      day;
  int      minute;
  gboolean repeated;
} Wall;

typedef struct
{
  gboolean works;
  gboolean admits;
  gboolean absent;
  gint64   room_id;
  int      n_visits;
} Minute;

typedef struct
{
  gint64 at;
  guint  clinician;
  int    day, late, gaps, load;
  int    named;
  gint64 room_id;
  Wall   wall;
} Found;

typedef struct
{
  World  *world;
  gint64  begin; /* of the first minute */
  int     n;
  Wall   *walls;
  Minute *minutes[ORACLE_MAX_CLINICIANS];
} Table;

static const World *sorted_world;

static gboolean
covers (const GArray *intervals, gint64 at)
{
  for (guint i = 0; i < intervals->len; i++)
    {
      const FoyerInterval *interval = &g_array_index (intervals, FoyerInterval, i);

      if (at >= interval->start_at && at < interval->end_at)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_holiday (const World *world, int day)
{
  g_autofree char *date = foyer_day_format (day);

  for (guint i = 0; i < world->holidays->len; i++)
    if (strcmp (((FoyerHoliday *) world->holidays->pdata[i])->date, date) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_valid_on (const FoyerWorkingHours *hours, const char *date)
{
  return (hours->valid_from == NULL || strcmp (hours->valid_from, date) <= 0) &&
         (hours->valid_to == NULL || strcmp (date, hours->valid_to) <= 0);
}

static Minute
look (const World *world, guint clinician, gint64 at, const Wall *wall, const char *date)
{
  const gint64 id = clinician + 1;
  const char  *category =
      foyer_enum_to_nick (FOYER_TYPE_SERVICE_CATEGORY, world->query->service->category);
  const gboolean released =
      world->query->urgent ||
      at < world->query->now + world->query->urgent_release_hours * 3600;
  gboolean general = FALSE, kept = FALSE, kept_for_us = FALSE, on_break = FALSE;
  gint64   general_room = 0, kept_room = 0;
  Minute   minute = { 0 };

  for (guint i = 0; i < world->hours->len; i++)
    {
      const FoyerWorkingHours *hours = world->hours->pdata[i];

      if (hours->clinician_id != id || hours->weekday != foyer_day_weekday (wall->day) ||
          wall->minute < hours->start_minute || wall->minute >= hours->end_minute ||
          !is_valid_on (hours, date))
        continue;

      if (hours->kind == FOYER_HOURS_KIND_BREAK)
        on_break = TRUE;
      else if (hours->only_category == NULL)
        {
          general = TRUE;
          general_room = general_room != 0 ? general_room : hours->room_id;
        }
      else
        {
          kept = TRUE;
          kept_room = kept_room != 0 ? kept_room : hours->room_id;
          kept_for_us |= strcmp (hours->only_category, category) == 0 ||
                         (released && strcmp (hours->only_category, "urgent") == 0);
        }
    }

  minute.works = (general || kept) && !on_break;
  minute.admits = minute.works && (!kept || kept_for_us);
  minute.room_id = kept && kept_room != 0 ? kept_room : general_room;

  for (guint i = 0; i < world->absences->len; i++)
    {
      const FoyerAbsence *absence = world->absences->pdata[i];

      if ((absence->clinician_id == 0 || absence->clinician_id == id) &&
          at >= absence->start_at && at < absence->end_at)
        minute.absent = TRUE;
    }

  for (guint i = 0; i < world->visits[clinician]->len; i++)
    {
      const FoyerInterval *visit =
          &g_array_index (world->visits[clinician], FoyerInterval, i);

      minute.n_visits += at >= visit->start_at && at < visit->end_at;
    }

  return minute;
}

static Minute *
get_minute (Table *table, guint clinician, gint64 at)
{
  const gint64 index = (at - table->begin) / 60;

  g_assert_cmpint (index, >=, 0);
  g_assert_cmpint (index, <, table->n);
  return &table->minutes[clinician][index];
}

static gboolean
is_open (Table *table, guint clinician, gint64 at, gint64 room_id)
{
  const Minute *minute = get_minute (table, clinician, at);

  return minute->admits && !minute->absent &&
         (!table->world->query->service->needs_room || minute->room_id == room_id) &&
         !is_holiday (table->world, table->walls[(at - table->begin) / 60].day);
}

/* Whether the clinician sees patients all the way from one minute to another. */
static gboolean
is_open_between (Table *table, guint clinician, gint64 from_at, gint64 to_at)
{
  const int    day = table->walls[(from_at - table->begin) / 60].day;
  const gint64 room_id = get_minute (table, clinician, from_at)->room_id;

  for (gint64 at = from_at; at < to_at; at += 60)
    if (!is_open (table, clinician, at, room_id) ||
        table->walls[(at - table->begin) / 60].day != day)
      return FALSE;

  return TRUE;
}

/* Whether the minute beside a visit is open to the same visit, and nobody has it. */
static gboolean
is_gap (Table *table, guint clinician, gint64 beside_at, gint64 from_at, gint64 to_at)
{
  return is_open_between (table, clinician, from_at, to_at) &&
         get_minute (table, clinician, beside_at)->n_visits == 0;
}

static int
count_on_day (
    Table *table, const GArray *visits, const GArray *wanted, gint64 shift, int day)
{
  int n = 0;

  for (guint i = 0; i < visits->len; i++)
    n += (wanted == NULL || g_array_index (wanted, gboolean, i)) &&
         foyer_zone_get_day (table->world->zone,
                             g_array_index (visits, FoyerInterval, i).start_at + shift) ==
             day;

  return n;
}

static gint64
pick_room (Table *table, gint64 wanted_id, gint64 from_at, gint64 to_at)
{
  for (guint room = 0; room < table->world->n_rooms; room++)
    {
      gboolean is_free = wanted_id == 0 || wanted_id == room + 1;

      for (gint64 at = from_at; at < to_at && is_free; at += 60)
        is_free = !covers (table->world->rooms[room], at);
      if (is_free)
        return room + 1;
    }

  return 0;
}

static gboolean
is_candidate (Table *table, guint clinician, gint64 at, const Wall *wall)
{
  const FoyerSlotQuery *query = table->world->query;
  const gint64          before = query->service->buffer_before_minutes * 60;

  if (at < query->now || at < query->earliest_at ||
      (query->latest_at != 0 && at >= query->latest_at))
    return FALSE;
  if (!get_minute (table, clinician, at)->works)
    return FALSE;
  if (wall->minute % query->service->grid_minutes == 0)
    return TRUE;
  return query->pack && get_minute (table, clinician, at - before)->n_visits == 0 &&
         get_minute (table, clinician, at - before - 60)->n_visits > 0;
}

static FoyerSlotRule
judge (Table *table, guint clinician, gint64 at, const Wall *wall, Found *out_found)
{
  World                *world = table->world;
  const FoyerSlotQuery *query = world->query;
  const FoyerService   *service = query->service;
  const Minute         *minute = get_minute (table, clinician, at);
  const gint64          end_at = at + service->duration_minutes * 60;
  const gint64          block_at = at - service->buffer_before_minutes * 60;
  const gint64          block_end_at = end_at + service->buffer_after_minutes * 60;
  g_autofree char      *date = foyer_day_format (wall->day);
  gint64                t;
  int                   target;

  if (query->weekdays != 0 &&
      (query->weekdays & (1u << foyer_day_weekday (wall->day))) == 0)
    return FOYER_SLOT_RULE_WEEKDAY;
  if (wall->minute < query->from_minute ||
      (query->to_minute != 0 && wall->minute >= query->to_minute))
    return FOYER_SLOT_RULE_TIME_OF_DAY;
  if (at < query->now + query->lead_minutes * 60)
    return FOYER_SLOT_RULE_LEAD_TIME;
  if (query->horizon_days != 0 &&
      wall->day - foyer_zone_get_day (world->zone, query->now) > query->horizon_days)
    return FOYER_SLOT_RULE_HORIZON;
  if ((query->valid_from != NULL && strcmp (date, query->valid_from) < 0) ||
      (query->valid_to != NULL && strcmp (date, query->valid_to) > 0))
    return FOYER_SLOT_RULE_REFERRAL;
  if (is_holiday (world, wall->day))
    return FOYER_SLOT_RULE_HOLIDAY;
  if (minute->absent)
    return FOYER_SLOT_RULE_ABSENCE;
  if (!minute->admits)
    return FOYER_SLOT_RULE_CATEGORY;
  if (!is_open_between (table, clinician, at, end_at))
    return FOYER_SLOT_RULE_LENGTH;
  if (service->daily_limit > 0 &&
      count_on_day (table, world->visits[clinician], world->same_service[clinician],
                    at - block_at, wall->day) >= service->daily_limit)
    return FOYER_SLOT_RULE_DAILY_LIMIT;
  for (t = block_at; t < block_end_at; t += 60)
    if (get_minute (table, clinician, t)->n_visits >= world->overlap_limits[clinician])
      return FOYER_SLOT_RULE_CLINICIAN;
  for (t = at; t < end_at; t += 60)
    if (covers (world->patient, t))
      return FOYER_SLOT_RULE_PATIENT;

  out_found->at = at;
  out_found->clinician = clinician;
  out_found->wall = *wall;
  out_found->day = wall->day;
  if (service->needs_room)
    {
      out_found->room_id = pick_room (table, minute->room_id, block_at, block_end_at);
      if (out_found->room_id == 0)
        return FOYER_SLOT_RULE_ROOM;
    }
  if (foyer_day_parse (query->target_date, &target))
    out_found->late = MAX (0, wall->day - target);
  out_found->named = query->named_clinician_id == clinician + 1;
  out_found->load = count_on_day (table, world->visits[clinician], NULL, 0, wall->day);
  out_found->gaps = is_gap (table, clinician, block_at - 60, block_at - 60, end_at) +
                    is_gap (table, clinician, block_end_at, at, block_end_at + 60);

  return FOYER_SLOT_RULE_NONE;
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found          *left = a;
  const Found          *right = b;
  const FoyerSlotQuery *query = sorted_world->query;
  const gboolean        best = query->order == FOYER_SLOT_ORDER_BEST;
  const gint64          keys[][2] = {
             { best && query->target_date == NULL ? left->day : 0,
      best && query->target_date == NULL ? right->day : 0 },
             { best ? left->late : 0, best ? right->late : 0 },
             { best ? left->gaps : 0, best ? right->gaps : 0 },
             { best ? -left->named : 0, best ? -right->named : 0 },
             { left->at, right->at },
             { -left->named, -right->named },
             { left->load, right->load },
             { left->clinician, right->clinician },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i][0] != keys[i][1])
      return keys[i][0] < keys[i][1] ? -1 : 1;

  return 0;
}

static FoyerSlotReason
get_reason (const Found *found, gboolean is_earliest, gboolean has_target)
{
  if (found->late > 0)
    return FOYER_SLOT_REASON_AFTER_TARGET;
  if (is_earliest)
    return FOYER_SLOT_REASON_EARLIEST;
  if (found->named)
    return FOYER_SLOT_REASON_NAMED_CLINICIAN;
  if (found->gaps == 0)
    return FOYER_SLOT_REASON_FILLS_GAP;
  return has_target ? FOYER_SLOT_REASON_ON_TARGET : FOYER_SLOT_REASON_FREE;
}

static GPtrArray *
make_slots (World *world, GArray *all)
{
  GPtrArray *slots = g_ptr_array_new_with_free_func (g_object_unref);
  FoyerSlot *earliest = NULL;
  Found     *earliest_found = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < all->len && slots->len < world->query->limit; i++)
    {
      Found     *found = &g_array_index (all, Found, i);
      FoyerSlot *slot;

      if (!world->query->every_clinician && !g_hash_table_add (seen, &found->at))
        continue;

      slot = foyer_slot_new ();
      slot->clinician_id = found->clinician + 1;
      slot->room_id = found->room_id;
      slot->start_at = found->at;
      slot->end_at = found->at + world->query->service->duration_minutes * 60;
      slot->repeated = found->wall.repeated;
      slot->number = found->late;
      slot->reason = get_reason (found, FALSE, world->query->target_date != NULL);
      g_ptr_array_add (slots, slot);

      if (earliest == NULL || slot->start_at < earliest->start_at)
        {
          earliest = slot;
          earliest_found = found;
        }
    }

  if (earliest != NULL)
    earliest->reason = get_reason (earliest_found, TRUE, FALSE);
  return slots;
}

/* The best slots of @world, whose question has to have an end; and how many times each rule
 * removed. */
GPtrArray *
oracle_find (World *world, guint out_n_removed[FOYER_N_SLOT_RULES])
{
  const FoyerSlotQuery *query = world->query;
  Table                 table = { .world = world };
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Found));
  int last_day;

  last_day = query->latest_at != 0 ? foyer_zone_get_day (world->zone, query->latest_at)
                                   : foyer_zone_get_day (world->zone, query->now) +
                                         (int) query->horizon_days;
  table.begin = (MAX (query->now, query->earliest_at) / 60 - MARGIN_MINUTES) * 60;
  table.n =
      (int) ((foyer_zone_day_start (world->zone, last_day + 1) - table.begin) / 60) +
      MARGIN_MINUTES;
  table.walls = g_new0 (Wall, table.n);
  memset (out_n_removed, 0, FOYER_N_SLOT_RULES * sizeof (guint));

  for (guint c = 0; c < world->n_clinicians; c++)
    table.minutes[c] = g_new0 (Minute, table.n);
  for (int i = 0; i < table.n; i++)
    {
      static char  date[11];
      static int   date_day = G_MININT;
      Wall        *wall = &table.walls[i];
      const gint64 at = table.begin + i * 60;

      foyer_zone_to_wall (world->zone, at, &wall->day, &wall->minute, &wall->repeated);
      if (wall->day != date_day)
        {
          g_autofree char *text = foyer_day_format (wall->day);

          g_strlcpy (date, text, sizeof date);
          date_day = wall->day;
        }
      for (guint c = 0; c < world->n_clinicians; c++)
        table.minutes[c][i] = look (world, c, at, wall, date);
    }

  for (guint c = 0; c < world->n_clinicians; c++)
    {
      gboolean is_wanted = query->clinician_ids->len == 0;

      for (guint i = 0; i < query->clinician_ids->len; i++)
        is_wanted |= g_array_index (query->clinician_ids, gint64, i) == c + 1;

      for (int i = MARGIN_MINUTES; is_wanted && i < table.n; i++)
        {
          const gint64  at = table.begin + i * 60;
          Found         found = { 0 };
          FoyerSlotRule rule;

          if (table.walls[i].day > last_day ||
              !is_candidate (&table, c, at, &table.walls[i]))
            continue;

          rule = judge (&table, c, at, &table.walls[i], &found);
          if (rule == FOYER_SLOT_RULE_NONE)
            g_array_append_val (all, found);
          else
            out_n_removed[rule]++;
        }
    }

  for (guint c = 0; c < world->n_clinicians; c++)
    g_free (table.minutes[c]);
  g_free (table.walls);

  sorted_world = world;
  g_array_sort (all, compare_found);
  return make_slots (world, all);
}
