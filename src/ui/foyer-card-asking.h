/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-store.h"

G_BEGIN_DECLS

void foyer_card_asking_run_async (FoyerStore         *store,
                                  FoyerStoreFunc      ask,
                                  FoyerStoreFunc      func,
                                  gpointer            data,
                                  GDestroyNotify      free_data,
                                  GDestroyNotify      free_result,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

G_END_DECLS
