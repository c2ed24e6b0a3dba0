/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-gift-voucher.h"
#include "print/foyer-money-report.h"
#include "print/foyer-receipt.h"
#include "print/foyer-till-report.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "tests/unit/paper.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

/* All papers about money, in both languages of Foyer, on both sizes of paper, with and without
 * minor units, with long names and with nothing in them.  They stay in the folder “papers”
 * beside this program, for whoever wants to look at them. */

typedef struct
{
  const char *language;
  const char *locale;
} Language;

typedef struct
{
  const char *name;
  const char *currency;
  gboolean    is_empty;
} Case;

static const Language languages[] = {
  { "en", "en_US" },
  { "es", "es_ES" },
};

static const Case cases[] = {
  { "usd", "USD", FALSE },
  { "jpy", "JPY", FALSE },
  { "kwd", "KWD", FALSE },
  { "nothing", "USD", TRUE },
};

/* Locales that the system may not have, made for this run. */
static char *locales;

static void
make_locale (const Language *language)
{
  g_autofree char *folder = g_strdup_printf ("%s/%s.UTF-8", locales, language->locale);
  g_autofree char *command =
      g_strdup_printf ("localedef -i %s -f UTF-8 %s", language->locale, folder);

  g_free (paper_run (command));
}

static void
speak (const Language *language)
{
  g_autofree char *name = g_strdup_printf ("%s.UTF-8", language->locale);

  g_setenv ("LANGUAGE", language->language, TRUE);
  if (setlocale (LC_ALL, name) == NULL)
    setlocale (LC_ALL, "C.UTF-8");
}

static void
set_up (Desk *desk, const Case *is)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClinic) clinic = NULL;

  desk_set_up (desk, NULL);
  clinic = foyer_catalogue_get_clinic (desk->db, &error);
  foyer_set_text (&clinic->name,
                  is->is_empty ? "Harbor Dermatology"
                               : "Harbor Dermatology and Aesthetic Medicine Associates "
                                 "of Ventura County, A Professional Corporation");
  foyer_set_text (&clinic->address, "100 Harbor Way, Suite 250\nVentura, CA 93001");
  foyer_set_text (&clinic->phone, "(805) 555-0100");
  foyer_set_text (&clinic->gift_terms, "No cash back.\nNot for medical fees.");
  foyer_catalogue_save (desk->db, desk->manager, clinic, &error);
  g_assert_no_error (error);
  paper_set_currency (desk, is->currency);
}

static void
hang (const char *name, const Language *language, const Case *is, FoyerSlip *slip)
{
  static const FoyerPaper  papers[] = { FOYER_PAPER_LETTER, FOYER_PAPER_A4 };
  static const char *const sizes[] = { "letter", "a4" };
  g_autofree char         *folder = g_test_build_filename (G_TEST_BUILT, "papers", NULL);

  g_mkdir_with_parents (folder, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s-%s-%s-%s.pdf", folder, name,
                                               is->name, language->language, sizes[i]);
      g_autofree char *text = NULL;

      paper_assert_inside (slip, papers[i]);
      text = paper_read_text (slip, papers[i], path);
      if (text == NULL)
        return;
      paper_assert_says (text, "Harbor Dermatology");
      paper_assert_says (text, "(805) 555-0100");
      g_assert_null (strstr (text, "%1$"));
      /* What had no room ends with this sign. */
      if (is->is_empty)
        g_assert_null (strstr (text, "…\n"));
    }
}

static void
hang_receipts (Desk *desk, const Language *language, const Case *is)
{
  static const struct
  {
    const char *name;
    const char *sql;
    gboolean    is_copy;
  } receipts[] = {
    { "receipt-of-a-card", "gift_card_uid IS NOT NULL AND kind = 'gift-issue'", FALSE },
    { "receipt", "kind = 'gift-redeem'", FALSE },
    { "receipt-copy", "kind = 'gift-redeem'", TRUE },
    { "receipt-refund", "kind = 'refund'", FALSE },
    { "receipt-correction", "kind = 'correction'", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (receipts); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "SELECT min (substr (receipt, 3)) FROM ledger_entry WHERE %s", receipts[i].sql);
      g_autofree char *number =
          g_strdup_printf ("A-%06" G_GINT64_FORMAT, desk_query (desk, sql));
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerSlip) slip = foyer_receipt_read (
          desk->db, number, receipts[i].is_copy, language->language, &error);

      g_assert_no_error (error);
      hang (receipts[i].name, language, is, slip);
    }
}

static void
hang_voucher (Desk *desk, const Language *language, const Case *is, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (desk->db, &error);
  g_autoptr (FoyerGiftCard) card = foyer_gift_cards_find (desk->db, code, &error);
  g_autoptr (FoyerSlip) slip = NULL;

  g_assert_no_error (error);
  slip = foyer_gift_voucher_new (clinic, card, 8500, code, language->language);
  hang ("voucher", language, is, slip);
}

static void
hang_reports (Desk *desk, const Language *language, const Case *is)
{
  GEnumClass *kinds = g_type_class_ref (FOYER_TYPE_MONEY_REPORT);
  g_autoptr (GError) error = NULL;
  int day;

  g_assert_true (foyer_db_today (desk->db, &day, &error));
  for (guint i = 0; i < kinds->n_values; i++)
    {
      g_autoptr (FoyerSlip) slip = foyer_money_report_read (
          desk->db, (FoyerMoneyReport) kinds->values[i].value, day - 1, 3, &error);

      g_assert_no_error (error);
      hang (kinds->values[i].value_nick, language, is, slip);
    }
  g_type_class_unref (kinds);
  if (!is->is_empty)
    {
      g_autoptr (FoyerSlip) slip = foyer_till_report_read (
          desk->db, desk_query (desk, "SELECT max (id) FROM till"), &error);

      g_assert_no_error (error);
      hang ("till-closed", language, is, slip);
    }
}

static void
test_papers (gconstpointer data)
{
  const Language  *language = &languages[GPOINTER_TO_UINT (data) / G_N_ELEMENTS (cases)];
  const Case      *is = &cases[GPOINTER_TO_UINT (data) % G_N_ELEMENTS (cases)];
  Desk             desk = { 0 };
  g_autofree char *code = NULL;
  g_autoptr (FoyerTongue) tongue = NULL;

  speak (language);
  tongue = foyer_tongue_new (language->language);
  g_assert_true (foyer_tongue_is_own (tongue));
  set_up (&desk, is);
  if (!is->is_empty)
    {
      paper_fill_desk (&desk, &code);
      hang_receipts (&desk, language, is);
      hang_voucher (&desk, language, is, code);
    }
  hang_reports (&desk, language, is);
  desk_tear_down (&desk, NULL);
}

int
main (int argc, char *argv[])
{
  g_autofree char *po = NULL;
  int              result;

  g_test_init (&argc, &argv, NULL);
  po = g_test_build_filename (G_TEST_BUILT, "..", "..", "po", NULL);
  bindtextdomain (GETTEXT_PACKAGE, po);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  locales = g_dir_make_tmp ("foyer-locales-XXXXXX", NULL);
  g_setenv ("LOCPATH", locales, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    make_locale (&languages[i]);
  for (guint i = 0; i < G_N_ELEMENTS (languages) * G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf (
          "/paper-gallery/%s/%s", languages[i / G_N_ELEMENTS (cases)].language,
          cases[i % G_N_ELEMENTS (cases)].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_papers);
    }
  result = g_test_run ();
  profile_remove_folder (locales);
  g_free (locales);

  return result;
}
