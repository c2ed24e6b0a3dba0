/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/foyer-worker.h"

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

  return g_test_run ();
}
