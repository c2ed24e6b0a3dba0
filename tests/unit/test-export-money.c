/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-export.h"

#include "store/foyer-catalogue.h"
#include "store/foyer-deposits.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-ledger.h"
#include "store/foyer-money-reports.h"
#include "store/foyer-tills.h"
#include "tests/unit/desk.h"

#include <string.h>

static FoyerGiftCard *
sell (Desk *desk, gint64 amount_minor)
{
  const FoyerGiftPayment payment = { amount_minor, FOYER_TENDER_CASH, NULL };
  g_autofree char       *code = NULL;
  g_autoptr (GError) error = NULL;
  FoyerGiftCard *card =
      foyer_gift_cards_sell (desk->db, desk->clerk, &payment, 1, NULL, &code, &error);

  g_assert_no_error (error);

  return card;
}

static gint64
book (Desk *desk, int hour, FoyerGiftCard *card)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, hour, 0);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, 4000,
                                                foyer_record_get_id (FOYER_RECORD (card)),
                                                NULL));
  g_ptr_array_add (list, foyer_payment_new_for (FOYER_TENDER_CASH, 8500, 0, NULL));
  request.payments = list;

  return desk_book (desk, &request);
}

static void
forfeit (Desk *desk, gint64 id, const char *reason)
{
  const FoyerBookingEnding   ending = { id, FOYER_BOOKING_STATE_CANCELLED,
                                        FOYER_CANCEL_REASON_PATIENT, NULL };
  g_autofree char           *operation = g_uuid_string_random ();
  const FoyerDepositDecision decision = { operation, FOYER_DEPOSIT_OUTCOME_FORFEIT, 0,
                                          reason, NULL };
  g_autoptr (GError) error = NULL;

  foyer_deposits_end (desk->db, desk->manager, &ending, &decision, &error);
  g_assert_no_error (error);
}

static char *export(Desk *desk, const char *name)
{
  g_autofree char     *folder = g_build_filename (desk->profile.folder, "out", NULL);
  g_autofree char     *path = g_build_filename (folder, name, NULL);
  const FoyerExportJob job = { .folder = folder };
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  foyer_export_money (desk->db, desk->manager, &job, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  profile_remove_folder (folder);

  return text;
}

static guint
count_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  return g_strv_length (lines) - 2;
}

static void
test_gift_cards (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) old = sell (desk, 5000);
  g_autoptr (FoyerGiftCard) new = NULL;
  g_autofree char *cards = NULL;
  g_autofree char *ages = NULL;

  book (desk, 9, old);
  desk->profile.now += G_GINT64_CONSTANT (370) * 86400;
  new = sell (desk, 2500);

  cards = export(desk, "gift-cards.csv");
  g_assert_cmpuint (count_lines (cards), ==, 2);
  g_assert_nonnull (strstr (cards, ",50.00,40.00,10.00\r\n"));
  g_assert_nonnull (strstr (cards, ",25.00,0.00,25.00\r\n"));
  ages = export(desk, "gift-card-liability.csv");
  g_assert_cmpstr (ages, ==,
                   "\"age\",\"cards\",\"left\",\"currency\"\r\n"
                   "\"90-days\",1,25.00,\"USD\"\r\n"
                   "\"1-year\",0,0.00,\"USD\"\r\n"
                   "\"2-years\",1,10.00,\"USD\"\r\n"
                   "\"5-years\",0,0.00,\"USD\"\r\n"
                   "\"older\",0,0.00,\"USD\"\r\n");
}

/* A card on which nothing is left is owed no more. */
static void
test_liability_ends (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk, 5000);
  g_autofree char *ages = NULL;
  g_autoptr (GError) error = NULL;

  foyer_gift_cards_refund (desk->db, desk->manager,
                           foyer_record_get_id (FOYER_RECORD (card)), "x", &error);
  g_assert_no_error (error);
  ages = export(desk, "gift-card-liability.csv");
  g_assert_nonnull (strstr (ages, "\"90-days\",0,0.00,\"USD\"\r\n"));
}

static void
test_age_of_a_card (Desk *desk, gconstpointer data)
{
  static const struct
  {
    const char  *day;
    FoyerGiftAge age;
  } cases[] = {
    { "2024-02-29", FOYER_GIFT_AGE_90_DAYS }, { "2024-05-29", FOYER_GIFT_AGE_90_DAYS },
    { "2024-05-30", FOYER_GIFT_AGE_1_YEAR },  { "2025-02-28", FOYER_GIFT_AGE_1_YEAR },
    { "2025-03-01", FOYER_GIFT_AGE_2_YEARS }, { "2026-02-28", FOYER_GIFT_AGE_2_YEARS },
    { "2026-03-01", FOYER_GIFT_AGE_5_YEARS }, { "2029-02-28", FOYER_GIFT_AGE_5_YEARS },
    { "2029-03-01", FOYER_GIFT_AGE_OLDER },   { "2023-01-01", FOYER_GIFT_AGE_90_DAYS },
  };
  int paid_day, day;

  g_assert_true (foyer_day_parse ("2024-02-29", &paid_day));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (foyer_day_parse (cases[i].day, &day));
      g_assert_cmpint (foyer_gift_age_of (paid_day, day), ==, cases[i].age);
    }
}

/* What was owed at the end of a year stays what it was. */
static void
test_liability_of_an_earlier_day (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk, 5000);
  const gint64 then = desk->profile.now + 1;
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) held = NULL;
  g_autoptr (GArray) ages = NULL;
  g_autoptr (GArray) now = NULL;
  g_autoptr (GError) error = NULL;

  desk->profile.now += 60;
  book (desk, 9, card);
  desk->profile.now += G_GINT64_CONSTANT (100) * 86400;
  before = foyer_reports_list_gift_ages (desk->db, then - 1, &error);
  ages = foyer_reports_list_gift_ages (desk->db, then, &error);
  now = foyer_reports_list_gift_ages (desk->db, G_MAXINT64, &error);
  held = foyer_reports_list_deposits_held (desk->db, then, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (before, FoyerGiftLiability, 0).n_cards, ==, 0);
  g_assert_cmpint (g_array_index (ages, FoyerGiftLiability, 0).left_minor, ==, 5000);
  g_assert_cmpint (g_array_index (now, FoyerGiftLiability, 0).left_minor, ==, 0);
  g_assert_cmpint (g_array_index (now, FoyerGiftLiability, 1).left_minor, ==, 1000);
  g_assert_cmpuint (held->len, ==, 0);
}

static void
test_deposits (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk, 8000);
  gint64           id = book (desk, 9, card);
  gint64           entry_id;
  g_autofree char *held = NULL;
  g_autofree char *forfeited = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  book (desk, 11, card);
  held = export(desk, "deposits-held.csv");
  g_assert_cmpuint (count_lines (held), ==, 2);
  g_assert_nonnull (strstr (held, ",\"Okonkwo\",\"Maria\","));
  g_assert_nonnull (strstr (held, ",\"booked\","));
  g_assert_nonnull (strstr (held, ",125.00,125.00,\"USD\"\r\n"));

  forfeit (desk, id, "=1+1");
  forfeited = export(desk, "forfeited.csv");
  g_assert_cmpuint (count_lines (forfeited), ==, 2);
  g_assert_nonnull (strstr (forfeited, "\"gift-card\",40.00,\"USD\",\"'=1+1\","));
  g_assert_nonnull (strstr (forfeited, "\"cash\",85.00,\"USD\",\"'=1+1\","));
  g_clear_pointer (&held, g_free);
  held = export(desk, "deposits-held.csv");
  g_assert_cmpuint (count_lines (held), ==, 1);

  /* What was taken back was not kept. */
  entry_id = desk_query (desk, "SELECT id FROM ledger_entry WHERE kind = 'forfeit' AND "
                               "tender = 'cash'");
  foyer_ledger_reverse (desk->db, desk->manager, entry_id, "x", &error);
  g_assert_no_error (error);
  after = export(desk, "forfeited.csv");
  g_assert_cmpuint (count_lines (after), ==, 1);
}

/* A deposit of a visit that took place is not owed to anybody any more. */
static void
test_applied_is_not_held (Desk *desk, gconstpointer data)
{
  static const FoyerBookingState states[] = { FOYER_BOOKING_STATE_ARRIVED,
                                              FOYER_BOOKING_STATE_CHECKED_IN,
                                              FOYER_BOOKING_STATE_COMPLETED };
  g_autoptr (FoyerGiftCard) card = sell (desk, 8000);
  gint64 id = book (desk, 9, card);
  gint64 then;
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) now = NULL;
  g_autoptr (GError) error = NULL;

  book (desk, 11, card);
  desk->profile.now = desk_time (9, 5);
  then = desk->profile.now;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    desk_step (desk, id, states[i]);
  before = foyer_reports_list_deposits_held (desk->db, then, &error);
  now = foyer_reports_list_deposits_held (desk->db, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (before->len, ==, 2);
  g_assert_cmpuint (now->len, ==, 1);
  g_assert_cmpint (g_array_index (now, FoyerDepositHolding, 0).held_minor, ==, 12500);
}

static void
test_digits_of_the_currency (Desk *desk, gconstpointer data)
{
  static const struct
  {
    const char *currency;
    const char *line;
  } cases[] = {
    { "JPY", ",5000,0,5000\r\n" },
    { "KWD", ",5.000,0.000,5.000\r\n" },
  };
  const guint which = GPOINTER_TO_UINT (data);
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (desk->db, NULL);
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  foyer_set_text (&clinic->currency, cases[which].currency);
  foyer_catalogue_save (desk->db, desk->manager, clinic, &error);
  g_assert_no_error (error);
  card = sell (desk, 5000);
  text = export(desk, "gift-cards.csv");
  g_assert_nonnull (strstr (text, cases[which].line));
}

/* Of a time, by person and tender, whatever the till. */
static void
test_takings (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerGiftCard) card = sell (desk, 4000);
  gint64 since = desk->profile.now;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) later = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  desk->profile.now += 60;
  book (desk, 9, card);
  all = foyer_tills_report_between (desk->db, since, since + 61, FALSE, &error);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpint (g_array_index (all, FoyerTillLine, 0).tender, ==, FOYER_TENDER_CASH);
  g_assert_cmpint (g_array_index (all, FoyerTillLine, 0).in_minor, ==, 12500);
  g_assert_cmpint (g_array_index (all, FoyerTillLine, 1).in_minor, ==, 4000);
  later = foyer_tills_report_between (desk->db, since + 1, since + 61, FALSE, &error);
  g_assert_cmpint (g_array_index (later, FoyerTillLine, 0).in_minor, ==, 8500);
  entries = foyer_reports_list_ledger (desk->db, since, since + 60, &error);
  g_assert_cmpuint (entries->len, ==, 1);
}

#define ADD(path, data, func)                                                            \
  g_test_add ("/export-money/" path, Desk, data, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("gift-cards", NULL, test_gift_cards);
  ADD ("liability-ends", NULL, test_liability_ends);
  ADD ("age", NULL, test_age_of_a_card);
  ADD ("liability-of-an-earlier-day", NULL, test_liability_of_an_earlier_day);
  ADD ("deposits", NULL, test_deposits);
  ADD ("applied", NULL, test_applied_is_not_held);
  ADD ("yen", GUINT_TO_POINTER (0), test_digits_of_the_currency);
  ADD ("dinar", GUINT_TO_POINTER (1), test_digits_of_the_currency);
  ADD ("takings", NULL, test_takings);

  return g_test_run ();
}
