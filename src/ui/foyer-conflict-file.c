/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-conflict-file.h"

#include "model/foyer-kind.h"
#include "present/foyer-format.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-patients.h"
#include "store/foyer-referrals.h"
#include "ui/foyer-record-name.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (FoyerConflictFile, foyer_conflict_file, G_TYPE_OBJECT)

static void
foyer_conflict_file_finalize (GObject *object)
{
  FoyerConflictFile *self = FOYER_CONFLICT_FILE (object);

  g_clear_object (&self->conflict);
  g_clear_object (&self->patient);
  g_free (self->name);
  g_clear_object (&self->visit);
  g_clear_object (&self->other);
  g_clear_pointer (&self->changes, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_conflict_file_parent_class)->finalize (object);
}

static void
foyer_conflict_file_class_init (FoyerConflictFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_conflict_file_finalize;
}

static void
foyer_conflict_file_init (FoyerConflictFile *self)
{
}

/* A link to another record is kept as its uid, which nobody can read. */
static void
name_link (FoyerDb *db, const char *kind, char **uid)
{
  gint64 id = 0;
  char  *name = NULL;

  if (*uid == NULL)
    return;
  if (foyer_aggregates_find (db, kind, *uid, &id, NULL) && id != 0)
    name = foyer_record_name_read (db, kind, id);
  g_free (*uid);
  *uid = name != NULL ? name : g_strdup (C_ ("change", "unknown"));
}

static const char *
find_target (const FoyerKind *kind, const char *name)
{
  g_autoptr (FoyerRecordClass) klass = g_type_class_ref (kind->get_type ());

  for (guint i = 0; i < klass->n_fields; i++)
    if (g_str_equal (klass->fields[i].name, name))
      return foyer_kind_of_field (&klass->fields[i]);

  return NULL;
}

static void
read_changes (FoyerConflictFile *self, FoyerDb *db)
{
  const char      *record_kind = self->conflict->record_kind;
  const FoyerKind *kind = record_kind != NULL ? foyer_kind_find (record_kind) : NULL;

  self->changes = foyer_field_changes_parse (self->conflict->differences);
  for (guint i = self->changes->len; i > 0; i--)
    {
      FoyerFieldChange *change = self->changes->pdata[i - 1];
      const char       *target = kind != NULL ? find_target (kind, change->field) : NULL;

      if (foyer_field_words_is_hidden (record_kind, change->field))
        {
          g_ptr_array_remove_index (self->changes, i - 1);
          continue;
        }
      if (target != NULL)
        {
          name_link (db, target, &change->old);
          name_link (db, target, &change->new);
        }
    }
}

static FoyerBookingRow *
read_visit (FoyerDb *db, gint64 id)
{
  g_autoptr (FoyerBookingRow) row = foyer_bookings_get (db, id, NULL);

  if (row == NULL || !foyer_bookings_read_details (db, row, NULL))
    return NULL;

  return g_steal_pointer (&row);
}

static void
read_patient (FoyerConflictFile *self, FoyerDb *db, gint64 id)
{
  if (id != 0)
    self->patient = foyer_patients_get (db, id, NULL);
}

/* What cannot be read is left out: what it is about still has to be decided. */
static void
read_record (FoyerConflictFile *self, FoyerDb *db)
{
  const char *kind = self->conflict->record_kind;
  gint64      id = self->conflict->record_id;

  if (kind == NULL || id == 0)
    return;
  if (g_str_equal (kind, "patient"))
    read_patient (self, db, id);
  else if (g_str_equal (kind, "booking"))
    {
      self->visit = read_visit (db, id);
      if (self->visit != NULL)
        read_patient (self, db, self->visit->booking->patient_id);
    }
  else if (g_str_equal (kind, "referral"))
    {
      g_autoptr (FoyerReferralRow) row = foyer_referrals_get (db, id, NULL);

      if (row != NULL)
        {
          read_patient (self, db, row->referral->patient_id);
          self->name = g_strdup (row->referral->number);
        }
    }
  else
    self->name = foyer_record_name_read (db, kind, id);
}

static FoyerConflictFile *
read_file (FoyerDb *db, FoyerConflict *conflict)
{
  FoyerConflictFile *self = g_object_new (FOYER_TYPE_CONFLICT_FILE, NULL);
  gint64             other_id = 0;

  self->conflict = g_object_ref (conflict);
  read_record (self, db);
  if (conflict->other_uid != NULL &&
      foyer_aggregates_find (db, "booking", conflict->other_uid, &other_id, NULL) &&
      other_id != 0)
    self->other = read_visit (db, other_id);
  read_changes (self, db);

  return self;
}

/* Somebody comes for nothing if two visits collide, so that comes first; then what is new. */
static int
compare_files (gconstpointer a, gconstpointer b)
{
  FoyerConflict *one = (*(FoyerConflictFile *const *) a)->conflict;
  FoyerConflict *other = (*(FoyerConflictFile *const *) b)->conflict;
  gboolean       one_first = one->kind == FOYER_CONFLICT_KIND_DOUBLE_BOOKING;
  gboolean       other_first = other->kind == FOYER_CONFLICT_KIND_DOUBLE_BOOKING;

  if (one_first != other_first)
    return one_first ? -1 : 1;
  if (one->created_at != other->created_at)
    return one->created_at > other->created_at ? -1 : 1;

  return foyer_record_get_id (FOYER_RECORD (one)) >
                 foyer_record_get_id (FOYER_RECORD (other))
             ? -1
             : 1;
}

/**
 * foyer_conflict_files_read:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerConflictFile): what nobody has decided, visits
 *   at one time first, then the newest; `NULL` on error
 */
GPtrArray *
foyer_conflict_files_read (FoyerDb *db, GError **error)
{
  g_autoptr (GPtrArray) open = foyer_conflicts_list_open (db, error);
  GPtrArray *files;

  if (open == NULL)
    return NULL;

  files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < open->len; i++)
    g_ptr_array_add (files, read_file (db, open->pdata[i]));
  g_ptr_array_sort (files, compare_files);

  return files;
}
