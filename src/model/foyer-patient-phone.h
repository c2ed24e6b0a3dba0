/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerPhoneKind:
 * @FOYER_PHONE_KIND_MOBILE:
 * @FOYER_PHONE_KIND_HOME:
 * @FOYER_PHONE_KIND_WORK:
 * @FOYER_PHONE_KIND_OTHER:
 *
 * Where a number rings.
 */
typedef enum
{
  FOYER_PHONE_KIND_MOBILE,
  FOYER_PHONE_KIND_HOME,
  FOYER_PHONE_KIND_WORK,
  FOYER_PHONE_KIND_OTHER,
} FoyerPhoneKind;

#define FOYER_TYPE_PHONE_KIND (foyer_phone_kind_get_type ())
GType foyer_phone_kind_get_type (void);

#define FOYER_TYPE_PATIENT_PHONE (foyer_patient_phone_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerPatientPhone, foyer_patient_phone, FOYER, PATIENT_PHONE, FoyerRecord)

/**
 * FoyerPatientPhone:
 *
 * One phone number of a patient.
 */
struct _FoyerPatientPhone
{
  FoyerRecord parent_instance;

  gint64         patient_id;
  FoyerPhoneKind kind;
  char          *number; /* (owned) (nullable) as typed */
  char          *digits; /* (owned) (nullable) digits only, for search */
  gboolean       may_leave_voicemail;
  gboolean       may_text;
  gint64         position; /* 0 is tried first */
};

FoyerPatientPhone *foyer_patient_phone_new (void);

G_END_DECLS
