/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-endpoints.h"

#include "model/foyer-endpoint-settings.h"
#include "model/foyer-kind.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

#include <string.h>

/**
 * foyer_endpoints_get:
 * @db: a connection
 * @out_settings: (out) (transfer full) (nullable): a [class@EndpointSettings]; `NULL` if the
 *   profile has no endpoint
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_endpoints_get (FoyerDb *db, FoyerEndpointSettings **out_settings, GError **error)
{
  g_autoptr (GPtrArray) all =
      foyer_table_list (db, FOYER_TYPE_ENDPOINT_SETTINGS, error, "", "");

  *out_settings = NULL;
  if (all == NULL)
    return FALSE;
  if (all->len > 0)
    *out_settings = g_object_ref (all->pdata[0]);

  return TRUE;
}

/* Passwords and records go to it, so it is https or this computer. */
static gboolean
check_address (const char *address, const char *field, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL ||
      g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 &&
       g_strcmp0 (g_uri_get_scheme (uri), "http") != 0))
    return foyer_store_refuse_field (error, field, "no-address");

  return g_str_equal (g_uri_get_scheme (uri), "https") || foyer_host_is_here (host) ||
         foyer_store_refuse_field (error, field, "insecure");
}

/**
 * foyer_endpoints_check:
 * @settings: a [class@EndpointSettings]
 * @error: return location for an error
 *
 * Tells whether an endpoint can be like this; asks nobody.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` as foyer_endpoints_set() has them.
 *
 * Returns: whether it can
 */
gboolean
foyer_endpoints_check (FoyerEndpointSettings *settings, GError **error)
{
  if (settings->address == NULL)
    return foyer_store_refuse_field (error, "address", "missing");
  if (!check_address (settings->address, "address", error))
    return FALSE;
  if (settings->auth == FOYER_ENDPOINT_AUTH_BASIC && settings->user == NULL)
    return foyer_store_refuse_field (error, "user", "missing");
  if ((settings->auth == FOYER_ENDPOINT_AUTH_OAUTH2 ||
       settings->auth == FOYER_ENDPOINT_AUTH_SMART) &&
      settings->client_id == NULL)
    return foyer_store_refuse_field (error, "client-id", "missing");

  return settings->token_address == NULL ||
         check_address (settings->token_address, "token-address", error);
}

/* Forgets all that is known of an endpoint.  What a person has to decide between stays: ours is
 * kept nowhere else. */
static gboolean
forget (FoyerAct *act, GError **error)
{
  static const char *const sql[] = {
    "DELETE FROM replica",    "DELETE FROM cursor",
    "DELETE FROM inbox",      "DELETE FROM saga",
    "DELETE FROM claim",      "DELETE FROM sync_fact",
    "DELETE FROM unsent",     "DELETE FROM sync_status",
    "DELETE FROM card_claim", "DELETE FROM booking_arrived",
  };
  g_autoptr (GPtrArray) conflicts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    if (!foyer_db_run (act->db, error, sql[i], ""))
      return FALSE;

  conflicts = foyer_conflicts_list_open (act->db, error);
  if (conflicts == NULL)
    return FALSE;
  for (guint i = 0; i < conflicts->len; i++)
    {
      FoyerConflict *conflict = conflicts->pdata[i];

      if (conflict->kind != FOYER_CONFLICT_KIND_FIELD &&
          conflict->kind != FOYER_CONFLICT_KIND_STATUS &&
          !foyer_conflicts_settle (act, conflict, error))
        return FALSE;
    }

  return TRUE;
}

/* Another endpoint knows nothing: all records have to be sent. */
static gboolean
mark_everything (FoyerAct *act, GError **error)
{
  const FoyerKind *kinds;
  guint            n;

  kinds = foyer_kinds_list (&n);
  for (guint i = 0; i < n; i++)
    if (kinds[i].parent == NULL && !foyer_act_mark (act, kinds[i].name, 0, error))
      return FALSE;

  return TRUE;
}

/* With and without a slash at its end an address is one. */
static gboolean
address_equal (const char *one, const char *other)
{
  gsize one_length = strlen (one);
  gsize other_length = strlen (other);

  while (one_length > 0 && one[one_length - 1] == '/')
    one_length--;
  while (other_length > 0 && other[other_length - 1] == '/')
    other_length--;

  return one_length == other_length && strncmp (one, other, one_length) == 0;
}

static gboolean
set (FoyerAct *act, gpointer data, GError **error)
{
  FoyerEndpointSettings *settings = data;
  g_autoptr (FoyerEndpointSettings) before = NULL;

  if (!foyer_endpoints_get (act->db, &before, error))
    return FALSE;
  foyer_record_set_id (FOYER_RECORD (settings), 1);
  if (before != NULL && address_equal (before->address, settings->address))
    return foyer_act_update (act, settings, error);

  return forget (act, error) &&
         (before != NULL ? foyer_act_update (act, settings, error)
                         : foyer_act_insert (act, settings, error)) &&
         mark_everything (act, error) && foyer_act_show (act, "sync_status", 1, error);
}

/**
 * foyer_endpoints_set:
 * @db: a connection that can write
 * @actor: who acts
 * @settings: a [class@EndpointSettings]
 * @error: return location for an error
 *
 * Sets where the endpoint is and how to sign in.  Another address than before forgets all that
 * is known of the endpoint, and has everything sent to the new one.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID`: `address`, `token-address` `missing`, `no-address`, or
 * `insecure` if it is plain http and not on this computer; `user`, `client-id` `missing` where
 * the way of signing in needs it.  `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_endpoints_set (FoyerDb               *db,
                     FoyerUser             *actor,
                     FoyerEndpointSettings *settings,
                     GError               **error)
{
  g_return_val_if_fail (FOYER_IS_ENDPOINT_SETTINGS (settings), FALSE);

  return foyer_endpoints_check (settings, error) &&
         foyer_db_act (db, actor, FOYER_ACTION_ENDPOINT_EDIT, NULL, set, settings, error);
}

static gboolean
remove_endpoint (FoyerAct *act, gpointer data, GError **error)
{
  g_autoptr (FoyerEndpointSettings) settings = NULL;

  if (!foyer_endpoints_get (act->db, &settings, error))
    return FALSE;
  if (settings == NULL)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "There is no endpoint");
      return FALSE;
    }

  return forget (act, error) && foyer_act_delete (act, settings, error) &&
         foyer_act_show (act, "sync_status", 1, error);
}

/**
 * foyer_endpoints_remove:
 * @db: a connection that can write
 * @actor: who acts
 * @error: return location for an error
 *
 * Ends sync: the records stay here, and what is at the endpoint stays there.
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND` if there is no endpoint; `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_endpoints_remove (FoyerDb *db, FoyerUser *actor, GError **error)
{
  return foyer_db_act (db, actor, FOYER_ACTION_ENDPOINT_EDIT, NULL, remove_endpoint, NULL,
                       error);
}

/**
 * foyer_endpoints_dup_fact:
 * @db: a connection
 * @name: name of a fact
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its value; `NULL` if it is not known, and on error
 */
char *
foyer_endpoints_dup_fact (FoyerDb *db, const char *name, GError **error)
{
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (db, "SELECT value FROM sync_fact WHERE name = ?1", error);

  if (statement == NULL || !foyer_statement_bind (statement, error, "s", name) ||
      foyer_statement_step (statement, error) != FOYER_SQL_ROW)
    return NULL;

  return g_strdup (foyer_statement_text (statement, 0));
}

/**
 * foyer_endpoints_put_fact:
 * @act: the action under way
 * @name: name of a fact
 * @value: (nullable): its value; `NULL` forgets it
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_endpoints_put_fact (FoyerAct   *act,
                          const char *name,
                          const char *value,
                          GError    **error)
{
  if (value == NULL)
    return foyer_db_run (act->db, error, "DELETE FROM sync_fact WHERE name = ?1", "s",
                         name);

  return foyer_db_run (act->db, error,
                       "INSERT INTO sync_fact (name, value) VALUES (?1, ?2) "
                       "ON CONFLICT DO UPDATE SET value = ?2",
                       "ss", name, value);
}
