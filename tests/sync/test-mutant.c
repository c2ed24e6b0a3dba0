/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation.h"

#include <stdio.h>

/* After how many seeds a broken engine has to be found out. */
#define MOST_SEEDS 60

/* What gives the rule that is broken most to do, and the seed from which on it is looked for:
 * one that shows it in little time. */
static const struct
{
  const char *mutant;
  const char *dialect;
  guint       events;
  guint32     first_seed;
} focuses[] = {
  { "blind-guard", "plain", SIMULATION_RIVALS, 1 },
  { "changes-entry", "plain", SIMULATION_MONEY, 1 },
  { "conflict-creates", "plain", SIMULATION_RIVALS | SIMULATION_FAULTS, 14 },
  { "forgets-entry", "plain", SIMULATION_MONEY, 1 },
  { "keeps-lost-id", "plain", SIMULATION_RIVALS | SIMULATION_ROLLBACK, 17 },
  { "no-if-match", "plain", SIMULATION_RIVALS, 1 },
  { "no-lag", "late-light", SIMULATION_RIVALS | SIMULATION_OTHERS, 61 },
  { "no-lock", "plain", SIMULATION_RIVALS | SIMULATION_TWO_PROGRAMS, 1 },
  { "short-page", "google-like", SIMULATION_RIVALS, 11 },
  { "silent-conflict", "plain", SIMULATION_RIVALS, 1 },
  { "silent-overdraft", "medplum-like", SIMULATION_MONEY, 2 },
};

/* A test of a program that has to fail. */
static int
run_program (const char *program, const char *test)
{
  const char *arguments[] = { program, "-p", test, NULL };
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
 * PROGRAM TEST: succeeds if the test of a program that is so linked fails. */
int
main (int argc, char **argv)
{
  gint64 started_at = g_get_monotonic_time ();
  guint  focus = 0;

  puts ("1..1");
  if (argc > 2)
    return run_program (argv[1], argv[2]);

  while (focus < G_N_ELEMENTS (focuses) &&
         g_strcmp0 (focuses[focus].mutant, argc > 1 ? argv[1] : NULL) != 0)
    focus++;
  if (focus == G_N_ELEMENTS (focuses))
    {
      puts ("not ok 1 - no such mutant");
      return 1;
    }

  for (guint32 i = 0; i < MOST_SEEDS; i++)
    {
      const guint32      seed = focuses[focus].first_seed + i;
      const FakeDialect *dialect = fake_dialect_find (focuses[focus].dialect);
      SimulationPlan     plan = simulation_plan_new (dialect, seed);
      g_auto (SimulationResult) result = { 0 };

      plan.events = focuses[focus].events;
      plan.n_desks = MAX (plan.n_desks, 3);
      if ((plan.events & SIMULATION_MONEY) != 0)
        plan = simulation_plan_new_money (dialect, seed);
      plan.is_mutant = TRUE;
      simulation_run (&plan, &result);
      if (result.failure == NULL)
        continue;
      printf ("# seed %u, %.1f s: %s\n", seed,
              (double) (g_get_monotonic_time () - started_at) / G_USEC_PER_SEC,
              result.failure);
      puts ("ok 1 - is noticed");
      simulation_remove_template ();
      return 0;
    }
  printf ("not ok 1 - with %d seeds nobody noticed\n", MOST_SEEDS);
  simulation_remove_template ();

  return 1;
}
