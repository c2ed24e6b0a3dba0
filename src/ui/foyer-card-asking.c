/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-card-asking.h"

/* What follows the question. */
typedef struct
{
  FoyerStoreFunc      func;
  gpointer            data; /* (owned) by what follows */
  GDestroyNotify      free_data;
  GDestroyNotify      free_result;
  GAsyncReadyCallback callback;
  gpointer            user_data;
} Next;

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Next *next = user_data;

  /* If it could not be asked, what follows says why. */
  g_free (foyer_store_finish (FOYER_STORE (source), result, NULL));
  foyer_store_write_async (FOYER_STORE (source), next->func, next->data, next->free_data,
                           next->free_result, NULL, next->callback, next->user_data);
}

/**
 * foyer_card_asking_run_async:
 * @store: the store
 * @ask: asks for what will be taken from gift cards; gives what is freed by g_free()
 * @func: waits for the answer and takes it
 * @data: data for both
 * @free_data: (nullable): frees @data
 * @free_result: (nullable): frees what @func gives
 * @callback: (scope async): called when @func is done
 * @user_data: data for @callback
 *
 * Lets sync ask the endpoint between two steps of one deed.  Sync hears of the first when it is
 * done, so the second must not wait in the same one.
 */
void
foyer_card_asking_run_async (FoyerStore         *store,
                             FoyerStoreFunc      ask,
                             FoyerStoreFunc      func,
                             gpointer            data,
                             GDestroyNotify      free_data,
                             GDestroyNotify      free_result,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  Next *next = g_new0 (Next, 1);

  next->func = func;
  next->data = data;
  next->free_data = free_data;
  next->free_result = free_result;
  next->callback = callback;
  next->user_data = user_data;
  foyer_store_write_async (store, ask, data, NULL, g_free, NULL, asked_cb, next);
}
