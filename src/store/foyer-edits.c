/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-edits.h"

#include "model/foyer-clinician.h"
#include "model/foyer-patient.h"
#include "model/foyer-working-hours.h"
#include "store/foyer-audit.h"
#include "store/foyer-db-private.h"
#include "store/foyer-patients.h"
#include "store/foyer-table.h"

/**
 * foyer_edits_read:
 * @db: a connection
 * @type: type of the record
 * @id: its id
 * @error: return location for an error
 *
 * Reads a record with the parts that are edited with it.
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full): the record as it is now, or `NULL` on error
 */
FoyerSnapshot *
foyer_edits_read (FoyerDb *db, GType type, gint64 id, GError **error)
{
  g_autoptr (FoyerRecord) record = NULL;
  g_autoptr (FoyerSnapshot) snapshot = NULL;

  record = type == FOYER_TYPE_PATIENT ? FOYER_RECORD (foyer_patients_get (db, id, error))
                                      : foyer_table_get (db, type, id, error);
  if (record == NULL)
    return NULL;

  snapshot = foyer_snapshot_new (record);
  if (type == FOYER_TYPE_CLINICIAN)
    {
      snapshot->hours = foyer_table_list (db, FOYER_TYPE_WORKING_HOURS, error,
                                          "WHERE clinician_id = ?1 "
                                          "ORDER BY weekday, start_minute, id",
                                          "i", id);
      if (snapshot->hours == NULL)
        return NULL;
    }

  return g_steal_pointer (&snapshot);
}

/* Keeps the newest entry about a record that was carried out. */
static gboolean
look_for_newest (FoyerDb          *db,
                 FoyerRecord      *record,
                 FoyerAuditEntry **newest,
                 GError          **error)
{
  g_autoptr (GPtrArray) entries = foyer_audit_list_for (
      db, FOYER_RECORD_GET_CLASS (record)->kind, foyer_record_get_id (record), error);

  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    if (g_strcmp0 (FOYER_AUDIT_ENTRY (entries->pdata[i])->outcome, "done") == 0)
      {
        if (*newest == NULL || foyer_record_get_id (entries->pdata[i]) >
                                   foyer_record_get_id (FOYER_RECORD (*newest)))
          g_set_object (newest, entries->pdata[i]);
        break;
      }

  return TRUE;
}

static gboolean
look_in_lists (FoyerDb          *db,
               FoyerSnapshot    *snapshot,
               FoyerAuditEntry **newest,
               GError          **error)
{
  const char *const *kinds = foyer_snapshot_list_kinds (G_OBJECT_TYPE (snapshot->record));

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      GPtrArray *list = foyer_snapshot_get_list (snapshot, kinds[i]);

      for (guint j = 0; list != NULL && j < list->len; j++)
        if (!look_for_newest (db, list->pdata[j], newest, error))
          return FALSE;
    }

  return TRUE;
}

/**
 * foyer_edits_find_author:
 * @db: a connection
 * @before: the record as it was
 * @now: the record as it is now
 * @out_name: (out) (transfer full) (nullable): who changed it last here; `NULL` if that came
 *   from another desk
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_edits_find_author (FoyerDb       *db,
                         FoyerSnapshot *before,
                         FoyerSnapshot *now,
                         char         **out_name,
                         GError       **error)
{
  g_autoptr (FoyerAuditEntry) newest = NULL;

  *out_name = NULL;
  if (!look_for_newest (db, now->record, &newest, error) ||
      !look_in_lists (db, before, &newest, error) ||
      !look_in_lists (db, now, &newest, error))
    return FALSE;
  if (newest != NULL)
    *out_name = g_strdup (newest->staff_name);

  return TRUE;
}

/**
 * foyer_edits_expect:
 * @db: a connection that can write
 * @base: (nullable): a record as whoever edits it knows it; `NULL` for a new one: nothing is
 *   expected
 *
 * Has the next foyer_db_act() of this connection refused if the record is no longer as @base
 * says, with `FOYER_STORE_ERROR_RULE`, [const@RULE_CHANGED] and the kind, or with
 * `FOYER_STORE_ERROR_NOT_FOUND` if it is gone: nothing that others have changed is overwritten
 * unseen, not even what arrives between the last look at it and the save.
 *
 * To be called right before the save; more than once if that writes several records.
 */
void
foyer_edits_expect (FoyerDb *db, FoyerSnapshot *base)
{
  if (base == NULL)
    return;
  if (db->expected == NULL)
    db->expected = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (db->expected, g_object_ref (base));
}

static gboolean
refuse_changed (FoyerSnapshot *base, GError **error)
{
  g_autofree char *rule =
      g_strconcat (FOYER_RULE_CHANGED, FOYER_RECORD_GET_CLASS (base->record)->kind, NULL);

  return foyer_store_refuse_rule (error, rule);
}

/* Within the transaction that is to write: whether all is as @expected says. */
gboolean
foyer_act_check_expected (FoyerAct *act, GPtrArray *expected, GError **error)
{
  for (guint i = 0; expected != NULL && i < expected->len; i++)
    {
      FoyerSnapshot *base = expected->pdata[i];
      g_autoptr (FoyerSnapshot) now =
          foyer_edits_read (act->db, G_OBJECT_TYPE (base->record),
                            foyer_record_get_id (base->record), error);

      if (now == NULL)
        return FALSE;
      if (!foyer_snapshot_equal (base, now))
        return refuse_changed (base, error);
    }

  return TRUE;
}
