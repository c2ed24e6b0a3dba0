/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-card-asking.h"

#include "store/foyer-card-claims.h"

#include <gio/gio.h>

/* What follows the question. */
typedef struct
{
  FoyerStore         *store; /* (owned) */
  FoyerStoreFunc      func;
  gpointer            data; /* (owned) by what follows */
  GDestroyNotify      free_data;
  GDestroyNotify      free_result;
  GAsyncReadyCallback callback;
  gpointer            user_data;
  GApplication       *application; /* (owned) (nullable): held until it follows */
  guint               n_looks;
} Next;

/* Takes @next. */
static void
go_on (Next *next)
{
  foyer_store_write_async (next->store, next->func, next->data, next->free_data,
                           next->free_result, NULL, next->callback, next->user_data);
  if (next->application != NULL)
    g_application_release (next->application);
  g_clear_object (&next->application);
  g_object_unref (next->store);
  g_free (next);
}

static gpointer
look (FoyerDb *db, gpointer data, GError **error)
{
  gboolean awaited;

  return foyer_card_claims_are_awaited (db, &awaited, error)
             ? g_memdup2 (&awaited, sizeof awaited)
             : NULL;
}

static gboolean look_again_cb (gpointer user_data);

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Next                *next = user_data;
  g_autofree gboolean *awaited = foyer_store_finish (next->store, result, NULL);

  if (awaited != NULL && *awaited && ++next->n_looks < FOYER_CARD_CLAIMS_WAIT_STEPS)
    g_timeout_add (FOYER_CARD_CLAIMS_WAIT_MS, look_again_cb, next);
  else
    go_on (next);
}

static gboolean
look_again_cb (gpointer user_data)
{
  Next *next = user_data;

  foyer_store_read_async (next->store, look, NULL, NULL, g_free, NULL, looked_cb, next);

  return G_SOURCE_REMOVE;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* If it could not be asked, what follows says why. */
  g_free (foyer_store_finish (FOYER_STORE (source), result, NULL));
  look_again_cb (user_data);
}

/**
 * foyer_card_asking_run_async:
 * @store: the store
 * @ask: asks for what will be taken from gift cards; gives what is freed by g_free()
 * @func: takes what was granted
 * @data: data for both
 * @free_data: (nullable): frees @data
 * @free_result: (nullable): frees what @func gives
 * @callback: (scope async): called when @func is done
 * @user_data: data for @callback
 *
 * Lets sync ask the endpoint between two steps of one deed, for a few seconds at most.
 * Meanwhile the desk writes whatever else it has to; the application does not end before the
 * second step is queued, though its last window was closed.
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
  GApplication *application = g_application_get_default ();
  Next         *next = g_new0 (Next, 1);

  next->store = g_object_ref (store);
  next->func = func;
  next->data = data;
  next->free_data = free_data;
  next->free_result = free_result;
  next->callback = callback;
  next->user_data = user_data;
  if (application != NULL)
    {
      next->application = g_object_ref (application);
      g_application_hold (application);
    }
  foyer_store_write_async (store, ask, data, NULL, g_free, NULL, asked_cb, next);
}
