/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-store.h"

#include "base/foyer-worker.h"
#include "store/foyer-patients.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define LOCK_NAME "session.lock"

/* How often changes by other processes are looked for. */
#define POLL_SECONDS 2

/**
 * FoyerStore:
 *
 * The local database as the main thread sees it: two threads that do the work.
 *
 * Reads and writes have a thread and a connection each, so that a search never waits for an
 * import.  Work is a blocking function, queued here and answered in the caller's main
 * context.  All methods are for the thread that made the store.
 */
struct _FoyerStore
{
  GObject parent_instance;

  char        *profile;  /* (owned) */
  FoyerWorker *reader;   /* (owned) */
  FoyerWorker *writer;   /* (owned) */
  FoyerDb     *read_db;  /* (owned) used on @reader only, once open */
  FoyerDb     *write_db; /* (owned) used on @writer only, once open */
  FoyerUser   *actor;    /* (owned) (nullable) */
  int          lock_fd;  /* holds the lock of the profile; -1 if none */
  guint        poll_id;
  gboolean     polling;
};

enum
{
  PROP_ACTOR = 1,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerStore, foyer_store, G_TYPE_OBJECT)

static void
foyer_store_dispose (GObject *object)
{
  FoyerStore *self = FOYER_STORE (object);

  g_clear_handle_id (&self->poll_id, g_source_remove);
  /* Both wait for their queue, so that the connections are idle afterwards. */
  g_clear_pointer (&self->reader, foyer_worker_free);
  g_clear_pointer (&self->writer, foyer_worker_free);
  g_clear_pointer (&self->read_db, foyer_db_close);
  g_clear_pointer (&self->write_db, foyer_db_close);
  g_clear_object (&self->actor);
  if (self->lock_fd >= 0)
    close (g_steal_fd (&self->lock_fd));

  G_OBJECT_CLASS (foyer_store_parent_class)->dispose (object);
}

static void
foyer_store_finalize (GObject *object)
{
  g_free (FOYER_STORE (object)->profile);

  G_OBJECT_CLASS (foyer_store_parent_class)->finalize (object);
}

static void
foyer_store_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  if (prop_id == PROP_ACTOR)
    g_value_set_object (value, FOYER_STORE (object)->actor);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
foyer_store_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  if (prop_id == PROP_ACTOR)
    foyer_store_set_actor (FOYER_STORE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
foyer_store_class_init (FoyerStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = foyer_store_dispose;
  object_class->finalize = foyer_store_finalize;
  object_class->get_property = foyer_store_get_property;
  object_class->set_property = foyer_store_set_property;

  /**
   * FoyerStore:actor: (nullable)
   *
   * Who acts in this window.
   */
  g_object_class_install_property (
      object_class, PROP_ACTOR,
      g_param_spec_object ("actor", NULL, NULL, FOYER_TYPE_USER,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                               G_PARAM_STATIC_STRINGS));

  /**
   * FoyerStore::changed:
   * @self: the store
   * @kinds: (type GStrv): the kinds of record that changed
   *
   * Emitted after records have changed, by this window or by another process.  A view loads
   * again what it shows of these kinds.
   */
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_STORE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
foyer_store_init (FoyerStore *self)
{
  self->lock_fd = -1;
  self->reader = foyer_worker_new ("foyer-reader");
  foyer_worker_set_need (self->reader, FOYER_NEED_PROCESSOR);
  self->writer = foyer_worker_new ("foyer-writer");
  foyer_worker_set_need (self->writer, FOYER_NEED_LOCK);
}

/* One session at a time: the lock ends with the process, however that ends. */
static gboolean
lock_profile (FoyerStore *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->profile, LOCK_NAME, NULL);

  self->lock_fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock_fd < 0)
    {
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY,
                   "The profile cannot be written: %s", g_strerror (errno));
      return FALSE;
    }
  if (flock (self->lock_fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_LOCKED,
                           "Another session has this profile open");
      return FALSE;
    }

  return TRUE;
}

static gpointer
poll_changes (FoyerDb *db, gpointer data, GError **error)
{
  return foyer_db_poll_changes (db, error);
}

static void
changes_polled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FoyerStore *self = FOYER_STORE (source);
  g_auto (GStrv) kinds = foyer_store_finish (self, result, NULL);

  self->polling = FALSE;
  if (kinds != NULL && *kinds != NULL)
    g_signal_emit (self, signals[CHANGED], 0, kinds);
}

static void
start_poll (FoyerStore *self)
{
  if (self->polling)
    return;

  self->polling = TRUE;
  foyer_store_read_async (self, poll_changes, NULL, NULL, (GDestroyNotify) g_strfreev,
                          NULL, changes_polled_cb, NULL);
}

static gboolean
poll_due_cb (gpointer data)
{
  start_poll (FOYER_STORE (data));

  return G_SOURCE_CONTINUE;
}

/* Between two keys there is time to follow what others have stored. */
static gboolean
reader_idle_cb (gpointer data)
{
  return foyer_patients_follow_some (data);
}

/**
 * foyer_store_open:
 * @profile: folder of the profile
 * @error: return location for an error
 *
 * Opens a profile for this session, creating or upgrading its database as needed.
 *
 * Blocks; meant for the start of the program and for tests.
 *
 * Errors: as foyer_db_open(), and `FOYER_STORE_ERROR_LOCKED` while another session has it.
 *
 * Returns: (transfer full): the store, or `NULL` on error
 */
FoyerStore *
foyer_store_open (const char *profile, GError **error)
{
  g_autoptr (FoyerStore) self = g_object_new (FOYER_TYPE_STORE, NULL);

  self->profile = g_strdup (profile);
  if (g_mkdir_with_parents (profile, 0700) != 0)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY,
                           "The folder of the profile could not be made");
      return NULL;
    }
  if (!lock_profile (self, error))
    return NULL;

  self->write_db = foyer_db_open (profile, FOYER_DB_CREATE, error);
  if (self->write_db == NULL)
    return NULL;
  self->read_db = foyer_db_open (profile, FOYER_DB_READ, error);
  if (self->read_db == NULL)
    return NULL;

  foyer_worker_set_idle (self->reader, reader_idle_cb, self->read_db);
  self->poll_id = g_timeout_add_seconds (POLL_SECONDS, poll_due_cb, self);

  return g_steal_pointer (&self);
}

const char *
foyer_store_get_profile (FoyerStore *self)
{
  g_return_val_if_fail (FOYER_IS_STORE (self), NULL);

  return self->profile;
}

/**
 * foyer_store_set_clock:
 * @self: a store
 * @clock: tells the time from now on, on every thread of the store
 * @data: (nullable): data for @clock; must outlive @self
 *
 * Replaces the clock of the system, for tests.  Call it before any work is queued.
 */
void
foyer_store_set_clock (FoyerStore *self, FoyerClock clock, gpointer data)
{
  g_return_if_fail (FOYER_IS_STORE (self));

  foyer_db_set_clock (self->write_db, clock, data);
  foyer_db_set_clock (self->read_db, clock, data);
}

/**
 * foyer_store_now:
 * @self: a store
 *
 * Returns: seconds since 1970-01-01 UTC, by the clock of its connections
 */
gint64
foyer_store_now (FoyerStore *self)
{
  g_return_val_if_fail (FOYER_IS_STORE (self), 0);

  return foyer_db_now (self->read_db);
}

typedef struct
{
  FoyerDb       *db; /* (unowned) */
  FoyerStoreFunc func;
  gpointer       data;      /* (owned) */
  GDestroyNotify free_data; /* (nullable) */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->free_data != NULL)
    work->free_data (work->data);
  g_free (work);
}

static gpointer
run_work (gpointer source, gpointer data, GError **error)
{
  Work *work = data;

  return work->func (work->db, work->data, error);
}

static void
queue_work (FoyerStore         *self,
            FoyerWorker        *worker,
            FoyerDb            *db,
            FoyerStoreFunc      func,
            gpointer            data,
            GDestroyNotify      free_data,
            GDestroyNotify      free_result,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Work  *work = g_new0 (Work, 1);

  work->db = db;
  work->func = func;
  work->data = data;
  work->free_data = free_data;
  g_task_set_source_tag (task, queue_work);
  g_task_set_task_data (task, work, work_free);
  foyer_worker_run (worker, task, run_work, free_result);
}

/**
 * foyer_store_read_async:
 * @self: a store
 * @func: the work, on a connection that cannot write
 * @data: (nullable) (transfer full): data for @func
 * @free_data: (nullable): frees @data when the work is done
 * @free_result: (nullable): frees the result if nobody collects it
 * @cancellable: (nullable): cancels the work if it has not begun
 * @callback: (scope async): called when done, in the main context of the caller
 * @user_data: data for @callback
 *
 * Queues @func on the thread that reads.
 */
void
foyer_store_read_async (FoyerStore         *self,
                        FoyerStoreFunc      func,
                        gpointer            data,
                        GDestroyNotify      free_data,
                        GDestroyNotify      free_result,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (FOYER_IS_STORE (self));

  queue_work (self, self->reader, self->read_db, func, data, free_data, free_result,
              cancellable, callback, user_data);
}

typedef struct
{
  GAsyncReadyCallback callback;
  gpointer            user_data;
} Written;

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Written *written = data;

  if (written->callback != NULL)
    written->callback (source, result, written->user_data);
  start_poll (FOYER_STORE (source));
}

/**
 * foyer_store_write_async:
 *
 * As foyer_store_read_async(), on the thread that writes; [signal@Store::changed] follows.
 */
void
foyer_store_write_async (FoyerStore         *self,
                         FoyerStoreFunc      func,
                         gpointer            data,
                         GDestroyNotify      free_data,
                         GDestroyNotify      free_result,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  Written *written = g_new (Written, 1);

  g_return_if_fail (FOYER_IS_STORE (self));

  written->callback = callback;
  written->user_data = user_data;
  queue_work (self, self->writer, self->write_db, func, data, free_data, free_result,
              cancellable, written_cb, written);
}

/**
 * foyer_store_finish:
 * @self: a store
 * @result: the result handed to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full): what the work returned, or `NULL` on error
 */
gpointer
foyer_store_finish (FoyerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * foyer_store_get_actor:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): who acts in this window
 */
FoyerUser *
foyer_store_get_actor (FoyerStore *self)
{
  g_return_val_if_fail (FOYER_IS_STORE (self), NULL);

  return self->actor;
}

/**
 * foyer_store_set_actor:
 * @self: a store
 * @actor: (nullable): who acts from now on; must not change afterwards, since the threads
 *   of the store read it
 */
void
foyer_store_set_actor (FoyerStore *self, FoyerUser *actor)
{
  g_return_if_fail (FOYER_IS_STORE (self));

  if (g_set_object (&self->actor, actor))
    g_object_notify (G_OBJECT (self), "actor");
}
