/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-schema.h"

#include "foyer-schema-resource.h"
#include "store/foyer-backup.h"

/* How many steps there are: sql/1.sql to sql/N.sql.  Step i brings version i - 1 to i. */
#define N_STEPS 3

static gboolean
get_version (FoyerDb *db, gint64 *out_version, GError **error)
{
  return foyer_db_query_integer (db, out_version, error, "PRAGMA user_version", "");
}

/**
 * foyer_schema_check:
 * @db: a connection
 * @out_current: (out): whether the database has the version of this program
 * @error: return location for an error
 *
 * Looks at the version of the database.
 *
 * Errors: `FOYER_STORE_ERROR_SCHEMA_TOO_NEW` if a newer program wrote it.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_schema_check (FoyerDb *db, gboolean *out_current, GError **error)
{
  gint64 version;

  if (!get_version (db, &version, error))
    return FALSE;

  if (version > N_STEPS)
    {
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_SCHEMA_TOO_NEW,
                   "The database has version %d; this program knows up to %d",
                   (int) version, N_STEPS);
      return FALSE;
    }

  *out_current = version == N_STEPS;
  return TRUE;
}

static gboolean
apply_step (FoyerDb *db, int step, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/org/foyerclinic/Foyer/sql/%d.sql", step);
  g_autofree char *sql = NULL;
  g_autoptr (GBytes) text = NULL;

  text = g_resource_lookup_data (foyer_sql_get_resource (), path,
                                 G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (text == NULL)
    return FALSE;

  sql = g_strdup_printf ("BEGIN IMMEDIATE; %s PRAGMA user_version = %d; COMMIT;",
                         (const char *) g_bytes_get_data (text, NULL), step);
  if (foyer_db_exec (db, sql, error))
    return TRUE;

  foyer_db_exec (db, "ROLLBACK", NULL);
  return FALSE;
}

/**
 * foyer_schema_migrate:
 * @db: a connection that can write
 * @error: return location for an error
 *
 * Brings the database to the version of this program, one transaction a step.
 *
 * A database with content is copied into the folder of backups before the first step, and
 * a step that fails leaves the version before it.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_schema_migrate (FoyerDb *db, GError **error)
{
  gint64   version;
  gboolean current;

  if (!foyer_schema_check (db, &current, error) || !get_version (db, &version, error))
    return FALSE;

  if (!current && version > 0)
    {
      g_autofree char *copy = foyer_backup_make (db, error);

      if (copy == NULL)
        return FALSE;
    }

  for (int step = (int) version + 1; step <= N_STEPS; step++)
    if (!apply_step (db, step, error))
      return FALSE;

  return TRUE;
}
