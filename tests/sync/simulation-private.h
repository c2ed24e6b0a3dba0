/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-booking.h"
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
  gboolean is_token;  /* no other write has @after */
  gboolean is_lost;   /* with the files of its desk, before anybody else saw it */
  gboolean is_shared; /* two desks have it as their own: one is a copy of the other */
} SimulationWrite;

/* What another program added to a resource, and everybody has to leave there. */
typedef struct
{
  char *type;
  char *id;
  char *url;
  char *value;
} SimulationMark;

/* What another program removed from the server. */
typedef struct
{
  const FoyerFhirPart *part;
  char                *id; /* (owned) at the server */
  char                *uid;
} SimulationDeletion;

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
  FoyerDb    *second_db; /* (nullable) of another program at the same profile */
  FoyerSync  *second_sync;
  FoyerSync  *sync_in_use; /* (unowned) (nullable) the one under way */
  FakeLink   *link;
  FoyerUser  *clerk; /* (nullable) until the desk knows its clinic */
  FoyerUser  *doctor;
  FoyerUser  *manager;
  char       *operation;   /* (nullable) what was asked of a gift card */
  gint64      asked_card;  /* its row */
  gint64      asked_minor; /* how much of it */
  gint64      asked_end;   /* row of a card that is to be ended; 0: none */
  GHashTable *entries;     /* (nullable) of the ledger: uid to text, at the last look */
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
  gboolean          has_twin;
  GPtrArray        *writes;    /* (element-type SimulationWrite) */
  GPtrArray        *marks;     /* (element-type SimulationMark) */
  GPtrArray        *deletions; /* (element-type SimulationDeletion) */
  GHashTable       *canonical; /* of FakeVersion to its canonical text */
  GHashTable *entries; /* of the ledger of any desk: uid to text, at the first look */
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
gboolean   simulation_desk_look_around (SimulationDesk *self);
void       simulation_desk_keep (SimulationDesk *self);
void       simulation_desk_put_back (SimulationDesk *self);
void       simulation_desk_die (SimulationDesk *self);
void       simulation_desk_revive (SimulationDesk *self);
void       simulation_desk_copy (SimulationDesk *self, SimulationDesk *from);
FoyerSync *simulation_desk_get_second (SimulationDesk *self);
void       simulation_desk_try_twice (SimulationDesk *self);

/* simulation-acts.c */
void        simulation_act (SimulationDesk *desk);
void        simulation_decide (SimulationDesk *desk);
void        simulation_mend_refused (Simulation *self);
void        simulation_write_free (SimulationWrite *self);
void        simulation_mark_free (SimulationMark *self);
const char *simulation_rule (json_t *resource, gpointer data);
char       *simulation_make_token (Simulation *self);
char       *simulation_make_uid (Simulation *self);
void        simulation_log_write (Simulation *self,
                                  guint       desk,
                                  const char *kind,
                                  const char *uid,
                                  const char *field,
                                  const char *before,
                                  const char *after,
                                  gboolean    is_token);

FoyerBooking *simulation_read_booking (SimulationDesk *desk, gint64 id);
void          simulation_note_booking (SimulationDesk     *desk,
                                       const char         *what,
                                       gint64              id,
                                       const FoyerBooking *before);

gboolean simulation_was_done (SimulationDesk *desk, const char *what, GError **error);
gpointer simulation_pick (SimulationDesk *desk, GType type);

/* simulation-cards.c */
void   simulation_handle_article (SimulationDesk *desk);
void   simulation_handle_card (SimulationDesk *desk);
gint64 simulation_hold (SimulationDesk *desk);
void   simulation_check_cards (Simulation *self);

/* simulation-money.c */
void simulation_handle_money (SimulationDesk *desk);

/* simulation-ledger.c */
gint64 simulation_count_entries (SimulationDesk *desk);
void   simulation_watch_ledger (SimulationDesk *desk);
void   simulation_verify_money (SimulationDesk *desk);
void   simulation_check_money (Simulation *self);

/* simulation-others.c */
void simulation_act_as_other (Simulation *self);
void simulation_deletion_free (SimulationDeletion *self);

/* simulation-checks.c */
void simulation_check_all (Simulation *self, gboolean is_swept);
void simulation_forget_unseen (Simulation *self);

/* simulation-online.c */
void        simulation_check_online (SimulationDesk *desk);
void        simulation_check_cursors (SimulationDesk *desk);
char       *simulation_canonical (const json_t *json);
const char *simulation_canonical_of (Simulation *self, FakeVersion *version);
char       *simulation_find_divergence (const char *a, const char *b);

G_END_DECLS
