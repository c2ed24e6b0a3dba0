/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-desk [PATIENTS BOOKINGS]: makes a sample clinic of that size and measures what the
 * desk waits for: opening a day, as it is and one of 50 clinicians with 1,500 bookings,
 * saving a booking beside one fdatasync of 8 KiB in the same run, and registering a patient.
 * Prints one JSON object, times in milliseconds.  What ends in _cpu_ms is time of the
 * processor, which says the same on a busy machine. */

#include "demo/foyer-demo.h"
#include "model/foyer-clinician.h"
#include "present/foyer-schedule.h"
#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-patients.h"
#include "store/foyer-slots.h"
#include "tests/unit/profile.h"

#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define N_DAYS 400
#define N_SAVES 300

/* The day that is full, and how often it is opened. */
#define FULL_DAY 21200
#define FULL_DATE "2028-01-17"
#define FULL_CLINICIANS 50
#define FULL_BOOKINGS 1500
#define N_FULL_DAYS 50

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_quantiles (const char *name, GArray *times_ms, const char *end)
{
  g_array_sort (times_ms, compare_doubles);
  g_print ("  \"%s\": {\"n\": %u, \"min\": %.3f, \"p50\": %.3f, \"p99\": %.3f, \"max\": "
           "%.3f}%s\n",
           name, times_ms->len, g_array_index (times_ms, double, 0),
           g_array_index (times_ms, double, times_ms->len / 2),
           g_array_index (times_ms, double, times_ms->len * 99 / 100),
           g_array_index (times_ms, double, times_ms->len - 1), end);
}

static void
add_since (GArray *times_ms, gint64 since_us)
{
  double ms = (double) (g_get_monotonic_time () - since_us) / 1000.0;

  g_array_append_val (times_ms, ms);
}

static gint64
cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
add_cpu_since (GArray *times_ms, gint64 since_us)
{
  double ms = (double) (cpu_us () - since_us) / 1000.0;

  g_array_append_val (times_ms, ms);
}

static gint64
real_clock (gpointer data)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
measure_days (FoyerDb *db, GArray *times_ms, guint *out_most_bookings)
{
  int today;

  g_assert_true (foyer_db_today (db, &today, NULL));
  for (int i = 0; i < N_DAYS; i++)
    {
      g_autofree char *date = foyer_day_format (today - i * 7 % 600);
      gint64           since_us = g_get_monotonic_time ();
      g_autoptr (GPtrArray) rows = foyer_bookings_list_day (db, date, 0, TRUE, NULL);

      add_since (times_ms, since_us);
      g_assert_nonnull (rows);
      *out_most_bookings = MAX (*out_most_bookings, rows->len);
    }
}

static void
measure_schedules (FoyerDb *db, GArray *rows_ms, GArray *schedules_ms)
{
  for (int i = 0; i < N_FULL_DAYS; i++)
    {
      gint64 since_us = cpu_us ();
      g_autoptr (GPtrArray) rows = foyer_bookings_list_day (db, FULL_DATE, 0, TRUE, NULL);
      g_autoptr (FoyerSchedule) schedule = NULL;

      add_cpu_since (rows_ms, since_us);
      g_assert_cmpuint (rows->len, ==, FULL_BOOKINGS);

      since_us = cpu_us ();
      schedule = foyer_schedule_read (db, FULL_DAY, 1, 0, NULL);
      add_cpu_since (schedules_ms, since_us);
      g_assert_nonnull (schedule);
    }
}

/* Fills a day: 30 visits for each of 50 clinicians, with the patients, services and
 * referrals of visits that the clinic has. */
static void
fill_day (Profile *profile)
{
  g_autoptr (GError) error = NULL;

  for (gint64 n = profile_query (profile, "SELECT count (*) FROM clinician");
       n < FULL_CLINICIANS; n++)
    {
      g_autoptr (FoyerClinician) clinician = foyer_clinician_new ();

      foyer_set_text (&clinician->family, "Okafor");
      clinician->overlap_limit = 1;
      clinician->position = n;
      foyer_catalogue_save (profile->db, profile->manager, clinician, &error);
      g_assert_no_error (error);
    }

  profile_exec (
      profile,
      "INSERT INTO booking (uid, number, patient_id, service_id, referral_id, reason,"
      " deposit_minor, clinician_id, state, start_at, end_at, block_start_at,"
      " block_end_at, visit_date, interpreter_arranged, channel, held_until,"
      " cancel_reason, times_moved, created_at, updated_at)"
      " SELECT 'full-' || place, 'F-' || place, patient_id, service_id, referral_id,"
      "  reason, deposit_minor, who.id, 'requested', at, at + 900, at, at + 900,"
      "  '" FULL_DATE "', 0, 'phone', at, 'none', 0, at, at"
      " FROM (SELECT *, row_number () OVER (ORDER BY uid) - 1 AS place,"
      "        unixepoch ('" FULL_DATE " 16:00')"
      "        + (row_number () OVER (ORDER BY uid) - 1) / 50 * 900 AS at"
      "       FROM booking WHERE visit_date IS NOT NULL GROUP BY patient_id LIMIT 1500) "
      "AS model"
      " JOIN (SELECT id, row_number () OVER (ORDER BY id) - 1 AS rank"
      "       FROM clinician) AS who ON who.rank = model.place % 50;"
      "UPDATE booking SET state = 'held' WHERE number GLOB 'F-*'");
}

static void
measure_sync (Profile *profile, GArray *times_ms)
{
  g_autofree char *path = g_build_filename (profile->folder, "sync", NULL);
  g_autofree char *block = g_malloc0 (8192);
  int              fd = open (path, O_CREAT | O_WRONLY, 0600);

  g_assert_cmpint (fd, >=, 0);
  for (int i = 0; i < N_SAVES; i++)
    {
      gint64 since_us = g_get_monotonic_time ();

      g_assert_cmpint (pwrite (fd, block, 8192, (off_t) i * 8192), ==, 8192);
      g_assert_cmpint (fdatasync (fd), ==, 0);
      add_since (times_ms, since_us);
    }
  close (fd);
}

static gint64
find_known_patient (FoyerDb *db, gint64 *cursor)
{
  for (;; (*cursor)++)
    {
      g_autoptr (FoyerPatient) patient = foyer_patients_get (db, *cursor, NULL);

      g_assert_nonnull (patient);
      if (patient->active && !patient->deceased && patient->seen_before_on != NULL &&
          g_str_has_prefix (patient->seen_before_on, "202"))
        return (*cursor)++;
    }
}

static void
measure_saves (Profile *profile, GArray *times_ms, GArray *cpu_ms)
{
  g_autoptr (FoyerService) service = NULL;
  g_autoptr (FoyerSlotQuery) query = NULL;
  g_autoptr (GPtrArray) slots = NULL;
  g_autoptr (GError) error = NULL;
  FoyerSlotTally tally;
  gint64         cursor = 1;

  service = foyer_catalogue_find_service (profile->db, "follow-up", &error);
  g_assert_no_error (error);
  query = foyer_slots_new_query (
      profile->db, foyer_record_get_id (FOYER_RECORD (service)), 0, 0, &error);
  g_assert_no_error (error);
  query->limit = N_SAVES * 2;
  slots = foyer_slots_find (profile->db, query, &tally, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < slots->len && times_ms->len < N_SAVES; i++)
    {
      FoyerSlot          *slot = g_ptr_array_index (slots, i);
      FoyerBookingRequest request = { .channel = FOYER_CHANNEL_PHONE };
      gint64              since_us;
      gint64              since_cpu_us;
      gint64              id;

      request.patient_id = find_known_patient (profile->db, &cursor);
      request.service_id = foyer_record_get_id (FOYER_RECORD (service));
      request.clinician_id = slot->clinician_id;
      request.start_at = slot->start_at;
      since_us = g_get_monotonic_time ();
      since_cpu_us = cpu_us ();
      if (foyer_bookings_make (profile->db, profile->manager, &request, &id, NULL,
                               &error))
        {
          add_since (times_ms, since_us);
          add_cpu_since (cpu_ms, since_cpu_us);
        }
      g_clear_error (&error);
    }
  g_assert_cmpuint (times_ms->len, >, N_SAVES / 2);
}

static void
measure_patients (Profile *profile, GArray *times_ms)
{
  for (int i = 0; i < N_SAVES; i++)
    {
      g_autoptr (FoyerPatient) patient = foyer_patient_new ();
      g_autofree char *given = g_strdup_printf ("Zoë %d", i);
      g_autoptr (GError) error = NULL;
      gint64 since_us;

      foyer_set_text (&patient->family, "O’Brien & Söhne <b>");
      foyer_set_text (&patient->given, given);
      foyer_set_text (&patient->birth_date, "1984-03-12");
      since_us = g_get_monotonic_time ();
      foyer_patients_save (profile->db, profile->manager, patient, &error);
      add_since (times_ms, since_us);
      g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  Profile       profile = { 0 };
  FoyerDemoSize size = { .n_patients = 10000, .n_bookings = 50000, .seed = 1 };
  g_autoptr (GArray) days_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) rows_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) schedules_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) sync_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) saves_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) saves_cpu_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) patients_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;
  guint  most_bookings = 0;
  gint64 since_us = g_get_monotonic_time ();

  if (argc == 3)
    {
      size.n_patients = (guint) atoi (argv[1]);
      size.n_bookings = (guint) atoi (argv[2]);
    }

  profile_set_up (&profile, NULL);
  foyer_db_set_clock (profile.db, real_clock, NULL);
  foyer_demo_fill (profile.db, &size, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  g_print ("{\n  \"benchmark\": \"desk\", \"patients\": %u, \"bookings\": %u,\n",
           size.n_patients, size.n_bookings);
  g_print ("  \"made_in_s\": %.1f,\n",
           (double) (g_get_monotonic_time () - since_us) / G_USEC_PER_SEC);

  fill_day (&profile);

  /* The connection that made the clinic has a large cache; the desk has not. */
  foyer_db_close (profile.db);
  profile.db = foyer_db_open (profile.folder, FOYER_DB_WRITE, &error);
  g_assert_no_error (error);

  measure_days (profile.db, days_ms, &most_bookings);
  g_print ("  \"most_bookings_a_day\": %u,\n", most_bookings);
  print_quantiles ("open_day_ms", days_ms, ",");
  measure_schedules (profile.db, rows_ms, schedules_ms);
  print_quantiles ("full_day_rows_cpu_ms", rows_ms, ",");
  print_quantiles ("full_day_schedule_cpu_ms", schedules_ms, ",");
  measure_sync (&profile, sync_ms);
  print_quantiles ("fdatasync_ms", sync_ms, ",");
  measure_saves (&profile, saves_ms, saves_cpu_ms);
  print_quantiles ("save_booking_ms", saves_ms, ",");
  print_quantiles ("save_booking_cpu_ms", saves_cpu_ms, ",");
  measure_patients (&profile, patients_ms);
  print_quantiles ("register_patient_ms", patients_ms, ",");
  g_print ("  \"save_over_fdatasync_p50\": %.2f\n}\n",
           g_array_index (saves_ms, double, saves_ms->len / 2) /
               g_array_index (sync_ms, double, sync_ms->len / 2));

  profile_tear_down (&profile, NULL);
  return 0;
}
