/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-import.h"

#include "exchange/foyer-csv-guess.h"
#include "exchange/foyer-importer.h"
#include "exchange/foyer-line-reader.h"
#include "model/foyer-time.h"

/**
 * foyer_import_is_table:
 * @path: a file
 * @out_is_table: (out): whether it is read as a table; otherwise as FHIR
 * @error: return location for an error
 *
 * Tells by its first character, and by its name if there is none, how a file is read.
 *
 * Errors: `G_IO_ERROR`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_import_is_table (const char *path, gboolean *out_is_table, GError **error)
{
  g_autoptr (FoyerLineReader) reader = foyer_line_reader_open (path, 1, FALSE, error);
  g_autofree char *lower = g_ascii_strdown (path, -1);
  const char      *bytes;
  gsize            length;

  if (reader == NULL || !foyer_line_reader_peek (reader, 4096, &bytes, &length, error))
    return FALSE;

  *out_is_table =
      !g_str_has_suffix (lower, "json") && !g_str_has_suffix (lower, ".jsonl");
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (bytes[i]))
      {
        if (bytes[i] == '{' || bytes[i] == '[')
          *out_is_table = FALSE;
        break;
      }

  return TRUE;
}

static gboolean
add_size (FoyerImporter *importer, const char *path, guint passes, GError **error)
{
  g_autoptr (FoyerLineReader) reader = foyer_line_reader_open (path, 1, FALSE, error);

  if (reader == NULL)
    return FALSE;

  foyer_importer_add_total (importer, foyer_line_reader_get_size (reader) * passes);
  return TRUE;
}

static gboolean
import_table (FoyerImporter        *importer,
              guint                 file,
              const FoyerImportJob *job,
              int                   this_year,
              GError              **error)
{
  g_autoptr (FoyerCsvMapping) guessed =
      foyer_csv_guess (job->paths[file], job->date_order, error);
  const FoyerCsvMapping *mapping = job->mapping != NULL ? job->mapping : guessed;

  if (guessed == NULL)
    return FALSE;

  /* An empty file has no columns and is reported as such. */
  if (guessed->columns->len > 0 && (!foyer_csv_mapping_is_complete (mapping) ||
                                    mapping->columns->len != guessed->columns->len))
    {
      g_set_error_literal (error, FOYER_EXCHANGE_ERROR, FOYER_EXCHANGE_ERROR_MAPPING,
                           "no column is known to hold a name");
      return FALSE;
    }

  return foyer_import_csv (importer, file, job->paths[file], mapping, this_year, error);
}

static gboolean
run (FoyerImporter *importer, const FoyerImportJob *job, int this_year, GError **error)
{
  guint                n = g_strv_length ((GStrv) job->paths);
  g_autofree gboolean *is_table = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    if (!foyer_import_is_table (job->paths[i], &is_table[i], error) ||
        !add_size (importer, job->paths[i], is_table[i] ? 1 : FOYER_IMPORT_FHIR_PASSES,
                   error))
      return FALSE;

  for (guint pass = 0; pass < FOYER_IMPORT_FHIR_PASSES; pass++)
    for (guint i = 0; i < n; i++)
      if (!is_table[i] && !foyer_importer_is_stopped (importer) &&
          !foyer_import_fhir (importer, i, job->paths[i], pass, error))
        return FALSE;

  for (guint i = 0; i < n; i++)
    if (is_table[i] && !foyer_importer_is_stopped (importer) &&
        !import_table (importer, i, job, this_year, error))
      return FALSE;

  return TRUE;
}

/**
 * foyer_import_run:
 * @db: a connection that can write
 * @actor: (nullable): who acts
 * @job: what to import
 * @report: what came of it, also on error: what it counts as added and updated is kept
 * @error: return location for an error
 *
 * Imports people, referrers and practices: FHIR R4 as one resource a line, Bundles or
 * single resources, and tables of patients.
 *
 * Records are saved two thousand at a time.  A line that cannot be used is reported
 * with its number and stops nothing.  A record that is here already, by its own key or by
 * what another system calls it, is updated with what the file says; importing a file twice
 * changes nothing.  Nobody is taken for somebody else because of name and date of birth: a
 * likely duplicate is added, and found like any other.
 *
 * Errors: `FOYER_STORE_ERROR_DENIED`; `FOYER_EXCHANGE_ERROR`; `G_IO_ERROR`; other errors of
 * the store that no record is to blame for, after which the batches before are kept.
 *
 * Returns: `TRUE` if all files were read or the import was cancelled
 */
gboolean
foyer_import_run (FoyerDb              *db,
                  FoyerUser            *actor,
                  const FoyerImportJob *job,
                  FoyerImportReport    *report,
                  GError              **error)
{
  g_autoptr (FoyerImporter) importer = foyer_importer_new (db, actor, job, report);
  int      today;
  int      this_year;
  int      month;
  int      day_of_month;
  gboolean ok;

  g_return_val_if_fail (job->paths != NULL, FALSE);

  if (!foyer_importer_check_permission (importer, error) ||
      !foyer_db_today (db, &today, error))
    return FALSE;

  foyer_day_to_ymd (today, &this_year, &month, &day_of_month);
  ok = run (importer, job, this_year, error);
  foyer_import_report_sort (report);

  /* A large log left behind would slow the next start. */
  return foyer_db_checkpoint (db, ok ? error : NULL) && ok;
}
