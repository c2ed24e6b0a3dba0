/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-syncer.h"

#include "base/foyer-worker.h"
#include "store/foyer-endpoints.h"

/* How often the endpoint is asked for news, and how long after a local change; seconds and
 * milliseconds. */
#define INTERVAL_SECONDS 10
#define WAKE_MS 300

/* The longest pause after failures, seconds. */
#define MAX_PAUSE_SECONDS 300

/* Progress is told no more often than people can see it. */
#define PROGRESS_MS 100

/**
 * FoyerSyncer:
 *
 * Syncs a profile in the background: soon after a local change, every few seconds otherwise,
 * and with longer and longer pauses while the endpoint fails.
 *
 * Everything that waits for a disk or a network happens on a thread of its own with a
 * connection of its own; the signals come in the main context in which the syncer was made.
 */
struct _FoyerSyncer
{
  GObject parent_instance;

  char         *profile; /* (owned) */
  FoyerWorker  *worker;  /* (owned) */
  GMainContext *context; /* (owned) */

  /* Of the main thread. */
  GCancellable  *cancellable; /* (owned) (nullable) of the sync under way */
  guint          timer_id;
  guint          n_failures;
  gboolean       started;
  gboolean       online;
  gboolean       again; /* something changed while a sync was under way */
  FoyerSyncFlags flags; /* of the next sync */
  gboolean       asked; /* for, by a person: the next sync */

  /* Of the thread. */
  FoyerDb               *db;        /* (owned) (nullable) */
  FoyerTransport        *transport; /* (owned) (nullable) */
  FoyerEndpointSettings *settings;  /* (owned) (nullable) those of @transport */
  gint64                 told_at;   /* microseconds, monotonic */
  gboolean               has_asked; /* the keyring, which may ask a person to unlock it */
};

G_DEFINE_FINAL_TYPE (FoyerSyncer, foyer_syncer, G_TYPE_OBJECT)

enum
{
  PROGRESS,
  FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
open_db (FoyerSyncer *self, GError **error)
{
  if (self->db == NULL)
    self->db = foyer_db_open (self->profile, FOYER_DB_WRITE, error);

  return self->db != NULL;
}

/* The thread ends with the worker; what it used is freed after that. */
static void
foyer_syncer_finalize (GObject *object)
{
  FoyerSyncer *self = FOYER_SYNCER (object);

  foyer_worker_free (self->worker);
  g_clear_object (&self->transport);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->db, foyer_db_close);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->profile);

  G_OBJECT_CLASS (foyer_syncer_parent_class)->finalize (object);
}

static void
foyer_syncer_dispose (GObject *object)
{
  foyer_syncer_stop (FOYER_SYNCER (object));

  G_OBJECT_CLASS (foyer_syncer_parent_class)->dispose (object);
}

static void
foyer_syncer_class_init (FoyerSyncerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = foyer_syncer_dispose;
  object_class->finalize = foyer_syncer_finalize;

  /**
   * FoyerSyncer::progress:
   * @self: the syncer
   * @first_pull: whether everything comes for the first time
   * @n_done: records that have gone or come
   * @n_total: how many there will be, 0: not known
   *
   * Emitted when a sync begins, and while it goes on.
   */
  signals[PROGRESS] =
      g_signal_new ("progress", FOYER_TYPE_SYNCER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_BOOLEAN, G_TYPE_UINT, G_TYPE_UINT);
  /**
   * FoyerSyncer::finished:
   * @self: the syncer
   * @error: (nullable): why the sync did not go through
   *
   * Emitted when a sync has ended.
   */
  signals[FINISHED] = g_signal_new ("finished", FOYER_TYPE_SYNCER, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
foyer_syncer_init (FoyerSyncer *self)
{
  self->worker = foyer_worker_new ("foyer-sync");
  self->context = g_main_context_ref_thread_default ();
  self->online = TRUE;
}

/**
 * foyer_syncer_new:
 * @profile: folder of a profile that exists
 *
 * Returns: (transfer full): a syncer that does nothing yet
 */
FoyerSyncer *
foyer_syncer_new (const char *profile)
{
  FoyerSyncer *self = g_object_new (FOYER_TYPE_SYNCER, NULL);

  self->profile = g_strdup (profile);

  return self;
}

typedef struct
{
  FoyerSyncer  *self; /* (owned) */
  FoyerSyncStep step;
} Progress;

static gboolean
tell_progress (gpointer data)
{
  Progress *progress = data;

  if (progress->self->cancellable != NULL)
    g_signal_emit (progress->self, signals[PROGRESS], 0, progress->step.first_pull,
                   progress->step.n_done, progress->step.n_total);

  return G_SOURCE_REMOVE;
}

static void
progress_free (gpointer data)
{
  Progress *progress = data;

  g_object_unref (progress->self);
  g_free (progress);
}

static gboolean
step_cb (const FoyerSyncStep *step, gpointer data)
{
  FoyerSyncer *self = data;
  gint64       now = g_get_monotonic_time ();
  Progress    *progress;
  g_autoptr (GSource) source = NULL;

  if (now - self->told_at < PROGRESS_MS * 1000)
    return TRUE;

  self->told_at = now;
  progress = g_new0 (Progress, 1);
  progress->self = g_object_ref (self);
  progress->step = *step;
  /* Never on this thread, also if nobody runs the context. */
  source = g_idle_source_new ();
  g_source_set_callback (source, tell_progress, progress, progress_free);
  g_source_attach (source, self->context);

  return TRUE;
}

typedef struct
{
  FoyerSyncFlags flags;
  GCancellable  *cancellable; /* (owned) */
  gint64         retry_after_seconds;
  gboolean       asked; /* for, by a person */
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->cancellable);
  g_free (run);
}

static gboolean
is_same (FoyerEndpointSettings *one, FoyerEndpointSettings *other)
{
  FoyerRecordClass *klass;

  if (one == NULL || other == NULL)
    return one == other;

  klass = FOYER_RECORD_GET_CLASS (one);
  for (guint i = 0; i < klass->n_fields; i++)
    {
      g_autofree char *a = foyer_record_dup_field (FOYER_RECORD (one), &klass->fields[i]);
      g_autofree char *b =
          foyer_record_dup_field (FOYER_RECORD (other), &klass->fields[i]);

      if (g_strcmp0 (a, b) != 0)
        return FALSE;
    }

  return TRUE;
}

/* Work of the thread: one sync.  What it returns says that it went through. */
static gpointer
work_sync (gpointer source, gpointer data, GError **error)
{
  FoyerSyncer    *self = FOYER_SYNCER (source);
  Run            *run = data;
  FoyerSyncReport report = { 0 };
  g_autoptr (FoyerSync) sync = NULL;
  g_autoptr (FoyerEndpointSettings) settings = NULL;
  g_autoptr (GError) problem = NULL;

  foyer_background_begin ();
  if (!open_db (self, error) || !foyer_endpoints_get (self->db, &settings, error))
    return NULL;
  /* Another program may have set up another endpoint, and nothing is told to the old one. */
  if (!is_same (settings, self->settings))
    {
      g_clear_object (&self->transport);
      self->has_asked = FALSE;
    }
  g_set_object (&self->settings, settings);
  if (self->transport == NULL)
    {
      /* Whoever did not unlock the keyring is not asked at every retry. */
      self->transport =
          foyer_connection_open (self->db, run->asked || !self->has_asked, &problem);
      self->has_asked = TRUE;
    }
  if (self->transport == NULL ||
      !foyer_connection_prove (self->db, self->transport, run->cancellable, &problem))
    {
      if (!g_error_matches (problem, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_NOT_SET_UP))
        foyer_sync_note_problem (self->db, problem, NULL);
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }

  sync = foyer_sync_new (self->db, self->transport);
  foyer_sync_set_step_func (sync, step_cb, self);
  if (foyer_sync_run (sync, run->flags, run->cancellable, &report, error))
    return GINT_TO_POINTER (1);

  /* What to sign in with may have been changed elsewhere: it is looked up again. */
  if (error != NULL &&
      g_error_matches (*error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SIGN_IN))
    g_clear_object (&self->transport);
  run->retry_after_seconds = report.retry_after_seconds;
  return NULL;
}

static void start_sync (FoyerSyncer *self);

static gboolean
timer_cb (gpointer data)
{
  FoyerSyncer *self = data;

  self->timer_id = 0;
  start_sync (self);

  return G_SOURCE_REMOVE;
}

static void
set_timer (FoyerSyncer *self, guint ms)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->started && self->online)
    self->timer_id = g_timeout_add (ms, timer_cb, self);
}

/* Milliseconds until the next sync. */
static guint
pause_after (FoyerSyncer *self, const GError *error, gint64 retry_after_seconds)
{
  guint longest;

  if (error == NULL)
    return self->again ? WAKE_MS : INTERVAL_SECONDS * 1000;

  longest = MIN (INTERVAL_SECONDS << MIN (self->n_failures, 6), MAX_PAUSE_SECONDS);
  return (guint) MAX (retry_after_seconds, 1) * 1000 +
         (guint) g_random_int_range (0, (gint32) longest * 1000);
}

static void
sync_ended_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  FoyerSyncer *self = FOYER_SYNCER (object);
  g_autoptr (GError) error = NULL;
  Run     *run = g_task_get_task_data (G_TASK (result));
  gboolean set_up;

  g_task_propagate_pointer (G_TASK (result), &error);
  g_clear_object (&self->cancellable);
  set_up = !g_error_matches (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_NOT_SET_UP);
  self->n_failures = error != NULL ? self->n_failures + 1 : 0;
  if (set_up)
    set_timer (self, pause_after (self, error, run->retry_after_seconds));
  self->again = FALSE;
  g_signal_emit (self, signals[FINISHED], 0, set_up ? error : NULL);
}

static void
start_sync (FoyerSyncer *self)
{
  GTask *task;
  Run   *run;

  if (self->cancellable != NULL)
    {
      self->again = TRUE;
      return;
    }

  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->cancellable = g_cancellable_new ();
  run = g_new0 (Run, 1);
  run->flags = self->flags;
  run->asked = self->asked;
  self->asked = FALSE;
  run->cancellable = g_object_ref (self->cancellable);
  self->flags = FOYER_SYNC_NONE;
  task = g_task_new (self, NULL, sync_ended_cb, NULL);
  g_task_set_source_tag (task, start_sync);
  g_task_set_task_data (task, run, run_free);
  g_signal_emit (self, signals[PROGRESS], 0, FALSE, 0, 0);
  foyer_worker_run (self->worker, task, work_sync, NULL);
}

/**
 * foyer_syncer_start:
 * @self: a syncer
 *
 * Begins to sync in the background.  A profile without endpoint costs one look.
 */
void
foyer_syncer_start (FoyerSyncer *self)
{
  self->started = TRUE;
  start_sync (self);
}

/**
 * foyer_syncer_stop:
 * @self: a syncer
 *
 * Ends syncing in the background, and the sync that is under way.
 */
void
foyer_syncer_stop (FoyerSyncer *self)
{
  self->started = FALSE;
  g_clear_handle_id (&self->timer_id, g_source_remove);
  foyer_syncer_cancel (self);
}

/**
 * foyer_syncer_wake:
 * @self: a syncer
 *
 * Says that something changed here: it is sent soon, unless the endpoint is failing.
 */
void
foyer_syncer_wake (FoyerSyncer *self)
{
  if (self->cancellable != NULL)
    self->again = TRUE;
  else if (self->n_failures == 0)
    set_timer (self, WAKE_MS);
}

/**
 * foyer_syncer_sync:
 * @self: a syncer
 * @flags: how thorough
 *
 * Syncs now, because a person asked for it.
 */
void
foyer_syncer_sync (FoyerSyncer *self, FoyerSyncFlags flags)
{
  self->flags |= flags;
  self->asked = TRUE;
  start_sync (self);
}

/**
 * foyer_syncer_cancel:
 * @self: a syncer
 *
 * Ends the sync that is under way; the next one goes on from there.
 */
void
foyer_syncer_cancel (FoyerSyncer *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/**
 * foyer_syncer_set_online:
 * @self: a syncer
 * @online: whether this computer has a network
 *
 * Sleeps while there is no network, and syncs as soon as there is one.
 */
void
foyer_syncer_set_online (FoyerSyncer *self, gboolean online)
{
  if (self->online == online)
    return;

  self->online = online;
  self->n_failures = 0;
  set_timer (self, WAKE_MS);
}

typedef struct
{
  FoyerUser             *actor;    /* (owned) (nullable) */
  FoyerEndpointSettings *settings; /* (owned) (nullable) */
  char                  *secret;   /* (owned) (nullable) */
  FoyerSecretPlace       place;
} Setup;

static void
setup_free (gpointer data)
{
  Setup *setup = data;

  g_clear_object (&setup->actor);
  g_clear_object (&setup->settings);
  g_free (setup->secret);
  g_free (setup);
}

static Setup *
setup_new (FoyerUser *actor, FoyerEndpointSettings *settings, const char *secret)
{
  Setup *setup = g_new0 (Setup, 1);

  g_set_object (&setup->actor, actor);
  if (settings != NULL)
    setup->settings = foyer_record_copy (FOYER_RECORD (settings));
  setup->secret = g_strdup (secret);

  return setup;
}

static gpointer
work_test (gpointer source, gpointer data, GError **error)
{
  FoyerSyncer *self = FOYER_SYNCER (source);
  Setup       *setup = data;

  return open_db (self, error) ? foyer_connection_test (self->db, setup->settings,
                                                        setup->secret, TRUE, NULL, error)
                               : NULL;
}

/**
 * foyer_syncer_test_async:
 * @self: a syncer
 * @settings: what to try
 * @secret: (nullable): what to sign in with; `NULL` for the one that is kept
 * @callback: (scope async): called when done
 * @user_data: data for @callback
 *
 * Tests a connection; see foyer_connection_test().
 */
void
foyer_syncer_test_async (FoyerSyncer           *self,
                         FoyerEndpointSettings *settings,
                         const char            *secret,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, foyer_syncer_test_async);
  g_task_set_task_data (task, setup_new (NULL, settings, secret), setup_free);
  foyer_worker_run (self->worker, task, work_test, (GDestroyNotify) foyer_probe_free);
}

/**
 * foyer_syncer_test_finish:
 * @self: a syncer
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): what was found, or `NULL` on error
 */
FoyerProbe *
foyer_syncer_test_finish (FoyerSyncer *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
work_save (gpointer source, gpointer data, GError **error)
{
  FoyerSyncer *self = FOYER_SYNCER (source);
  Setup       *setup = data;

  if (!open_db (self, error) ||
      !foyer_connection_save (self->db, setup->actor, setup->settings, setup->secret,
                              TRUE, &setup->place, error))
    return NULL;

  g_clear_object (&self->transport);
  return GINT_TO_POINTER (1);
}

/**
 * foyer_syncer_save_async:
 * @self: a syncer
 * @actor: (nullable): who does it
 * @settings: (nullable): the endpoint from now on; `NULL` for none
 * @secret: (nullable): what to sign in with; `NULL` keeps the one that there is
 * @callback: (scope async): called when done
 * @user_data: data for @callback
 *
 * Keeps the endpoint of the profile.
 */
void
foyer_syncer_save_async (FoyerSyncer           *self,
                         FoyerUser             *actor,
                         FoyerEndpointSettings *settings,
                         const char            *secret,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  foyer_syncer_cancel (self);
  g_task_set_source_tag (task, foyer_syncer_save_async);
  g_task_set_task_data (task, setup_new (actor, settings, secret), setup_free);
  foyer_worker_run (self->worker, task, work_save, NULL);
}

/**
 * foyer_syncer_save_finish:
 * @self: a syncer
 * @result: the result
 * @out_place: (out): where the secret is
 * @error: return location for an error
 *
 * Ends foyer_syncer_save_async(), and begins to sync with the new endpoint.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_syncer_save_finish (FoyerSyncer      *self,
                          GAsyncResult     *result,
                          FoyerSecretPlace *out_place,
                          GError          **error)
{
  Setup *setup = g_task_get_task_data (G_TASK (result));

  *out_place = setup->place;
  if (g_task_propagate_pointer (G_TASK (result), error) == NULL)
    return FALSE;

  self->n_failures = 0;
  set_timer (self, WAKE_MS);
  return TRUE;
}
