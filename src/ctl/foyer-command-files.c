/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/foyer-command.h"

#include "exchange/foyer-export.h"
#include "exchange/foyer-import.h"
#include "present/foyer-format.h"
#include "present/foyer-import-words.h"
#include "store/foyer-catalogue.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

static void
progress_cb (guint64 done, guint64 total, const FoyerImportReport *report, gpointer data)
{
  if (isatty (STDERR_FILENO) && total > 0)
    g_printerr ("\r%3d %%  %" G_GUINT64_FORMAT " ", (int) (done * 100 / total),
                report->read);
}

static void
print_report (FoyerInvocation *call, const FoyerImportReport *report)
{
  json_t *refused = json_array ();

  for (guint i = 0; i < report->refused->len; i++)
    {
      const FoyerImportRefusal *refusal = g_ptr_array_index (report->refused, i);
      g_autofree char          *reason = foyer_import_words_refusal (refusal);

      json_array_append_new (
          refused, json_pack ("{s:s, s:I, s:s}", "file", call->argv[1 + refusal->file],
                              "line", (json_int_t) refusal->line, "reason", reason));
      if (!call->json)
        g_print ("%s:%" G_GUINT64_FORMAT ": %s\n", call->argv[1 + refusal->file],
                 refusal->line, reason);
    }

  if (call->json)
    foyer_invocation_print_json (json_pack (
        "{s:I, s:I, s:I, s:I, s:o}", "read", (json_int_t) report->read, "added",
        (json_int_t) report->added, "updated", (json_int_t) report->updated, "unchanged",
        (json_int_t) report->unchanged, "refused", refused));
  else
    {
      g_autofree char *text = foyer_import_words_report (report);

      json_decref (refused);
      g_print ("%s\n", text);
    }
}

/**
 * foyer_command_import:
 * @call: `import FILE…`
 *
 * Imports FHIR NDJSON, FHIR Bundles and tables of patients.
 *
 * Returns: the exit code: refused if nothing could be imported and lines were refused
 */
FoyerExit
foyer_command_import (FoyerInvocation *call)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerUser) actor = NULL;
  g_autoptr (FoyerImportReport) report = foyer_import_report_new ();
  g_autoptr (GError) error = NULL;
  FoyerImportJob job = { .progress = progress_cb };
  FoyerExit      exit_code;

  if (!foyer_invocation_parse (call, entries, _ ("FILE…")))
    return FOYER_EXIT_USAGE;
  if (call->argc < 2)
    return foyer_invocation_usage (call, _ ("A file is needed."));

  db = foyer_invocation_open (call, FOYER_DB_WRITE, &exit_code);
  if (db == NULL)
    return exit_code;
  actor = foyer_catalogue_get_default_actor (db, &error);
  if (actor == NULL)
    return foyer_invocation_fail (call, error);

  job.paths = (const char *const *) call->argv + 1;
  job.date_order = foyer_locale_date_order ();
  if (!foyer_import_run (db, actor, &job, report, &error))
    return foyer_invocation_fail (call, error);

  if (isatty (STDERR_FILENO))
    g_printerr ("\n");
  print_report (call, report);

  return report->n_refused > 0 && report->added + report->updated + report->unchanged == 0
             ? FOYER_EXIT_REFUSED
             : FOYER_EXIT_DONE;
}

static void
exported_cb (guint64 done, guint64 total, gpointer data)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%" G_GUINT64_FORMAT " / %" G_GUINT64_FORMAT " ", done, total);
}

/**
 * foyer_command_export:
 * @call: `export --format csv|fhir|money DIR`
 *
 * Writes all data as tables or as FHIR NDJSON, or what concerns money as tables.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_export (FoyerInvocation *call)
{
  static const struct
  {
    const char *name;
    gboolean (*export) (FoyerDb              *db,
                        FoyerUser            *actor,
                        const FoyerExportJob *job,
                        GError              **error);
  } formats[] = {
    { "csv", foyer_export_csv },
    { "fhir", foyer_export_fhir },
    { "money", foyer_export_money },
  };
  g_autofree char   *format = NULL;
  const GOptionEntry entries[] = { { "format", 0, 0, G_OPTION_ARG_STRING, &format,
                                     N_ ("In which form"), "csv|fhir|money" },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerUser) actor = NULL;
  g_autoptr (GError) error = NULL;
  FoyerExportJob job = { .progress = exported_cb };
  FoyerExit      exit_code;
  gboolean       done;
  gboolean (*export) (FoyerDb * db, FoyerUser * actor, const FoyerExportJob *job,
                      GError **error) = NULL;

  if (!foyer_invocation_parse (call, entries, _ ("DIR")))
    return FOYER_EXIT_USAGE;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (format, formats[i].name) == 0)
      export = formats[i].export;
  if (call->argc != 2 || export == NULL)
    return foyer_invocation_usage (
        call, _ ("A format, “csv”, “fhir” or “money”, and a folder are needed."));

  /* An export leaves a row in the audit trail, so the profile has to be writable. */
  db = foyer_invocation_open (call, FOYER_DB_WRITE, &exit_code);
  if (db == NULL)
    return exit_code;
  actor = foyer_catalogue_get_default_actor (db, &error);
  if (actor == NULL)
    return foyer_invocation_fail (call, error);

  job.folder = call->argv[1];
  done = export(db, actor, &job, &error);
  if (isatty (STDERR_FILENO))
    g_printerr ("\n");
  if (!done)
    return foyer_invocation_fail (call, error);
  if (call->json)
    foyer_invocation_print_json (json_pack ("{s:s}", "folder", job.folder));

  return FOYER_EXIT_DONE;
}
