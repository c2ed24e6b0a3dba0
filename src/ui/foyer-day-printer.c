/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-day-printer.h"

#include "ui/foyer-printer.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_day_printer_run_async:
 * @sheet: (transfer full): a day schedule
 * @paper: the paper that is proposed
 * @export_path: (nullable): a PDF to write without asking; `NULL`: ask for the printer
 * @parent: (nullable): the window over which to ask
 * @callback: called when @sheet has gone to the printer, or when the person gave up
 * @user_data: data for @callback
 *
 * Prints @sheet with the desktop's own dialog.
 */
void
foyer_day_printer_run_async (FoyerDaySheet      *sheet,
                             FoyerPaper          paper,
                             const char         *export_path,
                             GtkWindow          *parent,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  foyer_printer_run_async (&foyer_day_sheet_print_kind, sheet, _ ("Day Schedule"), paper,
                           export_path, parent, callback, user_data);
}

/**
 * foyer_day_printer_run_finish:
 * @result: the result handed to the callback
 * @error: return location for an error
 *
 * Returns: `TRUE` if the schedule has gone to the printer; `FALSE` without @error if the
 *   person gave up
 */
gboolean
foyer_day_printer_run_finish (GAsyncResult *result, GError **error)
{
  return foyer_printer_run_finish (result, error);
}
