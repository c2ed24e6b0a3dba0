/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-backup.h"

#include "store/foyer-db-private.h"

#include <glib/gstdio.h>

#define BACKUP_FOLDER "backups"

/**
 * foyer_backup_make:
 * @db: a connection
 * @error: return location for an error
 *
 * Copies the whole database into the folder `backups` of its profile, under a name that
 * carries the time and the version of the schema.
 *
 * The copy is complete and consistent while others go on writing, and readable by the
 * owner only.
 *
 * Returns: (transfer full): the path of the copy, or `NULL` on error
 */
char *
foyer_backup_make (FoyerDb *db, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (foyer_db_now (db));
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *folder = g_build_filename (db->profile, BACKUP_FOLDER, NULL);
  g_autofree char *path = NULL;
  gint64           version;

  if (!foyer_db_query_integer (db, &version, error, "PRAGMA user_version", ""))
    return NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY,
                           "The folder for backups could not be made");
      return NULL;
    }

  for (int i = 0; path == NULL; i++)
    {
      g_autofree char *name =
          i == 0 ? g_strdup_printf ("foyer-%s-v%d.db", stamp, (int) version)
                 : g_strdup_printf ("foyer-%s-v%d-%d.db", stamp, (int) version, i);
      g_autofree char *candidate = g_build_filename (folder, name, NULL);

      if (!g_file_test (candidate, G_FILE_TEST_EXISTS))
        path = g_steal_pointer (&candidate);
    }

  if (!foyer_db_run (db, error, "VACUUM INTO ?1", "s", path))
    {
      g_unlink (path);
      return NULL;
    }
  g_chmod (path, 0600);

  return g_steal_pointer (&path);
}
