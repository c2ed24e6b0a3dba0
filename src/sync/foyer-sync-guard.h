/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/foyer-sync-private.h"

G_BEGIN_DECLS

/* For src/sync only: changing the guards of clinicians' days. */

/**
 * FoyerGuardChangeFunc:
 * @guard: a guard as it is at the endpoint
 * @data: data of the caller
 *
 * Changes a guard.  May be called several times, each time with a newer one.
 *
 * Returns: whether it has to be written
 */
typedef gboolean (*FoyerGuardChangeFunc) (FoyerGuard *guard, gpointer data);

gboolean foyer_sync_change_guard (FoyerSync           *self,
                                  const char          *key,
                                  FoyerGuardChangeFunc change,
                                  gpointer             data,
                                  gboolean            *out_done,
                                  GError             **error);
gboolean foyer_sync_merge_guard (FoyerSync  *self,
                                 const char *key,
                                 const char *winner,
                                 const char *loser,
                                 json_t    **out_loser,
                                 GError    **error);

G_END_DECLS
