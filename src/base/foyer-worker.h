/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/foyer-background.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _FoyerWorker FoyerWorker;

/**
 * FoyerWorkFunc:
 * @source: (nullable): source object of the task
 * @data: (nullable): data of the task
 * @error: return location for an error
 *
 * Blocking work, called on the thread of a worker.
 *
 * Returns: (transfer full): the result, or `NULL` with @error set
 */
typedef gpointer (*FoyerWorkFunc) (gpointer source, gpointer data, GError **error);

/**
 * FoyerIdleFunc:
 * @data: data of the worker
 *
 * A little work that nobody waits for, called on the thread of a worker.  What is queued
 * meanwhile waits until it returns.
 *
 * Returns: whether there is more of it
 */
typedef gboolean (*FoyerIdleFunc) (gpointer data);

FoyerWorker *foyer_worker_new (const char *name);
void         foyer_worker_free (FoyerWorker *self);
void         foyer_worker_set_idle (FoyerWorker *self, FoyerIdleFunc func, gpointer data);
void         foyer_worker_set_need (FoyerWorker *self, FoyerNeed need);
void         foyer_worker_run (FoyerWorker   *self,
                               GTask         *task,
                               FoyerWorkFunc  func,
                               GDestroyNotify free_result);
gboolean     foyer_worker_is_current (FoyerWorker *self);

G_END_DECLS
