/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-participant.h"

#include "fhir/foyer-fhir-intake.h"

#include <string.h>

/* What the fields refer to.  A reference that has no type in it is written with the first. */
static const struct
{
  const char *field;
  const char *kind;
  const char *types[2];
} targets[] = {
  { "patient-id", "patient", { "Patient", NULL } },
  { "clinician-id", "clinician", { "Practitioner", "PractitionerRole" } },
  { "room-id", "room", { "Location", NULL } },
  { "referral-id", "referral", { "ServiceRequest", NULL } },
};

static guint
find_target (const char *field)
{
  guint t = 0;

  while (t < G_N_ELEMENTS (targets) && !g_str_equal (targets[t].field, field))
    t++;
  g_assert (t < G_N_ELEMENTS (targets));

  return t;
}

static gboolean
is_of_type (const json_t *reference, const char *type)
{
  const char *text = foyer_fhir_peek (reference, "reference");
  const gsize length = strlen (type);

  if (text == NULL || strchr (text, '/') == NULL)
    return g_strcmp0 (foyer_fhir_peek (reference, "type"), type) == 0;

  for (const char *at = strstr (text, type); at != NULL; at = strstr (at + 1, type))
    if ((at == text || at[-1] == '/') && at[length] == '/')
      return TRUE;

  return FALSE;
}

static gboolean
is_for (guint target, const json_t *reference)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets[target].types); i++)
    if (targets[target].types[i] != NULL &&
        is_of_type (reference, targets[target].types[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_contained_patient (const json_t *json, const json_t *reference)
{
  const char *text = foyer_fhir_peek (reference, "reference");
  json_t     *contained;
  size_t      i;

  if (text == NULL || *text != '#')
    return FALSE;
  json_array_foreach (json_object_get (json, "contained"), i, contained)
    if (g_strcmp0 (foyer_fhir_peek (contained, "id"), text + 1) == 0 &&
        g_strcmp0 (foyer_fhir_peek (contained, "resourceType"), "Patient") == 0)
      return TRUE;

  return FALSE;
}

/* The uid of the record of ours that a reference is to. */
static char *
dup_uid (guint target, const json_t *reference, FoyerFhirLinks *links)
{
  const char *text = foyer_fhir_peek (reference, "reference");
  gboolean    is_other;

  return text != NULL && *text != '#' && links->to_uid != NULL &&
                 is_for (target, reference)
             ? links->to_uid (targets[target].kind, text, &is_other, links->data)
             : NULL;
}

static gboolean
is_ours (guint target, const json_t *reference, FoyerFhirLinks *links)
{
  g_autofree char *uid = dup_uid (target, reference, links);

  return uid != NULL;
}

/* The participant or order that stands for a field: the one that says it already, one that
 * says another record of ours, or for the patient whoever is there in their place. */
static gboolean
find_item (const json_t   *json,
           const char     *key,
           guint           target,
           const char     *reference,
           FoyerFhirLinks *links,
           size_t         *out_index)
{
  const json_t *list = json_object_get (json, key);

  for (guint pass = 0; pass < 3; pass++)
    for (size_t i = 0; i < json_array_size (list); i++)
      {
        const json_t *item = json_array_get (list, i);
        const json_t *actor = json_object_get (item, "actor");
        const json_t *other = actor != NULL ? actor : item;

        *out_index = i;
        if ((pass == 0 && reference != NULL &&
             g_strcmp0 (foyer_fhir_peek (other, "reference"), reference) == 0) ||
            (pass == 1 && is_ours (target, other, links)) ||
            (pass == 2 && reference != NULL && target == 0 &&
             (is_for (target, other) || is_contained_patient (json, other))))
          return TRUE;
      }

  return FALSE;
}

/* A contained resource must be referred to, by something else when the participant changes. */
static void
keep_contained (json_t *json, const json_t *actor)
{
  if (is_contained_patient (json, actor) &&
      foyer_fhir_extension (json, FOYER_FHIR_INTAKE_PATIENT) == NULL)
    json_object_set_new (
        foyer_fhir_set_extension (json, FOYER_FHIR_INTAKE_PATIENT), "valueReference",
        json_pack ("{s:s}", "reference", foyer_fhir_peek (actor, "reference")));
}

/* A reference that is to the same record stays, whatever it looks like. */
static void
set_reference (json_t         *object,
               guint           target,
               const char     *reference,
               gpointer        record,
               FoyerFhirLinks *links)
{
  g_autofree char *uid = dup_uid (target, object, links);

  if (g_strcmp0 (uid, foyer_record_get_link (record, targets[target].field)) == 0 ||
      g_strcmp0 (foyer_fhir_peek (object, "reference"), reference) == 0)
    return;

  json_object_clear (object);
  foyer_fhir_set_text (object, "reference", reference);
  if (strchr (reference, '/') == NULL)
    foyer_fhir_set_text (object, "type", targets[target].types[0]);
}

static json_t *
ensure_list (json_t *json, const char *key)
{
  json_t *list = json_object_get (json, key);

  if (!json_is_array (list))
    {
      list = json_array ();
      json_object_set_new (json, key, list);
    }

  return list;
}

/**
 * foyer_fhir_participant_read:
 * @json: an Appointment
 * @links: how to find records
 * @record: (type FoyerRecord): the booking or request
 * @field: patient-id, clinician-id or room-id
 *
 * Reads the first participant who is a record of ours of the field's kind: others, like the
 * referrer, are nobody's field.
 *
 * Returns: (nullable): the status of the participation
 */
const char *
foyer_fhir_participant_read (const json_t   *json,
                             FoyerFhirLinks *links,
                             gpointer        record,
                             const char     *field)
{
  const guint target = find_target (field);
  json_t     *list = json_object_get (json, "participant");
  json_t     *participant;
  size_t      i;

  foyer_record_set_link (record, field, NULL);
  json_array_foreach (list, i, participant)
    {
      const json_t *actor = json_object_get (participant, "actor");

      if (!is_for (target, actor))
        continue;
      foyer_fhir_links_read (links, actor, record, field);
      if (foyer_record_get_link (record, field) != NULL)
        return foyer_fhir_peek (participant, "status");
    }

  return NULL;
}

/**
 * foyer_fhir_participant_write:
 * @json: an Appointment
 * @links: how to find references
 * @record: (type FoyerRecord): the booking or request
 * @field: patient-id, clinician-id or room-id
 * @status: status of the participation
 *
 * Writes the participant that a field refers to; other participants stay.
 */
void
foyer_fhir_participant_write (json_t         *json,
                              FoyerFhirLinks *links,
                              gpointer        record,
                              const char     *field,
                              const char     *status)
{
  const guint target = find_target (field);
  g_autoptr (json_t) wanted = foyer_fhir_links_reference (links, record, field);
  const char *reference = foyer_fhir_peek (wanted, "reference");
  json_t     *list = ensure_list (json, "participant");
  json_t     *participant;
  json_t     *actor;
  size_t      i;
  gboolean    found = find_item (json, "participant", target, reference, links, &i);

  if (reference != NULL)
    {
      if (!found)
        {
          i = json_array_size (list);
          json_array_append_new (list, json_object ());
        }
      participant = json_array_get (list, i);
      actor = json_object_get (participant, "actor");
      if (!json_is_object (actor))
        {
          actor = json_object ();
          json_object_set_new (participant, "actor", actor);
          foyer_fhir_set_text (participant, "required", "required");
        }
      keep_contained (json, actor);
      set_reference (actor, target, reference, record, links);
      foyer_fhir_set_text (participant, "status", status);
    }
  else if (found && foyer_record_get_link (record, field) == NULL)
    json_array_remove (list, i);

  if (json_array_size (list) == 0)
    json_object_del (json, "participant");
}

/**
 * foyer_fhir_based_on_read:
 * @json: an Appointment
 * @links: how to find records
 * @record: (type FoyerRecord): the booking or request
 * @field: referral-id
 *
 * Reads the first order that is a referral of ours.
 */
void
foyer_fhir_based_on_read (const json_t   *json,
                          FoyerFhirLinks *links,
                          gpointer        record,
                          const char     *field)
{
  const guint target = find_target (field);
  json_t     *list = json_object_get (json, "basedOn");
  json_t     *reference;
  size_t      i;

  foyer_record_set_link (record, field, NULL);
  json_array_foreach (list, i, reference)
    {
      if (!is_for (target, reference))
        continue;
      foyer_fhir_links_read (links, reference, record, field);
      if (foyer_record_get_link (record, field) != NULL)
        return;
    }
}

/**
 * foyer_fhir_based_on_write:
 * @json: an Appointment
 * @links: how to find references
 * @record: (type FoyerRecord): the booking or request
 * @field: referral-id
 *
 * Writes the order that an Appointment rests on; other orders stay.
 */
void
foyer_fhir_based_on_write (json_t         *json,
                           FoyerFhirLinks *links,
                           gpointer        record,
                           const char     *field)
{
  const guint target = find_target (field);
  g_autoptr (json_t) wanted = foyer_fhir_links_reference (links, record, field);
  const char *reference = foyer_fhir_peek (wanted, "reference");
  json_t     *list = ensure_list (json, "basedOn");
  size_t      i;
  gboolean    found = find_item (json, "basedOn", target, reference, links, &i);

  if (reference != NULL)
    {
      if (!found)
        {
          i = json_array_size (list);
          json_array_append_new (list, json_object ());
        }
      set_reference (json_array_get (list, i), target, reference, record, links);
    }
  else if (found && foyer_record_get_link (record, field) == NULL)
    json_array_remove (list, i);

  if (json_array_size (list) == 0)
    json_object_del (json, "basedOn");
}
