/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerStoreFunc:
 * @db: the connection of the thread
 * @data: (nullable): data of the caller
 * @error: return location for an error
 *
 * Blocking work on the database; it may call several functions of the store in one go.
 *
 * Returns: (transfer full): the result, or `NULL` with @error set; work without a result
 *   returns `GINT_TO_POINTER (TRUE)`
 */
typedef gpointer (*FoyerStoreFunc) (FoyerDb *db, gpointer data, GError **error);

#define FOYER_TYPE_STORE (foyer_store_get_type ())
G_DECLARE_FINAL_TYPE (FoyerStore, foyer_store, FOYER, STORE, GObject)

FoyerStore *foyer_store_open (const char *profile,
                              GError    **error) G_GNUC_WARN_UNUSED_RESULT;
const char *foyer_store_get_profile (FoyerStore *self);
void        foyer_store_set_clock (FoyerStore *self, FoyerClock clock, gpointer data);
gint64      foyer_store_now (FoyerStore *self);

void     foyer_store_read_async (FoyerStore         *self,
                                 FoyerStoreFunc      func,
                                 gpointer            data,
                                 GDestroyNotify      free_data,
                                 GDestroyNotify      free_result,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
void     foyer_store_write_async (FoyerStore         *self,
                                  FoyerStoreFunc      func,
                                  gpointer            data,
                                  GDestroyNotify      free_data,
                                  GDestroyNotify      free_result,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
gpointer foyer_store_finish (FoyerStore   *self,
                             GAsyncResult *result,
                             GError      **error) G_GNUC_WARN_UNUSED_RESULT;

FoyerUser *foyer_store_get_actor (FoyerStore *self);
void       foyer_store_set_actor (FoyerStore *self, FoyerUser *actor);

G_END_DECLS
