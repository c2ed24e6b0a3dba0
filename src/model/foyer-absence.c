/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-absence.h"

static const FoyerField fields[] = {
  FOYER_FIELD_OPTIONAL (FoyerAbsence, "clinician-id", clinician_id),
  FOYER_FIELD_INTEGER (FoyerAbsence, "start-at", start_at),
  FOYER_FIELD_INTEGER (FoyerAbsence, "end-at", end_at),
  FOYER_FIELD_TEXT (FoyerAbsence, "reason", reason),
};

FOYER_DEFINE_RECORD (FoyerAbsence, foyer_absence, "absence", fields)
