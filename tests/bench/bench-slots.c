/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-clinician.h"
#include "model/foyer-room.h"
#include "model/foyer-working-hours.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-slots.h"
#include "tests/unit/profile.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>

/* How long the next twenty free times take in a busy clinic with years of history: for one
 * clinician, and for all of them.  The number of bookings is the first argument or
 * $FOYER_BENCH_BOOKINGS.  Prints one JSON object: the first search, which finds
 * nothing kept from an earlier one, and the distribution of those after it. */

#define DEFAULT_BOOKINGS 200000
#define N_CLINICIANS 50
#define N_ROOMS 20
#define N_PATIENTS 20000
#define N_ONE 2000
#define N_ALL 500
#define SLOT_SECONDS (15 * 60)
#define FIRST_MINUTE (9 * 60)
#define BREAK_MINUTE (12 * 60)
#define RESUME_MINUTE (13 * 60)
#define LAST_MINUTE (17 * 60)

typedef struct
{
  Profile    profile;
  gint64     n_bookings; /* to be filled in */
  FoyerZone *zone;       /* (unowned) */
  int        today;
  gint64     clinicians[N_CLINICIANS];
  gint64     rooms[N_ROOMS];
  GPtrArray *services; /* (owned) */
} Bench;

static void
check (sqlite3 *sql, int result)
{
  if (result != SQLITE_OK && result != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (sql));
}

static void
save (Bench *self, gpointer record)
{
  g_autoptr (GError) error = NULL;

  foyer_catalogue_save (self->profile.db, self->profile.manager, record, &error);
  g_assert_no_error (error);
}

static void
add_clinicians (Bench *self)
{
  for (guint i = 0; i < N_CLINICIANS; i++)
    {
      g_autoptr (FoyerClinician) clinician = foyer_clinician_new ();
      g_autoptr (GPtrArray) hours = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GError) error = NULL;

      clinician->family = g_strdup_printf ("Clinician %u", i);
      clinician->overlap_limit = 1;
      clinician->position = i;
      save (self, clinician);
      self->clinicians[i] = foyer_record_get_id (FOYER_RECORD (clinician));

      for (int n = 0; n < 10; n++)
        {
          FoyerWorkingHours *row = foyer_working_hours_new ();

          row->clinician_id = self->clinicians[i];
          row->weekday = n / 2 + 1;
          row->start_minute = n % 2 == 0 ? FIRST_MINUTE : RESUME_MINUTE;
          row->end_minute = n % 2 == 0 ? BREAK_MINUTE : LAST_MINUTE;
          g_ptr_array_add (hours, row);
        }
      foyer_catalogue_save_hours (self->profile.db, self->profile.manager,
                                  self->clinicians[i], hours, &error);
      g_assert_no_error (error);
    }

  for (guint i = 0; i < N_ROOMS; i++)
    {
      g_autoptr (FoyerRoom) room = foyer_room_new ();

      room->name = g_strdup_printf ("Room %u", i);
      save (self, room);
      self->rooms[i] = foyer_record_get_id (FOYER_RECORD (room));
    }
}

/* Adds a day after the @n bookings there are; returns how many there are then. */
static gint64
add_day (
    Bench *self, sqlite3 *sql, sqlite3_stmt *insert, int day, double density, gint64 n)
{
  const gint64     midnight = foyer_zone_day_start (self->zone, day);
  g_autofree char *date = foyer_day_format (day);

  for (guint c = 0; c < N_CLINICIANS; c++)
    for (int minute = FIRST_MINUTE; minute < LAST_MINUTE; minute += 15)
      {
        const gint64 at = midnight + minute * 60;

        if ((minute >= BREAK_MINUTE && minute < RESUME_MINUTE) ||
            g_random_double () >= density)
          continue;

        check (sql, sqlite3_bind_int64 (insert, 1, self->clinicians[c]));
        check (sql, sqlite3_bind_int64 (insert, 2, at));
        check (sql, sqlite3_bind_int64 (insert, 3, at + SLOT_SECONDS));
        check (sql, sqlite3_bind_text (insert, 4, date, -1, SQLITE_STATIC));
        check (sql,
               sqlite3_bind_text (insert, 5, day < self->today ? "completed" : "booked",
                                  -1, SQLITE_STATIC));
        if (c < N_ROOMS && g_random_int_range (0, 4) == 0)
          check (sql, sqlite3_bind_int64 (insert, 6, self->rooms[c]));
        else
          check (sql, sqlite3_bind_null (insert, 6));
        check (sql,
               sqlite3_bind_int64 (insert, 7, g_random_int_range (1, N_PATIENTS + 1)));
        check (sql, sqlite3_bind_int64 (insert, 8, ++n));
        check (sql, sqlite3_step (insert));
        check (sql, sqlite3_reset (insert));
      }

  return n;
}

/* Writes around the rules of the database, which would look at each booking: its triggers
 * and indexes are taken off and put back. */
static void
add_bookings (Bench *self)
{
  g_autofree char *path = g_build_filename (self->profile.folder, "foyer.db", NULL);
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (g_free);
  sqlite3      *sql = NULL;
  sqlite3_stmt *statement = NULL;
  gint64        n = 0;

  check (sql, sqlite3_open (path, &sql));
  check (sql, sqlite3_exec (
                  sql, "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; BEGIN",
                  NULL, NULL, NULL));
  check (sql, sqlite3_prepare_v2 (
                  sql,
                  "SELECT 'DROP ' || type || ' ' || name, sql FROM sqlite_schema "
                  "WHERE tbl_name = 'booking' AND type IN ('index', 'trigger') "
                  "AND sql IS NOT NULL",
                  -1, &statement, NULL));
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int column = 0; column < 2; column++)
      g_ptr_array_add (statements,
                       g_strdup ((const char *) sqlite3_column_text (statement, column)));
  sqlite3_finalize (statement);
  for (guint i = 0; i < statements->len; i += 2)
    check (sql, sqlite3_exec (sql, statements->pdata[i], NULL, NULL, NULL));

  check (
      sql,
      sqlite3_exec (
          sql,
          "WITH RECURSIVE number (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM number "
          "WHERE n < " G_STRINGIFY (
              N_PATIENTS) ") "
                          "INSERT INTO patient (id, uid, number, family, name_key, "
                          "gender, "
                          "interpreter_needed, consent_text, consent_email, "
                          "consent_photo, active, "
                          "deceased, created_at, updated_at) SELECT n, 'p' || n, 'P-' || "
                          "n, 'Name', "
                          "'name', 'female', 0, 0, 0, 0, 1, 0, 1, 1 FROM number",
          NULL, NULL, NULL));
  check (
      sql,
      sqlite3_prepare_v2 (
          sql,
          "INSERT OR ROLLBACK INTO booking (uid, number, patient_id, service_id, "
          "clinician_id, "
          "room_id, state, start_at, end_at, block_start_at, block_end_at, visit_date, "
          "channel, deposit_minor, interpreter_arranged, cancel_reason, times_moved, "
          "created_at, updated_at) VALUES ('b' || ?8, 'B-' || ?8, ?7, 1, ?1, ?6, ?5, "
          "?2, ?3, ?2, ?3, ?4, 'phone', 0, 0, 'none', 0, 1, 1)",
          -1, &statement, NULL));

  /* Nearly full in the next weeks, then ever emptier; before today nearly full. */
  for (int ahead = 0; ahead < 365 && n < self->n_bookings; ahead++)
    if (foyer_day_weekday (self->today + ahead) <= 5)
      n = add_day (self, sql, statement, self->today + ahead,
                   ahead < 28 ? 0.98 : MAX (0.05, 0.98 - (ahead - 28) / 180.0), n);
  for (int before = 1; n < self->n_bookings; before++)
    if (foyer_day_weekday (self->today - before) <= 5)
      n = add_day (self, sql, statement, self->today - before, 0.9, n);
  sqlite3_finalize (statement);

  for (guint i = 1; i < statements->len; i += 2)
    check (sql, sqlite3_exec (sql, statements->pdata[i], NULL, NULL, NULL));
  check (sql, sqlite3_exec (sql, "COMMIT; PRAGMA wal_checkpoint (TRUNCATE)", NULL, NULL,
                            NULL));
  check (sql, sqlite3_close (sql));
  self->n_bookings = n;
}

/* Time that this thread has been at work, which other programs do not lengthen. */
static double
now_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static double
find_once (Bench *self, gboolean everybody)
{
  g_autoptr (GError) error = NULL;
  FoyerService *service =
      self->services->pdata[g_random_int_range (0, self->services->len)];
  const gint64 service_id = foyer_record_get_id (FOYER_RECORD (service));
  const double begin = now_ms ();
  g_autoptr (FoyerSlotQuery) query = NULL;
  g_autoptr (GPtrArray) slots = NULL;

  query = foyer_slots_new_query (self->profile.db, service_id, 0,
                                 g_random_int_range (1, N_PATIENTS + 1), &error);
  g_assert_no_error (error);
  query->horizon_days = 365;
  query->earliest_at =
      query->now + g_random_int_range (0, 90) * G_GINT64_CONSTANT (86400);
  query->order = g_random_boolean () ? FOYER_SLOT_ORDER_BEST : FOYER_SLOT_ORDER_EARLIEST;
  if (!everybody)
    foyer_slot_query_add_clinician (
        query, self->clinicians[g_random_int_range (0, N_CLINICIANS)]);

  slots = foyer_slots_find (self->profile.db, query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (slots->len, ==, 20);

  return now_ms () - begin;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double left = *(const double *) a;
  const double right = *(const double *) b;

  return (left > right) - (left < right);
}

static void
measure (Bench *self, const char *name, gboolean everybody, guint n)
{
  g_autofree double *times_ms = g_new (double, n);
  const double       first_ms = find_once (self, everybody);

  for (guint i = 0; i < n; i++)
    times_ms[i] = find_once (self, everybody);
  qsort (times_ms, n, sizeof *times_ms, compare_doubles);

  g_print (",\"%s\":{\"first_ms\":%.3f,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f}",
           name, first_ms, times_ms[n / 2], times_ms[n * 99 / 100], times_ms[n - 1]);
}

int
main (int argc, char *argv[])
{
  Bench       self = { 0 };
  const char *size = argc > 1 ? argv[1] : g_getenv ("FOYER_BENCH_BOOKINGS");
  g_autoptr (GError) error = NULL;

  g_random_set_seed (1);
  self.n_bookings = size != NULL ? g_ascii_strtoll (size, NULL, 10) : DEFAULT_BOOKINGS;
  profile_set_up (&self.profile, NULL);
  self.zone = foyer_db_get_zone (self.profile.db, &error);
  g_assert_no_error (error);
  self.today = foyer_zone_get_day (self.zone, self.profile.now);
  add_clinicians (&self);
  self.services =
      foyer_catalogue_list (self.profile.db, FOYER_TYPE_SERVICE, TRUE, &error);
  g_assert_no_error (error);
  if (self.services->len == 0)
    {
      g_ptr_array_unref (self.services);
      self.services = foyer_catalogue_new_default_services ();
      for (guint i = 0; i < self.services->len; i++)
        save (&self, self.services->pdata[i]);
    }
  add_bookings (&self);

  g_print ("{\"benchmark\":\"slots\",\"bookings\":%" G_GINT64_FORMAT ",\"clinicians\":%d",
           self.n_bookings, N_CLINICIANS);
  measure (&self, "one_clinician", FALSE, N_ONE);
  measure (&self, "all_clinicians", TRUE, N_ALL);
  g_print ("}\n");

  g_ptr_array_unref (self.services);
  profile_tear_down (&self.profile, NULL);
  return 0;
}
