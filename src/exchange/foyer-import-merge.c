/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-importer.h"

static gboolean
merge_text (char **stored, const char *read)
{
  if (read == NULL || g_strcmp0 (*stored, read) == 0)
    return FALSE;

  foyer_set_text (stored, read);
  return TRUE;
}

/* Numbers that the file has not are kept, since the desk may have asked for them. */
static gboolean
merge_phones (FoyerPatient *stored, FoyerPatient *read)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < read->phones->len; i++)
    {
      FoyerPatientPhone *phone = read->phones->pdata[i];
      FoyerPatientPhone *found = foyer_import_find_phone (stored->phones, phone->number);

      if (found == NULL)
        {
          g_ptr_array_add (stored->phones, g_object_ref (phone));
          changed = TRUE;
        }
      else if (found->kind != phone->kind && phone->kind != FOYER_PHONE_KIND_OTHER)
        {
          found->kind = phone->kind;
          changed = TRUE;
        }
    }

  return changed;
}

static gboolean
merge_names (FoyerPatient *stored, FoyerPatient *read)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < read->names->len; i++)
    {
      FoyerPatientName *name = read->names->pdata[i];
      gboolean          found = FALSE;

      for (guint j = 0; !found && j < stored->names->len; j++)
        {
          FoyerPatientName *candidate = stored->names->pdata[j];

          found = candidate->kind == name->kind &&
                  g_strcmp0 (candidate->family, name->family) == 0 &&
                  g_strcmp0 (candidate->given, name->given) == 0;
        }
      if (!found)
        g_ptr_array_add (stored->names, g_object_ref (name));
      changed |= !found;
    }

  return changed;
}

static gboolean
merge_contacts (FoyerPatient *stored, FoyerPatient *read)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < read->contacts->len; i++)
    {
      FoyerPatientContact *contact = read->contacts->pdata[i];
      FoyerPatientContact *found = NULL;

      for (guint j = 0; found == NULL && j < stored->contacts->len; j++)
        if (g_strcmp0 (((FoyerPatientContact *) stored->contacts->pdata[j])->name,
                       contact->name) == 0)
          found = stored->contacts->pdata[j];
      if (found == NULL)
        {
          g_ptr_array_add (stored->contacts, g_object_ref (contact));
          changed = TRUE;
          continue;
        }
      changed |= found->kind != contact->kind;
      found->kind = contact->kind;
      changed |= merge_text (&found->relationship, contact->relationship);
      changed |= merge_text (&found->phone, contact->phone);
      changed |= merge_text (&found->authority, contact->authority);
    }

  return changed;
}

/* Flags of which a resource may say nothing; the others are set and never cleared. */
static gboolean
merge_flag (FoyerRecord             *stored,
            const FoyerField        *field,
            const FoyerFhirResource *resource)
{
  gboolean was = (gboolean) foyer_field_get_integer (field, stored);
  gboolean is = (gboolean) foyer_field_get_integer (field, resource->record);

  if (g_str_equal (field->name, "active") && !resource->states_active)
    return FALSE;
  if (g_str_equal (field->name, "deceased") && !resource->states_deceased)
    return FALSE;
  if (was == is || (!is && !g_str_equal (field->name, "active") &&
                    !g_str_equal (field->name, "deceased")))
    return FALSE;

  foyer_field_set_integer (field, stored, is);
  return TRUE;
}

static gboolean
merge_field (FoyerRecord             *stored,
             const FoyerField        *field,
             const FoyerFhirResource *resource)
{
  static const char *const ours[] = { "number", "name-key", "created-at", "updated-at",
                                      NULL };
  FoyerRecord             *read = resource->record;

  if (g_strv_contains (ours, field->name))
    return FALSE;

  if (field->type == G_TYPE_BOOLEAN)
    return merge_flag (stored, field, resource);
  if (field->type == G_TYPE_STRING)
    {
      const char *text = foyer_field_get_text (field, read);

      if (text == NULL || foyer_record_field_equal (stored, read, field))
        return FALSE;
      foyer_field_set_text (field, stored, text);
      return TRUE;
    }

  /* 0 is "none" of a reference and "unknown" of an enumeration. */
  if (foyer_field_get_integer (field, read) == 0 ||
      foyer_record_field_equal (stored, read, field))
    return FALSE;
  foyer_field_set_integer (field, stored, foyer_field_get_integer (field, read));
  return TRUE;
}

/**
 * foyer_import_merge:
 * @stored: the record that is here; a patient with its lists
 * @resource: the record of a file
 *
 * Brings what @resource says into @stored.
 *
 * What a file leaves out it does not deny: fields, phones, names and contacts that only
 * @stored has are kept.  The record number stays.
 *
 * Returns: whether @stored has changed
 */
gboolean
foyer_import_merge (FoyerRecord *stored, const FoyerFhirResource *resource)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (stored);
  gboolean          changed = FALSE;

  for (guint i = 0; i < klass->n_fields; i++)
    changed |= merge_field (stored, &klass->fields[i], resource);

  if (FOYER_IS_PATIENT (stored))
    {
      FoyerPatient *patient = FOYER_PATIENT (stored);
      FoyerPatient *read = FOYER_PATIENT (resource->record);

      if (!patient->deceased && patient->deceased_on != NULL)
        foyer_set_text (&patient->deceased_on, NULL);
      changed |= merge_phones (patient, read);
      changed |= merge_names (patient, read);
      changed |= merge_contacts (patient, read);
    }

  return changed;
}
