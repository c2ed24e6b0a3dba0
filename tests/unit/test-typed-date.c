/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-typed-date.h"

static void
assert_readings (const char *text, FoyerDateOrder order, const char *expected)
{
  FoyerTypedDate readings[FOYER_TYPED_DATE_MAX];
  const guint    n = foyer_typed_date_parse (text, order, readings);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (found, "%s%d-%d-%d", i > 0 ? " " : "", readings[i].year,
                            readings[i].month, readings[i].day);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_iso_everywhere (void)
{
  for (int order = FOYER_DATE_ORDER_DMY; order <= FOYER_DATE_ORDER_YMD; order++)
    {
      assert_readings ("1987-03-04", order, "1987-3-4");
      assert_readings ("1987/3/4 ", order, "1987-3-4");
      assert_readings ("1987-03", order, "1987-3-0");
      assert_readings ("1987", order, "1987-0-0");
      assert_readings ("19870314", order, "1987-3-14");
    }
}

static void
test_order_of_the_locale (void)
{
  assert_readings ("03/04/1987", FOYER_DATE_ORDER_DMY, "1987-4-3");
  assert_readings ("03/04/1987", FOYER_DATE_ORDER_MDY, "1987-3-4");
  assert_readings ("3.4.1987", FOYER_DATE_ORDER_DMY, "1987-4-3");
  assert_readings ("03041987", FOYER_DATE_ORDER_MDY, "1987-3-4");
  assert_readings ("٠٣/٠٤/١٩٨٧", FOYER_DATE_ORDER_DMY, "1987-4-3");
}

static void
test_only_possible_order (void)
{
  assert_readings ("25/03/1987", FOYER_DATE_ORDER_MDY, "1987-3-25");
  assert_readings ("03/25/1987", FOYER_DATE_ORDER_DMY, "1987-3-25");
}

static void
test_two_figures_of_a_year (void)
{
  assert_readings ("03/04/87", FOYER_DATE_ORDER_MDY, "1987-3-4 2087-3-4");
  assert_readings ("870304", FOYER_DATE_ORDER_YMD, "1987-3-4 2087-3-4");
}

static void
test_while_typing (void)
{
  assert_readings ("03/", FOYER_DATE_ORDER_MDY, "0-3-0");
  assert_readings ("03/", FOYER_DATE_ORDER_DMY, "0-0-3");
  assert_readings ("03/04", FOYER_DATE_ORDER_MDY, "0-3-4");
  assert_readings ("03/04/1", FOYER_DATE_ORDER_MDY, "0-3-4");
  assert_readings ("03/04/19", FOYER_DATE_ORDER_MDY, "1919-3-4 2019-3-4 0-3-4");
  assert_readings ("03/04/198", FOYER_DATE_ORDER_MDY, "0-3-4");
  assert_readings ("1987-0", FOYER_DATE_ORDER_MDY, "1987-0-0");
  assert_readings ("1987-03-1", FOYER_DATE_ORDER_MDY, "1987-3-0");
  assert_readings ("3/1987", FOYER_DATE_ORDER_MDY, "1987-3-0");
}

static void
test_refuses_what_is_no_date (void)
{
  static const char *const texts[] = {
    "",           "abc",      "30/02/1987", "1987-02-29", "1987-13-01",
    "0000-01-01", "5",        "55501",      "1-2-3-4",    "2500-01-01",
    "32/13/1987", "31/04/90", "1987-00-10", "12a/3/1987", "1\377",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_readings (texts[i], FOYER_DATE_ORDER_MDY, "");
}

static void
assert_fhir (const char *text, FoyerDateOrder order, const char *expected)
{
  g_autofree char *date = foyer_typed_date_to_fhir (text, order, 2026);

  g_assert_cmpstr (date, ==, expected);
}

static void
test_date_for_a_form (void)
{
  assert_fhir ("3/4/87", FOYER_DATE_ORDER_MDY, "1987-03-04");
  assert_fhir ("3/4/19", FOYER_DATE_ORDER_MDY, "2019-03-04");
  assert_fhir ("3/4/26", FOYER_DATE_ORDER_DMY, "2026-04-03");
  assert_fhir ("3/4/27", FOYER_DATE_ORDER_DMY, "1927-04-03");
  assert_fhir ("29.2.2000", FOYER_DATE_ORDER_DMY, "2000-02-29");
  assert_fhir ("03/1987", FOYER_DATE_ORDER_MDY, "1987-03");
  assert_fhir ("1987", FOYER_DATE_ORDER_MDY, "1987");
  assert_fhir ("29.2.2001", FOYER_DATE_ORDER_DMY, NULL);
  assert_fhir ("3/4", FOYER_DATE_ORDER_MDY, NULL);
  assert_fhir ("yesterday", FOYER_DATE_ORDER_MDY, NULL);
  assert_fhir (NULL, FOYER_DATE_ORDER_MDY, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/typed-date/iso-everywhere", test_iso_everywhere);
  g_test_add_func ("/typed-date/order-of-the-locale", test_order_of_the_locale);
  g_test_add_func ("/typed-date/only-possible-order", test_only_possible_order);
  g_test_add_func ("/typed-date/two-figures-of-a-year", test_two_figures_of_a_year);
  g_test_add_func ("/typed-date/while-typing", test_while_typing);
  g_test_add_func ("/typed-date/refuses-what-is-no-date", test_refuses_what_is_no_date);
  g_test_add_func ("/typed-date/date-for-a-form", test_date_for_a_form);

  return g_test_run ();
}
