/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-relations.h"

#include "fhir/foyer-fhir-name.h"
#include "fhir/foyer-fhir-resource.h"
#include "fhir/foyer-fhir-telecom.h"

#include <string.h>

#define CONTACT_ROLE "http://terminology.hl7.org/CodeSystem/v2-0131"
#define PERSON_ROLE "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
#define LANGUAGE "urn:ietf:bcp:47"
#define MAX_LANGUAGES 20
#define AUTHORITY FOYER_FHIR_EXTENSION ("contact-authority")

/* Codes that say that somebody decides for the patient; all others are people to call. */
static FoyerContactKind
kind_for (const json_t *relationships)
{
  static const char *const guardian[] = { "GUARD",   "PRN",     "MTH",    "FTH",
                                          "NMTH",    "NFTH",    "ADOPTP", "ADOPTM",
                                          "ADOPTF",  "STPPRN",  "FSTPRN", "PRNFOST",
                                          "MTHFOST", "FTHFOST", "STPMTH", "STPFTH",
                                          NULL };
  static const char *const proxy[] = { "POWATT",  "DPOWATT", "HPOWATT",
                                       "SPOWATT", "RESPRSN", NULL };
  json_t                  *concept;
  size_t                   i;

  json_array_foreach (relationships, i, concept)
    {
      json_t *codings = json_object_get (concept, "coding");
      json_t *coding;
      size_t  j;

      json_array_foreach (codings, j, coding)
        {
          const char *code = foyer_fhir_peek (coding, "code");

          if (code != NULL && g_strv_contains (guardian, code))
            return FOYER_CONTACT_KIND_GUARDIAN;
          if (code != NULL && g_strv_contains (proxy, code))
            return FOYER_CONTACT_KIND_PROXY;
        }
    }

  return FOYER_CONTACT_KIND_EMERGENCY;
}

/* What the relationship is in words, or in the words of its code. */
static char *
read_relationship (FoyerFhirReader *reader, const json_t *relationships)
{
  json_t *concept;
  size_t  i;

  json_array_foreach (relationships, i, concept)
    {
      json_t *codings = json_object_get (concept, "coding");
      char   *text = foyer_fhir_read_text (
            reader, concept, "text", "contact.relationship.text", FOYER_FHIR_MAX_NAME);

      if (text == NULL)
        text = foyer_fhir_read_text (reader, json_array_get (codings, 0), "display",
                                     "contact.relationship.coding", FOYER_FHIR_MAX_NAME);
      if (text != NULL)
        return text;
    }

  return NULL;
}

static char *
read_contact_name (FoyerFhirReader *reader, const json_t *contact)
{
  json_t *name = foyer_fhir_read_object (reader, contact, "name", "contact.name");
  char   *text = foyer_fhir_read_text (reader, name, "text", "contact.name.text",
                                       FOYER_FHIR_MAX_NAME);
  g_autofree char *family = NULL;
  g_autofree char *given = NULL;

  if (text != NULL)
    return text;

  family = foyer_fhir_read_text (reader, name, "family", "contact.name.family",
                                 FOYER_FHIR_MAX_NAME);
  given = foyer_fhir_read_joined (reader, name, "given", "contact.name.given", " ",
                                  FOYER_FHIR_MAX_NAME);
  if (family != NULL && given != NULL)
    return g_strdup_printf ("%s %s", given, family);
  return family != NULL ? g_steal_pointer (&family) : g_steal_pointer (&given);
}

/* NULL if @json names nobody and no number. */
static FoyerPatientContact *
read_contact (FoyerFhirReader *reader, const json_t *json)
{
  g_autoptr (FoyerPatientContact) contact = foyer_patient_contact_new ();
  g_autoptr (GPtrArray) telecoms =
      foyer_fhir_telecoms_read (reader, json, "contact.telecom");
  json_t *relationships =
      foyer_fhir_read_list (reader, json, "relationship", "contact.relationship");

  contact->name = read_contact_name (reader, json);
  foyer_set_text (&contact->phone, foyer_fhir_telecoms_first (telecoms, "phone"));
  contact->kind = kind_for (relationships);
  contact->relationship = read_relationship (reader, relationships);
  contact->authority =
      foyer_fhir_read_text (reader, foyer_fhir_extension (json, AUTHORITY), "valueString",
                            "contact.extension", FOYER_FHIR_MAX_NOTE);

  /* Somebody of whom only a number is known is still to be called. */
  if (contact->name == NULL && contact->phone != NULL)
    foyer_set_text (&contact->name, contact->relationship != NULL ? contact->relationship
                                                                  : contact->phone);

  return contact->name != NULL ? g_steal_pointer (&contact) : NULL;
}

/**
 * foyer_fhir_contacts_read:
 * @reader: collects the first error
 * @json: a Patient
 * @patient: gets the contacts that have a name or a phone
 */
void
foyer_fhir_contacts_read (FoyerFhirReader *reader,
                          const json_t    *json,
                          FoyerPatient    *patient)
{
  json_t *list = foyer_fhir_read_list (reader, json, "contact", "contact");
  json_t *item;
  size_t  i;

  patient->contacts = g_ptr_array_new_with_free_func (g_object_unref);
  json_array_foreach (list, i, item)
    {
      FoyerPatientContact *contact = read_contact (reader, item);

      if (contact != NULL)
        g_ptr_array_add (patient->contacts, contact);
    }
}

static gboolean
is_same (const char *a, const char *b)
{
  return a != NULL && g_strcmp0 (a, b) == 0;
}

/* How surely @was is @contact: somebody may have another number, or another name. */
static guint
score (FoyerPatientContact *was, FoyerPatientContact *contact)
{
  if (is_same (was->name, contact->name))
    return 2 + (was->kind == contact->kind) +
           (g_strcmp0 (was->relationship, contact->relationship) == 0) +
           (g_strcmp0 (was->phone, contact->phone) == 0);
  return is_same (was->phone, contact->phone);
}

/* What the relationship is becomes the first concept; others that say nothing of it stay. */
static void
write_relationship (json_t *json, FoyerPatientContact *contact)
{
  static const char *const codes[] = {
    [FOYER_CONTACT_KIND_GUARDIAN] = "GUARD",
    [FOYER_CONTACT_KIND_PROXY] = "POWATT",
    [FOYER_CONTACT_KIND_EMERGENCY] = "C",
  };
  const char *system =
      contact->kind == FOYER_CONTACT_KIND_EMERGENCY ? CONTACT_ROLE : PERSON_ROLE;
  g_auto (FoyerFhirReader) reader = { "Patient" };
  json_t *old = json_object_get (json, "relationship");
  json_t *result = json_pack (
      "[o]", foyer_fhir_concept (system, codes[contact->kind], contact->relationship));
  json_t *concept;
  size_t  i;

  json_array_foreach (old, i, concept)
    {
      g_autoptr (json_t) alone = json_pack ("[O]", concept);
      g_autofree char *words = read_relationship (&reader, alone);

      if (words == NULL && kind_for (alone) == FOYER_CONTACT_KIND_EMERGENCY &&
          g_strcmp0 (foyer_fhir_code (concept, CONTACT_ROLE), "C") != 0)
        json_array_append (result, concept);
    }
  json_object_set_new (json, "relationship", result);
}

static void
write_contact (json_t *json, FoyerPatientContact *contact, FoyerPatientContact *was)
{
  if (was == NULL || was->kind != contact->kind ||
      g_strcmp0 (was->relationship, contact->relationship) != 0)
    write_relationship (json, contact);
  if (was == NULL || g_strcmp0 (was->name, contact->name) != 0)
    {
      if (contact->name != NULL)
        json_object_set_new (json, "name", json_pack ("{s:s}", "text", contact->name));
      else
        json_object_del (json, "name");
    }
  if (was == NULL || g_strcmp0 (was->phone, contact->phone) != 0)
    foyer_fhir_telecom_write (json, "phone", contact->phone);
  if (contact->authority != NULL)
    foyer_fhir_set_text (foyer_fhir_set_extension (json, AUTHORITY), "valueString",
                         contact->authority);
  else
    foyer_fhir_remove_extension (json, AUTHORITY);
}

static void
unref_nullable (gpointer data)
{
  g_clear_object (&data);
}

/**
 * foyer_fhir_contacts_write:
 * @json: a Patient
 * @patient: whose contacts to write; nothing is done if they are `NULL`
 *
 * Makes the contacts of @json those of @patient.  The entry of a person, found by name or
 * else by number, keeps what we do not know of it, and entries that name nobody stay.
 */
void
foyer_fhir_contacts_write (json_t *json, FoyerPatient *patient)
{
  g_auto (FoyerFhirReader) reader = { "Patient" };
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func (unref_nullable);
  g_autoptr (GPtrArray) matches = g_ptr_array_new ();
  json_t *list = json_object_get (json, "contact");
  json_t *result;
  json_t *item;
  size_t  i;

  if (patient->contacts == NULL)
    return;

  /* By position: what each entry says, NULL if it names nobody, and whose it is now. */
  json_array_foreach (list, i, item)
    g_ptr_array_add (read, read_contact (&reader, item));
  g_ptr_array_set_size (matches, (int) read->len);
  for (guint least = 5; least > 0; least--)
    for (guint c = 0; c < patient->contacts->len; c++)
      for (i = 0; i < read->len &&
                  !g_ptr_array_find (matches, patient->contacts->pdata[c], NULL);
           i++)
        if (read->pdata[i] != NULL && matches->pdata[i] == NULL &&
            score (read->pdata[i], patient->contacts->pdata[c]) == least)
          matches->pdata[i] = patient->contacts->pdata[c];

  result = json_array ();
  json_array_foreach (list, i, item)
    {
      if (matches->pdata[i] != NULL)
        write_contact (item, matches->pdata[i], read->pdata[i]);
      if (matches->pdata[i] != NULL || read->pdata[i] == NULL)
        json_array_append (result, item);
    }
  for (guint c = 0; c < patient->contacts->len; c++)
    if (!g_ptr_array_find (matches, patient->contacts->pdata[c], NULL))
      {
        item = json_object ();
        write_contact (item, patient->contacts->pdata[c], NULL);
        json_array_append_new (result, item);
      }

  foyer_fhir_set_list (json, "contact", result);
}

static gboolean
is_language_tag (const char *tag)
{
  guint n = 0;

  for (; g_ascii_isalpha (*tag) && n < 9; tag++)
    n++;
  if (n < 2 || n > 8)
    return FALSE;
  while (*tag == '-')
    {
      n = 0;
      for (tag++; g_ascii_isalnum (*tag) && n < 9; tag++)
        n++;
      if (n < 1 || n > 8)
        return FALSE;
    }

  return *tag == '\0';
}

/* The tag of one entry of Patient.communication; what is no tag is not taken. */
static const char *
peek_language (const json_t *communication)
{
  const char *code = foyer_fhir_code (json_object_get (communication, "language"), NULL);

  return code != NULL && is_language_tag (code) ? code : NULL;
}

static json_t *
preferred_flag (const json_t *communication)
{
  return json_object_get (communication, "preferred");
}

static int
compare_tags (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * foyer_fhir_languages_read:
 * @reader: collects the first error
 * @json: a Patient
 * @patient: gets the languages
 *
 * The preferred language is the one that is marked so, or else the first that is not
 * marked as not preferred.  The others have no order and are told by their tags.
 */
void
foyer_fhir_languages_read (FoyerFhirReader *reader,
                           const json_t    *json,
                           FoyerPatient    *patient)
{
  json_t *list = foyer_fhir_read_list (reader, json, "communication", "communication");
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autofree char *joined = NULL;
  json_t          *chosen = NULL;
  json_t          *item;
  size_t           i;

  json_array_foreach (list, i, item)
    if (peek_language (item) != NULL && !json_is_false (preferred_flag (item)) &&
        (chosen == NULL || (json_is_true (preferred_flag (item)) &&
                            !json_is_true (preferred_flag (chosen)))))
      chosen = item;

  foyer_set_text (&patient->language, peek_language (chosen));
  json_array_foreach (list, i, item)
    {
      const char *tag = item != chosen ? peek_language (item) : NULL;

      if (tag != NULL && others->len < MAX_LANGUAGES &&
          !g_ptr_array_find_with_equal_func (others, tag, g_str_equal, NULL))
        g_ptr_array_add (others, (gpointer) tag);
    }
  g_ptr_array_sort (others, compare_tags);
  g_ptr_array_add (others, NULL);
  joined = g_strjoinv (" ", (char **) others->pdata);
  foyer_set_text (&patient->other_languages, joined);
}

static void
add_language (json_t *result, json_t *list, const char *tag, gboolean preferred)
{
  json_t *entry = NULL;
  json_t *item;
  size_t  i;

  json_array_foreach (list, i, item)
    if (entry == NULL && g_strcmp0 (peek_language (item), tag) == 0)
      entry = json_incref (item);

  json_array_foreach (result, i, item)
    if (item == entry)
      {
        json_decref (entry);
        return;
      }

  if (entry == NULL)
    entry = json_pack ("{s:o}", "language", foyer_fhir_concept (LANGUAGE, tag, NULL));
  json_object_set_new (entry, "preferred", json_boolean (preferred));
  json_array_append_new (result, entry);
}

/**
 * foyer_fhir_languages_write:
 * @json: a Patient
 * @patient: whose languages to write
 *
 * Makes the languages of @json those of @patient; entries that are no language tag stay.
 */
void
foyer_fhir_languages_write (json_t *json, FoyerPatient *patient)
{
  json_t *list = json_object_get (json, "communication");
  json_t *result = json_array ();
  g_auto (GStrv) others = g_strsplit (
      patient->other_languages != NULL ? patient->other_languages : "", " ", -1);
  json_t *item;
  size_t  i;

  if (patient->language != NULL)
    add_language (result, list, patient->language, TRUE);
  for (guint o = 0; others[o] != NULL; o++)
    if (*others[o] != '\0')
      add_language (result, list, others[o], FALSE);
  json_array_foreach (list, i, item)
    if (peek_language (item) == NULL)
      json_array_append (result, item);

  foyer_fhir_set_list (json, "communication", result);
}
