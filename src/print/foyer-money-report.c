/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-money-report.h"

#include "model/foyer-permission.h"
#include "present/foyer-format.h"
#include "print/foyer-money-report-private.h"
#include "print/foyer-till-report.h"
#include "store/foyer-dump.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (FoyerMoneyReport,
                    foyer_money_report,
                    G_DEFINE_ENUM_VALUE (FOYER_MONEY_REPORT_TILL, "till"),
                    G_DEFINE_ENUM_VALUE (FOYER_MONEY_REPORT_LEDGER, "ledger"),
                    G_DEFINE_ENUM_VALUE (FOYER_MONEY_REPORT_GIFT_CARDS, "gift-cards"),
                    G_DEFINE_ENUM_VALUE (FOYER_MONEY_REPORT_HELD, "deposits-held"),
                    G_DEFINE_ENUM_VALUE (FOYER_MONEY_REPORT_KEPT, "deposits-kept"))

/**
 * foyer_money_report_get_title:
 * @kind: a report
 *
 * Returns: (transfer none): what it is called
 */
const char *
foyer_money_report_get_title (FoyerMoneyReport kind)
{
  switch (kind)
    {
    case FOYER_MONEY_REPORT_LEDGER:
      return C_ ("money report", "Ledger");
    case FOYER_MONEY_REPORT_GIFT_CARDS:
      return C_ ("money report", "Owed on Gift Cards");
    case FOYER_MONEY_REPORT_HELD:
      return C_ ("money report", "Deposits Held");
    case FOYER_MONEY_REPORT_KEPT:
      return C_ ("money report", "Deposits Kept");
    case FOYER_MONEY_REPORT_TILL:
    default:
      return C_ ("till report", "Till Report");
    }
}

/**
 * foyer_money_report_allows:
 * @kind: a report
 * @role: the role of who asks for it
 *
 * Returns: whether @role may have it: whoever takes money may see what was taken, and with the
 *   others data of all patients leave the program
 */
gboolean
foyer_money_report_allows (FoyerMoneyReport kind, FoyerRole role)
{
  return kind == FOYER_MONEY_REPORT_TILL ||
         foyer_permission_allows (role, FOYER_ACTION_EXPORT);
}

/**
 * foyer_money_report_note:
 * @db: a connection that can write, with no transaction under way
 * @actor: (nullable): who asks for a report
 * @kind: which
 * @error: return location for an error
 *
 * Checks that @actor may have a report, and leaves a row in the audit trail if data of
 * patients leave the program with it.
 *
 * Errors: `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_money_report_note (FoyerDb         *db,
                         FoyerUser       *actor,
                         FoyerMoneyReport kind,
                         GError         **error)
{
  g_autofree char *what =
      g_strdup_printf ("{\"export\":[null,\"%s\"]}",
                       foyer_enum_to_nick (FOYER_TYPE_MONEY_REPORT, (int) kind));

  return kind == FOYER_MONEY_REPORT_TILL || foyer_dump_note (db, actor, what, error);
}

/* As of the end of a day, or of now if that is still to come. */
static char *
describe_end (FoyerReport *report, int last_day, gint64 to)
{
  const gint64     now = foyer_db_now (report->db);
  g_autofree char *when = to > now ? foyer_format_when (report->zone, now)
                                   : foyer_report_describe_days (last_day, 1);

  if (to > now)
    /* Translators: %s is a date and time. */
    return g_strdup_printf (C_ ("money report", "On %s"), when);

  /* Translators: %s is a date. */
  return g_strdup_printf (C_ ("money report", "At the end of %s"), when);
}

/**
 * foyer_money_report_read:
 * @db: a connection
 * @kind: which report
 * @first_day: days since 1970-01-01
 * @n_days: how many days, 1 or more
 * @error: return location for an error
 *
 * Reads a report of some days, or of what stood at the end of the last of them.
 *
 * Returns: (transfer full): the report, or `NULL` on error
 */
FoyerSlip *
foyer_money_report_read (
    FoyerDb *db, FoyerMoneyReport kind, int first_day, int n_days, GError **error)
{
  const gboolean is_of_end =
      kind == FOYER_MONEY_REPORT_GIFT_CARDS || kind == FOYER_MONEY_REPORT_HELD;
  g_auto (FoyerReport) report = { 0 };
  g_autofree char *subject = NULL;
  gint64           from, to;
  gboolean         ok;

  if (kind == FOYER_MONEY_REPORT_TILL)
    return foyer_till_report_read_days (db, first_day, n_days, error);
  if (!foyer_report_prepare (&report, db, error))
    return NULL;
  from = foyer_zone_day_start (report.zone, first_day);
  to = foyer_zone_day_start (report.zone, first_day + n_days);
  subject = is_of_end ? describe_end (&report, first_day + n_days - 1, to)
                      : foyer_report_describe_days (first_day, n_days);
  foyer_report_put_head (&report, foyer_money_report_get_title (kind), subject);
  switch (kind)
    {
    case FOYER_MONEY_REPORT_LEDGER:
      ok = foyer_money_report_put_ledger (&report, from, to, error);
      break;
    case FOYER_MONEY_REPORT_GIFT_CARDS:
      ok = foyer_money_report_put_gift_cards (&report, to, error);
      break;
    case FOYER_MONEY_REPORT_HELD:
      ok = foyer_money_report_put_held (&report, to, error);
      break;
    case FOYER_MONEY_REPORT_KEPT:
    case FOYER_MONEY_REPORT_TILL:
    default:
      ok = foyer_money_report_put_kept (&report, from, to, error);
      break;
    }

  return ok ? foyer_report_finish (&report) : NULL;
}
