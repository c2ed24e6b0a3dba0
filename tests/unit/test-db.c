/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-audit.h"
#include "store/foyer-backup.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-store.h"
#include "tests/unit/profile.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

static FoyerUser *
new_desk_user (void)
{
  FoyerUser *user = foyer_user_new ();

  foyer_set_text (&user->name, "Front desk");
  user->role = FOYER_ROLE_DESK;

  return user;
}

static FoyerRoom *
new_room (const char *name)
{
  FoyerRoom *room = foyer_room_new ();

  foyer_set_text (&room->name, name);

  return room;
}

static void
test_round_trip (Profile *profile, gconstpointer data)
{
  g_autoptr (GPtrArray) services = foyer_catalogue_new_default_services ();
  g_autoptr (FoyerService) back = NULL;
  g_autoptr (GError) error = NULL;
  FoyerService     *service = g_ptr_array_index (services, 5);
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (service);

  foyer_catalogue_save (profile->db, profile->manager, service, &error);
  g_assert_no_error (error);
  back = foyer_catalogue_find_service (profile->db, "cosmetic", &error);
  g_assert_no_error (error);

  g_assert_cmpint (back->deposit_minor, ==, 12500);
  for (guint i = 0; i < klass->n_fields; i++)
    g_assert_true (foyer_record_field_equal (FOYER_RECORD (service), FOYER_RECORD (back),
                                             &klass->fields[i]));
}

static void
test_denied_changes_nothing (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerUser) desk = new_desk_user ();
  g_autoptr (FoyerRoom) room = new_room ("1");
  g_autoptr (GPtrArray) rooms = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_catalogue_save (profile->db, desk, room, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);

  rooms = foyer_catalogue_list (profile->db, FOYER_TYPE_ROOM, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rooms->len, ==, 0);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM audit "
                                           "WHERE outcome = 'denied' "
                                           "AND action = 'clinic-edit'"),
                   ==, 1);
}

static void
test_inactive_staff_may_nothing (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerRoom) room = new_room ("1");
  g_autoptr (GError) error = NULL;

  profile->manager->active = FALSE;
  g_assert_false (foyer_catalogue_save (profile->db, profile->manager, room, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
}

static void
test_audit_tells_old_and_new (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerRoom) room = new_room ("A \"quoted\" room");
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  FoyerAuditEntry *entry;

  foyer_catalogue_save (profile->db, profile->manager, room, &error);
  g_assert_no_error (error);
  foyer_set_text (&room->name, "B");
  foyer_catalogue_save (profile->db, profile->manager, room, &error);
  g_assert_no_error (error);
  /* Nothing changes, nothing is noted. */
  foyer_catalogue_save (profile->db, profile->manager, room, &error);
  g_assert_no_error (error);

  entries = foyer_audit_list_for (profile->db, "room",
                                  foyer_record_get_id (FOYER_RECORD (room)), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->changes, ==, "{\"name\":[\"A \\\"quoted\\\" room\",\"B\"]}");
  g_assert_cmpstr (entry->staff_name, ==, "Manager");
}

static void
test_audit_finds_tampering (Profile *profile, gconstpointer data)
{
  static const char *const tamperings[] = {
    "UPDATE audit SET reason = 'x' WHERE id = 4",
    "UPDATE audit SET at = at + 1 WHERE id = 3",
    "DELETE FROM audit WHERE id = 4",
    "UPDATE audit SET staff_name = record_kind, record_kind = staff_name WHERE id = 4",
    ("INSERT INTO audit SELECT 0, at, staff_id, staff_name, role, action, outcome, "
     "record_kind, record_id, changes, reason, hash FROM audit WHERE id = 4"),
  };
  g_autoptr (GError) error = NULL;
  gint64 broken;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", i);
      g_autoptr (FoyerRoom) room = new_room (name);

      foyer_catalogue_save (profile->db, profile->manager, room, &error);
      g_assert_no_error (error);
    }
  g_assert_true (foyer_audit_verify (profile->db, &broken, &error));
  g_assert_cmpint (broken, ==, 0);

  /* Somebody with another program and no triggers. */
  profile_exec (profile, "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete");
  for (guint i = 0; i < G_N_ELEMENTS (tamperings); i++)
    {
      profile_exec (profile, "CREATE TABLE kept AS SELECT * FROM audit");
      profile_exec (profile, tamperings[i]);
      g_assert_true (foyer_audit_verify (profile->db, &broken, &error));
      g_assert_no_error (error);
      g_assert_cmpint (broken, !=, 0);
      profile_exec (profile, "DELETE FROM audit; INSERT INTO audit SELECT * FROM kept;"
                             "DROP TABLE kept");
    }
}

static void
test_history_cannot_be_edited (Profile *profile, gconstpointer data)
{
  static const char *const attempts[] = {
    "UPDATE audit SET reason = 'x'", "DELETE FROM audit",
    "DELETE FROM patient WHERE id = 1", /* no row: nothing to refuse */
  };

  g_assert_false (profile_try (profile, attempts[0]));
  g_assert_false (profile_try (profile, attempts[1]));
  g_assert_true (profile_try (profile, attempts[2]));
}

static gboolean
save_two_rooms (FoyerAct *act, gpointer data, GError **error)
{
  g_autoptr (FoyerRoom) first = new_room ("1");
  g_autoptr (FoyerRoom) second = foyer_room_new (); /* without a name */

  return foyer_catalogue_save_in (act, first, error) &&
         foyer_catalogue_save_in (act, second, error);
}

static void
test_all_or_nothing (Profile *profile, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 n_audit = profile_query (profile, "SELECT count (*) FROM audit");

  g_assert_false (foyer_db_act (profile->db, profile->manager, FOYER_ACTION_CLINIC_EDIT,
                                NULL, save_two_rooms, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID);
  g_assert_cmpstr (foyer_store_error_get_field (error), ==, "name");
  g_assert_cmpstr (foyer_store_error_get_problem (error), ==, "missing");

  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM room"), ==, 0);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM audit"), ==, n_audit);
}

static void
test_changes_are_marked_and_fed (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerDb) reader = NULL;
  g_autoptr (FoyerRoom) room = new_room ("1");
  g_auto (GStrv) kinds = NULL;
  g_autoptr (GError) error = NULL;

  reader = foyer_db_open (profile->folder, FOYER_DB_READ, &error);
  g_assert_no_error (error);
  foyer_catalogue_save (profile->db, profile->manager, room, &error);
  g_assert_no_error (error);
  foyer_catalogue_save (profile->db, profile->manager, room, &error);
  g_assert_no_error (error);

  kinds = foyer_db_poll_changes (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (kinds), ==, 1);
  g_assert_cmpstr (kinds[0], ==, "room");
  g_clear_pointer (&kinds, g_strfreev);

  kinds = foyer_db_poll_changes (reader, &error);
  g_assert_cmpuint (g_strv_length (kinds), ==, 0);
  g_assert_cmpint (
      profile_query (profile, "SELECT edits FROM unsent WHERE kind = 'room'"), ==, 1);
}

static void
test_reader_cannot_write (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerDb) reader = NULL;
  g_autoptr (FoyerRoom) room = new_room ("1");
  g_autoptr (GError) error = NULL;

  reader = foyer_db_open (profile->folder, FOYER_DB_READ, &error);
  g_assert_no_error (error);

  g_assert_false (foyer_catalogue_save (reader, profile->manager, room, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY);
}

static void
test_newer_schema_is_left_alone (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GError) error = NULL;

  profile_exec (profile, "PRAGMA user_version = 99");
  db = foyer_db_open (profile->folder, FOYER_DB_CREATE, &error);

  g_assert_null (db);
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_SCHEMA_TOO_NEW);
  g_assert_cmpint (profile_query (profile, "PRAGMA user_version"), ==, 99);
}

static void
test_damaged_file_is_refused (Profile *profile, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (profile->folder, "other", NULL);
  g_autofree char *path = g_build_filename (folder, "foyer.db", NULL);
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GError) error = NULL;

  g_mkdir (folder, 0700);
  g_file_set_contents (path, "This is not a database, and long enough to be looked at.",
                       -1, &error);
  g_assert_no_error (error);
  db = foyer_db_open (folder, FOYER_DB_CREATE, &error);

  g_assert_null (db);
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CORRUPT);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_files_are_private (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "foyer.db", NULL);
  GStatBuf         info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_backup_is_whole (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerRoom) room = new_room ("1");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;
  sqlite3 *copy = NULL;

  foyer_catalogue_save (profile->db, profile->manager, room, &error);
  g_assert_no_error (error);
  path = foyer_backup_make (profile->db, &error);
  g_assert_no_error (error);

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (sqlite3_open (path, &copy), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (copy, "SELECT 1 / (count (*) = 1) FROM room", NULL, NULL, NULL), ==,
      SQLITE_OK);
  sqlite3_close (copy);
}

static void
test_second_session_is_refused (void)
{
  g_autofree char *folder = g_dir_make_tmp ("foyer-XXXXXX", NULL);
  g_autoptr (FoyerStore) first = NULL;
  g_autoptr (FoyerStore) second = NULL;
  g_autoptr (GError) error = NULL;

  first = foyer_store_open (folder, &error);
  g_assert_no_error (error);
  second = foyer_store_open (folder, &error);
  g_assert_null (second);
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_LOCKED);
  g_clear_error (&error);

  g_assert_finalize_object (g_steal_pointer (&first));
  second = foyer_store_open (folder, &error);
  g_assert_no_error (error);
  g_clear_object (&second);
  profile_remove_folder (folder);
}

typedef struct
{
  GMainLoop *loop; /* (owned) */
  gboolean   written;
  gboolean   fed;
} Wait;

static gpointer
add_room (FoyerDb *db, gpointer data, GError **error)
{
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_new_default_clinic ();
  g_autoptr (FoyerUser) user = foyer_user_new ();

  foyer_set_text (&clinic->name, "Clinic");
  foyer_set_text (&user->name, "Manager");
  user->role = FOYER_ROLE_MANAGER;

  return GINT_TO_POINTER (foyer_catalogue_set_up (db, clinic, user, error));
}

static void
room_added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Wait *wait = data;

  g_assert_true (
      GPOINTER_TO_INT (foyer_store_finish (FOYER_STORE (source), result, &error)));
  wait->written = TRUE;
}

static void
changed_cb (FoyerStore *store, const char *const *kinds, Wait *wait)
{
  wait->fed = g_strv_contains (kinds, "clinic") && g_strv_contains (kinds, "staff");
  g_main_loop_quit (wait->loop);
}

static void
test_store_tells_of_changes (void)
{
  g_autofree char *folder = g_dir_make_tmp ("foyer-XXXXXX", NULL);
  g_autoptr (FoyerStore) store = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  Wait wait = { .loop = loop };

  store = foyer_store_open (folder, &error);
  g_assert_no_error (error);
  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &wait);
  foyer_store_write_async (store, add_room, NULL, NULL, NULL, NULL, room_added_cb, &wait);
  g_main_loop_run (loop);

  g_assert_true (wait.written);
  g_assert_true (wait.fed);
  g_assert_finalize_object (g_steal_pointer (&store));
  profile_remove_folder (folder);
}

static gpointer
read_now (FoyerDb *db, gpointer data, GError **error)
{
  gint64 *now = data;

  *now = foyer_db_now (db);

  return GINT_TO_POINTER (TRUE);
}

static void
now_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_nonnull (foyer_store_finish (FOYER_STORE (source), result, NULL));
  g_main_loop_quit (data);
}

static void
test_store_has_one_clock (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerStore) store = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  gint64 read = 0;
  gint64 written = 0;

  store = foyer_store_open (profile->folder, &error);
  g_assert_no_error (error);
  foyer_store_set_clock (store, profile_clock, profile);
  profile->now += 60;
  foyer_store_read_async (store, read_now, &read, NULL, NULL, NULL, now_read_cb, loop);
  g_main_loop_run (loop);
  foyer_store_write_async (store, read_now, &written, NULL, NULL, NULL, now_read_cb,
                           loop);
  g_main_loop_run (loop);

  g_assert_cmpint (read, ==, profile->now);
  g_assert_cmpint (written, ==, profile->now);
  g_assert_cmpint (foyer_store_now (store), ==, profile->now);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func)                                                                  \
  g_test_add ("/db/" path, Profile, NULL, profile_set_up, func, profile_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("denied-changes-nothing", test_denied_changes_nothing);
  ADD ("inactive-staff-may-nothing", test_inactive_staff_may_nothing);
  ADD ("audit-tells-old-and-new", test_audit_tells_old_and_new);
  ADD ("audit-finds-tampering", test_audit_finds_tampering);
  ADD ("history-cannot-be-edited", test_history_cannot_be_edited);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("changes-are-marked-and-fed", test_changes_are_marked_and_fed);
  ADD ("reader-cannot-write", test_reader_cannot_write);
  ADD ("newer-schema-is-left-alone", test_newer_schema_is_left_alone);
  ADD ("damaged-file-is-refused", test_damaged_file_is_refused);
  ADD ("files-are-private", test_files_are_private);
  ADD ("backup-is-whole", test_backup_is_whole);
  ADD ("store-has-one-clock", test_store_has_one_clock);
  g_test_add_func ("/db/second-session-is-refused", test_second_session_is_refused);
  g_test_add_func ("/db/store-tells-of-changes", test_store_tells_of_changes);

  return g_test_run ();
}
