/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* for SCHED_BATCH */

#include "base/foyer-worker.h"

#include <sched.h>
#include <sys/resource.h>

/* How far a thread in the background stands behind: -20 to 19, higher is further. */
#define BACKGROUND_NICE 10

/* How long a thread in the background lets others pass before it looks again, and how often it
 * does; then it goes on, and does not wait again for what they were asked before. */
#define LET_PASS_US 1000
#define LET_PASS_TURNS 5

/* What is done with an answer comes before what is left to do when nothing is queued. */
#define ANSWER_US 2000

/* How much people wait for now, of all awaited workers, and how much they ever did. */
static int n_passing;
static int n_ever_passing;

/* Whether this thread stands back, and up to which of @n_ever_passing it has waited. */
static _Thread_local gboolean stands_back;
static _Thread_local int      n_let_pass;

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
  GThread      *thread;  /* (owned) */
  GAsyncQueue  *jobs;    /* (owned) of Job */
  gboolean      awaited; /* whether people wait for what it does */
  FoyerIdleFunc idle;    /* (nullable): what to do when nothing is queued */
  gpointer      idle_data;
};

typedef struct
{
  GTask         *task; /* (owned) (nullable): NULL ends the thread */
  FoyerWorkFunc  func;
  GDestroyNotify free_result;
  gboolean       awaited;
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
  if (job->awaited)
    g_atomic_int_add (&n_passing, -1);

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
 * foyer_worker_set_awaited:
 * @self: a worker to which nothing has been queued yet
 *
 * Says that people wait for what @self is asked, so that foyer_thread_let_pass()
 * stands still from the asking to the end of what is done with the answer.
 */
void
foyer_worker_set_awaited (FoyerWorker *self)
{
  self->awaited = TRUE;
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
  job->awaited = self->awaited;
  if (job->awaited)
    {
      g_atomic_int_inc (&n_ever_passing);
      g_atomic_int_inc (&n_passing);
    }
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

/**
 * foyer_thread_stand_back:
 *
 * Lets all other threads go before the calling one wherever there is not enough processor for
 * all, for good: what nobody waits for must not delay what somebody does.
 */
void
foyer_thread_stand_back (void)
{
  const struct sched_param param = { 0 };

  stands_back = TRUE;
  /* On Linux both are of the thread alone.  If they are refused, things are merely as before.
   * A batch does not take the place of whoever runs when it wakes. */
  sched_setscheduler (0, SCHED_BATCH, &param);
  if (getpriority (PRIO_PROCESS, 0) < BACKGROUND_NICE)
    setpriority (PRIO_PROCESS, 0, BACKGROUND_NICE);
}

/**
 * foyer_thread_let_pass:
 *
 * Stands still while people wait for a worker, for 5 ms at most; does nothing on a thread that
 * does not stand back.
 *
 * To stand back is not enough where every processor is busy: whoever wakes may have to wait for
 * the next tick of the clock, some milliseconds, before it takes the place of a thread in the
 * background.  So one that computes calls this often, and where it holds nothing that an
 * awaited worker needs.
 */
void
foyer_thread_let_pass (void)
{
  int n_ever = g_atomic_int_get (&n_ever_passing);

  if (!stands_back || n_ever == n_let_pass || g_atomic_int_get (&n_passing) == 0)
    return;

  for (guint i = 0; i < LET_PASS_TURNS && g_atomic_int_get (&n_passing) > 0; i++)
    g_usleep (LET_PASS_US);
  n_let_pass = n_ever;
}
