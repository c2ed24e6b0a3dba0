/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-schedule.h"

#include "model/foyer-working-hours.h"

/* A Monday; what the tests call 9:00 is so many minutes after its start. */
#define MONDAY 20780
#define AT(hour, minute)                                                                 \
  ((gint64) MONDAY * 86400 + ((hour) *60 + (minute)) * FOYER_MINUTE_SECONDS)

typedef struct
{
  FoyerZone         *zone;
  FoyerClinician    *clinician;
  FoyerAvailability *availability;
  GPtrArray         *rows;
} Fixture;

static void
add_hours (GPtrArray *hours, FoyerHoursKind kind, int start_hour, int end_hour)
{
  FoyerWorkingHours *row = foyer_working_hours_new ();

  row->clinician_id = 7;
  row->weekday = foyer_day_weekday (MONDAY);
  row->kind = kind;
  row->start_minute = start_hour * 60;
  row->end_minute = end_hour * 60;
  g_ptr_array_add (hours, row);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) hours = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  fixture->zone = foyer_zone_new ("UTC", NULL);
  fixture->clinician = foyer_clinician_new ();
  foyer_record_set_id (FOYER_RECORD (fixture->clinician), 7);
  add_hours (hours, FOYER_HOURS_KIND_WORK, 9, 17);
  add_hours (hours, FOYER_HOURS_KIND_BREAK, 12, 13);
  fixture->availability = foyer_availability_new (fixture->zone, hours, none, none);
  fixture->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->rows);
  foyer_availability_free (fixture->availability);
  g_object_unref (fixture->clinician);
  foyer_zone_unref (fixture->zone);
}

static FoyerBooking *
add_booking (Fixture *fixture, gint64 start_at, gint64 end_at)
{
  FoyerBookingRow *row = g_object_new (FOYER_TYPE_BOOKING_ROW, NULL);

  g_clear_object (&row->booking);
  row->booking = foyer_booking_new ();
  row->booking->state = FOYER_BOOKING_STATE_BOOKED;
  row->booking->start_at = row->booking->block_start_at = start_at;
  row->booking->end_at = row->booking->block_end_at = end_at;
  g_ptr_array_add (fixture->rows, row);

  return row->booking;
}

static FoyerScheduleItem *
get_item (FoyerScheduleColumn *column, guint i)
{
  g_assert_cmpuint (i, <, column->items->len);

  return g_ptr_array_index (column->items, i);
}

static void
assert_item (FoyerScheduleColumn *column,
             guint                i,
             FoyerScheduleKind    kind,
             gint64               start_at,
             gint64               end_at)
{
  FoyerScheduleItem *item = get_item (column, i);

  g_assert_cmpint (item->kind, ==, kind);
  g_assert_cmpint (item->start_at, ==, start_at);
  g_assert_cmpint (item->end_at, ==, end_at);
}

static void
test_empty_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerScheduleColumn) column = foyer_schedule_column_new (
      fixture->clinician, fixture->availability, MONDAY, fixture->rows);

  g_assert_cmpuint (column->items->len, ==, 3);
  assert_item (column, 0, FOYER_SCHEDULE_KIND_FREE, AT (9, 0), AT (12, 0));
  assert_item (column, 1, FOYER_SCHEDULE_KIND_BREAK, AT (12, 0), AT (13, 0));
  assert_item (column, 2, FOYER_SCHEDULE_KIND_FREE, AT (13, 0), AT (17, 0));
  g_assert_cmpuint (column->work->len, ==, 2);
  g_assert_cmpint (g_array_index (column->work, FoyerInterval, 1).end_at, ==, AT (17, 0));
}

static void
test_day_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerScheduleColumn) column = foyer_schedule_column_new (
      fixture->clinician, fixture->availability, MONDAY + 1, fixture->rows);

  g_assert_cmpuint (column->items->len, ==, 0);
  g_assert_cmpuint (column->work->len, ==, 0);
}

/* Buffers are not free, and four minutes are nothing that anybody would book. */
static void
test_gaps_leave_out_buffers (Fixture *fixture, gconstpointer data)
{
  FoyerBooking *first = add_booking (fixture, AT (9, 10), AT (9, 30));
  g_autoptr (FoyerScheduleColumn) column = NULL;

  first->block_start_at = AT (9, 4);
  first->block_end_at = AT (9, 40);
  add_booking (fixture, AT (9, 44), AT (11, 50));

  column = foyer_schedule_column_new (fixture->clinician, fixture->availability, MONDAY,
                                      fixture->rows);

  g_assert_cmpuint (column->n_bookings, ==, 2);
  assert_item (column, 0, FOYER_SCHEDULE_KIND_BOOKING, AT (9, 10), AT (9, 30));
  assert_item (column, 1, FOYER_SCHEDULE_KIND_BOOKING, AT (9, 44), AT (11, 50));
  assert_item (column, 2, FOYER_SCHEDULE_KIND_FREE, AT (11, 50), AT (12, 0));
}

/* Who did not come is shown, and the time is free; what was cancelled is gone. */
static void
test_states (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerScheduleColumn) column = NULL;

  add_booking (fixture, AT (9, 0), AT (10, 0))->state = FOYER_BOOKING_STATE_NO_SHOW;
  add_booking (fixture, AT (10, 0), AT (11, 0))->state = FOYER_BOOKING_STATE_CANCELLED;

  column = foyer_schedule_column_new (fixture->clinician, fixture->availability, MONDAY,
                                      fixture->rows);

  g_assert_cmpuint (column->items->len, ==, 4);
  g_assert_cmpuint (column->n_bookings, ==, 0);
  assert_item (column, 0, FOYER_SCHEDULE_KIND_FREE, AT (9, 0), AT (12, 0));
  assert_item (column, 1, FOYER_SCHEDULE_KIND_BOOKING, AT (9, 0), AT (10, 0));
}

static void
test_lanes (Fixture *fixture, gconstpointer data)
{
  static const guint expected[][2] = { { 0, 2 }, { 1, 2 }, { 1, 2 }, { 0, 1 } };
  g_autoptr (FoyerScheduleColumn) column = NULL;
  guint n = 0;

  add_booking (fixture, AT (9, 0), AT (10, 0));
  add_booking (fixture, AT (9, 15), AT (9, 30));
  add_booking (fixture, AT (9, 30), AT (10, 0));
  add_booking (fixture, AT (10, 0), AT (10, 30));

  column = foyer_schedule_column_new (fixture->clinician, fixture->availability, MONDAY,
                                      fixture->rows);

  for (guint i = 0; i < column->items->len; i++)
    {
      FoyerScheduleItem *item = get_item (column, i);

      if (item->row == NULL)
        continue;
      g_assert_cmpuint (item->lane, ==, expected[n][0]);
      g_assert_cmpuint (item->n_lanes, ==, expected[n][1]);
      n++;
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
}

/* Whatever is booked, no free time overlaps a booking and nothing free is left out. */
static void
test_gaps_and_bookings_fill_the_day (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (FoyerScheduleColumn) column = NULL;
      gboolean taken[24 * 60] = { FALSE };
      gboolean free_at[24 * 60] = { FALSE };

      g_ptr_array_set_size (fixture->rows, 0);
      for (guint i = 0; i < 12; i++)
        {
          const int start = g_test_rand_int_range (8 * 60, 17 * 60);
          const int length = g_test_rand_int_range (1, 90);

          add_booking (fixture, AT (0, start), AT (0, start + length));
          for (int minute = start; minute < start + length; minute++)
            taken[minute] = TRUE;
        }
      column = foyer_schedule_column_new (fixture->clinician, fixture->availability,
                                          MONDAY, fixture->rows);
      for (guint i = 0; i < column->items->len; i++)
        {
          FoyerScheduleItem *item = get_item (column, i);

          if (item->kind == FOYER_SCHEDULE_KIND_FREE)
            for (gint64 at = item->start_at; at < item->end_at; at += 60)
              free_at[(at - AT (0, 0)) / 60] = TRUE;
        }

      for (int minute = 0, run = 0; minute < 24 * 60; minute++)
        {
          const gboolean works =
              minute >= 9 * 60 && minute < 17 * 60 && minute / 60 != 12;

          g_assert_false (free_at[minute] && (taken[minute] || !works));
          run = works && !taken[minute] && !free_at[minute] ? run + 1 : 0;
          g_assert_cmpint (run, <, 5);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                              \
  g_test_add ("/schedule/" path, Fixture, NULL, set_up, function, tear_down)

  ADD ("empty-day", test_empty_day);
  ADD ("day-off", test_day_off);
  ADD ("gaps-leave-out-buffers", test_gaps_leave_out_buffers);
  ADD ("states", test_states);
  ADD ("lanes", test_lanes);
  ADD ("gaps-and-bookings-fill-the-day", test_gaps_and_bookings_fill_the_day);

  return g_test_run ();
}
