/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/foyer-worker.h"

/* What is done with an answer comes before what is left to do when nothing is queued. */
#define ANSWER_US 2000

/**
 * FoyerWorker:
 *
 * One thread that runs queued jobs in the order in which they were queued.
 *
 * A database connection is owned by one worker, which makes the order in which callers
 * asked the order in which things happen.
 */
struct _FoyerWorker
{
  GThread      *thread; /* (owned) */
  GAsyncQueue  *jobs;   /* (owned) of Job */
  FoyerNeed     need;   /* of its jobs */
  FoyerIdleFunc idle;   /* (nullable): what to do when nothing is queued */
  gpointer      idle_data;
};

typedef struct
{
  GTask         *task; /* (owned) (nullable): NULL ends the thread */
  FoyerWorkFunc  func;
  GDestroyNotify free_result;
  FoyerNeed      need;
  gpointer       result; /* (owned) (nullable) */
  GError        *error;  /* (owned) (nullable) */
} Job;

static gboolean
job_done_cb (gpointer data)
{
  g_autofree Job *job = data;
  g_autoptr (GTask) task = job->task;

  if (job->error != NULL)
    g_task_return_error (task, job->error);
  else
    g_task_return_pointer (task, job->result, job->free_result);
  foyer_background_end_need (job->need);

  return G_SOURCE_REMOVE;
}

/* A task is completed, and its last reference dropped, in the main context of its caller
 * and never here: that reference may hold the object that owns this worker, which would
 * then wait for the very thread it runs on. */
static void
run_job (Job *job)
{
  GTask *task = job->task;
  g_autoptr (GSource) source = g_idle_source_new ();

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &job->error))
    job->result = job->func (g_task_get_source_object (task), g_task_get_task_data (task),
                             &job->error);

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, job_done_cb, job, NULL);
  g_source_attach (source, g_task_get_context (task));
}

static gpointer
run_jobs (gpointer data)
{
  FoyerWorker *self = data;
  gboolean     more = FALSE;
  gboolean     answered = FALSE;

  for (;;)
    {
      Job *job = !more      ? g_async_queue_pop (self->jobs)
                 : answered ? g_async_queue_timeout_pop (self->jobs, ANSWER_US)
                            : g_async_queue_try_pop (self->jobs);

      if (job == NULL)
        {
          more = self->idle (self->idle_data);
          answered = FALSE;
          continue;
        }
      if (job->task == NULL)
        {
          g_free (job);
          return NULL;
        }
      run_job (job);
      more = self->idle != NULL;
      answered = TRUE;
    }
}

/**
 * foyer_worker_new:
 * @name: what a debugger calls the thread, at most 15 bytes
 *
 * Starts a thread that runs queued tasks one at a time, first in, first out.
 *
 * Returns: (transfer full): a worker; end it with foyer_worker_free()
 */
FoyerWorker *
foyer_worker_new (const char *name)
{
  FoyerWorker *self = g_new0 (FoyerWorker, 1);

  self->jobs = g_async_queue_new ();
  self->thread = g_thread_new (name, run_jobs, self);

  return self;
}

/**
 * foyer_worker_free:
 * @self: (transfer full): a worker
 *
 * Waits until every queued task has run, then ends the thread.
 *
 * Must not be called on the thread of @self.
 */
void
foyer_worker_free (FoyerWorker *self)
{
  g_assert (!foyer_worker_is_current (self));

  g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_thread_join (self->thread);
  g_async_queue_unref (self->jobs);
  g_free (self);
}

/**
 * foyer_worker_set_idle:
 * @self: a worker to which nothing has been queued yet
 * @func: what to do after a job while nothing else is queued, until it says that it is done
 * @data: data for @func; must outlive @self
 */
void
foyer_worker_set_idle (FoyerWorker *self, FoyerIdleFunc func, gpointer data)
{
  self->idle = func;
  self->idle_data = data;
}

/**
 * foyer_worker_set_need:
 * @self: a worker to which nothing has been queued yet
 * @need: what its jobs need, for which people wait
 *
 * Has threads in the background let pass whatever @self is asked, from the asking to the end of
 * what is done with the answer.
 */
void
foyer_worker_set_need (FoyerWorker *self, FoyerNeed need)
{
  self->need = need;
}

/**
 * foyer_worker_run:
 * @self: a worker
 * @task: (transfer full): the task to complete
 * @func: the work
 * @free_result: (nullable): frees what @func returns, if nobody collects it
 *
 * Queues @func, and completes @task with its result in the main context of @task.
 *
 * A task that is cancelled before its turn comes gets `G_IO_ERROR_CANCELLED` and does not
 * run.  Work that was done is reported as done, even if it was cancelled meanwhile.
 */
void
foyer_worker_run (FoyerWorker   *self,
                  GTask         *task,
                  FoyerWorkFunc  func,
                  GDestroyNotify free_result)
{
  Job *job = g_new0 (Job, 1);

  g_task_set_check_cancellable (task, FALSE);

  job->task = task;
  job->func = func;
  job->free_result = free_result;
  job->need = self->need;
  foyer_background_begin_need (job->need);
  g_async_queue_push (self->jobs, job);
}

/**
 * foyer_worker_is_current:
 * @self: a worker
 *
 * Returns: whether the calling thread is the one of @self
 */
gboolean
foyer_worker_is_current (FoyerWorker *self)
{
  return self->thread == g_thread_self ();
}
