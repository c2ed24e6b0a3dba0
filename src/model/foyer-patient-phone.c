/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-patient-phone.h"

G_DEFINE_ENUM_TYPE (FoyerPhoneKind,
                    foyer_phone_kind,
                    G_DEFINE_ENUM_VALUE (FOYER_PHONE_KIND_MOBILE, "mobile"),
                    G_DEFINE_ENUM_VALUE (FOYER_PHONE_KIND_HOME, "home"),
                    G_DEFINE_ENUM_VALUE (FOYER_PHONE_KIND_WORK, "work"),
                    G_DEFINE_ENUM_VALUE (FOYER_PHONE_KIND_OTHER, "other"))

static const FoyerField fields[] = {
  FOYER_FIELD_INTEGER (FoyerPatientPhone, "patient-id", patient_id),
  FOYER_FIELD_ENUM (FoyerPatientPhone, "kind", kind, foyer_phone_kind_get_type),
  FOYER_FIELD_TEXT (FoyerPatientPhone, "number", number),
  FOYER_FIELD_TEXT (FoyerPatientPhone, "digits", digits),
  FOYER_FIELD_FLAG (FoyerPatientPhone, "may-leave-voicemail", may_leave_voicemail),
  FOYER_FIELD_FLAG (FoyerPatientPhone, "may-text", may_text),
  FOYER_FIELD_INTEGER (FoyerPatientPhone, "position", position),
};

FOYER_DEFINE_RECORD (FoyerPatientPhone, foyer_patient_phone, "patient_phone", fields)
