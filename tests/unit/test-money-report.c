/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-money-report.h"

#include "present/foyer-format.h"
#include "print/foyer-till-report.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-money-reports.h"
#include "store/foyer-tills.h"
#include "tests/unit/paper.h"

#include <string.h>

typedef struct
{
  Desk  desk;
  int   day;
  char *code; /* (owned) of a gift card that is partly spent */
  char *path; /* (owned) of a PDF */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  desk_set_up (&self->desk, NULL);
  if (data != NULL)
    paper_set_currency (&self->desk, data);
  self->path = g_build_filename (self->desk.profile.folder, "report.pdf", NULL);
  g_assert_true (foyer_db_today (self->desk.db, &self->day, &error));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->code);
  g_free (self->path);
  desk_tear_down (&self->desk, NULL);
}

static void
fill (Fixture *self)
{
  paper_fill_desk (&self->desk, &self->code);
}

/* The text of a report of @n_days from @first_day; NULL without the tool. */
static char *
read_report (Fixture *self, FoyerMoneyReport kind, int first_day, int n_days)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSlip) slip =
      foyer_money_report_read (self->desk.db, kind, first_day, n_days, &error);

  g_assert_no_error (error);
  paper_assert_inside (slip, FOYER_PAPER_LETTER);
  paper_assert_inside (slip, FOYER_PAPER_A4);

  return paper_read_text (slip, FOYER_PAPER_LETTER, self->path);
}

/* The last line that begins with @label and has @minor as its last amount. */
static void
assert_line (const char *text, const char *label, gint64 minor, const char *currency)
{
  g_autofree char *narrow = foyer_format_money (minor, currency);
  g_auto (GStrv) parts = g_strsplit (narrow, "\u202f", -1);
  g_autofree char *amount = g_strjoinv (" ", parts);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);
      const char *last = g_strrstr (line, "  ");

      if (g_str_has_prefix (line, label) &&
          g_str_equal (last != NULL ? last + 2 : "", amount))
        return;
    }
  g_error ("No line “%s … %s” in:\n%s", label, amount, text);
}

static gint64
sum_till_report (Desk *desk, gint64 from, gint64 to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lines =
      foyer_tills_report_between (desk->db, from, to, FALSE, &error);
  gint64 sum = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < lines->len; i++)
    sum += g_array_index (lines, FoyerTillLine, i).in_minor -
           g_array_index (lines, FoyerTillLine, i).out_minor;

  return sum;
}

/* To the cent, in currencies of two, no and three decimals. */
static void
test_sums_are_those_of_the_store (Fixture *self, gconstpointer data)
{
  Desk            *desk = &self->desk;
  g_autofree char *ledger = NULL;
  g_autofree char *till = NULL;
  g_autofree char *cards = NULL;
  g_autofree char *held = NULL;
  g_autofree char *kept = NULL;
  gint64           money;

  fill (self);
  money = sum_till_report (desk, 0, G_MAXINT64);
  g_assert_cmpint (money, >, 0);
  g_assert_cmpint (money, ==,
                   desk_query (desk, "SELECT sum (money_minor) FROM ledger_effect"));
  ledger = read_report (self, FOYER_MONEY_REPORT_LEDGER, self->day, 1);
  if (ledger == NULL)
    return;
  assert_line (ledger, "Sum", money, data);
  till = read_report (self, FOYER_MONEY_REPORT_TILL, self->day, 1);
  assert_line (till, "Sum", money, data);
  cards = read_report (self, FOYER_MONEY_REPORT_GIFT_CARDS, self->day, 1);
  assert_line (cards, "Sum",
               desk_query (desk, "SELECT sum (card_minor) FROM ledger_effect"), data);
  held = read_report (self, FOYER_MONEY_REPORT_HELD, self->day, 1);
  assert_line (held, "Sum",
               desk_query (desk, "SELECT sum (booking_minor) FROM ledger_effect"), data);
  kept = read_report (self, FOYER_MONEY_REPORT_KEPT, self->day, 1);
  assert_line (
      kept, "Sum",
      desk_query (desk,
                  "SELECT sum (amount_minor) FROM ledger_entry WHERE kind = 'forfeit'"),
      data);
}

static void
test_codes_are_on_no_report (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerGiftCard) card = NULL;

  fill (self);
  card = foyer_gift_cards_find (self->desk.db, self->code, &error);
  g_assert_no_error (error);
  for (FoyerMoneyReport kind = 0; kind <= FOYER_MONEY_REPORT_KEPT; kind++)
    {
      g_autofree char *text = read_report (self, kind, self->day, 1);

      if (text == NULL)
        return;
      g_assert_null (strstr (text, self->code));
      if (kind == FOYER_MONEY_REPORT_GIFT_CARDS || kind == FOYER_MONEY_REPORT_LEDGER)
        paper_assert_says (text, card->last_four);
    }
}

static void
test_time_is_kept_to (Fixture *self, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *held = NULL;

  fill (self);
  before = read_report (self, FOYER_MONEY_REPORT_LEDGER, self->day - 31, 31);
  if (before == NULL)
    return;
  paper_assert_says (before, "There is no entry of that time.");
  held = read_report (self, FOYER_MONEY_REPORT_HELD, self->day - 31, 31);
  paper_assert_says (held, "No deposit is held.");
  after = read_report (self, FOYER_MONEY_REPORT_KEPT, self->day + 1, 1);
  paper_assert_says (after, "Nothing was kept in that time.");
}

/* A sheet that was torn off a long report can be read. */
static void
test_every_page_has_the_headings (Fixture *self, gconstpointer data)
{
  const FoyerGiftPayment payment = { 123456, FOYER_TENDER_CASH, NULL };
  g_autofree char       *text = NULL;
  g_auto (GStrv) pages = NULL;
  guint n_pages;

  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *code = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerGiftCard) card = foyer_gift_cards_sell (
          self->desk.db, self->desk.clerk, &payment, 1, NULL, &code, &error);

      g_assert_no_error (error);
      self->desk.profile.now += 60;
    }
  text = read_report (self, FOYER_MONEY_REPORT_LEDGER, self->day, 1);
  if (text == NULL)
    return;
  pages = g_strsplit (text, "\f", -1);
  n_pages = g_strv_length (pages) - 1;
  g_assert_cmpuint (n_pages, >=, 3);
  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *number = g_strdup_printf ("Page %u of %u", i + 1, n_pages);

      paper_assert_says (pages[i], "In and out");
      paper_assert_says (pages[i], "Monday, November 23, 2026");
      paper_assert_says (pages[i], number);
      if (i + 1 < n_pages)
        g_assert_null (strstr (pages[i], "Sum"));
    }
  assert_line (pages[n_pages - 1], "Sum", 150 * 123456, "USD");
}

static void
test_roles_are_obeyed (Fixture *self, gconstpointer data)
{
  static const char exports[] =
      "SELECT count (*) FROM audit WHERE action = 'export' AND outcome = 'done'";
  static const char denied[] =
      "SELECT count (*) FROM audit WHERE action = 'export' AND outcome = 'denied'";
  Desk *desk = &self->desk;
  g_autoptr (GError) error = NULL;

  for (FoyerMoneyReport kind = 0; kind <= FOYER_MONEY_REPORT_KEPT; kind++)
    {
      const gboolean is_till = kind == FOYER_MONEY_REPORT_TILL;

      g_assert_true (foyer_money_report_allows (kind, FOYER_ROLE_MANAGER));
      g_assert_true (foyer_money_report_allows (kind, FOYER_ROLE_DESK) == is_till);
      g_assert_true (foyer_money_report_note (desk->db, desk->manager, kind, &error));
      g_assert_no_error (error);
      if (is_till)
        continue;
      g_assert_false (foyer_money_report_note (desk->db, desk->clerk, kind, &error));
      g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
      g_clear_error (&error);
    }
  g_assert_cmpint (desk_query (desk, exports), ==, FOYER_MONEY_REPORT_KEPT);
  g_assert_cmpint (desk_query (desk, denied), ==, FOYER_MONEY_REPORT_KEPT);
}

#define ADD(path, data, func)                                                            \
  g_test_add ("/money-report/" path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("sums/dollar", "USD", test_sums_are_those_of_the_store);
  ADD ("sums/yen", "JPY", test_sums_are_those_of_the_store);
  ADD ("sums/dinar", "KWD", test_sums_are_those_of_the_store);
  ADD ("codes", NULL, test_codes_are_on_no_report);
  ADD ("time", NULL, test_time_is_kept_to);
  ADD ("pages", NULL, test_every_page_has_the_headings);
  ADD ("roles", NULL, test_roles_are_obeyed);

  return g_test_run ();
}
