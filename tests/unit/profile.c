/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/profile.h"

#include "store/foyer-catalogue.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

/* Monday 2026-11-23 09:00 in Los Angeles. */
#define MONDAY_MORNING G_GINT64_CONSTANT (1795453200)

gint64
profile_clock (gpointer data)
{
  return ((Profile *) data)->now;
}

void
profile_set_up (Profile *self, gconstpointer data)
{
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_new_default_clinic ();
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("foyer-XXXXXX", &error);
  g_assert_no_error (error);
  self->now = MONDAY_MORNING;
  self->db = foyer_db_open (self->folder, FOYER_DB_CREATE, &error);
  g_assert_no_error (error);
  foyer_db_set_clock (self->db, profile_clock, self);

  foyer_set_text (&clinic->name, "Test Clinic");
  foyer_set_text (&clinic->phone, "(805) 555-0100");
  self->manager = foyer_user_new ();
  foyer_set_text (&self->manager->name, "Manager");
  self->manager->role = FOYER_ROLE_MANAGER;
  foyer_catalogue_set_up (self->db, clinic, self->manager, &error);
  g_assert_no_error (error);
}

void
profile_tear_down (Profile *self, gconstpointer data)
{
  g_clear_pointer (&self->db, foyer_db_close);
  g_clear_object (&self->manager);
  profile_remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

/* With a connection of its own, as somebody with another program has it. */
static sqlite3 *
open_apart (Profile *self)
{
  g_autofree char *path = g_build_filename (self->folder, "foyer.db", NULL);
  sqlite3         *sql = NULL;

  g_assert_cmpint (sqlite3_open (path, &sql), ==, SQLITE_OK);
  sqlite3_busy_timeout (sql, 5000);

  return sql;
}

gint64
profile_query (Profile *self, const char *text)
{
  sqlite3      *sql = open_apart (self);
  sqlite3_stmt *stmt = NULL;
  gint64        value;

  g_assert_cmpint (sqlite3_prepare_v2 (sql, text, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (sql);

  return value;
}

gboolean
profile_try (Profile *self, const char *text)
{
  sqlite3 *sql = open_apart (self);
  int      result = sqlite3_exec (sql, text, NULL, NULL, NULL);

  sqlite3_close (sql);

  return result == SQLITE_OK;
}

void
profile_exec (Profile *self, const char *text)
{
  g_assert_true (profile_try (self, text));
}

void
profile_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        profile_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}
