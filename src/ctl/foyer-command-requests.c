/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/foyer-command.h"

#include "present/foyer-format.h"
#include "present/foyer-request-words.h"
#include "store/foyer-requests.h"

#include <glib/gi18n-lib.h>

static json_t *
request_to_json (FoyerDb *db, FoyerRequestRow *row)
{
  FoyerRequest    *request = row->request;
  g_autofree char *name = foyer_format_person (request->family, request->given);

  return json_pack (
      "{s:I, s:s, s:s, s:o, s:s, s:o, s:o, s:o, s:s, s:I, s:o, s:o}", "id",
      (json_int_t) foyer_record_get_id (FOYER_RECORD (request)), "state",
      foyer_enum_to_nick (FOYER_TYPE_REQUEST_STATE, (int) request->state), "channel",
      foyer_enum_to_nick (FOYER_TYPE_CHANNEL, (int) request->channel), "received",
      foyer_json_instant (db, request->received_at), "name", name, "birth_date",
      foyer_json_text (request->birth_date), "phone", foyer_json_text (request->phone),
      "email", foyer_json_text (request->email), "category",
      foyer_enum_to_nick (FOYER_TYPE_REQUEST_CATEGORY, (int) request->category),
      "candidates", (json_int_t) row->n_candidates, "patient_id",
      request->patient_id != 0 ? json_integer (request->patient_id) : json_null (),
      "message", foyer_json_text (request->message));
}

static void
print_request (FoyerDb *db, FoyerRequestRow *row)
{
  FoyerRequest    *request = row->request;
  FoyerZone       *zone = foyer_db_get_zone (db, NULL);
  g_autofree char *name = foyer_format_person (request->family, request->given);
  g_autofree char *came = foyer_request_words_came (request, zone, foyer_db_now (db));
  g_autofree char *who = foyer_format_column (name, 28);
  g_autofree char *state =
      foyer_format_column (foyer_words_request_state (request->state, row->is_open), 18);
  g_autofree char *category =
      foyer_format_column (foyer_words_request_category (request->category), 9);

  g_print ("%6" G_GINT64_FORMAT "  %s  %s  %s  %s\n",
           foyer_record_get_id (FOYER_RECORD (request)), who, state, category, came);
}

/**
 * foyer_command_requests:
 * @call: `requests [--all]`
 *
 * Lists what patients ask for: what is to be answered now and what waits for a referral, and
 * with `--all` also what has been answered.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_requests (FoyerInvocation *call)
{
  gboolean           all = FALSE;
  const GOptionEntry entries[] = { { "all", 0, 0, G_OPTION_ARG_NONE, &all,
                                     N_ ("Also those that were answered"), NULL },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  json_t   *list;
  FoyerExit exit_code;

  db = foyer_invocation_begin_read (call, entries, NULL, 1, &exit_code);
  if (db == NULL)
    return exit_code;
  rows = foyer_requests_list (db, all, &error);
  if (rows == NULL)
    return foyer_invocation_fail (call, error);

  if (!call->json)
    {
      for (guint i = 0; i < rows->len; i++)
        print_request (db, rows->pdata[i]);
      return FOYER_EXIT_DONE;
    }
  list = json_array ();
  for (guint i = 0; i < rows->len; i++)
    json_array_append_new (list, request_to_json (db, rows->pdata[i]));
  foyer_invocation_print_json (list);

  return FOYER_EXIT_DONE;
}
