/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-date.h"

static void
assert_date (const char *text, const char *expected)
{
  g_autofree char *date = foyer_fhir_date_of_date_time (text);

  g_assert_cmpstr (date, ==, expected);
}

static void
test_keeps_date_as_written (void)
{
  assert_date ("2007", "2007");
  assert_date ("2007-03", "2007-03");
  assert_date ("2007-03-25", "2007-03-25");
  assert_date ("2007-03-25T19:08:38+00:00", "2007-03-25");
  assert_date ("2007-03-25T23:59:59.9999-11:30", "2007-03-25");
  assert_date ("2016-12-31T23:59:60Z", "2016-12-31");
  assert_date ("2007-03-25T19:08Z", "2007-03-25");
  assert_date ("2024-02-29", "2024-02-29");
}

static void
test_refuses_what_cannot_be (void)
{
  static const char *const bad[] = {
    "",
    "0000",
    "207",
    "2007-13",
    "2007-00",
    "2007-02-30",
    "2023-02-29",
    "1900-02-29",
    "2007-3-25",
    "25.03.2007",
    "2007-03-25T",
    "2007-03-25T19",
    "2007-03-25T24:00:00Z",
    "2007-03-25T19:60:00Z",
    "2007-03-25T19:08:61Z",
    "2007-03-25T19:08:38",
    "2007-03-25T19:08:38.Z",
    "2007-03-25T19:08:38+15:00",
    "2007-03-25T19:08:38+00:00x",
    "2007-03T19:08:38Z",
    "2007-03-25 19:08:38Z",
    "٢٠٠٧-03-25",
  };

  g_assert_null (foyer_fhir_date_of_date_time (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      assert_date (bad[i], NULL);
    }
}

static void
assert_day (const char *text, const char *expected, gboolean refused)
{
  g_auto (FoyerFhirReader) reader = { "Task" };
  g_autoptr (json_t) json = json_pack ("{s:s?}", "on", text);
  g_autofree char *day = foyer_fhir_read_day (&reader, json, "on", "on");

  g_assert_cmpstr (day, ==, expected);
  if (refused)
    g_assert_error (reader.error, FOYER_FHIR_ERROR, FOYER_FHIR_ERROR_DATE);
  else
    g_assert_no_error (reader.error);
}

static void
test_reads_days (void)
{
  assert_day (NULL, NULL, FALSE);
  assert_day ("2007-03-25", "2007-03-25", FALSE);
  assert_day ("2007-03-25T23:30:00-08:00", "2007-03-25", FALSE);
  assert_day ("2007-03", NULL, FALSE);
  assert_day ("2007", NULL, FALSE);
  assert_day ("2007-02-30", NULL, TRUE);
  assert_day ("soon", NULL, TRUE);
}

static void
assert_written (const char *was, const char *day, const char *expected)
{
  g_autoptr (json_t) json = json_object ();

  foyer_fhir_set_text (json, "on", was);
  foyer_fhir_set_day (json, "on", day);
  g_assert_cmpstr (foyer_fhir_peek (json, "on"), ==, expected);
}

static void
test_writes_days_that_differ (void)
{
  assert_written (NULL, NULL, NULL);
  assert_written (NULL, "2007-03-25", "2007-03-25");
  assert_written ("2007-03-24", "2007-03-25", "2007-03-25");
  assert_written ("2007-03-25", NULL, NULL);
  assert_written ("2007-03-25T23:30:00-08:00", "2007-03-25", "2007-03-25T23:30:00-08:00");
  assert_written ("2007-03", NULL, "2007-03");
  assert_written ("2007-03", "2007-03-25", "2007-03-25");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir-date/keeps-date-as-written", test_keeps_date_as_written);
  g_test_add_func ("/fhir-date/refuses-what-cannot-be", test_refuses_what_cannot_be);
  g_test_add_func ("/fhir-date/reads-days", test_reads_days);
  g_test_add_func ("/fhir-date/writes-days-that-differ", test_writes_days_that_differ);

  return g_test_run ();
}
