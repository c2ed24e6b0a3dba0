/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-saga-runner.h"

/**
 * foyer_sagas_run:
 * @self: a sync
 * @kind: a kind of saga
 * @error: return location for an error
 *
 * Takes all sagas of a kind as far as they get, all of them through one step before the
 * next one, so that a step can do several at once.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sagas_run (FoyerSync *self, const FoyerSagaKind *kind, GError **error)
{
  for (guint step = 0; step < kind->n_steps; step++)
    {
      g_autoptr (GPtrArray) sagas = foyer_sagas_list (self->db, self->now, error);
      g_autoptr (GPtrArray) here = g_ptr_array_new ();

      if (sagas == NULL)
        return FALSE;
      for (guint i = 0; i < sagas->len; i++)
        {
          FoyerSaga *saga = sagas->pdata[i];

          if (g_str_equal (saga->kind, kind->name) && saga->step == step)
            g_ptr_array_add (here, saga);
        }
      if (here->len > 0 && !kind->steps[step](self, here, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * foyer_saga_keep:
 * @act: the action under way
 * @kind: kind of @saga
 * @saga: a saga that got a step further
 * @error: return location for an error
 *
 * Keeps how far a saga is, or forgets it if it is over.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_saga_keep (FoyerAct            *act,
                 const FoyerSagaKind *kind,
                 FoyerSaga           *saga,
                 GError             **error)
{
  return saga->step >= kind->n_steps ? foyer_sagas_remove (act, saga->id, error)
                                     : foyer_sagas_put (act, saga, error);
}
