/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-till-report.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-tills.h"

#include <glib/gi18n-lib.h>

/* What the parts of a report have in common. */
typedef struct
{
  FoyerDb     *db;     /* (unowned) */
  FoyerClinic *clinic; /* (unowned) */
  FoyerZone   *zone;   /* (unowned) */
  GPtrArray   *staff;  /* (unowned) of FoyerUser */
  FoyerSlip   *slip;   /* (unowned) */
} Reading;

static const FoyerSlipColumn columns[] = {
  { 0.28, FALSE }, { 0.18, FALSE }, { 0.18, TRUE }, { 0.18, TRUE }, { 0.18, TRUE },
};

static const char *
name_staff (Reading *reading, gint64 id)
{
  for (guint i = 0; i < reading->staff->len; i++)
    if (foyer_record_get_id (reading->staff->pdata[i]) == id)
      return FOYER_USER (reading->staff->pdata[i])->name;

  return "";
}

static char *
format_money (Reading *reading, gint64 minor)
{
  g_autofree char *amount = foyer_format_money (ABS (minor), reading->clinic->currency);

  return minor < 0 ? g_strconcat ("−", amount, NULL) : g_steal_pointer (&amount);
}

static void
put_money (Reading *reading, FoyerPenStyle style, const char *label, gint64 minor)
{
  g_autofree char *amount = format_money (reading, minor);

  foyer_slip_put_pair (reading->slip, style, label, amount);
}

static void
put_line (Reading      *reading,
          FoyerPenStyle style,
          const char   *who,
          const char   *tender,
          gint64        in_minor,
          gint64        out_minor)
{
  g_autofree char *in = format_money (reading, in_minor);
  g_autofree char *out = format_money (reading, out_minor);
  g_autofree char *rest = format_money (reading, in_minor - out_minor);
  const char      *texts[] = { who, tender, in, out, rest };

  foyer_slip_put_row (reading->slip, style, columns, G_N_ELEMENTS (columns), texts);
}

static void
put_headings (Reading *reading)
{
  const char *texts[] = {
    C_ ("till report", "Who"),      C_ ("till report", "Method"),
    C_ ("till report", "Came in"),  C_ ("till report", "Paid back"),
    C_ ("till report", "Together"),
  };

  foyer_slip_put_row (reading->slip, FOYER_PEN_STRONG, columns, G_N_ELEMENTS (columns),
                      texts);
  foyer_slip_put_rule (reading->slip);
}

/* By person and method, then by method. */
static void
put_lines (Reading *reading, GArray *lines)
{
  gint64 all_in = 0, all_out = 0;

  if (lines->len == 0)
    {
      foyer_slip_put (reading->slip, FOYER_PEN_BODY,
                      C_ ("till report", "Nothing was taken or paid back."));
      return;
    }
  put_headings (reading);
  for (guint i = 0; i < lines->len; i++)
    {
      const FoyerTillLine *line = &g_array_index (lines, FoyerTillLine, i);

      put_line (reading, FOYER_PEN_PLAIN, name_staff (reading, line->staff_id),
                foyer_words_tender (line->tender), line->in_minor, line->out_minor);
      all_in += line->in_minor;
      all_out += line->out_minor;
    }
  foyer_slip_put_rule (reading->slip);
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
        put_line (reading, FOYER_PEN_PLAIN, C_ ("till report", "Everybody"),
                  foyer_words_tender (tender), in, out);
    }
  put_line (reading, FOYER_PEN_STRONG, C_ ("till report", "Sum"), "", all_in, all_out);
}

static void
put_who_when (Reading *reading, const char *label, gint64 staff_id, gint64 at)
{
  g_autofree char *when = foyer_format_when (reading->zone, at);
  g_autofree char *what =
      g_strdup_printf ("%s · %s", label, name_staff (reading, staff_id));

  foyer_slip_put_pair (reading->slip, FOYER_PEN_BODY, what, when);
}

static gboolean
put_counts (Reading *reading, FoyerTill *till, GError **error)
{
  g_autoptr (GPtrArray) counts = foyer_tills_list_counts (
      reading->db, foyer_record_get_id (FOYER_RECORD (till)), error);
  const FoyerTillCount *before = NULL;

  if (counts == NULL)
    return FALSE;
  for (guint i = 0; i < counts->len; i++)
    {
      const FoyerTillCount *count = counts->pdata[i];
      g_autofree char      *piece = format_money (reading, count->denomination_minor);
      /* Translators: how many notes or coins, and of what value: 5 × $20.00 */
      g_autofree char *label = g_strdup_printf (C_ ("till report", "%1$u × %2$s"),
                                                (guint) count->pieces, piece);

      if (before == NULL || before->at != count->at ||
          before->staff_id != count->staff_id)
        {
          g_autofree char *when = foyer_format_when (reading->zone, count->at);
          /* Translators: who has counted the cash, and when. */
          g_autofree char *head =
              g_strdup_printf (C_ ("till report", "Counted by %1$s, %2$s"),
                               name_staff (reading, count->staff_id), when);

          foyer_slip_put_gap (reading->slip);
          foyer_slip_put (reading->slip, FOYER_PEN_STRONG, head);
        }
      put_money (reading, FOYER_PEN_PLAIN, label,
                 count->denomination_minor * count->pieces);
      before = count;
    }

  return TRUE;
}

static gboolean
put_cash (Reading *reading, FoyerTill *till, GError **error)
{
  gint64 cash;

  if (!foyer_tills_sum_cash (reading->db, till, &cash, error))
    return FALSE;
  foyer_slip_put_gap (reading->slip);
  foyer_slip_put (reading->slip, FOYER_PEN_HEADING, C_ ("till report", "Cash"));
  put_money (reading, FOYER_PEN_BODY, C_ ("till report", "Float"), till->float_minor);
  put_money (reading, FOYER_PEN_BODY, C_ ("till report", "Taken and paid back"),
             cash - till->float_minor);
  put_money (reading, FOYER_PEN_BODY, C_ ("till report", "Should be there"), cash);
  if (till->state == FOYER_TILL_STATE_OPEN)
    return TRUE;
  put_money (reading, FOYER_PEN_BODY, C_ ("till report", "Counted"), till->counted_minor);
  put_money (reading, FOYER_PEN_SUM, C_ ("till report", "Difference"),
             till->counted_minor - till->expected_minor);
  foyer_slip_put (reading->slip, FOYER_PEN_BODY, till->reason);

  return put_counts (reading, till, error);
}

static void
put_times (Reading *reading, FoyerTill *till)
{
  put_who_when (reading, C_ ("till report", "Opened"), till->opened_by, till->opened_at);
  if (till->state == FOYER_TILL_STATE_CLOSED)
    put_who_when (reading, C_ ("till report", "Closed"), till->closed_by,
                  till->closed_at);
  else
    foyer_slip_put (reading->slip, FOYER_PEN_BADGE,
                    till->state == FOYER_TILL_STATE_OPEN
                        ? C_ ("till report", "Still open")
                        : C_ ("till report", "Waits for the second count"));
  foyer_slip_put_gap (reading->slip);
}

static gboolean
prepare (Reading      *reading,
         FoyerDb      *db,
         FoyerClinic **out_clinic,
         GPtrArray   **out_staff,
         GError      **error)
{
  reading->db = db;
  if ((*out_clinic = foyer_catalogue_get_clinic (db, error)) == NULL ||
      (reading->zone = foyer_db_get_zone (db, error)) == NULL ||
      (*out_staff = foyer_catalogue_list (db, FOYER_TYPE_USER, FALSE, error)) == NULL)
    return FALSE;
  reading->clinic = *out_clinic;
  reading->staff = *out_staff;

  return TRUE;
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
  g_autoptr (FoyerTongue) tongue = foyer_tongue_new (NULL);
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autoptr (GPtrArray) staff = NULL;
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (GArray) lines = NULL;
  g_autoptr (FoyerSlip) slip = NULL;
  g_autofree char *drawer = NULL;
  Reading          reading = { 0 };

  if (!prepare (&reading, db, &clinic, &staff, error) ||
      (till = foyer_catalogue_get (db, FOYER_TYPE_TILL, till_id, error)) == NULL ||
      (lines = foyer_tills_report (db, foyer_record_get_uid (FOYER_RECORD (till)),
                                   error)) == NULL)
    return NULL;
  slip = foyer_slip_new (clinic, tongue, C_ ("till report", "Till Report"));
  reading.slip = slip;
  /* Translators: the letters of a desk. */
  drawer = g_strdup_printf (C_ ("till report", "Till %s"), till->drawer);
  foyer_slip_put (slip, FOYER_PEN_HEADING, drawer);
  put_times (&reading, till);
  put_lines (&reading, lines);
  if (!put_cash (&reading, till, error))
    return NULL;

  return g_steal_pointer (&slip);
}

/* One line for each till: whose count came to what. */
static gboolean
put_till (Reading *reading, FoyerTill *till, GError **error)
{
  g_autofree char *when = foyer_format_when (reading->zone, till->opened_at);
  /* Translators: the letters of a desk, and when its till was opened. */
  g_autofree char *label =
      g_strdup_printf (C_ ("till report", "Till %1$s, %2$s"), till->drawer, when);
  gint64 cash;

  if (!foyer_tills_sum_cash (reading->db, till, &cash, error))
    return FALSE;
  put_money (reading, FOYER_PEN_STRONG, label, cash - till->float_minor);
  if (till->state != FOYER_TILL_STATE_CLOSED)
    foyer_slip_put (reading->slip, FOYER_PEN_BADGE, C_ ("till report", "Not closed"));
  else if (till->counted_minor != till->expected_minor)
    {
      put_money (reading, FOYER_PEN_PLAIN, C_ ("till report", "Difference"),
                 till->counted_minor - till->expected_minor);
      foyer_slip_put (reading->slip, FOYER_PEN_PLAIN, till->reason);
    }

  return TRUE;
}

static char *
describe_days (int first_day, int n_days)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (n_days == 1)
    return foyer_format_day_long (first_day);
  first = foyer_format_day (first_day);
  last = foyer_format_day (first_day + n_days - 1);

  /* Translators: from one date to another. */
  return g_strdup_printf (C_ ("till report", "%1$s to %2$s"), first, last);
}

/* The tills that were opened in the time, and how each was counted. */
static gboolean
put_tills (Reading *reading, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) tills = foyer_tills_list (reading->db, from, to, error);

  if (tills == NULL)
    return FALSE;
  if (tills->len == 0)
    return TRUE;
  foyer_slip_put_gap (reading->slip);
  foyer_slip_put (reading->slip, FOYER_PEN_HEADING,
                  C_ ("till report", "Cash taken and paid back, by till"));
  for (guint i = 0; i < tills->len; i++)
    if (!put_till (reading, tills->pdata[i], error))
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
  g_autoptr (FoyerTongue) tongue = foyer_tongue_new (NULL);
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autoptr (GPtrArray) staff = NULL;
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GArray) outside = NULL;
  g_autoptr (FoyerSlip) slip = NULL;
  g_autofree char *days = describe_days (first_day, n_days);
  gint64           from, to;
  Reading          reading = { 0 };

  if (!prepare (&reading, db, &clinic, &staff, error))
    return NULL;
  from = foyer_zone_day_start (reading.zone, first_day);
  to = foyer_zone_day_start (reading.zone, first_day + n_days);
  if ((lines = foyer_tills_report_between (db, from, to, FALSE, error)) == NULL ||
      (outside = foyer_tills_report_between (db, from, to, TRUE, error)) == NULL)
    return NULL;
  slip = foyer_slip_new (clinic, tongue, C_ ("till report", "Till Report"));
  reading.slip = slip;
  foyer_slip_put (slip, FOYER_PEN_HEADING, days);
  foyer_slip_put_gap (slip);
  put_lines (&reading, lines);
  if (outside->len > 0)
    {
      foyer_slip_put_gap (slip);
      foyer_slip_put (slip, FOYER_PEN_HEADING, C_ ("till report", "Of it in no till"));
      put_lines (&reading, outside);
    }

  return put_tills (&reading, from, to, error) ? g_steal_pointer (&slip) : NULL;
}
