/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-aggregate.h"

/**
 * foyer_aggregate_new:
 * @kind: a kind that stands on its own
 * @uid: (nullable): uid of the record
 *
 * Returns: (transfer full): an empty record without parts
 */
FoyerAggregate *
foyer_aggregate_new (const char *kind, const char *uid)
{
  FoyerAggregate *self = g_new0 (FoyerAggregate, 1);

  self->record = g_object_new (foyer_kind_find (kind)->get_type (), NULL);
  if (uid != NULL)
    foyer_record_set_uid (self->record, uid);
  self->children = g_ptr_array_new_with_free_func (g_object_unref);
  self->identifiers = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

static gpointer
copy_linked (gconstpointer source, gpointer data)
{
  FoyerRecord      *record = (FoyerRecord *) source;
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);
  FoyerRecord      *copy = foyer_record_copy (record);

  for (guint i = 0; i < klass->n_fields; i++)
    if (foyer_kind_of_field (&klass->fields[i]) != NULL)
      foyer_record_set_link (copy, klass->fields[i].name,
                             foyer_record_get_link (record, klass->fields[i].name));

  return copy;
}

/**
 * foyer_aggregate_copy:
 * @self: an aggregate
 *
 * Returns: (transfer full): a deep copy with its links
 */
FoyerAggregate *
foyer_aggregate_copy (FoyerAggregate *self)
{
  FoyerAggregate *copy = g_new0 (FoyerAggregate, 1);

  copy->record = copy_linked (self->record, NULL);
  copy->children = g_ptr_array_copy (self->children, copy_linked, NULL);
  g_ptr_array_set_free_func (copy->children, g_object_unref);
  copy->identifiers = g_ptr_array_copy (self->identifiers, copy_linked, NULL);
  g_ptr_array_set_free_func (copy->identifiers, g_object_unref);
  if (self->content != NULL)
    copy->content = g_bytes_ref (self->content);

  return copy;
}

void
foyer_aggregate_free (FoyerAggregate *self)
{
  g_clear_object (&self->record);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->identifiers, g_ptr_array_unref);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self);
}

/**
 * foyer_aggregate_add:
 * @self: an aggregate
 * @kind: kind of a part
 * @uid: (nullable): its uid; `NULL` if it is new
 *
 * Returns: (transfer none): an empty record, added after the other parts
 */
gpointer
foyer_aggregate_add (FoyerAggregate *self, const char *kind, const char *uid)
{
  FoyerRecord *child = g_object_new (foyer_kind_find (kind)->get_type (), NULL);

  if (uid != NULL)
    foyer_record_set_uid (child, uid);
  g_ptr_array_add (self->children, child);

  return child;
}

/**
 * foyer_aggregate_remove_all:
 * @self: an aggregate
 * @kind: kind of the parts to remove
 *
 * Removes all parts of a kind, so that those that still are can be added anew.
 */
void
foyer_aggregate_remove_all (FoyerAggregate *self, const char *kind)
{
  for (guint i = self->children->len; i > 0; i--)
    if (g_str_equal (FOYER_RECORD_GET_CLASS (self->children->pdata[i - 1])->kind, kind))
      g_ptr_array_remove_index (self->children, i - 1);
}

/**
 * foyer_aggregate_find:
 * @self: an aggregate
 * @kind: kind of a part
 * @uid: its uid
 *
 * Returns: (transfer none) (nullable): the part
 */
gpointer
foyer_aggregate_find (FoyerAggregate *self, const char *kind, const char *uid)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      FoyerRecord *child = self->children->pdata[i];

      if (g_str_equal (FOYER_RECORD_GET_CLASS (child)->kind, kind) &&
          g_strcmp0 (foyer_record_get_uid (child), uid) == 0)
        return child;
    }

  return NULL;
}

/**
 * foyer_record_get_link:
 * @record: (type FoyerRecord): a record of an aggregate
 * @field: a field that refers to another record, `patient-id`
 *
 * Returns: (nullable): uid of the record that it refers to
 */
const char *
foyer_record_get_link (gpointer record, const char *field)
{
  return g_object_get_data (record, field);
}

/**
 * foyer_record_set_link:
 * @record: (type FoyerRecord): a record of an aggregate
 * @field: a field that refers to another record
 * @uid: (nullable): uid of that record
 */
void
foyer_record_set_link (gpointer record, const char *field, const char *uid)
{
  g_object_set_data_full (record, field, g_strdup (uid), g_free);
}
