/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/foyer-command.h"

#include "present/foyer-words.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_invocation_parse:
 * @call: the call
 * @entries: options of the command, ended by an empty one
 * @parameters: (nullable): what else it takes, for the help
 *
 * Reads the options of a command; what is left stays in @call.
 *
 * Returns: `FALSE` after saying what is wrong with them
 */
gboolean
foyer_invocation_parse (FoyerInvocation    *call,
                        const GOptionEntry *entries,
                        const char         *parameters)
{
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context,
                                g_dgettext (GETTEXT_PACKAGE, call->command->summary));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, &call->argc, &call->argv, &error))
    return TRUE;

  foyer_invocation_usage (call, error->message);
  return FALSE;
}

/**
 * foyer_invocation_usage:
 * @call: the call
 * @message: (nullable): what is wrong with its words
 *
 * Says it, and where to find help.
 *
 * Returns: the exit code for it
 */
FoyerExit
foyer_invocation_usage (FoyerInvocation *call, const char *message)
{
  if (message != NULL)
    g_printerr ("foyerctl %s: %s\n", call->command->name, message);
  /* Translators: %s is the name of a command */
  g_printerr (_ ("Try “foyerctl %s --help”."), call->command->name);
  g_printerr ("\n");

  return FOYER_EXIT_USAGE;
}

/**
 * foyer_invocation_fail:
 * @call: the call
 * @error: why it did not work
 *
 * Says why in sentences on the standard error.
 *
 * Returns: the exit code for it
 */
FoyerExit
foyer_invocation_fail (FoyerInvocation *call, const GError *error)
{
  g_autofree char *text = foyer_words_error (error);
  const char      *field = foyer_store_error_get_field (error);

  if (field != NULL)
    g_printerr ("foyerctl %s: %s (%s: %s)\n", call->command->name, text, field,
                foyer_store_error_get_problem (error));
  else if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED))
    /* Messages of the store carry no patient data, and an administrator can use them. */
    g_printerr ("foyerctl %s: %s (%s)\n", call->command->name, text, error->message);
  else
    g_printerr ("foyerctl %s: %s\n", call->command->name, text);

  if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE) ||
      g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED) ||
      g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID))
    return FOYER_EXIT_REFUSED;

  return FOYER_EXIT_FAILURE;
}

/**
 * foyer_invocation_open:
 * @call: the call
 * @mode: how to open the profile
 * @out_exit: (out): the exit code if it cannot be opened
 *
 * Opens the profile of the call; one that has not been set up is refused, except where @mode
 * creates it.
 *
 * Returns: (transfer full): a connection, or `NULL` after saying why
 */
FoyerDb *
foyer_invocation_open (FoyerInvocation *call, FoyerDbMode mode, FoyerExit *out_exit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDb) db = foyer_db_open (call->profile, mode, &error);
  gboolean has_clinic = FALSE;

  if (db != NULL && foyer_db_has_clinic (db, &has_clinic, &error) &&
      (has_clinic || mode == FOYER_DB_CREATE))
    return g_steal_pointer (&db);

  if (error != NULL &&
      !g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    {
      *out_exit = foyer_invocation_fail (call, error);
      return NULL;
    }

  g_printerr ("foyerctl %s: %s\n", call->command->name,
              _ ("There is no clinic in this profile. Nothing was changed; make one with "
                 "“foyerctl init”."));
  *out_exit = FOYER_EXIT_FAILURE;

  return NULL;
}

/**
 * foyer_invocation_begin_read:
 * @call: the call
 * @entries: its options, as for foyer_invocation_parse()
 * @usage: (nullable): its words, as for foyer_invocation_parse()
 * @max_words: how many words it can have, with its own name
 * @out_exit: (out): the exit code if it goes no further
 *
 * Begins a command that only reads: takes its options out, refuses more words than it knows, and
 * opens the profile.
 *
 * Returns: (transfer full): a connection, or `NULL` after saying why
 */
FoyerDb *
foyer_invocation_begin_read (FoyerInvocation    *call,
                             const GOptionEntry *entries,
                             const char         *usage,
                             int                 max_words,
                             FoyerExit          *out_exit)
{
  *out_exit = FOYER_EXIT_USAGE;
  if (!foyer_invocation_parse (call, entries, usage))
    return NULL;
  if (call->argc > max_words)
    {
      *out_exit = foyer_invocation_usage (call, NULL);
      return NULL;
    }

  return foyer_invocation_open (call, FOYER_DB_READ, out_exit);
}

/**
 * foyer_invocation_print_json:
 * @document: (transfer full): what to print
 *
 * Prints one JSON document on the standard output.
 */
void
foyer_invocation_print_json (json_t *document)
{
  json_dumpf (document, stdout, JSON_INDENT (2) | JSON_ENCODE_ANY);
  fputc ('\n', stdout);
  json_decref (document);
}

/**
 * foyer_json_instant:
 * @db: a connection, for the zone of the clinic
 * @at: seconds since 1970-01-01 UTC
 *
 * Returns: (transfer full): the instant as ISO 8601 with offset
 */
json_t *
foyer_json_instant (FoyerDb *db, gint64 at)
{
  FoyerZone       *zone = foyer_db_get_zone (db, NULL);
  g_autofree char *text = zone != NULL ? foyer_instant_format (zone, at) : NULL;

  return foyer_json_text (text);
}

/**
 * foyer_json_text:
 * @text: (nullable): UTF-8
 *
 * Returns: (transfer full): a JSON string, or null for `NULL`
 */
json_t *
foyer_json_text (const char *text)
{
  return text != NULL ? json_string (text) : json_null ();
}
