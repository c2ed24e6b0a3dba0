/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

#include "store/foyer-conflicts.h"

static gboolean
add_in (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_conflicts_add (act, data, error);
}

static gboolean
settle_in (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_conflicts_settle (act, data, error);
}

static gboolean
apply_in (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_conflicts_set_applied (act, data, error);
}

static gboolean
try (Desk *desk, FoyerActFunc func, gpointer data, GError **error)
{
  return foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, func, data, error);
}

static FoyerConflict *
add (Desk *desk, const char *unit, const char *mine)
{
  FoyerConflict *conflict = foyer_conflict_new ();
  g_autoptr (GError) error = NULL;

  foyer_set_text (&conflict->record_kind, "patient");
  conflict->record_id = desk->known_patient_id;
  foyer_set_text (&conflict->resource, "Patient");
  foyer_set_text (&conflict->unit, unit);
  foyer_set_text (&conflict->mine, mine);
  try (desk, add_in, conflict, &error);
  g_assert_no_error (error);

  return conflict;
}

static guint
count_open (Desk *desk)
{
  gint64 n;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = foyer_conflicts_list_open (desk->db, &error);
  g_autoptr (GPtrArray) of_patient =
      foyer_conflicts_list_for (desk->db, "patient", desk->known_patient_id, &error);

  foyer_conflicts_count_open (desk->db, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (open->len, ==, n);
  g_assert_cmpint (of_patient->len, ==, n);

  return open->len;
}

static void
test_open_one_is_renewed (Desk *desk, gconstpointer data)
{
  gint64 begun = desk->profile.now;
  g_autoptr (FoyerConflict) first = add (desk, "telecom[home]", "\"1\"");
  g_autoptr (FoyerConflict) other = add (desk, NULL, NULL);
  g_autoptr (FoyerConflict) renewed = NULL;
  g_autoptr (FoyerConflict) stored = NULL;
  g_autoptr (FoyerConflict) same = NULL;

  desk->profile.now += 60;
  renewed = add (desk, "telecom[home]", "\"1\"");
  same = add (desk, NULL, NULL);
  g_assert_cmpint (count_open (desk), ==, 2);
  g_assert_cmpint (foyer_record_get_id (FOYER_RECORD (renewed)), ==,
                   foyer_record_get_id (FOYER_RECORD (first)));
  stored =
      foyer_conflicts_get (desk->db, foyer_record_get_id (FOYER_RECORD (first)), NULL);
  g_assert_cmpint (stored->created_at, ==, begun);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM unsent "
                                     "WHERE kind = 'conflict'"),
                   ==, 0);
}

/* What was typed first is nowhere else than in its conflict. */
static void
test_two_of_ours_are_both_kept (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerConflict) first = add (desk, "telecom[home]", "\"1\"");
  g_autoptr (FoyerConflict) second = add (desk, "telecom[home]", "\"2\"");
  g_autoptr (FoyerConflict) stored = NULL;

  g_assert_cmpint (count_open (desk), ==, 2);
  stored =
      foyer_conflicts_get (desk->db, foyer_record_get_id (FOYER_RECORD (first)), NULL);
  g_assert_cmpstr (stored->mine, ==, "\"1\"");
  g_assert_cmpstr (second->mine, ==, "\"2\"");
}

static void
test_decision_is_carried_out_once (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerConflict) conflict = add (desk, "name", "\"1\"");
  g_autoptr (FoyerConflict) again = NULL;
  g_autoptr (GPtrArray) decided = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = foyer_record_get_id (FOYER_RECORD (conflict));

  g_assert_false (foyer_conflicts_decide (desk->db, desk->clerk, id,
                                          FOYER_RESOLUTION_SETTLED, &error));
  desk_assert_field (&error, "resolution");
  g_assert_false (try (desk, apply_in, conflict, &error));
  desk_assert_rule (&error, "undecided");

  desk->profile.now += 5;
  g_assert_true (
      foyer_conflicts_decide (desk->db, desk->clerk, id, FOYER_RESOLUTION_OURS, &error));
  g_assert_cmpint (count_open (desk), ==, 0);
  g_assert_false (foyer_conflicts_decide (desk->db, desk->clerk, id,
                                          FOYER_RESOLUTION_THEIRS, &error));
  desk_assert_rule (&error, "decided");

  decided = foyer_conflicts_list_decided (desk->db, &error);
  g_assert_cmpint (decided->len, ==, 1);
  g_assert_cmpint (FOYER_CONFLICT (decided->pdata[0])->resolution, ==,
                   FOYER_RESOLUTION_OURS);
  g_assert_cmpint (FOYER_CONFLICT (decided->pdata[0])->resolved_at, ==,
                   desk->profile.now);
  g_assert_cmpint (FOYER_CONFLICT (decided->pdata[0])->staff_id, ==,
                   foyer_record_get_id (FOYER_RECORD (desk->clerk)));
  g_assert_true (try (desk, apply_in, decided->pdata[0], &error));
  none = foyer_conflicts_list_decided (desk->db, &error);
  g_assert_cmpint (none->len, ==, 0);

  /* What is decided stays, and a new one is another one. */
  again = add (desk, "name", "\"3\"");
  g_assert_cmpint (foyer_record_get_id (FOYER_RECORD (again)), !=, id);
}

static void
test_it_may_end_by_itself (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerConflict) conflict = add (desk, "name", "\"1\"");
  g_autoptr (GPtrArray) decided = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (try (desk, settle_in, conflict, &error));
  g_assert_cmpint (count_open (desk), ==, 0);
  decided = foyer_conflicts_list_decided (desk->db, &error);
  g_assert_cmpint (decided->len, ==, 0);
  g_assert_false (try (desk, settle_in, conflict, &error));
  desk_assert_rule (&error, "decided");
}

static void
test_missing_one_is_an_error (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_conflicts_get (desk->db, 99, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (
      foyer_conflicts_decide (desk->db, desk->clerk, 99, FOYER_RESOLUTION_OURS, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/conflicts/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("renewed", test_open_one_is_renewed);
  ADD ("both-kept", test_two_of_ours_are_both_kept);
  ADD ("decided", test_decision_is_carried_out_once);
  ADD ("settled", test_it_may_end_by_itself);
  ADD ("missing", test_missing_one_is_an_error);

  return g_test_run ();
}
