/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-money-text.h"

static void
test_reads_plain_amounts (void)
{
  static const struct
  {
    const char *text;
    const char *currency;
    gint64      minor;
  } cases[] = {
    { "125", "USD", 12500 },    { "125.5", "USD", 12550 },
    { "125.05", "USD", 12505 }, { " 0.01 ", "USD", 1 },
    { "0", "USD", 0 },          { "007", "USD", 700 },
    { "1500", "JPY", 1500 },    { "1.5", "KWD", 1500 },
    { "1.005", "KWD", 1005 },   { "1.0005", "CLF", 10005 },
    { "12.34", "ZZZ", 1234 },   { "10000000000000", "USD", FOYER_MONEY_MAX },
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

/* What arithmetic with a floating point gets wrong: by a cent, or beyond 2^53. */
static void
test_is_exact (void)
{
  static const struct
  {
    const char *text;
    gint64      minor;
  } amounts[] = {
    { "0.10", 10 },  { "0.20", 20 },        { "0.29", 29 },
    { "0.57", 57 },  { "1.15", 115 },       { "19.99", 1999 },
    { "4.35", 435 }, { "1.10", 110 },       { "9007199254740.93", 900719925474093 },
    { "8.41", 841 }, { "1128.90", 112890 },
  };
  gint64 total_minor = 0;

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *back = foyer_money_to_plain (amounts[i].minor, "USD");
      gint64           minor = -1;

      g_assert_true (foyer_money_parse (amounts[i].text, "USD", &minor, NULL));
      g_assert_cmpint (minor, ==, amounts[i].minor);
      g_assert_cmpstr (back, ==, amounts[i].text);
    }
  for (guint i = 0; i < 1000; i++)
    g_assert_true (foyer_money_add (&total_minor, 10));
  g_assert_cmpint (total_minor, ==, 10000);
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

static const FoyerMoneyStyle american = { ".", ",", "$" };
static const FoyerMoneyStyle german = { ",", ".", "€" };
static const FoyerMoneyStyle french = { ",", "\302\240", "€" };
static const FoyerMoneyStyle plain = { ".", NULL, NULL };

static void
test_reads_as_people_type (void)
{
  static const struct
  {
    const char            *text;
    const char            *currency;
    const FoyerMoneyStyle *style;
    gint64                 minor;
  } cases[] = {
    { "125", "USD", &american, 12500 },
    { "125.5", "USD", &american, 12550 },
    { "$125.00", "USD", &american, 12500 },
    { "$ 1,250", "USD", &american, 125000 },
    { "1,250,000.5", "USD", &american, 125000050 },
    { "125 usd", "USD", &american, 12500 },
    { "USD 125", "USD", &american, 12500 },
    { "1.250,00", "USD", &american, 125000 },
    { "12,5", "USD", &american, 1250 },
    { "$5 USD", "USD", &american, 500 },
    { "0.05", "USD", &american, 5 },
    { "1'250.00", "USD", &american, 125000 },
    { "1’250", "USD", &american, 125000 },
    { "1.250", "USD", &german, 125000 },
    { "1.250,00 €", "EUR", &german, 125000 },
    { "1,250.00", "EUR", &german, 125000 },
    { "12.5", "EUR", &german, 1250 },
    { "1 250,00", "EUR", &french, 125000 },
    { "1\302\240250,5", "EUR", &french, 125050 },
    { "1\342\200\257250", "EUR", &french, 125000 },
    { "١٢٥", "USD", &american, 12500 },
    { "١٬٢٥٠٫٥", "USD", &american, 125050 },
    { "\342\200\217١٢٥٫٠٠", "USD", &american, 12500 },
    { "1.250", "KWD", &plain, 1250 },
    { "1,250", "JPY", &american, 1250 },
    { "1.250", "JPY", &german, 1250 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 minor = -1;

      g_test_message ("“%s” of %s", cases[i].text, cases[i].currency);
      g_assert_true (foyer_money_read (cases[i].text, cases[i].currency, cases[i].style,
                                       &minor, &error));
      g_assert_no_error (error);
      g_assert_cmpint (minor, ==, cases[i].minor);
    }
}

static void
test_refuses_to_guess (void)
{
  static const struct
  {
    const char            *text;
    const char            *currency;
    const FoyerMoneyStyle *style;
    FoyerMoneyError        code;
  } cases[] = {
    { NULL, "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "$", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "1.250", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "1,250", "EUR", &german, FOYER_MONEY_ERROR_UNCLEAR },
    { "1.250", "EUR", &french, FOYER_MONEY_ERROR_UNCLEAR },
    { "1.250", "JPY", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "1,250", "KWD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "0,250", "USD", &american, FOYER_MONEY_ERROR_DIGITS },
    { "1.2345", "USD", &american, FOYER_MONEY_ERROR_DIGITS },
    { "1,2,3", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "12.50,00", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "1.250,00,00", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "1 250.250,00", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "1..5", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "1 25", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { ".5", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "5.", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "-5", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "12a5", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
    { "1.5", "JPY", &american, FOYER_MONEY_ERROR_DIGITS },
    { "€125", "USD", &american, FOYER_MONEY_ERROR_CURRENCY },
    { "125 EUR", "USD", &american, FOYER_MONEY_ERROR_CURRENCY },
    { "99,999,999,999,999,999", "USD", &american, FOYER_MONEY_ERROR_RANGE },
    { "999999999999999999999999999999999999999", "USD", &plain, FOYER_MONEY_ERROR_RANGE },
    { "12\377", "USD", &american, FOYER_MONEY_ERROR_UNCLEAR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64   minor = -1;
      gboolean read = foyer_money_read (cases[i].text, cases[i].currency, cases[i].style,
                                        &minor, &error);

      g_test_message ("case %u: %s", i, read ? "read" : error->message);
      g_assert_false (read);
      g_assert_error (error, FOYER_MONEY_ERROR, (int) cases[i].code);
      g_assert_cmpint (minor, ==, -1);
    }
}

/* Up to the largest amount, of every length. */
static gint64
random_minor (void)
{
  gint64 limit = 1;

  for (int n = g_test_rand_int_range (0, 16); n > 0; n--)
    limit *= 10;

  return (gint64) (((guint64) (guint32) g_test_rand_int () << 31 |
                    (guint32) g_test_rand_int () >> 1) %
                   (guint64) (limit + 1));
}

static void
test_reads_what_any_locale_writes (void)
{
  static const char *const decimals[] = { ".", ",", "٫" };
  static const char *const groups[] = {
    NULL, "", ".", ",", " ", "\302\240", "\342\200\257", "'", "’", "٬",
  };
  static const char *const currencies[] = { "JPY", "USD", "KWD", "CLF" };

  for (guint i = 0; i < 20000; i++)
    {
      const FoyerMoneyStyle style = {
        decimals[g_test_rand_int_range (0, G_N_ELEMENTS (decimals))],
        groups[g_test_rand_int_range (0, G_N_ELEMENTS (groups))], "$"
      };
      const char      *currency = currencies[i % G_N_ELEMENTS (currencies)];
      gint64           minor = random_minor ();
      gint64           read = -1;
      g_autofree char *text = NULL;
      g_autofree char *typed = NULL;
      g_autoptr (GError) error = NULL;

      if (g_strcmp0 (style.decimal, style.group) == 0)
        continue;
      text = foyer_money_write (minor, currency, &style);
      typed = g_strdup_printf (i % 3 == 0   ? "$%s"
                               : i % 3 == 1 ? "%s\302\240$"
                                            : " %s ",
                               text);
      if (!foyer_money_read (typed, currency, &style, &read, &error) || read != minor)
        g_error ("“%s” of %s: %s", typed, currency,
                 error != NULL ? error->message : "another amount");
    }
}

static void
test_writes_below_zero (void)
{
  g_autofree char *text = foyer_money_write (-125005, "USD", &german);

  g_assert_cmpstr (text, ==, "−1.250,05");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/reads-plain-amounts", test_reads_plain_amounts);
  g_test_add_func ("/money/refuses-what-is-unclear", test_refuses_what_is_unclear);
  g_test_add_func ("/money/writes-plain-amounts", test_writes_plain_amounts);
  g_test_add_func ("/money/reads-what-it-writes", test_reads_what_it_writes);
  g_test_add_func ("/money/is-exact", test_is_exact);
  g_test_add_func ("/money/sums-refuse-to-overflow", test_sums_refuse_to_overflow);
  g_test_add_func ("/money/knows-the-form-of-a-currency",
                   test_knows_the_form_of_a_currency);
  g_test_add_func ("/money/recognises-card-numbers", test_recognises_card_numbers);

  g_test_add_func ("/money/reads-as-people-type", test_reads_as_people_type);
  g_test_add_func ("/money/refuses-to-guess", test_refuses_to_guess);
  g_test_add_func ("/money/reads-what-any-locale-writes",
                   test_reads_what_any_locale_writes);
  g_test_add_func ("/money/writes-below-zero", test_writes_below_zero);

  return g_test_run ();
}
