/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"
#include "store/foyer-sql.h"

G_BEGIN_DECLS

/* For src/store only: what the rest of the program must not see of a connection. */

struct _FoyerDb
{
  sqlite3    *sql;        /* (owned) */
  GHashTable *statements; /* (owned) of SQL text to FoyerStatement */
  char       *profile;    /* (owned) folder */
  gboolean    read_only;
  FoyerClock  clock;
  gpointer    clock_data;   /* (unowned) */
  FoyerZone  *zone;         /* (owned) (nullable) of the clinic, as last read */
  gint64      change_seq;   /* what foyer_db_poll_changes() has reported */
  gint64      data_version; /* of SQLite at that time; 0 at first */
  GPtrArray  *expected;     /* (owned) (nullable) of FoyerSnapshot: see foyer-edits.c */

  gpointer       index;      /* (owned) (nullable) patient search; see foyer-patients.c */
  GDestroyNotify free_index; /* (nullable) */
  gpointer       slot_cache; /* (owned) (nullable) see foyer-slot-cache.c */
  GDestroyNotify free_slot_cache; /* (nullable) */
};

struct _FoyerAct
{
  FoyerDb    *db;    /* (unowned) */
  FoyerUser  *actor; /* (unowned) (nullable): NULL for the program itself */
  FoyerAction action;
  const char *reason; /* (unowned) (nullable) */
  gint64      now;
  const char *bulk_summary; /* (unowned) (nullable): set in a bulk action */
  GHashTable *bulk_kinds;   /* (unowned) kinds touched by a bulk action */
  GHashTable *bulk_unsent; /* (unowned) those of them that the endpoint must be told of */
  gboolean    remote;      /* whether what is written comes from the endpoint */
  GError     *remote_error;   /* (owned) (nullable) what was wrong with saying so */
  gboolean    endpoint_known; /* whether @n_endpoints was asked for */
  gint64      n_endpoints;
  char       *letters; /* (owned) (nullable): of this desk behind numbers, once read */
  char       *receipt; /* (owned) (nullable): number of the receipt of this action */
  gboolean    denied;  /* whether foyer_act_require() refused @denied_action */
  FoyerAction denied_action;
};

gboolean foyer_act_insert (FoyerAct *act, gpointer record, GError **error);
gboolean foyer_act_update (FoyerAct *act, gpointer record, GError **error);
gboolean foyer_act_delete (FoyerAct *act, gpointer record, GError **error);
gboolean foyer_act_touch (FoyerAct *act, const char *kind, gint64 id, GError **error);
gboolean foyer_act_show (FoyerAct *act, const char *kind, gint64 id, GError **error);
gboolean foyer_act_mark (FoyerAct *act, const char *kind, gint64 id, GError **error);
gboolean foyer_act_note (
    FoyerAct *act, const char *kind, gint64 id, const char *changes, GError **error);
const char *foyer_act_read_desk (FoyerAct *act, GError **error);
char       *foyer_act_next_number (FoyerAct   *act,
                                   const char *series,
                                   const char *prefix,
                                   GError    **error);

gboolean foyer_act_check_expected (FoyerAct *act, GPtrArray *expected, GError **error);

gint64 foyer_act_get_staff_id (FoyerAct *act);

G_END_DECLS
