/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-patient-standing.h"

#include "model/foyer-time.h"

#include <string.h>

/* Completes a FHIR date, which may be a year or a month only, to its last possible day.  ISO
 * dates of one length compare as text, here as in the database. */
static gboolean
complete_date (const char *date, char out_date[11])
{
  static const char last[] = "9999-12-31";
  gsize             length = date != NULL ? strlen (date) : 0;

  if (length != 4 && length != 7 && length != 10)
    return FALSE;
  memcpy (out_date, date, length);
  memcpy (out_date + length, last + length, sizeof last - length);
  for (gsize i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? out_date[i] != '-' : !g_ascii_isdigit (out_date[i]))
      return FALSE;

  return TRUE;
}

static gint64
year_of (const char *date)
{
  return g_ascii_strtoll (date, NULL, 10);
}

/**
 * foyer_patient_get_age_on:
 * @patient: a patient
 * @date: (nullable): civil date YYYY-MM-DD
 *
 * Returns: age in whole years as foyer_age_years() counts them, -1 if that cannot be told
 */
int
foyer_patient_get_age_on (FoyerPatient *patient, const char *date)
{
  int day;

  return foyer_day_parse (date, &day) ? foyer_age_years (patient->birth_date, day) : -1;
}

/**
 * foyer_patient_may_be_minor_on:
 * @patient: a patient
 * @date: (nullable): civil date YYYY-MM-DD
 *
 * Returns: whether @patient is, or with an incomplete birth date might be, younger than
 *   `FOYER_ADULT_YEARS`; an unknown birth date says nothing
 */
gboolean
foyer_patient_may_be_minor_on (FoyerPatient *patient, const char *date)
{
  int age = foyer_patient_get_age_on (patient, date);

  return age >= 0 && age < FOYER_ADULT_YEARS;
}

/**
 * foyer_patient_has_guardian:
 * @patient: a patient with its contacts
 *
 * Returns: whether a parent or guardian, or a proxy, is on file
 */
gboolean
foyer_patient_has_guardian (FoyerPatient *patient)
{
  for (guint i = 0; patient->contacts != NULL && i < patient->contacts->len; i++)
    {
      FoyerPatientContact *contact = patient->contacts->pdata[i];

      if (contact->kind == FOYER_CONTACT_KIND_GUARDIAN ||
          contact->kind == FOYER_CONTACT_KIND_PROXY)
        return TRUE;
    }

  return FALSE;
}

/* Whether @visit makes the patient known on @date: not so long ago that it lapsed. */
static gboolean
counts_on (const char *visit, gint64 new_after_years, const char *date)
{
  char   seen[11];
  char   day[11];
  gint64 years;

  if (!complete_date (visit, seen) || !complete_date (date, day) ||
      strncmp (visit, day, strlen (visit)) > 0)
    return FALSE;
  years = year_of (day) - year_of (seen);

  return new_after_years <= 0 || years < new_after_years ||
         (years == new_after_years && strcmp (day + 4, seen + 4) <= 0);
}

/**
 * foyer_patient_is_new_on:
 * @seen_before_on: (nullable): civil date of the last visit here before Foyer
 * @last_visit_on: (nullable): civil date of the latest visit that took place here up to
 *   @date, `NULL` if there was none
 * @new_after_years: years without a visit after which a patient is new again; 0: never
 * @date: civil date of the visit in question
 *
 * Tells whether a patient is new here on @date: never seen, neither in Foyer nor before
 * it, or not within @new_after_years.  The anniversary itself still counts as within.
 *
 * Returns: whether the patient is new
 */
gboolean
foyer_patient_is_new_on (const char *seen_before_on,
                         const char *last_visit_on,
                         gint64      new_after_years,
                         const char *date)
{
  return !counts_on (last_visit_on, new_after_years, date) &&
         !counts_on (seen_before_on, new_after_years, date);
}
