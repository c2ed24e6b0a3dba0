/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-replicas.h"
#include "tests/sync/scene.h"

#include <string.h>

/* What is rare, and would stay wrong for long. */

/* Fails the comparison of one type. */
static gboolean
fail_comparison (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  if (point == FAKE_POINT_CARRIED && g_str_has_prefix (call->target, data))
    {
      foyer_call_clear_answer (call);
      call->status = 500;
    }

  return TRUE;
}

/* Counts the comparisons of two types; that of visits takes two searches. */
static gboolean
count_comparisons (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  guint *n = data;

  if (point == FAKE_POINT_CARRIED)
    {
      n[0] += g_str_has_prefix (call->target, "Patient?_elements");
      n[1] += g_str_has_prefix (call->target, "Appointment?_elements");
    }

  return TRUE;
}

static void
fail_sync (SimulationDesk *desk, FoyerSyncError code)
{
  g_autoptr (FoyerSync) sync =
      foyer_sync_new (desk->sync_db, FOYER_TRANSPORT (desk->link));
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_sync_run (sync, FOYER_SYNC_NONE, NULL, NULL, &error));
  g_assert_error (error, FOYER_SYNC_ERROR, (int) code);
}

/* A comparison that was broken off goes on where it was, and is over then. */
static void
test_compares_what_was_left (Scene *self, gconstpointer dialect)
{
  guint n[2] = { 0 };

  run_sync (self, self->first);
  fake_server_advance (self->server, G_GINT64_CONSTANT (90000000));
  fake_link_set_hook (self->first->link, fail_comparison,
                      (gpointer) "Appointment?_elements");
  fail_sync (self->first, FOYER_SYNC_ERROR_SERVER);
  fake_link_set_hook (self->first->link, count_comparisons, n);
  run_sync (self, self->first);
  g_assert_cmpuint (n[0], ==, 0);
  g_assert_cmpuint (n[1], ==, 2);
  run_sync (self, self->first);
  g_assert_cmpuint (n[1], ==, 2);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  scene_add ("compares-what-was-left", test_compares_what_was_left);
  status = g_test_run ();
  simulation_remove_template ();

  return status;
}
