/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation.h"

#include <stdio.h>

/* By when a broken engine has to be found out. */
#define MOST_SECONDS 60

/* Linked with an engine that mutate.py has broken: succeeds if the simulation notices. */
int
main (int argc, char **argv)
{
  gint64 started_at = g_get_monotonic_time ();
  guint  n_runs = 0;
  double seconds = 0;

  puts ("1..1");
  for (guint32 seed = 1; seconds < MOST_SECONDS; seed++)
    for (guint i = 0; i < n_fake_dialects && seconds < MOST_SECONDS; i++)
      {
        SimulationPlan plan = simulation_plan_new (&fake_dialects[i], seed);
        g_auto (SimulationResult) result = { 0 };

        plan.is_mutant = TRUE;
        simulation_run (&plan, &result);
        n_runs++;
        seconds = (double) (g_get_monotonic_time () - started_at) / G_USEC_PER_SEC;
        if (result.failure == NULL)
          continue;
        printf ("# %s, seed %u, run %u, %.1f s: %s\n", fake_dialects[i].name, seed,
                n_runs, seconds, result.failure);
        puts ("ok 1 - is noticed");
        simulation_remove_template ();
        return 0;
      }
  printf ("not ok 1 - %u runs did not notice it\n", n_runs);
  simulation_remove_template ();

  return 1;
}
