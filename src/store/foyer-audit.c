/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-audit.h"

#include "store/foyer-audit-private.h"
#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

#include <sodium.h>
#include <string.h>

#define HASH_BYTES 32

static void
hash_text (crypto_generichash_state *state, const char *text)
{
  /* The length first, so that no two different entries hash the same bytes. */
  guint32 length = text != NULL ? (guint32) strlen (text) : G_MAXUINT32;
  guint32 wire = GUINT32_TO_LE (length);

  crypto_generichash_update (state, (const guchar *) &wire, sizeof wire);
  if (text != NULL)
    crypto_generichash_update (state, (const guchar *) text, length);
}

static void
hash_integer (crypto_generichash_state *state, gint64 value)
{
  gint64 wire = GINT64_TO_LE (value);

  crypto_generichash_update (state, (const guchar *) &wire, sizeof wire);
}

/* BLAKE2b over the hash before and every field, so that changing, adding or removing an entry
 * breaks the chain from there on. */
static void
hash_entry (FoyerAuditEntry *entry, GBytes *previous, guchar out_hash[HASH_BYTES])
{
  crypto_generichash_state state;
  gsize                    size;
  gconstpointer            data = g_bytes_get_data (previous, &size);

  crypto_generichash_init (&state, NULL, 0, HASH_BYTES);
  crypto_generichash_update (&state, data, size);
  hash_integer (&state, foyer_record_get_id (FOYER_RECORD (entry)));
  hash_integer (&state, entry->at);
  hash_integer (&state, entry->staff_id);
  hash_text (&state, entry->staff_name);
  hash_text (&state, entry->role);
  hash_text (&state, entry->action);
  hash_text (&state, entry->outcome);
  hash_text (&state, entry->record_kind);
  hash_integer (&state, entry->record_id);
  hash_text (&state, entry->changes);
  hash_text (&state, entry->reason);
  crypto_generichash_final (&state, out_hash, HASH_BYTES);
}

static FoyerAuditEntry *
read_entry (FoyerStatement *statement)
{
  FoyerAuditEntry *entry = foyer_audit_entry_new ();

  foyer_record_set_id (FOYER_RECORD (entry), foyer_statement_integer (statement, 0));
  entry->at = foyer_statement_integer (statement, 1);
  entry->staff_id = foyer_statement_integer (statement, 2);
  foyer_set_text (&entry->staff_name, foyer_statement_text (statement, 3));
  foyer_set_text (&entry->role, foyer_statement_text (statement, 4));
  foyer_set_text (&entry->action, foyer_statement_text (statement, 5));
  foyer_set_text (&entry->outcome, foyer_statement_text (statement, 6));
  foyer_set_text (&entry->record_kind, foyer_statement_text (statement, 7));
  entry->record_id = foyer_statement_integer (statement, 8);
  foyer_set_text (&entry->changes, foyer_statement_text (statement, 9));
  foyer_set_text (&entry->reason, foyer_statement_text (statement, 10));

  return entry;
}

#define COLUMNS                                                                          \
  "id, at, staff_id, staff_name, role, action, outcome, record_kind, record_id, "        \
  "changes, reason, hash"

/* For foyer_db_act(), inside its transaction. */
gboolean
foyer_audit_append (FoyerDb *db, FoyerAuditEntry *entry, GError **error)
{
  g_autoptr (FoyerStatement) last = NULL;
  g_autoptr (GBytes) previous = NULL;
  g_autoptr (GBytes) hash = NULL;
  guchar       digest[HASH_BYTES];
  FoyerSqlStep step;

  last =
      foyer_db_prepare (db, "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", error);
  if (last == NULL)
    return FALSE;
  step = foyer_statement_step (last, error);
  if (step == FOYER_SQL_ERROR)
    return FALSE;

  if (step == FOYER_SQL_ROW)
    {
      foyer_record_set_id (FOYER_RECORD (entry), foyer_statement_integer (last, 0) + 1);
      previous = foyer_statement_bytes (last, 1);
    }
  else
    {
      foyer_record_set_id (FOYER_RECORD (entry), 1);
      previous = g_bytes_new_static ("", 0);
    }

  hash_entry (entry, previous, digest);
  hash = g_bytes_new (digest, HASH_BYTES);

  return foyer_db_run (db, error,
                       "INSERT INTO audit (" COLUMNS ") "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                       "iiosssssossb", foyer_record_get_id (FOYER_RECORD (entry)),
                       entry->at, entry->staff_id, entry->staff_name, entry->role,
                       entry->action, entry->outcome, entry->record_kind,
                       entry->record_id, entry->changes, entry->reason, hash);
}

/**
 * foyer_audit_list_for:
 * @db: a connection
 * @kind: kind of record
 * @id: id of the record
 * @error: return location for an error
 *
 * Reads what was done to one record, newest first.
 *
 * Returns: (transfer full) (element-type FoyerAuditEntry): the entries, possibly none, or
 *   `NULL` on error
 */
GPtrArray *
foyer_audit_list_for (FoyerDb *db, const char *kind, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerSqlStep step;

  statement = foyer_db_prepare (db,
                                "SELECT " COLUMNS " FROM audit WHERE record_kind = ?1 "
                                "AND record_id = ?2 ORDER BY id DESC",
                                error);
  if (statement == NULL || !foyer_statement_bind (statement, error, "si", kind, id))
    return NULL;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    g_ptr_array_add (entries, read_entry (statement));

  return step == FOYER_SQL_DONE ? g_steal_pointer (&entries) : NULL;
}

/**
 * foyer_audit_verify:
 * @db: a connection
 * @out_broken_id: (out): where in the chain, from 1, it does not fit; 0 if it is whole
 * @error: return location for an error
 *
 * Recomputes the chain of the audit trail.
 *
 * Returns: `TRUE` if it could be read, whether or not it is whole
 */
gboolean
foyer_audit_verify (FoyerDb *db, gint64 *out_broken_id, GError **error)
{
  g_autoptr (FoyerStatement) statement = NULL;
  g_autoptr (GBytes) previous = g_bytes_new_static ("", 0);
  FoyerSqlStep step;
  gint64       expected = 1;

  *out_broken_id = 0;
  statement = foyer_db_prepare (db, "SELECT " COLUMNS " FROM audit ORDER BY id", error);
  if (statement == NULL)
    return FALSE;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      g_autoptr (FoyerAuditEntry) entry = read_entry (statement);
      g_autoptr (GBytes) stored = foyer_statement_bytes (statement, 11);
      g_autoptr (GBytes) computed = NULL;
      guchar digest[HASH_BYTES];
      gint64 id = foyer_record_get_id (FOYER_RECORD (entry));

      hash_entry (entry, previous, digest);
      computed = g_bytes_new (digest, HASH_BYTES);
      if (id != expected || !g_bytes_equal (computed, stored))
        {
          *out_broken_id = expected;
          return TRUE;
        }

      expected++;
      g_bytes_unref (previous);
      previous = g_steal_pointer (&stored);
    }

  return step == FOYER_SQL_DONE;
}
