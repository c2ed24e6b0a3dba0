/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation-private.h"

#include "model/foyer-conflict.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-dump.h"
#include "tests/unit/desk.h"

#include <string.h>

/* By when all desks have to be at rest once nothing goes wrong any more. */
#define MOST_QUIET_ROUNDS 14

/* What a sync with nothing to do may ask for. */
#define MOST_IDLE_REQUESTS 60

void
simulation_result_clear (SimulationResult *self)
{
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->trace, g_ptr_array_unref);
}

/* The first thing that is wrong is kept: the others follow from it. */
void
simulation_fail (Simulation *self, const char *invariant, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  simulation_note (self, "FAILED %s: %s", invariant, text);
  if (self->result->failure == NULL)
    self->result->failure = g_strdup_printf ("%s: %s", invariant, text);
}

void
simulation_note (Simulation *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (
      self->result->trace,
      g_strdup_printf ("%3u %*s%6d s  %s", self->step, (int) (2 * self->depth), "",
                       (int) (self->server->now_ms / 1000 - desk_time (7, 30)), text));
}

static guint32
mix (guint32 seed, guint32 number)
{
  guint32 mixed = seed * 0x9e3779b1u + number * 0x85ebca6bu + 0x27d4eb2fu;

  mixed ^= mixed >> 15;
  mixed *= 0x2c1b3c6du;
  mixed ^= mixed >> 13;

  return mixed;
}

/* Each step has its own numbers, so that a step can be left out without changing the others. */
static void
begin_step (Simulation *self, guint step)
{
  guint32 seed = mix (self->plan.seed, step);

  self->step = step;
  g_rand_set_seed (self->rand, seed);
  g_rand_set_seed (self->server->rand, seed + 1);
  g_random_set_seed (seed + 2);
  for (guint i = 0; i < self->plan.n_desks; i++)
    if (self->desks[i].link != NULL)
      g_rand_set_seed (self->desks[i].link->rand, seed + 3 + i);
}

static int
draw (Simulation *self, int n)
{
  return g_rand_int_range (self->rand, 0, n);
}

/* What may stop a sync while much goes wrong. */
static gboolean
is_expected (const GError *error)
{
  static const FoyerSyncError codes[] = {
    FOYER_SYNC_ERROR_OFFLINE, FOYER_SYNC_ERROR_TIMEOUT, FOYER_SYNC_ERROR_TRUNCATED,
    FOYER_SYNC_ERROR_SIGN_IN, FOYER_SYNC_ERROR_BUSY,    FOYER_SYNC_ERROR_SERVER,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, FOYER_SYNC_ERROR, (int) codes[i]))
      return TRUE;

  return FALSE;
}

/* One cycle of one desk, as far as it gets. */
void
simulation_sync (SimulationDesk *desk, FoyerSyncFlags flags)
{
  Simulation     *self = desk->simulation;
  FoyerSyncReport report = { 0 };
  guint64         n_requests = desk->link->n_requests;
  guint64         n_writes = desk->link->n_writes;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (desk->is_syncing || (self->server->now_ms < desk->not_before_ms && !self->is_quiet))
    return;

  desk->is_syncing = TRUE;
  desk->sync_in_use = (self->plan.events & SIMULATION_TWO_PROGRAMS) != 0 && draw (self, 2)
                          ? simulation_desk_get_second (desk)
                          : desk->sync;
  self->result->n_cycles++;
  done = foyer_sync_run (desk->sync_in_use, flags, NULL, &report, &error);
  desk->not_before_ms = self->server->now_ms + 1000 * report.retry_after_seconds;
  simulation_note (self,
                   "%s: syncs%s: %u up, %u down, %u conflicts, %u refused, %d "
                   "requests, %d writes%s%s",
                   desk->name, (flags & FOYER_SYNC_RECONCILE) != 0 ? " all" : "",
                   report.pushed, report.pulled, report.conflicts, report.refused,
                   (int) (desk->link->n_requests - n_requests),
                   (int) (desk->link->n_writes - n_writes),
                   desk->is_dying ? ", dies: "
                   : done         ? ""
                                  : ", stops: ",
                   error != NULL ? error->message : "");
  self->result->n_conflicts += report.conflicts;
  if (desk->is_dying)
    simulation_desk_revive (desk);
  else if (!done && !is_expected (error))
    simulation_fail (self, "cycle", "%s: %s", desk->name, error->message);
  else if (!done && self->is_quiet)
    simulation_fail (self, "cycle", "%s, though nothing goes wrong: %s", desk->name,
                     error->message);
  desk->dies_in = 0;
  desk->is_syncing = FALSE;
  desk->sync_in_use = NULL;

  simulation_desk_look_around (desk);
  simulation_watch_ledger (desk);
  simulation_check_cursors (desk);
  simulation_check_online (desk);
}

/* Steps. */

/* How many desks there are by now. */
guint
simulation_count_desks (Simulation *self)
{
  return (self->plan.events & (SIMULATION_LATE_JOIN | SIMULATION_TWIN)) != 0 &&
                 self->step < self->plan.n_steps * 2 / 3
             ? self->plan.n_desks - 1
             : self->plan.n_desks;
}

static void
set_faults (Simulation *self)
{
  static const guint odds[FAKE_N_FAULTS] = {
    [FAKE_FAULT_DROP_BEFORE] = 20,  [FAKE_FAULT_DROP_AFTER] = 30,
    [FAKE_FAULT_TRUNCATED] = 10,    [FAKE_FAULT_SERVER_BEFORE] = 10,
    [FAKE_FAULT_SERVER_AFTER] = 15, [FAKE_FAULT_DUPLICATE] = 15,
    [FAKE_FAULT_DELAYED] = 10,      [FAKE_FAULT_BUSY] = 4,
    [FAKE_FAULT_SIGN_IN] = 4,
  };

  if ((self->plan.events & SIMULATION_FAULTS) == 0)
    return;
  for (guint i = 0; i < self->plan.n_desks; i++)
    for (FakeFault fault = 0; fault < FAKE_N_FAULTS; fault++)
      fake_link_set_odds (self->desks[i].link, fault, odds[fault]);
}

static void
sync_with_risk (SimulationDesk *desk)
{
  Simulation *self = desk->simulation;

  if ((self->plan.events & SIMULATION_DEATHS) != 0 && draw (self, 5) == 0)
    desk->dies_in = 1 + (guint) draw (self, draw (self, 2) == 0 ? 12 : 90);
  simulation_sync (desk, draw (self, 60) == 0 ? FOYER_SYNC_RECONCILE : FOYER_SYNC_NONE);
}

static void
take_step (Simulation *self)
{
  SimulationDesk *desk = &self->desks[draw (self, (int) simulation_count_desks (self))];
  guint           events = self->plan.events;
  int             choice = draw (self, 100);

  fake_server_advance (self->server,
                       draw (self, 10) == 0 ? draw (self, 900000) : draw (self, 40000));
  if (choice < 45)
    for (int n = 1 + draw (self, 3); n > 0; n--)
      simulation_act (desk);
  else if (choice < 82)
    sync_with_risk (desk);
  else if (choice < 88)
    {
      desk->link->is_offline = !desk->link->is_offline;
      simulation_note (self, "%s is %s", desk->name,
                       desk->link->is_offline ? "offline" : "online");
    }
  else if (choice < 93 && (events & SIMULATION_OTHERS) != 0)
    simulation_act_as_other (self);
  else if (choice < 95 && (events & SIMULATION_DECISIONS) != 0)
    simulation_decide (desk);
  else if (choice < 96)
    fake_server_share_stamp (self->server, 2 + (guint) draw (self, 20));
  else if (choice < 98 && (events & SIMULATION_OLD_COPIES) != 0)
    {
      if (desk->copy == NULL)
        {
          simulation_note (self, "%s: a copy is made", desk->name);
          simulation_desk_keep (desk);
        }
      else
        {
          simulation_note (self, "%s: the copy of step %u is put back", desk->name,
                           desk->copy_step);
          simulation_desk_put_back (desk);
        }
    }
  else if (choice < 100 && (events & SIMULATION_ROLLBACK) != 0)
    {
      if (self->server->kept == NULL)
        {
          simulation_note (self, "the server: a backup is made");
          fake_server_keep (self->server);
        }
      else
        {
          simulation_note (self, "the server: the backup is put back");
          fake_server_roll_back (self->server);
          simulation_forget_unseen (self);
        }
    }
  else
    simulation_act (desk);
  for (guint i = 0; i < self->plan.n_desks; i++)
    simulation_watch_ledger (&self->desks[i]);
  if (self->step % 4 == 0)
    simulation_verify_money (desk);
}

/* The profile of some desk is copied to another machine. */
static void
make_twin (Simulation *self)
{
  guint           last = self->plan.n_desks - 1;
  SimulationDesk *from = &self->desks[draw (self, (int) last)];

  simulation_note (self, "%s: its files become %s", from->name, self->desks[last].name);
  simulation_desk_copy (&self->desks[last], from);
  self->has_twin = TRUE;
}

/* The first desk brings its clinic to the server, the others fetch it from there. */
static gboolean
gather (Simulation *self)
{
  self->is_quiet = TRUE;
  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < simulation_count_desks (self) && self->result->failure == NULL;
         i++)
      {
        simulation_sync (&self->desks[i], FOYER_SYNC_NONE);
        fake_server_advance (self->server, 30000);
      }
  for (guint i = 0; i < simulation_count_desks (self); i++)
    if (!simulation_desk_look_around (&self->desks[i]))
      simulation_fail (self, "gather", "%s does not know its clinic",
                       self->desks[i].name);
  self->is_quiet = FALSE;

  return self->result->failure == NULL;
}

/* Nothing goes wrong any more: all desks have to come to rest, and to stay there. */
static void
come_to_rest (Simulation *self)
{
  FoyerSyncFlags flags = FOYER_SYNC_NONE;
  guint64        n_writes = 0;

  /* What only a comparison of everything finds. */
  if ((self->plan.events & (SIMULATION_OLD_COPIES | SIMULATION_ROLLBACK)) != 0 ||
      self->deletions->len > 0)
    flags = FOYER_SYNC_RECONCILE;
  self->is_quiet = TRUE;
  for (guint i = 0; i < self->plan.n_desks; i++)
    {
      fake_link_clear_odds (self->desks[i].link);
      self->desks[i].link->is_offline = FALSE;
    }
  fake_server_advance (self->server, 700000);
  if ((self->plan.events & SIMULATION_REFUSALS) != 0 && draw (self, 2) == 0)
    simulation_mend_refused (self);

  for (guint round = 0; self->result->failure == NULL; round++)
    {
      if (round == MOST_QUIET_ROUNDS)
        {
          simulation_fail (self, "I7", "the desks do not come to rest");
          return;
        }
      n_writes = self->server->n_writes;
      for (guint i = 0; i < self->plan.n_desks && self->result->failure == NULL; i++)
        {
          fake_server_advance (self->server, 200000 + 100000 * round);
          if ((self->plan.events & SIMULATION_DECISIONS) != 0 &&
              (round < 2 || (self->plan.events & SIMULATION_MONEY) != 0))
            simulation_decide (&self->desks[i]);
          simulation_sync (&self->desks[i], round == 1 ? flags : FOYER_SYNC_NONE);
        }
      if (self->server->n_writes == n_writes && round > 3)
        break;
    }

  for (guint i = 0; i < self->plan.n_desks && self->result->failure == NULL; i++)
    {
      guint64 n_requests = self->desks[i].link->n_requests;

      fake_server_advance (self->server, 200000);
      simulation_sync (&self->desks[i], FOYER_SYNC_NONE);
      n_requests = self->desks[i].link->n_requests - n_requests;
      if (self->server->n_writes != n_writes)
        simulation_fail (self, "I7", "%s writes though it has nothing to say",
                         self->desks[i].name);
      if (n_requests > MOST_IDLE_REQUESTS)
        simulation_fail (self, "I11", "%s asks %d times though nothing is new",
                         self->desks[i].name, (int) n_requests);
    }
}

/* As desks do once a day. */
static void
compare_everything (Simulation *self)
{
  for (guint i = 0; i < 2 * self->plan.n_desks && self->result->failure == NULL; i++)
    {
      fake_server_advance (self->server, 700000);
      simulation_sync (&self->desks[i % self->plan.n_desks], FOYER_SYNC_RECONCILE);
    }
}

/* A server and its desks, before anything has happened. */
void
simulation_set_up (Simulation *self)
{
  self->rand = g_rand_new_with_seed (self->plan.seed);
  self->server = fake_server_new (self->plan.dialect, self->plan.seed, desk_time (7, 30));
  if ((self->plan.events & SIMULATION_REFUSALS) != 0)
    fake_server_set_rule (self->server, simulation_rule, NULL);
  self->writes = g_ptr_array_new_with_free_func ((GDestroyNotify) simulation_write_free);
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) simulation_mark_free);
  self->deletions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) simulation_deletion_free);
  self->canonical = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  begin_step (self, G_MAXUINT);
  self->step = 0;
  for (guint i = 0; i < self->plan.n_desks; i++)
    simulation_desk_set_up (&self->desks[i], self, i);
}

void
simulation_tear_down (Simulation *self)
{
  for (guint i = 0; i < self->plan.n_desks; i++)
    {
      for (guint j = 0; j < FAKE_N_FAULTS; j++)
        self->result->n_faults +=
            j != FAKE_FAULT_NONE ? (guint) self->desks[i].link->n_faults[j] : 0;
      simulation_desk_tear_down (&self->desks[i]);
    }
  self->result->n_requests = self->server->n_requests;
  self->result->n_writes = self->server->n_writes;
  g_hash_table_unref (self->canonical);
  g_hash_table_unref (self->entries);
  g_ptr_array_unref (self->deletions);
  g_ptr_array_unref (self->marks);
  g_ptr_array_unref (self->writes);
  fake_server_free (self->server);
  g_rand_free (self->rand);
}

/* What a seed stands for: so many desks and steps, and such events. */
SimulationPlan
simulation_plan_new (const FakeDialect *dialect, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  SimulationPlan plan = { .dialect = dialect, .seed = seed };

  plan.n_desks = (guint) g_rand_int_range (rand, 2, SIMULATION_MOST_DESKS + 1);
  plan.n_steps = (guint) g_rand_int_range (rand, 40, 160);
  plan.events = g_rand_int (rand) & (SIMULATION_FAULTS | SIMULATION_DEATHS |
                                     SIMULATION_OTHERS | SIMULATION_DECISIONS);
  plan.events |= SIMULATION_RIVALS;
  if (plan.n_desks > 2 && g_rand_boolean (rand))
    plan.events |= SIMULATION_LATE_JOIN;
  if (g_rand_int_range (rand, 0, 3) == 0)
    plan.events |= SIMULATION_REFUSALS;
  if (g_rand_int_range (rand, 0, 4) == 0)
    plan.events |= SIMULATION_OLD_COPIES;
  else if (g_rand_int_range (rand, 0, 4) == 0)
    plan.events |= SIMULATION_ROLLBACK;
  if ((plan.events & SIMULATION_LATE_JOIN) != 0 &&
      (plan.events & SIMULATION_ROLLBACK) == 0 && g_rand_boolean (rand))
    plan.events ^= SIMULATION_LATE_JOIN | SIMULATION_TWIN;
  if (g_rand_int_range (rand, 0, 3) == 0)
    plan.events |= SIMULATION_TWO_PROGRAMS;
  /* A server that makes anew what is written where something was removed takes an edit that has
   * not seen what others had written there: that is not prevented yet. */
  if ((plan.events & SIMULATION_OTHERS) != 0 &&
      (plan.events & (SIMULATION_ROLLBACK | SIMULATION_OLD_COPIES)) == 0 &&
      !dialect->resurrects && !dialect->updates_as_create &&
      g_rand_int_range (rand, 0, 3) == 0)
    plan.events |= SIMULATION_DELETIONS;

  return plan;
}

/* Three desks at which money is taken, all that can go wrong on the way, and each card or deposit
 * in question decided on at last. */
SimulationPlan
simulation_plan_new_money (const FakeDialect *dialect, guint32 seed)
{
  return (SimulationPlan){ .dialect = dialect,
                           .seed = seed,
                           .n_desks = 3,
                           .n_steps = 110,
                           .events = SIMULATION_MONEY | SIMULATION_FAULTS |
                                     SIMULATION_DEATHS | SIMULATION_RIVALS |
                                     SIMULATION_DECISIONS };
}

/* Carries out a plan and looks at what has come of it.  The same plan gives the same run. */
void
simulation_run (const SimulationPlan *plan, SimulationResult *out)
{
  Simulation self = { .plan = *plan, .result = out };

  *out = (SimulationResult){ .trace = g_ptr_array_new_with_free_func (g_free) };
  simulation_set_up (&self);
  if (gather (&self))
    {
      set_faults (&self);
      for (guint i = 0; i < plan->n_steps && out->failure == NULL; i++)
        {
          gboolean twins = (plan->events & SIMULATION_TWIN) != 0 && !self.has_twin &&
                           i >= plan->n_steps * 2 / 3;

          if (plan->skips != NULL && plan->skips[i] && !twins)
            continue;
          begin_step (&self, i);
          if (twins)
            make_twin (&self);
          if (plan->skips == NULL || !plan->skips[i])
            take_step (&self);
        }
      begin_step (&self, plan->n_steps);
      if (out->failure == NULL)
        come_to_rest (&self);
      if (out->failure == NULL)
        simulation_check_all (&self, FALSE);
      if (out->failure == NULL)
        compare_everything (&self);
      if (out->failure == NULL)
        simulation_check_all (&self, TRUE);
    }
  simulation_tear_down (&self);
}

/* Whether two runs failed for the same invariant. */
static gboolean
is_same_failure (const char *a, const char *b)
{
  return a != NULL && b != NULL && strcspn (a, ":") == strcspn (b, ":") &&
         strncmp (a, b, strcspn (a, ":")) == 0;
}

/* Leaves out what is not needed for a failure; @out has the shortest run that fails. */
void
simulation_shrink (const SimulationPlan *plan, SimulationResult *out)
{
  g_autofree gboolean *skips = g_new0 (gboolean, plan->n_steps);
  SimulationPlan       smaller = *plan;

  smaller.skips = skips;
  simulation_run (&smaller, out);
  if (out->failure == NULL)
    return;

  for (guint length = plan->n_steps / 2; length > 0; length /= 2)
    for (guint first = 0; first < plan->n_steps; first += length)
      {
        g_autofree gboolean *before = g_memdup2 (skips, plan->n_steps * sizeof *skips);
        SimulationResult     result;
        guint                n_left = 0;

        for (guint i = first; i < MIN (first + length, plan->n_steps); i++)
          {
            n_left += !skips[i];
            skips[i] = TRUE;
          }
        if (n_left == 0)
          continue;
        simulation_run (&smaller, &result);
        if (is_same_failure (result.failure, out->failure))
          {
            simulation_result_clear (out);
            *out = result;
            continue;
          }
        simulation_result_clear (&result);
        memcpy (skips, before, plan->n_steps * sizeof *skips);
      }
}
