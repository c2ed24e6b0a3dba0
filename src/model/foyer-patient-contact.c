/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-patient-contact.h"

G_DEFINE_ENUM_TYPE (FoyerContactKind,
                    foyer_contact_kind,
                    G_DEFINE_ENUM_VALUE (FOYER_CONTACT_KIND_GUARDIAN, "guardian"),
                    G_DEFINE_ENUM_VALUE (FOYER_CONTACT_KIND_PROXY, "proxy"),
                    G_DEFINE_ENUM_VALUE (FOYER_CONTACT_KIND_EMERGENCY, "emergency"))

static const FoyerField fields[] = {
  FOYER_FIELD_INTEGER (FoyerPatientContact, "patient-id", patient_id),
  FOYER_FIELD_ENUM (FoyerPatientContact, "kind", kind, foyer_contact_kind_get_type),
  FOYER_FIELD_TEXT (FoyerPatientContact, "name", name),
  FOYER_FIELD_TEXT (FoyerPatientContact, "relationship", relationship),
  FOYER_FIELD_TEXT (FoyerPatientContact, "phone", phone),
  FOYER_FIELD_TEXT (FoyerPatientContact, "authority", authority),
};

FOYER_DEFINE_RECORD (FoyerPatientContact,
                     foyer_patient_contact,
                     "patient_contact",
                     fields)
