/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-money.h"
#include "present/foyer-format.h"
#include "tests/unit/profile.h"

#include <locale.h>

/* Amounts in the formats of real locales, which are made from their sources for the test; without
 * these it is skipped, and says so. */

#define SOURCES "/usr/share/i18n/locales"
#define N_AMOUNTS 400

#define NBSP "\302\240"
#define NARROW "\342\200\257"

static char *folder;

/* Made once each; NULL if the system has no source of it. */
static gboolean
use_locale (const char *name)
{
  g_autofree char *source = g_build_filename (SOURCES, name, NULL);
  g_autofree char *full = g_strconcat (name, ".UTF-8", NULL);
  g_autofree char *target = g_build_filename (folder, full, NULL);
  const char      *arguments[] = { "localedef", "--no-archive", "-c",   "-i", name,
                                   "-f",        "UTF-8",        target, NULL };

  if (!g_file_test (target, G_FILE_TEST_IS_DIR) &&
      (!g_file_test (source, G_FILE_TEST_EXISTS) ||
       !g_spawn_sync (NULL, (char **) arguments, NULL,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL |
                          G_SPAWN_STDERR_TO_DEV_NULL,
                      NULL, NULL, NULL, NULL, NULL, NULL)))
    {
      g_test_skip (
          "The sources of locales are not installed: Debian has them in locales");
      return FALSE;
    }
  g_assert_cmpstr (setlocale (LC_ALL, full), ==, full);

  return TRUE;
}

static const char *const locales[] = {
  "en_US", "en_GB", "de_DE", "de_CH", "fr_FR", "fr_CA", "es_ES",
  "es_MX", "ja_JP", "ar_KW", "en_IN", "pl_PL", "pt_BR",
};

/* What is written is read back, to the smallest coin, with the currency of the clinic or of the
 * locale, of two digits, none, three and four. */
static void
test_reads_what_it_writes (gconstpointer name)
{
  static const char *const currencies[] = { "USD", "EUR", "JPY", "KWD", "CLF" };

  if (!use_locale (name))
    return;
  for (guint i = 0; i < N_AMOUNTS; i++)
    {
      static const gint64 limits[] = { 10, 1000, 100000, 1250000, 12345678901 };
      const char         *currency = currencies[i % G_N_ELEMENTS (currencies)];
      const gint64        minor =
          (gint64) (g_test_rand_double () *
                    (double) limits[g_test_rand_int_range (0, G_N_ELEMENTS (limits))]);
      const FoyerMoneyStyle style = foyer_locale_money (currency);
      g_autofree char      *figures = foyer_money_write (minor, currency, &style);
      g_autofree char      *text = foyer_format_money (minor, currency);
      gint64                read = -1;

      if (!foyer_parse_money (text, currency, &read) || read != minor)
        g_error ("%s: “%s” of %s is not read back", (const char *) name, text, currency);
      read = -1;
      if (!foyer_parse_money (figures, currency, &read) || read != minor)
        g_error ("%s: “%s” of %s is not read back", (const char *) name, figures,
                 currency);
    }
  setlocale (LC_ALL, "C.UTF-8");
}

static void
test_writes_as_the_locale (void)
{
  static const struct
  {
    const char *locale;
    const char *currency;
    gint64      minor;
    const char *text;
  } cases[] = {
    { "en_US", "USD", 125000, "$1,250.00" },
    { "en_US", "JPY", 125000, "¥125,000" },
    { "en_US", "KWD", 1250500, "KWD" NARROW "1,250.500" },
    { "de_DE", "EUR", 125000, "1.250,00" NARROW "€" },
    { "de_DE", "JPY", 1250, "1.250" NARROW "¥" },
    { "de_DE", "KWD", 1250500, "KWD" NARROW "1.250,500" },
    { "ja_JP", "JPY", 125000, "￥125,000" },
    { "es_MX", "USD", 125000, "$1" NBSP "250.00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;

      if (!use_locale (cases[i].locale))
        return;
      text = foyer_format_money (cases[i].minor, cases[i].currency);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
  setlocale (LC_ALL, "C.UTF-8");
}

/* One text, and what it is where it is typed; −1: it could be two amounts, or none. */
static void
test_reads_as_the_locale_writes (void)
{
  static const struct
  {
    const char *locale;
    const char *text;
    const char *currency;
    gint64      minor;
  } cases[] = {
    { "en_US", "125", "USD", 12500 },
    { "de_DE", "125", "EUR", 12500 },
    { "en_US", "125.5", "USD", 12550 },
    { "de_DE", "125,5", "EUR", 12550 },
    { "en_US", "1,250", "USD", 125000 },
    { "de_DE", "1.250", "EUR", 125000 },
    { "en_US", "1.250", "USD", -1 },
    { "de_DE", "1,250", "EUR", -1 },
    { "en_US", "1.250,00", "USD", 125000 },
    { "de_DE", "1.250,00", "EUR", 125000 },
    { "de_DE", "1.250", "JPY", 1250 },
    { "en_US", "1.5", "JPY", -1 },
    { "en_US", "12.345", "KWD", 12345 },
    { "de_DE", "12,345", "KWD", 12345 },
    { "fr_FR", "1" NARROW "250,50", "EUR", 125050 },
    { "de_CH", "1'250.50", "USD", 125050 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 minor = -1;

      if (!use_locale (cases[i].locale))
        return;
      g_test_message ("“%s” of %s in %s", cases[i].text, cases[i].currency,
                      cases[i].locale);
      g_assert_true (foyer_parse_money (cases[i].text, cases[i].currency, &minor) ==
                     (cases[i].minor >= 0));
      g_assert_cmpint (minor, ==, cases[i].minor);
    }
  setlocale (LC_ALL, "C.UTF-8");
}

int
main (int argc, char **argv)
{
  int status;

  folder = g_dir_make_tmp ("foyer-locales-XXXXXX", NULL);
  g_setenv ("LOCPATH", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/money-locales/%s/reads-what-it-writes", locales[i]);

      g_test_add_data_func (path, locales[i], test_reads_what_it_writes);
    }
  g_test_add_func ("/money-locales/writes-as-the-locale", test_writes_as_the_locale);
  g_test_add_func ("/money-locales/reads-as-the-locale-writes",
                   test_reads_as_the_locale_writes);
  status = g_test_run ();
  profile_remove_folder (folder);
  g_free (folder);

  return status;
}
