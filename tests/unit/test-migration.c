/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

#include "model/foyer-referral.h"
#include "store/foyer-ledger.h"
#include "store/foyer-patients.h"
#include "store/foyer-replicas.h"
#include "store/foyer-sql.h"
#include "store/foyer-verify.h"

#include <string.h>

/* Where the tables of version 1 end and what looks at their rows begins. */
#define END_OF_TABLES "-- Rows that are history."

static void
exec (sqlite3 *sql, const char *text)
{
  char *message = NULL;

  if (sqlite3_exec (sql, text, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", message, text);
}

/* The columns of a table as the version has it, for a SELECT from any version.  Of an entry,
 * the desk, the till and the receipt were not noted before version 3. */
static char *
dup_columns (sqlite3 *sql, const char *table)
{
  g_autofree char *query =
      g_strdup_printf ("SELECT group_concat (name, ', ') FROM pragma_table_info ('%s') "
                       "WHERE name NOT IN ('desk', 'till_uid', 'receipt')",
                       table);
  sqlite3_stmt *stmt = NULL;
  char         *columns;

  g_assert_cmpint (sqlite3_prepare_v2 (sql, query, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  columns = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);

  return columns;
}

static GPtrArray *
list_tables (sqlite3 *sql)
{
  GPtrArray    *tables = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = NULL;

  sqlite3_prepare_v2 (sql,
                      "SELECT name FROM main.sqlite_schema WHERE type = 'table' "
                      "AND name NOT LIKE 'sqlite_%' ORDER BY name",
                      -1, &stmt, NULL);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_ptr_array_add (tables, g_strdup ((const char *) sqlite3_column_text (stmt, 0)));
  sqlite3_finalize (stmt);

  return tables;
}

/* Fills the tables of an older database with what @desk has in them. */
static void
copy_tables (sqlite3 *sql, Desk *desk)
{
  g_autofree char *from = g_build_filename (desk->profile.folder, "foyer.db", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS now", from);
  g_autoptr (GPtrArray) tables = NULL;

  exec (sql, attach);
  tables = list_tables (sql);
  for (guint i = 0; i < tables->len; i++)
    {
      g_autofree char *columns = dup_columns (sql, tables->pdata[i]);
      g_autofree char *copy = g_strdup_printf (
          "INSERT INTO main.%s (%s) SELECT %s FROM now.%s", (char *) tables->pdata[i],
          columns, columns, (char *) tables->pdata[i]);

      exec (sql, copy);
    }
}

/* Makes a database as version 1 made it, with the content of @desk. */
static void
make_version_1 (Desk *desk, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "foyer.db", NULL);
  g_autoptr (GBytes) schema = g_resources_lookup_data (
      "/org/foyerclinic/Foyer/sql/1.sql", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const char      *text = g_bytes_get_data (schema, NULL);
  const char      *rest = strstr (text, END_OF_TABLES);
  g_autofree char *tables_text = g_strndup (text, (gsize) (rest - text));
  g_autoptr (sqlite3) sql = NULL;

  g_assert_cmpint (sqlite3_open (path, &sql), ==, SQLITE_OK);
  exec (sql, "PRAGMA journal_mode = WAL");
  exec (sql, tables_text);
  exec (sql, "DELETE FROM series");
  copy_tables (sql, desk);
  exec (sql, rest);
  exec (sql, "PRAGMA user_version = 1");
  exec (sql, "INSERT INTO unsent (kind, record_id) VALUES ('patient_phone', 1)");
}

/* Makes a database as version 2 made it, with the content of @desk. */
static void
make_version_2 (Desk *desk, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "foyer.db", NULL);
  g_autoptr (sqlite3) sql = NULL;

  g_assert_cmpint (sqlite3_open (path, &sql), ==, SQLITE_OK);
  exec (sql, "PRAGMA journal_mode = WAL");
  for (int version = 1; version <= 2; version++)
    {
      g_autofree char *name =
          g_strdup_printf ("/org/foyerclinic/Foyer/sql/%d.sql", version);
      g_autoptr (GBytes) schema =
          g_resources_lookup_data (name, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      exec (sql, g_bytes_get_data (schema, NULL));
    }
  exec (sql, "DELETE FROM series; INSERT INTO applying (id) VALUES (1)");
  copy_tables (sql, desk);
  exec (sql, "DELETE FROM applying; PRAGMA user_version = 2");
}

/* What the endpoint has of two patients, one of which is on its way there. */
static gboolean
put_replicas (FoyerAct *act, gpointer data, GError **error)
{
  g_autoptr (FoyerReplica) settled = foyer_replica_new ("patient", 1, "Patient", "one");
  g_autoptr (FoyerReplica) sent = foyer_replica_new ("patient", 2, "Patient", "two");

  settled->remote_id = g_strdup ("17");
  settled->base = g_strdup ("{\"id\":\"17\"}");
  settled->base_version = g_strdup ("3");
  settled->base_updated = g_strdup ("2026-11-23T10:00:00.000Z");
  sent->sent = g_bytes_new_static ("{}", 2);
  sent->sent_edits = 2;
  sent->state = FOYER_REPLICA_STATE_REFUSED;
  sent->attempts = 4;
  sent->next_try_at = 5;
  sent->problem = g_strdup ("Refused");

  return foyer_replicas_put (act, settled, error) &&
         foyer_replicas_put (act, sent, error);
}

static void
fill (Desk *desk)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->new_patient_id, desk->cosmetic_id, 9, 0);
  g_autoptr (FoyerDocument) document = foyer_document_new ();
  g_autoptr (GBytes) content = g_bytes_new_static ("letter", 6);
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();
  g_autoptr (GPtrArray) cash = desk_cash (12500);
  g_autoptr (GError) error = NULL;

  request.referral_id = desk_accept_referral (desk, desk->new_patient_id);
  request.payments = cash;
  desk_book (desk, &request);
  foyer_set_text (&document->title, "Letter");
  document->referral_id = request.referral_id;
  foyer_documents_add (desk->db, desk->clerk, document, content, &error);
  g_assert_no_error (error);
  entry->kind = FOYER_LEDGER_KIND_PAYMENT;
  entry->patient_id = desk->known_patient_id;
  entry->amount_minor = 500;
  entry->tender = FOYER_TENDER_CASH;
  foyer_ledger_add (desk->db, desk->manager, entry, &error);
  g_assert_no_error (error);
  foyer_ledger_reverse (desk->db, desk->manager,
                        foyer_record_get_id (FOYER_RECORD (entry)), "x", &error);
  g_assert_no_error (error);
}

/* Every row of version 1 is in both, byte by byte. */
static void
assert_same_content (Desk *desk, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "foyer.db", NULL);
  g_autofree char *other = g_build_filename (desk->profile.folder, "foyer.db", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS now", other);
  g_autoptr (sqlite3) sql = NULL;
  g_autoptr (GPtrArray) tables = NULL;

  g_assert_cmpint (sqlite3_open (path, &sql), ==, SQLITE_OK);
  exec (sql, attach);
  tables = list_tables (sql);
  for (guint i = 0; i < tables->len; i++)
    {
      const char      *table = tables->pdata[i];
      g_autofree char *columns = NULL;
      g_autofree char *query = NULL;
      sqlite3_stmt    *stmt = NULL;

      if (g_str_equal (table, "unsent") || g_str_equal (table, "receipt"))
        continue;
      columns = dup_columns (sql, table);
      query = g_strdup_printf (
          "SELECT (SELECT count (*) FROM main.%s) - (SELECT count (*) FROM now.%s), "
          "(SELECT count (*) FROM (SELECT %s FROM main.%s EXCEPT SELECT %s FROM now.%s))",
          table, table, columns, table, columns, table);
      if (sqlite3_prepare_v2 (sql, query, -1, &stmt, NULL) != SQLITE_OK)
        g_error ("%s: %s", sqlite3_errmsg (sql), query);
      g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
      if (sqlite3_column_int (stmt, 0) != 0 || sqlite3_column_int (stmt, 1) != 0)
        g_error ("%s is not what it was", table);
      sqlite3_finalize (stmt);
    }
}

static void
assert_backup (const char *folder, const char *suffix)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (backups, 0, NULL);
  const char *name = g_dir_read_name (dir);

  g_assert_true (g_str_has_suffix (name, suffix));
  g_assert_null (g_dir_read_name (dir));
}

static void
test_version_1_is_kept (Desk *desk, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("foyer-XXXXXX", NULL);
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  fill (desk);
  make_version_1 (desk, folder);
  db = foyer_db_open (folder, FOYER_DB_WRITE, &error);
  g_assert_no_error (error);
  assert_backup (folder, "-v1.db");
  assert_same_content (desk, folder);

  findings = foyer_verify_run (db, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    if (g_array_index (findings, FoyerVerifyFinding, i).n_wrong != 0)
      g_error ("%s", g_array_index (findings, FoyerVerifyFinding, i).check);

  /* What was waiting waits since the last thing that was done; parts do not wait. */
  g_clear_pointer (&db, foyer_db_close);
  g_assert_cmpint (desk->profile.now, ==,
                   desk_query (desk, "SELECT max (at) FROM audit"));
  db = foyer_db_open (folder, FOYER_DB_WRITE, &error);
  g_assert_true (foyer_db_exec (
      db, "UPDATE unsent SET since = 1 / (kind <> 'patient_phone' AND since > 0)",
      &error));
  g_assert_false (foyer_db_exec (db, "UPDATE ledger_entry SET amount_minor = 1", &error));
  g_assert_cmpstr (foyer_store_error_get_rule (error), ==, "append-only");

  g_clear_pointer (&db, foyer_db_close);
  profile_remove_folder (folder);
}

static void
test_a_reversal_is_once_after_it_too (Desk *desk, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("foyer-XXXXXX", NULL);
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GError) error = NULL;

  fill (desk);
  make_version_1 (desk, folder);
  db = foyer_db_open (folder, FOYER_DB_WRITE, &error);
  g_assert_no_error (error);
  g_assert_false (foyer_ledger_reverse (db, desk->manager, 3, "x", &error));
  desk_assert_rule (&error, "reversed");
  g_assert_false (
      foyer_db_exec (db,
                     "INSERT INTO ledger_entry (uid, at, staff_id, kind, patient_id, "
                     "amount_minor, currency, tender, reverses_id) "
                     "SELECT 'other', at, staff_id, kind, patient_id, amount_minor, "
                     "currency, tender, reverses_id FROM ledger_entry "
                     "WHERE kind = 'correction'",
                     &error));
  desk_assert_rule (&error, "reversed");

  g_clear_pointer (&db, foyer_db_close);
  profile_remove_folder (folder);
}

static void
test_version_2_is_kept (Desk *desk, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("foyer-XXXXXX", NULL);
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GArray) findings = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  gint64 paid_minor;
  gint64 waived_minor;

  fill (desk);
  foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, put_replicas, NULL, &error);
  g_assert_no_error (error);
  make_version_2 (desk, folder);
  db = foyer_db_open (folder, FOYER_DB_WRITE, &error);
  g_assert_no_error (error);
  assert_backup (folder, "-v2.db");
  assert_same_content (desk, folder);

  findings = foyer_verify_run (db, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    if (g_array_index (findings, FoyerVerifyFinding, i).n_wrong != 0)
      g_error ("%s", g_array_index (findings, FoyerVerifyFinding, i).check);

  entries = foyer_ledger_list_for_patient (db, desk->new_patient_id, &error);
  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_true (
      foyer_ledger_sum_deposit (db, ((FoyerLedgerEntry *) entries->pdata[0])->booking_id,
                                &paid_minor, &waived_minor, &error));
  g_assert_cmpint (paid_minor, ==, 12500);
  g_assert_cmpint (waived_minor, ==, 0);
  g_assert_false (foyer_db_exec (db, "DELETE FROM ledger_entry", &error));
  desk_assert_rule (&error, "append-only");

  g_clear_pointer (&db, foyer_db_close);
  profile_remove_folder (folder);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/migration/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("version-1-is-kept", test_version_1_is_kept);
  ADD ("version-2-is-kept", test_version_2_is_kept);
  ADD ("reversal", test_a_reversal_is_once_after_it_too);

  return g_test_run ();
}
