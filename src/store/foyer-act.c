/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-identifier.h"
#include "model/foyer-kind.h"
#include "store/foyer-audit-private.h"
#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

static FoyerAuditEntry *
new_entry (FoyerAct *act, FoyerAction action, const char *outcome)
{
  FoyerAuditEntry *entry = foyer_audit_entry_new ();

  entry->at = act->now;
  if (act->actor != NULL)
    {
      entry->staff_id = foyer_record_get_id (FOYER_RECORD (act->actor));
      foyer_set_text (&entry->staff_name, act->actor->name);
      foyer_set_text (&entry->role,
                      foyer_enum_to_nick (FOYER_TYPE_ROLE, (int) act->actor->role));
    }
  foyer_set_text (&entry->action, foyer_enum_to_nick (FOYER_TYPE_ACTION, (int) action));
  foyer_set_text (&entry->outcome, outcome);
  foyer_set_text (&entry->reason, act->reason);

  return entry;
}

static void
set_denied (FoyerAction action, GError **error)
{
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED, "Not permitted: %s",
               foyer_enum_to_nick (FOYER_TYPE_ACTION, (int) action));
}

/* A refused attempt leaves a row of its own, after the transaction has been taken back. */
static void
note_denied (FoyerAct *act, FoyerAction action)
{
  g_autoptr (FoyerAuditEntry) entry = new_entry (act, action, "denied");

  if (!foyer_db_exec (act->db, "BEGIN IMMEDIATE", NULL))
    return;
  if (!foyer_audit_append (act->db, entry, NULL) ||
      !foyer_db_exec (act->db, "COMMIT", NULL))
    foyer_db_exec (act->db, "ROLLBACK", NULL);
}

static gboolean
feed (FoyerAct *act, const char *kind, gint64 id, GError **error)
{
  return foyer_db_run (act->db, error,
                       "INSERT INTO change (kind, record_id) VALUES (?1, ?2)", "si", kind,
                       id);
}

static gboolean
write_mark (FoyerAct *act, const char *kind, gint64 id, GError **error)
{
  return foyer_db_run (act->db, error,
                       "INSERT INTO unsent (kind, record_id, since) VALUES (?1, ?2, ?3) "
                       "ON CONFLICT DO UPDATE SET edits = edits + 1",
                       "sii", kind, id, act->now);
}

/* One audit row and one row of the change feed a kind stand for all that a bulk action did. */
static gboolean
finish_bulk (FoyerAct *act, GError **error)
{
  g_autoptr (FoyerAuditEntry) entry = NULL;
  GHashTableIter iter;
  gpointer       kind;

  if (act->bulk_summary == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, act->bulk_kinds);
  while (g_hash_table_iter_next (&iter, &kind, NULL))
    if (!feed (act, kind, 0, error))
      return FALSE;
  g_hash_table_iter_init (&iter, act->bulk_unsent);
  while (g_hash_table_iter_next (&iter, &kind, NULL))
    if (!write_mark (act, kind, 0, error))
      return FALSE;

  entry = new_entry (act, act->action, "done");
  foyer_set_text (&entry->changes, act->bulk_summary);

  return foyer_audit_append (act->db, entry, error);
}

/* The rules stand aside for what comes from the endpoint, and only inside its transaction. */
static gboolean
finish_remote (FoyerAct *act, GError **error)
{
  foyer_act_set_remote (act, FALSE);
  if (act->remote_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&act->remote_error));
  return FALSE;
}

/**
 * foyer_db_act:
 * @self: a connection that can write
 * @actor: (nullable): who acts; `NULL` for the program itself
 * @action: what they do
 * @reason: (nullable): why, in their words, for the audit trail
 * @func: makes the changes
 * @data: data for @func
 * @error: return location for an error
 *
 * Carries out one action of one person in one transaction.
 *
 * This is the only way in which anything is written: it checks the permission, runs @func,
 * and commits the changes together with their audit rows, their rows of the change feed and
 * the marks that the endpoint has to be told.  What foyer_edits_expect() has announced is
 * checked first.  If anything fails, nothing of it remains; a
 * forbidden action leaves one audit row with the outcome `denied`.
 *
 * Errors: `FOYER_STORE_ERROR_DENIED`, and whatever @func sets.
 *
 * Returns: `TRUE` once the change is safe on the disk
 */
gboolean
foyer_db_act (FoyerDb     *self,
              FoyerUser   *actor,
              FoyerAction  action,
              const char  *reason,
              FoyerActFunc func,
              gpointer     data,
              GError     **error)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) unsent = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) expected = g_steal_pointer (&self->expected);
  FoyerAct act = { .db = self, .actor = actor, .action = action, .reason = reason };
  gboolean done;

  act.now = foyer_db_now (self);
  act.bulk_kinds = kinds;
  act.bulk_unsent = unsent;

  if (actor != NULL && (!actor->active || !foyer_permission_allows (actor->role, action)))
    {
      note_denied (&act, action);
      set_denied (action, error);
      return FALSE;
    }

  if (!foyer_db_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;

  done = foyer_act_check_expected (&act, expected, error) && func (&act, data, error) &&
         finish_bulk (&act, error) && finish_remote (&act, error) &&
         foyer_db_exec (self, "COMMIT", error);
  g_free (act.letters);
  g_free (act.receipt);
  if (done)
    return TRUE;

  /* A full disk has already taken the transaction back. */
  if (!sqlite3_get_autocommit (self->sql))
    foyer_db_exec (self, "ROLLBACK", NULL);
  g_clear_error (&act.remote_error);
  if (act.denied)
    note_denied (&act, act.denied_action);

  return FALSE;
}

/**
 * foyer_act_try:
 * @act: the action under way
 * @func: makes some of the changes
 * @data: data for @func
 * @error: return location for an error
 *
 * Makes changes that are taken back alone if @func fails, so that one bad record of many
 * does not undo the others.
 *
 * An error other than `FOYER_STORE_ERROR_INVALID` and `FOYER_STORE_ERROR_RULE` says that the
 * action cannot go on: return `FALSE` from its function then.
 *
 * Returns: `FALSE` iff @error is set
 */
gboolean
foyer_act_try (FoyerAct *act, FoyerActFunc func, gpointer data, GError **error)
{
  const gboolean remote = act->remote;
  const char    *receipt = act->receipt;

  if (!foyer_db_run (act->db, error, "SAVEPOINT attempt", ""))
    return FALSE;

  if (func (act, data, error))
    return foyer_db_run (act->db, error, "RELEASE attempt", "");

  /* A full disk has already taken the whole transaction back. */
  if (!sqlite3_get_autocommit (act->db->sql))
    foyer_db_exec (act->db, "ROLLBACK TO attempt; RELEASE attempt", NULL);
  act->remote = remote;
  if (receipt == NULL)
    g_clear_pointer (&act->receipt, g_free);

  return FALSE;
}

/**
 * foyer_act_require:
 * @act: the action under way
 * @action: what part of it needs
 * @error: return location for an error
 *
 * Checks that the acting person may also do @action.
 *
 * Errors: `FOYER_STORE_ERROR_DENIED`; return `FALSE` from the function of the action then.
 *
 * Returns: whether they may
 */
gboolean
foyer_act_require (FoyerAct *act, FoyerAction action, GError **error)
{
  if (act->actor == NULL || foyer_permission_allows (act->actor->role, action))
    return TRUE;

  act->denied = TRUE;
  act->denied_action = action;
  set_denied (action, error);

  return FALSE;
}

/**
 * foyer_act_set_bulk:
 * @act: the action under way
 * @summary: what it does, as JSON for the audit trail; must outlive the action
 *
 * Makes @act a bulk action: one audit row with @summary stands for all its inserts, and
 * whoever follows changes reads the kinds anew.  For making sample data and large imports.
 */
void
foyer_act_set_bulk (FoyerAct *act, const char *summary)
{
  act->bulk_summary = summary;
}

/**
 * foyer_act_set_remote:
 * @act: the action under way
 * @remote: whether what is written from now on comes from the endpoint
 *
 * While on, changes are audited and shown to whoever follows them as always, but they are not
 * marked to be sent, and the rules that were checked where they were made stand aside: a visit
 * that collides with another is stored.  The end of the action ends it.
 */
void
foyer_act_set_remote (FoyerAct *act, gboolean remote)
{
  if (act->remote == remote || act->remote_error != NULL)
    return;

  /* A failure is that of the whole action; see finish_remote(). */
  act->remote = remote;
  foyer_db_run (act->db, &act->remote_error,
                remote ? "INSERT INTO applying (id) VALUES (1)" : "DELETE FROM applying",
                "");
}

/**
 * foyer_act_now:
 * @act: the action under way
 *
 * Returns: when the action takes place, seconds since 1970-01-01 UTC: one instant for all its
 *   rows
 */
gint64
foyer_act_now (FoyerAct *act)
{
  return act->now;
}

FoyerDb *
foyer_act_get_db (FoyerAct *act)
{
  return act->db;
}

/**
 * foyer_act_get_actor:
 * @act: the action under way
 *
 * Returns: (transfer none) (nullable): who acts; `NULL` for the program itself
 */
FoyerUser *
foyer_act_get_actor (FoyerAct *act)
{
  return act->actor;
}

gint64
foyer_act_get_staff_id (FoyerAct *act)
{
  return act->actor != NULL ? foyer_record_get_id (FOYER_RECORD (act->actor)) : 0;
}

/* Before there is an endpoint, one mark stands for all records of a kind. */
static gboolean
mark_in_bulk (FoyerAct *act, const char *kind, gint64 id, GError **error)
{
  if (!act->endpoint_known)
    {
      if (!foyer_db_query_integer (act->db, &act->n_endpoints, error,
                                   "SELECT count (*) FROM endpoint", ""))
        return FALSE;
      act->endpoint_known = TRUE;
    }
  if (act->n_endpoints > 0)
    return write_mark (act, kind, id, error);

  g_hash_table_add (act->bulk_unsent, (gpointer) g_intern_string (kind));
  return TRUE;
}

/* Notes that the endpoint has to be told of a record. */
gboolean
foyer_act_mark (FoyerAct *act, const char *kind, gint64 id, GError **error)
{
  if (act->bulk_summary != NULL)
    return mark_in_bulk (act, kind, id, error);
  return write_mark (act, kind, id, error);
}

/* Tells whoever follows changes. */
gboolean
foyer_act_show (FoyerAct *act, const char *kind, gint64 id, GError **error)
{
  /* Whoever searches while patients come from the endpoint follows them one by one. */
  if (act->bulk_summary == NULL || (act->remote && g_str_equal (kind, "patient")))
    return feed (act, kind, id, error);

  g_hash_table_add (act->bulk_kinds, (gpointer) g_intern_string (kind));
  return TRUE;
}

/* Feed and mark without an audit row: for a record that changed through its children. */
gboolean
foyer_act_touch (FoyerAct *act, const char *kind, gint64 id, GError **error)
{
  return foyer_act_show (act, kind, id, error) &&
         (act->remote || foyer_act_mark (act, kind, id, error));
}

/* An audit row with changes of the caller's own wording, JSON or NULL. */
gboolean
foyer_act_note (
    FoyerAct *act, const char *kind, gint64 id, const char *changes, GError **error)
{
  g_autoptr (FoyerAuditEntry) entry = NULL;

  if (act->bulk_summary != NULL)
    return TRUE;

  entry = new_entry (act, act->action, "done");
  foyer_set_text (&entry->record_kind, kind);
  entry->record_id = id;
  foyer_set_text (&entry->changes, changes);

  return foyer_audit_append (act->db, entry, error);
}

static void
append_json (GString *json, const char *text)
{
  if (text == NULL)
    {
      g_string_append (json, "null");
      return;
    }

  g_string_append_c (json, '"');
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (json, "\\%c", *p);
    else if ((guchar) *p < 0x20)
      g_string_append_printf (json, "\\u%04x", (guint) (guchar) *p);
    else
      g_string_append_c (json, *p);
  g_string_append_c (json, '"');
}

/* {"field":[old,new],…} for the fields that differ; NULL if none does.  @before or @after is
 * NULL when the record begins or ends to exist. */
static char *
describe_changes (FoyerRecord *before, FoyerRecord *after)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (after != NULL ? after : before);
  g_autoptr (GString) json = g_string_new (NULL);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const FoyerField *field = &klass->fields[i];
      g_autofree char  *old =
          before != NULL ? foyer_record_dup_field (before, field) : NULL;
      g_autofree char *new = after != NULL ? foyer_record_dup_field (after, field) : NULL;

      if (g_strcmp0 (old, new) == 0 || (field->flags & FOYER_FIELD_DERIVED) != 0)
        continue;

      g_string_append_c (json, json->len == 0 ? '{' : ',');
      append_json (json, field->name);
      g_string_append (json, ":[");
      append_json (json, old);
      g_string_append_c (json, ',');
      append_json (json, new);
      g_string_append_c (json, ']');
    }

  if (json->len == 0)
    return NULL;

  g_string_append_c (json, '}');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

/* The record that is sent when @record has changed: that which it is a part of.  NULL for what
 * is of this desk alone. */
static const char *
get_sent_kind (FoyerRecord *record, gint64 *out_id)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);
  const FoyerKind  *kind = foyer_kind_find (klass->kind);

  if (FOYER_IS_IDENTIFIER (record))
    {
      *out_id = FOYER_IDENTIFIER (record)->owner_id;
      return FOYER_IDENTIFIER (record)->owner_kind;
    }
  if (kind == NULL)
    return NULL;
  *out_id = foyer_record_get_id (record);
  if (kind->parent == NULL)
    return kind->name;

  *out_id = 0;
  for (guint i = 0; kind->parent_field != NULL && i < klass->n_fields; i++)
    if (g_str_equal (klass->fields[i].name, kind->parent_field))
      *out_id = foyer_field_get_integer (&klass->fields[i], record);
  if (*out_id != 0)
    return kind->parent;

  /* Holidays, and the absences of everybody. */
  *out_id = 1;
  return "clinic";
}

static gboolean
record_change (FoyerAct    *act,
               FoyerRecord *record,
               FoyerRecord *before,
               FoyerRecord *after,
               GError     **error)
{
  const char      *kind = FOYER_RECORD_GET_CLASS (record)->kind;
  gint64           id = foyer_record_get_id (record);
  const char      *sent_kind;
  gint64           sent_id = 0;
  g_autofree char *changes = NULL;

  if (act->bulk_summary == NULL)
    {
      changes = describe_changes (before, after);
      if (!foyer_act_note (act, kind, id, changes, error))
        return FALSE;
    }
  if (!foyer_act_show (act, kind, id, error))
    return FALSE;
  if (act->remote)
    return TRUE;

  sent_kind = get_sent_kind (record, &sent_id);
  return sent_kind == NULL || foyer_act_mark (act, sent_kind, sent_id, error);
}

/* Inserts @record, gives it its id and uid, and writes audit, feed and mark. */
gboolean
foyer_act_insert (FoyerAct *act, gpointer record, GError **error)
{
  return foyer_table_insert (act->db, record, error) &&
         record_change (act, record, NULL, record, error);
}

/* Writes @record over the stored row of its id, if anything differs. */
gboolean
foyer_act_update (FoyerAct *act, gpointer record, GError **error)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);
  g_autoptr (FoyerRecord) before = NULL;
  gboolean differs = FALSE;

  before = foyer_table_get (act->db, G_OBJECT_TYPE (record), foyer_record_get_id (record),
                            error);
  if (before == NULL)
    return FALSE;

  foyer_record_set_uid (record, foyer_record_get_uid (before));
  for (guint i = 0; i < klass->n_fields && !differs; i++)
    differs = !foyer_record_field_equal (before, record, &klass->fields[i]);
  if (!differs)
    return TRUE;

  return foyer_table_update (act->db, record, error) &&
         record_change (act, record, before, record, error);
}

/* Removes the row of @record, and keeps its content in the audit trail. */
gboolean
foyer_act_delete (FoyerAct *act, gpointer record, GError **error)
{
  return foyer_table_delete (act->db, record, error) &&
         record_change (act, record, record, NULL, error);
}
