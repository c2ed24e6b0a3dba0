/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-day-pages.h"
#include "print/foyer-gift-voucher.h"
#include "print/foyer-receipt.h"
#include "print/foyer-till-report.h"

#include "present/foyer-format.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-ledger.h"
#include "store/foyer-patients.h"
#include "store/foyer-tills.h"
#include "tests/unit/desk.h"
#include "tests/unit/paper.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <string.h>

static const FoyerPaper papers[] = { FOYER_PAPER_LETTER, FOYER_PAPER_A4 };

/* Of the Spanish of Foyer what these tests look for, in the order of its bytes. */
static const char *const spanish[][2] = {
  { "direction of paper\004ltr", "ltr" },
  { "gift voucher\004Gift card", "Tarjeta de regalo" },
  { "gift voucher\004This card never expires.", "Esta tarjeta no caduca nunca." },
  { "receipt\004%1$s, %2$s", "%1$s, %2$s" },
  { "receipt\004Card, reference %s", "Tarjeta, referencia %s" },
  { "receipt\004Cash", "Efectivo" },
  { "receipt\004Copy", "Copia" },
  { "receipt\004No. %s", "N.º %s" },
  { "receipt\004Paid", "Pagado" },
  { "receipt\004Receipt", "Recibo" },
  { "receipt\004Served by %s", "Le atendió %s" },
};

static const char *const hebrew[][2] = {
  { "direction of paper\004ltr", "rtl" },
  { "receipt\004Receipt", "קבלה" },
};

typedef struct
{
  Desk  desk;
  char *folder; /* (owned) for catalogues and PDFs */
  char *path;   /* (owned) of a PDF in it */
} Fixture;

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static void
append_word (GByteArray *bytes, guint32 word)
{
  word = GUINT32_TO_LE (word);
  g_byte_array_append (bytes, (const guint8 *) &word, sizeof word);
}

/* Writes a catalogue as msgfmt does. */
static void
write_catalogue (const char *folder,
                 const char *language,
                 const char *const (*said)[2],
                 guint n)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) texts = g_byte_array_new ();
  g_autofree char *dir = g_build_filename (folder, language, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (dir, GETTEXT_PACKAGE ".mo", NULL);
  const guint32    head[] = { 0x950412de, 0, n, 28, 28 + n * 8, 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    append_word (bytes, head[i]);
  for (guint column = 0; column < 2; column++)
    for (guint i = 0; i < n; i++)
      {
        append_word (bytes, (guint32) strlen (said[i][column]));
        append_word (bytes, 28 + n * 16 + texts->len);
        g_byte_array_append (texts, (const guint8 *) said[i][column],
                             (guint) strlen (said[i][column]) + 1);
      }
  g_byte_array_append (bytes, texts->data, texts->len);
  g_mkdir_with_parents (dir, 0700);
  g_assert_true (
      g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClinic) clinic = NULL;

  desk_set_up (&self->desk, NULL);
  self->folder = g_dir_make_tmp ("foyer-money-paper-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "paper.pdf", NULL);
  write_catalogue (self->folder, "es", spanish, G_N_ELEMENTS (spanish));
  write_catalogue (self->folder, "he", hebrew, G_N_ELEMENTS (hebrew));
  bindtextdomain (GETTEXT_PACKAGE, self->folder);

  clinic = foyer_catalogue_get_clinic (self->desk.db, &error);
  g_assert_no_error (error);
  foyer_set_text (&clinic->name, "Harbor Dermatology");
  foyer_set_text (&clinic->address, "100 Harbor Way\nVentura, CA 93001");
  foyer_set_text (&clinic->phone, "(805) 555-0100");
  foyer_set_text (&clinic->gift_terms, "No cash back.\nNot for medical fees.");
  foyer_catalogue_save (self->desk.db, self->desk.manager, clinic, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  profile_remove_folder (self->folder);
  g_free (self->path);
  g_free (self->folder);
  desk_tear_down (&self->desk, NULL);
}

static FoyerGiftCard *
sell (Desk *desk, gint64 cash_minor, gint64 card_minor, char **out_code)
{
  g_autoptr (GError) error = NULL;
  const FoyerGiftPayment payments[] = {
    { cash_minor, FOYER_TENDER_CASH, NULL },
    { card_minor, FOYER_TENDER_CARD, "T-4711" },
  };
  FoyerGiftCard *card = foyer_gift_cards_sell (
      desk->db, desk->clerk, payments, card_minor > 0 ? 2 : 1, NULL, out_code, &error);

  g_assert_no_error (error);

  return card;
}

static char *
last_receipt (Desk *desk)
{
  return g_strdup_printf (
      "A-%06" G_GINT64_FORMAT,
      desk_query (desk, "SELECT max (number) FROM receipt WHERE drawer = 'A'"));
}

static gint64
book_cosmetic (Desk *desk, gint64 pay_minor)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, 10, 0);
  g_autoptr (GPtrArray) payments = foyer_payments_new (
      foyer_payment_new_for (FOYER_TENDER_CARD, pay_minor, 0, "T-4712"));

  request.payments = payments;

  return desk_book (desk, &request);
}

static void
rename_patient (Desk *desk, const char *family, const char *language)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPatient) patient =
      foyer_patients_get (desk->db, desk->known_patient_id, &error);

  g_assert_no_error (error);
  foyer_set_text (&patient->family, family);
  foyer_set_text (&patient->language, language);
  foyer_patients_save (desk->db, desk->manager, patient, &error);
  g_assert_no_error (error);
}

static void
test_receipt_of_a_split_sale (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (&self->desk, 4000, 8500, &code);
  g_autofree char *number = last_receipt (&self->desk);
  g_autofree char *ending = g_strdup_printf ("Gift card ending in %s", card->last_four);

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autoptr (FoyerSlip) slip =
          foyer_receipt_read (self->desk.db, number, FALSE, NULL, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      paper_assert_inside (slip, papers[i]);
      text = paper_read_text (slip, papers[i], self->path);
      if (text == NULL)
        return;
      paper_assert_says (text, "Harbor Dermatology");
      paper_assert_says (text, "Receipt");
      paper_assert_says (text, number);
      paper_assert_says (text, ending);
      paper_assert_says (text, "Card, reference T-4711");
      paper_assert_says (text, "40.00");
      paper_assert_says (text, "85.00");
      paper_assert_says (text, "125.00");
      paper_assert_says (text, "Served by Clerk");
      g_assert_null (strstr (text, "Copy"));
      g_assert_null (strstr (text, code));
    }
}

static void
test_copy_in_the_language_of_the_patient (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;

  rename_patient (&self->desk, PAPER_LONG_NAME, "es-MX");
  book_cosmetic (&self->desk, 12500);
  number = last_receipt (&self->desk);
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autoptr (FoyerSlip) slip =
          foyer_receipt_read (self->desk.db, number, TRUE, NULL, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      paper_assert_inside (slip, papers[i]);
      text = paper_read_text (slip, papers[i], self->path);
      if (text == NULL)
        return;
      paper_assert_says (text, "Recibo");
      paper_assert_says (text, "Copia");
      paper_assert_says (text, "Wolfeschlegelsteinhausenbergerdorff");
      paper_assert_says (text, "Tarjeta, referencia T-4712");
      paper_assert_says (text, DESK_DATE);
      paper_assert_says (text, "Pagado");
      g_assert_null (strstr (text, "Receipt"));
    }
}

static void
test_right_to_left (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (self->desk.db, &error);
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (&self->desk, 4000, 8500, &code);
  g_autofree char *number = last_receipt (&self->desk);

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autoptr (FoyerSlip) slip =
          foyer_receipt_read (self->desk.db, number, FALSE, "he", &error);
      g_autoptr (FoyerSlip) voucher =
          foyer_gift_voucher_new (clinic, card, 12500, code, "he");
      g_autofree char *text = NULL;
      g_autofree char *other = NULL;

      g_assert_no_error (error);
      paper_assert_inside (slip, papers[i]);
      paper_assert_inside (voucher, papers[i]);
      text = paper_read_text (slip, papers[i], self->path);
      other = paper_read_text (voucher, papers[i], self->path);
      if (text == NULL)
        return;
      paper_assert_says (text, "T-4711");
      paper_assert_says (other, code);
    }
}

/* The columns of a table begin at the right, and its headings are on each page. */
static void
test_table_from_right_to_left (Fixture *self, gconstpointer data)
{
  static const FoyerSlipColumn columns[] = { { 1, FALSE }, { 0, TRUE } };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (self->desk.db, &error);
  g_autoptr (FoyerTongue) tongue = foyer_tongue_new ("he");
  g_autoptr (FoyerSlip) slip = foyer_slip_new (clinic, tongue, "Ledger");
  g_autofree char *text = NULL;
  g_auto (GStrv) pages = NULL;

  foyer_slip_put_subject (slip, "2026");
  foyer_slip_begin_table (slip, columns, G_N_ELEMENTS (columns),
                          (const char *[]){ "Entry", "Amount" });
  foyer_slip_put_group (slip, "Monday");
  for (guint i = 0; i < 100; i++)
    foyer_slip_put_cells (slip, FOYER_PEN_PLAIN,
                          (const char *[]){ PAPER_LONG_NAME, "$1,234,567.89" });
  foyer_slip_end_table (slip);
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    paper_assert_inside (slip, papers[i]);
  text = paper_read_text (slip, FOYER_PAPER_A4, self->path);
  if (text == NULL)
    return;
  pages = g_strsplit (text, "\f", -1);
  g_assert_cmpuint (g_strv_length (pages), >, 2);
  for (guint i = 0; pages[i + 1] != NULL; i++)
    {
      const char *amount = strstr (pages[i], "Amount");
      const char *entry = strstr (pages[i], "Entry");

      g_assert_nonnull (amount);
      g_assert_true (entry > amount);
      paper_assert_says (pages[i], "Monday");
    }
}

/* Who reads a language that Foyer does not speak gets what the clinic speaks. */
static void
test_unknown_language_is_that_of_the_clinic (Fixture *self, gconstpointer data)
{
  static const char *const tags[] = { "tlh", "../../es", "", "en-GB" };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr (FoyerTongue) tongue = foyer_tongue_new (tags[i]);

      g_assert_true (foyer_tongue_is_own (tongue));
      g_assert_cmpstr (foyer_tongue_say (tongue, "receipt", "Paid"), ==, "Paid");
    }
}

/* A catalogue that was cut off anywhere says nothing wrong and does not crash. */
static void
test_cut_catalogue_is_no_trap (Fixture *self, gconstpointer data)
{
  g_autofree char *path =
      g_build_filename (self->folder, "es", "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  g_autofree char *bytes = NULL;
  gsize            length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize end = 0; end < length; end++)
    {
      g_autoptr (FoyerTongue) tongue = NULL;
      const char *said;

      g_assert_true (g_file_set_contents (path, bytes, (gssize) end, NULL));
      tongue = foyer_tongue_new ("es");
      said = foyer_tongue_say (tongue, "receipt", "Paid");
      g_assert_true (g_str_equal (said, "Paid") || g_str_equal (said, "Pagado"));
    }
}

static void
test_refund_says_so (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (&self->desk, 4000, 0, &code);
  g_autofree char *number = NULL;
  g_autoptr (FoyerSlip) slip = NULL;
  g_autofree char *text = NULL;

  foyer_gift_cards_refund (self->desk.db, self->desk.manager, id_of (card),
                           "Bought by mistake", &error);
  g_assert_no_error (error);
  number = last_receipt (&self->desk);
  slip = foyer_receipt_read (self->desk.db, number, FALSE, NULL, &error);
  g_assert_no_error (error);
  text = paper_read_text (slip, FOYER_PAPER_LETTER, self->path);
  if (text == NULL)
    return;
  paper_assert_says (text, "Refund receipt");
  paper_assert_says (text, "−$40.00");
  paper_assert_says (text, "Paid back");
  paper_assert_says (text, "Bought by mistake");
}

static void
test_unknown_receipt_is_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_receipt_read (self->desk.db, "A-999999", FALSE, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

/* The picture is read as a scanner would. */
static void
test_voucher_can_be_scanned (Fixture *self, gconstpointer data)
{
  static const char *const languages[] = { NULL, "es" };
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card = sell (&self->desk, 12500, 0, &code);
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (self->desk.db, &error);
  g_autofree char *long_name = g_strdup_printf ("%s, Inc.", PAPER_LONG_NAME);

  foyer_set_text (&clinic->name, long_name);
  for (guint i = 0; i < G_N_ELEMENTS (papers) * G_N_ELEMENTS (languages); i++)
    {
      const char *language = languages[i / G_N_ELEMENTS (papers)];
      FoyerPaper  paper = papers[i % G_N_ELEMENTS (papers)];
      g_autoptr (FoyerSlip) slip =
          foyer_gift_voucher_new (clinic, card, 12500, code, language);
      g_autofree char *text = NULL;
      g_autofree char *picture = g_build_filename (self->folder, "page", NULL);
      g_autofree char *to_png =
          g_strdup_printf ("pdftoppm -r 150 -png -singlefile %s %s", self->path, picture);
      g_autofree char *scan = g_strdup_printf ("zbarimg --raw -q %s.png", picture);
      g_autofree char *scanned = NULL;

      paper_assert_inside (slip, paper);
      text = paper_read_text (slip, paper, self->path);
      if (text == NULL)
        return;
      paper_assert_says (text, code);
      paper_assert_says (text, "$125.00");
      paper_assert_says (text, "Wolfeschlegelsteinhausenbergerdorff");
      paper_assert_says (text, "Not for medical fees.");
      paper_assert_says (text, language == NULL ? "This card never expires."
                                                : "Esta tarjeta no caduca nunca.");
      g_free (paper_run (to_png));
      scanned = paper_run (scan);
      if (scanned == NULL)
        return;
      g_assert_cmpstr (g_strstrip (scanned), ==, code);
    }
}

static void
test_report_of_a_till (Fixture *self, gconstpointer data)
{
  Desk *desk = &self->desk;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autoptr (FoyerTill) till = foyer_tills_open (desk->db, desk->clerk, 10000, &error);
  g_autoptr (FoyerGiftCard) card = sell (desk, 4000, 8500, &code);
  const FoyerTillPieces pieces[] = { { 10000, 1 }, { 2000, 2 }, { 25, 3 } };
  int                   day;

  foyer_tills_count (desk->db, desk->clerk, id_of (till), pieces, 3,
                     "Three quarters found below the drawer", &error);
  g_assert_no_error (error);
  g_assert_true (foyer_db_today (desk->db, &day, &error));
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autoptr (FoyerSlip) slip =
          foyer_till_report_read (desk->db, id_of (till), &error);
      g_autoptr (FoyerSlip) month = NULL;
      g_autofree char *text = NULL;
      g_autofree char *days = NULL;

      g_assert_no_error (error);
      paper_assert_inside (slip, papers[i]);
      text = paper_read_text (slip, papers[i], self->path);
      if (text == NULL)
        return;
      paper_assert_says (text, "Till Report");
      paper_assert_says (text, "Till A");
      paper_assert_says (text, "Clerk");
      paper_assert_says (text, "$140.00");
      paper_assert_says (text, "$140.75");
      paper_assert_says (text, "$0.75");
      paper_assert_says (text, "3 × $0.25");
      paper_assert_says (text, "Three quarters found below the drawer");

      month = foyer_till_report_read_days (desk->db, day - 3, 30, &error);
      g_assert_no_error (error);
      days = paper_read_text (month, papers[i], self->path);
      paper_assert_says (days, "$125.00");
      paper_assert_says (days, "Cash taken and paid back, by till");
      paper_assert_says (days, "Three quarters found below the drawer");
    }
}

/* What was taken while no till was open belongs to the day as well, and is told apart. */
static void
test_day_is_what_the_ledger_says (Fixture *self, gconstpointer data)
{
  Desk *desk = &self->desk;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autofree char *other_code = NULL;
  g_autofree char *text = NULL;
  g_autoptr (FoyerGiftCard) before = sell (desk, 1500, 0, &code);
  g_autoptr (FoyerTill) till = foyer_tills_open (desk->db, desk->clerk, 0, &error);
  g_autoptr (FoyerGiftCard) card = sell (desk, 4000, 0, &other_code);
  g_autoptr (FoyerSlip) slip = NULL;
  g_autoptr (FoyerSlip) other = NULL;
  g_autofree char *nothing = NULL;
  int              day;

  g_assert_true (foyer_db_today (desk->db, &day, &error));
  slip = foyer_till_report_read_days (desk->db, day, 1, &error);
  g_assert_no_error (error);
  text = paper_read_text (slip, FOYER_PAPER_A4, self->path);
  if (text == NULL)
    return;
  paper_assert_says (text, "$55.00");
  paper_assert_says (text, "Of it in no till");
  paper_assert_says (text, "$15.00");
  paper_assert_says (text, "Not closed");
  other = foyer_till_report_read_days (desk->db, day + 1, 1, &error);
  g_assert_no_error (error);
  nothing = paper_read_text (other, FOYER_PAPER_A4, self->path);
  paper_assert_says (nothing, "Nothing was taken or paid back.");
  g_assert_null (strstr (nothing, "Of it in no till"));
}

static void
test_long_report_has_more_pages (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSlip) slip = NULL;
  g_autofree char *text = NULL;
  int              day;

  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (FoyerTill) till =
          foyer_tills_open (self->desk.db, self->desk.clerk, 100, &error);
      const FoyerTillPieces pieces[] = { { 100, 2 } };

      g_assert_no_error (error);
      foyer_tills_count (self->desk.db, self->desk.clerk, id_of (till), pieces, 1,
                         PAPER_LONG_NAME, &error);
      g_assert_no_error (error);
      self->desk.profile.now += 60;
    }
  g_assert_true (foyer_db_today (self->desk.db, &day, &error));
  slip = foyer_till_report_read_days (self->desk.db, day - 1, 3, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    paper_assert_inside (slip, papers[i]);
  text = paper_read_text (slip, FOYER_PAPER_LETTER, self->path);
  if (text == NULL)
    return;
  paper_assert_says (text,
                     "Till Report · Nov 22, 2026 to Nov 24, 2026 · Harbor Dermatology");
  paper_assert_says (text, "Page 2 of ");
  paper_assert_says (text, "Nothing was taken or paid back.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/money-paper/receipt-of-a-split-sale", test_receipt_of_a_split_sale);
  ADD ("/money-paper/copy-in-the-language-of-the-patient",
       test_copy_in_the_language_of_the_patient);
  ADD ("/money-paper/right-to-left", test_right_to_left);
  ADD ("/money-paper/table-from-right-to-left", test_table_from_right_to_left);
  ADD ("/money-paper/unknown-language-is-that-of-the-clinic",
       test_unknown_language_is_that_of_the_clinic);
  ADD ("/money-paper/cut-catalogue-is-no-trap", test_cut_catalogue_is_no_trap);
  ADD ("/money-paper/refund-says-so", test_refund_says_so);
  ADD ("/money-paper/unknown-receipt-is-refused", test_unknown_receipt_is_refused);
  ADD ("/money-paper/voucher-can-be-scanned", test_voucher_can_be_scanned);
  ADD ("/money-paper/report-of-a-till", test_report_of_a_till);
  ADD ("/money-paper/day-is-what-the-ledger-says", test_day_is_what_the_ledger_says);
  ADD ("/money-paper/long-report-has-more-pages", test_long_report_has_more_pages);
#undef ADD

  return g_test_run ();
}
