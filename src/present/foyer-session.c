/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-session.h"

#include "store/foyer-catalogue.h"

/**
 * FoyerSession:
 *
 * What every screen of one window shares: the store, the clinic with its zone, who acts, and
 * the time.
 *
 * It follows the clinic's settings as they change.
 */
struct _FoyerSession
{
  GObject parent_instance;

  FoyerStore       *store;  /* (owned) */
  FoyerSyncMonitor *sync;   /* (owned) */
  FoyerClinic      *clinic; /* (owned) (nullable) until the profile is set up */
  FoyerZone        *zone;   /* (owned) (nullable) of @clinic */
};

enum
{
  PROP_STORE = 1,
  PROP_CLINIC,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FoyerSession, foyer_session, G_TYPE_OBJECT)

typedef struct
{
  FoyerClinic *clinic; /* (owned) (nullable) */
  FoyerUser   *actor;  /* (owned) (nullable) */
} Loaded;

static void
loaded_free (Loaded *loaded)
{
  g_clear_object (&loaded->clinic);
  g_clear_object (&loaded->actor);
  g_free (loaded);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static gpointer
load (FoyerDb *db, gpointer data, GError **error)
{
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);
  gboolean has_clinic;

  if (!foyer_db_has_clinic (db, &has_clinic, error))
    return NULL;
  if (!has_clinic)
    return g_steal_pointer (&loaded);

  loaded->clinic = foyer_catalogue_get_clinic (db, error);
  if (loaded->clinic == NULL)
    return NULL;
  loaded->actor = foyer_catalogue_get_default_actor (db, error);
  if (loaded->actor == NULL)
    return NULL;

  return g_steal_pointer (&loaded);
}

static gboolean
take_loaded (FoyerSession *self, Loaded *loaded, GError **error)
{
  g_autoptr (FoyerZone) zone = NULL;

  if (loaded->clinic == NULL)
    return TRUE;

  zone = foyer_zone_new (loaded->clinic->zone, error);
  if (zone == NULL)
    return FALSE;

  g_clear_pointer (&self->zone, foyer_zone_unref);
  self->zone = g_steal_pointer (&zone);
  g_set_object (&self->clinic, loaded->clinic);
  if (foyer_store_get_actor (self->store) == NULL)
    foyer_store_set_actor (self->store, loaded->actor);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLINIC]);

  return TRUE;
}

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSession) self = data;
  g_autoptr (Loaded) loaded = foyer_store_finish (FOYER_STORE (source), result, NULL);

  /* On failure the settings of before stay in force. */
  if (loaded != NULL)
    take_loaded (self, loaded, NULL);
}

static void
store_changed_cb (FoyerSession *self, const char *const *kinds)
{
  if (g_strv_contains (kinds, "clinic"))
    foyer_store_read_async (self->store, load, NULL, NULL, (GDestroyNotify) loaded_free,
                            NULL, reloaded_cb, g_object_ref (self));
}

static void
foyer_session_dispose (GObject *object)
{
  FoyerSession *self = FOYER_SESSION (object);

  g_clear_object (&self->store);
  g_clear_object (&self->sync);
  g_clear_object (&self->clinic);
  g_clear_pointer (&self->zone, foyer_zone_unref);

  G_OBJECT_CLASS (foyer_session_parent_class)->dispose (object);
}

static void
foyer_session_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  FoyerSession *self = FOYER_SESSION (object);

  switch (prop_id)
    {
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;

    case PROP_CLINIC:
      g_value_set_object (value, self->clinic);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_session_class_init (FoyerSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = foyer_session_dispose;
  object_class->get_property = foyer_session_get_property;

  /**
   * FoyerSession:store:
   *
   * The local database.
   */
  properties[PROP_STORE] = g_param_spec_object (
      "store", NULL, NULL, FOYER_TYPE_STORE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * FoyerSession:clinic: (nullable)
   *
   * The clinic and its rules, replaced when somebody changes them.
   */
  properties[PROP_CLINIC] = g_param_spec_object (
      "clinic", NULL, NULL, FOYER_TYPE_CLINIC, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_session_init (FoyerSession *self)
{
  self->sync = foyer_sync_monitor_new ();
}

/**
 * foyer_session_new:
 * @store: the local database
 *
 * Returns: (transfer full): a session that knows no clinic until it is loaded
 */
FoyerSession *
foyer_session_new (FoyerStore *store)
{
  FoyerSession *self = g_object_new (FOYER_TYPE_SESSION, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (Loaded) loaded = NULL;
  g_autoptr (GError) error = NULL;

  loaded = foyer_store_finish (FOYER_STORE (source), result, &error);
  if (loaded == NULL || !take_loaded (g_task_get_source_object (task), loaded, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * foyer_session_load_async:
 * @self: a session
 * @callback: (scope async): called when done
 * @user_data: data for @callback
 *
 * Reads the clinic and who acts by default.
 */
void
foyer_session_load_async (FoyerSession       *self,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  foyer_store_read_async (self->store, load, NULL, NULL, (GDestroyNotify) loaded_free,
                          NULL, loaded_cb, task);
}

/**
 * foyer_session_load_finish:
 * @self: a session
 * @result: the result handed to the callback
 * @error: return location for an error
 *
 * Returns: `TRUE` on success, also if the profile has not been set up, when
 *   [property@Session:clinic] stays `NULL`
 */
gboolean
foyer_session_load_finish (FoyerSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

FoyerStore *
foyer_session_get_store (FoyerSession *self)
{
  g_return_val_if_fail (FOYER_IS_SESSION (self), NULL);

  return self->store;
}

/**
 * foyer_session_get_sync:
 * @self: a session
 *
 * Returns: (transfer none): how sync with the endpoint stands, and where to ask for it
 */
FoyerSyncMonitor *
foyer_session_get_sync (FoyerSession *self)
{
  g_return_val_if_fail (FOYER_IS_SESSION (self), NULL);

  return self->sync;
}

/**
 * foyer_session_get_clinic:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the clinic, `NULL` until the profile is set up
 */
FoyerClinic *
foyer_session_get_clinic (FoyerSession *self)
{
  g_return_val_if_fail (FOYER_IS_SESSION (self), NULL);

  return self->clinic;
}

/**
 * foyer_session_get_zone:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the time zone of the clinic
 */
FoyerZone *
foyer_session_get_zone (FoyerSession *self)
{
  g_return_val_if_fail (FOYER_IS_SESSION (self), NULL);

  return self->zone;
}

/**
 * foyer_session_get_actor:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): who acts in this window
 */
FoyerUser *
foyer_session_get_actor (FoyerSession *self)
{
  g_return_val_if_fail (FOYER_IS_SESSION (self), NULL);

  return foyer_store_get_actor (self->store);
}

/**
 * foyer_session_get_currency:
 * @self: a session
 *
 * Returns: (transfer none): the ISO 4217 code in which the clinic counts
 */
const char *
foyer_session_get_currency (FoyerSession *self)
{
  g_return_val_if_fail (FOYER_IS_SESSION (self), NULL);

  return self->clinic != NULL ? self->clinic->currency : "USD";
}

/**
 * foyer_session_now:
 * @self: a session
 *
 * Returns: seconds since 1970-01-01 UTC, by the clock of the store
 */
gint64
foyer_session_now (FoyerSession *self)
{
  g_return_val_if_fail (FOYER_IS_SESSION (self), 0);

  return foyer_store_now (self->store);
}

/**
 * foyer_session_today:
 * @self: a session
 *
 * Returns: the civil day of the clinic, days since 1970-01-01; that of UTC until the profile
 *   is set up
 */
int
foyer_session_today (FoyerSession *self)
{
  gint64 now = foyer_session_now (self);

  if (self->zone == NULL)
    return (int) (now / (24 * FOYER_HOUR_SECONDS));

  return foyer_zone_get_day (self->zone, now);
}
