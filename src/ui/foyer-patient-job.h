/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-edits.h"
#include "store/foyer-patients.h"

G_BEGIN_DECLS

/**
 * FoyerPatientJob:
 * @actor: (owned) (nullable): who saves
 * @patient: (owned): what is saved; gets its id
 * @base: (owned) (nullable): what is changed, as whoever typed knows it
 * @request_id: the request that the new patient has sent, 0: none
 * @compare: whether to look for the same person first, and to save only if there is none
 * @not_same: (owned) (nullable): of gint64: patients who are said to be other people
 * @matches: (owned) (nullable): of FoyerPatientMatch: who may be the same person; then
 *   nothing has been saved
 *
 * A patient on the way to the store.
 */
typedef struct
{
  FoyerUser     *actor;
  FoyerPatient  *patient;
  FoyerSnapshot *base;
  gint64         request_id;
  gboolean       compare;
  GArray        *not_same;
  GPtrArray     *matches;
} FoyerPatientJob;

void     foyer_patient_job_free (FoyerPatientJob *job);
gpointer foyer_patient_job_run (FoyerDb *db, gpointer job, GError **error);

/**
 * FoyerPatientLoad:
 * @id: whom to load; 0: nobody yet
 * @patient: (owned) (nullable): the record, a new one for 0
 * @clinicians: (owned) (nullable): all of them
 *
 * What the form of a patient needs from the store.
 */
typedef struct
{
  gint64        id;
  FoyerPatient *patient;
  GPtrArray    *clinicians;
} FoyerPatientLoad;

void     foyer_patient_load_free (FoyerPatientLoad *load);
gpointer foyer_patient_load_run (FoyerDb *db, gpointer load, GError **error);

gboolean foyer_patient_equal (FoyerPatient *a, FoyerPatient *b);
gboolean foyer_patient_has_second_fact (FoyerPatient *patient);
gboolean foyer_patient_identity_differs (FoyerPatient *a, FoyerPatient *b);

G_END_DECLS
