/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-patient-contact.h"
#include "model/foyer-patient-name.h"
#include "model/foyer-patient-phone.h"
#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerGender:
 * @FOYER_GENDER_UNKNOWN:
 * @FOYER_GENDER_FEMALE:
 * @FOYER_GENDER_MALE:
 * @FOYER_GENDER_OTHER:
 *
 * Administrative gender, FHIR R4 AdministrativeGender.
 */
typedef enum
{
  FOYER_GENDER_UNKNOWN,
  FOYER_GENDER_FEMALE,
  FOYER_GENDER_MALE,
  FOYER_GENDER_OTHER,
} FoyerGender;

#define FOYER_TYPE_GENDER (foyer_gender_get_type ())
GType foyer_gender_get_type (void);

#define FOYER_TYPE_PATIENT (foyer_patient_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPatient, foyer_patient, FOYER, PATIENT, FoyerRecord)

/**
 * FoyerPatient:
 *
 * A person under care.
 *
 * @phones, @names and @contacts are beside the table of fields; the store reads and writes
 * them with the patient when they are not NULL.
 */
struct _FoyerPatient
{
  FoyerRecord parent_instance;

  char *number; /* (owned) (nullable) medical record number as staff read it, `100042` */
  char *family; /* (owned) (nullable) legal family name with particles */
  char *given;  /* (owned) (nullable) legal given names */
  char *
      name_key; /* (owned) (nullable) both names folded, set by the store; equal in people
                     of the same name */
  char       *prefix;         /* (owned) (nullable) */
  char       *suffix;         /* (owned) (nullable) */
  char       *preferred_name; /* (owned) (nullable) what to call the person */
  char       *birth_date; /* (owned) (nullable) FHIR date: YYYY, YYYY-MM or YYYY-MM-DD */
  FoyerGender gender;     /* administrative gender */
  char       *email;      /* (owned) (nullable) */
  char       *address_line;    /* (owned) (nullable) street lines separated by newline */
  char       *city;            /* (owned) (nullable) */
  char       *region;          /* (owned) (nullable) state or province */
  char       *postal_code;     /* (owned) (nullable) */
  char       *country;         /* (owned) (nullable) */
  char       *language;        /* (owned) (nullable) preferred language, BCP 47 tag */
  char       *other_languages; /* (owned) (nullable) BCP 47 tags separated by spaces */
  gboolean    interpreter_needed;
  gint64      clinician_id; /* usual clinician, 0 if none */
  gint64      pcp_id;       /* referrer who is the PCP, 0 if not known */
  char       *insurance;    /* (owned) (nullable) as written on the card */
  char *
      alert; /* (owned) (nullable) shown whenever the patient is picked for an appointment */
  char    *note;          /* (owned) (nullable) */
  gboolean consent_text;  /* may be sent text messages */
  gboolean consent_email; /* may be sent e-mail */
  gboolean consent_photo; /* agrees to clinical photographs */
  char      *
      seen_before_on; /* (owned) (nullable) last visit here before Foyer, civil date; NULL: none known */
  gboolean active; /* FALSE: no longer a patient here */
  gboolean deceased;
  char    *deceased_on; /* (owned) (nullable) FHIR date */
  gint64   created_at;  /* seconds since 1970-01-01 UTC */
  gint64   updated_at;  /* seconds since 1970-01-01 UTC */

  GPtrArray *phones;   /* (owned) (nullable) of FoyerPatientPhone, first choice first */
  GPtrArray *names;    /* (owned) (nullable) of FoyerPatientName */
  GPtrArray *contacts; /* (owned) (nullable) of FoyerPatientContact */
};

FoyerPatient *foyer_patient_new (void);

G_END_DECLS
