/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-name.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-person.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-user.h"

#include <string.h>

#define PREFIX FOYER_FHIR_EXTENSION ("staff-")

static const char *const extra_fields[] = { "role", "clinician-id", NULL };

static gboolean
matches (const json_t *json)
{
  return g_strcmp0 (foyer_fhir_role (json), FOYER_FHIR_ROLE_STAFF) == 0;
}

/* The name as it is shown, which is the text if there is one. */
static char *
read_name (FoyerFhirReader *reader, const json_t *json)
{
  g_autoptr (GPtrArray) names = foyer_fhir_names_read (reader, json);
  FoyerFhirName *name = foyer_fhir_names_pick_legal (names);

  if (name == NULL)
    return NULL;
  if (name->text != NULL)
    return g_strdup (name->text);
  if (name->family == NULL || name->given == NULL)
    return g_strdup (name->family != NULL ? name->family : name->given);

  return g_strdup_printf ("%s %s", name->given, name->family);
}

/* A name of staff is one text; what other systems sort by is guessed from it, so that it is
 * a name by US Core. */
static void
write_name (json_t *json, const char *text)
{
  g_auto (FoyerFhirReader) reader = { "Practitioner" };
  g_autofree char *was = read_name (&reader, json);
  const char      *space = text != NULL ? strrchr (text, ' ') : NULL;
  g_autofree char *given =
      space != NULL ? g_strndup (text, (gsize) (space - text)) : NULL;
  json_t *name;

  if (g_strcmp0 (was, text) == 0)
    return;

  name = foyer_fhir_person_name (json);
  foyer_fhir_name_write (name, space != NULL ? space + 1 : text, given, NULL, NULL);
  foyer_fhir_set_text (name, "text", text);
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerUser       *user = FOYER_USER (into->record);
  g_autofree char *name = read_name (reader, json);

  if (name == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "name", "none");
  foyer_set_text (&user->name, name);
  user->active = foyer_fhir_read_flag (reader, json, "active", "active", TRUE);
  foyer_fhir_fields_read (reader, json, PREFIX, user, extra_fields, links);
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerUser *user = FOYER_USER (aggregate->record);

  foyer_fhir_set_role (json, FOYER_FHIR_ROLE_STAFF);
  json_object_set_new (json, "active", json_boolean (user->active));
  write_name (json, user->name);
  foyer_fhir_fields_write (json, PREFIX, user, extra_fields, links);
}

/**
 * foyer_fhir_part_staff:
 *
 * A member of staff as a Practitioner.
 */
const FoyerFhirPart foyer_fhir_part_staff = {
  .kind = "staff",
  .type = "Practitioner",
  .matches = matches,
  .decode = decode,
  .encode = encode,
};
