/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-command.h"
#include "endpoint/foyer-endpoint-fhir.h"
#include "endpoint/foyer-endpoint-server.h"
#include "endpoint/foyer-form-service.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <sys/resource.h>

/* What the command line says about serving. */
typedef struct
{
  char    *address;     /* (owned) (nullable) */
  char    *certificate; /* (owned) (nullable) */
  char    *key;         /* (owned) (nullable) */
  int      desk_rate;
  int      address_rate;
  gboolean behind_proxy;
} Service;

static gboolean
stop_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_CONTINUE;
}

/* Each connection takes a file. */
static void
raise_file_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0)
    {
      limit.rlim_cur = limit.rlim_max;
      setrlimit (RLIMIT_NOFILE, &limit);
    }
}

static int
serve (FoyerEndpointStore     *store,
       const Service          *service,
       const char             *locale_dir,
       const FoyerFormOptions *form)
{
  g_autoptr (FoyerEndpoint) endpoint = foyer_endpoint_new (store);
  g_autoptr (FoyerEndpointServer) server = foyer_endpoint_server_new (endpoint);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autofree char *base = NULL;
  g_autoptr (GError) error = NULL;

  foyer_endpoint_add_fhir (endpoint);
  foyer_form_service_add (endpoint, locale_dir, form);
  foyer_endpoint_set_limits (endpoint, (guint) MAX (service->desk_rate, 0),
                             (guint) MAX (service->address_rate, 0));
  foyer_endpoint_server_set_behind_proxy (server, service->behind_proxy);

  if (service->certificate != NULL)
    {
      /* Nothing older than TLS 1.2, unless the administrator knows better. */
      g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2",
                FALSE);
      certificate = g_tls_certificate_new_from_files (
          service->certificate,
          service->key != NULL ? service->key : service->certificate, &error);
      if (certificate == NULL)
        {
          g_printerr ("foyer-endpoint: %s %s\n", error->message,
                      _ ("The certificate cannot be used."));
          return FOYER_ENDPOINT_EXIT_FAILURE;
        }
    }
  base = foyer_endpoint_server_listen (
      server, service->address != NULL ? service->address : "127.0.0.1:8080", certificate,
      &error);
  if (base == NULL)
    return foyer_endpoint_fail (error);

  /* Scripts wait for this line: it is not translated. */
  g_print ("Listening on %s\n", base);
  fflush (stdout);

  g_unix_signal_add (SIGTERM, stop_cb, loop);
  g_unix_signal_add (SIGINT, stop_cb, loop);
  g_main_loop_run (loop);

  return FOYER_ENDPOINT_EXIT_DONE;
}

int
main (int argc, char **argv)
{
  g_autofree char *profile = NULL;
  gboolean         version = FALSE;
  Service          service = { .desk_rate = 500, .address_rate = 10 };

  const GOptionEntry entries[] = {
    { "profile", 'p', 0, G_OPTION_ARG_FILENAME, &profile, N_ ("Folder of the endpoint"),
      N_ ("DIR") },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &service.address,
      N_ ("Where to listen; port 0 takes a free one"), N_ ("ADDRESS:PORT") },
    { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &service.certificate,
      N_ ("Certificate with its chain, PEM"), N_ ("FILE") },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &service.key,
      N_ ("Private key, if it is not in the file of the certificate"), N_ ("FILE") },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &service.behind_proxy,
      N_ ("Believe X-Forwarded-For and X-Forwarded-Proto"), NULL },
    { "desk-rate", 0, 0, G_OPTION_ARG_INT, &service.desk_rate,
      N_ ("Requests a second of a desk; 0 for no limit (500)"), N_ ("N") },
    { "address-rate", 0, 0, G_OPTION_ARG_INT, &service.address_rate,
      N_ ("Requests a second without a token from an address; 0 for no limit (10)"),
      N_ ("N") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Print the version"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (FoyerEndpointStore) store = NULL;
  g_autoptr (GError) error = NULL;
  const char *locale_dir = g_getenv ("FOYER_LOCALE_DIR");
  g_auto (FoyerFormOptions) form;
  int status;

  foyer_form_options_init (&form);
  if (locale_dir == NULL)
    locale_dir = FOYER_LOCALE_DIR;
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  /* Translators: what follows “foyer-endpoint” on the command line */
  context = g_option_context_new (_ ("[token add NAME | token list | token revoke NAME | "
                                     "backup FILE | delete TYPE/ID]"));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  foyer_form_options_add (&form, context);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return (int) foyer_endpoint_fail (error);

  if (version)
    {
      g_print ("foyer-endpoint %s\n", FOYER_VERSION);
      return FOYER_ENDPOINT_EXIT_DONE;
    }
  if (profile == NULL)
    profile = g_build_filename (g_get_user_data_dir (), "foyer", "endpoint", NULL);

  raise_file_limit ();
  store = foyer_endpoint_store_open (profile, &error);
  if (store == NULL)
    return (int) foyer_endpoint_fail (error);

  status = argc > 1 ? (int) foyer_endpoint_command (store, argc - 1, argv + 1)
                    : serve (g_steal_pointer (&store), &service, locale_dir, &form);

  g_free (service.address);
  g_free (service.certificate);
  g_free (service.key);

  return status;
}
