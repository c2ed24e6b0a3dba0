/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-patients.h"

#include "model/foyer-fold.h"
#include "model/foyer-phone.h"
#include "store/foyer-db-private.h"
#include "store/foyer-identifiers-private.h"
#include "store/foyer-patients-private.h"
#include "store/foyer-table.h"

#include <string.h>

#define IDENTIFIER_KIND "patient"

#define MAX_TEXT_BYTES 8000
#define MAX_CHILDREN 100
#define MAX_AGE_YEARS 150

static gboolean
has_letters (const char *text)
{
  g_autofree char *key = foyer_fold_key (text);

  return *key != '\0';
}

/* Whether a field of text holds text that somebody may have typed. */
gboolean
foyer_patients_check_text (const FoyerField *field, gpointer record, GError **error)
{
  const char *text = foyer_field_get_text (field, record);

  if (text != NULL && strlen (text) > MAX_TEXT_BYTES)
    return foyer_store_refuse_field (error, field->name, "too-long");

  return text == NULL || g_utf8_validate (text, -1, NULL) ||
         foyer_store_refuse_field (error, field->name, "not-text");
}

static gboolean
check_texts (FoyerRecord *record, GError **error)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].type == G_TYPE_STRING &&
        !foyer_patients_check_text (&klass->fields[i], record, error))
      return FALSE;

  return TRUE;
}

/* Only what no mail could reach is refused. */
static gboolean
email_is_possible (const char *email)
{
  const char *at = strchr (email, '@');

  return at != NULL && at > email && at[1] != '\0' && strchr (at + 1, '@') == NULL &&
         strpbrk (email, " \t\n,;<>") == NULL;
}

/* In the form of BCP 47; whether there is such a language is not asked. */
static gboolean
language_is_possible (const char *tag)
{
  gsize length = 0;

  for (const char *p = tag; *p != '\0'; p++)
    if (*p == '-' && length > 0)
      length = 0;
    else if (!g_ascii_isalnum (*p) || ++length > 8)
      return FALSE;

  return length > 0 && g_ascii_isalpha (*tag);
}

static gboolean
check_past_date (
    const char *date, const char *field, int today, int *out_last_day, GError **error)
{
  int first_day;

  if (!foyer_fhir_date_parse (date, &first_day, out_last_day))
    return foyer_store_refuse_field (error, field, "impossible-date");
  if (first_day > today)
    return foyer_store_refuse_field (error, field, "in-future");

  return TRUE;
}

static gboolean
check_dates (FoyerPatient *patient, int today, GError **error)
{
  int born = 0, died = 0, seen;

  if (patient->birth_date != NULL)
    {
      if (!check_past_date (patient->birth_date, "birth-date", today, &born, error))
        return FALSE;
      if (born < foyer_day_add_months (today, -12 * MAX_AGE_YEARS))
        return foyer_store_refuse_field (error, "birth-date", "too-long-ago");
      if (foyer_fhir_date_parse (patient->birth_date, &born, NULL) &&
          patient->deceased_on != NULL &&
          foyer_fhir_date_parse (patient->deceased_on, NULL, &died) && died < born)
        return foyer_store_refuse_field (error, "deceased-on", "before-birth");
    }
  if (patient->deceased_on != NULL)
    {
      if (!check_past_date (patient->deceased_on, "deceased-on", today, &died, error))
        return FALSE;
      if (!patient->deceased)
        return foyer_store_refuse_field (error, "deceased-on", "not-deceased");
    }

  return patient->seen_before_on == NULL ||
         check_past_date (patient->seen_before_on, "seen-before-on", today, &seen, error);
}

static gboolean
check_children (FoyerPatient *patient, GError **error)
{
  const GPtrArray *const   children[] = { patient->phones, patient->names,
                                          patient->contacts };
  static const char *const fields[] = { "phones", "names", "contacts" };

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    for (guint j = 0; children[i] != NULL && j < children[i]->len; j++)
      {
        gpointer child = g_ptr_array_index (children[i], j);

        if (j == MAX_CHILDREN)
          return foyer_store_refuse_field (error, fields[i], "too-many");
        if (!check_texts (child, error))
          return FALSE;
        if (FOYER_IS_PATIENT_PHONE (child) &&
            !foyer_phone_is_valid (FOYER_PATIENT_PHONE (child)->number))
          return foyer_store_refuse_field (error, "phones", "not-a-number");
        if (FOYER_IS_PATIENT_NAME (child) &&
            !has_letters (FOYER_PATIENT_NAME (child)->family) &&
            !has_letters (FOYER_PATIENT_NAME (child)->given))
          return foyer_store_refuse_field (error, "names", "missing");
        if (FOYER_IS_PATIENT_CONTACT (child) &&
            !has_letters (FOYER_PATIENT_CONTACT (child)->name))
          return foyer_store_refuse_field (error, "contacts", "missing");
      }

  return TRUE;
}

/* The calendar day that has begun anywhere on earth: a patient may be registered by a clinic
 * ahead of UTC, on the day of birth. */
static int
latest_today (gint64 now)
{
  return (int) ((now + 14 * FOYER_HOUR_SECONDS) / (24 * FOYER_HOUR_SECONDS));
}

/* Whether @patient can be one at @now, seconds since 1970-01-01 UTC. */
gboolean
foyer_patients_check (FoyerPatient *patient, gint64 now, GError **error)
{
  if (!check_texts (FOYER_RECORD (patient), error))
    return FALSE;
  if (!has_letters (patient->family) && !has_letters (patient->given))
    return foyer_store_refuse_field (error, "family", "missing");
  if (patient->email != NULL && !email_is_possible (patient->email))
    return foyer_store_refuse_field (error, "email", "impossible");
  if (patient->language != NULL && !language_is_possible (patient->language))
    return foyer_store_refuse_field (error, "language", "unknown");

  return check_dates (patient, latest_today (now), error) &&
         check_children (patient, error);
}

/* Derives the key by which people of the same name are found. */
void
foyer_patients_set_name_key (FoyerPatient *patient)
{
  g_autofree char *family = foyer_fold_key (patient->family);
  g_autofree char *given = foyer_fold_key (patient->given);
  g_autofree char *key = g_strconcat (family, ",", given, NULL);

  foyer_set_text (&patient->name_key, key);
}

static gboolean
child_differs (FoyerRecord *stored, FoyerRecord *child)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (stored);

  for (guint i = 0; i < klass->n_fields; i++)
    if (!foyer_record_field_equal (stored, child, &klass->fields[i]))
      return TRUE;

  return FALSE;
}

static FoyerRecord *
find_child (GPtrArray *children, gint64 id)
{
  for (guint i = 0; id != 0 && i < children->len; i++)
    if (foyer_record_get_id (g_ptr_array_index (children, i)) == id)
      return g_ptr_array_index (children, i);

  return NULL;
}

static void
adopt_child (gpointer child, gint64 patient_id, guint position)
{
  if (FOYER_IS_PATIENT_PHONE (child))
    {
      FoyerPatientPhone *phone = child;
      g_autofree char   *digits = foyer_phone_dup_digits (phone->number);

      phone->patient_id = patient_id;
      phone->position = position;
      foyer_set_text (&phone->digits, digits);
    }
  else if (FOYER_IS_PATIENT_NAME (child))
    FOYER_PATIENT_NAME (child)->patient_id = patient_id;
  else
    FOYER_PATIENT_CONTACT (child)->patient_id = patient_id;
}

static GPtrArray *
list_children (FoyerDb *db, GType type, gint64 patient_id, GError **error)
{
  return foyer_table_list (db, type, error,
                           type == FOYER_TYPE_PATIENT_PHONE
                               ? "WHERE patient_id = ?1 ORDER BY position, id"
                               : "WHERE patient_id = ?1 ORDER BY id",
                           "i", patient_id);
}

/* Makes the stored children of one type those of @children; NULL leaves them alone. */
static gboolean
save_children (FoyerAct  *act,
               GType      type,
               GPtrArray *children,
               gint64     patient_id,
               gboolean   is_new,
               gboolean  *changed,
               GError   **error)
{
  g_autoptr (GPtrArray) stored = NULL;

  if (children == NULL)
    return TRUE;

  stored = is_new ? g_ptr_array_new () : list_children (act->db, type, patient_id, error);
  if (stored == NULL)
    return FALSE;

  for (guint i = 0; i < stored->len; i++)
    {
      FoyerRecord *old = g_ptr_array_index (stored, i);

      if (find_child (children, foyer_record_get_id (old)) != NULL)
        continue;
      if (!foyer_act_delete (act, old, error))
        return FALSE;
      *changed = TRUE;
    }

  for (guint i = 0; i < children->len; i++)
    {
      FoyerRecord *child = g_ptr_array_index (children, i);
      FoyerRecord *old = find_child (stored, foyer_record_get_id (child));

      adopt_child (child, patient_id, i);
      if (old == NULL)
        {
          /* One that somebody else has removed meanwhile is stored anew. */
          foyer_record_set_id (child, 0);
          foyer_record_set_uid (child, NULL);
          if (!foyer_act_insert (act, child, error))
            return FALSE;
          *changed = TRUE;
        }
      else if (child_differs (old, child))
        {
          if (!foyer_act_update (act, child, error))
            return FALSE;
          *changed = TRUE;
        }
    }

  return TRUE;
}

static gboolean
save_all_children (FoyerAct     *act,
                   FoyerPatient *patient,
                   gboolean      is_new,
                   gboolean     *changed,
                   GError      **error)
{
  const gint64 id = foyer_record_get_id (FOYER_RECORD (patient));

  return save_children (act, FOYER_TYPE_PATIENT_PHONE, patient->phones, id, is_new,
                        changed, error) &&
         save_children (act, FOYER_TYPE_PATIENT_NAME, patient->names, id, is_new, changed,
                        error) &&
         save_children (act, FOYER_TYPE_PATIENT_CONTACT, patient->contacts, id, is_new,
                        changed, error);
}

static gboolean
assign_number (FoyerAct *act, FoyerPatient *patient, GError **error)
{
  gint64 n;

  if (patient->number == NULL)
    {
      patient->number = foyer_act_next_number (act, "patient", "", error);
      return patient->number != NULL;
    }
  if (!foyer_db_query_integer (act->db, &n, error,
                               "SELECT count (*) FROM patient WHERE number = ?1 "
                               "AND id <> ?2",
                               "si", patient->number,
                               foyer_record_get_id (FOYER_RECORD (patient))))
    return FALSE;

  return n == 0 || foyer_store_refuse_field (error, "number", "taken");
}

static gboolean
insert_patient (FoyerAct *act, FoyerPatient *patient, GError **error)
{
  gboolean changed = FALSE;

  if (!assign_number (act, patient, error))
    return FALSE;

  patient->created_at = patient->updated_at = act->now;

  return foyer_act_insert (act, patient, error) &&
         save_all_children (act, patient, TRUE, &changed, error);
}

static gboolean
update_patient (FoyerAct *act, FoyerPatient *patient, GError **error)
{
  g_autoptr (FoyerPatient) stored = NULL;
  gboolean changed = FALSE;

  stored = foyer_table_get (act->db, FOYER_TYPE_PATIENT,
                            foyer_record_get_id (FOYER_RECORD (patient)), error);
  if (stored == NULL)
    return FALSE;

  if (patient->number == NULL)
    foyer_set_text (&patient->number, stored->number);
  else if (g_strcmp0 (patient->number, stored->number) != 0 &&
           !assign_number (act, patient, error))
    return FALSE;

  patient->created_at = stored->created_at;
  patient->updated_at = stored->updated_at;
  if (!save_all_children (act, patient, FALSE, &changed, error))
    return FALSE;
  if (!changed && !child_differs (FOYER_RECORD (stored), FOYER_RECORD (patient)))
    return TRUE;

  /* A change of the children alone is a change of the patient to whoever follows the
   * feed, even within the second in which the patient was last changed. */
  if (!child_differs (FOYER_RECORD (stored), FOYER_RECORD (patient)) &&
      stored->updated_at == act->now)
    return foyer_act_touch (act, "patient", foyer_record_get_id (FOYER_RECORD (patient)),
                            error);
  patient->updated_at = act->now;

  return foyer_act_update (act, patient, error);
}

/**
 * foyer_patients_save_in:
 * @act: the action under way, of a person who may edit patients
 * @patient: a new patient or a changed one
 * @error: return location for an error
 *
 * As foyer_patients_save(), inside an action of the caller.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_patients_save_in (FoyerAct *act, FoyerPatient *patient, GError **error)
{
  if (!foyer_act_require (act, FOYER_ACTION_PATIENT_EDIT, error) ||
      !foyer_patients_check (patient, act->now, error))
    return FALSE;

  foyer_patients_set_name_key (patient);
  if (foyer_record_get_id (FOYER_RECORD (patient)) == 0)
    return insert_patient (act, patient, error);
  return update_patient (act, patient, error);
}

static gboolean
save (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_patients_save_in (act, data, error);
}

/**
 * foyer_patients_save:
 * @db: a connection that can write
 * @actor: who acts
 * @patient: a new patient (id 0) or a changed one; gets id, uid, number and times
 * @error: return location for an error
 *
 * Saves a patient with phones, names and contacts in one action.
 *
 * Where `phones`, `names` or `contacts` is not `NULL` it is the whole list: stored ones that are
 * not in it are removed.  A new patient without a number gets the next one.  A save that
 * changes nothing leaves no trace.  Patients are never deleted; they become inactive or
 * deceased.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` with field and problem: `family` `missing` if there is no
 * name; `birth-date`, `deceased-on`, `seen-before-on` `impossible-date`, `in-future`;
 * `birth-date` `too-long-ago`; `deceased-on` `before-birth`, `not-deceased`; `email`
 * `impossible`; `language` `unknown`; `number` `taken`; `phones` `not-a-number`; `names`,
 * `contacts` `missing`; any text `too-long` or `not-text`.  `FOYER_STORE_ERROR_NOT_FOUND`,
 * `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_patients_save (FoyerDb *db, FoyerUser *actor, FoyerPatient *patient, GError **error)
{
  g_return_val_if_fail (FOYER_IS_PATIENT (patient), FALSE);

  return foyer_db_act (db, actor, FOYER_ACTION_PATIENT_EDIT, NULL, save, patient, error);
}

/**
 * foyer_patients_get:
 * @db: a connection
 * @id: id of the patient
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full): the patient with phones, names and contacts, or `NULL` on error
 */
FoyerPatient *
foyer_patients_get (FoyerDb *db, gint64 id, GError **error)
{
  g_autoptr (FoyerPatient) patient = NULL;

  patient = foyer_table_get (db, FOYER_TYPE_PATIENT, id, error);
  if (patient == NULL)
    return NULL;

  patient->phones = list_children (db, FOYER_TYPE_PATIENT_PHONE, id, error);
  if (patient->phones == NULL)
    return NULL;
  patient->names = list_children (db, FOYER_TYPE_PATIENT_NAME, id, error);
  if (patient->names == NULL)
    return NULL;
  patient->contacts = list_children (db, FOYER_TYPE_PATIENT_CONTACT, id, error);
  if (patient->contacts == NULL)
    return NULL;

  return g_steal_pointer (&patient);
}

/**
 * foyer_patients_find_by_identifier:
 * @db: a connection
 * @system: URI of the system that gave the identifier
 * @value: the identifier
 * @out_id: (out): id of the patient, 0 if none has it
 * @error: return location for an error
 *
 * Finds a patient by the name that another system gives it.
 *
 * Returns: `TRUE` on success, also if there is none
 */
gboolean
foyer_patients_find_by_identifier (
    FoyerDb *db, const char *system, const char *value, gint64 *out_id, GError **error)
{
  return foyer_identifiers_find (db, IDENTIFIER_KIND, system, value, out_id, error);
}

/**
 * foyer_patients_list_identifiers:
 * @db: a connection
 * @id: id of the patient
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerIdentifier): what other systems call the
 *   patient, possibly none, or `NULL` on error
 */
GPtrArray *
foyer_patients_list_identifiers (FoyerDb *db, gint64 id, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_IDENTIFIER, error,
                           "WHERE owner_kind = 'patient' AND owner_id = ?1 ORDER BY id",
                           "i", id);
}

/**
 * foyer_patients_add_identifier_in:
 * @act: the action under way
 * @patient_id: id of the patient
 * @system: URI of the system that gave the identifier
 * @value: the identifier
 * @error: return location for an error
 *
 * Notes what another system calls a patient.  Noting it twice changes nothing.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` if @system or @value is empty, or another patient has
 * it (`value` `taken`).
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_patients_add_identifier_in (FoyerAct   *act,
                                  gint64      patient_id,
                                  const char *system,
                                  const char *value,
                                  GError    **error)
{
  return foyer_act_require (act, FOYER_ACTION_PATIENT_EDIT, error) &&
         foyer_identifiers_add (act, IDENTIFIER_KIND, patient_id, system, value, error);
}

typedef struct
{
  gint64 a; /* the smaller id */
  gint64 b;
} Pair;

static gboolean
mark_not_same (FoyerAct *act, gpointer data, GError **error)
{
  const Pair      *pair = data;
  g_autofree char *changes = NULL;
  gint64           n;

  if (!foyer_db_query_integer (act->db, &n, error,
                               "SELECT count (*) FROM patient WHERE id IN (?1, ?2)", "ii",
                               pair->a, pair->b))
    return FALSE;
  if (n != 2)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "There is no such patient");
      return FALSE;
    }
  if (!foyer_db_query_integer (act->db, &n, error,
                               "SELECT count (*) FROM not_same_person "
                               "WHERE patient_a = ?1 AND patient_b = ?2",
                               "ii", pair->a, pair->b))
    return FALSE;
  if (n > 0)
    return TRUE;

  changes =
      g_strdup_printf ("{\"not-same-as\":[null,\"%" G_GINT64_FORMAT "\"]}", pair->b);

  return foyer_db_run (act->db, error,
                       "INSERT INTO not_same_person (patient_a, patient_b, staff_id, at) "
                       "VALUES (?1, ?2, ?3, ?4)",
                       "iioi", pair->a, pair->b, foyer_act_get_staff_id (act),
                       act->now) &&
         foyer_act_note (act, "patient", pair->a, changes, error) &&
         foyer_act_touch (act, "patient", pair->a, error);
}

/**
 * foyer_patients_mark_not_same:
 * @db: a connection that can write
 * @actor: who says so
 * @patient_a: id of a patient
 * @patient_b: id of another; the order does not matter
 * @error: return location for an error
 *
 * Remembers that two records are of two people, so that nobody is asked again.
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`, `FOYER_STORE_ERROR_INVALID` if both are one.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_patients_mark_not_same (
    FoyerDb *db, FoyerUser *actor, gint64 patient_a, gint64 patient_b, GError **error)
{
  Pair pair = { MIN (patient_a, patient_b), MAX (patient_a, patient_b) };

  if (patient_a == patient_b)
    return foyer_store_refuse_field (error, "patient", "same");

  return foyer_db_act (db, actor, FOYER_ACTION_PATIENT_EDIT, NULL, mark_not_same, &pair,
                       error);
}
