/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-till-report.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "print/foyer-report-private.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-tills.h"

#include <glib/gi18n-lib.h>

static const FoyerSlipColumn columns[] = {
  { 0.6, FALSE }, { 0.4, FALSE }, { 0, TRUE }, { 0, TRUE }, { 0, TRUE },
};

static void
put_line (FoyerReport  *report,
          FoyerPenStyle style,
          const char   *who,
          const char   *tender,
          gint64        in_minor,
          gint64        out_minor)
{
  g_autofree char *in = foyer_report_format_money (report, in_minor);
  g_autofree char *out = foyer_report_format_money (report, out_minor);
  g_autofree char *rest = foyer_report_format_money (report, in_minor - out_minor);
  const char      *texts[] = { who, tender, in, out, rest };

  foyer_slip_put_cells (report->slip, style, texts);
}

static void
put_headings (FoyerReport *report)
{
  const char *texts[] = {
    C_ ("till report", "Who"),      C_ ("till report", "Method"),
    C_ ("till report", "Came in"),  C_ ("till report", "Paid back"),
    C_ ("till report", "Together"),
  };

  foyer_slip_begin_table (report->slip, columns, G_N_ELEMENTS (columns), texts);
}

/* By person and method, then by method. */
static void
put_lines (FoyerReport *report, GArray *lines)
{
  gint64 all_in = 0, all_out = 0;

  if (lines->len == 0)
    {
      foyer_slip_put (report->slip, FOYER_PEN_BODY,
                      C_ ("till report", "Nothing was taken or paid back."));
      return;
    }
  put_headings (report);
  for (guint i = 0; i < lines->len; i++)
    {
      const FoyerTillLine *line = &g_array_index (lines, FoyerTillLine, i);

      put_line (report, FOYER_PEN_PLAIN, foyer_report_name_staff (report, line->staff_id),
                foyer_words_tender (line->tender), line->in_minor, line->out_minor);
      all_in += line->in_minor;
      all_out += line->out_minor;
    }
  foyer_slip_put_rule (report->slip);
  for (FoyerTender tender = FOYER_TENDER_CASH; tender <= FOYER_TENDER_CREDIT; tender++)
    {
      gint64   in = 0, out = 0;
      gboolean any = FALSE;

      for (guint i = 0; i < lines->len; i++)
        {
          const FoyerTillLine *line = &g_array_index (lines, FoyerTillLine, i);

          any |= line->tender == tender;
          in += line->tender == tender ? line->in_minor : 0;
          out += line->tender == tender ? line->out_minor : 0;
        }
      if (any)
        put_line (report, FOYER_PEN_PLAIN, C_ ("till report", "Everybody"),
                  foyer_words_tender (tender), in, out);
    }
  put_line (report, FOYER_PEN_STRONG, C_ ("till report", "Sum"), "", all_in, all_out);
  foyer_slip_end_table (report->slip);
}

static void
put_who_when (FoyerReport *report, const char *label, gint64 staff_id, gint64 at)
{
  g_autofree char *when = foyer_format_when (report->zone, at);
  g_autofree char *what =
      g_strdup_printf ("%s · %s", label, foyer_report_name_staff (report, staff_id));

  foyer_slip_put_pair (report->slip, FOYER_PEN_BODY, what, when);
}

static gboolean
put_counts (FoyerReport *report, FoyerTill *till, GError **error)
{
  g_autoptr (GPtrArray) counts = foyer_tills_list_counts (
      report->db, foyer_record_get_id (FOYER_RECORD (till)), error);
  const FoyerTillCount *before = NULL;

  if (counts == NULL)
    return FALSE;
  for (guint i = 0; i < counts->len; i++)
    {
      const FoyerTillCount *count = counts->pdata[i];
      g_autofree char      *piece =
          foyer_report_format_money (report, count->denomination_minor);
      /* Translators: how many notes or coins, and of what value: 5 × $20.00 */
      g_autofree char *label = g_strdup_printf (C_ ("till report", "%1$u × %2$s"),
                                                (guint) count->pieces, piece);

      if (before == NULL || before->at != count->at ||
          before->staff_id != count->staff_id)
        {
          g_autofree char *when = foyer_format_when (report->zone, count->at);
          /* Translators: who has counted the cash, and when. */
          g_autofree char *head =
              g_strdup_printf (C_ ("till report", "Counted by %1$s, %2$s"),
                               foyer_report_name_staff (report, count->staff_id), when);

          foyer_slip_put_gap (report->slip);
          foyer_slip_put (report->slip, FOYER_PEN_STRONG, head);
        }
      foyer_report_put_money (report, FOYER_PEN_PLAIN, label,
                              count->denomination_minor * count->pieces);
      before = count;
    }

  return TRUE;
}

static gboolean
put_cash (FoyerReport *report, FoyerTill *till, GError **error)
{
  gint64 cash;

  if (!foyer_tills_sum_cash (report->db, till, &cash, error))
    return FALSE;
  foyer_slip_put_gap (report->slip);
  foyer_slip_put (report->slip, FOYER_PEN_HEADING, C_ ("till report", "Cash"));
  foyer_report_put_money (report, FOYER_PEN_BODY, C_ ("till report", "Float"),
                          till->float_minor);
  foyer_report_put_money (report, FOYER_PEN_BODY,
                          C_ ("till report", "Taken and paid back"),
                          cash - till->float_minor);
  foyer_report_put_money (report, FOYER_PEN_BODY, C_ ("till report", "Should be there"),
                          cash);
  if (till->state == FOYER_TILL_STATE_OPEN)
    return TRUE;
  foyer_report_put_money (report, FOYER_PEN_BODY, C_ ("till report", "Counted"),
                          till->counted_minor);
  foyer_report_put_money (report, FOYER_PEN_SUM, C_ ("till report", "Difference"),
                          till->counted_minor - till->expected_minor);
  foyer_slip_put (report->slip, FOYER_PEN_BODY, till->reason);

  return put_counts (report, till, error);
}

static void
put_times (FoyerReport *report, FoyerTill *till)
{
  put_who_when (report, C_ ("till report", "Opened"), till->opened_by, till->opened_at);
  if (till->state == FOYER_TILL_STATE_CLOSED)
    put_who_when (report, C_ ("till report", "Closed"), till->closed_by, till->closed_at);
  else
    foyer_slip_put (report->slip, FOYER_PEN_BADGE,
                    till->state == FOYER_TILL_STATE_OPEN
                        ? C_ ("till report", "Still open")
                        : C_ ("till report", "Waits for the second count"));
  foyer_slip_put_gap (report->slip);
}

static char *
describe_till (FoyerTill *till, FoyerZone *zone)
{
  g_autofree char *when = foyer_format_when (zone, till->opened_at);

  /* Translators: the letters of a desk, and when its till was opened. */
  return g_strdup_printf (C_ ("till report", "Till %1$s, %2$s"), till->drawer, when);
}

/**
 * foyer_till_report_read:
 * @db: a connection
 * @till_id: a till, open or closed
 * @error: return location for an error
 *
 * Reads what was taken in a till, by person and method, and how it was counted.
 *
 * Returns: (transfer full): the report, or `NULL` on error
 */
FoyerSlip *
foyer_till_report_read (FoyerDb *db, gint64 till_id, GError **error)
{
  g_autoptr (FoyerTill) till = foyer_catalogue_get (db, FOYER_TYPE_TILL, till_id, error);
  g_autoptr (GArray) lines = NULL;
  g_auto (FoyerReport) report = { 0 };
  g_autofree char *drawer = NULL;

  if (till == NULL)
    return NULL;
  drawer = describe_till (till, foyer_db_get_zone (db, NULL));
  lines = foyer_tills_report (db, foyer_record_get_uid (FOYER_RECORD (till)), error);
  if (lines == NULL ||
      !foyer_report_begin (&report, db, C_ ("till report", "Till Report"), drawer, error))
    return NULL;
  put_times (&report, till);
  put_lines (&report, lines);

  return put_cash (&report, till, error) ? foyer_report_finish (&report) : NULL;
}

/* One line for each till: whose count came to what. */
static gboolean
put_till (FoyerReport *report, FoyerTill *till, GError **error)
{
  g_autofree char *label = describe_till (till, report->zone);
  gint64           cash;

  if (!foyer_tills_sum_cash (report->db, till, &cash, error))
    return FALSE;
  foyer_report_put_money (report, FOYER_PEN_STRONG, label, cash - till->float_minor);
  if (till->state != FOYER_TILL_STATE_CLOSED ||
      till->counted_minor != till->expected_minor)
    foyer_slip_keep (report->slip);
  if (till->state != FOYER_TILL_STATE_CLOSED)
    foyer_slip_put (report->slip, FOYER_PEN_BADGE, C_ ("till report", "Not closed"));
  else if (till->counted_minor != till->expected_minor)
    {
      foyer_report_put_money (report, FOYER_PEN_PLAIN, C_ ("till report", "Difference"),
                              till->counted_minor - till->expected_minor);
      foyer_slip_keep (report->slip);
      foyer_slip_put (report->slip, FOYER_PEN_PLAIN, till->reason);
    }

  return TRUE;
}

/* The tills that were opened in the time, and how each was counted. */
static gboolean
put_tills (FoyerReport *report, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) tills = foyer_tills_list (report->db, from, to, error);

  if (tills == NULL)
    return FALSE;
  if (tills->len == 0)
    return TRUE;
  foyer_slip_put_gap (report->slip);
  foyer_slip_put (report->slip, FOYER_PEN_HEADING,
                  C_ ("till report", "Cash taken and paid back, by till"));
  for (guint i = 0; i < tills->len; i++)
    if (!put_till (report, tills->pdata[i], error))
      return FALSE;

  return TRUE;
}

/**
 * foyer_till_report_read_days:
 * @db: a connection
 * @first_day: days since 1970-01-01
 * @n_days: how many days, 1 or more
 * @error: return location for an error
 *
 * Reads what was taken and paid back on some days at all desks, by person and method, what of
 * it was in no till, and how the tills that were opened on these days were counted.
 *
 * Returns: (transfer full): the report, or `NULL` on error
 */
FoyerSlip *
foyer_till_report_read_days (FoyerDb *db, int first_day, int n_days, GError **error)
{
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GArray) outside = NULL;
  g_auto (FoyerReport) report = { 0 };
  g_autofree char *days = foyer_report_describe_days (first_day, n_days);
  gint64           from, to;

  if (!foyer_report_begin (&report, db, C_ ("till report", "Till Report"), days, error))
    return NULL;
  from = foyer_zone_day_start (report.zone, first_day);
  to = foyer_zone_day_start (report.zone, first_day + n_days);
  if ((lines = foyer_tills_report_between (db, from, to, FALSE, error)) == NULL ||
      (outside = foyer_tills_report_between (db, from, to, TRUE, error)) == NULL)
    return NULL;
  put_lines (&report, lines);
  if (outside->len > 0)
    {
      foyer_slip_put_gap (report.slip);
      foyer_slip_put (report.slip, FOYER_PEN_HEADING,
                      C_ ("till report", "Of it in no till"));
      put_lines (&report, outside);
    }

  return put_tills (&report, from, to, error) ? foyer_report_finish (&report) : NULL;
}
