/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation.h"

/* Three desks take money, give it back and go apart, while requests and answers get lost, come
 * late or twice, and desks die: whatever the order, no cent is lost, doubled or changed.
 * FOYER_SEEDS=1000 makes more runs of each currency, FOYER_SEED=7 begins with that one. */

#define N_SEEDS 8

static guint32
read_number (const char *name, guint32 otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint32) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

/* Currencies follow each other seed by seed; so do the kinds of servers. */
static void
test_no_cent_is_lost (gconstpointer data)
{
  const guint32 currency = GPOINTER_TO_UINT (data);
  const guint32 n_seeds = read_number ("FOYER_SEEDS", N_SEEDS);
  guint32       seed = read_number ("FOYER_SEED", 1);
  guint         n_acts = 0;
  guint         n_entries = 0;
  guint         n_faults = 0;
  guint         n_deaths = 0;

  seed += (currency + SIMULATION_N_CURRENCIES - seed % SIMULATION_N_CURRENCIES) %
          SIMULATION_N_CURRENCIES;
  g_test_message ("seed %u", seed);
  for (guint32 i = 0; i < n_seeds; i++, seed += SIMULATION_N_CURRENCIES)
    {
      const FakeDialect *dialect = &fake_dialects[seed % n_fake_dialects];
      SimulationPlan     plan = simulation_plan_new_money (dialect, seed);
      g_auto (SimulationResult) result = { 0 };

      simulation_run (&plan, &result);
      n_acts += result.n_acts;
      n_entries += result.n_entries;
      n_faults += result.n_faults;
      n_deaths += result.n_deaths;
      if (result.failure == NULL)
        continue;
      for (guint j = 0; j < result.trace->len; j++)
        g_test_message ("%s", (char *) g_ptr_array_index (result.trace, j));
      g_test_message (
          "run-simulation --money --preset %s --seed %u shows it in fewer steps",
          dialect->name, seed);
      g_error ("%s, seed %u: %s", dialect->name, seed, result.failure);
    }
  g_test_message ("%u runs, %u acts, %u entries, %u faults, %u deaths", n_seeds, n_acts,
                  n_entries, n_faults, n_deaths);
  g_assert_cmpuint (n_entries, >, 5 * n_seeds);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < SIMULATION_N_CURRENCIES; i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/money-desks/%s/no-cent-is-lost", simulation_currencies[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_no_cent_is_lost);
    }
  status = g_test_run ();
  simulation_remove_template ();

  return status;
}
