/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-user.h"
#include "sync/foyer-sync.h"
#include "tests/sync/fake-link.h"

G_BEGIN_DECLS

/* Several desks, each a real profile, that work at random and sync over ways on which much
 * goes wrong; at last everything is quiet, and nothing may be lost or doubled. */

#define SIMULATION_MOST_DESKS 4

/* Of clinics whose money is looked at; which one a seed has is its rest. */
#define SIMULATION_N_CURRENCIES 3
extern const char *const simulation_currencies[SIMULATION_N_CURRENCIES];

/* What happens in a run beside the usual; bits of SimulationPlan.events. */
typedef enum
{
  SIMULATION_FAULTS = 1 << 0,     /* requests and answers get lost */
  SIMULATION_DEATHS = 1 << 1,     /* desks die in the middle of a sync */
  SIMULATION_RIVALS = 1 << 2,     /* others work while a request is under way */
  SIMULATION_OTHERS = 1 << 3,     /* another program writes to the server */
  SIMULATION_REFUSALS = 1 << 4,   /* the server refuses some patients */
  SIMULATION_OLD_COPIES = 1 << 5, /* a desk is put back to an old copy of its files */
  SIMULATION_ROLLBACK = 1 << 6,   /* the server is put back to an old backup */
  SIMULATION_DECISIONS = 1 << 7,  /* conflicts are decided at once, else they stay open */
  SIMULATION_LATE_JOIN = 1 << 8,  /* the last desk begins when there is much already */
  SIMULATION_TWIN = 1 << 9,       /* the last desk begins as a copy of another one */
  SIMULATION_TWO_PROGRAMS = 1 << 10, /* that sync one profile in turns */
  SIMULATION_DELETIONS = 1 << 11,    /* another program removes resources for good */
  SIMULATION_MONEY = 1 << 12, /* people do little but take money and give it back */
} SimulationEvents;

typedef struct
{
  const FakeDialect *dialect;
  guint32            seed;
  guint              n_desks;
  guint              n_steps;
  guint              events;
  gboolean           is_mutant;      /* the engine is broken on purpose */
  gboolean           notes_requests; /* in the trace, each of them */
  const gboolean    *skips; /* (nullable) (array length=n_steps) steps left out */
} SimulationPlan;

/* What came of a run. */
typedef struct
{
  char      *failure; /* (owned) (nullable) the first thing that was wrong */
  GPtrArray *trace;   /* (owned) (element-type utf8) what was done, a line a step */
  guint64    n_requests;
  guint64    n_writes;
  guint      n_acts;
  guint      n_cycles;
  guint      n_deaths;
  guint      n_conflicts;
  guint      n_faults;
  guint      n_entries; /* of the ledger, if the plan looks at it */
} SimulationResult;

SimulationPlan simulation_plan_new (const FakeDialect *dialect, guint32 seed);
SimulationPlan simulation_plan_new_money (const FakeDialect *dialect, guint32 seed);
void           simulation_run (const SimulationPlan *plan, SimulationResult *out);
void           simulation_result_clear (SimulationResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimulationResult, simulation_result_clear)
void simulation_shrink (const SimulationPlan *plan, SimulationResult *out);
void simulation_remove_template (void);

G_END_DECLS
