/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/foyer-command.h"

#include "present/foyer-format.h"
#include "store/foyer-patients.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_command_search:
 * @call: `search TEXT [--limit N]`
 *
 * Finds patients as the desk does.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_search (FoyerInvocation *call)
{
  int                limit = 50;
  const GOptionEntry entries[] = { { "limit", 0, 0, G_OPTION_ARG_INT, &limit,
                                     N_ ("How many at most"), N_ ("N") },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  json_t          *list;
  FoyerExit        exit_code;

  if (!foyer_invocation_parse (call, entries, _ ("TEXT")))
    return FOYER_EXIT_USAGE;
  if (call->argc < 2 || limit < 1)
    return foyer_invocation_usage (call, _ ("What to look for is needed."));

  db = foyer_invocation_open (call, FOYER_DB_READ, &exit_code);
  if (db == NULL)
    return exit_code;
  text = g_strjoinv (" ", call->argv + 1);
  rows =
      foyer_patients_search (db, text, foyer_locale_date_order (), (guint) limit, &error);
  if (rows == NULL)
    return foyer_invocation_fail (call, error);

  list = json_array ();
  for (guint i = 0; i < rows->len; i++)
    {
      FoyerPatientRow *row = g_ptr_array_index (rows, i);
      g_autofree char *name = foyer_format_person (row->family, row->given);

      if (call->json)
        json_array_append_new (
            list,
            json_pack ("{s:I, s:s, s:o, s:s, s:o}", "id", (json_int_t) row->id, "name",
                       name, "birth_date", foyer_json_text (row->birth_date), "number",
                       row->number, "phone", foyer_json_text (row->phone)));
      else
        {
          g_autofree char *number = foyer_format_column (row->number, 8);
          g_autofree char *who = foyer_format_column (name, 36);
          g_autofree char *born = foyer_format_column (row->birth_date, 10);

          g_print ("%s %s %s %s\n", number, who, born,
                   row->phone != NULL ? row->phone : "");
        }
    }

  if (call->json)
    foyer_invocation_print_json (list);
  else
    json_decref (list);

  return FOYER_EXIT_DONE;
}
