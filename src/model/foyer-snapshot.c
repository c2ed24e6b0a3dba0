/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-snapshot.h"

#include "model/foyer-clinician.h"
#include "model/foyer-patient.h"

G_DEFINE_FINAL_TYPE (FoyerSnapshot, foyer_snapshot, G_TYPE_OBJECT)

/* What a part has from its place and from its other fields. */
static const char *const own_of_parts[] = {
  "clinician-id", "digits", "patient-id", "position", NULL,
};

/* What the store writes with every change. */
static gboolean
follows (const FoyerField *field)
{
  return (field->flags & FOYER_FIELD_DERIVED) != 0 ||
         g_str_equal (field->name, "updated-at");
}

static gboolean
parts_equal (FoyerRecord *a, FoyerRecord *b)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (a);

  for (guint i = 0; i < klass->n_fields; i++)
    if (!g_strv_contains (own_of_parts, klass->fields[i].name) &&
        !foyer_record_field_equal (a, b, &klass->fields[i]))
      return FALSE;

  return TRUE;
}

/* Whether two lists say the same: which rows of the database hold it does not matter. */
static gboolean
lists_equal (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || b == NULL || a == b)
    return TRUE;
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (!parts_equal (a->pdata[i], b->pdata[i]))
      return FALSE;

  return TRUE;
}

static GPtrArray **
find_list (FoyerSnapshot *self, const char *kind)
{
  FoyerPatient *patient;

  if (FOYER_IS_CLINICIAN (self->record) && g_str_equal (kind, "working_hours"))
    return &self->hours;
  if (!FOYER_IS_PATIENT (self->record))
    return NULL;

  patient = FOYER_PATIENT (self->record);
  if (g_str_equal (kind, "patient_phone"))
    return &patient->phones;
  if (g_str_equal (kind, "patient_name"))
    return &patient->names;

  return g_str_equal (kind, "patient_contact") ? &patient->contacts : NULL;
}

static void
foyer_snapshot_finalize (GObject *object)
{
  FoyerSnapshot *self = FOYER_SNAPSHOT (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->hours, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_snapshot_parent_class)->finalize (object);
}

static void
foyer_snapshot_class_init (FoyerSnapshotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_snapshot_finalize;
}

static void
foyer_snapshot_init (FoyerSnapshot *self)
{
}

/**
 * foyer_snapshot_new:
 * @record: (type FoyerRecord): a record that nobody changes any more; a patient with the lists
 *   that it has
 *
 * Returns: (transfer full): a snapshot of @record
 */
FoyerSnapshot *
foyer_snapshot_new (gpointer record)
{
  FoyerSnapshot *self = g_object_new (FOYER_TYPE_SNAPSHOT, NULL);

  self->record = g_object_ref (record);

  return self;
}

/**
 * foyer_snapshot_list_kinds:
 * @type: a type of record
 *
 * Returns: (transfer none) (array zero-terminated=1): kinds of the parts that are edited with
 *   such a record
 */
const char *const *
foyer_snapshot_list_kinds (GType type)
{
  static const char *const of_patients[] = { "patient_phone", "patient_name",
                                             "patient_contact", NULL };
  static const char *const of_clinicians[] = { "working_hours", NULL };
  static const char *const none[] = { NULL };

  if (type == FOYER_TYPE_PATIENT)
    return of_patients;

  return type == FOYER_TYPE_CLINICIAN ? of_clinicians : none;
}

/**
 * foyer_snapshot_get_list:
 * @self: a snapshot
 * @kind: a kind of part
 *
 * Returns: (transfer none) (nullable): the parts; `NULL` if they were not read, or if the
 *   record has none of that kind
 */
GPtrArray *
foyer_snapshot_get_list (FoyerSnapshot *self, const char *kind)
{
  GPtrArray **list = find_list (self, kind);

  return list != NULL ? *list : NULL;
}

/**
 * foyer_snapshot_find_field:
 * @self: a snapshot
 * @name: name of a field
 *
 * Returns: (transfer none) (nullable): the field; `NULL` if it is a list
 */
const FoyerField *
foyer_snapshot_find_field (FoyerSnapshot *self, const char *name)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (self->record);

  for (guint i = 0; i < klass->n_fields; i++)
    if (g_str_equal (klass->fields[i].name, name))
      return &klass->fields[i];

  return NULL;
}

/**
 * foyer_snapshot_field_equal:
 * @self: a snapshot
 * @other: another one of the same record
 * @name: name of a field, or kind of a list
 *
 * Returns: whether both say the same there
 */
gboolean
foyer_snapshot_field_equal (FoyerSnapshot *self, FoyerSnapshot *other, const char *name)
{
  const FoyerField *field = foyer_snapshot_find_field (self, name);

  return field != NULL ? foyer_record_field_equal (self->record, other->record, field)
                       : lists_equal (foyer_snapshot_get_list (self, name),
                                      foyer_snapshot_get_list (other, name));
}

/* Names of all that a person may change: fields, then lists. */
static GPtrArray *
list_names (FoyerSnapshot *self)
{
  FoyerRecordClass  *klass = FOYER_RECORD_GET_CLASS (self->record);
  const char *const *kinds = foyer_snapshot_list_kinds (G_OBJECT_TYPE (self->record));
  GPtrArray         *names = g_ptr_array_new ();

  for (guint i = 0; i < klass->n_fields; i++)
    if (!follows (&klass->fields[i]))
      g_ptr_array_add (names, (gpointer) klass->fields[i].name);
  for (guint i = 0; kinds[i] != NULL; i++)
    g_ptr_array_add (names, (gpointer) kinds[i]);

  return names;
}

/**
 * foyer_snapshot_equal:
 * @self: a snapshot
 * @other: another one of the same record
 *
 * Returns: whether both say the same in all that a person may change
 */
gboolean
foyer_snapshot_equal (FoyerSnapshot *self, FoyerSnapshot *other)
{
  g_autoptr (GPtrArray) names = list_names (self);

  for (guint i = 0; i < names->len; i++)
    if (!foyer_snapshot_field_equal (self, other, names->pdata[i]))
      return FALSE;

  return TRUE;
}

/**
 * foyer_snapshot_take_field:
 * @self: a snapshot
 * @from: another one of the same record
 * @name: name of a field, or kind of a list
 *
 * Makes @self say there what @from says.
 */
void
foyer_snapshot_take_field (FoyerSnapshot *self, FoyerSnapshot *from, const char *name)
{
  const FoyerField *field = foyer_snapshot_find_field (self, name);
  g_auto (GValue) value = G_VALUE_INIT;

  if (field != NULL)
    {
      g_object_get_property (G_OBJECT (from->record), name, &value);
      g_object_set_property (G_OBJECT (self->record), name, &value);
    }
  else if (foyer_snapshot_get_list (from, name) != NULL)
    {
      GPtrArray **list = find_list (self, name);

      g_clear_pointer (list, g_ptr_array_unref);
      *list = g_ptr_array_ref (foyer_snapshot_get_list (from, name));
    }
}

/**
 * foyer_snapshot_copy:
 * @self: a snapshot
 *
 * Returns: (transfer full): another one that can be changed; the parts in its lists are the
 *   same
 */
FoyerSnapshot *
foyer_snapshot_copy (FoyerSnapshot *self)
{
  const char *const *kinds = foyer_snapshot_list_kinds (G_OBJECT_TYPE (self->record));
  g_autoptr (FoyerRecord) record = foyer_record_copy (self->record);
  FoyerSnapshot *result = foyer_snapshot_new (record);

  for (guint i = 0; kinds[i] != NULL; i++)
    foyer_snapshot_take_field (result, self, kinds[i]);

  return result;
}

static void
merge_field (FoyerSnapshotMerge *merge,
             FoyerSnapshot      *base,
             FoyerSnapshot      *shown,
             FoyerSnapshot      *theirs,
             const char         *name)
{
  gboolean is_typed = !foyer_snapshot_field_equal (shown, merge->merged, name);
  gboolean is_changed = !foyer_snapshot_field_equal (base, theirs, name);
  gboolean is_same = foyer_snapshot_field_equal (merge->merged, theirs, name);

  if (!is_changed)
    return;

  foyer_snapshot_take_field (merge->shown, theirs, name);
  if (is_typed && !is_same)
    {
      g_ptr_array_add (merge->both, (gpointer) name);
      return;
    }

  /* Also what is the same: its parts have got their rows in the database. */
  foyer_snapshot_take_field (merge->merged, theirs, name);
  if (!is_same)
    g_ptr_array_add (merge->theirs, (gpointer) name);
}

/**
 * foyer_snapshot_merge:
 * @base: the record as it was read
 * @shown: what the form said before somebody typed in it: @base as far as its rows can show it,
 *   and what they propose
 * @mine: what the form says now
 * @theirs: the record as it is now
 *
 * Brings a change from elsewhere into a form, so that nothing that was typed is lost and
 * nothing that others have changed: a field that was not touched gets their value; one that
 * both have changed keeps what was typed and is named, for a person to choose.
 *
 * What follows from other fields is taken from @theirs.
 *
 * Returns: (transfer full): what the form shows next
 */
FoyerSnapshotMerge *
foyer_snapshot_merge (FoyerSnapshot *base,
                      FoyerSnapshot *shown,
                      FoyerSnapshot *mine,
                      FoyerSnapshot *theirs)
{
  FoyerRecordClass   *klass = FOYER_RECORD_GET_CLASS (base->record);
  FoyerSnapshotMerge *merge = g_new0 (FoyerSnapshotMerge, 1);
  g_autoptr (GPtrArray) names = list_names (base);

  merge->merged = foyer_snapshot_copy (mine);
  merge->shown = foyer_snapshot_copy (shown);
  merge->theirs = g_ptr_array_new ();
  merge->both = g_ptr_array_new ();
  for (guint i = 0; i < klass->n_fields; i++)
    if (follows (&klass->fields[i]))
      foyer_snapshot_take_field (merge->merged, theirs, klass->fields[i].name);
  for (guint i = 0; i < names->len; i++)
    merge_field (merge, base, shown, theirs, names->pdata[i]);

  return merge;
}

void
foyer_snapshot_merge_free (FoyerSnapshotMerge *merge)
{
  g_object_unref (merge->merged);
  g_object_unref (merge->shown);
  g_ptr_array_unref (merge->theirs);
  g_ptr_array_unref (merge->both);
  g_free (merge);
}
