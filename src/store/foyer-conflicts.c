/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-conflicts.h"

#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

/**
 * foyer_conflicts_list_open:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerConflict): what nobody has decided, oldest
 *   first; `NULL` on error
 */
GPtrArray *
foyer_conflicts_list_open (FoyerDb *db, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_CONFLICT, error,
                           "WHERE resolution = 'none' ORDER BY created_at, id", "");
}

/**
 * foyer_conflicts_list_for:
 * @db: a connection
 * @record_kind: a kind of record
 * @record_id: its row
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerConflict): what nobody has decided about one
 *   record, oldest first; `NULL` on error
 */
GPtrArray *
foyer_conflicts_list_for (FoyerDb    *db,
                          const char *record_kind,
                          gint64      record_id,
                          GError    **error)
{
  return foyer_table_list (db, FOYER_TYPE_CONFLICT, error,
                           "WHERE record_kind = ?1 AND record_id = ?2 "
                           "AND resolution = 'none' ORDER BY created_at, id",
                           "si", record_kind, record_id);
}

/**
 * foyer_conflicts_get:
 * @db: a connection
 * @id: a conflict
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full): the conflict, or `NULL` on error
 */
FoyerConflict *
foyer_conflicts_get (FoyerDb *db, gint64 id, GError **error)
{
  return foyer_table_get (db, FOYER_TYPE_CONFLICT, id, error);
}

/**
 * foyer_conflicts_count_open:
 * @db: a connection
 * @out_n: (out): how many nobody has decided
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_conflicts_count_open (FoyerDb *db, gint64 *out_n, GError **error)
{
  return foyer_db_query_integer (
      db, out_n, error, "SELECT count (*) FROM conflict WHERE resolution = 'none'", "");
}

static gboolean
end (FoyerAct *act, FoyerConflict *conflict, FoyerResolution resolution, GError **error)
{
  conflict->resolution = resolution;
  conflict->resolved_at = act->now;
  conflict->staff_id = foyer_act_get_staff_id (act);
  conflict->applied = resolution == FOYER_RESOLUTION_SETTLED;

  return foyer_act_update (act, conflict, error) &&
         (conflict->record_kind == NULL || conflict->record_id == 0 ||
          foyer_act_show (act, conflict->record_kind, conflict->record_id, error));
}

typedef struct
{
  gint64          id;
  FoyerResolution resolution;
} Deciding;

static gboolean
decide (FoyerAct *act, gpointer data, GError **error)
{
  const Deciding *deciding = data;
  g_autoptr (FoyerConflict) conflict = foyer_conflicts_get (act->db, deciding->id, error);

  if (conflict == NULL)
    return FALSE;
  if (conflict->resolution != FOYER_RESOLUTION_NONE)
    return foyer_store_refuse_rule (error, "decided");

  return end (act, conflict, deciding->resolution, error);
}

/**
 * foyer_conflicts_decide:
 * @db: a connection that can write
 * @actor: who decides
 * @id: a conflict
 * @resolution: `FOYER_RESOLUTION_OURS` or `FOYER_RESOLUTION_THEIRS`
 * @error: return location for an error
 *
 * Notes what a person has decided.  The next sync carries it out.  Two visits are kept at one
 * time only by somebody who may set the rules of booking aside.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` `resolution`; `FOYER_STORE_ERROR_RULE` `decided` if it has
 * ended already; `FOYER_STORE_ERROR_NOT_FOUND`, `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_conflicts_decide (
    FoyerDb *db, FoyerUser *actor, gint64 id, FoyerResolution resolution, GError **error)
{
  Deciding    deciding = { id, resolution };
  FoyerAction action = FOYER_ACTION_SYNC_DECIDE;
  g_autoptr (FoyerConflict) conflict = NULL;

  if (resolution != FOYER_RESOLUTION_OURS && resolution != FOYER_RESOLUTION_THEIRS)
    return foyer_store_refuse_field (error, "resolution", "missing");

  conflict = foyer_conflicts_get (db, id, error);
  if (conflict == NULL)
    return FALSE;
  if (conflict->kind == FOYER_CONFLICT_KIND_DOUBLE_BOOKING &&
      resolution == FOYER_RESOLUTION_OURS)
    action = FOYER_ACTION_BOOKING_OVERRIDE;

  return foyer_db_act (db, actor, action, NULL, decide, &deciding, error);
}

/**
 * foyer_conflicts_add:
 * @act: the action under way
 * @conflict: what sync found; gets its id
 * @error: return location for an error
 *
 * Keeps what a person has to decide.  One of its kind that is open already for the same
 * record, resource and unit is renewed and keeps its age, unless this desk has written
 * something else since: then there are two things to choose from.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_conflicts_add (FoyerAct *act, FoyerConflict *conflict, GError **error)
{
  g_autoptr (GPtrArray) open = NULL;

  open = foyer_table_list (
      act->db, FOYER_TYPE_CONFLICT, error,
      "WHERE record_kind IS ?1 AND record_id IS nullif (?2, 0) "
      "AND resource IS ?3 AND unit IS ?4 AND kind = ?5 "
      "AND mine IS ?6 AND resolution = 'none'",
      "sissss", conflict->record_kind, conflict->record_id, conflict->resource,
      conflict->unit, foyer_enum_to_nick (FOYER_TYPE_CONFLICT_KIND, (int) conflict->kind),
      conflict->mine);
  if (open == NULL)
    return FALSE;

  conflict->resolution = FOYER_RESOLUTION_NONE;
  conflict->resolved_at = 0;
  conflict->applied = FALSE;
  if (open->len > 0)
    {
      FoyerConflict *before = open->pdata[0];

      foyer_record_set_id (FOYER_RECORD (conflict),
                           foyer_record_get_id (FOYER_RECORD (before)));
      conflict->created_at = before->created_at;
      return foyer_act_update (act, conflict, error);
    }
  conflict->created_at = act->now;

  return foyer_act_insert (act, conflict, error) &&
         (conflict->record_kind == NULL || conflict->record_id == 0 ||
          foyer_act_show (act, conflict->record_kind, conflict->record_id, error));
}

/**
 * foyer_conflicts_is_known:
 * @db: a connection
 * @resource: name of a resource at the endpoint, `Type/id`
 * @theirs: (nullable): which version of it
 * @out_known: (out): whether it was put before people
 * @error: return location for an error
 *
 * Tells whether that a resource cannot be understood is known, and perhaps decided.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_conflicts_is_known (FoyerDb    *db,
                          const char *resource,
                          const char *theirs,
                          gboolean   *out_known,
                          GError    **error)
{
  gint64 n;

  if (!foyer_db_query_integer (db, &n, error,
                               "SELECT count (*) FROM conflict WHERE kind = 'unreadable' "
                               "AND resource = ?1 AND theirs IS ?2 "
                               "AND resolution IN ('none', 'theirs')",
                               "ss", resource, theirs))
    return FALSE;
  *out_known = n > 0;

  return TRUE;
}

/**
 * foyer_conflicts_settle:
 * @act: the action under way
 * @conflict: one that is open
 * @error: return location for an error
 *
 * Ends a conflict that is no more: it ended by itself, or what it was about was changed.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `decided` if it has ended already.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_conflicts_settle (FoyerAct *act, FoyerConflict *conflict, GError **error)
{
  if (conflict->resolution != FOYER_RESOLUTION_NONE)
    return foyer_store_refuse_rule (error, "decided");

  return end (act, conflict, FOYER_RESOLUTION_SETTLED, error);
}

/**
 * foyer_conflicts_reopen:
 * @act: the action under way
 * @conflict: a decided conflict
 * @error: return location for an error
 *
 * Puts a conflict before people once more, because their decision cannot be carried out.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `undecided` if nobody has decided it.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_conflicts_reopen (FoyerAct *act, FoyerConflict *conflict, GError **error)
{
  if (conflict->resolution == FOYER_RESOLUTION_NONE)
    return foyer_store_refuse_rule (error, "undecided");
  conflict->resolution = FOYER_RESOLUTION_NONE;
  conflict->resolved_at = 0;
  conflict->staff_id = 0;

  return foyer_act_update (act, conflict, error);
}

/**
 * foyer_conflicts_list_decided:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerConflict): decisions of people that have not
 *   been carried out, in their order; `NULL` on error
 */
GPtrArray *
foyer_conflicts_list_decided (FoyerDb *db, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_CONFLICT, error,
                           "WHERE NOT applied AND resolution <> 'none' "
                           "ORDER BY resolved_at, id",
                           "");
}

/**
 * foyer_conflicts_set_applied:
 * @act: the action that carries the decision out
 * @conflict: a decided conflict
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `undecided` if nobody has decided it.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_conflicts_set_applied (FoyerAct *act, FoyerConflict *conflict, GError **error)
{
  if (conflict->resolution == FOYER_RESOLUTION_NONE)
    return foyer_store_refuse_rule (error, "undecided");
  conflict->applied = TRUE;

  return foyer_act_update (act, conflict, error);
}
