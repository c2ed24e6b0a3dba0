/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation.h"

/* How many runs of each kind of server the short test makes. */
#define N_SEEDS 25

static void
test_runs (gconstpointer data)
{
  const FakeDialect *dialect = data;
  guint              n_cycles = 0;
  guint              n_faults = 0;
  guint              n_deaths = 0;

  for (guint32 seed = 1; seed <= N_SEEDS; seed++)
    {
      SimulationPlan plan = simulation_plan_new (dialect, seed);
      g_auto (SimulationResult) result = { 0 };

      simulation_run (&plan, &result);
      n_cycles += result.n_cycles;
      n_faults += result.n_faults;
      n_deaths += result.n_deaths;
      if (result.failure == NULL)
        continue;
      for (guint i = 0; i < result.trace->len; i++)
        g_test_message ("%s", (char *) g_ptr_array_index (result.trace, i));
      g_test_message ("run-simulation --preset %s --seed %u shows it in fewer steps",
                      dialect->name, seed);
      g_error ("%s, seed %u: %s", dialect->name, seed, result.failure);
    }
  g_test_message ("%u runs, %u syncs, %u faults, %u deaths", N_SEEDS, n_cycles, n_faults,
                  n_deaths);
}

/* The same seed has to give the same run, or a failure could not be looked into. */
static void
test_is_reproducible (void)
{
  SimulationPlan plan = simulation_plan_new (&fake_dialects[0], 5);
  g_auto (SimulationResult) first = { 0 };
  g_auto (SimulationResult) second = { 0 };

  simulation_run (&plan, &first);
  simulation_run (&plan, &second);
  g_assert_cmpuint (first.trace->len, ==, second.trace->len);
  for (guint i = 0; i < first.trace->len; i++)
    g_assert_cmpstr (g_ptr_array_index (first.trace, i), ==,
                     g_ptr_array_index (second.trace, i));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulation/is-reproducible", test_is_reproducible);
  for (guint i = 0; i < n_fake_dialects; i++)
    {
      g_autofree char *path = g_strdup_printf ("/simulation/%s", fake_dialects[i].name);

      g_test_add_data_func (path, &fake_dialects[i], test_runs);
    }
  status = g_test_run ();
  simulation_remove_template ();

  return status;
}
