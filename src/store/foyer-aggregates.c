/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-aggregates.h"

#include "model/foyer-booking.h"
#include "model/foyer-identifier.h"
#include "store/foyer-aggregates-private.h"
#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

#define SQL_MAX 120

/* In which order the parts of a record are told: the same at every desk, whatever rows they
 * have there. */
static const struct
{
  const char *kind;
  const char *order;
} orders[] = {
  { "absence", "start_at, end_at, uid" },
  { "booking_event", "at, id" },
  { "booking_override", "at, id" },
  { "holiday", "date" },
  { "patient_contact", "kind, name, relationship, phone, id" },
  { "patient_name", "kind, family, given, id" },
  { "patient_phone", "position, id" },
  { "referral_event", "at, id" },
  { "working_hours", "weekday, start_minute, end_minute, kind, uid" },
};

static const char *
order_of (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (g_str_equal (orders[i].kind, kind))
      return orders[i].order;

  return "id";
}

/**
 * foyer_aggregates_find:
 * @db: a connection
 * @kind: a kind of record
 * @uid: its uid
 * @out_id: (out): its row, 0 if there is none here
 * @error: return location for an error
 *
 * Returns: `TRUE` on success, also if there is none
 */
gboolean
foyer_aggregates_find (
    FoyerDb *db, const char *kind, const char *uid, gint64 *out_id, GError **error)
{
  char sql[SQL_MAX];

  g_return_val_if_fail (foyer_kind_find (kind) != NULL, FALSE);

  g_snprintf (sql, sizeof sql, "SELECT id FROM %s WHERE uid = ?1", kind);

  return foyer_db_query_integer (db, out_id, error, sql, "s", uid);
}

/**
 * foyer_aggregates_dup_uid:
 * @db: a connection
 * @kind: a kind of record
 * @id: its row
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full): its uid, or `NULL` on error
 */
char *
foyer_aggregates_dup_uid (FoyerDb *db, const char *kind, gint64 id, GError **error)
{
  g_autoptr (FoyerStatement) statement = NULL;
  char sql[SQL_MAX];

  g_return_val_if_fail (foyer_kind_find (kind) != NULL, NULL);

  g_snprintf (sql, sizeof sql, "SELECT uid FROM %s WHERE id = ?1", kind);
  statement = foyer_db_prepare (db, sql, error);
  if (statement == NULL || !foyer_statement_bind (statement, error, "i", id))
    return NULL;

  switch (foyer_statement_step (statement, error))
    {
    case FOYER_SQL_ROW:
      return g_strdup (foyer_statement_text (statement, 0));

    case FOYER_SQL_DONE:
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                   "There is no such %s", kind);
      return NULL;

    case FOYER_SQL_ERROR:
    default:
      return NULL;
    }
}

/* Whether records of @kind carry what other systems call them. */
gboolean
foyer_aggregates_has_identifiers (const char *kind)
{
  return g_str_equal (kind, "patient") || g_str_equal (kind, "referrer") ||
         g_str_equal (kind, "practice");
}

/* An absence of nobody is one of the whole clinic. */
gboolean
foyer_aggregates_has_part (const char *kind, const FoyerKind *part)
{
  return g_strcmp0 (part->parent, kind) == 0 ||
         (g_str_equal (kind, "clinic") && g_str_equal (part->name, "absence"));
}

const FoyerField *
foyer_aggregates_find_field (gpointer record, const char *name)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    if (g_str_equal (klass->fields[i].name, name))
      return &klass->fields[i];

  return NULL;
}

/* The parts of one kind of a record, in their order. */
GPtrArray *
foyer_aggregates_list_parts (
    FoyerDb *db, const char *kind, gint64 id, const FoyerKind *part, GError **error)
{
  g_autofree char *tail = NULL;

  if (g_str_equal (part->name, "holiday"))
    return foyer_table_list (db, part->get_type (), error, "ORDER BY date", "");
  if (g_str_equal (kind, "clinic"))
    return foyer_table_list (db, part->get_type (), error,
                             "WHERE clinician_id IS NULL ORDER BY start_at, end_at, uid",
                             "");

  /* The column of the parent has the name of its kind. */
  tail = g_strdup_printf ("WHERE %s_id = ?1 ORDER BY %s", kind, order_of (part->name));

  return foyer_table_list (db, part->get_type (), error, tail, "i", id);
}

GPtrArray *
foyer_aggregates_list_identifiers (FoyerDb    *db,
                                   const char *kind,
                                   gint64      id,
                                   GError    **error)
{
  return foyer_table_list (db, FOYER_TYPE_IDENTIFIER, error,
                           "WHERE owner_kind = ?1 AND owner_id = ?2 "
                           "ORDER BY system, value, id",
                           "si", kind, id);
}

/* Says by uid what @record refers to. */
static gboolean
link_record (FoyerDb *db, gpointer record, GError **error)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const char      *kind = foyer_kind_of_field (&klass->fields[i]);
      g_autofree char *uid = NULL;
      gint64           id;

      if (kind == NULL)
        continue;
      id = foyer_field_get_integer (&klass->fields[i], record);
      if (id == 0)
        continue;
      uid = foyer_aggregates_dup_uid (db, kind, id, error);
      if (uid == NULL)
        return FALSE;
      foyer_record_set_link (record, klass->fields[i].name, uid);
    }

  return TRUE;
}

static gboolean
load_parts (FoyerDb *db, FoyerAggregate *self, const char *kind, GError **error)
{
  const gint64     id = foyer_record_get_id (self->record);
  const FoyerKind *kinds;
  guint            n;

  kinds = foyer_kinds_list (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) parts = NULL;

      if (!foyer_aggregates_has_part (kind, &kinds[i]))
        continue;
      parts = foyer_aggregates_list_parts (db, kind, id, &kinds[i], error);
      if (parts == NULL)
        return FALSE;
      for (guint j = 0; j < parts->len; j++)
        if (!link_record (db, parts->pdata[j], error))
          return FALSE;
      g_ptr_array_extend_and_steal (self->children, g_steal_pointer (&parts));
    }

  return TRUE;
}

static gboolean
load_content (FoyerDb *db, FoyerAggregate *self, GError **error)
{
  g_autoptr (FoyerStatement) statement = foyer_db_prepare (
      db, "SELECT content FROM document_content WHERE document_id = ?1", error);
  FoyerSqlStep step;

  if (statement == NULL ||
      !foyer_statement_bind (statement, error, "i", foyer_record_get_id (self->record)))
    return FALSE;

  step = foyer_statement_step (statement, error);
  if (step == FOYER_SQL_ROW)
    self->content = foyer_statement_bytes (statement, 0);

  return step != FOYER_SQL_ERROR;
}

/**
 * foyer_aggregates_load:
 * @db: a connection
 * @kind: a kind that stands on its own
 * @id: its row
 * @error: return location for an error
 *
 * Reads a record with its parts, its identifiers and its content, and says by uid what each
 * refers to.  Parts come in an order that is the same at every desk.
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full): the whole record, or `NULL` on error
 */
FoyerAggregate *
foyer_aggregates_load (FoyerDb *db, const char *kind, gint64 id, GError **error)
{
  const FoyerKind *found = foyer_kind_find (kind);
  g_autoptr (FoyerAggregate) self = NULL;

  g_return_val_if_fail (found != NULL && found->parent == NULL, NULL);

  self = g_new0 (FoyerAggregate, 1);
  self->children = g_ptr_array_new_with_free_func (g_object_unref);
  self->record = foyer_table_get (db, found->get_type (), id, error);
  if (self->record == NULL || !link_record (db, self->record, error) ||
      !load_parts (db, self, kind, error))
    return NULL;

  if (foyer_aggregates_has_identifiers (kind))
    self->identifiers = foyer_aggregates_list_identifiers (db, kind, id, error);
  else
    self->identifiers = g_ptr_array_new_with_free_func (g_object_unref);
  if (self->identifiers == NULL)
    return NULL;

  if (g_str_equal (kind, "document") && !load_content (db, self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* Overrides count if they were given for the present time of their visit. */
#define OVERRIDES                                                                        \
  "SELECT 1 FROM booking_override AS o WHERE o.booking_id IN (mine.id, other.id) "       \
  "AND o.at >= (SELECT coalesce (max (e.at), 0) FROM booking_event AS e "                \
  "WHERE e.booking_id = o.booking_id AND e.kind = 'move') AND o.rule = "

/* Whose blocked time begins up to a day earlier and reaches into that of mine. */
#define BLOCK_MEETS                                                                      \
  "other.live AND other.block_start_at > mine.block_start_at - 86400 "                   \
  "AND other.block_start_at < mine.block_end_at "                                        \
  "AND other.block_end_at > mine.block_start_at "

/* Most visits of the clinician at once while both last: reached where one begins. */
#define MOST_AT_ONCE                                                                     \
  "(SELECT max ((SELECT count (*) FROM booking AS third "                                \
  "WHERE third.live AND third.clinician_id = mine.clinician_id "                         \
  "AND third.block_start_at > point.at - 86400 "                                         \
  "AND third.block_start_at <= point.at AND third.block_end_at > point.at)) "            \
  "FROM (SELECT max (mine.block_start_at, other.block_start_at) AS at UNION ALL "        \
  "SELECT later.block_start_at FROM booking AS later "                                   \
  "WHERE later.live AND later.clinician_id = mine.clinician_id "                         \
  "AND later.block_start_at > max (mine.block_start_at, other.block_start_at) "          \
  "AND later.block_start_at < min (mine.block_end_at, other.block_end_at)) AS point) "

static const char collisions[] =
    "WHERE booking.id IN ("
    "SELECT other.id FROM booking AS mine JOIN booking AS other "
    "ON other.clinician_id = mine.clinician_id AND " BLOCK_MEETS
    "WHERE mine.id = ?1 AND mine.live AND other.id <> mine.id "
    "AND NOT EXISTS (" OVERRIDES "'clinician-overlap') AND "
    "(SELECT overlap_limit FROM clinician WHERE id = mine.clinician_id) < " MOST_AT_ONCE
    "UNION SELECT other.id FROM booking AS mine JOIN booking AS other "
    "ON other.room_id IS NOT NULL AND other.room_id = mine.room_id AND " BLOCK_MEETS
    "WHERE mine.id = ?1 AND mine.live AND other.id <> mine.id "
    "AND NOT EXISTS (" OVERRIDES "'room-overlap') "
    "UNION SELECT other.id FROM booking AS mine JOIN booking AS other "
    "ON other.live AND other.patient_id = mine.patient_id "
    "AND other.start_at > mine.start_at - 86400 "
    "AND other.start_at < mine.end_at AND other.end_at > mine.start_at "
    "WHERE mine.id = ?1 AND mine.live AND other.id <> mine.id "
    "AND NOT EXISTS (" OVERRIDES "'patient-overlap')) "
    "AND (state <> 'held' OR held_until > ?2) ORDER BY block_start_at, uid";

/**
 * foyer_aggregates_list_collisions:
 * @db: a connection
 * @booking_id: a booking
 * @error: return location for an error
 *
 * Finds who else has the time of a booking, as the rules of overlap see it: the same room, the
 * same patient, or more visits of the clinician at once than there may be.  What a person has
 * allowed is no collision, and neither is a hold whose time has passed.
 *
 * Returns: (transfer full) (element-type FoyerBooking): the others, in order of time, none if
 *   the booking does not occupy its time; `NULL` on error
 */
GPtrArray *
foyer_aggregates_list_collisions (FoyerDb *db, gint64 booking_id, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_BOOKING, error, collisions, "ii", booking_id,
                           foyer_db_now (db));
}
