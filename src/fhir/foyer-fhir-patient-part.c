/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-patient.h"

#define PREFIX FOYER_FHIR_EXTENSION ("patient-")
#define LAST_EDIT FOYER_FHIR_EXTENSION ("last-edit")

static const char *const extra_fields[] = { "clinician-id", "created-at", NULL };

static gboolean
matches (const json_t *json)
{
  return TRUE;
}

static void
copy_part (FoyerRecord *from, FoyerRecord *to)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (from);

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].type == G_TYPE_STRING)
      foyer_field_set_text (&klass->fields[i], to,
                            foyer_field_get_text (&klass->fields[i], from));
    else
      foyer_field_set_integer (&klass->fields[i], to,
                               foyer_field_get_integer (&klass->fields[i], from));
}

/* How much two parts of a kind have in common. */
static guint
count_equal (FoyerRecord *a, FoyerRecord *b)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (a);
  guint             n = 0;

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const FoyerField *field = &klass->fields[i];

      if ((field->type == G_TYPE_ENUM || field->type == G_TYPE_STRING) &&
          foyer_field_get_text (field, a) != NULL &&
          foyer_record_field_equal (a, b, field))
        n++;
    }

  return n;
}

/* Makes the parts of a kind those of @read.  They have no names of their own on the wire: one
 * that says most of what a part said before is that part. */
static void
take_children (FoyerAggregate *into, const char *kind, GPtrArray *read)
{
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) uids = g_ptr_array_new ();
  guint most = read->len > 0 ? FOYER_RECORD_GET_CLASS (read->pdata[0])->n_fields : 0;

  for (guint i = 0; i < into->children->len; i++)
    if (g_str_equal (FOYER_RECORD_GET_CLASS (into->children->pdata[i])->kind, kind))
      g_ptr_array_add (old, g_object_ref (into->children->pdata[i]));

  g_ptr_array_set_size (uids, (int) read->len);
  for (guint least = most; least > 0 && old->len > 0; least--)
    for (guint r = 0; r < read->len; r++)
      for (guint o = 0; o < old->len && uids->pdata[r] == NULL; o++)
        if (count_equal (old->pdata[o], read->pdata[r]) == least)
          uids->pdata[r] = g_ptr_array_steal_index (old, o);

  foyer_aggregate_remove_all (into, kind);
  for (guint r = 0; r < read->len; r++)
    {
      FoyerRecord *was = uids->pdata[r];

      copy_part (read->pdata[r],
                 foyer_aggregate_add (into, kind,
                                      was != NULL ? foyer_record_get_uid (was) : NULL));
      g_clear_object (&was);
    }
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  g_autoptr (FoyerFhirResource) read = foyer_fhir_patient_read (reader, json);
  FoyerPatient *from = FOYER_PATIENT (read->record);
  FoyerPatient *to = FOYER_PATIENT (into->record);

  foyer_fhir_resource_give (read, into);
  take_children (into, "patient_phone", from->phones);
  take_children (into, "patient_name", from->names);
  take_children (into, "patient_contact", from->contacts);

  foyer_fhir_links_read_first (links, json, "generalPractitioner", to, "pcp-id");
  foyer_fhir_fields_read (reader, json, PREFIX, to, extra_fields, links);
  foyer_fhir_read_instant (reader, foyer_fhir_extension (json, LAST_EDIT), "valueInstant",
                           "extension", &to->updated_at);
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const FoyerPatientPhone *one = *(const FoyerPatientPhone *const *) a;
  const FoyerPatientPhone *two = *(const FoyerPatientPhone *const *) b;

  return one->position < two->position ? -1 : one->position > two->position;
}

static GPtrArray *
list_children (FoyerAggregate *aggregate, GType type)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < aggregate->children->len; i++)
    if (G_OBJECT_TYPE (aggregate->children->pdata[i]) == type)
      g_ptr_array_add (list, g_object_ref (aggregate->children->pdata[i]));

  return list;
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerPatient *patient = FOYER_PATIENT (aggregate->record);
  g_autoptr (FoyerFhirResource) resource = foyer_fhir_resource_of (aggregate);
  FoyerPatient *view = FOYER_PATIENT (resource->record);

  view->phones = list_children (aggregate, FOYER_TYPE_PATIENT_PHONE);
  g_ptr_array_sort (view->phones, compare_positions);
  view->names = list_children (aggregate, FOYER_TYPE_PATIENT_NAME);
  view->contacts = list_children (aggregate, FOYER_TYPE_PATIENT_CONTACT);

  foyer_fhir_resource_remove_identifiers (resource, json);
  foyer_fhir_patient_write (resource, json);
  foyer_fhir_links_write_first (links, json, "generalPractitioner", patient, "pcp-id");
  foyer_fhir_fields_write (json, PREFIX, patient, extra_fields, links);
  if (patient->updated_at != 0)
    foyer_fhir_set_instant (foyer_fhir_set_extension (json, LAST_EDIT), "valueInstant",
                            patient->updated_at);
  else
    foyer_fhir_remove_extension (json, LAST_EDIT);
}

static const FoyerFhirGroup groups[] = {
  { "deceasedBoolean", "deceased" },
  { "deceasedDateTime", "deceased" },
  { "extension[" LAST_EDIT "]", FOYER_FHIR_GROUP_NEWEST },
  { "extension[" PREFIX "created-at]", FOYER_FHIR_GROUP_FIRST },
  { "identifier[" FOYER_FHIR_SYSTEM_MRN "]", FOYER_FHIR_GROUP_FIRST },
  { NULL, NULL },
};

/**
 * foyer_fhir_part_patient:
 *
 * A patient as a Patient, with phones, other names, contacts and identifiers.
 *
 * One that another system made is read as far as it says what a desk needs, and stays as it
 * is otherwise: names that are not in use any more, addresses beside the first, web
 * addresses, contained resources, organisations among the general practitioners.  It has to
 * have a name.
 */
const FoyerFhirPart foyer_fhir_part_patient = {
  .kind = "patient",
  .type = "Patient",
  .matches = matches,
  .decode = decode,
  .encode = encode,
  .groups = groups,
};
