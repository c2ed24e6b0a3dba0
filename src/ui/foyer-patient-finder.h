/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FOYER_TYPE_PATIENT_FINDER (foyer_patient_finder_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerPatientFinder, foyer_patient_finder, FOYER, PATIENT_FINDER, GtkBox)

GtkWidget *foyer_patient_finder_new (FoyerSession *session);
void foyer_patient_finder_set_session (FoyerPatientFinder *self, FoyerSession *session);
void foyer_patient_finder_find (FoyerPatientFinder *self);
void foyer_patient_finder_set_text (FoyerPatientFinder *self, const char *text);
const char *foyer_patient_finder_get_text (FoyerPatientFinder *self);
void        foyer_patient_finder_clear (FoyerPatientFinder *self);

G_END_DECLS
