/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/foyer-command.h"

#include "demo/foyer-demo.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-verify.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

static gboolean
make_clinic (FoyerDb *db, FoyerClinic *clinic, FoyerUser *manager, GError **error)
{
  g_autoptr (GPtrArray) services = foyer_catalogue_new_default_services ();

  if (!foyer_catalogue_set_up (db, clinic, manager, error))
    return FALSE;
  for (guint i = 0; i < services->len; i++)
    if (!foyer_catalogue_save (db, manager, g_ptr_array_index (services, i), error))
      return FALSE;

  return TRUE;
}

/**
 * foyer_command_init:
 * @call: `init --clinic NAME --zone ZONE [--phone PHONE] [--manager NAME]`
 *
 * Makes a profile with a clinic, its services and the member of staff who runs it.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_init (FoyerInvocation *call)
{
  g_autofree char *name = NULL;
  g_autofree char *zone = NULL;
  g_autofree char *phone = NULL;
  g_autofree char *manager_name = NULL;

  const GOptionEntry entries[] = { { "clinic", 0, 0, G_OPTION_ARG_STRING, &name,
                                     N_ ("Name of the clinic"), N_ ("NAME") },
                                   { "zone", 0, 0, G_OPTION_ARG_STRING, &zone,
                                     N_ ("Time zone of the clinic, America/Los_Angeles"),
                                     N_ ("ZONE") },
                                   { "phone", 0, 0, G_OPTION_ARG_STRING, &phone,
                                     N_ ("Phone number of the clinic"), N_ ("PHONE") },
                                   { "manager", 0, 0, G_OPTION_ARG_STRING, &manager_name,
                                     N_ ("Name of who runs it"), N_ ("NAME") },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autoptr (FoyerUser) manager = NULL;
  g_autoptr (GError) error = NULL;
  FoyerExit exit_code;
  gboolean  has_clinic;

  if (!foyer_invocation_parse (call, entries, NULL))
    return FOYER_EXIT_USAGE;
  if (name == NULL || zone == NULL || call->argc > 1)
    return foyer_invocation_usage (call, _ ("A name and a time zone are needed."));

  clinic = foyer_catalogue_new_default_clinic ();
  foyer_set_text (&clinic->name, name);
  foyer_set_text (&clinic->zone, zone);
  foyer_set_text (&clinic->phone, phone);
  manager = foyer_user_new ();
  foyer_set_text (&manager->name, manager_name != NULL
                                      ? manager_name
                                      : C_ ("member of staff", "Manager"));
  manager->role = FOYER_ROLE_MANAGER;

  db = foyer_invocation_open (call, FOYER_DB_CREATE, &exit_code);
  if (db == NULL)
    return exit_code;
  if (!foyer_db_has_clinic (db, &has_clinic, &error))
    return foyer_invocation_fail (call, error);
  if (has_clinic)
    {
      g_printerr ("foyerctl init: %s\n",
                  _ ("This profile has a clinic already. Nothing was changed."));
      return FOYER_EXIT_REFUSED;
    }
  if (!make_clinic (db, clinic, manager, &error))
    return foyer_invocation_fail (call, error);

  if (call->json)
    foyer_invocation_print_json (json_pack ("{s:s, s:s}", "clinic", name, "zone", zone));
  else
    {
      /* Translators: %s is the name of a clinic */
      g_print (_ ("%s is ready."), name);
      g_print ("\n");
    }

  return FOYER_EXIT_DONE;
}

static void
progress_cb (guint64 n_done, guint64 n_total, gpointer data)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%" G_GUINT64_FORMAT " / %" G_GUINT64_FORMAT " ", n_done,
                MAX (n_total, n_done));
}

/**
 * foyer_command_demo:
 * @call: `demo [--patients N] [--bookings N] [--seed S]`
 *
 * Fills a profile without patients with a sample clinic; makes the profile if there is none.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_demo (FoyerInvocation *call)
{
  int n_patients = FOYER_DEMO_PATIENTS;
  int n_bookings = -1;
  int seed = 1;

  const GOptionEntry entries[] = { { "patients", 0, 0, G_OPTION_ARG_INT, &n_patients,
                                     N_ ("How many patients"), N_ ("N") },
                                   { "bookings", 0, 0, G_OPTION_ARG_INT, &n_bookings,
                                     N_ ("About how many bookings"), N_ ("N") },
                                   { "seed", 0, 0, G_OPTION_ARG_INT, &seed,
                                     N_ ("The same seed makes the same clinic"),
                                     N_ ("S") },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GError) error = NULL;
  FoyerDemoSize size;
  FoyerExit     exit_code;

  if (!foyer_invocation_parse (call, entries, NULL))
    return FOYER_EXIT_USAGE;
  if (n_bookings < 0)
    n_bookings = n_patients > 1000000
                     ? 6000000
                     : n_patients * (FOYER_DEMO_BOOKINGS / FOYER_DEMO_PATIENTS);
  if (n_patients < 1 || n_patients > 5000000 || n_bookings > 20000000 || call->argc > 1)
    return foyer_invocation_usage (
        call, _ ("Up to 5,000,000 patients and 20,000,000 bookings can be made."));

  db = foyer_invocation_open (call, FOYER_DB_CREATE, &exit_code);
  if (db == NULL)
    return exit_code;

  size.n_patients = (guint) n_patients;
  size.n_bookings = (guint) n_bookings;
  size.seed = (guint32) seed;
  if (!foyer_demo_fill (db, &size, progress_cb, NULL, NULL, &error))
    {
      if (g_strcmp0 (foyer_store_error_get_rule (error), "profile-in-use") != 0)
        return foyer_invocation_fail (call, error);
      g_printerr (
          "foyerctl demo: %s\n",
          _ ("This profile has patients already. Nothing was changed; choose an empty "
             "folder for the sample clinic."));
      return FOYER_EXIT_REFUSED;
    }

  if (isatty (STDERR_FILENO))
    g_printerr ("\n");
  if (call->json)
    foyer_invocation_print_json (json_pack ("{s:i, s:i, s:i}", "patients", n_patients,
                                            "bookings", n_bookings, "seed", seed));
  else
    g_print ("%s\n", _ ("The sample clinic is ready."));

  return FOYER_EXIT_DONE;
}

/**
 * foyer_command_verify:
 * @call: `verify`
 *
 * Checks the file, references, intervals, money, the audit chain, and what is derived against
 * its sources.
 *
 * Returns: the exit code: refused if anything is wrong
 */
FoyerExit
foyer_command_verify (FoyerInvocation *call)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  json_t   *checks;
  gboolean  whole = TRUE;
  FoyerExit exit_code;

  db = foyer_invocation_begin_read (call, entries, NULL, 1, &exit_code);
  if (db == NULL)
    return exit_code;
  findings = foyer_verify_run (db, &error);
  if (findings == NULL)
    return foyer_invocation_fail (call, error);

  checks = json_array ();
  for (guint i = 0; i < findings->len; i++)
    {
      const FoyerVerifyFinding *finding =
          &g_array_index (findings, FoyerVerifyFinding, i);

      whole = whole && finding->n_wrong == 0;
      json_array_append_new (checks,
                             json_pack ("{s:s, s:I, s:I}", "check", finding->check,
                                        "checked", (json_int_t) finding->n_checked,
                                        "wrong", (json_int_t) finding->n_wrong));
      if (!call->json)
        g_print ("%-18s %9" G_GINT64_FORMAT "  %s\n", finding->check, finding->n_checked,
                 finding->n_wrong == 0 ? C_ ("result of a check", "ok")
                                       : C_ ("result of a check", "WRONG"));
    }

  if (call->json)
    foyer_invocation_print_json (json_pack ("{s:b, s:o}", "ok", whole, "checks", checks));
  else
    json_decref (checks);

  return whole ? FOYER_EXIT_DONE : FOYER_EXIT_REFUSED;
}
