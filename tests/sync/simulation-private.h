/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/sync/simulation.h"

G_BEGIN_DECLS

typedef struct _Simulation Simulation;

/* A change of one field by somebody who had its old value before their eyes. */
typedef struct
{
  guint    step;
  guint    desk; /* SIMULATION_MOST_DESKS: another program */
  char    *kind;
  char    *uid;
  char    *field;
  char    *before; /* (nullable) */
  char    *after;
  gboolean is_token; /* no other write has @after */
  gboolean is_lost;  /* with the files of its desk, before anybody else saw it */
} SimulationWrite;

/* What another program added to a resource, and everybody has to leave there. */
typedef struct
{
  char *type;
  char *id;
  char *url;
  char *value;
} SimulationMark;

typedef struct
{
  Simulation *simulation; /* (unowned) */
  guint       index;
  char       *name;
  char       *folder;    /* of the profile */
  char       *crash;     /* folder: the files at the moment of death */
  char       *copy;      /* (nullable) folder: the files some time ago */
  guint       copy_step; /* when that was */
  FoyerDb    *db;        /* of the people */
  FoyerDb    *sync_db;   /* of the sync */
  FoyerSync  *sync;
  FakeLink   *link;
  FoyerUser  *clerk; /* (nullable) until the desk knows its clinic */
  FoyerUser  *doctor;
  FoyerUser  *manager;
  gint64      skew_seconds;
  gint64      not_before_ms; /* the server asked for so much rest */
  gboolean    is_syncing;
  gboolean    is_dying;
  guint       dies_in; /* so many boundaries from now; 0: not at all */
} SimulationDesk;

struct _Simulation
{
  SimulationPlan    plan;
  SimulationResult *result; /* (unowned) */
  FakeServer       *server;
  SimulationDesk    desks[SIMULATION_MOST_DESKS];
  GRand            *rand; /* of the step under way */
  guint             step;
  guint             depth;   /* of desks that work within a request of others */
  guint             n_token; /* of the last token */
  gboolean          is_quiet;
  gboolean          has_deletions;
  GPtrArray        *writes;    /* (element-type SimulationWrite) */
  GPtrArray        *marks;     /* (element-type SimulationMark) */
  GHashTable       *canonical; /* of FakeVersion to its canonical text */
};

/* simulation.c */
void simulation_set_up (Simulation *self);
void simulation_tear_down (Simulation *self);
void simulation_fail (Simulation *self, const char *invariant, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
void  simulation_note (Simulation *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
guint simulation_count_desks (Simulation *self);
void  simulation_sync (SimulationDesk *desk, FoyerSyncFlags flags);

/* simulation-desk.c */
void simulation_desk_set_up (SimulationDesk *self, Simulation *simulation, guint index);
void simulation_desk_tear_down (SimulationDesk *self);
void simulation_desk_open (SimulationDesk *self);
void simulation_desk_close (SimulationDesk *self);
gboolean simulation_desk_look_around (SimulationDesk *self);
void     simulation_desk_keep (SimulationDesk *self);
void     simulation_desk_put_back (SimulationDesk *self);
void     simulation_desk_die (SimulationDesk *self);
void     simulation_desk_revive (SimulationDesk *self);
void     simulation_desk_try_twice (SimulationDesk *self);

/* simulation-acts.c */
void        simulation_act (SimulationDesk *desk);
void        simulation_decide (SimulationDesk *desk);
void        simulation_act_as_other (Simulation *self);
void        simulation_mend_refused (Simulation *self);
void        simulation_write_free (SimulationWrite *self);
void        simulation_mark_free (SimulationMark *self);
const char *simulation_rule (json_t *resource, gpointer data);

/* simulation-checks.c */
void  simulation_check_online (SimulationDesk *desk);
void  simulation_check_cursors (SimulationDesk *desk);
void  simulation_check_all (Simulation *self, gboolean is_swept);
char *simulation_canonical (const json_t *json);

G_END_DECLS
