/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/foyer-command.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

static const FoyerCommand commands[] = {
  { "init", N_ ("Make a profile with a clinic"), foyer_command_init },
  { "demo", N_ ("Fill a profile with a sample clinic"), foyer_command_demo },
  { "import", N_ ("Import FHIR NDJSON, FHIR Bundles or CSV"), foyer_command_import },
  { "search", N_ ("Find patients"), foyer_command_search },
  { "day", N_ ("Show the bookings of a day"), foyer_command_day },
  { "slots", N_ ("Find free times, best first"), foyer_command_slots },
  { "book", N_ ("Book a visit"), foyer_command_book },
  { "print", N_ ("Write a day schedule, receipt or report as PDF"), foyer_command_print },
  { "export", N_ ("Write all data as CSV or FHIR"), foyer_command_export },
  { "endpoint", N_ ("Set, test or show the clinic endpoint"), foyer_command_endpoint },
  { "sync", N_ ("Make the profile and its endpoint agree"), foyer_command_sync },
  { "conflicts", N_ ("List or decide what sync could not"), foyer_command_conflicts },
  { "requests", N_ ("List what patients ask for"), foyer_command_requests },
  { "till", N_ ("Open, count or show the till"), foyer_command_till },
  { "giftcard", N_ ("Sell, show, spend or void a gift card"), foyer_command_gift_card },
  { "handouts", N_ ("List articles for patients, or write one as PDF"),
    foyer_command_handouts },
  { "ledger", N_ ("List what was paid"), foyer_command_ledger },
  { "verify", N_ ("Check that a profile is whole"), foyer_command_verify },
};

static char *
describe_commands (void)
{
  g_autoptr (GString) text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %-10s %s", commands[i].name,
                            _ (commands[i].summary));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

int
main (int argc, char **argv)
{
  g_autofree char *profile = NULL;
  gboolean         json = FALSE;
  gboolean         version = FALSE;

  const GOptionEntry entries[] = {
    { "profile", 'p', 0, G_OPTION_ARG_FILENAME, &profile, N_ ("Folder of the profile"),
      N_ ("DIR") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print one JSON document"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Print the version"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = NULL;
  g_autofree char *description = NULL;
  g_autoptr (GError) error = NULL;
  const char     *locale_dir = g_getenv ("FOYER_LOCALE_DIR");
  FoyerInvocation call = { 0 };

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : FOYER_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  /* Translators: what follows “foyerctl” on the command line */
  context = g_option_context_new (_ ("COMMAND …"));
  description = describe_commands ();
  g_option_context_set_description (context, description);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  /* What follows the command belongs to it. */
  g_option_context_set_strict_posix (context, TRUE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("foyerctl: %s\n", error->message);
      return FOYER_EXIT_USAGE;
    }

  if (version)
    {
      g_print ("foyerctl %s\n", FOYER_VERSION);
      return FOYER_EXIT_DONE;
    }
  if (argc < 2)
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      g_printerr ("%s", help);
      return FOYER_EXIT_USAGE;
    }

  if (profile == NULL)
    profile = g_build_filename (g_get_user_data_dir (), "foyer", "default", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      {
        call.command = &commands[i];
        call.profile = profile;
        call.json = json;
        call.argc = argc - 1;
        call.argv = argv + 1;
        return commands[i].run (&call);
      }

  /* Translators: %s is a word that somebody typed */
  g_printerr (_ ("foyerctl: there is no command “%s”."), argv[1]);
  g_printerr ("\n");

  return FOYER_EXIT_USAGE;
}
