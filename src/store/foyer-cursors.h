/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerCursor:
 * @at: (nullable): FHIR instant from which the next pull of the type reads; `NULL`: from the
 *   beginning
 * @initial_done: whether the first pull of it has come to its end
 * @reconciled_at: when all its versions were last compared, 0: never
 */
typedef struct
{
  char    *at; /* (owned) (nullable) */
  gboolean initial_done;
  gint64   reconciled_at;
} FoyerCursor;

void foyer_cursor_clear (FoyerCursor *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerCursor, foyer_cursor_clear)
gboolean
foyer_cursors_get (FoyerDb *db, const char *type, FoyerCursor *out, GError **error);
gboolean foyer_cursors_put (FoyerAct          *act,
                            const char        *type,
                            const FoyerCursor *cursor,
                            GError           **error);

G_END_DECLS
