/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-duplicate.h"
#include "model/foyer-identifier.h"
#include "model/foyer-patient.h"
#include "model/foyer-typed-date.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerPatientRow:
 *
 * What a list of patients shows of one: enough to tell two people apart.
 */
#define FOYER_TYPE_PATIENT_ROW (foyer_patient_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPatientRow, foyer_patient_row, FOYER, PATIENT_ROW, GObject)

struct _FoyerPatientRow
{
  GObject parent_instance;

  gint64   id;
  char    *number;         /* (owned) */
  char    *family;         /* (owned) (nullable) */
  char    *given;          /* (owned) (nullable) */
  char    *preferred_name; /* (owned) (nullable) */
  char    *birth_date;     /* (owned) (nullable) FHIR date */
  char    *phone;          /* (owned) (nullable) first choice */
  gboolean same_name;      /* another active patient has the same name */
  gboolean active;
  gboolean deceased;
  gboolean is_new; /* on the day of the search */
};

gboolean   foyer_patients_prepare_search (FoyerDb *db, GError **error);
gboolean   foyer_patients_follow_some (FoyerDb *db);
GPtrArray *foyer_patients_search (FoyerDb       *db,
                                  const char    *text,
                                  FoyerDateOrder date_order,
                                  guint          limit,
                                  GError       **error);
GPtrArray *foyer_patients_list_recent (FoyerDb *db, guint limit, GError **error);

FoyerPatient *foyer_patients_get (FoyerDb *db, gint64 id, GError **error);
gboolean      foyer_patients_find_by_identifier (
         FoyerDb *db, const char *system, const char *value, gint64 *out_id, GError **error);
GPtrArray *foyer_patients_list_identifiers (FoyerDb *db, gint64 id, GError **error);

gboolean foyer_patients_save (FoyerDb      *db,
                              FoyerUser    *actor,
                              FoyerPatient *patient,
                              GError      **error);
gboolean foyer_patients_save_in (FoyerAct *act, FoyerPatient *patient, GError **error);
gboolean foyer_patients_add_identifier_in (FoyerAct   *act,
                                           gint64      patient_id,
                                           const char *system,
                                           const char *value,
                                           GError    **error);

/**
 * FoyerPatientMatch:
 *
 * A patient whom a new one may be, and why.
 */
#define FOYER_TYPE_PATIENT_MATCH (foyer_patient_match_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerPatientMatch, foyer_patient_match, FOYER, PATIENT_MATCH, GObject)

struct _FoyerPatientMatch
{
  GObject parent_instance;

  FoyerPatientRow *row; /* (owned) */
  FoyerLikeness    likeness;
  FoyerAgreement   agreement;
};

GPtrArray *
foyer_patients_list_duplicates (FoyerDb *db, FoyerPatient *candidate, GError **error);
gboolean foyer_patients_mark_not_same (
    FoyerDb *db, FoyerUser *actor, gint64 patient_a, gint64 patient_b, GError **error);

G_END_DECLS
