/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-money.h"

static void
test_reads_plain_amounts (void)
{
  static const struct
  {
    const char *text;
    const char *currency;
    gint64      minor;
  } cases[] = {
    { "125", "USD", 12500 },
    { "125.5", "USD", 12550 },
    { "125.05", "USD", 12505 },
    { " 0.01 ", "USD", 1 },
    { "0", "USD", 0 },
    { "007", "USD", 700 },
    { "1500", "JPY", 1500 },
    { "1.5", "KWD", 1500 },
    { "1.005", "KWD", 1005 },
    { "12.34", "ZZZ", 1234 },
    { "10000000000000", "USD", FOYER_MONEY_MAX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 minor = -1;

      g_assert_true (
          foyer_money_parse (cases[i].text, cases[i].currency, &minor, &error));
      g_assert_no_error (error);
      g_assert_cmpint (minor, ==, cases[i].minor);
    }
}

static void
test_refuses_what_is_unclear (void)
{
  static const struct
  {
    const char     *text;
    const char     *currency;
    FoyerMoneyError code;
  } cases[] = {
    { "", "USD", FOYER_MONEY_ERROR_UNCLEAR },
    { "  ", "USD", FOYER_MONEY_ERROR_UNCLEAR },
    { ".", "USD", FOYER_MONEY_ERROR_UNCLEAR },
    { ".5", "USD", FOYER_MONEY_ERROR_UNCLEAR },
    { "5.", "USD", FOYER_MONEY_ERROR_UNCLEAR },
    { "1,250", "USD", FOYER_MONEY_ERROR_UNCLEAR },
    { "1.2.3", "USD", FOYER_MONEY_ERROR_UNCLEAR },
    { "-5", "USD", FOYER_MONEY_ERROR_UNCLEAR },
    { "+5", "USD", FOYER_MONEY_ERROR_UNCLEAR },
    { "1e3", "USD", FOYER_MONEY_ERROR_UNCLEAR },
    { "$5", "USD", FOYER_MONEY_ERROR_UNCLEAR },
    { "1 250", "USD", FOYER_MONEY_ERROR_UNCLEAR },
    { "٥", "USD", FOYER_MONEY_ERROR_UNCLEAR },
    { "1.005", "USD", FOYER_MONEY_ERROR_DIGITS },
    { "1.0", "JPY", FOYER_MONEY_ERROR_DIGITS },
    { "1.0001", "KWD", FOYER_MONEY_ERROR_DIGITS },
    { "10000000000000.01", "USD", FOYER_MONEY_ERROR_RANGE },
    { "99999999999999999999999999", "USD", FOYER_MONEY_ERROR_RANGE },
    { "999999999999999", "USD", FOYER_MONEY_ERROR_RANGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 minor = -1;

      g_assert_false (
          foyer_money_parse (cases[i].text, cases[i].currency, &minor, &error));
      g_assert_error (error, FOYER_MONEY_ERROR, (int) cases[i].code);
      g_assert_cmpint (minor, ==, -1);
    }
}

static void
check_plain (gint64 minor, const char *currency, const char *expected)
{
  g_autofree char *text = foyer_money_to_plain (minor, currency);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_writes_plain_amounts (void)
{
  check_plain (12500, "USD", "125.00");
  check_plain (5, "USD", "0.05");
  check_plain (-5, "USD", "-0.05");
  check_plain (-12345, "USD", "-123.45");
  check_plain (1500, "JPY", "1500");
  check_plain (1005, "KWD", "1.005");
  check_plain (G_MININT64, "USD", "-92233720368547758.08");
}

static void
test_reads_what_it_writes (void)
{
  static const char *const currencies[] = { "USD", "JPY", "KWD" };

  for (guint i = 0; i < 1000; i++)
    {
      const char      *currency = currencies[i % 3];
      gint64           minor = g_test_rand_int_range (0, G_MAXINT);
      g_autofree char *text = foyer_money_to_plain (minor, currency);
      gint64           read = -1;

      g_assert_true (foyer_money_parse (text, currency, &read, NULL));
      g_assert_cmpint (read, ==, minor);
    }
}

static void
test_sums_refuse_to_overflow (void)
{
  gint64 total = 100;

  g_assert_true (foyer_money_add (&total, -250));
  g_assert_cmpint (total, ==, -150);
  g_assert_false (foyer_money_add (&total, G_MAXINT64));
  g_assert_false (foyer_money_add (&total, G_MININT64));
  g_assert_false (foyer_money_add (&total, FOYER_MONEY_MAX + 151));
  g_assert_cmpint (total, ==, -150);
  g_assert_true (foyer_money_add (&total, FOYER_MONEY_MAX));
}

static void
test_knows_the_form_of_a_currency (void)
{
  g_assert_true (foyer_money_is_currency ("USD"));
  g_assert_false (foyer_money_is_currency ("usd"));
  g_assert_false (foyer_money_is_currency ("US"));
  g_assert_false (foyer_money_is_currency ("USDX"));
  g_assert_false (foyer_money_is_currency (NULL));
}

/* Numbers that the card schemes publish for tests. */
static void
test_recognises_card_numbers (void)
{
  static const char *const cards[] = {
    "4111111111111111",    "4111 1111 1111 1111",     "4111-1111-1111-1111",
    "378282246310005",     "ref 5555555555554444 ok", "4222222222222",
    "6304000000000000000", "12 4111111111111111",
  };
  static const char *const references[] = {
    "",       "A1B2C3",           "4111111111111112",        "411111111111",
    "000123", "TX-2026-11-23-77", "41111111111111111111111", "4111 1111  1111 1111",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    if (!foyer_money_looks_like_card (cards[i]))
      g_error ("not recognised: case %u", i);
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (foyer_money_looks_like_card (references[i]))
      g_error ("refused: %s", references[i]);
  g_assert_false (foyer_money_looks_like_card (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/reads-plain-amounts", test_reads_plain_amounts);
  g_test_add_func ("/money/refuses-what-is-unclear", test_refuses_what_is_unclear);
  g_test_add_func ("/money/writes-plain-amounts", test_writes_plain_amounts);
  g_test_add_func ("/money/reads-what-it-writes", test_reads_what_it_writes);
  g_test_add_func ("/money/sums-refuse-to-overflow", test_sums_refuse_to_overflow);
  g_test_add_func ("/money/knows-the-form-of-a-currency",
                   test_knows_the_form_of_a_currency);
  g_test_add_func ("/money/recognises-card-numbers", test_recognises_card_numbers);

  return g_test_run ();
}
