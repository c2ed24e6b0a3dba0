/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/foyer-sync-private.h"

G_BEGIN_DECLS

/* For src/sync only: work of several requests that is finished whatever happens in between. */

/**
 * FoyerSagaStepFunc:
 * @self: a sync
 * @sagas: (element-type FoyerSaga): those that are at the step
 * @error: return location for an error
 *
 * Takes sagas one step further: it moves the step of each that got through and keeps it by
 * foyer_saga_keep(), and leaves the others, which are tried again.  Steps are repeated after
 * a crash, so each finds out first what has been done already.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
typedef gboolean (*FoyerSagaStepFunc) (FoyerSync *self, GPtrArray *sagas, GError **error);

/**
 * FoyerSagaKind:
 * @name: name of the kind
 * @steps: (array length=n_steps): what is done at each step
 * @n_steps: how many; a saga that is past the last one is over
 */
typedef struct
{
  const char              *name;
  const FoyerSagaStepFunc *steps;
  guint                    n_steps;
} FoyerSagaKind;

gboolean foyer_sagas_run (FoyerSync *self, const FoyerSagaKind *kind, GError **error);
gboolean foyer_saga_keep (FoyerAct            *act,
                          const FoyerSagaKind *kind,
                          FoyerSaga           *saga,
                          GError             **error);

G_END_DECLS
