/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-slots.h"

#include "model/foyer-absence.h"
#include "model/foyer-clinic.h"
#include "model/foyer-clinician.h"
#include "model/foyer-holiday.h"
#include "model/foyer-referral.h"
#include "model/foyer-room.h"
#include "model/foyer-working-hours.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-slot-cache-private.h"
#include "store/foyer-sql.h"
#include "store/foyer-table.h"

/* What the statements that fill a lane have in common; their columns are start, end and
 * whether it is the same service, their parameters whose, from, to, now, the booking to
 * leave out, and the service.
 *
 * No booking blocks time for more than a day, which the database sees to; so that one that
 * began earlier is over.  A hold whose deadline has passed blocks nothing, whether or not it
 * was cancelled yet. */
#define BLOCKS_OVERLAP                                                                   \
  " AND block_start_at > ?2 - 86400 AND block_start_at < ?3 AND block_end_at > ?2"
#define VISITS_OVERLAP " AND start_at > ?2 - 86400 AND start_at < ?3 AND end_at > ?2"
#define IN_THE_WAY                                                                       \
  " AND (held_until IS NULL OR held_until > ?4 OR state <> 'held') AND id <> ?5"

/* What a search loads its windows with. */
typedef struct
{
  FoyerDb              *db;    /* (unowned) */
  const FoyerSlotQuery *query; /* (unowned) */
  FoyerSlotCache       *cache; /* (unowned) (nullable) */
  gint64                service_id;
  FoyerSlotLane        *lane; /* (unowned) that is being filled from the cache */
} Loader;

static void
add_cached_block (const FoyerCachedBlock *block, gpointer data)
{
  const Loader *loader = data;

  if (block->id != loader->query->booking_id &&
      (block->held_until == 0 || block->held_until > loader->query->now))
    foyer_slot_lane_add (loader->lane, block->start_at, block->end_at,
                         block->service_id == loader->service_id);
}

static gboolean
load_lane (
    FoyerSlotLane *lane, gint64 from_at, gint64 to_at, gpointer data, GError **error)
{
  static const char *const sql[] = {
    [FOYER_SLOT_LANE_KIND_CLINICIAN] =
        "SELECT block_start_at, block_end_at, service_id = ?6 FROM booking "
        "WHERE live AND clinician_id = ?1" BLOCKS_OVERLAP IN_THE_WAY,
    [FOYER_SLOT_LANE_KIND_ROOM] =
        "SELECT block_start_at, block_end_at, 0 * ?6 FROM booking "
        "WHERE live AND room_id IS NOT NULL AND room_id = ?1" BLOCKS_OVERLAP IN_THE_WAY,
    [FOYER_SLOT_LANE_KIND_PATIENT] =
        "SELECT start_at, end_at, 0 * ?6 FROM booking "
        "WHERE live AND patient_id = ?1" VISITS_OVERLAP IN_THE_WAY,
  };
  Loader                 *loader = data;
  const FoyerSlotLaneKind kind = foyer_slot_lane_get_kind (lane);
  const gint64 id = kind == FOYER_SLOT_LANE_KIND_PATIENT ? loader->query->patient_id
                                                         : foyer_slot_lane_get_id (lane);
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerSqlStep step;

  if (kind == FOYER_SLOT_LANE_KIND_CLINICIAN && loader->cache != NULL)
    {
      loader->lane = lane;
      return foyer_slot_cache_read (loader->cache, id, from_at, to_at, add_cached_block,
                                    loader, error);
    }

  statement = foyer_db_prepare (loader->db, sql[kind], error);
  if (statement == NULL ||
      !foyer_statement_bind (statement, error, "iiiiii", id, from_at, to_at,
                             loader->query->now, loader->query->booking_id,
                             loader->service_id))
    return FALSE;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    foyer_slot_lane_add (lane, foyer_statement_integer (statement, 0),
                         foyer_statement_integer (statement, 1),
                         foyer_statement_integer (statement, 2) != 0);

  return step == FOYER_SQL_DONE;
}

/**
 * foyer_slots_load_availability:
 * @db: a connection
 * @clinician_id: whose, 0 for everybody's
 * @from_at: absences and holidays that end before are left out, seconds since 1970-01-01
 *   UTC
 * @error: return location for an error
 *
 * Returns: (transfer full): when clinicians see patients, or `NULL` on error
 */
FoyerAvailability *
foyer_slots_load_availability (FoyerDb *db,
                               gint64   clinician_id,
                               gint64   from_at,
                               GError **error)
{
  FoyerZone *zone = foyer_db_get_zone (db, error);
  g_autoptr (GPtrArray) hours = NULL;
  g_autoptr (GPtrArray) absences = NULL;
  g_autoptr (GPtrArray) holidays = NULL;
  g_autofree char *first_date = NULL;

  if (zone == NULL)
    return NULL;

  first_date = foyer_day_format (foyer_zone_get_day (zone, from_at));
  hours = clinician_id != 0
              ? foyer_table_list (db, FOYER_TYPE_WORKING_HOURS, error,
                                  "WHERE clinician_id = ?1", "i", clinician_id)
              : foyer_table_list (db, FOYER_TYPE_WORKING_HOURS, error, "", "");
  if (hours == NULL)
    return NULL;

  absences = foyer_table_list (
      db, FOYER_TYPE_ABSENCE, error,
      "WHERE end_at > ?1 AND (?2 = 0 OR clinician_id IS NULL OR clinician_id = ?2)", "ii",
      from_at, clinician_id);
  if (absences == NULL)
    return NULL;

  holidays = foyer_table_list (db, FOYER_TYPE_HOLIDAY, error, "WHERE date >= ?1", "s",
                               first_date);
  if (holidays == NULL)
    return NULL;

  return foyer_availability_new (zone, hours, absences, holidays);
}

/**
 * foyer_slots_new_query:
 * @db: a connection
 * @service_id: what is to be booked
 * @referral_id: what it rests on, 0 if nothing
 * @patient_id: for whom, 0 if not known yet
 * @error: return location for an error
 *
 * Prepares a question with what the clinic's settings and the referral say: lead time and
 * horizon, validity and target date, urgency, length of the visit and named clinician.
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full): the question, or `NULL` on error
 */
FoyerSlotQuery *
foyer_slots_new_query (
    FoyerDb *db, gint64 service_id, gint64 referral_id, gint64 patient_id, GError **error)
{
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (db, error);
  g_autoptr (FoyerService) service = NULL;
  g_autoptr (FoyerReferral) referral = NULL;
  FoyerSlotQuery *query;

  if (clinic == NULL ||
      (service = foyer_catalogue_get (db, FOYER_TYPE_SERVICE, service_id, error)) == NULL)
    return NULL;
  if (referral_id != 0 &&
      (referral = foyer_table_get (db, FOYER_TYPE_REFERRAL, referral_id, error)) == NULL)
    return NULL;

  query = foyer_slot_query_new (service, foyer_db_now (db));
  query->patient_id = patient_id;
  query->lead_minutes = clinic->lead_minutes;
  query->horizon_days = clinic->horizon_days;
  query->urgent_release_hours = clinic->urgent_release_hours;
  if (referral != NULL)
    {
      query->duration_minutes = referral->visit_minutes;
      query->named_clinician_id = referral->clinician_id;
      query->urgent = referral->assigned_urgency >= FOYER_URGENCY_URGENT;
      query->valid_from = g_strdup (referral->valid_from);
      query->valid_to = g_strdup (referral->valid_to);
      query->target_date = g_strdup (referral->target_date);
    }

  return query;
}

static gboolean
is_wanted (const FoyerSlotQuery *query, gint64 clinician_id)
{
  for (guint i = 0; i < query->clinician_ids->len; i++)
    if (g_array_index (query->clinician_ids, gint64, i) == clinician_id)
      return TRUE;

  return query->clinician_ids->len == 0;
}

/**
 * foyer_slots_find:
 * @db: a connection
 * @query: what is looked for
 * @out_tally: (out caller-allocates) (optional): return location for what removed times
 * @error: return location for an error
 *
 * Finds free times, best first; see foyer_slot_finder_run().  Clinicians and rooms that are
 * no longer active are not offered; holds that have run out block nothing.
 *
 * Only what blocks the time that is looked at is read, in windows, so that neither history
 * nor what lies after the last slot costs anything; and kept for the next search until it
 * changes.
 *
 * Returns: (transfer full) (element-type FoyerSlot): the slots, possibly none, or `NULL` on
 *   error
 */
GPtrArray *
foyer_slots_find (FoyerDb              *db,
                  const FoyerSlotQuery *query,
                  FoyerSlotTally       *out_tally,
                  GError              **error)
{
  const gint64 from_at = MAX (query->now, query->earliest_at);
  g_autoptr (FoyerAvailability) own_availability = NULL;
  FoyerAvailability *availability;
  g_autoptr (GPtrArray) clinicians = NULL;
  g_autoptr (GPtrArray) rooms = NULL;
  g_autoptr (FoyerSlotCalendar) calendar = NULL;
  Loader loader = {
    .db = db,
    .query = query,
    .service_id = foyer_record_get_id (FOYER_RECORD (query->service)),
  };

  if (!foyer_slot_cache_open (db, &loader.cache, error))
    return NULL;
  if (loader.cache != NULL)
    availability = foyer_slot_cache_get_availability (loader.cache, from_at, error);
  else
    availability = own_availability =
        foyer_slots_load_availability (db, 0, from_at, error);
  if (availability == NULL ||
      (clinicians = foyer_catalogue_list (db, FOYER_TYPE_CLINICIAN, TRUE, error)) == NULL)
    return NULL;
  if (query->service->needs_room &&
      (rooms = foyer_catalogue_list (db, FOYER_TYPE_ROOM, TRUE, error)) == NULL)
    return NULL;

  calendar = foyer_slot_calendar_new (availability);
  for (guint i = 0; i < clinicians->len; i++)
    {
      FoyerClinician *clinician = g_ptr_array_index (clinicians, i);
      const gint64    id = foyer_record_get_id (FOYER_RECORD (clinician));

      if (is_wanted (query, id))
        foyer_slot_calendar_add_clinician (calendar, id, clinician->overlap_limit);
    }
  for (guint i = 0; rooms != NULL && i < rooms->len; i++)
    foyer_slot_calendar_add_room (calendar,
                                  foyer_record_get_id (g_ptr_array_index (rooms, i)));

  return foyer_slot_finder_run (query, calendar, load_lane, &loader, out_tally, error);
}
