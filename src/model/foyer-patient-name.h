/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerNameKind:
 * @FOYER_NAME_KIND_MAIDEN: name before marriage
 * @FOYER_NAME_KIND_PREVIOUS: earlier legal name
 * @FOYER_NAME_KIND_ALIAS: also known as
 *
 * Why the name differs from the legal one.
 */
typedef enum
{
  FOYER_NAME_KIND_MAIDEN,
  FOYER_NAME_KIND_PREVIOUS,
  FOYER_NAME_KIND_ALIAS,
} FoyerNameKind;

#define FOYER_TYPE_NAME_KIND (foyer_name_kind_get_type ())
GType foyer_name_kind_get_type (void);

#define FOYER_TYPE_PATIENT_NAME (foyer_patient_name_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerPatientName, foyer_patient_name, FOYER, PATIENT_NAME, FoyerRecord)

/**
 * FoyerPatientName:
 *
 * A name that a patient has had or also goes by.
 */
struct _FoyerPatientName
{
  FoyerRecord parent_instance;

  gint64        patient_id;
  FoyerNameKind kind;
  char         *family; /* (owned) (nullable) */
  char         *given;  /* (owned) (nullable) */
};

FoyerPatientName *foyer_patient_name_new (void);

G_END_DECLS
