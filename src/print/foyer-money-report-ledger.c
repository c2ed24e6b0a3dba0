/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-money-report-private.h"

#include "present/foyer-deposit-words.h"
#include "present/foyer-format.h"
#include "present/foyer-till-words.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-money-reports.h"
#include "store/foyer-tills.h"

#include <glib/gi18n-lib.h>

static const FoyerSlipColumn entry_columns[] = {
  { 0, FALSE },    { 0.2, FALSE }, { 0.39, FALSE }, { 0.2, FALSE },
  { 0.21, FALSE }, { 0, TRUE },    { 0, TRUE },
};
static const FoyerSlipColumn sum_columns[] = {
  { 1, FALSE },
  { 0, TRUE },
  { 0, TRUE },
  { 0, TRUE },
};

/* How many entries of a kind there are, and what they come to. */
typedef struct
{
  gint64 n;
  gint64 amount_minor;
  gint64 money_minor;
} Sum;

typedef struct
{
  FoyerReport *report; /* (unowned) */
  Sum          kinds[FOYER_LEDGER_KIND_GIFT_RESTORE + 1];
  Sum          all;
  int          day; /* of the entry before */
} Ledger;

static char *
describe_method (Ledger *self, FoyerLedgerEntry *entry, GError **error)
{
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autofree char *tender = NULL;
  const char      *parts[4] = { NULL };
  guint            n = 0;

  if (entry->tender == FOYER_TENDER_GIFT_CARD && entry->gift_card_uid != NULL)
    {
      card = foyer_gift_cards_get_by_uid (self->report->db, entry->gift_card_uid, error);
      if (card == NULL)
        return NULL;
    }
  tender =
      foyer_deposit_words_tender (entry->tender, card != NULL ? card->last_four : NULL);
  if (entry->tender != FOYER_TENDER_NONE)
    parts[n++] = tender;
  if (entry->terminal_reference != NULL)
    parts[n++] = entry->terminal_reference;
  if (entry->receipt != NULL)
    parts[n++] = entry->receipt;

  return g_strjoinv (" · ", (char **) parts);
}

static const char *
name_kind (FoyerLedgerEntry *entry)
{
  return entry->kind == FOYER_LEDGER_KIND_TRANSFER && entry->booking_id == 0
             ? C_ ("money report", "Moved to another card")
             : foyer_words_ledger_kind (entry->kind);
}

/* What is taken back stands with what was meant. */
static char *
describe_kind (FoyerLedgerEntry *entry, FoyerLedgerEntry *meant)
{
  return entry == meant
             ? g_strdup (name_kind (entry))
             : g_strdup_printf ("%s: %s", name_kind (entry), name_kind (meant));
}

static void
count_in (Sum *sum, FoyerLedgerEntry *entry, gint64 money_minor)
{
  sum->n++;
  sum->amount_minor += entry->amount_minor;
  sum->money_minor += money_minor;
}

static void
put_day (Ledger *self, FoyerLedgerEntry *entry)
{
  int              day = foyer_zone_get_day (self->report->zone, entry->at);
  g_autofree char *date = NULL;

  if (self->all.n > 0 && day == self->day)
    return;
  self->day = day;
  date = foyer_format_day_long (day);
  foyer_slip_put_group (self->report->slip, date);
}

static gboolean
put_entry (Ledger *self, FoyerLedgerEntry *entry, GError **error)
{
  g_autoptr (FoyerLedgerEntry) meant =
      entry->reverses_id != 0
          ? foyer_catalogue_get (self->report->db, FOYER_TYPE_LEDGER_ENTRY,
                                 entry->reverses_id, error)
          : g_object_ref (entry);
  g_autofree char *time = foyer_format_time (self->report->zone, entry->at);
  g_autofree char *kind = NULL;
  g_autofree char *who = NULL;
  g_autofree char *what = NULL;
  g_autofree char *whom = NULL;
  g_autofree char *method = describe_method (self, entry, error);
  g_autofree char *amount = foyer_format_money (entry->amount_minor, entry->currency);
  g_autofree char *money = NULL;
  const char      *reason = foyer_deposit_words_reason (entry->reason);
  gint64           money_minor;

  if (meant == NULL || method == NULL ||
      !foyer_report_describe_entry (self->report, entry, &who, &what, error))
    return FALSE;
  kind = describe_kind (entry, meant);
  whom = who != NULL ? g_strdup_printf ("%s\n%s", who, what) : g_strdup (what);
  money_minor = foyer_till_words_get_effect (entry, meant);
  money = money_minor != 0 ? foyer_format_money (money_minor, entry->currency) : NULL;
  put_day (self, entry);
  foyer_slip_put_cells (
      self->report->slip, FOYER_PEN_PLAIN,
      (const char *[]){ time, kind, whom, method,
                        foyer_report_name_staff (self->report, entry->staff_id), amount,
                        money });
  if (reason != NULL)
    {
      foyer_slip_keep (self->report->slip);
      foyer_slip_put_cells (
          self->report->slip, FOYER_PEN_PLAIN,
          (const char *[]){ NULL, NULL, reason, NULL, NULL, NULL, NULL });
    }
  count_in (&self->kinds[entry->kind], entry, money_minor);
  count_in (&self->all, entry, money_minor);

  return TRUE;
}

static void
put_sum (Ledger *self, FoyerPenStyle style, const char *label, const Sum *sum)
{
  g_autofree char *n = g_strdup_printf ("%" G_GINT64_FORMAT, sum->n);
  /* What is owed and what is paid have no sum. */
  g_autofree char *amount =
      sum != &self->all ? foyer_report_format_money (self->report, sum->amount_minor)
                        : NULL;
  g_autofree char *money = foyer_report_format_money (self->report, sum->money_minor);

  foyer_slip_put_cells (self->report->slip, style,
                        (const char *[]){ label, n, amount, money });
}

static void
put_sums (Ledger *self)
{
  FoyerSlip *slip = self->report->slip;

  foyer_slip_put_gap (slip);
  foyer_slip_put (slip, FOYER_PEN_HEADING, C_ ("money report", "By kind of entry"));
  foyer_slip_begin_table (slip, sum_columns, G_N_ELEMENTS (sum_columns),
                          (const char *[]){ C_ ("money report", "Entry"),
                                            C_ ("money report", "How many"),
                                            C_ ("money report", "Amount"),
                                            C_ ("money report", "In and out") });
  for (guint i = 0; i < G_N_ELEMENTS (self->kinds); i++)
    if (self->kinds[i].n > 0)
      put_sum (self, FOYER_PEN_PLAIN,
               i == FOYER_LEDGER_KIND_TRANSFER
                   ? C_ ("money report", "Moved to credit or another card")
                   : foyer_words_ledger_kind ((FoyerLedgerKind) i),
               &self->kinds[i]);
  foyer_slip_put_rule (slip);
  put_sum (self, FOYER_PEN_STRONG, C_ ("money report", "Sum"), &self->all);
  foyer_slip_end_table (slip);
}

/* The same money as the till report has it: whoever compares the two finds one sum. */
static gboolean
put_methods (Ledger *self, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GArray) lines =
      foyer_tills_report_between (self->report->db, from, to, FALSE, error);
  FoyerSlip *slip = self->report->slip;
  gint64     all_in = 0, all_out = 0;

  if (lines == NULL)
    return FALSE;
  foyer_slip_put_gap (slip);
  foyer_slip_put (slip, FOYER_PEN_HEADING,
                  C_ ("money report", "By method, as in the till report"));
  foyer_slip_begin_table (slip, sum_columns, G_N_ELEMENTS (sum_columns),
                          (const char *[]){ C_ ("till report", "Method"),
                                            C_ ("till report", "Came in"),
                                            C_ ("till report", "Paid back"),
                                            C_ ("till report", "Together") });
  for (FoyerTender tender = FOYER_TENDER_CASH; tender <= FOYER_TENDER_CREDIT; tender++)
    {
      gint64 in = 0, out = 0;

      for (guint i = 0; i < lines->len; i++)
        {
          const FoyerTillLine *line = &g_array_index (lines, FoyerTillLine, i);

          in += line->tender == tender ? line->in_minor : 0;
          out += line->tender == tender ? line->out_minor : 0;
        }
      if (in != 0 || out != 0)
        foyer_report_put_in_out (self->report, FOYER_PEN_PLAIN,
                                 foyer_words_tender (tender), in, out);
      all_in += in;
      all_out += out;
    }
  foyer_slip_put_rule (slip);
  foyer_report_put_in_out (self->report, FOYER_PEN_STRONG, C_ ("till report", "Sum"),
                           all_in, all_out);
  foyer_slip_end_table (slip);

  return TRUE;
}

gboolean
foyer_money_report_put_ledger (FoyerReport *report,
                               gint64       from,
                               gint64       to,
                               GError     **error)
{
  g_autoptr (GPtrArray) entries = foyer_reports_list_ledger (report->db, from, to, error);
  Ledger self = { .report = report };

  if (entries == NULL)
    return FALSE;
  if (entries->len == 0)
    {
      foyer_slip_put (report->slip, FOYER_PEN_BODY,
                      C_ ("money report", "There is no entry of that time."));
      return TRUE;
    }
  foyer_slip_begin_table (
      report->slip, entry_columns, G_N_ELEMENTS (entry_columns),
      (const char *[]){ C_ ("money report", "Time"), C_ ("money report", "Entry"),
                        C_ ("money report", "For"),
                        C_ ("money report", "Method, receipt"), C_ ("money report", "By"),
                        C_ ("money report", "Amount"),
                        /* Translators: money that came in, less what was paid back. */
                        C_ ("money report", "In and out") });
  for (guint i = 0; i < entries->len; i++)
    if (!put_entry (&self, entries->pdata[i], error))
      return FALSE;
  foyer_slip_end_table (report->slip);
  put_sums (&self);

  return put_methods (&self, from, to, error);
}
