/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-service.h"

#define PREFIX FOYER_FHIR_EXTENSION ("service-")
#define DURATION PREFIX "duration-minutes"
#define SYSTEM_CATEGORY "https://foyerclinic.org/fhir/sid/service-category"

static const char *const extra_fields[] = {
  "duration-minutes",
  "buffer-before-minutes",
  "buffer-after-minutes",
  "grid-minutes",
  "colour",
  "referral-rule",
  "price-minor",
  "deposit-minor",
  "needs-room",
  "daily-limit",
  NULL,
};

/* What a hospital offers there is nothing that is booked here: it has no length. */
static gboolean
matches (const json_t *json)
{
  return foyer_fhir_extension (json, DURATION) != NULL;
}

/* The concept of a list that has a code of @system. */
static json_t *
find_concept (const json_t *list, const char *system)
{
  json_t *concept;
  size_t  i;

  json_array_foreach (list, i, concept)
    if (foyer_fhir_code (concept, system) != NULL)
      return concept;

  return NULL;
}

static const char *
read_code (const json_t *json, const char *key, const char *system)
{
  return foyer_fhir_code (find_concept (json_object_get (json, key), system), system);
}

static void
write_code (json_t *json, const char *key, const char *system, const char *code)
{
  json_t *list = json_object_get (json, key);
  json_t *concept = find_concept (list, system);
  size_t  i;

  if (g_strcmp0 (foyer_fhir_code (concept, system), code) == 0)
    return;

  if (concept != NULL)
    for (i = json_array_size (list); i > 0; i--)
      if (json_array_get (list, i - 1) == concept)
        json_array_remove (list, i - 1);
  if (code != NULL && json_is_array (list))
    json_array_append_new (list, foyer_fhir_concept (system, code, NULL));
  else if (code != NULL)
    json_object_set_new (json, key,
                         json_pack ("[o]", foyer_fhir_concept (system, code, NULL)));
  else if (json_array_size (list) == 0)
    json_object_del (json, key);
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerService    *service = FOYER_SERVICE (into->record);
  const char      *category = read_code (json, "category", SYSTEM_CATEGORY);
  int              value = FOYER_SERVICE_CATEGORY_NEW;
  g_autofree char *name =
      foyer_fhir_read_text (reader, json, "name", "name", FOYER_FHIR_MAX_NAME);
  g_autofree char *instructions =
      foyer_fhir_read_text (reader, json, "comment", "comment", FOYER_FHIR_MAX_NOTE);

  if (name == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "name", "none");
  foyer_set_text (&service->name, name);
  foyer_set_text (&service->code, read_code (json, "type", FOYER_FHIR_SYSTEM_SERVICE));
  foyer_enum_from_nick (FOYER_TYPE_SERVICE_CATEGORY, category, &value);
  service->category = (FoyerServiceCategory) value;
  foyer_set_text (&service->instructions, instructions);
  service->active = foyer_fhir_read_flag (reader, json, "active", "active", TRUE);
  foyer_fhir_fields_read (reader, json, PREFIX, service, extra_fields, links);
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerService *service = FOYER_SERVICE (aggregate->record);

  json_object_set_new (json, "active", json_boolean (service->active));
  foyer_fhir_links_write_clinic (links, json, "providedBy");
  write_code (json, "category", SYSTEM_CATEGORY,
              foyer_enum_to_nick (FOYER_TYPE_SERVICE_CATEGORY, service->category));
  write_code (json, "type", FOYER_FHIR_SYSTEM_SERVICE, service->code);
  foyer_fhir_set_text (json, "name", service->name);
  foyer_fhir_set_text (json, "comment", service->instructions);
  foyer_fhir_fields_write (json, PREFIX, service, extra_fields, links);
}

/* How long a visit takes and what is kept free around it are one decision. */
static const FoyerFhirGroup groups[] = {
  { "extension[" PREFIX "buffer-after-minutes]", "length" },
  { "extension[" PREFIX "buffer-before-minutes]", "length" },
  { "extension[" DURATION "]", "length" },
  { NULL, NULL },
};

/**
 * foyer_fhir_part_service:
 *
 * A kind of visit as a HealthcareService; only those of this clinic are one.
 */
const FoyerFhirPart foyer_fhir_part_service = {
  .kind = "service",
  .type = "HealthcareService",
  .matches = matches,
  .decode = decode,
  .encode = encode,
  .groups = groups,
};
