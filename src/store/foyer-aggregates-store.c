/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-aggregates-private.h"

#include "model/foyer-booking-event.h"
#include "model/foyer-clinic.h"
#include "model/foyer-document.h"
#include "model/foyer-holiday.h"
#include "model/foyer-identifier.h"
#include "model/foyer-patient.h"
#include "model/foyer-phone.h"
#include "store/foyer-db-private.h"
#include "store/foyer-numbers-private.h"
#include "store/foyer-patients-private.h"
#include "store/foyer-table.h"

/* One whole record on its way into the tables. */
typedef struct
{
  FoyerAct        *act;       /* (unowned) */
  FoyerAggregate  *aggregate; /* (unowned) */
  const FoyerKind *kind;      /* (unowned) */
  gint64           id;        /* 0 until it is stored */
  gboolean         is_new;
  gboolean         changed; /* whether a part of it was */
  gboolean         differs; /* whether it could not be kept as it came */
} Storing;

/* Gives the fields that refer to other records the rows of those. */
static gboolean
resolve (FoyerDb *db, gpointer record, const char *parent_field, GError **error)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const FoyerField *field = &klass->fields[i];
      const char       *kind = foyer_kind_of_field (field);
      const char       *uid;
      gint64            id = 0;

      if (kind == NULL || g_strcmp0 (field->name, parent_field) == 0)
        continue;
      uid = foyer_record_get_link (record, field->name);
      if (uid != NULL && !foyer_aggregates_find (db, kind, uid, &id, error))
        return FALSE;
      if (id == 0 && (uid != NULL || (field->flags & FOYER_FIELD_ZERO_IS_NULL) == 0))
        return foyer_store_refuse_field (error, field->name,
                                         uid != NULL ? "unknown" : "missing");
      foyer_field_set_integer (field, record, id);
    }

  return TRUE;
}

static gboolean
differ (gpointer stored, gpointer record, const char *but)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (stored);

  for (guint i = 0; i < klass->n_fields; i++)
    if (g_strcmp0 (klass->fields[i].name, but) != 0 &&
        !foyer_record_field_equal (stored, record, &klass->fields[i]))
      return TRUE;

  return FALSE;
}

static void
adopt (Storing *self, const FoyerKind *part, gpointer child, guint position)
{
  const FoyerField *field = NULL;

  if (part->parent_field != NULL)
    field = foyer_aggregates_find_field (child, part->parent_field);
  if (field != NULL)
    foyer_field_set_integer (field, child,
                             g_str_equal (part->parent, self->kind->name) ? self->id : 0);
  if (FOYER_IS_PATIENT_PHONE (child))
    {
      FoyerPatientPhone *phone = child;
      g_autofree char   *digits = foyer_phone_dup_digits (phone->number);

      phone->position = position;
      foyer_set_text (&phone->digits, digits);
    }
}

/* What tells parts apart that come without a uid. */
static const char *
get_natural_key (gpointer child)
{
  if (FOYER_IS_PATIENT_PHONE (child))
    return FOYER_PATIENT_PHONE (child)->digits;
  if (FOYER_IS_PATIENT_CONTACT (child))
    return FOYER_PATIENT_CONTACT (child)->name;

  return NULL;
}

typedef gboolean (*MatchFunc) (gpointer stored, gpointer child);

/* The date of a holiday is there once: one that moves is another one. */
static gboolean
match_uid (gpointer stored, gpointer child)
{
  return g_strcmp0 (foyer_record_get_uid (stored), foyer_record_get_uid (child)) == 0 &&
         (!FOYER_IS_HOLIDAY (stored) ||
          g_strcmp0 (FOYER_HOLIDAY (stored)->date, FOYER_HOLIDAY (child)->date) == 0);
}

static gboolean
match_content (gpointer stored, gpointer child)
{
  return foyer_record_get_uid (child) == NULL && !differ (stored, child, "position");
}

static gboolean
match_key (gpointer stored, gpointer child)
{
  const char *key = get_natural_key (child);

  return foyer_record_get_uid (child) == NULL && key != NULL && *key != '\0' &&
         g_strcmp0 (get_natural_key (stored), key) == 0;
}

/* Gives each child that is one of @stored its id and takes it out of @stored. */
static void
match (GPtrArray *stored, GPtrArray *children, GPtrArray *before, MatchFunc func)
{
  for (guint i = 0; i < children->len; i++)
    for (guint j = 0; before->pdata[i] == NULL && j < stored->len; j++)
      if (func (stored->pdata[j], children->pdata[i]))
        before->pdata[i] = g_ptr_array_steal_index (stored, j);
}

/* Two desks may have noted one holiday: the smaller uid stays. */
static gboolean
drop_same_dates (GPtrArray *children)
{
  gboolean dropped = FALSE;

  for (guint i = 0; i < children->len; i++)
    for (guint j = children->len - 1; j > i; j--)
      {
        FoyerHoliday *one = children->pdata[i];
        FoyerHoliday *other = children->pdata[j];

        if (g_strcmp0 (one->date, other->date) != 0)
          continue;
        if (g_strcmp0 (foyer_record_get_uid (FOYER_RECORD (one)),
                       foyer_record_get_uid (FOYER_RECORD (other))) > 0)
          children->pdata[i] = other;
        g_ptr_array_remove_index (children, j);
        dropped = TRUE;
      }

  return dropped;
}

/* Of a step only that it was taken back is noted later. */
static gboolean
update_part (
    Storing *self, const FoyerKind *part, gpointer stored, gpointer child, GError **error)
{
  foyer_record_set_id (child, foyer_record_get_id (stored));
  if (part->append_only)
    {
      if (!FOYER_IS_BOOKING_EVENT (child) || !FOYER_BOOKING_EVENT (child)->undone ||
          FOYER_BOOKING_EVENT (stored)->undone)
        return TRUE;
      FOYER_BOOKING_EVENT (stored)->undone = TRUE;
      self->changed = TRUE;
      return foyer_act_update (self->act, stored, error);
    }
  if (!differ (stored, child, NULL))
    return TRUE;
  self->changed = TRUE;

  return foyer_act_update (self->act, child, error);
}

static gboolean
insert_part (Storing *self, gpointer child, GError **error)
{
  foyer_record_set_id (child, 0);
  self->changed = TRUE;

  return foyer_act_insert (self->act, child, error);
}

static void
unref_if_any (gpointer record)
{
  g_clear_object (&record);
}

static gboolean
write_parts (Storing         *self,
             const FoyerKind *part,
             GPtrArray       *stored,
             GPtrArray       *children,
             GError         **error)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (unref_if_any);

  g_ptr_array_set_size (before, (int) children->len);
  match (stored, children, before, match_uid);
  match (stored, children, before, match_content);
  match (stored, children, before, match_key);

  /* What is no longer there goes first, so that its date or uid is free. */
  for (guint i = 0; !part->append_only && i < stored->len; i++)
    {
      self->changed = TRUE;
      if (!foyer_act_delete (self->act, stored->pdata[i], error))
        return FALSE;
    }
  for (guint i = 0; i < children->len; i++)
    if (before->pdata[i] != NULL
            ? !update_part (self, part, before->pdata[i], children->pdata[i], error)
            : !insert_part (self, children->pdata[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
store_parts (Storing *self, const FoyerKind *part, GError **error)
{
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GPtrArray) children = g_ptr_array_new ();

  for (guint i = 0; i < self->aggregate->children->len; i++)
    {
      gpointer child = self->aggregate->children->pdata[i];

      if (!g_str_equal (FOYER_RECORD_GET_CLASS (child)->kind, part->name))
        continue;
      adopt (self, part, child, children->len);
      if (!resolve (self->act->db, child, part->parent_field, error))
        return FALSE;
      g_ptr_array_add (children, child);
    }
  if (g_str_equal (part->name, "holiday") && drop_same_dates (children))
    self->differs = TRUE;
  if (self->is_new && children->len == 0)
    return TRUE;

  stored = self->is_new ? g_ptr_array_new ()
                        : foyer_aggregates_list_parts (self->act->db, self->kind->name,
                                                       self->id, part, error);

  return stored != NULL && write_parts (self, part, stored, children, error);
}

static gboolean
store_all_parts (Storing *self, GError **error)
{
  const FoyerKind *kinds;
  guint            n;

  kinds = foyer_kinds_list (&n);
  for (guint i = 0; i < n; i++)
    if (foyer_aggregates_has_part (self->kind->name, &kinds[i]) &&
        !store_parts (self, &kinds[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
has_identifier (GPtrArray *identifiers, FoyerIdentifier *identifier)
{
  for (guint i = 0; i < identifiers->len; i++)
    {
      FoyerIdentifier *other = identifiers->pdata[i];

      if (g_strcmp0 (other->system, identifier->system) == 0 &&
          g_strcmp0 (other->value, identifier->value) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
store_identifiers (Storing *self, GError **error)
{
  GPtrArray *identifiers = self->aggregate->identifiers;
  g_autoptr (GPtrArray) stored = NULL;

  if (!foyer_aggregates_has_identifiers (self->kind->name) ||
      (self->is_new && identifiers->len == 0))
    return TRUE;

  stored = self->is_new ? g_ptr_array_new_with_free_func (g_object_unref)
                        : foyer_aggregates_list_identifiers (
                              self->act->db, self->kind->name, self->id, error);
  if (stored == NULL)
    return FALSE;

  for (guint i = 0; i < stored->len; i++)
    if (!has_identifier (identifiers, stored->pdata[i]))
      {
        self->changed = TRUE;
        if (!foyer_act_delete (self->act, stored->pdata[i], error))
          return FALSE;
      }
  for (guint i = 0; i < identifiers->len; i++)
    {
      FoyerIdentifier *identifier = identifiers->pdata[i];

      if (has_identifier (stored, identifier))
        continue;
      foyer_set_text (&identifier->owner_kind, self->kind->name);
      identifier->owner_id = self->id;
      if (!insert_part (self, identifier, error))
        return FALSE;
      g_ptr_array_add (stored, g_object_ref (identifier));
    }

  return TRUE;
}

/* The bytes of a document come with it or later, and are never changed. */
static gboolean
store_content (Storing *self, GError **error)
{
  gint64 is_there = 0;

  if (self->aggregate->content == NULL)
    return TRUE;
  if (!foyer_db_query_integer (self->act->db, &is_there, error,
                               "SELECT 1 FROM document_content WHERE document_id = ?1",
                               "i", self->id))
    return FALSE;
  if (is_there)
    return TRUE;
  self->changed = TRUE;

  return foyer_db_run (self->act->db, error,
                       "INSERT INTO document_content (document_id, content) "
                       "VALUES (?1, ?2)",
                       "ib", self->id, self->aggregate->content);
}

static void
describe_content (FoyerDocument *document, GBytes *content)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);

  document->size_bytes = (gint64) g_bytes_get_size (content);
  foyer_set_text (&document->sha256, digest);
}

/* Derives what does not travel. */
static gboolean
complete (Storing *self, GError **error)
{
  gpointer record = self->aggregate->record;

  if (FOYER_IS_PATIENT (record))
    foyer_patients_set_name_key (record);
  if (FOYER_IS_DOCUMENT (record) && self->aggregate->content != NULL)
    describe_content (record, self->aggregate->content);

  return foyer_numbers_settle (self->act, record, self->id, &self->differs, error);
}

static gboolean
store_record (Storing *self, GError **error)
{
  FoyerRecord *record = self->aggregate->record;

  if (self->is_new)
    {
      foyer_record_set_id (record, FOYER_IS_CLINIC (record) ? 1 : 0);
      if (!foyer_act_insert (self->act, record, error))
        return FALSE;
      self->id = foyer_record_get_id (record);
      return TRUE;
    }

  foyer_record_set_id (record, self->id);
  return self->kind->append_only || foyer_act_update (self->act, record, error);
}

/* There is one clinic, which has the uid that it has at the endpoint. */
static gboolean
find_record (Storing *self, const char *uid, GError **error)
{
  gint64 has_clinic;

  if (!FOYER_IS_CLINIC (self->aggregate->record))
    return foyer_aggregates_find (self->act->db, self->kind->name, uid, &self->id, error);
  if (!foyer_db_query_integer (self->act->db, &has_clinic, error,
                               "SELECT count (*) FROM clinic", ""))
    return FALSE;
  self->id = has_clinic;

  return !has_clinic ||
         foyer_db_run (self->act->db, error, "UPDATE clinic SET uid = ?1 WHERE uid <> ?1",
                       "s", uid);
}

/**
 * foyer_aggregates_store:
 * @act: the action under way; see foyer_act_set_remote()
 * @aggregate: a whole record with its uid; its rows are filled in, and so is what it could not
 *   keep as it came
 * @out_id: (out) (optional): its row
 * @error: return location for an error
 *
 * Makes the record of a uid, and its parts, what @aggregate says.
 *
 * Parts are known by uid, and without one by what they say, so that a phone that did not change
 * keeps its row.  Of parts that are history only new ones are added, and a record that is
 * history stays as it is.  What it refers to must be here.
 *
 * Numbers that people read are there once.  If another record has the one of @aggregate, that
 * of the two which the endpoint does not have yet gets the next number; if it has both, the one
 * with the larger uid gets `-2`, at every desk alike.  The endpoint is then told.  A record
 * without a number gets one made from its uid.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` with the field that refers to what is not here
 * (`unknown`) or to nothing where it must refer to something (`missing`);
 * `FOYER_STORE_ERROR_RULE` if the database cannot hold a value.  Some of it may be written then:
 * use foyer_act_try().
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_aggregates_store (FoyerAct       *act,
                        FoyerAggregate *aggregate,
                        gint64         *out_id,
                        GError        **error)
{
  const char *uid = foyer_record_get_uid (aggregate->record);
  Storing     self = { .act = act, .aggregate = aggregate };

  self.kind = foyer_kind_find (FOYER_RECORD_GET_CLASS (aggregate->record)->kind);
  g_return_val_if_fail (self.kind != NULL && self.kind->parent == NULL, FALSE);

  if (uid == NULL)
    return foyer_store_refuse_field (error, "uid", "missing");
  if (!find_record (&self, uid, error) ||
      !resolve (act->db, aggregate->record, NULL, error))
    return FALSE;
  self.is_new = self.id == 0;
  if (!complete (&self, error) || !store_record (&self, error) ||
      !store_all_parts (&self, error) || !store_identifiers (&self, error) ||
      !store_content (&self, error))
    return FALSE;
  if (out_id != NULL)
    *out_id = self.id;

  /* A change of the parts alone is a change of the record to whoever follows the feed. */
  return (!self.changed || self.is_new ||
          foyer_act_show (act, self.kind->name, self.id, error)) &&
         (!self.differs || foyer_act_mark (act, self.kind->name, self.id, error));
}
