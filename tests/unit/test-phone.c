/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-phone.h"

static void
test_digits (void)
{
  g_autofree char *plain = foyer_phone_dup_digits ("+1 (555) 010-4477");
  g_autofree char *extension = foyer_phone_dup_digits ("555.010.4477 ext. 12");
  g_autofree char *arabic = foyer_phone_dup_digits ("٠٥٥ ٥٥٥");
  g_autofree char *none = foyer_phone_dup_digits ("x12 ask her mother");
  g_autofree char *null = foyer_phone_dup_digits (NULL);

  g_assert_cmpstr (plain, ==, "15550104477");
  g_assert_cmpstr (extension, ==, "5550104477");
  g_assert_cmpstr (arabic, ==, "055555");
  g_assert_cmpstr (none, ==, "12");
  g_assert_cmpstr (null, ==, "");
}

static void
test_valid_as_people_write (void)
{
  g_assert_true (foyer_phone_is_valid ("(555) 010-4477"));
  g_assert_true (foyer_phone_is_valid ("+44 20 7946 0958"));
  g_assert_true (foyer_phone_is_valid ("555.010.4477 x12"));
  g_assert_true (foyer_phone_is_valid ("911"));
}

static void
test_refuses_what_cannot_be_dialled (void)
{
  g_assert_false (foyer_phone_is_valid (NULL));
  g_assert_false (foyer_phone_is_valid (""));
  g_assert_false (foyer_phone_is_valid ("12"));
  g_assert_false (foyer_phone_is_valid ("call Anna"));
  g_assert_false (foyer_phone_is_valid ("555-010-447O"));
  g_assert_false (foyer_phone_is_valid ("555+010"));
  g_assert_false (foyer_phone_is_valid ("1234567890123456"));
  g_assert_false (foyer_phone_is_valid ("555\377010"));
}

static void
test_equal_with_and_without_country (void)
{
  g_assert_true (foyer_phone_equal ("15550104477", "5550104477"));
  g_assert_true (foyer_phone_equal ("02079460958", "442079460958"));
  g_assert_true (foyer_phone_equal ("0104477", "5550104477"));
  g_assert_false (foyer_phone_equal ("5550104477", "5550104478"));
  g_assert_false (foyer_phone_equal ("4477", "5550104477"));
  g_assert_false (foyer_phone_equal (NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/phone/digits", test_digits);
  g_test_add_func ("/phone/valid-as-people-write", test_valid_as_people_write);
  g_test_add_func ("/phone/refuses-what-cannot-be-dialled",
                   test_refuses_what_cannot_be_dialled);
  g_test_add_func ("/phone/equal-with-and-without-country",
                   test_equal_with_and_without_country);

  return g_test_run ();
}
