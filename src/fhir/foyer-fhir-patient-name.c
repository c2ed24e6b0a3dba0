/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-patient-name.h"

#include "fhir/foyer-fhir-name.h"

/* What the patient is called: a name of use usual beside the legal one. */
static FoyerFhirName *
pick_preferred (GPtrArray *names, const FoyerFhirName *legal)
{
  for (guint i = 0; i < names->len; i++)
    {
      FoyerFhirName *name = names->pdata[i];

      if (name != legal && g_strcmp0 (name->use, "usual") == 0)
        return name;
    }

  return NULL;
}

static const char *
preferred_text (const FoyerFhirName *name)
{
  return name->text != NULL    ? name->text
         : name->given != NULL ? name->given
                               : name->family;
}

static FoyerNameKind
kind_of (const FoyerFhirName *name)
{
  if (g_strcmp0 (name->use, "maiden") == 0)
    return FOYER_NAME_KIND_MAIDEN;
  if (g_strcmp0 (name->use, "old") == 0)
    return FOYER_NAME_KIND_PREVIOUS;
  return FOYER_NAME_KIND_ALIAS;
}

/**
 * foyer_fhir_patient_names_read:
 * @reader: collects the first error
 * @json: a Patient
 * @patient: gets the legal name, what to call the person, and the other names
 */
void
foyer_fhir_patient_names_read (FoyerFhirReader *reader,
                               const json_t    *json,
                               FoyerPatient    *patient)
{
  g_autoptr (GPtrArray) names = foyer_fhir_names_read (reader, json);
  FoyerFhirName *legal = foyer_fhir_names_pick_legal (names);
  FoyerFhirName *preferred = pick_preferred (names, legal);

  patient->names = g_ptr_array_new_with_free_func (g_object_unref);
  if (legal == NULL)
    {
      foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "name", "none");
      return;
    }

  foyer_set_text (&patient->family, legal->family);
  foyer_set_text (&patient->given, legal->given);
  foyer_set_text (&patient->prefix, legal->prefix);
  foyer_set_text (&patient->suffix, legal->suffix);
  if (preferred != NULL)
    foyer_set_text (&patient->preferred_name, preferred_text (preferred));

  for (guint i = 0; i < names->len; i++)
    {
      FoyerFhirName    *name = names->pdata[i];
      FoyerPatientName *other;

      if (name == legal || name == preferred)
        continue;
      other = foyer_patient_name_new ();
      other->kind = kind_of (name);
      foyer_set_text (&other->family, name->family);
      foyer_set_text (&other->given, name->given);
      g_ptr_array_add (patient->names, other);
    }
}

static json_t *
ensure_list (json_t *json)
{
  json_t *list = json_object_get (json, "name");

  if (!json_is_array (list))
    {
      list = json_array ();
      json_object_set_new (json, "name", list);
    }

  return list;
}

static void
write_legal (json_t *list, const FoyerFhirName *was, FoyerPatient *patient)
{
  json_t *name = was != NULL ? was->json : json_pack ("{s:s}", "use", "official");

  if (was == NULL || g_strcmp0 (was->family, patient->family) != 0 ||
      g_strcmp0 (was->given, patient->given) != 0 ||
      g_strcmp0 (was->prefix, patient->prefix) != 0 ||
      g_strcmp0 (was->suffix, patient->suffix) != 0)
    foyer_fhir_name_write (name, patient->family, patient->given, patient->prefix,
                           patient->suffix);
  if (was == NULL)
    json_array_append_new (list, name);
  /* A usual name beside it would otherwise be taken for the legal one. */
  else if (patient->preferred_name != NULL && g_strcmp0 (was->use, "usual") != 0)
    foyer_fhir_set_text (name, "use", "official");
}

static void
write_preferred (json_t *list, const FoyerFhirName *was, const char *text)
{
  json_t *name;

  if (text == NULL || (was != NULL && g_strcmp0 (preferred_text (was), text) == 0))
    return;

  name = was != NULL ? was->json : json_pack ("{s:s}", "use", "usual");
  foyer_fhir_name_write (name, NULL, NULL, NULL, NULL);
  foyer_fhir_set_text (name, "text", text);
  if (was == NULL)
    json_array_append_new (list, name);
}

static guint
score (const FoyerFhirName *name, FoyerPatientName *other)
{
  if (kind_of (name) != other->kind)
    return 0;
  return g_strcmp0 (name->family, other->family) == 0 &&
                 g_strcmp0 (name->given, other->given) == 0
             ? 2
             : 1;
}

/* The entry of each other name, by position; NULL for a new one. */
static GPtrArray *
match_others (GPtrArray *names, GPtrArray *others)
{
  GPtrArray *matches = g_ptr_array_new ();

  g_ptr_array_set_size (matches, (int) others->len);
  for (guint least = 2; least > 0; least--)
    for (guint o = 0; o < others->len; o++)
      for (guint n = 0; n < names->len && matches->pdata[o] == NULL; n++)
        if (!g_ptr_array_find (matches, names->pdata[n], NULL) &&
            score (names->pdata[n], others->pdata[o]) == least)
          matches->pdata[o] = names->pdata[n];

  return matches;
}

static void
remove_item (json_t *list, const json_t *item)
{
  for (size_t i = 0; i < json_array_size (list); i++)
    if (json_array_get (list, i) == item)
      {
        json_array_remove (list, i);
        return;
      }
}

/* @names are those entries that are neither legal nor preferred. */
static void
write_others (json_t *list, GPtrArray *names, GPtrArray *others)
{
  static const char *const uses[] = {
    [FOYER_NAME_KIND_MAIDEN] = "maiden",
    [FOYER_NAME_KIND_PREVIOUS] = "old",
    [FOYER_NAME_KIND_ALIAS] = "nickname",
  };
  g_autoptr (GPtrArray) matches = match_others (names, others);

  for (guint n = 0; n < names->len; n++)
    if (!g_ptr_array_find (matches, names->pdata[n], NULL))
      remove_item (list, ((FoyerFhirName *) names->pdata[n])->json);

  for (guint o = 0; o < others->len; o++)
    {
      FoyerPatientName *other = others->pdata[o];
      FoyerFhirName    *was = matches->pdata[o];
      json_t           *name;

      if (was != NULL && score (was, other) == 2)
        continue;
      name = was != NULL ? was->json : json_pack ("{s:s}", "use", uses[other->kind]);
      foyer_fhir_name_write (name, other->family, other->given, NULL, NULL);
      if (was == NULL)
        json_array_append_new (list, name);
    }
}

/**
 * foyer_fhir_patient_names_write:
 * @json: a Patient
 * @patient: whose names; its other names are left as they are if they are `NULL`
 *
 * Makes the names of @json those of @patient.  What else is known of a name stays, as long as
 * it is there in other words.
 */
void
foyer_fhir_patient_names_write (json_t *json, FoyerPatient *patient)
{
  g_auto (FoyerFhirReader) reader = { "Patient" };
  g_autoptr (json_t) kept = json_copy (json_object_get (json, "name"));
  g_autoptr (GPtrArray) names = foyer_fhir_names_read (&reader, json);
  FoyerFhirName *legal = foyer_fhir_names_pick_legal (names);
  FoyerFhirName *preferred = pick_preferred (names, legal);
  json_t        *list = ensure_list (json);

  write_legal (list, legal, patient);
  write_preferred (list, preferred, patient->preferred_name);
  g_ptr_array_remove (names, legal);
  if (preferred != NULL)
    {
      if (patient->preferred_name == NULL)
        remove_item (list, preferred->json);
      g_ptr_array_remove (names, preferred);
    }
  if (patient->names != NULL)
    write_others (list, names, patient->names);

  /* Without what the patient was called, another usual name would be taken for it. */
  if (patient->preferred_name == NULL)
    for (guint n = 0; n < names->len; n++)
      if (g_strcmp0 (((FoyerFhirName *) names->pdata[n])->use, "usual") == 0)
        foyer_fhir_set_text (((FoyerFhirName *) names->pdata[n])->json, "use",
                             "nickname");
}
