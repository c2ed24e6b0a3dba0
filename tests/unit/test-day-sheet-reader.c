/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-day-sheet-reader.h"

#include "tests/unit/desk.h"

#include <string.h>

static FoyerDaySheet *
read_day (Desk *desk, gint64 clinician_id)
{
  FoyerDaySheetQuery query = { .clinician_id = clinician_id, .printed_by = "Clerk" };
  g_autoptr (GError) error = NULL;
  FoyerDaySheet *sheet;

  g_assert_true (foyer_day_parse (DESK_DATE, &query.day));
  sheet = foyer_day_sheet_read (desk->db, &query, &error);
  g_assert_no_error (error);
  return sheet;
}

static const FoyerDaySheetSection *
get_section (FoyerDaySheet *sheet, guint i)
{
  g_assert_cmpuint (i, <, sheet->sections->len);
  return sheet->sections->pdata[i];
}

/* The one row of the first clinician that is about a patient. */
static const FoyerDaySheetRow *
find_booking (FoyerDaySheet *sheet)
{
  const FoyerDaySheetSection *section = get_section (sheet, 0);
  const FoyerDaySheetRow     *found = NULL;

  for (guint i = 0; i < section->rows->len; i++)
    {
      const FoyerDaySheetRow *row = section->rows->pdata[i];

      if (row->kind != FOYER_DAY_SHEET_ROW_GAP)
        {
          g_assert_null (found);
          found = row;
        }
    }
  return found;
}

static void
test_empty_day_is_free_but_for_breaks (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerDaySheet) sheet = read_day (desk, 0);
  const FoyerDaySheetSection *section = get_section (sheet, 0);
  const FoyerDaySheetRow     *row;

  g_assert_cmpuint (sheet->sections->len, ==, 2);
  g_assert_cmpstr (section->title, ==, "Dr. Adeyemi");
  g_assert_cmpstr (sheet->clinic, ==, "Test Clinic");
  g_assert_cmpstr (sheet->who, ==, "All clinicians");
  g_assert_cmpstr (sheet->zone, ==, "Los Angeles");
  g_assert_cmpstr (sheet->printed_by, ==, "Clerk");
  g_assert_nonnull (sheet->printed_at);
  g_assert_null (sheet->counts);

  g_assert_cmpuint (section->rows->len, ==, 3);
  row = section->rows->pdata[0];
  g_assert_cmpint (row->kind, ==, FOYER_DAY_SHEET_ROW_GAP);
  g_assert_cmpstr (row->title, ==, "Free");
  g_assert_cmpstr (row->duration, ==, "4 h");
  row = section->rows->pdata[1];
  g_assert_cmpstr (row->title, ==, "Break");
  row = section->rows->pdata[2];
  g_assert_cmpstr (row->title, ==, "Free");
}

static void
test_one_clinician_alone (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerDaySheet) sheet = read_day (desk, desk->other_clinician_id);

  g_assert_cmpuint (sheet->sections->len, ==, 1);
  g_assert_cmpstr (get_section (sheet, 0)->title, ==, "Dr. Lindqvist");
  g_assert_null (sheet->who);
}

static void
test_row_says_who_comes_on_which_referral (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->new_visit_id, 9, 0);
  g_autoptr (FoyerDaySheet) sheet = NULL;
  const FoyerDaySheetRow *row;

  request.referral_id = desk_accept_referral (desk, desk->new_patient_id);
  request.reason = "Changing mole";
  desk_book (desk, &request);
  sheet = read_day (desk, desk->clinician_id);
  row = find_booking (sheet);

  g_assert_cmpint (row->kind, ==, FOYER_DAY_SHEET_ROW_BOOKING);
  g_assert_cmpstr (row->name, ==, "Garcia, Maria");
  g_assert_nonnull (row->initials);
  g_assert_nonnull (strstr (row->birth, "42"));
  g_assert_nonnull (row->number);
  g_assert_true (row->is_new);
  g_assert_cmpstr (row->reason, ==, "Changing mole");
  g_assert_nonnull (strstr (row->referral, "R-"));
  g_assert_nonnull (strstr (row->referral_use, "0+1"));
  g_assert_null (row->referral_problem);
  g_assert_null (row->deposit);
  g_assert_cmpstr (row->status, ==, "Booked");
  g_assert_cmpstr (row->confirmed, ==, "Not confirmed yet");
  g_assert_cmpstr (sheet->counts, ==, "Booked: 1");
}

static void
test_held_time_says_until_when_and_what_is_due (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, 9, 0);
  g_autoptr (FoyerDaySheet) sheet = NULL;
  g_autoptr (GError) error = NULL;
  const FoyerDaySheetRow *row;
  gint64                  id;

  foyer_bookings_hold (desk->db, desk->clerk, &request, FALSE, &id, NULL, &error);
  g_assert_no_error (error);
  sheet = read_day (desk, desk->clinician_id);
  row = find_booking (sheet);

  g_assert_cmpint (row->kind, ==, FOYER_DAY_SHEET_ROW_HELD);
  g_assert_cmpstr (row->status, ==, "Held");
  /* It is held until a quarter past nine of the day before the visit. */
  g_assert_true (g_str_has_prefix (row->status_note, "until "));
  g_assert_nonnull (strstr (row->status_note, "23"));
  g_assert_true (g_str_has_suffix (row->status_note, "9:15"));
  g_assert_true (row->deposit_due);
  g_assert_nonnull (strstr (row->deposit, "125"));
}

static void
test_arrival_says_since_when (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (FoyerDaySheet) sheet = NULL;
  gint64 id = desk_book (desk, &request);

  desk->profile.now = desk_time (8, 55);
  desk_step (desk, id, FOYER_BOOKING_STATE_ARRIVED);
  desk->profile.now = desk_time (9, 2);
  sheet = read_day (desk, desk->clinician_id);

  g_assert_cmpstr (find_booking (sheet)->status, ==, "Arrived");
  g_assert_true (g_str_has_prefix (find_booking (sheet)->status_note, "since "));
  g_assert_nonnull (strstr (find_booking (sheet)->status_note, "8:55, "));
  g_assert_true (g_str_has_suffix (find_booking (sheet)->status_note, "7 min"));
}

static void
test_override_is_named_with_its_reason (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 12, 15);
  g_autoptr (FoyerDaySheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  request.overrides = 1u << FOYER_GATE_RULE_AVAILABILITY;
  request.override_reason = "Emergency";
  foyer_bookings_make (desk->db, desk->manager, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  sheet = read_day (desk, desk->clinician_id);

  g_assert_nonnull (strstr (find_booking (sheet)->override, "Manager: Emergency"));
}

static void
test_cancelled_is_counted_but_no_row (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (FoyerDaySheet) sheet = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = desk_book (desk, &request);

  foyer_bookings_cancel (desk->db, desk->clerk, id, FOYER_CANCEL_REASON_PATIENT, NULL,
                         &error);
  g_assert_no_error (error);
  sheet = read_day (desk, desk->clinician_id);

  g_assert_null (find_booking (sheet));
  g_assert_cmpuint (get_section (sheet, 0)->rows->len, ==, 3);
  g_assert_cmpstr (sheet->counts, ==, "Cancelled: 1");
}

static void
test_free_time_ends_where_a_booking_begins (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  g_autoptr (FoyerDaySheet) sheet = NULL;
  const FoyerDaySheetRow *row;

  desk_book (desk, &request);
  sheet = read_day (desk, desk->clinician_id);

  row = get_section (sheet, 0)->rows->pdata[0];
  g_assert_cmpint (row->kind, ==, FOYER_DAY_SHEET_ROW_GAP);
  g_assert_cmpstr (row->duration, ==, "1 h");
  row = get_section (sheet, 0)->rows->pdata[1];
  g_assert_cmpint (row->kind, ==, FOYER_DAY_SHEET_ROW_BOOKING);
  g_assert_cmpstr (row->duration, ==, "15 min");
}

static void
test_profile_without_clinic_is_refused (Desk *desk, gconstpointer data)
{
  FoyerDaySheetQuery query = { .day = 20000 };
  g_autofree char   *folder = g_dir_make_tmp ("foyer-day-sheet-XXXXXX", NULL);
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GError) error = NULL;

  db = foyer_db_open (folder, FOYER_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_null (foyer_day_sheet_read (db, &query, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);

  g_clear_pointer (&db, foyer_db_close);
  profile_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                  \
  g_test_add ("/day-sheet-reader/" name, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("empty-day-is-free-but-for-breaks", test_empty_day_is_free_but_for_breaks);
  ADD ("one-clinician-alone", test_one_clinician_alone);
  ADD ("row-says-who-comes-on-which-referral", test_row_says_who_comes_on_which_referral);
  ADD ("held-time-says-until-when-and-what-is-due",
       test_held_time_says_until_when_and_what_is_due);
  ADD ("arrival-says-since-when", test_arrival_says_since_when);
  ADD ("override-is-named-with-its-reason", test_override_is_named_with_its_reason);
  ADD ("cancelled-is-counted-but-no-row", test_cancelled_is_counted_but_no_row);
  ADD ("free-time-ends-where-a-booking-begins",
       test_free_time_ends_where_a_booking_begins);
  ADD ("profile-without-clinic-is-refused", test_profile_without_clinic_is_refused);
#undef ADD

  return g_test_run ();
}
