/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-patient-job.h"

#include "store/foyer-catalogue.h"
#include "store/foyer-requests.h"

void
foyer_patient_job_free (FoyerPatientJob *job)
{
  g_clear_object (&job->actor);
  g_clear_object (&job->patient);
  g_clear_object (&job->base);
  g_clear_pointer (&job->not_same, g_array_unref);
  g_clear_pointer (&job->matches, g_ptr_array_unref);
  g_free (job);
}

/* Twins are alike and no duplicates: nobody is asked about them. */
static gboolean
find_same (FoyerDb *db, FoyerPatientJob *job, GError **error)
{
  g_autoptr (GPtrArray) all = foyer_patients_list_duplicates (db, job->patient, error);

  if (all == NULL)
    return FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      FoyerPatientMatch *match = g_ptr_array_index (all, i);

      if (match->likeness != FOYER_LIKENESS_DUPLICATE)
        continue;
      if (job->matches == NULL)
        job->matches = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (job->matches, g_object_ref (match));
    }

  return TRUE;
}

/* Who has sent a request is registered and attached to it in one action. */
static gboolean
save (FoyerDb *db, FoyerPatientJob *job, GError **error)
{
  foyer_edits_expect (db, job->base);

  return job->request_id != 0 ? foyer_requests_register (db, job->actor, job->request_id,
                                                         job->patient, error)
                              : foyer_patients_save (db, job->actor, job->patient, error);
}

/**
 * foyer_patient_job_run:
 * @db: a connection that can write
 * @job: (type FoyerPatientJob): what to save
 * @error: return location for an error
 *
 * Saves a patient, unless somebody on file may be the same person.
 *
 * Returns: not `NULL` on success, also if it found somebody
 */
gpointer
foyer_patient_job_run (FoyerDb *db, gpointer data, GError **error)
{
  FoyerPatientJob *job = data;
  gint64           id;

  if (job->compare && !find_same (db, job, error))
    return NULL;
  if (job->matches != NULL)
    return job;
  if (!save (db, job, error))
    return NULL;

  id = foyer_record_get_id (FOYER_RECORD (job->patient));
  for (guint i = 0; job->not_same != NULL && i < job->not_same->len; i++)
    if (!foyer_patients_mark_not_same (db, job->actor, id,
                                       g_array_index (job->not_same, gint64, i), error))
      return NULL;

  return job;
}

void
foyer_patient_load_free (FoyerPatientLoad *load)
{
  g_clear_object (&load->patient);
  g_clear_pointer (&load->clinicians, g_ptr_array_unref);
  g_free (load);
}

/**
 * foyer_patient_load_run:
 * @db: a connection
 * @load: (type FoyerPatientLoad): what to load
 * @error: return location for an error
 *
 * Returns: not `NULL` on success
 */
gpointer
foyer_patient_load_run (FoyerDb *db, gpointer data, GError **error)
{
  FoyerPatientLoad *load = data;

  load->patient =
      load->id != 0 ? foyer_patients_get (db, load->id, error) : foyer_patient_new ();
  if (load->patient == NULL)
    return NULL;

  load->clinicians = foyer_catalogue_list (db, FOYER_TYPE_CLINICIAN, FALSE, error);

  return load->clinicians != NULL ? load : NULL;
}

static gboolean
equal_children (GPtrArray *a, GPtrArray *b)
{
  const guint n_a = a != NULL ? a->len : 0, n_b = b != NULL ? b->len : 0;

  if (n_a != n_b)
    return FALSE;

  for (guint i = 0; i < n_a; i++)
    {
      FoyerRecord      *one = g_ptr_array_index (a, i), *other = g_ptr_array_index (b, i);
      FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (one);

      if (foyer_record_get_id (one) != foyer_record_get_id (other))
        return FALSE;
      for (guint j = 0; j < klass->n_fields; j++)
        if (!foyer_record_field_equal (one, other, &klass->fields[j]))
          return FALSE;
    }

  return TRUE;
}

/**
 * foyer_patient_equal:
 * @a: a patient
 * @b: a patient
 *
 * Returns: whether all fields, phones, names and contacts are the same
 */
gboolean
foyer_patient_equal (FoyerPatient *a, FoyerPatient *b)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (a);

  for (guint i = 0; i < klass->n_fields; i++)
    if (!foyer_record_field_equal (FOYER_RECORD (a), FOYER_RECORD (b), &klass->fields[i]))
      return FALSE;

  return equal_children (a->phones, b->phones) && equal_children (a->names, b->names) &&
         equal_children (a->contacts, b->contacts);
}

/**
 * foyer_patient_has_second_fact:
 * @patient: somebody to be registered
 *
 * Returns: whether there is one more fact than the name, without which nobody can be told
 *   from a namesake
 */
gboolean
foyer_patient_has_second_fact (FoyerPatient *patient)
{
  return patient->birth_date != NULL || patient->email != NULL ||
         patient->address_line != NULL || patient->postal_code != NULL ||
         patient->insurance != NULL ||
         (patient->phones != NULL && patient->phones->len > 0);
}

/**
 * foyer_patient_identity_differs:
 * @a: a patient
 * @b: the same patient at another time
 *
 * Returns: whether they differ in what a person is recognised by, so that duplicates have
 *   to be looked for again
 */
gboolean
foyer_patient_identity_differs (FoyerPatient *a, FoyerPatient *b)
{
  return g_strcmp0 (a->family, b->family) != 0 || g_strcmp0 (a->given, b->given) != 0 ||
         g_strcmp0 (a->preferred_name, b->preferred_name) != 0 ||
         g_strcmp0 (a->suffix, b->suffix) != 0 ||
         g_strcmp0 (a->birth_date, b->birth_date) != 0 ||
         g_strcmp0 (a->email, b->email) != 0 ||
         g_strcmp0 (a->postal_code, b->postal_code) != 0 ||
         !equal_children (a->phones, b->phones) || !equal_children (a->names, b->names);
}
