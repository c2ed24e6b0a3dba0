/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/foyer-latest.h"

static void
test_latest_answer_taken_once (void)
{
  g_autoptr (GCancellable) latest = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, foyer_latest_ask (&latest), NULL, NULL);

  g_assert_true (foyer_latest_take (&latest, task));
  g_assert_null (latest);
  g_assert_false (g_cancellable_is_cancelled (g_task_get_cancellable (task)));
  g_assert_false (foyer_latest_take (&latest, task));
}

static void
test_latest_older_refused (void)
{
  g_autoptr (GCancellable) latest = NULL;
  g_autoptr (GTask) older = g_task_new (NULL, foyer_latest_ask (&latest), NULL, NULL);
  g_autoptr (GTask) newer = g_task_new (NULL, foyer_latest_ask (&latest), NULL, NULL);

  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (older)));
  g_assert_false (foyer_latest_take (&latest, older));
  g_assert_true (foyer_latest_take (&latest, newer));
}

static void
test_latest_dropped (void)
{
  g_autoptr (GCancellable) latest = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, foyer_latest_ask (&latest), NULL, NULL);
  g_autoptr (GTask) free_task = g_task_new (NULL, NULL, NULL, NULL);

  foyer_latest_drop (&latest);
  g_assert_null (latest);
  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (task)));
  g_assert_false (foyer_latest_take (&latest, task));
  /* One that was asked without a cancellable is nobody’s latest either. */
  g_assert_false (foyer_latest_take (&latest, free_task));
  foyer_latest_drop (&latest);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/latest/answer-taken-once", test_latest_answer_taken_once);
  g_test_add_func ("/latest/older-refused", test_latest_older_refused);
  g_test_add_func ("/latest/dropped", test_latest_dropped);

  return g_test_run ();
}
