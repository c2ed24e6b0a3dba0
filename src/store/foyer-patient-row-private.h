/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-patients.h"

G_BEGIN_DECLS

/* For src/store only: rows of lists of patients, with what they need to know in common. */

typedef struct _FoyerPatientRowReader FoyerPatientRowReader;

FoyerPatientRowReader *foyer_patient_row_reader_new (FoyerDb *db, GError **error);
void                   foyer_patient_row_reader_free (FoyerPatientRowReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPatientRowReader, foyer_patient_row_reader_free)

gboolean foyer_patient_row_read (FoyerPatientRowReader *self,
                                 gint64                 id,
                                 FoyerPatientRow      **out_row,
                                 GError               **error);

G_END_DECLS
