/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-npi.h"

static void
test_check_digit (void)
{
  g_assert_true (foyer_npi_is_valid ("1234567893"));
  g_assert_true (foyer_npi_is_valid ("1245319599"));
  g_assert_true (foyer_npi_is_valid (" 1234-567-893 "));

  for (char last = '0'; last <= '9'; last++)
    {
      char npi[] = "1234567890";

      npi[9] = last;
      g_assert_cmpint (foyer_npi_is_valid (npi), ==, last == '3');
    }
}

static void
test_refuses_every_single_slip (void)
{
  for (guint i = 0; i < 10; i++)
    for (char digit = '0'; digit <= '9'; digit++)
      {
        char npi[] = "1245319599";

        if (npi[i] == digit)
          continue;
        npi[i] = digit;
        g_assert_false (foyer_npi_is_valid (npi));
      }
}

static void
test_refuses_other_forms (void)
{
  g_assert_false (foyer_npi_is_valid (NULL));
  g_assert_false (foyer_npi_is_valid (""));
  g_assert_false (foyer_npi_is_valid ("123456789"));
  g_assert_false (foyer_npi_is_valid ("12345678930"));
  g_assert_false (foyer_npi_is_valid ("123456789x"));
  /* The check digit is right, the first one is not that of an NPI. */
  g_assert_false (foyer_npi_is_valid ("3234567891"));
}

static void
test_normalize (void)
{
  g_autofree char *npi = foyer_npi_normalize ("123 456-7893");

  g_assert_cmpstr (npi, ==, "1234567893");
  g_assert_null (foyer_npi_normalize ("1234567890"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/npi/check-digit", test_check_digit);
  g_test_add_func ("/npi/refuses-every-single-slip", test_refuses_every_single_slip);
  g_test_add_func ("/npi/refuses-other-forms", test_refuses_other_forms);
  g_test_add_func ("/npi/normalize", test_normalize);

  return g_test_run ();
}
