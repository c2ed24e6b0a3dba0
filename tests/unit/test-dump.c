/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-room.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-dump.h"
#include "tests/unit/profile.h"

static gboolean
add_room (FoyerAct *act, gpointer data, GError **error)
{
  g_autoptr (FoyerRoom) room = foyer_room_new ();

  foyer_set_text (&room->name, data);

  return foyer_catalogue_save_in (act, room, error);
}

static gboolean
add_room_and_fail (FoyerAct *act, gpointer data, GError **error)
{
  if (add_room (act, data, error))
    foyer_store_refuse_rule (error, "test");

  return FALSE;
}

static gboolean
add_good_bad_good (FoyerAct *act, gpointer data, GError **error)
{
  g_autoptr (GError) refused = NULL;

  g_assert_true (foyer_act_try (act, add_room, (gpointer) "One", error));
  g_assert_false (foyer_act_try (act, add_room_and_fail, (gpointer) "Two", &refused));
  g_assert_error (refused, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE);

  return foyer_act_try (act, add_room, (gpointer) "Three", error);
}

static void
test_attempt_is_taken_back_alone (Profile *profile, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  foyer_db_act (profile->db, profile->manager, FOYER_ACTION_CLINIC_EDIT, NULL,
                add_good_bad_good, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (profile_query (profile, "SELECT count(*) FROM room"), ==, 2);
  g_assert_cmpint (
      profile_query (profile, "SELECT count(*) FROM room WHERE name = 'Two'"), ==, 0);
}

static void
test_pages_in_order (Profile *profile, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  gint64 id;
  gint64 n;

  foyer_db_act (profile->db, profile->manager, FOYER_ACTION_CLINIC_EDIT, NULL,
                add_good_bad_good, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (foyer_dump_begin (profile->db, &error));
  g_assert_true (foyer_dump_count (profile->db, FOYER_TYPE_ROOM, &n, &error));
  g_assert_cmpint (n, ==, 2);
  first = foyer_dump_list (profile->db, FOYER_TYPE_ROOM, 0, 1, &error);
  g_assert_cmpuint (first->len, ==, 1);
  second = foyer_dump_list (profile->db, FOYER_TYPE_ROOM,
                            foyer_record_get_id (first->pdata[0]), 10, &error);
  g_assert_cmpuint (second->len, ==, 1);
  g_assert_cmpstr (((FoyerRoom *) second->pdata[0])->name, ==, "Three");
  foyer_dump_end (profile->db);

  g_assert_true (foyer_dump_find (profile->db, FOYER_TYPE_ROOM, "uid",
                                  foyer_record_get_uid (second->pdata[0]), &id, &error));
  g_assert_cmpint (id, ==, foyer_record_get_id (second->pdata[0]));
  g_assert_true (
      foyer_dump_find (profile->db, FOYER_TYPE_ROOM, "uid", "none", &id, &error));
  g_assert_cmpint (id, ==, 0);
}

#define ADD(path, func)                                                                  \
  g_test_add (path, Profile, NULL, profile_set_up, func, profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/dump/attempt-is-taken-back-alone", test_attempt_is_taken_back_alone);
  ADD ("/dump/pages-in-order", test_pages_in_order);

  return g_test_run ();
}
