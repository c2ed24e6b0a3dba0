/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-connection.h"

#include "store/foyer-endpoints.h"
#include "sync/foyer-http.h"
#include "sync/foyer-secrets.h"
#include "sync/foyer-sync.h"

#include <unistd.h>

/* How long a sync of another program is waited for. */
#define LOCK_WAIT_MS 10000

static gint64
get_now (gpointer data)
{
  return foyer_db_now (data);
}

static FoyerSecrets
secrets_of (FoyerDb *db, FoyerEndpointSettings *settings, gboolean may_ask)
{
  FoyerSecrets secrets = { foyer_db_get_profile (db),
                           foyer_record_get_uid (FOYER_RECORD (settings)), may_ask };

  return secrets;
}

/* The secret that is kept, or NULL; a way to sign in that needs none has none. */
static gboolean
look_up (FoyerDb               *db,
         FoyerEndpointSettings *settings,
         gboolean               may_ask,
         char                 **out_secret,
         GError               **error)
{
  FoyerSecrets     secrets = secrets_of (db, settings, may_ask);
  FoyerSecretPlace place;

  *out_secret = NULL;

  return settings->auth == FOYER_ENDPOINT_AUTH_NONE || secrets.uid == NULL ||
         foyer_secrets_lookup (&secrets, settings->auth, out_secret, &place, error);
}

static FoyerTransport *
connect_with (FoyerDb               *db,
              FoyerEndpointSettings *settings,
              const char            *secret,
              GError               **error)
{
  g_autoptr (FoyerAuth) auth = NULL;
  FoyerHttp *http;

  if (settings->auth != FOYER_ENDPOINT_AUTH_NONE && secret == NULL)
    {
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SECRET,
                   "There is nothing to sign in with");
      return NULL;
    }
  auth = foyer_auth_new (settings, secret, get_now, db);
  http = foyer_http_new (settings, auth, error);

  if (http == NULL)
    return NULL;
  g_object_set_data_full (G_OBJECT (http), FOYER_SYNC_ADDRESS,
                          g_strdup (settings->address), g_free);

  return FOYER_TRANSPORT (http);
}

/**
 * foyer_connection_open:
 * @db: a connection to a profile, which must live as long as the transport
 * @may_ask: whether a person is there whom the keyring may ask to unlock it
 * @error: return location for an error
 *
 * Connects to the endpoint of a profile.  Nothing is sent yet.
 *
 * Errors: `FOYER_SYNC_ERROR_NOT_SET_UP` if there is none, `FOYER_SYNC_ERROR_SECRET`,
 *   `FOYER_SYNC_ERROR_INSECURE`; errors of the store.
 *
 * Returns: (transfer full): the way to the endpoint, or `NULL` on error
 */
FoyerTransport *
foyer_connection_open (FoyerDb *db, gboolean may_ask, GError **error)
{
  g_autoptr (FoyerEndpointSettings) settings = NULL;
  g_autofree char *secret = NULL;

  if (!foyer_endpoints_get (db, &settings, error))
    return NULL;
  if (settings == NULL)
    {
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_NOT_SET_UP,
                   "The profile has no endpoint");
      return NULL;
    }
  if (!look_up (db, settings, may_ask, &secret, error))
    return NULL;

  return connect_with (db, settings, secret, error);
}

static void
wait_for (guint ms, GCancellable *cancellable, gpointer data)
{
  g_autoptr (GTimer) timer = g_timer_new ();

  while (g_timer_elapsed (timer, NULL) * 1000 < ms &&
         !g_cancellable_is_cancelled (cancellable))
    g_usleep (20000);
}

static gboolean
keep_probe (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_endpoints_put_fact (act, "probe", data, error);
}

/**
 * foyer_connection_prove:
 * @db: a connection that can write
 * @transport: the way to the endpoint
 * @cancellable: (nullable): to give up
 * @error: return location for an error
 *
 * Finds out what an endpoint can do before the first sync with it, and keeps that.  Nothing
 * of the profile goes to an endpoint that would let desks overwrite each other.
 *
 * Errors: `FOYER_SYNC_ERROR_UNSAFE` and others of [error@SyncError]; errors of the store.
 *
 * Returns: `TRUE` if it is safe to sync
 */
gboolean
foyer_connection_prove (FoyerDb        *db,
                        FoyerTransport *transport,
                        GCancellable   *cancellable,
                        GError        **error)
{
  g_autofree char *known = foyer_endpoints_dup_fact (db, "probe", NULL);
  g_autofree char *text = NULL;
  g_autoptr (FoyerProbe) probe = NULL;
  gboolean done = FALSE;
  int      lock;

  if (known != NULL)
    return TRUE;

  lock = foyer_sync_lock (db, 0, error);
  if (lock < 0)
    return FALSE;
  if (foyer_sync_check_address (db, transport, error))
    probe = foyer_probe_run (transport, get_now, wait_for, db, cancellable, error);
  if (probe != NULL && foyer_probe_check (probe, error))
    {
      text = foyer_probe_to_json (probe);
      done = foyer_db_act (db, NULL, FOYER_ACTION_SYNC, NULL, keep_probe, text, error);
    }
  close (lock);

  return done;
}

/**
 * foyer_connection_test:
 * @db: a connection to a profile
 * @settings: what to try
 * @secret: (nullable): what to sign in with; `NULL` for the secret that is kept
 * @may_ask: whether a person is there whom the keyring may ask to unlock it
 * @cancellable: (nullable): to give up
 * @error: return location for an error
 *
 * Tries an endpoint and finds out what it can do.  Changes nothing in the profile; at the
 * endpoint it leaves one small resource that says that it is a probe.
 *
 * Errors: [error@SyncError].  That the endpoint cannot be used safely is no error but a
 *   finding, see foyer_probe_check().
 *
 * Returns: (transfer full): what was found, or `NULL` on error
 */
FoyerProbe *
foyer_connection_test (FoyerDb               *db,
                       FoyerEndpointSettings *settings,
                       const char            *secret,
                       gboolean               may_ask,
                       GCancellable          *cancellable,
                       GError               **error)
{
  g_autoptr (FoyerTransport) transport = NULL;
  g_autofree char *kept = NULL;

  if (secret == NULL && !look_up (db, settings, may_ask, &kept, error))
    return NULL;
  transport = connect_with (db, settings, secret != NULL ? secret : kept, error);
  if (transport == NULL)
    return NULL;

  return foyer_probe_run (transport, get_now, wait_for, db, cancellable, error);
}

static gboolean
save (FoyerDb               *db,
      FoyerUser             *actor,
      FoyerEndpointSettings *settings,
      const char            *secret,
      gboolean               may_ask,
      FoyerSecretPlace      *out_place,
      GError               **error)
{
  g_autoptr (FoyerEndpointSettings) before = NULL;
  g_autoptr (FoyerEndpointSettings) after = NULL;
  g_autofree char *kept = NULL;
  FoyerSecrets     secrets;

  *out_place = FOYER_SECRET_PLACE_NOWHERE;
  if (!foyer_endpoints_get (db, &before, error))
    return FALSE;
  if (settings == NULL)
    {
      if (before != NULL)
        {
          secrets = secrets_of (db, before, may_ask);
          if (!foyer_secrets_forget (&secrets, before->auth, error))
            return FALSE;
        }
      return foyer_endpoints_remove (db, actor, error);
    }

  if (!foyer_endpoints_set (db, actor, settings, error) ||
      !foyer_endpoints_get (db, &after, error) || after == NULL)
    return FALSE;
  if (after->auth == FOYER_ENDPOINT_AUTH_NONE)
    return TRUE;

  secrets = secrets_of (db, after, may_ask);
  return secret != NULL
             ? foyer_secrets_store (&secrets, after->auth, secret, out_place, error)
             : foyer_secrets_lookup (&secrets, after->auth, &kept, out_place, error);
}

/**
 * foyer_connection_save:
 * @db: a connection that can write
 * @actor: (nullable): who does it
 * @settings: (nullable): the endpoint from now on; `NULL` for none
 * @secret: (nullable): what to sign in with; `NULL` keeps the one that there is
 * @may_ask: whether a person is there whom the keyring may ask to unlock it
 * @out_place: (out): where the secret is
 * @error: return location for an error
 *
 * Keeps the endpoint of a profile, and its secret apart from it.  Waits for a sync that is
 * under way, so that nothing which is meant for one endpoint comes to another.
 *
 * Errors: `FOYER_SYNC_ERROR_LOCKED` if another program goes on syncing, and nothing was
 *   changed; `FOYER_SYNC_ERROR_SECRET`; those of foyer_endpoints_set().
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_connection_save (FoyerDb               *db,
                       FoyerUser             *actor,
                       FoyerEndpointSettings *settings,
                       const char            *secret,
                       gboolean               may_ask,
                       FoyerSecretPlace      *out_place,
                       GError               **error)
{
  int      lock = foyer_sync_lock (db, LOCK_WAIT_MS, error);
  gboolean done;

  if (lock < 0)
    return FALSE;
  done = save (db, actor, settings, secret, may_ask, out_place, error);
  close (lock);

  return done;
}
