/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-slot-cache-private.h"

#include "store/foyer-db-private.h"
#include "store/foyer-slots.h"

#include <string.h>

#define WEEK_SECONDS (7 * 24 * FOYER_HOUR_SECONDS)

/* No booking blocks time for longer; the database sees to it. */
#define LONGEST_BLOCK_SECONDS (24 * FOYER_HOUR_SECONDS)

/* More than this, 40 MB, is not kept. */
#define MAX_BLOCKS 1000000

/* After so many changes it is quicker to begin anew. */
#define MAX_CHANGES 200

/**
 * FoyerSlotCache:
 *
 * The live bookings of clinicians by week, and when clinicians work, as they were last read.
 *
 * It follows the change feed: what a commit of any connection or process has touched is
 * dropped before the next search.  Nothing is kept of what a transaction that is still open
 * has changed, as it may be undone.
 */
struct _FoyerSlotCache
{
  FoyerDb    *db;       /* (unowned): it owns the cache */
  GHashTable *weeks;    /* (owned) of key to GArray of FoyerCachedBlock, ascending */
  guint       n_blocks; /* in all of them */

  FoyerAvailability *availability; /* (owned) (nullable) of everybody */
  gint64             availability_from_at;

  gint64 change_seq;    /* how far it has followed */
  gint64 data_version;  /* of SQLite at that time */
  gint64 total_changes; /* of this connection at that time */
};

static gint64
get_week (gint64 at)
{
  return at / WEEK_SECONDS - (at % WEEK_SECONDS < 0);
}

static gint64
make_key (gint64 clinician_id, gint64 week)
{
  return clinician_id * (1 << 20) + week;
}

static void
forget_blocks (FoyerSlotCache *self)
{
  g_hash_table_remove_all (self->weeks);
  self->n_blocks = 0;
}

static void
forget_week (FoyerSlotCache *self, gint64 key)
{
  GArray *week = g_hash_table_lookup (self->weeks, &key);

  if (week == NULL)
    return;

  self->n_blocks -= week->len;
  g_hash_table_remove (self->weeks, &key);
}

static gboolean
has_booking (GArray *week, GHashTable *ids)
{
  for (guint i = 0; i < week->len; i++)
    if (g_hash_table_contains (ids, &g_array_index (week, FoyerCachedBlock, i).id))
      return TRUE;

  return FALSE;
}

/* Forgets the weeks that bookings were in, and those that they are in now. */
static gboolean
forget_bookings (FoyerSlotCache *self, GHashTable *ids, GError **error)
{
  GHashTableIter iter;
  gpointer       key, value;

  g_hash_table_iter_init (&iter, self->weeks);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (has_booking (value, ids))
      {
        self->n_blocks -= ((GArray *) value)->len;
        g_hash_table_iter_remove (&iter);
      }

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autoptr (FoyerStatement) statement = foyer_db_prepare (
          self->db,
          "SELECT clinician_id, block_start_at FROM booking WHERE id = ?1 AND live",
          error);
      FoyerSqlStep step;

      if (statement == NULL ||
          !foyer_statement_bind (statement, error, "i", *(const gint64 *) key))
        return FALSE;

      step = foyer_statement_step (statement, error);
      if (step == FOYER_SQL_ERROR)
        return FALSE;
      if (step == FOYER_SQL_ROW)
        forget_week (self, make_key (foyer_statement_integer (statement, 0),
                                     get_week (foyer_statement_integer (statement, 1))));
    }

  return TRUE;
}

/* Drops what the changes after the last followed one have touched. */
static gboolean
forget_changed (FoyerSlotCache *self, GError **error)
{
  static const char *const hours_kinds[] = { "absence", "clinic",        "clinician",
                                             "holiday", "working_hours", NULL };
  g_autoptr (FoyerStatement) statement = NULL;
  g_autoptr (GHashTable) ids =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean     all = FALSE;
  FoyerSqlStep step;

  statement = foyer_db_prepare (
      self->db,
      "SELECT kind, record_id, seq FROM change WHERE seq >= ?1 ORDER BY seq LIMIT ?2",
      error);
  if (statement == NULL || !foyer_statement_bind (statement, error, "ii",
                                                  self->change_seq, (gint64) MAX_CHANGES))
    return FALSE;

  /* The row that was followed last comes again; if it is gone, so may be others. */
  step = foyer_statement_step (statement, error);
  if (step == FOYER_SQL_ROW && self->change_seq != 0 &&
      foyer_statement_integer (statement, 2) == self->change_seq)
    step = foyer_statement_step (statement, error);
  else
    all = self->change_seq != 0;

  for (guint n = 1; step == FOYER_SQL_ROW && !all;
       n++, step = foyer_statement_step (statement, error))
    {
      const char  *kind = foyer_statement_text (statement, 0);
      const gint64 id = foyer_statement_integer (statement, 1);

      if (n + 1 >= MAX_CHANGES || (id == 0 && strcmp (kind, "booking") == 0))
        all = TRUE;
      else if (strcmp (kind, "booking") == 0)
        g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
      else if (g_strv_contains (hours_kinds, kind))
        g_clear_pointer (&self->availability, foyer_availability_free);
    }
  if (step == FOYER_SQL_ERROR)
    return FALSE;

  if (all)
    {
      g_clear_pointer (&self->availability, foyer_availability_free);
      forget_blocks (self);
      return TRUE;
    }

  foyer_statement_reset (statement);
  return forget_bookings (self, ids, error);
}

static gboolean
follow_changes (FoyerSlotCache *self, GError **error)
{
  const gint64 total_changes = sqlite3_total_changes64 (self->db->sql);
  gint64       data_version, newest;

  if (!foyer_db_query_integer (self->db, &data_version, error, "PRAGMA data_version", ""))
    return FALSE;
  if (data_version == self->data_version && total_changes == self->total_changes)
    return TRUE;

  if (!foyer_db_query_integer (self->db, &newest, error,
                               "SELECT coalesce (max (seq), 0) FROM change", "") ||
      (newest != self->change_seq && !forget_changed (self, error)))
    return FALSE;

  self->change_seq = newest;
  self->data_version = data_version;
  self->total_changes = total_changes;

  return TRUE;
}

static void
free_cache (gpointer data)
{
  FoyerSlotCache *self = data;

  g_clear_pointer (&self->availability, foyer_availability_free);
  g_hash_table_unref (self->weeks);
  g_free (self);
}

/**
 * foyer_slot_cache_open:
 * @db: a connection
 * @out_cache: (out) (transfer none) (nullable): return location for its cache, up to date;
 *   `NULL` in a transaction, where what is read may never come to be
 * @error: return location for an error
 *
 * Returns: `FALSE` iff it set @error
 */
gboolean
foyer_slot_cache_open (FoyerDb *db, FoyerSlotCache **out_cache, GError **error)
{
  *out_cache = NULL;
  if (!sqlite3_get_autocommit (db->sql))
    return TRUE;

  if (db->slot_cache == NULL)
    {
      FoyerSlotCache *self = g_new0 (FoyerSlotCache, 1);

      self->db = db;
      self->weeks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                           (GDestroyNotify) g_array_unref);
      db->slot_cache = self;
      db->free_slot_cache = free_cache;
    }

  if (!follow_changes (db->slot_cache, error))
    return FALSE;

  *out_cache = db->slot_cache;
  return TRUE;
}

/* The blocks of a clinician that begin in a week. */
static GArray *
ensure_week (FoyerSlotCache *self, gint64 clinician_id, gint64 week, GError **error)
{
  const gint64 key = make_key (clinician_id, week);
  GArray      *known = g_hash_table_lookup (self->weeks, &key);
  g_autoptr (GArray) blocks = NULL;
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerSqlStep step;

  if (known != NULL)
    return known;

  blocks = g_array_new (FALSE, FALSE, sizeof (FoyerCachedBlock));
  statement = foyer_db_prepare (
      self->db,
      "SELECT id, service_id, block_start_at, block_end_at, "
      "CASE WHEN state = 'held' THEN held_until ELSE 0 END FROM booking "
      "WHERE live AND clinician_id = ?1 AND block_start_at >= ?2 AND block_start_at < ?3 "
      "ORDER BY block_start_at",
      error);
  if (statement == NULL ||
      !foyer_statement_bind (statement, error, "iii", clinician_id, week * WEEK_SECONDS,
                             (week + 1) * WEEK_SECONDS))
    return NULL;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      const FoyerCachedBlock block = {
        .id = foyer_statement_integer (statement, 0),
        .service_id = foyer_statement_integer (statement, 1),
        .start_at = foyer_statement_integer (statement, 2),
        .end_at = foyer_statement_integer (statement, 3),
        .held_until = foyer_statement_integer (statement, 4),
      };

      g_array_append_val (blocks, block);
    }
  if (step == FOYER_SQL_ERROR)
    return NULL;

  if (self->n_blocks + blocks->len > MAX_BLOCKS)
    forget_blocks (self);
  self->n_blocks += blocks->len;
  known = blocks;
  g_hash_table_insert (self->weeks, g_memdup2 (&key, sizeof key),
                       g_steal_pointer (&blocks));

  return known;
}

/**
 * foyer_slot_cache_read:
 * @self: a cache
 * @clinician_id: whose
 * @from_at: first instant, seconds since 1970-01-01 UTC
 * @to_at: first instant after it
 * @func: (scope call): called for each block that overlaps that time, ascending by start
 * @data: data for @func
 * @error: return location for an error
 *
 * Reads the live bookings of a clinician, holds that have run out among them.
 *
 * Returns: `FALSE` iff it set @error
 */
gboolean
foyer_slot_cache_read (FoyerSlotCache      *self,
                       gint64               clinician_id,
                       gint64               from_at,
                       gint64               to_at,
                       FoyerCachedBlockFunc func,
                       gpointer             data,
                       GError             **error)
{
  for (gint64 week = get_week (from_at - LONGEST_BLOCK_SECONDS);
       week <= get_week (to_at - 1); week++)
    {
      GArray *blocks = ensure_week (self, clinician_id, week, error);

      if (blocks == NULL)
        return FALSE;

      for (guint i = 0; i < blocks->len; i++)
        {
          const FoyerCachedBlock *block = &g_array_index (blocks, FoyerCachedBlock, i);

          if (block->start_at >= to_at)
            break;
          if (block->end_at > from_at)
            func (block, data);
        }
    }

  return TRUE;
}

/**
 * foyer_slot_cache_get_availability:
 * @self: a cache
 * @from_at: from when it is needed, seconds since 1970-01-01 UTC
 * @error: return location for an error
 *
 * Returns: (transfer none): when everybody sees patients, valid until the cache is opened
 *   again; `NULL` on error
 */
FoyerAvailability *
foyer_slot_cache_get_availability (FoyerSlotCache *self, gint64 from_at, GError **error)
{
  if (self->availability != NULL && from_at >= self->availability_from_at)
    return self->availability;

  g_clear_pointer (&self->availability, foyer_availability_free);
  self->availability = foyer_slots_load_availability (self->db, 0, from_at, error);
  self->availability_from_at = from_at;

  return self->availability;
}
