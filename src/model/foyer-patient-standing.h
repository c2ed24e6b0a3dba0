/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-patient.h"

G_BEGIN_DECLS

#define FOYER_ADULT_YEARS 18

int      foyer_patient_get_age_on (FoyerPatient *patient, const char *date);
gboolean foyer_patient_may_be_minor_on (FoyerPatient *patient, const char *date);
gboolean foyer_patient_has_guardian (FoyerPatient *patient);
gboolean foyer_patient_is_new_on (const char *seen_before_on,
                                  const char *last_visit_on,
                                  gint64      new_after_years,
                                  const char *date);

G_END_DECLS
