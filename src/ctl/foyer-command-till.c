/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/foyer-command.h"

#include "model/foyer-money.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-dump.h"
#include "store/foyer-money-reports.h"
#include "store/foyer-tills.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
nick_of_tender (FoyerTender tender)
{
  return foyer_enum_to_nick (FOYER_TYPE_TENDER, (int) tender);
}

static char *
dup_name (FoyerDb *db, gint64 staff_id)
{
  char *name = NULL;

  foyer_dump_get_text (db, FOYER_TYPE_USER, staff_id, "name", &name, NULL);

  return name;
}

static json_t *
till_to_json (FoyerDb *db, FoyerTill *till, gint64 expected_minor)
{
  return json_pack (
      "{s:I, s:s, s:s, s:o, s:s, s:I, s:I, s:o, s:o, s:o}", "id",
      (json_int_t) foyer_record_get_id (FOYER_RECORD (till)), "drawer", till->drawer,
      "state", foyer_enum_to_nick (FOYER_TYPE_TILL_STATE, (int) till->state), "opened",
      foyer_json_instant (db, till->opened_at), "currency", till->currency, "float_minor",
      (json_int_t) till->float_minor, "expected_minor", (json_int_t) expected_minor,
      "counted_minor",
      till->counted_at != 0 ? json_integer (till->counted_minor) : json_null (), "closed",
      till->closed_at != 0 ? foyer_json_instant (db, till->closed_at) : json_null (),
      "reason", foyer_json_text (till->reason));
}

static json_t *
lines_to_json (FoyerDb *db, GArray *lines)
{
  json_t *list = json_array ();

  for (guint i = 0; i < lines->len; i++)
    {
      const FoyerTillLine *line = &g_array_index (lines, FoyerTillLine, i);
      g_autofree char     *name = dup_name (db, line->staff_id);

      json_array_append_new (list, json_pack ("{s:o, s:s, s:I, s:I, s:I}", "staff",
                                              foyer_json_text (name), "tender",
                                              nick_of_tender (line->tender), "in_minor",
                                              (json_int_t) line->in_minor, "out_minor",
                                              (json_int_t) line->out_minor, "entries",
                                              (json_int_t) line->n_entries));
    }

  return list;
}

static void
print_lines (FoyerDb *db, GArray *lines, const char *currency)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const FoyerTillLine *line = &g_array_index (lines, FoyerTillLine, i);
      g_autofree char     *name = dup_name (db, line->staff_id);
      g_autofree char     *who = foyer_format_column (name != NULL ? name : "", 24);
      g_autofree char     *tender =
          foyer_format_column (foyer_words_tender (line->tender), 14);
      g_autofree char *in = foyer_format_money (line->in_minor, currency);
      g_autofree char *out = foyer_format_money (line->out_minor, currency);

      g_print ("%s  %s  +%s  −%s\n", who, tender, in, out);
    }
}

/* Prints a till with what was taken in it. */
static FoyerExit
print_till (FoyerInvocation *call, FoyerDb *db, FoyerTill *till)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lines = NULL;
  gint64           expected_minor;
  g_autofree char *expected = NULL;
  g_autofree char *opened = NULL;

  lines = foyer_tills_report (db, foyer_record_get_uid (FOYER_RECORD (till)), &error);
  if (lines == NULL || !foyer_tills_sum_cash (db, till, &expected_minor, &error))
    return foyer_invocation_fail (call, error);
  if (call->json)
    {
      json_t *document = till_to_json (db, till, expected_minor);

      json_object_set_new (document, "lines", lines_to_json (db, lines));
      foyer_invocation_print_json (document);
      return FOYER_EXIT_DONE;
    }

  opened = foyer_format_when (foyer_db_get_zone (db, NULL), till->opened_at);
  expected = foyer_format_money (expected_minor, till->currency);
  /* Translators: %1$s are the letters of a desk, %2$s a date and time, %3$s an amount */
  g_print (_ ("Till %1$s, opened %2$s, %3$s in cash"), till->drawer, opened, expected);
  g_print ("\n");
  print_lines (db, lines, till->currency);

  return FOYER_EXIT_DONE;
}

/* The clinic's currency; NULL after saying why there is none. */
static FoyerClinic *
read_clinic (FoyerInvocation *call, FoyerDb *db, FoyerExit *out_exit)
{
  g_autoptr (GError) error = NULL;
  FoyerClinic *clinic = foyer_catalogue_get_clinic (db, &error);

  if (clinic == NULL)
    *out_exit = foyer_invocation_fail (call, error);

  return clinic;
}

static FoyerExit
open_till (FoyerInvocation *call)
{
  g_autofree char   *amount = NULL;
  const GOptionEntry entries[] = { { "float", 0, 0, G_OPTION_ARG_STRING, &amount,
                                     N_ ("Cash in the drawer, with a decimal point"),
                                     N_ ("AMOUNT") },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerUser) actor = NULL;
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (GError) error = NULL;
  FoyerExit exit_code;
  gint64    float_minor;

  if (!foyer_invocation_parse (call, entries, _ ("open")))
    return FOYER_EXIT_USAGE;
  if (amount == NULL || call->argc != 2)
    return foyer_invocation_usage (call, _ ("The cash in the drawer is needed."));
  db = foyer_invocation_open (call, FOYER_DB_WRITE, &exit_code);
  if (db == NULL)
    return exit_code;
  clinic = read_clinic (call, db, &exit_code);
  if (clinic == NULL)
    return exit_code;
  if (!foyer_money_parse (amount, clinic->currency, &float_minor, NULL))
    return foyer_invocation_usage (call, _ ("That is not an amount, such as 125.50."));
  actor = foyer_catalogue_get_default_actor (db, &error);
  if (actor != NULL)
    till = foyer_tills_open (db, actor, float_minor, &error);
  if (till == NULL)
    return foyer_invocation_fail (call, error);

  return print_till (call, db, till);
}

/* DENOMINATION=PIECES, each. */
static GArray *
read_pieces (FoyerInvocation *call, const char *currency)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FoyerTillPieces));

  for (int i = 2; i < call->argc; i++)
    {
      g_auto (GStrv) parts = g_strsplit (call->argv[i], "=", 2);
      FoyerTillPieces pieces;

      if (g_strv_length (parts) != 2 ||
          !foyer_money_parse (parts[0], currency, &pieces.denomination_minor, NULL) ||
          !g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT32, &pieces.pieces, NULL))
        return NULL;
      g_array_append_val (list, pieces);
    }

  return g_steal_pointer (&list);
}

static FoyerExit
count_till (FoyerInvocation *call)
{
  g_autofree char   *reason = NULL;
  const GOptionEntry entries[] = { { "reason", 0, 0, G_OPTION_ARG_STRING, &reason,
                                     N_ ("Why it is not what it should be"),
                                     N_ ("TEXT") },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerUser) actor = NULL;
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (FoyerTill) counted = NULL;
  g_autoptr (GArray) pieces = NULL;
  g_autoptr (GPtrArray) tills = NULL;
  g_autoptr (GError) error = NULL;
  FoyerExit exit_code;
  gint64    id;

  if (!foyer_invocation_parse (call, entries, _ ("count DENOMINATION=PIECES…")))
    return FOYER_EXIT_USAGE;
  db = foyer_invocation_open (call, FOYER_DB_WRITE, &exit_code);
  if (db == NULL)
    return exit_code;
  clinic = read_clinic (call, db, &exit_code);
  if (clinic == NULL)
    return exit_code;
  pieces = read_pieces (call, clinic->currency);
  if (pieces == NULL)
    return foyer_invocation_usage (
        call, _ ("Each kind of note or coin is counted as 20=3 or 0.25=40."));
  actor = foyer_catalogue_get_default_actor (db, &error);
  if (actor == NULL || !foyer_tills_get_open (db, &till, &error))
    return foyer_invocation_fail (call, error);
  if (till == NULL)
    {
      foyer_store_refuse_rule (&error, "till-needed");
      return foyer_invocation_fail (call, error);
    }
  id = foyer_record_get_id (FOYER_RECORD (till));
  if (!foyer_tills_count (db, actor, id,
                          (const FoyerTillPieces *) (gpointer) pieces->data, pieces->len,
                          reason, &error))
    return foyer_invocation_fail (call, error);

  tills = foyer_tills_list (db, till->opened_at, till->opened_at + 1, &error);
  if (tills == NULL)
    return foyer_invocation_fail (call, error);
  for (guint i = 0; i < tills->len && counted == NULL; i++)
    if (foyer_record_get_id (tills->pdata[i]) == id)
      counted = g_object_ref (tills->pdata[i]);

  return print_till (call, db, counted);
}

static FoyerExit
show_till (FoyerInvocation *call)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (GError) error = NULL;
  FoyerExit exit_code;

  db = foyer_invocation_begin_read (call, entries, _ ("show"), 2, &exit_code);
  if (db == NULL)
    return exit_code;
  if (!foyer_tills_get_open (db, &till, &error))
    return foyer_invocation_fail (call, error);
  if (till != NULL)
    return print_till (call, db, till);
  if (call->json)
    foyer_invocation_print_json (json_null ());
  else
    g_print ("%s\n", _ ("The till of this desk is not open."));

  return FOYER_EXIT_DONE;
}

/**
 * foyer_ctl_read_days:
 * @call: the call
 * @db: a connection, for the zone of the clinic
 * @from: (nullable): first day, `YYYY-MM-DD`; `NULL`: since ever
 * @to: (nullable): last day; `NULL`: until now
 * @out_from: (out): first second
 * @out_to: (out): first second that is too late
 *
 * Returns: `FALSE` after saying what is wrong
 */
gboolean
foyer_ctl_read_days (FoyerInvocation *call,
                     FoyerDb         *db,
                     const char      *from,
                     const char      *to,
                     gint64          *out_from,
                     gint64          *out_to)
{
  FoyerZone *zone = foyer_db_get_zone (db, NULL);
  int        first;
  int        last;

  *out_from = 0;
  *out_to = G_MAXINT64;
  if (zone == NULL || (from != NULL && !foyer_day_parse (from, &first)) ||
      (to != NULL && !foyer_day_parse (to, &last)))
    {
      foyer_invocation_usage (call, _ ("Days are written as 2026-11-23."));
      return FALSE;
    }
  if (from != NULL)
    *out_from = foyer_zone_day_start (zone, first);
  if (to != NULL)
    *out_to = foyer_zone_day_start (zone, last + 1);

  return TRUE;
}

/* What was taken by person and tender: of some days, or of each till of them. */
static FoyerExit
report_tills (FoyerInvocation *call)
{
  g_autofree char   *from_text = NULL;
  g_autofree char   *to_text = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from_text, N_ ("First day"), N_ ("DATE") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to_text, N_ ("Last day"), N_ ("DATE") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autoptr (GPtrArray) tills = NULL;
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  json_t   *list;
  FoyerExit exit_code;
  gint64    from;
  gint64    to;

  db = foyer_invocation_begin_read (call, entries, _ ("report"), 2, &exit_code);
  if (db == NULL)
    return exit_code;
  clinic = read_clinic (call, db, &exit_code);
  if (clinic == NULL)
    return exit_code;
  if (!foyer_ctl_read_days (call, db, from_text, to_text, &from, &to))
    return FOYER_EXIT_USAGE;
  lines = foyer_tills_report_between (db, from, to, FALSE, &error);
  if (lines != NULL)
    tills = foyer_tills_list (db, from, to, &error);
  if (tills == NULL)
    return foyer_invocation_fail (call, error);
  if (!call->json)
    {
      print_lines (db, lines, clinic->currency);
      return FOYER_EXIT_DONE;
    }

  list = json_array ();
  for (guint i = 0; i < tills->len; i++)
    {
      gint64 expected_minor;

      if (!foyer_tills_sum_cash (db, tills->pdata[i], &expected_minor, &error))
        {
          json_decref (list);
          return foyer_invocation_fail (call, error);
        }
      json_array_append_new (list, till_to_json (db, tills->pdata[i], expected_minor));
    }
  foyer_invocation_print_json (json_pack ("{s:s, s:o, s:o}", "currency", clinic->currency,
                                          "lines", lines_to_json (db, lines), "tills",
                                          list));

  return FOYER_EXIT_DONE;
}

/**
 * foyer_command_till:
 * @call: `till open --float AMOUNT | count DENOMINATION=PIECES… [--reason TEXT] | show |
 *   report [--from DATE] [--to DATE]`
 *
 * Opens the till of this desk, counts and closes it, shows it, or sums what was taken.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_till (FoyerInvocation *call)
{
  static const struct
  {
    const char *name;
    FoyerExit (*run) (FoyerInvocation *call);
  } deeds[] = {
    { "open", open_till },
    { "count", count_till },
    { "show", show_till },
    { "report", report_tills },
  };

  for (guint i = 0; call->argc > 1 && i < G_N_ELEMENTS (deeds); i++)
    if (strcmp (call->argv[1], deeds[i].name) == 0)
      return deeds[i].run (call);

  return foyer_invocation_usage (
      call, _ ("What to do with the till is needed: open, count, show or report."));
}

static json_t *
entry_to_json (FoyerDb *db, FoyerLedgerEntry *entry)
{
  g_autofree char *name = dup_name (db, entry->staff_id);

  return json_pack (
      "{s:I, s:o, s:s, s:s, s:I, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id",
      (json_int_t) foyer_record_get_id (FOYER_RECORD (entry)), "at",
      foyer_json_instant (db, entry->at), "kind",
      foyer_enum_to_nick (FOYER_TYPE_LEDGER_KIND, (int) entry->kind), "tender",
      nick_of_tender (entry->tender), "amount_minor", (json_int_t) entry->amount_minor,
      "currency", entry->currency, "staff", foyer_json_text (name), "desk",
      foyer_json_text (entry->desk), "patient_id",
      entry->patient_id != 0 ? json_integer (entry->patient_id) : json_null (),
      "booking_id",
      entry->booking_id != 0 ? json_integer (entry->booking_id) : json_null (), "receipt",
      foyer_json_text (entry->receipt), "terminal_reference",
      foyer_json_text (entry->terminal_reference), "reverses",
      entry->reverses_id != 0 ? json_integer (entry->reverses_id) : json_null (),
      "reason", foyer_json_text (entry->reason));
}

static void
print_entry (FoyerDb *db, FoyerLedgerEntry *entry)
{
  g_autofree char *when = foyer_format_when (foyer_db_get_zone (db, NULL), entry->at);
  g_autofree char *at = foyer_format_column (when, 24);
  g_autofree char *kind = foyer_format_column (foyer_words_ledger_kind (entry->kind), 22);
  g_autofree char *tender = foyer_format_column (foyer_words_tender (entry->tender), 12);
  g_autofree char *amount = foyer_format_money (entry->amount_minor, entry->currency);

  g_print ("%s  %s  %s  %12s  %s\n", at, kind, tender, amount,
           entry->receipt != NULL ? entry->receipt : "");
}

/**
 * foyer_command_ledger:
 * @call: `ledger [--from DATE] [--to DATE]`
 *
 * Lists the entries of the ledger, the oldest first.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_ledger (FoyerInvocation *call)
{
  g_autofree char   *from_text = NULL;
  g_autofree char   *to_text = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from_text, N_ ("First day"), N_ ("DATE") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to_text, N_ ("Last day"), N_ ("DATE") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  json_t   *document;
  FoyerExit exit_code;
  gint64    from;
  gint64    to;

  db = foyer_invocation_begin_read (call, entries, NULL, 1, &exit_code);
  if (db == NULL)
    return exit_code;
  if (!foyer_ctl_read_days (call, db, from_text, to_text, &from, &to))
    return FOYER_EXIT_USAGE;
  list = foyer_reports_list_ledger (db, from, to, &error);
  if (list == NULL)
    return foyer_invocation_fail (call, error);

  document = json_array ();
  for (guint i = 0; i < list->len; i++)
    if (call->json)
      json_array_append_new (document, entry_to_json (db, list->pdata[i]));
    else
      print_entry (db, list->pdata[i]);
  if (call->json)
    foyer_invocation_print_json (document);
  else
    json_decref (document);

  return FOYER_EXIT_DONE;
}
