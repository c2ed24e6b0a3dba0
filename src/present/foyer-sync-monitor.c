/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-sync-monitor.h"

/**
 * FoyerSyncMonitor:
 *
 * Between those who see how sync stands and those who sync, who do not know each other.
 */
struct _FoyerSyncMonitor
{
  GObject parent_instance;

  gboolean         busy;
  gboolean         first_pull;
  guint            n_done;
  guint            n_total;
  FoyerSyncStatus *status; /* (owned) (nullable) */
  FoyerSecretPlace place;
  gboolean         testing;
  GPtrArray       *findings; /* (owned) (nullable) */
  char            *problem;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (FoyerSyncMonitor, foyer_sync_monitor, G_TYPE_OBJECT)

enum
{
  PROP_BUSY = 1,
  PROP_PROGRESS,
  PROP_STATUS,
  PROP_SECRET_PLACE,
  PROP_TESTING,
  N_PROPS,
};

enum
{
  SYNC_REQUESTED,
  CANCEL_REQUESTED,
  TEST_REQUESTED,
  SAVE_REQUESTED,
  SAVED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint       signals[N_SIGNALS];

static void
foyer_sync_monitor_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  FoyerSyncMonitor *self = FOYER_SYNC_MONITOR (object);

  switch (id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;

    case PROP_PROGRESS:
      g_value_set_double (value, self->n_total > 0
                                     ? MIN (1.0, (double) self->n_done / self->n_total)
                                     : 0);
      break;

    case PROP_STATUS:
      g_value_set_object (value, self->status);
      break;

    case PROP_SECRET_PLACE:
      g_value_set_enum (value, (int) self->place);
      break;

    case PROP_TESTING:
      g_value_set_boolean (value, self->testing);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_sync_monitor_dispose (GObject *object)
{
  FoyerSyncMonitor *self = FOYER_SYNC_MONITOR (object);

  g_clear_object (&self->status);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (foyer_sync_monitor_parent_class)->dispose (object);
}

static void
foyer_sync_monitor_class_init (FoyerSyncMonitorClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = foyer_sync_monitor_dispose;
  object_class->get_property = foyer_sync_monitor_get_property;

  /**
   * FoyerSyncMonitor:busy:
   *
   * Whether a sync is under way.
   */
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  /**
   * FoyerSyncMonitor:progress:
   *
   * Share of what comes that has come, 0 to 1; 0 if it is not known how much it is.
   */
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  /**
   * FoyerSyncMonitor:status:
   *
   * How sync stands; `NULL` until that is known.
   */
  props[PROP_STATUS] =
      g_param_spec_object ("status", NULL, NULL, FOYER_TYPE_SYNC_STATUS, flags);
  /**
   * FoyerSyncMonitor:secret-place:
   *
   * Where the secret to sign in with is kept; nowhere as long as that is not known.
   */
  props[PROP_SECRET_PLACE] =
      g_param_spec_enum ("secret-place", NULL, NULL, FOYER_TYPE_SECRET_PLACE,
                         FOYER_SECRET_PLACE_NOWHERE, flags);
  /**
   * FoyerSyncMonitor:testing:
   *
   * Whether a connection is being tested; when it ends, the findings are there.
   */
  props[PROP_TESTING] = g_param_spec_boolean ("testing", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * FoyerSyncMonitor::sync-requested:
   * @self: the monitor
   * @thorough: whether everything is to be compared
   */
  signals[SYNC_REQUESTED] =
      g_signal_new ("sync-requested", FOYER_TYPE_SYNC_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  /**
   * FoyerSyncMonitor::cancel-requested:
   * @self: the monitor
   */
  signals[CANCEL_REQUESTED] =
      g_signal_new ("cancel-requested", FOYER_TYPE_SYNC_MONITOR, G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FoyerSyncMonitor::test-requested:
   * @self: the monitor
   * @settings: what to try
   * @secret: (nullable): what to sign in with; `NULL` for the one that is kept
   */
  signals[TEST_REQUESTED] = g_signal_new (
      "test-requested", FOYER_TYPE_SYNC_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 2, FOYER_TYPE_ENDPOINT_SETTINGS, G_TYPE_STRING);
  /**
   * FoyerSyncMonitor::save-requested:
   * @self: the monitor
   * @settings: (nullable): the endpoint from now on; `NULL` for none
   * @secret: (nullable): what to sign in with; `NULL` for the one that is kept
   */
  signals[SAVE_REQUESTED] = g_signal_new (
      "save-requested", FOYER_TYPE_SYNC_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 2, FOYER_TYPE_ENDPOINT_SETTINGS, G_TYPE_STRING);
  /**
   * FoyerSyncMonitor::saved:
   * @self: the monitor
   * @place: where the secret is
   * @problem: (nullable): a sentence; `NULL` if it was saved
   */
  signals[SAVED] =
      g_signal_new ("saved", FOYER_TYPE_SYNC_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, FOYER_TYPE_SECRET_PLACE, G_TYPE_STRING);
}

static void
foyer_sync_monitor_init (FoyerSyncMonitor *self)
{
}

FoyerSyncMonitor *
foyer_sync_monitor_new (void)
{
  return g_object_new (FOYER_TYPE_SYNC_MONITOR, NULL);
}

gboolean
foyer_sync_monitor_get_busy (FoyerSyncMonitor *self)
{
  return self->busy;
}

/**
 * foyer_sync_monitor_get_first_pull:
 * @self: a monitor
 *
 * Returns: whether everything is coming for the first time
 */
gboolean
foyer_sync_monitor_get_first_pull (FoyerSyncMonitor *self)
{
  return self->first_pull;
}

/**
 * foyer_sync_monitor_get_n_done:
 * @self: a monitor
 *
 * Returns: records that have gone or come in the present sync
 */
guint
foyer_sync_monitor_get_n_done (FoyerSyncMonitor *self)
{
  return self->n_done;
}

/**
 * foyer_sync_monitor_get_n_total:
 * @self: a monitor
 *
 * Returns: how many there will be; 0 if that is not known
 */
guint
foyer_sync_monitor_get_n_total (FoyerSyncMonitor *self)
{
  return self->n_total;
}

/**
 * foyer_sync_monitor_get_status:
 * @self: a monitor
 *
 * Returns: (transfer none) (nullable): how sync stands
 */
FoyerSyncStatus *
foyer_sync_monitor_get_status (FoyerSyncMonitor *self)
{
  return self->status;
}

gboolean
foyer_sync_monitor_get_testing (FoyerSyncMonitor *self)
{
  return self->testing;
}

/**
 * foyer_sync_monitor_get_findings:
 * @self: a monitor
 *
 * Returns: (transfer none) (nullable) (element-type FoyerProbeFinding): what the last test of
 *   a connection found
 */
GPtrArray *
foyer_sync_monitor_get_findings (FoyerSyncMonitor *self)
{
  return self->findings;
}

/**
 * foyer_sync_monitor_get_problem:
 * @self: a monitor
 *
 * Returns: (nullable): why the last test of a connection did not get through, a sentence
 */
const char *
foyer_sync_monitor_get_problem (FoyerSyncMonitor *self)
{
  return self->problem;
}

/**
 * foyer_sync_monitor_get_secret_place:
 * @self: a monitor
 *
 * Returns: where the secret to sign in with is kept; nowhere as long as that is not known
 */
FoyerSecretPlace
foyer_sync_monitor_get_secret_place (FoyerSyncMonitor *self)
{
  return self->place;
}

/**
 * foyer_sync_monitor_sync:
 * @self: a monitor
 * @thorough: whether everything is to be compared
 *
 * Asks for a sync now.
 */
void
foyer_sync_monitor_sync (FoyerSyncMonitor *self, gboolean thorough)
{
  g_signal_emit (self, signals[SYNC_REQUESTED], 0, thorough);
}

/**
 * foyer_sync_monitor_cancel:
 * @self: a monitor
 *
 * Asks to end the sync that is under way.  It goes on from there the next time.
 */
void
foyer_sync_monitor_cancel (FoyerSyncMonitor *self)
{
  g_signal_emit (self, signals[CANCEL_REQUESTED], 0);
}

/**
 * foyer_sync_monitor_test:
 * @self: a monitor
 * @settings: what to try
 * @secret: (nullable): what to sign in with; `NULL` for the one that is kept
 *
 * Asks to test a connection; nothing is saved.
 */
void
foyer_sync_monitor_test (FoyerSyncMonitor      *self,
                         FoyerEndpointSettings *settings,
                         const char            *secret)
{
  g_signal_emit (self, signals[TEST_REQUESTED], 0, settings, secret);
}

/**
 * foyer_sync_monitor_save:
 * @self: a monitor
 * @settings: (nullable): the endpoint from now on; `NULL` for none
 * @secret: (nullable): what to sign in with; `NULL` for the one that is kept
 *
 * Asks to save an endpoint.  [signal@SyncMonitor::saved] follows.
 */
void
foyer_sync_monitor_save (FoyerSyncMonitor      *self,
                         FoyerEndpointSettings *settings,
                         const char            *secret)
{
  g_signal_emit (self, signals[SAVE_REQUESTED], 0, settings, secret);
}

/**
 * foyer_sync_monitor_set_progress:
 * @self: a monitor
 * @busy: whether a sync is under way
 * @first_pull: whether everything comes for the first time
 * @n_done: records that have gone or come
 * @n_total: how many there will be, 0: not known
 *
 * Tells how far a sync is.
 */
void
foyer_sync_monitor_set_progress (FoyerSyncMonitor *self,
                                 gboolean          busy,
                                 gboolean          first_pull,
                                 guint             n_done,
                                 guint             n_total)
{
  gboolean was_busy = self->busy;

  self->busy = busy;
  self->first_pull = first_pull;
  self->n_done = n_done;
  self->n_total = n_total;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
  if (was_busy != busy)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

/**
 * foyer_sync_monitor_set_status:
 * @self: a monitor
 * @status: how sync stands
 *
 * Tells how sync stands.
 */
void
foyer_sync_monitor_set_status (FoyerSyncMonitor *self, FoyerSyncStatus *status)
{
  g_set_object (&self->status, status);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATUS]);
}

/**
 * foyer_sync_monitor_set_secret_place:
 * @self: a monitor
 * @place: where the secret to sign in with is kept
 *
 * Tells where the secret is.
 */
void
foyer_sync_monitor_set_secret_place (FoyerSyncMonitor *self, FoyerSecretPlace place)
{
  if (self->place == place)
    return;
  self->place = place;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SECRET_PLACE]);
}

/**
 * foyer_sync_monitor_set_testing:
 * @self: a monitor
 *
 * Tells that a test of a connection has begun.
 */
void
foyer_sync_monitor_set_testing (FoyerSyncMonitor *self)
{
  self->testing = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TESTING]);
}

/**
 * foyer_sync_monitor_set_findings:
 * @self: a monitor
 * @findings: (nullable) (element-type FoyerProbeFinding): what a test found
 * @problem: (nullable): why it did not get through, a sentence
 *
 * Tells what a test of a connection found; it ends with this.
 */
void
foyer_sync_monitor_set_findings (FoyerSyncMonitor *self,
                                 GPtrArray        *findings,
                                 const char       *problem)
{
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  if (findings != NULL)
    self->findings = g_ptr_array_ref (findings);
  g_free (self->problem);
  self->problem = g_strdup (problem);
  self->testing = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TESTING]);
}

/**
 * foyer_sync_monitor_set_saved:
 * @self: a monitor
 * @place: where the secret is
 * @problem: (nullable): a sentence; `NULL` if it was saved
 *
 * Tells what came of saving an endpoint.
 */
void
foyer_sync_monitor_set_saved (FoyerSyncMonitor *self,
                              FoyerSecretPlace  place,
                              const char       *problem)
{
  if (problem == NULL)
    foyer_sync_monitor_set_secret_place (self, place);
  g_signal_emit (self, signals[SAVED], 0, place, problem);
}
