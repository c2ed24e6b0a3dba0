/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/foyer-command.h"

#include "model/foyer-time.h"
#include "print/foyer-day-sheet-reader.h"
#include "print/foyer-money-report.h"
#include "print/foyer-receipt.h"
#include "store/foyer-catalogue.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is printed, from the words of the call. */
typedef struct
{
  FoyerInvocation *call; /* (unowned) */
  const char      *path; /* (unowned) */
  gint64           clinician_id;
  gboolean         privacy;
  gboolean         copy;
  char            *from; /* (owned) (nullable) */
  char            *to;   /* (owned) (nullable) */
} Print;

static void
print_clear (Print *self)
{
  g_free (self->from);
  g_free (self->to);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Print, print_clear)

static FoyerExit
finish (Print *self)
{
  if (self->call->json)
    foyer_invocation_print_json (json_pack ("{s:s}", "file", self->path));

  return FOYER_EXIT_DONE;
}

static FoyerExit
write_slip (Print *self, FoyerDb *db, FoyerSlip *slip)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (db, &error);

  if (clinic == NULL || !foyer_slip_write_pdf (slip, self->path, clinic->paper, &error))
    return foyer_invocation_fail (self->call, error);

  return finish (self);
}

static FoyerExit
print_day (Print *self)
{
  FoyerDaySheetQuery query = { .clinician_id = self->clinician_id,
                               .privacy = self->privacy };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autoptr (FoyerDaySheet) sheet = NULL;
  g_autoptr (GError) error = NULL;
  FoyerExit exit_code;

  if (self->call->argc != 4 || !foyer_day_parse (self->call->argv[2], &query.day))
    return foyer_invocation_usage (self->call,
                                   _ ("The word “day”, a date and a file are needed."));
  self->path = self->call->argv[3];
  db = foyer_invocation_open (self->call, FOYER_DB_READ, &exit_code);
  if (db == NULL)
    return exit_code;
  clinic = foyer_catalogue_get_clinic (db, &error);
  if (clinic != NULL)
    sheet = foyer_day_sheet_read (db, &query, &error);
  if (sheet == NULL ||
      !foyer_day_sheet_write_pdf (sheet, self->path, clinic->paper, &error))
    return foyer_invocation_fail (self->call, error);

  return finish (self);
}

static FoyerExit
print_receipt (Print *self)
{
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerSlip) slip = NULL;
  g_autoptr (GError) error = NULL;
  FoyerExit exit_code;

  if (self->call->argc != 4)
    return foyer_invocation_usage (
        self->call, _ ("The word “receipt”, its number and a file are needed."));
  self->path = self->call->argv[3];
  db = foyer_invocation_open (self->call, FOYER_DB_READ, &exit_code);
  if (db == NULL)
    return exit_code;
  slip = foyer_receipt_read (db, self->call->argv[2], self->copy, NULL, &error);
  if (slip == NULL)
    return foyer_invocation_fail (self->call, error);

  return write_slip (self, db, slip);
}

/* Today if nothing is said; one day if only that is said. */
static gboolean
read_days (Print *self, FoyerDb *db, int *out_first, int *out_n)
{
  const char *from = self->from != NULL ? self->from : self->to;
  const char *to = self->to != NULL ? self->to : self->from;
  int         today, last;

  if (!foyer_db_today (db, &today, NULL))
    return FALSE;
  *out_first = last = today;
  if ((from != NULL && !foyer_day_parse (from, out_first)) ||
      (to != NULL && !foyer_day_parse (to, &last)))
    return FALSE;
  *out_n = last - *out_first + 1;

  return *out_n > 0;
}

static FoyerExit
print_report (Print *self, FoyerMoneyReport kind)
{
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerUser) actor = NULL;
  g_autoptr (FoyerSlip) slip = NULL;
  g_autoptr (GError) error = NULL;
  FoyerExit exit_code;
  int       first_day, n_days;

  if (self->call->argc != 3)
    return foyer_invocation_usage (self->call,
                                   _ ("The name of a report and a file are needed."));
  self->path = self->call->argv[2];
  /* A report leaves a row in the audit trail, so the profile has to be writable. */
  db = foyer_invocation_open (self->call, FOYER_DB_WRITE, &exit_code);
  if (db == NULL)
    return exit_code;
  if (!read_days (self, db, &first_day, &n_days))
    return foyer_invocation_usage (self->call, _ ("Days are written as 2026-11-23."));
  actor = foyer_catalogue_get_default_actor (db, &error);
  if (actor != NULL && foyer_money_report_note (db, actor, kind, &error))
    slip = foyer_money_report_read (db, kind, first_day, n_days, &error);
  if (slip == NULL)
    return foyer_invocation_fail (self->call, error);

  return write_slip (self, db, slip);
}

/**
 * foyer_command_print:
 * @call: `print day DATE FILE.pdf [--clinician ID] [--privacy] | receipt NUMBER FILE.pdf
 *   [--copy] | till|ledger|gift-cards|deposits-held|deposits-kept FILE.pdf [--from DATE]
 *   [--to DATE]`
 *
 * Writes the day schedule, a receipt or a report on money as PDF, on the clinic's paper.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_print (FoyerInvocation *call)
{
  g_auto (Print) self = { .call = call };
  const GOptionEntry entries[] = {
    { "clinician", 0, 0, G_OPTION_ARG_INT64, &self.clinician_id,
      N_ ("Only of this clinician"), N_ ("ID") },
    { "privacy", 0, 0, G_OPTION_ARG_NONE, &self.privacy,
      N_ ("Only times and initials, for a list on a door"), NULL },
    { "copy", 0, 0, G_OPTION_ARG_NONE, &self.copy, N_ ("Mark the receipt as a copy"),
      NULL },
    { "from", 0, 0, G_OPTION_ARG_STRING, &self.from, N_ ("First day"), N_ ("DATE") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &self.to, N_ ("Last day"), N_ ("DATE") },
    G_OPTION_ENTRY_NULL
  };
  int kind;

  if (!foyer_invocation_parse (call, entries, _ ("WHAT … FILE.pdf")))
    return FOYER_EXIT_USAGE;
  if (call->argc > 1 && strcmp (call->argv[1], "day") == 0)
    return print_day (&self);
  if (call->argc > 1 && strcmp (call->argv[1], "receipt") == 0)
    return print_receipt (&self);
  if (call->argc > 1 &&
      foyer_enum_from_nick (FOYER_TYPE_MONEY_REPORT, call->argv[1], &kind))
    return print_report (&self, (FoyerMoneyReport) kind);

  return foyer_invocation_usage (
      call, _ ("What to print is needed: day, receipt, till, ledger, gift-cards, "
               "deposits-held or deposits-kept."));
}
