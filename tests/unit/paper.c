/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/paper.h"

#include "print/foyer-day-pages.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-deposits.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-ledger.h"
#include "store/foyer-patients.h"
#include "store/foyer-tills.h"

#include <string.h>

char *
paper_run (const char *command)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  g_autofree char *program = NULL;
  char            *out = NULL;

  g_assert_true (g_shell_parse_argv (command, NULL, &argv, &error));
  program = g_find_program_in_path (argv[0]);
  if (program == NULL)
    {
      g_test_skip (argv[0]);
      return NULL;
    }
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, &out, NULL, NULL, &error);
  g_assert_no_error (error);

  return out;
}

/* Writes a paper to @path; its text, NULL without the tool. */
char *
paper_read_text (FoyerSlip *slip, FoyerPaper paper, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *command = g_strdup_printf ("pdftotext -layout %s -", path);

  g_assert_true (foyer_slip_write_pdf (slip, path, paper, &error));
  g_assert_no_error (error);

  return paper_run (command);
}

void
paper_assert_says (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

/* All ink is inside the margins, and there is some on each page; how many there are. */
guint
paper_assert_ink (const FoyerPrintKind *kind,
                  gconstpointer         document,
                  FoyerPaper            paper,
                  double                margin_pt)
{
  double   width, height;
  gpointer pages;
  guint    n_pages;

  foyer_paper_get_size (paper, &width, &height);
  pages = kind->lay_out (document, width, height);
  n_pages = kind->get_n_pages (pages);
  for (guint page = 0; page < n_pages; page++)
    {
      cairo_surface_t *surface =
          cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
      cairo_t *cr = cairo_create (surface);
      double   x, y, ink_width, ink_height;

      kind->draw (pages, cr, page);
      cairo_destroy (cr);
      cairo_recording_surface_ink_extents (surface, &x, &y, &ink_width, &ink_height);
      cairo_surface_destroy (surface);
      g_assert_cmpfloat (ink_width, >, width / 2);
      g_assert_cmpfloat (x, >=, margin_pt);
      g_assert_cmpfloat (y, >=, margin_pt);
      g_assert_cmpfloat (x + ink_width, <=, width - margin_pt);
      g_assert_cmpfloat (y + ink_height, <=, height - margin_pt);
    }
  kind->free_pages (pages);

  return n_pages;
}

void
paper_assert_inside (FoyerSlip *slip, FoyerPaper paper)
{
  paper_assert_ink (&foyer_slip_print_kind, slip, paper, FOYER_PAGE_MARGIN_PT - 2);
}

void
paper_set_currency (Desk *desk, const char *currency)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (desk->db, &error);

  foyer_set_text (&clinic->currency, currency);
  foyer_catalogue_save (desk->db, desk->manager, clinic, &error);
  g_assert_no_error (error);
}

static gint64
book (Desk *desk, gint64 patient_id, int hour, FoyerGiftCard *card)
{
  FoyerBookingRequest request =
      desk_request (desk, patient_id, desk->cosmetic_id, hour, 0);
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func (g_object_unref);

  if (card != NULL)
    g_ptr_array_add (payments, foyer_payment_new_for (
                                   FOYER_TENDER_GIFT_CARD, 4000,
                                   foyer_record_get_id (FOYER_RECORD (card)), NULL));
  g_ptr_array_add (payments,
                   foyer_payment_new_for (FOYER_TENDER_CARD, card != NULL ? 8500 : 12500,
                                          0, "T-4712"));
  request.payments = payments;
  desk->profile.now += 60;

  return desk_book (desk, &request);
}

static void
end (Desk *desk, gint64 id, FoyerDepositOutcome outcome, const char *reason)
{
  const FoyerBookingEnding   ending = { id, FOYER_BOOKING_STATE_CANCELLED,
                                        FOYER_CANCEL_REASON_PATIENT, NULL };
  g_autofree char           *operation = g_uuid_string_random ();
  const FoyerDepositDecision decision = { operation, outcome, 0, reason, "T-4713" };
  g_autoptr (GError) error = NULL;

  desk->profile.now += 60;
  foyer_deposits_end (desk->db, desk->manager, &ending, &decision, &error);
  g_assert_no_error (error);
}

static void
name_everybody (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPatient) patient =
      foyer_patients_get (desk->db, desk->known_patient_id, &error);

  foyer_set_text (&patient->family, PAPER_LONG_NAME);
  foyer_patients_save (desk->db, desk->manager, patient, &error);
  g_assert_no_error (error);
  foyer_set_text (&desk->clerk->name, PAPER_LONG_WORD " Quartermaine-Featherstonehaugh");
  foyer_catalogue_save (desk->db, desk->manager, desk->clerk, &error);
  g_assert_no_error (error);
}

/* A day at a till with every kind of entry, by people with long names: the clinic keeps 125, and
 * 250 less what was paid back are held; the till is closed with a difference.  @out_code is that
 * of a card with 85 left. */
void
paper_fill_desk (Desk *desk, char **out_code)
{
  const FoyerGiftPayment paid[] = {
    { 4000, FOYER_TENDER_CASH, NULL },
    { 8500, FOYER_TENDER_CARD, "T-4711" },
  };
  const FoyerTillPieces pieces[] = { { 10000, 1 }, { 2000, 3 }, { 25, 3 } };
  g_autofree char      *other_code = NULL;
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autoptr (FoyerGiftCard) other = NULL;
  g_autoptr (GError) error = NULL;
  gint64 word_id, refunded_id, kept_id, entry_id;

  name_everybody (desk);
  word_id = desk_add_patient (desk, PAPER_LONG_WORD, "2026-01-15");
  till = foyer_tills_open (desk->db, desk->clerk, 10000, &error);
  g_assert_no_error (error);
  card = foyer_gift_cards_sell (desk->db, desk->clerk, paid, 2, NULL, out_code, &error);
  g_assert_no_error (error);
  other = foyer_gift_cards_sell (desk->db, desk->clerk, paid, 1, "2031-12-31",
                                 &other_code, &error);
  g_assert_no_error (error);
  book (desk, desk->known_patient_id, 9, card);
  refunded_id = book (desk, word_id, 10, other);
  kept_id = book (desk, word_id, 11, NULL);
  book (desk, word_id, 13, NULL);
  end (desk, kept_id, FOYER_DEPOSIT_OUTCOME_FORFEIT, PAPER_LONG_NAME);
  end (desk, refunded_id, FOYER_DEPOSIT_OUTCOME_REFUND, "Patient is ill");
  entry_id = desk_query (desk, "SELECT max (id) FROM ledger_entry WHERE kind = 'refund'");
  desk->profile.now += 60;
  foyer_ledger_reverse (desk->db, desk->manager, entry_id, "Went to the wrong card",
                        &error);
  g_assert_no_error (error);
  foyer_tills_count (desk->db, desk->clerk, foyer_record_get_id (FOYER_RECORD (till)),
                     pieces, 3, "Three quarters found below the drawer", &error);
  g_assert_no_error (error);
  desk->profile.now += 60;
}
