/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation.h"

#include <stdio.h>
#include <unistd.h>

static int      n_seeds = 1000;
static int      first_seed = 1;
static char    *preset;
static gboolean shows_trace;
static gboolean shows_requests;
static gboolean only_lists;
static gboolean only_money;

static const GOptionEntry entries[] = {
  { "seeds", 'n', 0, G_OPTION_ARG_INT, &n_seeds, "How many runs", "N" },
  { "seed", 's', 0, G_OPTION_ARG_INT, &first_seed, "The first seed", "S" },
  { "preset", 'p', 0, G_OPTION_ARG_STRING, &preset, "One kind of server only", "NAME" },
  { "trace", 't', 0, G_OPTION_ARG_NONE, &shows_trace, "Say what is done", NULL },
  { "requests", 'r', 0, G_OPTION_ARG_NONE, &shows_requests, "Say what is asked as well",
    NULL },
  { "list", 'l', 0, G_OPTION_ARG_NONE, &only_lists, "Go on, and only list what fails",
    NULL },
  { "money", 'm', 0, G_OPTION_ARG_NONE, &only_money, "Three desks that take money",
    NULL },
  G_OPTION_ENTRY_NULL,
};

typedef struct
{
  guint   n_runs;
  guint   n_failures;
  guint64 n_requests;
  guint   n_cycles;
  guint   n_faults;
  guint   n_deaths;
  guint   n_acts;
  guint   n_conflicts;
} Sum;

static void
show_trace (const SimulationResult *result)
{
  for (guint i = 0; i < result->trace->len; i++)
    printf ("  %s\n", (char *) g_ptr_array_index (result->trace, i));
}

static void
run_one (Sum *sum, const FakeDialect *dialect, guint32 seed)
{
  SimulationPlan plan = only_money ? simulation_plan_new_money (dialect, seed)
                                   : simulation_plan_new (dialect, seed);
  g_auto (SimulationResult) result = { 0 };

  plan.notes_requests = shows_requests;
  simulation_run (&plan, &result);
  sum->n_runs++;
  sum->n_requests += result.n_requests;
  sum->n_cycles += result.n_cycles;
  sum->n_faults += result.n_faults;
  sum->n_deaths += result.n_deaths;
  sum->n_acts += result.n_acts;
  sum->n_conflicts += result.n_conflicts;
  if (shows_trace)
    show_trace (&result);
  if (result.failure == NULL)
    return;

  sum->n_failures++;
  printf ("\n%s, seed %u, %u desks, events %#x: %s\n", dialect->name, seed, plan.n_desks,
          plan.events, result.failure);
  if (!shows_trace && !only_lists)
    {
      g_auto (SimulationResult) shortest = { 0 };

      simulation_shrink (&plan, &shortest);
      printf ("The shortest run that fails: %s\n", shortest.failure);
      show_trace (&shortest);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- many desks, many faults");
  g_autoptr (GError) error = NULL;
  Sum    sum = { 0 };
  gint64 started_at = g_get_monotonic_time ();

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) ||
      (preset != NULL && fake_dialect_find (preset) == NULL))
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "no such preset");
      return 2;
    }

  for (int i = 0; i < n_seeds && (only_lists || sum.n_failures < 3); i++)
    {
      const FakeDialect *dialect =
          preset != NULL ? fake_dialect_find (preset)
                         : &fake_dialects[(guint) (first_seed + i) % n_fake_dialects];

      run_one (&sum, dialect, (guint32) (first_seed + i));
      if (isatty (STDOUT_FILENO) || (i + 1) % 100 == 0)
        {
          printf ("\r%d of %d%s", i + 1, n_seeds, isatty (STDOUT_FILENO) ? "" : "\n");
          fflush (stdout);
        }
    }
  simulation_remove_template ();
  printf ("\n%u runs, %u failed: %u acts, %u syncs, %" G_GUINT64_FORMAT
          " requests, %u faults, %u deaths, %u conflicts, %.0f s\n",
          sum.n_runs, sum.n_failures, sum.n_acts, sum.n_cycles, sum.n_requests,
          sum.n_faults, sum.n_deaths, sum.n_conflicts,
          (double) (g_get_monotonic_time () - started_at) / G_USEC_PER_SEC);

  return sum.n_failures > 0;
}
