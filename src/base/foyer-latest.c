/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/foyer-latest.h"

/* Of several questions only the latest is to be answered: what is typed, chosen or changed
 * meanwhile makes the answers to those before it old.  Who asks keeps the cancellable of the
 * latest one, `NULL` while nothing is asked. */

/**
 * foyer_latest_ask:
 * @latest: (inout): the question that is open, if there is one
 *
 * Begins a question; the one that is open is cancelled and its answer no longer taken.
 *
 * Returns: (transfer none): the cancellable to ask with
 */
GCancellable *
foyer_latest_ask (GCancellable **latest)
{
  foyer_latest_drop (latest);
  *latest = g_cancellable_new ();

  return *latest;
}

/**
 * foyer_latest_take:
 * @latest: (inout): the question that is open, if there is one
 * @task: (type Gio.Task): what was asked, with its cancellable
 *
 * Tells whether @task answers the question that is open, which then no longer is.
 *
 * Returns: whether the answer is wanted
 */
gboolean
foyer_latest_take (GCancellable **latest, gpointer task)
{
  if (*latest == NULL || g_task_get_cancellable (G_TASK (task)) != *latest)
    return FALSE;
  g_clear_object (latest);

  return TRUE;
}

/**
 * foyer_latest_drop:
 * @latest: (inout): the question that is open, if there is one
 *
 * Cancels the question that is open; its answer is no longer taken.
 */
void
foyer_latest_drop (GCancellable **latest)
{
  if (*latest != NULL)
    g_cancellable_cancel (*latest);
  g_clear_object (latest);
}
