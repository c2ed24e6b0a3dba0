/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-patient.h"

G_DEFINE_ENUM_TYPE (FoyerGender,
                    foyer_gender,
                    G_DEFINE_ENUM_VALUE (FOYER_GENDER_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (FOYER_GENDER_FEMALE, "female"),
                    G_DEFINE_ENUM_VALUE (FOYER_GENDER_MALE, "male"),
                    G_DEFINE_ENUM_VALUE (FOYER_GENDER_OTHER, "other"))

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerPatient, "number", number),
  FOYER_FIELD_TEXT (FoyerPatient, "family", family),
  FOYER_FIELD_TEXT (FoyerPatient, "given", given),
  FOYER_FIELD_DERIVED_TEXT (FoyerPatient, "name-key", name_key),
  FOYER_FIELD_TEXT (FoyerPatient, "prefix", prefix),
  FOYER_FIELD_TEXT (FoyerPatient, "suffix", suffix),
  FOYER_FIELD_TEXT (FoyerPatient, "preferred-name", preferred_name),
  FOYER_FIELD_TEXT (FoyerPatient, "birth-date", birth_date),
  FOYER_FIELD_ENUM (FoyerPatient, "gender", gender, foyer_gender_get_type),
  FOYER_FIELD_TEXT (FoyerPatient, "email", email),
  FOYER_FIELD_TEXT (FoyerPatient, "address-line", address_line),
  FOYER_FIELD_TEXT (FoyerPatient, "city", city),
  FOYER_FIELD_TEXT (FoyerPatient, "region", region),
  FOYER_FIELD_TEXT (FoyerPatient, "postal-code", postal_code),
  FOYER_FIELD_TEXT (FoyerPatient, "country", country),
  FOYER_FIELD_TEXT (FoyerPatient, "language", language),
  FOYER_FIELD_TEXT (FoyerPatient, "other-languages", other_languages),
  FOYER_FIELD_FLAG (FoyerPatient, "interpreter-needed", interpreter_needed),
  FOYER_FIELD_OPTIONAL (FoyerPatient, "clinician-id", clinician_id),
  FOYER_FIELD_OPTIONAL (FoyerPatient, "pcp-id", pcp_id),
  FOYER_FIELD_TEXT (FoyerPatient, "insurance", insurance),
  FOYER_FIELD_TEXT (FoyerPatient, "alert", alert),
  FOYER_FIELD_TEXT (FoyerPatient, "note", note),
  FOYER_FIELD_FLAG (FoyerPatient, "consent-text", consent_text),
  FOYER_FIELD_FLAG (FoyerPatient, "consent-email", consent_email),
  FOYER_FIELD_FLAG (FoyerPatient, "consent-photo", consent_photo),
  FOYER_FIELD_TEXT (FoyerPatient, "seen-before-on", seen_before_on),
  FOYER_FIELD_FLAG (FoyerPatient, "active", active),
  FOYER_FIELD_FLAG (FoyerPatient, "deceased", deceased),
  FOYER_FIELD_TEXT (FoyerPatient, "deceased-on", deceased_on),
  FOYER_FIELD_INTEGER (FoyerPatient, "created-at", created_at),
  FOYER_FIELD_INTEGER (FoyerPatient, "updated-at", updated_at),
};

G_DEFINE_FINAL_TYPE (FoyerPatient, foyer_patient, FOYER_TYPE_RECORD)

static void
foyer_patient_finalize (GObject *object)
{
  FoyerPatient *self = FOYER_PATIENT (object);

  g_clear_pointer (&self->phones, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_patient_parent_class)->finalize (object);
}

static void
foyer_patient_class_init (FoyerPatientClass *klass)
{
  foyer_record_class_install_fields (FOYER_RECORD_CLASS (klass), "patient", fields,
                                     G_N_ELEMENTS (fields));
  G_OBJECT_CLASS (klass)->finalize = foyer_patient_finalize;
}

static void
foyer_patient_init (FoyerPatient *self)
{
  self->active = TRUE;
}

FoyerPatient *
foyer_patient_new (void)
{
  return g_object_new (FOYER_TYPE_PATIENT, NULL);
}
