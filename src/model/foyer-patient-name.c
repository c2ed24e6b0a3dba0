/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-patient-name.h"

G_DEFINE_ENUM_TYPE (FoyerNameKind,
                    foyer_name_kind,
                    G_DEFINE_ENUM_VALUE (FOYER_NAME_KIND_MAIDEN, "maiden"),
                    G_DEFINE_ENUM_VALUE (FOYER_NAME_KIND_PREVIOUS, "previous"),
                    G_DEFINE_ENUM_VALUE (FOYER_NAME_KIND_ALIAS, "alias"))

static const FoyerField fields[] = {
  FOYER_FIELD_INTEGER (FoyerPatientName, "patient-id", patient_id),
  FOYER_FIELD_ENUM (FoyerPatientName, "kind", kind, foyer_name_kind_get_type),
  FOYER_FIELD_TEXT (FoyerPatientName, "family", family),
  FOYER_FIELD_TEXT (FoyerPatientName, "given", given),
};

FOYER_DEFINE_RECORD (FoyerPatientName, foyer_patient_name, "patient_name", fields)
