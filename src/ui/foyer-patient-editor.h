/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-request.h"
#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_PATIENT_EDITOR (foyer_patient_editor_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerPatientEditor, foyer_patient_editor, FOYER, PATIENT_EDITOR, GtkBox)

GtkWidget *foyer_patient_editor_new (FoyerSession *session);
void foyer_patient_editor_set_session (FoyerPatientEditor *self, FoyerSession *session);
void foyer_patient_editor_register (FoyerPatientEditor *self, const char *typed);
void foyer_patient_editor_register_request (FoyerPatientEditor *self,
                                            FoyerRequest       *request);
void foyer_patient_editor_edit (FoyerPatientEditor *self, gint64 id);
gboolean foyer_patient_editor_is_changed (FoyerPatientEditor *self);

G_END_DECLS
