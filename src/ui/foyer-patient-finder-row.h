/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-patients.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FOYER_TYPE_PATIENT_FINDER_ROW (foyer_patient_finder_row_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerPatientFinderRow, foyer_patient_finder_row, FOYER, PATIENT_FINDER_ROW, GtkBox)

GtkWidget       *foyer_patient_finder_row_new (void);
void             foyer_patient_finder_row_set_row (FoyerPatientFinderRow *self,
                                                   FoyerPatientRow       *row,
                                                   int                    today);
FoyerPatientRow *foyer_patient_finder_row_get_row (FoyerPatientFinderRow *self);
char            *foyer_patient_finder_row_dup_facts (FoyerPatientRow *row, int today);

G_END_DECLS
