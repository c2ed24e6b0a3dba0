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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir-date/keeps-date-as-written", test_keeps_date_as_written);
  g_test_add_func ("/fhir-date/refuses-what-cannot-be", test_refuses_what_cannot_be);

  return g_test_run ();
}
