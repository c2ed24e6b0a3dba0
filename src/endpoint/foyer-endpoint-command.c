/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-command.h"

#include "endpoint/foyer-endpoint-tokens.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * foyer_endpoint_fail:
 * @error: why something was not done
 *
 * Prints @error.
 *
 * Returns: the exit status for it
 */
FoyerEndpointExit
foyer_endpoint_fail (const GError *error)
{
  g_printerr ("foyer-endpoint: %s\n", error->message);

  if (error->domain == G_OPTION_ERROR ||
      g_error_matches (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_USAGE))
    return FOYER_ENDPOINT_EXIT_USAGE;
  if (error->domain == FOYER_ENDPOINT_ERROR && error->code != FOYER_ENDPOINT_ERROR_FAILED)
    return FOYER_ENDPOINT_EXIT_REFUSED;

  return FOYER_ENDPOINT_EXIT_FAILURE;
}

static FoyerEndpointExit
add_token (FoyerEndpointStore *store, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = foyer_endpoint_tokens_add (store, name, &error);

  if (token == NULL)
    return foyer_endpoint_fail (error);

  g_print ("%s\n", token);
  g_printerr ("%s\n", _ ("This is the only time that the token is shown: give it to the "
                         "desk now."));

  return FOYER_ENDPOINT_EXIT_DONE;
}

static char *
format_time (gint64 at)
{
  g_autoptr (GDateTime) time = NULL;

  if (at == 0)
    return g_strdup (C_ ("time of use of a token", "never"));

  time = g_date_time_new_from_unix_local (at);

  return g_date_time_format (time, "%Y-%m-%d %H:%M");
}

static FoyerEndpointExit
list_tokens (FoyerEndpointStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tokens = foyer_endpoint_tokens_list (store, &error);

  if (tokens == NULL)
    return foyer_endpoint_fail (error);

  for (guint i = 0; i < tokens->len; i++)
    {
      FoyerEndpointToken *token = tokens->pdata[i];
      g_autofree char    *created = format_time (token->created_at);
      g_autofree char    *used = format_time (token->used_at);

      if (token->revoked_at != 0)
        /* Translators: name of a desk, when its token was made, when it was used last */
        g_print (_ ("%s: made %s, used %s, revoked"), token->name, created, used);
      else
        /* Translators: name of a desk, when its token was made, when it was used last */
        g_print (_ ("%s: made %s, used %s"), token->name, created, used);
      g_print ("\n");
    }

  return FOYER_ENDPOINT_EXIT_DONE;
}

static FoyerEndpointExit
revoke_token (FoyerEndpointStore *store, const char *name)
{
  g_autoptr (GError) error = NULL;

  return foyer_endpoint_tokens_revoke (store, name, &error) ? FOYER_ENDPOINT_EXIT_DONE
                                                            : foyer_endpoint_fail (error);
}

static FoyerEndpointExit
delete_resource (FoyerEndpointStore *store, const char *address)
{
  g_auto (GStrv) parts = g_strsplit (address, "/", 3);
  g_autoptr (GError) error = NULL;

  if (g_strv_length (parts) != 2)
    {
      g_printerr ("foyer-endpoint: %s\n",
                  _ ("A resource is named by its type and its id: Patient/ID."));
      return FOYER_ENDPOINT_EXIT_USAGE;
    }

  return foyer_endpoint_store_delete (store, parts[0], parts[1], &error)
             ? FOYER_ENDPOINT_EXIT_DONE
             : foyer_endpoint_fail (error);
}

static FoyerEndpointExit
back_up (FoyerEndpointStore *store, const char *path)
{
  g_autoptr (GError) error = NULL;

  return foyer_endpoint_store_backup (store, path, &error) ? FOYER_ENDPOINT_EXIT_DONE
                                                           : foyer_endpoint_fail (error);
}

/**
 * foyer_endpoint_command:
 * @store: a store
 * @argc: number of @argv, at least 1
 * @argv: `token add NAME`, `token list`, `token revoke NAME`, `backup FILE` or
 *   `delete Type/ID`
 *
 * Does what an administrator asks for.  The endpoint may run at the same time.
 *
 * Returns: the exit status
 */
FoyerEndpointExit
foyer_endpoint_command (FoyerEndpointStore *store, int argc, char **argv)
{
  const gboolean token = strcmp (argv[0], "token") == 0;

  if (token && argc == 3 && strcmp (argv[1], "add") == 0)
    return add_token (store, argv[2]);
  if (token && argc == 2 && strcmp (argv[1], "list") == 0)
    return list_tokens (store);
  if (token && argc == 3 && strcmp (argv[1], "revoke") == 0)
    return revoke_token (store, argv[2]);
  if (argc == 2 && strcmp (argv[0], "backup") == 0)
    return back_up (store, argv[1]);
  if (argc == 2 && strcmp (argv[0], "delete") == 0)
    return delete_resource (store, argv[1]);

  g_printerr (
      "foyer-endpoint: %s\n",
      _ ("The commands are “token add NAME”, “token list”, “token revoke NAME”, “backup "
         "FILE” and “delete TYPE/ID”; without one it serves."));

  return FOYER_ENDPOINT_EXIT_USAGE;
}
