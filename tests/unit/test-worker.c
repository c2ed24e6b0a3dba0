/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/foyer-worker.h"

#include <sys/resource.h>

typedef struct
{
  FoyerWorker *worker; /* (owned) */
  GArray      *order;  /* (owned) of int: what ran, in order */
  guint        n_open;
  GError      *error; /* (owned) (nullable): of the last task that failed */
} Fixture;

typedef struct
{
  Fixture *fixture;
  int      number;
} Step;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->worker = foyer_worker_new ("test");
  fixture->order = g_array_new (FALSE, FALSE, sizeof (int));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->worker, foyer_worker_free);
  g_array_unref (fixture->order);
  g_clear_error (&fixture->error);
}

static gpointer
note_step (gpointer source, gpointer data, GError **error)
{
  Step *step = data;

  g_assert_true (foyer_worker_is_current (step->fixture->worker));
  if (step->number < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "refused");
      return NULL;
    }
  g_array_append_val (step->fixture->order, step->number);

  return GINT_TO_POINTER (step->number);
}

static void
step_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;

  g_clear_error (&fixture->error);
  g_task_propagate_pointer (G_TASK (result), &fixture->error);
  fixture->n_open--;
}

static void
queue (Fixture *fixture, int number, GCancellable *cancellable)
{
  GTask *task = g_task_new (NULL, cancellable, step_done_cb, fixture);
  Step  *step = g_new (Step, 1);

  step->fixture = fixture;
  step->number = number;
  g_task_set_task_data (task, step, g_free);
  fixture->n_open++;
  foyer_worker_run (fixture->worker, task, note_step, NULL);
}

static void
wait_all (Fixture *fixture)
{
  while (fixture->n_open > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_runs_in_order (Fixture *fixture, gconstpointer data)
{
  for (int i = 1; i <= 500; i++)
    queue (fixture, i, NULL);
  wait_all (fixture);

  g_assert_cmpuint (fixture->order->len, ==, 500);
  for (int i = 1; i <= 500; i++)
    g_assert_cmpint (g_array_index (fixture->order, int, i - 1), ==, i);
  g_assert_no_error (fixture->error);
}

static void
test_reports_the_error (Fixture *fixture, gconstpointer data)
{
  queue (fixture, -1, NULL);
  wait_all (fixture);

  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

static void
test_cancelled_does_not_run (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  queue (fixture, 1, cancellable);
  wait_all (fixture);

  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->order->len, ==, 0);
}

typedef struct
{
  Fixture *fixture;
  int      n_left; /* atomic */
} Idle;

static gboolean
idle_once (gpointer data)
{
  Idle *idle = data;

  g_assert_true (foyer_worker_is_current (idle->fixture->worker));
  g_assert_cmpint (g_atomic_int_get (&idle->n_left), >, 0);

  return !g_atomic_int_dec_and_test (&idle->n_left);
}

/* What nobody waits for is done after what somebody does, as long as there is some. */
static void
test_idle (Fixture *fixture, gconstpointer data)
{
  Idle idle = { fixture, 100 };

  foyer_worker_set_idle (fixture->worker, idle_once, &idle);
  for (int i = 0; i < 3; i++)
    {
      queue (fixture, i, NULL);
      wait_all (fixture);
      while (g_atomic_int_get (&idle.n_left) > 0)
        g_usleep (1000);
      g_atomic_int_set (&idle.n_left, 100);
    }
  g_clear_pointer (&fixture->worker, foyer_worker_free);
  g_assert_cmpuint (fixture->order->len, ==, 3);
}

static gboolean
idle_always (gpointer data)
{
  g_usleep (1000);

  return TRUE;
}

/* However much of it there is, what is queued comes first, and the end too. */
static void
test_idle_gives_way (Fixture *fixture, gconstpointer data)
{
  foyer_worker_set_idle (fixture->worker, idle_always, NULL);
  for (int i = 1; i <= 3; i++)
    {
      queue (fixture, i, NULL);
      wait_all (fixture);
      g_usleep (3000);
    }
  foyer_worker_free (g_steal_pointer (&fixture->worker));
  g_assert_cmpuint (fixture->order->len, ==, 3);
}

static gpointer
stand_back (gpointer data)
{
  foyer_thread_stand_back ();

  return GINT_TO_POINTER (getpriority (PRIO_PROCESS, 0));
}

static void
test_stands_back_alone (void)
{
  int      before = getpriority (PRIO_PROCESS, 0);
  GThread *thread = g_thread_new ("background", stand_back, NULL);
  int      behind = GPOINTER_TO_INT (g_thread_join (thread));

  g_assert_cmpint (behind, >, 0);
  g_assert_cmpint (behind, >=, before);
  g_assert_cmpint (getpriority (PRIO_PROCESS, 0), ==, before);
}

/* Calls after the first; a busy machine makes some of them slow, but never all. */
#define N_AFTER 20

typedef struct
{
  gboolean in_background;
  gint64   first_us;   /* what the first call took */
  gint64   fastest_us; /* what the fastest of those after it took */
} Passer;

static gint64
time_passing (void)
{
  gint64 since_us = g_get_monotonic_time ();

  foyer_thread_let_pass ();

  return g_get_monotonic_time () - since_us;
}

static gpointer
let_pass (gpointer data)
{
  Passer *self = data;

  if (self->in_background)
    foyer_thread_stand_back ();
  self->first_us = time_passing ();
  for (guint i = 0; i < N_AFTER; i++)
    self->fastest_us = MIN (self->fastest_us, time_passing ());

  return NULL;
}

/* Runs to its end on a thread of its own, while nothing happens on this one. */
static Passer
pass_by (gboolean in_background)
{
  Passer self = { in_background, 0, G_MAXINT64 };

  g_thread_join (g_thread_new ("passer", let_pass, &self));

  return self;
}

/* A new thread each time, which has let nobody pass yet. */
static gboolean
goes_on_at_once (gboolean in_background)
{
  for (guint i = 0; i < N_AFTER; i++)
    if (pass_by (in_background).first_us < 1000)
      return TRUE;

  return FALSE;
}

/* What is asked stays unanswered until this thread goes on. */
static void
test_background_lets_pass (Fixture *fixture, gconstpointer data)
{
  Passer passer;

  foyer_worker_set_awaited (fixture->worker);
  g_assert_true (goes_on_at_once (TRUE));

  queue (fixture, 1, NULL);
  passer = pass_by (TRUE);
  g_assert_cmpint (passer.first_us, >=, 5000);
  /* Nobody is kept from work for long by one thing. */
  g_assert_cmpint (passer.fastest_us, <, 1000);
  g_assert_true (goes_on_at_once (FALSE));

  wait_all (fixture);
  g_assert_true (goes_on_at_once (TRUE));
}

/* Only people are let pass. */
static void
test_nobody_waits (Fixture *fixture, gconstpointer data)
{
  queue (fixture, 1, NULL);
  g_assert_true (goes_on_at_once (TRUE));
  wait_all (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/worker/runs-in-order", Fixture, NULL, set_up, test_runs_in_order,
              tear_down);
  g_test_add ("/worker/reports-the-error", Fixture, NULL, set_up, test_reports_the_error,
              tear_down);
  g_test_add ("/worker/cancelled-does-not-run", Fixture, NULL, set_up,
              test_cancelled_does_not_run, tear_down);
  g_test_add ("/worker/idle", Fixture, NULL, set_up, test_idle, tear_down);
  g_test_add ("/worker/idle-gives-way", Fixture, NULL, set_up, test_idle_gives_way,
              tear_down);
  g_test_add ("/worker/background-lets-pass", Fixture, NULL, set_up,
              test_background_lets_pass, tear_down);
  g_test_add ("/worker/nobody-waits", Fixture, NULL, set_up, test_nobody_waits,
              tear_down);
  g_test_add_func ("/worker/stands-back-alone", test_stands_back_alone);

  return g_test_run ();
}
