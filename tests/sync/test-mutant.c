/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation.h"

#include <stdio.h>

/* By when a broken engine has to be found out. */
#define MOST_SECONDS 150

/* What gives the rule that is broken most to do. */
static const struct
{
  const char *mutant;
  const char *dialect;
  guint       events;
} focuses[] = {
  { "blind-guard", "plain", SIMULATION_RIVALS },
  { "conflict-creates", "plain", SIMULATION_RIVALS | SIMULATION_FAULTS },
  { "cursor-first", "late-light",
    SIMULATION_RIVALS | SIMULATION_DEATHS | SIMULATION_LATE_JOIN },
  { "gt", "healthlake-like", SIMULATION_RIVALS | SIMULATION_LATE_JOIN },
  { "links", "late-light", SIMULATION_RIVALS | SIMULATION_OTHERS | SIMULATION_LATE_JOIN },
  { "no-if-match", "plain", SIMULATION_RIVALS },
  { "no-if-none-exist", "plain", SIMULATION_RIVALS | SIMULATION_FAULTS },
  { "no-lag", "late-light", SIMULATION_RIVALS | SIMULATION_OTHERS },
  { "sent-not-kept", "plain", SIMULATION_RIVALS | SIMULATION_FAULTS | SIMULATION_DEATHS },
  { "short-page", "google-like", SIMULATION_RIVALS },
  { "silent-conflict", "plain", SIMULATION_RIVALS },
};

/* A program of tests that has to fail. */
static int
run_program (const char *program)
{
  const char *arguments[] = { program, NULL };
  g_autoptr (GError) error = NULL;
  int      status;
  gboolean is_noticed;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL,
                     G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                     NULL, NULL, &status, &error))
    {
      printf ("not ok 1 - %s\n", error->message);
      return 1;
    }
  is_noticed = !g_spawn_check_wait_status (status, NULL);
  printf ("%sok 1 - is noticed\n", is_noticed ? "" : "not ");

  return !is_noticed;
}

/* MUTANT: linked with an engine that mutate.py has broken, succeeds if the simulation notices.
 * MUTANT PROGRAM: succeeds if the program, so linked, fails. */
int
main (int argc, char **argv)
{
  gint64 started_at = g_get_monotonic_time ();
  guint  focus = 0;
  double seconds = 0;

  puts ("1..1");
  if (argc > 2)
    return run_program (argv[2]);

  while (focus < G_N_ELEMENTS (focuses) &&
         g_strcmp0 (focuses[focus].mutant, argc > 1 ? argv[1] : NULL) != 0)
    focus++;
  if (focus == G_N_ELEMENTS (focuses))
    {
      puts ("not ok 1 - no such mutant");
      return 1;
    }

  for (guint32 seed = 1; seconds < MOST_SECONDS; seed++)
    {
      SimulationPlan plan =
          simulation_plan_new (fake_dialect_find (focuses[focus].dialect), seed);
      g_auto (SimulationResult) result = { 0 };

      plan.is_mutant = TRUE;
      plan.events = focuses[focus].events;
      plan.n_desks = MAX (plan.n_desks, 3);
      simulation_run (&plan, &result);
      seconds = (double) (g_get_monotonic_time () - started_at) / G_USEC_PER_SEC;
      if (result.failure == NULL)
        continue;
      printf ("# seed %u, %.1f s: %s\n", seed, seconds, result.failure);
      puts ("ok 1 - is noticed");
      simulation_remove_template ();
      return 0;
    }
  printf ("not ok 1 - in %.0f s nobody noticed\n", seconds);
  simulation_remove_template ();

  return 1;
}
