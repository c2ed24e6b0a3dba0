/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerContactKind:
 * @FOYER_CONTACT_KIND_GUARDIAN: parent or legal guardian
 * @FOYER_CONTACT_KIND_PROXY: may act for the patient
 * @FOYER_CONTACT_KIND_EMERGENCY: to be called in an emergency
 *
 * What the person may do.
 */
typedef enum
{
  FOYER_CONTACT_KIND_GUARDIAN,
  FOYER_CONTACT_KIND_PROXY,
  FOYER_CONTACT_KIND_EMERGENCY,
} FoyerContactKind;

#define FOYER_TYPE_CONTACT_KIND (foyer_contact_kind_get_type ())
GType foyer_contact_kind_get_type (void);

#define FOYER_TYPE_PATIENT_CONTACT (foyer_patient_contact_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerPatientContact, foyer_patient_contact, FOYER, PATIENT_CONTACT, FoyerRecord)

/**
 * FoyerPatientContact:
 *
 * A person who speaks for, or is called for, a patient.
 */
struct _FoyerPatientContact
{
  FoyerRecord parent_instance;

  gint64           patient_id;
  FoyerContactKind kind;
  char            *name;         /* (owned) (nullable) */
  char            *relationship; /* (owned) (nullable) in words */
  char            *phone;        /* (owned) (nullable) */
  char *authority; /* (owned) (nullable) what they may decide and where that is written */
};

FoyerPatientContact *foyer_patient_contact_new (void);

G_END_DECLS
