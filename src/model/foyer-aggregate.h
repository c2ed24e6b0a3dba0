/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-kind.h"

G_BEGIN_DECLS

/**
 * FoyerAggregate:
 * @record: a record that stands on its own
 * @children: (element-type FoyerRecord): the records that are a part of it, in order: the
 *   phones of a patient, the hours of a clinician, the steps of a booking
 * @identifiers: (element-type FoyerIdentifier): names that other systems give to it
 * @content: (nullable): the bytes of a document
 *
 * A record with everything that is stored and sent together with it.
 *
 * What a record refers to is told by uid, not by row: see foyer_record_get_link().  So an
 * aggregate means the same at every desk.  The phones, names and contacts of a patient are in
 * @children, and not in the lists of [class@Patient].
 */
typedef struct
{
  FoyerRecord *record;      /* (owned) */
  GPtrArray   *children;    /* (owned) */
  GPtrArray   *identifiers; /* (owned) */
  GBytes      *content;     /* (owned) (nullable) */
} FoyerAggregate;

FoyerAggregate *foyer_aggregate_new (const char *kind, const char *uid);
FoyerAggregate *foyer_aggregate_copy (FoyerAggregate *self);
void            foyer_aggregate_free (FoyerAggregate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerAggregate, foyer_aggregate_free)

gpointer foyer_aggregate_add (FoyerAggregate *self, const char *kind, const char *uid);
void     foyer_aggregate_remove_all (FoyerAggregate *self, const char *kind);
gpointer foyer_aggregate_find (FoyerAggregate *self, const char *kind, const char *uid);

const char *foyer_record_get_link (gpointer record, const char *field);
void        foyer_record_set_link (gpointer record, const char *field, const char *uid);

G_END_DECLS
