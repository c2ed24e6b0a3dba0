/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-permission.h"
#include "model/foyer-record.h"
#include "model/foyer-time.h"
#include "model/foyer-user.h"
#include "store/foyer-store-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerDb:
 *
 * One connection to the database of a profile.  Use it on one thread at a time.
 */
typedef struct _FoyerDb FoyerDb;

/**
 * FoyerDbMode:
 * @FOYER_DB_CREATE: create the database if there is none, and bring it up to date
 * @FOYER_DB_WRITE: open an existing database and bring it up to date
 * @FOYER_DB_READ: open an existing database; nothing can be changed
 *
 * How a database is opened.
 */
typedef enum
{
  FOYER_DB_CREATE,
  FOYER_DB_WRITE,
  FOYER_DB_READ,
} FoyerDbMode;

/**
 * FoyerClock:
 * @data: data of the clock
 *
 * Returns: seconds since 1970-01-01 UTC
 */
typedef gint64 (*FoyerClock) (gpointer data);

FoyerDb *foyer_db_open (const char *profile, FoyerDbMode mode, GError **error);
void     foyer_db_close (FoyerDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDb, foyer_db_close)

void        foyer_db_set_clock (FoyerDb *self, FoyerClock clock, gpointer data);
gint64      foyer_db_now (FoyerDb *self);
FoyerZone  *foyer_db_get_zone (FoyerDb *self, GError **error);
gboolean    foyer_db_today (FoyerDb *self, int *out_day, GError **error);
const char *foyer_db_get_profile (FoyerDb *self);
void        foyer_db_interrupt (FoyerDb *self);
gboolean    foyer_db_has_clinic (FoyerDb *self, gboolean *out_has, GError **error);
gboolean    foyer_db_checkpoint (FoyerDb *self, GError **error);
GStrv       foyer_db_poll_changes (FoyerDb *self, GError **error);

/**
 * FoyerAct:
 *
 * One action of one person, in one transaction; see foyer_db_act().
 */
typedef struct _FoyerAct FoyerAct;

/**
 * FoyerActFunc:
 * @act: the action under way
 * @data: data of the caller
 * @error: return location for an error
 *
 * Makes the changes of an action.  They are kept together if it returns `TRUE`, and none of
 * them otherwise.
 *
 * Returns: `FALSE` iff it set @error
 */
typedef gboolean (*FoyerActFunc) (FoyerAct *act, gpointer data, GError **error);

gboolean foyer_db_act (FoyerDb     *self,
                       FoyerUser   *actor,
                       FoyerAction  action,
                       const char  *reason,
                       FoyerActFunc func,
                       gpointer     data,
                       GError     **error);
gboolean foyer_act_try (FoyerAct *act, FoyerActFunc func, gpointer data, GError **error);
gboolean foyer_act_require (FoyerAct *act, FoyerAction action, GError **error);
gint64   foyer_act_now (FoyerAct *act);
FoyerDb *foyer_act_get_db (FoyerAct *act);
FoyerUser *foyer_act_get_actor (FoyerAct *act);
void       foyer_act_set_bulk (FoyerAct *act, const char *summary);
void       foyer_act_set_remote (FoyerAct *act, gboolean remote);

G_END_DECLS
