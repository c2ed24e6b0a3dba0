/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/foyer-background.h"

#include "base/foyer-worker.h"

#include <sys/resource.h>

static gpointer
begin (gpointer data)
{
  foyer_background_begin ();

  return GINT_TO_POINTER (getpriority (PRIO_PROCESS, 0));
}

static void
test_begins_alone (void)
{
  int      before = getpriority (PRIO_PROCESS, 0);
  GThread *thread = g_thread_new ("background", begin, NULL);
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

  foyer_background_let_pass ();

  return g_get_monotonic_time () - since_us;
}

static gpointer
let_pass (gpointer data)
{
  Passer *self = data;

  if (self->in_background)
    foyer_background_begin ();
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

static void
test_lets_need_pass (void)
{
  Passer passer;

  g_assert_true (goes_on_at_once (TRUE));

  foyer_background_begin_need (FOYER_NEED_PROCESSOR);
  passer = pass_by (TRUE);
  g_assert_cmpint (passer.first_us, >=, 5000);
  /* Nobody is kept from work for long by one thing. */
  g_assert_cmpint (passer.fastest_us, <, 1000);
  g_assert_true (goes_on_at_once (FALSE));

  foyer_background_end_need (FOYER_NEED_PROCESSOR);
  g_assert_true (goes_on_at_once (TRUE));
}

static gpointer
do_nothing (gpointer source, gpointer data, GError **error)
{
  return NULL;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* What a worker is asked, with @need, stays unanswered until this thread goes on. */
static void
test_lets_worker_pass (gconstpointer data)
{
  const FoyerNeed need = (FoyerNeed) GPOINTER_TO_INT (data);
  FoyerWorker    *worker = foyer_worker_new ("worker");
  gboolean        done = FALSE;

  foyer_worker_set_need (worker, need);
  foyer_worker_run (worker, g_task_new (NULL, NULL, done_cb, &done), do_nothing, NULL);
  if (need == FOYER_NEED_PROCESSOR)
    g_assert_cmpint (pass_by (TRUE).first_us, >=, 5000);
  else
    g_assert_true (goes_on_at_once (TRUE));

  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (goes_on_at_once (TRUE));
  foyer_worker_free (worker);
}

/* Whoever presses a key is let pass for a while, but not when something waits for what the
 * background may hold. */
static void
test_lets_people_pass (void)
{
  foyer_background_hear_person ();
  g_assert_cmpint (pass_by (TRUE).first_us, >=, 250 * 1000);
  g_assert_true (goes_on_at_once (TRUE));

  foyer_background_begin_need (FOYER_NEED_LOCK);
  foyer_background_hear_person ();
  g_assert_true (goes_on_at_once (TRUE));
  foyer_background_end_need (FOYER_NEED_LOCK);
  foyer_background_hear_person ();
  g_assert_true (goes_on_at_once (FALSE));
}

static gpointer
press_keys (gpointer data)
{
  while (g_atomic_int_get ((int *) data))
    {
      foyer_background_hear_person ();
      g_usleep (50000);
    }

  return NULL;
}

/* However long somebody types, the background comes to its end, too. */
static void
test_goes_on_beside_people (void)
{
  int      goes_on = TRUE;
  GThread *typist = g_thread_new ("typist", press_keys, &goes_on);
  Passer   passer;

  foyer_background_hear_person ();
  passer = pass_by (TRUE);
  g_assert_cmpint (passer.first_us, >=, 3 * G_USEC_PER_SEC);
  g_assert_cmpint (passer.fastest_us, <, 1000);

  g_atomic_int_set (&goes_on, FALSE);
  g_thread_join (typist);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/background/begins-alone", test_begins_alone);
  g_test_add_func ("/background/lets-need-pass", test_lets_need_pass);
  g_test_add_data_func ("/background/lets-reading-pass",
                        GINT_TO_POINTER (FOYER_NEED_PROCESSOR), test_lets_worker_pass);
  g_test_add_data_func ("/background/not-what-can-wait",
                        GINT_TO_POINTER (FOYER_NEED_NOTHING), test_lets_worker_pass);
  g_test_add_func ("/background/lets-people-pass", test_lets_people_pass);
  g_test_add_func ("/background/goes-on-beside-people", test_goes_on_beside_people);

  return g_test_run ();
}
