/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_PATIENT_VIEW (foyer_patient_view_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPatientView, foyer_patient_view, FOYER, PATIENT_VIEW, GtkBox)

GtkWidget *foyer_patient_view_new (FoyerSession *session);
void       foyer_patient_view_set_session (FoyerPatientView *self, FoyerSession *session);
void       foyer_patient_view_open (FoyerPatientView *self, gint64 id);
gint64     foyer_patient_view_get_patient (FoyerPatientView *self);

G_END_DECLS
