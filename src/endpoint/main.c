/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-fhir.h"
#include "endpoint/foyer-endpoint-server.h"
#include "endpoint/foyer-form-service.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>

/* Exit statuses, the same as foyerctl's. */
#define EXIT_DONE 0
#define EXIT_REFUSED 1
#define EXIT_USAGE 2
#define EXIT_BROKEN 3

static gboolean
stop_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_CONTINUE;
}

static int
fail (int status, const GError *error)
{
  g_printerr ("foyer-endpoint: %s\n", error->message);

  return status;
}

static int
serve (FoyerEndpointStore     *store,
       const char             *address,
       const char             *locale_dir,
       const FoyerFormOptions *form)
{
  g_autoptr (FoyerEndpoint) endpoint = foyer_endpoint_new (store);
  g_autoptr (FoyerEndpointServer) server = foyer_endpoint_server_new (endpoint);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *base = NULL;
  g_autoptr (GError) error = NULL;

  foyer_endpoint_add_fhir (endpoint);
  foyer_form_service_add (endpoint, locale_dir, form);
  base = foyer_endpoint_server_listen (server, address, NULL, &error);
  if (base == NULL)
    return fail (error->domain == FOYER_ENDPOINT_ERROR ? EXIT_USAGE : EXIT_BROKEN, error);

  /* Scripts wait for this line: it is not translated. */
  g_print ("Listening on %s\n", base);
  fflush (stdout);

  g_unix_signal_add (SIGTERM, stop_cb, loop);
  g_unix_signal_add (SIGINT, stop_cb, loop);
  g_main_loop_run (loop);

  return EXIT_DONE;
}

int
main (int argc, char **argv)
{
  g_autofree char *profile = NULL;
  g_autofree char *address = NULL;
  gboolean         version = FALSE;

  const GOptionEntry entries[] = { { "profile", 'p', 0, G_OPTION_ARG_FILENAME, &profile,
                                     N_ ("Folder of the endpoint"), N_ ("DIR") },
                                   { "listen", 0, 0, G_OPTION_ARG_STRING, &address,
                                     N_ ("Where to listen"), N_ ("ADDRESS:PORT") },
                                   { "version", 0, 0, G_OPTION_ARG_NONE, &version,
                                     N_ ("Print the version"), NULL },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  const char         *locale_dir = g_getenv ("FOYER_LOCALE_DIR");
  FoyerEndpointStore *store;
  g_auto (FoyerFormOptions) form;

  foyer_form_options_init (&form);
  if (locale_dir == NULL)
    locale_dir = FOYER_LOCALE_DIR;
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  context = g_option_context_new (NULL);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  foyer_form_options_add (&form, context);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return fail (EXIT_USAGE, error);

  if (version)
    {
      g_print ("foyer-endpoint %s\n", FOYER_VERSION);
      return EXIT_DONE;
    }
  if (profile == NULL)
    profile = g_build_filename (g_get_user_data_dir (), "foyer", "endpoint", NULL);

  store = foyer_endpoint_store_open (profile, &error);
  if (store == NULL)
    return fail (EXIT_BROKEN, error);

  return serve (store, address != NULL ? address : "127.0.0.1:8080", locale_dir, &form);
}
