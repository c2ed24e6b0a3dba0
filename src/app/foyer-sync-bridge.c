/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/foyer-sync-bridge.h"

#include "present/foyer-endpoint-words.h"
#include "present/foyer-words.h"
#include "store/foyer-endpoints.h"
#include "sync/foyer-secrets.h"
#include "sync/foyer-syncer.h"

/**
 * FoyerSyncBridge:
 *
 * Joins who syncs to those who see how it stands: the views know only the monitor of the
 * session, and the syncer knows nobody.
 */
struct _FoyerSyncBridge
{
  GObject parent_instance;

  FoyerSession *session;   /* (owned) */
  FoyerSyncer  *syncer;    /* (owned) */
  gint64        n_waiting; /* as last read */
  gboolean      is_here;   /* whether the endpoint is on this computer */
  gboolean      reading;   /* whether the status is being read */
};

G_DEFINE_FINAL_TYPE (FoyerSyncBridge, foyer_sync_bridge, G_TYPE_OBJECT)

static void
foyer_sync_bridge_dispose (GObject *object)
{
  FoyerSyncBridge *self = FOYER_SYNC_BRIDGE (object);

  if (self->syncer != NULL)
    foyer_syncer_stop (self->syncer);
  g_clear_object (&self->syncer);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_sync_bridge_parent_class)->dispose (object);
}

static void
foyer_sync_bridge_class_init (FoyerSyncBridgeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_sync_bridge_dispose;
}

static void
foyer_sync_bridge_init (FoyerSyncBridge *self)
{
}

static FoyerSyncMonitor *
get_monitor (FoyerSyncBridge *self)
{
  return foyer_session_get_sync (self->session);
}

/* What is read of the profile together. */
typedef struct
{
  FoyerSyncStatus *status;  /* (owned) */
  gboolean         is_here; /* whether the endpoint is on this computer */
  FoyerSecretPlace place;   /* where the secret to sign in with is */
} Standing;

static void
standing_free (gpointer data)
{
  Standing *standing = data;

  g_clear_object (&standing->status);
  g_free (standing);
}

static FoyerSecretPlace
find_place (FoyerDb *db, FoyerEndpointSettings *settings)
{
  FoyerSecrets secrets = { foyer_db_get_profile (db),
                           foyer_record_get_uid (FOYER_RECORD (settings)), FALSE };

  return settings->auth == FOYER_ENDPOINT_AUTH_NONE
             ? FOYER_SECRET_PLACE_NOWHERE
             : foyer_secrets_get_place (&secrets, settings->auth);
}

static gpointer
read_standing (FoyerDb *db, gpointer data, GError **error)
{
  g_autoptr (FoyerEndpointSettings) settings = NULL;
  g_autoptr (FoyerSyncStatus) status = NULL;
  Standing *standing;

  if (!foyer_endpoints_get (db, &settings, error))
    return NULL;
  status = foyer_endpoints_get_status (db, error);
  if (status == NULL)
    return NULL;

  standing = g_new0 (Standing, 1);
  standing->status = g_steal_pointer (&status);
  standing->is_here = settings != NULL && foyer_endpoint_settings_is_here (settings);
  if (settings != NULL)
    standing->place = find_place (db, settings);

  return standing;
}

static void
update_online (FoyerSyncBridge *self)
{
  foyer_syncer_set_online (self->syncer,
                           self->is_here || g_network_monitor_get_network_available (
                                                g_network_monitor_get_default ()));
}

static void
standing_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSyncBridge) self = data;
  Standing *standing = foyer_store_finish (FOYER_STORE (source), result, NULL);

  self->reading = FALSE;
  if (standing == NULL)
    return;
  if (self->session != NULL)
    {
      self->is_here = standing->is_here;
      update_online (self);
      /* A record that waits is sent soon; one that waits for something else does not wake us
       * again and again. */
      if (standing->status->n_waiting > self->n_waiting)
        foyer_syncer_wake (self->syncer);
      self->n_waiting = standing->status->n_waiting;
      foyer_sync_monitor_set_secret_place (get_monitor (self), standing->place);
      foyer_sync_monitor_set_status (get_monitor (self), standing->status);
    }
  standing_free (standing);
}

static void
load_status (FoyerSyncBridge *self)
{
  if (self->reading)
    return;

  self->reading = TRUE;
  foyer_store_read_async (foyer_session_get_store (self->session), read_standing, NULL,
                          NULL, standing_free, NULL, standing_read_cb,
                          g_object_ref (self));
}

static void
store_changed_cb (FoyerSyncBridge *self)
{
  load_status (self);
}

static void
progress_cb (FoyerSyncBridge *self, gboolean first_pull, guint n_done, guint n_total)
{
  foyer_sync_monitor_set_progress (get_monitor (self), TRUE, first_pull, n_done, n_total);
}

static void
finished_cb (FoyerSyncBridge *self, GError *error)
{
  foyer_sync_monitor_set_progress (get_monitor (self), FALSE, FALSE, 0, 0);
  load_status (self);
}

static void
sync_requested_cb (FoyerSyncBridge *self, gboolean thorough)
{
  foyer_syncer_sync (self->syncer, thorough ? FOYER_SYNC_RECONCILE : FOYER_SYNC_NONE);
}

static void
cancel_requested_cb (FoyerSyncBridge *self)
{
  foyer_syncer_cancel (self->syncer);
}

static char *
say (const GError *error)
{
  return error->domain == FOYER_SYNC_ERROR
             ? foyer_words_sync_problem ((FoyerSyncProblem) error->code, error->message)
             : foyer_words_error (error);
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSyncBridge) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerProbe) probe =
      foyer_syncer_test_finish (FOYER_SYNCER (source), result, &error);
  g_autofree char *problem = NULL;

  if (self->session == NULL)
    return;
  if (probe == NULL || !foyer_probe_check (probe, &error))
    problem = say (error);
  foyer_sync_monitor_set_findings (
      get_monitor (self), probe != NULL ? foyer_probe_get_findings (probe) : NULL,
      problem);
}

static void
test_requested_cb (FoyerSyncBridge       *self,
                   FoyerEndpointSettings *settings,
                   const char            *secret)
{
  foyer_sync_monitor_set_testing (get_monitor (self));
  foyer_syncer_test_async (self->syncer, settings, secret, tested_cb,
                           g_object_ref (self));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSyncBridge) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;
  FoyerSecretPlace place;

  if (!foyer_syncer_save_finish (FOYER_SYNCER (source), result, &place, &error))
    problem = say (error);
  if (self->session == NULL)
    return;
  foyer_sync_monitor_set_saved (get_monitor (self), place, problem);
  load_status (self);
}

static void
save_requested_cb (FoyerSyncBridge       *self,
                   FoyerEndpointSettings *settings,
                   const char            *secret)
{
  foyer_syncer_save_async (self->syncer, foyer_session_get_actor (self->session),
                           settings, secret, saved_cb, g_object_ref (self));
}

static void
network_changed_cb (FoyerSyncBridge *self)
{
  update_online (self);
}

/**
 * foyer_sync_bridge_new:
 * @session: the session whose profile is synced
 *
 * Begins to sync.
 *
 * Returns: (transfer full): the bridge; syncing ends with it
 */
FoyerSyncBridge *
foyer_sync_bridge_new (FoyerSession *session)
{
  FoyerSyncBridge  *self = g_object_new (FOYER_TYPE_SYNC_BRIDGE, NULL);
  FoyerStore       *store = foyer_session_get_store (session);
  FoyerSyncMonitor *monitor = foyer_session_get_sync (session);

  self->session = g_object_ref (session);
  self->syncer = foyer_syncer_new (foyer_store_get_profile (store));

  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->syncer, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->syncer, "finished", G_CALLBACK (finished_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (monitor, "sync-requested", G_CALLBACK (sync_requested_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (monitor, "cancel-requested", G_CALLBACK (cancel_requested_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (monitor, "test-requested", G_CALLBACK (test_requested_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (monitor, "save-requested", G_CALLBACK (save_requested_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  load_status (self);
  foyer_syncer_start (self->syncer);

  return self;
}
