/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

#include "store/foyer-endpoints.h"
#include "store/foyer-patients.h"

static gboolean
put_desk (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_endpoints_put_fact (act, "desk-number", data, error);
}

static void
set_desk (Desk *desk, const char *number)
{
  g_autoptr (GError) error = NULL;

  foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, put_desk, (gpointer) number,
                &error);
  g_assert_no_error (error);
}

static char *
dup_number (Desk *desk, const char *family)
{
  g_autoptr (FoyerPatient) patient = NULL;

  patient = foyer_patients_get (desk->db, desk_add_patient (desk, family, NULL), NULL);

  return g_strdup (patient->number);
}

static void
test_desks_have_letters (Desk *desk, gconstpointer data)
{
  static const struct
  {
    const char *desk;
    const char *number;
  } expected[] = { { NULL, "100003" },    { "1", "100004" },    { "2", "100005B" },
                   { "3", "100006C" },    { "26", "100007Z" },  { "27", "100008AA" },
                   { "52", "100009AZ" },  { "53", "100010BA" }, { "702", "100011ZZ" },
                   { "703", "100012AAA" } };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *number = NULL;

      set_desk (desk, expected[i].desk);
      number = dup_number (desk, "Ito");
      g_assert_cmpstr (number, ==, expected[i].number);
    }
}

static void
test_taken_numbers_are_skipped (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  gint64 first_id = desk_book (desk, &request);
  g_autoptr (FoyerBookingRow) second = NULL;

  profile_exec (&desk->profile,
                "UPDATE series SET next = next - 1 WHERE name = 'booking'");
  request.start_at = desk_time (10, 0);
  second = foyer_bookings_get (desk->db, desk_book (desk, &request), NULL);
  g_assert_cmpint (foyer_record_get_id (FOYER_RECORD (second->booking)), !=, first_id);
  g_assert_cmpstr (second->booking->number, ==, "B-20002");
}

static void
assert_found (Desk *desk, const char *text, const char *families)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      foyer_patients_search (desk->db, text, FOYER_DATE_ORDER_MDY, 50, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            FOYER_PATIENT_ROW (rows->pdata[i])->family);
  g_test_message ("query: %s", text);
  g_assert_cmpstr (found->str, ==, families);
}

static void
test_patients_are_found_with_and_without_letters (Desk *desk, gconstpointer data)
{
  g_autofree char *number = NULL;

  set_desk (desk, "2");
  number = dup_number (desk, "Ito");
  g_assert_cmpstr (number, ==, "100003B");
  assert_found (desk, "100003B", "Ito");
  assert_found (desk, "100003b", "Ito");
  assert_found (desk, "100003", "Ito");
  assert_found (desk, "#100003", "Ito");
  assert_found (desk, "0003", "Ito");
}

static void
test_bookings_are_found_with_and_without_letters (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);

  /* Two desks gave one number, each with letters of its own. */
  set_desk (desk, "2");
  desk_book (desk, &request);
  profile_exec (&desk->profile,
                "UPDATE series SET next = next - 1 WHERE name = 'booking'");
  set_desk (desk, "3");
  request.patient_id = desk_add_patient (desk, "Ito", "2026-01-15");
  request.start_at = desk_time (10, 0);
  desk_book (desk, &request);

  assert_found (desk, "B-20001B", "Okonkwo");
  assert_found (desk, "b-20001c", "Ito");
  assert_found (desk, "B-20001", "Okonkwo Ito");
  assert_found (desk, "B-2000", "");
  assert_found (desk, "B-20001D", "");
}

#define ADD(path, func)                                                                  \
  g_test_add ("/numbers/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("letters", test_desks_have_letters);
  ADD ("skipped", test_taken_numbers_are_skipped);
  ADD ("patients", test_patients_are_found_with_and_without_letters);
  ADD ("bookings", test_bookings_are_found_with_and_without_letters);

  return g_test_run ();
}
