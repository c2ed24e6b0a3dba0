/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-patient.h"

G_BEGIN_DECLS

void     foyer_patients_set_name_key (FoyerPatient *patient);
gboolean foyer_patients_check (FoyerPatient *patient, gint64 now, GError **error);
gboolean
foyer_patients_check_text (const FoyerField *field, gpointer record, GError **error);

G_END_DECLS
