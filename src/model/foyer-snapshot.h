/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

#define FOYER_TYPE_SNAPSHOT (foyer_snapshot_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSnapshot, foyer_snapshot, FOYER, SNAPSHOT, GObject)

/**
 * FoyerSnapshot:
 *
 * A record as it was at one moment, with the lists of parts that are edited with it: phones,
 * names and contacts of a patient, hours of a clinician.
 *
 * A list counts as one field, named as its kind.  One that was not read is `NULL`, and equal
 * to any other.
 */
struct _FoyerSnapshot
{
  GObject parent_instance;

  FoyerRecord *record; /* (owned) */
  GPtrArray   *hours;  /* (owned) (nullable) of FoyerWorkingHours, of a clinician */
};

FoyerSnapshot *foyer_snapshot_new (gpointer record);
FoyerSnapshot *foyer_snapshot_copy (FoyerSnapshot *self);

const char *const *foyer_snapshot_list_kinds (GType type);
GPtrArray         *foyer_snapshot_get_list (FoyerSnapshot *self, const char *kind);
const FoyerField  *foyer_snapshot_find_field (FoyerSnapshot *self, const char *name);

gboolean
foyer_snapshot_field_equal (FoyerSnapshot *self, FoyerSnapshot *other, const char *name);
gboolean foyer_snapshot_equal (FoyerSnapshot *self, FoyerSnapshot *other);
void
foyer_snapshot_take_field (FoyerSnapshot *self, FoyerSnapshot *from, const char *name);

/**
 * FoyerSnapshotMerge:
 * @merged: (owned): what the form shows next
 * @shown: (owned): what of it nobody has typed; where somebody has, what is stored now
 * @theirs: (owned) (element-type utf8): fields that were changed elsewhere alone
 * @both: (owned) (element-type utf8): fields that were changed elsewhere and in the form, to
 *   different values
 *
 * A form and a change from elsewhere, brought together.
 */
typedef struct
{
  FoyerSnapshot *merged;
  FoyerSnapshot *shown;
  GPtrArray     *theirs;
  GPtrArray     *both;
} FoyerSnapshotMerge;

FoyerSnapshotMerge *foyer_snapshot_merge (FoyerSnapshot *base,
                                          FoyerSnapshot *shown,
                                          FoyerSnapshot *mine,
                                          FoyerSnapshot *theirs);
void                foyer_snapshot_merge_free (FoyerSnapshotMerge *merge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSnapshotMerge, foyer_snapshot_merge_free)

G_END_DECLS
